"""The one pass, its tables, and its features without the text."""

import json

import pandas as pd
import pytest

import dateline as dl
from dateline.annotate import Reader
from dateline.features import features, write_features
from dateline.found import words_by_voice
from dateline.provenance import home
from dateline.quotes import Quote
from dateline.seeds import load_cues
from dateline.text import word_spans

SEED = "ap-2022-02-05-xi-el-sissi"


@pytest.fixture(scope="module")
def found(summits, actors, frames):
    return dl.annotate(summits, actors, frames)


def test_every_offset_slices_to_what_was_found(summits, actors, frames):
    reader = Reader(actors, frames, load_cues())
    for document in summits:
        annotation = reader.read(document.text, document.date)
        for mention in annotation.mentions:
            assert (
                document.text[mention.start : mention.end].strip() == document.text[mention.start : mention.end] != ""
            )
        for quote in annotation.quotes:
            pieces = [*quote.content, *quote.cue, *quote.source]
            assert all(0 <= start < end <= len(document.text) for start, end in pieces)
        for hit in annotation.hits:
            for target in hit.targets:
                assert document.text[target.start : target.end] != ""


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


def test_features_hold_no_offsets_and_no_words_of_the_article(found, summits):
    content = json.dumps(features(found))
    for column in ('"start"', '"end"', '"sentence_start"', '"title"'):
        assert column not in content
    for document in summits:
        words = document.text.split()
        assert not any(" ".join(words[i : i + 6]) in content for i in range(0, len(words) - 6, 6))


def test_features_written_and_read_give_the_same_counts(found, tmp_path):
    write_features(found, tmp_path / "features.json")
    again = dl.load_features(tmp_path / "features.json")
    for kind in ("mentions", "quotes", "hits"):
        before, after = getattr(found, kind).by("document"), getattr(again, kind).by("document")
        pd.testing.assert_frame_equal(before.table, after.table, check_dtype=False)
    assert again.words["words"].sum() == found.words["words"].sum()
    assert again.hits.passages(most=1)[0].text is None


def test_the_committed_features_of_the_seed_article_are_what_its_text_gives(shared, tmp_path):
    corpus = dl.load_corpus("seed")
    assert [document.id for document in corpus] == [SEED]
    write_features(dl.annotate(corpus), tmp_path / "again.json")
    committed = json.loads((home("seeds") / "features" / f"{SEED}.json").read_text(encoding="utf-8"))
    assert json.loads((tmp_path / "again.json").read_text(encoding="utf-8")) == committed


def test_unreadable_features_are_refused(tmp_path):
    (tmp_path / "odd.json").write_text('{"name": "odd"}', encoding="utf-8")
    with pytest.raises(dl.DatelineError, match="no features that can be read"):
        dl.load_features(tmp_path / "odd.json")
    with pytest.raises(dl.DatelineError, match=f'Did you mean "{SEED}"'):
        dl.load_features(SEED[:-1])
