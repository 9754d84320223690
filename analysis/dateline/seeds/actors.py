"""Actors in time: countries with every name they go by, leaders with every office they held and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dateline.errors import NotFoundError, SeedError, did_you_mean
from dateline.provenance import digest, home
from dateline.tables import Row, read_table

_COUNTRY = (
    "id name official names abbreviations adjectives demonyms prefixes capitals valid_from valid_to un_member source"
).split()
_LEADER = "actor name surname variants pronoun country office titles start end confirmed source".split()
# Sorts after every continuation of a date, so that "2022" ends after "2022-12-31".
_AFTER = "~"
_DAY = len("2022-02-05")
_LEADS = ("state", "government", "both", "leader")
_OFFICES = (*_LEADS, "foreign")
_FORMS = {
    "name": "name", "official": "name", "names": "name", "abbreviations": "abbreviation", "adjectives": "demonym",
    "demonyms": "demonym", "capitals": "capital",
}  # fmt: skip


class Alias(NamedTuple):
    """One way an actor is written, and what form of naming it is."""

    text: str
    form: str


class Office(NamedTuple):
    """One spell in office; dates are ISO of the precision known, `end` None while in office."""

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
        return (self.start or "") <= date + _AFTER and (self.end is None or date <= self.end + _AFTER)

    def covers(self, date: str) -> bool:
        """Say whether the spell includes the whole day, month or year.

        Examples
        --------
        >>> Office("GBR", "government", (), "2022-09-06", "2022-10-25", "").covers("2022")
        False
        """
        within = (self.start or "") <= date and (self.end is None or date + _AFTER <= self.end)
        return within or (len(date) == _DAY and self.holds_on(date))


@dataclass(frozen=True, slots=True)
class Actor:
    """A leader, another person in office, or a country.

    Attributes
    ----------
    id : str
        Stable: `xi-jinping`, or ISO 3166-1 alpha-3.
    type : {'leader', 'person', 'country'}
        A person who never led a state or government (a foreign minister) is no leader.
    country : str
        Alpha-3; a country's own id.
    aliases : tuple of Alias
    offices : tuple of Office
        Empty for a country.
    pronoun : {'he', 'she', 'it'}
        How a report goes on to speak of them.
    """

    id: str
    name: str
    type: str
    country: str
    aliases: tuple[Alias, ...]
    offices: tuple[Office, ...] = ()
    pronoun: str = "it"

    def in_office(self, date: str | None) -> bool | None:
        """Say whether a spell includes a date of any precision; None when the date does not tell."""
        if date is None or any(office.covers(date) for office in self.offices):
            return None if date is None else True
        return None if any(office.holds_on(date) for office in self.offices) else False


@dataclass(frozen=True)
class Actors(Mapping[str, Actor]):
    """All actors by id, with the tables that guard their names and read their roles.

    Attributes
    ----------
    guards : tuple of str
        Longer names inside which no actor is meant ("East China Sea").
    roles : mapping of str to str
        Role noun ("prime minister") to the office it names: `state`, `government` or `any`.
    readings : tuple of Reading
        Contexts in which a place stands for its government, or is the place.
    """

    actors: Mapping[str, Actor]
    guards: tuple[str, ...]
    roles: Mapping[str, str]
    readings: tuple[Reading, ...]

    def __getitem__(self, name: str) -> Actor:
        try:
            return self.actors[name]
        except KeyError:
            raise NotFoundError(f'No actor "{name}" in seeds/actors/. {did_you_mean(name, self.actors)}') from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.actors)

    def __len__(self) -> int:
        return len(self.actors)

    def of_type(self, kind: str) -> list[Actor]:
        """Return the actors of one type, in order of id."""
        return [actor for _, actor in sorted(self.actors.items()) if actor.type == kind]

    def people(self) -> list[Actor]:
        """Return everybody who held an office, in order of id."""
        return [actor for _, actor in sorted(self.actors.items()) if actor.offices]

    def __repr__(self) -> str:
        countries, leaders, people = self.of_type("country"), self.of_type("leader"), self.people()
        spells = sum(len(person.offices) for person in people)
        return (
            f"Actors: {len(countries)} countries, {len(leaders)} leaders and {len(people) - len(leaders)} others "
            f"with {spells} spells in office"
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every actor, guard, role and reading."""
        return digest(
            repr([self.actors[name] for name in sorted(self.actors)])
            + repr((self.guards, sorted(self.roles.items()), self.readings))
        )


class Reading(NamedTuple):
    """A context of a place name: words `before` or `after` it, and the reading they make."""

    side: str
    words: str
    reading: str


