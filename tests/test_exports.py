"""Archive exports: each known by what it holds, read whole, nothing invented, hostile ones refused or read cleanly."""

import json
import warnings
import zipfile

import docx
import pytest

import dateline as dl
from dateline.errors import CorpusError
from dateline.readers import formats
from dateline.readers.printed_dates import printed_date


@pytest.fixture
def load(tmp_path):
    """Return a function that writes an export under a name that says nothing, and returns its articles and report."""

    def loading(content, name="export.dat"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return loaded(path)

    return loading


def loaded(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return dl.load_corpus(path)


# The shared exports: articles, dated ones, first and last date, outlets and digest, counted by hand

COUNTED = {
    "europresse.html": (3, 3, "2012-10-03", "2013-10-05", {"L'Humanité": 1, "Mag": 1, "Magazine 1": 1}, "290f921d83f0"),
    "factiva.html": (2, 2, "2011-12-29", "2011-12-29", {"Test newspaper": 1, "Ouest-France": 1}, None),
    "factiva.xml": (3, 3, "2012-01-06", "2012-05-06", {"My Newspaper": 3}, "f539a7f8364c"),
    "lexisnexis-en.html": (2, 2, "1991-12-19", "1993-01-28", {"Some Newspaper": 2}, "6187afe21557"),
    "lexisnexis.txt": (10, 10, "2010-01-08", "2010-01-11", None, None),
    "newsml-g2-nitf.xml": (1, 0, None, None, {None: 1}, "12a2538a7f52"),
    "newsml-g2.xml": (1, 1, "2016-11-21", "2016-11-21", {"Acme News and Media LLC": 1}, "f76dfc59e42e"),
    "nexis-afp.html": (74, 74, "2013-03-12", "2013-03-14", {"Agence France-Presse": 74}, "01c9678a5744"),
    "nexis-sun.html": (32, 32, "2000-11-02", "2000-11-30", {"The Sun": 32}, None),
    "nexis-uni.docx": (10, 10, "2019-07-01", "2019-07-04", None, None),
    "ninjs-complex.json": (1, 1, "2013-07-09", "2013-07-09", {None: 1}, "93a43a8b4a60"),
    "ninjs-dpa_text.json": (1, 1, "2019-05-10", "2019-05-10", {"Deutsche Presse-Agentur": 1}, "f501608d07e3"),
    "ninjs-ntb_text.json": (1, 1, "2019-08-09", "2019-08-09", None, None),
    "proquest.eml": (100, 100, "2008-11-22", "2010-05-08", {"Los Angeles Times": 64, "Chicago Tribune": 36}, None),
}


@pytest.mark.parametrize("name", COUNTED)
def test_every_shared_export_is_read_whole(shared, name):
    articles, dated, first, last, outlets, digest = COUNTED[name]
    corpus = loaded(shared / "exports" / name)
    dates = sorted(document.date for document in corpus if document.date)
    assert (len(corpus), len(dates)) == (articles, dated)
    assert (min(dates, default=None), max(dates, default=None)) == (first, last)
    assert all(document.title and document.text for document in corpus)
    if outlets:
        found = [document.outlet for document in corpus]
        assert {outlet: found.count(outlet) for outlet in found} == outlets
    if digest:
        assert corpus.digest.startswith(digest)


def test_no_text_of_a_shared_export_keeps_a_field_of_the_archive(shared):
    labels = ("LOAD-DATE:", "LANGUAGE:", "Load-Date:", "Full text:", "ProQuest document ID", "Copyright 20")
    for path in (shared / "exports").iterdir():
        found = [(document.id, label) for document in loaded(path) for label in labels if label in document.text]
        assert found == [], path.name


# Nexis

NEXIS = {
    "en": "1 of 2 DOCUMENTS|March 5, 2011 Saturday|BYLINE|By ANNE REED|SECTION|LENGTH|LANGUAGE|ENGLISH",
    "fr": "Document 1 de 2|samedi 5 mars 2011|AUTEUR|Par ANNE REED|RUBRIQUE|LONGUEUR|LANGUE|FRANÇAIS",
    "de": "Dokument 1 von 2|Samstag 5. März 2011|AUTOR|Von ANNE REED|RUBRIK|LÄNGE|SPRACHE|DEUTSCH",
}


def nexis_blocks(language):
    number, date, byline, by, section, length, named, tongue = NEXIS[language].split("|")
    head = [
        "The Valley Post",
        date,
        "Snow on the pass",
        f"{byline}: {by}",
        f"{section}: NEWS; Pg. 7",
        f"{length}: 9 words",
    ]
    text = ["It snowed on the pass: nobody came.", "NOTE: the road is closed."]
    return number, head, text, [f"{named}: {tongue}", "Copyright 2011 The Valley Post"]


def check_nexis(corpus, language):
    first, second = corpus
    assert (first.date, first.outlet, first.title) == ("2011-03-05", "The Valley Post", "Snow on the pass")
    assert (first.byline, first.section, first.language) == ("ANNE REED", "NEWS; Pg. 7", language)
    assert first.text == "It snowed on the pass: nobody came.\n\nNOTE: the road is closed.\n\nThe end."
    assert first.rights == "Copyright 2011 The Valley Post"
    assert (first.other["page"], first.other["position"], second.other["position"]) == ("7", 1, 2)


@pytest.mark.parametrize("language", NEXIS)
def test_nexis_txt_is_read_in_three_languages(load, language):
    number, head, text, tail = nexis_blocks(language)
    lines = [
        f"{' ' * 30}{number}",
        *(f"{' ' * 30}{line}" for line in head[:2]),
        *head[2:],
        *text,
        "The end.",
        *tail[:1],
    ]
    article = "\n\n".join([*lines, f"{' ' * 30}{tail[1]}", ""])
    check_nexis(load("Terms: snow\n\n" + article + article.replace("1", "2", 1)), language)


@pytest.mark.parametrize("language", NEXIS)
def test_nexis_html_is_read_in_three_languages(load, language):
    number, head, text, tail = nexis_blocks(language)
    centred = "".join(f'<DIV CLASS="c0"><P CLASS="c1"><SPAN>{line}</SPAN></P></DIV>' for line in [number, *head[:2]])
    fields = "".join(f'<DIV CLASS="c5"><P><SPAN>{line}</SPAN></P></DIV>' for line in head[2:])
    body = '<DIV CLASS="c5">' + "".join(f"<P><SPAN>{line}</SPAN></P>" for line in [*text, "The end."]) + "</DIV>"
    ends = f'<DIV CLASS="c5"><P>{tail[0]}</P></DIV><DIV CLASS="c0"><P>{tail[1]}</P></DIV><DIV CLASS="c10"/>'
    opened = "<!-- Hide XML section from browser\n<DOC NUMBER=1>\n<DOCFULL> -->"
    closed = "<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->"
    article = opened + centred + fields + body + ends + closed
    check_nexis(load(f"<HTML><STYLE>.c0 {{ text-align: center; }}</STYLE><BODY>{article * 2}</BODY></HTML>"), language)


def rtf(lines):
    """Return lines as RTF, other letters than ASCII escaped, with an embedded object between them."""
    escaped = "\\par\n".join("".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line) for line in lines)
    return "{\\rtf1\\ansi{\\object\\objemb{\\*\\objclass Pack}{\\*\\objdata 0105deadbeef}}" + escaped + "\\par}"


@pytest.mark.parametrize("language", NEXIS)
def test_nexis_rtf_is_read_in_three_languages(load, language):
    number, head, text, tail = nexis_blocks(language)
    lines = [part for line in [number, *head, *text, "The end.", *tail] for part in (line, "")]
    check_nexis(load(rtf(lines + lines)), language)


@pytest.mark.parametrize(
    ("body", "load_date", "end"),
    [("Body", "Load-Date", "End of Document"), ("Corps", "Date de chargement", "Fin du document")],
)
def test_nexis_uni_is_read_from_word(tmp_path, body, load_date, end):
    document = docx.Document()
    cover = ["Documents (1)", "1. Snow on the pass", "Client/Matter: -None-", "", ""]
    head = [
        "Snow on the pass",
        "The Valley Post",
        "5 mars 2011",
        "Copyright 2011 Post",
        "Section:\xa0NEWS",
        "Length:\xa09 words",
    ]
    for line in [
        *cover,
        *head,
        body,
        "",
        "It snowed.",
        "",
        "It went on.",
        f"\n{load_date}:\xa0March 6, 2011",
        f"\n{end}",
    ]:
        document.add_paragraph(line)
    document.save(tmp_path / "x.bin")
    (article,) = loaded(tmp_path / "x.bin")
    assert (article.title, article.outlet, article.date) == ("Snow on the pass", "The Valley Post", "2011-03-05")
    assert article.text == "It snowed.\n\nIt went on."
    assert article.other["load date"] == "March 6, 2011"


def uni(tmp_path, lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(tmp_path / "x.bin")
    return loaded(tmp_path / "x.bin")


def test_nexis_uni_with_a_space_before_its_colons_is_known(tmp_path):
    head = ["La neige au col", "Le Courrier du Val", "lundi 1 juillet 2019", "Rubrique\xa0:\xa0RÉGION; Pg. 3"]
    tail = ["Longueur\xa0:\xa09 mots", "Corps", "Il a neigé.", "Langue\xa0:\xa0FRENCH", "Fin du document"]
    (article,) = uni(tmp_path, ["", *head, *tail])
    assert (article.title, article.outlet, article.date) == ("La neige au col", "Le Courrier du Val", "2019-07-01")
    assert (article.section, article.page, article.language) == ("RÉGION; Pg. 3", "3", "fr")
    assert article.text == "Il a neigé."


@pytest.mark.parametrize("printed", ["", "05/02/2022"])
def test_nexis_uni_without_a_date_that_can_be_read_loses_no_other_field(tmp_path, printed):
    head = ["Snow on the pass", "The Valley Post", *([printed] if printed else []), "Copyright 2019 The Valley Post"]
    corpus = uni(tmp_path, ["", *head, "", "Length:\xa02 words", "Body", "It snowed.", "End of Document"])
    (article,) = corpus
    assert (article.title, article.outlet, article.date) == ("Snow on the pass", "The Valley Post", None)
    assert (article.rights, article.other["length"]) == ("Copyright 2019 The Valley Post", "2 words")
    assert (printed or "prints no date") in corpus.problems[0].found


# Factiva

PLAIN = ["Snow on the pass", "By Anne Reed", "9 words", "5 March 2011", "07:15", "The Valley Post", "VALPO", "English",
         "(c) 2011 The Valley Post", "It snowed.", "It went on.", "Document VALPO00020110305e73500001"]  # fmt: skip


def check_factiva(article):
    assert (article.title, article.byline, article.date) == ("Snow on the pass", "Anne Reed", "2011-03-05")
    assert (article.outlet, article.language, article.id) == ("The Valley Post", "en", "VALPO00020110305e73500001")
    assert article.text == "It snowed.\n\nIt went on."


def test_factiva_is_read_without_codes(load):
    check_factiva(*load(rtf([part for line in ["Factiva", *PLAIN] for part in (line, "")])))
    head = "".join(f"<div>{line}</div>" for line in PLAIN[1:9])
    text = "".join(f'<p class="articleParagraph enarticleParagraph">{line}</p>' for line in PLAIN[9:11])
    headline = f'<div id="hd"><span class="enHeadline">{PLAIN[0]}</span></div>'
    page = f'<div class="article enArticle">{headline}{head}{text}<p>{PLAIN[11]}</p></div>'
    check_factiva(*load(f"<html><head><title>Factiva</title></head><body>{page}</body></html>"))


def test_factiva_is_read_with_codes(load):
    codes = ["HD", "BY", "WC", "PD", "ET", "SN", "SC", "LA", "CY", "LP", "TD", "AN"]
    check_factiva(*load(rtf([f"{code} {line}" for code, line in zip(codes, PLAIN, strict=True)])))
    rows = "".join(f"<tr><td><b>{c}</b>&nbsp;</td><td>{line}</td></tr>" for c, line in zip(codes, PLAIN, strict=True))
    page = f'<div class="article enArticle"><table>{rows}</table></div>'
    check_factiva(*load(f"<html><head><title>Factiva</title></head><body>{page}</body></html>"))


# Europresse and ProQuest


def test_europresse_is_read_from_its_newer_pages(load):
    name = '<span class="DocPublicationName">Le Val, no. 12</span>'
    header = f'{name}<span class="DocHeader">Monde, samedi 5 mars 2011 9 mots, p. 7</span>'
    title = '<p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">Neige au col</p>'
    text = '<div class="docOcurrContainer"><p>Il neige.</p><p>Encore.</p></div>'
    footer = '<footer><small>© 2011 Le Val.</small><div class="publiC-lblNodoc">news·20110305·LV·7</div></footer>'
    (article,) = load(f"<html><body><article><header>{header}{title}</header>{text}{footer}</article></body></html>")
    assert (article.outlet, article.date, article.title) == ("Le Val", "2011-03-05", "Neige au col")
    assert (article.section, article.other["page"], article.id) == ("Monde", "7", "news·20110305·LV·7")
    assert (article.text, article.rights) == ("Il neige.\n\nEncore.", "© 2011 Le Val.")


PROQUEST = {
    "en": "Author|Full text|Publication title|Pages|Publication date|Language of publication|ProQuest document ID"
    "|Database",
    "fr": "Auteur|Texte intégral|Titre de la publication|Pages|Date de publication|Langue de publication"
    "|ID du document ProQuest|Base de données",
    "de": "Autor|Volltext|Titel der Publikation|Seiten|Publikationsdatum|Publikationssprache|ProQuest-Dokument-ID"
    "|Datenbank",
}


@pytest.mark.parametrize("language", PROQUEST)
@pytest.mark.parametrize("is_page", [True, False])
def test_proquest_is_read_in_three_languages(load, language, is_page):
    author, text, outlet, page, date, tongue, number, base = PROQUEST[language].split("|")
    tail = [
        (outlet, "Post; Bern"),
        (page, "A.7"),
        (date, "Mar 5, 2011"),
        (tongue, "English"),
        (number, "77"),
        (base, "ProQuest News"),
    ]
    lines = [
        "Snow on the pass",
        f"{author}: Reed, Anne",
        f"{text}: It snowed.",
        "It went on: all day.",
        *map(": ".join, tail),
    ]
    if is_page:
        shown = '<a name="DocID_7"></a>' + "".join(f"<p>{line}</p>" for line in lines)
        export = f"<html><head><title>ProQuest Export</title></head><body>{shown}</body></html>"
    else:
        rule = "_" * 60
        export = f"{rule}\n\n" + "\n\n".join(lines) + f"\n\n{rule}\n\nContact us at: nowhere"
    (article,) = load(export)
    assert (article.title, article.byline, article.outlet) == ("Snow on the pass", "Reed, Anne", "Post")
    assert (article.date, article.other["page"], article.id) == ("2011-03-05", "A.7", "77")
    assert article.text == "It snowed.\n\nIt went on: all day."


# Agencies


def test_nitf_of_a_newspaper_is_read_without_its_doubled_lead(load):
    head = '<docdata><doc-id id-string="7"/></docdata><pubdata date.publication="20110305T000000" name="Post"/>'
    lead = '<block class="lead_paragraph"><p>It snowed.</p></block>'
    full = '<block class="full_text"><p>It snowed.</p><p>On.</p></block>'
    title = "<body.head><hedline><hl1>Snow</hl1></hedline></body.head>"
    body = f"<body>{title}<body.content>{lead}{full}</body.content></body>"
    (article,) = load(
        f'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-3.dtd"><nitf><head>{head}</head>{body}</nitf>'
    )
    assert (article.id, article.date, article.outlet, article.title) == ("7", "2011-03-05", "Post", "Snow")
    assert article.text == "It snowed.\n\nOn."


def test_ninjs_is_read_as_a_list_and_keeps_a_partial_date(load):
    item = {
        "uri": "urn:1",
        "versioncreated": "2011-03",
        "pubstatus": "usable",
        "headline": "Snow",
        "body_text": "It snowed.",
    }
    first, second = load(json.dumps([item, {**item, "uri": "urn:2", "body_xhtml": "<p>It</p><p>went on.</p>"}]))
    assert (first.date, first.text, second.text) == ("2011-03", "It snowed.", "It\n\nwent on.")


# Dates, outlets, report


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("vendredi 1er avril 2011, p. 3", "2011-04-01"),
        ("Mittwoch 3. Oktober 2012", "2012-10-03"),
        ("Sept. 5, 2011", "2011-09-05"),
        ("mars 2011", "2011-03"),
        ("2011", "2011"),
        ("05/03/2011", None),
        ("31 février 2011", None),
        ("1-7 January 2011", None),
    ],
)
def test_a_printed_date_is_read_as_far_as_it_goes_and_never_guessed(line, iso):
    found = printed_date(line)
    assert (found and found.iso) == iso


