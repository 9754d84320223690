"""Where results go, and how a file is written: whole or not at all, and not again when it holds the same."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from dateline.errors import MeasureError


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as CSV in UTF-8: 12 significant digits, line feeds, no index."""
    text: str = table.to_csv(index=False, float_format="%.12g", lineterminator="\n")
    return text.encode()


def write_files(name: str, files: Mapping[str, bytes], to: str | Path | None = None) -> None:
    """Write the files of a figure or a table, `name` with each ending.

    Parameters
    ----------
    name : str
        Letters, digits, `-` and `_`.
    files : mapping of str to bytes
        Content by ending.
    to : path, optional
        Folder; by default `figures/` in the first folder upwards that holds it and `notebooks`, else here.

    Raises
    ------
    MeasureError
        When the name holds anything else.
    """
    if not re.fullmatch(r"[\w-]+", name):
        raise MeasureError(f'"{name}" cannot name files. Try letters, digits and hyphens: "fig-01-who".')
    folder = figures_folder() if to is None else Path(to)
    folder.mkdir(parents=True, exist_ok=True)
    for ending, content in files.items():
        _write_if_changed(folder / f"{name}.{ending}", content)


def figures_folder() -> Path:
    """Return `figures/` of the project that the working folder lies in, else one beside it."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "figures").is_dir() and (folder / "notebooks").is_dir():
            return folder / "figures"
    return here / "figures"


def _write_if_changed(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as page:
        page.write(content)
    unfinished = Path(page.name)
    unfinished.chmod(0o644)
    unfinished.replace(path)
