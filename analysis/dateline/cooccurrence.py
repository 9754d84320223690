"""Who stands beside whom: pairs of actors named in one sentence, paragraph or article."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from dateline.errors import MeasureError, check_choice, check_kind
from dateline.finding import Finding
from dateline.found import Found
from dateline.seeds import load_actors

Kind = Literal["leader", "country"]
Window = Literal["sentence", "paragraph", "article"]
Reading = Literal["literal", "metonymic"]

_UNIT: dict[str, list[str]] = {
    "sentence": ["document", "sentence"],
    "paragraph": ["document", "paragraph"],
    "article": ["document"],
}


@dataclass(frozen=True, eq=False, repr=False)
class Cooccurrences(Finding):
    """Pairs of actors, with how many articles and units they share.

    The table has `a`, `b` (ids, a < b), `a_name`, `b_name`, `articles` and `units`, the heaviest pair first.

    Parameters
    ----------
    nodes : pandas.DataFrame
        Every actor counted, alone or not: `actor`, `name`, `articles` and `mentions`, in order of id.
    mentions : pandas.DataFrame
        What was counted: one row a mention, with the ordinal of its `unit`.
    within : {'sentence', 'paragraph', 'article'}
        The unit.
    """

    nodes: pd.DataFrame = field(default_factory=pd.DataFrame)
    mentions: pd.DataFrame = field(default_factory=pd.DataFrame)
    within: Window = "sentence"

    def by(self, *columns: str) -> Finding:
        """Count the mentions behind the pairs, and the documents they stand in, by columns."""
        return Finding(self.table, self.title, self.notes, self._behind({}), self.texts, self.made_from).by(*columns)

    def _behind(self, values: Mapping[str, Any]) -> pd.DataFrame | None:
        """Join pairs to their mentions only when somebody asks: the whole join would outgrow the corpus."""
        if self.evidence is not None:
            return super()._behind(values)
        values = dict(values)
        if {"a", "b"} <= values.keys() and str(values["a"]) > str(values["b"]):
            values["a"], values["b"] = values["b"], values["a"]
        asked = {name: values.pop(name) for name in list(values) if name in self.table}
        pairs = Finding(self.table, self.title).where(**asked).table
        behind = Finding(_mentions_of(pairs, self.mentions), self.title)
        return behind.where(**values).table


def cooccurrences(
    found: Found,
    *,
    of: Kind = "leader",
    within: Window = "sentence",
    roll_up: bool = False,
    reading: Reading | None = None,
) -> Cooccurrences:
    """Return the pairs of actors that are named in the same unit.

    Parameters
    ----------
    found : Found
        What `annotate` found in a corpus.
    of : {'leader', 'country'}
        Whose pairs. Adjectives, capitals and governments are mentions of their country.
    within : {'sentence', 'paragraph', 'article'}
        The unit two actors must share.
    roll_up : bool
        With `of="country"`: a leader counts for his or her country, too.
    reading : {'literal', 'metonymic'}, optional
        Only mentions of this reading; all by default.

    Returns
    -------
    Cooccurrences
        One row a pair; `articles` is its weight: in how many articles it shares at least one unit. An actor named
        twice in a unit stands in it once.

    Raises
    ------
    MeasureError
        When `roll_up` is asked for leaders, or a choice does not exist.

    Notes
    -----
    That two actors stand together says nothing about how they relate; copies of an article count as articles.

    References
    ----------
    Serrano, M. Á. et al. (2009), PNAS 106(16), on the backbone of such a network; see `Network.backbone`.

    Examples
    --------
    ::

        pairs = dl.cooccurrences(found, of="country", within="paragraph")
        pairs.passages(a="CHN", b="RUS")
    """
    check_kind("found", found, Found, "Annotate a corpus first: dl.annotate(corpus).")
    check_choice("of", of, Kind)
    check_choice("within", within, Window)
    if reading is not None:
        check_choice("reading", reading, Reading)
    if roll_up and of == "leader":
        raise MeasureError('Leaders roll up to countries, not the other way. Ask for of="country" with roll_up=True.')
    mentions = _counted(found.mentions.table, of, within, roll_up, reading)
    nodes = _nodes(mentions, found.mentions.table)
    return Cooccurrences(
        table=_pairs(mentions, nodes),
        title=f"{'Leaders' if of == 'leader' else 'Countries'} named in the same {within}",
        notes=_notes(of, within, roll_up, reading, len(found.documents), mentions),
        texts=found.mentions.texts,
        made_from=found.made_from,
        nodes=nodes,
        mentions=mentions,
        within=within,
    )


def _counted(table: pd.DataFrame, of: Kind, within: Window, roll_up: bool, reading: Reading | None) -> pd.DataFrame:
    """Return the mentions that count, each under the actor it counts for and with the ordinal of its unit."""
    kinds = ["leader", "country"] if roll_up else [of]
    kept = table[table["type"].isin(kinds) & (table["reading"].eq(reading) if reading else True)]
    actor = kept["country"].where(kept["type"].eq("leader"), kept["actor"]) if roll_up else kept["actor"]
    kept = kept.assign(actor=actor).dropna(subset="actor").reset_index(drop=True)
    return kept.assign(unit=kept.groupby(_UNIT[within], sort=False).ngroup())


def _nodes(mentions: pd.DataFrame, everyone: pd.DataFrame) -> pd.DataFrame:
    nodes = mentions.groupby("actor").agg(articles=("document", "nunique"), mentions=("document", "size")).reset_index()
    named = actor_names(set(nodes["actor"]), everyone)
    nodes.insert(1, "name", [named.get(actor, actor) for actor in nodes["actor"]])
    return nodes


def actor_names(actors: Set[str], mentions: pd.DataFrame) -> dict[str, str]:
    """Return the names of actors as mentions give them; a country that only its leader stands for has the seeds'."""
    there = mentions.drop_duplicates("actor")
    named = dict(zip(map(str, there["actor"]), map(str, there["name"]), strict=True))
    if not named.keys() >= actors:
        named = {actor.id: actor.name for actor in load_actors().values()} | named
    return named


