"""Actors in time: states and organisations with every name they go by, people with every office they held and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from dateline.errors import NotFoundError, SeedError, did_you_mean
from dateline.provenance import digest
from dateline.seeds.spells import AFTER, LEADS, Days, days_of, first_day, gaps, iso, last_day

if TYPE_CHECKING:
    from dateline.seeds.contexts import Contexts

_DAY = len("2022-02-05")
OFFICES = (*LEADS, "foreign", "head")
SIDES = ("before", "after", "owned", "near", "shape", "form", "role")
# How a parsed sentence ties a word to a place name; `joined` goes on with a preposition, `topic` is no tie.
TIES = (
    "beside", "described", "clause", "subject", "subject with", "object", "object with", "joined", "joined with",
    "joined under", "possessor", "possessor with", "possessor under", "modifier", "modifier under", "other", "topic",
    *(f"joined by {word}" for word in (
        "in", "of", "to", "from", "with", "by", "for", "between", "against", "on", "at", "into", "over",
    )),
)  # fmt: skip
# What a noun for the leader of a state names.
_OF_LEADERS = ("state", "government", "any")
# A weight from which words decide a reading alone.
_DECIDES = 10


class Alias(NamedTuple):
    """One way an actor is written, and what form of naming it is."""

    text: str
    form: str


class Office(NamedTuple):
    """One spell in office; dates are ISO of the precision known, `end` None while in office.

    `country` is whose office it is: a state's alpha-3, or the id of an international organisation.
    """

    country: str
    office: str
    titles: tuple[str, ...]
    start: str | None
    end: str | None
    source: str

    def holds_on(self, date: str) -> bool:
        """Say whether the spell may include a date of any precision.

        Examples
        --------
        >>> Office("FRA", "state", ("President",), "2017-05-14", None, "").holds_on("2017")
        True
        """
        return (self.start or "") <= date + AFTER and (self.end is None or date <= self.end + AFTER)

    def covers(self, date: str) -> bool:
        """Say whether the spell includes the whole day, month or year.

        Examples
        --------
        >>> Office("GBR", "government", (), "2022-09-06", "2022-10-25", "").covers("2022")
        False
        """
        within = (self.start or "") <= date and (self.end is None or date + AFTER <= self.end)
        return within or (len(date) == _DAY and self.holds_on(date))


class Role(NamedTuple):
    """A noun that describes people by the office they hold: "president", "foreign secretary", "pope".

    Attributes
    ----------
    noun : str
    office : str
        One of `OFFICES`, or `any`: whoever leads in fact.
    titles : tuple of str
        What the holder must be titled for the noun to mean them, whichever office led the state; empty: any title.
    """

    noun: str
    office: str
    titles: tuple[str, ...] = ()

    def names(self, office: Office) -> bool:
        """Say whether the noun means whoever holds an office.

        Examples
        --------
        >>> pope = Role("pope", "state", ("Pope",))
        >>> pope.names(Office("VAT", "both", ("Pope",), "2025-05-08", None, ""))
        True
        >>> pope.names(Office("FRA", "state", ("President",), "2017-05-14", None, ""))
        False
        """
        if self.office in ("any", *LEADS) and (self.titles or self.office == "any"):
            held = office.office in LEADS
        else:
            held = office.office == self.office or (office.office == "both" and self.office in LEADS)
        return held and not (self.titles and set(self.titles).isdisjoint(office.titles))


@dataclass(frozen=True, slots=True)
class Actor:
    """A leader, another person, a country or an international organisation.

    Attributes
    ----------
    id : str
        Stable: `xi-jinping`, ISO 3166-1 alpha-3, or `nato`.
    type : {'leader', 'person', 'country', 'organisation'}
        A person who never led a state, a government or an organisation (a foreign minister) is no leader.
    country : str or None
        Alpha-3; a country's own id. None for an organisation, and for a person whose latest office is one's.
    aliases : tuple of Alias
    offices : tuple of Office
        Empty for a country or an organisation.
    pronoun : {'he', 'she', 'it', 'one'}
        How a report goes on to speak of them; `one` for a person of whom the table does not tell.
    valid_from, valid_to : str or None
        Life of a country or an organisation, ISO dates of any precision; None: before 1945, and to this day.
    un_member : bool
        Whether a country is a member of the United Nations.
    """

    id: str
    name: str
    type: str
    country: str | None
    aliases: tuple[Alias, ...]
    offices: tuple[Office, ...] = ()
    pronoun: str = "it"
    valid_from: str | None = None
    valid_to: str | None = None
    un_member: bool = False

    def in_office(self, date: str | None) -> bool | None:
        """Say whether a spell includes a date of any precision; None when the date, or the table, does not tell."""
        if date is None or not self.offices:
            return None
        if any(office.covers(date) for office in self.offices):
            return True
        return None if any(office.holds_on(date) for office in self.offices) else False

    def country_on(self, date: str | None) -> str | None:
        """Return the state in whose office a person may have been on a date, else `country`.

        Examples
        --------
        >>> spells = (Office("NOR", "government", (), "2005", "2013", ""), Office("nato", "head", (), "2014", None, ""))
        >>> Actor("jens-stoltenberg", "Jens Stoltenberg", "leader", None, (), spells).country_on("2010-05")
        'NOR'
        """
        held = [office.country for office in self.offices if date is not None and office.holds_on(date)]
        # The ids of states are in capitals.
        return next((country for country in reversed(held) if country.isupper()), None if held else self.country)


@dataclass(frozen=True)
class Actors(Mapping[str, Actor]):
    """All actors by id, with the tables that guard their names and read their roles.

    Attributes
    ----------
    guards : tuple of str
        Longer names inside which no actor is meant ("East China Sea").
    role_nouns : tuple of Role
        Nouns that describe people by their office ("prime minister").
    readings : tuple of Reading
        Contexts in which a place stands for its government, or is the place.
    contexts : Contexts
        What stands beside names and tells what they mean: seats, namesakes, places, first names.
    """

    actors: Mapping[str, Actor]
    guards: tuple[str, ...]
    role_nouns: tuple[Role, ...]
    readings: tuple[Reading, ...]
    contexts: Contexts

    def __getitem__(self, name: str) -> Actor:
        try:
            return self.actors[name]
        except KeyError:
            raise NotFoundError(f'No actor "{name}" in seeds/actors/. {did_you_mean(name, self.actors)}') from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.actors)

    def __len__(self) -> int:
        return len(self.actors)

    @property
    def roles(self) -> Mapping[str, str]:
        """Nouns for the leaders of states to the office they name: `state`, `government` or `any`."""
        return {role.noun: role.office for role in self.role_nouns if role.office in _OF_LEADERS}

    def of_type(self, kind: str) -> list[Actor]:
        """Return the actors of one type, in order of id."""
        return [actor for _, actor in sorted(self.actors.items()) if actor.type == kind]

    def people(self) -> list[Actor]:
        """Return everybody, in or out of office, in order of id."""
        return [actor for _, actor in sorted(self.actors.items()) if actor.type in ("leader", "person")]

    def coverage(self, since: str = "1945-01-01", until: str | None = None) -> pd.DataFrame:
        """Return how much of each state's life has a head of state, of government, or other leader.

        Parameters
        ----------
        since, until : str
            ISO dates; `until` is by default the latest date on which anybody entered or left an office.

        Returns
        -------
        pandas.DataFrame
            One row a state, the least covered first: `state`, `name`, `from` and `to` (its life within the dates),
            `days`, `covered` (days with a leader), `share` (of the days, 0 to 1) and `longest_gap` in days. States are
            the members of the United Nations, those with dates of their own, and whoever has a leader.

        Raises
        ------
        SeedError
            When a date is not ISO.
        """
        try:
            asked = first_day(since), last_day(until or self._latest)
        except (KeyError, ValueError):
            raise SeedError(f'"{since}" or "{until}" is no date. Write YYYY, YYYY-MM or YYYY-MM-DD.') from None
        led: dict[str, list[Days]] = {}
        for office in (office for person in self.people() for office in person.offices if office.office in LEADS):
            led.setdefault(office.country, []).append(days_of(office.start, office.end))
        rows = [
            _covered(state, led.get(state.id, []), asked)
            for state in self.of_type("country")
            if state.un_member or state.valid_from or state.valid_to or state.id in led
        ]
        table = pd.DataFrame(rows, columns="state name from to days covered share longest_gap".split())
        return table[table["days"] > 0].sort_values(["share", "state"], ignore_index=True)

    @property
    def _latest(self) -> str:
        """The latest date on which anybody entered or left an office."""
        spells = [office for person in self.people() for office in person.offices]
        return max((date for office in spells for date in (office.start, office.end) if date), default="1945")

    def __repr__(self) -> str:
        countries, organisations = self.of_type("country"), self.of_type("organisation")
        leaders, people = self.of_type("leader"), self.people()
        spells = sum(len(person.offices) for person in people)
        return (
            f"Actors: {len(countries)} countries, {len(organisations)} organisations, {len(leaders)} leaders and "
            f"{len(people) - len(leaders)} others with {spells} spells in office"
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every actor, guard, role and reading."""
        return digest(
            repr([self.actors[name] for name in sorted(self.actors)])
            + repr((self.guards, sorted(self.role_nouns), self.readings))
        )


