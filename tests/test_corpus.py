"""Articles as they lie on a disk, good and bad: everything readable is read, and everything else is reported."""

import datetime
import json
from pathlib import Path

import pytest

import dateline as dl
from dateline.errors import CorpusError, NotFoundError
from dateline.provenance import digest, digest_of
from dateline.readers import once
from dateline.readers.dates import iso_date


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file of a name and content and returns its path."""

    def writing(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return writing


def load(path, **options):
    """Load with the report of problems instead of a warning."""
    with pytest.warns(UserWarning, match="problems? while reading"):
        return dl.load_corpus(path, **options)


FRONT = "---\nid: a\ntitle: One\noutlet: Wire\ndate: 2022-02-05\nmood: grim\n---\nBEIJING (Wire) -- It snowed.\n"


def test_front_matter_gives_the_fields_and_the_text_starts_after_it(write, tmp_path):
    write("one.md", FRONT)
    (document,) = dl.load_corpus(tmp_path)
    assert (document.id, document.title, document.date) == ("a", "One", "2022-02-05")
    assert document.text == "BEIJING (Wire) -- It snowed.\n"
    assert document.other == {"mood": "grim"}


def test_a_text_without_front_matter_is_an_article_named_by_its_file(write, tmp_path):
    write("two.txt", "It rained.")
    (document,) = dl.load_corpus(tmp_path)
    assert (document.id, document.text, document.date) == ("two", "It rained.", None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_with_its_columns_mapped(write, delimiter):
    content = (
        delimiter.join(["body", "published", "outlet"])
        + "\n"
        + delimiter.join(['"It snowed; twice,\nhere"', "2022-02", "Wire"])
        + "\n"
    )
    path = write("three.csv", content)
    (document,) = dl.load_corpus(path, columns={"text": "body", "date": "published"})
    assert (document.text, document.date, document.outlet) == ("It snowed; twice,\nhere", "2022-02", "Wire")


def test_a_table_without_a_text_column_says_which_there_are(write):
    with pytest.raises(CorpusError, match=r"no column text among body, date.*columns="):
        dl.load_corpus(write("three.csv", "body,date\nIt snowed,2022\n"))


def test_json_lines_are_read_and_a_bad_line_is_left_out_by_number(write):
    good = json.dumps({"id": "a", "text": "It snowed.", "date": "2022-02-05"})
    corpus = load(write("four.jsonl", f"{good}\n{{broken\n[1, 2]\n\n" + good.replace('"a"', '"b"')))
    assert [document.id for document in corpus] == ["a", "b"]
    assert [(problem.file, problem.row) for problem in corpus.problems] == [("four.jsonl", 2), ("four.jsonl", 3)]


def test_a_row_without_text_is_left_out_and_counted(write):
    corpus = load(
        write("five.jsonl", '{"id": "a", "text": ""}\n{"id": "b", "text": 7}\n{"id": "c", "text": "Snow."}\n')
    )
    assert [document.id for document in corpus] == ["c"]
    assert [problem.row for problem in corpus.problems] == [1, 2]
    assert "left out" in str(corpus.problems[0])


@pytest.mark.parametrize(
    "date",
    ["2022-02-31", "05/02/2022", "5.2.2022", "05/02/22", "5 Feb 22", "someday", "2022-13", "2022-02-05 or later",
     "Friday, February 5, 2022", "Someday, February 5, 2022", "44597", 44597, 2022.5, True, ["2022"], {"y": 2022}],
)  # fmt: skip
def test_a_date_that_cannot_be_read_is_emptied_never_guessed(write, date):
    corpus = load(write("six.jsonl", json.dumps({"id": "a", "text": "Snow.", "date": date})))
    assert corpus["a"].date is None
    assert "The date was emptied" in str(corpus.problems[0])


@pytest.mark.parametrize(
    ("given", "read"),
    [("2022", "2022"), ("2022-02", "2022-02"), ("2022-02-05T10:00:00Z", "2022-02-05"),
     ("2022-02-05 00:00:00", "2022-02-05"), ("2022-02-05T23:30:00.123+08:00", "2022-02-05"),
     ("20220205", "2022-02-05"), (20220205, "2022-02-05"), (2022, "2022"), (2022.0, "2022"), ("2022/2/5", "2022-02-05"),
     ("5 February 2022", "2022-02-05"), ("5 Feb 2022", "2022-02-05"), ("5-Feb-2022", "2022-02-05"),
     ("February 5, 2022", "2022-02-05"), ("Feb. 5, 2022", "2022-02-05"), ("Sept. 5, 2022", "2022-09-05"),
     ("Saturday, February 5, 2022", "2022-02-05"), ("Sat., Feb. 5th, 2022 at 10:30 a.m.", "2022-02-05"),
     ("Sat, 05 Feb 2022 10:00:00 GMT", "2022-02-05"), ("February 2022", "2022-02"),
     (datetime.date(2022, 2, 5), "2022-02-05"), (datetime.datetime(2022, 2, 5, 9, 30), "2022-02-05"),
     ("", None), (None, None), (float("nan"), None)],
)  # fmt: skip
def test_a_date_keeps_the_precision_it_was_given_with(given, read):
    assert iso_date(given) == read


@pytest.mark.parametrize("date", ["2022-02-05", "2022-02-05 09:30:00", "2022-02-05T09:30:00+08:00", "Feb. 5, 2022"])
def test_front_matter_is_read_as_it_is_written(write, tmp_path, date):
    write("one.md", f"---\nid: 007\ntitle: No\nsection: null\ndate: {date}\npage: 12\n---\nSnow.")
    (document,) = dl.load_corpus(tmp_path)
    assert (document.id, document.title, document.section, document.date) == ("007", "No", None, "2022-02-05")
    assert document.other == {"page": "12"}


def test_a_number_becomes_a_string_and_an_empty_cell_nothing(write):
    rows = '{"id": 7, "text": "Snow.", "title": NaN}\n{"id": 8.0, "text": "Snow.", "title": null, "mood": NaN}\n'
    corpus = dl.load_corpus(write("pandas.jsonl", rows + '{"id": 36893488147419103232, "text": "Snow."}'))
    assert [document.id for document in corpus] == ["7", "8", "36893488147419103232"]
    assert [document.title for document in corpus] == [None] * 3
    assert corpus["8"].other == {}


@pytest.mark.parametrize("value", [["a", "b"], {"name": "a"}, True, float("inf")])
def test_a_field_that_is_no_string_is_reported_never_spelt_out(write, value):
    corpus = load(write("odd.jsonl", json.dumps({"id": value, "text": "Snow.", "outlet": value})))
    assert [document.id for document in corpus] == ["odd-1"]
    assert corpus["odd-1"].outlet is None
    assert [problem.field for problem in corpus.problems] == ["id", "outlet"]


def test_an_id_that_stands_twice_is_numbered_and_both_articles_are_kept(write):
    corpus = load(write("seven.jsonl", '{"id": "a", "text": "Snow."}\n{"id": "a", "text": "Rain."}\n'))
    assert [document.id for document in corpus] == ["a", "a~2"]


def test_a_number_for_a_second_id_is_one_that_is_free():
    reported = []
    documents = [dl.Document(name, "Snow.") for name in ("a", "a~2", "a", "a")]
    assert [document.id for document in once(documents, reported)] == ["a", "a~2", "a~3", "a~4"]
    assert len(reported) == 2


def test_a_table_row_with_a_cell_too_many_or_too_few_is_left_out(write):
    content = 'id,text\na,Hello, world and more\nb\n\nc,"Snow, and\nmore"\nd,Rain.\n'
    corpus = load(write("three.csv", content))
    assert [(document.id, document.text) for document in corpus] == [("c", "Snow, and\nmore"), ("d", "Rain.")]
    assert [(problem.row, problem.done) for problem in corpus.problems] == [
        (2, "It was left out."),
        (3, "It was left out."),
    ]
    assert "3 cells and the header 2" in str(corpus.problems[0])


def test_a_table_that_names_a_column_twice_is_refused(write):
    with pytest.raises(CorpusError, match="names a column twice: text"):
        dl.load_corpus(write("three.csv", "id,text,text\na,Snow.,Rain.\n"))


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", b"\xef\xbb\xbf \r\n"])
@pytest.mark.parametrize("kind", ["csv", "jsonl", "txt"])
def test_a_file_of_nothing_is_called_empty(write, content, kind):
    with pytest.raises(CorpusError, match="The file is empty"):
        dl.load_corpus(write(f"none.{kind}", content))


def test_an_open_quotation_mark_in_a_table_takes_its_own_row_and_no_other(write):
    corpus = load(write("three.csv", 'id,text\na,Snow.\nb,"Rain.\nc,Hail.\n'))
    assert [document.id for document in corpus] == ["a", "c"]
    assert "row 3: The row is no CSV" in str(corpus.problems[0])


def test_a_header_whose_names_hold_the_delimiter_is_read(write):
    (document,) = dl.load_corpus(write("three.csv", '"page, part, line";text;\n1;Snow.;\n'))
    assert (document.text, document.other) == ("Snow.", {"page, part, line": "1"})


def test_a_table_in_an_old_encoding_names_the_row_of_the_first_odd_byte(write):
    corpus = load(write("old.csv", "id,text\na,Snow.\nb,Z\u00fcrich \u201cyes\u201d\n".encode("cp1252")))
    assert corpus["b"].text == "Z\u00fcrich \u201cyes\u201d"
    assert (corpus.problems[0].file, corpus.problems[0].row) == ("old.csv", 3)


@pytest.mark.parametrize(
    ("columns", "message"),
    [({"dat": "published"}, 'Did you mean "date"'), ({"date": "publishd"}, 'Did you mean "published"'),
     ({"text": None}, "must name a column")],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_column_or_a_field_that_is_not_there_raises(write, name, columns, message):
    content = {"a.csv": "text,published\nSnow.,2022\n", "a.jsonl": '{"text": "Snow.", "published": "2022"}'}
    with pytest.raises(CorpusError, match=message):
        dl.load_corpus(write(name, content[name]), columns=columns)


def test_two_fields_may_swap_columns_or_share_one_and_a_name_taken_is_kept(write):
    path = write("a.csv", "text,body\nSnow,It snowed.\n")
    (swapped,) = dl.load_corpus(path, columns={"text": "body", "title": "text", "section": "text"})
    assert (swapped.text, swapped.title, swapped.section) == ("It snowed.", "Snow", "Snow")
    (kept,) = dl.load_corpus(path, columns={"text": "body"})
    assert kept.other == {"other text": "Snow"}


SPAN = '{"start": 0, "end": 4, "label": "weather"}'


@pytest.mark.parametrize(
    ("spans", "reason"),
    [('{"start": 0, "end": 4}', "not a list"), ('"0-4"', "not a list"), ("[3]", "no object"),
     ('[{"start": 0, "end": 2.9}]', "no whole number"), ('[{"start": 0, "end": 1e400}]', "no whole number"),
     ('[{"start": false, "end": true}]', "no whole number"), ('[{"start": "0", "end": "4"}]', "no whole number"),
     ('[{"start": 0, "end": 99}]', "does not lie"), ('[{"start": 3, "end": 3}]', "does not lie"),
     ('[{"start": 0, "end": 4, "label": 7}]', "no string"), ('[{"end": 4}]', "no whole number")],
)  # fmt: skip
def test_a_marked_span_that_cannot_be_meant_is_reported(write, spans, reason):
    good = f'{{"id": "b", "text": "Snow.", "spans": [{SPAN}]}}'
    corpus = load(write("spans.jsonl", f'{{"id": "a", "text": "Snow.", "spans": {spans}}}\n{good}\n'))
    assert list(corpus["a"].spans) == []
    assert list(corpus["b"].spans) == [json.loads(SPAN)]
    assert [(problem.row, problem.field) for problem in corpus.problems] == [(1, "spans")]
    assert reason in str(corpus.problems[0])


def test_json_lines_are_parted_at_line_feeds_only(write):
    rows = (
        '\ufeff{"id": "a", "text": "Snow.\u2028Rain.\u0085"}\r\n{"id": "b", "text": "' + "Hail. " * 300_000 + '"}\r\n'
    )
    corpus = dl.load_corpus(write("odd.jsonl", rows))
    assert corpus["a"].text == "Snow.\u2028Rain.\u0085"
    assert len(corpus["b"].text) == 1_800_000


def test_json_lines_in_utf_16_are_read(write):
    assert (
        dl.load_corpus(write("wide.jsonl", '{"id": "a", "text": "Z\u00fcrich"}\n'.encode("utf-16")))["a"].text
        == "Z\u00fcrich"
    )


def test_one_json_line_in_an_old_encoding_leaves_the_others_as_they_are(write):
    rows = '{"id": "a", "text": "Z\u00fcrich"}\n'.encode(), '{"id": "b", "text": "Z\u00fcrich"}\n'.encode("cp1252")
    corpus = load(write("mixed.jsonl", b"".join(rows)))
    assert [document.text for document in corpus] == ["Z\u00fcrich"] * 2
    assert [problem.row for problem in corpus.problems] == [2]


def test_a_key_that_stands_twice_in_a_line_is_no_choice_of_ours(write):
    corpus = load(write("twice.jsonl", '{"text": "Snow.", "text": "Rain."}\n{"id": "b", "text": "Hail."}'))
    assert [document.id for document in corpus] == ["b"]
    assert 'the key "text" stands twice' in str(corpus.problems[0])


@pytest.mark.parametrize(
    "content", ['[{"text": "Snow."}]', '[\n{"text": "Snow."},\n{"text": "Rain."}\n]', '{\n"text": "Snow."\n}']
)
def test_one_json_value_over_all_lines_gets_one_clear_message(write, content):
    with pytest.raises(CorpusError, match="one JSON value over all lines") as error:
        dl.load_corpus(write("list.jsonl", content))
    assert str(error.value).count("\n") == 1 or content.count("\n") == 0


def test_what_is_hidden_is_passed_over_and_what_is_no_article_is_named_once_a_kind(write, tmp_path):
    (tmp_path / ".git").mkdir()
    for name in (".git/a.txt", ".b.txt", "README.md", "LICENSE", "good.txt", "a.pdf", "b.pdf", "c.pdf", "d.PDF", "e"):
        write(name, "Snow.")
    corpus = load(tmp_path)
    assert [document.id for document in corpus] == ["good"]
    messages = [str(problem) for problem in corpus.problems]
    assert len(messages) == 4
    assert sum("about the articles" in message for message in messages) == 2
    assert any('of kind ".pdf" are not read: a.pdf, b.pdf, c.pdf and 1 more. 4 left out.' in m for m in messages)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here that opens and cannot be read")
@pytest.mark.parametrize("kind", ["txt", "csv", "jsonl"])
def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_there(write, tmp_path, kind):
    (tmp_path / f"bad.{kind}").symlink_to("/proc/self/mem")
    write("good.txt", "Snow.")
    corpus = load(tmp_path)
    assert [document.id for document in corpus] == ["good"]
    assert f"bad.{kind}: The file cannot be read" in str(corpus.problems[0])


def test_an_empty_file_and_a_binary_file_are_named(write, tmp_path):
    write("empty.txt", "")
    write("image.txt", b"\x89PNG\x00\x01\x02")
    write("good.txt", "Snow.")
    corpus = load(tmp_path)
    assert {problem.file for problem in corpus.problems} == {"empty.txt", "image.txt"}
    assert len(corpus) == 1


def test_a_file_in_an_old_encoding_is_read_and_the_guess_reported(write):
    corpus = load(
        write("old.txt", "Erdo\u011fan said \u201cyes\u201d to Z\u00fcrich".replace("\u011f", "g").encode("cp1252"))
    )
    assert corpus["old"].text == "Erdogan said \u201cyes\u201d to Z\u00fcrich"
    assert "cp1252" in str(corpus.problems[0])


def test_nothing_at_a_path_and_nothing_readable_are_errors(tmp_path, write):
    with pytest.raises(CorpusError, match='Did you mean "summits-2022"'):
        dl.load_corpus("summit-2022")
    with pytest.raises(CorpusError, match="no article"):
        dl.load_corpus(write("empty.jsonl", ""))
    with pytest.raises(CorpusError, match="of no kind"):
        dl.load_corpus(write("archive.xyz", "?"))


def test_problems_are_raised_when_the_reader_asks_for_it(write):
    path = write("five.jsonl", '{"id": "a", "text": ""}\n{"id": "c", "text": "Snow."}\n')
    with pytest.raises(CorpusError, match="row 1"):
        dl.load_corpus(path, problems="raise")
    with pytest.raises(dl.DatelineError, match='Did you mean "raise"'):
        dl.load_corpus(path, problems="raises")


def test_front_matter_that_would_run_code_is_read_as_text(write, tmp_path):
    write("evil.md", "---\nid: !!python/object/apply:os.getcwd []\n---\nSnow.")
    corpus = load(tmp_path)
    assert corpus["evil"].text.startswith("---")


def test_the_seed_articles_without_their_text_say_where_it_goes_and_what_is_there_without(monkeypatch, tmp_path):
    (tmp_path / "seeds").mkdir()
    monkeypatch.setenv("DATELINE_SHARED", str(tmp_path))
    monkeypatch.setattr("dateline.readers.shipped.digest", lambda content: "another")
    with pytest.raises(CorpusError, match=r"SHA-256.*seeds.*dl\.load_features\(\"ap-2022-02-05"):
        dl.load_corpus("seed")


def test_what_ships_has_its_fields_already(summits):
    with pytest.raises(CorpusError, match="leave columns= away"):
        dl.load_corpus("summits-2022", columns={"text": "body"})
    assert dl.load_corpus("summits-2022", problems="raise").digest == summits.digest


def test_a_corpus_with_one_id_twice_is_refused_by_its_name():
    with pytest.raises(CorpusError, match='same id: "b", "c"'):
        dl.Corpus(tuple(dl.Document(name, "Snow.") for name in "abbcc"), "mine")


def test_a_subset_says_the_collection_and_the_rules_it_was_taken_by(summits):
    def early(document):
        return document.date < "2022-04"

    subset = summits.subset(early, outlet="Meridian Press").subset(lambda document: bool(document.text))
    assert subset.filters == ("early", "outlet = Meridian Press", "a rule of the reader's")
    assert subset.described == "summits-2022 (early; outlet = Meridian Press; a rule of the reader's)"
    assert summits.described == subset.name == "summits-2022"


def test_a_subset_leaves_the_corpus_as_it_was_and_says_what_it_kept(summits):
    press = summits.subset(outlet="Meridian Press")
    assert 0 < len(press) < len(summits)
    assert "outlet = Meridian Press" in repr(press)
    with pytest.raises(NotFoundError, match='Did you mean "outlet"'):
        summits.subset(outlt="Meridian Press")
    with pytest.raises(NotFoundError, match='Did you mean "Meridian Press"'):
        summits.subset(outlet="Meridian Pres")


def test_the_digest_depends_on_the_articles_and_not_on_their_order(summits):
    turned = dl.Corpus(tuple(reversed(summits.documents)), "turned")
    assert turned.digest == summits.digest
    assert summits.subset(outlet="Meridian Press").digest != summits.digest


def test_the_digest_depends_on_the_spans_that_were_marked_where_there_are_any():
    plain, marked, other = (
        dl.Corpus((dl.Document("a", "Snow.", spans=spans),), "a").digest
        for spans in ([], [{"start": 0, "end": 4, "label": "x"}], [{"start": 0, "end": 4, "label": "y"}])
    )
    assert len({plain, marked, other}) == 3
    assert plain == digest_of([["a", None, None, digest("Snow.")]])


@pytest.mark.parametrize(
    "date", ["2022-13-40", "2022-02-30", "20220205", "2022-2-5", "2022-W05-1", "", 2022, datetime.date(2022, 2, 5)]
)
def test_an_article_made_by_hand_with_a_date_that_is_none_is_refused(date):
    with pytest.raises(CorpusError, match="Write it as far as it is known"):
        dl.Document("a", "Snow.", date)


@pytest.mark.parametrize("date", ["2022-02-05", "2022-02", "2022", None])
def test_an_article_made_by_hand_may_have_a_date_of_any_precision_or_none(date):
    assert dl.Document("a", "Snow.", date).date == date


def test_an_article_made_by_hand_has_an_id_and_a_text():
    for values in ((7, "Snow."), ("a", None)):
        with pytest.raises(CorpusError, match="is no string"):
            dl.Document(*values)


def test_an_article_asked_for_by_number_is_an_error_that_helps(summits):
    with pytest.raises(NotFoundError, match='no document "3"'):
        summits[3]


def test_half_a_surrogate_pair_has_a_digest():
    assert len(dl.Corpus((dl.Document("\ud800", "Snow \ud800."),), "odd").digest) == 64


def test_the_sample_holds_sixty_to_ninety_reports_of_three_outlets(summits):
    assert 60 <= len(summits) <= 90
    assert len({document.outlet for document in summits}) == 3
    assert all(document.date and document.date.startswith("2022") for document in summits)
    assert all(document.rights == "CC-BY-4.0" for document in summits)
    known = {document.id for document in summits}
    assert {document.other["copy_of"] for document in summits if "copy_of" in document.other} <= known


def test_the_addresses_to_congress_are_there_on_any_machine():
    corpus = dl.load_corpus("congress")
    assert len(corpus) > 230
    assert corpus.documents[0].date == "1790-01-08"


def test_the_card_escapes_what_the_texts_say():
    corpus = dl.Corpus((dl.Document("a", "Snow.", outlet="<script>alert(1)</script>"),), "<b>")
    assert "<script>" not in corpus._repr_html_()
    assert "<b>" not in corpus._repr_html_()


def test_the_words_of_a_card_begin_at_the_left(summits):
    table = summits._repr_html_()
    assert table.count('style="text-align:left"') == 1 + 2 * len(summits.card())
