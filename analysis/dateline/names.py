"""Every name in the seeds as one automaton: where each stands in a text as whole words, the longest first.

The same pass finds the places of `places.csv` and the words of `contexts.csv`: they tell what a text is about, and so
which of those who share a name is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from dateline.seeds import Actor, Actors
from dateline.seeds.contexts import Place, contexts, places
from dateline.text import occurrences, words_of_kind

# A shorter name in capitals is as likely an abbreviation or a numeral (XI).
_SHOUTED = 4
_OWNERS = ("country", "organisation")


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
    town : Place or None
        The city, region or water whose name it is.
    about : tuple of (str, int)
        What it lets one think the text is about, with weights.
    """

    place: Actor | None
    form: str
    leaders: tuple[Actor, ...] = ()
    full: bool = False
    town: Place | None = None
    about: tuple[tuple[str, int], ...] = ()


class NameFound(NamedTuple):
    """One name in a text."""

    start: int
    end: int
    sense: NameSense


class Names(NamedTuple):
    """What a text holds, each in order: names of actors, other places, and words that tell what it is about."""

    actors: list[NameFound]
    places: list[NameFound]
    words: list[NameFound]


_GUARD = NameSense(None, "guard")


class NameScanner:
    """Finds the names of all actors at once."""

    def __init__(self, actors: Actors) -> None:
        senses = _senses(actors)
        self._forms, self._senses = tuple(senses), list(senses.values())
        self._automaton = AhoCorasick(list(senses))
        self._joined = frozenset(number for number, form in enumerate(senses) if form.endswith("-"))
        self._patronymics = tuple(f" {word} " for word in words_of_kind("patronymic"))

    @property
    def names(self) -> list[str]:
        """Every form that is looked for, shouted and guarding ones included."""
        return list(self._forms)

    def scan(self, text: str) -> Names:
        """Return names that stand as whole words, in order, none inside or across another.

        The automaton reports every occurrence; the boundary is tested before the longest is chosen, since the longest
        candidate may end inside a word where a shorter one does not.
        """
        senses, size, joined = self._senses, len(text), self._joined
        spans = [
            (start, -end, number)
            for number, start, end in occurrences(self._automaton, text, overlapping=True)
            if not (start and text[start - 1].isalnum())
            and (end == size or not text[end].isalnum() or number in joined)
        ]
        spans.sort()
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
        actors: list[NameFound] = []
        towns: list[NameFound] = []
        words: list[NameFound] = []
        for start, minus_end, number in chosen:
            place, _, leaders, _, town, about = sense = senses[number]
            found = NameFound(start, -minus_end - (number in joined), sense)
            if place is not None or leaders:
                actors.append(found)
            elif town is not None:
                towns.append(found)
            if about:
                words.append(found)
        return Names(actors, towns, words)

    def _is_patronymic(self, text: str, start: int) -> bool:
        """Say whether a name goes on with a father's: in "Mohammed bin Salman bin Abdulaziz" no Salman is named."""
        return text.endswith(self._patronymics, 0, start)


def _senses(actors: Actors) -> dict[str, NameSense]:
    senses: dict[str, NameSense] = {}
    for owner in (actor for kind in _OWNERS for actor in actors.of_type(kind)):
        for alias in owner.aliases:
            senses.setdefault(alias.text, NameSense(owner, alias.form))
    for person in actors.people():
        for alias in person.aliases:
            full = alias.form == "name"
            # A surname with a small first letter (el-Sissi) has a capital where it opens a sentence.
            for text in dict.fromkeys((alias.text, alias.text[0].upper() + alias.text[1:])):
                there = senses.get(text, NameSense(None, alias.form, (), full))
                senses[text] = there._replace(leaders=(*there.leaders, person), full=full)
    for guard in actors.guards:
        senses[guard] = _GUARD
    return _shouted(_with_places(senses, places(), contexts()))


def _with_places(
    senses: dict[str, NameSense], towns: Mapping[str, Place], words: Mapping[str, Iterable[tuple[str, int]]]
) -> dict[str, NameSense]:
    """Add places that are no states and the words of contexts; one form may be both, and a leader's surname besides."""
    empty = NameSense(None, "name")
    for text, town in towns.items():
        there = senses.get(text, empty)
        if there.place is None and not there.full:
            senses[text] = (empty if there is _GUARD else there)._replace(town=town)
    for text, about in words.items():
        senses[text] = senses.get(text, empty)._replace(about=tuple(about))
    return senses


def _shouted(senses: dict[str, NameSense]) -> dict[str, NameSense]:
    """Add every form in capitals."""
    return {**{text.upper(): sense for text, sense in senses.items() if len(text) >= _SHOUTED}, **senses}
