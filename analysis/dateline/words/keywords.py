"""Which words set one corpus apart from another."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from nltk import FreqDist
from scipy.sparse import csr_array

from dateline.copies import Copies
from dateline.corpus import Corpus
from dateline.differences import contrast
from dateline.draws import Resampling, pooled, resampling
from dateline.errors import MeasureError, check_choice, check_count, check_kind
from dateline.finding import Finding
from dateline.stats import Floats, benjamini_hochberg, log_likelihood, log_odds, log_ratio, tail
from dateline.words.kwic import LOAD
from dateline.words.windows import FURNITURE, PLACE, Integers, counted_in, sentences, words_of

Keyness = Literal["log_likelihood", "log_ratio", "log_odds"]

_DISCOVERIES = 0.05


def keyness(
    corpus: Corpus,
    *,
    against: Corpus,
    measure: Keyness = "log_likelihood",
    min_count: int = 5,
    most: int = 50,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
    copies: Copies = "once",
) -> Finding:
    """Return the words that are more frequent in one corpus than in another.

    Parameters
    ----------
    corpus, against : Corpus
        The corpus in question, and the one it is held against.
    measure : {'log_likelihood', 'log_ratio', 'log_odds'}
        What sorts the words: how sure a difference is, how large, or both at once. `log_ratio` lists only words with
        q <= 0.05; `log_odds` takes the words of both corpora together for its prior.
    min_count : int
        Occurrences a word must have in both together.
    most : int
        Rows at the most.
    seed : int, optional
        Of the resampling; by default the project's.
    draws : int
        Resamples.
    level : float
        Nominal coverage of the intervals.
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each, in each corpus by itself.

    Returns
    -------
    Finding
        `word`, `count` and `articles` in the corpus, `count_against` and `articles_against` in the other, signed
        `log_likelihood`, `p`, and `q`, which is p adjusted over all words tested, `log_odds` as a z-score, and
        `log_ratio` with `low` and `high`, whose unit is the article.

    Raises
    ------
    MeasureError
        When a corpus holds no word, or no word is frequent enough.

    Notes
    -----
    The tests take words for independent draws. Those of one article are not, so q is a guide to reading; the interval
    of the log ratio comes from resampling articles. Swap the corpora for the words of the other.

    References
    ----------
    Rayson, P. & Garside, R. (2000), Comparing corpora using frequency profiling. Hardie, A. (2014), Log Ratio.
    Benjamini, Y. & Hochberg, Y. (1995), Controlling the false discovery rate, JRSS B 57(1), 289-300. Monroe, B. L.,
    Colaresi, M. P. & Quinn, K. M. (2008), Fightin' Words, Political Analysis 16(4), 372-403.

    Examples
    --------
    >>> from dateline.corpus import Corpus, Document
    >>> ours = Corpus((Document("a", "trust and trust and peace"),), "ours")
    >>> theirs = Corpus((Document("b", "threat and threat and war"),), "theirs")
    >>> keyness(ours, against=theirs, min_count=2).to_frame()["word"].tolist()
    ['trust']
    """
    check_kind("corpus", corpus, Corpus, LOAD)
    check_kind("against", against, Corpus, LOAD)
    check_choice("measure", measure, Keyness)
    check_count("most", most)
    check_count("min_count", min_count)
    how = resampling(seed, draws, level)
    digests = {"corpus": corpus.digest, "against": against.digest}
    (corpus, said, own), (against, said_there, others) = (counted_in(one, copies) for one in (corpus, against))
    ours, theirs = _profile(corpus, own), _profile(against, others)
    tested = sorted(word for word in {*ours.words, *theirs.words} if ours.words[word] + theirs.words[word] >= min_count)
    if not tested:
        raise MeasureError(f"No word occurs {min_count} times in both together. Lower min_count.")
    table = _compared(tested, ours, theirs)
    table = table[table["log_ratio"] > 0]
    table = table[table["q"] <= _DISCOVERIES] if measure == "log_ratio" else table
    table = table.sort_values([measure, "word"], ascending=[False, True], ignore_index=True).head(most)
    low, high = _limits(table["word"].tolist(), ours, theirs, how)
    table = table.assign(low=low, high=high)
    notes = (*_notes(corpus, against, len(tested), min_count, how), _said(said, said_there))
    title = f"Words of {corpus.described} against {against.described}, by {measure.replace('_', ' ')}"
    return Finding(table, title, notes, _standing(corpus, set(table["word"])), corpus.texts, digests)


class _Profile(NamedTuple):
    """How often each word occurs, in how many articles, and in each of them; and their clusters of copies."""

    words: FreqDist
    articles: FreqDist
    each: list[FreqDist]
    copies: Integers

    def columns(self, words: list[str]) -> tuple[Floats, Floats]:
        """Return the counts of some words and the size of each article, those of copies summed."""
        rows = [[*(article[word] for word in words), article.N()] for article in self.each]
        sums = pooled(csr_array(np.array(rows, dtype=float)), self.copies).toarray()
        return sums[:, :-1], np.broadcast_to(sums[:, -1:], (len(sums), len(words)))


def _profile(corpus: Corpus, copies: Integers) -> _Profile:
    profile = _Profile(FreqDist(), FreqDist(), [], copies)
    for document in corpus:
        words = FreqDist(words_of(document.text))
        profile.words.update(words)
        profile.articles.update(words.keys())
        profile.each.append(words)
    if not profile.words:
        raise MeasureError(f"The corpus {corpus.name} holds no word. Give one with text.")
    return profile


def _limits(words: list[str], ours: _Profile, theirs: _Profile, how: Resampling) -> tuple[Floats, Floats]:
    """Return the limits of the log ratio of some words, the articles of both corpora drawn anew."""
    (count, size), (other, other_size) = ours.columns(words), theirs.columns(words)
    first = [np.concatenate([part, np.zeros_like(other)]) for part in (count, size)]
    second = [np.concatenate([np.zeros_like(count), part]) for part in (other, other_size)]
    found = contrast((first[0], first[1]), (second[0], second[1]), seed=how.seed, draws=how.draws, level=how.level)
    return np.log2(found.ratio_low), np.log2(found.ratio_high)


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
            "p": p,
            "q": benjamini_hochberg(p),
            "log_odds": _log_odds(tested, ours, theirs),
            "log_ratio": log_ratio(count, other, *sizes),
        }
    )


def _notes(corpus: Corpus, against: Corpus, tested: int, min_count: int, how: Resampling) -> tuple[str, ...]:
    shared = len({document.id for document in corpus} & {document.id for document in against})
    return (
        f"Unit: one word in small letters. {tested:,} words with {min_count} or more occurrences tested; "
        f"{len(corpus):,} articles against {len(against):,}. {FURNITURE}",
        "Log-likelihood (Rayson & Garside 2000), two cells; log ratio (Hardie 2014), a count of zero as one half; log "
        "odds (Monroe et al. 2008), the prior both corpora together; q: Benjamini-Hochberg over all words tested.",
        f"Limits of the log ratio: {how.level:.0%}, {how.draws:,} resamples of articles, seed {how.seed}; none for a "
        "word that one corpus lacks. The tests take words for independent, which those of one article are not: q "
        "guides reading.",
        *(
            [f"{shared:,} articles stand in both, which makes differences look smaller than they are."]
            if shared
            else []
        ),
    )


def _said(here: str, there: str) -> str:
    return here if here == there else f"{here} In the corpus held against it: {there}"


def _log_odds(tested: list[str], ours: _Profile, theirs: _Profile) -> Floats:
    """Return the z-scores of the words that are tested, over the vocabulary of both."""
    vocabulary = sorted({*ours.words, *theirs.words})
    count, other = (np.array([profile.words[word] for word in vocabulary]) for profile in (ours, theirs))
    scores = dict(zip(vocabulary, log_odds(count, other, count + other), strict=True))
    return np.array([scores[word] for word in tested])


def _standing(corpus: Corpus, listed: set[str]) -> pd.DataFrame:
    """Return where the listed words stand."""
    rows: list[dict[str, Any]] = []
    for document in corpus:
        for sentence in sentences(document) if listed.intersection(words_of(document.text)) else ():
            rows += [sentence.row(number) for number, (word, _) in enumerate(sentence.words) if word in listed]
    return pd.DataFrame(rows, columns=["word", *PLACE])
