"""How widely a word is spread: over articles, outlets or months."""

import pytest

from dateline.corpus import Corpus, Document
from dateline.errors import MeasureError, NotFoundError
from dateline.stats import deviation_of_proportions, juilland
from dateline.words.dispersion import dispersions

CORPUS = Corpus(
    (
        Document("a", "Iron rule. Iron will and iron ore.", outlet="Wire", date="2022-02-04"),
        Document("b", "No metal at all here.", outlet="Wire", date="2022-03-01"),
        Document("c", "Iron again, they said.", outlet="State", date="2022"),
    ),
    "three",
)


def test_the_measures_are_those_of_the_counts_by_article():
    row = dispersions(CORPUS, ["iron"]).to_frame().iloc[0]
    counts, sizes = [[3], [0], [1]], [7, 5, 4]
    assert (row["count"], row["range"], row["parts"]) == (4, 2, 3)
    assert row["dp"] == pytest.approx(deviation_of_proportions(counts, sizes)[0])
    assert row["juilland_d"] == pytest.approx(juilland(counts, sizes)[0])


def test_articles_without_a_month_are_left_out_and_counted():
    found = dispersions(CORPUS, ["iron"], over="month")
    assert found.to_frame().iloc[0][["count", "range", "parts"]].tolist() == [3, 1, 2]
    assert "1 articles without month left out" in found.notes[0]


def test_a_row_leads_back_to_its_sentences():
    passages = dispersions(CORPUS, ["iron", "metal"], over="outlet").passages(pattern="iron", outlet="State")
    assert [passage.document for passage in passages] == ["c"]


def test_a_pattern_that_is_not_there_has_a_count_of_zero_and_no_measure():
    row = dispersions(CORPUS, ["gold"]).to_frame().iloc[0]
    assert (row["count"], row["range"]) == (0, 0)
    assert row[["dp", "juilland_d"]].isna().all()


def test_what_cannot_be_asked_says_why():
    with pytest.raises(MeasureError, match="Give patterns in a list"):
        dispersions(CORPUS, "iron")
    with pytest.raises(MeasureError, match="can never match"):
        dispersions(CORPUS, ["*"])
    with pytest.raises(NotFoundError, match="No article of none has its outlet known"):
        dispersions(Corpus((Document("x", "Iron."),), "none"), ["iron"], over="outlet")
