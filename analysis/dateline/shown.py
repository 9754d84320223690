"""How much of a text its released rows show: which of its words they hold, and how many of them in a run.

A row says that a word stands in a sentence, not where. A token is shown when a row of its sentence holds it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dateline.copies import tokens
from dateline.finding import Finding

_PIECE = re.compile(r"[^\W_]+\*?")
# Each row of these stands for one place in the text; a name in the others is the same place told again.
_PLACES = {"mentions": "name", "hits": "term"}
_NAMES = {"quotes": ("speaker_name", "via"), "hits": ("speaker_name", "target_name")}


class Shown(NamedTuple):
    """What released rows show of a text.

    Attributes
    ----------
    tokens : int
        Words and numbers of the text.
    shown : int
        How many of them stand in a row of their sentence.
    longest : int
        Tokens of the longest stretch that one row holds: a name or a term.
    guessed : int
        Tokens of the longest run that would be shown if every row's place in its sentence were guessed.
    """

    tokens: int
    shown: int
    longest: int
    guessed: int

    @classmethod
    def of(cls, parts: Iterable[Shown]) -> Shown:
        """Return what is shown of several texts together."""
        parts = list(parts)
        counts = [sum(part[column] for part in parts) for column in (0, 1)]
        return cls(*counts, *(max((part[column] for part in parts), default=0) for column in (2, 3)))

    @property
    def share(self) -> float:
        """Per cent of the tokens that are shown, to two places."""
        return round(100 * self.shown / self.tokens, 2) if self.tokens else 0.0


def shown_by(rows: Mapping[str, Sequence[Mapping[str, Any]]], findings: Sequence[Finding]) -> dict[str, Shown]:
    """Return for every article at hand how much of it some rows show.

    Parameters
    ----------
    rows : mapping of str to sequence of mapping
        What is released, by table: `mentions`, `quotes`, `hits`.
    findings : sequence of Finding
        What was found, with the texts and the bounds of sentences.

    Returns
    -------
    dict of str to Shown
    """
    texts, bounds = findings[0].texts, _bounds(findings)
    held: dict[tuple[str, int], tuple[list[list[str]], list[list[str]]]] = {}
    for table, listed in rows.items():
        for row in listed:
            if (row["document"], row.get("sentence", -1)) not in bounds:
                continue
            places, names = held.setdefault((row["document"], row["sentence"]), ([], []))
            if table in _PLACES:
                places.append(_PIECE.findall(str(row[_PLACES[table]]).lower()))
            names += [_PIECE.findall(str(row[name]).lower()) for name in _NAMES.get(table, ()) if row[name]]
    parts: dict[str, list[Shown]] = {document: [Shown(sum(1 for _ in tokens(text)), 0, 0, 0)]
                                     for document, text in texts.items()}  # fmt: skip
    for (document, sentence), (places, names) in held.items():
        start, end = bounds[document, sentence]
        parts[document].append(_in_sentence([word for word, _ in tokens(texts[document][start:end])], places, names))
    return {document: Shown.of(shown) for document, shown in parts.items()}


def _bounds(findings: Sequence[Finding]) -> dict[tuple[str, int], tuple[int, int]]:
    columns = ["document", "sentence", "sentence_start", "sentence_end"]
    return {
        (document, sentence): (start, end)
        for finding in findings
        for document, sentence, start, end in finding.table[columns].itertuples(index=False)
        if document in finding.texts
    }


def _in_sentence(words: Sequence[str], places: Sequence[Sequence[str]], names: Sequence[Sequence[str]]) -> Shown:
    """Return what the rows of one sentence show of its words; its words are counted with their text."""
    waiting = Counter(piece for pieces in places for piece in pieces)
    for pieces in names:
        waiting |= Counter(pieces)
    marked = [_taken(word, waiting) for word in words]
    longest = max((len(pieces) for pieces in (*places, *names) if _stands(pieces, words)), default=0)
    runs = "".join("x" if mark else " " for mark in marked).split()
    return Shown(0, sum(marked), longest, max(map(len, runs), default=0))


def _taken(word: str, waiting: Counter[str]) -> bool:
    """Say whether a piece that still waits for its place is this word, and let it wait no longer."""
    for piece in (word, *(piece for piece in waiting if piece.endswith("*") and word.startswith(piece[:-1]))):
        if waiting[piece] > 0:
            waiting[piece] -= 1
            return True
    return False


def _stands(pieces: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether pieces stand in this order, side by side, in a sentence."""
    long = len(pieces)
    return any(
        all(
            word.startswith(piece[:-1]) if piece.endswith("*") else word == piece
            for piece, word in zip(pieces, words[start : start + long], strict=True)
        )
        for start in range(len(words) - long + 1)
    )
