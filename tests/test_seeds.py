"""Seeds are judgement kept as data: each table is checked when it is read, and says what is wrong and where."""

import datetime
import shutil
from itertools import pairwise

import pandas as pd
import pytest
from click.testing import CliRunner

import dateline as dl
from dateline.actors.mentions import MentionReader
from dateline.cli import main
from dateline.errors import NotFoundError, SeedError
from dateline.provenance import home
from dateline.seeds import Role
from dateline.seeds.check import check_seeds
from dateline.seeds.register import load_people
from dateline.seeds.spells import first_day, gaps, last_day
from dateline.seeds.terms import compile_term


@pytest.fixture
def tables(tmp_path):
    """Return a copy of the actor tables that a test may spoil."""
    return shutil.copytree(home("seeds") / "actors", tmp_path / "actors")


def spoil(path, old, new):
    """Replace one thing in a table; the test fails when it is not there."""
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


def test_every_member_of_the_united_nations_is_there(actors):
    rows = (home("seeds") / "actors" / "countries.csv").read_text(encoding="utf-8").splitlines()
    assert sum(",yes," in row for row in rows) == 193
    assert {"TWN", "XKX", "PSE", "VAT"} <= set(actors)


@pytest.mark.parametrize(
    ("actor", "date", "serving"),
    [
        ("xi-jinping", "2022-02-05", True),
        ("abdel-fattah-el-sissi", "2022-02-05", True),
        ("joe-biden", "2021-01-19", False),
        ("joe-biden", "2021-01-20", True),
        ("donald-trump", "2020", True),
        ("donald-trump", "2023", False),
        ("donald-trump", "2025-06", True),
        ("olaf-scholz", "2021-12-07", False),
        ("olaf-scholz", "2021-12-08", True),
        ("gurbanguly-berdymukhamedov", "2022-02-05", True),
        ("liz-truss", "2022-12-01", False),
    ],
)
def test_a_leader_is_in_office_between_the_exact_dates(actors, actor, date, serving):
    assert actors[actor].in_office(date) is serving


@pytest.mark.parametrize("date", ["2016-06-01", "2022-02-05", "2025-06-01"])
def test_nearly_every_state_has_a_leader_on_any_day(actors, date):
    led = {office.country for leader in actors.of_type("leader") for office in leader.offices if office.holds_on(date)}
    assert len(led) >= 185


def test_an_unknown_actor_is_named_with_the_nearest(actors):
    with pytest.raises(NotFoundError, match='Did you mean "xi-jinping"'):
        actors["xi-jinpeng"]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("leaders.csv", ",state,", ",throne,", r"leaders.csv, row \d+: column office holds \"throne\""),
        ("leaders.csv", "2017-05-14", "14 May 2017", r"leaders.csv, row \d+: column (start|end) .* YYYY-MM-DD"),
        ("countries.csv", "AFG,Afghanistan", "ALB,Afghanistan", r"row \d+: the id ALB stands twice"),
        ("countries.csv", "AFG,Afghanistan", "AFG,", r"countries.csv, row \d+: column name is empty"),
        ("countries.csv", "Afghans", "Afghans|Angola", "already a name of"),
        ("institutions.csv", "name,country", "nom,country", 'unknown column "nom"'),
        ("guards.csv", "phrase,why\n", "phrase,why\na,b,c\n", "it should have 2 cells"),
    ],
)
def test_a_spoiled_table_is_refused_with_file_row_and_remedy(tables, file, old, new, message):
    spoil(tables / file, old, new)
    with pytest.raises(SeedError, match=message):
        dl.load_actors(tables)


ORGANISATION = "id,name,names,abbreviations,institutions,kind,valid_from,valid_to,source"
LEAGUE = "lagoon-league,Lagoon League,League of the Lagoon,LGL|L.G.L.,Lagoon Secretariat,group,1951-04,1999,editors"


@pytest.fixture
def league(tables):
    """Return tables that hold one organisation and its head, who had led a government before."""
    path = tables / "organisations.csv"
    others = path.read_text(encoding="utf-8").splitlines() if path.is_file() else [ORGANISATION]
    path.write_text("\n".join([others[0], LEAGUE, *others[1:]]) + "\n", encoding="utf-8")
    with (tables / "leaders.csv").open("a", encoding="utf-8") as file:
        file.write("ida-moor,Ida Moor,Moor,,she,NOR,government,Prime Minister,1952,1953-02-01,1953,editors\n")
        file.write("ida-moor,Ida Moor,Moor,,she,lagoon-league,head,Secretary-General,1960,1966,1966,editors\n")
    return tables


