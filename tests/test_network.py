"""The network: its backbone by hand, the same picture on every machine, exports that open again."""

import csv
import hashlib
import os
import subprocess
import sys
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from dateline.errors import MeasureError, NotFoundError
from dateline.layout import spring
from dateline.networks.cooccurrence import Cooccurrences, cooccurrences
from dateline.networks.network import Network
from found_builder import found_from, mention


def network_of(edges):
    """Return a network of edges (a, b, articles)."""
    table = pd.DataFrame(
        [(*sorted((a, b)), a.upper(), b.upper(), weight, weight) for a, b, weight in edges],
        columns=["a", "b", "a_name", "b_name", "articles", "units"],
    ).sort_values(["articles", "a", "b"], ascending=[False, True, True], ignore_index=True)
    actors = sorted({*table["a"], *table["b"]})
    nodes = pd.DataFrame({"actor": actors, "name": [a.upper() for a in actors], "articles": 9, "mentions": 9})
    mentions = pd.DataFrame({"actor": actors, "document": "d", "unit": 0, "sentence": 0, "start": 0})
    return Network(Cooccurrences(table, "by hand", ("counted by hand.",), nodes=nodes, mentions=mentions))


@pytest.fixture
def star():
    """A hub with one heavy edge and nine light ones, each to a leaf."""
    return network_of([("hub", f"leaf{n}", 40 if n == 0 else 1) for n in range(10)])


@pytest.fixture
def two_circles():
    first = [(a, b, 5) for n, a in enumerate("abcde") for b in "abcde"[n + 1 :]]
    second = [(a, b, 5) for n, a in enumerate("vwxyz") for b in "vwxyz"[n + 1 :]]
    return network_of([*first, *second, ("a", "z", 1)])


def edges(network):
    return {(edge.a, edge.b) for edge in network.edges.itertuples()}


def test_strength_and_degree_are_summed_over_both_ends(star):
    nodes = star.nodes.set_index("actor")
    assert (nodes.loc["hub", "strength"], nodes.loc["hub", "degree"]) == (49, 10)
    assert (nodes.loc["leaf3", "strength"], nodes.loc["leaf3", "degree"]) == (1, 1)


def test_the_disparity_filter_keeps_what_it_should_by_hand(star):
    backbone = star.backbone(alpha=0.05, test="disparity")
    assert edges(backbone) == {("hub", "leaf0")}
    assert backbone.edges["p"][0] == pytest.approx((1 - 40 / 49) ** 9)
    assert "1 of 10 edges kept" in backbone.notes[-1]
    assert backbone.nodes["actor"].tolist() == ["hub", "leaf0"]


def test_the_disparity_filter_keeps_both_scales_of_neals_network_where_a_threshold_keeps_one():
    """Neal, Z. P. (2022), backbone: An R package, PLoS ONE 17(5), e0269137: the example of `disparity`."""
    weak, strong = ["a0", "a1", "a2", "a3", "a4"], ["b0", "b1", "b2", "b3", "b4"]
    weights = {("a0", "b0"): 75}
    for clique, to_hub, among in ((weak, 10, 1), (strong, 100, 10)):
        weights |= {(clique[0], other): to_hub for other in clique[1:]}
        weights |= dict.fromkeys(combinations(clique[1:], 2), among)
    kept = edges(network_of([(*pair, weight) for pair, weight in weights.items()]).backbone(0.05, test="disparity"))
    stars = {(clique[0], other) for clique in (weak, strong) for other in clique[1:]}
    assert kept == stars | {("a0", "b0")}
    heavy = {pair for pair, weight in weights.items() if weight > sum(weights.values()) / len(weights)}
    assert not heavy & {("a0", other) for other in weak}  # the mean weight as a threshold loses the weaker star


def test_an_edge_significant_at_one_end_only_stays():
    light = [("a", f"x{n}", 1) for n in range(20)]
    heavy = [("b", f"y{n}", 30) for n in range(20)]
    backbone = network_of([*light, *heavy, ("a", "b", 12)]).backbone(test="disparity")
    assert edges(backbone) == {("a", "b")}  # 12 of 32 at a; 12 of 612 at b


