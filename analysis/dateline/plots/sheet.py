"""The page under every plot: millimetres, a heading, a key, and what a voice looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import matplotlib.figure
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath
from pandas.api.types import is_numeric_dtype

from dateline.colours import COLOURS as COLOURS
from dateline.colours import GREY as GREY
from dateline.colours import INK as INK
from dateline.colours import PALE as PALE
from dateline.corpus import Corpus
from dateline.errors import MeasureError, did_you_mean
from dateline.figure import WIDTHS_MM, Figure, csv_bytes, drawn_for, page_mm
from dateline.figure.words import facts_missing
from dateline.finding import Finding
from dateline.provenance import digest

Width = Literal["single", "double"]
Table = Finding | pd.DataFrame

EDGE_MM = 2.0
LINE_MM = 3.7
KEY_LINE_MM = 4.5
TEXT_PT = 8.0
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<")
_TITLE_PT, _TITLE_MM = 10.0, 4.6
_MM_PER_PT = 25.4 / 72


class Look(NamedTuple):
    """How one kind of thing is drawn everywhere, and what the key calls it."""

    label: str
    colour: str
    marker: str
    letter: str = ""
    hollow: bool = False


# The outlet's own words are blue; what it lets others say is warm, and lettered where only grey is printed.
VOICES = {
    "narrator": Look("own words", "#0072B2", "o"),
    "scare": Look("scare quotes", "#56B4E9", "v"),
    "direct": Look("direct quotation", "#D55E00", "s", "d"),
    "mixed": Look("partial quotation", "#CC79A7", "D", "p"),
    "indirect": Look("indirect speech", "#E69F00", "^", "i"),
}
# What a share was counted from: kept in the data of a figure though it is not drawn.
_COUNTED = ("hits", "articles", "of", "reports", "words")


@dataclass(frozen=True)
class Sheet:
    """A page measured in millimetres from the top left; `head` is where the room for the plot begins."""

    page: matplotlib.figure.Figure
    ground: Axes
    width: float
    height: float
    head: float

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return axes in a fixed rectangle, `top` counted from the end of the heading."""
        bottom = self.height - self.head - top - height
        return self.page.add_axes((left / self.width, bottom / self.height, width / self.width, height / self.height))

    def write(self, x: float, y: float, text: str, **style: Any) -> None:
        """Write text at a place in millimetres, `y` counted from the end of the heading."""
        self.ground.text(x, self.head + y, text, **{"va": "center", "fontsize": TEXT_PT, **style})

    def key(self, looks: Sequence[Look], *, left: float = EDGE_MM, top: float = 1.5) -> None:
        """Draw marks with their names, on as many lines as `key_mm` makes room for."""
        for look, (x, line) in zip(looks, _key_places(looks, self.width - left), strict=True):
            y = top + KEY_LINE_MM * line
            face = "white" if look.hollow else look.colour
            self.ground.plot(
                left + x + 1, self.head + y, look.marker, color=look.colour, markerfacecolor=face, markersize=4
            )
            self.write(left + x + 3, y, look.label, color=GREY)


def lettered(looks: Sequence[Look]) -> list[Look]:
    """Return looks whose names say the letter that stands in their bars and cells."""
    return [look._replace(label=f"{look.label} ({look.letter})") if look.letter else look for look in looks]


