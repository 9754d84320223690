"""Frames: the words by which a report makes one reading of an event salient, each with its reason and examples."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pandas as pd
import yaml

from dateline import markup
from dateline.errors import NotFoundError, SeedError, did_you_mean
from dateline.finding import Finding
from dateline.provenance import digest_of, home
from dateline.seeds.terms import compile_term, reads_case, uncovered
from dateline.text import Span, lower

_FRAME_KEYS = ("id", "name", "definition", "reads_as", "source", "terms")
_TERM_KEYS = ("term", "case", "tag", "note", "example", "counterexample", "except", "added")
_TAG = re.compile(r"[A-Z]{2,4}\$?\Z")
# Terms on a card before it is opened.
_SHOWN = 5
# Per cent of a frame's occurrences above which one term is the frame.
_ALONE = 50
# Ten times as fast where PyYAML was built with libyaml; neither makes objects.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_READS_AS = ("critical", "friendly", "neutral")


_Key = tuple[str, str]  # a frame and a term of it


class _Text(Protocol):
    @property
    def text(self) -> str: ...


class Wording(NamedTuple):
    """What a term or an exception of it looks for: an expression, and whether it reads the text as written."""

    expression: re.Pattern[str]
    as_written: bool

    @classmethod
    def of(cls, term: str, *, exact: bool = False) -> Wording:
        """Return what a term looks for."""
        return cls(compile_term(term, exact=exact), reads_case(term, exact=exact))

    def spans(self, text: str, lowered: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Span]:
        """Yield where it stands between two offsets of a text, given as written and in lower case."""
        return (match.span() for match in self.expression.finditer(text if self.as_written else lowered, start, end))


@dataclass(frozen=True)
class Term:
    """One entry of a frame.

    Attributes
    ----------
    term : str
        In the syntax of `dateline.seeds.terms`.
    note, example, counterexample : str
        Why it belongs; a sentence in which it counts; one in which it must not.
    unless : tuple of str
        Phrases that cover the term and make it not count.
    added : str
        Who added it and when.
    exact : bool
        Whether it counts only in the capitals and small letters in which it is written.
    tags : tuple of str
        How its head may be tagged where a parser is there, by the first letters of Penn Treebank tags; empty for any.
    """

    term: str
    note: str
    example: str
    counterexample: str
    unless: tuple[str, ...]
    added: str
    exact: bool = False
    tags: tuple[str, ...] = ()

    @cached_property
    def wanted(self) -> Wording:
        """What it looks for."""
        return Wording.of(self.term, exact=self.exact)

    @cached_property
    def unwanted(self) -> tuple[Wording, ...]:
        """What its exceptions look for."""
        return tuple(map(Wording.of, self.unless))

    @property
    def guards(self) -> str:
        """Its guards as a card shows them behind it."""
        guards = [*(["as written"] if self.exact else []), *self.tags]
        return f" ({', '.join(guards)})" if guards else ""

    def spans(self, text: str) -> list[Span]:
        """Return where the term counts in a text, whatever its tags."""
        lowered = lower(text)
        covered = [span for phrase in self.unwanted for span in phrase.spans(text, lowered)]
        return uncovered(self.wanted.spans(text, lowered), covered)


@dataclass(frozen=True)
class Frame:
    """A frame: what it is, how it reads, and its terms."""

    id: str
    name: str
    definition: str
    reads_as: str
    source: str
    terms: tuple[Term, ...]

    def __repr__(self) -> str:
        terms = "; ".join(term.term for term in self.terms)
        return f"Frame {self.id}: {self.name} ({self.reads_as})\n{self.definition}\n{len(self.terms)} terms: {terms}"

    def _repr_html_(self) -> str:
        caption = f"{self.name} ({self.reads_as}): {self.definition}"
        heads = ("term", "counts", "does not count", "unless", "why", "added")
        rows = [
            (f"{t.term}{t.guards}", t.example, t.counterexample, "; ".join(t.unless), t.note, t.added)
            for t in self.terms
        ]
        rest = markup.table(f"{self.name}, continued", heads, rows[_SHOWN:])
        return markup.table(caption, heads, rows[:_SHOWN], notes=[f"After: {self.source}."]) + (
            markup.folded(f"{len(rows) - _SHOWN} more terms", rest) if len(rows) > _SHOWN else ""
        )


@dataclass(frozen=True)
class Lexicon(Mapping[str, Frame]):
    """Frames by id, in the order they were asked for."""

    frames: tuple[Frame, ...]

    def __getitem__(self, name: str) -> Frame:
        for frame in self.frames:
            if frame.id == name:
                return frame
        raise NotFoundError(f'There is no frame "{name}". {did_you_mean(name, self)}')

    def __iter__(self) -> Iterator[str]:
        return (frame.id for frame in self.frames)

    def __len__(self) -> int:
        return len(self.frames)

    def __repr__(self) -> str:
        lines = (f"  {frame.id}: {frame.name}, {len(frame.terms)} terms" for frame in self.frames)
        return "\n".join([f"Lexicon of {len(self)} frames", *lines])

    def check(self, corpus: Iterable[_Text]) -> Finding:
        """Return how each term fares in a corpus: what is dead, what overlaps, what carries its frame alone.

        Parameters
        ----------
        corpus : Corpus
            What to read.

        Returns
        -------
        Finding
            `frame`, `term`, `count`, `articles`, `share` of the frame's occurrences in per cent, `overlaps` (terms of
            any frame that share a word with it, and how often) and `remark`: `dead` where it never occurs, `alone`
            where it makes up at least half of its frame.

        Notes
        -----
        Every occurrence of a term counts, also inside a longer term, which `annotate` would count alone. A dead term
        may be right and rare; a term that carries a frame alone makes the frame's rate its own.

        Examples
        --------
        ::

            dl.load_frames().check(corpus).where(remark="dead")
        """
        usage = _Usage(Counter(), Counter(), Counter())
        for document in corpus:
            usage.add(self.frames, document.text)
        columns = ["frame", "term", "count", "articles", "share", "overlaps", "remark"]
        rows = [usage.row(frame, term.term) for frame in self.frames for term in frame.terms]
        table = pd.DataFrame(rows, columns=columns)
        dead, alone = (int((table["remark"] == remark).sum()) for remark in ("dead", "alone"))
        note = f"{len(table):,} terms of {len(self)} frames: {dead:,} dead, {alone:,} alone in their frame."
        return Finding(table, "How each term fares", ("Unit: one occurrence of a term.", note))

    def save(self, path: str | Path) -> None:
        """Write the terms as a YAML dictionary that quanteda reads: a list for each frame.

        Parameters
        ----------
        path : str or Path

        Notes
        -----
        Only terms are written. Exceptions, guards and reasons stay behind, and so do terms with a name in them (`^`),
        which other programs do not know.
        """
        words = {frame.id: [term.term for term in frame.terms if "^" not in term.term] for frame in self.frames}
        Path(path).write_text(yaml.safe_dump(words, allow_unicode=True, sort_keys=False), encoding="utf-8")

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every term, its guards and exceptions."""
        return digest_of(
            [[frame.id, [[t.term, t.exact, t.tags, t.unless] for t in frame.terms]] for frame in self.frames]
        )


