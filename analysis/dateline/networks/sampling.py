"""From a cell, a node or an edge to its sentences: a table of them in order, or drawn at random."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from dateline.errors import MeasureError, check_count
from dateline.finding import Finding
from dateline.networks.units import voices_of

_PLACE = ["document", "sentence"]
_KEPT = ["outlet", "date", *_PLACE, "voice", "speaker_name", "names", "text"]


def sampled(
    finding: Finding, *, most: int = 20, seed: int | None = None, quotes: pd.DataFrame | None = None, **values: Any
) -> Finding:
    """Return the sentences behind some rows of a result: where, when, in whose voice, and the text.

    Parameters
    ----------
    finding : Finding
        Any result, such as rates, dyads or pairs of actors.
    most : int
        How many sentences at the most.
    seed : int, optional
        Draws them at random without replacement, each as likely; without it the first in order are shown.
    quotes : pandas.DataFrame, optional
        `found.quotes.table`, which tells the voice where the rows behind the result do not.
    **values
        Columns of the result and the value each must have: a cell.

    Returns
    -------
    Finding
        A row a sentence: `outlet`, `date`, `document`, `sentence`, `voice` and `speaker_name` (of the first thing found
        in it; missing where nothing tells), `names` (what was found) and `text` where it is at hand; in order of
        date, outlet and place.

    Raises
    ------
    NotFoundError
        When a column or a value is not there.
    MeasureError
        When no sentence stands behind the result.

    Notes
    -----
    A random sample shows what an edge is made of; the first sentences only how it began.

    Examples
    --------
    ::

        dl.sampled(dl.framing(found), most=10, seed=1, frame="regime", voice="narrator")
    """
    check_count("most", most)
    if seed is not None:
        check_count("seed", seed, least=0)
    behind = finding.behind(values)
    behind = finding.where(**values).table if behind is None else behind
    if not set(_PLACE) <= set(behind.columns):
        raise MeasureError(f'No sentence stands behind the rows of "{finding.title}".')
    order = [column for column in ("date", "outlet", *_PLACE) if column in behind]
    places = behind.drop_duplicates(_PLACE).sort_values(order, kind="stable", ignore_index=True)
    there = len(places)
    if there > most:
        drawn = np.arange(most) if seed is None else np.random.default_rng(seed).choice(there, most, replace=False)
        places = places.iloc[drawn]
    keys = pd.MultiIndex.from_frame(places[_PLACE])
    behind = behind[pd.MultiIndex.from_frame(behind[_PLACE]).isin(keys)].reset_index(drop=True)
    behind = _voiced(behind, quotes, finding)
    places = behind.drop_duplicates(_PLACE).sort_values(order, kind="stable", ignore_index=True)
    keys = pd.MultiIndex.from_frame(places[_PLACE])
    names = behind.groupby(_PLACE)[_named(behind)].agg(lambda found: "; ".join(dict.fromkeys(map(str, found))))
    table = places.assign(names=names.reindex(keys).to_numpy(), text=pd.Series(_texts(places, finding), dtype=object))
    table = table[[column for column in _KEPT if column in table]]
    how = "all of them" if there <= most else "the first in order" if seed is None else f"drawn at random, seed {seed}"
    chosen = ", ".join(f"{column} {value}" for column, value in values.items())
    title = f"Sentences behind: {finding.title}" + (f" ({chosen})" if chosen else "")
    notes = (f"{len(table):,} of {there:,} sentences, {how}; in order of date and outlet.", *finding.notes)
    return Finding(table, title, notes, behind, finding.texts, finding.made_from)


def _voiced(behind: pd.DataFrame, quotes: pd.DataFrame | None, finding: Finding) -> pd.DataFrame:
    """Return rows with the voice each stands in, where it can be told."""
    if "voice" in behind or quotes is None or quotes.empty:
        return behind
    if behind["start"].isna().any() or quotes["start"].isna().any():
        return behind
    told = voices_of(behind, quotes, finding.texts)
    return behind.drop(columns=["speaker_name"], errors="ignore").assign(
        voice=told["voice"], speaker_name=told["speaker_name"]
    )


def _named(behind: pd.DataFrame) -> str:
    return next(column for column in ("name", "term", "target_name", "document") if column in behind)


def _texts(places: pd.DataFrame, finding: Finding) -> list[str | None]:
    if "sentence_start" not in places:
        return [None] * len(places)
    rows = ({str(key): cell for key, cell in row.items()} for row in places.to_dict("records"))
    return [finding.passage([row]).text for row in rows]
