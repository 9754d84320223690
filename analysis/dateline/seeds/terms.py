"""The syntax of a lexicon term, and how it is matched.

Whole words in any case. `*` at the end of a word stands for any further letters; several words are joined by white
space or a hyphen; a free-standing `*` stands for none to two words: `authoritarian*`, `human rights`,
`ironclad * friendship`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from typing import NamedTuple

from dateline.errors import SeedError
from dateline.text import Span

_PIECE = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*\.?\*?\Z")
_JOIN = r"(?:\s+|-)"
_GAP = r"(?:[^\W_]+(?:['’.\-][^\W_]+)*" + _JOIN + r"){0,2}?"
# Further white space before the anchor, and two words of a gap.
_SLACK = 10
_GAP_REACH = 40


def compile_term(term: str) -> re.Pattern[str]:
    """Return the expression that a term stands for, over a text in lower case.

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
    """
    pieces = _pieces(term)
    expression, join = "", ""
    for piece in pieces:
        if piece == "*":
            expression, join = expression + join + _GAP, ""
            continue
        word = re.escape(piece.rstrip("*")).replace("'", "['’]")
        expression += join + word + (r"[^\W\d_]*" if piece.endswith("*") else "")
        join = _JOIN
    return re.compile(rf"(?<![\w]){expression}(?!\w)")


class Anchor(NamedTuple):
    """How an automaton finds where a term may stand.

    Attributes
    ----------
    literal : str
        The longest literal of the term, what the automaton looks for.
    opening : str
        A literal that must stand before it, empty when nothing does.
    reach : int
        How many characters before the literal the term may open.
    """

    literal: str
    opening: str
    reach: int


def anchor(term: str) -> Anchor:
    """Return the anchor of a term.

    Examples
    --------
    >>> anchor("authoritarian*")
    Anchor(literal='authoritarian', opening='', reach=0)
    >>> anchor("no limits")
    Anchor(literal='limits', opening='no', reach=13)
    """
    pieces = _pieces(term)
    literals = [max(re.split("['’]", piece.rstrip("*")), key=len) for piece in pieces]
    longest = max(range(len(pieces)), key=lambda number: len(literals[number]))
    before = " ".join([*pieces[:longest], pieces[longest].partition(literals[longest])[0]]).lstrip()
    if not before:
        return Anchor(literals[longest], "", 0)
    gaps = sum(piece == "*" for piece in pieces[:longest])
    return Anchor(literals[longest], literals[0] if longest else "", len(before) + _SLACK + _GAP_REACH * gaps)


@cache
def _pieces(term: str) -> list[str]:
    pieces = term.lower().split()
    words = [piece for piece in pieces if piece != "*"]
    for piece in words:
        if not _PIECE.match(piece):
            raise SeedError(
                f'The term "{term}" can never match: "{piece}" is no word. '
                "Write whole words; * may end a word or stand alone between two."
            )
    if not words:
        raise SeedError(f'The term "{term}" can never match: it holds no word. Write at least one.')
    if pieces[0] == "*" or pieces[-1] == "*":
        raise SeedError(f'The term "{term}" opens or ends with a free-standing *. Put * between two words.')
    return pieces


def uncovered(spans: Iterable[Span], covers: Collection[Span]) -> list[Span]:
    """Return the spans that lie in none of the covers: a term does not count inside one of its exceptions."""
    return [span for span in spans if not any(start <= span[0] and span[1] <= end for start, end in covers)]
