"""Whose wording a report is: a source's, where it is told what was said; the narrator's, where only what was done."""

from __future__ import annotations

from functools import cache

from dateline.seeds import load_cues
from dateline.text import words_of_kind
from dateline.voices.quotes import Quote

# Words at the opening of a clause without "that" in which its verb is found; characters that hold them.
_OPENING, _LOOK = 10, 90
# Classes of cues that report a verdict: what is praised, blamed or denied is worded by whoever does so.
_VERDICTS = frozenset(("emotive", "denying"))


def is_voiced(quote: Quote, text: str) -> bool:
    """Say whether the words of an attribution are its source's.

    Words in marks always are. What is told without marks is the source's where somebody is there who could have said
    so, and a statement is told: "said that the regime ...", "..., he said", "condemned his rule", "calls him a friend".
    It is the narrator's wording where an intention or a request is told ("seeks closer ties", "asked the regime to"),
    and where the complement is no more than a topic ("repeated old points about his autocratic rule").

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
    if quote.speaker_name is None or quote.stance == "intention":
        return False
    start, end = quote.content[0]
    if not quote.cue or start < quote.cue[0][0] or quote.stance in _VERDICTS:
        return True
    words = text[start : min(end, start + _LOOK)].lower().split()[:_OPENING]
    if not words or words[0] in _openers():
        return True
    begin, stop = quote.cue[0]
    form = text[begin:stop].lower()
    known = load_cues().verbs.get(form)
    if form in words_of_kind("states") or (known is not None and known.kind != "verb"):
        return True
    return words[0] not in load_cues().words["infinitive"] and not _finite().isdisjoint(words)


@cache
def _openers() -> frozenset[str]:
    words = load_cues().words
    return words["complementizer"] | words["question"]


@cache
def _finite() -> frozenset[str]:
    return (words_of_kind("copula") | load_cues().words["auxiliary"]) - words_of_kind("not finite")
