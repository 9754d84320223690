"""What stands beside a surname: a title, an honorific, a first name, or the neighbours of a headline.

In a headline every word has a capital, so a capitalised neighbour is a first name only where `given_names.csv` has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from dateline.actors.names import NameFound, Names
from dateline.actors.periods import Period
from dateline.seeds import Actor, Actors, Cues
from dateline.text import words_of_kind

# Characters before a name in which its title stands.
_REACH = 32
# A longer line is a paragraph.
_HEADLINE = 160
# A shorter role noun is an abbreviation.
_ABBREVIATED = 3
_OPENING = "([\"'“‘`«„"
_NEXT_WORDS = re.compile(r"[\s,]+(\w+)(?:[\s,]+(\w+))?")
# "and Putin", after "Presidents Xi": the names that share a title in the plural stand before the joint.
_JOINED = re.compile(r"((?:[^\W\d_][\w.'’-]*,? )+)\w+ \Z")
_JOINT = re.compile(r",? (\w+) [^\W\d_]")
_LAST_WORDS = re.compile(r"(\w+)[\s,]+(\w+)[\s,]+\Z")
# A given name after a family's: "Choi Woo-jin"; the group tells one with a hyphen.
_GIVEN_AFTER = re.compile(r" [A-Z][a-z]+(-[a-z]+)?\b")


# A named tuple's own constructor, written in Python, takes twice as long.
_new = tuple.__new__


class Neighbour(NamedTuple):
    """What stands before a surname.

    Attributes
    ----------
    word : str
        The word before it.
    title : str or None
        The longest title of anybody that it ends.
    given : bool
        Whether it is a first name.
    pronoun : str or None
        Of whom an honorific speaks: "he", "she".
    whole : int or None
        Where the full name begins that it ends, of one of those who bear the surname: "Vladimir V. Putin".
    """

    word: str
    title: str | None = None
    given: bool = False
    pronoun: str | None = None
    whole: int | None = None


class Context(NamedTuple):
    """What a text tells about its names.

    Attributes
    ----------
    period : Period or None
        Of its date, or inferred from the leaders it names.
    introduced : dict of str to list of int
        Leaders named in full or with a title that was theirs, by id: where.
    others : dict of str to list of int
        Surnames of leaders that follow somebody else's first name: where.
    countries : set of str
        Ids of the countries and organisations named.
    before : dict of int to Neighbour
        By where a surname stands: what stands before it.
    names : Names
        All that the text names.
    read : dict of str to int
        Where each leader, by id, was read last: filled as the names are read, in order.
    settled : dict of str to Actor
        Whom a surname means wherever it stands alone in the text: filled as surnames are read.
    serving : dict of int to list of Actor
        Who of the bearers of a surname may have been in office: filled as surnames are read.
    match : bool
        Whether it reports a match, in which a surname alone is a player's.
    """

    period: Period | None
    introduced: dict[str, list[int]]
    others: dict[str, list[int]]
    countries: set[str]
    before: dict[int, Neighbour]
    names: Names
    read: dict[str, int]
    settled: dict[str, Actor]
    serving: dict[int, list[Actor]]
    match: bool = False


class NeighbourReader:
    """Reads the words beside surnames."""

    def __init__(self, actors: Actors) -> None:
        people = actors.people()
        titles = {title for person in people for office in person.offices for title in office.titles}
        # "PM Modi": a role of two letters is written in capitals.
        titles |= {role.noun.upper() for role in actors.role_nouns if len(role.noun) < _ABBREVIATED}
        self._titles = by_last_word(titles)
        # "Presidents Xi and Putin": the singular of each title, by its plural.
        self._singular = {f"{title}s": title for title in titles if title[0].isupper() and not title.endswith("s")}
        self._plurals = by_last_word(self._singular)
        self._borne = {one.id: frozenset(title for office in one.offices for title in office.titles) for one in people}
        self._joints, self._not_now = words_of_kind("conjunction"), words_of_kind("not now")
        self._first_names = {
            person.id: frozenset(
                alias.text.partition(" ")[0] for alias in person.aliases if alias.form == "name" and " " in alias.text
            ).difference(alias.text for alias in person.aliases if alias.form == "surname")
            for person in people
        }
        self._given = actors.contexts.given_names
        self._pronouns = dict.fromkeys(words_of_kind("honorific of a man"), "he")
        self._pronouns |= dict.fromkeys(words_of_kind("honorific of a woman"), "she")
        self._honorifics = words_of_kind("honorific").union(self._pronouns)
        self._openers, self._days = words_of_kind("opener"), words_of_kind("day")
        self._months = frozenset(day for day in self._days if not day.endswith("day"))
        self._dating, self._wished = words_of_kind("before a month"), words_of_kind("after a wish")
        self._small = words_of_kind("preposition") | words_of_kind("conjunction") | words_of_kind("copula")
        self._indefinite = words_of_kind("indefinite")

    def before(self, text: str, name: NameFound) -> Neighbour:
        """Return what stands before a surname."""
        start = name.start
        word = word_before(text, start)
        if not word[:1].isupper():
            title = self._title_in_small(text, name, word) if "-" in word or word in self._joints else None
            return _new(Neighbour, (word, title, False, None, None))
        if word in self._plurals and (joint := _JOINT.match(text, name.end)) and joint[1] in self._joints:
            return _new(Neighbour, (word, self._shared(text, name, start, word), False, None, None))
        if word in self._titles:
            title = self._title_before(text, start, word)
            if title is None and not word_before(text, text.rindex(word, 0, start))[:1].isupper():
                title = word
            if title is not None:
                return _new(Neighbour, (word, title, False, None, None))
        if word in self._honorifics:
            return _new(Neighbour, (word, None, False, self._pronouns.get(word), None))
        initial = word[1:] == "."
        if not initial and self._may_precede(text, word, start):
            return _new(Neighbour, (word, None, False, None, None))
        if headline(text, start) and not initial and word.title() not in self._given:
            return _new(Neighbour, (word, None, False, None, None))
        return Neighbour(word, given=True, whole=self._whole(text, start, name.sense.leaders))

    def is_title(self, word: str) -> bool:
        """Say whether a word ends a title of anybody."""
        return word in self._titles

    def is_strangers(self, text: str, name: NameFound) -> bool:
        """Say whether a surname is the first part of the full name of somebody who is none of its leaders."""
        after = _GIVEN_AFTER.match(text, name.end)
        if after is None or not (after[1] or name.sense.common) or headline(text, name.start):
            return False
        surname = text[name.start : name.end] + " "
        return after[0][1:] not in self._days and any(one.name.startswith(surname) for one in name.sense.leaders)

    def is_verb(self, word: str) -> bool:
        """Say whether a word after a name in a headline is a verb or a small word, and no surname."""
        return word.lower().endswith("s") or word.lower() in self._small

    def is_month(self, text: str, start: int, end: int) -> bool:
        """Say whether a surname that is a month's name, too, is the month, or the verb of a wish."""
        if text[start:end].title() not in self._months:
            return False
        last, following = _LAST_WORDS.search(text[max(start - _REACH, 0) : start]), _NEXT_WORDS.match(text, end)
        second, first = last.groups() if last else ("", word_before(text, start))
        then, later = following.groups("") if following else ("", "")
        if first.lower() in self._dating or second.lower() in self._indefinite or text[start - 1 : start] == "-":
            return True
        if then[:1].isdigit() or (first.isdigit() and text[start - 2 : start] != ", ") or then in self._wished:
            return True
        return (second in self._months and first.islower()) or (later in self._months and then.islower())

    def _whole(self, text: str, start: int, leaders: Iterable[Actor]) -> int | None:
        """Return where a name of three parts begins whose first is a bearer's own."""
        words = text[start - _REACH if start > _REACH else 0 : start].rsplit(" ", 3)[-3:]
        if len(words) < 3 or words[2] or not words[0][:1].isupper():
            return None
        if not any(words[0] in self._first_names[leader.id] for leader in leaders):
            return None
        return start - len(words[0]) - len(words[1]) - 2

    def is_own(self, text: str, start: int, whole: int, leader: Actor) -> bool:
        """Say whether the first word of a name of three parts is one leader's first name."""
        return text[whole:start].partition(" ")[0] in self._first_names[leader.id]

    def _title_in_small(self, text: str, name: NameFound, word: str) -> str | None:
        """Return the title of a surname after a word in small letters: "then-President Clinton", "Bush and Carter"."""
        time, hyphen, title = word.partition("-")
        if hyphen:
            return title if title in self._titles and time in self._not_now else None
        joined = _JOINED.search(text, max(name.start - 2 * _REACH, 0), name.start)
        if joined is None:
            return None
        for first in re.finditer(r"\S+", joined[1]):
            if first[0] in self._plurals:
                return self._shared(text, name, joined.start() + first.end() + 1, first[0])
        return None

    def _shared(self, text: str, name: NameFound, start: int, word: str) -> str | None:
        """Return the singular of the title in the plural that ends before an offset if a bearer of the name bore it."""
        before = text[max(start - _REACH, 0) : start].rstrip()
        for plural in self._plurals[word]:
            if before.endswith(plural) and not before[: -len(plural)][-1:].isalnum():
                title = self._singular[plural]
                return title if any(title in self._borne[one.id] for one in name.sense.leaders) else None
        return None

    def _title_before(self, text: str, start: int, word: str) -> str | None:
        """Return the longest title of anybody that ends before an offset; its last word is at hand."""
        before = text[max(start - _REACH, 0) : start].rstrip()
        for title in self._titles[word]:
            if before.endswith(title) and not before[: -len(title)][-1:].isalnum():
                return title
        return None

    def _may_precede(self, text: str, word: str, start: int) -> bool:
        """Say whether a capitalised word before a surname is no first name."""
        if word.endswith((".", ",", ":", ";")) or not word.isalpha() or word in self._days:
            return True
        before = text[max(start - 2 * _REACH, 0) : start].rstrip()[: -len(word)].rstrip(" \t")
        opens = not before or before[-1] in ".!?:\n\"“‘'`"
        return opens and word in self._openers


