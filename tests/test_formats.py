"""General formats: each known by what it holds, whole, with the metadata it has and none that it has not."""

import builtins
import datetime
import gzip
import importlib.util
import io
import warnings

import openpyxl
import pytest

import dateline as dl
from dateline.errors import CorpusError
from dateline.readers.file_names import FileNames
from dateline.readers.pdf import running
from file_builder import (
    CSV,
    HEAD,
    PARAGRAPHS,
    RTF,
    WHOLE,
    altered,
    feed,
    page,
    parquet,
    pdf,
    warc,
    word,
    workbook,
    zipped,
)


@pytest.fixture
def load(tmp_path):
    """Return a function that writes a file, under a name that says nothing unless it is given, and loads it."""

    def loading(content, name="file.dat", **options):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            return dl.load_corpus(path, **options)

    return loading


COUNTS = {"table.xlsx": 2, "table.parquet": 3, "feed.xml": 3, "table.csv": 2, "table.csv.gz": 2, "shelf.zip": 5}


@pytest.mark.parametrize("name", WHOLE)
def test_every_format_is_known_by_what_it_holds_whatever_its_name(load, name):
    corpus = load(WHOLE[name])
    assert len(corpus) == COUNTS.get(name, 1)
    assert all(document.text.strip() and document.source_file.startswith("file.dat") for document in corpus)


# Pages


def test_a_page_gives_its_article_and_the_fields_that_it_declares(load):
    (document,) = load(page())
    assert [document.title, document.date, document.outlet, document.byline, document.language] == [
        *("Talks end", "2022-02-05", "Valley Gazette", "A. Writer", "en")
    ]
    assert document.other["date source"] == "article:published_time"
    assert document.text.split("\n\n")[1:3] == PARAGRAPHS[:2]
    assert "Home" not in document.text
    assert "All about us" not in document.text


def test_a_page_that_declares_no_date_has_none_though_its_text_and_address_name_days(load):
    head = '<link rel="canonical" href="http://example.org/2022/02/05/talks">'
    (document,) = load(page(head, "".join(f"<p>On 5 February 2022. {text}</p>" for text in PARAGRAPHS * 2)))
    assert (document.date, document.url) == (None, "http://example.org/2022/02/05/talks")


@pytest.mark.parametrize(
    ("written", "date"), [("2022", "2022"), ("2022-02", "2022-02"), ("5 February 2022", "2022-02-05"), ("5/2/22", None)]
)
def test_a_date_of_a_page_keeps_its_precision_and_is_never_guessed(load, written, date):
    corpus = load(page(f'<meta name="dc.date" content="{written}">'))
    assert [document.date for document in corpus] == [date]
    assert [problem.field for problem in corpus.problems] == ["date"] * (date is None)


def test_linked_data_of_a_page_is_read_and_a_second_date_that_differs_is_reported(load):
    linked = '{"@graph": [{"@type": "NewsArticle", "datePublished": "2022-02-06", "author": [{"name": "B. Other"}]}]}'
    corpus = load(page(f'<script type="application/ld+json">{linked}</script>{HEAD}'))
    (document,) = corpus
    assert (document.date, document.byline) == ("2022-02-06", "B. Other")
    assert "several dates of publication: 2022-02-05, 2022-02-06" in corpus.problems[0].found


def test_a_page_is_read_in_the_encoding_it_declares_and_another_is_reported(load):
    body = "<p>В долине выпал снег, и дороги были закрыты.</p>" * 9
    declared = page("", body).decode().replace("utf-8", "windows-1251").encode("windows-1251")
    assert "В долине выпал снег" in next(iter(load(declared))).text
    corpus = load(page("", "<p>Café snow fell.</p>" * 9).decode().encode("cp1252"))
    assert "Café snow" in next(iter(corpus)).text
    assert "not in the encoding it declares" in corpus.problems[0].found


def test_a_page_without_an_article_is_read_whole_and_reported(load):
    corpus = load("<p>Snow tomorrow</p>", "note.html")
    assert [document.text for document in corpus] == ["Snow tomorrow"]
    assert "No article stands out" in corpus.problems[0].found


