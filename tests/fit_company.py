"""Fit the parser tier of place or government: seeds/actors/parsed_readings.csv, and `parsed` in readings.csv.

Too few places are marked to learn a weight for every word beside them. So words that are used alike share what is
learnt: each stands in the fit as its vector, by the tie to the name, and the table holds what comes out for the words
that occur in that tie in a sample of news. `--vectors` names a folder `vocab` of a spaCy pipeline that has vectors.
It is needed here only, never to read. What is printed comes from five fits, each scored on the fifth of the places
that it has not seen, at several thresholds. The gold and the sample lie in the folder that DATELINE_SHARED names.
"""

import argparse
import csv
import json
import os
import random
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from spacy.strings import StringStore
from spacy.vectors import Vectors

from dateline.actors.company import company, topic
from dateline.actors.names import NameScanner
from dateline.actors.readings import PARSED_SHARE
from dateline.parsing import load_parser
from dateline.provenance import home
from dateline.seeds import load_actors
from dateline.seeds.actors import TIES
from fit_readings import (
    FREEDOM,
    PARSED_FREEDOM,
    PARSED_SURE,
    SHUFFLES,
    SURE,
    accuracies,
    fit,
    folds,
    heard,
    left_out,
    matrix,
    numbered,
    places,
    rewritten,
)

# How freely a tie's weights leave zero, those of the topic, what they have in common, and that which says nothing.
TIE_FREEDOM, TOPIC_FREEDOM, COMMON, ALWAYS = 0.5, 1 / 400, 0.3, 25
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6)
# Texts of each file of the sample, place names read in it, and how often a word must stand there in its tie.
TEXTS, NAMES, LEAST, LEAST_TOPIC = 1200, 9000, 2, 12
# What a weight must differ by from that of all other words of the tie, in tenths, to be written.
SLIGHT = {"topic": 0.3, "": 1.0}


class Words:
    """Vectors of words, of length one around the mean of those that are used."""

    def __init__(self, folder, used):
        self._vectors = Vectors()
        self._vectors.from_disk(folder)
        self._strings = StringStore().from_disk(Path(folder) / "strings.json")
        self._table = self._vectors.data / (np.linalg.norm(self._vectors.data, axis=1, keepdims=True) + 1e-9)
        self._mean = np.mean([self._raw(word) for word in sorted(used) if self._raw(word) is not None], axis=0)

    def _raw(self, word):
        row = self._vectors.key2row.get(self._strings[word]) if word in self._strings else None
        return None if row is None else self._table[row]

    def of(self, tie, word):
        """Return the vector of a word in a tie, or None when it has none."""
        vector = self._raw(word)
        if vector is None:
            return None
        vector = vector - self._mean
        return vector if tie == "topic" else vector / np.linalg.norm(vector)


def tied(gold, parser):
    """Return the ties of each place, each with a word."""
    rows = []
    for row in gold:
        text, span = row["text"], (row["start"], row["end"])
        ties = [*company(parser.sentence(text, row["start"]), *span), *(("topic", word) for word in topic(text, *span))]
        rows.append([(tie, word) for tie, word in ties if tie in TIES])
    return rows


def tables(ties, words):
    """Return a matrix for each tie, a row for each place: the sum of its words' vectors, and how many there are."""
    found = {tie: np.zeros((len(ties), words.of("topic", "people").size + 1)) for tie in TIES}
    for number, row in enumerate(ties):
        for tie, word in row:
            vector = words.of(tie, word)
            if tie != "topic":
                found[tie][number, -1] += np.sqrt(COMMON)
            if vector is not None:
                found[tie][number, :-1] += vector
    return {tie: np.sqrt(TOPIC_FREEDOM if tie == "topic" else TIE_FREEDOM) * table for tie, table in found.items()}


def fit_dual(kernel, is_metonymic, before):
    """Return what each place contributes to a ridge logistic regression on top of what was said `before`."""
    margin = before.copy()
    for _ in range(12):
        chance = 1 / (1 + np.exp(-margin))
        spread = np.maximum(chance * (1 - chance), 1e-4)
        aim = margin - before + (is_metonymic - chance) / spread
        shares = np.linalg.solve(kernel + np.diag(1 / spread), aim)
        margin, last = kernel @ shares + before, margin
        if np.abs(margin - last).max() < 1e-3:
            break
    return shares


