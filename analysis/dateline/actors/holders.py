"""Who held office when: in a period, before it, or so long ago that a surname alone tells of them no longer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from dateline.actors.periods import Period, bounds
from dateline.seeds import Actor, Actors

# Years after which somebody out of office is known by a surname no longer, and for which nearly everybody knows them.
_FORGOTTEN, _FRESH = 20, 4


def in_office(leaders: Iterable[Actor], period: Period | None) -> list[Actor]:
    """Return who may have been in office in a period."""
    return [] if period is None else [leader for leader in leaders if period.meets(leader.offices)]


def closest(namesakes: Sequence[Actor], period: Period | None) -> Actor:
    """Return which of several people of one full name is meant: who is in office, else who came to it last before."""
    if len(namesakes) == 1 or period is None:
        return namesakes[0]
    if len(serving := in_office(namesakes, period)) == 1:
        return serving[0]
    came = [(leader.offices[0].start or "", leader.id, leader) for leader in namesakes]
    return max([row for row in came if row[0] <= period.last] or [min(came)])[2]


def is_forgotten(leader: Actor, period: Period) -> bool:
    """Say whether somebody was out of office so long that only a full name or a title tells of them."""
    first = period.stretches[0][0]
    return bool(first) and max(bounds(leader.offices), key=itemgetter(1))[1] < str(int(first[:4]) - _FORGOTTEN)


def predecessors(actors: Actors) -> dict[str, set[str]]:
    """Return the states that spoke from each state's capital before it: the Soviet Union from Russia's."""
    owners = {alias.text: state.id for state in actors.of_type("country") for alias in state.aliases}
    before: dict[str, set[str]] = {}
    for seat in actors.contexts.seats:
        if seat.country and not seat.reading and seat.name in owners:
            before.setdefault(owners[seat.name], set()).add(seat.country)
    return before


def is_fresh(leader: Actor, period: Period) -> bool:
    """Say whether somebody was in office a few years before a period, or comes to it within a year."""
    first, last = period.stretches[0][0][:4], period.last[:4]
    if not first or not last.isdecimal():
        return False
    came, left = str(int(last) + 1), str(int(first) - _FRESH)
    return any(end[:4] >= left and start[:4] <= came for start, end in bounds(leader.offices))
