"""What a notebook's cells are recorded to print, and what they print now."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping

from nbformat import NotebookNode

from dateline.reproduce.differences import word_differences
from dateline.reproduce.records import Record

_EMBEDDED = re.compile(r"data:image/[\w+.-]+;base64,[A-Za-z0-9+/=]+")
_LONGEST_WORD = 64
_ABSOLUTE = re.compile(
    r"(?<![\w.:/<+-])/(?:home|root|tmp|usr|opt|var|mnt|private|Users|Volumes)/[^\s\"'<]*|\b[A-Z]:\\[^\s\"'<]+"
)


def cell_differences(recorded: NotebookNode, rebuilt: NotebookNode, known: Mapping[str, str]) -> Iterator[str]:
    """Yield each cell that does not print what is recorded, by its number and first line.

    Parameters
    ----------
    recorded, rebuilt : NotebookNode
        The same cells, before and after they were run.
    known : mapping of str to str
        What may differ: recorded text, and what stands in its place now.
    """
    swap = _swapper(known)
    for number, (old, new) in enumerate(zip(recorded.cells, rebuilt.cells, strict=True), 1):
        if old.cell_type != "code":
            continue
        was = {kind: swap(text) for kind, text in _outputs(old).items()}
        if difference := _output_difference(was, _outputs(new)):
            yield f"{named(number, old)} {difference}"
        elif old.execution_count != new.execution_count:
            yield f"{named(number, old)} ran out of order, as [{old.execution_count}] and not [{new.execution_count}]"


def absolute_paths(notebook: NotebookNode) -> Iterator[str]:
    """Yield each cell whose source or output names a place on somebody's machine."""
    for number, cell in enumerate(notebook.cells, 1):
        for text in (cell.source, *(_outputs(cell).values() if cell.cell_type == "code" else ())):
            if place := _ABSOLUTE.search(_EMBEDDED.sub("", text)):
                yield f"{named(number, cell)} names a place on one machine, {place[0]}"
                break


def expected_changes(recorded: Record, rebuilt: Record) -> dict[str, str]:
    """Return what a notebook may print otherwise under other libraries: versions, and digests of what they draw."""
    changes = {
        recorded.versions[name]: version
        for name, version in rebuilt.versions.items()
        if recorded.versions.get(name, version) != version
    }
    old, new = (record.provenance.get("files") or {} for record in (recorded, rebuilt))
    drawn = [ending for ending in new if ending in old and not ending.endswith("csv")]
    pairs = [(str(old[ending]), str(new[ending])) for ending in drawn]
    pairs.append((str(recorded.provenance.get("pixels", "")), str(rebuilt.provenance.get("pixels", ""))))
    for one, other in pairs:
        if one:
            changes |= {one: other, one[:12]: other[:12]}
    if "svg" in recorded.endings and "svg" in rebuilt.endings:
        changes |= {b64encode(recorded.read("svg")).decode(): b64encode(rebuilt.read("svg")).decode()}
    return changes


def named(number: int, cell: NotebookNode) -> str:
    """Return the words by which a reader finds a cell."""
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    return f"cell {number} ({first[:50]}{'...' if len(first) > 50 else ''})"


def _swapper(known: Mapping[str, str]) -> Callable[[str], str]:
    """Return what puts into a recorded text what may stand there now, all at once and whole words only."""
    pictures = {old: new for old, new in known.items() if len(old) > _LONGEST_WORD}
    short = {old: new for old, new in known.items() if old not in pictures}
    listed = "|".join(re.escape(old) for old in sorted(short, key=len, reverse=True))
    word = re.compile(rf"(?<![\w.])(?:{listed})(?!\.?\w)")

    def swap(text: str) -> str:
        for old, new in pictures.items():
            text = text.replace(old, new)
        return word.sub(lambda found: short[found[0]], text) if short else text

    return swap


def _outputs(cell: NotebookNode) -> dict[str, str]:
    """Return what a cell prints and shows, by kind; several of one kind one after the other."""
    shown: dict[str, str] = {}
    for output in cell.outputs:
        parts = {output.get("name", output.output_type): output.get("text") or "\n".join(output.get("traceback", ()))}
        for kind, text in (output.get("data") or parts).items():
            shown[kind] = shown.get(kind, "") + (text if isinstance(text, str) else repr(text))
    return shown


def _output_difference(recorded: Mapping[str, str], rebuilt: Mapping[str, str]) -> str:
    """Return how two outputs differ: in what is printed before what is shown; an empty text when they do not."""
    if missing := [kind for kind in rebuilt if kind not in recorded]:
        return f"prints {', '.join(missing)}, and none is recorded"
    if stale := [kind for kind in recorded if kind not in rebuilt]:
        return f"no longer prints its recorded {', '.join(stale)}"
    for kind in sorted(recorded, key=lambda kind: kind == "text/html"):
        one, other = recorded[kind], rebuilt[kind]
        if one == other:
            continue
        without = [_EMBEDDED.sub("", text) for text in (one, other)]
        if without[0] == without[1]:
            return "shows a picture that is not the one it draws"
        return f"prints another {kind}, {word_differences(*(text.encode() for text in without))[0]}"
    return ""
