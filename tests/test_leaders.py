"""Whom a name or a description means, at its date."""

import pytest

from dateline.actors.mentions import MentionReader
from dateline.actors.periods import Period, inferred_period


@pytest.fixture(scope="module")
def reader(actors):
    return MentionReader(actors)


@pytest.fixture
def leaders(reader):
    def read(text, date=None):
        return [mention.actor for mention in reader.read(text, date) if mention.type == "leader"]

    return read


@pytest.mark.parametrize(
    ("date", "actor"), [("1990-05-01", "george-h-w-bush"), ("2003-05-01", "george-w-bush"), ("1996", "george-h-w-bush")]
)
def test_the_date_decides_between_father_and_son(leaders, date, actor):
    assert leaders("President Bush spoke. Bush then left.", date) == [actor] * 2
    assert leaders("George Bush spoke.", date) == [actor]


def test_an_undated_text_is_dated_by_the_leaders_it_names(leaders, reader):
    text = "President Bush met Mikhail Gorbachev. Bush then left."
    assert leaders(text) == ["george-h-w-bush", "mikhail-gorbachev", "george-h-w-bush"]
    assert leaders("President Bush met Jacques Chirac. Bush then left.")[-1] == "george-w-bush"


def test_leaders_of_different_times_date_nothing(actors):
    assert inferred_period([actors["mikhail-gorbachev"], actors["joe-biden"]]) is None
    assert inferred_period([]) is None


def test_leaders_who_were_in_office_together_twice_leave_two_stretches(actors):
    together = inferred_period([actors["donald-trump"], actors["emmanuel-macron"]])
    assert together == Period((("2017-05-14", "2021-01-20"), ("2025-01-20", "~")), ("donald-trump", "emmanuel-macron"))


@pytest.mark.parametrize(
    "text",
    [
        "The Egyptian leader spoke.",
        "Egypt's president spoke.",
        "The president of Egypt spoke.",
        "Egyptian President spoke too soon.",
        "Abdel Fattah el-Sissi flew in from Cairo. The president met nobody.",
        "In Egypt it rained. The president met nobody.",
    ],
)
def test_a_role_is_read_as_who_held_it(leaders, text):
    assert leaders(text, "2022-02-05")[-1:] == ["abdel-fattah-el-sissi"]


@pytest.mark.parametrize("text", ["It rained. The president met nobody.", "The president of the bank resigned."])
def test_a_role_without_a_country_names_nobody(leaders, text):
    assert leaders(text, "2022-02-05") == []


@pytest.mark.parametrize(
    "text",
    [
        "They landed at Nelson Mandela International Airport.",
        "The ship left Ronald Reagan Avenue.",
        "Queen Elizabeth I of England died in 1603.",
    ],
)
def test_what_is_named_for_a_leader_is_not_the_leader(leaders, text):
    assert leaders(text, "1996-08-01") == []


def test_the_person_introduced_last_bears_the_surname(leaders):
    text = "Former President Jimmy Carter rested. The singer Betty Carter arrived. Carter sang."
    assert leaders(text, "1996-08-01") == ["jimmy-carter"]


def test_a_headline_in_capitals_on_every_word_names_its_leaders(leaders):
    text = "Why Macron Hails Putin\n\nEmmanuel Macron praised Vladimir Putin on Friday."
    assert leaders(text, "2018-02-05")[:2] == ["emmanuel-macron", "vladimir-putin"]


# One surname, several bearers


@pytest.mark.parametrize(
    ("text", "date", "named"),
    [
        ("Bush vetoed it. Barbara Bush read aloud. Bush flew home.", "1989-06-01", ["george-h-w-bush"] * 2),
        ("Melania Trump toured a school.\nTrump tweeted from Florida.", "2018-06-01", ["donald-trump"]),
        ("Michelle Obama planted beans.\nObama said she liked them.", "2009-06-01", []),
        ("Obama ate. Michelle Obama planted beans. Obama said she liked them.", "2009-06-01", ["barack-obama"]),
        ("Chelsea Clinton danced. Clinton sang.", "1997-06-01", []),
    ],
)
def test_a_relative_takes_the_surname_only_where_just_introduced(leaders, text, date, named):
    assert leaders(text, date) == named


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Vadim M. Medvedev spoke in Russia. Medvedev said no.", "1988-06-01"),
        ("South Korea's finance minister, Choi Woo-jin, spoke. Choi said no.", "2025-02-01"),
        ("Sen. Edward Kennedy spoke in the United States. Kennedy left.", "1980-06-01"),
    ],
)
def test_another_given_name_blocks_a_namesake(leaders, text, date):
    assert leaders(text, date) == []


