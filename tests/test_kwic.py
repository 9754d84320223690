"""Key word in context: every place, offsets right, sorted as asked."""

import pytest

from dateline.corpus import Corpus, Document
from dateline.errors import MeasureError, NotFoundError
from dateline.words.kwic import concordance

CORPUS = Corpus(
    (
        Document("a", "The ironclad friendship held. Our ironclad  and\u00a0lasting Friendship, he said.", "2022-02-04",
                 outlet="Wire", other={"desk": "Asia"}),
        Document("b", "No friendship without trust.\n\nBig friendships fade; friendship's end.", None, outlet="Paper"),
        Document("c", "İstanbul’s friendship <b>bold</b>.", "2021", outlet="Wire"),
    ),
    "three texts",
)  # fmt: skip


def nodes(pattern, **choices):
    return concordance(CORPUS, pattern, **choices).table["node"].tolist()


def test_whole_words_in_any_case():
    assert sorted(nodes("friendship")) == ["Friendship", "friendship", "friendship", "friendship", "friendship"]
    assert "friendships" in nodes("friendship*")


def test_a_free_star_stands_for_none_to_two_words():
    assert sorted(nodes("ironclad * friendship")) == ["ironclad and lasting Friendship", "ironclad friendship"]
    assert nodes("no * trust") == ["No friendship without trust"]


def test_a_match_does_not_cross_the_end_of_a_sentence():
    assert nodes("trust big") == []


def test_offsets_are_those_of_the_text_as_read():
    lines = concordance(CORPUS, "friendship*").evidence
    for line in lines.itertuples():
        text = CORPUS[line.document].text
        assert " ".join(text[line.start : line.end].split()) == line.node
        assert line.sentence_start <= line.start < line.end <= line.sentence_end
    assert set(lines["document"]) == {"a", "b", "c"}  # the dotted capital I grows in small letters


def test_contexts_are_squeezed_and_cut():
    (line,) = concordance(CORPUS, "lasting", width=9).table.itertuples()
    assert (line.left, line.right) == ("nclad and", "Friendshi")


def test_lines_are_sorted_by_several_keys():
    right = concordance(CORPUS, "friendship", sort=["right"]).table["right"].tolist()
    assert [text[:4] for text in right] == ["<b>b", ", he", "held", "'s e", "with"]
    left = concordance(CORPUS, "friendship", sort=["left"]).table["left"].tolist()
    assert [text.split()[-1] for text in left] == ["fade;", "ironclad", "İstanbul’s", "lasting", "No"]
    by_outlet = concordance(CORPUS, "friendship", sort=["outlet", "date", "right"]).table
    assert by_outlet["document"].tolist() == ["b", "b", "c", "a", "a"]


def test_what_is_missing_comes_last():
    assert concordance(CORPUS, "friendship", sort=["date"]).table["document"].tolist()[-2:] == ["b", "b"]


def test_any_field_of_an_article_can_stand_beside_a_line():
    table = concordance(CORPUS, "ironclad", show=["desk"]).table
    assert table.columns.tolist() == ["document", "desk", "left", "node", "right"]
    assert set(table["desk"]) == {"Asia"}


def test_a_line_leads_back_to_its_sentence():
    found = concordance(CORPUS, "ironclad * friendship")
    assert found.passages(outlet="Wire")[0].text == "The ironclad friendship held."
    assert found.passages(node="ironclad friendship")[0].marks == ((4, 23),)


def test_lines_are_aligned_on_the_node_and_escaped():
    found = concordance(CORPUS, "friendship", width=20)
    lines = repr(found).splitlines()[1:-1]
    assert len({line.index("riendship  ") for line in lines}) == 1
    assert "<b>" not in found._repr_html_()
    assert '<td style="text-align:right">' in found._repr_html_()


@pytest.mark.parametrize("pattern", ["", "*", "* *", "!!", "* friendship", "friend ship*s"])
def test_a_pattern_that_cannot_match_raises(pattern):
    with pytest.raises(MeasureError):
        concordance(CORPUS, pattern)


def test_a_pattern_that_could_match_but_does_not_says_so():
    found = concordance(CORPUS, "strongman")
    assert len(found) == 0
    assert "0 in 0 of 3 articles" in found.notes[0]
    assert "strongman" in repr(found)


def test_wrong_choices_teach():
    with pytest.raises(NotFoundError, match='Did you mean "right"'):
        concordance(CORPUS, "trust", sort=["rihgt"])
    with pytest.raises(NotFoundError, match='Did you mean "outlet"'):
        concordance(CORPUS, "trust", show=["outlt"])
    with pytest.raises(NotFoundError, match="Write a list"):
        concordance(CORPUS, "trust", sort="right")
    with pytest.raises(MeasureError, match="width"):
        concordance(CORPUS, "trust", width=0)


def test_a_sample_is_drawn_by_its_seed_and_says_of_how_many():
    many = Corpus(tuple(Document(f"d{n}", "Iron rule. Iron will.") for n in range(30)), "many")
    drawn = concordance(many, "iron", show=(), sample=7, seed=4)
    assert len(drawn) == 7
    assert "7 of 60 drawn at random, seed 4" in drawn.notes[0]
    again, other = (concordance(many, "iron", show=(), sample=7, seed=seed).to_frame() for seed in (4, 5))
    assert drawn.to_frame().equals(again)
    assert not drawn.to_frame().equals(other)
    assert len(concordance(many, "iron", show=(), sample=100)) == 60
    with pytest.raises(MeasureError, match="sample"):
        concordance(many, "iron", sample=0)
