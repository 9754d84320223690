"""Rates of framing words: each over the words of its voice, each leading back to its sentences."""

import math
import sys

import numpy as np
import pandas as pd
import pytest

from dateline.errors import MeasureError, NotFoundError
from dateline.measures.rates import framing
from dateline.measures.trends import framing_trend
from dateline.resampling import bootstrap
from found_builder import found_from, hit, mention

DOCUMENTS = [
    ("a1", "Wire", "2022-02-04"), ("a2", "Wire", "2022-03-01"), ("a3", "State", "2022-03"), ("a4", "State", "2022"),
]  # fmt: skip
WORDS = [
    ("a1", "narrator", 300), ("a1", "direct", 100, "xi"), ("a2", "narrator", 500),
    ("a3", "narrator", 200), ("a3", "direct", 300, "xi"), ("a3", "direct", 50, "putin"), ("a4", "narrator", 400),
]  # fmt: skip
HITS = [
    hit("a1", "authoritarian", target="xi", target_name="Xi Jinping"), hit("a1", "authoritarian"),
    hit("a1", "authoritarian", negated=True),
    hit("a1", "friendship", "direct", speaker="xi"), hit("a3", "friendship", "direct", speaker="xi", sentence=2),
    hit("a3", "friendship", "direct", speaker="putin"), hit("a3", "friendship", "scare"),
    hit("a3", "friendship", "direct", speaker=None, speaker_name="An analyst"),
]  # fmt: skip


@pytest.fixture
def found():
    return found_from(DOCUMENTS, hits=HITS, words=WORDS)


