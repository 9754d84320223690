"""The weight of an edge: every measure beside another's arithmetic, how sure it is, and the communities it makes."""

from dataclasses import replace
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from nltk.metrics import BigramAssocMeasures

from dateline.errors import MeasureError
from dateline.networks.cooccurrence import cooccurrences
from dateline.networks.edge_weights import edge_weights
from dateline.networks.groups import _adjusted_rand, co_membership, community_stability
from dateline.networks.incidence import incidence, resampled
from dateline.networks.network import Network
from dateline.networks.stability import _betweenness, _eigenvector, centrality_intervals, edge_intervals
from dateline.stats import conditional, cosine, g2, jaccard, log_dice, pmi
from found_builder import found_from, mention


def found_of(table, *, dates=None, outlets=None):
    """Return a Found of articles x actors in 0 and 1."""
    documents = [
        (f"d{row:04}", outlets[row] if outlets else "Wire", dates[row] if dates else "2022-01-01")
        for row in range(len(table))
    ]
    return found_from(documents, mentions=[mention(f"d{row:04}", f"A{n:02}") for row, n in np.argwhere(table)])


def random_table(articles=120, actors=12, seed=3):
    generator = np.random.default_rng(seed)
    return generator.random((articles, actors)) < 0.5 / np.arange(1, actors + 1) ** 0.5


def pairs_of(table, **how):
    return cooccurrences(found_of(table, **how), of="country", within="article")


def test_every_measure_is_that_of_nltk_or_of_a_plain_loop():
    table = random_table()
    weights = edge_weights(pairs_of(table)).table
    n = len(table)
    for edge in weights.itertuples():
        x, y = table[:, int(edge.a[1:])], table[:, int(edge.b[1:])]
        both, f_x, f_y = int((x & y).sum()), int(x.sum()), int(y.sum())
        assert (edge.articles, edge.a_articles, edge.b_articles) == (both, f_x, f_y)
        assert edge.pmi == pytest.approx(BigramAssocMeasures.pmi(both, (f_x, f_y), n))
        sign = 1 if both >= f_x * f_y / n else -1
        assert edge.g2 == pytest.approx(sign * BigramAssocMeasures.likelihood_ratio(both, (f_x, f_y), n), abs=1e-6)
        assert edge.jaccard == pytest.approx((x & y).sum() / (x | y).sum())
        assert edge.cosine == pytest.approx(x @ y.astype(int) / np.linalg.norm(x) / np.linalg.norm(y))
        assert edge.log_dice == pytest.approx(14 + np.log2(BigramAssocMeasures.dice(both, (f_x, f_y), n)))
        assert edge.npmi == pytest.approx(edge.pmi / -np.log2(both / n))
        assert (edge.b_given_a, edge.a_given_b) == pytest.approx((both / f_x, both / f_y))
        assert edge.expected == pytest.approx(f_x * f_y / n)


def test_published_values_are_reproduced():
    assert g2(110, 2552, 221, 31777) == pytest.approx(270.72, abs=0.005)  # Dunning (1993), table 1: the swiss
    assert log_dice(10, 20, 20) == pytest.approx(13)  # Rychlý (2008): one less is half as often
    assert pmi(6, 111, 621, 15_000_000) == pytest.approx(10.35, abs=0.1)  # Church & Hanks (1990): near 10
    assert (jaccard(2, 2, 2), cosine(2, 2, 2), conditional(2, 2)) == (1, 1, 1)


def test_weights_lead_back_to_the_sentences_and_say_what_was_counted():
    weights = edge_weights(Network(pairs_of(random_table())))
    first = weights.table.iloc[0]
    assert {p.document for p in weights.passages(a=first["b"], b=first["a"], most=None)}
    assert "120 read" in weights.notes[0]


