"""Every name in the seeds as one automaton: where each stands in a text as whole words, the longest first."""

from __future__ import annotations

from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from dateline.seeds import Actor, Actors
from dateline.text import occurrences

_SHOUTED = 4


class Naming(NamedTuple):
    """What a stretch of text may name.

    Attributes
    ----------
    place : Actor or None
        The country whose name it is, with `form`.
    leaders : tuple of Actor
        Leaders of that name or surname.
    full : bool
        Whether it is a full name of those leaders.
    """

    place: Actor | None
    form: str
    leaders: tuple[Actor, ...]
    full: bool


class Found(NamedTuple):
    """One name in a text."""

    start: int
    end: int
    naming: Naming


_GUARD = Naming(None, "guard", (), False)


class NameScanner:
    """Finds the names of all actors at once."""

    def __init__(self, actors: Actors) -> None:
        namings = _namings(actors)
        self._namings = list(namings.values())
        self._automaton = AhoCorasick(list(namings))

    def scan(self, text: str) -> list[Found]:
        """Return names that stand as whole words, in order, none inside or across another.

        The automaton reports every occurrence; the boundary is tested before the longest is chosen, since the longest
        candidate may end inside a word where a shorter one does not.
        """
        namings, size = self._namings, len(text)
        spans = [
            (start, -end, number)
            for number, start, end in occurrences(self._automaton, text, overlapping=True)
            if not ((start and text[start - 1].isalnum()) or (end < size and text[end].isalnum()))
        ]
        spans.sort()
        found, last = [], 0
        for start, minus_end, number in spans:
            if start >= last:
                last = -minus_end
                naming = namings[number]
                if naming is not _GUARD:
                    found.append(Found(start, last, naming))
        return found


def _namings(actors: Actors) -> dict[str, Naming]:
    namings: dict[str, Naming] = {}
    for country in actors.of_type("country"):
        for alias in country.aliases:
            namings[alias.text] = Naming(country, alias.form, (), False)
    for leader in actors.people():
        for alias in leader.aliases:
            full = alias.form == "name"
            for text in {alias.text, alias.text[0].upper() + alias.text[1:]}:
                there = namings.get(text, Naming(None, alias.form, (), full))
                namings[text] = there._replace(leaders=(*there.leaders, leader), full=full)
    for guard in actors.guards:
        namings[guard] = _GUARD
    shouted = {text.upper(): naming for text, naming in namings.items() if len(text) >= _SHOUTED}
    return {**shouted, **namings}
