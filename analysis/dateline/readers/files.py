"""Files of any kind: archive exports known by what they hold, texts with front matter, CSV tables, JSON Lines."""

from __future__ import annotations

import codecs
import csv
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.corpus import Document, Problem
from dateline.errors import CorpusError
from dateline.readers import (
    europresse,
    excel,
    factiva,
    feed,
    newsml,
    nexis,
    nexis_uni,
    ninjs,
    parquet,
    pdf,
    proquest,
    rich_text,
    warc,
    web_page,
    word,
)
from dateline.readers.csv_rows import CsvRows
from dateline.readers.encodings import UTF_16, decoded_line, encoding_of, read_text
from dateline.readers.formats import Format, Head, Reader
from dateline.readers.front_matter import parted
from dateline.readers.opening import with_opening
from dateline.readers.packed import Packed
from dateline.readers.rows import Columns, to_document
from dateline.readers.single import LARGEST, check_size
from dateline.readers.sniffed import table_suffix

# Formats known by what a file holds, the most particular first; each is a module with a `FORMAT`.
FORMATS: tuple[Format, ...] = (
    *(nexis.HTML, nexis.TXT, nexis.RTF, nexis_uni.DOCX, nexis_uni.RTF, factiva.HTML, factiva.RTF, factiva.XML),
    *(europresse.FORMAT, proquest.MAIL, proquest.HTML, proquest.TXT, newsml.G2, newsml.NITF, ninjs.FORMAT),
)
TEXTS = (".txt", ".md")
_ABOUT = set("README DATASHEET LICENSE LICENCE LICENSE-DATA COPYING CHANGELOG CONTRIBUTING".split())
_HEADER = 1 << 16
_NO_LINES = re.compile(rb"\s*(?:\[\s*(?:\{.*)?|\{)\s*\Z", re.DOTALL)
NO_LINES = "The file is one JSON value over all lines, not one object a line (`jq -c '.[]'` makes lines of a list)."


