"""A file that is one article: its fields, as far as the file says them, and where they came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.corpus import Document, Problem
from dateline.errors import CorpusError
from dateline.readers.export import language_code
from dateline.readers.printed_dates import printed_date
from dateline.readers.rows import Columns, to_document

LARGEST = 1 << 26


class Single:
    """An article while it is read: from the fields that a file has to a `Document`.

    Parameters
    ----------
    path : Path
    columns : Columns
        Which of the fields a reader wants under another name.
    problems : list of Problem
        Takes what was wrong.
    row : int or None
        Where in the file the article stands, if there are several.
    """

    def __init__(self, path: Path, columns: Columns, problems: list[Problem], row: int | None = None) -> None:
        self.path, self.columns, self.problems, self.row = path, columns, problems, row

    def article(self, raw: Mapping[str, Any]) -> Iterator[Document]:
        """Yield the article, if it has a text; a printed date is read, and one that is none is left to be reported."""
        fields = {name: value for name, value in raw.items() if value not in (None, "", [])}
        if "language" in fields:
            fields["language"] = language_code(str(fields["language"]))
        date = printed_date(str(fields.get("date", "")))
        if date is not None:
            fields["date"] = date.iso
            if date.doubt:
                self.report("date", date.doubt, "The day and month that are printed were kept; check them.")
        identity = self.path.stem if self.row is None else f"{self.path.stem}-{self.row}"
        document = to_document(
            self.columns.rename(fields), file=self.path.name, row=self.row, identity=identity, problems=self.problems
        )
        if document is not None:
            yield document

    def report(self, field: str | None, found: str, done: str) -> None:
        """Add a problem of the article."""
        self.problems.append(Problem(self.path.name, self.row, field, found, done))


def file_fields(about: Mapping[str, str], *, title: bool = True) -> dict[str, str]:
    """Return what an office file says about itself: who made the file, and when, is neither byline nor date.

    Examples
    --------
    >>> file_fields({"title": "Snow", "author": "admin", "created": "2022-02-05"})
    {'title': 'Snow', 'file author': 'admin', 'file created': '2022-02-05'}
    """
    own = ("language", "title") if title else ("language",)
    return {name if name in own else f"file {name}": value for name, value in about.items()}


def check_size(path: Path, what: str, largest: int = LARGEST) -> None:
    """Raise a CorpusError when a file is larger than one article is."""
    size = path.stat().st_size
    if size > largest:
        raise CorpusError(f"{what} of {size >> 20} MB is no article; up to {largest >> 20} MB are read.")
