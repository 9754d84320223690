"""Pictures of results: a Finding or a Network in, a Figure out; nothing is left out without a word."""

from dateline.plots.arcs import plot_arcs
from dateline.plots.bars import plot_bars, plot_coverage
from dateline.plots.difference import plot_network_difference
from dateline.plots.ego import plot_ego
from dateline.plots.framing import plot_framing
from dateline.plots.matrix import plot_matrix
from dateline.plots.multiples import plot_periods
from dateline.plots.network import plot_network
from dateline.plots.reading import plot_close_reading
from dateline.plots.speaking import plot_speaking
from dateline.plots.spread import plot_spread
from dateline.plots.terms import plot_terms
from dateline.plots.timeline import plot_timeline

__all__ = [
    "plot_arcs",
    "plot_bars",
    "plot_close_reading",
    "plot_coverage",
    "plot_ego",
    "plot_framing",
    "plot_matrix",
    "plot_network",
    "plot_network_difference",
    "plot_periods",
    "plot_speaking",
    "plot_spread",
    "plot_terms",
    "plot_timeline",
]
