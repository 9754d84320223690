"""Who stands beside whom, counted by hand."""

import itertools
import random
import time

import pytest

from dateline.errors import MeasureError, NotFoundError
from dateline.networks.cooccurrence import cooccurrences
from found_builder import COUNTRIES, LEADERS, found_from, mention

DOCUMENTS = [
    ("a1", "Wire", "2022-02-04"), ("a2", "Wire", "2022-02-05"), ("a3", "Paper", "2022-03"), ("a4", "Paper", None)
]  # fmt: skip


def summit():
    return found_from(
        DOCUMENTS,
        mentions=[
            mention("a1", "xi", 0), mention("a1", "putin", 0), mention("a1", "putin", 0), mention("a1", "xi", 1),
            mention("a1", "putin", 1), mention("a1", "scholz", 2, 1),
            mention("a2", "putin", 3, 1), mention("a2", "xi", 3, 1), mention("a2", "RUS", 3, 1, form="demonym"),
            mention("a3", "scholz", 0), mention("a3", "xi", 5, 2), mention("a3", "CHN", 0, reading="metonymic"),
            mention("a3", "DEU", 0),
            mention("a4", "sisi", 0),
        ],
    )  # fmt: skip


def rows(pairs):
    return [tuple(row) for row in pairs.table[["a", "b", "articles", "units"]].itertuples(index=False)]


def test_an_article_weighs_once_however_many_sentences_two_leaders_share():
    assert rows(cooccurrences(summit())) == [("putin", "xi", 2, 3)]


def test_a_wider_window_holds_every_pair_of_a_narrower_one():
    paragraph, article = (cooccurrences(summit(), within=within) for within in ("paragraph", "article"))
    assert rows(paragraph) == [("putin", "xi", 2, 2)]
    assert rows(article) == [("putin", "xi", 2, 2), ("scholz", "xi", 2, 2), ("putin", "scholz", 1, 1)]


def test_names_and_order_are_as_promised():
    first = cooccurrences(summit(), within="article").table.iloc[1]
    assert (first["a_name"], first["b_name"]) == ("Olaf Scholz", "Xi Jinping")


def test_a_leader_counts_for_the_country_only_when_rolled_up():
    assert rows(cooccurrences(summit(), of="country")) == [("CHN", "DEU", 1, 1)]
    rolled = cooccurrences(summit(), of="country", roll_up=True)
    assert rows(rolled) == [("CHN", "RUS", 2, 3), ("CHN", "DEU", 1, 1)]
    assert rolled.nodes.set_index("actor")["name"].to_dict() == {
        "CHN": "China", "DEU": "Germany", "EGY": "Egypt", "RUS": "Russia"
    }  # fmt: skip


def test_a_leader_beside_the_own_country_is_no_pair():
    found = found_from(DOCUMENTS, mentions=[mention("a1", "xi"), mention("a1", "CHN")])
    assert rows(cooccurrences(found, of="country", roll_up=True)) == []


def test_a_reading_can_be_asked_for():
    found = summit()
    assert rows(cooccurrences(found, of="country", reading="metonymic")) == []
    assert "metonymic readings only" in cooccurrences(found, of="country", reading="metonymic").notes[1]


def test_everyone_counted_is_a_node_alone_or_not():
    nodes = cooccurrences(summit()).nodes
    assert nodes["actor"].tolist() == ["putin", "scholz", "sisi", "xi"]
    assert nodes["articles"].tolist() == [2, 2, 1, 3]
    assert nodes["mentions"].tolist() == [4, 2, 1, 4]


def test_somebody_the_seeds_do_not_know_is_no_actor():
    found = found_from(DOCUMENTS, mentions=[mention("a1", "xi"), mention("a1", "putin") | {"actor": None}])
    assert rows(cooccurrences(found)) == []