def load_actors(folder: str | Path | None = None) -> Actors:
    """Load countries, leaders and the tables that help to read their names.

    Parameters
    ----------
    folder : str or Path, optional
        Where the tables lie; by default `seeds/actors/`.

    Returns
    -------
    Actors

    Raises
    ------
    SeedError
        With file, row and remedy, when a cell cannot be used, an id stands twice, one name is given to two
        countries, a leader's country is unknown, or a spell ends before it starts.

    Examples
    --------
    >>> import dateline as dl
    >>> dl.load_actors()["xi-jinping"].in_office("2022-02-05")
    True
    """
    where = home("seeds") / "actors" if folder is None else Path(folder)
    countries = _read_countries(where)
    leaders = _read_leaders(where / "leaders.csv", countries)
    guards = tuple(
        row["phrase"] for row in read_table(where / "guards.csv", columns=("phrase", "why"), filled=("phrase", "why"))
    )
    return Actors({**countries, **leaders}, guards, _read_roles(where), _read_readings(where))


def _read_roles(where: Path) -> dict[str, str]:
    roles: dict[str, str] = {}
    for row in read_table(where / "roles.csv", columns=("role", "office", "note"), filled=("role",)):
        if row["role"] in roles:
            raise row.fail(f'the role "{row["role"]}" stands twice. Keep one row.')
        roles[row["role"]] = row.one_of("office", ("state", "government", "any"))
    return roles


def _read_readings(where: Path) -> tuple[Reading, ...]:
    readings: dict[tuple[str, str], Reading] = {}
    for row in read_table(where / "readings.csv", columns=("side", "words", "reading", "note"), filled=("words",)):
        side = row.one_of("side", ("before", "after"))
        if (side, row["words"]) in readings:
            raise row.fail(f'"{row["words"]}" stands twice {side} a place. Keep one row.')
        readings[side, row["words"]] = Reading(side, row["words"], row.one_of("reading", ("literal", "metonymic")))
    return tuple(readings.values())


def _read_countries(where: Path) -> dict[str, Actor]:
    institutions: dict[str, list[Alias]] = {}
    for row in read_table(
        where / "institutions.csv", columns=("name", "country", "kind", "source"), filled=("name", "country", "source")
    ):
        institutions.setdefault(row["country"], []).append(Alias(row["name"], "institution"))
    countries: dict[str, Actor] = {}
    taken: dict[str, str] = {}
    for row in read_table(where / "countries.csv", columns=_COUNTRY, filled=("id", "name", "source")):
        if row["id"] in countries:
            raise row.fail(f"the id {row['id']} stands twice. Keep one row.")
        aliases = [Alias(text, form) for column, form in _FORMS.items() for text in row.several(column)]
        aliases = list({alias.text: alias for alias in reversed([*aliases, *institutions.pop(row["id"], [])])}.values())
        for alias in aliases:
            if taken.setdefault(alias.text, row["id"]) != row["id"]:
                raise row.fail(f'"{alias.text}" is already a name of {taken[alias.text]}. Give it to one of them.')
        countries[row["id"]] = Actor(row["id"], row["name"], "country", row["id"], tuple(sorted(aliases)))
    if institutions:
        unknown = sorted(institutions)[0]
        raise SeedError(f"institutions.csv: no country {unknown}. {did_you_mean(unknown, countries)}")
    return countries


def _read_leaders(path: Path, countries: Mapping[str, Actor]) -> dict[str, Actor]:
    rows: dict[str, list[Row]] = {}
    for row in read_table(path, columns=_LEADER, filled=("actor", "name", "surname", "country", "source")):
        if row["country"] not in countries:
            raise row.fail(f"no country {row['country']}. {did_you_mean(row['country'], countries)}")
        rows.setdefault(row["actor"], []).append(row)
    return {actor: _leader(spells) for actor, spells in sorted(rows.items())}


def _leader(spells: list[Row]) -> Actor:
    first = spells[0]
    written = {first["name"], first["surname"]} | {variant for row in spells for variant in row.several("variants")}
    longest = max(len(row["surname"].split()) for row in spells)
    aliases = [
        Alias(name, "surname" if len(name.split()) <= longest and name != first["name"] else "name")
        for name in sorted(written)
    ]
    for row in spells:
        if row["name"] != first["name"]:
            raise row.fail(f'{row["actor"]} is "{first["name"]}" in row {first.line}. Write one name in all rows.')
    held: set[tuple[str, str, str]] = set()
    for row in spells:
        spell = (row["country"], row["office"], row["start"])
        if spell in held:
            raise row.fail(f"{row['actor']} has this office from {row['start']} in another row, too. Keep one.")
        held.add(spell)
    offices = tuple(_office(row) for row in sorted(spells, key=lambda row: (row["start"], row["office"])))
    pronoun = first.one_of("pronoun", ("he", "she"))
    kind = "leader" if any(office.office in _LEADS for office in offices) else "person"
    return Actor(first["actor"], first["name"], kind, offices[-1].country, tuple(aliases), offices, pronoun)


def _office(row: Row) -> Office:
    start, end = row.date("start"), row.date("end")
    if start and end and end + _AFTER < start:
        raise row.fail(f"the spell ends ({end}) before it starts ({start}). Check both dates.")
    office = row.one_of("office", _OFFICES)
    return Office(row["country"], office, row.several("titles"), start, end, row["source"])
