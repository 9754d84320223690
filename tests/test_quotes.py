"""What is said: direct, mixed and indirect speech, what is nobody's, and the table of cues."""

import pytest

from dateline.errors import SeedError
from dateline.provenance import home
from dateline.seeds.voice import load_cues
from dateline.text import divide
from dateline.voices.quotes import VoiceReader
from voice_reading import said, scared, voices


@pytest.mark.parametrize(
    "text",
    [
        'Orla Finn said, "We will keep the door open."',
        'Orla Finn told reporters in Bergen on Monday: "We will keep the door open."',
        '"We will keep the door open," said Orla Finn, a harbour pilot.',
        '"We will keep the door open," Orla Finn, a harbour pilot, said.',
        '"We will keep the door open," Orla Finn tweeted.',
        'Orla Finn said in a statement, "We will keep the door open."',
    ],
)
def test_a_cue_may_stand_before_or_behind_its_quote(text):
    (kind, (content,), speaker), *rest = said(text)
    assert (kind, content.rstrip(",."), speaker, rest) == ("direct", "We will keep the door open", "Orla Finn", [])


def test_an_interrupted_quote_is_one_quote_of_two_pieces():
    text = '"We will keep the door open," Orla Finn said, "whatever the weather."'
    assert said(text) == [("direct", ["We will keep the door open,", "whatever the weather."], "Orla Finn")]


def test_a_floating_quote_continues_the_last_speaker():
    text = '"We will keep the door open," Orla Finn said. "It is our duty to do so."'
    assert said(text) == [("direct", ["We will keep the door open,", "It is our duty to do so."], "Orla Finn")]


def test_a_paragraph_may_have_two_speakers():
    text = '"We will keep the door open," Orla Finn said. "We will not," said Jan Roos. "The door is broken," he said.'
    assert [speaker for _, _, speaker in said(text)] == ["Orla Finn", "Jan Roos", "Jan Roos"]


def test_words_outside_the_marks_make_a_quote_mixed():
    text = 'The sides will "keep the door open to each other," Orla Finn said.'
    assert said(text) == [("mixed", ['The sides will "keep the door open to each other,"'], "Orla Finn")]


def test_the_object_of_a_praising_verb_is_mixed_speech():
    text = 'Orla Finn praised the "unshakable bond" between the two ports, saying they enjoy "deep trust."'
    assert said(text) == [
        ("mixed", ['the "unshakable bond" between the two ports'], "Orla Finn"),
        ("mixed", ['they enjoy "deep trust."'], "Orla Finn"),
    ]


def test_a_verb_between_the_marks_is_the_cue():
    text = 'On Friday, Orla Finn "hailed the patient work" of the pilots.'
    assert said(text) == [("mixed", ["the patient work"], "Orla Finn")]


def test_a_headline_may_name_its_speaker_before_a_colon():
    text = "Finn: Harbour needs 'a new door'\n\nThe harbour is old."
    assert said(text) == [("mixed", ["Harbour needs 'a new door'"], "Finn")]


def test_a_dateline_is_no_part_of_what_is_said():
    text = 'BERGEN, Norway (AP) -- The two ports "share one sea," Orla Finn said.'
    assert said(text) == [("mixed", ['The two ports "share one sea,"'], "Orla Finn")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Orla Finn said that the harbour would close.", "that the harbour would close"),
        ("Orla Finn said the harbour would close.", "the harbour would close"),
        ("Orla Finn told reporters the harbour would close.", "the harbour would close"),
        ("Orla Finn said in a statement that the harbour would close.", "that the harbour would close"),
        ("The harbour would close on Friday, Orla Finn said.", "The harbour would close on Friday"),
        ("The harbour would close on Friday, according to Orla Finn.", "The harbour would close on Friday"),
        ("According to Orla Finn, the harbour would close.", "the harbour would close"),
        ("Orla Finn vowed to close the harbour.", "to close the harbour"),
        ("Orla Finn urged the pilots to go home.", "the pilots to go home"),
        ("Orla Finn called for a new harbour.", "a new harbour"),
        ("Orla Finn believes that the harbour is lost.", "that the harbour is lost"),
        ("Orla Finn accused the pilots of neglect.", "the pilots of neglect"),
        ("The pilots laughed at Orla Finn's claim that the harbour was lost.", "that the harbour was lost"),
    ],
)
def test_indirect_speech_thought_and_intention_have_a_content_and_a_speaker(text, content):
    assert said(text) == [("indirect", [content], "Orla Finn")]


