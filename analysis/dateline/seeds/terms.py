"""The syntax of a lexicon term, and how it is matched.

Whole words in any case, with straight or curly apostrophes and any hyphen. `*` at the end of a word stands for any
further letters; several words are joined by one or two white-space characters, which hold no empty line, or a hyphen; a
free-standing `*` stands for none to two words, and `^` for a name, a word with a capital: `authoritarian*`,
`human rights`, `ironclad * friendship`, `support for ^`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dateline.errors import SeedError
from dateline.text import Span

_PIECE = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*\.?\*?\Z")
_SPACES = " \t\r\n\xa0"
# One or two, but no empty line: what it parts are no two words of one term.
_JOIN = rf"(?:[{_SPACES}](?:[ \t\r\xa0]|(?<!\n)\n)?|[-‐\u2011–])"
# However a text or a term prints them.
_TYPED = {"'": "['’‘ʼ′]", r"\-": "[-‐\u2011–]"}
_PLAIN = str.maketrans({**dict.fromkeys("’‘ʼ′", "'"), **dict.fromkeys("‐\u2011–", "-")})
_GAP = r"(?:[^\W_]+(?:['’.\-][^\W_]+)*" + _JOIN + r"){0,2}?"
_NAME = rf"(?:[Tt]he{_JOIN})?[A-ZÀ-ÖØ-Þ]\w*(?:\.\w+)*"
# Further white space before the anchor, and two words of a gap or a name.
_SLACK = 10
_GAP_REACH = 40


def compile_term(term: str, *, exact: bool = False) -> re.Pattern[str]:
    """Return the expression that a term stands for, over a text in lower case, or as written if it `reads_case`.

    Raises
    ------
    SeedError
        When the term could never match, with the reason.

    Examples
    --------
    >>> bool(compile_term("ironclad * friendship").search("an ironclad and lasting friendship"))
    True
    >>> bool(compile_term("authoritarian*").search("an authority"))
    False
    >>> bool(compile_term("support for ^").search("Support for the Union grew."))
    True
    """
    pieces = _pieces(term if exact else term.lower())
    anycase = "^" in pieces and not exact
    expression, join = "", ""
    for number, piece in enumerate(pieces):
        if piece == "*":
            expression, join = expression + join + _GAP, ""
            continue
        word = _NAME if piece == "^" else _typed(piece.rstrip("*"))
        if number == 0:  # behind its letters, so that `re` can look for them at once
            word += rf"(?<!\w{word})" if piece != "^" else ""
        word += r"[^\W\d_]*" if piece.endswith("*") else ""
        expression += join + (f"(?i:{word})" if anycase and piece != "^" else word)
        join = _JOIN
    opening = r"(?<!\w)" if pieces[0] == "^" else ""
    return re.compile(rf"{opening}{expression}(?!\w)")


def _typed(word: str) -> str:
    """Return a word's expression, with every form of its apostrophes and hyphens."""
    expression = re.escape(word)
    for mark, forms in _TYPED.items():
        expression = expression.replace(mark, forms)
    return expression


def reads_case(term: str, *, exact: bool = False) -> bool:
    """Say whether a term is held against the text as written: one that is exact, or has a name in it."""
    return exact or "^" in term.split()


class Anchor(NamedTuple):
    """How an automaton finds where a term may stand.

    Attributes
    ----------
    literal : str
        What the automaton looks for in a text that `spaced` returned: two words of the term, which are rarer than the
        one or the other, or else its longest.
    opening : str
        A literal that must stand before it, empty when nothing does.
    reach : int
        How many characters before the literal the term may open.
    """

    literal: str
    opening: str
    reach: int

    @property
    def spellings(self) -> tuple[str, ...]:
        """The literal as two words stand in a text: with one space or two."""
        return tuple(dict.fromkeys((self.literal, self.literal.replace(" ", "  "))))


def anchor(term: str) -> Anchor:
    """Return the anchor of a term.

    Examples
    --------
    >>> anchor("authoritarian*")
    Anchor(literal='authoritarian', opening='', reach=0)
    >>> anchor("president for life")
    Anchor(literal='president for', opening='', reach=0)
    >>> anchor("deepen* ties")
    Anchor(literal='deepen', opening='', reach=0)
    """
    pieces = _pieces(term.lower())
    literals = _literals(pieces)
    pairs = {
        number: f"{piece} {follower}"
        for number, (piece, follower) in enumerate(pairwise(literals))
        if piece and follower and pieces[number] == piece and pieces[number + 1].startswith(follower)
    }
    at, literal = max((pairs or dict(enumerate(literals))).items(), key=lambda item: len(item[1]))
    literal = literal.replace("-", " ")
    before = " ".join([*pieces[:at], pieces[at].partition(literals[at])[0]]).lstrip()
    if not before:
        return Anchor(literal, "", 0)
    gaps = sum(piece in ("*", "^") for piece in pieces[:at])
    return Anchor(literal, literals[0].replace("-", " ") if at else "", len(before) + _SLACK + _GAP_REACH * gaps)


def telling(phrase: str, term: str) -> str:
    """Return what stands wherever a phrase does, in lower case, and if possible not wherever a term does.

    Examples
    --------
    >>> telling("support for the elderly", "support*")
    'elderly'
    """
    literals = _literals(_pieces(phrase.lower()))
    return max([literal for literal in literals if literal not in term.lower()] or literals, key=len)


def spaced(lowered: str) -> str:
    """Return a text with a space for whatever may join two words of a term; every offset stays."""
    for mark in ("-", "‐", "\u2011", "–", *_SPACES[1:]):
        lowered = lowered.replace(mark, " ")
    return lowered


def _literals(pieces: Iterable[str]) -> list[str]:
    """Return of each word of a term the longest part that stands in a text just so."""
    return ["" if piece == "^" else max(piece.rstrip("*").split("'"), key=len) for piece in pieces]


@cache
def _pieces(term: str) -> list[str]:
    pieces = term.translate(_PLAIN).split()
    words = [piece for piece in pieces if piece not in ("*", "^")]
    for piece in words:
        if not _PIECE.match(piece):
            raise SeedError(
                f'The term "{term}" can never match: "{piece}" is no word. '
                "Write whole words; * may end a word or stand alone between two, and ^ stands for a name."
            )
    if not words:
        raise SeedError(f'The term "{term}" can never match: it holds no word. Write at least one.')
    if pieces[0] == "*" or pieces[-1] == "*":
        raise SeedError(f'The term "{term}" opens or ends with a free-standing *. Put * between two words.')
    return pieces


def uncovered(spans: Iterable[Span], covers: Collection[Span]) -> list[Span]:
    """Return the spans that lie in none of the covers: a term does not count inside one of its exceptions."""
    return [span for span in spans if not any(start <= span[0] and span[1] <= end for start, end in covers)]
