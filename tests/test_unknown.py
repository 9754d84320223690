"""What the seeds do not know: names of nobody in them, and names of several."""

import io
from dataclasses import replace

import pandas as pd
import pytest
from click.testing import CliRunner

import dateline as dl
from dateline.cli import main
from dateline.corpus import Corpus, Document
from dateline.errors import MeasureError, SeedError
from dateline.seeds import load_actors, load_cues

REPORTS = Corpus(
    (
        Document("a", "Norwegian envoy Marta Quill left Oslo on Monday. Quill said that the Harbor Council agreed. "
                      "However, the road was closed. It was long, however, said Marta Quill.", "2022-02-05"),
        Document("b", "Mrs. Quill flew to Port Selby. However few reached Port Selby, a town in Port Selby Province, "
                      "the rain was heavy. She met Norwegian Minister Marta Quill's friends.", "2022-02-06"),
        Document("c", "Marta Quill Leaves Harbor Council In Anger\n\nNobody in Port Selby was told. The Harbor "
                      "Council waited, and the Harbor Council wept.", "2022-02-07"),
    ),
    "reports",
)  # fmt: skip


@pytest.fixture(scope="module")
def found(actors):
    return dl.unknown_names(REPORTS, actors, at_least=3)


def rows(found):
    return {row.name: row for row in found}


def test_frequent_names_of_nobody_are_listed_with_a_guess_of_their_type(found):
    assert {name: row.type for name, row in rows(found).items()} == {
        "Marta Quill": "person", "Harbor Council": "organisation", "Port Selby": "place",
    }  # fmt: skip


def test_a_surname_alone_counts_with_the_full_name(found):
    quill = rows(found)["Marta Quill"]
    assert (quill.count, quill.articles, quill.variants) == (5, 2, "Quill")


def test_titles_and_adjectives_before_a_name_tell_its_titles_and_country(found):
    quill = rows(found)["Marta Quill"]
    assert set(quill.titles.split("|")) == {"Mrs.", "Minister"}
    assert quill.country == "NOR"


def test_known_actors_days_first_words_and_headlines_are_not_listed(actors):
    names = {row.name for row in dl.unknown_names(REPORTS, actors, at_least=1)}
    assert not names & {"Oslo", "Norwegian", "Monday", "However", "It", "The", "Leaves", "Anger", "Nobody"}


def test_a_name_leads_to_its_passages_and_its_example(found):
    passages = found.passages(name="Harbor Council")
    assert [passage.document for passage in passages] == ["a", "c"]
    assert all(passage.text[start:end] == "Harbor Council" for passage in passages for start, end in passage.marks)
    quill = rows(found)["Marta Quill"]
    assert REPORTS[quill.example_in].text[quill.example_start : quill.example_end] == "Marta Quill"
    assert "Marta Quill" in quill.example


def test_a_pasted_row_makes_the_name_known(found, actors):
    pasted = found.to_rows()
    head, row = pasted.splitlines()
    assert head.startswith("actor,name,surname,variants,pronoun,country,office")
    assert row.startswith("marta-quill,Marta Quill,Quill,Quill,,NOR,,")
    known = load_actors(add=pd.read_csv(io.StringIO(pasted)))
    assert "Marta Quill" not in rows(dl.unknown_names(REPORTS, known, at_least=1))


def test_a_row_whose_country_the_texts_do_not_tell_is_taken_as_it_is(tmp_path):
    text = "A spokesman, Pavel Orlin, said so. Then Orlin left. The guards knew Orlin."
    corpus = Corpus((Document("a", text),), "one")
    mine = tmp_path / "mine.csv"
    mine.write_text(dl.unknown_names(corpus, at_least=3).to_rows(), encoding="utf-8")
    known = load_actors(add=mine)
    assert known["pavel-orlin"].country is None
    assert rows(dl.unknown_names(corpus, known, at_least=1)) == {}
    named = dl.annotate(corpus, actors=known).mentions
    assert [(one.actor, one.country) for one in named] == [("pavel-orlin", None)] * 3