def test_an_unknown_outlet_is_named_once_and_a_known_one_goes_by_its_name(load):
    _, head, text, tail = nexis_blocks("en")
    lines = [
        "\n\n".join([f"{' ' * 30}{place} of 4 DOCUMENTS", outlet, *head[1:], *text, *tail])
        for place, outlet in enumerate(("AFP -- English", "Dale Sun", "Dale Sun", "Jarkata Post"), 1)
    ]
    corpus = load("\n\n".join(lines))
    assert [document.outlet for document in corpus][:3] == ["Agence France-Presse", "Dale Sun", "Dale Sun"]
    assert corpus.documents[0].agency == "Agence France-Presse"
    assert corpus.documents[0].other["outlet as printed"] == "AFP -- English"
    told = corpus.report().table
    told = told[told["field"] == "outlet"]
    assert list(told["position"]) == [2, 4]
    assert "2 articles" in told["found"].iloc[0]
    assert 'Did you mean "The Jakarta Post"?' in told["found"].iloc[1]


def test_outlets_of_a_readers_own_are_laid_over_ours(load, tmp_path):
    _, head, text, tail = nexis_blocks("en")
    (tmp_path / "mine.csv").write_text("name,aliases,country\nDale Sun,The Sun of the Dale,GBR\nReuters,Reut,\n")
    lines = [
        "\n\n".join([f"{' ' * 30}{place} of 2 DOCUMENTS", name, *head[1:], *text, *tail])
        for place, name in enumerate(("Sun of the Dale", "Reut"), 1)
    ]
    (tmp_path / "export.dat").write_text("\n\n".join(lines))
    corpus = dl.load_corpus(tmp_path / "export.dat", outlets=tmp_path / "mine.csv")
    assert [document.outlet for document in corpus] == ["Dale Sun", "Reuters"]
    assert corpus.problems == ()


