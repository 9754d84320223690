"""Whom a term describes: each rule on sentences of our own, what is weighed where none decides, and negation."""

import pytest

from dateline.annotation import Reader
from dateline.errors import SeedError
from dateline.seeds import load_cues
from dateline.seeds.bearings import load_bearings
from fit_bearings import counted, fitted, learned, left_out, texts_and_marks
from targets import agreement, marked


@pytest.fixture(scope="module")
def reader(actors, frames):
    return Reader(actors, frames, load_cues())


@pytest.fixture(scope="module")
def described(reader):
    """Return a function from a text with a marked phrase in braces to its hit."""

    def describing(text):
        start, end = text.index("{"), text.index("}") - 1
        plain = text.replace("{", "").replace("}", "")
        read = reader.read(plain, "2022-02-05", [{"start": start, "end": end, "label": "slant"}])
        return next(hit for hit in read.hits if hit.term == "slant")

    return describing


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        ("The talks ended with {sanctions} on Russia.", "Russia", "object"),
        ("Joe Biden {denounced} Vladimir Putin on Monday.", "Vladimir Putin", "object"),
        ("The report speaks of {repression} by Egypt.", "Egypt", "agent"),
        ("They praised the {courage} of Volodymyr Zelenskyy.", "Volodymyr Zelenskyy", "possessor"),
        ("Vladimir Putin, a {ruthless} man, came late.", "Vladimir Putin", "apposition"),
        ("The minister saw the {hero}, Pavel Novak, on Monday.", "Pavel Novak", "apposition"),
        ("They called Vladimir Putin a {bully}.", "Vladimir Putin", "object"),
        ("It was the {clumsy} Pavel Novak who came.", "Pavel Novak", "modifier"),
        ("Critics attacked Xi Jinping for his {harsh} rule.", "Xi Jinping", "possessor"),
        ("When Russia {invaded} Ukraine the markets fell.", "Russia", "subject"),
    ],
)
def test_a_rule_finds_who_is_described_and_is_named(described, text, name, rule):
    (best, *_) = described(text).targets
    assert (best.name, best.rule) == (name, rule)


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        ("Joe Biden accused Vladimir Putin of {lies}.", "Vladimir Putin", "object"),
        ("A court in Japan fined Egypt for {violating} the treaty.", "Egypt", "object"),
        ("Vladimir Putin was found guilty of {fraud} on Monday.", "Vladimir Putin", "object"),
        ("Joe Biden has drawn both {praise} and blame.", "Joe Biden", "subject"),
        ("Xi Jinping, who had come from Moscow, {defied} the order.", "Xi Jinping", "subject"),
        ("The Czechs fled after Russian troops {invaded} on Monday.", "Russia", "subject"),
        ("It would be a {mistake} for Japan to wait.", "Japan", "subject"),
        ("Peru is Norway's oldest {ally} in the lumber trade.", "Peru", "copula"),
        ("Alexander Lukashenko, a close Kremlin {ally}, smiled.", "Alexander Lukashenko", "apposition"),
        ("Pavel Novak, a native of Egypt and a {friend} of Xi Jinping, spoke.", "Pavel Novak", "apposition"),
        ("They heard Pavel Novak, Sudan's military {strongman}, on Monday.", "Pavel Novak", "apposition"),
        ("They {praised} Russian leader Vladimir Putin on Monday.", "Vladimir Putin", "object"),
        ("Vladimir Putin is an {autocrat}.", "Vladimir Putin", "copula"),
    ],
)
def test_what_stands_between_a_term_and_whom_it_describes_does_not_hide_him(described, text, name, rule):
    (best, *_) = described(text).targets
    assert (best.name, best.rule) == (name, rule)


@pytest.mark.parametrize(
    "text",
    [
        "They fled from the Heroes Square {crackdown}.",
        "The tracts spread anti-Egyptian {propaganda} there.",
        "``We've seen that this is {friendly},'' a man said.",
    ],
)
def test_a_place_a_prefix_and_a_contraction_are_nobody_who_is_described(described, text):
    assert not {target.name for target in described(text).targets} & {"Heroes", "Heroes Square", "Egypt", "We've"}


def test_her_means_the_woman_of_those_who_were_named(described):
    hit = described("Pavel Novak met Giorgia Meloni. Many in the hall praised her {courage}.")
    assert [target.name for target in hit.targets] == ["Giorgia Meloni"]
    hit = described("Mrs. Novak met Mr. Svoboda. Many in the hall praised his {courage}.")
    assert [target.name for target in hit.targets] == ["Svoboda"]


