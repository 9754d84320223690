"""Every name in the seeds as one automaton: where each stands in a text as whole words, the longest first.

The same pass finds the places of `places.csv` and the words of `contexts.csv`: they tell what a text is about, and so
which of those who share a name is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from dateline.seeds import Actor, Actors, Seat
from dateline.seeds.contexts import Namesake, Place
from dateline.text import occurrences, words_of_kind

# A shorter name in capitals is as likely an abbreviation or a numeral (XI): outside a headline it names nobody.
SHOUTED = 4
_OWNERS = ("country", "organisation")
# A named tuple's own constructor, written in Python, takes twice as long.
_new = tuple.__new__


class NameSense(NamedTuple):
    """What a stretch of text may name.

    Attributes
    ----------
    place : Actor or None
        The country or organisation whose name it is, with `form`.
    leaders : tuple of Actor
        People in office of that name or surname.
    full : bool
        Whether it is a full name of those leaders.
    common : str
        Why it is a surname that alone names nobody (many bear it, it is a word), or nothing.
    shared : bool
        Whether it is in `namesakes.csv`: a country's name that somebody else bears.
    town : Place or None
        The city, region or water whose name it is.
    about : tuple of (str, int)
        What it lets one think the text is about, with weights.
    seats : tuple of (Seat, Actor or None)
        Whose name it is at which dates, where that depends on them; None for nobody's.
    """

    place: Actor | None
    form: str
    leaders: tuple[Actor, ...] = ()
    full: bool = False
    common: str = ""
    shared: bool = False
    town: Place | None = None
    about: tuple[tuple[str, int], ...] = ()
    seats: tuple[tuple[Seat, Actor | None], ...] = ()

    def on(self, date: str) -> NameSense:
        """Return the sense that a name has at a date of any precision."""
        owners = [owner for seat, owner in self.seats if not seat.reading and seat.holds_on(date)]
        return self._replace(place=owners[0], form=self.form if self.place else "capital") if owners else self

    def seat_of(self, date: str) -> Actor | None:
        """Return the government that the name means at a date where it means one, if it is not the place's own."""
        owners = (owner for seat, owner in self.seats if seat.reading and seat.holds_on(date))
        return next(owners, None)


class NameFound(NamedTuple):
    """One name in a text."""

    start: int
    end: int
    sense: NameSense


class Names(NamedTuple):
    """What a text holds: names of actors and of other places, in order, and what it may be about, with weights."""

    actors: list[NameFound]
    places: list[NameFound]
    about: list[tuple[str, int]]


_GUARD = NameSense(None, "guard")


