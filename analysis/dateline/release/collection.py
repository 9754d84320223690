"""The collections of a release: what is shared of each, and what its rights, or the budget, keep back."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dateline.annotation import annotate
from dateline.copies import tokens
from dateline.corpus import Corpus, Document
from dateline.errors import CorpusError
from dateline.features import TABLES, read_features, released_columns, rows, shown_of
from dateline.provenance import home
from dateline.readers import load_corpus
from dateline.release.rights import allowed_by
from dateline.released import COPIES, DOCUMENTS, FINDINGS, NOBODY, text_digest
from dateline.shown import Shown
from dateline.text import WORD

_SEED = "seed"
# So many words of an id that also stand side by side in the article are its wording, as in a file's name.
_WORDING = 3


@dataclass(frozen=True)
class Collection:
    """One collection as it is released.

    Attributes
    ----------
    name : str
        Of its folder.
    called : str
        The corpus' own name.
    tables : mapping of str to list of mapping
        Rows by table, as they are written.
    texts : mapping of str to str
        The texts at hand, by the ids of the release: never written, only held against what is.
    titles : mapping of str to str
        Headlines at hand, for the same.
    shown : mapping of str to Shown
        How much of each text its rows show.
    made_from : mapping of str to str
    frames : tuple of str
    left_out : mapping of str to int
        Articles kept back, by the reason.
    documents : mapping of str to Document
        Articles whose rights allow the text.
    whole : bool
        Whether those go along.
    """

    name: str
    called: str
    tables: Mapping[str, list[dict[str, Any]]]
    texts: Mapping[str, str]
    shown: Mapping[str, Shown]
    made_from: Mapping[str, str]
    frames: tuple[str, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    whole: bool = False

    @property
    def rights(self) -> dict[str, int]:
        """Articles by statement of rights; an empty one where none was given."""
        return dict(sorted(Counter(row["rights"] or "" for row in self.tables["documents"]).items()))

    @property
    def files(self) -> dict[str, bytes]:
        """Its tables as CSV, by file."""
        columns = {name: released_columns(name) for name in TABLES} | {"documents": DOCUMENTS, "copies": COPIES}
        return {f"{name}.csv": table_bytes(self.tables[name], columns[name]) for name in columns}

    def with_texts(self) -> Collection:
        """Return the collection with the texts that its rights allow, which then need no keeping back."""
        shown = {name: Shown(0, 0, 0, 0) if name in self.documents else part for name, part in self.shown.items()}
        texts = {name: text for name, text in self.texts.items() if name not in self.documents}
        titles = {name: title for name, title in self.titles.items() if name not in self.documents}
        return replace(self, shown=shown, texts=texts, titles=titles, whole=bool(self.documents))

    def thinned(self, most: float, longest: int) -> Collection:
        """Return the collection without the sentences of articles that show too much.

        Parameters
        ----------
        most : float
            Per cent of an article's tokens that its rows may show.
        longest : int
            Tokens in a run that one of its rows may show.
        """
        over = {name for name, shown in self.shown.items() if shown.share > most or shown.longest > longest}
        tables = {
            name: [row for row in listed if row["document"] not in over] if name in FINDINGS else listed
            for name, listed in self.tables.items()
        }
        shown = {name: Shown(part.tokens, 0, 0, 0) if name in over else part for name, part in self.shown.items()}
        reason = f"articles' rows by sentence, showing more than {most:g} % of their tokens or {longest} in a run"
        left_out = {**self.left_out, reason: len(over)} if over else self.left_out
        return replace(self, tables=tables, shown=shown, left_out=left_out)


def collection_of(source: str) -> Collection:
    """Return a collection, folder, file or file of features as it may be released.

    Raises
    ------
    CorpusError
        When nothing can be read there, or the rights forbid all of it.
    """
    features = home("seeds") / "features" / f"{source}.json"
    path = features if features.is_file() else Path(source)
    if path.suffix == ".json" and features.is_file():
        return of_features(path)
    corpus = load_corpus(source if not path.exists() or source == _SEED else path)
    allowed = {document.id: allowed_by(document.rights) for document in corpus}
    kept_back = Counter(str(document.rights) for document in corpus if allowed[document.id] == "nothing")
    kept = tuple(document for document in corpus if allowed[document.id] != "nothing")
    if not kept:
        raise CorpusError(
            f'The rights to "{corpus.name}" forbid even counts of its articles: "{next(iter(kept_back))}". Ask the '
            "owner for leave, and write what was granted into the articles' rights."
        )
    shareable = {document.id for document in kept if allowed[document.id] == "text"}
    left_out = {f'articles whose rights say "{said}"': count for said, count in sorted(kept_back.items())}
    return _of_corpus(replace(corpus, documents=kept), shareable, left_out)


def _of_corpus(corpus: Corpus, shareable: set[str], left_out: Mapping[str, int]) -> Collection:
    found = annotate(corpus)
    names = _safe_names(corpus)
    tables = {name: rows(found, name) for name in TABLES}
    tables["documents"] = [_document(corpus[row["document"]], row) for row in tables["documents"]]
    tables["copies"] = [
        {"document": name, "origin": copy.origin, "like": copy.like, "shared": round(copy.shared, 6)}
        for name, copy in corpus.copies.items()
        if copy.like
    ]
    tables = {name: [_renamed(row, names) for row in listed] for name, listed in tables.items()}
    return Collection(
        name=_folder(corpus.name),
        called=corpus.name,
        tables=tables,
        texts={names[document.id]: document.text for document in corpus},
        shown={names[document]: shown for document, shown in shown_of(found).items()},
        made_from=dict(found.made_from),
        frames=tuple(found.frames),
        titles={names[document.id]: document.title for document in corpus if document.title},
        left_out=left_out,
        documents={names[name]: corpus[name] for name in sorted(shareable)},
    )


def of_features(path: Path) -> Collection:
    """Return a collection whose features are all there is of it."""
    found, digests, shown = read_features(path)
    tables = {name: rows(found, name) for name in TABLES}
    counted = {document: part.tokens for document, part in shown.items()}
    tables["documents"] = [
        dict.fromkeys(DOCUMENTS) | {key: row[key] for key in row if key in DOCUMENTS}
        | {"tokens": counted.get(row["document"], row["words"]), "digest": digests.get(row["document"])}
        for row in tables["documents"]
    ]  # fmt: skip
    tables["copies"] = []
    return Collection(path.stem, found.name, tables, {}, shown, dict(found.made_from), tuple(found.frames))


def at_hand_of(collection: Collection) -> Collection:
    """Return a collection of features with the texts that are at hand, or as it is where none is."""
    try:
        texts = {document.id: document.text for document in load_corpus(_SEED)}
    except CorpusError:
        return collection
    texts = {name: text for name, text in texts.items() if name in collection.shown}
    return replace(collection, texts=texts) if texts else collection


def _document(document: Document, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return an article's row: what is known of it and how large it is."""
    known = {name: getattr(document, name) for name in ("agency", "section", "language", "rights")}
    whole = dict(row) | known | {"tokens": len(WORD.findall(document.text)), "digest": text_digest(document.text)}
    copy_of = document.other.get("copy_of")
    return {name: whole.get(name) for name in DOCUMENTS} | {"copy_of": str(copy_of) if copy_of else None}


