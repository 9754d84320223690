"""Which words frame: each term of a lexicon where it stands, in whose voice, about whom, negated or not."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from dateline.actors.mentions import Mention
from dateline.frames.bearings import Scales
from dateline.frames.syntax import Knowledge
from dateline.frames.targets import Target, TargetReader
from dateline.frames.tellings import is_denied, is_voiced
from dateline.parsing import Parser
from dateline.seeds import Cues, Lexicon, load_cues
from dateline.seeds.bearings import load_bearings
from dateline.seeds.frames import Term, Wording
from dateline.seeds.terms import Anchor, anchor, spaced, telling, uncovered
from dateline.text import Divisions, Span, lower, occurrences
from dateline.voices.quotes import Quote, Voices


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
        Whether it is denied of them.
    hedged : bool
        Whether a word keeps a distance from it: the so-called friend, allegedly corrupt, what Xi calls a friend.
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
    hedged: bool = False

    def to_row(self) -> dict[str, Any]:
        """Return the hit as it stands in the exchange format, which has no `hedged`."""
        start, end, term, frame, voice, speaker, speaker_name, targets, negated, _ = self
        return {
            "start": start, "end": end, "term": term, "frame": frame, "voice": voice, "speaker": speaker,
            "speaker_name": speaker_name, "targets": [target._asdict() for target in targets], "negated": negated,
        }  # fmt: skip


# Start, end, term and frame of a term where it counts.
FoundTerm = tuple[int, int, str, str]
_new = tuple.__new__  # a named tuple's own constructor, written in Python, takes twice as long
# No term reaches further than this beyond its anchor.
_WINDOW = 200
# A gap in a term, in which names may stand.
_GAP = " * "


class _Entry(NamedTuple):
    """A term as it is looked for."""

    frame: str
    term: Term
    wanted: Wording
    opening: str
    reach: int
    unless: list[tuple[str, Wording]]

    @classmethod
    def of(cls, frame: str, term: Term, anchored: Anchor) -> _Entry:
        """Return the entry of a term, each of its exceptions with a word that must be near for it to hold."""
        words = [telling(phrase, term.term) for phrase in term.unless]
        unless = list(zip(words, term.unwanted, strict=True))
        return cls(frame, term, term.wanted, anchored.opening, anchored.reach, unless)

    def span_at(self, text: str, lowered: str, start: int) -> Span | None:
        """Return where it counts around an occurrence of its anchor, if it does."""
        _, _, (expression, as_written), opening, reach, _ = self
        if not reach:
            match = expression.match(text if as_written else lowered, start)
            return self._unless_excepted(match.span(), text, lowered) if match else None
        earliest = max(start - reach, 0)
        if lowered.find(opening, earliest, start) >= 0:
            for span in self.wanted.spans(text, lowered, earliest, start + _WINDOW):
                if span[1] > start:
                    return self._unless_excepted(span, text, lowered) if span[0] <= start else None
        return None

    def _unless_excepted(self, span: Span, text: str, lowered: str) -> Span | None:
        earliest, latest = max(span[0] - _WINDOW, 0), span[1] + _WINDOW
        covers = [
            cover
            for telling_word, phrase in self.unless
            if lowered.find(telling_word, earliest, latest) >= 0
            for cover in phrase.spans(text, lowered, earliest, latest)
        ]
        return span if not covers or uncovered([span], covers) else None


class HitReader:
    """Finds the terms of a lexicon and labels each with voice, target and negation.

    Parameters
    ----------
    frames : Lexicon
    parser : Parser, optional
    cues : Cues, optional
        What tells names from titles and people by their pronouns; without it the shipped ones.
    pronouns : mapping of str to str, optional
        By actor, "he" or "she": of several people a "her" means one who goes by it.
    """

    def __init__(
        self,
        frames: Lexicon,
        parser: Parser | None = None,
        *,
        cues: Cues | None = None,
        pronouns: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        anchored: dict[str, list[_Entry]] = {}
        for frame in frames.values():
            for term in frame.terms:
                entry = _Entry.of(frame.id, term, found := anchor(term.term))
                for literal in found.spellings:
                    anchored.setdefault(literal, []).append(entry)
        self._parser = parser
        self._anchored = list(anchored.values())
        self._automaton = AhoCorasick(list(anchored), implementation=Implementation.DFA)
        self._known = Knowledge.of(load_cues() if cues is None else cues, pronouns)
        self._frames, self._scales = frozenset(frames), Scales(load_bearings().weights)

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
        return self.labelled(text, divisions, mentions, voices, self.terms(text, spans))

    def terms(self, text: str, spans: Sequence[Mapping[str, Any]] = ()) -> list[FoundTerm]:
        """Return every term of a text that counts and the spans that were marked in it, in order."""
        marked = [
            (start, end, label := str(span.get("label") or "marked"), label)
            for span in spans
            for start, end in [(int(span["start"]), int(span["end"]))]
        ]
        return sorted(self._find(text) + marked)

    def labelled(
        self, text: str, divisions: Divisions, mentions: Sequence[Mention], voices: Voices, found: Sequence[FoundTerm]
    ) -> list[Hit]:
        """Return the hits of a text of which the terms are found."""
        if not found:
            return []
        spoken = _Spoken(text, voices.quotes)
        targeting = TargetReader(text, divisions, mentions, self._scales, self._known)
        hits = []
        for start, end, term, frame in found:
            quote = spoken.around(start, end)
            ours = frame in self._frames
            names = not ours or "^" in term or _GAP in term
            described = targeting.read(start, end, quote, frame if ours else "", names=names)
            if quote:
                voice = quote.kind
            else:
                voice = "scare" if described.hedge == "hedge" or _inside(voices.scare, start, end) else "narrator"
            speaker, name = (quote.speaker, quote.speaker_name) if quote else (None, None)
            targets, negated, hedge = described
            negated = negated or (quote is not None and is_denied(quote, text, start))
            hits.append(_new(Hit, (start, end, term, frame, voice, speaker, name, targets, negated, bool(hedge))))
        return hits

    def _find(self, text: str) -> list[FoundTerm]:
        """Return every term that counts."""
        lowered = lower(text)
        found = set()
        for number, start, _ in occurrences(self._automaton, spaced(lowered), overlapping=True):
            if start and lowered[start - 1].isalnum():
                continue
            for entry in self._anchored[number]:
                span = entry.span_at(text, lowered, start)
                if span and (self._parser is None or self._is_tagged(text, span, entry.term.tags)):
                    found.add((entry.frame, span[0] - span[1], *span, entry.term.term))
        return _longest(found) if found else []

    def _is_tagged(self, text: str, span: Span, tags: tuple[str, ...]) -> bool:
        """Say whether the head of a term is tagged as it must be, as far as a parser can tell."""
        if not tags or self._parser is None:
            return True
        parsed = self._parser.sentence(text, span[0])
        head = parsed.head_of(*span)
        return head is None or parsed.tokens[head].tag.startswith(tags)


def with_targets(mentions: Sequence[Mention], hits: Iterable[Hit]) -> list[Mention]:
    """Return the mentions with those a target rests on that nobody else has read: surnames that stand alone."""
    rested = {(target.start, target.end, target.name) for hit in hits for target in hit.targets}
    if not rested:
        return list(mentions)
    known = {mention.start for mention in mentions}
    alone = [
        Mention(start, end, "person", None, name, None, "surname", "literal", None)
        for start, end, name in rested
        if start not in known
    ]
    return sorted([*mentions, *alone], key=attrgetter("start")) if alone else list(mentions)


class _Spoken:
    """The stretches of a text that are somebody's words, asked for from its beginning to its end."""

    def __init__(self, text: str, quotes: Sequence[Quote]) -> None:
        self._text, self._quotes, self._next = text, quotes, 0
        self._open: list[Quote] = []

    def around(self, start: int, end: int) -> Quote | None:
        """Return the narrowest quotation that holds a stretch of text."""
        quotes, at = self._quotes, self._next
        while at < len(quotes) and quotes[at].content[0][0] <= start:
            at += 1
        self._open = [quote for quote in (*self._open, *quotes[self._next : at]) if quote.content[-1][1] > start]
        self._next = at
        best, narrowest = None, sys.maxsize
        for quote in self._open:
            for begin, stop in quote.content:
                if begin <= start and end <= stop and stop - begin <= narrowest and is_voiced(quote, self._text):
                    best, narrowest = quote, stop - begin
        return best


def _longest(found: Iterable[tuple[str, int, int, int, str]]) -> list[FoundTerm]:
    """Return of the terms of one frame that overlap the longest."""
    taken: dict[str, list[Span]] = {}
    chosen: list[FoundTerm] = []
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
