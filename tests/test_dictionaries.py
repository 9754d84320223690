"""Other people's dictionaries: each format by its content, nothing lost in silence."""

import json
import warnings

import pytest
from click.testing import CliRunner

import dateline as dl
from dateline.cli import main
from dateline.errors import SeedError
from dateline.seeds.dictionaries import load_dictionary

LIWC = "%\n1\tAnger\n2\tPower\n%\nfurious\t1\nrul*\t1\t2\n*ism\t2\n"
LEXICODER = "+negative\nA LIE\nABANDON*\n+positive\nABLE\n"
YOSHIKODER = """<?xml version="1.0"?><dictionary style="ykd"><cnode name="Top"><cnode name="People">
<pnode name="folk"/></cnode><pnode name="nation*" score="2.0"/></cnode></dictionary>"""
WORDSTAT = "ECONOMY\n\tPLUS\n\t\tSTATE_AID (1)\n\t\tTAX* (2)\n\tMINUS\n\t\tCUT (1)\n\t\t@RULE [CUT NEAR TAX]\n"
QUANTEDA = "populism:\n  people: [folk, ordinary people]\n  elite:\n    - elit*\norder:\n  - law and order\n"


@pytest.fixture
def write(tmp_path):
    def write(content, name="dictionary.txt", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content.encode(encoding))
        return path

    return write


def terms(lexicon):
    return {name: [term.term for term in lexicon[name].terms] for name in lexicon}


def test_liwc_is_read_and_what_cannot_match_is_counted_once(write):
    with pytest.warns(UserWarning, match=r'1 of 4 terms cannot be expressed here .* out: "\*ism"') as warned:
        lexicon = load_dictionary(write(LIWC))
    assert len(warned) == 1
    assert lexicon.left_out == ("*ism",)
    assert terms(lexicon) == {"anger": ["furious", "rul*"], "power": ["rul*"]}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (LEXICODER, {"negative": ["a lie", "abandon*"], "positive": ["able"]}),
        (YOSHIKODER, {"top.people": ["folk"], "top": ["nation*"]}),
        (QUANTEDA, {"populism.people": ["folk", "ordinary people"], "populism.elite": ["elit*"],
                    "order": ["law and order"]}),
    ],
)  # fmt: skip
def test_each_format_is_told_by_its_content(write, content, expected):
    assert terms(load_dictionary(write(content))) == expected


def test_a_dictionary_is_counted_like_any_lexicon(write):
    corpus = dl.Corpus((dl.Document("a", "Ordinary people spoke of law-and-order. The elites did not."),), "one")
    found = dl.annotate(corpus, frames=load_dictionary(write(QUANTEDA)))
    assert found.hits.table[["frame", "term"]].values.tolist() == [
        ["populism.people", "ordinary people"], ["order", "law and order"], ["populism.elite", "elit*"],
    ]  # fmt: skip


def test_an_old_code_page_is_read(write):
    assert terms(load_dictionary(write("+été\nnaïf\n", encoding="cp1252"))) == {"été": ["naïf"]}


def test_a_term_stands_in_a_category_once(write):
    assert terms(load_dictionary(write("+a\nTrust\ntrust\n"))) == {"a": ["trust"]}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("word word word", "is no LIWC"),
        ("", "is no LIWC"),
        ("%\n1\tAnger\nfurious\t1\n", "a LIWC dictionary has two"),
        ("%\n1\tAnger\n%\nfurious\t7\n", '"furious" is of category 7'),
        ("<dictionary><cnode>", "no XML that can be read safely"),
        ('<!DOCTYPE d [<!ENTITY e "boom">]><dictionary><pnode name="&e;"/></dictionary>', "read safely"),
        ("a: [b", "no readable YAML"),
        ("a: !!python/object/apply:os.system ['true']", "no readable YAML"),
        ("+a\n*\n", "holds no term that can match"),
    ],
)
def test_what_is_no_dictionary_says_why(write, content, message):
    with pytest.raises(SeedError, match=message):
        load_dictionary(write(content))


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(SeedError, match="cannot be read"):
        load_dictionary(tmp_path / "none.dic")