def test_what_articles_add_sums_to_the_weights():
    pairs = pairs_of(random_table())
    assert incidence(pairs).sum(axis=0).tolist() == pairs.table["articles"].tolist()
    some = Network(pairs).backbone(0.3, test="disparity").cooccurrences
    assert 0 < len(some) < len(pairs)
    assert incidence(some).sum(axis=0).tolist() == some.table["articles"].tolist()


def test_a_resample_is_that_of_a_plain_loop():
    matrix = incidence(pairs_of(random_table(30, 6)))
    generator = np.random.default_rng(9)
    rows = [generator.integers(30, size=30) for _ in range(4)]
    expected = np.array([matrix.toarray()[chosen].sum(axis=0) for chosen in rows])
    assert np.concatenate(list(resampled(matrix, seed=9, draws=4))).tolist() == expected.tolist()


def many_pairs(held, generator, *, articles=400, pairs=30):
    """Return a network of pairs that articles hold independently, each in a sentence of its own."""
    documents = [(f"d{row}", "Wire", "2022-01-01") for row in range(articles)]
    named = [
        mention(f"d{row}", f"{side}{pair:02}", pair)
        for row, pair in np.argwhere(generator.random((articles, pairs)) < held / articles)
        for side in "AB"
    ]
    return Network(cooccurrences(found_from(documents, mentions=named), of="country"))


@pytest.mark.parametrize("held", [2, 8, 40, 150])
def test_an_edge_interval_covers_as_often_as_it_says(held):
    """Ten corpora with thirty pairs each; the true weight is the expected number of articles that hold a pair."""
    generator = np.random.default_rng(held)
    found = pd.concat(
        [edge_intervals(many_pairs(held, generator), seed=seed, draws=400).table for seed in range(10)]
    )  # fmt: skip
    assert 0.92 <= ((found["low"] <= held) & (found["high"] >= held)).mean() <= 1


def test_a_pair_of_one_article_has_the_limits_of_poisson():
    table = np.zeros((400, 2), bool)
    table[7] = True
    found = edge_intervals(Network(pairs_of(table)), seed=1).table
    assert found[["low", "high"]].values[0] == pytest.approx([0.0253, 5.5716], abs=1e-4)  # Garwood (1936)


def test_ranks_of_edges_hold_their_own_and_are_sharp_where_edges_differ():
    table = np.zeros((300, 6), bool)
    table[:150, :2], table[150:200, 2:4], table[200:203, 4:] = True, True, True
    found = edge_intervals(Network(pairs_of(table)), seed=1).table
    assert found["rank"].tolist() == [1, 2, 3]
    assert found[["rank_low", "rank_high"]].values.tolist() == [[1, 1], [2, 2], [3, 3]]
    assert found["held"].tolist()[:2] == [100, 100]
    assert 90 < found["held"][2] < 100


def test_drawn_centralities_are_those_of_networkx():
    network = Network(pairs_of(random_table(80, 9)))
    graph = network.to_networkx()
    adjacency = nx.to_scipy_sparse_array(graph, weight="weight", dtype=float)
    expected = nx.eigenvector_centrality(graph, weight="weight", max_iter=5000, tol=1e-10)
    assert _eigenvector(adjacency) == pytest.approx(list(expected.values()), abs=1e-5)
    between = network.top("betweenness", 9).table.set_index("actor")["betweenness"]
    assert _betweenness(adjacency) == pytest.approx([between[actor] for actor in graph])


@pytest.mark.parametrize("measure", ["strength", "degree", "betweenness", "eigenvector"])
def test_each_centrality_has_an_interval_and_a_rank(measure):
    network = Network(pairs_of(random_table(80, 9)))
    found = centrality_intervals(network, measure, seed=1, draws=100, top=3)
    whole = network.top(measure, 9).table.set_index("actor")[measure]
    assert found.table.set_index("actor")[measure].to_dict() == pytest.approx(whole.to_dict())
    assert (found.table["low"] <= found.table["high"]).all()
    assert found.table["rank"].is_monotonic_increasing
    assert found.table["in_top"].sum() >= 250  # three of nine, and equals
    assert found.passages(actor="A00", most=1)


