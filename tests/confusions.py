"""How the reading errs: what was marked by hand against what is read, counted by kind into seeds/accuracy/.

`make accuracy` runs it after the scores. Only counts, and intervals over articles, leave the gold: no text, no name, no
id of a document.
"""

import csv
import io
import os
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from accuracy import articles, as_countries, parsing_reader, predictions
from dateline.actors.names import NameScanner
from dateline.actors.namesakes import NamesakeReader
from dateline.annotation import Reader
from dateline.measures.accuracy import CASES, COLUMNS, DRAWS, LEVEL, LIMITS, NOTHING, OUTCOMES
from dateline.provenance import home, random_seed
from dateline.resampling import bootstrap
from dateline.seeds import load_actors, load_cues, load_frames
from dateline.text import divide, words_of_kind
from fit_bearings import learned, left_out, texts_and_marks

SETS = [
    ("Reuters 1996", "countries", "countries-reuters-1996.jsonl"),
    ("US local news", "countries", "countries-local-us.jsonl"),
    ("Reuters 1996", "leaders", "leaders-reuters-1996.jsonl"),
    ("ReLocaR", "reading", "metonymy-relocar-train.jsonl"),
    ("SemEval 2007", "reading", "metonymy-semeval-train.jsonl"),
    ("PolNeAR", "voice", "polnear-dev.jsonl"),
]
# Our own marks of whom a framing term describes, each text read with weights that were fitted to others.
MARKED = {"world news": "AP and GUM", "US news": "NewsMTSC", "key": "summits-2022"}
# What a parser changes, besides taking its time.
PARSED = ("reading", "voice")
FOUND_AT = 0.3
_HEADS = ("state", "government", "both")
_BESIDE = re.compile(r"[ -][A-Z][\w.]")
_BEFORE = re.compile(r"[A-Z][\w.]*[ -]$")
_TOKEN = re.compile(r"\w+(?:['\u2019]\w+)?|[^\w\s]")


class Case(NamedTuple):
    """One thing marked, or read, or both: the columns of the table after set, task and tier."""

    outcome: str
    gold: str = NOTHING
    read: str = NOTHING
    circumstance: str = ""
    topic: str = ""
    country: str = ""
    instead: str = ""


def overlap(one, other):
    return one["start"] < other["end"] and other["start"] < one["end"]


def matched(marked, read, fits):
    """Return pairs one to one, in the order of the marks as the scorers take them, and what is left of both."""
    pairs, missed, free = [], [], list(read)
    for mark in marked:
        hit = next((mention for mention in free if overlap(mark, mention) and fits(mark, mention)), None)
        if hit is None:
            missed.append(mark)
        else:
            free.remove(hit)
            pairs.append((mark, hit))
    return pairs, missed, free


def surroundings(text, span):
    """Return where a name stands as far as a program can tell."""
    start, end = span["start"], span["end"]
    line = text[text.rfind("\n", 0, start) + 1 : text.find("\n", end) if "\n" in text[end:] else len(text)]
    if line.isupper():
        return "in a line of capitals"
    if _BESIDE.match(text, end) or _BEFORE.search(text[max(start - 30, 0) : start]):
        return "beside another capitalised word"
    return "elsewhere"


def topics(actors):
    """Return a function that tells a report of a match by the words of `seeds/actors/contexts.csv`."""
    scanner, namesakes = NameScanner(actors), NamesakeReader(actors.contexts)
    return lambda text: "the report of a match" if namesakes.setting(text, scanner.scan(text)).match else "other news"


def countries(article, row, judge):
    """Yield a case for every country marked or read."""
    text, topic = article["text"], judge.topic(article["text"])
    read = as_countries(row)["mentions"]
    right, missed, free = matched(article["mentions"], read, lambda mark, mention: mark["iso3"] == mention["iso3"])
    wrong, missed, free = matched(missed, free, lambda mark, mention: True)
    for mark, mention in right:
        yield Case("right", mark["kind"], mention["form"], surroundings(text, mark), topic)
    for mark, mention in wrong:
        where = surroundings(text, mark)
        yield Case("wrong", mark["kind"], mention["form"], where, topic, mark["iso3"], mention["iso3"])
    for mark in missed:
        yield Case("missed", mark["kind"], NOTHING, surroundings(text, mark), topic, mark["iso3"])
    for mention in free:
        yield Case("false", NOTHING, mention["form"], surroundings(text, mention), topic, mention["iso3"])


def words_of(name):
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return set(re.sub(r"[^a-z ]", " ", plain.replace("-", " ")).split())


