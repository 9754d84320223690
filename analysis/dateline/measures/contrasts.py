"""Whether two outlets, voices, speakers, targets or months frame differently: differences and ratios of rates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dateline.copies import Copies
from dateline.differences import contrast
from dateline.draws import FEW, Resampling, resampling
from dateline.errors import MeasureError, check_choice, check_kind, did_you_mean
from dateline.finding import Finding, listed
from dateline.found import Found
from dateline.measures.credits import credited
from dateline.measures.tallies import Column, FramingTally, Key, Negated, check_columns, check_per
from dateline.stats import Floats

_NUMBERS = ["rate", "other_rate", "difference", "low", "high"]


def framing_contrasts(
    found: Found,
    *,
    between: Column,
    first: str,
    second: str | None = None,
    by: Sequence[Column] = ("frame",),
    per: int = 1000,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
    negated: Negated = "left out",
    copies: Copies = "once",
) -> Finding:
    """Return how the rates of framing hits differ between two outlets, voices, speakers, targets or months.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    between : {'outlet', 'voice', 'speaker', 'target', 'month', 'frame', 'term'}
        The column that holds the two.
    first, second : str
        Its values; without `second`, all others together.
    by : sequence of column names
        What tells the rows apart, such as `["frame", "voice"]`.
    per : int
        Words a rate is given for.
    seed : int, optional
        Of the resampling; by default the project's.
    draws : int
        Resamples.
    level : float
        Nominal coverage of the intervals.
    negated : {'left out', 'counted'}
        What to do with negated hits.
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each.

    Returns
    -------
    Finding
        The columns of `by`, then `hits`, `other_hits`, `rate`, `other_rate`, their `difference` with `low` and
        `high`, and their `ratio` with `ratio_low` and `ratio_high`; a ratio with a rate of zero in it is missing.

    Raises
    ------
    MeasureError
        When a column does not exist or stands in `by` too, a value of it is not there or held against itself, or a
        number is out of range.

    Notes
    -----
    Each rate is over the words of its own voice, speaker, outlet or month, as in `framing`. Two rates of the same
    articles are drawn together. Does not correct for looking at many rows at once.

    References
    ----------
    See `dateline.differences.contrast`.

    Examples
    --------
    ::

        dl.framing_contrasts(found, between="voice", first="narrator", second="direct").passages(frame="regime")
    """
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    check_columns([*by, between] if not isinstance(by, str) else by)
    check_per(per)
    check_choice("negated", negated, Negated)
    if first == second:
        raise MeasureError(f'"{first}" is held against itself. Give another second, or none for all others together.')
    how = resampling(seed, draws, level)
    found, said = credited(*found.counting(copies), [*by, between])
    cells = (tally := FramingTally(found, [*by, between], negated)).cells()
    values = list(dict.fromkeys(cell[-1] for cell in cells))
    others = [value for value in values if value != first] if second is None else [second]
    for value in (first, *others):
        if value not in values:
            raise MeasureError(f'No {between} is "{value}". {did_you_mean(str(value), [str(v) for v in values])}')
    table = _contrasted(tally, by, list(dict.fromkeys(cell[:-1] for cell in cells)), (first, others), how)
    table[_NUMBERS] *= per
    shown, evidence = second or f"every other {between}", tally.hits[tally.hits[between].isin([first, *others])]
    title = f"Framing hits per {per:,} words, {first} against {shown}, by {listed(by)}"
    notes = (
        f"Unit: one hit of a framing term; rates per {per:,} words; difference: {first} less {shown}; ratio: "
        f"{first} over {shown}, missing where a rate is zero.",
        f"Intervals: {how.level:.0%}, bootstrap-t over {tally.articles:,} articles, {how.draws:,} draws, seed "
        f"{how.seed}; where fewer than {FEW} articles hold a hit of either, put together from those of the two rates.",
        f"Negated hits: {negated}. No correction for {len(table):,} rows. {said}",
    )
    return Finding(table, title, notes, evidence, found.hits.texts, found.made_from, f"hits per {per:,} words")


def _contrasted(
    tally: FramingTally, by: Sequence[str], rows: Sequence[Key], values: tuple[str, list[str]], how: Resampling
) -> pd.DataFrame:
    """Return each row with both rates and their contrast, a word."""
    first, others = values
    contrasted = []
    for row in rows:
        sides = [_summed(tally, row, side) for side in ([first], others)]
        (hits, words), (other_hits, other_words) = ([array.sum() for array in side] for side in sides)
        found = contrast(*sides, seed=how.seed, draws=how.draws, level=how.level)
        rates = [count / total if total else np.nan for count, total in ((hits, words), (other_hits, other_words))]
        contrasted.append((*row, int(hits), int(other_hits), *rates, *(value[0] for value in found)))
    columns = ["hits", "other_hits", *_NUMBERS, "ratio", "ratio_low", "ratio_high"]
    return pd.DataFrame(contrasted, columns=[*by, *columns])


def _summed(tally: FramingTally, row: Key, values: Sequence[str]) -> tuple[Floats, Floats]:
    """Return hits and words of some values together, article by article, each of shape (articles, 1)."""
    cells = [(*row, value) for value in values]
    return tally.counts(cells).sum(axis=1, keepdims=True), tally.words_of(cells)
