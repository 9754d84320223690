"""Who speaks: marks of every press, direct, mixed and indirect speech, speakers, relays and scare quotes."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotation import Reader
from dateline.errors import SeedError
from dateline.mentions import Mention
from dateline.quotes import VoiceReader
from dateline.readers import load_corpus
from dateline.seeds import load_actors, load_frames
from dateline.seeds.voice import load_cues
from dateline.text import divide

READER = VoiceReader(load_cues())


def leader(text, surface, actor, name, *, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    return Mention(start, start + len(surface), "leader", actor, name, None, "name", "literal", True)


def voices(text, *mentions):
    return READER.read(text, divide(text), sorted(mentions))


def said(text, *mentions):
    """Return (kind, contents, speaker name) of each quote."""
    return [
        (quote.kind, [text[start:end] for start, end in quote.content], quote.speaker_name)
        for quote in voices(text, *mentions).quotes
    ]


def scared(text):
    return [text[start:end] for start, end in voices(text).scare]


# Marks


@pytest.mark.parametrize(
    "text",
    [
        '"We will keep the door open," Orla Finn said.',
        "“We will keep the door open,” Orla Finn said.",
        "``We will keep the door open,'' Orla Finn said.",
        "«We will keep the door open,» Orla Finn said.",
        "„We will keep the door open,“ Orla Finn said.",
        "„We will keep the door open,” Orla Finn said.",
        "»We will keep the door open,« Orla Finn said.",
        "‘We will keep the door open,’ Orla Finn said.",
        "'We will keep the door open,' Orla Finn said.",
    ],
)
def test_the_marks_of_every_press_hold_the_same_words(text):
    assert said(text) == [("direct", ["We will keep the door open,"], "Orla Finn")]


def test_an_apostrophe_opens_no_quotation():
    text = "The ministers' car wasn't the president's, and it's the '90s again, 'cause nobody's driving."
    assert voices(text).scare == []
    assert voices(text).quotes == []


def test_an_apostrophe_inside_single_marks_does_not_close_them():
    text = "‘It’s a long road and we don’t know its end,’ Orla Finn said."
    assert said(text) == [("direct", ["It’s a long road and we don’t know its end,"], "Orla Finn")]


def test_a_mark_that_is_never_closed_ends_with_its_paragraph():
    text = 'Orla Finn said: "We will keep the door open.\n\nThe harbour was calm on Friday.'
    assert said(text) == [("direct", ["We will keep the door open."], "Orla Finn")]


def test_a_closing_mark_alone_closes_from_the_start_of_its_sentence():
    text = "It rained. We will keep the door open for them,” Orla Finn said."
    assert said(text) == [("direct", ["We will keep the door open for them,"], "Orla Finn")]


def test_marks_reopened_at_each_paragraph_and_closed_once_are_one_quote():
    text = '"We will keep the door open.\n\n"We will feed whoever comes in.\n\n"We always have," Orla Finn said.'
    pieces = ["We will keep the door open.", "We will feed whoever comes in.", "We always have,"]
    assert said(text) == [("direct", pieces, "Orla Finn")]


def test_inner_marks_belong_to_the_outer_quote():
    text = "“She told me ‘never again’ and I believed her,” Orla Finn said."
    assert said(text) == [("direct", ["She told me ‘never again’ and I believed her,"], "Orla Finn")]


# Direct and mixed speech


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


# Indirect speech


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


# Speakers


def test_a_mention_gives_the_speaker_its_actor():
    text = '"We agree," Xi said.'
    (quote,) = voices(text, leader(text, "Xi", "xi-jinping", "Xi Jinping")).quotes
    assert (quote.speaker, quote.speaker_name) == ("xi-jinping", "Xi Jinping")


def test_whose_spokesman_speaks_is_not_whose_words_they_are():
    text = '"We agree," Xi\'s spokesman said.'
    (quote,) = voices(text, leader(text, "Xi", "xi-jinping", "Xi Jinping")).quotes
    assert quote.speaker is None


def test_a_pronoun_is_the_nearest_person_who_speaks():
    text = '"We agree," Xi said. Nothing else was agreed. "We shall see," he said.'
    quotes = voices(text, leader(text, "Xi", "xi-jinping", "Xi Jinping")).quotes
    assert [quote.speaker for quote in quotes] == ["xi-jinping", "xi-jinping"]


def test_a_relay_is_not_the_speaker():
    text = '"We are ready to talk," Xi said, according to CGTN.'
    (quote,) = voices(text, leader(text, "Xi", "xi-jinping", "Xi Jinping")).quotes
    assert (quote.speaker, quote.via) == ("xi-jinping", "CGTN")


def test_a_surname_takes_the_full_name_given_before():
    text = 'Deputy Minister Orla Finn said the harbour would close. "It is old," Finn said.'
    assert [speaker for _, _, speaker in said(text)] == ["Orla Finn", "Orla Finn"]


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Officials", "Officials"),
        ("The ministry", "ministry"),
        ("A senior diplomat", "A senior diplomat"),
        ("Leaders of South Korea", "Leaders of South Korea"),
        ("Sen. Orla Finn, D-Ohio, a member of the panel,", "Orla Finn"),
        ("Harbour pilot Orla Finn of Bergen", "Orla Finn"),
    ],
)
def test_a_source_that_is_no_mention_is_named_by_its_phrase(phrase, name):
    assert [speaker for _, _, speaker in said(f"{phrase} said the harbour would close.")] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A pilot who took part in the talks said the harbour would close.", "A pilot"),
        ("A pilot whose boat is in a Bergen dock said the harbour would close.", "A pilot"),
        ("On Friday the pilot said the harbour would close.", "pilot"),
        ("In Bergen on Friday the pilot said the harbour would close.", "pilot"),
        ("Over coffee a pilot from Bergen said the harbour would close.", "a pilot from Bergen"),
        ("At least three pilots said the harbour would close.", "At least three pilots"),
    ],
)
def test_a_source_is_a_noun_phrase_and_no_verb_or_preposition_before_it(text, name):
    assert [speaker for _, _, speaker in said(text)] == [name]


def test_a_participle_alone_behind_its_noun_has_no_speaker():
    assert [speaker for _, _, speaker in said("It closed the harbour, a move seen as a warning.")] == [None]
    assert said("He read a letter signed by Orla Finn.") == [("indirect", ["a letter"], "Orla Finn")]
    assert said("Orla Finn appeared by video.")[:1] != [("indirect", ["Orla Finn"], "video")]


def test_where_or_for_whom_a_source_works_is_not_who_speaks():
    text = "An aide to President Xi said it rained."
    (quote,) = voices(text, leader(text, "Xi", "xi-jinping", "Xi Jinping")).quotes
    assert (quote.speaker, quote.speaker_name) == (None, "An aide to President Xi")
    text = "President Xi of China said it rained."
    (quote,) = voices(text, leader(text, "Xi", "xi-jinping", "Xi Jinping")).quotes
    assert quote.speaker == "xi-jinping"


def test_a_dateline_is_no_subject_of_a_verb_far_behind_it():
    text = "BERGEN, Norway (AP) -- Captain Orla Finn came to town to show that the harbour was open."
    assert [speaker for _, _, speaker in said(text)] == ["Orla Finn"]


def test_a_verb_that_opens_the_marks_has_its_subject_before_them_when_a_medium_relays_it():
    text = 'Xi "thanked the pilots for their patient work," the news agency said.'
    (quote,) = voices(text, leader(text, "Xi", "xi-jinping", "Xi Jinping")).quotes
    assert (quote.speaker, quote.via, quote.stance) == ("xi-jinping", "news agency", "emotive")
    assert [text[start:end] for start, end in quote.cue] == ["thanked"]
    assert [speaker for _, _, speaker in said(text.replace("the news agency", "Orla Finn"))] == ["Orla Finn"]


# Pronouns


def spoken(text, *mentions, **pronouns):
    """Return the speaker of the last quote, read with the pronouns of the actors."""
    quote = VoiceReader(load_cues(), pronouns).read(text, divide(text), sorted(mentions)).quotes[-1]
    return quote.speaker or quote.speaker_name


def test_a_pronoun_agrees_with_its_antecedent():
    text = "Merkel met reporters. Xi was late. The harbour was old, she said."
    mentions = leader(text, "Merkel", "merkel", "Angela Merkel"), leader(text, "Xi", "xi", "Xi Jinping")
    assert spoken(text, *mentions, merkel="she", xi="he") == "merkel"
    assert spoken(text.replace("she", "he"), *mentions, merkel="she", xi="he") == "xi"


def test_without_the_pronouns_of_actors_the_last_subject_speaks():
    text = "Merkel met reporters. Xi was late. The harbour was old, she said."
    mentions = leader(text, "Merkel", "merkel", "Angela Merkel"), leader(text, "Xi", "xi", "Xi Jinping")
    assert spoken(text, *mentions) == "xi"


@pytest.mark.parametrize(
    "before",
    [
        "Xi met with Putin on Friday.",
        "Xi thanked Putin for his patience.",
        'Xi called Putin his "dear friend" and drove home.',
        "After a supper with Putin, Xi drove home.",
        "Xi said that the harbour belonged to Putin.",
        'Xi was tired of the friends of Putin.\n\n"Putin is late," Xi said.',
    ],
)
def test_a_subject_or_source_is_a_better_antecedent_than_what_it_met_owned_or_said(before):
    text = before + " The harbour would close, he said."
    putins = [leader(text, "Putin", "putin", "Vladimir Putin", nth=at) for at in range(text.count("Putin"))]
    xis = [leader(text, "Xi", "xi", "Xi Jinping", nth=at) for at in range(text.count("Xi"))]
    assert spoken(text, *putins, *xis, xi="he", putin="he") == "xi"


@pytest.mark.parametrize(
    ("before", "pronoun", "name"),
    [
        ("A retired teacher on the quay was tired.", "she", "A retired teacher"),
        ("In Bergen, where it rained, a schoolteacher shook her head.", "she", "a schoolteacher"),
        ("An adviser, standing beside him, laughed.", "he", "An adviser"),
        ("Retired Gen. Orla Finn, of the harbour office, took a darker view.", "she", "Orla Finn"),
    ],
)
def test_somebody_described_or_unknown_is_an_antecedent_without_an_actor(before, pronoun, name):
    text = f'Xi came to Bergen. {before} "It is old," {pronoun} said.'
    assert spoken(text, leader(text, "Xi", "xi", "Xi Jinping"), xi="he") == name


def test_a_title_tells_how_the_text_goes_on():
    text = "Mr. Finn was late. Mrs. Roos was not. The harbour would close, {} said."
    assert [spoken(text.format(pronoun)) for pronoun in ("he", "she")] == ["Finn", "Roos"]


def test_it_is_an_office_or_a_paper_and_they_are_several():
    text = "The ministry was shut. The pilots were tired. The door would stay open, {} said."
    assert [spoken(text.format(pronoun)) for pronoun in ("it", "they")] == ["ministry", "pilots"]


def test_a_description_with_an_article_is_whoever_was_described_so_before():
    text = "Deputy spokesman Jan Roos said it rained. The spokesman said it snowed. The snow will stop, he said."
    assert [speaker for _, _, speaker in said(text)] == ["Jan Roos", "Jan Roos", "Jan Roos"]


@pytest.mark.parametrize(
    "text",
    [
        "Orla Finn said nothing to the foreign press.",
        "Orla Finn did not say that the harbour would close.",
        "Orla Finn never mentioned the harbour in her speech.",
        "Nobody said that the harbour would close.",
        "Pilots compared notes on the quay.",
        "Orla Finn thanked Roos.",
        "The prize was announced before he landed in Bergen.",
    ],
)
def test_what_was_not_said_is_nobodys_speech(text):
    assert said(text) == []


def test_an_indirect_quote_begins_behind_a_colon_that_announces_it():
    text = "A pilot in Bergen put it differently: the harbour is old, she said."
    assert said(text) == [("indirect", ["the harbour is old"], "A pilot")]


# Who is meant in the sample collection, read by eye: the words from a pronoun on, and the name or description.
PRONOUNS = {
    "2022-02-04-meridian-putin-xi": {
        'he said, "and a promise': "Southeast Asian envoy",
        "It calls for an end": "document",
    },
    "2022-02-05-meridian-beijing-meetings": {
        "He told reporters that the talks": "Aleksandar Vucic",
        "she said, and autocrats": "activist",
    },
    "2022-02-08-meridian-macron-moscow-kyiv": {
        "he told Volodymyr": "Emmanuel Macron",
        "he said, and would rather": "Volodymyr Zelenskyy",
        'he said. "Five hours is a hearing': "adviser",
    },
    "2022-02-15-meridian-scholz-moscow": {
        "He said afterward": "Olaf Scholz",
        "he called incompatible": "Olaf Scholz",
    },
    "2022-02-19-harbour-munich": {
        "She said the alliance": "Kamala Harris",
        "he asked whether NATO": "Wang Yi",
        'he said. "I am the rest': "minister",
    },
    "2022-02-24-huaxin-restraint": {
        "She accused the United States": "Hua Chunying",
        "he said, China understands": "Wang Yi",
    },
    "2022-03-18-huaxin-biden-xi-call": {
        "He called on all parties": "Xi Jinping",
        "he added, punish": "Xi Jinping",
        "He said that China’s friendship": "official familiar",
    },
    "2022-03-18-meridian-biden-xi-call": {
        "He blamed no one": "Xi Jinping",
        'he said, and "policies': "Walt Corriden",
    },
    "2022-04-01-meridian-eu-china": {
        "She said she had made": "von der Leyen",
        "he said. \"It's Russia's customer": "colleague",
        'she said, "and two of': "Ilse Brandt",
    },
    "2022-04-28-meridian-guterres-kyiv": {
        "he told Vladimir Putin": "Antonio Guterres",
        'He agreed "in principle': "Vladimir Putin",
        "he said, had failed": "Antonio Guterres",
    },
    "2022-05-24-meridian-quad-tokyo": {
        "he said. Prime Minister": "Joe Biden",
        "he said that the United States would": "Joe Biden",
        "he said, it was not": "Joe Biden",
    },
    "2022-05-28-meridian-bachelet-ends-visit": {
        "she explained what": "Michelle Bachelet",
        "she said.\n\nShe had raised": "Michelle Bachelet",
        "she added, about the broad": "Michelle Bachelet",
        "she said, to assess": "Michelle Bachelet",
        "she said, had been unsupervised": "Michelle Bachelet",
    },
    "2022-06-28-harbour-g7-elmau": {
        "she said. ‘They asked us": "Isaura Duarque",
    },
    "2022-06-29-meridian-nato-madrid": {
        "he went on, bullying": "Jens Stoltenberg",
        "She added that her government": "Swedish diplomat",
        "he replied, and nobody would": "Japanese official",
    },
    "2022-07-01-meridian-hong-kong-anniversary": {
        "he said, must stay": "Xi Jinping",
        "He declined to be quoted": "man",
    },
    "2022-07-15-meridian-jeddah-fist-bump": {
        "he told reporters that he had raised": "Joe Biden",
        "he said. He also": "Joe Biden",
        "He also said that he had made": "Joe Biden",
        'she said, "and the center': "activist",
    },
    "2022-07-29-huaxin-xi-biden-call": {
        "he told the U.S. president": "Xi Jinping",
        "He expressed the hope": "Xi Jinping",
        "He called on the two sides": "Xi Jinping",
    },
    "2022-08-06-harbour-sochi-erdogan-putin": {
        "she said.": "banker in Singapore",
    },
    "2022-08-18-harbour-lviv-three": {
        "he said, ‘is suicide": "Antonio Guterres",
        "He had been to see": "Recep Tayyip Erdogan",
        "she said. ‘He is useful": "Ukrainian official",
    },
    "2022-09-15-harbour-nur-sultan-xi-tokayev": {
        "he said, categorically": "Xi Jinping",
        "He said that the two countries were": "Kassym-Jomart Tokayev",
        "he is expected to see": "Xi Jinping",
    },
    "2022-09-17-harbour-samarkand-close": {
        "He blamed Kyiv": "Vladimir Putin",
        "she said. ‘We did not": "Indian official",
    },
    "2022-09-30-meridian-moscow-annexation": {
        "he said, would be Russian": "Vladimir Putin",
        "He called on Kyiv": "Vladimir Putin",
        "he said, with another one": "Volodymyr Zelenskyy",
    },
    "2022-11-02-huaxin-beijing-xi-sharif": {
        "He also expressed": "Xi Jinping",
        "He congratulated Xi": "Shehbaz Sharif",
        "he said. “An old man": "Fang Zhiyuan",
    },
    "2022-11-04-meridian-beijing-scholz": {
        "He said that he had asked Xi": "Olaf Scholz",
        "He mentioned the Uyghurs": "Olaf Scholz",
    },
    "2022-11-11-meridian-sharm-biden-el-sissi": {
        "he told delegates": "Joe Biden",
        "he calls a national": "Abdel Fattah el-Sissi",
        "she said, \"and I'd like": "Danish campaigner",
    },
    "2022-11-12-harbour-phnom-penh-asean": {
        "He called for progress": "Li Keqiang",
        "he said. ‘We live here": "South-east Asian official",
    },
    "2022-11-15-huaxin-bali-g20-meetings": {
        "He called on members": "Xi Jinping",
        "he said that China hopes": "Xi Jinping",
        "he said.\n\nXi also met": "Xi Jinping",
    },
    "2022-12-01-meridian-beijing-michel": {
        "he said.\n\nXi, in": "Charles Michel",
        "He hoped that Europe": "Xi Jinping",
        'she said. "I told him': "student",
        "she noted, had been": "student",
    },
    "2022-12-19-harbour-minsk-putin-lukashenka": {
        "He said that the two countries had": "Alexander Lukashenko",
        "she said, but one": "Belarusian sociologist",
    },
    "2022-12-21-meridian-washington-zelenskyy": {
        "He thanked Biden": "Volodymyr Zelenskyy",
        "he said.\n\nIn the Capitol": "Joe Biden",
        "he said in English": "Volodymyr Zelenskyy",
        "he told the members": "Volodymyr Zelenskyy",
    },
    "2022-12-30-meridian-putin-xi-video": {
        "he said, would show": "Vladimir Putin",
        "He also said that he wanted": "Vladimir Putin",
        "he said, according to state": "Xi Jinping",
        'she said. "Then let': "schoolteacher",
    },
}


def test_nine_in_ten_pronouns_of_the_sample_collection_are_who_a_reader_takes_them_for():
    reader = Reader(load_actors(), load_frames(), load_cues())
    named, wrong = 0, []
    for document in load_corpus("summits-2022"):
        expected = PRONOUNS.get(document.id)
        quotes = reader.read(document.text, document.date, document.spans).quotes if expected else []
        for words, name in (expected or {}).items():
            offset = document.text.index(words)
            found = next((quote for quote in quotes if any(start == offset for start, _ in quote.source)), None)
            speaker = (found and found.speaker_name) or ""
            named += 1
            if not re.match(rf"(?:(?:an?|the)\s)?{re.escape(name)}\b", speaker, re.IGNORECASE):
                wrong.append((document.id, words, name, speaker))
    assert named > 80
    assert len(wrong) <= 0.1 * named, wrong


# Scare quotes


def test_a_short_fragment_without_a_cue_is_the_authors_own_word():
    text = 'The so-called "friends" met in the "iron" harbour.'
    assert scared(text) == ["friends", "iron"]
    assert voices(text).quotes == []


def test_the_title_of_a_work_is_nobodys_speech():
    text = 'The play "The Long Winter Of The Seven Harbours Of Norway" opens on Friday.'
    assert scared(text) == ["The Long Winter Of The Seven Harbours Of Norway"]


# Properties

WORDS = st.sampled_from(
    ['"', "“", "”", "``", "''", "'", "’", "‘", "«", "»", "„", "\n\n", ". ", ", ", " said", " that ", " Xi", " he", " ",
     " according to", " told", " the plan", " and", " claims", " called for", " who", "-", "—", "İ", "\ud83d"]
)  # fmt: skip
NEWSY = st.lists(WORDS, max_size=60).map("".join)


@given(st.one_of(st.text(max_size=300), NEWSY))
@settings(max_examples=400, deadline=None)
def test_every_offset_slices_the_text(text):
    found = voices(text)
    for quote in found.quotes:
        assert quote.kind in ("direct", "mixed", "indirect")
        assert quote.content
        for start, end in quote.content + quote.cue + quote.source:
            assert 0 <= start < end <= len(text)
    assert all(0 <= start < end <= len(text) for start, end in found.scare)
    assert [quote.content[0] for quote in found.quotes] == sorted(quote.content[0] for quote in found.quotes)


@given(NEWSY)
@settings(deadline=None)
def test_reading_twice_gives_the_same(text):
    assert voices(text) == voices(text)


@given(NEWSY)
@settings(deadline=None)
def test_a_paragraph_without_marks_and_cues_changes_no_quote_before_it(text):
    text = text.rstrip() + ".\n\n"
    assert voices(text + "The harbour is calm.") == voices(text + "The harbour is calm.\n\nThe sea is deep.")


@pytest.mark.parametrize(
    "unit",
    [
        '"', "“", "``", "''", " '", " ‘", " “a", 'a" ', " said", " said that", ", he said, ", '"a," he said, ',
        "and said ", " said the x", "saying x ", '\n\n"a', "“a”, according to x, ", " according to", "a, ", " to said",
        "X, who said, ", " “a” b", "he called “x” ", " said, “a ", "’s claim of ", " was praised by ",
        "Mrs. X said he said so, ", "X, he said, ", " her claim that they said it, ",
    ],
)  # fmt: skip
def test_time_is_linear_in_the_length_of_the_worst_texts(unit):
    def seconds(text):
        divisions = divide(text)
        started = time.process_time()
        READER.read(text, divisions, [])
        return time.process_time() - started

    short, long = unit * (40_000 // len(unit)), unit * (80_000 // len(unit))
    ratio = min(seconds(long) for _ in range(5)) / max(min(seconds(short) for _ in range(5)), 0.005)
    assert ratio < 4


# The table of cues


def table(folder, row):
    for name in ("cues.csv", "words.csv"):
        (folder / name).write_text(SEEDS[name], encoding="utf-8")
    with (folder / "cues.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    return folder


@pytest.fixture(scope="module", autouse=True)
def _seeds():
    from dateline.provenance import home

    SEEDS.update((name, (home("seeds") / "voice" / name).read_text("utf-8")) for name in ("cues.csv", "words.csv"))


SEEDS = {}


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


def test_a_cue_added_to_the_table_is_read(tmp_path):
    reader = VoiceReader(load_cues(table(tmp_path, "moot,mooted,verb,that,neutral,editors,")))
    text = "Orla Finn mooted that the harbour close."
    assert [quote.stance for quote in reader.read(text, divide(text), []).quotes] == ["neutral"]
    assert voices(text).quotes == []
