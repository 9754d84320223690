"""What archives print beside an article: names of fields, months, weekdays and languages, from `seeds/exports.csv`."""

from __future__ import annotations

import re
from functools import cache

from dateline.provenance import home
from dateline.tables import read_table

_COLUMNS = "written archive means language source".split()
_ARCHIVES = ("any", "nexis", "factiva", "proquest", "europresse")


@cache
def meanings(archive: str) -> dict[str, str]:
    """Return what each thing that an archive writes means, by its form in small letters.

    Examples
    --------
    >>> meanings("nexis")["rubrik"], meanings("any")["mars"]
    ('section', 'month 3')
    """
    table = read_table(home("seeds") / "exports.csv", columns=_COLUMNS, filled=("written", "means", "source"))
    return {row["written"].casefold(): row["means"] for row in table if row.one_of("archive", _ARCHIVES) == archive}


@cache
def labels(archive: str) -> dict[str, str]:
    """Return the field of each label of an archive, in small letters and without spaces, which mail programs lose."""
    return {"".join(written.split()): means for written, means in meanings(archive).items()}


@cache
def any_of(archive: str, means: str) -> str:
    """Return a pattern of everything that an archive writes for one thing, the longest first.

    Examples
    --------
    >>> any_of("factiva", "length unit").startswith("(?:w")
    True
    """
    written = [form for form, meaning in meanings(archive).items() if meaning == means]
    return "(?:" + "|".join(re.escape(form) for form in sorted(written, key=lambda form: (-len(form), form))) + ")"


@cache
def counter(archive: str) -> re.Pattern[str]:
    """Return the pattern of the line that numbers an article: `3 of 10 DOCUMENTS`, `Dokument 3 von 10`."""
    return re.compile(any_of(archive, "counter").replace(r"\#", r"[\d,.]+"), re.IGNORECASE)


@cache
def rights_line() -> re.Pattern[str]:
    """Return the pattern that begins a notice of rights."""
    return re.compile(rf"\W{{0,3}}{any_of('any', 'rights')}", re.IGNORECASE)
