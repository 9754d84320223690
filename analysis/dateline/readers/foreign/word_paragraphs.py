"""The paragraphs of a Word file, by python-docx: macros and objects are never opened, links keep what they show."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

LARGEST = 1 << 28
_MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says a text box again
_SEEN = {f"{_MAIN}tab": "\t", f"{_MAIN}br": "\n", f"{_MAIN}cr": "\n", f"{_MAIN}noBreakHyphen": "-"}
_LEFT = {f"{_MAIN}pPr", f"{_MAIN}rPr", f"{_MAIN}del", f"{_MAIN}moveFrom", _FALLBACK}
_TITLE = ("Title", "Titel", "Titre")  # the style's id, in which each language names it


def read(path: str) -> Iterator[dict[str, Any]]:
    """Yield what the file says about itself and its paragraphs, those in tables and boxes where they stand."""
    import docx

    with zipfile.ZipFile(path) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > LARGEST:
            raise ValueError(f"it unpacks to {unpacked >> 20} MB, more than {LARGEST >> 20}")
        if any(name.endswith("vbaProject.bin") for name in archive.namelist()):
            raise ValueError("it holds macros; save it as .docx without them")
    document = docx.Document(path)
    said = document.core_properties
    about = {"title": said.title, "author": said.author, "subject": said.subject, "keywords": said.keywords,
             "language": said.language, "created": said.created.isoformat() if said.created else ""}  # fmt: skip
    pieces: list[list[str]] = []
    _walk(document.element.body, pieces)
    lines = ["".join(piece) for piece in pieces]
    first = next(iter(document.element.body.iter(f"{_MAIN}p")), None)
    if first is not None and first.style in _TITLE and lines[0].strip():
        about["title"] = lines[0]
    yield {"about": {name: value for name, value in about.items() if value}, "lines": lines}


def _walk(body: Any, pieces: list[list[str]]) -> None:
    """Add the words of each paragraph below an element; what was inserted counts and what was deleted does not."""
    open_: list[list[str]] = []
    waiting: list[tuple[Any, bool]] = [(body, False)]
    while waiting:
        element, is_end = waiting.pop()
        if is_end:
            open_.pop()
            continue
        if element.tag in _LEFT:
            continue
        if element.tag == f"{_MAIN}p":
            open_.append([])
            pieces.append(open_[-1])
            waiting.append((element, True))
        elif open_ and element.tag == f"{_MAIN}t":
            open_[-1].append(element.text or "")
        elif open_ and element.tag in _SEEN:
            open_[-1].append(_SEEN[element.tag])
        waiting.extend((below, False) for below in reversed(element))
