"""Framing laid out in time: articles with a date that is precise enough, each in its period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dateline.copies import Copies
from dateline.errors import MeasureError, check_choice, check_kind
from dateline.found import Found
from dateline.measures.tallies import Column, FramingTally, Key, check_columns
from dateline.stats import Floats

Every = Literal["day", "week", "month", "quarter", "year"]

_FREQUENCY = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_PRECISE = {"day": 10, "week": 10, "month": 7, "quarter": 7, "year": 4}  # characters of an ISO date


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


class Calendar(NamedTuple):
    """Articles in periods; the attributes are those of `FramingSeries`."""

    dated: NDArray[np.bool_]
    code: NDArray[np.int64]
    labels: list[str]
    said: str
    first: pd.Period


def calendar(dates: pd.Series[Any], every: Every) -> Calendar:
    """Lay dates of articles out by period.

    Raises
    ------
    MeasureError
        When the choice does not exist, or no date is precise enough.
    """
    check_choice("every", every, Every)
    dated = dates.astype("str").str.len().ge(_PRECISE[every]).to_numpy(dtype=bool) & dates.notna().to_numpy(dtype=bool)
    if not dated.any():
        raise MeasureError(f"No article has a date that tells its {every}. Choose a longer period.")
    periods = pd.PeriodIndex(dates[dated], freq=_FREQUENCY[every])
    first = periods.min()
    labels = [_label(period, every) for period in pd.period_range(first, periods.max())]
    code = np.asarray(periods.asi8 - first.ordinal, dtype=np.int64)
    said = f"{int(dated.sum()):,} articles in {len(labels):,} {every}s from {labels[0]} to {labels[-1]}" + (
        f", {int((~dated).sum()):,} without such a date left out." if not dated.all() else "."
    )
    return Calendar(dated, code, labels, said, first)


def framing_series(found: Found, every: Every, by: Sequence[Column], copies: Copies) -> FramingSeries:
    """Lay framing out by period; negated hits and articles without such a date are left out.

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
    tally, days = FramingTally(found, by, "left out"), calendar(found.documents["date"], every)
    named = (days.labels[number] for number in days.code)
    period_of = dict(zip(found.documents["document"][days.dated], named, strict=True))
    evidence = tally.hits.assign(period=tally.hits["document"].map(period_of)).dropna(subset="period")
    return FramingSeries(tally, days.dated, days.code, days.labels, evidence, days.said, counting, days.first)


def whole_day(date: str) -> str:
    """Return a date that is a day.

    Raises
    ------
    MeasureError
        When it is none.
    """
    try:
        period = pd.Period(date, freq="D") if len(date) == _PRECISE["day"] else None
    except ValueError:
        period = None
    if period is None:
        raise MeasureError(f'"{date}" is no date. Write it as 2022-02-24.')
    return date


def _label(period: pd.Period, every: Every) -> str:
    """Return a period as ISO 8601 has it, a week by its first day."""
    return str(period.start_time.date()) if every == "week" else str(period)


def in_periods(values: Floats, code: NDArray[np.int64], periods: int) -> Floats:
    """Return the sums of some values by period."""
    return np.asarray(np.bincount(code, weights=values, minlength=periods), dtype=np.float64)
