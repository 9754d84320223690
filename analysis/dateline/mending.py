"""A text as it was meant to be read: ligatures, hyphens at a line's end and odd marks undone, every offset led back.

Texts from PDF, Word and scans hold characters that hide a name from its reader: a no-break space, a soft hyphen, a
ligature, a break in its middle. The reading sees the mended text; what it finds is told by offsets into the stored one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.lines import is_typeset, unwrapped, wrapped_breaks
from dateline.text import Span

# Characters of which each stands for another one, and those that stand for none.
_SAME = {**dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f", " "), **dict.fromkeys("\u2010\u2011", "-"),
         **dict.fromkeys("\u2015\u2e3a", "—"), **dict.fromkeys("\uff02\u2033\u301d\u301e", '"'),
         **dict.fromkeys("\u2032\uff07", "'")}  # fmt: skip
_NONE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LIGATURES = "".join(map(chr, range(0xFB00, 0xFB07)))
# UTF-8 that was read as Windows-1252 ("cafÃ©", "â€œ"): each byte as the character that page has for it.
_AS_1252 = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
_FOLLOWING = "".join(re.escape(letter) for letter, byte in _AS_1252.items() if byte < 0xC0)
_LEADS = ("Ã", "Â", "â€", "Ä", "Å", "Ð", "Ñ", "Ø", "Ù", "ï¬", "ï»")  # of what newspapers print twice encoded
# After a capital, a capital with a mark behind it is rather a word in capitals: "IRMÃ”".
_TWICE = re.compile(
    rf"(?:(?<![A-ZÀ-Þ])[Â-ß](?=[\u00a0»«‘-”–—…•])|[Â-ß](?![\u00a0»«‘-”–—…•]))[{_FOLLOWING}]|[à-ï][{_FOLLOWING}]{{2}}"
)
_TORN = r"-\r?\n[ \t]*(?=[^\W\d_])"
_CHANGED = re.compile(rf"[{_NONE}{_LIGATURES}]|(?<=[^\W\d_]){_TORN}")
_CHANGED_TWICE = re.compile(rf"{_TWICE.pattern}|[{_NONE}{_LIGATURES}]|(?<=[^\W\d_]|[{_FOLLOWING}]){_TORN}")


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
    dashes, hyphens and quotation marks the usual ones; letters that were encoded twice ("cafÃ©") are themselves
    again. Line breaks that only fill a column are spaces (`dateline.lines`). A word that a hyphen breaks at a line's
    end is joined; its hyphen stays before a capital, as in a double name, and in a column whose words are not divided
    elsewhere, for there it is the word's own. It does not correct spelling.

    Examples
    --------
    >>> whole = mended("a ﬁrm gov-\nernment")
    >>> whole.text
    'a firm government'
    >>> whole.span(7, 17)
    (6, 18)
    """
    is_torn, breaks = "-\n" in text or "-\r\n" in text, wrapped_breaks(text)
    if text.isascii() and not is_torn and not breaks:
        return None
    is_twice = any(lead in text for lead in _LEADS) and _TWICE.search(text) is not None
    alike = _alike(text)
    is_wide = any(end - start > 1 for start, end in breaks)
    if not (is_torn or is_twice or is_wide or any(odd in text for odd in _NONE + _LIGATURES)):
        alike = unwrapped(alike) if breaks else alike
        return None if alike is text else Mended(alike, [], [])
    read = text if is_twice else alike  # a no-break space may be the half of a letter
    pieces, starts, ends, at = [], list[int](), list[int](), 0
    for begin, end, instead in _changes(read, breaks, _CHANGED_TWICE if is_twice else _CHANGED):
        pieces += [read[at:begin], instead]
        starts += [*range(at, begin), *[begin] * len(instead)]
        ends += [*range(at + 1, begin + 1), *[end] * len(instead)]
        at = end
    if not pieces:
        return None if alike is text else Mended(alike, [], [])
    starts += range(at, len(read))
    ends += range(at + 1, len(read) + 1)
    return Mended(_alike("".join([*pieces, read[at:]])), starts, ends)


def _alike(text: str) -> str:
    """Return a text with rare spaces, dashes and marks as the usual ones, each in its place."""
    for odd, usual in _SAME.items():
        if odd in text:
            text = text.replace(odd, usual)
    return text


def _changes(text: str, breaks: Sequence[Span], changed: re.Pattern[str]) -> list[tuple[int, int, str]]:
    """Return what is changed in a text, in order and apart, and what stands for it."""
    is_whole = bool(breaks) and not is_typeset(text, breaks)
    changes = [(*change.span(), _instead(text, change, is_whole=is_whole)) for change in changed.finditer(text)]
    ends = {end for _, end, _ in changes}
    spaces = [
        (start, end, "" if text[start - 1] == "\u00ad" else " ")
        for start, end in breaks
        if end not in ends and start + 1 not in ends  # the break of a torn word, and a half of a letter encoded twice
    ]
    return sorted([*changes, *spaces])


def _instead(text: str, change: re.Match[str], *, is_whole: bool) -> str:
    """Return what stands for a changed stretch: a ligature's letters, the hyphen of a double name, or nothing."""
    written = change[0]
    if written[0] == "-":
        return "" if text[change.end()].islower() and not is_whole else "-"
    letter = _once(written) if len(written) > 1 else written
    if letter in _NONE:
        return ""
    return unicodedata.normalize("NFKC", letter) if letter in _LIGATURES else letter


def _once(written: str) -> str:
    """Return what was encoded twice, or the same where that would be no UTF-8."""
    try:
        return bytes(map(_AS_1252.__getitem__, written)).decode()
    except UnicodeDecodeError:
        return written
