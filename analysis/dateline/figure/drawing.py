"""A figure of a paper: the drawing, the numbers in it, its words, and what it was made from.

One `Figure.save` writes all of them, the same bytes in every run; `Figure.check` measures what was drawn.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

import matplotlib.figure
import pandas as pd
from matplotlib import ft2font

from dateline import markup
from dateline.figure.files import pdf_bytes, pixels_digest, png_bytes, svg_bytes, tiff_bytes
from dateline.figure.gate import Criterion, criteria, measured
from dateline.figure.profiles import HOUSE, Profile, profile_of
from dateline.figure.words import long_description
from dateline.provenance import digest, versions
from dateline.writing import csv_bytes, write_files


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
        The picture in 8 to 30 words, for who cannot see it; Taylor & Francis read 25 to 30.
    parameters : mapping
        Every choice made in drawing, the seed among them.
    made_from : mapping of str to str
        Digest of each input.
    layout : pandas.DataFrame, optional
        Networks: the rounded place of each node, from which the drawing was made.
    made_for : str
        The profile it is drawn for, whose scale it is printed in.

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
    made_for: str = HOUSE

    def save(self, name: str, *, to: str | Path | None = None) -> Figure:
        """Write picture, data, words, provenance and measurements, and say so in one line.

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

        Notes
        -----
        SVG, PDF, PNG, and TIFF where the profile takes it; `csv` with 12 digits and, of a network, `layout.csv`;
        `caption.md`, `alt.txt` and `long.md`; `json` with digests, parameters, versions and what was measured.
        """
        record = {"name": name, **self.provenance, "measured": self.measured}
        write_files(name, {**self.files, "json": _json(record).encode()}, to)
        print(f"{name}  svg {digest(self.files['svg'])[:12]}  csv {digest(self.files['csv'])[:12]}")
        return self

    def with_note(self, note: str) -> Figure:
        """Return the figure with a sentence more in its caption.

        For what a table does not know and a caption must name: articles, dates, the copies rule.

        Parameters
        ----------
        note : str

        Examples
        --------
        >>> import pandas as pd
        >>> from dateline.plots import plot_bars
        >>> rows = pd.DataFrame({"country": ["China", "Egypt"], "articles": [12, 3]})
        >>> figure = plot_bars(rows, title="Who is named?")
        >>> figure.with_note("Counted in 15 articles, 2022-01-03 to 2022-02-05; no copies among them.").check()
        []
        """
        return replace(self, caption=f"{self.caption} {note}".strip())

    @cached_property
    def profile(self) -> Profile:
        """What the journal asks for which it is drawn."""
        return profile_of(self.made_for)

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The content of every file but the provenance, by ending."""
        unit = str(self.parameters.get("unit") or "")
        scale, dpi = self.profile.scale, self.profile.dpi
        files = {
            "svg": self.svg,
            "pdf": pdf_bytes(self.drawing, scale=scale),
            "png": png_bytes(self.drawing, dpi=dpi, scale=scale),
            "csv": csv_bytes(self.table),
            "caption.md": f"**{self.title}** {self.caption}\n".encode(),
            "alt.txt": f"{self.alt}\n".encode(),
            "long.md": long_description(self.title, self.caption, self.alt, self.table, unit=unit).encode(),
        }
        if "tiff" in self.profile.takes and self.made_for != HOUSE:
            files["tiff"] = tiff_bytes(files["png"], dpi=dpi)
        if self.layout is not None:
            files["layout.csv"] = csv_bytes(self.layout)
        return files

    @cached_property
    def provenance(self) -> Provenance:
        """What the figure was made from and with: digests, parameters, versions; no clock, path or host."""
        width, height = self.size_mm
        return Provenance(
            title=self.title,
            profile=self.made_for,
            size_mm=[width, height],
            files={ending: digest(content) for ending, content in self.files.items()},
            pixels=pixels_digest(self.files["png"]),
            made_from=dict(sorted(self.made_from.items())),
            parameters=dict(sorted(self.parameters.items())),
            versions=_drawn_with(),
        )

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height in millimetres, as printed."""
        width, height = (float(side) * 25.4 * self.profile.scale for side in self.drawing.get_size_inches())
        return round(width, 2), round(height, 2)

    @cached_property
    def measured(self) -> dict[str, Any]:
        """What the drawing and its files measure; see `dateline.figure.gate.measured`."""
        return measured(
            self.drawing,
            files=self.files,
            size_mm=self.size_mm,
            scale=self.profile.scale,
            title=self.title,
            caption=self.caption,
            alt=self.alt,
        )

    def criteria(self, *, profile: str | None = None) -> list[Criterion]:
        """Return what a journal asks, one by one, with what was measured.

        Parameters
        ----------
        profile : str, optional
            A row of `seeds/figures/profiles.csv`: nature, plos, elsevier, tandf, apa, slides, house; by default the
            one it is drawn for.

        Raises
        ------
        MeasureError
            When there is no such profile, with the nearest there is.
        """
        return criteria(self.measured, profile_of(profile or self.made_for))

    def check(self, *, profile: str | None = None) -> list[str]:
        """Return what a journal would send back, measured on the drawing; an empty list when there is nothing.

        Width, height, sizes of text, width of lines, transparency, anything outside the canvas, text over text, colours
        too close under a colour-vision deficiency, fonts that are not embedded, text that cannot be selected, format,
        a title where none may be, length of the alternative text, what the caption does not name.

        Parameters
        ----------
        profile : str, optional
            As in `criteria`.

        Raises
        ------
        MeasureError
            When there is no such profile.

        Examples
        --------
        >>> import pandas as pd
        >>> from dateline.plots import plot_bars
        >>> rows = pd.DataFrame({"country": ["China", "Egypt"], "articles": [12, 3]})
        >>> plot_bars(rows, title="Who is named?").check(profile="elsevier")[0]
        '89 mm wide; elsevier takes 90 or 190 mm'

        It does not judge whether the picture is a good one.
        """
        return [problem for criterion in self.criteria(profile=profile) for problem in criterion.problems]

    @cached_property
    def svg(self) -> bytes:
        """The SVG, with title and description where a screen reader looks for them: first inside the root."""
        return svg_bytes(self.drawing, self.title, f"{self.alt} {self.caption}", scale=self.profile.scale)

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


def _drawn_with() -> dict[str, str]:
    """Versions of all that changes a byte of a figure, the font renderer among them."""
    makers = {name: metadata.version(name) for name in ("fonttools", "pillow")}
    return dict(sorted({**versions(), **makers, "freetype": ft2font.__freetype_version__}.items()))


def _json(record: Mapping[str, Any]) -> str:
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
