"""Who frames whom: the speaker, the target and the frame of every hit."""

import pytest

from dateline.errors import MeasureError
from dateline.measures.dyads import framed_dyads
from dateline.measures.rates import framing
from found_builder import found_from, hit, mention

DOCUMENTS = [("a", "Wire", "2022-02-04"), ("b", "Wire", "2022-02-05"), ("c", "State", "2022-02-06")]
MENTIONS = [mention("a", "xi"), mention("a", "sisi"), mention("b", "CHN"), mention("b", "RUS")]
SISI = {"target": "sisi", "target_name": "Abdel Fattah el-Sisi", "targets": ("sisi",)}
PAIR = {"target": "CHN", "target_name": "China", "targets": ("CHN", "RUS")}
HITS = [
    hit("a", "regime", **SISI), hit("b", "regime", **SISI), hit("a", "regime", "scare", **SISI),
    hit("b", "friendship", "direct", speaker="xi", speaker_name="Xi Jinping", **PAIR),
    hit("c", "friendship", "indirect", speaker=None, speaker_name="An analyst", **PAIR),
    hit("c", "friendship", "direct", speaker=None, speaker_name=None, **PAIR),
    hit("c", "regime"), hit("c", "regime", negated=True, **SISI),
]  # fmt: skip


@pytest.fixture
def found():
    return found_from(DOCUMENTS, mentions=MENTIONS, hits=HITS, words=[("a", "narrator", 100)])


def rows(finding, *columns):
    return finding.to_frame()[list(columns)].values.tolist()


def test_every_hit_is_an_edge_from_its_speaker_to_each_of_its_targets(found):
    assert rows(framed_dyads(found), "speaker", "target", "frame", "hits", "articles") == [
        ["narrator", "sisi", "regime", 3, 2],
        ["An analyst", "CHN", "friendship", 1, 1],
        ["An analyst", "RUS", "friendship", 1, 1],
        ["xi", "CHN", "friendship", 1, 1],
        ["xi", "RUS", "friendship", 1, 1],
    ]


def test_what_has_no_speaker_or_no_target_is_counted_among_the_left_out(found):
    assert "5 of 7 hits; 2 without one of them left out; 3 have two targets" in framed_dyads(found).notes[0]


def test_shares_are_of_the_frame_and_have_limits_by_article(found):
    table = framed_dyads(found).to_frame().set_index(["speaker", "target"])
    all_of_two = table.loc[("narrator", "sisi"), ["share", "low", "high"]].tolist()
    assert all_of_two == pytest.approx([100, 100 * 0.2422 / 2, 100], abs=0.01)  # Garwood (1936): two articles
    assert table.loc[("xi", "CHN"), "share"] == pytest.approx(25)
    assert table.loc[("xi", "CHN"), "low"] == pytest.approx(100 * 0.0253 / 4, abs=0.01)  # one article


def test_rolled_up_a_leader_speaks_and_is_spoken_of_for_the_country(found):
    edges = {tuple(row) for row in rows(framed_dyads(found, roll_up=True), "speaker", "target_name", "frame")}
    assert ("CHN", "Russia", "friendship") in edges
    assert ("narrator", "Egypt", "regime") in edges


def test_negated_hits_and_rare_dyads_can_be_counted_or_left_out(found):
    assert rows(framed_dyads(found, min_count=2), "hits") == [[3]]
    assert rows(framed_dyads(found, min_count=2, negated="counted"), "hits") == [[4]]


def test_a_dyad_leads_back_to_its_sentences(found):
    assert [passage.document for passage in framed_dyads(found).passages(speaker="xi", target="RUS")] == ["b"]


def test_a_frame_that_was_not_looked_for_says_which_were(found):
    with pytest.raises(MeasureError, match='"peace" was not looked for'):
        framed_dyads(found, frames=["peace"])


def test_what_several_say_is_an_edge_from_each_of_them_and_one_hit():
    both = hit("b", "regime", "direct", speaker="xi", speaker_name="Xi Jinping and Vladimir Putin", **SISI)
    leaders = [mention("a", "xi"), mention("a", "putin"), mention("a", "sisi")]
    table = framed_dyads(found_from(DOCUMENTS, mentions=leaders, hits=[both], words=[("a", "narrator", 100)]))
    assert rows(table, "speaker", "speaker_name", "target") == [
        ["putin", "Vladimir Putin", "sisi"],
        ["xi", "Xi Jinping", "sisi"],
    ]
    assert "1 of 1 hits; 0 without" in table.notes[0]


@pytest.mark.parametrize("asked", [{"min_count": 999}, {"frames": ["threat"]}])
def test_where_nobody_frames_anybody_the_table_is_empty_and_says_so(asked):
    nobody = found_from(DOCUMENTS, hits=[hit("c", "threat"), *HITS], words=[("a", "narrator", 100)])
    dyads = framed_dyads(nobody, **asked)
    assert not len(dyads)
    assert list(dyads.to_frame().columns)[:2] == ["speaker", "speaker_name"]
    assert not len(dyads.behind({}))


def test_a_missing_target_is_asked_for_by_the_value_that_a_table_holds(found):
    rates = framing(found, by=["target"])
    asked = [rates.where(target=missing).to_frame()["hits"].tolist() for missing in (None, float("nan"))]
    assert asked == [[1], [1]]
