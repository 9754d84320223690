"""A text as it was meant to be read: ligatures, hyphens at a line's end and odd marks undone, every offset led back.

Texts from PDF, Word and scans hold characters that hide a name from its reader: a no-break space, a soft hyphen, a
ligature, a break in its middle. The reading sees the mended text; what it finds is told by offsets into the stored one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from dateline.text import Span

# Characters of which each stands for another one, and those that stand for none.
_SAME = {**dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f", " "), **dict.fromkeys("\u2010\u2011", "-"),
         **dict.fromkeys("\u2015\u2e3a", "—"), **dict.fromkeys("\uff02\u2033\u301d\u301e", '"'),
         **dict.fromkeys("\u2032\uff07", "'")}  # fmt: skip
_NONE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LIGATURES = "".join(map(chr, range(0xFB00, 0xFB07)))
_CHANGED = re.compile(rf"[{_NONE}{_LIGATURES}]|(?<=[^\W\d_])-\n[ \t]*(?=[^\W\d_])")


class Mended(NamedTuple):
    """A mended text, and where each of its characters stands in the text as it was read.

    Attributes
    ----------
    text : str
    starts, ends : list of int
        Offsets of each character in the text as it was read; empty where they are the same.
    """

    text: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> Span:
        """Return where a stretch of the mended text stands in the text as it was read."""
        if not self.starts:
            return start, end
        if start == end:
            at = self.starts[start] if start < len(self.starts) else self.ends[-1]
            return at, at
        return self.starts[start], self.ends[end - 1]

    def spans(self, spans: Iterable[Span]) -> list[Span]:
        """Return where several stretches stand in the text as it was read."""
        return [self.span(*span) for span in spans]

    def inverse(self, start: int, end: int) -> Span:
        """Return where a stretch of the text as it was read stands in the mended one."""
        if not self.starts:
            return start, end
        inside = [place for place, at in enumerate(self.starts) if at < end and self.ends[place] > start]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


def mended(text: str) -> Mended | None:
    r"""Return a text with its hidden breaks undone, or None where there is nothing to mend.

    Ligatures are spelt out; soft hyphens and characters of no width go; no-break and narrow spaces are spaces, and rare
    dashes, hyphens and quotation marks the usual ones. A word that a hyphen breaks at a line's end is joined; before a
    capital, as in a double name, its hyphen stays. It does not correct spelling.

    Examples
    --------
    >>> whole = mended("a ﬁrm gov-\nernment")
    >>> whole.text
    'a firm government'
    >>> whole.span(7, 17)
    (6, 18)
    """
    is_torn = "-\n" in text
    if text.isascii() and not is_torn:
        return None
    alike = text
    for odd, usual in _SAME.items():
        if odd in text:
            alike = alike.replace(odd, usual)
    if not is_torn and not any(odd in text for odd in _NONE + _LIGATURES):
        return None if alike is text else Mended(alike, [], [])
    pieces, starts, ends, at = [], list[int](), list[int](), 0
    for change in _CHANGED.finditer(alike):
        begin, end = change.span()
        instead = _instead(alike, change)
        pieces += [alike[at:begin], instead]
        starts += [*range(at, begin), *[begin] * len(instead)]
        ends += [*range(at + 1, begin + 1), *[end] * len(instead)]
        at = end
    if not pieces:
        return None if alike is text else Mended(alike, [], [])
    starts += range(at, len(alike))
    ends += range(at + 1, len(alike) + 1)
    return Mended("".join([*pieces, alike[at:]]), starts, ends)


def _instead(text: str, change: re.Match[str]) -> str:
    """Return what stands for a changed stretch: a ligature's letters, the hyphen of a double name, or nothing."""
    written = change[0]
    if written[0] == "-":
        return "" if text[change.end()].islower() else "-"
    return unicodedata.normalize("NFKC", written) if written in _LIGATURES else ""
