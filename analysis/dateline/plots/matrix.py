"""Pairs as an ordered heat map: the same numbers as the network, none hidden by another."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from dateline.errors import MeasureError
from dateline.figure import Figure, in_house_style, in_words, page_mm
from dateline.plots.sheet import (
    EDGE_MM,
    GREY,
    PALE,
    TEXT_PT,
    Sheet,
    Table,
    Width,
    count_of,
    finished,
    legible_on,
    need,
    origin,
    ranked,
    rows_and_notes,
    sheet,
    widest,
)

_RAMP = LinearSegmentedColormap.from_list("dateline", ["#EAF2F8", "#7FB3D5", "#0072B2", "#003A5C"])
_NUMBERED_MM, _LARGEST_MM = 4.6, 7.0


@in_house_style
def plot_matrix(
    pairs: Table,
    *,
    title: str,
    subtitle: str | None = None,
    value: str = "articles",
    width: Width = "double",
    alt: str | None = None,
) -> Figure:
    """Draw pairs of actors as a square of cells, actors with like companions side by side.

    Parameters
    ----------
    pairs : Finding or pandas.DataFrame
        `a_name`, `b_name` (or `a`, `b`) and `value`; the result of `cooccurrences` is one.
    title, subtitle : str
        The heading.
    value : str
        Column of what the shades and numbers show.
    width : {'double', 'single'}
        183 or 89 mm.
    alt : str, optional
        Alternative text of 8 to 30 words.

    Returns
    -------
    Figure
        Its table has the pairs in the order of the cells.

    Raises
    ------
    MeasureError
        When a column is missing, or the cells would be smaller than two millimetres.

    Notes
    -----
    Order by average linkage on shared weight. It draws each pair twice, as the square is symmetric.
    """
    table, notes = rows_and_notes(pairs)
    a, b = ("a_name", "b_name") if {"a_name", "b_name"} <= set(table.columns) else ("a", "b")
    need(table, a, b, value)
    square = _square(table, a, b, value)
    names = list(square.index)
    drawn = _drawn(square, title, _size(table, names) if subtitle is None else subtitle, width)
    kept = table[[a, b, value]].sort_values([value, a, b], ascending=[False, True, True], ignore_index=True)
    top = kept.iloc[0]
    return finished(
        drawn,
        kept,
        title=title,
        shows=f"Cells are {value} of a pair; an empty cell: no such pair in the table; order by average linkage",
        notes=notes,
        alt=alt
        or in_words(
            f"Heat map of {value} for {_size(table, names)}. Darkest: {top[a]} and {top[b]}, {top[value]:g}.",
            ranked(kept, value, a, b),
        ),
        parameters={"plot": "matrix", "value": value, "order": names, "width": width},
        made_from=origin(pairs, kept),
        source=pairs,
    )


def _size(table: pd.DataFrame, names: list[str]) -> str:
    return f"{count_of(len(names), 'actor')}, {count_of(len(table), 'pair')}"


def _square(table: pd.DataFrame, a: str, b: str, value: str) -> pd.DataFrame:
    names = sorted({str(name) for column in (a, b) for name in table[column]})
    place = {name: number for number, name in enumerate(names)}
    cells = np.zeros((len(names), len(names)))
    for one, other, weight in zip(table[a], table[b], table[value], strict=True):
        cells[place[str(one)], place[str(other)]] = cells[place[str(other)], place[str(one)]] = weight
    order = likeness_order(cells)
    return pd.DataFrame(cells[order][:, order], [names[n] for n in order], [names[n] for n in order])


def likeness_order(cells: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> list[int]:
    """Return actors so that those who share much lie together; rounded, so that ties fall alike everywhere."""
    if len(cells) < 3:
        return list(range(len(cells)))
    apart = np.round(1 - np.sqrt(cells / max(float(cells.max()), 1e-12)), 6)
    np.fill_diagonal(apart, 0)
    return [int(number) for number in leaves_list(linkage(squareform(apart), "average"))]


def _drawn(square: pd.DataFrame, title: str, subtitle: str, width: Width) -> Sheet:
    names = list(square.index)
    margin = widest(names) + 3
    cell = min((page_mm(width) - 2 * EDGE_MM - margin) / len(names), _LARGEST_MM)
    if cell < 2.5:
        raise MeasureError(f'{len(names)} actors leave {cell:.1f} mm a cell. Draw fewer, or try width="double".')
    side = cell * len(names)
    numbered = cell >= _NUMBERED_MM
    drawn = sheet(width, margin + side + (2 if numbered else 8), title, subtitle)
    axes = drawn.axes(EDGE_MM + margin, margin, side, side)
    _fill(axes, square, numbered=numbered)
    for number, name in enumerate(names):
        middle = cell * (number + 0.5)
        drawn.write(EDGE_MM + margin - 1.5, margin + middle, name, ha="right")
        drawn.write(EDGE_MM + margin + middle, margin - 1.5, name, rotation=90, ha="center", va="bottom")
    if not numbered:
        _draw_key(drawn, float(square.to_numpy().max()), EDGE_MM + margin, margin + side + 4)
    return drawn


def _draw_key(drawn: Sheet, most: float, x: float, y: float) -> None:
    """Draw what three shades stand for, where cells are too small for numbers."""
    for weight in sorted({1.0, float(round(most / 3)) or most, most}):
        edges = [drawn.head + y - 1.4, drawn.head + y + 1.4]
        drawn.ground.fill_betweenx(
            edges, x, x + 2.8, color=_shade(weight, most), linewidth=0, gid=f"shade-key-{weight:g}"
        )
        drawn.write(x + 3.8, y, f"{weight:g}", color=GREY)
        x += 12


def _shade(weight: float, most: float) -> str:
    return to_hex(_RAMP((weight / most) ** 0.5))


def _fill(axes: Axes, square: pd.DataFrame, *, numbered: bool) -> None:
    cells = square.to_numpy()
    size, most = len(cells), max(float(cells.max()), 1e-12)
    axes.set(xlim=(0, size), ylim=(size, 0), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    for row in range(size):
        for column in range(size):
            weight = float(cells[row, column])
            shade = "#F7F7F7" if not weight else _shade(weight, most)
            axes.fill_between(
                [column + 0.04, column + 0.96],
                row + 0.04,
                row + 0.96,
                color=PALE if row == column else shade,
                linewidth=0,
                gid=f"shade-{row}-{column}",
            )
            if weight and numbered:
                style: dict[str, Any] = {"ha": "center", "va": "center", "color": legible_on(shade)}
                axes.text(column + 0.5, row + 0.5, f"{weight:g}", fontsize=TEXT_PT, **style)
