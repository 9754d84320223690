"""Whether two networks differ: edge by edge, one outlet against another or after a day against before it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import hypergeom

from dateline.errors import MeasureError, check_count, check_kind, did_you_mean
from dateline.measures.series import whole_day
from dateline.measures.tallies import Resampling, resampling
from dateline.networks.cooccurrence import Cooccurrences
from dateline.networks.incidence import dealt, incidence
from dateline.networks.units import Integers
from dateline.stats import Floats, benjamini_hochberg

_PAIR = ["a", "b", "a_name", "b_name"]
_EQUAL = 1e-9  # of two differences that only rounding tells apart

Rows = NDArray[np.bool_]


def network_contrasts(
    pairs: Cooccurrences,
    *,
    first: str | None = None,
    second: str | None = None,
    at: str | None = None,
    min_articles: int = 1,
    seed: int | None = None,
    draws: int = 999,
) -> Cooccurrences:
    """Return which edges differ between two outlets, or after a day from before it.

    Parameters
    ----------
    pairs : Cooccurrences
        All pairs, or those of a backbone.
    first, second : str, optional
        Outlets; without `second`, all others together.
    at : str, optional
        A day such as 2022-02-24: articles from it on against those before.
    min_articles : int
        How many articles, of both sides together, must hold a pair for it to be tested. Sides are not looked at, so
        that p stays right; fewer tests have more power.
    seed : int, optional
        Of the permutations; by default the project's.
    draws : int
        Permutations.

    Returns
    -------
    Cooccurrences
        `a`, `b` and their names, the summed weight and `other_` weight, `rate` and `other_rate` (per article; for
        articles the share that holds the pair, in per cent), their `difference`, `p` and `q`: p adjusted over all rows.
        The surest difference first.

    Raises
    ------
    MeasureError
        When neither outlets nor a day are given, or both; an outlet is not there; `at` is no day; or a side is empty.

    Notes
    -----
    Articles are dealt out to the two sides at random, as many to each as there are, with all the pairs they hold: p is
    the share of deals in which the rates differ as far, in either direction. Where the weight is the number of articles
    every deal is reckoned with (the exact test of Fisher, by the difference); else so many are drawn. In the notes, a
    test of the whole: the sum of all absolute differences. An outlet's articles may differ in length or in months;
    that, too, is a difference. To hold outlets against each other, count pairs with `copies="per outlet"`: else an
    outlet loses what another had first.

    References
    ----------
    Fisher, R. A. (1935), The Design of Experiments, ch. 2. Van Borkulo, C. D. et al. (2022), Comparing network
    structures on three aspects: a permutation test, Psychological Methods 28, 1273-1285. Benjamini & Hochberg (1995).

    Examples
    --------
    ::

        dl.network_contrasts(pairs, at="2022-02-24", min_articles=5).where(q=lambda q: q <= 0.05)
    """
    check_kind("pairs", pairs, Cooccurrences, "Count pairs first: dl.cooccurrences(found).")
    check_count("min_articles", min_articles)
    how = resampling(seed, draws, 0.95)
    one, other, (name, other_name), left_out = _sides(pairs.documents, first, second, at)
    matrix = incidence(pairs)[np.flatnonzero(one | other)]
    ours = one[one | other]
    holding = np.bincount(matrix.indices, minlength=matrix.shape[1])
    tested = np.flatnonzero(holding >= min_articles)
    matrix = matrix[:, tested]
    table, whole = _contrasted(pairs, matrix, ours, how)
    table = pd.concat([pairs.table[_PAIR].iloc[tested].reset_index(drop=True), table], axis=1)
    table = table.sort_values(["p", "difference", "a", "b"], ignore_index=True)
    exact = pairs.counting.weight == "articles"
    notes = (
        f"Difference: {name} ({int(ours.sum()):,} articles) less {other_name} ({int((~ours).sum()):,}); rates: "
        + ("per cent of articles that hold the pair." if exact else f"{pairs.counting.weight} an article.")
        + left_out,
        f"p: {'every deal' if exact else f'{how.draws:,} deals, seed {how.seed},'} of the articles to the two sides; "
        f"q: Benjamini-Hochberg over {len(table):,} pairs that {min_articles:,} or more articles hold.",
        f"All differences together: p = {whole:.3g} ({how.draws:,} deals, seed {how.seed}).",
        *pairs.notes,
    )
    ids = set(pairs.documents["document"][one | other])
    return replace(
        pairs, table=table, title=f"{pairs.title}: {name} against {other_name}", notes=notes,
        mentions=pairs.mentions[pairs.mentions["document"].isin(ids)],
    )  # fmt: skip


def _sides(
    documents: pd.DataFrame, first: str | None, second: str | None, at: str | None
) -> tuple[Rows, Rows, tuple[str, str], str]:
    """Return the articles of either side, their names, and what was left out."""
    if (first is None) == (at is None) or (second is not None and first is None):
        raise MeasureError('Give outlets (first="...", second="...") or a day (at="2022-02-24"), and not both.')
    if at is not None:
        one, other = _around(documents["date"], whole_day(at))
        names = (f"from {at} on", "before")
    else:
        outlets = documents["outlet"].to_numpy(dtype=object)
        known = [str(outlet) for outlet in documents["outlet"].dropna().unique()]
        for name in (first, second):
            if name is not None and name not in known:
                raise MeasureError(f'No outlet is "{name}". {did_you_mean(name, known)}')
        one = outlets == first
        other = documents["outlet"].notna().to_numpy(dtype=bool) & ~one if second is None else outlets == second
        names = (str(first), second or "every other outlet")
    if not one.any() or not other.any():
        raise MeasureError(f"No article is {names[0] if not one.any() else names[1]}: there is nothing to compare.")
    left = len(documents) - int((one | other).sum())
    return one, other, names, f" {left:,} articles of neither side left out." if left else ""


def _around(dates: pd.Series[Any], day: str) -> tuple[Rows, Rows]:
    """Return which articles are from a day on, and which before; a month that holds the day is neither."""
    written = [date if isinstance(date, str) else "" for date in dates]
    told = np.array([bool(date) and not (len(date) < len(day) and day.startswith(date)) for date in written], bool)
    after = np.array([date >= day for date in written], bool)
    return told & after, told & ~after


def _contrasted(pairs: Cooccurrences, matrix: csr_array, ours: Rows, how: Resampling) -> tuple[pd.DataFrame, float]:
    """Return weights, rates and tests of every pair, and p of all differences together."""
    chosen, size = int(ours.sum()), len(ours)
    weight = pairs.counting.weight
    total = np.asarray(matrix.sum(axis=0), dtype=float).ravel()
    own = np.asarray(matrix[np.flatnonzero(ours)].sum(axis=0), dtype=float).ravel()
    rate, other_rate = own / chosen, (total - own) / (size - chosen)
    difference = rate - other_rate
    at_least, as_far = 0, np.zeros(len(total))
    for dealt_own in dealt(matrix, chosen, seed=how.seed, draws=how.draws):
        far = np.abs(dealt_own / chosen - (total - dealt_own) / (size - chosen))
        as_far += (far >= np.abs(difference) - _EQUAL).sum(axis=0)
        at_least += int((far.sum(axis=1) >= np.abs(difference).sum() - _EQUAL).sum())
    if weight == "articles":
        p = _exact(own.astype(np.int64), total.astype(np.int64), chosen, size)
    else:
        p = (as_far + 1) / (how.draws + 1)
    scale = 100 if weight == "articles" else 1
    counts = [own, total - own]
    if weight != "nearness":
        counts = [count.astype(np.int64) for count in counts]
    table = pd.DataFrame(
        {weight: counts[0], f"other_{weight}": counts[1], "rate": scale * rate, "other_rate": scale * other_rate,
         "difference": scale * difference, "p": p, "q": benjamini_hochberg(p)}
    )  # fmt: skip
    return table, (at_least + 1) / (how.draws + 1)


def _exact(own: Integers, total: Integers, chosen: int, size: int) -> Floats:
    """Return the chance of rates at least so far apart, over all deals of articles to two sides."""
    cases, of_pair = np.unique(np.column_stack([own, total]), axis=0, return_inverse=True)
    p = np.empty(len(cases))
    for number, (count, held) in enumerate(cases):
        possible = np.arange(max(0, held - (size - chosen)), min(held, chosen) + 1)
        far = np.abs(possible / chosen - (held - possible) / (size - chosen))
        seen = abs(count / chosen - (held - count) / (size - chosen))
        p[number] = hypergeom.pmf(possible[far >= seen - _EQUAL], size, held, chosen).sum()
    return np.minimum(p[of_pair.ravel()], 1)
