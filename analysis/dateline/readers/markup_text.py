"""Paragraphs of pages, RTF and DOCX: what a reader would see, in order; nothing is fetched and nothing is run."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.errors import CorpusError
from dateline.readers.export import LARGEST
from dateline.readers.formats import library

_BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul text".split()
)
_UNSEEN = frozenset("script style head title template noscript object embed iframe button input select".split())
_SPACE = re.compile(r"[ \t\n\r\f\xa0]+")
_LARGEST_PAGE = 1 << 26
_BREAK = "\x1f"


@dataclass(slots=True)
class Paragraph:
    """A paragraph of a page, and the element that it began in."""

    text: str
    element: Any = field(repr=False)


def page(markup: str) -> Any:
    """Return the tree of a page.

    Raises
    ------
    CorpusError
        When it is larger than 64 MB or nested deeper than any page is, or lxml is not installed.
    """
    if len(markup) > _LARGEST_PAGE:
        raise CorpusError(f"The page has {len(markup) >> 20} MB, and one is read up to {_LARGEST_PAGE >> 20}.")
    html = library("lxml.html", "A page of HTML")
    for huge in (False, True):
        parser = html.HTMLParser(huge_tree=huge, no_network=True, encoding="utf-8")
        try:
            root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
        except (ValueError, AssertionError, html.etree.ParserError):
            return html.fromstring("<html><body></body></html>")
        if not any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
            return root
    raise CorpusError("The page is nested too deep to be read whole.")


def paragraphs(root: Any) -> Iterator[Paragraph]:
    """Yield the paragraphs below an element that hold any text; `<br>` is a line break within one."""
    etree = library("lxml.etree", "A page of HTML")
    pieces: list[str] = []
    begun, unseen = root, 0

    def closed() -> Iterator[Paragraph]:
        text = seen("".join(pieces))
        pieces.clear()
        if text:
            yield Paragraph(text, begun)

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else None
        if event == "start" and tag in _BLOCKS:
            yield from closed()
            begun = element
        elif event == "end" and tag in _BLOCKS:
            yield from closed()
            begun = element.getparent() if element is not root else root
        unseen += (tag in _UNSEEN) * ((event == "start") - (event == "end"))
        if event == "start" and not unseen:
            pieces.append(_BREAK if tag == "br" else element.text or "")
        if event != "start" and element is not root and not unseen:
            pieces.append(element.tail or "")
    yield from closed()


def seen(text: str) -> str:
    """Return a text as it is seen: runs of white space are one space, a break is a line break."""
    lines = (_SPACE.sub(" ", line).strip() for line in text.split(_BREAK))
    return re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip()


def text_in(element: Any) -> str:
    """Return all the text of an element on one line."""
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def rtf_lines(text: str) -> list[str]:
    """Return the lines of an RTF file; embedded objects and pictures are left out, fields keep what they show."""
    striprtf = library("striprtf.striprtf", "RTF")
    shown = str(striprtf.rtf_to_text(text, errors="replace"))
    return [_SPACE.sub(" ", line).strip() for line in shown.split("\n")]


def rtf_start(text: str) -> str:
    """Return the words of the beginning of an RTF file, roughly: enough to know whose it is."""
    return re.sub(r"\\'[0-9a-f]{2}|\\[a-z]+-?\d* ?|[{}]", "", text)


def docx_lines(path: Path) -> list[str]:
    """Return the paragraphs of a Word file; text of links is kept, macros and objects are never opened.

    Raises
    ------
    CorpusError
        When the file is damaged, is no Word document, or unpacks to more than 256 MB.
    """
    docx = library("docx", "A Word file")
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > LARGEST:
            raise CorpusError(f"The Word file unpacks to {unpacked >> 20} MB, more than {LARGEST >> 20}.")
        return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    except CorpusError:
        raise
    except Exception as error:  # the library's own for each kind of damage
        raise CorpusError(f"The Word file cannot be opened ({error}).") from None