def test_a_date_says_how_far_it_is_known_and_where_it_was_read(load, tmp_path):
    number, head, text, tail = nexis_blocks("en")
    (article,) = load("\n\n".join([f"{' ' * 30}{number}", *head[:1], "March 2011", *head[2:], *text, *tail]))
    assert (article.date, article.date_precision, article.date_source) == ("2011-03", "month", "March 2011")
    assert (article.page, article.position) == ("7", 1)
    (tmp_path / "2011_snow.txt").write_text("It snowed.")
    (article,) = dl.load_corpus(tmp_path / "2011_snow.txt", names="{date}_{title}")
    assert (article.date, article.date_precision, article.date_source) == ("2011", "year", "file name")


@pytest.mark.parametrize(
    ("printed", "date"), [("05/02/2022", None), ("Winter 2022", "2022"), ("5 fév. 2022", "2022-02-05")]
)
def test_a_date_that_cannot_be_read_is_named_as_it_is_printed(load, printed, date):
    _, head, text, tail = nexis_blocks("en")
    corpus = load(
        "\n\n".join([f"{' ' * 30}1 of 1 DOCUMENTS", head[0], f"{' ' * 30}{printed}", *head[2:], *text, *tail])
    )
    (article,) = corpus
    assert (article.outlet, article.title, article.date) == ("The Valley Post", "Snow on the pass", date)
    assert article.other["date as printed"] == printed
    assert "edition" not in article.other
    told = [problem.found for problem in corpus.problems if problem.field == "date"]
    assert told == [] if date and len(date) > 4 else printed in told[0]


