"""The lines of an RTF file, by striprtf: objects, pictures and the targets of links are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

_INFO = re.compile(r"\{\\info\b")
_FIELD = re.compile(r"\{\\(title|author|subject|keywords)\s((?:[^{}\\]|\\.){0,2000})\}", re.DOTALL)
_CREATED = re.compile(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_LINK = re.compile(r"(\\fldinst\b[^H]{0,60})HYPERLINK")
_INFO_SIZE = 20_000


def read(path: str) -> Iterator[dict[str, Any]]:
    """Yield what the file says about itself and its lines."""
    rtf_to_text = import_module("striprtf.striprtf").rtf_to_text  # which has no types
    content = Path(path).read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    text = _LINK.sub(r"\1", text.replace("\x00", ""))  # the library would print the target into the article
    found = _INFO.search(text)
    info = text[found.start() : found.start() + _INFO_SIZE] if found else ""
    about = {
        name: rtf_to_text("{\\rtf1\\ansi " + written + "}", errors="replace").strip()
        for name, written in _FIELD.findall(info)
    }
    if created := _CREATED.search(info):
        about["created"] = "-".join(part.zfill(2) for part in created.groups())
    yield {"about": about, "lines": rtf_to_text(text, errors="replace").split("\n")}
