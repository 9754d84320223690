"""Copies: what is a copy of what, what is none, and that measures count a story once."""

import dataclasses
import datetime
import json
import random
from itertools import combinations

import pandas as pd
import pytest

import dateline as dl
from copies_recall import BEYOND, recalls
from dateline.copies import copies_of, counted
from dateline.corpus import Corpus, Document
from dateline.errors import MeasureError, NotFoundError
from dateline.features import load_features, to_json
from dateline.measures.changes import change_points
from dateline.measures.dyads import framed_dyads
from dateline.measures.events import event_study
from dateline.measures.syndication import copy_clusters
from dateline.measures.trends import framing_trend
from dateline.measures.unknown import unknown_names
from dateline.words.association import collocates
from dateline.words.dispersion import dispersions
from dateline.words.keywords import keyness
from found_builder import found_from

NAMES = "harvest river treaty lantern winter engine garden marble signal copper"


def story(seed, words=120):
    """Return a text of made-up words that no other seed has."""
    draw = random.Random(seed)
    return " ".join(f"{draw.choice(NAMES.split())}{draw.randrange(10**6)}" for _ in range(words))


def origins(*documents, **rule):
    return {name: copy.origin for name, copy in copies_of(documents, **rule).items()}


def later(date, days):
    return str(datetime.date.fromisoformat(date) + datetime.timedelta(days))


# What is a copy


def test_every_marked_copy_of_the_sample_collection_is_found_and_nothing_else(summits):
    marked = {document.id: document.other.get("copy_of", document.id) for document in summits}
    assert {name: copy.origin for name, copy in summits.copies.items()} == marked
    assert sum(name != origin for name, origin in marked.items()) == 15


def test_reports_of_one_event_by_rivals_are_no_copies(summits):
    first, second = summits["2022-11-04-huaxin-beijing-scholz"], summits["2022-11-04-meridian-beijing-scholz"]
    assert len(set(origins(first, second).values())) == 2


def test_copies_that_editors_and_scanners_have_altered_are_found(summits):
    table = recalls(summits).set_index("altered")["recall"]
    assert table["all but the two beyond half"] >= 0.97, table
    assert table.drop([*BEYOND]).min() >= 0.9, table


def test_a_story_cut_to_a_quarter_is_a_copy_and_a_brief_within_a_digest_makes_no_copy_of_it():
    full, brief = story(1, 400), " ".join(story(1, 400).split()[:100])
    assert origins(Document("full", full, "2022-02-05"), Document("cut", brief, "2022-02-06"))["cut"] == "full"
    digest = Document("digest", " ".join([brief, story(2, 400)]), "2022-02-06")
    assert origins(Document("brief", brief, "2022-02-05"), digest)["digest"] == "digest"


def test_a_digest_ties_no_two_stories_together():
    digest = Document("digest", " ".join([story(1), story(2)]), "2022-02-06")
    told = origins(Document("a", story(1), "2022-02-05"), Document("b", story(2), "2022-02-05"), digest)
    assert told["a"] == "a"
    assert told["b"] == "b"


def test_a_formula_of_a_few_words_makes_no_copy_but_the_same_brief_is_one():
    formula = "Here are the results of the {} race in the capital as of noon:"
    first, second = Document("a", formula.format("first"), "2022-02-05"), Document("b", formula.format("last"))
    assert origins(first, second)["b"] == "b"
    assert origins(first, dataclasses.replace(second, text=first.text))["b"] == "a"


def test_less_than_half_of_the_wording_makes_no_copy_unless_one_asks_for_less():
    mixed = " ".join([*story(1).split()[:40], *story(2).split()[:80]])
    pair = Document("a", story(1), "2022-02-05"), Document("b", mixed, "2022-02-05")
    assert origins(*pair)["b"] == "b"
    assert origins(*pair, least=0.25)["b"] == "a"


@pytest.mark.parametrize("text", ["", " \n", "...", "***"])
def test_articles_without_a_word_are_no_copies_of_each_other(text):
    assert origins(Document("a", text), Document("b", text)) == {"a": "a", "b": "b"}


# In time


