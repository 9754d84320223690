"""Features without the text: everything found in an article, by sentence ordinal, and not one sentence of it.

What a licence forbids to share is the text. Who is named in which sentence, who speaks, which frames stand where, and
how many words each voice has, is enough to draw every figure again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

import pandas as pd

from dateline.errors import CorpusError, MeasureError, NotFoundError, did_you_mean
from dateline.found import COLUMNS, Found, found_of
from dateline.provenance import home
from dateline.released import COUNTS, ReleasedCorpus, read_rows, release_folder, text_digest
from dateline.seeds import Lexicon
from dateline.shown import Shown, shown_by

# Offsets would allow an article to be put together again from several releases; a headline is text; the form of a
# name tells the word that stands there.
_WITHHELD = {"start", "end", "sentence_start", "sentence_end", "title", "form"}
# Columns that features written before they were told do not have.
_LATER = {"voiced", "hedged"}
# Columns that can hold wording, and what stands between several names.
_OPEN = {"speaker_name", "target_name"}
_JOINED = " and "
UNNAMED = "unnamed"
# Words of the longest proper name; what is longer is the article's wording.
_LONGEST_NAME = 4
TABLES = ("documents", "words", "mentions", "quotes", "hits")
# What a release says once, of the article, and not again in each row.
_OF_THE_ARTICLE = ["outlet", "date"]


def features(found: Found) -> dict[str, Any]:
    """Return what was found as plain values, without offsets, headline or any wording of the article.

    Returns
    -------
    dict
        `name`, `made from`, `frames`, of each text at hand its `digests` and how much of it is `shown` (see
        `dateline.shown.Shown`), and for each table its columns and rows. A source is named when it is an actor of the
        seeds or has a proper name; "several officials" is wording, and becomes a number ("unnamed 3"). Names of one
        sentence stand in the order of the alphabet, not of the text.
    """
    content: dict[str, Any] = {"name": found.name, "made from": dict(found.made_from), "frames": list(found.frames)}
    digests = {document: text_digest(text) for document, text in sorted(found.mentions.texts.items())}
    content["digests"] = {document: known for document, known in digests.items() if known}
    content["shown"] = {document: list(shown) for document, shown in sorted(shown_of(found).items())}
    for name in TABLES:
        columns = shared_columns(name)
        content[name] = {"columns": columns, "rows": [[row[column] for column in columns] for row in rows(found, name)]}
    return content


def shown_of(found: Found) -> dict[str, Shown]:
    """Return how much of every text at hand the rows that may be shared show."""
    findings = {"mentions": found.mentions, "quotes": found.quotes, "hits": found.hits}
    return shown_by({name: rows(found, name) for name in findings}, list(findings.values()))


def shared_columns(table: str) -> list[str]:
    """Return the columns of a table that may be shared.

    Examples
    --------
    >>> shared_columns("words")
    ['document', 'voice', 'speaker', 'speaker_name', 'words']
    """
    return [column for column in COLUMNS[table] if column not in _WITHHELD]


def released_columns(table: str) -> list[str]:
    """Return the columns of a table of a release, in which outlet and date are said once, of the article."""
    left_out = _OF_THE_ARTICLE if table != "documents" else []
    return [column for column in shared_columns(table) if column not in left_out]


def rows(found: Found, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table as plain values that may be shared, each sentence's names in alphabetic order."""
    tables = {"documents": found.documents, "words": found.words}
    table = tables[name] if name in tables else getattr(found, name).table
    named = found.mentions.table.groupby("document")["name"].agg(set).to_dict()
    numbers = _unnamed(found) if name != "mentions" else {}
    shared = ({str(key): cell for key, cell in row.items()} for row in table[shared_columns(name)].to_dict("records"))
    plain = [_plain(row, named.get(row["document"], set()), numbers) for row in shared]
    if name != "mentions":
        return plain
    place = {document: number for number, document in enumerate(found.documents["document"])}
    return sorted(plain, key=lambda row: (place[row["document"]], row["sentence"], *map(str, row.values())))


def _unnamed(found: Found) -> dict[str, str]:
    """Return a number for every source or target whose name is wording: it can be counted, and says nothing."""
    numbers: dict[str, str] = {}
    for table in (found.words, found.quotes.table, found.hits.table):
        for column in _OPEN & set(table.columns):
            for part in (part for name in table[column].dropna() for part in str(name).split(_JOINED)):
                if _proper(part) is None:
                    numbers.setdefault(part, f"{UNNAMED} {len(numbers) + 1}")
    return numbers


def _plain(row: dict[str, Any], actors: Set[str], numbers: Mapping[str, str]) -> dict[str, Any]:
    """Return a row as JSON has it; a source by the names of actors and by proper names, else by a number."""
    plain = {column: None if _is_missing(cell) else cell for column, cell in row.items()}
    if "targets" in plain:
        plain["targets"] = list(plain["targets"] or ())
    for column in _OPEN & set(plain):
        parts = (plain[column] or "").split(_JOINED)
        plain[column] = _JOINED.join(part if part in actors else numbers.get(part, part) for part in parts) or None
    return plain | ({"via": _proper(plain["via"])} if "via" in plain else {})


def _is_missing(cell: Any) -> bool:
    return cell is None or cell is pd.NA or cell != cell


def _proper(name: str | None) -> str | None:
    words = (name or "").split()
    return name if len(words) <= _LONGEST_NAME and all(word[:1].isupper() for word in words) else None


