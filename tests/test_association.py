"""Keyness and collocates: NLTK's measures against the closed forms, counts against plain loops."""

import random

import pytest

from dateline.association import collocates, keyness
from dateline.corpus import Corpus, Document
from dateline.errors import MeasureError, NotFoundError
from dateline.stats import benjamini_hochberg, g2, log_dice, log_likelihood, log_ratio, pmi, tail


def corpus_of(*texts, name="texts"):
    return Corpus(tuple(Document(f"d{n}", text, outlet="Wire") for n, text in enumerate(texts)), name)


def babble(seed, sentences=300):
    """Return sentences in which "iron" draws "clad" near."""
    generator = random.Random(seed)
    words = ["iron", "trust", "peace", "war", "talks", "summit", "gas", "grain", "ties", "vote", "rule", "aid"]
    written = []
    for _ in range(sentences):
        sentence = generator.choices(words, weights=range(12, 0, -1), k=generator.randrange(3, 14))
        if "iron" in sentence and generator.random() < 0.6:
            sentence.insert(sentence.index("iron") + 1, "clad")
        written.append(" ".join(sentence).capitalize() + ".")
    return " ".join(written)


def counted(text, node, span):
    """Count collocates the slow way: nodes, words near, words elsewhere."""
    near, everywhere, nodes = {}, {}, 0
    for sentence in text.lower().rstrip(".").split(". "):
        words = sentence.split()
        places = [n for n, word in enumerate(words) if word == node]
        nodes += len(places)
        for n, word in enumerate(words):
            if word == node:
                continue
            everywhere[word] = everywhere.get(word, 0) + 1
            if any(abs(n - place) <= span for place in places):
                near[word] = near.get(word, 0) + 1
    return nodes, near, everywhere


@pytest.mark.parametrize("span", [1, 3, 5])
def test_collocates_are_those_a_plain_loop_counts(span):
    text = babble(1)
    _, near, everywhere = counted(text, "iron", span)
    table = collocates(corpus_of(text), "iron", span=span, min_count=1).table
    assert dict(zip(table["word"], table["near"], strict=True)) == near
    assert dict(zip(table["word"], table["count"], strict=True)) == {word: everywhere[word] for word in near}


@pytest.mark.parametrize("measure", ["log_dice", "pmi", "g2"])
def test_nltks_measures_equal_the_closed_forms(measure):
    text = babble(2)
    nodes, near, everywhere = counted(text, "iron", 4)
    windows, total = sum(near.values()), sum(everywhere.values())
    table = collocates(corpus_of(text), "iron", measure=measure, span=4, min_count=1).table
    for word, value in zip(table["word"], table[measure], strict=True):
        both, count = near[word], everywhere[word]
        expected = {
            "log_dice": log_dice(both, nodes, count),
            "pmi": pmi(both, windows, count, total),
            "g2": g2(both, windows, count, total) * (1 if both * total >= windows * count else -1),
        }[measure]
        assert value == pytest.approx(float(expected), rel=1e-6, abs=1e-6)
    assert table[measure].is_monotonic_decreasing
    assert measure == "log_dice" or table["word"][0] == "clad"


def test_a_window_ends_with_the_sentence():
    found = collocates(corpus_of("Old trust. Iron rule. New trust."), "iron", min_count=1)
    assert found.table["word"].tolist() == ["rule"]


def test_a_word_between_two_nodes_is_counted_once():
    found = collocates(corpus_of("iron trust iron"), "iron", min_count=1)
    assert found.table[["word", "near"]].values.tolist() == [["trust", 1]]


def test_a_node_of_several_words_is_none_of_its_own_collocates():
    corpus = corpus_of("An ironclad and lasting friendship, ironclad still.")
    found = collocates(corpus, "ironclad * friendship", min_count=1)
    assert sorted(found.table["word"]) == ["an", "ironclad", "still"]


