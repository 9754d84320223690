"""The one pass, its tables, and its features without the text."""

import csv
import json
import re
from collections import Counter

import pandas as pd
import pytest

import dateline as dl
from dateline.annotation import Reader
from dateline.features import features, to_json
from dateline.finding import Finding
from dateline.found import words_by_voice
from dateline.provenance import home
from dateline.seeds import load_cues
from dateline.seeds.digests import seeds_digests
from dateline.seeds.outlets import load_outlets
from dateline.text import lower, word_spans
from dateline.voices.quotes import Quote

SEED = "ap-2022-02-05-xi-el-sissi"


@pytest.fixture(scope="module")
def found(summits, actors, frames):
    return dl.annotate(summits, actors, frames)


def test_every_offset_slices_to_what_was_found(summits, actors, frames):
    terms = {(frame.id, term.term): term for frame in frames.values() for term in frame.terms}
    reader = Reader(actors, frames, load_cues())
    for document in summits:
        annotation = reader.read(document.text, document.date)
        for mention in annotation.mentions:
            surface = document.text[mention.start : mention.end]
            assert surface == surface.strip() != ""
        for quote in annotation.quotes:
            pieces = [*quote.content, *quote.cue, *quote.source]
            assert all(0 <= start < end <= len(document.text) for start, end in pieces)
        for hit in annotation.hits:
            assert (hit.start, hit.end) in terms[hit.frame, hit.term].spans(document.text)
            named = {(mention.start, mention.end, mention.actor) for mention in annotation.mentions}
            assert {(target.start, target.end, target.actor) for target in hit.targets} <= named


def test_reading_twice_is_the_same(summits, actors, frames):
    text, date = summits.documents[0].text, summits.documents[0].date
    reader = Reader(actors, frames, load_cues())
    assert reader.read(text, date) == Reader(actors, frames, load_cues()).read(text, date)


def test_the_row_has_the_keys_of_the_exchange_format(actors, frames):
    reader = Reader(actors, frames, load_cues())
    text = 'BEIJING (Wire) -- "Vladimir Putin is a dictator," Joe Biden said.'
    row = json.loads(json.dumps(reader.read(text, "2022-02-05").to_row("a")))
    assert list(row) == ["id", "mentions", "quotes", "hits"]
    assert list(row["mentions"][0]) == [
        "start",
        "end",
        "type",
        "actor",
        "name",
        "country",
        "form",
        "reading",
        "in_office",
    ]
    assert list(row["quotes"][0]) == ["kind", "content", "cue", "source", "speaker", "speaker_name", "via", "stance"]
    keys = ["start", "end", "term", "frame", "voice", "speaker", "speaker_name", "targets", "negated"]
    assert list(row["hits"][0]) == keys
    assert list(row["hits"][0]["targets"][0]) == ["actor", "name", "start", "end", "rule"]


def test_every_word_is_counted_in_exactly_one_voice(found):
    by_document = found.words.groupby("document")["words"].sum()
    assert (by_document.sort_index() == found.documents.set_index("document")["words"].sort_index()).all()


def test_a_nested_quotation_takes_its_words_from_the_outer_one():
    text = "He said she had cried never again that day."
    outer = Quote("indirect", [(8, 43)], [(3, 7)], [(0, 2)], "a", "A", None, None)
    inner = Quote("direct", [(22, 33)], [], [], "b", "B", None, None)
    counted = {(voice, speaker): words for voice, speaker, _, words in words_by_voice(word_spans(text), [outer, inner])}
    assert counted == {("narrator", None): 2, ("indirect", "a"): 5, ("direct", "b"): 2}


def test_the_way_back_from_a_row_is_its_sentence(found, summits):
    passages = found.hits.passages(frame="friendship", most=3)
    assert len(passages) == 3
    for passage in passages:
        assert passage.text in summits[passage.document].text
        assert all(passage.text[start:end] for start, end in passage.marks)


def test_a_rule_on_a_measured_column_keeps_its_passages(found):
    rates = dl.framing(found, by=["frame", "voice"])
    high = rates.where(rate=lambda rate: rate > 1)
    assert 0 < len(high) < len(rates)
    assert len(high.passages(most=None)) < len(rates.passages(most=None))


def test_a_true_zero_has_no_passages_and_no_error(found):
    rates = dl.framing(found, by=["frame", "voice", "outlet"])
    zero = rates.table[rates.table["hits"] == 0].iloc[0]
    assert len(rates.passages(frame=zero.frame, voice=zero.voice, outlet=zero.outlet)) == 0


def test_a_frame_that_was_looked_for_and_never_found_is_a_zero(summits, actors, frames):
    (quiet,) = [d for d in summits if d.id == "2022-01-07-meridian-kazakhstan-troops"]
    rates = dl.framing(dl.annotate(dl.Corpus((quiet,), "one"), actors, frames), by=["frame"])
    assert sorted(rates.table["frame"]) == sorted(frames)
    assert (rates.table["hits"] == 0).any()


