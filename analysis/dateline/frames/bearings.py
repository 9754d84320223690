"""What speaks for a name being the one a framing term describes: evidence that is weighed where no rule decides.

Evidence is a short text such as `before far 2`; `seeds/language/bearings.csv` says what each of them weighs. It is told
from a few features of a term and a name, and what the same features weigh is summed once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import repeat
from typing import NamedTuple

from dateline.frames.syntax import BREAKS, COMMA, NAME, OTHER, OWN, OWNERS, PRONOUNS, Sentence, endings
from dateline.text import words_of_kind

# The most that is told apart of distance (by powers of two), clauses, names and commas between a name and a term.
_FAR, _BREAKS, _NAMES, _COMMAS, _NEAR = 5, 3, 3, 2, 2
_CLOSED = frozenset(("preposition", "copula", "conjunction", "article", "indefinite", "subordinate"))
# What a term's own words may be, the first that fits; else how they end tells.
_KINDS = ("act", "of another", "judging", "upon", "group", "somebody")
_VERBS_FOLLOW = PRONOUNS | {"relative", "auxiliary"}
_new = tuple.__new__


class Place(NamedTuple):
    """Where a term stands: its sentence, its first word and the one after its last, and what it is like.

    `look` tells by what stands before it what it is: a verb, a predicate, a noun phrase; `word` is the class of its
    words or how they end; `frame` is the frame of a lexicon it belongs to, or nothing.
    """

    sentence: Sentence
    first: int
    last: int
    bound: int
    look: str
    word: str
    frame: str


class Circumstance(NamedTuple):
    """How a name stands to the text.

    Whether it speaks the term, the kind of the term's quotation where it stands outside, how often the text names it,
    how often the term's sentence does (-1 where that is not asked for), and how many of the two before.
    """

    speaks: bool
    apart: str
    often: int
    here: int
    recent: int


def place_of(sentence: Sentence, first: int, last: int, bound: int, *, article: str, frame: str) -> Place:
    """Return the place of a term whose phrase `bound` stands before and `article` opens."""
    kind = sentence.kinds[bound]
    if not article and (kind in _VERBS_FOLLOW or sentence.words[bound] in words_of_kind("before a verb")):
        look = "verb"
    elif kind == "copula":
        look = "predicate"
    elif article:
        look = "definite" if article in words_of_kind("definite") else "indefinite"
    elif kind == NAME and bound == first - 1:
        look = "after name"
    else:
        look = "governed" if kind == "preposition" else "bare"
    return _new(Place, (sentence, first, last, bound, look, _word(sentence.words[first:last]), frame))


class Scales:
    """Weighs names, and nobody, by the evidence for each; made once for all texts."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        def weighed(evidence: Callable[..., Iterable[str]]) -> Callable[..., int]:
            def weigh(*features: Hashable) -> int:
                return sum(map(weights.get, evidence(*features), repeat(0)))

            return cache(weigh)

        self._weights = weights
        self._nobody, self._any, self._earlier = weighed(_of_nobody), weighed(_of_any), weighed(_of_earlier)
        self._term, self._between = weighed(_of_term), weighed(_between)

    def name(self, place: Place, number: int, circumstance: Circumstance) -> int:
        """Return what speaks for a name of the term's own sentence, less what speaks against it."""
        sentence, first, last, _, look, word, frame = place
        _, _, kind, actor, _, _, form, reading, _ = sentence.named[number]
        governor, owns, qualifies = standing = sentence.standing(number)
        side = "before" if number < first else "inside" if number < last else "behind"
        low, high = (number + 1, first) if side == "before" else (last, number)
        kinds, names, breaks, commas = sentence.kinds[low:high], 0, 0, 0
        far = min(_FAR, len(kinds).bit_length())
        if far:
            count = kinds.count
            names, commas = min(count(NAME), _NAMES), min(count(COMMA), _COMMAS)
            breaks = min(sum(map(count, BREAKS)), _BREAKS)
        nearest, is_first = not (names or governor or owns or qualifies), number == sentence.names[0]
        return (
            self._any(frame, word, 0, kind, actor is None, form, reading, *standing, *circumstance)
            + self._term(side, look, word, min(_NEAR, far))
            + self._between(side, far, breaks, names, commas, nearest, is_first)
            + (self._words_between(side, sentence, low, kinds) if 0 < len(kinds) < _FAR else 0)
            + (self._word_behind(sentence, last) if side == "behind" else 0)
        )

    def earlier(self, place: Place, sentence: Sentence, number: int, circumstance: Circumstance) -> int:
        """Return what speaks for a name of the sentence before, less what speaks against it."""
        _, _, kind, actor, _, _, form, reading, _ = sentence.named[number]
        governor, owns, qualifies = standing = sentence.standing(number)
        is_first, subject = number == sentence.names[0], not (governor or owns or qualifies)
        itself = self._any(place.frame, place.word, 1, kind, actor is None, form, reading, *standing, *circumstance)
        return itself + self._earlier(is_first, subject, place.look, place.word)

    def nobody(self, place: Place, phrase: list[str], *, article: str, voice: str) -> int:
        """Return what speaks for nobody; `phrase` holds the words of the term's noun phrase to its head."""
        head, before = phrase[-1], place.sentence.kinds[place.bound]
        owned, plural = before in OWNERS or before == OWN, head.endswith("s") and not article
        alone, here = len(phrase) == place.last - place.first, min(_NAMES, len(place.sentence.names))
        weight = self._nobody(place.look, place.word, place.frame, plural, owned, here, voice, alone)
        return weight + self._weights.get(f"nobody head {head[-3:]}", 0)

    def _words_between(self, side: str, sentence: Sentence, low: int, kinds: list[str]) -> int:
        """Return what the first function words weigh that stand between a name and a term close by."""
        if kinds.count(OTHER) == len(kinds):
            return 0
        across = [sentence.words[low + n] for n, kind in enumerate(kinds) if kind in _CLOSED]
        return self._weights.get(f"{side} across {' '.join(across[:2])}", 0)

    def _word_behind(self, sentence: Sentence, last: int) -> int:
        """Return what the word behind a term weighs for a name further on."""
        return self._weights.get(f"behind {sentence.words[last] if sentence.kinds[last] != OTHER else 'word'}", 0)


