"""Whom a name means: which leader a full name or a surname stands for at the date of its text.

A full name names its leader. A surname does so after a full name, after a title that was theirs, or alone when the date
leaves one bearer in office; a surname that many bear wants an introduction, its country or another leader beside it.
Where several people of a surname were introduced, the one in office is meant, else the one introduced last. Whoever
else bears the surname has it alone only just after being named.
"""

from __future__ import annotations

import re
from bisect import bisect, insort
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from dateline.actors.common_surnames import CommonSurnames
from dateline.actors.holders import closest, in_office, is_forgotten, is_fresh, predecessors
from dateline.actors.names import NameFound, Names, is_short
from dateline.actors.neighbours import Context, Neighbour, NeighbourReader, Pronouns, headline
from dateline.actors.periods import NEVER, Period, bounds, likeliest_period, narrowed, period_of
from dateline.seeds import Actor, Actors, Cues
from dateline.text import words_of_kind

_NEXT = re.compile(r"\s([^\W\d_]+)(?:\s([^\W\d_]+))?")
# What makes a surname that is a first name, too, one: "Charles S. Robb", "Jean-Claude", "Carl ``Red'' Dahl".
_GOES_ON = re.compile(r" [A-Z]\. [A-Z]|-[A-Z]| [\"'`“‘]+[A-Z]")
_NUMERAL = frozenset("IVX")
_ENDS = re.compile(r"[.!?][\"'”’)]*\s")
# Characters after a name within which its sentence is looked through.
_SENTENCE = 200
_ALONE = Neighbour("")
_PLAIN = _ALONE[1:]


class Identified(NamedTuple):
    """A stretch of text and the leader it means."""

    start: int
    end: int
    leader: Actor
    form: str


