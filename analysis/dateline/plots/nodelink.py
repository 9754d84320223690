"""A network as circles and lines in millimetres: what a static figure draws and an interactive view shows alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from dateline.colours import GREY, INK, group_colour
from dateline.errors import MeasureError, did_you_mean
from dateline.figure import page_mm
from dateline.networks.network import Network
from dateline.plots.crossings import crossings, uncrossed
from dateline.plots.labels import Box, Node, Place, apart, leader, names_or_numbers
from dateline.plots.sheet import EDGE_MM, LINE_MM, TEXT_PT, Sheet, Width, count_of, text_mm

LABEL_PT, NUMBER_PT = TEXT_PT, TEXT_PT
BASELINE_MM = 1.03
HIGH_MM = {"single": 90.0, "double": 124.0}
_KEY_MM = {"single": 17.0, "double": 12.0}
_LABEL_MM, _NUMBER_MM = 2.9, (3.9, 2.9)
_SMALLEST_MM, _LARGEST_MM = 0.8, {"single": 2.8, "double": 4.0}
_THINNEST_PT, _THICKEST_PT = 0.4, 3.6
_FAINT, _STRONG = 0.82, 0.52
_HALO_PT, _MM_PER_PT = 1.8, 25.4 / 72
# What a name may cost before a number stands for it: a narrow page has no room for lines to names far off, but the
# most named keep theirs wherever it does not cover a circle.
_DEAREST, _DEAREST_OF_ALL, _MOST_NAMED = {"single": 8.0, "double": 30.0}, 38.0, 8
# What tells communities apart where only grey is printed: the edge of the circle, and the spot in its middle.
_MARKS = (
    ("white", ""), ("white", "white"), (INK, ""), (INK, "white"),
    ("white", INK), (INK, INK), ("white", "ring"), (INK, "ring"),
)  # fmt: skip


class Scale(NamedTuple):
    """What the largest circle and the widest line stand for, in articles."""

    actors: int
    pairs: int
    width: Width
    largest_mm: float | None = None

    def radius(self, articles: int) -> float:
        """Return a radius in millimetres: area grows with articles; the smallest circle can still be seen."""
        largest: float = self.largest_mm or _LARGEST_MM[self.width]
        return max(_SMALLEST_MM, largest * float((articles / max(self.actors, 1)) ** 0.5))

    def line_pt(self, articles: int) -> float:
        """Return the width of a line in points."""
        return _THINNEST_PT + (_THICKEST_PT - _THINNEST_PT) * (articles - 1) / max(self.pairs - 1, 1)

    def shade(self, articles: int) -> float:
        """Return the grey of a line, from 0 for black to 1 for white."""
        return _FAINT - (_FAINT - _STRONG) * float((articles / max(self.pairs, 1)) ** 0.5)


class Label(NamedTuple):
    """A name, or the number that stands for it, and where it is written."""

    text: str
    place: Place
    size_pt: float


@dataclass(frozen=True)
class NodeLink:
    """Nodes and edges in millimetres from the top left of the drawing.

    Attributes
    ----------
    table : pandas.DataFrame
        `actor`, `name`, `articles`, `community`, `x_mm` and `y_mm`: a figure's layout.
    edges : pandas.DataFrame
        `a`, `b`, `a_name`, `b_name` and `articles`, the heaviest first: a figure's data.
    nodes : list of Node
        In the order of `table`.
    labels : list of Label
        In the order of `table`.
    numbered : list of (int, str)
        Names that found no room, in alphabetical order.
    scale : Scale
    within : str
        The unit that two actors share.
    """

    table: pd.DataFrame
    edges: pd.DataFrame
    nodes: list[Node]
    labels: list[Label]
    numbered: list[tuple[int, str]]
    scale: Scale
    within: str

    @property
    def width(self) -> Width:
        """A column's width or a page's."""
        return self.scale.width

    @property
    def room_mm(self) -> float:
        """The height of drawing and key."""
        return HIGH_MM[self.width] + _KEY_MM[self.width] + LINE_MM * len(self.name_lines)

    @property
    def name_lines(self) -> list[list[tuple[float, str]]]:
        """The names that numbers stand for, set in lines: how far from the left, and number and name."""
        lines: list[list[tuple[float, str]]] = []
        x = page_mm(self.width)
        for number, name in self.numbered:
            text = f"{number} {name}"
            if x + text_mm(text) > page_mm(self.width) - EDGE_MM:
                lines, x = [*lines, []], EDGE_MM
            lines[-1].append((x, text))
            x += text_mm(text) + 2.8
        return lines

    @property
    def tie(self) -> str:
        """What a line's width counts, in words."""
        return tie_words(self.within, self.width)

    @property
    def size(self) -> str:
        """How many actors and pairs there are, in words."""
        return f"{count_of(len(self.nodes), 'actor')}, {count_of(len(self.edges), 'pair')}"

    @property
    def notes(self) -> list[str]:
        """What the drawing could not do, for its caption."""
        left = len({edge for edge, _ in crossings(self.nodes, pairs_of(self.table, self.edges))})
        crossed = f"{count_of(left, 'line')} could not be kept clear of a circle that is not its end"
        numbered = f"Numbers stand for {count_of(len(self.numbered), 'name')} without room, listed below"
        return [note for note, there in ((crossed, left), (numbered, self.numbered)) if there]


