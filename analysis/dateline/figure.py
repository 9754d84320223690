"""A figure of a paper: the drawing, the numbers in it, its words, and what it was made from.

One `Figure.save` writes all of them, the same bytes in every run; `Figure.check` measures what was drawn.
"""

from __future__ import annotations

import base64
import html
import json
import math
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property, wraps
from importlib import metadata
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar

import matplotlib
import matplotlib.figure
import matplotlib.style
import numpy as np
import pandas as pd
from matplotlib import ft2font
from matplotlib.backend_bases import RendererBase
from PIL import Image

from dateline import markup
from dateline.errors import MeasureError
from dateline.provenance import digest, versions

WIDTHS_MM = {"single": 89.0, "double": 183.0}
SMALLEST_TEXT_PT = 6.0
THINNEST_LINE_PT = 0.3
_HOUSE = Path(__file__).with_name("house.mplstyle")
_TOUCH_PT = 0.25
_NO_METADATA: dict[str, dict[str, None]] = {
    "svg": dict.fromkeys(("Creator", "Date", "Format", "Type")),
    "pdf": dict.fromkeys(("Creator", "Producer", "CreationDate")),
    "png": {"Software": None},
}
_Options = ParamSpec("_Options")
_Drawn = TypeVar("_Drawn")


def house_style() -> AbstractContextManager[None]:
    """Return the context to draw in: matplotlib's defaults and `house.mplstyle`, nothing of the user's."""
    context: AbstractContextManager[None] = matplotlib.style.context(["default", _HOUSE])
    return context


def in_house_style(draw: Callable[_Options, _Drawn]) -> Callable[_Options, _Drawn]:
    """Make a function draw in the house style, whatever style the notebook has set."""

    @wraps(draw)
    def drawn(*args: _Options.args, **options: _Options.kwargs) -> _Drawn:
        with house_style():
            return draw(*args, **options)

    return drawn


