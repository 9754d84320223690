"""Who stands beside whom: pairs of actors named in one sentence, paragraph, article or quotation, or close by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple, cast, get_args

import numpy as np
import pandas as pd

from dateline.copies import Copies
from dateline.errors import MeasureError, check_choice, check_count, check_kind
from dateline.finding import Finding, listed
from dateline.found import Found, actor_names, word_places
from dateline.networks.units import Integers, quotation_of, summed, together
from dateline.stats import Floats

Whom = Literal["leader", "country", "person", "organisation"]
Window = Literal["sentence", "paragraph", "article", "quotation", "tokens"]
Weight = Literal["articles", "units", "nearness"]
Reading = Literal["literal", "metonymic"]

_UNIT: dict[str, list[str]] = {
    "sentence": ["document", "sentence"],
    "paragraph": ["document", "paragraph"],
    "article": ["document"],
    "quotation": ["document", "quotation"],
    "tokens": ["document"],
}
_SEVERAL = {"leader": "leaders", "country": "countries", "person": "people", "organisation": "organisations"}
_WEIGHS = {
    "articles": "articles in which two {whom} share at least one",
    "units": "those that two {whom} share",
    "nearness": "1 / words from a naming of one of two {whom} to one of the other, summed",
}


class Counting(NamedTuple):
    """How pairs were counted: whom, within what, and what an edge weighs."""

    of: tuple[str, ...] = ("leader",)
    within: Window = "sentence"
    weight: Weight = "articles"
    roll_up: bool = False
    reading: Reading | None = None
    tokens: int = 10

    @property
    def whom(self) -> str:
        """The actors, in the plural."""
        return listed([_SEVERAL[kind] for kind in self.of])

    @property
    def unit(self) -> str:
        """The unit that two actors share."""
        return f"{self.tokens} tokens" if self.within == "tokens" else self.within


@dataclass(frozen=True, eq=False, repr=False)
class Cooccurrences(Finding):
    """Pairs of actors, with how many articles and units they share.

    The table has `a`, `b` (ids, a < b), `a_name`, `b_name`, `articles` and `units`, the heaviest pair first; with words
    counted also `nearness`.

    Parameters
    ----------
    nodes : pandas.DataFrame
        Every actor counted, alone or not: `actor`, `name`, `articles` and `mentions`, in order of id.
    mentions : pandas.DataFrame
        What was counted: one row a mention, with the ordinal of its `unit`.
    within : {'sentence', 'paragraph', 'article', 'quotation', 'tokens'}
        The unit.
    documents : pandas.DataFrame
        The articles that were read, with an actor or without: `document`, `outlet`, `date`, `cluster` of copies.
    quotes : pandas.DataFrame
        What they quote.
    counting : Counting
        How.
    filters : tuple of str
        What was done to the pairs since, as sentences of a methods section.
    """

    nodes: pd.DataFrame = field(default_factory=pd.DataFrame)
    mentions: pd.DataFrame = field(default_factory=pd.DataFrame)
    within: Window = "sentence"
    documents: pd.DataFrame = field(default_factory=pd.DataFrame)
    quotes: pd.DataFrame = field(default_factory=pd.DataFrame)
    counting: Counting = field(default_factory=Counting)
    filters: tuple[str, ...] = ()

    def by(self, *columns: str) -> Finding:
        """Count the mentions behind the pairs, and the documents they stand in, by columns."""
        return Finding(self.table, self.title, self.notes, self.behind({}), self.texts, self.made_from).by(*columns)

    @cached_property
    def by_article(self) -> pd.DataFrame:
        """One row a pair and article that holds it: `row` of `documents`, `a`, `b`, `units`, and `nearness` if known.

        `a` and `b` are rows of `nodes`. Pairs that a filter took out are here as well.
        """
        return _by_article(self.mentions, self.nodes, self.documents, self.counting)

    def among(self, kept: Set[str]) -> Cooccurrences:
        """Return the same count over some articles only; no filter of the pairs is kept."""
        mentions = self.mentions[self.mentions["document"].isin(kept)].reset_index(drop=True)
        nodes = _nodes(mentions, dict(zip(self.nodes["actor"], self.nodes["name"], strict=True)))
        documents = self.documents[self.documents["document"].isin(kept)].reset_index(drop=True)
        table = _pairs(_by_article(mentions, nodes, documents, self.counting), nodes, self.counting.weight)
        return replace(
            self, table=table, nodes=nodes, mentions=mentions, documents=documents, filters=(), evidence=None
        )

    def where(self, **values: Any) -> Cooccurrences:
        """Return the pairs that hold these values, as `Finding.where`; their mentions are joined when asked for."""
        if self.evidence is not None or not values.keys() <= set(self.table.columns):
            return cast("Cooccurrences", super().where(**values))
        narrowed = Finding(self.table, self.title, self.notes).where(**values)
        return replace(self, table=narrowed.table, notes=narrowed.notes)

    def behind(self, values: Mapping[str, Any]) -> pd.DataFrame | None:
        """Join pairs to their mentions only when somebody asks: the whole join would outgrow the corpus."""
        if self.evidence is not None:
            return super().behind(values)
        values = dict(values)
        if {"a", "b"} <= values.keys() and str(values["a"]) > str(values["b"]):
            values["a"], values["b"] = values["b"], values["a"]
        asked = {name: values.pop(name) for name in list(values) if name in self.table}
        pairs = Finding(self.table, self.title).where(**asked).table
        behind = Finding(_mentions_of(pairs, self.mentions, self.counting), self.title)
        return behind.where(**values).table


def cooccurrences(
    found: Found,
    *,
    of: Whom | Sequence[Whom] = "leader",
    within: Window = "sentence",
    roll_up: bool = False,
    reading: Reading | None = None,
    weight: Weight = "articles",
    tokens: int = 10,
    copies: Copies = "once",
) -> Cooccurrences:
    """Return the pairs of actors that are named in the same unit.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    of : {'leader', 'country', 'person', 'organisation'}, or several in a list
        Whose pairs. Adjectives, capitals and governments are mentions of their country. People are those who led
        nothing, in the seeds or outside; organisations those of the seeds and others.
    within : {'sentence', 'paragraph', 'article', 'quotation', 'tokens'}
        The unit two actors must share; `quotation`: both are named in the same words of somebody, `tokens`: they are
        named near each other in an article.
    roll_up : bool
        With `of="country"`: a leader counts for his or her country, too.
    reading : {'literal', 'metonymic'}, optional
        Only mentions of this reading; all by default.
    weight : {'articles', 'units', 'nearness'}
        What an edge weighs: the articles in which two share at least one unit; the units; or, summed over their
        mentions in a unit two by two, one divided by how many words on the second starts.
    tokens : int
        With `within="tokens"`: how many words on the second may start.
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each.

    Returns
    -------
    Cooccurrences
        One row a pair, the heaviest first. An actor named twice in a unit stands in it once; within tokens there are no
        units, and `units` is how often a naming of one is near a naming of the other.

    Raises
    ------
    MeasureError
        When `roll_up` is asked for leaders, a choice does not exist, or words or quotations are asked for and the text,
        or where in it names stand, is not at hand.

    Notes
    -----
    That two actors stand together says nothing about how they relate. Names outside the seeds are told apart by their
    spelling alone: their id is the name, and a few such "organisations" are places. Between the parts of an indirect or
    mixed quotation may stand words of the narrator that count as the speaker's; the speaker's own name never does.

    References
    ----------
    Serrano, M. Á. et al. (2009), PNAS 106(16), on the backbone of such a network; see `Network.backbone`. Lund, K. &
    Burgess, C. (1996), Producing high-dimensional semantic spaces from lexical co-occurrence, Behavior Research
    Methods 28, 203-208, for weights that fall with the distance in words.

    Examples
    --------
    ::

        pairs = dl.cooccurrences(found, of=["country", "organisation"], within="paragraph")
        pairs.passages(a="CHN", b="nato")
    """
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    kinds = _kinds(of)
    check_choice("within", within, Window)
    check_choice("weight", weight, Weight)
    check_count("tokens", tokens)
    if reading is not None:
        check_choice("reading", reading, Reading)
    if roll_up and ("country" not in kinds or "leader" in kinds):
        raise MeasureError('Leaders roll up to countries, not the other way. Ask for of="country" with roll_up=True.')
    counting = Counting(kinds, within, weight, roll_up, reading, int(tokens))
    found, said = found.counting(copies)
    mentions = _counted(found, counting)
    nodes = _nodes(mentions, _names(mentions, found.mentions.table))
    documents = found.documents[["document", "outlet", "date", "cluster"]]
    return Cooccurrences(
        table=_pairs(_by_article(mentions, nodes, documents, counting), nodes, weight),
        title=_title(counting),
        notes=(*_notes(counting, len(documents), mentions), said),
        texts=found.mentions.texts,
        made_from=found.made_from,
        nodes=nodes,
        mentions=mentions,
        within=within,
        documents=documents,
        quotes=found.quotes.table,
        counting=counting,
    )


def _kinds(of: Whom | Sequence[Whom]) -> tuple[Whom, ...]:
    """Return the kinds of actors that are asked for, each once."""
    kinds: tuple[Whom, ...] = (of,) if isinstance(of, str) else tuple(of)
    for kind in kinds:
        check_choice("of", kind, Whom)
    if not kinds or len(set(kinds)) < len(kinds):
        raise MeasureError(f"of={of!r}: name each kind once. There is: {', '.join(get_args(Whom))}.")
    return kinds


def _title(counting: Counting) -> str:
    whom = counting.whom[0].upper() + counting.whom[1:]
    return f"{whom} named {'within' if counting.within == 'tokens' else 'in the same'} {counting.unit}"


def _counted(found: Found, counting: Counting) -> pd.DataFrame:
    """Return the mentions that count, each under the actor it counts for and with the ordinal of its unit."""
    kinds = {*counting.of, "leader"} if counting.roll_up else set(counting.of)
    outside, known = found.open_names.table, found.mentions.table
    known = known[known["type"].isin(kinds)].dropna(subset="actor")
    # A name with a state is a place in it.
    outside = outside[outside["type"].isin(kinds & {"person", "organisation"}) & outside["country"].isna()]
    kept = known
    if len(outside):
        kept = pd.concat([known, outside.assign(actor=outside["name"])])
    if counting.reading:
        kept = kept[kept["reading"].eq(counting.reading)]
    if counting.within == "quotation":
        kept = kept.assign(quotation=quotation_of(kept, found.quotes.table, found.mentions.texts))
        kept = kept[kept["quotation"] >= 0]
    if counting.roll_up:
        kept = kept.assign(actor=kept["country"].where(kept["type"].eq("leader"), kept["actor"]))
    kept = kept.dropna(subset="actor").reset_index(drop=True)
    if counting.within == "tokens" or counting.weight == "nearness":
        kept = kept.assign(word=word_places(kept, found.mentions.texts))
    return kept.assign(unit=kept.groupby(_UNIT[counting.within], sort=False).ngroup())


def _names(mentions: pd.DataFrame, everyone: pd.DataFrame) -> dict[str, str]:
    """Return the name of every actor counted; somebody outside the seeds is known by the name alone."""
    there = everyone.drop_duplicates("actor")
    actors = set(mentions["actor"])
    outside = set(mentions.loc[mentions["actor"].eq(mentions["name"]), "actor"]) - set(there["actor"])
    return {name: name for name in outside} | actor_names(actors - outside, everyone)


def _nodes(mentions: pd.DataFrame, named: Mapping[str, str]) -> pd.DataFrame:
    nodes = mentions.groupby("actor").agg(articles=("document", "nunique"), mentions=("document", "size")).reset_index()
    nodes.insert(1, "name", [named.get(actor, actor) for actor in nodes["actor"]])
    return nodes


def _by_article(
    mentions: pd.DataFrame, nodes: pd.DataFrame, documents: pd.DataFrame, counting: Counting
) -> pd.DataFrame:
    """Return a row for each pair of actors and article in which they share a unit; actors and articles by number."""
    document = pd.Series(np.arange(len(documents)), index=documents["document"])
    code = pd.Series(np.arange(len(nodes)), index=nodes["actor"])
    rows = pd.DataFrame(
        {
            "unit": mentions["unit"].to_numpy(),
            "document": mentions["document"].map(document).to_numpy(dtype=np.int64),
            "code": mentions["actor"].map(code).to_numpy(dtype=np.int64),
            "word": mentions["word"].to_numpy() if "word" in mentions else 0,
        }
    )
    size = len(nodes)
    if counting.within == "tokens":
        keys, units, near = summed(*_keys(rows, size, counting.tokens))
    else:
        keys, units, near = summed(_keys(rows.drop_duplicates(["unit", "code"]), size)[0])
        near = summed(*_keys(rows, size))[2] if "word" in mentions else near
    pair = keys % (size * size) if size else keys
    table = pd.DataFrame(
        {"row": keys // max(size * size, 1), "a": pair // max(size, 1), "b": pair % max(size, 1), "units": units}
    )
    return table.assign(nearness=near) if "word" in mentions else table


def _keys(rows: pd.DataFrame, size: int, reach: int | None = None) -> tuple[Integers, Floats]:
    """Return article and pair of every two rows that stand together, as one number, and their nearness."""
    unit, document, code, word = (rows[name].to_numpy(dtype=np.int64) for name in ("unit", "document", "code", "word"))
    near = together(unit, word, reach)
    first, second = code[near.first], code[near.second]
    pairs = np.minimum(first, second) * size + np.maximum(first, second)
    apart = first != second
    return (document[near.first] * size * size + pairs)[apart], 1 / near.apart[apart]


def _pairs(by_article: pd.DataFrame, nodes: pd.DataFrame, weight: Weight = "articles") -> pd.DataFrame:
    summed_up = {name: (name, "sum") for name in ("units", "nearness") if name in by_article}
    grouped = by_article.groupby(["a", "b"]).agg(articles=("row", "size"), **summed_up).reset_index()
    names, ids = nodes["name"].to_numpy(), nodes["actor"].to_numpy()
    a, b = grouped["a"].to_numpy(), grouped["b"].to_numpy()
    numbers = grouped[["articles", *summed_up]]
    table = pd.DataFrame({"a": ids[a], "b": ids[b], "a_name": names[a], "b_name": names[b], **numbers})
    heaviest = list(dict.fromkeys([weight, "articles", "units"]))
    order = [*heaviest, "a", "b"]
    return table.sort_values(order, ascending=[False] * len(heaviest) + [True, True], ignore_index=True)


def _mentions_of(pairs: pd.DataFrame, mentions: pd.DataFrame, counting: Counting) -> pd.DataFrame:
    """Return one row for every pair, shared unit and mention of either in it."""
    pairs = pairs[["a", "b", "a_name", "b_name"]]
    mentions = mentions[mentions["actor"].isin({*pairs["a"], *pairs["b"]})].reset_index(drop=True)
    if counting.within == "tokens":
        behind = _near_mentions(pairs, mentions, counting.tokens)
    else:
        units = mentions[["unit", "actor"]].drop_duplicates()
        shared = pairs.merge(units.rename(columns={"actor": "a"}), on="a")
        shared = shared.merge(units.rename(columns={"actor": "b"}), on=["unit", "b"])
        sides = [shared.assign(actor=shared[side]) for side in ("a", "b")]
        behind = pd.concat(sides).merge(mentions, on=["unit", "actor"])
    order = ["a", "b", "document", "sentence", "start", "actor"]
    return behind.drop(columns="unit").sort_values(order, ignore_index=True, kind="stable")


def _near_mentions(pairs: pd.DataFrame, mentions: pd.DataFrame, reach: int) -> pd.DataFrame:
    """Return one row for every pair and mention of either that is near one of the other."""
    near = together(mentions["unit"].to_numpy(dtype=np.int64), mentions["word"].to_numpy(dtype=np.int64), reach)
    actor = mentions["actor"].to_numpy(dtype=object)
    first, second = actor[near.first], actor[near.second]
    swapped = first > second
    ends = pd.DataFrame(
        {"a": np.where(swapped, second, first), "b": np.where(swapped, first, second),
         "first": near.first, "second": near.second}
    ).merge(pairs, on=["a", "b"])  # fmt: skip
    sides = [ends.drop(columns=["first", "second"]).assign(at=ends[side]) for side in ("first", "second")]
    return pd.concat(sides).drop_duplicates().merge(mentions, left_on="at", right_index=True).drop(columns="at")


def _notes(counting: Counting, articles: int, mentions: pd.DataFrame) -> tuple[str, ...]:
    whom = counting.whom + (", a leader counting for the country" if counting.roll_up else "")
    holding = mentions["document"].nunique()
    one = "An actor named twice in a unit stands in it once."
    if counting.within == "tokens":
        one = "Its units are namings of one beside namings of the other."
    unit = f"{'a window of' if counting.within == 'tokens' else 'the'} {counting.unit}"
    weight = _WEIGHS[counting.weight].format(whom=counting.whom if len(counting.of) == 1 else "actors")
    return (
        f"Unit: {unit}; weight: {weight}. {one}",
        f"Counted: {len(mentions):,} mentions of {whom}"
        + (f", {counting.reading} readings only" if counting.reading else "")
        + f", in {holding:,} of {articles:,} articles.",
    )
