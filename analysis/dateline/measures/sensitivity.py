"""What a rate owes to single terms of the lexicon: the rate without each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from dateline.copies import Copies
from dateline.errors import MeasureError, check_kind
from dateline.finding import Finding, listed
from dateline.found import Found
from dateline.measures.tallies import Column, FramingTally, check_columns, check_per


def term_sensitivity(
    found: Found, *, by: Sequence[Column] = ("frame", "voice"), per: int = 1000, copies: Copies = "once"
) -> Finding:
    """Return how each rate of framing hits would change if one term were not in the lexicon.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    by : sequence of column names
        What tells the rates apart, as in `framing`; not `term`.
    per : int
        Words a rate is given for.
    copies : {'once', 'per outlet', 'all'}
        Which of the copies of an article count.

    Returns
    -------
    Finding
        The columns of `by`, `term`, its `hits`, the `rate` with all terms, the rate `without` it and the `change` in
        per cent; the largest change first. Terms without a hit change nothing and are not listed.

    Raises
    ------
    MeasureError
        When a column does not exist, or `per` is below 1.

    Notes
    -----
    A rate that falls by half without one term is a rate of that term. It has no interval: each row compares two counts
    of the same articles. Negated hits are left out.

    References
    ----------
    Grimmer, J., Roberts, M. E. & Stewart, B. M. (2022), Text as Data, ch. 16, on validating dictionaries.

    Examples
    --------
    ::

        dl.term_sensitivity(found).where(frame="regime", voice="narrator").head(3)
    """
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    if "term" in by:
        raise MeasureError("Each term is left out in turn; leave it out of by.")
    check_columns(by)
    check_per(per)
    found, said = found.counting(copies)
    tally = FramingTally(found, by, "left out")
    cells = tally.cells()
    hits, words = (array.sum(axis=0) for array in (tally.counts(cells), tally.totals(cells)))
    of_cell = dict(zip(cells, zip(hits, words, strict=True), strict=True))
    rows: list[tuple[Any, ...]] = []
    for key, count in tally.hits.groupby([*by, "term"], dropna=False).size().items():
        *cell, term = key if isinstance(key, tuple) else (key,)
        whole, size = of_cell[tuple(None if pd.isna(value) else value for value in cell)]
        rate = per * whole / size if size else np.nan
        without = per * (whole - count) / size if size else np.nan
        rows.append((*cell, term, int(count), rate, without, -100 * count / whole))
    table = pd.DataFrame(rows, columns=[*by, "term", "hits", "rate", "without", "change"])
    order = ["change", *by, "term"]
    table = table.sort_values(order, ignore_index=True)
    notes = (
        f"Unit: one hit of a framing term, negated ones left out; rates per {per:,} words; change in per cent.",
        f"Each of {tally.hits['term'].nunique():,} terms with a hit was left out by itself. {said}",
    )
    title = f"Rates without one term, by {listed(by)}"
    return Finding(table, title, notes, tally.hits, found.hits.texts, found.made_from, f"hits per {per:,} words")
