"""The command `dateline`."""

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
        except BrokenPipeError:
            # What is still held for standard output would fail again when Python flushes it at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            click.echo("dateline: The reader of standard output stopped; the rest was not written.", err=True)
            ctx.exit(LEFT_OUT)
        except OSError as error:
            click.echo(f"dateline: {error}. What was asked for was not written.", err=True)
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
@click.option("--actors", type=click.Path(exists=True), help="A table of people laid over ours, or a folder instead.")
@click.option("--frames", type=_FOLDER, help="A folder of frames instead of ours.")
@click.option("--parser", metavar="NAME", help="Parse sentences that name a place: spacy. Better, and slower.")
def annotate(source: str, out: str, workers: int, actors: str | None, frames: str | None, parser: str | None) -> None:
    """Find mentions, quotations and framing terms in JSON Lines of articles (id, text, date)."""
    from dateline.scale import annotate_lines

    name = "standard input" if source == "-" else Path(source).name
    report, seen = _Report(), _Seen()
    with _opened(source) as lines, _written(out, read=[source]) as file:
        for chunk in annotate_lines(lines, file=name, workers=workers, actors=actors, frames=frames, parser=parser):
            for identity, row in chunk.rows:
                file.write(row + b"\n")
                report.done += 1
                if identity in seen:
                    report.add(f'{name}: The id "{identity}" stands twice. Both rows were annotated.')
                seen.add(identity)
            for problem in chunk.problems:
                report.add(str(problem))
        report.close("annotated")
    report.leave()


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@_OUT
@click.option("--column", "names", multiple=True, metavar="FIELD=COLUMN", help="Which column holds which field.")
def load(paths: tuple[str, ...], out: str, names: tuple[str, ...]) -> None:
    """Turn folders and files of articles into JSON Lines, one article a line."""
    from dateline.readers import once
    from dateline.scale import to_line

    report = _Report()
    columns: set[str] = set()
    with _written(out, read=paths) as file:
        for document in once(_articles(paths, names, report), report.problems):
            spans = {"spans": list(document.spans)} if document.spans else {}
            file.write(to_line(document.to_row() | spans) + b"\n")
            report.done += 1
            report.tell()
            columns |= document.other.keys()
        report.tell()
        if columns:
            listed = ", ".join(sorted(columns))
            click.echo(f"dateline: {len(columns)} other columns were not written: {listed}", err=True)
        report.close("loaded")
    report.leave()


def _articles(paths: tuple[str, ...], names: tuple[str, ...], report: _Report) -> Iterator[Document]:
    """Yield the articles of every path; one of no known kind is left out when others can be read."""
    from dateline.readers import read_path
    from dateline.readers.rows import Columns

    for name in names:
        if "=" not in name:
            raise DatelineError(f"--column {name} names no column. Write FIELD=COLUMN, such as text=body.")
    columns = dict(name.split("=", 1) for name in names)
    for path in paths:
        try:
            yield from read_path(Path(path), Columns(columns), report.problems)
        except CorpusError as error:
            report.add(str(error))


@main.command()
@click.argument("source")
@_OUT
def features(source: str, out: str) -> None:
    """Write what is found in a collection, folder or file (such as seed) without its text, as JSON."""
    from dateline.annotation import annotate
    from dateline.features import to_json
    from dateline.readers import load_corpus

    with _written(out, read=[source]) as file:
        file.write(to_json(annotate(load_corpus(source))).encode("utf-8"))


@main.command()
@click.argument("source", type=click.Path(exists=True))
@_OUT
@click.option("--days", default=7, show_default=True, type=click.IntRange(1), help="Days after its origin.")
def copies(source: str, out: str, days: int) -> None:
    """Write every pair of near-copies in JSON Lines of articles, with the cluster that holds both."""
    from dateline.copies import pairs_of
    from dateline.readers import load_corpus
    from dateline.scale import to_line

    with _written(out, read=[source]) as file:
        for pair in pairs_of(load_corpus(source), days=days):
            file.write(to_line(pair._asdict()) + b"\n")


@main.command()
@click.option("--only", help="Run the notebooks whose name begins so.")
def figures(only: str | None) -> None:
    """Run every notebook in order in a clean kernel and write figures/."""
    from dateline.reproduce import run_notebooks

    run_notebooks(Path.cwd(), only=only)


@main.command()
@click.argument("source")
@click.option("--at-least", default=5, show_default=True, type=click.IntRange(1), help="Times a name must stand there.")
def unknown(source: str, at_least: int) -> None:
    """Write the frequent people of a collection, folder or file who are not in the seeds, as rows of leaders.csv."""
    from dateline.measures.unknown import unknown_names
    from dateline.readers import load_corpus

    click.echo(unknown_names(load_corpus(source), at_least=at_least).to_rows(), nl=False)


@main.group()
def seeds() -> None:
    """Look after the tables that a study starts from."""


@seeds.command()
@click.option("--actors", type=_FOLDER, help="A folder of actor tables instead of ours.")
@click.option("--months", default=12, show_default=True, type=click.IntRange(1), help="For which a term is believed.")
@click.option("--as-of", metavar="DATE", help="The day to count from; by default today.")
def check(actors: str | None, months: int, as_of: str | None) -> None:
    """Name overlaps, gaps, doubles and unconfirmed terms in leaders.csv; exit code 1 when there is one."""
    from dateline.seeds.check import check_seeds

    found = check_seeds(actors, months=months, as_of=as_of)
    click.echo("\n".join([*([found.table.to_string(index=False)] if len(found) else []), *found.notes]))
    if len(found):
        sys.exit(LEFT_OUT)


class _Report:
    """Counts what was done and names what was not, on standard error."""

    def __init__(self) -> None:
        self.done = self.wrong = 0
        self.problems: list[Problem] = []

    def add(self, problem: str) -> None:
        self.wrong += 1
        click.echo(f"dateline: {problem.encode('utf-8', 'backslashreplace').decode()}", err=True)

    def tell(self) -> None:
        """Name the problems that readers have put down since the last time, and forget them."""
        for problem in self.problems:
            self.add(str(problem))
        self.problems.clear()

    def close(self, verb: str) -> None:
        """Say how much was done; when it was nothing, stop before a file is written."""
        click.echo(f"dateline: {self.done:,} articles {verb}; {self.wrong:,} problems.", err=True)
        if not self.done:
            sys.exit(FAILED)

    def leave(self) -> None:
        if self.wrong:
            sys.exit(LEFT_OUT)


class _Seen:
    """The ids that were there, as digests of eight bytes: about 70 bytes of memory an article, whatever its length.

    Among ten million ids the chance that any two share a digest, so that one is wrongly called a second, is 3 in a
    million.
    """

    def __init__(self) -> None:
        self._digests: set[bytes] = set()

    def __contains__(self, identity: str) -> bool:
        return self._digest(identity) in self._digests

    def add(self, identity: str) -> None:
        self._digests.add(self._digest(identity))

    @staticmethod
    def _digest(identity: str) -> bytes:
        return blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=8).digest()


@contextmanager
def _opened(source: str) -> Iterator[IO[bytes]]:
    """Open standard input, or a file."""
    if source == "-":
        if sys.stdin is None:
            raise DatelineError("Standard input is closed. Give a file.")
        yield sys.stdin.buffer
        return
    with Path(source).open("rb") as file:
        yield file


@contextmanager
def _written(out: str, *, read: Sequence[str] = ()) -> Iterator[IO[bytes]]:
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
