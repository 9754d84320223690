"""The key of a collection: what a reader marked in it, stored beside the texts and checked against them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from dateline.errors import CorpusError, check_choice, did_you_mean
from dateline.provenance import home
from dateline.readers.shipped import read_shipped
from dateline.seeds import load_actors, load_frames
from dateline.tables import Row, read_table

Pass = Literal["agreed", "first", "second"]
_SPAN = "document start end surface".split()
_COLUMNS = {
    "leaders": [*_SPAN, "actor"],
    "quotations": [*"document quotation start end surface kind source_start source_end source".split(),
                   "speaker", "speaker_name", "via"],
    "framing": [*_SPAN, *"frame term voice scare negated speaker speaker_name target".split()],
}  # fmt: skip
_FILLED = {
    "leaders": [*_SPAN, "actor"],
    "quotations": [*_SPAN, "quotation", "kind", "source", "speaker_name"],
    "framing": [*_SPAN, "frame", "voice", "scare", "negated"],
}
_NUMBERS = ("start", "end", "quotation", "source_start", "source_end")
_KINDS = ("direct", "indirect", "mixed")
_VOICES = ("narrator", "quoted", "reported")


@dataclass(frozen=True, eq=False)
class Key:
    """What a reader marked in a collection; offsets are into the text of each document.

    Attributes
    ----------
    name : str
        Of the collection.
    leaders : pandas.DataFrame
        One row for each naming of a leader: `document`, `start`, `end`, `surface`, `actor`.
    quotations : pandas.DataFrame
        One row for each piece of a quotation, numbered by `quotation` within its document: also its `kind`, the words
        that name its `source` and where they stand, `speaker` (an id; several joined by `;`), `speaker_name`, `via`.
    framing : pandas.DataFrame
        One row for each term: its `frame`, the `term` of the lexicon that found it when it was marked (empty where
        none did), `voice`, `scare`, `negated`, `speaker`, `speaker_name` and `target` (ids joined by `;`).
    """

    name: str
    leaders: pd.DataFrame
    quotations: pd.DataFrame
    framing: pd.DataFrame

    def __repr__(self) -> str:
        quotations = len(self.quotations.drop_duplicates(["document", "quotation"]))
        return (
            f"Key of {self.name}: {len(self.leaders)} namings of leaders, {quotations} quotations, "
            f"{len(self.framing)} framing terms, marked by a reader"
        )


def load_key(name: str, *, marked: Pass = "agreed") -> Key:
    """Load what a reader marked in a collection that ships with Dateline.

    Parameters
    ----------
    name : str
        Of the collection: `"summits-2022"`.
    marked : {'agreed', 'first', 'second'}
        The key itself, or what one of the two passes held before they were compared.

    Returns
    -------
    Key

    Raises
    ------
    CorpusError
        When the collection is not there or has no key.
    SeedError
        With file, row and remedy, when a mark does not stand where it says, or names an actor or frame nobody knows.

    Notes
    -----
    How to mark and decide is told in the `GUIDE.md` beside the tables. One reader, a language model, made both
    passes, so their agreement says how steady the reading is, not that others would agree. It measures nothing itself.

    Examples
    --------
    >>> from dateline.readers.key import load_key
    >>> key = load_key("summits-2022")
    >>> sorted(key.framing["voice"].unique())
    ['narrator', 'quoted', 'reported']
    """
    check_choice("marked", marked, Pass)
    folder = home("corpus") / name / "key"
    documents = read_shipped(name, [])
    if documents is None or not folder.is_dir():
        known = sorted(path.parent.name for path in home("corpus").glob("*/key"))
        raise CorpusError(f'No collection "{name}" with a key ships with Dateline. {did_you_mean(name, known)}')
    texts = {document.id: document.text for document in documents}
    within = folder if marked == "agreed" else folder / marked
    check = _Check(texts)
    checks = {"leaders": check.leader, "quotations": check.quotation, "framing": check.framing}
    return Key(name, **{table: _table(within / f"{table}.csv", checks[table]) for table in _COLUMNS})


def _table(path: Path, check: Callable[[Row], None]) -> pd.DataFrame:
    """Return a table whose every row was checked, with numbers as numbers and yes or no as truth."""
    columns = _COLUMNS[path.stem]
    rows = []
    for row in read_table(path, columns=columns, filled=_FILLED[path.stem]):
        check(row)
        rows.append(dict(row))
    table = pd.DataFrame(rows, columns=columns)
    numbers = {column: int for column in _NUMBERS if column in columns}
    truths = {column: table[column] == "yes" for column in ("scare", "negated") if column in columns}
    return table.astype(numbers).assign(**truths)


class _Check:
    """Checks a row against the texts, the actors and the frames."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts, self._actors, self._frames = texts, load_actors(), load_frames()

    def leader(self, row: Row) -> None:
        self._span(row, "start", "end", "surface")
        self._ids(row, "actor")

    def quotation(self, row: Row) -> None:
        self._span(row, "start", "end", "surface")
        self._span(row, "source_start", "source_end", "source")
        self._ids(row, "speaker")
        row.one_of("kind", _KINDS)

    def framing(self, row: Row) -> None:
        self._span(row, "start", "end", "surface")
        self._ids(row, "speaker")
        self._ids(row, "target")
        row.one_of("frame", list(self._frames))
        row.one_of("voice", _VOICES)
        row.one_of("scare", ("yes", "no"))
        row.one_of("negated", ("yes", "no"))

    def _span(self, row: Row, start: str, end: str, surface: str) -> None:
        row.one_of("document", list(self._texts))
        text = self._texts[row["document"]]
        if not (row[start].isdecimal() and row[end].isdecimal()):
            raise row.fail(f'{start} and {end} hold "{row[start]}" and "{row[end]}". Count characters from 0.')
        found = text[int(row[start]) : int(row[end])]
        if found != row[surface]:
            at = text.find(row[surface])
            there = f"It stands at {at}." if at >= 0 else "It is not in the text."
            raise row.fail(f'{surface} is "{row[surface]}", but the text holds "{found}" there. {there}')

    def _ids(self, row: Row, column: str) -> None:
        for name in filter(None, row[column].split(";")):
            if name not in self._actors:
                raise row.fail(f'column {column} names the actor "{name}". {did_you_mean(name, list(self._actors))}')
