"""What is to be done in the table of leaders: overlaps, gaps, open terms that nobody has confirmed, doubled people.

A table of people in office rots silently: nobody edits a row on the day a government falls.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dateline.errors import SeedError, check_count, did_you_mean
from dateline.finding import Finding
from dateline.provenance import home
from dateline.seeds.people import leader_rows
from dateline.seeds.register import load_actors
from dateline.seeds.spells import NEVER, Days, days_of, first_day, gaps, iso, last_day
from dateline.tables import Row, read_table

_EXCEPTION = "country office kind start end note".split()
_KINDS = ("joint", "vacant", "unwatched")
# In the table of exceptions: an office of whatever country.
_EVERYWHERE = "*"
# Days an office may stand empty, or be held for a while by somebody not in the table.
_INTERIM = 31
# Whoever holds one of these fills the others of the row: a president without a prime minister is no gap.
_FILLED_BY = {
    "state": ("state", "both"), "government": ("government", "both"), "both": ("both", "state", "government"),
    "leader": ("leader", "both", "state", "government"), "foreign": ("foreign",), "head": ("head",),
}  # fmt: skip
_SPELL = ("country", "office", "titles")


class Problem(NamedTuple):
    """Something to be done in a row of `leaders.csv`."""

    row: int
    what: str
    country: str
    office: str
    actor: str
    remark: str


class _Exceptions(NamedTuple):
    """When an office has several holders, when none, and since when nobody has watched it, by country and office."""

    joint: dict[tuple[str, str], list[Days]]
    vacant: dict[tuple[str, str], list[Days]]
    unwatched: dict[tuple[str, str], list[Days]]

    def is_unwatched(self, row: Row, since: int, day: int) -> bool:
        """Say whether the office of an open term has not been watched since its holder was last seen."""
        kinds = [self.unwatched.get((country, row["office"]), ()) for country in (row["country"], _EVERYWHERE)]
        return any(since <= first <= day <= last for spells in kinds for first, last in spells)


def check_seeds(folder: str | Path | None = None, *, months: int = 12, as_of: str | None = None) -> Finding:
    """Return what is to be done in the table of leaders, row by row.

    Parameters
    ----------
    folder : str or Path, optional
        Where the tables of actors lie; by default `seeds/actors/`.
    months : int
        How long an open term may go without a source that saw its holder in office.
    as_of : str, optional
        The ISO day to count them from; by default today.

    Returns
    -------
    Finding
        `row` (line of `leaders.csv`), `what` (overlap, gap, unconfirmed, double), `country`, `office`, `actor`,
        `remark`; none when nothing is to be done.

    Raises
    ------
    SeedError
        When a table cannot be read at all, or `as_of` is no day.

    Notes
    -----
    Overlap: two people hold one office of one country for certain, whatever the precision of their dates. They may when
    their terms start on one day, or a row of `exceptions.csv` says `joint`. Gap: more than 31 days between two holders,
    unless a row says `vacant` or another office fills it. An open term in an office that a row calls `unwatched` since
    its holder was last seen is counted in the notes only. Who a holder really was is not checked: only a source can.

    Examples
    --------
    >>> list(check_seeds(as_of="2026-11-24", months=600).where(what=lambda what: what == "overlap"))
    []
    """
    check_count("months", months)
    day = _day(as_of)
    where = home("seeds") / "actors" if folder is None else Path(folder)
    actors = load_actors(where)  # what stops a load is told first
    rows = list(leader_rows(where / "leaders.csv"))
    exceptions = _read_exceptions(where, {row["country"] for row in rows})
    unseen = list(_unconfirmed(rows, day, months))
    unconfirmed = [_last_seen(row) for row, seen in unseen if not exceptions.is_unwatched(row, seen, day)]
    problems = sorted({*_overlaps(rows, exceptions), *_gaps(rows, exceptions), *unconfirmed, *_doubles(rows)})
    counts = Counter(problem.what for problem in problems)
    told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items())) or "nothing to be done"
    aliases = sum(len(actor.aliases) for actor in actors.values())
    notes = (
        f"{actors}, {aliases:,} names.",
        f"As of {iso(day)}: {told}. Unconfirmed: open, and not seen in office by a source for {months} months.",
        f"{len(unseen) - len(unconfirmed)} more open terms are as old, in offices that exceptions.csv calls unwatched.",
    )
    return Finding(pd.DataFrame(problems, columns=Problem._fields), "What is to be done in leaders.csv", notes)


def _day(as_of: str | None) -> int:
    try:
        return datetime.date.today().toordinal() if as_of is None else last_day(as_of)
    except (KeyError, ValueError):
        raise SeedError(f'as_of="{as_of}" is no day. Write it as YYYY-MM-DD.') from None


def _read_exceptions(where: Path, countries: set[str]) -> _Exceptions:
    exceptions = _Exceptions(defaultdict(list), defaultdict(list), defaultdict(list))
    path = where / "exceptions.csv"
    rows = read_table(path, columns=_EXCEPTION, filled=("country", "note"), optional=("source",))
    for row in rows if path.is_file() else ():
        kind = row.one_of("kind", _KINDS)
        if row["country"] not in countries and (row["country"], kind) != (_EVERYWHERE, "unwatched"):
            raise row.fail(f"nobody held an office of {row['country']}. {did_you_mean(row['country'], countries)}")
        exceptions[_KINDS.index(kind)][row["country"], row.one_of("office", list(_FILLED_BY))].append(_days(row))
    return exceptions


def _days(row: Row) -> Days:
    return days_of(row.date("start"), row.date("end"))


def _certain(row: Row) -> Days:
    """Return the days that a spell includes whatever the precision of its dates."""
    start, end = row.date("start"), row.date("end")
    return (last_day(start) if start else 0, first_day(end) if end else NEVER)


def _by_office(rows: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        held[row["country"], row["office"]].append(row)
    return held


def _overlaps(rows: Sequence[Row], exceptions: _Exceptions) -> Iterator[Problem]:
    for office, held in _by_office(rows).items():
        ordered = sorted(held, key=_certain)
        for number, row in enumerate(ordered):
            end = _certain(row)[1]
            for other in ordered[number + 1 :]:
                start, until = _certain(other)[0], min(end, _certain(other)[1])
                if start >= end:
                    break
                joint = row["start"] == other["start"] or any(
                    first <= start and until <= last for first, last in exceptions.joint.get(office, ())
                )
                if start < until and not joint:
                    remark = f"from {other['start']} with {row['actor']} (row {row.line}, to {row['end'] or 'now'})"
                    yield _problem(other, "overlap", remark)


def _gaps(rows: Sequence[Row], exceptions: _Exceptions) -> Iterator[Problem]:
    by_office = _by_office(rows)
    for (country, office), held in by_office.items():
        filled = [_days(row) for other in _FILLED_BY[office] for row in by_office.get((country, other), ())]
        filled += exceptions.vacant.get((country, office), [])
        ordered = sorted(held, key=_days)
        within = _days(ordered[0])[0], max(_days(row)[0] for row in held)
        starts = {_days(row)[0]: row for row in reversed(ordered)}
        for first, last in gaps(filled, within):
            if last - first >= _INTERIM:
                following = starts[min(start for start in starts if start > first)]
                yield _problem(following, "gap", f"nobody from {iso(first)} to {iso(last)}, {last - first + 1:,} days")


def _unconfirmed(rows: Sequence[Row], day: int, months: int) -> Iterator[tuple[Row, int]]:
    """Yield open terms whose holder no source has seen for some months, with the day on which one last did."""
    today = datetime.date.fromordinal(day)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    limit = datetime.date(max(year, 1), month + 1, min(today.day, 28)).toordinal()
    for row in rows:
        seen = max(last_day(date) for date in (row.date("confirmed"), row.date("start"), "0001") if date)
        if not row["end"] and seen < limit:
            yield row, seen


def _last_seen(row: Row) -> Problem:
    return _problem(row, "unconfirmed", f"in office, last seen {row['confirmed'] or 'by the editors only'}")


def _doubles(rows: Sequence[Row]) -> Iterator[Problem]:
    """Find one full name under two ids."""
    ids: dict[str, Row] = {}
    for row in rows:
        first = ids.setdefault(row["name"], row)
        if first["actor"] != row["actor"]:
            remark = f"{row['name']} is {first['actor']} in row {first.line}: one person, or write the names apart"
            yield _problem(row, "double", remark)
    spells: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        spells[row["actor"]].append(row)
    for held in spells.values():
        for row, following in pairwise(sorted(held, key=_certain)):
            same = all(row[column] == following[column] for column in _SPELL)
            if same and row["end"] and row["end"] == following["start"]:
                yield _problem(following, "double", f"goes on from row {row.line} without a break: write one spell")


def _problem(row: Row, what: str, remark: str) -> Problem:
    return Problem(row.line, what, row["country"], row["office"], row["actor"], remark)
