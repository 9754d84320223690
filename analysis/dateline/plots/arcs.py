"""Actors in a column, joined by arcs: every name on a line of its own, however many there are."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from dateline.figure import Figure, in_house_style, in_words, page_mm
from dateline.networks.network import Network
from dateline.plots.labels import Node
from dateline.plots.network import SHOWS, left_out, next_pairs
from dateline.plots.nodelink import NodeLink, draw_circles, draw_key, node_link
from dateline.plots.sheet import EDGE_MM, Sheet, Width, count_of, finished, listed, origin, sheet, widest
from dateline.provenance import random_seed

_ROW_MM, _TALLEST_ROW_MM = 3.8, 5.2
_PAGE_MM = 160.0
_ROUND = 0.5523  # how far a Bézier curve reaches to be a quarter of an ellipse
_KEY_MM = {"single": 17.0, "double": 10.0}


@in_house_style
def plot_arcs(
    network: Network,
    *,
    title: str,
    subtitle: str | None = None,
    seed: int | None = None,
    width: Width = "double",
    alt: str | None = None,
) -> Figure:
    """Draw actors one under another with an arc for every edge: no line runs through a name or a circle.

    Parameters
    ----------
    network : Network
    title, subtitle : str
        The heading.
    seed : int, optional
        Of the communities; by default the project's.
    width : {'double', 'single'}
        183 or 89 mm.
    alt : str, optional
        Alternative text of 8 to 30 words.

    Returns
    -------
    Figure
        Its table is the edges; its layout the actors, from the top.

    Raises
    ------
    MeasureError
        When the network has no node.

    Notes
    -----
    Communities lie together, the largest on top, in each the actors of most articles first. About fifty actors fit on
    a page.
    """
    seed = random_seed() if seed is None else seed
    link = node_link(network, seed=seed, width=width)
    link = _column(link)
    size = f"{link.size}; colours and marks are communities"
    bottom = max(node.y for node in link.nodes) + 3
    drawn = sheet(width, bottom + _KEY_MM[width], title, size if subtitle is None else subtitle)
    _draw(drawn, link)
    draw_key(drawn, link.scale, link.tie, bottom + 4, lines=bool(len(link.edges)))
    return finished(
        drawn,
        link.edges,
        title=title,
        shows=SHOWS,
        notes=(*network.notes, *left_out(network), f"Communities from seed {seed}, the largest on top"),
        alt=alt or in_words(_alt(link), next_pairs(link.edges, after=2)),
        parameters={"plot": "arcs", "seed": seed, "width": width},
        made_from=origin(network.cooccurrences, link.edges),
        source=network.cooccurrences,
        layout=link.table,
    )


def _column(link: NodeLink) -> NodeLink:
    """Return the same network with its actors one under another."""
    order = link.table.sort_values(["community", "articles", "actor"], ascending=[True, False, True], ignore_index=True)
    row = min(max(_PAGE_MM / len(order), _ROW_MM), _TALLEST_ROW_MM)
    x = EDGE_MM + widest(map(str, order["name"])) + 3
    scale = link.scale._replace(largest_mm=row * 0.46)
    radii = [scale.radius(articles) for articles in order["articles"]]
    nodes = [Node(round(x + 2.4, 3), round(3 + row * number, 3), radius, 0, 0) for number, radius in enumerate(radii)]
    table = order.assign(x_mm=[node.x for node in nodes], y_mm=[node.y for node in nodes])
    return NodeLink(table, link.edges, nodes, [], [], scale, link.within)


def _draw(drawn: Sheet, link: NodeLink) -> None:
    spots = dict(zip(link.table["actor"], link.nodes, strict=True))
    group = dict(zip(link.table["actor"], link.table["community"], strict=True))
    reach = page_mm(link.width) - EDGE_MM - 2 - link.nodes[0].x
    longest = max((abs(spots[e.a].y - spots[e.b].y) for e in link.edges.itertuples()), default=1.0)
    for edge in reversed(link.edges.to_dict("records")):
        a, b = sorted((spots[edge["a"]], spots[edge["b"]]), key=lambda node: node.y)
        _arc(drawn, a, b, reach * ((b.y - a.y) / longest) ** 0.75, edge["articles"], link)
    for node, row in zip(link.nodes, link.table.to_dict("records"), strict=True):
        draw_circles(drawn, node, group[row["actor"]])
        drawn.write(node.x - 3.4, node.y, row["name"], ha="right")


def _arc(drawn: Sheet, a: Node, b: Node, out: float, articles: int, link: NodeLink) -> None:
    """Draw half an ellipse to the right of two circles."""
    x, top, bottom = a.x, drawn.head + a.y, drawn.head + b.y
    middle, bend = (top + bottom) / 2, (bottom - top) / 2 * _ROUND
    points = [(x, top), (x + out * _ROUND, top), (x + out, middle - bend), (x + out, middle)]
    points += [(x + out, middle + bend), (x + out * _ROUND, bottom), (x, bottom)]
    style: dict[str, Any] = {"linewidth": link.scale.line_pt(articles), "edgecolor": (link.scale.shade(articles),) * 3}
    curve = Path(points, [Path.MOVETO, *[Path.CURVE4] * 6])
    drawn.ground.add_patch(
        PathPatch(curve, facecolor="none", capstyle="butt", zorder=1, gid=_next_shade(drawn), **style)
    )


def _next_shade(drawn: Sheet) -> str:
    return f"shade-{len(drawn.ground.patches)}"


def _alt(link: NodeLink) -> str:
    edges: pd.DataFrame = link.edges.head(2)
    rows = zip(edges["a_name"], edges["b_name"], edges["articles"], strict=True)
    first = [f"{a} with {b} ({articles:g})" for a, b, articles in rows]
    size = f"{count_of(len(link.nodes), 'actor')} in a column and {count_of(len(link.edges), 'arc')} between them"
    return f"{size}; most articles: {listed(first)}." if first else f"{size}, where no two actors are named together."
