"""Every reader fed for a stated time with mutilated files: it reads or refuses, and never breaks or hangs.

`python tests/fuzz_readers.py 600` gives each format ten minutes; `--only nexis` those whose name begins so. The seeds
are files of our own and, where the folder that DATELINE_SHARED names is at hand, its example exports. What broke a
reader is kept in the folder that `--keep` names. Not among the tests: chance decides, and it takes long.
"""

import argparse
import io
import json
import os
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from dateline.errors import CorpusError
from dateline.provenance import home
from dateline.readers import once, read_path
from dateline.readers.rows import Columns
from file_builder import WHOLE, altered

SLOW = 70  # a foreign library is stopped after 60 seconds
LARGEST = 1 << 20  # bytes of a seed that is worth mutilating
OWN = {
    "front-matter.md": b"---\nid: a\ntitle: Snow\ndate: 2022-02-05\ntags: [x, y]\n---\nIt snowed.\n\nIt went on.",
    "lines.jsonl": b'{"id": "a", "text": "It snowed.", "date": "2022-02", "spans": [{"start": 0, "end": 2}]}\n'
    b'{"id": "b", "text": "It went on.", "outlet": "The Valley Post"}\n',
    "europresse.html": b'<html><body><article><header><span class="DocPublicationName">Le Val, no. 12</span>'
    b'<span class="DocHeader">Monde, samedi 5 mars 2011 9 mots, p. 7</span><p class="titreArticleVisu">Neige</p>'
    b'</header><div class="docOcurrContainer"><p>Il neige.</p></div><footer><small>2011 Le Val.</small>'
    b'<div class="publiC-lblNodoc">news 7</div></footer></article></body></html>',
    "proquest.txt": b"_" * 60 + b"\n\nSnow\n\nAuthor: Reed, Anne\n\nFull text: It snowed.\n\nPublication title: Post"
    b"\n\nPublication date: Mar 5, 2011\n\nProQuest document ID: 77\n\nDatabase: ProQuest News\n\n" + b"_" * 60,
    "nexis.txt": b" " * 30 + b"1 of 2 DOCUMENTS\n\n" + b" " * 30 + b"The Valley Post\n\n" + b" " * 30
    + b"March 5, 2011 Saturday\n\nSnow on the pass\n\nBYLINE: By ANNE REED\n\nSECTION: NEWS; Pg. 7"
    b"\n\nLENGTH: 9 words\n\nIt snowed on the pass.\n\nThe end.\n\nLANGUAGE: ENGLISH\n\n"
    + b" " * 30 + b"Copyright 2011 The Valley Post\n",
    "factiva.rtf": b"{\\rtf1\\ansi HD Snow on the pass\\par\nBY By Anne Reed\\par\nWC 9 words\\par"
    b"\nPD 5 March 2011\\par\nSN The Valley Post\\par\nLA English\\par\nLP It snowed.\\par"
    b"\nTD It went on.\\par\nAN VALPO0002\\par}",
    "nitf.xml": b'<?xml version="1.0"?><nitf><head><pubdata date.publication="20110305T000000" name="Post"/></head>'
    b"<body><body.head><hedline><hl1>Snow</hl1></hedline></body.head><body.content><p>It snowed.</p></body.content>"
    b"</body></nitf>",
    "ninjs.json": b'[{"uri": "urn:1", "versioncreated": "2011-03", "headline": "Snow", "body_text": "It snowed."}]',
}  # fmt: skip
ODD = [b"\0", b"\xff\xfe", b"<", b">", b"&x;", b'"', b"{", b"}", b"\\bin9", b"9" * 30, b"-1", b"]]>", b"<!--", b"\n",
       b"\xed\xa0\x80", b"/Kids [2 0 R]", b"PK\1\2", b"<![CDATA[", b"endstream", b"1 0 R", b",;\t", b"\\u-1?",
       b"\r", b"\xe2\x80\xa8", b"<div>" * 400, b"{\\*" * 300, b"[" * 400, b"a" * 5000, b"31.02.2022"]  # fmt: skip


