"""What journals ask of a figure, as data: a row each in `seeds/figures/profiles.csv`, and which one is drawn for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.errors import MeasureError, did_you_mean
from dateline.provenance import home
from dateline.tables import Row, read_table

HOUSE = "house"
VARIABLE = "DATELINE_PROFILE"
FORMATS = ("svg", "pdf", "png", "tiff", "eps")
_NUMBERS = (
    "single_mm", "double_mm", "narrowest_mm", "widest_mm", "tallest_mm", "smallest_pt", "largest_pt", "thinnest_pt",
    "dpi", "alt_least", "alt_most", "scale",
)  # fmt: skip
_FILLED = ("profile", "single_mm", "double_mm", "transparent", "title", "takes", "dpi", "alt_least", "alt_most",
           "scale", "source")  # fmt: skip
_COLUMNS = ("profile", *_NUMBERS, "transparent", "title", "takes", "source", "note")


@dataclass(frozen=True)
class Profile:
    """What one journal asks.

    Attributes
    ----------
    name : str
    widths_mm : (float, float)
        A column and a page, as drawn for it.
    narrowest_mm, widest_mm : float or None
        Any width between is taken; without both only the two of `widths_mm` are.
    tallest_mm, smallest_pt, largest_pt, thinnest_pt : float or None
        Height of the figure, sizes of its text, width of its lines; None where nothing is asked.
    transparent : bool
        Whether anything may be seen through.
    title : {'either', 'outside'}
        Whether the title may stand in the picture.
    takes : tuple of str
        Formats of which it wants one.
    dpi : int
        Of a picture made of pixels.
    alt_words : (int, int)
        Fewest and most words of the alternative text.
    scale : float
        How large the house's drawing is printed: 0.7 makes its 8 pt into 5.6.
    source : str
        Where it is asked.
    """

    name: str
    widths_mm: tuple[float, float]
    narrowest_mm: float | None
    widest_mm: float | None
    tallest_mm: float | None
    smallest_pt: float | None
    largest_pt: float | None
    thinnest_pt: float | None
    transparent: bool
    title: str
    takes: tuple[str, ...]
    dpi: int
    alt_words: tuple[int, int]
    scale: float
    source: str


@cache
def load_profiles(path: Path | None = None) -> dict[str, Profile]:
    """Load the profiles by name.

    Parameters
    ----------
    path : Path, optional
        Another table than `seeds/figures/profiles.csv`.

    Raises
    ------
    SeedError
        With the row that cannot be used.

    Examples
    --------
    >>> load_profiles()["nature"].widths_mm
    (89.0, 183.0)
    """
    table = path or home("seeds") / "figures" / "profiles.csv"
    found: dict[str, Profile] = {}
    for row in read_table(table, columns=_COLUMNS, filled=_FILLED):
        if row["profile"] in found:
            raise row.fail(f'the profile "{row["profile"]}" stands twice. Remove one.')
        found[row["profile"]] = _profile(row)
    return found


def _profile(row: Row) -> Profile:
    numbers = {column: _number(row, column) for column in _NUMBERS}
    for least, most in (("narrowest_mm", "widest_mm"), ("smallest_pt", "largest_pt"), ("alt_least", "alt_most")):
        low, high = numbers[least], numbers[most]
        if low is not None and high is not None and low > high:
            raise row.fail(f"{least} is above {most}. Exchange them.")
    wrong = [form for form in row.several("takes") if form not in FORMATS]
    if wrong:
        raise row.fail(f'column takes holds "{wrong[0]}". {did_you_mean(wrong[0], FORMATS)}')
    limits = {name: numbers[name] for name in _NUMBERS[2:8]}
    return Profile(
        name=row["profile"],
        widths_mm=(numbers["single_mm"] or 0.0, numbers["double_mm"] or 0.0),
        **limits,
        transparent=row.one_of("transparent", ("yes", "no")) == "yes",
        title=row.one_of("title", ("either", "outside")),
        takes=row.several("takes"),
        dpi=int(numbers["dpi"] or 0),
        alt_words=(int(numbers["alt_least"] or 0), int(numbers["alt_most"] or 0)),
        scale=numbers["scale"] or 1.0,
        source=row["source"],
    )


def _number(row: Row, column: str) -> float | None:
    if not row[column]:
        return None
    try:
        number = float(row[column])
    except ValueError:
        number = -1.0
    if not 0 < number < float("inf"):
        raise row.fail(f'column {column} holds "{row[column]}". Write a number above zero, such as 89 or 0.3.')
    return number


def profile_of(name: str) -> Profile:
    """Return a profile by its name.

    Raises
    ------
    MeasureError
        With the nearest there is.
    """
    known = load_profiles()
    if name not in known:
        raise MeasureError(f'There is no profile "{name}". {did_you_mean(name, known)}')
    return known[name]


_DRAWN_FOR: ContextVar[str | None] = ContextVar("drawn_for", default=None)


def drawn_for() -> Profile:
    """Return the profile that plots draw for now: that of `drawing_for`, of the command that runs, or the house's."""
    return profile_of(_DRAWN_FOR.get() or os.environ.get(VARIABLE) or HOUSE)


@contextmanager
def drawing_for(name: str) -> Iterator[Profile]:
    """Draw for a journal what is drawn inside: its widths, its sizes of text, its formats.

    Parameters
    ----------
    name : str
        A profile of `seeds/figures/profiles.csv`.

    Raises
    ------
    MeasureError
        When there is no such profile, with the nearest there is.

    Examples
    --------
    >>> with drawing_for("elsevier") as profile:
    ...     page_mm("single") * profile.scale
    90.0
    """
    profile = profile_of(name)
    token = _DRAWN_FOR.set(name)
    try:
        yield profile
    finally:
        _DRAWN_FOR.reset(token)


def page_mm(width: str) -> float:
    """Return the millimetres that a column's (`single`) or a page's (`double`) width has at the house's sizes."""
    profile = drawn_for()
    return profile.widths_mm[width == "double"] / profile.scale
