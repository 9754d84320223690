"""How a name stands in its parsed sentence: what governs it, what it governs, by the table its words are looked up in.

Words come with the side of `seeds/actors/readings.csv` they would stand on if nothing came between: the verb of which
a place is the subject comes "after" it, what a preposition joins it to "before" it, the noun it possesses is "owned".
"""

from __future__ import annotations

from dateline.parsing import Stretch

Relation = tuple[str, str]

CHAINED = ("conj", "appos")
MODIFIERS = ("compound", "nmod", "amod", "nummod")
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
OBJECTS = ("dobj", "dative", "iobj")
_PREPOSITIONS = ("prep", "agent", "dative")
_COMPLEMENTS = ("attr", "acomp", "dobj")
MOST = 6


def relations(parsed: Stretch, start: int, end: int) -> list[Relation]:
    """Return the relations of the name between two offsets: side and words, as in the table of readings."""
    number = parsed.head_of(start, end)
    if number is None:
        return []
    found: list[Relation] = []
    tokens = parsed.tokens
    for _ in range(MOST):
        if tokens[number].relation not in CHAINED:
            break
        found = [("role", tokens[number].relation)]
        number = tokens[number].head
    token = tokens[number]
    governor = tokens[token.head]
    found.append(("role", f"named {token.entity}".strip()))
    if governor.relation in _PREPOSITIONS and token.relation == "pobj":
        return found + _of_preposition(parsed, token.head)
    if token.relation in SUBJECTS:
        return found + _of_subject(parsed, number)
    kind = "compound" if token.relation in MODIFIERS else token.relation
    found.append(("role", kind))
    if kind == "poss":
        found += [("owned", governor.word), ("role", f"poss of {governor.relation}")]
    elif kind == "compound":
        found += [("after", governor.word), ("role", f"compound of {governor.tag}")]
    elif kind in OBJECTS:
        found.append(("before", governor.word))
    return found


def _of_preposition(parsed: Stretch, preposition: int) -> list[Relation]:
    """Return what a preposition joins a name to: a noun, a verb, or a verb's object."""
    tokens = parsed.tokens
    word, above = tokens[preposition].word, tokens[preposition].head
    found = [("role", f"prep of {tokens[above].tag[:2]}"), ("before", word), ("before", f"{tokens[above].word} {word}")]
    if tokens[above].tag.startswith("VB"):
        for object_ in parsed.children(above):
            if tokens[object_].relation == "dobj":
                found += [("role", f"object and {word}"), ("before", f"{tokens[object_].word} {word}")]
    return found


def _of_subject(parsed: Stretch, number: int) -> list[Relation]:
    """Return the verb of which a name is the subject, and what completes it."""
    token, tokens = parsed.tokens[number], parsed.tokens
    verb = tokens[token.head]
    children = parsed.children(token.head)
    kinds = {tokens[child].relation for child in children}
    found = [("after", verb.word), ("role", f"subject of {verb.tag}")]
    found.append(("role", f"{token.relation} {'with' if 'dobj' in kinds else 'without'} object"))
    found += [("role", f"subject and {kind}") for kind in ("attr", "acomp", "xcomp", "ccomp") if kind in kinds]
    found += [("near", tokens[child].word) for child in children if tokens[child].relation in _COMPLEMENTS]
    return found
