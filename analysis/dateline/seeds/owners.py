"""States and international organisations, with every form that names one of them; no form names two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dateline.errors import SeedError, did_you_mean
from dateline.provenance import home
from dateline.seeds.actors import Actor, Alias
from dateline.seeds.folders import Folders
from dateline.tables import Row

_COUNTRY = (
    "id name official names abbreviations adjectives demonyms prefixes capitals valid_from valid_to un_member source"
).split()
ORGANISATION = "id name names abbreviations institutions kind valid_from valid_to source".split()
_FORMS = {
    "name": "name", "official": "name", "names": "name", "abbreviations": "abbreviation", "adjectives": "demonym",
    "demonyms": "demonym", "prefixes": "demonym", "capitals": "capital", "institutions": "institution",
}  # fmt: skip
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_owners(folders: Folders) -> dict[str, Actor]:
    """Return the countries and organisations of some tables by id.

    A folder may lack `organisations.csv`: then none is looked for.
    """
    institutions: dict[str, list[Alias]] = {}
    columns, filled = ("name", "country", "kind", "source"), ("name", "country", "source")
    for row in folders.rows("institutions.csv", ("name",), columns=columns, filled=filled):
        institutions.setdefault(row["country"], []).append(Alias(row["name"], "institution"))
    owners: dict[str, Actor] = {}
    taken: dict[str, str] = {}
    for row in _rows(folders):
        if row["id"] in owners:
            raise row.fail(f"the id {row['id']} stands twice. Keep one row.")
        owner = _owner(row, institutions.pop(row["id"], []))
        for alias in owner.aliases:
            if taken.setdefault(alias.text, owner.id) != owner.id:
                raise row.fail(f'"{alias.text}" is already a name of {taken[alias.text]}. Give it to one of them.')
        owners[owner.id] = owner
    if institutions:
        unknown = sorted(institutions)[0]
        raise SeedError(f"institutions.csv: no country or organisation {unknown}. {did_you_mean(unknown, owners)}")
    return owners


@cache
def our_owners() -> frozenset[str]:
    """Return the ids of the states and organisations of `seeds/actors/`: what tables that a folder lacks may name."""
    return frozenset(row["id"] for row in _rows(Folders(home("seeds") / "actors")))


def _rows(folders: Folders) -> Iterator[Row]:
    yield from folders.rows("countries.csv", ("id",), columns=_COUNTRY, filled=("id", "name", "source"))
    if folders.has("organisations.csv"):
        for row in folders.rows("organisations.csv", ("id",), columns=ORGANISATION, filled=("id", "name", "source")):
            if not SLUG.fullmatch(row["id"]):
                raise row.fail(f'the id "{row["id"]}" is no slug. Write small letters, digits and hyphens: nato.')
            yield row


def _owner(row: Row, institutions: Sequence[Alias]) -> Actor:
    named = [Alias(text, form) for column, form in _FORMS.items() if column in row for text in row.several(column)]
    # The first form of a text counts: a capital that bears its state's name is the name.
    aliases = {alias.text: alias for alias in reversed([*named, *institutions])}
    is_state = "un_member" in row
    return Actor(
        id=row["id"],
        name=row["name"],
        type="country" if is_state else "organisation",
        country=row["id"] if is_state else None,
        aliases=tuple(sorted(aliases.values())),
        valid_from=row.date("valid_from"),
        valid_to=row.date("valid_to"),
        un_member=is_state and row.one_of("un_member", ("yes", "no")) == "yes",
    )
