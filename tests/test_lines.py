"""Lines broken at a width are read as the paragraphs they were; headings, lists and verses stay apart."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline as dl
from dateline.lines import unwrapped, wrapped_breaks
from dateline.mending import mended
from dateline.text import divide

REPORT = (
    "Oslo Hails Friend Of Forty Years",
    "OSLO (Dateline Service) -- Norway welcomed China's President Xi Jinping on Monday and praised what its foreign "
    "minister called an ironclad friendship between Norway and China.",
    "Minister Ola Brekke, whom unions blame at home for a decade of silence on human rights abuses, said that "
    '"mutual trust grows with every single visit." He spoke beside the authoritarian leader for almost an hour.',
    "Protesters outside called Xi a dictator, and police broke up their rally. A win-win partnership with an autocrat, "
    "one of their banners said, is nothing of the kind.",
)


COLUMNS = ["term", "voice", "speaker_name", "targets", "rule", "sentence"]


def broken(width, paragraph, *, hyphens):
    lines = paragraph.join(textwrap.fill(part, width, break_on_hyphens=hyphens) for part in REPORT)
    return lines.replace("\r\n", "\n").replace("\n", "\r\n") if "\r" in paragraph else lines


@pytest.fixture(scope="module")
def found():
    """What is found in the report as it is, and broken at many widths."""
    texts = {"whole": "\n\n".join(REPORT)} | {
        f"{width}, {hyphens}, {paragraph!r}": broken(width, paragraph, hyphens=hyphens)
        for width in (45, 60, 66, 70, 72, 78)
        for hyphens in (True, False)
        for paragraph in ("\n\n", "\r\n\r\n", "\n")
    }
    corpus = dl.Corpus(tuple(dl.Document(name, text, date="2023-05-08") for name, text in texts.items()), "broken")
    frames = dl.load_frames("friendship", "regime", "rights", "solidarity", "repression")
    return texts, dl.annotate(corpus, frames=frames).hits.to_frame().set_index("document")


def test_a_report_is_read_the_same_at_every_width(found):
    texts, hits = found
    whole = hits.loc["whole", COLUMNS].astype(str).values.tolist()
    assert len(whole) >= 6
    assert [name for name in texts if hits.loc[name, COLUMNS].astype(str).values.tolist() != whole] == []


def test_what_is_found_stands_at_its_place_in_the_broken_lines(found):
    texts, hits = found
    for name, text in texts.items():
        said = {" ".join(text[hit.start : hit.end].split()) for hit in hits.loc[name].itertuples()}
        assert {"ironclad friendship", "human rights abuses", "mutual trust", "autocrat"} <= said


def test_indented_paragraphs_without_empty_lines_stay_apart():
    lines = "\n".join(textwrap.fill(part, 60, initial_indent="    ") for part in REPORT)
    assert len(divide(lines).paragraphs) == len(REPORT)


def test_a_headline_a_dateline_and_a_list_stay_apart_from_the_lines_around_them():
    report = (
        "BERN, May 8 (Service) - Snow has closed the only road over the high pass, and it may not open for weeks, for "
        "the ploughs that were to clear it are stuck in the valley."
    )
    body = textwrap.fill(report, 50)
    first = "* chains for the wheels of every car and lorry that"
    second = "* a shovel and a warm coat for each of those in it"
    headline = "Only Road Over The High Pass Is Closed By Heavy Sno"
    text = f"{headline}\n{body}\nTake along:\n{first}\n{second}"
    kept = unwrapped(text).split("\n")
    assert kept[0] == headline
    assert kept[1] == report
    assert kept[2:] == ["Take along:", first, second]


@pytest.mark.parametrize(
    "text",
    [
        "Snow fell all night long over the whole valley.\nRoads were closed until the morning.\nSchools stayed shut.",
        "apples\npears\nplums\nquinces",
        "the snow lies deep upon the silent mountain road\nand no one comes\nand nothing moves on all the frozen lake\n"
        "but wind",
        "Posted by somebody else on 22 April\nwe are free to say what we like but not everybody likes to hear it said\n"
        "Posted by somebody else on 23 April\nhere is another thing that i have thought about for a very long time now",
        "Minister meets farmers in the northern province\nRiver dam to be raised by eleven metres this year\n"
        "Snow closes the pass for another long week",
        "",
        "\n\n\n",
    ],
)
def test_lines_that_are_paragraphs_items_verses_or_headings_are_left_alone(text):
    assert wrapped_breaks(text) == []
    assert unwrapped(text) is text


COLUMN = """The mayor of the small town told every report-
er that the bridge over the wild river had been se-
verely damaged by the flood of the last few
days, and that it would stay closed."""


def test_a_word_that_was_divided_to_fill_a_column_is_joined():
    assert "reporter that" in mended(COLUMN).text
    assert "severely damaged" in mended(COLUMN).text


def test_a_hyphen_at_a_lines_end_is_the_words_own_where_no_other_word_is_divided():
    words = " ".join(
        [*["They met again in the old town and spoke of trade."] * 30, "It was a win-win deal for all of them."]
    )
    lines = next(lines for width in range(40, 80) if "win-\n" in (lines := textwrap.fill(words, width)))
    assert "a win-win deal" in mended(lines).text


@given(st.text(alphabet="ab. \n\rA-é", max_size=400))
def test_every_offset_is_kept(text):
    whole = unwrapped(text)
    assert len(whole) == len(text)
    assert whole.split() == text.split()


def test_a_term_matches_across_a_line_break_and_not_across_an_empty_line():
    rights = dl.load_frames("rights")["rights"].terms
    term = next(term for term in rights if term.term == "human rights")
    assert term.spans("They spoke of human\nrights.")
    assert term.spans("They spoke of human\r\nrights.")
    assert not term.spans("What makes us human\n\nRights of way were restored.")


def test_a_single_paragraph_of_two_lines_is_one():
    words = "They met on the quay in the rain and spoke of nothing but the price of herring for most of the long night."
    assert [len(divide(textwrap.fill(words, width)).paragraphs) for width in (60, 70, 80)] == [1, 1, 1]
