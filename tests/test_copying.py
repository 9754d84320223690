"""Every number with and without copies: the same as the measure's own, rule by rule."""

import pytest

import dateline as dl
from dateline.errors import MeasureError, NotFoundError


@pytest.fixture(scope="module")
def found(summits):
    return dl.annotate(summits)


@pytest.mark.parametrize(
    ("measure", "column", "choices"),
    [
        (dl.framing, "rate", {"by": ["frame", "voice"]}),
        (dl.framing, "hits", {"by": ["outlet"]}),
        (dl.speaking, "share", {"by": ["outlet"]}),
    ],
)
def test_each_column_is_what_the_measure_itself_says_under_that_rule(found, measure, column, choices):
    finding = dl.copy_sensitivity(measure, found, column=column, **choices)
    table = finding.table
    for rule in ("once", "per outlet", "all"):
        alone = measure(found, copies=rule, **choices).table
        keys = [name for name in table if name not in ("once", "per outlet", "all", "change")]
        both = table.merge(alone, on=keys, how="right")
        assert (both[rule] - both[column]).abs().max() < 1e-12
    changes = table["change"].dropna().abs()
    assert changes.is_monotonic_decreasing
    assert changes.max() > 0
    assert table["change"].notna().head(len(changes)).all()
    assert sum("copies" in note.lower() for note in finding.notes) >= 3


def test_a_measure_without_a_rule_and_a_number_that_is_not_there_are_refused(found, summits):
    with pytest.raises(MeasureError, match="has no rule for copies"):
        dl.copy_sensitivity(dl.copy_clusters, summits)
    with pytest.raises(MeasureError, match=r'Leave out copies="all"'):
        dl.copy_sensitivity(dl.framing, found, copies="all")
    with pytest.raises(NotFoundError, match=r'no number "rat".*Did you mean "rate"'):
        dl.copy_sensitivity(dl.framing, found, column="rat")


def test_words_around_a_word_are_laid_side_by_side_from_a_corpus(summits):
    finding = dl.copy_sensitivity(dl.keyness, summits.subset(outlet="Harbour Courier"), column="count", against=summits)
    assert {"once", "per outlet", "all"} <= set(finding.table)


def test_a_fault_inside_a_measure_is_told_as_it_is(found):
    def torn(found, *, copies):
        raise TypeError(f"no copies of {copies}")

    with pytest.raises(TypeError, match="no copies of once"):
        dl.copy_sensitivity(torn, found)


@pytest.mark.parametrize(
    ("measure", "column"), [(dl.naming, "share"), (dl.speaking, "share"), (dl.cooccurrences, "units")]
)
def test_every_measure_that_the_docstring_names_has_the_number_it_names(found, measure, column):
    assert "change" in dl.copy_sensitivity(measure, found, column=column).table
