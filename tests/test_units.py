"""What two actors share: words, quotations, and how near they are named."""

import itertools
import random

import numpy as np
import pytest

from dateline.errors import MeasureError
from dateline.found import word_places
from dateline.networks.cooccurrence import cooccurrences
from dateline.networks.units import together
from dateline.text import word_spans
from found_builder import LEADERS, found_from, mention

DOCUMENTS = [("a", "Wire", "2022-01-01"), ("b", "Wire", "2022-01-02")]
WRITTEN = {"xi": "Xi", "putin": "Putin", "scholz": "Scholz", "modi": "Modi", "CHN": "China", "RUS": "Russia"}


def placed(text, document="a", **more):
    """Return a mention of every leader and country that a text names."""
    found = [
        (at, actor) for actor, name in WRITTEN.items() for at in range(len(text)) if text.startswith(name, at)
    ]  # fmt: skip
    return [
        mention(document, actor, start=at, end=at + len(WRITTEN[actor]), sentence_start=0, sentence_end=len(text))
        | more
        for at, actor in sorted(found)
    ]


def quote(text, words, *, document="a", kind="direct", **more):
    """Return a quotation of some words of a text, which run from the first of them to the last."""
    first, last = words[0], words[-1]
    row = {"document": document, "kind": kind, "stance": "neutral", "sentence": 0, "start": text.index(first)}
    return row | {"end": text.index(last) + len(last), "speaker": None, "speaker_name": "somebody"} | more


def pairs_of(found, **how):
    table = cooccurrences(found, **how).table
    return {(row.a, row.b): (row.articles, row.units) for row in table.itertuples()}


def test_a_window_of_words_joins_those_named_near_each_other_across_a_full_stop():
    text = "Xi met Putin. Scholz, who was far away that day, was not asked. Modi rang Xi."
    found = found_from(DOCUMENTS, mentions=placed(text), texts={"a": text})
    assert pairs_of(found, within="tokens", tokens=2) == {("putin", "xi"): (1, 1), ("modi", "xi"): (1, 1),
                                                         ("putin", "scholz"): (1, 1)}  # fmt: skip
    assert ("scholz", "xi") in pairs_of(found, within="tokens", tokens=3)


def test_nearness_falls_with_the_words_between():
    text = "Xi met Putin. Putin and then after a while Xi left."
    found = found_from(DOCUMENTS, mentions=placed(text), texts={"a": text})
    pairs = cooccurrences(found, within="tokens", tokens=4, weight="nearness")
    assert pairs.table["nearness"].tolist() == pytest.approx([1 / 2 + 1 / 3])
    whole = cooccurrences(found, within="article", weight="nearness").table
    assert whole[["articles", "units", "nearness"]].values.tolist() == [
        pytest.approx([1, 1, 1 / 2 + 1 / 3 + 1 / 7 + 1 / 6])
    ]


def test_the_way_back_from_a_window_of_words_holds_only_those_near():
    text = "Xi met Putin. " + "It went on and on. " * 9 + "Putin left."
    found = found_from(DOCUMENTS, mentions=placed(text), texts={"a": text})
    behind = cooccurrences(found, within="tokens", tokens=5).behind({})
    assert behind["start"].tolist() == [0, 7]


@pytest.mark.parametrize("reach", [None, 1, 7, 40])
def test_who_is_near_whom_is_what_a_plain_loop_finds(reach):
    generator = random.Random(reach)
    unit = [generator.randrange(6) for _ in range(80)]
    word = [generator.randrange(60) for _ in unit]
    expected = {
        frozenset(pair) for pair in itertools.combinations(range(80), 2)
        if unit[pair[0]] == unit[pair[1]] and (reach is None or abs(word[pair[0]] - word[pair[1]]) <= reach)
    }  # fmt: skip
    near = together(np.array(unit), np.array(word), reach)
    assert {frozenset(pair) for pair in zip(near.first, near.second, strict=True)} == expected
    assert len(near.first) == len(expected)
    assert near.apart.tolist() == [max(abs(word[a] - word[b]), 1) for a, b in zip(near.first, near.second, strict=True)]


def test_a_mention_is_placed_at_its_word():
    text = "Egypt's Xi, and U.S.-led China's"
    found = found_from(DOCUMENTS, mentions=placed(text), texts={"a": text})
    places = word_places(found.mentions.table, {"a": text})
    assert [text[slice(*word_spans(text)[place])] for place in places] == ["Xi", "China's"]


