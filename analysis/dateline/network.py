"""The network of actors named together: its backbone, communities, layout, and the way back to the sentences."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

import networkx as nx
import numpy as np
import pandas as pd

from dateline import markup
from dateline.cooccurrence import Cooccurrences
from dateline.errors import MeasureError, NotFoundError, check_choice, check_count, did_you_mean
from dateline.finding import Finding, Passages
from dateline.layout import spring
from dateline.provenance import random_seed
from dateline.stats import disparity

Measure = Literal["strength", "degree", "betweenness", "eigenvector"]


@dataclass(frozen=True, eq=False)
class Network:
    """Actors joined by the articles in which they share a unit.

    Parameters
    ----------
    cooccurrences : Cooccurrences
        The pairs; an edge's weight is its number of articles. Actors who stand with nobody are no nodes.

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

    @cached_property
    def edges(self) -> pd.DataFrame:
        """One row an edge: `a`, `b`, their names, `articles` (its weight), `units`; `p` in a backbone."""
        return self.cooccurrences.table.sort_values(["a", "b"], ignore_index=True)

    @cached_property
    def nodes(self) -> pd.DataFrame:
        """One row an actor with at least one edge: `actor`, `name`, `articles`, `mentions`, `degree`, `strength`."""
        ends = pd.concat(
            [
                self.edges[["a", "articles"]].set_axis(["actor", "articles"], axis=1),
                self.edges[["b", "articles"]].set_axis(["actor", "articles"], axis=1),
            ]
        )
        sums = ends.groupby("actor")["articles"].agg(degree="size", strength="sum").reset_index()
        return self.cooccurrences.nodes.merge(sums, on="actor").sort_values("actor", ignore_index=True)

    def to_networkx(self) -> nx.Graph[str]:
        """Return a new graph: nodes and edges in order of id, `weight` the number of articles."""
        graph: nx.Graph[str] = nx.Graph()
        for node in self.nodes[["actor", "name", "articles", "mentions"]].to_dict("records"):
            graph.add_node(node.pop("actor"), **{str(name): value for name, value in node.items()})
        for edge in self.edges[["a", "b", "articles", "units"]].to_dict("records"):
            graph.add_edge(edge["a"], edge["b"], weight=edge["articles"], units=edge["units"])
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

    def backbone(self, alpha: float = 0.05) -> Network:
        """Return the network of the edges that are too heavy for chance at one end at least.

        Parameters
        ----------
        alpha : float
            Level, between 0 and 1; the lower, the fewer edges stay.

        Returns
        -------
        Network
            Its edges have `p`, the lower of the two ends'.

        Raises
        ------
        MeasureError
            When `alpha` is no level.

        Notes
        -----
        The disparity filter asks of each edge whether it takes more of an actor's strength than if that were spread
        evenly at random over the actor's edges. At an actor with a single edge there is nothing to compare: that edge
        stays only if it is significant at its other end. The tests are not corrected for their number.

        References
        ----------
        Serrano, M. Á., Boguñá, M. & Vespignani, A. (2009), PNAS 106(16), 6483-6488.
        """
        if not 0 < alpha < 1:
            raise MeasureError(f"alpha is {alpha}. Give a level between 0 and 1, such as 0.05.")
        ends = self.nodes.set_index("actor")
        pairs = self.cooccurrences.table
        p = np.minimum(
            *(
                disparity(pairs["articles"], pairs[end].map(ends["strength"]), pairs[end].map(ends["degree"]))
                for end in ("a", "b")
            )
        )
        kept = pairs.assign(p=p)[p < alpha].reset_index(drop=True)
        note = f"Disparity filter (Serrano et al. 2009), alpha = {alpha:g}: {len(kept):,} of {len(pairs):,} edges kept."
        notes = (*self.notes, note)
        return Network(replace(self.cooccurrences, table=kept, notes=notes))

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
        note = f"Louvain communities, weight articles, resolution {resolution:g}, seed {seed}."
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
        pairs = list(zip(*ends, self.edges["articles"].astype(float).tolist(), strict=True))
        places = spring(len(rank), pairs, seed=random_seed() if seed is None else seed)
        return pd.DataFrame({"actor": self.nodes["actor"], "x": places[:, 0], "y": places[:, 1]})

    def passages(self, a: str, b: str | None = None, *, most: int | None = 20) -> Passages:
        """Return the sentences behind an edge, or behind a node.

        Raises
        ------
        NotFoundError
            When an actor is not in the network, or the two share no edge.
        """
        for actor in (a,) if b is None else (a, b):
            if actor not in self._actors:
                raise NotFoundError(f'The network has no actor "{actor}". {did_you_mean(actor, self._actors)}')
        if b is None:
            mentions = self.cooccurrences.mentions
            return replace(self.cooccurrences, evidence=mentions[mentions["actor"] == a]).passages(most=most)
        first, second = sorted((a, b))
        if not ((self.edges["a"] == first) & (self.edges["b"] == second)).any():
            beside = sorted({*self.edges.loc[self.edges["b"] == a, "a"], *self.edges.loc[self.edges["a"] == a, "b"]})
            raise NotFoundError(f'"{a}" and "{b}" share no edge. Beside "{a}": {did_you_mean(b, beside)}')
        return self.cooccurrences.passages(a=first, b=second, most=most)

    @cached_property
    def _actors(self) -> frozenset[str]:
        return frozenset(self.nodes["actor"])

    def save(self, path: str | Path) -> Path:
        """Write the network by the suffix of a path: `.gexf`, `.graphml`, or `.csv` for the list of edges.

        Returns
        -------
        Path
            Where it was written. The same network gives the same bytes.

        Raises
        ------
        MeasureError
            When the suffix is another.
        """
        path = Path(path)
        if path.suffix not in _WRITERS:
            raise MeasureError(f'A network is not saved as "{path.suffix}". {did_you_mean(path.suffix, _WRITERS)}')
        _WRITERS[path.suffix](self, path)
        return path

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
    "strength": "strength: summed weight (articles) of an actor's edges.",
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


def _write_gexf(network: Network, path: Path) -> None:
    graph = network.to_networkx()
    for _, node in graph.nodes(data=True):
        node["label"] = node["name"]
    root = ElementTree.fromstring("\n".join(nx.generate_gexf(graph, version="1.2draft")))
    space = root.tag.partition("}")[0] + "}"
    for dated in root.findall(f"{space}meta"):
        root.remove(dated)  # it holds the day it was written
    ElementTree.register_namespace("", space.strip("{}"))
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _write_graphml(network: Network, path: Path) -> None:
    path.write_text("\n".join(nx.generate_graphml(network.to_networkx())) + "\n", encoding="utf-8")


def _write_csv(network: Network, path: Path) -> None:
    network.edges.to_csv(
        path, index=False, lineterminator="\n", float_format="%.12g", quoting=csv.QUOTE_MINIMAL, encoding="utf-8"
    )


_WRITERS: dict[str, Callable[[Network, Path], None]] = {
    ".gexf": _write_gexf,
    ".graphml": _write_graphml,
    ".csv": _write_csv,
}
