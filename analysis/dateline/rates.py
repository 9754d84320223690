"""How often a frame is used, per 1,000 words of the voice that could have used it, and how sure one may be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from dateline.errors import MeasureError, check_choice, check_kind, did_you_mean
from dateline.finding import Finding, listed
from dateline.found import Found
from dateline.provenance import random_seed
from dateline.stats import FEW, Floats, bootstrap

Negated = Literal["left out", "counted"]
Column = Literal["frame", "term", "voice", "outlet", "target", "speaker", "month"]

_OF_WORDS = ("voice", "speaker", "outlet", "month")
_OPEN = ("speaker", "target")
_VOICES = ("narrator", "scare", "direct", "mixed", "indirect")
_ENTRIES_AT_ONCE = 10_000_000

Key = tuple[Any, ...]


class Resampling(NamedTuple):
    """How the intervals are drawn."""

    seed: int
    draws: int
    level: float


def framing(
    found: Found,
    *,
    by: Sequence[Column] = ("frame", "voice"),
    per: int = 1000,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
    negated: Negated = "left out",
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
    target. A speaker without an id goes by name. A cell without a hit has rate 0, and one without a word no rate;
    where speakers or targets are told apart, which are many, only cells with a hit are listed.
    Does not correct for errors of the annotation, nor for copies.

    References
    ----------
    See `dateline.stats.bootstrap` for the interval and its coverage.

    Examples
    --------
    ::

        rates = dl.framing(found, by=("frame", "voice", "outlet"))
        rates.passages(frame="friendship", voice="direct")
    """
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    _check(by, per, draws, level)
    how = Resampling(random_seed() if seed is None else seed, draws, level)
    check_choice("negated", negated, Negated)
    every = found.hits.table
    kept = every if negated == "counted" else every[~every["negated"].astype(bool)]
    month = found.documents.set_index("document")["date"].map(_month)
    hits = _keyed(kept, month)
    words = _keyed(found.words.merge(found.documents[["document", "outlet"]], on="document"), month)
    cells = _cells(hits, words, by, found.frames)
    table = _rates(hits, words, by, cells, found.documents["document"].tolist(), how)
    table[["rate", "low", "high"]] *= per
    title = f"Framing hits per {per:,} words, by {listed([column.removesuffix('_name') for column in by])}"
    notes, unit = _notes(found, by, per, how, negated), f"hits per {per:,} words"
    return Finding(table, title, notes, hits, found.hits.texts, found.made_from, unit)


def _check(by: Sequence[str], per: int, draws: int, level: float) -> None:
    known = get_args(Column)
    for column in [by] if isinstance(by, str) else by:
        if column not in known:
            raise MeasureError(f'A rate is not told apart by "{column}". {did_you_mean(column, known)}')
    if isinstance(by, str) or not by or len(set(by)) < len(by):
        raise MeasureError('Name each column of by once, in a list, such as by=["frame", "voice"].')
    if per < 1 or draws < 100 or not 0.5 <= level < 1:
        raise MeasureError(
            f"per={per}, draws={draws}, level={level}: use 1 word, 100 draws or more, and a level from 0.5 to below 1."
        )


def _month(date: Any) -> str | None:
    return date[:7] if isinstance(date, str) and len(date) >= 7 else None


def _keyed(table: pd.DataFrame, month: pd.Series[Any]) -> pd.DataFrame:
    """Return rows with their `month`, a speaker or target without an id by name, and None for what is missing."""
    table = table.assign(month=table["document"].map(month))
    for who in _OPEN:
        if who in table:
            table[who] = table[who].where(table[who].notna(), table[f"{who}_name"])
    keys = [column for column in get_args(Column) if column in table]
    table[keys] = table[keys].astype(object).where(table[keys].notna(), None)
    return table


def _cells(hits: pd.DataFrame, words: pd.DataFrame, by: Sequence[str], frames: Sequence[str]) -> list[Key]:
    """Return the combinations to rate: every one of the closed lists, or, with an open one, those that hold a hit."""
    if any(column in _OPEN for column in by):
        return sorted(set(_keys(hits, by)), key=_order)
    own = [column for column in by if column not in _OF_WORDS]
    shared = [column for column in by if column in _OF_WORDS]
    lists = [sorted({*hits[column], *words[column]}, key=str) for column in shared]
    # A frame that was looked for and never found is a zero in every cell.
    ours = {*_keys(hits, own), *((frame,) for frame in frames if own == ["frame"])}
    cells = []
    for mine, theirs in product(ours, product(*lists)):
        value = dict(zip([*own, *shared], [*mine, *theirs], strict=True))
        cells.append(tuple(value[column] for column in by))
    return sorted(cells, key=_order)


