"""What a number owes to copies: any measure with every copy, once per outlet, and once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any, get_args

import pandas as pd

from dateline.copies import Copies
from dateline.corpus import Corpus
from dateline.errors import MeasureError, NotFoundError, did_you_mean
from dateline.finding import Finding
from dateline.found import Found

_RULES: tuple[Copies, ...] = get_args(Copies)


def copy_sensitivity(
    measure: Callable[..., Finding], material: Found | Corpus, /, *, column: str = "rate", **choices: Any
) -> Finding:
    """Return a measure's numbers under each rule of counting copies, side by side.

    Parameters
    ----------
    measure : callable
        Any that takes `copies`, such as `dl.framing`, or `dl.naming` with `column="share"`.
    material : Found or Corpus
        What it takes first.
    column : str
        Which of its numbers to lay side by side: of `dl.framing` the `rate` or `hits`, of `dl.naming` and
        `dl.speaking` the `share`, of `dl.cooccurrences` the `units`, of `dl.keyness` the `count`.
    **choices
        What else it takes, such as `by=["frame", "voice"]`.

    Returns
    -------
    Finding
        What tells the measure's rows apart; the number counted `once`, `per outlet` and with `all` copies; and the
        `change` in per cent from once to all. The largest change first; a row that a rule leaves out has none there.

    Raises
    ------
    MeasureError
        When the measure has no rule for copies, or one is given: each is tried.
    NotFoundError
        When its table has no such number.

    Notes
    -----
    A number that changes much is one of syndication: of what was reprinted, and not of what was written. It says which
    rule matters, and not which is right: what readers saw counts every copy, what newsrooms wrote counts each once.

    Examples
    --------
    >>> import dateline as dl
    >>> found = dl.annotate(dl.load_corpus("summits-2022"))
    >>> list(copy_sensitivity(dl.framing, found, by=["frame"]).table)
    ['frame', 'once', 'per outlet', 'all', 'change']
    """
    _check(measure, choices)
    findings = {rule: measure(material, copies=rule, **choices) for rule in _RULES}
    parts = [_column(finding, column).rename(columns={column: rule}) for rule, finding in findings.items()]
    keys = [name for name in parts[0] if name not in _RULES]
    table = parts[0]
    for part in parts[1:]:
        table = table.merge(part, on=keys, how="outer")
    table["change"] = 100 * (table["all"] - table["once"]) / table["once"].abs().where(table["once"].ne(0))
    order = table["change"].abs().sort_values(ascending=False, kind="stable", na_position="last").index
    first = findings["once"]
    notes = (
        f"Unit: {column} of {getattr(measure, '__name__', 'the measure')}; change in per cent from once to all.",
        *dict.fromkeys(note for finding in findings.values() for note in finding.notes if "copies" in note.lower()),
    )
    table = table.loc[order].reset_index(drop=True)
    return Finding(table, f"{first.title}, with and without copies", notes, made_from=first.made_from)


def _check(measure: Callable[..., Finding], choices: Mapping[str, Any]) -> None:
    if "copies" not in signature(measure).parameters:
        name = getattr(measure, "__name__", "This measure")
        raise MeasureError(f"{name} has no rule for copies. Give one that has, such as dl.framing.")
    if "copies" in choices:
        raise MeasureError(f'Every rule for copies is tried. Leave out copies="{choices["copies"]}".')


def _column(finding: Finding, column: str) -> pd.DataFrame:
    """Return one number of a table with what tells its rows apart: all that is no number, and can be looked up."""
    table = finding.table
    numbers = [name for name in table if pd.api.types.is_numeric_dtype(table[name])]
    if column not in numbers:
        raise NotFoundError(f'The table has no number "{column}". {did_you_mean(column, map(str, numbers))}')
    texts = [name for name in table if name not in numbers and not table[name].map(_is_list).any()]
    return table[[*texts, column]]


def _is_list(cell: Any) -> bool:
    return isinstance(cell, (list, tuple, set, dict))
