"""Errors to look at: places that a person found to be misread, each with what is read there now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pandas as pd

from dateline.errors import MeasureError, check_kind
from dateline.finding import Finding
from dateline.found import Found
from dateline.measures.accuracy import NOTHING, Task
from dateline.provenance import home
from dateline.tables import Row, read_table
from dateline.text import divide

_COLUMNS = ("document", "sentence", "surface", "task", "error", "should_be", "note")
_NARRATOR = "narrator"
_NAMED = ("country", "leader", "person", "organisation")


def known_errors(found: Found) -> Finding:
    """Return the errors that a person found by reading the sample collection or the seed article, and what is read now.

    Parameters
    ----------
    found : Found
        What `annotate` found in the sample collection, or the features of the seed article.

    Returns
    -------
    Finding
        `document`, `sentence`, `surface`, `task`, what is `read` there, what it `should_be`, and the `error` in a word;
        `passages` shows the sentences. Errors that have been mended since are left out and counted.

    Raises
    ------
    MeasureError
        When none of the articles is at hand.
    SeedError
        When a row of `seeds/accuracy/sample-errors.csv` names words that do not stand in its sentence.

    Notes
    -----
    A list for reading, not a measure: half the collection was read once, by eye.

    Examples
    --------
    >>> import dateline as dl
    >>> corpus = dl.load_corpus("summits-2022").subset(date="2022-02-05")
    >>> errors = dl.known_errors(dl.annotate(corpus)).to_frame()
    >>> bool((errors["read"] != errors["should_be"]).all())
    True
    """
    check_kind("found", found, Found, 'Annotate the sample: dl.annotate(dl.load_corpus("summits-2022")).')
    path = home("seeds") / "accuracy" / "sample-errors.csv"
    there = set(found.documents["document"])
    rows = [row for row in read_table(path, columns=_COLUMNS, filled=_COLUMNS[:-1]) if row["document"] in there]
    if not rows:
        raise MeasureError('No listed error stands in these articles. Annotate dl.load_corpus("summits-2022").')
    listing = pd.DataFrame([_reread(row, found) for row in rows])
    standing = listing[~listing["mended"]].reset_index(drop=True)
    mended = len(listing) - len(standing)
    notes = (f"Unit: one error found by eye; {mended} of {len(listing)} listed are mended and left out.",)
    shown = ["document", "sentence", "surface", "task", "error", "read", "should_be"]
    return Finding(standing[shown], "Errors found by eye", notes, standing, found.mentions.texts, found.made_from)


def _reread(row: Row, found: Found) -> dict[str, Any]:
    """Return a listed error with its place and with what is read there now."""
    row.one_of("task", get_args(Task))
    number = int(row["sentence"]) if row["sentence"].isdigit() else -1
    place, read = (_term if row["task"] == "target" else _stretch)(row, number, found)
    # A speaker is read as named in the text: "Ann Lee of the Institute" is Ann Lee.
    mended = row["should_be"] in read if row["task"] == "speaker" else row["should_be"] == read
    return {**row, **place, "sentence": number, "read": read, "mended": mended}


def _term(row: Row, number: int, found: Found) -> tuple[dict[str, Any], str]:
    """Return where a framing term stands, which needs no text, and whom it is read to describe."""
    hits = found.hits.table
    here = hits[(hits["document"] == row["document"]) & (hits["sentence"] == number) & (hits["term"] == row["surface"])]
    if here.empty:
        raise row.fail(f'the term "{row["surface"]}" is not found in sentence {row["sentence"]} of {row["document"]}.')
    hit = here.iloc[0]
    place = {column: hit[column] for column in ("start", "end", "sentence_start", "sentence_end")}
    who = sorted(actor for actor in hit["targets"] if actor) or ([hit["target_name"]] if hit["targets"] else [])
    return place, "|".join(who) or NOTHING


def _stretch(row: Row, number: int, found: Found) -> tuple[dict[str, Any], str]:
    """Return where some words stand in a sentence, and what is read there."""
    text = found.mentions.texts.get(row["document"], "")
    spans = divide(text).sentences
    first, last = spans[number] if 0 <= number < len(spans) else (0, 0)
    start = text.find(row["surface"], first, last)
    if start < 0:
        raise row.fail(f'"{row["surface"]}" does not stand in sentence {row["sentence"]} of {row["document"]}.')
    end = start + len(row["surface"])
    return {"start": start, "end": end, "sentence_start": first, "sentence_end": last}, _now(found, row, start, end)


def _now(found: Found, row: Mapping[str, str], start: int, end: int) -> str:
    """Return what is read of a stretch: whom it names, how a place is meant, or in whose voice it stands."""
    table = (found.quotes if row["task"] in ("voice", "speaker") else found.mentions).table
    here = table[(table["document"] == row["document"]) & (table["start"] < end) & (table["end"] > start)]
    if row["task"] in ("voice", "speaker"):
        if here.empty:
            return _NARRATOR
        last = here.iloc[-1]
        return str(next((who for who in (last["speaker"], last["speaker_name"]) if isinstance(who, str)), NOTHING))
    named = here[here["type"].isin(["leader"] if row["task"] == "leaders" else _NAMED)]
    if named.empty:
        return NOTHING
    first = named.iloc[0]
    if row["task"] == "reading":
        return str(first["reading"])
    return str(first["actor"]) if isinstance(first["actor"], str) else f"{first['name']} ({first['type']})"
