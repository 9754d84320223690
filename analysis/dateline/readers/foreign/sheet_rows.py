"""The rows of a spreadsheet, by openpyxl: values only, no formula is worked out and no link followed."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

LARGEST = 1 << 30
_BATCH = 200
_LONGEST, _WIDEST = 1 << 20, 1000


def read(path: str) -> Iterator[dict[str, Any]]:
    """Yield batches of rows that hold anything: the sheet, and each row's number and cells."""
    import openpyxl

    with zipfile.ZipFile(path) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > LARGEST:
        raise ValueError(f"it unpacks to {unpacked >> 20} MB, more than {LARGEST >> 20}")
    file = io.BytesIO(Path(path).read_bytes())  # given a path, the library would go by the suffix
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its size may be wrong
        batch: list[tuple[int, list[Any]]] = []
        for number, cells in enumerate(islice(sheet.iter_rows(values_only=True), _LONGEST), 1):
            if any(cell is not None for cell in cells):
                batch.append((number, [_value(cell) for cell in _ended(cells[:_WIDEST])]))
            if len(batch) == _BATCH:
                yield {"sheet": sheet.title, "rows": batch}
                batch = []
        yield {"sheet": sheet.title, "rows": batch}


def _ended(cells: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the cells up to the last that holds anything."""
    last = max((place for place, cell in enumerate(cells, 1) if cell is not None), default=0)
    return cells[:last]


def _value(cell: Any) -> Any:
    """Return a cell as JSON has it: a moment at midnight is a day, as spreadsheets keep days."""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ", "seconds")
    return cell if isinstance(cell, str | int | float | bool | None) else str(cell)
