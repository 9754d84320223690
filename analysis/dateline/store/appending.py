"""Appending: every article once, whatever was there before and however often it is tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.corpus import Document, Problem
from dateline.readers.rows import to_document
from dateline.store.manifest import ARTICLES, Manifest, Part, write_manifest, write_whole
from dateline.store.parts import ARTICLE_SCHEMA, KEYS, as_parquet, dataset, keys_of, to_table

# Of one part: what a kill can cost to read again, and what is in memory at once.
ROWS, CHARACTERS = 2_000, 32_000_000
Keys = tuple[int, int, int]


@dataclass
class Appending:
    """What came of appending: articles added, articles that were there already, and what was wrong with others."""

    added: int = 0
    known: int = 0
    problems: list[Problem] = field(default_factory=list)


class Known:
    """The articles of a store as three hashes of eight bytes each: 24 bytes an article, whatever its length.

    Two articles of different ids that share the hash of the id are read as one id that stands twice: one of them is
    numbered and named, and none is lost. Among ten million articles that happens with a chance of 3 in a million.
    """

    def __init__(self, settled: NDArray[np.uint64]) -> None:
        self._settled = settled
        self._recent: dict[int, tuple[int, int]] = {}

    def __getitem__(self, key: int) -> tuple[int, int] | None:
        """Return the hashes of identity and record of an id's hash."""
        if key in self._recent:
            return self._recent[key]
        at = int(np.searchsorted(self._settled[:, 0], np.uint64(key)))
        if at == len(self._settled) or int(self._settled[at, 0]) != key:
            return None
        return int(self._settled[at, 1]), int(self._settled[at, 2])

    def add(self, keys: Keys) -> None:
        """Remember an article."""
        self._recent[keys[0]] = keys[1:]

    def settle(self) -> None:
        """Move what was added into the sorted array, when it has become much."""
        if len(self._recent) < max(50_000, len(self._settled) // 8):
            return
        recent = np.array([(key, *rest) for key, rest in self._recent.items()], dtype=np.uint64)
        both = np.concatenate([self._settled, recent])
        self._settled, self._recent = both[np.argsort(both[:, 0], kind="stable")], {}


def known_in(files: Sequence[Path]) -> Known:
    """Return the articles of some parts."""
    rows = dataset(files, ARTICLE_SCHEMA).to_table(columns=list(KEYS))
    keys = np.column_stack([rows[name].to_numpy() for name in KEYS])
    return Known(keys[np.argsort(keys[:, 0], kind="stable")])


def new_articles(articles: Iterable[Any], known: Known, done: Appending) -> Iterator[Document]:
    """Yield the articles that are not there yet, each with an id of its own."""
    for number, article in enumerate(articles, 1):
        document = _document(article, number, done.problems)
        if document is None:
            continue
        new = _numbered(document, known, done)
        if new is None:
            done.known += 1
        else:
            yield new


def _document(article: Any, number: int, problems: list[Problem]) -> Document | None:
    """Return one thing that is to be appended as an article; what is none becomes a problem."""
    if isinstance(article, Mapping):
        article = to_document(article, file="rows", row=number, identity=str(number), problems=problems)
    if article is None:
        return None
    if not isinstance(article, Document):
        found = f"It is a {type(article).__name__}, no article."
        problems.append(Problem("rows", number, None, found, "It was left out."))
        return None
    safe = article.id.encode("utf-8", "backslashreplace").decode("utf-8")
    if safe != article.id:
        found = f'The id "{safe}" has half a surrogate pair, which no file can hold.'
        problems.append(Problem(article.source_file or "", None, "id", found, f'It was stored as "{safe}".'))
        return replace(article, id=safe)
    return article


def _numbered(document: Document, known: Known, done: Appending) -> Document | None:
    """Return an article under the first id that is free, or None when it is there under one of them."""
    first, number, problem = document.id, 1, None
    while True:
        keys = keys_of(document)
        there = known[keys[0]]
        if there is None:
            known.add(keys)
            known.settle()
            if problem:
                done.problems.append(problem)
            return document
        if there[0] == keys[1]:
            if there[1] != keys[2]:
                found = f'"{document.id}" is there with the same text and other fields.'
                done.problems.append(
                    Problem(document.source_file or "", None, None, found, "What was there first stays.")
                )
            return None
        number += 1
        document = replace(document, id=f"{first}~{number}")
        found = f'The id "{first}" stands twice, with another text, date or outlet.'
        problem = Problem(document.source_file or "", None, "id", found, f'It was stored as "{document.id}".')


def append_parts(folder: Path, manifest: Manifest, articles: Iterable[Document], done: Appending) -> Manifest:
    """Write articles part by part, each entered in the manifest as soon as it is whole."""
    place = manifest.rows
    for documents in _batches(articles):
        table = to_table(documents, place)
        content = as_parquet(table)
        digest = sha256(content).hexdigest()
        part = Part(f"{place:09d}-{digest[:12]}", table.num_rows, sum(table["words"].to_pylist()), len(content), digest)
        write_whole(folder / ARTICLES / f"{part.name}.parquet", content)
        manifest = manifest.with_part(part)
        write_manifest(folder, manifest)
        place += part.rows
        done.added += part.rows
    return manifest


def _batches(articles: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if len(batch) == ROWS or size >= CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
