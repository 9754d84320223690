"""Many articles: one pass over JSON Lines, in this process or in several, in memory that does not grow with them."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from typing import Any, NamedTuple

import orjson

from dateline.annotation import Reader, batches, no_search_for_cycles
from dateline.corpus import Problem
from dateline.errors import CorpusError
from dateline.parsing import load_parser
from dateline.readers.files import NO_LINES, is_one_value, parse_line
from dateline.readers.rows import to_document
from dateline.seeds import load_cues
from dateline.seeds.dictionaries import load_lexicon
from dateline.seeds.register import load_people

Lines = list[tuple[int, bytes]]


class Chunk(NamedTuple):
    """The annotated rows of some lines, each one line of JSON, and what was wrong with the others."""

    rows: list[tuple[str, bytes]]
    problems: list[Problem]


class LineAnnotator:
    """Annotates lines of JSON, each an article."""

    def __init__(
        self, file: str, actors: str | None = None, frames: str | None = None, parser: str | None = None
    ) -> None:
        self._file = file
        seeds = load_people(actors), load_lexicon(frames), load_cues()
        self._reader = Reader(*seeds, None if parser is None else load_parser(parser))

    @no_search_for_cycles()
    def __call__(self, lines: Lines) -> Chunk:
        """Return the rows of some numbered lines; a line that is no article becomes a problem."""
        chunk, documents = Chunk([], []), []
        for number, line in lines:
            raw = parse_line(line, self._file, number, chunk.problems)
            if raw is None:
                continue
            document = to_document(raw, file=self._file, row=number, identity=str(number), problems=chunk.problems)
            if document is not None:
                documents.append(document)
        annotations = self._reader.read_each((document.text, document.date, document.spans) for document in documents)
        for document, annotation in zip(documents, annotations, strict=True):
            chunk.rows.append((document.id, to_line(annotation.to_row(document.id))))
        return chunk


def to_line(row: Mapping[str, Any]) -> bytes:
    """Return a row as one line of JSON in UTF-8; half a surrogate pair, which UTF-8 has not, stays an escape."""
    try:
        return orjson.dumps(row)
    except TypeError:
        return json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace")


def annotate_lines(
    lines: Iterable[bytes],
    *,
    file: str,
    workers: int = 1,
    actors: str | None = None,
    frames: str | None = None,
    parser: str | None = None,
) -> Iterator[Chunk]:
    """Annotate articles given as JSON Lines, in their order.

    Parameters
    ----------
    lines : iterable of bytes
    file : str
        The name that problems carry.
    workers : int
        Processes; with one, everything runs in this process.
    actors : str, optional
        A table of people to lay over ours, or a folder to use instead.
    frames : str, optional
        A folder, or a dictionary of another program, to use instead of `seeds/frames/`.
    parser : str, optional
        The name of a parser by which places are read better, and slower: `spacy`.

    Yields
    ------
    Chunk
        Of up to 512 articles, fewer if they are long. No more than four chunks a worker are held at once.

    Raises
    ------
    SeedError
        When a table of actors or frames cannot be used, before the first article is read.
    ParserError
        When the parser is unknown or not installed, likewise.
    CorpusError
        When the lines are one JSON value, or a worker was stopped from outside.
    """
    numbered = enumerate(_lines(lines, file), 1)
    chunks = batches(numbered, lambda line: len(line[1]))
    if workers <= 1:
        yield from map(LineAnnotator(file, actors, frames, parser), chunks)
        return
    LineAnnotator(file, actors, frames, parser)  # a fault in a table is told here, not by each worker
    try:
        yield from _in_processes(chunks, workers, (file, actors, frames, parser))
    except BrokenProcessPool:
        raise CorpusError("A worker was stopped, perhaps for want of memory. Try fewer --workers.") from None


def _lines(lines: Iterable[bytes], file: str) -> Iterator[bytes]:
    numbered = iter(lines)
    first = next(numbered, b"").removeprefix(BOM_UTF8)
    if is_one_value(first):
        raise CorpusError(f"{file}: {NO_LINES}")
    return chain([first], numbered)


def _in_processes(
    chunks: Iterator[Lines], workers: int, settings: tuple[str, str | None, str | None, str | None]
) -> Iterator[Chunk]:
    with ProcessPoolExecutor(workers, initializer=_start, initargs=settings) as pool:
        waiting: deque[Future[Chunk]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(_annotate, chunk))
            if len(waiting) >= 4 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_annotator: LineAnnotator


def _start(file: str, actors: str | None, frames: str | None, parser: str | None) -> None:
    """Compile names, cues and terms once in each worker."""
    global _annotator
    _annotator = LineAnnotator(file, actors, frames, parser)


def _annotate(lines: Lines) -> Chunk:
    return _annotator(lines)
