"""Who is speaking: direct, mixed and indirect speech, and marks that set off an author's own word.

One automaton finds quotation marks and cue words in a single scan; everything else looks only at what stands beside
them. A cue proposes a draft (content, cue, source); drafts are then named in the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from dateline.seeds.voice import Cues
from dateline.text import Divisions, Span, lower, occurrences
from dateline.voices.floating import Reading
from dateline.voices.grammar import Form, Grammar
from dateline.voices.marks import MARKS, Marked, MarkReader
from dateline.voices.phrases import SourceFinder
from dateline.voices.speakers import PhraseParser, SpeakerNamer

if TYPE_CHECKING:
    from dateline.actors.mentions import Mention
    from dateline.voices.rereading import Rereader


class Quote(NamedTuple):
    """Somebody's words, thought or intention, and who said so.

    Attributes
    ----------
    kind : str
        "direct" (in marks), "indirect" (without marks) or "mixed".
    content, cue, source : list of (start, end)
        Offsets into the text; the marks of a direct quote stand outside its content.
    speaker, speaker_name : str or None
        Actor id where a mention gives one; its name, or the source phrase cleaned.
    via : str or None
        Who relays it.
    stance : str or None
        Class of the cue.
    """

    kind: str
    content: list[Span]
    cue: list[Span]
    source: list[Span]
    speaker: str | None
    speaker_name: str | None
    via: str | None
    stance: str | None

    def to_row(self) -> dict[str, Any]:
        """Return the quote as it stands in the exchange format: written out, three times as fast as `_asdict`."""
        kind, content, cue, source, speaker, speaker_name, via, stance = self
        return {
            "kind": kind, "content": content, "cue": cue, "source": source, "speaker": speaker,
            "speaker_name": speaker_name, "via": via, "stance": stance,
        }  # fmt: skip


class Voices(NamedTuple):
    """What one text quotes: quotes by first offset, and the contents of marks that are nobody's speech."""

    quotes: list[Quote]
    scare: list[Span]


