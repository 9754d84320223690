"""README.md of a release, in the form that data editors of the social sciences ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dateline.provenance import random_seed, versions
from dateline.release.collection import Collection
from dateline.release.disclosure import MOST_RUN, MOST_SHARE
from dateline.release.metadata import LICENCE, load_codebook
from dateline.release.rights import allowed_by
from dateline.release.runs import Drawn


class Row(NamedTuple):
    """A line of the table of figures: the figure, its cell, its files, and whether public data make it."""

    drawn: Drawn
    files: Sequence[str]
    public: str


class Told(NamedTuple):
    """What the README tells beside the collections.

    Attributes
    ----------
    title, published : str
    figures : sequence of Row
    needing : mapping of str to sequence of int
        Cells that need the text, by notebook.
    elsewhere : sequence of str
        Collections that the notebooks load and this release need not hold.
    features : sequence of str
        Articles that are here by their features alone.
    """

    title: str
    published: str
    figures: Sequence[Row]
    needing: Mapping[str, Sequence[int]]
    elsewhere: Sequence[str]
    features: Sequence[str]


def readme(told: Told, collections: Sequence[Collection], files: Sequence[str]) -> bytes:
    """Return the README."""
    sections = (
        _overview(told, collections),
        _availability(told, collections),
        _datasets(collections, told),
        _requirements(),
        _programs(told),
        _instructions(told),
        _figures(told),
        _codebook(files),
    )
    lines = [f"# {told.title}", "", *(line for section in sections for line in (*section, ""))]
    return ("\n".join(lines).rstrip() + "\n").encode()


def _overview(told: Told, collections: Sequence[Collection]) -> Iterator[str]:
    articles = sum(len(item.tables["documents"]) for item in collections)
    yield "## Overview"
    yield ""
    yield (
        f"Stand-off data of {articles:,} news articles in {len(collections)} collection"
        f"{'' if len(collections) == 1 else 's'}: who is named in which sentence, who speaks, which framing terms "
        "stand where and in whose voice. The articles themselves are not here: no headline, no sentence, no wording "
        "but the entries of closed lists and proper names."
    )
    if told.figures:
        made = sum(row.public.startswith("yes") for row in told.figures)
        yield ""
        yield f"Of {len(told.figures)} figures {made} are made again from these data alone, byte for byte."


def _availability(told: Told, collections: Sequence[Collection]) -> Iterator[str]:
    yield "## Data availability and provenance statements"
    yield ""
    yield "*To be answered by the authors: by which right had you access to the articles, and to analyse them?*"
    yield ""
    yield "| collection | articles | rights as the source states them | what they allow | in this package |"
    yield "|---|---|---|---|---|"
    for item in collections:
        for rights, count in item.rights.items():
            here = "texts and findings" if item.whole and allowed_by(rights) == "text" else "findings"
            yield f"| {item.name} | {count:,} | {_cell(rights) or '(none stated)'} | {allowed_by(rights)} | {here} |"
        for reason, count in item.left_out.items():
            yield f"| {item.name} | {count:,} | {_cell(reason)} | | **left out** |"
    yield ""
    yield (
        "Where no rights are stated, facts about an article are shared and its words are not; before publishing, see "
        "whether a contract says otherwise."
    )
    for name in told.elsewhere:
        yield ""
        yield f"- `{name}` is public and comes with an installed package; the notebooks load it from there."
    for name in told.features:
        yield ""
        yield f"- `{name}` is known by its record and by `seeds/features/{name}.json`; its text is not shared."
    yield ""
    yield f"The data are under {LICENCE['title']} ({LICENCE['path']}). Whoever has the articles can check them:"
    yield "`dateline hydrate RELEASE TEXTS` matches texts by digest and holds a new reading against every row."


def _datasets(collections: Sequence[Collection], told: Told) -> Iterator[str]:
    yield "## Dataset list"
    yield ""
    yield "| data | articles | tokens | mentions | quotations | framing terms | provided |"
    yield "|---|---|---|---|---|---|---|"
    for item in collections:
        sizes = [len(item.tables[name]) for name in ("mentions", "quotes", "hits")]
        tokens = sum(row["tokens"] for row in item.tables["documents"])
        counts = " | ".join(f"{size:,}" for size in (len(item.tables["documents"]), tokens, *sizes))
        yield f"| `corpus/{item.name}/` | {counts} | yes, {'with texts' if item.whole else 'without text'} |"
    for name in told.features:
        yield f"| `seeds/features/{name}.json` | | | | | | yes, without text |"
    yield ""
    yield (
        f"How much of the articles all files together show stands in `DISCLOSURE.json`: the limits are {MOST_SHARE:g} "
        f"% of the tokens and a run of {MOST_RUN} tokens, or of the longest entry of the closed lists. The attack that "
        "tries to put articles together again found nothing in those whose text was at hand."
    )


def _requirements() -> Iterator[str]:
    yield "## Computational requirements"
    yield ""
    made = ", ".join(f"{name} {version}" for name, version in versions().items())
    yield f"- Made with {made}; Python 3.11 or newer."
    yield f"- Random seed: {random_seed()}, from `seeds/random.txt` of Dateline; every resampling takes it."
    yield "- No network, no graphics card."
    yield "- Data tables are the same on any machine; drawings are the same bytes under the same library versions."


def _programs(told: Told) -> Iterator[str]:
    yield "## Description of programs"
    yield ""
    notebooks = sorted({row.drawn.notebook for row in told.figures} | set(told.needing))
    if not notebooks:
        yield "There are none: the tables are the data. `dateline` (MIT License) reads them."
    for name in notebooks:
        yield f"- `notebooks/{name}`" + _which(told.needing.get(name, ()))
    yield "- `codebook.csv` says what every column holds; `datapackage.json` is the same for programs."


def _which(cells: Sequence[int]) -> str:
    if not cells:
        return ": runs from this package alone"
    listed, many = ", ".join(map(str, cells)), len(cells) > 1
    asks = f"cells {listed} ask" if many else f"cell {listed} asks"
    return f": runs from this package; {asks} for the text, and say{'' if many else 's'} that it is not here"


def _instructions(told: Told) -> Iterator[str]:
    yield "## Instructions to replicators"
    yield ""
    yield f"1. Install Dateline {versions()['dateline']} with its lock (`requirements.lock`)."
    yield "2. Unpack this package and go into its folder."
    if told.figures:
        yield "3. Run `dateline figures`: it runs the notebooks in order and says which file changed. None should."
    else:
        yield "3. In Python: `dl.annotate(dl.load_corpus(name))` gives what was found in a collection."
    yield "4. Whoever has the articles: `dateline hydrate . FOLDER` tells which rows agree."


def _figures(told: Told) -> Iterator[str]:
    yield "## List of figures and programs"
    yield ""
    if not told.figures:
        yield "This package holds no figure."
        return
    yield "| figure | notebook | cell | files | made from public data |"
    yield "|---|---|---|---|---|"
    for row in told.figures:
        endings = ", ".join(name.split(".", 1)[1] for name in row.files)
        yield f"| {row.drawn.figure} | {row.drawn.notebook} | {row.drawn.cell} | {endings} | {row.public} |"


def _codebook(files: Sequence[str]) -> Iterator[str]:
    yield "## Codebook"
    yield ""
    yield "| table | column | type | what it says |"
    yield "|---|---|---|---|"
    for table, rows in load_codebook().items():
        if any(name.endswith(f"{table}.csv") for name in files):
            yield from (f"| {table} | {row['column']} | {row['type']} | {_cell(row['description'])} |" for row in rows)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())
