"""The result of a question: rows, what was counted, and the passages behind every row.

A `Finding` prints as a table with its notes under it. It never changes; its methods hand back new ones.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from dateline import markup
from dateline.errors import MeasureError, NotFoundError, check_count, did_you_mean
from dateline.printed import Printable
from dateline.printed import show as show
from dateline.printed import shown_column as shown_column


class Passage(NamedTuple):
    """One sentence of a document, the way back from a number to the text.

    Attributes
    ----------
    document : str
        Id of the document.
    sentence : int
        Ordinal of the sentence in it, from 0.
    text : str or None
        The sentence, or None where only features are at hand.
    marks : tuple of (start, end)
        What was found in it, as offsets into `text`.
    about : mapping
        Outlet, date and the like, and the columns of the row it stands behind.
    """

    document: str
    sentence: int
    text: str | None
    marks: tuple[tuple[int, int], ...]
    about: Mapping[str, Any]

    def to_html(self) -> str:
        """Return the passage as HTML, everything from the text escaped and what was found in `<mark>`."""
        head = " · ".join(html.escape(str(part)) for part in (self.about.get("outlet"), self.about.get("date")) if part)
        where = f"{html.escape(self.document)}, sentence {self.sentence + 1}"
        if self.text is None:
            return f"<li>{head} ({where}): the text is not part of this copy</li>"
        pieces, at = [], 0
        for start, end in sorted(self.marks):
            if start < at:
                continue
            pieces += [html.escape(self.text[at:start]), "<mark>", html.escape(self.text[start:end]), "</mark>"]
            at = end
        return f"<li>{''.join(pieces)}{html.escape(self.text[at:])} <small>{head} ({where})</small></li>"

    def __str__(self) -> str:
        text = "(the text is not part of this copy)" if self.text is None else " ".join(self.text.split())
        return f"{text}  [{self.document}, sentence {self.sentence + 1}]"


class Passages(tuple[Passage, ...]):
    """Passages in order of document and sentence; shows itself as a list."""

    def _repr_html_(self) -> str:
        return "<ol>" + "".join(passage.to_html() for passage in self) + "</ol>"

    def __repr__(self) -> str:
        return "\n".join(f"{number}. {passage}" for number, passage in enumerate(self, 1)) or "no passages"


# Rows that are shown of a longer table.
_MOST = 60


@dataclass(frozen=True, eq=False)
class Finding(Printable):
    """Rows of a result with what was counted and what stands behind them.

    Parameters
    ----------
    table : pandas.DataFrame
        The rows, in the order they are shown.
    title : str
        What the table says.
    notes : sequence of str
        Unit, denominator, filters, copies rule, interval method: printed under the table.
    evidence : pandas.DataFrame, optional
        One row for everything counted: `document`, `sentence`, `start`, `end` and the columns of the table that tell
        rows apart. Without it the table is its own evidence.
    texts : mapping of str to str
        Text of each document at hand, by id.
    made_from : mapping of str to str
        Digests of the corpus and the seeds.
    unit : str
        What the measured column counts, as an axis names it.
    """

    table: pd.DataFrame
    title: str
    notes: Sequence[str] = ()
    evidence: pd.DataFrame | None = None
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    made_from: Mapping[str, str] = field(default_factory=dict, repr=False)
    unit: str = ""

    def __len__(self) -> int:
        return len(self.table)

    def __iter__(self) -> Iterator[Any]:
        return self.table.itertuples(index=False)

    def head(self, most: int = 10) -> Finding:
        """Return the first rows, and say of how many."""
        check_count("most", most)
        if len(self) <= most:
            return self
        note = f"The first {most} of {len(self):,} rows."
        table = self.table.head(most)
        return replace(self, table=table, notes=(note, *self.notes), evidence=self._evidence_of(table))

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of the rows."""
        return self.table.copy()

    def where(self, **values: Any) -> Finding:
        """Return the rows that hold these values in these columns, and say so in the notes.

        Parameters
        ----------
        **values
            For a column the value it must hold, a list of values, or a rule: `articles=lambda count: count > 1`.

        Raises
        ------
        NotFoundError
            When a column or a value is not there, with the nearest that is.
        """
        table = _matching(self.table, values)
        chosen = "; ".join(f"{column} {_chosen(value)}" for column, value in values.items())
        note = f"Only {chosen}: {len(table):,} of {len(self):,} rows."
        table = table.reset_index(drop=True)
        return replace(self, table=table, evidence=self.behind(values), notes=(*self.notes, note))

    def by(self, *columns: str) -> Finding:
        """Count rows and the documents they stand in, by columns.

        Returns
        -------
        Finding
            One row for each combination, with `count` and `documents`, the most frequent first.
        """
        if not columns or len(set(columns)) < len(columns):
            raise MeasureError(f"Name each column to count by once. {did_you_mean('', map(str, self.table.columns))}")
        for column in columns:
            _check_column(column, self.table)
        if self.evidence is None and "document" not in self.table.columns:
            raise MeasureError(f'The rows of "{self.title}" are sums already; they cannot be counted again.')
        behind = self.table if self.evidence is None else self.evidence
        groups = behind.groupby(list(columns), dropna=False, observed=True)["document"]
        counts = groups.agg(count="size", documents="nunique").reset_index()
        counts = counts.sort_values(["count", *columns], ascending=[False] + [True] * len(columns), kind="stable")
        title = f"{self.title}, by {listed([column.removesuffix('_name') for column in columns])}"
        return replace(self, table=counts.reset_index(drop=True), title=title, evidence=behind)

    def passages(self, *, most: int | None = 20, **values: Any) -> Passages:
        """Return the sentences behind the rows that hold these values.

        Parameters
        ----------
        most : int or None
            How many sentences at the most, in order of document and place; None for all.
        **values
            Columns and the value each must have.

        Returns
        -------
        Passages
            One for each sentence, with what was found in it marked.

        Raises
        ------
        NotFoundError
            When a column or a value is not there.
        """
        if most is not None:
            check_count("most", most)
        behind = self.behind(values)
        behind = _matching(self.table, values) if behind is None else behind
        if not {"document", "sentence"} <= set(behind.columns):
            raise MeasureError(f'No sentence stands behind the rows of "{self.title}".')
        place = ["document", "sentence"]
        behind = behind.dropna(subset=place).sort_values(place, kind="stable")
        if most is not None:
            behind = behind[(~behind.duplicated(place)).cumsum() <= most]
        rows = ({str(name): cell for name, cell in row.items()} for row in behind.to_dict("records"))
        return Passages(
            self.passage(list(one)) for _, one in groupby(rows, key=lambda row: (row["document"], row["sentence"]))
        )

    def compare(self, other: Finding, *columns: str) -> Finding:
        """Set the numbers of the same measure, asked in two ways, side by side.

        Parameters
        ----------
        other : Finding
            The same measure with another rule: other copies, another lexicon, another window.
        *columns : str
            The numbers to compare; all by default.

        Returns
        -------
        Finding
            Every row of either: what tells rows apart, then each number and, as `..._other`, that of the other. The
            notes are those of both, and where they differ whose they are.

        Raises
        ------
        MeasureError
            When the two do not tell rows apart by the same columns.
        NotFoundError
            When there is no such number.

        Examples
        --------
        ::

            dl.framing(found, copies="all").compare(dl.framing(found), "rate")
        """
        ours, theirs = (_in_words_and_numbers(one) for one in (self, other))
        if not ours[0] or ours[0] != theirs[0]:
            raise MeasureError(f'"{self.title}" and "{other.title}" differ. Compare one measure with itself.')
        numbers = [column for column in ours[1] if column in theirs[1]]
        for column in columns:
            if column not in numbers:
                raise NotFoundError(f'There is no number "{column}" in both. {did_you_mean(column, numbers)}')
        chosen = [column for column in numbers if not columns or column in columns]
        here, there = (
            one.table[[*ours[0], *chosen]].assign(**{place: range(len(one))})
            for one, place in ((self, "_here"), (other, "_there"))
        )
        both = here.merge(there, on=ours[0], how="outer", suffixes=("", "_other")).sort_values(["_here", "_there"])
        sided = [name for column in chosen for name in (column, f"{column}_other")]
        notes = [note for note in self.notes if note in other.notes]
        notes += [f"Here: {note}" for note in self.notes if note not in notes]
        notes += [f"Other: {note}" for note in other.notes if note not in notes]
        table = both[[*ours[0], *sided]].reset_index(drop=True)
        return Finding(table, f"{self.title}, compared", notes, self.evidence, self.texts, self.made_from, self.unit)

    def behind(self, values: Mapping[str, Any]) -> pd.DataFrame | None:
        """Return the evidence of the rows that hold some values; a true zero has none.

        Parameters
        ----------
        values : mapping of str to object
            As in `where`, of columns of the table or of the evidence.

        Returns
        -------
        pandas.DataFrame or None
            None for a finding whose table is its own evidence.

        Raises
        ------
        NotFoundError
            When a column or a value is not there.
        """
        if self.evidence is None:
            return None
        ours = {column: value for column, value in values.items() if column in self.table.columns}
        behind = _matching(self.evidence, {column: value for column, value in values.items() if column not in ours})
        rows = _matching(self.table, ours)
        if self.table.empty:
            return behind.iloc[:0]
        return behind if len(rows) == len(self.table) else _joined(behind, rows)

    def _evidence_of(self, rows: pd.DataFrame) -> pd.DataFrame | None:
        """Return the evidence of some of the rows."""
        return None if self.evidence is None else _joined(self.evidence, rows)

    def passage(self, rows: Sequence[Mapping[str, Any]]) -> Passage:
        """Return the sentence that some rows of the evidence stand in."""
        first = rows[0]
        document, sentence = str(first["document"]), int(first["sentence"])
        text = self.texts.get(document)
        if text is None or pd.isna(first["sentence_start"]):
            return Passage(document, sentence, None, (), first)
        start, end = int(first["sentence_start"]), int(first["sentence_end"])
        marks = tuple((max(int(row["start"]) - start, 0), min(int(row["end"]), end) - start) for row in rows)
        return Passage(document, sentence, text[start:end], marks, first)

    def _repr_html_(self) -> str:
        if len(self) > _MOST:
            return self.head(_MOST)._repr_html_()
        columns = [shown_column(self.table[name]) for name in self.table.columns]
        rows = zip(*(cells for cells, _ in columns), strict=True)
        sides = ["left" if words else "right" for _, words in columns]
        return markup.table(self.title, list(map(str, self.table.columns)), rows, notes=self.notes, align=sides)

    def __repr__(self) -> str:
        if len(self) > _MOST:
            return repr(self.head(_MOST))
        shown = pd.DataFrame({name: shown_column(self.table[name])[0] for name in self.table.columns}, dtype=str)
        return "\n".join([self.title, shown.to_string(index=False), *self.notes])


