"""Who is named: leaders and countries in a text, each at its date."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from dateline.actors.descriptions import DescriptionReader
from dateline.actors.leaders import Identified, LeaderReader
from dateline.actors.names import NameFound, Names, NameScanner
from dateline.actors.namesakes import Meaning, NamesakeReader
from dateline.actors.open_names import OpenNameReader
from dateline.actors.periods import Period
from dateline.actors.readings import ReadingRules
from dateline.parsing import Parser
from dateline.seeds import Actor, Actors, Cues, load_cues

# A named tuple's own constructor, written in Python, takes twice as long.
_new = tuple.__new__


class Mention(NamedTuple):
    """One naming of an actor.

    Attributes
    ----------
    start, end : int
        Offsets into the document's text.
    type : {'leader', 'country', 'person', 'organisation'}
    actor : str or None
        Stable id; None for a person or organisation outside `seeds/`.
    name : str
        Canonical name, or the longest in the document.
    country : str or None
        ISO 3166-1 alpha-3.
    form : {'name', 'surname', 'title', 'demonym', 'capital', 'institution', 'description', 'abbreviation'}
    reading : {'literal', 'metonymic'}
    in_office : bool or None
        Leaders: whether in office on the document's date; None when the date does not tell.
    """

    start: int
    end: int
    type: str
    actor: str | None
    name: str
    country: str | None
    form: str
    reading: str
    in_office: bool | None

    def to_row(self) -> dict[str, Any]:
        """Return the mention as it stands in the exchange format: written out, three times as fast as `_asdict`."""
        start, end, kind, actor, name, country, form, reading, in_office = self
        return {
            "start": start, "end": end, "type": kind, "actor": actor, "name": name, "country": country, "form": form,
            "reading": reading, "in_office": in_office,
        }  # fmt: skip


class MentionReader:
    """Reads names in texts with one set of actors, and of cues: whoever speaks is a person."""

    def __init__(self, actors: Actors, parser: Parser | None = None, cues: Cues | None = None) -> None:
        cues = load_cues() if cues is None else cues
        self._scanner = NameScanner(actors)
        self._leaders = LeaderReader(actors, cues)
        self._descriptions = DescriptionReader(actors)
        self._readings = ReadingRules(actors.readings, parser)
        self._namesakes = NamesakeReader(actors.contexts)
        self._open = OpenNameReader(cues, actors.role_nouns, actors.contexts)
        self._people = {person.id: person for person in actors.people()}
        self._standing = lru_cache(maxsize=1 << 14)(self._standing_on)

    def read(self, text: str, date: str | None = None) -> list[Mention]:
        """Return the mentions of a text in order; a description may hold a country's adjective.

        Parameters
        ----------
        text : str
        date : str, optional
            ISO date of any precision; decides between namesakes and who held an office.

        Returns
        -------
        list of Mention
            Leaders, countries and organisations of the seeds, then people, organisations and places outside them, whose
            `actor` is None. A place that is no country, and a country's team, is of type `organisation`.
        """
        return self.dated(text, date)[0]

    def dated(self, text: str, date: str | None = None) -> tuple[list[Mention], Period | None]:
        """Return the mentions of a text with the period inferred from its leaders if it is undated."""
        return self.dated_all([(text, date)])[0]

    def dated_all(self, texts: Sequence[tuple[str, str | None]]) -> list[tuple[list[Mention], Period | None]]:
        """Return the mentions of some texts, each with its date, and the period inferred from the leaders of one."""
        named = self._scanner.scan_all(texts)
        known = [
            self._actors(text, names, date) if names.actors else ([], None)
            for (text, date), names in zip(texts, named, strict=True)
        ]
        for (text, _), names, (mentions, _) in zip(texts, named, known, strict=True):
            self._add_open(text, names, mentions)
        return known

    def _add_open(self, text: str, names: Names, mentions: list[Mention]) -> None:
        """Add the names of a text that no actor has to the mentions of those who have theirs, all in order."""
        for start, end, kind, name, country, form in self._open.read(text, sorted(map(_span, mentions)), names.places):
            reading = "literal"
            if kind == "place":
                kind, reading = "organisation", self._readings.reading(text, start, end, form)
            mentions.append(_new(Mention, (start, end, kind, None, name, country, form, reading, None)))
        mentions.sort(key=_start)

    def _actors(self, text: str, names: Names, date: str | None) -> tuple[list[Mention], Period | None]:
        """Return the mentions of actors and of those who share a country's name, and the period inferred from them."""
        setting = self._namesakes.setting(text, names)
        found, context = names.actors, self._leaders.context(text, names, date, match=setting.match)
        mentions: list[Mention] = []
        covered = 0
        for number, name in enumerate(found):
            start, _, sense = name
            if start < covered:
                continue
            if sense.leaders and (leader := self._leaders.named(text, name, context)):
                if leader.start < start and mentions and leader.start < mentions[-1].end:
                    leader = leader._replace(start=start)
                mentions.append(self._leader_mention(leader, date))
            elif sense.place is not None:
                meaning = self._namesakes.meaning(text, name, setting)
                if meaning.kind != "country":
                    namesake = self._namesake(text, sense.place, meaning, mentions[-1].end if mentions else 0)
                    covered = namesake[-1].end if namesake else covered
                    mentions += namesake
                    continue
                if described := self._descriptions.of_country(text, found, number, context):
                    mentions.append(self._leader_mention(described, date))
                mentions.append(self._place_mention(text, name, sense.place, found, date))
        alone = self._descriptions.alone(text, mentions, context)
        mentions += [self._leader_mention(role, date) for role in alone]
        return mentions, None if date else self._leaders.period(context)

    def _leader_mention(self, identified: Identified, date: str | None) -> Mention:
        start, end, leader, form = identified
        country, serving = self._standing(leader.id, date)
        row = start, end, leader.type, leader.id, leader.name, country, form, "literal", serving
        return _new(Mention, row)

    def _standing_on(self, leader: str, date: str | None) -> tuple[str | None, bool | None]:
        """Return whose office somebody may have held on a date, and whether they did."""
        return self._people[leader].country_on(date), self._people[leader].in_office(date)

    def _place_mention(
        self, text: str, name: NameFound, place: Actor, found: Sequence[NameFound], date: str | None
    ) -> Mention:
        start, end, form = name.start, name.end, name.sense.form
        reading = "literal" if form == "demonym" else self._readings.reading(text, start, end, form)
        if name.sense.seats and reading == "metonymic" and date is not None:
            owner = name.sense.seat_of(date)
            # "Brussels" in a text about Belgium is Belgium's.
            if owner is not None and (_is_told(owner, found) or not _is_told(place, found)):
                place = owner
        row = start, end, place.type, place.id, place.name, place.country, form, reading, None
        return _new(Mention, row)

    def _namesake(self, text: str, place: Actor, meaning: Meaning, earliest: int) -> list[Mention]:
        """Return the mention of who or what bears a country's name; a lone surname is left to the open names."""
        kind, start, end = meaning
        if start < earliest:
            start = end - len(text[earliest:end].lstrip(_JOINTS).lstrip())
        if kind == "team":
            name, form = f"{place.name} (team)", "name"
            return [Mention(start, end, "organisation", None, name, place.country, form, "metonymic", None)]
        words = text[start:end]
        if kind == "organisation":
            return [Mention(start, end, kind, None, words, place.country, "name", "literal", None)]
        if kind == "place":
            reading = self._readings.reading(text, start, end, "name")
            return [Mention(start, end, "organisation", None, words, None, "name", reading, None)]
        if kind == "person" and " " in words:
            return [Mention(start, end, "person", None, words, None, "name", "literal", None)]
        return []


def _is_told(place: Actor, found: Sequence[NameFound]) -> bool:
    """Say whether a text names a place otherwise than by its capital."""
    return any(name.sense.place is place and name.sense.form != "capital" for name in found)


_start, _span = itemgetter(0), itemgetter(0, 1)
_JOINTS = " \t\n.,;:-–'’"
