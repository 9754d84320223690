"""In how many articles an actor is named, and when."""

import pytest
from scipy.stats import binomtest

from dateline.errors import MeasureError
from dateline.measures.shares import naming
from dateline.resampling import wilson
from found_builder import found_from, mention

DOCUMENTS = [
    ("a1", "Wire", "2022-02-04"), ("a2", "Wire", "2022-02-05"), ("a3", "Paper", "2022-03"), ("a4", "Paper", None)
]  # fmt: skip


def found():
    return found_from(
        DOCUMENTS,
        mentions=[mention("a1", "xi"), mention("a1", "xi", 1), mention("a2", "xi"), mention("a3", "putin"),
                  mention("a3", "CHN"), mention("a4", "xi")],
    )  # fmt: skip


def test_an_article_counts_once_however_often_it_names_a_leader():
    table = naming(found()).table
    assert table[["actor", "articles", "of"]].to_numpy().tolist() == [["xi", 3, 4], ["putin", 1, 4]]
    assert table["share"].tolist() == [75, 25]


def test_a_month_in_which_somebody_is_not_named_is_a_zero_and_not_a_gap():
    table = naming(found(), over="month").table
    cells = {(row.actor, row.month): (row.articles, row.of) for row in table.itertuples()}
    assert cells == {
        ("xi", "2022-02"): (2, 2), ("xi", "2022-03"): (0, 1), ("putin", "2022-02"): (0, 2), ("putin", "2022-03"): (1, 1)
    }  # fmt: skip


def test_an_undated_article_is_left_out_of_months_and_counted():
    assert "1 without month left out" in naming(found(), over="month").notes[0]


def test_the_sentences_behind_a_share_are_one_call_away():
    assert [passage.document for passage in naming(found(), over="month").passages(actor="xi", month="2022-02")] == [
        "a1", "a1", "a2"
    ]  # fmt: skip


def test_an_unknown_choice_is_named_with_the_nearest():
    with pytest.raises(MeasureError, match='Did you mean "month"'):
        naming(found(), over="moth")


def test_only_namings_of_a_form_count_where_one_is_asked_for():
    named = found_from(DOCUMENTS, mentions=[mention("a1", "CHN", form="demonym"), mention("a2", "CHN")])
    assert naming(named, of="country", form=["name"]).table["articles"].tolist() == [1]
    with pytest.raises(MeasureError, match='Did you mean "demonym"'):
        naming(named, of="country", form=["demonim"])


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_that_is_no_coverage_is_refused(level):
    with pytest.raises(MeasureError, match="between 0 and 1"):
        naming(found(), level=level)


@pytest.mark.parametrize(("count", "total"), [(0, 7), (3, 4), (44, 80), (80, 80)])
def test_wilsons_interval_agrees_with_scipy(count, total):
    low, high = wilson(count, total)
    reference = binomtest(count, total).proportion_ci(method="wilson")
    assert (float(low), float(high)) == pytest.approx((reference.low, reference.high), abs=1e-12)