@pytest.mark.parametrize(
    ("date", "copy"),
    [("2022-02-12", True), ("2022-02-13", False), ("2022-02", True), ("2022", True), ("2022-03", False), (None, True)],
)
def test_a_copy_appears_within_the_days_after_its_origin(date, copy):
    told = origins(Document("a", story(1), "2022-02-05"), Document("b", story(1), date))
    assert (told["b"] == "a") is copy


def test_a_story_run_again_and_again_does_not_stretch_its_cluster_without_end():
    days = [
        Document(str(number), f"{story(1)} {story(9, number)}", later("2022-02-01", 3 * number)) for number in range(9)
    ]
    assert list(origins(*days).values()) == ["0", "0", "0", "3", "3", "3", "6", "6", "6"]


def test_years_are_read_in_the_memory_of_a_week():
    days = [Document(str(number), story(number), later("2020-01-01", number)) for number in range(400)]
    again = [dataclasses.replace(days[number], id=f"{number}/b") for number in (0, 200, 399)]
    assert {name for name, origin in origins(*days, *again).items() if name != origin} == {"0/b", "200/b", "399/b"}


# Where a story comes from


@pytest.mark.parametrize(
    ("first", "second", "origin"),
    [
        ({"date": "2022-02-06"}, {"date": "2022-02-05"}, "b"),
        ({"date": "2022-02"}, {"date": "2022-02-05"}, "b"),
        ({"date": "2022-02"}, {"date": "2022-02-28"}, "b"),
        ({"date": "9999"}, {"date": "9999-12-31"}, "b"),
        ({"date": None}, {"date": "2022-02-05"}, "b"),
        ({"outlet": "Harbour Courier"}, {"outlet": "Meridian Press"}, "b"),
        ({"outlet": "Harbour Courier"}, {"outlet": "Harbour Courier", "agency": "AP"}, "b"),
        ({"outlet": "Harbour Courier"}, {"outlet": "Meridian", "text": " ".join(story(1).split()[:80])}, "b"),
        ({"text": " ".join(story(1).split()[:80])}, {}, "b"),
        ({}, {}, "a"),
    ],
)  # fmt: skip
def test_the_likely_origin_is_the_earliest_then_an_agencys_then_the_longest_then_the_first(first, second, origin):
    usual = {"text": story(1), "date": "2022-02-05"}
    told = origins(*(Document(name, **(usual | given)) for name, given in (("a", first), ("b", second))))
    assert set(told.values()) == {origin}


def test_clusters_do_not_depend_on_the_order_of_the_corpus(summits):
    shuffled = list(summits)
    random.Random(3).shuffle(shuffled)
    assert copies_of(shuffled) == summits.copies


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 1.5}, {"least": 0}, {"least": 50}])
def test_a_number_out_of_range_teaches(wrong):
    with pytest.raises(MeasureError):
        copies_of([], **wrong)


# Real archives


def rows(*paths):
    return {row["id"]: row for path in paths for row in map(json.loads, path.read_bytes().splitlines())}


def test_of_the_agencys_articles_only_two_are_versions_of_another(shared):
    articles = [Document(name, row["text"], row["date"]) for name, row in rows(
        shared / "texts" / "ap-1988-90.jsonl").items()]  # fmt: skip
    told = origins(*articles)
    assert {(name, origin) for name, origin in told.items() if name != origin} == {
        ("AP880812-0237", "AP880812-0099"), ("AP900611-0166", "AP900611-0189")
    }  # fmt: skip


def test_no_two_of_thousands_of_reports_by_rivals_on_the_same_days_are_joined(shared):
    gold = shared / "gold-dev"
    articles = rows(gold / "polnear-train.jsonl", gold / "polnear-dev.jsonl")
    told = origins(
        *(Document(name, row["text"], row["date"], outlet=row["publisher"]) for name, row in articles.items())
    )
    day = {name: datetime.date.fromisoformat(row["date"]).toordinal() for name, row in articles.items()}
    rivals = [
        (a, b) for a, b in combinations(articles, 2)
        if abs(day[a] - day[b]) <= 2 and articles[a]["publisher"] != articles[b]["publisher"]
    ]  # fmt: skip
    assert len(rivals) > 5000
    assert [pair for pair in rivals if told[pair[0]] == told[pair[1]]] == []
    assert sum(name != origin for name, origin in told.items()) == 8  # later editions, within one paper each


# What counts