class VoiceReader:
    """Reads who is speaking; built once per process from the cue table.

    Parameters
    ----------
    cues : Cues
        From `dateline.seeds.voice.load_cues`.
    pronouns : mapping of str to {'he', 'she', 'it'}, optional
        How a text goes on to speak of each actor; without it any leader may be he or she.
    rereader : Rereader, optional
        Reads what the rules found again with a parser.

    Notes
    -----
    Time is linear in the length of the text: whatever looks left or right of a cue or mark is bounded.
    Does not parse by itself: a source is the noun phrase beside the cue, a pronoun the last source or subject that
    agrees with it.

    Examples
    --------
    >>> from dateline.seeds.voice import load_cues
    >>> from dateline.text import divide
    >>> text = '"We agree," Xi said.'
    >>> VoiceReader(load_cues()).read(text, divide(text), []).quotes[0].speaker_name
    'Xi'
    """

    def __init__(
        self, cues: Cues, pronouns: Mapping[str, str] = MappingProxyType({}), rereader: Rereader | None = None
    ) -> None:
        self.cues, self._pronouns, self._rereader = cues, pronouns, rereader
        forms, words = sorted({*cues.verbs, *cues.nouns}), cues.words
        self._marks = [(len(mark) - len(mark.lstrip()), mark.lstrip()) for mark in MARKS]
        self._forms = [(None, None)] * _FORMS + [
            (
                Form(form, cues.verbs[form], words) if form in cues.verbs else None,
                Form(form, cues.nouns[form], words) if form in cues.nouns else None,
            )
            for form in forms
        ]
        self._needed = [_needed(verb, noun, words) for verb, noun in self._forms]
        self._automaton = AhoCorasick(
            [*MARKS, *(" " + form for form in forms)],
            MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,  # smaller than a DFA: it stays in the processor's cache
        )
        self._sources, self._grammar, self._phrases = SourceFinder(cues), Grammar(cues), PhraseParser(cues)

    def read(self, text: str, divisions: Divisions, mentions: Sequence[Mention]) -> Voices:
        """Return the quotes and the scare quotes of a text.

        Parameters
        ----------
        text : str
            As read; offsets are into it.
        divisions : Divisions
            Of the same text.
        mentions : sequence of Mention
            Sorted by start, not overlapping; leaders and countries give speakers their ids.

        Returns
        -------
        Voices
            Empty lists for a text without marks and cues.
        """
        return self.read_all([(text, divisions, mentions)])[0]

    def read_all(self, texts: Sequence[tuple[str, Divisions, Sequence[Mention]]]) -> list[Voices]:
        """Return the quotes and the scare quotes of some texts, one stage after another for the cache's sake."""
        scans = [self._scan(text.replace(_HARD_SPACE, " "), divisions) for text, divisions, _ in texts]
        readings = [self._read(text, divisions, *scan) for (text, divisions, _), scan in zip(texts, scans, strict=True)]
        return [
            Voices(self._named(reading, mentions), reading.scare)
            for reading, (_, _, mentions) in zip(readings, texts, strict=True)
        ]

    def _read(
        self, given: str, divisions: Divisions, found: Iterable[tuple[int, int, int]], marked: list[Marked]
    ) -> Reading:
        """Return the drafts of a text, of whose cues and marks nothing is known but where they stand."""
        text = given.replace(_HARD_SPACE, " ")
        reading = Reading(self._grammar, self._sources, text, divisions, marked)
        if not divisions.sentences:
            return reading
        reading.heading()
        forms, cue = self._forms, reading.cue
        for index, begin, end in found:
            verb, noun = forms[index]
            cue(begin, end - 1, verb, noun)
        if self._rereader is not None:
            self._rereader.reread(reading, given)
        reading.finish()
        return reading

    def _scan(self, text: str, divisions: Divisions) -> tuple[list[tuple[int, int, int]], list[Marked]]:
        """Return cues outside marks as (form, start, end + 1) and the stretches between marks."""
        if not divisions.sentences:
            return [], []
        padded = " " + lower(text).replace("\n", " ").replace("—", " ") + " "
        marks = MarkReader(text, divisions, self.cues.words["elision"])
        found: list[tuple[int, int, int]] = []
        feed, glyphs, needs = marks.feed, self._marks, self._needed
        for match in occurrences(self._automaton, padded):
            index, begin, end = match
            if index < _FORMS:
                blank, glyph = glyphs[index]
                feed(begin - 1 + blank, end - 1, glyph)
            elif begin >= marks.limit:
                stop = padded[end]
                if stop == " ":
                    needed = needs[index]
                    if needed is not None:
                        word = padded[end + 1 : padded.find(" ", end + 1)]
                        if word not in needed and word[:1] not in _OPENING:
                            continue
                elif stop in "-–_" or stop.isalnum():
                    continue
                found.append(match)
        if marks.is_open:
            marks.abandon()
        return found, marks.found

    def _named(self, reading: Reading, mentions: Sequence[Mention]) -> list[Quote]:
        """Return the drafts as quotes, named in the order of the text."""
        if not reading.drafts:
            return []
        text, quotes = reading.text, []
        namer = SpeakerNamer(self._phrases, reading, mentions, self._pronouns)
        for draft in reading.drafts:
            speaker, name = namer.name(draft, draft.source)
            via = namer.name(draft, draft.via)[1] if draft.via is not None else None
            kind = "direct" if draft.direct else "mixed" if draft.mixed else "indirect"
            cue = [(draft.start, draft.end)] if draft.end > draft.start else []
            found, start, end, _ = draft.source
            source = _relative(text, start, end) if found == "relative" else [(start, end)] if end > start else []
            given = (kind, draft.content, cue, source, speaker, name, via, draft.cue.stance or None)
            quotes.append(_new(Quote, given))
        quotes.sort(key=_content)
        return quotes


def _relative(text: str, start: int, end: int) -> list[Span]:
    """Return the spans of a source with a relative pronoun: its noun, and the pronoun as a span of its own."""
    head, _, pronoun = text[start:end].rpartition(" ")
    if not head:
        return [(start, end)]
    return [(start, start + len(head.rstrip(" ,\n"))), (end - len(pronoun), end)]


def _needed(verb: Form | None, noun: Form | None, words: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """Return the words one of which must follow a form at once; None when more may follow."""
    needed = set(words["agent"]) if verb is not None else set()
    for form in (verb, noun):
        if form is not None:
            if form.after or form.word or form.addressee or form.command or form.cue.kind == "preposition":
                return None
            needed |= form.takes
            for taken, kinds in (("question", ("question",)), ("that", ("complementizer", "person", "plural"))):
                needed |= frozenset().union(*(words[kind] for kind in kinds)) if taken in form.takes else frozenset()
    return frozenset(needed)


_FORMS = len(MARKS)  # patterns before the first form of a cue
_HARD_SPACE = "\xa0"
_OPENING = frozenset("\"“„«»‘'`")
_content = attrgetter("content")
_new = tuple.__new__