def test_a_year_of_proquest_stands_in_for_a_date_that_cannot_be_read(load):
    (article,) = load(
        "ProQuest\n\nSnow\n\nFull text: It snowed.\n\nPublication title: Post\n\nPublication year: 2022\n\n"
        "Publication date: 5/2/22\n\nProQuest document ID: 77\n\nDatabase: ProQuest Central\n"
    )
    assert (article.date, article.date_precision, article.other["date as printed"]) == ("2022", "year", "5/2/22")


def test_an_export_with_line_ends_of_old_is_read_article_by_article(load):
    _, head, text, tail = nexis_blocks("en")
    article = "\n\n".join([*head, *text, *tail])
    export = "".join(f"\n\n{' ' * 30}{place} of 2 DOCUMENTS\n\n{article}" for place in (1, 2))
    assert len(load(export.replace("\n", "\r"))) == 2


def test_an_article_without_a_date_stays_without_one_and_is_reported(load):
    corpus = load("<nitf><body><body.content><p>It snowed.</p></body.content></body></nitf>")
    assert [document.date for document in corpus] == [None]
    assert any(problem.field == "date" for problem in corpus.problems)


# Hostile files


def test_entities_are_refused(load):
    bomb = (
        '<!DOCTYPE nitf [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><nitf><body.content><p>&b;</p></body.content></nitf>'
    )
    with pytest.raises(CorpusError, match="entities"):
        load(bomb)


