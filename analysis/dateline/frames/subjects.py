"""Who stands as the subject before a predicate, and who are joined in a relation: read off the words close by."""

from __future__ import annotations

from dateline.actors.mentions import Mention
from dateline.frames.antecedents import Antecedents
from dateline.frames.syntax import COMMA, NAME, OTHER, OWN, PRONOUNS, Sentence, endings
from dateline.text import words_of_kind
from dateline.voices.quotes import Quote

# Adverbs between a verb and its subject, marks that join two names to one adjective.
_ADVERBS = 2
_HYPHENS = frozenset("-–‑")
# Words of a noun phrase between a name and the one it is joined to.
_PHRASE = 4
_LISTED = frozenset((OTHER, OWN, COMMA, "article", "conjunction"))
_VERBAL = frozenset(("copula", "auxiliary"))


def passive(sentence: Sentence, bound: int) -> int:
    """Return the copula of a passive that gives a predicate its name ("was called a", "was described as"), or -1."""
    kinds, participle, link = sentence.kinds, bound, -1
    if kinds[bound] == "copula":
        link = bound
    elif sentence.words[bound] not in words_of_kind("passing on"):
        return -1
    elif kinds[bound - 1] == "preposition":  # "accused of being a"
        link = bound - 1
    if link >= 0:
        participle = link - 1
        if kinds[participle] == NAME and sentence.governor(participle):  # "described by X as"
            participle = max((n for n in range(participle) if kinds[n] == "preposition"), default=0) - 1
        if participle < 0 or not sentence.words[participle].endswith(endings("participle's ending")):
            return -1
    at = participle - 1
    while participle - at <= _ADVERBS and at > 0 and sentence.kinds[at] == OTHER:
        at -= 1
    return at if at > 0 and sentence.kinds[participle] == OTHER and sentence.kinds[at] == "copula" else -1


def subject_word(sentence: Sentence, copula: int) -> int:
    """Return the number of the name or pronoun that is the subject of a copula, or -1."""
    kinds, at, adverbs = sentence.kinds, copula - 1, 0
    while at > 0 and (kinds[at] in _VERBAL or (kinds[at] == OTHER and adverbs < _ADVERBS)):
        adverbs += kinds[at] == OTHER
        at -= 1
    if at > 0 and kinds[at] == "relative":
        at -= 1 + (kinds[at - 1] == COMMA)
        return at if at >= 0 and kinds[at] == NAME else -1
    return at if at >= 0 and (kinds[at] == NAME or kinds[at] in PRONOUNS) else -1


def subjects(
    antecedents: Antecedents, sentence: Sentence, at: int, quote: Quote | None, *, is_told: bool, is_noun: bool = False
) -> list[Mention] | None:
    """Return whom the subject of a predicate means, both where two are joined; None where this decides nothing.

    Parameters
    ----------
    antecedents : Antecedents
    sentence : Sentence
    at : int
        The subject among its words.
    quote : Quote or None
        The quotation it stands in, whose speaker "he" within marks never means.
    is_told : bool
        Whether whoever gives the predicate its name is not its subject, as in a passive.
    is_noun : bool
        Whether the predicate is a noun with its article, which a name before its copula then is: "X is a hero".
    """
    kind = sentence.kinds[at]
    if kind in PRONOUNS:
        decided = is_told or kind == "speaker" or (quote is not None and quote.kind != "indirect")
        meant = antecedents.meant(sentence, at, quote) if decided else []
        return meant if decided and (meant or kind != "speaker") else None
    other = at - 2
    if other >= 0 and sentence.words[at - 1] in words_of_kind("negation"):
        if sentence.kinds[other] == NAME:
            return [sentence.named[other], sentence.named[at]]
        if sentence.kinds[other] in PRONOUNS:
            return [*antecedents.meant(sentence, other, quote), sentence.named[at]]
    head = sentence.head(at)
    if is_noun and not is_told and sentence.is_subject(head):
        return [sentence.named[head]]
    return [sentence.named[at]] if is_told else None


def joined(sentence: Sentence, first: int, last: int, bound: int) -> list[Mention]:
    """Return two names that a hyphen joins right before a term or inside it: "the China-Serbia friendship"."""
    *_, one, two = (-1, -1, *sentence.names_within(0, last))
    if one < 0 or not (two == bound or two >= first):
        return []
    pair = [sentence.named[one], sentence.named[two]]
    return pair if sentence.text[pair[0].end : pair[1].start] in _HYPHENS else []


def listed(sentence: Sentence, at: int) -> list[Mention]:
    """Return the names that follow a word, joined by "and"."""
    chosen: list[Mention] = []
    for n in sentence.names_within(at + 1, sentence.size):
        between = sentence.kinds[at + 1 : n]
        if chosen and not between:
            chosen.pop()  # "Prime Minister Boris Johnson"
        elif chosen and between[0] not in ("conjunction", COMMA):
            break
        if len(between) > _PHRASE + 1 or not _LISTED.issuperset(between):
            break
        chosen.append(sentence.named[n])
        at = n
    return chosen
