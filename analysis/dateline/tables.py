"""How a hand-made table is read: every column known, every cell checked, every error with its file and row."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dateline.errors import SeedError, did_you_mean

# What makes a day of a year, of a month and of a day.
_REST = {4: "-01-01", 7: "-01", 10: ""}


class Row(dict[str, str]):
    """One row of a seed table, with the file and line it stands on."""

    def __init__(self, cells: dict[str, str], path: Path, line: int) -> None:
        super().__init__(cells)
        self.path, self.line = path, line

    def fail(self, message: str) -> SeedError:
        """Return an error that names the file and the row."""
        return SeedError(f"{self.path.name}, row {self.line}: {message}")

    def several(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell that holds several values separated by `|`."""
        return tuple(part.strip() for part in self[column].split("|") if part.strip())

    def one_of(self, column: str, choices: Sequence[str]) -> str:
        """Return a cell that must be one of a closed set."""
        if self[column] not in choices:
            raise self.fail(f'column {column} holds "{self[column]}". {did_you_mean(self[column], choices)}')
        return self[column]

    def whole(self, column: str, *, signed: bool = True) -> int:
        """Return a cell that must be a whole number."""
        written = self[column]
        if not written.removeprefix("-" if signed else "").isdecimal():
            raise self.fail(f'column {column} holds "{written}". Write a whole number such as {-12 if signed else 12}.')
        return int(written)

    def number(self, column: str) -> float:
        """Return a cell that must be a number."""
        try:
            return float(self[column])
        except ValueError:
            raise self.fail(f'column {column} holds "{self[column]}". Write a number such as -1.2.') from None

    def date(self, column: str) -> str | None:
        """Return an ISO date of any precision (2022, 2022-02, 2022-02-05), or None for an empty cell."""
        written = self[column]
        if not written:
            return None
        try:
            datetime.date.fromisoformat(written + _REST[len(written)])
        except (KeyError, ValueError):
            raise self.fail(f'column {column} holds "{written}". Write it as YYYY, YYYY-MM or YYYY-MM-DD.') from None
        return written


def read_table(
    path: Path, *, columns: Sequence[str], filled: Sequence[str] = (), optional: Sequence[str] = ()
) -> Iterator[Row]:
    """Read a CSV table row by row.

    Parameters
    ----------
    path : Path
        A UTF-8 file with a header.
    columns : sequence of str
        The columns it must have.
    filled : sequence of str
        Those that may not be empty.
    optional : sequence of str
        Columns it may lack, whose cells are then empty; no others are allowed.

    Yields
    ------
    Row
        Cells by column, stripped.

    Raises
    ------
    SeedError
        With file, row and remedy: the file is missing or is not UTF-8, a column is missing or unknown, a cell is empty.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from read_rows(file, path, columns=columns, filled=filled, optional=optional)
    except FileNotFoundError:
        raise SeedError(f"There is no {path.name} in {path.parent.name}/. Restore it from the repository.") from None
    except UnicodeDecodeError as error:
        raise SeedError(f"{path.name} is not UTF-8 (byte {error.start}). Save it as UTF-8 CSV.") from None


def read_rows(
    lines: Iterable[str],
    path: Path,
    *,
    columns: Sequence[str],
    filled: Sequence[str] = (),
    optional: Sequence[str] = (),
) -> Iterator[Row]:
    """Read the rows of a table from its lines of CSV, as `read_table` does from a file; `path` names them in errors."""
    reader = csv.DictReader(lines, strict=True)
    try:
        header = reader.fieldnames or []
        _check_header(path, header, columns, optional)
        empty = dict.fromkeys(optional, "")
        for cells in reader:
            yield _checked(Row(empty, path, reader.line_num), cells, len(header), filled)
    except csv.Error as error:
        raise SeedError(
            f"{path.name}, row {reader.line_num}: {error}. Check the quotation marks of that row."
        ) from None


def _check_header(path: Path, header: Sequence[str], columns: Sequence[str], optional: Sequence[str]) -> None:
    known = [*columns, *optional]
    for name in header:
        if name not in known:
            raise SeedError(f'{path.name} has an unknown column "{name}". {did_you_mean(name, known)}')
    missing = [name for name in columns if name not in header]
    if missing:
        raise SeedError(f"{path.name} lacks the column {', '.join(missing)}. Add it; cells may be empty.")


def _checked(row: Row, cells: dict[str, str | None], width: int, filled: Sequence[str]) -> Row:
    if None in cells or any(value is None for value in cells.values()):
        raise row.fail(f"it should have {width} cells. Quote a cell that holds a comma.")
    row.update({name: (value or "").strip() for name, value in cells.items()})
    for name in filled:
        if not row[name]:
            raise row.fail(f"column {name} is empty. Every row needs one.")
    return row
