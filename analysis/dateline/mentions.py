"""Who is named: leaders and countries in a text, each at its date.

A full name names its leader. A surname does so after a full name, after a title that was theirs, or alone when the date
and the countries of the text leave one leader in office. A country's adjective before a role noun ("the Egyptian
leader") names whoever held that office on the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from dateline.names import NameFound, NameScanner
from dateline.seeds import Actor, Actors
from dateline.text import words_of_kind


class Mention(NamedTuple):
    """One naming of an actor.

    Attributes
    ----------
    start, end : int
        Offsets into the document's text.
    type : {'leader', 'country', 'person', 'organisation'}
    actor : str or None
        Stable id; None for a person or organisation outside `seeds/`.
    name : str
        Canonical name, or the longest in the document.
    country : str or None
        ISO 3166-1 alpha-3.
    form : {'name', 'surname', 'title', 'demonym', 'capital', 'institution', 'description', 'abbreviation'}
    reading : {'literal', 'metonymic'}
    in_office : bool or None
        Leaders: whether in office on the document's date; None when the date does not tell.
    """

    start: int
    end: int
    type: str
    actor: str | None
    name: str
    country: str | None
    form: str
    reading: str
    in_office: bool | None


_WORD_AFTER = re.compile(r"(['’]s)?\s([^\W\d_]+)(\s[^\W\d_]+)?")
# Characters before a name in which its title and the words that decide its reading stand.
_REACH = 32


class MentionReader:
    """Reads names in texts with one set of actors."""

    def __init__(self, actors: Actors) -> None:
        self._scanner = NameScanner(actors)
        self._roles = actors.roles
        self._role = _role_pattern(actors.roles)
        self._titles = {
            person.id: frozenset(title for office in person.offices for title in office.titles)
            for person in actors.people()
        }
        self._known_titles = _by_last_word(title for titles in self._titles.values() for title in titles)
        self._role_words = frozenset(role.split()[-1] for role in actors.roles)
        self._honorifics = words_of_kind("honorific")
        self._articles = words_of_kind("article")
        self._not_now = words_of_kind("not now")
        self._before = {row.words: row.reading for row in actors.readings if row.side == "before"}
        self._after = {row.words: row.reading for row in actors.readings if row.side == "after"}
        self._leaders: dict[str, list[Actor]] = {}
        for person in actors.people():
            for country in sorted({office.country for office in person.offices}):
                self._leaders.setdefault(country, []).append(person)

    def read(self, text: str, date: str | None = None) -> list[Mention]:
        """Return the mentions of leaders and countries, in order; a description may hold a country's adjective.

        Parameters
        ----------
        text : str
        date : str, optional
            ISO date of any precision; decides between namesakes and who held an office.
        """
        found = self._scanner.scan(text)
        if not found:
            return []
        named = {name.sense.leaders[0].id: name.sense.leaders[0] for name in found if name.sense.full}
        countries = {name.sense.place.id for name in found if name.sense.place is not None}
        mentions: list[Mention] = []
        for number, name in enumerate(found):
            if name.sense.leaders and (leader := self._leader(text, name, date, named, countries)):
                mentions.append(leader)
            elif name.sense.place is not None:
                following = found[number + 1] if number + 1 < len(found) else None
                if name.sense.form == "demonym" and (described := self._described(text, name, following, date, named)):
                    mentions.append(described)
                mentions.append(self._place_mention(text, name, name.sense.place))
        return mentions

    def _leader(
        self, text: str, name: NameFound, date: str | None, named: dict[str, Actor], countries: set[str]
    ) -> Mention | None:
        """Return the mention of whom a full name or surname means, or None when it is another's name."""
        candidates = name.sense.leaders
        if name.sense.full:
            return _mention(name.start, name.end, _serving(candidates, date) or candidates[0], "name", date)
        word = _word_before(text, name.start)
        title = self._title_before(text, name.start, word)
        own = text[name.start : name.end].split()[0] in self._known_titles
        if title is None and not own and word[:1].isupper() and not self._may_precede(text, word, name.start):
            return None
        leader: Actor | None
        if introduced := [leader for leader in candidates if leader.id in named]:
            leader = _serving(introduced, date) or introduced[0]
        elif title is not None and (held := [leader for leader in candidates if title in self._titles[leader.id]]):
            leader = _serving(held, date) or (held[0] if len(held) == 1 else None)
        elif title is None and name.sense.place is None:
            leader = _serving([leader for leader in candidates if leader.country in countries], date)
        else:
            return None
        form = "title" if title is not None or word in self._role_words else "surname"
        return None if leader is None else _mention(name.start, name.end, leader, form, date)

    def _title_before(self, text: str, start: int, word: str) -> str | None:
        """Return the longest title of anybody that ends before an offset; its last word is at hand."""
        if word not in self._known_titles:
            return None
        before = text[max(start - _REACH, 0) : start].rstrip()
        for title in self._known_titles[word]:
            if before.endswith(title) and not before[: -len(title)][-1:].isalnum():
                return title
        return None

    def _may_precede(self, text: str, word: str, start: int) -> bool:
        """Say whether a capitalised word before a surname is no first name."""
        if word in self._honorifics or word.endswith((".", ",", ":", ";")) or not word.isalpha():
            return True
        if word in words_of_kind("day"):
            return True
        before = text[max(start - 2 * _REACH, 0) : start].rstrip()[: -len(word)].rstrip(" \t")
        opens = not before or before[-1] in ".!?:\n\"“‘'`"
        return opens and word in words_of_kind("opener")

    def _place_mention(self, text: str, name: NameFound, place: Actor) -> Mention:
        form = name.sense.form
        reading = "literal" if form == "demonym" else self._reading(text, name.start, name.end, form)
        return Mention(name.start, name.end, "country", place.id, place.name, place.id, form, reading, None)

    def _reading(self, text: str, start: int, end: int, form: str) -> str:
        """Return whether a place name stands for its government: what follows decides, then what goes before."""
        if after := _WORD_AFTER.match(text, end):
            possessive, word, more = after.group(1) or "", after.group(2), after.group(3) or ""
            lead = "'s " if possessive else ""
            if reading := self._after.get(lead + word + more) or self._after.get(lead + word):
                return reading
        words = [word for word in text[max(start - _REACH, 0) : start].lower().split() if word not in self._articles]
        if reading := self._before.get(" ".join(words[-2:])) or self._before.get(words[-1] if words else ""):
            return reading
        return "metonymic" if form == "institution" else "literal"

    def _described(
        self, text: str, name: NameFound, following: NameFound | None, date: str | None, named: dict[str, Actor]
    ) -> Mention | None:
        """Return the leader that a country's adjective and a role noun describe, when one is certain."""
        role = self._role.match(text, name.end)
        if role is None or name.sense.place is None or _word_before(text, name.start).lower() in self._not_now:
            return None
        if following is not None and following.sense.leaders and following.start - role.end() < 2:
            return None
        leader = self._holder(name.sense.place.id, self._roles[role.group(1).lower()], date, named)
        if leader is None:
            return None
        article = _word_before(text, name.start)
        start = text.rindex(article, 0, name.start) if article.lower() in self._articles else name.start
        return _mention(start, role.end(), leader, "description", date)

    def _holder(self, country: str, office: str, date: str | None, named: dict[str, Actor]) -> Actor | None:
        """Return who held an office of a country: a leader named in the text before anybody else."""
        leaders = self._leaders.get(country, ())
        here = [leader for leader in leaders if leader.id in named and _held(leader, country, office, date)]
        if len(here) == 1:
            return here[0]
        if date is None:
            return None
        serving = [leader for leader in leaders if _held(leader, country, office, date)]
        if office == "any":
            serving = [leader for leader in serving if _leads(leader, country, date)] or serving
        return serving[0] if len(serving) == 1 else None