def test_a_middle_name_does_not_hide_a_leader(reader):
    text = "Vladimir V. Putin spoke."
    (putin,) = reader.read(text, "2010-06-01")
    assert (putin.actor, putin.form, text[putin.start : putin.end]) == ("vladimir-putin", "name", "Vladimir V. Putin")


@pytest.mark.parametrize("date", ["1984-06-01", "1984"])
def test_a_mothers_surname_is_not_her_sons(leaders, date):
    text = "Gandhi arrived. Her son Rajiv Gandhi came too. Mrs. Gandhi spoke."
    assert leaders(text, date) == ["indira-gandhi", "rajiv-gandhi", "indira-gandhi"]


@pytest.mark.parametrize(
    ("text", "date", "actor"),
    [
        ("Mrs. Merkel left.", "2015-06-01", "angela-merkel"),
        ("Mr. Merkel left.", "2015-06-01", None),
        ("Ms. Reagan left.", "1985-06-01", None),
        ("Mr. Reagan left.", "1985-06-01", "ronald-reagan"),
        ("Mr Cameron left.", "2012-06-01", "david-cameron"),
        ("John Cameron slept. Mr Cameron left.", "2012-06-01", None),
        ("They told Minister Dini.", "1996-06-01", "lamberto-dini"),
        ("They told Defence Minister Dini.", "1996-06-01", None),
    ],
)
def test_an_honorific_fits_whom_it_is_put_before(leaders, text, date, actor):
    assert leaders(text, date) == ([actor] if actor else [])


@pytest.mark.parametrize(
    ("text", "date", "named"),
    [
        ("Canada's Carney met Trump. Carney called.", "2025-06-01", ["mark-carney", "donald-trump", "mark-carney"]),
        ("Carney met nobody.", "2025-06-01", []),
        ("Castro met Chavez in Havana.", "2010-06-01", ["raul-castro", "hugo-chavez"]),
        ("Nasser nationalized Suez. Eden resigned.", "1956-10-30", ["gamal-abdel-nasser", "anthony-eden"]),
        ("Major powers met in Britain. The Major slept.", "1996-06-01", []),
        ("Britain will wait, Major said.", "1996-06-01", ["john-major"]),
    ],
)
def test_a_common_surname_wants_its_country_or_another_leader(leaders, text, date, named):
    assert leaders(text, date) == named


@pytest.mark.parametrize(
    "text",
    [
        "in May, she spoke",
        "talks of May failed",
        "by May 5",
        "in late May it rained",
        "a cold May",
        "April and May were dry",
    ],
)
def test_a_month_is_no_prime_minister(leaders, text):
    assert leaders(f"Theresa May was silent: {text}.", "2017-06-01") == ["theresa-may"]


def test_a_prime_minister_may_speak_in_a_month_of_her_name(leaders):
    assert leaders("In May, May told Britain so.", "2017-06-01") == ["theresa-may"]


# Headlines


@pytest.mark.parametrize(
    ("line", "date", "named"),
    [
        ("Putin Orders Tanks Over Border", "2022-03-01", ["vladimir-putin"]),
        ("Trump Meets Kim in Oslo, Macron Calls Merkel", "2018-06-12",
         ["donald-trump", "kim-jong-un", "emmanuel-macron", "angela-merkel"]),
        ("Hunter Biden Walks Free", "2022-03-01", []),
        ("XI MEETS PUTIN IN BEIJING", "2022-03-01", ["xi-jinping", "vladimir-putin"]),
        ("TOKAYEV ASKS PUTIN FOR MEN", "2022-01-06", ["kassym-jomart-tokayev", "vladimir-putin"]),
        ("TRUMP MEETS KIM IN OSLO", "2018-06-12", ["donald-trump", "kim-jong-un"]),
        ("WORLD XI BEATS OTHERS", "2018-06-12", []),
    ],
)  # fmt: skip
def test_in_a_headline_a_capital_says_nothing(leaders, line, date, named):
    assert leaders(f"{line}\n\nNobody else was there.", date) == named


def test_a_short_surname_in_capitals_names_nobody_outside_a_headline(leaders):
    assert leaders("The XI of the village met Putin there.", "2022-03-01") == ["vladimir-putin"]


