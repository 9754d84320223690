"""Which words frame: each term of a lexicon where it stands, in whose voice, about whom, negated or not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from dateline.mentions import Mention
from dateline.quotes import Quote, Voices
from dateline.seeds import Lexicon
from dateline.seeds.terms import anchor, compile_term
from dateline.targets import Target, targets_of
from dateline.text import Divisions, Span, lower, occurrences, words_of_kind


class Hit(NamedTuple):
    """One framing term where it stands.

    Attributes
    ----------
    start, end : int
        Offsets into the document's text.
    term, frame : str
        The lexicon's entry and the frame it belongs to; for a span marked by hand, its surface and its label.
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


class _Entry(NamedTuple):
    term: str
    frame: str
    pattern: re.Pattern[str]
    opening: str
    reach: int
    counts: bool


class HitReader:
    """Finds the terms of a lexicon and labels each with voice, target and negation."""

    def __init__(self, frames: Lexicon) -> None:
        self._entries: list[_Entry] = []
        anchored: dict[str, list[_Entry]] = {}
        for frame in frames.values():
            for term in frame.terms:
                for phrase in (term.term, *term.unless):
                    literal, opening, reach = anchor(phrase)
                    entry = _Entry(phrase, frame.id, compile_term(phrase), opening, reach, phrase is term.term)
                    anchored.setdefault(literal, []).append(entry)
        self._anchored = list(anchored.values())
        self._automaton = AhoCorasick(list(anchored), implementation=Implementation.DFA)
        self._negation = _negation_pattern()

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
            (start, end, text[start:end], str(span.get("label") or "marked"))
            for span in spans
            for start, end in [(int(span["start"]), int(span["end"]))]
        ]
        return [self._label(text, divisions, mentions, voices, *where) for where in sorted(found)]

    def _find(self, lowered: str) -> list[tuple[int, int, str, str]]:
        spans = set()
        for number, start, _ in occurrences(self._automaton, lowered, overlapping=True):
            if start and lowered[start - 1].isalnum():
                continue
            for place, entry in enumerate(self._anchored[number]):
                if not entry.reach:
                    match = entry.pattern.match(lowered, start)
                elif entry.opening in lowered[max(start - entry.reach, 0) : start]:
                    match = entry.pattern.search(lowered, max(start - entry.reach, 0), start + _WINDOW)
                else:
                    continue
                if match and match.start() <= start:
                    spans.add((entry.frame, match.start(), -match.end(), entry.counts, number, place))
        chosen, last = [], ("", 0)
        # An exception sorts before the term it covers where both are of one length.
        for frame, start, minus_end, counts, number, place in sorted(spans):
            if frame != last[0] or start >= last[1]:
                last = (frame, -minus_end)
                if counts:
                    chosen.append((start, -minus_end, self._anchored[number][place].term, frame))
        return chosen

    def _label(
        self, text: str, divisions: Divisions, mentions: Sequence[Mention], voices: Voices,
        start: int, end: int, term: str, frame: str,
    ) -> Hit:  # fmt: skip
        sentence = divisions.sentences[divisions.sentence_at(start)]
        quote = voice_at(voices.quotes, start, end)
        voice = quote.kind if quote else "scare" if _inside(voices.scare, start, end) else "narrator"
        targets = targets_of(text, start, end, sentence, mentions, quote)
        negated = self._negation.search(text, max(sentence[0], start - 40), start) is not None
        speaker, name = (quote.speaker, quote.speaker_name) if quote else (None, None)
        return Hit(start, end, term, frame, voice, speaker, name, targets, negated)


def is_voiced(quote: Quote) -> bool:
    """Say whether the words of an attribution are its source's.

    Words in marks always are. What is told without marks is the narrator's where only an intention is told ("seeks
    closer ties") or nobody is named who could have said so ("was criticized for his authoritarian rule").
    """
    return quote.kind != "indirect" or (quote.speaker_name is not None and quote.stance != "intention")


def voice_at(quotes: Sequence[Quote], start: int, end: int) -> Quote | None:
    """Return the narrowest quotation that holds a stretch of text, of those that are somebody's words."""
    best, size = None, 0
    for quote in filter(is_voiced, quotes):
        for begin, stop in quote.content:
            if begin <= start and end <= stop and (best is None or stop - begin < size):
                best, size = quote, stop - begin
    return best


def _inside(spans: Sequence[Span], start: int, end: int) -> bool:
    return any(begin <= start and end <= stop for begin, stop in spans)


def _negation_pattern() -> re.Pattern[str]:
    """Return the expression for a negation that reaches what follows: at most three words later, in the clause."""
    words = "|".join(re.escape(word) for word in sorted(words_of_kind("negation"), key=len, reverse=True))
    return re.compile(rf"(?:\b(?:{words})|n['’]t)\s+(?:[^\s.,;:!?]+\s+){{0,3}}\Z", re.IGNORECASE)