def test_a_cue_between_commas_parts_its_content_in_two():
    text = "The harbour, Orla Finn said, would close on Friday."
    assert said(text) == [("indirect", ["The harbour", "would close on Friday"], "Orla Finn")]


def test_a_second_verb_goes_on_with_the_same_speaker():
    text = "Orla Finn praised the pilots and called for a new harbour."
    assert said(text) == [("indirect", ["the pilots"], "Orla Finn"), ("indirect", ["a new harbour"], "Orla Finn")]


def test_what_the_author_thinks_is_nobodys_quote():
    assert said("I believe that the harbour is lost. We said so.") == []


def test_the_subject_of_a_passive_does_not_speak():
    assert said("The harbour was criticized by Orla Finn.") == [("indirect", ["The harbour"], "Orla Finn")]
    assert "harbour" not in [speaker for _, _, speaker in said("The harbour has been criticized for its depth.")]


def test_the_stance_of_the_cue_is_kept():
    stances = {text: voices(text).quotes[0].stance for text in ("He said it rains.", "He claimed that it rains.")}
    assert stances == {"He said it rains.": "neutral", "He claimed that it rains.": "doubtful"}


def test_a_second_verb_behind_an_adverb_has_marks_of_its_own():
    text = 'Orla Finn urges the pilots to go home and repeatedly says, "It is late," until the lamps are lit.'
    assert [(kind, content) for kind, content, _ in said(text)] == [
        ("indirect", ["the pilots to go home"]),
        ("mixed", ['"It is late," until the lamps are lit']),
    ]


def test_marks_are_introduced_by_the_nearest_verb_of_speech():
    text = 'Asked about the harbour that had to close, Orla Finn said, "It was old."'
    assert said(text)[-1] == ("direct", ["It was old."], "Orla Finn")


@pytest.mark.parametrize("told", ["told the paper's “Morning Hour”", "said on “Morning Hour”", "told “Morning Hour”"])
def test_a_programme_in_marks_is_told_and_not_said(told):
    text = f"Orla Finn {told} that “the harbour is old.”"
    assert said(text) == [("mixed", ["that “the harbour is old.”"], "Orla Finn")]


def test_a_headlines_colon_and_marks_alone_are_rows_of_the_cue_table():
    cues = load_cues()
    assert {mark: cue.stance for mark, cue in cues.marks.items()} == {":": "neutral", "“": ""}
    assert not set(cues.marks) & {*cues.verbs, *cues.nouns}


def test_a_short_fragment_without_a_cue_is_the_authors_own_word():
    text = 'The so-called "friends" met in the "iron" harbour.'
    assert scared(text) == ["friends", "iron"]
    assert voices(text).quotes == []


def test_the_title_of_a_work_is_nobodys_speech():
    text = 'The play "The Long Winter Of The Seven Harbours Of Norway" opens on Friday.'
    assert scared(text) == ["The Long Winter Of The Seven Harbours Of Norway"]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            '"We mend the door," Orla Finn said, adding: "It takes a year."',
            [("direct", ["We mend the door,"], "Orla Finn"), ("direct", ["It takes a year."], "Orla Finn")],
        ),
        (
            'Orla Finn said the door was home, a man yelled "Stay there!"',
            [("indirect", ["the door was home"], "Orla Finn"), ("direct", ["Stay there!"], "a man")],
        ),
        (
            'Orla Finn said the council had failed - "We need a door," Jan Roos said - and it rained.',
            [("indirect", ["the council had failed"], "Orla Finn"), ("direct", ["We need a door,"], "Jan Roos")],
        ),
        (
            "Orla Finn warned of heavy storms after Jan Roos said that it was calm.",
            [("indirect", ["heavy storms"], "Orla Finn"), ("indirect", ["that it was calm"], "Jan Roos")],
        ),
    ],
)
def test_a_second_cue_in_what_is_said_has_a_quote_of_its_own(text, quotes):
    assert said(text) == quotes


def test_a_voice_in_another_voice_leaves_the_outer_one_whole():
    text = "Orla Finn said the pilots warned that the harbour would close."
    assert said(text) == [
        ("indirect", ["the pilots warned that the harbour would close"], "Orla Finn"),
        ("indirect", ["that the harbour would close"], "pilots"),
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Roos also said, without proof, that it would close.", "that it would close"),
        ("Roos said, if asked, she would close it.", "she would close it"),
        ("Roos said last week that it would close.", "that it would close"),
        ("Roos said last week it would close.", "it would close"),
        ("Roos said on Monday it would close.", "it would close"),
    ],
)
def test_an_aside_or_a_time_may_stand_between_a_cue_and_its_content(text, content):
    assert said(text) == [("indirect", [content], "Roos")]


