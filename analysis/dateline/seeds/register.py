"""The register of actors, read from its tables: `load_actors`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pandas as pd

from dateline.errors import SeedError, did_you_mean
from dateline.provenance import home
from dateline.seeds.actors import OFFICES, SIDES, TIES, Actors, Reading, Role
from dateline.seeds.contexts import read_contexts
from dateline.seeds.folders import Folders
from dateline.seeds.owners import our_owners, read_owners
from dateline.seeds.people import read_people
from dateline.tables import Row


def load_actors(
    folder: str | Path | None = None, *, add: str | Path | pd.DataFrame | Sequence[str | Path | pd.DataFrame] = ()
) -> Actors:
    """Load countries, organisations, people and the tables that help to read their names.

    Parameters
    ----------
    folder : str or Path, optional
        Where the tables lie; by default `seeds/actors/`. A folder without `countries.csv` is laid over ours, as `add`
        is; one with it that lacks a table of contexts (`contexts.csv`, `seats.csv`, `leads.csv` ...) has ours.
    add : path or DataFrame, or a list of them, optional
        People of your own, laid over the table's. Columns as in `leaders.csv`, of which `actor`, `name` and `country`
        must be there; without an office `country` may be empty. A row with the actor, country, office and start of one
        of ours replaces its filled cells; any other row is a further spell, or with an empty office further names, of a
        known actor, or a new actor.
        Or a folder of your own that holds any of the tables with rows of your own: each is laid over ours, and a row
        for what one of ours is for replaces it.

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
    added = [add] if isinstance(add, (str, Path, pd.DataFrame)) else list(add)
    if folder is not None and Path(folder).is_dir() and not (Path(folder) / "countries.csv").is_file():
        added, folder = [folder, *added], None
    over = [_checked(Path(one)) for one in added if not isinstance(one, pd.DataFrame) and Path(one).is_dir()]
    folders = Folders(home("seeds") / "actors" if folder is None else Path(folder), tuple(over))
    owners = read_owners(folders)
    people = read_people(folders.base / "leaders.csv", owners, [named for one in added for named in _people_of(one)])
    columns = ("phrase", "why")
    guards = tuple(row["phrase"] for row in folders.rows("guards.csv", ("phrase",), columns=columns, filled=columns))
    contexts = read_contexts(folders, owners if folder is None else our_owners() | owners.keys())
    return Actors({**owners, **people}, guards, _read_roles(folders), _read_readings(folders), contexts)


def load_people(path: str | Path | None) -> Actors:
    """Load actors of a folder of tables, a table of people laid over ours, or ours when none is named."""
    return load_actors(add=path) if path is not None and Path(path).is_file() else load_actors(path)


def _checked(folder: Path) -> Path:
    """Return a folder of tables to lay over ours, none of which is unknown."""
    known = {path.name for path in (home("seeds") / "actors").glob("*.csv")}
    named = sorted(path.name for path in folder.glob("*.csv"))
    if not named:
        raise SeedError(f"There is no table in {folder.name}/ to add. It may hold {', '.join(sorted(known))}.")
    for name in named:
        if name not in known:
            raise SeedError(f'{folder.name}/ holds "{name}", which is no table of actors. {did_you_mean(name, known)}')
    return folder


def _people_of(added: str | Path | pd.DataFrame) -> list[str | Path | pd.DataFrame]:
    """Return the tables of people of what is added: itself, or that of a folder if it has one."""
    if isinstance(added, pd.DataFrame) or not Path(added).is_dir():
        return [added]
    people = Path(added) / "leaders.csv"
    return [people] if people.is_file() else []


def _read_roles(folders: Folders) -> tuple[Role, ...]:
    roles: dict[str, Role] = {}
    columns = ("role", "office", "note")
    for row in folders.rows("roles.csv", ("role",), columns=columns, filled=("role",), optional=("titles",)):
        if row["role"] in roles:
            raise row.fail(f'the role "{row["role"]}" stands twice. Keep one row.')
        roles[row["role"]] = Role(row["role"], row.one_of("office", (*OFFICES, "any")), row.several("titles"))
    return tuple(roles.values())


def _read_readings(folders: Folders) -> tuple[Reading, ...]:
    filled = ["side", "words", "weight", "parsed", "note"]
    rows = folders.rows("readings.csv", ("side", "words"), columns=filled, filled=filled)
    ours = _weighed(rows, "side", SIDES, lambda row: (row.whole("weight"), row.whole("parsed")))
    filled = ["tie", "words", "parsed"]
    rows = folders.rows("parsed_readings.csv", filled, columns=filled, filled=filled, ours=True)
    return (*ours, *_weighed(rows, "tie", TIES, lambda row: (0, row.number("parsed"))))


def _weighed(
    rows: Iterable[Row], column: str, sides: Sequence[str], weights: Callable[[Row], tuple[int, float]]
) -> list[Reading]:
    """Return what the words of each row weigh: the last of several rows, if folders were laid over each other."""
    readings: dict[tuple[str, str], tuple[Path, Reading]] = {}
    for row in rows:
        side, weight = row.one_of(column, sides), weights(row)
        for words in row.several("words"):
            if (side, words) in readings and readings[side, words][0] == row.path:
                raise row.fail(f'"{words}" stands twice for the {column} {side}. Keep one.')
            readings[side, words] = row.path, Reading(side, words, *weight)
    return [reading for _, reading in readings.values()]
