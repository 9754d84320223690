"""Who is described: from a framing term to the actors it is about, by rules tried in order.

The rules, by the names they carry in the output: `modifier` (authoritarian President X), `possessor` (Beijing's
crackdown), `dyad` (friendship between China and Serbia), `copula` (X is an autocrat), `clause` (the nearest actor of
the clause), `sentence` (the nearest of the sentence).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dateline.mentions import Mention
from dateline.quotes import Quote
from dateline.text import Span


class Target(NamedTuple):
    """An actor a term is about, the mention it rests on and the rule that chose it."""

    actor: str | None
    name: str
    start: int
    end: int
    rule: str


_NOUN_PHRASE = re.compile(r"\s+(?:[^\W\d_][\w.'’-]*\s+){0,3}\Z")
_POSSESSIVE = re.compile(r"['’]s?\s+(?:(?!and\b|or\b)[\w-]+\s+){0,3}\Z")
_PRONOUN = re.compile(r"\b(his|her|its|their)\s+(?:(?!and\b|or\b)[\w-]+\s+){0,3}\Z", re.IGNORECASE)
_OWNERS = {"his": ("leader",), "her": ("leader",), "its": ("country",), "their": ("leader", "country")}
_BETWEEN = re.compile(r"[\"”'’]*\s+(?:[\w-]+\s+){0,2}?(?:between|with)\s")
_AND = re.compile(r"(?:,?\s+and\s+(?:\w+\s+){0,3}|,\s+)\Z")
_COPULA = re.compile(r"\s(?:is|was|are|were|be|been|remains?|became|as)\s(?:[\w-]+\s){0,4}\Z")
_CLAUSE = re.compile(r"[,;:]\s|\s(?:who|which|while|but|as|because)\s")


def targets_of(
    text: str, start: int, end: int, sentence: Span, mentions: Sequence[Mention], quote: Quote | None
) -> list[Target]:
    """Return the targets of a term, the best first; empty when no actor stands in its sentence.

    Parameters
    ----------
    start, end : int
        The term.
    sentence : (start, end)
        The sentence it stands in.
    mentions : sequence of Mention
        All of the text, in order.
    quote : Quote or None
        The quotation it stands in; its speaker is a target only when nobody else is named.
    """
    near = [mention for mention in mentions if sentence[0] <= mention.start and mention.end <= sentence[1]]
    sources = quote.source if quote else []
    others = [m for m in near if not any(s <= m.start and m.end <= e for s, e in sources)]
    for rule in (_modifier, _possessor, _dyad, _copula):
        if chosen := rule(text, start, end, others):
            return [Target(m.actor, m.name, m.start, m.end, rule.__name__[1:]) for m in chosen]
    return _nearest(text, start, end, others) or _nearest(text, start, end, near)


def _modifier(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Choose the actor whose noun phrase the term opens: a person before a country in it."""
    for kind in ("leader", "country"):
        for mention in mentions:
            if (
                mention.type == kind
                and end < mention.start < end + 60
                and _NOUN_PHRASE.fullmatch(text, end, mention.start)
            ):
                between = text[end : mention.start].split()
                if kind == "country" and between and not between[-1][:1].isupper():
                    continue
                return [mention]
    return []


def _possessor(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Choose the actor who has what the term names: "Beijing's crackdown", "the Chinese crackdown", "his rule"."""
    if pronoun := _PRONOUN.search(text, max(start - 50, 0), start):
        before = [mention for mention in mentions if mention.end <= pronoun.start()]
        for kind in _OWNERS[pronoun.group(1).lower()]:
            if owners := [mention for mention in before if mention.type == kind]:
                return owners[-1:]
        return []
    for mention in reversed(mentions):
        if mention.start <= start and end <= mention.end:
            return [mention]
        if mention.end <= start and start - mention.end < 60:
            between = text[mention.end : start]
            adjective = mention.form == "demonym" and not between.strip()
            return [mention] if adjective or _POSSESSIVE.fullmatch(between) else []
    return []


def _dyad(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Choose the two a relation holds between: "ironclad friendship between China and Serbia"."""
    opened = _BETWEEN.match(text, end)
    if opened is None:
        return []
    after = [mention for mention in mentions if mention.start >= opened.end() - 1]
    chosen: list[Mention] = []
    at = opened.end()
    for mention in after:
        if chosen and not _AND.match(text[at : mention.start]):
            break
        if not chosen and mention.start - at > 30:
            break
        chosen.append(mention)
        at = mention.end
    return chosen[:3]


def _copula(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Choose the subject of "is", "remains" or "as" before the term."""
    for mention in reversed(mentions):
        if mention.end <= start and start - mention.end < 60:
            return [mention] if _COPULA.fullmatch(text[mention.end : start]) else []
    return []


def _nearest(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Target]:
    """Choose the nearest actor, one in the same clause before any other."""

    def cost(mention: Mention) -> tuple[bool, int]:
        gap = (mention.end, start) if mention.end <= start else (end, mention.start)
        crosses = _CLAUSE.search(text, gap[0], max(gap[1], gap[0])) is not None
        return crosses, max(gap[1] - gap[0], 0)

    if not mentions:
        return []
    best = min(mentions, key=cost)
    return [Target(best.actor, best.name, best.start, best.end, "sentence" if cost(best)[0] else "clause")]
