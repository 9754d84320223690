"""The commands that look after the seeds."""

from __future__ import annotations

import sys

import click

from dateline.cli.running import FOLDER, LEFT_OUT


@click.group()
def seeds() -> None:
    """Look after the tables that a study starts from."""


@seeds.command()
@click.option("--actors", type=FOLDER, help="A folder of actor tables instead of ours.")
@click.option("--months", default=12, show_default=True, type=click.IntRange(1), help="For which a term is believed.")
@click.option("--as-of", metavar="DATE", help="The day to count from; by default today.")
def check(actors: str | None, months: int, as_of: str | None) -> None:
    """Name overlaps, gaps, doubles and unconfirmed terms in leaders.csv; exit code 1 when there is one."""
    from dateline.seeds.check import check_seeds

    found = check_seeds(actors, months=months, as_of=as_of)
    click.echo("\n".join([*([found.table.to_string(index=False)] if len(found) else []), *found.notes]))
    if len(found):
        sys.exit(LEFT_OUT)
