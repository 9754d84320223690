"""The register of actors, read from its tables: `load_actors`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dateline.provenance import home
from dateline.seeds.actors import OFFICES, SIDES, Actors, Reading, Role
from dateline.seeds.owners import read_owners
from dateline.seeds.people import read_people
from dateline.tables import read_table


def load_actors(
    folder: str | Path | None = None, *, add: str | Path | pd.DataFrame | Sequence[str | Path | pd.DataFrame] = ()
) -> Actors:
    """Load countries, organisations, people and the tables that help to read their names.

    Parameters
    ----------
    folder : str or Path, optional
        Where the tables lie; by default `seeds/actors/`.
    add : path or DataFrame, or a list of them, optional
        People of your own, laid over the table's. Columns as in `leaders.csv`, of which `actor`, `name` and `country`
        must be there. A row with the actor, country, office and start of one of ours replaces its filled cells; any
        other row is a further spell, or with an empty office further names, of a known actor, or a new actor.

    Returns
    -------
    Actors

    Raises
    ------
    SeedError
        With file, row and remedy, when a cell cannot be used, an id stands twice, one name is given to two
        countries or organisations, a person's country is unknown, or a spell ends before it starts.

    Notes
    -----
    A new person without `surname` is found by full name alone; without `office`, whatever the date.

    Examples
    --------
    >>> import dateline as dl
    >>> dl.load_actors()["xi-jinping"].in_office("2022-02-05")
    True
    >>> import pandas as pd
    >>> mine = pd.DataFrame({"actor": ["ada-holm"], "name": ["Ada Holm"], "surname": ["Holm"], "country": ["NOR"]})
    >>> dl.load_actors(add=mine)["ada-holm"].type
    'person'
    """
    where = home("seeds") / "actors" if folder is None else Path(folder)
    added = [add] if isinstance(add, (str, Path, pd.DataFrame)) else list(add)
    owners = read_owners(where)
    people = read_people(where / "leaders.csv", owners, added)
    guards = tuple(
        row["phrase"] for row in read_table(where / "guards.csv", columns=("phrase", "why"), filled=("phrase", "why"))
    )
    return Actors({**owners, **people}, guards, _read_roles(where), _read_readings(where))


def _read_roles(where: Path) -> tuple[Role, ...]:
    roles: dict[str, Role] = {}
    rows = read_table(where / "roles.csv", columns=("role", "office", "note"), filled=("role",), optional=("titles",))
    for row in rows:
        if row["role"] in roles:
            raise row.fail(f'the role "{row["role"]}" stands twice. Keep one row.')
        roles[row["role"]] = Role(row["role"], row.one_of("office", (*OFFICES, "any")), row.several("titles"))
    return tuple(roles.values())


def _read_readings(where: Path) -> tuple[Reading, ...]:
    readings: dict[tuple[str, str], Reading] = {}
    columns = ("side", "words", "weight", "parsed", "note")
    for row in read_table(where / "readings.csv", columns=columns, filled=columns):
        side = row.one_of("side", SIDES)
        for words in row.several("words"):
            if (side, words) in readings:
                raise row.fail(f'"{words}" stands twice on the side {side}. Keep one.')
            readings[side, words] = Reading(side, words, row.whole("weight"), row.whole("parsed"))
    return tuple(readings.values())
