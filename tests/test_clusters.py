"""The unit of uncertainty is the article with its copies: what is printed twice is no surer for it."""

import numpy as np
import pytest

import dateline as dl
from dateline.corpus import Corpus, Document
from dateline.draws import pooled
from dateline.networks.cooccurrence import cooccurrences
from dateline.networks.network import Network
from found_builder import found_from, hit, mention
from test_units import placed, quote

OUTLETS = ("North", "South")


def printed(times, *, articles=30, seed=5, together=False):
    """Return articles that name countries and frame them, each printed so often, a copy on the day after."""
    generator = np.random.default_rng(seed)
    table = generator.random((articles, 4)) < (0.8, 0.6, 0.5, 0.3)
    table[:, 3] = table[:, 2] if together else table[:, 3]
    documents, mentions, hits, origins = [], [], [], {}
    for row, named in enumerate(table):
        for copy in range(times):
            name = f"d{row:02}-{copy}"
            documents.append((name, OUTLETS[row % 2], f"2022-{1 + row // 3:02}-{1 + copy:02}"))
            origins[name] = f"d{row:02}-0"
            mentions += [mention(name, actor) for actor, there in zip("ABCD", named, strict=True) if there]
            hits += [hit(name, ("war", "friendship")[row % 2])] * (row % 5)
    words = [(name, "narrator", 100) for name, _, _ in documents]
    return found_from(documents, mentions=mentions, hits=hits, words=words, copy_of=origins)


def pairs_of(times):
    return cooccurrences(printed(times), of="country", copies="all")


def test_rows_of_one_cluster_are_summed_and_without_a_copy_nothing_changes():
    from scipy.sparse import csr_array

    rows = csr_array(np.array([[1.0, 0], [0, 2], [4, 0]]))
    assert pooled(rows, np.array([0, 1, 0])).toarray().tolist() == [[5, 0], [0, 2]]
    assert pooled(rows, np.arange(3)) is rows


def test_an_edge_that_is_printed_three_times_is_three_times_as_heavy_and_no_surer():
    one, three = (dl.edge_intervals(Network(pairs_of(times)), draws=300).table for times in (1, 3))
    for column in ("articles", "low", "high"):
        assert three[column].tolist() == pytest.approx((3 * one[column]).tolist())
    assert three["rank_high"].tolist() == one["rank_high"].tolist()


def test_a_centrality_that_is_printed_three_times_is_no_surer():
    one, three = (dl.centrality_intervals(Network(pairs_of(times)), draws=300) for times in (1, 3))
    assert three.table["low"].tolist() == pytest.approx((3 * one.table["low"]).tolist())
    assert "resamples of 30 articles" in three.notes[0]


def test_a_comparison_deals_copies_out_together():
    one, three = (
        dl.network_contrasts(pairs_of(times), first="North", draws=2000).table.set_index(["a", "b"]) for times in (1, 3)
    )
    assert three["p"].reindex(one.index).to_numpy() == pytest.approx(one["p"].to_numpy(), abs=0.04)
    for limit in ("difference", "low", "high"):
        assert three[limit].reindex(one.index).to_numpy() == pytest.approx(one[limit].to_numpy(), abs=3)


def test_articles_that_both_outlets_print_cannot_make_them_differ():
    documents = [(f"{outlet}{n}", outlet, "2022-01-01") for n in range(20) for outlet in OUTLETS]
    origins = {f"South{n}": f"North{n}" for n in range(20)}
    named = [mention(name, actor) for name, _, _ in documents if int(name[5:]) < 9 for actor in ("CHN", "RUS")]
    found = found_from(documents, mentions=named, copy_of=origins)
    table = dl.network_contrasts(cooccurrences(found, of="country", copies="all"), first="North", draws=200).table
    assert table[["difference", "p"]].values.tolist() == [[0, 1]]


def test_series_and_changes_of_copies_are_no_surer():
    one, three = (pairs_of(times) for times in (1, 3))
    wide, narrow = (dl.network_series(pairs, every="year", draws=300).table.loc[0] for pairs in (one, three))
    assert (narrow["articles"], narrow["low"]) == (90, pytest.approx(wide["low"]))
    table = dl.dyad_series(three, "A", "B", every="year").table.loc[0]
    thirty = dl.dyad_series(one, "A", "B", every="year").table.loc[0]
    assert table["share"] == thirty["share"]
    assert table["high"] - table["low"] > 0.8 * (thirty["high"] - thirty["low"])
    changes = [dl.network_changes(pairs, every="month", draws=199).table for pairs in (one, three)]
    assert changes[0][["at", "p"]].values.tolist() == changes[1][["at", "p"]].values.tolist()


@pytest.mark.parametrize("copies", ["per outlet", "all"])
def test_framing_in_time_counts_copies_with_the_article_they_copy(copies):
    trend = dl.framing_trend(printed(2), every="month", by=["frame"], copies=copies, draws=100)
    once = dl.framing_trend(printed(1), every="month", by=["frame"], draws=100)
    assert trend.table["rate"].tolist() == once.table["rate"].tolist()
    assert trend.table["low"].tolist() == pytest.approx(once.table["low"].tolist())
    assert len(dl.change_points(printed(2), every="month", copies=copies, draws=199).table) == len(
        dl.change_points(printed(1), every="month", draws=199).table
    )
    assert len(dl.event_study(printed(2), "2022-05-01", copies=copies, draws=100))


