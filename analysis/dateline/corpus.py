"""A corpus: articles with one fixed schema, read once and never edited."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from dateline import datasheet, markup
from dateline.copies import AS_THEY_STAND, Copies, Copy, copies_of, counted
from dateline.errors import CorpusError, NotFoundError, check_choice, did_you_mean
from dateline.finding import Finding
from dateline.problems import Problem as Problem
from dateline.problems import problem_table
from dateline.provenance import digest, digest_of
from dateline.text import normal_form, word_spans
from dateline.wire import furniture, furniture_of, outside


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    Attributes
    ----------
    id, text : str
        Offsets of everything found count code points of `text`, which is kept exactly as read.
    date : str or None
        ISO date of the precision that was given: `2022-02-05`, `2022-02` or `2022`; never invented.
    title, outlet, agency, byline, dateline, section, url, language, rights, source_file : str or None
        As given; None when unknown. Of the title nothing is found unless it stands in the text, too.
    other : mapping
        Any further columns of the source.
    spans : sequence of mapping
        Passages marked by a person or another tool: `start`, `end`, `label`.
    position : int or None
        Where it stands in its source file, from 1: the row of a table, the line of JSON, the article of an export.

    Raises
    ------
    CorpusError
        When id or text is no string, or the date not an ISO date that the calendar has. `load_corpus` reads dates as
        they are written elsewhere; this does not.

    Examples
    --------
    >>> Document("a", "It snowed.", "2022-02").date
    '2022-02'
    """

    id: str
    text: str
    date: str | None = None
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline: str | None = None
    section: str | None = None
    url: str | None = None
    language: str | None = None
    rights: str | None = None
    source_file: str | None = None
    other: Mapping[str, Any] = field(default_factory=dict)
    spans: Sequence[Mapping[str, Any]] = ()
    position: int | None = None

    def __post_init__(self) -> None:
        for name in ("id", "text"):
            if not isinstance(getattr(self, name), str):
                raise CorpusError(f"{name}={getattr(self, name)!r} is no string. Every article has an id and a text.")
        if self.date is not None and not is_date(self.date):
            raise CorpusError(
                f"date={self.date!r} of {self.id!r} is no date. Write it as far as it is known, as a string: "
                '"2022-02-05", "2022-02" or "2022"; or None.'
            )

    @property
    def words(self) -> int:
        """How many words the report has: those of furniture (bylines, credits, captions) are not counted."""
        return len(outside(word_spans(self.text), furniture(self.text)))

    @property
    def digest(self) -> str:
        """SHA-256 of the text in its normal form: two exports that print it with other marks and breaks agree."""
        return digest(normal_form(self.text).encode("utf-8", "surrogatepass"))

    @property
    def page(self) -> str | None:
        """The page it was printed on, as given."""
        page = self.other.get("page")
        return None if page is None else str(page)

    @property
    def date_precision(self) -> str | None:
        """How far the date is known: `day`, `month`, `year`, or None."""
        return None if self.date is None else _PRECISIONS[len(self.date)]

    @property
    def date_source(self) -> str | None:
        """Where the date was read: what was printed, where that was another writing, `file name`, or `as given`."""
        said = self.other.get("date source", self.other.get("date as printed", "as given"))
        return None if self.date is None else str(said)

    def to_row(self) -> dict[str, Any]:
        """Return the article as one row of the exchange format."""
        return {name: getattr(self, name) for name in ROW}


def is_date(written: Any) -> bool:
    """Say whether this is an ISO date of a day, a month or a year that there is."""
    if not isinstance(written, str) or not _DATE.fullmatch(written):
        return False
    try:
        datetime.date.fromisoformat((written + "-01-01")[:10])
    except ValueError:
        return False
    return True


_PRECISIONS = {4: "year", 7: "month", 10: "day"}
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_SHOWN = 8  # outlets on a card, ids in a message
ROW = "id text date title outlet byline dateline agency section url language source_file rights".split()


