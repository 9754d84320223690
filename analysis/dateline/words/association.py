"""Which words keep a word company."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from nltk import FreqDist
from scipy.sparse import csr_array

from dateline.copies import Copies
from dateline.corpus import Corpus, Document
from dateline.draws import FEW, Resampling, pooled, resampling
from dateline.errors import MeasureError, NotFoundError, check_choice, check_count, check_kind
from dateline.finding import Finding
from dateline.found import Found, voiced
from dateline.resampling import percentiles
from dateline.stats import Floats, g2, log_dice, mi3, npmi, pmi
from dateline.text import Span
from dateline.words.kwic import LOAD, matches
from dateline.words.windows import FURNITURE, PLACE, Integers, Stretch, counted_in, quotations, sentences

Association = Literal["log_dice", "pmi", "npmi", "mi3", "g2"]
Window = Literal["words", "sentence", "quotation"]

_SPAN = 5  # words to each side, where nothing else is asked for


def collocates(
    corpus: Corpus,
    node: str,
    *,
    measure: Association = "log_dice",
    within: Window = "words",
    span: int | None = None,
    found: Found | None = None,
    min_count: int = 3,
    most: int = 30,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
    copies: Copies = "once",
) -> Finding:
    """Return the words that stand near a word oftener than elsewhere.

    Parameters
    ----------
    corpus : Corpus
        What to read.
    node : str
        In the syntax of a lexicon's terms: a word, `word*`, or several words.
    measure : {'log_dice', 'pmi', 'npmi', 'mi3', 'g2'}
        What sorts them. `pmi` favours rare words, `npmi` less so, `mi3` and `g2` frequent ones, `log_dice` neither.
    within : {'words', 'sentence', 'quotation'}
        Where a collocate stands: within `span` words of the node in its sentence, anywhere in its sentence, or
        anywhere in the quotation the node stands in.
    span : int, optional
        Words to each side, with `within="words"` only; by default 5.
    found : Found, optional
        What `annotate` found in the corpus, with `within="quotation"`.
    min_count : int
        Times a word must stand near the node.
    most : int
        Rows at the most.
    seed : int, optional
        Of the resampling; by default the project's.
    draws : int
        Resamples.
    level : float
        Nominal coverage of the intervals.
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each.

    Returns
    -------
    Finding
        `word`, `near` (occurrences in a window of a node, each counted once), `articles`, `count` (in all that was
        read), the measure with `low` and `high`, highest first.

    Raises
    ------
    MeasureError
        When the node could never match, quotations are asked for without `found`, a number is not positive, or a span
        is given for a window that has none.
    NotFoundError
        When the node does not occur.

    Notes
    -----
    The table of surface co-occurrence: a word either stands in a window or does not, and is the collocate or is not;
    the node's own words are left out of it. With quotations only quoted words are read. `g2` is negative for a word
    that stands near the node more seldom than elsewhere. logDice sets `near` against the occurrences of node and word.
    Intervals are percentiles of resampled articles, each with its copies where they count; where fewer than five hold
    node and word together, those of Poisson for the number of such articles. Says nothing about grammar.

    References
    ----------
    Evert, S. (2008), Corpora and collocations, in Lüdeling & Kytö (eds), Corpus Linguistics, 1212-1248. For each
    measure see the function of its name in `dateline.stats`.

    Examples
    --------
    >>> from dateline.corpus import Corpus, Document
    >>> corpus = Corpus((Document("a", "An ironclad friendship. Ironclad friendship, he said. It rained."),), "three")
    >>> collocates(corpus, "ironclad", min_count=2).to_frame()["word"].tolist()
    ['friendship']
    """
    check_kind("corpus", corpus, Corpus, LOAD)
    check_choice("measure", measure, Association)
    check_choice("within", within, Window)
    check_count("most", most)
    check_count("min_count", min_count)
    check_kind("node", node, str, 'Ask for one at a time: collocates(corpus, "friendship").')
    how = resampling(seed, draws, level)
    read = _Windows(within, _reach(within, span), _quoted(found) if within == "quotation" else {})
    counting, said, copies_of = counted_in(corpus, copies)
    counted = _counted(counting, node, read, copies_of)
    if not sum(counted.nodes):
        where = "in a quotation of" if within == "quotation" else "in"
        raise NotFoundError(f'"{node}" does not occur {where} {corpus.name}. Look at keyness for words that do.')
    evidence = pd.DataFrame(counted.near, columns=["word", *PLACE])
    table = _scored(counted, evidence, measure, min_count).head(most)
    low, high = _limits(counted, evidence, table["word"].tolist(), measure, how)
    table = table.assign(low=low, high=high)
    notes = (*_notes(counted, node, measure, read, min_count, how), said)
    title = f'Words near "{node}" in {corpus.described}, by {measure}'
    shown = evidence[evidence["word"].isin(table["word"])]
    return Finding(table, title, notes, shown, corpus.texts, {"corpus": corpus.digest})


class _Windows(NamedTuple):
    """Where a collocate may stand, and where the quotations of each article are."""

    within: Window
    span: int
    quoted: dict[str, list[Span]]

    def stretches(self, document: Document) -> Iterator[Stretch]:
        if self.within == "quotation":
            return quotations(document, self.quoted.get(document.id, []))
        return sentences(document)

    def around(self, taken: set[int], size: int) -> list[int]:
        """Return the numbers of the words near those that a node takes."""
        reach = self.span if self.within == "words" else size
        near = {other for number in taken for other in range(number - reach, number + reach + 1)}
        return sorted(number for number in near - taken if 0 <= number < size)


def _reach(within: Window, span: int | None) -> int:
    """Return the words to each side, which only a window of words has."""
    if span is not None and within != "words":
        raise MeasureError(f'span={span} goes with within="words"; within="{within}" reads all of it. Leave out one.')
    if span is not None:
        check_count("span", span)
    return _SPAN if span is None else span


def _quoted(found: Found | None) -> dict[str, list[Span]]:
    """Return where the quotations of each article stand."""
    if not isinstance(found, Found):
        raise MeasureError('Quotations are found by annotating: within="quotation" needs found=dl.annotate(corpus).')
    quoted: dict[str, list[Span]] = {}
    quotes = found.quotes.table
    for document, start, end in quotes.loc[voiced(quotes), ["document", "start", "end"]].itertuples(index=False):
        quoted.setdefault(str(document), []).append((int(start), int(end)))
    return quoted


class _Counted(NamedTuple):
    """What was read: the node by article, all other words, those by article, each near a node, and clusters."""

    documents: list[str]
    nodes: list[int]
    words: FreqDist
    by_article: list[FreqDist]
    near: list[dict[str, Any]]
    copies: Integers


def _counted(corpus: Corpus, node: str, read: _Windows, copies: Integers) -> _Counted:
    counted = _Counted([document.id for document in corpus], [], FreqDist(), [], [], copies)
    for document in corpus:
        places = [(match.start, match.end) for match in matches(document.text, node) if not match.furniture]
        nodes, words = 0, FreqDist()
        for stretch in read.stretches(document):
            inside = [place for place in places if stretch.words and _holds(stretch, place)]
            taken = stretch.covered(inside) if inside else set()
            words.update(word for number, (word, _) in enumerate(stretch.words) if number not in taken)
            nodes += len(inside)
            if taken:
                counted.near.extend(map(stretch.row, read.around(taken, len(stretch.words))))
        counted.nodes.append(nodes)
        counted.words.update(words)
        counted.by_article.append(words)
    return counted


def _holds(stretch: Stretch, place: Span) -> bool:
    return stretch.words[0][1][0] < place[1] and place[0] < stretch.words[-1][1][1]


def _scored(counted: _Counted, evidence: pd.DataFrame, measure: Association, min_count: int) -> pd.DataFrame:
    """Return every word that is near often enough, the highest score first."""
    table = evidence.groupby("word")["document"].agg(near="size", articles="nunique").reset_index()
    table = table[table["near"] >= min_count]
    table["count"] = [counted.words[word] for word in table["word"]]
    margins = sum(counted.nodes), len(counted.near), counted.words.N()
    table[measure] = _MEASURES[measure](table["near"], table["count"], *margins)
    return table.sort_values([measure, "word"], ascending=[False, True], ignore_index=True)


def _limits(
    counted: _Counted, evidence: pd.DataFrame, words: list[str], measure: Association, how: Resampling
) -> tuple[Floats, Floats]:
    """Return the limits of some words' scores, the articles drawn anew."""
    rows = evidence.groupby(["document", "word"]).size()
    near = rows.unstack(fill_value=0).reindex(index=counted.documents, columns=words, fill_value=0).to_numpy()
    count = np.array([[article[word] for word in words] for article in counted.by_article])
    all_near = evidence["document"].value_counts().reindex(counted.documents, fill_value=0).to_numpy()
    size = np.array([article.N() for article in counted.by_article])
    parts = [
        pooled(csr_array(part.reshape(len(size), -1)), counted.copies).toarray()
        for part in (near, count, np.array(counted.nodes), all_near, size)
    ]
    return percentiles(_MEASURES[measure], parts, seed=how.seed, draws=how.draws, level=how.level)