def test_two_actors_with_no_other_edge_cannot_be_tested():
    assert edges(network_of([("a", "b", 100)]).backbone(alpha=0.5, test="disparity")) == set()


@pytest.mark.parametrize("alpha", [0.001, 0.05, 0.3, 0.9])
def test_a_backbone_is_a_subset_and_grows_with_alpha(alpha):
    generator = np.random.default_rng(3)
    pairs = [(f"n{a:02}", f"n{b:02}", int(generator.pareto(1) * 3 + 1)) for a in range(25) for b in range(a + 1, 25)]
    network = network_of(pairs)
    kept = edges(network.backbone(alpha, test="disparity"))
    assert kept < edges(network)
    assert edges(network.backbone(alpha / 2, test="disparity")) <= kept


@pytest.mark.parametrize("alpha", [0, 1, 5, -0.1])
def test_an_alpha_that_is_no_level_teaches(star, alpha):
    with pytest.raises(MeasureError, match="between 0 and 1"):
        star.backbone(alpha)


def test_betweenness_takes_the_heavier_way():
    network = network_of([("a", "b", 10), ("b", "c", 10), ("a", "c", 1)])
    assert [(row.actor, row.betweenness) for row in network.top("betweenness", n=1)] == [("b", 1.0)]


def test_the_eigenvector_is_numpys():
    network = network_of([("a", "b", 3), ("b", "c", 1), ("a", "c", 2), ("c", "d", 4)])
    values, vectors = np.linalg.eigh(nx.to_numpy_array(network.to_networkx()))
    expected = dict(zip("abcd", np.abs(vectors[:, values.argmax()]), strict=True))
    found = network.top("eigenvector").table.set_index("actor")["eigenvector"].to_dict()
    assert found == pytest.approx(expected, abs=1e-6)


def test_top_says_what_it_measured_and_leads_to_the_mentions(star):
    strongest = star.top("strength", n=2)
    assert strongest.table["actor"].tolist() == ["hub", "leaf0"]
    assert strongest.notes[0].startswith("strength: summed weight")
    assert strongest.passages(actor="hub")[0].document == "d"
    with pytest.raises(MeasureError, match='Did you mean "strength"'):
        star.top("strenght")


def test_communities_are_the_two_circles(two_circles):
    table = two_circles.communities(seed=1).table
    groups = table.groupby("community")["actor"].agg(lambda actors: "".join(sorted(actors)))
    assert groups.tolist() == ["abcde", "vwxyz"]


def test_a_layout_fills_the_unit_square_without_two_nodes_in_one_place(two_circles):
    places = two_circles.layout(seed=3)
    assert places["actor"].tolist() == sorted("abcdevwxyz")
    assert (places[["x", "y"]].min().tolist(), places[["x", "y"]].max().tolist()) == ([0, 0], [1, 1])
    points = places[["x", "y"]].to_numpy()
    apart = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2)) + np.eye(10)
    assert apart.min() > 0.08
    assert not places.equals(two_circles.layout(seed=4))


def test_those_who_stand_together_lie_together(two_circles):
    points = two_circles.layout(seed=5).set_index("actor")[["x", "y"]]
    spread = [points.loc[list(circle)].std().sum() for circle in ("abcde", "vwxyz")]
    assert max(spread) < points.std().sum()


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_a_layout_of_hardly_anything_is_in_the_square(size):
    places = spring(size, [], seed=1)
    assert places.shape == (size, 2)
    assert ((places >= 0) & (places <= 1)).all()


