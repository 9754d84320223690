"""Whether the communities of a network are there: over other seeds and other resolutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd

from dateline.errors import MeasureError, check_count, check_kind
from dateline.finding import Finding
from dateline.networks.cooccurrence import Cooccurrences
from dateline.networks.network import Network
from dateline.networks.units import Integers
from dateline.provenance import random_seed


def community_stability(
    network: Network, *, resolutions: Sequence[float] = (0.75, 1.0, 1.25, 1.5), runs: int = 20, seed: int | None = None
) -> Finding:
    """Return how far the communities of a network agree from one seed to another, at each resolution.

    Parameters
    ----------
    network : Network
    resolutions : sequence of float
        Above 1 for smaller groups.
    runs : int
        Seeds at each resolution.
    seed : int, optional
        The first of them; by default the project's.

    Returns
    -------
    Finding
        `resolution`, `fewest` and `most` communities in a run, `modularity` (mean), `agreement`: the mean adjusted Rand
        index of every two runs, 1 where they are the same and 0 where no more alike than chance; and `like_first`, of
        the runs with those at the resolution asked for first.

    Raises
    ------
    MeasureError
        When the network has no edge, or a number is out of range.

    References
    ----------
    Hubert, L. & Arabie, P. (1985), Comparing partitions, Journal of Classification 2, 193-218. Lancichinetti, A. &
    Fortunato, S. (2012), Consensus clustering in complex networks, Scientific Reports 2, 336.

    Examples
    --------
    ::

        dl.community_stability(network, resolutions=(0.8, 1, 1.2))
    """
    first = random_seed() if seed is None else seed
    found = {resolution: _runs(network, resolution, runs, first) for resolution in resolutions}
    rows = []
    for resolution, groups in found.items():
        sizes = [int(group.max()) + 1 for group in groups]
        pairs = [_adjusted_rand(one, other) for one, other in combinations(groups, 2)] or [1.0]
        like = [_adjusted_rand(one, other) for one in groups for other in found[resolutions[0]] if one is not other]
        modularity = np.mean([_modularity(network, group, resolution) for group in groups])
        rows.append((resolution, min(sizes), max(sizes), modularity, np.mean(pairs), np.mean(like or [1.0])))
    columns = ["resolution", "fewest", "most", "modularity", "agreement", "like_first"]
    last = first + runs - 1
    note = f"Louvain communities, {runs} runs a resolution, seeds {first} to {last}; weight {network.weight}."
    mentions = network.cooccurrences.mentions
    return Finding(
        pd.DataFrame(rows, columns=columns), "How stable the communities are", (note, *network.notes), mentions,
        network.cooccurrences.texts, network.cooccurrences.made_from, "adjusted Rand index",
    )  # fmt: skip


def co_membership(
    network: Network, *, resolution: float = 1.0, runs: int = 50, seed: int | None = None
) -> Cooccurrences:
    """Return in what share of runs two actors are in the same community.

    Parameters
    ----------
    network : Network
    resolution : float
        Above 1 for smaller groups.
    runs : int
        Seeds.
    seed : int, optional
        The first of them; by default the project's.

    Returns
    -------
    Cooccurrences
        Every two actors of the network: `a`, `b` and their names and `together`, in per cent of the runs; those
        always together first. Its passages are those where they share a unit; two who never do have none.

    Raises
    ------
    MeasureError
        When the network has no edge, or a number is out of range.

    Notes
    -----
    Seeds only order the search: that two actors are always together says that the algorithm is sure, not that another
    month's articles would show the same. Compare `dateline.edge_intervals`.

    References
    ----------
    Lancichinetti & Fortunato (2012). Blondel, V. D. et al. (2008), J. Stat. Mech., P10008.

    Examples
    --------
    ::

        dl.co_membership(network, runs=100).where(together=lambda share: share > 90)
    """
    first = random_seed() if seed is None else seed
    groups = np.array(_runs(network, resolution, runs, first))
    a, b = np.triu_indices(groups.shape[1], k=1)
    ids, names = (network.nodes[column].to_numpy() for column in ("actor", "name"))
    table = pd.DataFrame({"a": ids[a], "b": ids[b], "a_name": names[a], "b_name": names[b]})
    table["together"] = 100 * (groups[:, a] == groups[:, b]).mean(axis=0)
    table = table.sort_values(["together", "a", "b"], ascending=[False, True, True], ignore_index=True)
    note = (
        f"Per cent of {runs} runs in one community: Louvain, resolution {resolution:g}, seeds {first} to "
        f"{first + runs - 1}; weight {network.weight}."
    )
    pairs = network.cooccurrences
    return replace(pairs, table=table, title="Who is in one community with whom", notes=(note, *pairs.notes))


def _runs(network: Network, resolution: float, runs: int, first: int) -> list[Integers]:
    """Return the community of every actor, in order of id, in each run."""
    check_kind("network", network, Network, "Make one first: dl.Network(dl.cooccurrences(found)).")
    check_count("runs", runs)
    check_count("seed", first, least=0)
    if network.edges.empty:
        raise MeasureError("The network has no edge, hence no communities. Lower the threshold, or widen the window.")
    if not resolution > 0:
        raise MeasureError(f"resolution={resolution!r}: give a number above 0; 1 is usual.")
    found = []
    for seed in range(first, first + runs):
        table = network.communities(seed=seed, resolution=resolution).table.sort_values("actor")
        found.append(table["community"].to_numpy(dtype=np.int64) - 1)
    return found


def _modularity(network: Network, group: Integers, resolution: float) -> float:
    """Return Newman's modularity of a partition."""
    community = pd.Series(group, index=sorted(network.nodes["actor"]))
    weight = network.edges[network.weight].to_numpy(float)
    a, b = (network.edges[end].map(community).to_numpy() for end in ("a", "b"))
    strength = network.nodes.set_index("actor")["strength"].groupby(community).sum()
    total = weight.sum()
    return float(weight[a == b].sum() / total - resolution * ((strength / (2 * total)) ** 2).sum())


def _adjusted_rand(one: Integers, other: Integers) -> float:
    """Return how far two partitions agree beyond chance (Hubert & Arabie 1985, equation 5)."""
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1)
    both, first, second = (
        (cells * (cells - 1) / 2).sum() for cells in (table, table.sum(axis=1), table.sum(axis=0))
    )  # fmt: skip
    chance = first * second / (len(one) * (len(one) - 1) / 2) if len(one) > 1 else 0.0
    most = (first + second) / 2
    return float((both - chance) / (most - chance)) if most != chance else 1.0
