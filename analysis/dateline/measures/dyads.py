"""Who frames whom: each frame from the one who says it to the one it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from dateline.copies import Copies
from dateline.draws import FEW, Resampling, resampling
from dateline.errors import MeasureError, check_choice, check_count, check_kind
from dateline.finding import Finding
from dateline.found import Found, actor_names, clusters
from dateline.measures.credits import credited
from dateline.measures.tallies import FramingTally, Negated
from dateline.resampling import percentiles
from dateline.stats import Floats


def framed_dyads(
    found: Found,
    *,
    roll_up: bool = False,
    frames: Sequence[str] | None = None,
    min_count: int = 1,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
    negated: Negated = "left out",
    copies: Copies = "once",
) -> Finding:
    """Return who says which frame about whom.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    roll_up : bool
        Whether a leader counts for the country, as in `cooccurrences`.
    frames : sequence of str, optional
        Only these; all by default.
    min_count : int
        Hits a row must have.
    seed : int, optional
        Of the resampling; by default the project's.
    draws : int
        Resamples.
    level : float
        Nominal coverage of the intervals.
    negated : {'left out', 'counted'}
        What to do with negated hits.
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each.

    Returns
    -------
    Finding
        `speaker` and `target` with their names, `frame`, `hits`, `articles`, `share` (of the frame's hits that have a
        target, in per cent) with `low` and `high`; the most frequent first, none where no hit has both. The narrator
        is a speaker like others.
        `to_frame()` is a list of directed edges, speaker to target.

    Raises
    ------
    MeasureError
        When a choice does not exist, a frame was not looked for, or a number is out of range.

    Notes
    -----
    A relation has two targets ("a friendship between China and Serbia"): such a hit counts for both; and one that
    several speakers share, for each of them that has an id. Who speaks of himself is an edge to himself. Hits without a
    speaker's name, or without a target, are left out and counted.
    Intervals are percentiles of resampled articles; a dyad that stands in one article only has a wide one.

    References
    ----------
    Leifeld, P. (2013), Reconceptualizing major policy change in the advocacy coalition framework, Policy Studies
    Journal 41(1), 169-198, for actors joined by what they say.

    Examples
    --------
    ::

        dl.framed_dyads(found, frames=["friendship"]).passages(speaker="xi-jinping", target="SRB")
    """
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    check_choice("negated", negated, Negated)
    check_count("min_count", min_count)
    found, said = found.counting(copies)
    each = replace(found.hits, table=found.hits.table.assign(hit=range(len(found.hits.table))))
    found, said = credited(replace(found, hits=each), said, ["speaker"])
    how, hits = resampling(seed, draws, level), FramingTally(found, ["frame"], negated).hits
    hits = hits if frames is None else _of_frames(hits, frames, set(found.frames))
    edges, keys = _edges(hits, found, roll_up), ["speaker", "target", "frame"]
    table = edges.groupby(keys).agg(hits=("document", "size"), articles=("document", "nunique")).reset_index()
    table = table[table["hits"] >= min_count].sort_values(["hits", *keys], ascending=[False, True, True, True])
    table = table.reset_index(drop=True)
    low, high = _limits(edges, table, found.documents, how)
    of = table["frame"].map(edges["frame"].value_counts()).astype(float)
    table = table.assign(share=100 * table["hits"] / of, low=100 * low, high=100 * high)
    names = {who: edges.drop_duplicates(who).set_index(who)[f"{who}_name"] for who in ("speaker", "target")}
    for place, who in ((1, "speaker"), (3, "target")):
        table.insert(place, f"{who}_name", table[who].map(names[who]))
    once = hits.drop_duplicates("hit")
    both, lost = once["targets"].map(len).gt(1).sum(), len(once) - edges["hit"].nunique()
    notes = (
        f"Unit: one hit with a speaker and a target; {edges['hit'].nunique():,} of {len(once):,} hits; {lost:,} "
        f"without one of them left out; {both:,} have two targets and count for both. Negated hits: {negated}.",
        f"Share: per cent of the frame's rows here. Intervals: {how.level:.0%}, percentiles of {how.draws:,} resamples "
        f"of {len(found.documents):,} articles, each with its copies, seed {how.seed}; Poisson limits where fewer than "
        f"{FEW} articles hold a dyad. {said}",
    )
    return Finding(table, "Who frames whom", notes, edges, found.hits.texts, found.made_from, "hits")


def _of_frames(hits: pd.DataFrame, frames: Sequence[str], known: set[str]) -> pd.DataFrame:
    """Return the hits of some frames."""
    if isinstance(frames, str):
        raise MeasureError(f'Name the frames in a list, such as ["{frames}"].')
    for frame in frames:
        if frame not in (known := known | set(hits["frame"])):
            raise MeasureError(f'The frame "{frame}" was not looked for. There is: {", ".join(sorted(known))}.')
    return hits[hits["frame"].isin(list(frames))]


def _edges(hits: pd.DataFrame, found: Found, roll_up: bool) -> pd.DataFrame:
    """Return a row for every hit and each of its targets, with the one who says it."""
    pairs = zip(hits["targets"], hits["target"], strict=True)
    everyone = pd.Series([list(targets) or [first] for targets, first in pairs], index=hits.index, dtype=object)
    edges = hits.assign(target=everyone).explode("target")
    edges = edges.dropna(subset=["speaker", "target"])
    mentions = found.mentions.table
    if roll_up:
        country = home_of(mentions)
        for who in ("speaker", "target"):
            edges[who] = edges[who].map(country).where(lambda home: home.notna(), edges[who])
    own = hits.dropna(subset="target").drop_duplicates("target").set_index("target")["target_name"]
    named = own.dropna().to_dict() | actor_names(set(edges["target"]), mentions)
    for who in ("speaker", "target"):
        edges[f"{who}_name"] = [named.get(actor, actor) for actor in edges[who]]
    return edges.reset_index(drop=True)


def home_of(mentions: pd.DataFrame) -> pd.Series[Any]:
    """Return the country of every leader that mentions name."""
    leaders = mentions[mentions["type"] == "leader"].drop_duplicates("actor")
    return leaders.set_index("actor")["country"]


def _limits(
    edges: pd.DataFrame, table: pd.DataFrame, documents: pd.DataFrame, how: Resampling
) -> tuple[Floats, Floats]:
    """Return the limits of the shares, as parts of one; an article is drawn with its copies."""
    if table.empty:
        return np.empty(0), np.empty(0)
    rows = clusters(documents)
    rank = dict(zip(documents["document"], rows, strict=True))
    place = {key: at for at, key in enumerate(zip(table["speaker"], table["target"], table["frame"], strict=True))}
    number = rows.max(initial=-1) + 1
    counts = np.zeros((number, len(table)))
    for document, *key in zip(edges["document"], edges["speaker"], edges["target"], edges["frame"], strict=True):
        if (at := place.get(tuple(key))) is not None:
            counts[rank[document], at] += 1
    of_frame = edges.groupby([edges["document"].map(rank), "frame"]).size().unstack(fill_value=0)
    of_frame = of_frame.reindex(range(number), fill_value=0)
    totals = np.column_stack([of_frame[frame] for frame in table["frame"]]) if len(table) else counts
    return percentiles(lambda count, total: count / total, [counts, totals], seed=how.seed, draws=how.draws,
                       level=how.level)  # fmt: skip
