"""Which words frame: each term of a lexicon where it stands, in whose voice, about whom, negated or not."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from dateline.mentions import Mention
from dateline.quotes import Quote, Voices
from dateline.seeds import Lexicon
from dateline.seeds.terms import Anchor, anchor, compile_term, uncovered
from dateline.targets import Target, TargetFinder
from dateline.text import Divisions, Span, lower, occurrences, words_of_kind


class Hit(NamedTuple):
    """One framing term where it stands.

    Attributes
    ----------
    start, end : int
        Offsets into the document's text.
    term, frame : str
        The lexicon's entry and the frame it belongs to; for a span marked by hand both are its label.
    voice : {'narrator', 'direct', 'indirect', 'mixed', 'scare'}
    speaker, speaker_name : str or None
        Who says it, when it is not the narrator.
    targets : list of Target
        Who is so described, the best first; empty when no rule applies.
    negated : bool
    """

    start: int
    end: int
    term: str
    frame: str
    voice: str
    speaker: str | None
    speaker_name: str | None
    targets: list[Target]
    negated: bool

    def to_row(self) -> dict[str, Any]:
        """Return the hit as it stands in the exchange format."""
        return {**self._asdict(), "targets": [target._asdict() for target in self.targets]}


# No term reaches further than this beyond its anchor.
_WINDOW = 200
# Characters before a term in which a negation of it may stand.
_NEGATION_REACH = 40
# Characters around a term in which an actor may be its target: no sentence of a report is longer.
_NEAR = 800


class _Entry(NamedTuple):
    """A term, or one of its exceptions, as it is looked for."""

    frame: str
    term: str
    pattern: re.Pattern[str]
    anchor: Anchor
    excepted: bool

    def span_at(self, lowered: str, start: int) -> Span | None:
        """Return where it stands around an occurrence of its anchor, if it does."""
        opening, reach = self.anchor.opening, self.anchor.reach
        if not reach:
            match = self.pattern.match(lowered, start)
            return match.span() if match else None
        earliest = max(start - reach, 0)
        if opening in lowered[earliest:start]:
            for match in self.pattern.finditer(lowered, earliest, start + _WINDOW):
                if match.end() > start:
                    return match.span() if match.start() <= start else None
        return None


class HitReader:
    """Finds the terms of a lexicon and labels each with voice, target and negation."""

    def __init__(self, frames: Lexicon) -> None:
        anchored: dict[str, list[_Entry]] = {}
        for frame in frames.values():
            for term in frame.terms:
                for phrase in (term.term, *term.unless):
                    entry = _Entry(frame.id, term.term, compile_term(phrase), anchor(phrase), phrase is not term.term)
                    anchored.setdefault(entry.anchor.literal, []).append(entry)
        self._anchored = list(anchored.values())
        self._automaton = AhoCorasick(list(anchored), implementation=Implementation.DFA)
        self._negation = _negation_pattern()
        self._targets = TargetFinder()

    def read(
        self,
        text: str,
        divisions: Divisions,
        mentions: Sequence[Mention],
        voices: Voices,
        spans: Sequence[Mapping[str, Any]] = (),
    ) -> list[Hit]:
        """Return the hits of a text in order, and the spans that were marked in it, labelled alike.

        Where two terms of one frame overlap the longest counts; a stretch may carry several frames.
        """
        found = self._find(lower(text))
        found += [
            (start, end, label := str(span.get("label") or "marked"), label)
            for span in spans
            for start, end in [(int(span["start"]), int(span["end"]))]
        ]
        if not found:
            return []
        spoken, starts = _Spoken(voices.quotes), [mention.start for mention in mentions]
        hits = []
        for start, end, term, frame in sorted(found):
            sentence = divisions.sentences[divisions.sentence_at(start)]
            reach = max(sentence[0], start - _NEAR), min(sentence[1], end + _NEAR)
            near = mentions[bisect_left(starts, reach[0]) : bisect_right(starts, reach[1])]
            quote = spoken.around(start, end)
            voice = quote.kind if quote else "scare" if _inside(voices.scare, start, end) else "narrator"
            targets = self._targets.targets(text, (start, end), sentence, near, quote)
            negated = self._negation.search(text, max(sentence[0], start - _NEGATION_REACH), start) is not None
            speaker, name = (quote.speaker, quote.speaker_name) if quote else (None, None)
            hits.append(Hit(start, end, term, frame, voice, speaker, name, targets, negated))
        return hits

    def _find(self, lowered: str) -> list[tuple[int, int, str, str]]:
        """Return start, end, term and frame of every term that counts."""
        terms: dict[tuple[str, str], dict[Span, None]] = {}
        covers: dict[tuple[str, str], dict[Span, None]] = {}
        for number, start, _ in occurrences(self._automaton, lowered, overlapping=True):
            if start and lowered[start - 1].isalnum():
                continue
            for entry in self._anchored[number]:
                if span := entry.span_at(lowered, start):
                    (covers if entry.excepted else terms).setdefault((entry.frame, entry.term), {})[span] = None
        found = [
            (frame, start - end, start, end, term)
            for (frame, term), spans in terms.items()
            for start, end in uncovered(spans, covers.get((frame, term), ()))
        ]
        return _longest(found)


class _Spoken:
    """The stretches of a text that are somebody's words."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        voiced = [number for number, quote in enumerate(quotes) if is_voiced(quote)]
        self._pieces = sorted((start, end, number) for number in voiced for start, end in quotes[number].content)
        self._starts = [start for start, _, _ in self._pieces]
        self._reach = list(accumulate((end for _, end, _ in self._pieces), max))
        self._quotes = quotes

    def around(self, start: int, end: int) -> Quote | None:
        """Return the narrowest quotation that holds a stretch of text."""
        best: tuple[int, Quote] | None = None
        at = bisect_right(self._starts, start) - 1
        while at >= 0 and self._reach[at] >= end:
            begin, stop, number = self._pieces[at]
            if stop >= end and (best is None or stop - begin < best[0]):
                best = stop - begin, self._quotes[number]
            at -= 1
        return best[1] if best else None


