"""What a notebook shows of an article."""

import html.parser
import json
import re

import pytest

import dateline as dl
from dateline.errors import MeasureError
from dateline.viewers.article import ArticleView, Mark

TEXT = (
    "Talks in Cairo\n\n"
    'CAIRO (Meridian) -- <script>alert("1")</script> The Egyptian leader met Xi Jinping & "others" in Beijing.\n'
    "Xi left."
)


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    path = tmp_path_factory.mktemp("articles") / "one.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "date": "2022-02-05"}), encoding="utf-8")
    return dl.show_article(dl.annotate(dl.load_corpus(path)), "a")


def test_the_words_of_the_article_are_all_there_and_none_is_html(view):
    class Words(html.parser.HTMLParser):
        heard, words = False, ""

        def handle_starttag(self, tag, attrs):
            self.heard = tag == "p" or (self.heard and tag == "mark")
            assert tag in {"style", "article", "h4", "p", "small", "span", "mark"}

        def handle_data(self, data):
            self.words += data

    parser = Words()
    parser.feed(view.to_html().split("</small></p>", 1)[1])
    assert re.sub(r"\s+", "", parser.words) == re.sub(r"\s+", "", TEXT)


def test_every_mark_can_be_reached_by_keyboard_and_says_whom_it_means(view):
    marks = re.findall(r"<mark [^>]*>", view.to_html())
    assert len(marks) == len(view.marks) > 4
    assert all('tabindex="0"' in mark and "data-says=" in mark for mark in marks)
    assert any("Abdel Fattah el-Sissi" in mark and "role" in mark for mark in marks)


def test_a_mark_inside_a_mark_is_nested(view):
    page = view.to_html()
    assert re.search(r"<mark [^>]*el-Sissi[^>]*>The <mark [^>]*>Egyptian</mark> leader</mark>", page)
    assert page.count("<mark ") == page.count("</mark>")


def test_a_mark_over_a_line_break_is_drawn_on_both_lines_and_counted_once(tmp_path):
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "It was the Egyptian\nleader who left.", "date": "2022-02-05"}))
    view = dl.show_article(dl.annotate(dl.load_corpus(path)), "a")
    page = view.to_html()
    assert [mark.kind for mark in view.marks] == ["leader", "country"]
    assert len(re.findall(r"<mark [^>]*el-Sissi", page)) == 2
    assert re.search(r"<p><mark [^>]*el-Sissi[^>]*>leader</mark> who left", page)
    assert "leader: 1" in page


def test_a_mark_across_another_is_cut_and_not_left_out():
    marks = Mark(0, 8, "leader", "one"), Mark(4, 18, "country", "other")
    page = ArticleView("t", "Ada Holm of Norway", marks).to_html().split("</small></p>", 1)[1]
    assert re.sub("<[^>]*>", "", page) == "Ada Holm of Norway"
    plain = re.sub(r"<mark [^>]*title=", "<", page)
    assert plain == '<p><"one">Ada <"other">Holm</mark></mark><"other"> of Norway</mark></p></article>'


@pytest.mark.parametrize(("found", "document"), [("x", "y"), (None, "a")])
def test_what_is_no_result_is_an_error_that_helps(found, document):
    with pytest.raises(MeasureError, match=r"dl\.annotate"):
        dl.show_article(found, document)


def test_an_id_that_is_no_string_is_an_error_that_helps(summits):
    with pytest.raises(MeasureError, match="id of an article"):
        dl.show_article(dl.annotate(summits.subset(date="2022-02-05")), None)


def test_an_unknown_article_is_an_error_that_helps():
    found = dl.annotate(dl.load_corpus("summits-2022").subset(date="2022-02-05"))
    with pytest.raises(dl.DatelineError, match="Nothing was found in"):
        dl.show_article(found, "nowhere")


def test_sums_of_money_are_no_formula():
    page = ArticleView("Aid", "It gave $3 million, then $5 million.", ()).to_html()
    assert re.search(r'<article class="[^"]*\bmathjax_ignore tex2jax_ignore">', page)
    assert page.index("mathjax_ignore") < page.index("$3 million, then $5 million")
