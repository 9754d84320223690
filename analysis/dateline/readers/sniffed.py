"""Tables and lines of JSON known by their first line, whatever the file is called."""

from __future__ import annotations

import json

from dateline.readers.formats import Head

_LONGEST = 2000


def table_suffix(head: Head) -> str | None:
    r"""Return `.csv` or `.jsonl` for a file whose first line is a header with a column `text`, or an object with one.

    Examples
    --------
    >>> from pathlib import Path
    >>> table_suffix(Head(Path("articles.dat"), b"date;text\n2022;Snow fell."))
    '.csv'
    """
    line = head.text.partition("\n")[0].strip()
    if line.startswith("{"):
        try:
            first = json.loads(line)
        except (ValueError, RecursionError):
            return None
        return ".jsonl" if "text" in first else None
    if len(line) > _LONGEST:
        return None
    delimiter = max(",;\t", key=line.count)
    cells = [cell.strip(' "').lower() for cell in line.split(delimiter)]
    return ".csv" if "text" in cells and len(cells) > 1 else None
