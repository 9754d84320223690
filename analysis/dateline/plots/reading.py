"""One article as a picture, from its features alone: who speaks, who is named, which words frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from dateline.errors import MeasureError
from dateline.figure import Figure, in_house_style, in_words, page_mm
from dateline.plots.article import COLUMNS, KINDS, Article, about_of, article_of
from dateline.plots.sheet import (
    EDGE_MM,
    GREY,
    PALE,
    VOICES,
    Look,
    Sheet,
    count_of,
    finished,
    key_mm,
    legible_on,
    lettered,
    listed,
    origin,
    sheet,
    text_mm,
    values_in_order,
    widest,
    wildcard_note,
    wrapped,
)

if TYPE_CHECKING:
    from dateline.found import Found

_PLACE_FOR_PEOPLE = Look("its government", "#009E73", "s", hollow=True)
_ROW_MM, _LANE_MM, _HEAD_MM = 3.9, 3.4, 6.2
_LONGEST_NAME_MM = 40.0
_MARK_MM = 1.5
_LETTER_MM, _CELL_GAP_MM = 2.1, 0.35
_KEY_SIZES = {1: "1", 2: "2", 3: "3 mentions"}
_HEADS = {"speaks": "Who speaks", "named": "Who is named", "frames": "Which words frame"}


class _Row(NamedTuple):
    """A line of the picture: its name, its place in millimetres, and how high it is."""

    part: str
    name: str
    top: float
    high: float


class _Label(NamedTuple):
    """A framing term, packed into a lane of its row, its words to the right of the mark or to the left."""

    row: str
    sentence: int
    voice: str
    words: str
    lane: int
    to_left: bool


@in_house_style
def plot_close_reading(
    found: Found,
    document: str,
    *,
    title: str,
    subtitle: str | None = None,
    most: int = 16,
    alt: str | None = None,
) -> Figure:
    """Draw one article sentence by sentence from what was found in it; its text is not needed.

    Parameters
    ----------
    found : Found
        What `annotate` found, or the released features of it.
    document : str
        Id of the article.
    title, subtitle : str
        The heading; the subtitle names by default outlet, date, and what is counted.
    most : int
        Rows for who is named, the most often named first; the caption counts who is left out.
    alt : str, optional
        Alternative text of 8 to 30 words.

    Returns
    -------
    Figure
        Its table has one row for each mark: `part`, `row`, `sentence` (from 1), `look`, `count`, `label`.

    Raises
    ------
    NotFoundError
        When `found` has no such article.
    MeasureError
        When nothing was found in it.

    Notes
    -----
    A quotation that runs over several sentences is drawn where it begins. It shows no word of the article but the terms
    of the lexicon.
    """
    about = about_of(found, document)
    article = article_of(found, document, int(about["sentences"]), most)
    if article.speaks.empty and article.named.empty and article.frames.empty:
        raise MeasureError(
            f'Nothing was found in "{document}", so nothing can be drawn. Give it more actors or frames.'
        )
    counted = _counted(about, article)
    drawn = _drawn(article, title, counted if subtitle is None else subtitle)
    table = pd.concat([article.words, article.speaks, article.named, article.frames])[COLUMNS].reset_index(drop=True)
    rest = f"{count_of(article.left_out, 'further actor')} not drawn" if article.left_out else ""
    return finished(
        drawn,
        table,
        title=title,
        shows="Columns are sentences in the order of the article; marks grow with mentions, hollow ones are places "
        "that stand for their governments",
        notes=[
            f"One article: {counted}; copies elsewhere are not counted",
            "A quotation is drawn where it begins, several in a sentence side by side; own words are the outlet’s",
            wildcard_note(article.frames["label"]),
            rest,
        ],
        alt=alt or in_words(_alt(article), _also(article)),
        parameters={"plot": "close_reading", "document": document, "most": most},
        # Not the digest of `found`: that knows offsets, and the picture is the same without them.
        made_from=origin(found, table),
    )


def _counted(about: dict[str, Any], article: Article) -> str:
    where = [str(about[name]) for name in ("outlet", "date") if about.get(name) and pd.notna(about[name])]
    sizes = [
        count_of(int(about["words"]), "word"),
        count_of(article.sentences, "sentence"),
        count_of(int(article.speaks["count"].sum()), "quotation"),
        count_of(len(article.frames), "framing term"),
    ]
    return f"{', '.join(where)}{': ' if where else ''}{listed(sizes, most=4)}"


def _drawn(article: Article, title: str, subtitle: str) -> Sheet:
    names = [*article.speaks["row"], *article.named["row"], *article.frames["row"]]
    margin = EDGE_MM + min(widest(map(str, names)), _LONGEST_NAME_MM) + 3
    wide = page_mm("double") - margin - EDGE_MM
    labels = _packed(article.frames, wide, article.sentences)
    looks = _voices(article)
    top = key_mm(looks, "double")
    share = 4.5 if len(article.words) else 0.0
    rows = _rows(article, labels, top + share)
    bottom = rows[-1].top + rows[-1].high if rows else top + share
    drawn = sheet("double", bottom + 10, title, subtitle)
    drawn.key(looks)
    _draw_shares(drawn, article.words, margin, wide, top + 0.5)
    for row in rows:
        _draw_row(drawn, row, article, labels, margin, wide)
    _draw_heads(drawn, rows, article, margin, wide)
    _draw_scale(drawn, article.sentences, margin, wide, bottom)
    return drawn


def _voices(article: Article) -> list[Look]:
    there = {*article.words["look"], *article.speaks["look"], *article.frames["look"]}
    return lettered([look for voice, look in VOICES.items() if voice in there])


def _kinds(article: Article) -> list[Look]:
    there, hollow = set(article.named["look"]), (article.named["label"] == "metonymic").any()
    looks = [look for kind, look in KINDS.items() if kind in there]
    return [*looks, _PLACE_FOR_PEOPLE] if hollow else looks


def _rows(article: Article, labels: Sequence[_Label], top: float) -> list[_Row]:
    rows = []
    for part, table in (("speaks", article.speaks), ("named", article.named), ("frames", article.frames)):
        names = values_in_order(table, "row")
        top += _HEAD_MM if names else 0
        for name in names:
            lanes = max((label.lane + 1 for label in labels if label.row == name), default=1)
            lines = len(wrapped(name, _LONGEST_NAME_MM + 1.5))
            high = max(lanes * _LANE_MM + 0.9 if part == "frames" else _ROW_MM, 3.4 * lines + 0.9)
            rows.append(_Row(part, name, top, high))
            top += high
    return rows


def _packed(frames: pd.DataFrame, wide: float, sentences: int) -> list[_Label]:
    """Return the terms of each frame in as few lanes as hold them without touching."""
    labels: list[_Label] = []
    taken: dict[str, list[list[tuple[float, float]]]] = {}
    for mark in frames.to_dict("records"):
        row, words = str(mark["row"]), str(mark["label"])
        across = text_mm(words) + 2 * _MARK_MM + 1
        at = (mark["sentence"] - 0.5) / sentences * wide
        lanes = taken.setdefault(row, [])
        right, left = (at - _MARK_MM, at + across), (at - across, at + _MARK_MM)
        sides = [(_free(lanes, right), False, right)] if right[1] <= wide else []
        sides += [(_free(lanes, left), True, left)] if left[0] >= 0 or not sides else []
        lane, to_left, stretch = min(sides)
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(stretch)
        labels.append(_Label(row, int(mark["sentence"]), str(mark["look"]), words, lane, to_left))
    return labels


def _free(lanes: Sequence[Sequence[tuple[float, float]]], stretch: tuple[float, float]) -> int:
    """Return the first lane with room for a stretch, a new one where none has."""
    for number, lane in enumerate(lanes):
        if all(stretch[1] <= start or end <= stretch[0] for start, end in lane):
            return number
    return len(lanes)


def _draw_shares(drawn: Sheet, words: pd.DataFrame, left: float, wide: float, top: float) -> None:
    """Draw one bar: of all words of the article, whose they are."""
    if words.empty:
        return
    total, x = int(words["count"].sum()), left
    drawn.write(left - 2, top + 1.8, "whose words", ha="right", weight="bold")
    for share in words.to_dict("records"):
        across = share["count"] / total * wide
        colour = VOICES[share["look"]].colour
        edges = [drawn.head + top, drawn.head + top + 3.6]
        drawn.ground.fill_betweenx(edges, x, x + across, color=colour, linewidth=0)
        percent = f"{VOICES[share['look']].letter} {100 * share['count'] / total:.0f}%".strip()
        if across > text_mm(percent) + 1.5:
            drawn.write(x + across / 2, top + 1.8, percent, ha="center", color=legible_on(colour))
        x += across


def _draw_row(drawn: Sheet, row: _Row, article: Article, labels: Sequence[_Label], left: float, wide: float) -> None:
    middle, step = row.top + row.high / 2, wide / article.sentences
    line = drawn.head + row.top + row.high
    drawn.ground.plot([left, left + wide], [line, line], color=PALE, linewidth=0.4, zorder=0)
    lines = wrapped(row.name, _LONGEST_NAME_MM + 1.5)
    for number, name in enumerate(lines):
        drawn.write(left - 2, middle + (number - (len(lines) - 1) / 2) * 3.3, name, ha="right")
    if row.part == "frames":
        for label in labels:
            if label.row == row.name:
                _draw_term(drawn, label, left + (label.sentence - 0.5) * step, row.top + 0.45)
        return
    table = article.speaks if row.part == "speaks" else article.named
    draw = _draw_speech if row.part == "speaks" else _draw_mentions
    draw(drawn, table[table["row"] == row.name], left, step, middle)


def _draw_speech(drawn: Sheet, marks: pd.DataFrame, left: float, step: float, middle: float) -> None:
    """Draw a cell for each quotation, lettered where there is room, those of one sentence from left to right."""
    for sentence, here in marks.groupby("sentence", sort=True):
        counts = here.groupby("look")["count"].sum().to_dict()
        looks = [look for voice, look in VOICES.items() for _ in range(int(counts.get(voice, 0)))]
        start, across = left + (int(str(sentence)) - 1 + 0.06) * step, 0.88 * step / len(looks)
        gap = min(_CELL_GAP_MM, across / 4) if len(looks) > 1 else 0
        for number, look in enumerate(looks):
            edges = [drawn.head + middle - 1.3, drawn.head + middle + 1.3]
            x = start + number * across + gap / 2
            drawn.ground.fill_betweenx(edges, x, x + across - gap, color=look.colour, linewidth=0)
            if across - gap >= _LETTER_MM:
                style = {"ha": "center", "color": legible_on(look.colour)}
                drawn.write(x + (across - gap) / 2, middle, look.letter, **style)


def _draw_mentions(drawn: Sheet, marks: pd.DataFrame, left: float, step: float, middle: float) -> None:
    for _, here in marks.groupby("sentence", sort=True):
        cells = here.to_dict("records")
        for number, mark in enumerate(cells):
            look = KINDS[mark["look"]]
            x = left + (mark["sentence"] - 0.5 + (number - (len(cells) - 1) / 2) * 0.42) * step
            face = "white" if mark["label"] == "metonymic" else look.colour
            drawn.ground.plot(
                x, drawn.head + middle, look.marker, color=look.colour, markerfacecolor=face,
                markersize=_mark_pt(mark["count"]), markeredgewidth=0.7,
            )  # fmt: skip


def _mark_pt(mentions: int) -> float:
    return min(2.2 + 1.1 * mentions, 6.6)


def _draw_term(drawn: Sheet, label: _Label, x: float, top: float) -> None:
    y, look = top + (label.lane + 0.5) * _LANE_MM, VOICES[label.voice]
    drawn.ground.plot(x, drawn.head + y, look.marker, color=look.colour, markersize=4)
    side, away = ("right", -_MARK_MM) if label.to_left else ("left", _MARK_MM)
    drawn.write(x + away, y, label.words, ha=side)


def _draw_heads(drawn: Sheet, rows: Sequence[_Row], article: Article, left: float, wide: float) -> None:
    for part, head in _HEADS.items():
        first = next((row for row in rows if row.part == part), None)
        if first is None:
            continue
        drawn.write(left, first.top - 2.4, head, weight="bold")
        line = drawn.head + first.top
        drawn.ground.plot([left, left + wide], [line, line], color=GREY, linewidth=0.5)
        if part == "named":
            kinds, x = _kinds(article), left + text_mm(head, weight="bold") + 5
            drawn.key(kinds, left=x, top=first.top - 2.4)
            _draw_sizes(drawn, article, x + sum(8 + text_mm(look.label) for look in kinds), first.top - 2.4)


def _draw_sizes(drawn: Sheet, article: Article, x: float, y: float) -> None:
    """Draw how large a mark is for one, two and three mentions, where the article has such."""
    if article.named["count"].max() < 2:
        return
    for mentions, words in _KEY_SIZES.items():
        drawn.ground.plot(x + 1, drawn.head + y, "s", color=GREY, markersize=_mark_pt(mentions), markeredgewidth=0.7)
        drawn.write(x + 3, y, words, color=GREY)
        x += 5.5 + text_mm(words)


def _draw_scale(drawn: Sheet, sentences: int, left: float, wide: float, bottom: float) -> None:
    every = max(5 * -(-sentences // 50), 1) if sentences > 10 else 1
    for sentence in sorted({1, *range(every, sentences + 1, every)}):
        x = left + (sentence - 0.5) / sentences * wide
        drawn.write(x, bottom + 2.4, str(sentence), ha="center", color=GREY)
    drawn.write(left + wide / 2, bottom + 6.6, "sentence of the article", ha="center", color=GREY)


def _alt(article: Article) -> str:
    totals = article.named.groupby("row")["count"].sum().sort_values(ascending=False, kind="stable")
    speakers = values_in_order(article.speaks, "row")
    return (
        f"One article of {count_of(article.sentences, 'sentence')}: {count_of(len(speakers), 'speaker')}, "
        f"{count_of(len(article.frames), 'framing term')}; most named: {listed([str(n) for n in totals.index[:2]])}."
    )


def _also(article: Article) -> list[str]:
    """Return sentences on who is quoted most, and on the frame with most terms."""
    said = []
    for table, count in ((article.speaks, "quotation"), (article.frames, "term")):
        totals = table.groupby("row", sort=True)["count"].sum().sort_values(ascending=False, kind="stable")
        said += [f"Most {count}s: {name}, {int(number)}." for name, number in totals.head(1).items()]
    return said
