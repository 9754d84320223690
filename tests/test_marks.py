"""Quotation marks of every press: paired, nested, reopened, left open, and told from apostrophes."""

import pytest

from voice_reading import said, voices


@pytest.mark.parametrize(
    "text",
    [
        '"We will keep the door open," Orla Finn said.',
        "“We will keep the door open,” Orla Finn said.",
        "``We will keep the door open,'' Orla Finn said.",
        "«We will keep the door open,» Orla Finn said.",
        "„We will keep the door open,“ Orla Finn said.",
        "„We will keep the door open,” Orla Finn said.",
        "»We will keep the door open,« Orla Finn said.",
        "‘We will keep the door open,’ Orla Finn said.",
        "'We will keep the door open,' Orla Finn said.",
    ],
)
def test_the_marks_of_every_press_hold_the_same_words(text):
    assert said(text) == [("direct", ["We will keep the door open,"], "Orla Finn")]


def test_an_apostrophe_opens_no_quotation():
    text = "The ministers' car wasn't the president's, and it's the '90s again, 'cause nobody's driving."
    assert voices(text).scare == []
    assert voices(text).quotes == []


def test_an_apostrophe_inside_single_marks_does_not_close_them():
    text = "‘It’s a long road and we don’t know its end,’ Orla Finn said."
    assert said(text) == [("direct", ["It’s a long road and we don’t know its end,"], "Orla Finn")]


def test_a_mark_that_is_never_closed_ends_with_its_paragraph():
    text = 'Orla Finn said: "We will keep the door open.\n\nThe harbour was calm on Friday.'
    assert said(text) == [("direct", ["We will keep the door open."], "Orla Finn")]


def test_a_closing_mark_alone_closes_from_the_start_of_its_sentence():
    text = "It rained. We will keep the door open for them,” Orla Finn said."
    assert said(text) == [("direct", ["We will keep the door open for them,"], "Orla Finn")]


def test_marks_reopened_at_each_paragraph_and_closed_once_are_one_quote():
    text = '"We will keep the door open.\n\n"We will feed whoever comes in.\n\n"We always have," Orla Finn said.'
    pieces = ["We will keep the door open.", "We will feed whoever comes in.", "We always have,"]
    assert said(text) == [("direct", pieces, "Orla Finn")]


def test_inner_marks_belong_to_the_outer_quote():
    text = "“She told me ‘never again’ and I believed her,” Orla Finn said."
    assert said(text) == [("direct", ["She told me ‘never again’ and I believed her,"], "Orla Finn")]


@pytest.mark.parametrize(
    "text",
    [
        "‹We will keep the door open,› Orla Finn said.",
        '"We will keep the door open,” Orla Finn said.',
        "''We will keep the door open,'' Orla Finn said.",
        "“We will keep the door open,”\u00a0Orla Finn\u00a0said.",
    ],
)
def test_marks_and_spaces_may_be_mixed(text):
    assert said(text) == [("direct", ["We will keep the door open,"], "Orla Finn")]


def test_single_marks_that_close_just_before_double_ones_stay_inside():
    text = "''I tell the pilots, 'the door is open,''' said Orla Finn."
    assert said(text) == [("direct", ["I tell the pilots, 'the door is open,'"], "Orla Finn")]


def test_a_headline_in_single_marks_may_have_its_tag_without_a_comma():
    assert said("'The door will stay open' says Finn\n\nThe harbour is old.") == [
        ("direct", ["The door will stay open"], "Finn")
    ]


def test_a_paragraph_with_a_tag_of_its_own_begins_another_quote():
    text = '"The door is open," Orla Finn said. "It is wide.\n\n"We keep it so," Jan Roos added. "We always have."'
    assert said(text) == [
        ("direct", ["The door is open,", "It is wide."], "Orla Finn"),
        ("direct", ["We keep it so,", "We always have."], "Jan Roos"),
    ]
