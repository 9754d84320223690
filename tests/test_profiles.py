"""What journals ask is a table; a figure is measured against it, and a planted fault is found."""

import io
import json
import re
from pathlib import Path

import matplotlib.figure
import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from matplotlib.patheffects import withStroke
from nbformat import v4
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from dateline.cli import main
from dateline.colours import COLOURS, closest
from dateline.errors import MeasureError, SeedError
from dateline.figure import Figure, criteria, drawing_for, house_style, in_words, load_profiles, profile_of
from dateline.figure.gate import _pdf
from dateline.figure.report import report
from dateline.figure.words import facts_missing, long_description
from dateline.plots import plot_bars

ROOT = Path(__file__).parents[1]
TAB10 = ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf")
ROWS = pd.DataFrame({"leader": ["Ada Lind", "Bo Ek"], "articles": [12, 3], "low": [7.0, 1.0], "high": [18.0, 6.5]})
NOTE = "Counted in 15 articles, 2022-01-03 to 2022-02-05; copies count once."


def bars(profile: str = "house") -> Figure:
    with drawing_for(profile):
        return plot_bars(ROWS, title="Who is named?").with_note(NOTE)


def failed(figure: Figure, profile: str) -> list[str]:
    return [one.name for one in figure.criteria(profile=profile) if not one.passed]


def marked(**marks: object) -> Figure:
    """A figure whose only content is two marks and a word."""
    with house_style():
        page = matplotlib.figure.Figure(figsize=(89 / 25.4, 2))
        ground = page.add_axes((0, 0, 1, 1), xlim=(0, 1), ylim=(0, 1))
        ground.set_axis_off()
        ground.text(0.1, 0.5, "a label", fontsize=8)
        for place, (gid, colour) in enumerate(marks.items()):
            ground.plot(0.3 + 0.2 * place, 0.2, "o", color=colour, gid=gid)
    caption = f"Marks: articles. {NOTE} No intervals. Seed: none."
    return Figure(page, ROWS, "Marks?", caption, in_words("Two marks and a word."))


# Profiles as data


def test_the_profiles_that_journals_ask_for_are_there_each_with_its_source() -> None:
    profiles = load_profiles()
    assert {"nature", "plos", "elsevier", "tandf", "apa", "slides", "house"} == set(profiles)
    assert all(profile.source for profile in profiles.values())
    assert (profiles["nature"].widths_mm, profiles["nature"].tallest_mm) == ((89, 183), 170)
    assert (profiles["plos"].narrowest_mm, profiles["plos"].widest_mm, profiles["plos"].takes[0]) == (
        66.8,
        190.5,
        "tiff",
    )
    assert (profiles["tandf"].alt_words, profiles["tandf"].thinnest_pt) == ((25, 30), 0.3)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("nature,89", "nature,wide", "single_mm"),
        ("nature,89", "nature,-1", "single_mm"),
        (",170,5,7,", ",170,9,7,", "smallest_pt is above largest_pt"),
        ("pdf|eps", "pdf|jpg", 'takes holds "jpg"'),
        ("nature,89", "plos,89", "stands twice"),
        ("yes,outside", "maybe,outside", "transparent"),
    ],
)
def test_a_wrong_row_stops_the_load_with_its_row_and_the_remedy(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (ROOT / "seeds/figures/profiles.csv").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "profiles.csv"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SeedError, match=re.escape(said)):
        load_profiles(path)


def test_an_unknown_profile_teaches_the_nearest() -> None:
    with pytest.raises(MeasureError, match=r'no profile "natur"\..*"nature"'):
        bars().check(profile="natur")
    with pytest.raises(MeasureError, match="Did you mean"), drawing_for("plso"):
        pass


# Drawn for a journal


@pytest.mark.parametrize("name", ["nature", "plos", "elsevier", "tandf", "apa", "slides"])
def test_a_figure_drawn_for_a_journal_passes_its_gate(name: str) -> None:
    figure = bars(name)
    assert figure.check() == []
    assert figure.made_for == figure.provenance["profile"] == name


def test_the_house_passes_apa_and_tandf_and_says_why_not_nature_and_elsevier() -> None:
    figure = bars()
    assert figure.check(profile="apa") == figure.check(profile="tandf") == []
    assert failed(figure, "nature") == ["text"]
    assert failed(figure, "elsevier") == ["width", "title"]
    assert failed(figure, "plos") == ["format", "title"]


