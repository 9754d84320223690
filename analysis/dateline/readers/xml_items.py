"""XML read an item at a time: no entity is expanded, nothing outside the file is opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from dateline.corpus import Problem
from dateline.errors import CorpusError

_DEEPEST = 500


def items(path: Path, names: Sequence[str], problems: list[Problem]) -> Iterator[Element]:
    """Yield each element of a name, whole, and forget it; one within another is not yielded again.

    Parameters
    ----------
    names : sequence of str
        Without their namespace.

    Raises
    ------
    CorpusError
        When the file declares entities, or nests deeper than any news does.
    """
    depth, inside = 0, 0
    try:
        for event, element in iterparse(str(path), events=("start", "end")):
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                raise CorpusError(f"The XML is nested more than {_DEEPEST} deep.")
            if local(element) in names:
                inside += 1 if event == "start" else -1
                if event == "end" and not inside:
                    yield element
            if event == "end" and not inside:
                element.clear()
    except DefusedXmlException as error:
        raise CorpusError(f"The XML declares entities ({type(error).__name__}), which no news needs.") from None
    except LookupError:
        raise CorpusError("The XML names an encoding that there is not.") from None
    except ParseError as error:
        found = f"The XML ends in an error ({error})."
        problems.append(Problem(path.name, error.position[0], None, found, "What stands before it was read."))


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def squeezed(element: Element) -> str:
    """Return all the text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def first(element: Element, *names: str) -> Element | None:
    """Return the first element below with one of the names, in the order of the names."""
    for name in names:
        for below in element.iter():
            if local(below) == name:
                return below
    return None


def text_of(element: Element, *names: str) -> str:
    """Return the text of the first element below with one of the names, on one line; nothing when there is none."""
    found = first(element, *names)
    return "" if found is None else squeezed(found)
