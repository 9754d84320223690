"""Who is named: leaders and countries in a text, each at its date."""

from __future__ import annotations

from typing import NamedTuple

from dateline.leaders import Identified, LeaderReader, context_of
from dateline.names import NameFound, NameScanner
from dateline.readings import ReadingRules
from dateline.seeds import Actor, Actors


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

    def __init__(self, actors: Actors) -> None:
        self._scanner = NameScanner(actors)
        self._leaders = LeaderReader(actors)
        self._readings = ReadingRules(actors.readings)

    def read(self, text: str, date: str | None = None) -> list[Mention]:
        """Return the mentions of leaders and countries, in order; a description may hold a country's adjective.

        Parameters
        ----------
        text : str
        date : str, optional
            ISO date of any precision; decides between namesakes and who held an office.
        """
        found = self._scanner.scan(text)
        if not found:
            return []
        context = context_of(found, date)
        mentions: list[Mention] = []
        for number, name in enumerate(found):
            if name.sense.leaders and (leader := self._leaders.named(text, name, context)):
                mentions.append(_leader_mention(leader, date))
            elif name.sense.place is not None:
                following = found[number + 1] if number + 1 < len(found) else None
                if name.sense.form == "demonym" and (
                    described := self._leaders.described(text, name, following, context)
                ):
                    mentions.append(_leader_mention(described, date))
                mentions.append(self._place_mention(text, name, name.sense.place))
        return mentions

    def _place_mention(self, text: str, name: NameFound, place: Actor) -> Mention:
        form = name.sense.form
        reading = "literal" if form == "demonym" else self._readings.reading(text, name.start, name.end, form)
        return Mention(name.start, name.end, "country", place.id, place.name, place.id, form, reading, None)


def _leader_mention(identified: Identified, date: str | None) -> Mention:
    start, end, leader, form = identified
    serving = leader.in_office(date)
    return Mention(start, end, leader.type, leader.id, leader.name, leader.country, form, "literal", serving)