def is_voiced(quote: Quote) -> bool:
    """Say whether the words of an attribution are its source's.

    Words in marks always are. What is told without marks is the narrator's where only an intention is told ("seeks
    closer ties") or nobody is named who could have said so ("was criticized for his authoritarian rule").
    """
    return quote.kind != "indirect" or (quote.speaker_name is not None and quote.stance != "intention")


def _longest(found: list[tuple[str, int, int, int, str]]) -> list[tuple[int, int, str, str]]:
    """Return of the terms of one frame that overlap the longest."""
    taken: dict[str, list[Span]] = {}
    chosen: list[tuple[int, int, str, str]] = []
    for frame, _, start, end, term in sorted(found):
        spans = taken.setdefault(frame, [])
        at = bisect_left(spans, (start, end))
        if (at == 0 or spans[at - 1][1] <= start) and (at == len(spans) or end <= spans[at][0]):
            spans.insert(at, (start, end))
            chosen.append((start, end, term, frame))
    return chosen


def _inside(spans: Sequence[Span], start: int, end: int) -> bool:
    """Say whether a stretch lies in one of some spans, which are in order and apart."""
    at = bisect_right(spans, (start, sys.maxsize)) - 1
    return at >= 0 and end <= spans[at][1]


def _negation_pattern() -> re.Pattern[str]:
    """Return the expression for a negation that reaches what follows: at most three words later, in the clause."""
    words = "|".join(sorted(map(re.escape, words_of_kind("negation")), key=len, reverse=True))
    return re.compile(rf"(?:(?<!\w)(?:{words})|\wn['’]t)\s+(?:[^\s.,;:!?]+\s+){{0,3}}\Z", re.IGNORECASE)
