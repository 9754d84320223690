"""Tags and headings: `"...," Xi said`, `..., according to Xi`, `Xi: ...`, and what they are the source of."""

from __future__ import annotations

from dateline.text import Divisions, Span
from dateline.voices.clauses import GAP, LOOK, WORDS, Clauses, Draft
from dateline.voices.grammar import Form, Grammar
from dateline.voices.marks import Marked
from dateline.voices.phrases import NOBODY, Phrase, SourceFinder

BARE = 60  # characters of a subject without an apposition
_HEADLINE = 160  # characters of a headline; a longer first paragraph is no `Name: what was said`
_TAG = 140  # characters between marks and the verb of their tag; more holds a clause of its own
_LEAST = 12  # characters before `according to` that can hold a statement
_NAMES = 4  # words of a subject that may stand behind marks without a comma
_RETOLD = 4  # drafts of a sentence that one relay passes on
_SPEAKERS = frozenset(("noun", "pronoun", "relative"))
_TRAILS = frozenset(("stop", "prep"))
_NEAR = 3  # characters between content and the comma before who relays it
_BLANKS = " ,\n"
_CLOSING = "\"”’'"
_EARLIER = frozenset(("same", "first"))
_NO_SUBJECT = frozenset(("same", "first", "none"))


class Tags(Clauses):
    """One text being read: the drafts so far, and what a cue beside marks makes of them."""

    __slots__ = ("drafts", "last", "relay", "scare")

    def __init__(
        self, grammar: Grammar, sources: SourceFinder, text: str, divisions: Divisions, marked: list[Marked]
    ) -> None:
        super().__init__(grammar, sources, text, divisions, marked)
        self.drafts: list[Draft] = []
        self.scare: list[Span] = []
        self.last: Draft | None = None  # the draft before, in the same sentence
        self.relay: Phrase | None = None  # who passes on what is said in the rest of the sentence

    def heading(self) -> None:
        """Take a headline that names its speaker: `Xi: China is ready`."""
        paragraphs = self.divisions.paragraphs
        start, stop = paragraphs[0]
        if stop - start > _HEADLINE or len(paragraphs) == 1 or self.text.find(":", start, stop) < 0:
            return
        named = self.grammar.heading.match(self.text, start, stop)
        if named is None or named.group(1) in self.grammar.rubric:
            return
        first, source = named.end(), Phrase("noun", *named.span(1))
        draft = Draft(self.grammar.marks[":"], named.end(1), named.end(1) + 1, [(first, self.trim(stop))], source)
        self.drafts.append(draft)
        inside = [marked for marked in self.marked[:4] if first <= marked.open and marked.close <= stop]
        for marked in inside:
            marked.taken = draft.mixed = True
        if inside and inside[0].open == first and inside[0].close >= stop - 1:
            draft.content, draft.direct = [(inside[0].start, inside[0].end)], True

    def _add(self, form: Form, content: list[Span], source: Phrase) -> Draft:
        last = self.last
        if source.found in _EARLIER:
            known = last is not None and last.source.found != "none" and last.cue.kind != "noun"
            source = last.source if last is not None and known else self._leading(form)
        draft = Draft(form.cue, self.begin, self.end, content, source, form.loose)
        draft.via = self.relay if source.found in _SPEAKERS else None
        if last is not None and last.content[-1][1] > self.begin:
            start = last.content[-1][0]
            if last.content[0][0] >= content[0][0] and self.drafts[-1] is last:
                self.drafts.pop()
            elif start < content[0][0]:
                self._shorten(last, self.trim(self.outside(content[0][0])))
        self.drafts.append(draft)
        self.last = draft
        return draft

    def _leading(self, form: Form) -> Phrase:
        """Return the subject of the sentence: before the cue, or behind the phrase that a participle opens."""
        start = self.opening(self.start, self.begin)
        if start < self.begin - 3:
            found = self.sources.first(self.text, start, self.begin)
            if found.found != "none" or not form.participle:
                return found
        comma = self.text.find(", ", self.end, min(self.stop, self.end + LOOK))
        return self.sources.first(self.text, comma + 2, self.stop) if comma >= 0 and form.participle else NOBODY

    def _shorten(self, draft: Draft, end: int) -> None:
        """End the last piece of content earlier; without its marks it may be mixed speech no longer."""
        start, stop = draft.content[-1]
        end = min(stop, max(end, start + 1))
        draft.content[-1] = (start, end)
        near = self.marked[max(0, self.next - 3) : self.next]
        draft.mixed = draft.mixed and any(start <= marked.open < end for marked in near)

    def _tag(self, form: Form, before: Marked) -> bool:
        """Take `"...," Xi said` and `"...," said Xi`; say whether it was one."""
        text, begin, floor = self.text, self.begin, self.floor
        if begin - floor > _TAG or not (self.awaits_tag(before) or self._plain_tag(form, before)):
            return False
        if self._titled(form, before):
            return False
        bare = text[floor:begin].strip(" ,\n")
        if not form.after and (not form.quote or form.participle or (bare and self.following(self.end)[0] != "stop")):
            return False
        if bare:
            source = self.sources.before(text, floor, begin)
            lead = text[floor : source.start].strip(" ,\n").rpartition(" ")[2]
            long = len(bare) > BARE and "," not in bare and lead and lead not in self.sources.joint
            if long or source.found in _NO_SUBJECT:
                return False
        elif form.participle:
            return False
        else:
            source = self.sources.after(text, self.end, self.stop)
        content, mixed = self._before_tag(before)
        draft = self._add(form, content, source)
        draft.direct, draft.mixed = not mixed, mixed
        self.by_medium(draft)
        if mixed:
            self.retold(draft, before)
        self._resume(draft, self.end if bare else source.end)
        return True

    def _titled(self, form: Form, before: Marked) -> bool:
        """Whether marks before a cue with content of its own are a title (`On "Day Break," Finn told us that ...`)."""
        if (
            before.open <= self.start + 1
            or " " not in self.text[before.start : before.end]
            or not self.entitled(before)
        ):
            return False
        kind, at = self.following(self.end)
        return kind in ("that", *WORDS) and self.content_start(form, self.end, kind, at) >= 0

    def _plain_tag(self, form: Form, before: Marked) -> bool:
        """Whether `"..." says Finn` or `"..." Finn said.`, without a comma, is all there is in a sentence."""
        text, divisions = self.text, self.divisions
        if not form.after or not text[before.start].isupper() or text.count(" ", before.start, before.end) < 2:
            return False
        if divisions.sentences[divisions.sentence_at(before.open)][0] < before.open - 1:
            return False
        bare = text[before.close : self.begin].strip()
        if not bare:
            return text[before.close : self.begin] == " "
        return bare.count(" ") < _NAMES and text[self.end : self.end + 1] in (".", "\n", "")

    def _before_tag(self, before: Marked) -> tuple[list[Span], bool]:
        """Return the content whose marks close before a tag, and whether some of it stands outside the marks."""
        marked, at = self.marked, self.next - 1
        before.taken = True
        pieces = [(before.start, before.end)]
        while at and marked[at].chained and not marked[at - 1].taken and not self._told(marked[at - 1].open):
            at -= 1
            marked[at].taken = True
            pieces.append((marked[at].start, marked[at].end))
        opened, start = marked[at].open, self.start
        if opened < start:
            start = self.divisions.sentences[self.divisions.sentence_at(opened)][0]
        if len(pieces) > 1 or start >= opened or opened - start > LOOK:
            return pieces[::-1], False
        start = self.opening(start, opened)
        lead = self.text[start:opened].strip()
        if not lead or lead[-1] == ":" or (self.drafts and self.drafts[-1].start >= start):
            return pieces, False
        self.cover(start)
        return [(start, before.close)], True

    def _told(self, opened: int) -> bool:
        """Whether the paragraph that marks stand in has a direct quote with a tag, which they go on with."""
        if not self.drafts or not self.drafts[-1].direct:
            return False
        return self.divisions.paragraph_at(self.drafts[-1].start) == self.divisions.paragraph_at(opened)

    def _resume(self, draft: Draft, end: int) -> None:
        """Add the rest of an interrupted quote: `"...," he said, "..."`."""
        if self.ahead <= self.stop and self.ahead - end < GAP:
            following, gap = self.marked[self.next], self.text[end : self.ahead]
            words = gap.replace(",", " ").replace(":", " ").split()
            if gap.rstrip()[-1:] in (",", ":") and self.grammar.verbs.keys().isdisjoint(words):
                following.taken = True
                draft.content.append((following.start, following.end))

    def _nested(self, verb: Form) -> bool:
        """Whether marks in the content of the cue before are an utterance of which this cue is the tag."""
        if self.last is None or not self.next or not verb.after or self.begin - self.closed > BARE:
            return False
        before = self.marked[self.next - 1]
        if before.open <= self.last.content[-1][0]:
            return False
        return self.text[before.start].isupper() and self.awaits_tag(before)

    def _special(self, form: Form, before: Marked | None) -> None:
        """Take `according to` and `so-called`, which have no subject."""
        if form.cue.kind == "preposition":
            self._according(form, before)
        elif self.ahead - self.end < 4:
            marked = self.marked[self.next]
            marked.taken = True
            self.scare.append((marked.start, marked.end))

    def _according(self, form: Form, before: Marked | None) -> None:
        """Take `according to`: the source of what stands beside it, or who relays the quote before."""
        text, begin = self.text, self.begin
        source = self.sources.after(text, self.end, self.stop)
        if self._relayed(form, source):
            return
        aside = text.startswith(", ", begin - 2) and text.startswith(", ", source.end)
        if aside and self.word_at(source.end + 2) in self.grammar.spoken:
            self.relay = source  # `Xi, according to CGTN, said`
            return
        left = text[self.floor : begin].strip(" ,\n")
        if not left and before is not None and before.close > self.start:
            content, mixed = self._before_tag(before)
            draft = self._add(form, content, source)
            draft.direct, draft.mixed = not mixed, mixed
        elif len(left) > _LEAST:
            start, end = self.opening(self.start, begin), self.trim(begin)
            if start < end:
                self._add(form, [(start, end)], source)
        else:
            comma = text.find(",", source.end, min(self.stop, source.end + LOOK))
            if comma >= 0:
                self._after_cue(form, self.skip(comma + 1), source)

    def _relayed(self, form: Form, source: Phrase) -> bool:
        """Give the draft before, if `according to` adjoins it, to its relay; say whether that was so."""
        last, text, begin = self.last, self.text, self.begin
        if last is None or last.start < max(self.start, begin - LOOK) - 1 or last.source.found not in _SPEAKERS:
            return False
        start, stop = last.content[-1]
        if stop < begin - 2 and text[last.end : begin].strip(" ,\n") and not self._told_whom(last):
            return False
        if "after" not in last.cue.takes and not (last.mixed and self.is_relay(source)):
            return False
        self._pass_on(source)
        rest = self.skip(source.end + 1) if text.startswith(",", source.end) else stop
        if start > begin or stop < begin:
            if start < begin and rest > stop and self.word_at(rest) in self.grammar.auxiliary:
                last.content.append((rest, self.content_end(form, rest)[0]))
            return True
        if last.mixed:
            self._shorten(last, self.trim(begin))
            return True
        last.content[-1:] = [(start, max(self.trim(begin), start + 1))] if start < begin else []
        if rest < stop or not last.content:
            last.content.append((min(rest, stop - 1), stop))
        return True

    def _told_whom(self, last: Draft) -> bool:
        """Whether only whom somebody told it, or when, stands between the tag of a quote and the cue."""
        gap = self.text[last.end : self.begin].rstrip(_BLANKS)
        if not last.direct or last.content[-1][1] > last.start or len(gap) > BARE or "," in gap:
            return False
        return self.grammar.halt.search(gap) is None and self.grammar.spoken.isdisjoint(gap.split())

    def retells(self) -> bool:
        """Give the drafts before to whoever relays them (`..., state television reported`); say whether that was so."""
        last, text, begin = self.last, self.text, self.begin
        if last is None or self.introduces or last.source.found not in _SPEAKERS:
            return False
        if text[text.rfind(" ", 0, begin - 1) + 1 : begin - 1] not in self.grammar.relaying:
            return False
        if text.find(",", max(last.start, begin - BARE), begin) < 0 or self.following(self.end)[0] not in _TRAILS:
            return False
        relay = self.sources.before(text, max(last.end, begin - LOOK, self.closed), begin)
        end = len(text[: relay.start].rstrip()) if relay.found == "noun" else 0
        if not end or not self.is_relay(relay) or text[end - 1 - (text[end - 1] in _CLOSING)] != ",":
            return False
        adjoins = last.content[-1][1] >= end - _NEAR or not text[last.end : end].strip(_BLANKS)
        if not adjoins or self.medium(self.end) >= 0:
            return False
        self._pass_on(relay)
        if last.content[-1][1] > end:
            self._shorten(last, self.trim(end))
        return True

    def _pass_on(self, relay: Phrase) -> None:
        """Give the drafts of the last speaker in this sentence their relay."""
        last = self.last
        for draft in self.drafts[-_RETOLD:]:
            if draft is last or (last is not None and draft.source == last.source and draft.start >= self.start):
                draft.via = draft.via or relay

    def unwraps(self, form: Form) -> bool:
        """Make a relay of the source of what a cue is inside of, where that is all it passes on.

        In `According to CGTN, Xi said ...` Xi speaks, via CGTN.
        """
        outer = self.last
        if outer is None or self.drafts[-1] is not outer:
            return False
        start = outer.content[0][0]
        if start < outer.end or self.content_start(form, self.end, *self.following(self.end)) < 0:
            return False
        if self.sources.before(self.text, start, self.begin).start != start:
            return False
        self.drafts.pop()
        self.last, self.relay, self.inside = None, outer.source, False
        return True

    def is_relay(self, phrase: Phrase) -> bool:
        """Whether a source is a medium, an office or several, who pass on what somebody else says."""
        words = self.text[phrase.start : phrase.end].partition(",")[0].split()
        return not self.grammar.relaying.isdisjoint(words[-1:])

    def _after_cue(self, form: Form, start: int, source: Phrase) -> None:
        """Add a draft whose content runs from `start` to the end of its clause or object."""
        if source.found == "narrator":
            return  # what the author says or thinks is the narrator's voice
        if self.ahead == start:
            following = self.marked[self.next]
            if form.mark or self.alone(following, self.end):
                following.taken = True
                self._add(form, [(following.start, following.end)], source).direct = True
                return
        stop, inside = self.content_end(form, start)
        if stop > start and (inside or self.text.find(" ", start, stop) > 0):
            self._add(form, [(start, stop)], source).mixed = inside
