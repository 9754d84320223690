"""Both parties of what holds between two: "the two countries", "X and Y share", "their ties", "the sides will"."""

from __future__ import annotations

from dateline.actors.mentions import Mention
from dateline.frames.antecedents import Antecedents, pair_of
from dateline.frames.syntax import MARK, NAME, Sentence
from dateline.text import Span, words_of_kind
from dateline.voices.quotes import Quote

# Words behind a term in which its parties stand: "between the two countries".
_BEHIND = 4


def both(
    antecedents: Antecedents, sentence: Sentence, term: Span, quote: Quote | None, *, is_relation: bool
) -> list[Mention]:
    """Return the two parties of a term, or nobody where no two are told.

    Parameters
    ----------
    antecedents : Antecedents
    sentence : Sentence
    term : (first, last)
        Its first word and the one after its last.
    quote : Quote or None
        The quotation it stands in.
    is_relation : bool
        Whether the term holds between two; of others only what opens the sentence is asked for.
    """
    first, at = term
    if not is_relation:
        return _parties(antecedents, sentence, 1) or _parties(antecedents, sentence, 2)
    at += sentence.kinds[at] == MARK
    if sentence.words[at] in words_of_kind("relation") or sentence.words[at] in words_of_kind("genitive"):
        for n in range(at + 1, at + _BEHIND):
            if pair := _two_at(antecedents, sentence, n, quote):
                return pair
    for n in range(first - 1, sentence.clause(first) - 1, -1):
        if pair := _two_at(antecedents, sentence, n, quote):
            return pair
        if sentence.kinds[n] == NAME and sentence.is_subject(n):
            return pair_of(sentence, sentence.names_within(0, n + 1)[-2:])
    return []


def other_party(sentence: Sentence, first: int, other: Mention) -> list[Mention]:
    """Return who stands before a word as a subject of another country than a party: X "seeking closer ties with" Y."""
    for n in sentence.names_within(0, first):
        mention = sentence.named[n]
        if mention.actor and mention.country != other.country and sentence.is_subject(n):
            return [mention]
    return []


def _two_at(antecedents: Antecedents, sentence: Sentence, n: int, quote: Quote | None) -> list[Mention]:
    """Return the two that a word stands for: "their", "they", "the two countries"."""
    if not sentence.kinds[n].endswith("of many"):
        return _parties(antecedents, sentence, n)
    pair = antecedents.meant(sentence, n, quote)
    return pair if len(pair) > 1 else antecedents.couple(sentence, n, people=False)


def _parties(antecedents: Antecedents, sentence: Sentence, n: int) -> list[Mention]:
    """Return whom a word such as "countries" or "leaders" stands for with "the", "two" or "both" before it."""
    people = sentence.words[n] in words_of_kind("the two people")
    if not (people or sentence.words[n] in words_of_kind("the two states")):
        return []
    if not n or sentence.words[n - 1] not in words_of_kind("of two"):
        return []
    return antecedents.couple(sentence, n, people=people)
