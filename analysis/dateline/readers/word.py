"""Word files: one article, its paragraphs as they stand; macros and objects are never opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.corpus import Document, Problem
from dateline.errors import CorpusError
from dateline.readers.confined import answers
from dateline.readers.formats import Format, Head
from dateline.readers.rows import Columns
from dateline.readers.single import Single, check_size, file_fields

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word, Excel and others before 2007, and locked files of today


def read(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the article of a Word file; who made the file, and when, is kept as such."""
    check_size(path, "A Word file")
    for part in answers("word_paragraphs", "docx", "A Word file", path=str(path)):
        lines = [line.strip() for line in part["lines"]]
        fields = file_fields(part["about"]) | {"text": "\n\n".join(line for line in lines if line)}
        yield from Single(path, columns, problems).article(fields)


def refuse(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Refuse a file of the old kind, which also holds what is locked with a password."""
    raise CorpusError(
        "The file is of the kind that Word and Excel wrote before 2007, or locked with a password. "
        "Save it as .docx or .xlsx without one."
    )
    yield  # which makes this a reader like the others


def _is_word(head: Head) -> bool:
    return "[Content_Types].xml" in head.members and any(name.startswith("word/") for name in head.members)


FORMAT = Format("DOCX", _is_word, read)
OLD = Format("DOC and XLS (once saved as DOCX and XLSX)", lambda head: head.start.startswith(_OLD), refuse)
