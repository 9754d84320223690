"""A release holds what figures need and nothing that could be turned back into articles."""

import csv
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace

import nbformat
import pytest
from click.testing import CliRunner

import dateline as dl
from dateline.cli import main
from dateline.copies import tokens
from dateline.features import released_columns
from dateline.provenance import home
from dateline.release.attack import attack
from dateline.release.collection import collection_of
from dateline.release.disclosure import MOST_SHARE, DisclosureError, disclosure
from dateline.release.loose import words_of
from dateline.release.metadata import load_codebook
from dateline.release.rights import allowed_by
from dateline.release.runs import ReleaseError
from dateline.release.writing import write_release
from dateline.released import COPIES, DOCUMENTS, TextError, released_corpus
from dateline.shown import Shown, shown_by

SEED = "ap-2022-02-05-xi-el-sissi"
RUN = 6
STORY = (
    "Xi Jinping met Vladimir Putin on Friday. The river had frozen early that year, and the ferrymen kept to their "
    "huts while the delegates walked across the bridge in single file. Putin praised an ironclad friendship. Nobody "
    "in the valley could remember a colder morning, and the baker sold out before the bells had rung for school."
)


def report(name, text=STORY, rights=None, **fields):
    """Write one article of our own as a Markdown report."""
    head = {"id": name, "date": "2022-02-05", "outlet": "Valley Post", "rights": rights, **fields}
    lines = [f"{key}: {json.dumps(value)}" for key, value in head.items() if value is not None]
    return "\n".join(["---", *lines, "---", text, ""])


