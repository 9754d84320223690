"""Whether a country's name means the country: or its team, another place, a person, or part of a longer name.

Three kinds of evidence decide, each a table in `seeds/actors/`: what the text is about (`contexts.csv`, for the names
of `namesakes.csv`), what stands beside the name (`beside.csv`), and first names (`given_names.csv`). A body of the
state ("the Russian Foreign Ministry", "the U.S. Congress") leaves the country named; a party or a company does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from dateline.actors.names import NameFound, Names
from dateline.seeds.contexts import Contexts, Namesake
from dateline.text import words_of_kind

# What a report of a match must weigh, and the characters of text that each point may stand for.
_MATCH, _PER_POINT = 4, 130
# How much more another form of the same country tells than a foreign country does.
_OWN = 3
# Characters before a name in which the words beside it stand.
_REACH = 48
_CAPITAL = r"[A-ZÀ-Þ][\w&-]*(?:['’](?!s\b)\w+)?\.?"
_RUN = re.compile(rf" {_CAPITAL}(?: (?:(?:of|for|and|on|&) (?:the )?)?{_CAPITAL}){{0,5}}")
_TAIL = re.compile(rf" (?:of|for) {_CAPITAL}(?: {_CAPITAL})*")
_FORWARD = re.compile(r"['’-]?[\w'’-]+\.?")
_BACK = re.compile(r"(?:[A-ZÀ-Þ][\w'’&-]* )*\Z")
_JOINED = re.compile(r"\w- ?\Z")
_PAIR = re.compile(rf" and {_CAPITAL}(?= )")
_OWNED = re.compile(r"['’]s [A-ZÀ-Þ]| \([A-ZÀ-Þ]")
_OWNING = re.compile(r"['’]s [a-z]")
_ROAD = re.compile(r"-\d+\b(?!-)")
_DATELINE = re.compile(r" (?:19|20)\d\d-| \(|,? [A-Z][a-z]+\.? \d")
_STATE = re.compile(r", ?([A-Z][\w.]*(?: [A-Z][a-z]+)?)")
# A state in a list before a name, and after it.
_LISTED = re.compile(r"([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:,|,? (?:and|or|to)) \Z")
_LISTS = re.compile(r"(?:,|,? (?:and|or|to)) ([A-Z][a-z]+(?: [A-Z][a-z]+)?)")
_STOP = re.compile(r"[.;!?\n] ?")
_APOSTROPHES = frozenset("'’")
_STOPS = ".,;:!?\"”'’)"
_LONGER = frozenset(("body", "public", "organisation", "event", "work", "place"))
_ARTICLES = ("the", "The", "THE")


class Meaning(NamedTuple):
    """What a country's name means, and the stretch that means it.

    `kind` is one of: country, team, place, organisation, person, other (an event, a language, a people, a dish).
    """

    kind: str
    start: int
    end: int


class Setting(NamedTuple):
    """What one text tells of its names.

    Attributes
    ----------
    match : bool
        Whether it reports a match of teams.
    nations : bool
        Whether countries' teams play in it.
    rivals : mapping of str to Namesake
        Names that mean another place, or a people, throughout it.
    persons : set of str
        Names that are a person's in it.
    owners : set of int
        Where a country's name stands beside a leader of it: it is the country's whatever else the text tells.
    """

    match: bool
    nations: bool
    rivals: dict[str, Namesake]
    persons: set[str]
    owners: set[int]


_TELLING = frozenset(("organisation", "event", "place", "language"))
_COUNTRY = Meaning("country", 0, 0)
_PLAIN = Setting(False, False, {}, set(), set())


class NamesakeReader:
    """Tells a country from those who share its name."""

    def __init__(self, contexts: Contexts) -> None:
        self._before, self._after = contexts.before, contexts.after
        self._given = contexts.given_names
        shared = contexts.namesakes
        self._rivals = {row.name: row for row in shared if row.kind in ("place", "people")}
        self._rivals |= {name.upper(): row for name, row in self._rivals.items()}
        self._first = {row.name for row in shared if row.kind == "given name"}
        self._first |= {name.upper() for name in self._first}
        self._last = {row.name for row in shared if row.kind == "surname"}
        self._states = {place.name for place in contexts.places.values() if place.kind in ("state", "abbreviation")}
        self._towns = {place.name for place in contexts.places.values() if place.kind == "city"}
        self._leading = {word.capitalize() for word in words_of_kind("opener") | words_of_kind("article")}
        self._heads = lru_cache(maxsize=1 << 12)(self._head)
        telling = {words for words, kind in self._before.items() if kind in _TELLING}
        self._telling_before = {form for words in telling for form in (words, words.upper(), words.capitalize())}
        self._telling_last = {words.rpartition(" ")[2] for words in self._telling_before} | self._towns
        self._telling_after = {word for word in self._after if word[0].isalpha()} | {"and"}
        tails = [words for words in self._after if words.startswith("'")]
        self._tails = (*tails, *(words.replace("'", "’") for words in tails))

    def setting(self, text: str, names: Names) -> Setting:
        """Return what a text tells of its names."""
        about: defaultdict[str, int] = defaultdict(int)
        for subject, weight in names.about:
            about[subject] += weight
        match = about["match"] >= _MATCH and about["match"] * _PER_POINT >= len(text)
        shared = [name for name in names.actors if name.sense.shared]
        if not match and not shared:
            return _PLAIN
        named = (name for name in names.actors if name.sense.form == "name" and name.sense.place is not None)
        nations = match and any(self._is_team(text, name) for name in named)
        outdone = self._outdone(text, names, shared, about)
        owners = {name.start for name in shared if self._owns_leader(text, name, names)} if outdone else set()
        return Setting(match, nations, outdone, self._persons(text, shared), owners)

    def meaning(self, text: str, name: NameFound, setting: Setting) -> Meaning:
        """Return what the name of a country or of its capital means where it stands."""
        start, end, sense = name
        if sense.place is None or sense.place.type != "country" or sense.form == "institution":
            return _COUNTRY
        if sense.shared and (shared := self._shared_meaning(text, name, text[start:end], setting)):
            return shared
        if not setting.match and self._stands_alone(text, start, end, sense.form):
            return _COUNTRY
        return self._meaning_here(text, name, setting)

    def _stands_alone(self, text: str, start: int, end: int, form: str) -> bool:
        """Say whether no word beside a name is one that could tell anything: then nothing need be looked at closely."""
        mark = text[end : end + 1]
        if mark == " ":
            if text[end + 1 : end + 2].isupper():
                return False
            if form == "demonym":
                word = text[end + 1 : end + _REACH].partition(" ")[0]
                if word.strip(_STOPS) in self._telling_after:
                    return False
        elif mark == "-" or (mark == "," and text[end + 2 : end + 3].isupper()):
            return False
        words = text[start - _REACH if start > _REACH else 0 : start].rsplit(" ", 3)
        if words.pop():
            return text[start - 1] != "-"
        while words and words[-1] in _ARTICLES:
            words.pop()
        if not words:
            return True
        word = words[-1]
        if not word.isalnum():
            word = word.rpartition("\n")[2].rpartition("-")[2]
        return word not in self._telling_last or not self._is_telling(words, word)

    def _is_telling(self, words: Sequence[str], word: str) -> bool:
        """Say whether the last of some words tells the meaning of a name after it, alone or with the one before it."""
        if word in self._telling_before or word in self._towns:
            return True
        first = " ".join(words[:-1]).split()[-1:]
        return bool(first) and f"{first[0]} {word}" in self._telling_before

    def _shared_meaning(self, text: str, name: NameFound, surface: str, setting: Setting) -> Meaning | None:
        """Return the meaning of a name that somebody else bears throughout the text, or as a first name."""
        start, end = name.start, name.end
        if surface in setting.persons:
            return Meaning("person", start, end)
        if start in setting.owners:
            return None
        rival = setting.rivals.get(surface)
        if rival is None and f"State of {surface}" in self._states and self._is_beside_a_state(text, start, end):
            rival = self._rivals.get(surface)
        if rival is not None and rival.kind == "people":
            return Meaning("other", start, end)
        if surface in self._first and (run := _RUN.match(text, end)) and (family := self._family(text, start, run)):
            return Meaning("person", start, end + len(" ".join(["", *family])))
        return None if rival is None else Meaning("place", start, end)

    def _is_beside_a_state(self, text: str, start: int, end: int) -> bool:
        """Say whether a name is joined to a state of the Union: "Florida and Georgia", "Georgia, Ohio and Texas"."""
        before, after = _LISTED.search(text, max(start - _REACH, 0), start), _LISTS.match(text, end)
        return any(
            side is not None and not self._states.isdisjoint((side[1], side[1].split()[at]))
            for side, at in ((before, -1), (after, 0))
        )

    @staticmethod
    def _owns_leader(text: str, name: NameFound, names: Names) -> bool:
        """Say whether a leader of the country follows its possessive in one sentence: "Georgia's president, Salome"."""
        place = name.sense.place
        if place is None or text[name.end : name.end + 1] not in _APOSTROPHES:
            return False
        leaders = (one for one in names.actors if 0 < one.start - name.end < _REACH and one.sense.full)
        return any(
            leader.country == place.country and not _STOP.search(text, name.end, one.start)
            for one in leaders
            for leader in one.sense.leaders
        )

    def _meaning_here(self, text: str, name: NameFound, setting: Setting) -> Meaning:
        """Return the meaning of a name by the words beside it."""
        start, end, form = name.start, name.end, name.sense.form
        if form != "demonym" and text.startswith(",", end) and self._in_a_state(text, end):
            return Meaning("place", start, end)
        longer = self._longer(text, name, _RUN.match(text, end))
        if longer is not None:
            return longer
        if form == "demonym" and self._is_language_or_thing(text, start, end):
            return Meaning("other", start, end)
        if setting.match and (self._is_team(text, name) if form != "demonym" else self._is_teams(text, name, setting)):
            return Meaning("team", start, end)
        return _COUNTRY

    def _outdone(
        self, text: str, names: Names, shared: Iterable[NameFound], about: Mapping[str, int]
    ) -> dict[str, Namesake]:
        """Return the shared names for which more tells the other bearer than the country."""
        outdone: dict[str, Namesake] = {}
        for name in shared:
            surface, place = text[name.start : name.end], name.sense.place
            rival = self._rivals.get(surface)
            if rival is None or place is None or surface in outdone:
                continue
            lead = about[rival.evidence] - about[place.id] - rival.margin
            if lead + len(names.places) >= 0 and lead + self._balance(text, names, name, rival) >= 0:
                outdone[surface] = rival
        return outdone

    def _balance(self, text: str, names: Names, name: NameFound, rival: Namesake) -> int:
        """Return by how much the other names of a text tell a rival rather than the country."""
        surface, place = text[name.start : name.end].lower(), name.sense.place
        balance = 0
        for other in names.actors:
            country = other.sense.place
            if country is None or (form := text[other.start : other.end]).lower() == surface:
                continue
            if country is place:
                balance -= _OWN
            elif rival.rival and country.type == "country" and country.id != rival.rival and form not in self._rivals:
                balance -= 1
        for town in names.places:
            if town.sense.town is not None and rival.rival and place is not None:
                balance += {rival.rival: 1, place.id: -2}.get(town.sense.town.country, 0)
        return balance

    def _persons(self, text: str, countries: Iterable[NameFound]) -> set[str]:
        """Return the names that follow a first name somewhere in the text."""
        persons = set()
        for name in countries:
            surface = text[name.start : name.end]
            if surface in self._last and text[name.start - 1 : name.start] == " ":
                word = text[max(name.start - _REACH, 0) : name.start].split()[-1:]
                if word and word[0].lstrip("(\"'“‘-") in self._given:
                    persons.add(surface)
        return persons

    def _family(self, text: str, start: int, run: re.Match[str]) -> list[str]:
        """Return the one or two words by which a name goes on if they are a family's, outside a headline."""
        words = run.group().split()
        shouted = text[start : start + 2].isupper()
        family = list(takewhile(lambda word: word[0].isupper() and (word.isupper() or not shouted), words))
        if not 0 < len(family) <= 2 or (len(family) == 2 and start == text.rfind("\n", 0, start) + 1):
            return []
        if any(word in self._after or word.strip(".").title() in self._after for word in family):
            return []
        return [*family[:-1], family[-1].rstrip(".")]

    def _in_a_state(self, text: str, end: int) -> bool:
        """Say whether a state of the Union follows a comma: "Lebanon, Pennsylvania", "Lebanon, Pa."."""
        follows = _STATE.match(text, end)
        if follows is None:
            return False
        words = follows.group(1)
        first = words.split()[0]
        return not self._states.isdisjoint((words, words.rstrip("."), first, first.rstrip(".")))

    def _longer(self, text: str, name: NameFound, run: re.Match[str] | None) -> Meaning | None:
        """Return the longer name that a country's is part of: what follows decides, then what goes before."""
        start, end, form = name.start, name.end, name.sense.form
        if run is None and form == "demonym" and (pair := _PAIR.match(text, end)):
            second = _RUN.match(text, pair.end())
            head = second.group().split()[0].rstrip(".") if second else ""
            return Meaning("other", start, end) if self._after.get(head) == "organisation" else None
        if run is not None and not _JOINED.search(text, max(start - 3, 0), start):
            kind, length = self._heads(run.group())
            stop = end + length
            if kind == "public":
                kind = "organisation" if form == "name" else "body"
            if kind == "body":
                return None
            if kind and not (kind == "event" and form == "capital"):
                if kind == "organisation" and (tail := _TAIL.match(text, stop)):
                    stop = tail.end() - tail.group().endswith(".")
                return Meaning(kind if kind in ("organisation", "place") else "other", start, stop)
        if form == "abbreviation" and _ROAD.match(text, end):
            return Meaning("place", start, end)
        if form == "demonym" or not start or text[start - 1] != " ":
            return None
        words = self._words_before(text, start)
        keys = [key for key in (" ".join(words), *words[-1:]) if key[:1].isupper()]
        keys += [key.capitalize() for key in keys if key.isupper()]
        kind = next((self._before[key] for key in keys if key in self._before), "")
        if kind not in ("organisation", "event", "place"):
            return None
        begin = text.rfind(words[-2] if len(words) > 1 and words[-1][0].islower() else words[-1], 0, start)
        before = _BACK.search(text, max(begin - _REACH, 0), begin)
        begin = before.start() if before else begin
        first = text[begin:start].partition(" ")[0]
        begin += len(first) + 1 if first in self._leading else 0
        return Meaning(kind if kind != "event" else "other", begin, end)

    def _head(self, run: str) -> tuple[str, int]:
        """Return what the first telling word of a run makes of the name before it, and how far it reaches."""
        words = run.split()
        found, at, stop = "", 0, 0
        if words[0] in self._given:
            return found, stop
        for word, following in zip(words, (*words[1:], ""), strict=True):
            at = run.index(word, at) + len(word)
            plain = word if word in self._after else word.rstrip(".").partition("-")[0]
            plain = plain.title() if plain.isupper() and plain not in self._after else plain
            kind = self._after.get(f"{plain} {following.rstrip('.')}") or self._after.get(plain)
            if kind in _LONGER and found in ("", kind, "organisation"):
                if found and kind not in ("organisation", "public"):
                    break
                found = found or str(kind)
                stop = at - (word.endswith(".") and word not in self._after)
            if found and found != "organisation":
                break
        return found, stop

    @staticmethod
    def _words_before(text: str, start: int) -> list[str]:
        """Return the two words before a name, articles not counted."""
        words = [word for word in text[max(start - _REACH, 0) : start].split() if word not in _ARTICLES][-2:]
        return [*words[:-1], words[-1].rpartition("-")[2]] if words else words

    def _is_language_or_thing(self, text: str, start: int, end: int) -> bool:
        """Say whether an adjective tells a language, a dish or dress, or a town's community ("the Boston Irish")."""
        word, before = _following(text, end), self._words_before(text, start)
        if self._after.get(word) in ("language", "thing"):
            return True
        if before and text[start - 1] == " " and before[-1] in self._towns:
            return True
        words = [word.lower() for word in before]
        return "language" in (self._before.get(" ".join(words)), self._before.get(words[-1] if words else ""))

    def _is_team(self, text: str, name: NameFound) -> bool:
        """Say whether a country's name in the report of a match means its team: where nothing tells the place."""
        start, end, form = name.start, name.end, name.sense.form
        if form == "capital" or form == "institution" or text[start - 1 : start] == "(":
            return False
        if _OWNED.match(text, end) or (text[max(start - 2, 0) : start] == ", " and _DATELINE.match(text, end)):
            return False
        word = _following(text, end)
        if self._after.get(word) == "country" or text.startswith(self._tails, end):
            return False
        words = [word.lower() for word in self._words_before(text, start)]
        kinds = self._before.get(" ".join(words)), self._before.get(words[-1] if words else "")
        if "team" in kinds or _OWNING.match(text, end):
            return True
        if "country" in kinds or "inside" in kinds:
            return False
        return form != "abbreviation" or not word.islower() or self._after.get(word) == "team"

    def _is_teams(self, text: str, name: NameFound, setting: Setting) -> bool:
        """Say whether a country's adjective is its team's: "the Austrian goalkeeper" where Austria plays."""
        if not setting.nations:
            return False
        surface = text[name.start : name.end]
        word = _following(text, name.end)
        if self._after.get(word) == "team" or surface.endswith("s") or surface.isupper():
            return True
        return text[max(name.start - 4, 0) : name.start] in ("The ", "the ") and text[name.end : name.end + 1] == ","


def _following(text: str, end: int) -> str:
    """Return the word after a name; one joined to it by a hyphen with the hyphen."""
    word = _FORWARD.match(text, end + 1 if text[end : end + 1] == " " else end)
    return word.group() if word else ""
