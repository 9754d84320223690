"""Places for labels, so that none lies over another: boxes measured in millimetres, tried in a fixed order."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ANGLES = (0, 180, 90, 270, 45, 315, 135, 225, 20, 340, 160, 200, 65, 115, 245, 295)
_GAPS_MM = (0.5, 1.6, 3.0, 5.0, 7.5, 10.5, 14.0, 19.0, 25.0)
_AIR_MM = 0.45
_NEAR_MM = 1.4
_NODE_COST, _NEAR_COST, _LINE_COST, _GAP_COST, _FAR_COST = 40.0, 5.0, 0.6, 1.2, 2.5
_FAR_MM = 2.0


class Box(NamedTuple):
    """A rectangle; `y` grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box, air: float = 0.0) -> bool:
        """Return whether two rectangles share a point, or come nearer than `air`."""
        return (
            self.left < other.right + air
            and other.left < self.right + air
            and self.top < other.bottom + air
            and other.top < self.bottom + air
        )

    def inside(self, other: Box) -> bool:
        """Return whether it lies wholly in another."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )

    def crossed_by(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Return whether a line from one point to another passes through (Liang and Barsky's clipping)."""
        first, last = 0.0, 1.0
        for step, near, far in ((x1 - x0, self.left - x0, self.right - x0), (y1 - y0, self.top - y0, self.bottom - y0)):
            if step == 0:
                if near > 0 or far < 0:
                    return False
                continue
            enter, leave = sorted((near / step, far / step))
            first, last = max(first, enter), min(last, leave)
        return first < last


class Node(NamedTuple):
    """A circle to be labelled, and the size of its label."""

    x: float
    y: float
    radius: float
    wide: float
    high: float

    @property
    def box(self) -> Box:
        """The square round the circle."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


class Place(NamedTuple):
    """Where a label goes, and whether it is so far off that it wants a line to its node."""

    box: Box
    far: bool


def place_labels(nodes: Sequence[Node], lines: Sequence[tuple[int, int, float]], within: Box) -> list[Place]:
    """Return a place for the label of each node, none over another, few over a node or a line.

    Parameters
    ----------
    nodes : sequence of Node
        The first is placed first: sort the most important to the front.
    lines : sequence of (int, int, float)
        Edges, as places in `nodes`, and their widths: a wide one is rather not covered.
    within : Box
        Where labels may lie.

    Returns
    -------
    list of Place
        In the order of `nodes`. Where there is no free place left, the least bad one: `Figure.check` will report it.
    """
    return [place for place, _ in _placed(nodes, lines, within, [], [math.inf] * len(nodes)) if place]


def names_or_numbers(
    nodes: Sequence[Node],
    lines: Sequence[tuple[int, int, float]],
    within: Box,
    *,
    number: tuple[float, float],
    dearest: Sequence[float],
) -> list[tuple[Place, bool]]:
    """Return a place for the label of each node; one whose name finds no good place gets room for a number instead.

    Parameters
    ----------
    nodes, lines, within
        As in `place_labels`.
    number : (float, float)
        Width and height of a number.
    dearest : sequence of float
        What each name may cost: about 1 for a step away or a line covered, 5 for another circle nearby, 40 for a circle
        covered.

    Returns
    -------
    list of (Place, bool)
        In the order of `nodes`, with whether there is room for the name.
    """
    named = [place for place, _ in _placed(nodes, lines, within, [], dearest)]
    rest = [place for place, there in enumerate(named) if there is None]
    order = [*rest, *(place for place, there in enumerate(named) if there is not None)]
    rank = {place: at for at, place in enumerate(order)}
    small = [nodes[place]._replace(wide=number[0], high=number[1]) for place in order]
    again = [(rank[a], rank[b], wide) for a, b, wide in lines]
    numbered = _placed(small, again, within, [there.box for there in named if there], [math.inf] * len(rest))
    spots = dict(zip(rest, (place for place, _ in numbered), strict=True))
    return [(there or spots[place], there is not None) for place, there in enumerate(named)]  # type: ignore[misc]


def _placed(
    nodes: Sequence[Node],
    lines: Sequence[tuple[int, int, float]],
    within: Box,
    taken: Sequence[Box],
    dearest: Sequence[float],
) -> list[tuple[Place | None, float]]:
    ends = [(nodes[a].x, nodes[a].y, nodes[b].x, nodes[b].y, width) for a, b, width in lines]
    boxes, found = list(taken), list[tuple[Place | None, float]]()
    for node, most in zip(nodes, dearest, strict=False):
        place, cost = _best(node, nodes, ends, boxes, within)
        found.append((place if cost <= most else None, cost))
        boxes += [place.box] if cost <= most else []
    return found


def _best(
    node: Node,
    nodes: Sequence[Node],
    ends: Sequence[tuple[float, float, float, float, float]],
    taken: Sequence[Box],
    within: Box,
) -> tuple[Place, float]:
    best, least = Place(_beside(node, 0, _GAPS_MM[0]), False), math.inf
    for ring, gap in enumerate(_GAPS_MM):
        if _GAP_COST * ring >= least:
            break
        for box in (_beside(node, angle, gap) for angle in _ANGLES):
            cost = _GAP_COST * ring + _FAR_COST * (gap > _FAR_MM) + (0 if box.inside(within) else 500)
            cost += 1000 * sum(box.overlaps(other, _AIR_MM) for other in taken)
            cost += _NODE_COST * sum(box.overlaps(other.box) for other in nodes)
            cost += _NEAR_COST * sum(box.overlaps(other.box, _NEAR_MM) for other in nodes if other is not node)
            cost += sum((_LINE_COST + wide) * box.crossed_by(*line) for *line, wide in ends) if cost < least else 0
            if gap > _FAR_MM and cost < least:
                way = leader(node, box)
                cost += _NODE_COST * sum(other.box.crossed_by(*way) for other in nodes if other is not node)
            if cost < least:
                best, least = Place(box, gap > _FAR_MM), cost
    return best, least


def leader(node: Node, box: Box) -> tuple[float, float, float, float]:
    """Return both ends of the line from the middle of a circle to its label."""
    return node.x, node.y, min(max(node.x, box.left), box.right), min(max(node.y, box.top), box.bottom)


def _beside(node: Node, angle: float, gap: float) -> Box:
    """Return the label's box in a direction from its node, its nearest side `gap` from the circle."""
    across, up = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x = node.x + across * (node.radius + gap + node.wide / 2)
    y = node.y - up * (node.radius + gap + node.high / 2)
    return Box(x - node.wide / 2, y - node.high / 2, x + node.wide / 2, y + node.high / 2)


