"""Who is described: from a framing term to the actors it is about, by rules tried in order.

The rules, by the names they carry in the output: `dyad` (friendship between China and Serbia), `modifier`
(authoritarian President X), `possessor` (Beijing's crackdown, his rule), `copula` (X is an autocrat), `clause` (the
nearest actor of the clause), `sentence` (the nearest of the sentence).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from dateline.mentions import Mention
from dateline.quotes import Quote
from dateline.text import Span, words_of_kind

# Characters between a term and an actor that still make one phrase; between the parts of a dyad.
_PHRASE = 60
_PART = 30
_PEOPLE = ("leader", "person")


class Target(NamedTuple):
    """An actor a term is about, the mention it rests on and the rule that chose it."""

    actor: str | None
    name: str
    start: int
    end: int
    rule: str


class TargetFinder:
    """Chooses targets by rules whose words are rows of `seeds/language/words.csv`."""

    def __init__(self) -> None:
        apart = _any_of("conjunction", "preposition", "clause", "copula")
        self._phrase = re.compile(rf"\s+(?:(?!{apart})[^\W\d_][\w.'’-]*\s+){{0,3}}")
        self._possessive = re.compile(rf"['’]s?\s+(?:(?!{_any_of('conjunction')})[\w-]+\s+){{0,3}}")
        owners = _any_of("owner of a person", "owner of a state", "owner of many", "owner of a group")
        self._pronoun = re.compile(rf"({owners})\s+(?:(?!{_any_of('conjunction')})[\w-]+\s+){{0,3}}\Z", re.IGNORECASE)
        self._state, self._many = words_of_kind("owner of a state"), words_of_kind("owner of many")
        self._group = re.compile(rf"\s+{_any_of('group')}")
        self._relative = words_of_kind("owner of a group")
        self._relation = re.compile(rf"[\"”'’*]*\s+(?:[\w-]+\s+){{0,2}}?({_any_of('relation')})\s")
        self._and = re.compile(rf"(?:,?\s+{_any_of('conjunction')}\s+(?:[\w-]+\s+){{0,4}}|,\s+)\Z")
        self._copula = re.compile(rf"\s{_any_of('copula')}\s(?:[\w-]+\s){{0,4}}")
        self._clause = re.compile(rf"[,;:]\s|\s{_any_of('clause')}\s")

    def targets(
        self, text: str, term: Span, sentence: Span, mentions: Sequence[Mention], quote: Quote | None
    ) -> list[Target]:
        """Return the targets of a term, the best first; empty when no actor stands in its sentence.

        Parameters
        ----------
        term, sentence : (start, end)
            The term, and the sentence it stands in.
        mentions : sequence of Mention
            Those that start in the sentence, in order.
        quote : Quote or None
            The quotation it stands in; its speaker is a target only when nobody else is named.
        """
        near = [mention for mention in mentions if mention.end <= sentence[1] and mention.actor is not None]
        sources = quote.source if quote else []
        others = [m for m in near if not any(s <= m.start and m.end <= e for s, e in sources)]
        if pair := self._dyad(text, *term, others):
            return _chosen(pair, "dyad")
        # Whose it is may be the speaker: "Xi praised his friendship"; or nobody who is named: "whose countries".
        if (owned := self._owned(text, term[0], near)) is not None:
            return _chosen(owned, "possessor")
        rules = {"modifier": self._modifier, "possessor": self._possessor, "copula": self._subject}
        for name, rule in rules.items():
            if chosen := rule(text, *term, others):
                return _chosen(chosen, name)
        if self._group.match(text, term[1]):
            return []
        return self._nearest(text, *term, others) or self._nearest(text, *term, near)

    def _dyad(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Mention]:
        """Choose those a relation holds between; with one of them only, whoever has it is the other."""
        opened = self._relation.match(text, end)
        if opened is None:
            return []
        chosen: list[Mention] = []
        at = opened.end()
        for mention in mentions:
            joined = self._and.match(text[at : mention.start]) if chosen else mention.start - at < _PART
            if mention.start < opened.end() or _is_nested(mention, mentions):
                continue
            if not joined:
                break
            chosen.append(mention)
            at = mention.end
        if len(chosen) == 1:
            others = self._owned(text, start, mentions) or self._possessor(text, start, end, mentions)
            others = others or self._subject(text, start, end, mentions)
            return [*others, *chosen] if others else []
        return chosen

    def _modifier(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Mention]:
        """Choose the actor whose noun phrase the term opens: a person before a country in it."""
        for kinds in (_PEOPLE, ("country",)):
            for mention in mentions:
                if mention.type not in kinds or not end < mention.start < end + _PHRASE:
                    continue
                if self._phrase.fullmatch(text, end, mention.start):
                    between = text[end : mention.start].split()
                    if kinds == _PEOPLE or not between or between[-1][:1].isupper():
                        return [mention]
        return []

    def _possessor(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Mention]:
        """Choose who has what the term names: "Beijing's crackdown", "the Chinese crackdown"."""
        for mention in reversed(mentions):
            if mention.start <= start and end <= mention.end:
                return [mention]
            if mention.end <= start and start - mention.end < _PHRASE:
                between = text[mention.end : start]
                adjective = mention.form == "demonym" and not between.strip()
                return [mention] if adjective or self._possessive.fullmatch(between) else []
        return []

    def _owned(self, text: str, start: int, mentions: Sequence[Mention]) -> list[Mention] | None:
        """Choose whose a term is by "his", "its", "their" or "whose" before it; None where there is no such word.

        An owner may be nobody who is named: "leaders whose countries".
        """
        pronoun = self._pronoun.search(text, max(start - _PHRASE, 0), start)
        if pronoun is None:
            return None
        word, at = pronoun.group(1).lower(), pronoun.start()
        before = [mention for mention in mentions if mention.end <= at and mention.form != "demonym"]
        if word in self._relative:
            return [mention for mention in before[-1:] if not text[mention.end : at].strip(" ,")]
        people = [mention for mention in before if mention.type in _PEOPLE]
        places = [mention for mention in before if mention.type == "country"]
        if word in self._state:
            return places[-1:]
        if word not in self._many:
            return people[-1:]
        for second, first in pairwise(reversed(before)):
            if self._and.match(text[first.end : second.start]):
                return [first, second]
        return people[:1] or places[-1:]

    def _subject(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Mention]:
        """Choose the subject of "is", "remains" or "as" before the term."""
        for mention in reversed(mentions):
            if mention.end <= start and start - mention.end < _PHRASE:
                return [mention] if self._copula.fullmatch(text[mention.end : start]) else []
        return []

    def _nearest(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Target]:
        """Choose the nearest actor, one in the same clause before any other."""

        def cost(mention: Mention) -> tuple[bool, int]:
            before, after = (mention.end, start) if mention.end <= start else (end, mention.start)
            return self._clause.search(text, before, max(before, after)) is not None, max(after - before, 0)

        if not mentions:
            return []
        best = min(mentions, key=cost)
        return [Target(best.actor, best.name, best.start, best.end, "sentence" if cost(best)[0] else "clause")]


def _chosen(mentions: Sequence[Mention], rule: str) -> list[Target]:
    return [Target(mention.actor, mention.name, mention.start, mention.end, rule) for mention in mentions]


def _is_nested(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Say whether a mention is the country's adjective inside a description ("the Egyptian leader")."""
    return any(other is not mention and other.start <= mention.start and mention.end <= other.end for other in mentions)


def _any_of(*kinds: str) -> str:
    """Return the expression for one whole word of some kinds."""
    words = sorted({word for kind in kinds for word in words_of_kind(kind)}, key=lambda word: (-len(word), word))
    return rf"\b(?:{'|'.join(map(re.escape, words))})\b"
