"""What describes a release to machines: the Frictionless data package, the RO-Crate and the citation."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dateline.provenance import digest, versions
from dateline.release.collection import Collection
from dateline.released import COUNTS
from dateline.tables import Row, read_table

LICENCE = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0",
           "path": "https://creativecommons.org/licenses/by/4.0/"}  # fmt: skip
CODEBOOK = Path(__file__).with_name("codebook.csv")
CRATE = "ro-crate-metadata.json"
_KEYS = {"documents": ["document"], "actors": ["actor"]}
_REQUIRED = {"document", "sentence", "paragraph", "words", "tokens", "sentences", "paragraphs", "cluster", "actor"}
_MEDIA = {
    ".csv": "text/csv", ".json": "application/json", ".md": "text/markdown", ".txt": "text/plain",
    ".ipynb": "application/x-ipynb+json", ".svg": "image/svg+xml", ".png": "image/png", ".pdf": "application/pdf",
    ".cff": "text/yaml", ".tif": "image/tiff", ".html": "text/html",
}  # fmt: skip


@cache
def load_codebook() -> dict[str, tuple[Row, ...]]:
    """Load the codebook: what every column of every released table holds, by table."""
    columns = ("table", "column", "type", "values", "description")
    tables: dict[str, tuple[Row, ...]] = {}
    for row in read_table(CODEBOOK, columns=columns, filled=("table", "column", "type", "description")):
        row.one_of("type", ("string", "integer", "number", "boolean"))
        tables[row["table"]] = (*tables.get(row["table"], ()), row)
    return tables


def data_package(title: str, files: Mapping[str, bytes], collections: Sequence[Collection]) -> bytes:
    """Return `datapackage.json`: each table with its schema, and what the collections were made from."""
    names = {item.name for item in collections}
    tables = [name for name in sorted(files) if name.endswith(".csv")]
    package = {
        "name": "dateline-release",
        "title": title,
        "description": "What was found in news articles, by sentence and without their text. See README.md.",
        "profile": "data-package",
        "licenses": [LICENCE],
        "dateline": {
            "version": versions()["dateline"],
            "collections": {
                item.name: {"name": item.called, "made_from": dict(sorted(item.made_from.items())),
                            "frames": list(item.frames), "rights": item.rights, "left_out": dict(item.left_out)}
                for item in sorted(collections, key=lambda item: item.name)
            },
        },
        "resources": [_resource(name, files[name], names) for name in tables],
    }  # fmt: skip
    return _json(package)


def _resource(name: str, content: bytes, collections: set[str]) -> dict[str, Any]:
    parts = Path(name).parts
    of_collection = parts[0] == "corpus" and len(parts) == 3 and parts[1] in collections
    table = Path(name).stem if of_collection or len(parts) == 1 else ""
    schema = _schema(table, parts[1] if of_collection else "") if table in load_codebook() else _inferred(content)
    return {
        "name": re.sub(r"[^a-z0-9._-]", "-", name.removesuffix(".csv").lower().replace("/", "-")),
        "path": name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{digest(content)}",
        "schema": schema,
    }


def _schema(table: str, collection: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(table, row) for row in load_codebook()[table]], "missingValues": [""]}
    if table in _KEYS:
        schema["primaryKey"] = _KEYS[table]
    elif collection:
        documents = re.sub(r"[^a-z0-9._-]", "-", f"corpus-{collection}-documents".lower())
        schema["foreignKeys"] = [{"fields": ["document"], "reference": {"resource": documents, "fields": ["document"]}}]
    return schema


def _field(table: str, row: Row) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if row["column"] in _REQUIRED else {}
    if row["column"] in COUNTS:
        constraints["minimum"] = 0
    if row["column"] == "date":
        constraints["pattern"] = "[0-9]{4}(-[0-9]{2}){0,2}"
    if row["column"] == "digest":
        constraints["pattern"] = "[0-9a-f]{64}"
    if values := row.several("values"):
        constraints["enum"] = list(values)
    field = {"name": row["column"], "type": row["type"], "description": row["description"]}
    return field | ({"constraints": constraints} if constraints else {})


def _inferred(content: bytes) -> dict[str, Any]:
    """Return the schema of a figure's table: a column of numbers is one, all else is text."""
    header, *rows = list(csv.reader(io.StringIO(content.decode("utf-8"))))
    cells = {name: [row[at] for row in rows if row[at]] for at, name in enumerate(header)}
    return {"fields": [{"name": name, "type": "number" if held and all(map(_is_number, held)) else "string"}
                       for name, held in cells.items()], "missingValues": [""]}  # fmt: skip


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?", cell) is not None


def ro_crate(title: str, published: str, files: Mapping[str, bytes], made: Mapping[str, str]) -> bytes:
    """Return `ro-crate-metadata.json` (RO-Crate 1.1): every file with its digest, and which notebook made which.

    Parameters
    ----------
    title : str
    published : str
        ISO date of publication.
    files : mapping of str to bytes
    made : mapping of str to str
        For each file of a figure the notebook that makes it.
    """
    parts = [_part(name, files[name]) for name in sorted(files)]
    actions = [
        {"@id": f"#run-{Path(notebook).stem}", "@type": "CreateAction", "name": f"Running {notebook}",
         "instrument": {"@id": notebook}, "result": [{"@id": name} for name in sorted(made) if made[name] == notebook]}
        for notebook in sorted(set(made.values()))
    ]  # fmt: skip
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": title,
        "description": "What was found in news articles, by sentence and without their text.",
        "datePublished": published,
        "license": {"@id": LICENCE["path"]},
        "hasPart": [{"@id": part["@id"]} for part in parts],
    }
    if actions:
        root["mentions"] = [{"@id": action["@id"]} for action in actions]
    graph = [
        {"@id": CRATE, "@type": "CreativeWork", "about": {"@id": "./"},
         "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}},
        root,
        {"@id": LICENCE["path"], "@type": "CreativeWork", "name": LICENCE["title"]},
        *parts,
        *actions,
    ]  # fmt: skip
    return _json({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph})


def _part(name: str, content: bytes) -> dict[str, Any]:
    kinds: str | list[str] = ["File", "SoftwareSourceCode"] if name.endswith(".ipynb") else "File"
    return {
        "@id": name,
        "@type": kinds,
        "name": Path(name).name,
        "contentSize": str(len(content)),
        "encodingFormat": _MEDIA.get(Path(name).suffix, "application/octet-stream"),
        "sha256": digest(content),
    }


def listed_in(release: Path) -> dict[str, str]:
    """Return the digest of every file that a release says it holds; of none where it says nothing that can be read."""
    try:
        graph = json.loads((release / CRATE).read_text(encoding="utf-8"))["@graph"]
        return {str(part["@id"]): str(part["sha256"]) for part in graph if "sha256" in part}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def citation(title: str, authors: Sequence[str], published: str) -> bytes:
    """Return `CITATION.cff` of the data set."""
    record = {
        "cff-version": "1.2.0",
        "message": "If these data helped a publication, please cite them as below.",
        "type": "dataset",
        "title": title,
        "authors": [{"name": author} for author in authors],
        "date-released": published,
        "license": LICENCE["name"],
    }
    text: str = yaml.safe_dump(record, sort_keys=False, allow_unicode=True, width=110)
    return text.encode()


def _json(record: Mapping[str, Any]) -> bytes:
    return (json.dumps(record, indent=1, ensure_ascii=False) + "\n").encode()
