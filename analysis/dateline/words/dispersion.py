"""How widely a word is spread: over articles, outlets or months."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import pandas as pd

from dateline.copies import Copies
from dateline.corpus import Corpus, Document
from dateline.errors import MeasureError, NotFoundError, check_choice, check_kind
from dateline.finding import Finding
from dateline.stats import deviation_of_proportions, juilland
from dateline.words.kwic import LOAD, matches
from dateline.words.windows import FURNITURE, PLACE, words_of

Parts = Literal["article", "outlet", "month"]


def dispersions(
    corpus: Corpus, patterns: Sequence[str], *, over: Parts = "article", copies: Copies = "once"
) -> Finding:
    """Return how evenly words are spread over the parts of a corpus.

    Parameters
    ----------
    corpus : Corpus
        What to read.
    patterns : sequence of str
        In the syntax of a lexicon's terms, such as `["authoritarian*", "iron fist"]`.
    over : {'article', 'outlet', 'month'}
        The parts; an article without outlet, or without a month, is left out and counted.
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each.

    Returns
    -------
    Finding
        `pattern`, `count`, `range` (parts that hold it), `parts`, `dp` (normalised: 0 evenly, 1 all in the smallest
        part), `juilland_d` (1 evenly, 0 all in one part); in the order given.

    Raises
    ------
    MeasureError
        When a pattern could never match, or none is given.
    NotFoundError
        When the corpus has no such parts.

    Notes
    -----
    Describes these very parts, hence no interval. Both measures say little of a word that occurs seldomer than there
    are parts: it cannot be spread evenly.

    References
    ----------
    Gries, S. Th. (2008), Dispersions and adjusted frequencies in corpora, International Journal of Corpus Linguistics
    13(4), 403-437; see `dateline.stats.deviation_of_proportions` and `dateline.stats.juilland`.

    Examples
    --------
    >>> from dateline.corpus import Corpus, Document
    >>> corpus = Corpus((Document("a", "iron talks"), Document("b", "talks again")), "two")
    >>> dispersions(corpus, ["talks", "iron"]).to_frame()[["pattern", "range"]].values.tolist()
    [['talks', 2], ['iron', 1]]
    """
    check_kind("corpus", corpus, Corpus, LOAD)
    check_choice("over", over, Parts)
    if isinstance(patterns, str) or not patterns:
        raise MeasureError('Give patterns in a list, such as ["authoritarian*"].')
    read, (corpus, said) = corpus, corpus.counting(copies)
    part_of = {document.id: part for document in corpus if (part := _part(document, over)) is not None}
    names = sorted(set(part_of.values()))
    if not names:
        raise NotFoundError(f"No article of {corpus.name} has its {over} known. Ask over another kind of part.")
    evidence = _standing(corpus, patterns, part_of, over)
    sizes = pd.Series(0, index=names)
    for document in corpus:
        if document.id in part_of:
            sizes[part_of[document.id]] += len(words_of(document.text))
    standing = evidence.groupby([over, "pattern"]).size().unstack(fill_value=0)
    filled = sizes.to_numpy() > 0
    counts = standing.reindex(index=names, columns=list(patterns), fill_value=0).to_numpy()[filled]
    table = pd.DataFrame(
        {
            "pattern": list(patterns),
            "count": counts.sum(axis=0),
            "range": (counts > 0).sum(axis=0),
            "parts": int(filled.sum()),
            "dp": deviation_of_proportions(counts, sizes[filled]),
            "juilland_d": juilland(counts, sizes[filled]),
        }
    )
    left_out = len(corpus) - len(part_of)
    notes = (
        f"Unit: one occurrence; parts: {int(filled.sum()):,} {over}s with words"
        + (f"; {left_out:,} articles without {over} left out." if left_out else "."),
        "dp: Gries's deviation of proportions, normalised; juilland_d: Juilland's D on relative frequencies.",
        f"{said} {FURNITURE}",
    )
    title = f"How evenly words are spread over the {over}s of {corpus.described}"
    return Finding(table, title, notes, evidence, corpus.texts, {"corpus": read.digest})


def _part(document: Document, over: Parts) -> str | None:
    if over == "article":
        return document.id
    if over == "outlet":
        return document.outlet
    return document.date[:7] if document.date and len(document.date) >= 7 else None


def _standing(corpus: Corpus, patterns: Sequence[str], part_of: dict[str, str], over: Parts) -> pd.DataFrame:
    """Return where the patterns stand, with the part of each."""
    rows: list[dict[str, Any]] = []
    for document in corpus:
        if document.id not in part_of:
            continue
        about = {"document": document.id, "outlet": document.outlet, "date": document.date}
        for pattern in patterns:
            for match in (match for match in matches(document.text, pattern) if not match.furniture):
                place = (match.sentence, match.start, match.end, *match.sentence_span)
                where = dict(zip(PLACE[3:], place, strict=True))
                rows.append({**about, "pattern": pattern, over: part_of[document.id], **where})
    columns = ["pattern", *PLACE]
    return pd.DataFrame(rows, columns=[*columns, *([over] if over not in columns else [])])
