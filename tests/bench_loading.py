"""How fast each format is loaded, beside the least that must be done: reading the bytes and making them text.

Each file holds the same articles of our own, made once for the run. Times are CPU seconds of this process and of the
one that takes foreign files apart, the best of three.
"""

import csv
import html
import io
import json
import os
import tempfile
import time
import warnings
import zipfile
from pathlib import Path

import docx
import openpyxl
import pandas as pd

import dateline as dl
from dateline.readers import confined

ARTICLES = 300


def articles(count):
    """Return articles as rows: the reports of the sample collection over and over."""
    reports = [document.to_row() for document in dl.load_corpus("summits-2022")]
    rows = (reports[number % len(reports)] for number in range(count))
    return [{**row, "id": f"a{number}", "source_file": None} for number, row in enumerate(rows)]


def as_nexis(rows):
    """Return articles as a text export in the manner of Nexis."""
    parts = ["Terms: snow\n"]
    for number, row in enumerate(rows, 1):
        head = [f"{number} of {len(rows)} DOCUMENTS", row["outlet"], f"February {number % 28 + 1}, 2022"]
        fields = [row["title"] or "Untitled", "SECTION: World", "LENGTH: 300 words"]
        tail = ["LANGUAGE: ENGLISH", " " * 30 + f"Copyright 2022 {row['outlet']}"]
        parts.append("\n\n".join([*(" " * 30 + line for line in head), *fields, row["text"], *tail]) + "\n")
    return "\n\n".join(parts).encode()


def as_factiva(rows):
    """Return articles as a page in the manner of Factiva."""
    pages = []
    for number, row in enumerate(rows):
        lines = [
            "300 words",
            f"{number % 28 + 1} February 2022",
            row["outlet"],
            "HARB",
            "English",
            f"© {row['outlet']}",
        ]
        head = f'<div id="hd"><span class="enHeadline">{html.escape(row["title"] or "Untitled")}</span></div>'
        head += "".join(f"<div>{html.escape(line)}</div>" for line in lines)
        body = "".join(f'<p class="articleParagraph">{html.escape(part)}</p>' for part in row["text"].split("\n\n"))
        pages.append(f'<div class="article enArticle">{head}{body}<p>Document HARB{number:020d}</p></div>')
    return f"<html><head><title>Factiva</title></head><body>{''.join(pages)}</body></html>".encode()


def as_csv(rows):
    """Return articles as a CSV table."""
    table = io.StringIO()
    writer = csv.DictWriter(table, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return table.getvalue().encode()


def as_zip(rows):
    """Return articles as a zip of text files with front matter."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in rows:
            archive.writestr(f"{row['id']}.md", f"---\ntitle: {row['id']}\ndate: {row['date']}\n---\n{row['text']}")
    return packed.getvalue()


def as_workbook(rows):
    """Return articles as a workbook."""
    book = openpyxl.Workbook()
    names = ["id", "text", "date", "title", "outlet"]
    for cells in [names, *([row[name] for name in names] for row in rows)]:
        book.active.append(cells)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def as_parquet(rows):
    """Return articles as a Parquet table."""
    held = io.BytesIO()
    pd.DataFrame(rows).drop(columns="source_file").to_parquet(held)
    return held.getvalue()


def as_word(rows):
    """Return one long article as a Word file."""
    document = docx.Document()
    for row in rows:
        for paragraph in row["text"].split("\n\n"):
            document.add_paragraph(paragraph)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def as_page(rows):
    """Return one long article as a page."""
    body = "".join(f"<p>{html.escape(part)}</p>" for row in rows for part in row["text"].split("\n\n"))
    return f"<html><head><title>Snow</title></head><body><article><h1>Snow</h1>{body}</article></body></html>".encode()


FORMATS = {
    "JSON Lines": ("a.jsonl", lambda rows: "\n".join(map(json.dumps, rows)).encode()),
    "CSV": ("a.csv", as_csv),
    "Parquet": ("a.parquet", as_parquet),
    "Excel": ("a.xlsx", as_workbook),
    "Nexis TXT": ("a.txt", as_nexis),
    "Factiva HTML": ("a.html", as_factiva),
    "zip of texts": ("a.zip", as_zip),
    "one page": ("b.html", lambda rows: as_page(rows[:20])),
    "one Word file": ("b.docx", lambda rows: as_word(rows[:20])),
}


def seconds(work, times=3):
    """Return the CPU seconds of the quickest of several runs, those of the helping processes included."""
    taken = []
    for _ in range(times):
        before, start = _of_children(), time.process_time()
        work()
        taken.append(time.process_time() - start + _of_children() - before)
    return min(taken)


def _of_children():
    """Return the CPU seconds of the processes that take foreign files apart, where the system tells them."""
    stats = (Path(f"/proc/{helper.process.pid}/stat") for helper in confined._idle)
    used = (stat.read_text().rpartition(")")[2].split()[11:13] for stat in stats if stat.is_file())
    return sum(map(int, (ticks for pair in used for ticks in pair))) / os.sysconf("SC_CLK_TCK")


def loading(count=ARTICLES):
    """Return a line for each format: megabytes and articles a second, and how many times the yardstick's time."""
    lines = [f"{'format':14} {'MB':>6} {'articles':>8} {'MB/s':>7} {'articles/s':>10} {'x reading bytes':>15}"]
    rows = articles(count)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, (file, make) in FORMATS.items():
            path = Path(folder) / file
            path.write_bytes(make(rows))
            size, held = path.stat().st_size / 1e6, len(dl.load_corpus(path))
            least = seconds(lambda path=path: path.read_bytes().decode("utf-8", "replace"), times=20)
            taken = seconds(lambda path=path: dl.load_corpus(path))
            speed = f"{size / taken:7.1f} {held / taken:10,.0f} {taken / max(least, 1e-6):15,.0f}"
            lines.append(f"{name:14} {size:6.2f} {held:8,} {speed}")
            path.unlink()
    return lines


if __name__ == "__main__":
    print(*loading(), sep="\n")