def legible_on(colour: str) -> str:
    """Return white or black, whichever has a contrast of 4.5 or more on a colour (WCAG 2.2, 1.4.3)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "white" if 1.05 / (luminance + 0.05) >= 4.5 else "black"


def key_mm(looks: Sequence[Look], width: Width, *, left: float = EDGE_MM) -> float:
    """Return the height that `Sheet.key` takes, in millimetres."""
    return KEY_LINE_MM * (1 + max((line for _, line in _key_places(looks, page_mm(width) - left)), default=-1))


def _key_places(looks: Sequence[Look], room: float) -> list[tuple[float, int]]:
    places: list[tuple[float, int]] = []
    x, line = 0.0, 0
    for look in looks:
        across = 3 + text_mm(look.label)
        if x and x + across > room - EDGE_MM:
            x, line = 0.0, line + 1
        places.append((x, line))
        x += across + 5
    return places


def sheet(width: Width, room: float, title: str, subtitle: str) -> Sheet:
    """Return a page of a column's or a page's width with a heading and `room` millimetres under it."""
    if width not in WIDTHS_MM:
        raise MeasureError(f'A figure has no width "{width}". {did_you_mean(width, WIDTHS_MM)}')
    wide, inside = page_mm(width), drawn_for().title != "outside"
    titles = wrapped(title, wide - 2 * EDGE_MM, size=_TITLE_PT, weight="bold") if inside else []
    subtitles = wrapped(subtitle, wide - 2 * EDGE_MM) if subtitle and inside else []
    head = EDGE_MM + _TITLE_MM * len(titles) + LINE_MM * len(subtitles) + 2.5
    high = head + room
    page = matplotlib.figure.Figure(figsize=(wide / 25.4, high / 25.4))
    ground = page.add_axes((0, 0, 1, 1), xlim=(0, wide), ylim=(high, 0))
    ground.set_axis_off()
    ground.set_autoscale_on(False)
    for number, line in enumerate(titles):
        ground.text(EDGE_MM, EDGE_MM + _TITLE_MM * (number + 0.5), line, va="center", fontsize=_TITLE_PT, weight="bold")
    below = EDGE_MM + _TITLE_MM * len(titles) + 0.4
    for number, line in enumerate(subtitles):
        ground.text(EDGE_MM, below + LINE_MM * (number + 0.5), line, va="center", fontsize=TEXT_PT, color=GREY)
    return Sheet(page, ground, wide, high, head)


def text_mm(text: str, *, size: float = TEXT_PT, weight: str = "normal") -> float:
    """Return the width of a line of text in millimetres, rounded up to a tenth.

    The rounding keeps a hair's breadth between two font renderers from moving the plot.
    """
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    across, _, _ = TextToPath().get_text_width_height_descent(text, font, False)
    return -(-float(across) * _MM_PER_PT * 10 // 1) / 10


def widest(texts: Iterable[str], *, size: float = TEXT_PT) -> float:
    """Return the width of the widest of some lines, in millimetres."""
    return max((text_mm(text, size=size) for text in texts), default=0.0)


def wrapped(text: str, width: float, *, size: float = TEXT_PT, weight: str = "normal") -> list[str]:
    """Break a text into lines that fit a width in millimetres."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_mm(longer, size=size, weight=weight) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


# What a figure calls a target or speaker that nobody named.
NOBODY = "none named"


def rows_and_notes(table: Table) -> tuple[pd.DataFrame, Sequence[str]]:
    """Return the rows of a result, and the notes that say what was counted."""
    rows, notes = (table.table, table.notes) if isinstance(table, Finding) else (table, ())
    if not isinstance(rows, pd.DataFrame):
        raise MeasureError(
            f"A {type(table).__name__} is no table of rows. Give what a measure returned; of a network its pairs, "
            "network.cooccurrences."
        )
    words = [column for column in rows.columns if not is_numeric_dtype(rows[column])]
    return rows.reset_index(drop=True).assign(**{column: rows[column].fillna(NOBODY).array for column in words}), notes


def need(table: pd.DataFrame, *columns: str) -> None:
    """Raise where a table lacks a column that the plot draws, or has no row."""
    for column in columns:
        if column not in table.columns:
            raise MeasureError(f'The table has no column "{column}". {did_you_mean(column, map(str, table.columns))}')
    if table.empty:
        raise MeasureError("The table has no row to draw. Widen the question, or look for other actors or frames.")


def values_in_order(table: pd.DataFrame, column: str, order: Sequence[str] | None = None) -> list[str]:
    """Return the values of a column in the order of a list, then in the order of the table."""
    there = [str(value) for value in table[column].drop_duplicates()]
    return [value for value in order or () if value in there] + [value for value in there if value not in (order or ())]


def voice_look(voice: str, place: int = 0) -> Look:
    """Return the fixed look of a voice, or for anything else the look of its place in the order."""
    return VOICES.get(voice, Look(voice, COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]))


