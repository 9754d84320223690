"""How a network was made, as the paragraph of a methods section."""

from __future__ import annotations

from dateline.finding import listed
from dateline.found import articles
from dateline.networks.cooccurrence import Cooccurrences, Counting
from dateline.provenance import versions

_COUNTED = {
    "leader": "leaders",
    "country": "countries (their adjectives, capitals and governments included)",
    "person": "other people",
    "organisation": "organisations",
}
_WEIGHT = {
    "articles": "the number of articles in which they share at least one {unit}",
    "units": "the number of {unit}s they share",
    "nearness": "the sum, over their namings in a {unit} two by two, of one divided by how many words on the second "
    "starts",
}


def methods_of(pairs: Cooccurrences, actors: int, edges: int) -> str:
    """Return what was read, counted, weighed and filtered, and the actors and edges that came out."""
    sentences = [_read(pairs), _joined(pairs.counting), _copies(pairs), *pairs.filters]
    alone = len(pairs.nodes) - actors
    left_out = f"; {alone:,} more {'is' if alone == 1 else 'are'} named without an edge" if alone else ""
    joined = f"{edges:,} edge{'' if edges == 1 else 's'}"
    return " ".join([*sentences, f"The network has {actors:,} actors and {joined}{left_out}."])


def _read(pairs: Cooccurrences) -> str:
    """Say what was read, and whom it was searched for."""
    counting, documents = pairs.counting, pairs.documents
    read = articles(len(documents))
    if len(documents):
        dates, outlets = documents["date"].dropna(), documents["outlet"].nunique()
        read += f" from {outlets:,} outlet{'' if outlets == 1 else 's'}" if outlets else ""
        read += f", dated {dates.min()} to {dates.max()}" if len(dates) else ""
    read += f" (only {pairs.made_from['only']})" if "only" in pairs.made_from else ""
    kinds = listed([_COUNTED[kind] for kind in counting.of])
    rolled = "; a leader counts for the country" if counting.roll_up else ""
    reading = f", in {counting.reading} readings only" if counting.reading else ""
    return (
        f"Dateline {versions()['dateline']} found {len(pairs.mentions):,} mentions of {len(pairs.nodes):,} actors in "
        f"{read}: {kinds}{reading}{rolled}."
    )


def _joined(counting: Counting) -> str:
    """Say what joins two actors, and what an edge weighs."""
    where = {
        "tokens": f"one is named within {counting.tokens} tokens of the other in an article",
        "quotation": "both are named in the same quotation, the narrowest that holds them",
        "article": "both are named in the same article",
    }.get(counting.within, f"both are named in the same {counting.within}")
    if counting.within == "tokens":
        weight = {
            "articles": "the number of articles in which they are",
            "units": "the number of namings of one so near to namings of the other",
            "nearness": "the sum over such namings of one divided by how many words on the second starts",
        }[counting.weight]
    else:
        weight = _WEIGHT[counting.weight].format(unit=counting.within)
    if counting.within == "article" and counting.weight != "nearness":
        weight = "the number of such articles"
    return f"Two actors are joined where {where}; the weight of an edge is {weight}."


def _copies(pairs: Cooccurrences) -> str:
    """Repeat what the notes say of copies."""
    said = [sentence for note in pairs.notes for sentence in note.split(". ") if "copies" in sentence.lower()]
    return f"{said[0].rstrip('.')}." if said else ""
