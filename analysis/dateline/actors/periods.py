"""When a text was written, as far as it tells: its own date, or the time in which all leaders it names were in office.

What is inferred is evidence, not a date: it decides between namesakes and is shown as inferred, and it is never stored
as the date of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import timedelta
from typing import NamedTuple, Protocol

from dateline.seeds import Actor

# Sort before and after every ISO date.
_ALWAYS, NEVER = "", "~"
_EXACT = len("2022-02-05")


class _Spell(Protocol):
    @property
    def start(self) -> str | None: ...
    @property
    def end(self) -> str | None: ...


class Period(NamedTuple):
    """When a text may have been written.

    Attributes
    ----------
    stretches : tuple of (first, last)
        ISO dates of any precision, both included, in order; an empty first or a last of "~" is open.
    evidence : tuple of str
        Ids of the leaders whose spells in office it is inferred from; empty for a document's own date.
    """

    stretches: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...] = ()

    def __str__(self) -> str:
        stretches = ", ".join(f"{first}/{'' if last == NEVER else last}" for first, last in self.stretches)
        return f"{stretches} by {', '.join(self.evidence)}" if self.evidence else stretches

    @property
    def last(self) -> str:
        """The end of the period."""
        return self.stretches[-1][1]

    def meets(self, spells: Iterable[_Spell]) -> bool:
        """Say whether one of several spells in office may include a day of the period."""
        for first, last in self.stretches:
            for spell in spells:
                if (spell.start or _ALWAYS) <= last + NEVER and first <= (spell.end or NEVER) + NEVER:
                    return True
        return False


def bounds(spells: Iterable[_Spell]) -> list[tuple[str, str]]:
    """Return the first and last dates of spells as strings between which every date in them sorts."""
    return [(spell.start or _ALWAYS, (spell.end or NEVER) + NEVER) for spell in spells]


def period_of(date: str) -> Period:
    """Return the period that an ISO date of any precision means."""
    return Period(((date, date),))


def inferred_period(leaders: Iterable[Actor]) -> Period | None:
    """Return the time in which all leaders an undated text names were in office.

    Parameters
    ----------
    leaders : iterable of Actor
        Named beyond doubt: by full name, or by title and surname.

    Returns
    -------
    Period or None
        With the ids of the leaders as evidence; of several stretches when they were in office together more than once.
        None for no leader, and for leaders of different times.

    Examples
    --------
    >>> import dateline as dl
    >>> actors = dl.load_actors()
    >>> inferred_period([actors["emmanuel-macron"], actors["rishi-sunak"]]).stretches
    (('2022-10-25', '2024-07-05'),)
    """
    people = {leader.id: leader for leader in leaders}
    stretches = [(_ALWAYS, NEVER)]
    for leader in people.values():
        spells = _joined((office.start or _ALWAYS, office.end or NEVER) for office in leader.offices)
        stretches = _common(stretches, spells)
    return Period(tuple(stretches), tuple(sorted(people))) if people and stretches else None


def likeliest_period(named: Iterable[Sequence[Actor]]) -> Period | None:
    """Return the time in which most of those whom an undated text names were in office together.

    Parameters
    ----------
    named : iterable of sequence of Actor
        For each name all who bear it; nobody: no evidence.

    Returns
    -------
    Period or None
        With the ids of those whom it leaves no namesake as evidence. None where fewer than two names agree, unless
        there is but one, and it is one person's.

    Examples
    --------
    >>> import dateline as dl
    >>> actors = dl.load_actors()
    >>> bushes = actors["george-h-w-bush"], actors["george-w-bush"]
    >>> likeliest_period([bushes, [actors["mikhail-gorbachev"]]]).stretches
    (('1989-01-20', '1991-12-25'),)
    """
    groups = list({tuple(one.id for one in people): people for people in named if people}.values())
    if not groups or (len(groups) == 1 and (len(groups[0]) > 1 or groups[0][0].type != "leader")):
        return None
    spells = [
        _joined((office.start or _ALWAYS, office.end or NEVER) for leader in people for office in leader.offices)
        for people in groups
    ]
    together: dict[tuple[str, str], int] = {}
    for first in {start for spell in spells for start, _ in spell}:
        ends = [end for spell in spells for start, end in spell if start <= first < end or start == first == end]
        if ends:
            together[first, min(ends)] = len(ends)
    most = max(together.values(), default=0)
    if most == 0 or most < min(len(groups), 2):
        return None
    period = Period(tuple(sorted(stretch for stretch, count in together.items() if count == most)))
    left = [[leader for leader in people if period.meets(leader.offices)] for people in groups]
    return period._replace(evidence=tuple(sorted({people[0].id for people in left if len(people) == 1})))


def narrowed(period: Period | None, leaders: Iterable[Actor]) -> Period | None:
    """Return the part of an inferred period in which all of some leaders were in office, with them as evidence.

    Whoever was not in office in the period at all (a predecessor) narrows nothing.
    """
    if period is None:
        return None
    for leader in leaders:
        spells = _joined((office.start or _ALWAYS, office.end or NEVER) for office in leader.offices)
        if both := _common(period.stretches, spells):
            period = Period(tuple(both), tuple(sorted({*period.evidence, leader.id})))
    return period


def _common(stretches: Iterable[tuple[str, str]], others: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what two lists of stretches have in common."""
    return [
        (max(first, start), min(last, end))
        for first, last in stretches
        for start, end in others
        if max(first, start) <= min(last, end)
    ]


def _joined(spells: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the spells of one person in order, those that touch made one."""
    joined: list[tuple[str, str]] = []
    for start, end in sorted(spells):
        if joined and start <= _day_after(joined[-1][1]):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _day_after(date: str) -> str:
    """Return the day after an exact date; another date as it is."""
    return str(Date.fromisoformat(date) + timedelta(days=1)) if len(date) == _EXACT else date
