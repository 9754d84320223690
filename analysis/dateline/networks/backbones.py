"""Which edges are too heavy for chance: against a null model of units and actors, and by the disparity filter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from dateline.errors import MeasureError
from dateline.networks.cooccurrence import Cooccurrences
from dateline.nullmodel import bipartite_null
from dateline.stats import benjamini_hochberg, disparity


def null_backbone(pairs: Cooccurrences, alpha: float) -> Cooccurrences:
    """Return the pairs that share more units than a null with the same margins would put them in."""
    if pairs.within == "tokens":
        raise MeasureError(
            'A window of tokens has no units whose margins could be kept. Use test="disparity", or count in sentences.'
        )
    present = pairs.mentions[["unit", "actor"]].drop_duplicates()
    of_actors = present["actor"].value_counts().sort_index()
    number = pd.Series(range(len(of_actors)), index=of_actors.index)
    table = pairs.table
    a, b = (table[end].map(number).to_numpy().astype(np.int64) for end in ("a", "b"))
    tests = len(of_actors) * (len(of_actors) - 1) // 2
    if len(table):
        null = bipartite_null(present["unit"].value_counts(), of_actors)
        table = table.assign(expected=null.expected(a, b), p=null.tail(a, b, table["units"]))
    else:
        table = table.assign(expected=0.0, p=1.0)
    table = table.assign(q=benjamini_hochberg(table["p"], tests=tests))
    kept = table[table["q"] <= alpha].reset_index(drop=True)
    note = (
        f"Null model: every {pairs.within} holds as many actors, and every actor stands in as many {pairs.within}s, as "
        f"here, on average (Neal 2014); Benjamini-Hochberg over {tests:,} pairs of actors, q <= {alpha:g}: "
        f"{len(kept):,} of {len(table):,} edges kept."
    )
    method = (
        f"Edges were kept that join two actors in more {pairs.within}s than a bipartite configuration model puts them "
        f"in, which keeps the expected number of actors of every {pairs.within} and of {pairs.within}s of every actor "
        "(Neal 2014; Saracco et al. 2015); p-values are tails of the Poisson-binomial distribution, by saddle-point "
        f"approximation, adjusted over all {tests:,} pairs of actors for a false discovery rate of q <= {alpha:g} "
        f"(Benjamini & Hochberg 1995). {len(kept):,} of {len(table):,} edges were kept."
    )
    return replace(pairs, table=kept, notes=(*pairs.notes, note), filters=(*pairs.filters, method))


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
        f"tests. {len(kept):,} of {len(table):,} edges were kept."
    )
    return replace(pairs, table=kept, notes=(*pairs.notes, note), filters=(*pairs.filters, method))
