"""Every closed form against the numbers of the paper it comes from, the bootstrap against a plain loop."""

import math
import random

import numpy as np
import pytest
from nltk.metrics import BigramAssocMeasures
from scipy import stats as scipy_stats
from scipy.integrate import quad

from dateline.stats import (
    FEW,
    benjamini_hochberg,
    bootstrap,
    disparity,
    g2,
    log_dice,
    log_likelihood,
    log_ratio,
    npmi,
    pmi,
    tail,
)


@pytest.mark.parametrize(
    ("both", "first_only", "second_only", "neither", "published"),
    [
        (110, 2442, 111, 29114, 270.72),  # the swiss
        (29, 13, 123, 31612, 263.90),  # can be
        (31, 23, 139, 31584, 256.84),  # previous year
        (10, 0, 3, 31764, 167.23),  # mineral water
        (76, 2476, 104, 29121, 157.21),  # at the
    ],
)
def test_g2_gives_the_values_of_dunnings_table(both, first_only, second_only, neither, published):
    total = both + first_only + second_only + neither
    assert g2(both, both + first_only, both + second_only, total) == pytest.approx(published, abs=0.01)


@pytest.mark.parametrize("cells", [(12, 40, 30, 4000), (1, 900, 800, 90_000), (50, 60, 70, 100)])
def test_g2_is_nltks_likelihood_ratio(cells):
    both, first, second, total = cells
    assert g2(*cells) == pytest.approx(BigramAssocMeasures.likelihood_ratio(both, (first, second), total), rel=1e-9)


def test_the_likelihood_of_two_corpora_follows_rayson_and_garside_by_hand():
    a, b, c, d = 103, 7, 21_000, 19_000
    expected, other = c * (a + b) / (c + d), d * (a + b) / (c + d)
    assert log_likelihood(a, b, c, d) == pytest.approx(2 * (a * math.log(a / expected) + b * math.log(b / other)))
    assert log_likelihood(b, a, d, c) == pytest.approx(-log_likelihood(a, b, c, d))
    assert log_likelihood(10, 20, 1000, 2000) == pytest.approx(0, abs=1e-12)


def test_a_word_absent_from_one_corpus_has_a_finite_likelihood_and_ratio():
    assert log_likelihood(0, 8, 100, 100) == pytest.approx(-2 * 8 * math.log(2))
    assert log_ratio(0, 8, 100, 100) == pytest.approx(-4)  # half an occurrence against eight


def test_the_tail_is_that_of_chi_square_with_one_degree_of_freedom():
    values = np.array([0.0, 0.3, 3.841, 6.635, 10.828, -15.13, 200.0])
    assert tail(values) == pytest.approx(scipy_stats.chi2.sf(np.abs(values), 1), rel=1e-9)


@pytest.mark.parametrize(
    ("both", "first", "second", "published"),
    [
        (12, 111, 621, 11.3),  # honorary doctor
        (8, 1105, 44, 11.3),  # doctors dentists
        (30, 1105, 241, 10.7),  # doctors nurses
        (8, 1105, 154, 9.4),  # doctors treating
        (6, 275, 621, 9.0),  # examined doctor
        (11, 1105, 317, 8.9),  # doctors treat
    ],
)
def test_pmi_gives_the_values_of_church_and_hanks(both, first, second, published):
    assert pmi(both, first, second, 15_000_000) == pytest.approx(published, abs=0.1)


def test_npmi_has_bouma_s_three_fixed_points():
    assert npmi(8, 8, 8, 64) == pytest.approx(1)
    assert npmi(4, 16, 16, 64) == pytest.approx(0)
    assert npmi(0, 8, 8, 64) == -1


def test_log_dice_has_rychlys_properties():
    assert log_dice(50, 50, 50) == 14
    assert log_dice(1, 16_000, 16_000) == pytest.approx(0, abs=0.04)  # once per 16,000 X or Y
    assert log_dice(40, 200, 600) - log_dice(20, 200, 600) == pytest.approx(1)  # twice as often, one point more
    assert log_dice(40, 200, 600) == pytest.approx(14 + math.log2(BigramAssocMeasures.dice(40, (200, 600), 10**6)))


def test_benjamini_and_hochberg_reject_the_four_hypotheses_of_their_example():
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    p += [0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert (benjamini_hochberg(p) <= 0.05).tolist() == [True] * 4 + [False] * 11


def test_adjusted_p_values_are_scipys_in_any_order():
    p = np.random.default_rng(4).random(200) ** 3
    assert benjamini_hochberg(p) == pytest.approx(scipy_stats.false_discovery_control(p))
    assert benjamini_hochberg([]).shape == (0,)


def test_the_disparity_of_an_edge_is_the_integral_of_serrano_and_others():
    k, share = 5, 0.4
    integral, _ = quad(lambda x: (1 - x) ** (k - 2), 0, share)
    assert disparity(4, 10, k) == pytest.approx(1 - (k - 1) * integral)


def test_an_edge_at_an_end_of_degree_one_is_never_significant_there():
    assert disparity(9, 9, 1) == 1


# The bootstrap


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
    monkeypatch.setattr("dateline.stats._CHUNK", 60 * 7)
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
