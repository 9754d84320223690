"""What stands beside a name and tells its meaning: tables of words, of namesakes, of places and of first names.

Every table is read once, checked, and lies in `seeds/actors/`; its README says what the columns mean.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from dateline.provenance import digest_of, home
from dateline.seeds.leads import load_leads
from dateline.seeds.owners import owner_ids, state_ids
from dateline.seeds.seats import load_seats
from dateline.tables import Row, read_table

SIDES = ("before", "after")
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


@cache
def beside(side: str) -> dict[str, str]:
    """Return the words `before` or `after` a country's name, with what they make of it."""
    return {words: kind for (where, words), kind in _beside().items() if where == side}


@cache
def contexts() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the words that tell what a text is about: for each, (subject, weight) pairs."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    columns = ("words", "about", "weight", "note")
    for row in read_table(_table("contexts.csv"), columns=columns, filled=("words", "about")):
        pair = row.one_of("about", (*SUBJECTS, *owner_ids())), _number(row, "weight")
        if pair[0] in dict(found.get(row["words"], ())):
            raise row.fail(f'"{row["words"]}" stands twice for {pair[0]}. Keep one row.')
        found[row["words"]] = (*found.get(row["words"], ()), pair)
    return found


@cache
def namesakes() -> tuple[Namesake, ...]:
    """Return the names of countries that others bear, too."""
    found: dict[tuple[str, str], Namesake] = {}
    columns = ("name", "kind", "rival", "evidence", "margin", "note")
    subjects = {about for pairs in contexts().values() for about, _ in pairs}
    for row in read_table(_table("namesakes.csv"), columns=columns, filled=("name", "kind")):
        kind = row.one_of("kind", NAMESAKES)
        if (row["name"], kind) in found:
            raise row.fail(f'"{row["name"]}" is a {kind} in another row, too. Keep one row.')
        if row["evidence"]:
            row.one_of("evidence", sorted(subjects))
        if row["rival"]:
            row.one_of("rival", state_ids())
        margin = _number(row, "margin") if row["margin"] else 0
        found[row["name"], kind] = Namesake(row["name"], kind, row["rival"], row["evidence"], margin)
    return tuple(found.values())


@cache
def places() -> dict[str, Place]:
    """Return cities, regions, seas and rivers by name."""
    found: dict[str, Place] = {}
    columns = ("name", "country", "kind", "source")
    for row in read_table(_table("places.csv"), columns=columns, filled=("name", "source")):
        if row["name"] in found:
            raise row.fail(f'"{row["name"]}" stands twice. Keep one row.')
        country = row.one_of("country", state_ids()) if row["country"] else ""
        found[row["name"]] = Place(row["name"], country, row.one_of("kind", PLACES))
    return found


@cache
def given_names() -> frozenset[str]:
    """Return first names, by which a longer name is known for a person's."""
    columns = ("name", "source")
    return frozenset(row["name"] for row in read_table(_table("given_names.csv"), columns=columns, filled=columns))


@cache
def common_surnames() -> dict[str, str]:
    """Return the surnames of leaders that alone name nobody, and why: many bear them, or they are words."""
    columns = ("surname", "why")
    rows = read_table(_table("surnames.csv"), columns=columns, filled=columns)
    return {row["surname"]: row.one_of("why", WHY_COMMON) for row in rows}


def contexts_digest() -> str:
    """Return the SHA-256 over all these tables."""
    around = [[side, words, kind] for (side, words), kind in sorted(_beside().items())]
    tables = [around, sorted(contexts().items()), sorted(namesakes()), sorted(places().items()), sorted(given_names())]
    tables += [sorted(common_surnames()), sorted(load_leads(), key=str), sorted(load_seats(), key=str)]
    return digest_of({"tables": tables})


@cache
def _beside() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in read_table(_table("beside.csv"), columns=("side", "words", "kind", "note"), filled=("words",)):
        key = row.one_of("side", SIDES), row["words"]
        if key in found:
            raise row.fail(f'"{row["words"]}" stands twice {key[0]} a name. Keep one row.')
        found[key] = row.one_of("kind", BESIDE)
    return found


def _number(row: Row, column: str) -> int:
    if not row[column].isdecimal():
        raise row.fail(f'column {column} holds "{row[column]}". Write a whole number.')
    return int(row[column])


def _table(name: str) -> Path:
    return home("seeds") / "actors" / name
