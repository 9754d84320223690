"""Colours that can be told apart by everyone, and what else marks a group where only grey is printed."""

from __future__ import annotations

INK, GREY, PALE = "#222222", "#6B6B6B", "#E4E4E4"
# Okabe and Ito's colours: told apart under the three deficiencies of colour vision.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")


def group_colour(group: int) -> str:
    """Return the colour of a group counted from 1, grey for those past the eighth.

    Examples
    --------
    >>> group_colour(1), group_colour(9)
    ('#0072B2', '#6B6B6B')
    """
    return COLOURS[group - 1] if 1 <= group <= len(COLOURS) else GREY


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of a colour written in hexadecimal, each from 0 to 255.

    Examples
    --------
    >>> channels("#0072B2")
    (0, 114, 178)
    """
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
