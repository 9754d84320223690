"""Which seeds a result was made from: one digest for each, so that a changed row shows in whatever was read by it."""

from __future__ import annotations

from typing import Protocol

from dateline.seeds.actors import Actors
from dateline.text import language_digest


class Seeds(Protocol):
    """Seeds that were loaded: actors, frames, cues, hints or outlets."""

    @property
    def digest(self) -> str:
        """SHA-256 over all that was loaded."""


def seeds_digests(**used: Seeds) -> dict[str, str]:
    """Return the digests of the seeds that a result was made from.

    Parameters
    ----------
    **used : Seeds
        What was read by, under the name it goes by: `actors`, `cues`, `frames`, `hints`, `outlets`.

    Returns
    -------
    dict of str to str
        SHA-256 by name; beside those given the `contexts` of the actors' names, and the words of the `language`, which
        every reading of a text uses. Does not tell which of the rows mattered.

    Examples
    --------
    >>> from dateline.seeds import load_actors
    >>> sorted(seeds_digests(actors=load_actors()))
    ['actors', 'contexts', 'language']
    """
    digests = {name: seeds.digest for name, seeds in used.items()}
    for seeds in used.values():
        if isinstance(seeds, Actors):
            digests["contexts"] = seeds.contexts.digest
    return {**digests, "language": language_digest()}
