"""Annotating a store: part by part, in this process or in several, and never one part twice."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from dateline.annotation import Reader, no_search_for_cycles
from dateline.copies import Copy
from dateline.corpus import Corpus, Document
from dateline.errors import CorpusError, SeedError
from dateline.found import COLUMNS, Found, collect
from dateline.parsing import load_parser
from dateline.provenance import digest_of, versions
from dateline.seeds import Actors, Cues, Lexicon
from dateline.seeds.bearings import load_bearings
from dateline.seeds.digests import seeds_digests
from dateline.seeds.weights import load_weights
from dateline.store.manifest import (
    ARTICLES,
    FOUND,
    Annotated,
    Manifest,
    Part,
    Reading,
    settle,
    write_manifest,
    write_whole,
)
from dateline.store.parts import FOUND_SCHEMAS, as_parquet, found_table, named_when_damaged, to_documents
from dateline.voices.sources import SourceKinds
from dateline.wire import furniture_digest


class Settings(NamedTuple):
    """What a store is read with: seeds that were loaded, and the name of a parser."""

    actors: Actors
    frames: Lexicon
    cues: Cues
    parser: str | None = None

    def reading(self) -> Reading:
        """Return the digests of all that decides on what is found."""
        weights = {} if self.parser is None else {"weights": load_weights()}
        made_from = seeds_digests(
            actors=self.actors, frames=self.frames, cues=self.cues, bearings=load_bearings(), **weights
        )
        made_from["furniture"] = furniture_digest()
        return Reading(made_from, tuple(self.frames), self.parser, versions()["dateline"])


def key_of(reading: Reading) -> str:
    """Return the name of a reading: the beginning of the digest of all that it was read with and of what is noted."""
    return digest_of([dict(reading.made_from), reading.parser, reading.version, COLUMNS])[:16]


@dataclass(frozen=True, eq=False)
class _Apart(Corpus):
    """The articles of one part, each standing for itself: copies are looked for in all that is read together."""

    @cached_property
    def copies(self) -> dict[str, Copy]:
        return {document.id: Copy(document.id) for document in self.documents}


class PartAnnotator:
    """Annotates the parts of a store, with names, cues and terms compiled once."""

    def __init__(self, folder: Path, key: str, settings: Settings) -> None:
        self._folder, self._key, self._frames = folder, key, tuple(settings.frames)
        parser = None if settings.parser is None else load_parser(settings.parser)
        self._reader = Reader(settings.actors, settings.frames, settings.cues, parser)
        self._kinds = SourceKinds(settings.cues, {person.id for person in settings.actors.people()})
        self._is_as_begun = key_of(settings.reading()) == key

    def __call__(self, name: str) -> Annotated:
        """Annotate one part into a folder of its own, which appears when all of it is there."""
        if not self._is_as_begun:
            raise SeedError(
                "A table of the seeds has changed on the disk since annotating began, and not all articles would be "
                "read alike. What was done is kept; run the same again: all are read with the tables as they are now."
            )
        path = self._folder / ARTICLES / f"{name}.parquet"
        with named_when_damaged([path]):
            documents = tuple(to_documents(pq.read_table(path, page_checksum_verification=True), exact=False))
        found = self._found(documents)
        tables = {
            table: found_table(table, held if table in ("documents", "words") else held.table)
            for table in FOUND_SCHEMAS
            for held in (getattr(found, table),)
        }
        contents = {table: as_parquet(rows) for table, rows in tables.items()}
        _write_folder(self._folder / FOUND / self._key / name, contents)
        return Annotated(
            {table: rows.num_rows for table, rows in tables.items()},
            {table: sha256(content).hexdigest() for table, content in contents.items()},
        )

    @no_search_for_cycles()
    def _found(self, documents: Sequence[Document]) -> Found:
        annotations = self._reader.read_each((document.text, document.date, document.spans) for document in documents)
        return collect(
            _Apart(tuple(documents), "part"),
            zip(documents, annotations, strict=True),
            frames=self._frames,
            seeds={},
            source_kind=self._kinds.kind,
        )


def _write_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write the tables of one part; the folder has its name only when all of them are safe on the disk."""
    begun = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    begun.mkdir(parents=True)
    for table, content in contents.items():
        write_whole(begun / f"{table}.parquet", content)
    if folder.exists():
        shutil.rmtree(folder)
    begun.rename(folder)
    settle(folder.parent)


def annotate_parts(folder: Path, manifest: Manifest, settings: Settings, workers: int) -> Manifest:
    """Annotate the parts that were not read in this way, each entered in the manifest as soon as it is whole."""
    reading = settings.reading()
    key = key_of(reading)
    _tell_what_changed(manifest, key, reading)
    manifest = manifest.with_reading(key, manifest.readings.get(key, reading))
    (folder / FOUND / key).mkdir(parents=True, exist_ok=True)
    write_manifest(folder, manifest)
    done = manifest.readings[key].parts
    todo = [part for part in manifest.parts if part.name not in done]
    if todo:
        for name, annotated in _annotated(folder, key, settings, todo, min(workers, len(todo))):
            manifest = manifest.with_annotated(key, name, annotated)
            write_manifest(folder, manifest)
    return manifest


def _tell_what_changed(manifest: Manifest, key: str, reading: Reading) -> None:
    """Warn that a reading which was broken off does not go on, since it was begun with other seeds or code."""
    if key in manifest.readings or not manifest.readings:
        return
    before = list(manifest.readings.values())[-1]
    if not 0 < len(before.parts) < len(manifest.parts):
        return
    both = before.made_from.keys() | reading.made_from.keys()
    changed = [name for name in sorted(both) if before.made_from.get(name) != reading.made_from.get(name)]
    changed += [name for name in ("parser", "version") if getattr(before, name) != getattr(reading, name)]
    warnings.warn(
        f"The last reading was broken off after {len(before.parts)} of {len(manifest.parts)} parts, and is not gone on "
        f"with: {', '.join(changed) or 'the code'} changed since. All articles are read anew; it is kept beside.",
        stacklevel=4,
    )


def _annotated(
    folder: Path, key: str, settings: Settings, parts: Sequence[Part], workers: int
) -> Iterator[tuple[str, Annotated]]:
    if workers == 1:
        annotator = PartAnnotator(folder, key, settings)
        yield from ((part.name, annotator(part.name)) for part in parts)
        return
    # Not forked: a copy of this process would have the locks of Arrow's threads and not the threads.
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(workers, context, initializer=_start, initargs=(folder, key, settings)) as pool:
            waiting: dict[Future[Annotated], str] = {pool.submit(_annotate, part.name): part.name for part in parts}
            try:
                for future in as_completed(waiting):
                    yield waiting[future], future.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    except BrokenProcessPool:
        raise CorpusError(
            "A worker was stopped, perhaps for want of memory, or the program that called is no module that can be "
            'imported: put the call under `if __name__ == "__main__":`, or try fewer workers. What was done is kept.'
        ) from None


_annotator: PartAnnotator


def _start(folder: Path, key: str, settings: Settings) -> None:
    """Compile names, cues and terms once in each worker, which ends with the process that started it."""
    global _annotator
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _annotator = PartAnnotator(folder, key, settings)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _annotate(name: str) -> Annotated:
    return _annotator(name)
