"""How right: the reading measured on articles marked by hand, with the scorers that came with the marks.

The gold lies outside the repository, in the folder that DATELINE_SHARED names.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from dateline.annotation import Reader
from dateline.provenance import home
from dateline.seeds import load_actors, load_cues, load_frames


def articles(path):
    """Return the gold rows of a file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def predictions(reader, gold):
    """Return a row for each gold article in all the shapes the scorers read."""
    rows = []
    for article in gold:
        row = reader.read(article["text"], article.get("date")).to_row(article["id"])
        row["attributions"] = row["quotes"]
        rows.append(row)
    return rows


def as_countries(row):
    """Return a row with its countries alone; the gold marks names and adjectives, no capital and no government."""
    named = [m for m in row["mentions"] if m["type"] == "country" and m["form"] not in ("capital", "institution")]
    countries = [{**m, "iso3": m["country"]} for m in named]
    return {"id": row["id"], "mentions": countries}


def score(shared, command, gold, rows):
    """Run a scorer and return what it prints."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        script, *words = command
        run = [sys.executable, str(shared / "score" / script), *words, str(gold), file.name]
        return subprocess.run(run, capture_output=True, text=True, check=True).stdout.rstrip()


def main():
    """Print every figure."""
    shared = Path(os.environ.get("DATELINE_SHARED", home("seeds").parents[1] / "shared"))
    gold = shared / "gold-dev"
    if not gold.is_dir():
        sys.exit("There is no gold here: set DATELINE_SHARED to the folder that holds gold-dev/ and score/.")
    reader = Reader(load_actors(), load_frames(), load_cues())
    tasks = [
        ("Countries, Reuters 1996", ["score_countries.py"], "countries-reuters-1996.jsonl", as_countries),
        ("Countries, US local news", ["score_countries.py"], "countries-local-us.jsonl", as_countries),
        ("Leaders, Reuters 1996", ["score.py", "leaders"], "leaders-reuters-1996.jsonl", dict),
        ("Place or government, ReLocaR", ["score.py", "reading"], "metonymy-relocar-train.jsonl", dict),
        ("Place or government, SemEval", ["score.py", "reading"], "metonymy-semeval-train.jsonl", dict),
        ("Quotations, US politics 2015-16", ["score_quotes.py"], "polnear-dev.jsonl", dict),
    ]
    for title, command, file, shape in tasks:
        rows = [shape(row) for row in predictions(reader, articles(gold / file))]
        print(f"{title}\n  " + score(shared, command, gold / file, rows).replace("\n", "\n  "))


if __name__ == "__main__":
    main()
