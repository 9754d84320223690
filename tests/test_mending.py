"""What hides a word from its reader is undone before reading; what is found stands at its place in the stored text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline as dl
from dateline.annotation import Reader
from dateline.mending import mended
from dateline.seeds import load_cues


@pytest.fixture(scope="module")
def reader():
    return Reader(dl.load_actors(), dl.load_frames(), load_cues())


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a ﬁrm eﬀort by oﬃcials", "a firm effort by officials"),
        ("the govern-\nment and the Al-\nHadath", "the government and the Al-Hadath"),
        ("Zelen\u00adskyy, Xi\u00a0Jinping, al\u2011Sisi", "Zelenskyy, Xi Jinping, al-Sisi"),
        ("＂Snow″ ⸺ he said", '"Snow" — he said'),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_a_broken_word_is_whole_in_the_mended_text(text, whole):
    assert mended(text).text == whole


@pytest.mark.parametrize("text", ["", "Snow fell - and fell.", "He came —\nhe saw.", "“Snow,” said Élodie.", "5-\n6"])
def test_a_text_without_a_fault_is_left_alone(text):
    assert mended(text) is None


@given(st.text(alphabet="ab \u00a0\u00ad\u200bﬁﬃ-\n\u2011X1", max_size=60))
def test_every_stretch_leads_back_to_where_it_came_from(text):
    whole = mended(text)
    if whole is None:
        return
    for at, letter in enumerate(whole.text):
        start, end = whole.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert text[start:end] == letter or not text[start:end].isascii() or "\n" in text[start:end]
        again = whole.inverse(start, end)
        assert again[0] <= at < again[1]


@pytest.mark.parametrize(
    "name", ["Volodymyr Zelen-\nskyy", "Volodymyr\u00a0Zelenskyy", "Volodymyr Zelen\u00adskyy", "Volodymyr\nZelenskyy"]
)
def test_a_name_is_found_where_the_stored_text_has_it(reader, name):
    text = f"Snow fell. President {name} said that the ﬁrm friendship with Po\u00adland was “unbreak-\nable”."
    read = reader.read(text)
    people = [text[m.start : m.end] for m in read.mentions if m.actor == "volodymyr-zelenskyy"]
    if "Volodymyr\nZ" not in name:  # a line's end alone parts paragraphs
        assert people == [f"President {name}"[-len(name) :]]
    assert "Po\u00adland" in [text[m.start : m.end] for m in read.mentions]
    assert [text[start:end] for quote in read.quotes for start, end in quote.content][-1].endswith("“unbreak-\nable”")
    assert text[slice(*read.divisions.sentences[0])] == "Snow fell."


def test_a_passage_marked_by_hand_keeps_its_place(reader):
    text = "The oﬃcials were bru\u00adtal to Xi\u00a0Jinping."
    start = text.index("bru")
    (hit,) = [h for h in reader.read(text, None, [{"start": start, "end": start + 7, "label": "tone"}]).hits
              if h.frame == "tone"]  # fmt: skip
    assert text[hit.start : hit.end] == "bru\u00adtal"
