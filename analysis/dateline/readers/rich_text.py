"""RTF: one article; objects and pictures are left out, and links keep what they show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.corpus import Document, Problem
from dateline.readers.confined import answers
from dateline.readers.formats import Format
from dateline.readers.rows import Columns
from dateline.readers.single import Single, check_size, file_fields


def read(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the article of an RTF file."""
    check_size(path, "An RTF file")
    for part in answers("rtf_lines", "striprtf", "An RTF file", path=str(path)):
        lines = (" ".join(line.split()) for line in part["lines"])
        fields = file_fields(part["about"]) | {"text": "\n\n".join(line for line in lines if line)}
        yield from Single(path, columns, problems).article(fields)


FORMAT = Format("RTF", lambda head: head.text.startswith("{\\rtf"), read)
