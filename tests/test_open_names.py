"""People, organisations and places that no seed has."""

import random
from itertools import pairwise

import pytest

from dateline.annotation import Reader
from dateline.mentions import MentionReader
from dateline.seeds import load_cues


@pytest.fixture(scope="module")
def read(actors):
    """Return a function from a text to its open mentions."""
    reader = MentionReader(actors)
    return lambda text: [mention for mention in reader.read(text, "2022-02-05") if mention.actor is None]


@pytest.fixture(scope="module")
def named(read):
    """Return a function from a text to (surface, type, form) of its open mentions."""
    return lambda text: [(text[m.start : m.end], m.type, m.form) for m in read(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Deputy Foreign Minister Andrei Rublov told reporters.", "Andrei Rublov"),
        ("The analyst Marit Lund of Harvard University agreed.", "Marit Lund"),
        ("Xu Weigang said so.", "Xu Weigang"),
        ("J. K. Miller said so.", "J. K. Miller"),
        ("Then Mary Lee left.", "Mary Lee"),
        ("Minister Pavel Novak of Russia came.", "Pavel Novak"),
    ],
)
def test_a_title_a_first_name_or_speech_makes_a_person(named, text, name):
    assert (name, "person", "name") in named(text)


def test_a_surname_is_whoever_has_it_in_the_text(read):
    text = "Spokesman Pavel Novak came. Novak sat down. Mr. Novak left."
    assert [(text[m.start : m.end], m.name, m.form) for m in read(text)] == [
        ("Pavel Novak", "Pavel Novak", "name"),
        ("Novak", "Pavel Novak", "surname"),
        ("Novak", "Pavel Novak", "title"),
    ]


@pytest.mark.parametrize(
    "name", ["Acme Corp.", "Siemens AG", "Democratic Party", "Harvard University", "Ministry of Trade"]
)
def test_a_head_word_makes_an_organisation(named, name):
    assert (name, "organisation", "name") in named(f"Then the {name} moved.")


def test_a_place_is_known_by_its_table_or_its_preposition(read):
    text = "Texas beat Oklahoma. He lived in Dolnik, a village in Mala County near Munich."
    places = {text[m.start : m.end]: m.country for m in read(text)}
    assert places == {"Texas": "USA", "Oklahoma": "USA", "Dolnik": None, "Mala County": None, "Munich": "DEU"}


def test_a_place_is_read_as_a_countrys_is(read):
    (speaks,) = read("Queensland said no.")
    (lies,) = read("It snowed in Queensland.")
    assert (speaks.reading, lies.reading) == ("metonymic", "literal")


@pytest.mark.parametrize(
    "text", ["He came in January.", "It happened at Sunday dinner.", "The man left.", "In Congress they met."]
)
def test_a_day_a_month_or_an_opening_word_is_no_name(named, text):
    assert named(text) == []


def test_a_first_name_before_a_place_is_a_person(named):
    assert named("The writer Jack London slept.") == [("Jack London", "person", "name")]


def test_a_framing_term_is_never_about_an_open_mention(actors, frames):
    text = "Pavel Novak spoke in Munich of the authoritarian president."
    hits = Reader(actors, frames, load_cues()).read(text, "2022-02-05").hits
    assert [hit.targets for hit in hits] == [[] for _ in hits]
    assert hits


def test_whatever_the_text_mentions_are_in_order_and_apart(actors):
    reader = MentionReader(actors)
    chance = random.Random(7)
    pieces = "|US|China|Jordan|Chad| of |The |Bank|Party|Mr. |Lebanon|, Pa.| in |World Cup |Smith| said|John |St. |O'"
    pieces = [*pieces.split("|"), "\n", " ", ". ", ", ", "'s ", "- ", "\ud800", "\u00a0", "İ", "ß"]
    for _ in range(300):
        text = "".join(chance.choice(pieces) + chance.choice(["", " "]) for _ in range(40))
        mentions = [mention for mention in reader.read(text) if mention.form != "description"]
        assert all(text[m.start : m.end].strip() == text[m.start : m.end] != "" for m in mentions)
        assert all(first.end <= second.start for first, second in pairwise(mentions))