def test_who_suffers_an_act_is_not_who_is_described(described):
    assert described("Russia defended the {invasion} of Ukraine.").targets[0].name == "Russia"


def test_whose_friend_somebody_is_does_not_make_him_one(described):
    assert described("Russia's {ally}, Alexander Lukashenko, agreed.").targets[0].actor == "alexander-lukashenko"


def test_our_within_marks_is_the_speakers_country_where_a_leader_speaks_and_the_text_names_it(described):
    hit = described('China thanks its guests. "Thank you for our {ironclad friendship}," Xi Jinping said.')
    assert [(target.actor, target.rule) for target in hit.targets] == [("CHN", "speaker's country")]
    hit = described('China thanks its guests. "Thank you for my {ironclad friendship}," Xi Jinping said.')
    assert [target.actor for target in hit.targets] == ["xi-jinping"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Peru has been accused by unions of {deporting} Bolivians.", "Peru"),
        ("Chile was accused of {deporting} Bolivians from Peru.", "Chile"),
        ("Miners of the north were detained and {deported} by Chile.", "Chile"),
        ("Miners of the north were {detained} and deported by Chile.", "Chile"),
    ],
)
def test_who_deports_is_described_and_not_who_is_deported(described, text, name):
    assert [target.name for target in described(text).targets] == [name]


def test_a_name_inside_a_sentence_never_grows_to_the_sentence(described):
    text = "BEIJING, (Huaxin) -- With much to choose from, Xi Jinping met the BRICS Fathers in a {friendly} way."
    read = described(text)
    assert all(target.end - target.start < 20 for target in read.targets)


def test_our_within_marks_is_the_speakers(described):
    hit = described('"We ask you to trust our {generous} offer," Vladimir Putin said.')
    assert [target.actor for target in hit.targets] == ["vladimir-putin"]


def test_his_may_mean_somebody_of_the_sentence_before(described):
    hit = described("Vladimir Putin spoke. Nobody liked his {brutal} words.")
    assert [(target.actor, target.rule) for target in hit.targets] == [("vladimir-putin", "possessor")]


def test_a_surname_that_stands_alone_is_a_target_and_then_a_mention(reader):
    text = "Reporters asked why Harlow lied about the money."
    start = text.index("lied")
    read = reader.read(text, None, [{"start": start, "end": start + 4}])
    (hit,) = read.hits
    assert [target.name for target in hit.targets] == ["Harlow"]
    assert ("person", "Harlow") in {(mention.type, mention.name) for mention in read.mentions}


def test_a_title_or_a_common_word_is_no_surname(described):
    for text in ("Attendance was {poor} in Egypt.", "The Prime Minister met {reckless} Egypt."):
        assert {target.name for target in described(text).targets} <= {"Egypt"}


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Vladimir Putin is {authoritarian}.", False),
        ("Vladimir Putin is not {authoritarian}.", True),
        ("Vladimir Putin is no {friend} of Ukraine.", True),
        ("Vladimir Putin is hardly a {democrat}.", True),
        ("Vladimir Putin is far from {democratic}.", True),
        ("Vladimir Putin is anything but {democratic}.", True),
        ("Vladimir Putin is no longer a {friend}.", True),
        ("Vladimir Putin has never really been a {democrat}.", True),
        ("I would not call Vladimir Putin a {dictator}.", True),
        ("{Friends} they are not, said Joe Biden.", True),
        ("Joe Biden spoke of a lack of {independent courts} in Egypt.", True),
        ("Vladimir Putin is not only a {dictator}.", False),
        ("Turkey won't join the {sanctions} against Russia.", False),
        ("You can't send a {dictator} a letter.", False),
        ("It was not war, but Vladimir Putin is a {dictator}.", False),
        ("Egypt has never trusted its {brutal} neighbour.", False),
    ],
)
def test_a_negation_denies_a_term_and_not_every_word_behind_it(described, text, negated):
    assert described(text).negated is negated


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vladimir Putin was called a {bully} by Joe Biden.", ["Vladimir Putin"]),
        ("Xi Jinping has often been described as {harsh} by Joe Biden.", ["Xi Jinping"]),
        ("Xi Jinping was described by Joe Biden as a {bully}.", ["Xi Jinping"]),
        ("Xi Jinping was accused by Joe Biden of being a {bully}.", ["Xi Jinping"]),
        ("Vladimir Putin, who was called a {bully} by Joe Biden, left.", ["Vladimir Putin"]),
        ("The old general was called a {bully} by Joe Biden.", []),
        ('"I am no {bully}," Vladimir Putin said.', ["Vladimir Putin"]),
        ('"I\'m no {bully}," Vladimir Putin said.', ["Vladimir Putin"]),
        ("Neither Vladimir Putin nor Xi Jinping is a {bully}, Joe Biden said.", ["Vladimir Putin", "Xi Jinping"]),
    ],
)
def test_a_predicate_is_said_of_its_subject_and_never_of_who_says_it(described, text, names):
    assert [target.name for target in described(text).targets] == names


