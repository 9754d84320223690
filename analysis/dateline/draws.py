"""How often to draw, and the draws: articles with replacement, or dealt out to two sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from numbers import Integral, Real
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dateline.errors import MeasureError, check_count
from dateline.provenance import random_seed
from dateline.stats import Floats

FEW = 5  # articles holding a count, below which resampling them says too little
_CHUNK = 4_000_000


class Resampling(NamedTuple):
    """How the intervals are drawn."""

    seed: int
    draws: int
    level: float

    @property
    def tails(self) -> list[float]:
        """The shares of draws below the lower limit and below the upper."""
        return [(1 - self.level) / 2, (1 + self.level) / 2]

    def note(self, articles: int) -> str:
        """Return the sentence that says so."""
        return (
            f"Intervals: {self.level:.0%}, bootstrap-t over {articles:,} articles, {self.draws:,} draws, seed "
            f"{self.seed}; where fewer than {FEW} articles hold a hit, Poisson limits on the number of such articles."
        )


def resampling(seed: int | None, draws: int, level: float) -> Resampling:
    """Return how to draw; the project's seed where none is given.

    Raises
    ------
    MeasureError
        When a number is out of range.
    """
    if not isinstance(draws, Integral) or draws < 100 or not isinstance(level, Real) or not 0.5 <= level < 1:
        raise MeasureError(f"draws={draws!r}, level={level!r}: use 100 draws or more, and a level from 0.5 to below 1.")
    if seed is not None:
        check_count("seed", seed, least=0)
    return Resampling(random_seed() if seed is None else seed, draws, level)


def pooled(rows: csr_array, clusters: NDArray[np.int64]) -> csr_array:
    """Return the sums of rows by cluster of copies, which is what is drawn: copies are not independent.

    Parameters
    ----------
    rows : csr_array, shape (articles, columns)
    clusters : array of int, shape (articles,)
        The number of each article's cluster, from 0 in order of appearance.

    Returns
    -------
    csr_array, shape (clusters, columns)
        Without a copy the rows as they are.
    """
    size = int(clusters.max(initial=-1)) + 1
    if size == len(clusters):
        return rows
    membership = csr_array((np.ones(len(clusters)), (clusters, np.arange(len(clusters)))), shape=(size, len(clusters)))
    return csr_array(membership @ rows)


def resamples(
    articles: int, *, seed: int, draws: int, rows: NDArray[np.int64] | None = None, cells: int = 1
) -> Iterator[Floats]:
    """Yield how often each article is drawn when as many as there are are drawn with replacement, some draws at a time.

    Parameters
    ----------
    articles : int
        Or clusters of copies.
    seed, draws : int
    rows : array of int, optional
        Only the weights of these articles.
    cells : int
        How many numbers the caller makes of each draw, which bounds how many draws come at a time.

    Yields
    ------
    array of float, shape (some draws, articles)
    """
    generator = np.random.default_rng(seed)

    def drawn() -> NDArray[np.int64]:
        return np.bincount(generator.integers(articles, size=articles), minlength=articles)

    yield from _in_parts(drawn, articles, draws, rows, cells)


def deals(
    dealt: Callable[[np.random.Generator], NDArray[np.bool_]],
    articles: int,
    *,
    seed: int,
    draws: int,
    rows: NDArray[np.int64] | None = None,
    cells: int = 1,
) -> Iterator[Floats]:
    """Yield which articles a deal puts on one of two sides, as 1 and 0, some deals at a time.

    Parameters
    ----------
    dealt : callable
        From a generator to one deal, shape (articles,).
    articles, seed, draws, rows, cells
        As in `resamples`.
    """
    generator = np.random.default_rng(seed)
    yield from _in_parts(lambda: dealt(generator), articles, draws, rows, cells)


def _in_parts(
    drawn: Callable[[], NDArray[np.int64] | NDArray[np.bool_]],
    articles: int,
    draws: int,
    rows: NDArray[np.int64] | None,
    cells: int,
) -> Iterator[Floats]:
    kept: NDArray[np.int64] | slice = slice(None) if rows is None else rows
    step = max(1, min(_CHUNK // max(articles if rows is None else len(rows), cells, 1), draws))
    for start in range(0, draws, step):
        yield np.array([drawn()[kept] for _ in range(min(step, draws - start))], dtype=np.float64)
