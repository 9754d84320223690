"""What a project says of its figures: the files beside each provenance record, and whether they are those it names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.provenance import digest

DATA, DRAWING, PICTURES = (".csv",), (".svg",), (".pdf", ".png", ".tif", ".tiff", ".eps")


@dataclass(frozen=True)
class Record:
    """One figure as it lies in a folder: the files of its name, and what its provenance says."""

    name: str
    folder: Path
    endings: tuple[str, ...]
    provenance: Mapping[str, Any]

    def read(self, ending: str) -> bytes:
        """Return the content of one file."""
        return (self.folder / f"{self.name}.{ending}").read_bytes()

    def of_kind(self, kind: tuple[str, ...]) -> list[str]:
        """Return the endings of one kind: data, drawing or pictures."""
        return [ending for ending in self.endings if f".{ending}".endswith(kind)]

    @property
    def words(self) -> list[str]:
        """The endings of what is neither data nor picture: caption, alternative text, tables."""
        return [ending for ending in self.endings if not f".{ending}".endswith((*DATA, *DRAWING, *PICTURES, ".json"))]

    @property
    def versions(self) -> dict[str, str]:
        """What it was drawn with, this package left out."""
        return {name: str(value) for name, value in self._part("versions").items() if name != "dateline"}

    def faults(self) -> Iterator[str]:
        """Yield each file that is not the one its own record names."""
        if not self.provenance:
            yield f"{self.name}.json is missing or no JSON object, so nothing says what the figure was made from"
            return
        named = self._part("files")
        for ending in sorted({*named, *self.endings} - {"json"}):
            if ending not in self.endings:
                yield f"{self.name}.{ending} is named in its provenance and is not there"
            elif ending not in named:
                yield f"{self.name}.{ending} is there and not in its provenance"
            elif digest(self.read(ending)) != named[ending]:
                yield f"{self.name}.{ending} is not the file that its own provenance names: it was changed afterwards"

    def _part(self, name: str) -> dict[str, Any]:
        part = self.provenance.get(name)
        return dict(part) if isinstance(part, Mapping) else {}


def records(folder: Path) -> dict[str, Record]:
    """Return the figures of a folder by name: whatever has a provenance record, a drawing, a picture or data."""
    endings: dict[str, list[str]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        name, _, ending = path.name.partition(".")
        if name and path.is_file():
            endings.setdefault(name, []).append(ending)
    known = (*DATA, *DRAWING, *PICTURES, ".json")
    return {
        name: Record(name, folder, tuple(own), _provenance(folder / f"{name}.json"))
        for name, own in endings.items()
        if any(f".{ending}".endswith(known) for ending in own)
    }


def _provenance(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
