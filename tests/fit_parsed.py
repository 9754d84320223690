"""Fit the weights of seeds/voice/parsed.csv to articles whose quotations were marked by hand.

Every cue in a parsed sentence offers complements as content and subjects as source, each with its evidence. Two models
learn what evidence weighs: one asks of each offer alone whether it is marked (logistic regression), one which of a
cue's offers is, if any (conditional logit); the table holds their mean, and for sources the second alone. What is
printed comes from a fit to four fifths of the articles, scored on the fifth it has not seen, for several thresholds
above which something counts as said: `dateline.voices.rereading` has the best of them. With `--write` the table is
fitted again to all. The gold lies in the folder that DATELINE_SHARED names; parsing it takes some minutes.
"""

import argparse
import csv
import json
import os
import random
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

import dateline.voices.rereading
from accuracy import score
from dateline.parsing import load_parser
from dateline.provenance import home
from dateline.seeds import load_cues
from dateline.seeds.weights import QUESTIONS, Weights, load_weights
from dateline.text import divide
from dateline.voices.quotes import VoiceReader
from dateline.voices.rereading import Rereader, offers, sources

GOLD = "polnear-train.jsonl"
HELD_OUT, SEED = 5, 1
THRESHOLDS = (-14, -12, -10, -8, -6)
# Evidence seen less often has no weight; nor has what weighs less, in tenths.
LEAST, SLIGHT = 8, 1.5
# How tightly weights are held near zero: for content and for sources.
TIGHT, LOOSE = 12, 1
# What an offer is worth that overlaps something marked whose own cue is not in the table.
ORPHAN = {"alone": 0.5, "choice": 0.75}
ALWAYS = ("any", "any")
_LINE = 70


class Offer(NamedTuple):
    """What a cue offers: its evidence, how much of it is marked, and how much where the marked cue is unknown."""

    evidence: list
    marked: float
    orphan: float


def common(spans, others):
    """Return the characters that two contents share, as a part of those in either."""
    both = sum(max(0, min(end, last) - max(start, first)) for start, end in spans for first, last in others)
    return both / max(1, sum(end - start for start, end in [*spans, *others]) - both)


def meet(spans, start, end):
    """Say whether any of some spans overlaps a stretch."""
    return any(first < end and start < last for first, last in spans)


class Study:
    """Reads articles with a parser, and asks what each cue offers."""

    def __init__(self, parser):
        self._cues, self._parser = load_cues(), parser

    def reader(self, weights):
        """Return a reader of voices with the parser and some weights, or without both."""
        rereader = Rereader(self._cues, weights, self._parser) if weights else None
        return VoiceReader(self._cues, rereader=rereader)

    def offered(self, article):
        """Return what the cues of an article offer: lists of contents, and of sources."""
        heard = []

        class Listener(Rereader):
            def reread(self, reading, text):
                heard.extend((one, reading.text) for one in self.heard(reading, text))

        listener = Listener(self._cues, Weights({}, {}), self._parser)
        VoiceReader(self._cues, rereader=listener).read(article["text"], divide(article["text"]), [])
        marked = [one for one in article["attributions"] if one["content"]]
        orphans = [m for m in marked if not any(meet(m["cue"], h.token.start, h.token.end) for h, _ in heard)]
        contents = [self._contents(one, text, marked, orphans) for one, text in heard]
        return [c for c in contents if c], [s for s in (self._sources(one, article) for one, _ in heard) if s]

    def _contents(self, heard, text, marked, orphans):
        if heard.draft is not None and heard.draft.direct:
            return []
        own = [m["content"] for m in marked if meet(m["cue"], heard.token.start, heard.token.end)]
        other = [m["content"] for m in orphans]
        return [
            Offer(evidence, *(max((common(offer.spans, c) for c in known), default=0) for known in (own, other)))
            for offer, evidence in offers(heard, text)
        ]

    def _sources(self, heard, article):
        cued = (m for m in article["attributions"] if meet(m["cue"], heard.token.start, heard.token.end))
        own = [span for mark in cued for span in mark["source"]]
        found = []
        for subject, evidence in sources(heard) if own else []:
            span = heard.draft.source[1:3] if subject is None else heard.place.sentence.phrase(subject.number)
            found.append(Offer(evidence, float(meet(own, *span)), 0))
        return found


def matrix(cues, known):
    """Return which evidence speaks for each offer of each cue, and the number of the cue it is from."""
    cells, cue_of = [], []
    for number, found in enumerate(cues):
        for offer in found:
            cells += [(len(cue_of), known[one]) for one in set(offer.evidence) if one in known]
            cue_of.append(number)
    at, column = zip(*cells, strict=True)
    return csr_matrix((np.ones(len(at)), (at, column)), shape=(len(cue_of), len(known))), np.array(cue_of)


