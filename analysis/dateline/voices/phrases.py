"""The noun phrase beside a cue: a subject before it, a source behind it, an owner, or what a sentence opens with."""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.seeds.voice import Cues
from dateline.voices.subjects import SubjectScanner, closed, joined, opening
from dateline.voices.subjects import either as either

_ADJECTIVES = 4  # words before a noun among which its owner is looked for
_REACH = 160  # characters a noun phrase is looked for on either side of its cue
EDGE = " \n\t,.;:'\"’”“‘`()[]—–-_"
_STOPS = frozenset(("", ".", ";", ":", "—", "–", "(", ","))
_BARE = 2  # words of a noun phrase without an article before `that`
_CLAUSE = 8  # characters of a clause that has a subject of its own
_DASHES = frozenset(("--", "—", "–", "-", "_"))
_SET_OFF = frozenset(",—–")  # what may close what is set off, without a blank before it
_BREAKS = frozenset(",;:—–(\n")
_OPENS = frozenset('(“"[—–')

# English endings: morphology, the same for every word, so no table.
_OF_ONE, _OF_SEVERAL = ("'s", "’s"), ("s'", "s’")
OWNING = frozenset(_OF_ONE + _OF_SEVERAL)
PARTICIPLES = ("ing", "ed")
MANNER = "ly"

_NO_SUBJECT = frozenset(("same", "first", "none"))

