"""Where the reading errs: what was marked by hand against what is read, as committed counts.

`make accuracy` writes `confusions.csv` and `intervals.csv` in `seeds/accuracy/` from articles that lie outside the
repository. Only counts of them are here, and the limits of each measure, so that an error analysis can be read and
rebuilt without the articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, get_args

import pandas as pd

from dateline.errors import MeasureError, check_choice, check_columns
from dateline.finding import Finding, listed
from dateline.provenance import digest, home, random_seed
from dateline.seeds import load_actors
from dateline.tables import read_table

Task = Literal["countries", "leaders", "reading", "voice", "speaker", "target"]
COLUMNS = (
    "set", "task", "tier", "outcome", "gold", "read", "circumstance", "topic", "country", "instead",
)  # fmt: skip
CASES = COLUMNS[:3]
MEASURES = ("precision", "recall", "f1")
LIMITS = ("articles", *(f"{measure}_{limit}" for measure in MEASURES for limit in ("low", "high")))
LEVEL, DRAWS = 0.95, 1000
TASKS = get_args(Task)
OUTCOMES = ("right", "wrong", "missed", "false")
NOTHING = "nothing"
_SAID = {
    "countries": "countries",
    "leaders": "leaders",
    "reading": "place or government",
    "voice": "quotations",
    "speaker": "speakers",
    "target": "targets",
}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9])?")
_UNITS = {
    "countries": "one naming of a country",
    "leaders": "one naming of a leader",
    "reading": "one place name, marked as the place or as those who act for it",
    "voice": "one quotation, found when more than 30 % of its words are",
    "speaker": "one quotation that was found and has a marked or a read source",
    "target": "one framing term that describes somebody or is read to",
}


def load_accuracy(task: Task | None = None, *, by: Sequence[str] | None = None) -> Finding:
    """Load how what is read agrees with what was marked by hand: precision and recall, or one task's cases by kind.

    Parameters
    ----------
    task : {'countries', 'leaders', 'reading', 'voice', 'speaker', 'target'}, optional
        Whose cases are counted by `by`; without it every task is summed up.
    by : sequence of str, optional
        Columns of `seeds/accuracy/confusions.csv` that tell the counts of a task apart; by default `set` and `outcome`.
        Without `tier` among them only what rules alone read is counted.

    Returns
    -------
    Finding
        Without a task `what` (task and set), `set`, `task`, `tier`, how many `articles` there are, how many things were
        `marked` and `read`, how many of them `right`, and `precision`, `recall` and `f1` in per cent, each with its
        limits (`f1_low`, `f1_high` ...). With one the columns of `by`, `count`, `of` (cases that agree in all those
        columns but the last) and `share` in per cent, the most frequent first; a `country` is given with its `name`.

    Raises
    ------
    MeasureError
        When there is no such task or column, a column is named twice, or `by` is given without a task.

    Notes
    -----
    Only errors carry a country: with it in `by`, what is right is left out. A wrong case counts against precision and
    recall. The limits are those of a bootstrap over articles (over sentences where a set holds single ones), which the
    counts of kinds do not have: they no longer say which cases stand in one article. It says nothing about texts of
    another kind or time than those marked.

    References
    ----------
    See `dateline.resampling.bootstrap` for the interval, taken of the share of errors.

    Examples
    --------
    >>> import dateline as dl
    >>> missed = dl.load_accuracy("countries", by=["outcome", "gold"]).where(outcome="missed")
    >>> sorted(missed.to_frame()["gold"])
    ['adjective', 'name']
    """
    table, made_from = _confusions()
    if task is None:
        if by is not None:
            raise MeasureError('by tells the cases of one task apart. Name the task: load_accuracy("voice", by=...).')
        intervals, also = _intervals()
        notes = (*_SUMMED, _RESAMPLED.format(level=LEVEL, draws=DRAWS, seed=random_seed()))
        title = "What is read, against what was marked by hand"
        return Finding(_summary(table, intervals), title, notes, made_from={**made_from, **also})
    check_choice("task", task, Task)
    by = ("set", "outcome") if by is None else by
    check_columns(by, COLUMNS, things="Cases are", such_as='["set", "outcome"]')
    told = "tier" in by
    table = table[(table["task"] == task) & ((table["outcome"] != "right") | ("country" not in by))]
    table = table if told else table[table["tier"] == "rules"]
    counts = _counted(table, list(by))
    within = f"within each {listed(list(by[:-1]))}" if len(by) > 1 else "of all"
    errors = ("Errors only: what is right has no country here.",) if "country" in by else ()
    notes = (
        *errors,
        f"Unit: {_UNITS[task]}; share of {by[-1]} in per cent {within}.",
        *([] if told else ["As read by rules alone."]),
        "Counts only; the articles are not here.",
    )
    return Finding(counts, f"Cases of {task}, by {listed(list(by))}", notes, made_from=made_from, unit="cases")


_SUMMED = (
    "Right: the same country or leader at the same place; the same reading; a quotation of which more than 30 % of the "
    "words are found; its source. In per cent.",
    "Counts only; the articles, marked by others, are not here. For places recall is the accuracy.",
)
_RESAMPLED = (
    "Intervals: {level:.0%}, bootstrap-t over articles, for place or government over sentences, {draws:,} draws, seed "
    "{seed}; as measured when the counts were made."
)


@cache
def _confusions() -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the committed counts, checked, and the digest of their file."""
    path = home("seeds") / "accuracy" / "confusions.csv"
    rows = list(read_table(path, columns=(*COLUMNS, "count"), filled=COLUMNS[:6]))
    for row in rows:
        row.one_of("task", TASKS)
        row.one_of("outcome", OUTCOMES)
        if not row["count"].isdigit():
            raise row.fail(f'column count holds "{row["count"]}". Write the table again: make accuracy.')
    table = pd.DataFrame([dict(row) for row in rows], columns=[*COLUMNS, "count"]).astype({"count": int})
    return table, {"accuracy": digest(path.read_bytes())}