# PDF, DOCX, RTF


def test_a_pdf_is_running_text_and_the_day_it_was_made_is_not_its_date(load):
    info = "<< /Title (Snow closes road) /Author (admin) /CreationDate (D:20200101000000Z) >>"
    lines = ["Snow closed the road through the moun-", "tains for two days, and officials said", "that it was over."]
    (document,) = load(pdf(lines, ["The next page."], info=info))
    first = "Snow closed the road through the mountains for two days, and officials said that it was over."
    assert document.text == f"{first}\n\nThe next page."
    assert (document.title, document.date, document.byline) == ("Snow closes road", None, None)
    assert (document.other["file author"], document.other["pages"]) == ("admin", 2)


def test_a_hyphen_at_a_lines_end_is_kept_where_the_word_has_it_elsewhere():
    assert running("a well-known road, well-\nknown for snow") == "a well-known road, well-known for snow"
    assert running("the moun-\ntains") == "the mountains"


def test_a_pdf_of_pictures_is_refused_and_a_page_without_text_named(load):
    with pytest.raises(CorpusError, match="Run OCR"):
        load(pdf([]))
    corpus = load(pdf(["Snow fell."], []))
    assert "no text on page 2" in corpus.problems[0].found


def test_a_word_file_is_read_in_order_with_its_tables_and_without_what_was_deleted(load):
    (document,) = load(word())
    assert document.text.split("\n\n") == [*PARAGRAPHS, "Snow", "3 cm"]
    assert (document.title, document.byline, document.date) == ("Talks end", None, None)

    def tracked(markup):
        deleted = b"<w:del><w:r><w:delText>Hail</w:delText></w:r></w:del><w:ins><w:r><w:t> Sleet.</w:t></w:r></w:ins>"
        return markup.replace(b"</w:p>", deleted + b"</w:p>", 1)

    (document,) = load(altered(word(["It snowed."]), "word/document.xml", tracked))
    assert document.text.startswith("It snowed. Sleet.")


def test_an_rtf_keeps_what_links_show_and_not_where_they_point(load):
    (document,) = load(RTF)
    assert document.text == "The road was closed.\n\nSee the notice of Monday.\n\n“Snow” fell."
    assert (document.title, document.date, document.other["file created"]) == ("Snow à la carte", None, "2020-01-02")


