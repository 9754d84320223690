"""Paragraphs, sentences and words of a text as it was read, each known by its offsets.

A news text is divided twice: paragraphs at line breaks, sentences at a full stop that is no abbreviation's. A break
that only fills a column (`dateline.lines`) is white space. Nothing is ever cut out of the text: a division is a list of
offsets into it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from dateline.errors import SeedError
from dateline.lines import unwrapped
from dateline.provenance import digest_of, home
from dateline.tables import read_table

Span = tuple[int, int]
KINDS = (
    "never", "sometimes", "opener", "day", "honorific", "article", "negation", "conjunction", "preposition", "copula",
    "clause", "relation", "owner of a person", "owner of a state", "owner of many", "owner of a group", "group",
    "patronymic", "not now", "named for", "indefinite", "auxiliary", "pronoun of a person", "pronoun of a state",
    "pronoun of many", "speaker", "owner of the speaker", "relative", "subordinate", "of another", "act", "done to",
    "upon", "judging", "condemning", "hedge", "scope end", "passing on", "no name", "no name's end",
    "honorific of a man", "honorific of a woman", "before a month", "after a wish", "settlement",
    "states", "not finite", "unvouched", "calling", "left to others", "negation goes on", "negates a verb",
    "negates behind", "negating end", "genitive", "maker", "before a verb", "definite",
    "between two", "the two states", "the two people", "of two",
    "receives", "somebody", "doer of an infinitive", "no person's end", "word's ending", "verb's ending",
    "participle's ending", "gerund's ending", "adverb's ending", "verbal ending",
    "charged with", "preposition of a charge", "plural copula", "past's ending", "for or against", "speaker in company",
)  # fmt: skip

# Within a word: marks, characters of no width, and a hyphen at the end of a line.
WORD = re.compile("[^\\W_]+(?:['’.\\-\u2010\u2011\u00ad\u200b-\u200d\u2060](?:(?<=-)\r?\n)?[^\\W_]+)*")
# A stop, the marks and brackets that close with it, white space, and something that can open a sentence.
_STOP = re.compile(r"([.!?](?:''|[\"'”’»)\]])*)\s+(?=(?:``|[\"'“‘«(\[_-])*\s?[A-Z0-9À-Þ])")
_LINE_END = re.compile("-\r?\n")
_SURROGATE = re.compile("[\ud800-\udfff]")
_OPENING = "([\"'“‘`"
_PAIRED = re.compile("``|''")
_PLAIN = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚´ʼ′", "'"),
                        **dict.fromkeys("‐\u2011‒–—―−", "-"),
                        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")})  # fmt: skip
# Abbreviations are short: a longer last word need not be looked up.
_LONGEST = 10


class Divisions(NamedTuple):
    """Where the paragraphs and sentences of one text start and end.

    Attributes
    ----------
    paragraphs, sentences : list of (start, end)
        In order, without the white space between them; every sentence lies in one paragraph.
    """

    paragraphs: list[Span]
    sentences: list[Span]

    def sentence_at(self, offset: int) -> int:
        """Return the ordinal (from 0) of the sentence that holds, or ends last before, an offset."""
        return max(bisect_right(self.sentences, (offset, 1 << 60)) - 1, 0)

    def paragraph_at(self, offset: int) -> int:
        """Return the ordinal (from 0) of the paragraph that holds, or ends last before, an offset."""
        return max(bisect_right(self.paragraphs, (offset, 1 << 60)) - 1, 0)


def divide(text: str) -> Divisions:
    """Divide a text into paragraphs and sentences.

    Parameters
    ----------
    text : str
        As read; never changed.

    Returns
    -------
    Divisions
        Offsets of paragraphs (at line breaks that fill no column) and of sentences within them.

    Notes
    -----
    Abbreviations are rows of `seeds/language/words.csv`. One that may end a sentence ("U.S.") does so when a
    common opening word follows ("U.S. The"). Does not split at a semicolon, a colon or a dash.

    Examples
    --------
    >>> divide("Gen. Li left. He flew.").sentences
    [(0, 13), (14, 22)]
    """
    paragraphs: list[Span] = []
    sentences: list[Span] = []
    start, text = 0, unwrapped(text)
    for line in text.split("\n"):
        if stripped := line.strip():
            begin = start + line.index(stripped[0])
            paragraphs.append((begin, begin + len(stripped)))
        start += len(line) + 1
    never, sometimes = words_of_kind("never"), words_of_kind("sometimes")
    for start, end in paragraphs:
        for stop in _STOP.finditer(text, start, end):
            at, after = stop.span()
            if text[at] == "." and _abbreviated(text, start, at, after, never, sometimes):
                continue
            sentences.append((start, stop.end(1)))
            start = after
        if start < end:
            sentences.append((start, end))
    return Divisions(paragraphs, sentences)


def _abbreviated(text: str, start: int, at: int, after: int, never: frozenset[str], sometimes: frozenset[str]) -> bool:
    """Say whether the full stop at an offset belongs to an abbreviation and ends no sentence."""
    word = text[text.rfind(" ", start, at) + 1 or start : at]
    if len(word) > _LONGEST:
        return False
    if not word.isalpha():
        word = word.lstrip(_OPENING).rpartition("-")[2]
    if word in never or (len(word) == 1 and word.isupper() and word != "I"):
        return True
    if word in sometimes or ("." in word and word.replace(".", "").isalpha()):
        return _opener().match(text, after) is None
    return False


@cache
def words_of_kind(kind: str) -> frozenset[str]:
    """Return the rows of `seeds/language/words.csv` of one kind, such as `never` or `opener`.

    Raises
    ------
    SeedError
        When a row is of no known kind, or no row is of one of them: a rule without its words would be another rule.
    """
    return _words()[kind]


@cache
def _words() -> dict[str, frozenset[str]]:
    path = home("seeds") / "language" / "words.csv"
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for row in read_table(path, columns=("word", "kind", "note"), filled=("word", "kind")):
        found[row.one_of("kind", KINDS)].add(row["word"])
    for kind, words in found.items():
        if not words:
            raise SeedError(f"{path.name} has no word of kind {kind}. Restore at least one.")
    return {kind: frozenset(words) for kind, words in found.items()}


def language_digest() -> str:
    """Return the SHA-256 over the words by which every text is divided and its rules are read."""
    return digest_of({kind: sorted(words) for kind, words in _words().items()})


@cache
def _opener() -> re.Pattern[str]:
    openers = "|".join(map(re.escape, sorted(words_of_kind("opener"))))
    return re.compile(rf"[\"'“‘`(]*(?:{openers})\b")


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the offsets of the words of a text or of a stretch of it.

    A word is letters and digits, joined inside by apostrophes, full stops or hyphens ("U.S", "el-Sissi", "China's"),
    by characters of no width, and by a hyphen at a line's end.

    Examples
    --------
    >>> word_spans("Xi's visit")
    [(0, 4), (5, 10)]
    """
    return [word.span() for word in WORD.finditer(text, start, len(text) if end is None else end)]