def test_layout_communities_and_exports_are_the_same_in_another_process(two_circles, tmp_path):
    program = (
        "import sys; sys.path[:0] = sys.argv[1:3]\n"
        "from test_network import two_circles, picture\n"
        "print(picture(two_circles.__wrapped__(), __import__('pathlib').Path(sys.argv[3])))"
    )
    here = os.path.dirname(__file__)  # noqa: PTH120
    told = [
        subprocess.run(
            [sys.executable, "-c", program, here, os.path.join(here, "..", "analysis"), str(tmp_path)],  # noqa: PTH118
            env={**os.environ, "PYTHONHASHSEED": seed, "OPENBLAS_CORETYPE": kernel}, capture_output=True, text=True,
            check=True,
        ).stdout.strip()
        for seed, kernel in (("1", "Haswell"), ("77", "Prescott"))
    ]  # fmt: skip
    assert told == [picture(two_circles, tmp_path)] * 2


def picture(network, folder):
    """Return a digest of everything whose order could depend on chance."""
    pieces = [network.layout(seed=2).to_csv(), network.communities(seed=2).table.to_csv()]
    pieces += [network.save(folder / f"n{suffix}").read_text() for suffix in (".gexf", ".graphml", ".csv")]
    return hashlib.sha256("".join(pieces).encode()).hexdigest()


@pytest.mark.parametrize(("suffix", "reader"), [(".gexf", nx.read_gexf), (".graphml", nx.read_graphml)])
def test_a_saved_network_is_read_back_the_same(two_circles, tmp_path, suffix, reader):
    graph = reader(two_circles.save(tmp_path / f"network{suffix}"))
    ours = two_circles.to_networkx()
    assert {(*sorted(e), d["weight"], d["units"]) for *e, d in graph.edges(data=True)} == {
        (*sorted(e), d["weight"], d["units"]) for *e, d in ours.edges(data=True)
    }
    assert {n: (d["label"], d["articles"]) for n, d in graph.nodes(data=True)} == {
        n: (d["name"], d["articles"]) for n, d in ours.nodes(data=True)
    }


def test_no_day_is_written_into_a_gexf(two_circles, tmp_path):
    text = two_circles.save(tmp_path / "network.gexf").read_text(encoding="utf-8")
    assert "lastmodified" not in text
    assert 'label="A"' in text


def test_the_list_of_edges_is_plain_csv(star, tmp_path):
    with star.save(tmp_path / "edges.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert lines[0] == {
        "source": "hub", "target": "leaf0", "type": "Undirected", "weight": "40", "source_name": "HUB",
        "target_name": "LEAF0", "articles": "40", "units": "40",
    }  # fmt: skip


def test_an_unknown_suffix_teaches(star, tmp_path):
    with pytest.raises(MeasureError, match=r'Did you mean "\.gexf"'):
        star.save(tmp_path / "network.gefx")


def test_an_edge_leads_back_to_its_sentences_and_no_edge_says_so():
    documents = [("d1", "Wire", None), ("d2", "Wire", None)]
    found = found_from(
        documents,
        mentions=[mention("d1", "xi"), mention("d1", "putin"), mention("d2", "putin", 4), mention("d2", "modi", 4)],
    )
    network = Network(cooccurrences(found))
    assert [(p.document, p.sentence) for p in network.passages("xi", "putin")] == [("d1", 0)]
    assert [(p.document, p.sentence) for p in network.passages("putin")] == [("d1", 0), ("d2", 4)]
    with pytest.raises(NotFoundError, match="share no edge"):
        network.passages("xi", "modi")
    with pytest.raises(NotFoundError, match='Did you mean "putin"'):
        network.passages("puttin")


def test_a_network_of_nobody_is_no_error():
    network = Network(cooccurrences(found_from([("d1", "Wire", None)], mentions=[mention("d1", "xi")])))
    assert len(network.nodes) == len(network.edges) == len(network.layout(seed=1)) == 0
    assert "1 more have no edge here" in repr(network)
    assert len(network.backbone().edges) == len(network.top()) == len(network.communities(seed=1)) == 0


def test_the_card_is_escaped():
    assert "<b>" not in network_of([("<b>", "c", 1)])._repr_html_()


def test_a_network_is_no_table_for_a_matrix_and_the_error_says_what_is(star):
    import dateline as dl

    with pytest.raises(MeasureError, match=r"network\.cooccurrences"):
        dl.plot_matrix(star, title="Who?")
