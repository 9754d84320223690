"""Place or government: what the words around a place say."""

import pytest

from dateline.actors.company import company, topic
from dateline.actors.readings import ReadingRules
from dateline.parsing import Parser, Stretch, Token
from dateline.seeds import load_actors
from dateline.seeds.actors import TIES, Reading


@pytest.fixture(scope="module")
def rules(actors):
    return ReadingRules(actors.readings)


def read(rules, marked, form="name"):
    """Return the reading of the place in square brackets."""
    start, end = marked.index("["), marked.index("]") - 1
    return rules.reading(marked.replace("[", "").replace("]", ""), start, end, form)


@pytest.mark.parametrize(
    "marked",
    [
        "[Beijing] said that it would wait.",
        "They want closer ties with [Russia].",
        "Talks between Norway and [Chile] failed.",
        "Peru and [Chile] signed a treaty.",
        "Last year [Norway] refused to sign.",
        "The island was invaded by [Japan].",
        "She scored twice against [Ghana] in the final.",
        "He took two wickets for [Kenya].",
        "Aides urged [Cairo] to reply.",
        "[Norway]'s refusal surprised them.",
        "Voters wrote of the wishes of modern [Norway].",
    ],
)
def test_a_place_that_acts_or_is_dealt_with_stands_for_its_people(rules, marked):
    assert read(rules, marked) == "metonymic"


@pytest.mark.parametrize(
    "marked",
    [
        "The envoy flew to [Beijing].",
        "It snowed in [Russia].",
        "She was born in Oslo, [Norway], and lived there.",
        "The town lies north of [Lima].",
        "They left [Kenya] by ship.",
        "[Chad] is a country in Africa.",
        "He studied in Peru, Chile and [Kenya].",
        "a [Singapore] company",
        "The highest mountain of [Japan] is a volcano.",
        "The Museum of [Norway] opened.",
        "It snowed in rural [Kenya].",
    ],
)
def test_a_place_where_something_is_stays_a_place(rules, marked):
    assert read(rules, marked) == "literal"


def test_a_seat_speaks_for_its_state_unless_somebody_is_in_it(rules):
    assert read(rules, "The [Kremlin] was silent.", "institution") == "metonymic"
    assert read(rules, "They dined in the [Kremlin].", "institution") == "literal"


def test_what_governs_the_owned_does_not_govern_the_owner(rules):
    text = "He played in Norway's squad."
    assert ("before", "in") not in [(side, words) for side, words, _ in rules.evidence(text, 13, 19, "name")]
    assert rules.reading(text, 13, 19, "name") == "metonymic"


def test_what_an_adjective_parts_still_governs():
    rules = ReadingRules([Reading("before", "wishes of", 5, 0), Reading("before", "of", -1, 0)])
    assert rules.reading("the wishes of modern Peru", 21, 25, "name") == "metonymic"
    assert rules.reading("a town of modern Peru", 17, 21, "name") == "literal"


def test_a_word_far_off_tells_what_is_spoken_of_once():
    rules = ReadingRules([Reading("near", "wicket", 5, 0)])
    text = "Peru, whose winter nobody had expected, lost one wicket and another wicket there."
    assert rules.evidence(text, 0, 4, "name") == [("near", "wicket", 5)]


def test_a_new_paragraph_hears_nothing_of_the_last(rules):
    text = "It snowed in\nNorway said no."
    assert "in" not in [words for _, words, _ in rules.evidence(text, 13, 19, "name")]


def test_the_evidence_adds_up_to_the_reading(rules):
    text = "Aides said that Peru and Norway urged Chile to wait."
    for name in ("Peru", "Norway", "Chile"):
        start = text.index(name)
        spoke = rules.evidence(text, start, start + len(name), "name")
        total = sum(weight for *_, weight in spoke)
        assert rules.reading(text, start, start + len(name), "name") == ("metonymic" if total > 0 else "literal")
        assert [abs(weight) for *_, weight in spoke] == sorted((abs(weight) for *_, weight in spoke), reverse=True)
    assert ("after", "urged") in [(side, words) for side, words, _ in rules.evidence(text, 25, 31, "name")]


def test_one_row_decides_by_its_weight():
    assert ReadingRules([Reading("after", "sang", 5, 0)]).reading("Peru sang.", 0, 4, "name") == "metonymic"
    assert ReadingRules([Reading("after", "sang", -5, 0)]).reading("Peru sang.", 0, 4, "name") == "literal"


@pytest.mark.parametrize(
    "text", ["Peru", " Peru ", "(Peru)", "Peru\u00a0sang", "``Peru''", "the Peru", ", Peru,", "\nPeru\n"]
)
def test_nothing_around_a_name_breaks_the_rules(rules, text):
    start = text.index("Peru")
    assert rules.reading(text, start, start + 4, "name") in ("literal", "metonymic")


