"""The handle of a store: append to it, annotate it, and read of it what is asked for."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.compute as pc

from dateline import markup
from dateline.corpus import Corpus, Document, Problem
from dateline.errors import MeasureError, check_count, check_kind
from dateline.finding import Finding
from dateline.found import COLUMNS, Found, found_of
from dateline.provenance import digest_of
from dateline.seeds import Actors, Cues, Lexicon, load_actors, load_cues, load_frames
from dateline.store.annotating import Settings, annotate_parts
from dateline.store.appending import Appending, append_parts, known_in, new_articles
from dateline.store.contents import SQL_NAMES, Contents, frame_of
from dateline.store.manifest import Manifest, Reading, read_manifest, writing
from dateline.store.parts import (
    FOUND_SCHEMAS,
    METADATA,
    dataset,
    identities_digest,
    named_when_damaged,
    rows_digest,
    to_documents,
)
from dateline.store.querying import answer, counts


@dataclass(frozen=True, eq=False, repr=False)
class Store:
    """A corpus and what was found in it, in a folder; from `open_store`.

    A handle sees what the folder held when it was made. `append` and `annotate` hand back a new one.

    Attributes
    ----------
    folder : Path
    manifest : Manifest
        Which files count, in which order.
    added, known : int
        Of the `append` that this handle came of: articles that are new, and that were there already.
    problems : tuple of Problem
        Of the same: what was left out, numbered or emptied.
    """

    folder: Path
    manifest: Manifest
    added: int = 0
    known: int = 0
    problems: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        return self.manifest.rows

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name

    def append(self, articles: Corpus | Iterable[Document | Mapping[str, Any]]) -> Store:
        """Return the store with more articles in it; one that is there already is not added again.

        Parameters
        ----------
        articles : Corpus, or iterable of Document or of mapping
            Read once and in order, some thousand at a time in memory; a mapping has `id`, `text` and further fields.

        Returns
        -------
        Store
            With the numbers `added` and `known`, and the `problems`.

        Raises
        ------
        CorpusError
            When another process writes to the store, or it is damaged.

        Warns
        -----
        UserWarning
            When something was left out or an id stands twice with another text, which is stored as `id~1`.

        Notes
        -----
        A process that is killed loses no more than the some thousand articles it had in hand: append the same again
        and the rest is added. An article is the same when id, text, date, outlet and marked passages are; the file it
        was read from does not count.

        Examples
        --------
        ::

            store = dl.open_store("my-archive").append(dl.load_corpus("exports/"))
        """
        done = Appending()
        with writing(self.folder) as manifest:
            files = Contents(self.folder, manifest).article_files
            with named_when_damaged(files):
                known = known_in(files)
            manifest = append_parts(self.folder, manifest, new_articles(articles, known, done), done)
        if done.problems:
            warnings.warn(f"{len(done.problems)} problems while appending; see store.problems.", stacklevel=2)
        return Store(self.folder, manifest, done.added, done.known, tuple(done.problems))

    def annotate(
        self,
        actors: Actors | None = None,
        frames: Lexicon | None = None,
        *,
        cues: Cues | None = None,
        parser: str | None = None,
        workers: int = 1,
    ) -> Store:
        """Return the store with every article annotated that was not yet read in this way.

        Parameters
        ----------
        actors, frames, cues, parser
            As in `dateline.annotate`. Other seeds, another parser or version of Dateline are another reading, which
            is kept beside the first; the last one used is the one that is asked.
        workers : int
            Processes. With more than one, a script calls under `if __name__ == "__main__":`.

        Returns
        -------
        Store

        Raises
        ------
        CorpusError
            When another process writes to the store, it is damaged, or a worker was stopped.
        MeasureError
            When an argument is of another kind.
        ParserError
            When the parser is not known or not installed.

        Notes
        -----
        A process that is killed loses the parts it had in hand: annotate again and the rest is read.

        Examples
        --------
        ::

            store = store.annotate(workers=2)
        """
        check_count("workers", workers)
        settings = Settings(
            load_actors() if actors is None else actors,
            load_frames() if frames is None else frames,
            load_cues() if cues is None else cues,
            parser,
        )
        check_kind("actors", settings.actors, Actors, "Load them: dl.load_actors().")
        check_kind("frames", settings.frames, Lexicon, 'Load them: dl.load_frames("regime").')
        check_kind("cues", settings.cues, Cues, "Load them: dateline.seeds.load_cues().")
        with writing(self.folder) as manifest:
            return replace(self, manifest=annotate_parts(self.folder, manifest, settings, workers))

    @property
    def documents(self) -> pd.DataFrame:
        """One row an article, in the order of appending: every field but the text, and its words."""
        rows: pd.DataFrame = self._contents.read("documents", columns=METADATA).to_pandas()
        return rows

    def table(self, name: str) -> pd.DataFrame:
        """Return one of the tables of what was found: mentions, quotes, hits, open_names, words or annotated."""
        rows: pd.DataFrame = self._contents.read(name).to_pandas()
        return rows

    @property
    def mentions(self) -> pd.DataFrame:
        """One row for each naming of a leader or country."""
        return self.table("mentions")

    @property
    def quotes(self) -> pd.DataFrame:
        """One row for each attribution."""
        return self.table("quotes")

    @property
    def hits(self) -> pd.DataFrame:
        """One row for each framing term where it stands."""
        return self.table("hits")

    def corpus(self, where: str | None = None, **values: str | None) -> Corpus:
        """Return articles with their texts, in memory.

        Parameters
        ----------
        where : str, optional
            A condition in SQL on the fields of an article: `"date >= '2022-03' AND outlet LIKE 'Meridian%'"`.
        **values : str or None
            What a field must be, as in `Corpus.subset`.

        Returns
        -------
        Corpus
            With the conditions among its `filters`.

        Raises
        ------
        NotFoundError
            When a field, or a value of it, is not there.
        MeasureError
            When the condition cannot be read, or DuckDB is not installed.
        """
        chosen = self._contents.places(where, values)
        rows = self._contents.read("documents", only=None if chosen is None else pc.field("place").isin(chosen))
        filters = (() if where is None else (where,)) + tuple(f"{name} = {value}" for name, value in values.items())
        return Corpus(tuple(to_documents(rows)), self.name, (), filters)

    def found(self, where: str | None = None, **values: str | None) -> Found:
        """Return what was found in some articles as `dateline.annotate` would, for every measure; in memory.

        Parameters
        ----------
        where, **values
            As in `corpus`.

        Returns
        -------
        Found
            Of the last reading. Copies are looked for among these articles.

        Raises
        ------
        MeasureError
            When not all articles of the store are annotated, or as in `corpus`.
        NotFoundError
            As in `corpus`.
        """
        reading = self._contents.reading
        if reading is None or len(reading.parts) < len(self.manifest.parts):
            raise MeasureError(f"{self.unread:,} of {len(self):,} articles are not annotated. Run store.annotate().")
        corpus = self.corpus(where, **values)
        only = pc.field("document").isin([document.id for document in corpus]) if corpus.filters else None
        tables = {
            table: frame_of(self._contents.read(SQL_NAMES.get(table, table), only=only, columns=columns))
            for table, columns in COLUMNS.items()
        }
        documents, origins = tables["documents"], {name: copy.origin for name, copy in corpus.copies.items()}
        tables["documents"] = documents.assign(cluster=documents["document"].map(origins))
        chosen = {"only": "; ".join(corpus.filters)} if corpus.filters else {}
        made_from = {"corpus": corpus.digest, **chosen, **reading.made_from}
        return found_of(self.name, tables, corpus.texts, made_from, reading.frames)

    def query(self, sql: str, *given: Any) -> pd.DataFrame:
        """Return the rows of a question in SQL, read from the files by DuckDB; nothing can be written.

        Parameters
        ----------
        sql : str
            Of the tables `documents` (every field, `words`, the text too), and, where the store is annotated,
            `mentions`, `quotes`, `hits`, `open_names`, `words` (by document and voice) and `annotated` (sentences and
            paragraphs of each document). Their `document` is the `id` of `documents`.
        *given
            Values for question marks in it.

        Returns
        -------
        pandas.DataFrame

        Raises
        ------
        MeasureError
            When the question cannot be answered, or DuckDB is not installed (extra `scale`).

        Examples
        --------
        ::

            store.query("SELECT outlet, count(*) FROM documents WHERE date >= ? GROUP BY outlet", "2022-03")
        """
        return answer(sql, self._contents.sources, given)

    def counts(self, of: str = "mentions", *, by: Sequence[str] = ("outlet", "month", "actor")) -> Finding:
        """Return how often each combination stands in the store, and in how many articles, whatever its size.

        Parameters
        ----------
        of : {'mentions', 'quotes', 'hits', 'open_names'}
        by : sequence of str
            Columns of that table, `month` or `year`. An article dated by its year alone has no month.

        Returns
        -------
        Finding
            With `count` and `documents`, the most frequent first. Copies count as they stand; it has no passages.

        Raises
        ------
        NotFoundError, MeasureError
            When there is no such table or column, nothing is annotated, or DuckDB is not installed (extra `scale`).
        """
        reading = self._contents.reading
        made_from = {} if reading is None else {"store": self.folder.name, **reading.made_from}
        return counts(of, by, self._contents.sources, made_from, len(self) - self.unread)

    @property
    def unread(self) -> int:
        """How many articles the last reading has not annotated."""
        done = set() if self._contents.reading is None else self._contents.reading.parts.keys()
        return sum(part.rows for part in self.manifest.parts if part.name not in done)

    @cached_property
    def articles_digest(self) -> str:
        """SHA-256 of the articles, the same as `Corpus.digest` of them, in whatever order they were appended."""
        return identities_digest(self._contents.read("documents", columns=["id", "identity"]))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the articles and of all that was found, however often the work was broken off and resumed."""
        found = {
            key: [
                rows_digest(dataset(self._contents.found_files(key, table), schema))
                for table, schema in FOUND_SCHEMAS.items()
            ]
            for key in self.manifest.readings
        }
        return digest_of({"articles": self.articles_digest, "found": found})

    def check(self) -> tuple[Problem, ...]:
        """Return a problem for every file that is not, byte for byte, as it was written; reads all of them."""
        return self._contents.check()

    def info(self) -> dict[str, str]:
        """Return what the store holds, as label and value, from its manifest alone."""
        words, parts = sum(part.words for part in self.manifest.parts), len(self.manifest.parts)
        return {
            "articles": f"{len(self):,} in {parts:,} part{'' if parts == 1 else 's'}",
            "words": f"{words:,}",
            **{
                f"reading {key}": f"{self._tally(reading)}; parser: {reading.parser or 'none'}; "
                f"Dateline {reading.version}"
                for key, reading in self.manifest.readings.items()
            },
        }

    def _tally(self, reading: Reading) -> str:
        sums = {table: sum(part.rows[table] for part in reading.parts.values()) for table in FOUND_SCHEMAS}
        return (
            f"{sums['documents']:,} articles annotated, {sums['mentions']:,} mentions, {sums['quotes']:,} quotations, "
            f"{sums['hits']:,} framing terms"
        )

    def __repr__(self) -> str:
        return "\n".join([f"Store {self.name}", *(f"  {label}: {value}" for label, value in self.info().items())])

    def _repr_html_(self) -> str:
        return markup.card(f"Store {self.name}", self.info())

    @cached_property
    def _contents(self) -> Contents:
        return Contents(self.folder, self.manifest)


def open_store(folder: str | Path) -> Store:
    """Open a folder that holds a corpus and its annotations, or is to hold one.

    Parameters
    ----------
    folder : str or Path
        One that is not there yet is made by the first `append`.

    Returns
    -------
    Store
        Opening reads a list of files and no article.

    Raises
    ------
    CorpusError
        When the folder is no store, or a part of it is missing or damaged; named.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import dateline as dl
    >>> with TemporaryDirectory() as folder:
    ...     store = dl.open_store(folder).append(dl.load_corpus("summits-2022"))
    ...     store.added, store.append(dl.load_corpus("summits-2022")).added
    (80, 0)
    """
    path = Path(folder)
    return Store(path, read_manifest(path))
