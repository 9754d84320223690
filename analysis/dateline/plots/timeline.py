"""Lines over years or months, each named at its end."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from dateline.errors import MeasureError
from dateline.figure import Figure, in_house_style, in_words
from dateline.plots.labels import spread
from dateline.plots.sheet import (
    COLOURS,
    EDGE_MM,
    GREY,
    PALE,
    TEXT_PT,
    Look,
    Sheet,
    Table,
    Width,
    count_of,
    counted_columns,
    finished,
    intervals,
    need,
    origin,
    rows_and_notes,
    sheet,
    text_mm,
    values_in_order,
    voice_label,
    voice_look,
    widest,
)

_PLOT_MM = {"single": 52.0, "double": 72.0}
_NAME_MM, _CELL_MM, _BETWEEN_MM = 3.5, 40.0, 7.0
_SIZE_PT = TEXT_PT


class _Line(NamedTuple):
    """One line: its look, its points in order of time, and the column that is drawn."""

    look: Look
    points: pd.DataFrame
    y: str


class _Span(NamedTuple):
    """What all panels share."""

    first: float
    last: float
    step: float
    top: float
    decades: bool


@in_house_style
def plot_timeline(
    table: Table,
    *,
    x: str,
    y: str,
    title: str,
    by: str | None = None,
    kind: Literal["lines", "bars"] = "lines",
    arranged: Literal["together", "apart"] | None = None,
    unit: str | None = None,
    subtitle: str = "",
    width: Width = "double",
    alt: str | None = None,
) -> Figure:
    """Draw a count or a rate over time, one line for each value of a column, with bands where there are intervals.

    Parameters
    ----------
    table : Finding or pandas.DataFrame
        One row for each time and line; `low` and `high` are drawn as a band.
    x : str
        Column of years (numbers or `"2022"`) or months (`"2022-02"`).
    y : str
        Column of the counts or rates.
    by : str, optional
        Column that tells lines apart, at most eight values.
    kind : {'lines', 'bars'}
        Bars are for one line only.
    arranged : {'together', 'apart'}, optional
        All lines in one panel, or a panel for each with the others in grey behind it; by default apart where more than
        three lines have bands.
    title, subtitle : str
        The heading.
    unit : str, optional
        What the vertical axis counts; by default the name of the column.
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
        When a column is missing, a time is neither year nor month, or more than eight lines are asked for.

    Notes
    -----
    A missing time breaks the line; nothing is smoothed.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"year": [1945, 1946], "articles": [2, 5]})
    >>> plot_timeline(rows, x="year", y="articles", title="How often is France named?").size_mm[0]
    183.0
    """
    rows, notes = rows_and_notes(table)
    need(rows, x, y, *([by] if by else []))
    bounds = [column for column in ("low", "high") if {"low", "high"} <= set(rows.columns)]
    rows = rows[[*([by] if by else []), x, y, *bounds, *counted_columns(rows, x, y)]]
    lines = _lines(rows, x, y, by)
    if kind == "bars" and len(lines) > 1:
        raise MeasureError(f'Bars show one line and "{by}" has {len(lines)}. Try kind="lines".')
    unit = unit or y
    arranged = arranged or ("apart" if bounds and len(lines) > 3 else "together")
    axes = {"x": x, "y": y, "by": by, "kind": kind}
    draw = _drawn_apart if arranged == "apart" else _drawn_together
    drawn = draw(lines, y, kind, unit, title, subtitle, width)
    return finished(
        drawn,
        rows,
        title=title,
        shows=f"{kind.capitalize()}: {unit}" + (f"; bands: {intervals(notes)}" if bounds else ""),
        notes=notes,
        alt=alt or in_words(_alt(rows, x, y, by, unit, kind, _span(lines)), _ends(lines)),
        parameters={"plot": "timeline", "width": width, "arranged": arranged, "unit": unit, **axes},
        made_from=origin(table, rows),
        source=table,
    )


def _lines(rows: pd.DataFrame, x: str, y: str, by: str | None) -> list[_Line]:
    names = values_in_order(rows, by) if by else [""]
    if len(names) > len(COLOURS):
        raise MeasureError(f'"{by}" has {len(names)} values and eight lines can be told apart. Choose eight of them.')
    placed = rows.assign(at=[_time(value) for value in rows[x]]).sort_values("at", kind="stable")
    if placed.duplicated(["at", *([by] if by else [])]).any():
        raise MeasureError(f"A {x} has several rows in one line. Say with by= what tells the lines apart.")
    return [
        _Line(voice_look(name, place), placed[placed[by].astype(str) == name] if by else placed, y)
        for place, name in enumerate(names)
    ]


def _time(value: object) -> float:
    """Return a year, or a month as its part of a year."""
    year, _, month = str(value).partition("-")
    try:
        return float(year) + (float(month[:2]) - 1) / 12 if month else float(year)
    except ValueError:
        raise MeasureError(f'"{value}" is neither a year nor a month. Try 2022 or "2022-02".') from None


def _drawn_together(lines: list[_Line], y: str, kind: str, unit: str, title: str, subtitle: str, width: Width) -> Sheet:
    several = len(lines) > 1
    named = widest(line.look.label for line in lines) + 4.5 if several else 1.0
    drawn = sheet(width, _PLOT_MM[width] + 7, title, subtitle)
    axes = drawn.axes(EDGE_MM + 8, 4, drawn.width - 2 * EDGE_MM - 8 - named, _PLOT_MM[width] - 4)
    _draw(axes, lines, y, kind, _span(lines))
    if several:
        _name_lines(axes, lines, y, _PLOT_MM[width] - 4)
    drawn.write(EDGE_MM, 0.8, unit, color=GREY)
    return drawn


def _drawn_apart(lines: list[_Line], y: str, kind: str, unit: str, title: str, subtitle: str, width: Width) -> Sheet:
    columns = min(3 if width == "double" else 2, len(lines))
    ranks = -(-len(lines) // columns)
    sizes = _sizes(lines)
    drawn = sheet(width, 4 + ranks * _CELL_MM + 1.6 * bool(sizes), title, subtitle)
    across = (drawn.width - EDGE_MM - 8) / columns
    span = _span(lines)
    for number, line in enumerate(lines):
        left, top = EDGE_MM + 8 + number % columns * across, 4 + number // columns * _CELL_MM
        axes = drawn.axes(left, top + 4.5, across - _BETWEEN_MM, _CELL_MM - 11)
        for other in lines:
            points = _with_gaps(other.points, _step(lines))
            axes.plot(points["at"], points[y], color=PALE, linewidth=0.8, zorder=1)
        _draw(axes, [line], y, kind, span)
        drawn.write(left, top + 2.4, line.look.label, weight="bold")
        if number + columns >= len(lines):
            _write_sizes(drawn, sizes, span, left, across - _BETWEEN_MM, top + _CELL_MM - 0.8)
    drawn.write(EDGE_MM, 1, unit, color=GREY)
    return drawn


def _sizes(lines: list[_Line]) -> dict[float, int]:
    """Return out of how many each point is counted, by time, where the table says so and all lines agree."""
    column = next((name for name in ("of", "reports") if name in lines[0].points), None)
    if column is None:
        return {}
    pairs = {
        (float(at), int(n)) for line in lines for at, n in zip(line.points["at"], line.points[column], strict=True)
    }
    sizes = dict(sorted(pairs))
    return sizes if len(sizes) == len(pairs) else {}


def _write_sizes(drawn: Sheet, sizes: dict[float, int], span: _Span, left: float, across: float, y: float) -> None:
    """Write the numbers under the points of a panel, as many as have room."""
    if not sizes:
        return
    per_mm = across / (span.last - span.first + 1.2 * span.step)
    room = widest((f"{n:,}" for n in sizes.values()), size=_SIZE_PT) + 0.8
    every = -(-room // (span.step * per_mm))
    drawn.write(left - 1, y, "n =", ha="right", fontsize=_SIZE_PT, color=GREY)
    for at, n in sizes.items():
        if round((at - span.first) / span.step) % every == 0:
            x = left + (at - span.first + 0.6 * span.step) * per_mm
            drawn.write(x, y, f"{n:,}", ha="center", fontsize=_SIZE_PT, color=GREY)


def _span(lines: list[_Line]) -> _Span:
    """Return what all panels share: first and last time, the step between, and the top of the axis."""
    times = [time for line in lines for time in line.points["at"]]
    tops = [float(line.points[column].max()) for line in lines for column in line.points if column in ("high", line.y)]
    step = _step(lines)
    decades = step == 10 and all(time % 10 == 0 for time in times)
    return _Span(min(times), max(times), step, 1.05 * max(tops, default=1.0) or 1.0, decades)


def _draw(axes: Axes, lines: list[_Line], y: str, kind: str, span: _Span) -> None:
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    for line in lines:
        points = _with_gaps(line.points, span.step)
        if kind == "bars":
            axes.bar(points["at"], points[y], width=span.step * 0.8, color=line.look.colour)
            continue
        if "low" in points:
            band = axes.fill_between(
                points["at"], points["low"], points["high"], color=_paler(line.look.colour), linewidth=0
            )
            band.set_gid(f"band-{len(axes.figure.axes)}-{len(axes.collections)}")
        axes.plot(points["at"], points[y], color=line.look.colour, linewidth=1.2, solid_joinstyle="round", zorder=3)
        if len(points) <= 40:
            axes.plot(
                points["at"],
                points[y],
                line.look.marker,
                color=line.look.colour,
                markersize=2.6,
                zorder=4,
                clip_on=False,
            )
    axes.set_xlim(span.first - span.step * 0.6, span.last + span.step * 0.6)
    axes.set_ylim(0, span.top)
    axes.locator_params(axis="y", nbins=5)
    _name_times(axes, span)


def _step(lines: list[_Line]) -> float:
    """Return the shortest time between two points: a month, a year, or several."""
    times = sorted({time for line in lines for time in line.points["at"]})
    return min((after - before for before, after in pairwise(times)), default=1.0)


def _with_gaps(points: pd.DataFrame, step: float) -> pd.DataFrame:
    """Return the points with an empty one in every gap, so that no line is drawn over it."""
    times = list(points["at"])
    breaks = [before + step / 2 for before, after in pairwise(times) if after - before > step * 1.5]
    gaps = pd.DataFrame({"at": breaks})
    return pd.concat([points, gaps]).sort_values("at", kind="stable") if breaks else points


def _paler(colour: str) -> tuple[float, ...]:
    """Return a colour mixed with white, opaque: printers cannot do transparency."""
    return tuple(0.8 + 0.2 * int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))


def _name_times(axes: Axes, span: _Span) -> None:
    first, last = span.first, span.last
    if span.decades:
        across = axes.bbox.width / 72 * 25.4 / (last - first + 12) * 10  # the house style has 72 dots to the inch
        every = -(-(text_mm("1920s") + 1.5) // across)
        ticks = range(round(first), round(last) + 1, 10 * int(every))
        axes.set_xticks(ticks, [f"{decade}s" for decade in ticks])
        return
    if last - first >= 3:
        axes.locator_params(axis="x", nbins=8, integer=True)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
        return
    months = range(round(first * 12), round(last * 12) + 1, 1 if last - first <= 1 else 3)
    axes.set_xticks([month / 12 for month in months], [f"{month // 12}-{month % 12 + 1:02d}" for month in months])
    axes.set_xticks(axes.get_xticks()[:: -(-len(months) // 8)])


def _name_lines(axes: Axes, lines: list[_Line], y: str, high_mm: float) -> None:
    """Write each line's name where the line ends, moved apart where ends are close."""
    top = axes.get_ylim()[1]
    ends = [line.points[line.points[y].notna()].iloc[-1] for line in lines]
    wanted = [float(end[y]) / top * high_mm for end in ends]
    right = axes.get_xlim()[1]
    for line, end, height in zip(lines, ends, spread(wanted, _NAME_MM, 0, high_mm), strict=True):
        beside = right + (right - axes.get_xlim()[0]) * 0.012
        at = height / high_mm * top
        axes.plot([end["at"], beside], [end[y], at], color=line.look.colour, linewidth=0.5, clip_on=False)
        axes.annotate(
            line.look.label, (beside, at), (2, 0), textcoords="offset points", va="center", annotation_clip=False
        )


