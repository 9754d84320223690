"""What a rate owes to single terms."""

import pytest

from dateline.errors import MeasureError
from dateline.measures.rates import framing
from dateline.measures.sensitivity import term_sensitivity
from found_builder import found_from, hit

HITS = [
    hit("a", "regime", term="authoritarian*"), hit("a", "regime", term="authoritarian*"),
    hit("b", "regime", term="authoritarian*"), hit("b", "regime", term="strongman"),
    hit("b", "regime", "direct", term="strongman", speaker="xi"), hit("a", "regime", term="junta*", negated=True),
]  # fmt: skip


@pytest.fixture
def found():
    return found_from(
        [("a", "Wire", "2022-02-04"), ("b", "Wire", "2022-02-05")],
        hits=HITS,
        words=[("a", "narrator", 400), ("b", "narrator", 600), ("b", "direct", 100, "xi")],
    )


def test_each_term_is_left_out_by_itself(found):
    table = term_sensitivity(found).to_frame()
    rows = table[["voice", "term", "hits", "rate", "without", "change"]].values.tolist()
    assert rows == [
        ["direct", "strongman", 1, 10, 0, -100],
        ["narrator", "authoritarian*", 3, 4, 1, -75],
        ["narrator", "strongman", 1, 4, 3, -25],
    ]


def test_the_rate_without_a_term_is_that_of_a_lexicon_without_it(found):
    shorter = found_from(
        [("a", "Wire", "2022-02-04"), ("b", "Wire", "2022-02-05")],
        hits=[row for row in HITS if row["term"] != "authoritarian*"],
        words=[("a", "narrator", 400), ("b", "narrator", 600), ("b", "direct", 100, "xi")],
    )
    without = term_sensitivity(found).where(voice="narrator", term="authoritarian*").table["without"][0]
    rates = framing(shorter).table.set_index("voice")
    assert without == pytest.approx(rates.loc["narrator", "rate"])


def test_a_row_leads_back_to_its_sentences(found):
    passages = term_sensitivity(found).passages(term="strongman", voice="direct")
    assert [passage.document for passage in passages] == ["b"]


def test_terms_are_left_out_not_told_apart(found):
    with pytest.raises(MeasureError, match="leave it out of by"):
        term_sensitivity(found, by=["frame", "term"])
