"""Which office leads a state in fact, where several could, and who does where an office is not enough to tell."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dateline.provenance import home
from dateline.seeds.actors import LEADS
from dateline.seeds.owners import state_ids
from dateline.tables import read_table


class Lead(NamedTuple):
    """The office that led a country from one date to another; open where a date is None.

    `actor` is who led it, where the office had several holders or another office did not count.
    """

    country: str
    office: str
    start: str | None
    end: str | None
    actor: str | None


@cache
def load_leads() -> tuple[Lead, ...]:
    """Return the rows of `seeds/actors/leads.csv`.

    Raises
    ------
    SeedError
        With row and remedy, when there is no such country, an office leads no state, or a date is none.
    """
    path = home("seeds") / "actors" / "leads.csv"
    columns = ("country", "office", "actor", "start", "end", "source")
    rows = read_table(path, columns=columns, filled=("country", "source"))
    return tuple(
        Lead(
            row.one_of("country", state_ids()), row.one_of("office", LEADS),
            row.date("start"), row.date("end"), row["actor"] or None,
        )
        for row in rows
    )  # fmt: skip
