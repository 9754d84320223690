"""Whom a name or a description means, at its date."""

import pytest

from dateline.mentions import MentionReader
from dateline.periods import Period, inferred_period


@pytest.fixture(scope="module")
def reader(actors):
    return MentionReader(actors)


@pytest.fixture
def leaders(reader):
    def read(text, date=None):
        return [mention.actor for mention in reader.read(text, date) if mention.type == "leader"]

    return read


@pytest.mark.parametrize(
    ("date", "actor"), [("1990-05-01", "george-h-w-bush"), ("2003-05-01", "george-w-bush"), ("1996", "george-h-w-bush")]
)
def test_the_date_decides_between_father_and_son(leaders, date, actor):
    assert leaders("President Bush spoke. Bush then left.", date) == [actor] * 2
    assert leaders("George Bush spoke.", date) == [actor]


def test_an_undated_text_is_dated_by_the_leaders_it_names(leaders, reader):
    text = "President Bush met Mikhail Gorbachev. Bush then left."
    assert leaders(text) == ["george-h-w-bush", "mikhail-gorbachev", "george-h-w-bush"]
    assert leaders("President Bush met Jacques Chirac. Bush then left.")[-1] == "george-w-bush"


def test_leaders_of_different_times_date_nothing(actors):
    assert inferred_period([actors["mikhail-gorbachev"], actors["joe-biden"]]) is None
    assert inferred_period([]) is None


def test_leaders_who_were_in_office_together_twice_leave_two_stretches(actors):
    together = inferred_period([actors["donald-trump"], actors["emmanuel-macron"]])
    assert together == Period((("2017-05-14", "2021-01-20"), ("2025-01-20", "~")), ("donald-trump", "emmanuel-macron"))


@pytest.mark.parametrize(
    "text",
    [
        "The Egyptian leader spoke.",
        "Egypt's president spoke.",
        "The president of Egypt spoke.",
        "Egyptian President spoke too soon.",
        "Abdel Fattah el-Sissi flew in from Cairo. The president met nobody.",
        "In Egypt it rained. The president met nobody.",
    ],
)
def test_a_role_is_read_as_who_held_it(leaders, text):
    assert leaders(text, "2022-02-05")[-1:] == ["abdel-fattah-el-sissi"]


@pytest.mark.parametrize("text", ["It rained. The president met nobody.", "The president of the bank resigned."])
def test_a_role_without_a_country_names_nobody(leaders, text):
    assert leaders(text, "2022-02-05") == []


@pytest.mark.parametrize(
    "text",
    [
        "They landed at Nelson Mandela International Airport.",
        "The ship left Ronald Reagan Avenue.",
        "Queen Elizabeth I of England died in 1603.",
    ],
)
def test_what_is_named_for_a_leader_is_not_the_leader(leaders, text):
    assert leaders(text, "1996-08-01") == []


def test_the_person_introduced_last_bears_the_surname(leaders):
    text = "Former President Jimmy Carter rested. The singer Betty Carter arrived. Carter sang."
    assert leaders(text, "1996-08-01") == ["jimmy-carter"]


def test_a_headline_in_capitals_on_every_word_names_its_leaders(leaders):
    text = "Why Macron Hails Putin\n\nEmmanuel Macron praised Vladimir Putin on Friday."
    assert leaders(text, "2018-02-05")[:2] == ["emmanuel-macron", "vladimir-putin"]
