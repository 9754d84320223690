"""People, organisations and places outside the seeds: what a capitalised name is, by its own words and those beside it.

A person has a first name or a title, or speaks; an organisation has a word such as "Party" or "Corp." in its name; a
place is in `places.csv`, or follows a preposition of place. A surname alone means whoever has it in the same text.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from dateline.actors.names import NameFound
from dateline.seeds import Cues, Role
from dateline.seeds.contexts import Contexts
from dateline.text import Span, words_of_kind

# Names of organisations longer than this are lists or headlines; so are those of people of more parts.
_LONGEST, _PARTS = 7, 4
# Characters before or after a name in which a word beside it stands.
_REACH = 24
_TAKEN = b"\x01"
# Three ranges make a table, two do not: half the time of a search is saved.
_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
# Atomic groups, no possessive ones: Python before 3.11.5 matches those wrongly (gh-106052).
_WORD = rf"{_CAPITAL}[\w-]*+(?>(?:['’](?!s\b)\w++)?)\.?+"
_JOINED_WORD = rf" (?:of |for |de |van |von |bin |ibn |der |al |el |& )?{_WORD}"
_RUN = re.compile(rf"{_WORD}(?>(?:{_JOINED_WORD})+)")
_PLACED = re.compile(rf"{_WORD}(?>(?: {_WORD})*)")
_JOINTS = frozenset(("of", "for"))

# A name outside the seeds: where it stands, its kind (`person`, `organisation` or `place`), its longest form in the
# text, the state in which a place of `places.csv` lies, and how it is written.
OpenName = tuple[int, int, str, str, str | None, str]
# What part of a capitalised run is by its own words, and where in it that stands; `maybe` is a person if the words
# beside it say so.
_Part = tuple[str, int, int]


class _Reading:
    """One text while it is read: what is taken of it, the people met and the names found."""

    __slots__ = ("found", "people", "several", "taken", "text")

    def __init__(self, text: str) -> None:
        self.text, self.taken = text, bytearray(len(text))
        self.people: dict[str, str] = {}
        # By surnames of several people, in order: where each was named in full.
        self.several: dict[str, list[tuple[int, str]]] = {}
        self.found: list[OpenName] = []

    def bearer(self, surname: str, start: int) -> str:
        """Return who of a surname was named last before an offset, else first; the surname where nobody was."""
        if surname not in self.several:
            return self.people.get(surname, surname)
        bearers = self.several[surname]
        return bearers[max(bisect(bearers, (start, "")) - 1, 0)][1]

    def add(self, start: int, end: int, kind: str, name: str, country: str | None = None, form: str = "name") -> None:
        self.found.append((start, end, kind, name, country, form))
        self.taken[start:end] = _TAKEN * (end - start)


class OpenNameReader:
    """Finds the names of one text that no actor has."""

    def __init__(self, cues: Cues, roles: Iterable[Role], contexts: Contexts) -> None:
        words = cues.words
        titles = {word for word, kind in contexts.before.items() if kind == "title"}
        self._human, self._speaks = words["human"], frozenset(cues.verbs)
        self._titles = words["title"] | titles | {word.capitalize() for word in self._human}
        self._offices = frozenset(role.noun.split()[-1].capitalize() for role in roles).union(self._titles)
        self._abbreviated = words_of_kind("never")
        heads = ("organisation", "body", "public", "place")
        self._heads = {word: kind for word, kind in contexts.after.items() if kind in heads}
        self._given = contexts.given_names
        self._leading = {word.capitalize() for word in words_of_kind("opener") | words_of_kind("article")}
        self._days = words_of_kind("day")
        self._telling = frozenset().union(self._leading, self._titles, self._days, self._heads, _JOINTS)
        self._parts = lru_cache(maxsize=1 << 16)(self._parts_of)
        self._defined = _defined(words_of_kind("settlement"))
        self._runs = _runs([word for word, kind in contexts.before.items() if kind in ("inside", "venue")])

    def read(self, text: str, taken: Iterable[Span], places: Iterable[NameFound]) -> list[OpenName]:
        """Return the open names of a text, not in order.

        Parameters
        ----------
        text : str
        taken : iterable of (start, end)
            Where names stand that were found before, in order.
        places : iterable of NameFound
            Places of the seeds in it.
        """
        reading, runs, parts, take = _Reading(text), self._runs.finditer, self._parts, self._take
        placed: list[int] = []
        defined = self._defined.match(text)
        free, size = 0, len(text)
        for start, end in (*taken, (size, size)):
            reading.taken[start:end] = _TAKEN * (end - start)
            for run in runs(text, free, start):
                at = run.start()
                if run.lastindex:
                    placed.append(at)
                for part in parts(run[0]):
                    take(reading, part, at)
            if end > free:
                free = end
        self._take_surnames(reading)
        self._take_places(reading, places)
        if defined is not None:
            self._take_defined(reading, *defined.span(1))
        for at in placed:
            if not reading.taken[at]:
                self._take_placed(reading, at)
        return reading.found

    def _take(self, reading: _Reading, part: _Part, at: int) -> None:
        """Add the person, organisation or place that a part of a capitalised run names."""
        kind, begin, stop = part
        start, end = at + begin, at + stop
        if kind == "maybe":
            if not self._speaks_or_serves(reading.text, start, end):
                return
            kind = "person"
        name, form = reading.text[start:end], "name"
        if kind == "person":
            surname = name.rpartition(" ")[2]
            if surname == name:
                name, form = reading.bearer(name, start), "title"
            else:
                known = reading.people.setdefault(surname, name)
                if known != name:
                    reading.several.setdefault(surname, [(0, known)]).append((start, name))
        reading.add(start, end, kind, name, None, form)

    def _take_surnames(self, reading: _Reading) -> None:
        """Add the places of a text where a surname stands alone for a person named in it."""
        text, taken = reading.text, reading.taken
        for surname, name in reading.people.items():
            start, size = text.find(surname), len(surname)
            while start >= 0:
                end = start + size
                is_free = not taken[start] and taken.find(_TAKEN, start, end) < 0
                if is_free and not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                    bearer = reading.bearer(surname, start) if reading.several else name
                    reading.add(start, end, "person", bearer, None, "surname")
                start = text.find(surname, end)

    def _take_places(self, reading: _Reading, places: Iterable[NameFound]) -> None:
        """Add places of the seeds."""
        text, is_taken = reading.text, reading.taken.find
        for start, end, sense in places:
            if is_taken(_TAKEN, start, end) >= 0 or (town := sense.town) is None or town.kind == "abbreviation":
                continue
            if not self._is_part(text, start, end):
                reading.add(start, end, "place", town.name, town.country or None)

    def _take_defined(self, reading: _Reading, start: int, end: int) -> None:
        """Add the place that the text says what it is if nothing else took it."""
        name = reading.text[start:end]
        if reading.taken.find(_TAKEN, start, end) < 0 and name.partition(" ")[0] not in self._leading:
            reading.add(start, end, "place", name)

    def _take_placed(self, reading: _Reading, start: int) -> None:
        """Add what follows a preposition of place if nothing else took it."""
        words = _PLACED.match(reading.text, start)
        if words and reading.taken.find(_TAKEN, start, words.end()) < 0 and (name := self._place(words[0])):
            reading.add(start, start + len(name), "place", name)

    def _parts_of(self, run: str) -> tuple[_Part, ...]:
        """Return what the words of a run alone make of its parts: of the first, then of what follows a person."""
        part = self._parsed(run)
        if part is None:
            return ()
        kind, _, stop = part
        if kind != "person" and kind != "maybe":
            return (part,)
        rest = (
            (kind, at.start() + begin, at.start() + end)
            for at in _RUN.finditer(run, stop)
            for kind, begin, end in self._parts_of(at[0])
        )
        return (part, *rest)

    def _parsed(self, run: str) -> _Part | None:
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
            closes = opens + len(" ".join(parts))
            if title >= 0 or (len(parts) > 1 and parts[0] in self._given):
                return "person", opens, closes
            if 1 < len(parts) < _PARTS and not any(at < joint for at in heads):
                return "maybe", opens, closes
        if heads and heads[0] > joint:  # "shares of Acme Corp."
            begin += sum(len(word) + 1 for word in words[: joint + 1])
            heads, words = [at - joint - 1 for at in heads], words[joint + 1 :]
        if not heads or len(words) < 2 or self._is_office(words):
            return None
        kind = "place" if self._heads[words[heads[-1]]] == "place" and not heads[1:] else "organisation"
        return kind, begin, begin + len(" ".join(words))

    def _is_office(self, words: list[str]) -> bool:
        """Say whether a run is a title without its bearer: "Foreign Minister", "Secretary of State"."""
        joint = next((at for at, word in enumerate(words) if word in _JOINTS), len(words))
        return joint > 0 and words[joint - 1] in self._offices

    def _plain(self, run: str, words: list[str]) -> _Part | None:
        """Return what a run is that holds no telling word: a person by the first name, or perhaps a person."""
        if not 1 < len(words) <= _PARTS:
            return None
        if words[0] in self._given:
            return "person", 0, len(run)
        return ("maybe", 0, len(run)) if len(words) < _PARTS else None

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
        before = text[start - _REACH if start > _REACH else 0 : start].rsplit(" ", 2)
        if not before[-1] and len(before) > 1 and before[-2] in self._human:
            return True
        after = text[end : end + _REACH].split(" ", 2)
        return not after[0] and len(after) > 1 and after[1].rstrip(",.\n") in self._speaks

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


def _defined(settlements: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the place that a text opens with saying what it is: "Oldbury is a village in ..."."""
    nouns = "|".join(sorted(settlements))
    name = rf"({_WORD}(?:{_JOINED_WORD})*)(?: \([^)\n]*\))?"
    between = r"(?:(?!of |in |for |to |by )[\w-]+ ){0,5}?"
    return re.compile(rf"\s*{name} (?:is|was|are) {between}(?:{nouns})(?: \w+)?(?: in| of| on| near| at|,|\.)")


def _runs(placing: Iterable[str]) -> re.Pattern[str]:
    """Return what finds capitalised words that stand together or after a preposition of place: then with a group.

    Prepositions are looked for behind a capital, by their length: a search goes faster from capital to capital.
    """
    placing = list(placing)
    # Most capitals follow a letter that ends none of them.
    last = "".join(sorted({word[-1] for word in placing} | {"e"}))
    together = ["|".join(words) for _, words in groupby(sorted(placing, key=len), key=len)]
    bare = "|".join(f"(?<= (?:{words}) .)" for words in together)
    the = "|".join(f"(?<= (?:{words}) the .)" for words in together)
    placed = rf"(?:(?<=[{last}] .)(?:{bare}|(?<= the .)(?:{the}))())?"
    rest = _WORD.removeprefix(_CAPITAL)
    return re.compile(rf"{_CAPITAL}{placed}{rest}(?(1)(?>(?:{_JOINED_WORD})*)|(?>(?:{_JOINED_WORD})+))")
