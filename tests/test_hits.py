"""Which words frame, in whose voice, about whom."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.annotation import Reader
from dateline.frames.hits import HitReader
from dateline.seeds import load_cues


@pytest.fixture(scope="module")
def read(actors, frames):
    """Return a function from a text to its hits."""
    reader = Reader(actors, frames, load_cues())

    def reading(text, spans=()):
        return reader.read(text, "2022-02-05", spans).hits

    return reading


def only(hits, term):
    """Return the one hit of a term."""
    (hit,) = [hit for hit in hits if hit.term == term]
    return hit


def test_the_papers_own_word_is_the_narrators(read):
    hit = only(read("Xi Jinping met Egypt's authoritarian President Abdel Fattah el-Sissi."), "authoritarian*")
    assert (hit.voice, hit.speaker) == ("narrator", None)


def test_a_quoted_insult_is_not_the_papers_own(read):
    hit = only(read('"Vladimir Putin is a dictator," Joe Biden said.'), "dictator*")
    assert (hit.voice, hit.speaker) == ("direct", "joe-biden")


def test_a_fragment_that_a_leader_hails_is_the_leaders(read):
    text = 'In Beijing, Xi Jinping hailed the "ironclad friendship" between China and Serbia.'
    hit = next(hit for hit in read(text) if hit.frame == "friendship")
    assert (hit.voice, hit.speaker) == ("mixed", "xi-jinping")
    assert [target.actor for target in hit.targets] == ["CHN", "SRB"]
    assert hit.targets[0].rule == "dyad"


def test_what_somebody_said_without_marks_is_indirect(read):
    hit = only(read("Joe Biden said that Vladimir Putin is a dictator."), "dictator*")
    assert (hit.voice, hit.speaker) == ("indirect", "joe-biden")


@pytest.mark.parametrize(
    "text",
    [
        "Xi Jinping is seeking closer ties with Russia.",
        "Aleksandar Vucic was criticized for his closer ties with China.",
    ],
)
def test_an_intention_and_what_nobody_said_are_the_narrators_words(read, text):
    (hit,) = [hit for hit in read(text) if hit.frame == "friendship"]
    assert (hit.voice, hit.speaker) == ("narrator", None)


@pytest.mark.parametrize(
    ("text", "term", "target", "rule"),
    [
        (
            "He met the authoritarian President Abdel Fattah el-Sissi.",
            "authoritarian*",
            "abdel-fattah-el-sissi",
            "modifier",
        ),
        ("The world watched Beijing's ruthless crackdown.", "crackdown*", "CHN", "possessor"),
        ("Vladimir Putin is an autocrat.", "autocra*", "vladimir-putin", "copula"),
        ("In Egypt the crackdown went on.", "crackdown*", "EGY", "clause"),
    ],
)
def test_the_target_is_chosen_by_a_rule_that_is_named(read, text, term, target, rule):
    hit = only(read(text), term)
    assert (hit.targets[0].actor, hit.targets[0].rule) == (target, rule)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("The friendship between Prime Minister Boris Johnson and Xi Jinping.", ["boris-johnson", "xi-jinping"]),
        ("He praised the friendship between Vladimir Putin and Xi Jinping.", ["vladimir-putin", "xi-jinping"]),
        ("Xi Jinping prized his friendship with Vladimir Putin.", ["xi-jinping", "vladimir-putin"]),
        ("The China-Serbia friendship grew.", ["CHN", "SRB"]),
        ("The ironclad China-Serbia friendship grew.", ["CHN", "SRB"]),
        ("The Sino-Russian friendship grew.", ["CHN", "RUS"]),
        ("Egypt praised the ironclad friendship of Serbia with China.", ["SRB", "CHN"]),
        ("Xi Jinping met Sergey Lavrov and praised his ironclad friendship.", ["sergey-lavrov"]),
        ("In the authoritarian state the visit of Xi Jinping went on.", ["xi-jinping"]),
    ],
)
def test_a_relation_has_two_and_a_pronoun_its_nearest_owner(read, text, targets):
    hit = next(hit for hit in read(text) if hit.frame in ("friendship", "regime"))
    assert [target.actor for target in hit.targets] == targets


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Olaf Scholz criticised China and Russia for their crackdown on dissidents.", ["CHN", "RUS"]),
        ("Xi Jinping, whose authoritarian rule worries Washington, met reporters.", ["xi-jinping"]),
        ("Xi Jinping met leaders whose undemocratic countries are poor.", []),
        ("In Beijing he met authoritarian leaders.", []),
        ("Ukraine, whose crackdown Russia praised, thanked Germany.", ["UKR"]),
    ],
)
def test_an_owner_is_who_stands_before_their_or_whose(read, text, targets):
    hit = next(hit for hit in read(text) if hit.frame in ("regime", "repression"))
    assert [target.actor for target in hit.targets] == targets


def test_a_relation_between_a_description_and_a_name_has_both(read):
    text = "Abdel Fattah el-Sissi came. He praised the friendship between the Egyptian leader and Xi Jinping."
    hit = only(read(text), "friendship*")
    assert [target.actor for target in hit.targets] == ["abdel-fattah-el-sissi", "xi-jinping"]


def test_a_term_that_stands_twice_is_found_twice(read):
    text = "They deepen cooperation on oil and deepen cooperation on trade: ironclad friendship, ironclad friendship."
    assert len([hit for hit in read(text) if hit.term.startswith("deepen")]) == 2
    assert len([hit for hit in read(text) if hit.term.startswith("ironclad")]) == 2


PIECES = st.sampled_from(
    "deepen cooperation ironclad friendship close closer ties and human rights win-win authoritarian rule x , no "
    "limits crackdown".split()
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_the_automaton_finds_what_each_terms_own_expression_finds(frames, text):
    found = {(start, end, frame) for start, end, _, frame in HitReader(frames)._find(text)}
    for frame in frames.values():
        spans = {span for term in frame.terms for span in term.spans(text)}
        ours = {(start, end) for start, end, name in found if name == frame.id}
        assert ours <= spans
        assert all(any(start < stop and begin < end for begin, stop in ours) for start, end in spans)


def test_a_term_without_an_actor_in_its_sentence_is_shown_unassigned(read):
    assert only(read("The crackdown went on."), "crackdown*").targets == []


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Vladimir Putin is not an autocrat.", True),
        ("Vladimir Putin isn't a dictator.", True),
        ("Nobody was there. Vladimir Putin is a dictator.", False),
        ("It was not war, but Vladimir Putin is a dictator.", False),
    ],
)
def test_a_negation_reaches_the_term_in_its_clause_only(read, text, negated):
    (hit,) = [hit for hit in read(text) if hit.frame == "regime"]
    assert hit.negated is negated


def test_the_longest_term_of_a_frame_counts_once(read):
    hits = [
        hit
        for hit in read("Xi praised the comprehensive strategic partnership with Egypt.")
        if hit.frame == "friendship"
    ]
    assert len(hits) == 1


def test_a_marked_span_is_labelled_like_a_term(read):
    text = 'Xi Jinping called Vladimir Putin "my best friend" in China.'
    start = text.index("best friend")
    hit = only(read(text, [{"start": start, "end": start + 11, "label": "warmth"}]), "warmth")
    assert (hit.frame, hit.speaker, text[hit.start : hit.end]) == ("warmth", "xi-jinping", "best friend")


def test_every_example_of_the_lexicon_is_found_and_no_counterexample_is(frames):
    reader = HitReader(frames)
    for frame in frames.values():
        for term in frame.terms:
            found = {hit[2] for hit in reader._find(term.example) if hit[3] == frame.id}
            assert found, f"{frame.id}: {term.term} in {term.example}"
            wrong = {hit[2] for hit in reader._find(term.counterexample)}
            assert term.term not in wrong, f"{frame.id}: {term.term} in {term.counterexample}"


def test_a_reporting_verb_of_ones_own_makes_the_word_before_it_a_name(actors, frames):
    cues = load_cues()
    text = "The talks ended. Quandle intones. The town fears his reckless rule."
    start = text.index("reckless")
    span = {"start": start, "end": start + len("reckless"), "label": "slant"}
    own = replace(cues, verbs={**cues.verbs, "intones": cues.verbs["says"]})
    shipped, told = (
        next(hit for hit in Reader(actors, frames, one).read(text, spans=[span]).hits if hit.term == "slant")
        for one in (cues, own)
    )
    assert not shipped.targets
    assert [target.name for target in told.targets] == ["Quandle"]


@pytest.mark.parametrize(
    ("text", "word", "voice"),
    [
        ("She said the mayor had been brutal.", "brutal", "indirect"),
        ("He accused the mayor of brutal rule.", "brutal", "indirect"),
        ("Orla Finn gave up her efforts to warn the city of brutal raids.", "brutal", "narrator"),
        ("Orla Finn seemed to be a brutal mayor.", "brutal", "narrator"),
        ("Orla Finn defended the mayor's brutal rule.", "brutal", "narrator"),
        ("Orla Finn condemned the mayor's brutal rule.", "brutal", "indirect"),
        ("Orla Finn and Jan Roos, a pilot, were charged with brutal raids.", "brutal", "narrator"),
    ],
)
def test_a_report_gives_words_to_its_source_only_where_somebody_says_them(read, text, word, voice):
    at = text.index(word)
    (hit,) = [hit for hit in read(text, [{"start": at, "end": at + len(word), "label": "mine"}]) if hit.frame == "mine"]
    assert hit.voice == voice


def test_a_hit_within_nested_reports_is_the_inner_speakers(read):
    text = "Orla Finn said Xi Jinping called the plan a “brutal” folly."
    at = text.index("brutal")
    (hit,) = [hit for hit in read(text, [{"start": at, "end": at + 6, "label": "mine"}]) if hit.frame == "mine"]
    assert (hit.voice, hit.speaker) == ("mixed", "xi-jinping")
