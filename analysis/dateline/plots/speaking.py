"""Shares of what is said: a row for each speaker or outlet, a panel for each kind of speech or stance."""

from __future__ import annotations

from typing import NamedTuple

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
    Sheet,
    Table,
    Width,
    band_mm,
    count_of,
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
    values_in_order,
    voice_label,
    voice_look,
    widest,
)

_MEASURES = ("quotes", "words", "articles", "of", "share", "low", "high")
_BAND_MM, _GAP_MM, _LONGEST_NAME_MM = 5.0, 8.0, 46.0
_LEAST, _STEP = 20.0, 20.0


class _Panel(NamedTuple):
    """One value of the second column, and where its axis ends, in per cent."""

    value: str
    label: str
    reach: float


@in_house_style
def plot_speaking(
    shares: Table,
    *,
    title: str,
    subtitle: str | None = None,
    unit: str | None = None,
    width: Width = "double",
    alt: str | None = None,
) -> Figure:
    """Draw shares as points with intervals: a row for each value of the first column, a panel for each of the second.

    Parameters
    ----------
    shares : Finding or pandas.DataFrame
        Of `speaking` or `stances`, told apart by one or two columns: `share`, `low`, `high`, `of`, `quotes`.
    title, subtitle : str
        The heading; the subtitle says by default what points and lines are.
    unit : str, optional
        What the axis counts; by default what the finding says.
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
        When a column is missing, or more than two tell the rows apart.

    Notes
    -----
    All panels have one scale; one whose shares are small is cut shorter, not stretched. A hollow mark is a zero, a
    cross has no whole to be a share of. Overlapping intervals may still differ.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"name": "Xi", "stance": "neutral", "quotes": 7, "of": 9, "share": 78.0, "low": 50.0, "high": 93.0}
    >>> plot_speaking(pd.DataFrame([row]), title="How are they brought in?").size_mm[0]
    183.0
    """
    table, notes = rows_and_notes(shares)
    need(table, "share", "low", "high", "of", "quotes")
    keys = [column for column in table.columns if column not in _MEASURES]
    keys = [column for column in keys if not (column == "speaker" and "name" in keys)]
    if not 1 <= len(keys) <= 2:
        raise MeasureError(f"{len(keys)} columns tell the rows apart ({listed(keys, most=9)}); a plot shows two.")
    table = table[[*keys, *(column for column in _MEASURES if column in table.columns)]]
    unit = unit or (shares.unit if isinstance(shares, Finding) else "") or "per cent"
    wholes = _wholes(table, keys[0])
    lines = f"points are shares, lines their {intervals(notes)}"
    lines += "; in brackets what 100 per cent are" if wholes else ""
    drawn = _drawn(table, keys, wholes, title, lines.capitalize() if subtitle is None else subtitle, unit, width)
    panels = f", panels {keys[1]}s on one scale" if len(keys) > 1 else ""
    return finished(
        drawn,
        table,
        title=title,
        shows=f"Rows are {keys[0]}s{panels}; {lines}. Hollow: none found; a cross: nothing to be a share of",
        notes=notes,
        alt=alt or in_words(_alt(table, keys, unit), ranked(table, "share", *keys)),
        parameters={"plot": "speaking", "unit": unit, "keys": keys, "width": width},
        made_from=origin(shares, table),
        source=shares,
    )


def _wholes(table: pd.DataFrame, key: str) -> dict[str, int]:
    """Return what the shares of each row are of, where a row has one whole and not all have the same."""
    wholes = table.groupby(table[key].astype(str))["of"].agg(["min", "max"]).astype(int)
    own = (wholes["min"] == wholes["max"]).all() and (wholes["max"].nunique() > 1 or len(wholes) == 1)
    return {str(name): int(whole) for name, whole in wholes["max"].items()} if own else {}


def _drawn(
    table: pd.DataFrame,
    keys: list[str],
    wholes: dict[str, int],
    title: str,
    subtitle: str,
    unit: str,
    width: Width,
) -> Sheet:
    names = values_in_order(table, keys[0])
    labels = [f"{name} ({wholes[name]:,})" if wholes else name for name in names]
    panels = _panels(table, keys)
    margin = EDGE_MM + min(widest(labels), _LONGEST_NAME_MM) + 3
    band = band_mm(labels, margin - 2 - EDGE_MM, _BAND_MM)
    high = band * len(names)
    top = 5.4 * (len(keys) > 1)
    drawn = sheet(width, top + high + 10, title, subtitle)
    room = drawn.width - EDGE_MM - margin - 1.5 - _GAP_MM * (len(panels) - 1)
    per_cent = room / sum(panel.reach for panel in panels)
    left = margin
    for panel in panels:
        axes = drawn.axes(left, top, panel.reach * per_cent, high)
        axes.set(xlim=(0, panel.reach), ylim=(len(names) - 0.5, -0.5), yticks=[])
        axes.set_xticks([tick * _STEP for tick in range(int(panel.reach // _STEP) + 1)])
        here = table if len(keys) == 1 else table[table[keys[1]].astype(str) == panel.value]
        _points(axes, here.assign(place=here[keys[0]].astype(str).map(names.index)), panel)
        drawn.write(left, top - 2.6, panel.label, weight="bold")
        left += panel.reach * per_cent + _GAP_MM
    drawn.write(margin + (drawn.width - EDGE_MM - margin) / 2, top + high + 7.2, unit, ha="center", color=GREY)
    name_rows(drawn, labels, right=margin - 2, top=top, band=band)
    return drawn


def _panels(table: pd.DataFrame, keys: list[str]) -> list[_Panel]:
    """Return the panels from left to right; each reaches as far as its longest interval."""
    if len(keys) == 1:
        return [_Panel("", "", _reach(table, ""))]
    values = values_in_order(table, keys[1], list(VOICES))
    parts = {value: table[table[keys[1]].astype(str) == value] for value in values}
    return [_Panel(value, voice_label(value), _reach(part, voice_label(value))) for value, part in parts.items()]


def _reach(part: pd.DataFrame, label: str) -> float:
    longest = float(part[["share", "high"]].max().max())
    least = max(_LEAST, 2.2 * text_mm(label, weight="bold"))
    return min(100.0, max(least, 5 * -(-longest // 5))) if longest == longest else least


def _points(axes: Axes, cells: pd.DataFrame, panel: _Panel) -> None:
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    look = voice_look(panel.value) if panel.value in VOICES else voice_look("")
    for place in range(len(set(cells["place"])) + 1):
        axes.axhline(place - 0.5, color=PALE, linewidth=0.5, zorder=0, clip_on=False)
    for cell in cells.to_dict("records"):
        y = cell["place"]
        if pd.isna(cell["share"]):
            axes.plot(0, y, "x", color=GREY, markersize=3, markeredgewidth=0.6, clip_on=False)
            continue
        axes.plot([cell["low"], cell["high"]], [y, y], color=look.colour, linewidth=1.1, solid_capstyle="butt")
        face = look.colour if cell["quotes"] else "white"
        axes.plot(
            cell["share"], y, look.marker, color=look.colour, markerfacecolor=face, markeredgewidth=0.9,
            markersize=4.2, clip_on=False, zorder=3,
        )  # fmt: skip


def _alt(table: pd.DataFrame, keys: list[str], unit: str) -> str:
    top = table.sort_values("share", ascending=False, kind="stable").iloc[0]
    where = ", ".join(voice_label(top[key]) for key in keys)
    sizes = listed([count_of(table[key].nunique(), key) for key in keys])
    return f"Dot plot of shares in {unit} for {sizes}. Highest: {where}, {top['share']:.3g}."
