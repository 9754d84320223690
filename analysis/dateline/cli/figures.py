"""The commands that draw a paper's figures, and draw them again."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("--only", help="Run the notebooks whose name begins so.")
def figures(only: str | None) -> None:
    """Run every notebook in order in a clean kernel and write figures/."""
    from dateline.reproduce import run_notebooks

    run_notebooks(Path.cwd(), only=only)
