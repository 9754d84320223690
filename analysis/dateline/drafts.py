"""What stands beside a cue: the rules that turn marks and cue words into drafts of quotes, left to right."""

from __future__ import annotations

from dateline.clauses import GAP, LOOK, PRESENT, Clauses, Draft, Form, Grammar
from dateline.marks import Marked
from dateline.phrases import NOBODY, OWNING, Phrase, SourceFinder
from dateline.seeds.voice import Cue
from dateline.text import Divisions, Span

_HEADLINE = 160  # characters of a headline; a longer first paragraph is no `Name: what was said`
_TAG = 140  # characters between marks and the verb of their tag; more holds a clause of its own
_BARE = 60  # characters of a subject without an apposition
_SUBJECT = 90  # characters of a subject behind a comma, its office included
_LEAST = 12  # characters before `according to` that can hold a statement
_SHORT = 16  # characters before a comma that are a phrase, no statement
_PHRASE = 60  # the same where a preposition or a joining word opens it


class Reading(Clauses):
    """One text being read: its cues in order, and the drafts they make."""

    __slots__ = ("drafts", "last", "scare")

    def __init__(
        self, grammar: Grammar, sources: SourceFinder, text: str, divisions: Divisions, marked: list[Marked]
    ) -> None:
        super().__init__(grammar, sources, text, divisions, marked)
        self.drafts: list[Draft] = []
        self.scare: list[Span] = []
        self.last: Draft | None = None  # the draft before, in the same sentence

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
        draft = Draft(_COLON, named.end(1), named.end(1) + 1, [(first, self.trim(stop))], source)
        self.drafts.append(draft)
        inside = [marked for marked in self.marked[:4] if first <= marked.open and marked.close <= stop]
        for marked in inside:
            marked.taken = draft.mixed = True
        if inside and inside[0].open == first and inside[0].close >= stop - 1:
            draft.content, draft.direct = [(inside[0].start, inside[0].end)], True

    def cue(self, begin: int, end: int, verb: Form | None, noun: Form | None) -> None:
        """Take the next cue word outside marks."""
        if begin >= self.stop:
            self._turn(begin)
        marked, at, last = self.marked, self.next, self.last
        while at < len(marked) and marked[at].open < begin:
            at += 1
        self.next, self.begin, self.end, self.introduces = at, begin, end, False
        if at < len(marked) and marked[at].open - end < 4:
            self.introduces = verb is not None and verb.quote and self.text[end] in ",:"
        inside = last is not None and begin < last.content[-1][1]
        if inside:
            if verb is None:
                return  # a voice inside a voice is the outer one's
            inside = not (verb.verb and self._joined(verb))
            if inside and not self._may_end_content(verb):
                return
        floor = self.start if begin - self.start < LOOK else begin - LOOK
        before = marked[at - 1] if at else None
        if before is not None:
            floor = max(floor, before.close)
            if before.taken or before.close <= floor - 3:
                before = None
        self.floor = floor
        self._take(verb, noun, before, inside)

    def _turn(self, begin: int) -> None:
        """Go on to the sentence that holds an offset."""
        sentences, at = self.divisions.sentences, self.ordinal
        while at + 1 < len(sentences) and sentences[at + 1][0] <= begin:
            at += 1
        self.ordinal, self.last = at, None
        self.start, self.stop = sentences[at]

    def _may_end_content(self, verb: Form) -> bool:
        """Whether a cue inside the content before may still be the tag that ends it."""
        if verb.cue.kind == "preposition":
            return True
        return verb.after and (not self.text.startswith(" ", self.end) or self.text[self.begin - 2] == ",")

    def _take(self, verb: Form | None, noun: Form | None, before: Marked | None, inside: bool) -> None:
        """Try what a cue may be: a noun with its owner, a tag, `according to`, a verb."""
        word = ""
        if verb is None or noun is not None or verb.nominal:
            space = self.text.rfind(" ", self.floor, self.begin - 1) + 1
            word = self.text[max(space, self.floor) : self.begin - 1]
            if word in self.grammar.determiner or word[-2:] in OWNING:
                verb = None
        if verb is None:
            if noun is not None and not inside:
                self._noun(noun, word)
        elif verb.cue.kind == "preposition":
            self._according(verb, before)
        elif verb.cue.stance == "scare":
            self._so_called()
        elif before is None or not verb.after or not self._tag(verb, before):
            self._verb(verb, inside)

    def _joined(self, verb: Form) -> bool:
        """Cut the content before where this cue goes on with its subject (`praised him and called for ...`)."""
        last, text, begin = self.last, self.text, self.begin
        assert last is not None
        start = last.content[-1][0]
        joint = text.rfind(" ", start, begin - 1) + 1
        if joint and text[joint : begin - 1] in self.grammar.coordinator:
            cut = joint
        elif verb.participle and verb.quote and verb.after and not last.loose:
            cut = begin
        elif text.startswith(", ", begin - 2) and text.startswith(PRESENT, last.end - len(PRESENT)):
            cut = begin - 2
        elif self.introduces or last.start == self.start or self.word_at(self.start) in self.grammar.subordinate:
            cut = text.rfind(", ", max(start, begin - LOOK), begin)
        else:
            return False
        before = self.marked[self.next - 1] if self.next else None
        cut = self.trim(cut)
        if cut <= start or (before is not None and before.open < cut < before.close):
            return False
        last.content[-1] = (start, cut)
        near = self.marked[max(0, self.next - 3) : self.next]
        last.mixed = last.mixed and any(start <= marked.open < cut for marked in near)
        return True

    def _add(self, form: Form, content: list[Span], source: Phrase) -> Draft:
        last = self.last
        if source.found == "same":
            limit = self.begin if self.begin - self.start > 3 else self.stop
            opened = self.opening(self.start, limit)
            source = last.source if last is not None else self.sources.first(self.text, opened, limit)
        draft = Draft(form.cue, self.begin, self.end, content, source, form.loose)
        if last is not None and last.content[-1][1] > self.begin:
            start, stop = last.content[-1]
            if last.content[0][0] >= content[0][0] and self.drafts[-1] is last:
                self.drafts.pop()
            elif start < content[0][0]:
                last.content[-1] = (start, min(stop, content[0][0]))
        self.drafts.append(draft)
        self.last = draft
        return draft

    def _tag(self, form: Form, before: Marked) -> bool:
        """Take `"...," Xi said` and `"...," said Xi`; say whether it was one."""
        text, begin, floor = self.text, self.begin, self.floor
        if begin - floor > _TAG or not self.awaits_tag(before):
            return False
        bare = text[floor:begin].strip(" ,\n")
        if bare:
            source = self.sources.before(text, floor, begin)
            if source.found in ("same", "none") or (len(bare) > _BARE and "," not in bare):
                return False
        elif form.participle:
            return False
        else:
            source = self.sources.after(text, self.end, self.stop)
        content, mixed = self._before_tag(before)
        draft = self._add(form, content, source)
        draft.direct, draft.mixed = not mixed, mixed
        if mixed:
            self.retold(draft, before)
        self._resume(draft, self.end if bare else source.end)
        return True

    def _before_tag(self, before: Marked) -> tuple[list[Span], bool]:
        """Return the content whose marks close before a tag, and whether some of it stands outside the marks."""
        marked, at = self.marked, self.next - 1
        before.taken = True
        pieces = [(before.start, before.end)]
        while at and marked[at].chained and not marked[at - 1].taken:
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

    def _resume(self, draft: Draft, end: int) -> None:
        """Add the rest of an interrupted quote: `"...," he said, "..."`."""
        if self.next < len(self.marked):
            following = self.marked[self.next]
            if following.open <= self.stop and following.open - end < GAP:
                gap = self.text[end : following.open]
                if gap.rstrip()[-1:] in (",", ":") and not self.grammar.verbs.keys() & gap.replace(",", "").split():
                    following.taken = True
                    draft.content.append((following.start, following.end))

    def _according(self, form: Form, before: Marked | None) -> None:
        """Take `according to`: the source of what stands beside it, or who relays the quote before."""
        text, begin = self.text, self.begin
        source = self.sources.after(text, self.end, self.stop)
        if self._relayed(source):
            return
        left = text[self.floor : begin].strip(" ,\n")
        if not left and before is not None:
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

    def _relayed(self, source: Phrase) -> bool:
        """Give the draft before, if `according to` adjoins it, to its relay; say whether that was so."""
        last, begin = self.last, self.begin
        if last is None or last.start < self.floor - 1:
            return False
        start, stop = last.content[-1]
        if stop < begin - 2 and self.text[last.end : begin].strip(" ,\n"):
            return False
        last.via = source
        if start >= begin and len(last.content) > 1:
            last.content.pop()
        elif stop >= begin:
            last.content[-1] = (start, max(self.trim(begin), start + 1))
        return True

    def _so_called(self) -> None:
        """Leave marks after `so-called` to the author."""
        if self.next < len(self.marked) and self.marked[self.next].open - self.end < 4:
            marked = self.marked[self.next]
            marked.taken = True
            self.scare.append((marked.start, marked.end))

    def _noun(self, form: Form, word: str) -> None:
        start = self.content_start(form, self.end, *self.following(self.end))
        if start >= 0:
            self._after_cue(form, start, self.sources.owner(self.text, self.floor, self.begin, word))

    def _verb(self, form: Form, inside: bool) -> None:
        """Take a verb with its subject before it and its content on either side."""
        text, end, floor, last = self.text, self.end, self.floor, self.last
        if last is not None and floor < last.content[0][0] < self.begin:
            floor = last.content[0][0]
        kind, at = self.following(end)
        if form.after and not form.participle and not self.introduces and self._trailing(form, floor, kind):
            return
        start = -1 if inside else self.content_start(form, end, kind, at)
        agent = not inside and self.agent(form)
        if start < 0 and not agent:
            return
        source = self.sources.before(text, floor, self.begin, participle=form.participle)
        if agent:
            self._passive(form, source)
            return
        if form.verb and (source.passive or self.reduced(source)):
            if kind == "word" and self.word_at(at) in self.grammar.subordinate:
                return
            source = NOBODY
        if form.withheld and self.denied(source):
            return
        if start >= 0:
            self._after_cue(form, start, source)

    def _passive(self, form: Form, subject: Phrase) -> None:
        """Take `the plan was praised by Xi`: the subject is spoken of, the agent speaks."""
        agent = self.sources.after(self.text, self.text.find(" ", self.end + 1), self.stop)
        if agent.found == subject.found == "noun":
            start = subject.start if subject.passive else self.last_noun(subject)
            self._add(form, [(start, subject.end)], agent)

    def _trailing(self, form: Form, floor: int, kind: str) -> bool:
        """Take `..., officials said.` and `..., said officials.`; say whether it was one."""
        text, begin, end = self.text, self.begin, self.end
        inverted = text[begin - 2 : begin - 1] == "," and begin - 2 >= self.floor
        if kind == "word" and form.addressee and not inverted:
            kind = self.behind_addressee(end)
        if not (inverted or kind in ("stop", "prep")) or text.find(",", self.floor, begin) < 0:
            return False
        if kind == "word":
            source, comma = self.inverted(form), begin - 2
        elif kind == "prep" and self.medium(end) >= 0:
            return False
        else:
            source = self.sources.before(text, floor, begin)
            comma = text.rfind(",", floor, source.start + 1)
            if not inverted and source.start - comma > 3:
                return False
        if comma < 0 or source.found not in ("noun", "pronoun") or source.end - source.start > _SUBJECT:
            return False
        start = self.skip(max(text.rfind(": ", floor, comma) + 1, self.opening(self.start, comma)))
        content = [(start, comma)]
        if kind != "word" and text.startswith(", ", end) and comma > start:
            rest = self.skip(end + 1)
            content.append((rest, max(self.content_end(form, rest)[0], rest + 1)))
        elif comma - start < _SHORT or (comma - start < _PHRASE and self.word_at(start) in self.grammar.subordinate):
            return False
        self._add(form, content, source).mixed = self.cover(start)
        return True

    def _after_cue(self, form: Form, start: int, source: Phrase) -> None:
        """Add a draft whose content runs from `start` to the end of its clause or object."""
        if source.found == "narrator":
            return  # what the author says or thinks is the narrator's voice
        following = self.marked[self.next] if self.next < len(self.marked) else None
        if following is not None and following.open == start and self.alone(following, self.end):
            following.taken = True
            self._add(form, [(following.start, following.end)], source).direct = True
            return
        stop, inside = self.content_end(form, start)
        if stop > start and (inside or self.text.find(" ", start, stop) > 0):
            self._add(form, [(start, stop)], source).mixed = inside

    def finish(self) -> None:
        """Give what is between marks and still free to the quote before, to the verb inside, or to nobody."""
        drafts, at, floating = self.drafts, 0, []
        for marked in self.marked:
            if not marked.taken:
                while at < len(drafts) and drafts[at].start < marked.open:
                    at += 1
                draft = self._free(marked, drafts[at - 1] if at else None)
                if draft is not None:
                    floating.append(draft)
        if floating:
            drafts.extend(floating)
            drafts.sort(key=_place)

    def _free(self, marked: Marked, before: Draft | None) -> Draft | None:
        """Settle marks that no cue took: a floating quote, a verb inside marks, or the author's own."""
        text = self.text
        words = text[marked.start : marked.end].split()
        start = self.divisions.sentences[self.divisions.sentence_at(marked.open)][0]
        closed = text[marked.end - 1] in ".!?"
        speech = len(words) > (3 if closed or text[marked.end - 1] == "," else 6) and not _entitled(words)
        source = NOBODY
        if before is not None and (speech or (before.direct and closed)) and self._continues(marked, before):
            opens = start >= marked.open - 1
            if before.direct and opens:
                before.content.append((marked.start, marked.end))
                return None
            if opens or before.start >= start:
                source = before.source
        if not speech:
            return self._verb_inside(marked, words, start)
        if source.found == "none" and text[max(start, marked.open - 3) : marked.open].rstrip()[-1:] == ":":
            source = self.sources.first(text, start, marked.open)
        byline = self.grammar.byline.match(text, marked.close)
        if byline:
            source = Phrase("noun", *byline.span(1))
        draft = Draft(_FLOATING, marked.open, marked.open, [(marked.start, marked.end)], source)
        draft.direct = True
        return draft

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


def _entitled(words: list[str]) -> bool:
    """Whether words between marks are a title: all the long ones have capitals."""
    return all(word[0].isupper() for word in words if len(word) > 4)


def _place(draft: Draft) -> int:
    return draft.start


_COLON = Cue(":", "phrase", frozenset(), "neutral", "editors")
_FLOATING = Cue("", "phrase", frozenset(), "", "editors")
