"""How subjects look: what opens a sentence, names joined, and the verbs before a cue with what may be their subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_REACH = 320  # characters before a cue in which its subject is looked for
_APPOSED = 90  # characters between the commas around what a name is called
_OWNER = ("'s", "’s", "s'", "s’")
_JOINTS = frozenset(",;:—–-(")
_MARKS = (("“", "”"), ("``", "''"), ("«", "»"))
_CLOSED = re.compile(r",\s|\s(?:--?|[—–―])\s")


def either(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of some words, the longest first, told apart by first letters."""
    alike: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        alike.setdefault(word[:1], []).append(re.escape(word[1:]))
    return "(?:" + "|".join(re.escape(first) + f"(?:{'|'.join(rest)})" for first, rest in alike.items()) + ")"


def opening(words: Mapping[str, frozenset[str]], heads: str) -> re.Pattern[str]:
    """Return what matches the phrase a sentence opens with: a description, a pronoun or capitalised words."""
    articles, pronoun = either(_either_case(words["determiner"])), either(words["person"] | words["plural"])
    return re.compile(
        rf"{articles}\s(?:[\w'’-]+\s){{0,3}}?{heads}(?!\w)"
        rf"|{pronoun}(?!\w)|{articles}\s[\w'’-]+(?:\s[A-Z][\w'’.-]*)*"
        r"|[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*)*"
    )


def joined(words: Mapping[str, frozenset[str]], heads: str) -> re.Pattern[str]:
    """Return what matches the names and descriptions joined to a last one (`Orla Finn and `), to its end."""
    capital = rf"(?:{either(words['particle'])}[-’'])?[A-Z][\w.'’-]*"
    name = rf"(?:{capital}(?:\s(?:[A-Z][\w.'’-]*|{either(words['particle'] | words['attached'])}))*"
    name += rf"|{either(_either_case(words['determiner']))}\s(?:[\w’'-]+\s){{0,2}}?{heads})"
    opened = either(words["period"] | words["time"] | words["boundary"])
    joint = either(words["coordinator"] & words["linked"])
    return re.compile(rf"(?:\A\s*|(?:[.;:—–(,]|\s(?:--?|_))\s|\b{opened}\s)({name}(?:,\s{name}){{0,3}},?\s{joint}\s)\Z")


def introduction(words: Mapping[str, frozenset[str]]) -> re.Pattern[str]:
    """Return what matches somebody named for the first time (`a young man`)."""
    articles = either(words["article"] - words["definite"])
    return re.compile(rf"\b{articles}\s(?:[\w'’-]+\s){{0,2}}?{either(words['human'])}\b")


def unnamed(words: Mapping[str, frozenset[str]]) -> re.Pattern[str]:
    """Return what matches the opening of a phrase that names nobody (`no one in Bergen`), or all of it (`the`)."""
    alone = either(words["bare"] | words["person"] | words["plural"])
    return re.compile(rf"\W*(?:{either(words['nobody'])}(?![\w.-])|{alone}\W*\Z)", re.IGNORECASE)


def _either_case(words: frozenset[str]) -> frozenset[str]:
    return words | {word.capitalize() for word in words}


class Candidate(NamedTuple):
    """What may be a subject: a "name", a "pronoun", "who", or whatever stands before an "auxiliary".

    `verb` is where its verb ends.
    """

    kind: str
    start: int
    end: int
    verb: int


class SubjectScanner:
    """Finds verbs that tell their subject: behind a pronoun, behind a name, or auxiliaries; compiled once."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        opener = words["boundary"] | words["preposition"] | words["infinitive"] | words["adverb"] | words["agent"]
        self._opener = opener | {word.lower() for word in words["time"]}
        self._boundary, self._determiner = words["boundary"], words["determiner"]
        self._auxiliary = words["auxiliary"]
        self._no_verb = opener | words["determiner"] | words["junction"] | words["period"]
        self._subordinate = words["boundary"] - words["junction"] - words["coordinator"]
        self._that = words["complementizer"]
        personal = (words["person"] | words["plural"] | words["narrator"]) - words["it"]
        when = rf"(?:{either(words['dating'])}\s)?{either(words['time'])}"
        between = rf"(?:\s\([^)]{{1,30}}\))?(?:,[^,.;]{{1,{_APPOSED}}},)?\s"
        between += rf"(?:(?:{either(words['adverb'] | words['negation'])}|{when})\s)*"
        capital = r"[A-Z][\w.'’-]*"
        self._verbs = re.compile(
            rf"\b(?P<who>{either(words['who'])})\s|\b(?P<pronoun>{either(personal)})\s(?![,.])"
            rf"|(?P<name>{capital}(?:\s(?:{capital}|{either(words['particle'])}))*){between}(?P<verb>[a-z]+)\b"
            rf"|\s(?P<auxiliary>{either(words['auxiliary'])})\b"
        )

    def candidates(self, text: str, start: int, cue: int) -> Iterator[Candidate]:
        """Give what may be the subject of a verb between two offsets, the last first.

        Parameters
        ----------
        text : str
            As read.
        start, cue : int
            Where the sentence opens, and where the cue stands; no more than 320 characters are read.
        """
        start = max(start, cue - _REACH)
        for verb in reversed(list(self._verbs.finditer(text, start, cue))):
            kind = "name" if verb["name"] else str(verb.lastgroup)
            begin, end = verb.span(kind)
            if kind == "name":
                begin = self._named(text, start, verb)
            if begin >= 0 and not _quoted(text, start, begin):
                yield Candidate(kind, begin, end, verb.end())

    def _named(self, text: str, start: int, verb: re.Match[str]) -> int:
        """Return where a name begins that opens its clause and has a verb behind it, or -1."""
        begin, end = verb.span("name")
        if verb["verb"] in self._no_verb and verb["verb"] not in self._auxiliary:
            return -1
        words = verb["name"].split(" ")
        opens = words[0].lower() in self._opener
        while words and words[0].lower() in self._opener:
            begin += len(words.pop(0)) + 1
        if not words or words[0].lower() in self._determiner or text.endswith(_OWNER, begin, end):
            return -1
        before = text[start:begin].rsplit(None, 1)[-1:]
        clause = opens or not before or before[0][-1] in _JOINTS or before[0].lower() in self._boundary
        return begin if clause else -1

    def aside(self, text: str, start: int, subject: int, rest: tuple[int, int]) -> bool:
        """Whether a subject stands in a clause that the main one surrounds (`when he came, Finn ...`)."""
        before = text[max(start - 1, 0) : subject].rsplit(None, 1)[-1:]
        if not before or before[0].lower() not in self._subordinate:
            return False
        return before[0] in self._that or text.find(", ", *rest) >= 0


def closed(text: str, start: int, stop: int) -> bool:
    """Whether a comma or a dash between two offsets may close a clause (`Finn, who came late, said`)."""
    return _CLOSED.search(text, start, stop) is not None


def _quoted(text: str, start: int, at: int) -> bool:
    """Whether an offset lies between marks that a sentence opens before it."""
    if text.count('"', start, at) % 2:
        return True
    return any(text.rfind(opened, start, at) > text.rfind(shut, start, at) for opened, shut in _MARKS)
