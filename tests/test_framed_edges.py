"""What stands on an edge: frames and their signs, who names whom, the passages, and the methods section."""

import pandas as pd
import pytest

import dateline as dl
from dateline.errors import MeasureError, NotFoundError
from dateline.networks.cooccurrence import cooccurrences
from dateline.networks.framed_edges import framed_edges, signed_edges
from dateline.networks.network import Network
from dateline.networks.sampling import sampled
from dateline.networks.spoken import spoken_dyads
from found_builder import found_from, hit, mention
from test_units import placed, quote

DOCUMENTS = [(f"d{number}", ("North", "South")[number % 2], f"2022-01-{number + 1:02}") for number in range(8)]


def framed():
    """Return six articles that name China and Russia in a sentence, two with Germany, with frames in them."""
    mentions = [mention(f"d{number}", who) for number in range(6) for who in ("CHN", "RUS")]
    mentions += [mention(f"d{number}", "DEU", sentence) for number, sentence in ((0, 0), (1, 0), (2, 3))]
    hits = [hit(f"d{number}", "friendship", "direct" if number % 2 else "narrator") for number in range(6)]
    hits += [hit("d0", "threat"), hit("d1", "threat", negated=True), hit("d2", "threat", sentence=3)]
    return found_from(DOCUMENTS, mentions=mentions, hits=hits)


def rows(table, *columns):
    return [tuple(row) for row in table[list(columns)].itertuples(index=False)]


def test_an_edge_carries_the_frames_of_the_sentences_it_stands_in():
    table = framed_edges(framed()).table
    of = table[(table["a"] == "CHN") & (table["b"] == "RUS")]
    assert rows(of, "frame", "voice", "hits", "articles", "sentences") == [
        ("friendship", "direct", 3, 3, 6), ("friendship", "narrator", 3, 3, 6), ("threat", "narrator", 1, 1, 6)
    ]  # fmt: skip
    assert of["load"].tolist() == pytest.approx([50, 50, 100 / 6])
    germany = table[(table["a"] == "CHN") & (table["b"] == "DEU")]
    assert rows(germany, "frame", "hits") == [("friendship", 1), ("friendship", 1), ("threat", 1)]


def test_frames_can_be_chosen_voices_summed_and_negations_counted():
    table = framed_edges(framed(), frames=["threat"], by_voice=False, negated="counted").table
    assert rows(table, "a", "b", "hits") == [("CHN", "DEU", 2), ("CHN", "RUS", 2), ("DEU", "RUS", 2)]
    assert "voice" not in table
    with pytest.raises(MeasureError, match='Did you mean "threat"'):
        framed_edges(framed(), frames=["threats"])


def test_a_framed_edge_leads_to_its_terms():
    edges = framed_edges(framed())
    assert [p.document for p in edges.passages(a="CHN", b="RUS", frame="threat")] == ["d0"]
    assert {p.document for p in edges.passages(a="CHN", b="RUS", voice="direct")} == {"d1", "d3", "d5"}


def test_an_edge_is_friendly_or_critical_and_sure_only_where_articles_say_so():
    table = signed_edges(framed(), seed=1).table.set_index(["a", "b"])
    china_russia = table.loc[("CHN", "RUS")]
    assert (china_russia["friendly"], china_russia["critical"]) == (6, 1)
    assert china_russia["balance"] == pytest.approx(5 / 7)
    assert china_russia["sign"] == "+"
    assert 0 < china_russia["low"] < 5 / 7 < china_russia["high"] <= 1
    assert table.loc[("CHN", "DEU"), ["low", "high"]].isna().all()  # two articles that do not agree
    assert pd.isna(table.loc[("CHN", "DEU"), "sign"])


def test_six_articles_that_agree_make_a_sign_and_two_do_not():
    mentions = [mention(f"d{number}", who) for number in range(8) for who in ("CHN", "RUS" if number < 6 else "IND")]
    found = found_from(DOCUMENTS, mentions=mentions, hits=[hit(f"d{number}", "threat") for number in range(8)])
    table = signed_edges(found).table
    assert rows(table, "b", "balance", "low") == [("RUS", -1, -1), ("IND", -1, -1)]
    assert table["sign"].fillna("none").tolist() == ["-", "none"]
    assert table["high"][0] == pytest.approx(-(2 * 0.025 ** (1 / 6) - 1))


