"""From annotations to tables: everything found in a corpus, row by row, with the words of every voice.

The tables are all that measuring needs. They can be written without text, offsets or any words of the article
(`features`), so that a figure can be rebuilt by someone who may not have the article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import compress
from typing import Any, Literal, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dateline.actors.mentions import Mention
from dateline.actors.periods import Period
from dateline.copies import AS_THEY_STAND, Copies, counted
from dateline.corpus import Corpus, Document
from dateline.errors import MeasureError
from dateline.finding import Finding
from dateline.frames.hits import Hit
from dateline.frames.tellings import is_voiced
from dateline.provenance import digest, versions
from dateline.seeds import load_actors
from dateline.text import WORD, Divisions, word_spans
from dateline.voices.quotes import Quote
from dateline.wire import Furniture, outside

Kind = Literal["leader", "country"]

_PLACE = ["document", "outlet", "date", "sentence", "paragraph", "start", "end", "sentence_start", "sentence_end"]
COLUMNS = {
    "documents": ["document", "outlet", "date", "title", "words", "sentences", "paragraphs",
                  "inferred", "cluster"],
    "words": ["document", "voice", "speaker", "speaker_name", "words"],
    "mentions": [*_PLACE, "type", "actor", "name", "country", "form", "reading", "in_office"],
    "quotes": [*_PLACE, "kind", "speaker", "speaker_name", "via", "stance", "source_kind", "words", "voiced"],
    "hits": [*_PLACE, "frame", "term", "voice", "speaker", "speaker_name", "target", "target_name", "rule", "targets",
             "negated", "hedged"],
    "open_names": [*_PLACE, "type", "name", "country", "form", "reading"],
}  # fmt: skip

_FINDINGS = ("mentions", "quotes", "hits", "open_names")


class _Annotation(Protocol):
    @property
    def divisions(self) -> Divisions: ...
    @property
    def mentions(self) -> list[Mention]: ...
    @property
    def quotes(self) -> list[Quote]: ...
    @property
    def hits(self) -> list[Hit]: ...
    @property
    def period(self) -> Period | None: ...
    @property
    def furniture(self) -> Sequence[Furniture]: ...


@dataclass(frozen=True, eq=False)
class Found:
    """What was found in a corpus.

    Attributes
    ----------
    name : str
        Of the corpus.
    documents : pandas.DataFrame
        One row an article: document, outlet, date, title, words, sentences, paragraphs, for an undated one
        `inferred`: when all leaders named in it were in office, and who they are, which is never its date; and
        `cluster`: the id of the article that it is likely to be a copy of, or its own.
    words : pandas.DataFrame
        Words by document, voice and speaker; every word counted once, scare-quoted words as the narrator's, and none
        of furniture (bylines, credits, captions; see `dateline.wire`).
    mentions, quotes, hits : Finding
        One row for each, with document, sentence and paragraph (from 0) and offsets.
    open_names : Finding
        People, organisations and places outside the seeds, in the same way; empty where only features are at hand.
    made_from : mapping
        Digests of corpus and seeds, and what the corpus was a subset of.
    frames : sequence of str
        Ids of the frames that were looked for, found or not.
    """

    name: str
    documents: pd.DataFrame
    words: pd.DataFrame
    mentions: Finding
    quotes: Finding
    hits: Finding
    made_from: Mapping[str, str] = field(default_factory=dict)
    frames: Sequence[str] = ()
    open_names: Finding = field(
        default_factory=lambda: Finding(pd.DataFrame(columns=COLUMNS["open_names"]), "Who else is named")
    )

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all tables."""
        tables = (self.documents, self.words, self.mentions.table, self.quotes.table, self.hits.table)
        return digest("\n".join(table.to_csv(index=False, lineterminator="\n") for table in tables))

    @cached_property
    def voices(self) -> Finding:
        """Words by voice and speaker, with their share of all words in per cent, the most first."""
        table = self.words.groupby(["voice", "speaker_name"], dropna=False)["words"].sum().reset_index()
        table["share"] = 100 * table["words"] / max(int(table["words"].sum()), 1)
        table = table.sort_values(["words", "voice", "speaker_name"], ascending=[False, True, True], ignore_index=True)
        notes = (f"Unit: one word, counted once; {int(table['words'].sum()):,} in {articles(len(self.documents))}.",
                 AS_THEY_STAND)  # fmt: skip
        return Finding(table, "Whose words they are", notes, made_from=self.made_from)

    def counting(self, copies: Copies) -> tuple[Found, str]:
        """Return what was found in the articles that count, and the sentence that says which.

        Parameters
        ----------
        copies : {'once', 'per outlet', 'all'}
            Whether one article of each cluster of copies counts, one of each cluster and outlet, or all.

        Returns
        -------
        found : Found
        said : str

        Raises
        ------
        MeasureError
            When the choice does not exist.
        """
        documents = self.documents
        outlets = [outlet if isinstance(outlet, str) else None for outlet in documents["outlet"]]
        ids, said = counted(dict(zip(documents["document"], documents["cluster"], strict=True)), outlets, copies)
        if len(ids) == len(documents):
            return self, said

        def kept(table: pd.DataFrame) -> pd.DataFrame:
            return table[table["document"].isin(ids)].reset_index(drop=True)

        findings = {name: replace(finding := getattr(self, name), table=kept(finding.table)) for name in _FINDINGS}
        return replace(self, documents=kept(documents), words=kept(self.words), **findings), said

    @property
    def provenance(self) -> dict[str, Any]:
        """What was read, with which seeds, by which versions."""
        return {"name": self.name, "articles": len(self.documents), **self.made_from, "versions": versions()}

    def __repr__(self) -> str:
        words, sentences = int(self.documents["words"].sum()), int(self.documents["sentences"].sum())
        return (
            f"Found in {self.name}: {len(self.mentions):,} mentions, {len(self.quotes):,} quotations and "
            f"{len(self.hits):,} framing terms in {words:,} words, {sentences:,} sentences, "
            f"{articles(len(self.documents))}"
        )


