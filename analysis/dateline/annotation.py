"""The one pass over a text: who is named, who speaks, which words frame whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dateline.corpus import Corpus
from dateline.errors import check_kind
from dateline.found import Found, collect
from dateline.hits import Hit, HitReader
from dateline.mentions import Mention, MentionReader
from dateline.parsing import Parser, load_parser
from dateline.periods import Period, inferred_period
from dateline.quotes import Quote, VoiceReader
from dateline.seeds import Actor, Actors, Cues, Lexicon, load_actors, load_cues, load_frames
from dateline.seeds.contexts import contexts_digest
from dateline.sources import SourceKinds
from dateline.text import Divisions, divide, language_digest


class Annotation(NamedTuple):
    """What was found in one text; offsets are into it.

    `period` is the time in which the leaders of an undated text were in office together.
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
            "mentions": [mention._asdict() for mention in self.mentions],
            "quotes": [quote._asdict() for quote in self.quotes],
            "hits": [hit.to_row() for hit in self.hits],
        }


class Reader:
    """Reads texts with one set of actors, frames and reporting cues, compiled once, and a parser where one is given."""

    def __init__(self, actors: Actors, frames: Lexicon, cues: Cues, parser: Parser | None = None) -> None:
        self._mentions = MentionReader(actors, parser)
        self._voices = VoiceReader(cues, {actor.id: actor.pronoun for actor in actors.people()})
        self._hits = HitReader(frames)
        self._people = {person.id: person for person in actors.people()}

    def read(self, text: str, date: str | None = None, spans: Sequence[Mapping[str, Any]] = ()) -> Annotation:
        """Annotate one text of an ISO date of any precision, or undated."""
        divisions = divide(text)
        mentions = self._mentions.read(text, date)
        voices = self._voices.read(text, divisions, mentions)
        hits = self._hits.read(text, divisions, mentions, voices, spans)
        period = None if date else inferred_period(self._certain(mentions))
        return Annotation(divisions, mentions, voices.quotes, hits, period)

    def _certain(self, mentions: Iterable[Mention]) -> Iterator[Actor]:
        """Yield the leaders that a text names by full name or title."""
        for mention in mentions:
            if mention.type == "leader" and mention.actor and mention.form in ("name", "title"):
                yield self._people[mention.actor]


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
        Reads place or government better, and some fifty times slower; asks for the extra `parse`.

    Returns
    -------
    Found
        Tables of `mentions`, `quotes` and `hits`, each row with its document, sentence and offsets, and of the words
        in each voice. Does not read languages other than English.

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
    reader = Reader(actors, frames, cues, None if parser is None else load_parser(parser))
    read = ((document, reader.read(document.text, document.date, document.spans)) for document in corpus)
    seeds = {
        "actors": actors.digest, "contexts": contexts_digest(), "frames": frames.digest, "cues": cues.digest,
        "language": language_digest(),
    }  # fmt: skip
    kinds = SourceKinds(cues, {person.id for person in actors.people()})
    return collect(corpus, read, frames=tuple(frames), seeds=seeds, source_kind=kinds.kind)
