"""GEXF 1.3, as its RELAX NG schema has it, written element by element."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from dateline.colours import channels
from dateline.networks.stretches import Stretch
from dateline.provenance import versions

SPACE, VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"
# Kept as attributes or as drawing, and so no columns of their own.
_ELSEWHERE = {"id", "label", "source", "target", "weight", "colour", "x", "y"}
_TYPES: dict[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}
_SMALLEST, _LARGEST = 6.0, 40.0
_THINNEST, _THICKEST = 1.0, 10.0
_DAILY = "articles_by_date"


def gexf(contents: Mapping[str, Any]) -> str:
    """Return a network as GEXF: no day of writing, so that the same network is the same text.

    Parameters
    ----------
    contents : mapping
        `title`, `notes`, `nodes`, `edges` and `seen`, as in `network_files.Contents`.
    """
    seen: Mapping[Any, Sequence[Stretch]] = contents["seen"]
    root = Element("gexf", {"xmlns": SPACE, "xmlns:viz": VIZ, "version": "1.3"})
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = f"Dateline {versions()['dateline']}"
    SubElement(meta, "description").text = "\n".join((contents["title"], *contents["notes"]))
    graph = SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "dynamic" if seen else "static"})
    if seen:
        graph.attrib |= {
            "timeformat": "date",
            "start": min(spell[0].start for spell in seen.values()),
            "end": max(spell[-1].end for spell in seen.values()),
        }
    for kind in ("node", "edge"):
        _declare(graph, kind, contents[f"{kind}s"], dated=bool(seen))
    nodes = SubElement(graph, "nodes", {"count": str(len(contents["nodes"]))})
    edges = SubElement(graph, "edges", {"count": str(len(contents["edges"]))})
    _add_nodes(nodes, contents["nodes"], seen)
    _add_edges(edges, contents["edges"], seen)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _declare(graph: Element, kind: str, rows: Sequence[Mapping[str, Any]], *, dated: bool) -> None:
    """Declare the columns of nodes or edges, each under its own title: some readers know columns by id alone."""
    types: dict[str, type] = {}
    for row in rows:
        for name, value in row.items():
            wider = types.get(name) is int and isinstance(value, float)
            if name not in types or wider:
                types[name] = type(value)
    titles = [name for name in types if name not in _ELSEWHERE]
    static = SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    for title in titles:
        SubElement(static, "attribute", {"id": title, "title": title, "type": _TYPES[types[title]]})
    if dated:
        dynamic = SubElement(graph, "attributes", {"class": kind, "mode": "dynamic"})
        SubElement(dynamic, "attribute", {"id": _DAILY, "title": _DAILY, "type": "long"})


def _add_nodes(nodes: Element, rows: Sequence[Mapping[str, Any]], seen: Mapping[Any, Sequence[Stretch]]) -> None:
    most = max((row["articles"] for row in rows), default=1) or 1
    for row in rows:
        node = SubElement(nodes, "node", {"id": row["id"], "label": row["label"]})
        _add_values(node, row, seen.get(row["id"], ()))
        red, green, blue = channels(row["colour"])
        SubElement(node, "viz:color", {"r": str(red), "g": str(green), "b": str(blue)})
        SubElement(node, "viz:position", {"x": _text(row["x"]), "y": _text(row["y"]), "z": "0"})
        size = round(max(_SMALLEST, _LARGEST * (row["articles"] / most) ** 0.5), 3)
        SubElement(node, "viz:size", {"value": _text(size)})


def _add_edges(edges: Element, rows: Sequence[Mapping[str, Any]], seen: Mapping[Any, Sequence[Stretch]]) -> None:
    most = max((float(row["weight"]) for row in rows), default=1.0)
    for number, row in enumerate(rows):
        ends = {"source": row["source"], "target": row["target"], "weight": _text(float(row["weight"]))}
        edge = SubElement(edges, "edge", {"id": str(number), **ends})
        _add_values(edge, row, seen.get((row["source"], row["target"]), ()))
        part = max(float(row["weight"]), 0.0) / most if most > 0 else 0.0
        thickness = round(_THINNEST + (_THICKEST - _THINNEST) * part, 3)
        SubElement(edge, "viz:thickness", {"value": _text(thickness)})


def _add_values(element: Element, row: Mapping[str, Any], seen: Sequence[Stretch]) -> None:
    values = SubElement(element, "attvalues")
    for name, value in row.items():
        if name not in _ELSEWHERE:
            SubElement(values, "attvalue", {"for": name, "value": _text(value)})
    for stretch in seen:
        days = {"start": stretch.start, "end": stretch.end}
        SubElement(values, "attvalue", {"for": _DAILY, "value": str(stretch.articles), **days})
    if seen:
        spells = SubElement(element, "spells")
        for stretch in seen:
            SubElement(spells, "spell", {"start": stretch.start, "end": stretch.end})


def _text(value: Any) -> str:
    """Return a value as XML Schema writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return {"inf": "INF", "-inf": "-INF"}.get(f"{value:.12g}", f"{value:.12g}")
    return str(value)
