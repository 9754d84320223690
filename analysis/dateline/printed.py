"""A table as a journal prints it: LaTeX, HTML and Word, the same bytes in every run."""

from __future__ import annotations

import html
import json
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, Self

import pandas as pd

from dateline.errors import DatelineError
from dateline.provenance import digest, versions
from dateline.writing import csv_bytes, write_files

_LATEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_STYLE = (
    "body{font:16px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse}caption{text-align:left;font-weight:bold;padding:.4rem 0}"
    "th,td{padding:.15rem .8rem .15rem 0;text-align:left;vertical-align:top;font-weight:normal}"
    "thead th{border-top:2px solid;border-bottom:1px solid;font-weight:bold}tbody tr:last-child>*"
    "{border-bottom:2px solid}.n{text-align:right}p{font-size:.875rem}"
)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class Printed(NamedTuple):
    """A table in words: every cell as it is shown, and which columns hold numbers.

    Attributes
    ----------
    title : str
    columns : tuple of str
    rows : tuple of tuple of str
    numeric : tuple of bool
        Of each column, whether it is set to the right.
    notes : tuple of str
        What was counted, under the table.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    notes: tuple[str, ...]


def latex(printed: Printed) -> str:
    r"""Return a `table` for LaTeX with `booktabs`: caption above, notes below, everything escaped.

    Examples
    --------
    >>> print(latex(Printed("R&D", ("name", "n"), (("a_b", "1"),), (False, True), ())))
    \begin{table}
    \caption{R\&D}
    \begin{tabular}{lr}
    \toprule
    name & n \\
    \midrule
    a\_b & 1 \\
    \bottomrule
    \end{tabular}
    \end{table}
    """
    cells = pd.DataFrame([[_escaped(cell) for cell in row] for row in printed.rows], dtype=object)
    cells = cells.reindex(columns=range(len(printed.columns)))
    cells.columns = pd.Index([_escaped(column) for column in printed.columns])
    sides = "".join("r" if number else "l" for number in printed.numeric)
    ruled = cells.style.hide(axis="index").to_latex(hrules=True, column_format=sides).rstrip()
    notes = [f"\\par\\footnotesize {' '.join(map(_escaped, printed.notes))}"] if printed.notes else []
    head = ["\\begin{table}", f"\\caption{{{_escaped(printed.title)}}}"]
    return "\n".join([*head, ruled, *notes, "\\end{table}"]) + "\n"


def _escaped(text: str) -> str:
    return "".join(_LATEX.get(letter, letter) for letter in " ".join(text.split()))


def page(printed: Printed) -> str:
    """Return a whole HTML page with the table: a caption, heads that say their scope, everything escaped.

    The first column names the row where it holds words.
    """
    sides = [' class="n"' if number else "" for number in printed.numeric]
    heads = "".join(
        f'<th scope="col"{side}>{html.escape(column)}</th>' for column, side in zip(printed.columns, sides, strict=True)
    )
    named = bool(printed.numeric) and not printed.numeric[0]
    rows = "\n".join(f"<tr>{_cells(row, sides, named=named)}</tr>" for row in printed.rows)
    title = html.escape(printed.title)
    notes = "".join(f"\n<p>{html.escape(note)}</p>" for note in printed.notes)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<table>\n<caption>{title}</caption>\n"
        f"<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>{notes}\n</main>\n</body>\n</html>\n"
    )


def _cells(row: Sequence[str], sides: Sequence[str], *, named: bool) -> str:
    cells = [f"<td{side}>{html.escape(cell)}</td>" for cell, side in zip(row, sides, strict=True)]
    if named:
        cells[0] = f'<th scope="row">{html.escape(row[0])}</th>'
    return "".join(cells)


def word(printed: Printed) -> bytes:
    """Return a Word document with the table: title above, a head that repeats on every page, notes below.

    Raises
    ------
    DatelineError
        When python-docx is not installed.
    """
    try:
        from docx import Document
        from docx.enum.text import WD_ALIGN_PARAGRAPH
    except ImportError:
        raise DatelineError(
            'Word documents want python-docx. Install it with: pip install "dateline[exports]".'
        ) from None
    document = Document()
    document.add_paragraph().add_run(_plain(printed.title)).bold = True
    table = document.add_table(rows=1 + len(printed.rows), cols=len(printed.columns))
    right = WD_ALIGN_PARAGRAPH.RIGHT
    for number, texts in enumerate([printed.columns, *printed.rows]):
        for cell, text, numeric in zip(table.rows[number].cells, texts, printed.numeric, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(_plain(text)).bold = number == 0
            paragraph.alignment = right if numeric else None
    _repeat(table.rows[0])
    for note in printed.notes:
        document.add_paragraph().add_run(_plain(note)).italic = True
    document.core_properties.title, document.core_properties.author = _plain(printed.title), ""
    written = BytesIO()
    document.save(written)
    return _undated(written)


def _plain(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or ord(letter) >= 32)


def _repeat(row: Any) -> None:
    """Mark a row as the head of its table, for the next page and for who has it read aloud."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _undated(written: BytesIO) -> bytes:
    """Return the same archive without a clock in it; how small it is depends, as of a PNG, on the system's zlib."""
    stored = BytesIO()
    with zipfile.ZipFile(written) as there, zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as here:
        for name in sorted(there.namelist()):
            here.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), there.read(name))
    return stored.getvalue()


