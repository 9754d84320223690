"""A laid-out network as SVG that a browser can be asked about, drawn as its figure is."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dateline.colours import GREY
from dateline.figure import page_mm
from dateline.plots.labels import Node, leader
from dateline.plots.nodelink import (
    BASELINE_MM,
    HIGH_MM,
    LABEL_PT,
    Label,
    NodeLink,
    circles,
    steps,
)
from dateline.plots.sheet import EDGE_MM, LINE_MM, count_of, text_mm

_MM_PER_PT = 25.4 / 72
_TOUCH_MM = 3.0  # how wide a line is to the mouse


def picture(link: NodeLink, alt: str) -> str:
    """Return lines, circles, labels and key as SVG in millimetres; circles are buttons."""
    wide, high = page_mm(link.width), link.room_mm
    parts = [*_lines(link), *_nodes(link), *_key(link)]
    return (
        f'<svg viewBox="0 0 {wide:g} {high:g}" role="group" aria-label="{escape(alt)}"'
        f' xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _lines(link: NodeLink) -> Iterator[str]:
    """Draw each edge as a line, and a wider one that is not seen to meet the mouse."""
    places = dict(zip(link.table["actor"], link.nodes, strict=True))
    for number, edge in reversed(list(enumerate(link.edges.to_dict("records")))):
        a, b, articles = places[edge["a"]], places[edge["b"]], edge["articles"]
        ends = f'x1="{a.x:g}" y1="{a.y:g}" x2="{b.x:g}" y2="{b.y:g}"'
        width, grey = link.scale.line_pt(articles) * _MM_PER_PT, round(255 * link.scale.shade(articles))
        says = f"{edge['a_name']} and {edge['b_name']}: {count_of(articles, 'article')}"
        yield (
            f'<g id="e{number}" class="edge" data-shows="e{number}"><title>{escape(says)}</title>'
            f'<line {ends} stroke="rgb({grey},{grey},{grey})" stroke-width="{width:.3f}" stroke-linecap="round"/>'
            f'<line {ends} stroke="transparent" stroke-width="{max(width, _TOUCH_MM):.3f}"/></g>'
        )


def _nodes(link: NodeLink) -> Iterator[str]:
    rows = zip(link.nodes, link.labels, link.table.to_dict("records"), strict=True)
    for place, (node, label, row) in enumerate(rows):
        says = f"{row['name']}, {count_of(row['articles'], 'article')}"
        drawn = [_leader(node, label), *(_disc(node, *circle) for circle in circles(node, row["community"]))]
        yield (
            f'<g id="n{place}" class="node" data-shows="n{place}" tabindex="0" role="button" aria-pressed="false"'
            f' aria-label="{escape(says)}"><title>{escape(says)}</title>{"".join(drawn)}{_label(label)}</g>'
        )


def _leader(node: Node, label: Label) -> str:
    """Draw a line to a label that is far from its circle."""
    x1, y1, x2, y2 = leader(node, label.place.box)
    line = f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:.3f}" y2="{y2:.3f}" stroke="{GREY}" stroke-width="0.14"/>'
    return line if label.place.far else ""


def _disc(node: Node, radius: float, colour: str, edge: str) -> str:
    stroke = "" if edge == "none" else f' stroke="{edge}" stroke-width="0.2"'
    return f'<circle cx="{node.x:g}" cy="{node.y:g}" r="{radius:.3f}" fill="{colour}"{stroke}/>'


def _label(label: Label) -> str:
    """Write a label as wide as it was measured, whatever font the browser has."""
    box = label.place.box
    baseline = (box.top + box.bottom) / 2 + BASELINE_MM * label.size_pt / LABEL_PT
    wide = text_mm(label.text, size=label.size_pt)
    return (
        f'<text x="{box.left:.3f}" y="{baseline:.3f}" font-size="{label.size_pt * _MM_PER_PT:.3f}"'
        f' textLength="{wide:g}" lengthAdjust="spacingAndGlyphs">{escape(label.text)}</text>'
    )


def _key(link: NodeLink) -> Iterator[str]:
    """Draw what circles and lines stand for, and the names that numbers stand for."""
    y, x = HIGH_MM[link.width] + 7, EDGE_MM
    yield _words(x, y, "articles naming an actor")
    x += text_mm("articles naming an actor") + 2.2
    for articles in steps(link.scale.actors):
        radius = link.scale.radius(articles)
        yield f'<circle cx="{x + radius:g}" cy="{y:g}" r="{radius:.3f}" fill="{GREY}"/>'
        yield _words(x + 2 * radius + 0.8, y, f"{articles:,}")
        x += 2 * radius + text_mm(f"{articles:,}") + 3.0
    if len(link.edges):
        yield _words(x + 3, y, link.tie)
        x += text_mm(link.tie) + 5.2
        for articles in steps(link.scale.pairs):
            width = link.scale.line_pt(articles) * _MM_PER_PT
            yield f'<line x1="{x:g}" y1="{y:g}" x2="{x + 5:g}" y2="{y:g}" stroke="{GREY}" stroke-width="{width:.3f}"/>'
            yield _words(x + 6, y, f"{articles:,}")
            x += text_mm(f"{articles:,}") + 8.2
    for number, line in enumerate(link.name_lines):
        for left, text in line:
            yield _words(left, HIGH_MM[link.width] + 12 + LINE_MM * (number + 0.4), text)


def _words(x: float, middle: float, text: str) -> str:
    size = LABEL_PT * _MM_PER_PT
    return (
        f'<text x="{x:.3f}" y="{middle + BASELINE_MM:.3f}" font-size="{size:.3f}" fill="{GREY}"'
        f' textLength="{text_mm(text):g}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
    )