def test_an_interval_of_strength_covers_as_often_as_it_says():
    chance = 0.5 / np.arange(1, 9) ** 0.5
    true = 150 * chance * (chance.sum() - chance)
    generator, covered = np.random.default_rng(4), []
    for seed in range(30):
        network = Network(pairs_of(generator.random((150, 8)) < chance))
        found = centrality_intervals(network, seed=seed, draws=300).table.sort_values("actor")
        covered += ((found["low"] <= true) & (found["high"] >= true)).tolist()
    assert np.mean(covered) >= 0.9


def two_circles():
    table = np.zeros((60, 10), bool)
    for number, pair in enumerate([*combinations(range(5), 2), *combinations(range(5, 10), 2)]):
        table[3 * number : 3 * number + 3, list(pair)] = True
    return Network(pairs_of(table))


def test_two_circles_are_two_communities_in_every_run():
    found = co_membership(two_circles(), runs=5, seed=1)
    together = {(row.a, row.b): row.together for row in found.table.itertuples()}
    assert together[("A00", "A04")] == 100
    assert together[("A00", "A05")] == 0
    assert len(together) == 45
    stable = community_stability(two_circles(), runs=4, resolutions=(1.0, 1.2), seed=1).table
    assert stable["agreement"].tolist() == [1, 1]
    assert stable["modularity"][0] == pytest.approx(0.5)


def test_modularity_is_that_of_networkx():
    network = Network(pairs_of(random_table(80, 9)))
    groups = network.communities(seed=3, resolution=1.3).table.groupby("community")["actor"].agg(set)
    expected = nx.community.modularity(network.to_networkx(), groups, weight="weight", resolution=1.3)
    found = community_stability(network, runs=1, resolutions=(1.3,), seed=3).table["modularity"][0]
    assert found == pytest.approx(expected)


def test_agreement_of_partitions_is_what_counting_pairs_gives():
    generator = np.random.default_rng(6)
    one, other = generator.integers(4, size=40), generator.integers(3, size=40)
    same = np.array([(one[a] == one[b], other[a] == other[b]) for a, b in combinations(range(40), 2)])
    both, first, second = same.all(axis=1).sum(), *same.sum(axis=0)
    chance = first * second / len(same)
    assert _adjusted_rand(one, other) == pytest.approx((both - chance) / ((first + second) / 2 - chance))
    assert _adjusted_rand(one, one) == 1


def test_a_network_without_edges_has_no_centralities_to_be_sure_of():
    empty = Network(pairs_of(np.eye(3, dtype=bool)))
    for asked in (centrality_intervals, co_membership, community_stability):
        with pytest.raises(MeasureError, match="no edge"):
            asked(empty)
    assert edge_intervals(empty).table.empty
    assert isinstance(edge_weights(empty).table, pd.DataFrame)


def test_pairs_without_articles_and_too_many_draws_say_what_to_do():
    network = Network(pairs_of(random_table(20, 4)))
    with pytest.raises(MeasureError, match="fewer draws"):
        edge_intervals(network, draws=50_000_000)
    by_hand = replace(network.cooccurrences, documents=pd.DataFrame())
    with pytest.raises(MeasureError, match="Count them"):
        edge_intervals(Network(by_hand))


def test_heavy_pairs_can_be_taken_without_joining_their_mentions():
    pairs = pairs_of(random_table())
    heavy = pairs.where(articles=lambda count: count > 9)
    assert 0 < len(heavy) < len(pairs)
    assert heavy.evidence is None
    first = heavy.table.iloc[0]
    assert heavy.passages(a=first["a"], b=first["b"]) == pairs.passages(a=first["a"], b=first["b"])
    assert len(incidence(heavy).sum(axis=0)) == len(heavy)
