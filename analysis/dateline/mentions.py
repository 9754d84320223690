"""Who is named: leaders and countries in a text, each at its date."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

from dateline.descriptions import DescriptionReader
from dateline.leaders import Context, Identified, LeaderReader
from dateline.names import NameFound, Names, NameScanner
from dateline.namesakes import Meaning, NamesakeReader
from dateline.open_names import OpenNameReader
from dateline.parsing import Parser
from dateline.readings import ReadingRules
from dateline.seeds import Actor, Actors, load_cues


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


class MentionReader:
    """Reads names in texts with one set of actors."""

    def __init__(self, actors: Actors, parser: Parser | None = None) -> None:
        self._scanner = NameScanner(actors)
        self._leaders = LeaderReader(actors)
        self._descriptions = DescriptionReader(actors)
        self._readings = ReadingRules(actors.readings, parser)
        self._namesakes = NamesakeReader()
        self._open = OpenNameReader(load_cues())

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
        names = self._scanner.scan(text)
        mentions = self._actors(text, names, date) if names.actors else []
        taken = bytearray(len(text))
        for start, end, *_ in mentions:
            taken[start:end] = b"\x01" * (end - start)
        reading = self._readings.reading
        for start, end, kind, name, country, form in self._open.read(text, taken, names.places):
            if kind == "place":
                read = reading(text, start, end, form)
                mentions.append(Mention(start, end, "organisation", None, name, country, form, read, None))
            else:
                mentions.append(Mention(start, end, kind, None, name, country, form, "literal", None))
        mentions.sort(key=_start)
        return mentions

    def _actors(self, text: str, names: Names, date: str | None) -> list[Mention]:
        """Return the mentions of actors of the seeds, and of those who share a country's name."""
        found, context = names.actors, self._leaders.context(text, names.actors, date)
        setting = self._namesakes.setting(text, names)
        mentions: list[Mention] = []
        for number, name in enumerate(found):
            if mentions and name.start < mentions[-1].end and mentions[-1].actor is None:
                continue
            if name.sense.leaders and (leader := self._leaders.named(text, name, context)):
                mentions.append(_leader_mention(leader, date))
            elif name.sense.place is not None:
                meaning = self._namesakes.meaning(text, name, setting)
                if meaning.kind != "country":
                    mentions += self._namesake(text, name.sense.place, meaning, mentions[-1].end if mentions else 0)
                    continue
                following = found[number + 1] if number + 1 < len(found) else None
                if described := self._descriptions.of_country(text, name, following, context):
                    mentions.append(_leader_mention(described, date))
                mentions.append(self._place_mention(text, name, name.sense.place))
        return self._with_roles_alone(text, mentions, context, date)

    def _with_roles_alone(
        self, text: str, mentions: list[Mention], context: Context, date: str | None
    ) -> list[Mention]:
        """Return the mentions with those of people named by their role alone."""
        alone = self._descriptions.alone(text, mentions, context)
        return mentions + [_leader_mention(role, date) for role in alone]

    def _place_mention(self, text: str, name: NameFound, place: Actor) -> Mention:
        form = name.sense.form
        reading = "literal" if form == "demonym" else self._readings.reading(text, name.start, name.end, form)
        return Mention(name.start, name.end, place.type, place.id, place.name, place.country, form, reading, None)

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


def _leader_mention(identified: Identified, date: str | None) -> Mention:
    start, end, leader, form = identified
    serving = leader.in_office(date)
    return Mention(start, end, leader.type, leader.id, leader.name, leader.country_on(date), form, "literal", serving)


_start = attrgetter("start")
_JOINTS = " \t\n.,;:-–'’"
