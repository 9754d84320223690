"""What a word governs in its parsed sentence: its complements, which may be said, and its subjects, who may say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dateline.parsing import Stretch
from dateline.text import Span

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_OWNERS = (*_SUBJECTS, "expl", "poss")
_OBJECTS = ("dobj", "dative")
_PREDICATES = ("dobj", "attr", "oprd", "acomp")
_CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "relcl")
_PREPOSITIONS = ("prep", "agent")
_GOVERNED = ("pobj", "pcomp")
_PARENTHETIC = ("parataxis", "ccomp", "advcl", "dep")
_BEHIND_NOUN = ("acl", "relcl")
_ASIDE = frozenset(
    ("conj", "cc", "punct", "advcl", "parataxis", "npadvmod", "nsubj", "nsubjpass", "prt", "neg", "advmod")
)
_MARKS = frozenset((",", ".", ":", "''", "``", "-RRB-", "-LRB-", "HYPH", "NFP", "_SP"))
_STEPS = 5  # words up the sentence at which a subject is looked for
_DEEPEST = 60  # steps to the root of any sentence
_LEAST = 15  # characters behind a parenthetic cue that go on with what it interrupts


class Complement(NamedTuple):
    """What a cue may have as content: the kind of constituent, its pieces, and the number of its head (-1 for none)."""

    kind: str
    spans: list[Span]
    head: int


class Subject(NamedTuple):
    """Who may say what a cue announces: the number of the head, and the relations that lead to it from the cue."""

    number: int
    path: str


class Constituents:
    """A parsed sentence with the first and last token of what each of its tokens governs."""

    __slots__ = ("children", "first", "last", "tokens")

    def __init__(self, parsed: Stretch) -> None:
        self.tokens = parsed.tokens
        count = len(self.tokens)
        self.first, self.last = list(range(count)), list(range(count))
        self.children: list[list[int]] = [[] for _ in range(count)]
        for number, token in enumerate(self.tokens):
            if token.head != number:
                self.children[token.head].append(number)
            for above in self.above(number):
                self.first[above] = min(self.first[above], number)
                self.last[above] = max(self.last[above], number)

    def above(self, number: int) -> Iterator[int]:
        """Give the tokens on which one depends, the nearest first."""
        for _ in range(_DEEPEST):
            head = self.tokens[number].head
            if head == number:
                return
            yield head
            number = head

    def child(self, number: int, *relations: str) -> int:
        """Return the first token that depends on one in some relation, or -1."""
        return next((child for child in self.children[number] if self.tokens[child].relation in relations), -1)

    def span(self, first: int, last: int) -> Span:
        """Return the offsets of a run of tokens without the marks at its ends."""
        tokens = self.tokens
        while first < last and tokens[first].tag in _MARKS:
            first += 1
        while last > first and tokens[last].tag in _MARKS:
            last -= 1
        return tokens[first].start, tokens[last].end

    def whole(self, number: int) -> Span:
        """Return the offsets of all that a token governs."""
        return self.span(self.first[number], self.last[number])

    def phrase(self, number: int) -> Span:
        """Return the offsets of a noun phrase without the clauses that tell more of it."""
        last = self.last[number]
        for child in self.children[number]:
            if child > number and self.tokens[child].relation in _CLAUSES:
                last = min(last, self.first[child] - 1)
        return self.span(self.first[number], max(last, number))

    def complements(self, number: int) -> Iterator[Complement]:
        """Give what may be the content of a cue, wherever it stands."""
        noun = not self.tokens[number].tag.startswith("VB")
        for child in self.children[number]:
            kind = self._kind(child, behind=child > number, noun=noun)
            inner = self.child(child, *_GOVERNED) if kind == "preposition" else child
            if kind and inner >= 0:
                yield Complement(kind, [self.whole(inner)], child)
        yield from self._joined(number)
        yield from self._around(number)

    def _kind(self, child: int, *, behind: bool, noun: bool) -> str:
        """Return what kind of complement a token heads, or nothing."""
        token = self.tokens[child]
        relation = token.relation
        if not behind:
            return f"{relation} before" if relation in ("ccomp", "nsubjpass", "dobj") else ""
        if relation in _PREPOSITIONS:
            return "preposition"
        if relation == "dep":
            return "ccomp" if token.tag.startswith("VB") and self.child(child, *_SUBJECTS) >= 0 else ""
        known = relation in _PREDICATES or relation in _CLAUSES
        return relation if known and (noun or relation not in _BEHIND_NOUN) else ""

    def _joined(self, number: int) -> Iterator[Complement]:
        """Give the complements behind a cue as one: an object with what is said of it, or several of them."""
        tokens = self.tokens
        behind = [child for child in self.children[number] if child > number and tokens[child].tag not in _MARKS]
        tail = [child for child in behind if tokens[child].relation not in _ASIDE]
        objects = [child for child in behind if tokens[child].relation in _PREDICATES]
        if objects and tail and self.last[tail[-1]] > self.last[objects[0]]:
            yield Complement("object and more", [self.span(self.first[objects[0]], self.last[tail[-1]])], objects[0])
        elif len(tail) > 1 and not objects:
            yield Complement("several", [self.span(self.first[tail[0]], self.last[tail[-1]])], tail[0])

    def _around(self, number: int) -> Iterator[Complement]:
        """Give the sentence that a cue interrupts or ends (`Rain, he said, is near`)."""
        token, tokens = self.tokens[number], self.tokens
        head = token.head
        if head >= number or token.relation not in _PARENTHETIC or tokens[head].tag[:2] not in ("VB", "NN"):
            return
        pieces = []
        if self.first[number] > self.first[head]:
            pieces.append(self.span(self.first[head], self.first[number] - 1))
        if self.last[number] < self.last[head]:
            rest = self.span(self.last[number] + 1, self.last[head])
            pieces += [rest] if rest[1] - rest[0] > _LEAST else []
        if pieces:
            yield Complement(f"around {token.relation}", pieces, head)

    def subjects(self, number: int) -> list[Subject]:
        """Return who may say what a cue announces: subjects, owners and agents, its own and those further up."""
        tokens, found, path, came = self.tokens, [], "", -1
        for step in range(_STEPS):
            for child in self.children[number]:
                if child != came:
                    found += self._subject(child, path, came if step else -1)
            token = tokens[number]
            if token.head == number:
                break
            if token.relation in _BEHIND_NOUN:
                found.append(Subject(token.head, f"{path}{token.relation} head"))
            path, came, number = f"{path}{token.relation}>", number, token.head
        return found

    def _subject(self, child: int, path: str, came: int) -> list[Subject]:
        """Return a child as a subject if it may be one; an object may say what stands behind it (`let him say`)."""
        token = self.tokens[child]
        if token.relation in _OWNERS or (token.relation in _OBJECTS and child < came):
            return [Subject(child, path + token.relation)]
        if token.relation in _PREPOSITIONS:
            inner = self.child(child, "pobj")
            if inner >= 0:
                return [Subject(inner, f"{path}{token.relation} {token.word}")]
        return []
