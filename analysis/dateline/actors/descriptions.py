"""Who is described: "the Egyptian leader", "Egypt's president", "the president of Egypt", "the prime minister".

A role noun with its country names whoever held that office in the period of the text. A role noun alone names the
leader of that office who was named last, else the office holder of the country named last, in this paragraph or the one
before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from dateline.actors.leaders import Identified
from dateline.actors.names import NameFound
from dateline.actors.neighbours import Context, word_before
from dateline.actors.periods import Period
from dateline.seeds import Actor, Actors, Office, Role
from dateline.text import words_of_kind

# Characters before a country in which "the president of" stands, and after it in which its role noun stands.
_REACH = 48
_APOSTROPHES = ("'", "’")
# Forms that stand before a role noun as they are: "the German chancellor", "the U.S. president".
_ATTRIBUTIVE = ("demonym", "abbreviation")
_LEADER = Role("", "leader")
_NEXT = re.compile(r"(['’]s?)?\s+(\w+)")
# What makes a role noun somebody else's or no person's: "the president-elect", "the king of Spain", "the king Olav".
_GOES_ON = re.compile(r"['’-]?\w|\s+(?:of\b|[A-Z])")


class _Antecedent(Protocol):
    """Somebody or some country named before a description."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def actor(self) -> str | None: ...