@dataclass(frozen=True, eq=False)
class Corpus:
    """Articles in the order they were read, with the report of what could not be.

    Attributes
    ----------
    documents : tuple of Document
        Each with an id of its own.
    name : str
        The collection's name, which a subset keeps.
    problems : tuple of Problem
        What was left out or emptied while reading.
    filters : tuple of str
        The rules that a subset was taken by, in order.

    Raises
    ------
    CorpusError
        When two articles have the same id.

    Examples
    --------
    >>> import dateline as dl
    >>> corpus = dl.load_corpus("summits-2022")
    >>> len(corpus) > 59
    True
    """

    documents: tuple[Document, ...]
    name: str
    problems: tuple[Problem, ...] = ()
    filters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self._by_id) < len(self.documents):
            counts = Counter(document.id for document in self.documents)
            twice = [f'"{name}"' for name, count in counts.items() if count > 1]
            more = f" and {len(twice) - _SHOWN} more" if len(twice) > _SHOWN else ""
            raise CorpusError(f"Two articles have the same id: {', '.join(twice[:_SHOWN])}{more}. Number them.")

    def __len__(self) -> int:
        return len(self.documents)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __getitem__(self, name: str) -> Document:
        try:
            return self._by_id[name]
        except KeyError:
            raise NotFoundError(f'There is no document "{name}". {did_you_mean(name, self._by_id)}') from None

    @cached_property
    def _by_id(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every article's id, date, outlet, text and marked spans, whatever their order."""
        return digest_of([identity_of(document) for document in sorted(self, key=lambda document: document.id)])

    @property
    def described(self) -> str:
        """The name with the filters of a subset: `summits-2022 (outlet = Meridian Press)`."""
        return f"{self.name} ({'; '.join(self.filters)})" if self.filters else self.name

    @property
    def texts(self) -> dict[str, str]:
        """Text of each document by id."""
        return {document.id: document.text for document in self.documents}

    def subset(self, keep: Callable[[Document], bool] | None = None, **values: str | None) -> Corpus:
        """Return the articles for which `keep` is true and whose fields have these values.

        Parameters
        ----------
        keep : callable, optional
            From a Document to whether it stays.
        **values : str or None
            What a field must be, such as `outlet="Meridian Press"`.

        Returns
        -------
        Corpus
            With the rules among its `filters`.

        Raises
        ------
        NotFoundError
            When a field, or a value of it, is not there.

        Examples
        --------
        >>> import dateline as dl
        >>> press = dl.load_corpus("summits-2022").subset(outlet="Meridian Press")
        >>> {document.outlet for document in press}
        {'Meridian Press'}
        """
        documents = tuple(document for document in self.documents if keep is None or keep(document))
        filters = self.filters + (() if keep is None else (_rule(keep),))
        for name, value in values.items():
            documents = _with_value(documents, name, value)
            filters += (f"{name} = {value}",)
        return replace(self, documents=documents, filters=filters)

    @cached_property
    def copies(self) -> dict[str, Copy]:
        """Of each article by id, whether it is a copy and of which; found when it is first asked for."""
        return copies_of(self)

    def counting(self, copies: Copies) -> tuple[Corpus, str]:
        """Return the articles that count, and the sentence that says which.

        Parameters
        ----------
        copies : {'once', 'per outlet', 'all'}
            Whether one article of each cluster of copies counts, one of each cluster and outlet, or all.

        Returns
        -------
        corpus : Corpus
            Of a cluster the likely origin; see `dateline.copies.copies_of`.
        said : str

        Raises
        ------
        MeasureError
            When the choice does not exist.

        Examples
        --------
        >>> import dateline as dl
        >>> corpus, said = dl.load_corpus("summits-2022").counting("once")
        >>> any("copy_of" in document.other for document in corpus)
        False
        """
        check_choice("copies", copies, Copies)
        if copies == "all":
            return self, AS_THEY_STAND
        clusters = {name: copy.origin for name, copy in self.copies.items()}
        ids, said = counted(clusters, [document.outlet for document in self], copies)
        return replace(self, documents=tuple(document for document in self if document.id in ids)), said

    def report(self) -> Finding:
        """Return what was wrong with what was read and what was done about it, one row each; unknown outlets come last.

        Returns
        -------
        Finding
            `file`, `position` in it, `field`, what was `found` and what was `done`.

        Examples
        --------
        >>> import dateline as dl
        >>> len(dl.load_corpus("summits-2022").report())
        0
        """
        return Finding(problem_table(self.problems), f"What was not read as it stands in {self.name}")

    def furniture(self) -> Finding:
        """Return the stretches that belong to the printing and not to the reports, in which nothing is counted.

        Returns
        -------
        Finding
            `document`, `kind` and `rule` of `seeds/wire/furniture.csv`, `words`, `start` and `end`.

        Examples
        --------
        >>> import dateline as dl
        >>> sorted(set(dl.load_corpus("summits-2022").furniture().table["kind"]))
        ['sign-off']
        """
        return furniture_of(self.texts, self.name)

    def to_frame(self) -> pd.DataFrame:
        """Return one row an article: every field but the text, and its number of words."""
        rows = [
            {
                **{name: value for name, value in document.to_row().items() if name != "text"},
                **document.other,
                "words": document.words,
            }
            for document in self.documents
        ]
        return pd.DataFrame(rows, columns=None if rows else [name for name in ROW if name != "text"] + ["words"])

    def card(self) -> dict[str, str]:
        """Return what the collection holds, as label and value, as a notebook shows it.

        Returns
        -------
        dict
            Reports, outlets, the span of dates and how precise they are, words, languages, copies that share the
            wording of another (looked for among up to 5,000 articles), fields that are missing, rights, what was left
            out, and the digest.

        Examples
        --------
        >>> import dateline as dl
        >>> dl.load_corpus("summits-2022").card()["rights"]
        'CC-BY-4.0 80'
        """
        return datasheet.card(self)

    def datasheet(self, *, figure: str | None = None) -> str:
        """Return the datasheet of the collection: what the articles can tell filled in, the rest as marked questions.

        Parameters
        ----------
        figure : str, optional
            The address of a figure of coverage, such as `plot_coverage` draws, to show beside the table.

        Returns
        -------
        str
            Markdown, after the questions in `seeds/datasheet.csv`.

        References
        ----------
        Gebru, T. et al. (2021), Datasheets for datasets, Communications of the ACM 64(12), 86-92.

        Examples
        --------
        >>> import dateline as dl
        >>> print(dl.load_corpus("summits-2022").datasheet().splitlines()[0])
        # Datasheet: summits-2022
        """
        return datasheet.datasheet(self, figure=figure)

    def __repr__(self) -> str:
        return "\n".join([f"Corpus {self.name}", *(f"  {label}: {value}" for label, value in self.card().items())])

    def _repr_html_(self) -> str:
        return markup.card(f"Corpus {self.name}", self.card())


def identity_of(document: Document) -> list[Any]:
    """Return what makes an article that article; half a surrogate pair, which UTF-8 has not, counts as its escape."""
    named = [value and value.encode("utf-8", "backslashreplace").decode() for value in (document.id, document.outlet)]
    text = digest(document.text.encode("utf-8", "surrogatepass"))
    return [named[0], document.date, named[1], text, *([list(document.spans)] if document.spans else [])]


def _rule(keep: Callable[[Document], bool]) -> str:
    """Return the name of a reader's function, which a lambda has not."""
    name = getattr(keep, "__name__", "<lambda>")
    return "a rule of the reader's" if name == "<lambda>" else name


def _with_value(documents: tuple[Document, ...], name: str, value: str | None) -> tuple[Document, ...]:
    known = [field_ for field_ in ROW if field_ != "text"] + sorted({key for d in documents for key in d.other})
    if name not in known:
        raise NotFoundError(f'Articles have no field "{name}". {did_you_mean(name, known)}')
    values = [getattr(d, name, None) if name in ROW else d.other.get(name) for d in documents]
    if value not in values:
        raise NotFoundError(f'No article has {name} "{value}". {did_you_mean(str(value), {str(v) for v in values})}')
    return tuple(document for document, there in zip(documents, values, strict=True) if there == value)
