"""One network a period, side by side: everybody in the same place, every circle and line on the same scale."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from dateline.colours import GREY, PALE
from dateline.errors import MeasureError
from dateline.figure import Figure, in_house_style, in_words, page_mm
from dateline.finding import Finding
from dateline.layout import spring
from dateline.networks.network import Network
from dateline.plots.crossings import uncrossed
from dateline.plots.labels import Box, Node, apart, place_labels
from dateline.plots.network import next_pairs
from dateline.plots.nodelink import NUMBER_PT, Label, Scale, draw_circle, draw_key, draw_label, draw_line, tie_words
from dateline.plots.sheet import EDGE_MM, LINE_MM, Sheet, Width, count_of, finished, sheet, text_mm
from dateline.provenance import digest, random_seed

_COLUMNS = {"single": 2, "double": 4}
_HIGH_MM, _GAP_MM, _HEAD_MM, _KEY_MM = 38.0, 2.0, 5.0, {"single": 16.0, "double": 10.0}
_LARGEST_MM = 2.1
_COLOUR = "#0072B2"


class _Panels(NamedTuple):
    """What every panel shares: actors with their places, in millimetres from a panel's corner."""

    actors: pd.DataFrame
    nodes: list[Node]
    scale: Scale
    wide: float
    columns: int


@in_house_style
def plot_periods(
    networks: Mapping[str, Network],
    *,
    title: str,
    subtitle: str | None = None,
    most: int = 20,
    seed: int | None = None,
    width: Width = "double",
    alt: str | None = None,
) -> Figure:
    """Draw networks of several periods as small multiples.

    Parameters
    ----------
    networks : mapping of str to Network
        In the order they are drawn, each under its name: periods, or outlets.
    title, subtitle : str
        The heading.
    most : int
        How many actors: those with the most articles on their edges, over all periods.
    seed : int, optional
        Of the one layout, that of all periods together; by default the project's.
    width : {'double', 'single'}
        183 mm with four panels in a row, or 89 with two.
    alt : str, optional
        Alternative text of 8 to 30 words.

    Returns
    -------
    Figure
        Its table is the edges of every period, its layout the actors' places in a panel, with their numbers.

    Raises
    ------
    MeasureError
        When there are fewer than two networks, or no edge.

    Notes
    -----
    An actor whom nobody stands beside in a period is a pale dot. Numbers are names, listed under the drawing, the
    strongest first. Periods of unlike length are not made alike: compare shapes, or the numbers in the table.
    """
    if len(networks) < 2:
        raise MeasureError("Small multiples are of two networks or more. Draw one with plot_network.")
    seed = random_seed() if seed is None else seed
    edges = pd.concat([network.edges.assign(period=period) for period, network in networks.items()], ignore_index=True)
    if edges.empty:
        raise MeasureError("No period has an edge to draw. Widen the window, or take longer periods.")
    panels, kept, left = _panels(networks, edges, most, seed, width)
    lines, one = _name_lines(panels.actors, width), next(iter(networks.values()))
    bottom = math.ceil(len(networks) / panels.columns) * (_HEAD_MM + _HIGH_MM + _GAP_MM)
    size = f"{count_of(len(panels.actors), 'actor')} in the same places; {count_of(len(networks), 'panel')}"
    drawn = sheet(width, bottom + _KEY_MM[width] + LINE_MM * len(lines), title, size if subtitle is None else subtitle)
    for number, period in enumerate(networks):
        _draw_panel(drawn, panels, kept[kept["period"] == period], str(period), number)
    draw_key(drawn, panels.scale, tie_words(one.cooccurrences.within, width), bottom + 3)
    for number, line in enumerate(lines):
        for x, text in line:
            drawn.write(x, bottom + _KEY_MM[width] + LINE_MM * (number + 0.3), text, color=GREY)
    return finished(
        drawn,
        kept,
        title=title,
        shows="Circles grow with the articles naming an actor in the period, lines with those in which two share a "
        "unit, on one scale; a pale dot: beside nobody then",
        notes=(*one.notes[:1], _left_out(left), f"One layout for all periods, from seed {seed}"),
        alt=alt or _alt(kept, networks, panels),
        parameters={"plot": "periods", "most": most, "seed": seed, "width": width},
        made_from={str(period): digest(network.edges.to_csv(index=False)) for period, network in networks.items()},
        source=_documents(networks),
        layout=panels.actors,
    )


def _left_out(left: int) -> str:
    return f"{count_of(left, 'further actor')} not drawn" if left else ""


def _documents(networks: Mapping[str, Network]) -> Finding:
    """Return the articles that any of the networks was made from."""
    read = [network.cooccurrences.documents for network in networks.values()]
    return Finding(pd.concat(read, ignore_index=True).drop_duplicates(), "")


