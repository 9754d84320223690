"""The stretches of an article that two actors may share: sentences, quotations, or so many words.

Tables of mentions in, arrays out: whose quotation a mention stands in, its ordinal among the words, who is near whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dateline.found import offsets, voiced
from dateline.stats import Floats

Integers = NDArray[np.int64]

NARRATOR = "narrator"
_OPENING, _CLOSING = frozenset("“„«‹"), frozenset("”‟»›")


class Near(NamedTuple):
    """Mentions that stand together, two by two: their rows, the first before the second, and the words between.

    Attributes
    ----------
    first, second : array of int, shape (pairs,)
    apart : array of int, shape (pairs,)
        How many words on the second starts, at least 1.
    """

    first: Integers
    second: Integers
    apart: Integers


def together(unit: Integers, word: Integers, reach: int | None = None) -> Near:
    """Return which rows stand in one unit, and no further apart than some words.

    Parameters
    ----------
    unit, word : array of int, shape (rows,)
        The unit of each row and the ordinal of its word in the article.
    reach : int, optional
        Words, in no matter how many steps; without it every two rows of a unit.

    Examples
    --------
    >>> import numpy as np
    >>> near = together(np.array([0, 0, 0, 1]), np.array([2, 9, 30, 31]), reach=10)
    >>> print(near.first, near.second, near.apart)
    [0] [1] [7]
    """
    order = np.lexsort((word, unit)).astype(np.int64)
    units, words = unit[order], word[order]
    firsts, seconds = [], []
    at = np.arange(len(order) - 1, dtype=np.int64)
    step = 1
    while len(at):
        ahead = at + step
        near = units[at] == units[ahead]
        if reach is not None:
            near &= words[ahead] - words[at] <= reach
        # Rows are in order: where one is out of reach, those behind it are.
        at, step = at[near], step + 1
        firsts.append(order[at])
        seconds.append(order[ahead[near]])
        at = at[at + step < len(order)]
    first, second = (np.concatenate([np.empty(0, np.int64), *rows]) for rows in (firsts, seconds))
    return Near(first, second, np.maximum(word[second] - word[first], 1))


def quotation_of(mentions: pd.DataFrame, quotes: pd.DataFrame, texts: Mapping[str, str]) -> Integers:
    """Return the row of the narrowest quotation that holds each mention, or -1.

    Parameters
    ----------
    mentions, quotes : pandas.DataFrame
        With `document`, `start` and `end`; a quotation with `kind`, `speaker`, `speaker_name` and `stance`.
    texts : mapping of str to str
        Tell what stands between the parts of a direct quotation ("We agree," Xi said in Rome, "and will go on").

    Notes
    -----
    A speaker's own name is the source of the quotation, not a name in it. An attribution that leaves the words to the
    narrator (`dateline.frames.tellings.is_voiced`) holds none.

    Raises
    ------
    MeasureError
        When it is not known where in the text mentions stand.
    """
    rows = np.flatnonzero(voiced(quotes))
    ends = offsets(quotes, "end")
    held = np.full(len(mentions), -1, dtype=np.int64)
    if not len(rows) or not len(mentions):
        return held
    starts, stops = offsets(mentions, "start"), offsets(mentions, "end")
    code = {document: number for number, document in enumerate(pd.unique(quotes["document"]))}
    of_mention = mentions["document"].map(code).fillna(-1).to_numpy(dtype=np.int64)
    of_quote = quotes["document"].map(code).to_numpy(dtype=np.int64)
    far = 1 + max(int(ends.max()), int(stops.max()))
    opens = of_quote * far + offsets(quotes, "start")
    rows = rows[np.lexsort((-ends[rows], opens[rows]))]
    candidate = np.searchsorted(opens[rows], of_mention * far + starts, side="right") - 1
    waiting = np.flatnonzero((candidate >= 0) & (of_mention >= 0))
    while len(waiting):
        quote = rows[candidate[waiting]]
        same = of_quote[quote] == of_mention[waiting]
        holds = same & (ends[quote] >= stops[waiting])
        held[waiting[holds]] = quote[holds]
        waiting = waiting[same & ~holds]
        candidate[waiting] -= 1
        waiting = waiting[candidate[waiting] >= 0]
    return _said(held, mentions, quotes, texts)


def _said(held: Integers, mentions: pd.DataFrame, quotes: pd.DataFrame, texts: Mapping[str, str]) -> Integers:
    """Return the quotations of mentions without those that stand between the parts of one, or name its source."""
    inside = np.flatnonzero(held >= 0)
    quote = quotes.iloc[held[inside]]
    own = np.zeros(len(inside), dtype=bool)
    if "actor" in mentions:
        actor = mentions["actor"].to_numpy(dtype=object)[inside]
        own = actor == quote["speaker"].to_numpy(dtype=object)
    direct = quote["kind"].eq("direct").to_numpy(dtype=bool)
    places = zip(mentions["document"].iloc[inside], quote["start"], mentions["start"].iloc[inside], direct, strict=True)
    parted = [
        marked and (text := texts.get(str(document))) is not None and not _open_at(text, int(start), int(at))
        for document, start, at, marked in places
    ]
    held[inside[own | np.array(parted, dtype=bool)]] = -1
    return held


def _open_at(text: str, start: int, at: int) -> bool:
    """Say whether a quotation whose words start at one offset is open, and not interrupted, at another."""
    is_open = True
    for place in range(start, at):
        letter = text[place]
        if letter in _OPENING or (letter == '"' and text[place - 1 : place].isspace()):
            is_open = True
        elif letter in _CLOSING or letter == '"':
            is_open = False
    return is_open


def voices_of(places: pd.DataFrame, quotes: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return in whose voice each place stands: `voice` and `speaker_name`; the narrator's where nobody is quoted."""
    held = quotation_of(places, quotes, texts)
    inside = held >= 0
    voice, name = (np.full(len(held), value, dtype=object) for value in (NARRATOR, None))
    voice[inside] = quotes["kind"].to_numpy(dtype=object)[held[inside]]
    name[inside] = quotes["speaker_name"].to_numpy(dtype=object)[held[inside]]
    return pd.DataFrame({"voice": voice, "speaker_name": name}, index=places.index)


def summed(keys: Integers, weights: Floats | None = None) -> tuple[Integers, Integers, Floats]:
    """Return distinct keys in order, how often each occurs, and the sum of its weights."""
    distinct, of_key, counts = np.unique(keys, return_inverse=True, return_counts=True)
    sums = counts.astype(float) if weights is None else np.bincount(of_key.ravel(), weights, len(distinct))
    return distinct, counts.astype(np.int64), np.asarray(sums, dtype=np.float64)
