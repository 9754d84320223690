"""Bars: what is most frequent, and how the articles of a collection lie in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from pandas.api.types import is_numeric_dtype

from dateline.corpus import Corpus
from dateline.errors import MeasureError
from dateline.figure import Figure, in_house_style, in_words
from dateline.finding import show
from dateline.plots.sheet import (
    COLOURS,
    EDGE_MM,
    GREY,
    INK,
    TEXT_PT,
    Sheet,
    Table,
    Width,
    band_mm,
    count_of,
    counted_columns,
    finished,
    intervals,
    listed,
    name_rows,
    need,
    origin,
    ranked,
    rows_and_notes,
    sheet,
    text_mm,
    widest,
)

_BAND_MM, _LONGEST_NAME_MM = 4.8, {"single": 46.0, "double": 72.0}
_PANEL_MM, _PANEL_GAP_MM, _MOST_MONTHS = 12.0, 6.0, 36
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@in_house_style
def plot_bars(
    finding: Table,
    *,
    title: str,
    subtitle: str | None = None,
    label: str | None = None,
    value: str | None = None,
    unit: str | None = None,
    width: Width = "single",
    alt: str | None = None,
) -> Figure:
    """Draw one bar for each row, its value at its end, its interval where the table has limits.

    Limits are the columns `low` and `high`, or those of the value: `f1_low` and `f1_high` of `f1`.

    Parameters
    ----------
    finding : Finding or pandas.DataFrame
        Drawn in its order, whole: take `finding.head(10)` first for the top ten, and the caption says so.
    title, subtitle : str
        The heading; the subtitle says by default what the lines are, where there are any.
    label, value : str, optional
        Columns; by default the first that holds words and the first that holds numbers.
    unit : str, optional
        What the bars count; by default the name of the column.
    width : {'single', 'double'}
        89 or 183 mm.
    alt : str, optional
        Alternative text of 8 to 30 words.

    Returns
    -------
    Figure

    Raises
    ------
    MeasureError
        When there is no row, or no column of words or of numbers.

    Notes
    -----
    Bars begin at zero, always; it does not break an axis.
    """
    table, notes = rows_and_notes(finding)
    need(table)
    label = label or ("name" if "name" in table.columns else _first(table, numeric=False))
    value = value or _measured(table)
    need(table, label, value)
    if table[label].duplicated().any():
        twice = table[label][table[label].duplicated()].iloc[0]
        raise MeasureError(f'"{twice}" has several rows. Draw them with plot_timeline, or choose with where().')
    unit = unit or value
    bounds = _bounds(table, value)
    table = table[[label, value, *bounds, *counted_columns(table, label, value)]]
    lines = f"lines: {intervals(notes)}" if bounds else ""
    heading = (title, lines.capitalize() if subtitle is None else subtitle)
    drawn = _drawn_bars(table, label, value, bounds, unit, heading, width)
    return finished(
        drawn,
        table,
        title=title,
        shows=f"Bars: {unit}" + (f"; {lines}" if lines else ""),
        notes=notes,
        alt=alt or _alt(table, label, value, unit),
        parameters={"plot": "bars", "label": label, "value": value, "unit": unit, "width": width},
        made_from=origin(finding, table),
        source=finding,
    )


def _alt(table: pd.DataFrame, label: str, value: str, unit: str) -> str:
    top = table.sort_values(value, ascending=False, kind="stable").iloc[0]
    said = f"Bar chart of {unit} by {label}, {count_of(len(table), 'bar')}. Longest: {top[label]}, {top[value]:.3g}."
    return in_words(said, ranked(table, value, label))


def _bounds(table: pd.DataFrame, value: str) -> list[str]:
    """Return the two columns that hold the limits of a value, none where it has none."""
    own = [f"{value}_low", f"{value}_high"]
    if set(own) <= set(table.columns):
        return own
    return ["low", "high"] if {"low", "high"} <= set(table.columns) and value == _measured(table) else []


def _measured(table: pd.DataFrame) -> str:
    """Return the column that `low` and `high` stand behind, or without them the first of numbers."""
    columns = list(map(str, table.columns))
    before = columns.index("low") - 1 if {"low", "high"} <= set(columns) else -1
    return columns[before] if before >= 0 else _first(table, numeric=True)


def _first(table: pd.DataFrame, *, numeric: bool) -> str:
    for column in table.columns:
        if is_numeric_dtype(table[column]) is numeric:
            return str(column)
    raise MeasureError(f"The table has no column of {'numbers' if numeric else 'words'} to draw; name one.")


def _alike(values: pd.Series[Any]) -> list[str]:
    """Return numbers as text with as many decimals each as the largest needs for two digits."""
    if (values.dropna() % 1 == 0).all():
        return [show(number) for number in values]
    largest = float(values.abs().max())
    decimals = 0 if largest >= 10 else 1 if largest >= 1 else 2
    return ["" if pd.isna(number) else f"{number:,.{decimals}f}" for number in values]


def _drawn_bars(
    table: pd.DataFrame,
    label: str,
    value: str,
    bounds: Sequence[str],
    unit: str,
    heading: tuple[str, str],
    width: Width,
) -> Sheet:
    names = [str(name) for name in table[label]]
    margin = EDGE_MM + min(widest(names), _LONGEST_NAME_MM[width]) + 2
    band = band_mm(names, margin - 1.5 - EDGE_MM, _BAND_MM)
    high = band * len(names)
    drawn = sheet(width, high + 5, *heading)
    values = _alike(table[value])
    axes = drawn.axes(margin, 0, drawn.width - EDGE_MM - margin - widest(values) - 3, high)
    reach = float(table[[value, *bounds]].max().max())
    axes.set(xlim=(0, reach or 1), ylim=(len(names) - 0.5, -0.5), xticks=[], yticks=[])
    axes.spines[["bottom"]].set_visible(False)
    axes.barh(range(len(names)), table[value].fillna(0), height=0.66, color=COLOURS[0])
    per_mm = (reach or 1) / (axes.get_position().width * drawn.width)
    for place, row in enumerate(table.to_dict("records")):
        end = float(row[value])
        limits = [row[bound] for bound in bounds]
        if pd.notna(limits).all() and limits:
            axes.plot(limits, [place, place], color=INK, linewidth=0.8, solid_capstyle="butt")
            end = float(limits[1])
        axes.text(end + per_mm, place, values[place], va="center", fontsize=TEXT_PT, color=INK)
    name_rows(drawn, names, right=margin - 1.5, top=0, band=band)
    drawn.write(margin, high + 2, unit, color=GREY)
    return drawn


@in_house_style
def plot_coverage(
    corpus: Corpus,
    *,
    title: str = "What did we read?",
    subtitle: str | None = None,
    width: Width = "double",
    alt: str | None = None,
) -> Figure:
    """Draw the articles of each outlet by month, or by year where the collection spans more than three.

    Parameters
    ----------
    corpus : Corpus
        Articles without a date of that precision are counted in the subtitle and have no bar.
    title, subtitle : str
        The heading.
    width : {'double', 'single'}
        183 or 89 mm.
    alt : str, optional
        Alternative text of 8 to 30 words.

    Returns
    -------
    Figure
        Its table has one row for each outlet and month, zeros too.

    Raises
    ------
    MeasureError
        When no article has a date.

    Notes
    -----
    It counts articles as read; copies of one article are several.
    """
    table, step = _coverage(corpus)
    undated = len(corpus) - int(table["articles"].sum())
    counted = f"{count_of(len(corpus), 'article')}, by {step}" + (
        f"; {undated} without a {step}, not drawn" if undated else ""
    )
    drawn = _drawn_coverage(table, step, title, counted if subtitle is None else subtitle, width)
    top = table.sort_values("articles", ascending=False, kind="stable").iloc[0]
    outlets = list(table["outlet"].unique())
    busiest = f"{top['outlet']} in {top['period']} with {count_of(int(top['articles']), 'article')}"
    return finished(
        drawn,
        table,
        title=title,
        shows=f"Bars: articles of each outlet by {step}, all on one scale",
        notes=[f"{counted}; {count_of(len(outlets), 'outlet')}; collection {corpus.name}; copies count as articles"],
        alt=alt
        or in_words(
            f"Small bar charts of articles by {step} for {listed(outlets)}. Busiest: {busiest}.", _sums(table, outlets)
        ),
        parameters={"plot": "coverage", "step": step, "width": width},
        made_from={"corpus": corpus.digest, **origin(corpus, table)},
        source=corpus,
    )


def _sums(table: pd.DataFrame, outlets: Sequence[str]) -> list[str]:
    """Return a sentence on the articles of each of the largest outlets."""
    sums = table.groupby("outlet")["articles"].sum().reindex(list(outlets)).sort_values(ascending=False, kind="stable")
    return [f"{outlet}: {count_of(int(articles), 'article')}." for outlet, articles in sums.head(3).items()]


def _coverage(corpus: Corpus) -> tuple[pd.DataFrame, str]:
    dated = [(document.outlet or "unknown", document.date) for document in corpus if document.date]
    if not dated:
        raise MeasureError(f"No article of {corpus.name} has a date to draw. Give the articles dates, as YYYY-MM-DD.")
    months = [date[:7] for _, date in dated if len(date) >= 7]
    step = "month" if months and len(_periods(min(months), max(months))) <= _MOST_MONTHS else "year"
    size = 7 if step == "month" else 4
    kept = [(outlet, date[:size]) for outlet, date in dated if len(date) >= size]
    periods = _periods(min(period for _, period in kept), max(period for _, period in kept))
    rows = [
        {"outlet": outlet, "period": period, "articles": kept.count((outlet, period))}
        for outlet in sorted({outlet for outlet, _ in dated})
        for period in periods
    ]
    return pd.DataFrame(rows), step


def _periods(first: str, last: str) -> list[str]:
    """Return all months, or years, from one to another."""
    if len(first) == 4:
        return [str(year) for year in range(int(first), int(last) + 1)]
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(start, end + 1)]


def _drawn_coverage(table: pd.DataFrame, step: str, title: str, subtitle: str, width: Width) -> Sheet:
    outlets, periods = list(table["outlet"].unique()), list(table["period"].unique())
    room = (_PANEL_MM + _PANEL_GAP_MM) * len(outlets) + 9
    drawn = sheet(width, room, title, subtitle)
    most = int(table["articles"].max())
    for number, outlet in enumerate(outlets):
        top = number * (_PANEL_MM + _PANEL_GAP_MM) + _PANEL_GAP_MM
        axes = drawn.axes(EDGE_MM + 6, top, drawn.width - 2 * EDGE_MM - 6, _PANEL_MM)
        counts = list(table[table["outlet"] == outlet]["articles"])
        axes.bar(range(len(periods)), counts, width=0.7, color=COLOURS[0])
        axes.set(xlim=(-0.6, len(periods) - 0.4), ylim=(0, most * 1.02), xticks=[], yticks=sorted({0, most}))
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0, labelcolor=GREY)
        axes.axhline(most, color="#E4E4E4", linewidth=0.4, zorder=0)
        drawn.write(EDGE_MM + 6, top - 2, outlet, weight="bold")
        count = count_of(sum(counts), "article")
        drawn.write(EDGE_MM + 8 + text_mm(outlet, weight="bold"), top - 2, count, color=GREY)
    _name_periods(drawn, axes, periods, room - 9)
    return drawn


def _name_periods(drawn: Sheet, axes: Axes, periods: Sequence[str], top: float) -> None:
    """Write months under the last panel, the year under the first of each; of years as many as have room."""
    box = axes.get_position()
    across = box.width * drawn.width / (len(periods) - 0.4 + 0.6)
    every = -(-int(text_mm("2000") + 3) // max(int(across), 1)) if len(periods[0]) == 4 else 1 + (across < 7)
    for number, period in enumerate(periods):
        x = box.x0 * drawn.width + across * (number + 0.6)
        year, _, month = period.partition("-")
        if number % every == 0:
            drawn.write(x, top + 2.2, _MONTHS[int(month) - 1] if month else year, ha="center", color=GREY)
        if month and (number == 0 or month == "01"):
            drawn.write(x, top + 5.8, year, ha="center", color=GREY)
