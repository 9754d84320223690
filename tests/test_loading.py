"""`dateline load` and its report: faults by file, place and field, unknown outlets once, nothing lost unsaid."""

import csv
import json
import subprocess
import sys
import zipfile

import pandas as pd
import pytest

import dateline as dl
from dateline.corpus import Document
from dateline.errors import SeedError
from dateline.provenance import home
from dateline.readers.known_outlets import OutletNames
from dateline.seeds.outlets import load_outlets

ARCHIVE = home("corpus") / "own-archive" / "reports"


def run(*words):
    return subprocess.run([sys.executable, "-m", "dateline", *map(str, words)], capture_output=True, timeout=300)


def test_a_report_names_file_place_field_what_was_found_and_what_was_done(tmp_path):
    done = run("load", ARCHIVE, "--out", tmp_path / "a.jsonl", "--report", tmp_path / "report.csv", "--full")
    assert done.returncode == 1
    rows = list(csv.DictReader((tmp_path / "report.csv").read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == ["file", "position", "field", "found", "done"]
    places = [(row["file"], row["position"], row["field"]) for row in rows]
    assert places == [
        *(("clippings.csv", "6", "date"), ("clippings.csv", "8", "text")),
        *(("clippings.csv", "2", "outlet"), ("clippings.csv", "7", "outlet"), ("factiva-style.html", "3", "outlet")),
    ]
    assert "Harbour Courier" in rows[3]["found"]
    articles = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(articles) == 19
    partial = next(article for article in articles if article["id"] == "d-04")
    assert (partial["date"], partial["date_precision"], partial["position"]) == ("2022-03", "month", 5)
    assert all(len(article["digest"]) == 64 for article in articles)


def test_unknown_outlets_are_no_failure_and_a_table_of_ones_own_knows_them(tmp_path):
    (tmp_path / "in.csv").write_text("text,outlet\nSnow fell.,Dale Sun\n", encoding="utf-8")
    done = run("load", tmp_path / "in.csv", "--out", "-")
    assert done.returncode == 0
    assert b'The outlet "Dale Sun" (1 article) is not among the known outlets' in done.stderr
    (tmp_path / "mine.csv").write_text("name,aliases\nThe Dale Sun of Dale,Dale Sun\n", encoding="utf-8")
    done = run("load", tmp_path / "in.csv", "--out", "-", "--outlets", tmp_path / "mine.csv")
    assert b"known outlets" not in done.stderr
    assert json.loads(done.stdout)["outlet"] == "The Dale Sun of Dale"


def test_a_row_of_the_exchange_format_has_no_more_fields_than_agreed(tmp_path):
    (tmp_path / "in.csv").write_text("text,outlet\nSnow fell.,Reuters\n", encoding="utf-8")
    row = json.loads(run("load", tmp_path / "in.csv", "--out", "-").stdout)
    agreed = "id text date title outlet byline dateline agency section url language source_file rights"
    assert set(row) == set(agreed.split())


def test_a_file_in_which_no_article_is_found_is_never_passed_over_in_silence(tmp_path):
    (tmp_path / "a.txt").write_text("Snow fell.", encoding="utf-8")
    (tmp_path / "export.html").write_text(
        "<html><title>Factiva</title><body><div class='article enArticle'></div></body>"
    )
    (tmp_path / "rule.csv").write_text("text\n\n\n", encoding="utf-8")
    corpus = dl.load_corpus(tmp_path, problems="keep")
    assert len(corpus) == 1
    assert {problem.file for problem in corpus.problems} == {"export.html", "rule.csv"}


def test_a_member_of_an_archive_without_a_name_is_left_out(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.txt", "Snow fell.")
        archive.writestr(zipfile.ZipInfo(""), "More snow.")
    corpus = dl.load_corpus(tmp_path / "x.zip", problems="keep")
    assert [document.text for document in corpus] == ["Snow fell."]
    assert ["no name" in problem.found for problem in corpus.problems] == [True]


def test_problems_can_be_kept_without_a_warning(tmp_path, recwarn):
    corpus = dl.load_corpus("own-archive", problems="keep")
    assert len(corpus.report()) == 5
    assert not recwarn.list


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("The New York Times", "The New York Times"),
        ("NEW YORK TIMES", "The New York Times"),
        ("Agence France Presse -- English", "Agence France-Presse"),
        ("Sueddeutsche Zeitung", "Süddeutsche Zeitung"),
        ("L.A. Times", "Los Angeles Times"),
        ("Die Zeit, Nr. 7", "Die Zeit"),
        ("The Sun", None),
    ],
)
def test_a_printed_name_is_an_outlet_only_where_it_can_mean_no_other(printed, name):
    found = OutletNames().known(printed)
    assert (found and found.name) == name


def test_a_misspelt_outlet_gets_a_suggestion_and_an_unlike_one_none():
    names = OutletNames()
    assert names.near("Washingtn Post") == ["The Washington Post"]
    assert names.near("Reuters (Berlin)") == ["Reuters"]
    assert names.near("Parish Notes of Little Snoring") == []


def test_every_outlet_has_an_owner_a_source_and_a_place_where_it_is_edited():
    outlets = {outlet.id: outlet for outlet in load_outlets().values()}.values()
    assert len(outlets) >= 150
    assert all(outlet.owner and outlet.source and len(outlet.country) == 3 for outlet in outlets)
    assert {outlet.state_run for outlet in outlets} == {"yes", "no", "public"}
    assert sum(outlet.type == "agency" for outlet in outlets) >= 60


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"name": ["A"], "type": ["paper"]}, "column type holds"),
        ({"name": ["A"], "aliases": ["Reuters"]}, "already a name of"),
        ({"title": ["A"]}, "unknown column"),
    ],
)
def test_a_wrong_row_of_ones_own_outlets_stops_the_load(table, message):
    with pytest.raises(SeedError, match=message):
        load_outlets(add=pd.DataFrame(table))


