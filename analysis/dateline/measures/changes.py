"""When framing changes for good: the change points of its rates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dateline.copies import Copies
from dateline.draws import resampling
from dateline.errors import check_count
from dateline.finding import Finding, listed
from dateline.found import Found
from dateline.measures.series import framing_series
from dateline.measures.tallies import Column, check_per
from dateline.splits import SIGNIFICANT, splits
from dateline.timeline import Every


def change_points(
    found: Found,
    *,
    every: Every = "month",
    by: Sequence[Column] = ("frame",),
    most: int = 3,
    per: int = 1000,
    seed: int | None = None,
    draws: int = 999,
    copies: Copies = "once",
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
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each.

    Returns
    -------
    Finding
        The columns of `by`, `at` (the first period after the change), the rates `before` and `after` it up to the next
        change, and `p`; only changes with p <= 0.05, in order of time. Empty, with no sentence behind it, where nothing
        changes.

    Raises
    ------
    MeasureError
        When a choice does not exist, a number is out of range, or no article has such a date.

    Notes
    -----
    The split of a series with the greatest likelihood of two Poisson rates against one is found by binary segmentation
    and held against what articles dealt out over the same dates at random would give, so that the unit is the article,
    whose hits come in clumps. The split that gains most is taken first; its sides are split again. No correction for
    several series. A slow drift also shows as a change: look at `framing_trend`.

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
    series = framing_series(found, every, by, copies)
    check_count("most", most)
    check_per(per)
    how = resampling(seed, draws, 0.95)
    rows: list[tuple[Any, ...]] = []
    for cell in series.cells:
        changes = splits(*series.columns(cell), series.code, most=most, seed=how.seed, draws=how.draws)
        rows += [(*cell, series.labels[at], before, after, p) for at, before, after, p in changes]
    table = pd.DataFrame(rows, columns=[*by, "at", "before", "after", "p"])
    changed = {row[: len(by)] for row in rows}
    keys = series.evidence[[*by]].itertuples(index=False, name=None)
    evidence = series.evidence[[key in changed for key in keys]]
    table[["before", "after"]] *= per
    notes = (
        f"Rates: hits per {per:,} words, negated hits left out; {series.said}",
        f"Splits: greatest Poisson likelihood; p: {how.draws:,} permutations of {len(series.code):,} articles over "
        f"their dates, seed {how.seed}; at most {most} a series, those with p <= {SIGNIFICANT}.",
        f"{len(series.cells):,} series were searched, without correction for their number. {series.copies}",
    )
    title = f"When framing changes, by {every}, by {listed(by)}"
    unit = f"hits per {per:,} words"
    return Finding(table, title, notes, evidence, found.hits.texts, found.made_from, unit)
