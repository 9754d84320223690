"""The order of day and month in dates of numbers: said by whoever loads, never guessed."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import dateline as dl
from dateline.cli import main
from dateline.errors import DatelineError
from dateline.readers.dates import iso_date, year_first

ROWS = "id,text,date\na,Snow fell on the pass.,05/02/2022\nb,It thawed by noon.,25/02/2022\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "winter.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("printed", "order", "read"),
    [("05/02/2022", "dmy", "2022-02-05"), ("05/02/2022", "mdy", "2022-05-02"), ("5.2.2022", "dmy", "2022-02-05"),
     ("05-02-2022 10:30", "dmy", "2022-02-05"), ("2/25/2022, 9:05 PM", "mdy", "2022-02-25"),
     ("2022-02-05", "mdy", "2022-02-05"), ("5 February 2022", "mdy", "2022-02-05"), (2022, "dmy", "2022")],
)  # fmt: skip
def test_numbers_are_read_in_the_order_that_was_said(printed, order, read):
    assert iso_date(year_first(printed, order)) == read


@pytest.mark.parametrize("printed", ["2022-1-5", "2022.01.05", "2022/1/5", "2022-1-5 08:00"])
def test_a_year_that_comes_first_leaves_no_doubt(printed):
    assert iso_date(printed) == "2022-01-05"


def test_without_an_order_both_dates_are_emptied_and_the_option_is_named(table):
    corpus = dl.load_corpus(table, problems="keep")
    assert [document.date for document in corpus] == [None, None]
    assert all('dates="dmy" or "mdy"' in problem.found for problem in corpus.problems[:2])


def test_a_column_of_european_dates_is_read_once_its_order_is_said(table):
    corpus = dl.load_corpus(table, dates="dmy", problems="raise")
    assert [document.date for document in corpus] == ["2022-02-05", "2022-02-25"]


def test_a_date_that_does_not_fit_the_order_is_emptied_and_named_as_printed(table):
    corpus = dl.load_corpus(table, dates="mdy", problems="keep")
    assert [document.date for document in corpus] == ["2022-05-02", None]
    assert "25/02/2022" in corpus.problems[0].found


def test_a_year_of_two_digits_stays_unread(tmp_path):
    path = tmp_path / "short.csv"
    path.write_text("id,text,date\na,Snow fell.,05/02/22\n", encoding="utf-8")
    assert dl.load_corpus(path, dates="dmy", problems="keep")["a"].date is None


def test_an_order_works_on_a_column_that_was_mapped(tmp_path):
    path = tmp_path / "mapped.csv"
    path.write_text("id,text,published\na,Snow fell.,05/02/2022\n", encoding="utf-8")
    assert dl.load_corpus(path, columns={"date": "published"}, dates="dmy")["a"].date == "2022-02-05"


def test_an_unknown_order_is_refused(table):
    with pytest.raises(DatelineError, match="mdy"):
        dl.load_corpus(table, dates="ymd")


def test_the_command_line_takes_the_order(table, tmp_path):
    out = tmp_path / "winter.jsonl"
    done = CliRunner().invoke(main, ["load", str(table), "--dates", "dmy", "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert [json.loads(line)["date"] for line in out.read_text().splitlines()] == ["2022-02-05", "2022-02-25"]
    stored = CliRunner().invoke(main, ["store", "add", str(tmp_path / "kept"), str(table), "--dates", "dmy"])
    assert stored.exit_code == 0, stored.output
    assert "2 articles added" in stored.output


def test_one_problem_is_told_as_one(table, tmp_path):
    done = CliRunner().invoke(main, ["load", str(table), "--dates", "mdy", "--out", str(tmp_path / "w.jsonl")])
    assert "2 articles loaded; 1 problem." in done.output
