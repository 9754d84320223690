"""Who is described: "the Egyptian leader", "Egypt's president", "the president of Egypt", "the prime minister".

A role noun with its country names whoever held that office in the period of the text. A role noun alone names the
leader of that office who was named last, else the office holder of the country named last, in this paragraph or the one
before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from dateline.leaders import Context, Identified, word_before
from dateline.names import NameFound
from dateline.periods import Period
from dateline.seeds import Actor, Actors, load_leads
from dateline.text import words_of_kind

# Characters before a country in which "the president of" stands, and after it in which its role noun stands.
_REACH = 48
_APOSTROPHES = ("'", "’")
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
        self._roles = actors.roles
        nouns = "|".join(sorted(map(re.escape, actors.roles), key=len, reverse=True))
        self._first_words = frozenset(role.split()[0] for role in actors.roles)
        self._offices = {role: office for role, office in actors.roles.items() if office != "any"}
        alone = "|".join(sorted(map(re.escape, self._offices), key=len, reverse=True))
        self._alone = re.compile(rf"he ({alone})")
        self._after = re.compile(rf"(?:['’]s?)?\s+({nouns})\b(?!-)", re.IGNORECASE)
        self._before = re.compile(rf"\b[Tt]he ({nouns}) of (?:the )?$", re.IGNORECASE)
        self._articles = words_of_kind("article")
        self._not_now = words_of_kind("not now")
        self._leads = load_leads()
        self._people = {person.id: person for person in actors.people()}
        self._holders: dict[str, list[Actor]] = {}
        for person in self._people.values():
            for country in sorted({office.country for office in person.offices}):
                self._holders.setdefault(country, []).append(person)

    def of_country(
        self, text: str, name: NameFound, following: NameFound | None, context: Context
    ) -> Identified | None:
        """Return the leader whom a country's name and a role noun beside it describe, when one is certain."""
        if name.sense.place is None:
            return None
        country = name.sense.place.id
        if text.endswith(("of ", "of the "), 0, name.start) and (
            role := self._before.search(text, max(name.start - _REACH, 0), name.start)
        ):
            leader = self._holder(country, self._roles[role.group(1).lower()], context)
            return None if leader is None else Identified(role.start(), name.end, leader, "description")
        owned = name.sense.form != "demonym"
        if owned and text[name.end : name.end + 1] not in _APOSTROPHES:
            return None
        after = _NEXT.match(text, name.end)
        if after is None or after[2].lower() not in self._first_words or owned != bool(after[1]):
            return None
        role = self._after.match(text, name.end, name.end + _REACH)
        word = word_before(text, name.start)
        if role is None or word.lower() in self._not_now:
            return None
        if following is not None and following.sense.leaders and following.start - role.end() < 2:
            return None
        leader = self._holder(country, self._roles[role.group(1).lower()], context)
        start = text.rindex(word, 0, name.start) if word.lower() in self._articles else name.start
        return None if leader is None else Identified(start, role.end(), leader, "description")

    def alone(self, text: str, antecedents: Sequence[_Antecedent], context: Context) -> Iterator[Identified]:
        """Yield the role nouns without a country whose bearer the paragraph, or the one before, makes certain."""
        for role in self._alone.finditer(text, 1):
            start, end = role.start() - 1, role.end()
            if text[start] in "Tt" and not text[start - 1 : start].isalnum() and not _GOES_ON.match(text, end):
                begin = text.rfind("\n", 0, max(text.rfind("\n", 0, start), 0))
                near = [one for one in antecedents if begin < one.start and one.end <= start]
                if leader := self._last_holder(near, self._offices[role[1]], context):
                    yield Identified(start, end, leader, "description")

    def _last_holder(self, near: list[_Antecedent], office: str, context: Context) -> Actor | None:
        for one in reversed(near):
            leader = self._people.get(one.actor or "")
            if leader is not None and any(_held(leader, home, office, context.period) for home in _homes(leader)):
                return leader
        for one in reversed(near):
            if one.actor in self._holders:
                return self._holder(one.actor, office, context)
        return None

    def _holder(self, country: str, office: str, context: Context) -> Actor | None:
        """Return who held an office of a country: a leader named in the text before anybody else."""
        leaders, period = self._holders.get(country, ()), context.period
        here = [one for one in leaders if one.id in context.introduced and _held(one, country, office, period)]
        if len(here) == 1:
            return here[0]
        if period is None:
            return None
        if office == "any":
            office = self._leading_office(country, period)
        serving = [one for one in leaders if _held(one, country, office, period)]
        return serving[0] if len(serving) == 1 else None

    def _leading_office(self, country: str, period: Period) -> str:
        """Return the office whose holder leads a country in fact; `any` where the tables do not tell."""
        if any(_held(one, country, "leader", period) for one in self._holders.get(country, ())):
            return "leader"
        offices = {row.office for row in self._leads if row.country == country and period.meets(row)}
        return offices.pop() if len(offices) == 1 else "any"


def _held(leader: Actor, country: str, office: str, period: Period | None) -> bool:
    """Say whether somebody held an office of a country; `any` is every one but a minister's."""
    return any(
        spell.country == country
        and (spell.office in (office, "both") or (office == "any" and spell.office != "foreign"))
        and (period is None or period.meets(spell))
        for spell in leader.offices
    )


def _homes(leader: Actor) -> set[str]:
    return {spell.country for spell in leader.offices}
