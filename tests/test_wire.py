"""What newsrooms print around a report: marked by rule, left out of counting, never cut; datelines and bylines read."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline as dl
from dateline import wire
from dateline.annotation import Reader
from dateline.corpus import Document
from dateline.errors import SeedError
from dateline.provenance import home
from dateline.readers.opening import dateline_of, with_opening
from dateline.seeds import load_cues
from dateline.wire import furniture, load_furniture

REPORT = "BERN (Meridian) -- Xi Jinping met Emmanuel Macron on Monday.\n\nMacron said that the snow was deep."


@pytest.fixture(scope="module")
def reader():
    return Reader(dl.load_actors(), dl.load_frames(), load_cues())


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Anne Reed in Bern contributed to this report.", "credit"),
        ("(Reporting by Anne Reed; Editing by Omar Haddad)", "credit"),
        ("Editor's note: Xi Jinping's title was corrected.", "note"),
        ("EMBARGOED until 0600 GMT Monday", "embargo"),
        ("Correction: an earlier version named Vladimir Putin.", "correction"),
        ("FILE - Vladimir Putin at the pass, Feb. 5, 2022.", "caption"),
        ("Villagers with Xi Jinping. (AP Photo/Anne Reed)", "caption"),
        ("READ MORE: Putin in the snow", "related"),
        ("Sign up for our newsletter", "subscribe"),
        ("© 2022 The Valley Post", "rights"),
        ("- Xinhua", "sign-off"),
        ("ENDS", "sign-off"),
        ("Follow us on Twitter", "social"),
        ("Advertisement", "advert"),
        ("Published 5 February 2022", "stamp"),
    ],
)
def test_a_paragraph_of_furniture_is_marked_and_nothing_in_it_counts(reader, line, kind):
    text = f"{REPORT}\n\n{line}"
    assert [(text[m.start : m.end], m.kind) for m in furniture(text)] == [(line, kind)]
    bare, whole = (reader.read(one) for one in (REPORT, text))
    assert [mention[:2] for mention in whole.mentions] == [mention[:2] for mention in bare.mentions]
    assert Document("a", text).words == Document("a", REPORT).words


@pytest.mark.parametrize(
    "line",
    [
        "Read more slowly, the letter said that Putin was to blame.",
        "Reporting by the valley paper showed that Xi had known.",
        "The Associated Press was founded in 1846.",
        "“Sign up for the army,” Putin told the crowd.",
        "Correction officers said they had seen nothing.",
        "Photographs of Xi hung in every hall.",
        "Xinhua said that the road was open.",
        "By Monday evening Putin had left.",
    ],
)
def test_a_paragraph_of_the_report_is_not_marked_for_its_first_words(line):
    assert furniture(f"{REPORT}\n\n{line}") == []


def test_a_quotation_and_a_term_in_furniture_are_left_out_and_a_marked_passage_stays(reader):
    line = "Editor's note: the dictator said, “We are brutal friends.”"
    text = f"{REPORT}\n\n{line}"
    at = text.index("brutal")
    read = reader.read(text, None, [{"start": at, "end": at + 6, "label": "tone"}])
    assert [hit.frame for hit in read.hits] == ["tone"]
    assert all(quote.content[0][0] < len(REPORT) for quote in read.quotes)
    assert reader.read(line).hits  # a text of nothing else was given for its own sake


def test_the_last_sentences_of_an_article_in_one_paragraph_are_looked_at():
    text = "Snow fell on the pass. Xi came. Meridian writer Anne Reed contributed to this report."
    (mark,) = furniture(text)
    assert text[mark.start :] == "Meridian writer Anne Reed contributed to this report."
    assert furniture(text.split(". ", 2)[2]) == []


@given(st.text(alphabet="By ENDS()©-\n.Photo:aXinhua", max_size=80))
def test_marks_lie_in_order_within_the_text(text):
    marks = furniture(text)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert all(one.end <= following.start for one, following in pairwise(marks))


def test_an_ordinary_article_costs_no_time():
    text = "\n\n".join(["Snow fell on the pass, and Xi Jinping said so to the mayor of the village."] * 10)
    divisions = wire.divide(text)
    furniture(text, divisions)
    start = time.process_time()
    for _ in range(1000):
        furniture(text, divisions)
    assert (time.process_time() - start) / 1000 < 100e-6  # about 10 when nothing else runs


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("ENDS,Ends meet badly", "Ends here,Ends meet badly", "does not mark its own example"),
        ("Ends meet badly in the valley.", "ENDS", "marks its counter-example"),
        ("ends,sign-off,end,", "ends,ending,end,", "column kind"),
        ("ends,sign-off,end,ENDS", "ends,sign-off,end,E", "too many paragraphs"),
    ],
)
def test_a_wrong_rule_stops_the_load_with_its_row(tmp_path, monkeypatch, old, new, message):
    table = (home("seeds") / "wire" / "furniture.csv").read_text(encoding="utf-8")
    assert old in table
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "furniture.csv").write_text(table.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(wire, "home", lambda name: tmp_path)
    with pytest.raises(SeedError, match=rf"furniture.csv, row \d+: .*{message}"):
        load_furniture.__wrapped__()


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("BEIJING (AP) -- Snow fell.", "BEIJING", "Associated Press"),
        ("ST. MORITZ, Switzerland (AP) — Snow fell.", "ST. MORITZ, Switzerland", "Associated Press"),
        ("BEIJING, Feb. 5 (Xinhua) -- Snow fell.", "BEIJING", "Xinhua News Agency"),
        ("Bern (dpa) - Snow fell.", "Bern", "Deutsche Presse-Agentur"),
        ("SNOW ON THE PASS\nAL-AIN, United Arab Emirates 1996-12-06\nSnow fell.", "AL-AIN, United Arab Emirates", None),
        ("PARIS, 5 février (AFP) - Il neige.", "PARIS", "Agence France-Presse"),
        ("WASHINGTON — Snow fell.", "WASHINGTON", None),
    ],
)
def test_a_dateline_gives_place_and_agency(text, place, agency):
    found = dateline_of(text)
    assert (found.place, found.agency) == (place, agency)
    assert text[found.start :].startswith(place.split(",")[0])


@pytest.mark.parametrize(
    "text",
    [
        "NATO — it is said — is tired.",
        "EXCLUSIVE - Snow fell.",
        "Snow fell (again) - and again.",
        "UPDATE 1 - Snow fell.",
        "BBC -- Snow fell.",
        "Bern - a city - was white.",
    ],
)
def test_what_is_no_town_is_no_dateline(text):
    assert dateline_of(text) is None


def test_what_a_text_prints_fills_only_what_its_source_left_empty():
    text = "By Anne Reed\n\nBERN (AP) -- Snow fell on the pass.\n\n(Meridian)"
    read = with_opening(Document("a", text))
    assert (read.byline, read.dateline, read.agency) == ("Anne Reed", "BERN", "Associated Press")
    given_ = Document("a", text, byline="B", dateline="Thun", agency="C")
    assert with_opening(given_) is given_
    assert with_opening(Document("a", "Snow fell.\n\n(Meridian)")).agency == "Meridian Press"


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("BEIJING, March 14 2013", "BEIJING"),
        ("INDIAN WELLS, California, Feb. 5, 2013 (Meridian) --", "INDIAN WELLS, California"),
        ("LA CHAUX-DE-FONDS, 5 mars 2013", "LA CHAUX-DE-FONDS"),
        ("MAY PEN, Jamaica", "MAY PEN, Jamaica"),
    ],
)
def test_of_a_dateline_that_an_archive_prints_the_place_is_kept_and_the_rest_stands_beside(printed, place):
    read = with_opening(Document("a", "Snow fell.", dateline=printed))
    assert read.dateline == place
    assert read.other.get("dateline as printed", printed) == printed


def test_the_sample_counts_no_word_of_its_furniture(summits):
    found = dl.annotate(summits)
    marked = int(summits.furniture().table["words"].sum())
    assert marked
    assert found.documents["words"].sum() == sum(document.words for document in summits)


Q = "Macron said that the snow was deep."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Read more: Putin in the snow", "related"),
        ("READ MORE: Putin in the snow", "related"),
        ("Click here to read about Putin.", "related"),
        ("Sign up for our newsletter on Xi here.", "subscribe"),
        ("Reporting by Anne Reed in Bern; Editing by Omar Haddad", "credit"),
        ("Photo: Anne Reed", "caption"),
        ("Follow her on Twitter: @annereed", "social"),
        ("(Reporting by A. Reed in Bern. Editing by Omar Haddad)", "credit"),
        ("ADVERTISEMENT", "advert"),
    ],
)
def test_furniture_at_the_end_of_a_paragraph_of_the_report_is_marked_alone(reader, line, kind):
    text = f"{REPORT} {line}\n\nThen Xi left on Tuesday. The road was open.\n\nThe end came late."
    assert [(text[m.start : m.end], m.kind) for m in furniture(text)] == [(line, kind)]
    assert Document("a", text).words == Document("a", text.replace(line, "")).words
    bare, whole = (reader.read(one) for one in (text.replace(line, ""), text))
    assert [mention.actor for mention in whole.mentions] == [mention.actor for mention in bare.mentions]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(Reporting by Anne Reed; Editing by Omar Haddad)", "credit"),
        ("[Editor's note: a name was corrected. It was Xi.]", "note"),
        ("(AP Photo/Anne Reed)", "caption"),
        ("FILE - Xi on a hill. He stands. (Meridian Photo/Anne Reed, File)", "caption"),
        ("Story continues below advertisement", "advert"),
        ("Sign up for our evening newsletter.", "subscribe"),
        ("Anne Reed in Bern contributed to this report.", "credit"),
    ],
)
def test_furniture_in_the_midst_of_a_paragraph_is_marked_where_its_end_is_sure(line, kind):
    text = f"Xi met Macron on Monday. {line} {Q} He left."
    assert [(text[m.start : m.end], m.kind) for m in furniture(text)] == [(line, kind)]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Putin in the snow Macron said that it was deep.",
        "Sign up for our newsletter, the mayor told the crowd.",
        "(Reporting by night was forbidden.)",
        "ADVERTISEMENT revenue fell in Bern.",
        "Anne Reed said that the storm contributed to this report.",
        "Photo: a man. He fled.",
        "Follow us on foot, they shouted.",
        "(Adding to the cold, the stove was out.)",
        "This story has been told in every house.",
    ],
)
def test_a_sentence_of_the_report_is_not_marked_for_its_first_words(line):
    assert furniture(f"{REPORT}\n\nXi left. {line} {Q}\n\n{Q}") == []
    assert furniture(f"{REPORT}\n\nXi left. {line}\n\n{Q}") == []


@pytest.mark.parametrize("line", ["Anne Reed contributed to this report.", "All rights reserved."])
def test_a_credit_does_not_take_the_paragraph_before_it_along(line):
    text = f"{REPORT} Xi left. {line}"
    assert [text[m.start : m.end] for m in furniture(text)] == [line]


def test_what_is_marked_in_a_text_does_not_hang_on_its_no_break_spaces():
    text = f"{REPORT} Read more: Putin in the snow\n\n{Q}"
    odd = text.replace("Read more", "Read\u00a0more").replace("snow", "sn\u00adow")
    (mark,) = furniture(odd)
    assert odd[mark.start : mark.end] == "Read\u00a0more: Putin in the sn\u00adow"
