"""What is drawn of one article: a row for each mark, from features alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from dateline.errors import NotFoundError, did_you_mean
from dateline.measures.credits import credited
from dateline.plots.sheet import GREY, INK, VOICES, Look

if TYPE_CHECKING:
    from dateline.found import Found

KINDS = {
    "leader": Look("leader", INK, "o"),
    "country": Look("country", "#009E73", "s"),
    "organisation": Look("organisation", GREY, "D"),
    "person": Look("person", GREY, "^"),
}
_OTHERS = "other sources"
COLUMNS = ["part", "row", "sentence", "look", "count", "label"]


class Article(NamedTuple):
    """Everything of one article that is drawn."""

    sentences: int
    words: pd.DataFrame
    speaks: pd.DataFrame
    named: pd.DataFrame
    frames: pd.DataFrame
    left_out: int


def about_of(found: Found, document: str) -> dict[str, Any]:
    """Return the row of an article in the table of documents."""
    known = found.documents
    rows = known[known["document"] == document].to_dict("records")
    if not rows:
        raise NotFoundError(
            f'Nothing was found in "{document}". {did_you_mean(document, known["document"].astype(str))}'
        )
    return {str(name): value for name, value in rows[0].items()}


def _of(table: pd.DataFrame, document: str) -> pd.DataFrame:
    rows = table[table["document"] == document]
    return rows.assign(sentence=rows["sentence"].astype(int) + 1) if "sentence" in rows else rows


def article_of(found: Found, document: str, sentences: int, most: int) -> Article:
    """Return the marks of an article of so many sentences, of the most often named actors only."""
    words = _of(found.words, document).groupby("voice")["words"].sum()
    order = [voice for voice in VOICES if words.get(voice, 0)]
    shares = [{"part": "words", "row": "words", "look": voice, "count": int(words[voice])} for voice in order]
    mentions = _of(found.mentions.table, document)
    quotes = _of(credited(found, "", ["speaker"])[0].quotes.table, document)
    named, left_out = _named(mentions, most)
    return Article(
        sentences,
        pd.DataFrame(shares, columns=COLUMNS),
        _speaks(quotes, set(mentions["name"])),
        named,
        _frames(_of(found.hits.table, document)),
        left_out,
    )


def _speaks(quotes: pd.DataFrame, known: set[str]) -> pd.DataFrame:
    """Return quotations by speaker; whoever is no actor and is named nowhere else is of the others.

    What an article calls its sources is its wording, and is not at hand where only features are.
    """
    is_actor = quotes["speaker"].notna() | quotes["speaker_name"].isin(known)
    names = quotes["speaker_name"].astype(object).where(is_actor, _OTHERS)
    rows = quotes.assign(part="speaks", row=names, look=quotes["kind"], label=None, last=~is_actor)
    counted = rows.groupby(["last", "part", "row", "sentence", "look"], sort=False)["sentence"].size()
    marks = counted.rename("count").reset_index().sort_values(["last", "sentence"], kind="stable")
    return marks.assign(label=None)[COLUMNS]


def _named(mentions: pd.DataFrame, most: int) -> tuple[pd.DataFrame, int]:
    """Return marks of the most often named, leaders first and each kind in order of first appearance."""
    total = mentions.groupby("name")["sentence"].agg(["size", "min"])
    kept = total.sort_values(["size", "min"], ascending=[False, True], kind="stable").index[:most]
    rows = mentions[mentions["name"].isin(kept)]
    rows = rows.assign(part="named", row=rows["name"], look=rows["type"], label=rows["reading"])
    rows = rows.assign(rank=rows["type"].map(list(KINDS).index), first=rows["name"].map(total["min"]))
    groups = ["rank", "first", "part", "row", "sentence", "look", "label"]
    counted = rows.groupby(groups, sort=True)["sentence"].size().rename("count").reset_index()
    return counted[COLUMNS], len(total) - len(kept)


def _frames(hits: pd.DataFrame) -> pd.DataFrame:
    target = hits["target_name"].astype(object).where(hits["target_name"].notna(), "")
    terms = [
        f"{term} (negated)" if flag else str(term) for term, flag in zip(hits["term"], hits["negated"], strict=True)
    ]
    labels = [f"{term} → {name}" if name else term for term, name in zip(terms, target, strict=True)]
    rows = hits.assign(part="frames", row=hits["frame"], look=hits["voice"], count=1, label=labels)
    return rows.sort_values(["sentence"], kind="stable")[COLUMNS]
