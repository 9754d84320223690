"""Notebooks run in clean kernels, and what comes out is the same bytes each time."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dateline.reproduce import NotebookError, project, run_notebooks

ROOT = Path(__file__).parents[1]
QUICK = "04-one-article-read-closely.ipynb"
DRAW = """
import pandas as pd
import dateline as dl

table = pd.DataFrame({"name": ["a", "b"], "articles": [2, 1]})
dl.plot_bars(table, title="How many?").save("fig-00-how-many")
"""


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a notebook of some cells into a project."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "figures").mkdir()

    def writing(name, *cells):
        notebook = new_notebook(cells=[new_markdown_cell("# How many?"), *map(new_code_cell, cells)])
        for number, cell in enumerate(notebook.cells):
            cell["id"] = f"cell-{number}"
        nbformat.write(notebook, tmp_path / "notebooks" / name)
        return tmp_path

    return writing


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_run_changes_no_byte_and_says_so(write, capsys):
    folder = write("00-how-many.ipynb", DRAW, "print(1 + 1)")
    run_notebooks(folder)
    assert "figures/fig-00-how-many" in capsys.readouterr().out
    first = contents(folder)
    assert b"2\\n" in first["00-how-many.ipynb"]
    run_notebooks(folder)
    assert contents(folder) == first
    assert "0 new or changed" in capsys.readouterr().out


def test_a_cell_that_fails_is_named_and_leaves_its_notebook_alone(write):
    folder = write("00-how-many.ipynb", "raise ValueError('no articles')")
    before = contents(folder)
    with pytest.raises(NotebookError, match=r"00-how-many.ipynb stopped(.|\n)*no articles"):
        run_notebooks(folder)
    assert contents(folder) == before


def test_each_notebook_has_a_kernel_of_its_own(write):
    write("00-first.ipynb", "secret = 1")
    folder = write("01-second.ipynb", "print('secret' in globals())")
    run_notebooks(folder)
    assert b"False\\n" in contents(folder)["01-second.ipynb"]


def test_outside_a_project_there_is_nothing_to_run(tmp_path):
    with pytest.raises(NotebookError, match="no notebooks/"):
        project(tmp_path)


def test_a_name_that_no_notebook_has_is_an_error(write):
    folder = write("00-how-many.ipynb", "1")
    with pytest.raises(NotebookError, match="no notebook"):
        run_notebooks(folder, only="07")


def test_hashes_time_zone_language_and_folder_change_no_byte(tmp_path):
    elsewhere = {
        "here": {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        "a place with spaces/é": {"PYTHONHASHSEED": "2", "TZ": "Pacific/Chatham", "LC_ALL": "C.UTF-8", "LANG": "tr_TR"},
    }
    written = []
    for name, settings in elsewhere.items():
        folder = tmp_path / name
        (folder / "notebooks" / "scripts").mkdir(parents=True)
        (folder / "figures").mkdir()
        shutil.copy(ROOT / "notebooks" / QUICK, folder / "notebooks")
        command = [sys.executable, "-m", "dateline", "figures"]
        subprocess.run(command, cwd=folder, env=os.environ | settings, check=True, capture_output=True)
        written.append(contents(folder))
    assert written[0] == written[1]
    assert {Path(name).suffix for name in written[0]} >= {".ipynb", ".py", ".svg", ".pdf", ".png", ".csv", ".json"}
