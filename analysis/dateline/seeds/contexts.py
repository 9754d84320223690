"""What stands beside a name and tells its meaning: tables of words, of namesakes, of places and of first names.

Every table lies in `seeds/actors/`, whose README says what the columns mean; a folder of one's own may hold any.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dateline.provenance import digest_of
from dateline.seeds.folders import Folders
from dateline.seeds.hints import Hints, read_hints
from dateline.seeds.leads import Lead, read_leads
from dateline.seeds.seats import Seat, read_seats
from dateline.tables import Row

_SIDES = ("before", "after")
BESIDE = (
    "body", "public", "organisation", "event", "work", "place", "language", "thing", "team", "country", "inside",
    "venue", "title",
)  # fmt: skip
# Why a surname alone names nobody.
WHY_COMMON = ("borne by many", "a word", "a given name")
NAMESAKES = ("place", "people", "given name", "surname")
# What a text may be about besides a state or an organisation.
SUBJECTS = ("match", "America", "native", "feast")
PLACES = ("state", "abbreviation", "city", "region")


class Place(NamedTuple):
    """A place that is no state: its name, the state it lies in (empty when it lies in several) and its kind."""

    name: str
    country: str
    kind: str


class Namesake(NamedTuple):
    """What a country's name may mean instead.

    Attributes
    ----------
    name : str
        The form of the country that is shared.
    kind : {'place', 'people', 'given name', 'surname'}
    rival : str
        Alpha-3 of the state in which the other place lies, or empty.
    evidence : str
        What the words of `contexts.csv` must be about to tell it, or empty.
    margin : int
        By how much their weight must outdo what tells the country.
    """

    name: str
    kind: str
    rival: str
    evidence: str
    margin: int


@dataclass(frozen=True)
class Contexts:
    """All that tells what a name means where it stands.

    Attributes
    ----------
    before, after : mapping of str to str
        Words beside a country's name, with what they make of it.
    subjects : mapping of str to tuple of (str, int)
        Words that tell what a text is about: for each, (subject, weight) pairs.
    namesakes : tuple of Namesake
        The names of countries that others bear, too.
    places : mapping of str to Place
        Cities, regions, seas and rivers by name.
    given_names : frozenset of str
        First names, by which a longer name is known for a person's.
    surnames : mapping of str to str
        The surnames of leaders that alone name nobody, and why: many bear them, or they are words.
    leads : tuple of Lead
    seats : tuple of Seat
    hints : Hints
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    subjects: Mapping[str, tuple[tuple[str, int], ...]]
    namesakes: tuple[Namesake, ...]
    places: Mapping[str, Place]
    given_names: frozenset[str]
    surnames: Mapping[str, str]
    leads: tuple[Lead, ...]
    seats: tuple[Seat, ...]
    hints: Hints

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every table but that of hints, which has its own."""
        around = [[side, *row] for side, table in (("after", self.after), ("before", self.before))
                  for row in sorted(table.items())]  # fmt: skip
        tables = [around, sorted(self.subjects.items()), sorted(self.namesakes), sorted(self.places.items())]
        tables += [sorted(self.given_names), sorted(self.surnames.items())]
        tables += [sorted(self.leads, key=str), sorted(self.seats, key=str)]
        return digest_of({"tables": tables})


def read_contexts(folders: Folders, owners: Collection[str]) -> Contexts:
    """Return what stands beside the names of some states and organisations, given by id.

    Raises
    ------
    SeedError
        With file, row and remedy, when a cell cannot be used or a row stands twice.
    """
    known = tuple(sorted(owners))
    states = tuple(owner for owner in known if owner.isupper())
    around, subjects = _beside(folders), _subjects(folders, known)
    return Contexts(
        before={words: kind for (side, words), kind in around.items() if side == "before"},
        after={words: kind for (side, words), kind in around.items() if side == "after"},
        subjects=subjects,
        namesakes=_namesakes(folders, states, {about for pairs in subjects.values() for about, _ in pairs}),
        places=_places(folders, states),
        given_names=frozenset(row["name"] for row in _rows(folders, "given_names.csv", ("name",), "source")),
        surnames={
            row["surname"]: row.one_of("why", WHY_COMMON)
            for row in _rows(folders, "surnames.csv", ("surname",), "why", filled=("why",))
        },
        leads=read_leads(folders, states),
        seats=read_seats(folders, known),
        hints=read_hints(folders),
    )


def _rows(
    folders: Folders, name: str, key: tuple[str, ...], *others: str, filled: tuple[str, ...] = ()
) -> Iterator[Row]:
    """Yield the rows of a table, whose key must be filled."""
    return folders.rows(name, key, columns=(*key, *others), filled=(*key, *filled), ours=True)


def _beside(folders: Folders) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in _rows(folders, "beside.csv", ("side", "words"), "kind", "note"):
        key = row.one_of("side", _SIDES), row["words"]
        if key in found:
            raise row.fail(f'"{row["words"]}" stands twice {key[0]} a name. Keep one row.')
        found[key] = row.one_of("kind", BESIDE)
    return found


def _subjects(folders: Folders, owners: tuple[str, ...]) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for row in _rows(folders, "contexts.csv", ("words", "about"), "weight", "note"):
        pair = row.one_of("about", (*SUBJECTS, *owners)), row.whole("weight", signed=False)
        if pair[0] in dict(found.get(row["words"], ())):
            raise row.fail(f'"{row["words"]}" stands twice for {pair[0]}. Keep one row.')
        found[row["words"]] = (*found.get(row["words"], ()), pair)
    return found


def _namesakes(folders: Folders, states: tuple[str, ...], subjects: Collection[str]) -> tuple[Namesake, ...]:
    found: dict[tuple[str, str], Namesake] = {}
    for row in _rows(folders, "namesakes.csv", ("name", "kind"), "rival", "evidence", "margin", "note"):
        kind = row.one_of("kind", NAMESAKES)
        if (row["name"], kind) in found:
            raise row.fail(f'"{row["name"]}" is a {kind} in another row, too. Keep one row.')
        if row["evidence"]:
            row.one_of("evidence", sorted(subjects))
        if row["rival"]:
            row.one_of("rival", states)
        margin = row.whole("margin", signed=False) if row["margin"] else 0
        found[row["name"], kind] = Namesake(row["name"], kind, row["rival"], row["evidence"], margin)
    return tuple(found.values())


def _places(folders: Folders, states: tuple[str, ...]) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for row in _rows(folders, "places.csv", ("name",), "country", "kind", "source", filled=("source",)):
        if row["name"] in found:
            raise row.fail(f'"{row["name"]}" stands twice. Keep one row.')
        country = row.one_of("country", states) if row["country"] else ""
        found[row["name"]] = Place(row["name"], country, row.one_of("kind", PLACES))
    return found
