"""Who stands beside whom: a node-link picture whose every label can be read, whole or round one actor."""

from __future__ import annotations

import pandas as pd

from dateline.figure import Figure, in_house_style, in_words
from dateline.networks.network import Network
from dateline.plots.nodelink import NodeLink, draw_node_link, node_link
from dateline.plots.sheet import Width, count_of, finished, listed, origin, sheet
from dateline.provenance import random_seed

SHOWS = (
    "Circles grow with the articles naming an actor, lines with those in which two share a unit; colours and marks are "
    "communities"
)


@in_house_style
def plot_network(
    network: Network,
    *,
    title: str,
    subtitle: str | None = None,
    seed: int | None = None,
    layout: pd.DataFrame | None = None,
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
    layout : pandas.DataFrame, optional
        The stored layout of a figure of this width (`Figure.layout`, or its `layout.csv`), drawn as it is: so that two
        networks, or one after a change, can be laid side by side.
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
        When the network has no node, or the layout does not fit.

    Notes
    -----
    That two nodes lie close together means little in itself: read the edges. Colours and marks are communities, which
    another seed may draw otherwise. A name without room for it is a number, with the name under the drawing.
    """
    seed = random_seed() if seed is None else seed
    link = node_link(network, seed=seed, width=width, layout=layout)
    drawn = sheet(width, link.room_mm, title, subtitle_of(link) if subtitle is None else subtitle)
    draw_node_link(drawn, link)
    return finished(
        drawn,
        link.edges,
        title=title,
        shows=SHOWS,
        notes=(*network.notes, *left_out(network), *link.notes, f"Layout and communities from seed {seed}"),
        alt=alt or in_words(_alt(link), next_pairs(link.edges)),
        parameters={"plot": "network", "seed": seed, "width": width},
        made_from=origin(network.cooccurrences, link.edges),
        source=network.cooccurrences,
        layout=link.table,
    )


def subtitle_of(link: NodeLink) -> str:
    """Return what stands under the title."""
    return f"{link.size}; colours and marks are communities"


def next_pairs(edges: pd.DataFrame, *, after: int = 1) -> list[str]:
    """Return sentences on the pairs after the heaviest."""
    rows = edges.iloc[after : after + 2].to_dict("records")
    return [f"Then: {row['a_name']} and {row['b_name']}, {row['articles']:g}." for row in rows]


def left_out(network: Network) -> list[str]:
    """Return a note on the actors that no edge joins to anybody."""
    alone = len(network.cooccurrences.nodes) - len(network.nodes)
    return [f"{count_of(alone, 'actor')} without an edge not drawn"] if alone else []


def _alt(link: NodeLink) -> str:
    head = f"Network of {count_of(len(link.nodes), 'actor')} and {count_of(len(link.edges), 'pair')}"
    if not len(link.edges):
        return f"{head}, where no two actors are named together."
    top = link.edges.iloc[0]
    best = link.table.sort_values(["articles", "actor"], ascending=[False, True])["name"].head(2)
    pair = f"{top['a_name']} and {top['b_name']} ({count_of(int(top['articles']), 'article')})"
    return f"{head}; most named: {listed(list(best))}; most often together: {pair}."