def test_signs_of_an_edge_are_drawn_with_their_copies():
    one, three = (
        dl.signed_edges(printed(times), copies="all", draws=300, seed=3).table.set_index(["a", "b"]) for times in (1, 3)
    )
    both = one["low"].notna()
    assert both.any()
    assert three.loc[both.index[both], "low"].tolist() == pytest.approx(one.loc[both, "low"].tolist())
    assert one["low"].isna().equals(three["low"].isna())


def test_words_of_copies_are_drawn_together():
    generator = np.random.default_rng(2)
    lines = [" ".join(generator.choice(["iron", "ties", "grain", "talks", "port"], 40)) + "." for _ in range(12)]

    def corpus(times, name):
        documents = [
            Document(f"{name}{row:02}-{copy}", line, f"2022-01-{1 + copy:02}", "Wire")
            for row, line in enumerate(lines if name == "ours" else reversed(lines[:9]))
            for copy in range(times)
        ]
        return Corpus(tuple(documents), name)

    assert {copy.origin for copy in corpus(3, "ours").copies.values()} == {f"ours{row:02}-0" for row in range(12)}
    one, three = (
        dl.collocates(corpus(times, "ours"), "iron", measure="pmi", copies="all", draws=200).table for times in (1, 3)
    )
    assert three[["low", "high"]].to_numpy() == pytest.approx(one[["low", "high"]].to_numpy(), abs=1e-9)
    key, key_three = (
        dl.keyness(
            corpus(times, "ours"), against=corpus(times, "theirs"), min_count=1, copies="all", draws=200
        ).table.set_index("word")[["low", "high"]]
        for times in (1, 3)
    )
    shared = key.index.intersection(key_three.index)
    assert len(shared)
    assert key_three.loc[shared].to_numpy() == pytest.approx(key.loc[shared].to_numpy(), abs=0.05)


@pytest.mark.parametrize("over", [None, "month", "outlet"])
def test_a_share_of_articles_that_are_printed_three_times_is_no_surer(over):
    one, three = (dl.naming(printed(times), of="country", over=over, copies="all").table for times in (1, 3))
    assert three["share"].tolist() == pytest.approx(one["share"].tolist())
    assert (three["low"] <= three["share"] + 1e-9).all()
    assert (three["high"] <= 100).all()
    sure = one["articles"].ge(5) & one["articles"].lt(one["of"] - 5)
    assert sure.any() or over == "month"
    width, other = ((table["high"] - table["low"])[sure] for table in (one, three))
    assert (other > 0.8 * width).all()


def test_the_load_of_a_frame_has_limits_and_is_no_surer_when_printed_three_times():
    one, three = (
        dl.framed_edges(printed(times), copies="all", draws=300).table.set_index(["a", "b", "frame"])
        for times in (1, 3)
    )
    assert three["hits"].tolist() == (3 * one["hits"]).tolist()
    assert three[["load", "low", "high"]].to_numpy() == pytest.approx(one[["load", "low", "high"]].to_numpy())
    assert (one["low"] < one["load"]).all()
    assert (one["load"] < one["high"]).all()


def test_what_is_printed_three_times_is_no_more_significant():
    one, three = (
        Network(cooccurrences(printed(times, together=True), of="country", within="article", copies="all")).backbone(
            0.1
        )
        for times in (1, 3)
    )
    columns = ["a", "b", "expected", "p", "q"]
    assert one.edges[["a", "b"]].values.tolist() == [["C", "D"]]
    assert three.edges[columns].equals(one.edges[columns])
    assert three.edges["articles"].tolist() == (3 * one.edges["articles"]).tolist()
    assert "Tested on 30 of 90 articles" in three.notes[-1]
    assert "Tested" not in one.notes[-1]
    twice = three.backbone(0.1)
    assert twice.edges.equals(three.edges)  # a backbone of a backbone keeps its columns


def said(times):
    """Return twelve articles, each printed so often, in half of which Putin names China and in three Scholz."""
    documents, mentions, quotes, texts, origins = [], [], [], {}, {}
    for row in range(12):
        whom = "China" if row < 6 else "Scholz" if row < 9 else "Nobody"
        text = f'Putin: "{whom} agrees."'
        for copy in range(times):
            name = f"d{row:02}-{copy}"
            texts[name], origins[name] = text, f"d{row:02}-0"
            documents.append((name, "Wire", "2022-01-01"))
            mentions += placed(text, name)
            quotes.append(quote(text, [whom, "agrees."], speaker="putin", speaker_name="Putin") | {"document": name})
    return found_from(documents, mentions=mentions, quotes=quotes, texts=texts, copy_of=origins)


def test_what_a_speaker_says_in_copies_is_no_surer_and_rare_targets_have_garwoods_limits():
    one, three = (dl.spoken_dyads(said(times), copies="all", draws=300).table for times in (1, 3))
    assert three["quotations"].tolist() == [18, 9]
    assert three[["target", "share"]].equals(one[["target", "share"]])
    assert three[["low", "high"]].to_numpy() == pytest.approx(one[["low", "high"]].to_numpy())
    assert one["target"][1] == "scholz"
    assert one.loc[1, ["low", "high"]].tolist() == pytest.approx([5.16, 73.06], abs=0.01)  # three of twelve articles