@cache
def _intervals() -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the committed limits of every measure, checked, and the digest of their file."""
    path = home("seeds") / "accuracy" / "intervals.csv"
    rows = list(read_table(path, columns=(*CASES, *LIMITS), filled=(*CASES, *LIMITS)))
    for row in rows:
        row.one_of("task", TASKS)
        for column in LIMITS:
            if not _NUMBER.fullmatch(row[column]):
                raise row.fail(f'column {column} holds "{row[column]}". Write the table again: make accuracy.')
    kinds = {"articles": int} | dict.fromkeys(LIMITS[1:], float)
    table = pd.DataFrame([dict(row) for row in rows], columns=[*CASES, *LIMITS]).astype(kinds)
    return table, {"intervals": digest(path.read_bytes())}


def _counted(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    *within, _ = by
    counts = table.groupby(by)["count"].sum().reset_index()
    counts["of"] = counts.groupby(within)["count"].transform("sum") if within else counts["count"].sum()
    counts["share"] = 100 * counts["count"] / counts["of"]
    if "country" in by:
        actors = load_actors()
        names = [actors[code].name if code in actors else code for code in counts["country"]]
        counts.insert(by.index("country") + 1, "name", names)
    ascending = [True] * len(within) + [False, True]
    return counts.sort_values([*within, "count", by[-1]], ascending=ascending, ignore_index=True)


def _summary(table: pd.DataFrame, intervals: pd.DataFrame) -> pd.DataFrame:
    keys = list(CASES)
    wide = table.pivot_table(index=keys, columns="outcome", values="count", aggfunc="sum", fill_value=0, sort=False)
    wide = wide.reindex(columns=list(OUTCOMES), fill_value=0)
    marked, read = wide["right"] + wide["wrong"] + wide["missed"], wide["right"] + wide["wrong"] + wide["false"]
    sums = pd.DataFrame({"marked": marked, "read": read, "right": wide["right"]})
    sums["precision"], sums["recall"] = 100 * sums["right"] / sums["read"], 100 * sums["right"] / sums["marked"]
    sums["f1"] = 200 * sums["right"] / (sums["marked"] + sums["read"])
    sums = sums.reset_index().merge(intervals, on=keys, how="left")
    tiers = sums["tier"].map(lambda tier: "" if tier == "rules" else f", {tier}")
    sums.insert(0, "what", sums["task"].map(_SAID) + ", " + sums["set"] + tiers)
    places = sums["task"].map(TASKS.index)
    limits = [column for name in MEASURES for column in (name, f"{name}_low", f"{name}_high")]
    sums = sums[["what", *keys, "articles", "marked", "read", "right", *limits]]
    return sums.assign(place=places).sort_values(["place", "set", "tier"], ignore_index=True).drop(columns="place")