# Undated texts


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Bush met Gorbachev in Malta. Thatcher phoned Kohl.",
         ["george-h-w-bush", "mikhail-gorbachev", "margaret-thatcher", "helmut-kohl"]),
        ("George Bush met Vladimir Putin.", ["george-w-bush", "vladimir-putin"]),
        ("Gorbachev slept.", ["mikhail-gorbachev"]),
        ("Bush slept.", []),
    ],
)  # fmt: skip
def test_surnames_date_a_text_together(leaders, text, named):
    assert leaders(text) == named


def test_the_inferred_period_narrows_with_every_leader(reader):
    _, wide = reader.dated("Putin and Merkel met.")
    _, narrow = reader.dated("Putin and Merkel met Xi, Macron and Trump.")
    assert str(wide) == "2005-11-22/2021-12-08 by angela-merkel, vladimir-putin"
    assert narrow.stretches == (("2017-05-14", "2021-01-20"),)
    assert reader.dated("Putin and Merkel met.", "2010-06-01")[1] is None


@pytest.mark.parametrize(
    "text",
    [
        "In Ruritania a judge, Jorge Alberto Serrano, slept. Serrano ate.",
        "Bush met Charles S. Robb.",
        "Bush met Jean-Claude.",
    ],
)
def test_a_strangers_middle_name_is_heeded(leaders, text):
    assert leaders(text, "1990-05-12") == (["george-h-w-bush"] if "Bush" in text else [])


def test_a_title_is_the_leaders_however_many_relatives_are_named(leaders):
    text = "Nancy Reagan spoke. She and President Reagan read. Reagan laughed."
    assert leaders(text, "1988-03-03") == ["ronald-reagan"] * 2


def test_a_family_name_is_that_of_whoever_bore_it_last(leaders):
    text = (
        "Kim Dae-jung packed. Kim took a hat. He would see President Kim Il Sung, and Kim would wait. "
        "Kim Dae-jung left. Kim sang. President Kim listened."
    )
    south, north = "kim-dae-jung", "kim-il-sung"
    assert leaders(text, "1990-05-01") == [south, south, north, north, south, south, north]


def test_a_predecessor_does_not_take_the_family_name(leaders):
    text = "Kim Jong Un bowed to a picture of Kim Jong Il. Kim wept."
    assert leaders(text, "2015-05-01") == ["kim-jong-un", "kim-jong-il", "kim-jong-un"]


def test_a_title_before_a_strangers_family_name_makes_no_leader(leaders):
    assert leaders("President Kim Il Sung rose. Marshal Kim Woo-chan sat.", "1990-05-01") == ["kim-il-sung"]


@pytest.mark.parametrize(
    ("text", "named"), [("Britain bought from Macmillan.", 0), ("Harold Macmillan of Britain read. Macmillan sat.", 2)]
)
def test_a_surname_is_forgotten_long_after_its_office(leaders, text, named):
    assert leaders(text, "1988-05-01") == ["harold-macmillan"] * named
    assert leaders("Britain heard Macmillan.", "1970-05-01") == ["harold-macmillan"]


@pytest.mark.parametrize(
    "text",
    [
        "SOCCER - SLOVAKIA BEAT PERU IN WORLD CUP QUALIFIER.\nScorers:\nSlovakia - Moravcik (13th), Orlin (88th)",
        "Slovak Striker Lubomir Moravcik Signs for Lima\n\nSlovakia lost him.",
        "CRICKET - PERU V NORWAY ONE-DAY SCOREBOARD.\nScoreboard of the one-day match:\nYeltsin b Orlin 23",
    ],
)
def test_a_player_is_no_leader_of_his_name(leaders, text):
    assert leaders(text, "1996-08-31") == []


def test_a_leader_who_is_introduced_is_read_in_the_report_of_a_match(leaders):
    text = "World Cup qualifier in Lima, halftime 0-0. President Boris Yeltsin watched. Yeltsin smiled."
    assert leaders(text, "1996-08-31") == ["boris-yeltsin"] * 2


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("German Chancellor Scholz spoke.", "olaf-scholz"),
        ("Israeli Premier Bennett spoke.", "naftali-bennett"),
        ("In Peru the pope prayed.", "pope-francis"),
    ],
)
def test_a_title_with_its_country_or_of_another_word_for_the_office_is_a_title(leaders, text, actor):
    assert leaders(text, "2022-02-05") == [actor]


def test_a_predecessor_of_the_name_is_meant_only_after_he_is_named(leaders):
    text = "Park met Abe. Park Chung-hee, her father, was shot in 1979. Park said she was sad."
    ids = ["park-geun-hye", "shinzo-abe", "park-chung-hee", "park-geun-hye"]
    assert leaders(text, "2015-01-05") == ids
    text = "Castro died in 2016. Fidel Castro ruled Cuba."
    assert leaders(text, "2022-02-05") == ["fidel-castro"] * 2


