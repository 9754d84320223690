"""For which state a capital or a seat of government speaks at which date: Moscow, Bonn, Saigon, Lagos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dateline.seeds.folders import Folders
from dateline.seeds.spells import AFTER

READINGS = ("", "metonymic")


class Seat(NamedTuple):
    """Whose name a form is from one date to another; open where a date is None.

    Attributes
    ----------
    name : str
    country : str
        Id of the state or organisation, or empty where the name is but a town's.
    start, end : str or None
    reading : str
        `metonymic` where the name is theirs only as a government's; empty: whatever it means.
    """

    name: str
    country: str
    start: str | None
    end: str | None
    reading: str

    def holds_on(self, date: str) -> bool:
        """Say whether the name may be theirs on a date of any precision.

        Examples
        --------
        >>> Seat("Moscow", "SUN", "1922-12-30", "1991-12-25", "").holds_on("1991-12")
        True
        """
        return (self.start or "") <= date + AFTER and (self.end is None or date <= self.end + AFTER)


def read_seats(folders: Folders, owners: Sequence[str]) -> tuple[Seat, ...]:
    """Return the rows of `seats.csv`, of whose states and organisations the ids are given.

    Raises
    ------
    SeedError
        With row and remedy, when there is no such state or organisation, a date is none, or a row ends before it
        starts.
    """
    columns = ("name", "country", "start", "end", "reading", "source")
    key = ("name", "start", "reading")
    seats: list[Seat] = []
    for row in folders.rows("seats.csv", key, columns=columns, filled=("name", "source"), ours=True):
        country = row.one_of("country", owners) if row["country"] else ""
        start, end = row.date("start"), row.date("end")
        if start and end and end < start:
            raise row.fail(f"the seat ends ({end}) before it starts ({start}). Check both dates.")
        seats.append(Seat(row["name"], country, start, end, row.one_of("reading", READINGS)))
    return tuple(seats)