class NameScanner:
    """Finds the names of all actors at once."""

    def __init__(self, actors: Actors) -> None:
        senses = _senses(actors)
        # Few names begin with a small letter, as nearly all words do: apart from the rest they cost a quarter.
        capital = [form for form in senses if form[0].isupper()]
        small = [form for form in senses if not form[0].isupper()]
        self._capital = AhoCorasick(capital)
        self._small = AhoCorasick(small, implementation=Implementation.DFA)
        self._forms = (*capital, *small)
        self._senses = [senses[form] for form in self._forms]
        self._first_small = len(capital)
        self._joined = frozenset(number for number, form in enumerate(self._forms) if form.endswith("-"))
        self._patronymics = tuple(f" {word} " for word in words_of_kind("patronymic"))

    @property
    def names(self) -> list[str]:
        """Every form that is looked for, shouted and guarding ones included."""
        return list(self._forms)

    def scan(self, text: str, date: str | None = None) -> Names:
        """Return names that stand as whole words, in order, none inside or across another, with their sense at a date.

        The automaton reports every occurrence; the boundary is tested before the longest is chosen, since the longest
        candidate may end inside a word where a shorter one does not.
        """
        return self.scan_all([(text, date)])[0]

    def scan_all(self, texts: Sequence[tuple[str, str | None]]) -> list[Names]:
        """Return the names of some texts, each with its date; one automaton after the other, for the cache's sake."""
        capital = [self._whole_words(self._capital, text) for text, _ in texts]
        small = [self._whole_words(self._small, text, self._first_small) for text, _ in texts]
        return [
            self._sorted(self._chosen(text, sorted(spans + others)), date)
            for (text, date), spans, others in zip(texts, capital, small, strict=True)
        ]

    def _chosen(self, text: str, spans: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        """Return the longest of names that overlap."""
        chosen: list[tuple[int, int, int]] = []
        first = last = 0
        for span in spans:
            start, minus_end, _ = span
            if start >= last:
                chosen.append(span)
            elif -minus_end - start > last - first and not self._is_patronymic(text, start):
                # "Prince Mohammed bin Salman": the longer name wins though the shorter one starts before it.
                chosen[-1] = span
            else:
                continue
            first, last = start, -minus_end
        return chosen

    def _sorted(self, chosen: Iterable[tuple[int, int, int]], date: str | None) -> Names:
        """Return names by what they may mean; a guard means nothing."""
        actors: list[NameFound] = []
        towns: list[NameFound] = []
        subjects: list[tuple[str, int]] = []
        senses, joined = self._senses, self._joined
        for start, minus_end, number in chosen:
            place, _, leaders, _, _, _, town, about, seats = sense = senses[number]
            if seats and date is not None:
                place, _, leaders, _, _, _, town, about, _ = sense = sense.on(date)
            if place is not None or leaders:
                actors.append(_new(NameFound, (start, -minus_end - (number in joined), sense)))
            elif town is not None:
                towns.append(_new(NameFound, (start, -minus_end, sense)))
            if about:
                subjects += about
        return Names(actors, towns, subjects)

    def _whole_words(self, automaton: AhoCorasick, text: str, first: int = 0) -> list[tuple[int, int, int]]:
        """Return start, negative end and number (from `first`) of what an automaton finds that is no part of a word."""
        joined, around = self._joined, f" {text} "
        return [
            (start, -end, number + first)
            for number, start, end in occurrences(automaton, text, overlapping=True)
            if (not around[end + 1].isalnum() or number + first in joined) and not around[start].isalnum()
        ]

    def _is_patronymic(self, text: str, start: int) -> bool:
        """Say whether a name goes on with a father's: in "Mohammed bin Salman bin Abdulaziz" no Salman is named."""
        return text.endswith(self._patronymics, 0, start)


def _senses(actors: Actors) -> dict[str, NameSense]:
    senses: dict[str, NameSense] = {}
    for owner in (actor for kind in _OWNERS for actor in actors.of_type(kind)):
        for alias in owner.aliases:
            senses.setdefault(alias.text, NameSense(owner, alias.form))
    common = {form: why for name, why in actors.contexts.surnames.items() for form in (name, name.upper())}
    for person in actors.people():
        for alias in person.aliases:
            full = alias.form == "name"
            # A surname with a small first letter (el-Sissi) has a capital where it opens a sentence.
            for text in dict.fromkeys((alias.text, alias.text[0].upper() + alias.text[1:])):
                there = senses.get(text, NameSense(None, alias.form))
                leaders = there.leaders if person in there.leaders else (*there.leaders, person)
                senses[text] = there._replace(leaders=leaders, full=full, common=common.get(text, ""))
    for seat in actors.contexts.seats:
        there = senses.get(seat.name, NameSense(None, "capital"))
        here = actors.actors.get(seat.country)
        if here is not None or not seat.country:
            senses[seat.name] = there._replace(seats=(*there.seats, (seat, here)))
    for guard in actors.guards:
        senses[guard] = _GUARD
    senses = _shouted(_with_places(senses, actors.contexts.places, actors.contexts.subjects))
    for text in shared_forms(actors.contexts.namesakes) & senses.keys():
        senses[text] = senses[text]._replace(shared=senses[text].place is not None)
    return senses


def _with_places(
    senses: dict[str, NameSense], towns: Mapping[str, Place], words: Mapping[str, Iterable[tuple[str, int]]]
) -> dict[str, NameSense]:
    """Add places that are no states and the words of contexts; one form may be both, and a leader's surname besides."""
    empty = NameSense(None, "name")
    for text, town in towns.items():
        there = senses.get(text, empty)
        if (there.place is None or there.seats) and not there.full:
            senses[text] = (empty if there is _GUARD else there)._replace(town=town)
    for text, about in words.items():
        senses[text] = senses.get(text, empty)._replace(about=tuple(about))
    return senses


def _shouted(senses: dict[str, NameSense]) -> dict[str, NameSense]:
    """Add every form in capitals."""
    loud = {text.upper(): sense for text, sense in senses.items() if len(text) >= SHOUTED or _is_surname(text, sense)}
    return {**loud, **senses}


def _is_surname(text: str, sense: NameSense) -> bool:
    """Say whether a form is a leader's surname alone: then a headline in capitals may have it however short."""
    if not sense.leaders or sense.full or sense.place is not None or sense.common == "a word":
        return False
    return text.isalpha() and text[0].isupper() and len(text) > (2 if sense.common else 1)


def shared_forms(namesakes: Iterable[Namesake]) -> frozenset[str]:
    """Return the names of `namesakes.csv` as they are written; a lone surname in capitals is nobody's."""
    shouted = {row.name.upper() for row in namesakes if row.kind != "surname"}
    return frozenset(shouted.union(row.name for row in namesakes))


def is_short(surface: str) -> bool:
    """Say whether a name in capitals may be an abbreviation.

    Examples
    --------
    >>> is_short("XI"), is_short("Xi")
    (True, False)
    """
    return len(surface) < SHOUTED and surface.isupper()
