"""What a collection says of itself: the card, and the datasheet with what the articles can tell."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import dateline as dl
from dateline.cli import main
from dateline.corpus import Problem
from dateline.datasheet import OPEN, load_questions
from dateline.errors import SeedError

ROOT = Path(__file__).parents[1]
NUMBERS = ["Zero", *"One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen".split()]


@pytest.fixture
def mixed():
    """Return six articles with gaps of every kind, one of them a copy."""
    story = " ".join(f"word{number}" for number in range(40))
    return dl.Corpus(
        (
            dl.Document("a", story, "2021-11-30", outlet="Post", language="en", rights="licensed"),
            dl.Document("b", story + " more", "2021-12-01", outlet="Sun | Star", language="en"),
            dl.Document("c", "It snowed in the night.", "2022-02", outlet="Post", language="fr"),
            dl.Document("d", "It rained.", "2022", outlet="Post"),
            dl.Document("e", "<b>It froze.</b>"),
            dl.Document("f", "It thawed.", "2022-02-03", outlet="Post", other={"copy_of": "e", "page": 3}),
        ),
        "mixed",
        (Problem("x.csv", 7, "date", "No date.", "The date was emptied."),),
        ("a rule",),
    )


def under(sheet, question):
    """Return the answer to the question that holds some words."""
    parts = re.split(r"^###? (.+)$", sheet, flags=re.MULTILINE)
    (answer,) = [body for head, body in zip(parts[1::2], parts[2::2], strict=True) if question in head]
    return answer


def test_the_datasheet_of_the_sample_written_by_hand_agrees_with_what_is_counted(summits):
    sheet = (ROOT / "corpus" / "summits-2022" / "DATASHEET.md").read_text(encoding="utf-8")
    card = summits.card()
    reports, words, first, last, outlets = re.search(
        r"(\d+) reports, about ([\d,]+) words, (\d+ \w+) to (\d+ \w+) 2022: (.+?)\. \w+ are marked", sheet
    ).groups()
    assert card["reports"].startswith(reports)
    assert abs(int(words.replace(",", "")) - int(card["words"].replace(",", ""))) < 100
    assert (first, last) == ("7 January", "31 December")
    assert card["dates"] == f"2022-01-07 to 2022-12-31 (day {reports})"
    by_hand = {name: int(count) for name, count in re.findall(r"([A-Z][\w ]+?) (\d+)", outlets)}
    assert by_hand == {name: int(n) for name, n in re.findall(r"([A-Z][\w ]+?) \((\d+)", card["outlets"])}
    marked = re.search(r"(\w+) are marked as shortened or updated copies", sheet)[1]
    assert f"{NUMBERS.index(marked)} are marked as copies" in card["reports"]
    assert card["copies"].startswith(f"{NUMBERS.index(marked)} found")
    assert "CC BY 4.0" in sheet
    assert card["rights"] == f"CC-BY-4.0 {reports}"


def test_the_filled_part_for_the_sample_has_the_counts_of_its_articles(summits):
    sheet = summits.datasheet()
    for outlet, count in (("Meridian Press", 31), ("Harbour Courier", 28), ("Huaxin Daily Service", 21)):
        assert f"| {outlet} | {count} |" in under(sheet, "Which outlets")
    assert "| 2022-04 | 1 | 0 | 2 | 3 |" in under(sheet, "lie in time")
    assert "| url | 80 | 100.0% |" in under(sheet, "What is missing")
    assert summits.digest in under(sheet, "version")


def test_a_card_says_what_is_missing_and_how_precise_dates_are(mixed):
    card = mixed.card()
    assert card["dates"] == "2021-11-30 to 2022-02-03 (day 3; month 1; year 1; no date 1)"
    assert card["languages"] == "en 2; fr 1; unknown 3"
    assert card["rights"] == "licensed 1; unknown 5"
    assert card["copies"] == "1 found, in 1 clusters of at most 2 articles"
    assert "outlet 1" in card["missing"]
    assert "rights 5" in card["missing"]
    assert (card["problems"], card["only"]) == ("1: see corpus.report()", "a rule")


def test_every_month_between_the_first_and_the_last_is_in_the_coverage_zeros_too(mixed):
    answer = under(mixed.datasheet(), "lie in time")
    assert "| month | Post | Sun \\| Star | all |" in answer
    assert "| 2021-12 | 0 | 1 | 1 |" in answer
    assert "| 2022-01 | 0 | 0 | 0 |" in answer
    assert "| 2022-02 | 2 | 0 | 2 |" in answer
    assert "2 articles without a month" in answer


def test_a_collection_of_many_years_is_covered_by_year_and_one_without_dates_says_so():
    years = dl.Corpus(tuple(dl.Document(f"d{n}", "Snow.", f"{1990 + n}-01-01", outlet="Post") for n in range(40)), "x")
    assert "| 2003 | 1 | 1 |" in under(years.datasheet(), "lie in time")
    assert "No article has a date" in under(dl.Corpus((dl.Document("a", "Snow."),), "x").datasheet(), "lie in time")


def test_rare_outlets_are_summed_and_their_number_given():
    documents = tuple(dl.Document(f"d{n}", "Snow.", "2022-01-01", outlet=f"Outlet {n % 40:02d}") for n in range(50))
    sheet = dl.Corpus(documents, "x").datasheet()
    assert "And 10 more outlets with 10 articles." in under(sheet, "Which outlets")
    assert "| others | all |" in under(sheet, "lie in time")
    assert under(sheet, "lie in time").count("| 50 |") == 1


def test_what_the_articles_cannot_tell_is_marked_and_what_they_can_is_not(mixed):
    sheet = mixed.datasheet()
    for question in load_questions():
        is_open = under(sheet, question.text).strip() == OPEN
        assert is_open == (question.answer is None)
    assert "a rule" in under(sheet, "sample of something larger")
    assert "The date was emptied. | 1 |" in under(sheet, "errors, noise")


def test_half_of_the_articles_have_no_more_words_than_the_median():
    lengths = dl.Corpus(tuple(dl.Document(f"d{n}", "snow " * n) for n in range(1, 6)), "x")
    answer = under(lengths.datasheet(), "How long")
    assert ("| shortest | 1 |" in answer, "| longest | 5 |" in answer) == (True, True)
    assert "| half have no more | 3 |" in answer


def test_an_empty_collection_has_a_card_and_a_datasheet():
    empty = dl.Corpus((), "nothing")
    assert empty.card()["reports"] == "0"
    assert "0 articles, 0 words" in empty.datasheet()


def test_a_question_that_names_no_answer_stops_the_load(tmp_path):
    table = tmp_path / "datasheet.csv"
    table.write_text("section,question,answer,note\nUses,What for?,lenghts,mine\n", encoding="utf-8")
    with pytest.raises(SeedError, match=r'row 2: there is no answer "lenghts". Did you mean "lengths"'):
        load_questions(table)


def test_the_command_writes_a_datasheet_with_a_figure_beside_it(tmp_path, summits):
    out = tmp_path / "DATASHEET.md"
    assert CliRunner().invoke(main, ["datasheet", "summits-2022", "--out", str(out)]).exit_code == 0
    sheet = out.read_text(encoding="utf-8")
    assert "](DATASHEET-coverage.svg)" in sheet
    assert "Huaxin Daily Service" in (tmp_path / "DATASHEET-coverage.svg").read_text(encoding="utf-8")
    assert summits.digest in sheet


def test_the_command_describes_a_store(tmp_path, mixed):
    dl.open_store(tmp_path / "s").append(mixed.documents)
    ran = CliRunner().invoke(main, ["datasheet", str(tmp_path / "s"), "--out", "-"])
    assert (ran.exit_code, "6 articles" in ran.stdout) == (0, True)
