"""What stands beside a cue: the rules that turn cue words into drafts of quotes, left to right."""

from __future__ import annotations

from dateline.voices.clauses import GAP, LOOK, WORDS, Draft
from dateline.voices.grammar import PRESENT, Form
from dateline.voices.marks import Marked
from dateline.voices.phrases import MANNER, NOBODY, OWNING, PARTICIPLES, Phrase
from dateline.voices.tags import Tags

_NAME = 7  # words of what somebody is called, and one more
_ENDS = ",;:.—–"  # what cannot stand inside what somebody is called
_NEAR = 3  # characters between marks and what may stand beside them
_SUBJECT = 90  # characters of a subject behind a comma, its office included
_SHORT = 16  # characters before a comma that are a phrase, no statement
_OPENED = 32  # characters between the comma that opens an aside and its participle
_SPOKEN_OF = ("word", "prep", "question")  # what follows a participle that others say something by
_PHRASE = 60  # the same where a preposition or a joining word opens it


class Drafts(Tags):
    """One text being read: its cues in order, and the drafts they make."""

    __slots__ = ()

    def cue(self, begin: int, end: int, verb: Form | None, noun: Form | None) -> None:
        """Take the next cue word outside marks."""
        if begin >= self.stop:
            self._turn(begin)
        last = self.last
        if last is not None and begin < last.end:
            return  # `as saying` has been read
        if self.ahead < begin:
            self.pass_marks(begin)
        self.begin, self.end = begin, end
        self.introduces = self.ahead - end < 4 and self._introduces(verb)
        self.inside = last is not None and begin < last.content[-1][1]
        told = last is not None and verb is not None and verb.trailing and self.retells()
        if told or (self.inside and not self._heard(verb)):
            return
        floor, before = self.start if begin - self.start < LOOK else begin - LOOK, None
        if self.closed > floor - _NEAR:
            floor, before = max(floor, self.closed), self._free_marks(verb)
        self.floor = floor
        if verb is None or ((verb.nominal or noun is not None) and self._owned()) or self._governed(verb, noun):
            if noun is not None and not self.inside:
                self._noun(noun)
        elif verb.special:
            self._special(verb, before)
        elif before is None or not self._tag(verb, before):
            self._verb(verb)

    def _turn(self, begin: int) -> None:
        """Go on to the sentence that holds an offset."""
        for start, stop in self.later:
            if stop > begin:
                self.start, self.stop, self.last, self.relay = start, stop, None, None
                return

    def _introduces(self, verb: Form | None) -> bool:
        """Whether marks open just after the comma or colon of a cue, or after a verb of speech and with a capital."""
        if verb is None or not verb.quote:
            return False
        near = self.ahead == self.end + 1
        return self.text[self.end] in ",:" or (near and self.exclaimed(verb, self.marked[self.next]))

    def _free_marks(self, verb: Form | None) -> Marked | None:
        """Return the marks before a cue, unless some draft has them and the cue is not their tag."""
        before = self.marked[self.next - 1]
        free = not before.taken or (self.inside and verb is not None and self._nested(verb))
        return before if free else None

    def _heard(self, verb: Form | None) -> bool:
        """Whether a cue is heard inside other content, which it cuts short or ends: all else is the outer voice's."""
        if verb is None:
            return False
        if verb.verb and self.last is not None and self.last.cue.kind == "preposition" and self.unwraps(verb):
            return True
        self.inside = not (verb.verb and self._joined(verb))
        if not self.inside or self._may_end_content(verb) or self._nested(verb):
            return True
        self._embedded(verb)
        return False

    def _embedded(self, verb: Form) -> None:
        """Take what is reported inside another's content; the outer keeps it too.

        That is a clause (`he said the pilots warned that ...`) and what marks show to be worded by whoever is reported
        (`he said Xi called it a "folly"`).
        """
        outer = self.last
        assert outer is not None
        if not outer.loose:
            return
        start, stop = outer.content[-1]
        kind, at = self.following(self.end)
        clause = kind == "that" and verb.after and kind in verb.takes
        named = kind in WORDS and verb.naming and self.ahead < min(stop, at + GAP)
        if (clause or named) and at < stop:
            source = self.sources.before(self.text, max(start, self.begin - LOOK), self.begin)
            self.last = None
            self._after_cue(verb, at, source)
            self.last = outer

    def _may_end_content(self, verb: Form) -> bool:
        """Whether a cue inside the content before may still be the tag that ends it."""
        if verb.cue.kind == "preposition":
            return True
        return verb.after and (not self.text.startswith(" ", self.end) or self.text[self.begin - 2] == ",")

    def _owned(self) -> bool:
        """Whether an article or an owner makes a noun of a cue (`his claims`)."""
        before = self.text.rfind(" ", self.floor, self.begin - 1) + 1
        word = self.text[max(before, self.floor) : self.begin - 1]
        return word in self.grammar.determiner or word[-2:] in OWNING

    def _governed(self, verb: Form, noun: Form | None) -> bool:
        """Whether a preposition makes a noun of a cue that takes what follows (`in response to questions about`)."""
        if noun is None or not verb.plural:
            return False
        before = self.text.rfind(" ", self.floor, self.begin - 1) + 1
        if self.text[max(before, self.floor) : self.begin - 1] not in self.grammar.preposition:
            return False
        return self.content_start(noun, self.end, *self.following(self.end)) >= 0

    def _joined(self, verb: Form) -> bool:
        """Cut the content before where this cue goes on with its subject (`praised him and called for ...`)."""
        last, text, begin = self.last, self.text, self.begin
        assert last is not None
        start = last.content[-1][0]
        joint = text.rfind(" ", start, begin - 1) + 1
        if joint and text[joint : begin - 1] in self.grammar.coordinator:
            cut = joint
        elif self.introduces or self._opens_marks(verb):
            cut = self._clause(verb, start)
        elif verb.participle and verb.quote and verb.after and not last.loose:
            cut = begin
        elif verb.after and (clause := self._new_clause(verb, start)) >= 0:
            cut = clause
        elif text.startswith(", ", begin - 2) and text.startswith(PRESENT, last.end - len(PRESENT)):
            cut = begin - 2
        elif last.start == self.start or self.word_at(self.start) in self.grammar.subordinate:
            cut = text.rfind(", ", max(start, begin - LOOK), begin)
        else:
            return False
        before = self.marked[self.next - 1] if self.next else None
        cut = self.trim(cut)
        if cut <= start and len(last.content) > 1:
            last.content.pop()
            return True
        if cut <= start or (before is not None and before.open < cut < before.close):
            return False
        self._shorten(last, cut)
        return True

    def _opens_marks(self, verb: Form) -> bool:
        """Whether a verb of speech has marks of its own behind whom it is said of (`she said of him, "..."`)."""
        if not (verb.after and verb.quote) or self.ahead - self.end >= GAP:
            return False
        return self.following(self.end)[0] == "prep" and self.content_start(verb, self.end, "", -1) == self.ahead

    def _new_clause(self, verb: Form, start: int) -> int:
        """Return where a joining word opens a clause in which a verb of speech has content of its own, or -1."""
        if self.content_start(verb, self.end, *self.following(self.end)) < 0:
            return -1
        at = self._clause(verb, start)
        return at if at < self.begin and self.word_at(at) in self.grammar.joining else -1

    def _clause(self, verb: Form, start: int) -> int:
        """Return where the clause of a cue inside other content begins: at its subject and the word that joins it."""
        text, cut = self.text, self.begin
        if not verb.participle:
            subject = self.sources.before(text, max(start, cut - LOOK), cut)
            named = subject.found in ("noun", "pronoun")
            cut = subject.start if named else max(text.rfind(joint, start, cut) for joint in self.grammar.joints)
        joint = text.rfind(" ", start, max(cut - 1, start)) + 1
        return joint if joint and text[joint : cut - 1] in self.grammar.joining else cut

    def _noun(self, form: Form) -> None:
        start = self.content_start(form, self.end, *self.following(self.end))
        if start >= 0:
            self._after_cue(form, start, self.sources.owner(self.text, self.floor, self.begin))

    def _verb(self, form: Form) -> None:
        """Take a verb with its subject before it and its content on either side."""
        text, end, floor = self.text, self.end, self.floor if self.last is None else self._since(self.last)
        if form.saying and not self.inside and self._quoted(form, floor):
            return
        kind, at = self.following(end)
        if form.past and not self.inside and kind in _SPOKEN_OF and (close := self._set_apart(form)) >= 0:
            self._of_others(form, kind, at, close)
            return
        begin = self.begin
        tail = form.trailing and not self.introduces and text.find(",", self.floor, begin) >= 0
        aside = kind == "agent" and form.saying and self._aside()
        if aside or (tail and self._trailing(form, floor, kind)) or self.inside:
            return
        if kind == "agent" and self.agent(form):
            self._passive(form, self.sources.before(text, floor, begin, form.participle))
            return
        start = self.content_start(form, end, kind, at)
        if start < 0:
            return
        source = self.sources.before(text, floor, begin, form.participle)
        if form.verb and (source.passive or (form.reduced and self.reduced(source))):
            if kind in WORDS and self.word_at(at) in self.grammar.subordinate:
                return
            source = self._namer(start)
        if form.withheld and self.denied(source):
            return
        self._told_by(form, start, source)

    def _told_by(self, form: Form, start: int, source: Phrase) -> None:
        """Add what follows a cue, without the agent who ends it (`was called a tyrant by Finn`)."""
        self._after_cue(form, start, source)
        last = self.last
        if last is not None and last.source is source and start < source.start < last.content[-1][1]:
            self._shorten(last, self.trim(self.text.rfind(" ", start, source.start - 1)))

    def _names(self, words: list[str]) -> bool:
        """Whether some words open with a name, its article before it (`the United States`)."""
        article = bool(words) and words[0] in self.grammar.determiner
        return words[article : article + 1] != [] and words[article][0].isupper()

    def _of_others(self, form: Form, kind: str, at: int, close: int) -> None:
        """Take what others say of a subject between commas (`Finn, often called cruel, left`): it says nothing itself.

        What follows is the subject's again.
        """
        start = self.content_start(form, self.end, kind, at)
        if 0 <= start < close:
            self._told_by(form, start, self._namer(start))
            if self.last is not None and self.last.start == self.begin and self.last.content[-1][1] > close:
                self._shorten(self.last, close)
            self.last = None

    def _namer(self, start: int) -> Phrase:
        """Return who calls somebody what a passive says (`was called a tyrant by Finn`), or nobody."""
        text, grammar = self.text, self.grammar
        by = min((at for agent in grammar.agents if (at := text.find(agent, start, self.stop)) >= 0), default=-1)
        words = text[start : max(by, start)].split()
        if not 0 < len(words) < _NAME or words[0] in grammar.subordinate or words[-1].endswith(PARTICIPLES):
            return NOBODY
        if any(word[-1] in _ENDS for word in words) or not grammar.unnamed.isdisjoint(words):
            return NOBODY
        agent = self.sources.after(text, text.find(" ", by + 1), self.stop)
        spoken = text[agent.start : agent.end].split()
        known = agent.found == "noun" and (self._names(spoken) or spoken[-1] in grammar.people)
        return agent if known and grammar.words["time"].isdisjoint(spoken[:1]) else NOBODY

    def _set_apart(self, form: Form) -> int:
        """Return where the comma stands that ends an aside a participle opens (`Finn, long called cruel, left`), or -1.

        Only adverbs stand between the first comma and the participle, only a subject before it, and a verb behind the
        last comma.
        """
        text, begin = self.text, self.begin
        comma = text.rfind(",", max(self.floor, begin - _OPENED), begin)
        if comma < 0 or not all(self._adverbial(word) for word in text[comma + 1 : begin].split()):
            return -1
        start = self.opening(max(self.start, comma - LOOK), comma)
        introduced = self.word_at(start) in self.grammar.subordinate  # `In Bergen, Finn, long called cruel, left`
        if text.count(",", start, comma) != introduced or any(map(self._finite, text[start:comma].split())):
            return -1
        if form.after and self.inverted(form) is not NOBODY:
            return -1
        stop = min(self.stop, self.end + LOOK)
        close = text.find(", ", self.end, stop)
        while close >= 0 and not self._finite(self.word_at(close + 2)):
            close = text.find(", ", close + 2, stop)
        return close

    def _adverbial(self, word: str) -> bool:
        return word in self.grammar.adverb or word.endswith(MANNER)

    def _finite(self, word: str) -> bool:
        """Whether a word is a verb with a subject, as far as its form tells."""
        known = self.grammar.verbs.get(word)
        verb = known is not None and known.kind == "verb" and word[-3:] != PRESENT
        return verb or word in self.grammar.auxiliary or word.endswith(PARTICIPLES[1])

    def _since(self, last: Draft) -> int:
        """Return what a subject may look back to: not past the cue before, nor into what it announces."""
        floor, begin, end, start = self.floor, self.begin, last.end, last.content[0][0]
        floor = end if floor < end < begin else floor
        return start if floor < start < begin else floor

    def _quoted(self, form: Form, floor: int) -> bool:
        """Take `state media quoted Xi as saying ...`: he speaks, they relay; say whether it was that."""
        text, grammar = self.text, self.grammar
        found = grammar.quoted.match(text, self.end, self.stop)
        cue = grammar.verbs.get(found["saying"]) if found else None
        if found is None or cue is None or "after" not in cue.takes:
            return False
        relay = self.sources.before(text, floor, self.begin)
        source = self.sources.after(text, *found.span("whom"))
        if relay.passive:  # `the agency was quoted by Finn as saying`
            source, relay = relay._replace(passive=False), source if self.agent(form) else NOBODY
        span = self.begin, self.end
        self.begin, self.end = found.span("saying")
        said = Form(found["saying"], cue, grammar.words)
        start = self.content_start(said, self.end, *self.following(self.end))
        if start < 0:
            self.begin, self.end = span
            return False
        count = len(self.drafts)
        self._after_cue(said, start, source)
        for draft in self.drafts[count:]:
            draft.via = relay
        return True

    def _passive(self, form: Form, subject: Phrase) -> None:
        """Take `the plan was praised by Xi`: the subject is spoken of, the agent speaks."""
        agent = self.sources.after(self.text, self.text.find(" ", self.end + 1), self.stop)
        if self.is_relay(agent) and self.text.startswith(", ", agent.end):
            self.relay = agent  # `In a message reported by state media, Xi said`
            return
        if agent.found == "noun" and form.charge and self._charged(form, agent):
            return
        if agent.found == subject.found == "noun":
            start = subject.start if subject.passive else self.last_noun(subject)
            self._add(form, [(start, subject.end)], agent)

    def _charged(self, form: Form, agent: Phrase) -> bool:
        """Take what an agent charges somebody with (`was accused by the mayor of Bergen of theft`), if it does.

        A name behind the word that opens a charge belongs to the agent, where another such word follows.
        """
        text, charge, floor = self.text, form.charge, agent.start
        while (at := self._first(charge, floor, agent.end)) >= 0:
            floor = text.find(" ", at + 1) + 1
            more = self._first(charge, floor, agent.end) >= 0
            if more and self._names(text[floor : agent.end].split(None, 2)):
                continue
            stop, inside = self.content_end(form, floor)
            self._add(form, [(floor, stop)], agent._replace(end=at)).mixed = inside
            return True
        return False

    def _called(self, form: Form) -> bool:
        """Whether what somebody is called follows a verb (`whom they labelled as vile`)."""
        return not form.loose and f" {self.word_at(self.end + 1)} " in form.charge

    def _aside(self) -> bool:
        """Take the relay between the commas of `Xi, quoted by CGTN, said`; say whether it was that."""
        relay = self.sources.after(self.text, self.text.find(" ", self.end + 1), self.stop)
        comma = self.text.find(", ", relay.end, min(relay.end + GAP, self.stop))
        if relay.found != "noun" or comma < 0 or not self.text.startswith(", ", self.begin - 2):
            return False
        if self.word_at(comma + 2) not in self.grammar.spoken | self.grammar.auxiliary:
            return False
        self.relay = relay
        return True

    def _trailing(self, form: Form, floor: int, kind: str) -> bool:
        """Take `..., officials said.` and `..., said officials.`; say whether it was one."""
        text, begin, end = self.text, self.begin, self.end
        inverted = text[begin - 2 : begin - 1] == "," and begin - 2 >= self.floor
        if kind == "agent":
            kind = "word" if form.verb else "prep"
        if kind == "word" and form.addressee and not inverted:
            kind = self.behind_addressee(end)
        if not (inverted or kind in ("stop", "prep")) or (kind == "prep" and self._called(form)):
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
        draft = self._add(form, content, source)
        draft.mixed = self.cover(start)
        self.by_medium(draft)
        return True
