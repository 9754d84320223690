"""Place or government: whether a country's name in its sentence means the place, or those who act for it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.seeds import Reading
from dateline.text import words_of_kind

_WORD_AFTER = re.compile(r"(['’]s)?\s([^\W\d_]+)(\s[^\W\d_]+)?")
# Characters before a name in which the words that decide its reading stand.
_REACH = 32


class ReadingRules:
    """The words before and after a place name by which its reading is decided."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._articles = words_of_kind("article")
        self._before = {row.words: row.reading for row in readings if row.side == "before"}
        self._after = {row.words: row.reading for row in readings if row.side == "after"}

    def reading(self, text: str, start: int, end: int, form: str) -> str:
        """Return whether a place name stands for its government: what follows decides, then what goes before."""
        if after := _WORD_AFTER.match(text, end):
            possessive, word, more = after.group(1) or "", after.group(2), after.group(3) or ""
            lead = "'s " if possessive else ""
            if reading := self._after.get(lead + word + more) or self._after.get(lead + word):
                return reading
        words = [word for word in text[max(start - _REACH, 0) : start].lower().split() if word not in self._articles]
        if reading := self._before.get(" ".join(words[-2:])) or self._before.get(words[-1] if words else ""):
            return reading
        return "metonymic" if form == "institution" else "literal"
