"""Fit `seeds/language/bearings.csv`: what evidence weighs for a name being the one a framing term describes.

A conditional logit over the names of a hit's sentence and of the one before, and nobody, held small by a ridge penalty;
it learns from the hits that no rule of `dateline.frames.targets` decides. `docs/coding-guide.md` tells how the hits
were marked. Prints how well each of five parts of the marks is read by weights fitted to the other four; with
`--write` it fits all of them and writes the table. The texts lie in the folder that DATELINE_SHARED names.
"""

import csv
import os
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy.optimize import minimize

from dateline.annotation import Reader
from dateline.frames.bearings import Scales
from dateline.provenance import home
from dateline.readers import load_corpus
from dateline.seeds import load_actors, load_cues, load_frames
from targets import SETS, articles, is_meant, marked

PENALTY, PARTS, LEAST, HUNDREDTHS = 12.0, 5, 4, 100
# What a hit counts: of the key half, since its texts are our own; without a target little, since a span that somebody
# marks mostly describes somebody.
KEY, NOBODY = 0.5, 0.05
UNFRAMED = "marked by hand"
NOTES = {
    "nobody": "speaks for nobody being described",
    "name": "of every name of the term's sentence",
    "back": "of a name in the sentence before",
    "before": "of a name before the term: how far, what lies between, what the term is like",
    "inside": "of a name inside the term",
    "behind": "of a name behind the term: how far, what lies between, which word follows the term",
    "first": "of the first name of the sentence",
    "here": "how often the term's sentence names the actor, for a span that somebody marks: 2 means twice or more",
    "recent": "how many of the two sentences before name the actor, for a span that somebody marks",
    "apart": "of a name outside the quotation that the term stands in",
    "form": "the form of the name",
    "type": "the type of the actor, and the class of the term's words; open: outside the seeds",
    "governed": "the preposition that the name follows",
    "often": "how often the text names the actor: 3 as often as any",
    "speaks": "of the speaker of the term",
    "frame": "the frame of the term and the type or place of the name",
    "attributive": "of an adjective or letters of a state before a noun",
    "possessive": "of a name that has something",
    "literal": "of a place that stands for itself",
    "unknown": "of an actor outside the seeds",
}


class Recorder(dict):
    """Weights of nought that note which evidence is asked for."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def get(self, evidence, default=0):
        """Note that some evidence is asked for."""
        self.asked.append(evidence)
        return default


class Listener:
    """Stands in for `Scales`: notes the evidence of every candidate, and prefers none."""

    def __init__(self):
        self.choices = []

    def nobody(self, place, phrase, *, article, voice):
        """Begin the candidates of a hit with nobody."""
        self.here = [(None, self._of("nobody", place, phrase, article=article, voice=voice))]
        self.choices.append((place, self.here))
        return 0

    def name(self, place, number, circumstance):
        """Add a name of the hit's own sentence."""
        self.here.append((place.sentence.named[number], self._of("name", place, number, circumstance)))
        return 0

    def earlier(self, place, sentence, number, circumstance):
        """Add a name of the sentence before."""
        self.here.append((sentence.named[number], self._of("earlier", place, sentence, number, circumstance)))
        return 0

    def of(self, start, frame):
        """Return the candidates for the hit of a frame that starts at an offset; nothing where a rule decides."""
        for place, candidates in self.choices:
            sentence = place.sentence
            here = sentence.start(0) <= start < sentence.end(sentence.size - 1)
            if here and place.frame == frame and place.first == sentence.number(start):
                return candidates
        return []

    @staticmethod
    def _of(method, *features, **more):
        recorder = Recorder()
        getattr(Scales(recorder), method)(*features, **more)
        return recorder.asked


def texts_and_marks(shared):
    """Yield for each text marked by hand its set, id, text and date, and its hits with whether a mention is meant."""
    rows = sorted(marked(), key=lambda row: (row["set"], row["document"], row["start"]))
    texts = articles(shared, rows)
    for (name, document), inside in groupby(rows, key=lambda row: (row["set"], row["document"])):
        text, date = texts[name, document]
        hits = [(row["start"], row["end"], "", row["targets"]) for row in inside]
        yield SETS[name], document, text, date, hits
    corpus = {document.id: document for document in load_corpus("summits-2022")}
    with (home("corpus") / "summits-2022" / "key" / "framing.csv").open(encoding="utf-8", newline="") as lines:
        key = sorted(csv.DictReader(lines), key=lambda row: row["document"])
    for document, inside in groupby(key, key=lambda row: row["document"]):
        hits = [(int(r["start"]), int(r["end"]), r["frame"], [*filter(None, r["target"].split(";"))]) for r in inside]
        yield "key", document, corpus[document].text, str(corpus[document].date), hits


def is_right(mention, meant, text, mentions):
    """Say whether a mention, or None for nobody, is meant: by the id of an actor in the key, by spans elsewhere."""
    if mention is None or not meant:
        return mention is None and not meant
    if isinstance(meant[0], str):
        return mention.actor in meant or mention.name in meant
    return is_meant(mention, meant, text, mentions)


def spans_of(hits):
    """Return hits as a user marks them; those of the key carry their frame."""
    return [{"start": start, "end": end, "label": frame or UNFRAMED} for start, end, frame, _ in hits]


