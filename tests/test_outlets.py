"""Outlets: what sources print as their names is led to one of the registry, or said to be the name of several."""

from collections import Counter

import pandas as pd
import pytest

from dateline.errors import NotFoundError, SeedError
from dateline.seeds import load_outlets
from dateline.seeds.printed_outlets import PrintedNames


@pytest.fixture(scope="module")
def names():
    return PrintedNames(load_outlets())


@pytest.mark.parametrize(
    ("printed", "outlet"),
    [
        ("The Sun (London)", "sun-london"),
        ("THE SUN (ENGLAND)", "sun-london"),
        ("The Sun; London", "sun-london"),
        ("Sun, The (London, England)", "sun-london"),
        ("The Sun (Lagos)", "sun-nigeria"),
        ("Guardian (London)", "guardian"),
        ("The Guardian", "guardian"),
        ("The Guardian (Lagos)", "guardian-nigeria"),
        ("The Guardian - Final Edition", "guardian"),
        ("The Guardian (1959-2003)", "guardian"),
        ("New York Times (Online)", "new-york-times"),
        ("New York Times, The", "new-york-times"),
        ("New York Times (1923-)", "new-york-times"),
        ("Boston Globe (pre-1997 Fulltext)", "boston-globe"),
        ("MAIL ON SUNDAY (London)", "mail-on-sunday"),
        ("Sunday Mirror", "sunday-mirror"),
        ("The Independent (London)", "independent"),
        ("Le Monde (site web)", "le-monde"),
        ("Le Figaro, no. 24123", "le-figaro"),
        ("Le Soir (Bruxelles)", "le-soir"),
        ("Süddeutsche Zeitung (inkl. Regionalausgaben)", "sueddeutsche-zeitung"),
        ("Liberation", "liberation"),
        ("St. Louis Post-Dispatch (Missouri)", "st-louis-post-dispatch"),
        ("Agence France Presse -- English", "afp"),
    ],
)
def test_a_name_is_known_however_an_archive_prints_it(names, printed, outlet):
    assert names.known(printed).id == outlet
    assert names.candidates(printed) == ()


@pytest.mark.parametrize(
    ("printed", "among"),
    [
        ("The Sun", {"sun-london", "baltimore-sun"}),
        ("The Times", {"times-london"}),
        ("Le Soir", {"le-soir", "le-soir-dalgerie"}),
        ("The Herald", {"herald-glasgow", "herald-zimbabwe"}),
        ("Herald, The", {"herald-glasgow", "herald-zimbabwe"}),
        ("The Nation (Nairobi)", {"nation-pakistan"}),
        ("The Independent", {"independent", "irish-independent"}),
    ],
)
def test_a_name_that_several_bear_is_none_of_theirs_and_all_are_named(names, printed, among):
    assert names.known(printed) is None
    assert among <= {outlet.id for outlet in names.candidates(printed)}


@pytest.mark.parametrize("printed", ["", None, "Dale Sun", "The", "Reuters (Berlin)", "Le Monde (Lyon)", "London"])
def test_what_no_outlet_is_called_is_known_as_none(names, printed):
    assert names.known(printed) is None


def test_suggestions_are_names_mistyped_cut_short_or_added_to_and_nothing_else(names):
    assert names.near("Washingtn Post") == ["The Washington Post"]
    assert names.near("Gaurdian") == ["The Guardian"]
    assert names.near("Süddeutsche") == ["Süddeutsche Zeitung"]
    assert names.near("Ming Pao Daily") == ["Ming Pao"]
    assert names.near("Reuters (Berlin)") == ["Reuters"]
    assert names.near("Parish Notes of Little Snoring") == []
    assert "Sudan News Agency" not in names.near("The Sun")


def test_every_outlet_is_known_by_its_own_name_and_a_shared_one_says_which(names):
    outlets = load_outlets()
    assert all(names.known(outlet.name) == outlet for outlet in outlets.values())
    with pytest.raises(NotFoundError, match=r'"The Times" is a name of several outlets.*"The Times \(London\)"'):
        outlets["The Times"]


def test_what_research_reads_most_is_in_the_registry():
    outlets = {outlet.id: outlet for outlet in load_outlets().values()}.values()
    countries = Counter(outlet.country for outlet in outlets)
    assert len(outlets) > 1000
    assert len(countries) > 120
    assert all(countries[country] >= 20 for country in ("GBR", "USA", "DEU", "FRA", "CHE", "CAN", "IND", "RUS", "CHN"))
    assert sum(outlet.type == "agency" for outlet in outlets) > 120
    assert sum(outlet.source.startswith("State Media Monitor") for outlet in outlets) > 150


def test_an_alias_may_not_be_shared_and_a_row_of_ones_own_may_share():
    with pytest.raises(SeedError, match='"FT" is shared with Valley Times'):
        load_outlets(add=pd.DataFrame({"name": ["Valley Times"], "shared": ["FT"]}))
    ours = pd.DataFrame({"name": ["The Sun (Dale)"], "shared": ["The Sun"], "places": ["Dale"]})
    names = PrintedNames(load_outlets(add=ours))
    assert names.known("Sun (Dale)").name == "The Sun (Dale)"
    said = PrintedNames(load_outlets(add=pd.DataFrame({"name": ["The Sun (London)"], "aliases": ["The Sun"]})))
    assert (said.known("The Sun").id, said.known("The Sun (Lagos)").id) == ("sun-london", "sun-nigeria")
