"""Excel: one article a row of every sheet whose header has a column of texts; no formula is worked out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.corpus import Document, Problem
from dateline.readers.confined import answers
from dateline.readers.formats import Format, Head
from dateline.readers.rows import Columns
from dateline.readers.single import check_size
from dateline.readers.table_rows import articles

_LARGEST = 1 << 29


def read(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of a workbook, sheet by sheet."""
    check_size(path, "A workbook", _LARGEST)
    yield from articles(answers("sheet_rows", "openpyxl", "A workbook", path=str(path)), path, columns, problems)


def _is_excel(head: Head) -> bool:
    return "[Content_Types].xml" in head.members and any(name.startswith("xl/") for name in head.members)


FORMAT = Format("Excel", _is_excel, read)
