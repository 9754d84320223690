"""How framing goes over time: a rate for every period, and a smooth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from statsmodels.nonparametric.smoothers_lowess import lowess

from dateline.copies import Copies
from dateline.draws import Resampling, resampling
from dateline.errors import MeasureError
from dateline.finding import Finding, listed
from dateline.found import Found
from dateline.measures.series import framing_series, in_periods
from dateline.measures.tallies import Column
from dateline.resampling import bootstrap
from dateline.stats import Floats
from dateline.timeline import Every

_LEAST = 5  # periods below which a smooth is no more than its points


def framing_trend(
    found: Found,
    *,
    every: Every = "month",
    by: Sequence[Column] = ("frame",),
    smooth: float = 0.5,
    per: int = 1000,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
    copies: Copies = "once",
) -> Finding:
    """Return the rate of framing hits period by period, with intervals and a smooth.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    every : {'day', 'week', 'month', 'quarter', 'year'}
        The length of a period; an article whose date is not so precise is left out and counted.
    by : sequence of column names
        What tells the series apart, as in `framing`; not `month`.
    smooth : float
        Share of the periods that each point of the smooth looks at, above 0 and at most 1.
    per : int
        Words a rate is given for.
    seed : int, optional
        Of the resampling; by default the project's.
    draws : int
        Resamples.
    level : float
        Nominal coverage of the intervals.
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each.

    Returns
    -------
    Finding
        The columns of `by`, `period`, `hits`, `words`, `rate`, `low`, `high`, `smooth`; every period from the first
        to the last, one without words with no rate. Negated hits are left out.

    Raises
    ------
    MeasureError
        When a choice does not exist, a number is out of range, or no article has such a date.

    Notes
    -----
    The smooth is Cleveland's LOWESS over the periods that have words, robust against single ones; with fewer than five
    of them there is none. It has no interval: read it as a guide to the points.

    References
    ----------
    Cleveland, W. S. (1979), Robust locally weighted regression and smoothing scatterplots, JASA 74, 829-836.
    See `dateline.resampling.bootstrap` for the intervals.

    Examples
    --------
    ::

        dl.framing_trend(found, every="week", by=["frame", "voice"]).passages(frame="regime", period="2022-02")
    """
    series = framing_series(found, every, by, copies)
    if not 0 < smooth <= 1 or per < 1:
        raise MeasureError(f"smooth={smooth}, per={per}: give a share above 0 and at most 1, and 1 word or more.")
    how = resampling(seed, draws, level)
    rows: list[tuple[Any, ...]] = []
    for cell in series.cells:
        hits, words = series.columns(cell)
        table = [in_periods(part, series.code, len(series.labels)) for part in (hits, words)]
        inside = [series.code == number for number in range(len(series.labels))]
        rates = [_of_period(hits[period], words[period], how) for period in inside]
        smoothed = _smoothed(np.array([rate for rate, _, _ in rates]), smooth)
        for label, count, total, rate, value in zip(series.labels, *table, rates, smoothed, strict=True):
            rows.append((*cell, label, int(count), int(total), *rate, value))
    table_of = pd.DataFrame(rows, columns=[*by, "period", "hits", "words", "rate", "low", "high", "smooth"])
    table_of[["rate", "low", "high", "smooth"]] *= per
    table_of["high"] = table_of["high"].clip(upper=table_of["rate"].clip(lower=per))
    notes = (
        f"Unit: one hit of a framing term, negated ones left out; rate: hits per {per:,} words; {series.said}",
        how.note(len(series.code)),
        f"Smooth: LOWESS (Cleveland 1979) over {smooth:.0%} of the periods. {series.copies}",
    )
    title = f"Framing hits per {per:,} words, by {every}, by {listed(by)}"
    unit = f"hits per {per:,} words"
    return Finding(table_of, title, notes, series.evidence, found.hits.texts, found.made_from, unit)


def _of_period(hits: Floats, words: Floats, how: Resampling) -> tuple[float, float, float]:
    """Return the rate of the articles of one period with its limits."""
    if not words.any():
        return np.nan, np.nan, np.nan
    found = bootstrap(hits[:, None], words[:, None], seed=how.seed, draws=how.draws, level=how.level)
    return float(found.rate[0]), float(found.low[0]), float(found.high[0])


def _smoothed(rates: Floats, share: float) -> Floats:
    there = np.isfinite(rates)
    smoothed = np.full(len(rates), np.nan)
    if there.sum() >= _LEAST:
        smoothed[there] = np.maximum(lowess(rates[there], np.flatnonzero(there), frac=share, return_sorted=False), 0)
    return smoothed
