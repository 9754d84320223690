"""Dateline: who says which word about whom, how often, and who stands beside whom.

What draws, lays out networks or needs nltk is imported when it is first used, so that reading does not wait for it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dateline.actors.mentions import Mention
from dateline.annotation import annotate
from dateline.corpus import Corpus, Document
from dateline.errors import DatelineError
from dateline.features import load_features
from dateline.finding import Finding, Passage
from dateline.found import Found
from dateline.frames.hits import Hit
from dateline.measures.contrasts import framing_contrasts
from dateline.measures.rates import framing
from dateline.measures.shares import naming
from dateline.measures.speaking import speaking, stances
from dateline.networks.cooccurrence import cooccurrences
from dateline.readers import load_corpus
from dateline.readers.key import load_key
from dateline.seeds import Actor, Frame, load_actors, load_dictionary, load_frames
from dateline.voices.quotes import Quote
from dateline.words.kwic import concordance

if TYPE_CHECKING:
    from dateline.figure import Figure, drawing_for
    from dateline.measures.accuracy import load_accuracy
    from dateline.measures.ambiguity import ambiguities
    from dateline.measures.changes import change_points
    from dateline.measures.copying import copy_sensitivity
    from dateline.measures.dyads import framed_dyads
    from dateline.measures.events import event_study
    from dateline.measures.nearness import window_sensitivity
    from dateline.measures.sensitivity import term_sensitivity
    from dateline.measures.syndication import copy_clusters
    from dateline.measures.trends import framing_trend
    from dateline.measures.unknown import unknown_names
    from dateline.networks.comparison import network_contrasts
    from dateline.networks.edge_weights import edge_weights
    from dateline.networks.framed_edges import framed_edges, signed_edges
    from dateline.networks.groups import co_membership, community_stability
    from dateline.networks.network import Network
    from dateline.networks.sampling import sampled
    from dateline.networks.slices import dyad_series, network_changes, network_series, networks_by_period
    from dateline.networks.spoken import spoken_dyads
    from dateline.networks.stability import centrality_intervals, edge_intervals
    from dateline.plots import (
        plot_arcs,
        plot_bars,
        plot_close_reading,
        plot_coverage,
        plot_ego,
        plot_framing,
        plot_matrix,
        plot_network,
        plot_network_difference,
        plot_periods,
        plot_speaking,
        plot_spread,
        plot_terms,
        plot_timeline,
    )
    from dateline.store import Store, open_store
    from dateline.viewers import NetworkView, show_article, show_network
    from dateline.words.association import collocates
    from dateline.words.dispersion import dispersions
    from dateline.words.keywords import keyness

__all__ = [
    "Actor", "Corpus", "DatelineError", "Document", "Figure", "Finding", "Found", "Frame", "Hit", "Mention",
    "Network", "NetworkView", "Passage", "Quote", "Store", "ambiguities", "annotate", "centrality_intervals",
    "change_points", "co_membership", "collocates", "community_stability", "concordance", "cooccurrences",
    "copy_clusters", "copy_sensitivity", "dispersions", "drawing_for", "dyad_series", "edge_intervals", "edge_weights",
    "event_study",
    "framed_dyads", "framed_edges", "framing", "framing_contrasts", "framing_trend", "keyness", "known_errors",
    "load_accuracy", "load_actors", "load_corpus", "load_dictionary", "load_features", "load_frames", "load_key",
    "naming", "network_changes", "network_contrasts", "network_series", "networks_by_period", "open_store", "plot_arcs",
    "plot_bars", "plot_close_reading", "plot_coverage", "plot_ego", "plot_framing", "plot_matrix", "plot_network",
    "plot_network_difference", "plot_periods", "plot_speaking", "plot_spread", "plot_terms", "plot_timeline",
    "sampled", "show_article", "show_network", "signed_edges", "speaking", "spoken_dyads", "stances",
    "term_sensitivity", "unknown_names", "window_sensitivity",
]  # fmt: skip

_LATER = {
    "Figure": "figure", "Network": "networks.network", "NetworkView": "viewers", "Store": "store",
    "ambiguities": "measures.ambiguity", "centrality_intervals": "networks.stability",
    "change_points": "measures.changes", "co_membership": "networks.groups", "collocates": "words.association",
    "community_stability": "networks.groups", "copy_clusters": "measures.syndication",
    "copy_sensitivity": "measures.copying",
    "dispersions": "words.dispersion", "drawing_for": "figure", "dyad_series": "networks.slices",
    "edge_intervals": "networks.stability", "edge_weights": "networks.edge_weights", "event_study": "measures.events",
    "framed_dyads": "measures.dyads", "framed_edges": "networks.framed_edges", "framing_trend": "measures.trends",
    "keyness": "words.keywords", "known_errors": "measures.known_errors", "load_accuracy": "measures.accuracy",
    "network_changes": "networks.slices", "network_contrasts": "networks.comparison",
    "network_series": "networks.slices", "networks_by_period": "networks.slices", "open_store": "store",
    "sampled": "networks.sampling", "show_article": "viewers", "show_network": "viewers",
    "signed_edges": "networks.framed_edges", "spoken_dyads": "networks.spoken",
    "term_sensitivity": "measures.sensitivity", "unknown_names": "measures.unknown",
    "window_sensitivity": "measures.nearness",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    module = "plots" if name.startswith("plot_") else _LATER[name]
    return getattr(import_module(f"dateline.{module}"), name)


def __dir__() -> list[str]:
    return __all__
