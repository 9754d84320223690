"""The command that draws a paper's figures, and draws or measures them for a journal."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click


@click.command()
@click.option("--only", help="Run the notebooks whose name begins so.")
@click.option("--profile", metavar="NAME", help="Draw for a journal, such as nature, into figures/NAME, and measure.")
@click.option("--check", is_flag=True, help="Measure the figures against the profile; write nothing.")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="Another folder for the figures.")
def figures(only: str | None, profile: str | None, check: bool, to: Path | None) -> None:
    """Run every notebook in order in a clean kernel and write figures/.

    With --profile the notebooks stay as they are: their figures are drawn at the journal's widths, sizes of text and
    formats. With --check they are drawn as always and held against the profile. Exit code 1: a figure would be sent
    back.
    """
    from dateline.figure.profiles import HOUSE, profile_of
    from dateline.figure.report import report
    from dateline.reproduce import project, run_notebooks

    if not (profile or check or to):
        run_notebooks(Path.cwd(), only=only)
        return
    if check and to:
        raise click.UsageError("--check writes nothing. Leave out --to, or --check.")
    asked, root = profile_of(profile or HOUSE), project(Path.cwd())
    with _drawn_elsewhere(root, HOUSE if check else asked.name, only) as drawn:
        said = report(_measured(drawn), asked)
        if not check:
            folder = to or root / "figures" / asked.name
            shutil.copytree(drawn, folder, dirs_exist_ok=True)
            click.echo(f"{len(list(drawn.iterdir()))} files in {folder.name}/")
    click.echo(said.text)
    if said.failed:
        raise SystemExit(1)


@contextmanager
def _drawn_elsewhere(root: Path, profile: str, only: str | None) -> Iterator[Path]:
    """Run the notebooks in a copy of the project and yield the folder of what they drew for a profile.

    What lies beside the notebooks is seen from the copy, but neither notebooks nor figures are written to.
    """
    from dateline.figure.profiles import VARIABLE
    from dateline.reproduce.running import NotebookError, notebook_paths, run_each

    with tempfile.TemporaryDirectory(prefix="dateline-figures-") as place:
        copy = Path(place)
        for path in root.iterdir():
            if path.name not in ("notebooks", "figures") and not path.name.startswith("."):
                (copy / path.name).symlink_to(path, target_is_directory=path.is_dir())
        shutil.copytree(root / "notebooks", copy / "notebooks", ignore=shutil.ignore_patterns(".*", "scripts"))
        (copy / "figures").mkdir()
        paths = [path for path in notebook_paths(copy) if path.name.startswith(only or "")]
        if not paths:
            raise NotebookError(f'There is no notebook "{only or "*"}" in notebooks/.')
        for error in run_each(paths, environment={**os.environ, VARIABLE: profile}).values():
            raise error
        yield copy / "figures"


def _measured(folder: Path) -> Mapping[str, Any]:
    """Return what each figure of a folder measures, from its JSON."""
    records = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))
    return {record["name"]: record["measured"] for record in records if "measured" in record}
