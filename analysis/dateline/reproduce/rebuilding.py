"""Draw a project's figures again where nothing but its public files can be read."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.reproduce.pairs import SCRIPTS
from dateline.reproduce.running import NotebookError, run_each

_OWN = ("DATELINE_", "PYTHON", "MPL", "JUPYTER", "IPYTHON", "XDG_")
_KEPT = ("PYTHONHASHSEED",)


@contextmanager
def rebuilt(root: Path, notebooks: Sequence[Path]) -> Iterator[tuple[Path, dict[str, NotebookError]]]:
    """Run notebooks in a temporary copy of a project's public files.

    Parameters
    ----------
    root : Path
        The project. Nothing in it is written.
    notebooks : sequence of Path
        Which of its notebooks to run.

    Yields
    ------
    tuple of (Path, dict of str to NotebookError)
        The copy, which lasts as long as the context, and the errors of the notebooks that stopped.

    Notes
    -----
    Public is what git holds or would add; without git, all but hidden files. Figures and scripts are left out, so that
    a figure that is there has been drawn. The kernels see an empty home folder and none of the settings of Python,
    matplotlib, Jupyter and Dateline; where the project holds the package itself, they import that one.
    """
    with TemporaryDirectory(prefix="dateline-verify-") as folder:
        copy, home = Path(folder).resolve() / "project", Path(folder).resolve() / "home"
        home.mkdir()
        for name in public_files(root):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, copy / name)
        for place in ("figures", "notebooks"):
            (copy / place).mkdir(parents=True, exist_ok=True)
        copies = [copy / "notebooks" / path.name for path in notebooks]
        for path in notebooks:
            shutil.copyfile(path, copy / "notebooks" / path.name)
        stopped = run_each(copies, environment=clean_environment(copy, home))
        yield copy, {path.name: error for path, error in stopped.items()}


def public_files(root: Path) -> list[Path]:
    """Return the files of a project that can be published, but its figures and scripts, as paths in it."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        asked = subprocess.run(listing, cwd=root, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        asked = b""
    names = [Path(os.fsdecode(name)) for name in asked.split(b"\0") if name]
    if not any(name.parts[0] == "notebooks" for name in names):
        names = [path.relative_to(root) for path in sorted(root.rglob("*"))]
    return [name for name in names if _is_source(name) and (root / name).is_file()]


def _is_source(name: Path) -> bool:
    hidden = any(part.startswith(".") or part == "__pycache__" for part in name.parts)
    return not hidden and name.parts[0] != "figures" and name.parts[:2] != ("notebooks", SCRIPTS)


def clean_environment(copy: Path, home: Path) -> dict[str, str]:
    """Return this environment without what a user has set, with a home that is empty."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT or not name.startswith(_OWN)}
    package = copy / "analysis"
    own = {"PYTHONPATH": str(package)} if (package / "dateline").is_dir() else {}
    return {**kept, **own, "HOME": str(home), "USERPROFILE": str(home)}
