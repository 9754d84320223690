"""Who is named, at its date."""

import pytest

from dateline.actors.mentions import MentionReader


@pytest.fixture(scope="module")
def read(actors):
    """Return a function from a text and a date to (surface, actor, form) of each mention."""
    reader = MentionReader(actors)

    def reading(text, date="2022-02-05"):
        return [(text[m.start : m.end], m.actor, m.form) for m in reader.read(text, date)]

    return reading


def leaders(found):
    return [actor for _, actor, _ in found if actor and not actor.isupper()]


def test_a_full_name_and_then_a_surname_name_one_leader(read):
    found = read("Xi Jinping spoke in Beijing. Xi then left.")
    assert leaders(found) == ["xi-jinping", "xi-jinping"]


def test_a_surname_in_the_headline_is_read_by_the_full_name_below(read):
    assert leaders(read("Tokayev Thanks Xi\n\nKassym-Jomart Tokayev met Xi Jinping."))[0] == "kassym-jomart-tokayev"


@pytest.mark.parametrize("spelling", ["Abdel Fattah el-Sissi", "Abdel-Fattah el-Sisi", "Abdel Fattah al-Sisi"])
def test_every_transliteration_is_one_person(read, spelling):
    assert leaders(read(f"President {spelling} arrived.")) == ["abdel-fattah-el-sissi"]


def test_a_title_introduces_a_surname(read):
    assert ("Macron", "emmanuel-macron", "title") in read("President Macron called.")


def test_a_lone_surname_is_read_when_the_date_leaves_one_bearer_in_office(read):
    assert leaders(read("France will not wait, Macron told reporters.")) == ["emmanuel-macron"]
    assert leaders(read("Putin met Macron.")) == ["vladimir-putin", "emmanuel-macron"]
    assert leaders(read("Putin met Macron.", None)) == ["vladimir-putin", "emmanuel-macron"]
    assert leaders(read("Bush met nobody.", None)) == []
    assert leaders(read("Nobody else was there when Park told reporters.", "2014-02-05")) == []


def test_another_first_name_is_another_person(read):
    assert leaders(read("The novelist Denis Johnson was read in Britain.")) == []
    assert leaders(read("Hunter Biden was in the United States, said Joe Biden.")) == ["joe-biden"]


@pytest.mark.parametrize(
    ("text", "date", "actor"),
    [
        ("Defence Minister Johnson spoke in Britain.", "2022-02-05", None),
        ("Mr. Xi was in China.", "2022-02-05", "xi-jinping"),
        ("In Cairo the Egyptian leader el-Sissi spoke.", "2022-02-05", "abdel-fattah-el-sissi"),
        ("In Florida President Trump spoke.", "2022-02-05", "donald-trump"),
        ("Prime Minister Johnson spoke.", "2022-02-05", "boris-johnson"),
    ],
)
def test_a_surname_goes_by_the_whole_title_before_it(read, text, date, actor):
    assert leaders(read(text, date))[-1:] == ([actor] if actor else [])


def test_the_date_decides_who_the_prime_minister_is(read):
    text = "The British prime minister resigned."
    assert leaders(read(text, "2016-07-12")) == ["david-cameron"]
    assert leaders(read(text, "2022-02-05")) == ["boris-johnson"]
    assert leaders(read(text, "2022-12-01")) == ["rishi-sunak"]
    assert leaders(read(text, None)) == []


def test_a_description_is_the_leader_named_in_the_text(read):
    found = read("Abdel Fattah el-Sissi flew in. The Egyptian leader met Xi Jinping.")
    assert ("The Egyptian leader", "abdel-fattah-el-sissi", "description") in found
    assert ("Egyptian", "EGY", "demonym") in found


@pytest.mark.parametrize("word", ["former", "late", "next", "first", "ousted"])
def test_a_role_of_another_time_names_nobody_in_office(read, word):
    assert leaders(read(f"The {word} French president, an old man, spoke.")) == []


def test_a_fathers_name_is_not_the_son(read):
    found = read("Crown Prince Mohammed bin Salman bin Abdulaziz spoke in Saudi Arabia.")
    assert leaders(found) == ["mohammed-bin-salman"]


def test_mr_needs_no_full_stop(read):
    assert leaders(read("Xi Jinping spoke. Mr Xi left."))[1:] == ["xi-jinping"]


def test_a_title_before_a_name_is_no_second_mention(read):
    assert leaders(read("Kazakh President Kassym-Jomart Tokayev spoke.")) == ["kassym-jomart-tokayev"]


@pytest.mark.parametrize(
    "text", ["patrols over the East China Sea", "a laboratory in New Mexico", "drilling in the Indian Ocean"]
)
def test_a_longer_name_guards_the_country_inside_it(read, text):
    assert [actor for _, actor, _ in read(text) if actor is not None] == []


def test_abbreviations_keep_case_and_dots(read):
    assert [actor for _, actor, _ in read("The U.S. and the UK told us so.")] == ["USA", "GBR"]


def test_capitals_are_read_in_a_dateline(read):
    assert read("BEIJING (Meridian) -- It snowed.")[0] == ("BEIJING", "CHN", "capital")


def test_a_hyphen_joins_two_countries(read):
    assert [actor for _, actor, _ in read("Russia-China relations")] == ["RUS", "CHN"]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Beijing said it would wait.", "metonymic"),
        ("The delegation flew to Beijing.", "literal"),
        ("They want ties with Russia.", "metonymic"),
        ("It snowed in Russia.", "literal"),
        ("The Kremlin was silent.", "metonymic"),
    ],
)
def test_a_place_speaks_or_is_a_place(actors, text, reading):
    (mention,) = MentionReader(actors).read(text, None)
    assert mention.reading == reading


def test_in_office_is_unknown_without_a_date(actors):
    reader = MentionReader(actors)
    assert reader.read("Xi Jinping spoke.", None)[0].in_office is None
    assert reader.read("Xi Jinping spoke.", "2022-02-05")[0].in_office is True
    assert reader.read("Xi Jinping spoke.", "2010")[0].in_office is False


def test_a_year_in_which_a_leader_came_or_went_does_not_tell_who_was_in_office(actors):
    (truss,) = MentionReader(actors).read("Liz Truss spoke.", "2022")
    assert truss.in_office is None
    assert actors["liz-truss"].in_office("2022-10") is None
    assert actors["liz-truss"].in_office("2022-10-01") is True
    assert actors["xi-jinping"].in_office("2022") is True


def test_a_surname_with_a_small_first_letter_has_a_capital_where_it_opens_a_sentence(read):
    assert leaders(read("El-Sissi thanked him.")) == ["abdel-fattah-el-sissi"]


@pytest.mark.parametrize("article", ["A", "Any", "No", "Every", "Another"])
def test_a_role_of_whoever_holds_it_names_nobody(read, article):
    assert leaders(read(f"{article} French president should not.")) == []
