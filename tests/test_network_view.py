"""The network to look into: the figure's words and numbers, the sentences behind them, and no request."""

import html.parser
import json
import os
import re
import shutil

import pytest

import dateline as dl
from dateline.errors import MeasureError
from dateline.networks.network import Network
from dateline.viewers.network import show_network

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()
EVIL = "<script>document.title='taken'</script> & \"others\""
TITLE = 'Who <b>shares</b> & "keeps" a sentence?'


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """A few articles of our own whose sentences are full of what HTML would read as its own."""
    lines = [
        f"Xi Jinping met Vladimir Putin in Beijing. {EVIL} Joe Biden called Xi Jinping later {EVIL}.",
        "Vladimir Putin and Joe Biden did not meet, though Xi Jinping <img src=x onerror=alert(1)> had hoped so.",
        "Emmanuel Macron wrote to Joe Biden. Olaf Scholz rang Emmanuel Macron.",
    ]
    path = tmp_path_factory.mktemp("articles") / "few.jsonl"
    rows = [{"id": f"d{n}", "text": text, "date": f"2022-02-0{n + 1}", "outlet": EVIL} for n, text in enumerate(lines)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return Network(dl.cooccurrences(dl.annotate(dl.load_corpus(path))))


@pytest.fixture(scope="module")
def view(network):
    return show_network(network, title=TITLE)


class Read(html.parser.HTMLParser):
    """What a reader of the page gets: its tags, its words outside style and script, the cells of its tables."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.words, self.rows, self.ids, self.within = [], [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.within.append(tag)
        if tag == "tr":
            self.rows.append([])
        if "id" in dict(attrs):
            self.ids.append(dict(attrs)["id"])

    def handle_endtag(self, tag):
        while self.within and self.within.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"style", "script"} & set(self.within):
            self.words.append(data)
            if (self.within[-1:] == ["button"] and "tr" in self.within) or self.within[-1:] == ["td"]:
                self.rows[-1].append(data)


def test_the_words_and_numbers_are_those_of_the_static_figure(view, network):
    figure, read = view.figure, Read(view.page)
    words = " ".join(" ".join(read.words).split())
    assert figure.title in words
    assert figure.caption in words
    assert dict(read.tags[[tag for tag, _ in read.tags].index("svg")][1])["aria-label"] == figure.alt
    pairs = [[f"{e.a_name} and {e.b_name}", f"{e.articles:,}"] for e in figure.table.itertuples()]
    actors = [[row.name, f"{row.articles:,}", str(row.community)] for row in figure.layout.itertuples(index=False)]
    rows = [row for row in read.rows if row]
    assert rows[: len(pairs)] == pairs
    assert sorted(rows[len(pairs) :]) == sorted(actors)
    written = {text.get_text() for text in figure.drawing.axes[0].texts} - {TITLE}
    assert {" ".join(text.split()) for text in written} <= {" ".join(word.split()) for word in read.words}


def test_circles_lie_where_the_stored_layout_says(view):
    read = Read(view.page)
    spots = {(float(a["cx"]), float(a["cy"])) for tag, a in read.tags if tag == "circle"}
    assert set(zip(view.figure.layout["x_mm"], view.figure.layout["y_mm"], strict=True)) <= spots


def test_every_circle_line_and_row_opens_a_section_that_is_there_and_every_circle_is_reached_by_keyboard(view):
    read = Read(view.page)
    shown = [attrs["data-shows"] for _, attrs in read.tags if "data-shows" in attrs]
    nodes, edges = len(view.figure.layout), len(view.figure.table)
    assert {f"s-{key}" for key in shown} == {name for name in read.ids if name.startswith("s-")}
    assert len(set(shown)) == nodes + edges
    assert len(read.ids) == len(set(read.ids))
    circles = [attrs for _, attrs in read.tags if attrs.get("class") == "node"]
    assert all(a["tabindex"] == "0" and a["role"] == "button" and a["aria-label"] for a in circles)
    buttons = {attrs["data-shows"] for tag, attrs in read.tags if tag == "button"}
    assert buttons == set(shown)


def test_the_sentences_behind_a_pair_are_those_of_the_network(view, network):
    read = view.page
    edge = view.figure.table.iloc[0]
    section = re.search(r'<section id="s-e0".*?</section>', read, re.DOTALL)[0]
    passages = network.passages(edge["a"], edge["b"], most=5)
    assert section.count("<li>") == len(passages) > 0
    assert all(passage.to_html() in section for passage in passages)


def test_nothing_from_a_text_a_name_or_a_title_becomes_html(view):
    read = Read(view.page)
    assert [tag for tag, _ in read.tags].count("script") == 1
    assert "img" not in {tag for tag, _ in read.tags}
    assert not any(name.startswith("on") for _, attrs in read.tags for name in attrs)
    assert EVIL in " ".join(read.words)


def test_the_page_names_no_other_host(view):
    addresses = set(re.findall(r"(?:https?:)?//[\w.]+", view.page))
    assert addresses <= {"http://www.w3.org"}
    assert not re.search(
        r"\b(?:src|href)=|url\(|@import|fetch|XMLHttpRequest|WebSocket", view.page.replace("src=x", "")
    )
    assert "default-src 'none'" in view.page


def test_without_evidence_no_sentence_is_on_the_page(network):
    page = show_network(network, title="Who?", evidence=0).page
    assert "did not meet" not in page
    assert "The sentences are left out" in page


def test_the_same_network_is_the_same_file(network, view, tmp_path):
    path = view.save(tmp_path / "network.html")
    assert path.read_text(encoding="utf-8") == show_network(network, title=TITLE).page
    with pytest.raises(MeasureError, match=r'Name it "network\.html"'):
        view.save(tmp_path / "network.pdf")


def test_what_cannot_be_shown_teaches(network):
    with pytest.raises(MeasureError, match=r"dl\.Network"):
        show_network("network", title="Who?")
    with pytest.raises(MeasureError, match="evidence is -1"):
        show_network(network, title="Who?", evidence=-1)


def opened(browser, address):
    """Return a page, what it asked for, and what went wrong in it."""
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(address)
    return page, asked, wrong


@pytest.mark.skipif(BROWSER is None, reason="chromium is not installed: the page is not opened")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_in_a_browser_keys_and_mouse_open_what_stands_behind_and_no_request_leaves(view, network, tmp_path):
    from playwright.sync_api import sync_playwright

    address = view.save(tmp_path / "network.html").as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, headless=True, args=FLAGS)
        page, asked, wrong = opened(browser, address)
        shown = page.locator("aside section:visible")
        assert shown.count() == 0
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.dataset.shows")
        page.keyboard.press("Enter")
        assert shown.get_attribute("id") == f"s-{first}"
        assert page.locator("svg .faint").count() > 0
        page.keyboard.press("Escape")
        assert (shown.count(), page.locator("svg .faint").count()) == (0, 0)
        page.locator("table button").first.click()
        assert shown.locator("mark").count() >= 2
        assert page.locator("svg .edge:not(.faint)").count() == 1
        page.locator("svg .node").first.click()
        assert "Named in" in shown.inner_text()
        assert overlapping(page) == []
        if folder := os.environ.get("DATELINE_SCREENSHOTS"):
            page.screenshot(path=f"{folder}/network-view.png")
        assert page.title() == TITLE
        framed = tmp_path / "cell.html"
        framed.write_text(f"<!DOCTYPE html><meta charset=utf-8>{view._repr_html_()}", encoding="utf-8")
        cell, also_asked, also_wrong = opened(browser, framed.as_uri())
        inside = cell.frame_locator("iframe")
        inside.locator("table button").first.click()
        assert inside.locator("aside section:visible mark").count() >= 2
        browser.close()
    assert asked == [address]
    assert [url for url in also_asked if url not in (framed.as_uri(), "about:srcdoc")] == []
    assert wrong == also_wrong == []


def overlapping(page):
    """Return the labels of the picture that lie over one another or over its edge, as the browser draws them."""
    boxes = page.evaluate(
        "[...document.querySelectorAll('svg text')].map(t => [t.textContent, t.getBBox()])"
        ".map(([w, b]) => [w, b.x, b.y + b.height * .18, b.x + b.width, b.y + b.height * .82])"
    )
    wide, high = page.evaluate("(b => [b.width, b.height])(document.querySelector('svg').viewBox.baseVal)")
    found = [word for word, x0, y0, x1, y1 in boxes if min(x0, y0) < 0 or x1 > wide or y1 > high]
    for place, (word, x0, y0, x1, y1) in enumerate(boxes):
        for other, u0, v0, u1, v1 in boxes[:place]:
            if min(x1, u1) - max(x0, u0) > 0.05 and min(y1, v1) - max(y0, v0) > 0.05:
                found.append(f"{word} over {other}")
    return found
