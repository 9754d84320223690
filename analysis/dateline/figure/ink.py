"""What is drawn where: a renderer that draws nothing and keeps what would have been drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

import matplotlib.figure
import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex

from dateline.figure.style import house_style

_TOUCH_PT, _OUT_PT = 0.25, 0.75
# Groups whose colours nobody has to tell apart: axes and grids, steps of one ordered ramp, the ground of an interval.
NOT_TOLD_APART = ("matplotlib.axis", "shade-", "band-")


class Box(NamedTuple):
    """A line of drawn text and the rectangle round it, in points from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    def over(self, other: Box) -> bool:
        """Return whether two texts share more than a hair's breadth."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _TOUCH_PT and down > _TOUCH_PT


class Ink(RendererBase):
    """A renderer that keeps text, lines and colours instead of drawing them: only so is hidden text left out.

    Attributes
    ----------
    boxes : list of Box
        Every text, in points of the drawing.
    thinnest : float
        Width of the thinnest line in points, infinite without one.
    transparent : int
        How many things can be seen through.
    colours : set of str
        Of marks, in hexadecimal.
    stray : int
        How many marks reach beyond the canvas.
    outlined : int
        How many shapes stand for text, which then can be neither selected nor searched.
    """

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.boxes: list[Box] = []
        self.thinnest, self.transparent, self.stray, self.outlined = math.inf, 0, 0, 0
        self.colours: set[str] = set()
        self._groups: list[tuple[str, str]] = []

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the page in points."""
        return self.width, self.height

    def open_group(self, s: str, gid: Any = None) -> None:
        """Remember what is drawn next: its own name, or that of its kind."""
        self._groups.append((s, str(gid or s)))

    def close_group(self, s: str) -> None:
        """Forget it."""
        self._groups.pop()

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:
        """Keep width, colours and transparency, and whether it leaves the canvas."""
        line, stroke = gc.get_linewidth(), gc.get_rgb()
        face_opacity = 0.0 if rgbFace is None else 1.0 if len(rgbFace) < 4 else rgbFace[3]
        stroked = line > 0 and stroke[3] > 0
        if stroked:
            self.thinnest = min(self.thinnest, line)
        self.transparent += bool(0 < face_opacity < 1 or (line > 0 and stroke[3] < 1))
        seen = ([to_hex(rgbFace[:3])] if face_opacity else []) + ([to_hex(stroke[:3])] if stroked else [])
        self.outlined += bool(self._groups) and self._groups[-1][0] == "text"
        if not any(name.startswith(NOT_TOLD_APART) for _, name in self._groups):
            self.colours.update(seen)
        if seen:
            self.stray += self._leaves(gc, transform.transform(path.vertices))

    def _leaves(self, gc: Any, points: Any) -> bool:
        """Return whether points, as they are clipped, lie beyond the canvas."""
        points = points[np.isfinite(points).all(axis=1)]
        if not len(points):
            return False
        low, high = points.min(axis=0), points.max(axis=0)
        clip = gc.get_clip_rectangle()
        if clip is not None:
            low, high = np.maximum(low, clip.extents[:2]), np.minimum(high, clip.extents[2:])
        beyond = low.min() < -_OUT_PT or high[0] > self.width + _OUT_PT or high[1] > self.height + _OUT_PT
        return bool(beyond and (low <= high).all())

    def draw_image(self, gc: Any, x: Any, y: Any, im: Any, transform: Any = None) -> None:
        """Keep nothing: pictures carry no text of ours."""

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, ismath: Any = False, mtext: Any = None
    ) -> None:
        """Keep the text with the rectangle round it."""
        if not s.strip():
            return
        wide, high, below = self.get_text_width_height_descent(s, prop, ismath)
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        corners = [(x + a * cos + b * sin, y - a * sin + b * cos) for a in (0, wide) for b in (below - high, below)]
        across, down = zip(*corners, strict=True)
        size = prop.get_size_in_points()
        self.boxes.append(Box(s, min(across), min(down), max(across), max(down), size))

    def outside(self) -> list[str]:
        """Return the texts that run over the edge of the canvas."""
        return [
            box.text
            for box in self.boxes
            if min(box.left, box.top) < 0 or box.right > self.width or box.bottom > self.height
        ]

    def overlaps(self) -> Iterator[tuple[str, str]]:
        """Yield every two texts of which one lies over the other."""
        for one, other in combinations(self.boxes, 2):
            if one.over(other):
                yield one.text, other.text


def ink_of(drawing: matplotlib.figure.Figure) -> Ink:
    """Return what a drawing puts on the page."""
    with house_style():
        ink = Ink(*(float(side) * 72 for side in drawing.get_size_inches()))
        drawing.set_dpi(72)
        drawing.draw(ink)
    return ink
