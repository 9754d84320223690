"""Who is named: leaders and countries in a text, each at its date.

A full name names its leader. A surname does so after a full name, after a title, or alone when the date and the
countries of the text leave one leader in office. A country's adjective before a role noun ("the Egyptian leader") names
whoever held that office on the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from dateline.names import Found, NameScanner
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
        Leaders: whether in office on the document's date; None when undated.
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
_REACH = 32


class MentionReader:
    """Reads names in texts with one set of actors."""

    def __init__(self, actors: Actors) -> None:
        self._scanner = NameScanner(actors)
        self._roles = actors.roles
        self._role = _role_pattern(actors.roles)
        self._titles, self._title_words = _titles(actors)
        self._before = {row.words: row.reading for row in actors.readings if row.side == "before"}
        self._after = {row.words: row.reading for row in actors.readings if row.side == "after"}
        self._leaders: dict[str, list[Actor]] = {}
        for leader in actors.people():
            for country in sorted({office.country for office in leader.offices}):
                self._leaders.setdefault(country, []).append(leader)

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
        named = {name.naming.leaders[0].id: name.naming.leaders[0] for name in found if name.naming.full}
        countries = {name.naming.place.id for name in found if name.naming.place is not None}
        mentions: list[Mention] = []
        for number, name in enumerate(found):
            naming = name.naming
            leader = self._leader(text, name, date, named, countries) if naming.leaders else None
            if leader is not None:
                mentions.append(self._leader_mention(text, name, leader, date))
            elif naming.place is not None:
                following = found[number + 1] if number + 1 < len(found) else None
                if naming.form == "demonym" and (described := self._described(text, name, following, date, named)):
                    mentions.append(described)
                mentions.append(self._place_mention(text, name))
        return mentions

    def _leader(
        self, text: str, name: Found, date: str | None, named: dict[str, Actor], countries: set[str]
    ) -> Actor | None:
        """Return the leader a full name or surname means, or None when it is another's name."""
        candidates = name.naming.leaders
        if name.naming.full:
            return _in_office(candidates, date) or candidates[0]
        word = _word_before(text, name.start)
        titled = word in self._title_words
        if word[:1].isupper() and not titled and not _may_precede(text, word, name.start):
            return None
        introduced = [leader for leader in candidates if leader.id in named]
        if introduced:
            return _in_office(introduced, date) or introduced[0]
        if titled:
            held = [leader for leader in candidates if any(word in title for title in self._titles[leader.id])]
            return _in_office(held, date) if date else held[0] if len(held) == 1 else None
        if date is None or name.naming.place is not None:
            return None
        serving = [leader for leader in candidates if leader.country in countries and leader.in_office(date)]
        return serving[0] if len(serving) == 1 else None

    def _leader_mention(self, text: str, name: Found, leader: Actor, date: str | None) -> Mention:
        titled = not name.naming.full and _word_before(text, name.start) in self._title_words
        form = "name" if name.naming.full else "title" if titled else "surname"
        serving = None if date is None else leader.in_office(date)
        return Mention(
            name.start, name.end, leader.type, leader.id, leader.name, leader.country, form, "literal", serving
        )

    def _place_mention(self, text: str, name: Found) -> Mention:
        place, form = name.naming.place, name.naming.form
        assert place is not None
        reading = "literal" if form == "demonym" else self._reading(text, name.start, name.end, form)
        return Mention(name.start, name.end, "country", place.id, place.name, place.id, form, reading, None)

    def _reading(self, text: str, start: int, end: int, form: str) -> str:
        """Return whether a place name stands for its government: what follows decides, then what goes before."""
        if after := _WORD_AFTER.match(text, end):
            possessive, word, more = after.group(1) or "", after.group(2), after.group(3) or ""
            lead = "'s " if possessive else ""
            if reading := self._after.get(lead + word + more) or self._after.get(lead + word):
                return reading
        words = [word for word in text[max(start - _REACH, 0) : start].lower().split() if word != "the"]
        if reading := self._before.get(" ".join(words[-2:])) or self._before.get(words[-1] if words else ""):
            return reading
        return "metonymic" if form == "institution" else "literal"

    def _described(
        self, text: str, name: Found, following: Found | None, date: str | None, named: dict[str, Actor]
    ) -> Mention | None:
        """Return the leader that a country's adjective and a role noun describe, when one is certain."""
        role = self._role.match(text, name.end)
        assert name.naming.place is not None
        if role is None or (following is not None and following.naming.leaders and following.start - role.end() < 2):
            return None
        leader = self._holder(name.naming.place.id, self._roles[role.group(1).lower()], date, named)
        if leader is None:
            return None
        start = name.start - 4 if text[max(name.start - 4, 0) : name.start].lower() == "the " else name.start
        serving = None if date is None else leader.in_office(date)
        return Mention(
            start, role.end(), leader.type, leader.id, leader.name, leader.country, "description", "literal", serving
        )

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


def _word_before(text: str, start: int) -> str:
    """Return the word that ends before the white space before an offset, or nothing."""
    before = text[max(start - _REACH, 0) : start]
    return before.split()[-1] if before[-1:].isspace() and before.strip() else ""


def _may_precede(text: str, word: str, start: int) -> bool:
    """Say whether a capitalised word before a surname is no first name."""
    if word.endswith((".", ",", ":", ";")) or not word.isalpha() or word in words_of_kind("day"):
        return True
    before = text[max(start - 2 * _REACH, 0) : start].rstrip()[: -len(word)].rstrip(" \t")
    opens = not before or before[-1] in ".!?:\n\"“‘'`"
    return opens and word in words_of_kind("opener")


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


def _in_office(leaders: Iterable[Actor], date: str | None) -> Actor | None:
    serving = [leader for leader in leaders if date is not None and leader.in_office(date)]
    return serving[0] if len(serving) == 1 else None


def _role_pattern(roles: Iterable[str]) -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, roles), key=len, reverse=True))
    return re.compile(rf"\s+({nouns})\b(?!-)", re.IGNORECASE)


def _titles(actors: Actors) -> tuple[dict[str, set[str]], frozenset[str]]:
    """Return the titles of each leader, and the last word of every title."""
    titles = {leader.id: {title for office in leader.offices for title in office.titles} for leader in actors.people()}
    words = {title.split()[-1] for several in titles.values() for title in several}
    words |= {role.split()[-1] for role in actors.roles} | {"Mr.", "Mrs.", "Ms."}
    return titles, frozenset(words)
