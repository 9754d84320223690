"""How two rates differ, the article being the unit: the bootstrap over articles of both, each with all it holds.

Every function takes arrays with one row an article, or a cluster of copies; none knows what a corpus is.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from dateline.draws import FEW, resamples
from dateline.resampling import bootstrap
from dateline.stats import Floats, floats

_CHUNK = 4_000_000


class Contrast(NamedTuple):
    """How two rates differ, one value a cell: their difference and their ratio, each with its limits.

    Attributes
    ----------
    difference, low, high, ratio, ratio_low, ratio_high : array of float, shape (cells,)
        NaN where either rate does not exist, and for the ratio also where a rate is zero.
    """

    difference: Floats
    low: Floats
    high: Floats
    ratio: Floats
    ratio_low: Floats
    ratio_high: Floats


def contrast(
    first: tuple[ArrayLike, ArrayLike],
    second: tuple[ArrayLike, ArrayLike],
    *,
    seed: int,
    draws: int = 1000,
    level: float = 0.95,
) -> Contrast:
    """Return the difference and the ratio of two rates, with intervals from resampling the articles of both.

    Parameters
    ----------
    first, second : pair of array_like of int, shape (articles, cells)
        Counts and totals of each, for the same articles in the same order: two voices share their articles, two
        outlets have zeros in each other's.
    seed : int
    draws : int
    level : float
        Nominal coverage.

    Returns
    -------
    Contrast

    Notes
    -----
    Bootstrap-t as in `bootstrap`, on the difference and on the logarithm of the ratio. An article is drawn with all it
    holds, so that two rates in the same articles keep their correlation. Where fewer than five articles hold a count of
    either, or hardly vary, the limits are put together from those of the single rates and the correlation of what the
    articles hold beyond them (MOVER; for the ratio on the logarithms).

    References
    ----------
    Efron, B. & Tibshirani, R. (1993), An Introduction to the Bootstrap, ch. 12. Zou, G. Y. & Donner, A. (2008),
    Construction of confidence limits about effect measures, Statistics in Medicine 27, 1693-1702.

    Examples
    --------
    >>> said = [[4], [2], [3], [5], [1], [3]], [[1000]] * 6
    >>> told = [[1], [1], [2], [1], [0], [1]], [[1000]] * 6
    >>> found = contrast(said, told, seed=1)
    >>> print(found.difference, found.ratio)
    [0.002] [3.]
    """
    sides = [np.broadcast_arrays(*floats(*side)) for side in (first, second)]
    articles, cells = sides[0][0].shape
    step = max(1, _CHUNK // (14 * max(articles, 1)))
    blocks = [
        _contrasts([(h[:, at : at + step], w[:, at : at + step]) for h, w in sides], seed, draws, level)
        for at in range(0, cells, step)
    ]
    return Contrast(*np.concatenate([np.empty((6, 0)), *blocks], axis=1))


def _contrasts(sides: list[tuple[Floats, Floats]], seed: int, draws: int, level: float) -> Floats:
    """Return the six numbers of some cells, shape (6, cells)."""
    parts = [part for side in sides for part in side]
    sample = _Pair(np.array(parts), np.array([parts[a] * parts[b] for a, b in _PAIRS]))
    whole, drawn = sample.weighted(np.ones((1, len(parts[0])))), sample.drawn(seed, draws)
    tails = [(1 + level) / 2, (1 - level) / 2]
    few = np.array([(hits > 0).sum(axis=0) < FEW for hits, _ in sides]).any(axis=0)
    with np.errstate(all="ignore"):
        difference, log_ratio = whole.difference()[0], whole.log_ratio()[0]
        limits = _studentised(difference, drawn.difference(), whole.error(1, 3), drawn.error(1, 3), tails)
        logs = _studentised(log_ratio, drawn.log_ratio(), whole.error(0, 2), drawn.error(0, 2), tails)
        few |= ~np.isfinite([*limits, *logs]).all(axis=0)
        mover = _mover(sides, seed, draws, level) if few.any() else np.full((4, few.size), np.nan)
        ratio = np.where(np.isfinite(log_ratio), np.exp(log_ratio), np.nan)
        found = np.array(
            [difference, *np.where(few, mover[:2], limits), ratio, *np.where(few, mover[2:], np.exp(logs))]
        )
    found[3:, np.isnan(ratio)] = np.nan
    return found


def _studentised(value: Floats, drawn: Floats, error: Floats, drawn_error: Floats, tails: list[float]) -> Floats:
    """Return the limits of some values, shape (2, cells); not finite where too many draws have no error."""
    scores = np.nan_to_num((drawn - value) / drawn_error, nan=0, posinf=np.inf, neginf=-np.inf)
    return np.asarray(value - np.quantile(scores, tails, axis=0, method="inverted_cdf") * error)


# Products of hits, words, other hits and other words of an article that the standard errors are made of.
_PAIRS = ((0, 0), (0, 1), (1, 1), (2, 2), (2, 3), (3, 3), (0, 2), (0, 3), (1, 2), (1, 3))


class _Pair(NamedTuple):
    """Hits and words of two rates in the first axis, and their products, one article or one draw a row."""

    parts: Floats
    products: Floats

    def weighted(self, weights: Floats) -> _Pair:
        """Return the sums over articles, shape (parts, draws, cells)."""
        return _Pair(np.asarray(weights @ self.parts), np.asarray(weights @ self.products))

    def drawn(self, seed: int, draws: int) -> _Pair:
        chunks = [self.weighted(weights) for weights in resamples(self.parts.shape[1], seed=seed, draws=draws)]
        return _Pair(*(np.concatenate(sums, axis=1) for sums in zip(*chunks, strict=True)))

    def difference(self) -> Floats:
        h, w, g, v = self.parts
        return np.asarray(h / w - g / v)

    def log_ratio(self) -> Floats:
        h, w, g, v = self.parts
        return np.asarray(np.log(h / w) - np.log(g / v))

    def error(self, scale: int, other_scale: int) -> Floats:
        """Return the linearised standard error; over words it is that of the difference, over hits of the log ratio."""
        h, w, g, v = self.parts
        hh, hw, ww, gg, gv, vv, hg, hv, wg, wv = self.products
        r, s, a, b = h / w, g / v, self.parts[scale], self.parts[other_scale]
        own, others = hh - 2 * r * hw + r * r * ww, gg - 2 * s * gv + s * s * vv
        shared = hg - s * hv - r * wg + r * s * wv
        spread = own / a**2 + others / b**2 - 2 * shared / (a * b)
        return np.asarray(np.sqrt(np.maximum(spread, 0)))


def _mover(sides: list[tuple[Floats, Floats]], seed: int, draws: int, level: float) -> Floats:
    """Return the limits of differences and ratios put together from those of the single rates, shape (4, cells)."""
    limits = []
    one, other = (np.array(bootstrap(h, w, seed=seed, draws=draws, level=level)) for h, w in sides)
    together = _correlation(sides)
    for first, second in ((one, other), (np.log(one), np.log(other))):
        middle = first[0] - second[0]
        below, above = (first[0] - first[1], second[2] - second[0]), (first[2] - first[0], second[0] - second[1])
        limits += [middle - _apart(*below, together), middle + _apart(*above, together)]
    return np.array([*limits[:2], *np.exp(limits[2:])])


def _correlation(sides: list[tuple[Floats, Floats]]) -> Floats:
    """Return how what articles hold beyond two rates goes together, shape (cells,); 0 where either never varies."""
    first, second = (hits - words * (hits.sum(axis=0) / words.sum(axis=0)) for hits, words in sides)
    spread = np.sqrt((first**2).sum(axis=0) * (second**2).sum(axis=0))
    return np.asarray(np.nan_to_num(np.clip((first * second).sum(axis=0) / spread, -1, 1)))


def _apart(one: Floats, other: Floats, together: Floats) -> Floats:
    """Return how far the limit of a difference lies from it, by those of two rates that go together so much."""
    return np.asarray(np.sqrt(np.maximum(one**2 + other**2 - 2 * together * one * other, 0)))
