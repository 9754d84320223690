"""Frames: the words by which a report makes one reading of an event salient, each with its reason and examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from dateline import markup
from dateline.errors import NotFoundError, SeedError, did_you_mean
from dateline.provenance import digest_of, home
from dateline.seeds.terms import compile_term, uncovered
from dateline.text import Span, lower

_FRAME_KEYS = ("id", "name", "definition", "reads_as", "source", "terms")
_TERM_KEYS = ("term", "note", "example", "counterexample", "except", "added")
# Terms on a card before it is opened.
_SHOWN = 5
_READS_AS = ("critical", "friendly", "neutral")


@dataclass(frozen=True, slots=True)
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
    """

    term: str
    note: str
    example: str
    counterexample: str
    unless: tuple[str, ...]
    added: str

    def spans(self, lowered: str) -> list[Span]:
        """Return where the term counts in a text in lower case."""
        covered = [found.span() for phrase in self.unless for found in compile_term(phrase).finditer(lowered)]
        return uncovered((match.span() for match in compile_term(self.term).finditer(lowered)), covered)


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
        heads = ("term", "counts", "does not count", "why", "added")
        rows = [(term.term, term.example, term.counterexample, term.note, term.added) for term in self.terms]
        rest = markup.table(f"{self.name}, continued", heads, rows[_SHOWN:])
        return markup.table(caption, heads, rows[:_SHOWN]) + (
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

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every term and exception."""
        return digest_of([[frame.id, [[t.term, list(t.unless)] for t in frame.terms]] for frame in self.frames])


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
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
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
    added, unless = entry["added"], entry.get("except") or []
    if not isinstance(unless, list):
        raise SeedError(f"{where}: except is no list. Write [{unless}].")
    term = Term(
        term=str(entry["term"]).strip(),
        note=str(entry["note"]).strip(),
        example=str(entry["example"]).strip(),
        counterexample=str(entry["counterexample"]).strip(),
        unless=tuple(str(phrase).strip() for phrase in unless),
        added=f"{added.get('by')}, {added.get('on')}" if isinstance(added, dict) else str(added),
    )
    try:
        if not term.spans(lower(term.example)):
            raise SeedError(f'"{term.term}" is not found in its own example. Mend one of them.')
        if term.spans(lower(term.counterexample)):
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
