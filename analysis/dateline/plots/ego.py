"""One actor in the middle and everybody it stands beside round it."""

from __future__ import annotations

import math

import pandas as pd

from dateline.errors import NotFoundError, check_count, did_you_mean
from dateline.figure import Figure, in_house_style, in_words, page_mm
from dateline.networks.network import Network
from dateline.plots.crossings import uncrossed
from dateline.plots.network import SHOWS, next_pairs
from dateline.plots.nodelink import HIGH_MM, NodeLink, Scale, circle_of, draw_node_link, field, finished_link, pairs_of
from dateline.plots.sheet import Width, count_of, finished, listed, origin, sheet
from dateline.provenance import random_seed

_MOST = {"single": 14, "double": 24}
_TURN = 0.13  # of a full one: nobody lies level with the one in the middle, whose name is there


@in_house_style
def plot_ego(
    network: Network,
    actor: str,
    *,
    title: str,
    subtitle: str | None = None,
    most: int | None = None,
    seed: int | None = None,
    width: Width = "double",
    alt: str | None = None,
) -> Figure:
    """Draw the actors that one stands beside, and the edges among them.

    Parameters
    ----------
    network : Network
    actor : str
        Id of the one in the middle.
    title, subtitle : str
        The heading.
    most : int, optional
        How many of its companions, the heaviest edges first; 24 on a page's width and 14 on a column's by default. The
        caption says how many there are besides.
    seed : int, optional
        Of the communities, which are those of the whole network; by default the project's.
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
    NotFoundError
        When the actor is not in the network.

    Notes
    -----
    Companions lie in a ring by community and then by the weight of their edge; the place in the ring means no more.
    """
    known = list(network.nodes["actor"])
    if actor not in known:
        raise NotFoundError(f'The network has no actor "{actor}". {did_you_mean(actor, known)}')
    most = _MOST[width] if most is None else most
    check_count("most", most)
    seed = random_seed() if seed is None else seed
    link, others = _around(network, actor, most, seed, width)
    name = str(link.table.loc[link.table["actor"] == actor, "name"].iloc[0])
    beside = f"{name} and {count_of(len(link.nodes) - 1, 'actor')} beside"
    drawn = sheet(
        width, link.room_mm, title, f"{beside}; colours and marks are communities" if subtitle is None else subtitle
    )
    draw_node_link(drawn, link)
    rest = [f"{count_of(others, 'further actor')} beside {name} not drawn"] if others else []
    return finished(
        drawn,
        link.edges,
        title=title,
        shows=SHOWS,
        notes=(*network.notes, *rest, *link.notes, f"Communities of the whole network, from seed {seed}"),
        alt=alt or in_words(_alt(link, actor, name), next_pairs(link.edges, after=0)),
        parameters={"plot": "ego", "actor": actor, "most": most, "seed": seed, "width": width},
        made_from=origin(network.cooccurrences, link.edges),
        source=network.cooccurrences,
        layout=link.table,
    )


def _around(network: Network, actor: str, most: int, seed: int, width: Width) -> tuple[NodeLink, int]:
    """Return one actor and its companions laid out, and how many companions are left out."""
    edges = network.edges.sort_values(["articles", "a", "b"], ascending=[False, True, True])
    own = edges[(edges["a"] == actor) | (edges["b"] == actor)]
    beside = own["a"].where(own["a"] != actor, own["b"])
    kept = list(beside.head(most))
    edges = edges[edges["a"].isin([actor, *kept]) & edges["b"].isin([actor, *kept])]
    edges = edges[["a", "b", "a_name", "b_name", "articles"]].reset_index(drop=True)
    groups = network.communities(seed=seed).table.set_index("actor")["community"]
    about = network.nodes.set_index("actor").loc[[actor, *kept], ["name", "articles"]].reset_index()
    about = about.assign(community=about["actor"].map(groups), place=range(len(about)))
    about = pd.concat([about.head(1), about[1:].sort_values(["community", "place"])], ignore_index=True)
    scale = Scale(int(about["articles"].max()), int(edges["articles"].max()), width)
    spots = [_middle(width), *_ring(len(kept), width)]
    rows = zip(about["name"], about["articles"], spots, strict=True)
    nodes = [circle_of(name, articles, *spot, scale) for name, articles, spot in rows]
    nodes = uncrossed(nodes, pairs_of(about, edges), field(width))
    return finished_link(about, edges, nodes, scale, network.cooccurrences.within), len(beside) - len(kept)


def _middle(width: Width) -> tuple[float, float]:
    return page_mm(width) / 2, HIGH_MM[width] / 2


def _ring(size: int, width: Width) -> list[tuple[float, float]]:
    """Return places round the middle, every second one a little further in, so that their names have room."""
    (x, y), page = _middle(width), field(width)
    across, down = (page.right - page.left) / 2 - (18 if width == "double" else 8), (page.bottom - page.top) / 2 - 5
    found = []
    for place in range(size):
        angle = 2 * math.pi * (place / size + _TURN / max(size, 1))
        part = 0.8 if size > 10 and place % 2 else 1.0
        found.append((round(x + part * across * math.cos(angle), 3), round(y - part * down * math.sin(angle), 3)))
    return found


def _alt(link: NodeLink, actor: str, name: str) -> str:
    own = link.edges[(link.edges["a"] == actor) | (link.edges["b"] == actor)].head(3)
    named = own["a_name"].where(own["a"] != actor, own["b_name"])
    first = [f"{other} ({articles:g})" for other, articles in zip(named, own["articles"], strict=True)]
    middle = f"{name} in the middle of {count_of(len(link.nodes) - 1, 'companion')}"
    return f"{middle}; articles shared with the most: {listed(first)}."
