"""What is measured on a drawn figure, and what each journal says to it.

`measured` looks at the drawing and at its files once; `criteria` holds that against a profile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple

import matplotlib.figure
from pypdf import PdfReader

from dateline.colours import closest
from dateline.figure.ink import Ink, ink_of
from dateline.figure.profiles import Profile
from dateline.figure.words import facts_missing

LEAST_DIFFERENCE = 10.0
_WIDTH_MM = 0.5
_HAIR = 0.005


class Criterion(NamedTuple):
    """One thing that a journal asks, what was measured, and what it would send back for.

    Attributes
    ----------
    name : str
    asked, measured : str
        As a table shows them.
    problems : tuple of str
        Empty when it is met.
    """

    name: str
    asked: str
    measured: str
    problems: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether it is met."""
        return not self.problems


def measured(
    drawing: matplotlib.figure.Figure,
    *,
    files: Mapping[str, bytes],
    size_mm: tuple[float, float],
    scale: float,
    title: str,
    caption: str,
    alt: str,
) -> dict[str, Any]:
    """Return what a figure measures, on paper and in its files, as plain values for JSON.

    Parameters
    ----------
    drawing : matplotlib.figure.Figure
    files : mapping of str to bytes
        By ending, `pdf` among them.
    size_mm : (float, float)
        As printed.
    scale : float
        How large the drawing is printed.
    title, caption, alt : str

    Returns
    -------
    dict
        Sizes in millimetres and points as printed; texts that overlap or leave the canvas; fonts of the PDF and
        whether each is embedded; the share of the drawn letters that the PDF gives back as text; the two closest
        colours of marks under a colour-vision deficiency; words of the alternative text; what the caption lacks.
    """
    ink = ink_of(drawing)
    width, height = size_mm
    pair = closest(ink.colours)
    fonts, text = _pdf(files["pdf"])
    return {
        "width_mm": width,
        "height_mm": height,
        "texts_pt": _sizes_of(ink, scale),
        "thinnest_line_pt": round(ink.thinnest * scale, 3) if ink.thinnest < 1e9 else None,
        "transparent": ink.transparent,
        "outside": ink.outside(),
        "stray_marks": ink.stray,
        "overlaps": [list(both) for both in ink.overlaps()],
        "fonts": fonts,
        "text_selectable": _share(ink, text),
        "outlined": ink.outlined,
        "closest_colours": None if pair is None else list(pair),
        "title_inside": _is_written(title, [box.text for box in ink.boxes]),
        "formats": sorted({"svg", "pdf", "png", "tiff"} & set(files)),
        "alt_words": len(alt.split()),
        "caption_lacks": facts_missing(caption) if caption.strip() else ["everything"],
    }


def _sizes_of(ink: Ink, scale: float) -> list[list[Any]]:
    """Return each size of text in points, the smallest first, how many texts have it, and one of them."""
    texts: dict[float, list[str]] = {}
    for box in ink.boxes:
        texts.setdefault(round(box.size * scale, 2), []).append(box.text)
    return [[size, len(these), these[0]] for size, these in sorted(texts.items())]


def _is_written(title: str, texts: Sequence[str]) -> bool:
    """Return whether some texts, one after another, are the title: it may be set in several lines."""
    for first in range(len(texts)):
        said = ""
        for text in texts[first:]:
            said = f"{said} {text}".strip()
            if said == " ".join(title.split()):
                return True
            if not title.startswith(said):
                break
    return False


def _pdf(pdf: bytes) -> tuple[dict[str, str], str]:
    """Return the fonts of a PDF, each with how it is embedded, and its text."""
    fonts: dict[str, str] = {}
    pages = PdfReader(BytesIO(pdf)).pages
    for page in pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            font = font.get_object()
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", {})
            program = next((key for key in ("/FontFile2", "/FontFile3", "/FontFile") if key in descriptor), None)
            kind = {"/FontFile2": "TrueType", "/FontFile3": "OpenType", "/FontFile": "Type 1"}.get(program or "", "")
            fonts[str(font.get("/BaseFont", "/unnamed")).lstrip("/").split("+")[-1]] = kind or "not embedded"
    return dict(sorted(fonts.items())), "".join(page.extract_text() for page in pages)


def _share(ink: Ink, text: str) -> float:
    """Return how much of the drawn letters can be selected, from 0 to 1."""
    drawn = Counter("".join("".join(box.text.split()) for box in ink.boxes))
    there = Counter("".join(text.split()))
    whole = sum(drawn.values())
    return round(sum((drawn & there).values()) / whole, 4) if whole else 1.0


def criteria(found: Mapping[str, Any], profile: Profile) -> list[Criterion]:
    """Return what a profile asks, one by one, held against what was measured.

    Parameters
    ----------
    found : mapping
        Of `measured`, or read back from a figure's JSON.
    profile : Profile

    Returns
    -------
    list of Criterion
    """
    return [
        *_sizes(found, profile),
        *_print(found, profile),
        *_place(found),
        *_files(found, profile),
        *_told(found, profile),
    ]


