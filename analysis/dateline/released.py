"""Collections whose texts are not at hand: what a release says of each article, read back and checked.

A notebook names its collection. In a folder that holds a release, the name means the release's, without its texts.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from dateline.copies import Copy
from dateline.corpus import Corpus, Document
from dateline.errors import CorpusError
from dateline.finding import Finding
from dateline.provenance import digest, digest_of
from dateline.text import WORD, normal_form

PACKAGE = "datapackage.json"
DOCUMENTS = [
    "document", "date", "outlet", "agency", "section", "language", "rights", "tokens", "words", "sentences",
    "paragraphs", "inferred", "cluster", "copy_of", "digest",
]  # fmt: skip
COPIES = ["document", "origin", "like", "shared"]
FINDINGS = ("mentions", "quotes", "hits")  # tables whose rows stand in a sentence
COUNTS = {"tokens", "words", "sentences", "paragraphs", "sentence", "paragraph"}
SWITCHES = {"in_office", "negated", "hedged", "voiced"}
NOBODY = "-"  # among targets: somebody who is not in the actors
# A digest of fewer words could be guessed: whoever tries the likely sentences knows when one is right.
_LEAST_WORDS = 50
_NEVER_EMPTY = {"document", "cluster", "negated", "origin", *COUNTS}
_SWITCH = {"true": True, "false": False}


class _Named(Protocol):
    """An outlet."""

    @property
    def name(self) -> str: ...


class TextError(CorpusError):
    """A text was asked for that is not part of this copy."""


class ReleasedDocument(Document):
    """An article of a release: everything that may be known of it but its text."""

    __slots__ = ("_digest", "_words")
    _digest: str
    _words: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> ReleasedDocument:
        """Return the article of a row of `documents.csv`."""
        known = {name: row[name] for name in ("date", "outlet", "agency", "section", "language", "rights")}
        other = {"copy_of": row["copy_of"]} if row["copy_of"] else {}
        document = cls(row["document"], "", other=other, **known)
        object.__setattr__(document, "_digest", row["digest"] or "")
        object.__setattr__(document, "_words", row["words"])
        return document

    def _not_here(self) -> str:
        raise TextError(
            f'The text of "{self.id}" is not part of this release: it holds what was found in it, by sentence. '
            "What counts or shows words needs the articles; load them from your own copy."
        )

    # The field of the same name is set once, to nothing.
    text = property(_not_here, lambda self, text: None)

    @property
    def words(self) -> int:
        """How many words the report has: those of furniture (bylines, credits, captions) are not counted."""
        return self._words

    @property
    def digest(self) -> str:
        """SHA-256 of the whole text in its normal form; empty for a text so short that it could be guessed."""
        return self._digest

    def __post_init__(self) -> None:
        """Check nothing: a release is checked when it is read."""


@dataclass(frozen=True, eq=False)
class ReleasedCorpus(Corpus):
    """A collection as its release has it: articles without text, and where what was found in them lies.

    Attributes
    ----------
    folder : Path
        The collection's tables.
    read_by : mapping of str to str
        Digests of the texts and the seeds.
    frames : tuple of str
        Ids of the frames that were looked for.
    rows : tuple of mapping
        Of `documents.csv`.
    """

    folder: Path = Path()
    read_by: Mapping[str, str] = field(default_factory=dict)
    frames: tuple[str, ...] = ()
    rows: tuple[Mapping[str, Any], ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """Nothing: no text is here."""
        return {}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the articles, as it was where their texts are; of a subset, over those that are left."""
        if len(self.documents) == len(self.rows) and "corpus" in self.read_by:
            return self.read_by["corpus"]
        known = {row["document"]: row["digest"] for row in self.rows}
        return digest_of([[name, known[name]] for name in sorted(document.id for document in self)])

    def furniture(self) -> Finding:
        """Raise: what is printed around a report is found in its text alone."""
        raise TextError(
            "Furniture is found in texts, and those of a release are not here. Load them from your own copy."
        )

    @cached_property
    def copies(self) -> dict[str, Copy]:
        """Of each article by id, of which it is a copy; a cluster without its origin has its first article's name."""
        like = {row["document"]: row for row in read_rows(self.folder / "copies.csv", COPIES)}
        clusters = {row["document"]: str(row["cluster"]) for row in self.rows}
        there, first = {document.id for document in self}, dict[str, str]()
        for document in sorted(self, key=lambda document: document.date or "9999"):
            first.setdefault(clusters[document.id], document.id)
        return {
            document.id: Copy(
                origin if origin in there else first[origin],
                like[document.id]["like"] if document.id in like else None,
                float(like[document.id]["shared"]) if document.id in like else 1.0,
            )
            for document in self
            for origin in [clusters[document.id]]
        }