def _safe_names(corpus: Corpus) -> dict[str, str]:
    """Return the id of each article in the release: its own, or a number where its own is wording of the article."""
    names: dict[str, str] = {}
    for number, document in enumerate(corpus, start=1):
        told = f"{document.title or ''} {document.text}"
        said = [(word, told[start].isupper()) for word, (start, _) in tokens(told)]
        # A name of several words is none of the article's wording.
        stretches = (said[at : at + _WORDING] for at in range(len(said) - _WORDING + 1))
        runs = {
            tuple(word for word, _ in stretch)
            for stretch in stretches
            if not all(is_name or word.isdigit() for word, is_name in stretch)
        }
        words = [word for word, _ in tokens(document.id)]
        is_wording = any(tuple(words[at : at + _WORDING]) in runs for at in range(len(words) - _WORDING + 1))
        names[document.id] = f"{_folder(corpus.name)}-{number:05}" if is_wording else document.id
    return names


def _renamed(row: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    own = ("document", "cluster", "copy_of", "origin", "like")
    return {key: names.get(cell, cell) if key in own and cell is not None else cell for key, cell in row.items()}


def _folder(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name).strip(".") or "corpus"


def table_bytes(listed: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Return rows as CSV in UTF-8: nothing for None, `true` and `false`, several values parted by `|`."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell_of(row[column]) for column in columns] for row in listed)
    return page.getvalue().encode("utf-8", "backslashreplace")


def cell_of(cell: Any) -> str:
    """Return a value as a cell of a released table."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (list, tuple)):
        return "|".join(NOBODY if part is None else str(part) for part in cell)
    return "" if cell is None else f"{cell:.12g}" if isinstance(cell, float) else str(cell)
