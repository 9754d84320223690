"""Nexis Uni and Lexis Advance: Word and RTF files, each article ended by a line that says so."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dateline.corpus import Document, Problem
from dateline.readers.export import Export, whole_text
from dateline.readers.formats import Format, Head
from dateline.readers.labelled import Block, Style, add, body
from dateline.readers.labels import any_of, meanings
from dateline.readers.markup_text import docx_lines, rtf_lines
from dateline.readers.nexis import finished, is_date_line, is_odd_date
from dateline.readers.rows import Columns

_STYLE = Style("nexis")
_LONGEST_DATE = 80  # characters of the line that holds it
_PEEK = 1 << 22  # bytes of a Word file's text that are looked into


def read_rtf(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of an RTF file."""
    yield from _uni(rtf_lines(whole_text(path, problems)), Export(path, columns, problems))


def read_docx(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of a Word file of Nexis Uni, each ended by `End of Document`."""
    yield from _uni(docx_lines(path), Export(path, columns, problems))


def _uni(lines: Iterable[str], export: Export) -> Iterator[Document]:
    held: list[str] = []
    for line in lines:
        if _marks(line.strip(), "end"):
            yield from export.article(_uni_article(held))
            held = []
        else:
            held.append(line.strip())
    if any(_marks(line, "text") for line in held):
        export.report(None, "The last article has no end; is the file whole?", "It was read as far as it goes.")
        yield from export.article(_uni_article(held))


def _marks(line: str, means: str) -> bool:
    """Say whether a line stands alone for one of the parts of an article: `Body`, `Klassifizierung`."""
    return len(line) < 30 and bool(re.fullmatch(any_of("nexis", means), line, re.IGNORECASE))


def _uni_article(lines: Sequence[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    place = _uni_date(lines)
    if place < len(lines) and _is_dated(lines[place]):
        _uni_head(lines[:place], fields)
        fields["date"], place = lines[place], place + 1
    else:
        _undated_head(lines[:place], fields)
    while place < len(lines) and not _marks(lines[place], "text"):
        label = _STYLE.label(Block([lines[place]])) if lines[place] else None
        if label:
            add(fields, *label)
        elif fields.get("length") and lines[place]:
            break  # no line says where the text begins
        else:
            add(fields, "rights" if Block([lines[place]]).is_rights else "edition", lines[place])
        place += 1
    place += place < len(lines) and _marks(lines[place], "text")
    rest = [Block([line]) for line in lines[place:] if line]
    last = next((n for n, block in enumerate(rest) if _is_part(block.text)), len(rest))
    end = min(_STYLE.tail_start(rest, 0), last)
    fields["text"] = body(rest[:end])
    _uni_tail(rest[end:], fields)
    return finished(fields)


def _uni_date(lines: Sequence[str]) -> int:
    """Return the place of an article's date: the last line before its labels that is little more than a date."""
    ends = [n for n, line in enumerate(lines) if _marks(line, "text")]
    end = ends[0] if ends else len(lines)
    dates = [n for n, line in enumerate(lines[:end]) if _is_dated(line)]
    if not ends:
        return dates[0] if dates else len(lines)
    return dates[-1] if dates else next((n for n in range(end) if _STYLE.label(Block([lines[n]]))), end)


def _is_dated(line: str) -> bool:
    block = Block([line])
    return 0 < len(line) < _LONGEST_DATE and is_date_line(block) and not _STYLE.label(block)


def _undated_head(lines: Sequence[str], fields: dict[str, str]) -> None:
    """Add what stands above the first label where no line is a date, or one is that cannot be read."""
    for line in lines:
        add(fields, "rights", line if Block([line]).is_rights else "")
    head = [line for line in lines if not Block([line]).is_rights]
    while head and not head[-1]:
        head.pop()
    if len(head) > 2 and all(head[-3:]) and is_odd_date(Block([head[-1]], centred=True)):
        fields["date"] = head.pop()
    _uni_head(head, fields)


def _uni_head(lines: Sequence[str], fields: dict[str, str]) -> None:
    """Add outlet and title: the last two lines before the date, a cover or a contents list above them left out."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    run = list(lines[max((n for n, line in enumerate(lines) if not line), default=-1) + 1 :])
    if len(run) == 1 and len(lines) > 1:
        above = [line for line in lines[:-1] if line]
        run = [*above[-1:], *run]
    if run:
        fields["outlet"] = run[-1]
    add(fields, "title", " ".join(run[:-1]))


def _is_part(line: str) -> bool:
    return _marks(line, "classification") or _marks(line, "graphic") or _marks(line, "notes")


def _uni_tail(blocks: Sequence[Block], fields: dict[str, str]) -> None:
    part = ""
    for block in blocks:
        label = _STYLE.label(block)
        if _is_part(block.text):
            part = meanings("nexis")[block.text.casefold()]
        elif label:
            add(fields, *label)
        else:
            add(fields, "rights" if block.is_rights else part or "notes", block.text)


def _is_uni_docx(head: Head) -> bool:
    if "word/document.xml" not in head.members:
        return False
    try:
        with zipfile.ZipFile(head.path) as archive, archive.open("word/document.xml") as file:
            return _is_uni(re.sub(r"<[^>]*>", "", file.read(_PEEK).decode("utf-8", "replace")))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, zlib.error):
        return False


def _is_uni_rtf(head: Head) -> bool:
    if not head.text.startswith("{\\rtf"):
        return False
    with head.path.open("rb") as file:
        return _is_uni(file.read(_PEEK).decode("cp1252", "replace"))


def _is_uni(text: str) -> bool:
    """Say whether a text ends articles and labels their length as this archive does."""
    return bool(re.search(any_of("nexis", "end"), text, re.IGNORECASE)) and bool(
        re.search(rf"{any_of('nexis', 'length')}(?:[ \xa0]|\\'a0|\\~)?:(?:[ \xa0]|\\'a0|\\~)", text, re.IGNORECASE)
    )


DOCX = Format("Nexis Uni DOCX", _is_uni_docx, read_docx)
RTF = Format("Nexis Uni RTF", _is_uni_rtf, read_rtf)
