"""Exports that are not whole: what their numbers and ends promise is held against what is there."""

import warnings

import pytest

import dateline as dl

ARTICLE = """
                              {number} of {of} DOCUMENTS

                              The Valley Post

                              March {number}, 2011 Saturday

Snow on the pass

LENGTH: 9 words

It snowed on the pass.

LANGUAGE: ENGLISH

                              Copyright 2011 The Valley Post
"""
PAGE = (
    '<html><head><title>ProQuest Export</title></head><body><a name="DocID_7"></a><p>Snow</p>'
    "<p>Full text: It snowed.</p><p>Publication title: Post</p><p>Publication date: Mar 5, 2011</p>"
    "<p>ProQuest document ID: 77</p></body></html>"
)
MAIL = (
    "From: archive@example.org\nTo: reader@example.org\nMIME-Version: 1.0\nSubject: ProQuest\n"
    'Content-Type: multipart/mixed; boundary="part"\n\n--part\nContent-Type: text/html\n\n' + PAGE + "\n--part--\n"
)


@pytest.fixture
def problems_of(tmp_path):
    """Return a function that loads an export and returns how many articles it has and what is reported of the file."""

    def loading(content):
        path = tmp_path / "export.dat"
        path.write_text(content, encoding="utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            corpus = dl.load_corpus(path)
        return len(corpus), [problem.found for problem in corpus.problems if problem.row is None and not problem.field]

    return loading


def nexis(numbers, of):
    return "".join(ARTICLE.format(number=number, of=of) for number in numbers)


def test_a_whole_export_is_not_called_cut(problems_of):
    assert problems_of(nexis([1, 2, 3], 3)) == (3, [])
    assert problems_of(PAGE) == (1, [])
    assert problems_of(MAIL) == (1, [])


def test_a_second_file_of_an_export_may_begin_with_any_number(problems_of):
    assert problems_of(nexis([501, 502], 502)) == (2, [])


def test_articles_that_the_numbers_promise_and_the_file_lacks_are_counted(problems_of):
    count, found = problems_of(nexis([1, 2], 1200))
    assert count == 2
    assert found == ["The export counts 1,200 articles, and the file ends with number 2."]


def test_a_number_that_is_lost_between_two_articles_is_named(problems_of):
    whole = nexis([1, 2, 3], 3)
    count, found = problems_of(whole.replace("2 of 3 DOCUMENTS", ""))
    assert count == 2
    assert found == ["No article has the number 2 of 3."]


def test_an_export_of_a_selection_names_a_few_missing_numbers_and_counts_the_rest(problems_of):
    assert problems_of(nexis([1, 4], 4)) == (2, ["No article has the numbers 2, 3 of 4."])
    assert problems_of(nexis([1, 1200], 1200)) == (
        2,
        ["No article has the numbers 2, 3, 4, 5, 6 of 1,200 (1,198 in all)."],
    )


def test_a_page_and_a_mail_without_their_ends_are_cut(problems_of):
    assert problems_of(PAGE.removesuffix("</body></html>"))[1] == ["The page ends in the middle."]
    assert problems_of(MAIL.removesuffix("--part--\n"))[1] == ["The e-mail has no end."]


def test_a_page_of_numbered_articles_that_is_cut_says_both(problems_of):
    shown = "".join(
        f"<!-- Hide XML section from browser\n<DOC NUMBER={n}>\n<DOCFULL> -->"
        f'<div class="c0"><p><span>{n} of 4 DOCUMENTS</span></p></div>'
        "<div><p><span>The Valley Post</span></p></div><div><p><span>March 5, 2011</span></p></div>"
        "<div><p><span>Snow</span></p></div><div><p><span>LENGTH: 9 words</span></p></div><div><p>It snowed.</p></div>"
        for n in (1, 2)
    )
    count, found = problems_of(f"<HTML><STYLE>.c0 {{ text-align: center; }}</STYLE><BODY>{shown}")
    assert count == 2
    assert found == ["The export counts 4 articles, and the file ends with number 2.", "The page ends in the middle."]
