"""The reading does not get worse unnoticed: floors under what `make accuracy` prints, on articles marked by hand."""

import re

import pytest

from accuracy import articles, as_countries, predictions, score
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


@pytest.mark.parametrize("file", ["countries-reuters-1996.jsonl", "countries-local-us.jsonl"])
def test_hardly_a_country_is_missed(measure, file):
    printed = measure(["score_countries.py"], file, as_countries)
    assert first(r" R (\d+\.\d)", printed) >= 97
    assert first(r" F1 (\d+\.\d)", printed) >= 84
