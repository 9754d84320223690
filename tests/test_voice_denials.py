"""What is denied: a term in an allegation that its source rejects is not said of anybody."""

import pytest

from dateline.annotation import Reader
from dateline.seeds import load_actors, load_cues, load_frames


@pytest.fixture(scope="module")
def reader():
    return Reader(load_actors(), load_frames(), load_cues())


def hit(reader, text, term):
    """Return the hit of a term, as it stands in a text."""
    (found,) = [one for one in reader.read(text).hits if text[one.start : one.end] == term]
    return found


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Viktor Orban rejected the accusation that he is authoritarian.", "authoritarian"),
        ("Hungary rejects claims of authoritarian rule by Viktor Orban.", "authoritarian"),
        ("Beijing disputed reports of a crackdown.", "crackdown"),
        ("Beijing denied the latest reports about a crackdown.", "crackdown"),
        ("The Kremlin dismissed accusations by Finland of repression as lies.", "repression"),
    ],
)
def test_what_stands_in_a_rejected_allegation_is_negated_and_its_source_stays(reader, text, term):
    found = hit(reader, text, term)
    assert found.negated
    assert found.voice == "indirect"
    assert found.speaker is not None


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Viktor Orban rejected authoritarian rule.", "authoritarian"),
        ("Hungary made claims of authoritarian rule in Belarus.", "authoritarian"),
        ("Beijing did not dispute reports of a crackdown.", "crackdown"),
        ("The Kremlin dismissed the claims of Finland as repression.", "repression"),
    ],
)
def test_what_nobody_denies_stands(reader, text, term):
    assert not hit(reader, text, term).negated