def test_he_within_marks_is_not_who_speaks(described):
    text = 'Joe Biden said the harsh President Xi Jinping must go. "He is a {bully}," Joe Biden said.'
    assert [target.name for target in described(text).targets] == ["Xi Jinping"]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Nobody calls Xi Jinping a {bully}.", True),
        ("No one calls Xi Jinping a {bully}.", True),
        ("Vladimir Putin denied that he was {harsh}.", True),
        ("Vladimir Putin rejected claims that he is a {bully}.", True),
        ("Xi Jinping is not, and never was, a {bully}.", True),
        ("Vladimir Putin did not deny that he was {harsh}.", False),
        ("Nobody can deny that Vladimir Putin is {harsh}.", False),
        ("It is no secret that Vladimir Putin is a {bully}.", False),
        ("Vladimir Putin denied the visit, and Xi Jinping is a {bully}.", False),
        ("Vladimir Putin rejected the {harsh} offer.", False),
        ("It is what it is, and Xi Jinping was, they say, a {bully}.", False),
    ],
)
def test_who_denies_a_clause_denies_what_it_says(described, text, negated):
    assert described(text).negated is negated


def test_so_called_keeps_a_distance_like_marks(described):
    assert described("Joe Biden met the so-called {friends} of Egypt.").voice == "scare"
    assert described("Joe Biden met the old {friends} of Egypt.").voice == "narrator"


def test_a_stretch_of_marks_alone_is_read_without_a_target(described):
    assert described("Nothing more {...} was heard.").targets == []


def test_the_nearer_name_weighs_more():
    weights = load_bearings().weights
    assert weights["before far 1"] > weights["before far 5"]
    assert weights["speaks"] < 0


@pytest.mark.parametrize("row", ["name,heavy,", "name,1,\nname,2,"])
def test_a_weight_that_is_no_number_or_stands_twice_stops_the_load(tmp_path, row):
    (tmp_path / "bearings.csv").write_text(f"evidence,weight,note\n{row}\n", encoding="utf-8")
    with pytest.raises(SeedError, match=r"bearings\.csv"):
        load_bearings(tmp_path)


def test_two_passes_over_the_same_hits_mostly_agree():
    first, second = (
        {(row["document"], row["start"], row["half"]) for row in marked(one)} for one in ("first", "second")
    )
    assert second < first
    assert len(second) >= 350
    assert min(agreement().values()) > 0.9


def test_targets_are_right_in_parts_of_the_marks_that_weights_were_not_fitted_to(reader, shared):
    sources = list(texts_and_marks(shared))
    found = counted(left_out(reader, sources, learned(reader, sources)))
    assert found["US news", "named", "right"] / found["US news", "named"] > 0.76
    assert found["world news", "named", "right"] / found["world news", "named"] > 0.71


def test_the_fit_gives_weight_to_what_tells_the_right_candidate_and_none_to_the_rest():
    cases = [("key", str(n), 1.0, [False, True, False], [["nobody"], ["name", "near"], ["name"]]) for n in range(40)]
    weights = fitted(cases)
    assert weights["near"] > 50
    assert weights["nobody"] < 0


@pytest.mark.parametrize(
    "text",
    [
        "China met Egypt. The two countries enjoy deep {trust}.",
        "China and Egypt have long kept a {friendship} alive.",
        "China and Egypt met. The sides praised the {trust} between the two countries.",
        "China received Egypt. Both sides will {support each other}.",
        "Egypt is seeking closer {ties} with China.",
        "China and Egypt agreed. Their {partnership} will grow.",
    ],
)
def test_what_holds_between_two_describes_both(described, text):
    hit = described(text)
    assert {target.actor for target in hit.targets} == {"CHN", "EGY"}
    assert {target.rule for target in hit.targets} == {"dyad"}