def test_an_organisation_has_names_a_life_and_no_country(league):
    found = dl.load_actors(league)["lagoon-league"]
    assert (found.type, found.country, found.valid_from, found.valid_to) == ("organisation", None, "1951-04", "1999")
    assert {alias.text: alias.form for alias in found.aliases} == {
        "Lagoon League": "name", "League of the Lagoon": "name", "LGL": "abbreviation", "L.G.L.": "abbreviation",
        "Lagoon Secretariat": "institution",
    }  # fmt: skip


def test_the_head_of_an_organisation_is_a_leader_whose_country_depends_on_the_date(league):
    head = dl.load_actors(league)["ida-moor"]
    assert (head.type, head.country) == ("leader", None)
    assert head.country_on("1952-06") == "NOR"
    assert head.country_on("1963") is None
    assert head.in_office("1962") is True


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("organisations.csv", "LGL|L.G.L.", "LGL|Norway", '"Norway" is already a name of NOR'),
        ("organisations.csv", "lagoon-league,", "Lagoon League,", r"organisations\.csv, row 2: the id .* is no slug"),
        ("organisations.csv", "1951-04", "April 1951", "column valid_from"),
        ("leaders.csv", "lagoon-league,head", "lagoon-league,state", 'column office holds "state"'),
        ("leaders.csv", "NOR,government,Prime Minister,1952", "NOR,head,Prime Minister,1952", 'holds "head"'),
        ("leaders.csv", "lagoon-league,head", "lagoon-leage,head", 'Did you mean "lagoon-league"'),
    ],
)
def test_a_spoiled_organisation_is_refused(league, file, old, new, message):
    spoil(league / file, old, new)
    with pytest.raises(SeedError, match=message):
        dl.load_actors(league)


def test_a_country_keeps_the_dates_of_its_life(actors):
    assert (actors["DDR"].valid_from, actors["DDR"].valid_to) == ("1949-10-07", "1990-10-03")
    assert actors["NOR"].un_member
    assert not actors["DDR"].un_member


# A user's own table


def added(tmp_path, *lines):
    path = tmp_path / "mine.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_table_of_three_columns_adds_a_person(tmp_path, actors):
    mine = dl.load_actors(add=added(tmp_path, "actor,name,country", "ada-holm,Ada Holm,NOR"))
    assert len(mine) == len(actors) + 1
    holm = mine["ada-holm"]
    assert (holm.type, holm.country, holm.pronoun, holm.in_office("2022")) == ("person", "NOR", "one", None)
    assert [alias.text for alias in holm.aliases] == ["Ada Holm"]
    assert holm in mine.people()


def test_a_frame_is_added_like_a_file_and_several_are_added_in_order(tmp_path):
    path = added(tmp_path, "actor,name,country,office,start", "ada-holm,Ada Holm,NOR,government,2027")
    frame = pd.DataFrame(
        {"actor": ["ada-holm", "bo-lind"], "name": ["Ada Holm", "Bo Lind"], "country": ["NOR", "SWE"],
         "office": ["government", None], "start": [2027, None], "end": [pd.Timestamp("2028-02-03"), None]}
    )  # fmt: skip
    mine = dl.load_actors(add=[path, frame])
    (spell,) = mine["ada-holm"].offices
    assert (spell.start, spell.end) == ("2027", "2028-02-03")
    assert mine["bo-lind"].offices == ()


def test_a_row_with_the_same_spell_replaces_what_it_fills(tmp_path, actors):
    ours = actors["xi-jinping"]
    row = "xi-jinping,Xi Jinping,CHN,state,2013-03-14,2027-03-14"
    path = added(tmp_path, "actor,name,country,office,start,end", row)
    theirs = dl.load_actors(add=path)["xi-jinping"]
    assert [spell.end for spell in theirs.offices] == ["2013-03-14", "2027-03-14"]
    assert theirs.offices[-1].titles == ours.offices[-1].titles
    assert theirs.aliases == ours.aliases


