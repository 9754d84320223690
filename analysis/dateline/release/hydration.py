"""A release held against texts: which of its articles are at hand, and whether they still say what it says."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from dateline.annotation import annotate
from dateline.corpus import Corpus, Document
from dateline.errors import CorpusError
from dateline.features import UNNAMED, read_features, released_columns, rows
from dateline.provenance import digest
from dateline.readers import load_corpus
from dateline.release.collection import cell_of
from dateline.release.metadata import CRATE, listed_in
from dateline.released import FINDINGS, PACKAGE, read_rows, released_corpus, text_digest

_NUMBERED = re.compile(rf"\b{UNNAMED} [0-9]+\b")
_Cells = tuple[str, ...]


class Article(NamedTuple):
    """An article of a release, and the text that was found for it.

    Attributes
    ----------
    id : str
    state : {'matched', 'changed', 'missing'}
        Its very text is at hand; another under the same id, or of the same outlet and day; none.
    text : Document or None
    """

    id: str
    state: str
    text: Document | None


class RowState(NamedTuple):
    """A row that is not the same in the release and in a new reading of the text.

    Attributes
    ----------
    table, document : str
    sentence : int
    state : {'differs', 'lacking', 'added'}
        Both have a row there and not the same; only the release has it; only the new reading has it.
    released, read : str
        The row's cells on either side.
    """

    table: str
    document: str
    sentence: int
    state: str
    released: str
    read: str


class Hydration(NamedTuple):
    """What became of a release when it was held against texts.

    Attributes
    ----------
    name : str
        Of the collection.
    articles : list of Article
    agree : dict of str to int
        Rows that are the same, by table.
    others : list of RowState
    notes : list of str
        Seeds that are others than the release was made with.
    """

    name: str
    articles: list[Article]
    agree: dict[str, int]
    others: list[RowState]
    notes: list[str]

    @property
    def is_same(self) -> bool:
        """Whether every article's text is at hand and every row agrees."""
        return not self.others and all(article.state == "matched" for article in self.articles)

    def lines(self) -> Iterator[str]:
        """Yield the report."""
        states = Counter(article.state for article in self.articles)
        yield (
            f"{self.name}: {states['matched']} of {len(self.articles)} articles matched, {states['changed']} changed, "
            f"{states['missing']} missing"
        )
        for state in ("changed", "missing"):
            yield from (f"  {state}: {article.id}" for article in self.articles if article.state == state)
        yield f"  {'rows':<10}{'agree':>8}{'differ':>8}{'lacking':>8}{'added':>8}"
        for table in FINDINGS:
            counts = Counter(row.state for row in self.others if row.table == table)
            told = (self.agree[table], counts["differs"], counts["lacking"], counts["added"])
            yield f"  {table:<10}" + "".join(f"{count:>8,}" for count in told)
        yield from (f"  {note}" for note in self.notes)


class _Released(NamedTuple):
    """One collection of a release: its articles as rows, and its rows by table."""

    name: str
    documents: Sequence[Mapping[str, Any]]
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    made_from: Mapping[str, str]


def hydrate(release: str | Path, texts: str | Path) -> list[Hydration]:
    """Hold every collection of a release against texts.

    Parameters
    ----------
    release : str or Path
        Folder of a release, or a file of features.
    texts : str or Path
        Whatever `load_corpus` reads.

    Returns
    -------
    list of Hydration
        One for each collection.

    Raises
    ------
    CorpusError
        With file and row, when the release is not as it was written. Nothing in it is run.

    Notes
    -----
    Texts are matched by the digest of their normal form, so that another export of the same article matches; a text
    too short for a digest by its id. What is read anew is read with the seeds of this installation.
    """
    corpus = load_corpus(texts)
    return [_held_against(collection, corpus) for collection in _collections(Path(release))]


def changed_files(release: str | Path) -> list[str]:
    """Return the files of a release that are missing, or are not the ones that were released, by their digests."""
    folder = Path(release)
    if not folder.is_dir():
        return []
    recorded = listed_in(folder)
    own = folder.resolve()
    return sorted(
        name for name, recorded_digest in (recorded or {CRATE: ""}).items()
        if not (own / name).resolve().is_relative_to(own)
        or not (own / name).is_file()
        or digest((own / name).read_bytes()) != recorded_digest
    )  # fmt: skip


def _collections(release: Path) -> Iterator[_Released]:
    if release.suffix == ".json" and release.name != PACKAGE and release.is_file():
        yield _of_features(release)
        return
    if not (release / PACKAGE).is_file():
        raise CorpusError(f'"{release.name}" is no release: it holds no {PACKAGE}. Give the folder that holds it.')
    folders = sorted(path.parent for path in release.glob("corpus/*/documents.csv"))
    features = sorted(release.glob("seeds/features/*.json"))
    if not folders and not features:
        raise CorpusError(f'"{release.name}" holds no collection. Take the release anew.')
    for folder in folders:
        yield _of_folder(release, folder)
    for path in features:
        yield _of_features(path)


def _of_folder(release: Path, folder: Path) -> _Released:
    corpus = released_corpus(folder.name, release)
    if corpus is None:
        raise CorpusError(f"{folder.name} holds no documents.csv. Take the release anew.")
    known = {row["document"] for row in corpus.rows}
    tables: dict[str, list[Mapping[str, Any]]] = {}
    for name in FINDINGS:
        listed = tables.setdefault(name, [])
        for number, row in enumerate(read_rows(folder / f"{name}.csv", released_columns(name)), start=2):
            if row["document"] not in known:
                raise CorpusError(
                    f'{folder.name}/{name}.csv, row {number}: documents.csv lists no "{row["document"]}". Take the '
                    "release anew."
                )
            listed.append(row)
    return _Released(folder.name, corpus.rows, tables, corpus.read_by)


