"""A framing term in its sentence: where its phrase begins, what opens it, and whether it stands as a verb does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from dateline.actors.mentions import Mention
from dateline.frames.syntax import BREAKS, COMMA, MARK, NAME, OTHER, OWN, PRONOUNS, STOP, Sentence, endings
from dateline.text import Span, words_of_kind
from dateline.voices.quotes import Quote

# Words of a noun phrase between a term and its head, an article or a name; of one that is all but closed.
PHRASE, SHORT = 4, 2
PLAIN = frozenset((OTHER, MARK))
_VERBS_FOLLOW = PRONOUNS | {"relative", "auxiliary"}
# What the words of a term may be that decides whom it is about.
_TRAITS = ("of another", "upon", "judging", "act", "between two", "somebody")
_OF_SOMEBODY = frozenset(("of another", "somebody"))
# Names between a noun and the article of its phrase: "Y's main Z ally".
_OWNERS = 2
_NO_TRAITS: frozenset[str] = frozenset()
# Words between two commas; what may open them.
_INSERTED = 16
# Words that tell who accuses, between "accused" and "of".
_ACCUSER = 6
_INSERTIONS = frozenset((OTHER, "relative", "article", "indefinite", "preposition"))
_new = tuple.__new__  # a named tuple's own constructor, written in Python, takes twice as long


class Occurrence(NamedTuple):
    """A term in its sentence: its first word, the one after its last, what stands before its phrase and opens it.

    `kind` is the class of the word before its phrase; `is_verb` tells whether it opens as a verb does; `traits` are the
    kinds of `words.csv` that its own words are of, as far as they decide whom it is about.
    """

    sentence: Sentence
    first: int
    last: int
    bound: int
    article: str
    quote: Quote | None
    kind: str
    is_verb: bool
    traits: frozenset[str]

    @property
    def phrase(self) -> list[str]:
        """Its words and those behind it up to the head of its noun phrase."""
        after = self.last
        while after - self.last < PHRASE and self.sentence.kinds[after] == OTHER:
            after += 1
        return self.sentence.words[self.first : after] or [""]


def occurrence_of(sentence: Sentence, first: int, last: int, quote: Quote | None) -> Occurrence:
    """Return a term as the rules see it.

    Parameters
    ----------
    sentence : Sentence
    first, last : int
        Its first word and the one after its last.
    quote : Quote or None
        The narrowest quotation it stands in.
    """
    traits = _traits(sentence.words[first:last])
    bound, article = _bound(sentence, first)
    if not article and not traits.isdisjoint(_OF_SOMEBODY):
        bound, article = _before_whose(sentence, bound)
    is_verb = not article and _opens_as_verb(sentence, first, bound)
    return _new(Occurrence, (sentence, first, last, bound, article, quote, sentence.kinds[bound], is_verb, traits))


def unnamed(sentence: Sentence, span: Span, names: Sequence[Mention]) -> Span:
    """Return the stretch that names nobody: a term with the names it overlaps, but for one behind its opening word."""
    start, end = span
    if sentence.number(start) == 0 and names[0].start == start and " " not in sentence.text[start:end]:
        return span
    return min(start, names[0].start), max(end, names[-1].end)


def condemner(term: Occurrence) -> Mention | None:
    """Return who condemns what a term says, the last before it: "X denounced the", "condemned by X for"."""
    sentence, kinds, judging = term.sentence, term.sentence.kinds, words_of_kind("condemning")
    for n in range(term.first - 1, 0, -1):
        if kinds[n] in BREAKS:
            break
        if sentence.words[n] not in judging:
            continue
        if sentence.words[n + 1] in words_of_kind("maker"):
            return sentence.named.get(sentence.reached(n + 2))
        at = n - 1
        while at > 0 and n - at <= SHORT and kinds[at] in ("auxiliary", OTHER):
            at -= 1
        return sentence.named.get(at) if kinds[at] == NAME and sentence.is_subject(at) else None
    return None


def _before_whose(sentence: Sentence, bound: int) -> tuple[int, str]:
    """Return what stands before whoever has a friend, an ally: of "X, a close Y ally" the comma, and what opens it."""
    at, owner = bound, False
    for _ in range(_OWNERS):
        owned = sentence.kinds[at] == OWN
        if at - owned not in sentence.named:
            break
        at, article = _bound(sentence, at - owned)
        owner = owner or owned
        if article:
            return at, article
    return (at, min(words_of_kind("definite"))) if owner else (bound, "")


def is_charged(term: Occurrence, at: int) -> bool:
    """Say whether a name or pronoun is judged for what a term says: "accused X of", "fined X for"."""
    sentence = term.sentence
    if term.is_verb and sentence.words[at + 1] in words_of_kind("doer of an infinitive") and at in sentence.named:
        return True
    meant = at in sentence.named or sentence.kinds[at] in PRONOUNS
    return meant and not words_of_kind("judging").isdisjoint(sentence.words[max(at - SHORT - 1, 0) : at])


def charge_word(sentence: Sentence, at: int) -> int:
    """Return the "accused" or "guilty" that ends with a word, whoever accuses left aside ("accused by X of"), or -1."""
    for n in range(at, max(at - _ACCUSER, 0), -1):
        if sentence.words[n] in words_of_kind("charged with"):
            return n if n == at or sentence.words[n + 1] in words_of_kind("maker") else -1
    return -1


def first_of_two(sentence: Sentence, bound: int) -> int:
    """Return the comma before the first of two appositions that "and" joins: "X, a Y and a Z"; else the word itself."""
    for n in range(bound - 1, max(bound - _INSERTED, 0), -1):
        kind = sentence.kinds[n]
        if kind == COMMA:
            return n if sentence.kinds[n + 1] in ("article", "indefinite") and n - 1 in sentence.named else bound
        if kind in (STOP, "conjunction", "relative"):
            break
    return bound


def before_insertion(sentence: Sentence, term: Occurrence) -> int:
    """Return the name whose verb a term is, with something between commas between them, or -1."""
    kinds, close = sentence.kinds, term.first - 1
    if kinds[close] != COMMA or not sentence.words[term.first].endswith(endings("past's ending")):
        return -1
    if kinds[term.last] in (NAME, COMMA, "conjunction"):
        return -1
    for n in range(close - 2, max(close - _INSERTED, 0), -1):
        if kinds[n] == STOP:
            break
        if kinds[n] == COMMA and not sentence.words[n - 1].isdigit():
            opens = kinds[n + 1] in _INSERTIONS and kinds[n - 1] == NAME
            return n - 1 if opens and sentence.is_subject(sentence.head(n - 1)) else -1
    return -1


def whose_subject(sentence: Sentence, term: Occurrence) -> int:
    """Return the name whose troops, police or government does what a verb says ("Y troops invaded"), or -1."""
    kinds, at = sentence.kinds, term.first - 1
    if kinds[at] != OTHER or kinds[term.last] in PLAIN or sentence.words[at].endswith(endings("adverb's ending")):
        return -1
    if term.last != term.first + 1 or not sentence.words[term.first].endswith(endings("past's ending")):
        return -1
    while term.first - at <= SHORT and kinds[at] == OTHER:
        at -= 1
    name = at - (kinds[at] == OWN)
    if kinds[name] != NAME or sentence.governor(name) not in {"", *words_of_kind("subordinate")}:
        return -1
    return name if kinds[at] == OWN or sentence.is_adjective(name) else -1


def _bound(sentence: Sentence, first: int) -> tuple[int, str]:
    """Return the word before the phrase that a term ends or stands in, and the article that opens it."""
    kinds, n = sentence.kinds, _left(sentence, first - 1)
    if (
        kinds[n] == "conjunction"
        and kinds[n - 1] == OTHER
        and first - n <= SHORT
        and not _is_verb_form(sentence, first)
    ):
        n = _left(sentence, n - 1)
    article = ""
    if kinds[n] in ("article", "indefinite"):
        article = sentence.words[n]
        n -= 1
        while kinds[n] == MARK:
            n -= 1
    while kinds[n] == "auxiliary" and sentence.words[n] in words_of_kind("negation"):
        n -= 1
    return n, article


def _is_verb_form(sentence: Sentence, first: int) -> bool:
    """Say whether a word that ends as a participle stands as a verb: no noun follows it."""
    return sentence.kinds[first + 1] != OTHER and sentence.words[first].endswith(endings("past's ending"))


def _left(sentence: Sentence, n: int) -> int:
    """Return the number of the nearest word to the left that is no plain one, a few words away at the most."""
    first = n
    while first - n < PHRASE and sentence.kinds[n] in PLAIN:
        n -= 1
    return n


def _opens_as_verb(sentence: Sentence, first: int, bound: int) -> bool:
    """Say whether a word without an article opens as a verb does, by what stands before it."""
    kind, word = sentence.kinds[bound], sentence.words[first]
    if word.endswith(endings("adverb's ending")) and sentence.kinds[first + 1] == OTHER:
        word = sentence.words[first + 1]
    if kind in _VERBS_FOLLOW or sentence.words[bound] in words_of_kind("before a verb"):
        return True
    mention = sentence.named.get(bound) if bound == first - 1 else None
    if mention is not None:
        return mention.form != "demonym" and word.endswith(endings("verb's ending"))
    return word.endswith(endings("gerund's ending")) and kind in ("copula", "preposition", "subordinate")


def _traits(words: Sequence[str]) -> frozenset[str]:
    """Return which of the kinds that decide one of some words is."""
    by_word = _traits_by_word()
    traits = [by_word[word] for word in words if word in by_word]
    return frozenset().union(*traits) if traits else _NO_TRAITS


@cache
def _traits_by_word() -> dict[str, list[str]]:
    words = frozenset().union(*map(words_of_kind, _TRAITS))
    return {word: [kind for kind in _TRAITS if word in words_of_kind(kind)] for word in words}
