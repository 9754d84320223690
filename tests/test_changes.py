"""Framing in time: rates by period, change points held against articles dealt out at random, events."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.nonparametric.smoothers_lowess import lowess

from dateline.differences import contrast
from dateline.errors import MeasureError
from dateline.measures.changes import change_points
from dateline.measures.events import event_study
from dateline.measures.trends import framing_trend
from dateline.resampling import bootstrap
from found_builder import found_from, hit, mention


def months(rates, *, articles=8, words=400, seed=1, clumped=0.8):
    """Return a corpus whose hits follow some monthly rates an article, in clumps."""
    generator, documents, hits, spoken = np.random.default_rng(seed), [], [], []
    for month, rate in enumerate(rates, 1):
        for number in range(articles):
            name = f"{month:02}-{number}"
            documents.append((name, "Wire", f"2022-{month:02}-{number + 1:02}"))
            spoken.append((name, "narrator", words))
            hits += [hit(name, "threat")] * generator.poisson(rate * generator.gamma(clumped, 1 / clumped))
    return found_from(documents, hits=hits, words=spoken)


def test_a_trend_has_every_period_from_the_first_to_the_last_with_its_own_limits():
    found = found_from(
        [("a", "Wire", "2022-01-03"), ("b", "Wire", "2022-03"), ("c", "Wire", "2022")],
        hits=[hit("a", "threat"), hit("b", "threat"), hit("b", "threat", negated=True), hit("c", "threat")],
        words=[("a", "narrator", 500), ("b", "narrator", 250), ("c", "narrator", 100)],
    )
    trend = framing_trend(found, by=["frame"])
    table = trend.to_frame()
    assert table["period"].tolist() == ["2022-01", "2022-02", "2022-03"]
    assert table["hits"].tolist() == [1, 0, 1]
    assert table["rate"].tolist() == pytest.approx([2, np.nan, 4], nan_ok=True)
    assert table["high"][0] == pytest.approx(1000 * bootstrap([[1]], [[500]], seed=1).high[0])
    assert "1 without such a date left out" in trend.notes[0]
    assert [passage.document for passage in trend.passages(period="2022-03")] == ["b"]


def test_the_smooth_is_lowess_over_the_periods_that_have_words():
    table = framing_trend(months([1, 2, 1, 3, 2, 4, 5, 3, 4, 6]), smooth=0.6).to_frame()
    expected = lowess(table["rate"], np.arange(10), frac=0.6, return_sorted=False)
    assert table["smooth"].tolist() == pytest.approx(expected.tolist())
    assert framing_trend(months([1, 2, 1])).to_frame()["smooth"].isna().all()


def test_a_planted_change_is_found_at_its_month():
    changes = change_points(months([0.4] * 5 + [2.5] * 7)).to_frame()
    assert changes["at"].tolist() == ["2022-06"]
    row = changes.iloc[0]
    assert row["before"] == pytest.approx(1, abs=0.7)
    assert row["after"] == pytest.approx(6.25, abs=1.5)
    assert row["p"] <= 0.01


def test_two_planted_changes_are_found_in_order_of_time():
    changes = change_points(months([0.3] * 4 + [3] * 4 + [0.3] * 4, articles=10)).to_frame()
    assert changes["at"].tolist() == ["2022-05", "2022-09"]


def test_clumped_hits_without_a_change_seldom_raise_a_false_alarm():
    alarms = [len(change_points(months([1] * 12, seed=seed, clumped=0.3), draws=199)) > 0 for seed in range(40)]
    assert np.mean(alarms) <= 0.125  # 5 per cent expected; 6 of 40 or more would come up once in 70 times


def test_the_split_is_the_one_a_loop_over_all_splits_prefers():
    found = months([1, 0.5, 2, 1, 3, 4, 3, 5])
    hits = found.hits.table.groupby(found.hits.table["document"].str[:2]).size()
    counts = [int(hits.get(f"{month:02}", 0)) for month in range(1, 9)]

    def gain(at):
        parts = [(sum(counts[:at]), at), (sum(counts[at:]), 8 - at)]
        return sum(h * np.log(h / n) for h, n in parts if h)

    assert change_points(found, most=1).to_frame()["at"].tolist() == [f"2022-{max(range(1, 8), key=gain) + 1:02}"]


def test_an_event_is_followed_by_the_contrast_of_its_two_windows():
    found = months([1] * 3 + [4] * 3, articles=20)
    study = event_study(found, "2022-04-01", days=30, seed=7)
    row = study.to_frame().iloc[0]
    by = found.hits.table.groupby("document").size()
    dated = found.documents[found.documents["date"].between("2022-03-02", "2022-04-30")]
    counts = dated["document"].map(by).fillna(0).to_numpy()
    after = (dated["date"] >= "2022-04-01").to_numpy()
    sides = [(np.where(side, counts, 0)[:, None], np.where(side, 400, 0)[:, None]) for side in (after, ~after)]
    expected = contrast(*sides, seed=7)
    assert [row["low"], row["high"]] == pytest.approx([1000 * expected.low[0], 1000 * expected.high[0]])
    assert row["difference"] == pytest.approx(1000 * expected.difference[0])
    assert {passage.document[:2] for passage in study.passages(window="after", most=None)} == {"04"}


def test_the_placebo_share_says_how_many_other_dates_are_followed_by_as_much():
    quiet = event_study(months([2] * 12, articles=20), "2022-06-01", days=20).to_frame().iloc[0]
    loud = event_study(months([1] * 6 + [9] * 6, articles=20), "2022-07-01", days=20).to_frame().iloc[0]
    assert loud["placebo"] < 0.05 < quiet["placebo"]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda found: framing_trend(found, every="fortnight"), "fortnight"),
        (lambda found: framing_trend(found, by=["frame", "month"]), "Time is told by `every`"),
        (lambda found: framing_trend(found, smooth=0), "smooth=0"),
        (lambda found: change_points(found, most=0), "most"),
        (lambda found: event_study(found, "24 February"), "is no date. Write it as 2022-02-24"),
        (lambda found: event_study(found, "2022-13-45"), "is no date"),
        (lambda found: event_study(found, "2030-01-01"), "No article is dated in the 30 days before 2030-01-01"),
    ],
)
def test_what_cannot_be_asked_of_time_says_why(ask, message):
    with pytest.raises(MeasureError, match=message):
        ask(months([1, 2]))


def test_a_week_goes_by_its_first_day():
    table = framing_trend(months([1], articles=14), every="week").to_frame()
    assert all(pd.Timestamp(period).day_name() == "Monday" for period in table["period"])


def test_what_two_say_together_is_in_the_trend_of_either():
    who = {"speaker": "xi", "speaker_name": "Xi Jinping and Vladimir Putin"}
    found = found_from(
        [("a", "Wire", "2022-02-04"), ("b", "Wire", "2022-03-04")],
        hits=[hit("a", "friendship", "direct", **who), hit("b", "friendship", "direct", speaker="putin")],
        words=[("a", "direct", 100, "xi"), ("b", "direct", 50, "putin")],
        mentions=[mention("a", "xi"), mention("a", "putin")],
    )
    found.words.loc[found.words["speaker"] == "xi", "speaker_name"] = "Xi Jinping and Vladimir Putin"
    trend = framing_trend(found, by=["frame", "speaker"])
    hits = trend.to_frame().set_index(["speaker", "period"])["hits"]
    assert hits["putin"].tolist() == [1, 1]
    assert hits["xi"].tolist() == [1, 0]


def test_where_nothing_changes_no_sentence_stands_behind_it():
    flat = change_points(months([4] * 6), draws=199)
    assert not len(flat)
    assert not len(flat.behind({}))


def test_behind_a_change_stand_only_the_hits_of_what_changed():
    days = [f"2022-{month:02d}-{day:02d}" for month in range(1, 7) for day in range(1, 9)]
    documents = [(day, "Wire", day) for day in days]
    hits = [hit(day, "regime") for day in days if day >= "2022-04" for _ in range(5)]
    steady = [hit(day, "friendship") for day in days for _ in range(2)]
    found = found_from(documents, hits=hits + steady, words=[(day, "narrator", 400) for day in days])
    changes = change_points(found, draws=199)
    assert changes.to_frame()["frame"].tolist() == ["regime"]
    assert set(changes.behind({})["frame"]) == {"regime"}


def test_windows_longer_than_the_corpus_are_told_to_be_cut_and_placebos_counted():
    found = months([4] * 6)
    cut, whole = event_study(found, "2022-03-05", days=1000), event_study(found, "2022-03-05", days=6)
    assert "the corpus reaches" in cut.notes[-1]
    assert "share of 0 other dates" in cut.notes[1]
    assert not any("Windows are cut" in note for note in whole.notes)
    assert "share of 0 other" not in whole.notes[1]