def test_an_old_or_locked_office_file_is_refused_with_a_way_out(load):
    with pytest.raises(CorpusError, match=r"Save it as \.docx"):
        load(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.doc")


# Tables


def test_a_workbook_is_read_sheet_by_sheet_and_rows_are_numbered_as_it_numbers_them(load):
    rows = [
        ["id", "text", "date"],
        [7, "Snow fell.", datetime.datetime(2022, 2, 5)],
        [8, None, 2022],
        [9, "Rain.", 44597],
    ]
    corpus = load(workbook(rows, Notes=[["about"]], More=[["text"], [None], ["Hail fell."]]))
    assert [(document.id, document.date) for document in corpus] == [
        *(("7", "2022-02-05"), ("9", None), ("file-More-3", None))
    ]
    assert [(problem.file, problem.row, problem.field) for problem in corpus.problems] == [
        *(("file.dat/Sheet", 3, "text"), ("file.dat/Sheet", 4, "date"), ("file.dat/Notes", 1, "text"))
    ]


@pytest.mark.parametrize("name", ["table.xlsx", "table.parquet"])
def test_a_table_takes_a_map_of_its_columns(load, name):
    content = (
        workbook([["body", "when"], ["Snow.", "2022-02"]])
        if name == "table.xlsx"
        else parquet(body=["Snow."], when=["2022-02"])
    )
    (document,) = load(content, columns={"text": "body", "date": "when"})
    assert (document.text, document.date) == ("Snow.", "2022-02")
    with pytest.raises(CorpusError, match=r'columns=\{"text"'):
        load(content)


@pytest.mark.parametrize(
    ("number_format", "date"),
    [
        *(("yyyy-mm-dd", "2022-02-01"), ("dd.mm.yy", "2022-02-01"), ("mmm yyyy", "2022-02"), ("yyyy", "2022")),
        ("[$-407]mmmm\\ yyyy;@", "2022-02"),
    ],
)
def test_a_day_that_a_spreadsheet_does_not_show_is_not_read(load, number_format, date):
    book = openpyxl.Workbook()
    book.active.append(["text", "date"])
    book.active.append(["Snow fell.", datetime.datetime(2022, 2, 1)])
    book.active.cell(2, 2).number_format = number_format
    file = io.BytesIO()
    book.save(file)
    (document,) = load(file.getvalue())
    assert document.date == date


def test_a_parquet_of_days_moments_and_lists_is_read(load):
    spans = [[{"start": 0, "end": 4, "label": "weather"}]]
    (document,) = load(parquet(text=["Snow fell."], date=[datetime.date(2022, 2, 5)], spans=spans, mood=[1.5]))
    assert (document.date, document.other["mood"]) == ("2022-02-05", 1.5)
    assert document.spans[0]["label"] == "weather"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("packed", [gzip.compress, bytes])
def test_a_delimited_table_is_found_by_its_header_packed_or_not(load, delimiter, packed):
    corpus = load(packed(CSV.replace(";", delimiter).encode()))
    assert [(document.id, document.date) for document in corpus] == [("1", "2022-02-05"), ("2", "2022")]


def test_lines_of_json_are_found_packed_or_not(load):
    lines = b'{"text": "Snow.", "date": "2022-02"}\n{"text": "Rain."}\n'
    assert [document.text for document in load(lines)] == ["Snow.", "Rain."]
    assert load(gzip.compress(lines), "x.jsonl.gz").documents[0].source_file == "x.jsonl.gz"


# Feeds and crawls


def test_a_feed_gives_its_entries_with_their_day_and_says_that_they_are_summaries(load):
    corpus = load(feed())
    document = corpus.documents[0]
    assert (document.id, document.date, document.outlet, document.url) == (
        *("g0", "2022-02-05", "Valley Gazette", "http://example.org/0"),
    )
    assert document.text == f"{PARAGRAPHS[0]}\n\nAnd on."
    assert "no more than a summary" in corpus.problems[0].found


def test_an_atom_entry_that_was_only_updated_says_so(load):
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title><entry><id>a</id><title>Snow</title>'
        "<updated>2022-02-05T10:00:00Z</updated><content>Snow fell.</content></entry></feed>"
    )
    (document,) = load(atom)
    assert (document.date, document.other["date source"], document.text) == ("2022-02-05", "updated", "Snow fell.")


@pytest.mark.parametrize("compressed", [True, False])
def test_a_crawl_gives_its_pages_and_counts_the_rest(load, compressed):
    corpus = load(
        warc(
            ("http://example.org/a", "text/html; charset=utf-8", page("")),
            ("http://example.org/b.png", "image/png", b"\x89PNG"),
            ("http://example.org/c", "text/html", page(), "404 Not Found"),
            ("http://example.org/d", "text/html", b"<a href=x>more</a>"),
            compressed=compressed,
        )
    )
    (document,) = corpus
    assert (document.url, document.date) == ("http://example.org/a", None)
    assert document.other["crawled"] == "2023-01-01T00:00:00Z"
    assert [problem.row for problem in corpus.problems] == [4, None]
    assert "2 (1 image/png, 1 of status 404)" in corpus.problems[1].found


# Archives


def test_a_zip_is_read_as_the_folder_it_was_made_of(load, tmp_path):
    files = {"b/x.txt": PARAGRAPHS[0], "a.docx": word(), "b-1.csv": CSV, "README.txt": "About.", "b/y.rtf": RTF}
    for name, content in files.items():
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        folder = dl.load_corpus(tmp_path / "folder")
    shelf = load(zipped(files), "shelf.zip")
    assert [document.id for document in shelf] == [document.id for document in folder]
    assert shelf.digest == folder.digest
    assert [problem.file for problem in shelf.problems] == ["shelf.zip/README.txt"]
    assert shelf["x"].source_file == "shelf.zip/b/x.txt"


