"""The stories that were run more than once, as a plot tells them: who printed them, when and how changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd

from dateline.errors import MeasureError, NotFoundError, did_you_mean
from dateline.plots.sheet import NOBODY, count_of, listed

_MOST_WORDS = 30  # of an alternative text


class Report(NamedTuple):
    """One article of a story; `day` is the ordinal of its date, None where no day is known."""

    document: str
    outlet: str
    date: str | None
    day: int | None
    words: int
    shared: float | None
    is_origin: bool

    @property
    def place(self) -> tuple[bool, int, bool, str]:
        """Where it stands in time, what has no day last."""
        return self.day is None, self.day or 0, not self.is_origin, self.document


class Story(NamedTuple):
    """The reports of a cluster, from top to bottom, and how many more there are than have room."""

    name: str
    reports: list[Report]
    left_out: int = 0

    @property
    def origin(self) -> Report:
        """The likely origin among the reports."""
        return next(report for report in self.reports if report.is_origin)

    @property
    def days(self) -> list[int]:
        """The known days of the reports, in order."""
        return sorted(report.day for report in self.reports if report.day is not None)

    @property
    def outlets(self) -> list[str]:
        """Who printed it, the first to print first."""
        return list(dict.fromkeys(report.outlet for report in self.reports))


def stories_of(rows: pd.DataFrame) -> list[Story]:
    """Return every story of the rows of `copy_clusters` that has its origin and a copy, in the order of the table."""
    stories = []
    for name, here in rows.groupby("cluster", sort=False):
        reports = [_report(row) for row in here.to_dict("records")]
        if len(reports) > 1 and sum(report.is_origin for report in reports) == 1:
            stories.append(Story(str(name), in_order(reports)))
    return stories


def _report(row: dict[Any, Any]) -> Report:
    date = None if row["date"] == NOBODY else str(row["date"])
    day = datetime.date.fromisoformat(date).toordinal() if date and len(date) == len("2022-02-04") else None
    shared = None if pd.isna(row["shared"]) else float(row["shared"])
    name = str(row["document"])
    return Report(name, str(row["outlet"]), date, day, int(row["words"]), shared, name == row["cluster"])


def in_order(reports: Iterable[Report]) -> list[Report]:
    """Return reports by outlet, the first to print first, and by day."""
    ordered = sorted(reports, key=lambda report: report.place)
    outlets = list(dict.fromkeys(report.outlet for report in ordered))
    return sorted(ordered, key=lambda report: outlets.index(report.outlet))


def chosen_of(stories: list[Story], rows: pd.DataFrame, cluster: str | None) -> list[Story]:
    """Return the stories that can be drawn, or the one that is asked for."""
    if cluster is not None:
        stories = [story for story in stories if story.name == cluster] or _missing(cluster, rows)
    dated = [story for story in stories if story.days]
    if not stories:
        raise MeasureError(
            "No story is whole in these rows: a story needs its origin and a copy. Give all that dl.copy_clusters "
            "returned and choose the story with cluster=."
        )
    if not dated:
        raise MeasureError(
            f"No day is known of any report of {listed([story.name for story in stories])}. "
            "Give the articles dates, as YYYY-MM-DD."
        )
    return sorted(dated, key=lambda story: (-len(story.reports), story.days[0]))


def _missing(cluster: str, rows: pd.DataFrame) -> list[Story]:
    """Say which story was meant; a story that is there and not whole is none."""
    copied = rows[rows["document"] == cluster]["cluster"]
    if cluster in set(rows["cluster"]):
        return []
    if len(copied):
        raise NotFoundError(f'"{cluster}" is a copy. Its story is named by the origin: cluster="{copied.iloc[0]}".')
    raise NotFoundError(f'There is no story "{cluster}". {did_you_mean(cluster, map(str, rows["cluster"]))}')


def told(stories: Sequence[Story]) -> str:
    """Return the first words of an alternative text: how many stories, where the largest (of equals the first) went."""
    reports = count_of(sum(len(story.reports) for story in stories), "report")
    sizes = [len(story.reports) for story in stories]
    lead = "From" if len(sizes) == 1 else "Largest: from" if sizes[0] > sizes[1] else "First: from"
    said = [
        f"Timeline of {count_of(len(stories), 'story')}, {reports}. {_course(stories[0], lead, n)}" for n in (2, 1, 0)
    ]
    return next((one for one in said if len(one.split()) <= _MOST_WORDS), said[-1])


def _course(story: Story, lead: str, named: int = 1) -> str:
    """Return a sentence on where a story went, so many outlets named, and in how many days."""
    first = story.origin
    others = [outlet for outlet in story.outlets if outlet != first.outlet]
    began = "no known day" if first.day is None else f"{first.date}"
    reached = listed(others, most=named) if named and others else count_of(len(others), "other outlet")
    return f"{lead} {first.outlet} on {began} to {reached} within {count_of(story.days[-1] - story.days[0], 'day')}."


def told_next(stories: Sequence[Story]) -> list[str]:
    """Return sentences on the stories after the largest, or on how the copies of the only one were changed."""
    if len(stories) > 1:
        return [_course(story, "Then: from") for story in stories[1:]]
    only = stories[0]
    changes = [report.words - only.origin.words for report in only.reports if not report.is_origin]
    shorter, longer = sum(change < 0 for change in changes), sum(change > 0 for change in changes)
    return [f"Of the copies {shorter} are shorter than the origin and {longer} longer."]
