"""`dateline verify` rebuilds figures where only public files can be read, and a single planted change is named."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from dateline.reproduce import NotebookError, run_notebooks, verify
from dateline.reproduce.pairs import PairError, drift, script_of
from dateline.reproduce.pictures import RMS_MOST, rms
from dateline.reproduce.rebuilding import public_files, rebuilt
from dateline.reproduce.verifying import compared

ROOT = Path(__file__).parents[1]
NAME = "fig-00-how-many"
NOTEBOOK = "00-how-many.ipynb"
CELLS = (
    "import pandas as pd\nimport dateline as dl",
    'table = pd.DataFrame({"name": ["ann", "bob"], "articles": [20, 11]})\ntable',
    f'figure = dl.plot_bars(table, title="How many?")\nfigure.save("{NAME}")',
    "print('a line of its own')",
    "figure.provenance",
)


def write_notebook(path, *cells):
    notebook = new_notebook(cells=[new_markdown_cell("# How many?"), *map(new_code_cell, cells)])
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Return a project whose one figure was drawn and recorded, with its script."""
    root = tmp_path_factory.mktemp("drawn")
    write_notebook(root / "notebooks" / NOTEBOOK, *CELLS)
    (root / "notebooks" / "scripts").mkdir()
    (root / "figures").mkdir()
    run_notebooks(root)
    return root


@pytest.fixture(scope="module")
def again(drawn):
    """Return the copy in which that project was rebuilt: what a planted change is compared with."""
    with rebuilt(drawn, [drawn / "notebooks" / NOTEBOOK]) as (copy, stopped):
        assert not stopped
        yield copy


@pytest.fixture
def project(drawn, tmp_path):
    """Return a project of one's own to plant a change in."""
    shutil.copytree(drawn, tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def report(project, again):
    """Return a function that compares the project with what was rebuilt."""

    def reporting():
        return compared(project, again, [project / "notebooks" / NOTEBOOK], {})

    return reporting


def file(project, ending):
    return project / "figures" / f"{NAME}.{ending}"


def replace(path, old, new):
    content = path.read_bytes()
    assert content.count(old) >= 1
    path.write_bytes(content.replace(old, new, 1))


def forge(project, **changed):
    """Make the record agree with the files as they are now, as a careful forger would, and change it further."""
    record = json.loads(file(project, "json").read_text())
    record["files"] = {ending: sha256(file(project, ending).read_bytes()).hexdigest() for ending in record["files"]}
    file(project, "json").write_text(json.dumps(record | changed, indent=1, ensure_ascii=False) + "\n")


def change_cell(project, number, change):
    path = project / "notebooks" / NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    change(notebook.cells[number])
    path.write_text(nbformat.writes(notebook) + "\n")


def move_first_bar(project):
    """Make a bar of the SVG longer by a tenth, and nothing else."""
    svg = file(project, "svg").read_text()
    bars = re.search(r'd="M ([\d.]+) [\d.]+\s+L ([\d.]+)', svg)
    file(project, "svg").write_text(svg[: bars.start(2)] + f"{float(bars[2]) * 1.1:.6f}" + svg[bars.end(2) :])


def move_letters(project):
    """Put every word of the SVG a little elsewhere, as another font renderer does."""
    svg = file(project, "svg").read_text()
    moved = re.sub(r'(<text [^>]*y=")([\d.]+)', lambda found: f"{found[1]}{float(found[2]) + 0.2:.6f}", svg)
    assert moved != svg
    file(project, "svg").write_text(moved)


# Nothing planted


def test_an_untouched_project_reaches_every_tier(report):
    found = report()
    assert [verdict.tiers for verdict in found.figures] == ["ABCD"]
    assert found.exit_code == 0
    assert found.reachable == "ABC"
    assert "1 of 1 figures reach tiers A, B, C; 1 of 1 notebooks print what they record" in str(found)


def test_the_command_verifies_and_writes_nothing(project):
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.rglob("*") if path.is_file()}
    done = command(project)
    assert done.returncode == 0, done.stderr
    assert b"ABCD" in done.stdout
    assert {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.rglob("*") if path.is_file()
    } == before


def test_the_command_names_a_planted_change_and_exits_with_one(project):
    replace(file(project, "csv"), b"11", b"12")
    done = command(project, "--only", "fig-00")
    assert done.returncode == 1
    assert b"csv row 2 (bob), articles: recorded 12, rebuilt 11" in done.stdout
    assert b".BCD" in done.stdout


