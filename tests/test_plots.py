"""Every plot: the numbers it was given, all of them, in a figure a journal would print."""

import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from dateline.cooccurrence import Cooccurrences
from dateline.corpus import Corpus, Document
from dateline.errors import MeasureError, NotFoundError
from dateline.figure import Figure
from dateline.finding import Finding
from dateline.found import COLUMNS, Found
from dateline.network import Network
from dateline.plots import (
    plot_bars,
    plot_close_reading,
    plot_coverage,
    plot_framing,
    plot_matrix,
    plot_network,
    plot_terms,
    plot_timeline,
)
from dateline.plots.labels import Box, Node, apart, place_labels, spread

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
    documents = pd.DataFrame([("d1", "Press", "2022-02-05", None, 300, 9, 4)], columns=COLUMNS["documents"])
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


def test_no_figure_has_a_label_over_another_or_anything_a_journal_sends_back(figures: dict[str, Figure]) -> None:
    assert {name: figure.check() for name, figure in figures.items() if figure.check()} == {}


def test_every_figure_is_described_in_eight_to_thirty_words(figures: dict[str, Figure]) -> None:
    assert all(8 <= len(figure.alt.split()) <= 30 for figure in figures.values())


def test_figures_are_the_same_bytes_in_another_process(figures: dict[str, Figure], tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for name, figure in figures.items():
        figure.save(name, to=here)
    environment = {**os.environ, "PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    code = f"import test_plots; test_plots.save_all({str(there)!r})"
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=Path(__file__).parent, check=True)
    one, other = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in (here, there))
    assert len(one) == 7 * len(figures) + 2
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
    head = figure.size_mm[1] - 128
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


def test_undated_reports_are_counted_though_not_drawn() -> None:
    figure = plot_coverage(corpus())
    assert list(figure.table["reports"]) == [2, 0, 1]
    assert "5 reports, by month; 2 without a month, not drawn" in figure.caption


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
    assert "14 actors named less often not drawn." in figure.caption


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
