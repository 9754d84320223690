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
from dateline.errors import ParserError
from dateline.parsing import load_parser
from dateline.provenance import home
from dateline.seeds import load_actors, load_cues, load_frames
from fit_bearings import target_lines
from targets import voice_lines


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


def within_the_list(gold):
    """Return what keeps of a row's leaders those whom the gold knows: it marks some leaders, not all there are."""
    names = {word for article in gold for mention in article["mentions"] for word in words_of(mention["leader"])}

    def shape(row):
        known = [m for m in row["mentions"] if m["type"] == "leader" and words_of(m["name"]) & names]
        return {"id": row["id"], "mentions": known}

    return shape


def words_of(name):
    """Return the words of a name that tell people apart."""
    return {word for word in name.lower().replace("-", " ").split() if len(word) > 2}


def score(shared, command, gold, rows):
    """Run a scorer and return what it prints."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        script, *words = command
        run = [sys.executable, str(shared / "score" / script), *words, str(gold), file.name]
        return subprocess.run(run, capture_output=True, text=True, check=True).stdout.rstrip()


def coverage(actors):
    """Return lines that say how much of 1945 to now the table of leaders covers."""
    states = actors.coverage()
    worst = ", ".join(f"{row.name} {row.share:.0%}" for row in states.head(5).itertuples(index=False))
    spells = sum(len(person.offices) for person in actors.people())
    aliases = sum(len(actor.aliases) for actor in actors.values())
    return [
        f"{len(actors.of_type('country'))} countries, {len(actors.of_type('organisation'))} organisations, "
        f"{len(actors.people())} people, {spells} spells in office, {aliases} aliases",
        f"{(states['share'] == 1).sum()} of {len(states)} states led on every day since 1945 or their birth, "
        f"{(states['share'] >= 0.99).sum()} on 99 % of days",
        f"share of days 1945-2026 covered: median {states['share'].median():.1%}, "
        f"all states {states['covered'].sum() / states['days'].sum():.1%}; least: {worst}",
    ]


def parsing_reader(actors):
    """Return a reader with a parser, or None where the extra `parse` is not installed."""
    try:
        return Reader(actors, load_frames(), load_cues(), load_parser("spacy"))
    except ParserError:
        return None


def main():
    """Print every figure."""
    shared = Path(os.environ.get("DATELINE_SHARED", home("seeds").parents[1] / "shared"))
    gold = shared / "gold-dev"
    if not gold.is_dir():
        sys.exit("There is no gold here: set DATELINE_SHARED to the folder that holds gold-dev/ and score/.")
    actors = load_actors()
    print("Actors in time\n  " + "\n  ".join(coverage(actors)))
    reader = Reader(actors, load_frames(), load_cues())
    parsing = parsing_reader(actors)
    tasks = [
        ("Countries, Reuters 1996", ["score_countries.py"], "countries-reuters-1996.jsonl", as_countries),
        ("Countries, US local news", ["score_countries.py"], "countries-local-us.jsonl", as_countries),
        ("Leaders, Reuters 1996", ["score.py", "leaders"], "leaders-reuters-1996.jsonl", dict),
        ("Leaders, Reuters 1996, of the people that gold marks", ["score.py", "leaders"],
         "leaders-reuters-1996.jsonl", within_the_list(articles(gold / "leaders-reuters-1996.jsonl"))),
        ("Place or government, ReLocaR", ["score.py", "reading"], "metonymy-relocar-train.jsonl", dict),
        ("Place or government, SemEval", ["score.py", "reading"], "metonymy-semeval-train.jsonl", dict),
        ("Quotations, US politics 2015-16", ["score_quotes.py"], "polnear-dev.jsonl", dict),
    ]  # fmt: skip
    for title, command, file, shape in tasks:
        rows = [shape(row) for row in predictions(reader, articles(gold / file))]
        print(f"{title}\n  " + score(shared, command, gold / file, rows).replace("\n", "\n  "))
        if command[-1] in ("reading", "score_quotes.py") and parsing is not None:
            rows = [shape(row) for row in predictions(parsing, articles(gold / file))]
            print("  with the parser: " + score(shared, command, gold / file, rows).replace("\n", "\n  "))
    print(
        "Who is described, each text read with weights fitted to others\n  " + "\n  ".join(target_lines(reader, shared))
    )
    print("In whose voice, of the same hits\n  " + "\n  ".join(voice_lines(reader, shared)))


if __name__ == "__main__":
    main()
