"""RSS and Atom: one article an entry, with the words that the feed itself carries; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.corpus import Document, Problem
from dateline.readers.confined import answers
from dateline.readers.formats import Format
from dateline.readers.markup_text import page, paragraphs
from dateline.readers.rows import Columns
from dateline.readers.single import Single, check_size

_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_MARKUP = re.compile(r"<\w|&\w+;|&#")


def read(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the entries of a feed in order; of one that carries no more, the summary is the text."""
    check_size(path, "A feed")
    read_entries = answers("feed_entries", "feedparser", "A feed", path=str(path))
    about = next(read_entries)
    if about["fault"]:
        found = f"The feed is not well formed ({about['fault']})."
        problems.append(Problem(path.name, None, None, found, "It was read as far as it goes."))
    summaries = []
    for number, entry in enumerate(read_entries, 1):
        if not entry["content"] and entry["summary"]:
            summaries.append(number)
        yield from Single(path, columns, problems, number).article(_fields(entry, about))
    if summaries:
        found = f"Of {len(summaries)} entries, from {summaries[0]} on, the feed carries no more than a summary."
        problems.append(Problem(path.name, summaries[0], "text", found, "The summary was read as the text."))


def _fields(entry: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an entry; the day of its last change stands for the day it was published where none is."""
    summary = _plain(entry["summary"])
    text = _plain(entry["content"]) or summary
    source = next((name for name in ("published", "updated") if entry[name]), "")
    return {
        "id": entry["id"],
        "title": _plain(entry["title"]),
        "text": text,
        "summary": summary if summary != text else "",
        "url": entry["url"],
        "byline": entry["byline"],
        "date": entry[source] if source else "",
        "date source": source,
        "outlet": entry["source"] or about["title"],
        "language": about["language"],
        "rights": entry["rights"] or about["rights"],
        "tags": entry["tags"],
    }


def _plain(text: str) -> str:
    """Return a value of a feed without its markup."""
    if not _MARKUP.search(text):
        return text.strip()
    return "\n\n".join(paragraph.text for paragraph in paragraphs(page(text)))


FORMAT = Format("RSS or Atom", lambda head: head.is_xml and bool(_FEED.search(head.text[:4096])), read)
