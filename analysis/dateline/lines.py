"""Lines that a program broke at a width, as e-mail and archives of plain text do: such a break parts nothing.

Whether a text is so broken is told by its shape: its lines break in the middle of sentences, and each where the next
word would have been too much. A heading, a dateline or an item of a list breaks earlier, and stays apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

_NARROWEST, _WIDEST = 30, 132  # characters of a column
_RUNNING = 0.35  # of the breaks between two lines: those in mid-sentence, before a small letter
_FORCED = 0.9  # of the breaks in mid-sentence: those at which the next word had no room; of lines: those that fit
_SLACK = 1.25  # of the width: lines that go beyond it were not broken at it
_USUAL = 0.95  # of the lines that run on: those no longer than the column
_HEAD = 4  # lines at the start of a text, one of which may be its headline
_TYPESET = 0.05  # of the broken lines: those that end in a hyphen, where words were divided to fill the column
_FEW = 10  # lines, of which one that ends in a hyphen is enough
_SMALL = re.compile(r"\n(?=[ \t]*[a-zß-öø-ÿ])")
_STOPPED = re.compile(r"[.!?:;][\"'”’»)\]]*\Z")
_ITEM = re.compile(r"[•·‣▪◦*]\s|(?:[-–—]|\(?\d{1,2}[.)])\s")
_BULLET = re.compile(r"[•·‣▪◦*]\s")
_DATELINE = re.compile(r"[A-Z][A-Z.,'’ -]{2,40}[^—–]{0,30}?\s(?:--|[—–_-])\s")


class _Line(NamedTuple):
    """A line: where it stands without the white space at its ends, what stands there, and how far it is indented."""

    start: int
    end: int
    written: str
    indent: int

    @property
    def width(self) -> int:
        return self.indent + len(self.written)

    def runs_on(self, following: _Line) -> bool:
        """Say whether a sentence plainly goes on in the next line."""
        return following.written[0].islower() and not _STOPPED.search(self.written)

    def is_full(self, following: _Line, width: int) -> bool:
        """Say whether the next line's first word would have been too much for a column."""
        return self.width + 1 + len(following.written.split(None, 1)[0]) > width

    def opens_paragraph(self, before: _Line) -> bool:
        """Say whether it is indented behind another line, or an item of a list."""
        if self.indent > before.indent or _BULLET.match(self.written):
            return True
        return bool(_ITEM.match(self.written) and _STOPPED.search(before.written))


def wrapped_breaks(text: str) -> list[tuple[int, int]]:
    r"""Return the line breaks of a text that stand for a space, each with the white space around it, in order.

    Parameters
    ----------
    text : str
        As read.

    Returns
    -------
    list of (start, end)
        Empty for a text whose lines are its paragraphs.

    Notes
    -----
    Knows a text by columns of 30 to 132 characters. Does not know paragraphs that begin without an empty line or an
    indentation behind a full line: they are read on, and their sentences are still told apart.

    Examples
    --------
    >>> wrapped_breaks("Snow has closed the only road over\nthe pass.\n\nIt opens on Monday.")
    [(34, 35)]
    """
    if (text.count("\n") + 1) * _WIDEST < len(text) or not _SMALL.search(text):
        return []
    lines = _lines(text)
    breaks = [(number, line, after) for number, (line, after) in enumerate(pairwise(lines)) if line and after]
    running = [(line, after) for _, line, after in breaks if line.runs_on(after)]
    if len(running) < max(_RUNNING * len(breaks), 1):
        return []
    width = sorted(line.width for line, _ in running)[ceil(_USUAL * len(running)) - 1]
    full = sum(line.is_full(after, width) for line, after in running)
    fitting = sum(after.width <= _SLACK * width for _, _, after in breaks)
    if not _NARROWEST <= width <= _WIDEST or full < _FORCED * len(running) or fitting < _FORCED * len(breaks):
        return []
    return [
        (line.end, after.start)
        for number, line, after in breaks
        if (line.is_full(after, width) or line.runs_on(after))
        and not after.opens_paragraph(line)
        and not (number < _HEAD and _is_headline(line, after))
    ]


def unwrapped(text: str) -> str:
    r"""Return a text with a space for every character of a break that stands for one; every offset stays.

    Examples
    --------
    >>> unwrapped("Snow has closed the only road over\nthe pass.")
    'Snow has closed the only road over the pass.'
    """
    pieces, at = [], 0
    for start, end in wrapped_breaks(text):
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def is_typeset(text: str, breaks: Sequence[tuple[int, int]]) -> bool:
    """Say whether words were divided to fill the column: a hyphen at a line's end is then not the word's own."""
    torn = sum(text[start - 1] == "-" for start, _ in breaks)
    return torn > _TYPESET * len(breaks) and (torn > 1 or len(breaks) < _FEW)


def _lines(text: str) -> list[_Line | None]:
    """Return the lines of a text, None for one that is empty."""
    lines: list[_Line | None] = []
    start = 0
    for written in text.split("\n"):
        bare = written.strip()
        indent = len(written) - len(written.lstrip()) if bare else 0
        lines.append(_Line(start + indent, start + indent + len(bare), bare, indent) if bare else None)
        start += len(written) + 1
    return lines


def _is_headline(line: _Line, after: _Line) -> bool:
    """Say whether a line is set in capitals above one that is not, or stands unstopped above a dateline."""
    if line.written.isupper() and not after.written.isupper():
        return True
    return bool(_DATELINE.match(after.written)) and not _STOPPED.search(line.written)
