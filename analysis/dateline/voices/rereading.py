"""Drafts read again in parsed sentences: what is said, how far, and who says it, where the rules see only neighbours.

Every cue outside marks offers its complements as content, and what the rules have read as one more. A table weighs the
evidence for each; the heaviest becomes the draft, or none where too little speaks for it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dateline.parsing import Parser, Token
from dateline.seeds.voice import Cue, Cues
from dateline.seeds.weights import Weights
from dateline.text import Span, lower
from dateline.voices.clauses import Draft
from dateline.voices.constituents import Complement, Constituents, Subject
from dateline.voices.evidence import Evidence, Place, of_complement, of_place, of_ruled_source, of_source, of_subject
from dateline.voices.floating import Reading
from dateline.voices.marks import Marked
from dateline.voices.phrases import NOBODY, Phrase, either

_SAID = -10  # tenths of a logarithm of the odds above which something counts as said
_SAYS = -20  # the same for who says it, where the rules found nobody
_SAME = 0.6  # share of two contents in common that makes them one
_NEAR = 8  # drafts before and behind one among which its double is looked for
_EDGES = {"\n": "line", "": "line"} | {mark: mark for mark in ".,;:?!"}
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_RULES = "rules"


class Heard(NamedTuple):
    """A cue with its place in a parsed sentence, and the draft that the rules made of it."""

    place: Place
    token: Token
    form: str
    draft: Draft | None


class Rereader:
    """Reads the drafts of texts again with a parser; built once per process.

    Parameters
    ----------
    cues : Cues
    weights : Weights
        From `dateline.seeds.weights.load_weights`.
    parser : Parser
        It is asked for sentences that hold a form of a cue, and for no others.
    """

    def __init__(self, cues: Cues, weights: Weights, parser: Parser) -> None:
        self._cues, self._weights, self._parser = cues, weights, parser
        forms = {*cues.verbs, *cues.nouns}
        self._forms = frozenset(form for form in forms if " " not in form)
        several = forms - self._forms
        self._first = frozenset(form.partition(" ")[0] for form in several)
        self._several = re.compile(rf"{either(several)}(?!\w)")
        words = cues.words
        self._pronoun = words["person"] | words["plural"] | words["possessive"] | words["shared"]
        self._narrator, self._relative = words["narrator"], words["relative"] | words["who"]

    def reread(self, reading: Reading, text: str) -> None:
        """Replace the drafts of a reading that rest on a cue; `text` is as the parser shall see it."""
        replaced: set[int] = set()
        found: list[tuple[int, Draft]] = []
        relays = {draft.via.start for draft in reading.drafts if draft.via is not None}
        for heard in self.heard(reading, text):
            draft = heard.draft
            if draft is not None and draft.direct:
                draft.source = self._source(heard, reading.text)
                continue
            if draft is not None:
                replaced.add(id(draft))
            again = self._draft(heard, reading.text)
            found += [one for one in again if draft is not None or one[1].source.start not in relays]
        single = _single(found)
        for draft in single:
            _take_marks(draft, reading)
        reading.drafts[:] = [draft for draft in reading.drafts if id(draft) not in replaced] + single
        reading.drafts.sort(key=_place)

    def heard(self, reading: Reading, text: str) -> Iterator[Heard]:
        """Give the cues of a text outside marks, each in its parsed sentence."""
        small = lower(reading.text)
        spans = [span for span in reading.divisions.sentences if self._speaks(small, *span)]
        drafts = {draft.start: draft for draft in reading.drafts if draft.end > draft.start}
        contents = sorted((*span, at) for at, draft in enumerate(reading.drafts) for span in draft.content)
        opened = [marked.open for marked in reading.marked]
        for parsed in self._parser.stretches(text, spans):
            sentence, end = Constituents(parsed), 0
            for number, token in enumerate(sentence.tokens):
                form = self._form(token, small) if token.start >= end else ""
                at = bisect_right(opened, token.start) - 1
                if not form or (at >= 0 and token.start < reading.marked[at].close):
                    continue
                end = token.start + len(form)
                draft, last = drafts.get(token.start), bisect_right(contents, (token.start + 1,))
                near = contents[max(0, last - _NEAR) : last]
                outer = (reading.drafts[which] for _, stop, which in near if token.start < stop)
                within = next((one.cue.stance or "nobody" for one in outer if one is not draft), "nothing")
                ruled = draft.source.found if draft is not None else ""
                yield Heard(Place(sentence, number, self._cue(form, token), ruled, within), token, form, draft)

    def _speaks(self, small: str, start: int, end: int) -> bool:
        """Whether a sentence holds a form of a cue."""
        words = set(_WORD.findall(small, start, end))
        if not words.isdisjoint(self._forms):
            return True
        return not words.isdisjoint(self._first) and self._several.search(small, start, end) is not None

    def _form(self, token: Token, small: str) -> str:
        """Return the form of a cue that begins with a token, the longest, or nothing."""
        if token.word in self._first:
            several = self._several.match(small, token.start)
            if several is not None:
                return several.group()
        return token.word if token.word in self._forms else ""

    def _cue(self, form: str, token: Token) -> Cue:
        """Return the cue of a form: the noun or the verb, as it is tagged."""
        verbs, nouns = self._cues.verbs, self._cues.nouns
        first, second = (nouns, verbs) if token.tag.startswith("NN") else (verbs, nouns)
        return first[form] if form in first else second[form]

    def _draft(self, heard: Heard, text: str) -> list[tuple[int, Draft]]:
        """Return the likeliest draft of a cue with its weight, or nothing where too little speaks for it.

        What the rules read is kept where marks stand in it.
        """
        ruled = heard.draft
        best, chosen = _SAID, Complement(_RULES, ruled.content, -1) if ruled is not None and ruled.mixed else None
        for offer, evidence in offers(heard, text):
            weight = _weigh(evidence, self._weights.content)
            if weight > best:
                best, chosen = weight, offer
        if chosen is None:
            return []
        source = self._source(heard, text)
        if source.found == "narrator":
            return []  # what the author says or thinks is the narrator's voice
        start = heard.token.start
        draft = Draft(heard.place.cue, start, start + len(heard.form), list(chosen.spans), source)
        draft.via = ruled.via if ruled is not None else None
        return [(best, draft)]

    def _source(self, heard: Heard, text: str) -> Phrase:
        """Return who says it: the likeliest of the subjects and of what the rules found."""
        ruled = heard.draft.source if heard.draft is not None else NOBODY
        best, chosen = _SAYS, ruled
        for subject, evidence in sources(heard):
            weight = _weigh(evidence, self._weights.source)
            if weight > best:
                best = weight
                chosen = ruled if subject is None else self._phrase(heard.place.sentence, subject, text)
        return chosen

    def _phrase(self, sentence: Constituents, subject: Subject, text: str) -> Phrase:
        """Return a subject as a phrase: a pronoun, one that stands for the noun before it, the author, or a noun."""
        token = sentence.tokens[subject.number]
        start, end = sentence.phrase(subject.number)
        if token.word in self._narrator:
            return Phrase("narrator", start, end)
        if token.word in self._pronoun:
            return Phrase("pronoun", token.start, token.end)
        if token.word in self._relative:
            clause, start = sentence.tokens[token.head], token.start
            if clause.relation == "relcl" and token.tag.startswith("W"):
                noun = sentence.first[clause.head], sentence.first[token.head] - 1
                start = sentence.span(*noun)[0] if text[token.start - 1] == " " and noun[0] <= noun[1] else token.start
            return Phrase("relative", start, token.end)
        return Phrase("noun", start, end)


def offers(heard: Heard, text: str) -> list[tuple[Complement, list[Evidence]]]:
    """Return what may be the content of a cue, what the rules read among it, each with the evidence for it."""
    place, draft = heard.place, heard.draft
    found = list(place.sentence.complements(place.number))
    if draft is not None:
        found.append(Complement(_RULES, draft.content, -1))
    subjects = place.sentence.subjects(place.number)
    always = of_place(place) + of_subject(place, subjects[0] if subjects else None)
    weighed = []
    for offer in found:
        agreement = int(4 * _common(offer.spans, draft.content)) if draft is not None else 0
        end = offer.spans[-1][1]
        edge = _EDGES.get(text[end : end + 1], "word")
        weighed.append((offer, always + of_complement(place, offer, agreement, edge)))
    return weighed


def sources(heard: Heard) -> list[tuple[Subject | None, list[Evidence]]]:
    """Return who may say what a cue announces, and None for whom the rules found, each with the evidence."""
    place = heard.place
    ruled = heard.draft.source if heard.draft is not None else NOBODY
    has, agreed, found = ruled.end > ruled.start, False, []
    for subject in place.sentence.subjects(place.number):
        start, end = place.sentence.phrase(subject.number)
        same = start < ruled.end and ruled.start < end
        agreed = agreed or same
        found.append((subject, of_source(place, subject, "nobody" if not has else "agree" if same else "differ")))
    if has:
        side = "before" if ruled.start < heard.token.start else "behind"
        return [*found, (None, of_ruled_source(place, side, agreed=agreed))]
    return [*found]


def _weigh(evidence: Iterable[Evidence], table: Mapping[Evidence, int]) -> int:
    """Return the sum of what evidence weighs."""
    return sum(table.get(one, 0) for one in evidence)


def _common(spans: list[Span], others: list[Span]) -> float:
    """Return the characters that two contents have in common, as a share of those in either."""
    both = sum(max(0, min(end, last) - max(start, first)) for start, end in spans for first, last in others)
    return both / max(1, sum(end - start for start, end in [*spans, *others]) - both)


def _single(heard: list[tuple[int, Draft]]) -> list[Draft]:
    """Return drafts without those that have nearly the content of a heavier one near them."""
    order = sorted(range(len(heard)), key=lambda at: (-heard[at][0], at))
    kept: dict[int, Draft] = {}
    for at in order:
        near = (kept[other] for other in range(at - _NEAR, at + _NEAR + 1) if other in kept)
        if all(_common(draft.content, heard[at][1].content) <= _SAME for draft in near):
            kept[at] = heard[at][1]
    return list(kept.values())


def _take_marks(draft: Draft, reading: Reading) -> None:
    """Take the marks in a draft's content, to their end; with any it is mixed speech."""
    first, (start, end) = draft.content[0][0], draft.content[-1]
    at = bisect_left(reading.marked, first - 1, key=_opened)
    for marked in reading.marked[at:]:
        if marked.open >= end:
            break
        if any(left <= marked.open + 1 and marked.open < right for left, right in draft.content):
            marked.taken = draft.mixed = True
            end = marked.close if start <= marked.open and marked.close > end else end
    draft.content[-1] = (start, end)


def _place(draft: Draft) -> int:
    return draft.start


def _opened(marked: Marked) -> int:
    return marked.open
