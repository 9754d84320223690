"""Run every notebook in order, each in a clean kernel, and say what was written and what changed."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode
from tqdm import tqdm

from dateline.errors import DatelineError
from dateline.provenance import digest
from dateline.reproduce.pairs import SCRIPTS, check_untouched, write_script

_SECONDS = 600
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class NotebookError(DatelineError):
    """A notebook stopped before its end."""


def run_notebooks(folder: Path, *, only: str | None = None) -> None:
    """Run the notebooks of a project and print a table of its figures.

    Parameters
    ----------
    folder : Path
        The project, or a folder in it.
    only : str, optional
        Run just the notebooks whose name begins so.

    Raises
    ------
    NotebookError
        When there is no notebook, or a cell fails; the notebook on the disk stays as it was.
    PairError
        When the script beside a notebook was edited and the notebook was not.

    Notes
    -----
    Notebooks start in order, one for each processor at a time; none may need what another wrote. A notebook is written
    only when its bytes differ. What would differ from run to run without meaning (timings, the Python version of the
    kernel) is left out of it. Where there is a folder `notebooks/scripts`, each notebook's script is written into it.
    """
    root = project(folder)
    paths = [path for path in notebook_paths(root) if path.name.startswith(only or "")]
    if not paths:
        raise NotebookError(f'There is no notebook "{only or "*"}" in notebooks/.')
    check_untouched(paths)
    before = _digests(root)
    for error in run_each(paths).values():
        raise error
    for path in paths:
        write_script(path)
    print(_table(before, _digests(root)))


def run_each(paths: Sequence[Path], *, environment: Mapping[str, str] | None = None) -> dict[Path, NotebookError]:
    """Run notebooks side by side to their ends and return the errors of those that stopped.

    Parameters
    ----------
    paths : sequence of Path
        The notebooks, in the order in which they start.
    environment : mapping of str to str, optional
        The environment of their kernels; by default that of this process.
    """
    notebooks = {path: nbformat.read(path, as_version=4) for path in paths}
    cells = sum(cell.cell_type == "code" for notebook in notebooks.values() for cell in notebook.cells)
    bar: tqdm[Any] = tqdm(total=cells, unit="cell", file=sys.stderr, dynamic_ncols=True)
    with bar:
        return asyncio.run(_run_all(notebooks, bar, environment))


async def _run_all(
    notebooks: Mapping[Path, NotebookNode], bar: tqdm[Any], environment: Mapping[str, str] | None
) -> dict[Path, NotebookError]:
    free = asyncio.Semaphore(os.cpu_count() or 1)

    async def run(path: Path, notebook: NotebookNode) -> None:
        async with free:
            bar.set_description(path.stem)
            await _run(path, notebook, bar, environment)

    done = await asyncio.gather(*(run(*item) for item in notebooks.items()), return_exceptions=True)
    stopped = {path: error for path, error in zip(notebooks, done, strict=True) if error is not None}
    for error in stopped.values():
        if not isinstance(error, NotebookError):
            raise error
    return {path: error for path, error in stopped.items() if isinstance(error, NotebookError)}


def project(folder: Path) -> Path:
    """Return the nearest folder upward that holds `notebooks/`.

    Raises
    ------
    NotebookError
        When there is none.
    """
    for candidate in (folder.resolve(), *folder.resolve().parents):
        if (candidate / "notebooks").is_dir():
            return candidate
    raise NotebookError("There is no notebooks/ here or above. Run this inside a checkout of a Dateline project.")


def notebook_paths(root: Path) -> list[Path]:
    """Return the notebooks of a project in the order of their names."""
    return sorted((root / "notebooks").glob("*.ipynb"))


async def _run(path: Path, notebook: NotebookNode, bar: tqdm[Any], environment: Mapping[str, str] | None) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    counted = {"on_cell_executed": lambda cell, cell_index, execute_reply: bar.update(cell.cell_type == "code")}
    client = client_of(notebook, path.parent, **counted)
    try:
        await client.async_execute(env=dict(os.environ if environment is None else environment))
    except (CellExecutionError, DeadKernelError, TimeoutError) as error:
        raise NotebookError(f"{path.name} stopped; it was left as it was.\n{error}") from None
    written = settled(notebook)
    if written != path.read_bytes():
        path.write_bytes(written)


def client_of(notebook: NotebookNode, folder: Path, **options: Any) -> NotebookClient:
    """Return what runs a notebook in a folder, in a clean kernel; options are those of `NotebookClient`."""
    return NotebookClient(
        notebook,
        timeout=_SECONDS,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
        **options,
    )


def settled(notebook: NotebookNode) -> bytes:
    """Return a notebook as it is kept: without what differs from run to run, or from machine to machine."""
    notebook.metadata = nbformat.from_dict(_METADATA)
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key != "execution"}
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                # A traceback names this machine's folders.
                output.traceback = [f"{output.ename}: {output.evalue}"]
    return (str(nbformat.writes(notebook)).rstrip("\n") + "\n").encode()


def _digests(root: Path) -> dict[str, str]:
    """Return the digest of each figure's and notebook's file; a script counts with its notebook."""
    places = {"figures": root / "figures", "notebooks": root / "notebooks", SCRIPTS: root / "notebooks" / SCRIPTS}
    return {
        f"{'notebooks' if name == SCRIPTS else name}/{path.name}": digest(path.read_bytes())
        for name, folder in places.items()
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


def _table(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return a table of figures and notebooks: how many files each has, and what changed."""
    groups: dict[str, list[str]] = {}
    for name in after:
        groups.setdefault(name.split(".")[0], []).append(name)
    width = max(map(len, groups))
    lines = [f"{'written':{width}}  files  what changed"]
    for stem, names in sorted(groups.items()):
        new = [name for name in names if name not in before]
        changed = [name for name in names if name in before and before[name] != after[name]]
        kinds = ", ".join(name.split(".", 1)[1] for name in new or changed)
        state = f"new: {kinds}" if new else f"changed: {kinds}" if changed else "nothing"
        lines.append(f"{stem:{width}}  {len(names):5}  {state}")
    moved = sum(before.get(name) != value for name, value in after.items())
    lines.append(f"{len(after)} files, {moved} new or changed")
    return "\n".join(lines)
