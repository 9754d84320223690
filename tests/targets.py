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
    """Return for each set the share of hits whose targets, and whose voice, both passes have alike."""
    passes = [{(row["document"], row["start"], row["end"]): row for row in marked(one)} for one in ("first", "second")]
    same, count = Counter(), Counter()
    for place, row in passes[0].items():
        name, other = SETS[row["set"]], passes[1][place]
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


def outcomes(reader, shared):
    """Yield for each hit its row, the rule that read it, and whether target and voice are right."""
    rows = marked()
    texts, documents = articles(shared, rows), {}
    for row in rows:
        documents.setdefault((row["set"], row["document"]), []).append(row)
    for place, inside in documents.items():
        text, date = texts[place]
        spans = [{"start": row["start"], "end": row["end"], "label": "marked by hand"} for row in inside]
        read = reader.read(text, date, spans)
        hits = {(hit.start, hit.end): hit for hit in read.hits if hit.term == "marked by hand"}
        for row in inside:
            hit = hits[row["start"], row["end"]]
            best = hit.targets[:1]
            meant = bool(best) and is_meant(best[0], row["targets"], text, read.mentions)
            right = meant if row["targets"] else not best
            voice = (hit.voice in OWN) == (row["voice"] == "narrator") if row["voice"] else None
            yield row, best[0].rule if best else "nobody", right, voice


def target_lines(reader, shared):
    """Return lines that say how often the first target and the voice are right, by set and half, and by rule.

    The weights were fitted to both halves: the figures of marks left out are those of `fit_bearings.py`.
    """
    found, rules = {}, Counter()
    for row, rule, right, voice in outcomes(reader, shared):
        tally = found.setdefault((SETS[row["set"]], row["half"]), Counter())
        kind = "named" if row["targets"] else "nobody"
        tally[kind] += 1
        tally[kind, "right"] += right
        tally["voice"] += voice is not None
        tally["voice", "right"] += bool(voice)
        rules[rule, right] += 1
    lines = [
        f"{name}, {half}: target {share(tally, 'named')}, nobody {share(tally, 'nobody')}, "
        f"voice {share(tally, 'voice')}"
        for (name, half), tally in sorted(found.items())
    ]
    by_rule = [
        f"{rule} {rules[rule, True]}/{rules[rule, True] + rules[rule, False]}" for rule in sorted({r for r, _ in rules})
    ]
    same = ", ".join(f"{name} {what} {value:.1%}" for (name, what), value in agreement().items())
    return [
        *lines,
        "(weights fitted to both halves; for marks left out: python tests/fit_bearings.py)",
        "right by rule: " + ", ".join(by_rule),
        f"the two passes agree: {same}",
    ]


def share(tally, what):
    """Return a share with its counts."""
    return f"{tally[what, 'right']}/{tally[what]} = {tally[what, 'right'] / max(tally[what], 1):.1%}"
