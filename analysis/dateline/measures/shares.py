"""In how many articles each actor is named, and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from dateline.copies import Copies
from dateline.draws import resampling
from dateline.errors import MeasureError, check_choice, check_kind, did_you_mean
from dateline.finding import Finding, listed
from dateline.found import Found, Kind, clusters
from dateline.resampling import bootstrap, wilson
from dateline.stats import Floats

Over = Literal["decade", "year", "month", "outlet"]
_DIGITS = {"decade": 3, "year": 4, "month": 7}


def naming(
    found: Found,
    *,
    of: Kind = "leader",
    over: Over | None = None,
    form: Sequence[str] | None = None,
    level: float = 0.95,
    copies: Copies = "once",
) -> Finding:
    """Return the share of articles that name each leader or country.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    of : {'leader', 'country'}
        Who is counted. Adjectives, capitals and governments are mentions of their country.
    over : {'decade', 'year', 'month', 'outlet'}, optional
        What else tells the rows apart; an article whose date is not precise enough is left out and counted.
    form : sequence of str, optional
        Only namings of these forms, such as `["name", "abbreviation"]`; all by default.
    level : float
        Nominal coverage of the interval.
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each.

    Returns
    -------
    Finding
        `actor`, `name`, the column of `over`, `articles` that name the actor, `of` how many, `share` of them in per
        cent with `low` and `high`; the most often named first, then in order of time.

    Raises
    ------
    MeasureError
        When a choice does not exist, no mention has one of the forms, or `level` is not between 0 and 1.

    Notes
    -----
    An article counts once, however often it names an actor; where an actor is not named the share is zero. The interval
    is Wilson's score interval for a share of articles; where copies count, articles are resampled with their copies
    instead (`dateline.resampling.bootstrap`). Actors never named at all have no row.

    References
    ----------
    Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, Journal of the American
    Statistical Association 22.

    Examples
    --------
    ::

        dl.naming(found, of="country", over="month").passages(actor="CHN", month="2022-02")
    """
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    check_choice("of", of, Kind)
    if over is not None:
        check_choice("over", over, Over)
    if not 0 < level < 1:
        raise MeasureError(f"level={level:g} is no coverage. Give a share between 0 and 1, such as 0.95.")
    found, said = found.counting(copies)
    mentions, documents = _of_form(found.mentions.table, of, form), found.documents
    keys = ["actor", "name"]
    if over is not None:
        mentions, documents = (table.assign(**{over: _when(table, over)}) for table in (mentions, documents))
        mentions, keys = mentions.dropna(subset=[over]), [*keys, over]
    table = mentions.groupby(keys)["document"].nunique().rename("articles").reset_index()
    if over is not None:
        # An actor who is never named in a month was looked for there, too: that is a zero, not a gap.
        grid = table[["actor", "name"]].drop_duplicates().merge(documents[over].dropna().drop_duplicates(), how="cross")
        table = grid.merge(table, on=keys, how="left").fillna({"articles": 0}).astype({"articles": int})
    table["of"] = len(documents) if over is None else table[over].map(documents[over].value_counts())
    low, high = _limits(table, mentions, documents, keys, level)
    table = table.assign(share=100 * table["articles"] / table["of"], low=100 * low, high=100 * high)
    table["rank"] = -table.groupby("actor")["articles"].transform("sum")
    table = table.sort_values(["rank", *keys], ignore_index=True).drop(columns="rank")
    how = "Wilson's" if len(documents) == len(set(clusters(documents))) else "bootstrap-t"
    notes = _notes(of, over, form, documents, f"{how} {level:.0%}", said)
    return Finding(table, _title(of, over), notes, mentions, found.mentions.texts, found.made_from)


def _limits(
    table: pd.DataFrame, mentions: pd.DataFrame, documents: pd.DataFrame, keys: list[str], level: float
) -> tuple[Floats, Floats]:
    """Return the limits of the shares: Wilson's, or where copies count those of articles drawn with their copies."""
    copies = clusters(documents)
    if copies.max(initial=-1) + 1 == len(documents):
        return wilson(table["articles"], table["of"], level=level)
    row, how = pd.Series(copies, index=documents["document"]), resampling(None, 1000, level)
    once = mentions.drop_duplicates([*keys, "document"])
    place = pd.Series(np.arange(len(table)), index=pd.MultiIndex.from_frame(table[keys]))
    cells = (once["document"].map(row), place.reindex(pd.MultiIndex.from_frame(once[keys])).to_numpy())
    size = int(copies.max()) + 1
    counts = csr_array((np.ones(len(once)), cells), shape=(size, len(table)))
    part = pd.Categorical(documents[keys[2]] if len(keys) > 2 else ["all"] * len(documents))
    inside = part.codes >= 0
    groups = np.zeros((size, len(part.categories)))
    np.add.at(groups, (copies[inside], part.codes[inside]), 1)
    of = part.categories.get_indexer(pd.Index(table[keys[2]] if len(keys) > 2 else ["all"] * len(table)))
    found = bootstrap(counts, csr_array(groups[:, of]), seed=how.seed, draws=how.draws, level=how.level)
    return found.low, np.minimum(found.high, 1)


def _of_form(mentions: pd.DataFrame, of: Kind, form: Sequence[str] | None) -> pd.DataFrame:
    mentions = mentions[mentions["type"] == of]
    for one in form or ():
        if one not in set(mentions["form"]):
            raise MeasureError(f'No mention has the form "{one}". {did_you_mean(one, mentions["form"])}')
    return mentions if form is None else mentions[mentions["form"].isin(list(form))]


def _when(table: pd.DataFrame, over: Over) -> pd.Series[Any]:
    if over == "outlet":
        return table["outlet"]
    dates = table["date"].where(table["date"].str.len() >= (7 if over == "month" else 4))
    return dates.str[: _DIGITS[over]] + ("0" if over == "decade" else "")


def _title(of: Kind, over: Over | None) -> str:
    title = f"{'Leaders' if of == 'leader' else 'Countries'} by the articles that name them"
    return title + (f", by {over}" if over else "")


def _notes(
    of: Kind, over: Over | None, form: Sequence[str] | None, documents: pd.DataFrame, level: str, said: str
) -> tuple[str, ...]:
    left = 0 if over is None else int(documents[over].isna().sum())
    unit = f"Unit: articles that name a {of} at least once, of {len(documents) - left:,} in all"
    only = f"; only by {listed(form)}" if form else ""
    return (
        unit + only + (f"; {left} without {over} left out" if left else "") + ".",
        f"Share in per cent with {level} interval over articles. {said}",
    )
