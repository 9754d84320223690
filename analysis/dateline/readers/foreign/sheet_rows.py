"""The rows of a spreadsheet, by openpyxl: values only, no formula is worked out and no link followed."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

LARGEST = 1 << 30
_BATCH = 200
_LONGEST, _WIDEST = 1 << 20, 1000
_UNSEEN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')  # words, languages and signs in the format of a cell


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
        for number, cells in enumerate(islice(sheet.iter_rows(), _LONGEST), 1):
            if values := _ended([_value(cell) for cell in cells[:_WIDEST]]):
                batch.append((number, values))
            if len(batch) == _BATCH:
                yield {"sheet": sheet.title, "rows": batch}
                batch = []
        yield {"sheet": sheet.title, "rows": batch}


def _ended(values: list[Any]) -> list[Any]:
    """Return the values up to the last that is any."""
    last = max((place for place, value in enumerate(values, 1) if value is not None), default=0)
    return values[:last]


def _value(cell: Any) -> Any:
    """Return what a cell holds as JSON has it: a moment at midnight is a day, as spreadsheets keep days."""
    value = cell.value
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():
            return value.isoformat(" ", "seconds")
        return value.date().isoformat()[: _shown(cell.number_format)]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _shown(number_format: str) -> int:
    """Return how many characters of an ISO date a cell shows: a day that nobody sees was put there by the program."""
    parts = set(_UNSEEN.sub("", number_format).casefold())
    return 10 if "d" in parts or not parts & {"y", "m"} else 7 if "m" in parts else 4
