"""Which articles are copies: reprints, shortened versions and updates of one story, known by the wording they share.

Articles are read in the order in which they could be origins. Each joins the one it shares most with, or is an origin
itself; so a cluster is named by its first article and no digest can tie two stories together.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate, combinations
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash, RMinHashLSH

from dateline.errors import MeasureError, check_choice, check_count
from dateline.provenance import random_seed
from dateline.seeds import load_outlets
from dateline.text import Span

Copies = Literal["once", "per outlet", "all"]
AS_THEY_STAND = "Copies are counted as they stand."

DAYS = 7
LEAST = 0.5
RUN = 4  # words of a run: shorter ones are idiom, longer ones break at every changed word
_FEWEST = 20  # runs that two articles must share unless they are the same: less is a formula ("Here are the results")
_LONGER = 3  # a digest holds the whole of a brief, and is no copy of it
_PERMUTATIONS, _BANDS = 256, 128  # two rows a band: 72 of 100 pairs are seen at a resemblance of 0.1, 99 at 0.2
_TOKEN = re.compile(r"[^\W_]+")

Runs = NDArray[np.uint64]


class _Article(Protocol):
    """What is asked of an article."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def date(self) -> str | None: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def agency(self) -> str | None: ...


class Copy(NamedTuple):
    """Where an article comes from.

    Attributes
    ----------
    origin : str
        Id of the likely origin, which names the cluster; an article that is nobody's copy has its own.
    like : str or None
        Id of the earlier article that it shares most with.
    shared : float
        The part of the shorter one's runs of four words that stand in both.
    """

    origin: str
    like: str | None = None
    shared: float = 1.0


class _Read(NamedTuple):
    """An article with its place in time, in days, and its runs of words as sorted hashes."""

    id: str
    first: int
    last: int
    runs: Runs


def copies_of(articles: Iterable[_Article], *, days: int = DAYS, least: float = LEAST) -> dict[str, Copy]:
    """Return of which article each one is a copy.

    Parameters
    ----------
    articles : iterable of Document
        In the order of the corpus, each with an id of its own.
    days : int
        How long after its origin a copy may appear. A date that is not precise, or missing, may be any day it can be.
    least : float
        The part of the shorter one's runs of four words that a copy shares, above 0 and at most 1.

    Returns
    -------
    dict
        A Copy for every id, in the order of the corpus.

    Raises
    ------
    MeasureError
        When a number is out of range.

    Notes
    -----
    The likely origin has the earliest date, then comes from an agency or credits one, then is the longest, then stands
    first. Candidates are found by MinHash in bands of two, and decided by the exact containment of their runs. It knows
    wording only: the same event told anew is no copy, and a translation is none.

    References
    ----------
    Broder, A. Z. (1997), On the resemblance and containment of documents, Proceedings of Compression and Complexity of
    Sequences, 21-29.

    Examples
    --------
    >>> from dateline.corpus import Document
    >>> story = " ".join(f"word{number}" for number in range(40))
    >>> copies_of([Document("b", story, "2022-02-06"), Document("a", story, "2022-02-05")])["b"].origin
    'a'
    """
    check_count("days", days)
    if not 0 < least <= 1:
        raise MeasureError(f"least={least} is no share. Give one above 0 and at most 1, such as 0.5.")
    articles = list(articles)
    ordered = sorted(articles, key=_Origins())
    periods = [_period(article.date) for article in ordered]
    to_come = list(accumulate((first for first, _ in reversed(periods)), min))[::-1]
    window, found = _Window(days, least), {}
    for article, (first, last), earliest in zip(ordered, periods, to_come, strict=True):
        window.forget(earliest)
        found[article.id] = window.place(article, first, last)
    return {article.id: found[article.id] for article in articles}


class Pair(NamedTuple):
    """Two articles of one cluster, the shared part of the shorter one's runs, and the cluster's origin."""

    a: str
    b: str
    similarity: float
    cluster: str


def pairs_of(articles: Iterable[_Article], *, days: int = DAYS) -> Iterator[Pair]:
    """Yield every pair of articles that `copies_of` puts into one cluster, in the order of the corpus."""
    articles = list(articles)
    clusters: dict[str, list[tuple[str, Runs]]] = {}
    found = copies_of(articles, days=days)
    sizes = Counter(copy.origin for copy in found.values())
    for article in articles:
        origin = found[article.id].origin
        if sizes[origin] > 1:
            clusters.setdefault(origin, []).append((article.id, _sketched(article.text)[0]))
    for origin, members in clusters.items():
        for (a, first), (b, second) in combinations(members, 2):
            both = len(np.intersect1d(first, second, assume_unique=True))
            yield Pair(a, b, round(both / max(min(len(first), len(second)), 1), 6), origin)


class _Origins:
    """Sorts articles by how likely they are to be origins."""

    def __init__(self) -> None:
        self._outlets = load_outlets()

    def __call__(self, article: _Article) -> tuple[int, int, int, int]:
        first, last = _period(article.date)
        outlet = self._outlets.by_name.get(article.outlet or "")
        rank = 0 if outlet is not None and outlet.type == "agency" else 1 if article.agency else 2
        return last, -first, rank, -len(article.text)