@pytest.mark.parametrize(
    ("copies", "ids", "said"),
    [
        ("once", {"a", "d"}, "Copies count once: 2 of 4 articles are copies of another and left out."),
        ("per outlet", {"a", "b", "d"},
         "Copies count once per outlet: 1 of 4 articles is a copy of another in its outlet and left out."),
        ("all", {"a", "b", "c", "d"}, "Copies are counted as they stand."),
    ],
)  # fmt: skip
def test_one_of_each_cluster_counts_or_one_of_each_outlet(copies, ids, said):
    clusters = {"b": "a", "c": "a", "a": "a", "d": "d"}
    assert counted(clusters, ["Courier", "Courier", "Wire", None], copies) == (ids, said)


def test_where_nothing_is_a_copy_the_note_says_so():
    assert counted({"a": "a"}, [None], "once")[1] == "Copies count once: none of 1 articles is a copy of another."


def test_a_cluster_whose_origin_is_not_there_still_counts():
    assert counted({"b": "a", "c": "a"}, [None, None], "once")[0] == {"b"}


def test_a_rule_that_is_none_is_met_with_those_there_are(summits):
    for ask in (summits.counting, found_from([("a", None, None)]).counting):
        with pytest.raises(MeasureError, match='Did you mean "once"'):
            ask("ones")


@pytest.fixture(scope="module")
def found(summits):
    return dl.annotate(summits)


def test_a_corpus_keeps_the_origins_and_what_was_found_does_too(summits, found):
    corpus, said = summits.counting("once")
    kept, said_of_found = found.counting("once")
    assert said == said_of_found == "Copies count once: 15 of 80 articles are copies of another and left out."
    assert len(corpus) == 65
    assert kept.documents["document"].tolist() == [document.id for document in corpus]
    for table in (kept.words, kept.mentions.table, kept.quotes.table, kept.hits.table, kept.open_names.table):
        assert set(table["document"]) <= set(kept.documents["document"])
    assert found.counting("all")[0] is found


def test_features_know_copies_and_refuse_one_of_an_article_that_is_not_there(found, tmp_path):
    path = tmp_path / "found.json"
    path.write_text(to_json(found), encoding="utf-8")
    shared = load_features(path)
    pd.testing.assert_frame_equal(dl.naming(shared).table, dl.naming(found).table)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["documents"]["rows"][0][content["documents"]["columns"].index("cluster")] = "elsewhere"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(dl.DatelineError, match="a copy of one that is not in its list"):
        load_features(path)


# A corpus doubled by copies


def doubled(corpus):
    again = [dataclasses.replace(document, id=f"{document.id}/again") for document in corpus]
    return Corpus((*corpus.documents, *again), corpus.name)


@pytest.fixture(scope="module")
def single(summits):
    return Corpus(summits.counting("once")[0].documents, "summits")


@pytest.fixture(scope="module")
def read(single):
    return dl.annotate(single), dl.annotate(doubled(single))


OF_FOUND = {
    "framing": lambda found: dl.framing(found, by=["frame", "voice", "month"], draws=200),
    "framing by outlet": lambda found: dl.framing(found, by=["frame", "outlet"], draws=200),
    "contrasts": lambda found: dl.framing_contrasts(
        found, between="voice", first="narrator", second="direct", draws=200
    ),
    "trend": lambda found: framing_trend(found, every="quarter", draws=200),
    "changes": lambda found: change_points(found, every="quarter", draws=199),
    "event": lambda found: event_study(found, "2022-02-24", draws=200),
    "dyads": lambda found: framed_dyads(found, draws=200),
    "naming": lambda found: dl.naming(found, of="country", over="month"),
    "cooccurrences": lambda found: dl.cooccurrences(found, of="country", within="paragraph"),
    "speaking": lambda found: dl.speaking(found, by=["outlet", "kind"], draws=200),
    "stances": lambda found: dl.stances(found, least=3, draws=200),
}
OF_CORPUS = {
    "keyness": lambda corpus: keyness(
        corpus.subset(outlet="Meridian Press"), against=corpus.subset(outlet="Huaxin Daily Service"), draws=200
    ),
    "collocates": lambda corpus: collocates(corpus, "leader*", draws=200),
    "dispersions": lambda corpus: dispersions(corpus, ["talks", "peace"], over="month"),
    "concordance": lambda corpus: dl.concordance(corpus, "ironclad", copies="once"),
    "unknown": lambda corpus: unknown_names(corpus, at_least=3),
}


