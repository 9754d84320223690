"""Who gets to speak: shares of what is quoted and stances of verbs, each over articles, each back to its sentences."""

import math
import sys

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import dateline as dl
from dateline.errors import MeasureError, NotFoundError
from dateline.found import COLUMNS, found_of
from dateline.measures.speaking import speaking, stances
from dateline.plots import plot_speaking

NAMES = {"xi": "Xi Jinping", "putin": "Vladimir Putin"}
DOCUMENTS = [
    ("a1", "Wire", "2022-02-04", 400), ("a2", "Wire", "2022-03-01", 500), ("a3", "State", "2022-03", 600),
    ("a4", "State", "2022", 100),
]  # fmt: skip


def quote(document, speaker, words, kind="direct", stance="neutral", **more):
    """Return a row of quotes: a speaker by an id of NAMES, or by the name as written."""
    who = {"speaker": speaker if speaker in NAMES else None, "speaker_name": NAMES.get(speaker, speaker)}
    row = {"document": document, "sentence": 0, "paragraph": 0, "kind": kind, "stance": stance, "words": words}
    return row | who | more


QUOTES = [
    quote("a1", "xi", 60), quote("a1", "xi", 20, "indirect", "emotive"), quote("a1", "officials", 20, "mixed"),
    quote("a2", "xi", 10, "indirect", sentence=3), quote("a3", "xi", 30), quote("a3", "putin", 50),
    quote("a3", None, 10, stance=None), quote("a3", "xi", 7, "indirect", "intention"),
    quote("a3", None, 9, "indirect", "emotive"),
]  # fmt: skip


def found_from(documents, quotes, words=None):
    """Return a Found; its words by voice and speaker are those of the quotes unless they are given."""
    about = {name: {"outlet": outlet, "date": date} for name, outlet, date, _ in documents}
    voiced = [q for q in quotes if q["kind"] != "indirect" or (q["speaker_name"] and q["stance"] != "intention")]
    spoken = words or [{**q, "voice": q["kind"]} for q in voiced]
    narrated = [
        {
            "document": name,
            "voice": "narrator",
            "words": total - sum(w["words"] for w in spoken if w["document"] == name),
        }
        for name, _, _, total in documents
    ]
    rows = {
        "documents": [
            {"document": name, "cluster": name, "words": total} | about[name] for name, *_, total in documents
        ],
        "words": [*narrated, *spoken],
        "mentions": [],
        "quotes": [about[q["document"]] | q for q in quotes],
        "hits": [],
    }
    laid_out = {table: [[row.get(name) for name in COLUMNS[table]] for row in rows[table]] for table in rows}
    return found_of("by hand", laid_out, {}, {})


@pytest.fixture
def found():
    return found_from(DOCUMENTS, QUOTES)