def test_an_office_of_no_country_is_refused(tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("actor,name,country,office\nada-holm,Ada Holm,,state\n", encoding="utf-8")
    with pytest.raises(SeedError, match="row 2: an office has no country"):
        load_actors(add=mine)


def test_an_organisation_is_a_row_of_another_table(found):
    assert found.to_rows("organisation", heading=False) == "harbor-council,Harbor Council,,,,,,,editors\n"
    with pytest.raises(MeasureError, match="organisation"):
        found.to_rows("organization")


def test_rarer_names_are_left_out_and_counted(actors):
    few = dl.unknown_names(REPORTS, actors, at_least=5)
    assert list(rows(few)) == ["Marta Quill"]
    assert "rarer ones left out" in few.notes[0]
    assert len(dl.unknown_names(REPORTS, actors, at_least=99)) == 0
    with pytest.raises(MeasureError, match="at_least"):
        dl.unknown_names(REPORTS, actors, at_least=0)


def test_an_argument_of_another_kind_says_what_to_give():
    for function in (dl.unknown_names, dl.ambiguities):
        with pytest.raises(MeasureError, match="load_actors"):
            function(REPORTS, 3)
        with pytest.raises(MeasureError, match="load_corpus"):
            function("reports")
    with pytest.raises(MeasureError, match="load_cues"):
        dl.unknown_names(REPORTS, cues="said")


def test_the_verbs_that_hint_at_a_person_are_those_of_the_cues_given(actors):
    corpus = Corpus((Document("a", "We heard that Zed Marsh quirked. Nobody else said so."),), "one")
    usual = load_cues()
    mine = replace(usual, verbs={**usual.verbs, "quirked": usual.verbs["said"]})
    usual_names, names = (rows(dl.unknown_names(corpus, actors, at_least=1, cues=cues)) for cues in (usual, mine))
    assert (usual_names["Zed Marsh"].type, names["Zed Marsh"].type) == ("unknown", "person")


def test_contractions_initials_and_possessives_are_no_names(actors):
    text = "He said I'm late. I'm glad, he said, and J.D. Orrin's car is late. We saw J.D. Orrin."
    names = {row.name for row in dl.unknown_names(Corpus((Document("a", text),), "one"), actors, at_least=1)}
    assert names == {"J.D. Orrin"}


def test_the_command_writes_rows_to_paste(tmp_path):
    for document in REPORTS:
        (tmp_path / f"{document.id}.txt").write_text(document.text, encoding="utf-8")
    done = CliRunner().invoke(main, ["unknown", str(tmp_path), "--at-least", "5"])
    assert done.exit_code == 0
    assert "marta-quill,Marta Quill,Quill" in done.output


# Names of several actors


@pytest.fixture
def twins():
    mine = pd.DataFrame(
        {"actor": ["ada-vorn", "bo-vorn"], "name": ["Ada Vorn", "Bo Vorn"], "surname": "Vorn", "country": "NOR",
         "office": "state", "start": ["1990", "2000"], "end": ["2000", "2010"]}
    )  # fmt: skip
    return load_actors(add=mine)


def test_a_name_of_several_actors_is_told_with_how_it_was_decided(twins):
    corpus = Corpus(
        (
            Document("a", "Ada Vorn spoke in Norway. Vorn then left. Everybody had seen Vorn.", "1995-05-05"),
            Document("b", "Nobody had heard of Vorn or of Ada Vorn.", None),
            Document("c", "A painter called Eli Vorn was there.", "2005"),
        ),
        "three",
    )
    found = dl.ambiguities(corpus, twins).where(name="Vorn")
    decided = {(row.actor, row.serving): (row.count, row.articles) for row in found if row.decided != "undecided"}
    assert decided["ada-vorn", 1] == (2, 1)
    assert {row.bearers for row in found} == {"ada-vorn|bo-vorn"}
    assert sum(row.count for row in found) == 4
    assert [passage.document for passage in found.passages(decided="undecided")] == ["c"]


def test_a_name_of_one_actor_is_not_ambiguous(actors):
    corpus = Corpus((Document("a", "Xi Jinping met Sergei Nobody.", "2022-02-05"),), "one")
    assert len(dl.ambiguities(corpus, actors)) == 0


def test_a_person_of_a_country_is_not_named_with_it_as_a_bank_is(actors):
    text = (
        "Deputy Minister Pavel Orlin of Peru said so, and Marta Vik of Peru agreed. Orlin left with Marta Vik, an "
        "analyst. The Zentral Bank of Peru closed."
    )
    found = rows(dl.unknown_names(Corpus((Document("a", text),), "one"), actors, at_least=1))
    assert {name: (row.type, row.count) for name, row in found.items()} == {
        "Pavel Orlin": ("person", 2), "Marta Vik": ("person", 2), "Zentral Bank of Peru": ("organisation", 1),
    }  # fmt: skip
