"""What a file's name says: date, outlet, title, in the order that a pattern gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from dateline.corpus import ROW, Document, Problem
from dateline.errors import CorpusError, RowError
from dateline.readers.dates import iso_date

_FIELD = re.compile(r"\{([^{}]*)\}")
_MOST = 8
_DATE = (
    r"\d{4}-\d{1,2}-\d{1,2}|\d{8}|\d{4}-\d{2}|\d{4}|\d{1,2}[.-]\d{1,2}[.-]\d{2,4}"
    r"|\d{1,2}[ .-]{1,2}[^\W\d_]{3,}[ .-]{1,2}\d{4}|[^\W\d_]{3,}\.? \d{1,2},? \d{4}"
)


class FileNames:
    """A pattern of file names, without their suffix.

    Parameters
    ----------
    pattern : str
        `"{date}_{outlet}_{title}"`, or a regular expression with named groups: `"(?P<outlet>[A-Z]+)-(?P<date>.+)"`.
        With a `/`, the names of the folders above count, too: `"{outlet}/{date} {title}"`.

    Raises
    ------
    CorpusError
        When it names no field, one twice, two without anything between them, or is no regular expression.

    Examples
    --------
    >>> FileNames("{outlet}_{date}").fields(Path("The_Herald_2022-02-05.txt"))
    {'outlet': 'The_Herald', 'date': '2022-02-05'}
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        is_regex = "(?P<" in pattern
        self._form = _compiled(pattern if is_regex else _as_regex(pattern), pattern)
        if not self._form.groupindex:
            raise CorpusError(f'names="{pattern}" names no field. Write it as "{{date}}_{{outlet}}_{{title}}".')
        self._folders = pattern.replace("[^/]", "").count("/")

    def fields(self, path: Path) -> dict[str, str] | None:
        """Return the fields in a file's name as they are written, or None when it does not fit."""
        above = path.parent.parts[len(path.parent.parts) - self._folders :] if self._folders else ()
        found = self._form.fullmatch("/".join([*above, path.stem]))
        return {name: value.strip() for name, value in found.groupdict().items() if value} if found else None

    def filled(self, documents: Iterable[Document], path: Path, problems: list[Problem]) -> Iterator[Document]:
        """Yield the articles of a file; what a file does not say of them itself is taken from its name."""
        known: dict[str, str] | None = None
        for document in documents:
            if document.source_file and document.source_file.startswith(f"{path.name}/"):
                yield document  # of a member of an archive, whose own name was asked
                continue
            if known is None:
                known = self._checked(path, problems)
            values = {
                name: value
                for name, value in known.items()
                if name in ROW and (getattr(document, name) is None or (name == "id" and document.id == path.stem))
            }
            other = {name: value for name, value in known.items() if name not in ROW} | dict(document.other)
            if "date" in values:
                other["date source"] = "file name"
            yield replace(document, **values, other=other) if known else document  # type: ignore[arg-type]

    def _checked(self, path: Path, problems: list[Problem]) -> dict[str, str]:
        """Return the fields with the date as an ISO date; what cannot be read is reported, and left out."""
        known = self.fields(path)
        if known is None:
            found = f'The file name does not fit names="{self.pattern}".'
            problems.append(Problem(path.name, None, None, found, "Nothing was taken from it."))
            return {}
        try:
            date = iso_date(known.get("date"))
        except RowError as error:
            found = f"In the file name, {error}."
            problems.append(Problem(path.name, None, "date", found, "The date was left empty."))
            date = None
        return {name: value for name, value in known.items() if name != "date"} | ({"date": date} if date else {})


def _compiled(regex: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(regex)
    except re.error as error:
        raise CorpusError(
            f'names="{pattern}" cannot be used ({error}). Write it as "{{date}}_{{outlet}}_{{title}}".'
        ) from None


def _as_regex(pattern: str) -> str:
    """Return the regular expression of a pattern with fields in braces."""
    if len(_FIELD.findall(pattern)) > _MOST or "}{" in pattern:
        raise CorpusError(f'names="{pattern}" needs something between its fields, and at most {_MOST} of them.')
    parts = _FIELD.split(pattern)
    for place in range(1, len(parts), 2):
        name = parts[place].strip()
        if not name.isidentifier():
            raise CorpusError(f'names="{pattern}" has a field "{{{name}}}". A field is one word: {{outlet}}.')
        parts[place] = f"(?P<{name}>{_DATE if name == 'date' else '[^/]+?'})"
    return "".join(part if place % 2 else re.escape(part) for place, part in enumerate(parts))
