"""WARC: every page that a crawl kept, through the reader of pages; what else it kept is counted and left out."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dateline.corpus import Document, Problem
from dateline.readers.confined import answers
from dateline.readers.formats import Format, Head
from dateline.readers.rows import Columns
from dateline.readers.single import Single
from dateline.readers.web_page import page_fields

_GZIP = b"\x1f\x8b"


def read(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the pages and plain texts of a crawl; the day of the crawl is kept as such, for it is no article's date.

    A page on which no article stands out, such as a list of links, is left out and reported.
    """
    left: Counter[str] = Counter()
    number = 0
    for record in answers("warc_records", "warcio", "A WARC file", also="trafilatura", path=str(path)):
        number = record["number"]
        single = Single(path, columns, problems, number)
        if "end" in record:
            single.report(None, f"The file is damaged here ({record['end']}).", "What stands before it was read.")
        elif "left" in record:
            left[record["left"]] += 1
        elif "fault" in record:
            single.report("text", f"The page {record['url'][:200]} {record['fault']}.", "It was left out.")
        elif record["fields"].pop("whole", False):
            single.report("text", f"No article stands out on {record['url'][:200]}.", "It was left out.")
        else:
            found = page_fields(record["fields"], single)
            yield from single.article(found | {"url": record["url"], "crawled": record["crawled"]})
    if number == 0:
        problems.append(Problem(path.name, None, None, "The file holds no record of a page.", "It was left out."))
    if left:
        kinds = ", ".join(f"{count} {kind}" for kind, count in left.most_common(5))
        found_left = f"Records that hold no page: {left.total()} ({kinds})."
        problems.append(Problem(path.name, None, None, found_left, "They were left out."))


def _is_warc(head: Head) -> bool:
    start = head.start
    if start.startswith(_GZIP):
        try:
            start = zlib.decompressobj(31).decompress(start, 64)
        except zlib.error:
            return False
    return start.startswith(b"WARC/")


FORMAT = Format("WARC", _is_warc, read)
