"""The one pass over a text: who is named, who speaks, which words frame whom."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

from dateline.actors.mentions import Mention, MentionReader
from dateline.actors.periods import Period
from dateline.corpus import Corpus
from dateline.errors import check_kind
from dateline.features import released_found
from dateline.found import Found, collect
from dateline.frames.hits import Hit, HitReader, with_targets
from dateline.mending import Mended, mended
from dateline.parsing import Parser, load_parser
from dateline.released import ReleasedCorpus
from dateline.seeds import Actors, Cues, Lexicon, load_actors, load_cues, load_frames
from dateline.seeds.bearings import load_bearings
from dateline.seeds.digests import seeds_digests
from dateline.seeds.weights import load_weights
from dateline.text import Divisions, divide
from dateline.voices.quotes import Quote, VoiceReader
from dateline.voices.rereading import Rereader
from dateline.voices.sources import SourceKinds
from dateline.wire import Furniture, furniture, furniture_digest, outside

Marked = tuple[str, str | None, Sequence[Mapping[str, Any]]]
_Item = TypeVar("_Item")
# Texts read at once, and their characters: the more, the seldomer a stage waits for its tables, and the more is held.
AT_ONCE, _CHARACTERS = 512, 2_000_000


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
    furniture : list of Furniture
        Bylines, credits, captions and the like, in which nothing was counted.
    """

    divisions: Divisions
    mentions: list[Mention]
    quotes: list[Quote]
    hits: list[Hit]
    period: Period | None = None
    furniture: Sequence[Furniture] = ()

    def to_row(self, identity: str) -> dict[str, Any]:
        """Return the row of the exchange format."""
        return {
            "id": identity,
            "mentions": [mention.to_row() for mention in self.mentions],
            "quotes": [quote.to_row() for quote in self.quotes],
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
        self._at_once = AT_ONCE if parser is None else 1
        self._mentions = MentionReader(actors, parser, cues)
        rereader = None if parser is None else Rereader(cues, load_weights(), parser)
        pronouns = {actor.id: actor.pronoun for actor in actors.people()}
        self._voices = VoiceReader(cues, pronouns, rereader)
        self._hits = HitReader(frames, parser, cues=cues, pronouns=pronouns)

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

    def read_each(self, texts: Iterable[Marked]) -> Iterator[Annotation]:
        """Annotate many texts in their order, some hundred at once; with a parser, which keeps one text, one by one."""
        for some in batches(texts, lambda marked: len(marked[0]), self._at_once):
            yield from self.read_all(some)

    def read_all(self, texts: Sequence[Marked]) -> list[Annotation]:
        """Annotate some texts, each with its date and its marked passages; one that hides a name is mended to be read.

        See `dateline.mending`: all offsets are into the texts as they are given.
        """
        mends = [mended(text) for text, _, _ in texts]
        if not any(mends):
            return self._read_all(texts)
        given = [as_mended(one, mend) if mend else one for one, mend in zip(texts, mends, strict=True)]
        read = zip(self._read_all(given), mends, strict=True)
        return [led_back(annotation, mend) if mend else annotation for annotation, mend in read]

    def _read_all(self, texts: Sequence[Marked]) -> list[Annotation]:
        """Annotate some texts one stage after another.

        Each stage has large tables; read by stages they stay in the processor's cache, which saves a tenth.
        """
        divided = [divide(text) for text, _, _ in texts]
        named = self._mentions.dated_all([(text, date) for text, date, _ in texts])
        known = [
            (text, divisions, mentions)
            for (text, _, _), divisions, (mentions, _) in zip(texts, divided, named, strict=True)
        ]
        voiced = self._voices.read_all(known)
        found = [self._hits.terms(text, spans) for text, _, spans in texts]
        annotations = []
        for (text, divisions, mentions), (_, _, spans), (_, period), voices, terms in zip(
            known, texts, named, voiced, found, strict=True
        ):
            hits = self._hits.labelled(text, divisions, mentions, voices, terms)
            annotation = Annotation(divisions, with_targets(mentions, hits), voices.quotes, hits, period)
            marks = furniture(text, divisions)
            annotations.append(_without(marks, annotation, spans) if marks else annotation)
        return annotations


def batches(items: Iterable[_Item], size: Callable[[_Item], int], at_once: int = AT_ONCE) -> Iterator[list[_Item]]:
    """Divide what is to be read into batches of so many, or of fewer long ones, by the size of each in characters."""
    some: list[_Item] = []
    characters = 0
    for item in items:
        some.append(item)
        characters += size(item)
        if len(some) == at_once or characters > _CHARACTERS:
            yield some
            some, characters = [], 0
    if some:
        yield some


def as_mended(given: Marked, mend: Mended) -> Marked:
    """Return a text to be read in its mended form, with the passages that somebody marked in it."""
    _, date, spans = given
    ends = ((span, mend.inverse(span["start"], span["end"])) for span in spans)
    return mend.text, date, [{**span, "start": start, "end": end} for span, (start, end) in ends]


def led_back(annotation: Annotation, mend: Mended) -> Annotation:
    """Return what was found in a mended text by its offsets into the text as it was given."""

    def moved(found: Any) -> Any:
        start, end = mend.span(found.start, found.end)
        return found._replace(start=start, end=end)

    def said(quote: Quote) -> Quote:
        content, cue, source = map(mend.spans, (quote.content, quote.cue, quote.source))
        return quote._replace(content=content, cue=cue, source=source)

    return annotation._replace(
        divisions=Divisions(*map(mend.spans, annotation.divisions)),
        mentions=[moved(mention) for mention in annotation.mentions],
        quotes=[said(quote) for quote in annotation.quotes],
        hits=[moved(hit)._replace(targets=[moved(target) for target in hit.targets]) for hit in annotation.hits],
        furniture=[moved(mark) for mark in annotation.furniture],
    )


def _without(marks: list[Furniture], annotation: Annotation, spans: Sequence[Mapping[str, Any]]) -> Annotation:
    """Return an annotation without what begins in furniture; a passage that somebody marked stays."""
    by_hand = {(span["start"], span["end"]) for span in spans}
    kept = set(outside([hit[:2] for hit in annotation.hits], marks)) | by_hand
    named = set(outside([mention[:2] for mention in annotation.mentions], marks))
    said = set(outside([quote.content[0] for quote in annotation.quotes], marks))
    return annotation._replace(
        mentions=[mention for mention in annotation.mentions if mention[:2] in named],
        quotes=[quote for quote in annotation.quotes if quote.content[0] in said],
        hits=[hit for hit in annotation.hits if hit[:2] in kept],
        furniture=marks,
    )


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Hold back the collector of cycles: nothing that is read here refers back to itself, and it would cost a sixth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@no_search_for_cycles()
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
    apart: put it before the text to have it read. Furniture (bylines, credits, captions; see `dateline.wire`) stays in
    the text and is left out of every count. It does not read languages other than English.

    Examples
    --------
    >>> import dateline as dl
    >>> corpus = dl.load_corpus("summits-2022").subset(date="2022-02-05")
    >>> dl.annotate(corpus).mentions.by("actor").table["actor"].iloc[0]
    'CHN'
    """
    check_kind("corpus", corpus, Corpus, 'Load one: dl.load_corpus("my-folder").')
    if isinstance(corpus, ReleasedCorpus):
        return released_found(corpus, frames)
    actors = load_actors() if actors is None else actors
    frames = load_frames() if frames is None else frames
    cues = load_cues() if cues is None else cues
    check_kind("actors", actors, Actors, "Load them: dl.load_actors().")
    check_kind("frames", frames, Lexicon, 'Load them: dl.load_frames("regime").')
    check_kind("cues", cues, Cues, "Load them: dateline.seeds.load_cues().")
    if parser is not None:
        check_kind("parser", parser, str, 'Name one: parser="spacy".')
    reader = Reader(actors, frames, cues, None if parser is None else load_parser(parser))
    annotations = reader.read_each((document.text, document.date, document.spans) for document in corpus)
    read = zip(corpus, annotations, strict=True)
    weights = {} if parser is None else {"weights": load_weights()}
    seeds = seeds_digests(actors=actors, frames=frames, cues=cues, bearings=load_bearings(), **weights)
    seeds["furniture"] = furniture_digest()
    kinds = SourceKinds(cues, {person.id for person in actors.people()})
    return collect(corpus, read, frames=tuple(frames), seeds=seeds, source_kind=kinds.kind)
