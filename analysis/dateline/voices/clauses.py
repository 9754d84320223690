"""What may be said, and how far: where the content of a cue begins and ends in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.seeds.voice import Cue
from dateline.text import Divisions, Span
from dateline.voices.grammar import PLURAL, PRESENT, Form, Grammar
from dateline.voices.marks import Marked
from dateline.voices.phrases import NOBODY, Phrase, SourceFinder

LOOK = 320  # characters before a cue that may hold its content and its source
LONGEST = 2_000  # characters of a clause that nothing ends
NOWHERE = 1 << 60  # where marks open when there are no more
GAP = 90  # characters between a cue and the marks it introduces
_BLANK = " \n\t\r"
_AGENT = 40  # characters behind a cue that hold `by` and the first word of who did it
_FEW = 5  # words of a source in which a verb may hide
_COVERED = 32  # stretches between marks that one content may hold
_DASHES = ("—", " – ", " -- ", " _ ")
_SHORT = 3  # letters of a word that needs no capital in a title
_ASIDE = 60  # characters between the commas around an aside
_NEGATED = 24  # characters on either side of a cue that hold what negates it
_WORD = 23  # characters of the longest word looked up
_OPEN_ENDS = " ,;\n"  # what cannot end content
_BETWEEN = " \n\"'“‘«„`([—–-:"  # what may stand before content that interrupts other content
_ENDS = frozenset((",", ".", ";", "?", "!", ")"))  # what leaves nothing behind a cue
WORDS = ("word", "agent")  # kinds of what follows a cue and is no function word that it takes


class Draft:
    """A quote on its way: spans found, speaker not yet named."""

    __slots__ = ("content", "cue", "direct", "end", "loose", "mixed", "source", "start", "via")

    def __init__(self, cue: Cue, start: int, end: int, content: list[Span], source: Phrase, loose: bool = True) -> None:
        self.cue, self.start, self.end, self.loose = cue, start, end, loose
        self.content, self.source = content, source
        self.direct = self.mixed = False
        self.via: Phrase | None = None


class Clauses:
    """One text, the sentence in hand, and the measuring of content in it.

    Nothing here looks further than the sentence, and backwards no further than 320 characters.
    """

    __slots__ = (
        "ahead", "begin", "closed", "divisions", "end", "floor", "grammar", "inside", "introduces", "later",
        "marked", "next", "sources", "start", "stop", "text",
    )  # fmt: skip

    def __init__(
        self, grammar: Grammar, sources: SourceFinder, text: str, divisions: Divisions, marked: list[Marked]
    ) -> None:
        self.grammar, self.sources = grammar, sources
        self.text, self.divisions, self.marked = text, divisions, marked
        self.start, self.stop, self.later = -1, -1, iter(divisions.sentences)  # the sentence in hand, and those to come
        self.begin = self.end = self.floor = 0  # the cue in hand, and what it may look back to
        self.introduces = self.inside = False  # whether marks open just after it; whether other content holds it
        self.next = 0  # the first stretch between marks that opens after the cue
        self.closed, self.ahead = -NOWHERE, marked[0].open if marked else NOWHERE  # edges of the marks around the cue

    def following(self, end: int) -> tuple[str, int]:
        """Return what follows a cue, and where.

        That is "that", "question", "prep", "agent", "word", "empty" (`said nothing`), "mark", "stop" or nothing known.
        """
        text, at = self.text, end + 1
        edge = text[end:at]
        if edge == " ":
            space = text.find(" ", at, at + _WORD)
            word = text[at:space] if space > 0 else ""
            kind = self.grammar.next_word.get(word)
            if kind or (kind is None and word.isalnum()):
                return kind or "word", at
        elif edge in _ENDS:
            return "stop", end
        follow = self.grammar.follow.match(text, end, self.stop)
        if follow is None or follow.lastgroup is None:
            return "", end
        return follow.lastgroup, follow.start(follow.lastgroup)

    def content_start(self, form: Form, end: int, kind: str, at: int) -> int:
        """Return where content after a cue begins, or -1 when the cue does not take what follows."""
        opened = self.ahead
        if opened - end < GAP and (form.through or form.addressee) and (named := self._past_title(end)) >= 0:
            return named
        if form.quote and opened - end < GAP and opened < self.stop + 8 and self._links(form, end, opened):
            return opened
        if kind == "empty":
            words = self.text[at : min(self.stop, at + _NEGATED)].split(None, 2)
            if len(words) == 1 or words[0][-1] == "." or words[1] in self.grammar.subordinate | self.grammar.infinitive:
                return -1
            kind = "word"
        if kind in WORDS:
            return self._word_start(form, end, at)
        if kind in ("that", "question"):
            return at if kind in form.takes else -1
        if kind == "stop":
            return self._past_aside(form, end)
        if kind == "prep":
            medium = self.medium(end) if form.through else -1
            return medium if medium >= 0 else self._past_preposition(form, at)
        return at if kind == "mark" and (form.word or form.quote) else -1

    def denied(self, source: Phrase) -> bool:
        """Whether a cue says that something was not said (`did not say that`, `nobody spoke of`)."""
        negation, text = self.grammar.negation, self.text
        if not negation.isdisjoint(text[max(self.start, self.begin - _NEGATED) : self.begin].split()[-2:]):
            return True
        opens = source.found == "noun" and text[source.start] in self.grammar.negating
        return opens and self.word_at(source.start) in negation

    def _links(self, form: Form, end: int, opened: int) -> bool:
        """Whether what stands between a cue and the next marks lets it introduce them."""
        gap = self.text[end:opened].strip()
        if gap in self.grammar.links:
            return True
        near = form.after and gap[-1] in ",:" and gap.count(",") < 3
        return near and not any(w in self.grammar.spoken and w[-3:] != PRESENT for w in gap[:-1].split())

    def _word_start(self, form: Form, end: int, at: int) -> int:
        """Return where content begins that no joining word opens, or -1."""
        if form.command:
            return at if self._told_to(at) else -1
        if form.word or (form.takes_that and self._clause_opens(at)):
            return at
        return self.past_addressee(end) if form.addressee else -1

    def _told_to(self, at: int) -> bool:
        """Whether an infinitive follows who is told to do something (`ordered the police to leave`)."""
        to = self._first(self.grammar.infinitives, at, min(self.stop, at + GAP))
        return to >= 0 and self.grammar.halt.search(self.text, at, to) is None

    def _first(self, words: Iterable[str], start: int, stop: int) -> int:
        """Return where the first of some words stands, or -1."""
        return min((at for word in words if (at := self.text.find(word, start, stop)) >= 0), default=-1)

    def _clause_opens(self, at: int) -> bool:
        """Whether a pronoun that is a subject and its verb open a clause (`allegations he was cruel`)."""
        words = self.text[at : min(self.stop, at + _NEGATED)].split(None, 2)
        return len(words) > 1 and words[0] in self.grammar.subject and words[1] in self.grammar.auxiliary

    def past_addressee(self, end: int) -> int:
        """Return where content begins behind an addressee (`told reporters the plan ...`), or -1."""
        medium = self.medium(end)
        if medium >= 0:
            return medium
        person = self.grammar.addressee.match(self.text, end, self.stop)
        return person.end() if person is not None else -1

    def pass_marks(self, begin: int) -> None:
        """Go past the marks that open before an offset."""
        marked, at = self.marked, self.next + 1
        while at < len(marked) and marked[at].open < begin:
            at += 1
        self.next, self.closed, self.ahead = at, marked[at - 1].close, marked[at].open if at < len(marked) else NOWHERE

    def _past_aside(self, form: Form, end: int) -> int:
        """Return where `that` or a clause stands behind an aside (`said, without proof, that ...`), or -1."""
        text = self.text
        if not form.after or not text.startswith(", ", end):
            return -1
        comma = text.find(", ", end + 2, min(end + _ASIDE, self.stop))
        if comma < 0 or self.grammar.halt.search(text, end, comma):
            return -1
        word = text[comma + 2 : text.find(" ", comma + 2)]
        aside = form.word and self.word_at(end + 2) in self.grammar.subordinate
        return comma + 2 if aside or word in self.grammar.links else -1

    def _past_title(self, end: int) -> int:
        """Return where `that` stands behind marks that only name a programme (`told “The Hour” that`), or -1."""
        marked, text = self.marked[self.next], self.text
        that = self.grammar.that.match(text, marked.close, self.stop)
        if that is None or self.grammar.halt.search(text, end, marked.open) or not self.entitled(marked):
            return -1
        self.pass_marks(that.end())
        return that.end()

    def entitled(self, marked: Marked) -> bool:
        """Whether words between marks are a title: all but prepositions and short ones have capitals."""
        words, small = self.text[marked.start : marked.end].split(), self.grammar.subordinate
        return marked.end - marked.start > _SHORT and all(
            word[0].isupper() or word in small for word in words if len(word) > _SHORT
        )

    def _past_preposition(self, form: Form, at: int) -> int:
        space = self.text.find(" ", at, at + 8)
        name = self.text[at:space]
        if name not in form.takes:
            return -1
        return at if name in self.grammar.infinitive else self.skip(space)

    def medium(self, end: int) -> int:
        """Return where `that` stands after a place or an addressee (`said in a statement that`), or -1."""
        that = self.grammar.that.search(self.text, end, min(end + GAP, self.stop))
        if that is None or self.grammar.halt.search(self.text, end, that.start()):
            return -1
        return that.end() if self.grammar.spoken.isdisjoint(self.text[end : that.start()].split()) else -1

    def behind_addressee(self, end: int) -> str:
        """Return what follows an addressee: a stop or a place leaves the content before the cue."""
        if self.grammar.addressed.match(self.text, end, self.stop):
            return "stop"
        person = self.grammar.addressee.match(self.text, end, self.stop)
        at = person.end() if person is not None else end
        rest = self.text[at - 1 : at + 16].split(None, 1)[:1]
        if rest and rest[0] in self.grammar.question:
            return "word"
        return "prep" if person is not None and rest and rest[0] in self.grammar.subordinate else "word"

    def inverted(self, form: Form) -> Phrase:
        """Return the source after a cue if it looks like one: a capital or a collective noun in it, and no verb."""
        source = self.sources.after(self.text, self.end, self.stop)
        words = self.text[source.start : source.end].split()
        if form.addressee or not 0 < len(words) < 9 or not self.grammar.auxiliary.isdisjoint(words):
            return NOBODY
        if source.end < self.stop and self.text[source.end] not in ",.;—":
            return NOBODY
        short = len(words) < _FEW or words[0] not in self.grammar.determiner
        named = words[0][0].isupper() or (words[-1][0].isupper() and short) or words[-1] in self.grammar.collective
        return source if named or (words[-1] in self.grammar.human and len(words) < _FEW) else NOBODY

    def content_end(self, form: Form, start: int) -> tuple[int, bool]:
        """Return where content ends, and whether marks lie in it."""
        text, stop = self.text, min(self.stop, start + LONGEST)
        ends, found = self.grammar.clause_end if form.loose else self.grammar.object_end, None
        if not form.loose or text.find(",", start, stop) >= 0 or text.find(";", start, stop) >= 0:
            found = ends.search(text, start, stop)
            if found is not None and not form.loose and form.charge and start <= self.end + 1:
                found = self._past_list(form, start, found, stop)
        if form.loose:
            stop = self._closing_dash(start, stop)
        if self.ahead < stop:
            return self._past_marks(ends, found, stop)
        return self.trim(found.start() if found else stop), False

    def _past_list(self, form: Form, start: int, found: re.Match[str], stop: int) -> re.Match[str] | None:
        """Return where content ends that names several before their charge (`accused Finn, Roos and Li of theft`)."""
        text = self.text
        if self._first(form.charge, start, found.start()) >= 0:
            return found
        at = self._first(form.charge, found.start(), min(stop, found.end() + GAP))
        if at < 0 or self.grammar.halt.search(text, found.start(), at):
            return found
        if not self.grammar.unnamed.isdisjoint(text[found.start() : at].lower().split()):
            return found
        return self.grammar.object_end.search(text, at, stop)

    def _closing_dash(self, start: int, stop: int) -> int:
        """Return where the dash stands that closes what one before the cue opened (`Roos -- who said so -- left`)."""
        text, begin = self.text, self.begin
        for dash in _DASHES:
            at = text.find(dash, start, stop)
            if at >= 0 and text.count(dash, self.opening(max(self.start, begin - LONGEST), begin), begin) % 2:
                stop = at
        return stop

    def _past_marks(self, ends: re.Pattern[str], found: re.Match[str] | None, stop: int) -> tuple[int, bool]:
        """Return the same where marks open before it stops: nothing between them ends it."""
        inside = False
        for at in range(self.next, len(self.marked)):
            marked = self.marked[at]
            if marked.open >= stop or (found is not None and found.start() < marked.open):
                break
            inside = marked.taken = True
            if marked.close >= stop:
                return marked.close, True
            if found is not None and found.start() < marked.close:
                found = ends.search(self.text, marked.close, stop)
        return self.trim(found.start() if found else stop), inside

    def cover(self, start: int) -> bool:
        """Take the marks between an offset and the cue; say whether there are any."""
        at, least = self.next, max(0, self.next - _COVERED)
        while at > least and self.marked[at - 1].open >= start:
            at -= 1
            self.marked[at].taken = True
        return at < self.next

    def alone(self, following: Marked, end: int) -> bool:
        """Whether marks after a cue hold a whole utterance: nothing but the end of the sentence follows them."""
        text = self.text
        rest = text[following.close : following.close + 1]
        if following.close < self.stop - 1 and text[following.end - 1] not in ".!?" and rest not in (".", "\n", ""):
            return False
        return text[following.start].isupper() or text[end : following.open].rstrip()[-1:] in (":", ",")

    def exclaimed(self, form: Form, following: Marked) -> bool:
        """Whether marks just behind a verb of speech hold a whole sentence, from its capital to its stop."""
        return form.after and self.text[following.start].isupper() and self.text[following.end - 1] in ".!?,"

    def awaits_tag(self, before: Marked) -> bool:
        """Whether marks that close before a cue end in a comma, a dash or a question, as before a tag."""
        text = self.text
        inside = text[before.end - 1]
        if inside in "'’":
            inside = text[max(before.start, before.end - 4) : before.end].rstrip("'’")[-1:] or " "
        if inside not in ",?!-—–…" and not text.startswith(",", before.close):
            return False
        if before.close < self.start and not text[before.close : self.start].isspace():
            return False
        return not (self.introduces and text[self.start : min(before.open, self.start + LOOK)].strip())

    def retold(self, draft: Draft, before: Marked) -> None:
        """Give `Xi "thanked them," the agency said` to Xi: a verb that opens the marks has its subject outside them."""
        text, relay = self.text, draft.source
        word = text[before.start : before.end].split(None, 1)[0]
        cue = self.grammar.verbs.get(word)
        medium = text[relay.start : relay.end].partition(",")[0].split()[-1:]
        if cue is None or not medium or self.grammar.relay.isdisjoint(medium):
            return
        source = self.sources.before(text, draft.content[0][0], before.open)
        if source.found in ("noun", "pronoun"):
            draft.cue, draft.start, draft.end = cue, before.start, before.start + len(word)
            draft.content, draft.source, draft.via = [(self.skip(draft.end), before.end)], source, relay

    def by_medium(self, draft: Draft) -> None:
        """Give a quote its relay when that follows its cue (`was quoted as saying by state media`)."""
        if self.text.startswith(self.grammar.agents, draft.end):
            relay = self.sources.after(self.text, self.text.find(" ", draft.end + 1), self.stop)
            draft.via = relay if relay.found == "noun" else None

    def agent(self, form: Form) -> bool:
        """Whether who did it follows a participle (`written by Xi`), and not how (`spoke by video`)."""
        text, end = self.text, self.end
        if not text.startswith(self.grammar.agents, end) or not form.verb or form.participle:
            return False
        words = text[text.find(" ", end + 1) : end + _AGENT].split(None, 1)
        return bool(words) and (
            words[0][0].isupper() or words[0].endswith(PLURAL) or words[0] in self.grammar.determiner
        )

    def reduced(self, subject: Phrase) -> bool:
        """Whether a participle stands alone behind its noun (`a move seen as bold`): nobody has spoken yet."""
        if self.text[self.begin : self.end] not in self.grammar.participle or subject.found != "noun":
            return False
        return self.grammar.auxiliary.isdisjoint(self.text[subject.end : self.begin].split())

    def last_noun(self, phrase: Phrase) -> int:
        """Return where the last noun of a phrase begins with its article (`He left them a flag`)."""
        words = self.text[phrase.start : phrase.end].split(" ")
        at = max((at for at, word in enumerate(words) if word in self.grammar.determiner), default=0)
        return phrase.end - len(" ".join(words[at:]))

    def opening(self, start: int, limit: int) -> int:
        """Return a sentence's first offset after its dateline and its joining word."""
        text = self.text
        while start < limit and text[start] in " ,\n":
            start += 1
        if text[start + 1 : start + 2].isupper():
            found = self.grammar.dateline.match(text, start, limit)
            start = found.end() if found else start
        if text[start : start + 2] in self.grammar.joiners:
            found = self.grammar.opening.match(text, start, limit)
            start = found.end() if found else start
        return start

    def word_at(self, start: int) -> str:
        """Return the word at an offset, in lower case."""
        words = self.text[start : start + 16].split(None, 1)
        return words[0].lower() if words else ""

    def skip(self, at: int) -> int:
        """Return the first offset from here on that is not blank."""
        while at < len(self.text) and self.text[at] in _BLANK:
            at += 1
        return at

    def outside(self, start: int) -> int:
        """Return where other content ends that content from here on interrupts: before its mark and its dash."""
        while start and self.text[start - 1] in _BETWEEN:
            start -= 1
        return start

    def trim(self, end: int) -> int:
        """Return where content that stops here ends: before its blanks, its comma and its full stop."""
        while end and self.text[end - 1] in _OPEN_ENDS:
            end -= 1
        return end - 1 if end and self.text[end - 1] == "." else end