@pytest.mark.parametrize("verb", ["fumed", "states", "exclaimed"])
def test_a_verb_in_no_table_may_be_a_tag_behind_marks(verb):
    text = f'"The door is broken for good," the judge {verb} on Friday. "It was old."'
    assert said(text) == [("direct", ["The door is broken for good,", "It was old."], "judge")]


@pytest.mark.parametrize(
    "text",
    [
        'Orla Finn has used the phrase "iron door" for years.',
        'Orla Finn typed, "iron door"',
        'Orla Finn ran on the slogan "iron door" in May.',
    ],
)
def test_a_phrase_that_is_somebodys_is_no_scare_quote(text):
    assert [(kind, contents) for kind, contents, _ in said(text)] == [("direct", ["iron door"])]


def test_a_quote_goes_on_behind_what_else_its_tag_says():
    text = '"Doors are old," Orla Finn said, claiming that the harbour was sold. "You cannot change a door."'
    direct, claim = said(text)
    assert direct == ("direct", ["Doors are old,", "You cannot change a door."], "Orla Finn")
    assert claim == ("indirect", ["that the harbour was sold"], "Orla Finn")


# The table of cues


def table(folder, row):
    for name in ("cues.csv", "words.csv"):
        (folder / name).write_text(SEEDS[name], encoding="utf-8")
    with (folder / "cues.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    return folder


@pytest.fixture(scope="module", autouse=True)
def _seeds():
    SEEDS.update((name, (home("seeds") / "voice" / name).read_text("utf-8")) for name in ("cues.csv", "words.csv"))


SEEDS = {}


def test_every_cue_has_a_class_and_says_where_it_comes_from():
    cues = load_cues()
    assert all(cue.stance and cue.source for table in (cues.verbs, cues.nouns) for cue in table.values())
    assert {"neutral", "assertive", "doubtful", "factive", "directive", "emotive"} <= {
        cue.stance for cue in cues.verbs.values()
    }


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("moot,moots,verb,clouse,neutral,editors,", 'Did you mean "clause"?'),
        ("moot,moots,verbb,clause,neutral,editors,", 'Did you mean "verb"?'),
        ("moot,moots,verb,clause,neutrall,editors,", 'Did you mean "neutral"?'),
        ("moot,said,verb,clause,neutral,editors,", "already belongs to say"),
        ("moot,Moots,verb,clause,neutral,editors,", "lower case"),
        ("moot,moots,verb,clause,neutral,,", "column source is empty"),
    ],
)
def test_a_wrong_row_of_the_cue_table_says_what_to_try(tmp_path, row, message):
    with pytest.raises(SeedError, match=r"cues\.csv, row \d+") as error:
        load_cues(table(tmp_path, row))
    assert message in str(error.value)


def test_a_preposition_a_cue_takes_is_a_row_of_the_word_table(tmp_path):
    folder = table(tmp_path, "moot,mooted,verb,upon,neutral,editors,")
    with pytest.raises(SeedError, match='column takes holds "upon"'):
        load_cues(folder)
    with (folder / "words.csv").open("a", encoding="utf-8") as file:
        file.write("upon,complement,opens what is mooted\n")
    load_cues.cache_clear()
    reader = VoiceReader(load_cues(folder))
    text = "Orla Finn mooted upon the harbour."
    assert [text[slice(*quote.content[0])] for quote in reader.read(text, divide(text), []).quotes] == ["the harbour"]


def test_a_class_whose_negation_leaves_nothing_said_is_a_row_of_the_word_table(tmp_path):
    folder = table(tmp_path, "moot,mooted,verb,that,assertive,editors,")
    text = "Orla Finn never mooted that the harbour close."
    assert VoiceReader(load_cues(folder)).read(text, divide(text), []).quotes
    with (folder / "words.csv").open("a", encoding="utf-8") as file:
        file.write("assertive,withheld,says nothing when negated\n")
    load_cues.cache_clear()
    assert VoiceReader(load_cues(folder)).read(text, divide(text), []).quotes == []
    with (folder / "words.csv").open("a", encoding="utf-8") as file:
        file.write("assertiv,withheld,no class\n")
    load_cues.cache_clear()
    with pytest.raises(SeedError, match='Did you mean "assertive"'):
        load_cues(folder)