def _heaviest(kept: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of all periods together, the heaviest first."""
    sums = kept.groupby(["a_name", "b_name"])["articles"].sum().reset_index()
    return sums.sort_values(["articles", "a_name", "b_name"], ascending=[False, True, True])


def _panels(
    networks: Mapping[str, Network], edges: pd.DataFrame, most: int, seed: int, width: Width
) -> tuple[_Panels, pd.DataFrame, int]:
    """Return the places everybody has in every panel, the edges among those drawn, and how many actors are not."""
    ends = pd.concat([edges.rename(columns={f"{end}": "actor", f"{end}_name": "name"}) for end in ("a", "b")])
    sums = ends.groupby("actor").agg(name=("name", "first"), strength=("articles", "sum")).reset_index()
    actors = sums.sort_values(["strength", "actor"], ascending=[False, True], ignore_index=True).head(most)
    actors = actors.assign(number=range(1, len(actors) + 1))
    kept = edges[edges["a"].isin(actors["actor"]) & edges["b"].isin(actors["actor"])]
    kept = kept[["period", "a", "b", "a_name", "b_name", "articles"]].reset_index(drop=True)
    named = pd.concat([network.nodes.assign(period=period) for period, network in networks.items()])
    named = named[named["actor"].isin(actors["actor"])]
    scale = Scale(int(named["articles"].max()), int(kept["articles"].max()) if len(kept) else 1, width, _LARGEST_MM)
    columns = min(_COLUMNS[width], len(networks))
    wide = (page_mm(width) - 2 * EDGE_MM - _GAP_MM * (columns - 1)) / columns
    largest = named.groupby("actor")["articles"].max()
    radii = [scale.radius(int(largest[actor])) for actor in actors["actor"]]
    nodes = _places(actors, kept, radii, Box(4, 3, wide - 4, _HIGH_MM - 3), seed)
    actors = actors.assign(x_mm=[node.x for node in nodes], y_mm=[node.y for node in nodes])
    sizes = named.pivot_table(index="actor", columns="period", values="articles", aggfunc="sum", fill_value=0)
    actors = actors.merge(sizes.reset_index(), on="actor", how="left")
    return _Panels(actors, nodes, scale, wide, columns), kept, len(sums) - len(actors)


def _places(actors: pd.DataFrame, kept: pd.DataFrame, radii: list[float], within: Box, seed: int) -> list[Node]:
    place = {actor: number for number, actor in enumerate(actors["actor"])}
    heavy = kept.groupby(["a", "b"], as_index=False)["articles"].sum()
    rows = zip(heavy["a"], heavy["b"], heavy["articles"], strict=True)
    pairs = [(place[a], place[b], float(weight)) for a, b, weight in rows]
    spots = spring(len(place), pairs, seed=seed)
    nodes = [
        Node(
            within.left + float(x) * (within.right - within.left),
            within.bottom - float(y) * (within.bottom - within.top),
            radius,
            text_mm(str(number), size=NUMBER_PT),
            2.6,
        )
        for number, ((x, y), radius) in enumerate(zip(spots, radii, strict=True), 1)
    ]
    moved = uncrossed(apart(nodes, within), [(a, b) for a, b, _ in pairs], within)
    return [node._replace(x=round(node.x, 3), y=round(node.y, 3)) for node in moved]


def _draw_panel(drawn: Sheet, panels: _Panels, edges: pd.DataFrame, period: str, number: int) -> None:
    row, column = divmod(number, panels.columns)
    left = EDGE_MM + column * (panels.wide + _GAP_MM)
    top = row * (_HEAD_MM + _HIGH_MM + _GAP_MM) + _HEAD_MM
    drawn.write(left, top - 2.2, period, weight="bold")
    drawn.write(left + text_mm(period, weight="bold") + 2, top - 2.2, count_of(len(edges), "pair"), color=GREY)
    rule = [drawn.head + top] * 2
    drawn.ground.plot([left, left + panels.wide], rule, color=PALE, linewidth=0.6)
    sizes = panels.actors[period] if period in panels.actors else panels.actors["number"] * 0
    beside = {*edges["a"], *edges["b"]}
    nodes = [
        node._replace(x=left + node.x, y=top + node.y, radius=panels.scale.radius(int(size)) if there else 0.5)
        for node, size, there in zip(panels.nodes, sizes, panels.actors["actor"].isin(beside), strict=True)
    ]
    place = dict(zip(panels.actors["actor"], range(len(nodes)), strict=True))
    rows = sorted(zip(edges["articles"], edges["a"], edges["b"], strict=True))
    for articles, a, b in rows:
        draw_line(drawn, nodes[place[a]], nodes[place[b]], articles, panels.scale)
    lines = [(place[a], place[b], panels.scale.line_pt(articles)) for articles, a, b in rows]
    spots = place_labels(nodes, lines, Box(left, top + 0.3, left + panels.wide, top + _HIGH_MM))
    for node, actor, spot, name in zip(nodes, panels.actors["actor"], spots, panels.actors["number"], strict=True):
        draw_circle(drawn, node.x, node.y, node.radius, _COLOUR if actor in beside else "#BDBDBD")
        if actor in beside:
            draw_label(drawn, node, Label(str(name), spot, NUMBER_PT))


def _name_lines(actors: pd.DataFrame, width: Width) -> list[list[tuple[float, str]]]:
    lines: list[list[tuple[float, str]]] = []
    x = page_mm(width)
    for number, name in zip(actors["number"], actors["name"], strict=True):
        text = f"{number} {name}"
        if x + text_mm(text) > page_mm(width) - EDGE_MM:
            lines, x = [*lines, []], EDGE_MM
        lines[-1].append((x, text))
        x += text_mm(text) + 2.8
    return lines


def _alt(kept: pd.DataFrame, networks: Mapping[str, Network], panels: _Panels) -> str:
    counts = kept["period"].value_counts().reindex(list(networks), fill_value=0)
    most = str(counts.idxmax())
    said = (
        f"{count_of(len(networks), 'network')} of {count_of(len(panels.actors), 'actor')} side by side; most pairs in "
        f"{most} ({counts.max()}), fewest in {counts.idxmin()} ({counts.min()})."
    )
    return in_words(said, next_pairs(_heaviest(kept), after=0))