def test_strong_words_decide_alone_and_weak_ones_lean():
    assert Reading("before", "in", -39, 0).reading == "literal"
    assert Reading("before", "by", 22, 0).reading == "metonymic"
    assert Reading("before", "of", -9, 0).reading is None


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("beside,in,1,0,n", "column side"),
        ("before,in,strong,0,n", "Write a whole number"),
        ("before,in|in,1,0,n", "stands twice"),
        ("before,in,1,0,", "column note is empty"),
    ],
)
def test_a_row_that_cannot_be_used_stops_the_load(tmp_path, row, message):
    from shutil import copytree

    from dateline.errors import SeedError
    from dateline.provenance import home

    folder = tmp_path / "actors"
    copytree(home("seeds") / "actors", folder)
    (folder / "readings.csv").write_text(f"side,words,weight,parsed,note\n{row}\n", encoding="utf-8")
    with pytest.raises(SeedError, match=f"readings.csv, row 2: .*{message}"):
        load_actors(folder)


@pytest.mark.parametrize(
    "marked",
    [
        "[OSLO] - Ministers ate.",
        "It rained.\n[LIMA] — A judge ate.",
        "[OSLO], Norway - Ministers ate.",
        "OSLO, [Norway] - Ministers ate.",
        "OSLO, [Norway] (XY) -- Ministers ate.",
    ],
)
def test_where_a_report_was_written_is_a_place(rules, marked):
    assert read(rules, marked, "capital") == "literal"


def test_an_aside_after_a_name_is_no_dateline(rules):
    assert read(rules, "[OSLO] - angry at this - refused to come.", "capital") == "metonymic"


# In whose company a name stands


def stretch(*words):
    """Return a parsed stretch from (word, head, relation, tag), a space between words."""
    at, tokens = 0, []
    for word, head, relation, tag in words:
        tokens.append(Token(at, at + len(word), word.lower(), head, relation, tag, ""))
        at += len(word) + 1
    return Stretch(tuple(tokens))


GAVE = stretch(
    ("Envoys", 1, "nsubj", "NNS"), ("gave", 1, "ROOT", "VBD"), ("ships", 1, "dobj", "NNS"), ("to", 1, "prep", "IN"),
    ("Peru", 3, "pobj", "NNP"), ("and", 4, "cc", "CC"), ("rainy", 7, "amod", "JJ"), ("Chile", 4, "conj", "NNP"),
)  # fmt: skip
OWNED = stretch(
    ("Peru", 3, "poss", "NNP"), ("'s", 0, "case", "POS"), ("young", 3, "amod", "JJ"), ("captain", 4, "nsubj", "NN"),
    ("slept", 4, "ROOT", "VBD"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("parsed", "span", "ties"),
    [
        (GAVE, (21, 25), {("joined", "gave"), ("joined by to", "gave"), ("joined with", "envoys"),
                          ("joined with", "ships")}),
        (GAVE, (36, 41), {("beside", "peru"), ("described", "rainy"), ("joined", "gave"), ("joined by to", "gave"),
                          ("joined with", "envoys"), ("joined with", "ships")}),
        (OWNED, (0, 4), {("possessor", "captain"), ("possessor with", "young"), ("possessor under", "slept")}),
    ],
)  # fmt: skip
def test_a_sentence_ties_words_to_a_name(parsed, span, ties):
    assert set(company(parsed, *span)) == ties
    assert {tie for tie, _ in ties} <= set(TIES)


def test_the_topic_is_the_longer_words_around_each_once():
    assert topic("The team met the Team in Peru on a pitch.", 25, 29) == {"team", "pitch"}


def test_a_word_without_a_row_weighs_what_others_of_its_tie_do():
    text = "Envoys gave ships to Peru and rainy Chile"
    rows = [Reading("joined", "gave", 0, 2.5), Reading("joined with", "*", 0, -0.5), Reading("topic", "ships", 0, -1.0)]
    rules = ReadingRules(rows, Parser(lambda texts: [GAVE.tokens for _ in texts]))
    heard = [("joined, parsed", "gave", 2.5), ("topic, parsed", "ships", -1.0)]
    assert rules.evidence(text, 21, 25, "name") == heard + [("joined with, parsed", "*", -0.5)] * 2
    assert rules.reading(text, 21, 25, "name") == "metonymic"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("joined to,gave,1", "column tie"),
        ("joined,gave,much", "Write a number"),
        ("joined,gave|gave,1", "stands twice"),
        ("joined,,1", "column words is empty"),
    ],
)
def test_a_row_for_the_parser_that_cannot_be_used_stops_the_load(tmp_path, row, message):
    from dateline.errors import SeedError

    (tmp_path / "parsed_readings.csv").write_text(f"tie,words,parsed\n{row}\n", encoding="utf-8")
    with pytest.raises(SeedError, match=f"parsed_readings.csv, row 2: .*{message}"):
        load_actors(add=tmp_path)


def test_a_border_with_a_state_is_its_land_and_diplomats_come_from_its_government(rules):
    assert read(rules, "The border with [Peru] was closed.") == "literal"
    assert read(rules, "Diplomats from [Norway] spoke.") == "metonymic"