def test_a_surname_that_is_a_word_is_a_name_before_its_verb(leaders):
    assert leaders("May flew to Washington to meet Trump.", "2017-02-05") == ["theresa-may", "donald-trump"]
    assert leaders("Park and Obama met in Washington.", "2015-10-16") == ["park-geun-hye", "barack-obama"]
    assert leaders("May and June were hot in Britain.", "2017-02-05") == []
    assert leaders("May flowers bloom in Britain. Park rangers met there.", "2017-02-05") == []


def test_who_left_or_comes_to_office_soon_is_known_among_leaders(leaders):
    text = "Macron and Scholz met. Trump and Sheinbaum did not."
    ids = ["emmanuel-macron", "olaf-scholz", "donald-trump", "claudia-sheinbaum"]
    assert leaders(text, "2024-09-01") == ids
    assert leaders("Trump and Sheinbaum did not.", "2024-09-01") == []


def test_a_surname_before_all_introductions_is_who_leads(leaders):
    text = "Kim and Moon shook hands at Panmunjom. Kim Yong Nam came, too."
    assert leaders(text, "2018-04-27") == ["kim-jong-un", "moon-jae-in", "kim-yong-nam"]


def test_the_head_of_an_organisation_goes_before_the_president_of_a_country_that_nobody_names(leaders):
    assert leaders("Guterres warned of famine.", "2022-02-05") == ["antonio-guterres"]
    assert leaders("East Timor's Guterres warned of famine.", "2022-02-05") == ["francisco-guterres"]


def test_a_prime_minister_is_known_by_two_letters(leaders):
    text = "PM Modi wrote. At 3 PM the Indian PM left."
    assert leaders(text, "2022-02-05") == ["narendra-modi"] * 2


@pytest.mark.parametrize(
    ("date", "text", "named"),
    [
        ("2022-02-05", "Presidents Xi and Putin signed a pact.", ["xi-jinping", "vladimir-putin"]),
        ("2022-02-05", "Prime Ministers Johnson and Trudeau talked.", ["boris-johnson", "justin-trudeau"]),
        ("1990-05-01", "Presidents Bush and Mikhail S. Gorbachev met.", ["george-h-w-bush", "mikhail-gorbachev"]),
        ("1990-05-01", "It was signed by Presidents Reagan and Carter.", ["ronald-reagan", "jimmy-carter"]),
        ("1990-05-01", "Chancellors Kohl and Vranitzky agreed.", ["helmut-kohl", "franz-vranitzky"]),
    ],
)
def test_a_title_in_the_plural_is_borne_by_all_whom_it_joins(reader, date, text, named):
    found = [mention for mention in reader.read(text, date) if mention.type in ("leader", "person")]
    assert [mention.actor for mention in found] == named
    assert found[0].form == "title"


def test_a_title_in_the_plural_that_nobody_bore_leaves_the_name_to_its_date(leaders):
    assert leaders("Presidents Macron and Scholz met.", "2022-05-01") == ["emmanuel-macron", "olaf-scholz"]
    assert leaders("Presidents Hotel and Scholz met.", "2022-05-01") == ["olaf-scholz"]


@pytest.mark.parametrize(("title", "meant"), [("then-President ", "bill-clinton"), ("", "hillary-clinton")])
def test_then_president_is_who_was_president(reader, title, meant):
    found = reader.read(f"NATO bombed Serbia, {title}Clinton said in Washington.", "2011-10-20")
    assert [mention.actor for mention in found if mention.name.endswith("Clinton")] == [meant]


def test_a_surname_that_is_a_word_is_the_word_before_a_plural_even_when_its_owner_is_named(leaders):
    text = "John Major lost ground. Major powers met in Paris. Major talks are due. Major said so. Major has left."
    assert leaders(text, "1995-06-01") == ["john-major"] * 3
    text = "Prime Minister John Key spoke in Wellington. Key ministers agreed. Key issues remain. Key wins votes."
    assert leaders(text, "2013-06-01") == ["john-key"] * 2


def test_a_title_of_one_country_alone_is_its_bearers_name_while_in_office(leaders):
    assert (
        leaders("The Shah said he would leave. The crowd cursed the Shah.", "1979-01-10")
        == ["mohammad-reza-pahlavi"] * 2
    )
    assert leaders("The Shah Mosque closed. The Shah said no.", "1996-01-10") == []
