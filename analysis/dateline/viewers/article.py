"""One article as it was read: every name marked in the colour of its kind, with whom it means and by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from dateline.errors import NotFoundError
from dateline.plots.article import KINDS, about_of

if TYPE_CHECKING:
    from dateline.found import Found

_RULES = {
    "name": "by full name",
    "surname": "by surname: introduced in the text, or alone in office then",
    "title": "by title and surname",
    "description": "by a role that only they held then",
    "demonym": "by adjective or name of its people",
    "capital": "by its capital",
    "institution": "by a seat or body that speaks for it",
    "abbreviation": "by abbreviation",
}
# The text beside a mark opens on hover and on focus, so that it is reached by mouse and by keyboard.
_STYLE = """
.dateline-article{max-width:46em;line-height:1.7}
.dateline-article mark{background:none;color:inherit;border-bottom:2px solid;border-radius:2px;position:relative}
.dateline-article mark:focus{outline:2px solid}
.dateline-article mark::after{content:attr(data-says);display:none;position:absolute;left:0;top:100%;z-index:9;
width:max-content;max-width:26em;padding:2px 6px;background:#222;color:#fff;
font-size:.8em;line-height:1.4;white-space:normal}
.dateline-article mark:hover::after,.dateline-article mark:focus::after{display:block}
.dateline-article mark:has(mark:hover)::after{display:none}
"""


class _Mark(NamedTuple):
    start: int
    end: int
    kind: str
    says: str


@dataclass(frozen=True)
class ArticleView:
    """An article with its mentions, shown by a notebook as HTML in which every word of the text is escaped."""

    title: str
    text: str
    marks: tuple[_Mark, ...]

    def to_html(self) -> str:
        """Return the article as HTML: a key, then paragraphs; each mark can be reached by the tabulator key."""
        counts = pd.Series([mark.kind for mark in self.marks], dtype=object).value_counts()
        key = " ".join(
            f'<span style="border-bottom:2px solid {look.colour}">{escape(look.label)}: {counts[kind]}</span>'
            for kind, look in KINDS.items()
            if kind in counts
        )
        paragraphs = "".join(self._paragraphs())
        return (
            f'<style>{_STYLE}</style><article class="dateline-article"><h4>{escape(self.title)}</h4>'
            f"<p><small>{key}</small></p>{paragraphs}</article>"
        )

    def _paragraphs(self) -> Iterator[str]:
        start, marks = 0, list(self.marks)
        for line in self.text.split("\n"):
            end = start + len(line)
            inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
            if line.strip():
                yield f"<p>{_marked(self.text, start, end, inside)}</p>"
            start = end + 1

    def _repr_html_(self) -> str:
        return self.to_html()

    def __repr__(self) -> str:
        return f"{self.title}: {len(self.marks)} mentions in {len(self.text):,} characters"


def show_article(found: Found, document: str) -> ArticleView:
    """Show one article with its mentions in colour; hovering or tabbing to one says whom it means and by which rule.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus whose texts are at hand.
    document : str
        Id of the article.

    Returns
    -------
    ArticleView
        Displays itself in a notebook. Does not show quotations or framing terms: `plot_close_reading` draws those.

    Raises
    ------
    NotFoundError
        When `found` has no such article, or not its text.

    Examples
    --------
    >>> import dateline as dl
    >>> corpus = dl.load_corpus("summits-2022").subset(date="2022-02-05")
    >>> dl.show_article(dl.annotate(corpus), next(iter(corpus)).id).marks[0].kind
    'country'
    """
    about = about_of(found, document)
    text = found.mentions.texts.get(document)
    if text is None:
        raise NotFoundError(f'The text of "{document}" is not part of this copy. Annotate the corpus that holds it.')
    rows = found.mentions.table[found.mentions.table["document"] == document]
    marks = tuple(sorted((_mark(row) for row in rows.to_dict("records")), key=lambda mark: (mark.start, -mark.end)))
    return ArticleView(str(about["title"] or document), text, marks)


def _mark(row: Mapping[Any, Any]) -> _Mark:
    parts = [str(row["name"]), _RULES.get(row["form"], row["form"])]
    if row["reading"] == "metonymic":
        parts.append("stands for those who act for it")
    if isinstance(row["in_office"], bool):
        parts.append("in office" if row["in_office"] else "not in office")
    return _Mark(int(row["start"]), int(row["end"]), str(row["type"]), " · ".join(parts))


def _marked(text: str, start: int, end: int, marks: list[_Mark]) -> str:
    """Return a stretch of text as HTML; a mark inside another is nested, one across another is left out."""
    pieces: list[str] = []
    open_marks: list[_Mark] = []
    at = start
    for mark in [*marks, None]:
        upto = end if mark is None else mark.start
        while open_marks and open_marks[-1].end <= upto:
            last = open_marks.pop()
            pieces += [escape(text[at : last.end]), "</mark>"]
            at = last.end
        pieces.append(escape(text[at:upto]))
        at = upto
        if mark is not None and not (open_marks and open_marks[-1].end < mark.end):
            says, colour = escape(mark.says, quote=True), KINDS[mark.kind].colour
            pieces.append(f'<mark tabindex="0" style="border-color:{colour}" data-says="{says}" title="{says}">')
            open_marks.append(mark)
    return "".join(pieces)