def _pairs(mentions: pd.DataFrame, nodes: pd.DataFrame) -> pd.DataFrame:
    present = mentions[["unit", "document", "actor"]].drop_duplicates(["unit", "actor"])
    code = pd.Series(nodes.index, index=nodes["actor"])
    present = pd.DataFrame(
        {
            "unit": present["unit"],
            "document": pd.factorize(present["document"])[0],
            "code": present["actor"].map(code).astype("int64"),
        }
    )
    together = present.merge(present[["unit", "code"]], on="unit", suffixes=("_a", "_b"))
    together = together[together["code_a"] < together["code_b"]]
    grouped = together.groupby(["code_a", "code_b"])["document"].agg(articles="nunique", units="size").reset_index()
    names, ids = nodes["name"].to_numpy(), nodes["actor"].to_numpy()
    a, b = grouped["code_a"].to_numpy(), grouped["code_b"].to_numpy()
    table = pd.DataFrame(
        {"a": ids[a], "b": ids[b], "a_name": names[a], "b_name": names[b], **grouped[["articles", "units"]]}
    )
    return table.sort_values(["articles", "units", "a", "b"], ascending=[False, False, True, True], ignore_index=True)


def _mentions_of(pairs: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return one row for every pair, shared unit and mention of either in it."""
    pairs = pairs[["a", "b", "a_name", "b_name"]]
    mentions = mentions[mentions["actor"].isin({*pairs["a"], *pairs["b"]})]
    units = mentions[["unit", "actor"]].drop_duplicates()
    shared = pairs.merge(units.rename(columns={"actor": "a"}), on="a")
    shared = shared.merge(units.rename(columns={"actor": "b"}), on=["unit", "b"])
    sides = [shared.assign(actor=shared[side]) for side in ("a", "b")]
    behind = pd.concat(sides).merge(mentions, on=["unit", "actor"])
    order = ["a", "b", "document", "sentence", "start", "actor"]
    return behind.drop(columns="unit").sort_values(order, ignore_index=True, kind="stable")


def _notes(
    of: Kind, within: Window, roll_up: bool, reading: Reading | None, articles: int, mentions: pd.DataFrame
) -> tuple[str, ...]:
    whom = "countries, a leader counting for the country" if roll_up else "leaders" if of == "leader" else "countries"
    holding = mentions["document"].nunique()
    return (
        f"Unit: the {within}; weight: articles in which two {'leaders' if of == 'leader' else 'countries'} share at "
        "least one. An actor named twice in a unit stands in it once.",
        f"Counted: {len(mentions):,} mentions of {whom}"
        + (f", {reading} readings only" if reading else "")
        + f", in {holding:,} of {articles:,} articles. Copies are counted as they stand.",
    )