def _notes(
    counted: _Counted, node: str, measure: Association, read: _Windows, min_count: int, how: Resampling
) -> tuple[str, ...]:
    places = {
        "words": f"within {read.span} words of the node, in its sentence",
        "sentence": "in a sentence of the node",
        "quotation": "in a quotation that holds the node",
    }
    return (
        f"Unit: one word in small letters, {min_count} times or more {places[read.within]}. {FURNITURE}",
        f'"{node}" occurs {sum(counted.nodes):,} times; {len(counted.near):,} of {counted.words.N():,} other words '
        "stand near it.",
        f"{_FORMULA[measure]} Intervals: {how.level:.0%}, percentiles of {how.draws:,} resamples of "
        f"{len(set(counted.copies)):,} articles, seed {how.seed}; where fewer than {FEW} hold the two, Poisson limits.",
    )


def _signed_g2(near: Any, count: Any, nodes: Any, all_near: Any, words: Any) -> Floats:
    below = np.asarray(near) * np.asarray(words) < np.asarray(all_near) * np.asarray(count)
    return np.asarray(g2(near, all_near, count, words) * np.where(below, -1, 1))


# From near, count, nodes, all near and all words.
_MEASURES: dict[str, Callable[..., Floats]] = {
    "log_dice": lambda near, count, nodes, all_near, words: log_dice(near, nodes, count),
    "pmi": lambda near, count, nodes, all_near, words: pmi(near, all_near, count, words),
    "npmi": lambda near, count, nodes, all_near, words: npmi(near, all_near, count, words),
    "mi3": lambda near, count, nodes, all_near, words: mi3(near, all_near, count, words),
    "g2": _signed_g2,
}
_FORMULA = {
    "log_dice": "logDice (Rychlý 2008): 14 where node and word only stand together, one less for each halving.",
    "pmi": "Pointwise mutual information in bits (Church & Hanks 1990), of standing in a window.",
    "npmi": "Normalised pointwise mutual information (Bouma 2009): 1 only together, 0 as by chance.",
    "mi3": "MI3 (Daille 1994): mutual information with the joint count cubed.",
    "g2": "Log-likelihood ratio (Dunning 1993), of standing in a window; negative below expectation.",
}
