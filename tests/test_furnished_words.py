"""Words of bylines, credits and captions: a concordance shows and tells them, no measure of words counts them."""

import pytest

from dateline.corpus import Corpus, Document
from dateline.words.association import collocates
from dateline.words.dispersion import dispersions
from dateline.words.keywords import keyness
from dateline.words.kwic import concordance

REPORT = "The harbour talks went on. The harbour mayor said the harbour is open."
CREDIT = "(Reporting by Harbour Lee; Editing by Harbour Ray)"


@pytest.fixture
def corpus():
    return Corpus((Document("a", f"{REPORT}\n\n{CREDIT}"), Document("b", "A quiet day in the hills.")), "two")


def test_a_concordance_shows_lines_of_a_credit_and_tells_which_they_are(corpus):
    lines = concordance(corpus, "harbour", show=["furniture"], sort=["document"])
    told = lines.to_frame()["furniture"]
    assert told.notna().tolist() == [False, False, False, True, True]
    assert set(told.dropna()) == {"credit"}
    assert "2 of these lines stand in furniture" in lines.notes[1]
    assert len(concordance(corpus, "quiet").notes) == 1


def test_collocates_neither_stand_in_a_credit_nor_come_from_one(corpus):
    table = collocates(corpus, "harbour", min_count=1, draws=100).to_frame().set_index("word")
    assert "mayor" in table.index
    assert not {"reporting", "editing", "lee", "ray"} & set(table.index)
    near = collocates(corpus, "mayor", min_count=1, draws=100).to_frame().set_index("word")
    assert near.loc["harbour", "count"] == 3


def test_keyness_counts_no_word_of_a_credit(corpus):
    other = Corpus((Document("c", "The hills were quiet and the hills were green."),), "other")
    table = keyness(corpus, against=other, min_count=1, draws=100).to_frame().set_index("word")
    assert table.loc["harbour", "count"] == 3
    assert "editing" not in table.index


def test_a_pointer_with_a_no_break_space_is_furniture_to_every_measure_of_words():
    pointing = Corpus((Document("a", f"{REPORT}\n\nRead\u00a0more: Mayor in the snow"),), "one")
    lines = concordance(pointing, "mayor", show=["furniture"], sort=["document"])
    assert lines.to_frame()["furniture"].notna().tolist() == [False, True]
    assert dispersions(pointing, ["mayor", "snow"]).to_frame()["count"].tolist() == [1, 0]
    near = collocates(pointing, "mayor", min_count=1, draws=100).to_frame()
    assert "snow" not in set(near["word"])


def test_dispersion_counts_no_word_of_a_credit(corpus):
    spread = dispersions(corpus, ["harbour", "editing"])
    assert spread.to_frame()["count"].tolist() == [3, 0]
    assert "furniture" in spread.notes[-1]
