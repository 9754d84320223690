"""Which names stand in a text, and what a country's name means there."""

import pytest

from dateline.actors.mentions import MentionReader
from dateline.actors.names import NameScanner


@pytest.fixture(scope="module")
def read(actors):
    """Return a function from a text and a date to its mentions."""
    reader = MentionReader(actors)
    return lambda text, date="1996-08-30": reader.read(text, date)


@pytest.fixture(scope="module")
def countries(read):
    """Return a function from a text to the ids of the countries named in it."""
    return lambda text: [mention.actor for mention in read(text) if mention.type == "country"]


# Forms


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Sino-Russian talks", ["CHN", "RUS"]),
        ("the Franco-German axis", ["FRA", "DEU"]),
        ("an Anglo-Irish treaty", ["GBR", "IRL"]),
        ("Sino was a word.", []),
        ("a Briton, two Spaniards and three Poles", ["GBR", "ESP", "POL"]),
        ("The U.S.S.R., the G.D.R. and the DPRK signed.", ["SUN", "DDR", "PRK"]),
        ("the UAE, the U.K. and the U.S.A.", ["ARE", "GBR", "USA"]),
        ("He told us and the uk.", []),
        ("Zaire, Burma and Upper Volta voted.", ["COD", "MMR", "BFA"]),
        ("South Vietnam fell; South Yemen did not.", ["XVS", "YMD"]),
        ("Serbia and Montenegro joined.", ["SCG"]),
        ("Koreans voted.", ["KOR"]),
        ("North Koreans voted.", ["PRK"]),
    ],
)
def test_every_form_of_a_state_names_it(countries, text, ids):
    assert countries(text) == ids


def test_the_longest_name_counts(actors):
    text = "The South African minister flew to Papua New Guinea."
    found = NameScanner(actors).scan(text).actors
    assert [text[name.start : name.end] for name in found] == ["South African", "Papua New Guinea"]


@pytest.mark.parametrize(
    "text", ["the Korean War", "an Italian-American family", "Iraqi Kurds", "Greco-Roman wrestling"]
)
def test_a_people_a_war_or_a_style_is_no_state(countries, text):
    assert countries(text) == []


# Longer names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Bank of Canada cut its rate.", "Bank of Canada"),
        ("The Ruritanian Socialist Party of France lost.", "Ruritanian Socialist Party of France"),
        ("Shares of Kenya Airways rose.", "Kenya Airways"),
        ("The Danish Liberal Party sued.", "Danish Liberal Party"),
        ("Members of United Russia left.", "United Russia"),
    ],
)
def test_a_company_or_a_party_is_an_organisation_and_no_country(read, text, name):
    (mention,) = [mention for mention in read(text) if name in text[mention.start : mention.end]]
    assert (mention.type, mention.actor, text[mention.start : mention.end]) == ("organisation", None, name)
    assert all(other.type != "country" for other in read(text))


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Russian Foreign Ministry spoke.", "RUS"),
        ("The U.S. Congress met.", "USA"),
        ("The Polish parliament met.", "POL"),
        ("German President Hans Muster spoke.", "DEU"),
        ("The U.S. Census Bureau counts.", "USA"),
    ],
)
def test_a_body_of_the_state_leaves_the_country_named(countries, text, actor):
    assert countries(text) == [actor]


@pytest.mark.parametrize(
    "text",
    [
        "She won the Danish Open.",
        "He lives at 4 Cuba Street.",
        "Nobody drives on US-61 today.",
        "the Tour of Belgium",
    ],
)
def test_an_event_or_a_street_is_no_country(countries, text):
    assert countries(text) == []


# Teams


MATCH = "SOCCER - A TEST.\n\n{} in a World Cup qualifier on Sunday. The goalkeeper saved two goals."


def test_a_team_is_an_organisation_with_its_country(read):
    teams = [mention for mention in read(MATCH.format("Brazil beat Russia 2-1")) if mention.name.endswith("(team)")]
    assert [(team.type, team.actor, team.country, team.reading) for team in teams] == [
        ("organisation", None, "BRA", "metonymic"),
        ("organisation", None, "RUS", "metonymic"),
    ]


@pytest.mark.parametrize(
    ("told", "ids"),
    [
        ("The club won in Spain", ["ESP"]),
        ("Ana Perez (Chile) ran", ["CHL"]),
        ("Panama's Luis Mora scored", ["PAN"]),
        ("Brazil beat a France-based club", ["FRA"]),
        ("A Mexican driver waited", ["MEX"]),
    ],
)
def test_a_place_or_a_nationality_in_a_report_of_a_match_is_a_country(countries, told, ids):
    assert countries(MATCH.format(told)) == ids