def articles(count: int) -> str:
    """Return how many articles, in words."""
    return f"{count:,} article{'' if count == 1 else 's'}"


def clusters(documents: pd.DataFrame) -> NDArray[np.int64]:
    """Return the number of each article's cluster of copies, from 0 in order of appearance: the unit of uncertainty."""
    origin = documents["cluster"] if "cluster" in documents else documents["document"]
    return np.asarray(pd.factorize(origin.where(origin.notna(), documents["document"]))[0], dtype=np.int64)


def actor_names(actors: Set[str], mentions: pd.DataFrame) -> dict[str, str]:
    """Return the names of actors as mentions give them; a country that only its leader stands for has the seeds'."""
    there = mentions.drop_duplicates("actor")
    named = dict(zip(map(str, there["actor"]), map(str, there["name"]), strict=True))
    if not named.keys() >= actors:
        named = {actor.id: actor.name for actor in load_actors().values()} | named
    return named


def collect(
    corpus: Corpus,
    read: Iterable[tuple[Document, _Annotation]],
    *,
    frames: Sequence[str],
    seeds: Mapping[str, str],
    source_kind: Callable[[str, Quote], str],
) -> Found:
    """Lay annotations out as tables; `source_kind` says of a text and a quote in it what kind of source speaks."""
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
    for document, annotation in read:
        _add_document(rows, document, annotation, source_kind)
        rows["documents"][-1] += (corpus.copies[document.id].origin,)
    chosen = {"only": "; ".join(corpus.filters)} if corpus.filters else {}
    return found_of(corpus.name, rows, corpus.texts, {"corpus": corpus.digest, **chosen, **seeds}, frames)


def found_of(
    name: str,
    rows: Mapping[str, Sequence[Sequence[Any]] | pd.DataFrame],
    texts: Mapping[str, str],
    made_from: Mapping[str, str],
    frames: Sequence[str] = (),
) -> Found:
    """Return what was found from rows in the order of `COLUMNS`, or from tables of these columns."""
    tables = {table: _table(rows.get(table, ()), columns) for table, columns in COLUMNS.items()}
    count = articles(len(rows["documents"]))
    count += f" (only {made_from['only']})" if "only" in made_from else ""
    notes = {
        "mentions": f"Unit: one naming of a leader or country. {len(rows['mentions']):,} in {count}.",
        "quotes": f"Unit: one attribution, direct, mixed or indirect. {len(rows['quotes']):,} in {count}.",
        "hits": f"Unit: one framing term where it stands. {len(rows['hits']):,} in {count}; negated ones are marked.",
        "open_names": f"Unit: one naming of somebody or something outside the seeds, in {count}; types are guessed.",
    }
    titles = {"mentions": "Who is named", "quotes": "Who speaks", "hits": "Which words frame",
              "open_names": "Who else is named"}  # fmt: skip
    findings = {
        table: Finding(tables[table], titles[table], (notes[table],), None, texts, dict(made_from)) for table in titles
    }
    documents, words = tables["documents"], tables["words"]
    return Found(name, documents, words, **findings, made_from=dict(made_from), frames=tuple(frames))


