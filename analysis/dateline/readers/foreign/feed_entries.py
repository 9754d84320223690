"""The entries of an RSS or Atom feed, by feedparser, from what is on the disk alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def read(path: str) -> Iterator[dict[str, Any]]:
    """Yield what the feed says about itself, then each entry."""
    import feedparser

    feed = feedparser.parse(io.BytesIO(Path(path).read_bytes()), resolve_relative_uris=False, sanitize_html=True)
    fault = feed.get("bozo_exception") if feed.get("bozo") else None
    about = feed.get("feed", {})
    yield {
        "title": _said(about, "title"),
        "language": _said(about, "language"),
        "rights": _said(about, "rights"),
        "fault": " ".join(f"{fault}".split())[:200] if fault else "",
    }
    for entry in feed.get("entries", []):
        yield _entry(entry)


def _entry(entry: Any) -> dict[str, Any]:
    contents = [_said(content, "value") for content in entry.get("content") or []]
    return {
        "id": _said(entry, "id"),
        "title": _said(entry, "title"),
        "url": _said(entry, "link"),
        "byline": _said(entry, "author"),
        "published": _said(entry, "published"),
        "updated": _said(entry, "updated"),
        "summary": _said(entry, "summary"),
        "content": max(contents, key=len, default=""),
        "source": _said(entry.get("source") or {}, "title"),
        "rights": _said(entry, "rights"),
        "tags": "; ".join(term for tag in entry.get("tags") or [] if (term := _said(tag, "term"))),
    }


def _said(holder: Any, name: str) -> str:
    """Return a string that is there under this very name: the library would answer `updated` with `published`."""
    value = dict.get(holder, name)
    return value if isinstance(value, str) else ""
