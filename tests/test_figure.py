"""A figure is the same bytes every run, says what it is made from, and is measured before it is believed."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import matplotlib.figure
import pandas as pd
import pytest

from dateline.errors import MeasureError
from dateline.figure import Figure, csv_bytes, house_style
from dateline.plots import plot_bars

SVG = "{http://www.w3.org/2000/svg}"
ENDINGS = {"svg", "pdf", "png", "csv", "caption.md", "alt.txt", "long.md", "json"}
CAPTION = "Bars: articles. 12 articles, dates: 2022-01-02. Copies count once. No intervals. Seed: none."
ROWS = pd.DataFrame({"leader": ["Xi Jinping", "Kassym-Jomart Tokayev <&>"], "articles": [12, 3]})


def bars(rows: pd.DataFrame = ROWS, **options: object) -> Figure:
    return plot_bars(rows, title='Who is "named" <most>?', **options)


def drawn(width_mm: float = 89.0, alt: str = "one two three four five six seven eight", **line: object) -> Figure:
    """A bare figure with two labels, to plant faults in."""
    with house_style():
        page = matplotlib.figure.Figure(figsize=(width_mm / 25.4, 2))
        ground = page.add_axes((0, 0, 1, 1), xlim=(0, 1), ylim=(0, 1))
        ground.set_axis_off()
        ground.text(0.3, 0.5, "first label", fontsize=8)
        ground.plot([0.1, 0.9], [0.2, 0.2], **line)
    return Figure(page, ROWS, "A title", CAPTION, alt)


def test_saving_writes_every_file_and_says_the_digests(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figure = bars().save("fig-01-named", to=tmp_path)
    assert {path.name.removeprefix("fig-01-named.") for path in tmp_path.iterdir()} == ENDINGS
    said = capsys.readouterr().out
    files = figure.provenance["files"]
    assert said == f"fig-01-named  svg {files['svg'][:12]}  csv {files['csv'][:12]}\n"


def test_saving_again_leaves_the_files_alone(tmp_path: Path) -> None:
    bars().save("named", to=tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    bars().save("named", to=tmp_path)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_a_changed_number_changes_the_digests_of_data_and_picture() -> None:
    one, other = (bars(ROWS.assign(articles=[12, last])).provenance for last in (3, 4))
    for ending in ("svg", "pdf", "png", "csv"):
        assert one["files"][ending] != other["files"][ending]
    assert one["pixels"] != other["pixels"]


def test_a_style_set_in_the_notebook_changes_no_byte() -> None:
    with matplotlib.rc_context({"font.size": 20, "svg.fonttype": "path", "pdf.fonttype": 3, "lines.linewidth": 9}):
        elsewhere = bars().files
    assert elsewhere == bars().files


def test_the_data_are_the_table_at_twelve_digits() -> None:
    table = pd.DataFrame({"a": [1 / 3, None], "b": ["x", "y, z"]})
    assert csv_bytes(table) == b'a,b\n0.333333333333,x\n,"y, z"\n'


def test_the_svg_says_what_it_shows_and_keeps_its_text() -> None:
    root = ElementTree.fromstring(bars().svg)
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == 'Who is "named" <most>?'
    assert "Longest: Xi Jinping" in (root[1].text or "")
    assert "Kassym-Jomart Tokayev <&>" in {text.text for text in root.iter(f"{SVG}text")}


def test_the_pdf_embeds_its_fonts_as_text() -> None:
    pdf = bars().files["pdf"]
    assert b"/Type0" in pdf
    assert b"FontFile2" in pdf
    assert b"/Type3" not in pdf


def test_a_record_names_no_path_host_or_clock(tmp_path: Path) -> None:
    bars().save("named", to=tmp_path)
    text = (tmp_path / "named.json").read_text()
    assert not re.search(r"/(home|tmp|work|usr|root)|[A-Z]:\\\\|\d\d:\d\d", text)
    record = json.loads(text)
    assert record["versions"]["freetype"]
    assert set(record["files"]) == ENDINGS - {"json"}
    assert record["made_from"]["rows"] == record["files"]["csv"]


def test_figures_go_to_the_project_from_any_folder_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("figures", "notebooks/deep"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notebooks/deep")
    bars().save("named")
    assert (tmp_path / "figures/named.svg").is_file()


def test_a_name_with_a_path_in_it_is_refused() -> None:
    with pytest.raises(MeasureError, match="letters, digits and hyphens"):
        bars().save("../named")


def test_what_a_notebook_shows_is_escaped_and_has_its_alternative_text() -> None:
    shown = bars()._repr_mimebundle_()
    page = ElementTree.fromstring(shown["text/html"])
    image = page.find("img")
    assert image is not None
    assert image.get("alt") == bars().alt
    assert (image.get("src") or "").startswith("data:image/svg+xml;base64,")
    assert "<most>" not in shown["text/html"]
    assert shown == bars()._repr_mimebundle_()


def test_provenance_shows_itself_as_a_table() -> None:
    provenance = bars().provenance
    assert f"files: svg</th>" in provenance._repr_html_()  # noqa: F541
    assert provenance["pixels"] in repr(provenance)


def test_provenance_is_folded_under_what_the_figure_was_made_from() -> None:
    page = ElementTree.fromstring(bars().provenance._repr_html_())
    assert page.tag == "details"
    assert re.fullmatch(r"Made from rows [0-9a-f]{12}", page.findtext("summary") or "")


def test_a_long_caption_says_first_what_is_shown_and_then_in_small_how() -> None:
    figure = Figure(drawn().drawing, ROWS, "Who?", "Bars: articles. Unit: the <sentence>. 12 of 80.", "alt")
    caption = ElementTree.fromstring(figure.to_html()).find("figcaption")
    assert caption is not None
    assert caption.findtext("small") == "Unit: the <sentence>. 12 of 80."
    assert "Bars: articles." in "".join(caption.itertext())
    brief = Figure(drawn().drawing, ROWS, "Who?", "Bars: articles.", "alt")
    short = ElementTree.fromstring(brief.to_html()).find("figcaption")
    assert short is not None
    assert short.find("small") is None


def test_a_good_figure_has_no_problem() -> None:
    assert drawn().check() == []


def test_a_label_over_another_is_found() -> None:
    figure = drawn()
    figure.drawing.axes[0].text(0.35, 0.51, "second label", fontsize=8)
    assert figure.check() == ['"first label" and "second label" overlap']


def test_a_turned_label_is_measured_as_it_stands() -> None:
    figure = drawn()
    figure.drawing.axes[0].text(0.305, 0.7, "upright", fontsize=8, rotation=90)
    assert figure.check() == []
    figure = drawn()
    figure.drawing.axes[0].text(0.305, 0.45, "upright", fontsize=8, rotation=90)
    assert figure.check() == ['"first label" and "upright" overlap']


@pytest.mark.parametrize(
    ("x", "size", "problem"),
    [
        (0.95, 8, '"second label" runs outside the canvas'),
        (0.1, 5, '"second label" in 5 pt; the smallest read is 8 pt'),
    ],
)
def test_text_outside_or_too_small_is_found(x: float, size: float, problem: str) -> None:
    figure = drawn()
    figure.drawing.axes[0].text(x, 0.8, "second label", fontsize=size)
    assert figure.check() == [problem]


def test_hidden_text_is_no_problem() -> None:
    figure = drawn()
    figure.drawing.axes[0].text(0.35, 0.51, "second label", fontsize=8, visible=False)
    assert figure.check() == []


def test_hairlines_transparency_and_odd_widths_are_found() -> None:
    assert any("thinnest" in problem for problem in drawn(linewidth=0.2).check())
    assert any("transparent" in problem for problem in drawn(alpha=0.5).check())
    assert any("100 mm wide" in problem for problem in drawn(width_mm=100).check())


def test_an_alternative_text_of_the_wrong_length_is_found() -> None:
    assert drawn(alt="too short").check() == ["the alternative text has 2 words; 8 to 30 are read"]
    assert drawn(alt="word " * 31).check() == ["the alternative text has 31 words; 8 to 30 are read"]
