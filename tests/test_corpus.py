"""Articles as they lie on a disk, good and bad: everything readable is read, and everything else is reported."""

import json

import pytest

import dateline as dl
from dateline.errors import CorpusError, NotFoundError
from dateline.readers.rows import iso_date


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
    with pytest.warns(UserWarning, match="problems while reading"):
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


@pytest.mark.parametrize("date", ["2022-02-31", "05/02/2022", "someday", "2022-13"])
def test_a_date_that_cannot_be_read_is_emptied_never_guessed(write, date):
    corpus = load(write("six.jsonl", json.dumps({"id": "a", "text": "Snow.", "date": date})))
    assert corpus["a"].date is None
    assert date in str(corpus.problems[0])


@pytest.mark.parametrize(
    ("given", "read"),
    [("2022", "2022"), ("2022-02", "2022-02"), ("2022-02-05T10:00:00Z", "2022-02-05"),
     ("5 February 2022", "2022-02-05"), ("", None), (None, None)],
)  # fmt: skip
def test_a_date_keeps_the_precision_it_was_given_with(given, read):
    assert iso_date(given) == read


def test_an_id_that_stands_twice_is_numbered_and_both_articles_are_kept(write):
    corpus = load(write("seven.jsonl", '{"id": "a", "text": "Snow."}\n{"id": "a", "text": "Rain."}\n'))
    assert [document.id for document in corpus] == ["a", "a~2"]


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


def test_strict_stops_at_the_first_problem(write):
    with pytest.raises(CorpusError, match="row 1"):
        dl.load_corpus(write("five.jsonl", '{"id": "a", "text": ""}\n{"id": "c", "text": "Snow."}\n'), strict=True)


def test_front_matter_that_would_run_code_is_read_as_text(write, tmp_path):
    write("evil.md", "---\nid: !!python/object/apply:os.getcwd []\n---\nSnow.")
    corpus = load(tmp_path)
    assert corpus["evil"].text.startswith("---")


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