def learned(reader, sources):
    """Return for each hit that no rule decides its set, document, weight, which candidates are right, and evidence."""
    cases, own = [], reader._hits._scales
    for source, document, text, date, hits in sources:
        reader._hits._scales = listener = Listener()
        read = reader.read(text, date, spans_of(hits))
        for start, _, frame, meant in hits:
            found = listener.of(start, frame)
            good = [is_right(mention, meant, text, read.mentions) for mention, _ in found]
            if any(good):
                weight = KEY if source == "key" else 1.0 if meant else NOBODY
                cases.append((source, document, weight, good, [evidence for _, evidence in found]))
    reader._hits._scales = own
    return cases


def fitted(cases, penalty=PENALTY):
    """Return the weights that make what is right likeliest, in hundredths, without those that hardly weigh."""
    names = sorted({one for *_, evidence in cases for row in evidence for one in row})
    number = {name: n for n, name in enumerate(names)}
    rows = [[number[one] for one in row] for *_, evidence in cases for row in evidence]
    owner = np.repeat(np.arange(len(cases)), [len(case[-1]) for case in cases])
    good = np.array([one for case in cases for one in case[3]])
    weight = np.array([case[2] for case in cases])
    at, column = np.repeat(np.arange(len(rows)), [*map(len, rows)]), np.concatenate(rows)
    firsts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])

    def loss(values):
        score = np.bincount(at, values[column], len(rows))
        score -= np.maximum.reduceat(score, firsts)[owner]
        odds = np.exp(score)
        every, those = np.add.reduceat(odds, firsts), np.add.reduceat(odds * good, firsts)
        pull = weight[owner] * (odds / every[owner] - odds * good / those[owner])
        slope = np.bincount(column, pull[at], len(values)) + penalty * values
        return float(weight @ np.log(every / those)) + penalty * float(values @ values) / 2, slope

    values = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    whole = {name: round(HUNDREDTHS * value) for name, value in zip(names, values, strict=True)}
    return {name: value for name, value in whole.items() if abs(value) >= LEAST}


def read_with(reader, sources, weights):
    """Yield for each hit source, document, whether it describes somebody, its first target and if that is right."""
    reader._hits._scales = Scales(weights)
    for source, document, text, date, hits in sources:
        read = reader.read(text, date, spans_of(hits))
        best = {(hit.start, hit.end, hit.term): hit.targets[:1] for hit in read.hits}
        for start, end, frame, meant in hits:
            first = next(iter(best[start, end, frame or UNFRAMED]), None)
            yield source, document, bool(meant), first, is_right(first, meant, text, read.mentions)


def part(document):
    """Return which part of the marks a text belongs to, the same on every machine."""
    return crc32(document.encode()) % PARTS


def left_out(reader, sources, cases, penalty=PENALTY):
    """Yield for each hit, as `read_with` does, what weights fitted to the other parts of the texts read."""
    own = reader._hits._scales
    for number in range(PARTS):
        weights = fitted([case for case in cases if part(case[1]) != number], penalty)
        yield from read_with(reader, [source for source in sources if part(source[1]) == number], weights)
    reader._hits._scales = own


def counted(outcomes):
    """Count for each source how many hits with and without a target are read right."""
    found = Counter()
    for source, _, meant, _, right in outcomes:
        kind = "named" if meant else "nobody"
        found[source, kind] += 1
        found[source, kind, "right"] += right
    return found


def lines_of(found):
    """Return a line for each source."""
    return [
        f"{source}, {kind}: {found[source, kind, 'right']}/{found[source, kind]} = "
        f"{found[source, kind, 'right'] / found[source, kind]:.1%}"
        for source, kind in sorted(key for key in found if len(key) == 2)
    ]


def target_lines(reader, shared):
    """Return lines that say how often the first target is right on marks left out, by source and by rule."""
    sources = list(texts_and_marks(shared))
    outcomes = list(left_out(reader, sources, learned(reader, sources)))
    rules = Counter((first.rule if first else "nobody", right) for *_, first, right in outcomes)
    named = sorted({rule for rule, _ in rules})
    by_rule = [f"{rule} {rules[rule, True]}/{rules[rule, True] + rules[rule, False]}" for rule in named]
    return [*lines_of(counted(outcomes)), "right by rule: " + ", ".join(by_rule)]


def note_of(evidence):
    """Return what a kind of evidence is, by its first word."""
    words = evidence.split()
    return NOTES["back" if words[0] == "back" else words[0]]


def main():
    """Print cross-validated figures; with --write, fit every mark and write the table."""
    shared = Path(os.environ.get("DATELINE_SHARED", home("seeds").parents[1] / "shared"))
    reader = Reader(load_actors(), load_frames(), load_cues())
    sources = list(texts_and_marks(shared))
    cases = learned(reader, sources)
    print(f"{len(cases)} hits that no rule decides")
    print("five parts take turns\n  " + "\n  ".join(lines_of(counted(left_out(reader, sources, cases)))))
    if "--write" in sys.argv[1:]:
        weights = fitted(cases)
        with (home("seeds") / "language" / "bearings.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(("evidence", "weight", "note"))
            table.writerows((name, weight, note_of(name)) for name, weight in sorted(weights.items()))


if __name__ == "__main__":
    main()
