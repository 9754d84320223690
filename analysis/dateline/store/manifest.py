"""What a store holds: a list of whole files, changed in one step, by one writer at a time.

A part is written under another name, made safe on the disk and renamed; only then is it entered in the manifest, which
is replaced in the same way. So whatever is cut off at any moment leaves a store as it was before, and at most a file
that nobody reads, which the next writer clears away.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from dateline.errors import CorpusError

FORMAT = 1
ARTICLES, FOUND, MANIFEST, LOCK = "articles", "found", "store.json", "lock"
_OURS = {ARTICLES, FOUND, MANIFEST, LOCK}


@dataclass(frozen=True, slots=True)
class Part:
    """A file of articles: its name without the ending, rows, words, size in bytes and SHA-256."""

    name: str
    rows: int
    words: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """What was found in one part: the rows of each table, and the SHA-256 of each file."""

    rows: Mapping[str, int]
    sha256: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read: digests of its seeds, its frames and parser, and the parts that were read so."""

    made_from: Mapping[str, str]
    frames: tuple[str, ...]
    parser: str | None
    version: str
    parts: Mapping[str, Annotated] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of a store in the order they were appended, and its readings, the last one used last."""

    parts: tuple[Part, ...] = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many articles there are."""
        return sum(part.rows for part in self.parts)

    def with_part(self, part: Part) -> Manifest:
        """Return the manifest with one more part of articles."""
        return replace(self, parts=(*self.parts, part))

    def with_reading(self, key: str, reading: Reading) -> Manifest:
        """Return the manifest with a reading put last."""
        others = {name: other for name, other in self.readings.items() if name != key}
        return replace(self, readings={**others, key: reading})

    def with_annotated(self, key: str, name: str, annotated: Annotated) -> Manifest:
        """Return the manifest with one more part annotated."""
        reading = self.readings[key]
        return self.with_reading(key, replace(reading, parts={**reading.parts, name: annotated}))


def read_manifest(folder: Path) -> Manifest:
    """Return what a store holds; nothing for a folder that is not there or empty.

    Raises
    ------
    CorpusError
        When the folder is something else, the manifest is damaged or of a later Dateline, or a part is missing or cut.
    """
    path = folder / MANIFEST
    if not path.is_file():
        others = [] if not folder.exists() else _others(folder)
        if others:
            raise CorpusError(f'"{folder}" is no store: it holds {others[0]} and no {MANIFEST}. Name another folder.')
        return Manifest()
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise CorpusError(f"{path} is of format {content['format']}, and this Dateline reads {FORMAT}. Renew it.")
        manifest = _manifest(content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(
            f"{path} is damaged ({error}). Put it back from a copy, or append the articles anew."
        ) from None
    for part in manifest.parts:
        check_size(folder / ARTICLES / f"{part.name}.parquet", part.size)
    return manifest


def is_store(folder: str | Path) -> bool:
    """Say whether a store lies at a path."""
    return (Path(folder) / MANIFEST).is_file()


def _others(folder: Path) -> list[str]:
    """Return what lies in a folder that no store leaves there."""
    if not folder.is_dir():
        return ["a file"]
    return sorted(f'"{path.name}"' for path in folder.iterdir() if path.name not in _OURS and path.name[0] != ".")


def _manifest(content: Mapping[str, Any]) -> Manifest:
    readings = {
        key: Reading(
            reading["made_from"],
            tuple(reading["frames"]),
            reading["parser"],
            reading["version"],
            {name: Annotated(**part) for name, part in reading["parts"].items()},
        )
        for key, reading in content["readings"].items()
    }
    return Manifest(tuple(Part(**part) for part in content["parts"]), readings)


def check_size(path: Path, size: int) -> None:
    """Raise a CorpusError when a file is missing or not as long as it was written."""
    there = path.stat().st_size if path.is_file() else None
    if there != size:
        what = "is missing" if there is None else f"is damaged: it has {there:,} bytes and had {size:,}"
        raise CorpusError(f"{path} {what}. Put it back from a copy, or append its articles to a new store.")


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest of a store in one step."""
    content = {"format": FORMAT, **asdict(manifest)}
    write_whole(folder / MANIFEST, json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8"))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that appears under its name only when all of it is safe on the disk."""
    begun = path.with_name(f".{path.name}.{os.getpid()}.part")
    with begun.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    begun.replace(path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Wait until the names in a folder are safe on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def writing(folder: Path) -> Iterator[Manifest]:
    """Hold a store for writing: make its folders, clear away what a killed writer left, and give what it holds.

    Raises
    ------
    CorpusError
        When another process writes to it.
    """
    read_manifest(folder)
    for name in (ARTICLES, FOUND):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            who = lock.read().strip() or "unknown"
            raise CorpusError(
                f'Another process (number {who}) is writing to "{folder}". Wait until it has ended.'
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        manifest = read_manifest(folder)
        _clear(folder, manifest)
        yield manifest


def _clear(folder: Path, manifest: Manifest) -> None:
    """Remove what was written and never entered."""
    known = {f"{part.name}.parquet" for part in manifest.parts}
    left = [path for path in (folder / ARTICLES).iterdir() if path.name not in known]
    left += [path for path in folder.iterdir() if path.name.startswith(f".{MANIFEST}.")]
    for reading in (folder / FOUND).iterdir():
        parts = manifest.readings[reading.name].parts if reading.name in manifest.readings else {}
        left += [path for path in reading.iterdir() if path.name not in parts]
    for path in left:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
