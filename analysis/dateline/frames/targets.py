"""Who is described: from a framing term to the actors it is about, by rules tried in order.

The rules, by the names they carry in the output: `dyad` (friendship between China and Serbia, the trust of the two
sides), `possessor` (Beijing's crackdown, his rule, the brutality of X), `object` (they accuse X, sanctions on X, they
call X an autocrat), `modifier` (authoritarian President X), `apposition` (X, an autocrat) and `agent` (repression by
X). Where none of them decides, the evidence of `bearings` is weighed for every name of the sentence and the one before,
and the rule says where the best stands: `copula` (X is an autocrat), `subject` (X invaded Y), `clause`, `sentence` or
`before`; or nobody is described.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from dateline.actors.mentions import Mention
from dateline.frames.antecedents import Antecedents, holds
from dateline.frames.bearings import Circumstance, Place, Scales, place_of
from dateline.frames.pairs import both, other_party
from dateline.frames.scopes import hedge, is_negated
from dateline.frames.subjects import joined, listed, passive, subject_word, subjects
from dateline.frames.syntax import COMMA, MARK, NAME, OTHER, OWN, OWNERS, PRONOUNS, Sentence
from dateline.text import Divisions, words_of_kind
from dateline.voices.quotes import Quote

# Words of a noun phrase between a term and its head, an article or a name; of one that is all but closed.
_PHRASE, _SHORT = 4, 2
_PLAIN = frozenset((OTHER, MARK))
_OPENING = frozenset((OTHER, MARK, "article", "indefinite"))
_BEHIND = frozenset((OTHER, MARK, "preposition", "article"))
_VERBS_FOLLOW = PRONOUNS | {"relative", "auxiliary"}
# What the words of a term may be that decides whom it is about.
_TRAITS = ("of another", "upon", "judging", "act", "between two")
_NO_TRAITS: frozenset[str] = frozenset()
# How verbs end that stand right behind their subject.
_VERBAL = ("ed", "id", "s", "ing")
_ADVERBIAL = "ly"


class Target(NamedTuple):
    """An actor a term is about, the mention it rests on and the rule that chose it."""

    actor: str | None
    name: str
    start: int
    end: int
    rule: str


class Described(NamedTuple):
    """Whom a term describes, the best first, nobody where there is none; whether it is denied, and what hedges it."""

    targets: list[Target]
    negated: bool
    hedge: str


_new = tuple.__new__  # a named tuple's own constructor, written in Python, takes twice as long
Chosen = tuple[Sequence[Mention], str]


class Term(NamedTuple):
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
        while after - self.last < _PHRASE and self.sentence.kinds[after] == OTHER:
            after += 1
        return self.sentence.words[self.first : after] or [""]


class TargetReader:
    """Chooses the targets of the terms of one text."""

    def __init__(self, text: str, divisions: Divisions, mentions: Sequence[Mention], scales: Scales) -> None:
        self._divisions, self._mentions, self._scales = divisions, mentions, scales
        self._antecedents = Antecedents(text, divisions, mentions)

    @cached_property
    def _often(self) -> dict[str, int]:
        """How often the text names each actor: once, twice or more, or as often as any."""
        named = Counter([mention.actor or mention.name for mention in self._mentions])
        most = max(named.values(), default=0)
        return {name: _MOST if count == most > 1 else min(count.bit_length(), 2) for name, count in named.items()}

    def read(self, start: int, end: int, quote: Quote | None, frame: str = "") -> Described:
        """Return whom a term describes, and how far it is meant.

        Parameters
        ----------
        start, end : int
            The term.
        quote : Quote or None
            The narrowest quotation it stands in.
        frame : str
            The frame of a lexicon it belongs to; nothing for a span that somebody marked.
        """
        term = self._term(start, end, quote)
        mentions, rule = (
            self._inside(term) or self._dyad(term) or self._both(term) or self._owner(term) or self._judged(term)
            or self._acting(term) or self._modifier(term) or self._predicated(term) or self._possessor(term)
            or self._called(term) or self._genitive(term) or self._apposition(term) or self._group(term)
            or self._weighed(term, frame)
        )  # fmt: skip
        targets = [_new(Target, (m.actor, m.name, m.start, m.end, rule)) for m in mentions]
        negated = is_negated(term.sentence, term.first, term.last)
        return _new(Described, (targets, negated, hedge(term.sentence, term.first)))

    def _term(self, start: int, end: int, quote: Quote | None) -> Term:
        sentence = self._antecedents.sentence(self._divisions.sentence_at(start))
        first = min(sentence.number(start), max(sentence.size - 1, 0))
        last = min(max(sentence.number(end - 1) + 1, first + 1), sentence.size)
        bound, article = _bound(sentence, first)
        is_verb, traits = not article and _opens_as_verb(sentence, first, bound), _traits(sentence.words[first:last])
        return _new(Term, (sentence, first, last, bound, article, quote, sentence.kinds[bound], is_verb, traits))

    def _inside(self, term: Term) -> Chosen | None:
        """Choose whom the term itself names: at its start, or as whoever has what it names."""
        sentence = term.sentence
        for n in sentence.names_within(term.first, term.last):
            owns = sentence.is_possessive(n)
            if n == term.first or owns:
                return [sentence.named[n]], "possessor" if owns or n + 1 == term.last else "subject"
        kind = sentence.kinds[term.first]
        if term.last == term.first + 1 or not (kind in PRONOUNS or kind in OWNERS):
            return None
        meant = self._antecedents.meant(sentence, term.first, term.quote)
        return (meant, "possessor" if kind in OWNERS else "subject") if meant else None

    def _dyad(self, term: Term) -> Chosen | None:
        """Choose those a relation holds between; with one of them only, whoever has it is the other."""
        sentence, at, relations = term.sentence, term.last, words_of_kind("relation")
        if pair := joined(sentence, term.first, term.last, term.bound):
            return pair, "dyad"
        first = sentence.named.get(at + 1) if sentence.words[at] in words_of_kind("genitive") else None
        if first is not None and sentence.words[at + 2] in relations:
            return [first, *listed(sentence, at + 2)], "dyad"
        while at - term.last < _SHORT and sentence.kinds[at] in _PLAIN and sentence.words[at] not in relations:
            at += 1
        at += sentence.kinds[at] == MARK
        if sentence.words[at] not in relations:
            return None
        chosen = listed(sentence, at)
        if len(chosen) == 1:
            found = self._owner(term) or self._possessor(term) or self._called(term)
            others = [m for m in found[0] if m.actor != chosen[0].actor] if found else []
            others = others or other_party(sentence, term.first, chosen[0])
            others = others or [m for m in self._weighed(term, "")[0] if m.actor != chosen[0].actor]
            return ([*others, *chosen], "dyad") if others else None
        return (chosen, "dyad") if chosen else None

    def _both(self, term: Term) -> Chosen | None:
        """Choose both parties of what holds between two: "the two countries trust", "X and Y share", "their ties"."""
        is_relation = "between two" in term.traits
        if not is_relation and term.sentence.names:
            return None
        pair = both(self._antecedents, term.sentence, (term.first, term.last), term.quote, is_relation=is_relation)
        return (pair, "dyad") if pair else None

    def _owner(self, term: Term) -> Chosen | None:
        """Choose whose it is by "his", "its", "their", "our" or "whose" before it; nobody by "leaders whose"."""
        sentence, at = term.sentence, term.bound
        ours = sentence.words[at] in words_of_kind("owner of the speaker")
        if not (ours or term.kind in OWNERS) or "of another" in term.traits:
            return None
        if term.kind == "owner of a group":
            before = sentence.named.get(at - (2 if sentence.kinds[at - 1] == COMMA else 1))
            return [before] if before else [], "possessor"
        meant = self._antecedents.meant(sentence, at, term.quote)
        return (meant, "possessor") if meant else None

    def _judged(self, term: Term) -> Chosen | None:
        """Choose whom a verb of judgement judges, or on whom a noun of judgement falls."""
        sentence, at = term.sentence, term.last - 1
        if "upon" in term.traits:
            at = next((n for n in range(term.last, term.last + 3) if sentence.kinds[n] == "preposition"), -1)
        elif "judging" not in term.traits or term.kind == "copula" or term.article:
            return None
        if at < 0:
            return None
        if mention := sentence.named.get(self._reached(sentence, at + 1)):
            return [mention], "object"
        meant = self._antecedents.meant(sentence, at + 1, term.quote) if sentence.kinds[at + 1] in PRONOUNS else []
        return (meant, "object") if meant else None

    def _acting(self, term: Term) -> Chosen | None:
        """Choose who does what a verb says that stands right behind his name or pronoun: "X invaded", "he lied"."""
        sentence, at = term.sentence, term.bound
        if not term.is_verb or at != term.first - 1 or term.kind == "speaker":
            return None
        if at in sentence.named:
            return [sentence.named[sentence.head(at)]], "subject"
        meant = self._antecedents.meant(sentence, at, term.quote) if term.kind in PRONOUNS else []
        return (meant, "subject") if meant else None

    def _modifier(self, term: Term) -> Chosen | None:
        """Choose the actor whose noun phrase the term opens: a state only where nothing small stands between."""
        sentence, n = term.sentence, term.last
        if term.is_verb:
            return None
        while n - term.last < _PHRASE and sentence.kinds[n] in _PLAIN:
            n += 1
        mention = sentence.named.get(n)
        if mention is None:
            return None
        small = sentence.text[sentence.end(term.last - 1) : mention.start].split()[-1:]
        if mention.type in ("country", "organisation") and small and not small[0][:1].isupper():
            return None
        return [mention], "modifier"

    def _predicated(self, term: Term) -> Chosen | None:
        """Choose the subject of a passive, "I" or "he" in a quotation, or both of "neither X nor Y is"."""
        sentence, told = term.sentence, passive(term.sentence, term.bound)
        contracted = term.kind == "speaker" and not sentence.words[term.bound].isalpha()
        if told < 0 and term.kind != "copula" and not contracted:
            return None
        at = term.bound if contracted else subject_word(sentence, told if told >= 0 else term.bound)
        if at < 0:
            return ((), "") if told >= 0 else None
        found = subjects(self._antecedents, sentence, at, term.quote, is_told=told >= 0)
        return None if found is None else (found, "copula" if found else "")

    def _possessor(self, term: Term) -> Chosen | None:
        """Choose who has what it names: "Beijing's crackdown", "the Chinese crackdown"."""
        sentence, n = term.sentence, term.bound
        if "of another" in term.traits or term.is_verb:
            return None
        if term.kind == OWN:
            mention = sentence.named.get(n - 1)
            return ([mention], "possessor") if mention else None
        mention = None if term.article else sentence.named.get(n)
        if mention is None or not (mention.form == "demonym" or sentence.kinds[n - 1] == "article"):
            return None
        return [mention], "possessor"

    def _called(self, term: Term) -> Chosen | None:
        """Choose whom somebody calls so, or who stands before it with a comma: "X, an autocrat"."""
        sentence, comma = term.sentence, term.kind == COMMA
        mention = sentence.named.get(term.bound - comma)
        if mention is None or term.is_verb or (comma and not term.article):
            return None
        if "of another" in term.traits and not term.article:  # "considered him a Noriega puppet"
            return None
        if not comma and sentence.governor(term.bound):
            return None
        if comma and sentence.kinds[term.bound - 2] in ("conjunction", COMMA):
            return None
        return [mention], "apposition" if comma else "object"

    def _genitive(self, term: Term) -> Chosen | None:
        """Choose who acts or is such by "of", "by" or "from" behind it; not who suffers an act."""
        sentence, at = term.sentence, term.last
        while at - term.last < _SHORT and sentence.kinds[at] == OTHER:
            at += 1
        has, makes = (sentence.words[at] in words_of_kind(kind) for kind in ("genitive", "maker"))
        if not (makes or (has and "act" not in term.traits and "of another" not in term.traits)):
            return None
        mention = sentence.named.get(self._reached(sentence, at + 1))
        return ([mention], "possessor" if has else "agent") if mention else None

    def _apposition(self, term: Term) -> Chosen | None:
        """Choose who stands behind its phrase with a comma: "his ally, Premier X"."""
        sentence, n = term.sentence, term.last
        if term.is_verb or not (term.article or term.kind in OWNERS or term.kind == OWN):
            return None
        while n - term.last <= _PHRASE and sentence.kinds[n] in _BEHIND:
            n += 1
        found = None
        while sentence.kinds[n] == COMMA or found is not None or sentence.is_capital(n):
            n += 1
            if not (sentence.kinds[n] == NAME or sentence.is_capital(n)):
                break
            found = sentence.named.get(n) or found
        return ([found], "apposition") if found else None

    @staticmethod
    def _group(term: Term) -> Chosen | None:
        """Choose nobody where a group nobody names is described: "authoritarian leaders"."""
        unnamed = not term.article and term.kind != "copula"
        return ((), "") if unnamed and term.sentence.words[term.last] in words_of_kind("group") else None

    @staticmethod
    def _reached(sentence: Sentence, n: int) -> int:
        """Return the number of the word, a name perhaps, that a noun phrase opening at a word ends with."""
        first = n
        while n - first <= _PHRASE and sentence.kinds[n] in _OPENING:
            n += 1
        return n

    def _weighed(self, term: Term, frame: str) -> Chosen:
        """Choose the name that most speaks for, of the sentence or the one before, or nobody."""
        sentence, quote, scales = term.sentence, term.quote, self._scales
        place = place_of(sentence, term.first, term.last, term.bound, article=term.article, frame=frame)
        nobody = best = scales.nobody(place, term.phrase, article=term.article, voice=quote.kind if quote else "none")
        found: Chosen = (), ""
        suffers = self._sufferer(term)
        for n in sentence.names:
            if n != suffers and (weight := scales.name(place, n, self._circumstance(sentence.named[n], quote))) > best:
                best, found = weight, ([sentence.named[n]], _standing(place, n))
        if not sentence.ordinal or best >= nobody + _SURE:
            return found
        earlier = self._antecedents.sentence(sentence.ordinal - 1)
        for n in earlier.names:
            weight = scales.earlier(place, earlier, n, self._circumstance(earlier.named[n], quote))
            if weight > best:
                best, found = weight, ([earlier.named[n]], "before")
        return found

    def _sufferer(self, term: Term) -> int:
        """Return the number of the name that an act is done to: the invasion of Y, aggression against Y."""
        done = "act" in term.traits and term.sentence.words[term.last] in words_of_kind("done to")
        return self._reached(term.sentence, term.last + 1) if done else -1

    def _circumstance(self, mention: Mention, quote: Quote | None) -> Circumstance:
        often = self._often.get(mention.actor or mention.name, 0)
        if quote is None:
            return False, "", often
        return self._antecedents.speaks(mention, quote), "" if holds(quote.content, mention) else quote.kind, often


# How much more than nobody a name of the sentence weighs before the sentence before is not asked any more.
_SURE = 80
_MOST = 3


def _standing(place: Place, number: int) -> str:
    """Return the rule that says where a weighed name stands."""
    sentence = place.sentence
    if number < place.first and sentence.is_subject(number) and place.look in ("predicate", "verb"):
        return "copula" if place.look == "predicate" else "subject"
    low, high = sorted((number, place.first))
    return "clause" if sentence.clause(high) <= low else "sentence"


def _bound(sentence: Sentence, first: int) -> tuple[int, str]:
    """Return the word before the phrase that a term ends or stands in, and the article that opens it."""
    kinds, n = sentence.kinds, _left(sentence, first - 1)
    if kinds[n] == "conjunction" and kinds[n - 1] == OTHER and first - n <= _SHORT:
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


def _left(sentence: Sentence, n: int) -> int:
    """Return the number of the nearest word to the left that is no plain one, a few words away at the most."""
    first = n
    while first - n < _PHRASE and sentence.kinds[n] in _PLAIN:
        n -= 1
    return n


def _opens_as_verb(sentence: Sentence, first: int, bound: int) -> bool:
    """Say whether a word without an article opens as a verb does, by what stands before it."""
    kind, word = sentence.kinds[bound], sentence.words[first]
    if word.endswith(_ADVERBIAL) and sentence.kinds[first + 1] == OTHER:
        word = sentence.words[first + 1]
    if kind in _VERBS_FOLLOW or sentence.words[bound] in words_of_kind("before a verb"):
        return True
    mention = sentence.named.get(bound) if bound == first - 1 else None
    if mention is not None:
        return mention.form != "demonym" and word.endswith(_VERBAL)
    return word.endswith(_VERBAL[-1]) and kind in ("copula", "preposition", "subordinate")


def _traits(words: Sequence[str]) -> frozenset[str]:
    """Return which of the kinds that decide one of some words is."""
    by_word = _traits_by_word()
    traits = [by_word[word] for word in words if word in by_word]
    return frozenset().union(*traits) if traits else _NO_TRAITS


@cache
def _traits_by_word() -> dict[str, list[str]]:
    words = frozenset().union(*map(words_of_kind, _TRAITS))
    return {word: [kind for kind in _TRAITS if word in words_of_kind(kind)] for word in words}