def listed(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: "frame, voice and outlet"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _in_words_and_numbers(finding: Finding) -> tuple[list[str], list[str]]:
    """Return the columns that tell rows apart, and those that count."""
    numeric = finding.table.select_dtypes("number").columns
    return [name for name in finding.table.columns if name not in numeric], list(numeric)


def _joined(evidence: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the evidence that stands behind some rows: what has the same values in the columns they share."""
    keys = [column for column in rows.columns if column in evidence.columns]
    return evidence.merge(rows[keys].drop_duplicates(), on=keys) if keys else evidence


def _matching(table: pd.DataFrame, values: Mapping[str, Any]) -> pd.DataFrame:
    for column, value in values.items():
        _check_column(column, table)
        if callable(value):
            table = table[table[column].map(value).astype(bool)]
            continue
        wanted = list(value) if isinstance(value, (list, tuple, set)) else [value]
        for one in wanted:
            there = table[column].isna() if _is_missing(one) else table[column] == one
            if not there.any() and len(table):
                known = table[column].dropna().astype(str).unique()
                raise NotFoundError(f'No row has {column} "{one}". {did_you_mean(str(one), known)}')
        missing = any(map(_is_missing, wanted))
        table = table[table[column].isin(wanted) | (table[column].isna() if missing else False)]
    return table


def _is_missing(value: Any) -> bool:
    """Say whether a value is what a cell holds that has none: None, or not a number."""
    return value is None or (isinstance(value, float) and value != value)


def _chosen(value: Any) -> str:
    if callable(value):
        return "by a rule"
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple, set)) else str(value)


def _check_column(column: str, table: pd.DataFrame) -> None:
    if column not in table.columns:
        raise NotFoundError(f'There is no column "{column}". {did_you_mean(column, map(str, table.columns))}')
