"""The bytes of a figure's files: the same in every run, on every machine that has the same lock."""

from __future__ import annotations

import html
import re
from io import BytesIO
from typing import Any

import matplotlib.figure
import numpy as np
from matplotlib.backends import backend_mixed, backend_pdf
from PIL import Image

from dateline.figure.style import house_style
from dateline.provenance import digest

_NO_METADATA: dict[str, dict[str, None]] = {
    "svg": dict.fromkeys(("Creator", "Date", "Format", "Type")),
    "pdf": dict.fromkeys(("Creator", "Producer", "CreationDate")),
    "png": {"Software": None},
}


def svg_bytes(drawing: matplotlib.figure.Figure, title: str, described: str, *, scale: float = 1.0) -> bytes:
    """Return the SVG, with title and description where a screen reader looks for them: first inside the root."""
    page = BytesIO()
    with house_style():
        drawing.savefig(page, format="svg", metadata=_NO_METADATA["svg"])
    words = f"<title>{html.escape(title)}</title>\n <desc>{html.escape(described)}</desc>"

    def root(found: re.Match[str]) -> str:
        sized = re.sub(r'(width|height)="([\d.]+)pt"', lambda side: _side(side, scale), found[1])
        return f'<svg role="img" {sized}>\n {words}'

    return re.sub(r"<svg ([^>]*)>", root, page.getvalue().decode(), count=1).encode()


def _side(side: re.Match[str], scale: float) -> str:
    return side[0] if scale == 1 else f'{side[1]}="{float(side[2]) * scale:.6g}pt"'


_pdf: Any = backend_pdf  # without types in matplotlib
_mixed: Any = backend_mixed


class _ScaledPdf(backend_pdf.FigureCanvasPdf):
    """A PDF page on which the drawing is printed larger or smaller than it was made."""

    scale = 1.0

    def print_pdf(self, filename: Any, *, bbox_inches_restore: Any = None, metadata: Any = None) -> None:
        self.figure.set_dpi(72)
        width, height = (float(side) for side in self.figure.get_size_inches())
        page = _pdf.PdfFile(filename, metadata=metadata)
        try:
            page.newPage(width * self.scale, height * self.scale)
            if self.scale != 1:
                page.output(self.scale, 0, 0, self.scale, 0, 0, _pdf.Op.concat_matrix)
            renderer = _mixed.MixedModeRenderer(
                self.figure, width, height, 72, _pdf.RendererPdf(page, 72, height, width)
            )
            self.figure.draw(renderer)
            renderer.finalize()
            page.finalize()
        finally:
            page.close()


def pdf_bytes(drawing: matplotlib.figure.Figure, *, scale: float = 1.0) -> bytes:
    """Return the PDF: fonts embedded as TrueType, text as text, no clock in it."""
    page, before = BytesIO(), drawing.canvas
    canvas = _ScaledPdf(drawing)
    canvas.scale = scale
    with house_style():
        canvas.print_pdf(page, metadata=_NO_METADATA["pdf"])
    drawing.set_canvas(before)
    return page.getvalue()


def png_bytes(drawing: matplotlib.figure.Figure, *, dpi: int, scale: float = 1.0) -> bytes:
    """Return the PNG in a resolution that holds on paper, whatever size it was drawn in."""
    page = BytesIO()
    with house_style():
        drawing.savefig(page, format="png", metadata=_NO_METADATA["png"], dpi=dpi * scale)
    if scale == 1:
        return page.getvalue()
    sized = BytesIO()
    Image.open(page).save(sized, format="png", dpi=(dpi, dpi))
    return sized.getvalue()


def tiff_bytes(png: bytes, *, dpi: int) -> bytes:
    """Return the picture of a PNG as TIFF: RGB on white, LZW, no clock and no name of a program."""
    with Image.open(BytesIO(png)) as picture:
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.convert("RGBA").getchannel("A"))
    page = BytesIO()
    flat.save(page, format="tiff", compression="tiff_lzw", dpi=(dpi, dpi))
    return page.getvalue()


def pixels_digest(png: bytes) -> str:
    """Return the digest of the decoded picture: PNG bytes depend on the system's compressor, pixels do not."""
    pixels = np.asarray(Image.open(BytesIO(png)).convert("RGBA"))
    return digest(f"{pixels.shape}".encode() + pixels.tobytes())