def _alt(rows: pd.DataFrame, x: str, y: str, by: str | None, unit: str, kind: str, span: _Span) -> str:
    highest = rows[rows[y] == rows[y].max()]
    number = f"{rows[y].max():.3g}" + (" per cent" if unit.startswith("per cent") else "")
    top, ties = highest.iloc[0], len(highest)
    who = f"{voice_label(top[by])}, " if by else ""
    first, last, when = (
        f"the {time}s" if span.decades else str(time) for time in (rows[x].min(), rows[x].max(), top[x])
    )
    where = f"{number}, in {ties} cells" if ties > 1 else f"{who}{when}, {number}"
    lines = f" for {count_of(rows[by].nunique(), by)}" if by else ""
    chart = "Line chart" if kind == "lines" else "Bar chart"
    return f"{chart} of {unit} from {first} to {last}{lines}. Highest: {where}."


def _ends(lines: list[_Line]) -> list[str]:
    """Return a sentence on where each of the first lines ends."""
    ends = [(line.look.label, line.points[line.points[line.y].notna()]) for line in lines[:3]]
    return [f"{f'{name} ends' if name else 'It ends'} at {points[line.y].iloc[-1]:.3g}."
            for line, (name, points) in zip(lines, ends, strict=False) if len(points)]  # fmt: skip