class Pronouns:
    """Reads by which pronoun a text goes on to speak of somebody."""

    def __init__(self, cues: Cues) -> None:
        known = words_of_kind("pronoun of a person") | words_of_kind("owner of a person")
        words = sorted(known - cues.words["reflexive"])
        self._any = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
        self._subjects, self._hers = cues.words["person"], cues.words["she"]

    def first(self, passage: str) -> tuple[str, bool]:
        """Return "he" or "she" by the first pronoun of a passage, or nothing, and whether it is a subject."""
        pronoun = self._any.search(passage)
        if pronoun is None:
            return "", False
        word = pronoun[0].lower()
        return "she" if word in self._hers else "he", word in self._subjects


def by_last_word(phrases: Iterable[str]) -> dict[str, list[str]]:
    """Return phrases by their last word, the longest first."""
    by_word: dict[str, list[str]] = {}
    for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)):
        by_word.setdefault(phrase.split()[-1], []).append(phrase)
    return by_word


def word_before(text: str, start: int) -> str:
    """Return the word that ends before the white space before an offset, or nothing."""
    words = text[start - _REACH if start > _REACH else 0 : start].rsplit(None, 1)
    return words[-1].lstrip(_OPENING) if words and text[start - 1].isspace() else ""


def headline(text: str, start: int) -> str:
    r"""Return how the line at an offset is set if it is a headline: `shouted` or `capitalised`; or nothing.

    Examples
    --------
    >>> headline("Ministers Meet in Oslo\n\nThey met.", 0), headline("MINISTERS MEET", 0), headline("They met.", 0)
    ('capitalised', 'shouted', '')
    """
    begin = text.rfind("\n", start - _HEADLINE if start > _HEADLINE else 0, start) + 1
    if begin == 0 and start > _HEADLINE:
        return ""
    end = text.find("\n", start, begin + _HEADLINE)
    end = len(text) if end < 0 else end
    if end - begin > _HEADLINE:
        return ""
    line = text[begin:end]
    words = line.split()
    if len(words) > 1 and line.isupper():
        return "shouted"
    if len(words) < 3 or words[-1][-1] == "." or any(word[0].islower() for word in words if len(word) > 4):
        return ""
    return "capitalised" if 2 * sum(word[0].isupper() for word in words) > len(words) else ""
