"""What an event is followed by: framing before and after a date."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dateline.copies import Copies
from dateline.differences import contrast
from dateline.draws import Resampling, resampling
from dateline.errors import MeasureError, check_count
from dateline.finding import Finding, listed
from dateline.found import Found
from dateline.measures.series import FramingSeries, framing_series
from dateline.measures.tallies import Column, check_per
from dateline.stats import Floats


def event_study(
    found: Found,
    date: str | datetime.date,
    *,
    days: int = 30,
    by: Sequence[Column] = ("frame",),
    per: int = 1000,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
    copies: Copies = "once",
) -> Finding:
    """Return the rates of framing hits before and after a date, and how unusual the difference is.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    date : str or datetime.date
        Of the event, YYYY-MM-DD; the day itself counts as after.
    days : int
        Length of each of the two windows.
    by : sequence of column names
        What tells the rows apart, as in `framing`; not `month`.
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
        The columns of `by`, `hits_before`, `hits_after`, the rates `before` and `after`, their `difference` with `low`
        and `high`, their `ratio` with `ratio_low` and `ratio_high`, and `placebo`: the share of other dates, whose
        windows lie inside the corpus and apart from the event's, that are followed by as large a difference; missing
        without such dates.

    Raises
    ------
    MeasureError
        When the date is none, no article stands in one of the windows, or a number is out of range.

    Notes
    -----
    Says what followed, not what caused it: whatever else happened then is in the difference, too. Windows of
    neighbouring placebo dates overlap, so `placebo` is a guide, not a p-value.

    References
    ----------
    MacKinlay, A. C. (1997), Event studies in economics and finance, Journal of Economic Literature 35, 13-39. Abadie,
    A., Diamond, A. & Hainmueller, J. (2010), JASA 105, 493-505, for placebos. See `dateline.differences.contrast`.

    Examples
    --------
    ::

        dl.event_study(found, "2022-02-24", days=14).passages(frame="threat", window="after")
    """
    series = framing_series(found, "day", by, copies)
    check_count("days", days)
    date = date.isoformat()[:10] if isinstance(date, datetime.date) else str(date)
    check_per(per)
    how, at = resampling(seed, draws, level), series.code_of(date)
    windows = _windows(series.code, at, days)
    for name, inside in zip(("before", "after"), windows, strict=True):
        if not inside.any():
            raise MeasureError(f"No article is dated in the {days} days {name} {date}. Give more days.")
    rows = [(*cell, *_followed(series, *series.columns(cell), windows, at, days, how)) for cell in series.cells]
    counts, rates = ["hits_before", "hits_after"], ["before", "after", "difference", "low", "high"]
    table = pd.DataFrame(rows, columns=[*by, *counts, *rates, "ratio", "ratio_low", "ratio_high", "placebo"])
    table[rates] *= per
    evidence = series.evidence.assign(window=_window_of(series.evidence, found, date, days))
    placebos = len(_placebos(series, at, days))
    notes = (
        f"Rates: hits per {per:,} words in the {days} days before {date} ({windows[0].sum():,} articles) and from that "
        f"day on ({windows[1].sum():,}), negated hits left out; {series.said}",
        f"Intervals: {level:.0%}, bootstrap-t over articles, {draws:,} draws, seed {how.seed}; placebo: share of "
        f"{placebos:,} other dates with as large a difference. It tells what followed, not why. {series.copies}",
        *_cut(series, at, days),
    )
    title = f"Framing before and after {date}, by {listed(by)}"
    unit = f"hits per {per:,} words"
    return Finding(table, title, notes, evidence.dropna(subset="window"), found.hits.texts, found.made_from, unit)


def _windows(code: NDArray[np.int64], at: int, days: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which articles stand in the days before a day, and from it on."""
    return (code >= at - days) & (code < at), (code >= at) & (code < at + days)


def _followed(
    series: FramingSeries,
    hits: Floats,
    words: Floats,
    windows: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    at: int,
    days: int,
    how: Resampling,
) -> tuple[Any, ...]:
    """Return counts, rates, contrast and placebo share of one row."""
    inside = windows[0] | windows[1]
    before, after = ((np.where(w, hits, 0)[inside, None], np.where(w, words, 0)[inside, None]) for w in windows)
    found = contrast(after, before, seed=how.seed, draws=how.draws, level=how.level)
    counts = [int(side[0].sum()) for side in (before, after)]
    rates = [float(h.sum() / w.sum()) if w.any() else np.nan for h, w in (before, after)]
    others = [_difference(series, hits, words, day, days) for day in _placebos(series, at, days)]
    others = [abs(other) for other in others if np.isfinite(other)]
    placebo = float(np.mean([other >= abs(found.difference[0]) for other in others])) if others else np.nan
    return (*counts, *rates, *(float(value[0]) for value in found), placebo)


def _placebos(series: FramingSeries, at: int, days: int) -> list[int]:
    """Return the days whose windows lie inside the corpus and apart from those of another."""
    return [day for day in range(days, len(series.labels) - days + 1) if abs(day - at) >= 2 * days]


def _cut(series: FramingSeries, at: int, days: int) -> list[str]:
    """Return a note where a window is longer than the corpus on its side."""
    there = (min(at, days), min(len(series.labels) - at, days))
    if there == (days, days):
        return []
    return [
        f"Windows are cut: the corpus reaches {there[0]:,} of the {days:,} days before and {there[1]:,} of those after."
    ]


def _difference(series: FramingSeries, hits: Floats, words: Floats, at: int, days: int) -> float:
    before, after = _windows(series.code, at, days)
    if not (words[before].any() and words[after].any()):
        return float("nan")
    return float(hits[after].sum() / words[after].sum() - hits[before].sum() / words[before].sum())


def _window_of(evidence: pd.DataFrame, found: Found, date: str, days: int) -> pd.Series[Any]:
    """Return `before` or `after` for every hit in one of the windows."""
    dates = evidence["document"].map(found.documents.set_index("document")["date"])
    apart = (pd.to_datetime(dates) - pd.Timestamp(date)).dt.days
    window = pd.Series(None, index=evidence.index, dtype=object)
    return window.mask(apart.between(-days, -1), "before").mask(apart.between(0, days - 1), "after")