def _sizes(found: Mapping[str, Any], profile: Profile) -> Iterator[Criterion]:
    width, height = found["width_mm"], found["height_mm"]
    least, most = profile.narrowest_mm, profile.widest_mm
    if least is None and most is None:
        asked = " or ".join(f"{side:g}" for side in profile.widths_mm) + " mm"
        fits = any(abs(width - side) <= _WIDTH_MM for side in profile.widths_mm)
    else:
        asked = f"{least or 0:g} to {most or 999:g} mm"
        fits = (least or 0) - _WIDTH_MM <= width <= (most or 1e9) + _WIDTH_MM
    wrong = () if fits else (f"{width:g} mm wide; {profile.name} takes {asked}",)
    yield Criterion("width", asked, f"{width:g} mm", wrong)
    tallest = profile.tallest_mm
    high = tallest is not None and height > tallest + _HAIR
    wrong = (f"{height:g} mm high; {profile.name} takes {tallest:g} mm at most",) if high else ()
    yield Criterion("height", f"at most {tallest:g} mm" if tallest else "", f"{height:g} mm", wrong)
    yield _text(found, profile)


def _text(found: Mapping[str, Any], profile: Profile) -> Criterion:
    low, high = profile.smallest_pt, profile.largest_pt
    asked = f"{low:g} to {high:g} pt" if low and high else f"{low:g} pt and more" if low else ""
    texts = found["texts_pt"]
    if not texts:
        return Criterion("text", asked, "none")
    wrong = []
    for size, count, example in texts:
        other = f" and {count - 1} more texts" if count > 1 else ""
        if low and size < low - _HAIR:
            wrong.append(f'"{example}"{other} in {size:g} pt; the smallest read is {low:g} pt')
        if high and size > high + _HAIR:
            wrong.append(f'"{example}"{other} in {size:g} pt; the largest taken is {high:g} pt')
    return Criterion("text", asked, f"{texts[0][0]:g} to {texts[-1][0]:g} pt", tuple(wrong))


def _print(found: Mapping[str, Any], profile: Profile) -> Iterator[Criterion]:
    line, least = found["thinnest_line_pt"], profile.thinnest_pt
    thin = line is not None and least is not None and line < least - _HAIR
    wrong = (f"a line of {line:.2g} pt; the thinnest printed is {least:g} pt",) if thin else ()
    yield Criterion(
        "lines", f"{least:g} pt and more" if least else "", "none" if line is None else f"{line:g} pt", wrong
    )
    seen = found["transparent"]
    wrong = ("something transparent; printers flatten it",) if seen and not profile.transparent else ()
    yield Criterion("transparency", "" if profile.transparent else "none", str(seen or "none"), wrong)


def _place(found: Mapping[str, Any]) -> Iterator[Criterion]:
    out = [f'"{text}" runs outside the canvas' for text in found["outside"]]
    out += [f"{found['stray_marks']} marks run outside the canvas"] if found["stray_marks"] else []
    yield Criterion("canvas", "nothing outside", str(len(out) or "inside"), tuple(out))
    over = [f'"{one}" and "{other}" overlap' for one, other in found["overlaps"]]
    yield Criterion("overlaps", "none", str(len(over) or "none"), tuple(over))
    pair = found["closest_colours"]
    if pair is None:
        yield Criterion("colours", f"{LEAST_DIFFERENCE:g} apart", "one")
        return
    apart, one, other, vision = pair
    wrong = (f"{one} and {other} are {apart:g} apart under {vision}; {LEAST_DIFFERENCE:g} can be told",)
    yield Criterion("colours", f"{LEAST_DIFFERENCE:g} apart", f"{apart:g}", () if apart >= LEAST_DIFFERENCE else wrong)


def _files(found: Mapping[str, Any], profile: Profile) -> Iterator[Criterion]:
    fonts: Mapping[str, str] = found["fonts"]
    loose = [name for name, kind in fonts.items() if kind == "not embedded"]
    wrong = tuple(f"the font {name} is not embedded" for name in loose)
    kinds = sorted(set(fonts.values()))
    yield Criterion("fonts", "embedded", ", ".join(kinds) or "none", wrong)
    share = found["text_selectable"]
    lost = [f"{100 * share:.0f} % of the letters can be selected"] if share < 1 else []
    lost += [f"{found['outlined']} shapes stand for text; write it as text"] if found["outlined"] else []
    yield Criterion("selectable", "all text", f"{100 * share:.0f} %", tuple(lost))
    there = [form for form in found["formats"] if form in profile.takes]
    asked = _either(profile.takes)
    wrong = () if there else (f"no file as {asked}; there are {', '.join(found['formats'])}",)
    yield Criterion("format", asked, ", ".join(there) or "none", wrong)


def _told(found: Mapping[str, Any], profile: Profile) -> Iterator[Criterion]:
    inside = found["title_inside"]
    inside_it = (f"the title stands in the picture; {profile.name} wants it outside",)
    asked = "outside" if profile.title == "outside" else ""
    yield Criterion("title", asked, "inside" if inside else "outside", inside_it if asked and inside else ())
    words, (least, most) = found["alt_words"], profile.alt_words
    wrong = (f"the alternative text has {words} words; {least} to {most} are read",)
    yield Criterion("alt text", f"{least} to {most} words", f"{words} words", () if least <= words <= most else wrong)
    lacks: Sequence[str] = found["caption_lacks"]
    told = "no caption" if list(lacks) == ["everything"] else f"the caption does not name: {', '.join(lacks)}"
    found_in = f"lacks {', '.join(lacks)}" if lacks else "all six"
    yield Criterion("caption", "names six facts", found_in, (told,) if lacks else ())


def _either(words: Sequence[str]) -> str:
    return " or ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} or {words[-1]}"