def test_a_known_actor_gains_names_and_spells(tmp_path, actors):
    lines = ["actor,name,variants,country,office,start", "xi-jinping,Xi Jinping,Uncle Xi,CHN,,",
             "xi-jinping,Xi Jinping,,CHN,government,2027"]  # fmt: skip
    theirs = dl.load_actors(add=added(tmp_path, *lines))["xi-jinping"]
    assert len(theirs.offices) == len(actors["xi-jinping"].offices) + 1
    assert ("Uncle Xi", "name") in theirs.aliases
    assert theirs.pronoun == "he"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("ada-holm,Ada Holm,NRO,,", r'mine\.csv, row 2: no country or organisation NRO\. Did you mean .*"NOR"'),
        ("Ada Holm,Ada Holm,NOR,,", r"mine\.csv, row 2: the id .* xi-jinping"),
        ("nor,,NOR,,", "column name is empty"),
        ("ada-holm,Ada Holm,NOR,,2027", "dates but no office"),
        ("ada-holm,Ada Holm,NOR,queen,2027", 'column office holds "queen"'),
        ("ada-holm,Ada Holm,NOR,state,1 May 2027", "YYYY-MM-DD"),
        ("xi-jinping,Xi,CHN,state,2027", r'is "Xi Jinping" in leaders\.csv, row \d+\. Write that name'),
    ],
)
def test_a_wrong_row_of_a_users_table_is_named_with_its_remedy(tmp_path, row, message):
    with pytest.raises(SeedError, match=message):
        dl.load_actors(add=added(tmp_path, "actor,name,country,office,start", row))


def test_a_users_table_that_is_not_there_or_has_an_odd_column_is_named(tmp_path):
    with pytest.raises(SeedError, match=r'no file ".*none\.csv"'):
        dl.load_actors(add=tmp_path / "none.csv")
    with pytest.raises(SeedError, match=r'unknown column "nme"\. Did you mean "name"'):
        dl.load_actors(add=added(tmp_path, "actor,nme,country", "a,b,NOR"))
    with pytest.raises(SeedError, match="added table lacks the column country"):
        dl.load_actors(add=pd.DataFrame({"actor": ["a"], "name": ["b"]}))


# What is to be done


