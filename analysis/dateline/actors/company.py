"""In whose company a place name stands: the words its parsed sentence ties it to, by tie, and those around it.

Each word has a weight of its own in `seeds/actors/parsed_readings.csv`, where it is looked up by its tie.
"""

from __future__ import annotations

import re

from dateline.actors.relations import CHAINED, MODIFIERS, MOST, OBJECTS, SUBJECTS, Relation
from dateline.parsing import Stretch

# Characters on either side of a name within which words tell what is spoken of; letters of the shortest of them.
_AROUND, _SHORTEST = 300, 4
_WORD = re.compile(r"[a-z]+")
_ARGUMENTS = ("dobj", "attr", "acomp", "nsubjpass", "nsubj", "xcomp", "ccomp")
_PREPOSITIONS = ("prep", "agent")
_DESCRIBING, _CLAUSES = ("amod", "compound"), ("relcl", "acl")
_OF_VERBS = ("nsubj", "nsubjpass", "dobj", "attr")


def topic(text: str, start: int, end: int) -> set[str]:
    """Return the longer words around a name, in small letters, each once."""
    around = f"{text[max(start - _AROUND, 0) : start]} {text[end : end + _AROUND]}".lower()
    return {word for word in _WORD.findall(around) if len(word) >= _SHORTEST}


def company(parsed: Stretch, start: int, end: int) -> list[Relation]:
    """Return the words to which a sentence ties the name between two offsets, each after its tie."""
    number = name = parsed.head_of(start, end)
    if number is None or name is None:
        return []
    tokens = parsed.tokens
    for _ in range(MOST):
        if tokens[number].relation not in CHAINED:
            break
        number = tokens[number].head
    found = [("beside", tokens[number].word)] if number != name else []
    for child in parsed.children(name):
        if tokens[child].relation in _DESCRIBING:
            found.append(("described", tokens[child].word))
        elif tokens[child].relation in _CLAUSES:
            found.append(("clause", tokens[child].word))
    return found + _governed(parsed, number)


def _governed(parsed: Stretch, number: int) -> list[Relation]:
    """Return what governs a word, by how, and what else that governs."""
    tokens = parsed.tokens
    relation, head = tokens[number].relation, tokens[number].head
    if relation in SUBJECTS:
        return [("subject", tokens[head].word), *_arguments(parsed, head, number, "subject with")]
    if relation in OBJECTS:
        return [("object", tokens[head].word), *_arguments(parsed, head, number, "object with")]
    if relation == "pobj":
        return _joined(parsed, head)
    if relation == "poss":
        children = [child for child in parsed.children(head) if tokens[child].relation in _DESCRIBING]
        owned = [("possessor", tokens[head].word), *(("possessor with", tokens[child].word) for child in children)]
        return owned + _above(parsed, head, "possessor under")
    if relation in MODIFIERS:
        return [("modifier", tokens[head].word), *_above(parsed, head, "modifier under")]
    return [("other", tokens[head].word)]


def _joined(parsed: Stretch, preposition: int) -> list[Relation]:
    """Return what a preposition joins a name to: a verb with its arguments, or a noun and what that stands under."""
    tokens, above = parsed.tokens, parsed.tokens[preposition].head
    found = [("joined", tokens[above].word), (f"joined by {tokens[preposition].word}", tokens[above].word)]
    if tokens[above].tag.startswith("VB"):
        return found + _arguments(parsed, above, preposition, "joined with")
    return found + (_above(parsed, above, "joined under") if tokens[above].relation in (*_OF_VERBS, "pobj") else [])


def _arguments(parsed: Stretch, verb: int, besides: int, tie: str) -> list[Relation]:
    """Return the other arguments of a verb."""
    tokens, found = parsed.tokens, []
    for child in parsed.children(verb):
        if child != besides and tokens[child].relation in _ARGUMENTS:
            found.append((tie, tokens[child].word))
        elif child != besides and tokens[child].relation in _PREPOSITIONS:
            objects = (one for one in parsed.children(child) if tokens[one].relation == "pobj")
            found += [(tie, tokens[one].word) for one in objects]
    return found


def _above(parsed: Stretch, noun: int, tie: str) -> list[Relation]:
    """Return the verb of which a noun is an argument, or what a preposition joins the noun to."""
    tokens, head = parsed.tokens, parsed.tokens[noun].head
    if tokens[noun].relation == "pobj":
        return [(tie, tokens[tokens[head].head].word)]
    return [(tie, tokens[head].word)] if tokens[noun].relation in _OF_VERBS else []
