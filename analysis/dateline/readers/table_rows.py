"""Tables of any kind: one article a row, the columns named in the header; rows are numbered as a spreadsheet does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.corpus import Document, Problem
from dateline.readers.allowance import Allowance, ExhaustedError
from dateline.readers.rows import Columns, to_document


def column_names(cells: Sequence[Any], file: str, columns: Columns, problems: list[Problem]) -> list[str]:
    """Return the names of a table's columns, or none, reported, when they do not say which one holds the text."""
    names = [str(name).strip() if name is not None else "" for name in cells]
    names = [name or f"column {number}" for number, name in enumerate(names, 1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        found = f"The header names a column twice: {', '.join(twice)}."
        problems.append(Problem(file, 1, None, found, "The table was left out; give each column a name of its own."))
    elif "text" not in columns.rename(dict.fromkeys(names)):
        found = f"There is no column text among {', '.join(names)}."
        problems.append(Problem(file, 1, "text", found[:500], 'Say which it is: columns={"text": ...}.'))
    else:
        return names
    return []


def articles(
    batches: Iterable[dict[str, Any]], path: Path, columns: Columns, problems: list[Problem]
) -> Iterator[Document]:
    """Yield the articles of tables that come in batches of numbered rows; the first of each sheet is its header."""
    headers: dict[str, list[str]] = {}
    allowance = Allowance(path.stat().st_size)
    for batch in batches:
        sheet, rows = str(batch["sheet"]), batch["rows"]
        file = f"{path.name}/{sheet}" if sheet else path.name
        for number, cells in rows:
            if sheet not in headers:
                headers[sheet] = column_names(cells, file, columns, problems)
            elif header := headers[sheet]:
                try:
                    allowance.take(sum(len(cell) for cell in cells if isinstance(cell, str)), f"row {number}")
                except ExhaustedError as error:
                    problems.append(Problem(file, number, None, str(error), "Reading stopped there."))
                    return
                yield from _row(header, cells, path, file, number, columns, problems)
    if not headers:
        problems.append(Problem(path.name, None, None, "The table is empty.", "It was left out."))


def _row(
    header: list[str], cells: list[Any], path: Path, file: str, number: int, columns: Columns, problems: list[Problem]
) -> Iterator[Document]:
    if len(cells) > len(header):
        found = f"The row has {len(cells)} cells and the header {len(header)}."
        problems.append(Problem(file, number, None, found, "What has no column was left out."))
    raw = dict(zip(header, [*cells, *[None] * (len(header) - len(cells))], strict=False))
    sheet = file.removeprefix(path.name).removeprefix("/")
    identity = "-".join(part for part in (path.stem, sheet, str(number)) if part)
    document = to_document(columns.rename(raw), file=file, row=number, identity=identity, problems=problems)
    if document is not None:
        yield document
