"""Whom a name means: which leader a full name or a surname stands for at the date of its text.

A full name names its leader. A surname does so after a full name, after a title that was theirs, or alone when the date
leaves one bearer in office; a surname that many bear wants an introduction. Where several people of a surname were
introduced, the one in office is meant, else the one introduced last.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from dateline.names import NameFound
from dateline.periods import Period, inferred_period, period_of
from dateline.seeds import Actor, Actors
from dateline.seeds.contexts import common_surnames
from dateline.text import words_of_kind

# Characters before a name in which its title stands.
_REACH = 32
_NEXT = re.compile(r"\s([^\W\d_]+)(?:\s([^\W\d_]+))?")
_OPENING = "([\"'“‘`«„"
_NUMERAL = frozenset("IVX")


class Identified(NamedTuple):
    """A stretch of text and the leader it means."""

    start: int
    end: int
    leader: Actor
    form: str


class Context(NamedTuple):
    """What a text tells about its names.

    Attributes
    ----------
    period : Period or None
        Of its date, or inferred from the leaders it names beyond doubt.
    introduced : dict of str to list of int
        Leaders named in full or with a title that was theirs, by id: where.
    others : dict of str to list of int
        Surnames of leaders that follow somebody else's first name: where.
    countries : set of str
        Alpha-3 of the countries named.
    """

    period: Period | None
    introduced: dict[str, list[int]]
    others: dict[str, list[int]]
    countries: set[str]


class LeaderReader:
    """Decides between the people who share a name."""

    def __init__(self, actors: Actors) -> None:
        self._titles = {
            person.id: frozenset(title for office in person.offices for title in office.titles)
            for person in actors.people()
        }
        self._known_titles = _by_last_word(title for titles in self._titles.values() for title in titles)
        self._role_words = frozenset(role.split()[-1] for role in actors.roles)
        self._honorifics = words_of_kind("honorific")
        self._common = {form for surname in common_surnames() for form in (surname, surname.upper())}
        self._named_for = frozenset(word.lower() for word in words_of_kind("named for"))

    def context(self, text: str, found: Sequence[NameFound], date: str | None) -> Context:
        """Return what the names of one text tell about each other."""
        context = Context(None if date is None else period_of(date), {}, {}, set())
        named: list[tuple[int, Actor]] = []
        surnames: list[NameFound] = []
        for name in found:
            if name.sense.place is not None:
                context.countries.add(name.sense.place.id)
            if name.sense.full:
                named.append((name.start, _closest(name.sense.leaders, context.period)))
            elif name.sense.leaders:
                surnames.append(name)
        if date is None:
            context = context._replace(period=inferred_period(leader for _, leader in named))
        titled = [(name.start, leader) for name in surnames if (leader := self._titled(text, name, context))]
        for start, leader in sorted(named + titled, key=_place):
            context.introduced.setdefault(leader.id, []).append(start)
        if date is None and titled:
            context = context._replace(period=inferred_period(leader for _, leader in named + titled))
        return context

    def _titled(self, text: str, name: NameFound, context: Context) -> Actor | None:
        """Return whom a title and a surname mean; note where the surname follows a first name that is no leader's."""
        word = word_before(text, name.start)
        if word[:1].isupper():
            if (title := self._title_before(text, name.start, word)) is not None:
                return self._holder_of(title, name.sense.leaders, context.period)
            if name.sense.place is None and not self._may_precede(text, word, name.start):
                context.others.setdefault(text[name.start : name.end], []).append(name.start)
        return None

    def _holder_of(self, title: str, candidates: tuple[Actor, ...], period: Period | None) -> Actor | None:
        held = [leader for leader in candidates if title in self._titles[leader.id]]
        return _closest(held, period) if len(held) == 1 or (held and period) else None

    def named(self, text: str, name: NameFound, context: Context) -> Identified | None:
        """Return whom a full name or a surname means, or None when it is another's name."""
        candidates, surface = name.sense.leaders, text[name.start : name.end]
        own = surface.partition(" ")[0] in self._known_titles
        introduced = [leader for leader in candidates if leader.id in context.introduced] if context.introduced else []
        if not (own or introduced) and name.start in context.others.get(surface, ()):
            return None
        after = _NEXT.match(text, name.end)
        following = after[1] if after else ""
        if after and self._is_namesake(following, after[2] or ""):
            return None
        if own and _is_capitalised(following) and not _in_title_case(text, name.start):
            return None
        if name.sense.full:
            return self._full(text, name, context)
        word = word_before(text, name.start)
        title = self._title_before(text, name.start, word) if word[:1].isupper() else None
        if title is None and not own and not self._stands_alone(text, name, word, following, bool(introduced)):
            return None
        if introduced:
            leader = self._introduced(text, name, introduced, context)
        elif title is not None:
            leader = self._holder_of(title, candidates, context.period)
        else:
            leader = self._bare(text, name, context)
        form = "title" if title is not None or word in self._role_words else "surname"
        return None if leader is None else Identified(name.start, name.end, leader, form)

    def _is_namesake(self, first: str, second: str) -> bool:
        """Say whether the words after a name make it a place or body named for somebody, or another of a dynasty."""
        named_for = first.lower() in self._named_for or (first[0].isupper() and second.lower() in self._named_for)
        return named_for or _NUMERAL.issuperset(first)

    def _full(self, text: str, name: NameFound, context: Context) -> Identified | None:
        """Return whom a full name means; out of office and among other countries, only the name itself."""
        leader, period = _closest(name.sense.leaders, context.period), context.period
        if text[name.start : name.end].casefold() != leader.name.casefold() and period is not None:
            serving = any(map(period.meets, leader.offices))
            if not serving and context.countries and not _at_home(leader, context.countries):
                return None
        return Identified(name.start, name.end, leader, "name")

    def _introduced(self, text: str, name: NameFound, leaders: list[Actor], context: Context) -> Actor | None:
        """Return which of the introduced people of one surname is meant: who is in office, else whom came last."""
        if serving := _serving(leaders, context.period):
            return serving
        places = {leader.id: _last_before(context.introduced[leader.id], name.start) for leader in leaders}
        latest = max(leaders, key=lambda leader: places[leader.id])
        others = context.others.get(text[name.start : name.end], ())
        return None if others and _last_before(others, name.start) > places[latest.id] else latest

    def _bare(self, text: str, name: NameFound, context: Context) -> Actor | None:
        """Return whom a surname without introduction means: who is in office, or its only bearer."""
        surname = text[name.start : name.end]
        if name.sense.place is not None or surname in self._common or surname in context.others:
            return None
        candidates = name.sense.leaders
        at_home = [leader for leader in candidates if _at_home(leader, context.countries)]
        if serving := _serving(at_home, context.period) or _serving(candidates, context.period):
            return serving
        return at_home[0] if len(candidates) == len(at_home) == 1 and context.period is not None else None

    def _stands_alone(self, text: str, name: NameFound, word: str, following: str, introduced: bool) -> bool:
        """Say whether a surname is no part of another person's name: no first name before it, none after it."""
        surname = text[name.start : name.end]
        if word[:1].isupper() and not self._may_precede(text, word, name.start):
            return introduced and (word in self._known_titles or _in_title_case(text, name.start))
        if not _is_capitalised(following) or following in words_of_kind("day"):
            return True
        family_first = any(leader.name.startswith(surname + " ") for leader in name.sense.leaders)
        return introduced and (_in_title_case(text, name.start) or not (family_first or surname in self._common))

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