def to_json(found: Found) -> str:
    """Return features as JSON, a row a line, so that a change shows as one line."""
    content = features(found)
    heads = ("name", "made from", "frames", "digests", "shown")
    parts = [f'"{key}": {json.dumps(content[key], ensure_ascii=False)}' for key in heads]
    for name in TABLES:
        rows = ",\n".join(json.dumps(row, ensure_ascii=False, allow_nan=False) for row in content[name]["rows"])
        parts.append(f'"{name}": {{"columns": {json.dumps(content[name]["columns"])}, "rows": [\n{rows}\n]}}')
    return "{" + ",\n".join(parts) + "}\n"


def load_features(source: str | Path) -> Found:
    """Load what was found in articles whose text is not at hand.

    Parameters
    ----------
    source : str or Path
        The name of a file in `seeds/features/`, or a path to one.

    Returns
    -------
    Found
        All measures and plots work; passages have no text.

    Raises
    ------
    NotFoundError
        When there is no such file.
    CorpusError
        When the file is not one of features.

    Examples
    --------
    >>> import dateline as dl
    >>> len(dl.load_features("ap-2022-02-05-xi-el-sissi").documents)
    1
    """
    release = release_folder()
    folders = [*([release / "seeds"] if release else []), home("seeds")]
    paths = [folder / "features" / f"{source}.json" for folder in folders]
    path = Path(source) if Path(source).suffix == ".json" else next((p for p in paths if p.is_file()), paths[-1])
    if not path.is_file():
        known = [file.stem for file in paths[-1].parent.glob("*.json")]
        raise NotFoundError(f'There are no features "{source}". {did_you_mean(str(source), known)}')
    return read_features(path)[0]


def read_features(path: Path) -> tuple[Found, Mapping[str, str], Mapping[str, Shown]]:
    """Return what was found in articles, from a file of features, the digests of their texts, and what is shown."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        given = {name: _rows(content[name], COLUMNS[name]) for name in TABLES}
        _check_articles(given)
        digests = {str(document): str(known) for document, known in content.get("digests", {}).items()}
        shown = {str(document): Shown(*map(int, counts)) for document, counts in content.get("shown", {}).items()}
        return found_of(content["name"], given, {}, content["made from"], content["frames"]), digests, shown
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(f"{path.name} holds no features that can be read ({error}). Write it again.") from None


def _check_articles(given: Mapping[str, Sequence[Sequence[Any]]]) -> None:
    known = [row[0] for row in given["documents"]]
    if len(set(known)) < len(known) or not {row[0] for table in given.values() for row in table} <= set(known):
        raise ValueError("its rows and its list of articles disagree")
    if not {row[COLUMNS["documents"].index("cluster")] for row in given["documents"]} <= set(known):
        raise ValueError("an article is a copy of one that is not in its list")


def released_found(corpus: ReleasedCorpus, frames: Lexicon | None = None) -> Found:
    """Return what a release says was found in its articles.

    Parameters
    ----------
    corpus : ReleasedCorpus
        Or a subset of it.
    frames : Lexicon, optional
        Which of the frames that were looked for; by default all.

    Raises
    ------
    MeasureError
        When a frame was not looked for, which takes the text.
    CorpusError
        With file and row, when a table is not as it was written.
    """
    wanted = corpus.frames if frames is None else tuple(frames)
    for frame in wanted:
        if frame not in corpus.frames:
            hint = did_you_mean(frame, corpus.frames)
            raise MeasureError(
                f'The frame "{frame}" was not looked for in this release, and its texts are not here. {hint}'
            )
    articles = {row["document"]: {**row, "title": None} for row in corpus.rows}
    given = {name: list(_released(corpus, name, articles, set(wanted))) for name in TABLES}
    made_from = {**corpus.read_by, "corpus": corpus.digest}
    if corpus.filters:
        made_from = {"corpus": corpus.digest, "only": "; ".join(corpus.filters), **made_from}
    if frames is not None and set(wanted) != set(corpus.frames):
        made_from["frames"] = frames.digest
    return found_of(corpus.name, given, {}, made_from, wanted)


def _released(
    corpus: ReleasedCorpus, name: str, articles: Mapping[str, Mapping[str, Any]], frames: Set[str]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of one table that belong to the articles of a corpus, with every column of what is found."""
    path, kept = corpus.folder / f"{name}.csv", {document.id for document in corpus}
    if name == "documents":
        for row in corpus.rows:
            if row["document"] in kept:
                whole = {**articles[row["document"]], "cluster": corpus.copies[row["document"]].origin}
                yield tuple(whole.get(column) for column in COLUMNS[name])
        return
    for number, row in enumerate(read_rows(path, released_columns(name)), start=2):
        article = articles.get(row["document"])
        if article is None:
            raise CorpusError(
                f'{path.parent.name}/{path.name}, row {number}: documents.csv lists no "{row["document"]}". '
                "Take the release anew."
            )
        if row["document"] in kept and (name != "hits" or row["frame"] in frames or row["frame"] not in corpus.frames):
            whole = {"outlet": article["outlet"], "date": article["date"], **row}
            yield tuple(whole.get(column) for column in COLUMNS[name])


def _rows(table: dict[str, Any], columns: list[str]) -> list[tuple[Any, ...]]:
    shared = [column for column in columns if column not in _WITHHELD]
    if not set(shared) - _LATER <= set(table["columns"]) <= set(shared):
        raise ValueError(f"its columns are not {', '.join(shared)}")
    cells = pd.DataFrame(table["rows"], columns=table["columns"], dtype=object).reindex(columns=columns)
    for column in COUNTS & set(shared):
        if not all(isinstance(count, int) and not isinstance(count, bool) and count >= 0 for count in cells[column]):
            raise ValueError(f"{column} holds something that is no count")
    if "targets" in columns:
        cells["targets"] = cells["targets"].map(tuple)
    return list(cells.where(cells.notna(), None).itertuples(index=False, name=None))
