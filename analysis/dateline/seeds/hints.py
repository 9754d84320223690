"""Words that hint at what an unknown name names: a place, an institution, or a name that goes on ("Bank of ...")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.errors import SeedError
from dateline.provenance import digest_of
from dateline.seeds.folders import Folders

KINDS = ("joint", "place before", "place", "institution")


@dataclass(frozen=True, slots=True)
class Hints:
    """The words of `seeds/actors/hints.csv`.

    Attributes
    ----------
    words : mapping of str to frozenset of str
        By kind: `joint` (stands inside a name), `place before` (stands before a place's), `place` and `institution`
        (end its name).
    """

    words: Mapping[str, frozenset[str]]

    @property
    def digest(self) -> str:
        """SHA-256 over every word of every kind."""
        return digest_of({kind: sorted(words) for kind, words in self.words.items()})


def read_hints(folders: Folders) -> Hints:
    """Return the words of `hints.csv`.

    Raises
    ------
    SeedError
        With row and remedy, when a row is of no known kind; or when a kind has no word.
    """
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    columns = ("word", "kind", "note")
    for row in folders.rows("hints.csv", ("word", "kind"), columns=columns, filled=("word",), ours=True):
        found[row.one_of("kind", KINDS)].add(row["word"])
    empty = [kind for kind, words in found.items() if not words]
    if empty:
        raise SeedError(f"hints.csv has no word of kind {', '.join(empty)}. Add at least one.")
    return Hints({kind: frozenset(words) for kind, words in found.items()})
