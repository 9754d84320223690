"""Dates as newsrooms and exports write them: read when only one day can be meant, never guessed."""

from __future__ import annotations

import datetime
import re
from typing import Any, Literal

from dateline.errors import RowError

Order = Literal["dmy", "mdy"]

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{1,5}|[+-]\d{2}(?::?\d{2})?)?"
_FLAGS = re.ASCII | re.IGNORECASE
_ISO = re.compile(rf"(\d{{4}})(?:-(\d{{2}})(?:-(\d{{2}})(?:[T ]+{_CLOCK})?)?)?", _FLAGS)
_OTHER_NUMBERS = re.compile(
    rf"(\d{{4}})([/.-])(\d{{1,2}})\2(\d{{1,2}})(?:[T ]+{_CLOCK})?|(\d{{4}})(\d{{2}})(\d{{2}})", _FLAGS
)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}})((?:,?[T ]+{_CLOCK})?)", _FLAGS)
_WRITTEN = re.compile(
    rf"""(?:(?P<weekday>[a-z]+)\.?,?\s+)??
    (?:(?P<month>[a-z]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+
      |(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<month2>[a-z]+)\.?,?[\s-]+
      |(?P<month3>[a-z]+)\.?,?\s+)
    (?P<year>\d{{4}})(?:,?\s+(?:at\s+)?{_CLOCK})?""",
    _FLAGS | re.VERBOSE,
)
_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_LARGEST_DAY_NUMBER = 100_000
_MONTHS_IN_A_YEAR = 12


def iso_date(value: Any) -> str | None:
    """Return an ISO date of the precision given, or None when there is none.

    Parameters
    ----------
    value : str, date, datetime, int, float or None
        `2022-02-05`, with or without a time of day and a time zone; `20220205`; `2022/02/05`; `2022.2.5`;
        `Feb. 5, 2022`; `Saturday, 5 February 2022`. A year or a month alone keeps its precision.

    Raises
    ------
    RowError
        When more than one day could be meant (05/02/2022, 5.2.22, a spreadsheet's day number), or none (31 February;
        a Friday that was a Saturday).

    Notes
    -----
    The day is the one written: a time zone does not move it.

    Examples
    --------
    >>> iso_date("Feb. 5, 2022"), iso_date("2022-02")
    ('2022-02-05', '2022-02')
    """
    if value is None or value != value or not str(value).strip():
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float | datetime.date):
        raise RowError(f"the date is a {type(value).__name__}; write YYYY-MM-DD")
    text = str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
    year, month, day = _parts(text)
    try:
        found = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise RowError(f'the date "{text}" is not in the calendar') from None
    _check_weekday(text, found)
    return "-".join(part.zfill(2) for part in (year, month, day) if part)


def year_first(value: Any, order: Order) -> Any:
    """Return a date in numbers, whose year stands last, with its year first; anything else as it is.

    Parameters
    ----------
    value : object
        What a cell holds: `05/02/2022`, `5.2.2022`, `05-02-2022 10:00`. A year of two digits is left as it is.
    order : {"dmy", "mdy"}
        Whether the day or the month comes first.

    Examples
    --------
    >>> year_first("05/02/2022", "dmy"), year_first("05/02/2022", "mdy")
    ('2022-02-05', '2022-05-02')
    """
    written = _YEAR_LAST.fullmatch(value.strip()) if isinstance(value, str) else None
    if not written:
        return value
    first, _, second, year, clock = written.groups()
    day, month = (first, second) if order == "dmy" else (second, first)
    # A day that the calendar lacks is reported as it was printed.
    fits = 1 <= int(month) <= _MONTHS_IN_A_YEAR
    return f"{year}-{month:0>2}-{day:0>2}{clock.lstrip(',')}" if fits else value


def _parts(text: str) -> tuple[str, str | None, str | None]:
    """Return year, month and day of a date in one of the forms."""
    if numbers := _ISO.fullmatch(text) or _OTHER_NUMBERS.fullmatch(text):
        year, month, day, *_ = [*(part for part in numbers.groups() if part and part.isdecimal()), None, None]
        return str(year), month, day
    written = _WRITTEN.fullmatch(text)
    month = _place(written["month"] or written["month2"] or written["month3"], _MONTHS) if written else None
    if written and month:
        return written["year"], str(month), written["day"] or written["day2"]
    if text.isdecimal() and int(text[:7]) < _LARGEST_DAY_NUMBER:
        raise RowError(f'the date "{text}" looks like a spreadsheet\'s day number; format the column as YYYY-MM-DD')
    order = ', or say the order: dates="dmy" or "mdy"' if _YEAR_LAST.fullmatch(text) else ""
    raise RowError(f'the date "{text[:60]}" cannot be read without guessing; write YYYY-MM-DD{order}')


def _check_weekday(text: str, date: datetime.date) -> None:
    written = _WRITTEN.fullmatch(text)
    if written and written["weekday"]:
        weekday = _place(written["weekday"], _WEEKDAYS)
        if weekday is None:
            raise RowError(f'the date "{text}" cannot be read without guessing; write YYYY-MM-DD')
        if weekday != date.isoweekday():
            raise RowError(f'the date "{text}" was a {_WEEKDAYS[date.weekday()].title()}; which is wrong?')


def _place(word: str, names: list[str]) -> int | None:
    """Return the place, from 1, of the only name that a word or its abbreviation of three letters and more begins."""
    found = [n for n, name in enumerate(names, 1) if len(word) >= 3 and name.startswith(word.lower())]
    return found[0] if len(found) == 1 else None
