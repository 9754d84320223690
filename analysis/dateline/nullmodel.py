"""What chance alone would put together: a null model of units and actors that keeps both margins.

Arrays in, arrays out; nothing here knows what an actor is.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from dateline.stats import Floats, floats

_CHUNK = 4_000_000
_STEPS = 2000  # of the fixed point that fits the margins
_FITTED = 1e-8
_NEAR = 1e-4  # a saddle point this close to 0 stands at the mean


class BipartiteNull(NamedTuple):
    """The chance of each actor to stand in each kind of unit.

    Attributes
    ----------
    units : array of float, shape (kinds,)
        How many units there are of a kind: units that hold equally many actors are alike.
    chance : array of float, shape (kinds, actors)
    misfit : float
        By what part the margin that is fitted worst differs from what was asked: 0.01 is one per cent.
    """

    units: Floats
    chance: Floats
    misfit: float = 0.0

    def expected(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> Floats:
        """Return in how many units two actors are expected together."""
        return np.asarray(
            np.concatenate([self.units @ pairs for _, pairs in self._together(a, b)]) if len(a) else np.empty(0)
        )

    def tail(self, a: NDArray[np.int64], b: NDArray[np.int64], together: ArrayLike) -> Floats:
        """Return the chance of two actors to share as many units as they do, or more.

        Parameters
        ----------
        a, b : array of int, shape (pairs,)
            Numbers of actors.
        together : array_like of int, shape (pairs,)
            In how many units each pair stands.

        Notes
        -----
        The number of shared units is a sum of independent, unequal chances (Poisson-binomial). Its tail is taken by
        the saddle-point approximation with the second correction for continuity, within a few per cent of the exact
        one for any p below 0.1, however small.

        References
        ----------
        Lugannani, R. & Rice, S. (1980), Advances in Applied Probability 12, 475-490. Daniels, H. E. (1987), Tail
        probability approximations, International Statistical Review 55, 37-48.
        """
        (observed,) = floats(together)
        tails = [_saddle_point(self.units, pairs, observed[part]) for part, pairs in self._together(a, b)]
        return np.concatenate(tails) if tails else np.empty(0)

    def _together(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> list[tuple[slice, Floats]]:
        """Return the chances of pairs to share a unit of each kind, some pairs at a time."""
        step = max(1, _CHUNK // max(len(self.units), 1))
        parts = [slice(start, start + step) for start in range(0, len(a), step)]
        return [(part, self.chance[:, a[part]] * self.chance[:, b[part]]) for part in parts]


def bipartite_null(of_units: ArrayLike, of_actors: ArrayLike) -> BipartiteNull:
    """Return the null in which every unit holds as many actors, and every actor stands in as many units, on average.

    Parameters
    ----------
    of_units : array_like of int, shape (units,)
        How many actors each unit holds.
    of_actors : array_like of int, shape (actors,)
        In how many units each actor stands; both have the same sum.

    Returns
    -------
    BipartiteNull

    Raises
    ------
    ValueError
        When the margins cannot belong to one table.

    Notes
    -----
    The maximum-entropy ensemble with these expected margins (bipartite configuration model): the chance of actor j to
    stand in unit i is x_i y_j / (1 + x_i y_j). It is what the stochastic degree sequence model draws from. Margins near
    certainty (an actor in all units but one) are fitted slowly; how far the fit got is `misfit`.

    References
    ----------
    Saracco, F., Di Clemente, R., Gabrielli, A. & Squartini, T. (2015), Randomizing bipartite networks: the case of the
    World Trade Web, Scientific Reports 5, 10595. Neal, Z. P. (2014), The backbone of bipartite projections, Social
    Networks 39, 84-97.
    """
    sizes, size_of = np.unique(np.asarray(of_units, dtype=np.int64), return_counts=True)
    size_of, sizes = size_of[sizes > 0], sizes[sizes > 0]
    degrees, kind_of, actors_of = np.unique(
        np.asarray(of_actors, dtype=np.int64), return_inverse=True, return_counts=True
    )
    if sizes @ size_of != degrees @ actors_of or sizes.max(initial=0) > len(kind_of) or degrees.max() > size_of.sum():
        raise ValueError("These margins belong to no table of units and actors.")
    # Who stands in every unit, or a unit that holds everybody, leaves nothing to chance: fit just short of certainty.
    k, d = floats(degrees, sizes)
    total = float(k @ actors_of)
    x, y = d / np.sqrt(total), k / np.sqrt(total)
    for _ in range(_STEPS):
        before = y
        x = d / (1 / (1 / y + x[:, None]) @ actors_of)
        y = k / (size_of @ (1 / (1 / x[:, None] + y)))
        if np.abs(y / before - 1).max() < _FITTED:
            break
    odds = x[:, None] * y
    chance = odds / (1 + odds)
    misfit = max(np.abs(chance @ actors_of / d - 1).max(), np.abs(size_of @ chance / k - 1).max())
    return BipartiteNull(size_of.astype(float), chance[:, kind_of], float(misfit))


def _saddle_point(units: Floats, chance: Floats, observed: Floats) -> Floats:
    """Return P(sum >= observed) of Bernoulli trials, `units` of each `chance`; shapes (kinds,), (kinds, pairs)."""
    weight, mean = units[:, None], units @ chance
    target = observed - 0.5
    t = np.zeros_like(target)
    with np.errstate(all="ignore"):
        for _ in range(60):
            tilted = chance * np.exp(t) / (1 - chance + chance * np.exp(t))
            slope, curve = (weight * tilted).sum(axis=0), (weight * tilted * (1 - tilted)).sum(axis=0)
            step = np.clip((slope - target) / curve, -2, 2)
            t = t - np.where(np.isfinite(step), step, 0)
            if np.abs(step).max(initial=0) < 1e-10:
                break
        cumulant = (weight * np.log1p(chance * np.expm1(t))).sum(axis=0)
        root = np.sign(t) * np.sqrt(np.maximum(2 * (t * target - cumulant), 0))
        scaled = 2 * np.sinh(t / 2) * np.sqrt(curve)
        density = np.exp(-root * root / 2) / np.sqrt(2 * np.pi)
        tail = ndtr(-root) + density * (1 / scaled - 1 / root)
    near = np.abs(t) < _NEAR
    tail = np.where(near, ndtr((mean - target) / np.sqrt(np.maximum(curve, 1e-12))), tail)
    return np.where(observed <= 0, 1.0, np.clip(tail, 0, 1))