class Reading(NamedTuple):
    """What words near a place name say about its reading; several words of one row are one Reading each.

    Attributes
    ----------
    side : {'before', 'after', 'owned', 'near', 'shape', 'form', 'role'}, or one of `TIES`
        Where the words stand; `shape` and `role` are no words but looks, and relations in a parsed sentence. A tie is
        heard by a parser only; its words `*` are all that have no row.
    words : str
    weight : int
        In tenths of a logarithm of the odds: above 0 for those who act for the place, below for the place.
    parsed : float
        What is added where a parser finds the words in that relation to the name.
    """

    side: str
    words: str
    weight: int
    parsed: float

    @property
    def reading(self) -> str | None:
        """The reading that the words decide alone: `literal`, `metonymic`, or None where they only lean."""
        if abs(self.weight) < _DECIDES:
            return None
        return "metonymic" if self.weight > 0 else "literal"


def _covered(state: Actor, led: list[Days], asked: Days) -> tuple[object, ...]:
    """Return a state's row of the coverage."""
    born, died = days_of(state.valid_from, state.valid_to)
    first, last = max(born, asked[0]), min(died, asked[1])
    days = max(last - first + 1, 0)
    missing = [end - start + 1 for start, end in gaps(led, (first, last))] if days else []
    covered = days - sum(missing)
    life = (iso(first), iso(last)) if days else ("", "")
    return state.id, state.name, *life, days, covered, covered / max(days, 1), max(missing, default=0)