def cell(finding, **values):
    table = finding.table
    for column, value in values.items():
        table = table[table[column].isna() if value is None else table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


# Counts and shares


def test_a_speakers_share_is_of_all_quoted_words(found):
    xi = cell(speaking(found), speaker="xi")
    assert (xi["name"], xi["quotes"], xi["words"], xi["articles"], xi["of"]) == ("Xi Jinping", 4, 120, 3, 200)
    assert xi["share"] == pytest.approx(60)


def test_an_intention_or_what_nobody_said_is_no_speech(found):
    table = speaking(found).table
    assert table["quotes"].sum() == 7
    assert "7 of 9" in speaking(found).notes[0]
    assert cell(speaking(found), speaker=None)["words"] == 10  # in marks, but nobody is named


def test_shares_of_one_whole_add_up_to_a_hundred(found):
    for by, within in (
        (["speaker"], None), (["kind"], None), (["month"], None), (["outlet", "speaker"], ["outlet"]),
        (["speaker", "kind"], ["speaker"]), (["stance"], None),
    ):  # fmt: skip
        for of in ("quoted words", "quotations"):
            table = speaking(found, by=by, of=of, within=within).table
            sums = table.groupby(within, dropna=False)["share"].sum() if within else [table["share"].sum()]
            assert list(sums) == pytest.approx([100] * len(sums))


def test_outlets_have_their_own_wholes(found):
    shares = speaking(found, by=["outlet", "speaker"])
    assert cell(shares, outlet="Wire", speaker="xi")["share"] == pytest.approx(100 * 90 / 110)
    assert cell(shares, outlet="State", speaker="xi")["of"] == 90


def test_of_all_words_the_narrators_are_part_of_the_whole(found):
    wire = cell(speaking(found, by=["outlet"], of="all words"), outlet="Wire")
    assert (wire["words"], wire["of"]) == (110, 900)
    assert wire["share"] == pytest.approx(100 * 110 / 900)


def test_the_mean_over_articles_weighs_a_short_article_like_a_long_one(found):
    wire = cell(speaking(found, by=["outlet"], of="words of each article"), outlet="Wire")
    assert wire["of"] == 2
    assert wire["share"] == pytest.approx((100 * 100 / 400 + 100 * 10 / 500) / 2)
    state = cell(speaking(found, by=["outlet"], of="words of each article"), outlet="State")
    assert state["share"] == pytest.approx((100 * 90 / 600 + 0) / 2)  # an article without a quotation is a zero


def test_an_article_has_a_share_and_no_interval(found):
    shares = speaking(found, by=["document"], of="all words")
    assert cell(shares, document="a1")["share"] == pytest.approx(25)
    assert cell(shares, document="a4")["share"] == 0
    assert shares.table[["low", "high"]].isna().all(axis=None)
    assert "A single article has no interval." in shares.notes


def test_kinds_and_outlets_that_are_not_there_are_zeros_but_speakers_are_not_listed(found):
    kinds = speaking(found, by=["outlet", "kind"])
    assert len(kinds) == 6
    zero = cell(kinds, outlet="State", kind="mixed")
    assert (zero["quotes"], zero["share"], zero["low"]) == (0, 0, 0)
    assert zero["high"] > 0
    assert (speaking(found, by=["outlet", "speaker"]).table["quotes"] > 0).all()


def test_a_word_quoted_within_a_quotation_counts_once_where_words_can_tell():
    quotes = [quote("a1", "state television", 30), quote("a1", "xi", 10)]
    words = [{"document": "a1", "voice": "direct", "speaker_name": "state television", "words": 20}]
    words += [{"document": "a1", "voice": "direct", "speaker": "xi", "speaker_name": "Xi Jinping", "words": 10}]
    found = found_from(DOCUMENTS, quotes, words)
    assert cell(speaking(found), speaker="state television")["share"] == pytest.approx(100 * 20 / 30)
    by_stance = speaking(found, by=["speaker", "stance"])
    assert cell(by_stance, speaker="state television")["of"] == 40
    assert "10 words quoted within quotations count twice" in by_stance.notes[1]


def test_any_column_of_the_quotes_tells_rows_apart(found):
    found.quotes.table["source_kind"] = ["named"] * 8 + [None]
    assert cell(speaking(found, by=["source_kind"]), source_kind="named")["quotes"] == 7


def test_the_most_come_first_and_times_in_their_order(found):
    assert speaking(found).table["name"].tolist()[:3] == ["Xi Jinping", "Vladimir Putin", "officials"]
    assert speaking(found, by=["month"]).table["month"].tolist()[:2] == ["2022-02", "2022-03"]


def test_concentration_is_told_as_equal_speakers():
    even = found_from(DOCUMENTS, [quote("a1", f"envoy {n}", 10) for n in range(8)])
    assert any("Herfindahl index 0.125, as of 8 speakers" in note for note in speaking(even).notes)


def test_rows_lead_back_to_their_sentences(found):
    passages = speaking(found, by=["speaker", "kind"]).passages(name="Xi Jinping", kind="indirect")
    assert [(p.document, p.sentence) for p in passages] == [("a1", 0), ("a2", 3)]
    assert [p.document for p in speaking(found, by=["outlet"]).passages(outlet="State")] == ["a3"]


# Stances


def test_stances_of_a_speaker_are_of_all_attributions_with_a_cue(found):
    shares = stances(found, least=3)
    emotive = cell(shares, speaker="xi", stance="emotive")
    assert (emotive["quotes"], emotive["of"], emotive["share"]) == (1, 5, 20)
    assert cell(shares, speaker="xi", stance="intention")["quotes"] == 1
    assert "Left out: 1 without a cue, 1 without a speaker." in shares.notes


def test_speakers_with_too_few_are_counted_together_and_last(found):
    shares = stances(found, least=3)
    assert shares.table["speaker"].drop_duplicates().tolist() == ["xi", "2 others"]
    assert cell(shares, speaker="2 others", stance="neutral")["quotes"] == 2
    assert cell(shares, speaker="2 others", stance="emotive")["quotes"] == 0
    assert {p.document for p in shares.passages(speaker="2 others")} == {"a1", "a3"}
    assert not any("together" in note for note in stances(found, least=1).notes)


def test_stances_of_outlets_lump_nobody(found):
    assert stances(found, by=["outlet"], least=100).table["outlet"].drop_duplicates().tolist() == ["State", "Wire"]


# Intervals


def many(seed=1, articles=40):
    generator = np.random.default_rng(seed)
    documents = [(f"d{n}", "Wire" if n % 2 else "State", "2022-05", 400) for n in range(articles)]
    who = ("xi", "putin", "officials")
    quotes = [
        quote(name, who[generator.integers(3)], int(generator.integers(5, 40)), stance=("neutral", "emotive")[n % 2])
        for name, *_ in documents for n in range(int(generator.poisson(4)))
    ]  # fmt: skip
    return found_from(documents, quotes)


def by_article(found, speaker):
    quotes = found.quotes.table
    ours = quotes[quotes["speaker"] == speaker]
    names = found.documents["document"]
    return [names.map(table.groupby("document")["words"].sum()).fillna(0).to_numpy() for table in (ours, quotes)]


def test_limits_are_those_of_a_plain_bootstrap_t():
    found = many()
    row = cell(speaking(found, seed=7, draws=400, level=0.9), speaker="xi")
    spoken, whole = (list(map(float, part)) for part in by_article(found, "xi"))
    articles = len(spoken)

    def ratio_and_error(chosen):
        x, y = [spoken[i] for i in chosen], [whole[i] for i in chosen]
        ratio = sum(x) / sum(y)
        return ratio, math.sqrt(sum((a - ratio * b) ** 2 for a, b in zip(x, y, strict=True))) / sum(y)

    share, error = ratio_and_error(range(articles))
    generator = np.random.default_rng(7)
    scores = []
    for _ in range(400):
        ratio, spread = ratio_and_error(generator.integers(articles, size=articles).tolist())
        scores.append((ratio - share) / spread)
    scores.sort()
    low, high = share - scores[math.ceil(0.95 * 400) - 1] * error, share - scores[math.ceil(0.05 * 400) - 1] * error
    assert row["share"] == pytest.approx(100 * share)
    assert [row["low"], row["high"]] == pytest.approx([100 * low, 100 * high], rel=1e-6)


def test_limits_are_near_those_of_scipy():
    found = many(articles=120)
    row = cell(speaking(found), speaker="xi")
    spoken, whole = by_article(found, "xi")
    drawn = stats.bootstrap(
        (spoken, whole),
        lambda x, y, axis=-1: x.sum(axis) / y.sum(axis),
        paired=True,
        method="BCa",
        rng=1,
        n_resamples=2000,
    )
    wide = drawn.confidence_interval.high - drawn.confidence_interval.low
    assert row["low"] / 100 == pytest.approx(drawn.confidence_interval.low, abs=0.1 * wide)
    assert row["high"] / 100 == pytest.approx(drawn.confidence_interval.high, abs=0.1 * wide)


def test_two_halves_of_a_whole_are_equally_sure():
    quotes = [quote(f"d{n}", "xi", 20) for n in range(30)] + [quote(f"d{n}", "putin", 20) for n in range(2)]
    found = found_from([(f"d{n}", "Wire", "2022", 400) for n in range(30)], quotes)
    xi, putin = (cell(speaking(found), speaker=who) for who in ("xi", "putin"))
    assert [xi["low"], xi["high"]] == pytest.approx([100 - putin["high"], 100 - putin["low"]])


def test_a_speaker_who_has_every_word_is_not_certain_to():
    found = found_from(
        [(f"d{n}", "Wire", "2022", 400) for n in range(30)], [quote(f"d{n}", "xi", 20) for n in range(30)]
    )
    only = cell(speaking(found), speaker="xi")
    assert (only["share"], only["high"]) == (100, 100)
    assert only["low"] == pytest.approx(100 * (1 + math.log(0.025) / 30))  # Poisson, one quotation of 20 words


def test_intervals_cover_a_known_share():
    covered = 0
    for seed in range(40):
        row = cell(speaking(many(seed), seed=1, draws=200, level=0.9), speaker="xi")
        covered += row["low"] <= 100 / 3 <= row["high"]
    assert 30 <= covered <= 40  # 36 are expected


def test_limits_lie_between_nothing_and_all():
    for table in (speaking(many(), by=["speaker", "stance"]).table, stances(many(), least=1).table):
        assert ((table["low"] >= 0) & (table["low"] <= table["share"]) & (table["share"] <= table["high"])).all()
        assert (table["high"] <= 100).all()


def test_a_table_cut_into_blocks_is_the_same(monkeypatch):
    whole = speaking(many(), by=["outlet", "speaker"], seed=3)
    monkeypatch.setattr(sys.modules["dateline.measures.speaking"], "_ENTRIES_AT_ONCE", 40 * 2)
    pd.testing.assert_frame_equal(whole.table, speaking(many(), by=["outlet", "speaker"], seed=3).table)


def test_the_seed_is_the_projects_unless_it_is_given():
    pd.testing.assert_frame_equal(speaking(many()).table, speaking(many()).table)
    assert not speaking(many(), seed=1).table.equals(speaking(many(), seed=2).table)
    assert any("seed 5;" in note for note in stances(many(), seed=5).notes)


# Several together


TOGETHER = quote("a1", "xi", 30) | {"speaker_name": "Xi Jinping and Vladimir Putin"}


def test_a_joint_quotation_counts_for_each_actor_by_the_name_that_goes_with_the_id():
    found = found_from(DOCUMENTS, [*QUOTES, TOGETHER])
    alone, table = speaking(found_from(DOCUMENTS, QUOTES)), speaking(found)
    for speaker in ("xi", "putin"):
        before, after = cell(alone, speaker=speaker), cell(table, speaker=speaker)
        assert (after["name"], after["words"] - before["words"]) == (NAMES[speaker], 30)
        assert after["quotes"] == before["quotes"] + 1
    assert any("several actors (1)" in note for note in table.notes)
    assert not any("several actors" in note for note in alone.notes)
    verbs = stances(found, least=1).table
    assert set(verbs[verbs["speaker"].isin(NAMES)]["name"]) == set(NAMES.values())


def test_a_joint_quotation_counts_once_where_speakers_are_not_told_apart():
    found = found_from(DOCUMENTS, [*QUOTES, TOGETHER])
    more = speaking(found, by=["kind"]).table["words"].sum()
    assert more == speaking(found_from(DOCUMENTS, QUOTES), by=["kind"]).table["words"].sum() + 30


def test_who_speaks_with_somebody_without_an_id_goes_by_the_own_name():
    mixed = quote("a1", "xi", 30) | {"speaker_name": "Xi Jinping and several others"}
    table = speaking(found_from(DOCUMENTS, [*QUOTES, mixed])).table
    assert list(table[table["speaker"] == "xi"]["name"]) == ["Xi Jinping"]


# Mistakes, and nothing at all


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"by": ["speakers"]}, 'Did you mean "speaker"'), ({"by": []}, "Name each column"), ({"by": "speaker"}, "list"),
        ({"by": ["kind", "kind"]}, "once"), ({"by": ["sentence"]}, "not told apart"),
        ({"of": "words"}, "There is no of="), ({"within": ["kind"]}, "within="),
        ({"draws": 1}, "draws=1"), ({"level": 95}, "level=95"),
        ({"within": ["speaker"], "of": "all words"}, "no whole for speaker"),
    ],
)  # fmt: skip
def test_a_wrong_choice_teaches(found, wrong, message):
    with pytest.raises(MeasureError, match=message):
        speaking(found, **wrong)


