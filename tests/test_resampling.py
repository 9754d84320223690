"""The bootstrap over articles against a plain loop, and by simulation."""

import math
import random

import numpy as np
import pytest
from scipy import stats as scipy_stats
from scipy.sparse import csr_array

from dateline.draws import FEW
from dateline.resampling import bootstrap, percentiles


def plain_loop(counts, totals, seed, draws, level):
    """Return the bootstrap-t interval of one ratio, written as one would explain it."""
    rate = sum(counts) / sum(totals)

    def error(c, t):
        r = sum(c) / sum(t)
        return math.sqrt(sum((x - r * y) ** 2 for x, y in zip(c, t, strict=True))) / sum(t)

    generator = np.random.default_rng(seed)
    scores = []
    for _ in range(draws):
        rows = generator.integers(len(counts), size=len(counts))
        c, t = [counts[row] for row in rows], [totals[row] for row in rows]
        scores.append((sum(c) / sum(t) - rate) / error(c, t))
    scores.sort()
    tails = [scores[math.ceil(share * draws) - 1] for share in ((1 + level) / 2, (1 - level) / 2)]
    return max(rate - tails[0] * error(counts, totals), 0), rate - tails[1] * error(counts, totals)


def test_the_bootstrap_is_what_a_plain_loop_gives():
    generator = random.Random(3)
    counts = [generator.randrange(0, 6) for _ in range(25)]
    totals = [generator.randrange(100, 700) for _ in range(25)]
    low, high = plain_loop(counts, totals, seed=9, draws=400, level=0.9)
    found = bootstrap(np.array([counts]).T, np.array([totals]).T, seed=9, draws=400, level=0.9)
    assert found.rate[0] == sum(counts) / sum(totals)
    assert (found.low[0], found.high[0]) == pytest.approx((low, high), rel=1e-9)


def test_a_cell_without_words_has_no_rate_and_no_limits():
    found = bootstrap([[0, 3], [0, 4]], [[0, 100], [0, 100]], seed=1)
    assert np.isnan([found.rate[0], found.low[0], found.high[0]]).all()
    assert np.isfinite([found.rate[1], found.low[1], found.high[1]]).all()


def test_no_hit_at_all_leaves_an_upper_limit_of_the_rule_of_three_s_kind():
    found = bootstrap(np.zeros((50, 1)), np.full((50, 1), 200), seed=1)
    assert (found.rate[0], found.low[0]) == (0, 0)
    assert found.high[0] * 10_000 == pytest.approx(-math.log(0.025))
    one_sided = bootstrap(np.zeros((50, 1)), np.full((50, 1), 200), seed=1, level=0.9)
    assert one_sided.high[0] * 10_000 == pytest.approx(3.0, abs=0.01)


def test_few_articles_with_a_hit_get_garwoods_limits():
    counts = np.zeros((40, 1))
    counts[: FEW - 2] = 2
    found = bootstrap(counts, np.full((40, 1), 100), seed=1)
    garwood = scipy_stats.chi2.ppf([0.025, 0.975], [2 * (FEW - 2), 2 * (FEW - 1)]) / 2
    assert [found.low[0], found.high[0]] == pytest.approx(garwood * 2 / 4000)


def test_draws_are_the_same_whatever_else_is_rated_and_however_they_are_cut(monkeypatch):
    generator = np.random.default_rng(8)
    counts, totals = generator.poisson(2, (60, 3)), generator.integers(100, 900, (60, 3))
    together = bootstrap(counts, totals, seed=5)
    monkeypatch.setattr("dateline.draws._CHUNK", 60 * 7)
    alone = bootstrap(counts[:, 1:2], totals[:, 1:2], seed=5)
    assert [limit[0] for limit in alone] == [limit[1] for limit in together]
    assert bootstrap(counts, totals, seed=6).low[0] != together.low[0]


def test_a_nominal_95_percent_covers_clustered_hits_where_counting_words_does_not():
    generator = np.random.default_rng(11)
    articles, worlds, each = 40, 1500, 1.0
    totals = np.round(generator.lognormal(math.log(350), 0.5, (articles, worlds)))
    rate = each / (350 * math.exp(0.125))
    counts = generator.poisson(totals * rate * generator.gamma(0.5, 2, (articles, worlds)))
    found = bootstrap(counts, totals, seed=2)
    covered = ((found.low <= rate) & (rate <= found.high)).mean()
    hits = counts.sum(axis=0)
    words_low, words_high = scipy_stats.gamma.ppf([[0.025], [0.975]], [hits, hits + 1]) / totals.sum(axis=0)
    by_words = ((words_low <= rate) & (rate <= words_high)).mean()
    assert 0.93 <= covered <= 0.97
    assert by_words < 0.85


def test_a_draw_without_any_counts_as_the_lowest_value_not_as_none():
    near = np.zeros((50, 1))
    near[:FEW] = 3
    with np.errstate(divide="ignore"):
        low, high = percentiles(
            lambda found, size: np.log2(found / size), [near, np.full((50, 1), 10)], seed=1, level=0.999
        )
    assert low[0] == -np.inf
    assert np.isfinite(high[0])


def test_percentiles_of_few_articles_are_the_statistic_at_garwoods_limits_and_no_share_is_more_than_all():
    counts, totals = np.zeros((40, 3)), np.ones((40, 3))
    counts[:2, 0], counts[:3, 1], totals[3:, 1] = 2, 1, 0
    low, high = percentiles(lambda count, total: count / total, [counts, totals + counts], seed=1)
    two = scipy_stats.chi2.ppf([0.025, 0.975], [4, 6]) / 2
    assert [low[0], high[0]] == pytest.approx(2 * two / 44)
    assert high[1] == 1  # 8.8 of 6 would be more than there are
    assert (low[2], high[2]) == pytest.approx((0, -np.log(0.025) / 40))


def test_counts_may_be_sparse():
    generator = np.random.default_rng(3)
    counts, totals = generator.poisson(0.5, (50, 4)), generator.integers(100, 900, (50, 1))
    dense, sparse = bootstrap(counts, totals, seed=2), bootstrap(csr_array(counts), totals, seed=2)
    assert np.array_equal(dense, sparse)
