"""Keyness and collocates: the measures against NLTK's, counts against plain loops."""

import math
import random

import pandas as pd
import pytest
from nltk.metrics import BigramAssocMeasures

from dateline.annotation import annotate
from dateline.corpus import Corpus, Document
from dateline.errors import MeasureError, NotFoundError
from dateline.stats import benjamini_hochberg, log_likelihood, log_odds, log_ratio, tail
from dateline.words.association import collocates
from dateline.words.keywords import keyness


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


@pytest.mark.parametrize("measure", ["log_dice", "pmi", "npmi", "mi3", "g2"])
def test_the_measures_are_nltks_on_the_table_of_surface_cooccurrence(measure):
    text = babble(2)
    nodes, near, everywhere = counted(text, "iron", 4)
    windows, total = sum(near.values()), sum(everywhere.values())
    table = collocates(corpus_of(text), "iron", measure=measure, span=4, min_count=1).table
    nltk = BigramAssocMeasures
    for word, value in zip(table["word"], table[measure], strict=True):
        both, count = near[word], everywhere[word]
        margins = (windows, count), total
        expected = {
            "log_dice": 14 + math.log2(nltk.dice(both, (nodes, count), total)),
            "pmi": nltk.pmi(both, *margins),
            "npmi": nltk.pmi(both, *margins) / -math.log2(both / total),
            "mi3": math.log2(nltk.mi_like(both, *margins, power=3) * total),
            "g2": nltk.likelihood_ratio(both, *margins) * (1 if both * total >= windows * count else -1),
        }[measure]
        assert value == pytest.approx(float(expected), rel=1e-6, abs=1e-6)
    assert table[measure].is_monotonic_decreasing
    assert measure in ("log_dice", "mi3") or table["word"][0] == "clad"


def test_an_attribution_of_nobody_is_no_quotation_to_look_in():
    said = "He was criticized for his ironclad rule. Xi Jinping said that ironclad ties would last."
    corpus = corpus_of(said)
    found = annotate(corpus)
    nobody = found.quotes.table[found.quotes.table["speaker_name"].isna()]
    assert len(nobody)
    words = set(collocates(corpus, "ironclad", within="quotation", found=found, min_count=1).table["word"])
    assert "ties" in words
    assert "rule" not in words


def test_limits_come_from_drawing_articles():
    corpus = corpus_of(*(babble(seed, 12) for seed in range(30)))
    table = collocates(corpus, "iron", measure="pmi", seed=3, draws=300).table
    assert (table["low"] <= table["pmi"]).all()
    assert (table["pmi"] <= table["high"]).all()
    one, wide = (collocates(corpus, "iron", measure="pmi", level=level, draws=300).table for level in (0.8, 0.99))
    assert (wide["high"] - wide["low"] >= one["high"] - one["low"]).all()


def test_in_a_sentence_window_every_word_of_the_sentence_is_near():
    text = "Iron rule and a long way off the word friendship. Trust."
    assert "friendship" not in set(collocates(corpus_of(text), "iron", min_count=1).table["word"])
    assert "friendship" in set(collocates(corpus_of(text), "iron", within="sentence", min_count=1).table["word"])


def test_in_a_quotation_window_only_what_is_quoted_is_read():
    said = '"Our ironclad friendship will last. It is a treasure," Xi Jinping said. The ironclad ships left.'
    corpus = corpus_of(said)
    found = collocates(corpus, "ironclad", within="quotation", found=annotate(corpus), min_count=1)
    words = set(found.table["word"])
    assert {"friendship", "treasure"} <= words
    assert words.isdisjoint({"ships", "said"})
    with pytest.raises(MeasureError, match=r"needs found=dl.annotate\(corpus\)"):
        collocates(corpus, "ironclad", within="quotation")


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


def test_the_limits_of_a_log_ratio_have_the_article_for_their_unit():
    ours = corpus_of(*["trust talks grain"] * 12, "trust " * 40, name="ours")
    theirs = corpus_of(*["trust talks grain war aid"] * 12, name="theirs")
    row = keyness(ours, against=theirs, min_count=1, copies="all").table.set_index("word").loc["trust"]
    assert row["log_likelihood"] > 10  # by words beyond doubt
    assert row["low"] < 1 < row["high"] or row["low"] < 0  # by articles it is one article's doing
    assert row["low"] < row["log_ratio"]


def test_sorted_by_log_odds_the_words_are_those_of_monroe_and_others():
    table = keyness(OURS, against=THEIRS, measure="log_odds", min_count=1).table
    count, other = [21, 6, 0, 32], [22, 0, 30, 5]  # talks, iron, threat, trust
    scores = log_odds(count, other, [a + b for a, b in zip(count, other, strict=True)])
    assert table["word"].tolist() == ["trust", "iron"]
    assert table["log_odds"].tolist() == pytest.approx([scores[3], scores[1]])


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


def test_curly_and_straight_apostrophes_and_hyphens_are_one_word():
    curly = Corpus((Document("a", "China’s win\u2011win. China’s win\u2011win. China’s sn\u00adow."),), "curly")
    straight = Corpus((Document("b", "China's win-win. China's win-win. China's snow."),), "straight")
    assert keyness(curly, against=straight, min_count=1).table.empty
    table = collocates(curly, "china's", min_count=1).table
    assert set(table["word"]) == {"win-win", "snow"}
    pd.testing.assert_frame_equal(table, collocates(straight, "china’s", min_count=1).table)


def test_a_span_of_a_window_that_has_none_and_a_list_of_nodes_are_refused():
    with pytest.raises(MeasureError, match='span=3 goes with within="words"'):
        collocates(OURS, "trust", within="sentence", span=3)
    with pytest.raises(MeasureError, match="Ask for one at a time"):
        collocates(OURS, ["trust"])