class _Usage(NamedTuple):
    """How often terms occur, in how many articles, and how often two of them share a word."""

    counts: Counter[_Key]
    articles: Counter[_Key]
    shared: Counter[tuple[_Key, _Key]]

    def add(self, frames: Iterable[Frame], text: str) -> None:
        """Count the terms of one article."""
        places = [
            (start, end, (frame.id, term.term))
            for frame in frames
            for term in frame.terms
            for start, end in term.spans(text)
        ]
        places.sort()
        self.counts.update(key for _, _, key in places)
        self.articles.update({key for _, _, key in places})
        for number, (_, end, key) in enumerate(places):
            for start, _, other in places[number + 1 :]:
                if start >= end:
                    break
                self.shared.update([(key, other), (other, key)] if other != key else [])

    def row(self, frame: Frame, term: str) -> tuple[Any, ...]:
        """Return a row of `Lexicon.check`."""
        own, whole = self.counts[frame.id, term], sum(self.counts[frame.id, other.term] for other in frame.terms)
        shared = {other: count for (key, other), count in self.shared.items() if key == (frame.id, term)}
        named = (f"{other if name == frame.id else f'{other} ({name})'}: {n}" for (name, other), n in shared.items())
        share = 100 * own / whole if whole else 0.0
        remark = "dead" if not own else "alone" if share >= _ALONE and len(frame.terms) > 1 else ""
        return (frame.id, term, own, self.articles[frame.id, term], share, "; ".join(sorted(named)), remark)