def test_where_nothing_can_be_verified_the_exit_code_is_two(project, tmp_path):
    assert command(tmp_path).returncode == 2
    assert command(project, "--only", "07").returncode == 2
    write_notebook(project / "notebooks" / NOTEBOOK, "raise ValueError('no articles')")
    done = command(project)
    assert done.returncode == 2
    assert b"nothing was verified" in done.stderr
    assert b"no articles" in done.stderr


def command(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "dateline", "verify", folder, *words], capture_output=True, check=False, cwd=folder
    )


# One thing planted in a figure's files


def in_csv(project):
    replace(file(project, "csv"), b"11", b"12")


def in_csv_with_a_forged_record(project):
    in_csv(project)
    forge(project)


def in_a_word_of_the_svg(project):
    replace(file(project, "svg"), b">bob<", b">rob<")


def in_a_bar_of_the_svg(project):
    move_first_bar(project)
    forge(project)


def in_a_pixel(project):
    picture = np.array(Image.open(file(project, "png")))
    picture[5, 5] = 0
    Image.fromarray(picture).save(file(project, "png"))


def in_the_pdf(project):
    replace(file(project, "pdf"), b"/Catalog", b"/Katalog")


def in_the_caption(project):
    replace(file(project, "caption.md"), b"How many?", b"How few?")


def in_the_seed(project):
    record = json.loads(file(project, "json").read_text())
    forge(project, parameters=record["parameters"] | {"seed": 8})


def in_an_input(project):
    forge(project, made_from={"corpus": "0" * 64})


def in_the_record_itself(project):
    file(project, "json").write_text("{")


def by_leaving_a_file_out(project):
    file(project, "alt.txt").unlink()


def by_adding_a_file(project):
    (project / "figures" / f"{NAME}.tiff").write_bytes(b"II*")


@pytest.mark.parametrize(
    ("plant", "said", "tiers"),
    [
        (in_csv, r"csv row 2 \(bob\), articles: recorded 12, rebuilt 11", "BCD"),
        (in_csv, r"csv is not the file that its own provenance names", "BCD"),
        (in_csv_with_a_forged_record, r"row 2 \(bob\), articles: recorded 12, rebuilt 11", "BCD"),
        (in_csv_with_a_forged_record, r"why: inputs and libraries are the recorded ones", "BCD"),
        (in_a_word_of_the_svg, r'svg shows other words: recorded "rob", rebuilt "bob"', "AC"),
        (in_a_bar_of_the_svg, r"svg shape \d+ lies [\d.]+ pt elsewhere", "AC"),
        (in_a_pixel, r"png differs from byte", "ABD"),
        (in_the_pdf, r"pdf differs from byte", "ABD"),
        (in_the_caption, r'caption.md line 1: recorded "\*\*How few', "ABCD"),
        (in_the_seed, r"json parameters.seed: recorded 8, rebuilt nothing", "ABCD"),
        (in_the_seed, r"why: its notebook asks for other parameters", "ABCD"),
        (in_an_input, r"json made_from.corpus: recorded 000000000000, rebuilt nothing", "ABCD"),
        (in_an_input, r"why: it was made from another corpus", "ABCD"),
        (in_the_record_itself, r"json is missing or no JSON object", "ABCD"),
        (by_leaving_a_file_out, r"alt.txt is named in its provenance and is not there", "ABCD"),
        (by_adding_a_file, r"tiff is there and not in its provenance", "ABD"),
    ],
)
def test_one_change_in_a_figures_files_is_named(project, report, plant, said, tiers):
    plant(project)
    found = report()
    assert found.exit_code == 1
    assert re.search(said, str(found)), found
    assert found.figures[0].tiers == tiers


def test_a_missing_and_an_extra_figure_are_named(project, report):
    for path in list((project / "figures").iterdir()):
        path.rename(path.with_name(path.name.replace("how-many", "how-few")))
    found = {verdict.name: verdict.differences[0] for verdict in report().figures}
    assert found == {
        "fig-00-how-few": "is recorded and no notebook drew it",
        "fig-00-how-many": "is drawn by a notebook and not recorded in figures/",
    }


def test_a_picture_packed_by_another_compressor_is_the_same_picture(project, report):
    Image.open(file(project, "png")).save(file(project, "png"), compress_level=1)
    forge(project)
    assert report().figures[0].tiers == "ABCD"


