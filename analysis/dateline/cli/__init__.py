"""The command `dateline`."""

from __future__ import annotations

import warnings

import click

from dateline.cli import figures, seeds, sharing, storing, texts, verify
from dateline.cli.running import DatelineGroup


@click.group(cls=DatelineGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dateline")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Who says which word about whom, how often, and who stands beside whom.

    Exit codes: 0 all was read; 1 something was left out and is named on standard error; 2 nothing could be done.
    """
    ctx.with_resource(warnings.catch_warnings())
    warnings.showwarning = lambda message, *_, **__: click.echo(f"dateline: {message}", err=True)


for command in (
    texts.annotate,
    texts.load,
    texts.features,
    texts.copies,
    figures.figures,
    verify.verify,
    sharing.release,
    sharing.hydrate,
    texts.unknown,
    seeds.seeds,
    storing.store,
    storing.datasheet,
):
    main.add_command(command)
