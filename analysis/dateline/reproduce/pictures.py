"""How far apart two drawings are, whatever drew their letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from xml.etree.ElementTree import Element, ParseError

import numpy as np
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from numpy.typing import NDArray
from PIL import Image

RMS_MOST = 8.0
MOVED_MOST_PT = 0.05
_BLOCK_MM = 0.68
_DOTS_AN_INCH = 300
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_SHAPES = ("path", "use", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image")


def rms(recorded: bytes, rebuilt: bytes) -> float:
    """Return the root mean square difference of two pictures on a scale of 0 to 255.

    What is compared are means over squares of 0.68 mm (8 by 8 dots at 300 an inch): the edges of letters move by less
    than that between versions of a font renderer, bars and lines of another number by more.

    Parameters
    ----------
    recorded, rebuilt : bytes
        PNG or TIFF.

    Returns
    -------
    float
        Infinite when the pictures have different sizes or one cannot be read.

    Notes
    -----
    `RMS_MOST` is 8. The fifteen figures drawn by matplotlib 3.10.8 with FreeType 2.6.1 lie 2.1 to 5.1 from those of
    3.11.2 with FreeType 2.14.3; an empty sheet lies 23.9 to 91.8 from them. It says that the picture is the same
    picture, not that each number is: that is what the data and the shapes of the SVG are compared for.
    """
    one, other = _blocks(recorded), _blocks(rebuilt)
    if one is None or other is None or one.shape != other.shape:
        return float("inf")
    return float(np.sqrt(np.mean((one - other) ** 2)))


def same_pixels(recorded: bytes, rebuilt: bytes) -> bool:
    """Return whether two pictures are the same when unpacked: how pixels are packed depends on the system."""
    one, other = _pixels(recorded), _pixels(rebuilt)
    return one is not None and other is not None and one.size == other.size and one.tobytes() == other.tobytes()


def drawing_differences(recorded: bytes, rebuilt: bytes) -> Iterator[str]:
    """Yield where two SVGs show other words or other shapes; where the words stand is not looked at.

    A shape may be 0.05 pt away: letters that are drawn as outlines, around which a label is cleared, are as far apart
    as their renderers; bars, lines and marks are not. Between matplotlib 3.10.8 and 3.11.2 outlines moved by 0.004 pt
    and nothing else did.
    """
    try:
        one, other = fromstring(recorded), fromstring(rebuilt)
    except (ParseError, DefusedXmlException):
        yield "cannot be read as SVG"
        return
    for old, new in zip_longest(_words(one), _words(other)):
        if old != new:
            yield f'shows other words: recorded "{old}", rebuilt "{new}"'
            return
    for number, (shape, fresh) in enumerate(zip_longest(_shapes(one), _shapes(other)), 1):
        if shape is None or fresh is None:
            yield f"shows more shapes or fewer, from number {number} on"
            return
        if moved := _moved(shape, fresh):
            yield f"shape {number} {moved}"
            return


def _moved(shape: str, fresh: str) -> str:
    """Return how a shape differs from another beyond what a font renderer does; an empty text when not."""
    if _NUMBER.sub("#", shape) != _NUMBER.sub("#", fresh):
        return "is of another form or style"
    numbers = zip(_NUMBER.findall(shape), _NUMBER.findall(fresh), strict=True)
    most = max((abs(float(one) - float(other)) for one, other in numbers), default=0.0)
    return f"lies {most:.2f} pt elsewhere" if most > MOVED_MOST_PT else ""


def _words(root: Element) -> list[str]:
    return ["".join(part.itertext()) for part in root.iter() if _tag(part) in ("text", "title", "desc")]


def _shapes(root: Element) -> list[str]:
    return [f"{_tag(part)} {_attributes(part)}" for part in root.iter() if _tag(part) in _SHAPES]


def _attributes(part: Element) -> str:
    """Return where and how a shape is drawn, without the names of what it is clipped by."""
    kept = ((name.rpartition("}")[2], value) for name, value in sorted(part.attrib.items()))
    return " ".join(f'{name}="{value}"' for name, value in kept if name not in ("clip-path", "id", "href"))


def _tag(part: Element) -> str:
    return str(part.tag).rpartition("}")[2]


def _pixels(picture: bytes) -> Image.Image | None:
    try:
        return Image.open(BytesIO(picture)).convert("RGBA")
    except OSError:
        return None


def _blocks(picture: bytes) -> NDArray[np.float64] | None:
    pixels = _pixels(picture)
    if pixels is None:
        return None
    dots, _ = pixels.info.get("dpi", (_DOTS_AN_INCH, _DOTS_AN_INCH))
    paper = Image.alpha_composite(Image.new("RGBA", pixels.size, "white"), pixels).convert("RGB")
    return np.asarray(paper.reduce(max(1, round(dots / 25.4 * _BLOCK_MM))), dtype=np.float64)
