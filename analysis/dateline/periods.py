"""When a text was written, as far as it tells: its own date, or the time in which all leaders it names were in office.

What is inferred is evidence, not a date: it decides between namesakes and is shown as inferred, and it is never stored
as the date of the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from dateline.seeds import Actor

# Sort before and after every ISO date.
_ALWAYS, _NEVER = "", "~"


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
        stretches = ", ".join(f"{first}/{'' if last == _NEVER else last}" for first, last in self.stretches)
        return f"{stretches} by {', '.join(self.evidence)}" if self.evidence else stretches

    @property
    def last(self) -> str:
        """The end of the period."""
        return self.stretches[-1][1]

    def meets(self, spell: _Spell) -> bool:
        """Say whether a spell in office may include a day of the period."""
        start, end = spell.start or _ALWAYS, (spell.end or _NEVER) + _NEVER
        return any(start <= last + _NEVER and first <= end for first, last in self.stretches)


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
    stretches = [(_ALWAYS, _NEVER)]
    for leader in people.values():
        spells = _joined((office.start or _ALWAYS, office.end or _NEVER) for office in leader.offices)
        stretches = [
            (max(first, start), min(last, end))
            for first, last in stretches
            for start, end in spells
            if max(first, start) <= min(last, end)
        ]
    return Period(tuple(stretches), tuple(sorted(people))) if people and stretches else None


def _joined(spells: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the spells of one person in order, those that touch made one."""
    joined: list[tuple[str, str]] = []
    for start, end in sorted(spells):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