def test_a_row_of_ones_own_fills_in_a_known_outlet():
    outlets = load_outlets(add=pd.DataFrame({"name": ["Reuters"], "aliases": ["RTRS"], "owner": ["Somebody"]}))
    assert (outlets["RTRS"].id, outlets["RTRS"].owner, outlets["Reuters"].country) == ("reuters", "Somebody", "GBR")


def test_the_digest_of_an_article_is_the_same_however_its_marks_are_printed():
    assert Document("a", "“Snow,” he\u00a0said.").digest == Document("b", '"Snow," he said.').digest
    assert Document("a", "Snow.").digest != Document("a", "Hail.").digest


@pytest.fixture
def read(tmp_path):
    """Return a function that loads one file of a name and a content."""

    def loading(name, content):
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")
        return dl.load_corpus(tmp_path / name, problems="keep")

    return loading


@pytest.mark.parametrize(
    "written",
    [
        "---\ntitle: Snow\ndate: 2022-02-05\n---\nIt snowed.",
        "\n---\ntitle: Snow\ndate: 2022-02-05\n...\nIt snowed.",
        "---\r\nTitle: Snow\r\nDate: 2022-02-05\r\n---\r\nIt snowed.",
        '+++\ntitle = "Snow"\ndate = 2022-02-05\n+++\nIt snowed.',
        '{"title": "Snow",\n"date": "2022-02-05"}\nIt snowed.',
    ],
)
def test_front_matter_of_every_kind_gives_fields_and_leaves_the_text(read, written):
    corpus = read("a.md", written)
    (article,) = corpus
    assert (article.title, article.date, article.text) == ("Snow", "2022-02-05", "It snowed.")
    assert corpus.problems == ()


def test_nothing_that_front_matter_says_twice_is_lost_unsaid(read):
    corpus = read("a.md", "---\ntitle: Snow\ntitle: Rain\ntext: In front.\n---\nIt snowed.")
    (article,) = corpus
    assert (article.title, article.text, article.other["text in front matter"]) == ("Snow", "It snowed.", "In front.")
    assert [problem.field for problem in corpus.problems] == ["title", "text"]
    assert "Rain" in corpus.problems[0].found


@pytest.mark.parametrize(
    "written",
    [
        "---\nmeta:\n  desk: east\n  page: {no: '3'}\n---\nIt snowed.",
        '+++\n[meta]\ndesk = "east"\npage = {no = "3"}\n+++\nIt snowed.',
        '{"meta": {"desk": "east", "page": {"no": "3"}}}\nIt snowed.',
    ],
)
def test_a_value_that_holds_keys_of_its_own_is_read_alike_in_every_kind_of_front_matter(read, written):
    corpus = read("a.md", written)
    assert [article.other["meta"] for article in corpus] == [{"desk": "east", "page": {"no": "3"}}]
    assert corpus.problems == ()


