"""Networks in time: slices and moving windows, a dyad's share of the articles, and when either changes for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from dateline.draws import Resampling, resampling
from dateline.errors import MeasureError, NotFoundError, check_count, check_kind, did_you_mean
from dateline.finding import Finding
from dateline.found import clusters
from dateline.networks.cooccurrence import Cooccurrences
from dateline.networks.incidence import held
from dateline.networks.network import Network
from dateline.networks.units import Integers
from dateline.resampling import bootstrap, wilson
from dateline.splits import SIGNIFICANT, splits
from dateline.stats import Floats
from dateline.timeline import Calendar, Every, calendar


class _Window(NamedTuple):
    """Some periods in a row: how they are called, their numbers, and which of the articles lie in them."""

    label: str
    first: int
    last: int
    rows: Integers


def networks_by_period(pairs: Cooccurrences, *, every: Every = "month", span: int = 1) -> dict[str, Network]:
    """Return the network of each period, or of each window that moves by one period.

    Parameters
    ----------
    pairs : Cooccurrences
    every : {'day', 'week', 'month', 'quarter', 'year'}
        The length of a period.
    span : int
        Periods in a window; more than one make windows that overlap.

    Returns
    -------
    dict of str to Network
        By the first day of the week, or ISO 8601; a window by its first and last period, with a stroke between. A
        period without an article has an empty network.

    Raises
    ------
    MeasureError
        When a choice does not exist, or no article has such a date.

    Notes
    -----
    Pairs are counted again in each window; a backbone is not kept: filter each network, or compare edges of the whole
    in `network_series`.

    Examples
    --------
    ::

        for quarter, network in dl.networks_by_period(pairs, every="quarter").items(): ...
    """
    days = _calendar(pairs, every, span)
    ids = pairs.documents["document"].to_numpy(dtype=object)
    return {window.label: Network(pairs.among(set(ids[window.rows]))) for window in _windows(days, span)}


def network_series(
    pairs: Cooccurrences,
    *,
    every: Every = "month",
    span: int = 1,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
) -> Finding:
    """Return how dense a network is in each period, or in each window that moves by one period.

    Parameters
    ----------
    pairs : Cooccurrences
        All pairs, or those of a backbone.
    every : {'day', 'week', 'month', 'quarter', 'year'}
        The length of a period.
    span : int
        Periods in a window.
    seed, draws, level
        Of the resampling of articles; see `framing`.

    Returns
    -------
    Finding
        `period`, `articles`, `actors` and `edges` seen in it, `density` (edges over the pairs of these actors, in per
        cent), `kept` (edges that were there in the last window that ends before it, over those in either, in per cent),
        `ties`: pairs an article holds, with `low` and `high`.

    Raises
    ------
    MeasureError
        When a choice does not exist, a number is out of range, or no article has such a date.

    Notes
    -----
    More articles hold more actors and more pairs, so that `density` and `edges` of periods with unlike numbers of
    articles cannot be compared; `ties` an article can.

    References
    ----------
    Holme, P. & Saramäki, J. (2012), Temporal networks, Physics Reports 519, 97-125. For the interval see
    `dateline.resampling.bootstrap`.

    Examples
    --------
    ::

        dl.network_series(pairs, every="month", span=3)
    """
    days, how = _calendar(pairs, every, span), resampling(seed, draws, level)
    entries = held(pairs)
    ties = np.bincount(entries["row"], minlength=len(pairs.documents)).astype(float)
    named, copies = _named(pairs), clusters(pairs.documents)
    rows: list[tuple[object, ...]] = []
    seen: list[set[int]] = []
    for window in _windows(days, span):
        inside = np.zeros(len(pairs.documents), dtype=bool)
        inside[window.rows] = True
        edges = set(entries["pair"][inside[entries["row"].to_numpy()]])
        actors = len(set(named["code"][inside[named["row"].to_numpy()]]))
        before = seen[-span] if len(seen) >= span else None
        kept = np.nan if before is None else _percent(len(edges & before), len(edges | before))
        density = _percent(len(edges), actors * (actors - 1) / 2)
        ties_here = _interval(ties[window.rows], copies[window.rows], how)
        rows.append((window.label, len(window.rows), actors, len(edges), density, kept, *ties_here))
        seen.append(edges)
    columns = ["period", "articles", "actors", "edges", "density", "kept", "ties", "low", "high"]
    notes = (
        f"Density: edges over the pairs of the actors of that window; kept: edges shared with the last window "
        f"that ends before it, over those of either; ties: pairs an article holds. {days.said}",
        how.note(int(days.dated.sum())),
        *pairs.notes,
    )
    title = f"{pairs.title}, by {_moving(every, span)}"
    return _finding(pairs, pd.DataFrame(rows, columns=columns), title, notes, days, span, "pairs an article")


def dyad_series(
    pairs: Cooccurrences,
    a: str,
    b: str,
    *,
    every: Every = "month",
    span: int = 1,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
) -> Finding:
    """Return in what share of the articles of each period two actors stand together.

    Parameters
    ----------
    pairs : Cooccurrences
    a, b : str
        Ids of the two.
    every : {'day', 'week', 'month', 'quarter', 'year'}
        The length of a period.
    span : int
        Periods in a window.
    level : float
        Nominal coverage.
    seed, draws
        Of the resampling of articles, where copies count.

    Returns
    -------
    Finding
        `period`, `articles` that hold the two, `of` how many, `share` in per cent with `low` and `high`, and
        `of_ties`: of all pairs that articles hold then, in per cent.

    Raises
    ------
    NotFoundError
        When the two share no edge.
    MeasureError
        When a choice does not exist, a number is out of range, or no article has such a date.

    Notes
    -----
    Wilson's interval for a share of articles. Where copies count, articles are resampled with their copies instead
    (`dateline.resampling.bootstrap`): Wilson would take them for independent.

    References
    ----------
    Wilson, E. B. (1927), Journal of the American Statistical Association 22.

    Examples
    --------
    ::

        dl.dyad_series(pairs, "CHN", "RUS", every="quarter")
    """
    days, how = _calendar(pairs, every, span), resampling(seed, draws, level)
    number, entries, copies = _pair(pairs, a, b), held(pairs), clusters(pairs.documents)
    ties = np.bincount(entries["row"], minlength=len(pairs.documents))
    own = np.bincount(entries["row"][entries["pair"] == number], minlength=len(pairs.documents))
    rows = []
    for window in _windows(days, span):
        count, of, all_ties = int(own[window.rows].sum()), len(window.rows), int(ties[window.rows].sum())
        low, high = _share_limits(own[window.rows], copies[window.rows], how)
        rows.append((window.label, count, of, _percent(count, of), low, high, _percent(count, all_ties)))
    table = pd.DataFrame(rows, columns=["period", "articles", "of", "share", "low", "high", "of_ties"])
    pair = pairs.table.iloc[number]
    limits = (
        "Wilson" if len(set(copies)) == len(copies) else f"bootstrap-t over {len(set(copies)):,} articles with copies"
    )
    notes = (f"Share: per cent of the articles; interval: {level:.0%}, {limits}. {days.said}", *pairs.notes)
    title = f"{pair['a_name']} and {pair['b_name']}: {_small(pairs.title)}, by {_moving(every, span)}"
    one = pairs.where(a=pair["a"], b=pair["b"])
    return _finding(pairs, table, title, notes, days, span, "per cent of articles", one.behind({}))


def network_changes(
    pairs: Cooccurrences,
    *,
    every: Every = "month",
    dyads: Sequence[tuple[str, str]] = (),
    most: int = 3,
    seed: int | None = None,
    draws: int = 999,
) -> Finding:
    """Return the periods at which the density of a network, or of a dyad in it, changes for good.

    Parameters
    ----------
    pairs : Cooccurrences
        All pairs, or those of a backbone.
    every : {'day', 'week', 'month', 'quarter', 'year'}
        The length of a period.
    dyads : sequence of pairs of str
        Ids of two actors each.
    most : int
        Change points a series may have.
    seed : int, optional
        Of the permutations; by default the project's.
    draws : int
        Permutations.

    Returns
    -------
    Finding
        `of` ("all pairs" or the names of two), `at` (the first period after the change), what an article holds
        `before` and `after` it up to the next change, and `p`; only changes with p <= 0.05. For all pairs: the number
        that an article holds; for a dyad: the share of articles that hold it.

    Raises
    ------
    NotFoundError
        When two actors share no edge.
    MeasureError
        When a choice does not exist, a number is out of range, or no article has such a date.

    Notes
    -----
    As in `change_points`: articles are dealt out over the same dates at random, each with its copies where they count,
    which are dated as the first of them. No correction for several series.

    References
    ----------
    See `dateline.change_points`.

    Examples
    --------
    ::

        dl.network_changes(pairs, every="month", dyads=[("CHN", "RUS")])
    """
    days, how = _calendar(pairs, every, 1), resampling(seed, draws, 0.95)
    check_count("most", most)
    entries, size = held(pairs), len(pairs.documents)
    series = {"all pairs": np.bincount(entries["row"], minlength=size)}
    for a, b in dyads:
        number = _pair(pairs, a, b)
        series[f"{pairs.table['a_name'][number]} and {pairs.table['b_name'][number]}"] = np.bincount(
            entries["row"][entries["pair"] == number], minlength=size
        )
    rows = []
    # Copies count in the period of the first of them.
    _, first, copies = np.unique(clusters(pairs.documents)[days.dated], return_index=True, return_inverse=True)
    sizes = np.bincount(copies).astype(float)
    for name, counts in series.items():
        hits = np.asarray(np.bincount(copies, counts[days.dated]), dtype=np.float64)
        found = splits(hits, sizes, days.code[first], most=most, seed=how.seed, draws=how.draws)
        rows += [(name, days.labels[at], before, after, p) for at, before, after, p in found]
    notes = (
        f"All pairs: pairs an article holds; two actors: share of articles that hold both. {days.said}",
        f"Splits: greatest Poisson likelihood; p: {how.draws:,} permutations of {len(sizes):,} articles over their "
        f"dates, seed {how.seed}; at most {most} a series, those with p <= {SIGNIFICANT}; {len(series):,} series, "
        "without correction for their number.",
        *pairs.notes,
    )
    table = pd.DataFrame(rows, columns=["of", "at", "before", "after", "p"])
    mentions = _in_periods(pairs.mentions, pairs, days, 1).rename(columns={"period": "at"})
    title = f"When a network changes: {_small(pairs.title)}, by {every}"
    return Finding(table, title, notes, mentions, pairs.texts, pairs.made_from)


def _calendar(pairs: Cooccurrences, every: Every, span: int) -> Calendar:
    check_kind("pairs", pairs, Cooccurrences, "Count pairs first: dl.cooccurrences(found).")
    check_count("span", span)
    days = calendar(pairs.documents["date"], every)
    if span > len(days.labels):
        raise MeasureError(f"span={span}: there are only {len(days.labels)} {every}s. Choose a shorter window.")
    return days


def _windows(days: Calendar, span: int) -> Iterator[_Window]:
    """Yield windows in order of time."""
    rows = np.flatnonzero(days.dated)
    for first in range(len(days.labels) - span + 1):
        last = first + span - 1
        label = days.labels[first] + (f"/{days.labels[last]}" if span > 1 else "")
        yield _Window(label, first, last, rows[(days.code >= first) & (days.code <= last)])


def _pair(pairs: Cooccurrences, a: str, b: str) -> int:
    """Return the row of a pair, in either order."""
    first, second = sorted((a, b))
    there = np.flatnonzero((pairs.table["a"] == first) & (pairs.table["b"] == second))
    if not len(there):
        actors = {*pairs.table["a"], *pairs.table["b"]}
        missing = next((actor for actor in (a, b) if actor not in actors), None)
        hint = did_you_mean(missing, actors) if missing else "Both are here, and stand together nowhere."
        raise NotFoundError(f'"{a}" and "{b}" share no edge. {hint}')
    return int(there[0])


def _named(pairs: Cooccurrences) -> pd.DataFrame:
    """Return which actor is named in which article, by number."""
    row = pd.Series(np.arange(len(pairs.documents)), index=pairs.documents["document"])
    named = pairs.mentions[["document", "actor"]].drop_duplicates()
    return pd.DataFrame({"row": named["document"].map(row).to_numpy(), "code": pd.factorize(named["actor"])[0]})


def _interval(counts: Floats, copies: Integers, how: Resampling) -> tuple[float, float, float]:
    """Return what an article holds, with limits from resampling articles, each with its copies."""
    if not len(counts):
        return np.nan, np.nan, np.nan
    of = pd.factorize(copies)[0]
    found = bootstrap(
        np.bincount(of, counts)[:, None], np.bincount(of)[:, None], seed=how.seed, draws=how.draws, level=how.level
    )
    return float(found.rate[0]), float(found.low[0]), float(found.high[0])


def _share_limits(counts: Integers, copies: Integers, how: Resampling) -> tuple[float, float]:
    """Return the limits of the share of articles that hold a pair, in per cent."""
    size = len(counts)
    if not size:
        return np.nan, np.nan
    if len(set(copies)) < size:
        _, low, high = _interval(counts.astype(float), copies, how)
        return 100 * low, min(100 * high, 100.0)
    low, high = (float(100 * limit) for limit in wilson(counts.sum(), size, level=how.level))
    return low, high


def _in_periods(mentions: pd.DataFrame, pairs: Cooccurrences, days: Calendar, span: int) -> pd.DataFrame:
    """Return mentions with the window they stand in, once for each window."""
    ids = pairs.documents["document"].to_numpy(dtype=object)
    in_window = [
        pd.DataFrame({"document": ids[window.rows], "period": window.label}) for window in _windows(days, span)
    ]
    return mentions.merge(pd.concat(in_window), on="document")


def _finding(
    pairs: Cooccurrences, table: pd.DataFrame, title: str, notes: tuple[str, ...], days: Calendar, span: int,
    unit: str, mentions: pd.DataFrame | None = None,
) -> Finding:  # fmt: skip
    evidence = _in_periods(pairs.mentions if mentions is None else mentions, pairs, days, span)
    return Finding(table, title, notes, evidence, pairs.texts, pairs.made_from, unit)


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else np.nan


def _moving(every: Every, span: int) -> str:
    return every if span == 1 else f"{span} {every}s, moving by one"


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
