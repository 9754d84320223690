"""Factiva: pages and RTF with or without field codes, and the XML of its services."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.corpus import Document, Problem
from dateline.readers.export import Export, byline_name, language_code, whole_text
from dateline.readers.formats import Format, Head
from dateline.readers.labelled import add, one_line
from dateline.readers.labels import any_of, meanings, rights_line
from dateline.readers.markup_text import page, paragraphs, rtf_lines, rtf_start, text_in
from dateline.readers.printed_dates import printed_date
from dateline.readers.rows import Columns
from dateline.readers.xml_items import items, local, squeezed

_CODED = re.compile(r"([A-Z]{2,4})(?:\s*\||\s{1,4}|\t|\Z)\s*(.*?)\s*\|?\s*\Z")
_FURNITURE = re.compile(r"(?:Page|Seite)\s+\d+|.*©.*Factiva|Dow Jones\s*(?:&.*)?\Z|Factiva\Z", re.IGNORECASE)
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s+\w+)?", re.IGNORECASE)
_PEEK = 1 << 22
_ENOUGH = 5  # codes that make a file one with codes


def _id_line(line: str) -> str | None:
    """Return the accession number of the line that ends an article."""
    found = re.fullmatch(
        rf"(?:AN[\s|]+)?(?i:{any_of('factiva', 'id line')})\s+([A-Z0-9]{{4,}}\w{{8,}})\s*\|?", line.strip()
    )
    return found[1] if found else None


def read_html(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of a page."""
    export, markup = Export(path, columns, problems), whole_text(path, problems)
    for article in page(markup).xpath("//div[contains(concat(' ', @class, ' '), ' article ')]"):
        rows = [row for row in article.iter("tr") if _code(row)]
        yield from export.article(_coded(_row_lines(rows)) if rows else _plain_page(article))
    export.check_end(markup)


def _code(row: Any) -> str | None:
    """Return the code of a row of a table, if it has one."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    code = text_in(cells[0]) if len(cells) > 1 else ""
    return code if code.casefold() in meanings("factiva") and code.isupper() else None


def _row_lines(rows: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for row in rows:
        cell = [cell for cell in row if cell.tag in ("td", "th")][1]
        code = meanings("factiva")[str(_code(row)).casefold()]
        for paragraph in paragraphs(cell):
            yield code, paragraph.text


def _coded(lines: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Return the fields of an article from its codes, of which a text has a paragraph each time."""
    fields: dict[str, str] = {}
    text: list[str] = []
    for name, value in lines:
        if name in ("lead", "text"):
            text.append(value)
        else:
            add(fields, name, value)
    return _finished(fields, text)


def _plain_page(article: Any) -> dict[str, str]:
    """Return the fields of an article without codes; the headline is known by its class."""
    shown = list(paragraphs(article))
    titles = article.xpath(".//*[contains(@class, 'Headline')]|.//*[@id='hd']")
    title = text_in(titles[0]) if titles else ""
    return _plain([paragraph.text for paragraph in shown], title)


def _plain(lines: Sequence[str], title: str = "") -> dict[str, str]:
    """Return the fields of an article whose lines have no code, by what stands between the length and the rights."""
    lines = [one for line in lines for one in line.split("\n") if one.strip() and not _FURNITURE.match(one)]
    fields: dict[str, str] = {}
    ended = next((n for n, line in enumerate(lines) if _id_line(line)), len(lines))
    if ended < len(lines):
        fields["id"] = str(_id_line(lines[ended]))
    unit = re.compile(rf"[\d.,\s\u202f]*\d\s*{any_of('factiva', 'length unit')}", re.IGNORECASE)
    counted = next((n for n, line in enumerate(lines[:20]) if unit.fullmatch(line.strip())), None)
    if counted is None:
        own = int(not title and ended > 1)  # the first line, unless it is all there is
        return fields | {"title": title or "".join(lines[:own]), "text": "\n\n".join(lines[own:ended])}
    rights = next((n for n, line in enumerate(lines[:40]) if n > counted and rights_line().match(line)), None)
    fields["length"] = lines[counted]
    _plain_head([line for line in lines[:counted] if line != title], title, fields)
    after = lines[counted + 1 : rights] if rights is not None else lines[counted + 1 : counted + 5]
    _plain_source(after, fields)
    start = counted + 1 + len(after)
    if rights is not None:
        fields["rights"], start = lines[rights], rights + 1
    return _finished(fields, lines[start:ended])


def _plain_head(head: list[str], title: str, fields: dict[str, str]) -> None:
    """Add section, title and byline from the lines above the length."""
    by = re.compile(rf"{any_of('any', 'by')}:?\s", re.IGNORECASE)
    below_title = len(head) > (0 if title else 1)
    short = below_title and len(head[-1].split()) < 7 and (bool(title) or len(head[-1]) < len(head[-2]))
    if head and (by.match(head[-1]) or short):
        fields["byline"] = head.pop()
    if not title and head:
        title = head.pop()
    fields["title"] = title
    add(fields, "section", " / ".join(head))


