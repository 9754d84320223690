"""Beside each notebook a script of the same cells, in percent format: what a reviewer reads and a diff shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import nbformat

from dateline.errors import DatelineError

SCRIPTS = "scripts"
_BARE = {"jupytext": {"notebook_metadata_filter": "-all", "cell_metadata_filter": "-all"}}


class PairError(DatelineError):
    """A notebook and its script hold different cells."""


def script_path(notebook: Path) -> Path:
    """Return where a notebook's script lies: `notebooks/scripts/NAME.py`."""
    return notebook.parent / SCRIPTS / f"{notebook.stem}.py"


def script_of(notebook: Path) -> str:
    """Return the cells of a notebook, without outputs, as a script in percent format.

    Raises
    ------
    PairError
        When jupytext is not installed.
    """
    if not can_pair():
        raise PairError('Scripts of notebooks are written by jupytext. Install it: pip install "dateline[dev]".')
    import jupytext

    cells = nbformat.read(notebook, as_version=4)
    cells.metadata = nbformat.from_dict(_BARE)
    return str(jupytext.writes(cells, fmt="py:percent"))


def write_script(notebook: Path) -> None:
    """Write a notebook's script where the project keeps scripts and jupytext is installed."""
    path = script_path(notebook)
    if not path.parent.is_dir() or not can_pair():
        return
    script = script_of(notebook)
    if not path.is_file() or path.read_text(encoding="utf-8") != script:
        path.write_text(script, encoding="utf-8")


def can_pair() -> bool:
    """Return whether jupytext, which reads and writes the scripts, is installed."""
    return find_spec("jupytext") is not None


def drift(notebook: Path) -> str:
    """Return in which cell a notebook and its script first differ; an empty text when in none."""
    path = script_path(notebook)
    if not path.is_file():
        return "there is no script"
    if path.read_text(encoding="utf-8") == script_of(notebook):
        return ""
    import jupytext

    ours = [(cell.cell_type, cell.source) for cell in nbformat.read(notebook, as_version=4).cells]
    theirs = [(cell.cell_type, cell.source) for cell in jupytext.read(path, fmt="py:percent").cells]
    for number, (one, other) in enumerate(zip(ours, theirs, strict=False), 1):
        if one != other:
            return f'cell {number}, "{one[1].partition(chr(10))[0][:60]}", is another in the script'
    if len(ours) != len(theirs):
        return f"the notebook has {len(ours)} cells, the script {len(theirs)}"
    return "the same cells, written in another form"


def strays(root: Path) -> Iterator[str]:
    """Yield the scripts that no notebook is the pair of."""
    folder = root / "notebooks" / SCRIPTS
    for path in sorted(folder.glob("*.py")):
        if not (root / "notebooks" / f"{path.stem}.ipynb").is_file():
            yield path.name


def check_untouched(notebooks: Iterable[Path]) -> None:
    """Check that no script was edited after its notebook: running would write over the edit.

    Raises
    ------
    PairError
        With the command that takes the edit over.
    """
    for notebook in notebooks:
        path = script_path(notebook)
        if not path.is_file() or not can_pair() or path.stat().st_mtime_ns <= notebook.stat().st_mtime_ns:
            continue
        if (where := drift(notebook)) and where != "the same cells, written in another form":
            raise PairError(
                f"notebooks/{SCRIPTS}/{path.name} was edited after its notebook: {where}. To take the script's cells: "
                f"jupytext --update --to ipynb notebooks/{SCRIPTS}/{path.name} --output notebooks/{notebook.name}. "
                f"To take the notebook's: delete the script."
            )
