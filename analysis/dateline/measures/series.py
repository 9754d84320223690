"""Framing laid out in time: articles with a date that is precise enough, each in its period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dateline.copies import Copies
from dateline.errors import MeasureError, check_choice, check_kind
from dateline.found import Found, clusters
from dateline.measures.credits import credited
from dateline.measures.tallies import Column, FramingTally, Key, check_columns
from dateline.stats import Floats
from dateline.timeline import Every, calendar, whole_day


class FramingSeries(NamedTuple):
    """Framing by period.

    Attributes
    ----------
    tally : FramingTally
    dated : array of bool, shape (articles,)
        Which articles have a date that is precise enough.
    code : array of int, shape (dated articles,)
        The number of the period of each, from 0.
    labels : list of str
        Every period from the first to the last, in ISO 8601; a week by its first day.
    evidence : pandas.DataFrame
        The hits, each with its `period`.
    said : str
        How many articles and periods there are, and how many were left out.
    copies : str
        Whether copies count.
    first : pandas.Period
    """

    tally: FramingTally
    dated: NDArray[np.bool_]
    code: NDArray[np.int64]
    labels: list[str]
    evidence: pd.DataFrame
    said: str
    copies: str
    first: pd.Period

    @property
    def cells(self) -> list[Key]:
        """What is told apart."""
        return self.tally.cells()

    def columns(self, cell: Key) -> tuple[Floats, Floats]:
        """Return hits and words of a cell in every dated article."""
        return self.tally.counts([cell])[self.dated, 0], self.tally.totals([cell])[self.dated, 0]

    def code_of(self, date: str) -> int:
        """Return the number of the period of a day, which may lie outside the series."""
        period = pd.Period(whole_day(date), freq="D")
        return int(period.ordinal - self.first.ordinal)


def framing_series(found: Found, every: Every, by: Sequence[Column], copies: Copies) -> FramingSeries:
    """Lay framing out by period; negated hits and articles without such a date are left out.

    Copies that count are dated as the first of them: article and copies are one row. What several say together counts
    for each of them, where a speaker tells rows apart.

    Raises
    ------
    MeasureError
        When a choice does not exist, or no article has such a date.
    """
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    check_choice("every", every, Every)
    check_columns(by)
    if "month" in by:
        raise MeasureError('Time is told by `every`, not by "month" in by.')
    found, counting = found.counting(copies)
    found, said = credited(found, "", by)
    tally, cluster = FramingTally(found, by, "left out"), clusters(found.documents)
    days = calendar(found.documents.groupby(cluster)["date"].first().astype(object), every)
    named = dict(zip(np.flatnonzero(days.dated).tolist(), (days.labels[number] for number in days.code), strict=True))
    period_of = dict(zip(found.documents["document"], map(named.get, cluster.tolist()), strict=True))
    evidence = tally.hits.assign(period=tally.hits["document"].map(period_of)).dropna(subset="period")
    return FramingSeries(tally, days.dated, days.code, days.labels, evidence, days.said + said, counting, days.first)


def in_periods(values: Floats, code: NDArray[np.int64], periods: int) -> Floats:
    """Return the sums of some values by period."""
    return np.asarray(np.bincount(code, weights=values, minlength=periods), dtype=np.float64)
