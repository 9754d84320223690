"""What a collection is: its card in a notebook, and its datasheet, as far as the articles themselves can tell.

The questions are rows of `seeds/datasheet.csv`. Those that only a person can answer stay open, and are marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from dateline.copies import Copy
from dateline.errors import did_you_mean
from dateline.provenance import home, versions
from dateline.seeds import load_outlets
from dateline.tables import read_table

OPEN = "**To be answered** by whoever made the collection."
_SHOWN = 8  # outlets on a card, outlets of a table of coverage
_LISTED = 30  # outlets of a table of their own
_MOST_COMPARED = 5_000  # articles of a card: to find the copies among more takes longer than one waits for a card
_MOST_MONTHS = 36
_PRECISIONS = {10: "day", 7: "month", 4: "year", 0: "no date"}
_FIELDS = ("title", "outlet", "date", "byline", "dateline", "agency", "section", "url", "language", "rights")
_QUARTERS = ("shortest", "a quarter have no more", "half have no more", "three quarters have no more", "longest")


class _Document(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def date(self) -> str | None: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def words(self) -> int: ...
    @property
    def spans(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def other(self) -> Mapping[str, Any]: ...


class _Problem(Protocol):
    @property
    def field(self) -> str | None: ...
    @property
    def done(self) -> str: ...


class _Collection(Protocol):
    """What is asked of a corpus."""

    @property
    def documents(self) -> Sequence[_Document]: ...
    @property
    def name(self) -> str: ...
    @property
    def problems(self) -> Sequence[_Problem]: ...
    @property
    def filters(self) -> Sequence[str]: ...
    @property
    def copies(self) -> Mapping[str, Copy]: ...
    @property
    def digest(self) -> str: ...


def card(corpus: _Collection) -> dict[str, str]:
    """Return what a collection holds, as label and value, as a notebook shows it."""
    documents = corpus.documents
    marked = _marked(documents)
    dates = sorted(document.date for document in documents if document.date)
    precise = _counted(_precisions(documents)) if dates else ""
    return {
        "reports": f"{len(documents):,}" + (f", of which {marked} are marked as copies of another" if marked else ""),
        "outlets": _outlets_in_short(documents),
        "dates": f"{dates[0]} to {dates[-1]} ({precise})" if dates else "none given",
        "words": f"{sum(document.words for document in documents):,}",
        "languages": _counted(_values(documents, "language")),
        "copies": _copies(corpus) if len(documents) <= _MOST_COMPARED else "not looked for: see dl.copy_clusters",
        "missing": "; ".join(f"{name} {count:,}" for name, count, _ in _missing(documents)) or "nothing",
        "rights": _counted(_values(documents, "rights")),
        "problems": _wrong(corpus),
        **({"only": "; ".join(corpus.filters)} if corpus.filters else {}),
        "digest": corpus.digest,
    }


def _wrong(corpus: _Collection) -> str:
    """Return how much was wrong with what was read, an unknown outlet aside."""
    count = sum(problem.field != "outlet" for problem in corpus.problems)
    return f"{count:,}: see corpus.report()" if count else "none"


def datasheet(corpus: _Collection, *, figure: str | None = None) -> str:
    """Return the datasheet of a collection in Markdown; see `Corpus.datasheet`."""
    lines = [f"# Datasheet: {corpus.name}", "", _preface(), ""]
    for section, questions in groupby(load_questions(), key=lambda question: question.section):
        lines += [f"## {section}", ""]
        for question in questions:
            answer = OPEN if question.answer is None else _ANSWERS[question.answer](corpus)
            lines += [f"### {question.text}", "", answer, ""]
            if question.answer == "coverage" and figure is not None:
                lines += [f"![Articles of each outlet over time]({figure})", ""]
    return "\n".join(lines)


def _preface() -> str:
    return (
        "After Gebru, T. et al. (2021), Datasheets for datasets, Communications of the ACM 64(12), 86-92. Filled by "
        f"Dateline {versions()['dateline']} as far as the articles can tell. What is marked **To be answered** they "
        "cannot tell."
    )


class Question(NamedTuple):
    """A row of the template: its section, its text, and what of the data answers it, if anything does."""

    section: str
    text: str
    answer: str | None


def load_questions(path: Path | None = None) -> list[Question]:
    """Load the questions of a datasheet, by default those of `seeds/datasheet.csv`.

    Raises
    ------
    SeedError
        With file, row and remedy, when a cell is empty or names an answer that there is not.
    """
    where = home("seeds") / "datasheet.csv" if path is None else path
    questions = []
    for row in read_table(
        where, columns="section question answer note".split(), filled=("section", "question", "note")
    ):
        if row["answer"] and row["answer"] not in _ANSWERS:
            raise row.fail(f'there is no answer "{row["answer"]}". {did_you_mean(row["answer"], _ANSWERS)}')
        questions.append(Question(row["section"], row["question"], row["answer"] or None))
    return questions


def _unit(corpus: _Collection) -> str:
    fields = [name for name in _FIELDS if any(getattr(document, name) for document in corpus.documents)]
    others = sorted({name for document in corpus.documents for name in document.other})
    also = f" Further columns of the source: {', '.join(others)}." if others else ""
    return f"One article: its text as it was read, and {', '.join(fields) or 'no other field'}.{also}"


def _count(corpus: _Collection) -> str:
    words = sum(document.words for document in corpus.documents)
    return f"{len(corpus.documents):,} articles, {words:,} words."


def _outlet_table(corpus: _Collection) -> str:
    known, rows = load_outlets(), []
    by_outlet: dict[str, list[_Document]] = {}
    for document in corpus.documents:
        by_outlet.setdefault(document.outlet or "unknown", []).append(document)
    ordered = sorted(by_outlet.items(), key=lambda item: (-len(item[1]), item[0]))
    for name, theirs in ordered[:_LISTED]:
        dates = sorted(document.date for document in theirs if document.date)
        what = (known[name].type, known[name].country, known[name].state_run) if name in known else ("?", "?", "?")
        words = sum(document.words for document in theirs)
        rows.append((name, f"{len(theirs):,}", f"{words:,}", *((dates[0], dates[-1]) if dates else ("", "")), *what))
    rest = ordered[_LISTED:]
    more = (
        f"\n\nAnd {len(rest):,} more outlets with {sum(len(theirs) for _, theirs in rest):,} articles." if rest else ""
    )
    return _table(("outlet", "articles", "words", "first", "last", "type", "country", "state-run"), rows) + more


def _coverage(corpus: _Collection) -> str:
    """Return articles by month, or by year, and outlet."""
    dated = [(document.date, document.outlet or "unknown") for document in corpus.documents if document.date]
    months = [date[:7] for date, _ in dated if len(date) >= 7]
    size = 7 if months and len(_periods(min(months), max(months))) <= _MOST_MONTHS else 4
    step = "month" if size == 7 else "year"
    counts = Counter((date[:size], outlet) for date, outlet in dated if len(date) >= size)
    if not counts:
        return "No article has a date."
    outlets = [name for name, _ in Counter(outlet for _, outlet in dated).most_common()]
    shown = sorted(outlets[:_SHOWN])
    rows = []
    for period in _periods(min(period for period, _ in counts), max(period for period, _ in counts)):
        theirs = [counts[period, name] for name in shown]
        rest = sum(counts[period, name] for name in outlets[_SHOWN:])
        rows.append((period, *map(str, theirs), *([str(rest)] if outlets[_SHOWN:] else []), str(sum(theirs) + rest)))
    heads = (step, *shown, *(["others"] if outlets[_SHOWN:] else []), "all")
    without = len(corpus.documents) - counts.total()
    return f"{_table(heads, rows)}\n\n{without:,} articles without a {step} are not in the table."


def _periods(first: str, last: str) -> list[str]:
    """Return all months, or years, from one to another."""
    if len(first) == 4:
        return [f"{year:04d}" for year in range(int(first), int(last) + 1)]
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, end + 1)]


def _dates(corpus: _Collection) -> str:
    return f"Precise to the: {_counted(_precisions(corpus.documents))}. A date is never guessed."


def _lengths(corpus: _Collection) -> str:
    lengths = [document.words for document in corpus.documents] or [0]
    quarters = np.quantile(lengths, [0, 0.25, 0.5, 0.75, 1], method="inverted_cdf")
    return _table(
        ("words", "of an article"), [(name, f"{int(n):,}") for name, n in zip(_QUARTERS, quarters, strict=True)]
    )


def _selection(corpus: _Collection) -> str:
    taken = "; ".join(corpus.filters)
    return (f"Of what was read only this: {taken}. " if taken else "All that was read. ") + OPEN


def _missing_table(corpus: _Collection) -> str:
    missing = [(name, f"{count:,}", f"{share:.1%}") for name, count, share in _missing(corpus.documents)]
    return _table(("field", "missing in", "share"), missing) if missing else "No field is missing in any article."


def _copies_answer(corpus: _Collection) -> str:
    marked = _marked(corpus.documents)
    said = f" {marked} are marked as copies by the source." if marked else ""
    return f"By shared wording (see `dateline.copies`), {_copies(corpus)}.{said}"


def _problems(corpus: _Collection) -> str:
    kinds = Counter((problem.field or "the whole", problem.done) for problem in corpus.problems)
    rows = [(name, done, f"{count:,}") for (name, done), count in kinds.most_common(_LISTED)]
    return _table(("field", "what was done", "times"), rows) if rows else "Reading found none."


def _spans(corpus: _Collection) -> str:
    count = sum(len(document.spans) for document in corpus.documents)
    return f"{count:,} passages. {OPEN}" if count else "None."


def _sources(corpus: _Collection) -> str:
    files = {getattr(document, "source_file", None) for document in corpus.documents} - {None}
    return f"Read from {len(files):,} file{'' if len(files) == 1 else 's'}. {OPEN}"


def _reading(_: _Collection) -> str:
    return (
        "Texts are kept as they stand, character by character; fields and dates are brought into one form, and what "
        "could not be read is listed above. Bylines, credits and captions stay in the text and are left out of counts."
    )


def _rights(corpus: _Collection) -> str:
    values = _values(corpus.documents, "rights")
    rows = [(_cell(name), f"{count:,}") for name, count in values.most_common(_LISTED)]
    return _table(("rights, as given", "articles"), rows)


def _version(corpus: _Collection) -> str:
    return f"SHA-256 over id, date, outlet and text of every article: `{corpus.digest}`"


_ANSWERS: dict[str, Callable[[_Collection], str]] = {
    "unit": _unit, "count": _count, "outlets": _outlet_table, "coverage": _coverage, "dates": _dates,
    "lengths": _lengths, "languages": lambda corpus: f"{_counted(_values(corpus.documents, 'language'))}.",
    "selection": _selection, "missing": _missing_table, "copies": _copies_answer, "problems": _problems,
    "spans": _spans, "sources": _sources, "reading": _reading, "rights": _rights, "version": _version,
}  # fmt: skip


def _outlets_in_short(documents: Sequence[_Document]) -> str:
    counts, known = _values(documents, "outlet"), load_outlets()
    shown = [
        f"{name} ({count}" + (f"; {known[name]})" if name in known else ")")
        for name, count in list(counts.items())[:_SHOWN]
    ]
    more = len(counts) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")


def _copies(corpus: _Collection) -> str:
    """Say how many articles are copies of another one, in how many clusters."""
    clusters = Counter(copy.origin for copy in corpus.copies.values())
    several = [size for size in clusters.values() if size > 1]
    if not several:
        return "none found"
    return f"{sum(several) - len(several):,} found, in {len(several):,} clusters of at most {max(several):,} articles"


def _marked(documents: Iterable[_Document]) -> int:
    return sum("copy_of" in document.other for document in documents)


def _missing(documents: Sequence[_Document]) -> Iterator[tuple[str, int, float]]:
    """Yield each field that articles lack, in how many it is missing, and the share of these."""
    for name in _FIELDS:
        count = sum(not getattr(document, name) for document in documents)
        if count:
            yield name, count, count / len(documents)


def _precisions(documents: Iterable[_Document]) -> Counter[str]:
    counts = Counter(_PRECISIONS[len(document.date or "")] for document in documents)
    return Counter({name: counts[name] for name in _PRECISIONS.values() if counts[name]})


def _values(documents: Iterable[_Document], name: str) -> Counter[str]:
    """Return the values of a field with their numbers, the most frequent first, and last what is unknown."""
    counts = Counter(" ".join((getattr(document, name) or "unknown").split()) for document in documents)
    order = sorted(counts, key=lambda value: (value == "unknown", -counts[value], value))
    return Counter({value: counts[value] for value in order})


def _counted(counts: Mapping[str, int]) -> str:
    """Return values with their numbers, the first few: "en 80; fr 3"."""
    shown = list(counts.items())[:_SHOWN]
    more = _more(counts, shown)
    return "; ".join(f"{name} {count:,}" for name, count in shown) + more


def _more(all_: Sized, shown: Sized) -> str:
    return f"; and {len(all_) - len(shown):,} more" if len(all_) > len(shown) else ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    """Return a text as one cell of a Markdown table: on one line, its bars and HTML escaped."""
    return " ".join(text.split()).replace("|", r"\|").replace("<", "&lt;")
