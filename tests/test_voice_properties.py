"""What holds for every text: offsets, repetition, distance and time."""

import gc
import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.text import divide
from voice_reading import READER, voices

WORDS = st.sampled_from(
    ['"', "“", "”", "``", "''", "'", "’", "‘", "«", "»", "„", "\n\n", ". ", ", ", " said", " that ", " Xi", " he", " ",
     " according to", " told", " the plan", " and", " claims", " called for", " who", "-", "—", "İ", "\ud83d"]
)  # fmt: skip
NEWSY = st.lists(WORDS, max_size=60).map("".join)


@given(st.one_of(st.text(max_size=300), NEWSY))
@settings(max_examples=400, deadline=None)
def test_every_offset_slices_the_text(text):
    found = voices(text)
    for quote in found.quotes:
        assert quote.kind in ("direct", "mixed", "indirect")
        assert quote.content
        for start, end in quote.content + quote.cue + quote.source:
            assert 0 <= start < end <= len(text)
    assert all(0 <= start < end <= len(text) for start, end in found.scare)
    assert [quote.content[0] for quote in found.quotes] == sorted(quote.content[0] for quote in found.quotes)


@given(NEWSY)
@settings(deadline=None)
def test_reading_twice_gives_the_same(text):
    assert voices(text) == voices(text)


@given(NEWSY)
@settings(deadline=None)
def test_a_paragraph_without_marks_and_cues_changes_no_quote_before_it(text):
    text = text.rstrip() + ".\n\n"
    assert voices(text + "The harbour is calm.") == voices(text + "The harbour is calm.\n\nThe sea is deep.")


@given(NEWSY.filter(lambda text: ":" not in text))
@settings(deadline=None)
def test_a_paragraph_without_marks_and_cues_changes_no_quote_behind_it(text):
    before = "The sea is deep.\n\n"
    moved = voices(before + text).quotes
    assert [shifted(quote, -len(before)) for quote in moved] == [shifted(quote, 0) for quote in voices(text).quotes]


def shifted(quote, by):
    """Return kind, stance and spans of a quote, moved."""
    spans = [[(start + by, end + by) for start, end in part] for part in (quote.content, quote.cue, quote.source)]
    return quote.kind, quote.stance, spans


def test_ten_thousand_random_texts_are_read():
    chance = Random(7)
    letters = [chr(code) for code in range(0x20, 0x2500) if chr(code).isprintable()] + list(
        "\"'“”‘’«»„‹›`\n\u2028\ud83d"
    ) * 90
    for _ in range(10_000):
        text = "".join(chance.choices(letters, k=chance.randrange(120)))
        found = voices(text)
        assert all(0 <= start < end <= len(text) for quote in found.quotes for start, end in quote.content)


@pytest.mark.parametrize("marks", ['"', "“", "''", "``", "'", '"“', "“”«»„‹›\"'`", '" ', '", x said "'])
def test_two_hundred_kilobytes_of_marks_are_read_in_a_moment(marks):
    text = marks * (200_000 // len(marks))
    divisions = divide(text)
    started = time.process_time()
    READER.read(text, divisions, [])
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "unit",
    [
        '"', "“", "``", "''", " '", " ‘", " “a", 'a" ', " said", " said that", ", he said, ", '"a," he said, ',
        "and said ", " said the x", "saying x ", '\n\n"a', "“a”, according to x, ", " according to", "a, ", " to said",
        "X, who said, ", " “a” b", "he called “x” ", " said, “a ", "’s claim of ", " was praised by ",
        "Mrs. X said he said so, ", "X and Y, X and ", " -- said ", " quoted X as saying ", '"a," the x of x of ',
        "last week ", "on last week said ", "X, he said, ", " her claim that they said it, ", ", the ministry said",
        "said, according to x, that ", "According to x, y said ", " told “X” that ", " said, x reported, y said, ",
        'according to x, "a," , the ministry told ', "a b, who said, according to x, ",
    ],
)  # fmt: skip
def test_time_is_linear_in_the_length_of_the_worst_texts(unit):
    def seconds(text):
        divisions = divide(text)
        started = time.process_time()
        READER.read(text, divisions, [])
        return time.process_time() - started

    short, long = unit * (40_000 // len(unit)), unit * (160_000 // len(unit))
    gc.disable()  # its passes over what is kept fall on the long text alone
    try:
        ratio = min(seconds(long) for _ in range(3)) / max(min(seconds(short) for _ in range(3)), 0.005)
    finally:
        gc.enable()
    assert ratio < 8