def cross_validate(plain, kernel, is_metonymic, seed):
    """Return what is said of each place by both steps, fitted without it."""
    said, nothing = np.zeros(len(is_metonymic)), np.zeros(len(is_metonymic))
    for unseen in folds(len(said), seed):
        seen = np.setdiff1d(np.arange(len(said)), unseen)
        truth = is_metonymic[seen]
        weights = fit(plain[seen], truth, FREEDOM, nothing[seen])
        by_rules = plain[unseen] @ weights[:-1] + weights[-1]
        before = PARSED_SHARE * left_out(plain[seen], truth, FREEDOM, nothing[seen], seed + 1)
        shares = fit_dual(kernel[np.ix_(seen, seen)], truth, before)
        said[unseen] = PARSED_SHARE * by_rules + kernel[np.ix_(unseen, seen)] @ shares
    return said


def sample(shared, parser):
    """Return how often words stand in each tie to a place name in news."""
    scanner, counts, names = NameScanner(load_actors()), defaultdict(Counter), 0
    texts = []
    for path in sorted([*Path(shared).glob("texts/*.jsonl"), *Path(shared).glob("gold-dev/*.jsonl")]):
        with path.open(encoding="utf-8") as lines:
            found = [json.loads(line).get("text") or "" for line in lines]
        texts += random.Random(1).sample(found, min(TEXTS, len(found)))
    for text in random.Random(2).sample(texts, len(texts)):
        marked = [name for name in scanner.scan(text).actors if name.sense.place and name.sense.form != "demonym"][:4]
        rows = [{"text": text, "start": name.start, "end": name.end} for name in marked]
        for tie, word in (pair for row in tied(rows, parser) for pair in row):
            counts[tie][word] += 1
        if (names := names + len(rows)) > NAMES:
            break
    return counts


def rows_of(shares, spread, counts, words):
    """Yield the rows of the table: of each tie, the words that weigh the same."""
    for tie, table in spread.items():
        free = np.sqrt(TOPIC_FREEDOM if tie == "topic" else TIE_FREEDOM)
        slope = free * (table.T @ shares)
        common = np.sqrt(COMMON) * slope[-1] * (tie != "topic")
        weighing = defaultdict(list)
        for word, count in sorted(counts[tie].items()):
            vector = words.of(tie, word)
            if vector is None or "|" in word or count < (LEAST_TOPIC if tie == "topic" else LEAST):
                continue
            weight = 10 * vector @ slope[:-1]
            if abs(weight) >= SLIGHT.get(tie, SLIGHT[""]):
                weighing[round(10 * common + weight, 1 if tie == "topic" else 0)].append(word)
        if tie != "topic":
            yield {"tie": tie, "words": "*", "parsed": f"{10 * common:.1f}"}
        for weight, alike in sorted(weighing.items()):
            for first in range(0, len(alike), 15):
                yield {"tie": tie, "words": "|".join(alike[first : first + 15]), "parsed": f"{weight:g}"}


def write(path, rows):
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main():
    """Print the figures, and write the weights where that is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--vectors", required=True, help="the folder vocab of a pipeline with vectors")
    arguments.add_argument("--write", action="store_true", help="write the weights fitted to all places")
    given = arguments.parse_args()
    folder, shared = home("seeds") / "actors", os.environ["DATELINE_SHARED"]
    with (folder / "readings.csv").open(encoding="utf-8", newline="") as lines:
        table = list(csv.DictReader(lines))
    gold, is_metonymic, sets = places(shared)
    parser = load_parser("spacy")
    ties = tied(gold, parser)
    words = Words(given.vectors, {word for row in ties for tie, word in row if tie != "topic"})
    counts = heard(table, gold, parser)
    classes = [numbered(tier) for tier in counts]
    plain, parsed = (matrix(*tier) for tier in zip(counts, classes, strict=True))
    spread = tables(ties, words)
    kernel = PARSED_FREEDOM * (parsed @ parsed.T).toarray() + sum(each @ each.T for each in spread.values()) + ALWAYS
    said = [cross_validate(plain, kernel, is_metonymic, seed) for seed in range(SHUFFLES)]
    for sure in THRESHOLDS:
        print(f"above {sure}", *(accuracies(each, sure, is_metonymic, sets) for each in said), sep="  ", flush=True)
    if given.write:
        nothing = np.zeros(len(is_metonymic))
        before = PARSED_SHARE * left_out(plain, is_metonymic, FREEDOM, nothing, SHUFFLES)
        shares = fit_dual(kernel, is_metonymic, before)
        found = dict(zip(classes[1], PARSED_FREEDOM * (parsed.T @ shares), strict=True))
        found[("role", "any")] = ALWAYS * shares.sum() - PARSED_SURE + PARSED_SHARE * SURE
        write(folder / "readings.csv", rewritten(table, found, "parsed"))
        write(folder / "parsed_readings.csv", list(rows_of(shares, spread, sample(shared, parser), words)))


if __name__ == "__main__":
    main()