def test_a_cue_added_to_the_table_is_read(tmp_path):
    reader = VoiceReader(load_cues(table(tmp_path, "moot,mooted,verb,that,neutral,editors,")))
    text = "Orla Finn mooted that the harbour close."
    assert [quote.stance for quote in reader.read(text, divide(text), []).quotes] == ["neutral"]
    assert voices(text).quotes == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "They accused Mr. Finn, the Army and the police of collusion.",
            "Mr. Finn, the Army and the police of collusion",
        ),
        ("Finn testified on Tuesday that Roos lied.", "that Roos lied"),
        ("The pilots deny Finn's allegations they had been drunk.", "they had been drunk"),
        ("Jan Roos—a cook who joined late—observed that it was cold.", "that it was cold"),
        ("Roos, whom the office labelled as vile and rude, went home.", "vile and rude"),
        ("Roos – who said Finn was a thief – sold the boats.", "Finn was a thief"),
        ("Finn had no answer to questions about why the port was shut.", "why the port was shut"),
    ],
)
def test_reports_are_heard_whose_content_lies_further_off(text, content):
    assert [content] in [contents for _, contents, _ in said(text)]


def test_marks_that_name_a_programme_are_not_what_is_said_there():
    text = 'On the channel\'s "Day Break," Orla Finn told us that she found the port "utterly vile."'
    assert said(text) == [("mixed", ['that she found the port "utterly vile."'], "Orla Finn")]


def test_what_is_said_of_somebody_in_marks_is_not_what_somebody_else_appeared_to_do():
    text = "Ms. Roos seemed to hesitate as she wrote of the old cook, “He burnt every loaf of it.”"
    assert [one for one in said(text) if one[0] != "indirect"] == [("direct", ["He burnt every loaf of it."], "Roos")]


def test_words_in_marks_within_a_report_are_also_whose_it_says_they_are():
    text = "Orla Finn said Jan Roos called it a “folly” of boats."
    assert said(text) == [
        ("mixed", ["Jan Roos called it a “folly” of boats"], "Orla Finn"),
        ("mixed", ["it a “folly” of boats"], "Jan Roos"),
    ]


def test_an_order_is_a_report_where_somebody_is_told_to_do_something():
    assert said("Orla Finn ordered a crackdown on the pilots.") == []
    assert said("Orla Finn ordered the police to leave the port.") != []


def test_who_is_charged_does_not_say_so_though_an_apposition_stands_between():
    ((_, _, speaker),) = said("Finn and Roos, a pilot, were charged with smuggling of salt.")
    assert speaker is None


@pytest.mark.parametrize(
    ("text", "aside", "caller"),
    [
        ('Finn, often described as cruel, praised the "dear bridge".', "cruel", None),
        (
            "In Bergen, Finn, long criticized for his cruel rule, told reporters that it was late.",
            "his cruel rule",
            None,
        ),
        ("The mayor of Bergen, widely seen as cruel, said that it was late.", "cruel", None),
        ("Finn, accused of cruel rule at home, said he was late.", "cruel rule at home", None),
        ("Finn, called a cruel man by critics, said that it was late.", "a cruel man", "critics"),
    ],
)
def test_what_an_aside_says_of_a_subject_is_not_what_the_subject_says(text, aside, caller):
    first, second = said(text)
    assert first[1:] == ([aside], caller)
    assert second[2] in ("Finn", "mayor of Bergen")


@pytest.mark.parametrize(
    "text",
    [
        "Finn, the mayor, described the bridge as cruel, grey and was late.",
        "Finn, in Bergen, described the bridge as cruel.",
    ],
)
def test_a_verb_behind_an_apposition_is_the_subjects_own(text):
    assert said(text)[0][2] == "Finn"


@pytest.mark.parametrize(
    ("text", "content", "name"),
    [
        ("Finn was accused of cruel rule by the United Towns.", "cruel rule", "United Towns"),
        ("Finn was accused by Bergen of cruel rule.", "cruel rule", "Bergen"),
        ("Finn was accused by the mayor of Bergen of theft.", "theft", "mayor of Bergen"),
        ("Finn has been condemned by Roos for his cruel rule.", "his cruel rule", "Roos"),
    ],
)
def test_what_a_passive_charges_somebody_with_is_in_the_words_of_who_charges(text, content, name):
    assert said(text) == [("indirect", [content], name)]


def test_a_charge_that_nobody_makes_has_no_speaker():
    assert [quote[2] for quote in said("Finn was accused of cruel rule in Bergen.")] == [None]


def test_what_somebody_terms_so_in_marks_is_his_and_terms_of_a_treaty_are_nobodys():
    assert said('What the ministry terms a "special voyage" began.')[0][2] == "ministry"
    assert said("In general terms the rule is weak, and under the terms of it nobody spoke.") == []
