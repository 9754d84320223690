"""Spells as stretches of days: which days they cover, where they overlap and what lies between them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

Days = tuple[int, int]

# Sorts after every continuation of a date, so that "2022" ends after "2022-12-31".
AFTER = "~"
# Offices that lead a state.
LEADS = ("state", "government", "both", "leader")

_FEW = datetime.timedelta(days=4)
_REST = {4: "-01-01", 7: "-01", 10: ""}
# What is open on either side.
ALWAYS, NEVER = 0, datetime.date.max.toordinal()


def first_day(date: str) -> int:
    """Return the ordinal of the first day that an ISO date of any precision means.

    Examples
    --------
    >>> first_day("2022-02-02") - first_day("2022-02")
    1
    """
    return datetime.date.fromisoformat(date + _REST[len(date)]).toordinal()


def last_day(date: str) -> int:
    """Return the ordinal of the last day that an ISO date of any precision means.

    Examples
    --------
    >>> last_day("2022-02") - first_day("2022-02")
    27
    """
    first = datetime.date.fromordinal(first_day(date))
    # Any month's 28th and four days lie in the next.
    following = {4: first.replace(month=12, day=28), 7: first.replace(day=28)}.get(len(date))
    return first.toordinal() if following is None else (following + _FEW).replace(day=1).toordinal() - 1


def iso(day: int) -> str:
    """Return an ordinal as an ISO date."""
    return datetime.date.fromordinal(day).isoformat()


def days_of(start: str | None, end: str | None) -> Days:
    """Return the days that a spell may include, open where a date is missing."""
    return first_day(start) if start else ALWAYS, last_day(end) if end else NEVER


def gaps(spells: Iterable[Days], within: Days) -> list[Days]:
    """Return the stretches of days that no spell covers, in order.

    Examples
    --------
    >>> gaps([(3, 4), (6, 9)], (1, 9))
    [(1, 2), (5, 5)]
    """
    found: list[Days] = []
    at, last = within
    for start, end in sorted(spells):
        if start > last:
            break
        if start > at:
            found.append((at, start - 1))
        at = max(at, end + 1)
    return [*found, (at, last)] if at <= last else found
