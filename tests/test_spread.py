"""How a story spread: every report at its day, the origin first, and no day made up."""

import io
from collections.abc import Iterator
from itertools import pairwise

import pandas as pd
import pytest

import dateline as dl
from dateline.corpus import Corpus, Document
from dateline.errors import MeasureError, NotFoundError
from dateline.figure import Figure
from dateline.plots.stories import Report, in_order

TITLE = "How did a story spread?"
ORANGE, BLUE = "#D55E00", "#0072B2"


def story(word: str, words: int) -> str:
    """Return a text of its own wording, of which a shorter one is the beginning."""
    return " ".join(f"{word}{number}" for number in range(words)) + "."


def printed(*reports: tuple[str, str, int, str | None, str | None]) -> Corpus:
    """Return a corpus of reports: id, wording, words, date, outlet."""
    documents = (Document(name, story(word, words), date, outlet=outlet) for name, word, words, date, outlet in reports)
    return Corpus(tuple(documents), "made")


HARBOUR = (
    ("agency-1", "ship", 300, "2021-12-29", "Northern Star"),
    ("agency-2", "ship", 360, "2021-12-30", "Northern Star"),
    ("hill-1", "ship", 160, "2021-12-29", "Hill Post"),
    ("dale-1", "ship", 120, "2022-01-03", "Dale Sun"),
    ("dale-2", "ship", 110, "2022-01", "Dale Sun"),
    ("vale-1", "ship", 140, None, "Vale Times"),
)
GRAIN = (
    ("grain-1", "corn", 100, "2022-03-01", "Hill Post"),
    ("grain-2", "corn", 100, "2022-03-02", "Dale Sun"),
)


def spread(*reports: tuple[str, str, int, str | None, str | None], **options: object) -> Figure:
    return dl.plot_spread(dl.copy_clusters(printed(*reports)), **{"title": TITLE, **options})


def marks(figure: Figure) -> Iterator[tuple[str, str, bool, float, float]]:
    """Yield marker, colour, whether it is filled, and the place of each report."""
    for axes in figure.drawing.axes[1:]:
        for line in axes.lines:
            if line.get_marker() in ("o", "D"):
                filled = line.get_markerfacecolor() != "white"
                yield line.get_marker(), line.get_color(), filled, line.get_xdata()[0], line.get_ydata()[0]


def lines(figure: Figure) -> list[tuple[float, float, float, float]]:
    """Return where each line from an origin begins and ends."""
    drawn = [line for axes in figure.drawing.axes[1:] for line in axes.lines if len(line.get_xdata()) == 4]
    return [(one.get_xdata()[0], one.get_ydata()[0], one.get_xdata()[-1], one.get_ydata()[-1]) for one in drawn]


def written(figure: Figure) -> list[str]:
    return [text.get_text().strip() for text in figure.drawing.axes[0].texts]


@pytest.fixture(scope="module")
def harbour() -> Figure:
    return spread(*HARBOUR, *GRAIN)


@pytest.mark.parametrize("profile", ["house", "nature", "plos", "elsevier", "tandf", "apa", "slides"])
@pytest.mark.parametrize("width", ["single", "double"])
def test_it_can_be_printed_by_every_journal(profile: str, width: str) -> None:
    with dl.drawing_for(profile):
        assert spread(*HARBOUR, *GRAIN, width=width).check() == []


def test_the_house_passes_tandf_and_apa_and_is_described_in_their_words(harbour: Figure) -> None:
    assert harbour.check(profile="tandf") == harbour.check(profile="apa") == []
    assert 25 <= len(harbour.alt.split()) <= 30
    assert harbour.alt.startswith("Timeline of 2 stories, 8 reports. Largest: from Northern Star on 2021-12-29")
    assert "within 5 days" in harbour.alt


def test_every_report_has_one_mark_and_the_origin_its_own_shape(harbour: Figure) -> None:
    drawn = list(marks(harbour))
    assert len(drawn) == len(harbour.table) == 8
    assert [(shape, colour) for shape, colour, *_ in drawn if shape == "D"] == [("D", ORANGE)] * 2
    assert {colour for shape, colour, *_ in drawn if shape == "o"} == {BLUE}


