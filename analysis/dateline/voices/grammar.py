"""What the word lists say of cues: what each takes, what may follow it, and where its content ends."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dateline.seeds.voice import Cue, Cues
from dateline.voices.phrases import PARTICIPLES, either

PRESENT = "ing"  # the ending of a participle that goes on with the subject before
PLURAL = "s"  # the ending of a noun, or of a verb that may be one ("claims")
_QUOTED = 60  # characters of somebody who is quoted as saying something
_LINKS = frozenset(("", ",", ":"))


class Form:
    """One inflected form of a cue, with what it takes laid out for quick questions."""

    __slots__ = (
        "addressee", "after", "charge", "command", "cue", "loose", "mark", "naming", "nominal", "participle",
        "past", "plural", "quote", "reduced", "saying", "special", "takes", "takes_that", "through", "trailing", "verb",
        "withheld", "word",
    )  # fmt: skip

    def __init__(self, form: str, cue: Cue, words: Mapping[str, frozenset[str]]) -> None:
        takes = cue.takes
        self.cue, self.takes = cue, takes
        self.after, self.quote, self.addressee = "after" in takes, "quote" in takes, "addressee" in takes
        self.command = "command" in takes
        self.charge = tuple(f" {word} " for word in sorted(takes & words["complement"]))
        self.mark = takes == {"quote"} and cue.kind in ("noun", "phrase")
        self.saying, self.takes_that = "saying" in takes, "that" in takes
        self.word = bool(takes & {"clause", "object"})
        self.loose = "object" not in takes and bool(takes & {"clause", "addressee", "that"})
        self.through = self.after and bool(takes & {"that", "addressee"})
        self.verb = cue.kind == "verb"
        self.naming = cue.kind == "verb" and {"quote", "object"} <= takes
        self.withheld = self.verb and cue.stance in words["withheld"]
        self.participle = self.verb and form.endswith(PRESENT)
        self.trailing = self.after and not self.participle
        self.reduced = form in words["participle"]
        self.past = self.verb and (self.reduced or form.endswith(PARTICIPLES[1]))
        self.special = cue.kind == "preposition" or cue.stance == "scare"
        self.plural = form.endswith(PLURAL) and form != cue.lemma
        self.nominal = form in (cue.lemma, cue.lemma + PLURAL) or not (self.after or form.endswith(PARTICIPLES))


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
            r"|(?P<mark>[\"“«„‘]|``|'(?!s\b))))"
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
        kinds = {"agent": words["agent"], "question": words["question"], "prep": prepositions}
        kinds |= {"that": words["complementizer"], "": words["time"] | words["dating"] | first}  # "": the expression's
        self.next_word = {word: kind for kind, known in kinds.items() for word in known if word.isalnum()}
        self.next_word.update(dict.fromkeys((word + stop for word in words["nothing"] for stop in ("", ".")), "empty"))
        self.links = _LINKS | words["complementizer"]
        self.joints = (", ", *(f" {word} " for word in words["coordinator"]))
        self.that = re.compile(rf" (?={either(words['complementizer'])} )")
        self.agents = tuple(f" {word} " for word in words["agent"])
        self.verbs, self.marks, self.alone = cues.verbs, cues.marks, cues.marks["“"]
        self._sort(words)

    def _sort(self, words: Mapping[str, frozenset[str]]) -> None:
        """Name the sets of words that the rules ask for."""
        self.words = words
        self.spoken = frozenset(form for form, cue in self.verbs.items() if "after" in cue.takes)
        self.quoted = re.compile(
            rf" (?P<whom>[^.;:,“”\"\n]{{2,{_QUOTED}}}?) {either(words['quoting'])} (?P<saying>\w+{PRESENT})\b"
        )
        self.negation = words["negation"] | {word.capitalize() for word in words["negation"]}
        self.negating = frozenset(word[0] for word in self.negation)
        self.question = words["question"] | words["complementizer"]
        closed = self.question | words["relative"] | words["who"]
        self.joining = words["boundary"] - closed
        self.infinitives = tuple(f" {word} " for word in words["infinitive"])
        self.infinitive, self.coordinator = words["infinitive"], words["coordinator"]
        self.preposition = words["preposition"] | words["infinitive"]
        self.subordinate = words["preposition"] | words["boundary"]
        self.auxiliary, self.relay = words["auxiliary"], words["relay"]
        self.relaying = self.relay | words["document"] | words["it"]
        self.collective, self.human = words["collective"], words["human"]
        self.neuter = words["it"]
        self.subject = (words["person"] | words["plural"]) - words["it"]
        self.people = words["collective"] | words["human"]
        self.unnamed = words["auxiliary"] | words["infinitive"] | self.joining - words["coordinator"] | self.spoken
        self.participle, self.adverb = words["participle"], words["adverb"]
        self.determiner, self.rubric = words["determiner"] - words["demonstrative"], words["rubric"]