def test_a_collocate_leads_back_to_its_sentences():
    found = collocates(corpus_of("It rained. Iron trust is trust.", "No iron trust."), "iron", min_count=3)
    assert [(p.document, p.text) for p in found.passages(word="trust")] == [
        ("d0", "Iron trust is trust."), ("d1", "No iron trust.")
    ]  # fmt: skip


def test_a_node_that_is_not_there_or_cannot_be_raises():
    with pytest.raises(NotFoundError, match="does not occur"):
        collocates(corpus_of("Iron rule."), "velvet")
    with pytest.raises(MeasureError, match="never match"):
        collocates(corpus_of("Iron rule."), "*")
    with pytest.raises(MeasureError, match='Did you mean "pmi"'):
        collocates(corpus_of("Iron rule."), "iron", measure="pim")
    with pytest.raises(MeasureError, match="span=0"):
        collocates(corpus_of("Iron rule."), "iron", span=0)


OURS = corpus_of("trust " * 30 + "talks " * 20 + "iron " * 6, "trust trust talks", name="ours")
THEIRS = corpus_of("threat " * 30 + "talks " * 22 + "trust " * 5, name="theirs")


def test_keyness_equals_the_closed_forms():
    table = keyness(OURS, against=THEIRS, min_count=1).table.set_index("word")
    sizes = 59, 57
    trust = table.loc["trust"]
    assert (trust["count"], trust["articles"], trust["count_against"], trust["articles_against"]) == (32, 2, 5, 1)
    assert trust["log_likelihood"] == pytest.approx(log_likelihood(32, 5, *sizes))
    assert trust["log_ratio"] == pytest.approx(log_ratio(32, 5, *sizes))
    assert trust["p"] == pytest.approx(tail(log_likelihood(32, 5, *sizes)))


def test_q_is_adjusted_over_all_words_tested_not_only_those_shown():
    counts = {"trust": (32, 5), "talks": (21, 22), "iron": (6, 0), "threat": (0, 30)}
    p = tail([float(log_likelihood(*pair, 59, 57)) for pair in counts.values()])
    q = dict(zip(counts, benjamini_hochberg(p), strict=True))
    table = keyness(OURS, against=THEIRS, min_count=1).table
    assert "threat" not in set(table["word"])
    assert dict(zip(table["word"], table["q"], strict=True)) == pytest.approx({w: q[w] for w in table["word"]})


def test_swapping_the_corpora_turns_the_words_round():
    there = keyness(OURS, against=THEIRS, min_count=1).table["word"].tolist()
    back = keyness(THEIRS, against=OURS, min_count=1).table["word"].tolist()
    assert there == ["trust", "iron"]
    assert back == ["threat", "talks"]


def test_sorted_by_size_only_sure_differences_are_listed():
    ours = corpus_of("trust " * 32 + "talks " * 21 + "iron " * 8 + "grain " * 2)
    table = keyness(ours, against=THEIRS, measure="log_ratio", min_count=1).table
    assert table["word"].tolist() == ["iron", "trust"]  # not the grain, twice against never
    assert (table["q"] <= 0.05).all()


def test_articles_in_both_corpora_are_told():
    assert any("2 articles stand in both" in note for note in keyness(OURS, against=OURS.subset()).notes)
    apart = Corpus((Document("other", "talks " * 9),), "apart")
    assert not any("stand in both" in note for note in keyness(OURS, against=apart).notes)


def test_a_key_word_leads_back_to_its_sentences():
    found = keyness(corpus_of("It rained. Trust holds trust.", name="ours"), against=THEIRS, min_count=1)
    (passage,) = found.passages(word="rained")
    assert (passage.text, passage.marks) == ("It rained.", ((3, 9),))


def test_too_little_to_compare_raises():
    with pytest.raises(MeasureError, match="Lower min_count"):
        keyness(corpus_of("a b"), against=corpus_of("c d"))
    with pytest.raises(MeasureError, match="holds no word"):
        keyness(corpus_of("..."), against=THEIRS)
