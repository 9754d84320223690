"""Which words set a corpus apart, and which keep a word company."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from nltk import FreqDist
from nltk.metrics import BigramAssocMeasures
from nltk.tokenize import RegexpTokenizer

from dateline.corpus import Corpus, Document
from dateline.errors import MeasureError, NotFoundError, check_choice, check_count
from dateline.finding import Finding
from dateline.kwic import matches
from dateline.stats import benjamini_hochberg, log_likelihood, log_ratio, tail
from dateline.text import WORD, Span, divide, lower, word_spans

Keyness = Literal["log_likelihood", "log_ratio"]
Association = Literal["log_dice", "pmi", "g2"]

_DISCOVERIES = 0.05
_TOKENIZER = RegexpTokenizer(WORD.pattern)
_PLACE = ["document", "outlet", "date", "sentence", "start", "end", "sentence_start", "sentence_end"]


def keyness(
    corpus: Corpus,
    *,
    against: Corpus,
    measure: Keyness = "log_likelihood",
    min_count: int = 5,
    most: int = 50,
) -> Finding:
    """Return the words that are more frequent in one corpus than in another.

    Parameters
    ----------
    corpus, against : Corpus
        The corpus in question, and the one it is held against.
    measure : {'log_likelihood', 'log_ratio'}
        What sorts the words: how sure a difference is, or how large. `log_ratio` lists only words with q <= 0.05.
    min_count : int
        Occurrences a word must have in both together.
    most : int
        Rows at the most.

    Returns
    -------
    Finding
        `word`, `count` and `articles` in the corpus, `count_against` and `articles_against` in the other, signed
        `log_likelihood`, `log_ratio`, `p`, and `q`, which is p adjusted over all words tested.

    Raises
    ------
    MeasureError
        When a corpus holds no word, or no word is frequent enough.

    Notes
    -----
    The test takes words for independent draws. Those of one article are not, so q is a guide to reading, and
    `articles` says how widely a word is spread. Swap the corpora for the words of the other.

    References
    ----------
    Rayson, P. & Garside, R. (2000), Comparing corpora using frequency profiling. Hardie, A. (2014), Log Ratio.
    Benjamini, Y. & Hochberg, Y. (1995), Controlling the false discovery rate, JRSS B 57(1), 289-300.

    Examples
    --------
    >>> from dateline.corpus import Corpus, Document
    >>> ours = Corpus((Document("a", "trust and trust and peace"),), "ours")
    >>> theirs = Corpus((Document("b", "threat and threat and war"),), "theirs")
    >>> keyness(ours, against=theirs, min_count=2).to_frame()["word"].tolist()
    ['trust']
    """
    check_choice("measure", measure, Keyness)
    check_count("most", most)
    check_count("min_count", min_count)
    ours, theirs = _profile(corpus), _profile(against)
    tested = sorted(word for word in {*ours.words, *theirs.words} if ours.words[word] + theirs.words[word] >= min_count)
    if not tested:
        raise MeasureError(f"No word occurs {min_count} times in both together. Lower min_count.")
    table = _compared(tested, ours, theirs)
    table = table[table["log_ratio"] > 0]
    table = table[table["q"] <= _DISCOVERIES] if measure == "log_ratio" else table
    table = table.sort_values([measure, "word"], ascending=[False, True], ignore_index=True).head(most)
    notes: tuple[str, ...] = (
        f"Unit: one word in small letters. {len(tested):,} words with {min_count} or more occurrences tested; "
        f"{ours.words.N():,} words in {len(corpus):,} articles against {theirs.words.N():,} in {len(against):,}.",
        "Log-likelihood (Rayson & Garside 2000), two cells; log ratio (Hardie 2014), a count of zero as one half; "
        "q: Benjamini-Hochberg over all words tested.",
        "The test takes words for independent draws, which those of one article are not: q guides reading, no more. "
        "Copies are counted as they stand.",
    )
    if shared := {document.id for document in corpus} & {document.id for document in against}:
        notes += (f"{len(shared):,} articles stand in both, which makes differences look smaller than they are.",)
    title = f"Words of {corpus.described} against {against.described}, by {measure.replace('_', ' ')}"
    return Finding(
        table,
        title,
        notes,
        _standing(corpus, set(table["word"])),
        corpus.texts,
        {"corpus": corpus.digest, "against": against.digest},
    )


class _Profile(NamedTuple):
    """How often each word occurs, and in how many articles."""

    words: FreqDist
    articles: FreqDist


def _profile(corpus: Corpus) -> _Profile:
    profile = _Profile(FreqDist(), FreqDist())
    for document in corpus:
        words = _words(document.text)
        profile.words.update(words)
        profile.articles.update(set(words))
    if not profile.words:
        raise MeasureError(f"The corpus {corpus.name} holds no word. Give one with text.")
    return profile


def _words(text: str) -> list[str]:
    return list(_TOKENIZER.tokenize(lower(text)))


def _compared(tested: list[str], ours: _Profile, theirs: _Profile) -> pd.DataFrame:
    count, other = (np.array([profile.words[word] for word in tested]) for profile in (ours, theirs))
    sizes = ours.words.N(), theirs.words.N()
    likelihood = log_likelihood(count, other, *sizes)
    # A chance too small for a float is not none.
    p = np.maximum(tail(likelihood), np.finfo(float).tiny)
    return pd.DataFrame(
        {
            "word": tested,
            "count": count,
            "articles": [ours.articles[word] for word in tested],
            "count_against": other,
            "articles_against": [theirs.articles[word] for word in tested],
            "log_likelihood": likelihood,
            "log_ratio": log_ratio(count, other, *sizes),
            "p": p,
            "q": benjamini_hochberg(p),
        }
    )


def _standing(corpus: Corpus, listed: set[str]) -> pd.DataFrame:
    """Return where the listed words stand."""
    rows: list[dict[str, Any]] = []
    for document in corpus:
        for sentence in _sentences(document) if listed.intersection(_words(document.text)) else ():
            rows += [sentence.row(span, word) for word, span in sentence.words if word in listed]
    return pd.DataFrame(rows, columns=["word", *_PLACE])


class _Sentence(NamedTuple):
    """One sentence with its words in small letters, each with its offsets."""

    document: Document
    ordinal: int
    span: Span
    words: list[tuple[str, Span]]

    def row(self, span: Span, word: str) -> dict[str, Any]:
        place = (self.document.id, self.document.outlet, self.document.date, self.ordinal, *span, *self.span)
        return {"word": word, **dict(zip(_PLACE, place, strict=True))}


def _sentences(document: Document) -> Iterator[_Sentence]:
    lowered = lower(document.text)
    for ordinal, span in enumerate(divide(document.text).sentences):
        words = [(lowered[start:end], (start, end)) for start, end in word_spans(document.text, *span)]
        yield _Sentence(document, ordinal, span, words)


def collocates(
    corpus: Corpus,
    node: str,
    *,
    measure: Association = "log_dice",
    span: int = 5,
    min_count: int = 3,
    most: int = 30,
) -> Finding:
    """Return the words that stand near a word oftener than elsewhere.

    Parameters
    ----------
    corpus : Corpus
        What to read.
    node : str
        In the syntax of a lexicon's terms: a word, `word*`, or several words.
    measure : {'log_dice', 'pmi', 'g2'}
        What sorts them. `pmi` favours rare words, `g2` frequent ones, `log_dice` neither.
    span : int
        Words to each side, within the sentence.
    min_count : int
        Times a word must stand near the node.
    most : int
        Rows at the most.

    Returns
    -------
    Finding
        `word`, `near` (occurrences within the span of a node, each counted once), `articles`, `count` (in the whole
        corpus), and the measure, highest first.

    Raises
    ------
    MeasureError
        When the node could never match, or a number is not positive.
    NotFoundError
        When the node does not occur.

    Notes
    -----
    The measures are NLTK's on the table of surface co-occurrence: a word either stands within a span or does not, and
    is the collocate or is not; the node's own words are left out of it. `g2` is negative for a word that stands near
    the node more seldom than elsewhere. logDice sets `near` against the occurrences of node and word.
    Says nothing about grammar.

    References
    ----------
    Evert, S. (2008), Corpora and collocations, in Lüdeling & Kytö (eds), Corpus Linguistics, 1212-1248. Rychlý, P.
    (2008), A lexicographer-friendly association score. Church, K. & Hanks, P. (1990). Dunning, T. (1993).

    Examples
    --------
    >>> from dateline.corpus import Corpus, Document
    >>> corpus = Corpus((Document("a", "An ironclad friendship. Ironclad friendship, he said. It rained."),), "three")
    >>> collocates(corpus, "ironclad", min_count=2).to_frame()["word"].tolist()
    ['friendship']
    """
    check_choice("measure", measure, Association)
    check_count("most", most)
    check_count("min_count", min_count)
    if min(span, min_count, most) < 1:
        raise MeasureError(f"span={span}, min_count={min_count}, most={most}: each must be at least 1.")
    nodes, everywhere, near = _counted(corpus, node, span)
    if not nodes:
        raise NotFoundError(f'"{node}" does not occur in {corpus.name}. Look at keyness for words that do.')
    evidence = pd.DataFrame(near, columns=["word", *_PLACE])
    counts = evidence.groupby("word")["document"].agg(near="size", articles="nunique").reset_index()
    counts = counts[counts["near"] >= min_count]
    margins = _Margins(nodes, len(near), everywhere.N())
    count = [everywhere[word] for word in counts["word"]]
    scores = [_MEASURES[measure](*pair, margins) for pair in zip(counts["near"].tolist(), count, strict=True)]
    table = counts.assign(count=count, **{measure: np.array(scores, dtype=float)})
    table = table.sort_values([measure, "word"], ascending=[False, True], ignore_index=True).head(most)
    notes = (
        f"Unit: one word in small letters, {min_count} times or more within {span} words of the node, in its sentence.",
        f'"{node}" occurs {nodes:,} times; {len(near):,} of {everywhere.N():,} other words stand near it. '
        "Copies are counted as they stand.",
        _FORMULA[measure],
    )
    title = f'Words near "{node}" in {corpus.described}, by {measure}'
    return Finding(
        table, title, notes, evidence[evidence["word"].isin(table["word"])], corpus.texts, {"corpus": corpus.digest}
    )


def _counted(corpus: Corpus, node: str, span: int) -> tuple[int, FreqDist, list[dict[str, Any]]]:
    """Return how often the node occurs, how often every other word does, and each word near a node."""
    nodes, everywhere, near = 0, FreqDist(), []
    for document in corpus:
        places = list(matches(document.text, node))
        nodes += len(places)
        if not places:
            everywhere.update(_words(document.text))
            continue
        for sentence in _sentences(document):
            inside = [place for place in places if place.sentence == sentence.ordinal]
            taken = _taken(sentence, [(place.start, place.end) for place in inside])
            everywhere.update(word for number, (word, _) in enumerate(sentence.words) if number not in taken)
            near += [sentence.row(sentence.words[n][1], sentence.words[n][0]) for n in _around(taken, span, sentence)]
    return nodes, everywhere, near


def _taken(sentence: _Sentence, places: Iterable[Span]) -> set[int]:
    """Return the ordinals of the words that a node covers, wholly or in part."""
    places = list(places)
    return {
        number
        for number, (_, (start, end)) in enumerate(sentence.words)
        if any(begin < end and start < stop for begin, stop in places)
    }


def _around(taken: set[int], span: int, sentence: _Sentence) -> list[int]:
    reach = set(chain.from_iterable(range(number - span, number + span + 1) for number in taken))
    return sorted(number for number in reach - taken if 0 <= number < len(sentence.words))


class _Margins(NamedTuple):
    nodes: int
    near: int
    words: int


def _log_dice(near: int, count: int, margins: _Margins) -> float:
    return float(14 + np.log2(BigramAssocMeasures.dice(near, (margins.nodes, count), margins.words)))


def _pmi(near: int, count: int, margins: _Margins) -> float:
    return float(BigramAssocMeasures.pmi(near, (margins.near, count), margins.words))


def _g2(near: int, count: int, margins: _Margins) -> float:
    ratio = float(BigramAssocMeasures.likelihood_ratio(near, (margins.near, count), margins.words))
    return ratio if near * margins.words >= margins.near * count else -ratio


_MEASURES: dict[str, Callable[[int, int, _Margins], float]] = {"log_dice": _log_dice, "pmi": _pmi, "g2": _g2}
_FORMULA = {
    "log_dice": "logDice (Rychlý 2008): 14 where node and word only stand together, one less for each halving.",
    "pmi": "Pointwise mutual information in bits (Church & Hanks 1990), of standing within a span.",
    "g2": "Log-likelihood ratio (Dunning 1993), of standing within a span; negative below expectation.",
}
