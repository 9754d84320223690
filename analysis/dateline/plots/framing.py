"""How often a frame is used, in whose voice and by which outlet, with intervals."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from dateline.errors import MeasureError
from dateline.figure import Figure, in_house_style, in_words
from dateline.finding import Finding
from dateline.plots.sheet import (
    EDGE_MM,
    GREY,
    PALE,
    VOICES,
    Look,
    Sheet,
    Table,
    Width,
    count_of,
    finished,
    intervals,
    key_mm,
    listed,
    name_rows,
    need,
    origin,
    ranked,
    rows_and_notes,
    sheet,
    values_in_order,
    voice_label,
    voice_look,
    widest,
)

_MEASURES = ("rate", "low", "high", "hits", "articles", "words", "count", "documents")
_SKEWED = 8.0
_STEP_MM, _GAP_MM, _LONGEST_NAME_MM = 2.6, 2.4, 42.0


class _Grid(NamedTuple):
    """Which column has the rows, colours and panels, and their values in order."""

    rows: str
    colours: str | None
    panels: str | None
    names: list[str]
    kinds: list[str]
    heads: list[str]

    @property
    def band(self) -> float:
        return _GAP_MM + _STEP_MM * len(self.kinds)

    @property
    def told(self) -> list[str]:
        """The columns that tell points apart."""
        return [column for column in (self.rows, self.colours, self.panels) if column]

    @property
    def looks(self) -> list[Look]:
        return [voice_look(kind, place) for place, kind in enumerate(self.kinds)]


@in_house_style
def plot_framing(
    rates: Table,
    *,
    title: str,
    subtitle: str | None = None,
    unit: str | None = None,
    rows: str | None = None,
    colours: str | None = None,
    panels: str | None = None,
    scale: Literal["linear", "root"] | None = None,
    width: Width = "double",
    alt: str | None = None,
) -> Figure:
    """Draw rates as points with intervals: a row for each frame, a colour for each voice, a panel for each outlet.

    Parameters
    ----------
    rates : Finding or pandas.DataFrame
        One to three columns that tell rows apart, and `rate`, `low`, `high`, `hits`.
    title, subtitle : str
        The heading; the subtitle says by default how many hits stand behind the points, and what the lines are.
    unit : str, optional
        What the horizontal axis counts; by default what the finding says.
    rows, colours, panels : str, optional
        Columns; by default `voice` has the colours, `outlet` the panels, and what is left the rows.
    scale : {'linear', 'root'}, optional
        Of the axis; by default the square root, which keeps zero, where the highest rate is over eight times the
        median.
    width : {'double', 'single'}
        183 or 89 mm.
    alt : str, optional
        Alternative text of 8 to 30 words.

    Returns
    -------
    Figure

    Raises
    ------
    MeasureError
        When a column is missing, or more than three tell the rows apart.

    Notes
    -----
    A rate of nothing found is a hollow mark at zero; a cell without a word to count in has a cross beside the axis. No
    row of the table is left out. It does not test differences: overlapping intervals may still differ.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"frame": "friendship", "rate": 2.1, "low": 1.5, "high": 2.9, "hits": 40}
    >>> plot_framing(pd.DataFrame([row]), title="How often is a friend named?").size_mm[0]
    183.0
    """
    table, notes = rows_and_notes(rates)
    need(table, "rate", "low", "high", "hits")
    grid = _grid(table, rows, colours, panels)
    kept = [column for column in (grid.panels, grid.rows, grid.colours, *_MEASURES) if column in table.columns]
    table = table[kept]
    unit = unit or (rates.unit if isinstance(rates, Finding) else "") or "rate"
    scale = scale or _scale(table)
    lines = intervals(notes)
    standing = f"{count_of(int(table['hits'].sum()), 'hit')}; points are rates, lines their {lines}"
    standing += "; the axis is a square-root scale" if scale == "root" else ""
    drawn = _drawn(table, grid, title, standing if subtitle is None else subtitle, (unit, scale), width)
    return finished(
        drawn,
        table,
        title=title,
        shows=_shows(grid, scale, lines),
        notes=notes,
        alt=alt or in_words(_alt(table, grid, unit), ranked(table, "rate", *grid.told)),
        parameters={"plot": "framing", "unit": unit, "scale": scale, "width": width, **grid._asdict()},
        made_from=origin(rates, table),
        source=rates,
    )


def _grid(table: pd.DataFrame, rows: str | None, colours: str | None, panels: str | None) -> _Grid:
    left = [column for column in table.columns if column not in _MEASURES]
    need(table, *(column for column in (rows, colours, panels) if column))
    if len(left) > 3:
        raise MeasureError(f"{len(left)} columns tell the rows apart ({listed(left, most=9)}); a plot shows three.")
    panels = panels or _free("outlet", left, (rows, colours), when=len(left) == 3)
    colours = colours or _free("voice", left, (rows, panels), when=len(left) > 1)
    rows = rows or _free("frame", left, (colours, panels), when=True)
    if rows is None:
        raise MeasureError("No column is left for the rows. Name fewer, or give the table one more.")
    return _Grid(
        rows,
        colours,
        panels,
        values_in_order(table, rows),
        values_in_order(table, colours, list(VOICES)) if colours else [""],
        values_in_order(table, panels) if panels else [""],
    )


def _free(usual: str, columns: list[str], taken: tuple[str | None, ...], *, when: bool) -> str | None:
    """Return the usual column where it is there and free, else the last free one when there must be one."""
    free = [column for column in columns if column not in taken]
    if usual in free:
        return usual
    return free[-1] if free and when else None


def _drawn(table: pd.DataFrame, grid: _Grid, title: str, subtitle: str, axis: tuple[str, str], width: Width) -> Sheet:
    unit, scale = axis
    margin = min(widest(grid.names) + 3, _LONGEST_NAME_MM)
    words = _words(table, grid)
    top = (key_mm(grid.looks, width) if grid.colours else 0.0) + 5.4 * bool(grid.panels) + 3.6 * bool(words)
    high = grid.band * len(grid.names)
    drawn = sheet(width, top + high + 10, title, subtitle)
    if grid.colours:
        drawn.key(grid.looks)
    across = (drawn.width - 2 * EDGE_MM - margin) / len(grid.heads)
    edge = _edge(table)
    for number, head in enumerate(grid.heads):
        left = EDGE_MM + margin + number * across
        axes = drawn.axes(left, top, across - 4, high)
        axes.set(ylim=(high, 0), yticks=[])
        _set_scale(axes, scale, edge)
        _points(axes, table if grid.panels is None else table[table[grid.panels].astype(str) == head], grid)
        drawn.write(left, top - 2.6 - 3.6 * bool(words), head, weight="bold")
        drawn.write(left, top - 2.6, words.get(head, ""), color=GREY)
        drawn.write(left + (across - 4) / 2, top + high + 7.2, unit, ha="center", color=GREY)
    name_rows(drawn, grid.names, right=EDGE_MM + margin - 2, top=top, band=grid.band)
    return drawn


def _words(table: pd.DataFrame, grid: _Grid) -> dict[str, str]:
    """Return how many words stand behind each panel, where the table says so: those of its voices, each once.

    Scare quotes are words of the narrator.
    """
    if grid.panels in (None, "frame", "term", "target") or "words" not in table:
        return {}
    voices = [column for column in (grid.rows, grid.colours) if column == "voice"]
    others = table[table["voice"].ne("scare")] if voices else table
    pools = others[[grid.panels, *voices, "words"]].dropna().drop_duplicates()
    if pools.duplicated([grid.panels, *voices]).any():
        return {}
    sums = pools.groupby(pools[grid.panels].astype(str))["words"].sum()
    return {str(head): count_of(int(words), "word") for head, words in sums.items()}


def _points(axes: Axes, cells: pd.DataFrame, grid: _Grid) -> None:
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    for number in range(len(grid.names) + 1):
        axes.axhline(number * grid.band, color=PALE, linewidth=0.5, zorder=0, clip_on=False)
    edge = axes.get_xlim()[1]
    for cell in cells.to_dict("records"):
        kind = str(cell[grid.colours]) if grid.colours else ""
        place = grid.kinds.index(kind)
        y = grid.names.index(str(cell[grid.rows])) * grid.band + (_GAP_MM + _STEP_MM) / 2 + place * _STEP_MM
        look = grid.looks[place]
        if pd.isna(cell["rate"]):
            axes.plot(0, y, "x", color=GREY, markersize=3, markeredgewidth=0.6, clip_on=False)
            continue
        high = min(cell["high"], edge)
        axes.plot([cell["low"], high], [y, y], color=look.colour, linewidth=1.1, solid_capstyle="butt")
        if cell["high"] > edge:
            axes.plot(edge, y, ">", color=look.colour, markersize=3, clip_on=False)
        face = look.colour if cell["hits"] else "white"
        axes.plot(
            cell["rate"], y, look.marker, color=look.colour, markerfacecolor=face, markeredgewidth=0.9,
            markersize=4.2, clip_on=False, zorder=3,
        )  # fmt: skip


def _scale(table: pd.DataFrame) -> Literal["linear", "root"]:
    there = table.loc[table["rate"] > 0, "rate"]
    return "root" if len(there) and float(there.max()) > _SKEWED * float(there.median()) else "linear"


def _set_scale(axes: Axes, scale: str, edge: float) -> None:
    if scale == "linear":
        axes.locator_params(axis="x", nbins=4)
    else:
        axes.set_xscale("function", functions=(lambda rate: np.sqrt(np.maximum(rate, 0)), np.square))
        unit = 10.0 ** np.floor(np.log10(edge / 2))
        axes.set_xticks([tick for tick in unit * np.array([0, 0.1, 0.5, 1, 2, 5, 10, 15]) if tick <= edge])
        axes.xaxis.set_major_formatter(lambda rate, _: f"{rate:g}")
    axes.set_xlim(0, edge)


def _edge(table: pd.DataFrame) -> float:
    """Return where the axis ends: at the longest interval, unless that would squeeze every point into a corner."""
    highest, point = float(table["high"].max()), float(table["rate"].max())
    if pd.isna(point):
        raise MeasureError("No cell of the table has words to count in, so there is no rate. Widen the question.")
    return 1.04 * (min(highest, 2.2 * point) if point else highest or 1.0)


def _shows(grid: _Grid, scale: str, lines: str) -> str:
    parts = [f"Rows are {grid.rows}s"]
    if grid.colours:
        parts.append(f"colours and marks {grid.colours}s")
    if grid.panels:
        parts.append(f"panels {grid.panels}s")
    return (
        f"{', '.join(parts)}; points are rates and lines their {lines} (an arrow: it goes on). "
        "Hollow: nothing found; a cross: no words to count in."
        + (" Own words are the outlet’s." if "narrator" in grid.kinds else "")
        + (" The axis is a square-root scale." if scale == "root" else "")
    )


def _alt(table: pd.DataFrame, grid: _Grid, unit: str) -> str:
    top = table.sort_values("rate", ascending=False, kind="stable").iloc[0]
    where = ", ".join(voice_label(top[column]) for column in grid.told)
    sizes = [count_of(len(grid.names), grid.rows)]
    sizes += [count_of(len(grid.kinds), grid.colours)] if grid.colours else []
    sizes += [count_of(len(grid.heads), grid.panels)] if grid.panels else []
    return f"Dot plot of {unit} for {listed(sizes)}. Highest: {where}, {top['rate']:.3g}."
