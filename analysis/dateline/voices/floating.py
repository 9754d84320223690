"""What no cue took: marks that go on with a quote, that have a verb of their own, or that are the author's."""

from __future__ import annotations

import re

from dateline.voices.clauses import LOOK, Draft
from dateline.voices.drafts import Drafts
from dateline.voices.marks import Marked
from dateline.voices.phrases import NOBODY, Phrase

_RUN = 4  # drafts of a sentence among which the one with a tag is looked for
_NAME = 80  # characters before a colon that hold a name


class Reading(Drafts):
    """One text being read to its end."""

    __slots__ = ()

    def finish(self) -> None:
        """Give what is between marks and still free to the quote before, to the verb inside, or to nobody."""
        drafts, at = self.drafts, 0
        floating: list[Draft] = []
        tagged: Draft | None = None
        for marked in self.marked:
            if not marked.taken:
                while at < len(drafts) and drafts[at].start < marked.open:
                    at += 1
                before = self._latest(at)
                if tagged is not None and (before is None or tagged.start > before.start):
                    before = tagged
                draft = self._free(marked, before)
                if draft is not None:
                    floating.append(draft)
                    tagged = draft if draft.end > draft.start else tagged
        if floating:
            drafts.extend(floating)
            drafts.sort(key=_place)

    def _latest(self, at: int) -> Draft | None:
        """Return the draft before, or the direct one in its sentence (`"...," he said, claiming that ... "..."`)."""
        if not at:
            return None
        latest, sentence = self.drafts[at - 1], self.divisions.sentence_at(self.drafts[at - 1].start)
        for draft in self.drafts[max(0, at - _RUN) : at]:
            if draft.direct and self.divisions.sentence_at(draft.start) == sentence:
                return draft
        return latest

    def _free(self, marked: Marked, before: Draft | None) -> Draft | None:
        """Settle marks that no cue took: a floating quote, a verb inside marks, or the author's own."""
        text = self.text
        words = text[marked.start : marked.end].split()
        start = self.divisions.sentences[self.divisions.sentence_at(marked.open)][0]
        last = text[marked.end - 1]
        tag = self.grammar.tag.match(text, marked.close) if last == "," and marked.open <= start + 1 else None
        if tag is not None:
            return self._tagged(marked, tag)
        closed = last in ".!?"
        speech = len(words) > (3 if closed or last == "," else 6) and not self.entitled(marked)
        source = NOBODY
        if before is not None and (speech or (before.direct and closed)) and self._continues(marked, before):
            opens = start >= marked.open - 1
            if before.direct and (opens or (closed and text[marked.open - 2] == ",")):
                before.content.append((marked.start, marked.end))
                return None
            if opens or before.start >= start:
                source = before.source
        if not speech:
            return self._verb_inside(marked, words, start)
        draft = Draft(self.grammar.alone, marked.open, marked.open, [(marked.start, marked.end)], source)
        draft.direct = True
        if source.found == "none":
            draft.source = self._beside(marked, start)
        return draft

    def _tagged(self, marked: Marked, tag: re.Match[str]) -> Draft:
        """Take a tag with a verb that is in no table (`"...," the pilot fumed on Tuesday`)."""
        found = "pronoun" if tag["he"] else "noun"
        draft = Draft(
            self.grammar.alone, *tag.span("verb"), [(marked.start, marked.end)], Phrase(found, *tag.span("who"))
        )
        draft.direct = True
        return draft

    def _beside(self, marked: Marked, start: int) -> Phrase:
        """Return who stands beside marks without a cue: a byline, a name and a colon, or the subject before."""
        text = self.text
        byline = self.grammar.byline.match(text, marked.close)
        if byline is not None:
            return Phrase("noun", *byline.span(1))
        if start >= marked.open - 1:
            return NOBODY
        named = self.grammar.announced.search(text, max(start, marked.open - _NAME), marked.open)
        if named is not None:
            return Phrase("noun", *named.span(1))
        found = self.sources.first(text, self.opening(start, marked.open), marked.open)
        neuter = found.found == "pronoun" and text[found.start : found.end].lower() in self.grammar.neuter
        return NOBODY if neuter else found

    def _continues(self, marked: Marked, before: Draft) -> bool:
        """Whether marks go on with a draft that ends in their sentence or the one before."""
        end = max(before.content[-1][1], before.end)
        return marked.chained or self.divisions.sentence_at(marked.open) - self.divisions.sentence_at(end) <= 1

    def _verb_inside(self, marked: Marked, words: list[str], start: int) -> Draft | None:
        """Take `Xi "hailed their trust"`, where the cue stands between the marks; else leave them to the author."""
        cue = self.grammar.verbs.get(words[0]) if len(words) > 1 and start < marked.open else None
        if cue is not None:
            source = self.sources.before(self.text, max(start, marked.open - LOOK), marked.open)
            if source.found in ("noun", "pronoun"):
                end = marked.start + len(words[0])
                draft = Draft(cue, marked.start, end, [(self.skip(end), marked.end)], source)
                draft.mixed = True
                return draft
        self.scare.append((marked.start, marked.end))
        return None


def _place(draft: Draft) -> int:
    return draft.start
