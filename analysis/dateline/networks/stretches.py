"""When something was: stretches of days, from the dates of articles."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from dateline.seeds.spells import first_day, iso, last_day


class Stretch(NamedTuple):
    """Days in a row, as ISO dates, with as many articles each; the last day belongs to it."""

    start: str
    end: str
    articles: int


def stretches(dated: Iterable[tuple[str, int]]) -> list[Stretch]:
    """Return in order the stretches of days that have articles, none over another.

    Parameters
    ----------
    dated : iterable of (str, int)
        An ISO date of any precision, and the articles that bear it; a month or a year is all of its days.

    Examples
    --------
    >>> [tuple(stretch) for stretch in stretches([("2022-02-04", 2), ("2022-02-05", 2)])]
    [('2022-02-04', '2022-02-05', 2)]
    """
    change: Counter[int] = Counter()
    for day, articles in dated:
        change[first_day(day)] += articles
        change[last_day(day) + 1] -= articles
    turns = sorted(day for day, by in change.items() if by)
    found, articles = [], 0
    for start, after in itertools.pairwise(turns):
        articles += change[start]
        if articles:
            found.append(Stretch(iso(start), iso(after - 1), articles))
    return found
