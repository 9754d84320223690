"""Europresse: pages of the older interface, whose articles are cells of tables, and of the newer, `<article>` each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.corpus import Document, Problem
from dateline.readers.export import Export, byline_name, whole_text
from dateline.readers.formats import Format, Head
from dateline.readers.labelled import add, one_line
from dateline.readers.labels import any_of, meanings, rights_line
from dateline.readers.markup_text import page, paragraphs, text_in
from dateline.readers.printed_dates import printed_date
from dateline.readers.rows import Columns

_NUMBER = re.compile(r"\w+[·¬]\d{6,8}[·¬][\w·¬-]+")


def read(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of a page."""
    export, markup = Export(path, columns, problems), whole_text(path, problems)
    root = page(markup)
    newer = [article for article in root.iter("article") if _found(article, "DocPublicationName")]
    for article in newer:
        yield from export.article(_newer(article))
    for name in [] if newer else root.xpath(_classed("//span", "DocPublicationName")):
        yield from export.article(_older(next(name.iterancestors("td", "div", "body"), name)))
    export.check_end(markup)


def _classed(path: str, name: str) -> str:
    return f"{path}[contains(translate(concat(' ', @class, ' '), 'T', 't'), ' {name.replace('T', 't')} ')]"


def _found(article: Any, *names: str) -> str:
    """Return the text of the first element below of one of the classes, on one line."""
    for name in names:
        for element in article.xpath(_classed(".//*", name)):
            if text := text_in(element):
                return text
    return ""


def _head(article: Any) -> dict[str, str]:
    """Return outlet, issue, section, date, length and page, which both interfaces mark by class."""
    fields: dict[str, str] = {}
    outlet = _found(article, "DocPublicationName")
    parts = re.split(rf",?\s+(?={any_of('europresse', 'issue')}\s*\d)", outlet, maxsplit=1, flags=re.IGNORECASE)
    fields["outlet"] = parts[0].strip(" ,")
    add(fields, "issue", parts[1] if len(parts) > 1 else "")
    header = "".join(f"{text_in(element)} " for element in article.xpath(_classed(".//*", "DocHeader")))
    found = printed_date(header)
    before, after = (header[: found.start], header[found.end :]) if found else (header, "")
    if found:
        fields["date"] = before.rpartition(",")[2] + header[found.start : found.end]
    kept = [word for word in before.split() if not _is_weekday(word)]
    add(fields, "section", " ".join(kept).strip(" ,;"))
    length = re.search(rf"\d[\d\s.,]*{any_of('europresse', 'length unit')}", after, re.IGNORECASE)
    add(fields, "length", length[0] if length else "")
    printed = re.search(
        rf"{any_of('europresse', 'page')}\s*(\w[\w./ -]*?(?:,\d[\w./-]*)*)\s*(?:,|\Z)", after, re.IGNORECASE
    )
    add(fields, "page", printed[1] if printed else "")
    return fields


def _is_weekday(word: str) -> bool:
    return meanings("any").get(word.strip(",").casefold(), "").startswith("weekday")


def _newer(article: Any) -> dict[str, str]:
    fields = _head(article)
    fields["title"] = _found(article, "titreArticleVisu", "rdp__articletitle", "titreArticle")
    add(fields, "subtitle", _found(article, "rdp__subtitle"))
    add(fields, "byline", byline_name(_found(article, "docAuthors", "sm-margin-bottomNews")))
    add(fields, "id", _found(article, "publiC-lblNodoc"))
    containers = article.xpath(_classed(".//*", "docOcurrContainer")) or article.xpath(_classed(".//*", "DocText"))
    text = [paragraph.text for container in containers[:1] for paragraph in paragraphs(container)]
    if not containers:
        text = [paragraph.text for part in article.iter("section") for paragraph in paragraphs(part)]
    rest = [paragraph.text for part in article.iter("footer", "small") for paragraph in paragraphs(part)]
    return _finished(fields, text, rest)


def _older(cell: Any) -> dict[str, str]:
    """Return the fields of an article whose parts are parted by line breaks; the title is marked, the author is not."""
    fields = _head(cell)
    titles = cell.xpath(_classed(".//*", "TitreArticleVisu"))
    fields["title"] = text_in(titles[0]) if titles else ""
    shown = [paragraph.text for paragraph in paragraphs(cell)]
    lines = shown[0].split("\n") if shown else []
    at = next((n for n, line in enumerate(lines) if one_line(line) == fields["title"]), -1)
    header = {_found(cell, "DocPublicationName"), text_in_all(cell, "DocHeader")}
    above = [line for line in lines[: max(at, 0)] if line and one_line(line) not in header]
    add(fields, "subtitle", " ".join(line for line in above if not printed_date(line)))
    below = [line for line in lines[at + 1 :] if line]
    if titles and below and _ends_with_break(titles[0]):
        add(fields, "byline", byline_name(" ".join(below)))
        below = []
    return _finished(fields, [*(["\n".join(below)] if below else []), *shown[1:]], [])


def text_in_all(element: Any, name: str) -> str:
    """Return the text of all elements of a class, one after the other."""
    return one_line("".join("".join(part.itertext()) for part in element.xpath(_classed(".//*", name))))


def _ends_with_break(title: Any) -> bool:
    """Say whether the line below a title is ended by a break of its own, as an author's is, and a text's is not."""
    following = title.getnext()
    last = None
    while following is not None and following.tag != "p":
        last, following = following, following.getnext()
    return last is not None and last.tag == "br" and not (last.tail or "").strip()


def _finished(fields: dict[str, str], text: list[str], rest: list[str]) -> dict[str, str]:
    """Return the fields with the text up to the notice of rights, which is taken apart with the number."""
    labelled = re.compile(rf"\s*{any_of('europresse', 'id line')}\s*:", re.IGNORECASE)
    end = next((n for n, part in enumerate(text) if labelled.match(part)), len(text))
    if end and rights_line().match(text[min(end, len(text)) - 1]):
        end -= 1
    for part in [*text[end:], *rest]:
        number = _NUMBER.search(part)
        if number:
            fields.setdefault("id", number[0])
        elif rights_line().match(part):
            fields.setdefault("rights", part)
    return fields | {"text": "\n\n".join(text[:end])}


def _is_europresse(head: Head) -> bool:
    return head.is_html and (
        "docpublicationname" in head.low
        or ("europresse" in head.low and ("titrearticle" in head.low or "cedrom-sni" in head.low))
    )


FORMAT = Format("Europresse HTML", _is_europresse, read)
