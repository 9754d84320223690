"""Lines that run through other people's circles, and nodes moved so that none does.

A line under a circle reads as two ties that do not exist; so the circle, or an end of the line, gives way.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.plots.labels import Box, Node

Floats = NDArray[np.float64]
Edges = Sequence[tuple[int, int]]

AIR_MM = 0.6
_APART_MM = 1.0
_STEPS_MM = (1.0, 2.0, 3.0, 4.5, 6.0, 8.0, 11.0, 15.0, 20.0, 27.0)
_ANGLES = 16
_ROUNDS, _MOST_TRIED = 12, 30_000


def crossings(nodes: Sequence[Node], edges: Edges, *, air: float = AIR_MM) -> list[tuple[int, int]]:
    """Return every (edge, node) where a line passes a circle that is not its end nearer than `air` millimetres.

    Parameters
    ----------
    nodes : sequence of Node
        Circles, in millimetres.
    edges : sequence of (int, int)
        Pairs of places in `nodes`.
    air : float
        What must lie between a circle and a line.

    Returns
    -------
    list of (int, int)
        Places in `edges` and in `nodes`, in order.

    Examples
    --------
    >>> row = [Node(x, 0, 1, 0, 0) for x in (0, 5, 10)]
    >>> crossings(row, [(0, 1), (0, 2)])
    [(1, 1)]
    """
    found = np.argwhere(_missing(nodes, edges, air) > 1e-6)
    return [(int(edge), int(node)) for edge, node in found]


def _missing(nodes: Sequence[Node], edges: Edges, air: float) -> Floats:
    """Return for every (edge, node) how much nearer they are than they may be; an edge is never near its ends."""
    places = np.array([[node.x, node.y] for node in nodes]).reshape(-1, 2)
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    distance = _to_segments(places[None], places[ends[:, 0], None], places[ends[:, 1], None])
    missing = np.array([node.radius for node in nodes])[None] + air - distance
    for side in (0, 1):
        missing[np.arange(len(ends)), ends[:, side]] = 0
    return np.maximum(missing, 0)


def _to_segments(points: Floats, starts: Floats, stops: Floats) -> Floats:
    """Return the distance of points to segments; the last axis holds x and y, the others are broadcast."""
    along, off = stops - starts, points - starts
    length = np.maximum(along[..., 0] * along[..., 0] + along[..., 1] * along[..., 1], 1e-12)
    part = np.clip((off[..., 0] * along[..., 0] + off[..., 1] * along[..., 1]) / length, 0, 1)
    x, y = off[..., 0] - part * along[..., 0], off[..., 1] - part * along[..., 1]
    return np.asarray(np.sqrt(x * x + y * y))


def uncrossed(nodes: Sequence[Node], edges: Edges, within: Box) -> list[Node]:
    """Return the nodes moved, each as little as will do, until no line runs through another's circle.

    Parameters
    ----------
    nodes : sequence of Node
        Circles, in millimetres.
    edges : sequence of (int, int)
        Pairs of places in `nodes`.
    within : Box
        Where circles may lie.

    Returns
    -------
    list of Node
        The best arrangement of a bounded number of moves: a dense network may keep crossings, see `crossings`.

    Notes
    -----
    Of a circle and the two ends of the line that meets it, the one that costs least gives way, but never the one with
    most lines. Places are rounded to
    0.01 mm and costs to 0.001, so that every machine moves alike.
    """
    moved, moves = [_rounded(node) for node in nodes], _MOST_TRIED // max(len(edges), 1)
    degree = np.bincount(np.array(edges, dtype=np.int64).reshape(-1), minlength=len(nodes))
    best, fewest = moved, len(crossings(moved, edges))
    for _ in range(_ROUNDS):
        for edge, node in crossings(moved, edges)[:moves]:
            if _missing([moved[place] for place in (*edges[edge], node)], [(0, 1)], AIR_MM).max() <= 1e-6:
                continue
            choices = sorted((node, *edges[edge]), key=lambda place: (degree[place], place))[:2]
            tried = [(*_elsewhere(place, moved, edges, within), place) for place in choices]
            _, _, x, y, place = min(tried, key=lambda one: one[:2])
            moved = [*moved[:place], moved[place]._replace(x=x, y=y), *moved[place + 1 :]]
            moves -= 1
        now = len(crossings(moved, edges))
        if now < fewest:
            best, fewest = moved, now
        if not fewest or not moves:
            break
    return best


def _rounded(node: Node) -> Node:
    return node._replace(x=round(node.x, 2), y=round(node.y, 2))


def _elsewhere(place: int, nodes: Sequence[Node], edges: Edges, within: Box) -> tuple[float, float, float, float]:
    """Return the cost, the distance, and x and y of the best place for one node near where it is."""
    node = nodes[place]
    around = [(0.0, 0.0)] + [
        (step * math.cos(2 * math.pi * turn / _ANGLES), step * math.sin(2 * math.pi * turn / _ANGLES))
        for step in _STEPS_MM
        for turn in range(_ANGLES)
    ]
    spots = np.array([[node.x + x, node.y + y] for x, y in around])
    r = node.radius
    spots[:, 0] = np.clip(spots[:, 0], within.left + r, within.right - r)
    spots[:, 1] = np.clip(spots[:, 1], within.top + r, within.bottom - r)
    spots = np.round(spots, 2)
    away = np.sqrt(((spots - spots[0]) ** 2).sum(axis=1))
    costs = np.round(_costs(place, spots, nodes, edges), 3)
    first = int(np.lexsort((np.round(away, 3), costs))[0])
    return float(costs[first]), float(away[first]), float(spots[first, 0]), float(spots[first, 1])


def _costs(place: int, spots: Floats, nodes: Sequence[Node], edges: Edges) -> Floats:
    """Return what is too near by millimetres with the node on each spot: its circle to lines, its lines to circles."""
    radius = np.array([node.radius for node in nodes])
    centres = np.array([[node.x, node.y] for node in nodes])
    other = np.arange(len(nodes)) != place
    apart = np.sqrt(((spots[:, None] - centres[other][None]) ** 2).sum(axis=2))
    cost = np.maximum(radius[other] + radius[place] + _APART_MM - apart, 0).sum(axis=1)
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    mine = (ends == place).any(axis=1)
    starts, stops = centres[ends[~mine, 0]], centres[ends[~mine, 1]]
    near = radius[place] + AIR_MM - _to_segments(spots[:, None], starts[None], stops[None])
    cost = cost + np.maximum(near, 0).sum(axis=1)
    for far in ends[mine].sum(axis=1) - place:
        rest = other & (np.arange(len(nodes)) != far)
        distance = _to_segments(centres[rest][None], spots[:, None], centres[far][None, None])
        cost = cost + np.maximum(radius[rest] + AIR_MM - distance, 0).sum(axis=1)
    return np.asarray(cost)
