"""Every plot: the numbers it was given, all of them, in a figure a journal would print."""

import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from pandas.testing import assert_frame_equal

import dateline as dl
from dateline.corpus import Corpus, Document
from dateline.errors import MeasureError, NotFoundError
from dateline.figure import Figure
from dateline.finding import Finding
from dateline.found import COLUMNS, Found
from dateline.networks.cooccurrence import Cooccurrences
from dateline.networks.network import Network
from dateline.plots import (
    plot_arcs,
    plot_bars,
    plot_close_reading,
    plot_coverage,
    plot_ego,
    plot_framing,
    plot_matrix,
    plot_network,
    plot_network_difference,
    plot_periods,
    plot_terms,
    plot_timeline,
)
from dateline.plots.crossings import crossings, uncrossed
from dateline.plots.labels import Box, Node, apart, place_labels, spread
from dateline.plots.sheet import COLOURS, VOICES, legible_on

LEADERS = (
    "Xi Jinping", "Vladimir Putin", "Joe Biden", "Kassym-Jomart Tokayev", "Gurbanguly Berdymukhamedov", "Sadyr Japarov",
    "Emomali Rahmon", "Shavkat Mirziyoyev", "Abdel Fattah el-Sissi", "Mohammed bin Salman", "Tamim bin Hamad Al Thani",
    "Imran Khan", "Andrzej Duda", "Aleksandar Vucic", "Alberto Fernández", "António Guterres", "Recep Tayyip Erdoğan",
    "Volodymyr Zelenskyy", "Luvsannamsrain Oyun-Erdene", "Ursula von der Leyen",
)  # fmt: skip
VOICE_ORDER = ("narrator", "scare", "direct", "mixed", "indirect")


