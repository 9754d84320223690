"""The commands that keep a corpus and what was found in it in a folder, and describe a collection."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.running import DATES, FAILED, OUT, Report, articles, several, written
from dateline.errors import CorpusError

if TYPE_CHECKING:
    from dateline.corpus import Corpus
    from dateline.readers.dates import Order
    from dateline.store import Store

STORE = click.argument("folder", metavar="STORE", type=click.Path(file_okay=False))


@click.group()
def store() -> None:
    """Keep a corpus and what was found in it as a folder of Parquet, for more than memory holds."""


@store.command()
@STORE
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@click.option("--column", "names", multiple=True, metavar="FIELD=COLUMN", help="Which column holds which field.")
@DATES
def add(folder: str, paths: tuple[str, ...], names: tuple[str, ...], dates: Order | None) -> None:
    """Add the articles of folders and files; one that is there already is not added again.

    Broken off at any moment, the same command goes on where it stopped.
    """
    from dateline.readers.known_outlets import Unknown, names_known
    from dateline.store import open_store

    report, known = Report(), names_known()
    unknown = Unknown(known)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # what it counts is named below
        added = open_store(folder).append(unknown.passed(articles(paths, names, known, report, dates)))
    report.problems += added.problems
    report.tell()
    for problem in unknown.problems():
        click.echo(f"dateline: {problem.found}", err=True)  # nothing was lost by it
    click.echo(
        f"dateline: {several(added.added, 'article')} added, {added.known:,} were there already;"
        f" {several(report.wrong, 'problem')}.",
        err=True,
    )
    if not added.added + added.known:
        sys.exit(FAILED)
    report.leave()


@store.command()
@STORE
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes.")
@click.option("--actors", type=click.Path(exists=True), help="A table of people laid over ours, or a folder instead.")
@click.option("--frames", type=click.Path(exists=True), help="A folder of frames, or a dictionary, instead of ours.")
@click.option("--parser", metavar="NAME", help="Parse sentences that name a place: spacy. Better, and slower.")
def annotate(folder: str, workers: int, actors: str | None, frames: str | None, parser: str | None) -> None:
    """Find mentions, quotations and framing terms in every article that was not yet read in this way.

    Broken off at any moment, the same command goes on where it stopped.
    """
    from dateline.seeds.dictionaries import load_lexicon
    from dateline.seeds.register import load_people

    opened = _filled(folder)
    click.echo(opened.annotate(load_people(actors), load_lexicon(frames), parser=parser, workers=workers))


def _filled(folder: str) -> Store:
    from dateline.store import open_store

    opened = open_store(folder)
    if not len(opened):
        raise CorpusError(f'"{folder}" holds no article. Add some first: dateline store add {folder} PATH.')
    return opened


@store.command()
@STORE
@click.option("--check", is_flag=True, help="Read every file and name those that are damaged.")
def info(folder: str, check: bool) -> None:
    """Say what a store holds, and its digest."""
    opened, report = _filled(folder), Report()
    report.problems += opened.check() if check else ()
    report.tell()
    click.echo(opened)
    if not report.wrong:
        click.echo(f"  digest of the articles: {opened.articles_digest}\n  digest of the whole: {opened.digest}")
    report.leave()


@store.command()
@STORE
@click.argument("sql")
def query(folder: str, sql: str) -> None:
    """Answer a question in SQL as CSV, such as "SELECT outlet, count(*) FROM documents GROUP BY outlet".

    Tables: documents (id, text, date, title, outlet, agency, byline, section, language, words, ...); once annotated
    also mentions, quotes, hits, open_names (a row for each, with document, sentence, start, end), words (of each
    document, by voice) and annotated (its sentences and paragraphs). `DESCRIBE hits` lists the columns of one.
    """
    click.echo(_filled(folder).query(sql).to_csv(index=False, lineterminator="\n"), nl=False)


# Of a figure beside a datasheet: more outlets than this make it taller than a page.
_DRAWN = 12


@click.command()
@click.argument("source")
@OUT
def datasheet(source: str, out: str) -> None:
    """Write the datasheet of a collection, folder, file or store, and beside it a figure of its coverage."""
    from dateline.readers import load_corpus
    from dateline.store import is_store, open_store

    corpus = open_store(source).corpus() if is_store(source) else load_corpus(source)
    figure = None if out == "-" else _drawn_coverage(corpus, Path(out), source)
    with written(out, read=[source]) as file:
        file.write(corpus.datasheet(figure=figure).encode("utf-8", "backslashreplace"))


def _drawn_coverage(corpus: Corpus, out: Path, source: str) -> str | None:
    """Draw the coverage of the outlets with most articles, and return the figure's name; None where none is dated."""
    from collections import Counter

    from dateline.plots import plot_coverage

    most = {name for name, _ in Counter(document.outlet for document in corpus if document.date).most_common(_DRAWN)}
    if not most:
        return None
    path = out.with_name(f"{out.stem}-coverage.svg")
    with written(str(path), read=[source]) as file:
        file.write(plot_coverage(corpus.subset(lambda document: document.outlet in most)).svg)
    return path.name
