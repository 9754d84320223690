"""What `annotate` would find, from rows written by hand, for tests of the measures."""

from dateline.found import COLUMNS, found_of

LEADERS = {
    "xi": ("Xi Jinping", "CHN"),
    "putin": ("Vladimir Putin", "RUS"),
    "scholz": ("Olaf Scholz", "DEU"),
    "modi": ("Narendra Modi", "IND"),
    "sisi": ("Abdel Fattah el-Sisi", "EGY"),
}
COUNTRIES = {"CHN": "China", "RUS": "Russia", "DEU": "Germany", "IND": "India", "EGY": "Egypt"}


def mention(document, actor, sentence=0, paragraph=0, **more):
    """Return a row of mentions: a leader by an id in small letters, a country by one in capitals."""
    name, country = LEADERS.get(actor, (COUNTRIES.get(actor, actor), actor))
    kind = "leader" if actor in LEADERS else "country"
    row = {"document": document, "sentence": sentence, "paragraph": paragraph, "type": kind, "actor": actor}
    return row | {"name": name, "country": country, "form": "name", "reading": "literal"} | more


def hit(document, frame, voice="narrator", **more):
    """Return a row of hits."""
    row = {"document": document, "sentence": 0, "paragraph": 0, "frame": frame, "term": frame, "voice": voice}
    return row | {"targets": (), "negated": False} | more


def found_from(documents, *, mentions=(), hits=(), words=(), quotes=(), open_names=(), texts=None, copy_of=None):
    """Return a Found: documents as (id, outlet, date), words as (document, voice, words) and a speaker, if any.

    `copy_of` has the origin of each document that is a copy.
    """
    origins = copy_of or {}
    about = {name: {"outlet": outlet, "date": date} for name, outlet, date in documents}
    counted = [
        {"document": document, "voice": voice, "words": count, "speaker": speaker[0] if speaker else None}
        for document, voice, count, *speaker in words
    ]
    rows = {
        "documents": [{"document": name, "cluster": origins.get(name, name)} | about[name] for name in about],
        "words": counted,
        "mentions": [about[row["document"]] | row for row in mentions],
        "quotes": [about[row["document"]] | row for row in quotes],
        "hits": [about[row["document"]] | row for row in hits],
        "open_names": [about[row["document"]] | row for row in open_names],
    }
    laid_out = {table: [[row.get(name) for name in COLUMNS[table]] for row in rows[table]] for table in rows}
    return found_of("by hand", laid_out, texts or {}, {})
