"""A parser where one is installed: plain tuples, only what is asked for, and a better reading of places."""

import importlib.util
import json

import pytest

import dateline as dl
from dateline import parsing
from dateline.errors import ParserError
from dateline.parsing import Parser, Stretch, Token, load_parser
from dateline.readings import ReadingRules
from dateline.relations import relations
from dateline.seeds.actors import Reading
from test_cli import run

TEXT = "Envoys met. Peru gave ships to Chile. It rained."


def tokens(text):
    """Return the tokens of one sentence as a parser would, or of another sentence every word alone."""
    words = text.rstrip(".").split()
    starts = [text.index(word) for word in words]
    if words[0] != "Peru":
        return tuple(
            Token(s, s + len(w), w.lower(), n, "ROOT", "NN", "")
            for n, (s, w) in enumerate(zip(starts, words, strict=True))
        )
    heads = [(1, "nsubj", "NNP"), (1, "ROOT", "VBD"), (1, "dobj", "NNS"), (1, "prep", "IN"), (3, "pobj", "NNP")]
    return tuple(
        Token(start, start + len(word), word.lower(), *rest, "GPE" if word.istitle() else "")
        for start, word, rest in zip(starts, words, heads, strict=True)
    )


@pytest.fixture
def asked():
    return []


@pytest.fixture
def parser(asked):
    """Return a parser of our own, that needs no library and notes what it was asked."""

    def parse(texts):
        asked.extend(texts)
        return [tokens(text) for text in texts]

    return Parser(parse)


def test_only_the_sentence_asked_for_is_parsed_and_only_once(parser, asked):
    first = parser.sentence(TEXT, 12)
    assert parser.sentence(TEXT, 31) is first
    assert asked == ["Peru gave ships to Chile."]


def test_offsets_are_those_of_the_document(parser):
    for token in parser.sentence(TEXT, 12).tokens:
        assert TEXT[token.start : token.end].lower() == token.word


def test_several_stretches_are_parsed_together_and_come_in_order(parser, asked):
    parser.sentence(TEXT, 12)
    stretches = parser.stretches(TEXT, [(38, 48), (12, 37), (0, 11)])
    assert [stretch.tokens[0].word for stretch in stretches] == ["it", "peru", "envoys"]
    assert asked[1:] == ["It rained.", "Envoys met."]


def test_the_next_document_is_parsed_anew(parser, asked):
    parser.sentence(TEXT, 0)
    parser.sentence("Envoys met. It snowed.", 0)
    assert asked == ["Envoys met."] * 2


def test_a_text_without_a_sentence_has_no_tokens(parser):
    assert parser.sentence("", 0) == Stretch(())


def test_relations_say_what_governs_a_name(parser):
    stretch = parser.sentence(TEXT, 12)
    assert ("after", "gave") in relations(stretch, 12, 16)
    assert ("role", "nsubj with object") in relations(stretch, 12, 16)
    assert ("before", "ships to") in relations(stretch, 31, 36)
    assert relations(stretch, 0, 6) == []


def test_a_relation_is_evidence_where_there_is_a_parser(parser):
    rows = [Reading("before", "ships to", 0, 7), Reading("role", "any", 0, -1)]
    assert ReadingRules(rows).reading(TEXT, 31, 36, "name") == "literal"
    rules = ReadingRules(rows, parser)
    assert rules.reading(TEXT, 31, 36, "name") == "metonymic"
    assert rules.evidence(TEXT, 31, 36, "name") == [("before, parsed", "ships to", 7), ("role, parsed", "any", -1)]


def test_an_unknown_parser_is_met_with_the_nearest_name():
    with pytest.raises(ParserError, match='Did you mean "spacy"'):
        load_parser("spacey")


def test_a_missing_parser_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(parsing, "_MODELS", ("no_such_model",))
    with pytest.raises(ParserError, match=r"pip install 'dateline\[parse\]'"):
        load_parser("spacy")


def test_the_command_tells_an_unknown_parser_in_one_line(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "Snow."}', encoding="utf-8")
    for workers in (1, 2):
        done = run("annotate", tmp_path / "in.jsonl", "--out", "-", "--parser", "spacey", "--workers", workers)
        assert done.returncode == 2
        assert done.stderr.count(b"\n") == 1
        assert b"Traceback" not in done.stderr


installed = pytest.mark.skipif(
    not any(map(importlib.util.find_spec, parsing._MODELS)), reason="the extra `parse` is not installed"
)


@installed
def test_spacy_reads_who_does_what():
    text = "Snow fell. The diplomats of Peru accused Chile."
    stretch = load_parser("spacy").sentence(text, 28)
    by_word = {token.word: token for token in stretch.tokens}
    assert text[by_word["chile"].start : by_word["chile"].end] == "Chile"
    assert (by_word["chile"].relation, by_word["diplomats"].relation) == ("dobj", "nsubj")
    assert stretch.tokens[by_word["peru"].head].word == "of"
    assert by_word["chile"].entity == "GPE"


@installed
def test_two_workers_with_a_parser_write_the_same_bytes_as_one(tmp_path, summits):
    lines = "\n".join(json.dumps(document.to_row()) for document in summits.documents[:6])
    (tmp_path / "in.jsonl").write_text(lines, encoding="utf-8")
    for workers in (1, 2):
        out = tmp_path / f"{workers}.jsonl"
        done = run("annotate", tmp_path / "in.jsonl", "--out", out, "--parser", "spacy", "--workers", workers)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


@installed
def test_a_collection_can_be_read_with_a_parser(summits):
    few = summits.subset(date="2022-02-05")
    plain, parsed = dl.annotate(few), dl.annotate(few, parser="spacy")
    assert len(plain.mentions) == len(parsed.mentions)
    assert list(plain.mentions.table["start"]) == list(parsed.mentions.table["start"])
