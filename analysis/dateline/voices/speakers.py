"""Whose words they are: the actor or name that a source phrase stands for, and the antecedent of a pronoun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dateline.seeds.voice import Cues
from dateline.voices.clauses import Clauses, Draft
from dateline.voices.phrases import EDGE, OWNING, Phrase, either
from dateline.voices.subjects import introduction, unnamed

if TYPE_CHECKING:
    from dateline.actors.mentions import Mention

_PEOPLE = ("leader", "person")  # types of mention that are one person
_LATEST = 7  # sources, and mentions of a sentence, among which an antecedent is looked for
_NAMING = frozenset(("noun", "relative", "pronoun"))  # phrases that stand for somebody
_ONE = frozenset(("one", "he", "she"))  # how a text goes on from one person
_PERSONAL = ("he", "she")
_SENTENCES, _NEAR, _PARAGRAPHS = 12, 3, 3  # before a pronoun of one person, another, or any, that hold its antecedent
_SENTENCE = 240  # characters of a sentence in which somebody is introduced
_TITLE = 40  # characters before a name that hold its title
_OWNER = ("'s", "’s")
_new = tuple.__new__


class Parsed(NamedTuple):
    """A source phrase cleaned: its name or description, whether it is one person's, and the parts of a name."""

    name: str | None
    person: bool
    parts: tuple[str, ...]


class PhraseParser:
    """Cleans source phrases (`Sen. Jo Li of Ohio` is Jo Li, `the officials` are officials) and remembers them."""

    def __init__(self, cues: Cues) -> None:
        words = cues.words
        self.titles, self._particles = words["title"], words["particle"]
        self.preposition = words["preposition"] | words["infinitive"]  # `to` leads to a place or a person, too
        self.article, self.definite, self.agent = words["article"], words["definite"], words["agent"]
        self.determiner, self.office, self.reflexive = words["determiner"], words["office"], words["reflexive"]
        self._articles = {word.capitalize() for word in self.article}
        self.human, self._time, self._owning = words["human"], words["time"], words["possessive"] | words["shared"]
        self._nobody, self.introduction = unnamed(words), introduction(words)
        self.joint = f" {min(words['coordinator'] & words['linked'])} "
        capital = r"[A-Z][\w.'’-]*"
        self.apposed = re.compile(rf", ({capital}(?:\s(?:{capital}|{either(self._particles)})){{1,3}})(?=[,.])")
        self._part, self._behind = re.compile(rf",?{self.joint}|, "), self.preposition | self.agent
        self._groups = {word: group for group in ("they", "it", "human", "she", "he") for word in words[group]}
        self.parse = lru_cache(maxsize=8192)(self._parse)
        self.called = lru_cache(maxsize=8192)(self._called)

    def _parse(self, phrase: str) -> Parsed:
        words = phrase.strip(EDGE).split()
        if self._nobody.match(phrase):
            return Parsed(None, False, ())
        if len(words) == 1:
            return Parsed(words[0], words[0][0].isupper(), (words[0],))
        if not self.preposition.isdisjoint(words):
            head = next((at for at in range(1, len(words)) if words[at] in self.preposition), len(words))
            if not words[head - 1][0].isupper() or head == 1:
                return self._described(words)
            del words[head:]
        run = self._last_name(words)
        name = tuple(words[run:])
        titled = run > 0 and words[run - 1].strip(",") in self.titles
        if not name or len(name) > 4 or name[0] in self._articles or (len(name) == 1 and not titled):
            return self._described(words)
        return Parsed(" ".join(name), titled or run == 0 or len(name) == 1, name)

    def several(self, phrase: str) -> list[tuple[int, int]]:
        """Return where the parts lie of a phrase that joins names or people (`Finn, the mayor and Jan Roos`)."""
        cuts = [cut.span() for cut in self._part.finditer(phrase)]
        starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(phrase)]
        parts = [span for span in zip(starts, ends, strict=True) if span[0] < span[1]]
        words = [phrase[start:end].split() for start, end in parts]
        alike = all(self._heads(part, name=len(parts) > 2) for part in words)
        return parts if alike and self.group(words[-1][-1]) != "it" else []

    def _heads(self, words: list[str], *, name: bool) -> bool:
        """Whether words are a name, or a description of those who speak, without a preposition."""
        described = words[0] in self.determiner and not name
        capital = words[0][0].isupper() or words[0].replace("’", "-").partition("-")[0] in self._particles
        return self.preposition.isdisjoint(words) and (capital or described)

    def _last_name(self, words: list[str]) -> int:
        """Return where the capitalised words begin that end a phrase, behind the last title."""
        run = len(words)
        while run and words[run - 1] not in self.titles:
            word = words[run - 1]
            if word[-2:] in _OWNER or not (word[0].isupper() or (run < len(words) and word in self._particles)):
                break
            run -= 1
        return run

    def _called(self, phrase: str) -> str:
        """Return how a text may go on: "he", "she", "it", "they", "one" (he or she), or "" where nothing tells."""
        parsed = self.parse(phrase)
        words = [word for word in phrase.strip(EDGE).split() if word.lower() not in self._owning]
        words = words[: next((at for at in range(1, len(words)) if words[at] in self._behind), len(words))]
        groups = [group for group in map(self.group, words) if group]
        sex = next((group for group in reversed(groups) if group in ("he", "she")), "")
        if sex or not words:
            return sex
        last, name = words[-1], len(parsed.parts)
        if self.group(words[0]) == "they" or (not name and self.joint.strip() in words):
            return "they"
        if not name and last[-1:] == "s" and last[-2:] != "ss" and not self.group(last):
            return "they"
        if groups and groups[-1] != "human":
            return groups[-1]
        one = groups or name > 1 or (parsed.person and len(words) > 1)
        return "one" if one and self._time.isdisjoint(words) else ""

    def group(self, word: str) -> str:
        """Return what a word says of whom it names: "he", "she", "it", "they", "human", or "" for nothing."""
        return self._groups.get(word) or self._groups.get(word.lower(), "")

    def _described(self, words: list[str]) -> Parsed:
        if words and words[0].lower() in self.definite:
            words = words[1:]
        return Parsed(" ".join(words[:12]) or None, bool(words) and words[-1] in self.titles, ())