_place = itemgetter(0)


def word_before(text: str, start: int) -> str:
    """Return the word that ends before the white space before an offset, or nothing."""
    words = text[start - _REACH if start > _REACH else 0 : start].split()
    return words[-1].lstrip(_OPENING) if words and text[start - 1].isspace() else ""


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and not word.isupper()


def _last_before(places: Sequence[int], start: int) -> int:
    """Return the last of some ordered offsets that lies before another, or -1."""
    number = bisect(places, start)
    return places[number - 1] if number else -1


def _in_title_case(text: str, start: int) -> bool:
    """Say whether an offset lies in a headline: a line without a full stop whose longer words are all capitalised."""
    begin, end = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    words = text[begin : len(text) if end < 0 else end].split()
    return len(words) > 2 and words[-1][-1] != "." and not any(word[0].islower() for word in words if len(word) > 4)


def _at_home(leader: Actor, countries: set[str]) -> bool:
    return any(office.country in countries for office in leader.offices)


def _serving(leaders: Iterable[Actor], period: Period | None) -> Actor | None:
    """Return the one leader who may have been in office in a period, or None."""
    if period is None:
        return None
    serving = [leader for leader in leaders if any(period.meets(office) for office in leader.offices)]
    return serving[0] if len(serving) == 1 else None


def _closest(namesakes: Sequence[Actor], period: Period | None) -> Actor:
    """Return which of several people of one full name is meant: who is in office, else who came to it last before."""
    if len(namesakes) == 1 or period is None:
        return namesakes[0]
    if serving := _serving(namesakes, period):
        return serving
    came = [(leader.offices[0].start or "", leader.id, leader) for leader in namesakes]
    return max([row for row in came if row[0] <= period.last] or [min(came)])[2]


def _by_last_word(titles: Iterable[str]) -> dict[str, list[str]]:
    """Return titles by their last word, the longest first."""
    by_word: dict[str, list[str]] = {}
    for title in sorted(set(titles), key=lambda title: (-len(title), title)):
        by_word.setdefault(title.split()[-1], []).append(title)
    return by_word
