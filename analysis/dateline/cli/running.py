"""What every command does alike: options, reports, input and output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from dateline.errors import CorpusError, DatelineError

if TYPE_CHECKING:
    from dateline.corpus import Document, Problem
    from dateline.readers.dates import Order
    from dateline.readers.known_outlets import OutletNames

LEFT_OUT, FAILED = 1, 2
FOLDER = click.Path(exists=True, file_okay=False)
OUT = click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True),
    help="Where rows go; - for standard output.",
)


DATES = click.option(
    "--dates", type=click.Choice(["dmy", "mdy"]), help="The order of day and month in dates such as 05/02/2022."
)


class DatelineGroup(click.Group):
    """A group whose errors are one message and exit code 2, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command and turn what it raises into a message."""
        try:
            return super().invoke(ctx)
        except DatelineError as error:
            click.echo(f"dateline: {error}", err=True)
            ctx.exit(FAILED)
        except BrokenPipeError:
            # What is still held for standard output would fail again when Python flushes it at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            click.echo("dateline: The reader of standard output stopped; the rest was not written.", err=True)
            ctx.exit(LEFT_OUT)
        except OSError as error:
            click.echo(f"dateline: {error}. What was asked for was not written.", err=True)
            ctx.exit(FAILED)


def several(count: int, noun: str) -> str:
    """Return a number with what it counts: `1 problem`, `2 problems`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


class Report:
    """Counts what was done and names what was not, on standard error."""

    def __init__(self) -> None:
        self.done = self.wrong = 0
        self.problems: list[Problem] = []

    def add(self, problem: str) -> None:
        """Count and name one problem."""
        self.wrong += 1
        click.echo(f"dateline: {problem.encode('utf-8', 'backslashreplace').decode()}", err=True)

    def tell(self) -> None:
        """Name the problems that readers have put down since the last time, and forget them."""
        for problem in self.problems:
            self.add(str(problem))
        self.problems.clear()

    def close(self, verb: str) -> None:
        """Say how much was done; when it was nothing, stop before a file is written."""
        click.echo(f"dateline: {several(self.done, 'article')} {verb}; {several(self.wrong, 'problem')}.", err=True)
        if not self.done:
            if not self.wrong:
                click.echo("dateline: No article lies in what was given. Is it the right folder or file?", err=True)
            sys.exit(FAILED)

    def leave(self) -> None:
        """End with exit code 1 when something was left out."""
        if self.wrong:
            sys.exit(LEFT_OUT)


def articles(
    paths: Sequence[str], names: Sequence[str], known: OutletNames, report: Report, dates: Order | None = None
) -> Iterator[Document]:
    """Yield the articles of every path; one of no known kind is left out when others can be read."""
    from dateline.corpus import Problem
    from dateline.readers import read_path
    from dateline.readers.rows import Columns

    for name in names:
        if "=" not in name:
            raise DatelineError(f"--column {name} names no column. Write FIELD=COLUMN, such as text=body.")
    columns = Columns(dict(name.split("=", 1) for name in names), outlets=known, dates=dates)
    for path in paths:
        try:
            yield from read_path(Path(path), columns, report.problems)
        except CorpusError as error:
            report.problems.append(Problem(Path(path).name, None, None, str(error), "It was left out."))
    columns.check()


class Seen:
    """The ids that were there, as digests of eight bytes: about 70 bytes of memory an article, whatever its length.

    Among ten million ids the chance that any two share a digest, so that one is wrongly called a second, is 3 in a
    million.
    """

    def __init__(self) -> None:
        self._digests: set[bytes] = set()

    def __contains__(self, identity: str) -> bool:
        return self._digest(identity) in self._digests

    def add(self, identity: str) -> None:
        """Remember an id."""
        self._digests.add(self._digest(identity))

    @staticmethod
    def _digest(identity: str) -> bytes:
        return blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=8).digest()


@contextmanager
def opened(source: str) -> Iterator[IO[bytes]]:
    """Open standard input, or a file."""
    if source == "-":
        if sys.stdin is None:
            raise DatelineError("Standard input is closed. Give a file.")
        yield sys.stdin.buffer
        return
    with Path(source).open("rb") as file:
        yield file


@contextmanager
def written(out: str, *, read: Sequence[str] = ()) -> Iterator[IO[bytes]]:
    """Open standard output, or a file that appears under its name only when it is whole; never one that is read."""
    if out == "-":
        if sys.stdout is None:
            raise DatelineError("Standard output is closed. Give --out a file.")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(out).resolve()
    for source in (Path(name).resolve() for name in read if name != "-"):
        if path == source or source in path.parents:
            raise DatelineError(f'"{out}" lies in what is read, "{source.name}". Give --out another place.')
    is_device = path.exists() and not path.is_file()
    part = path if is_device else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        file = part.open("wb")
    except OSError as error:
        raise DatelineError(f'"{out}" cannot be written ({error.strerror}). Is its folder there, and yours?') from None
    try:
        with file:
            yield file
        if not is_device:
            part.replace(path)
    except BaseException:
        if not is_device:
            part.unlink(missing_ok=True)
        raise
