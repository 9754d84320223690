"""Whose capital, whose minister, whose chief: names and role nouns that mean another at another date."""

import pytest

from dateline.actors.mentions import MentionReader


@pytest.fixture(scope="module")
def read(actors):
    reader = MentionReader(actors)
    return lambda text, date: [(text[m.start : m.end], m.actor) for m in reader.read(text, date)]


@pytest.mark.parametrize(
    ("text", "date", "actor"),
    [
        ("Moscow rejected the plan.", "1985-06-01", "SUN"),
        ("Moscow rejected the plan.", "1996-06-01", "RUS"),
        ("Belgrade rejected the plan.", "1996-06-01", "YUG"),
        ("Saigon rejected the plan.", "1970-06-01", "XVS"),
        ("Saigon rejected the plan.", "1996-06-01", None),
        ("Lagos rejected the plan.", "1985-06-01", "NGA"),
        ("Brussels fined the company.", "2019-06-01", "eu"),
    ],
)
def test_a_capital_speaks_for_the_state_of_its_date(read, text, date, actor):
    assert read(text, date)[0][1] == actor


def test_brussels_is_belgiums_in_a_text_about_belgium(read):
    found = dict(read("Brussels accused the unions. Belgium stood still.", "2019-06-01"))
    assert found["Brussels"] == "BEL"


@pytest.mark.parametrize(
    ("text", "date", "actor"),
    [
        ("the Russian leader left", "2022-06-01", "vladimir-putin"),
        ("the Iranian president left", "2022-06-01", "ebrahim-raisi"),
        ("the Chinese leader left", "1985-03-20", "deng-xiaoping"),
        ("the NATO chief left", "2022-06-01", "jens-stoltenberg"),
        ("the U.N. secretary-general left", "2022-06-01", "antonio-guterres"),
        ("the European Commission president left", "2022-06-01", "ursula-von-der-leyen"),
        ("the European Council president left", "2022-06-01", "charles-michel"),
        ("the Russian foreign minister left", "2022-06-01", "sergey-lavrov"),
        ("the British foreign secretary left", "2022-06-01", "liz-truss"),
        ("the U.S. secretary of state left", "2022-06-01", "antony-blinken"),
        ("the South Korean president left", "2025-01-15", "yoon-suk-yeol"),
        ("South Korea's acting president left", "2025-01-15", "choi-sang-mok"),
        ("Germany's chancellor left", "2022-06-01", "olaf-scholz"),
        ("Japan's emperor left", "2022-06-01", "naruhito"),
    ],
)
def test_a_role_noun_means_who_bore_its_title_at_the_date(read, text, date, actor):
    assert actor in [found for _, found in read(f"On Friday {text} the room.", date)]


@pytest.mark.parametrize("noun", ["king", "queen", "emperor", "chancellor"])
def test_a_noun_of_another_office_is_not_the_president_named_last(read, noun):
    found = read(f"President Joe Biden spoke. Then the {noun} spoke.", "2022-06-01")
    assert [actor for _, actor in found] == ["joe-biden"]


def test_britains_chancellor_is_no_prime_minister(read):
    assert [actor for _, actor in read("Britain's chancellor resigned.", "2022-06-01")] == ["GBR"]
