"""Who gets to speak: everyone's share of what is quoted, and the stance of the verbs that report them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from dateline.copies import Copies
from dateline.draws import FEW, Resampling, resampling
from dateline.errors import MeasureError, check_choice, check_columns, check_count, check_kind, did_you_mean
from dateline.finding import Finding, listed
from dateline.found import Found, voiced
from dateline.measures.credits import credited
from dateline.resampling import bootstrap
from dateline.stats import Floats

Of = Literal["quoted words", "quotations", "all words", "words of each article"]
Key = tuple[Any, ...]

_ARTICLE = ("document", "outlet", "date", "month")
_CLOSED = ("kind", "stance", "source_kind")  # every value is told apart from the others, found in a cell or not
_PLACE = ("sentence", "paragraph", "start", "end", "sentence_start", "sentence_end", "words")
_OF_AN_ARTICLE = ("all words", "words of each article")
_ENTRIES_AT_ONCE = 10_000_000


class _Question(NamedTuple):
    """What is asked: which columns tell rows apart, which of them make a whole, and of what a share is."""

    by: tuple[str, ...]
    within: tuple[str, ...]
    of: str
    how: Resampling


def speaking(
    found: Found,
    *,
    by: Sequence[str] = ("speaker",),
    of: Of = "quoted words",
    within: Sequence[str] | None = None,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
    copies: Copies = "once",
) -> Finding:
    """Return who is quoted, how much, and which share that is, with intervals from resampling articles.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    by : sequence of str
        What tells rows apart: `month`, or any column of `found.quotes` that is no place in a text, such as `speaker`,
        `kind`, `outlet`, `document`.
    of : {'quoted words', 'quotations', 'all words', 'words of each article'}
        Of what the share is. The last is the mean of the articles' own shares, so that a long article weighs no more
        than a short one.
    within : sequence of str, optional
        Columns of `by` that make a whole of 100 per cent; by default those that say something of the article, where
        they stand beside others. With `by=["speaker", "kind"], within=["speaker"]` a speaker's direct, mixed and
        indirect words make a whole.
    seed : int, optional
        Of the resampling; by default the project's.
    draws : int
        Resamples.
    level : float
        Nominal coverage of the intervals.
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each.

    Returns
    -------
    Finding
        The columns of `by` (a speaker's `name` beside its id), then `quotes`, `words`, `articles` that hold one, `of`
        (the whole: words, quotations or articles), `share` in per cent, `low`, `high`.

    Raises
    ------
    MeasureError
        When `by` is empty or names an unknown column, or one twice; when `within` is not part of it, or a number is
        out of range.

    Notes
    -----
    Counted is an attribution whose words are its source's: an intention, or what nobody is named to have said, is the
    narrator's. Each word counts once, in the narrowest quotation, unless `by` holds a column that words do not have
    (`stance`, `via`): then a word quoted within a quotation counts for both, and the notes say how many do. A speaker
    without an id goes by the name as written; gender is not guessed. What several say together counts for each actor
    among them. Speakers are listed where they are quoted; kinds, outlets and months also where they are not. A single
    article has no interval.

    References
    ----------
    See `dateline.resampling.bootstrap` for the interval; where few articles lack the row, its mirror image is taken.
    For concentration: Laakso, M. & Taagepera, R. (1979), "Effective" number of parties, Comparative Political Studies
    12.

    Examples
    --------
    ::

        dl.speaking(found, by=["outlet", "kind"], of="all words")
        dl.speaking(found).passages(name="Xi Jinping")
    """
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    check_choice("of", of, Of)
    how = resampling(seed, draws, level)
    _check_columns(by, found.quotes.table)
    found, said = credited(*found.counting(copies), by)
    asked = _Question(tuple(by), _whole(by, within, of), of, how)
    attributions = _keyed(found.quotes.table, found)
    quotes = attributions[voiced(attributions)]
    words = _words(found, quotes, asked.by)
    table = _measured(found, quotes, words, asked)
    table = _ordered(_named(table, quotes), asked, "quotes" if of == "quotations" else "words")
    notes = (*_counted(found, quotes, words, asked), *_concentration(table, asked), *_intervals(found, asked, said))
    title = f"Who gets to speak, by {listed([column.removesuffix('_name') for column in by])}"
    evidence = quotes.drop(columns="words")  # of one quotation; the table's words are a row's
    return Finding(table, title, notes, evidence, found.quotes.texts, found.made_from, f"per cent of {of}")


def stances(
    found: Found,
    *,
    by: Sequence[str] = ("speaker",),
    least: int = 10,
    seed: int | None = None,
    draws: int = 1000,
    level: float = 0.95,
    copies: Copies = "once",
) -> Finding:
    """Return with which stance the reporting verbs bring each speaker in: said, claimed, admitted, hailed.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    by : sequence of str
        Whose verbs: columns as in `speaking`, not `stance` itself.
    least : int
        Speakers with fewer attributions than this are counted together.
    seed : int, optional
        Of the resampling; by default the project's.
    draws : int
        Resamples.
    level : float
        Nominal coverage of the intervals.
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each.

    Returns
    -------
    Finding
        The columns of `by`, `stance`, then `quotes`, `articles`, `of` (attributions with a cue), `share` in per cent,
        `low`, `high`; the speakers with most first, a stance that never stands with one as a zero.

    Raises
    ------
    MeasureError
        When a column is unknown, or a number out of range.

    Notes
    -----
    Unlike `speaking` it counts intentions too ("vowed to"): the verb is the reporter's choice there as well. Stances
    are the classes of `seeds/voice/cues.csv`. A verb's stance also depends on what was said: who complains is not said
    to have hailed. It says nothing of whether the stance is deserved.

    Examples
    --------
    ::

        dl.stances(found, least=15).passages(name="Xi Jinping", stance="emotive")
    """
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    check_count("least", least)
    how = resampling(seed, draws, level)
    _check_columns(by, found.quotes.table.drop(columns="stance"))
    found, said = credited(*found.counting(copies), by)
    asked = _Question((*by, "stance"), tuple(by), "quotations", how)
    quotes = _keyed(found.quotes.table, found)
    cued = quotes[quotes["stance"].notna()]
    who = bool({"speaker", "speaker_name"} & set(by))
    known = cued[cued["speaker"].notna()] if who else cued
    lumped, others = _lumped(known, least) if who else (known, None)
    table = _measured(found, lumped, lumped, asked, full=True)
    table = _ordered(_named(table, lumped), asked, "quotes", last=others).drop(columns="words")
    notes = [f"Unit: one attribution with a cue, intentions included; share: per cent of those of that {listed(by)}."]
    nobody = f", {len(cued) - len(known):,} without a speaker" if who else ""
    notes += [f"Left out: {len(quotes) - len(cued):,} without a cue{nobody}."]
    notes += [f"Speakers with fewer than {least} are counted together ({others})."] if others else []
    title = f"Stance of the reporting verb, by {listed(by)}"
    notes += _intervals(found, asked, said)
    evidence = lumped.drop(columns="words")
    return Finding(table, title, notes, evidence, found.quotes.texts, found.made_from, "per cent of attributions")


def _check_columns(by: Sequence[str], quotes: pd.DataFrame) -> None:
    known = ["month", *(str(column) for column in quotes.columns if column not in _PLACE)]
    check_columns(by, known, things="Quotations are", such_as='["speaker", "outlet"]')


def _whole(by: Sequence[str], within: Sequence[str] | None, of: str) -> tuple[str, ...]:
    """Return the columns that make a whole: a narrator's words have no speaker to be divided by."""
    article = tuple(column for column in by if column in _ARTICLE)
    usual = () if article == tuple(by) and of not in _OF_AN_ARTICLE else article
    chosen = usual if within is None else within
    if isinstance(chosen, str) or not isinstance(chosen, Sequence) or any(column not in by for column in chosen):
        raise MeasureError(f"within={within!r} is no list of columns of by. {did_you_mean(within, by)}")
    if of in _OF_AN_ARTICLE and not set(chosen) <= set(article):
        raise MeasureError(f'Of "{of}" there is no whole for {listed(chosen)}. Use of="quoted words".')
    return tuple(chosen)


def _keyed(table: pd.DataFrame, found: Found) -> pd.DataFrame:
    """Return rows with what is known of their article, a speaker without an id by name, and None for the missing."""
    about = found.documents.set_index("document")[["outlet", "date"]]
    about["month"] = [date[:7] if isinstance(date, str) and len(date) >= 7 else None for date in about["date"]]
    table = table.drop(columns=["outlet", "date"], errors="ignore").join(about, on="document")
    if "speaker" in table:
        table["speaker"] = table["speaker"].where(table["speaker"].notna(), table["speaker_name"])
    keys = [column for column in table.columns if column not in _PLACE]
    table[keys] = table[keys].astype(object).where(table[keys].notna(), None)
    return table


def _words(found: Found, quotes: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return the words of every voice but the narrator's, counted once where words have the columns that are asked."""
    spoken = _keyed(found.words[found.words["voice"] != "narrator"].rename(columns={"voice": "kind"}), found)
    return spoken if set(by) <= set(spoken.columns) else quotes


def _amounts(found: Found, quotes: pd.DataFrame, words: pd.DataFrame, of: str) -> pd.DataFrame:
    """Return what is summed, as `amount`: quotations, words, or the part that words are of their article."""
    if of == "quotations":
        return quotes.assign(amount=1)
    if of != "words of each article":
        return words.assign(amount=words["words"])
    length = found.documents.set_index("document")["words"].clip(lower=1)
    return words.assign(amount=words["words"] / words["document"].map(length))


def _lumped(quotes: pd.DataFrame, least: int) -> tuple[pd.DataFrame, str | None]:
    """Return quotations with the speakers who have too few under one name, which says how many they are."""
    counts = quotes["speaker"].value_counts()
    few = counts.index[counts < least]
    if few.empty:
        return quotes, None
    others = f"{len(few)} others"
    rest = quotes["speaker"].isin(few)
    return quotes.assign(**{who: quotes[who].mask(rest, others) for who in ("speaker", "speaker_name")}), others


def _keys(table: pd.DataFrame, columns: Sequence[str]) -> list[Key]:
    return list(zip(*(table[column] for column in columns), strict=True)) if columns else [()] * len(table)


def _cells(found: Found, quotes: pd.DataFrame, words: pd.DataFrame, asked: _Question, *, full: bool) -> list[Key]:
    """Return the rows of the table: every combination of closed lists, or those of an open one that are there."""
    article = [column for column in asked.by if column in _ARTICLE]
    others = [column for column in asked.by if column not in _ARTICLE]
    if not (full or set(others) <= set(_CLOSED)):
        return list(dict.fromkeys([*_keys(quotes, asked.by), *_keys(words, asked.by)]))
    articles = dict.fromkeys(_keys(_keyed(found.documents, found), article))
    values = [list(dict.fromkeys([*quotes[column], *words[column]])) for column in others]
    cells = []
    for about, rest in product(articles, product(*values)):
        cell = dict(zip([*article, *others], [*about, *rest], strict=True))
        cells.append(tuple(cell[column] for column in asked.by))
    return cells


def _measured(
    found: Found, quotes: pd.DataFrame, words: pd.DataFrame, asked: _Question, *, full: bool = False
) -> pd.DataFrame:
    """Return each row with what it rests on, its share and its limits, some rows at a time to bound memory."""
    cells = _cells(found, quotes, words, asked, full=full)
    rank = {document: row for row, document in enumerate(found.documents["document"])}
    said, spoken = quotes.assign(amount=1), words.assign(amount=words["words"])
    counted = _amounts(found, quotes, words, asked.of)
    wholes = _wholes(found, counted, asked)
    each = float(counted["amount"].sum()) / max(len(quotes), 1)
    places = [asked.by.index(column) for column in asked.within]
    rows: list[tuple[Any, ...]] = []
    step = max(1, _ENTRIES_AT_ONCE // max(len(rank), 1))
    for block in (cells[start : start + step] for start in range(0, len(cells), step)):
        whole_of = [tuple(cell[place] for place in places) for cell in block]
        number = {whole: place for place, whole in enumerate(dict.fromkeys(whole_of))}
        totals = _tally(wholes, asked.within, list(number), rank)[:, [number[whole] for whole in whole_of]]
        limits = 100 * _limits(_tally(counted, asked.by, block, rank), totals, each, asked)
        held = _tally(said, asked.by, block, rank)
        amounts = (held.sum(axis=0), _tally(spoken, asked.by, block, rank).sum(axis=0), (held > 0).sum(axis=0))
        sums = (amount.astype(int) for amount in (*amounts, totals.sum(axis=0)))
        rows += [(*key, *values) for key, *values in zip(block, *sums, *limits, strict=True)]
    return pd.DataFrame(rows, columns=[*asked.by, "quotes", "words", "articles", "of", "share", "low", "high"])


def _wholes(found: Found, counted: pd.DataFrame, asked: _Question) -> pd.DataFrame:
    """Return what shares are of, article by article, as `amount`."""
    if asked.of not in _OF_AN_ARTICLE:
        return counted
    documents = _keyed(found.documents, found)
    return documents.assign(amount=documents["words"] if asked.of == "all words" else documents["words"].clip(upper=1))


def _tally(table: pd.DataFrame, columns: Sequence[str], keys: Sequence[Key], rank: dict[str, int]) -> Floats:
    """Return the sums of `amount` by article and key."""
    place = {key: number for number, key in enumerate(keys)}
    cells = np.array([place.get(key, -1) for key in _keys(table, columns)], dtype=np.int64)
    there = cells >= 0
    sums = np.zeros((len(rank), len(keys)))
    rows = table["document"].map(rank).to_numpy(dtype=np.int64)
    np.add.at(sums, (rows[there], cells[there]), table["amount"].to_numpy(dtype=np.float64)[there])
    return sums


def _limits(counts: Floats, totals: Floats, each: float, asked: _Question) -> Floats:
    """Return share, low and high of each row; where few articles lack it, from the share of all the rest."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = counts.sum(axis=0) / totals.sum(axis=0)
    if "document" in asked.by:
        return np.array([share, *np.full((2, len(share)), np.nan)])
    low, high = _bounds(counts, totals, each, asked.how)
    rest = np.maximum(totals - counts, 0)
    mirrored = ((rest > 0).sum(axis=0) < FEW) & (share > 0.5)
    if mirrored.any():
        rest_low, rest_high = _bounds(rest[:, mirrored], totals[:, mirrored], each, asked.how)
        low[mirrored], high[mirrored] = 1 - rest_high, 1 - rest_low
    return np.array([share, low, high])


def _bounds(counts: Floats, totals: Floats, each: float, how: Resampling) -> tuple[Floats, Floats]:
    """Return the bootstrap's limits; where nothing is found, articles could have held one attribution of mean size."""
    _, low, high = bootstrap(counts, totals, seed=how.seed, draws=how.draws, level=how.level)
    high = np.where(counts.any(axis=0), high, high * each)
    return low, np.minimum(high, 1)


def _named(table: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the name of a speaker beside its id."""
    if "speaker" in table and "speaker_name" not in table:
        names = quotes.dropna(subset=["speaker"]).drop_duplicates("speaker").set_index("speaker")["speaker_name"]
        name = table["speaker"].map(names).where(lambda there: there.notna(), table["speaker"])
        table.insert(list(table.columns).index("speaker") + 1, "name", name)
    return table


def _ordered(table: pd.DataFrame, asked: _Question, amount: str, *, last: str | None = None) -> pd.DataFrame:
    """Return rows by the columns of `by`: outlets and times by name, all else by how much there is of it."""
    ranks = {}
    for column in asked.by:
        values = table[column].map(str)
        sums = 0 if column in _ARTICLE else -table[amount].groupby(values).transform("sum")
        late = table[column].isna() | (table[column] == last)
        ranks[column] = list(zip(late, sums + 0 * table[amount], values, strict=True))
    order = sorted(range(len(table)), key=lambda row: [ranks[column][row] for column in asked.by])
    return table.iloc[order].reset_index(drop=True)


def _counted(found: Found, quotes: pd.DataFrame, words: pd.DataFrame, asked: _Question) -> tuple[str, ...]:
    said = f"{len(quotes):,} of {len(found.quotes):,}; intentions, and what nobody is named to have said, are not"
    whose = f" of that {listed(asked.within)}" if asked.within else ""
    of = "the words of each article, the mean over articles" if asked.of == "words of each article" else asked.of
    share = f"Share: per cent of {of}{whose}"
    if asked.of != "quotations":
        once = int(found.words.loc[found.words["voice"] != "narrator", "words"].sum())
        twice = int(words["words"].sum()) - once
        share += f"; {twice:,} words quoted within quotations count twice" if twice else "; each word counted once"
    return f"Unit: one attribution whose words are its source's ({said}).", f"{share}."


def _concentration(table: pd.DataFrame, asked: _Question) -> tuple[str, ...]:
    """Return how few speakers have how much, where speakers alone are told apart."""
    if asked.by not in (("speaker",), ("speaker_name",)) or len(table) <= 5:
        return ()
    amounts = table.loc[table[asked.by[0]].notna(), "quotes" if asked.of == "quotations" else "words"]
    shares = amounts.sort_values(ascending=False) / max(int(amounts.sum()), 1)
    index = float((shares**2).sum())
    return (
        f"Concentration: of {len(shares):,} speakers the first five have {shares.head(5).sum():.0%}; Herfindahl "
        f"index {index:.3f}, as of {1 / index:.0f} speakers with equal shares.",
    )


def _intervals(found: Found, asked: _Question, said: str) -> tuple[str, ...]:
    how = asked.how
    drawn = (
        f"Intervals: {how.level:.0%}, bootstrap-t over {len(found.documents):,} articles, {how.draws:,} draws, "
        f"seed {how.seed}; where fewer than {FEW} articles hold or lack a row, Poisson limits on the number of those."
    )
    names = "A speaker without an id goes by the name as written."
    return "A single article has no interval." if "document" in asked.by else drawn, f"{names} {said}"
