"""Articles and findings as Parquet: what a column holds, and how a damaged file is named."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv
import pyarrow.dataset as pads
import pyarrow.parquet as pq

from dateline.corpus import Document, identity_of
from dateline.errors import CorpusError
from dateline.found import COLUMNS

_LISTS = ("other", "spans")
_KINDS = {field.name: str(field.type) for field in fields(Document) if field.name not in _LISTS}
FIELDS = tuple(_KINDS)
# Where an article was read, which makes no other article of it.
_WHENCE = ("source_file", "position")
_WHOLE = {"sentence", "paragraph", "start", "end", "sentence_start", "sentence_end", "words", "sentences", "paragraphs"}
_YES_OR_NO = {"in_office", "negated", "hedged", "voiced"}
# An article's id, identity and record as hashes of eight bytes, by which one is known that is there already.
KEYS = ("id_key", "identity_key", "record_key")
# `place` counts from 0 in the order of appending; `exact` holds as JSON what UTF-8 cannot, and is mostly empty.
ARTICLE_SCHEMA = pa.schema(
    [
        ("place", pa.int64()),
        *((name, pa.int64() if kind.startswith("int") else pa.string()) for name, kind in _KINDS.items()),
        *((name, pa.string()) for name in _LISTS),
        ("exact", pa.string()),
        ("words", pa.int64()),
        ("identity", pa.string()),
        *((name, pa.uint64()) for name in KEYS),
    ]
)
METADATA = [name for name in ARTICLE_SCHEMA.names if name not in ("text", "exact", "spans", "identity", *KEYS)]
_AT_ONCE = 10_000
REMEDY = "Put it back from a copy, or append its articles to a new store."
_FORMAT = pads.ParquetFileFormat(
    default_fragment_scan_options=pads.ParquetFragmentScanOptions(page_checksum_verification=True)
)


def _kind(column: str) -> pa.DataType:
    """Return what a column of what was found holds."""
    if column == "targets":
        return pa.list_(pa.string())
    return pa.int64() if column in _WHOLE else pa.bool_() if column in _YES_OR_NO else pa.string()


FOUND_SCHEMAS = {
    table: pa.schema([(column, _kind(column)) for column in columns]) for table, columns in COLUMNS.items()
}


def identity_json(document: Document) -> str:
    """Return what makes an article that article as `Corpus.digest` counts it."""
    return plain(json.dumps(identity_of(document), sort_keys=True, ensure_ascii=False, default=str))


def keys_of(document: Document) -> tuple[int, int, int]:
    """Return the hashes of an article's id, of its identity, and of all else that is known of it but whence it came."""
    known = {name: getattr(document, name) for name in FIELDS if name not in ("text", *_WHENCE)}
    record = _json({**known, "other": dict(document.other)})
    return _hash(document.id), _hash(identity_json(document)), _hash(record)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8"), digest_size=8).digest(), "big")


def to_table(documents: Sequence[Document], first: int) -> pa.Table:
    """Return articles as rows, the first with this place."""
    rows = [_row(place, document) for place, document in enumerate(documents, first)]
    return pa.Table.from_pylist(rows, schema=ARTICLE_SCHEMA)


def _row(place: int, document: Document) -> dict[str, Any]:
    values = {name: getattr(document, name) for name in FIELDS}
    exact = None
    if any(isinstance(value, str) and plain(value) != value for value in values.values()):
        exact = json.dumps(values)
        values = {name: plain(value) if isinstance(value, str) else value for name, value in values.items()}
    return values | {
        "place": place,
        "other": _json(dict(document.other)) if document.other else None,
        "spans": _json([dict(span) for span in document.spans]) if document.spans else None,
        "exact": exact,
        "words": document.words,
        "identity": identity_json(document),
        **dict(zip(KEYS, keys_of(document), strict=True)),
    }


def _json(value: Any) -> str:
    """Return a value as JSON with sorted keys; what JSON has not, such as a day of a calendar, as it prints."""
    return json.dumps(value, sort_keys=True, default=str)


def plain(value: str) -> str:
    """Return a text of the same length that UTF-8 has: half a surrogate pair becomes a question mark."""
    return value.encode("utf-8", "replace").decode("utf-8")


def to_documents(table: pa.Table, *, exact: bool = True) -> Iterator[Document]:
    """Yield the articles of some rows; without `exact`, with a question mark for each thing that UTF-8 has not."""
    for batch in table.select([*FIELDS, *_LISTS, "exact"]).to_batches():
        for row in batch.to_pylist():
            other, spans, odd = row.pop("other"), row.pop("spans"), row.pop("exact")
            known = json.loads(odd) if exact and odd is not None else row
            yield Document(
                **known,
                other={} if other is None else json.loads(other),
                spans=() if spans is None else json.loads(spans),
            )


def found_table(name: str, rows: Any) -> pa.Table:
    """Return one of the tables of what was found, from a DataFrame."""
    return pa.Table.from_pandas(rows, schema=FOUND_SCHEMAS[name], preserve_index=False)


def as_parquet(table: pa.Table) -> bytes:
    """Return a table as the bytes of a Parquet file, each page with its checksum."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", write_page_checksum=True)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def dataset(files: Iterable[Path], schema: pa.Schema) -> pads.Dataset:
    """Return files as one table that is read when it is asked; a column that an older file has not is empty."""
    paths = [str(path) for path in files]
    return pads.dataset(paths, schema=schema, format=_FORMAT) if paths else pads.dataset(schema.empty_table())


@contextmanager
def named_when_damaged(files: Sequence[Path]) -> Iterator[None]:
    """Turn the error of reading a damaged file into one that names it."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise damage(files) or CorpusError(f"The store cannot be read: {error}.") from None


def damage(files: Iterable[Path]) -> CorpusError | None:
    """Return the error that names the first of some files that is damaged."""
    for path in files:
        if fault := fault_of(path):
            return CorpusError(f"{path} is damaged ({fault}). {REMEDY}")
    return None


def fault_of(path: Path) -> str | None:
    """Say what is wrong with a Parquet file, if anything is."""
    try:
        pq.ParquetFile(path, page_checksum_verification=True).read()
    except (pa.ArrowException, OSError) as error:
        return str(error).splitlines()[0][:200]
    return None


def identities_digest(table: pa.Table) -> str:
    """Return what `Corpus.digest` is of the same articles, from their ids and identities."""
    whole, between = sha256(b"["), b""
    for batch in table.sort_by("id").to_batches(max_chunksize=_AT_ONCE):
        for identity in batch.column("identity").to_pylist():
            whole.update(between + identity.encode("utf-8"))
            between = b", "
    whole.update(b"]")
    return whole.hexdigest()


def rows_digest(table: pads.Dataset) -> str:
    """Return the SHA-256 of rows in their order, however they were spread over files."""
    sink = _Digest()
    for batch in table.to_batches(batch_size=_AT_ONCE):
        for name in batch.schema.names:
            if pa.types.is_list(batch.schema.field(name).type):
                joined = pc.binary_join(batch.column(name), "|")
                batch = batch.set_column(batch.schema.get_field_index(name), name, joined)
        csv.write_csv(batch, sink, csv.WriteOptions(include_header=False))
    return sink.whole.hexdigest()


class _Digest(io.RawIOBase):
    """A file of which only the SHA-256 is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = sha256()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.whole.update(content)
        return len(content)

    def close(self) -> None:
        """Stay open: what writes a batch closes its file, and more batches come."""
