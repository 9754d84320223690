"""Who is described, measured: framing hits marked by hand, kept as offsets beside texts that lie elsewhere.

`seeds/accuracy/targets.csv` holds two passes of one reader over world news (AP, GUM) and US news (NewsMTSC);
`docs/coding-guide.md` tells how they were marked. Each hit is given to the reader as a marked span, as a user would.
The weights in `seeds/language/bearings.csv` were fitted to these marks: `fit_bearings.py` measures marks left out.
"""

import csv
import json
import re
from collections import Counter

from dateline.provenance import home

SETS = {"ap": "world news", "gum-news": "world news", "gum-interview": "world news", "newsmtsc": "US news"}
FILES = {
    "ap": ["texts/ap-1988-90.jsonl"],
    "gum-news": ["gold-dev/gum-news.jsonl"],
    "gum-interview": ["gold-dev/gum-interview.jsonl"],
    "newsmtsc": ["gold-dev/newsmtsc-dev.jsonl", "gold-dev/newsmtsc-train.jsonl"],
}
OWN = ("narrator", "scare")
WORDS = re.compile(r"[^\W_]{3,}")
COMMON = {"the", "united", "states", "president"}


def marked(chosen="first"):
    """Return the hits of one pass: rows with offsets as numbers and targets as spans."""
    with (home("seeds") / "accuracy" / "targets.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["pass"] == chosen]
    for row in rows:
        row["start"], row["end"] = int(row["start"]), int(row["end"])
        row["targets"] = [tuple(map(int, span.split("-"))) for span in row["targets"].split("|") if span]
    return rows


def agreement():
    """Return for each set the share of hits whose targets, and whose voice, both passes have alike.

    Hits that only the first pass has are left out.
    """
    passes = [{(row["document"], row["start"], row["end"]): row for row in marked(one)} for one in ("first", "second")]
    same, count = Counter(), Counter()
    for place in passes[0].keys() & passes[1].keys():
        row, other = passes[0][place], passes[1][place]
        name = SETS[row["set"]]
        count[name] += 1
        same[name, "target"] += sorted(row["targets"]) == sorted(other["targets"])
        same[name, "voice"] += row["voice"] == other["voice"]
    return {(name, what): same[name, what] / count[name] for name, what in same}


def articles(shared, rows):
    """Return the texts and dates that rows stand in, by set and document."""
    wanted, found = {(row["set"], row["document"]) for row in rows}, {}
    for name in sorted({row["set"] for row in rows}):
        for file in FILES[name]:
            with (shared / file).open(encoding="utf-8") as lines:
                for article in map(json.loads, lines):
                    if (name, article["id"]) in wanted:
                        found[name, article["id"]] = article["text"], article.get("date")
    return found


def telling_words(text):
    """Return the words of a name by which it is told apart."""
    return {word for word in WORDS.findall(text.lower()) if word not in COMMON} or {text.lower()}


def is_meant(target, spans, text, mentions):
    """Say whether a target is named in one of some spans, or is the actor who is."""
    words = telling_words(text[target.start : target.end]) | telling_words(target.name)
    for start, end in spans:
        there = [mention for mention in mentions if mention.start < end and start < mention.end]
        if (target.start < end and start < target.end) or telling_words(text[start:end]) & words:
            return True
        if any((one.actor or one.name) == (target.actor or target.name) for one in there):
            return True
    return False


def voice_lines(reader, shared):
    """Return lines that say how often it is right whether a hit is the outlet's own word, by set."""
    rows = [row for row in marked() if row["voice"]]
    texts, documents, tallies = articles(shared, rows), {}, {}
    for row in rows:
        documents.setdefault((row["set"], row["document"]), []).append(row)
    for place, inside in documents.items():
        text, date = texts[place]
        spans = [{"start": row["start"], "end": row["end"], "label": "marked by hand"} for row in inside]
        hits = {
            (hit.start, hit.end): hit for hit in reader.read(text, date, spans).hits if hit.term == "marked by hand"
        }
        for row in inside:
            is_own = hits[row["start"], row["end"]].voice in OWN
            tallies.setdefault(SETS[row["set"]], Counter())[is_own == (row["voice"] == "narrator")] += 1
    same = ", ".join(f"{name} {what} {value:.1%}" for (name, what), value in agreement().items())
    return [
        *(
            f"{name}: {tally[True]}/{tally.total()} = {tally[True] / tally.total():.1%}"
            for name, tally in tallies.items()
        ),
        f"the two passes agree: {same}",
    ]