def test_a_drawing_is_printed_in_the_size_of_its_journal() -> None:
    figure = bars("elsevier")
    page = PdfReader(io.BytesIO(figure.files["pdf"])).pages[0]
    assert float(page.mediabox.width) == pytest.approx(90 / 25.4 * 72, abs=0.01)
    sizes: set[float] = set()

    def see(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(cm[0] * tm[0] * size, 3))

    page.extract_text(visitor_text=see)
    assert sizes == {7.0}
    root = re.search(rb'<svg [^>]*width="([\d.]+)pt"', figure.svg)
    assert root is not None
    assert float(root[1]) == pytest.approx(90 / 25.4 * 72, abs=0.01)
    picture = Image.open(io.BytesIO(figure.files["png"]))
    assert picture.size[0] == pytest.approx(90 / 25.4 * 1000, abs=2)
    assert "Who is named?" not in figure.svg.decode().split("</desc>")[1]


def test_a_tiff_is_written_for_who_takes_it_as_rgb_with_lzw() -> None:
    assert "tiff" not in bars().files
    figure = bars("plos")
    picture = Image.open(io.BytesIO(figure.files["tiff"]))
    assert (picture.mode, picture.info["compression"], picture.info["dpi"]) == ("RGB", "tiff_lzw", (300, 300))
    drawn = np.asarray(Image.open(io.BytesIO(figure.files["png"])).convert("RGB"))
    assert (np.asarray(picture) == drawn).all()
    assert figure.files["tiff"] == bars("plos").files["tiff"]


def test_what_is_drawn_for_one_journal_leaves_the_next_figure_alone() -> None:
    before = bars().files
    bars("slides")
    assert bars().files == before


# Faults


def test_colours_too_close_for_a_deficiency_are_found_and_those_of_a_ramp_are_not() -> None:
    problem = next(one for one in marked(a="#ff7f0e", b="#2ca02c").criteria() if one.name == "colours")
    assert not problem.passed
    assert "#2ca02c and #ff7f0e" in problem.problems[0]
    assert marked(**{"shade-1": "#ff7f0e", "shade-2": "#2ca02c"}).check() == []
    assert marked(a=COLOURS[0], b=COLOURS[1]).check() == []


def test_the_house_colours_can_be_told_apart_and_the_usual_ten_cannot() -> None:
    ours, theirs = closest(COLOURS), closest(TAB10)
    assert ours is not None
    assert theirs is not None
    assert ours.difference >= 10 > 2 > theirs.difference
    assert closest(["#222222", "#333333"]) is None


def test_a_mark_outside_the_canvas_is_found() -> None:
    figure = marked(a=COLOURS[0])
    figure.drawing.axes[0].plot([0.5, 1.2], [0.5, 0.5], color="black", clip_on=False)
    assert failed(figure, "house") == ["canvas"]
    inside = marked(a=COLOURS[0])
    inside.drawing.axes[0].plot([0.5, 1.2], [0.5, 0.5], color="black")
    assert inside.check() == []


def test_a_font_that_is_not_embedded_is_found() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(bars().files["pdf"]))
    for part in writer.pages[0]["/Resources"]["/Font"].values():
        descriptor = part.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        del descriptor[NameObject("/FontFile2")]
    stripped = io.BytesIO()
    writer.write(stripped)
    fonts, _ = _pdf(stripped.getvalue())
    assert set(fonts.values()) == {"not embedded"}
    found = {**bars().measured, "fonts": fonts}
    assert [one.name for one in criteria(found, profile_of("tandf")) if not one.passed] == ["fonts"]


def test_text_turned_into_outlines_is_found_and_so_is_what_the_pdf_does_not_give_back() -> None:
    figure = marked(a=COLOURS[0])
    assert figure.measured["text_selectable"] == 1.0
    outlined = marked(a=COLOURS[0])
    outlined.drawing.axes[0].texts[0].set_path_effects([withStroke(linewidth=2, foreground="white")])
    assert failed(outlined, "house") == ["selectable"]
    half = {**figure.measured, "text_selectable": 0.5}
    problems = [problem for one in criteria(half, profile_of("house")) for problem in one.problems]
    assert problems == ["50 % of the letters can be selected"]


