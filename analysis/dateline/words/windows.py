"""The stretches of a corpus within which words keep each other company: sentences, or quotations, word by word.

Bylines, credits and the rest of what `dateline.wire` marks as furniture are in none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from nltk.tokenize import RegexpTokenizer
from numpy.typing import NDArray

from dateline.copies import Copies
from dateline.corpus import Corpus, Document
from dateline.text import WORD, Divisions, Span, divide, lower, plain_word, word_spans
from dateline.wire import Furniture, furniture, outside

PLACE = ["document", "outlet", "date", "sentence", "start", "end", "sentence_start", "sentence_end"]
Integers = NDArray[np.int64]

FURNITURE = "Bylines, credits, captions and other furniture are left out, as dateline.wire marks them."
_TOKENIZER = RegexpTokenizer(WORD.pattern)


class Stretch(NamedTuple):
    """Some words of an article in small letters, each with its offsets."""

    document: Document
    divisions: Divisions
    words: list[tuple[str, Span]]

    def row(self, number: int) -> dict[str, Any]:
        """Return a word as a row of evidence: what it is, and where it stands."""
        word, span = self.words[number]
        sentence = self.divisions.sentence_at(span[0])
        place = (self.document.id, self.document.outlet, self.document.date, sentence, *span)
        return {"word": word, **dict(zip(PLACE, (*place, *self.divisions.sentences[sentence]), strict=True))}

    def covered(self, places: Iterable[Span]) -> set[int]:
        """Return the numbers of the words that some spans cover, wholly or in part."""
        spans = list(places)
        return {
            number
            for number, (_, (start, end)) in enumerate(self.words)
            if any(begin < end and start < stop for begin, stop in spans)
        }


def counted_in(corpus: Corpus, copies: Copies) -> tuple[Corpus, str, Integers]:
    """Return the articles that count, the sentence that says which, and the number of each one's cluster of copies."""
    counting, said = corpus.counting(copies)
    origins = np.array([corpus.copies[document.id].origin for document in counting], dtype=object)
    return counting, said, np.asarray(pd.factorize(origins)[0], dtype=np.int64)


def sentences(document: Document) -> Iterator[Stretch]:
    """Yield the sentences of an article."""
    divisions = divide(document.text)
    yield from _stretches(document, divisions, divisions.sentences)


def quotations(document: Document, spans: Sequence[Span]) -> Iterator[Stretch]:
    """Yield the quotations of an article, given where they stand; one inside another is the outer one's."""
    outer: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    yield from _stretches(document, divide(document.text), outer)


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters and plain typography, furniture left out."""
    marks, lowered, words, at = furniture(text), lower(text), list[str](), 0
    for start, end in [*sorted((mark.start, mark.end) for mark in marks), (len(text), len(text))]:
        words += map(plain_word, _TOKENIZER.tokenize(lowered[at : max(start, at)]))
        at = max(end, at)
    return words


def furnishing(marks: Sequence[Furniture], start: int) -> str:
    """Return the kind of furniture that an offset lies in, or nothing."""
    return next((mark.kind for mark in marks if mark.start <= start < mark.end), "")


def _stretches(document: Document, divisions: Divisions, spans: Iterable[Span]) -> Iterator[Stretch]:
    lowered, marks = lower(document.text), furniture(document.text)
    for span in spans:
        places = outside(word_spans(document.text, *span), marks)
        yield Stretch(document, divisions, [(plain_word(lowered[start:end]), (start, end)) for start, end in places])
