"""Paragraphs, sentences and words by offset."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.text import divide, lower, plain_word, word_spans


def sentences(text):
    return [text[start:end] for start, end in divide(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Li met Mr. Kim. They talked.", ["Gen. Li met Mr. Kim.", "They talked."]),
        ("He left the U.S. on Friday. It rained.", ["He left the U.S. on Friday.", "It rained."]),
        ("He left the U.S. The visit ended.", ["He left the U.S.", "The visit ended."]),
        ("It began at 9 p.m. Moscow time.", ["It began at 9 p.m. Moscow time."]),
        ('"We agree." Then he left.', ['"We agree."', "Then he left."]),
        ("``We agree.'' Then he left.", ["``We agree.''", "Then he left."]),
        ("George W. Bush spoke. Nobody asked why!", ["George W. Bush spoke.", "Nobody asked why!"]),
        ("Growth was 3.5 percent. Prices fell.", ["Growth was 3.5 percent.", "Prices fell."]),
    ],
)
def test_a_full_stop_that_belongs_to_an_abbreviation_ends_no_sentence(text, expected):
    assert sentences(text) == expected


def test_a_line_break_always_ends_a_paragraph_and_a_sentence():
    divisions = divide("A headline without a stop\n\nThe story begins. It ends.\n")
    assert len(divisions.paragraphs) == 2
    assert len(divisions.sentences) == 3


def test_an_offset_finds_its_sentence_and_paragraph():
    text = "One is here. Two is here.\n\nThree is here."
    divisions = divide(text)
    assert divisions.sentence_at(text.index("Two")) == 1
    assert divisions.sentence_at(text.index("Three")) == 2
    assert divisions.paragraph_at(text.index("Three")) == 1


@given(st.text(alphabet=st.sampled_from("aA.!?\"'“” \n\tU.S"), max_size=200))
def test_sentences_cover_every_letter_once_and_lie_in_order(text):
    spans = divide(text).sentences
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    assert sum(len("".join(text[s:e].split())) for s, e in spans) == len("".join(text.split()))


@given(st.text(max_size=100))
def test_lower_case_keeps_every_offset(text):
    assert len(lower(text)) == len(text)


def test_a_word_keeps_its_hyphen_apostrophe_and_inner_stop():
    text = "El-Sissi's U.S. visit"
    assert [text[start:end] for start, end in word_spans(text)] == ["El-Sissi's", "U.S", "visit"]


@pytest.mark.parametrize("word", ["sn\u00adow", "win\u2011win", "zero\u200bwidth", "gov-\nernment", "el-\r\nSissi"])
def test_a_word_is_one_whatever_is_hidden_in_it(word):
    text = f"The {word} fell."
    assert [text[start:end] for start, end in word_spans(text)] == ["The", word, "fell"]


def test_a_line_break_or_a_dash_parts_words():
    assert len(word_spans("snow\nice.\nHail - and\u00a0rain")) == 5


def test_a_word_has_one_plain_form():
    assert {plain_word(word) for word in ("china’s", "china's", "chi\u00adna’s", "chi-\nna's")} == {"china's"}