def test_a_problem_in_an_archive_names_the_member_and_the_place_in_it(load):
    corpus = load(
        zipped({"in.zip": zipped({"t.csv": "id,text,date\n1,Snow.,31/12\n"}), "p.png": b"\x89PNG"}), "shelf.zip"
    )
    assert [(problem.file, problem.row, problem.field) for problem in corpus.problems] == [
        *(("shelf.zip/in.zip/t.csv", 2, "date"), ("shelf.zip/p.png", None, None))
    ]


# Names of files


@pytest.mark.parametrize(
    ("pattern", "name", "found"),
    [
        ("{date}_{outlet}_{title}", "2022-02-05_Gazette_Snow falls", {"date": "2022-02-05", "title": "Snow falls"}),
        ("{outlet}_{date}", "The_Herald_20220205", {"outlet": "The_Herald", "date": "20220205"}),
        ("{outlet}/{date} {title}", "Gazette/2022-02 Snow", {"outlet": "Gazette", "date": "2022-02"}),
        (r"(?P<outlet>[A-Z]+)(?P<date>\d{4})", "AB2022", {"outlet": "AB", "date": "2022"}),
        ("{title} ({date})", "Snow (Feb. 5, 2022)", {"title": "Snow", "date": "Feb. 5, 2022"}),
    ],
)
def test_a_pattern_reads_a_name(tmp_path, pattern, name, found):
    fields = FileNames(pattern).fields(tmp_path / f"{name}.txt")
    assert fields is not None
    assert found.items() <= fields.items()


@pytest.mark.parametrize("pattern", ["title", "{date}{title}", "{date}_{date}", "(?P<a>", "{a b}"])
def test_a_pattern_that_cannot_be_used_is_refused(pattern):
    with pytest.raises(CorpusError, match=r"Write it as|needs something|one word"):
        FileNames(pattern)


def test_a_files_name_fills_what_the_file_does_not_say_itself(load):
    names = "{date}_{outlet}_{title}"
    (document,) = load("Snow.", "2022-02-05_Gazette_Snow falls.txt", names=names)
    assert (document.date, document.outlet, document.title) == ("2022-02-05", "Gazette", "Snow falls")
    (document,) = load("---\noutlet: Herald\n---\nSnow.", "2022-02_Gazette_Snow.md", names=names)
    assert (document.date, document.outlet) == ("2022-02", "Herald")


def test_a_name_that_does_not_fit_or_holds_no_certain_date_is_reported(load):
    corpus = load(zipped({"note.txt": "Snow.", "5.2.2022_Gazette_Hail.txt": "Hail."}), names="{date}_{outlet}_{title}")
    assert [document.date for document in corpus] == [None, None]
    assert [(problem.file, problem.field) for problem in corpus.problems] == [
        ("file.dat/5.2.2022_Gazette_Hail.txt", "date"),
        ("file.dat/note.txt", None),
        ("file.dat/5.2.2022_Gazette_Hail.txt", "outlet"),
    ]


# Without the libraries


@pytest.mark.parametrize(
    ("name", "package"),
    [
        *(
            ("page.html", "trafilatura"),
            ("article.pdf", "pypdf"),
            ("article.docx", "docx"),
            ("article.rtf", "striprtf"),
        ),
        *(("table.xlsx", "openpyxl"), ("feed.xml", "feedparser"), ("crawl.warc", "warcio")),
    ],
)
def test_without_its_library_a_format_says_how_to_get_it(load, monkeypatch, name, package):
    spec, imported = importlib.util.find_spec, builtins.__import__

    def refusing(wanted, *rest, **more):
        if wanted == package:
            raise ImportError(wanted)
        return imported(wanted, *rest, **more)

    monkeypatch.setattr(
        "dateline.readers.confined.find_spec", lambda wanted: None if wanted == package else spec(wanted)
    )
    monkeypatch.setattr("dateline.readers.formats.importlib.import_module", refusing)
    with pytest.raises(CorpusError, match=rf"without {package}.*dateline\[exports\]"):
        load(WHOLE[name])