class LeaderReader:
    """Decides between the people who share a name."""

    def __init__(self, actors: Actors, cues: Cues) -> None:
        people = actors.people()
        self._titles = {one.id: frozenset(title for office in one.offices for title in office.titles) for one in people}
        # "Minister Dini" was a foreign minister.
        self._last_words = {one: {title.split()[-1] for title in titles} for one, titles in self._titles.items()}
        # The spells of all who bear one surname, by the tuple that holds them.
        self._spells: dict[int, list[tuple[str, str, Actor]]] = {}
        before = predecessors(actors)
        self._homes = {
            one.id: frozenset().union(*({office.country, *before.get(office.country, ())} for office in one.offices))
            for one in people
        }
        self._neighbours, self._pronouns = NeighbourReader(actors), Pronouns(cues)
        self._surnames = CommonSurnames(cues, actors)
        self._roles = {role.noun: role for role in actors.role_nouns}
        self._role_words = frozenset(role.split()[-1] for role in actors.roles)
        self._days = words_of_kind("day")
        self._named_for = frozenset(word.lower() for word in words_of_kind("named for"))

    def context(self, text: str, names: Names, date: str | None, *, match: bool = False) -> Context:
        """Return what the names of one text, perhaps the report of a match, tell about each other."""
        context = Context(None if date is None else period_of(date), {}, {}, set(), {}, names, {}, {}, {}, match)
        full: list[NameFound] = []
        surnames: list[NameFound] = []
        for name in names.actors:
            sense = name.sense
            if sense.place is not None:
                context.countries.add(sense.place.id)
            if sense.full:
                full.append(name)
            elif sense.leaders:
                surnames.append(name)
        told = self._look_before(text, surnames, context)
        if date is None and (full or surnames):
            named = [name.sense.leaders for name in full] + [self._meant(text, name, context) for name in surnames]
            context = context._replace(period=likeliest_period(named))
        introduced = [(name.start, closest(name.sense.leaders, context.period)) for name in full]
        for name in told:
            if leader := self._titled(text, name, context):
                introduced.append((name.start, leader))
            elif context.before[name.start].given:
                insort(context.others.setdefault(text[name.start : name.end], []), name.start)
        for start, leader in sorted(introduced, key=_place):
            context.introduced.setdefault(leader.id, []).append(start)
        return context

    def _look_before(self, text: str, surnames: Iterable[NameFound], context: Context) -> list[NameFound]:
        """Note what stands before each surname, and strangers; return the surnames of which it tells whose they are."""
        neighbours, told = self._neighbours, []
        before, others, is_strangers = context.before, context.others, neighbours.is_strangers
        for name in surnames:
            start, end, sense = name
            _, title, given, pronoun, whole = before[start] = neighbours.before(text, name)
            if not given and text[end + 1 : end + 2].isupper() and is_strangers(text, name):
                others.setdefault(text[start:end], []).append(start)
            elif title is not None or pronoun is not None or whole is not None:
                told.append(name)
            elif given and sense.place is None:
                others.setdefault(text[start:end], []).append(start)
        return told

    def period(self, context: Context) -> Period | None:
        """Return the period of a text when all its names are read: narrowed by every leader among them."""
        people = {leader.id: leader for name in context.names.actors for leader in name.sense.leaders}
        return narrowed(context.period, [people[leader] for leader in context.read if leader in people])

    def _meant(self, text: str, name: NameFound, context: Context) -> tuple[Actor, ...]:
        """Return whom a surname in an undated text may mean, if it is evidence of the time: by title or by itself."""
        before, sense = context.before[name.start], name.sense
        if before.whole is not None or before.title is not None:
            return self._fitting(text, name, before)
        surface = text[name.start : name.end]
        if sense.common or sense.place or sense.town or before.given or surface in context.others:
            return ()
        return () if is_short(surface) else self._fitting(text, name, before)

    def _fitting(self, text: str, name: NameFound, before: Neighbour) -> tuple[Actor, ...]:
        """Return the bearers of a surname whom what stands before it fits: a first name, a title or an honorific."""
        leaders = name.sense.leaders
        if (whole := before.whole) is not None:
            own = self._neighbours.is_own
            return tuple(leader for leader in leaders if own(text, name.start, whole, leader))
        if (title := before.title) is not None:
            held = [leader for leader in leaders if title in self._titles[leader.id]]
            held = held or [leader for leader in leaders if self._bore(leader, title)]
            return tuple(held or (leader for leader in leaders if title in self._last_words[leader.id]))
        if before.pronoun is not None:
            return tuple(leader for leader in leaders if leader.pronoun in (before.pronoun, "one"))
        return leaders

    def _bore(self, leader: Actor, title: str) -> bool:
        """Say whether somebody bore a title that a longer one ends with, or one for the same office: "Premier"."""
        role = self._roles.get(title.lower())
        own = any(title.endswith(" " + shorter) for shorter in self._titles[leader.id])
        return own or (role is not None and any(map(role.names, leader.offices)))

    def _titled(self, text: str, name: NameFound, context: Context) -> Actor | None:
        """Return whom a title, a first name, or an honorific that fits one bearer alone, and a surname mean."""
        before = context.before[name.start]
        fitting, period = self._fitting(text, name, before), context.period
        if before.pronoun is not None:
            fitting = fitting if len(fitting) < len(name.sense.leaders) and not name.sense.common else ()
            return serving[0] if len(serving := in_office(fitting, period)) == 1 else None
        if before.whole is not None and period is not None and not before.word.endswith("."):
            fitting = tuple(in_office(fitting, period))
        return closest(fitting, period) if len(fitting) == 1 or (fitting and period) else None

    def named(self, text: str, name: NameFound, context: Context) -> Identified | None:
        """Return whom a full name or a surname means, or None when it is another's name."""
        start, end, sense = name
        known, before = context.introduced, _ALONE
        introduced = [leader for leader in sense.leaders if leader.id in known] if known else []
        if sense.full:
            leader, form = self._full(text, name, context), "name"
        else:
            before = context.before[start]
            is_alone = sense.common and not introduced and before.title is None and before.whole is None
            if is_alone and (before.given or text[start:end] in context.others):
                return None
            is_title = before.title is not None or before.pronoun is not None or before.word in self._role_words
            form = "title" if is_title else "surname" if before.whole is None else "name"
            leader = self._of_surname(text, name, introduced, context)
        if leader is None or not self._is_whole(text, name, before, context, bool(introduced)):
            return None
        context.read[leader.id] = start
        return Identified(start if before.whole is None else before.whole, end, leader, form)

    def _of_surname(self, text: str, name: NameFound, introduced: list[Actor], context: Context) -> Actor | None:
        """Return whom a surname means by what stands before it, by who was introduced, or by the date."""
        start, end, sense = name
        before = context.before[start]
        if sense.common == "a word" and self._neighbours.is_month(text, start, end):
            return None
        if is_short(text[start:end]) and headline(text, start) != "shouted":
            return None
        if before[1:] == _PLAIN and (settled := context.settled.get(text[start:end])):
            return settled
        if before.whole is not None or (before.title is not None and not introduced):
            return self._titled(text, name, context)
        fitting: Sequence[Actor] = sense.leaders
        if before.pronoun is not None and before.title is None:
            fitting = self._fitting(text, name, before)
        if len(fitting) > 1 and len({leader.pronoun for leader in fitting}) > 1:
            fitting = self._by_pronoun(text, end, fitting, context.period)
        if introduced and fitting is not sense.leaders:
            introduced = [leader for leader in introduced if leader in fitting]
        if introduced:
            return self._introduced(text, name, introduced, fitting, context)
        return self._bare(text, name, fitting, context)

    def _serving(self, name: NameFound, leaders: Sequence[Actor], context: Context) -> list[Actor]:
        """Return who of the bearers of a surname, or of some of them, may have been in office."""
        if leaders is not name.sense.leaders:
            return in_office(leaders, context.period)
        key = id(leaders)
        if key not in context.serving:
            if key not in self._spells:
                self._spells[key] = [(*spell, one) for one in leaders for spell in bounds(one.offices)]
            stretches = context.period.stretches if context.period else ()
            context.serving[key] = list(
                {
                    one.id: one
                    for first, last in stretches
                    for start, end, one in self._spells[key]
                    if start <= last + NEVER and first <= end
                }.values()
            )
        return context.serving[key]

    def _is_whole(self, text: str, name: NameFound, before: Neighbour, context: Context, introduced: bool) -> bool:
        """Say whether a name is no part of another's, by the words beside it."""
        start, end, sense = name
        own = self._neighbours.is_title(text[start:end].partition(" ")[0])
        if before.given and before.whole is None and not (own or introduced):
            return False
        if sense.common == "a word" and before.title is None and self._surnames.is_attribute(text, name):
            return False
        after = _NEXT.match(text, end)
        following = after[1] if after else ""
        if after and self._is_namesake(following, after[2] or ""):
            return False
        if own:
            return not _is_capitalised(following) or bool(headline(text, start))
        if sense.full or before.whole is not None:
            return True
        if before.title is not None:
            return not (following[:1].isupper() and self._neighbours.is_strangers(text, name))
        return self._stands_alone(text, name, before, following, introduced)

    def _is_namesake(self, first: str, second: str) -> bool:
        """Say whether the words after a name make it a place or body named for somebody, or another of a dynasty."""
        if first.lower() in self._named_for:
            return True
        return first[0].isupper() and (second.lower() in self._named_for or _NUMERAL.issuperset(first))

    def _full(self, text: str, name: NameFound, context: Context) -> Actor | None:
        """Return whom a full name means; out of office and among other countries, only the name itself."""
        leader, period = closest(name.sense.leaders, context.period), context.period
        if text[name.start : name.end].casefold() != leader.name.casefold() and period is not None:
            serving = period.meets(leader.offices)
            if not serving and context.countries and self._homes[leader.id].isdisjoint(context.countries):
                return None
        return leader

    def _introduced(
        self, text: str, name: NameFound, leaders: list[Actor], fitting: Sequence[Actor], context: Context
    ) -> Actor | None:
        """Return which of the introduced people of one surname is meant: who is in office, else whom came last."""
        start, surface = name.start, text[name.start : name.end]
        sitting = self._serving(name, fitting, context)
        if len(sitting) > 1 and context.period and all(context.introduced[one.id][0] > start for one in leaders):
            # "Kim" before anybody is introduced is who leads, not who is named in full further down.
            leading = self._surnames.leading(sitting, context.period)
            if len(leading) == 1 and self._may_sit(text, name, leading[0], leaders, context):
                return leading[0]
        serving = [leader for leader in leaders if leader in sitting] if sitting else sitting
        rivals = self._rivals(surface, serving[0], leaders, context) if len(serving) == 1 < len(leaders) else []
        if rivals and context.before[start].title is None:
            # Of the two Kims, the one in office stands first: he is meant where none was introduced yet.
            leaders = serving + rivals
        elif len(serving) == 1:
            if surface not in context.others and not rivals:
                context.settled[surface] = serving[0]
            return None if context.others and self._is_anothers(text, name, serving[0], context) else serving[0]
        places = {leader.id: _last_before(context.introduced[leader.id], start) for leader in leaders}
        latest = max(leaders, key=lambda leader: places[leader.id])
        if not serving and len(sitting) == 1 and self._may_sit(text, name, sitting[0], leaders, context):
            read = context.read.get(sitting[0].id, -1)
            if places[latest.id] < 0 or read >= 0:
                return sitting[0]
        others = context.others.get(surface, ())
        return None if others and _last_before(others, start) > places[latest.id] else latest

    def _may_sit(
        self, text: str, name: NameFound, sitting: Actor, introduced: Iterable[Actor], context: Context
    ) -> bool:
        """Say whether somebody in office may be meant beside the introduced, who no longer are."""
        named, homes = context.countries, [self._homes[one.id] for one in introduced]
        if self._homes[sitting.id].isdisjoint(named) and not all(home.isdisjoint(named) for home in homes):
            return False
        return not name.sense.common or self._surnames.is_told(text, name, sitting, context)

    def _rivals(self, surname: str, serving: Actor, leaders: Iterable[Actor], context: Context) -> list[Actor]:
        """Return who else of a family name that comes first may be meant: no predecessor, and none named in passing."""
        came, home, first = serving.offices[0].start or "", self._homes[serving.id], context.introduced[serving.id][0]
        return [
            one
            for one in leaders
            if one is not serving and one.name.startswith(surname + " ")
            if (one.offices[0].start or "") > came
            or (home.isdisjoint(self._homes[one.id]) and context.introduced[one.id][0] < first)
        ]

    def _bare(self, text: str, name: NameFound, leaders: Sequence[Actor], context: Context) -> Actor | None:
        """Return whom a surname without introduction means: who is in office, or its only bearer."""
        sense, period = name.sense, context.period
        if sense.place is not None or period is None or context.match:
            return None
        surface = text[name.start : name.end]
        others = surface in context.others
        serving = self._serving(name, leaders, context)
        if not serving:
            # "Striker Lubomir Moravcik" in a headline is no old premier.
            is_only = len(sense.leaders) == len(leaders) == 1 and not (
                sense.common or others or _is_named(text, name, context)
            )
            return leaders[0] if is_only and self._is_known(name.start, leaders[0], context) else None
        if len(serving) > 1:
            here = [leader for leader in serving if not self._homes[leader.id].isdisjoint(context.countries)]
            meant = self._surnames.leading if here or sense.common else self._surnames.heading
            serving = here if len(here) == 1 else meant(here or serving, period)
        if len(serving) != 1:
            return None
        if others and self._is_anothers(text, name, serving[0], context):
            return None
        # "XI" may be eleven, and "Liverpool" the city.
        doubtful = sense.common or sense.town is not None or (is_short(surface) and _NUMERAL.issuperset(surface))
        return serving[0] if not doubtful or self._surnames.is_told(text, name, serving[0], context) else None

    def _is_known(self, start: int, leader: Actor, context: Context) -> bool:
        """Say whether the only bearer of a surname may be meant out of office: at home, or soon and among leaders."""
        period = context.period
        if period is None or is_forgotten(leader, period):
            return False
        if not self._homes[leader.id].isdisjoint(context.countries):
            return True
        return is_fresh(leader, period) and self._surnames.is_beside(start, leader, context)

    def _stands_alone(self, text: str, name: NameFound, before: Neighbour, following: str, introduced: bool) -> bool:
        """Say whether a surname is no part of another person's name: no first name before it, none after it."""
        sense = name.sense
        if sense.common and (_GOES_ON.match(text, name.end) or text[name.start - 1 : name.start] == "-"):
            return False
        if before.given:
            return introduced and self._neighbours.is_title(before.word)
        line = headline(text, name.start) if following[:1].isupper() else ""
        if line != "shouted" and (not _is_capitalised(following) or following in self._days):
            return True
        if line:
            return introduced or sense.common != "a given name" or self._neighbours.is_verb(following)
        surname = text[name.start : name.end]
        family_first = any(leader.name.startswith(surname + " ") for leader in sense.leaders)
        return introduced and not (family_first or sense.common)

    def _is_anothers(self, text: str, name: NameFound, leader: Actor, context: Context) -> bool:
        """Say whether a leader's surname is that of somebody else who bears it and was named just before."""
        start, surface = name.start, text[name.start : name.end]
        if context.before[start].title is not None or context.before[start].pronoun is not None:
            return False
        others, read = context.others.get(surface, []), context.read.get(leader.id, -1)
        other = _last_before(others, start - 1)
        if other < 0 or read > other:
            return False
        between = text[other:start]
        if (is_apart := "\n" in between) and len(_ENDS.findall(between)) > 1:
            return False
        if is_apart or read >= 0:
            pronoun, is_subject = self._pronouns.first(text[name.end : name.end + _SENTENCE].partition(". ")[0])
            if not is_subject or pronoun == leader.pronoun:
                return False
        insort(others, start)
        return True

    def _by_pronoun(self, text: str, end: int, leaders: Sequence[Actor], period: Period | None) -> Sequence[Actor]:
        """Return which of several bearers of a surname the next pronoun may mean, if the surname does not tell."""
        if len(in_office(leaders, period)) < 2:
            return leaders
        meant, _ = self._pronouns.first(text[end : end + _SENTENCE // 2])
        return [leader for leader in leaders if meant and leader.pronoun == meant] or leaders


_place = itemgetter(0)


def _is_named(text: str, name: NameFound, context: Context) -> bool:
    """Say whether the word before a surname may be a first name, even in a headline."""
    word = context.before[name.start].word
    return word[:1].isupper() and word.isalpha() and headline(text, name.start) != "shouted"


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and not word.isupper()


def _last_before(places: Sequence[int], start: int) -> int:
    """Return the last of some ordered offsets that lies before another, or -1."""
    number = bisect(places, start)
    return places[number - 1] if number else -1
