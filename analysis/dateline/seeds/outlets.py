"""Outlets: who owns what is read, from where, and whether a state runs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from dateline.errors import NotFoundError, did_you_mean
from dateline.provenance import digest_of, home
from dateline.tables import read_table

_COLUMNS = "id name aliases owner country type state_run source note".split()
_TYPES = ("agency", "newspaper", "broadcaster", "magazine", "online")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet.

    Attributes
    ----------
    id, name, owner, country : str
        `country` is ISO 3166-1 alpha-3.
    type : {'agency', 'newspaper', 'broadcaster', 'magazine', 'online'}
    state_run : {'yes', 'no', 'public'}
        `public` is paid for by the public and independent of the government by statute.
    """

    id: str
    name: str
    owner: str
    country: str
    type: str
    state_run: str

    def __str__(self) -> str:
        return f"{self.type}, {self.country}" + (", state-run" if self.state_run == "yes" else "")


@dataclass(frozen=True)
class Outlets(Mapping[str, Outlet]):
    """Outlets by any of their names."""

    by_name: Mapping[str, Outlet]

    def __getitem__(self, name: str) -> Outlet:
        try:
            return self.by_name[name]
        except KeyError:
            hint = did_you_mean(name, self.by_name)
            raise NotFoundError(f'No outlet "{name}" in seeds/outlets.csv. {hint}') from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)

    @property
    def digest(self) -> str:
        """SHA-256 over every name with the outlet that bears it."""
        return digest_of([[name, *astuple(outlet)] for name, outlet in sorted(self.by_name.items())])


def load_outlets(path: str | Path | None = None) -> Outlets:
    """Load the registry of outlets.

    Parameters
    ----------
    path : str or Path, optional
        A table; by default `seeds/outlets.csv`.

    Returns
    -------
    Outlets
        By id, name and alias.

    Raises
    ------
    SeedError
        With file, row and remedy, when a cell cannot be used or two outlets share a name.

    Examples
    --------
    >>> load_outlets()["Meridian"].name
    'Meridian Press'
    """
    by_name: dict[str, Outlet] = {}
    where = home("seeds") / "outlets.csv" if path is None else Path(path)
    for row in read_table(where, columns=_COLUMNS, filled=("id", "name", "country", "source")):
        state_run = row.one_of("state_run", ("yes", "no", "public"))
        outlet = Outlet(row["id"], row["name"], row["owner"], row["country"], row.one_of("type", _TYPES), state_run)
        for name in dict.fromkeys([row["id"], row["name"], *row.several("aliases")]):
            if name in by_name:
                raise row.fail(f'"{name}" is already a name of {by_name[name].name}. Give it to one of them.')
            by_name[name] = outlet
    return Outlets(by_name)
