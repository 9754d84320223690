"""Colours that can be told apart by everyone, and what else marks a group where only grey is printed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.provenance import home
from dateline.tables import read_table

Floats = NDArray[np.float64]

INK, GREY, PALE = "#222222", "#6B6B6B", "#E4E4E4"
# Okabe and Ito's colours: told apart under the three deficiencies of colour vision.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")


def group_colour(group: int) -> str:
    """Return the colour of a group counted from 1, grey for those past the eighth.

    Examples
    --------
    >>> group_colour(1), group_colour(9)
    ('#0072B2', '#6B6B6B')
    """
    return COLOURS[group - 1] if 1 <= group <= len(COLOURS) else GREY


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of a colour written in hexadecimal, each from 0 to 255.

    Examples
    --------
    >>> channels("#0072B2")
    (0, 114, 178)
    """
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


# Linear sRGB to XYZ (IEC 61966-2-1), and the white of daylight D65.
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])
_NEUTRAL = 24  # channels nearer than this make a grey, which only lightness tells from another


class Closest(NamedTuple):
    """The two colours hardest to tell apart, how far apart they are, and for whom."""

    difference: float
    one: str
    other: str
    vision: str


@cache
def _visions() -> dict[str, Floats]:
    """Return for each colour-vision deficiency the matrix from linear sRGB to what is seen of it."""
    cells = [f"{to}{of}" for to in "rgb" for of in "rgb"]
    rows = read_table(home("seeds") / "figures" / "vision.csv", columns=("vision", *cells, "source"), filled=cells)
    found = {}
    for row in rows:
        try:
            found[row["vision"]] = np.array([float(row[cell]) for cell in cells]).reshape(3, 3)
        except ValueError:
            raise row.fail("a cell of the matrix is no number. Write it as 0.152286.") from None
    return found


def _linear(colour: str) -> Floats:
    parts = np.array(channels(colour)) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(linear: Floats) -> Floats:
    """Return CIE L*a*b* of a colour in linear sRGB."""
    xyz = (_TO_XYZ * np.clip(linear, 0, 1)).sum(axis=1) / _WHITE
    bent = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def difference(one: Floats, other: Floats) -> float:
    """Return how far apart two colours are to the eye, CIEDE2000; about 1 can just be seen.

    Parameters
    ----------
    one, other : array of float, shape (3,)
        CIE L*a*b*.

    References
    ----------
    Sharma, G., Wu, W. & Dalal, E. N. (2005), The CIEDE2000 color-difference formula, Color Research and Application
    30(1), 21-30.

    Examples
    --------
    >>> round(difference(np.array([50.0, 2.6772, -79.7751]), np.array([50.0, 0.0, -82.7485])), 4)
    2.0425
    """
    (l1, a1, b1), (l2, a2, b2) = one.tolist(), other.tolist()
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    grown = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    c1, c2 = math.hypot(grown * a1, b1), math.hypot(grown * a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, grown * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = h1 + turn / 2 if c1 * c2 else h1 + h2
    swing = (
        1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue) + 0.32 * _cos(3 * hue + 6) - 0.2 * _cos(4 * hue - 63)
    )  # fmt: skip
    lighter = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    stronger = (c2 - c1) / (1 + 0.045 * chroma)
    turned = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * swing)
    bend = math.radians(60 * math.exp(-(((hue % 360 - 275) / 25) ** 2)))
    blue = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(bend)
    return math.sqrt(lighter**2 + stronger**2 + turned**2 + blue * stronger * turned)


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def closest(colours: Iterable[str]) -> Closest | None:
    """Return the two colours that are hardest to tell apart under a deficiency of colour vision.

    Parameters
    ----------
    colours : iterable of str
        In hexadecimal. Two greys are not held against each other: who needs to tell them apart is not helped by hue.

    Returns
    -------
    Closest or None
        None where there are no two colours.

    References
    ----------
    Machado, G. M., Oliveira, M. M. & Fernandes, L. A. F. (2009), A physiologically-based model for simulation of color
    vision deficiency, IEEE Transactions on Visualization and Computer Graphics 15(6), 1291-1298.

    Examples
    --------
    >>> closest(COLOURS).difference > 10 > closest(["#ff7f0e", "#2ca02c"]).difference
    True
    """
    known = sorted({colour.lower() for colour in colours})
    seen = {
        (vision, colour): _lab((matrix * np.clip(_linear(colour), 0, 1)).sum(axis=1))
        for vision, matrix in _visions().items()
        for colour in known
    }
    pairs = [
        Closest(round(difference(seen[vision, one], seen[vision, other]), 1), one, other, vision)
        for vision in _visions()
        for one, other in combinations(known, 2)
        if not (_is_grey(one) and _is_grey(other))
    ]
    return min(pairs, default=None)


def _is_grey(colour: str) -> bool:
    return max(channels(colour)) - min(channels(colour)) < _NEUTRAL
