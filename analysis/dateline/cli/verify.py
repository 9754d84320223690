"""The command that rebuilds a paper's figures and says whether they are the ones that were published."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dateline.cli.running import FOLDER


@click.command()
@click.argument("folder", type=FOLDER, default=".")
@click.option("--only", metavar="PREFIX", help="Just the notebooks, or the figures, whose name begins so.")
def verify(folder: str, only: str | None) -> None:
    """Rebuild every figure from the public files of a project and say which tier each reaches.

    A: the data are identical. B: the SVG is. C: PDF and PNG are. D: the PNG is the same picture within a stated
    difference, under another matplotlib. Nothing in FOLDER is written.

    Exit codes: 0 each figure reaches what can be reached in this environment, and each notebook prints what it records;
    1 something differs and is named; 2 nothing could be verified.
    """
    from dateline.reproduce import verify as verification_of

    found = verification_of(Path(folder), only=only)
    click.echo(str(found))
    sys.exit(found.exit_code)
