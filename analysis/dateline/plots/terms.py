"""Whose words: each framing term, what the outlet says itself to the left, what it lets others say to the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from dateline.errors import MeasureError
from dateline.figure import Figure, in_house_style, in_words
from dateline.plots.sheet import (
    EDGE_MM,
    GREY,
    INK,
    PALE,
    TEXT_PT,
    VOICES,
    Sheet,
    Table,
    Width,
    count_of,
    finished,
    key_mm,
    legible_on,
    lettered,
    need,
    origin,
    rows_and_notes,
    sheet,
    text_mm,
    values_in_order,
    wildcard_note,
)

_OWN = ("narrator", "scare")
_SIDES = "To the left in the outlet’s own words, scare quotes included; to the right in the words of others"
_BAND_MM, _HEAD_MM, _LETTER_MM = 4.6, 5.4, 2.3
_LONGEST_NAME_MM = {"single": 40.0, "double": 60.0}


class _Row(NamedTuple):
    """A line of the plot: the head of a frame, or a term of it."""

    name: str
    frame: str
    is_head: bool
    top: float


@in_house_style
def plot_terms(
    table: Table,
    *,
    title: str,
    subtitle: str | None = None,
    value: str | None = None,
    panels: str | None = None,
    most: int | None = None,
    width: Width = "double",
    alt: str | None = None,
) -> Figure:
    """Draw for each term how often it stands in the outlet's own words and how often in the words of others.

    Parameters
    ----------
    table : Finding or pandas.DataFrame
        `term`, `voice`, counts in `value`; grouped where there is a `frame`. `found.hits.by("frame", "term", "voice")`
        is one.
    title, subtitle : str
        The heading; the subtitle says by default how many hits are drawn, and of how many.
    value : str, optional
        Column of counts; by default `count` or `hits`.
    panels : str, optional
        A column to draw side by side, such as `target` or `outlet`.
    most : int, optional
        Terms of each frame at the most; the caption counts what is left out. The head of a table of term and voice
        would cut a term's voices apart; this does not.
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
        When a column is missing, or a voice is not one that Dateline tells apart.

    Notes
    -----
    Scare quotes count as the outlet's own: they set off its word, not somebody's speech. Counts are not rates; an
    outlet that quotes much has more room on the right.
    """
    rows, notes = rows_and_notes(table)
    value = value or ("count" if "count" in rows.columns else "hits")
    need(rows, "term", "voice", value, *([panels] if panels else []))
    _check_voices(rows)
    frames = ["frame"] if "frame" in rows.columns else []
    columns = [*([panels] if panels else []), *frames, "term", "voice"]
    rows = rows.groupby(columns, sort=False, dropna=False)[value].sum().reset_index()
    rows, counted, left_out = _most(rows, value, most)
    drawn = _drawn(rows, _lines(rows, value), panels, value, title, counted if subtitle is None else subtitle, width)
    return finished(
        drawn,
        rows,
        title=title,
        shows="Bars: hits of each term",
        notes=(_SIDES, wildcard_note(rows["term"]), left_out, *notes),
        alt=alt or in_words(_alt(rows, value), _next_terms(rows, value)),
        parameters={"plot": "terms", "value": value, "panels": panels, "most": most, "width": width},
        made_from=origin(table, rows),
        source=table,
    )


def _most(rows: pd.DataFrame, value: str, most: int | None) -> tuple[pd.DataFrame, str, str]:
    """Return the rows of the most frequent terms of each frame, what is drawn of how much, and what is left out."""
    keys = ["frame", "term"] if "frame" in rows.columns else ["term"]
    totals = rows.groupby(keys, sort=True)[value].sum().sort_values(ascending=False, kind="stable")
    kept = totals if most is None else totals.groupby(level=0).head(most) if len(keys) > 1 else totals.head(most)
    there = pd.MultiIndex.from_frame(rows[keys]) if len(keys) > 1 else pd.Index(rows["term"])
    out = len(totals) - len(kept)
    total, shown = int(totals.sum()), int(kept.sum())
    counted, note = count_of(total, "hit"), ""
    if out:
        counted = f"{shown:,} of {counted}, {len(kept):,} of {count_of(len(totals), 'term')}"
        note = f"{count_of(out, 'term')} with {count_of(total - shown, 'hit')} not drawn"
    return rows[there.isin(kept.index)].reset_index(drop=True), counted, note


def _check_voices(rows: pd.DataFrame) -> None:
    unknown = sorted(set(rows["voice"].astype(str)) - set(VOICES))
    if unknown:
        raise MeasureError(f'There is no voice "{unknown[0]}". The voices are {", ".join(VOICES)}.')


def _lines(rows: pd.DataFrame, value: str) -> list[_Row]:
    """Return heads and terms from top to bottom: frames in the table's order, terms by their hits."""
    lines: list[_Row] = []
    top = 0.0
    for frame in values_in_order(rows, "frame") if "frame" in rows.columns else [""]:
        here = rows[rows["frame"].astype(str) == frame] if frame else rows
        if frame:
            lines.append(_Row(frame, frame, True, top))
            top += _HEAD_MM
        totals = here.groupby("term", sort=True)[value].sum().sort_values(ascending=False, kind="stable")
        for term in totals.index:
            lines.append(_Row(str(term), frame, False, top))
            top += _BAND_MM
        top += 1.0
    return lines


