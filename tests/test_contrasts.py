"""Two rates held against each other: both over their own words, drawn by article, leading back to sentences."""

import math
import random

import numpy as np
import pytest

from dateline.differences import contrast
from dateline.draws import FEW
from dateline.errors import MeasureError
from dateline.measures.contrasts import framing_contrasts
from dateline.resampling import bootstrap
from found_builder import found_from, hit

DOCUMENTS = [("a1", "Wire", "2022-02-04"), ("a2", "Wire", "2022-03-01"), ("a3", "State", "2022-03-02")]
WORDS = [("a1", "narrator", 300), ("a1", "direct", 100, "xi"), ("a2", "narrator", 500), ("a3", "narrator", 200)]
HITS = [
    hit("a1", "regime", target="xi"), hit("a1", "regime"), hit("a1", "regime", "scare"), hit("a2", "regime"),
    hit("a3", "regime"), hit("a1", "regime", "direct", speaker="xi"), hit("a3", "regime", negated=True),
]  # fmt: skip


@pytest.fixture
def found():
    return found_from(DOCUMENTS, hits=HITS, words=WORDS)


def plain_loop(first, second, seed, draws, level):
    """Return the limits of difference and ratio, written as one would explain them."""

    def moments(rows):
        h, w = (sum(first[part][row] for row in rows) for part in (0, 1))
        g, v = (sum(second[part][row] for row in rows) for part in (0, 1))
        residuals = [(first[0][row] - h / w * first[1][row], second[0][row] - g / v * second[1][row]) for row in rows]
        by_words = math.sqrt(sum((one / w - other / v) ** 2 for one, other in residuals))
        by_hits = math.sqrt(sum((one / h - other / g) ** 2 for one, other in residuals))
        return (h / w - g / v, by_words), (math.log(h / w) - math.log(g / v), by_hits)

    generator, size = np.random.default_rng(seed), len(first[0])
    whole = moments(range(size))
    drawn = [moments(generator.integers(size, size=size)) for _ in range(draws)]
    limits = []
    for which, (value, error) in enumerate(whole):
        scores = sorted((draw[which][0] - value) / draw[which][1] for draw in drawn)
        ends = [scores[math.ceil(share * draws) - 1] for share in ((1 + level) / 2, (1 - level) / 2)]
        limits.append([value - end * error for end in ends])
    return limits[0], [math.exp(end) for end in limits[1]]


def test_a_contrast_is_what_a_plain_loop_gives():
    generator = random.Random(5)
    first, second = (
        ([generator.randrange(1, 6) for _ in range(20)], [generator.randrange(100, 700) for _ in range(20)])
        for _ in range(2)
    )
    difference, ratio = plain_loop(first, second, seed=7, draws=300, level=0.9)
    sides = [tuple(np.array([part]).T for part in side) for side in (first, second)]
    found = contrast(*sides, seed=7, draws=300, level=0.9)
    assert [found.low[0], found.high[0]] == pytest.approx(difference, rel=1e-9)
    assert [found.ratio_low[0], found.ratio_high[0]] == pytest.approx(ratio, rel=1e-9)


@pytest.mark.parametrize("shared", [True, False])
def test_a_nominal_95_percent_covers_the_difference_and_the_ratio(shared):
    generator, articles, worlds = np.random.default_rng(4), 60, 400
    totals, other_totals = (
        np.round(generator.lognormal(math.log(size), 0.5, (articles, worlds))) for size in (350, 200)
    )
    rate, other = (0.8 / (size * math.exp(0.125)) for size in (350, 200))
    spread = generator.gamma(0.8, 1.25, (articles, worlds))
    counts = generator.poisson(totals * rate * spread)
    other_counts = generator.poisson(
        other_totals * other * (spread if shared else generator.gamma(0.8, 1.25, (articles, worlds)))
    )
    found = contrast((counts, totals), (other_counts, other_totals), seed=2, draws=400)
    for low, high, true in ((found.low, found.high, rate - other), (found.ratio_low, found.ratio_high, rate / other)):
        assert 0.92 <= ((low <= true) & (true <= high)).mean() <= 0.98


