"""Who names whom: from the one whose words are quoted to those who are named in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dateline.copies import Copies
from dateline.draws import FEW, Resampling, resampling
from dateline.errors import check_count
from dateline.finding import Finding
from dateline.found import Found, clusters, voiced
from dateline.measures.dyads import home_of
from dateline.networks.cooccurrence import Whom, cooccurrences
from dateline.networks.incidence import resampled
from dateline.networks.units import Integers
from dateline.resampling import garwood
from dateline.stats import Floats

_KEYS = ["speaker", "target"]


def spoken_dyads(
    found: Found,
    *,
    of: Whom | Sequence[Whom] = ("leader", "country"),
    roll_up: bool = False,
    min_count: int = 1,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
    copies: Copies = "once",
) -> Finding:
    """Return whom each speaker names, whatever the words say about them.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    of : {'leader', 'country', 'person', 'organisation'}, or several in a list
        Whom to look for in the words.
    roll_up : bool
        With `of="country"`: a leader counts for the country, as speaker and as target.
    min_count : int
        Quotations a row must have.
    seed, draws, level
        Of the resampling of articles.
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each.

    Returns
    -------
    Finding
        `speaker` and `target` with their names, `quotations` of the speaker that name the target, `articles` that hold
        them, `share` (of the speaker's quotations, in per cent) with `low` and `high`; the most frequent first.
        `to_frame()` is a list of directed edges, speaker to target.

    Raises
    ------
    MeasureError
        When a choice does not exist, a number is out of range, or it is not known where in the text names stand.

    Notes
    -----
    A quotation counts for everyone named in it, once. A name in a quotation within another is named by the inner
    speaker. Speakers who are no actor go by the name the text gives them; without one, quotations are left out. Nobody
    is his own target; rolled up, a leader's own country is none either. For what is said of the target,
    see `framed_dyads`.

    References
    ----------
    Leifeld, P. (2013), Policy Studies Journal 41(1), 169-198. Koopmans, R. & Statham, P. (1999), Political claims
    analysis, Mobilization 4(2), 203-221.

    Examples
    --------
    ::

        dl.spoken_dyads(found, of="country", roll_up=True).passages(speaker="CHN", target="USA")
    """
    check_count("min_count", min_count)
    how = resampling(seed, draws, level)
    pairs = cooccurrences(found, of=of, within="quotation", roll_up=roll_up, copies=copies)
    quotes = _speakers(pairs.quotes, found, roll_up)
    named = pairs.mentions.rename(columns={"actor": "target"}).drop(columns="name")
    named = named.join(quotes[["speaker", "speaker_name"]], on="quotation").dropna(subset="speaker")
    named = named.assign(target_name=named["target"].map(pairs.nodes.set_index("actor")["name"]))
    named = named[named["speaker"] != named["target"]].reset_index(drop=True)
    counts = {"quotations": ("quotation", "nunique"), "articles": ("document", "nunique")}
    names = {f"{who}_name": (f"{who}_name", "first") for who in _KEYS}
    table = named.groupby(_KEYS).agg(**names, **counts).reset_index()
    table = table[["speaker", "speaker_name", "target", "target_name", *counts]]
    table = table[table["quotations"] >= min_count]
    table = table.sort_values(["quotations", *_KEYS], ascending=[False, True, True], ignore_index=True)
    spoken = quotes[voiced(pairs.quotes)].dropna(subset="speaker")
    table["share"] = 100 * table["quotations"] / table["speaker"].map(spoken["speaker"].value_counts())
    documents = pairs.documents
    table["low"], table["high"] = _limits(named, spoken, table, documents, how)
    notes = (
        f"Unit: one quotation whose speaker is known, {len(spoken):,} of {len(quotes):,}; share: per cent of the "
        "speaker's. A speaker's own name does not count.",
        f"Intervals: {how.level:.0%}, percentiles of {how.draws:,} resamples of {len(documents):,} articles, seed "
        f"{how.seed}; where fewer than {FEW} hold a row, Poisson limits; none for a speaker of fewer.",
        *pairs.notes[1:],
    )
    return Finding(table, "Who names whom", notes, named, pairs.texts, pairs.made_from, "quotations")


def _speakers(quotes: pd.DataFrame, found: Found, roll_up: bool) -> pd.DataFrame:
    """Return quotations with a speaker: by id, by country, or by name."""
    mentions = found.mentions.table
    said = quotes["speaker"].where(quotes["speaker"].notna(), quotes["speaker_name"])
    names = quotes["speaker_name"]
    if roll_up:
        rolled = said.map(home_of(mentions))
        country = mentions[mentions["type"] == "country"].drop_duplicates("actor").set_index("actor")["name"]
        said = rolled.where(rolled.notna(), said)
        names = said.map(country).where(lambda name: name.notna(), names.where(rolled.isna(), said))
    return quotes.assign(speaker=said, speaker_name=names)


def _limits(
    named: pd.DataFrame, spoken: pd.DataFrame, table: pd.DataFrame, documents: pd.DataFrame, how: Resampling
) -> tuple[Floats, Floats]:
    """Return the limits of the shares, in per cent."""
    low, high = np.full((2, len(table)), np.nan)
    if not len(table):
        return low, high
    row = pd.Series(clusters(documents), index=documents["document"])
    place = pd.Series(np.arange(len(table)), index=pd.MultiIndex.from_frame(table[_KEYS]))
    once = named.drop_duplicates([*_KEYS, "quotation"])
    column = place.reindex(pd.MultiIndex.from_frame(once[_KEYS]))
    inside = column.notna().to_numpy(dtype=bool)
    speakers = pd.Series(np.arange(table["speaker"].nunique()), index=table["speaker"].unique())
    asked = spoken[spoken["speaker"].isin(speakers.index)]
    rows = np.concatenate([once["document"].map(row).to_numpy()[inside], asked["document"].map(row).to_numpy()])
    columns = np.concatenate([column.to_numpy()[inside], len(table) + asked["speaker"].map(speakers).to_numpy()])
    shape = (int(row.max()) + 1, len(table) + len(speakers))
    counts = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    drawn = resampled(counts, seed=how.seed, draws=how.draws)
    sums = np.concatenate(list(drawn))
    of = len(table) + table["speaker"].map(speakers).to_numpy(dtype=np.int64)
    with np.errstate(invalid="ignore"):
        shares = 100 * sums[:, : len(table)] / sums[:, of]
    holding = spoken["document"].map(row).groupby(spoken["speaker"]).nunique()
    several = table["speaker"].map(holding).to_numpy() >= FEW
    if several.any():
        low[several], high[several] = np.nanquantile(shares[:, several], how.tails, axis=0)
    return _few(counts, len(table), of, several, (low, high), how)


def _few(
    counts: csr_array,
    rows: int,
    of: Integers,
    several: NDArray[np.bool_],
    limits: tuple[Floats, Floats],
    how: Resampling,
) -> tuple[Floats, Floats]:
    """Return limits, of rows that few articles hold those of Poisson for the number of such articles."""
    sums = np.asarray(counts.sum(axis=0), dtype=float)
    holding = np.bincount(counts.indices[counts.indices < rows], minlength=rows)
    poisson = np.array(garwood(holding, level=how.level)) * sums[:rows] / np.maximum(holding, 1) / sums[of]
    low, high = np.where((holding < FEW) & several, 100 * np.minimum(poisson, 1), limits)
    return low, high