def _period(date: str | None) -> Span:
    """Return the first and the last day an article can be of, as ordinals."""
    if date is None:
        return 1, datetime.date.max.toordinal()
    year, month, day = (int(part) for part in (date + "-00-00")[:10].split("-"))
    end = month or 12
    first = datetime.date(year, month or 1, day or 1)
    return first.toordinal(), datetime.date(year, end, day or monthrange(year, end)[1]).toordinal()


def tokens(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the words that runs are made of, in small letters, with their offsets: letters and digits only."""
    for token in _TOKEN.finditer(text):
        yield token[0].lower(), token.span()


def runs_of(words: Sequence[str]) -> list[str]:
    """Return every run of four words, in order; of fewer words the whole."""
    runs = zip(*(words[start:] for start in range(RUN)), strict=False)
    return [" ".join(run) for run in runs] or [" ".join(words)] * bool(words)


def _sketched(text: str) -> tuple[Runs, RMinHash]:
    # Of ASCII the whole is as fast in small letters as one word; elsewhere a letter's may depend on its neighbours.
    words = _TOKEN.findall(text.lower()) if text.isascii() else [word.lower() for word in _TOKEN.findall(text)]
    runs = list(set(runs_of(words)))
    sketch = RMinHash(_PERMUTATIONS, random_seed())
    sketch.update(runs)
    return np.sort(np.array(RMinHash.hash_token_sets([runs])[0], dtype=np.uint64)), sketch


class _Window:
    """The articles of the last days that a new one may be a copy of."""

    def __init__(self, days: int, least: float) -> None:
        self._days, self._least = days, least
        self._index = RMinHashLSH(threshold=least, num_perm=_PERMUTATIONS, num_bands=_BANDS)
        self._live: dict[int, _Read] = {}
        self._same: dict[bytes, int] = {}
        self._origins: dict[str, Copy] = {}
        self._ends: dict[str, int] = {}
        self._number = 0

    def forget(self, earliest: int) -> None:
        """Let go of what is too old for anything that is still to come."""
        while self._live and self._live[number := next(iter(self._live))].last + self._days < earliest:
            self._index.remove(number)
            del self._live[number]

    def place(self, article: _Article, first: int, last: int) -> Copy:
        """Return what an article is a copy of, and remember it."""
        runs, sketch = _sketched(article.text)
        if not len(runs):
            return Copy(article.id)
        read, whole = _Read(article.id, first, last, runs), blake2b(runs.tobytes(), digest_size=16).digest()
        same = self._live.get(self._same.get(whole, -1))
        if same is not None and self._is_near(same, read):
            # It brings no wording of its own: what is like it is like the first.
            return Copy(self._origins[same.id].origin, same.id)
        self._origins[read.id] = copy = self._nearest(read, sketch) or Copy(read.id)
        self._ends.setdefault(copy.origin, last)
        self._number += 1
        self._live[self._number], self._same[whole] = read, self._number
        self._index.insert(self._number, sketch)
        return copy

    def _is_near(self, other: _Read, read: _Read) -> bool:
        """Say whether an article appears within the days after the origin of another."""
        return read.first - self._ends[self._origins[other.id].origin] <= self._days

    def _nearest(self, read: _Read, sketch: RMinHash) -> Copy | None:
        """Return the earlier article with which another shares most, when that makes it a copy."""
        best, shared = None, 0.0
        for number in sorted(self._index.query(sketch)):
            other = self._live[number]
            if len(read.runs) <= _LONGER * len(other.runs) and self._is_near(other, read):
                both = len(np.intersect1d(read.runs, other.runs, assume_unique=True))
                part = both / min(len(read.runs), len(other.runs))
                if both >= _FEWEST and part >= self._least and part > shared:
                    best, shared = other.id, part
        return None if best is None else Copy(self._origins[best].origin, best, shared)


def counted(clusters: Mapping[str, str], outlets: Sequence[str | None], copies: Copies) -> tuple[set[str], str]:
    """Return the ids of the articles that count, and the sentence that says so.

    Parameters
    ----------
    clusters : mapping of str to str
        For each article the id of its origin.
    outlets : sequence of str or None
        Of each article, in the same order.
    copies : {'once', 'per outlet', 'all'}
        Whether one article of each cluster counts, one of each cluster and outlet, or all.

    Returns
    -------
    ids : set of str
        The origin where it is there, else the first of those that count as one.
    said : str

    Raises
    ------
    MeasureError
        When the choice does not exist.

    Examples
    --------
    >>> counted({"a": "a", "b": "a"}, ["Wire", "Courier"], "once")
    ({'a'}, 'Copies count once: 1 of 2 articles is a copy of another and left out.')
    """
    check_choice("copies", copies, Copies)
    if copies == "all":
        return set(clusters), AS_THEY_STAND
    kept: dict[tuple[str, str | None], str] = {}
    articles = [(name, origin, outlet) for (name, origin), outlet in zip(clusters.items(), outlets, strict=True)]
    for name, origin, outlet in sorted(articles, key=lambda article: article[0] != article[1]):
        kept.setdefault((origin, None if copies == "once" else outlet), name)
    left = len(clusters) - len(kept)
    each, another = ("once", "another") if copies == "once" else ("once per outlet", "another in its outlet")
    which = "none" if not left else f"{left:,}"
    copy = f"are copies of {another}" if left > 1 else f"is a copy of {another}"
    out = " and left out" if left else ""
    return set(kept.values()), f"Copies count {each}: {which} of {len(clusters):,} articles {copy}{out}."
