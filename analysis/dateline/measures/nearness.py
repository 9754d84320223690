"""What a rate owes to whom a term is read to describe: the rate of the terms that stand near an actor's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dateline.copies import Copies
from dateline.errors import MeasureError, check_choice, check_count, check_kind
from dateline.finding import Finding, listed
from dateline.found import Found, Kind, word_places
from dateline.measures.rates import framing
from dateline.measures.tallies import Column

Unit = Literal["sentence", "paragraph", "article"]
_UNITS = {"sentence": ["document", "sentence"], "paragraph": ["document", "paragraph"], "article": ["document"]}
_ANYWHERE = "anywhere"


def window_sensitivity(
    found: Found,
    *,
    of: Kind = "leader",
    windows: Sequence[Unit | int] = ("sentence", 25, 10, 5),
    by: Sequence[Column] = ("frame", "voice"),
    per: int = 1000,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
    copies: Copies = "once",
) -> Finding:
    """Return how each rate of framing hits would change if only hits near an actor's name counted.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    of : {'leader', 'country'}
        Whose names.
    windows : sequence of {'sentence', 'paragraph', 'article'} or int
        A unit that hit and name share, or how many words lie at most between their first words.
    by, per, seed, draws, level, copies
        As in `framing`.

    Returns
    -------
    Finding
        `window`, the columns of `by`, then `hits`, `articles`, `words`, `rate`, `low`, `high` as in `framing`. The
        first window is `anywhere`: every hit, named or not.

    Raises
    ------
    MeasureError
        When a window is neither a unit nor a number of words, or words are asked for where only features are at hand;
        and as in `framing`.

    Notes
    -----
    Which hits describe a leader is read by rules that err; a window errs differently. An answer that holds in each
    does not hang on either. The denominator stays that of `framing`: rates fall as windows narrow, and what may be
    compared is their order within a window. Negated hits are left out.

    Examples
    --------
    ::

        dl.window_sensitivity(found).where(frame="regime", voice=["narrator", "direct"])
    """
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    check_choice("of", of, Kind)
    named = found.mentions.table[found.mentions.table["type"].eq(of)]
    how: dict[str, Any] = {"by": by, "per": per, "seed": seed, "draws": draws, "level": level, "copies": copies}
    whole = framing(found, **how)
    rates = {_ANYWHERE: whole}
    for window in windows:
        hits = found.hits.table[_near(found, named, window)].reset_index(drop=True)
        label = window if isinstance(window, str) else f"{window} words"
        rates[label] = framing(replace(found, hits=replace(found.hits, table=hits)), **how)
    table = pd.concat([rate.table.assign(window=label) for label, rate in rates.items()], ignore_index=True)
    table.insert(0, "window", table.pop("window"))
    behind = pd.concat([pd.DataFrame(rate.evidence).assign(window=label) for label, rate in rates.items()])
    title = f"Framing hits per {per:,} words near a {of}'s name, by window, {listed(by)}"
    notes = (f"Window: what the hit and a {of}'s name share, or the words from one to the other.", *whole.notes)
    evidence = behind.reset_index(drop=True)
    return Finding(table, title, notes, evidence, found.hits.texts, found.made_from, whole.unit)


def _near(found: Found, named: pd.DataFrame, window: Unit | int) -> NDArray[np.bool_]:
    """Return which hits stand near one of some mentions."""
    hits = found.hits.table
    if isinstance(window, str):
        check_choice("windows", window, Unit)
        units = pd.MultiIndex.from_frame(named[_UNITS[window]])
        return np.asarray(pd.MultiIndex.from_frame(hits[_UNITS[window]]).isin(units))
    if isinstance(window, bool) or not isinstance(window, int):
        raise MeasureError(f"windows: {window!r} is neither one of {', '.join(get_args(Unit))} nor a number of words.")
    check_count("windows", window)
    return _apart(found, named) <= window


def _apart(found: Found, named: pd.DataFrame) -> NDArray[np.int64]:
    """Return how many words each hit starts from the nearest mention of its article."""
    hits, texts = found.hits.table, found.hits.texts
    places, far = word_places(named, texts), np.iinfo(np.int64).max
    there = named.groupby("document", sort=False).indices
    apart = np.full(len(hits), far)
    at = word_places(hits, texts)
    for document, rows in hits.groupby("document", sort=False).indices.items():
        if document in there:
            others = places[there[document]]
            apart[rows] = np.abs(at[rows][:, None] - others[None, :]).min(axis=1)
    return apart
