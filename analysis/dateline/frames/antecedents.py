"""Whom a pronoun or a possessive means: the nearest actor that agrees, in its sentence or the ones before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from dateline.actors.mentions import Mention
from dateline.frames.syntax import OWNERS, Knowledge, Sentence
from dateline.text import Divisions, Span, words_of_kind
from dateline.voices.quotes import Quote

PEOPLE, _STATES = ("leader", "person"), ("country", "organisation")
_ANYBODY = (*PEOPLE, *_STATES)
# Sentences before its own in which a pronoun looks for whom it means.
_BACK = 2
# The same where two parties are meant, who may have been named a while ago.
_FAR_BACK = 3
_JOINED = 6
# Characters before a name that hold its title.
_TITLE = 16


class Antecedents:
    """The sentences of one text, laid out as they are asked for, and whom their pronouns mean."""

    def __init__(self, text: str, divisions: Divisions, mentions: Sequence[Mention], known: Knowledge) -> None:
        self._text, self._divisions, self._mentions, self._known = text, divisions, mentions, known
        self._laid: dict[int, Sentence] = {}

    def sentence(self, ordinal: int) -> Sentence:
        """Return a sentence laid out in words."""
        laid = self._laid.get(ordinal)
        if laid is None:
            span, within = self._divisions.sentences[ordinal], self.within(ordinal)
            laid = self._laid[ordinal] = Sentence(self._text, span, within, self._known, ordinal)
        return laid

    def without(self, sentence: Sentence, plain: Span) -> Sentence:
        """Return a sentence laid out anew, with a stretch that names nobody."""
        ordinal = sentence.ordinal
        mentions = [m for m in self.within(ordinal) if m.end <= plain[0] or plain[1] <= m.start]
        return Sentence(self._text, self._divisions.sentences[ordinal], mentions, self._known, ordinal, plain)

    def within(self, ordinal: int) -> list[Mention]:
        """Return the mentions in a sentence."""
        start, end = self._divisions.sentences[ordinal]
        first, last = bisect_left(self._mentions, (start,)), bisect_left(self._mentions, (end,))
        return [mention for mention in self._mentions[first:last] if mention.end <= end]

    def _before(self, sentence: Sentence, back: int = _BACK) -> Iterator[Sentence]:
        """Yield the sentences before one in which a pronoun looks for whom it means, the nearest first."""
        ordinal = sentence.ordinal
        return (self.sentence(number) for number in range(ordinal - 1, max(ordinal - back, 0) - 1, -1))

    def couple(self, sentence: Sentence, number: int, *, people: bool) -> list[Mention]:
        """Return the two that "the two countries" or "both leaders" means: two joined by "and", or the last two named.

        Parameters
        ----------
        sentence : Sentence
        number : int
            Of the phrase among its words; who is named behind it is not meant.
        people : bool
            Whether two people are meant, or else two states, by the names of either or of their leaders.
        """
        for kinds in (PEOPLE,) if people else (("country",), _ANYBODY):
            seen: dict[str, Mention] = {}
            for one in (sentence, *self._before(sentence, _FAR_BACK)):
                within = one.names_within(0, number if one is sentence else one.size)
                names = [n for n in within if one.named[n].type in kinds and one.named[n].actor]
                if pair := pair_of(one, names):
                    return pair
                for n in reversed(names):
                    seen.setdefault((one.named[n].actor if people else one.named[n].country) or "", one.named[n])
                    if len(seen) > 1:
                        return [*reversed(seen.values())]
        return []

    def meant(self, sentence: Sentence, number: int, quote: Quote | None) -> list[Mention]:
        """Return whom a pronoun or possessive means, two where it is of many; nobody where no actor agrees.

        Parameters
        ----------
        sentence : Sentence
        number : int
            Of the pronoun among its words.
        quote : Quote or None
            The quotation it stands in: "we" means its speaker, "he" within marks does not.
        """
        kind = sentence.kinds[number]
        if kind == "speaker":
            speaker = self.speaker(quote)
            return self._state_of(speaker) if sentence.words[number] in words_of_kind("speaker in company") else speaker
        agrees = _agreeing(kind)
        opening = number if kind in OWNERS else sentence.clause(number)
        sex = self._known.sexes.get(sentence.words[number], "")
        within = self._free(sentence, opening, quote, sex)
        if (many := kind.endswith("many")) and (pair := pair_of(sentence, within)):
            return pair
        if chosen := _best(sentence, within, agrees, nearest=kind in OWNERS and not many):
            return [chosen]
        for earlier in self._before(sentence):
            names = self._free(earlier, earlier.size, quote, sex)
            names = [n for n in names if sex and self._sex_of(earlier.named[n]) == sex] or names
            if many and (pair := pair_of(earlier, names)):
                return pair
            if chosen := _best(earlier, names, agrees, nearest=False):
                return [chosen]
        return []

    def _state_of(self, speaker: list[Mention]) -> list[Mention]:
        """Return the state for which a leader says "we", where the text names it, the nearest before him; else him."""
        if not speaker or speaker[0].type != "leader":
            return speaker
        states = [m for m in self._mentions if m.type == "country" and m.actor == speaker[0].country]
        return [m for m in states if m.start < speaker[0].start][-1:] or states[:1] or speaker

    def _free(self, sentence: Sentence, end: int, quote: Quote | None, sex: str) -> list[int]:
        """Return the names up to a word who may be meant by somebody's "he" or "she"."""
        return [
            n
            for n in sentence.names_within(0, end)
            if self.is_free(mention := sentence.named[n], quote)
            and not (sex and mention.type in PEOPLE and self._sex_of(mention) not in ("", sex))
        ]

    def _sex_of(self, mention: Mention) -> str:
        return self._sexes.get(mention.actor or mention.name, "")

    @cached_property
    def _sexes(self) -> dict[str, str]:
        """By which pronoun the text goes on from each person: the actor's own, or what a title before a name tells."""
        found = dict(self._known.pronouns)
        for mention in self._mentions:
            if mention.type in PEOPLE and (mention.actor or mention.name) not in found:
                title = self._text[max(mention.start - _TITLE, 0) : mention.start].split()[-1:]
                if title and title[0][:1].isupper() and (sex := self._known.sexes.get(title[0])):
                    found[mention.actor or mention.name] = sex
        return found

    def is_free(self, mention: Mention, quote: Quote | None) -> bool:
        """Say whether an actor may be meant by somebody's words: within marks its speaker is not."""
        return quote is None or quote.kind == "indirect" or not self.speaks(mention, quote)

    @staticmethod
    def speaks(mention: Mention, quote: Quote | None) -> bool:
        """Say whether a mention is a quotation's source, or the same actor."""
        if quote is None:
            return False
        if holds(quote.source, mention):
            return True
        return mention.name == quote.speaker_name or (quote.speaker is not None and mention.actor == quote.speaker)

    def speaker(self, quote: Quote | None) -> list[Mention]:
        """Return the mention that a quotation's speaker rests on."""
        if quote is None:
            return []
        sources = [m for m in self._mentions if holds(quote.source, m)]
        named = [m for m in self._mentions if quote.speaker is not None and m.actor == quote.speaker]
        return sources[:1] or [m for m in named if m.start <= quote.content[0][0]][-1:] or named[:1]


