"""Where two versions of a figure's numbers, words and provenance differ, said so that a reader finds the place."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from itertools import islice, zip_longest
from typing import Any

SHOWN = 5


def data_differences(recorded: bytes, rebuilt: bytes) -> list[str]:
    r"""Return the cells in which two tables differ, the first five and how many more.

    Parameters
    ----------
    recorded, rebuilt : bytes
        CSV with a header, in UTF-8.

    Examples
    --------
    >>> data_differences(b"who,articles\nXi,35\n", b"who,articles\nXi,36\n")
    ['row 1 (Xi), articles: recorded 35, rebuilt 36']
    """
    (header, *rows), (new_header, *new_rows) = _table(recorded), _table(rebuilt)
    if header != new_header:
        return [f"columns: recorded {', '.join(header)}; rebuilt {', '.join(new_header)}"]
    no_row: list[str] = []
    found = [
        f"row {number} ({_label(row or new)}), {column}: recorded {_shown(old)}, rebuilt {_shown(value)}"
        for number, (row, new) in enumerate(zip_longest(rows, new_rows, fillvalue=no_row), 1)
        for column, old, value in zip_longest(header, row, new)
        if old != value
    ]
    return shortened(found) or (["written otherwise, the cells are the same"] if recorded != rebuilt else [])


def word_differences(recorded: bytes, rebuilt: bytes) -> list[str]:
    """Return the first line in which two texts differ."""
    lines = (content.decode("utf-8", "replace").splitlines() for content in (recorded, rebuilt))
    for number, (one, other) in enumerate(zip_longest(*lines), 1):
        if one != other:
            return [f"line {number}: recorded {_around(one, other)}, rebuilt {_around(other, one)}"]
    return ["written otherwise, the lines are the same"] if recorded != rebuilt else []


def value_differences(recorded: Any, rebuilt: Any, *, under: str = "") -> Iterator[str]:
    """Yield each value in which two JSON values differ, with the path to it.

    Examples
    --------
    >>> list(value_differences({"parameters": {"seed": 7}}, {"parameters": {"seed": 8}}))
    ['parameters.seed: recorded 7, rebuilt 8']
    """
    if isinstance(recorded, Mapping) and isinstance(rebuilt, Mapping):
        for name in sorted({*recorded, *rebuilt}):
            yield from value_differences(recorded.get(name), rebuilt.get(name), under=f"{under}.{name}".lstrip("."))
    elif isinstance(recorded, list) and isinstance(rebuilt, list) and len(recorded) == len(rebuilt):
        for number, (one, other) in enumerate(zip(recorded, rebuilt, strict=True), 1):
            yield from value_differences(one, other, under=f"{under}[{number}]")
    elif recorded != rebuilt:
        yield f"{under}: recorded {_shown(recorded)}, rebuilt {_shown(rebuilt)}"


def shortened(found: list[str]) -> list[str]:
    """Return the first five, and how many more there are."""
    more = len(found) - SHOWN
    return [*islice(found, SHOWN), *([f"and {more} more"] if more > 0 else [])]


def _table(content: bytes) -> list[list[str]]:
    return list(csv.reader(content.decode("utf-8", "replace").splitlines(keepends=True))) or [[]]


def _label(row: list[str]) -> str:
    """Return what names a row: its first cell, and the second when the first is a mere number."""
    first, second = (*row, "", "")[:2]
    return f"{first}, {second}" if re.fullmatch(r"[\d.]*", first) else first


def _shown(value: object) -> str:
    text = "nothing" if value is None or value == "" else str(value)
    if re.fullmatch("[0-9a-f]{64}", text):
        return text[:12]
    return text if len(text) <= 80 else f"{text[:77]}..."


def _around(line: str | None, other: str | None) -> str:
    """Return a line, or the part of a long one where it leaves the other."""
    if line is None:
        return "no such line"
    same = next((n for n, (a, b) in enumerate(zip(line, other or "", strict=False)) if a != b), len(other or ""))
    start = max(0, min(same, len(line)) - 30) if len(line) > 80 else 0
    return f'"{"..." if start else ""}{line[start : start + 80]}{"..." if len(line) > start + 80 else ""}"'
