"""Parquet: one article a row, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.corpus import Document, Problem
from dateline.readers.confined import answers
from dateline.readers.formats import Format
from dateline.readers.rows import Columns
from dateline.readers.table_rows import articles


def read(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of a Parquet file; bytes are no field of an article and are left out."""
    yield from articles(answers("parquet_rows", "pyarrow", "A Parquet file", path=str(path)), path, columns, problems)


FORMAT = Format("Parquet", lambda head: head.start.startswith(b"PAR1"), read)