@pytest.mark.parametrize(
    "written",
    ["---\nmeta:\n  desk: east\n  desk: west\n---\nSnow.", '{"meta": {"desk": "east", "desk": "west"}}\nSnow.'],
)
def test_a_key_that_stands_twice_within_a_value_is_reported(read, written):
    corpus = read("a.md", written)
    assert [article.other["meta"] for article in corpus] == [{"desk": "west"}]
    assert [(problem.field, problem.done) for problem in corpus.problems] == [("desk", "The last was kept.")]


@pytest.mark.parametrize("written", ["---\n\nSnow fell\n\n---\nmore", "+++\nsnow\n+++\nmore"])
def test_what_only_looks_like_front_matter_stays_in_the_text_and_is_reported(read, written):
    corpus = read("a.md", written)
    assert [article.text for article in corpus] == [written]
    assert "front matter" in corpus.problems[0].found


@pytest.mark.parametrize("bad", ['"He said "snow" and left"', '"He said \\"snow\\""', '"no end'])
def test_a_row_with_a_bad_quotation_mark_takes_no_other_with_it(read, bad):
    corpus = read("a.csv", f"id,text\n1,Snow.\n2,{bad}\n3,Rain.\n4,Hail.\n")
    assert [article.id for article in corpus] == ["1", "3", "4"]
    assert [(problem.row, problem.field) for problem in corpus.problems] == [(3, None)]


def test_lines_that_are_no_longer_read_again_are_counted(read):
    corpus = read("a.csv", "id,text\n1,Snow.\n" + '2,"no end\n' * 25 + "3,Rain.\n" * 35)
    assert [article.id for article in corpus] == ["1"]
    done = [problem.done for problem in corpus.problems]
    lost = [int(told.removeprefix("It was left out with lines after it: ")[:-1]) for told in done if ":" in told]
    assert done[:20] == ["It was left out."] * 20
    assert 1 + len(done) + sum(lost) == 1 + 25 + 35


def test_a_line_longer_than_any_article_takes_no_other_with_it(read, monkeypatch):
    monkeypatch.setattr("dateline.readers.csv_rows.LARGEST", 100)
    corpus = read("a.csv", f"id,text\n1,Snow.\n2,{'x' * 500}\n3,Rain.\n")
    assert [article.id for article in corpus] == ["1", "3"]
    assert "more than" in corpus.problems[0].found


def test_a_weekday_that_was_another_is_asked_about_in_one_sentence(read):
    corpus = read("a.csv", 'text,date\nSnow.,"Monday, 5 February 2022"\n')
    assert corpus.problems[0].found.endswith("which is wrong?")


@pytest.mark.parametrize("delimiter", ",;\t|")
def test_a_header_in_capitals_names_the_fields(read, delimiter):
    corpus = read("a.csv", delimiter.join(["ID", "Text", "Date"]) + "\n" + delimiter.join(["7", "Snow.", "2022-02-05"]))
    assert [(article.id, article.text, article.date) for article in corpus] == [("7", "Snow.", "2022-02-05")]


def test_a_column_that_differs_from_a_field_by_its_capitals_does_not_take_its_place(read):
    (article,) = read("a.csv", "text,Text,TITLE,Title\nSnow.,Rain.,A,B\n")
    assert (article.text, article.title) == ("Snow.", None)
    assert (article.other["Text"], article.other["TITLE"], article.other["Title"]) == ("Rain.", "A", "B")


def test_a_list_in_one_json_file_is_refused_with_the_way_to_make_lines_of_it(read):
    with pytest.raises(dl.DatelineError, match="jq"):
        read("a.json", '[{"text": "Snow."}, {"text": "Rain."}]')


def test_what_is_no_path_is_refused_by_name():
    with pytest.raises(dl.DatelineError, match="None is neither"):
        dl.load_corpus(None)


def test_a_second_article_of_a_page_is_not_lost_unsaid(read):
    paragraph = "<p>The {} of the valley said on Friday that the road over the pass stays closed until the thaw.</p>"
    articles = "".join(f"<article><h2>News</h2>{paragraph.format(who) * 4}</article>" for who in ("mayor", "warden"))
    corpus = read("a.html", f"<html><body>{articles}</body></html>")
    assert len(corpus) == 1
    assert any("marks more articles" in problem.found for problem in corpus.problems)
