"""Who is described: from a framing term to the actors it is about, by rules tried in order.

The rules, by the names they carry in the output: `dyad` (friendship between China and Serbia, the trust of the two
sides), `possessor` (Beijing's crackdown, his rule, the brutality of X), `speaker's country` ("our friendship", as its
leader says), `object` (they accuse X, sanctions on X, they call X an autocrat), `modifier` (authoritarian President X),
`apposition` (X, an autocrat) and `agent` (repression by X). Where none of them decides, the evidence of `bearings` is
weighed for every name of the sentence and the one before, and the rule says where the best stands: `copula` (X is an
autocrat), `subject` (X invaded Y), `clause`, `sentence` or `before`; or nobody is described.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from dateline.actors.mentions import Mention
from dateline.frames.antecedents import Antecedents, holds
from dateline.frames.bearings import Circumstance, Place, Scales, place_of
from dateline.frames.occurrences import (
    PHRASE,
    PLAIN,
    SHORT,
    Occurrence,
    before_insertion,
    charge_word,
    condemner,
    first_of_two,
    is_charged,
    occurrence_of,
    unnamed,
    whose_subject,
)
from dateline.frames.pairs import both, other_party
from dateline.frames.scopes import hedge, is_negated
from dateline.frames.subjects import joined, listed, passive, subject_word, subjects
from dateline.frames.syntax import COMMA, MARK, NAME, OTHER, OWN, OWNERS, PRONOUNS, Knowledge, endings
from dateline.text import Divisions, Span, words_of_kind
from dateline.voices.quotes import Quote

_BEHIND = frozenset((OTHER, MARK, "preposition", "article"))


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


# Rules that may choose whoever condemns; terms that hold between him and others, or are his own.
_UNJUDGED = frozenset(("possessor", "object", "copula", "subject", "clause", "sentence"))
_HELD = frozenset(("between two", "upon"))
_new = tuple.__new__  # a named tuple's own constructor, written in Python, takes twice as long
Chosen = tuple[Sequence[Mention], str]


class TargetReader:
    """Chooses the targets of the terms of one text."""

    def __init__(
        self, text: str, divisions: Divisions, mentions: Sequence[Mention], scales: Scales, known: Knowledge
    ) -> None:
        self._divisions, self._mentions, self._scales = divisions, mentions, scales
        self._antecedents = Antecedents(text, divisions, mentions, known)
        self._counted: dict[int, Counter[str]] = {}

    @cached_property
    def _often(self) -> dict[str, int]:
        """How often the text names each actor: once, twice or more, or as often as any."""
        named = Counter([mention.actor or mention.name for mention in self._mentions])
        most = max(named.values(), default=0)
        return {name: _MOST if count == most > 1 else min(count.bit_length(), 2) for name, count in named.items()}

    def read(self, start: int, end: int, quote: Quote | None, frame: str = "", *, names: bool = True) -> Described:
        """Return whom a term describes, and how far it is meant.

        Parameters
        ----------
        start, end : int
            The term.
        quote : Quote or None
            The narrowest quotation it stands in.
        frame : str
            The frame of a lexicon it belongs to; nothing for a span that somebody marked.
        names : bool
            Whether a name inside the term may be who it describes; one that it is only a part of never is.
        """
        term = self._term((start, end), quote, names)
        mentions, rule = (
            self._inside(term) or self._dyad(term) or self._both(term) or self._owner(term) or self._judged(term)
            or self._charged(term) or self._acting(term) or self._modifier(term) or self._predicated(term)
            or self._possessor(term) or self._called(term) or self._genitive(term) or self._apposition(term)
            or self._group(term) or self._weighed(term, frame)
        )  # fmt: skip
        if mentions and rule in _UNJUDGED and not term.traits & _HELD and (judge := condemner(term)) in mentions:
            mentions, rule = self._weighed(term, frame, judge)
        targets = [_new(Target, (m.actor, m.name, m.start, m.end, rule)) for m in mentions]
        negated = is_negated(term.sentence, term.first, term.last)
        return _new(Described, (targets, negated, hedge(term.sentence, term.first)))

    def _term(self, span: Span, quote: Quote | None, names: bool) -> Occurrence:
        sentence = self._antecedents.sentence(self._divisions.sentence_at(span[0]))
        first, last = sentence.covered(span)
        named = [sentence.named[n] for n in sentence.names_within(first, last)]
        if own := [m for m in named if not names or (m.actor is None and not holds([span], m))]:
            sentence = self._antecedents.without(sentence, unnamed(sentence, span, own))
            first, last = sentence.covered(span)
        return occurrence_of(sentence, first, last, quote)

    def _inside(self, term: Occurrence) -> Chosen | None:
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

    def _dyad(self, term: Occurrence) -> Chosen | None:
        """Choose those a relation holds between; with one of them only, whoever has it is the other."""
        sentence, at, relations = term.sentence, term.last, words_of_kind("relation")
        if pair := joined(sentence, term.first, term.last, term.bound):
            return pair, "dyad"
        first = sentence.named.get(at + 1) if sentence.words[at] in words_of_kind("genitive") else None
        if first is not None and sentence.words[at + 2] in relations:
            return [first, *listed(sentence, at + 2)], "dyad"
        while at - term.last < SHORT and sentence.kinds[at] in PLAIN and sentence.words[at] not in relations:
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

    def _both(self, term: Occurrence) -> Chosen | None:
        """Choose both parties of what holds between two: "the two countries trust", "X and Y share", "their ties"."""
        is_relation = "between two" in term.traits
        if not is_relation and term.sentence.names:
            return None
        pair = both(self._antecedents, term.sentence, (term.first, term.last), term.quote, is_relation=is_relation)
        return (pair, "dyad") if pair else None

    def _owner(self, term: Occurrence) -> Chosen | None:
        """Choose whose it is by "his", "its", "their", "our" or "whose" before it; nobody by "leaders whose"."""
        sentence, at = term.sentence, term.bound
        ours = sentence.words[at] in words_of_kind("owner of the speaker")
        if not (ours or term.kind in OWNERS) or "of another" in term.traits:
            return None
        if term.kind == "owner of a group":
            before = sentence.named.get(at - (2 if sentence.kinds[at - 1] == COMMA else 1))
            return [before] if before else [], "possessor"
        meant = self._antecedents.meant(sentence, at, term.quote)
        rule = "speaker's country" if ours and meant and meant[0].type == "country" else "possessor"
        return (meant, rule) if meant else None

    def _judged(self, term: Occurrence) -> Chosen | None:
        """Choose whom a verb of judgement judges, or on whom a noun of judgement falls."""
        sentence, at = term.sentence, term.last - 1
        if "upon" in term.traits:
            at = next((n for n in range(term.last, term.last + 3) if sentence.kinds[n] == "preposition"), -1)
        elif "judging" not in term.traits or term.kind == "copula" or term.article:
            return None
        if (subject := self._receives(term)) is not None:
            return subject
        if at < 0:
            return None
        if mention := sentence.named.get(sentence.reached(at + 1)):
            return [mention], "object"
        meant = self._antecedents.meant(sentence, at + 1, term.quote) if sentence.kinds[at + 1] in PRONOUNS else []
        return (meant, "object") if meant else None

    def _charged(self, term: Occurrence) -> Chosen | None:
        """Choose who is charged with it: "accused X of lies", "she was found guilty of fraud"."""
        sentence, at = term.sentence, term.bound - 1
        if term.kind != "preposition" or sentence.words[at + 1] not in words_of_kind("preposition of a charge"):
            return None
        if (charge := charge_word(sentence, at)) >= 0:
            at = subject_word(sentence, charge)
        elif not is_charged(term, at):
            return None
        if at in sentence.named:
            return [sentence.named[at]], "object"
        meant = self._antecedents.meant(sentence, at, term.quote) if sentence.kinds[at] in PRONOUNS else []
        return (meant, "object") if meant else None

    def _receives(self, term: Occurrence) -> Chosen | None:
        """Choose the subject of a verb whose object is a judgement: "X has drawn both praise and blame"."""
        sentence, words = term.sentence, term.sentence.words
        verbs = [n for n in range(max(term.first - SHORT - 1, 1), term.first) if words[n] in words_of_kind("receives")]
        if not verbs or "upon" not in term.traits:
            return None
        at = subject_word(sentence, verbs[-1])
        if at in sentence.named:
            return [sentence.named[sentence.head(at)]], "subject"
        meant = self._antecedents.meant(sentence, at, term.quote) if at >= 0 else []
        return (meant, "subject") if meant else None

    def _acting(self, term: Occurrence) -> Chosen | None:
        """Choose who does what a verb says that stands right behind his name or pronoun: "X invaded", "he lied".

        What commas set apart may stand between ("X, who had come, lied"), or the noun of a body ("Y troops lied").
        """
        sentence, at = term.sentence, term.bound
        if (subject := before_insertion(sentence, term)) >= 0:
            return [sentence.named[sentence.head(subject)]], "subject"
        if (whose := whose_subject(sentence, term)) >= 0:
            return [sentence.named[whose]], "subject"
        if not term.is_verb or at != term.first - 1 or term.kind == "speaker":
            return None
        if at in sentence.named:
            return [sentence.named[sentence.head(at)]], "subject"
        meant = self._antecedents.meant(sentence, at, term.quote) if term.kind in PRONOUNS else []
        return (meant, "subject") if meant else None

    def _modifier(self, term: Occurrence) -> Chosen | None:
        """Choose the actor whose noun phrase the term opens: a state only where nothing small stands between."""
        sentence, n = term.sentence, term.last
        if term.is_verb:
            return None
        while n - term.last < PHRASE and sentence.kinds[n] in PLAIN:
            n += 1
        mention = sentence.named.get(n := sentence.titled(n))
        if mention is None:
            return None
        small = sentence.text[sentence.end(term.last - 1) : mention.start].split()[-1:]
        if mention.type in ("country", "organisation") and small and not small[0][:1].isupper():
            return None
        return [mention], "modifier"

    def _predicated(self, term: Occurrence) -> Chosen | None:
        """Choose the subject of a passive, "I" or "he" in a quotation, or both of "neither X nor Y is"."""
        sentence, told = term.sentence, passive(term.sentence, term.bound)
        contracted = term.kind == "speaker" and not sentence.words[term.bound].isalpha()
        if told < 0 and term.kind != "copula" and not contracted:
            return None
        at = term.bound if contracted else subject_word(sentence, told if told >= 0 else term.bound)
        if at < 0:
            return ((), "") if told >= 0 else None
        is_noun = bool(term.article) and "between two" not in term.traits
        found = subjects(self._antecedents, sentence, at, term.quote, is_told=told >= 0, is_noun=is_noun)
        return None if found is None else (found, "copula" if found else "")

    def _possessor(self, term: Occurrence) -> Chosen | None:
        """Choose who has what it names: "Beijing's crackdown", "the Chinese crackdown"."""
        sentence, n = term.sentence, term.bound
        if "of another" in term.traits or term.is_verb:
            return None
        if term.kind == OWN:
            mention = sentence.named.get(n - 1)
            if mention is not None and mention.type == "country" and "somebody" in term.traits:
                return None
            return ([mention], "possessor") if mention else None
        mention = None if term.article else sentence.named.get(n)
        if mention is None or not (mention.form == "demonym" or sentence.kinds[n - 1] == "article"):
            return None
        return [mention], "possessor"

    def _called(self, term: Occurrence) -> Chosen | None:
        """Choose whom somebody calls so, or who stands before it with a comma: "X, an autocrat"."""
        sentence, bound = term.sentence, term.bound
        if term.kind == "conjunction" and term.article:
            bound = first_of_two(sentence, bound)
        comma = sentence.kinds[bound] == COMMA
        mention = sentence.named.get(bound - comma)
        if mention is None and term.article and "of another" in term.traits and term.kind in PRONOUNS:
            meant = self._antecedents.meant(sentence, term.bound, term.quote)
            return (meant, "object") if meant else None
        if mention is None or term.is_verb or (comma and not term.article):
            return None
        if "of another" in term.traits and not term.article:  # "considered him a Noriega puppet"
            return None
        if not comma and sentence.governor(bound):
            return None
        if comma and sentence.kinds[bound - 2] in ("conjunction", COMMA):
            return None
        return [mention], "apposition" if comma else "object"

    def _genitive(self, term: Occurrence) -> Chosen | None:
        """Choose who acts or is such by "of", "by", "from" or "for ... to" behind it; not who suffers an act."""
        sentence, at = term.sentence, term.last
        while at - term.last < SHORT and sentence.kinds[at] == OTHER:
            at += 1
        if sentence.kinds[at] == "conjunction" and sentence.words[at + 2] in words_of_kind("maker"):
            at += 2  # "detained and deported by X"
        reached = sentence.reached(at + 1)
        if sentence.words[at] in words_of_kind("doer of an infinitive") and reached in sentence.named:
            infinitive = sentence.words[reached + 1] in words_of_kind("before a verb")
            return ([sentence.named[reached]], "subject") if infinitive else None
        has, makes = (sentence.words[at] in words_of_kind(kind) for kind in ("genitive", "maker"))
        if not (makes or (has and "act" not in term.traits and "of another" not in term.traits)):
            return None
        does = sentence.words[term.first].endswith(endings("adverb's ending"))  # "by illegally selling arms from X"
        acts = sentence.kinds[at + 1] == OTHER and sentence.words[at + 1].endswith(endings("gerund's ending"))
        mention = None if does or acts else sentence.named.get(reached)
        return ([mention], "possessor" if has else "agent") if mention else None

    def _apposition(self, term: Occurrence) -> Chosen | None:
        """Choose who stands behind its phrase with a comma: "his ally, Premier X"."""
        sentence, n = term.sentence, term.last
        if term.is_verb or not (term.article or term.kind in OWNERS or term.kind == OWN):
            return None
        while n - term.last <= PHRASE and sentence.kinds[n] in _BEHIND:
            n += 1
        found = None
        while sentence.kinds[n] == COMMA or found is not None or sentence.is_capital(n):
            n += 1
            if not (sentence.kinds[n] == NAME or sentence.is_capital(n)):
                break
            found = sentence.named.get(n) or found
        return ([found], "apposition") if found else None

    @staticmethod
    def _group(term: Occurrence) -> Chosen | None:
        """Choose nobody where a group nobody names is described: "authoritarian leaders"."""
        unnamed = not term.article and term.kind != "copula"
        return ((), "") if unnamed and term.sentence.words[term.last] in words_of_kind("group") else None

    def _weighed(self, term: Occurrence, frame: str, judge: Mention | None = None) -> Chosen:
        """Choose the name that most speaks for, of the sentence or the one before, or nobody."""
        sentence, quote, scales = term.sentence, term.quote, self._scales
        place = place_of(sentence, term.first, term.last, term.bound, article=term.article, frame=frame)
        nobody = best = scales.nobody(place, term.phrase, article=term.article, voice=quote.kind if quote else "none")
        found: Chosen = (), ""
        suffers = self._sufferer(term)
        for n in sentence.names:
            circumstance = self._circumstance(place, sentence.named[n], quote)
            if n != suffers and sentence.named[n] != judge and (weight := scales.name(place, n, circumstance)) > best:
                best, found = weight, ([sentence.named[n]], _standing(place, n))
        if not sentence.ordinal or best >= nobody + _SURE:
            return found
        earlier = self._antecedents.sentence(sentence.ordinal - 1)
        for n in earlier.names:
            weight = scales.earlier(place, earlier, n, self._circumstance(place, earlier.named[n], quote))
            if weight > best:
                best, found = weight, ([earlier.named[n]], "before")
        return found

    def _sufferer(self, term: Occurrence) -> int:
        """Return the number of the name that an act is done to: the invasion of Y, aggression against Y."""
        done = "act" in term.traits and term.sentence.words[term.last] in words_of_kind("done to")
        return term.sentence.reached(term.last + 1) if done else -1

    def _circumstance(self, place: Place, mention: Mention, quote: Quote | None) -> Circumstance:
        key = mention.actor or mention.name
        often, here, recent = self._often.get(key, 0), -1, 0
        if not place.frame:
            ordinal = place.sentence.ordinal
            here = min(self._named_in(ordinal)[key], 2)
            recent = sum(key in self._named_in(number) for number in range(max(ordinal - _RECENT, 0), ordinal))
        if quote is None:
            return _new(Circumstance, (False, "", often, here, recent))
        apart = "" if holds(quote.content, mention) else quote.kind
        return _new(Circumstance, (self._antecedents.speaks(mention, quote), apart, often, here, recent))

    def _named_in(self, ordinal: int) -> Counter[str]:
        """Return how often a sentence names each actor."""
        counted = self._counted.get(ordinal)
        if counted is None:
            within = self._antecedents.within(ordinal)
            counted = self._counted[ordinal] = Counter([mention.actor or mention.name for mention in within])
        return counted


# How much more than nobody a name of the sentence weighs before the sentence before is not asked any more.
_SURE = 160
# Sentences before a term's own in which it is told whether a name was given.
_RECENT = 2
_MOST = 3


def _standing(place: Place, number: int) -> str:
    """Return the rule that says where a weighed name stands."""
    sentence = place.sentence
    if number < place.first and sentence.is_subject(number) and place.look in ("predicate", "verb"):
        return "copula" if place.look == "predicate" else "subject"
    low, high = sorted((number, place.first))
    return "clause" if sentence.clause(high) <= low else "sentence"