def network(size: int = 20) -> Network:
    """A crowded network: every leader beside the first three, and neighbours beside one another."""
    ids = [name.lower().replace(" ", "-") for name in LEADERS[:size]]
    named = dict(zip(ids, LEADERS, strict=False))
    joined = [(i, j) for i in range(size) for j in range(i) if j < 3 or i - j == 1]
    rows = [(*sorted((ids[i], ids[j])), 1 + 30 // (1 + i + 2 * j)) for i, j in joined]
    pairs = pd.DataFrame([(a, b, named[a], named[b], weight, weight) for a, b, weight in rows])
    pairs.columns = pd.Index(["a", "b", "a_name", "b_name", "articles", "units"])
    nodes = [(actor, named[actor], 60 // (1 + place), 60) for place, actor in enumerate(ids)] + [("x", "Nobody", 1, 1)]
    about = pd.DataFrame(nodes, columns=["actor", "name", "articles", "mentions"]).sort_values("actor")
    mentions = pd.DataFrame({"actor": ids, "document": "d"})
    notes = ("84 articles", "Unit: the sentence")
    return Network(Cooccurrences(pairs, "Pairs", notes, nodes=about.reset_index(drop=True), mentions=mentions))


def periods() -> dict[str, Network]:
    """Three years of the same people, ever fewer of them beside one another."""
    return {f"in {year}": network(size) for year, size in ((2020, 20), (2021, 14), (2022, 6))}


def differences(size: int = 18) -> pd.DataFrame:
    """Pairs with a difference of either sign or none, each third of them sure, and one that was not tested."""
    rows = network(size).edges[["a", "b", "a_name", "b_name"]].assign(difference=0.0)
    rows["difference"] = [(-1.0) ** place * (place % 5) for place in range(len(rows))]
    return rows.assign(q=[None, *(0.01 if place % 3 == 0 else 0.4 for place in range(1, len(rows)))]).astype(
        {"q": float}
    )


def rates() -> Finding:
    rows = []
    for frame in ("authoritarian rule", "partnership and friendship"):
        for voice in VOICE_ORDER:
            for outlet in ("Meridian Press", "The Harbour Courier"):
                hits = (len(frame) * len(voice) + len(outlet)) % 7
                rows.append((frame, voice, outlet, hits, hits, 1000, float(hits), hits * 0.6, hits * 1.4 + 0.5))
    columns = ["frame", "voice", "outlet", "hits", "articles", "words", "rate", "low", "high"]
    return Finding(pd.DataFrame(rows, columns=columns), "Rates", ("84 articles", "Copies are counted as they stand"))


def terms() -> pd.DataFrame:
    rows = [
        ("regime", "authoritarian", "narrator", 9), ("regime", "authoritarian", "direct", 2),
        ("regime", "strongman", "scare", 1), ("regime", "strongman", "narrator", 3),
        ("friendship", "ironclad friendship", "mixed", 6), ("friendship", "no limits", "indirect", 4),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["frame", "term", "voice", "count"])


def corpus() -> Corpus:
    dates = ["2022-02-05", "2022-02-06", "2022-04-01", "2022", None]
    return Corpus(tuple(Document(f"d{n}", "Text.", date, outlet="Press") for n, date in enumerate(dates)), "small")


def years() -> pd.DataFrame:
    rows = [
        (country, year, float((year // 10 + len(country)) % 9))
        for country in ("France", "United Kingdom", "Russia")
        for year in range(1790, 2030, 10)
    ]
    return pd.DataFrame(rows, columns=["country", "year", "rate"])


def found(source: str | None = None) -> Found:
    """Features of one article; `source` is how the text calls a speaker who is no actor."""
    place = {"document": "d1", "outlet": "Press", "date": "2022-02-05", "paragraph": 0}
    mentions = [
        {**place, "sentence": n % 9, "type": "leader" if n % 2 else "country", "actor": name, "name": name,
         "reading": "metonymic" if n % 3 else "literal"}
        for n, name in enumerate((*LEADERS, "Xi Jinping", "Xi Jinping"))
    ]  # fmt: skip
    quotes = [
        {**place, "sentence": 2, "kind": "direct", "speaker": "xi", "speaker_name": "Xi Jinping", "words": 5},
        {**place, "sentence": 2, "kind": "indirect", "speaker": "xi", "speaker_name": "Xi Jinping", "words": 5},
        {**place, "sentence": 4, "kind": "mixed", "speaker": None, "speaker_name": source, "words": 5},
    ]
    hits = [
        {**place, "sentence": sentence, "frame": frame, "term": term, "voice": voice, "target_name": target,
         "negated": negated, "targets": ()}
        for sentence, frame, term, voice, target, negated in (
            (0, "regime", "authoritarian", "narrator", "Abdel Fattah el-Sissi", False),
            (0, "regime", "strongman", "scare", None, False),
            (8, "friendship", "ironclad friendship", "mixed", "Xi Jinping", True),
        )
    ]  # fmt: skip
    tables = [
        Finding(pd.DataFrame(rows).reindex(columns=COLUMNS[name]), name)
        for name, rows in (("mentions", mentions), ("quotes", quotes), ("hits", hits))
    ]
    documents = pd.DataFrame([("d1", "Press", "2022-02-05", None, 300, 9, 4, None, "d1")], columns=COLUMNS["documents"])
    words = pd.DataFrame([("d1", voice, None, None, 60) for voice in ("narrator", "direct")], columns=COLUMNS["words"])
    return Found("small", documents, words, *tables)


def every_figure() -> dict[str, Figure]:
    bars = pd.DataFrame({"leader": LEADERS[:5], "rate": [5.0, 4, 3, 2, 0], "low": 0.0, "high": [7.0, 5, 4, 3, 1]})
    single = rates().where(outlet="Meridian Press").to_frame().drop(columns="outlet")
    bands = years().assign(low=lambda rows: rows["rate"] * 0.8, high=lambda rows: rows["rate"] * 1.2)
    months = pd.DataFrame({"month": ["2022-01", "2022-02", "2022-04"], "hits": [3, 1, 4]})
    title = "In whose words is a leader authoritarian, or a friend?"
    return {
        "network": plot_network(network(), title=title),
        "network-small": plot_network(network(9), title=title, width="single"),
        "network-crowd": plot_network(network(), title=title, width="single"),
        "ego": plot_ego(network(), "xi-jinping", title=title),
        "ego-single": plot_ego(network(), "xi-jinping", title=title, width="single", most=9),
        "arcs": plot_arcs(network(), title=title),
        "arcs-single": plot_arcs(network(), title=title, width="single"),
        "periods": plot_periods(periods(), title=title),
        "periods-single": plot_periods(periods(), title=title, width="single", most=12),
        "difference": plot_network_difference(differences(), title=title, first="The Courier", second="The Press"),
        "difference-single": plot_network_difference(
            differences(12), title=title, first="The Courier", second="The Press", width="single"
        ),
        "framing": plot_framing(rates(), title=title),
        "framing-root": plot_framing(rates(), title=title, scale="root"),
        "framing-single": plot_framing(single, title=title, width="single"),
        "terms": plot_terms(terms(), title=title),
        "terms-single": plot_terms(terms().drop(columns="frame"), title=title, width="single"),
        "matrix": plot_matrix(network().cooccurrences, title=title),
        "matrix-single": plot_matrix(network(12).cooccurrences, title=title, width="single"),
        "bars": plot_bars(bars, title=title),
        "coverage": plot_coverage(corpus()),
        "coverage-single": plot_coverage(corpus(), width="single"),
        "timeline": plot_timeline(years(), x="year", y="rate", by="country", title=title),
        "timeline-apart": plot_timeline(bands, x="year", y="rate", by="country", title=title, arranged="apart"),
        "timeline-bars": plot_timeline(months, x="month", y="hits", title=title, kind="bars", width="single"),
        "reading": plot_close_reading(found(), "d1", title=title),
    }


def save_all(folder: str) -> None:
    for name, figure in every_figure().items():
        figure.save(name, to=folder)


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    return every_figure()


def sent_back(figure: Figure, profile: str = "house") -> list[str]:
    """What is wrong with a figure but its caption: a bare table knows nothing of dates and copies."""
    return [problem for problem in figure.check(profile=profile) if "caption" not in problem]


@pytest.mark.parametrize("profile", ["house", "apa", "tandf"])
def test_no_figure_has_anything_that_its_journals_send_back(figures: dict[str, Figure], profile: str) -> None:
    assert {name: sent_back(figure, profile) for name, figure in figures.items() if sent_back(figure, profile)} == {}


def test_every_figure_is_described_in_the_words_every_journal_reads(figures: dict[str, Figure]) -> None:
    assert {name: figure.alt for name, figure in figures.items() if not 25 <= len(figure.alt.split()) <= 30} == {}


def test_figures_are_the_same_bytes_in_another_process(figures: dict[str, Figure], tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for name, figure in figures.items():
        figure.save(name, to=here)
    environment = {**os.environ, "PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    code = f"import test_plots; test_plots.save_all({str(there)!r})"
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=Path(__file__).parent, check=True)
    one, other = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in (here, there))
    assert len(one) == 8 * len(figures) + sum(figure.layout is not None for figure in figures.values())
    assert one == other


def test_the_data_file_holds_the_drawn_numbers(figures: dict[str, Figure]) -> None:
    for figure in figures.values():
        read = pd.read_csv(BytesIO(figure.files["csv"]))
        drawn = figure.table.astype(object).where(figure.table.notna(), None).reset_index(drop=True)
        assert_frame_equal(read.astype(object).where(read.notna(), None), drawn, check_dtype=False)


def test_captions_say_what_was_counted() -> None:
    caption = plot_framing(rates(), title="Whose words?").caption
    assert "84 articles. Copies are counted as they stand." in caption


def test_a_network_is_drawn_from_its_stored_layout(figures: dict[str, Figure]) -> None:
    figure = figures["network"]
    layout = pd.read_csv(BytesIO(figure.files["layout.csv"]))
    marks = {
        (round(float(line.get_xdata()[0]), 2), round(float(line.get_ydata()[0]), 2))
        for line in figure.drawing.axes[0].lines
        if line.get_marker() == "o"
    }
    head = figure.size_mm[1] - 136
    assert {(x, round(y + head, 2)) for x, y in zip(layout["x_mm"], layout["y_mm"], strict=True)} <= marks
    assert len(figure.table) == len(network().edges)


def test_an_actor_without_an_edge_is_not_left_out_in_silence(figures: dict[str, Figure]) -> None:
    assert "1 actor without an edge not drawn." in figures["network"].caption


def test_a_network_without_a_node_says_what_to_try() -> None:
    empty = network(2)
    pairs = empty.cooccurrences.table.head(0)
    nobody = Cooccurrences(pairs, "Pairs", nodes=empty.cooccurrences.nodes, mentions=empty.cooccurrences.mentions)
    with pytest.raises(MeasureError, match="Lower the threshold"):
        plot_network(Network(nobody), title="Nobody")


def test_nothing_found_is_a_hollow_mark_and_no_words_a_cross() -> None:
    rows = pd.DataFrame(
        {"frame": ["a", "b", "c"], "hits": [4, 0, 0], "rate": [4.0, 0.0, None], "low": [3.0, 0.0, None],
         "high": [5.0, 1.0, None]}
    )  # fmt: skip
    lines = plot_framing(rows, title="How often?").drawing.axes[1].lines
    marks = [(line.get_marker(), line.get_markerfacecolor()) for line in lines if line.get_marker() in ("o", "x")]
    assert [marker for marker, _ in marks] == ["o", "o", "x"]
    assert [face == "white" for _, face in marks][:2] == [False, True]


def test_framing_takes_one_to_three_columns_and_says_so_for_four() -> None:
    one = pd.DataFrame({"frame": ["a"], "hits": [1], "rate": [1.0], "low": [0.5], "high": [2.0]})
    assert plot_framing(one, title="One").parameters["rows"] == "frame"
    three = plot_framing(rates(), title="Three").parameters
    assert (three["rows"], three["colours"], three["panels"]) == ("frame", "voice", "outlet")
    four = rates().to_frame().assign(target="x")
    with pytest.raises(MeasureError, match="4 columns"):
        plot_framing(four, title="Four")


def test_a_missing_column_is_named_with_the_nearest_there_is() -> None:
    with pytest.raises(MeasureError, match='no column "rate"'):
        plot_framing(years().rename(columns={"rate": "rates"}), title="None")
    with pytest.raises(MeasureError, match='Did you mean "year"'):
        plot_timeline(years(), x="yaer", y="rate", title="None")


def test_terms_cut_to_the_most_frequent_are_whole_and_the_rest_is_counted() -> None:
    figure = plot_terms(terms(), title="Whose?", most=1)
    kept = figure.table.groupby("term")["count"].sum().to_dict()
    assert kept == {"authoritarian": 11, "ironclad friendship": 6}
    assert "2 terms with 8 hits not drawn." in figure.caption


def test_scare_quotes_stand_on_the_outlets_side() -> None:
    axes = plot_terms(terms(), title="Whose?").drawing.axes[1]
    left = sum(-bar.get_width() for bar in axes.patches if bar.get_width() < 0)
    right = sum(bar.get_width() for bar in axes.patches if bar.get_width() > 0)
    assert (left, right) == (13, 12)


def test_an_unknown_voice_is_refused() -> None:
    with pytest.raises(MeasureError, match='no voice "editor"'):
        plot_terms(terms().replace("scare", "editor"), title="Whose?")


def test_undated_articles_are_counted_though_not_drawn() -> None:
    figure = plot_coverage(corpus())
    assert list(figure.table["articles"]) == [2, 0, 1]
    assert "5 articles, by month; 2 without a month, not drawn" in figure.caption


def test_a_gap_in_time_breaks_the_line() -> None:
    rows = years().query("country == 'France' and year != 1850")
    line = plot_timeline(rows, x="year", y="rate", title="France").drawing.axes[1].lines[0]
    assert sum(pd.isna(value) for value in line.get_ydata()) == 1


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(MeasureError, match="neither a year nor a month"):
        plot_timeline(years().replace({"year": {1790: "spring"}}), x="year", y="rate", by="country", title="None")


def test_a_close_reading_is_the_same_whatever_the_text_calls_a_source() -> None:
    with_text = plot_close_reading(found("a diplomat who was there"), "d1", title="One article")
    without = plot_close_reading(found(), "d1", title="One article")
    assert with_text.svg == without.svg
    assert (with_text.caption, with_text.made_from) == (without.caption, without.made_from)
    assert "diplomat" not in with_text.svg.decode()


def test_a_close_reading_counts_who_is_left_out() -> None:
    figure = plot_close_reading(found(), "d1", title="One article", most=6)
    assert figure.table.query("part == 'named'")["row"].nunique() == 6
    assert "14 further actors not drawn." in figure.caption


def test_a_close_reading_of_an_unknown_article_names_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="d1"):
        plot_close_reading(found(), "d2", title="None")


def test_labels_find_places_that_do_not_overlap_in_a_crowd() -> None:
    crowd = [Node(40 + place % 6 * 9.0, 30 + place // 6 * 6.0, 1.5, 22, 2.6) for place in range(24)]
    places = place_labels(crowd, [(0, place, 1.0) for place in range(1, 24)], Box(0, 0, 180, 110))
    boxes = [place.box for place in places]
    assert not any(one.overlaps(other) for n, one in enumerate(boxes) for other in boxes[:n])
    assert not any(box.overlaps(node.box) for box in boxes for node in crowd)


def test_nodes_on_one_spot_are_pushed_apart() -> None:
    moved = apart([Node(50, 50, 3, 1, 1)] * 5, Box(0, 0, 100, 100))
    near = [((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5 for n, a in enumerate(moved) for b in moved[:n]]
    assert min(near) > 6.9


def test_line_ends_that_are_close_are_named_apart_and_in_order() -> None:
    heights = spread([9.9, 10.0, 10.1, 2.0], 3.0, 0.0, 12.0)
    assert heights == [6.0, 9.0, 12.0, 2.0]


def test_an_article_in_which_nothing_was_found_says_what_to_try() -> None:
    tables = found()
    nothing = {name: Finding(getattr(tables, name).table.head(0), name) for name in ("mentions", "quotes", "hits")}
    with pytest.raises(MeasureError, match="more actors or frames"):
        plot_close_reading(replace(tables, **nothing), "d1", title="None")


@pytest.fixture(scope="module")
def sample(summits: Corpus) -> Found:
    return dl.annotate(summits)


def lines_through_circles(figure: Figure) -> int:
    """Count, from the stored layout, the lines that come nearer than 0.6 mm to a circle that is not their end."""
    places, through = figure.layout.set_index("actor"), 0
    most = places["articles"].max()
    for a, b in zip(figure.table["a"], figure.table["b"], strict=True):
        start, stop = (complex(places.x_mm[end], places.y_mm[end]) for end in (a, b))
        for node in places.drop([a, b]).itertuples():
            at = complex(node.x_mm, node.y_mm)
            part = ((at - start) * (stop - start).conjugate()).real / abs(stop - start) ** 2
            distance = abs(at - start - min(max(part, 0), 1) * (stop - start))
            through += distance < max(0.8, 4.0 * (node.articles / most) ** 0.5) + 0.6 - 1e-6
    return through


def test_no_line_of_the_sample_runs_through_another_leader_or_country(sample: Found) -> None:
    leaders = Network(dl.cooccurrences(sample, of="leader", within="sentence"))
    countries = Network(dl.cooccurrences(sample, of="country", within="paragraph", roll_up=True)).backbone(alpha=0.1)
    figures = [plot_network(network, title="Who?") for network in (leaders, countries)]
    assert [lines_through_circles(figure) for figure in figures] == [0, 0]
    assert not any("kept clear" in figure.caption for figure in figures)


def test_a_circle_on_a_line_gives_way_and_what_cannot_is_counted() -> None:
    row = [Node(x, 50, 3, 1, 1) for x in (10, 50, 90)]
    page = Box(0, 0, 100, 100)
    assert crossings(row, [(0, 2)]) == [(0, 1)]
    moved = uncrossed(row, [(0, 2)], page)
    assert crossings(moved, [(0, 2)]) == []
    assert moved[0] == row[0]._replace(x=10.0, y=50.0)
    assert len(crossings(uncrossed(row, [(0, 2)], Box(0, 47, 100, 53)), [(0, 2)])) == 1


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG 2.2 defines it."""
    dark, light = sorted(
        0.05 + sum(w * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
                   for w, c in zip((0.2126, 0.7152, 0.0722), to_rgb(colour), strict=True))
        for colour in (one, other)
    )  # fmt: skip
    return light / dark


def test_letters_can_be_read_on_every_colour(figures: dict[str, Figure]) -> None:
    assert all(contrast(legible_on(colour), colour) >= 4.5 for colour in COLOURS)
    cells = figures["matrix"].drawing.axes[1]
    assert len(cells.texts) > 1
    for number in cells.texts:
        x, y = number.get_position()
        (cell,) = [each for each in cells.collections if each.get_paths()[0].contains_point((x, y))]
        assert contrast(number.get_color(), tuple(cell.get_facecolor()[0][:3])) >= 4.5


def test_a_cut_table_of_pairs_does_not_say_that_an_empty_cell_is_a_zero() -> None:
    caption = plot_matrix(network().cooccurrences.head(5), title="Who?").caption
    assert "an empty cell: no such pair in the table" in caption


def shares() -> Finding:
    rows = [
        (name, str(decade), 100.0 * hits / of, 0.0, 100.0, hits, of)
        for name, found_in in (("China", (4, 1, 10)), ("Egypt", (0, 9, 2)), ("Iran", (1, 1, 1)), ("Japan", (0, 0, 1)))
        for decade, hits, of in zip((1920, 1930, 1940), found_in, (4, 9, 10), strict=True)
    ]
    table = pd.DataFrame(rows, columns=["name", "decade", "share", "low", "high", "articles", "of"])
    return Finding(table, "Shares", ("Share in per cent with Wilson's 95% interval over articles",))


def decades() -> Figure:
    return plot_timeline(shares(), x="decade", y="share", by="name", unit="per cent of articles", title="When?")


def test_the_highest_points_are_counted_where_several_are() -> None:
    assert "from the 1920s to the 1940s for 4 names. Highest: 100 per cent, in 3 cells. " in decades().alt


def test_decades_are_named_so_and_say_out_of_how_many() -> None:
    figure = decades()
    assert sent_back(figure) == []
    written = [text.get_text() for text in figure.drawing.axes[0].texts]
    assert written.count("n =") == 3
    assert [written[written.index("n =") + place] for place in (1, 2, 3)] == ["4", "9", "10"]
    assert [tick.get_text() for tick in figure.drawing.axes[1].get_xticklabels()] == ["1920s", "1930s", "1940s"]


def test_no_size_is_written_where_lines_disagree_on_it() -> None:
    table = shares().to_frame()
    table.loc[0, "of"] = 5
    written = plot_timeline(table, x="decade", y="share", by="name", title="When?", arranged="apart").drawing.axes[0]
    assert not any(text.get_text() == "n =" for text in written.texts)


def one_decade() -> Finding:
    """Return the shares of one decade, a row for each country."""
    first = shares().table["decade"].iloc[0]
    return shares().where(decade=first)


def test_bars_refuse_what_has_several_rows_a_name() -> None:
    with pytest.raises(MeasureError, match="several rows"):
        plot_bars(shares(), value="share", title="Who?")


def test_bars_draw_by_default_what_their_lines_stand_behind() -> None:
    assert plot_bars(one_decade(), title="Who?").parameters["value"] == "share"


def test_a_timeline_refuses_two_rows_at_one_time_in_one_line() -> None:
    with pytest.raises(MeasureError, match="by="):
        plot_timeline(shares(), x="decade", y="share", title="When?")


def test_what_a_share_was_counted_from_stays_in_the_data() -> None:
    assert list(decades().table)[-2:] == ["articles", "of"]
    assert list(plot_bars(one_decade(), value="share", title="Who?").table)[-2:] == ["articles", "of"]


def test_bars_say_what_they_are_and_the_level_of_their_lines() -> None:
    figure = plot_bars(one_decade(), value="share", unit="per cent of articles", title="Who?")
    assert figure.caption.startswith("Bars: per cent of articles; lines: 95% intervals. ")
    assert any(text.get_text() == "Lines: 95% intervals" for text in figure.drawing.axes[0].texts)


def test_a_panel_of_an_outlet_says_how_many_words_stand_behind_it_each_once() -> None:
    written = [text.get_text() for text in plot_framing(rates(), title="Whose?").drawing.axes[0].texts]
    assert written.count("4,000 words") == 2  # four voices of 1,000; scare quotes are the narrator's


def test_alternative_texts_call_voices_as_the_key_does() -> None:
    alt = plot_framing(rates(), title="Whose?").alt
    assert any(look.label in alt for look in VOICES.values())
    assert not any(f", {voice}," in alt for voice in VOICE_ORDER)


def test_terms_that_were_cut_say_of_how_many_under_the_title() -> None:
    written = [text.get_text() for text in plot_terms(terms(), title="Whose?", most=1).drawing.axes[0].texts]
    assert "17 of 25 hits, 2 of 4 terms" in written


def test_quotations_are_lettered_for_who_prints_in_grey() -> None:
    written = {text.get_text() for text in plot_terms(terms(), title="Whose?").drawing.axes[1].texts}
    assert {"d", "p", "i"} <= written


def test_two_quotations_in_a_sentence_are_two_cells() -> None:
    tables = found()
    again = tables.quotes.table.iloc[[0]]
    twice = replace(tables, quotes=Finding(pd.concat([tables.quotes.table, again], ignore_index=True), "quotes"))
    one, two = (plot_close_reading(each, "d1", title="One").drawing.axes[0].collections for each in (tables, twice))
    assert len(two) == len(one) + 1


def test_a_figure_knows_what_its_rows_were_made_from() -> None:
    made = replace(rates(), made_from={"corpus": "c0"})
    figure = plot_framing(made, title="Whose?")
    assert figure.made_from == {"corpus": "c0", "rows": figure.provenance["files"]["csv"]}
    drawn = plot_close_reading(replace(found(), made_from={"corpus": "c1"}), "d1", title="One")
    assert drawn.made_from["corpus"] == "c1"


def test_the_axis_names_the_unit_that_was_measured(sample):
    rates = dl.framing(sample, by=["frame", "voice"], per=10_000)
    figure = plot_framing(rates, title="How often?")
    assert figure.parameters["unit"] == "hits per 10,000 words"


def test_a_target_that_nobody_named_is_called_so(sample):
    rates = dl.framing(sample, by=["frame", "target"])
    figure = plot_framing(rates, title="Whom?", rows="target", colours="frame")
    assert "none named" in set(figure.table["target"])
    assert b">nan<" not in figure.svg


# Networks: layouts that are kept, names that find no room, and the other views


def test_a_figure_drawn_from_its_stored_layout_is_the_same_figure(figures: dict[str, Figure]) -> None:
    for name, size, width in (("network", 20, "double"), ("network-crowd", 20, "single")):
        stored = pd.read_csv(BytesIO(figures[name].files["layout.csv"]))
        again = plot_network(network(size), title=figures[name].title, width=width, layout=stored)
        assert again.svg == figures[name].svg


def test_a_layout_that_lacks_somebody_or_is_for_another_width_teaches(figures: dict[str, Figure]) -> None:
    layout = figures["network"].layout
    with pytest.raises(MeasureError, match='no place for "'):
        plot_network(network(), title="Who?", layout=layout.head(5))
    with pytest.raises(MeasureError, match="does not fit the width"):
        plot_network(network(), title="Who?", layout=layout, width="single")


def test_a_name_without_room_is_a_number_and_stands_under_the_drawing(figures: dict[str, Figure]) -> None:
    figure = figures["network-crowd"]
    written = [text.get_text() for text in figure.drawing.axes[0].texts]
    shown = [name for name in LEADERS if name in written]
    listed = [text.split(" ", 1) for text in written if text[:1].isdigit() and " " in text and text[-1].isalpha()]
    listed = [(number, name) for number, name in listed if name in LEADERS]
    assert listed
    assert sorted(shown + [name for _, name in listed]) == sorted(LEADERS)
    assert all(number in written for number, _ in listed)
    assert f"Numbers stand for {len(listed)} names without room" in figure.caption
    assert [name for _, name in listed] == sorted(name for _, name in listed)


def test_the_most_named_keep_their_names_in_a_crowd(sample: Found) -> None:
    figure = plot_network(Network(dl.cooccurrences(sample)), title="Who?", width="single")
    assert figure.check() == []
    written = {text.get_text() for text in figure.drawing.axes[0].texts}
    assert set(figure.layout.sort_values("articles", ascending=False)["name"].head(5)) <= written


@pytest.mark.parametrize("width", ["single", "double"])
def test_every_view_of_the_sample_can_be_printed(sample: Found, width: str) -> None:
    whole = Network(dl.cooccurrences(sample))
    views = [
        plot_ego(whole, "xi-jinping", title="Beside whom?", width=width),
        plot_arcs(whole, title="Who?", width=width),
    ]
    assert [view.check() for view in views] == [[], []]


def test_an_ego_network_is_the_actor_its_companions_and_the_edges_among_them() -> None:
    whole = network()
    figure = plot_ego(whole, "joe-biden", title="Beside whom?", most=5)
    own = whole.edges[(whole.edges["a"] == "joe-biden") | (whole.edges["b"] == "joe-biden")]
    heaviest = own.sort_values(["articles", "a", "b"], ascending=[False, True, True]).head(5)
    drawn = {*heaviest["a"], *heaviest["b"]}
    assert set(figure.layout["actor"]) == drawn
    assert len(figure.table) == (whole.edges["a"].isin(drawn) & whole.edges["b"].isin(drawn)).sum()
    assert f"{len(own) - 5} further actors beside Joe Biden not drawn" in figure.caption
    with pytest.raises(NotFoundError, match='Did you mean "joe-biden"'):
        plot_ego(whole, "joe-bidden", title="Beside whom?")


def test_arcs_draw_every_edge_and_no_two_actors_on_one_line(figures: dict[str, Figure]) -> None:
    figure = figures["arcs"]
    assert len(figure.drawing.axes[0].patches) == len(figure.table) == len(network().edges)
    assert figure.layout["y_mm"].is_unique
    assert figure.layout["y_mm"].diff().dropna().min() >= 3.39


def test_small_multiples_have_everybody_in_one_place_and_every_edge_in_its_period(figures: dict[str, Figure]) -> None:
    figure = figures["periods"]
    counts = figure.table["period"].value_counts()
    assert counts.to_dict() == {year: len(each.edges) for year, each in periods().items()}
    assert figure.layout[["x_mm", "y_mm"]].drop_duplicates().shape[0] == len(figure.layout) == 20
    assert figures["periods-single"].caption.count("8 further actors not drawn") == 1
    with pytest.raises(MeasureError, match="two networks or more"):
        plot_periods({"2022": network()}, title="When?")


def test_a_difference_says_its_sign_in_the_cell_and_frames_what_is_sure(figures: dict[str, Figure]) -> None:
    figure = figures["difference"]
    cells = figure.drawing.axes[1]
    framed = [cell for cell in cells.collections if cell.get_linewidth()[0] > 0]
    assert len(framed) == 2 * (figure.table["q"] <= 0.05).sum() > 0
    signs = [text.get_text()[0] for text in cells.texts]
    assert signs.count("+") == 2 * (figure.table["difference"] > 0).sum()
    assert signs.count("−") == 2 * (figure.table["difference"] < 0).sum()
    strokes = figures["difference-single"].drawing.axes[1].lines
    small = figures["difference-single"].table["difference"]
    assert len(strokes) == 4 * (small > 0).sum() + 2 * (small < 0).sum()