def _keys(table: pd.DataFrame, columns: Sequence[str]) -> list[Key]:
    return list(zip(*(table[column] for column in columns), strict=True)) if columns else [()] * len(table)


def _order(key: Key) -> list[tuple[bool, int, str]]:
    """Sort by value, the narrator before the quoted, the missing last."""
    return [(value is None, _VOICES.index(value) if value in _VOICES else 0, str(value)) for value in key]


class _Tally:
    """Sums by key and article, laid out as an (articles x cells) array on demand."""

    def __init__(self, keys: Sequence[Key], rows: Sequence[int], amounts: Sequence[int], articles: int) -> None:
        self._articles = articles
        self._entries: dict[Key, list[tuple[int, int]]] = {}
        for key, row, amount in zip(keys, rows, amounts, strict=True):
            self._entries.setdefault(key, []).append((row, amount))

    def array(self, keys: Sequence[Key]) -> Floats:
        sums = np.zeros((self._articles, len(keys)))
        for cell, key in enumerate(keys):
            for row, amount in self._entries.get(key, ()):
                sums[row, cell] += amount
        return sums


def _rates(
    hits: pd.DataFrame,
    words: pd.DataFrame,
    by: Sequence[str],
    cells: Sequence[Key],
    documents: Sequence[str],
    how: Resampling,
) -> pd.DataFrame:
    """Return every cell with what it rests on and its rate a word, some cells at a time to bound memory."""
    rank = {document: row for row, document in enumerate(documents)}
    spoken = [column for column in by if column in _OF_WORDS]
    hit_tally = _Tally(_keys(hits, by), hits["document"].map(rank).tolist(), [1] * len(hits), len(rank))
    word_tally = _Tally(_keys(words, spoken), words["document"].map(rank).tolist(), words["words"].tolist(), len(rank))
    step = max(1, _ENTRIES_AT_ONCE // max(len(rank), 1))
    rows: list[tuple[Any, ...]] = []
    for block in (cells[start : start + step] for start in range(0, len(cells), step)):
        counts = hit_tally.array(block)
        totals = word_tally.array([_denominator(key, by) for key in block])
        interval = bootstrap(counts, totals, seed=how.seed, draws=how.draws, level=how.level)
        sums = (counts.sum(axis=0).astype(int), (counts > 0).sum(axis=0), totals.sum(axis=0).astype(int))
        rows += [(*key, *values) for key, *values in zip(block, *sums, *interval, strict=True)]
    return pd.DataFrame(rows, columns=[*by, "hits", "articles", "words", "rate", "low", "high"])


def _denominator(key: Key, by: Sequence[str]) -> Key:
    """Return under which key a cell's words are counted: a scare-quoted word is the narrator's."""
    pairs = [(value, column) for value, column in zip(key, by, strict=True) if column in _OF_WORDS]
    return tuple("narrator" if (value, column) == ("scare", "voice") else value for value, column in pairs)


def _notes(found: Found, by: Sequence[str], per: int, how: Resampling, negated: Negated) -> tuple[str, ...]:
    spoken = [column for column in by if column in _OF_WORDS]
    left_out = int(found.hits.table["negated"].astype(bool).sum())
    voiced = "; scare-quoted hits are rated on the narrator's" if "voice" in by else ""
    return (
        f"Unit: one hit of a framing term; rate: hits per {per:,} words"
        + (f" of that {listed(spoken)}{voiced}." if spoken else ", all words."),
        f"Negated hits: {left_out:,}, " + f"{negated}.",
        f"Intervals: {how.level:.0%}, bootstrap-t over {len(found.documents):,} articles, {how.draws:,} draws, seed "
        f"{how.seed}; where fewer than {FEW} articles hold a hit, Poisson limits on the number of such articles.",
        "Copies are counted as they stand.",
    )
