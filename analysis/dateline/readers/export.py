"""From one article of an archive's export to a `Document`: dates read, languages under one name each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.corpus import Document, Problem
from dateline.errors import CorpusError
from dateline.readers.encodings import read_text
from dateline.readers.labels import any_of, counter, meanings
from dateline.readers.printed_dates import printed_date
from dateline.readers.rows import Columns, to_document

LARGEST = 1 << 28
_ONE_YEAR = re.compile(r"[^\W\d_][^\d]{1,30}?\s((?:1[5-9]|20)\d\d)\b[^\d]{0,20}")  # Spring 2022
_LONGEST_NUMBER, _TAIL = 200, 10_000  # characters
_NAMED = 5  # numbers of missing articles


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

    def report_file(self, found: str, done: str) -> None:
        """Add a problem of the whole file."""
        self.problems.append(Problem(self.path.name, None, None, found, done))

    def check_end(self, markup: str) -> None:
        """Report a page that does not end."""
        tail = markup[-_TAIL:].casefold()
        if "<html" in markup[:_TAIL].casefold() and "</html" not in tail and "</body" not in tail:
            self.report_file(
                "The page ends in the middle.", "It was cut short, and its last article with it: export it again."
            )

    def _add(self, field: str, found: str, done: str) -> None:
        self.problems.append(Problem(self.path.name, self.position, field, found, done))

    def _date(self, fields: dict[str, Any]) -> None:
        if "date" not in fields:
            self._add("date", "The article prints no date.", "It stays without one.")
            return
        written = " ".join(str(fields["date"]).split())
        fields.setdefault("date as printed", written)
        date = printed_date(written)
        if date is None:
            if year := _ONE_YEAR.fullmatch(written):
                fields["date"] = year[1]
                self._add("date", f'The date "{written}" names no month.', "Its year was kept.")
            return  # any other that archives do not print, `to_document` reads or reports
        fields["date"] = date.iso
        if date.doubt:
            done = "The day and month that are printed were kept; check them."
            self._add("date", date.doubt, done)


class Numbers:
    """The numbers that an archive prints above its articles, `3 of 10 DOCUMENTS`, against the articles that are there.

    Parameters
    ----------
    archive : str
        Whose labels.
    export : Export
    """

    def __init__(self, archive: str, export: Export) -> None:
        self._pattern, self._export = counter(archive), export
        self._seen: list[int] = []
        self._of = 0

    def take(self, line: str) -> bool:
        """Say whether a line is the number of an article, and keep it if so."""
        if len(line) >= _LONGEST_NUMBER or not self._pattern.fullmatch(line):
            return False
        numbers = [int(re.sub(r"\D", "", written)) for written in re.findall(r"\d[\d,.]*", line)]
        self._seen += numbers[:1]
        self._of = max(numbers)
        return True

    def check(self) -> None:
        """Report the articles that the numbers promise and the file does not hold."""
        if not self._seen:
            return
        last, there = max(self._seen), set(self._seen)
        if missing := [number for number in range(min(there), last) if number not in there]:
            named = ", ".join(f"{number:,}" for number in missing[:_NAMED])
            plural = "s" if len(missing) > 1 else ""
            more = f" ({len(missing):,} in all)" if len(missing) > _NAMED else ""
            done = "Where the number alone is lost, the text stands in the article before it."
            self._export.report_file(f"No article has the number{plural} {named} of {self._of:,}{more}.", done)
        if last < self._of:
            found = f"The export counts {self._of:,} articles, and the file ends with number {last:,}."
            done = "If no other file holds the rest, it was cut short, and its last article too."
            self._export.report_file(found, done)


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
