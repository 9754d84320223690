"""Which article holds which pair: the table from which networks are drawn again, dealt out again, or cut in slices."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from dateline.errors import MeasureError
from dateline.networks.cooccurrence import Cooccurrences
from dateline.networks.units import Integers
from dateline.stats import Floats

_CHUNK = 4_000_000


def incidence(pairs: Cooccurrences) -> csr_array:
    """Return what each article adds to the weight of each pair, shape (articles, rows of the table)."""
    entries = held(pairs)
    weight = pairs.counting.weight
    values = np.ones(len(entries)) if weight == "articles" else entries[weight].to_numpy(float)
    places = (entries["row"].to_numpy(), entries["pair"].to_numpy())
    return csr_array((values, places), shape=(len(pairs.documents), len(pairs.table)))


def held(pairs: Cooccurrences) -> pd.DataFrame:
    """Return `by_article` for the pairs that are in the table, with `pair`, the row of it.

    Raises
    ------
    MeasureError
        When the pairs were not counted in articles.
    """
    if pairs.documents.empty and len(pairs.table):
        raise MeasureError("These pairs do not say in which articles they stand. Count them: dl.cooccurrences(found).")
    entries, size = pairs.by_article, len(pairs.nodes)
    code = pd.Series(np.arange(size), index=pairs.nodes["actor"])
    ends = [pairs.table[end].map(code).to_numpy(dtype=np.int64) for end in ("a", "b")]
    keys = np.minimum(*ends) * size + np.maximum(*ends)
    order = np.argsort(keys)
    asked = entries["a"].to_numpy() * size + entries["b"].to_numpy()
    place = np.searchsorted(keys[order], asked)
    inside = place < len(keys)
    inside[inside] = keys[order][place[inside]] == asked[inside]
    kept: pd.DataFrame = entries[inside]
    return kept.assign(pair=order[place[inside]])


def resampled(matrix: csr_array, *, seed: int, draws: int) -> Iterator[Floats]:
    """Yield sums over articles drawn with replacement, some draws at a time, each of shape (some draws, columns)."""
    articles = matrix.shape[0]
    generator = np.random.default_rng(seed)

    def drawn() -> Integers:
        return np.bincount(generator.integers(articles, size=articles), minlength=articles)

    yield from _summed(matrix, drawn, draws)


def dealt(matrix: csr_array, chosen: int, *, seed: int, draws: int) -> Iterator[Floats]:
    """Yield sums over so many articles chosen at random without replacement, some draws at a time."""
    generator = np.random.default_rng(seed)

    def drawn() -> Integers:
        taken = np.zeros(matrix.shape[0], dtype=np.int64)
        taken[generator.permutation(matrix.shape[0])[:chosen]] = 1
        return taken

    yield from _summed(matrix, drawn, draws)


def _summed(matrix: csr_array, drawn: Callable[[], Integers], draws: int) -> Iterator[Floats]:
    """Yield sums over articles with random weights; only articles that hold a pair are multiplied."""
    holding = np.flatnonzero(np.diff(matrix.indptr))
    part = matrix[holding]
    step = max(1, min(_CHUNK // max(len(holding), part.shape[1], 1), draws))
    for start in range(0, draws, step):
        weights = np.array([drawn()[holding] for _ in range(min(step, draws - start))], dtype=np.float64)
        yield np.asarray(weights @ part)
