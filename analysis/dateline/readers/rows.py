"""From one row of any source to a `Document`: every field checked, nothing invented, nothing dropped in silence."""

from __future__ import annotations

import reprlib
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.corpus import ROW, Document, Problem
from dateline.errors import CorpusError, RowError, did_you_mean
from dateline.readers.dates import Order, iso_date, year_first
from dateline.readers.file_names import FileNames
from dateline.readers.known_outlets import OutletNames, names_known


class Columns:
    """Which column of a source, or part of a file's name, holds which field; which outlets are known; how days stand.

    Raises
    ------
    CorpusError
        For a field that articles do not have.

    Examples
    --------
    >>> Columns({"text": "body"}).rename({"body": "Snow.", "mood": "grim"})
    {'mood': 'grim', 'text': 'Snow.'}
    """

    def __init__(
        self,
        chosen: Mapping[str, str] | None = None,
        names: FileNames | None = None,
        outlets: OutletNames | None = None,
        dates: Order | None = None,
    ) -> None:
        self.chosen, self.names, self.dates = dict(chosen or {}), names, dates
        self.outlets = names_known() if outlets is None else outlets
        self._there: dict[str, None] = {}
        for field, column in self.chosen.items():
            if field not in (*ROW, "spans"):
                raise CorpusError(f'Articles have no field "{field}". {did_you_mean(str(field), [*ROW, "spans"])}')
            if not isinstance(column, str):
                raise CorpusError(f'columns={{"{field}": ...}} must name a column; {column!r} is no name.')

    def rename(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row by field; a column whose name another one took is kept as `other ...`."""
        raw = self._by_field(raw)
        self._there.update(dict.fromkeys(raw))
        fields = self._mapped(raw)
        if self.dates and "date" in fields:
            fields["date"] = year_first(fields["date"], self.dates)
        return fields

    def _mapped(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row with the columns that were chosen under their fields' names."""
        if not self.chosen:
            return dict(raw)
        taken = set(self.chosen.values())
        rest = {f"other {name}" if name in self.chosen else name: raw[name] for name in raw if name not in taken}
        return rest | {field: raw[column] for field, column in self.chosen.items() if column in raw}

    def _by_field(self, raw: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a row in which a column named like a field but for its capitals, `Title`, is that field."""
        chosen = self.chosen.values()
        fields = {name: name.strip().casefold() for name in raw if name not in chosen and not name.islower()}
        kept = [field for field in fields.values() if field in ROW]
        taken = {name: field for name, field in fields.items() if field not in raw and kept.count(field) == 1}
        return {taken.get(name, name): value for name, value in raw.items()} if kept else raw

    def check(self) -> None:
        """Raise a CorpusError when a column that was chosen is in none of the rows that were read."""
        for field, column in self.chosen.items():
            if self._there and column not in self._there:
                raise CorpusError(f'There is no column "{column}" for {field}. {did_you_mean(column, self._there)}')


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
        nothing = _missing(text) or isinstance(text, str)
        found = "has no text" if nothing else f"has a text that is a {type(text).__name__}"
        problems.append(Problem(file, row, "text", f"The article {found}.", "It was left out."))
        return None
    fields: dict[str, str | None] = {}
    for name in ROW:
        if name != "text":
            try:
                fields[name] = iso_date(raw.get(name)) if name == "date" else _string(name, raw.get(name))
            except RowError as error:
                found = f"{str(error)[0].upper()}{str(error)[1:]}{'' if str(error).endswith('?') else '.'}"
                problems.append(Problem(file, row, name, found, f"The {name} was emptied."))
                fields[name] = None
    other = {name: value for name, value in raw.items() if name not in ROW and name != "spans" and not _missing(value)}
    return Document(
        text=text,
        other=other,
        spans=checked_spans(raw.get("spans"), len(text), file, row, problems),
        position=row,
        **(fields | {"id": fields["id"] or identity, "source_file": fields["source_file"] or file}),  # type: ignore[arg-type]
    )


def checked_spans(
    spans: Any, size: int, file: str, row: int | None, problems: list[Problem]
) -> Sequence[Mapping[str, Any]]:
    """Return the marked spans that lie within a text of a size; the others are reported."""
    if _missing(spans):
        return []
    if not isinstance(spans, list):
        found = f"The spans are a {type(spans).__name__}, not a list of start, end and label."
        problems.append(Problem(file, row, "spans", found, "They were left out."))
        return []
    kept = []
    for span in spans:
        wrong = _wrong_with(span, size)
        if wrong:
            found = f"The span {str(span)[:80]} {wrong}."
            problems.append(Problem(file, row, "spans", found, "It was left out."))
        else:
            kept.append(span)
    return kept


def _wrong_with(span: Any, size: int) -> str | None:
    """Say what is wrong with a marked span, if anything is."""
    if not isinstance(span, Mapping):
        return "is no object of start, end and label"
    start, end = span.get("start"), span.get("end")
    if type(start) is not int or type(end) is not int:
        return "has a start or an end that is no whole number"
    if not 0 <= start < end <= size:
        return "does not lie in the text"
    if not isinstance(span.get("label", ""), str | None):
        return "has a label that is no string"
    return None


def _missing(value: Any) -> bool:
    """Say whether a cell is empty: None, not a number, or a string of nothing."""
    return value is None or (isinstance(value, float) and value != value) or (isinstance(value, str) and not value)


def _string(name: str, value: Any) -> str | None:
    """Return a field as a string; a whole number loses the point that a spreadsheet gave it."""
    if _missing(value):
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or not isinstance(value, int | float) or value in (float("inf"), float("-inf")):
        raise RowError(f"the {name} is a {type(value).__name__} ({reprlib.repr(value)[:40]}), no string")
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)
