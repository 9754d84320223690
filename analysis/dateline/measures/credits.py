"""Whose words are that several share: they count for every actor among them, by the name that goes with the id."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from dateline.found import Found

_WHO = ("speaker", "speaker_name")


def credited(found: Found, said: str, by: Sequence[str]) -> tuple[Found, str]:
    """Return what was found with every joint quotation, its words and hits once for each actor among its speakers.

    Parameters
    ----------
    found : Found
    said : str
        What has been said of the counting so far.
    by : sequence of str
        What tells rows apart; where no speaker is in it, each is told once.

    Returns
    -------
    found : Found
        Rows with an id have its name; "Xi Jinping and Vladimir Putin" are two rows, one each.
    said : str
        With a sentence on joint quotations where there are any.

    Notes
    -----
    Those of several speakers who have no id are left out: they go by their names only where they speak alone.
    """
    if not set(_WHO) & set(by):
        return found, said
    names = _names(found)
    ids = {name: actor for actor, name in names.items()}
    longest = sorted(ids, key=len, reverse=True)
    joint = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)" if ids else r"(?!)")

    def speakers(actor: object, name: object) -> list[str]:
        if not isinstance(actor, str) or not isinstance(name, str) or name == names.get(actor):
            return []
        several = dict.fromkeys(ids[one] for one in joint.findall(name))
        return list(several) if actor in several else [actor]

    quotes, shared = _shared(found.quotes.table, names, speakers)
    words, hits = (_shared(table, names, speakers)[0] for table in (found.words, found.hits.table))
    if shared:
        said += f" Quotations of several actors ({shared:,}) count, with their words, for each of them."
    told = replace(found.quotes, table=quotes), replace(found.hits, table=hits)
    return replace(found, quotes=told[0], hits=told[1], words=words), said


def _names(found: Found) -> Mapping[str, str]:
    """Return the name that goes with each id: as it is mentioned, or else the shortest under which it speaks."""
    mentioned = found.mentions.table.dropna(subset=["actor", "name"]).drop_duplicates("actor")
    spoken = pd.concat([found.quotes.table[[*_WHO]], found.words[[*_WHO]]]).dropna().drop_duplicates()
    spoken = spoken.sort_values("speaker_name", key=lambda name: name.str.len(), kind="stable")
    alone = spoken.drop_duplicates("speaker")
    return dict(zip(alone["speaker"], alone["speaker_name"], strict=True)) | dict(
        zip(mentioned["actor"], mentioned["name"], strict=True)
    )


def _shared(
    table: pd.DataFrame, names: Mapping[str, str], speakers: Callable[[object, object], list[str]]
) -> tuple[pd.DataFrame, int]:
    """Return rows with one actor each, and how many of them several shared."""
    several = [speakers(actor, name) for actor, name in zip(table["speaker"], table["speaker_name"], strict=True)]
    if not any(several):
        return table, 0
    each: list[Any] = [one or [actor] for one, actor in zip(several, table["speaker"], strict=True)]
    rows = table.assign(speaker=pd.Series(each, index=table.index)).explode("speaker", ignore_index=True)
    known = rows["speaker"].map(names)
    return rows.assign(speaker_name=known.where(known.notna(), rows["speaker_name"])), sum(len(s) > 1 for s in several)
