"""Features without the text: everything found in an article, by sentence ordinal, and not one sentence of it.

What a licence forbids to share is the text. Who is named in which sentence, who speaks, which frames stand where, and
how many words each voice has, is enough to draw every figure again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from dateline.errors import CorpusError, NotFoundError, did_you_mean
from dateline.found import COLUMNS, Found, found_of
from dateline.provenance import home

# Offsets would allow an article to be put together again from several releases; a headline is text.
_WITHHELD = {"start", "end", "sentence_start", "sentence_end", "title"}
# A source phrase as long as this is the article's wording, no name.
_LONGEST_NAME = 4
_TABLES = ("documents", "words", "mentions", "quotes", "hits")


def features(found: Found) -> dict[str, Any]:
    """Return what was found as plain values, without offsets, headline or any text.

    Returns
    -------
    dict
        `name`, `made from` and, for each table, its columns and rows.
    """
    tables = (found.documents, found.words, found.mentions.table, found.quotes.table, found.hits.table)
    content: dict[str, Any] = {"name": found.name, "made from": dict(found.made_from)}
    for name, table in zip(_TABLES, tables, strict=True):
        shared = table.drop(columns=list(_WITHHELD & set(table.columns)))
        cells = shared.astype(object).where(shared.notna(), None)
        for column in {"speaker_name", "via"} & set(cells.columns):
            cells[column] = cells[column].map(_short)
        content[name] = {"columns": list(shared.columns), "rows": cells.to_numpy().tolist()}
    return content


def _short(name: str | None) -> str | None:
    return None if name is None or len(name.split()) > _LONGEST_NAME else name


def write_features(found: Found, path: Path) -> None:
    """Write features as JSON, a row a line, so that a change shows as one line."""
    content = features(found)
    parts = [f'"{key}": {json.dumps(content[key], ensure_ascii=False)}' for key in ("name", "made from")]
    for name in _TABLES:
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in content[name]["rows"])
        parts.append(f'"{name}": {{"columns": {json.dumps(content[name]["columns"])}, "rows": [\n{rows}\n]}}')
    path.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")


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
        return found_of(content["name"], rows, {}, content["made from"])
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{path.name} holds no features that can be read ({error}). Write it again.") from None


def _rows(table: dict[str, Any], columns: list[str]) -> list[tuple[Any, ...]]:
    cells = pd.DataFrame(table["rows"], columns=table["columns"], dtype=object).reindex(columns=columns)
    if "targets" in columns:
        cells["targets"] = cells["targets"].map(tuple)
    return list(cells.where(cells.notna(), None).itertuples(index=False, name=None))