def test_a_line_leads_from_the_origin_to_each_copy() -> None:
    figure = spread(*HARBOUR)
    (origin,) = [(x, y) for shape, _, _, x, y in marks(figure) if shape == "D"]
    copies = {(x, y) for shape, _, _, x, y in marks(figure) if shape == "o"}
    assert {line[:2] for line in lines(figure)} == {origin}
    assert {line[2:] for line in lines(figure)} == copies
    assert len(lines(figure)) == 5


def test_days_lie_as_far_apart_as_they_are() -> None:
    figure = spread(*HARBOUR)
    across = [x for *_, x, _ in marks(figure)]
    where = dict(zip(figure.table["document"], across, strict=True))
    day = where["agency-2"] - where["agency-1"]
    assert day > 0
    assert where["hill-1"] == where["agency-1"]
    assert where["dale-1"] - where["agency-1"] == pytest.approx(5 * day)


def test_outlets_stand_in_the_order_of_their_first_printing_and_are_named_once(harbour: Figure) -> None:
    first = harbour.table[harbour.table["cluster"] == "agency-1"]
    assert list(first["outlet"].drop_duplicates()) == ["Northern Star", "Hill Post", "Dale Sun", "Vale Times"]
    assert list(first["document"])[:2] == ["agency-1", "agency-2"]
    assert written(harbour).count("Northern Star") == 1
    down = [y for *_, y in marks(spread(*HARBOUR))]
    assert all(upper < lower for upper, lower in pairwise(down))


def test_a_date_that_is_no_day_is_never_drawn_at_one_and_the_caption_names_it() -> None:
    figure = spread(*HARBOUR)
    hollow = [x for *_, filled, x, _ in marks(figure) if not filled]
    filled = [x for *_, filled, x, _ in marks(figure) if filled]
    assert len(hollow) == 2
    assert min(hollow) > max(filled)
    assert "2 reports without a day, dale-2 (2022-01) and vale-1 (no date)." in figure.caption
    assert {"no day", "2022-01"} <= set(written(figure))
    assert "dates: 2021-12-29 to 2022-01-03." in figure.caption
    assert pd.isna(figure.table.set_index("document").loc["vale-1", "date"])


def test_no_line_leads_from_an_origin_without_a_day() -> None:
    figure = spread(
        ("a", "reed", 100, "2022-02", "Hill Post"),
        ("b", "reed", 90, "2022-03-02", "Dale Sun"),
        ("c", "reed", 95, "2022-03-03", "Vale Times"),
    )
    assert lines(figure) == []
    assert "No lines where the origin has no day: a." in figure.caption
    assert "From Hill Post on no known day to" in figure.alt
    assert [filled for shape, _, filled, *_ in marks(figure) if shape == "D"] == [False]


def test_shortened_and_grown_reports_say_by_how_many_words(harbour: Figure) -> None:
    more = harbour.table.set_index("document")["more"].to_dict()
    assert (more["agency-1"], more["agency-2"], more["hill-1"]) == (0, 60, -140)
    assert {"+60", "−140", "360", "160"} <= set(written(harbour))


def test_the_data_file_holds_what_is_drawn_and_the_provenance_what_it_is_made_from(harbour: Figure) -> None:
    read = pd.read_csv(io.BytesIO(harbour.files["csv"]))
    assert list(read["document"]) == list(harbour.table["document"])
    assert list(read["role"]).count("likely origin") == 2
    assert {"corpus", "rows"} <= set(harbour.made_from)
    assert "For agency-1, Hill Post, hill-1, 2021-12-29, copy words is 160" in harbour.files["long.md"].decode()