def apart(nodes: Sequence[Node], within: Box, *, air: float = 1.0, rounds: int = 200) -> list[Node]:
    """Return the nodes pushed off one another until no circles touch, each as little as will do."""
    moved = list(nodes)
    for _ in range(rounds):
        touching = list(_touching(moved, air))
        if not touching:
            break
        for one, other in touching:
            moved[one], moved[other] = _pushed(moved[one], moved[other], air)
        moved = [_held(node, within) for node in moved]
    return moved


def _touching(nodes: Sequence[Node], air: float) -> Iterator[tuple[int, int]]:
    for one in range(len(nodes)):
        for other in range(one + 1, len(nodes)):
            a, b = nodes[one], nodes[other]
            if math.hypot(b.x - a.x, b.y - a.y) < a.radius + b.radius + air - 1e-6:
                yield one, other


def _pushed(a: Node, b: Node, air: float) -> tuple[Node, Node]:
    across, down = b.x - a.x, b.y - a.y
    between = math.hypot(across, down)
    if between == 0:
        across, down, between = 1.0, 0.0, 1.0
    push = (a.radius + b.radius + air - math.hypot(b.x - a.x, b.y - a.y)) / 2 / between
    return (
        a._replace(x=a.x - across * push, y=a.y - down * push),
        b._replace(x=b.x + across * push, y=b.y + down * push),
    )


def _held(node: Node, within: Box) -> Node:
    """Return a node moved back inside."""
    return node._replace(
        x=min(max(node.x, within.left + node.radius), within.right - node.radius),
        y=min(max(node.y, within.top + node.radius), within.bottom - node.radius),
    )


def spread(wanted: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Return heights near the wanted ones, in the same order, at least `least` apart and between two bounds.

    Labels at the ends of lines: each group that is too close is set evenly about its own middle.

    Examples
    --------
    >>> spread([1.0, 1.2, 9.0], 1.0, 0.0, 10.0)
    [0.6, 1.6, 9.0]
    """
    order = sorted(range(len(wanted)), key=lambda place: (wanted[place], place))
    groups: list[list[float]] = []
    for place in order:
        groups.append([wanted[place]])
        while len(groups) > 1 and _start(groups[-1], least, low, high) < _start(groups[-2], least, low, high) + (
            least * len(groups[-2])
        ):
            groups[-2:] = [groups[-2] + groups[-1]]
    heights = [
        _start(group, least, low, high) + least * number for group in groups for number in range(len(group))
    ]  # fmt: skip
    found = dict(zip(order, heights, strict=True))
    return [round(found[place], 3) for place in range(len(wanted))]


def _start(group: Sequence[float], least: float, low: float, high: float) -> float:
    length = least * (len(group) - 1)
    return max(low, min(math.fsum(group) / len(group) - length / 2, high - length))
