"""Quotation marks of every press, paired: straight, curly, ``LaTeX'', guillemets, low-high and single."""

from __future__ import annotations

import re
from collections.abc import Collection

from dateline.text import Divisions

MARKS = ('"', "“", "”", "‟", "„", "«", "»", "‹", "›", "``", "''", " '", " ‘", " ''")
_CLOSERS = {
    '"': '"”',
    "“": '”"',
    "”": "”",
    "‟": "”",
    "„": "“”„‟",
    "«": "»",
    "‹": "›",
    "›": "‹",
    "»": "«",
    "``": ("''", '"'),
    "''": ("''", '"'),
}
_OPEN_ONLY = frozenset(("“", "„", "‟", "«", "‹", "``"))
_SINGLE = frozenset(("'", "‘"))
_TRIPLE = "'''"
_SINGLE_CLOSE = re.compile(r"(?<=[^\s(\[])['’](?![\w'’])")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SINGLE_REACH = 400
_UNCLOSED_REACH = 600


class Marked:
    """A stretch between quotation marks.

    `open` and `close` lie outside the marks, `start` and `end` inside; `chained` says that it goes on with the stretch
    before it (marks reopened at a paragraph); `taken` that some draft has it already.
    """

    __slots__ = ("chained", "close", "end", "open", "start", "taken")

    def __init__(self, opened: int, start: int, end: int, close: int) -> None:
        self.open, self.start, self.end, self.close = opened, start, end, close
        self.chained = self.taken = False


class MarkReader:
    """Pairs the marks of one text as they come, left to right; never looks further than the paragraph."""

    def __init__(self, text: str, divisions: Divisions, elisions: Collection[str]) -> None:
        self.found: list[Marked] = []
        self.limit = -1  # offsets below it lie inside marks
        self._text, self._divisions, self._elisions = text, divisions, elisions
        self._glyph = ""
        self._opened = self._start = self._ordinal = 0
        self._depth = 0
        self._chained = False
        self._unclosed = -2

    def feed(self, begin: int, end: int, glyph: str) -> None:
        """Take the next mark."""
        if begin < self.limit:
            if self._depth:
                self._within(begin, end, glyph)
            return
        if self._depth:
            self.abandon()
        if glyph in _OPEN_ONLY or (glyph not in _SINGLE and self._may_open(begin, end)):
            self._open(begin, end, glyph)
        elif glyph in _SINGLE:
            self._single(begin, end)
        else:
            self._recover(begin, end)

    def _within(self, begin: int, end: int, glyph: str) -> None:
        """Take a mark inside open marks: it closes them, opens some more, or is of no account."""
        if glyph in _CLOSERS[self._glyph] and not (glyph == '"' and self._reopens(begin, end)):
            self._depth -= 1
            if not self._depth:
                self._close(begin, end)
        elif glyph == self._glyph:
            self._again(begin, end)

    def abandon(self) -> None:
        """Close what is still open, at the end of its paragraph, or of its sentence where that is far."""
        end = min(self.limit, self._divisions.paragraphs[self._ordinal][1])
        if end - self._start > _UNCLOSED_REACH:
            ordinal = self._divisions.sentence_at(self._start)
            end = min(end, max(self._divisions.sentences[ordinal][1], self._start))
        self._unclosed = self._ordinal
        self._depth = 0
        self._add(end, end)

    @property
    def is_open(self) -> bool:
        """Whether a mark waits to be closed."""
        return self._depth > 0

    def _may_open(self, begin: int, end: int) -> bool:
        text = self._text
        if end >= len(text) or text[end].isspace():
            return False
        return begin == 0 or not (text[begin - 1].isalnum() or text[begin - 1] in ".,!?;:%")

    def _reopens(self, begin: int, end: int) -> bool:
        text = self._text
        return begin > 0 and text[begin - 1].isspace() and end < len(text) and text[end].isalnum()

    def _open(self, begin: int, end: int, glyph: str) -> None:
        paragraphs = self._divisions.paragraphs
        self._ordinal = self._divisions.paragraph_at(begin)
        first, self.limit = paragraphs[self._ordinal] if paragraphs else (0, len(self._text))
        self._chained = self._unclosed == self._ordinal - 1 and begin == first and glyph == self._glyph
        self._unclosed = -2
        self._glyph, self._opened, self._start, self._depth = glyph, begin, end, 1

    def _close(self, begin: int, end: int) -> None:
        if self._text.startswith(_TRIPLE, begin):
            begin, end = begin + 1, end + 1  # single marks close just before the double ones
        self._add(begin, end)
        self.limit = end

    def _again(self, begin: int, end: int) -> None:
        """An opening mark inside open marks: a paragraph run on, marks that were never closed, or a nested pair."""
        text, glyph = self._text, self._glyph
        if glyph in ("``", '"'):
            chained = glyph == "``" and text[begin - 2 : begin].strip()[-1:] in (".", "!", "?")
            sentence = self._divisions.sentences[self._divisions.sentence_at(self._start)]
            stop = begin if chained else max(min(begin, sentence[1]), self._start)
            self._add(stop, stop)
            self._opened, self._start, self._chained = begin, end, chained
        elif glyph == "“" and not text[begin - 1].isspace() and not text[end : end + 1].isalnum():
            self._depth = 0
            self._close(begin, end)
        else:
            self._depth += 1

    def _recover(self, begin: int, end: int) -> None:
        """A closing mark alone closes from the start of its sentence, when punctuation stands before it."""
        if begin == 0 or self._text[begin - 1] not in ".,?!":
            return
        start = self._divisions.sentences[self._divisions.sentence_at(begin - 1)][0]
        if start < begin and (not self.found or self.found[-1].close <= start):
            self.found.append(Marked(start, start, begin, end))

    def _single(self, begin: int, end: int) -> None:
        text = self._text
        word = _FIRST_WORD.match(text, end)
        if word is None or word.group().lower() in self._elisions:
            return
        ordinal = self._divisions.paragraph_at(begin)
        limit = min(self._divisions.paragraphs[ordinal][1], begin + _SINGLE_REACH)
        close = _SINGLE_CLOSE.search(text, end, limit)
        while close and text[close.start() - 1] == "s" and text[close.end() : close.end() + 1] == " ":
            later = _SINGLE_CLOSE.search(text, close.end(), limit)
            if later is None:
                break
            close = later
        if close is None:
            return
        self.found.append(Marked(begin, end, close.start(), close.end()))
        self.limit = close.end()

    def _add(self, end: int, close: int) -> None:
        text, start = self._text, self._start
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            marked = Marked(self._opened, start, end, max(close, end))
            marked.chained = self._chained
            self.found.append(marked)
