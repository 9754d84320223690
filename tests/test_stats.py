"""Every closed form against the numbers of the paper it comes from."""

import math

import numpy as np
import pytest
from nltk.metrics import BigramAssocMeasures
from scipy import stats as scipy_stats
from scipy.integrate import quad

from dateline.stats import (
    benjamini_hochberg,
    deviation_of_proportions,
    disparity,
    g2,
    juilland,
    log_dice,
    log_likelihood,
    log_odds,
    log_ratio,
    mi3,
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


@pytest.mark.parametrize(
    ("both", "first", "second", "published"),
    [(8, 389, 230, 8.726204), (300, 300, 300, 14), (3, 3000, 3000, 4.034216), (6, 3000, 3000, 5.034216),
     (300, 3000, 3000, 10.67807)],
)  # fmt: skip
def test_log_dice_gives_the_values_of_sugiuras_worked_examples(both, first, second, published):
    """Sugiura, M., R script and examples for Rychlý (2008), sugiura-ken.org/wiki, page logDice."""
    assert float(log_dice(both, first, second)) == pytest.approx(published, abs=5e-6)


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


def test_dispersion_gives_the_values_of_griess_worked_example():
    sizes, counts = [9, 10, 10, 10, 11], [[1], [2], [3], [4], [5]]  # the letter a in the five parts of his corpus
    plain = deviation_of_proportions(counts, sizes)[0] * (1 - 9 / 50)
    assert plain == pytest.approx(0.18)
    assert juilland(counts, sizes)[0] == pytest.approx(0.785, abs=5e-4)


def test_dispersion_is_0_for_an_even_spread_and_1_for_all_in_the_smallest_part():
    assert deviation_of_proportions([[2, 0], [4, 0], [1, 3]], [20, 40, 10])[:2] == pytest.approx([0, 1])
    assert np.isnan(deviation_of_proportions([[0], [0]], [5, 5])).all()


def test_mi3_is_pmi_with_the_joint_count_cubed():
    both, first, second, total = 12, 111, 621, 15_000_000
    assert mi3(both, first, second, total) == pytest.approx(math.log2(both**3 * total / (first * second)))


def test_weighted_log_odds_follow_monroe_and_others_by_hand():
    y, x, prior = [30, 5, 65], [10, 9, 181], [40, 14, 246]
    scores = log_odds(y, x, prior)
    for word in range(3):
        ours, theirs = y[word] + prior[word], x[word] + prior[word]
        odds = ours / (sum(y) + sum(prior) - ours), theirs / (sum(x) + sum(prior) - theirs)
        expected = (math.log(odds[0]) - math.log(odds[1])) / math.sqrt(1 / ours + 1 / theirs)
        assert scores[word] == pytest.approx(expected)


def test_a_rare_word_has_a_smaller_weighted_log_odds_than_its_log_ratio_promises():
    count, other = np.array([2, 200, 9798]), np.array([0, 100, 9900])
    scores = log_odds(count, other, count + other + 0.01)
    assert log_ratio(2, 0, 10_000, 10_000) > log_ratio(200, 100, 10_000, 10_000)
    assert scores[0] < scores[1]
