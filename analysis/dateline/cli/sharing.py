"""The commands that share findings without their texts, and hold them against texts."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dateline.cli.running import LEFT_OUT, written

_SOURCE = "A collection, folder, file or features; may be given again. By default what the notebooks here load."


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--corpus", "sources", multiple=True, metavar="SOURCE", help=_SOURCE)
@click.option("--run/--no-run", default=True, show_default=True, help="Run the notebooks from the release alone.")
@click.option("--with-texts", is_flag=True, help="Put articles whose rights allow it in whole.")
@click.option("--thin", is_flag=True, help="Leave out the sentences of articles that show too much.")
@click.option("--title", help="Of the data set.")
@click.option("--author", "authors", multiple=True, help="Of the data set; may be given again.")
@click.option("--published", metavar="DATE", help="Day of publication, as YYYY-MM-DD.")
def release(
    folder: Path,
    sources: tuple[str, ...],
    run: bool,
    with_texts: bool,
    thin: bool,
    title: str | None,
    authors: tuple[str, ...],
    published: str | None,
) -> None:
    """Write a data package of what was found, without the articles, into FOLDER."""
    from dateline.release.writing import write_release
    from dateline.reproduce import project

    made = write_release(
        folder, sources, project=None if sources else project(Path.cwd()), run=run, with_texts=with_texts, thin=thin,
        title=title, authors=authors, published=published,
    )  # fmt: skip
    for row in made.figures:
        click.echo(f"{row.drawn.figure}  {row.drawn.notebook}, cell {row.drawn.cell}  from public data: {row.public}")
    for name, shown in made.disclosure.collections.items():
        click.echo(f"{name}: {shown.share:g} % of {shown.tokens:,} tokens shown, longest run {shown.longest}")
    together, attack = made.disclosure.together, made.disclosure.attack
    longest = max(together.longest, made.disclosure.longest_elsewhere)
    click.echo(
        f"{made.files} files in {folder}: {together.share:g} % of {together.tokens:,} tokens shown, "
        f"longest run {longest}, reassembly attack found {attack.found}"
    )
    for said in made.left_out:
        click.echo(f"dateline: left out: {said}.", err=True)
    if made.left_out:
        sys.exit(LEFT_OUT)


@click.command()
@click.argument("release", type=click.Path(exists=True, path_type=Path))
@click.argument("texts")
@click.option("--out", metavar="FILE", help="Where every row that does not agree goes, as CSV; - for standard output.")
def hydrate(release: Path, texts: str, out: str | None) -> None:
    """Hold RELEASE against the articles in TEXTS: matched, changed, missing, and row by row.

    Exit codes: 0 every article is matched, every row agrees and every file is as released; 1 something differs; 2
    nothing could be compared.
    """
    from dateline.release.hydration import changed_files, report_bytes
    from dateline.release.hydration import hydrate as held_against

    held = held_against(release, Path(texts) if Path(texts).exists() else texts)
    for line in (line for collection in held for line in collection.lines()):
        click.echo(line, err=out == "-")
    if out is not None:
        with written(out, read=[texts]) as file:
            file.write(report_bytes(held))
    changed = changed_files(release)
    for name in changed:
        click.echo(f"dateline: {name} is not there as it was released. Take the release anew.", err=True)
    if changed or not all(collection.is_same for collection in held):
        sys.exit(LEFT_OUT)
