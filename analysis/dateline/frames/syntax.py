"""One sentence as rules see it: its words and names in order, and where a phrase or a clause begins.

No word is tagged by a parser: a word is a name, one of the closed classes of `seeds/language/words.csv`, or any other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, repeat

from dateline.actors.mentions import Mention
from dateline.seeds import load_cues
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
# What stands outside a sentence, on either side of it.
_NO_KINDS, _NO_WORDS = [STOP] * 16, [""] * 16
_GERUND = "ing"
_WITHIN = frozenset((OTHER, "article", "indefinite", MARK, *OWNERS))


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

    def __init__(self, text: str, span: Span, mentions: Sequence[Mention], ordinal: int = 0) -> None:
        self.text, self.ordinal = text, ordinal
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
            if start >= at:
                pieces += _WORD.split(lowered[at:start])
                self.named[len(pieces) // 2] = mention
                at = mention.end - begin
                pieces.append(lowered[start:at])
        pieces += _WORD.split(lowered[at:])
        edges = list(accumulate(map(len, pieces), initial=begin))
        self.words, self._starts, self._ends = pieces[1::2], edges[1:-1:2], edges[2::2]

    def _name_surnames(self) -> None:
        """Take capitalised words that can only be names as names of people outside the seeds; neighbours as one."""
        text, starts, plain = self.text, self._starts, self.kinds.count(OTHER)
        capitals = [n for n, kind in enumerate(self.kinds) if not kind and text[starts[n]].isupper()]
        headline = _HEADLINE * plain if plain > _PHRASE else max(plain - 1, 1)
        if not capitals or len(capitals) > headline:
            return
        first = -1
        for n in capitals:
            surface = text[starts[n] : self._ends[n]]
            if surface in _dull() or not _CAPITAL.match(surface) or not self._may_be_name(n):
                continue
            joined = n - 1 in self.named and n - 1 >= first >= 0 and starts[n] == self._ends[n - 1] + 1
            first = first if joined else n
            if joined:
                del self.named[n - 1]
                self.kinds[n - 1] = OTHER
            start, end = starts[first], self._ends[n]
            name = text[start:end]
            self.named[n] = Mention(start, end, "person", None, name, None, "surname", "literal", None)
            self.kinds[n] = NAME

    def _may_be_name(self, number: int) -> bool:
        """Say whether a capitalised word may be a name: inside a sentence, or at its opening by what follows."""
        kinds, words = self.kinds, self.words
        if self._is_titled(number):
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
        verbal = words[following].endswith("ed") or words[following] in load_cues().verbs
        return kinds[following] in ("copula", "auxiliary", OWN) or verbal

    def _is_titled(self, number: int) -> bool:
        """Say whether a capitalised word is part of a title: another title, or a name, stands right behind it."""
        after = number + 1
        if after >= self.size or self._starts[after] != self._ends[number] + 1:
            return False
        known = self.named.get(after)
        return known is not None or self.text[self._starts[after] : self._ends[after]] in load_cues().words["title"]

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
        while number - at <= _PHRASE and self.kinds[at] in _WITHIN and not self.words[at].endswith(_GERUND):
            at -= 1
        return word if (word := self.words[at]) in _governing() else ""

    def standing(self, number: int) -> tuple[str, bool, bool]:
        """Return the governor of a name, whether it has something and whether it only qualifies the noun behind it.

        An adjective qualifies, and so do a state's letters ("U.S. demands").
        """
        following, mention = self.kinds[number + 1], self.named[number]
        qualifies = following in (OTHER, NAME) and (
            mention.form == "demonym" or (mention.form == "abbreviation" and mention.type == "country")
        )
        return self.governor(number), following == OWN, qualifies

    def is_subject(self, number: int) -> bool:
        """Say whether a name may be a subject or object: not governed, not an owner, not an adjective."""
        return not any(self.standing(number))

    def head(self, number: int) -> int:
        """Return the number of the name that a name only places: of "Senator X of Y" X, else its own."""
        before = number - 2
        placed = before >= 0 and self.kinds[number - 1] == "preposition" and self.kinds[before] == NAME
        return before if placed and self.governor(number) and self.is_subject(before) else number

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
def _dull() -> frozenset[str]:
    titles = load_cues().words["title"]
    kinds = ("opener", "day", "never", "honorific", "no name")
    return frozenset().union(titles, *(words_of_kind(kind) for kind in kinds))


@cache
def _governing() -> frozenset[str]:
    return words_of_kind("preposition") | words_of_kind("relation")


@cache
def _common_ends() -> tuple[str, ...]:
    return tuple(words_of_kind("no name's end"))
