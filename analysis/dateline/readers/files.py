"""Folders of texts with front matter, CSV tables and JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from dateline.corpus import Document, Problem
from dateline.readers.rows import read_text, to_document

TEXTS = (".txt", ".md")
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?\n", re.DOTALL)


def read_folder(folder: Path, columns: Mapping[str, str], problems: list[Problem]) -> Iterator[Document]:
    """Read every `.txt` and `.md` file below a folder, and its CSV and JSONL files, in order of name."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")):
        if path.suffix.lower() in TEXTS:
            yield from read_textfile(path, columns, problems)
        elif path.suffix.lower() in READERS:
            yield from READERS[path.suffix.lower()](path, columns, problems)
        else:
            found = f'Files of kind "{path.suffix}" are not read.'
            problems.append(Problem(path.name, None, None, found, "It was left out."))


def read_textfile(path: Path, columns: Mapping[str, str], problems: list[Problem]) -> Iterator[Document]:
    """Read one article from a text file; YAML front matter between `---` lines gives its fields."""
    content = read_text(path, problems)
    if content is None:
        return
    raw: dict[str, Any] = {}
    front = _FRONT.match(content)
    if front:
        try:
            raw = dict(yaml.safe_load(front.group(1)) or {})
        except (yaml.YAMLError, TypeError, ValueError) as error:
            found = f"The front matter is no YAML ({str(error).splitlines()[0]})."
            problems.append(Problem(path.name, 1, None, found, "It was read as text."))
            front = None
    names = _renamed([str(name) for name in raw], columns)
    raw = {names[str(name)]: value for name, value in raw.items()}
    raw["text"] = content[front.end() :] if front else content
    document = to_document(raw, file=path.name, row=None, identity=path.stem, problems=problems)
    if document is not None:
        yield document


def read_csv(path: Path, columns: Mapping[str, str], problems: list[Problem]) -> Iterator[Document]:
    """Read one article a row from a CSV file with a header; the delimiter may be a comma, semicolon or tab."""
    content = read_text(path, problems)
    if content is None:
        return
    header = content.splitlines()[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    names = _renamed(reader.fieldnames or [], columns)
    if "text" not in names.values():
        problems.append(Problem(path.name, 1, "text", f"There is no column text among {', '.join(names)}.",
                                'Say which it is: columns={"text": ...}.'))  # fmt: skip
        return
    limit = csv.field_size_limit(max(len(content), 131_072))
    try:
        for cells in reader:
            raw = {names[name]: value for name, value in cells.items() if name is not None}
            yield from _document(raw, path, reader.line_num, problems)
    except csv.Error as error:
        found = f"The row is no CSV ({error})."
        problems.append(Problem(path.name, reader.line_num, None, found, "Reading stopped here."))
    finally:
        csv.field_size_limit(limit)


def read_jsonl(path: Path, columns: Mapping[str, str], problems: list[Problem]) -> Iterator[Document]:
    """Read one article a line from a JSON Lines file."""
    content = read_text(path, problems)
    if content is None:
        return
    for number, line in enumerate(content.split("\n"), 1):
        raw = parse_line(line, path.name, number, problems)
        if raw is not None:
            names = _renamed(list(raw), columns)
            yield from _document({names[name]: value for name, value in raw.items()}, path, number, problems)


def parse_line(line: str | bytes, file: str, number: int, problems: list[Problem]) -> dict[str, Any] | None:
    """Return the JSON object of a line, or None for an empty line or one that holds none, which is reported."""
    if not line.strip():
        return None
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as error:
        problems.append(Problem(file, number, None, f"The line is no JSON ({error}).", "It was left out."))
        return None
    if not isinstance(raw, dict):
        problems.append(Problem(file, number, None, "The line is no JSON object.", "It was left out."))
        return None
    return raw


def _document(raw: Mapping[str, Any], path: Path, row: int, problems: list[Problem]) -> Iterator[Document]:
    document = to_document(raw, file=path.name, row=row, identity=f"{path.stem}-{row}", problems=problems)
    if document is not None:
        yield document


def _renamed(names: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    back = {column: field for field, column in columns.items()}
    return {name: back.get(name, name) for name in names if name is not None}


READERS = {".csv": read_csv, ".tsv": read_csv, ".jsonl": read_jsonl, ".ndjson": read_jsonl}