def test_xml_nested_too_deep_is_refused(load):
    with pytest.raises(CorpusError, match="nested"):
        load("<nitf>" + "<p>" * 100_000 + "x" + "</p>" * 100_000 + "</nitf>")


def test_a_page_nested_too_deep_is_read_or_refused_and_never_cut(load):
    fields = "<p>Snow</p><p>Full text: It snowed.</p><p>Database: ProQuest</p><p>ProQuest document ID: 7</p>"
    page = '<html><title>ProQuest</title><a name="DocID_1"></a>{}' + fields
    (article,) = load(page.format("<div>" * 1000))
    assert article.text == "It snowed."
    with pytest.raises(CorpusError, match="deep"):
        load(page.format("<div>" * 100_000))


def test_null_bytes_and_old_encodings_do_not_stop_a_reading(load):
    number, head, text, tail = nexis_blocks("de")
    content = "\n\n".join([f"{' ' * 30}{number}", *head, *text, *tail])
    (article,) = load(content.encode("cp1252").replace(b"nobody", b"no\x96body"))
    assert (article.date, article.text.split("\n")[0]) == ("2011-03-05", "It snowed on the pass: no–body came.")
    (article,) = load(" " * 5000 + content.replace("nobody", "no\x00body"))
    assert article.text.startswith("It snowed on the pass: nobody")


