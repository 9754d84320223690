"""What may be said, and how far: where the content of a cue begins and ends in its sentence."""

from __future__ import annotations

import re

from dateline.marks import Marked
from dateline.seeds.voice import PREPOSITIONS, Cue, Cues
from dateline.speakers import NOBODY, Phrase, SourceFinder, either
from dateline.text import Divisions, Span

LOOK = 320  # characters before a cue that may hold its content and its source
LONGEST = 2_000  # characters of a clause that nothing ends
GAP = 90  # characters between a cue and the marks it introduces
_BLANK = " \n\t\r"
_LINKS = frozenset(("", ",", ":", "that"))


class Form:
    """One inflected form of a cue, with what it takes laid out for quick questions."""

    __slots__ = (
        "addressee", "after", "cue", "loose", "nominal", "participle", "quote", "takes", "through", "verb", "word",
    )  # fmt: skip

    def __init__(self, form: str, cue: Cue) -> None:
        takes = cue.takes
        self.cue, self.takes = cue, takes
        self.after, self.quote, self.addressee = "after" in takes, "quote" in takes, "addressee" in takes
        self.word = bool(takes & {"clause", "object"})
        self.loose = "object" not in takes and bool(takes & {"clause", "addressee", "that"})
        self.through = self.after and bool(takes & {"that", "addressee"})
        self.verb = cue.kind == "verb"
        self.participle = self.verb and form.endswith("ing")
        self.nominal = form in (cue.lemma, cue.lemma + "s") or not (self.after or form.endswith(("ed", "ing")))


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
        time = rf"(?:\s+(?:on\s+)?{either(words['time'])}(?:\s+(?:morning|afternoon|evening|night))?(?!['’\w]))?"
        self.follow = re.compile(
            rf"{time}(?:(?P<stop>\s*[.;!?)\]]|\s*\Z|\s*(?:--|[—–_])|,)|\s*:?\s*(?:(?P<that>that\b)"
            rf"|(?P<question>{either(words['question'])}\b)|(?P<prep>{either(PREPOSITIONS)}\b)|(?P<word>[\w$£€])"
            r"|(?P<mark>[\"“«„‘']|``)))"
        )
        self.clause_end = re.compile(rf"[,;](?:(?<=;)|\s+{either(words['break'])}\b)")
        self.object_end = re.compile(rf"[,;:—–-](?:(?<=[;:—])|(?<=,)\s+(?!{either(words['carry'])}\b)|(?<=\s[–-])-?\s)")
        self.addressee = re.compile(
            rf"\s+(?:{either(words['determiner'])}\s+)?[\w'’.-]+(?:\s+(?:and\s+)?[A-Z][\w'’.-]*){{0,5}}{time},?\s+"
        )
        self.halt = re.compile(r"[.;:“”\"`«»!?—]")
        self.dateline = re.compile(r"[A-Z][A-Z.,'’ -]{2,40}[^—–\n]{0,30}?\s(?:--|[—–_])\s")
        self.byline = re.compile(r"\s{0,3}(?:--?|[—–―])\s{0,3}([A-Z][^\n.;:“\"]{2,60})(?=\.?[ \t]*(?:\n|\Z))")
        self.heading = re.compile(r"([A-Z][\w.'’-]{0,30}(?:\s[A-Z][\w.'’-]{0,30}){0,4}):\s+(?=\S)")
        openers = sorted(word.capitalize() for word in words["opener"])
        self.joiners = frozenset(word[:2] for word in openers)
        self.opening = re.compile(either(openers) + r",?\s+")
        self.next_word: dict[str, str] = dict.fromkeys(words["question"], "question")
        self.next_word.update(dict.fromkeys(PREPOSITIONS, "prep"), that="that")
        self.next_word.update(dict.fromkeys(words["time"], ""), on="")  # these the expression reads
        self.subordinate = words["preposition"] | words["boundary"]
        self.auxiliary, self.collective = words["auxiliary"], words["collective"]
        self.determiner, self.rubric = words["determiner"] - {"this", "that"}, words["rubric"]
        self.verbs = cues.verbs


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
        """Return what follows a cue, and where: "that", "question", "prep", "word", "mark", "stop" or nothing known."""
        text = self.text
        if text[end : end + 1] == " ":
            space = text.find(" ", end + 1, end + 24)
            word = text[end + 1 : space] if space > 0 else ""
            kind = self.grammar.next_word.get(word, "word")
            if kind and word.isalnum():
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
        if kind == "word":
            if form.word:
                return at
            return self.past_addressee(end) if form.addressee else -1
        if kind in ("that", "question"):
            return at if kind in form.takes else -1
        if kind == "prep":
            medium = self.medium(end) if form.through else -1
            return medium if medium >= 0 else self._past_preposition(form, at)
        return at if kind == "mark" and (form.word or form.quote) else -1

    def _links(self, form: Form, end: int, opened: int) -> bool:
        """Whether what stands between a cue and the next marks lets it introduce them."""
        gap = self.text[end:opened].strip()
        return gap in _LINKS or (form.after and gap[-1] in ",:" and gap.count(",") < 3)

    def past_addressee(self, end: int) -> int:
        """Return where content begins behind an addressee (`told reporters the plan ...`), or -1."""
        medium = self.medium(end)
        if medium >= 0:
            return medium
        person = self.grammar.addressee.match(self.text, end, self.stop)
        return person.end() if person is not None else -1

    def _past_preposition(self, form: Form, at: int) -> int:
        space = self.text.find(" ", at, at + 8)
        name = self.text[at:space]
        if name not in form.takes:
            return -1
        return at if name == "to" else self.skip(space)

    def medium(self, end: int) -> int:
        """Return where `that` stands after a place or an addressee (`said in a statement that`), or -1."""
        at = self.text.find(" that ", end, min(end + GAP, self.stop))
        return -1 if at < 0 or self.grammar.halt.search(self.text, end, at) else at + 1

    def behind_addressee(self, end: int) -> str:
        """Return what follows an addressee: a full stop or a place leaves the content before the cue."""
        person = self.grammar.addressee.match(self.text, end, self.stop)
        at = person.end() if person is not None else end
        rest = self.text[at - 1 : at + 6].split(None, 1)[:1]
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

    def trim(self, end: int) -> int:
        """Return where content that stops here ends: before its blanks, its comma and its full stop."""
        while end and self.text[end - 1] in " ,;\n":
            end -= 1
        return end - 1 if end and self.text[end - 1] == "." else end
