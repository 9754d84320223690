"""One article as it was read: every name marked in the colour of its kind, with whom it means and by which rule."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

import pandas as pd

from dateline.errors import NotFoundError, check_kind
from dateline.found import Found
from dateline.plots.article import KINDS, about_of

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
# A notebook sets what stands between two dollar signs as a formula, unless it is told not to.
_NO_FORMULAS = "mathjax_ignore tex2jax_ignore"


class Mark(NamedTuple):
    """One mention as it is shown: its offsets, the kind whose colour it has, and what it says on hover."""

    start: int
    end: int
    kind: str
    says: str


@dataclass(frozen=True)
class ArticleView:
    """An article with its mentions, shown by a notebook as HTML in which every word of the text is escaped.

    Attributes
    ----------
    title, text : str
    marks : tuple of Mark
        One for each mention, in order.
    """

    title: str
    text: str
    marks: tuple[Mark, ...]

    def to_html(self) -> str:
        """Return the article as HTML: a key, then paragraphs; each mark can be reached by the tabulator key.

        Returns
        -------
        str
            A mention over a line break, or across another, is drawn as two marks that say the same; the key counts it
            once.
        """
        counts = pd.Series([mark.kind for mark in self.marks], dtype=object).value_counts()
        key = " ".join(
            f'<span style="border-bottom:2px solid {look.colour}">{escape(look.label)}: {counts[kind]}</span>'
            for kind, look in KINDS.items()
            if kind in counts
        )
        paragraphs = "".join(self._paragraphs())
        return (
            f'<style>{_STYLE}</style><article class="dateline-article {_NO_FORMULAS}"><h4>{escape(self.title)}</h4>'
            f"<p><small>{key}</small></p>{paragraphs}</article>"
        )

    def _paragraphs(self) -> Iterator[str]:
        start = 0
        for line in self.text.split("\n"):
            end = start + len(line)
            inside = [
                mark._replace(start=max(mark.start, start), end=min(mark.end, end))
                for mark in self.marks
                if mark.start < end and start < mark.end
            ]
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
        Displays itself in a notebook.

    Raises
    ------
    MeasureError
        When `found` is not what `annotate` returns, or `document` is no id.
    NotFoundError
        When `found` has no such article, or not its text.

    Notes
    -----
    A rule is given by the form of the name, not by each word that decided. It does not show quotations or framing terms
    (`plot_close_reading` draws those), nor people and bodies outside the seeds (`found.open_names`).

    Examples
    --------
    >>> import dateline as dl
    >>> corpus = dl.load_corpus("summits-2022").subset(date="2022-02-05")
    >>> dl.show_article(dl.annotate(corpus), next(iter(corpus)).id).marks[0].kind
    'country'
    """
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    check_kind("document", document, str, "Give the id of an article, as in found.documents.")
    about = about_of(found, document)
    text = found.mentions.texts.get(document)
    if text is None:
        raise NotFoundError(f'The text of "{document}" is not part of this copy. Annotate the corpus that holds it.')
    rows = found.mentions.table[found.mentions.table["document"] == document]
    marks = sorted((_mark(row) for row in rows.to_dict("records")), key=_outermost_first)
    return ArticleView(str(about["title"] or document), text, tuple(marks))


def _mark(row: Mapping[Any, Any]) -> Mark:
    parts = [str(row["name"]), _RULES.get(row["form"], row["form"])]
    if row["reading"] == "metonymic":
        parts.append("stands for those who act for it")
    if isinstance(row["in_office"], bool):
        parts.append("in office" if row["in_office"] else "not in office")
    return Mark(int(row["start"]), int(row["end"]), str(row["type"]), " · ".join(parts))


def _outermost_first(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _nested(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks, outermost first, of which none crosses another: one that does is cut where the other ends."""
    waiting = sorted(marks, key=_outermost_first)
    nested: list[Mark] = []
    while waiting:
        mark = waiting.pop(0)
        cut = min((outer.end for outer in nested if mark.start < outer.end), default=mark.end)
        if cut < mark.end:
            insort(waiting, mark._replace(start=cut), key=_outermost_first)
            mark = mark._replace(end=cut)
        nested.append(mark)
    return nested


def _marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """Return a stretch of text as HTML, a mark inside another nested."""
    pieces: list[str] = []
    open_marks: list[Mark] = []
    at = start
    for mark in [*_nested(marks), None]:
        upto = end if mark is None else mark.start
        while open_marks and open_marks[-1].end <= upto:
            last = open_marks.pop()
            pieces += [escape(text[at : last.end]), "</mark>"]
            at = last.end
        pieces.append(escape(text[at:upto]))
        at = upto
        if mark is not None:
            says, colour = escape(mark.says, quote=True), KINDS[mark.kind].colour
            pieces.append(f'<mark tabindex="0" style="border-color:{colour}" data-says="{says}" title="{says}">')
            open_marks.append(mark)
    return "".join(pieces)