def test_one_story_is_drawn_where_it_is_asked_for_and_the_others_are_counted() -> None:
    figure = spread(*HARBOUR, *GRAIN, cluster="grain-1")
    assert list(figure.table["document"]) == ["grain-1", "grain-2"]
    assert "1 other story not drawn." in figure.caption
    assert figure.alt.startswith(
        "Timeline of 1 story, 2 reports. From Hill Post on 2022-03-01 to Dale Sun within 1 day."
    )


def test_a_story_longer_than_a_page_keeps_its_first_reports_and_counts_the_rest() -> None:
    many = [(f"n{n:02}", "mill", 200 - n, f"2022-05-0{1 + n // 10}", f"Outlet {n:02}") for n in range(50)]
    figure = spread(*many, *GRAIN)
    kept = len(figure.table)
    assert 20 < kept < 50
    assert list(figure.table["document"]) == [f"n{n:02}" for n in range(kept)]
    assert f"{50 - kept} later reports of n00 not drawn." in figure.caption
    assert "1 further story not drawn." in figure.caption
    assert figure.check() == []
    assert figure.size_mm[1] <= 170


def test_a_long_outlet_has_its_lines_in_a_column_and_a_missing_one_is_unknown() -> None:
    name = "The Evening Telegraph and Argus of the Lower Valley, with which is joined the Upper Valley Weekly Courier"
    reports = (
        ("a", "reed", 100, "2022-03-01", name),
        ("b", "reed", 90, "2022-03-08", None),
        ("c", "reed", 95, "2022", "Hill Post"),
    )
    for width in ("single", "double"):
        figure = spread(*reports, width=width)
        assert figure.check() == []
        assert "unknown" in written(figure)
        assert 25 <= len(figure.alt.split()) <= 30


def test_the_first_of_an_outlet_stands_before_its_later_ones_whatever_their_names() -> None:
    reports = [
        Report("a", "South", None, None, 9, 1.0, False),
        Report("b", "North", "2022-01-02", 2, 9, 1.0, False),
        Report("c", "South", "2022-01-01", 1, 9, 1.0, False),
        Report("z", "East", "2022-01-01", 1, 9, None, True),
    ]
    assert [report.document for report in in_order(reports)] == ["z", "c", "a", "b"]


def test_of_equally_long_stories_none_is_called_the_largest() -> None:
    figure = spread(*HARBOUR[:1], *HARBOUR[2:3], *GRAIN)
    assert "First: from Northern Star on 2021-12-29" in figure.alt


def test_a_corpus_without_a_copy_says_how_to_look_further() -> None:
    with pytest.raises(MeasureError, match=r"more than once.*days=30, least=0\.3"):
        spread(("a", "reed", 100, "2022-03-01", "Hill Post"), ("b", "corn", 100, "2022-03-01", "Dale Sun"))


def test_an_unknown_story_is_refused_with_the_nearest_and_a_copy_with_its_origin() -> None:
    with pytest.raises(NotFoundError, match=r'no story "grain-9".*Did you mean "grain-1"'):
        spread(*HARBOUR, *GRAIN, cluster="grain-9")
    with pytest.raises(NotFoundError, match=r'"grain-2" is a copy.*cluster="grain-1"'):
        spread(*HARBOUR, *GRAIN, cluster="grain-2")


def test_rows_that_lost_their_origin_or_their_days_say_what_is_needed() -> None:
    copies = dl.copy_clusters(printed(*HARBOUR))
    with pytest.raises(MeasureError, match="needs its origin and a copy"):
        dl.plot_spread(copies.where(outlet="Dale Sun"), title=TITLE)
    with pytest.raises(MeasureError, match=r"No day is known of any report of a.*YYYY-MM-DD"):
        spread(("a", "reed", 100, "2022", "Hill Post"), ("b", "reed", 90, None, "Dale Sun"))
    with pytest.raises(MeasureError, match='no column "cluster"'):
        dl.plot_spread(pd.DataFrame({"clusters": ["a"]}), title=TITLE)


def test_the_same_clusters_give_the_same_bytes() -> None:
    one, other = spread(*HARBOUR, *GRAIN), spread(*HARBOUR, *GRAIN)
    assert one.files == other.files