@pytest.fixture
def folder(tmp_path):
    """Return a folder of three reports, of which one may not even be counted."""
    place = tmp_path / "valley"
    place.mkdir()
    (place / "a.md").write_text(report("a", rights="CC BY 4.0"))
    (place / "b.md").write_text(report("b", STORY.replace("baker", "miller"), date="2022-02-06"))
    (place / "c.md").write_text(report("c", "Putin flew home. " * 20, rights="Licensed. No derived data of any kind."))
    return place


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """Return a release of the sample collection."""
    place = tmp_path_factory.mktemp("release") / "summits"
    write_release(place, ["summits-2022"])
    return place


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def everything(place):
    return {str(path.relative_to(place)): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


# What is in it


def test_no_run_of_an_article_stands_in_a_release(released, summits):
    prose = [word for content in everything(released).values() for word, _ in tokens(content.decode("utf-8"))]
    runs = {tuple(prose[at : at + RUN + 1]) for at in range(len(prose) - RUN)}
    for document in summits:
        said = [word for word, _ in tokens(f"{document.title} {document.text}")]
        assert not [said[at : at + RUN + 1] for at in range(len(said) - RUN) if tuple(said[at : at + RUN + 1]) in runs]


def test_no_headline_byline_offset_or_address_has_a_column(released):
    columns = {column for path in released.rglob("*.csv") for column in rows(path)[0]}
    assert columns.isdisjoint(("title", "text", "byline", "dateline", "url", "start", "end", "form", "source_file"))


def test_every_digest_of_an_article_is_that_of_its_whole_text(released, summits):
    digests = {row["document"]: row["digest"] for row in rows(released / "corpus" / "summits-2022" / "documents.csv")}
    assert digests == {document.id: dl.Document("x", document.text).digest for document in summits}


def test_an_article_so_short_that_it_could_be_guessed_has_no_digest(tmp_path):
    (tmp_path / "a.md").write_text(report("a", "Xi Jinping met Vladimir Putin."))
    collection = collection_of(str(tmp_path / "a.md"))
    assert [row["digest"] for row in collection.tables["documents"]] == [None]


def test_an_id_that_is_wording_of_the_article_becomes_a_number(tmp_path):
    (tmp_path / "a.md").write_text(report("a colder morning and the baker"))
    collection = collection_of(str(tmp_path / "a.md"))
    assert {row["document"] for listed in collection.tables.values() for row in listed} == {"a-00001"}


def test_the_codebook_has_every_column_of_every_table_and_no_other():
    tables = {name: released_columns(name) for name in ("words", "mentions", "quotes", "hits")}
    tables |= {"documents": DOCUMENTS, "copies": COPIES}
    assert {name: [row["column"] for row in load_codebook()[name]] for name in tables} == tables


# Rights


@pytest.mark.parametrize(
    ("rights", "allowed"),
    [
        ("CC-BY-4.0", "text"),
        ("public domain (work of a government)", "text"),
        ("© 2022 Valley Post. All rights reserved.", "findings"),
        ("Copyright 2022 Valley Post. Text and data mining reserved.", "nothing"),
        ("CC BY 4.0, but confidential until Friday", "nothing"),
        ("something that nobody has written down", "findings"),
        (None, "findings"),
    ],
)
def test_of_several_words_of_a_licence_the_strictest_counts(rights, allowed):
    assert allowed_by(rights) == allowed


def test_what_rights_forbid_to_count_is_left_out_and_said(folder, tmp_path):
    done = CliRunner().invoke(main, ["release", str(tmp_path / "out"), "--corpus", str(folder), "--thin"])
    assert done.exit_code == 1, done.output
    assert "left out: valley: 1 articles whose rights say" in done.stderr
    assert [row["document"] for row in rows(tmp_path / "out" / "corpus" / "valley" / "documents.csv")] == ["a", "b"]
    assert "**left out**" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_a_collection_whose_rights_forbid_all_of_it_is_refused(tmp_path):
    (tmp_path / "c.md").write_text(report("c", rights="no derived data"))
    with pytest.raises(dl.DatelineError, match="forbid even counts"):
        write_release(tmp_path / "out", [str(tmp_path / "c.md")])
    assert not (tmp_path / "out").exists()


def test_texts_go_along_only_where_rights_allow_it_and_read_as_they_were(folder, tmp_path):
    write_release(tmp_path / "out", [str(folder)], with_texts=True, thin=True)
    assert [path.name for path in (tmp_path / "out").rglob("reports/*")] == ["a.md"]
    (again,) = dl.load_corpus(tmp_path / "out" / "corpus" / "valley" / "reports")
    assert again.text.strip() == STORY
    assert (again.date, again.outlet) == ("2022-02-05", "Valley Post")


# The budget


def test_the_sample_collection_keeps_to_the_budget(released):
    told = json.loads((released / "DISCLOSURE.json").read_text(encoding="utf-8"))
    union, limits = told["union_of_all_files"], told["limits"]
    assert 5 < union["share_of_tokens_percent"] <= limits["share_of_tokens_percent"] == MOST_SHARE
    assert 2 <= union["longest_run_tokens"] <= limits["longest_run_tokens"]
    assert union["longest_run_in_other_files_tokens"] <= limits["longest_run_tokens"] <= 7
    assert told["attack"]["found"] == 0


def test_a_token_is_shown_when_a_row_of_its_sentence_holds_it(actors, frames):
    text = "Xi Jinping left. The Chinese leader met Xi and an ironclad friend."
    found = dl.annotate(dl.Corpus((dl.Document("a", text, "2022-02-05"),), "one"), actors, frames)
    listed = [{"document": "a", "sentence": 1, "name": "Xi Jinping"}, {"document": "a", "sentence": 1, "name": "China"}]
    (shown,) = shown_by({"mentions": listed}, [found.mentions]).values()
    assert shown == Shown(tokens=12, shown=1, longest=0, guessed=1)


def test_a_release_that_would_show_too_much_is_refused_and_says_by_how_much(tmp_path):
    text = "Xi Jinping met Vladimir Putin. Joe Biden met Emmanuel Macron. " * 12
    (tmp_path / "a.md").write_text(report("a", text))
    with pytest.raises(DisclosureError, match=r"shows [0-9.]+ % of the tokens; the most is 15 %.*--thin"):
        write_release(tmp_path / "out", [str(tmp_path / "a.md")])
    assert not (tmp_path / "out").exists()
    made = write_release(tmp_path / "out", [str(tmp_path / "a.md")], thin=True)
    assert rows(tmp_path / "out" / "corpus" / "a" / "mentions.csv") == []
    assert rows(tmp_path / "out" / "corpus" / "a" / "words.csv") != []
    assert "more than 15 %" in made.left_out[0]


def test_a_sentence_in_any_other_file_is_found(summits):
    collection = collection_of("summits-2022")
    planted = " ".join(summits.documents[3].text.split()[40:52])
    clean = disclosure([collection], {"figures/a.caption.md": b"Reports by outlet."}, frozenset(), ["x"])
    dirty = disclosure([collection], {"figures/a.caption.md": planted.encode()}, frozenset(), ["x"])
    assert clean.faults == []
    assert "figures/a.caption.md holds" in dirty.faults[0]


def test_a_section_that_is_the_headline_is_found(tmp_path):
    headline = "Why the baker of the valley sold out before the bells had rung"
    (tmp_path / "a.md").write_text(report("a", title=headline, section=headline))
    collection = collection_of(str(tmp_path / "a.md"))
    files = {f"corpus/a/{name}": content for name, content in collection.files.items()}
    assert "documents.csv holds 13 tokens" in disclosure([collection], files, frozenset(), ["x"]).faults[-1]


def test_the_attack_puts_together_what_can_be(summits):
    text = summits.documents[3].text
    said = [word for word, _ in tokens(text)]
    nothing = {"mentions": [], "hits": [], "quotes": []}
    texts = {"a": text}

    def tried(listed=nothing, words=(), files=()):
        return attack([(listed, texts, [])], words, files)

    in_order = [{"document": "a", "sentence": 0, "term": " ".join(said[at : at + 2])} for at in range(20, 32, 2)]
    assert tried().found == 0
    assert tried({**nothing, "hits": in_order}).from_rows > 0
    grams = [" ".join(said[at : at + 4]) for at in range(len(said) - 3)]
    assert tried(words=sorted(grams)).from_chains > 0
    assert tried(words=sorted(said)).from_chains == 0
    assert tried(files=[hashlib.sha256(said[7].encode()).hexdigest().encode()]).from_digests > 0
    assert tried(files=[hashlib.sha256(text.encode()).hexdigest().encode()]).from_digests == 0


def test_a_list_of_names_is_counted_apart_from_wording():
    names = ["Algeria", "Belarus", "Chile", "Denmark", "Egypt", "France", "Ghana", "Haiti", "India"]
    listed = [{"document": "a", "sentence": 0, "name": name} for name in names]
    tried = attack([({"mentions": listed, "hits": [], "quotes": []}, {"a": ", ".join(names)}, [])], [], [])
    assert tried.found == 0
    assert tried.of_names_alone > 0


# Used in the place of the texts


def test_a_release_gives_what_was_found_without_its_texts(released, summits, monkeypatch):
    found = dl.annotate(summits)
    monkeypatch.chdir(released)
    corpus = dl.load_corpus("summits-2022")
    again = dl.annotate(corpus)
    labels = ("reports", "outlets", "dates", "words", "digest")
    assert [corpus.card()[label] for label in labels] == [summits.card()[label] for label in labels]
    assert again.made_from == found.made_from
    assert again.words.equals(found.words.assign(speaker_name=again.words["speaker_name"]))
    for ours, theirs in (
        (dl.framing(again), dl.framing(found)),
        (dl.naming(again), dl.naming(found)),
        (dl.cooccurrences(again), dl.cooccurrences(found)),
        (dl.naming(again, of="country", over="outlet"), dl.naming(found, of="country", over="outlet")),
    ):
        assert ours.table.equals(theirs.table)
    # Unnamed sources keep their counts, under a number.
    counts = ["quotes", "words", "articles", "of", "share", "low", "high"]
    ours, theirs = (dl.speaking(one).table for one in (again, found))
    actors = set(again.mentions.table["actor"])
    same = [table[table["speaker"].isin(actors)].sort_values("speaker", ignore_index=True) for table in (ours, theirs)]
    assert same[0].equals(same[1])
    assert sorted(map(tuple, ours[counts].round(9).values)) == sorted(map(tuple, theirs[counts].round(9).values))
    for ours, theirs in zip(again.counting("once"), found.counting("once"), strict=True):
        assert str(ours) == str(theirs)
    assert "not part of this copy" in repr(again.hits.passages(most=1))


def test_what_needs_the_text_says_that_it_is_not_here(released, monkeypatch):
    monkeypatch.chdir(released)
    corpus = dl.load_corpus("summits-2022")
    with pytest.raises(TextError, match="not part of this release"):
        dl.concordance(corpus, "summit")
    with pytest.raises(dl.DatelineError, match="not looked for in this release"):
        dl.annotate(replace(corpus, frames=("regime",)), frames=dl.load_frames("friendship"))


def test_a_part_of_a_released_collection_keeps_its_copies_and_frames(released, summits):
    corpus = released_corpus("summits-2022", released)
    part = corpus.subset(outlet="Huaxin Daily Service")
    found = dl.annotate(part, frames=dl.load_frames("friendship"))
    whole = dl.annotate(summits.subset(outlet="Huaxin Daily Service"), frames=dl.load_frames("friendship"))
    assert found.hits.by("term", "voice").table.equals(whole.hits.by("term", "voice").table)
    assert found.frames == ("friendship",)
    assert found.made_from["only"] == "outlet = Huaxin Daily Service"
    assert set(found.documents["cluster"]) <= set(found.documents["document"])


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("mentions.csv", "leader", "leader,x", r"summits-2022/mentions\.csv, row [0-9]+: it has 10 cells"),
        ("documents.csv", "2022-01-07,", "yesterday,", r"documents\.csv, row 2: date holds \"yesterday\""),
        ("hits.csv", "false", "perhaps", r"hits\.csv, row [0-9]+: negated holds \"perhaps\""),
        ("words.csv", "2022-01-07-meridian", "2021-01-07-meridian", r"words\.csv, row 2: documents\.csv lists no"),
    ],
)
def test_a_malformed_release_is_refused_with_file_and_row(released, tmp_path, file, old, new, said):
    place = tmp_path / "broken"
    for name, content in everything(released).items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    path = place / "corpus" / "summits-2022" / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(dl.DatelineError, match=said):
        dl.annotate(released_corpus("summits-2022", place))