def alone(spoken, _, marked, tight):
    """Return the weights of a logistic regression that asks of each offer whether it is marked."""

    def loss(weights):
        z = spoken @ weights
        missed = (np.logaddexp(0, -z) * marked + np.logaddexp(0, z) * (1 - marked)).sum()
        return missed + tight / 2 * held(weights), spoken.T @ (1 / (1 + np.exp(-z)) - marked) + tight * pull(weights)

    return minimize(loss, np.zeros(spoken.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def choice(spoken, cue_of, marked, tight):
    """Return the weights of a conditional logit: one of a cue's offers is marked, or none, which weighs nothing."""
    cues = cue_of.max() + 1
    most = np.zeros(cues)
    np.maximum.at(most, cue_of, marked)

    def loss(weights):
        odds = np.exp(np.clip(spoken @ weights, -30, 30))
        every = 1 + np.bincount(cue_of, odds, cues)
        right = 1 - np.minimum(1, most) + np.bincount(cue_of, odds * marked, cues)
        slope = spoken.T @ (odds / every[cue_of] - odds * marked / right[cue_of])
        return (np.log(every) - np.log(right)).sum() + tight / 2 * (weights**2).sum(), slope + tight * weights

    return minimize(loss, np.zeros(spoken.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def held(weights):
    """Return what weights cost; what speaks always, the first, is free."""
    return (weights[1:] ** 2).sum()


def pull(weights):
    """Return the slope of that cost."""
    return np.append(0, weights[1:])


def table(cues, model, tight, slight):
    """Return evidence with its weight in tenths: fitted, freed of what is slight, and fitted again."""
    marked = np.array([max(o.marked, ORPHAN[model.__name__] * o.orphan) for found in cues for o in found])
    often = Counter(one for found in cues for offer in found for one in set(offer.evidence))
    kept = [ALWAYS, *sorted(one for one in often if often[one] >= LEAST and one != ALWAYS)]
    for _ in range(2):
        known = {one: number for number, one in enumerate(kept)}
        weights = 10 * model(*matrix(cues, known), marked, tight)
        kept = [one for one, weight in zip(kept, weights, strict=True) if abs(weight) >= slight or one == ALWAYS]
    return {one: round(weight) for one, weight in zip(known, weights, strict=True) if round(weight)}


def fitted(offered):
    """Return the weights that fit what was offered in some articles."""
    contents = [found for article in offered for found in article[0]]
    said_by = [found for article in offered for found in article[1]]
    one, other = (table(contents, model, TIGHT, SLIGHT) for model in (alone, choice))
    mean = {key: round((one.get(key, 0) + other.get(key, 0)) / 2) for key in {**one, **other}}
    return Weights({key: weight for key, weight in mean.items() if weight}, table(said_by, choice, LOOSE, 1))


def measured(reader, articles, shared):
    """Return what the scorer prints of articles, on one line."""
    rows = []
    for article in articles:
        quotes = reader.read(article["text"], divide(article["text"]), []).quotes
        rows.append({"id": article["id"], "attributions": [quote._asdict() for quote in quotes]})
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(article) + "\n" for article in articles)
        file.flush()
        return score(shared, ["score_quotes.py"], file.name, rows)


def write(weights, path):
    """Write the table, a row for the words of a kind of evidence that weigh the same; its notes stay."""
    with path.open(encoding="utf-8", newline="") as lines:
        notes = {(row["asks"], row["evidence"]): row["note"] for row in csv.DictReader(lines)}
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["asks", "evidence", "words", "weight", "note"])
        for asks in QUESTIONS:
            alike = defaultdict(list)
            for (evidence, words), weight in getattr(weights, asks).items():
                alike[evidence, weight].append(words)
            for (_, evidence), note in ((key, note) for key, note in notes.items() if key[0] == asks):
                for weight in sorted((w for e, w in alike if e == evidence), reverse=True):
                    for words in broken(sorted(alike[evidence, weight])):
                        writer.writerow([asks, evidence, words, weight, note])


def broken(words):
    """Return words joined to lines that can be read."""
    lines = [""]
    for word in words:
        longer = f"{lines[-1]}|{word}".lstrip("|")
        if len(longer) > _LINE and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def main():
    """Print the figures, and write the weights where that is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--write", action="store_true", help="write the weights fitted to all articles")
    is_written = arguments.parse_args().write
    shared = Path(os.environ["DATELINE_SHARED"])
    lines = (shared / "gold-dev" / GOLD).read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines]
    random.Random(SEED).shuffle(articles)
    study = Study(load_parser("spacy"))
    offered = [study.offered(article) for article in articles]
    unseen = len(articles) // HELD_OUT
    print("the rules", measured(study.reader(None), articles[:unseen], shared), sep="\n")
    weights = fitted(offered[unseen:])
    for dateline.voices.rereading._SAID in THRESHOLDS:
        print(f"the parser, above {dateline.voices.rereading._SAID}")
        print(measured(study.reader(weights), articles[:unseen], shared))
    if is_written:
        write(fitted(offered), home("seeds") / "voice" / "parsed.csv")
        load_weights.cache_clear()
        load_weights()


if __name__ == "__main__":
    main()