def test_those_named_in_the_same_words_are_joined_and_the_speaker_is_not():
    text = '"China and Russia agree," Putin said as Scholz looked on, "and Modi knows." Xi and China left.'
    found = found_from(
        DOCUMENTS, mentions=placed(text), texts={"a": text},
        quotes=[quote(text, ["China", "Modi knows."], speaker="putin")],
    )  # fmt: skip
    assert pairs_of(found, of="country", within="quotation") == {("CHN", "RUS"): (1, 1)}
    named = cooccurrences(found, of=["country", "leader"], within="quotation").nodes["actor"]
    assert set(named) == {"CHN", "RUS", "modi"}  # Scholz stands between the parts


def test_a_name_in_a_quotation_within_a_quotation_is_the_inner_ones():
    text = "He said that Xi knew what Putin called a deal of Modi and Scholz in China."
    outer = quote(text, ["Xi", "in China"], kind="indirect", speaker_name="He")
    inner = quote(text, ["Modi", "Scholz"], kind="indirect", speaker="putin", speaker_name="Putin")
    found = found_from(DOCUMENTS, mentions=placed(text), texts={"a": text}, quotes=[outer, inner])
    assert pairs_of(found, of=["leader", "country"], within="quotation") == {
        ("putin", "xi"): (1, 1), ("modi", "scholz"): (1, 1), ("CHN", "putin"): (1, 1), ("CHN", "xi"): (1, 1)
    }  # fmt: skip


def test_a_source_between_the_parts_of_indirect_speech_is_not_named_in_it():
    text = "China, Putin said, would back Modi and Xi."
    told = quote(text, ["China", "Xi"], kind="indirect", speaker="putin", speaker_name="Vladimir Putin")
    found = found_from(DOCUMENTS, mentions=placed(text), texts={"a": text}, quotes=[told])
    assert pairs_of(found, within="quotation") == {("modi", "xi"): (1, 1)}


def test_an_intention_that_is_only_told_is_nobodys_words():
    text = "He hopes that Xi and Putin meet."
    told = quote(text, ["Xi", "Putin meet"], kind="indirect", stance="intention")
    found = found_from(DOCUMENTS, mentions=placed(text), texts={"a": text}, quotes=[told])
    assert pairs_of(found, within="quotation") == {}


def test_people_and_organisations_are_joined_by_name_and_places_are_not():
    names = [
        {"document": document, "sentence": 0, "type": kind, "name": name, "country": country, "reading": "literal"}
        for document, kind, name, country in [
            ("a", "person", "Ada Roe", None), ("a", "organisation", "Acme Corp.", None),
            ("b", "person", "Ada Roe", None), ("a", "organisation", "Aachen", "DEU"),
        ]
    ]  # fmt: skip
    found = found_from(DOCUMENTS, mentions=[mention("a", "xi"), mention("b", "xi")], open_names=names)
    assert pairs_of(found, of=["leader", "person", "organisation"]) == {
        ("Ada Roe", "xi"): (2, 2), ("Acme Corp.", "Ada Roe"): (1, 1), ("Acme Corp.", "xi"): (1, 1)
    }  # fmt: skip
    nodes = cooccurrences(found, of=["leader", "person"]).nodes
    assert nodes["name"].tolist() == ["Ada Roe", "Xi Jinping"]


def test_some_articles_alone_give_what_they_would_give_by_themselves():
    found = found_from(
        DOCUMENTS, mentions=[mention(d, who) for d in "ab" for who in LEADERS if (d, who) != ("a", "xi")]
    )
    alone = cooccurrences(found).among({"a"})
    itself = cooccurrences(found_from(DOCUMENTS[:1], mentions=[mention("a", who) for who in LEADERS if who != "xi"]))
    assert alone.table.equals(itself.table)
    assert alone.nodes.equals(itself.nodes)


def test_windows_that_need_offsets_say_so_where_there_are_none():
    found = found_from(DOCUMENTS, mentions=[mention("a", "xi"), mention("a", "putin")], quotes=[])
    for how in ({"within": "tokens"}, {"weight": "nearness"}):
        with pytest.raises(MeasureError, match="Use sentences"):
            cooccurrences(found, **how)
    text = "Xi met Putin."
    without = found_from(DOCUMENTS, mentions=placed(text))
    with pytest.raises(MeasureError, match="not at hand"):
        cooccurrences(without, within="tokens")


@pytest.mark.parametrize(
    "how", [{"of": ["leader", "leader"]}, {"of": []}, {"of": "leaders"}, {"weight": "pairs"}, {"tokens": 0},
            {"of": ["leader", "country"], "roll_up": True}]
)  # fmt: skip
def test_what_cannot_be_counted_says_why(how):
    with pytest.raises(MeasureError):
        cooccurrences(found_from(DOCUMENTS), **how)
