"""The commands that read articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.running import DATES, OUT, Report, Seen, articles, opened, written

if TYPE_CHECKING:
    from dateline.corpus import Document, Problem
    from dateline.readers.dates import Order


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@OUT
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes.")
@click.option("--actors", type=click.Path(exists=True), help="A table of people laid over ours, or a folder instead.")
@click.option("--frames", type=click.Path(exists=True), help="A folder of frames, or a dictionary, instead of ours.")
@click.option("--parser", metavar="NAME", help="Parse sentences that name a place: spacy. Better, and slower.")
def annotate(source: str, out: str, workers: int, actors: str | None, frames: str | None, parser: str | None) -> None:
    """Find mentions, quotations and framing terms in JSON Lines of articles (id, text, date)."""
    from dateline.scale import annotate_lines

    name = "standard input" if source == "-" else Path(source).name
    report, seen = Report(), Seen()
    with opened(source) as lines, written(out, read=[source]) as file:
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


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@OUT
@click.option("--column", "names", multiple=True, metavar="FIELD=COLUMN", help="Which column holds which field.")
@DATES
@click.option("--outlets", type=click.Path(exists=True, dir_okay=False), help="A table of outlets laid over ours.")
@click.option(
    "--report", "listed", metavar="CSV", help="Where a table of what was wrong, and of unknown outlets, goes."
)
@click.option("--full", is_flag=True, help="Also write page, position, digest, and how far and whence a date is known.")
def load(
    paths: tuple[str, ...],
    out: str,
    names: tuple[str, ...],
    dates: Order | None,
    outlets: str | None,
    listed: str | None,
    full: bool,
) -> None:
    """Turn folders and files of articles into JSON Lines, one article a line."""
    from dateline.readers import once
    from dateline.readers.known_outlets import OutletNames, Unknown
    from dateline.scale import to_line
    from dateline.seeds.outlets import load_outlets

    report = Report()
    told: list[Problem] = []
    unknown = Unknown(known := OutletNames(load_outlets(add=outlets or ())))
    columns: set[str] = set()
    with written(out, read=paths) as file:
        for document in once(unknown.passed(articles(paths, names, known, report, dates)), report.problems):
            row = document.to_row() | (_more(document) if full else {})
            file.write(to_line(row | ({"spans": list(document.spans)} if document.spans else {})) + b"\n")
            report.done += 1
            told += report.problems
            report.tell()
            columns |= document.other.keys() - row.keys()
        told += report.problems
        report.tell()
        _tell_apart(columns, unknown.problems())
        if listed:
            _write_report(listed, [*told, *unknown.problems()], read=paths)
        report.close("loaded")
    report.leave()


def _more(document: Document) -> dict[str, str | int | None]:
    """Return the fields of the schema that the exchange format leaves out."""
    return {name: getattr(document, name) for name in ("page", "position", "date_precision", "date_source", "digest")}


def _tell_apart(columns: set[str], outlets: list[Problem]) -> None:
    """Name the columns that were not written, and the outlets that nobody knows: nothing was lost by them."""
    if columns:
        were = "other column was" if len(columns) == 1 else "other columns were"
        click.echo(f"dateline: {len(columns)} {were} not written: {', '.join(sorted(columns))}", err=True)
    for problem in outlets:
        click.echo(f"dateline: {problem.found}", err=True)


def _write_report(path: str, problems: list[Problem], *, read: tuple[str, ...]) -> None:
    """Write problems as a CSV table: file, position, field, found, done."""
    from dateline.problems import problem_table

    with written(path, read=read) as file:
        file.write(problem_table(problems).to_csv(index=False, lineterminator="\n").encode("utf-8", "backslashreplace"))


@click.command()
@click.argument("source")
@OUT
def features(source: str, out: str) -> None:
    """Write what is found in a collection, folder or file (such as seed) without its text, as JSON."""
    from dateline.annotation import annotate
    from dateline.features import to_json
    from dateline.readers import load_corpus

    with written(out, read=[source]) as file:
        file.write(to_json(annotate(load_corpus(source))).encode("utf-8"))


@click.command()
@click.argument("source", type=click.Path(exists=True))
@OUT
@click.option("--days", default=7, show_default=True, type=click.IntRange(1), help="Days after its origin.")
def copies(source: str, out: str, days: int) -> None:
    """Write every pair of near-copies in JSON Lines of articles, with the cluster that holds both."""
    from dateline.copies import pairs_of
    from dateline.readers import load_corpus
    from dateline.scale import to_line

    with written(out, read=[source]) as file:
        for pair in pairs_of(load_corpus(source), days=days):
            file.write(to_line(pair._asdict()) + b"\n")


@click.command()
@click.argument("source")
@click.option("--at-least", default=5, show_default=True, type=click.IntRange(1), help="Times a name must stand there.")
def unknown(source: str, at_least: int) -> None:
    """Write the frequent people of a collection, folder or file who are not in the seeds, as rows of leaders.csv."""
    from dateline.measures.unknown import unknown_names
    from dateline.readers import load_corpus

    click.echo(unknown_names(load_corpus(source), at_least=at_least).to_rows(), nl=False)