@pytest.mark.parametrize("together", [1, -1, 0])
def test_few_articles_that_hold_both_sides_are_covered_too_whether_they_rise_together_or_against_each_other(
    together,
):
    generator, articles, worlds = np.random.default_rng(6), 4, 600
    size = generator.uniform(-0.7, 0.7, (articles, worlds))
    other = size if together > 0 else -size if together < 0 else generator.uniform(-0.7, 0.7, (articles, worlds))
    totals = np.full((articles, worlds), 20_000)
    counts, others = (generator.poisson(totals * 0.004 * (1 + mood)) for mood in (size, other))
    found = contrast((counts, totals), (others, totals), seed=2, draws=300)
    assert ((found.low <= 0) & (found.high >= 0)).mean() >= 0.93


def test_few_articles_with_both_sides_rising_together_have_a_narrower_difference_than_rising_apart():
    totals = np.full((4, 1), 1000)
    counts, together, apart = (np.array([n]).T for n in ([4, 9, 2, 12], [5, 10, 3, 13], [13, 3, 10, 5]))
    narrow, wide = (contrast((counts, totals), (one, totals), seed=1) for one in (together, apart))
    assert narrow.high[0] - narrow.low[0] < 0.5 * (wide.high[0] - wide.low[0])


def test_few_articles_with_a_hit_put_the_limits_together_from_the_single_rates():
    counts = np.zeros((30, 1))
    counts[: FEW - 1] = 1
    totals = np.full((30, 1), 100)
    one, none = bootstrap(counts, totals, seed=1), bootstrap(0 * counts, totals, seed=1)
    found = contrast((counts, totals), (0 * counts, totals), seed=1)
    low = one.rate[0] - math.hypot(one.rate[0] - one.low[0], none.high[0])
    assert found.low[0] == pytest.approx(low)
    assert np.isnan([found.ratio[0], found.ratio_low[0], found.ratio_high[0]]).all()


def test_articles_that_hardly_vary_have_limits_of_a_sensible_size():
    counts, others, totals = np.array([[1], [1], [1], [1], [1], [3]]), np.ones((6, 1)), np.full((6, 1), 100)
    found = contrast((counts, totals), (others, totals), seed=1)
    assert -0.1 < found.low[0] < found.difference[0] < found.high[0] < 0.1
    assert 0 < found.ratio_low[0] < found.ratio[0] < found.ratio_high[0] < 20


def test_two_voices_are_rated_each_on_its_own_words(found):
    (row,) = framing_contrasts(found, between="voice", first="narrator", second="direct").to_frame().itertuples()
    assert (row.hits, row.other_hits) == (4, 1)
    assert (row.rate, row.other_rate) == (pytest.approx(4), pytest.approx(10))
    assert row.difference == pytest.approx(-6)
    assert row.ratio == pytest.approx(0.4)
    assert row.low < row.difference < row.high


def test_without_a_second_all_others_are_taken_together_and_their_words_once(found):
    rest = framing_contrasts(found, between="voice", first="direct").to_frame().iloc[0]
    assert (rest["hits"], rest["other_hits"]) == (1, 5)
    assert rest["other_rate"] == pytest.approx(5)  # narrator's and scare-quoted hits on the narrator's 1,000 words


def test_negated_hits_are_left_out_unless_asked_for(found):
    wire = {"between": "outlet", "first": "Wire", "second": "State"}
    assert framing_contrasts(found, **wire).to_frame().iloc[0]["other_hits"] == 1
    assert framing_contrasts(found, **wire, negated="counted").to_frame().iloc[0]["other_hits"] == 2


def test_the_sentences_behind_both_sides_are_one_call_away(found):
    passages = framing_contrasts(found, between="outlet", first="Wire", second="State").passages(outlet="State")
    assert {passage.document for passage in passages} == {"a3"}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"between": "outlet", "first": "Wirre"}, 'No outlet is "Wirre". Did you mean "Wire"'),
        ({"between": "frame", "first": "regime"}, "Name each column of by once"),
        ({"between": "moon", "first": "full"}, 'not told apart by "moon"'),
        ({"between": "voice", "first": "narrator", "draws": 5}, "use 100 draws or more"),
        ({"between": "voice", "first": "narrator", "per": 0}, "a rate is given for 1 word or more"),
    ],
)
def test_what_cannot_be_contrasted_says_why(found, asked, message):
    with pytest.raises(MeasureError, match=message):
        framing_contrasts(found, **asked)


def test_a_value_held_against_itself_says_what_to_give(found):
    with pytest.raises(MeasureError, match="held against itself"):
        framing_contrasts(found, between="voice", first="narrator", second="narrator")
