"""Closed forms of corpus linguistics and networks.

Every function takes numbers or arrays of one shape and returns arrays; none knows what a corpus is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import erfc, xlogy

Floats = NDArray[np.float64]


def log_likelihood(count: ArrayLike, other: ArrayLike, size: ArrayLike, other_size: ArrayLike) -> Floats:
    """Return the log-likelihood G2 of a word's frequency in two corpora, signed.

    Parameters
    ----------
    count, other : array_like of int
        Occurrences of the word in the corpus and in the one it is held against.
    size, other_size : array_like of int
        Words of each corpus.

    Returns
    -------
    array of float
        Positive where the word is more frequent in the first corpus, negative where less.

    Notes
    -----
    Two cells, as Rayson & Garside define it for corpora; `g2` has Dunning's four. It takes words for independent
    draws, which the words of one article are not.

    References
    ----------
    Rayson, P. & Garside, R. (2000), Comparing corpora using frequency profiling, Workshop on Comparing Corpora, 1-6.

    Examples
    --------
    >>> print(round(float(log_likelihood(20, 10, 1000, 1000)), 3))
    3.398
    """
    a, b, c, d = floats(count, other, size, other_size)
    expected = c * (a + b) / (c + d)
    expected_other = d * (a + b) / (c + d)
    ratio = xlogy(a, _over(a, expected)) + xlogy(b, _over(b, expected_other))
    return np.asarray(np.where(a * d < b * c, -2.0, 2.0) * np.maximum(ratio, 0))


def g2(both: ArrayLike, first: ArrayLike, second: ArrayLike, total: ArrayLike) -> Floats:
    """Return Dunning's log-likelihood ratio of a 2 x 2 table, from its margins.

    Parameters
    ----------
    both : array_like
        Units that hold both things.
    first, second : array_like
        Units that hold the first, and the second.
    total : array_like
        All units.

    Returns
    -------
    array of float
        Not signed: high for a pair that stands together oftener, or more seldom, than chance.

    References
    ----------
    Dunning, T. (1993), Accurate methods for the statistics of surprise and coincidence, Computational Linguistics
    19(1), 61-74.

    Examples
    --------
    >>> print(round(float(g2(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114)), 2))  # "the swiss"
    270.72
    """
    n11, f1, f2, n = floats(both, first, second, total)
    cells = (n11, f1 - n11, f2 - n11, n - f1 - f2 + n11)
    expected = (f1 * f2, f1 * (n - f2), (n - f1) * f2, (n - f1) * (n - f2))
    summed = sum(xlogy(cell, _over(cell * n, product)) for cell, product in zip(cells, expected, strict=True))
    return np.asarray(np.maximum(2 * np.asarray(summed), 0))


def tail(statistic: ArrayLike) -> Floats:
    """Return the probability of a chi-square with one degree of freedom at least as large as |statistic|.

    Examples
    --------
    >>> print(round(float(tail(3.841)), 3))
    0.05
    """
    (value,) = floats(statistic)
    return np.asarray(erfc(np.sqrt(np.abs(value) / 2)))


def log_ratio(count: ArrayLike, other: ArrayLike, size: ArrayLike, other_size: ArrayLike) -> Floats:
    """Return the binary logarithm of the ratio of two relative frequencies.

    A count of zero is taken as one half, so that the ratio exists. Says how large a difference is, not how sure.

    References
    ----------
    Hardie, A. (2014), Log Ratio: an informal introduction, ESRC Centre for Corpus Approaches to Social Science.

    Examples
    --------
    >>> print(log_ratio(40, 10, 1000, 1000))  # four times as frequent
    2.0
    """
    a, b, c, d = floats(count, other, size, other_size)
    return np.asarray(np.log2(np.where(a == 0, 0.5, a) / c) - np.log2(np.where(b == 0, 0.5, b) / d))


def log_odds(count: ArrayLike, other: ArrayLike, prior: ArrayLike) -> Floats:
    """Return weighted log-odds of each word between two corpora, with an informative Dirichlet prior, as z-scores.

    Parameters
    ----------
    count, other : array_like of int, shape (words,)
        Occurrences of every word of the vocabulary in the corpus and in the one it is held against.
    prior : array_like of float, shape (words,)
        Occurrences of each word that are taken for granted in both, above zero: what a word's frequency would be
        if the corpora did not differ.

    Returns
    -------
    array of float
        The difference of log-odds over its standard error: positive for words of the first corpus. It shrinks the
        rare and does not favour the frequent.

    References
    ----------
    Monroe, B. L., Colaresi, M. P. & Quinn, K. M. (2008), Fightin' Words: lexical feature selection and evaluation for
    identifying the content of political conflict, Political Analysis 16(4), 372-403, equations 16, 20 and 22.

    Examples
    --------
    >>> print(log_odds([30, 70], [10, 90], [20, 80]).round(2))
    [ 2.75 -5.68]
    """
    y, x, a = floats(count, other, prior)
    ours, theirs = y + a, x + a
    difference = np.log(ours / (ours.sum() - ours)) - np.log(theirs / (theirs.sum() - theirs))
    return np.asarray(difference / np.sqrt(1 / ours + 1 / theirs))


def pmi(both: ArrayLike, first: ArrayLike, second: ArrayLike, total: ArrayLike) -> Floats:
    """Return pointwise mutual information in bits; minus infinity for a pair that never stands together.

    High for rare pairs: not a measure of how sure one may be.

    References
    ----------
    Church, K. & Hanks, P. (1990), Word association norms, mutual information, and lexicography, Computational
    Linguistics 16(1), 22-29.

    Examples
    --------
    >>> print(pmi(4, 8, 16, 128))  # four times as often as by chance
    2.0
    """
    n11, f1, f2, n = floats(both, first, second, total)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log2(n11 * n / (f1 * f2)))


def npmi(both: ArrayLike, first: ArrayLike, second: ArrayLike, total: ArrayLike) -> Floats:
    """Return normalised PMI: -1 never together, 0 as by chance, 1 only together.

    References
    ----------
    Bouma, G. (2009), Normalized (pointwise) mutual information in collocation extraction, GSCL, 31-40.

    Examples
    --------
    >>> print(npmi(8, 8, 8, 64))
    1.0
    """
    n11, _, _, n = floats(both, first, second, total)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = pmi(both, first, second, total) / -np.log2(n11 / n)
    return np.asarray(np.where(n11 == 0, -1.0, np.where(n11 == n, 1.0, value)))


def mi3(both: ArrayLike, first: ArrayLike, second: ArrayLike, total: ArrayLike) -> Floats:
    """Return MI3: pointwise mutual information with the joint count cubed, so that rare pairs do not lead.

    References
    ----------
    Daille, B. (1994), Approche mixte pour l'extraction automatique de terminologie, Université Paris 7. Evert, S.
    (2008), Corpora and collocations, section 4.

    Examples
    --------
    >>> print(mi3(4, 8, 16, 128))  # pmi of 2, and 4 squared is 4 bits more
    6.0
    """
    n11, _, _, _ = floats(both, first, second, total)
    with np.errstate(divide="ignore"):
        return np.asarray(pmi(both, first, second, total) + 2 * np.log2(n11))


def log_dice(both: ArrayLike, first: ArrayLike, second: ArrayLike) -> Floats:
    """Return logDice: 14 where two things only stand together, one less for each halving, whatever the corpus' size.

    References
    ----------
    Rychlý, P. (2008), A lexicographer-friendly association score, RASLAN, 6-9.

    Examples
    --------
    >>> print(log_dice(10, 20, 20))
    13.0
    """
    n11, f1, f2 = floats(both, first, second)
    with np.errstate(divide="ignore"):
        return np.asarray(14 + np.log2(2 * n11 / (f1 + f2)))


def jaccard(both: ArrayLike, first: ArrayLike, second: ArrayLike) -> Floats:
    """Return the share of the units with either of two things that hold both: 0 never together, 1 only together.

    References
    ----------
    Jaccard, P. (1912), The distribution of the flora in the alpine zone, New Phytologist 11(2), 37-50.

    Examples
    --------
    >>> print(jaccard(4, 8, 6))
    0.4
    """
    n11, f1, f2 = floats(both, first, second)
    return np.asarray(n11 / (f1 + f2 - n11))


def cosine(both: ArrayLike, first: ArrayLike, second: ArrayLike) -> Floats:
    """Return the cosine of two things' columns of 0 and 1 over units: 0 never together, 1 only together.

    References
    ----------
    Salton, G. & McGill, M. J. (1983), Introduction to Modern Information Retrieval, ch. 6. For such counts it is
    Ochiai's coefficient (1957).

    Examples
    --------
    >>> print(cosine(4, 8, 8))
    0.5
    """
    n11, f1, f2 = floats(both, first, second)
    return np.asarray(n11 / np.sqrt(f1 * f2))


def conditional(both: ArrayLike, given: ArrayLike) -> Floats:
    """Return the share of the units with one thing that hold the other, too: it has a direction.

    References
    ----------
    Michelbacher, L., Evert, S. & Schütze, H. (2011), Asymmetry in corpus-derived and human word associations, Corpus
    Linguistics and Linguistic Theory 7(2), 245-276.

    Examples
    --------
    >>> print(conditional(4, 16))
    0.25
    """
    n11, f1 = floats(both, given)
    return np.asarray(n11 / f1)


def deviation_of_proportions(counts: ArrayLike, sizes: ArrayLike) -> Floats:
    """Return how unevenly words are spread over the parts of a corpus: 0 evenly, 1 all in the smallest part.

    Parameters
    ----------
    counts : array_like of int, shape (parts, words)
    sizes : array_like of int, shape (parts,)
        Words of each part.

    Returns
    -------
    array of float, shape (words,)
        NaN for a word that does not occur.

    References
    ----------
    Gries, S. Th. (2008), Dispersions and adjusted frequencies in corpora, International Journal of Corpus Linguistics
    13(4), 403-437. Lijffijt, J. & Gries, S. Th. (2012), Correction, ibid. 17(1), 147-149, for the normalisation.

    Examples
    --------
    >>> print(deviation_of_proportions([[1], [1], [0], [0]], [10, 10, 10, 10]).round(3))
    [0.667]
    """
    found, parts = floats(counts, sizes)
    expected = (parts / parts.sum())[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = found / found.sum(axis=0)
    most = 1 - expected.min()
    return np.asarray(np.abs(observed - expected).sum(axis=0) / 2 / (most if most else 1))


def juilland(counts: ArrayLike, sizes: ArrayLike) -> Floats:
    """Return Juilland's D: 1 where words are spread evenly over the parts of a corpus, 0 where one part holds all.

    Parameters and shapes are those of `deviation_of_proportions`. Parts of unequal length are made comparable by
    relative frequencies.

    References
    ----------
    Juilland, A., Brodin, D. & Davidovitch, C. (1970), Frequency Dictionary of French Words. Gries (2008), p. 408.

    Examples
    --------
    >>> print(juilland([[4], [4], [4]], [100] * 3), juilland([[9], [0], [0]], [100] * 3).round(9))
    [1.] [0.]
    """
    found, parts = floats(counts, sizes)
    rates = found / parts[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - rates.std(axis=0) / rates.mean(axis=0) / np.sqrt(max(len(parts) - 1, 1)))


def benjamini_hochberg(p: ArrayLike, *, tests: int | None = None) -> Floats:
    """Return p-values adjusted so that those below q hold a share of at most q of false discoveries.

    Parameters
    ----------
    p : array_like
    tests : int, optional
        How many tests were made, where those not given have a p of 1; by default as many as there are.

    Notes
    -----
    Holds for independent or positively dependent tests.

    References
    ----------
    Benjamini, Y. & Hochberg, Y. (1995), Controlling the false discovery rate, Journal of the Royal Statistical
    Society B 57(1), 289-300.

    Examples
    --------
    >>> print(benjamini_hochberg([0.01, 0.04, 0.03]))
    [0.03 0.04 0.04]
    """
    (values,) = floats(p)
    made = len(values) if tests is None else tests
    order = np.argsort(-values, kind="stable")
    ranks = np.arange(len(values), 0, -1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(np.minimum.accumulate(values[order] * made / ranks), 1)
    return adjusted


def disparity(weight: ArrayLike, strength: ArrayLike, degree: ArrayLike) -> Floats:
    """Return the probability that a node's edge is this heavy if its strength fell on its edges at random.

    Parameters
    ----------
    weight : array_like
        Weight of an edge.
    strength, degree : array_like
        Summed weight, and number, of the edges at one of its ends.

    Returns
    -------
    array of float
        (1 - weight / strength) ** (degree - 1); 1 at an end of degree one, which has nothing to compare.

    References
    ----------
    Serrano, M. Á., Boguñá, M. & Vespignani, A. (2009), Extracting the multiscale backbone of complex weighted
    networks, PNAS 106(16), 6483-6488.

    Examples
    --------
    >>> print(round(float(disparity(8, 10, 3)), 3))
    0.04
    """
    w, s, k = floats(weight, strength, degree)
    return np.asarray(((s - w) / s) ** (k - 1))


def floats(*values: ArrayLike) -> tuple[Floats, ...]:
    """Return each value as an array of floats."""
    return tuple(np.asarray(value, dtype=np.float64) for value in values)


def _over(part: Floats, whole: Floats) -> Floats:
    """Return the quotient, and 1 where nothing was expected: such a cell adds nothing."""
    return np.asarray(np.divide(part, whole, out=np.ones(np.broadcast(part, whole).shape), where=whole > 0))
