"""Where tables lie: a folder of them, and further ones whose rows are laid over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dateline.provenance import home
from dateline.tables import Row, read_table


class Folders(NamedTuple):
    """A folder of tables, and those laid over it, the last on top.

    Attributes
    ----------
    base : Path
    over : tuple of Path
        Folders that hold some of the tables, with some of their rows.
    """

    base: Path
    over: tuple[Path, ...] = ()

    def has(self, name: str) -> bool:
        """Say whether one of the folders holds a table."""
        return any((folder / name).is_file() for folder in (self.base, *self.over))

    def rows(
        self, name: str, key: Sequence[str], *, columns: Sequence[str], filled: Sequence[str] = (),
        optional: Sequence[str] = (), ours: bool = False,
    ) -> Iterator[Row]:  # fmt: skip
        """Yield the rows of a table; one laid over another has the same cells in the columns of the key.

        Parameters
        ----------
        name : str
            Of the file.
        key : sequence of str
            Columns that tell rows apart.
        columns, filled, optional : sequence of str
            As `read_table` takes them.
        ours : bool
            Whether a base without the table has that of `seeds/actors/`.
        """
        base = self.base / name
        if not base.is_file() and (ours or any((folder / name).is_file() for folder in self.over)):
            base = home("seeds") / "actors" / name
        tables = [
            list(read_table(path, columns=columns, filled=filled, optional=optional))
            for path in (base, *(folder / name for folder in self.over))
            if path is base or path.is_file()
        ]
        for number, table in enumerate(tables):
            later = {tuple(row[column] for column in key) for over in tables[number + 1 :] for row in over}
            yield from (row for row in table if not later or tuple(row[column] for column in key) not in later)
