"""Whether a surname that many bear, or that is a word, is the leader's: with the country or another leader at hand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.actors.names import NameFound
from dateline.actors.neighbours import Context
from dateline.actors.periods import Period
from dateline.seeds import Actor, Actors, Cues, Office
from dateline.seeds.spells import LEADS
from dateline.text import words_of_kind

# Characters before or after a surname within which another leader tells whose it is.
_BESIDE = 200
_NEXT = re.compile(r"['’]s\b|,|\s+([^\W\d_]+)")
_NOUN = re.compile(r" ([a-z]+s)\b(?: ([a-z]+)\b)?")
_OPENS = re.compile(r"(?:\A|[\n.!?:])[\"'“‘`()]*\s*[\"'“‘`(]*\Z")
_REACH = 16
# What a word after a place weighs, in the table of readings, that is a verb of acting: "Park met".
_ACTS = 11


class CommonSurnames:
    """Tells when a surname that is no evidence by itself is that of who is in office."""

    def __init__(self, cues: Cues, actors: Actors) -> None:
        self._leads = actors.contexts.leads
        acts = (row.words for row in actors.readings if row.side == "after" and row.weight >= _ACTS)
        self._verbs = frozenset(acts).union(cues.verbs)
        self._joints = words_of_kind("conjunction")
        self._finite = words_of_kind("auxiliary") | words_of_kind("copula")
        self._small = self._finite | words_of_kind("preposition")
        self._articles = words_of_kind("article") | words_of_kind("indefinite")

    def leading(self, leaders: Sequence[Actor], period: Period) -> list[Actor]:
        """Return which of several people of one surname led their countries in fact: Kim Jong Un."""
        return [one for one in leaders if any(self._leads_by(one, spell, period) for spell in one.offices)]

    def heading(self, leaders: Sequence[Actor], period: Period) -> list[Actor]:
        """Return who is meant of several whose countries are not named: the head of an organisation, else who leads."""
        heads = [one for one in leaders if period.meets(spell for spell in one.offices if spell.office == "head")]
        return heads if len(heads) == 1 else self.leading(leaders, period)

    def is_told(self, text: str, name: NameFound, leader: Actor, context: Context) -> bool:
        """Say whether a text tells that such a surname, bare or with an honorific, is a leader's in office."""
        start, before, period = name.start, context.before[name.start], context.period
        if before.word.lower() in self._articles or period is None:
            return False
        if name.sense.common == "a word" and not self._is_name(text, name):
            return False
        # A person unknown to the reader would have been introduced before "Mr. Cameron".
        if leader.id in context.read or before.pronoun is not None:
            return True
        homes = {spell.country for spell in leader.offices if spell.office in LEADS and period.meets([spell])}
        if not homes.isdisjoint(context.countries):
            return True
        if any(place.sense.town is not None and place.sense.town.country in homes for place in context.names.places):
            return True
        return bool(homes) and self.is_beside(start, leader, context)

    def _leads_by(self, leader: Actor, spell: Office, period: Period) -> bool:
        """Say whether a spell in office made somebody the leader of a country in a period."""
        if spell.office not in LEADS or not period.meets([spell]):
            return False
        rows = [row for row in self._leads if row.country == spell.country and period.meets([row])]
        return spell.office == "leader" or any(
            row.actor == leader.id or (row.actor is None and spell.office in (row.office, "both")) for row in rows
        )

    def is_beside(self, start: int, leader: Actor, context: Context) -> bool:
        """Say whether another leader, named beyond doubt, stands close by."""
        for other, places in context.introduced.items():
            if other != leader.id and any(abs(place - start) < _BESIDE for place in places):
                return True
        if any(other != leader.id and start - place < _BESIDE for other, place in context.read.items()):
            return True
        return any(self._is_certain(name, leader, context) for name in context.names.actors if _near(name, start))

    @staticmethod
    def _is_certain(name: NameFound, leader: Actor, context: Context) -> bool:
        """Say whether a surname, not yet read, is that of one other leader in office."""
        sense, before, period = name.sense, context.before.get(name.start), context.period
        if before is None or before.given or sense.common or sense.place is not None or period is None:
            return False
        return sum(one is not leader and period.meets(one.offices) for one in sense.leaders) == 1

    def is_attribute(self, text: str, name: NameFound) -> bool:
        """Say whether a surname that is a word is the word: at the head of a sentence, before a noun in the plural."""
        words = _NOUN.match(text, name.end)
        if words is None or not _OPENS.search(text[max(name.start - _REACH, 0) : name.start]):
            return False
        noun, then = words.groups("")
        if noun in self._small:
            return False
        return noun not in self._verbs or then in self._finite

    def _is_name(self, text: str, name: NameFound) -> bool:
        """Say whether a surname that is a word is none here: inside a sentence, with a verb, or joined to another."""
        if not _OPENS.search(text[max(name.start - _REACH, 0) : name.start]):
            return True
        after = _NEXT.match(text, name.end)
        word = after[1] if after else None
        if after is None or word is None or word.endswith("ed") or word in self._verbs:
            return after is not None
        return word in self._joints and text[after.end() + 1 : after.end() + 2].isupper()


def _near(name: NameFound, start: int) -> bool:
    return 0 < name.start - start < _BESIDE
