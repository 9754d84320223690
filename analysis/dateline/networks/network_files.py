"""Networks as files that other programs open: GEXF, GraphML, lists of nodes and edges, and JSON for the web.

Every form holds the same graph; GEXF and JSON also hold when it was: see `write_network`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import networkx as nx
import pandas as pd

from dateline.colours import group_colour
from dateline.errors import MeasureError, did_you_mean
from dateline.networks.gexf import gexf
from dateline.networks.stretches import Stretch, stretches

_ENDS = ["a", "b", "a_name", "b_name"]
_NODE = ["actor", "name", "type", "articles", "mentions", "degree", "strength", "community"]
# What no XML file may hold, however it is written.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ACROSS = 1000.0


class Saved(Protocol):
    """What is asked of a network that is written."""

    @property
    def cooccurrences(self) -> Any: ...  # noqa: D102
    @property
    def nodes(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def edges(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def notes(self) -> tuple[str, ...]: ...  # noqa: D102
    def communities(self, *, seed: int | None = None) -> Any: ...  # noqa: D102
    def layout(self, *, seed: int | None = None) -> pd.DataFrame: ...  # noqa: D102


@dataclass(frozen=True)
class Contents:
    """A network as it is written.

    Attributes
    ----------
    title : str
    notes : tuple of str
        What was counted.
    nodes : list of dict
        `id`, `label` and the columns of `Network.nodes`, with type, community, and `colour`, `x` and `y`.
    edges : list of dict
        `source`, `target`, `weight` and the other columns of `Network.edges`.
    seen : mapping of str or (str, str) to sequence of Stretch
        When an actor or a pair is named; empty in a static file.
    """

    title: str
    notes: tuple[str, ...]
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    seen: Mapping[Any, Sequence[Stretch]]


def write_network(
    network: Saved,
    path: str | Path,
    *,
    dynamic: bool = False,
    layout: pd.DataFrame | None = None,
    seed: int | None = None,
) -> Path:
    """Write a network by the suffix of a path, the same bytes every time.

    Parameters
    ----------
    network : Network
        An edge's weight is its `weight` if it has one, else its `articles`.
    path : path
        `.gexf` (1.3), `.graphml`, `.json` (node-link) or `.csv`: the edges, and beside them `NAME-nodes.csv`.
    dynamic : bool
        With `.gexf` and `.json`: also the dates of the articles behind every node and edge.
    layout : pandas.DataFrame, optional
        Places of the actors, as a figure's `layout.csv` has them; by default `network.layout`.
    seed : int, optional
        Of layout and communities; by default the project's.

    Returns
    -------
    Path
        Where it was written.

    Raises
    ------
    MeasureError
        When the suffix is another, dates are asked of a form that has no place for them, or no article is dated.

    Notes
    -----
    Fractions have twelve significant digits. What XML cannot hold (control characters) is replaced in `.gexf` and
    `.graphml`. An article that is dated to a month or a year counts for all of its days; an undated one for none, and
    the file's description says how many there are. It does not write the sentences.

    References
    ----------
    GEXF 1.3, https://gexf.net/schema.html; Brandes, U. et al. (2002), GraphML progress report, LNCS 2265, 501-512.
    """
    path = Path(path)
    if path.suffix not in _FORMS:
        raise MeasureError(f'A network is not saved as "{path.suffix}". {did_you_mean(path.suffix, _FORMS)}')
    if dynamic and path.suffix not in _DATED:
        raise MeasureError(f'A "{path.suffix}" file has no place for dates. Save as {" or ".join(sorted(_DATED))}.')
    _FORMS[path.suffix](_contents(network, dynamic, layout, seed), path)
    return path


def _contents(network: Saved, dynamic: bool, layout: pd.DataFrame | None, seed: int | None) -> Contents:
    pairs = network.cooccurrences
    undated, seen = _seen(pairs) if dynamic else ("", {})
    return Contents(
        str(pairs.title),
        (*network.notes, *([undated] if undated else [])),
        list(_nodes(network, layout, seed)),
        list(_edges(network.edges)),
        seen,
    )


def _nodes(network: Saved, layout: pd.DataFrame | None, seed: int | None) -> Iterator[dict[str, Any]]:
    nodes = network.nodes
    if nodes.empty:
        return
    groups = network.communities(seed=seed).table.set_index("actor")["community"]
    places = _places(network.layout(seed=seed) if layout is None else layout)
    mentions = network.cooccurrences.mentions
    kinds = _kinds(mentions) if {"type", "country"} <= set(mentions.columns) else {}
    nodes = nodes.assign(type=nodes["actor"].map(kinds), community=nodes["actor"].map(groups))
    rest = [column for column in nodes.columns if column not in _NODE]
    for row in nodes[[*_NODE, *rest]].to_dict("records"):
        actor, community = str(row.pop("actor")), int(row["community"])
        if actor not in places:
            raise MeasureError(f'The layout has no place for "{actor}". {did_you_mean(actor, places)}')
        x, y = places[actor]
        kept = {"label": str(row.pop("name")), **_plain(row)}
        yield {"id": actor, **kept, "colour": group_colour(community), "x": x, "y": y}


def _kinds(mentions: pd.DataFrame) -> dict[str, str]:
    """Return what kind each actor is; a leader who counts for a country is none."""
    first = mentions.drop_duplicates("actor")
    kinds = first["type"].where(first["actor"] != first["country"], "country")
    return dict(zip(first["actor"], kinds, strict=True))


def _places(layout: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return places with y upwards, a thousand wide: in the unit square, or on a figure in millimetres."""
    if {"x_mm", "y_mm"} <= set(layout.columns):
        across, up, wide = layout["x_mm"], -layout["y_mm"], float(layout["x_mm"].max() - layout["x_mm"].min()) or 1.0
    else:
        across, up, wide = layout["x"], layout["y"], 1.0
    spots = (((side - side.min()) / wide * _ACROSS).round(3).tolist() for side in (across, up))
    return dict(zip(layout["actor"], zip(*spots, strict=True), strict=True))