def test_stances_are_not_asked_by_stance(found):
    with pytest.raises(MeasureError, match='not told apart by "stance"'):
        stances(found, by=["stance"])
    with pytest.raises(MeasureError, match="least=0"):
        stances(found, least=0)


def test_a_speaker_who_is_not_there_is_met_with_the_nearest(found):
    with pytest.raises(NotFoundError, match='Did you mean "Xi Jinping"'):
        speaking(found).passages(name="Xi Jinpin")


def test_no_quotation_at_all_gives_an_empty_table():
    silent = found_from(DOCUMENTS, [])
    assert len(speaking(silent)) == len(stances(silent)) == 0
    assert cell(speaking(silent, by=["outlet"], of="all words"), outlet="Wire")["share"] == 0


# The sample, and the plot


def test_words_of_speakers_in_the_sample_are_those_of_its_voices(summits):
    found = dl.annotate(summits.subset(outlet="Meridian Press"))
    words = found.words[found.words["voice"] != "narrator"]
    quoted = words["words"].sum()
    joint = words[words["speaker"].notna() & words["speaker_name"].str.contains(" and ", na=False)]
    assert quoted <= speaking(found).table["words"].sum() <= quoted + 2 * joint["words"].sum()
    assert speaking(found, by=["kind"]).table["of"].iloc[0] == quoted


def test_a_plot_draws_every_row_and_passes_its_own_check(found):
    for shares in (speaking(found, by=["outlet", "kind"]), stances(found, least=3), speaking(found)):
        figure = plot_speaking(shares, title="Who?")
        assert figure.check() == []
        assert len(figure.table) == len(shares)
    assert "(900)" in plot_speaking(speaking(found, by=["outlet"], of="all words"), title="Who?").svg.decode()


def test_a_plot_of_three_columns_is_refused(found):
    with pytest.raises(MeasureError, match="3 columns"):
        plot_speaking(speaking(found, by=["outlet", "month", "kind"]), title="Who?")