# One thing planted in a notebook


def another_picture(cell):
    shown = cell.outputs[-1]["data"]["text/html"]
    picture = re.search(r"base64,([\w+/=]+)", shown)
    forged = base64.b64encode(base64.b64decode(picture[1]).replace(b">bob<", b">rob<")).decode()
    cell.outputs[-1]["data"]["text/html"] = shown.replace(picture[1], forged)


def another_number(cell):
    cell.outputs[0]["data"]["text/plain"] = cell.outputs[0]["data"]["text/plain"].replace("11", "12")


def another_digest(cell):
    cell.outputs[0]["text"] = re.sub(r"csv \w+", "csv 000000000000", cell.outputs[0]["text"])


def a_stale_output(cell):
    cell.outputs.append(new_output("display_data", data={"text/markdown": "what an earlier version said"}))


def no_output(cell):
    cell.outputs = []


def a_late_run(cell):
    cell.execution_count = 9


@pytest.mark.parametrize(
    ("number", "plant", "said"),
    [
        (3, another_picture, r"cell 4 \(figure = dl.plot_bars.*\) shows a picture that is not the one it draws"),
        (2, another_number, r'cell 3 \(table = .*\) prints another text/plain, line 3: recorded "1 +bob +12"'),
        (3, another_digest, r"cell 4 .* prints another stdout, line 1: .*csv 000000000000"),
        (4, a_stale_output, r"cell 5 .* no longer prints its recorded text/markdown"),
        (4, no_output, r"cell 5 .* prints stdout, and none is recorded"),
        (4, a_late_run, r"cell 5 .* ran out of order, as \[9\] and not \[4\]"),
    ],
)
def test_a_planted_output_is_caught_and_its_cell_named(project, report, number, plant, said):
    change_cell(project, number, plant)
    found = report()
    assert found.exit_code == 1
    assert re.search(said, str(found)), found


@pytest.mark.parametrize("place", ["/".join(["", "home", "ann", "news"]), "\\".join(["C:", "Users", "ann"])])
@pytest.mark.parametrize("where", ["source", "output"])
def test_a_place_on_somebodys_machine_is_caught(project, report, place, where):
    def plant(cell):
        if where == "source":
            cell.source += f"  # {place}"
        else:
            cell.outputs[0]["text"] = f"read {place}\n"

    change_cell(project, 4, plant)
    assert f"names a place on one machine, {place}" in str(report())


# Other libraries than the recorded ones


def elsewhere(project):
    """Make the record that of another matplotlib, in the notebook too: as if it had been drawn on another machine."""
    move_letters(project)
    record = json.loads(file(project, "json").read_text())
    old = record["versions"]["matplotlib"], record["files"]["svg"]
    forge(project, versions=record["versions"] | {"matplotlib": "1.2.3"}, pixels="0" * 64)
    svg = file(project, "svg").read_bytes()

    def plant(cell):
        texts = cell.outputs[-1]["data"]
        for kind, text in texts.items():
            text = re.sub(r"base64,[\w+/=]+", f"base64,{base64.b64encode(svg).decode()}", text)
            texts[kind] = text.replace(old[0], "1.2.3").replace(record["pixels"], "0" * 64)
            texts[kind] = texts[kind].replace(old[1], sha256(svg).hexdigest())

    def plant_digest(cell):
        cell.outputs[0]["text"] = cell.outputs[0]["text"].replace(old[1][:12], sha256(svg).hexdigest()[:12])
        plant(cell)

    change_cell(project, 3, plant_digest)
    change_cell(project, 5, plant)


def test_under_another_matplotlib_the_data_and_the_picture_are_what_can_be_held(project, report):
    elsewhere(project)
    found = report()
    assert found.reachable == "AD"
    assert found.figures[0].tiers == "ACD"
    assert found.exit_code == 0, found
    assert "matplotlib 1.2.3 recorded" in str(found)


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (in_csv_with_a_forged_record, r"row 2 \(bob\), articles: recorded 12, rebuilt 11"),
        (in_a_bar_of_the_svg, r"shape \d+ lies [\d.]+ pt elsewhere"),
        (in_a_word_of_the_svg, r'recorded "rob", rebuilt "bob"'),
        (lambda project: Image.new("RGBA", (10, 10)).save(file(project, "png")), r"png is off by inf"),
        (lambda project: change_cell(project, 2, another_number), r"cell 3 .* prints another text/plain"),
    ],
)
def test_under_another_matplotlib_a_planted_change_is_caught_all_the_same(project, report, plant, said):
    elsewhere(project)
    plant(project)
    found = report()
    assert found.exit_code == 1
    assert re.search(said, str(found)), found


