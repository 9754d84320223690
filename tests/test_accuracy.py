"""The reading does not get worse unnoticed: floors under what `make accuracy` prints, on articles marked by hand."""

import re

import pytest

from accuracy import articles, as_countries, parsing_reader, predictions, score, within_the_list
from dateline.annotation import Reader
from dateline.seeds import load_cues


def measuring(shared, reader):
    """Return a function from a scorer, a gold file and a shape to what the scorer prints of a reader."""

    def measure(command, file, shape=dict):
        gold = shared / "gold-dev" / file
        return score(shared, command, gold, [shape(row) for row in predictions(reader, articles(gold))])

    return measure


@pytest.fixture(scope="module")
def measure(shared, actors, frames):
    return measuring(shared, Reader(actors, frames, load_cues()))


@pytest.fixture(scope="module")
def measure_parsed(shared, actors):
    reader = parsing_reader(actors)
    if reader is None:
        pytest.skip("the extra `parse` is not installed: its tier is not measured")
    return measuring(shared, reader)


def first(pattern, text):
    """Return the number a pattern finds in what a scorer printed."""
    return float(re.search(pattern, text).group(1))


def below(printed, floors):
    """Return what a scorer printed that lies below its floor."""
    found = {pattern: first(pattern, printed) for pattern in floors}
    return {pattern: value for pattern, value in found.items() if value < floors[pattern]}


def test_quotations_in_us_politics_are_read_as_well_as_they_must_be(measure):
    floors = {
        r"voice words .*F1 +(\d+\.\d)": 84, r"quotes 0\.3 .*F1 +(\d+\.\d)": 76, r"speaker accuracy (\d+\.\d)": 90,
        r"'direct': '(\d+\.\d)%": 98, r"'indirect': '(\d+\.\d)%": 59,
    }  # fmt: skip
    assert below(measure(["score_quotes.py"], "polnear-dev.jsonl"), floors) == {}


def test_a_parser_reads_more_quotations_and_speakers(measure_parsed):
    floors = {
        r"voice words .*F1 +(\d+\.\d)": 86, r"quotes 0\.3 .*F1 +(\d+\.\d)": 79, r"speaker accuracy (\d+\.\d)": 92,
        r"'direct': '(\d+\.\d)%": 98, r"'indirect': '(\d+\.\d)%": 69,
    }  # fmt: skip
    assert below(measure_parsed(["score_quotes.py"], "polnear-dev.jsonl"), floors) == {}


@pytest.mark.parametrize(("file", "least"), [("countries-reuters-1996.jsonl", 95), ("countries-local-us.jsonl", 93)])
def test_countries_are_told_from_teams_towns_and_surnames(measure, file, least):
    printed = measure(["score_countries.py"], file, as_countries)
    assert below(printed, {r" P (\d+\.\d)": 93, r" F1 (\d+\.\d)": least}) == {}


def test_leaders_of_1996_are_told_by_their_date(measure, shared):
    file = "leaders-reuters-1996.jsonl"
    printed = measure(["score.py", "leaders"], file, within_the_list(articles(shared / "gold-dev" / file)))
    assert first(r" F1 (\d+\.\d)", printed) >= 94


@pytest.mark.parametrize(
    ("file", "least"), [("metonymy-relocar-train.jsonl", 80), ("metonymy-semeval-train.jsonl", 84)]
)
def test_a_place_is_told_from_its_government(measure, file, least):
    assert first(r"accuracy (\d+\.\d)", measure(["score.py", "reading"], file)) >= least


@pytest.mark.parametrize(
    ("file", "least"), [("metonymy-relocar-train.jsonl", 83), ("metonymy-semeval-train.jsonl", 86)]
)
def test_a_parser_tells_a_place_from_its_government_more_often(measure_parsed, file, least):
    assert first(r"accuracy (\d+\.\d)", measure_parsed(["score.py", "reading"], file)) >= least