def test_a_word_file_that_is_damaged_or_unpacks_too_far_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:t>Length: 9</w:t><w:t>End of Document</w:t>")
    with pytest.raises(CorpusError, match="cannot be opened"):
        loaded(path)
    monkeypatch.setattr("dateline.readers.markup_text.LARGEST", 10)
    with pytest.raises(CorpusError, match="unpacks"):
        loaded(path)


def test_without_its_library_a_format_says_how_to_get_it():
    with pytest.raises(CorpusError, match=r"dateline\[exports\]"):
        formats.library("no_such_library", "RTF")


def test_a_text_that_only_speaks_of_an_archive_stays_a_text(load):
    (article,) = load("The archive, ProQuest or Factiva, held 3 of 10 documents.\n", name="a.txt")
    assert article.id == "a"


def test_a_page_whose_articles_bear_a_number_and_no_mark_is_read(load):
    number, head, text, tail = nexis_blocks("en")
    shown = "".join(f"<div><p><span>{line}</span></p></div>" for line in [number, *head, *text, "The end.", *tail])
    corpus = load(f"<html><!-- LXNComment 1 --><body>{shown * 2}</body></html>")
    assert [document.text for document in corpus] == ["\n\n".join([*text, "The end."])] * 2
    shown = "".join(f"<p>{line}</p>" for line in ["Document 1 of 1", "Snow", "Full text: It snowed.", "Database: X"])
    page = f"<html><title>ProQuest Export</title><body>{shown}<p>Publication title: Post</p></body></html>"
    assert [document.text for document in load(page.replace("<p>Database", "<p>Publication date: 2011</p><p>Database"))]