def _drawn(
    rows: pd.DataFrame,
    lines: Sequence[_Row],
    panels: str | None,
    value: str,
    title: str,
    subtitle: str,
    width: Width,
) -> Sheet:
    looks = [VOICES[voice] for voice in values_in_order(rows, "voice", list(VOICES))]
    bars = [look._replace(marker="s") for look in lettered(looks)]
    heads = values_in_order(rows, panels) if panels else [""]
    margin = EDGE_MM + min(max(_width(line) for line in lines), _LONGEST_NAME_MM[width]) + 2
    high = lines[-1].top + _BAND_MM
    top = key_mm(bars, width) + 4.8 * bool(panels) + 4.8
    drawn = sheet(width, top + high + 2, title, subtitle)
    drawn.key(bars)
    across = (drawn.width - EDGE_MM - margin) / len(heads)
    left, right = _reach(rows, panels, value)
    for number, head in enumerate(heads):
        x = margin + number * across
        axes = drawn.axes(x, top, across - 3, high)
        axes.set(xlim=(-left, right), ylim=(high, 0), xticks=[], yticks=[])
        here = rows if panels is None else rows[rows[panels].astype(str) == head]
        _bars(axes, here, lines, value, across - 3)
        zero = x + (across - 3) * left / (left + right)
        drawn.write(zero - 1.5, top - 2.4, "own words", ha="right", color=GREY)
        drawn.write(zero + 1.5, top - 2.4, "others’ words", color=GREY)
        drawn.write(x, top - 7.2, head, weight="bold")
    for line in lines:
        style = {"weight": "bold"} if line.is_head else {}
        x, shift = (EDGE_MM, _HEAD_MM * 0.6) if line.is_head else (EDGE_MM + 3, _BAND_MM / 2)
        drawn.write(x, top + line.top + shift, line.name, **style)
    return drawn


def _width(line: _Row) -> float:
    return text_mm(line.name, weight="bold") if line.is_head else 3 + text_mm(line.name)


def _reach(rows: pd.DataFrame, panels: str | None, value: str) -> tuple[float, float]:
    """Return how far the axis goes to either side, with room for the numbers at the ends of bars."""
    own = rows["voice"].isin(_OWN)
    keys = [column for column in (panels, "frame", "term") if column and column in rows.columns]
    sides = [rows[side].groupby(keys, dropna=False)[value].sum().max() if side.any() else 0 for side in (own, ~own)]
    whole = sum(int(side) for side in sides)
    return sides[0] + 0.14 * whole, sides[1] + 0.14 * whole


def _bars(axes: Axes, cells: pd.DataFrame, lines: Sequence[_Row], value: str, across: float) -> None:
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.axvline(0, color=GREY, linewidth=0.5)
    reach = axes.get_xlim()[1] - axes.get_xlim()[0]
    gap, lettered_from = reach * 0.012, reach * _LETTER_MM / across
    for line in lines:
        middle = line.top + _BAND_MM / 2
        if line.is_head:
            axes.axhline(line.top, color=PALE, linewidth=0.5, zorder=0)
            continue
        here = cells[cells["term"].astype(str) == line.name]
        here = here[here["frame"].astype(str) == line.frame] if line.frame else here
        counts = here.set_index("voice")[value].to_dict()
        for sign, voices in ((-1, _OWN), (1, tuple(voice for voice in VOICES if voice not in _OWN))):
            end = 0.0
            for voice in voices:
                look, count = VOICES[voice], int(counts.get(voice, 0))
                axes.barh(
                    middle, sign * count, left=sign * end, height=_BAND_MM * 0.68, color=look.colour,
                    edgecolor="white", linewidth=0.4,
                )  # fmt: skip
                if look.letter and count >= lettered_from:
                    axes.text(sign * (end + count / 2), middle, look.letter, ha="center", va="center", fontsize=TEXT_PT,
                              color=legible_on(look.colour))  # fmt: skip
                end += count
            words = f"{end:,.0f}" if end else ("0" if counts else "")
            side = "right" if sign < 0 else "left"
            axes.text(sign * (end + gap), middle, words, ha=side, va="center", color=INK if end else GREY)


def _alt(rows: pd.DataFrame, value: str) -> str:
    own = int(rows[rows["voice"].isin(_OWN)][value].sum())
    rest = int(rows[value].sum()) - own
    terms = count_of(rows["term"].nunique(), "term")
    top = rows.groupby("term", sort=True)[value].sum().sort_values(ascending=False, kind="stable").index[0]
    return f"Diverging bars of {terms}: {own} in the outlet's own words, {rest} in others' words. Most frequent: {top}."


def _next_terms(rows: pd.DataFrame, value: str) -> list[str]:
    """Return sentences on the terms after the most frequent."""
    totals = rows.groupby("term", sort=True)[value].sum().sort_values(ascending=False, kind="stable")
    return [f"Then: {term}, {count_of(int(hits), 'hit')}." for term, hits in totals.iloc[1:4].items()]
