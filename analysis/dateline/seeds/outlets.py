"""Outlets: who owns what is read, from where, and whether a state runs it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from io import StringIO
from itertools import chain
from pathlib import Path

import pandas as pd

from dateline.errors import NotFoundError, SeedError, did_you_mean
from dateline.provenance import digest_of, home
from dateline.tables import Row, read_rows, read_table

_COLUMNS = "id name aliases shared places owner country type state_run source note".split()
_LISTS = ("aliases", "shared", "places")
_TYPES = ("agency", "newspaper", "broadcaster", "magazine", "online", "unknown")
_STATE_RUN = ("yes", "no", "public", "unknown")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet.

    Attributes
    ----------
    id, name, owner, country : str
        `country` is ISO 3166-1 alpha-3.
    type : {'agency', 'newspaper', 'broadcaster', 'magazine', 'online', 'unknown'}
    state_run : {'yes', 'no', 'public', 'unknown'}
        `public` is paid for by the public and independent of the government by statute.
    source, note : str
        Where the row's facts come from, and what to know before using it.
    places : tuple of str
        Towns, and regions, that archives print beside its name.
    """

    id: str
    name: str
    owner: str
    country: str
    type: str
    state_run: str
    source: str = ""
    note: str = ""
    places: tuple[str, ...] = ()

    def __str__(self) -> str:
        state = ", state-run" if self.state_run == "yes" else ""
        return ", ".join(part for part in (self.type, self.country) if part) + state


@dataclass(frozen=True)
class Outlets(Mapping[str, Outlet]):
    """Outlets by any name that is theirs alone.

    Attributes
    ----------
    by_name : mapping of str to Outlet
    shared : mapping of str to tuple of Outlet
        By each name that more than one outlet of the world bears, such as *The Times*, those of the table that do.
        One of them may have it for its own `name`, which it then means where no place stands beside it.
    """

    by_name: Mapping[str, Outlet]
    shared: Mapping[str, tuple[Outlet, ...]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Outlet:
        try:
            return self.by_name[name]
        except KeyError:
            if name in self.shared:
                bearers = " or ".join(f'"{outlet.name}"' for outlet in self.shared[name])
                raise NotFoundError(f'"{name}" is a name of several outlets. Say which: {bearers}.') from None
            hint = did_you_mean(name, self.by_name)
            raise NotFoundError(f'No outlet "{name}" in seeds/outlets.csv. {hint}') from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)

    @property
    def digest(self) -> str:
        """SHA-256 over every name with the outlet that bears it, or those that share it."""
        alone = [[name, *astuple(outlet)] for name, outlet in sorted(self.by_name.items())]
        return digest_of([alone, [[name, *(one.id for one in some)] for name, some in sorted(self.shared.items())]])


def load_outlets(
    path: str | Path | None = None,
    *,
    add: str | Path | pd.DataFrame | Sequence[str | Path | pd.DataFrame] = (),
) -> Outlets:
    """Load the registry of outlets.

    Parameters
    ----------
    path : str or Path, optional
        A table; by default `seeds/outlets.csv`.
    add : path or DataFrame, or a list of them, optional
        Outlets of your own, laid over the table's: `name`, and any of the table's other columns. A row with a name of
        one of ours fills in its cells and adds its aliases; any other row is a new outlet. An alias may be a name that
        several share: in your corpus it means that one.

    Returns
    -------
    Outlets
        By id, name and alias.

    Raises
    ------
    SeedError
        With file, row and remedy, when a cell cannot be used or two outlets have a name that is in `aliases` of one.

    Notes
    -----
    It says who owned an outlet in 2022, unless its note says otherwise, and nothing about owners before.

    Examples
    --------
    >>> load_outlets()["Meridian"].name
    'Meridian Press'
    >>> import pandas as pd
    >>> load_outlets(add=pd.DataFrame({"name": ["Valley Post"], "aliases": ["VP"]}))["VP"].id
    'valley-post'
    """
    rows: dict[str, Row] = {}
    where = home("seeds") / "outlets.csv" if path is None else Path(path)
    for row in read_table(where, columns=_COLUMNS, filled=("id", "name", "country", "type", "state_run", "source")):
        if row["id"] in rows:
            raise row.fail(f'the id "{row["id"]}" stands twice. Give each outlet one of its own.')
        rows[row["id"]] = row
    added = [add] if isinstance(add, (str, Path, pd.DataFrame)) else list(add)
    for row in chain.from_iterable(map(_added, added)):
        _lay_over(rows, row)
    by_name: dict[str, Outlet] = {}
    shared: dict[str, tuple[Outlet, ...]] = {}
    for row in rows.values():
        outlet = _outlet(row)
        for name in dict.fromkeys([row["id"], row["name"], *row.several("aliases")]):
            if name in by_name:
                raise row.fail(
                    f'"{name}" is already a name of {by_name[name].name}. Give it to one, or to both as shared.'
                )
            by_name[name] = outlet
        for name in row.several("shared"):
            shared[name] = (*shared.get(name, ()), outlet)
    for name in by_name.keys() & shared.keys():
        bearer = rows[by_name[name].id]
        if name != bearer["name"] and bearer.path == where:  # a reader may say whom a shared name means in his corpus
            raise bearer.fail(f'"{name}" is shared with {shared[name][0].name}. It can be no alias.')
    return Outlets(by_name, shared)


def _outlet(row: Row) -> Outlet:
    kind, state_run = row.one_of("type", _TYPES), row.one_of("state_run", _STATE_RUN)
    told = row["id"], row["name"], row["owner"], row["country"], kind, state_run, row["source"], row["note"]
    return Outlet(*told, row.several("places"))


def _added(source: str | Path | pd.DataFrame) -> Iterator[Row]:
    """Yield the rows of a reader's own table."""
    optional = [column for column in _COLUMNS if column != "name"]
    if isinstance(source, pd.DataFrame):
        lines = StringIO(source.to_csv(index=False))
        return read_rows(lines, Path("added outlets"), columns=("name",), filled=("name",), optional=optional)
    path = Path(source)
    if not path.is_file():
        raise SeedError(f'There is no file "{source}" of outlets. Give a CSV table with a column name.')
    return read_table(path, columns=("name",), filled=("name",), optional=optional)


def _lay_over(rows: dict[str, Row], row: Row) -> None:
    """Fill in the cells of the outlet of that id or name, or add a new one."""
    names = {name: ours for ours in rows.values() for name in (ours["id"], ours["name"], *ours.several("aliases"))}
    ours = names.get(row["id"]) or names.get(row["name"])
    if ours is None:
        slug = "-".join(re.findall(r"[a-z0-9]+", row["name"].casefold())) or f"outlet-{row.line}"
        unsaid = {"id": slug, "type": "unknown", "state_run": "unknown", "source": "the reader's own table"}
        rows[row["id"] or slug] = Row({**row, **{k: row[k] or v for k, v in unsaid.items()}}, row.path, row.line)
        return
    lists = {name: "|".join(dict.fromkeys([*ours.several(name), *row.several(name)])) for name in _LISTS}
    filled = {column: cell for column, cell in row.items() if cell and column not in ("id", "name")}
    rows[ours["id"]] = Row({**ours, **filled, **lists}, row.path, row.line)
