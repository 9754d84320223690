"""NewsML-G2 and NITF: the XML of news agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from dateline.corpus import Document, Problem
from dateline.readers.export import Export, byline_name
from dateline.readers.formats import Format, Head
from dateline.readers.labelled import add
from dateline.readers.rows import Columns
from dateline.readers.xml_items import first, items, local, squeezed, text_of

_PARAGRAPHS = frozenset("p hl2 h1 h2 h3 h4 h5 h6 li dt dd td th pre blockquote".split())
_APART = frozenset("media figure figcaption caption abstract note".split())
_DATES = ("contentCreated", "firstCreated", "versionCreated", "contentModified")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the items of a file: each `newsItem`, and each `nitf` that lies in none."""
    export = Export(path, columns, problems)
    for item in items(path, ("newsItem", "nitf"), problems):
        fields = _news_item(item) if local(item) == "newsItem" else nitf(item)
        if not fields.get("text") and fields.get("summary"):
            export.report("text", "The item has no text but its summary.", "The summary was read as the text.")
            fields["text"] = fields.pop("summary")
        yield from export.article(fields)


def _news_item(item: Element) -> dict[str, str]:
    """Return the fields of a NewsML-G2 item, those of an NITF article within it where the item has none."""
    fields = {"id": item.get("guid", ""), "version": item.get("version", "")}
    inside = first(item, "nitf")
    content = first(item, "contentSet")
    meta = first(item, "contentMeta")
    about = item if meta is None else meta
    fields |= {
        "title": text_of(about, "headline"),
        "dateline": _name(about, "located"),
        "byline": text_of(about, "by") or _name(about, "creator"),
        "agency": text_of(about, "creditline") or _name(about, "infoSource"),
        "slugline": text_of(about, "slugline"),
        "summary": text_of(about, "description"),
        "outlet": _provider(item),
        "rights": text_of(item, "copyrightNotice"),
        "usage": text_of(item, "usageTerms"),
        "status": _code(item, "pubStatus"),
        "language": _language(item),
        "subject": "; ".join(_names(about, "subject")),
        "genre": "; ".join(_names(about, "genre")),
        "note": text_of(item, "edNote"),
    }
    _date(item, fields)
    if inside is not None:
        within = nitf(inside)
        fields = {name: value for name, value in fields.items() if value}
        if "byline" in within:
            fields["byline"] = within["byline"]
        fields = within | fields
    elif content is not None:
        fields["text"] = _plain(content) or paragraphs_of(content)
    return {name: value for name, value in fields.items() if value}


def _date(item: Element, fields: dict[str, str]) -> None:
    """Add the date of the first writing that is stated, and which one it is."""
    for name in _DATES:
        if written := text_of(item, name):
            fields.setdefault("date", written[:10] if re.match(r"\d{4}-\d\d-\d\dT", written) else written)
            fields.setdefault("date source", name)
            add(fields, name, written)


def _name(element: Element, name: str) -> str:
    return next(_names(element, name), "")


def _names(element: Element, name: str) -> Iterator[str]:
    """Yield the names of each element of a kind: its `name`, else its literal or code."""
    for below in element.iter():
        if local(below) == name:
            named = text_of(below, "name") or below.get("literal", "") or below.get("qcode", "")
            if named:
                yield named


def _code(element: Element, name: str) -> str:
    found = first(element, name)
    return "" if found is None else found.get("qcode", "")


def _provider(item: Element) -> str:
    """Return who provides an item: by name, else who holds the right, else by code or address."""
    provider = first(item, "provider")
    named = "" if provider is None else text_of(provider, "name") or provider.get("literal", "")
    held = "" if named else _name(item, "copyrightHolder")
    rest = "" if provider is None else provider.get("qcode", "") or provider.get("uri", "")
    return named or held or rest


def _language(item: Element) -> str:
    found = first(item, "language")
    return (found.get("tag", "") if found is not None else "") or item.get(_LANGUAGE, "")


