"""The article of a web page: its words by trafilatura, and what the page says of itself in its own fields."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_SUBSET = re.compile(r"<!DOCTYPE[^<>\[]{0,200}\[.{0,20000}?\]\s*>", re.IGNORECASE | re.DOTALL)
_SAVED = re.compile(r"saved from url=\(\d+\)(\S{5,500})")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DATES = (
    "article:published_time", "datepublished", "og:published_time", "date", "dc.date", "dc.date.issued",
    "dcterms.date", "dcterms.issued", "pubdate", "publishdate", "publish-date", "publication_date",
    "parsely-pub-date", "sailthru.date", "citation_publication_date",
)  # fmt: skip
_PLACES = {
    "title": ("og:title", "dc.title", "twitter:title", "headline"),
    "outlet": ("og:site_name", "dc.publisher", "publisher"),
    "byline": ("author", "article:author", "dc.creator", "byl", "parsely-author"),
    "section": ("article:section", "parsely-section", "articlesection"),
    "url": ("og:url",),
    "language": ("content-language", "dc.language", "og:locale"),
    "rights": ("copyright", "dc.rights", "rights"),
    "modified": ("article:modified_time", "datemodified"),
}
_SENTENCE = re.compile(r"[.!?。！？।؟][\"'”’»)\]]*(?:\s|\Z)")
_TEASER = 300  # characters
_ARTICLE = re.compile(r"Article|Report|BlogPosting|LiveBlog")


def read(path: str) -> Iterator[dict[str, Any]]:
    """Yield the fields of the page's article."""
    yield article(Path(path).read_bytes())


def article(raw: bytes, charset: str = "") -> dict[str, Any]:
    """Return the fields of a page's article, `whole` when none stands out and all its words were taken."""
    markup, encoding, is_sure = _decoded(raw, charset)
    root = _tree(markup)
    fields = _fields(root, markup)
    others = _long_articles(root)
    text, whole = _text(root)
    left = sum(paragraph not in text for paragraph in others)
    return fields | {"text": text, "whole": whole, "left": left, "encoding": "" if is_sure else encoding}


def _long_articles(root: Any) -> list[str]:
    """Return the longest paragraph of each element that is marked as an article and is more than a teaser of one."""
    longest = []
    for element in root.xpath("//article[not(ancestor::article)]"):
        shown = [" ".join(paragraph.text_content().split()) for paragraph in element.iter("p")]
        if sum(map(len, shown)) >= _TEASER:
            longest.append(max(shown, key=len))
    return longest


def _decoded(raw: bytes, charset: str) -> tuple[str, str, bool]:
    """Return a page's characters, their encoding, and whether they fit it: UTF-8 first, then what is declared."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace").replace("\x00", ""), encoding, True
    declared = _CHARSET.search(raw[:4096])
    named = charset or (declared[1].decode("ascii", "replace") if declared else "")
    for encoding in ("utf-8", named):
        try:
            return raw.decode(encoding).replace("\x00", ""), encoding, True
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return raw.decode("cp1252", "replace").replace("\x00", ""), "cp1252", False


def _tree(markup: str) -> Any:
    """Return the tree of a page; ValueError when it is nested deeper than a page is."""
    etree, html = import_module("lxml.etree"), import_module("lxml.html")

    markup = _SUBSET.sub("", markup, count=1)
    for huge in (False, True):
        parser = html.HTMLParser(huge_tree=huge, no_network=True, encoding="utf-8", remove_pis=True)
        try:
            root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
        except (AssertionError, etree.ParserError):
            raise ValueError("it holds nothing") from None
        if not any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
            return root
    raise ValueError("it is nested too deep")


def _text(root: Any) -> tuple[str, bool]:
    """Return the article's paragraphs, or all words of the page and True when no article stands out."""
    etree, html = import_module("lxml.etree"), import_module("lxml.html")
    bare_extraction = import_module("trafilatura").bare_extraction
    everything = html.fromstring(html.tostring(root))  # the library changes the tree
    found = bare_extraction(root, with_metadata=False, include_comments=False, include_tables=True)
    text = getattr(found, "text", None) or ""
    if _SENTENCE.search(text):
        return _parted(text.split("\n")), False
    for element in everything.xpath("//script|//style|//noscript|//template|//head|//nav|//footer"):
        element.drop_tree() if element.getparent() is not None else None
    etree.strip_tags(everything, "a", "b", "i", "em", "strong", "span")
    return _parted(everything.itertext()), True


def _parted(lines: Any) -> str:
    return "\n\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _fields(root: Any, markup: str) -> dict[str, Any]:
    """Return what the page says of itself in its head; a date is only taken where one of publication is declared."""
    metas = _metas(root)
    linked = _linked(root)
    fields: dict[str, Any] = {}
    for field, names in _PLACES.items():
        fields[field] = linked.get(field) or next((metas[name] for name in names if metas.get(name)), "")
    dates = [("JSON-LD datePublished", linked.get("date", ""))]
    dates += [(name, metas.get(name, "")) for name in _DATES]
    dates += [("time", value) for value in _times(root)]
    dates = [(name, value) for name, value in dates if value]
    fields["dates"] = dates
    fields["title"] = fields["title"] or _only(root, "//h1") or _only(root, "//title")
    fields["language"] = str(root.get("lang") or "") or fields["language"]
    canonical = [link.get("href") or "" for link in root.iter("link") if "canonical" in (link.get("rel") or "").split()]
    saved = _SAVED.search(markup[:4096])
    fields["url"] = next(iter(canonical), "") or fields["url"] or (saved[1] if saved else "")
    if re.match(r"https?:", str(fields["byline"])):
        fields["byline"] = ""
    return {name: value for name, value in fields.items() if value}


def _metas(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content[:1000])
    return found


def _times(root: Any) -> list[str]:
    """Return the dates of publication that stand in the body, marked as such."""
    marked = root.xpath("//*[@itemprop='datePublished'][@datetime or @content]|//time[@pubdate][@datetime]")
    return [str(element.get("datetime") or element.get("content")).strip() for element in marked]


def _only(root: Any, path: str) -> str:
    found = [" ".join(element.text_content().split()) for element in root.xpath(path)[:2]]
    return str(found[0])[:1000] if len(found) == 1 else ""


def _linked(root: Any) -> dict[str, str]:
    """Return the fields of the article that the page describes as linked data."""
    for script in root.xpath("//script[@type='application/ld+json']")[:20]:
        try:
            loaded = json.loads(script.text or "")
        except ValueError:
            continue
        for thing in _things(loaded):
            if _ARTICLE.search(str(thing.get("@type"))):
                return {
                    "title": _name(thing.get("headline")),
                    "date": _name(thing.get("datePublished")),
                    "modified": _name(thing.get("dateModified")),
                    "byline": _name(thing.get("author")),
                    "outlet": _name(thing.get("publisher")),
                    "section": _name(thing.get("articleSection")),
                    "language": _name(thing.get("inLanguage")),
                }
    return {}


def _things(loaded: Any) -> list[dict[str, Any]]:
    top = loaded if isinstance(loaded, list) else [loaded]
    things = [thing for thing in top if isinstance(thing, dict)]
    for thing in list(things):
        graph = thing.get("@graph")
        things += [below for below in graph if isinstance(below, dict)] if isinstance(graph, list) else []
    return things


def _name(value: Any) -> str:
    """Return a value that is a string, or the names of what is linked."""
    if isinstance(value, list):
        return "; ".join(name for part in value[:20] if not isinstance(part, list) and (name := _name(part)))
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split())[:1000] if isinstance(value, str) else ""
