"""Places for the nodes of a graph, the same on every machine."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def spring(size: int, edges: Sequence[tuple[int, int, float]], *, seed: int, rounds: int = 300) -> Floats:
    """Return places in the unit square by the forces of Fruchterman & Reingold, with a pull towards the middle.

    Parameters
    ----------
    size : int
        Number of nodes.
    edges : sequence of (int, int, float)
        Pairs of nodes, each with its weight; a heavier edge pulls harder.
    seed : int
        Of the places they start from.
    rounds : int
        How many times the forces act, each time less.

    Returns
    -------
    array of float, shape (size, 2)
        Rounded to six digits; no two nodes closer than a small distance.

    Notes
    -----
    Only +, -, *, / and square root, which every machine rounds alike, and sums in a fixed order (numpy adds rows one
    after another along the first axis): no BLAS, whose kernels differ. The pull keeps components that hang together
    with nothing near the rest. Time and memory grow with size squared.

    References
    ----------
    Fruchterman, T. & Reingold, E. (1991), Graph drawing by force-directed placement, Software 21(11), 1129-1164.

    Examples
    --------
    >>> spring(2, [(0, 1, 1.0)], seed=1).shape
    (2, 2)
    """
    generator = random.Random(seed)
    places = np.array([[generator.random(), generator.random()] for _ in range(size)]).reshape(size, 2)
    if size < 2:
        return np.full((size, 2), 0.5)
    pull = _pull(size, edges)
    ideal = 1 / np.sqrt(size)
    for turn in range(rounds):
        places = _step(places, pull, ideal, reach=0.1 * (1 - turn / rounds) + 0.001)
    places = _fit(places)
    for _ in range(100):
        places = _part(places, 0.5 * ideal)
    return np.round(_fit(places), 6)


def _pull(size: int, edges: Sequence[tuple[int, int, float]]) -> Floats:
    """Return how hard each pair is pulled: 1 for the heaviest edge, by the square root of the weight."""
    pull = np.zeros((size, size))
    heaviest = max((weight for _, _, weight in edges), default=1.0)
    for a, b, weight in edges:
        pull[a, b] = pull[b, a] = np.sqrt(weight / heaviest)
    return pull


def _step(places: Floats, pull: Floats, ideal: float, reach: float) -> Floats:
    x, y = _apart(places)
    distance = np.maximum(np.sqrt(x * x + y * y), 1e-6)
    force = ideal * ideal / (distance * distance) - pull * distance / ideal
    middle = places.sum(axis=0) / len(places)
    move = np.stack([(x * force).sum(axis=0), (y * force).sum(axis=0)], axis=1) - (places - middle)
    length = np.maximum(np.sqrt(move[:, 0] * move[:, 0] + move[:, 1] * move[:, 1]), 1e-9)
    return np.asarray(places + move * (np.minimum(length, reach) / length)[:, None])


def _part(places: Floats, least: float) -> Floats:
    """Move any two nodes that are too near half the missing way from each other."""
    x, y = _apart(places)
    distance = np.maximum(np.sqrt(x * x + y * y), 1e-6)
    np.fill_diagonal(distance, least)
    missing = np.maximum(least - distance, 0) / distance / 2
    return np.asarray(places + np.stack([(x * missing).sum(axis=0), (y * missing).sum(axis=0)], axis=1))


def _apart(places: Floats) -> tuple[Floats, Floats]:
    """Return for every pair (i, j) the way from i to j, along x and along y."""
    return (
        places[None, :, 0] - places[:, None, 0],
        places[None, :, 1] - places[:, None, 1],
    )


def _fit(places: Floats) -> Floats:
    """Scale to the unit square, each direction by itself; a line keeps to its middle."""
    low, high = places.min(axis=0), places.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    return np.asarray(np.where(high > low, (places - low) / span, 0.5))