_new = tuple.__new__
_COMMA = re.compile(r",['’”\"]{0,2}\s+")
_FULL = re.compile(r"[A-Z][\w.'’-]*(?:\s(?:[A-Z][\w.'’-]*|[a-z]{2,3})){0,2}\s[A-Z][\w.'’-]*")
_NAMED = re.compile(r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*\Z")


class Phrase(NamedTuple):
    """The noun phrase beside a cue: where it lies, and how it was found.

    `found` is "noun", "pronoun", "relative" (who, which), "same" (the subject of the cue before), "first" (that of the
    sentence), "narrator" or "none"; `passive` says that it is what is spoken of, not who speaks.
    """

    found: str
    start: int
    end: int
    passive: bool = False


NOBODY = Phrase("none", 0, 0)
SAME = Phrase("same", 0, 0)
FIRST = Phrase("first", 0, 0)


class SourceFinder:
    """Finds the noun phrase that is the source of a cue; compiled once from the word lists.

    It reads at most 160 characters on either side of the cue, and 320 of the opening of a sentence; it does not parse.
    """

    def __init__(self, cues: Cues) -> None:
        words = cues.words
        self._subjects = SubjectScanner(words)
        self._skipped = words["adverb"] | words["auxiliary"]
        self._pronoun = words["person"] | words["plural"]
        self._same = words["junction"] | (words["boundary"] - words["relative"] - words["who"])
        self._boundary = words["boundary"] | {word.capitalize() for word in words["boundary"]} | {"-", "--", "_"}
        self._preposition = words["preposition"]
        self._causative = words["causative"]
        self._infinitive, self._adverb = words["infinitive"], words["adverb"] - words["preposition"]
        self._narrator, self._passive = words["narrator"], words["passive"]
        self._relative, self._who = words["relative"] | words["who"], words["who"]
        self._determiner, self._title = words["determiner"], words["title"]
        self._document, self._possessive = words["document"], words["possessive"] | words["shared"]
        self._time, days = words["time"], {word.lower() for word in words["time"]}
        self._dating, self._period = words["dating"] | words["when"], words["period"] | words["daypart"] | words["time"]
        self._rare = self._pronoun | self._period
        self._passed = self._skipped | self._rare
        when = {word.split()[0] for word in words["when"]} - words["determiner"]
        self._article, self._agent = words["article"] | words["possessive"], words["agent"]
        self._qualifying = words["who"] | words["preposition"] | words["infinitive"]
        kinds = ("agent", "preposition", "infinitive", "boundary", "adverb")
        self._opener = when.union(days, *(words[kind] for kind in kinds))
        self._closed = self._opener | self._skipped | self._same
        closed = self._pronoun | self._narrator | self._relative | self._same | self._preposition
        self._closed_before = closed | {word.capitalize() for word in closed}
        heads = either(words["collective"] | words["human"] | {word for word in words["title"] if word.islower()})
        self._pronouns = re.compile(rf"\b{either(self._pronoun)}\b")
        self._opening, self._others = opening(words, heads), joined(words, heads)
        self.joint = words["coordinator"] & words["linked"]
        self._joining_words = words["coordinator"]
        self._joining = tuple(f" {word} " for word in self.joint)
        halts = (words["preposition"] | words["boundary"] | words["infinitive"]) - words["linked"]
        self._edge = re.compile(rf"(?:\A|\s){either(words['preposition'] - words['attached'])}\s+", re.IGNORECASE)
        self._after = re.compile(rf"[ ,;:—–(“\"«`](?:(?<=[^ ])|(?:(?:--?|_)\s|{either(halts)}(?!\w)))")

    def before(self, text: str, floor: int, cue: int, participle: bool = False) -> Phrase:
        """Return the phrase that ends just before a cue, not looking further back than `floor`."""
        if cue - floor > _REACH:
            floor = max(text.find(" ", cue - _REACH, cue), floor)
        left = text[floor:cue]
        words = left.split()
        if not words:
            return SAME
        last, passive, word = len(words), False, words[-1]
        if word in self._passed or word[-2:] == MANNER:
            last, passive = self._skip(words)
            if not last:
                return SAME
            word = words[last - 1]
        edge = word[-1]
        if edge in _SET_OFF or word in _DASHES:
            if participle:
                return self._rejoined(text, floor, cue)
            named = self._set_off(text, floor, word, text.rfind(word, floor, cue) + len(word))
            return named._replace(passive=True) if passive and named.found == "noun" else named
        if word in self._closed_before:
            end = floor + len(left.rsplit(None, len(words) - last)[0] if last < len(words) else left.rstrip())
            return self._closed_class(text, floor, word, end, participle, passive)
        if edge in _BREAKS or (participle and word in self._document):
            return SAME
        found = self._run(left, words, last, floor, passive and not participle)
        if participle and self._verbal(text[found.start : found.end].split(None, 2)):
            return SAME
        return self._several(text, floor, found) if text.endswith(self._joining, floor, found.start) else found

    def _skip(self, words: list[str]) -> tuple[int, bool]:
        """Return where adverbs, auxiliaries and times begin that end some words, and whether they make a passive."""
        last, passive, skipped, rare = len(words), False, self._skipped, self._rare
        while last:
            word = words[last - 1]
            if word in rare:
                if word in self._pronoun and (last == 1 or words[last - 2].lower() in self._boundary):
                    break
                if word in self._period and (dated := self._dated(words, last)) < last:
                    last = dated
                    continue
            if word in skipped or (word[-2:] == MANNER and last > 1):
                passive = passive or word in self._passive
                last -= 1
            else:
                break
        if not last and words and words[0].lower() in self._pronoun:
            last = 1
        return last, passive

    def _several(self, text: str, floor: int, last: Phrase) -> Phrase:
        """Return a phrase together with those joined to it (`Orla Finn and Jan Roos said`)."""
        start = last.start
        if last.found != "noun":
            return last
        found = self._others.search(text[floor:start])
        if found is None or (found.start() == 0 and floor and text[floor - 1].isalnum()):
            return last
        first = floor + found.start(1)
        words = text[first:start].split(" ")
        while words and (words[0] in _STOPS or words[0].lower().rstrip(",") in self._opener):
            first += len(words.pop(0)) + 1
        return last._replace(start=first) if len(words) > 1 and words[0] not in self.joint else last

    def _dated(self, words: list[str], last: int) -> int:
        """Return where a time ends some words begins (`Xi on Monday`, `Xi last year`); where they end for none."""
        at = last
        while at and words[at - 1] in self._period:
            at -= 1
        if at and words[at - 1].lower() in self._dating:
            return last if at > 1 and words[at - 2] in self._preposition else at - 1
        return at if at and words[at] in self._time else last

    def _set_off(self, text: str, floor: int, word: str, end: int) -> Phrase:
        """Pass over what commas or dashes set off: in `Xi -- on his first visit -- said` the source is Xi."""
        if word[-1] == ",":
            return self._before_comma(text, floor, end - 1)
        dash = f" {word} " if word in _DASHES else word[-1]
        opened = text.rfind(dash, floor, end - len(dash.strip()))
        return self._noun(text, floor, opened) if opened >= 0 else SAME

    def _closed_class(self, text: str, floor: int, word: str, end: int, participle: bool, passive: bool) -> Phrase:
        """Return the phrase for a pronoun, relative, preposition or joining word before a cue."""
        small, start = word.lower(), end - len(word)
        if small in self._pronoun:
            return _new(Phrase, ("pronoun", start, end, passive and not participle))
        if small in self._narrator:
            return _new(Phrase, ("narrator", start, end, False))
        if small in self._relative:
            return self._antecedent(text, floor, start, end, passive)
        if small in self._infinitive and (moved := self._moved(text, floor, start)) is not None:
            return moved
        return self._rejoined(text, floor, start) if participle or small in self._same else FIRST

    def _moved(self, text: str, floor: int, infinitive: int) -> Phrase | None:
        """Return whom a verb before an infinitive makes do something (`led the council to say`)."""
        found = self._noun(text, floor, infinitive)
        words = text[found.start : found.end].split(" ")
        verb = next((at for at in range(len(words) - 2, -1, -1) if words[at] in self._causative), -1)
        return found._replace(start=found.end - len(" ".join(words[verb + 1 :]))) if verb >= 0 else None

    def _verbal(self, words: list[str]) -> bool:
        """Whether a phrase opens with a verb and its object (`filed a suit saying`), so that the subject is before."""
        return len(words) > 1 and words[0].islower() and words[0].endswith(PARTICIPLES[1]) and words[1] in self._article

    def _run(self, left: str, words: list[str], last: int, floor: int, passive: bool = False) -> Phrase:
        """Return the run of words that ends with the last of some words and that no boundary interrupts."""
        first, boundary, word = last - 1, self._boundary, words[last - 1]
        while first:
            if word[0] in _OPENS and (word[0] != "(" or words[last - 1][-1] != ")"):
                break
            word = words[first - 1]
            if word in boundary or word[-1] in _BREAKS:
                break
            first -= 1
        if first + 1 < last:
            word = words[first]
            if first > 1 and words[first - 1] in self._who and word.islower() and word not in self._determiner:
                if word in self._qualifying or word in self._adverb:
                    end = len(left.rsplit(None, len(words) - first)[0])
                    found = self._antecedent(left, 0, end - len(words[first - 1]), end, passive)
                    return found._replace(start=floor + found.start, end=floor + end)
                return self._run(left, words, first - 1, floor)  # a verb follows: `who took part`, not `who the court`
            if word.lower() in self._opener or (word.lower() in self._dating and words[first + 1] in self._period):
                first = self._subject(words, first, last)
        count = len(words)
        end = floor + len(left.rsplit(None, count - last)[0] if last < count else left.rstrip())
        if first + 1 >= last:
            start = end - len(words[first]) if first < last else end
        else:
            start = floor + (len(left.rsplit(None, count - first)[0]) + 1 if first else 0)
        while start < end and left[start - floor] in EDGE:
            start += 1
        return _new(Phrase, ("noun", start, end, passive)) if start < end else NOBODY

    def _subject(self, words: list[str], first: int, last: int) -> int:
        """Return where the subject begins behind a phrase without a comma (`On Friday the chancellor`), or the end."""
        if words[first].lower() in self._adverb:
            return first + 1
        for at in range(first + 2, last):
            if words[at] in self._determiner and words[at - 1].lower() not in self._preposition:
                return at
        at = last - 1
        if not words[at][0].isupper():
            return last if words[first + 1] in self._determiner else first
        while at > first + 1 and words[at - 1][0].isupper() and words[at - 1] not in self._time:
            at -= 1
        return at

    def after(self, text: str, cue: int, limit: int) -> Phrase:
        """Return the phrase that begins just after a cue (`said Michael Mazza, a specialist`)."""
        limit = min(limit, cue + _REACH)
        while cue < limit and text[cue] in " \n":
            cue += 1
        for agent in self._agent:
            cue += len(agent) + 1 if text.startswith(agent + " ", cue, limit) else 0
        stop = self._after.search(text, cue, limit)
        end = stop.start() if stop else limit
        while end > cue and text[end - 1] in " .\n":
            end -= 1
        phrase = text[cue:end].lower()
        if not phrase:
            return NOBODY
        if phrase in self._narrator:
            return Phrase("narrator", cue, end)
        return _new(Phrase, ("pronoun" if phrase in self._pronoun else "noun", cue, end, False))

    def owner(self, text: str, floor: int, cue: int) -> Phrase:
        """Return the possessor of a cue noun: `his claim`, `Putin's recent warning`."""
        end = cue
        for _ in range(_ADJECTIVES):
            while end > floor and text[end - 1] in " \n":
                end -= 1
            start = max(text.rfind(" ", floor, end) + 1, floor)
            word = text[start:end]
            small = word.lower()
            if small in self._possessive:
                return Phrase("pronoun", start, end)
            mark = 2 if word[-2:] in _OF_ONE else 1 if word[-2:] in _OF_SEVERAL else 0
            if mark:
                found = self._noun(text, max(floor, cue - _REACH), end - mark)
                named = _NAMED.search(text, found.start, found.end)
                return found._replace(start=named.start()) if named else found
            if small in self._determiner:
                return SAME
            if word != small or small in self._closed_before:
                break
            end = start
        return FIRST

    def first(self, text: str, start: int, limit: int) -> Phrase:
        """Return the subject of the last verb before a cue; of a whole sentence, the phrase that opens it."""
        found = self._nearest(text, start, limit) if text[limit - 1 : limit] == " " else NOBODY
        return found if found.found != "none" else self.opens(text, start, limit)

    def _nearest(self, text: str, start: int, cue: int) -> Phrase:
        """Return the subject of the last verb before a cue that is neither in an aside nor between marks."""
        later = NOBODY
        for kind, begin, end, verb in self._subjects.candidates(text, start, cue):
            if kind == "who":
                found = self._antecedent(text, start, begin, end, False)
            elif kind == "auxiliary":
                found = self.before(text, start, begin)
            elif kind == "pronoun":
                found = self._closed_class(text, start, text[begin:end], end, False, False)
            else:
                found = Phrase("noun", begin, end)
            if found.found in _NO_SUBJECT or (found.found == "relative" and closed(text, verb, cue)):
                continue
            if not self._subjects.aside(text, start, found.start, (verb, cue)):
                return found
            later = found if later is NOBODY else later
        return later

    def _rejoined(self, text: str, floor: int, cue: int) -> Phrase:
        """Return the subject of a clause joined to the one before (`..., but Finn came too, saying`), or that one's."""
        joint = max(text.rfind(f", {word} ", floor, cue) for word in self._joining_words)
        start = text.find(" ", joint + 2) + 1
        if joint < 0 or cue - start < _CLAUSE:
            return SAME
        found = self._nearest(text, start, cue)
        return found if found.found in ("noun", "pronoun") and found.start == start else SAME

    def opens(self, text: str, start: int, limit: int) -> Phrase:
        """Return the phrase a sentence opens with, after an introductory phrase: capitalised words or a pronoun."""
        limit, opening = min(limit, start + 2 * _REACH), None
        for _ in range(4):
            word = text[start : start + 24].split(None, 1)[:1]
            if word and (word[0] in self._title or not self._introduces(word[0])):
                opening = self._opening.match(text, start, limit)
                if opening is not None and opening.group().lower() in self._adverb:
                    opening = None
            comma = _COMMA.search(text, start, limit) if opening is None else None
            if comma is None:
                break
            start = comma.end()
        opening = opening or self._pronouns.search(text, start, limit)
        if opening is None:
            return NOBODY
        small = opening.group().lower()
        if small in self._narrator:
            return Phrase("narrator", *opening.span())
        if small in self._closed:
            return NOBODY
        return _new(Phrase, ("pronoun" if small in self._pronoun else "noun", *opening.span(), False))

    def _introduces(self, word: str) -> bool:
        """Whether a word opens a phrase that stands before a subject (`In Bergen, ...`, `Asked about it, ...`)."""
        return word.rstrip(",").lower() in self._opener or word.rstrip(",").endswith((*PARTICIPLES, MANNER))

    def _noun(self, text: str, floor: int, end: int) -> Phrase:
        """Return the run of words that ends at an offset."""
        if end - floor > _REACH:
            floor = max(text.find(" ", end - _REACH, end), floor)
        left = text[floor:end]
        words = left.split()
        return self._run(left, words, len(words), floor) if words else NOBODY

    def _before_comma(self, text: str, floor: int, comma: int) -> Phrase:
        """Pass over appositions: in `Sen. Li, D-Ohio, a lawyer, said` the source is Sen. Li."""
        inner, later = text.rfind(", ", floor, comma), comma
        if inner >= 0 and (described := self._described(text, floor, inner, comma)) is not None:
            return described
        while inner >= 0:
            outer = text.rfind(", ", floor, inner)
            if outer < 0 or (text[outer + 2].isupper() and text[outer + 3 : outer + 4] != "-"):
                start = outer + 2 if outer >= 0 else floor
                if text[start : start + 16].lower().split(None, 1)[0] in self._opener:
                    word = text[inner + 2 : comma + 1].split(None, 1)[0].rstrip(",")
                    if word in self._adverb:
                        return self._noun(text, later, comma)
                    if not (word in self._qualifying or word.endswith(PARTICIPLES)):
                        return self._noun(text, inner, later if later > inner else comma)
                return self._noun(text, floor, inner)
            inner, later = outer, inner
        return SAME

    def _described(self, text: str, floor: int, inner: int, comma: int) -> Phrase | None:
        """Return a description with the name between commas behind it (`the mayor, Orla Finn, said`), if it is that."""
        named = _FULL.match(text, inner + 2, comma)
        if named is None or named.end() < comma:
            return None
        head = self._noun(text, max(floor, text.rfind(", ", floor, inner) + 1), inner)
        opens = text[head.start : head.end].split(None, 1)[:1]
        return head._replace(end=comma) if opens and opens[0].lower() in self._determiner else None

    def _antecedent(self, text: str, floor: int, relative: int, end: int, passive: bool) -> Phrase:
        """Return the noun that a relative pronoun stands for, with the pronoun; without a noun the pronoun alone."""
        pronoun = relative
        while relative > floor and text[relative - 1] in " ,\n":
            relative -= 1
        found = self._noun(text, floor, relative)
        if found.found != "noun":
            return Phrase("relative", pronoun, end, passive)
        start, words = found.start, text[found.start : relative].split(" ")
        if text[pronoun:end] in self._who:
            for edge in self._edge.finditer(text, start, relative):
                start = edge.end()
        else:
            last = max((at for at, word in enumerate(words) if word.lower() in self._determiner), default=0)
            start = relative - len(" ".join(words[last:]))
            if not last and words[0].lower() not in self._determiner and len(words) > _BARE:
                start = pronoun
        return Phrase("relative", start, end, passive)
