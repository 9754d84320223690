"""What a rate owes to whom a term is read to describe."""

from dataclasses import replace

import pytest

from dateline.errors import MeasureError
from dateline.measures.nearness import window_sensitivity
from dateline.measures.rates import framing
from found_builder import found_from, hit, mention

TEXT = "Xi came. Some here call it harsh rule. China of old was far from any harsh rule."
NEXT = "A harsh rule, says Xi."


def placed(row, text, piece, last=False):
    start = text.rindex(piece) if last else text.index(piece)
    return row | {"start": start, "end": start + len(piece)}


@pytest.fixture
def found():
    return found_from(
        [("a", "Wire", "2022-02-04"), ("b", "Post", "2022-02-05")],
        mentions=[
            placed(mention("a", "xi"), TEXT, "Xi"),
            placed(mention("a", "CHN", sentence=2, paragraph=1), TEXT, "China"),
            placed(mention("b", "xi"), NEXT, "Xi"),
        ],
        hits=[
            placed(hit("a", "regime", sentence=1), TEXT, "harsh"),
            placed(hit("a", "regime", sentence=2, paragraph=1), TEXT, "harsh", last=True),
            placed(hit("b", "regime"), NEXT, "harsh"),
        ],
        words=[("a", "narrator", 15), ("b", "narrator", 5)],
        texts={"a": TEXT, "b": NEXT},
    )


def hits_in(found, windows, of="leader"):
    table = window_sensitivity(found, windows=windows, of=of).table
    return dict(zip(table["window"], table["hits"], strict=True))


def test_only_hits_that_share_the_unit_with_a_leader_count(found):
    counted = hits_in(found, ["article", "paragraph", "sentence"])
    assert counted == {"anywhere": 3, "article": 3, "paragraph": 2, "sentence": 1}


def test_words_are_counted_from_name_to_term_on_either_side(found):
    assert hits_in(replace(found, frames=("regime",)), [15, 6, 5, 3, 2]) == {
        "anywhere": 3, "15 words": 3, "6 words": 2, "5 words": 1, "3 words": 1, "2 words": 0,
    }  # fmt: skip


def test_a_country_is_no_leader(found):
    assert hits_in(found, ["sentence"], of="country") == {"anywhere": 3, "sentence": 1}


def test_the_first_window_is_the_rate_itself_and_the_denominator_stays(found):
    table = window_sensitivity(found, windows=["sentence"]).table
    whole = framing(found).table
    assert table.iloc[0][["rate", "low", "high"]].tolist() == whole.iloc[0][["rate", "low", "high"]].tolist()
    assert table["words"].tolist() == [20, 20]


def test_a_row_leads_back_to_its_sentences(found):
    passages = window_sensitivity(found, windows=["sentence"]).passages(window="sentence")
    assert [passage.document for passage in passages] == ["b"]


def test_a_window_of_another_kind_is_refused(found):
    with pytest.raises(MeasureError, match="page"):
        window_sensitivity(found, windows=["page"])
    with pytest.raises(MeasureError, match=r"2\.5"):
        window_sensitivity(found, windows=[2.5])


def test_words_ask_for_the_text():
    found = found_from([("a", "Wire", "2022-02-04")], mentions=[mention("a", "xi")], hits=[hit("a", "regime")])
    with pytest.raises(MeasureError, match="Use sentences"):
        window_sensitivity(found, windows=[5])
