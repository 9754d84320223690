"""Framing hits and the words they are measured against, article by article, for any cells one asks for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from dateline import errors
from dateline.errors import MeasureError
from dateline.found import Found, clusters
from dateline.stats import Floats

Negated = Literal["left out", "counted"]
Column = Literal["frame", "term", "voice", "outlet", "target", "speaker", "month"]
Key = tuple[Any, ...]

OF_WORDS = ("voice", "speaker", "outlet", "month")
_OPEN = ("speaker", "target")
NARRATOR = "narrator"
_UNSPOKEN = (NARRATOR, "scare")
_VOICES = ("narrator", "scare", "direct", "mixed", "indirect")


def check_per(per: int) -> None:
    """Raise MeasureError unless a rate can be given for so many words."""
    if per < 1:
        raise MeasureError(f"per={per}: a rate is given for 1 word or more.")


def check_columns(by: Sequence[str]) -> None:
    """Raise MeasureError unless rates can be told apart by these columns."""
    errors.check_columns(by, get_args(Column), things="A rate is", such_as='["frame", "voice"]')


class FramingTally:
    """Hits by some columns, and the words that could have held them.

    Parameters
    ----------
    found : Found
    by : sequence of str
        What tells cells apart.
    negated : {'left out', 'counted'}
        What to do with negated hits.

    Attributes
    ----------
    hits : pandas.DataFrame
        Those that count, with their `month`; a speaker or target without an id goes by name.
    articles : int
        Rows of the arrays: articles, each with those of its copies that count.
    """

    def __init__(self, found: Found, by: Sequence[str], negated: Negated) -> None:
        self._by, self._spoken = tuple(by), [column for column in by if column in OF_WORDS]
        self._frames, documents = found.frames, found.documents
        every = found.hits.table
        kept = every if negated == "counted" else every[~every["negated"].astype(bool)]
        month = documents.set_index("document")["date"].map(_month)
        self.hits = _keyed(kept, month)
        self._words = _keyed(found.words.merge(documents[["document", "outlet"]], on="document"), month)
        self._rank = dict(zip(documents["document"], clusters(documents).tolist(), strict=True))
        self.articles = len(set(self._rank.values()))
        ones = pd.Series(1, index=self.hits.index)
        self._hits_of = self._entries(self.hits, _keys(self.hits, by), ones)
        self._words_of = self._entries(self._words, _keys(self._words, self._spoken), self._words["words"])

    def cells(self) -> list[Key]:
        """Return the cells: every combination of the closed lists, or, with an open one, those that hold a hit."""
        hits, words, by = self.hits, self._words, self._by
        if any(column in _OPEN for column in by):
            return sorted(set(_keys(hits, by)), key=_order)
        own = [column for column in by if column not in OF_WORDS]
        lists = [sorted({*hits[column], *words[column]}, key=str) for column in self._spoken]
        # A frame that was looked for and never found is a zero in every cell.
        ours = {*_keys(hits, own), *((frame,) for frame in self._frames if own == ["frame"])}
        cells = []
        for mine, theirs in product(ours, product(*lists)):
            value = dict(zip([*own, *self._spoken], [*mine, *theirs], strict=True))
            cells.append(tuple(value[column] for column in by))
        return sorted(cells, key=_order)

    def counts(self, cells: Sequence[Key]) -> Floats:
        """Return the hits of each cell, shape (articles, cells)."""
        return self._array(self._hits_of, cells)

    def totals(self, cells: Sequence[Key]) -> Floats:
        """Return the words that each cell's hits are rated on; a scare-quoted word is the narrator's."""
        return self._array(self._words_of, [self._denominator(cell) for cell in cells])

    def words_of(self, cells: Sequence[Key]) -> Floats:
        """Return the words that some cells together are rated on, each word once, shape (articles, 1)."""
        keys = list(dict.fromkeys(self._denominator(cell) for cell in cells))
        return np.asarray(self._array(self._words_of, keys).sum(axis=1, keepdims=True))

    def _denominator(self, cell: Key) -> Key:
        pairs = [pair for pair in zip(cell, self._by, strict=True) if pair[1] in OF_WORDS]
        return tuple("narrator" if pair == ("scare", "voice") else pair[0] for pair in pairs)

    def _entries(
        self, table: pd.DataFrame, keys: Sequence[Key], amounts: pd.Series[Any]
    ) -> dict[Key, list[tuple[int, int]]]:
        entries: dict[Key, list[tuple[int, int]]] = {}
        for key, row, amount in zip(keys, table["document"].map(self._rank).tolist(), amounts.tolist(), strict=True):
            entries.setdefault(key, []).append((row, amount))
        return entries

    def _array(self, entries: dict[Key, list[tuple[int, int]]], keys: Sequence[Key]) -> Floats:
        sums = np.zeros((self.articles, len(keys)))
        for cell, key in enumerate(keys):
            for row, amount in entries.get(key, ()):
                sums[row, cell] += amount
        return sums


def _month(date: Any) -> str | None:
    return date[:7] if isinstance(date, str) and len(date) >= 7 else None


def _keyed(table: pd.DataFrame, month: pd.Series[Any]) -> pd.DataFrame:
    """Return rows with their `month`, speakers and targets without an id by name, and None for what is missing."""
    table = table.assign(month=table["document"].map(month))
    if "speaker" in table:
        table["speaker"] = table["speaker"].mask(table["voice"].isin(_UNSPOKEN), NARRATOR)
    for who in _OPEN:
        if who in table:
            table[who] = table[who].where(table[who].notna(), table[f"{who}_name"])
    keys = [column for column in get_args(Column) if column in table]
    table[keys] = table[keys].astype(object).where(table[keys].notna(), None)
    return table


def _keys(table: pd.DataFrame, columns: Sequence[str]) -> list[Key]:
    return list(zip(*(table[column] for column in columns), strict=True)) if columns else [()] * len(table)


def _order(key: Key) -> list[tuple[bool, int, str]]:
    """Sort by value, the narrator before the quoted, the missing last."""
    return [(value is None, _VOICES.index(value) if value in _VOICES else 0, str(value)) for value in key]