def seeds():
    """Return the files to begin with, by name."""
    found = OWN | WHOLE
    shared = os.environ.get("DATELINE_SHARED")
    folders = [home("corpus") / "own-archive" / "reports", *([Path(shared) / "exports"] if shared else [])]
    for folder in folders:
        for path in sorted(folder.glob("*.*")):
            if path.stat().st_size <= LARGEST:
                found[path.name] = path.read_bytes()
    return found


def mutilated(content, chance):
    """Return a file with some stretches changed, doubled, cut, moved, or filled with what breaks readers."""
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        place, size = chance.randrange(len(content) + 1), chance.choice((0, 1, 4, 40, 400))
        piece = content[place : place + size]
        instead = chance.choice(
            (chance.choice(ODD), chance.randbytes(chance.randrange(1, 9)), piece * 3, b"", piece[::-1])
        )
        if chance.random() < 0.1:
            content = content[:place]
        content = content[:place] + instead + content[place + size :]
    return content


def within(content, chance):
    """Return a zip file, one of whose members is mutilated; or any file, mutilated itself."""
    if not zipfile.is_zipfile(io.BytesIO(content)) or chance.random() < 0.3:
        return mutilated(content, chance)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = chance.choice([name for name in archive.namelist() if archive.read(name)])
    return altered(content, name, lambda member: mutilated(member, chance))


def read(path):
    """Read a file as `load_corpus` does and return "read" or "refused"; whatever else happens is a fault."""
    problems = []
    try:
        documents = list(once(read_path(path, Columns(), problems), problems))
    except CorpusError as error:
        if not str(error).strip():
            raise ValueError("a refusal without a word") from error
        return "refused"
    for document in documents:
        assert document.text.strip(), "an article without a text"
        json.dumps(document.to_row())
    assert documents or problems, "neither an article nor a problem"
    return "read" if documents else "refused"


def fuzz(name, content, seconds, chance, keep):
    """Feed one reader for some seconds; return how its files ended, the slowest, and the faults with their files."""
    ends, slowest, until = Counter(), 0.0, time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        while time.monotonic() < until:
            path.write_bytes(within(content, chance))
            before = time.monotonic()
            try:
                ends[read(path)] += 1
            except Exception as error:
                place = traceback.extract_tb(error.__traceback__)[-1]
                ends[f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}: {str(error)[:80]}"] += 1
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{sum(ends.values())}-{name}").write_bytes(path.read_bytes())
            slowest = max(slowest, time.monotonic() - before)
    if slowest > SLOW:
        ends[f"too slow: {slowest:.0f} s"] += 1
    return ends, slowest


def main():
    """Feed every reader in turn and print a row for each; exit code 1 when one broke."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("seconds", type=float, nargs="?", default=20, help="for each format")
    arguments.add_argument("--only", default="", help="formats whose name begins so")
    arguments.add_argument("--seed", type=int, default=None, help="of chance; another each time by default")
    arguments.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "dateline-fuzz")
    asked = arguments.parse_args()
    seed = random.SystemRandom().randrange(1 << 32) if asked.seed is None else asked.seed
    print(f"{asked.seconds:g} seconds each, seed {seed}; files that break a reader are kept in {asked.keep}")
    broke = False
    for name, content in seeds().items():
        if not name.startswith(asked.only):
            continue
        ends, slowest = fuzz(name, content, asked.seconds, random.Random(f"{seed} {name}"), asked.keep)
        good = {end: ends.pop(end, 0) for end in ("read", "refused")}
        print(f"{name:22} {good['read']:7} read {good['refused']:7} refused, slowest {slowest:6.2f} s", flush=True)
        for fault, count in ends.most_common():
            broke = True
            print(f"    {count} x {fault}", flush=True)
    return int(broke)


if __name__ == "__main__":
    sys.exit(main())
