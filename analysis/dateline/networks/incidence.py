"""Which article holds which pair: the table from which networks are drawn again, dealt out again, or cut in slices."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from dateline.draws import resamples
from dateline.errors import MeasureError
from dateline.networks.cooccurrence import Cooccurrences
from dateline.stats import Floats


def incidence(pairs: Cooccurrences) -> csr_array:
    """Return what each article adds to the weight of each pair, shape (articles, rows of the table).

    Pool it by `clusters(pairs.documents)` before it is drawn from.
    """
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
    holding = np.flatnonzero(np.diff(matrix.indptr))  # Only articles that hold a pair need be multiplied.
    part = matrix[holding]
    for weights in resamples(matrix.shape[0], seed=seed, draws=draws, rows=holding, cells=part.shape[1]):
        yield np.asarray(weights @ part)