def test_a_pair_leads_back_to_its_sentences_in_either_order():
    text = "Xi met Putin. It rained. Putin left Xi."
    places = {"xi": [(0, 2, 0), (36, 38, 2)], "putin": [(7, 12, 0), (25, 30, 2)]}
    spans = [(0, 13), (14, 24), (25, 39)]
    mentions = [
        mention("a1", actor, sentence, start=start, end=end, sentence_start=spans[sentence][0],
                sentence_end=spans[sentence][1])
        for actor, where in places.items() for start, end, sentence in where
    ]  # fmt: skip
    pairs = cooccurrences(found_from(DOCUMENTS, mentions=mentions, texts={"a1": text}))
    there, back = pairs.passages(a="putin", b="xi"), pairs.passages(a="xi", b="putin")
    assert [passage.text for passage in there] == ["Xi met Putin.", "Putin left Xi."]
    assert there == back
    assert sorted(there[0].marks) == [(0, 2), (7, 12)]
    assert pairs.where(a="putin").passages()[0].text == "Xi met Putin."
    assert pairs.passages(outlet="Wire", most=1)[0].document == "a1"


def test_a_wide_window_shows_the_sentences_where_each_stands():
    pairs = cooccurrences(summit(), within="article")
    assert [(p.document, p.sentence) for p in pairs.passages(a="scholz", b="xi")] == [
        ("a1", 0), ("a1", 1), ("a1", 2), ("a3", 0), ("a3", 5)
    ]  # fmt: skip


def test_pairs_can_be_counted_again_by_column():
    counts = cooccurrences(summit(), within="article").by("b").table.values.tolist()
    assert counts == [["xi", 7 + 5, 3], ["scholz", 4, 1]]


def test_a_name_that_is_not_there_is_met_with_the_nearest():
    with pytest.raises(NotFoundError, match='Did you mean "putin"'):
        cooccurrences(summit()).passages(a="puttin")


def test_a_choice_that_does_not_exist_teaches():
    with pytest.raises(MeasureError, match='Did you mean "sentence"'):
        cooccurrences(summit(), within="sentnce")
    with pytest.raises(MeasureError, match="roll_up=True"):
        cooccurrences(summit(), roll_up=True)


def test_nothing_found_gives_an_empty_table_with_its_columns():
    empty = cooccurrences(found_from(DOCUMENTS))
    assert rows(empty) == []
    assert "in 0 of 4 articles" in empty.notes[1]


def random_found(articles, seed=1):
    generator = random.Random(seed)
    people = [*LEADERS, *COUNTRIES]
    mentions = [
        mention(f"d{number}", generator.choice(people), sentence, sentence // 3)
        for number in range(articles) for sentence in range(6) for _ in range(generator.randrange(3))
    ]  # fmt: skip
    return found_from([(f"d{number}", "Wire", None) for number in range(articles)], mentions=mentions)


@pytest.mark.parametrize("within", ["sentence", "paragraph", "article"])
def test_pairs_are_what_a_plain_loop_counts(within):
    found = random_found(30)
    units = {}
    for row in found.mentions.table.itertuples():
        if row.type == "leader":
            ordinal = {"sentence": row.sentence, "paragraph": row.paragraph, "article": 0}[within]
            units.setdefault((row.document, ordinal), set()).add(row.actor)
    articles, shared = {}, {}
    for (document, _), actors in units.items():
        for pair in itertools.combinations(sorted(actors), 2):
            articles.setdefault(pair, set()).add(document)
            shared[pair] = shared.get(pair, 0) + 1
    counted = {(a, b): (n, units) for a, b, n, units in rows(cooccurrences(found, within=within))}
    assert counted == {pair: (len(articles[pair]), shared[pair]) for pair in shared}


def test_the_order_of_the_mentions_does_not_matter():
    found = random_found(20)
    turned = found.mentions.table.iloc[::-1].reset_index(drop=True)
    other = found_from([(d, "Wire", None) for d in found.documents["document"]], mentions=turned.to_dict("records"))
    assert rows(cooccurrences(found)) == rows(cooccurrences(other))


def test_thousands_of_articles_take_no_time():
    found = random_found(4000)
    start = time.perf_counter()
    cooccurrences(found, of="country", within="article", roll_up=True)
    assert time.perf_counter() - start < 3