@pytest.mark.parametrize("measure", OF_FOUND.values(), ids=OF_FOUND)
def test_a_corpus_doubled_by_copies_leaves_every_rate_and_interval_unchanged(read, measure):
    once, twice = (measure(found) for found in read)
    assert len(once) or "When framing changes" in once.title
    pd.testing.assert_frame_equal(once.table, twice.table)
    assert any("65 of 130 articles are copies of another" in note for note in twice.notes)


@pytest.mark.parametrize("measure", OF_CORPUS.values(), ids=OF_CORPUS)
def test_a_corpus_doubled_by_copies_leaves_every_word_and_interval_unchanged(single, measure):
    once, twice = measure(single), measure(doubled(single))
    assert len(once)
    pd.testing.assert_frame_equal(once.table, twice.table)
    assert any("articles are copies of another" in note for note in twice.notes)


def test_counted_as_they_stand_copies_are_drawn_with_their_origin_and_narrow_no_interval(read):
    once, twice = (dl.framing(found, by=["frame"], copies="all", draws=200).table for found in read)
    assert twice["hits"].tolist() == (2 * once["hits"]).tolist()
    assert (twice["high"] - twice["low"]).sum() == pytest.approx((once["high"] - once["low"]).sum(), rel=0.05)


def test_with_and_without_copies_stand_side_by_side(read):
    once, every = (dl.framing(read[1], by=["frame"], copies=rule, draws=200) for rule in ("once", "all"))
    compared = every.compare(once, "hits", "rate")
    assert compared.table.columns.tolist() == ["frame", "hits", "hits_other", "rate", "rate_other"]
    assert compared.table["hits"].tolist() == (2 * compared.table["hits_other"]).tolist()
    assert "Here: Copies are counted as they stand." in compared.notes
    assert "Other: Copies count once: 65 of 130 articles are copies of another and left out." in compared.notes
    assert compared.passages(frame="friendship", most=1)[0].text


def test_a_row_that_only_one_of_two_results_has_is_kept():
    here, there = (
        dl.Finding(pd.DataFrame({"word": words, "count": range(len(words))}), "Words")
        for words in (["a", "b"], ["b", "c"])
    )
    table = here.compare(there).table
    assert table["word"].tolist() == ["a", "b", "c"]
    assert table["count_other"].isna().tolist() == [True, False, False]


def test_two_measures_are_not_compared_and_a_number_must_be_in_both(read):
    rates = dl.framing(read[0], draws=200)
    with pytest.raises(MeasureError, match="Compare one measure with itself"):
        rates.compare(dl.naming(read[0]))
    with pytest.raises(NotFoundError, match='Did you mean "rate"'):
        rates.compare(rates, "rat")


# Who ran whose story


def test_clusters_are_listed_with_origin_outlet_date_and_what_is_shared(summits):
    clusters = copy_clusters(summits)
    copy = clusters.where(document="2022-02-16-harbour-scholz-moscow").table.iloc[0]
    assert (copy["cluster"], copy["outlet"]) == ("2022-02-15-meridian-scholz-moscow", "Harbour Courier")
    assert copy["shared"] == pytest.approx(87.9, abs=0.1)
    assert len(clusters) == 30
    assert "15 of 80 are copies, of 15 others" in clusters.notes[0]


def test_the_passages_of_a_cluster_mark_what_both_articles_have():
    first = "The river treaty was signed by both ministers at noon. Nothing else was said of it in the old town hall."
    second = first.replace("Nothing else", "Very little")
    longer = " ".join([story(1), first]), " ".join([story(1), second])
    corpus = Corpus(tuple(Document(name, text, "2022-02-05") for name, text in zip("ab", longer, strict=True)), "two")
    passage = copy_clusters(corpus).passages(document="b", most=None)[-1]
    start, end = passage.marks[-1]
    assert passage.text[start:end] == "was said of it in the old town hall"


def test_a_corpus_without_copies_has_no_cluster():
    clusters = copy_clusters(Corpus((Document("a", story(1)), Document("b", story(2))), "two"), days=1)
    assert len(clusters) == 0
    assert clusters.notes[0] == "Unit: one article; 0 of 2 are copies, of 0 others."