class Referent(NamedTuple):
    """Whom a phrase names, where, by which pronoun (see `PhraseParser.called`), or the phrase that will tell."""

    at: int
    speaker: str | None
    name: str | None
    called: str | None
    phrase: str = ""


class SpeakerNamer:
    """Turns the sources of one text, in order, into actors and names; it remembers who was named.

    A pronoun stands for the source or the subject of the sentence before that agrees with it, before anybody who is
    only named there; owners come after subjects, and what stands behind a preposition or between marks last.
    """

    def __init__(
        self, parser: PhraseParser, reading: Clauses, mentions: Sequence[Mention], pronouns: Mapping[str, str]
    ) -> None:
        self._phrases, self._reading, self._pronouns = parser, reading, pronouns
        self._text, self._divisions, self._mentions = reading.text, reading.divisions, mentions
        self._starts = [mention.start for mention in mentions]
        self._marks: list[int] | None = None
        self._full: dict[str, str] = {}
        self._told: list[Referent] = []  # sources in the order of the text
        self._known: dict[Phrase, Referent] = {}
        self._offices: dict[str, Mention] = {}  # of states, by name (`Foreign Ministry`)
        self._learnt: dict[str, str] = {}  # pronouns of people of whom only the text tells

    def name(self, draft: Draft, phrase: Phrase) -> tuple[str | None, str | None]:
        """Return (actor id or None, name or None) of a source phrase of a draft."""
        found, start, end, _ = phrase
        if found not in _NAMING:
            return None, None
        referent = self._known.get(phrase)
        if referent is None:
            if found == "pronoun":
                referent = self._pronoun(draft, phrase)
            else:
                joint = self._text.find(self._phrases.joint, start, end) > 0
                referent = (self._joined(start, end) if joint else None) or self._one(found, start, end)
            if referent is None:
                return None, self._text[start:end] if found == "noun" else None
            self._known[phrase] = referent
            self._told.append(referent)
        return referent.speaker, referent.name

    def _one(self, found: str, start: int, end: int) -> Referent | None:
        """Return whom a phrase names; a name behind a comma names a person described (`the mayor, Orla Finn`)."""
        text = self._text
        if found == "relative" or text[end - 1] == ")" or text.find(",", start, end) >= 0:
            end = self._head(found, start, end)
        if end <= start:
            return None
        referent = self._refer(start, end)
        if referent.speaker is None and text.startswith(", ", end) and text[end + 2 : end + 3].isupper():
            named = self._phrases.apposed.match(text, end)
            if named and not self._phrases.parse(referent.phrase).parts and self._called(referent) in _ONE:
                return self._refer(*named.span(1))._replace(at=start)
        return referent

    def _head(self, found: str, start: int, end: int) -> int:
        """Return where a noun phrase ends that begins a source: before its apposition or its relative pronoun."""
        if found == "relative":
            return start + len(self._text[start:end].rpartition(" ")[0].rstrip(" ,\n"))
        head = self._text.find(",", start, end)
        if self._text[end - 1] == ")":
            head = self._text.find(" (", start, end)
        return head if head > start else end

    def _refer(self, start: int, end: int) -> Referent:
        """Return whom a noun phrase names: an actor, a name, or somebody described."""
        mention = self._mention(start, end) if self._starts else None
        if mention is not None and mention.actor is None:
            mention = self._offices.get(self._text[mention.start : mention.end], mention)
        if mention is not None:
            self._remember((mention.name or "").split())
            return self._of(mention, start)
        phrase = self._text[start:end]
        parsed = self._phrases.parse(phrase)
        name = parsed.name
        if len(parsed.parts) == 1:
            name = self._full.get(parsed.parts[0], name)
        elif parsed.parts:
            self._remember(parsed.parts)
        elif phrase.count(" ") == 1 and phrase.partition(" ")[0].lower() in self._phrases.definite:
            known = self._introduced(phrase.partition(" ")[2], start)
            if known is not None:
                return known._replace(at=start)
        if name in self._offices:
            return self._of(self._offices[name], start)
        return _new(Referent, (start, None, name, None, phrase))

    def _joined(self, start: int, end: int) -> Referent | None:
        """Return several who speak together (`Orla Finn and Jan Roos`): the first actor, and all their names."""
        phrase = self._text[start:end]
        parts = self._phrases.several(phrase)
        if len(parts) < 2 or self._adjectives(start, parts):
            return None
        named = [self._refer(start + first, start + last) for first, last in parts]
        speaker = next((one.speaker for one in named if one.speaker), None)
        names = [one.name for one in named if one.name]
        name = ", ".join(names[:-1]) + self._phrases.joint + names[-1] if len(names) > 1 else "".join(names)
        return Referent(start, speaker, name or None, "they", phrase)

    def _adjectives(self, start: int, parts: Sequence[tuple[int, int]]) -> bool:
        """Whether what seems to join names joins adjectives of one noun (`Polish and Western historians`)."""
        spans = [self._text[start + first : start + last] for first, last in parts]
        if " " in spans[0] or not spans[-1].rpartition(" ")[2].islower() or not spans[-1][0].isupper():
            return False
        mention = self._mention(start + parts[0][0], start + parts[0][1])
        return mention is not None and mention.form == "demonym"

    def _called(self, referent: Referent) -> str:
        """Return the pronoun of somebody: as known, as learnt from the text before, or as the phrase lets expect."""
        if referent.called is not None:
            return referent.called
        return self._learnt.get(referent.name or "") or self._phrases.called(referent.phrase)

    def _answers(self, referent: Referent, pronoun: str) -> bool:
        """Whether a pronoun may stand for somebody."""
        called = self._called(referent)
        return called == pronoun or (called == "one" and pronoun in _PERSONAL)

    def _of(self, mention: Mention, at: int) -> Referent:
        called = self._pronouns.get(mention.actor or "", "one") if mention.type in _PEOPLE else "it"
        return _new(Referent, (at, mention.actor, mention.name, called, ""))

    def _introduced(self, head: str, before: int) -> Referent | None:
        """Return whom `the chancellor` names: who was described so, or has that title before a name."""
        if head not in self._phrases.human:
            return None
        for told in reversed(self._told[-2 * _LATEST :]):
            if head in told.phrase.split():
                return told
        at = bisect_left(self._starts, before)
        for mention in reversed(self._mentions[max(0, at - 2 * _LATEST) : at]):
            title = self._text[max(0, mention.start - _TITLE) : mention.start].split()[-1:]
            if mention.type in _PEOPLE and title and title[0].lower() == head:
                return self._of(mention, mention.start)
        return None

    def _mention(self, start: int, end: int) -> Mention | None:
        """Return the mention that is the head of a phrase: the last that neither owns nor qualifies it."""
        at, unknown = bisect_left(self._starts, end) - 1, None
        while at >= 0 and self._mentions[at].end > start:
            mention = self._mentions[at]
            whole = mention.end == end or self._extends(mention, self._text[mention.end : end].strip())
            if whole and (mention.start == start or not self._qualifies(mention, start)):
                if mention.actor is not None:
                    return mention
                unknown = unknown or mention  # it may be an office of a state named before it
                if mention.type in _PEOPLE:
                    break
            at -= 1
        return unknown

    def _extends(self, mention: Mention, rest: str) -> bool:
        """Whether what follows a mention is no other: `Xi himself`, or an office of its state (`China's embassy`)."""
        words = rest.split()
        if not rest.strip(" '’s,") or rest in self._phrases.reflexive or words[0] in self._phrases.preposition:
            return True
        head = next((at for at in range(1, len(words)) if words[at] in self._phrases.preposition), len(words))
        if mention.type != "country" or words[head - 1] not in self._phrases.office:
            return False
        self._offices[" ".join(words[words[0] in OWNING : head])] = mention
        return True

    def _qualifies(self, mention: Mention, start: int) -> bool:
        """Whether a preposition before a mention makes it part of a description (`an aide to Xi`)."""
        words = self._text[start : mention.start].split()
        if mention.type in _PEOPLE:
            while words and (words[-1] in self._phrases.titles or words[-1] in self._phrases.determiner):
                words.pop()
            return len(words) > 1 and words[-1] in self._phrases.preposition
        return not self._phrases.preposition.isdisjoint(words[1:])

    def _remember(self, parts: Sequence[str]) -> None:
        if len(parts) > 1:
            name = " ".join(parts)
            self._full.setdefault(parts[0], name)
            self._full[parts[-1]] = name

    def _pronoun(self, draft: Draft, phrase: Phrase) -> Referent | None:
        """Return the antecedent of a pronoun, and learn from it how the text speaks of somebody unknown."""
        pronoun = self._phrases.group(self._text[phrase.start : phrase.end])
        limit = min(draft.content[0][0], phrase.start)
        reach = _SENTENCES if pronoun in _PERSONAL else _NEAR
        found = next((one for one in self._candidates(limit, reach) if self._answers(one, pronoun)), None)
        if found is None:
            return None
        if found.called is None and found.name:
            self._learnt[found.name] = pronoun
        return found._replace(at=phrase.start, called=pronoun)

    def _candidates(self, limit: int, reach: int) -> Iterator[Referent]:
        """Give whoever a pronoun may stand for, the likeliest first: sentence by sentence, back from an offset."""
        divisions, told = self._divisions, self._told
        here, last, least = divisions.sentence_at(limit), len(told) - 1, max(len(told) - 3 * _LATEST, 0)
        first = divisions.paragraphs[max(divisions.paragraph_at(limit) - _PARAGRAPHS, 0)][0]
        for ordinal in range(here, max(here - reach, -1), -1):
            start, stop = divisions.sentences[ordinal]
            if start < first:
                break
            stop = min(stop, limit)
            while last >= least and told[last].at >= start:
                if told[last].at < stop:
                    yield told[last]
                last -= 1
            if start < stop and not self._marked(start):
                yield from self._named(start, stop)
        yield from (one for one in told[: -_LATEST - 1 : -1] if reach > _NEAR or one.at >= first)

    def _marked(self, offset: int) -> bool:
        """Whether an offset lies between marks."""
        if self._marks is None:
            self._marks = [marked.open for marked in self._reading.marked]
        at = bisect_left(self._marks, offset + 1) - 1
        return at >= 0 and offset < self._reading.marked[at].close

    def _named(self, start: int, stop: int) -> Iterator[Referent]:
        """Give the subject of a sentence, then who is named in it, last whom it introduces (`a man who ...`)."""
        phrase = self._reading.sources.opens(self._text, self._reading.opening(start, stop), stop)
        found = self._subject(phrase) if phrase.found == "noun" else None
        if found is not None:
            yield found
        elif phrase.found == "pronoun" and self._phrases.group(self._text[phrase.start : phrase.end]) in _PERSONAL:
            return
        named = self._mentioned(start, stop) if self._starts else []
        yield from named
        if found is None and not named:
            met = self._phrases.introduction.search(self._text, start, min(stop, start + _SENTENCE))
            if met and not self._marked(met.start()) and not self._governed(met.start(), start):
                yield self._refer(*met.span())

    def _mentioned(self, start: int, stop: int) -> list[Referent]:
        """Return the people named in a sentence, outside marks and behind no preposition, and then owners."""
        found, owners = [], []
        first = bisect_left(self._starts, start)
        for mention in self._mentions[first : first + _LATEST]:
            if mention.end > stop:
                break
            if self._text.startswith(_OWNER, mention.end):
                owners.append(self._of(mention, mention.start))
            elif mention.type in _PEOPLE and not self._governed(mention.start, start):
                found.append(self._of(mention, mention.start))
        return [one for one in found + owners if not self._marked(one.at)]

    def _subject(self, phrase: Phrase) -> Referent | None:
        """Return the subject a sentence opens with, unless it is a description that stands for somebody before."""
        words = self._text[phrase.start : phrase.end].split()
        if words[-1][-2:] in OWNING:
            return None
        subject, first = self._refer(phrase.start, phrase.end), words[0].lower()
        if subject.speaker is None and first in self._phrases.article:
            called = self._called(subject)
            if called == "one" and first in self._phrases.definite:
                return None
            return subject._replace(called=called or "it")
        return subject

    def _governed(self, offset: int, start: int) -> bool:
        """Whether a preposition governs a name (`met with President Xi`); one that names who did it does not."""
        words = self._text[max(start, offset - _TITLE) : offset].split()
        while words and words[-1].lower() not in self._phrases.preposition:
            word = words.pop()
            if not (word[0].isupper() or word in self._phrases.titles or word in self._phrases.determiner):
                return False
        return bool(words) and words[-1].lower() not in self._phrases.agent