def count_of(number: int, noun: str) -> str:
    """Return `1 article`, `1,204 articles` or `2 countries`."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeou" else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def listed(names: Sequence[str], *, most: int = 3) -> str:
    """Return names as prose lists them, the rest as a number."""
    shown = list(names[:most]) + ([f"{len(names) - most} more"] if len(names) > most else [])
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def wildcard_note(terms: Iterable[str]) -> str:
    """Return what the asterisk of a lexicon means, where a term has one."""
    return "An asterisk in a term stands for any ending or any word" if any("*" in term for term in terms) else ""


def finished(
    drawn: Sheet,
    table: pd.DataFrame,
    *,
    title: str,
    shows: str,
    notes: Sequence[str],
    alt: str,
    parameters: dict[str, Any],
    made_from: dict[str, str],
    source: object = None,
    layout: pd.DataFrame | None = None,
) -> Figure:
    """Return the figure of a drawn sheet, its caption what is shown, what was counted, and what has to be said else."""
    caption = " ".join(sentence(part) for part in (shows, *notes) if part)
    caption = " ".join([caption, *_unsaid(caption, source, table, parameters)])
    return Figure(drawn.page, table, title, caption, alt, parameters, made_from, layout, drawn_for().name)


def _unsaid(caption: str, source: object, table: pd.DataFrame, parameters: dict[str, Any]) -> Iterator[str]:
    """Say what every caption names and no note of the result does, as far as the result knows."""
    missing, material = facts_missing(caption), _material(source)
    dates = sorted({str(date) for date in material["date"].dropna()}) if "date" in material else []
    if "articles" in missing and "document" in material:
        yield f"Counted in {count_of(material['document'].nunique(), 'article')}."
    if "window" in missing and dates:
        yield f"Dates: {dates[0]} to {dates[-1]}." if len(dates) > 1 else f"Date: {dates[0]}."
    if "copies" in missing and "corpus" in getattr(source, "made_from", {}):
        yield "Copies are counted as they stand."
    if "interval" in missing and not any(str(column).endswith("low") for column in table.columns):
        yield "No intervals."
    if "seed" in missing:
        yield f"Seed: {parameters.get('seed', 'none')}."


def _material(source: object) -> pd.DataFrame:
    """Return what a result was counted in: its articles, else its evidence, else its rows; empty for a bare table."""
    if isinstance(source, Corpus):
        return pd.DataFrame({"document": [one.id for one in source], "date": [one.date for one in source]})
    for name in ("documents", "evidence", "table"):
        rows = getattr(source, name, None)
        if isinstance(rows, pd.DataFrame) and "document" in rows:
            return rows
    return pd.DataFrame()


def sentence(text: str) -> str:
    """Return a note as a sentence: with a full stop."""
    return text if re.search(r"[.?!]$", text) else f"{text}."


def ranked(table: pd.DataFrame, value: str, *labels: str) -> list[str]:
    """Return sentences on the rows after the highest, for an alternative text that has room."""
    rows = table[table[value].notna()].sort_values(value, ascending=False, kind="stable").to_dict("records")
    said = []
    for place, row in [("Second", rows[1:2]), ("Third", rows[2:3]), ("Lowest", rows[3:][-1:])]:
        for one in row:
            names = ", ".join(voice_label(one[label]) for label in labels)
            said.append(f"{place}: {names}, {one[value]:.3g}.")
    return said


def origin(source: object, table: pd.DataFrame) -> dict[str, str]:
    """Return the digests of what a result was made from, and that of the drawn rows, as CSV."""
    return {**getattr(source, "made_from", {}), "rows": digest(csv_bytes(table))}


def counted_columns(table: pd.DataFrame, *drawn: str) -> list[str]:
    """Return the columns that a share or rate was counted from, but those drawn."""
    return [column for column in _COUNTED if column in table.columns and column not in drawn]


def intervals(notes: Iterable[str]) -> str:
    """Return `95% intervals` where the notes say the level, else `intervals`."""
    level = re.search(r"(\d+%)[\w ]* intervals?\b|\bintervals?:? (\d+%)", " ".join(notes), re.IGNORECASE)
    return f"{level[1] or level[2]} intervals" if level else "intervals"


def voice_label(value: object) -> str:
    """Return what the key calls a voice, and anything else as it is."""
    return VOICES[str(value)].label if str(value) in VOICES else str(value)


def band_mm(names: Iterable[str], room: float, least: float) -> float:
    """Return how high a row is, so that the longest name has its lines in a room of so many millimetres."""
    return max([least, *(3.3 * len(wrapped(name, room + 0.5)) + 1.2 for name in names)])


def name_rows(drawn: Sheet, names: Sequence[str], *, right: float, top: float, band: float) -> None:
    """Write the names of rows to the left of a plot, a long one on two lines."""
    for number, name in enumerate(names):
        lines = wrapped(name, right - EDGE_MM + 0.5)
        for line, text in enumerate(lines):
            shift = (line - (len(lines) - 1) / 2) * 3.3
            drawn.write(right, top + band * (number + 0.5) + shift, text, ha="right")
