"""People, organisations and places outside the seeds: what a capitalised name is, by its own words and those beside it.

A person has a first name or a title, or speaks; an organisation has a word such as "Party" or "Corp." in its name; a
place is in `places.csv`, or follows a preposition of place. A surname alone means whoever has it in the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from dateline.names import NameFound
from dateline.seeds import Cues
from dateline.seeds.contexts import beside, given_names
from dateline.text import words_of_kind

# Names of organisations longer than this are lists or headlines; so are those of people of more parts.
_LONGEST, _PARTS = 7, 4
# Characters before or after a name in which a word beside it stands.
_REACH = 24
# No two capitalised words are shorter than this.
_SHORTEST = 3
_FREE, _TAKEN = b"\x00", b"\x01"
# Three ranges make a table, two do not: half the time of a search is saved.
_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_WORD = rf"{_CAPITAL}[\w-]*+(?:['’](?!s\b)\w++)?+\.?+"
_RUN = re.compile(rf"{_WORD}(?: (?:of |for |de |van |von |bin |ibn |der |al |el |& )?{_WORD})++")
_JOINTS = frozenset(("of", "for"))


class OpenName(NamedTuple):
    """A name outside the seeds: where it stands, its kind, its longest form in the text, and how it is written.

    `kind` is `person`, `organisation` or `place`; `country` is the state in which a place of `places.csv` lies.
    """

    start: int
    end: int
    kind: str
    name: str
    country: str | None
    form: str


class _Parsed(NamedTuple):
    """What a capitalised run is by its own words, and where in it the name stands.

    `kind` is `maybe` for a person, if the words beside the name say so.
    """

    kind: str
    start: int
    end: int


class _Reading:
    """One text while it is read: what is taken of it, the people met and the names found."""

    __slots__ = ("found", "people", "taken", "text")

    def __init__(self, text: str, taken: bytearray) -> None:
        self.text, self.taken = text, taken
        self.people: dict[str, str] = {}
        self.found: list[OpenName] = []

    def add(self, start: int, end: int, kind: str, name: str, country: str | None = None, form: str = "name") -> None:
        self.found.append(OpenName(start, end, kind, name, country, form))
        self.taken[start:end] = _TAKEN * (end - start)


class OpenNameReader:
    """Finds the names of one text that no actor has."""

    def __init__(self, cues: Cues) -> None:
        words = cues.words
        titles = {word for word, kind in beside("before").items() if kind == "title"}
        self._human, self._speaks = words["human"], frozenset(cues.verbs)
        self._titles = words["title"] | titles | {word.capitalize() for word in self._human}
        self._abbreviated = words_of_kind("never")
        heads = ("organisation", "body", "public", "place")
        self._heads = {word: kind for word, kind in beside("after").items() if kind in heads}
        self._given = given_names()
        self._leading = {word.capitalize() for word in words_of_kind("opener") | words_of_kind("article")}
        self._days = words_of_kind("day")
        self._telling = frozenset().union(self._leading, self._titles, self._days, self._heads, _JOINTS)
        self._parse = lru_cache(maxsize=1 << 16)(self._parsed)
        placing = [word for word, kind in beside("before").items() if kind in ("inside", "venue")]
        places = "|".join(sorted(placing, key=lambda word: (-len(word), word)))
        self._placed = re.compile(rf" (?:{places}) (?:the )?({_WORD}(?: {_WORD})*+)")

    def read(self, text: str, taken: bytearray, places: Iterable[NameFound]) -> list[OpenName]:
        """Return the open names of a text, not in order; `taken` marks every character of a name found before.

        Parameters
        ----------
        text : str
        taken : bytearray
            As long as the text; not 0 where a name stands. What is found is marked in it, too.
        places : iterable of NameFound
            Places of the seeds in it.
        """
        reading, is_taken, parse, take = _Reading(text, taken), taken.find, self._parse, self._take
        for run in _RUN.finditer(text):
            start, end = run.span()
            if is_taken(_TAKEN, start, end) >= 0:
                self._take_around(reading, start, end)
            elif (parsed := parse(words := run[0])) is not None:
                take(reading, parsed, words, start)
        for surname, name in reading.people.items():
            self._surnames(reading, surname, name)
        self._take_places(reading, places)
        return reading.found

    def _take_places(self, reading: _Reading, places: Iterable[NameFound]) -> None:
        """Add places of the seeds, then whatever follows a preposition of place."""
        text, is_taken = reading.text, reading.taken.find
        for start, end, sense in places:
            if is_taken(_TAKEN, start, end) >= 0 or (town := sense.town) is None or town.kind == "abbreviation":
                continue
            if not self._is_part(text, start, end):
                reading.add(start, end, "place", town.name, town.country or None)
        for match in self._placed.finditer(text):
            start, end = match.span(1)
            if is_taken(_TAKEN, start, end) < 0 and (name := self._place(match[1])):
                reading.add(start, start + len(name), "place", name)

    def _take_around(self, reading: _Reading, start: int, end: int) -> None:
        """Take what of a run is not taken."""
        is_taken = reading.taken.find
        while start >= 0:
            stop = is_taken(_TAKEN, start, end)
            stop = stop if stop >= 0 else end
            if stop - start > _SHORTEST:
                for run in _RUN.finditer(reading.text, start, stop):
                    if (parsed := self._parse(words := run[0])) is not None:
                        self._take(reading, parsed, words, run.start())
            start = is_taken(_FREE, stop, end)

    def _take(self, reading: _Reading, parsed: _Parsed, run: str, at: int) -> None:
        """Add the person, organisation or place that a capitalised run names."""
        kind, begin, stop = parsed
        start, end = at + begin, at + stop
        name = run[begin:stop]
        if kind == "person" or (kind == "maybe" and self._speaks_or_serves(reading.text, start, end)):
            surname = name.rpartition(" ")[2]
            if surname != name:
                reading.people.setdefault(surname, name)
                reading.add(start, end, "person", name)
            else:
                reading.add(start, end, "person", reading.people.get(name, name), None, "title")
        elif kind != "maybe":
            reading.add(start, end, kind, name)
            return
        for rest in _RUN.finditer(run, stop) if stop + _SHORTEST < len(run) else ():
            if (following := self._parse(rest.group())) is not None:
                self._take(reading, following, rest.group(), at + rest.start())

    def _parsed(self, run: str) -> _Parsed | None:
        """Return what a run is by its words alone, or None where nothing tells."""
        words = run.split(" ")
        if "." not in run and self._telling.isdisjoint(words):
            return self._plain(run, words)
        begin = 0
        while len(words) > 1 and words[0] in self._leading:
            begin += len(words.pop(0)) + 1
        words = self._first_name(words)
        if not words or len(words) > _LONGEST:
            return None
        joint = next((at for at, word in enumerate(words) if word in _JOINTS), len(words))
        title = max((at for at, word in enumerate(words[: max(joint - 1, 0)]) if word in self._titles), default=-1)
        heads = [at for at, word in enumerate(words) if word in self._heads]
        parts = words[title + 1 : joint]
        headless = not any(title < at < joint for at in heads)
        if headless and 0 < len(parts) <= _PARTS and parts[0] not in self._days:
            opens = begin + sum(len(word) + 1 for word in words[: title + 1])
            person = _Parsed("person", opens, opens + len(" ".join(parts)))
            if title >= 0 or (len(parts) > 1 and parts[0] in self._given):
                return person
            if 1 < len(parts) < _PARTS and not any(at < joint for at in heads):
                return person._replace(kind="maybe")
        if heads and heads[0] > joint:  # "shares of Acme Corp."
            begin += sum(len(word) + 1 for word in words[: joint + 1])
            heads, words = [at - joint - 1 for at in heads], words[joint + 1 :]
        if not heads or len(words) < 2:
            return None
        kind = "place" if self._heads[words[heads[-1]]] == "place" and not heads[1:] else "organisation"
        return _Parsed(kind, begin, begin + len(" ".join(words)))

    def _plain(self, run: str, words: list[str]) -> _Parsed | None:
        """Return what a run is that holds no telling word: a person by the first name, or perhaps a person."""
        if not 1 < len(words) <= _PARTS:
            return None
        if words[0] in self._given:
            return _Parsed("person", 0, len(run))
        return _Parsed("maybe", 0, len(run)) if len(words) < _PARTS else None

    def _first_name(self, words: list[str]) -> list[str]:
        """Return the words of a run up to the end of its sentence."""
        for at, word in enumerate(words):
            if word[-1] != ".":
                continue
            plain = word[:-1]
            following = words[at + 1] if at + 1 < len(words) else ""
            short = len(plain) == 1 or "." in plain or plain in self._abbreviated or word in self._titles
            if not following or following in self._leading or not (short or word in self._heads):
                return [*words[:at], word if word in self._heads else plain]
        return words

    def _speaks_or_serves(self, text: str, start: int, end: int) -> bool:
        """Say whether a role before a name or a verb of speech after it makes it a person's."""
        before = text[max(start - _REACH, 0) : start].split(" ")
        if len(before) > 1 and not before[-1] and before[-2] in self._human:
            return True
        after = text[end : end + _REACH].split(" ", 2)
        return len(after) > 1 and not after[0] and after[1].rstrip(",.\n") in self._speaks

    def _surnames(self, reading: _Reading, surname: str, name: str) -> None:
        """Add the places of a text where a surname stands alone for a person named in it."""
        text, size, is_taken = reading.text, len(surname), reading.taken.find
        start = text.find(surname)
        while start >= 0:
            end = start + size
            inside = text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()
            if not inside and is_taken(_TAKEN, start, end) < 0:
                reading.add(start, end, "person", name, None, "surname")
            start = text.find(surname, end)

    def _is_part(self, text: str, start: int, end: int) -> bool:
        """Say whether a place's name of one word is part of a person's: after or before another capitalised word."""
        if text[start - 1 : start] == " ":
            word = text[max(start - _REACH, 0) : start - 1].rpartition(" ")[2]
            if word in self._given:
                return True
        return text[end : end + 1] == " " and text[start:end] in self._given and text[end + 1 : end + 2].isupper()

    def _place(self, words: str) -> str:
        """Return the name after a preposition of place, or nothing where it is a day, a body or a person."""
        name = " ".join(self._first_name(words.split(" ")))
        first, last = name.split(" ")[0], name.rpartition(" ")[2]
        if first in self._days or first.rstrip(".") in self._abbreviated or not self._titles.isdisjoint((first, last)):
            return ""
        return name if len(name) > 2 and self._heads.get(last, "place") == "place" else ""
