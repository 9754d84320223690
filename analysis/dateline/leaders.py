"""Whom a name means: which leader a full name, a surname or a description stands for at the date of its text.

A full name names its leader. A surname does so after a full name, after a title that was theirs, or alone when the date
and the countries of the text leave one leader in office. A country's adjective before a role noun ("the Egyptian
leader") names whoever held that office on the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from dateline.names import NameFound
from dateline.seeds import Actor, Actors
from dateline.text import words_of_kind

# Characters before a name in which its title stands.
_REACH = 32


class Identified(NamedTuple):
    """A stretch of text and the leader it means."""

    start: int
    end: int
    leader: Actor
    form: str


class Context(NamedTuple):
    """What a text tells about its names: its date, the leaders named in full and the countries named."""

    date: str | None
    named: dict[str, Actor]
    countries: set[str]


def context_of(found: Iterable[NameFound], date: str | None) -> Context:
    """Return what the names of one text tell about each other."""
    found = list(found)
    named = {name.sense.leaders[0].id: name.sense.leaders[0] for name in found if name.sense.full}
    return Context(date, named, {name.sense.place.id for name in found if name.sense.place is not None})


class LeaderReader:
    """Decides between the people who share a name, and who held an office."""

    def __init__(self, actors: Actors) -> None:
        self._roles = actors.roles
        self._role = _role_pattern(actors.roles)
        self._titles = {
            person.id: frozenset(title for office in person.offices for title in office.titles)
            for person in actors.people()
        }
        self._known_titles = _by_last_word(title for titles in self._titles.values() for title in titles)
        self._role_words = frozenset(role.split()[-1] for role in actors.roles)
        self._honorifics = words_of_kind("honorific")
        self._articles = words_of_kind("article")
        self._not_now = words_of_kind("not now")
        self._leaders: dict[str, list[Actor]] = {}
        for person in actors.people():
            for country in sorted({office.country for office in person.offices}):
                self._leaders.setdefault(country, []).append(person)

    def named(self, text: str, name: NameFound, context: Context) -> Identified | None:
        """Return whom a full name or surname means, or None when it is another's name."""
        candidates = name.sense.leaders
        if name.sense.full:
            return Identified(name.start, name.end, _serving(candidates, context.date) or candidates[0], "name")
        word = _word_before(text, name.start)
        title = self._title_before(text, name.start, word)
        own = text[name.start : name.end].split()[0] in self._known_titles
        if title is None and not own and word[:1].isupper() and not self._may_precede(text, word, name.start):
            return None
        leader: Actor | None
        if introduced := [leader for leader in candidates if leader.id in context.named]:
            leader = _serving(introduced, context.date) or introduced[0]
        elif title is not None and (held := [leader for leader in candidates if title in self._titles[leader.id]]):
            leader = _serving(held, context.date) or (held[0] if len(held) == 1 else None)
        elif title is None and name.sense.place is None:
            leader = _serving([leader for leader in candidates if leader.country in context.countries], context.date)
        else:
            return None
        form = "title" if title is not None or word in self._role_words else "surname"
        return None if leader is None else Identified(name.start, name.end, leader, form)

    def _title_before(self, text: str, start: int, word: str) -> str | None:
        """Return the longest title of anybody that ends before an offset; its last word is at hand."""
        if word not in self._known_titles:
            return None
        before = text[max(start - _REACH, 0) : start].rstrip()
        for title in self._known_titles[word]:
            if before.endswith(title) and not before[: -len(title)][-1:].isalnum():
                return title
        return None

    def _may_precede(self, text: str, word: str, start: int) -> bool:
        """Say whether a capitalised word before a surname is no first name."""
        if word in self._honorifics or word.endswith((".", ",", ":", ";")) or not word.isalpha():
            return True
        if word in words_of_kind("day"):
            return True
        before = text[max(start - 2 * _REACH, 0) : start].rstrip()[: -len(word)].rstrip(" \t")
        opens = not before or before[-1] in ".!?:\n\"“‘'`"
        return opens and word in words_of_kind("opener")

    def described(self, text: str, name: NameFound, following: NameFound | None, context: Context) -> Identified | None:
        """Return the leader that a country's adjective and a role noun describe, when one is certain."""
        role = self._role.match(text, name.end)
        if role is None or name.sense.place is None or _word_before(text, name.start).lower() in self._not_now:
            return None
        if following is not None and following.sense.leaders and following.start - role.end() < 2:
            return None
        leader = self._holder(name.sense.place.id, self._roles[role.group(1).lower()], context)
        if leader is None:
            return None
        article = _word_before(text, name.start)
        start = text.rindex(article, 0, name.start) if article.lower() in self._articles else name.start
        return Identified(start, role.end(), leader, "description")

    def _holder(self, country: str, office: str, context: Context) -> Actor | None:
        """Return who held an office of a country: a leader named in the text before anybody else."""
        leaders = self._leaders.get(country, ())
        here = [
            leader for leader in leaders if leader.id in context.named and _held(leader, country, office, context.date)
        ]
        if len(here) == 1:
            return here[0]
        date = context.date
        if date is None:
            return None
        serving = [leader for leader in leaders if _held(leader, country, office, date)]
        if office == "any":
            serving = [leader for leader in serving if _leads(leader, country, date)] or serving
        return serving[0] if len(serving) == 1 else None


def _word_before(text: str, start: int) -> str:
    """Return the word that ends before the white space before an offset, or nothing."""
    before = text[max(start - _REACH, 0) : start]
    return before.split()[-1] if before[-1:].isspace() and before.strip() else ""


def _serving(leaders: Iterable[Actor], date: str | None) -> Actor | None:
    """Return the one leader who may have been in office on a date, or None."""
    serving = [leader for leader in leaders if date is not None and leader.in_office(date) is not False]
    return serving[0] if len(serving) == 1 else None


def _held(leader: Actor, country: str, office: str, date: str | None) -> bool:
    return any(
        spell.country == country
        and (spell.office in (office, "both") or (office == "any" and spell.office != "foreign"))
        and (date is None or spell.holds_on(date))
        for spell in leader.offices
    )


def _leads(leader: Actor, country: str, date: str) -> bool:
    return any(
        spell.country == country and spell.office in ("leader", "both") and spell.holds_on(date)
        for spell in leader.offices
    )


def _role_pattern(roles: Iterable[str]) -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, roles), key=len, reverse=True))
    return re.compile(rf"\s+({nouns})\b(?!-)", re.IGNORECASE)


def _by_last_word(titles: Iterable[str]) -> dict[str, list[str]]:
    """Return titles by their last word, the longest first."""
    by_word: dict[str, list[str]] = {}
    for title in sorted(set(titles), key=lambda title: (-len(title), title)):
        by_word.setdefault(title.split()[-1], []).append(title)
    return by_word
