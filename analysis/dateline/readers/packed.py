"""Zip and gzip files: what they hold is unpacked one member at a time, beside nothing else, and read as it would be.

A member is named in every message as `shelf.zip/press/a.html`. What unpacks to far more than it is, is locked, points
out of the archive or lies in an archive within an archive within this one, is refused or reported.
"""

from __future__ import annotations

import gzip
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import cast

from dateline.corpus import Document, Problem
from dateline.errors import CorpusError
from dateline.readers.allowance import Allowance, ExhaustedError
from dateline.readers.formats import Format, Head, Reader
from dateline.readers.rows import Columns

_LARGEST = 1 << 32
_BLOCK = 1 << 20
_DEEPEST = 1
_ODD = re.compile(r"[^\w.,;!&'()+=@ -]")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError, gzip.BadGzipFile)
_FURNITURE = ("__MACOSX",)

FindReader = Callable[[Path], Reader | None]
ReadFile = Callable[[Path, Columns, list[Problem], Reader], Iterator[Document]]


class Packed:
    """The readers of packed files, which ask for the reader of each member.

    Parameters
    ----------
    reader_of : callable
        From a path to what reads it, or None.
    read_file : callable
        Reads a file with its reader and reports what stops it.
    leave : callable
        From a file's name to why it is left out, or None.
    """

    def __init__(
        self, reader_of: FindReader, read_file: ReadFile, leave: Callable[[Path], str | None] = lambda path: None
    ) -> None:
        self.reader_of, self.read_file, self.leave = reader_of, read_file, leave

    @property
    def formats(self) -> tuple[Format, Format]:
        """What is listed in `files.FORMATS`, after every format that is itself a zip."""
        return Format("zip", _is_zip, self.read), Format("gzip", _is_gzip, self.read)

    def read(self, path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
        """Read every member of an archive in order of name, as a folder is read."""
        try:
            yield from self._unpacked(path, columns, problems, Allowance(path.stat().st_size), 0)
        except ExhaustedError as error:
            problems.append(Problem(path.name, None, None, str(error), "Reading stopped there."))

    def _unpacked(
        self, path: Path, columns: Columns, problems: list[Problem], allowance: Allowance, depth: int
    ) -> Iterator[Document]:
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            for name, member in _members(path, Path(folder), problems, allowance):
                file = f"{path.name}/{name}" if name else path.name
                found: list[Problem] = []
                with closing(self._member(member, columns, found, allowance, depth)) as documents:
                    for document in documents:
                        yield replace(document, source_file=_named(document.source_file or "", member, file))
                problems += [replace(problem, file=_named(problem.file, member, file)) for problem in found]

    def _member(
        self, member: Path, columns: Columns, found: list[Problem], allowance: Allowance, depth: int
    ) -> Generator[Document, None, None]:
        """Read one member; an archive within is unpacked out of the same allowance."""
        reader, reason = self.reader_of(member), self.leave(member)
        if reason:
            found.append(Problem(member.name, None, None, reason, "It was left out."))
        elif reader is None:
            kind = f'of kind "{member.suffix.lower()}"' if member.suffix else "without a suffix"
            found.append(Problem(member.name, None, None, f"Files {kind} are not read.", "It was left out."))
        elif reader != self.read:
            yield from self.read_file(member, columns, found, reader)
        elif depth == _DEEPEST:
            reason = "It is an archive within an archive within an archive."
            found.append(Problem(member.name, None, None, reason, "It was left out; unpack it first."))
        else:

            def inner(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
                return self._unpacked(path, columns, problems, allowance, depth + 1)

            yield from self.read_file(member, columns, found, inner)


def _members(path: Path, folder: Path, problems: list[Problem], allowance: Allowance) -> Iterator[tuple[str, Path]]:
    """Yield the name of each member that may be read and where it was unpacked to; the one of gzip has none."""
    if not Head.of(path).start.startswith(b"PK"):
        target = folder / (path.stem if path.suffix.lower() == ".gz" else path.name)
        with gzip.open(path, "rb") as stream:
            if _copied(stream, target, path.name, path.name, problems, allowance):
                yield "", target
        return
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGE as error:
        raise CorpusError(f"The zip file is damaged ({error}).") from None
    with archive:
        for number, member in enumerate(sorted(archive.infolist(), key=lambda member: member.filename.split("/"))):
            name = member.filename
            reason = _refused(member)
            if name.endswith("/") or (_is_furniture(name) and not reason):
                continue
            target, file = _target(folder / str(number), name), f"{path.name}/{_shown(name)}"
            if reason:
                problems.append(Problem(file, None, None, reason, "It was left out."))
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with cast(zipfile.ZipExtFile, archive.open(member)) as stream:
                    if _copied(stream, target, name, file, problems, allowance, partly=False):
                        yield _shown(name), target
                        shutil.rmtree(folder / str(number))
            except (*_DAMAGE, OSError) as error:
                problems.append(Problem(file, None, None, f"The member is damaged ({error}).", "It was left out."))


def _copied(
    stream: zipfile.ZipExtFile | gzip.GzipFile,
    target: Path,
    name: str,
    file: str,
    problems: list[Problem],
    allowance: Allowance,
    *,
    partly: bool = True,
) -> bool:
    """Unpack a member, and say whether it may be read; of one that is damaged the beginning may be."""
    size = 0
    with target.open("wb") as out:
        try:
            while block := stream.read1(_BLOCK):
                size += len(block)
                allowance.take(len(block), name)
                if size > _LARGEST:
                    problems.append(Problem(file, None, None, "It unpacks to more than 4 GB.", "It was left out."))
                    return False
                out.write(block)
        except (*_DAMAGE, OSError) as error:
            done = "What stands before it was read." if partly and size else "It was left out."
            problems.append(Problem(file, None, None, f"It is damaged ({' '.join(str(error).split())}).", done))
            return partly and size > 0
    return True


def _refused(member: zipfile.ZipInfo) -> str | None:
    """Say why a member is not unpacked, if it is not."""
    name = member.filename
    if not name:
        return "It has no name."
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
        return "Its name points out of the archive."
    if (member.external_attr >> 16) & 0o170000 == 0o120000:
        return "It is a link to another file."
    if member.flag_bits & 0x1:
        return "It is locked with a password."
    return None


def _is_furniture(name: str) -> bool:
    parts = name.split("/")
    return parts[0] in _FURNITURE or parts[-1].startswith((".", "~$"))


def _target(folder: Path, name: str) -> Path:
    """Return where a member is unpacked to: its last folders and its own name, of letters that any disk takes."""
    parts = [_ODD.sub("_", part)[-80:] for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")]
    return folder.joinpath(*(parts[-4:] or ["member"]))


def _shown(name: str) -> str:
    """Return a member's name as a message can say it."""
    return name.encode("utf-8", "backslashreplace").decode()[:300]


def _named(file: str, member: Path, name: str) -> str:
    """Return the name of a place in a member, or in what the member holds, under the archive's."""
    return name + file.removeprefix(member.name) if file.startswith(member.name) else file


def _is_zip(head: Head) -> bool:
    return head.start.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _is_gzip(head: Head) -> bool:
    return head.start.startswith(b"\x1f\x8b\x08")