def test_a_subset_says_so_under_its_tables(summits, actors, frames):
    press = dl.annotate(summits.subset(outlet="Meridian Press"), actors, frames)
    assert "only outlet = Meridian Press" in press.hits.notes[0]


def test_a_column_of_fractions_has_as_many_decimals_each_and_no_small_number_is_shown_as_zero():
    table = pd.DataFrame({"rate": [11.25, 0.0004, float("nan"), 3.0]})
    assert Finding(table, "Rates")._repr_html_().count("&lt;0.01") == 1
    assert "11.25" in repr(Finding(table, "Rates"))
    assert "inf" in repr(Finding(pd.DataFrame({"rate": [float("inf"), 0.5]}), "Rates"))


def test_a_long_table_shows_its_first_rows_and_says_of_how_many():
    table = pd.DataFrame({"document": [str(number) for number in range(1000)]})
    assert "The first 60 of 1,000 rows." in repr(Finding(table, "Long"))


def test_counts_by_columns_add_up(found):
    table = found.hits.by("frame", "voice").table
    assert table["count"].sum() == len(found.hits)
    assert (table["documents"] <= table["count"]).all()


def test_an_unknown_column_or_value_is_named_with_the_nearest(found):
    with pytest.raises(dl.DatelineError, match='Did you mean "voice"'):
        found.hits.by("voise")
    with pytest.raises(dl.DatelineError, match='Did you mean "friendship"'):
        found.hits.passages(frame="frendship")


def test_html_of_a_text_is_shown_and_never_run(actors, frames):
    text = "<script>alert(1)</script> Vladimir Putin is a dictator, & an autocrat."
    corpus = dl.Corpus((dl.Document("<i>", text, "2022-02-05", outlet="<b>Wire</b>"),), "odd")
    found = dl.annotate(corpus, actors, frames)
    shown = found.hits.passages()._repr_html_() + found.hits._repr_html_()
    assert "<script>" not in shown
    assert "<b>Wire" not in shown
    assert "&lt;script&gt;" in shown


def test_features_hold_no_offsets_and_no_wording_of_the_article(found, summits, actors, frames):
    content = json.dumps(features(found), allow_nan=False)
    columns = {column for table in json.loads(content).values() if "columns" in table for column in table["columns"]}
    assert columns.isdisjoint(("start", "end", "sentence_start", "title"))
    names = [actor.name for actor in actors.values()] + [term.term for frame in frames.values() for term in frame.terms]
    known = lower(" | ".join([*names, *(str(document.outlet) for document in summits)]))
    for document in summits:
        words = re.findall(r"[\w'’-]+", document.text)
        for run in (" ".join(words[at : at + 3]) for at in range(len(words) - 2)):
            proper = all(word[:1].isupper() or word == "and" for word in run.split())
            assert proper or lower(run) in known or f'"{run}' not in content, run


def test_every_quote_says_what_kind_of_source_speaks(actors, frames):
    text = "Xi Jinping said that it rained. A senior official said that it snowed. Xinhua said that it thawed."
    quotes = dl.annotate(dl.Corpus((dl.Document("a", text, "2022-02-05"),), "odd"), actors, frames).quotes.table
    assert list(quotes["source_kind"]) == ["named", "anonymous", "medium"]


def test_joint_speakers_are_released_by_their_names_and_the_unnamed_by_a_number(actors, frames):
    text = "Xi Jinping and several tired neighbours said on Monday that the river was low."
    document = dl.Document("a", text, "2022-02-05")
    (quote,) = features(dl.annotate(dl.Corpus((document,), "odd"), actors, frames))["quotes"]["rows"]
    assert "Xi Jinping and unnamed 1" in quote
    assert not any("neighbours" in str(cell) for cell in quote)


def test_a_passage_marked_by_hand_leaves_only_its_label(actors, frames):
    text = "Vladimir Putin told nobody what he had seen in the cellar that night."
    document = dl.Document("a", text, "2022", spans=[{"start": 15, "end": 60, "label": "secrecy"}])
    content = json.dumps(features(dl.annotate(dl.Corpus((document,), "odd"), actors, frames)))
    assert "secrecy" in content
    assert "cellar" not in content


def test_features_written_and_read_give_the_same_counts(found, tmp_path):
    (tmp_path / "features.json").write_text(to_json(found), encoding="utf-8")
    again = dl.load_features(tmp_path / "features.json")
    for kind in ("mentions", "quotes", "hits"):
        before, after = getattr(found, kind).by("document"), getattr(again, kind).by("document")
        pd.testing.assert_frame_equal(before.table, after.table, check_dtype=False)
    assert again.words["words"].sum() == found.words["words"].sum()
    assert again.hits.passages(most=1)[0].text is None


