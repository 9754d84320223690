"""Who ran whose story: the clusters of copies in a corpus, with the wording that they share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from dateline.copies import DAYS, LEAST, RUN, Copy, copies_of, runs_of, tokens
from dateline.corpus import Corpus, Document
from dateline.errors import check_kind
from dateline.finding import Finding
from dateline.text import Span, divide, word_spans

_COLUMNS = ["cluster", "document", "outlet", "date", "words", "like", "shared"]
_PLACE = ["sentence", "start", "end", "sentence_start", "sentence_end"]


def copy_clusters(corpus: Corpus, *, days: int = DAYS, least: float = LEAST) -> Finding:
    """Return the stories of a corpus that were run more than once: where each likely comes from, who ran it and when.

    Parameters
    ----------
    corpus : Corpus
        What to read.
    days : int
        How long after its origin a copy may appear. With another number than 7, or another `least`, the clusters are
        not those of the measures.
    least : float
        The part of the shorter one's runs of four words that a copy shares, above 0 and at most 1.

    Returns
    -------
    Finding
        One row an article that has a copy or is one, the largest cluster first and in it the origin: `cluster` (the
        id of the origin), `document`, `outlet`, `date`, `words`, `like` (the earlier article that it shares most with)
        and `shared`, the per cent of the shorter one's runs that stand in both.

    Raises
    ------
    MeasureError
        When `corpus` is none or a number is out of range.

    Notes
    -----
    The origin is likely, not known: the earliest, then what comes from an agency or credits one, then the longest. An
    agency's story that the corpus lacks leaves the first paper that ran it as the origin. Passages are the sentences
    that a copy shares with the article it is like.

    References
    ----------
    See `dateline.copies.copies_of`.

    Examples
    --------
    >>> import dateline as dl
    >>> copies = copy_clusters(dl.load_corpus("summits-2022"))
    >>> len(copies.passages(document="2022-01-15-harbour-wuxi-visits", most=3))
    3
    """
    check_kind("corpus", corpus, Corpus, 'Load one: dl.load_corpus("my-folder").')
    usual = (days, least) == (DAYS, LEAST)
    copies = corpus.copies if usual else copies_of(corpus, days=days, least=least)
    members: dict[str, list[str]] = {}
    for name, copy in copies.items():
        members.setdefault(copy.origin, []).append(name)
    clusters = {origin: names for origin, names in members.items() if len(names) > 1}
    ordered = sorted(clusters, key=lambda origin: (-len(clusters[origin]), origin))
    table = pd.DataFrame(
        [row for origin in ordered for row in _cluster(corpus, clusters[origin], copies)], columns=_COLUMNS
    )
    evidence = pd.DataFrame(
        [row for name in table["document"] if (copy := copies[name]).like for row in _shared(corpus, name, copy)],
        columns=[*_COLUMNS[:4], "like", *_PLACE],
    )
    count = sum(map(len, clusters.values())) - len(clusters)
    notes = (
        f"Unit: one article; {count:,} of {len(corpus):,} are copies, of {len(clusters):,} others.",
        f"A copy appears within {days} days of its origin and shares {least:.0%} or more of the shorter one's runs of "
        f"{RUN} words with an article of the cluster. Origin: the earliest, then an agency's, then the longest.",
    )
    title = f"Who ran whose story in {corpus.described}"
    return Finding(table, title, notes, evidence, corpus.texts, {"corpus": corpus.digest}, "articles")


def _cluster(corpus: Corpus, names: list[str], copies: dict[str, Copy]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of one cluster, the origin first, then by date."""
    for name in sorted(names, key=lambda name: (copies[name].like is not None, corpus[name].date or "~")):
        document, copy = corpus[name], copies[name]
        shared = None if copy.like is None else 100 * copy.shared
        words = len(word_spans(document.text))
        yield copy.origin, name, document.outlet, document.date, words, copy.like, shared


def _shared(corpus: Corpus, name: str, copy: Copy) -> Iterator[tuple[Any, ...]]:
    """Yield what an article shares with the one it is like, each piece within its sentence."""
    document, other = corpus[name], corpus[copy.like or name]
    divisions = divide(document.text)
    for start, end in _stretches(document, other):
        for number in range(divisions.sentence_at(start), divisions.sentence_at(end - 1) + 1):
            sentence = divisions.sentences[number]
            piece = max(start, sentence[0]), min(end, sentence[1])
            if piece[0] < piece[1]:
                about = (copy.origin, name, document.outlet, document.date, other.id)
                yield *about, number, *piece, *sentence


def _stretches(document: Document, other: Document) -> Iterator[Span]:
    """Yield the longest stretches of a text whose every run of words stands in another."""
    words, spans = zip(*tokens(document.text), strict=True)
    there = set(runs_of([word for word, _ in tokens(other.text)]))
    covered = np.zeros(len(words) + 1, dtype=bool)
    for number, run in enumerate(runs_of(words)):
        if run in there:
            covered[number : min(number + RUN, len(words))] = True
    edges = np.flatnonzero(np.diff(covered.astype(int), prepend=0))
    for first, after in edges.reshape(-1, 2):
        yield spans[first][0], spans[after - 1][1]
