"""What the files of a release say in words: the prose, captions and labels that no table of findings holds."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator, Mapping

_TAG = re.compile(r"<[^>]*>")
_EMBEDDED = re.compile(r"data:[\w/+.;-]+,[A-Za-z0-9+/=%]*")
# A drawing's outlines and a table's numbers hold no words; PDF and PNG show what the SVG of the same name says.
_IN_WORDS = (".csv", ".md", ".json", ".txt", ".svg", ".ipynb", ".cff", ".py", ".yml", ".html", ".tex")
_FINDINGS = re.compile(r"corpus/[^/]+/(?:words|mentions|quotes|hits|copies)\.csv")
_OPEN = ("document", "outlet", "section", "inferred")  # of an article: what a source may have filled with its words


def words_of(files: Mapping[str, bytes], articles: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield the name and the words of every file that is read as prose.

    Parameters
    ----------
    files : mapping of str to bytes
        Every file of the release.
    articles : frozenset of str
        Files that are articles themselves, released because their rights allow it.
    """
    for name, content in files.items():
        if name.endswith(_IN_WORDS) and name not in articles and not _FINDINGS.fullmatch(name):
            yield name, _plain(name, content.decode("utf-8", "replace"))


def _plain(name: str, text: str) -> str:
    if name.endswith("/documents.csv"):
        return "\n".join(row[column] for row in csv.DictReader(io.StringIO(text)) for column in _OPEN)
    if name.endswith(".ipynb"):
        return "\n".join(_said(json.loads(text)))
    if name.endswith((".svg", ".html")):
        return _without_tags(text)
    return text


def _said(value: object) -> Iterator[str]:
    """Yield every string of a notebook, those of lists of lines as one, without pictures and tags."""
    if isinstance(value, str):
        yield _without_tags(value)
    elif isinstance(value, list):
        if value and all(isinstance(line, str) for line in value):
            yield _without_tags("".join(value))
        else:
            for item in value:
                yield from _said(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _said(item)


def _without_tags(text: str) -> str:
    return html.unescape(_TAG.sub(" ", _EMBEDDED.sub("", text)))
