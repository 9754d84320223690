"""Who stands beside whom: a node-link picture whose every label can be read."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from dateline.errors import MeasureError
from dateline.figure import WIDTHS_MM, Figure, in_house_style
from dateline.network import Network
from dateline.plots.crossings import crossings, uncrossed
from dateline.plots.labels import Box, Node, Place, apart, place_labels
from dateline.plots.sheet import (
    COLOURS,
    EDGE_MM,
    GREY,
    INK,
    Sheet,
    Width,
    count_of,
    finished,
    listed,
    origin,
    sheet,
    text_mm,
)
from dateline.provenance import random_seed

_LABEL_PT, _LABEL_MM, _BASELINE_MM = 7.0, 2.6, 0.9
_SMALLEST_MM, _LARGEST_MM = 0.8, {"single": 2.8, "double": 4.0}
_THINNEST_PT, _THICKEST_PT = 0.4, 3.6
_HIGH_MM = {"single": 84.0, "double": 116.0}
_KEY_MM = {"single": 17.0, "double": 12.0}
_FAINT, _STRONG = 0.82, 0.52
_HALO_PT, _MM_PER_PT = 1.8, 25.4 / 72
# What tells communities apart where only grey is printed: the edge of the circle, and the spot in its middle.
_MARKS = (
    ("white", ""), ("white", "white"), (INK, ""), (INK, "white"),
    ("white", INK), (INK, INK), ("white", "ring"), (INK, "ring"),
)  # fmt: skip


class _Laid(NamedTuple):
    """Nodes and edges as they are drawn, in millimetres and points."""

    table: pd.DataFrame
    edges: pd.DataFrame
    nodes: list[Node]


@in_house_style
def plot_network(
    network: Network,
    *,
    title: str,
    subtitle: str | None = None,
    seed: int | None = None,
    width: Width = "double",
    alt: str | None = None,
) -> Figure:
    """Draw a network: nodes as large as the articles that name them, edges as wide as the articles that join them.

    Parameters
    ----------
    network : Network
        Its layout is computed once, moved until no nodes touch and no line runs through a circle that is not its end
        (where that cannot be reached the caption counts what is left), kept as `layout.csv` and drawn.
    title, subtitle : str
        The heading; the subtitle says by default how many actors and pairs there are.
    seed : int, optional
        Of layout and communities; by default the project's.
    width : {'double', 'single'}
        183 or 89 mm.
    alt : str, optional
        Alternative text of 8 to 30 words.

    Returns
    -------
    Figure
        Its table is the edges, its layout the nodes.

    Raises
    ------
    MeasureError
        When the network has no node.

    Notes
    -----
    That two nodes lie close together means little in itself: read the edges. Colours and marks are communities, which
    another seed may draw otherwise.
    """
    seed = random_seed() if seed is None else seed
    laid = _laid(network, seed, width)
    size = (
        f"{count_of(len(laid.nodes), 'actor')}, {count_of(len(laid.edges), 'pair')}; colours and marks are communities"
    )
    drawn = sheet(width, _HIGH_MM[width] + _KEY_MM[width], title, size if subtitle is None else subtitle)
    _draw_edges(drawn, laid)
    _draw_nodes(drawn, laid)
    _draw_labels(drawn, laid, width)
    _draw_key(drawn, laid, width, network.cooccurrences.within)
    return finished(
        drawn,
        laid.edges,
        title=title,
        shows="Circles grow with the articles naming an actor, lines with those in which two share a unit; colours "
        "and marks are communities",
        notes=(*network.notes, *_alone(network), *_crossed(laid), f"Layout and communities from seed {seed}"),
        alt=alt or _alt(laid),
        parameters={"plot": "network", "seed": seed, "width": width},
        made_from=origin(network.cooccurrences, laid.edges),
        layout=laid.table,
    )


def _laid(network: Network, seed: int, width: Width) -> _Laid:
    if network.nodes.empty:
        raise MeasureError("The network has no node to draw. Lower the threshold, or widen the window.")
    within = _field(width)
    groups = network.communities(seed=seed).table.set_index("actor")["community"]
    table = network.nodes[["actor", "name", "articles"]].merge(network.layout(seed=seed), on="actor")
    table = table.sort_values("actor", ignore_index=True).assign(community=lambda nodes: nodes["actor"].map(groups))
    across, down = _stretched(table["x"], within.left, within.right), _stretched(-table["y"], within.top, within.bottom)
    most = int(table["articles"].max())
    nodes = [
        Node(x, y, _radius(articles, most, width), text_mm(name, size=_LABEL_PT), _LABEL_MM)
        for x, y, articles, name in zip(across, down, table["articles"], table["name"], strict=True)
    ]
    edges = network.edges[["a", "b", "a_name", "b_name", "articles"]]
    edges = edges.sort_values(["articles", "a", "b"], ascending=[False, True, True], ignore_index=True)
    nodes = uncrossed(apart(nodes, within), _pairs(table, edges), within)
    table = table.assign(x_mm=[node.x for node in nodes], y_mm=[node.y for node in nodes])
    return _Laid(table[["actor", "name", "articles", "community", "x_mm", "y_mm"]], edges, nodes)


def _pairs(table: pd.DataFrame, edges: pd.DataFrame) -> list[tuple[int, int]]:
    place = {actor: number for number, actor in enumerate(table["actor"])}
    return [(place[a], place[b]) for a, b in zip(edges["a"], edges["b"], strict=True)]


def _crossed(laid: _Laid) -> list[str]:
    left = len({edge for edge, _ in crossings(laid.nodes, _pairs(laid.table, laid.edges))})
    return [f"{count_of(left, 'line')} could not be kept clear of a circle that is not its end"] if left else []


def _alone(network: Network) -> list[str]:
    alone = len(network.cooccurrences.nodes) - len(network.nodes)
    return [f"{count_of(alone, 'actor')} without an edge not drawn"] if alone else []


def _field(width: Width) -> Box:
    """Where nodes may lie: labels need room at the sides."""
    side = 14.0 if width == "double" else 9.0
    return Box(side, 5.0, WIDTHS_MM[width] - side, _HIGH_MM[width] - 5.0)


def _stretched(values: pd.Series[float], low: float, high: float) -> pd.Series[float]:
    reach = values.max() - values.min()
    if reach == 0:
        return values * 0 + (low + high) / 2
    return low + (values - values.min()) / reach * (high - low)


def _radius(articles: int, most: int, width: Width) -> float:
    """Area grows with articles; the smallest circle can still be seen."""
    largest: float = _LARGEST_MM[width]
    return max(_SMALLEST_MM, largest * float((articles / most) ** 0.5))


def _line_pt(articles: int, most: int) -> float:
    return _THINNEST_PT + (_THICKEST_PT - _THINNEST_PT) * (articles - 1) / max(most - 1, 1)


def _draw_edges(drawn: Sheet, laid: _Laid) -> None:
    places = dict(zip(laid.table["actor"], laid.nodes, strict=True))
    most = int(laid.edges["articles"].max()) if len(laid.edges) else 1
    for edge in reversed(laid.edges.to_dict("records")):
        a, b = places[edge["a"]], places[edge["b"]]
        shade = _FAINT - (_FAINT - _STRONG) * float((edge["articles"] / most) ** 0.5)
        drawn.ground.plot(
            [a.x, b.x],
            [drawn.head + a.y, drawn.head + b.y],
            color=(shade, shade, shade),
            linewidth=_line_pt(edge["articles"], most),
            solid_capstyle="round",
            zorder=1,
        )


def _draw_nodes(drawn: Sheet, laid: _Laid) -> None:
    for node, community in zip(laid.nodes, laid.table["community"], strict=True):
        known = 1 <= community <= len(COLOURS)
        colour, (edge, spot) = (COLOURS[community - 1], _MARKS[community - 1]) if known else (GREY, _MARKS[0])
        _circle(drawn, node.x, node.y, node.radius, colour, edge)
        if spot:
            part, face = (0.62, "white") if spot == "ring" else (0.36, spot)
            _circle(drawn, node.x, node.y, node.radius * part, face, "none")


def _circle(drawn: Sheet, x: float, y: float, radius: float, colour: str, edge: str = "white") -> None:
    style: dict[str, Any] = {"color": colour, "markersize": 2 * radius / _MM_PER_PT, "markeredgecolor": edge}
    drawn.ground.plot(x, drawn.head + y, "o", markeredgewidth=0 if edge == "none" else 0.6, zorder=2, **style)


def _draw_labels(drawn: Sheet, laid: _Laid, width: Width) -> None:
    order = sorted(range(len(laid.nodes)), key=lambda place: (-laid.nodes[place].radius, place))
    rank = {laid.table["actor"][place]: number for number, place in enumerate(order)}
    most = int(laid.edges["articles"].max()) if len(laid.edges) else 1
    lines = [
        (rank[edge["a"]], rank[edge["b"]], _line_pt(edge["articles"], most)) for edge in laid.edges.to_dict("records")
    ]
    bounds = Box(EDGE_MM, 0.5, drawn.width - EDGE_MM, _HIGH_MM[width])
    places = place_labels([laid.nodes[place] for place in order], lines, bounds)
    for number, (box, far) in zip(order, places, strict=True):
        _label(drawn, laid.nodes[number], str(laid.table["name"][number]), Place(box, far))


def _label(drawn: Sheet, node: Node, name: str, place: Place) -> None:
    y = (place.box.top + place.box.bottom) / 2
    if place.far:
        near_x = min(max(node.x, place.box.left), place.box.right)
        near_y = min(max(node.y, place.box.top), place.box.bottom)
        ends = [drawn.head + node.y, drawn.head + near_y]
        drawn.ground.plot([node.x, near_x], ends, color=GREY, linewidth=0.4, zorder=1.5)
    _halo(drawn, place.box.left, y + _BASELINE_MM, name)
    drawn.write(place.box.left, y + _BASELINE_MM, name, ha="left", va="baseline", fontsize=_LABEL_PT, zorder=4)


def _halo(drawn: Sheet, x: float, baseline: float, name: str) -> None:
    """Draw white round the letters, as a shape of its own: a stroke on the text would turn it into outlines."""
    letters = TextPath((0, 0), name, size=_LABEL_PT, prop=FontProperties(family="DejaVu Sans"))
    onto = Affine2D().scale(_MM_PER_PT, -_MM_PER_PT).translate(x, drawn.head + baseline)
    shape = PathPatch(onto.transform_path(letters), facecolor="white", edgecolor="white", linewidth=_HALO_PT, zorder=3)
    shape.set_joinstyle("round")
    drawn.ground.add_artist(shape)


def _draw_key(drawn: Sheet, laid: _Laid, width: Width, within: str) -> None:
    """Draw what three circles and three lines stand for."""
    y, x = _HIGH_MM[width] + 7, EDGE_MM
    most = max(int(laid.table["articles"].max()), 1)
    x = _key_words(drawn, x, y, "articles naming an actor")
    for articles in _steps(most):
        radius = _radius(articles, most, width)
        _circle(drawn, x + radius, y, radius, GREY)
        x = _key_words(drawn, x + 2 * radius + 0.8, y, f"{articles:,}")
    most = int(laid.edges["articles"].max()) if len(laid.edges) else 0
    x, y = (x + 3, y) if width == "double" else (EDGE_MM, y + 6.5)
    tie = "articles naming both" if within == "article" else f"articles in which both share a {within}"
    x = _key_words(drawn, x, y, tie) if most else x
    for articles in _steps(most):
        drawn.ground.plot(
            [x, x + 5], [drawn.head + y] * 2, color=GREY, linewidth=_line_pt(articles, most), solid_capstyle="butt"
        )
        x = _key_words(drawn, x + 6, y, f"{articles:,}")


def _key_words(drawn: Sheet, x: float, y: float, words: str) -> float:
    drawn.write(x, y, words, color=GREY)
    return x + text_mm(words) + 2.2


def _steps(most: int) -> list[int]:
    """Return up to three round numbers from 1 to the most."""
    return sorted({1, max(1, round(most / 4)), most}) if most else []


def _alt(laid: _Laid) -> str:
    head = f"Network of {count_of(len(laid.nodes), 'actor')} and {count_of(len(laid.edges), 'pair')}"
    if not len(laid.edges):
        return f"{head}, where no two actors are named together."
    top = laid.edges.iloc[0]
    best = laid.table.sort_values(["articles", "actor"], ascending=[False, True])["name"].head(2)
    pair = f"{top['a_name']} and {top['b_name']} ({count_of(int(top['articles']), 'article')})"
    return f"{head}; most named: {listed(list(best))}; most often together: {pair}."
