"""PDF: one article, its lines joined to paragraphs again; scripts are not run, links and attachments not followed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from dateline.corpus import Document, Problem
from dateline.errors import CorpusError
from dateline.readers.confined import answers
from dateline.readers.formats import Format, Head
from dateline.readers.rows import Columns
from dateline.readers.single import Single, check_size, file_fields

_ENDS = re.compile(r"[.!?:;][\"'”’»)\]]*\Z")
_BROKEN = re.compile(r"([^\W\d_]{2,})[-\u2010\xad]\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_JUNK_TITLE = re.compile(r"\A(?:untitled|Microsoft Word - .*|.*\.(?:docx?|pdf|indd|qxd|rtf))\Z", re.IGNORECASE)
_TAIL = 60
_SHORT = 0.8  # of the width: a line that ends before it ends a paragraph
_SPACE = re.compile(r"[ \t\xa0\x00]+")


def read(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the article of a PDF; its date is not known, for the file's is the day on which the file was made."""
    check_size(path, "A PDF")
    single = Single(path, columns, problems)
    about: dict[str, str] = {}
    pages: list[str] = []
    for part in answers("pdf_pages", "pypdf", "A PDF", path=str(path)):
        if "about" in part:
            about = part["about"]
        elif "text" in part:
            pages.append(part["text"])
        else:
            single.report("text", f"Page {part['page']} {part['fault']}.", "It was left out.")
    if not pages:
        raise CorpusError("No page of the PDF can be read.")
    if not any(page.strip() for page in pages):
        raise CorpusError(f"The PDF has no text on {len(pages)} pages: they are pictures. Run OCR on it first.")
    empty = [str(number) for number, page in enumerate(pages, 1) if not page.strip()]
    if empty:
        single.report("text", f"There is no text on page {', '.join(empty[:8])}; is it a picture?", "It was left out.")
    fields = file_fields(about, title=not _JUNK_TITLE.match(about.get("title", "")))
    yield from single.article(fields | {"text": running("\n".join(pages)), "pages": len(pages)})


def running(text: str) -> str:
    r"""Return lines as running text: a paragraph ends at an empty line, or where a short line ends a sentence.

    Examples
    --------
    >>> running("Snow fell in the moun-\ntains on Monday night.\n\nRoads were closed.")
    'Snow fell in the mountains on Monday night.\n\nRoads were closed.'
    """
    lines = [_SPACE.sub(" ", line).strip() for line in text.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    words = Counter(_WORDS.findall(text))
    parts = [lines[0]]
    for line, following in pairwise(lines):
        parts.append(_joint(line, following, width, words, parts))
        parts.append(following)
    return re.sub(r"\n{2,}", "\n\n", "".join(parts)).strip()


def _joint(line: str, following: str, width: int, words: Counter[str], parts: list[str]) -> str:
    """Return what parts two lines; the hyphen of a word that was broken is taken from the last of the parts."""
    if not line or not following:
        return "\n\n"
    broken, rest = _BROKEN.search(line[-_TAIL:]), _LETTERS.match(following)
    if broken and rest and following[0].islower():
        if not _is_compound(broken[1], rest[0], words):
            parts[-1] = parts[-1][:-1]
        return ""
    return "\n\n" if _ENDS.search(line[-_TAIL:]) and len(line) < _SHORT * width else " "


def _is_compound(first: str, second: str, words: Counter[str]) -> bool:
    """Say whether a hyphen at a line's end is the word's own: it stands so within a line, too, and never as one."""
    return words[f"{first}-{second}"] > 0 and words[first + second] == 0


def _is_pdf(head: Head) -> bool:
    return b"%PDF-" in head.start[:1024]


FORMAT = Format("PDF", _is_pdf, read)
