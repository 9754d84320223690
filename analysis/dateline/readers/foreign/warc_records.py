"""The pages that a crawl kept, by warcio, each read by `page_article`; what else it kept is named by its kind."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

_LARGEST = 1 << 24
_CHARSET = re.compile(r"charset=[\"']?([\w:.-]{2,40})", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")


def read(path: str) -> Iterator[dict[str, Any]]:
    """Yield each record that answers a request: its number and address, and its article, its fault or its kind."""
    archive, exceptions = import_module("warcio.archiveiterator"), import_module("warcio.exceptions")
    number = 0
    with Path(path).open("rb") as file:
        try:
            for number, record in enumerate(archive.ArchiveIterator(file), 1):
                kind = _kind(record)
                if kind:
                    address = str(record.rec_headers.get_header("WARC-Target-URI") or "")
                    crawled = str(record.rec_headers.get_header("WARC-Date") or "")
                    yield {"number": number, "url": address, "crawled": crawled, **_article(record, kind)}
        except (exceptions.ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error) as error:
            yield {"number": number + 1, "end": " ".join(f"{type(error).__name__} {error}".split())[:120]}


def _kind(record: Any) -> str:
    """Return the media type of what a record answers, the status of an answer that failed, else nothing."""
    if record.rec_type not in ("response", "resource", "conversion"):
        return ""
    headers = record.http_headers
    if record.rec_type == "response":
        status = headers.get_statuscode() if headers else None
        if not status or not status.startswith("2"):
            return f"of status {str(status)[:10]}"
    written = (headers.get_header("Content-Type") if headers else None) or record.rec_headers.get_header("Content-Type")
    return (written or "of no kind").split(";")[0].strip().lower()[:60]


def _article(record: Any, kind: str) -> dict[str, Any]:
    is_text = kind == "text/plain" and record.rec_type == "conversion"
    if kind not in _PAGES and not is_text:
        return {"left": kind}
    content = record.content_stream().read(_LARGEST + 1)
    if len(content) > _LARGEST:
        return {"fault": f"has more than {_LARGEST >> 20} MB"}
    if is_text:
        return {"fields": {"text": content.decode("utf-8", "replace").replace("\x00", "")}}
    written = record.http_headers.get_header("Content-Type") if record.http_headers else ""
    charset = _CHARSET.search(written or "")
    try:
        return {"fields": import_module("page_article").article(content, charset[1] if charset else "")}
    except (ValueError, RecursionError) as error:
        return {"fault": f"cannot be read ({' '.join(str(error).split())[:120]})"}
