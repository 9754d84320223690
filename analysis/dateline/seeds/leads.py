"""Which office leads a state in fact, where it has a head of state and a head of government."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dateline.provenance import home
from dateline.tables import read_table


class Lead(NamedTuple):
    """The office that led a country from one date to another; open where a date is None."""

    country: str
    office: str
    start: str | None
    end: str | None


@cache
def load_leads() -> tuple[Lead, ...]:
    """Return the rows of `seeds/actors/leads.csv`.

    Raises
    ------
    SeedError
        With row and remedy, when an office is neither `state` nor `government`, or a date is none.
    """
    path = home("seeds") / "actors" / "leads.csv"
    rows = read_table(path, columns=("country", "office", "start", "end", "source"), filled=("country", "source"))
    return tuple(
        Lead(row["country"], row.one_of("office", ("state", "government")), row.date("start"), row.date("end"))
        for row in rows
    )
