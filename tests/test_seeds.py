"""Seeds are judgement kept as data: each table is checked when it is read, and says what is wrong and where."""

import datetime
import shutil

import pandas as pd
import pytest
from click.testing import CliRunner

import dateline as dl
from dateline.cli import main
from dateline.errors import NotFoundError, SeedError
from dateline.provenance import home
from dateline.seeds.check import check_seeds
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


def test_our_own_table_has_no_certain_overlap_and_no_double():
    found = check_seeds(as_of="2026-11-24")
    assert [row for row in found if row.what in ("overlap", "double")] == []


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


def test_the_lexicon_has_eight_frames_of_terms_with_their_reasons(frames):
    assert len(frames) >= 8
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


def test_the_command_annotates_with_a_users_table_laid_over_ours(tmp_path):
    path = added(tmp_path, "actor,name,country", "ada-holm,Ada Holm,NOR")
    article = '{"id": "a", "text": "In Oslo Ada Holm met Xi Jinping.", "date": "2022-02-05"}'
    done = CliRunner().invoke(main, ["annotate", "-", "--out", "-", "--actors", str(path)], input=article)
    assert done.exit_code == 0
    assert '"ada-holm"' in done.stdout
    assert '"xi-jinping"' in done.stdout