def lead(tables, *rows):
    """Put only these rows (actor, country, office, start, end, confirmed) into the table of leaders."""
    head = (tables / "leaders.csv").read_text(encoding="utf-8").splitlines()[0]
    lines = [
        f"{actor},{actor.title()},{actor.title()},,he,{country},{office},Duke,{start},{end},{seen},editors"
        for actor, country, office, start, end, seen in rows
    ]
    (tables / "leaders.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    (tables / "exceptions.csv").unlink(missing_ok=True)
    return tables


def to_do(tables, **choices):
    found = check_seeds(tables, **({"as_of": "2026-11-24"} | choices))
    return [(row.row, row.what) for row in found]


@pytest.mark.parametrize(
    ("first", "second", "problems"),
    [
        (("2001", "2005-03-01"), ("2005-03-01", "2006"), []),
        (("2001", "2005-03-02"), ("2005-03-01", "2006"), [(3, "overlap")]),
        (("2001", "2005"), ("2005-06", "2006"), []),
        (("2001", "2005-03"), ("2005-05-05", "2006"), [(3, "gap")]),
        (("2001", "2005"), ("2005-06", "2006-01-31"), []),
        (("2001", ""), ("2005", "2006"), [(3, "overlap")]),
        (("2001", "2006"), ("2001", "2006"), []),
    ],
)
def test_overlaps_and_gaps_are_those_that_are_certain(tables, first, second, problems):
    rows = [("aa", "NOR", "state", *first, "2026-11"), ("bb", "NOR", "state", *second, "")]
    assert to_do(lead(tables, *rows)) == problems


def test_joint_and_vacant_offices_are_rows_of_a_table(tables):
    rows = [("aa", "NOR", "state", "2001", "2006", ""), ("bb", "NOR", "state", "2003", "2006", ""),
            ("cc", "NOR", "state", "2009", "2010", "")]  # fmt: skip
    assert to_do(lead(tables, *rows)) == [(3, "overlap"), (4, "gap")]
    exceptions = "country,office,kind,start,end,note\nNOR,state,joint,2002,2007,two\nNOR,state,vacant,2006,2009,none\n"
    (tables / "exceptions.csv").write_text(exceptions, encoding="utf-8")
    assert to_do(tables) == []


def test_a_president_with_both_offices_leaves_no_gap_in_one(tables):
    rows = [("aa", "NOR", "government", "2001", "2003", ""), ("bb", "NOR", "both", "2003", "2007", ""),
            ("cc", "NOR", "government", "2007", "2009", "")]  # fmt: skip
    assert to_do(lead(tables, *rows)) == []


def test_an_open_term_is_to_be_confirmed_after_some_months(tables):
    lead(tables, ("aa", "NOR", "state", "2001", "", "2025-06"), ("bb", "SWE", "state", "2001", "", ""))
    assert to_do(tables, months=12) == [(2, "unconfirmed"), (3, "unconfirmed")]
    assert to_do(tables, months=20) == [(3, "unconfirmed")]
    assert to_do(tables, months=12, as_of="2026-05-01") == [(3, "unconfirmed")]


def test_one_name_under_two_ids_is_told(tables):
    lead(tables, ("aa", "NOR", "state", "2001", "2002", ""), ("bb", "SWE", "state", "2001", "2002", ""))
    spoil(tables / "leaders.csv", "bb,Bb", "bb,Aa")
    assert to_do(tables) == [(3, "double")]


def test_our_own_table_leaves_nothing_to_be_done_on_the_day_it_was_checked():
    assert list(check_seeds(as_of="2026-11-24")) == []


def test_a_row_taken_out_of_our_own_table_is_a_gap(tables):
    rows = (tables / "leaders.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if not row.startswith("francois-hollande,")]
    assert len(kept) == len(rows) - 1
    (tables / "leaders.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    (found,) = check_seeds(tables, as_of="2026-11-24")
    assert (found.what, found.country, found.actor) == ("gap", "FRA", "emmanuel-macron")


def test_our_own_table_wants_to_be_confirmed_again_after_a_year():
    late = check_seeds(as_of="2027-11-24")
    assert "unconfirmed" in {row.what for row in late}


@pytest.mark.parametrize(
    ("exception", "problems"),
    [
        ("NOR,state,unwatched,2020,,nobody looked", []),
        ("*,state,unwatched,2020,,nobody looked", []),
        ("*,government,unwatched,2020,,nobody looked", [(2, "unconfirmed")]),
        ("SWE,state,unwatched,2020,,nobody looked", [(2, "unconfirmed")]),
        ("NOR,state,unwatched,2001,,seen since", [(2, "unconfirmed")]),
        ("NOR,state,unwatched,2020,2021,watched again", [(2, "unconfirmed")]),
    ],
)
def test_an_office_nobody_watches_is_excused_from_when_its_holder_was_last_seen(tables, exception, problems):
    lead(tables, ("aa", "NOR", "state", "2001", "", "2019"), ("bb", "SWE", "government", "2026-11", "", ""))
    (tables / "exceptions.csv").write_text(f"country,office,kind,start,end,note\n{exception}\n", encoding="utf-8")
    assert to_do(tables) == problems
    excused = "1 more open" if not problems else "0 more open"
    assert any(note.startswith(excused) for note in check_seeds(tables, as_of="2026-11-24").notes)


def test_every_office_at_once_may_be_unwatched_but_not_vacant(tables):
    lead(tables, ("aa", "NOR", "state", "2001", "2002", ""))
    rows = "country,office,kind,start,end,note\n*,state,vacant,2001,,no\n"
    (tables / "exceptions.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(SeedError, match=r"exceptions\.csv, row 2: nobody held an office of \*"):
        check_seeds(tables, as_of="2026-11-24")


# Who leads, and whose seat is meant


def test_who_leads_a_state_is_somebody_of_that_state(actors):
    for row in actors.contexts.leads:
        if row.actor:
            assert row.country in {office.country for office in actors[row.actor].offices}


def test_a_seat_changes_its_state_with_the_date(actors):
    def owner(name, date):
        return [seat.country for seat in actors.contexts.seats if seat.name == name and seat.holds_on(date)]

    assert owner("Moscow", "1985-06-01") == ["SUN"]
    assert owner("Moscow", "1992-06-01") == []
    assert owner("Belgrade", "1999") == ["YUG"]
    assert owner("Belgrade", "2004-01-01") == ["SCG"]
    assert owner("Saigon", "1970-01-01") == ["XVS"]
    assert owner("Bonn", "2001") == [""]


def test_seats_of_one_name_and_reading_never_overlap(actors):
    held = {}
    for seat in actors.contexts.seats:
        held.setdefault((seat.name, seat.reading), []).append((seat.start or "", seat.end or "~"))
    for spells in held.values():
        ordered = sorted(spells)
        assert all(first[1] < second[0] for first, second in pairwise(ordered))


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("leads.csv", "RUS,state", "RUSS,state", r'leads\.csv, row \d+: .*"RUSS"\. Did you mean .*"RUS"'),
        ("leads.csv", "RUS,state", "RUS,foreign", r"column office"),
        ("seats.csv", "Moscow,SUN", "Moscow,USSR", r'seats\.csv, row 2: column country holds "USSR"'),
        ("seats.csv", "1922-12-30,1991", "1992-12-30,1991", "ends .* before it starts"),
        ("seats.csv", "eu,1967-07-01,,metonymic", "eu,1967-07-01,,figurative", "column reading"),
        ("places.csv", "Zurich,CHE", "Zurich,SWI", r'places\.csv, row \d+: column country .*"SWI"'),
        ("namesakes.csv", "Georgia,place,USA", "Georgia,place,US", r"column rival .*\"USA\""),
        ("contexts.csv", "qualifier,match,3", "qualifier,match,-3", r"column weight .*whole number such as 12"),
        ("parsed_readings.csv", "beside,*,0.4", "beside,*,heavy", r"row 2: column parsed .*number such as -1\.2"),
        (
            "parsed_readings.csv",
            "arkansas|foundation",
            "arkansas|arkansas",
            '"arkansas" stands twice for the tie beside',
        ),
        ("contexts.csv", ",match,", ",macth,", r'column about .* Did you mean .*"match"'),
        ("beside.csv", ",organisation,", ",organization,", r"beside\.csv, row \d+: column kind"),
        ("hints.csv", ",joint,", ",joined,", r"hints\.csv, row \d+: column kind"),
    ],
)
def test_a_cell_that_no_table_knows_stops_the_load(tables, file, old, new, message):
    spoil(tables / file, old, new)
    with pytest.raises(SeedError, match=message):
        dl.load_actors(tables)


# A folder of one's own


def mentions(actors, text, date="2022-02-05"):
    """Return what is named in a text: the words, the actor and the reading."""
    found = MentionReader(actors).read(text, date)
    return [(text[one.start : one.end], one.actor, one.reading) for one in found if one.actor]


@pytest.fixture
def mine(tmp_path):
    """Return a folder with a few rows of one's own: a seat, a metonym, a guard, a namesake, a lead and a person."""
    rows = {
        "seats.csv": "name,country,start,end,reading,source\nBergenhus,NOR,1948,2005,,mine\n",
        "institutions.csv": "name,country,kind,source\nRiver Palace,NOR,seat,mine\n",
        "guards.csv": "phrase,why\nPeru Cup,a race\n",
        "places.csv": "name,country,kind,source\nGamlestad,NOR,city,mine\n",
        "surnames.csv": "surname,why\nHolm,borne by many\n",
        "given_names.csv": "name,source\nWenonah,mine\n",
        "leaders.csv": "actor,name,surname,country,office,start\nada-holm,Ada Holm,Holm,NOR,leader,2020\n",
    }
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, table in rows.items():
        (folder / name).write_text(table, encoding="utf-8")
    return folder


@pytest.mark.parametrize("lay", [lambda mine: {"add": mine}, lambda mine: {"folder": mine}])
def test_every_table_of_ones_own_folder_reaches_the_reading(actors, mine, lay):
    own = dl.load_actors(**lay(mine))
    assert mentions(own, "Bergenhus said no.", "1999") == [("Bergenhus", "NOR", "metonymic")]
    assert mentions(own, "Bergenhus said no.", "2015") == mentions(actors, "Bergenhus said no.", "1999") == []
    assert mentions(own, "The River Palace was silent.") == [("River Palace", "NOR", "metonymic")]
    assert mentions(own, "He won the Peru Cup.") == []
    assert own.contexts.places["Gamlestad"].country == "NOR"
    assert mentions(own, "It was Holm who left.") == []
    assert mentions(own, "Norway sent Holm to the talks.") == [
        ("Norway", "NOR", "metonymic"),
        ("Holm", "ada-holm", "literal"),
    ]
    assert own.contexts.given_names - actors.contexts.given_names == {"Wenonah"}
    assert own.contexts.digest != actors.contexts.digest


def test_a_row_of_ones_own_replaces_ours_and_leaves_the_others(actors, tmp_path):
    rows = "name,country,start,end,reading,source\nMoscow,RUS,1922-12-30,1991-12-25,,mine\n"
    (tmp_path / "seats.csv").write_text(rows, encoding="utf-8")
    own = dl.load_actors(add=tmp_path)
    assert mentions(own, "Moscow refused.", "1985") == [("Moscow", "RUS", "metonymic")]
    assert mentions(actors, "Moscow refused.", "1985") == [("Moscow", "SUN", "metonymic")]
    assert len(own.contexts.seats) == len(actors.contexts.seats)


def test_a_whole_folder_without_tables_of_contexts_has_ours(actors, tables):
    for name in ("seats.csv", "contexts.csv", "places.csv", "hints.csv"):
        (tables / name).unlink()
    assert dl.load_actors(tables).contexts == actors.contexts
    spoil(tables / "beside.csv", "after,Party,", "after,Partee,")
    own = dl.load_actors(tables)
    assert {"Partee", "Party"} & own.contexts.after.keys() == {"Partee"}


@pytest.mark.parametrize(("name", "told"), [("seat.csv", 'Did you mean .*"seats.csv"'), ("notes.txt", "no table")])
def test_a_folder_with_an_unknown_table_is_refused(tmp_path, name, told):
    (tmp_path / name).write_text("name\n", encoding="utf-8")
    with pytest.raises(SeedError, match=told):
        dl.load_actors(add=tmp_path)


# Which office a noun means


@pytest.mark.parametrize(
    ("noun", "meant", "others"),
    [
        ("pope", [("pope-francis", "2015")], [("xi-jinping", "2015"), ("joe-biden", "2022")]),
        ("king", [("charles-iii", "2024"), ("abdullah-ii", "2022")], [("joe-biden", "2022"), ("elizabeth-ii", "2020")]),
        ("queen", [("elizabeth-ii", "2020")], [("charles-iii", "2024"), ("naruhito", "2022")]),
        ("emperor", [("naruhito", "2022")], [("charles-iii", "2024"), ("vladimir-putin", "2022")]),
        ("chancellor", [("olaf-scholz", "2022")], [("rishi-sunak", "2023"), ("angela-merkel", "2022")]),
        ("president", [("masoud-pezeshkian", "2025"), ("joe-biden", "2022")], [("charles-iii", "2024")]),
        ("prime minister", [("rishi-sunak", "2023")], [("joe-biden", "2022"), ("masoud-pezeshkian", "2025")]),
        ("foreign secretary", [("david-lammy", "2025-01")], [("sergey-lavrov", "2022"), ("keir-starmer", "2025")]),
        ("foreign minister", [("sergey-lavrov", "2022")], [("vladimir-putin", "2022"), ("javier-milei", "2024")]),
        ("secretary-general", [("antonio-guterres", "2022"), ("jens-stoltenberg", "2022")], [("xi-jinping", "2022")]),
    ],
)
def test_a_noun_means_those_who_bear_its_title(actors, noun, meant, others):
    (role,) = (role for role in actors.role_nouns if role.noun == noun)

    def means(actor, date):
        return any(role.names(office) for office in actors[actor].offices if office.holds_on(date))

    assert [means(*one) for one in meant] == [True] * len(meant)
    assert [means(*one) for one in others] == [False] * len(others)


def test_a_noun_without_titles_means_whoever_holds_its_office(actors):
    held = actors["vladimir-putin"].offices
    assert any(Role("head of state", "state").names(office) for office in held)
    assert any(Role("leader", "any").names(office) for office in held)
    assert not any(Role("diplomat", "foreign").names(office) for office in held)


def test_nouns_of_ministers_and_of_organisations_are_no_leaders(actors):
    assert {"pope", "king", "leader"} <= set(actors.roles)
    assert {"foreign minister", "secretary-general", "chief"}.isdisjoint(actors.roles)


@pytest.mark.parametrize(
    ("actor", "form"),
    [
        ("kassym-jomart-tokayev", "Kasymzhomart Tokayev"),
        ("kassym-jomart-tokayev", "Qasym-Jomart Toqayev"),
        ("abdel-fattah-el-sissi", "Abdel-Fattah Al-Sissi"),
        ("moammar-gadhafi", "Muammar Gaddafi"),
        ("yoon-suk-yeol", "Yoon Seok-yeol"),
        ("elizabeth-ii", "Queen Elizabeth II"),
    ],
)
def test_a_leader_is_spelled_as_the_agencies_spell_them(actors, actor, form):
    assert form in {alias.text for alias in actors[actor].aliases}


def test_acting_presidents_hold_the_power_while_a_president_is_suspended(actors):
    assert actors["choi-sang-mok"].in_office("2025-01-15")
    assert actors["han-duck-soo"].in_office("2024-12-20")
    assert actors["yoon-suk-yeol"].in_office("2025-01-15")


def test_a_wrong_day_to_count_from_is_refused():
    with pytest.raises(SeedError, match="YYYY-MM-DD"):
        check_seeds(as_of="24.11.2026")


def test_coverage_counts_each_day_once_within_the_life_of_a_state(tables):
    rows = [("aa", "DDR", "state", "1949-10-07", "1960-01-01", ""), ("bb", "DDR", "government", "1950", "1955", ""),
            ("cc", "DDR", "leader", "1960-01-11", "1999", ""),
             ("dd", "DDR", "foreign", "1960", "1961", "")]  # fmt: skip
    table = dl.load_actors(lead(tables, *rows)).coverage().set_index("state")
    life = (datetime.date(1990, 10, 3) - datetime.date(1949, 10, 7)).days + 1
    east = table.loc["DDR"]
    assert (east["from"], east["to"], east["days"]) == ("1949-10-07", "1990-10-03", life)
    assert (east["covered"], east["longest_gap"]) == (life - 9, 9)
    assert table.loc["NOR", "share"] == 0
    assert "ABW" not in table.index


def test_days_of_a_date_of_any_precision():
    assert last_day("2024-02") - first_day("2024-02") == 28
    assert last_day("2023") - first_day("2023") == 364
    assert last_day("2023-12-31") == first_day("2024") - 1
    assert gaps([(5, 6), (1, 2), (2, 3)], (1, 8)) == [(4, 4), (7, 8)]
    assert gaps([], (1, 2)) == [(1, 2)]


def test_a_missing_table_is_named(tables):
    (tables / "guards.csv").unlink()
    with pytest.raises(SeedError, match=r"no guards\.csv"):
        dl.load_actors(tables)


def test_the_lexicon_has_its_frames_of_terms_with_their_reasons(frames):
    assert len(frames) >= 12
    assert sum(len(frame.terms) for frame in frames.values()) >= 420
    for frame in frames.values():
        assert len(frame.terms) >= 15
        assert all(term.note and term.example and term.counterexample for term in frame.terms)


@pytest.mark.parametrize(
    ("term", "text", "there"),
    [
        ("authoritarian*", "authoritarianism", True),
        ("authoritarian*", "an authority", False),
        ("human rights", "human  rights", True),
        ("human rights", "a human-rights group", True),
        ("human rights", "the human right", False),
        ("ironclad * friendship", "ironclad friendship", True),
        ("ironclad * friendship", "ironclad and lasting friendship", True),
        ("ironclad * friendship", "ironclad and truly very lasting friendship", False),
        ("strongman", "strongmanlike", False),
    ],
)
def test_a_term_matches_whole_words_and_gaps_of_two(term, text, there):
    assert bool(compile_term(term).search(text)) is there


@pytest.mark.parametrize("term", ["", "*", "* friend", "friend *", "auth*ian", "so-called)", "a|b"])
def test_a_term_that_cannot_match_raises(term):
    with pytest.raises(SeedError, match=r"never match|free-standing"):
        compile_term(term)


FRAME = """id: mine
name: Mine
definition: A frame of our own.
reads_as: critical
source: editors
terms:
- term: {term}
  note: why
  example: {example}
  counterexample: {counterexample}
  added: {{by: editors, on: 2026-11-24}}
"""


@pytest.mark.parametrize(
    ("term", "example", "counterexample", "message"),
    [
        ("junta*", "A government ruled.", "A council ruled.", "not found in its own example"),
        ("junta*", "The junta ruled.", "The juntas ruled.", "found in its counter-example"),
        ("'*'", "The junta ruled.", "A council ruled.", "mine.yml, term 1: .* never match"),
    ],
)
def test_a_frame_whose_term_cannot_do_what_it_says_is_refused(tmp_path, term, example, counterexample, message):
    content = FRAME.format(term=term, example=example, counterexample=counterexample)
    (tmp_path / "mine.yml").write_text(content, encoding="utf-8")
    with pytest.raises(SeedError, match=message):
        dl.load_frames(folder=tmp_path)


def frame_file(folder, term, example, counterexample, more):
    content = FRAME.format(term=term, example=example, counterexample=counterexample) + more
    (folder / "mine.yml").write_text(content, encoding="utf-8")
    return folder


def test_a_term_with_case_exact_counts_only_as_written(tmp_path):
    folder = frame_file(tmp_path, "friendship*", "A friendship grew.", "The Friendship Medal.", "  case: exact\n")
    (term,) = dl.load_frames(folder=folder)["mine"].terms
    assert term.spans("friendship, FRIENDSHIP, Friendships, friendships") == [(0, 10), (37, 48)]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("  case: upper\n", "case is 'upper'. Write exact"),
        ("  tag: NN\n", r"tag is no list. Write \[NN\]"),
        ("  tag: [noun]\n", '"noun" is no tag'),
        ("  cases: exact\n", 'unknown key "cases". Did you mean "case"'),
    ],
)
def test_a_guard_that_is_none_is_refused(tmp_path, more, message):
    with pytest.raises(SeedError, match=message):
        dl.load_frames(folder=frame_file(tmp_path, "junta", "The junta ruled.", "A council ruled.", more))


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("support for ^", "Support for Ardonia grew.", ["Support for Ardonia"]),
        ("support for ^", "support for the Union and support for schools", ["support for the Union"]),
        ("^ supports ^", "The king, Ardonia supports Bergia.", ["Ardonia supports Bergia"]),
        ("friend of ^", "A friend of the family.", []),
        ("human rights", "human\nrights, human-rights, human  rights, human   rights", 3),
    ],
)
def test_a_circumflex_stands_for_a_name_and_words_are_joined_by_two_spaces_at_most(term, text, found):
    expression = compile_term(term)
    matches = [match.group() for match in expression.finditer(text)]
    assert matches == found or len(matches) == found


