"""When framing changes for good: the change points of its rates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import ruptures
from numpy.typing import NDArray
from ruptures.base import BaseCost

from dateline.errors import MeasureError, check_count
from dateline.finding import Finding, listed
from dateline.found import Found
from dateline.series import Every, FramingSeries, framing_series, in_periods
from dateline.stats import Floats
from dateline.tallies import Column, Resampling, resampling

_SIGNIFICANT = 0.05
_CHUNK = 4_000_000


def change_points(
    found: Found,
    *,
    every: Every = "month",
    by: Sequence[Column] = ("frame",),
    most: int = 3,
    per: int = 1000,
    seed: int | None = None,
    draws: int = 999,
) -> Finding:
    """Return the periods at which the rate of framing hits changes for good.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    every : {'day', 'week', 'month', 'quarter', 'year'}
        The length of a period.
    by : sequence of column names
        What tells the series apart, as in `framing`; not `month`.
    most : int
        Change points a series may have.
    per : int
        Words a rate is given for.
    seed : int, optional
        Of the permutations; by default the project's.
    draws : int
        Permutations.

    Returns
    -------
    Finding
        The columns of `by`, `at` (the first period after the change), the rates `before` and `after` it up to the next
        change, and `p`; only changes with p <= 0.05, in order of time. Empty where nothing changes.

    Raises
    ------
    MeasureError
        When a choice does not exist, a number is out of range, or no article has such a date.

    Notes
    -----
    The split of a series with the greatest likelihood of two Poisson rates against one is found by binary segmentation
    (the library ruptures). It is held against what articles dealt out over the same dates at random would give, so that
    the unit is the article, whose hits come in clumps; a split that stands is split again. No correction for several
    series. A slow drift also shows as a change: look at `framing_trend`.

    References
    ----------
    Truong, C., Oudre, L. & Vayatis, N. (2020), Selective review of offline change point detection methods, Signal
    Processing 167. Matteson, D. S. & James, N. A. (2014), A nonparametric approach for multiple change point analysis,
    JASA 109, 334-345, for the test by permutation.

    Examples
    --------
    ::

        dl.change_points(found, every="month", by=["frame", "voice"])
    """
    series = framing_series(found, every, by)
    check_count("most", most)
    if per < 1:
        raise MeasureError(f"per={per}: a rate is given for 1 word or more.")
    how = resampling(seed, draws, 0.95)
    rows: list[tuple[Any, ...]] = []
    for cell in series.cells:
        rows += [(*cell, *change) for change in _changes(series, *series.columns(cell), most, how)]
    table = pd.DataFrame(rows, columns=[*by, "at", "before", "after", "p"])
    table[["before", "after"]] *= per
    notes = (
        f"Rates: hits per {per:,} words, negated hits left out; {series.said}",
        f"Splits: greatest Poisson likelihood; p: {how.draws:,} permutations of {len(series.code):,} articles over "
        f"their dates, seed {how.seed}; at most {most} a series, those with p <= {_SIGNIFICANT}.",
        f"{len(series.cells):,} series were searched, without correction for their number. Copies are counted as they "
        "stand.",
    )
    title = f"When framing changes, by {every}, by {listed(by)}"
    unit = f"hits per {per:,} words"
    return Finding(table, title, notes, series.evidence, found.hits.texts, found.made_from, unit)


class _PoissonCost(BaseCost):  # type: ignore[misc]
    """What a stretch of periods costs with one rate: minus its Poisson log-likelihood, but for what all share."""

    model, min_size = "poisson", 1

    def fit(self, signal: Floats) -> _PoissonCost:
        self.signal = signal
        return self

    def error(self, start: int, end: int) -> float:
        hits, words = self.signal[start:end].sum(axis=0)
        return float(-_fit(hits, words))


def _fit(hits: Any, words: Any) -> Floats:
    """Return hits times the logarithm of their rate, 0 where there are none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(hits > 0, hits * np.log(hits / words), 0.0)


def _changes(
    series: FramingSeries, hits: Floats, words: Floats, most: int, how: Resampling
) -> list[tuple[str, float, float, float]]:
    """Return where a series changes, with the rates on both sides and p."""
    found: dict[int, float] = {}
    edges, waiting = [0, len(series.labels)], [(0, len(series.labels))]
    generator = np.random.default_rng(how.seed)
    while waiting and len(found) < most:
        start, end = waiting.pop(0)
        inside = (series.code >= start) & (series.code < end)
        split = _split(hits[inside], words[inside], series.code[inside] - start, end - start, generator, how.draws)
        if split is not None and split[1] <= _SIGNIFICANT:
            at = start + split[0]
            found[at] = split[1]
            edges.append(at)
            waiting += [(start, at), (at, end)]
    edges.sort()
    changes: list[tuple[str, float, float, float]] = []
    for before, at, after in zip(edges, edges[1:], edges[2:], strict=False):
        sides = [(series.code >= low) & (series.code < high) for low, high in ((before, at), (at, after))]
        rate, rate_after = (float(hits[side].sum() / words[side].sum()) for side in sides)
        changes.append((series.labels[at], rate, rate_after, found[at]))
    return changes


def _split(
    hits: Floats, words: Floats, code: NDArray[np.int64], periods: int, generator: np.random.Generator, draws: int
) -> tuple[int, float] | None:
    """Return the best split of some periods and its p; None where nothing can be split."""
    spoken = np.unique(code[words > 0])
    if len(spoken) < 2 or not hits.any():
        return None
    code = np.searchsorted(spoken, code)[words > 0]
    hits, words = hits[words > 0], words[words > 0]
    signal = np.column_stack([in_periods(part, code, len(spoken)) for part in (hits, words)])
    (at, _) = ruptures.Binseg(custom_cost=_PoissonCost(), jump=1, min_size=1).fit(signal).predict(n_bkps=1)
    gain = _gains(hits[None], words[None], code, len(spoken))[0]
    exceeding, step = 0, max(1, _CHUNK // len(hits))
    for start in range(0, draws, step):
        dealt = np.array([generator.permutation(len(hits)) for _ in range(min(step, draws - start))])
        exceeding += int((_gains(hits[dealt], words[dealt], code, len(spoken)) >= gain * (1 - 1e-9)).sum())
    return int(spoken[at]), (exceeding + 1) / (draws + 1)


def _gains(hits: Floats, words: Floats, code: NDArray[np.int64], periods: int) -> Floats:
    """Return what the best split gains in log-likelihood, for articles dealt out over the dates, one deal a row."""
    order = np.argsort(code, kind="stable")
    edges = np.searchsorted(code[order], np.arange(1, periods)) - 1
    left_hits, left_words = (np.cumsum(part[:, order], axis=1)[:, edges] for part in (hits, words))
    all_hits, all_words = hits.sum(axis=1, keepdims=True), words.sum(axis=1, keepdims=True)
    split = _fit(left_hits, left_words) + _fit(all_hits - left_hits, all_words - left_words)
    return np.asarray((split - _fit(all_hits, all_words)).max(axis=1))