def _table(rows: Sequence[Sequence[Any]] | pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    if isinstance(rows, pd.DataFrame):
        return rows
    listed: list[Any] = list(rows)
    return pd.DataFrame(listed, columns=list(columns))


def _add_document(
    rows: dict[str, list[tuple[Any, ...]]],
    document: Document,
    annotation: _Annotation,
    source_kind: Callable[[str, Quote], str],
) -> None:
    divisions = annotation.divisions

    def place(start: int, end: int) -> tuple[Any, ...]:
        sentence = divisions.sentence_at(start)
        return (document.id, document.outlet, document.date, sentence, divisions.paragraph_at(start), start, end,
                *divisions.sentences[sentence])  # fmt: skip

    for mention in annotation.mentions:
        where, (kind, actor, *rest) = place(mention.start, mention.end), mention[2:]
        if actor is None:
            rows["open_names"].append((*where, kind, *rest[:-1]))
        else:
            rows["mentions"].append((*where, kind, actor, *rest))
    told = [is_voiced(quote, document.text) for quote in annotation.quotes]
    for quote, its_words in zip(annotation.quotes, told, strict=True):
        start, end = quote.content[0][0], quote.content[-1][1]
        words = sum(len(word_spans(document.text, *piece)) for piece in quote.content)
        rows["quotes"].append((*place(start, end), quote.kind, *quote[4:],
                               source_kind(document.text, quote), words, its_words))  # fmt: skip
    for hit in annotation.hits:
        first = hit.targets[0] if hit.targets else None
        target = (first.actor, first.name, first.rule) if first else (None, None, None)
        rows["hits"].append((*place(hit.start, hit.end), hit.frame, hit.term, hit.voice, hit.speaker, hit.speaker_name,
                             *target, tuple(t.actor for t in hit.targets), hit.negated, hit.hedged))  # fmt: skip
    spans = outside(word_spans(document.text), annotation.furniture)
    rows["documents"].append((document.id, document.outlet, document.date, document.title, len(spans),
                              len(divisions.sentences), len(divisions.paragraphs),
                              None if annotation.period is None else str(annotation.period)))  # fmt: skip
    rows["words"] += [(document.id, *voice) for voice in words_by_voice(spans, [*compress(annotation.quotes, told)])]


def word_places(rows: pd.DataFrame, texts: Mapping[str, str]) -> NDArray[np.int64]:
    """Return the ordinal of the word that each row starts with, in its article.

    Raises
    ------
    MeasureError
        When the text of an article is not at hand.
    """
    places = np.zeros(len(rows), dtype=np.int64)
    starts = offsets(rows, "start")
    for document, there in rows.groupby("document", sort=False).indices.items():
        text = texts.get(str(document))
        if text is None:
            raise MeasureError(f'Words are counted in texts, and that of "{document}" is not at hand. Use sentences.')
        ends = np.fromiter((word.end() for word in WORD.finditer(text)), dtype=np.int64)
        places[there] = np.searchsorted(ends, starts[there], side="right")
    return places


def offsets(table: pd.DataFrame, column: str) -> NDArray[np.int64]:
    """Return a column of offsets; MeasureError where features without the text do not hold them."""
    values: Any = table[column]
    if len(table) and values.isna().any():
        raise MeasureError(
            "Features without the text do not tell where in it a name or term stands. "
            "Use sentences, paragraphs or articles."
        )
    return np.asarray(values.to_numpy(), dtype=np.int64)


def voiced(quotes: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which quotations hold their source's words; see `dateline.frames.tellings.is_voiced`.

    Of quotations from features that do not say so, those count that have a speaker and tell no intention.
    """
    likely = quotes["kind"].ne("indirect") | (quotes["speaker_name"].notna() & quotes["stance"].ne("intention"))
    if "voiced" not in quotes:
        return likely.to_numpy(dtype=bool)
    return quotes["voiced"].where(quotes["voiced"].notna(), likely).to_numpy(dtype=bool)


def words_by_voice(
    words: Sequence[tuple[int, int]], quotes: Sequence[Quote]
) -> list[tuple[str, str | None, str | None, int]]:
    """Count words by voice, speaker and speaker's name; a word in nested quotations is the narrowest one's.

    Voices are those of hits, so quotations whose words are the narrator's are left out before.
    """
    starts = np.array([start for start, _ in words], dtype=np.int64)
    owner = np.full(len(starts), -1)
    pieces = [(end - start, start, end, number) for number, q in enumerate(quotes) for start, end in q.content]
    for _, start, end, number in sorted(pieces, reverse=True):
        owner[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = number
    counted: dict[tuple[str, str | None, str | None], int] = {("narrator", None, None): 0}
    for number, count in zip(*np.unique(owner, return_counts=True), strict=True):
        quote = None if number < 0 else quotes[number]
        key = ("narrator", None, None) if quote is None else (quote.kind, quote.speaker, quote.speaker_name)
        counted[key] = counted.get(key, 0) + int(count)
    return [(*key, count) for key, count in sorted(counted.items(), key=repr)]
