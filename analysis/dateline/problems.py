"""What was wrong with what was read, and what was done about it: a sentence each, and a table of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was wrong with a file or a row, and what was done about it.

    Attributes
    ----------
    file : str
    row : int or None
        From 1; None when it is the whole file's.
    field : str or None
        The column.
    found, done : str
        One sentence each.
    """

    file: str
    row: int | None
    field: str | None
    found: str
    done: str

    def __str__(self) -> str:
        where = self.file + (f", row {self.row}" if self.row is not None else "")
        return f"{where}: {self.found} {self.done}"


def problem_table(problems: Sequence[Problem]) -> pd.DataFrame:
    """Return problems as a table: file, position, field, found, done."""
    rows = [(problem.file, problem.row, problem.field, problem.found, problem.done) for problem in problems]
    table = pd.DataFrame(rows, columns=["file", "position", "field", "found", "done"])
    return table.astype({"position": "Int64"})
