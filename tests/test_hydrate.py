"""Whoever has the articles can hold a release against them, row by row."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import dateline as dl
from dateline.cli import main
from dateline.provenance import home
from dateline.release.hydration import hydrate
from dateline.release.writing import write_release

DAYS = {"a": "2022-02-05", "b": "2022-02-06", "c": "2022-02-07"}
TEXTS = {
    "a": "Xi Jinping met Vladimir Putin on Friday, and several officials said the talks had gone well. The river had "
    "frozen early that year, and the ferrymen kept to their huts while the delegates walked across the bridge in "
    "single file. Nobody in the valley could remember a colder morning, and the baker sold out before the bells rang.",
    "b": "Emmanuel Macron said on Sunday that the harvest would be late. The orchards above the town had lost their "
    "blossom to the frost, and the growers had begun to burn straw between the rows at night. A neighbour counted "
    "forty fires from her window before she drew the curtains, put out the lamp and went to bed without a word.",
    "c": "Olaf Scholz was in Lisbon for a day. The tram was late, the museum was shut, and the harbour smelt of tar; "
    "the visitors bought postcards and sat on the wall until the rain came in from the sea and drove them under the "
    "arches, where a man with a barrel organ played the same four bars of a waltz again and again until dark.",
}


def write(place, texts):
    place.mkdir(exist_ok=True)
    for name, text in texts.items():
        head = f"---\nid: {name}\ndate: {DAYS[name[0]]}\noutlet: Valley Post\nrights: CC BY 4.0\n---\n"
        (place / f"{name}.md").write_text(head + text + "\n", encoding="utf-8")
    return place


@pytest.fixture
def texts(tmp_path):
    return write(tmp_path / "valley", TEXTS)


@pytest.fixture
def release(texts, tmp_path):
    write_release(tmp_path / "out", [str(texts)])
    return tmp_path / "out"


def run(*arguments):
    return CliRunner().invoke(main, ["hydrate", *map(str, arguments)])


def states(held):
    return {article.id: article.state for article in held.articles}


def test_the_articles_themselves_are_matched_and_every_row_agrees(release, texts):
    done = run(release, texts)
    assert done.exit_code == 0, done.output
    assert "3 of 3 articles matched, 0 changed, 0 missing" in done.output
    (held,) = hydrate(release, texts)
    assert held.agree["mentions"] >= 4
    assert held.agree["quotes"] >= 2
    assert held.others == []


def test_another_print_of_the_same_text_matches_under_another_id(release, tmp_path):
    reprinted = TEXTS["a"].replace(" The river", "\n\nThe  river")
    other = write(tmp_path / "other", {"b": TEXTS["b"], "c": TEXTS["c"]})
    (other / "x.txt").write_text(reprinted, encoding="utf-8")
    (held,) = hydrate(release, other)
    assert states(held) == dict.fromkeys("abc", "matched")
    assert held.is_same


def test_a_text_that_was_edited_since_is_changed_and_its_rows_say_where(release, texts, tmp_path):
    write(texts, {"a": TEXTS["a"].replace("Vladimir Putin", "Joe Biden")})
    done = run(release, texts, "--out", tmp_path / "rows.csv")
    assert done.exit_code == 1
    assert "changed: a" in done.output
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert {"documents", "mentions"} <= {row["table"] for row in listed}
    row = next(row for row in listed if row["table"] == "mentions")
    assert (row["document"], row["sentence"], row["state"]) == ("a", "0", "differs")
    assert "vladimir-putin" in row["released"]
    assert "joe-biden" in row["read"]


def test_an_article_of_the_same_outlet_and_day_is_a_change_and_none_at_all_is_missing(release, tmp_path):
    other = write(tmp_path / "other", {"a": TEXTS["a"], "b": TEXTS["b"]})
    (other / "b.md").rename(other / "second.md")
    changed = (other / "second.md").read_text(encoding="utf-8").replace("id: b\n", "").replace("forty", "fifty")
    (other / "second.md").write_text(changed, encoding="utf-8")
    (held,) = hydrate(release, other)
    assert states(held) == {"a": "matched", "b": "changed", "c": "missing"}
    assert not held.is_same


def test_a_row_that_was_added_to_the_release_or_taken_out_is_found(release, texts):
    path = release / "corpus" / "valley" / "mentions.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:-1], lines[1]]), encoding="utf-8")
    (held,) = hydrate(release, texts)
    assert sorted(row.state for row in held.others) == ["added", "lacking"]
    assert held.articles[0].state == "matched"


def test_a_part_of_the_articles_agrees_with_its_rows_whatever_the_numbers_of_unnamed_sources(release, tmp_path):
    (held,) = hydrate(release, write(tmp_path / "some", {"b": TEXTS["b"], "c": TEXTS["c"]}))
    assert states(held) == {"a": "missing", "b": "matched", "c": "matched"}
    assert held.others == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("corpus/valley/quotes.csv", "\na,0,", "\na,first,", r"valley/quotes.csv, row 2: sentence holds \"first\""),
        ("corpus/valley/mentions.csv", "document,", "documents,", "valley/mentions.csv, row 1: its columns are not"),
        ("corpus/valley/mentions.csv", "\na,", "\nz,", "valley/mentions.csv, row 2: documents.csv lists no"),
        ("datapackage.json", "made_from", "made", "datapackage.json does not say what the collection"),
        ("datapackage.json", "{", "", "datapackage.json does not say what the collection"),
    ],
)
def test_a_malformed_release_is_an_error_of_one_line_that_names_file_and_row(release, texts, file, old, new, said):
    path = release / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(dl.DatelineError, match=said):
        hydrate(release, texts)
    done = run(release, texts)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("file", "harm"),
    [
        ("DISCLOSURE.json", Path.unlink),
        ("actors.csv", Path.unlink),
        ("ro-crate-metadata.json", Path.unlink),
        (
            "corpus/valley/documents.csv",
            lambda path: path.write_text(path.read_text("utf-8").replace("CC BY", "CC0"), "utf-8"),
        ),
        ("corpus/valley/copies.csv", lambda path: path.write_text("junk", "utf-8")),
    ],
)
def test_a_file_that_is_missing_or_not_as_released_is_named(release, texts, file, harm):
    assert run(release, texts).exit_code == 0
    harm(release / file)
    done = run(release, texts)
    assert done.exit_code == 1
    assert f"{file} is not there as it was released" in done.output


def test_what_is_no_release_is_refused(tmp_path, texts):
    (tmp_path / "empty").mkdir()
    done = run(tmp_path / "empty", texts)
    assert done.exit_code == 2
    assert "is no release" in done.output


def test_nothing_in_a_release_is_run(release, texts, tmp_path):
    """A notebook, a module or a formula that comes with a release stays text."""
    mark = tmp_path / "ran"
    code = f"open({str(mark)!r}, 'w').close()"
    (release / "conftest.py").write_text(code)
    (release / "sitecustomize.py").write_text(code)
    (release / "notebooks").mkdir()
    (release / "notebooks" / "a.ipynb").write_text(json.dumps({"cells": [{"cell_type": "code", "source": code}]}))
    (release / "CITATION.cff").write_text(f"a: !!python/object/apply:builtins.exec [{code!r}]")
    done = run(release, texts)
    assert done.exit_code == 1
    assert "CITATION.cff is not there as it was released" in done.output
    assert "0 changed, 0 missing" in done.output
    assert not mark.exists()


def test_the_features_of_the_seed_article_agree_with_its_text(shared, tmp_path):
    features = home("seeds") / "features" / "ap-2022-02-05-xi-el-sissi.json"
    shutil.copy(features, tmp_path / features.name)
    (held,) = hydrate(tmp_path / features.name, "seed")
    assert held.is_same, list(held.lines())
