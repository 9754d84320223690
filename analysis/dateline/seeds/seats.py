"""For which state a capital or a seat of government speaks at which date: Moscow, Bonn, Saigon, Lagos."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dateline.provenance import home
from dateline.seeds.actors import AFTER
from dateline.seeds.owners import owner_ids
from dateline.tables import read_table

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


@cache
def load_seats() -> tuple[Seat, ...]:
    """Return the rows of `seeds/actors/seats.csv`.

    Raises
    ------
    SeedError
        With row and remedy, when there is no such state or organisation, a date is none, or a row ends before it
        starts.
    """
    path = home("seeds") / "actors" / "seats.csv"
    columns = ("name", "country", "start", "end", "reading", "source")
    seats: list[Seat] = []
    for row in read_table(path, columns=columns, filled=("name", "source")):
        country = row.one_of("country", owner_ids()) if row["country"] else ""
        start, end = row.date("start"), row.date("end")
        if start and end and end < start:
            raise row.fail(f"the seat ends ({end}) before it starts ({start}). Check both dates.")
        seats.append(Seat(row["name"], country, start, end, row.one_of("reading", READINGS)))
    return tuple(seats)
