"""Outlets under one name each: what a source prints is looked up in the registry; what is not there is told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from dateline.corpus import Document, Problem
from dateline.seeds.outlets import Outlet, Outlets, load_outlets
from dateline.seeds.printed_outlets import PrintedNames

KEPT = "Its name stays as printed."
_SHOWN = 8  # outlets that share a name


class OutletNames:
    """Looks up printed names in a registry, where case, marks, articles and editions do not matter and a place helps.

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
        self._names = PrintedNames(self.by_name)

    def known(self, written: str | None) -> Outlet | None:
        """Return the outlet that a printed name can only mean."""
        return self._names.known(written)

    def candidates(self, written: str) -> tuple[Outlet, ...]:
        """Return the outlets that share a printed name, as *The Sun* is shared; none where it is known, or unknown."""
        return self._names.candidates(written)

    def near(self, written: str) -> list[str]:
        """Return the names of up to two outlets that a printed name may be meant for."""
        return self._names.near(written)

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
        count = self._articles[name]
        articles = f"{count:,} article{'' if count == 1 else 's'}"
        if sharing := sorted(self._names.candidates(name), key=lambda outlet: not outlet.name.startswith(name)):
            bearers = ", ".join(f'"{outlet.name}"' for outlet in sharing[:_SHOWN])
            more = f" and {len(sharing) - _SHOWN} more" if len(sharing) > _SHOWN else ""
            return (
                f'The outlet "{name}" ({articles}) has a name that several bear: {bearers}{more}. Say which in a table '
                f'of your own outlets: name "{sharing[0].name}", aliases "{name}".'
            )
        near = " or ".join(f'"{known}"' for known in self._names.near(name))
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