def _edges(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    weight = "weight" if "weight" in table.columns else "articles"
    for row in table.to_dict("records"):
        ends = {"source": str(row["a"]), "target": str(row["b"]), "weight": _plain(row)[weight]}
        named = {"source_name": str(row["a_name"]), "target_name": str(row["b_name"])}
        rest = {str(name): value for name, value in row.items() if name not in (*_ENDS, "weight")}
        yield {**ends, **named, **_plain(rest)}


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return values every form can hold: nothing missing, fractions with twelve digits, Python's own types."""
    plain = {str(name): value.item() if hasattr(value, "item") else value for name, value in row.items()}
    kept = {name: value for name, value in plain.items() if isinstance(value, (str, int, float)) and value == value}
    return {name: float(f"{value:.12g}") if isinstance(value, float) else value for name, value in kept.items()}


def _seen(pairs: Any) -> tuple[str, dict[Any, list[Stretch]]]:
    """Return when each actor and each pair of actors is named, and a sentence on what has no date."""
    mentions = pairs.mentions
    if "date" not in mentions.columns or mentions["date"].isna().all():
        raise MeasureError("No article is dated, so that the network cannot be followed in time. Save it as it is.")
    dated: dict[Any, list[tuple[str, int]]] = {}
    for ends in (["actor"], ["a", "b"]):
        behind = mentions if len(ends) == 1 else _together(pairs.table[ends], mentions)
        counts = behind.dropna(subset="date").groupby([*ends, "date"])["document"].nunique()
        for (*of, day), articles in counts.items():  # type: ignore[misc]
            dated.setdefault(of[0] if len(of) == 1 else tuple(of), []).append((str(day), int(articles)))
    undated = int(mentions.loc[mentions["date"].isna(), "document"].nunique())
    note = f"Without a date, and so at no time: {undated:,} articles." if undated else ""
    return note, {of: stretches(days) for of, days in dated.items()}


def _together(pairs: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return for every pair the articles in which both are named in one unit."""
    units = mentions[["unit", "actor", "document", "date"]].drop_duplicates(["unit", "actor"])
    first = pairs.merge(units.rename(columns={"actor": "a"}), on="a")
    return first.merge(units[["unit", "actor"]].rename(columns={"actor": "b"}), on=["unit", "b"])


def _write_gexf(contents: Contents, path: Path) -> None:
    path.write_text(gexf(_clean(contents.__dict__)), encoding="utf-8", newline="\n")


def _write_graphml(contents: Contents, path: Path) -> None:
    contents = Contents(**_clean(contents.__dict__))
    graph: nx.Graph[str] = nx.Graph(title=contents.title, notes="\n".join(contents.notes))
    for node in contents.nodes:
        graph.add_node(node["id"], **{name: value for name, value in node.items() if name != "id"})
    for edge in contents.edges:
        source, target, *_ = edge.values()
        graph.add_edge(source, target, **dict(list(edge.items())[2:]))
    path.write_text("\n".join(nx.generate_graphml(graph)) + "\n", encoding="utf-8", newline="\n")


def _clean(value: Any) -> Any:
    """Return a value with every character that XML cannot hold replaced."""
    if isinstance(value, str):
        return _NOT_XML.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_clean(name): _clean(part) for name, part in value.items()}
    return type(value)(map(_clean, value)) if type(value) in (list, tuple) else value


def _write_json(contents: Contents, path: Path) -> None:
    def dated(row: dict[str, Any], key: Any) -> dict[str, Any]:
        seen = contents.seen.get(key)
        return row | ({"seen": [list(stretch) for stretch in seen]} if seen else {})

    nodes = [dated(node, node["id"]) for node in contents.nodes]
    links = [dated(edge, (edge["source"], edge["target"])) for edge in contents.edges]
    about = {"title": contents.title, "notes": list(contents.notes)}
    graph = {"directed": False, "multigraph": False, "graph": about, "nodes": nodes, "links": links}
    path.write_text(json.dumps(graph, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _write_csv(contents: Contents, path: Path) -> None:
    """Write two tables under the heads that Gephi, igraph and spreadsheets know."""
    ends = ["source", "target", "type", "weight"]
    edges = [{**edge, "type": "Undirected"} for edge in contents.edges]
    _write_rows(edges, ends, path)
    _write_rows(contents.nodes, ["id", "label"], path.with_name(f"{path.stem}-nodes.csv"))


def _write_rows(rows: Sequence[Mapping[str, Any]], first: list[str], path: Path) -> None:
    heads = list(dict.fromkeys([*first, *(name for row in rows for name in row)]))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, heads, lineterminator="\n")
        table.writeheader()
        table.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def _cell(value: Any) -> Any:
    return f"{value:.12g}" if isinstance(value, float) else value


_DATED = {".gexf", ".json"}
_FORMS: dict[str, Callable[[Contents, Path], None]] = {
    ".gexf": _write_gexf,
    ".graphml": _write_graphml,
    ".csv": _write_csv,
    ".json": _write_json,
}