def test_a_picture_moved_by_a_pixel_is_the_same_and_an_empty_one_is_not(project):
    picture = np.asarray(Image.open(file(project, "png")).convert("RGB"))

    def packed(pixels):
        path = project / "other.png"
        Image.fromarray(pixels).save(path)
        return path.read_bytes()

    drawn = file(project, "png").read_bytes()
    assert rms(drawn, packed(np.roll(picture, 1, axis=1))) < RMS_MOST
    assert rms(drawn, packed(np.full_like(picture, 255))) > RMS_MOST
    assert rms(drawn, b"no picture") == float("inf")


# What is public


def test_neither_ignored_texts_nor_settings_reach_a_rebuilt_notebook(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_SHARED", "somewhere")
    monkeypatch.setenv("MPLCONFIGDIR", "elsewhere")
    seen = "import os, pathlib\nprint([name for name in os.environ if name in ('DATELINE_SHARED', 'MPLCONFIGDIR')])"
    write_notebook(
        tmp_path / "notebooks" / NOTEBOOK,
        seen,
        "print(sorted(path.name for path in pathlib.Path('../seeds').iterdir()))",
    )
    (tmp_path / "seeds").mkdir()
    for name in ("agency.txt", "ours.csv"):
        (tmp_path / "seeds" / name).write_text("x")
    (tmp_path / ".gitignore").write_text("/seeds/*.txt\n")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    with rebuilt(tmp_path, [tmp_path / "notebooks" / NOTEBOOK]) as (copy, stopped):
        assert not stopped
        printed = [cell.outputs[0]["text"] for cell in nbformat.read(copy / "notebooks" / NOTEBOOK, 4).cells[1:]]
    assert printed == ["[]\n", "['ours.csv']\n"]


def test_without_git_hidden_files_and_figures_stay_behind(drawn):
    (drawn / ".hidden").write_text("x")
    assert public_files(drawn) == [Path("notebooks") / NOTEBOOK]


# Scripts beside the notebooks


def test_running_writes_a_script_of_the_same_cells(drawn):
    script = (drawn / "notebooks" / "scripts" / "00-how-many.py").read_text()
    assert script == script_of(drawn / "notebooks" / NOTEBOOK)
    assert "# # How many?" in script
    assert 'table = pd.DataFrame({"name": ["ann", "bob"]' in script


def test_a_script_that_drifts_from_its_notebook_is_caught_with_the_cell(project, report):
    script = project / "notebooks" / "scripts" / "00-how-many.py"
    replace(script, b"[20, 11]", b"[20, 12]")
    assert re.search(r'its script .* is not its pair: cell 3, "table = .*", is another in the script', str(report()))
    (script.parent / "07-gone.py").write_text("# %%\n1\n")
    assert "no notebook is its pair" in str(report())
    script.unlink()
    assert "there is no script" in str(report())


def test_an_edited_script_is_never_written_over(project):
    script = project / "notebooks" / "scripts" / "00-how-many.py"
    replace(script, b"[20, 11]", b"[20, 12]")
    os.utime(script, ns=(2**62, 2**62))
    with pytest.raises(PairError, match=r"edited after its notebook: cell 3(.|\n)*jupytext --update"):
        run_notebooks(project)
    assert b"[20, 12]" in script.read_bytes()


# The project itself


def test_every_notebook_of_ours_has_its_script():
    assert {path.name: where for path in (ROOT / "notebooks").glob("*.ipynb") if (where := drift(path))} == {}


def test_the_digest_of_every_figure_of_ours_is_printed_in_a_notebook():
    printed = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "notebooks").glob("*.ipynb"))
    for path in sorted((ROOT / "figures").glob("*.json")):
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        assert f"{path.stem}  svg {files['svg'][:12]}  csv {files['csv'][:12]}" in printed


def test_a_folder_that_is_no_project_is_said_to_be_none(tmp_path):
    with pytest.raises(NotebookError, match="no notebooks/"):
        verify(tmp_path)