def is_same_person(mark, mention):
    return bool(words_of(mark.get("name") or mark["leader"]) & words_of(mention["name"]))


def leaders(article, row, judge):
    """Yield a case for every leader marked or read; of the false, who they are at that date."""
    topic, date = judge.topic(article["text"]), article["date"]
    read = [mention for mention in row["mentions"] if mention["type"] == "leader"]
    right, missed, free = matched(article["mentions"], read, is_same_person)
    wrong, missed, free = matched(missed, free, lambda mark, mention: True)
    then = {True: "in office", False: "not in office then"}
    for mark, mention in right:
        yield Case("right", "leader", mention["form"], then[mark["in_office"]], topic)
    for mark, mention in wrong:
        yield Case("wrong", "leader", mention["form"], then[mark["in_office"]], topic, "", mention["country"] or "")
    for mark in missed:
        yield Case("missed", "leader", NOTHING, then[mark["in_office"]], topic)
    for mention in free:
        yield Case("false", NOTHING, mention["form"], judge.standing(mention, date), topic, mention["country"] or "")


def reading(article, row, _):
    """Yield one case for the place that is marked in a sentence."""
    mention = next((one for one in row["mentions"] if overlap(one, article)), None)
    read, gold = mention["reading"] if mention else NOTHING, article["reading"]
    agrees = (read == "metonymic") == (gold != "literal")
    outcome = "missed" if mention is None else "right" if agrees else "wrong"
    yield Case(outcome, gold, read, position(article["text"], article["start"], article["end"]))


def position(text, start, end):
    """Return where a place name stands in its sentence."""
    if text[end : end + 3].strip()[:2] in ("'s", "’s"):
        return "possessive"
    before = text[max(start - 40, 0) : start].lower().split()
    before = before[:-1] if before[-1:] == ["the"] else before
    if before and before[-1] in words_of_kind("preposition"):
        return "after a preposition"
    if any(start - first in (0, 4) for first, _ in divide(text).sentences):
        return "opens its sentence"
    return "elsewhere"


def covered(spans, tokens):
    return {number for number, (start, end) in enumerate(tokens) for s, e in spans or () if start < e and end > s}


def voice(article, row, _):
    """Yield a case for every quotation marked or read, one to one paired as the scorer does, and for its source."""
    text = article["text"]
    tokens = [match.span() for match in _TOKEN.finditer(text) if text[match.start()].isalnum()]
    read = [(covered(one["content"], tokens), covered(one["source"], tokens), one["kind"]) for one in row["quotes"]]
    free = [one for one in read if one[0]]
    for mark in article["attributions"]:
        words, source = covered(mark["content"], tokens), covered(mark["source"], tokens)
        best = max(free, key=lambda one: len(words & one[0]), default=None)
        if best is None or not words or len(words & best[0]) / len(words) <= FOUND_AT:
            yield "voice", Case("missed", mark["kind"])
            continue
        free.remove(best)
        yield "voice", Case("right", mark["kind"], best[2])
        yield from spoken(mark["kind"], source, best)
    for _, _, kind in free:
        yield "voice", Case("false", NOTHING, kind)


def spoken(kind, source, read):
    """Yield a case for who speaks in a quotation that was found, unless neither side names a source."""
    if source or read[1]:
        outcome = "false" if not source else "missed" if not read[1] else "right" if source & read[1] else "wrong"
        yield "speaker", Case(outcome, kind if source else NOTHING, read[2] if read[1] else NOTHING)


def targets(reader, shared):
    """Return for each text in which framing terms were marked by hand the name of its set, and a case for each term."""
    sources, cases = list(texts_and_marks(shared)), defaultdict(list)
    for source, document, meant, first, right in left_out(reader, sources, learned(reader, sources)):
        here = cases[MARKED[source], document]
        if meant or first:
            outcome = "false" if not meant else "missed" if not first else "right" if right else "wrong"
            here.append(Case(outcome, "somebody" if meant else NOTHING, first.rule if first else NOTHING))
    return [(name, cases[name, document]) for name, document in sorted(cases)]


class Judge:
    """What is known beside the gold: what a text is about, and who was in office by our seeds and by that list."""

    def __init__(self, actors, lists):
        self.topic, self._actors, self._lists = topics(actors), actors, lists

    def standing(self, mention, date):
        """Return what a person who is read, and not marked, is on the date of the text."""
        actor = self._actors[mention["actor"]]
        heads = tuple(office for office in actor.offices if office.office in _HEADS)
        if heads and replace(actor, offices=heads).in_office(date):
            listed = "in" if self._is_listed(actor, date) else "not in"
            return f"head of state or government, {listed} the gold's list"
        return "in another office" if actor.in_office(date) else "not in office then"

    def _is_listed(self, actor, date):
        serving = (row for row in self._lists if row["start"][:7] <= date <= row["end"][:7])
        return any(words_of(actor.name) & words_of(row["name"]) for row in serving)