@pytest.mark.parametrize("fact", ["articles", "window", "measure", "interval", "copies", "seed"])
def test_a_caption_that_leaves_out_a_fact_is_sent_back(fact: str) -> None:
    parts = {
        "measure": "Bars: mentions.",
        "articles": "Counted in 80 articles.",
        "window": "From 2022-01-03 to 2022-12-30.",
        "interval": "95% intervals.",
        "copies": "Copies count once.",
        "seed": "Seed: 7.",
    }
    assert facts_missing(" ".join(parts.values())) == []
    assert facts_missing(" ".join(text for name, text in parts.items() if name != fact)) == [fact]


# Words


@pytest.mark.parametrize("words", [1, 4, 9, 16, 19, 20, 21, 22, 23, 24, 25, 30, 31, 60])
def test_an_alternative_text_of_any_length_comes_to_what_every_journal_reads(words: int) -> None:
    said = in_words(" ".join(["word"] * words) + ".", ["Second: Ada, 3.", "Lowest: Bo, 1."])
    assert 25 <= len(said.split()) <= 30
    assert said.startswith("word")


def test_the_long_description_tells_every_row_its_limits_and_where_the_numbers_lie() -> None:
    text = long_description("Who?", "Bars.", "Alt.", ROWS, unit="articles")
    assert text.startswith("# Who?\n")
    assert "For Ada Lind articles is 12, between 7 and 18." in text
    assert "The highest articles is 12, of Ada Lind; the lowest is 3, of Bo Ek" in text
    many = pd.DataFrame({"name": [f"n{number}" for number in range(75)], "count": range(75)})
    assert "The other 15 rows are in the data file." in long_description("Who?", "", "", many)
    assert "For nobody rate is no value." in long_description("W", "", "", pd.DataFrame({"a": ["nobody"], "rate": [None]}).astype({"rate": float}))  # fmt: skip # noqa: E501


# The command


def test_a_report_has_a_row_for_each_figure_and_a_cross_at_what_fails() -> None:
    said = report({"fig-1": bars().measured}, profile_of("nature"))
    assert said.failed == 1
    row = next(line for line in said.text.splitlines() if line.startswith("fig-1 "))
    assert row.count("✗") == 1
    assert "✗ 8 to 10 pt" in row
    assert "0 of 1 figures pass nature" in said.text


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one notebook that draws one figure, never run."""
    (tmp_path / "figures").mkdir()
    (tmp_path / "notebooks").mkdir()
    cell = (
        "import pandas as pd\nfrom dateline.plots import plot_bars\n"
        'rows = pd.DataFrame({"leader": ["Ada", "Bo"], "articles": [12, 3]})\n'
        f'plot_bars(rows, title="Who?").with_note("{NOTE}").save("fig-00")'
    )
    notebook = v4.new_notebook(cells=[v4.new_code_cell(cell, id="one")])
    (tmp_path / "notebooks/00.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def snapshot(project: Path) -> dict[str, bytes]:
    return {str(path.relative_to(project)): path.read_bytes() for path in project.rglob("*") if path.is_file()}


def test_checking_writes_nothing_and_its_exit_code_says_whether_all_pass(project: Path) -> None:
    before = snapshot(project)
    passed = CliRunner().invoke(main, ["figures", "--profile", "tandf", "--check"])
    assert (passed.exit_code, "1 of 1 figures pass tandf" in passed.stdout) == (0, True)
    sent_back = CliRunner().invoke(main, ["figures", "--profile", "nature", "--check"])
    assert sent_back.exit_code == 1
    assert "the largest taken is 7 pt" in sent_back.stdout
    assert snapshot(project) == before


def test_figures_for_a_journal_go_to_a_folder_of_their_own(project: Path) -> None:
    before = snapshot(project)
    done = CliRunner().invoke(main, ["figures", "--profile", "plos"])
    assert done.exit_code == 0
    assert {path.name for path in (project / "figures/plos").iterdir()} >= {"fig-00.tiff", "fig-00.pdf", "fig-00.json"}
    assert {name: content for name, content in snapshot(project).items() if "plos" not in name} == before


def test_an_unknown_journal_is_refused_before_a_notebook_runs(project: Path) -> None:
    refused = CliRunner().invoke(main, ["figures", "--profile", "tandff", "--check"])
    assert refused.exit_code == 2
    assert 'Did you mean "tandf"?' in refused.stderr
