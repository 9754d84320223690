"""The network of actors named together: its backbone, communities, layout, and the way back to the sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import networkx as nx
import pandas as pd

from dateline import markup
from dateline.errors import MeasureError, NotFoundError, check_choice, check_count, did_you_mean
from dateline.finding import Finding, Passages
from dateline.layout import spring
from dateline.networks.backbones import disparity_backbone, null_backbone
from dateline.networks.cooccurrence import Cooccurrences
from dateline.networks.methods import methods_of
from dateline.networks.network_files import write_network
from dateline.networks.sampling import sampled
from dateline.provenance import random_seed

Measure = Literal["strength", "degree", "betweenness", "eigenvector"]
Test = Literal["null model", "disparity"]
_BACKBONES = {"null model": null_backbone, "disparity": disparity_backbone}


@dataclass(frozen=True, eq=False)
class Network:
    """Actors joined by the articles in which they share a unit.

    Parameters
    ----------
    cooccurrences : Cooccurrences
        The pairs; an edge weighs what they were counted by, articles unless asked otherwise. Actors who stand with
        nobody are no nodes.

    Examples
    --------
    ::

        network = dl.Network(dl.cooccurrences(found)).backbone()
        network.passages("xi-jinping", "vladimir-putin")
    """

    cooccurrences: Cooccurrences

    @property
    def notes(self) -> tuple[str, ...]:
        """What was counted and filtered."""
        return tuple(self.cooccurrences.notes)

    @property
    def weight(self) -> str:
        """The column of the edges that is their weight."""
        return self.cooccurrences.counting.weight

    @cached_property
    def edges(self) -> pd.DataFrame:
        """One row an edge: `a`, `b`, their names, `articles`, `units` and other counts; in a backbone also `p`."""
        return self.cooccurrences.table.sort_values(["a", "b"], ignore_index=True)

    @cached_property
    def nodes(self) -> pd.DataFrame:
        """One row an actor with at least one edge: `actor`, `name`, `articles`, `mentions`, `degree`, `strength`."""
        ends = pd.concat([self.edges[[end, self.weight]].set_axis(["actor", "weight"], axis=1) for end in ("a", "b")])
        sums = ends.groupby("actor")["weight"].agg(degree="size", strength="sum").reset_index()
        return self.cooccurrences.nodes.merge(sums, on="actor").sort_values("actor", ignore_index=True)

    def to_networkx(self) -> nx.Graph[str]:
        """Return a new graph: nodes and edges in order of id, each edge with its `weight`."""
        graph: nx.Graph[str] = nx.Graph()
        for node in self.nodes[["actor", "name", "articles", "mentions"]].to_dict("records"):
            graph.add_node(node.pop("actor"), **{str(name): value for name, value in node.items()})
        for edge in self.edges[list(dict.fromkeys(["a", "b", self.weight, "units"]))].to_dict("records"):
            graph.add_edge(edge["a"], edge["b"], weight=edge[self.weight], units=edge["units"])
        return graph

    def top(self, measure: Measure = "strength", n: int = 10) -> Finding:
        """Return the most central actors.

        Parameters
        ----------
        measure : {'strength', 'degree', 'betweenness', 'eigenvector'}
            Summed weight of an actor's edges; their number; the share of shortest paths through the actor, an edge
            being the shorter the heavier (1 / weight); the leading eigenvector of the weights.
        n : int
            How many.

        Returns
        -------
        Finding
            `actor`, `name`, `articles` and the measure, highest first; its passages are the actor's mentions.

        Raises
        ------
        MeasureError
            When there is no such measure, or an eigenvector is not found.

        Notes
        -----
        Says who is named beside many, not who has influence.

        References
        ----------
        Newman, M. E. J. (2001), Scientific collaboration networks II, Physical Review E 64, 016132.
        """
        check_choice("measure", measure, Measure)
        check_count("n", n)
        values = _CENTRALITIES[measure](self)
        table = self.nodes[["actor", "name", "articles"]].assign(**{measure: self.nodes["actor"].map(values)})
        table = table.sort_values([measure, "actor"], ascending=[False, True], ignore_index=True).head(n)
        mentions = self.cooccurrences.mentions
        return Finding(
            table,
            f"The {len(table)} actors of highest {measure}",
            (_MEANING[measure], *self.notes),
            mentions[mentions["actor"].isin(table["actor"])],
            self.cooccurrences.texts,
            self.cooccurrences.made_from,
        )

    def backbone(self, alpha: float = 0.05, *, test: Test = "null model") -> Network:
        """Return the network of the edges that are too heavy for chance.

        Parameters
        ----------
        alpha : float
            Level, between 0 and 1; the lower, the fewer edges stay.
        test : {'null model', 'disparity'}
            What chance is: the margins of units and actors kept, everything else random; or an actor's strength spread
            at random over its own edges.

        Returns
        -------
        Network
            Its edges have `p`; with the null model also `expected` units and `q`, which is p adjusted over all pairs
            of actors and held against `alpha`.

        Raises
        ------
        MeasureError
            When `alpha` is no level, a choice does not exist, or the null model cannot be fitted.

        Notes
        -----
        Under the null model (`dateline.nullmodel`) a pair is tested by the units it shares; units of one article count
        as independent, so that `within="article"` makes the soundest test; of copies that count one is tested. The
        false discovery rate is controlled over all pairs of actors, those that never stand together included. The
        disparity filter tests an edge at both ends and keeps it if it is significant at one; an end with a single edge
        has nothing to compare; its tests are not corrected for their number.

        References
        ----------
        Neal, Z. P. (2014), The backbone of bipartite projections, Social Networks 39, 84-97. Benjamini & Hochberg
        (1995). Serrano, M. Á., Boguñá, M. & Vespignani, A. (2009), PNAS 106(16), 6483-6488.
        """
        if not 0 < alpha < 1:
            raise MeasureError(f"alpha is {alpha}. Give a level between 0 and 1, such as 0.05.")
        check_choice("test", test, Test)
        return Network(_BACKBONES[test](self.cooccurrences, alpha))

    def communities(self, *, seed: int | None = None, resolution: float = 1.0) -> Finding:
        """Return groups of actors named together more than with others (Louvain modularity).

        Parameters
        ----------
        seed : int, optional
            By default the project's. Another may give other groups: compare a few.
        resolution : float
            Above 1 for smaller groups.

        Returns
        -------
        Finding
            `community` (1 is the largest), `actor`, `name`, `strength`.

        References
        ----------
        Blondel, V. D. et al. (2008), Fast unfolding of communities in large networks, J. Stat. Mech., P10008.
        """
        seed = random_seed() if seed is None else seed
        graph: nx.Graph[Any] = self.to_networkx()
        graph = nx.convert_node_labels_to_integers(graph)  # integers hash alike in every process
        groups = nx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=seed)
        ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
        community = {member: number for number, group in enumerate(ordered, 1) for member in group}
        table = self.nodes[["actor", "name", "strength"]].copy()
        table.insert(0, "community", [community[row] for row in range(len(table))])
        order = ["community", "strength", "actor"]
        table = table.sort_values(order, ascending=[True, False, True], ignore_index=True)
        note = f"Louvain communities, weight {self.weight}, resolution {resolution:g}, seed {seed}."
        notes = (note, *self.notes)
        mentions = self.cooccurrences.mentions.merge(table[["actor", "community"]], on="actor")
        return Finding(
            table,
            f"{len(ordered)} communities",
            notes,
            mentions,
            self.cooccurrences.texts,
            self.cooccurrences.made_from,
        )

    def layout(self, *, seed: int | None = None) -> pd.DataFrame:
        """Return a place for every actor: `actor`, `x`, `y`, from 0 to 1, the same on any machine.

        Parameters
        ----------
        seed : int, optional
            Of the places they start from; by default the project's.

        Notes
        -----
        Distances between actors mean little and directions nothing. Meant for up to some hundred actors.

        References
        ----------
        Fruchterman, T. & Reingold, E. (1991), Graph drawing by force-directed placement, Software 21(11), 1129-1164.
        """
        rank = {actor: number for number, actor in enumerate(self.nodes["actor"])}
        ends = [self.edges[end].map(rank).tolist() for end in ("a", "b")]
        pairs = list(zip(*ends, self.edges[self.weight].astype(float).tolist(), strict=True))
        places = spring(len(rank), pairs, seed=random_seed() if seed is None else seed)
        return pd.DataFrame({"actor": self.nodes["actor"], "x": places[:, 0], "y": places[:, 1]})

    def passages(self, a: str, b: str | None = None, *, most: int | None = 20) -> Passages:
        """Return the sentences behind an edge, or behind a node.

        Raises
        ------
        NotFoundError
            When an actor is not in the network, or the two share no edge.
        """
        ends = self._ends(a, b)
        if b is None:
            mentions = self.cooccurrences.mentions
            return replace(self.cooccurrences, evidence=mentions[mentions["actor"] == a]).passages(most=most)
        return self.cooccurrences.passages(most=most, **ends)

    def evidence(self, a: str, b: str | None = None, *, most: int = 20, seed: int | None = None) -> Finding:
        """Return the sentences behind an edge or a node as a table: outlet, date, in whose voice, and the text.

        Parameters
        ----------
        a, b : str
            Ids of the actors; without `b` the node's.
        most : int
            How many sentences at the most.
        seed : int, optional
            Draws them at random, each as likely; without it the first in order of date and outlet.

        Returns
        -------
        Finding
            See `dateline.sampled`.

        Raises
        ------
        NotFoundError
            When an actor is not in the network, or the two share no edge.
        """
        ends, pairs = self._ends(a, b), self.cooccurrences
        if b is not None:
            return sampled(pairs, most=most, seed=seed, quotes=pairs.quotes, **ends)
        named = Finding(pairs.mentions, f"Where {a} is named", pairs.notes, None, pairs.texts, pairs.made_from)
        return sampled(named, most=most, seed=seed, quotes=pairs.quotes, actor=a)

    def methods(self) -> str:
        """Return the paragraph of a methods section that says how this network was made, every choice in it.

        Examples
        --------
        ::

            print(dl.Network(dl.cooccurrences(found)).backbone().methods())
        """
        return methods_of(self.cooccurrences, len(self.nodes), len(self.edges))

    def _ends(self, a: str, b: str | None) -> dict[str, str]:
        """Return the columns by which an edge is known, or the actor of a node, if they are there."""
        for actor in (a,) if b is None else (a, b):
            if actor not in self._actors:
                raise NotFoundError(f'The network has no actor "{actor}". {did_you_mean(actor, self._actors)}')
        if b is None:
            return {"actor": a}
        first, second = sorted((a, b))
        if not ((self.edges["a"] == first) & (self.edges["b"] == second)).any():
            beside = sorted({*self.edges.loc[self.edges["b"] == a, "a"], *self.edges.loc[self.edges["a"] == a, "b"]})
            raise NotFoundError(f'"{a}" and "{b}" share no edge. Beside "{a}": {did_you_mean(b, beside)}')
        return {"a": first, "b": second}

    @cached_property
    def _actors(self) -> frozenset[str]:
        return frozenset(self.nodes["actor"])

    def save(self, path: str | Path, *, dynamic: bool = False, layout: pd.DataFrame | None = None) -> Path:
        """Write the network by the suffix of a path: `.gexf`, `.graphml`, `.json`, or `.csv` for edges and nodes.

        Parameters
        ----------
        path : str or Path
        dynamic : bool
            With the dates of the articles behind every node and edge (`.gexf`, `.json`).
        layout : pandas.DataFrame, optional
            Where the actors stand, from `layout()`; computed where it is not given.

        Returns
        -------
        Path
            Where it was written. The same network gives the same bytes.

        Raises
        ------
        MeasureError
            When the suffix is another.
        """
        return write_network(self, path, dynamic=dynamic, layout=layout)

    def card(self) -> dict[str, str]:
        """Return what the network holds, as label and value."""
        actors, edges = len(self.nodes), len(self.edges)
        possible = actors * (actors - 1) / 2
        strongest = self.nodes.sort_values(["strength", "actor"], ascending=[False, True]).head(5)
        heaviest = self.cooccurrences.table.head(3)
        return {
            "actors": f"{actors:,}; {len(self.cooccurrences.nodes) - actors:,} more have no edge here",
            "edges": f"{edges:,}" + (f", {edges / possible:.0%} of those possible" if possible else ""),
            "strongest": ", ".join(f"{node.name} ({node.strength:,})" for node in strongest.itertuples()),
            "heaviest edges": "; ".join(f"{e.a_name} and {e.b_name} ({e.articles:,})" for e in heaviest.itertuples()),
        }

    def __repr__(self) -> str:
        lines = [f"  {label}: {value}" for label, value in self.card().items()]
        return "\n".join([f"Network: {self.cooccurrences.title}", *lines, *self.notes])

    def _repr_html_(self) -> str:
        return markup.card(f"Network: {self.cooccurrences.title}", self.card(), notes=self.notes)


_MEANING: dict[str, str] = {
    "strength": "strength: summed weight of an actor's edges.",
    "degree": "degree: number of actors it shares an edge with.",
    "betweenness": "betweenness: share of shortest paths through an actor; an edge is 1 / weight long (Newman 2001).",
    "eigenvector": "eigenvector: leading eigenvector of the weights, of length 1 (Bonacich 1972).",
}


def _betweenness(network: Network) -> dict[str, float]:
    graph = network.to_networkx()
    for _, _, edge in graph.edges(data=True):
        edge["length"] = 1 / edge["weight"]
    return dict(nx.betweenness_centrality(graph, weight="length"))


def _eigenvector(network: Network) -> dict[str, float]:
    try:
        return dict(nx.eigenvector_centrality(network.to_networkx(), weight="weight", max_iter=5000, tol=1e-9))
    except (nx.PowerIterationFailedConvergence, nx.NetworkXPointlessConcept) as error:
        raise MeasureError(f"There is no leading eigenvector here ({error}). Ask for strength instead.") from None


_CENTRALITIES: dict[str, Callable[[Network], Any]] = {
    "strength": lambda network: network.nodes.set_index("actor")["strength"],
    "degree": lambda network: network.nodes.set_index("actor")["degree"],
    "betweenness": _betweenness,
    "eigenvector": _eigenvector,
}
