"""What speaks for a complement as content and for a subject as source: kinds of evidence, weighed by a table.

Words are looked up only where they are cues or belong to the closed classes (prepositions, pronouns, auxiliaries ...);
of every other word the tag alone counts, so that no name and no topic has a weight.
"""

from __future__ import annotations

from typing import NamedTuple

from dateline.parsing import Token
from dateline.seeds.voice import Cue
from dateline.voices.constituents import Complement, Constituents, Subject

Evidence = tuple[str, str]

_ALWAYS = ("any", "any")
_CLOSED = frozenset((
    "CC", "DT", "EX", "IN", "MD", "PDT", "PRP", "PRP$", "RP", "TO", "WDT", "WP", "WP$", "WRB", ",", ".", ":", "''", "``"
))  # fmt: skip
_PRONOUNS = frozenset(("DT", "EX", "PRP", "PRP$", "WDT", "WP"))
_LIMITS = ("neg", "mark", "aux")
_LONG = 9  # powers of two of a length, or of a distance, that are told apart
_FAR = 5


class Place(NamedTuple):
    """A cue in its parsed sentence: the number of its token, and what the reading by rules made of it.

    `ruled` says which phrase the rules found as its source ("noun" ...), or is empty where they found no content;
    `within` is the stance of the cue in whose content it stands.
    """

    sentence: Constituents
    number: int
    cue: Cue
    ruled: str
    within: str


def of_place(place: Place) -> list[Evidence]:
    """Return the evidence that is the same for all complements of a cue."""
    sentence, number, cue = place.sentence, place.number, place.cue
    tokens, children = sentence.tokens, sentence.children[place.number]
    token = tokens[number]
    before = spelled(tokens[number - 1]) if number else "start"
    behind = spelled(tokens[number + 1]) if number + 1 < len(tokens) else "end"
    above = tokens[token.head]
    found = [
        _ALWAYS, ("lemma", cue.lemma), ("stance", cue.stance), ("tag", token.tag),
        ("lemma as", f"{cue.lemma} {token.tag}"),
        ("lemma in", f"{cue.lemma} {token.relation}"), ("stance in", f"{cue.stance} {token.relation}"),
        ("governed by", f"{token.relation} {spelled(above)}"), ("governed by tag", f"{token.relation} {above.tag}"),
        ("before", before), ("behind", behind), ("lemma and before", f"{cue.lemma} {before}"),
        ("lemma and behind", f"{cue.lemma} {behind}"), ("within", place.within),
        ("stance within", f"{cue.stance} {place.within}"), ("ruled", place.ruled or "not"),
        ("lemma ruled", f"{cue.lemma} {'yes' if place.ruled else 'no'}"), ("deep", str(_depth(sentence, number))),
    ]  # fmt: skip
    for child in children:
        relation = tokens[child].relation
        if relation in _LIMITS:
            found += [("with", f"{relation} {spelled(tokens[child])}"),
                      ("stance with", f"{cue.stance} {relation} {spelled(tokens[child])}")]  # fmt: skip
        found += [("has", relation), ("stance has", f"{cue.stance} {relation}")]
    return found


def of_subject(place: Place, subject: Subject | None) -> list[Evidence]:
    """Return what the likeliest subject of a cue says of whether something is said."""
    if subject is None:
        return [("said by", "nobody"), ("lemma by", f"{place.cue.lemma} nobody")]
    who, cue = looks(place.sentence.tokens[subject.number]), place.cue
    return [("said by", who), ("lemma by", f"{cue.lemma} {who}"), ("stance by", f"{cue.stance} {who}"),
            ("led by", subject.path)]  # fmt: skip


def of_complement(place: Place, complement: Complement, agreement: int, edge: str) -> list[Evidence]:
    """Return what speaks for one complement.

    `agreement`, in quarters, is how much of it the rules have read as content; `edge` the character behind it.
    """
    cue, kind, token = place.cue, complement.kind, place.sentence.tokens[place.number]
    size = sum(end - start for start, end in complement.spans).bit_length()
    found = [
        ("kind", kind), ("lemma takes", f"{cue.lemma} {kind}"), ("stance takes", f"{cue.stance} {kind}"),
        ("kind in", f"{token.relation} {kind}"), ("kind ruled", f"{place.ruled or 'not'} {kind}"),
        ("long", str(min(size, _LONG))), ("kind long", f"{kind} {min(size, _LONG)}"), ("edge", f"{edge} {kind}"),
    ]  # fmt: skip
    if place.ruled:
        found += [("agrees", str(agreement)), ("kind agrees", f"{kind} {agreement}")]
    if complement.head >= 0:
        tokens = place.sentence.tokens
        head, opens = tokens[complement.head], tokens[place.sentence.first[complement.head]]
        found += [("head", f"{head.tag} {kind}"), ("opens", f"{spelled(opens)} {kind}"),
                  ("names", f"{head.entity or 'nothing'} {kind}")]  # fmt: skip
        if head.relation == "prep":
            found += [("preposition", head.word), ("lemma and preposition", f"{cue.lemma} {head.word}")]
    return found


def of_source(place: Place, subject: Subject, agrees: str) -> list[Evidence]:
    """Return what speaks for a subject as the source; `agrees` says whether the rules found the same, if any."""
    sentence, number, path = place.sentence, subject.number, subject.path
    who = looks(sentence.tokens[number])
    last = path.rpartition(">")[2]
    found = [
        _ALWAYS, ("path", path), ("rules", agrees), ("rules and path", f"{agrees} {path}"), ("who", who),
        ("rules and who", f"{agrees} {who}"), ("who as", f"{who} {last}"),
        ("tag and path", f"{sentence.tokens[place.number].tag[:2]} {path}"),
        ("lemma and path", f"{place.cue.lemma} {path}"), ("stance and path", f"{place.cue.stance} {path}"),
        ("side", "before" if number < place.number else "behind"),
        ("far", str(min(_FAR, abs(number - place.number).bit_length()))), ("steps", str(path.count(">"))),
    ]  # fmt: skip
    return [*found, ("rules have", place.ruled)] if agrees == "differ" else found


def of_ruled_source(place: Place, side: str, *, agreed: bool) -> list[Evidence]:
    """Return what speaks for the source that the rules found, beside the subjects of the sentence."""
    token = place.sentence.tokens[place.number]
    return [
        _ALWAYS, ("own", "agreed" if agreed else "alone"), ("own found", place.ruled), ("own tag", token.tag[:2]),
        ("own in", token.relation), ("own side", side), ("own lemma", place.cue.lemma),
    ]  # fmt: skip


def spelled(token: Token) -> str:
    """Return a word of a closed class as it is, and of another its tag."""
    return token.word if token.tag in _CLOSED else token.tag


def looks(token: Token) -> str:
    """Return what a subject looks like: a pronoun as it is, a kind of name, or a tag."""
    if token.tag in _PRONOUNS:
        return token.word
    return token.entity or token.tag


def _depth(sentence: Constituents, number: int) -> int:
    return min(_FAR + 1, sum(1 for _ in sentence.above(number)))
