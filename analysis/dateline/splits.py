"""Where a rate changes for good: splits of a series held against its articles dealt out over the dates at random."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.stats import Floats

SIGNIFICANT = 0.05
_CHUNK = 4_000_000


class Split(NamedTuple):
    """The first period after a change, the rates before and after it, and p."""

    at: int
    before: float
    after: float
    p: float


def _fit(hits: Any, words: Any) -> Floats:
    """Return hits times the logarithm of their rate, 0 where there are none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(hits > 0, hits * np.log(hits / words), 0.0)


def splits(hits: Floats, words: Floats, code: NDArray[np.int64], *, most: int, seed: int, draws: int) -> list[Split]:
    """Return where a rate changes for good, in order of time; only changes with p <= 0.05.

    Parameters
    ----------
    hits, words : array of float, shape (articles,)
        What is counted in each article, and what it is measured against.
    code : array of int, shape (articles,)
        The number of each article's period, from 0.
    most : int
        Splits there may be.
    seed, draws : int
        Of the permutations of articles over their dates.

    Notes
    -----
    Binary segmentation: the split with the greatest Poisson likelihood is held against those of articles dealt out over
    the same dates at random; of those that stand the one that gains most is taken first, and its sides are split again.

    References
    ----------
    See `dateline.change_points`.
    """
    found: dict[int, float] = {}
    periods = int(code.max(initial=-1)) + 1
    generator = np.random.default_rng(seed)

    def best(start: int, end: int) -> list[tuple[float, int, float, int, int]]:
        inside = (code >= start) & (code < end)
        split = _split(hits[inside], words[inside], code[inside] - start, generator, draws)
        return [] if split is None or split[2] > SIGNIFICANT else [(split[0], start + split[1], split[2], start, end)]

    waiting = best(0, periods)
    while waiting and len(found) < most:
        largest = max(waiting)
        waiting.remove(largest)
        _, at, found[at], start, end = largest
        waiting += best(start, at) + best(at, end)
    edges = sorted([0, *found, periods])
    changes = []
    for before, at, after in zip(edges, edges[1:], edges[2:], strict=False):
        sides = [(code >= low) & (code < high) for low, high in ((before, at), (at, after))]
        rate, rate_after = (float(hits[side].sum() / words[side].sum()) for side in sides)
        changes.append(Split(at, rate, rate_after, found[at]))
    return changes


def _split(
    hits: Floats, words: Floats, code: NDArray[np.int64], generator: np.random.Generator, draws: int
) -> tuple[float, int, float] | None:
    """Return what the best split of some periods gains, where it stands, and p; None where nothing can be split."""
    spoken = np.unique(code[words > 0])
    if len(spoken) < 2 or not hits.any():
        return None
    code = np.searchsorted(spoken, code)[words > 0]
    hits, words = hits[words > 0], words[words > 0]
    gains = _gains(hits[None], words[None], code, len(spoken))[0]
    exceeding, step = 0, max(1, _CHUNK // len(hits))
    for start in range(0, draws, step):
        dealt = np.array([generator.permutation(len(hits)) for _ in range(min(step, draws - start))])
        largest = _gains(hits[dealt], words[dealt], code, len(spoken)).max(axis=1)
        exceeding += int((largest >= gains.max() * (1 - 1e-9)).sum())
    return float(gains.max()), int(spoken[gains.argmax() + 1]), (exceeding + 1) / (draws + 1)


def _gains(hits: Floats, words: Floats, code: NDArray[np.int64], periods: int) -> Floats:
    """Return what each split gains in log-likelihood, for articles dealt out over the dates, one deal a row."""
    order = np.argsort(code, kind="stable")
    edges = np.searchsorted(code[order], np.arange(1, periods)) - 1
    left_hits, left_words = (np.cumsum(part[:, order], axis=1)[:, edges] for part in (hits, words))
    all_hits, all_words = hits.sum(axis=1, keepdims=True), words.sum(axis=1, keepdims=True)
    split = _fit(left_hits, left_words) + _fit(all_hits - left_hits, all_words - left_words)
    return np.asarray(split - _fit(all_hits, all_words))
