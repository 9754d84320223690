"""The date of an article as an archive prints it, in English, French or German, with whatever stands around it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache

from dateline.readers.labels import any_of, meanings

_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"
_DAY = r"(?<![\d/])(?<!\d[-–])(?P<day>\d{1,2})"
_LONGEST = 400  # characters of a line in which its date stands
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date found in a line.

    Attributes
    ----------
    iso : str
        Of the precision that is printed.
    start, end : int
        Where it stands.
    doubt : str or None
        What speaks against it, as a sentence: a weekday that was another.
    """

    iso: str
    start: int
    end: int
    doubt: str | None = None


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Return the forms of a date, the fullest first; a month alone is no day, a year alone no month."""
    months = "|".join(any_of("any", f"month {number}")[3:-1] for number in range(1, 13))
    month = rf"(?<![^\W\d_])(?P<month>{months})(?![^\W\d_])\.?"
    written = [
        rf"{month},?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th|er|\.)?[\s-]*(?:of\s+|de\s+)?{month},?[\s-]+{_YEAR}",
        rf"(?<!\d){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<!\d){_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?=T\d|\s*\Z)",
        rf"(?<![\d.-]\s)(?<![\d.-]){month},?\s+{_YEAR}",
        rf"\A\s*{_YEAR}-(?P<month>\d\d)\s*\Z",
        rf"\A\s*{_YEAR}\s*\Z",
    ]
    return tuple(re.compile(form, re.IGNORECASE) for form in written)


def printed_date(line: str) -> PrintedDate | None:
    """Return the first date that a line prints in the fullest form, or None.

    Parameters
    ----------
    line : str
        `Thursday, January 28, 1993, Late Edition`; `jeudi 5 octobre 2012, p. 3`; `29. Dezember 2011`.

    Returns
    -------
    PrintedDate or None
        None, too, for a day that the calendar has not. 5/10/2012, which could be two days, is no such form.

    Examples
    --------
    >>> printed_date("Politik, Montag 3. Oktober 2011, S. 4").iso
    '2011-10-03'
    """
    line = line[:_LONGEST]
    for form in _forms():
        if found := form.search(line):
            parts = found.groupdict()
            month = parts.get("month")
            number = int(month) if month and month.isdecimal() else month and _number(month, "month")
            iso = _iso(int(parts["year"]), number or None, int(parts["day"]) if parts.get("day") else None)
            return PrintedDate(iso, found.start(), found.end(), _doubt(line, iso)) if iso else None
    return None


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    try:
        date = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return date.isoformat()[: 10 if day else 7 if month else 4]


def _number(word: str, kind: str) -> int | None:
    """Return the number of a month or a weekday that a word names."""
    means = meanings("any").get(word.casefold(), "")
    return int(means.removeprefix(kind)) if means.startswith(f"{kind} ") else None


def _doubt(line: str, iso: str) -> str | None:
    """Say that the only weekday in a line is not the date's."""
    named = {number for word in _WORD.findall(line) if (number := _number(word, "weekday"))}
    if len(iso) < 10 or len(named) != 1 or datetime.date.fromisoformat(iso).isoweekday() in named:
        return None
    return f'The date "{line.strip()[:60]}" was a {datetime.date.fromisoformat(iso):%A}.'