def _plain_source(lines: Sequence[str], fields: dict[str, str]) -> None:
    """Add date, time, outlet, code, page and language from the lines between the length and the rights."""
    for line in lines:
        if "date" not in fields and printed_date(line):
            fields["date"] = line
        elif "time" not in fields and _CLOCK.fullmatch(line):
            fields["time"] = line
        elif "outlet" not in fields:
            fields["outlet"] = line
        elif "source code" not in fields and _CODE.fullmatch(line):
            fields["source code"] = line
        elif "language" not in fields and len(language_code(line)) == 2 and not line.isdecimal():
            fields["language"] = line
        elif "page" not in fields and re.fullmatch(r"\w{0,4}\d[\w.-]{0,6}", line):
            fields["page"] = line
        else:
            add(fields, "edition", line)


def _finished(fields: dict[str, str], text: Sequence[str]) -> dict[str, str]:
    for name in ("title", "byline", "section", "outlet"):
        if name in fields:
            fields[name] = one_line(fields[name])
    if "byline" in fields:
        fields["byline"] = byline_name(fields["byline"])
    if "id" in fields:
        fields["id"] = _id_line(fields["id"]) or fields["id"]
    if "credit" in fields:
        fields["agency"] = one_line(fields["credit"])
    return fields | {"text": "\n\n".join(paragraph for paragraph in text if paragraph)}


# RTF


def read_rtf(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of an RTF file, each ended by the line of its accession number."""
    export, held = Export(path, columns, problems), list[str]()
    for line in rtf_lines(whole_text(path, problems)):
        held.append(line)
        if _id_line(line):
            yield from export.article(_rtf_article(held))
            held = []
    if sum(bool(line.strip()) for line in held) > 20:
        export.report(None, "The last article has no accession number; is the file whole?", "It was left out.")


def _rtf_article(lines: Sequence[str]) -> dict[str, str]:
    codes = [_coded_line(line) for line in lines]
    if sum(code is not None for code in codes) < _ENOUGH:
        return _plain(lines)
    return _coded(_with_code(lines, codes))


def _coded_line(line: str) -> tuple[str, str] | None:
    found = _CODED.match(line.strip())
    field = meanings("factiva").get(found[1].casefold()) if found else None
    return (field, found[2]) if found and field else None


def _with_code(lines: Sequence[str], codes: Sequence[tuple[str, str] | None]) -> Iterator[tuple[str, str]]:
    """Yield each line under the code that it, or a line above it, bears."""
    current = None
    for line, code in zip(lines, codes, strict=True):
        if code:
            current = code[0]
        value = code[1] if code else line.strip(" |")
        if current and value and not _FURNITURE.match(value):
            yield current, value


# XML


def read_xml(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of an XML file, one at a time."""
    export = Export(path, columns, problems)
    for article in items(path, ("article",), problems):
        yield from export.article(_xml_article(article))


_XML_FIELDS = {
    "accessionNo": "id", "baseLanguage": "language", "copyright": "rights", "headline": "title", "byline": "byline",
    "publicationDate": "date", "publisherName": "publisher", "sourceName": "outlet", "sourceCode": "source code",
    "sectionName": "section", "columnName": "column", "credit": "credit", "notes": "notes", "wordCount": "length",
    "pages": "page", "edition": "edition", "volume": "volume", "contact": "contact", "artWork": "graphic",
    "corrections": "correction", "region": "places", "newsSubject": "subject", "company": "companies",
    "industry": "industry", "descField": "publisher codes", "dateline": "dateline", "publicationTime": "time",
}  # fmt: skip


def _xml_article(article: Any) -> dict[str, str]:
    fields: dict[str, str] = {}
    text: list[str] = []
    for part in article:
        name = local(part)
        if name in ("leadParagraph", "tailParagraphs"):
            text += [squeezed(paragraph) for paragraph in part.iter() if local(paragraph) == "paragraph"]
        elif name in _XML_FIELDS:
            add(fields, _XML_FIELDS[name], squeezed(part))
    return _finished(fields, text)


def _is_html(head: Head) -> bool:
    return head.is_html and (
        bool(re.search(r"<title>[^<]*factiva", head.low))
        or ("articleparagraph" in head.low and bool(re.search(r'class="article \w\warticle"', head.low)))
    )


def _is_rtf(head: Head) -> bool:
    if not head.text.startswith("{\\rtf"):
        return False
    with head.path.open("rb") as file:
        shown = rtf_start(file.read(_PEEK).decode("cp1252", "replace"))
    numbered = re.search(rf"{any_of('factiva', 'id line')}\s+[A-Z0-9]{{4,}}\w{{8,}}", shown, re.IGNORECASE)
    codes = sum(bool(re.search(rf"\b{code}\b", shown)) for code in ("HD", "WC", "PD", "SN", "SC", "LA", "CY", "LP"))
    return bool(numbered) and ("factiva" in shown.lower() or codes >= _ENOUGH)


def _is_xml(head: Head) -> bool:
    return head.is_xml and ("factiva" in head.low or "<ppsarticle" in head.low) and "<article" in head.low


HTML = Format("Factiva HTML", _is_html, read_html)
RTF = Format("Factiva RTF", _is_rtf, read_rtf)
XML = Format("Factiva XML", _is_xml, read_xml)