def test_a_frame_that_reads_as_nothing_makes_no_sign():
    found = found_from(DOCUMENTS, mentions=[mention("d0", "CHN")], hits=[hit("d0", "weather")])
    with pytest.raises(MeasureError, match="Give their lexicon"):
        signed_edges(found)


def spoken():
    """Return two articles in which Putin names China twice and Germany's chancellor once; somebody names Russia."""
    text = 'Putin: "China and Scholz agree. China and Putin do not." He said Russia would.'
    said = [quote(text, ["China and Scholz", "agree."]), quote(text, ["China and Putin", "not."])]
    said = [row | {"speaker": "putin", "speaker_name": "Vladimir Putin"} for row in said]
    said.append(quote(text, ["Russia", "would"], kind="indirect", speaker_name="a minister"))
    return found_from(
        [("a", "North", "2022-01-01"), ("b", "South", "2022-01-02")],
        mentions=[row for document in "ab" for row in placed(text, document)],
        quotes=[row | {"document": document} for document in "ab" for row in said],
        texts={"a": text, "b": text},
    )


def test_a_speaker_names_whoever_stands_in_the_words():
    table = spoken_dyads(spoken()).table
    assert rows(table, "speaker", "target", "quotations", "articles", "share") == [
        ("putin", "CHN", 4, 2, 100), ("a minister", "RUS", 2, 2, 100), ("putin", "scholz", 2, 2, 50)
    ]  # fmt: skip
    assert table["speaker_name"].tolist()[0] == "Vladimir Putin"


def test_speakers_and_targets_roll_up_together():
    table = spoken_dyads(spoken(), of="country", roll_up=True, min_count=2).table
    assert rows(table, "speaker", "speaker_name", "target", "quotations") == [
        ("RUS", "Russia", "CHN", 4), ("RUS", "Russia", "DEU", 2), ("a minister", "a minister", "RUS", 2)
    ]  # fmt: skip


def test_a_leader_who_names_the_own_country_is_no_edge_to_it():
    text = 'Putin: "Russia and China agree."'
    said = quote(text, ["Russia", "agree."], speaker="putin", speaker_name="Vladimir Putin") | {"document": "d0"}
    found = found_from(DOCUMENTS[:1], mentions=placed(text, "d0"), quotes=[said], texts={"d0": text})
    table = spoken_dyads(found, of="country", roll_up=True).table
    assert rows(table, "speaker", "target") == [("RUS", "CHN")]
    assert rows(spoken_dyads(found, of="country").table, "speaker", "target") == [("putin", "CHN"), ("putin", "RUS")]


def test_a_dyad_of_speech_leads_to_the_words():
    found = spoken_dyads(spoken()).passages(speaker="putin", target="scholz")
    assert [p.document for p in found] == ["a", "b"]


def many():
    """Return forty articles that name two leaders each, in one sentence."""
    documents = [(f"d{number:02}", "Wire", f"2022-01-{number % 28 + 1:02}") for number in range(40)]
    texts = {name: "Xi met Putin." for name, *_ in documents}
    mentions = [row for name in texts for row in placed(texts[name], name)]
    quotes = [quote("Xi met Putin.", ["Xi", "Putin"], document="d00", speaker="modi", speaker_name="Narendra Modi")]
    return Network(cooccurrences(found_from(documents, mentions=mentions, quotes=quotes, texts=texts)))


def test_evidence_is_in_order_of_date_and_has_voice_and_text():
    table = many().evidence("xi", "putin", most=5).table
    assert list(table.columns) == ["outlet", "date", "document", "sentence", "voice", "speaker_name", "names", "text"]
    assert table["document"].tolist() == ["d00", "d28", "d01", "d29", "d02"]
    assert table["voice"].tolist() == ["direct", *["narrator"] * 4]
    assert rows(table, "speaker_name", "names", "text")[0] == (
        "Narendra Modi",
        "Xi Jinping; Vladimir Putin",
        "Xi met Putin.",
    )