def read_folder(folder: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read every file of a known kind below a folder, in order of name.

    Hidden files are passed over; a README or a licence, and files of other kinds, are left out and reported.
    """
    left: dict[str, list[str]] = defaultdict(list)
    for path in _files(folder, problems):
        kind = path.suffix.lower()
        if reason := left_out(path):
            problems.append(Problem(path.name, None, None, reason, "It was left out."))
        elif reader := reader_of(path):
            yield from read_file(path, columns, problems, reader)
        else:
            left[kind].append(path.name)
    for kind, names in left.items():
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        whose = f'of kind "{kind}"' if kind else "without a suffix"
        found = f"Files {whose} are not read: {shown}."
        problems.append(Problem(folder.name, None, None, found, f"{len(names)} left out."))


def left_out(path: Path) -> str | None:
    """Say why a file of a folder or an archive is not read for what it is called, if it is not."""
    is_about = path.stem.upper() in _ABOUT and path.suffix.lower() in (*TEXTS, "")
    return "The file is about the articles." if is_about else None


def _files(folder: Path, problems: list[Problem]) -> list[Path]:
    """Return the files below a folder, in order, without hidden ones; a folder that cannot be opened is reported."""

    def report(error: OSError) -> None:
        found = f"The folder cannot be opened ({error.strerror})."
        problems.append(Problem(Path(error.filename).name, None, None, found, "It was left out."))

    found = []
    for above, folders, names in os.walk(folder, onerror=report):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(above) / name for name in names if not name.startswith((".", "~$"))]
    return sorted(found)


def reader_of(path: Path) -> Reader | None:
    """Return what reads a file: the reader of the format that it is of, else the one of its suffix, else None."""
    try:
        head = Head.of(path)
    except OSError:
        return READERS.get(path.suffix.lower(), read_textfile)  # which reports it
    known = next((known for known in FORMATS if known.recognise(head)), None)
    suffix = path.suffix.lower()
    if known is None and (suffix in TEXTS or suffix not in READERS):
        suffix = table_suffix(head) or suffix
    return known.read if known else READERS.get(suffix)


def read_file(path: Path, columns: Columns, problems: list[Problem], reader: Reader) -> Iterator[Document]:
    """Read a file with its reader; what stops the reading, or that there was nothing, is reported."""
    before, is_empty = len(problems), True
    try:
        documents = reader(path, columns, problems)
        for document in columns.names.filled(documents, path, problems) if columns.names else documents:
            is_empty = False
            yield columns.outlets.named(with_opening(document))
    except OSError as error:
        found = f"The file cannot be read ({error.strerror})."
        problems.append(Problem(path.name, None, None, found, "It was left out."))
    except CorpusError as error:
        problems.append(Problem(path.name, None, None, str(error), "It was left out."))
    if is_empty and len(problems) == before:
        problems.append(Problem(path.name, None, None, "No article was found in the file.", "It was left out."))


def read_textfile(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read one article from a text file; front matter gives its fields."""
    check_size(path, "A text file")
    content = read_text(path, problems)
    if content is None:
        return
    said, text = parted(content, path.name, problems)
    raw = columns.rename(said)
    raw["text"] = text if text.strip() or not raw.get("text") else raw["text"]
    document = to_document(raw, file=path.name, row=None, identity=path.stem, problems=problems)
    if document is not None:
        yield document


def read_csv(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read one article a row from a CSV file with a header; parted by comma, semicolon, tab or bar.

    Rows are numbered as a spreadsheet numbers them: the header is row 1.
    """
    encoding = encoding_of(path, problems)
    if encoding is None:
        return
    limit = csv.field_size_limit(min(max(path.stat().st_size, 131_072), LARGEST))
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            first = re.sub('"[^"]*"', "", file.readline(_HEADER))
            file.seek(0)
            rows = CsvRows(file, max(",;\t|", key=first.count), path.name, problems)
            header = None
            for row, cells in rows:
                if header is None:
                    header = _header(cells, path.name, columns, problems)
                elif header and cells:
                    yield from _csv_row(header, cells, path, row, columns, problems)
    finally:
        csv.field_size_limit(limit)


def _header(cells: list[str], file: str, columns: Columns, problems: list[Problem]) -> list[str]:
    """Return the names of a table's columns, or none when they do not say which one holds the text."""
    names = [name.strip() or f"column {number}" for number, name in enumerate(cells, 1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    fields = columns.rename(dict.fromkeys(names))
    if twice:
        found = f"The header names a column twice: {', '.join(twice)}."
        problems.append(Problem(file, 1, None, found, "The file was left out; give each column a name of its own."))
    elif "text" not in fields:
        found = f"There is no column text among {', '.join(names)}."
        problems.append(Problem(file, 1, "text", found, 'Say which it is: columns={"text": ...}.'))
    else:
        return names
    return []


def _csv_row(
    header: list[str], cells: list[str], path: Path, row: int, columns: Columns, problems: list[Problem]
) -> Iterator[Document]:
    if len(cells) != len(header):
        found = f"The row has {len(cells)} cells and the header {len(header)}; is a quotation mark missing?"
        problems.append(Problem(path.name, row, None, found, "It was left out."))
        return
    yield from _document(columns.rename(dict(zip(header, cells, strict=True))), path, row, problems)


def read_jsonl(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read one article a line from a JSON Lines file."""
    any_line = False
    for number, line in enumerate(_lines(path), 1):
        if number == 1 and is_one_value(line):
            problems.append(Problem(path.name, 1, None, NO_LINES, "It was left out."))
            return
        if len(line) > LARGEST:
            found = f"The line has more than {LARGEST >> 20} MB."
            problems.append(Problem(path.name, number, None, found, "Reading stopped before it."))
            return
        any_line = any_line or bool(line.strip())
        raw = parse_line(line, path.name, number, problems)
        if raw is not None:
            yield from _document(columns.rename(raw), path, number, problems)
    if not any_line:
        problems.append(Problem(path.name, None, None, "The file is empty.", "It was left out."))


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file in UTF-8, parted at line feeds only: U+2028 may stand inside a string."""
    with path.open("rb") as file:
        start = file.read(3)
        if not start.startswith(UTF_16):
            file.seek(len(start) if start == codecs.BOM_UTF8 else 0)
            while line := file.readline(LARGEST + 1):
                yield line
            return
    with path.open(encoding="utf-16", errors="replace", newline="\n") as wide:
        yield from (line.encode("utf-8", "replace") for line in wide)


def is_one_value(line: bytes) -> bool:
    """Say whether a file's first line opens a list, or an object, that goes on over several lines."""
    return bool(_NO_LINES.match(line))


def parse_line(line: bytes, file: str, number: int, problems: list[Problem]) -> dict[str, Any] | None:
    """Return the JSON object of a line, or None for an empty line or one that holds none, which is reported."""
    if not line.strip():
        return None
    text, is_utf8 = decoded_line(line)
    try:
        raw = json.loads(text, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        problems.append(Problem(file, number, None, f"The line is no JSON ({error}).", "It was left out."))
        return None
    if not isinstance(raw, dict):
        problems.append(Problem(file, number, None, "The line is no JSON object.", "It was left out."))
        return None
    if not is_utf8:
        done = "It was read as cp1252; check its quotation marks."
        problems.append(Problem(file, number, None, "The line is not UTF-8.", done))
    return raw


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f'the key "{next(name for name in names if names.count(name) > 1)}" stands twice')
    return fields


def _document(raw: dict[str, Any], path: Path, row: int, problems: list[Problem]) -> Iterator[Document]:
    document = to_document(raw, file=path.name, row=row, identity=f"{path.stem}-{row}", problems=problems)
    if document is not None:
        yield document


READERS = {
    **dict.fromkeys(TEXTS, read_textfile),
    ".csv": read_csv,
    ".tsv": read_csv,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".html": web_page.read,
    ".htm": web_page.read,
    ".rtf": rich_text.read,
}
# What any archive may also use comes after the archives, and what may hold every kind comes last.
FORMATS += (pdf.FORMAT, word.FORMAT, word.OLD, excel.FORMAT, parquet.FORMAT, rich_text.FORMAT, warc.FORMAT)
FORMATS += (feed.FORMAT, web_page.FORMAT, *Packed(reader_of, read_file, left_out).formats)
