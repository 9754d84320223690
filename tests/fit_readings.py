"""Fit the weights of seeds/actors/readings.csv to places marked by hand, and print how they read those left out.

The words of a side that share a note are one class with one weight, so the fit learns some two hundred weights and
not nine thousand. Without `--write` the table stays as it is: what is printed comes from five fits, each scored on
the fifth of the places that it has not seen. The gold lies in the folder that DATELINE_SHARED names. The parser is
scored here with the words of `readings.csv` alone; `fit_company.py` fits what it adds, and is to be run afterwards.
"""

import argparse
import csv
import json
import os
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dateline.actors.readings import PARSED_SHARE, ReadingRules
from dateline.errors import ParserError
from dateline.parsing import load_parser
from dateline.provenance import home
from dateline.seeds import Reading

GOLD = ("relocar", "semeval")
FOLDS, SHUFFLES = 5, 3
# How freely a weight leaves zero, and how much surer than even a tier must be to call a place a government.
FREEDOM, PARSED_FREEDOM = 1.5, 0.8
SURE, PARSED_SURE = 0.3, 0.4
# A class seen less often keeps the weight it has.
LEAST = 3
LOOKS = ("shape", "form", "role")
_UNIT = 10


def places(shared):
    """Return the places marked by hand, whether each is metonymic, and the set each is from."""
    paths = [Path(shared) / "gold-dev" / f"metonymy-{name}-train.jsonl" for name in GOLD]
    sets = [[json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] for path in paths]
    gold = [row for rows in sets for row in rows]
    is_metonymic = np.array([row["reading"] != "literal" for row in gold])
    return gold, is_metonymic, np.repeat(range(len(GOLD)), [len(rows) for rows in sets])


def class_of(side, words, note):
    """Return the class whose weight words share."""
    return side, words if side in LOOKS else note


def heard(table, gold, parser):
    """Return which classes speak for each place, without and with the parser."""
    classes = {(row["side"], word): class_of(row["side"], word, row["note"])
               for row in table for word in row["words"].split("|")}  # fmt: skip
    rules = ReadingRules([Reading(*key, _UNIT, _UNIT) for key in classes], parser)
    unit = _UNIT if parser is None else _UNIT * PARSED_SHARE
    plain, parsed = [], []
    for row in gold:
        near, related = Counter(), Counter()
        for side, words, weight in rules.evidence(row["text"], row["start"], row["end"], "name"):
            side, _, is_related = side.partition(", ")
            key = ("after" if side == "listed" else side, words)
            key = key if key in classes else (side, words[:-1])
            (related if is_related else near)[classes[key]] += weight / (_UNIT if is_related else unit)
        plain.append(near)
        parsed.append(related)
    return plain, parsed


def matrix(counts, classes):
    """Return how often each class speaks for each place."""
    cells = [(place, classes[key], n) for place, row in enumerate(counts) for key, n in row.items() if key in classes]
    at, column, number = zip(*cells, strict=True)
    return csr_matrix((number, (at, column)), shape=(len(counts), len(classes)))


def fit(spoken, is_metonymic, freedom, before):
    """Return the weights of a ridge logistic regression on top of what was said `before`, the last for all places."""
    sign = 2.0 * is_metonymic - 1

    def loss(weights):
        margin = sign * (spoken @ weights[:-1] + weights[-1] + before)
        slope = -sign / (1 + np.exp(margin))
        gradient = np.append(spoken.T @ slope + weights[:-1] / freedom, slope.sum())
        return np.logaddexp(0, -margin).sum() + (weights[:-1] ** 2).sum() / freedom / 2, gradient

    return minimize(loss, np.zeros(spoken.shape[1] + 1), jac=True, method="L-BFGS-B").x


def folds(number, seed):
    """Return the places left out of each fit, by their numbers."""
    return np.array_split(np.random.default_rng(seed).permutation(number), FOLDS)


