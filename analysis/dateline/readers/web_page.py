"""Web pages: the article without what stands around it, and the fields that the page declares about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.corpus import Document, Problem
from dateline.readers.confined import answers
from dateline.readers.formats import Format, Head
from dateline.readers.printed_dates import printed_date
from dateline.readers.rows import Columns
from dateline.readers.single import Single, check_size

_LARGEST = 1 << 24


def read(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the article of a page that was saved."""
    check_size(path, "A page", _LARGEST)
    single = Single(path, columns, problems)
    for fields in answers("page_article", "trafilatura", "A page", path=str(path)):
        if fields.pop("whole"):
            single.report("text", "No article stands out on the page.", "All its words were read.")
        yield from single.article(page_fields(fields, single))


def page_fields(fields: dict[str, Any], single: Single) -> dict[str, Any]:
    """Return the fields of an article: its date is the first that is declared as its publication's, with its source."""
    if left := fields.pop("left", 0):
        found = f"The page marks more articles: the words of {left:,} are not in the one that was read."
        single.report("text", found, "They were left out; save each on a page of its own.")
    if encoding := fields.pop("encoding", ""):
        single.report("text", "The page is not in the encoding it declares.", f"It was read as {encoding}.")
    dates = fields.pop("dates", [])
    if dates:
        fields["date source"], fields["date"] = dates[0]
        days = {date.iso for _, written in dates if (date := printed_date(written)) and len(date.iso) == 10}
        if len(days) > 1:
            found = f"The page declares several dates of publication: {', '.join(sorted(days)[:4])}."
            single.report("date", found, f"The one of {dates[0][0]} was kept; check it.")
    return fields


def is_page(head: Head) -> bool:
    """Say whether a file is a page of HTML or XHTML."""
    return head.is_html or (head.is_xml and "<html" in head.low[:4096])


FORMAT = Format("HTML", is_page, read)
