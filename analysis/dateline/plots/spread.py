"""How a story spread: who printed it on which day, with a line from the likely origin to every copy."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from dateline.errors import MeasureError
from dateline.figure import Figure, in_house_style, in_words
from dateline.figure.profiles import drawn_for
from dateline.plots.sheet import (
    COLOURS,
    EDGE_MM,
    GREY,
    NOBODY,
    PALE,
    Look,
    Sheet,
    Table,
    Width,
    band_mm,
    count_of,
    finished,
    key_mm,
    listed,
    need,
    origin,
    rows_and_notes,
    sheet,
    text_mm,
    widest,
    wrapped,
)
from dateline.plots.stories import Report, Story, chosen_of, in_order, stories_of, told, told_next

_ORIGIN, _COPY = Look("likely origin", COLOURS[1], "D"), Look("copy", COLOURS[0], "o")
_COLUMNS = ("cluster", "document", "outlet", "date", "words", "shared")
_BAND_MM, _HEAD_MM, _DAYS_MM, _GAP_MM, _PAD_MM, _TRUNK_MM, _MOST_DAY_MM = 4.5, 5.4, 4.2, 3.2, 6.0, 2.4, 45.0
_LONGEST_NAME_MM = {"single": 28.0, "double": 56.0}
_NUMBERS = {
    "single": (),
    "double": (
        "More or fewer: words beside the origin’s",
        "Shared: of the shorter one’s runs of words, with the earlier article that it shares most with",
    ),
}
_MOST_STORIES, _MOST_MM, _HEADING_MM = 5, 165.0, 18.0
_NO_DAY, _UNKNOWN = "no day", "unknown"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class _Measures(NamedTuple):
    """What all stories share, in millimetres: names, a day, the room of the days, that of what has none."""

    names: float
    day: float
    room: float
    undated: float


@in_house_style
def plot_spread(
    clusters: Table,
    *,
    cluster: str | None = None,
    title: str,
    subtitle: str | None = None,
    width: Width = "double",
    alt: str | None = None,
) -> Figure:
    """Draw who printed a story and on which day, from its likely origin to every copy.

    Parameters
    ----------
    clusters : Finding or pandas.DataFrame
        What `copy_clusters` returned.
    cluster : str, optional
        The id of a story's origin; by default the largest stories, five at the most.
    title, subtitle : str
        The heading; the subtitle says by default how many reports are drawn.
    width : {'double', 'single'}
        183 or 89 mm.
    alt : str, optional
        Alternative text of 8 to 30 words.

    Returns
    -------
    Figure
        One row of its table is one report, in the order drawn: `more` is how many words it has more than the origin,
        below zero where it was shortened.

    Raises
    ------
    NotFoundError
        When there is no such story, with the nearest there is.
    MeasureError
        When no article was run more than once, or no day of a story is known.

    Notes
    -----
    Outlets stand in the order of their first printing. A date that is no day, or missing, has no place in time: such
    reports stand beside the days, hollow, and the caption names them. The origin is likely, not known.

    Examples
    --------
    >>> import dateline as dl
    >>> copies = dl.copy_clusters(dl.load_corpus("summits-2022"))
    >>> plot_spread(copies, cluster="2022-02-04-meridian-putin-xi", title="How did a story spread?").table["words"]
    0    309
    1    215
    Name: words, dtype: int64
    """
    rows, notes = _rows(clusters)
    stories = chosen_of(stories_of(rows), rows, cluster)
    outlets = [outlet for story in stories[:_MOST_STORIES] for outlet in story.outlets]
    names = EDGE_MM + min(widest(outlets), _LONGEST_NAME_MM[width]) + 2
    drawn_stories = _with_room(stories, names)
    table = _table(drawn_stories)
    counted = _counted(table, len(stories))
    drawn = _drawn(drawn_stories, names, title, counted if subtitle is None else subtitle, width)
    return finished(
        drawn,
        table,
        title=title,
        shows="Marks: reports of a story by outlet and day; lines: from the likely origin to each copy",
        notes=(*_said(drawn_stories, counted, width), *_not_drawn(drawn_stories, rows, cluster), *notes),
        alt=alt or in_words(told(drawn_stories), told_next(drawn_stories)),
        parameters={"plot": "spread", "cluster": cluster, "width": width, "unit": "words"},
        made_from=origin(clusters, table),
        source=clusters,
    )


def _rows(clusters: Table) -> tuple[pd.DataFrame, Sequence[str]]:
    """Return the rows of the clusters and their notes, and refuse what holds none."""
    rows, notes = rows_and_notes(clusters)
    if rows.empty and "cluster" in rows.columns:
        raise MeasureError(
            "No article was run more than once, so there is no story to follow. Look further: "
            "dl.copy_clusters(corpus, days=30, least=0.3)."
        )
    need(rows, *_COLUMNS)
    return rows.assign(outlet=rows["outlet"].replace(NOBODY, _UNKNOWN)), notes


def _with_room(stories: list[Story], names: float) -> list[Story]:
    """Return as many stories as a page holds, the first cut to its first reports where it is longer than that."""
    profile = drawn_for()
    room = min(_MOST_MM, (profile.tallest_mm or _MOST_MM) / profile.scale) - _HEADING_MM
    first, chosen = stories[0], stories[:1]
    kept = sorted(first.reports, key=lambda report: (not report.is_origin, *report.place))
    while len(kept) > 2 and _high(chosen[0], names) > room:
        kept = kept[:-1]
        chosen = [Story(first.name, in_order(kept), len(first.reports) - len(kept))]
    for story in stories[1:_MOST_STORIES]:
        if sum(_high(one, names) for one in [*chosen, story]) > room:
            break
        chosen.append(story)
    return chosen


def _high(story: Story, names: float) -> float:
    """Return the height of a story in millimetres."""
    return _HEAD_MM + _DAYS_MM + sum(_bands(story, names)) + _GAP_MM


def _bands(story: Story, names: float) -> list[float]:
    """Return how high the row of each report is: where the name of its outlet is written, a long one has its lines."""
    outlets = [report.outlet for report in story.reports]
    return [
        band_mm([outlet] if outlets.index(outlet) == number else [], names - 1.5 - EDGE_MM, _BAND_MM)
        for number, outlet in enumerate(outlets)
    ]


def _middles(story: Story, names: float) -> list[float]:
    """Return the middle of each row, from the top of the first."""
    bands = _bands(story, names)
    return [end - band / 2 for end, band in zip(accumulate(bands), bands, strict=True)]


def _table(stories: Iterable[Story]) -> pd.DataFrame:
    """Return the drawn reports, from top to bottom."""
    return pd.DataFrame(
        {
            "cluster": story.name,
            "outlet": report.outlet,
            "document": report.document,
            "date": report.date,
            "role": (_ORIGIN if report.is_origin else _COPY).label,
            "shared": report.shared,
            "more": report.words - story.origin.words,
            "words": report.words,
        }
        for story in stories
        for report in story.reports
    ).astype({"shared": float})


def _drawn(stories: Sequence[Story], names: float, title: str, subtitle: str, width: Width) -> Sheet:
    top = key_mm([_ORIGIN, _COPY], width) + 1.5
    highs = [_high(story, names) for story in stories]
    drawn = sheet(width, top + sum(highs), title, subtitle)
    drawn.key([_ORIGIN, _COPY])
    heads = ("words", "more or fewer", "% shared") if width == "double" else ("words",)
    numbers = 3 * len(heads) + sum(map(text_mm, heads))
    measures = _measures(stories, names, drawn.width - EDGE_MM - names - numbers, width)
    rights = _rights(heads, names + measures.room + measures.undated + numbers)
    for right, head in zip(rights, heads, strict=True):
        drawn.write(right, top + _HEAD_MM + _DAYS_MM / 2, head, ha="right", color=GREY)
    for story, high in zip(stories, highs, strict=True):
        _name(drawn, story, top)
        _draw(drawn, story, measures, top + _HEAD_MM)
        _write_numbers(drawn, story, rights, measures, top + _HEAD_MM + _DAYS_MM)
        top += high
    return drawn


def _measures(stories: Sequence[Story], names: float, room: float, width: Width) -> _Measures:
    """Return how wide a day is in the room between names and numbers: no wider than the eye follows a line."""
    undated = [report.date or "" for story in stories for report in story.reports if report.day is None]
    partial = [_partly(date) for date in undated if width == "double"]
    slot = widest([_NO_DAY, *partial]) + 2 if undated else 0.0
    span = max(story.days[-1] - story.days[0] for story in stories)
    day = min(_MOST_DAY_MM, (room - slot - 2 * _PAD_MM) / max(span, 1))
    return _Measures(names, day, 2 * _PAD_MM + day * span, slot)


def _partly(date: str | None) -> str:
    """Return what is known of a date that is no day, with room before it for a mark."""
    return f"   {date}" if date else ""


def _rights(heads: Sequence[str], end: float) -> list[float]:
    """Return where each column of numbers ends, the last at the edge of the page."""
    rights = [end]
    for head in reversed(heads[1:]):
        rights.insert(0, rights[0] - text_mm(head) - 3)
    return rights


def _name(drawn: Sheet, story: Story, top: float) -> None:
    """Write over a story where it likely began, and as much else as has room."""
    first = story.origin
    date = f", {first.date or _NO_DAY}"
    room = drawn.width - 2 * EDGE_MM - text_mm(f"…{date}", weight="bold")
    outlet, *rest = wrapped(first.outlet, room, weight="bold")
    head = f"{outlet}{'…' if rest else ''}{date}"
    drawn.write(EDGE_MM, top + _HEAD_MM / 2, head, weight="bold")
    counts = f"{count_of(len(story.reports), 'report')} in {count_of(len(story.outlets), 'outlet')}"
    left = EDGE_MM + text_mm(head, weight="bold") + 2
    for said in (f"{counts} ({story.name})", counts):
        if left + text_mm(said) <= drawn.width - EDGE_MM:
            drawn.write(left, top + _HEAD_MM / 2, said, color=GREY)
            return


def _draw(drawn: Sheet, story: Story, measures: _Measures, top: float) -> None:
    """Draw the days of a story, the lines from its origin, and a mark for each report."""
    high = sum(_bands(story, measures.names))
    axes = drawn.axes(measures.names, top + _DAYS_MM, measures.room + measures.undated, high)
    axes.set(xlim=(0, measures.room + measures.undated), ylim=(high, 0), xticks=[], yticks=[])
    axes.spines[["left", "bottom"]].set_visible(False)
    _draw_days(drawn, axes, story, measures, top)
    across = [_x(report, story, measures) for report in story.reports]
    places = list(zip(across, _middles(story, measures.names), strict=True))
    start = places[story.reports.index(story.origin)]
    for report, (x, y) in zip(story.reports, places, strict=True):
        if not report.is_origin and story.origin.day is not None:
            trunk = start[0] - _TRUNK_MM
            axes.plot([start[0], trunk, trunk, x], [start[1], start[1], y, y], color=GREY, linewidth=0.5, zorder=2)
    for report, (x, y) in zip(story.reports, places, strict=True):
        look, size = (_ORIGIN, 5.0) if report.is_origin else (_COPY, 4.4)
        face = "white" if report.day is None else look.colour
        axes.plot(x, y, look.marker, color=look.colour, markerfacecolor=face, markersize=size, zorder=3)
        if report.day is None and measures.undated > text_mm(_partly(report.date)):
            drawn.write(measures.names + x, top + _DAYS_MM + y, _partly(report.date), color=GREY)


def _x(report: Report, story: Story, measures: _Measures) -> float:
    """Return where a report stands: at its day, or without one beside all days."""
    if report.day is None:
        return measures.room + 1.5
    return _PAD_MM + (report.day - story.days[0]) * measures.day


def _draw_days(drawn: Sheet, axes: Axes, story: Story, measures: _Measures, top: float) -> None:
    """Draw a pale line for each day, and write the days that have room."""
    first, last = story.days[0], story.days[-1]
    every = max(1, int(-(-(text_mm("28 May") + 2) // measures.day)))
    for day in range(first, last + 1):
        x, written = _PAD_MM + (day - first) * measures.day, (day - first) % every == 0
        if written or measures.day > _TRUNK_MM:
            axes.axvline(x, color=PALE, linewidth=0.5, zorder=0)
        if written:
            date = datetime.date.fromordinal(day)
            said = f"{date.day} {_MONTHS[date.month - 1]}"
            drawn.write(measures.names + x, top + _DAYS_MM / 2, said, ha="center", color=GREY)
    if any(report.day is None for report in story.reports):
        drawn.write(measures.names + measures.room + 0.5, top + _DAYS_MM / 2, _NO_DAY, color=GREY)


def _write_numbers(drawn: Sheet, story: Story, rights: Sequence[float], measures: _Measures, top: float) -> None:
    """Write outlets to the left of a story, and to its right how long each report is and how much of it is shared."""
    seen: set[str] = set()
    for report, middle in zip(story.reports, _middles(story, measures.names), strict=True):
        y = top + middle
        if report.outlet not in seen:
            _write_outlet(drawn, report.outlet, measures, y)
            seen.add(report.outlet)
        shared = "" if report.shared is None else f"{report.shared:.0f}"
        more = "" if report.is_origin else _signed(report.words - story.origin.words)
        cells = (f"{report.words:,}", more, shared)
        for right, cell in zip(rights, cells, strict=False):
            drawn.write(right, y, cell, ha="right")


def _write_outlet(drawn: Sheet, outlet: str, measures: _Measures, y: float) -> None:
    lines = wrapped(outlet, measures.names - 1.5 - EDGE_MM + 0.5)
    for number, line in enumerate(lines):
        shift = (number - (len(lines) - 1) / 2) * 3.3
        drawn.write(measures.names - 1.5, y + shift, line, ha="right")


def _signed(number: int) -> str:
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{abs(number):,}"


def _counted(table: pd.DataFrame, stories: int) -> str:
    """Return how many reports are drawn, of how many stories and in how many outlets."""
    drawn = table["cluster"].nunique()
    of = f"{drawn} of {count_of(stories, 'story')}" if drawn < stories else count_of(stories, "story")
    return f"{count_of(len(table), 'report')} of {of}, in {count_of(table['outlet'].nunique(), 'outlet')}"


def _said(stories: Sequence[Story], counted: str, width: Width) -> list[str]:
    """Return what the drawing does not say of itself: the days, the numbers, and which reports have no day."""
    days = sorted(day for story in stories for day in story.days)
    first, last = (datetime.date.fromordinal(day).isoformat() for day in (days[0], days[-1]))
    notes = [
        f"{counted}; dates: {first} to {last}" if first < last else f"{counted}; date: {first}",
        *_NUMBERS[width],
    ]
    undated = [report for story in stories for report in story.reports if report.day is None]
    if undated:
        names = listed([f"{report.document} ({report.date or 'no date'})" for report in undated])
        notes.append(f"Hollow, beside the days: {count_of(len(undated), 'report')} without a day, {names}")
    lost = [story.name for story in stories if story.origin.day is None]
    if lost:
        notes.append(f"No lines where the origin has no day: {listed(lost)}")
    return notes


def _not_drawn(stories: Sequence[Story], rows: pd.DataFrame, cluster: str | None) -> list[str]:
    """Return what is left out: the later reports of a long story, and other stories."""
    notes = [
        f"{count_of(story.left_out, 'later report')} of {story.name} not drawn" for story in stories if story.left_out
    ]
    others = int(rows["cluster"].nunique()) - len(stories)
    if others:
        notes.append(f"{count_of(others, 'other story' if cluster else 'further story')} not drawn")
    return notes
