"""Every name in the seeds as one automaton: where each stands in a text as whole words, the longest first."""

from __future__ import annotations

from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from dateline.seeds import Actor, Actors
from dateline.text import occurrences, words_of_kind

# A shorter name in capitals is as likely an abbreviation or a numeral (XI).
_SHOUTED = 4


class NameSense(NamedTuple):
    """What a stretch of text may name.

    Attributes
    ----------
    place : Actor or None
        The country whose name it is, with `form`.
    leaders : tuple of Actor
        People in office of that name or surname.
    full : bool
        Whether it is a full name of those leaders.
    """

    place: Actor | None
    form: str
    leaders: tuple[Actor, ...]
    full: bool


class NameFound(NamedTuple):
    """One name in a text."""

    start: int
    end: int
    sense: NameSense


_GUARD = NameSense(None, "guard", (), False)


class NameScanner:
    """Finds the names of all actors at once."""

    def __init__(self, actors: Actors) -> None:
        senses = _senses(actors)
        self._forms, self._senses = tuple(senses), list(senses.values())
        self._automaton = AhoCorasick(list(senses))
        self._patronymics = tuple(f" {word} " for word in words_of_kind("patronymic"))

    @property
    def names(self) -> list[str]:
        """Every form that is looked for, shouted and guarding ones included."""
        return list(self._forms)

    def scan(self, text: str) -> list[NameFound]:
        """Return names that stand as whole words, in order, none inside or across another.

        The automaton reports every occurrence; the boundary is tested before the longest is chosen, since the longest
        candidate may end inside a word where a shorter one does not.
        """
        senses, size = self._senses, len(text)
        spans = [
            (start, -end, number)
            for number, start, end in occurrences(self._automaton, text, overlapping=True)
            if not ((start and text[start - 1].isalnum()) or (end < size and text[end].isalnum()))
        ]
        spans.sort()
        chosen: list[tuple[int, int, int]] = []
        for span in spans:
            if not chosen or span[0] >= -chosen[-1][1]:
                chosen.append(span)
            elif -span[1] - span[0] > -chosen[-1][1] - chosen[-1][0] and not self._is_patronymic(text, span[0]):
                # "Prince Mohammed bin Salman": the longer name wins though the shorter one starts before it.
                chosen[-1] = span
        return [
            NameFound(start, -minus_end, senses[number])
            for start, minus_end, number in chosen
            if senses[number] is not _GUARD
        ]

    def _is_patronymic(self, text: str, start: int) -> bool:
        """Say whether a name goes on with a father's: in "Mohammed bin Salman bin Abdulaziz" no Salman is named."""
        return text.endswith(self._patronymics, 0, start)


def _senses(actors: Actors) -> dict[str, NameSense]:
    senses: dict[str, NameSense] = {}
    for country in actors.of_type("country"):
        for alias in country.aliases:
            senses[alias.text] = NameSense(country, alias.form, (), False)
    for person in actors.people():
        for alias in person.aliases:
            full = alias.form == "name"
            # A surname with a small first letter (el-Sissi) has a capital where it opens a sentence.
            for text in dict.fromkeys((alias.text, alias.text[0].upper() + alias.text[1:])):
                there = senses.get(text, NameSense(None, alias.form, (), full))
                senses[text] = there._replace(leaders=(*there.leaders, person), full=full)
    for guard in actors.guards:
        senses[guard] = _GUARD
    shouted = {text.upper(): sense for text, sense in senses.items() if len(text) >= _SHOUTED}
    return {**shouted, **senses}
