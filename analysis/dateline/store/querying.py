"""Questions to a store in SQL, answered from its files by DuckDB, which can write nothing and read nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from dateline.errors import MeasureError, NotFoundError, check_columns, did_you_mean
from dateline.finding import Finding, listed
from dateline.found import articles
from dateline.store.parts import damage, dataset

_PERIODS = {"year": "substr(date, 1, 4)", "month": "CASE WHEN length(date) >= 7 THEN substr(date, 1, 7) END"}
COUNTED = {"mentions": "naming of a leader or country", "quotes": "attribution", "hits": "framing term where it stands",
           "open_names": "naming of somebody or something outside the seeds"}  # fmt: skip


class Source(NamedTuple):
    """The files of one table, and its columns."""

    files: Sequence[Path]
    schema: pa.Schema


def answer(sql: str, sources: Mapping[str, Source], given: Sequence[Any] = ()) -> pd.DataFrame:
    """Return the rows of a question; see `Store.query`."""
    if find_spec("duckdb") is None:
        raise MeasureError("A question in SQL needs DuckDB. Install the extra: pip install 'dateline[scale]'.")
    import duckdb

    used = {name: source for name, source in sources.items() if name in sql}
    # What does not fit memory goes to a folder of its own, the only place that DuckDB may then write to.
    with TemporaryDirectory() as overflow, duckdb.connect(":memory:") as connection:
        connection.execute("SET temp_directory = ?", [overflow])
        connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        for name, source in used.items():
            connection.register(name, dataset(source.files, source.schema))
        try:
            asked = connection.execute(sql, list(given))
            if asked is None:
                raise MeasureError(f"There is no question in SQL. {_hint(sources)}")
            rows: pd.DataFrame = asked.df()
        except (duckdb.Error, pa.ArrowException, OSError) as error:
            is_mistake = isinstance(error, duckdb.ParserException | duckdb.CatalogException | duckdb.BinderException)
            files = [] if is_mistake else [path for source in used.values() for path in source.files]
            raise damage(files) or MeasureError(f"The question cannot be answered: {error}. {_hint(sources)}") from None
    return rows


def _hint(sources: Mapping[str, Source]) -> str:
    if "mentions" in sources:
        return f"There are the tables {listed(list(sources))}."
    return "There is the table documents; what was found is there after store.annotate()."


def counts(
    of: str, by: Sequence[str], sources: Mapping[str, Source], made_from: Mapping[str, str], read: int
) -> Finding:
    """Return how often and in how many articles each combination stands; see `Store.counts`."""
    if of not in COUNTED:
        raise NotFoundError(f'A store does not count "{of}". {did_you_mean(of, COUNTED)}')
    if of not in sources:
        raise MeasureError("Nothing was annotated in this store yet. Run store.annotate() first.")
    known = [name for name in sources[of].schema.names if name != "targets"]
    check_columns(by, [*known, *_PERIODS], things="Counts are", such_as='["outlet", "month"]')
    columns = ", ".join(f'{_PERIODS.get(name, chr(34) + name + chr(34))} AS "{name}"' for name in by)
    numbers = ", ".join(map(str, range(1, len(by) + 1)))
    table = answer(
        f"SELECT {columns}, count(*) AS count, count(DISTINCT document) AS documents FROM {of} "
        f"GROUP BY {numbers} ORDER BY count DESC, {numbers}",
        sources,
    )
    notes = (
        f"Unit: one {COUNTED[of]}. {int(table['count'].sum()):,} in {articles(read)}, by {listed(by)}.",
        "Copies are counted as they stand.",
    )
    return Finding(table, f"Counts of {of.replace('_', ' ')}", notes, made_from=dict(made_from), unit=of)