def load_frames(*names: str, folder: str | Path | None = None) -> Lexicon:
    """Load frames by name.

    Parameters
    ----------
    *names : str
        Ids of frames; none for all.
    folder : str or Path, optional
        Where the `.yml` files lie; by default those that ship in `seeds/frames/`.

    Returns
    -------
    Lexicon

    Raises
    ------
    NotFoundError
        When a frame is not there.
    SeedError
        When a file is not well formed, a term cannot match, an example is not found by its term, or a
        counter-example is; with the file, the term and the remedy.

    Examples
    --------
    >>> import dateline as dl
    >>> list(dl.load_frames("regime", "friendship"))
    ['regime', 'friendship']
    """
    where = home("seeds") / "frames" if folder is None else Path(folder)
    paths = {path.stem: path for path in sorted(where.glob("*.yml"))}
    if not paths:
        raise SeedError(f'There is no frame (.yml) in "{where.name}". Give the folder that holds them.')
    for name in names:
        if name not in paths:
            raise NotFoundError(f'There is no frame "{name}". {did_you_mean(name, paths)}')
    return Lexicon(tuple(_read_frame(paths[name]) for name in names or paths))


def _read_frame(path: Path) -> Frame:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SeedError(f"{path.name} is no readable YAML: {error}") from None
    _check_keys(path.name, content, _FRAME_KEYS, _FRAME_KEYS)
    if content["id"] != path.stem:
        raise SeedError(f'{path.name} has the id "{content["id"]}". Give the file and the frame one name.')
    if content["reads_as"] not in _READS_AS:
        raise SeedError(
            f"{path.name}: reads_as is {content['reads_as']!r}. {did_you_mean(str(content['reads_as']), _READS_AS)}"
        )
    if not isinstance(content["terms"], list):
        raise SeedError(f"{path.name}: terms is no list. Write one entry a line, each with a dash.")
    terms = tuple(_read_term(f"{path.name}, term {number}", entry) for number, entry in enumerate(content["terms"], 1))
    _check_twice(path.name, terms)
    return Frame(**{key: str(content[key]).strip() for key in _FRAME_KEYS[:-1]}, terms=terms)


def _check_keys(where: str, content: Any, known: tuple[str, ...], needed: tuple[str, ...]) -> None:
    if not isinstance(content, dict):
        raise SeedError(f"{where} is no mapping of {', '.join(known)}.")
    for key in content:
        if key not in known:
            raise SeedError(f'{where} has an unknown key "{key}". {did_you_mean(str(key), known)}')
    for key in needed:
        if not content.get(key):
            raise SeedError(f"{where} has no {key}. Every entry needs one.")


def _read_term(where: str, entry: Any) -> Term:
    _check_keys(where, entry, _TERM_KEYS, ("term", "note", "example", "counterexample", "added"))
    added, unless, tags = entry["added"], entry.get("except") or [], entry.get("tag") or []
    for key, value in (("except", unless), ("tag", tags)):
        if not isinstance(value, list):
            raise SeedError(f"{where}: {key} is no list. Write [{value}].")
    if entry.get("case", "exact") != "exact":
        raise SeedError(f"{where}: case is {entry['case']!r}. Write exact, or nothing for any case.")
    for tag in tags:
        if not _TAG.match(str(tag)):
            raise SeedError(f'{where}: "{tag}" is no tag. Write the first letters of a Penn Treebank tag: NN, VB, JJ.')
    term = Term(
        term=str(entry["term"]).strip(),
        note=str(entry["note"]).strip(),
        example=str(entry["example"]).strip(),
        counterexample=str(entry["counterexample"]).strip(),
        unless=tuple(str(phrase).strip() for phrase in unless),
        added=f"{added.get('by')}, {added.get('on')}" if isinstance(added, dict) else str(added),
        exact="case" in entry,
        tags=tuple(tags),
    )
    try:
        if not term.spans(term.example):
            raise SeedError(f'"{term.term}" is not found in its own example. Mend one of them.')
        if term.spans(term.counterexample):
            raise SeedError(f'"{term.term}" is found in its counter-example. Add an exception or mend the sentence.')
    except SeedError as error:
        raise SeedError(f"{where}: {error}") from None
    return term


def _check_twice(file: str, terms: tuple[Term, ...]) -> None:
    seen: set[str] = set()
    for term in terms:
        if term.term.lower() in seen:
            raise SeedError(f'{file} holds the term "{term.term}" twice. Keep one.')
        seen.add(term.term.lower())
