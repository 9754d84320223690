"""How much may come out of a file that is packed: news shrinks to a tenth, what was made to fill a disk to nothing."""

from __future__ import annotations

from dateline.errors import CorpusError

RATIO = 100
_ALWAYS = 1 << 26  # what may come out of a file of any size


class ExhaustedError(CorpusError):
    """More comes out of a file than any news is packed to."""


class Allowance:
    """How much may still come out of a file: what it is, a hundred times over.

    Parameters
    ----------
    size : int
        Of the file, in bytes.

    Examples
    --------
    >>> Allowance(1).left
    67108864
    """

    def __init__(self, size: int) -> None:
        self.left = max(_ALWAYS, RATIO * size)

    def take(self, size: int, name: str) -> None:
        """Take some bytes for a member, or for a row.

        Raises
        ------
        ExhaustedError
            When nothing is left.
        """
        self.left -= size
        if self.left < 0:
            raise ExhaustedError(f"It unpacks to more than {RATIO} times what it is, at {name[:200]}: is it a bomb?")