def test_the_two_leaders_are_people_named_before(described):
    hit = described("Xi Jinping received Vladimir Putin. The two leaders hailed a {friendship}.")
    assert [target.actor for target in hit.targets] == ["xi-jinping", "vladimir-putin"]


def test_who_places_a_subject_is_not_the_subject(described):
    assert described("Pavel Novak of Serbia {lied} again.").targets[0].name == "Pavel Novak"


def test_whose_puppet_somebody_is_called_is_not_the_puppet(described):
    targets = described("The report on Pavel Novak called him a Putin {puppet}.").targets
    assert [target.rule for target in targets] != ["object"]


@pytest.mark.parametrize(
    ("text", "hedged", "voice"),
    [
        ("Joe Biden met the so-called {friends} of Egypt.", True, "scare"),
        ("Vladimir Putin is allegedly a {bully}.", True, "narrator"),
        ("Troops guard what Vladimir Putin calls a {democracy}.", True, None),
        ("Vladimir Putin is a {bully}.", False, "narrator"),
    ],
)
def test_a_hedged_word_is_told_from_one_that_is_vouched_for(described, text, hedged, voice):
    hit = described(text)
    assert hit.hedged is hedged
    assert voice is None or hit.voice == voice
    assert "hedged" not in hit.to_row()


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Joe Biden said that the {brutal} raid was over.", "indirect"),
        ("Joe Biden said Russia waged a {brutal} war.", "indirect"),
        ("The {brutal} raid was over, Joe Biden said.", "indirect"),
        ("Joe Biden accused Russia of a {brutal} raid.", "indirect"),
        ("Joe Biden asked Russia to end the {brutal} raid.", "narrator"),
        ("Joe Biden reiterated old points about the {brutal} raid.", "narrator"),
        ("Joe Biden seemed to enjoy the {brutal} debate.", "narrator"),
    ],
)
def test_a_word_is_a_sources_where_a_statement_is_told_and_the_narrators_where_a_topic_is(described, text, voice):
    assert described(text).voice == voice


def test_capitals_in_a_headline_make_nobody_of_a_word(described):
    targets = described("Kim Jong Un {Threatens} Seoul With Sanctions").targets
    assert targets[0].actor == "kim-jong-un"
    assert "Sanctions" not in [target.name for target in targets]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Glasnost has come to the city.", []),
        ("A clerk of the Committee for Human Rights spoke.", []),
        ("Authoritarian Novakov spoke on Friday.", ["Novakov"]),
        ("Stalinist parades filled the square.", []),
        ("After World War II a crackdown began.", []),
        ("Marxist-led unions feared a crackdown.", []),
    ],
)
def test_a_term_a_creed_or_a_war_is_nobody_whom_it_describes(reader, text, names):
    hits = reader.read(text, "2022-02-05").hits
    assert hits
    assert [target.name for hit in hits for target in hit.targets] == names


@pytest.mark.parametrize(
    ("text", "judge"),
    [
        ("The United States condemned the {crackdown} in Iran.", "United States"),
        ("Washington denounced {human rights abuses} in Xinjiang.", "United States"),
        ("The United States condemned {repression} in Iran.", "United States"),
        ("Iran has been condemned by Washington for its {crackdown}.", "United States"),
    ],
)
def test_who_condemns_an_act_is_not_who_it_is_about(described, text, judge):
    assert judge not in [target.name for target in described(text).targets]


def test_who_condemns_is_still_a_party_to_the_relation_of_which_he_speaks(described):
    hit = described("Xi Jinping criticised the old {friendship} with Serbia.")
    assert {target.name for target in hit.targets} == {"Xi Jinping", "Serbia"}


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Poland has ceased to be {authoritarian}.", True),
        ("It is false that Poland is {authoritarian}.", True),
        ("It is not the case that Poland is {authoritarian}.", True),
        ("No one doubts that Vladimir Putin is {authoritarian}.", False),
        ("Nobody disputes that Belarus is {authoritarian}.", False),
        ("Relations are not without a {crackdown}.", False),
        ("Relations are without a {friend}.", True),
    ],
)
def test_a_doubt_that_is_denied_affirms_and_what_is_false_is_denied(described, text, negated):
    assert described(text).negated is negated
