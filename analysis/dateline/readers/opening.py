"""What a report prints about itself: the dateline, the agency in it, the byline. Read where the source says nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import NamedTuple

from dateline.corpus import Document
from dateline.provenance import home
from dateline.readers.export import byline_name
from dateline.readers.known_outlets import known_outlet
from dateline.readers.labels import any_of
from dateline.tables import read_table
from dateline.text import Span
from dateline.wire import agency_in, load_furniture

_HEAD, _FIRST = 1_500, 4  # characters and paragraphs in which a report says where it comes from
_TAIL, _LAST = 600, 3  # the same at its end, where it is signed


class Dateline(NamedTuple):
    """The line that says where a report comes from.

    Attributes
    ----------
    start, end : int
        Where it stands, its dash included.
    place : str
        As it is printed: `AL-AIN, United Arab Emirates`.
    agency : str or None
        What stands in brackets after it, under the name of `seeds/outlets.csv`.
    """

    start: int
    end: int
    place: str
    agency: str | None


def dateline_of(text: str) -> Dateline | None:
    """Return the dateline of a text, or None.

    A town in capitals and a dash, or any town with an outlet in brackets and a dash, at the start of one of the first
    paragraphs; or a town in capitals and an ISO date that are a paragraph of their own. Nothing is looked up on a map.

    Examples
    --------
    >>> dateline_of("BERN, Feb. 5 (AP) -- Snow fell.")
    Dateline(start=0, end=21, place='BERN', agency='Associated Press')
    """
    for start, end in _lines(text[:_HEAD], _FIRST):
        found = _form().match(text, start, end)
        if found is None:
            continue
        outlet = known_outlet(found["credit"]) if found["credit"] else None
        town = found["town"]
        is_certain = outlet is not None or bool(found["day"] or found["iso"])
        if (found["credit"] and outlet is None) or not (is_certain or found["long"]) or _is_no_town(town):
            continue
        if not town.isupper() and outlet is None:
            continue
        place = " ".join(f"{town.rstrip('.')}{found['region'] or ''}".split())
        return Dateline(start, found.end(), place, outlet.name if outlet and outlet.type == "agency" else None)
    return None


def with_opening(document: Document) -> Document:
    """Return an article with the dateline, agency and byline that its text prints, where its source gives none."""
    said: dict[str, str] = {}
    printed, place = document.dateline, document.dateline and _day().sub("", document.dateline)
    if place and place != printed:
        other = {**document.other, "dateline as printed": printed}
        document = replace(document, dateline=place, other=other)
    if document.dateline is None or document.agency is None:
        found = dateline_of(document.text)
        said |= {"dateline": found.place} if found else {}
        agency = (found and found.agency) or _signed(document.text)
        said |= {"agency": agency} if agency else {}
    if document.byline is None and (byline := _byline(document.text)):
        said["byline"] = byline
    fresh = {name: value for name, value in said.items() if getattr(document, name) is None}
    return replace(document, **fresh) if fresh else document  # type: ignore[arg-type]


def _byline(text: str) -> str | None:
    """Return who is named in the first paragraphs after `By`."""
    rules = load_furniture()
    for start, end in _lines(text[:_HEAD], _FIRST):
        mark = rules.first(text, start, end, places=("start",))
        if mark and mark.kind == "byline" and (name := byline_name(text[start:end])) != text[start:end]:
            return name
    return None


def _signed(text: str) -> str | None:
    """Return the agency that signs a text in a paragraph of its own at the end."""
    base = max(len(text) - _TAIL, 0)
    tail = text[base:]
    cut = tail.find("\n") if base else 0
    rules = load_furniture()
    for start, end in list(_lines(tail, 1 << 30))[-_LAST:]:
        if start < cut:
            continue
        mark = rules.first(text, base + start, base + end, places=("end",))
        if mark and mark.kind == "sign-off" and (agency := agency_in(tail[start:end])):
            return agency
    return None


def _lines(text: str, most: int) -> list[Span]:
    """Return where the first lines that are not empty start and end."""
    found = (line.span() for line in re.finditer(r"[^\s][^\n]*", text))
    return [(start, start + len(text[start:end].rstrip())) for start, end in islice(found, most)]


@cache
def _months() -> str:
    return "|".join(any_of("any", f"month {number}")[3:-1] for number in range(1, 13))


@cache
def _day() -> re.Pattern[str]:
    """Return the form of the day, the agency and the dash that an archive prints after a dateline's place."""
    months = rf"(?i:{_months()})\.?"
    day = rf"(?:{months} \d{{1,2}}|\d{{1,2}} {months})(?:,? \d{{4}})?"
    return re.compile(rf"(?<=[\w.]),? {day}\s*(?:\([^()\n]*\))?\s*(?:--|[—–-])?\s*\Z")


@cache
def _form() -> re.Pattern[str]:
    months = _months()
    name = r"[^\W\d_][\w.'’-]*"
    return re.compile(
        rf"""(?P<town>[^\W\d_][^\W\d_.'’-]*(?:[ .'’/-]{{1,2}}[^\W\d_]+){{0,4}}\.?)
        (?P<region>(?:,[ ]{name}(?:[ ](?:{name})){{0,4}}?){{0,2}}?)
        (?:,?[ ](?P<day>(?i:{months})\.?[ ]\d{{1,2}}(?:,?[ ]\d{{4}})?|\d{{1,2}}[ ](?i:{months})\.?(?:[ ]\d{{4}})?))?
        (?:,?[ ](?P<iso>\d{{4}}-\d\d-\d\d)[ ]*\Z
          |(?:,?[ ]?\((?P<credit>[^()\n]{{2,40}})\))?[ ]*(?:(?P<long>--|[—–])|[-:_])(?:[ ]|(?<=[—–])))""",
        re.VERBOSE,
    )


@cache
def _not_towns() -> frozenset[str]:
    path = home("seeds") / "wire" / "not_towns.csv"
    return frozenset(row["word"] for row in read_table(path, columns=("word", "note"), filled=("word", "note")))


def _is_no_town(town: str) -> bool:
    return town in _not_towns() or town.split()[0] in _not_towns() or known_outlet(town) is not None
