"""Dateline: who says which word about whom, how often, and who stands beside whom.

What draws, lays out networks or needs nltk is imported when it is first used, so that reading does not wait for it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dateline.annotation import annotate
from dateline.contrasts import framing_contrasts
from dateline.cooccurrence import cooccurrences
from dateline.corpus import Corpus, Document
from dateline.errors import DatelineError
from dateline.features import load_features
from dateline.finding import Finding, Passage
from dateline.found import Found
from dateline.hits import Hit
from dateline.kwic import concordance
from dateline.mentions import Mention
from dateline.quotes import Quote
from dateline.rates import framing
from dateline.readers import load_corpus
from dateline.seeds import Actor, Frame, load_actors, load_frames
from dateline.shares import naming
from dateline.speaking import speaking, stances

if TYPE_CHECKING:
    from dateline.accuracy import known_errors, load_accuracy
    from dateline.ambiguity import ambiguities
    from dateline.association import collocates
    from dateline.changes import change_points
    from dateline.dispersion import dispersions
    from dateline.dyads import framed_dyads
    from dateline.events import event_study
    from dateline.figure import Figure
    from dateline.keywords import keyness
    from dateline.network import Network
    from dateline.plots import (
        plot_bars,
        plot_close_reading,
        plot_coverage,
        plot_framing,
        plot_matrix,
        plot_network,
        plot_speaking,
        plot_terms,
        plot_timeline,
    )
    from dateline.trends import framing_trend
    from dateline.unknown import unknown_names
    from dateline.viewers import show_article

__all__ = [
    "Actor", "Corpus", "DatelineError", "Document", "Figure", "Finding", "Found", "Frame", "Hit", "Mention",
    "Network", "Passage", "Quote", "ambiguities", "annotate", "change_points", "collocates", "concordance",
    "cooccurrences", "dispersions", "event_study", "framed_dyads", "framing", "framing_contrasts", "framing_trend",
    "keyness", "known_errors", "load_accuracy", "load_actors", "load_corpus", "load_features", "load_frames",
    "naming", "plot_bars", "plot_close_reading", "plot_coverage", "plot_framing", "plot_matrix", "plot_network",
    "plot_speaking", "plot_terms", "plot_timeline", "show_article", "speaking", "stances", "unknown_names",
]  # fmt: skip

_LATER = {
    "Figure": "figure", "Network": "network", "ambiguities": "ambiguity", "change_points": "changes", "collocates":
    "association", "dispersions": "dispersion", "event_study": "events", "framed_dyads": "dyads", "framing_trend":
    "trends", "keyness": "keywords", "known_errors": "accuracy", "load_accuracy": "accuracy", "show_article":
    "viewers", "unknown_names": "unknown",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    module = "plots" if name.startswith("plot_") else _LATER[name]
    return getattr(import_module(f"dateline.{module}"), name)


def __dir__() -> list[str]:
    return __all__