def _plain(content: Element) -> str:
    """Return the text of an item that is given as plain characters."""
    for part in content.iter():
        if local(part) == "inlineData" and "html" not in part.get("contenttype", "") and part.text:
            return part.text.strip()
    return ""


def paragraphs_of(element: Element) -> str:
    """Return the paragraphs below an element, an empty line between each two; captions are left apart."""
    done: set[Element] = set()
    shown = []
    for below in element.iter():
        if below in done:
            continue
        if local(below) in _APART and below is not element:
            done.update(below.iter())
        elif local(below) in _PARAGRAPHS:
            done.update(below.iter())
            shown.append(squeezed(below))
    return "\n\n".join(paragraph for paragraph in shown if paragraph)


# NITF


def nitf(item: Element) -> dict[str, str]:
    """Return the fields of an NITF article.

    Parameters
    ----------
    item : Element
        `nitf`. Where a `block` of class `full_text` holds the text, other blocks that repeat its lead are passed over.
    """
    content = first(item, "body.content")
    blocks = [] if content is None else [part for part in content.iter() if part.get("class") == "full_text"]
    fields = {
        "title": text_of(item, "hl1", "hedline", "title"),
        "subtitle": text_of(item, "hl2") if first(item, "hedline") is not None else "",
        "byline": byline_name(text_of(item, "byline")),
        "dateline": text_of(item, "location") if first(item, "dateline") is not None else "",
        "summary": text_of(item, "abstract"),
        "caption": text_of(item, "media-caption"),
        "text": paragraphs_of(blocks[0] if blocks else item if content is None else content),
        "agency": text_of(item, "distributor"),
        "note": text_of(item, "ed-msg"),
    }
    if not fields["dateline"]:
        fields["dateline"] = text_of(item, "dateline")
    _nitf_attributes(item, fields)
    return {name: value for name, value in fields.items() if value}


_ATTRIBUTES = (
    ("doc-id", "id-string", "id"), ("pubdata", "name", "outlet"), ("pubdata", "position.section", "section"),
    ("pubdata", "page", "page"), ("pubdata", "ex-ref", "url"), ("doc.copyright", "holder", "rights"),
    ("urgency", "ed-urg", "urgency"), ("date.issue", "norm", "date"), ("date.release", "norm", "date"),
    ("story.date", "norm", "date"), ("pubdata", "date.publication", "date"),
)  # fmt: skip
_METAS = {"print_page_number": "page", "online_sections": "section", "dsk": "desk", "print_section": "print section"}


def _nitf_attributes(item: Element, fields: dict[str, str]) -> None:
    """Add what NITF writes into attributes, the first of each field, and what newspapers add as `meta`."""
    for tag, attribute, name in _ATTRIBUTES:
        for element in item.iter():
            if local(element) == tag and element.get(attribute) and name not in fields:
                value = element.get(attribute, "")
                fields[name] = re.sub(r"\A(\d{4})-?(\d\d)-?(\d\d)T?.*", r"\1-\2-\3", value) if name == "date" else value
    metas = {part.get("name", ""): part.get("content", "") for part in item.iter() if local(part) == "meta"}
    for written, name in _METAS.items():
        if metas.get(written):
            fields.setdefault(name, metas[written])
    parts = [metas.get(f"publication_{part}", "") for part in ("year", "month", "day_of_month")]
    if parts[0]:
        fields.setdefault("date", "-".join(part.zfill(2) for part in parts if part))
    if item.get(_LANGUAGE):
        fields["language"] = item.get(_LANGUAGE, "")


def _is_newsml(head: Head) -> bool:
    return head.is_xml and bool(re.search(r"<(?:\w+:)?(?:newsitem|newsmessage|packageitem)\b", head.low))


def _is_nitf(head: Head) -> bool:
    return head.is_xml and bool(re.search(r"<(?:\w+:)?nitf\b", head.low))


G2 = Format("NewsML-G2", _is_newsml, read)
NITF = Format("NITF", _is_nitf, read)
