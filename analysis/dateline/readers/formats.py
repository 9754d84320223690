"""What a format is: known by what a file holds, not by its name, and read by a module of its own.

A module defines `FORMAT = Format(name, recognise, read)` and is listed in `readers.files.FORMATS`; the first that
recognises a file reads it. `read` raises `CorpusError` to refuse a file: it is reported, and the next file is read.
"""

from __future__ import annotations

import codecs
import importlib
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

from dateline.corpus import Document, Problem
from dateline.errors import CorpusError
from dateline.readers.encodings import UTF_16
from dateline.readers.rows import Columns

_HEAD = 1 << 16
_LEAD = re.compile(r"[\s\ufeff]+")
_ZIP = b"PK\x03\x04"

Reader = Callable[[Path, Columns, list[Problem]], Iterator[Document]]


class Head:
    """The beginning of a file, by which its format is known.

    Attributes
    ----------
    path : Path
    start : bytes
        The first 64 KiB.

    Examples
    --------
    >>> Head(Path("export"), b"<HTML><HEAD>").text
    '<HTML><HEAD>'
    """

    def __init__(self, path: Path, start: bytes) -> None:
        self.path, self.start = path, start

    @classmethod
    def of(cls, path: Path) -> Head:
        """Return the head of a file; OSError when it cannot be opened."""
        with path.open("rb") as file:
            return cls(path, file.read(_HEAD))

    @cached_property
    def text(self) -> str:
        """The start as characters, lines parted by line feeds, no white space before the first; empty for no text."""
        if self.start.startswith(UTF_16):
            return _LEAD.sub("", self.start.decode("utf-16", "replace"), count=1)
        if b"\x00" in self.start[:4096]:
            return ""
        try:
            text = codecs.getincrementaldecoder("utf-8")().decode(self.start)
        except UnicodeDecodeError:
            text = self.start.decode("cp1252", "replace")
        lead = _LEAD.match(text)
        return (text[lead.end() :] if lead else text).replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def low(self) -> str:
        """The same in small letters, for what may be written either way, such as tags of HTML."""
        return self.text.lower()

    @cached_property
    def is_html(self) -> bool:
        """Whether the text begins as a page does."""
        return self.low.startswith(("<!doctype html", "<html", "<head", "<body", "<meta", "<style", "<!--"))

    @cached_property
    def is_xml(self) -> bool:
        """Whether the text begins with a tag and is no page."""
        return self.text.startswith("<") and not self.is_html

    @cached_property
    def members(self) -> frozenset[str]:
        """The names of what a zip file holds, read from its directory; none when it is no zip."""
        if not self.start.startswith(_ZIP):
            return frozenset()
        try:
            with zipfile.ZipFile(self.path) as archive:
                return frozenset(archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return frozenset()


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    Attributes
    ----------
    name : str
        As a message says it: `Nexis HTML`.
    recognise : callable
        From a `Head` to whether the file is of this kind; cheap, for it is asked of every file.
    read : callable
        From path, columns and the list of problems to the articles, one at a time.
    """

    name: str
    recognise: Callable[[Head], bool]
    read: Reader


def library(name: str, what: str) -> ModuleType:
    """Return a module of the extra `exports`.

    Raises
    ------
    CorpusError
        When it is not installed, with the way to get it.

    Examples
    --------
    >>> library("zipfile", "A zip").__name__
    'zipfile'
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        package = name.partition(".")[0]
        raise CorpusError(
            f"{what} cannot be read without {package}. Install the extra: pip install 'dateline[exports]'."
        ) from None
