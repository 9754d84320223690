"""Frames: the words by which a report makes one reading of an event salient, each with its reason and examples."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pandas as pd
import yaml
from ahocorasick_rs import AhoCorasick

from dateline import markup
from dateline.errors import NotFoundError, SeedError, check_kind, did_you_mean
from dateline.finding import Finding
from dateline.provenance import digest_of
from dateline.seeds.terms import anchor, compile_term, reads_case, spaced, uncovered
from dateline.text import Span, divide, lower, occurrences

# Terms on a card before it is opened.
_SHOWN = 5
_PLACE = ("document", "outlet", "date", "sentence", "start", "end", "sentence_start", "sentence_end")
# Per cent of a frame's occurrences above which one term is the frame.
_ALONE = 50


_Key = tuple[str, str]  # a frame and a term of it


class _Article(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def date(self) -> str | None: ...
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

    def with_terms(self, terms: Iterable[Term]) -> Frame:
        """Return the frame with further terms; one that it holds already is replaced."""
        known = {term.term.lower(): term for term in self.terms}
        return replace(self, terms=tuple({**known, **{term.term.lower(): term for term in terms}}.values()))

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
    """Frames by id, in the order they were asked for.

    Two are joined with `|`: a frame that both have holds the terms of both, and of one term the second's wording.

    Attributes
    ----------
    frames : tuple of Frame
    left_out : tuple of str
        What a dictionary of another program holds and our syntax cannot express.

    Examples
    --------
    >>> import dateline as dl
    >>> list(dl.load_frames("regime") | dl.load_frames("war"))
    ['regime', 'war']
    """

    frames: tuple[Frame, ...]
    left_out: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Frame:
        for frame in self.frames:
            if frame.id == name:
                return frame
        raise NotFoundError(f'There is no frame "{name}". {did_you_mean(name, self)}')

    def __iter__(self) -> Iterator[str]:
        return (frame.id for frame in self.frames)

    def __len__(self) -> int:
        return len(self.frames)

    def __or__(self, other: Lexicon) -> Lexicon:
        check_kind("other", other, Lexicon, "Join two lexicons: dl.load_frames() | dl.load_dictionary(...).")
        joined = {frame.id: frame for frame in self.frames}
        for frame in other.frames:
            joined[frame.id] = joined[frame.id].with_terms(frame.terms) if frame.id in joined else frame
        return Lexicon(tuple(joined.values()), self.left_out + other.left_out)

    def __repr__(self) -> str:
        lines = (f"  {frame.id}: {frame.name}, {len(frame.terms)} terms" for frame in self.frames)
        return "\n".join([f"Lexicon of {len(self)} frames", *lines])

    def check(self, corpus: Iterable[_Article]) -> Finding:
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
            where it makes up at least half of its frame. `.passages` has the sentences of a term.

        Notes
        -----
        Every occurrence of a term counts, also inside a longer term, which `annotate` would count alone. A dead term
        may be right and rare; a term that carries a frame alone makes the frame's rate its own.

        Examples
        --------
        ::

            dl.load_frames().check(corpus).passages(term="sanction*")
        """
        usage, texts, candidates = _Usage(Counter(), Counter(), Counter(), []), {}, _Candidates(self.frames)
        for document in _articles(corpus):
            usage.add(candidates, document)
            texts[document.id] = document.text
        columns = ["frame", "term", "count", "articles", "share", "overlaps", "remark"]
        rows = [usage.row(frame, term.term) for frame in self.frames for term in frame.terms]
        table = pd.DataFrame(rows, columns=columns)
        dead, alone = (int((table["remark"] == remark).sum()) for remark in ("dead", "alone"))
        note = f"{len(table):,} terms of {len(self)} frames: {dead:,} dead, {alone:,} alone in their frame."
        evidence = pd.DataFrame(usage.places, columns=["frame", "term", *_PLACE])
        return Finding(table, "How each term fares", ("Unit: one occurrence of a term.", note), evidence, texts)

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


def _articles(corpus: Iterable[_Article]) -> Iterable[_Article]:
    """Return a corpus, once it is sure to be one."""
    articles = list(corpus) if isinstance(corpus, Iterable) and not isinstance(corpus, str) else [corpus]
    if all(hasattr(article, "text") for article in articles):
        return articles
    raise SeedError(f'{corpus!r:.60} is no corpus. Load one: dl.load_corpus("my-folder").')


class _Candidates:
    """Which terms a text may hold: those whose anchor stands in it."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        anchored: dict[str, list[tuple[str, Term]]] = {}
        for frame in frames:
            for term in frame.terms:
                for literal in anchor(term.term).spellings:
                    anchored.setdefault(literal, []).append((frame.id, term))
        self._anchored, self._automaton = list(anchored.values()), AhoCorasick(list(anchored))

    def of(self, text: str) -> list[tuple[str, Term]]:
        """Return the terms, each with its frame."""
        found = {number for number, _, _ in occurrences(self._automaton, spaced(lower(text)), overlapping=True)}
        return list({(one[0], id(one[1])): one for number in sorted(found) for one in self._anchored[number]}.values())


class _Usage(NamedTuple):
    """How often terms occur, in how many articles, how often two of them share a word, and where each stands."""

    counts: Counter[_Key]
    articles: Counter[_Key]
    shared: Counter[tuple[_Key, _Key]]
    places: list[tuple[Any, ...]]

    def add(self, candidates: _Candidates, document: _Article) -> None:
        """Count the terms of one article."""
        places = [
            (start, end, (frame, term.term))
            for frame, term in candidates.of(document.text)
            for start, end in term.spans(document.text)
        ]
        places.sort()
        divisions, about = divide(document.text), (document.id, document.outlet, document.date)
        for start, end, key in places:
            sentence = divisions.sentence_at(start)
            self.places.append((*key, *about, sentence, start, end, *divisions.sentences[sentence]))
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
