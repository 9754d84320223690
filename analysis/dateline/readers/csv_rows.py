"""The rows of a CSV file: one that is none is left out and reported, and reading goes on with the line after it."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from dateline.corpus import Problem
from dateline.readers.single import LARGEST

_RETRIES = 20  # rows whose lines are read again; each may have run to the end of the file


class CsvRows:
    """The numbered rows of a file; the header is row 1.

    Parameters
    ----------
    file : text file
        Opened without translation of line ends.
    delimiter : str
    name : str
        Of the file, for a problem.
    problems : list of Problem
        Takes the rows that are no CSV.
    """

    def __init__(self, file: TextIO, delimiter: str, name: str, problems: list[Problem]) -> None:
        self._file, self._name, self._problems = file, name, problems
        self._delimiter = delimiter
        self._held: list[str] = []
        self._again: deque[str] = deque()
        self._row = 0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        retries, table = 0, self._table()
        while True:
            self._held = []
            self._row += 1
            try:
                yield self._row, next(table)
            except StopIteration:
                return
            except csv.Error as error:
                after = self._held[1:]
                again = retries < _RETRIES
                done = (
                    "It was left out."
                    if again or not after
                    else f"It was left out with lines after it: {len(after):,}."
                )
                self._report(f"The row is no CSV ({error}): is a quotation mark in it not doubled?", done)
                if after and again:
                    retries += 1
                    self._again.extendleft(reversed(after))
                table = self._table()

    def _table(self) -> Iterator[list[str]]:
        return csv.reader(self._lines(), delimiter=self._delimiter, strict=True)

    def _lines(self) -> Iterator[str]:
        """Yield the lines, those that are to be read again first; one longer than any row of articles is left out."""
        while True:
            line = self._again.popleft() if self._again else self._file.readline(LARGEST + 1)
            if len(line) > LARGEST:
                self._report(f"A line has more than {LARGEST >> 20} MB.")
                while line and not line.endswith("\n"):
                    line = self._file.readline(LARGEST)
                line = "\n"
            if not line:
                return
            self._held.append(line)
            yield line

    def _report(self, found: str, done: str = "It was left out.") -> None:
        self._problems.append(Problem(self._name, self._row, None, found, done))
