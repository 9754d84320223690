"""The words of a figure: what its caption must name, and the picture in sentences for a reader who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd
from pandas.api.types import is_numeric_dtype

from dateline.finding import listed, show
from dateline.provenance import home
from dateline.tables import read_table

FACTS = ("articles", "window", "measure", "interval", "copies", "seed")
_TOLD_ROWS = 60
_BOUNDS = ("low", "high")
_USUAL = ("rate", "share", "count", "hits", "articles", "difference")


@cache
def _cues() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Return for each fact the patterns by which a caption is known to name it."""
    table = home("seeds") / "figures" / "caption.csv"
    columns = ("fact", "pattern", "note")
    found: dict[str, tuple[re.Pattern[str], ...]] = dict.fromkeys(FACTS, ())
    for row in read_table(table, columns=columns, filled=columns):
        fact = row.one_of("fact", FACTS)
        try:
            found[fact] += (re.compile(row["pattern"], re.IGNORECASE),)
        except re.error as error:
            raise row.fail(f"the pattern cannot be read: {error}. Write a regular expression.") from None
    return found


def facts_missing(caption: str) -> list[str]:
    """Return what a caption does not name: articles, window, measure, interval, copies rule or seed.

    Parameters
    ----------
    caption : str
        A caption may also say that there is none: "No intervals", "Seed: none".

    Examples
    --------
    >>> facts_missing("Bars: articles. 80 articles, 2022-01 to 2022-12. Copies count once. No intervals.")
    ['seed']
    """
    return [fact for fact, patterns in _cues().items() if not any(pattern.search(caption) for pattern in patterns)]


def long_description(title: str, caption: str, alt: str, table: pd.DataFrame, *, unit: str = "") -> str:
    """Return the picture in sentences from its numbers, as Markdown.

    Parameters
    ----------
    title, caption, alt : str
        Of the figure.
    table : pandas.DataFrame
        The drawn numbers: columns of words tell rows apart, columns of numbers measure.
    unit : str
        What the measured column counts.

    Returns
    -------
    str
        The heading, what is shown, how the numbers lie, and a sentence for each of the first sixty rows.
    """
    words = [str(column) for column in table.columns if not is_numeric_dtype(table[column])]
    numbers = [str(column) for column in table.columns if is_numeric_dtype(table[column])]
    measured = _measured(numbers)
    parts = [f"# {title}", alt, caption, _extent(table, words, measured, unit)]
    rows = [_row(row, words, numbers, measured) for row in table.head(_TOLD_ROWS).to_dict("records")]
    parts.append("\n".join(f"- {row}" for row in rows))
    if len(table) > _TOLD_ROWS:
        parts.append(f"The other {len(table) - _TOLD_ROWS:,} rows are in the data file.")
    return "\n\n".join(part for part in parts if part) + "\n"


def _measured(numbers: Sequence[str]) -> str:
    """Return the column that limits stand behind, else the last that is no time or place."""
    for number, column in enumerate(numbers):
        if column.endswith("low") and number:
            return numbers[number - 1]
    usual = (column for column in _USUAL if column in numbers)
    return next(usual, numbers[-1] if numbers else "")


def _extent(table: pd.DataFrame, words: list[str], measured: str, unit: str) -> str:
    """Say how many rows there are, what tells them apart, and where the measured numbers lie."""
    several = "row" if len(table) == 1 else "rows"
    apart = f", told apart by {listed(words)}" if words else ""
    known = table[table[measured].notna()] if measured else table.head(0)
    if known.empty:
        return f"The data have {len(table):,} {several}{apart}."
    ranked = known.sort_values(measured, ascending=False, kind="stable").to_dict("records")
    what = f"{measured} ({unit})" if unit and unit != measured else measured
    top, least = ranked[0], ranked[-1]
    said = f"The data have {len(table):,} {several}{apart}. The highest {what} is {_plain(top[measured])}, "
    said += f"of {_name(top, words)}; the lowest is {_plain(least[measured])}, of {_name(least, words)}; "
    return said + f"half of the rows lie at or above {_plain(float(known[measured].median()))}."


def _name(row: Mapping[Any, Any], words: Sequence[str]) -> str:
    return ", ".join(show(row[column]) for column in words if show(row[column])) or "the one row"


def _row(row: Mapping[Any, Any], words: Sequence[str], numbers: Sequence[str], measured: str) -> str:
    """Return one row as a sentence: its number, the limits of it, and what it was counted from."""
    if not measured:
        return f"{_name(row, words)}."
    low, high = ([column for column in numbers if column.endswith(bound)] for bound in _BOUNDS)
    value = "no value" if pd.isna(row[measured]) else _plain(row[measured])
    said = f"For {_name(row, words)} {measured} is {value}"
    if low and high and pd.notna(row[low[0]]):
        said += f", between {_plain(row[low[0]])} and {_plain(row[high[0]])}"
    rest = [column for column in numbers if column not in (measured, *low, *high) and pd.notna(row[column])]
    counted = ", ".join(f"{column.replace('_', ' ')} {_plain(row[column])}" for column in rest)
    return f"{said}; counted: {counted}." if counted else f"{said}."


def _plain(number: float) -> str:
    """Return a number in three digits, whole where it is whole."""
    value = float(number)
    return f"{value:,.0f}" if value.is_integer() or abs(value) >= 1000 else f"{value:.3g}"


def in_words(said: str, more: Sequence[str] = (), *, fewest: int = 25, most: int = 30) -> str:
    """Return an alternative text of 25 to 30 words: what is said first, then as much of the rest as has room.

    Parameters
    ----------
    said : str
        The picture in a sentence or two; cut where it has more than `most` words.
    more : sequence of str
        Sentences that may follow, the most telling first.

    Examples
    --------
    >>> len(in_words("Bar chart of articles by name, 13 bars.", ["Longest: China, 12."]).split())
    25
    """
    words = said.split()
    if len(words) > most:
        return " ".join(words[:most]).rstrip(",;:.") + "."
    for sentence in (*more, *_CLOSING):
        size = len(sentence.split())
        if len(words) >= fewest:
            break
        if sentence and len(words) + size <= most:
            words += sentence.split()
    return " ".join(words)


# What ends a short text: where the reader finds the numbers. Six words, the room between too few and too many.
_CLOSING = (
    "Every drawn number is in the data file and told in the long description.",
    "The long description tells every number.",
    "All numbers stand in the data.",
    "The data file has the numbers.",
)
