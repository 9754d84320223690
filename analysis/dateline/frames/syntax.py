"""One sentence as rules see it: its words and names in order, and where a phrase or a clause begins.

No word is tagged by a parser: a word is a name, one of the closed classes of `seeds/language/words.csv`, or any other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Mapping, Sequence
from functools import cache
from itertools import accumulate, repeat
from typing import NamedTuple

from dateline.actors.mentions import Mention
from dateline.seeds import Cues
from dateline.text import Span, lower, words_of_kind

NAME, OWN, COMMA, STOP, MARK, OTHER = "name", "possessive", "comma", "stop", "mark", ""
# Classes in the order in which a word is looked up: "that" is a relative before it is anything else.
_CLASSES = (
    "relative", "owner of a group", "owner of a person", "owner of a state", "owner of many", "pronoun of a person",
    "pronoun of a state", "pronoun of many", "speaker", "copula", "auxiliary", "subordinate", "preposition",
    "conjunction", "article", "indefinite",
)  # fmt: skip
PRONOUNS = frozenset(kind for kind in _CLASSES if kind.startswith("pronoun")) | {"speaker"}
BREAKS = frozenset((STOP, "relative", "subordinate", "conjunction"))
_CONTRACTED = PRONOUNS | {"relative"}
OWNERS = frozenset(kind for kind in _CLASSES if kind.startswith("owner"))
# Plain words first, which are most and found faster so.
_WORD = re.compile(r"([a-z]++(?=[ ,])|[^\W_]\w*(?:(?:[.-]|['’](?!s\b))\w+)*|['’](?:s\b|(?=\s))|``|''|--|[\"“”,;:—–()])")
_PUNCTUATION = {
    ",": COMMA, "(": COMMA, ")": COMMA, ";": STOP, ":": STOP, "—": STOP, "–": STOP, "--": STOP,
    "'s": OWN, "’s": OWN, "'": OWN, "’": OWN, "``": MARK, "''": MARK, '"': MARK, "“": MARK, "”": MARK,
}  # fmt: skip
_CAPITAL = re.compile(r"[A-ZÀ-Þ][\w'’-]*[a-zA-Z]\Z")
# A share of capitalised words beyond which a sentence is a headline, where capitals tell nothing.
_HEADLINE = 0.6
_PHRASE = 4
# Characters before a hyphen that hold a prefix.
_PREFIX = 6
_SEXES, _PEOPLE = ("he", "she"), ("leader", "person")
# What stands outside a sentence, on either side of it.
_ENDINGS = (
    "word's ending", "verb's ending", "participle's ending", "gerund's ending", "adverb's ending", "verbal ending",
    "past's ending",
)  # fmt: skip
_NO_KINDS, _NO_WORDS = [STOP] * 16, [""] * 16
_HYPHENS = frozenset("-–‑")
_WITHIN = frozenset((OTHER, "article", "indefinite", MARK, *OWNERS))
_PLACING = frozenset((OTHER, "article"))
_OPENING = frozenset((OTHER, MARK, "article", "indefinite"))
_APOSTROPHES = str.maketrans("’", "'")


class Knowledge(NamedTuple):
    """What sentences are read by that a study's own cues and actors may change.

    Attributes
    ----------
    verbs : container of str
        Verbs of reporting: a capitalised word that opens a sentence before one is a name.
    titles, nameless : frozenset of str
        Titles, and capitalised words that name nobody, titles included.
    sexes : mapping of str to str
        "he" or "she" by pronoun and title.
    pronouns : mapping of str to str
        The same by actor.
    """

    verbs: Container[str]
    titles: frozenset[str]
    nameless: frozenset[str]
    sexes: Mapping[str, str]
    pronouns: Mapping[str, str]

    @classmethod
    def of(cls, cues: Cues, pronouns: Mapping[str, str]) -> Knowledge:
        """Return what reporting cues tell, and by which pronoun each actor goes."""
        titles = cues.words["title"]
        kinds = ("opener", "day", "never", "honorific", "no name")
        nameless = frozenset().union(titles, *(words_of_kind(kind) for kind in kinds))
        sexes = {word: sex for sex in _SEXES for word in cues.words[sex]}
        known = {actor: sex for actor, sex in pronouns.items() if sex in _SEXES}
        return cls(cues.verbs, titles, nameless, sexes, known)


class Sentence:
    """A sentence laid out in words.

    Attributes
    ----------
    text : str
        The whole text.
    ordinal : int
        Which sentence of the text it is, from 0.
    size : int
        How many words it has, a name being one.
    words, kinds : list of str
        Each word in lower case and its class; beyond either end nothing, and stops.
    named : dict of int to Mention
        The names by the numbers of their words.
    names : list of int
        These numbers in order.
    """

    def __init__(
        self,
        text: str,
        span: Span,
        mentions: Sequence[Mention],
        known: Knowledge,
        ordinal: int = 0,
        plain: Span = (0, 0),
    ) -> None:
        self.text, self.ordinal, self._known, self._plain = text, ordinal, known, plain
        self.named: dict[int, Mention] = {}
        self._lay_out(span, mentions)
        self.kinds = list(map(_classes().get, self.words, repeat(OTHER)))
        for number in self.named:
            self.kinds[number] = NAME
        if OWN in self.kinds:
            self._spell_out()
        self.size = len(self.words)
        self._name_surnames()
        self.names = sorted(self.named)
        self.kinds += _NO_KINDS
        self.words += _NO_WORDS

    def _spell_out(self) -> None:
        """Take the "'s" behind a pronoun as "is"."""
        for number, kind in enumerate(self.kinds):
            if kind == OWN and number and self.kinds[number - 1] in _CONTRACTED:
                self.kinds[number] = "copula"

    def _lay_out(self, span: Span, mentions: Sequence[Mention]) -> None:
        """Take the words between the names and the names; the adjective inside a description is left out."""
        begin, end = span
        lowered, at = lower(self.text[begin:end]), 0
        pieces: list[str] = []  # words, each between two stretches that hold none
        for mention in mentions:
            start = mention.start - begin
            if start >= at and not _is_place(mention) and not self._is_topic(mention):
                pieces += _WORD.split(lowered[at:start])
                self.named[len(pieces) // 2] = mention
                at = mention.end - begin
                pieces.append(lowered[start:at])
        pieces += _WORD.split(lowered[at:])
        edges = list(accumulate(map(len, pieces), initial=begin))
        self.words, self._starts, self._ends = pieces[1::2], edges[1:-1:2], edges[2::2]

    def _is_topic(self, mention: Mention) -> bool:
        """Say whether a name only tells for or against whom something is: "anti-X slogans"."""
        at = mention.start - 1
        if at < 1 or self.text[at] not in _HYPHENS:
            return False
        return lower(self.text[max(at - _PREFIX, 0) : at]).rpartition(" ")[2] in words_of_kind("for or against")

    def _name_surnames(self) -> None:
        """Take capitalised words that can only be names as names of people outside the seeds; neighbours as one."""
        text, starts, plain = self.text, self._starts, self.kinds.count(OTHER)
        capitals = [n for n, kind in enumerate(self.kinds) if not kind and text[starts[n]].isupper()]
        headline = _HEADLINE * plain if plain > _PHRASE else max(plain - 1, 1)
        if not capitals or len(capitals) > headline:
            return
        first = last = -1
        for n in capitals:
            surface = text[starts[n] : self._ends[n]]
            if self._is_nameless(surface) or not _CAPITAL.match(surface) or not self._may_be_name(n):
                continue
            if self._plain[0] <= starts[n] < self._plain[1]:
                continue
            joined = n - 1 == last and last in self.named and starts[n] == self._ends[last] + 1
            first, last = first if joined else n, n
            if joined:
                del self.named[n - 1]
                self.kinds[n - 1] = OTHER
            start, end = starts[first], self._ends[n]
            name = text[start:end]
            self.named[n] = Mention(start, end, "person", None, name, None, "surname", "literal", None)
            self.kinds[n] = NAME
            self._unname(n)

    def _is_nameless(self, surface: str) -> bool:
        """Say whether a capitalised word, or its part behind a hyphen, is one that names nobody: "X-style"."""
        _, hyphen, end = surface.rpartition("-")
        return surface in self._known.nameless or (hyphen + end if hyphen else "") in self._known.nameless

    def _unname(self, number: int) -> None:
        """Take the name back where the word behind it, or its own last, says that no person bears it: "X Square"."""
        after, ends = number + 1, words_of_kind("no person's end")
        near = after < self.size and self._starts[after] == self._ends[number] + 1
        behind = self.text[self._starts[after] : self._ends[after]] if near else ""
        if behind in ends or self.named[number].name.rpartition(" ")[2] in ends:
            del self.named[number]
            self.kinds[number] = OTHER

    def _may_be_name(self, number: int) -> bool:
        """Say whether a capitalised word may be a name: inside a sentence, or at its opening by what follows."""
        kinds, words = self.kinds, self.words
        if self._is_titled(number) or _is_contracted(words[number]):
            return False
        if number and kinds[number - 1] not in (STOP, MARK):
            return True
        if words[number].endswith(_common_ends()):
            return False
        following = number + 1
        if following < self.size and kinds[following] == COMMA:
            following += 1
            return following < self.size and (kinds[following] == "relative" or words[following].isdigit())
        if following >= self.size:
            return False
        if words[following] in words_of_kind("plural copula"):
            return False
        verbal = words[following].endswith("ed") or words[following] in self._known.verbs
        return kinds[following] in ("copula", "auxiliary", OWN) or verbal

    def _is_titled(self, number: int) -> bool:
        """Say whether a capitalised word is part of a title: another title, or a name, stands right behind it."""
        after = number + 1
        if after >= self.size or self._starts[after] != self._ends[number] + 1:
            return False
        known = self.named.get(after)
        return known is not None or self.text[self._starts[after] : self._ends[after]] in self._known.titles

    def covered(self, span: Span) -> Span:
        """Return the number of the first word that a stretch of text covers, and the one after the last."""
        first = min(self.number(span[0]), max(self.size - 1, 0))
        return first, min(max(self.number(span[1] - 1) + 1, first + 1), self.size)

    def number(self, offset: int) -> int:
        """Return the number of the first word that ends after an offset."""
        return bisect_right(self._ends, offset)

    def start(self, number: int) -> int:
        """Return where a word starts."""
        return self._starts[number]

    def end(self, number: int) -> int:
        """Return where a word ends."""
        return self._ends[number]

    def names_within(self, first: int, last: int) -> list[int]:
        """Return the numbers of the names from one word up to another, in order."""
        return self.names[bisect_left(self.names, first) : bisect_left(self.names, last)]

    def governor(self, number: int) -> str:
        """Return the preposition that a name follows, its article and adjectives left aside, or nothing."""
        at = number - 1
        while (
            number - at <= _PHRASE
            and self.kinds[at] in _WITHIN
            and not self.words[at].endswith(endings("gerund's ending"))
        ):
            at -= 1
        return word if (word := self.words[at]) in _governing() else ""

    def standing(self, number: int) -> tuple[str, bool, bool]:
        """Return the governor of a name, whether it has something and whether it only qualifies the noun behind it.

        An adjective qualifies, and so do a state's letters ("U.S. demands").
        """
        qualifies = self.is_adjective(number)
        return self.governor(number), self.kinds[number + 1] == OWN, qualifies

    def is_adjective(self, number: int) -> bool:
        """Say whether a name qualifies the noun behind it: "Y allies", "U.S. demands"."""
        mention = self.named[number]
        return self.kinds[number + 1] in (OTHER, NAME) and (
            mention.form == "demonym" or (mention.form == "abbreviation" and mention.type != "person")
        )

    def is_subject(self, number: int) -> bool:
        """Say whether a name may be a subject or object: not governed, not an owner, not an adjective."""
        return not any(self.standing(number))

    def head(self, number: int) -> int:
        """Return the number of the name that a name only places: of "Senator X of the Y" X, else its own."""
        at = number - 1
        while number - at < _PHRASE and self.kinds[at] in _PLACING:
            at -= 1
        before = at - 1
        placed = before >= 0 and self.kinds[at] == "preposition" and self.kinds[before] == NAME
        return before if placed and self.governor(number) and self.is_subject(before) else number

    def titled(self, number: int) -> int:
        """Return the number of the person whose country a name says ("Y leader X"), or the name's own."""
        if not (number in self.named and self.is_adjective(number)):
            return number
        at = number + 1
        while at - number < _PHRASE and self.kinds[at] == OTHER:
            at += 1
        mention = self.named.get(at)
        return at if mention is not None and mention.type in _PEOPLE and at > number + 1 else number

    def reached(self, number: int) -> int:
        """Return the number of the word, a name perhaps, that a noun phrase opening at a word ends with."""
        at = number
        while at - number <= _PHRASE and self.kinds[at] in _OPENING:
            at += 1
        return self.titled(at)

    def is_capital(self, number: int) -> bool:
        """Say whether a word that is no name is capitalised, as titles are."""
        return self.kinds[number] == OTHER and self.text[self._starts[number]].isupper()

    def is_possessive(self, number: int) -> bool:
        """Say whether a name has something: its "'s" follows."""
        return self.kinds[number + 1] == OWN

    def clause(self, number: int) -> int:
        """Return the number of the word that opens the clause a word stands in."""
        at = number - 1
        while at >= 0 and self.kinds[at] not in BREAKS:
            at -= 1
        return max(at, 0)


