"""What a source prints as an outlet's name, led to the outlet: case, marks, articles, editions and places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from dateline.provenance import home
from dateline.seeds.outlets import Outlet, Outlets
from dateline.tables import read_table

_KINDS = ("article", "edition")
# What is printed beside a name: in brackets, after a dash, a semicolon or a comma, or as the number of an issue.
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_TAIL = re.compile(r"\s*(?:;|\s[-–—]{1,2}\s|\s--|,)\s*")
_ISSUE = re.compile(r",?\s*\b(?:n[or°º]|nr|no|issue|vol)\.?\s*\d[\w/.-]*.*\Z", re.IGNORECASE)
_YEARS = re.compile(r"(?:[a-z]+ ?-?)?(?:1[5-9]|20)\d\d\b.*", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]+")
_LIKE, _LONG = 0.8, 4  # how like one word is to another that was mistyped, and letters that it has at least
_SHOWN = 2


class _Printed(NamedTuple):
    """A printed name taken apart: the name itself, and what stands beside it."""

    key: str
    beside: tuple[str, ...]


class PrintedNames:
    """Leads printed names to outlets of a registry.

    Parameters
    ----------
    outlets : Outlets
        As `load_outlets` returns them.

    Examples
    --------
    >>> from dateline.seeds import load_outlets
    >>> names = PrintedNames(load_outlets())
    >>> names.known("Guardian, The (London, England)").id
    'guardian'
    >>> sorted({outlet.country for outlet in names.candidates("The Sun")} & {"GBR", "USA"})
    ['GBR', 'USA']
    """

    def __init__(self, outlets: Outlets) -> None:
        self._shared: dict[str, list[Outlet]] = {}
        for name, several in outlets.shared.items():
            self._shared.setdefault(_key(name), []).extend(several)
        self._alone: dict[str, list[Outlet]] = {}
        for name, outlet in outlets.items():
            if name != outlet.id or _key(name) not in self._shared:
                self._alone.setdefault(_key(name), []).append(outlet)
        self._words = {tuple(_words(outlet.name)): outlet for outlet in outlets.values()}

    def known(self, printed: str | None) -> Outlet | None:
        """Return the outlet that a printed name can only mean, or None."""
        meant, certain = self._meant(printed or "")
        return meant[0] if certain else None

    def candidates(self, printed: str | None) -> tuple[Outlet, ...]:
        """Return the outlets that share a printed name and that no place beside it tells apart; often none.

        Of a name that is known to be shared, an outlet is no more than a candidate even where it is the only one of the
        registry.
        """
        meant, certain = self._meant(printed or "")
        return () if certain else meant

    def near(self, printed: str) -> list[str]:
        """Return up to two names that a printed one may be meant for, mistyped, cut short or added to."""
        apart = next(_apart(printed))
        bare = [*self._alone.get(apart.key, ()), *self._shared.get(apart.key, ())] if apart.beside else []
        typed = tuple(_words(_BRACKETS.sub("", printed)))
        near = [outlet for words, outlet in self._words.items() if _mistyped(typed, words) or _begins(typed, words)]
        longer = [outlet for words, outlet in self._words.items() if len(words) > 1 and _begins(words, typed)]
        return list(dict.fromkeys(outlet.name for outlet in (*bare, *near, *longer)))[:_SHOWN]

    def _meant(self, printed: str) -> tuple[tuple[Outlet, ...], bool]:
        """Return the outlets that a printed name may mean, and whether it can only mean this one."""
        for key, beside in _readings(printed):
            places = [place for place in beside if not _is_edition(place)]
            alone, shared = self._alone.get(key, ()), self._shared.get(key, ())
            if not places and alone:
                meant = tuple(dict.fromkeys(alone))
                return meant, len(meant) == 1
            meant = tuple(dict.fromkeys((*alone, *shared)))
            there = tuple(outlet for outlet in meant if _stands_in(outlet, places))
            if there:
                return there, len(there) == 1
            if shared and not alone:
                return meant, False
        return (), False


def _readings(printed: str) -> Iterator[_Printed]:
    """Yield a printed name as it stands, then with what may stand beside it taken away, less each time."""
    whole = _key(printed)
    if whole:
        yield _Printed(whole, ())
        yield from _apart(printed)


def _apart(printed: str) -> Iterator[_Printed]:
    """Yield the name before its brackets, dashes and commas, with what these hold."""
    bare = _ISSUE.sub("", printed)
    beside = [part for found in _BRACKETS.findall(bare) for part in "".join(found).split(",")]
    pieces = [piece for piece in _TAIL.split(_BRACKETS.sub(" ", bare).strip()) if piece]
    for cut in range(len(pieces), 0, -1):
        name, rest = " ".join(pieces[:cut]), [*pieces[cut:], *beside]
        articles = [part for part in rest if part.strip().casefold() in _kept("article")]
        others = tuple(part.strip() for part in rest if part.strip() and part not in articles)
        yield _Printed(_key(name), others)
        for article in articles:
            yield _Printed(_key(f"{article.strip()} {name}"), others)
    if not pieces:
        yield _Printed(_key(printed), ())


def _stands_in(outlet: Outlet, places: list[str]) -> bool:
    """Say whether some of these places is where an outlet is printed: its town, its country or that one's capital."""
    there = {_key(place) for place in outlet.places} | _of_country().get(outlet.country, set())
    return any(_key(place) in there for place in places)


def _is_edition(part: str) -> bool:
    """Say whether what stands beside a name tells of its edition, or of years, and not of a place."""
    return bool(_YEARS.fullmatch(part)) or part.casefold() in _kept("edition")


def _mistyped(typed: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Say whether two names have the same words but for letters of those that are long enough to mistype."""
    if len(typed) != len(words) or typed == words:
        return False
    pairs = [(one, other) for one, other in zip(typed, words, strict=True) if one != other]
    return all(
        min(len(one), len(other)) >= _LONG and SequenceMatcher(None, one, other).ratio() >= _LIKE
        for one, other in pairs
    )


def _begins(typed: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Say whether a longer name begins with the words that were printed."""
    return len("".join(typed)) > _LONG and len(words) > len(typed) and words[: len(typed)] == typed


@cache
def _kept(kind: str) -> frozenset[str]:
    """Return the words of one kind of `seeds/outlet_words.csv`."""
    path = home("seeds") / "outlet_words.csv"
    rows = read_table(path, columns=("word", "kind", "source"), filled=("word", "kind", "source"))
    return frozenset(row["word"].casefold() for row in rows if row.one_of("kind", _KINDS) == kind)


@cache
def _of_country() -> dict[str, set[str]]:
    """Return the keys of the names of each country and of its capital."""
    path = home("seeds") / "actors" / "countries.csv"
    told = ("name", "official", "names", "abbreviations", "capitals")
    rest = ("adjectives", "demonyms", "prefixes", "valid_from", "valid_to", "un_member", "source")
    rows = read_table(path, columns=("id", *told, *rest))
    return {row["id"]: {_key(name) for column in told for name in row.several(column)} for row in rows}


def _words(name: str) -> list[str]:
    words = [_plain(word) for word in _LETTERS.findall(name.replace("'", "").replace("’", ""))]
    return words[1:] if words[:1] == ["the"] and len(words) > 1 else words


def _key(name: str) -> str:
    return "".join(_words(name))


def _plain(word: str) -> str:
    """Return a word in small letters without accents."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(letter)
    )