def _of_features(path: Path) -> _Released:
    found, digests, _ = read_features(path)
    documents = [row | {"digest": digests.get(row["document"])} for row in rows(found, "documents")]
    return _Released(path.stem, documents, {name: rows(found, name) for name in FINDINGS}, found.made_from)


def _held_against(collection: _Released, corpus: Corpus) -> Hydration:
    articles = list(_articles(collection, corpus))
    there = [article for article in articles if article.text is not None]
    agree, others = dict.fromkeys(FINDINGS, 0), list[RowState]()
    notes: list[str] = []
    if there:
        known = {row["document"]: row for row in collection.documents}
        again = annotate(Corpus(tuple(_as_released(article, known[article.id]) for article in there), collection.name))
        notes = _other_seeds(collection.made_from, again.made_from)
        for table in FINDINGS:
            same, different = _compared(table, collection.tables[table], rows(again, table), {a.id for a in there})
            agree[table] += same
            others += different
    return Hydration(collection.name, articles, agree, others, notes)


def _articles(collection: _Released, corpus: Corpus) -> Iterator[Article]:
    """Yield each article with its text: by digest, else by id, else by outlet and day where only one text has both."""
    by_digest, by_day = defaultdict[str, list[Document]](list), defaultdict[tuple[Any, Any], list[Document]](list)
    for document in corpus:
        by_digest[text_digest(document.text) or ""].append(document)
        by_day[document.outlet, document.date].append(document)
    by_id = {document.id: document for document in corpus}
    for row in collection.documents:
        same = by_digest[row["digest"]] if row["digest"] else []
        if same:
            yield Article(row["document"], "matched", _likest(same, row))
            continue
        own = by_id.get(row["document"])
        days = by_day[row["outlet"], row["date"]] if row["outlet"] and row["date"] else []
        other = days[0] if own is None and len(days) == 1 else own
        is_short = own is not None and not row["digest"] and text_digest(own.text) is None
        yield Article(row["document"], "missing" if other is None else "matched" if is_short else "changed", other)


def _likest(same: Sequence[Document], row: Mapping[str, Any]) -> Document:
    """Return of several prints of one text the one with the article's own id, or outlet and day."""

    def likeness(document: Document) -> tuple[bool, bool, bool]:
        return document.id == row["document"], document.outlet == row["outlet"], document.date == row["date"]

    return max(same, key=likeness)


def _as_released(article: Article, row: Mapping[str, Any]) -> Document:
    """Return a text under the id, outlet and day of the release: by them namesakes are told apart."""
    if article.text is None:
        raise CorpusError(f'"{article.id}" has no text. Give texts that hold it.')
    return replace(article.text, id=article.id, date=row["date"], outlet=row["outlet"])


def _other_seeds(released: Mapping[str, str], here: Mapping[str, str]) -> list[str]:
    names = sorted((released.keys() & here.keys()) - {"corpus", "only"})
    others = [name for name in names if released[name] != here[name]]
    if not others:
        return []
    return [f"Read anew with other seeds than the release: {', '.join(others)}. Rows may differ for that alone."]


def _compared(
    table: str, released: Iterable[Mapping[str, Any]], read: Iterable[Mapping[str, Any]], there: set[str]
) -> tuple[int, list[RowState]]:
    """Return how many rows of a table agree, and the others: those of one sentence are set against each other."""
    columns = [column for column in released_columns(table) if column not in ("document", "sentence")]
    ours, theirs = _by_sentence(released, columns, there), _by_sentence(read, columns, there)
    agree, others = 0, list[RowState]()
    for document, sentence in sorted(ours.keys() | theirs.keys()):
        here, anew = ours[document, sentence], theirs[document, sentence]
        agree += (here & anew).total()
        lost, new = sorted((here - anew).elements()), sorted((anew - here).elements())
        for number in range(max(len(lost), len(new))):
            before = "; ".join(lost[number]) if number < len(lost) else ""
            after = "; ".join(new[number]) if number < len(new) else ""
            state = "differs" if before and after else "lacking" if before else "added"
            others.append(RowState(table, document, sentence, state, before, after))
    return agree, others


def _by_sentence(
    listed: Iterable[Mapping[str, Any]], columns: Sequence[str], there: set[str]
) -> dict[tuple[str, int], Counter[_Cells]]:
    counted: dict[tuple[str, int], Counter[_Cells]] = defaultdict(Counter)
    for row in listed:
        if row["document"] in there:
            # Numbers go by the order of a whole collection, of which only a part may be at hand.
            cells = tuple(_NUMBERED.sub(UNNAMED, cell_of(row[column])) for column in columns)
            counted[row["document"], row["sentence"]][cells] += 1
    return counted


def report_bytes(hydrations: Iterable[Hydration]) -> bytes:
    """Return every article that is not matched and every row that does not agree, as CSV."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(["collection", "table", "document", "sentence", "state", "released", "read"])
    for held in hydrations:
        writer.writerows(
            [held.name, "documents", article.id, "", article.state, "", ""]
            for article in held.articles
            if article.state != "matched"
        )
        writer.writerows([held.name, *row] for row in held.others)
    return page.getvalue().encode("utf-8", "backslashreplace")
