"""A table leaves as CSV, LaTeX, HTML and Word: the same bytes every run, nothing of it taken for markup."""

import io
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from docx import Document

import dateline.printed
from dateline.errors import DatelineError, MeasureError
from dateline.finding import Finding

ROWS = pd.DataFrame(
    {"actor_name": ["Ada & Søn_1", "<b>Bo</b> {x}"], "share": [12.345678901234567, None], "n": [3, 1400]}
)
FOUND = Finding(
    ROWS, "Who <speaks> & 50 %?", ("Unit: one word; 5 % left out.", "Copies count once."), made_from={"a": "1"}
)


def test_saving_a_table_writes_every_form_with_its_digests(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert FOUND.save("table-01", to=tmp_path) is FOUND
    assert {path.suffix for path in tmp_path.iterdir()} == {".csv", ".tex", ".html", ".docx", ".json"}
    record = json.loads((tmp_path / "table-01.json").read_text(encoding="utf-8"))
    assert record["files"].keys() == {"csv", "tex", "html", "docx"}
    assert record["notes"] == list(FOUND.notes)
    assert "table-01  csv, tex, html, docx" in capsys.readouterr().out
    assert (tmp_path / "table-01.csv").read_text(encoding="utf-8").splitlines()[1] == "Ada & Søn_1,12.3456789012,3"


def test_latex_escapes_what_would_be_a_command() -> None:
    latex = FOUND.to_latex()
    assert r"\caption{Who \textless{}speaks\textgreater{} \& 50 \%?}" in latex
    assert r"Ada \& Søn\_1 & 12.35 & 3 \\" in latex
    assert r"Bo\textless{}/b\textgreater{} \{x\} &  & 1,400 \\" in latex
    assert latex.count(r"\toprule") == latex.count(r"\bottomrule") == 1
    assert r"5 \% left out." in latex


def test_html_has_a_caption_scopes_and_no_markup_of_the_cells() -> None:
    page = ElementTree.fromstring(
        FOUND.to_html().replace("<!DOCTYPE html>\n", "").replace('<meta charset="utf-8">', "")
    )
    assert page.get("lang") == "en"
    table = page.find(".//table")
    assert table is not None
    assert table.findtext("caption") == FOUND.title
    assert [head.get("scope") for head in table.findall("thead/tr/th")] == ["col"] * 3
    assert [row.findtext("th[@scope='row']") for row in table.findall("tbody/tr")] == list(ROWS["actor_name"])
    assert page.find(".//b") is None


def test_word_holds_every_cell_a_head_that_repeats_and_no_clock() -> None:
    content = FOUND.to_docx()
    assert content == FOUND.to_docx()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    document = Document(io.BytesIO(content))
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        ["Ada & Søn_1", "12.35", "3"],
        ["<b>Bo</b> {x}", "", "1,400"],
    ]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == [FOUND.title, *FOUND.notes]


def test_without_python_docx_the_rest_is_written_and_what_is_missing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(_: object) -> bytes:
        raise DatelineError("Word documents want python-docx.")

    monkeypatch.setattr(dateline.printed, "word", missing)
    FOUND.save("table-01", to=tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".csv", ".tex", ".html", ".json"}
    assert "Word documents want python-docx." in capsys.readouterr().out


def test_a_table_without_rows_or_with_a_path_for_a_name() -> None:
    empty = Finding(ROWS.head(0), "None")
    assert "\\begin{tabular}{" in empty.to_latex()
    assert len(Document(io.BytesIO(empty.to_docx())).tables[0].rows) == 1
    with pytest.raises(MeasureError, match="letters, digits and hyphens"):
        FOUND.save("../table")
