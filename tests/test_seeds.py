"""Seeds are judgement kept as data: each table is checked when it is read, and says what is wrong and where."""

import shutil

import pytest

import dateline as dl
from dateline.errors import NotFoundError, SeedError
from dateline.provenance import home
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
        ("leaders.csv", "2013-03-14", "14 March 2013", r"leaders.csv, row \d+: column start .* YYYY-MM-DD"),
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