def text_digest(text: str) -> str | None:
    """Return the SHA-256 of a whole text in its normal form, by which another copy of it is known; None when too short.

    Examples
    --------
    >>> text_digest("Snow fell.") is None
    True
    """
    if sum(1 for _ in WORD.finditer(text)) < _LEAST_WORDS:
        return None
    return digest(normal_form(text).encode("utf-8", "surrogatepass"))


def release_folder(here: Path | None = None) -> Path | None:
    """Return the nearest folder upward that is a release, or None."""
    here = Path.cwd() if here is None else here
    return next((folder for folder in (here, *here.parents) if (folder / PACKAGE).is_file()), None)


def released_corpus(
    name: str, folder: Path | None = None, *, outlet_of: Callable[[str | None], _Named | None] | None = None
) -> ReleasedCorpus | None:
    """Return a collection of the release that the working folder lies in, or None where it holds no such tables.

    Parameters
    ----------
    name : str
        Of the collection, or what a notebook calls it by: the last part of a path counts.
    folder : Path, optional
        A release, instead of the one around the working folder.
    outlet_of : callable, optional
        From a printed name to the outlet that it means: articles are given the name that it has.

    Raises
    ------
    CorpusError
        With file and row, when the release is not as it was written.
    """
    root = release_folder() if folder is None else folder
    tables = root / "corpus" / Path(name).name if root is not None and name else None
    if root is None or tables is None or not (tables / "documents.csv").is_file():
        return None
    record = record_of(root, tables.name)
    rows = tuple(
        row if outlet_of is None or (outlet := outlet_of(row["outlet"])) is None else row | {"outlet": outlet.name}
        for row in read_rows(tables / "documents.csv", DOCUMENTS)
    )
    if not rows:
        raise CorpusError(f"{tables.name}/documents.csv lists no article. Take the release anew.")
    documents = tuple(ReleasedDocument.of(row) for row in rows)
    made_from = {key: str(value) for key, value in record["made_from"].items()}
    return ReleasedCorpus(documents, str(record["name"]), (), (), tables, made_from, tuple(record["frames"]), rows)


def record_of(root: Path, name: str) -> Mapping[str, Any]:
    """Return what `datapackage.json` says of one collection.

    Raises
    ------
    CorpusError
        When it is no JSON, or does not say what a collection was made from.
    """
    try:
        record = json.loads((root / PACKAGE).read_text(encoding="utf-8"))["dateline"]["collections"][name]
        if not isinstance(record["made_from"], dict) or not isinstance(record["frames"], list):
            raise TypeError("made_from is no mapping, or frames no list")
        return {"name": record["name"], "made_from": record["made_from"], "frames": record["frames"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            f'{PACKAGE} does not say what the collection "{name}" was made from ({error}). Take the release anew.'
        ) from None


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a released table, its counts as numbers; an empty cell is None.

    Raises
    ------
    CorpusError
        With file and row, when the table is not there or a cell is not what its column holds.
    """
    where = f"{path.parent.name}/{path.name}"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = next(rows, [])
            if header != list(columns):
                raise CorpusError(f"{where}, row 1: its columns are not {', '.join(columns)}. Take the release anew.")
            for cells in rows:
                yield _row(cells, columns, f"{where}, row {rows.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CorpusError(f"{where} cannot be read ({error}). Take the release anew.") from None


def _row(cells: Sequence[str], columns: Sequence[str], where: str) -> dict[str, Any]:
    if len(cells) != len(columns):
        raise CorpusError(f"{where}: it has {len(cells)} cells, its table {len(columns)} columns. Take it anew.")
    return {column: _cell(column, cell, where) for column, cell in zip(columns, cells, strict=True)}


def _cell(column: str, cell: str, where: str) -> Any:
    if not cell and column in _NEVER_EMPTY:
        raise CorpusError(f"{where}: {column} is empty. Take the release anew.")
    if column in COUNTS and not (cell.isascii() and cell.isdigit()):
        raise CorpusError(f'{where}: {column} holds "{cell[:40]}", which is no count. Take the release anew.')
    if column in SWITCHES and cell not in ("", *_SWITCH):
        raise CorpusError(f'{where}: {column} holds "{cell[:40]}", neither true nor false. Take the release anew.')
    if column == "shared" and not _is_share(cell):
        raise CorpusError(f'{where}: shared holds "{cell[:40]}", which is no share. Take the release anew.')
    if column == "date" and cell and not _is_day(cell):
        raise CorpusError(f'{where}: date holds "{cell[:40]}", which is no date. Take the release anew.')
    if column == "targets":
        return tuple(None if part == NOBODY else part for part in cell.split("|")) if cell else ()
    return int(cell) if column in COUNTS else _SWITCH[cell] if cell and column in SWITCHES else cell or None


def _is_share(cell: str) -> bool:
    try:
        return 0 <= float(cell) <= 1
    except ValueError:
        return False


def _is_day(cell: str) -> bool:
    try:
        return replace(Document("a", ""), date=cell).date == cell
    except CorpusError:
        return False
