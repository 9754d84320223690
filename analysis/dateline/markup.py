"""Tables as a notebook shows them: every cell escaped, with caption and scope, words to the left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape


def table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    notes: Sequence[str] = (),
    align: Sequence[str] = (),
) -> str:
    """Return rows of text as an HTML table.

    Parameters
    ----------
    caption : str
    heads : sequence of str
        One for each column.
    rows : iterable of sequence of str
    notes : sequence of str
        Lines under the table.
    align : sequence of {'left', 'right', 'center'}
        One for each column; left by default.
    """
    sides = [f' style="text-align:{side}"' for side in align or ["left"] * len(heads)]
    head = "".join(f'<th scope="col"{side}>{escape(name)}</th>' for name, side in zip(heads, sides, strict=True))
    body = "".join(
        f"<tr>{''.join(f'<td{side}>{escape(cell)}</td>' for cell, side in zip(row, sides, strict=True))}</tr>"
        for row in rows
    )
    return f"<table>{_caption(caption)}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{_notes(notes)}"


def card(caption: str, lines: Mapping[str, str], *, notes: Sequence[str] = ()) -> str:
    """Return labels and values as an HTML table with a label at the head of each row."""
    left = ' style="text-align:left"'
    body = "".join(
        f'<tr><th scope="row"{left}>{escape(label)}</th><td{left}>{escape(value)}</td></tr>'
        for label, value in lines.items()
    )
    return f"<table>{_caption(caption)}<tbody>{body}</tbody></table>{_notes(notes)}"


def folded(summary: str, content: str) -> str:
    """Return HTML that shows only a summary until it is opened."""
    return f"<details><summary>{escape(summary)}</summary>{content}</details>"


def _caption(text: str) -> str:
    return f'<caption style="text-align:left">{escape(text)}</caption>'


def _notes(notes: Sequence[str]) -> str:
    return f"<p><small>{'<br>'.join(map(escape, notes))}</small></p>" if notes else ""