def tie_words(within: str, width: Width) -> str:
    """Return what a line's width counts, in words that have room in the key."""
    if within == "article":
        return "articles naming both"
    return f"articles in which both share a {within}" if width == "double" else f"articles with both in a {within}"


def node_link(network: Network, *, seed: int, width: Width, layout: pd.DataFrame | None = None) -> NodeLink:
    """Return a network laid out for a figure.

    Parameters
    ----------
    network : Network
    seed : int
        Of layout and communities.
    width : {'double', 'single'}
    layout : pandas.DataFrame, optional
        A figure's layout, drawn as it is: `actor`, `x_mm`, `y_mm`.

    Raises
    ------
    MeasureError
        When there is no node, or the layout lacks one or was made for another width.
    """
    if network.nodes.empty:
        raise MeasureError("The network has no node to draw. Lower the threshold, or widen the window.")
    edges = network.edges[["a", "b", "a_name", "b_name", "articles"]]
    edges = edges.sort_values(["articles", "a", "b"], ascending=[False, True, True], ignore_index=True)
    table = network.nodes[["actor", "name", "articles"]].sort_values("actor", ignore_index=True)
    groups = network.communities(seed=seed).table.set_index("actor")["community"]
    table = table.assign(community=table["actor"].map(groups))
    scale = Scale(int(table["articles"].max()), int(edges["articles"].max()) if len(edges) else 1, width)
    if layout is None:
        places = network.layout(seed=seed).set_index("actor").loc[table["actor"]].reset_index()
        nodes = _spread(table, edges, places, scale)
    else:
        nodes = _stored(table, layout, scale)
    return finished_link(table, edges, nodes, scale, network.cooccurrences.within)


def finished_link(table: pd.DataFrame, edges: pd.DataFrame, nodes: list[Node], scale: Scale, within: str) -> NodeLink:
    """Return nodes with their labels placed: `table` has everything but the places of the nodes."""
    nodes = [node._replace(x=round(node.x, 3), y=round(node.y, 3)) for node in nodes]
    table = table.assign(x_mm=[node.x for node in nodes], y_mm=[node.y for node in nodes])
    table = table[["actor", "name", "articles", "community", "x_mm", "y_mm"]]
    labels, numbered = _labels(table, edges, nodes, scale)
    return NodeLink(table, edges, nodes, labels, numbered, scale, within)


def circle_of(name: str, articles: int, x: float, y: float, scale: Scale) -> Node:
    """Return an actor as a circle that wants a label."""
    return Node(x, y, scale.radius(articles), text_mm(name, size=LABEL_PT), _LABEL_MM)


def _spread(table: pd.DataFrame, edges: pd.DataFrame, places: pd.DataFrame, scale: Scale) -> list[Node]:
    """Return the nodes over the whole page, moved until none touches another or lies on a line not its own."""
    within = field(scale.width)
    across = _stretched(places["x"], within.left, within.right)
    down = _stretched(-places["y"], within.top, within.bottom)
    rows = zip(table["name"], table["articles"], across, down, strict=True)
    return uncrossed(apart([circle_of(*row, scale) for row in rows], within), pairs_of(table, edges), within)


