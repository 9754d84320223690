"""Whose wording a report is: a source's, where it is told what was said; the narrator's, where only what was done."""

from __future__ import annotations

import re
from functools import cache

from dateline.seeds import load_cues
from dateline.text import words_of_kind
from dateline.voices.phrases import either
from dateline.voices.quotes import Quote

# Words at the opening of a clause without "that" in which its verb is found; characters that hold them.
_OPENING, _LOOK = 10, 90
# Classes of cues that report a verdict: what is praised, blamed or denied is worded by whoever does so.
_VERDICTS = frozenset(("emotive", "denying"))
_BEFORE = 40  # characters that hold the noun an infinitive belongs to, or whose allegation it is


def is_voiced(quote: Quote, text: str) -> bool:
    """Say whether the words of an attribution are its source's.

    Words in marks always are. What is told without marks is the source's where somebody is there who could have said
    so, and a statement is told: "said that the regime ...", "..., he said", "condemned his rule", "calls him a friend".
    A pronoun may be anybody, and still somebody. It is the narrator's wording where an intention or a request is told
    ("seeks closer ties", "asked the regime to"), where nothing has been said yet ("efforts to warn of", "seems to be"),
    where somebody sides with a thing ("defends his brutal rule"), and where the complement is no more than a topic
    ("repeated old points about his autocratic rule").

    Parameters
    ----------
    quote : Quote
    text : str
        The text it was found in.

    Examples
    --------
    >>> from dateline.voices.quotes import Quote
    >>> text = "Xi asked the regime to talk."
    >>> is_voiced(Quote("indirect", [(9, 27)], [(3, 8)], [(0, 2)], None, "Xi", None, "neutral"), text)
    False
    """
    if quote.kind != "indirect":
        return True
    if not _is_told(quote, text):
        return False
    start, end = quote.content[0]
    form = text[slice(*quote.cue[0])].lower() if quote.cue else ""
    verdict = quote.stance in _VERDICTS and form not in load_cues().words["siding"]
    if not form or start < quote.cue[0][0] or verdict:
        return True
    words = text[start : min(end, start + _LOOK)].lower().split()[:_OPENING]
    if not words or words[0] in _openers():
        return True
    known = load_cues().verbs.get(form)
    if form in words_of_kind("states") or (known is not None and known.kind != "verb"):
        return True
    return words[0] not in load_cues().words["infinitive"] and not _finite().isdisjoint(words)


def is_denied(quote: Quote, text: str, start: int) -> bool:
    """Say whether what stands at an offset is in an allegation that its source denies (`rejected the claim that ...`).

    A denial that is itself denied (`did not reject reports of`) is none, and `as lies` says what the source holds.

    Parameters
    ----------
    quote : Quote
        That holds the offset.
    text : str
        The text it was found in.
    start : int

    Examples
    --------
    >>> from dateline.voices.quotes import Quote
    >>> text = "Xi rejected reports of a crackdown."
    >>> is_denied(Quote("indirect", [(12, 34)], [(3, 11)], [(0, 2)], None, "Xi", None, "denying"), text, 25)
    True
    """
    words = load_cues().words
    if quote.kind == "direct" or not quote.cue or text[slice(*quote.cue[0])].lower() not in words["rejecting"]:
        return False
    begin = quote.cue[0][0]
    if not words["negation"].isdisjoint(text[max(0, begin - _BEFORE) : begin].lower().split()[-2:]):
        return False
    alleged = _alleged().match(text, quote.content[0][0], start)
    return alleged is not None and words["held"].isdisjoint(text[alleged.end() : start].split())


def _is_told(quote: Quote, text: str) -> bool:
    """Say whether somebody is there who says it, and does so: not "seems", not "an effort to say"."""
    words = load_cues().words
    source = text[slice(*quote.source[0])].lower() if quote.source else ""
    nobody = quote.speaker_name is None and source not in (words["person"] | words["plural"]) - words["it"]
    if nobody or quote.stance == "intention":
        return False
    if not quote.cue:
        return True
    begin, stop = quote.cue[0]
    if text[begin:stop].lower() in words["seeming"]:
        return False
    before = text[max(0, begin - _BEFORE) : begin].lower().split()[-2:]
    return not (len(before) == 2 and before[1] in words["infinitive"] and before[0] in words["attempt"])


@cache
def _alleged() -> re.Pattern[str]:
    """Return what matches an allegation to the word that opens it (`the new claims by Finn that`)."""
    words = load_cues().words
    allegation, opened = either(words["allegation"]), either(words["alleging"])
    return re.compile(rf"\W*(?:[\w'’-]+\s+){{0,3}}?{allegation}\b[^.,:;]{{0,{_BEFORE}}}?\s{opened}\b", re.IGNORECASE)


@cache
def _openers() -> frozenset[str]:
    words = load_cues().words
    return words["complementizer"] | words["question"]


@cache
def _finite() -> frozenset[str]:
    return (words_of_kind("copula") | load_cues().words["auxiliary"]) - words_of_kind("not finite")