class Printable:
    """What a result with rows, title and notes can be written as."""

    table: pd.DataFrame
    title: str
    notes: Sequence[str]
    made_from: Mapping[str, str]
    unit: str

    def save(self, name: str, *, to: str | Path | None = None) -> Self:
        """Write the table as CSV, LaTeX, HTML and Word, with what it was made from, and say so in one line.

        Parameters
        ----------
        name : str
            Name of the files, without an ending.
        to : path, optional
            Folder; by default `figures/` of the project, else here.

        Returns
        -------
        Self
            The table itself, so that a notebook shows it.

        Raises
        ------
        MeasureError
            When the name holds anything but letters, digits, `-` and `_`.

        Notes
        -----
        The same bytes in every run. Word wants python-docx; where it is not installed the line says so.

        Examples
        --------
        ::

            dl.framing(found).save("table-03-rates")
        """
        files = {"csv": csv_bytes(self.table), "tex": self.to_latex().encode(), "html": self.to_html().encode()}
        try:
            files["docx"] = self.to_docx()
        except DatelineError as missing:
            print(missing)
        record = {"name": name, "title": self.title, "notes": list(self.notes), "unit": self.unit,
                  "files": {ending: digest(content) for ending, content in files.items()},
                  "made_from": dict(sorted(self.made_from.items())), "versions": versions()}  # fmt: skip
        written = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
        write_files(name, {**files, "json": written.encode()}, to)
        print(f"{name}  {', '.join(files)}  csv {digest(files['csv'])[:12]}")
        return self

    def to_latex(self) -> str:
        """Return the table for LaTeX with `booktabs`, its notes under it."""
        return latex(self._printed())

    def to_html(self) -> str:
        """Return the table as a page of HTML that a screen reader can follow, its notes under it."""
        return page(self._printed())

    def to_docx(self) -> bytes:
        """Return the table as a Word document, its notes under it.

        Raises
        ------
        DatelineError
            When python-docx is not installed.
        """
        return word(self._printed())

    def _printed(self) -> Printed:
        """Return every row as it is shown."""
        columns = [shown_column(self.table[name]) for name in self.table.columns]
        rows = tuple(zip(*(cells for cells, _ in columns), strict=True))
        heads = tuple(str(name).replace("_", " ") for name in self.table.columns)
        return Printed(self.title, heads, rows, tuple(not words for _, words in columns), tuple(self.notes))


def show(value: Any) -> str:
    """Return one value as a table shows it, nothing for what is missing."""
    if value is None or (not isinstance(value, (list, tuple, dict)) and pd.isna(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def shown_column(column: pd.Series[Any]) -> tuple[list[str], bool]:
    """Return the cells of a column as text, fractions with as many decimals each, and whether it holds words.

    The largest value decides on the decimals; one too small to show is "<0.001" and never 0.
    """
    if not pd.api.types.is_float_dtype(column) or (column.dropna() % 1 == 0).all():
        return [show(value) for value in column], not pd.api.types.is_numeric_dtype(column)
    largest = float(column.abs().max())
    decimals = 0 if largest >= 1000 else 1 if largest >= 20 else 2 if largest >= 1 else 3
    least = 10.0**-decimals
    cells = []
    for value in column:
        small = 0 < abs(value) < least / 2
        cells.append("" if pd.isna(value) else f"<{least:.{decimals}f}" if small else f"{value:,.{decimals}f}")
    return cells, False
