"""Which frames an edge carries, in whose voice, and whether it reads as friendly or critical."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from dateline.copies import Copies
from dateline.draws import FEW, Resampling, resampling
from dateline.errors import MeasureError, check_choice, check_kind, did_you_mean
from dateline.finding import Finding
from dateline.found import Found, clusters
from dateline.measures.tallies import FramingTally, Negated
from dateline.networks.cooccurrence import Cooccurrences, Whom, cooccurrences
from dateline.networks.incidence import held, resampled
from dateline.networks.units import Integers, together
from dateline.resampling import bootstrap
from dateline.seeds import Frame, load_frames
from dateline.stats import Floats

_PAIR = ["a", "b", "a_name", "b_name"]
_SIGNS = ("friendly", "critical")


def framed_edges(
    found: Found,
    *,
    of: Whom | Sequence[Whom] = "country",
    roll_up: bool = False,
    frames: Sequence[str] | None = None,
    by_voice: bool = True,
    negated: Negated = "left out",
    copies: Copies = "once",
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
) -> Finding:
    """Return how often each frame stands in the sentences that two actors share, by voice.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    of, roll_up, copies
        As in `cooccurrences`.
    frames : sequence of str, optional
        Only these; all by default.
    by_voice : bool
        Whether voices are told apart.
    negated : {'left out', 'counted'}
        What to do with negated hits.
    seed, draws, level
        Of the resampling of articles.

    Returns
    -------
    Finding
        `a`, `b` and their names, `frame`, `voice`, `hits`, the `articles` that hold them, `sentences` that the two
        share in all, and `load`: hits per 100 of these, with `low` and `high`; the most hits first. Passages are the
        framing terms.

    Raises
    ------
    MeasureError
        When a choice does not exist, a frame was not looked for, or a number is out of range.

    Notes
    -----
    A term in the sentence need not be about the two, or about how they stand to each other: `framed_dyads` knows the
    target. A sentence with four actors counts for six pairs. An article is drawn with all its sentences; where fewer
    than five hold such a hit, limits are those of Poisson (`dateline.resampling.bootstrap`).

    References
    ----------
    Entman, R. M. (1993), Framing: toward clarification of a fractured paradigm, Journal of Communication 43(4), 51-58.

    Examples
    --------
    ::

        dl.framed_edges(found, roll_up=True).passages(a="CHN", b="RUS", frame="friendship")
    """
    how = resampling(seed, draws, level)
    pairs, hits = _framed(found, of, roll_up, negated, copies)
    for frame in frames or ():
        if frame not in (known := set(found.frames) | set(hits["frame"])):
            raise MeasureError(f'The frame "{frame}" was not looked for. {did_you_mean(frame, known)}')
    hits = hits if frames is None else hits[hits["frame"].isin(list(frames))]
    keys = [*_PAIR, "frame", *(["voice"] if by_voice else [])]
    table = hits.groupby(keys).agg(hits=("document", "size"), articles=("document", "nunique")).reset_index()
    table = table.merge(pairs.table[["a", "b", "units"]].rename(columns={"units": "sentences"}), on=["a", "b"])
    order = ["hits", "a", "b", *keys[4:]]
    table = table.sort_values(order, ascending=[False] + [True] * (len(order) - 1), ignore_index=True)
    table["load"], table["low"], table["high"] = _loads(hits, table, keys, pairs, how)
    note = (
        "Unit: one hit in a sentence that names both; load: hits per 100 sentences that the two share. Negated hits: "
        f"{negated}."
    )
    title = f"Frames on the edges: {pairs.title[0].lower()}{pairs.title[1:]}"
    return Finding(
        table,
        title,
        (note, how.note(int(clusters(pairs.documents).max(initial=-1)) + 1), *pairs.notes),
        hits,
        found.hits.texts,
        found.made_from,
        "hits per 100 sentences",
    )


def signed_edges(
    found: Found,
    *,
    of: Whom | Sequence[Whom] = "country",
    roll_up: bool = False,
    lexicon: Mapping[str, Frame] | None = None,
    voices: Sequence[str] | None = None,
    negated: Negated = "left out",
    copies: Copies = "once",
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
) -> Finding:
    """Return whether the sentences that two actors share read as friendly or as critical.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    of, roll_up, copies
        As in `cooccurrences`.
    lexicon : mapping of str to Frame, optional
        Tells how each frame reads; by default that of the seeds.
    voices : sequence of str, optional
        Only hits in these voices, such as `["narrator"]`; all by default.
    negated : {'left out', 'counted'}
        What to do with negated hits.
    seed, draws, level
        Of the resampling of articles.

    Returns
    -------
    Finding
        `a`, `b` and their names, `friendly` and `critical` hits, the `articles` that hold them, `balance`: friendly
        less critical over both, from -1 to 1, with `low` and `high`, and `sign`: `+` or `-` where the interval leaves 0
        out, else missing. The most hits first; pairs without a hit have no row.

    Raises
    ------
    MeasureError
        When a choice does not exist, a number is out of range, or no frame found is friendly or critical.

    Notes
    -----
    How a frame reads is a row of the seeds that may be argued with; neutral frames are left out. Intervals are
    percentiles of resampled articles, each with its copies where they count. Where all hits are of one kind every
    resample says the same, and the limits, for however few articles, are those of a share of so many that all agree
    (Clopper & Pearson); where they are of both kinds and in fewer than five articles, there is none.

    References
    ----------
    Clopper, C. J. & Pearson, E. S. (1934), The use of confidence or fiducial limits, Biometrika 26, 404-413.
    Doreian, P. & Mrvar, A. (2015), Structural balance and signed international relations, Journal of Social Structure
    16(1), 1-49.

    Examples
    --------
    ::

        dl.signed_edges(found, roll_up=True, voices=["narrator"])
    """
    how = resampling(seed, draws, level)
    pairs, hits = _framed(found, of, roll_up, negated, copies)
    known = load_frames() if lexicon is None else lexicon
    reads = {frame: known[frame].reads_as for frame in set(found.frames) | set(hits["frame"]) if frame in known}
    if not set(reads.values()) & set(_SIGNS):
        raise MeasureError("No frame that was looked for reads as friendly or critical. Give their lexicon.")
    hits = hits.assign(reads=hits["frame"].map(reads))
    hits = hits[hits["reads"].isin(_SIGNS) & (True if voices is None else hits["voice"].isin(list(voices or ())))]
    counts = hits.groupby(_PAIR)["reads"].value_counts().unstack(fill_value=0).reindex(columns=_SIGNS, fill_value=0)
    table = counts.join(hits.groupby(_PAIR)["document"].nunique().rename("articles")).reset_index()
    table["balance"] = (table["friendly"] - table["critical"]) / (table["friendly"] + table["critical"])
    table["low"], table["high"] = _limits(hits, table, pairs, how)
    table["sign"] = np.select([table["low"] > 0, table["high"] < 0], ["+", "-"], default="")
    table["sign"] = table["sign"].where(table["sign"].ne(""), None)
    most = (table["friendly"] + table["critical"]).rename("most")
    table = table.assign(most=most).sort_values(["most", "a", "b"], ascending=[False, True, True], ignore_index=True)
    said = {sign: ", ".join(sorted(frame for frame in reads if reads[frame] == sign)) or "none" for sign in _SIGNS}
    notes = (
        f"Unit: one hit in a sentence that names both; friendly: {said['friendly']}; critical: {said['critical']}. "
        f"Balance: friendly less critical over both. Negated hits: {negated}. Voices: {', '.join(voices or ['all'])}.",
        f"Intervals: {how.level:.0%}, percentiles of {how.draws:,} resamples of {len(pairs.documents):,} articles, "
        f"seed {how.seed}; where all hits agree, binomial limits on the articles; where they do not and fewer than "
        f"{FEW} articles hold them, none.",
        *pairs.notes,
    )
    title = f"Friendly and critical edges: {pairs.title[0].lower()}{pairs.title[1:]}"
    return Finding(table.drop(columns="most"), title, notes, hits, found.hits.texts, found.made_from, "balance")


def _framed(
    found: Found, of: Whom | Sequence[Whom], roll_up: bool, negated: Negated, copies: Copies
) -> tuple[Cooccurrences, pd.DataFrame]:
    """Return the pairs of sentences, and a row for each hit and each pair of its sentence."""
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    check_choice("negated", negated, Negated)
    pairs = cooccurrences(found, of=of, within="sentence", roll_up=roll_up, copies=copies)
    hits = FramingTally(found.counting(copies)[0], ["frame"], negated).hits
    places = pd.MultiIndex.from_frame(hits[["document", "sentence"]])
    named = pairs.mentions[["document", "sentence", "unit", "actor"]].drop_duplicates(["unit", "actor"])
    named = named[pd.MultiIndex.from_frame(named[["document", "sentence"]]).isin(places)].reset_index(drop=True)
    unit: Integers = named["unit"].to_numpy(dtype=np.int64)
    near = together(unit, np.zeros(len(unit), dtype=np.int64))
    actor = named["actor"].to_numpy(dtype=object)
    ends = np.array([actor[near.first], actor[near.second]], dtype=object)
    ends.sort(axis=0)
    where = named[["document", "sentence"]].iloc[near.first].reset_index(drop=True)
    where = where.assign(a=ends[0], b=ends[1]).merge(pairs.table[_PAIR], on=["a", "b"])
    return pairs, hits.merge(where, on=["document", "sentence"])


def _loads(hits: pd.DataFrame, table: pd.DataFrame, keys: list[str], pairs: Cooccurrences, how: Resampling) -> Floats:
    """Return hits per 100 shared sentences of each row, with their limits, shape (3, rows)."""
    copies, entries = clusters(pairs.documents), held(pairs)
    row = pd.Series(copies, index=pairs.documents["document"])
    size = int(copies.max(initial=-1)) + 1
    place = pd.Series(np.arange(len(table)), index=pd.MultiIndex.from_frame(table[keys]))
    column = place.reindex(pd.MultiIndex.from_frame(hits[keys])).to_numpy()
    counts = csr_array((np.ones(len(hits)), (hits["document"].map(row), column)), shape=(size, len(table)))
    shared = csr_array((entries["units"], (copies[entries["row"]], entries["pair"])), shape=(size, len(pairs.table)))
    ends = pd.Series(np.arange(len(pairs.table)), index=pd.MultiIndex.from_frame(pairs.table[["a", "b"]]))
    sentences = shared[:, ends.reindex(pd.MultiIndex.from_frame(table[["a", "b"]])).to_numpy(dtype=np.int64)]
    found = bootstrap(counts, csr_array(sentences), seed=how.seed, draws=how.draws, level=how.level)
    return 100 * np.array(found)


def _limits(hits: pd.DataFrame, table: pd.DataFrame, pairs: Cooccurrences, how: Resampling) -> tuple[Floats, Floats]:
    """Return the limits of the balance of each pair."""
    row = pd.Series(clusters(pairs.documents), index=pairs.documents["document"])
    place = pd.Series(np.arange(len(table)), index=pd.MultiIndex.from_frame(table[["a", "b"]]))
    column = place.reindex(pd.MultiIndex.from_frame(hits[["a", "b"]])).to_numpy()
    column = 2 * column + hits["reads"].eq("critical").to_numpy()
    shape = (int(row.max()) + 1, 2 * len(table))
    counts = csr_array((np.ones(len(hits)), (hits["document"].map(row).to_numpy(), column)), shape=shape)
    low, high = np.full((2, len(table)), np.nan)
    if not len(table):
        return low, high
    drawn = np.concatenate(list(resampled(counts, seed=how.seed, draws=how.draws)))
    friendly, critical = drawn[:, ::2], drawn[:, 1::2]
    with np.errstate(invalid="ignore"):
        balance = (friendly - critical) / (friendly + critical)
    holding = (counts[:, ::2] + counts[:, 1::2]) > 0
    articles, sign = np.asarray(holding.sum(axis=0)), table["balance"].to_numpy(float)
    several = articles >= FEW
    if several.any():
        low[several], high[several] = np.nanquantile(balance[:, several], how.tails, axis=0)
    agreed = np.abs(sign) == 1
    least = 2 * how.tails[0] ** (1 / articles[agreed]) - 1
    low[agreed], high[agreed] = np.where(sign[agreed] > 0, [least, np.ones_like(least)], [-np.ones_like(least), -least])
    return low, high