@pytest.mark.parametrize("term", ["^", "^ *", "* ^"])
def test_a_name_alone_is_no_term(term):
    with pytest.raises(SeedError, match=r"never match|free-standing"):
        compile_term(term)


def test_yaml_that_would_run_code_is_refused(tmp_path):
    (tmp_path / "mine.yml").write_text("!!python/object/apply:os.getcwd []", encoding="utf-8")
    with pytest.raises(SeedError, match="no readable YAML"):
        dl.load_frames(folder=tmp_path)


def test_an_unknown_frame_is_named_with_the_nearest():
    with pytest.raises(NotFoundError, match='Did you mean "friendship"'):
        dl.load_frames("frendship")


def test_the_command_names_what_is_to_be_done_and_fails_until_it_is_done(tables):
    def check(*words):
        done = CliRunner().invoke(main, ["seeds", "check", "--actors", str(tables), "--as-of", "2026-11-24", *words])
        return done.exit_code, done.output

    lead(tables, ("aa", "NOR", "state", "2001", "", "2025-06"))
    code, told = check()
    assert code == 1
    assert "unconfirmed" in told
    assert "last seen 2025-06" in told
    code, told = check("--months", "18")
    assert code == 0
    assert "nothing to be done" in told
    spoil(tables / "leaders.csv", "NOR", "NRO")
    code, told = check()
    assert code == 2
    assert "row 2: no country" in told


def test_a_table_of_people_is_laid_over_ours_and_a_folder_is_read_instead(tmp_path, tables):
    path = added(tmp_path, "actor,name,country", "ada-holm,Ada Holm,NOR")
    assert {"ada-holm", "xi-jinping"} <= load_people(path).keys()
    spoil(tables / "parsed_readings.csv", "beside,*,0.4", "beside,*,0.5")
    assert load_people(tables).digest == dl.load_actors(tables).digest
    assert load_people(None).digest == dl.load_actors().digest != load_people(path).digest


def test_the_command_annotates_with_a_users_table_laid_over_ours(tmp_path):
    path = added(tmp_path, "actor,name,country", "ada-holm,Ada Holm,NOR")
    article = '{"id": "a", "text": "In Oslo Ada Holm met Xi Jinping.", "date": "2022-02-05"}'
    done = CliRunner().invoke(main, ["annotate", "-", "--out", "-", "--actors", str(path)], input=article)
    assert done.exit_code == 0
    assert '"ada-holm"' in done.stdout
    assert '"xi-jinping"' in done.stdout
