"""The notebooks of a release: run from it alone, in clean kernels that see no other text."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from dateline.errors import DatelineError
from dateline.reproduce.running import client_of, settled

_SAVED = re.compile(r"\.save\(\s*[\"']([\w-]+)[\"']")
_LOADED = re.compile(r"\bload_(corpus|features)\(\s*[\"']([^\"']+)[\"']")
# What a cell without its text may stop at; whatever else goes wrong is a fault of the release.
_EXPECTED = {"TextError", "MeasureError", "NotFoundError"}
_TAG = "raises-exception"


class ReleaseError(DatelineError):
    """A release cannot be made, or cannot be used, as it stands."""


class Drawn(NamedTuple):
    """A figure and the cell that saves it, counted from 1 among the cells of its notebook."""

    figure: str
    notebook: str
    cell: int


def drawn_by(notebooks: Mapping[str, bytes]) -> list[Drawn]:
    """Return which cell of which notebook saves which figure, in order."""
    return [
        Drawn(figure, name, number)
        for name, content in sorted(notebooks.items())
        for number, cell in enumerate(_read(content).cells, start=1)
        if cell.cell_type == "code"
        for figure in _SAVED.findall(cell.source)
    ]


def loaded_by(notebooks: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    """Return what the notebooks load by name: collections under `corpus`, released features under `features`."""
    loaded: dict[str, list[str]] = {"corpus": [], "features": []}
    for _, content in sorted(notebooks.items()):
        for cell in _read(content).cells:
            if cell.cell_type == "code":
                for kind, name in _LOADED.findall(cell.source):
                    loaded[kind] += [] if name in loaded[kind] else [name]
    return {kind: tuple(names) for kind, names in loaded.items()}


def cleared(content: bytes) -> bytes:
    """Return a notebook without what it printed, which can hold sentences."""
    notebook = _read(content)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return settled(notebook)


def run_in(folder: Path) -> dict[str, list[int]]:
    """Run every notebook of a release and write it back; cells that ask for a text are marked and say so.

    Parameters
    ----------
    folder : Path
        The release.

    Returns
    -------
    dict of str to list of int
        By notebook, the cells (from 1) that need the text.

    Raises
    ------
    ReleaseError
        When a cell fails for another reason.
    """
    return {path.name: _run(path) for path in sorted((folder / "notebooks").glob("*.ipynb"))}


def _run(path: Path) -> list[int]:
    notebook = _read(path.read_bytes())
    # The texts that the maker of a release has must not help it along.
    environment = {name: value for name, value in os.environ.items() if name != "DATELINE_SHARED"}
    try:
        client_of(notebook, path.parent, allow_errors=True).execute(env=environment)
    except (DeadKernelError, TimeoutError) as error:
        raise ReleaseError(f"{path.name} stopped in the release ({error}). Run make figures and see whether.") from None
    needing = list(_needing_text(path.name, notebook))
    for number in needing:
        tags = notebook.cells[number - 1].metadata.setdefault("tags", [])
        if _TAG not in tags:
            tags.append(_TAG)
    path.write_bytes(settled(notebook))
    return needing


def _needing_text(name: str, notebook: NotebookNode) -> Iterator[int]:
    """Yield the cells that stopped because a text is not here."""
    missing: set[str] = set()
    for number, cell in enumerate(notebook.cells, start=1):
        error = next((output for output in cell.get("outputs", ()) if output.output_type == "error"), None)
        if error is None:
            continue
        follows = error.ename == "NameError" and any(f"'{variable}'" in error.evalue for variable in missing)
        if error.ename not in _EXPECTED and not follows:
            raise ReleaseError(f"{name}, cell {number} fails in the release: {error.ename}: {error.evalue}")
        missing |= _assigned(cell.source)
        yield number


def _assigned(source: str) -> set[str]:
    return {
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _read(content: bytes) -> NotebookNode:
    notebook: NotebookNode = nbformat.reads(content.decode("utf-8"), as_version=4)
    return notebook