def tiers(actors):
    """Return a reader for every tier that this machine can run."""
    parsing = parsing_reader(actors)
    return {"rules": Reader(actors, load_frames(), load_cues())} | ({} if parsing is None else {"parser": parsing})


READERS = {"countries": countries, "leaders": leaders, "reading": reading}


class Measured(NamedTuple):
    """How often each kind of case occurs, by set, task and tier, and between which limits the measures may lie."""

    counts: Counter
    intervals: dict


def measured(shared):
    """Return the counts, and the limits of every measure, of all that this machine can read."""
    actors = load_actors()
    judge = Judge(actors, articles(shared / "actors" / "archigos.jsonl"))
    counts, by_article, readers = Counter(), defaultdict(list), tiers(actors)
    for tier, reader in readers.items():
        for name, task, file in (chosen for chosen in SETS if tier == "rules" or chosen[1] in PARSED):
            gold = articles(shared / "gold-dev" / file)
            for article, row in zip(gold, predictions(reader, gold), strict=True):
                for of, cases in cases_of(task, article, row, judge).items():
                    counts.update((name, of, tier, *case) for case in cases)
                    by_article[name, of, tier].append(Counter(case.outcome for case in cases))
    for name, cases in targets(readers["rules"], shared):
        counts.update((name, "target", "rules", *case) for case in cases)
        by_article[name, "target", "rules"].append(Counter(case.outcome for case in cases))
    return Measured(counts, {key: limits(tallies) for key, tallies in by_article.items()})


def cases_of(task, article, row, judge):
    """Return the cases of one article by task; one without a case is an article all the same."""
    if task != "voice":
        return {task: list(READERS[task](article, row, judge))}
    found = list(voice(article, row, judge))
    return {of: [case for task, case in found if task == of] for of in ("voice", "speaker")}


def limits(tallies):
    """Return how many articles there are, and the limits of precision, recall and F1 in per cent.

    Each is a ratio of sums, and so is the share of errors that it leaves. The bootstrap takes the latter: its limit is
    never below nothing, and it knows what to do where few articles hold an error.
    """
    right, wrong, missed, false = (np.array([tally[outcome] for tally in tallies]) for outcome in OUTCOMES)
    marked, read = right + wrong + missed, right + wrong + false
    totals = np.column_stack([read, marked, marked + read])
    errors = totals - np.column_stack([right, right, 2 * right])
    found = bootstrap(errors, totals, seed=random_seed(), draws=DRAWS, level=LEVEL)
    both = np.column_stack([1 - found.high, 1 - found.low]).clip(0, 1).ravel()
    return (len(tallies), *(f"{100 * limit:.1f}" for limit in both))


def table(name="confusions"):
    """Return the path of a committed table."""
    return home("seeds") / "accuracy" / f"{name}.csv"


def committed(name="confusions", key=COLUMNS):
    """Return the rows of a committed table: what stands beside each key."""
    with table(name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {tuple(row.pop(column) for column in key): tuple(row.values()) for row in rows}


def written(rows, header):
    """Return rows by their key as a committed table has them."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([*key, *values] for key, values in sorted(rows.items()))
    return lines.getvalue()


def tables_of(found):
    """Return what is measured as the two tables have it: name, columns of the key, header and rows."""
    counts = {case: (str(count),) for case, count in found.counts.items()}
    intervals = {key: tuple(map(str, values)) for key, values in found.intervals.items()}
    return [("confusions", COLUMNS, (*COLUMNS, "count"), counts), ("intervals", CASES, (*CASES, *LIMITS), intervals)]


def main():
    """Write the tables; rows of a tier that this machine cannot run stay as they are."""
    found = measured(Path(os.environ.get("DATELINE_SHARED", home("seeds").parents[1] / "shared")))
    run = {tier for _, _, tier in found.intervals}
    for name, key, header, rows in tables_of(found):
        before = committed(name, key) if table(name).is_file() else {}
        kept = {case: values for case, values in before.items() if case[2] not in run}
        table(name).write_text(written({**kept, **rows}, header), encoding="utf-8")
        print(f"Errors by kind: {len(kept) + len(rows)} rows in seeds/accuracy/{name}.csv")


if __name__ == "__main__":
    main()
