"""Networks in time and beside each other, by hand and against deals at random."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from scipy.stats import fisher_exact

from dateline.errors import MeasureError, NotFoundError
from dateline.networks.comparison import network_contrasts
from dateline.networks.cooccurrence import cooccurrences
from dateline.networks.slices import dyad_series, network_changes, network_series, networks_by_period
from found_builder import found_from, mention
from test_edge_weights import found_of, pairs_of


def by_month():
    """Return pairs of six articles in January and March, one of them without a month."""
    named = {"a": "AB", "b": "ABC", "c": "CD", "d": "AB", "e": "AB", "f": "AB"}
    dates = {"a": "2022-01-03", "b": "2022-01-09", "c": "2022-03-01", "d": "2022-03", "e": "2022", "f": None}
    documents = [(name, "Wire", dates[name]) for name in named]
    mentions = [mention(document, actor * 3) for document, actors in named.items() for actor in actors]
    return cooccurrences(found_from(documents, mentions=mentions), of="country", within="article")


def test_a_series_counts_each_period_by_itself():
    table = network_series(by_month(), seed=1).table
    assert table["period"].tolist() == ["2022-01", "2022-02", "2022-03"]
    assert table[["articles", "actors", "edges"]].values.tolist() == [[2, 3, 3], [0, 0, 0], [2, 4, 2]]
    assert table["density"].tolist() == pytest.approx([100, np.nan, 100 / 3], nan_ok=True)
    assert table["ties"].tolist() == pytest.approx([2, np.nan, 1], nan_ok=True)
    assert table["kept"].tolist() == pytest.approx([np.nan, 0, 0], nan_ok=True)
    assert "2 without such a date left out" in network_series(by_month(), seed=1).notes[0]


def test_a_moving_window_holds_the_articles_of_its_periods():
    table = network_series(by_month(), span=2, seed=1).table
    assert table["period"].tolist() == ["2022-01/2022-02", "2022-02/2022-03"]
    assert table[["articles", "edges"]].values.tolist() == [[2, 3], [2, 2]]
    assert table["kept"].isna().all()  # no window ends before another begins


def test_an_edge_of_a_period_that_two_windows_share_is_not_kept_from_one_to_the_other():
    named = {"a": ("2022-01-03", "AB"), "b": ("2022-02-03", "AC"), "c": ("2022-03-03", "BC"), "d": ("2022-04-03", "AB")}
    documents = [(name, "Wire", date) for name, (date, _) in named.items()]
    mentions = [mention(name, actor * 3) for name, (_, actors) in named.items() for actor in actors]
    pairs = cooccurrences(found_from(documents, mentions=mentions), of="country", within="article")
    kept = network_series(pairs, span=2, seed=1).table["kept"].tolist()
    assert kept == pytest.approx([np.nan, np.nan, 100 / 3], nan_ok=True)  # AB, AC in winter; BC, AB in spring


def test_the_network_of_a_period_is_that_of_its_articles_alone():
    sliced = networks_by_period(by_month())
    assert list(sliced) == ["2022-01", "2022-02", "2022-03"]
    assert sliced["2022-01"].edges[["a", "b", "articles"]].values.tolist() == [
        ["AAA", "BBB", 2], ["AAA", "CCC", 1], ["BBB", "CCC", 1]
    ]  # fmt: skip
    assert sliced["2022-02"].edges.empty
    assert len(sliced["2022-03"].cooccurrences.documents) == 2


def test_a_dyad_has_its_share_of_the_articles_and_of_the_ties():
    series = dyad_series(by_month(), "BBB", "AAA")
    assert series.table[["articles", "of", "share"]].values.tolist() == pytest.approx(
        np.array([[2, 2, 100], [0, 0, np.nan], [1, 2, 50]]), nan_ok=True
    )
    assert series.table["of_ties"].tolist() == pytest.approx([50, np.nan, 50], nan_ok=True)
    assert {p.document for p in series.passages(period="2022-03")} == {"d"}
    with pytest.raises(NotFoundError, match='Did you mean "CCC"'):
        dyad_series(by_month(), "AAA", "CCX")
    with pytest.raises(NotFoundError, match="stand together nowhere"):
        dyad_series(by_month(), "AAA", "DDD")


def changing(seed, chance_after):
    """Return pairs of twelve months with fifteen articles each; A00 and A01 meet by another chance from July on."""
    generator = np.random.default_rng(seed)
    table = generator.random((180, 6)) < 0.25
    month = np.repeat(np.arange(12), 15)
    met = generator.random(180) < np.where(month < 6, 0.05, chance_after)
    table[:, :2] = met[:, None]
    return pairs_of(table, dates=[f"2022-{m + 1:02}-05" for m in month])


def test_a_change_of_a_dyad_is_found_where_it_is():
    found = network_changes(changing(1, 0.6), dyads=[("A00", "A01")], draws=199, seed=1).table
    dyad = found[found["of"] == "A00 and A01"]
    assert dyad["at"].tolist() == ["2022-07"]
    assert dyad["before"].iloc[0] < 0.2 < 0.4 < dyad["after"].iloc[0]


def test_where_nothing_changes_a_change_is_found_as_seldom_as_the_level_says():
    found = [network_changes(changing(seed, 0.05), draws=199, seed=seed).table for seed in range(40)]
    assert sum(not table.empty for table in found) <= 6


def test_what_cannot_be_asked_of_slices_says_why():
    for asked in ({"every": "moon"}, {"span": 0}, {"span": 9}, {"every": "day", "span": 500}):
        with pytest.raises(MeasureError):
            network_series(by_month(), **asked)


def two_outlets(seed, *, chance=0.1, other=0.1):
    """Return pairs of two outlets that differ in how often A00 and A01 meet."""
    generator = np.random.default_rng(seed)
    table = generator.random((160, 8)) < 0.2
    outlets = ["North" if row % 2 else "South" for row in range(160)]
    met = generator.random(160) < np.where(np.arange(160) % 2 == 1, chance, other)
    table[:, :2] = met[:, None]
    return cooccurrences(found_of(table, outlets=outlets), of="country", within="article")


def test_the_exact_p_is_fishers_where_sides_are_alike():
    found = network_contrasts(two_outlets(1, chance=0.5), first="North", second="South", draws=100).table
    for row in found.itertuples():
        expected = fisher_exact([[row.articles, 80 - row.articles], [row.other_articles, 80 - row.other_articles]])
        assert row.p == pytest.approx(expected.pvalue)
    assert found["difference"].tolist() == pytest.approx(
        (100 * (found["articles"] - found["other_articles"]) / 80).tolist()
    )


def test_an_exact_p_is_what_counting_every_deal_gives():
    table = np.array([[1, 1, 0], [1, 1, 0], [1, 1, 1], [0, 1, 1], [0, 0, 1], [1, 0, 1], [1, 1, 0]], bool)
    outlets = ["North"] * 3 + ["South"] * 4
    pairs = cooccurrences(found_of(table, outlets=outlets), of="country", within="article")
    found = network_contrasts(pairs, first="North", draws=100).table.set_index(["a", "b"])
    for a, b in combinations(range(3), 2):
        held = table[:, a] & table[:, b]
        apart = [
            abs(held[list(side)].mean() - np.delete(held, side).mean()) for side in combinations(range(7), 3)
        ]  # fmt: skip
        seen = abs(held[:3].mean() - held[3:].mean())
        assert found.loc[(f"A{a:02}", f"A{b:02}"), "p"] == pytest.approx(np.mean(np.array(apart) >= seen - 1e-12))


def test_deals_drawn_at_random_agree_with_all_of_them():
    exact = two_outlets(3, chance=0.3)
    found = network_contrasts(exact, first="North", draws=100).table.set_index(["a", "b"])["p"]
    units = replace(exact, counting=exact.counting._replace(weight="units"))
    sampled = network_contrasts(units, first="North", draws=2000, seed=5).table.set_index(["a", "b"])["p"]
    assert sampled.reindex(found.index).to_numpy() == pytest.approx(found.to_numpy(), abs=0.04)


def test_a_planted_difference_is_found_and_where_there_is_none_nothing():
    found, false = 0, 0
    for seed in range(20):
        differing = network_contrasts(two_outlets(seed, chance=0.45), first="North", draws=100, min_articles=5).table
        surprising = differing[differing["q"] <= 0.05]
        found += {"A00", "A01"} in [{row.a, row.b} for row in surprising.itertuples()]
        alike = network_contrasts(two_outlets(seed), first="North", draws=100, min_articles=5).table
        false += (alike["q"] <= 0.05).any()
    assert found >= 18
    assert false <= 3


def test_the_test_of_the_whole_says_how_far_two_networks_are_apart():
    whole = [
        float(network_contrasts(two_outlets(2, chance=chance), first="North", draws=200, seed=1).notes[2].split()[5])
        for chance in (0.1, 0.6)
    ]
    assert whole[0] > 0.05 > whole[1]


def test_before_and_after_leave_out_what_cannot_be_told():
    named = {"a": "2022-02-01", "b": "2022-02", "c": "2022-03-02", "d": None, "e": "2022-02-24"}
    documents = [(name, "Wire", date) for name, date in named.items()]
    found = found_from(documents, mentions=[mention(name, who) for name in named for who in ("CHN", "RUS")])
    pairs = cooccurrences(found, of="country")
    contrast = network_contrasts(pairs, at="2022-02-24", draws=100)
    assert contrast.table[["articles", "other_articles"]].values.tolist() == [[2, 1]]
    assert "2 articles of neither side left out" in contrast.notes[0]
    assert {p.document for p in contrast.passages(a="CHN", b="RUS")} == {"a", "c", "e"}


@pytest.mark.parametrize(
    "asked", [{}, {"first": "North", "at": "2022-01-01"}, {"first": "Nort"}, {"at": "2022-01"}, {"second": "South"},
              {"at": "1990-01-01"}, {"first": "North", "second": "Sout"}]
)  # fmt: skip
def test_a_comparison_that_cannot_be_made_says_why(asked):
    with pytest.raises(MeasureError):
        network_contrasts(two_outlets(1), draws=100, **asked)


def test_a_difference_has_limits_that_cover_as_often_as_they_say():
    """Twenty worlds of forty and sixty articles; every pair has a chance of its own on either side."""
    own, others = np.array([0.02, 0.05, 0.2, 0.2, 0.5, 0.9]), np.array([0.02, 0.2, 0.05, 0.2, 0.6, 0.5])
    outlets, inside = ["North"] * 40 + ["South"] * 60, []
    for seed in range(60):
        generator = np.random.default_rng(seed)
        met = np.concatenate([generator.random((40, 6)) < own, generator.random((60, 6)) < others])
        pairs = cooccurrences(found_of(np.repeat(met, 2, axis=1), outlets=outlets), of="country", within="article")
        table = network_contrasts(pairs, first="North", draws=200, seed=seed).table
        ends = table["a"].str[1:].astype(int).to_numpy()
        row = table[(ends % 2 == 0) & (table["b"].str[1:].astype(int) == ends + 1)]
        true = 100 * (own - others)[row["a"].str[1:].astype(int) // 2]
        inside += [*((row["low"] <= true) & (true <= row["high"]))]
    assert len(inside) > 300
    assert 0.92 <= np.mean(inside) <= 0.99


def test_a_difference_of_units_has_limits_around_it_and_a_level_that_is_none_is_refused():
    pairs = two_outlets(1, chance=0.5)
    units = replace(pairs, counting=pairs.counting._replace(weight="units"))
    table = network_contrasts(units, first="North", draws=200).table
    assert (table["low"] <= table["difference"]).all()
    assert (table["difference"] <= table["high"]).all()
    wide = network_contrasts(units, first="North", draws=200, level=0.99).table
    assert (wide["high"] - wide["low"]).sum() > (table["high"] - table["low"]).sum()
    with pytest.raises(MeasureError, match="level"):
        network_contrasts(pairs, first="North", level=95)
    with pytest.raises(MeasureError, match="level"):
        dyad_series(by_month(), "AAA", "BBB", level=95)