def test_the_committed_features_of_the_seed_article_are_what_its_text_gives(shared, tmp_path):
    corpus = dl.load_corpus("seed")
    assert [document.id for document in corpus] == [SEED]
    (tmp_path / "again.json").write_text(to_json(dl.annotate(corpus)), encoding="utf-8")
    committed = json.loads((home("seeds") / "features" / f"{SEED}.json").read_text(encoding="utf-8"))
    assert json.loads((tmp_path / "again.json").read_text(encoding="utf-8")) == committed


@pytest.fixture(scope="module")
def key():
    """Return what a person marked in the seed article: each quotation, leader and country by sentence and actor."""
    with (home("seeds") / "features" / f"{SEED}-key.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def seed_article(shared):
    return dl.annotate(dl.load_corpus("seed"))


def test_the_key_of_the_seed_article_holds_ordinals_and_ids_alone(key, actors):
    kinds = {"quotation": {"direct", "mixed", "indirect"}, "leader": {""}, "country": {""}}
    for row in key:
        assert row["sentence"].isdigit()
        assert row["kind"] in kinds[row["what"]]
        assert row["who"] in actors or row["who"] in {"named", "medium"}
    assert sum(row["what"] == "quotation" and row["kind"] != "indirect" for row in key) == 14


@pytest.mark.parametrize("what", ["leader", "country"])
def test_in_the_seed_article_every_leader_and_country_is_named_and_no_false_one(what, seed_article, key):
    mentions = seed_article.mentions.table
    named = mentions[mentions["type"] == what]
    read = Counter(zip(named["sentence"].astype(str), named["actor"], strict=True))
    marked = Counter((row["sentence"], row["who"]) for row in key if row["what"] == what)
    assert (marked - read, read - marked) == (Counter(), Counter())


def test_in_the_seed_article_all_fourteen_quotations_in_marks_are_read_with_their_speakers(seed_article, key):
    quotes = seed_article.quotes.table
    who = quotes["speaker"].where(quotes["speaker"].notna(), quotes["source_kind"])
    read = Counter(zip(quotes["sentence"].astype(str), quotes["kind"], who, strict=True))
    marked = Counter((row["sentence"], row["kind"], row["who"]) for row in key if row["what"] == "quotation")
    # Of speech without marks a person marked only what is beyond doubt.
    false = Counter({case: count for case, count in (read - marked).items() if case[1] != "indirect"})
    assert (marked - read, false) == (Counter(), Counter())


def test_a_result_carries_the_digest_of_every_table_it_was_read_by(summits, actors, frames):
    corpus = summits.subset(date="2022-02-05")
    every = {"corpus", "actors", "contexts", "language", "cues"}
    assert set(dl.annotate(corpus, actors, frames).made_from) == {*every, "frames", "bearings", "furniture", "only"}
    assert set(dl.ambiguities(corpus, actors).made_from) == every
    assert set(dl.unknown_names(corpus, actors).made_from) == {*every, "hints", "outlets"}


def test_a_changed_hint_or_outlet_changes_its_digest():
    hints, outlets = dl.load_actors().contexts.hints, load_outlets()
    fewer = type(outlets)(dict(list(outlets.by_name.items())[1:]))
    more = type(hints)({**hints.words, "place": hints.words["place"] | {"Fjord"}})
    before, after = seeds_digests(hints=hints, outlets=outlets), seeds_digests(hints=more, outlets=fewer)
    assert {name for name in before if before[name] != after[name]} == {"hints", "outlets"}


@pytest.mark.parametrize(
    ("given", "told"),
    [({"cues": 3}, "load_cues"), ({"parser": 3}, 'parser="spacy"'), ({"actors": 3}, "load_actors"),
     ({"frames": "regime"}, "load_frames"), ({"parser": "spacey"}, 'Did you mean "spacy"')],
)  # fmt: skip
def test_an_argument_of_another_kind_says_what_to_give(given, told, summits):
    with pytest.raises(dl.DatelineError, match=told):
        dl.annotate(summits, **given)


def test_a_title_is_read_only_where_it_stands_in_the_text(actors, frames):
    title = "Xi Jinping Meets Nobody"
    apart = dl.Document("a", "It snowed on the river.", "2022-02-05", title=title)
    inside = dl.Document("b", f"{title}\n\nIt snowed on the river.", "2022-02-05", title=title)
    mentions = dl.annotate(dl.Corpus((apart, inside), "two"), actors, frames).mentions.table
    assert list(mentions["document"]) == ["b"]


def test_cues_of_a_folder_are_loaded_by_a_path_or_its_name():
    folder = home("seeds") / "voice"
    assert load_cues(str(folder)).digest == load_cues(folder).digest == load_cues().digest


def test_unreadable_features_are_refused(tmp_path):
    (tmp_path / "odd.json").write_text('{"name": "odd"}', encoding="utf-8")
    with pytest.raises(dl.DatelineError, match="no features that can be read"):
        dl.load_features(tmp_path / "odd.json")
    with pytest.raises(dl.DatelineError, match=f'Did you mean "{SEED}"'):
        dl.load_features(SEED[:-1])
