"""How many copies are found of those that editors have altered: every article of the sample, altered in each way.

`python tests/copies_recall.py` prints the table; `test_copies.py` holds it to its limits.
"""

import dataclasses
import datetime
import random

import pandas as pd

import dateline as dl
from dateline.copies import copies_of

FILLER = "harvest river treaty lantern winter engine garden marble signal copper".split()
# Of these no more than half of the runs of four words are left: by definition hardly copies, shown for where it ends.
BEYOND = ("a word in six changed", "badly scanned")
SCANNED = {"e": "c", "l": "1", "rn": "m", "o": "0", "i": "l", "h": "b"}


def paragraphs(text):
    return [line for line in text.split("\n") if line.strip()]


def shortened(text, share):
    """Return the first paragraphs of a text, as a desk cuts from the end."""
    lines = paragraphs(text)
    return "\n".join(lines[: max(1, round(len(lines) * share))])


def updated(text, other, draw):
    """Return a later version: another lede, figures that have changed, a paragraph put in."""
    lines = paragraphs(text)
    changed = ["".join(str(draw.randrange(10)) if sign.isdigit() else sign for sign in line) for line in lines[1:]]
    news = paragraphs(other)[1:2] or paragraphs(other)[:1]
    changed[len(changed) // 2 : len(changed) // 2] = news
    return "\n".join([paragraphs(other)[0], *changed])


def scanned(text, draw, share=0.03):
    """Return a text as a scan has it: one letter in thirty misread, a line's end in some words."""
    signs = [SCANNED.get(sign, sign) if draw.random() < share else sign for sign in text]
    return "".join("-\n" if draw.random() < 0.002 else sign for sign in signs)


def altered(text, other, draw):
    """Return what editors and machines do to a story, by the name of what they do; `other` is another story."""
    lines, words = paragraphs(text), text.split(" ")
    return {
        "word for word": text,
        "update": updated(text, other, draw),
        "cut to two thirds": shortened(text, 2 / 3),
        "cut to half": shortened(text, 1 / 2),
        "other headline": "Leaders meet, and say so\n" + text,
        "other credit": f"{text.partition(' -- ')[2] or text}\n(Reporting by Anne Reed; editing by Omar Haddad)",
        "words changed": " ".join(draw.choice(FILLER) if draw.random() < 0.08 else word for word in words),
        "other lede": "\n".join([paragraphs(other)[0], *lines[1:]]),
        "capitals": text.upper(),
        "other marks": text.replace('"', "“").replace("'", "’").replace("-", "‐"),
        "paragraphs moved": "\n".join([lines[0], *lines[:0:-1]]),
        "scanned": scanned(text, draw),
        "cut to a quarter": shortened(text, 1 / 4),
        "a word in six changed": " ".join(draw.choice(FILLER) if draw.random() < 1 / 6 else word for word in words),
        "badly scanned": scanned(text, draw, share=0.1),
        "updated, cut, other headline": "A new headline\n" + shortened(updated(text, other, draw), 2 / 3),
    }


def recalls(corpus):
    """Return, for each way to alter an article, how many of its copies are found, and traced to their origin."""
    draw, rows = random.Random(1), []
    written = [document for document in corpus if "copy_of" not in document.other]
    versions = [altered(document.text, written[number - 1].text, draw) for number, document in enumerate(written)]
    for kind in versions[0]:
        made = [
            dataclasses.replace(document, id=f"{document.id}/{kind}", other={}, text=version[kind],
                                date=str(datetime.date.fromisoformat(document.date) + datetime.timedelta(1)))
            for document, version in zip(written, versions, strict=True)
        ]  # fmt: skip
        told = copies_of([*written, *made])
        right = sum(told[copy.id].origin == copy.id.rpartition("/")[0] for copy in made)
        rows.append((kind, len(made), right, right / len(made)))
    table = pd.DataFrame(rows, columns=["altered", "copies", "found", "recall"])
    total = table.loc[~table["altered"].isin(BEYOND), ["copies", "found"]].sum()
    table.loc[len(table)] = [
        "all but the two beyond half",
        total["copies"],
        total["found"],
        total["found"] / total["copies"],
    ]
    return table


if __name__ == "__main__":
    print(recalls(dl.load_corpus("summits-2022")).to_string(index=False, float_format="{:.3f}".format))