@cache
def _classes() -> dict[str, str]:
    found = dict(_PUNCTUATION)
    for kind in reversed(_CLASSES):
        found.update(dict.fromkeys((word.lower() for word in words_of_kind(kind)), kind))
    return found


@cache
def _governing() -> frozenset[str]:
    return words_of_kind("preposition") | words_of_kind("relation")


def endings(kind: str) -> tuple[str, ...]:
    """Return the endings of one kind in `seeds/language/words.csv`, the longest first."""
    return _endings()[kind]


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(sorted(words_of_kind(kind), key=lambda end: (-len(end), end))) for kind in _ENDINGS}


def _is_place(mention: Mention) -> bool:
    """Say whether what was read as somebody's name ends as that of a place or a day does."""
    if mention.actor is not None:
        return False
    last = mention.name.rpartition(" ")[2]
    return last in words_of_kind("no person's end") or last in words_of_kind("day")


def _is_contracted(word: str) -> bool:
    """Say whether a word is a pronoun with its verb: "we've", "he'd"."""
    base, mark, _ = word.translate(_APOSTROPHES).partition("'")
    return bool(mark) and _classes().get(base) in _CONTRACTED


@cache
def _common_ends() -> tuple[str, ...]:
    return tuple(words_of_kind("no name's end"))
