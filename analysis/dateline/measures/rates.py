"""How often a frame is used, per 1,000 words of the voice that could have used it, and how sure one may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dateline.copies import Copies
from dateline.draws import Resampling, resampling
from dateline.errors import check_choice, check_kind
from dateline.finding import Finding, listed
from dateline.found import Found
from dateline.measures.credits import credited
from dateline.measures.tallies import OF_WORDS, Column, FramingTally, Negated, check_columns, check_per
from dateline.resampling import bootstrap

_ENTRIES_AT_ONCE = 10_000_000


def framing(
    found: Found,
    *,
    by: Sequence[Column] = ("frame", "voice"),
    per: int = 1000,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
    negated: Negated = "left out",
    copies: Copies = "once",
) -> Finding:
    """Return the rate of framing hits, with intervals from resampling articles.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    by : sequence of {'frame', 'term', 'voice', 'outlet', 'target', 'speaker', 'month'}
        What tells the rates apart.
    per : int
        Words a rate is given for.
    seed : int, optional
        Of the resampling; by default the project's.
    draws : int
        Resamples.
    level : float
        Nominal coverage of the intervals.
    negated : {'left out', 'counted'}
        What to do with negated hits ("not authoritarian").
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each.

    Returns
    -------
    Finding
        The columns of `by`, then `hits`, `articles` (that hold one), `words` (the denominator), `rate`, `low`, `high`.

    Raises
    ------
    MeasureError
        When `by` is empty, names a column that is none of these or one twice, or a number is out of range.

    Notes
    -----
    With `voice`, `speaker`, `outlet` or `month` in `by` the denominator is the words of that voice, speaker, outlet or
    month only; each word counts once, whatever the length of the terms. A scare-quoted hit is rated on the narrator's
    words. A target has no words of its own: its denominator is all words of the voice. A hit counts for its first
    target, and one of several speakers with an id for each of them. A speaker without an id goes by name. A cell
    without a hit has rate 0, and one without a word no rate; where speakers or targets are told apart, which are many,
    only cells with a hit are listed. No limit is above one hit a word, or the rate itself where terms overlap.
    Where outlets are told apart, a reprint counts for the agency that it comes from; `copies="per outlet"` counts it
    for the paper, too. Does not correct for errors of the annotation.

    References
    ----------
    See `dateline.resampling.bootstrap` for the interval and its coverage.

    Examples
    --------
    ::

        rates = dl.framing(found, by=("frame", "voice", "outlet"))
        rates.passages(frame="friendship", voice="direct")
    """
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    check_columns(by)
    check_per(per)
    how = resampling(seed, draws, level)
    check_choice("negated", negated, Negated)
    found, said = credited(*found.counting(copies), by)
    tally = FramingTally(found, by, negated)
    table = _rates(tally, by, how)
    table[["rate", "low", "high"]] *= per
    table["high"] = table["high"].clip(upper=table["rate"].clip(lower=per))
    title = f"Framing hits per {per:,} words, by {listed([column.removesuffix('_name') for column in by])}"
    notes, unit = (*_notes(found, tally.articles, by, per, how, negated), said), f"hits per {per:,} words"
    return Finding(table, title, notes, tally.hits, found.hits.texts, found.made_from, unit)


def _rates(tally: FramingTally, by: Sequence[str], how: Resampling) -> pd.DataFrame:
    """Return every cell with what it rests on and its rate a word, some cells at a time to bound memory."""
    cells, step = tally.cells(), max(1, _ENTRIES_AT_ONCE // max(tally.articles, 1))
    rows: list[tuple[Any, ...]] = []
    for block in (cells[start : start + step] for start in range(0, len(cells), step)):
        counts, totals = tally.counts(block), tally.totals(block)
        interval = bootstrap(counts, totals, seed=how.seed, draws=how.draws, level=how.level)
        sums = (counts.sum(axis=0).astype(int), (counts > 0).sum(axis=0), totals.sum(axis=0).astype(int))
        rows += [(*key, *values) for key, *values in zip(block, *sums, *interval, strict=True)]
    return pd.DataFrame(rows, columns=[*by, "hits", "articles", "words", "rate", "low", "high"])


def _notes(
    found: Found, articles: int, by: Sequence[str], per: int, how: Resampling, negated: Negated
) -> tuple[str, ...]:
    spoken = [column for column in by if column in OF_WORDS]
    left_out = int(found.hits.table["negated"].astype(bool).sum())
    voiced = "; scare-quoted hits are rated on the narrator's" if "voice" in by else ""
    return (
        f"Unit: one hit of a framing term; rate: hits per {per:,} words"
        + (f" of that {listed(spoken)}{voiced}." if spoken else ", all words."),
        f"Negated hits: {left_out:,}, " + f"{negated}.",
        how.note(articles),
    )
