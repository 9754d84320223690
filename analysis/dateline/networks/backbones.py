"""Which edges are too heavy for chance: against a null model of units and actors, and by the disparity filter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from dateline.errors import MeasureError
from dateline.found import clusters
from dateline.networks.cooccurrence import Cooccurrences
from dateline.nullmodel import bipartite_null
from dateline.stats import Floats, benjamini_hochberg, disparity

_SEEN, _UNFIT = 1e-4, 0.02  # by what part the null may miss a margin before it is told, and before it is no null


def null_backbone(pairs: Cooccurrences, alpha: float) -> Cooccurrences:
    """Return the pairs that share more units than a null with the same margins would put them in."""
    if pairs.within == "tokens":
        raise MeasureError(
            'A window of tokens has no units whose margins could be kept. Use test="disparity", or count in sentences.'
        )
    once, said = _once(pairs)
    present = once.mentions[["unit", "actor"]].drop_duplicates()
    of_actors = present["actor"].value_counts().sort_index()
    number = pd.Series(range(len(of_actors)), index=of_actors.index)
    tests = len(of_actors) * (len(of_actors) - 1) // 2
    expected, p, fitted = np.zeros(len(once.table)), np.ones(len(once.table)), ""
    if len(once.table):
        null = bipartite_null(present["unit"].value_counts(), of_actors)
        fitted = _fitted(null.misfit, pairs.within)
        a, b = (once.table[end].map(number).to_numpy().astype(np.int64) for end in ("a", "b"))
        expected, p = null.expected(a, b), null.tail(a, b, once.table["units"])
    table = _with(pairs, once, expected, p)
    table = table.assign(q=benjamini_hochberg(table["p"], tests=tests))
    kept = table[table["q"] <= alpha].reset_index(drop=True)
    note = (
        f"Null model: every {pairs.within} holds as many actors, and every actor stands in as many {pairs.within}s, as "
        f"here, on average (Neal 2014); Benjamini-Hochberg over {tests:,} pairs of actors, q <= {alpha:g}: "
        f"{len(kept):,} of {len(table):,} edges kept.{fitted}{said}"
    )
    method = (
        f"Edges were kept that join two actors in more {pairs.within}s than a bipartite configuration model puts them "
        f"in, which keeps the expected number of actors of every {pairs.within} and of {pairs.within}s of every actor "
        "(Neal 2014; Saracco et al. 2015); p-values are tails of the Poisson-binomial distribution, by saddle-point "
        f"approximation, adjusted over all {tests:,} pairs of actors for a false discovery rate of q <= {alpha:g} "
        f"(Benjamini & Hochberg 1995). {_kept(kept, table)}{fitted}{said}"
    )
    return replace(pairs, table=kept, notes=(*pairs.notes, note), filters=(*pairs.filters, method))


def _with(pairs: Cooccurrences, once: Cooccurrences, expected: Floats, p: Floats) -> pd.DataFrame:
    """Return all pairs with what was expected of them and p; a pair that only a copy holds was not tested."""
    if once is pairs:
        return pairs.table.assign(expected=expected, p=p)
    tested = once.table[["a", "b"]].assign(expected=expected, p=p)
    table = pairs.table.drop(columns=["expected", "p", "q"], errors="ignore").merge(tested, on=["a", "b"], how="left")
    return table.fillna({"expected": 0.0, "p": 1.0})


def _kept(kept: pd.DataFrame, table: pd.DataFrame) -> str:
    return f"{len(kept):,} of {len(table):,} edges {'was' if len(kept) == 1 else 'were'} kept."


def _once(pairs: Cooccurrences) -> tuple[Cooccurrences, str]:
    """Return the pairs of one article of each cluster of copies, and say so: copies are no evidence of their own."""
    documents = pairs.documents
    if documents.empty or (copies := clusters(documents)).max() + 1 == len(documents):
        return pairs, ""
    first = documents["document"][~pd.Series(copies, index=documents.index).duplicated()]
    said = f" Tested on {len(first):,} of {len(documents):,} articles, one of each cluster of copies."
    return pairs.among(set(first)), said


def _fitted(misfit: float, unit: str) -> str:
    """Say how far the null keeps its margins where that can be seen; raise where it does not keep them."""
    if misfit > _UNFIT:
        raise MeasureError(
            f"The null model could not be fitted: it misses the margin of an actor or a {unit} by {misfit:.1%}. Some "
            f'actor stands in nearly every {unit}: leave that one out, take a narrower unit, or test="disparity".'
        )
    return f" It keeps these margins to within {misfit:.2%}." if misfit > _SEEN else ""


def disparity_backbone(pairs: Cooccurrences, alpha: float) -> Cooccurrences:
    """Return the pairs that take more of one actor's strength than if that were spread at random over its edges."""
    table, weight = pairs.table, pairs.counting.weight
    ends = pd.concat([table[[end, weight]].set_axis(["actor", "weight"], axis=1) for end in ("a", "b")])
    sums = ends.groupby("actor")["weight"].agg(["size", "sum"])
    sides = [disparity(table[weight], table[end].map(sums["sum"]), table[end].map(sums["size"])) for end in ("a", "b")]
    p = np.minimum(*sides)
    kept = table.assign(p=p)[p < alpha].reset_index(drop=True)
    note = f"Disparity filter (Serrano et al. 2009), alpha = {alpha:g}: {len(kept):,} of {len(table):,} edges kept."
    method = (
        "Edges were kept that take more of the strength of one of their ends than if that were spread at random over "
        f"its edges (disparity filter, alpha = {alpha:g}; Serrano et al. 2009), without correction for the number of "
        f"tests. {_kept(kept, table)}"
    )
    return replace(pairs, table=kept, notes=(*pairs.notes, note), filters=(*pairs.filters, method))
