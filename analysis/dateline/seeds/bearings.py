"""What evidence weighs for a name being the one a framing term describes, where no rule decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.provenance import digest_of, home
from dateline.tables import read_table

_COLUMNS = ("evidence", "weight", "note")


@dataclass(frozen=True, slots=True)
class Bearings:
    """What speaks for a name, and for nobody.

    Attributes
    ----------
    weights : mapping of str to int
        By evidence, in hundredths of a logarithm of the odds.
    """

    weights: Mapping[str, int]

    @property
    def digest(self) -> str:
        """SHA-256 over every weight."""
        return digest_of(sorted(self.weights.items()))


@cache
def load_bearings(folder: Path | None = None) -> Bearings:
    """Return the weights of `seeds/language/bearings.csv`, or of another folder that holds one.

    Parameters
    ----------
    folder : Path, optional

    Returns
    -------
    Bearings

    Raises
    ------
    SeedError
        With file, row and remedy: evidence that stands twice, a weight that is no whole number.

    Notes
    -----
    The weights were fitted to hits marked by hand, as `docs/coding-guide.md` tells. They do not read words: evidence
    is how a name stands to the term, such as `before far 2` or `governed against`.

    Examples
    --------
    >>> weights = load_bearings().weights
    >>> weights["before names 0"] > weights["before names 2"]
    True
    """
    path = (folder or home("seeds") / "language") / "bearings.csv"
    weights: dict[str, int] = {}
    for row in read_table(path, columns=_COLUMNS, filled=("evidence", "weight")):
        if row["evidence"] in weights:
            raise row.fail(f'"{row["evidence"]}" stands twice. Keep one.')
        weights[row["evidence"]] = row.whole("weight")
    return Bearings(weights)
