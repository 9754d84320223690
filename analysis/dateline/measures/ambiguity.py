"""Names that more than one actor bears, and how each naming was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from dateline.actors.mentions import Mention, MentionReader
from dateline.actors.names import NameScanner
from dateline.corpus import Corpus, Document
from dateline.errors import check_kind
from dateline.finding import Finding
from dateline.seeds import Actor, Actors, load_actors, load_cues
from dateline.seeds.digests import seeds_digests
from dateline.text import divide

_KEYS = ["name", "bearers", "actor", "decided", "form", "serving"]
_PLACE = ["document", "outlet", "date", "sentence", "start", "end", "sentence_start", "sentence_end"]
_UNDECIDED = "undecided"


def ambiguities(corpus: Corpus, actors: Actors | None = None) -> Finding:
    """Return the names in a corpus that more than one actor bears, and how each naming was decided.

    Parameters
    ----------
    corpus : Corpus
    actors : Actors, optional
        By default all of `seeds/actors/`.

    Returns
    -------
    Finding
        `name` as written, its `bearers` (ids), the `actor` it was given to, `decided` (their name, or "undecided":
        nobody of the seeds, as far as the reading tells), the `form` of the mention, `serving` (how many of the bearers
        may have been in office on the day of the text; all of them when it is undated), `count` and `articles`.

    Notes
    -----
    Where `serving` is 1 the date alone would decide; where it is 2 or more, a title, a first name or a country had to.
    An undecided name is not wrong: most people of a common surname are no leaders. Names inside longer names are not
    counted. Says nothing about namesakes outside the seeds.

    Examples
    --------
    >>> from dateline.corpus import Corpus, Document
    >>> corpus = Corpus((Document("a", "Kim Jong Un spoke. Kim then left Pyongyang.", "2022-02-05"),), "one")
    >>> found = ambiguities(corpus).where(name="Kim").to_frame()
    >>> found[["actor", "count"]].values.tolist()
    [['kim-jong-un', 1]]
    """
    check_kind("corpus", corpus, Corpus, 'Load one: dl.load_corpus("my-folder").')
    actors = load_actors() if actors is None else actors
    check_kind("actors", actors, Actors, "Load them: dl.load_actors().")
    bearers = _borne_by_several(actors)
    scanner, reader = NameScanner(actors), MentionReader(actors)
    rows: list[dict[str, Any]] = []
    for document in corpus:
        text = document.text
        spans = [(name.start, name.end) for name in scanner.scan(text).actors if text[name.start : name.end] in bearers]
        if spans:
            rows += _decisions(document, spans, bearers, reader.read(text, document.date))
    evidence = pd.DataFrame(rows, columns=[*_KEYS, *_PLACE])
    counted = evidence.groupby(_KEYS, dropna=False, sort=False)["document"].agg(count="size", articles="nunique")
    table = counted.reset_index().sort_values(
        ["count", "name", "decided", "form", "serving"], ascending=[False, True, True, True, True], ignore_index=True
    )
    undecided = int((evidence["decided"] == _UNDECIDED).sum())
    notes = (
        f"Unit: one naming by a name of several actors. {len(evidence):,} in {evidence['document'].nunique():,} of "
        f"{len(corpus):,} articles, {undecided:,} of them undecided; {len(bearers):,} such names in the seeds.",
    )
    made_from = {"corpus": corpus.digest, **seeds_digests(actors=actors, cues=load_cues())}
    title = f"Names of several actors, in {corpus.described}"
    return Finding(table, title, notes, evidence, corpus.texts, made_from)


def _borne_by_several(actors: Actors) -> dict[str, tuple[Actor, ...]]:
    """Return the names that several actors bear, a place among them."""
    bearers: dict[str, dict[str, Actor]] = defaultdict(dict)
    for _, actor in sorted(actors.items()):
        for alias in actor.aliases:
            for text in {alias.text, alias.text[0].upper() + alias.text[1:]}:
                bearers[text][actor.id] = actor
    return {text: tuple(named.values()) for text, named in bearers.items() if len(named) > 1}


def _decisions(
    document: Document,
    spans: Sequence[tuple[int, int]],
    bearers: Mapping[str, Sequence[Actor]],
    mentions: Sequence[Mention],
) -> Iterator[dict[str, Any]]:
    """Give each naming of one text with the mention that was made of it."""
    divisions = divide(document.text)
    for start, end in spans:
        text = document.text[start:end]
        named = bearers[text]
        ids = {actor.id for actor in named}
        chosen = next((m for m in mentions if m.start <= start and end <= m.end and m.actor in ids), None)
        serving = [a for a in named if a.offices and (document.date is None or a.in_office(document.date) is not False)]
        sentence = divisions.sentence_at(start)
        place = (document.id, document.outlet, document.date, sentence, start, end, *divisions.sentences[sentence])
        yield {
            "name": text,
            "bearers": "|".join(sorted(ids)),
            "actor": chosen.actor if chosen else None,
            "decided": chosen.name if chosen else _UNDECIDED,
            "form": chosen.form if chosen else "",
            "serving": len(serving),
            **dict(zip(_PLACE, place, strict=True)),
        }