def plain_word(word: str) -> str:
    r"""Return a word as it is counted, whatever its typography: straight apostrophes, plain hyphens, nothing hidden.

    Examples
    --------
    >>> plain_word("china’s"), plain_word("win\u2011win"), plain_word("sn\u00adow"), plain_word("gov-\nernment")
    ("china's", 'win-win', 'snow', 'government')
    """
    if word.isascii() and "\n" not in word:
        return word
    return _LINE_END.sub("", word.translate(_PLAIN))


def lower(text: str) -> str:
    """Return the text in lower case with every offset kept (a letter whose lower case is longer stays as it is)."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return lowered


def occurrences(automaton: AhoCorasick, text: str, *, overlapping: bool = False) -> list[tuple[int, int, int]]:
    """Return pattern number, start and end of everything an automaton finds.

    Half a surrogate pair, which JSON can hold and UTF-8 cannot, counts as a letter like any other.
    """
    try:
        return automaton.find_matches_as_indexes(text, overlapping=overlapping)
    except UnicodeEncodeError:
        return automaton.find_matches_as_indexes(_SURROGATE.sub("?", text), overlapping=overlapping)


def normal_form(text: str) -> str:
    r"""Return the text as two exports of one article agree on: compatible letters, plain marks, single spaces.

    Capitals, words and punctuation stay. It serves to recognise a text; offsets are never taken from it.

    Examples
    --------
    >>> normal_form("He “left” —\n early.")
    'He "left" - early.'
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return " ".join(_PAIRED.sub('"', plain).replace("--", "-").split())