class DescriptionReader:
    """Reads role nouns as the people who held the role."""

    def __init__(self, actors: Actors) -> None:
        self._roles = {role.noun: role for role in actors.role_nouns}
        nouns = "|".join(sorted(map(re.escape, self._roles), key=len, reverse=True))
        self._first_words = frozenset(noun.split()[0] for noun in self._roles)
        leading = [noun for noun, office in actors.roles.items() if office != "any"]
        self._only = _only_homes(actors)
        # "the Shah": a monarch's title of one country alone stands for a name, and is written as one.
        monarchs = (noun for noun in leading if self._roles[noun].office == "state")
        self._names = {noun.title(): noun for noun in monarchs if noun in self._only}
        alone = "|".join(sorted(map(re.escape, (*leading, *self._names)), key=len, reverse=True))
        self._alone = re.compile(rf"he ({alone})")
        self._after = re.compile(rf"(?:['’]s?)?\s+({nouns})\b(?!-)", re.IGNORECASE)
        self._before = re.compile(rf"\b[Tt]he ({nouns}) of (?:the )?$", re.IGNORECASE)
        self._articles = words_of_kind("article")
        self._not_now = words_of_kind("not now") | words_of_kind("indefinite")
        self._leads = actors.contexts.leads
        self._people = {person.id: person for person in actors.people()}
        self._holders: dict[str, list[Actor]] = {}
        # The offices of each person that a role noun names, once they were asked for.
        self._spells: dict[tuple[str, str | None, str, str], list[Office]] = {}
        for person in self._people.values():
            for country in sorted({office.country for office in person.offices}):
                self._holders.setdefault(country, []).append(person)

    def of_country(self, text: str, found: Sequence[NameFound], number: int, context: Context) -> Identified | None:
        """Return the leader whom a country's name and a role noun beside it describe, when one is certain."""
        start, end, sense = found[number]
        place, surface = sense.place, text[start:end]
        if place is None:
            return None
        owned = sense.form not in _ATTRIBUTIVE and place.type == "country"
        if (text[start - 3 : start] == "of " or text[start - 7 : start] == "of the ") and (
            role := self._before.search(text, max(start - _REACH, 0), start)
        ):
            leader = self._described(place, surface, self._roles[role.group(1).lower()], context)
            return None if leader is None else Identified(role.start(), end, leader, "description")
        if owned and text[end : end + 1] not in _APOSTROPHES:
            return None
        after = _NEXT.match(text, end)
        if after is None or after[2].lower() not in self._first_words or (owned and not after[1]):
            return None
        if sense.form == "demonym" and after[1]:
            return None
        role = self._after.match(text, end, end + _REACH)
        word = word_before(text, start)
        if role is None or word.lower() in self._not_now:
            return None
        following = found[number + 1] if number + 1 < len(found) else None
        if following is not None and following.sense.leaders and following.start - role.end() < 2:
            return None
        leader = self._described(place, surface, self._roles[role.group(1).lower()], context)
        start = text.rindex(word, 0, start) if word.lower() in self._articles else start
        return None if leader is None else Identified(start, role.end(), leader, "description")

    def alone(self, text: str, antecedents: Sequence[_Antecedent], context: Context) -> Iterator[Identified]:
        """Yield the role nouns without a country whose bearer the paragraph, or the one before, makes certain."""
        for role in self._alone.finditer(text, 1):
            start, end = role.start() - 1, role.end()
            if text[start] in "Tt" and not text[start - 1 : start].isalnum() and not _GOES_ON.match(text, end):
                begin = text.rfind("\n", 0, max(text.rfind("\n", 0, start), 0))
                near = [one for one in antecedents if begin < one.start and one.end <= start]
                noun = self._names.get(role[1], role[1])
                leader = self._last_holder(near, self._roles[noun], context)
                if leader is None and noun in self._only:
                    leader = self._holder(self._only[noun], self._roles[noun], context)
                if leader is not None:
                    yield Identified(start, end, leader, "description")

    def _last_holder(self, near: list[_Antecedent], role: Role, context: Context) -> Actor | None:
        for one in reversed(near):
            leader = self._people.get(one.actor or "")
            if leader is not None and self._held(leader, None, role, context.period):
                return leader
        for one in reversed(near):
            if one.actor in self._holders:
                return self._holder(one.actor, role, context)
        return None

    def _described(self, place: Actor, surface: str, role: Role, context: Context) -> Actor | None:
        """Return whom a role noun beside the name of a country or an organisation describes."""
        if place.type == "country":
            return self._holder(place.id, role, context)
        for title in (f"{surface} {role.noun}".lower(), role.noun):
            heads = [one for one in self._holders.get(place.id, ()) if _titled(one, place.id, title, context.period)]
            if heads:
                return heads[0] if len(heads) == 1 and context.period is not None else None
        return None

    def _holder(self, country: str, role: Role, context: Context) -> Actor | None:
        """Return who held an office of a country: a leader named in the text before anybody else."""
        leaders, period = self._holders.get(country, ()), context.period
        here = [one for one in leaders if one.id in context.introduced and self._held(one, country, role, period)]
        if len(here) == 1:
            return here[0]
        if period is None:
            return None
        if role.office == "any" and not role.titles:
            return self._leading(country, period)
        serving = [one for one in leaders if self._held(one, country, role, period)]
        # An acting president beside the president is not "the president".
        plain = [one for one in serving if _titled(one, country, role.noun, period)] if len(serving) > 1 else serving
        return plain[0] if len(plain) == 1 else None

    def _leading(self, country: str, period: Period) -> Actor | None:
        """Return who leads a country in fact: whom the table of leads names, or whose office leads it."""
        rows = [row for row in self._leads if row.country == country and period.meets([row])]
        named = {row.actor for row in rows if row.actor}
        if len(named) == 1:
            return self._people.get(named.pop())
        leaders = self._holders.get(country, ())
        offices = {row.office for row in rows}
        if any(self._held(one, country, _LEADER, period) for one in leaders):
            offices = {_LEADER.office}
        role = Role("", offices.pop() if len(offices) == 1 else "any")
        serving = [one for one in leaders if self._held(one, country, role, period)]
        return serving[0] if len(serving) == 1 else None

    def _held(self, leader: Actor, country: str | None, role: Role, period: Period | None) -> bool:
        """Say whether somebody held an office, of a country or of any, that a role noun names."""
        key = leader.id, country, role.noun, role.office
        if (spells := self._spells.get(key)) is None:
            spells = [one for one in leader.offices if (country is None or one.country == country) and role.names(one)]
            self._spells[key] = spells
        return bool(spells) and (period is None or period.meets(spells))


def _titled(leader: Actor, home: str, title: str, period: Period | None) -> bool:
    """Say whether somebody bore a title, written in small letters, in an office of a country or an organisation."""
    return any(
        spell.country == home and title in map(str.lower, spell.titles) and (period is None or period.meets([spell]))
        for spell in leader.offices
    )


def _only_homes(actors: Actors) -> dict[str, str]:
    """Return the nouns whose titles the leaders of one country alone ever bore, with the country: the pope's."""
    homes: dict[str, set[str]] = {}
    for office in (office for person in actors.people() for office in person.offices):
        for title in office.titles:
            homes.setdefault(title, set()).add(office.country)
    borne = {role.noun: set().union(*(homes.get(title, ()) for title in role.titles)) for role in actors.role_nouns}
    return {noun: countries.pop() for noun, countries in borne.items() if len(countries) == 1}
