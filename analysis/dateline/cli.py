"""The command `dateline`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from dateline.errors import DatelineError

LEFT_OUT, FAILED = 1, 2
_FOLDER = click.Path(exists=True, file_okay=False)
_OUT = click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True),
    help="Where rows go; - for standard output.",
)


class _Command(click.Group):
    """A group whose errors are one message and exit code 2, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except DatelineError as error:
            click.echo(f"dateline: {error}", err=True)
            ctx.exit(FAILED)


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dateline")
def main() -> None:
    """Who says which word about whom, how often, and who stands beside whom.

    Exit codes: 0 all was read; 1 something was left out and is named on standard error; 2 nothing could be done.
    """


@main.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@_OUT
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes.")
@click.option("--actors", type=_FOLDER, help="A folder of actor tables instead of ours.")
@click.option("--frames", type=_FOLDER, help="A folder of frames instead of ours.")
def annotate(source: str, out: str, workers: int, actors: str | None, frames: str | None) -> None:
    """Find mentions, quotations and framing terms in JSON Lines of articles (id, text, date)."""
    from dateline.scale import annotate_lines

    name = "standard input" if source == "-" else Path(source).name
    report = _Report()
    seen: set[int] = set()
    with click.open_file(source, "rb") as lines, _written(out) as file:
        for chunk in annotate_lines(lines, file=name, workers=workers, actors=actors, frames=frames):
            for identity, row in chunk.rows:
                file.write(row + b"\n")
                report.done += 1
                if hash(identity) in seen:
                    report.add(f'{name}: The id "{identity}" stands twice. Both rows were annotated.')
                seen.add(hash(identity))
            for problem in chunk.problems:
                report.add(str(problem))
    report.close("annotated")


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@_OUT
def load(paths: tuple[str, ...], out: str) -> None:
    """Turn folders and files of articles into JSON Lines, one article a line."""
    from dateline.corpus import Problem
    from dateline.readers import read_path
    from dateline.scale import to_line

    problems: list[Problem] = []
    report = _Report()
    with _written(out) as file:
        for path in paths:
            for document in read_path(Path(path), {}, problems):
                file.write(to_line(document.to_row()) + b"\n")
                report.done += 1
    for problem in problems:
        report.add(str(problem))
    report.close("loaded")


@main.command()
@click.option("--only", help="Run the notebooks whose name begins so.")
def figures(only: str | None) -> None:
    """Run every notebook in order in a clean kernel and write figures/."""
    from dateline.reproduce import run_notebooks

    run_notebooks(Path.cwd(), only=only)


class _Report:
    """Counts what was done and names what was not, on standard error."""

    def __init__(self) -> None:
        self.done = self.wrong = 0

    def add(self, problem: str) -> None:
        self.wrong += 1
        click.echo(f"dateline: {problem}", err=True)

    def close(self, verb: str) -> None:
        click.echo(f"dateline: {self.done:,} articles {verb}; {self.wrong:,} problems.", err=True)
        if not self.done:
            sys.exit(FAILED)
        if self.wrong:
            sys.exit(LEFT_OUT)


@contextmanager
def _written(out: str) -> Iterator[IO[bytes]]:
    """Open standard output, or a file that appears under its name only when it is whole."""
    if out == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
