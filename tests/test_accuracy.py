"""The reading does not get worse unnoticed: floors under what `make accuracy` prints, on articles marked by hand."""

import re

import pytest

from accuracy import articles, as_countries, predictions, score, within_the_list
from dateline.annotation import Reader
from dateline.seeds import load_cues


@pytest.fixture(scope="module")
def measure(shared, actors, frames):
    """Return a function from a scorer, a gold file and a shape to what the scorer prints."""
    reader = Reader(actors, frames, load_cues())

    def measuring(command, file, shape=dict):
        gold = shared / "gold-dev" / file
        return score(shared, command, gold, [shape(row) for row in predictions(reader, articles(gold))])

    return measuring


def first(pattern, text):
    """Return the number a pattern finds in what a scorer printed."""
    return float(re.search(pattern, text).group(1))


def test_quotations_in_us_politics_are_read_as_well_as_before(measure):
    printed = measure(["score_quotes.py"], "polnear-dev.jsonl")
    assert first(r"voice words .*F1 +(\d+\.\d)", printed) >= 84
    assert first(r"quotes 0\.3 .*F1 +(\d+\.\d)", printed) >= 76
    assert first(r"speaker accuracy (\d+\.\d)", printed) >= 89
    assert first(r"'direct': '(\d+\.\d)%", printed) >= 96.5
    assert first(r"'indirect': '(\d+\.\d)%", printed) >= 59


@pytest.mark.parametrize(("file", "least"), [("countries-reuters-1996.jsonl", 95), ("countries-local-us.jsonl", 93)])
def test_countries_are_told_from_teams_towns_and_surnames(measure, file, least):
    printed = measure(["score_countries.py"], file, as_countries)
    assert first(r" P (\d+\.\d)", printed) >= 92.5
    assert first(r" F1 (\d+\.\d)", printed) >= least


def test_leaders_of_1996_are_told_by_their_date(measure, shared):
    file = "leaders-reuters-1996.jsonl"
    printed = measure(["score.py", "leaders"], file, within_the_list(articles(shared / "gold-dev" / file)))
    assert first(r" F1 (\d+\.\d)", printed) >= 94


@pytest.mark.parametrize(
    ("file", "least"), [("metonymy-relocar-train.jsonl", 80), ("metonymy-semeval-train.jsonl", 84)]
)
def test_a_place_is_told_from_its_government(measure, file, least):
    assert first(r"accuracy (\d+\.\d)", measure(["score.py", "reading"], file)) >= least