def test_a_sample_is_the_same_with_the_same_seed_and_each_sentence_is_as_likely():
    network = many()
    one, same, other = (network.evidence("xi", most=10, seed=seed).table["document"].tolist() for seed in (1, 1, 2))
    assert one == same != other
    dates = network.evidence("xi", most=10, seed=1).table["date"].tolist()
    assert dates == sorted(dates)
    counts = dict.fromkeys((f"d{number:02}" for number in range(40)), 0)
    for seed in range(60):
        for document in network.evidence("xi", most=20, seed=seed).table["document"]:
            counts[document] += 1
    assert 15 <= min(counts.values()) <= max(counts.values()) <= 45


def test_any_cell_can_be_sampled():
    edges = framed_edges(framed())
    table = sampled(edges, most=2, seed=3, a="CHN", b="RUS", frame="friendship", voice="direct").table
    assert set(table["document"]) < {"d1", "d3", "d5"}
    assert set(table["voice"]) == {"direct"}
    with pytest.raises(NotFoundError, match='Did you mean "friendship"'):
        sampled(edges, frame="freindship")
    with pytest.raises(NotFoundError, match="share no edge"):
        many().evidence("xi", "xi")


def test_the_methods_say_every_choice_that_was_made():
    found = framed()
    network = Network(cooccurrences(found, of="country", within="paragraph", roll_up=True, weight="units"))
    said = network.backbone(0.1).backbone(0.2, test="disparity").methods()
    for choice in (
        "8 articles", "2 outlets", "2022-01-01 to 2022-01-08", "15 mentions of 3 actors", "countries",
        "a leader counts", "same paragraph", "number of paragraphs they share", "opies", "Neal 2014", "q <= 0.1",
        "disparity filter, alpha = 0.2", "edges were kept", "actors and",
    ):  # fmt: skip
        assert choice in said


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (
            {},
            "same sentence; the weight of an edge is the number of articles in which they share at least one sentence",
        ),
        ({"within": "article"}, "same article; the weight of an edge is the number of such articles"),
        ({"within": "tokens", "tokens": 7}, "within 7 tokens of the other"),
        ({"within": "tokens", "weight": "nearness"}, "divided by how many words on the second starts"),
        ({"within": "quotation"}, "same quotation"),
        ({"reading": "metonymic"}, "in metonymic readings only"),
        ({"of": ["leader", "organisation"]}, "leaders and organisations"),
    ],
)
def test_each_choice_has_its_words(how, said):
    assert said in Network(cooccurrences(many_found(), **how)).methods()


def many_found():
    text = "Xi met Putin."
    return found_from(DOCUMENTS[:1], mentions=placed(text, "d0"), texts={"d0": text})


def test_the_null_model_has_no_margins_to_keep_in_a_window_of_words():
    network = Network(cooccurrences(many_found(), within="tokens"))
    with pytest.raises(MeasureError, match="Use test="):
        network.backbone()
    assert len(network.backbone(test="disparity").edges) == 0


def test_a_network_is_drawn_and_saved_by_whatever_it_weighs(tmp_path):
    text = "Xi met Putin. Modi, as was said at the time, met Putin again."
    found = found_from(DOCUMENTS[:1], mentions=placed(text, "d0"), texts={"d0": text})
    network = Network(cooccurrences(found, within="tokens", tokens=20, weight="nearness"))
    graph = network.to_networkx()
    weights = network.edges.set_index(["a", "b"])["nearness"]
    assert graph["putin"]["xi"]["weight"] == weights[("putin", "xi")]
    assert network.nodes.set_index("actor")["strength"]["xi"] == pytest.approx(
        weights[[("putin", "xi"), ("modi", "xi")]].sum()
    )
    assert network.save(tmp_path / "n.gexf").stat().st_size
    assert dl.Network is Network
    assert repr(network)