def left_out(spoken, is_metonymic, freedom, before, seed):
    """Return what a fit says of each place that it has not seen."""
    said = np.zeros(len(is_metonymic))
    for unseen in folds(len(said), seed):
        seen = np.setdiff1d(np.arange(len(said)), unseen)
        weights = fit(spoken[seen], is_metonymic[seen], freedom, before[seen])
        said[unseen] = spoken[unseen] @ weights[:-1] + weights[-1]
    return said


def cross_validate(plain, parsed, is_metonymic, seed):
    """Return what is said of each place by the rules and by the parser, fitted without it at either step."""
    by_rules, by_parser = np.zeros(len(is_metonymic)), np.zeros(len(is_metonymic))
    nothing = np.zeros(len(is_metonymic))
    for unseen in folds(len(is_metonymic), seed):
        seen = np.setdiff1d(np.arange(len(is_metonymic)), unseen)
        truth = is_metonymic[seen]
        weights = fit(plain[seen], truth, FREEDOM, nothing[seen])
        by_rules[unseen] = plain[unseen] @ weights[:-1] + weights[-1]
        if parsed is not None:
            before = PARSED_SHARE * left_out(plain[seen], truth, FREEDOM, nothing[seen], seed + 1)
            weights = fit(parsed[seen], truth, PARSED_FREEDOM, before)
            again = PARSED_SHARE * by_rules[unseen]
            by_parser[unseen] = again + parsed[unseen] @ weights[:-1] + weights[-1]
    return by_rules, by_parser


def accuracies(said, sure, is_metonymic, sets):
    """Return the share of places read rightly, set by set."""
    right = (said > sure) == is_metonymic
    return " / ".join(f"{100 * right[sets == number].mean():.1f}" for number in range(len(GOLD)))


def rewritten(table, weights, column):
    """Return the table with the weights of a column replaced, in tenths."""
    rows = []
    for row in table:
        found = weights.get(class_of(row["side"], row["words"], row["note"]))
        rows.append(row if found is None else {**row, column: str(round(10 * found))})
    return rows


def numbered(counts):
    """Return the classes that speak often enough, with their numbers."""
    often = Counter(key for row in counts for key in row)
    bias = {("shape", "any"), ("role", "any")}
    return {key: n for n, key in enumerate(sorted(k for k in often if often[k] >= LEAST and k not in bias))}


def fitted(table, plain, classes, is_metonymic):
    """Return the table with the weights of the rules that fit all places."""
    *weights, always = fit(plain, is_metonymic, FREEDOM, np.zeros(len(is_metonymic)))
    return rewritten(table, dict(zip(classes, weights, strict=True)) | {("shape", "any"): always - SURE}, "weight")


def installed_parser():
    """Return the parser, or None where the extra `parse` is not installed."""
    try:
        return load_parser("spacy")
    except ParserError:
        return None


def main():
    """Print the figures, and write the weights where that is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--write", action="store_true", help="write the weights fitted to all places")
    is_written = arguments.parse_args().write
    path = home("seeds") / "actors" / "readings.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        table = list(csv.DictReader(lines))
    gold, is_metonymic, sets = places(os.environ["DATELINE_SHARED"])
    parser = installed_parser()
    counts = heard(table, gold, parser)
    classes = [numbered(tier) for tier in counts]
    plain, parsed = matrix(counts[0], classes[0]), matrix(counts[1], classes[1]) if parser else None
    said = [cross_validate(plain, parsed, is_metonymic, seed) for seed in range(SHUFFLES)]
    print("the rules", *(accuracies(each, SURE, is_metonymic, sets) for each, _ in said), sep="  ")
    if parsed is not None:
        print("the parser", *(accuracies(each, PARSED_SURE, is_metonymic, sets) for _, each in said), sep="  ")
    if is_written:
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, table[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(fitted(table, plain, classes[0], is_metonymic))


if __name__ == "__main__":
    main()
