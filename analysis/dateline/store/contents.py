"""The tables of a store: which files each is made of, and how its rows are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dateline.corpus import Problem
from dateline.errors import CorpusError, MeasureError, NotFoundError, did_you_mean
from dateline.found import COLUMNS
from dateline.store.manifest import ARTICLES, FOUND, Manifest, Reading
from dateline.store.parts import ARTICLE_SCHEMA, FIELDS, FOUND_SCHEMAS, REMEDY, dataset, named_when_damaged
from dateline.store.querying import Source, answer

# Articles are `documents`; what annotation knows of each goes by another name.
SQL_NAMES = {"documents": "annotated"}


@dataclass(frozen=True, eq=False)
class Contents:
    """The files of a store as its manifest names them."""

    folder: Path
    manifest: Manifest

    @property
    def reading(self) -> Reading | None:
        """The last reading."""
        return list(self.manifest.readings.values())[-1] if self.manifest.readings else None

    @property
    def article_files(self) -> list[Path]:
        """The parts of articles, in order."""
        return [self.folder / ARTICLES / f"{part.name}.parquet" for part in self.manifest.parts]

    def found_files(self, key: str, table: str) -> list[Path]:
        """Return the files of a table in the order of the articles."""
        done = self.manifest.readings[key].parts
        names = [part.name for part in self.manifest.parts if part.name in done]
        return [self.folder / FOUND / key / name / f"{table}.parquet" for name in names]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The files of each table by the name it has in SQL."""
        sources = {"documents": Source(self.article_files, ARTICLE_SCHEMA)}
        if self.manifest.readings:
            key = list(self.manifest.readings)[-1]
            for table, schema in FOUND_SCHEMAS.items():
                sources[SQL_NAMES.get(table, table)] = Source(self.found_files(key, table), schema)
        return sources

    def source(self, name: str) -> Source:
        """Return the files of one table, or raise what says why there are none."""
        if not self.manifest.parts:
            raise CorpusError(f'The store "{self.folder}" holds no article yet. Append some: store.append(corpus).')
        if name not in self.sources:
            if name in chain(COLUMNS, SQL_NAMES.values()):
                raise MeasureError("Nothing was annotated in this store yet. Run store.annotate() first.")
            raise NotFoundError(f'A store has no table "{name}". {did_you_mean(name, self.sources)}')
        return self.sources[name]

    def read(self, name: str, *, columns: Sequence[str] | None = None, only: Any = None) -> pa.Table:
        """Return rows of one table, in the order of the articles."""
        source = self.source(name)
        with named_when_damaged(source.files):
            chosen = None if columns is None else list(columns)
            return dataset(source.files, source.schema).to_table(columns=chosen, filter=only)

    def places(self, where: str | None, values: Mapping[str, str | None]) -> pa.Array | None:
        """Return the places of the articles that meet every condition; None when there is none to meet."""
        if where is None and not values:
            return None
        only = pc.scalar(True)
        for name, value in values.items():
            if name not in FIELDS:
                raise NotFoundError(f'Articles have no field "{name}". {did_you_mean(name, FIELDS)}')
            there = pc.unique(self.read("documents", columns=[name])[name]).to_pylist()
            if value not in there:
                hint = did_you_mean(str(value), {str(other) for other in there})
                raise NotFoundError(f'No article has {name} "{value}". {hint}')
            only &= pc.field(name).is_null() if value is None else pc.field(name) == value
        if where is not None:
            self.source("documents")
            met = answer(f"SELECT place FROM documents WHERE ({where}\n)", self.sources)["place"]
            only &= pc.field("place").isin(pa.array(met, pa.int64()))
        return self.read("documents", columns=["place"], only=only)["place"].combine_chunks()

    def check(self) -> tuple[Problem, ...]:
        """Return every file that is not as it was written."""
        articles = zip(self.article_files, self.manifest.parts, strict=True)
        expected = {path: part.sha256 for path, part in articles}
        for key, reading in self.manifest.readings.items():
            for name, part in reading.parts.items():
                folder = self.folder / FOUND / key / name
                expected |= {folder / f"{table}.parquet": digest for table, digest in part.sha256.items()}
        wrong = [path for path, digest in expected.items() if not _is_as_written(path, digest)]
        return tuple(Problem(str(path), None, None, "It is missing or damaged.", REMEDY) for path in wrong)


def frame_of(table: pa.Table) -> pd.DataFrame:
    """Return rows as `dateline.annotate` lays them out: a column without a value holds None, a list is a tuple."""
    frame: pd.DataFrame = table.to_pandas()
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_list(column.type):
            frame[name] = pd.Series([tuple(cell) for cell in column.to_pylist()], dtype=object)
        elif column.null_count == len(column):
            frame[name] = pd.Series([None] * len(column), dtype=object)
    return frame


def _is_as_written(path: Path, expected: str) -> bool:
    return path.is_file() and sha256(path.read_bytes()).hexdigest() == expected
