"""What kind of source speaks: somebody named, an office, a crowd, a medium, or somebody who will not be named."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from dateline.seeds.voice import Cues
from dateline.text import Span
from dateline.voices.phrases import either
from dateline.voices.quotes import Quote
from dateline.voices.speakers import PhraseParser

KINDS = ("named", "role", "collective", "anonymous", "medium", "unknown")
_REACH = 160  # characters behind a source in which it may say why it has no name


class SourceKinds:
    """Tells the sources of quotes apart; compiled once from the word lists.

    Parameters
    ----------
    cues : Cues
        From `dateline.seeds.voice.load_cues`.
    people : collection of str, optional
        Ids of actors that are one person; any other actor is a collective source.

    Notes
    -----
    Kinds, in the order in which they are tried: "unknown" (nobody is named), "anonymous" (it is said that the source
    has no name, or a single insider is described: "a senior official"), "medium" (newspapers, agencies, documents),
    "named" (a person by name), "collective" (states, offices, several: "officials") and "role" (one person described:
    "the Serbian president" who is no actor). Does not know whether a name is a person's when no word says so.

    Examples
    --------
    >>> from dateline.seeds.voice import load_cues
    >>> SourceKinds(load_cues()).of_phrase("a senior official")
    'anonymous'
    """

    def __init__(self, cues: Cues, people: Collection[str] = ()) -> None:
        words = cues.words
        self._people, self._phrases = frozenset(people), PhraseParser(cues)
        self._insider, self._nameless = words["insider"], words["nameless"]
        self._medium = words["relay"] | words["document"]
        self._pronouns, self._collective = words["person"] | words["plural"], words["collective"]
        self._indefinite = words["article"] - words["definite"]
        self._anonymous = re.compile(rf"\b{either(words['anonymous'])}\b", re.IGNORECASE)
        self.of_phrase = lru_cache(maxsize=8192)(self._of_phrase)

    def kind(self, text: str, quote: Quote) -> str:
        """Return the kind of a quote's source.

        Parameters
        ----------
        text : str
            In which the quote was found.
        quote : Quote
        """
        if not quote.source and not quote.speaker_name:
            return "unknown"
        if quote.source and self._withheld(text, quote.source):
            return "anonymous"
        if quote.speaker is not None:
            return "named" if quote.speaker in self._people else "collective"
        return self.of_phrase(quote.speaker_name or text[slice(*quote.source[0])])

    def _withheld(self, text: str, source: list[Span]) -> bool:
        """Whether a source or what follows it in its sentence says that it has no name; a name overrules that."""
        (start, end), stop = source[0], source[-1][1]
        if self._phrases.parse(text[start:end]).parts:
            return False
        for edge in (". ", "\n"):
            found = text.find(edge, stop, stop + _REACH)
            stop = found if found >= 0 else min(stop + _REACH, len(text))
        return self._anonymous.search(text, start, stop) is not None

    def _of_phrase(self, name: str) -> str:
        """Return the kind of a source from its name or description alone."""
        parsed, called = self._phrases.parse(name), self._phrases.called(name)
        words = name.split()
        small = [word.lower() for word in words]
        if not self._nameless.isdisjoint(small):
            return "anonymous"
        if len(words) == 1 and small[0] in self._pronouns:
            return "unknown"
        if not self._medium.isdisjoint((words[-1], small[-1])):
            return "medium"
        if called in ("it", "they") or (len(words) == 1 and small[0] in self._collective):
            return "collective"
        if parsed.parts and words[0][0].isupper():
            return "collective" if len(words) == 1 and name.isupper() else "named"
        if small[0] in self._indefinite and not self._insider.isdisjoint(small):
            return "anonymous"
        return "role"
