"""Which office leads a state in fact, where several could, and who does where an office is not enough to tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dateline.seeds.folders import Folders
from dateline.seeds.spells import LEADS


class Lead(NamedTuple):
    """The office that led a country from one date to another; open where a date is None.

    `actor` is who led it, where the office had several holders or another office did not count.
    """

    country: str
    office: str
    start: str | None
    end: str | None
    actor: str | None


def read_leads(folders: Folders, states: Sequence[str]) -> tuple[Lead, ...]:
    """Return the rows of `leads.csv`, of whose countries the ids are given.

    Raises
    ------
    SeedError
        With row and remedy, when there is no such country, an office leads no state, or a date is none.
    """
    columns = ("country", "office", "actor", "start", "end", "source")
    key = ("country", "office", "actor", "start")
    rows = folders.rows("leads.csv", key, columns=columns, filled=("country", "source"), ours=True)
    return tuple(
        Lead(
            row.one_of("country", states), row.one_of("office", LEADS),
            row.date("start"), row.date("end"), row["actor"] or None,
        )
        for row in rows
    )  # fmt: skip
