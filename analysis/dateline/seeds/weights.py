"""What evidence in a parsed sentence weighs: for something to be said, and for somebody to say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.provenance import digest_of, home
from dateline.tables import read_table

QUESTIONS = ("content", "source")
_COLUMNS = ("asks", "evidence", "words", "weight", "note")


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for content, and for a source.

    Attributes
    ----------
    content, source : mapping of (str, str) to int
        By kind of evidence and its words, in tenths of a logarithm of the odds; "any" speaks always.
    """

    content: Mapping[tuple[str, str], int]
    source: Mapping[tuple[str, str], int]

    @property
    def digest(self) -> str:
        """SHA-256 over every weight."""
        return digest_of([sorted(self.content.items()), sorted(self.source.items())])


@cache
def load_weights(folder: Path | None = None) -> Weights:
    """Return the weights of `seeds/voice/parsed.csv`, or of another folder that holds one.

    Parameters
    ----------
    folder : Path, optional

    Returns
    -------
    Weights

    Raises
    ------
    SeedError
        With file, row and remedy: a question that is not known, a weight that is no number, words that stand twice.

    Examples
    --------
    >>> weights = load_weights()
    >>> weights.content["lemma", "vow"] > weights.content["lemma", "sign"]
    True
    """
    tables: dict[str, dict[tuple[str, str], int]] = {question: {} for question in QUESTIONS}
    path = (folder or home("seeds") / "voice") / "parsed.csv"
    for row in read_table(path, columns=_COLUMNS, filled=_COLUMNS):
        known = tables[row.one_of("asks", QUESTIONS)]
        for words in row.several("words"):
            key = row["evidence"], words
            if key in known:
                raise row.fail(f'"{words}" stands twice as evidence "{row["evidence"]}". Keep one.')
            known[key] = row.whole("weight")
    return Weights(tables["content"], tables["source"])