@dataclass(frozen=True, eq=False)
class Figure:
    """A drawing with its numbers, caption, alternative text and provenance.

    Parameters
    ----------
    drawing : matplotlib.figure.Figure
        Built without pyplot, inside `house_style()`.
    table : pandas.DataFrame
        Exactly the numbers that are drawn.
    title : str
        A question or a short statement.
    caption : str
        What is shown and counted: articles, window, measure, interval, copies rule, seed.
    alt : str
        The picture in 8 to 30 words, for who cannot see it.
    parameters : mapping
        Every choice made in drawing, the seed among them.
    made_from : mapping of str to str
        Digest of each input.
    layout : pandas.DataFrame, optional
        Networks: the rounded place of each node, from which the drawing was made.

    Examples
    --------
    >>> import pandas as pd
    >>> from dateline.plots import plot_bars
    >>> rows = pd.DataFrame({"country": ["China", "Egypt"], "articles": [12, 3]})
    >>> plot_bars(rows, title="Who is named?")
    Figure "Who is named?" (2 rows, data 1a11912553c3)

    It does not draw: the `plot_` functions do.
    """

    drawing: matplotlib.figure.Figure
    table: pd.DataFrame
    title: str
    caption: str
    alt: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    made_from: Mapping[str, str] = field(default_factory=dict)
    layout: pd.DataFrame | None = None

    def save(self, name: str, *, to: str | Path | None = None) -> Figure:
        """Write SVG, PDF, PNG, data, caption, alternative text and provenance, and say so in one line.

        Parameters
        ----------
        name : str
            Name of the files, without an ending.
        to : path, optional
            Folder; by default `figures/` in the first folder upwards that holds it and `notebooks`, else here.

        Returns
        -------
        Figure
            The figure itself, so that a notebook shows it.

        Raises
        ------
        MeasureError
            When the name holds anything but letters, digits, `-` and `_`.
        """
        if not re.fullmatch(r"[\w-]+", name):
            raise MeasureError(
                f'"{name}" cannot name a figure\'s files. Try letters, digits and hyphens: "fig-01-who".'
            )
        folder = _figures_folder() if to is None else Path(to)
        folder.mkdir(parents=True, exist_ok=True)
        for ending, content in self.files.items():
            _write_if_changed(folder / f"{name}.{ending}", content)
        record = {"name": name, **self.provenance}
        _write_if_changed(folder / f"{name}.json", _json(record).encode())
        print(f"{name}  svg {digest(self.files['svg'])[:12]}  csv {digest(self.files['csv'])[:12]}")
        return self

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The content of every file but the provenance, by ending."""
        files = {
            "svg": self.svg,
            "pdf": self._rendered("pdf"),
            "png": self._rendered("png"),
            "csv": csv_bytes(self.table),
            "caption.md": f"**{self.title}** {self.caption}\n".encode(),
            "alt.txt": f"{self.alt}\n".encode(),
        }
        if self.layout is not None:
            files["layout.csv"] = csv_bytes(self.layout)
        return files

    @cached_property
    def provenance(self) -> Provenance:
        """What the figure was made from and with: digests, parameters, versions; no clock, path or host."""
        width, height = self.size_mm
        return Provenance(
            title=self.title,
            size_mm=[width, height],
            files={ending: digest(content) for ending, content in self.files.items()},
            pixels=_pixels_digest(self.files["png"]),
            made_from=dict(sorted(self.made_from.items())),
            parameters=dict(sorted(self.parameters.items())),
            versions=_drawn_with(),
        )

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        width, height = self.drawing.get_size_inches()
        return round(float(width) * 25.4, 2), round(float(height) * 25.4, 2)

    def check(self) -> list[str]:
        """Return what a journal would send back, measured on the drawing; an empty list when there is nothing.

        Text below 6 pt, outside the canvas or over other text; lines under 0.3 pt; transparency; a width that is
        neither 89 nor 183 mm; an alternative text of fewer than 8 or more than 30 words; no caption. It does not judge
        colours.
        """
        with house_style():
            ink = _Ink(*(self.drawing.get_size_inches() * 72))
            self.drawing.set_dpi(72)
            self.drawing.draw(ink)
        return [*self._wrong_words(), *ink.problems()]

    def _wrong_words(self) -> Iterator[str]:
        width, _ = self.size_mm
        if all(abs(width - allowed) > 0.5 for allowed in WIDTHS_MM.values()):
            yield f"{width:g} mm wide; a column is 89 mm and a page 183 mm"
        words = len(self.alt.split())
        if not 8 <= words <= 30:
            yield f"the alternative text has {words} words; 8 to 30 are read"
        if not self.caption.strip():
            yield "no caption"

    def _rendered(self, form: str, **options: Any) -> bytes:
        page = BytesIO()
        with house_style():
            self.drawing.savefig(page, format=form, metadata=_NO_METADATA[form], **options)
        return page.getvalue()

    @cached_property
    def svg(self) -> bytes:
        """The SVG, with title and description where a screen reader looks for them: first inside the root."""
        svg = self._rendered("svg").decode()
        words = f"<title>{html.escape(self.title)}</title>\n <desc>{html.escape(f'{self.alt} {self.caption}')}</desc>"
        described = re.sub(r"<svg ([^>]*)>", lambda root: f'<svg role="img" {root[1]}>\n {words}', svg, count=1)
        return described.encode()

    def to_html(self) -> str:
        """Return the figure as one piece of HTML: the SVG as an image with its alternative text, and the caption."""
        image = base64.b64encode(self.svg).decode()
        return (
            f'<figure style="margin:0"><img alt="{html.escape(self.alt)}"'
            f' style="width:100%;max-width:{self._shown_px}px" src="data:image/svg+xml;base64,{image}"/>'
            f"<figcaption><b>{html.escape(self.title)}</b> {self._folded_caption}</figcaption></figure>"
        )

    @property
    def _folded_caption(self) -> str:
        """The caption as HTML: what is shown, and in small type what was counted."""
        shown, *method = re.split(r"(?<=[.?!])\s+", self.caption, maxsplit=1)
        small = f"<br/><small>{html.escape(method[0])}</small>" if method else ""
        return html.escape(shown) + small

    @property
    def _shown_px(self) -> int:
        return round(self.size_mm[0] / 25.4 * 130)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.to_html(), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f'Figure "{self.title}" ({len(self.table)} rows, data {digest(csv_bytes(self.table))[:12]})'


class Provenance(dict[str, Any]):
    """What a figure was made from; a dict that shows itself as a table, folded under its first line."""

    def _repr_html_(self) -> str:
        made_from = ", ".join(f"{name} {value[:12]}" for name, value in self.get("made_from", {}).items())
        return markup.folded(f"Made from {made_from}", markup.card("Provenance", dict(self._lines())))

    def __repr__(self) -> str:
        return "\n".join(f"{label:<24} {value}" for label, value in self._lines())

    def _lines(self) -> Iterator[tuple[str, str]]:
        for label, value in self.items():
            if isinstance(value, Mapping):
                yield from ((f"{label}: {name}", _plain(part)) for name, part in value.items())
            else:
                yield label.replace("_", " "), _plain(value)


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as CSV in UTF-8: 12 significant digits, line feeds, no index."""
    text: str = table.to_csv(index=False, float_format="%.12g", lineterminator="\n")
    return text.encode()


