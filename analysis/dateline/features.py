"""Features without the text: everything found in an article, by sentence ordinal, and not one sentence of it.

What a licence forbids to share is the text. Who is named in which sentence, who speaks, which frames stand where, and
how many words each voice has, is enough to draw every figure again.
"""

from __future__ import annotations

import json
from collections.abc import Set
from pathlib import Path
from typing import Any

import pandas as pd

from dateline.errors import CorpusError, NotFoundError, did_you_mean
from dateline.found import COLUMNS, Found, found_of
from dateline.provenance import home

# Offsets would allow an article to be put together again from several releases; a headline is text.
_WITHHELD = {"start", "end", "sentence_start", "sentence_end", "title"}
# Words of the longest proper name; what is longer is the article's wording.
_LONGEST_NAME = 4
_COUNTS = {"words", "sentences", "paragraphs", "sentence", "paragraph"}
_TABLES = ("documents", "words", "mentions", "quotes", "hits")


def features(found: Found) -> dict[str, Any]:
    """Return what was found as plain values, without offsets, headline or any wording of the article.

    Returns
    -------
    dict
        `name`, `made from`, `frames` and, for each table, its columns and rows. A source is named when it is an actor
        of the seeds or has a proper name; "several officials" is wording, and left out.
    """
    tables = (found.documents, found.words, found.mentions.table, found.quotes.table, found.hits.table)
    content: dict[str, Any] = {"name": found.name, "made from": dict(found.made_from), "frames": list(found.frames)}
    actors = set(found.mentions.table["name"])
    for name, table in zip(_TABLES, tables, strict=True):
        shared = table[[column for column in table.columns if column not in _WITHHELD]]
        rows = [_plain({str(key): cell for key, cell in row.items()}, actors) for row in shared.to_dict("records")]
        content[name] = {"columns": list(shared.columns), "rows": [list(row.values()) for row in rows]}
    return content


def _plain(row: dict[str, Any], actors: Set[str]) -> dict[str, Any]:
    """Return a row as JSON has it; a source by the names of actors and by proper names only."""
    plain = {column: None if _is_missing(cell) else cell for column, cell in row.items()}
    if "targets" in plain:
        plain["targets"] = list(plain["targets"] or ())
    if "speaker_name" in plain:
        parts = (plain["speaker_name"] or "").split(" and ")
        names = [name if name in actors else _proper(name) for name in parts]
        plain["speaker_name"] = " and ".join(name for name in names if name) or None
    return plain | ({"via": _proper(plain["via"])} if "via" in plain else {})


def _is_missing(cell: Any) -> bool:
    return cell is None or cell is pd.NA or cell != cell


def _proper(name: str | None) -> str | None:
    words = (name or "").split()
    return name if len(words) <= _LONGEST_NAME and all(word[:1].isupper() for word in words) else None


def to_json(found: Found) -> str:
    """Return features as JSON, a row a line, so that a change shows as one line."""
    content = features(found)
    parts = [f'"{key}": {json.dumps(content[key], ensure_ascii=False)}' for key in ("name", "made from", "frames")]
    for name in _TABLES:
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
    folder = home("seeds") / "features"
    path = Path(source) if Path(source).suffix == ".json" else folder / f"{source}.json"
    if not path.is_file():
        known = [file.stem for file in folder.glob("*.json")]
        raise NotFoundError(f'There are no features "{source}". {did_you_mean(str(source), known)}')
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        rows = {name: _rows(content[name], COLUMNS[name]) for name in _TABLES}
        known = [row[0] for row in rows["documents"]]
        if len(set(known)) < len(known) or not {row[0] for name in _TABLES for row in rows[name]} <= set(known):
            raise ValueError("its rows and its list of articles disagree")
        if not {row[COLUMNS["documents"].index("cluster")] for row in rows["documents"]} <= set(known):
            raise ValueError("an article is a copy of one that is not in its list")
        return found_of(content["name"], rows, {}, content["made from"], content["frames"])
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{path.name} holds no features that can be read ({error}). Write it again.") from None


def _rows(table: dict[str, Any], columns: list[str]) -> list[tuple[Any, ...]]:
    shared = [column for column in columns if column not in _WITHHELD]
    if sorted(table["columns"]) != sorted(shared):
        raise ValueError(f"its columns are not {', '.join(shared)}")
    cells = pd.DataFrame(table["rows"], columns=table["columns"], dtype=object).reindex(columns=columns)
    for column in _COUNTS & set(shared):
        if not all(isinstance(count, int) and not isinstance(count, bool) and count >= 0 for count in cells[column]):
            raise ValueError(f"{column} holds something that is no count")
    if "targets" in columns:
        cells["targets"] = cells["targets"].map(tuple)
    return list(cells.where(cells.notna(), None).itertuples(index=False, name=None))
