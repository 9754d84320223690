"""What may be said, and how far: where the content of a cue begins and ends in its sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dateline.marks import Marked
from dateline.phrases import NOBODY, PARTICIPLES, Phrase, SourceFinder, either
from dateline.seeds.voice import Cue, Cues
from dateline.text import Divisions, Span

LOOK = 320  # characters before a cue that may hold its content and its source
LONGEST = 2_000  # characters of a clause that nothing ends
GAP = 90  # characters between a cue and the marks it introduces
_BLANK = " \n\t\r"
_QUOTED = 60  # characters of somebody who is quoted as saying something
_AGENT = 40  # characters behind a cue that hold `by` and the first word of who did it
_WITHHELD = frozenset(("neutral", "factive"))  # stances of a cue that, negated, leaves nothing said
_ASIDE = 60  # characters between the commas around an aside
_NEGATED = 24  # characters on either side of a cue that hold what negates it
_OPEN_ENDS = " ,;\n"  # what cannot end content
_BETWEEN = " \n\"'“‘«„`([—–-:"  # what may stand before content that interrupts other content
_ENDS = frozenset((",", ".", ";", "?", "!", ")"))  # what leaves nothing behind a cue
_LINKS = frozenset(("", ",", ":"))
PRESENT = "ing"  # the ending of a participle that goes on with the subject before
_PLURAL = "s"  # the ending of a noun, or of a verb that may be one ("claims")


class Form:
    """One inflected form of a cue, with what it takes laid out for quick questions."""

    __slots__ = (
        "addressee", "after", "cue", "loose", "mark", "nominal", "participle", "quote", "saying", "takes", "through",
        "verb", "withheld", "word",
    )  # fmt: skip

    def __init__(self, form: str, cue: Cue) -> None:
        takes = cue.takes
        self.cue, self.takes = cue, takes
        self.after, self.quote, self.addressee = "after" in takes, "quote" in takes, "addressee" in takes
        self.mark = takes == {"quote"} and cue.kind in ("noun", "phrase")
        self.saying = "saying" in takes
        self.word = bool(takes & {"clause", "object"})
        self.loose = "object" not in takes and bool(takes & {"clause", "addressee", "that"})
        self.through = self.after and bool(takes & {"that", "addressee"})
        self.verb = cue.kind == "verb"
        self.withheld = self.verb and cue.stance in _WITHHELD
        self.participle = self.verb and form.endswith(PRESENT)
        self.nominal = form in (cue.lemma, cue.lemma + _PLURAL) or not (self.after or form.endswith(PARTICIPLES))


class Draft:
    """A quote on its way: spans found, speaker not yet named."""

    __slots__ = ("content", "cue", "direct", "end", "loose", "mixed", "source", "start", "via")

    def __init__(self, cue: Cue, start: int, end: int, content: list[Span], source: Phrase, loose: bool = True) -> None:
        self.cue, self.start, self.end, self.loose = cue, start, end, loose
        self.content, self.source = content, source
        self.direct = self.mixed = False
        self.via: Phrase | None = None


class Grammar:
    """Expressions compiled from the word lists: what follows a cue, and where content ends."""

    def __init__(self, cues: Cues) -> None:
        words = cues.words
        prepositions = words["complement"] | words["infinitive"]
        day = rf"(?:{either(words['dating'])}\s+)?{either(words['time'])}(?:\s+{either(words['daypart'])})?"
        time = rf"(?:\s+(?:{day}|{either(words['when'])}\s{either(words['period'])})(?!['’\w]))?"
        self.follow = re.compile(
            rf"{time}(?:(?P<stop>\s*[.;!?)\]]|\s*\Z|\s*(?:--|[—–_])|,)|\s*:?\s*(?:(?P<that>{either(words['complementizer'])}\b)"
            rf"|(?P<question>{either(words['question'])}\b)|(?P<prep>{either(prepositions)}\b)|(?P<word>[\w$£€])"
            r"|(?P<mark>[\"“«„‘']|``)))"
        )
        self.clause_end = re.compile(rf"[,;](?:(?<=;)|\s+{either(words['break'])}\b)")
        self.object_end = re.compile(rf"[,;:—–-](?:(?<=[;:—])|(?<=,)\s+(?!{either(words['carry'])}\b)|(?<=\s[–-])-?\s)")
        self.addressee = re.compile(
            rf"\s+(?:{either(words['determiner'])}\s+)?[\w'’.-]+(?:\s+(?:{either(words['coordinator'])}\s+)?[A-Z][\w'’.-]*){{0,5}}{time},?\s+"
        )
        self.addressed = re.compile(r"(?: [\w'’.-]{1,24}){0,3} [\w'’-]{1,24}(?=[.,;]['’”\"]?(?:\s|\Z))")
        self.halt = re.compile(r"[.;:“”\"`«»!?—]")
        self.dateline = re.compile(r"[A-Z][A-Z.,'’ -]{2,40}[^—–\n]{0,30}?\s(?:--|[—–_-])\s")
        self.byline = re.compile(r"\s{0,3}(?:--?|[—–―])\s{0,3}([A-Z][^\n.;:“\"]{2,60})(?=\.?[ \t]*(?:\n|\Z))")
        he = either(words["person"] | words["plural"])
        who = rf"(?:(?P<he>{he})|(?:{either(words['determiner'])}\s|(?=[A-Z]))"
        who += r"[\w'’.-]{1,30}(?:\s[\w'’.-]{1,30}){0,7}?)"
        behind = either(words["preposition"] | words["boundary"] | words["time"])
        self.tag = re.compile(rf"\s(?P<who>{who})\s(?P<verb>[a-z]+(?:ed|s|e))(?=[.,:;]|\s{behind}\b)")
        self.announced = re.compile(r"([A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*):\s?\Z")
        self.heading = re.compile(r"([A-Z][\w.'’-]{0,30}(?:\s[A-Z][\w.'’-]{0,30}){0,4}):\s+(?=\S)")
        openers = sorted(word.capitalize() for word in words["opener"])
        self.joiners = frozenset(word[:2] for word in openers)
        self.opening = re.compile(either(openers) + r",?\s+")
        first = {word.split()[0] for word in words["when"]}
        self.next_word: dict[str, str] = dict.fromkeys(words["question"], "question")
        self.next_word.update(dict.fromkeys(prepositions, "prep"))
        self.next_word.update(dict.fromkeys(words["complementizer"], "that"))
        self.next_word.update(dict.fromkeys(words["time"] | words["dating"] | first, ""))  # these the expression reads
        self.next_word.update(dict.fromkeys((word + stop for word in words["nothing"] for stop in ("", ".")), "empty"))
        self.links = _LINKS | words["complementizer"]
        self.that = re.compile(rf" (?={either(words['complementizer'])} )")
        self.agents = tuple(f" {word} " for word in words["agent"])
        self.verbs = cues.verbs
        self._sort(words)

    def _sort(self, words: Mapping[str, frozenset[str]]) -> None:
        """Name the sets of words that the rules ask for."""
        self.spoken = frozenset(form for form, cue in self.verbs.items() if "after" in cue.takes)
        self.quoted = re.compile(
            rf" (?P<whom>[^.;:,“”\"\n]{{2,{_QUOTED}}}?) {either(words['quoting'])} (?P<saying>\w+{PRESENT})\b"
        )
        self.negation = words["negation"] | {word.capitalize() for word in words["negation"]}
        self.question = words["question"] | words["complementizer"]
        closed = self.question | words["relative"] | words["who"]
        self.joining = words["boundary"] - closed
        self.infinitive, self.coordinator = words["infinitive"], words["coordinator"]
        self.subordinate = words["preposition"] | words["boundary"]
        self.auxiliary, self.collective, self.relay = words["auxiliary"], words["collective"], words["relay"]
        self.neuter = words["it"]
        self.participle = words["participle"]
        self.determiner, self.rubric = words["determiner"] - words["demonstrative"], words["rubric"]


class Clauses:
    """One text, the sentence in hand, and the measuring of content in it.

    Nothing here looks further than the sentence, and backwards no further than 320 characters.
    """

    __slots__ = (
        "begin", "divisions", "end", "floor", "grammar", "introduces", "marked", "next", "ordinal", "sources", "start",
        "stop", "text",
    )  # fmt: skip

    def __init__(
        self, grammar: Grammar, sources: SourceFinder, text: str, divisions: Divisions, marked: list[Marked]
    ) -> None:
        self.grammar, self.sources = grammar, sources
        self.text, self.divisions, self.marked = text, divisions, marked
        self.ordinal, self.start, self.stop = 0, -1, -1  # the sentence in hand
        self.begin = self.end = self.floor = 0  # the cue in hand, and what it may look back to
        self.introduces = False  # whether marks open just after its comma or colon
        self.next = 0  # the first stretch between marks that opens after the cue

    def following(self, end: int) -> tuple[str, int]:
        """Return what follows a cue, and where.

        That is "that", "question", "prep", "word", "empty" (`said nothing`), "mark", "stop" or nothing known.
        """
        text = self.text
        edge = text[end : end + 1]
        if edge in _ENDS:
            return "stop", end
        if edge == " ":
            space = text.find(" ", end + 1, end + 24)
            word = text[end + 1 : space] if space > 0 else ""
            kind = self.grammar.next_word.get(word, "word")
            if kind and (word.isalnum() or kind == "empty"):
                return kind, end + 1
        follow = self.grammar.follow.match(text, end, self.stop)
        if follow is None or follow.lastgroup is None:
            return "", end
        return follow.lastgroup, follow.start(follow.lastgroup)

    def content_start(self, form: Form, end: int, kind: str, at: int) -> int:
        """Return where content after a cue begins, or -1 when the cue does not take what follows."""
        if form.quote and self.next < len(self.marked):
            opened = self.marked[self.next].open
            if opened - end < GAP and opened < self.stop + 8 and self._links(form, end, opened):
                return opened
        if kind == "empty":
            words = self.text[at : min(self.stop, at + _NEGATED)].split(None, 2)
            if len(words) == 1 or words[0][-1] == "." or words[1] in self.grammar.subordinate | self.grammar.infinitive:
                return -1
            kind = "word"
        if kind == "word":
            if form.word:
                return at
            return self.past_addressee(end) if form.addressee else -1
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
        negation = self.grammar.negation
        if not negation.isdisjoint(self.text[max(self.start, self.begin - _NEGATED) : self.begin].split()[-2:]):
            return True
        return source.found == "noun" and self.word_at(source.start) in negation

    def _links(self, form: Form, end: int, opened: int) -> bool:
        """Whether what stands between a cue and the next marks lets it introduce them."""
        gap = self.text[end:opened].strip()
        return gap in self.grammar.links or (form.after and gap[-1] in ",:" and gap.count(",") < 3)

    def past_addressee(self, end: int) -> int:
        """Return where content begins behind an addressee (`told reporters the plan ...`), or -1."""
        medium = self.medium(end)
        if medium >= 0:
            return medium
        person = self.grammar.addressee.match(self.text, end, self.stop)
        return person.end() if person is not None else -1

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
        named = words[0][0].isupper() or (words[-1][0].isupper() and len(words) < 5)
        return source if named or words[-1] in self.grammar.collective else NOBODY

    def content_end(self, form: Form, start: int) -> tuple[int, bool]:
        """Return where content ends, and whether marks lie in it."""
        text, at, stop, inside = self.text, self.next, min(self.stop, start + LONGEST), False
        if form.loose:
            ends = self.grammar.clause_end
            short = text.find(",", start, stop) < 0 and text.find(";", start, stop) < 0
            found = None if short else ends.search(text, start, stop)
        else:
            ends = self.grammar.object_end
            found = ends.search(text, start, stop)
        while at < len(self.marked):
            marked = self.marked[at]
            if marked.open >= stop or (found is not None and found.start() < marked.open):
                break
            inside = marked.taken = True
            if marked.close >= stop:
                return marked.close, True
            if found is not None and found.start() < marked.close:
                found = ends.search(text, marked.close, stop)
            at += 1
        return self.trim(found.start() if found else stop), inside

    def cover(self, start: int) -> bool:
        """Take the marks between an offset and the cue; say whether there are any."""
        at = self.next
        while at and self.marked[at - 1].open >= start:
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
            words[0][0].isupper() or words[0].endswith(_PLURAL) or words[0] in self.grammar.determiner
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
