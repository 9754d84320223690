"""A word in its contexts, one line each, sorted as one reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dateline import markup
from dateline.copies import Copies
from dateline.corpus import Corpus, Document
from dateline.errors import MeasureError, NotFoundError, SeedError, check_count, check_kind, did_you_mean
from dateline.finding import Finding, show
from dateline.provenance import random_seed
from dateline.seeds.terms import compile_term, reads_case
from dateline.text import WORD, Span, divide, lower, plain_word
from dateline.wire import furniture
from dateline.words.windows import furnishing

LOAD = 'Load one: dl.load_corpus("my-folder").'
_ABOUT = ("outlet", "date", "title", "agency", "byline", "dateline", "section", "url", "language", "source_file")


@dataclass(frozen=True, eq=False, repr=False)
class Concordance(Finding):
    """Lines of a concordance: the table's `left`, `node` and `right` are shown with the node in one column."""

    def _repr_html_(self) -> str:
        heads = list(map(str, self.table.columns))
        rows = [[show(value) for value in row] for row in self.table.itertuples(index=False)]
        sides = [_SIDES.get(name, "left") for name in heads]
        return markup.table(self.title, heads, rows, notes=self.notes, align=sides)

    def __repr__(self) -> str:
        order = ["left", "node", "right"]
        order += [name for name in self.table.columns if name not in order]
        cells = [[show(value) for value in row] for row in self.table[order].itertuples(index=False)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [
            "  ".join(cell.rjust(wide) if place == 0 else cell.ljust(wide) for place, (cell, wide) in enumerate(pairs))
            for pairs in (list(zip(row, widths, strict=True)) for row in cells)
        ]
        return "\n".join([self.title, *(line.rstrip() for line in lines), *self.notes])


_SIDES = {"left": "right", "node": "center"}


def concordance(
    corpus: Corpus,
    pattern: str,
    *,
    width: int = 60,
    sort: Sequence[str] = ("right",),
    show: Sequence[str] = ("outlet", "date"),
    sample: int | None = None,
    seed: int | None = None,
    copies: Copies = "all",
) -> Concordance:
    """Return every place where a pattern stands, or a random sample of them, with what is to its left and right.

    Parameters
    ----------
    corpus : Corpus
        What to read.
    pattern : str
        In the syntax of a lexicon's terms: whole words in any case, `word*` for any ending, several words, and a
        free-standing `*` for none to two words.
    width : int
        Characters to each side, white space counted as one.
    sort : sequence of str
        Keys, the first most important: `left` (from the node outwards), `node`, `right`, `document` or a column of
        `show`. Ties stay in the order of the corpus.
    show : sequence of str
        Fields of the articles to stand beside each line, and `furniture`: the kind of byline, credit or caption that a
        line stands in, if any.
    sample : int, optional
        Lines drawn at random, each as likely as another, instead of all.
    seed : int, optional
        Of the sample; by default the project's.
    copies : {'all', 'once', 'per outlet'}
        Whether each copy of an article is read, one of them, or one of each outlet.

    Returns
    -------
    Concordance
        `document`, the columns of `show`, `left`, `node`, `right`.

    Raises
    ------
    MeasureError
        When the pattern could never match, or `width` or `sample` is not positive.
    NotFoundError
        When a sort key or a field is not there.

    Notes
    -----
    A match lies within one sentence; its context may reach beyond it. Lines from furniture are shown, which the other
    measures of words leave out. Does not know parts of speech or lemmas.

    References
    ----------
    Luhn, H. P. (1960), Key word-in-context index for technical literature, American Documentation 11(4), 288-295.

    Examples
    --------
    >>> from dateline.corpus import Corpus, Document
    >>> corpus = Corpus((Document("a", "An ironclad friendship. Ironclad, they said."),), "two lines")
    >>> concordance(corpus, "ironclad", show=()).to_frame()["right"].tolist()
    ['friendship. Ironclad, they said.', ', they said.']
    """
    check_kind("corpus", corpus, Corpus, LOAD)
    fields = [*_ABOUT, "furniture", *sorted({name for document in corpus for name in document.other})]
    _check_names("Articles have no field", show, fields)
    _check_names("Lines are not sorted by", sort, ["left", "node", "right", "document", *show])
    if width < 1:
        raise MeasureError(f"width is {width}. Give the characters to each side, such as 60.")
    corpus, said = corpus.counting(copies)
    rows = [_row(document, match, width, show) for document in corpus for match in matches(document.text, pattern)]
    everywhere, drawn = len(rows), ""
    if sample is not None:
        check_count("sample", sample)
        seed = random_seed() if seed is None else seed
        chosen = np.random.default_rng(seed).permutation(len(rows))[:sample]
        rows, drawn = [rows[number] for number in sorted(chosen)], f" drawn at random, seed {seed},"
    rows.sort(key=lambda row: [_key(row, name) for name in sort])
    columns = ["document", *show, "left", "node", "right"]
    evidence = pd.DataFrame(rows, columns=[*columns, *(name for name in _PLACE if name not in columns)])
    articles, furnished = evidence["document"].nunique(), int(evidence["furniture"].notna().sum())
    return Concordance(
        evidence[columns],
        f'"{pattern}" in {corpus.name}',
        (f"Unit: one occurrence. {len(rows):,}{f' of {everywhere:,}' if drawn else ''}{drawn} in {articles:,} of "
         f"{len(corpus):,} articles, sorted by {', then '.join(sort) or 'place'}. {said}",
         *([f"{furnished:,} of these lines stand in furniture (bylines, credits, captions), which measures leave out; "
            'show=["furniture"] tells which.'] if furnished else [])),
        evidence,
        corpus.texts,
    )  # fmt: skip


_PLACE = ("outlet", "date", "furniture", "sentence", "start", "end", "sentence_start", "sentence_end")


class Match(NamedTuple):
    """Where a pattern stands; `furniture` tells in what kind of it (a byline, a credit), nothing in the report."""

    start: int
    end: int
    sentence: int
    sentence_span: Span
    furniture: str


def matches(text: str, pattern: str) -> Iterator[Match]:
    """Yield the places of a pattern in a text, each within one sentence.

    Raises
    ------
    MeasureError
        When the pattern could never match.
    """
    expression = _compiled(pattern)
    lowered = text if reads_case(pattern) else lower(text)
    if expression.search(lowered) is None:
        return
    divisions = divide(text)
    marks = furniture(text)
    for ordinal, (start, end) in enumerate(divisions.sentences):
        for match in expression.finditer(lowered, start, end):
            yield Match(match.start(), match.end(), ordinal, (start, end), furnishing(marks, match.start()))


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return compile_term(pattern)
    except SeedError as error:
        raise MeasureError(str(error)) from None


def _check_names(message: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in [names] if isinstance(names, str) else names:
        if name not in known:
            raise NotFoundError(f'{message} "{name}". {did_you_mean(name, known)}')
    if isinstance(names, str):
        raise NotFoundError(f'{message} the letters of "{names}". Write a list: ["{names}"].')


def _row(document: Document, match: Match, width: int, show: Sequence[str]) -> dict[str, Any]:
    text = document.text
    reach = 4 * width  # enough to hold `width` characters when line breaks and blanks are squeezed
    left = " ".join(text[max(0, match.start - reach) : match.start].split())
    right = " ".join(text[match.end : match.end + reach].split())
    return {
        "document": document.id,
        "outlet": document.outlet,
        "date": document.date,
        "furniture": match.furniture or None,
        **{name: _shown(document, match, name) for name in show},
        "left": left[-width:].lstrip(),
        "node": " ".join(text[match.start : match.end].split()),
        "right": right[:width].rstrip(),
        "sentence": match.sentence,
        "start": match.start,
        "end": match.end,
        "sentence_start": match.sentence_span[0],
        "sentence_end": match.sentence_span[1],
    }


def _shown(document: Document, match: Match, name: str) -> Any:
    if name == "furniture":
        return match.furniture or None
    return getattr(document, name) if name in _ABOUT else document.other.get(name)


def _key(row: dict[str, Any], name: str) -> tuple[bool, Any]:
    """Return a sort key: words in small letters, on the left from the node outwards; what is missing comes last."""
    value = row[name]
    if name in ("left", "right", "node"):
        words = [plain_word(word.lower()) for word in WORD.findall(value)]
        return False, words[::-1] if name == "left" else words
    return value is None, str(value) if value is not None else ""