def _mention(start: int, end: int, leader: Actor, form: str, date: str | None) -> Mention:
    serving = leader.in_office(date)
    return Mention(start, end, leader.type, leader.id, leader.name, leader.country, form, "literal", serving)


def _word_before(text: str, start: int) -> str:
    """Return the word that ends before the white space before an offset, or nothing."""
    before = text[max(start - _REACH, 0) : start]
    return before.split()[-1] if before[-1:].isspace() and before.strip() else ""


def _serving(leaders: Iterable[Actor], date: str | None) -> Actor | None:
    """Return the one leader who may have been in office on a date, or None."""
    serving = [leader for leader in leaders if date is not None and leader.in_office(date) is not False]
    return serving[0] if len(serving) == 1 else None


def _held(leader: Actor, country: str, office: str, date: str | None) -> bool:
    return any(
        spell.country == country
        and (spell.office in (office, "both") or (office == "any" and spell.office != "foreign"))
        and (date is None or spell.holds_on(date))
        for spell in leader.offices
    )


def _leads(leader: Actor, country: str, date: str) -> bool:
    return any(
        spell.country == country and spell.office in ("leader", "both") and spell.holds_on(date)
        for spell in leader.offices
    )


def _role_pattern(roles: Iterable[str]) -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, roles), key=len, reverse=True))
    return re.compile(rf"\s+({nouns})\b(?!-)", re.IGNORECASE)


def _by_last_word(titles: Iterable[str]) -> dict[str, list[str]]:
    """Return titles by their last word, the longest first."""
    by_word: dict[str, list[str]] = {}
    for title in sorted(set(titles), key=lambda title: (-len(title), title)):
        by_word.setdefault(title.split()[-1], []).append(title)
    return by_word
