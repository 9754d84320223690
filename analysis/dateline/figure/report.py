"""Figures held against a journal's profile, as a table: a row each, a column for what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from dateline.figure.gate import Criterion, criteria
from dateline.figure.profiles import Profile

_FAILED = "✗ "


class Report(NamedTuple):
    """A table to print, and how many figures would be sent back."""

    text: str
    failed: int


def report(records: Mapping[str, Mapping[str, Any]], profile: Profile) -> Report:
    """Return what a journal says to each of some figures.

    Parameters
    ----------
    records : mapping of str to mapping
        By name what was measured: `measured` in the figure's JSON.
    profile : Profile

    Returns
    -------
    Report
        A row for each figure with the measured values, a cross at what is not met; under it every problem in words.
    """
    judged = {name: criteria(found, profile) for name, found in sorted(records.items())}
    failed = sum(any(not one.passed for one in row) for row in judged.values())
    first = next(iter(judged.values()), [])
    lines = [["", *(one.name for one in first)], ["asked", *(one.asked or "-" for one in first)]]
    lines += [[name, *map(_cell, row)] for name, row in judged.items()]
    wide = [max(map(len, column)) for column in zip(*lines, strict=True)]
    table = ["  ".join(cell.ljust(size) for cell, size in zip(line, wide, strict=True)).rstrip() for line in lines]
    problems = [f"{name}: {problem}" for name, row in judged.items() for one in row for problem in one.problems]
    said = f"{len(judged) - failed} of {len(judged)} figures pass {profile.name} ({profile.source})"
    return Report("\n".join([*table, "", *problems, *([""] if problems else []), said]), failed)


def _cell(one: Criterion) -> str:
    return one.measured if one.passed else _FAILED + one.measured
