"""From one row of any source to a `Document`: every field checked, nothing invented, nothing dropped in silence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from dateline.corpus import ROW, Document, Problem
from dateline.errors import RowError

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?\Z")
_WRITTEN = ("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%b. %d, %Y")


def iso_date(value: Any) -> str | None:
    """Return an ISO date of the precision given, or None when there is none.

    Raises
    ------
    RowError
        When the value is no date that can be read without guessing (31 February; 05/02/2022).

    Examples
    --------
    >>> iso_date("February 5, 2022"), iso_date("2022-02")
    ('2022-02-05', '2022-02')
    """
    if value is None or not str(value).strip():
        return None
    text = str(value).strip()
    if found := _ISO.match(text):
        year, month, day = found.groups()
        try:
            datetime.date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            raise RowError(f'the date "{text}" is not in the calendar') from None
        return "-".join(part for part in (year, month, day) if part)
    for form in _WRITTEN:
        try:
            return datetime.datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    raise RowError(f'the date "{text}" cannot be read without guessing; write YYYY-MM-DD')


def to_document(
    raw: Mapping[str, Any], *, file: str, row: int | None, identity: str, problems: list[Problem]
) -> Document | None:
    """Return the article of one row, or None when it has no text; what was wrong is added to `problems`.

    Parameters
    ----------
    raw : mapping
        Fields by name; unknown ones go to `Document.other`.
    identity : str
        The id to use when the row has none.
    """
    text = raw.get("text")
    if not isinstance(text, str) or not text.strip():
        found = "has no text" if text is None or not str(text).strip() else f"has a text that is {type(text).__name__}"
        problems.append(Problem(file, row, "text", f"The article {found}.", "It was left out."))
        return None
    fields = {name: _string(raw.get(name)) for name in ROW if name not in ("id", "text", "date", "source_file")}
    try:
        date = iso_date(raw.get("date"))
    except RowError as error:
        found = f"{str(error)[0].upper()}{str(error)[1:]}."
        problems.append(Problem(file, row, "date", found, "The date was emptied."))
        date = None
    other = {name: value for name, value in raw.items() if name not in ROW and name != "spans" and value is not None}
    return Document(
        id=_string(raw.get("id")) or identity,
        text=text,
        date=date,
        source_file=_string(raw.get("source_file")) or file,
        other=other,
        spans=checked_spans(raw.get("spans"), len(text), file, row, problems),
        **fields,
    )


def checked_spans(
    spans: Any, size: int, file: str, row: int | None, problems: list[Problem]
) -> Sequence[Mapping[str, Any]]:
    """Return the marked spans that lie within a text of a size; the others are reported."""
    kept = []
    for span in spans if isinstance(spans, list) else []:
        try:
            start, end = int(span["start"]), int(span["end"])
        except (TypeError, KeyError, ValueError):
            start, end = 0, 0
        if 0 <= start < end <= size:
            kept.append(span)
        else:
            found = f"The span {span} does not lie in the text."
            problems.append(Problem(file, row, "spans", found, "It was left out."))
    return kept


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """Return the text of a file, or None when it holds none; a guess of its encoding is reported.

    UTF-8 is tried first, then Windows-1252, the encoding of most archives' old exports, then detection.
    """
    data = path.read_bytes()
    if not data.strip():
        problems.append(Problem(path.name, None, None, "The file is empty.", "It was left out."))
        return None
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.append(Problem(path.name, None, None, "The file is binary, not text.", "It was left out."))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        guess = from_bytes(data).best()
        encoding = "cp1252" if guess is None or _single_byte(guess.encoding) else guess.encoding
        found = f"The file is not UTF-8 (byte {error.start})."
        problems.append(Problem(path.name, None, None, found, f"It was read as {encoding}; check its quotation marks."))
        return data.decode(encoding, errors="replace")


def _single_byte(encoding: str) -> bool:
    """Say whether an encoding is a Western one-byte page, which detection cannot tell from Windows-1252."""
    return encoding.startswith(("cp125", "latin", "iso8859", "mac_", "cp8", "cp4", "cp7")) and encoding != "cp1251"


def _string(value: Any) -> str | None:
    return str(value).strip() or None if value is not None else None