def cell(rates, **values):
    table = rates.table
    for column, value in values.items():
        table = table[table[column].isna() if value is None else table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_a_rate_is_over_the_words_of_its_own_voice(found):
    rates = framing(found)
    quoted = cell(rates, frame="friendship", voice="direct")
    assert (quoted["hits"], quoted["articles"], quoted["words"]) == (4, 2, 450)
    assert quoted["rate"] == pytest.approx(4 / 450 * 1000)
    assert cell(rates, frame="authoritarian", voice="narrator")["rate"] == pytest.approx(2 / 1400 * 1000)


def test_without_voice_a_rate_is_over_all_words(found):
    assert cell(framing(found, by=["frame"]), frame="friendship")["words"] == 1850


def test_a_scare_quoted_hit_is_rated_on_the_narrators_words(found):
    rates = framing(found)
    assert cell(rates, frame="friendship", voice="scare")["words"] == 1400
    assert "scare-quoted hits are rated on the narrator's" in rates.notes[0]


def test_a_frame_that_a_voice_never_uses_has_rate_zero_and_an_upper_limit(found):
    never = cell(framing(found), frame="authoritarian", voice="direct")
    assert (never["hits"], never["rate"], never["low"]) == (0, 0, 0)
    assert never["high"] == pytest.approx(-math.log(0.025) / 450 * 1000)


def test_a_cell_without_words_has_no_rate(found):
    none = cell(framing(found, by=["frame", "voice", "month"]), frame="friendship", voice="direct", month=None)
    assert none["words"] == 0
    assert np.isnan([none["rate"], none["low"], none["high"]]).all()


def test_outlets_and_months_have_their_own_denominators(found):
    rates = framing(found, by=["frame", "voice", "outlet"])
    assert cell(rates, frame="friendship", voice="direct", outlet="Wire")["words"] == 100
    march = cell(framing(found, by=["frame", "month"]), frame="friendship", month="2022-03")
    assert (march["hits"], march["words"]) == (4, 1050)
    assert cell(framing(found, by=["frame", "month"]), frame="friendship", month=None)["words"] == 400  # "2022"


def test_a_speaker_is_rated_on_the_words_of_that_speaker(found):
    rates = framing(found, by=["frame", "speaker"])
    assert cell(rates, frame="friendship", speaker="xi")["words"] == 400
    assert cell(rates, frame="friendship", speaker="putin")["rate"] == pytest.approx(1 / 50 * 1000)
    assert "An analyst" in set(rates.table["speaker"])  # who has no id goes by name


def test_a_target_has_no_words_of_its_own(found):
    rates = framing(found, by=["frame", "target", "voice"])
    assert cell(rates, frame="authoritarian", target="xi", voice="narrator")["words"] == 1400
    assert cell(rates, frame="authoritarian", target=None, voice="narrator")["hits"] == 1
    assert (rates.table["hits"] > 0).all()


def test_a_term_is_not_paired_with_another_frame():
    found = found_from(
        DOCUMENTS, hits=[hit("a1", "friendship", term="ironclad"), hit("a1", "rule", term="strongman")], words=WORDS
    )
    assert framing(found, by=["frame", "term"]).table[["frame", "term"]].values.tolist() == [
        ["friendship", "ironclad"], ["rule", "strongman"]
    ]  # fmt: skip


def test_negated_hits_are_left_out_and_said_to_be(found):
    rates, all_hits = framing(found, by=["frame"]), framing(found, by=["frame"], negated="counted")
    assert (cell(rates, frame="authoritarian")["hits"], cell(all_hits, frame="authoritarian")["hits"]) == (2, 3)
    assert "Negated hits: 1, left out." in rates.notes
    assert "Negated hits: 1, counted." in all_hits.notes


def test_the_narrator_comes_first(found):
    assert framing(found).table["voice"].tolist() == ["narrator", "scare", "direct"] * 2


def test_every_cell_leads_back_to_its_sentences(found):
    rates = framing(found, by=["frame", "voice", "month"])
    passages = rates.passages(frame="friendship", voice="direct", month="2022-03")
    assert [(p.document, p.sentence) for p in passages] == [("a3", 0), ("a3", 2)]
    for row in rates.table[rates.table["hits"] > 0].to_dict("records"):
        key = {column: row[column] for column in ("frame", "voice", "month")}
        assert {p.document for p in rates.passages(**key, most=None)}


def test_a_negated_hit_stands_behind_no_cell(found):
    assert len(framing(found).evidence) == 7


def test_hits_of_one_cell_add_up_to_the_hits_found(found):
    for by in (["frame"], ["voice"], ["frame", "speaker"], ["target"], ["outlet", "month"], ["term", "voice"]):
        assert framing(found, by=by).table["hits"].sum() == 7


def many(copies=1, seed=1):
    generator = np.random.default_rng(seed)
    documents = [(f"d{n}", "Wire" if n % 2 else "State", "2022-05") for n in range(40)]
    voices = ("narrator", "direct")
    words = [(name, voice, int(generator.integers(50, 400))) for name, *_ in documents for voice in voices]
    hits = [
        hit(name, frame, voice) for name, *_ in documents for frame in ("rule", "trust")
        for voice in voices for _ in range(generator.poisson(1.2))
    ]  # fmt: skip
    twice = range(copies)
    return found_from(
        [(f"{name}/{c}", *rest) for name, *rest in documents for c in twice],
        words=[(f"{name}/{c}", *rest) for name, *rest in words for c in twice],
        hits=[row | {"document": f"{row['document']}/{c}"} for row in hits for c in twice],
    )


def test_rates_stay_when_the_corpus_is_doubled():
    once, twice = framing(many()).table, framing(many(copies=2)).table
    assert twice["rate"].tolist() == pytest.approx(once["rate"].tolist())
    assert twice["hits"].tolist() == (2 * once["hits"]).tolist()


def test_limits_are_the_bootstraps_on_articles():
    found = many()
    row = cell(framing(found, seed=7, draws=300, level=0.9), frame="rule", voice="direct")
    names = found.documents["document"]
    hits, words = found.hits.table, found.words
    hits = hits[(hits["frame"] == "rule") & (hits["voice"] == "direct")]
    counts = names.map(hits.groupby("document").size()).fillna(0)
    totals = names.map(words[words["voice"] == "direct"].groupby("document")["words"].sum())
    limits = bootstrap(counts.to_numpy()[:, None], totals.to_numpy()[:, None], seed=7, draws=300, level=0.9)
    assert [row["low"], row["high"]] == pytest.approx([limits.low[0] * 1000, limits.high[0] * 1000])


def test_a_table_cut_into_blocks_is_the_same(monkeypatch):
    whole = framing(many(), by=["frame", "voice", "outlet"], seed=3)
    monkeypatch.setattr(sys.modules["dateline.measures.rates"], "_ENTRIES_AT_ONCE", 40 * 3)
    pd.testing.assert_frame_equal(whole.table, framing(many(), by=["frame", "voice", "outlet"], seed=3).table)


def test_the_default_seed_is_the_projects_and_is_told():
    first, second = framing(many()), framing(many())
    pd.testing.assert_frame_equal(first.table, second.table)
    assert "seed " in first.notes[2]
    assert not framing(many(), seed=1).table.equals(framing(many(), seed=2).table)


def test_no_hit_at_all_gives_an_empty_table(found):
    empty = framing(found_from(DOCUMENTS, words=WORDS))
    assert empty.table.columns.tolist() == ["frame", "voice", "hits", "articles", "words", "rate", "low", "high"]
    assert len(empty) == 0


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"by": ["voices"]}, 'Did you mean "voice"'), ({"by": []}, "Name each column"), ({"by": "frame"}, "in a list"),
        ({"by": ["frame", "frame"]}, "once"), ({"per": 0}, "per=0"), ({"level": 95}, "level=95"),
        ({"draws": 1}, "draws=1"),
    ],
)  # fmt: skip
def test_a_wrong_choice_teaches(found, wrong, message):
    with pytest.raises(MeasureError, match=message):
        framing(found, **wrong)


def test_a_cell_that_is_not_there_is_met_with_the_nearest(found):
    with pytest.raises(NotFoundError, match='Did you mean "friendship"'):
        framing(found).passages(frame="freindship")


def test_what_several_say_is_rated_for_each_of_them_on_words_they_share():
    who = {"speaker": "xi", "speaker_name": "Xi Jinping and Vladimir Putin"}
    named = [mention("a1", "xi"), mention("a1", "putin")]
    together = found_from(DOCUMENTS, mentions=named, hits=[hit("a1", "friendship", "direct", **who)], words=WORDS)
    together.words.loc[together.words["speaker"] == "xi", "speaker_name"] = "Xi Jinping and Vladimir Putin"
    rates = framing(together, by=["frame", "speaker"])
    assert [cell(rates, speaker=one)["hits"] for one in ("xi", "putin")] == [1, 1]
    assert cell(rates, speaker="putin")["words"] == 450


def test_no_limit_is_above_one_hit_a_word():
    found = found_from([("a", "Wire", "2022-02-04")], hits=[hit("a", "regime")], words=[("a", "narrator", 2)])
    (row,) = framing(found, by=["frame"]).to_frame().itertuples()
    assert row.rate == 500
    assert row.high == 1000
    (period,) = framing_trend(found).to_frame().itertuples()
    assert period.high == 1000
