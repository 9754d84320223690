"""What the README promises is run: its snippet, its commands, the files and notebooks it names."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind):
    """Return the code blocks of a kind: `python`, or nothing for commands."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    return [code for named, code in fenced if named == kind]


def test_the_first_screen_has_the_question_a_figure_and_the_two_commands():
    first = README.splitlines()[:16]
    assert first[0] == "# Dateline"
    assert any(line.startswith("![") for line in first)
    assert {"make figures", "make test"} <= {line.split("  ")[0].strip() for line in first}


@pytest.mark.filterwarnings("ignore:.*problems while reading")
def test_the_snippets_for_ones_own_articles_run(tmp_path, monkeypatch, summits):
    rows = [{"id": d.id, "body": d.text, "published": d.date, "outlet": d.outlet} for d in summits.documents]
    pd.DataFrame(rows).to_csv(tmp_path / "my-articles.csv", index=False)
    (tmp_path / "my.dic").write_text("%\n1\tPower\n%\nrul*\t1\n", encoding="utf-8")
    (tmp_path / "my-people.csv").write_text(
        "actor,name,surname,country,office,titles,start,end,source\n"
        "orla-finn,Orla Finn,Finn,IRL,state,President,2025-11-11,,editors\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    names = {}
    for snippet in blocks("python"):
        exec(compile(snippet, "README.md", "exec"), names)
    assert names["people"]["orla-finn"].name == "Orla Finn"
    assert list(names["frames"]) == ["power"]
    assert (tmp_path / "figures" / "fig-my-leaders.svg").stat().st_size > 1000


def test_the_commands_for_many_articles_run(tmp_path):
    (tmp_path / "my-folder").mkdir()
    (tmp_path / "my-folder" / "a.txt").write_text("Xi Jinping met Vladimir Putin in Beijing.", encoding="utf-8")
    (commands,) = [block for block in blocks("") if "dateline load" in block]
    for command in commands.strip().splitlines():
        words = [sys.executable, "-m", *command.split("#")[0].split()]
        subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
    assert "vladimir-putin" in (tmp_path / "found.jsonl").read_text(encoding="utf-8")


def test_every_file_it_links_to_is_there():
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith("http")]
    assert len(links) > 8
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_notebook_is_in_its_table():
    assert sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb")) == sorted(
        re.findall(r"\(notebooks/([^)]+)\)", README)
    )
