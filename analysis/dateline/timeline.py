"""Time laid out: articles with a date that is precise enough, each in its day, week, month, quarter or year."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dateline.errors import MeasureError, check_choice

Every = Literal["day", "week", "month", "quarter", "year"]

_FREQUENCY = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_PRECISE = {"day": 10, "week": 10, "month": 7, "quarter": 7, "year": 4}  # characters of an ISO date


class Calendar(NamedTuple):
    """Articles in periods.

    Attributes
    ----------
    dated : array of bool, shape (articles,)
        Which articles have a date that is precise enough.
    code : array of int, shape (dated articles,)
        The number of the period of each, from 0.
    labels : list of str
        Every period from the first to the last, in ISO 8601; a week by its first day.
    said : str
        How many articles and periods there are, and how many were left out.
    first : pandas.Period
    """

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
