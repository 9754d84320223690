"""People in time: who held which office when, from our table with a user's own laid over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import chain
from pathlib import Path

import pandas as pd

from dateline.errors import SeedError, did_you_mean
from dateline.seeds.actors import OFFICES, Actor, Alias, Office
from dateline.seeds.owners import SLUG
from dateline.seeds.spells import LEADS, days_of
from dateline.tables import Row, read_rows, read_table

LEADER = "actor name surname variants pronoun country office titles start end confirmed source".split()
_NEEDED = ("actor", "name", "country")
# A person without an office may be of no country: who a text names may be known before whence they come.
_FILLED = ("actor", "name")
_OPTIONAL = tuple(column for column in LEADER if column not in _NEEDED)
_KEY = ("country", "office", "start")
# Offices of an organisation: its head, and who speaks for it abroad.
_OF_ORGANISATIONS = ("head", "foreign")

Rows = dict[str, list[Row]]


def read_people(
    path: Path, owners: Mapping[str, Actor], added: Sequence[str | Path | pd.DataFrame] = ()
) -> dict[str, Actor]:
    """Return the people of a table by id, with those of further tables laid over it in order."""
    rows: Rows = {}
    for row in leader_rows(path):
        rows.setdefault(row["actor"], []).append(row)
    for row in chain.from_iterable(map(_added, added)):
        _lay_over(rows, row)
    for row in chain.from_iterable(rows.values()):
        _check(row, owners)
    return {actor: _person(spells, owners) for actor, spells in sorted(rows.items())}


def leader_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of our table of leaders."""
    return read_table(path, columns=LEADER, filled=("actor", "name", "surname", "country", "office", "source"))


def _added(source: str | Path | pd.DataFrame) -> Iterator[Row]:
    if isinstance(source, pd.DataFrame):
        lines = StringIO(source.to_csv(index=False, float_format="%.0f"))
        return read_rows(lines, Path("added table"), columns=_NEEDED, filled=_FILLED, optional=_OPTIONAL)
    path = Path(source)
    if not path.is_file():
        raise SeedError(f'There is no file "{source}" to add. Give a CSV table with the columns actor, name, country.')
    return read_table(path, columns=_NEEDED, filled=_FILLED, optional=_OPTIONAL)


def _lay_over(rows: Rows, row: Row) -> None:
    """Replace the filled cells of the same spell, or add the row to the actor's."""
    known = rows.setdefault(row["actor"], [])
    for number, ours in enumerate(known):
        if all(ours[column] == row[column] for column in _KEY):
            known[number] = Row({**ours, **{column: cell for column, cell in row.items() if cell}}, row.path, row.line)
            return
    if known:
        row.update({column: row[column] or known[0][column] for column in ("surname", "pronoun")})
    known.append(row)


def _check(row: Row, owners: Mapping[str, Actor]) -> None:
    if not SLUG.fullmatch(row["actor"]):
        raise row.fail(f'the id "{row["actor"]}" is no slug. Write small letters, digits and hyphens: xi-jinping.')
    if row["actor"] in owners:
        raise row.fail(f"{row['actor']} is the id of {owners[row['actor']].name}. Choose another.")
    if row["office"] and not row["country"]:
        raise row.fail("an office has no country or organisation. Write its id under country: NOR.")
    if row["country"] and row["country"] not in owners:
        raise row.fail(f"no country or organisation {row['country']}. {did_you_mean(row['country'], owners)}")
    if not row["office"]:
        if row["start"] or row["end"]:
            raise row.fail(f"a spell has dates but no office. Write one of {', '.join(OFFICES)}.")
        return
    is_state = owners[row["country"]].type == "country"
    row.one_of("office", [office for office in OFFICES if office != "head"] if is_state else _OF_ORGANISATIONS)


def _person(rows: Sequence[Row], owners: Mapping[str, Actor]) -> Actor:
    first = rows[0]
    for row in rows:
        if row["name"] != first["name"]:
            where = f"{first.path.name}, row {first.line}"
            raise row.fail(
                f'{row["actor"]} is "{first["name"]}" in {where}. Write that name, and further ones under variants.'
            )
    spells = [row for row in rows if row["office"]]
    held: set[tuple[str, ...]] = set()
    for row in spells:
        spell = tuple(row[column] for column in _KEY)
        if spell in held:
            raise row.fail(f"{row['actor']} has this office from {row['start']} in another row, too. Keep one.")
        held.add(spell)
    offices = tuple(_office(row) for row in sorted(spells, key=lambda row: (row["start"], row["office"])))
    latest = owners.get(offices[-1].country if offices else rows[-1]["country"])
    return Actor(
        id=first["actor"],
        name=first["name"],
        type="leader" if any(office.office in (*LEADS, "head") for office in offices) else "person",
        country=latest.country if latest else None,
        aliases=_aliases(rows),
        offices=offices,
        pronoun=first.one_of("pronoun", ("he", "she")) if first["pronoun"] else "one",
    )


def _aliases(rows: Sequence[Row]) -> tuple[Alias, ...]:
    name = rows[0]["name"]
    surnames = {row["surname"] for row in rows if row["surname"]}
    longest = max((len(surname.split()) for surname in surnames), default=1)
    written = {name} | surnames | {variant for row in rows for variant in row.several("variants")}
    return tuple(
        Alias(text, "surname" if len(text.split()) <= longest and text != name else "name") for text in sorted(written)
    )


def _office(row: Row) -> Office:
    start, end = row.date("start"), row.date("end")
    first, last = days_of(start, end)
    if last < first:
        raise row.fail(f"the spell ends ({end}) before it starts ({start}). Check both dates.")
    return Office(row["country"], row["office"], row.several("titles"), start, end, row["source"])