class _Box(NamedTuple):
    """A line of drawn text and the rectangle round it, in points from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def over(self, other: _Box) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _TOUCH_PT and down > _TOUCH_PT


class _Ink(RendererBase):
    """A renderer that draws nothing and keeps what would have been drawn: only so is hidden text left out."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.boxes: list[_Box] = []
        self.found: set[str] = set()

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:
        line, opacity = gc.get_linewidth(), gc.get_rgb()[3]
        if 0 < line < THINNEST_LINE_PT:
            self.found.add(f"a line of {line:.2g} pt; the thinnest printed is {THINNEST_LINE_PT} pt")
        face_opacity = 1.0 if rgbFace is None or len(rgbFace) < 4 else rgbFace[3]
        if 0 < face_opacity < 1 or (line > 0 and opacity < 1):
            self.found.add("something transparent; printers flatten it")

    def draw_image(self, gc: Any, x: Any, y: Any, im: Any, transform: Any = None) -> None:
        """Keep nothing: pictures carry no text of ours."""

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, ismath: Any = False, mtext: Any = None
    ) -> None:
        if not s.strip():
            return
        size = prop.get_size_in_points()
        if size < SMALLEST_TEXT_PT:
            self.found.add(f'"{s}" is set in {size:g} pt; the smallest read is {SMALLEST_TEXT_PT:g} pt')
        wide, high, below = self.get_text_width_height_descent(s, prop, ismath)
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        corners = [(x + a * cos + b * sin, y - a * sin + b * cos) for a in (0, wide) for b in (below - high, below)]
        across, down = zip(*corners, strict=True)
        self.boxes.append(_Box(s, min(across), min(down), max(across), max(down)))

    def problems(self) -> Iterator[str]:
        yield from sorted(self.found)
        for box in self.boxes:
            if min(box.left, box.top) < 0 or box.right > self.width or box.bottom > self.height:
                yield f'"{box.text}" runs outside the canvas'
        for one, other in combinations(self.boxes, 2):
            if one.over(other):
                yield f'"{one.text}" and "{other.text}" overlap'


def _drawn_with() -> dict[str, str]:
    """Versions of all that changes a byte of a figure, the font renderer among them."""
    makers = {name: metadata.version(name) for name in ("fonttools", "pillow")}
    return dict(sorted({**versions(), **makers, "freetype": ft2font.__freetype_version__}.items()))


def _pixels_digest(png: bytes) -> str:
    """Digest of the decoded picture: PNG bytes depend on the system's compressor, pixels do not."""
    pixels = np.asarray(Image.open(BytesIO(png)).convert("RGBA"))
    return digest(f"{pixels.shape}".encode() + pixels.tobytes())


def _figures_folder() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "figures").is_dir() and (folder / "notebooks").is_dir():
            return folder / "figures"
    return here / "figures"


def _write_if_changed(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as page:
        page.write(content)
    unfinished = Path(page.name)
    unfinished.chmod(0o644)
    unfinished.replace(path)


def _json(record: Mapping[str, Any]) -> str:
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
