"""What chance alone puts together: margins kept, tails exact enough, planted pairs found and no others."""

import numpy as np
import pytest
from scipy.stats import poisson_binom

from dateline.errors import MeasureError
from dateline.networks.cooccurrence import cooccurrences
from dateline.networks.network import Network
from dateline.nullmodel import bipartite_null
from found_builder import found_from, mention


def table_of(seed, units=400, actors=30):
    """Return a random table of units and actors, some actors far more frequent than others."""
    generator = np.random.default_rng(seed)
    chance = np.clip(0.6 / np.arange(1, actors + 1) ** 0.7, 0, 1) * generator.uniform(0.5, 1.5, (units, 1))
    table = generator.random((units, actors)) < chance
    return table[table.any(axis=1)][:, table.any(axis=0)]


def test_the_null_keeps_the_margins_of_units_and_actors():
    table = table_of(1)
    null = bipartite_null(table.sum(axis=1), table.sum(axis=0))
    assert null.units @ null.chance == pytest.approx(table.sum(axis=0), rel=1e-5)
    assert null.chance.sum(axis=1) == pytest.approx(np.unique(table.sum(axis=1)), rel=1e-5)


def test_a_tail_is_that_of_the_poisson_binomial():
    table = table_of(2)
    null = bipartite_null(table.sum(axis=1), table.sum(axis=0))
    a, b = np.array([0, 3, 10]), np.array([1, 7, 20])
    chances = np.repeat(null.chance[:, a] * null.chance[:, b], null.units.astype(int), axis=0)
    for pair in range(3):
        mean = chances[:, pair].sum()
        for observed in range(int(mean), int(mean + 12)):
            exact = 1.0 - (poisson_binom(chances[:, pair]).cdf(observed - 1) if observed else 0.0)
            found = null.tail(a[pair : pair + 1], b[pair : pair + 1], [observed])[0]
            if exact > 1e-12:
                assert found == pytest.approx(exact, rel=0.05 if exact < 0.1 else 0.1)


def test_random_worlds_put_pairs_together_as_often_as_expected_and_as_far_off_as_the_tail_says():
    table = table_of(3)
    null = bipartite_null(table.sum(axis=1), table.sum(axis=0))
    chance = np.repeat(null.chance, null.units.astype(int), axis=0)
    worlds = np.random.default_rng(4).random((4000, *chance.shape)) < chance
    a, b = np.array([0, 1]), np.array([1, 5])
    together = (worlds[:, :, a] & worlds[:, :, b]).sum(axis=1)
    assert together.mean(axis=0) == pytest.approx(null.expected(a, b), rel=0.05)
    many = np.ceil(null.expected(a, b) * 1.5)
    assert (together >= many).mean(axis=0) == pytest.approx(null.tail(a, b, many), abs=0.03)


def test_margins_that_are_fitted_slowly_are_told_and_those_that_are_not_fitted_are_refused(monkeypatch):
    table = np.zeros((50, 20), dtype=bool)
    table[:, 0] = True  # one actor in every article
    table[np.arange(50), 1 + np.arange(50) % 19] = True
    assert 1e-4 < bipartite_null(table.sum(axis=1), table.sum(axis=0)).misfit < 1e-3
    assert bipartite_null([2, 2, 1, 1], [2, 2, 2]).misfit < 1e-6
    named = [mention(f"d{unit}", f"A{actor:02}") for unit, actor in np.argwhere(table)]
    found = found_from([(f"d{unit}", "Wire", None) for unit in range(50)], mentions=named)
    network = Network(cooccurrences(found, of="country", within="article"))
    assert "keeps these margins to within 0.03%" in network.backbone().notes[-1]
    assert "keeps these margins to within 0.03%" in network.backbone().methods()
    monkeypatch.setattr("dateline.nullmodel._STEPS", 2)
    with pytest.raises(MeasureError, match="could not be fitted"):
        network.backbone()


def test_margins_that_belong_to_no_table_raise():
    for margins in (([2, 2], [1, 1]), ([3], [1, 1, 2]), ([5], [1, 1])):
        with pytest.raises(ValueError, match="belong to no table"):
            bipartite_null(*margins)


def planted(seed, *, articles=800, actors=40, pairs=6, strength=20):
    """Return what was found in articles with planted pairs, and the pairs: each stands together so often more."""
    generator = np.random.default_rng(seed)
    chance = 0.4 / np.arange(1, actors + 1) ** 0.8
    table = generator.random((articles, actors)) < chance * generator.gamma(2, 0.5, (articles, 1))
    order = generator.permutation(np.arange(8, actors))
    chosen = [tuple(sorted(order[2 * n : 2 * n + 2])) for n in range(pairs)]
    for pair in chosen:
        table[generator.choice(articles, strength, replace=False)[:, None], list(pair)] = True
    named = [(f"d{unit:03}", f"A{actor:02}") for unit, actor in zip(*np.nonzero(table), strict=True)]
    documents = [(f"d{unit:03}", "Wire", "2022-01-01") for unit in range(articles)]
    found = found_from(documents, mentions=[mention(document, actor) for document, actor in named])
    return found, {(f"A{a:02}", f"A{b:02}") for a, b in chosen}


def test_planted_pairs_are_found_and_false_discoveries_stay_below_five_per_cent():
    power, false, raw_false = [], [], []
    for seed in range(20):
        found, pairs = planted(seed)
        whole = Network(cooccurrences(found, of="country", within="article"))
        kept = {(edge.a, edge.b) for edge in whole.backbone(0.05).edges.itertuples()}
        heaviest = {(edge.a, edge.b) for edge in whole.cooccurrences.table.head(len(pairs)).itertuples()}
        power.append(len(kept & pairs) / len(pairs))
        false.append(len(kept - pairs) / max(len(kept), 1))
        raw_false.append(len(heaviest - pairs) / len(heaviest))
    assert np.mean(power) >= 0.9
    assert np.mean(false) <= 0.05
    assert np.mean(raw_false) > 0.3  # the heaviest edges are those of the most frequent actors


def test_the_backbone_says_what_was_tested():
    found, _ = planted(1, articles=100)
    network = Network(cooccurrences(found, of="country", within="article")).backbone()
    assert {"expected", "p", "q"} <= set(network.edges.columns)
    assert "pairs of actors, q <= 0.05" in network.notes[-1]
    assert (network.edges["units"] > network.edges["expected"]).all()


def test_a_network_without_edges_has_an_empty_backbone():
    found = found_from([("a", "Wire", "2022-01-01")], mentions=[mention("a", "CHN")])
    assert len(Network(cooccurrences(found, of="country")).backbone().edges) == 0