def _of_nobody(
    look: str, word: str, frame: str, plural: bool, owned: bool, here: int, voice: str, alone: bool
) -> Iterator[str]:
    """Yield what speaks for a term that describes nobody."""
    yield from ("nobody", f"nobody look {look}", f"nobody word {word}", f"nobody plural {plural} {look}")
    yield from (f"nobody own {owned}", f"nobody here {here}", f"nobody quote {voice}", f"nobody word {word} {look}")
    yield f"nobody alone {alone} {look}"
    if frame:
        yield from (f"nobody frame {frame}", f"nobody frame {frame} {look}")
        yield f"nobody frame {frame} here {min(2, here)}"


def _of_any(
    frame: str, word: str, back: int, kind: str, unknown: bool, form: str, reading: str, governor: str, owns: bool,
    qualifies: bool, speaks: bool, apart: str, often: int, here: int, recent: int,
) -> Iterator[str]:  # fmt: skip
    """Yield what a name's own kind, its place in its sentence and in the text say."""
    before, actor = "back " if back else "", f"open {kind}" if unknown else kind
    yield from (f"{before}name", f"{before}type {actor}", f"{before}form {form}", f"{before}often {often}")
    yield f"type {kind} word {word}"
    if here >= 0:
        yield from (f"here {here}", f"recent {recent}")
    if governor:
        yield f"{before}governed {governor}"
    literal = reading == "literal" and kind in ("country", "organisation")
    told = {"possessive": owns, "attributive": qualifies, "literal": literal, "unknown": unknown, "speaks": speaks}
    yield from (f"{before}{one}" for one, holds in told.items() if holds)
    if apart:
        yield from (f"{before}apart", f"{before}apart {apart}")
    if frame:
        yield from (f"frame {frame} {actor}", f"frame {frame} back {back}")


def _of_earlier(is_first: bool, subject: bool, look: str, word: str) -> Iterator[str]:
    """Yield what the place of a name in the sentence before says of a term that looks so."""
    yield from ("back first" if is_first else "back later", "back subject" if subject else "back other")
    yield from (f"back look {look}", f"back word {word}")


def _between(side: str, far: int, breaks: int, names: int, commas: int, nearest: bool, is_first: bool) -> Iterator[str]:
    """Yield what lies between a name of the same sentence and the term."""
    yield from (side, f"{side} far {far}", f"{side} breaks {breaks}", f"{side} names {names}")
    yield f"{side} commas {commas}"
    if nearest:
        yield f"{side} nearest subject"
    if is_first:
        yield f"first {side}"


def _of_term(side: str, look: str, word: str, near: int) -> Iterator[str]:
    """Yield what the term's own look says of names on one side of it."""
    yield from (f"{side} look {look}", f"{side} word {word}", f"{side} word {word} {near}")


def _word(words: list[str]) -> str:
    """Return the class of a term's words, or else how its last one ends."""
    kinds = _kinds()
    for word in words:
        if kind := kinds.get(word):
            return kind
    return _ending(words[-1] if words else "")


@lru_cache(maxsize=1 << 12)
def _ending(word: str) -> str:
    return next((end for end in endings("word's ending") if word.endswith(end)), "any")


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind in reversed(_KINDS) for word in words_of_kind(kind)}
