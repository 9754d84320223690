"""The one pass over a text: who is named, who speaks, which words frame whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dateline.actors.mentions import Mention, MentionReader
from dateline.actors.periods import Period
from dateline.corpus import Corpus
from dateline.errors import check_kind
from dateline.found import Found, collect
from dateline.frames.hits import Hit, HitReader, with_targets
from dateline.parsing import Parser, load_parser
from dateline.seeds import Actors, Cues, Lexicon, load_actors, load_cues, load_frames
from dateline.seeds.bearings import load_bearings
from dateline.seeds.digests import seeds_digests
from dateline.seeds.weights import load_weights
from dateline.text import Divisions, divide
from dateline.voices.quotes import Quote, VoiceReader
from dateline.voices.rereading import Rereader
from dateline.voices.sources import SourceKinds

Marked = tuple[str, str | None, Sequence[Mapping[str, Any]]]

_OF_A_MENTION, _OF_A_QUOTE = Mention._fields, Quote._fields


class Annotation(NamedTuple):
    """What was found in one text; offsets are into it.

    Attributes
    ----------
    divisions : Divisions
        Its sentences and paragraphs.
    mentions : list of Mention
    quotes : list of Quote
    hits : list of Hit
    period : Period or None
        When the leaders of an undated text were in office together.
    """

    divisions: Divisions
    mentions: list[Mention]
    quotes: list[Quote]
    hits: list[Hit]
    period: Period | None = None

    def to_row(self, identity: str) -> dict[str, Any]:
        """Return the row of the exchange format."""
        return {
            "id": identity,
            "mentions": [dict(zip(_OF_A_MENTION, mention, strict=True)) for mention in self.mentions],
            "quotes": [dict(zip(_OF_A_QUOTE, quote, strict=True)) for quote in self.quotes],
            "hits": [hit.to_row() for hit in self.hits],
        }


class Reader:
    """Reads texts with one set of actors, frames and reporting cues, compiled once.

    Parameters
    ----------
    actors : Actors
    frames : Lexicon
    cues : Cues
    parser : Parser, optional
        From `load_parser`; without it, rules alone read.
    """

    def __init__(self, actors: Actors, frames: Lexicon, cues: Cues, parser: Parser | None = None) -> None:
        self._mentions = MentionReader(actors, parser)
        rereader = None if parser is None else Rereader(cues, load_weights(), parser)
        self._voices = VoiceReader(cues, {actor.id: actor.pronoun for actor in actors.people()}, rereader)
        self._hits = HitReader(frames, parser)

    def read(self, text: str, date: str | None = None, spans: Sequence[Mapping[str, Any]] = ()) -> Annotation:
        """Annotate one text.

        Parameters
        ----------
        text : str
        date : str, optional
            ISO date of any precision.
        spans : sequence of mapping, optional
            Passages marked by others: `start`, `end`, `label`.

        Returns
        -------
        Annotation
        """
        return self.read_all([(text, date, spans)])[0]

    def read_all(self, texts: Sequence[Marked]) -> list[Annotation]:
        """Annotate some texts, each with its date and its marked passages, one stage after another.

        Each stage has large tables; read by stages they stay in the processor's cache, which saves a twelfth.
        """
        divided = [divide(text) for text, _, _ in texts]
        named = [self._mentions.dated(text, date) for text, date, _ in texts]
        voiced = [
            self._voices.read(text, divisions, mentions)
            for (text, _, _), divisions, (mentions, _) in zip(texts, divided, named, strict=True)
        ]
        annotations = []
        for (text, _, spans), divisions, (mentions, period), voices in zip(texts, divided, named, voiced, strict=True):
            hits = self._hits.read(text, divisions, mentions, voices, spans)
            annotations.append(Annotation(divisions, with_targets(mentions, hits), voices.quotes, hits, period))
        return annotations


def annotate(
    corpus: Corpus,
    actors: Actors | None = None,
    frames: Lexicon | None = None,
    *,
    cues: Cues | None = None,
    parser: str | None = None,
) -> Found:
    """Find who is named, who speaks and which words frame whom, in every article of a corpus.

    Parameters
    ----------
    corpus : Corpus
    actors : Actors, optional
        By default all of `seeds/actors/`.
    frames : Lexicon, optional
        By default all of `seeds/frames/`.
    cues : Cues, optional
        Reporting cues; by default `seeds/voice/`.
    parser : {'spacy'}, optional
        Reads place or government, indirect speech and speakers better, and some hundred times slower; asks for the
        extra `parse`.

    Returns
    -------
    Found
        Tables of `mentions`, `quotes` and `hits`, each row with its document, sentence and offsets, and of the words
        in each voice.

    Raises
    ------
    MeasureError
        When an argument is of another kind.
    ParserError
        When the parser is not known or not installed.

    Notes
    -----
    A headline is read where it is part of the text. It does not read `Document.title`, which an export gives
    apart: put it before the text to have it read. It does not read languages other than English.

    Examples
    --------
    >>> import dateline as dl
    >>> corpus = dl.load_corpus("summits-2022").subset(date="2022-02-05")
    >>> dl.annotate(corpus).mentions.by("actor").table["actor"].iloc[0]
    'CHN'
    """
    check_kind("corpus", corpus, Corpus, 'Load one: dl.load_corpus("my-folder").')
    actors = load_actors() if actors is None else actors
    frames = load_frames() if frames is None else frames
    cues = load_cues() if cues is None else cues
    check_kind("actors", actors, Actors, "Load them: dl.load_actors().")
    check_kind("frames", frames, Lexicon, 'Load them: dl.load_frames("regime").')
    check_kind("cues", cues, Cues, "Load them: dateline.seeds.load_cues().")
    if parser is not None:
        check_kind("parser", parser, str, 'Name one: parser="spacy".')
    reader = Reader(actors, frames, cues, None if parser is None else load_parser(parser))
    read = ((document, reader.read(document.text, document.date, document.spans)) for document in corpus)
    weights = {} if parser is None else {"weights": load_weights()}
    seeds = seeds_digests(actors=actors, frames=frames, cues=cues, bearings=load_bearings(), **weights)
    kinds = SourceKinds(cues, {person.id for person in actors.people()})
    return collect(corpus, read, frames=tuple(frames), seeds=seeds, source_kind=kinds.kind)