def test_an_adjective_is_the_teams_where_nations_play(countries):
    assert countries(MATCH.format("Brazil beat Russia after the Russian captain fell")) == []


def test_a_match_mentioned_in_passing_makes_no_team(countries):
    told = "Brazil will not sign the treaty with Russia, its minister said. " * 8
    assert countries(told + "He had watched a match.").count("BRA") == 8


# Namesakes


def test_the_american_georgia_is_told_by_what_is_around_it(read, countries):
    local = "Georgia lawmakers met in Atlanta. The sheriff of Hall County spoke in Georgia."
    assert countries(local) == []
    assert {(mention.type, mention.name) for mention in read(local)} >= {("organisation", "Georgia")}
    assert countries("Georgia and Russia traded shots near Abkhazia. Georgia called for calm.").count("GEO") == 2
    assert countries("It snowed in Georgia.") == ["GEO"]


@pytest.mark.parametrize("text", ["He moved to Lebanon, Pa., in May.", "A man of Palestine, Texas, fell."])
def test_a_state_of_the_union_behind_a_comma_tells_the_town(countries, text):
    assert countries(text) == []


def test_a_first_name_makes_a_person_of_a_country(read, countries):
    for text in ("The pilots Ron Hall and Chad Muster left.", "The painter Anna Jordan smiled. Jordan left."):
        assert countries(text) == []
        assert {mention.type for mention in read(text)} == {"person"}
    assert countries("Jordan Valley farmers told Chad and Jordan so.") == ["TCD", "JOR"]


@pytest.mark.parametrize(
    "text", ["She speaks French.", "an Italian restaurant", "in English and Portuguese", "Irish songs"]
)
def test_a_language_or_a_dish_is_no_country(countries, text):
    assert countries(text) == []


# Tables


def test_every_place_and_rival_lies_in_a_known_state(actors):
    places, namesakes = actors.contexts.places.values(), actors.contexts.namesakes
    assert {place.country for place in places} | {row.rival for row in namesakes} <= {"", *actors}


def test_no_word_of_a_context_shadows_a_name_inside_it(actors):
    forms = {alias.text for country in actors.of_type("country") for alias in country.aliases}
    inside = []
    for words in actors.contexts.subjects.keys() - forms - set(actors.guards):
        parts = words.split()
        pieces = {" ".join(parts[start:stop]) for stop in range(len(parts) + 1) for start in range(stop)}
        inside += [(words, piece) for piece in pieces & forms]
    assert inside == []


def test_no_name_holds_a_person_twice(actors):
    senses = NameScanner(actors)._senses
    assert [sense.leaders for sense in senses if len({one.id for one in sense.leaders}) < len(sense.leaders)] == []


@pytest.mark.parametrize(
    "text",
    [
        "He drove to Cuba, Missouri.",
        "He came from Peru, Indiana. He left.",
        "They danced a Congo line.",
        "A Turkey vulture circled.",
        "It rained in Niger State.",
        "Mali Johnson sang.",
        "Red Star Belgrade met Real Madrid.",
        "Georgia Tech beat Georgia on Saturday.",
        "Dominican friars prayed.",
    ],
)
def test_a_town_a_dance_or_a_bird_is_no_country(countries, text):
    assert countries(text) == []


@pytest.mark.parametrize("text", ["ALL OF US AGREE", "THIS LAND BELONGS TO US", "THE TALKS BETWEEN US WERE LONG."])
def test_us_in_a_line_of_capitals_may_be_the_pronoun(countries, text):
    assert countries(text) == []


@pytest.mark.parametrize("text", ["US AND CHINA AGREE", "TALKS BETWEEN US AND CHINA FAIL", "EXPORTS TO US GROW"])
def test_us_in_a_line_of_capitals_is_the_country_elsewhere(countries, text):
    assert "USA" in countries(text)


@pytest.mark.parametrize(
    "text",
    [
        "It was smuggled into Florida and Georgia by night.",
        "Polls in Georgia, Michigan and Nevada are tied.",
        "Georgia and South Carolina were hit.",
        "Donald Trump won Georgia's primary on Tuesday.",
    ],
)
def test_georgia_beside_states_of_the_union_is_one_of_them(countries, text):
    assert "GEO" not in countries(text)


def test_georgia_beside_other_countries_or_its_leader_is_the_country_though_a_text_is_about_america(countries):
    assert countries("Georgia and Armenia signed.") == ["GEO", "ARM"]
    assert countries("The river parts Texas and Mexico.") == ["MEX"]
    text = (
        "Georgia's president, Salome Zourabichvili, said the vote was rigged. A rally was held in Macon, Georgia. "
        "The Georgia Senate met. Fulton County and the Georgia Supreme Court agreed."
    )
    assert countries(text) == ["GEO"]
