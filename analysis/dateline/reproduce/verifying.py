"""Say of every figure how far it can be rebuilt here, and when it cannot, what differs and why.

A claim of reproducibility names its tier: A, the data are identical; B, the SVG is identical; C, PDF and PNG are
identical; D, the PNG is the same picture within a stated difference, under another version of what draws letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import nbformat

from dateline.reproduce.cells import absolute_paths, cell_differences, expected_changes
from dateline.reproduce.pairs import SCRIPTS, can_pair, drift, strays
from dateline.reproduce.rebuilding import rebuilt
from dateline.reproduce.records import Record, records
from dateline.reproduce.running import NotebookError, notebook_paths, project
from dateline.reproduce.tiers import figure_verdict
from dateline.reproduce.verdicts import Verdict, Verification


def verify(folder: str | Path = ".", *, only: str | None = None) -> Verification:
    """Rebuild every figure of a project from its public files and compare it with what is recorded.

    Parameters
    ----------
    folder : path
        The project, or a folder in it. Nothing in it is written.
    only : str, optional
        Just the notebooks, or the figures, whose name begins so.

    Returns
    -------
    Verification
        Prints itself as a report.

    Raises
    ------
    NotebookError
        When there is nothing to verify, or no notebook ran to its end.

    Notes
    -----
    It runs the code of the project's notebooks. It proves that figures follow from the public files, not that those
    are right.
    """
    start = perf_counter()
    root = project(Path(folder))
    paths = _chosen(root, only)
    with rebuilt(root, paths) as (copy, stopped):
        if len(stopped) == len(paths):
            raise NotebookError(
                "No notebook ran to its end, so nothing was verified.\n" + "\n".join(map(str, stopped.values()))
            )
        found = compared(root, copy, paths, stopped, only=only)
    return replace(found, seconds=perf_counter() - start)


def compared(
    root: Path, copy: Path, paths: Sequence[Path], stopped: Mapping[str, NotebookError], *, only: str | None = None
) -> Verification:
    """Compare what a project records with a copy in which its notebooks were run.

    Parameters
    ----------
    root, copy : Path
        The project, and the copy.
    paths : sequence of Path
        The notebooks of the project that were run in the copy.
    stopped : mapping of str to NotebookError
        The errors of those that stopped, by the names of their files.
    only : str, optional
        Just the notebooks, or the figures, whose name begins so.

    Raises
    ------
    NotebookError
        When there is no figure on either side.
    """
    recorded, fresh = records(root / "figures"), records(copy / "figures")
    names = _expected(paths, recorded, fresh, only)
    if not names:
        raise NotebookError("No figure is recorded and none was drawn, so nothing was verified.")
    figures = tuple(figure_verdict(name, recorded.get(name), fresh.get(name)) for name in names)
    both = [(recorded[name], fresh[name]) for name in names if name in recorded and name in fresh]
    changes: dict[str, str] = {}
    for one, other in both:
        changes |= expected_changes(one, other) if one.versions != other.versions else {}
    notebooks = tuple(_notebook(path, copy / "notebooks" / path.name, changes, stopped) for path in paths)
    loose = tuple(Verdict(f"{SCRIPTS}/{name}", differences=("no notebook is its pair",)) for name in strays(root))
    return Verification(figures, notebooks + loose, _libraries(both), _remarks(root))


def _chosen(root: Path, only: str | None) -> list[Path]:
    """Return the notebooks to run: those of the name, or those that draw the figures of the name."""
    paths = notebook_paths(root)
    wanted = [name for name in records(root / "figures") if only and name.startswith(only)]
    chosen = [path for path in paths if path.name.startswith(only or "")]
    chosen = chosen or [path for path in paths if any(_names(path, name) for name in wanted)]
    if not chosen:
        raise NotebookError(
            f'There is no notebook "{only or "*"}" in notebooks/, and none draws a figure of that name.'
        )
    return chosen


def _expected(
    paths: Sequence[Path], recorded: Mapping[str, Record], fresh: Mapping[str, Record], only: str | None
) -> list[str]:
    """Return the figures to compare: all, or those that the chosen notebooks name or have drawn."""
    if only is None:
        return sorted({*recorded, *fresh})
    named = {name for name in recorded if any(_names(path, name) for path in paths)} | set(fresh)
    return sorted(name for name in named if name.startswith(only)) or sorted(named)


def _names(path: Path, figure: str) -> bool:
    cells = nbformat.read(path, as_version=4).cells
    return any(f'"{figure}"' in cell.source or f"'{figure}'" in cell.source for cell in cells)


def _notebook(path: Path, copy: Path, changes: Mapping[str, str], stopped: Mapping[str, NotebookError]) -> Verdict:
    if path.name in stopped:
        return Verdict(path.name, differences=(str(stopped[path.name]),))
    recorded, fresh = (nbformat.read(place, as_version=4) for place in (path, copy))
    found = [*cell_differences(recorded, fresh, changes), *absolute_paths(recorded)]
    if not found and not changes and path.read_bytes() != copy.read_bytes():
        found.append("its metadata, or how it is written, is not what a run writes: run make figures")
    if (path.parent / SCRIPTS).is_dir() and can_pair() and (where := drift(path)):
        found.append(f"its script {SCRIPTS}/{path.stem}.py is not its pair: {where}")
    return Verdict(path.name, differences=tuple(found))


def _libraries(both: Iterable[tuple[Record, Record]]) -> tuple[str, ...]:
    """Return each library whose version here is not the recorded one."""
    found = {
        f"{library} {recorded.versions.get(library, 'none')} recorded, {fresh.versions.get(library, 'none')} here"
        for recorded, fresh in both
        for library in {*recorded.versions, *fresh.versions}
        if recorded.versions.get(library) != fresh.versions.get(library)
    }
    return tuple(sorted(found))


def _remarks(root: Path) -> tuple[str, ...]:
    if (root / "notebooks" / SCRIPTS).is_dir() and not can_pair():
        return ("The scripts of the notebooks were not compared: jupytext is not installed.",)
    return ()
