"""What a negation denies and a hedge holds at a distance: scopes within a clause, on either side of a term.

"Not authoritarian", "no friend of", "is anything but democratic" and "friends they are not" deny the term of whoever it
is said of; "will not join the sanctions" denies something else, and the term stands.
"""

from __future__ import annotations

from functools import cache

from dateline.frames.syntax import COMMA, MARK, NAME, OTHER, OWNERS, PRONOUNS, Sentence, endings
from dateline.text import words_of_kind

# Words that a negation reaches over; words of one negation; of a phrase behind a term that denies it.
_REACH, _LONGEST, _BEHIND = 7, 4, 3
_ADJECTIVES, _INSERTED = 2, 4
# Words of whoever calls something so, between "what" and the verb.
_CALLER = 5
_PHRASE, _OPENING = (OTHER, MARK), ("article", "indefinite", "copula")
_THROUGH = frozenset(("copula", "auxiliary", "article", "indefinite", "pronoun", MARK, *OWNERS, *PRONOUNS))


def is_negated(sentence: Sentence, first: int, last: int) -> bool:
    """Say whether a term is denied of its target.

    Parameters
    ----------
    sentence : Sentence
    first, last : int
        The term's first word and the one after its last.
    """
    return _is_denied_before(sentence, first) or _is_denied_behind(sentence, last)


def hedge(sentence: Sentence, first: int) -> str:
    """Return what keeps a distance from a term: the kind of a word in its phrase, or nothing.

    That is "hedge" (the so-called friend), "unvouched" (is allegedly a bully) or "calling" (what Xi calls a friend).

    Parameters
    ----------
    sentence : Sentence
    first : int
        The term's first word.
    """
    distant, at, inside = _distant(), first - 1, True
    while first - at <= _ADJECTIVES + 1 and (sentence.kinds[at] in _PHRASE or sentence.kinds[at] in _OPENING):
        kind = distant.get(sentence.words[at], "")
        if kind == "calling":
            near = sentence.words[max(at - _CALLER, 0) : at]
            return "" if words_of_kind("left to others").isdisjoint(near) else kind
        if kind and (inside or kind == "unvouched"):
            return kind
        inside = inside and sentence.kinds[at] in _PHRASE
        at -= 1
    return ""


def _is_denied_before(sentence: Sentence, first: int) -> bool:
    """Say whether a negation to the left reaches a term: over articles, adverbs, adjectives and "be" or "call"."""
    adjectives, words, kinds, lasts, ends = 0, sentence.words, sentence.kinds, _lasts(), _ends()
    near = words[max(first - _REACH - 1, 0) : first]
    if lasts.isdisjoint(near) and not any(map(" ".join(near).__contains__, ends)):
        return False
    through = words_of_kind("passing on")
    at, earliest = _before_insertion(sentence, first), max(first - _REACH - 1, 0)
    while (at := at - 1) >= earliest:
        word, kind = words[at], kinds[at]
        if length := word.endswith(ends) or (word in lasts and _negation_length(sentence, at)):
            if _is_denied_itself(sentence, at - length):
                return False
            following = words[at + 1]
            held = at + 1 == first or following in through or kinds[at + 1] in _THROUGH
            return following not in words_of_kind("scope end") and (held or not _denies_a_verb(sentence, at))
        if (
            word in through
            or kind in _THROUGH
            or word in words_of_kind("negation goes on")
            or (kind == NAME and adjectives <= 1)
        ):
            adjectives += kind == NAME
        elif kind == OTHER and adjectives < _ADJECTIVES and not word.endswith(endings("verbal ending")):
            adjectives += 1
        else:
            return False
    return False


def _denies_a_verb(sentence: Sentence, at: int) -> bool:
    """Say whether the word after a negation is the verb that it denies: "won't join", "has never said"."""
    word = sentence.words[at]
    for end in _ends():
        if word.endswith(end):
            return word.removesuffix(end) not in words_of_kind("copula")
    copula = sentence.kinds[at - 1] == "copula"
    return sentence.kinds[at - 1] == "auxiliary" or (word in words_of_kind("negates a verb") and not copula)


def _is_denied_behind(sentence: Sentence, last: int) -> bool:
    """Say whether what follows denies a term: "friends they are not"."""
    at = last
    if sentence.kinds[at] not in PRONOUNS and sentence.kinds[at] != NAME:
        return False
    at += 1
    return (
        sentence.kinds[at] == "copula"
        and sentence.words[at + 1] in words_of_kind("negates behind")
        and at - last < _BEHIND
    )


def _before_insertion(sentence: Sentence, first: int) -> int:
    """Return where to look on from: before what commas set apart behind "is not", or else a term's own first word."""
    kinds, close = sentence.kinds, first - 1
    while close > 0 and kinds[close] in ("article", "indefinite"):
        close -= 1
    if kinds[close] != COMMA:
        return first
    for opening in range(close - 2, max(close - _INSERTED - 2, 0), -1):
        if kinds[opening] == COMMA:
            return opening if kinds[opening - 1] in ("copula", "auxiliary") else first
    return first


def _is_denied_itself(sentence: Sentence, at: int) -> bool:
    """Say whether a denial that stands behind a word is denied: "did not deny that", "nobody can deny that"."""
    words, negations = sentence.words, words_of_kind("negation")
    if sentence.kinds[at] == "auxiliary" and words[at] not in negations and not words[at].endswith(_ends()):
        at -= 1
    return at >= 0 and (words[at].endswith(_ends()) or words[at] in negations)


def _negation_length(sentence: Sentence, at: int) -> int:
    """Return of how many words the longest negation is that ends with a word, 0 where none does."""
    words = [sentence.words[n] for n in range(at - _LONGEST + 1, at + 1)]
    negations = words_of_kind("negation")
    return next((_LONGEST - k for k in range(_LONGEST) if " ".join(words[k:]) in negations), 0)


@cache
def _lasts() -> frozenset[str]:
    return frozenset(words.rpartition(" ")[2] for words in words_of_kind("negation"))


@cache
def _ends() -> tuple[str, ...]:
    return tuple(words_of_kind("negating end"))


@cache
def _distant() -> dict[str, str]:
    return {word: kind for kind in ("unvouched", "calling", "hedge") for word in words_of_kind(kind)}