# A project


NOTEBOOK = [
    "import dateline as dl\nfound = dl.annotate(dl.load_corpus('summits-2022'))\nfound",
    "dl.plot_bars(dl.naming(found).head(5), label='name', value='share', title='Who is named?').save('fig-a')",
    "lines = dl.concordance(dl.load_corpus('summits-2022'), 'summit')\nlines",
    "lines.head(2)",
    "print(dl.load_features('ap-2022-02-05-xi-el-sissi').hits.passages(most=1))",
]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a project of one notebook, run."""
    place = tmp_path_factory.mktemp("project")
    (place / "notebooks").mkdir()
    (place / "figures").mkdir()
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(NOTEBOOK)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), place / "notebooks" / "01-who.ipynb")
    done = subprocess.run([sys.executable, "-m", "dateline", "figures"], cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return place


def test_notebooks_run_from_the_release_alone_and_give_the_same_figures(project, tmp_path):
    made = write_release(tmp_path / "out", project=project)
    assert [(row.drawn.figure, row.drawn.cell, row.public) for row in made.figures] == [("fig-a", 2, "yes")]
    for path in (project / "figures").iterdir():
        assert path.read_bytes() == (tmp_path / "out" / "figures" / path.name).read_bytes(), path.name
    cells = nbformat.read(tmp_path / "out" / "notebooks" / "01-who.ipynb", as_version=4).cells
    assert [cell.metadata.get("tags", []) for cell in cells[1:4]] == [[], ["raises-exception"], ["raises-exception"]]
    assert "not part of this release" in cells[2].outputs[0].evalue
    assert "not part of this copy" in cells[4].outputs[0].text
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "| fig-a | 01-who.ipynb | 2 | alt.txt, caption.md, csv, json, long.md, pdf, png, svg | yes |" in readme
    assert "cells 3, 4 ask for the text" in readme
    assert SEED in json.loads((tmp_path / "out" / "DISCLOSURE.json").read_text(encoding="utf-8"))["collections"]


def test_a_figure_that_comes_out_otherwise_is_named(project, tmp_path):
    changed = project / "figures" / "fig-a.csv"
    before = changed.read_bytes()
    changed.write_bytes(before + b"one,more\n")
    try:
        made = write_release(tmp_path / "out", project=project)
    finally:
        changed.write_bytes(before)
    assert [row.public for row in made.figures] == ["no: other csv than in the project"]


def test_a_cell_that_fails_for_another_reason_stops_the_release(project, tmp_path):
    other = tmp_path / "other"
    (other / "notebooks").mkdir(parents=True)
    broken = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("1 / 0", id="a"), nbformat.v4.new_code_cell("# load_features('x')", id="b")]
    )
    nbformat.write(broken, other / "notebooks" / "01-broken.ipynb")
    with pytest.raises(dl.DatelineError):
        write_release(tmp_path / "out", ["summits-2022"], project=other)
    assert not (tmp_path / "out").exists()


def test_a_release_is_the_same_bytes_whatever_the_clock_the_folder_and_the_language(folder, tmp_path):
    outputs = []
    for number, settings in enumerate(
        ({"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
         {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"})
    ):  # fmt: skip
        place = tmp_path / f"run-{number}" / ("deep" * number or "x")
        place.mkdir(parents=True)
        command = [sys.executable, "-m", "dateline", "release", "out", "--corpus", str(folder), "--thin"]
        done = subprocess.run(command, cwd=place, env={**os.environ, **settings}, capture_output=True, text=True)
        assert done.returncode == 1, done.stderr
        outputs.append(everything(place / "out"))
    assert outputs[0] == outputs[1]
    told = b"".join(outputs[0].values())
    assert str(tmp_path).encode() not in told


def test_a_folder_that_is_no_release_is_not_overwritten(folder, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("mine")
    with pytest.raises(ReleaseError, match="is no release"):
        write_release(tmp_path / "notes", [str(folder)], thin=True)
    assert (tmp_path / "notes" / "mine.txt").read_text() == "mine"
    write_release(tmp_path / "out", [str(folder)], thin=True)
    write_release(tmp_path / "out", [str(folder)], thin=True)


# For machines


def test_the_data_package_names_every_table_with_its_size_and_digest(released):
    package = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    tables = {resource["path"]: resource for resource in package["resources"]}
    assert set(tables) == {str(path.relative_to(released)) for path in released.rglob("*.csv")}
    for name, resource in tables.items():
        content = (released / name).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert [field["name"] for field in resource["schema"]["fields"]] == list(rows(released / name)[0])


def test_frictionless_finds_the_package_valid_and_a_changed_row_not(released, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    place = tmp_path / "copy"
    for name, content in everything(released).items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    assert frictionless.validate(str(place / "datapackage.json")).valid
    path = place / "corpus" / "summits-2022" / "quotes.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",direct,", ",shouted,", 1), encoding="utf-8")
    assert not frictionless.validate(str(place / "datapackage.json")).valid


def test_the_crate_lists_every_file_and_reads_back_with_its_own_library(released):
    graph = json.loads((released / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    listed = {entity["@id"] for entity in graph if entity["@type"] in ("File", ["File", "SoftwareSourceCode"])}
    assert listed == set(everything(released)) - {"ro-crate-metadata.json"}
    rocrate = pytest.importorskip("rocrate.rocrate")
    crate = rocrate.ROCrate(str(released))
    assert {entity.id for entity in crate.data_entities} == listed
    assert re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(crate.root_dataset["datePublished"]))


# The seed article


def test_the_seed_article_is_drawn_with_the_same_bytes_with_and_without_its_text(shared):
    there = dl.annotate(dl.load_corpus("seed"))
    without = dl.load_features(SEED)
    title = "Who is named, who speaks, and which words frame?"
    drawn = [dl.plot_close_reading(found, SEED, title=title) for found in (there, without)]
    assert drawn[0].files == drawn[1].files
    assert without.hits.texts == {}


def test_of_the_seed_article_the_project_holds_features_and_a_record_alone(shared):
    corpus = dl.load_corpus("seed")
    said = [word for word, _ in tokens(corpus[SEED].text)]
    runs = {tuple(said[at : at + RUN + 1]) for at in range(len(said) - RUN)}
    for path in [*(home("seeds") / "features").iterdir(), *(home("seeds").parent / "figures").glob("fig-04*.csv")]:
        words = [word for word, _ in tokens(path.read_text(encoding="utf-8"))]
        assert not {tuple(words[at : at + RUN + 1]) for at in range(len(words) - RUN)} & runs, path.name


def test_a_file_of_ones_own_in_an_earlier_release_is_not_lost(tmp_path):
    write_release(tmp_path / "out", ["summits-2022"])
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(dl.DatelineError, match=r"notes\.txt"):
        write_release(tmp_path / "out", ["summits-2022"])
    (tmp_path / "out" / "notes.txt").unlink()
    write_release(tmp_path / "out", ["summits-2022"])
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_figures_table_named_like_a_table_of_findings_is_searched():
    files = {"figures/fig-03-whose-words.csv": b"frame\npeace\n", "corpus/one/words.csv": b"voice\nnarrator\n"}
    assert [name for name, _ in words_of(files)] == ["figures/fig-03-whose-words.csv"]


@pytest.mark.parametrize("day", ["2020-13-01", "2020", "soon"])
def test_a_day_of_publication_that_never_was_is_refused(tmp_path, day):
    with pytest.raises(dl.DatelineError, match="is no date"):
        write_release(tmp_path / "out", ["summits-2022"], published=day)
    assert not (tmp_path / "out").exists()
