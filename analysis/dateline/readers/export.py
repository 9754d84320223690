"""From one article of an archive's export to a `Document`: dates read, languages under one name each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.corpus import Document, Problem
from dateline.errors import CorpusError
from dateline.readers.encodings import read_text
from dateline.readers.labels import any_of, meanings
from dateline.readers.printed_dates import printed_date
from dateline.readers.rows import Columns, to_document

LARGEST = 1 << 28


class Export:
    """A file of an archive while it is read: its articles are numbered, and their dates are read.

    Parameters
    ----------
    path : Path
    columns : Columns
        Which of the fields a reader wants under another name.
    problems : list of Problem
        Takes what was wrong.
    """

    def __init__(self, path: Path, columns: Columns, problems: list[Problem]) -> None:
        self.path, self.columns, self.problems = path, columns, problems
        self.position = 0

    def article(self, raw: Mapping[str, Any]) -> Iterator[Document]:
        """Yield the article of one set of fields, if it has a text."""
        self.position += 1
        fields = {name: value for name, value in raw.items() if value not in (None, "", [])}
        fields |= {"position": self.position}
        self._date(fields)
        if language := fields.get("language"):
            fields["language"] = language_code(str(language))
        document = to_document(
            self.columns.rename(fields),
            file=self.path.name,
            row=self.position,
            identity=f"{self.path.stem}-{self.position}",
            problems=self.problems,
        )
        if document is not None:
            yield document

    def report(self, field: str | None, found: str, done: str) -> None:
        """Add a problem of the article that comes next."""
        self.problems.append(Problem(self.path.name, self.position + 1, field, found, done))

    def _add(self, field: str, found: str, done: str) -> None:
        self.problems.append(Problem(self.path.name, self.position, field, found, done))

    def _date(self, fields: dict[str, Any]) -> None:
        if "date" not in fields:
            self._add("date", "The article prints no date.", "It stays without one.")
        date = printed_date(str(fields.get("date", "")))
        if date is None:
            return  # what is no date that archives print, `to_document` reads or reports
        fields["date as printed"], fields["date"] = " ".join(str(fields["date"]).split()), date.iso
        if date.doubt:
            done = "The day and month that are printed were kept; check them."
            self._add("date", date.doubt, done)


def language_code(written: str) -> str:
    """Return the two-letter code of a language named in English, French or German, or what was written.

    Examples
    --------
    >>> language_code("ENGLISH"), language_code("Französisch"), language_code("nb-NO"), language_code("Latin")
    ('en', 'fr', 'nb', 'Latin')
    """
    first = re.split(r"[;,/|]", written.strip())[0].strip()
    means = meanings("any").get(first.casefold(), "")
    if means.startswith("language "):
        return means.removeprefix("language ")
    tag = re.fullmatch(r"([A-Za-z]{2})(?:[-_]\w+)*", first)
    return tag[1].lower() if tag else written.strip()


def whole_text(path: Path, problems: list[Problem]) -> str:
    """Return the text of a file that fits into memory, without null bytes; nothing when it is empty or binary.

    Raises
    ------
    CorpusError
        When it is larger than 256 MB.
    """
    size = path.stat().st_size
    if size > LARGEST:
        raise CorpusError(f"The file has {size >> 20} MB, and an export is read up to {LARGEST >> 20}. Divide it.")
    return (read_text(path, problems) or "").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def byline_name(written: str) -> str:
    """Return a byline without the word that opens it: `By`, `Par`, `Von`."""
    return re.sub(rf"\A\s*{any_of('any', 'by')}:?\s+", "", written, flags=re.IGNORECASE).strip()
