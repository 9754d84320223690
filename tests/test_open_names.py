"""People, organisations and places that no seed has."""

import dataclasses
import random
from itertools import pairwise

import pytest

from dateline.actors.mentions import MentionReader
from dateline.annotation import Reader
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


def test_a_framing_term_may_be_about_a_person_outside_the_seeds_and_not_about_a_place(actors, frames):
    text = "In Munich the authoritarian Pavel Novak spoke."
    (hit,) = Reader(actors, frames, load_cues()).read(text, "2022-02-05").hits
    assert [(target.actor, target.name) for target in hit.targets] == [(None, "Pavel Novak")]


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


def test_two_people_of_one_surname_stay_apart(read):
    text = "Stephen Cannell sang. Cannell ate. Joseph Cannell came. Cannell slept. Mr. Cannell left."
    assert [mention.name for mention in read(text)] == ["Stephen Cannell"] * 2 + ["Joseph Cannell"] * 3


@pytest.mark.parametrize(
    "title",
    ["Prime Minister", "Foreign Minister", "Secretary of State", "Prime Minister of Norlund", "Senate President"],
)
def test_a_title_without_its_bearer_is_no_organisation(named, title):
    assert named(f"Then the {title} left.") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Marigny-sur-Orne is a commune in a department.", "Marigny-sur-Orne"),
        ("Dunmore (Irish: Dun Mor) was once the largest town of a county.", "Dunmore"),
        ("Oldbrook is located near a lake.", "Oldbrook"),
    ],
)
def test_a_place_is_known_by_the_sentence_that_defines_it(named, text, name):
    assert (name, "organisation", "name") in named(text)


@pytest.mark.parametrize(
    "text", ["Fenwick is a singer.", "Fenwick is a leader of the village.", "It is a town in a valley."]
)
def test_a_person_defined_is_no_place(named, text):
    assert named(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Jordan played for the Bulls. Jordan scored.",
        "He threw to Jordan Reed for a touchdown.",
        "Jerry Jordan and Chad Pennington met.",
        "The Ottawa Senators won.",
        "They ate lima beans and Lima beans.",
    ],
)
def test_an_athlete_a_club_or_a_bean_is_no_country(actors, text):
    assert [mention for mention in MentionReader(actors).read(text, "2005-02-05") if mention.type == "country"] == []


def test_whoever_speaks_by_a_verb_of_the_readers_own_cues_is_a_person(actors):
    text, cues = "Wenonah Strobel grumbled on Friday.", load_cues()
    own = dataclasses.replace(cues, verbs={**cues.verbs, "grumbled": cues.verbs["said"]})
    assert MentionReader(actors).read(text, "2022-02-05") == []
    assert [mention.name for mention in MentionReader(actors, cues=own).read(text, "2022-02-05")] == ["Wenonah Strobel"]
