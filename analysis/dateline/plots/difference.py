"""Two networks held against each other, pair by pair: where one has more, where the other, and which of it is sure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex

from dateline.colours import GREY, INK, PALE
from dateline.errors import MeasureError
from dateline.figure import Figure, in_house_style, in_words, page_mm
from dateline.plots.matrix import likeness_order
from dateline.plots.sheet import (
    EDGE_MM,
    TEXT_PT,
    Sheet,
    Table,
    Width,
    count_of,
    finished,
    legible_on,
    need,
    origin,
    rows_and_notes,
    sheet,
    text_mm,
    widest,
)

# Orange and blue differ in every kind of colour vision, and the sign is written in the cell.
_RAMP = LinearSegmentedColormap.from_list(
    "difference", ["#7A3500", "#D55E00", "#F2B48A", "#F7F7F7", "#8CC1E3", "#0072B2", "#003A5C"]
)
_NUMBERED_MM, _LARGEST_MM, _KEY_MM = 7.0, 8.6, 13.0
_EMPTY = "#F7F7F7"


@in_house_style
def plot_network_difference(
    pairs: Table,
    *,
    title: str,
    first: str,
    second: str,
    subtitle: str | None = None,
    value: str = "difference",
    alpha: float = 0.05,
    width: Width = "double",
    alt: str | None = None,
) -> Figure:
    """Draw the difference of two networks as a square of cells, the sure ones framed.

    Parameters
    ----------
    pairs : Finding or pandas.DataFrame
        `a_name`, `b_name` (or `a`, `b`), `value` and `q`; a pair that was not tested has no `q`.
    title, subtitle : str
        The heading.
    first, second : str
        What the two networks are called: where `value` is above zero the first has more.
    value : str
        Column of the difference.
    alpha : float
        Cells with `q` at or below it are framed.
    width : {'double', 'single'}
        183 or 89 mm.
    alt : str, optional
        Alternative text of 8 to 30 words.

    Returns
    -------
    Figure
        Its table has the pairs, the largest difference first.

    Raises
    ------
    MeasureError
        When a column is missing, or the cells would be smaller than two and a half millimetres.

    Notes
    -----
    Order by average linkage on the size of the difference. Where cells are too small for numbers, a stroke says which
    side has more. A cell without a frame may be chance, however dark it is.
    """
    table, notes = rows_and_notes(pairs)
    a, b = ("a_name", "b_name") if {"a_name", "b_name"} <= set(table.columns) else ("a", "b")
    need(table, a, b, value, "q")
    names, cells, sure = _squares(table, a, b, value, alpha)
    found = int((table["q"] <= alpha).sum())
    said = f"{count_of(len(names), 'actor')}, {count_of(len(table), 'pair')}; {found:,} differ at q ≤ {alpha:g}"
    drawn = _drawn(names, cells, sure, (title, said if subtitle is None else subtitle), (first, second, alpha), width)
    kept = table.assign(size=table[value].abs()).sort_values(["size", a, b], ascending=[False, True, True])
    kept = kept[[a, b, value, "q"]].reset_index(drop=True)
    top = kept.iloc[0]
    return finished(
        drawn,
        kept,
        title=title,
        shows=f"Cells are {value} of a pair: above zero more in {first}, below zero more in {second}; framed where q "
        f"is at most {alpha:g}; an empty cell: no such pair in the table; order by average linkage",
        notes=notes,
        alt=alt
        or in_words(
            f"Difference of {first} and {second}, {said}. Largest: {top[a]} and {top[b]}, {top[value]:+.3g}.",
            [f"Then: {row[a]} and {row[b]}, {row[value]:+.3g}." for row in kept.iloc[1:3].to_dict("records")],
        ),
        parameters={"plot": "difference", "value": value, "alpha": alpha, "order": names, "width": width},
        made_from=origin(pairs, kept),
        source=pairs,
    )


def _squares(table: pd.DataFrame, a: str, b: str, value: str, alpha: float) -> tuple[list[str], Any, Any]:
    """Return names in the order of the cells, the differences (nan for no pair) and which of them are sure."""
    names = sorted({str(name) for column in (a, b) for name in table[column]})
    place = {name: number for number, name in enumerate(names)}
    cells, sure = np.full((len(names), len(names)), np.nan), np.zeros((len(names), len(names)), dtype=bool)
    for one, other, difference, q in zip(table[a], table[b], table[value], table["q"], strict=True):
        for row, column in ((place[str(one)], place[str(other)]), (place[str(other)], place[str(one)])):
            cells[row, column], sure[row, column] = difference, q <= alpha
    order = likeness_order(np.nan_to_num(np.abs(cells)))
    return [names[number] for number in order], cells[order][:, order], sure[order][:, order]


def _drawn(
    names: list[str], cells: Any, sure: Any, heading: tuple[str, str], sides: tuple[str, str, float], width: Width
) -> Sheet:
    margin = widest(names) + 3
    cell = min((page_mm(width) - 2 * EDGE_MM - margin) / len(names), _LARGEST_MM)
    if cell < 2.5:
        raise MeasureError(f'{len(names)} actors leave {cell:.1f} mm a cell. Draw fewer, or try width="double".')
    side = cell * len(names)
    drawn = sheet(width, margin + side + _KEY_MM, *heading)
    axes = drawn.axes(EDGE_MM + margin, margin, side, side)
    most = max(float(np.nanmax(np.abs(cells))), 1e-12)
    _fill(axes, cells, sure, most, numbered=cell >= _NUMBERED_MM)
    for number, name in enumerate(names):
        middle = cell * (number + 0.5)
        drawn.write(EDGE_MM + margin - 1.5, margin + middle, name, ha="right")
        drawn.write(EDGE_MM + margin + middle, margin - 1.5, name, rotation=90, ha="center", va="bottom")
    _key(drawn, sides, most, margin + side + 4)
    return drawn


def _shade(value: float, most: float) -> str:
    return to_hex(_RAMP(0.5 + 0.5 * np.sign(value) * (abs(value) / most) ** 0.6))


def _fill(axes: Axes, cells: Any, sure: Any, most: float, *, numbered: bool) -> None:
    size = len(cells)
    axes.set(xlim=(0, size), ylim=(size, 0), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    for row in range(size):
        for column in range(size):
            value = float(cells[row, column])
            shade = PALE if row == column else _EMPTY if np.isnan(value) else _shade(value, most)
            edges = [column + 0.05, column + 0.95]
            frame: dict[str, Any] = {"edgecolor": INK, "linewidth": 1.1} if sure[row, column] else {"linewidth": 0}
            axes.fill_between(edges, row + 0.05, row + 0.95, facecolor=shade, gid=f"shade-{row}-{column}", **frame)
            if np.isnan(value) or not value:
                continue
            if numbered:
                style: dict[str, Any] = {"ha": "center", "va": "center", "color": legible_on(shade)}
                axes.text(column + 0.5, row + 0.5, signed(value), fontsize=TEXT_PT, **style)
            else:
                _stroke(axes, row, column, legible_on(shade), upright=value > 0)


def _stroke(axes: Axes, row: int, column: int, colour: str, *, upright: bool) -> None:
    """Draw a minus, or a plus."""
    axes.plot([column + 0.32, column + 0.68], [row + 0.5] * 2, color=colour, linewidth=0.5)
    if upright:
        axes.plot([column + 0.5] * 2, [row + 0.32, row + 0.68], color=colour, linewidth=0.5)


def signed(value: float) -> str:
    """Return a difference with its sign, in as few digits as tell it from its neighbours.

    Examples
    --------
    >>> signed(3.0), signed(-0.1234)
    ('+3', '−.12')
    """
    digits = f"{abs(value):.0f}" if float(value).is_integer() or abs(value) >= 10 else f"{abs(value):.2g}"
    return ("+" if value > 0 else "−") + digits.removeprefix("0")


def _key(drawn: Sheet, sides: tuple[str, str, float], most: float, y: float) -> None:
    """Draw which colour is whose, and what a frame means."""
    first, second, alpha = sides
    x = EDGE_MM
    for value, label in ((most, f"+ more in {first}"), (-most, f"− more in {second}")):
        if x > EDGE_MM and x + text_mm(label) + 6 > drawn.width - EDGE_MM:
            x, y = EDGE_MM, y + 4
        for part in (0.25, 1.0):
            _swatch(drawn, x, y, _shade(value * part, most), 0.0)
            x += 3.2
        drawn.write(x + 0.6, y, label, color=GREY)
        x += text_mm(label) + 5
    label = f"q ≤ {alpha:g}"
    if x + text_mm(label) + 5 > drawn.width - EDGE_MM:
        x, y = EDGE_MM, y + 4
    _swatch(drawn, x, y, _EMPTY, 1.1)
    drawn.write(x + 3.8, y, label, color=GREY)


def _swatch(drawn: Sheet, x: float, y: float, colour: str, line: float) -> None:
    edges = [drawn.head + y - 1.4, drawn.head + y + 1.4]
    drawn.ground.fill_betweenx(
        edges,
        x,
        x + 2.8,
        facecolor=colour,
        edgecolor=INK,
        linewidth=line,
        gid=f"shade-key-{len(drawn.ground.collections)}",
    )