def holds(spans: Iterable[Span], mention: Mention) -> bool:
    """Say whether a mention lies in one of some spans."""
    return any(start <= mention.start and mention.end <= end for start, end in spans)


def _agreeing(kind: str) -> tuple[str, ...]:
    return PEOPLE if kind.endswith("person") else _STATES if kind.endswith("state") else _ANYBODY


def _best(sentence: Sentence, names: Sequence[int], agrees: Sequence[str], *, nearest: bool) -> Mention | None:
    """Return of the names that agree the nearest, or the one most like a subject."""
    fitting = [n for n in names if _fits(sentence.named[n], agrees)]
    if not fitting:
        return None
    if nearest:
        return sentence.named[fitting[-1]]
    free = [n for n in fitting if sentence.is_subject(n)]
    return sentence.named[(free or fitting)[0]]


def _fits(mention: Mention, agrees: Sequence[str]) -> bool:
    if mention.type not in agrees or mention.form == "demonym":
        return False
    return mention.actor is not None or mention.type == "person" or mention.reading == "metonymic"


def pair_of(sentence: Sentence, names: Sequence[int]) -> list[Mention]:
    """Return the last two names that are joined by "and", the adjectives of their titles left aside."""
    names = [n for n in names if _fits(sentence.named[n], _ANYBODY)]
    for first, second in reversed(list(pairwise(names))):
        between, pair = sentence.kinds[first + 1 : second], [sentence.named[first], sentence.named[second]]
        if len(between) <= _JOINED and "conjunction" in between and pair[0].actor != pair[1].actor:
            return pair
    return []