def _stored(table: pd.DataFrame, layout: pd.DataFrame, scale: Scale) -> list[Node]:
    places = {row["actor"]: (float(row["x_mm"]), float(row["y_mm"])) for row in layout.to_dict("records")}
    for actor in table["actor"]:
        if actor not in places:
            raise MeasureError(f'The layout has no place for "{actor}". {did_you_mean(actor, places)}')
    page = Box(0, 0, page_mm(scale.width), HIGH_MM[scale.width])
    rows = table[["actor", "name", "articles"]].to_dict("records")
    nodes = [circle_of(row["name"], row["articles"], *places[row["actor"]], scale) for row in rows]
    if not all(node.box.inside(page) for node in nodes):
        raise MeasureError(f'The layout does not fit the width "{scale.width}". Give the width it was made for.')
    return nodes


def pairs_of(table: pd.DataFrame, edges: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the edges as places of their ends in the table of nodes."""
    place = {actor: number for number, actor in enumerate(table["actor"])}
    return [(place[a], place[b]) for a, b in zip(edges["a"], edges["b"], strict=True)]


def field(width: Width) -> Box:
    """Return where nodes may lie: labels need room at the sides."""
    side = 14.0 if width == "double" else 9.0
    return Box(side, 5.0, page_mm(width) - side, HIGH_MM[width] - 5.0)


def _stretched(values: pd.Series[float], low: float, high: float) -> pd.Series[float]:
    reach = values.max() - values.min()
    if reach == 0:
        return values * 0 + (low + high) / 2
    return low + (values - values.min()) / reach * (high - low)


def _labels(
    table: pd.DataFrame, edges: pd.DataFrame, nodes: Sequence[Node], scale: Scale
) -> tuple[list[Label], list[tuple[int, str]]]:
    """Return the labels in the order of the table, the largest circles served first, and what numbers stand for."""
    order = sorted(range(len(nodes)), key=lambda place: (-nodes[place].radius, place))
    rank = {place: number for number, place in enumerate(order)}
    weights = map(scale.line_pt, edges["articles"].tolist())
    lines = [(rank[a], rank[b], line) for (a, b), line in zip(pairs_of(table, edges), weights, strict=True)]
    bounds = Box(EDGE_MM, 0.5, page_mm(scale.width) - EDGE_MM, HIGH_MM[scale.width])
    dearest = [_DEAREST_OF_ALL if place < _MOST_NAMED else _DEAREST[scale.width] for place in range(len(order))]
    found = names_or_numbers([nodes[place] for place in order], lines, bounds, number=_NUMBER_MM, dearest=dearest)
    at = dict(zip(order, found, strict=True))
    names = [str(name) for name in table["name"]]
    unnamed = sorted((place for place, (_, named) in at.items() if not named), key=lambda place: (names[place], place))
    number = {place: count for count, place in enumerate(unnamed, 1)}
    labels = [
        Label(str(number[place]), at[place][0], NUMBER_PT) if place in number else Label(name, at[place][0], LABEL_PT)
        for place, name in enumerate(names)
    ]
    return labels, [(count, names[place]) for place, count in number.items()]


def circles(node: Node, community: int) -> list[tuple[float, str, str]]:
    """Return a node as circles one over another: radius, colour and the colour of the edge, "none" for no edge."""
    known = 1 <= community <= len(_MARKS)
    edge, spot = _MARKS[community - 1] if known else _MARKS[0]
    whole = (node.radius, group_colour(community), edge)
    if not spot:
        return [whole]
    part, face = (0.62, "white") if spot == "ring" else (0.36, spot)
    return [whole, (node.radius * part, face, "none")]


def steps(most: int) -> list[int]:
    """Return up to three round numbers from 1 to the most, for a key."""
    return sorted({1, max(1, round(most / 4)), most}) if most else []


def draw_node_link(drawn: Sheet, link: NodeLink) -> None:
    """Draw lines, circles, labels and key on a sheet that has `link.room_mm` under its heading."""
    places = dict(zip(link.table["actor"], link.nodes, strict=True))
    for edge in reversed(link.edges.to_dict("records")):
        draw_line(drawn, places[edge["a"]], places[edge["b"]], edge["articles"], link.scale)
    for node, community in zip(link.nodes, link.table["community"], strict=True):
        draw_circles(drawn, node, community)
    for node, label in zip(link.nodes, link.labels, strict=True):
        draw_label(drawn, node, label)
    draw_key(drawn, link.scale, link.tie, HIGH_MM[link.width] + 7, lines=bool(len(link.edges)))
    for number, line in enumerate(link.name_lines):
        for x, text in line:
            drawn.write(x, HIGH_MM[link.width] + _KEY_MM[link.width] + LINE_MM * (number + 0.4), text, color=GREY)


def draw_line(drawn: Sheet, a: Node, b: Node, articles: int, scale: Scale) -> None:
    """Draw an edge from circle to circle."""
    ends = [drawn.head + a.y, drawn.head + b.y]
    grey = (scale.shade(articles),) * 3
    line: dict[str, Any] = {"linewidth": scale.line_pt(articles), "solid_capstyle": "round", "zorder": 1}
    drawn.ground.plot([a.x, b.x], ends, color=grey, gid=f"shade-{len(drawn.ground.lines)}", **line)


def draw_circles(drawn: Sheet, node: Node, community: int) -> None:
    """Draw a node in the colour and with the mark of its community."""
    for radius, colour, edge in circles(node, community):
        draw_circle(drawn, node.x, node.y, radius, colour, edge)


def draw_circle(drawn: Sheet, x: float, y: float, radius: float, colour: str, edge: str = "white") -> None:
    """Draw one circle."""
    style: dict[str, Any] = {"color": colour, "markersize": 2 * radius / _MM_PER_PT, "markeredgecolor": edge}
    drawn.ground.plot(x, drawn.head + y, "o", markeredgewidth=0 if edge == "none" else 0.6, zorder=2, **style)


def draw_label(drawn: Sheet, node: Node, label: Label) -> None:
    """Write a label on white, with a line to its circle where it is far off."""
    box = label.place.box
    if label.place.far:
        x0, y0, x1, y1 = leader(node, box)
        drawn.ground.plot([x0, x1], [drawn.head + y0, drawn.head + y1], color=GREY, linewidth=0.4, zorder=1.5)
    baseline = (box.top + box.bottom) / 2 + BASELINE_MM * label.size_pt / LABEL_PT
    _halo(drawn, box.left, baseline, label)
    drawn.write(box.left, baseline, label.text, ha="left", va="baseline", fontsize=label.size_pt, zorder=4)


def _halo(drawn: Sheet, x: float, baseline: float, label: Label) -> None:
    """Draw white round the letters, as a shape of its own: a stroke on the text would turn it into outlines."""
    letters = TextPath((0, 0), label.text, size=label.size_pt, prop=FontProperties(family="DejaVu Sans"))
    onto = Affine2D().scale(_MM_PER_PT, -_MM_PER_PT).translate(x, drawn.head + baseline)
    shape = PathPatch(onto.transform_path(letters), facecolor="white", edgecolor="white", linewidth=_HALO_PT, zorder=3)
    shape.set_joinstyle("round")
    drawn.ground.add_artist(shape)


def draw_key(drawn: Sheet, scale: Scale, tie: str, y: float, *, lines: bool = True) -> None:
    """Draw what three circles and three lines stand for."""
    x = _key_words(drawn, EDGE_MM, y, "articles naming an actor")
    for articles in steps(max(scale.actors, 1)):
        radius = scale.radius(articles)
        draw_circle(drawn, x + radius, y, radius, GREY)
        x = _key_words(drawn, x + 2 * radius + 0.8, y, f"{articles:,}")
    if not lines:
        return
    sample = 5 if scale.width == "double" else 4
    x, y = (x + 3, y) if scale.width == "double" else (EDGE_MM, y + 6.5)
    x = _key_words(drawn, x, y, tie)
    for articles in steps(scale.pairs):
        style: dict[str, Any] = {"linewidth": scale.line_pt(articles), "solid_capstyle": "butt"}
        drawn.ground.plot([x, x + sample], [drawn.head + y] * 2, color=GREY, **style)
        x = _key_words(drawn, x + sample + 1, y, f"{articles:,}")


def _key_words(drawn: Sheet, x: float, y: float, words: str) -> float:
    drawn.write(x, y, words, color=GREY)
    return x + text_mm(words) + 2.2