NESTED = (
    "%\n1\tfunction (Function Words)\n\t2\tpronoun (Pronouns)\n%\n"
    "kind of\t2\t// remark\nlike\t(02 134)125/464 1\nof\t<of>131/125\t1\n"
)
FRAMED = """# a remark
---
populism:
  elite: ["elit*", 'corrupt*', no, on]
  year: [2011]
  none:
"""
WEIGHTED = "POWER\n\tMILITARY\n\t\tB-52 (-2)\n\t911\n\t\tATTACK(1.5)\n"
SCORED = """<?xml version="1.0" encoding="UTF-16"?>
<dictionary style="ykd"><cnode name="Laver" desc="x" score="1"><cnode name="A &amp; B"><pnode
name="&quot;law and order&quot;"
score="-1.0" desc=""/></cnode></cnode></dictionary>"""


def test_liwc_categories_lie_in_one_another_and_conditions_are_named_as_lost(write):
    with pytest.warns(UserWarning, match=r'2 of 5 terms .*: "like \(02 134\)125/464", "of <of>131/125"'):
        lexicon = load_dictionary(write(NESTED))
    assert terms(lexicon) == {"function": ["like", "of"], "function.pronoun": ["kind of"]}


@pytest.mark.parametrize(
    ("content", "encoding", "expected"),
    [
        (FRAMED, "utf-8", {"populism.elite": ["elit*", "corrupt*", "no", "on"], "populism.year": ["2011"]}),
        (WEIGHTED, "utf-8", {"power.military": ["b-52"], "power.911": ["attack"]}),
        (SCORED, "utf-16", {"laver.a-b": ["law and order"]}),
    ],
)
def test_what_real_files_hold_besides_words_is_read(write, content, encoding, expected):
    assert terms(load_dictionary(write(content, encoding=encoding))) == expected


def test_a_rule_of_wordstat_is_counted_among_what_is_left_out(write):
    with pytest.warns(UserWarning, match=r'1 of 4 terms .*"@RULE \[CUT NEAR TAX\]"'):
        lexicon = load_dictionary(write(WORDSTAT))
    assert terms(lexicon) == {"economy.plus": ["state aid", "tax*"], "economy.minus": ["cut"]}


def test_words_of_liwc_without_a_category_are_counted_as_left_out(write):
    with pytest.warns(UserWarning, match=r'1 of 4 terms .*"lonely \(of no category\)"'):
        lexicon = load_dictionary(write("%\n1 posemo\n2 negemo\n%\nvery sad 2\nhappy 1\nlonely\n911 2\n"))
    assert terms(lexicon) == {"negemo": ["very sad", "911"], "posemo": ["happy"]}


def test_two_categories_of_liwc_with_one_number_are_refused(write):
    with pytest.raises(SeedError, match='number 1 is "posemo" and "negemo"'):
        load_dictionary(write("%\n1\tposemo\n1\tnegemo\n%\nglad\t1\n"))


def test_a_key_of_yaml_that_stands_twice_keeps_both_its_lists(write):
    assert terms(load_dictionary(write("a: [snow]\na: [ice]\n"))) == {"a": ["snow", "ice"]}


def test_categories_that_become_one_frame_are_named_and_lose_nothing(write):
    with pytest.warns(UserWarning, match="'Regime Type!' and 'regime type' are one frame here, regime-type"):
        lexicon = load_dictionary(write("Regime Type!: [snow]\nregime type: [ice]\n"))
    assert terms(lexicon) == {"regime-type": ["snow", "ice"]}


def test_of_many_that_are_left_out_the_warning_says_where_all_are(write):
    with pytest.warns(UserWarning, match=r"7 of 8 terms .* and 2 more, all in \.left_out"):
        lexicon = load_dictionary(write("+a\nsnow\n" + "".join(f"*{letter}ism\n" for letter in "abcdefg")))
    assert len(lexicon.left_out) == 7


def test_the_command_line_takes_a_dictionary(write, tmp_path):
    path = write("+mood\nicy\n*ism\n", name="mood.lcd")
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps({"id": "a", "text": "An icy reception."}) + "\n")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        done = CliRunner().invoke(main, ["annotate", str(articles), "--frames", str(path), "--out", "-"])
    assert "1 of 2 terms" in done.stderr
    assert [hit["term"] for hit in json.loads(done.stdout)["hits"]] == ["icy"]
