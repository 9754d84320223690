"""Outlets under one name each: what a source prints is looked up in the registry; what is not there is told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from functools import cache

from dateline.corpus import Document, Problem
from dateline.seeds.outlets import Outlet, Outlets, load_outlets

KEPT = "Its name stays as printed."
_TAIL = re.compile(r"\s*(?:--|;|\(site web\)|,? n[or°º]\.? ?\d).*\Z", re.IGNORECASE)
_PLACE = re.compile(r"\s*\([^)]*\)\s*\Z")
_NOT_NAME = re.compile(r"[\W_]+")
_NEAR = 0.84  # of two names in small letters, so that one letter in seven may differ


class OutletNames:
    """Looks up printed names in a registry, where case, marks, an article and an edition do not matter.

    Parameters
    ----------
    outlets : Outlets, optional
        By default `seeds/outlets.csv`.

    Attributes
    ----------
    by_name : Outlets
        The registry itself.
    """

    def __init__(self, outlets: Outlets | None = None) -> None:
        self.by_name = load_outlets() if outlets is None else outlets
        keys: dict[str, set[Outlet]] = {}
        for name, outlet in self.by_name.items():
            keys.setdefault(_key(name), set()).add(outlet)
        self._by_key = {key: found.pop() for key, found in keys.items() if len(found) == 1}

    def known(self, written: str | None) -> Outlet | None:
        """Return the outlet that a printed name can only mean."""
        if not written:
            return None
        return self._by_key.get(_key(written)) or self._by_key.get(_key(_TAIL.sub("", written)))

    def near(self, written: str) -> list[str]:
        """Return the names of up to two outlets that a printed name may be meant for."""
        bare = self.known(_PLACE.sub("", written))
        keys = get_close_matches(_key(written), self._by_key, n=2, cutoff=_NEAR)
        found = [*([bare] if bare else []), *(self._by_key[key] for key in keys)]
        return list(dict.fromkeys(outlet.name for outlet in found))[:2]

    def named(self, document: Document) -> Document:
        """Return an article with its outlet and agency under their own names; what was printed is kept beside."""
        outlet, agency = self.known(document.outlet), self.known(document.agency)
        credit = agency or (outlet if document.agency is None and outlet and outlet.type == "agency" else None)
        own, credited = outlet.name if outlet else document.outlet, credit.name if credit else document.agency
        if (document.outlet, document.agency) == (own, credited):
            return document
        printed = {"outlet as printed": document.outlet} if document.outlet != own else {}
        return replace(document, outlet=own, agency=credited, other={**document.other, **printed})


class Unknown:
    """Counts the outlets that no registry knows while articles pass, so that each is named once, at the end."""

    def __init__(self, names: OutletNames) -> None:
        self._names = names
        self._first: dict[str, Document] = {}
        self._articles: dict[str, int] = {}

    def passed(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield the articles as they are."""
        for document in documents:
            outlet = document.outlet
            if outlet in self._articles:
                self._articles[outlet] += 1
            elif outlet and self._names.known(outlet) is None:
                self._first[outlet], self._articles[outlet] = document, 1
            yield document

    def problems(self) -> list[Problem]:
        """Return a problem for each unknown outlet, with its articles and what it may be meant for."""
        return [
            Problem(first.source_file or "", first.position, "outlet", self._told(name), KEPT)
            for name, first in self._first.items()
        ]

    def _told(self, name: str) -> str:
        near = " or ".join(f'"{known}"' for known in self._names.near(name))
        count = self._articles[name]
        articles = f"{count:,} article{'' if count == 1 else 's'}"
        hint = f" Did you mean {near}?" if near else ""
        return f'The outlet "{name}" ({articles}) is not among the known outlets.{hint}'


@cache
def names_known() -> OutletNames:
    """Return the names of `seeds/outlets.csv`."""
    return OutletNames()


def known_outlet(written: str) -> Outlet | None:
    """Return the outlet of `seeds/outlets.csv` that a printed name can only mean.

    Examples
    --------
    >>> known_outlet("Agence France Presse -- English").id
    'afp'
    """
    return names_known().known(written)


def _key(name: str) -> str:
    return _NOT_NAME.sub("", name.casefold().removeprefix("the "))
