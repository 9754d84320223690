"""The rows of a Parquet file, by pyarrow, a batch at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

_BATCH = 500


def read(path: str) -> Iterator[dict[str, Any]]:
    """Yield the names of the columns, then batches of rows, each row's number and cells."""
    import pyarrow.parquet as parquet

    with parquet.ParquetFile(path, memory_map=False) as table:
        names = [str(name) for name in table.schema_arrow.names]
        yield {"sheet": "", "rows": [(1, names)]}
        number = 1
        for batch in table.iter_batches(batch_size=_BATCH, use_threads=False):
            columns = [column.to_pylist() for column in batch.columns]
            rows = []
            for cells in zip(*columns, strict=True):
                number += 1
                rows.append((number, [_value(cell) for cell in cells]))
            yield {"sheet": "", "rows": rows}


def _value(cell: Any) -> Any:
    """Return a cell as JSON has it; bytes are no field of an article."""
    if cell is None or isinstance(cell, str | bool | int | float):
        return cell
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, dict):
        return {str(name): _value(value) for name, value in cell.items()}
    if isinstance(cell, list):
        return [_value(value) for value in cell]
    return None if isinstance(cell, bytes) else str(cell)
