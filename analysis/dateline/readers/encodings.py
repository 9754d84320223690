"""Text from bytes: UTF-8 first, and a guess is always reported with the row it was made for."""

from __future__ import annotations

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from dateline.corpus import Problem

_BLOCK = 1 << 20
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """Return the text of a file as it stands, line ends included, or None when it holds none."""
    encoding = encoding_of(path, problems)
    if encoding is None:
        return None
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return file.read()


def encoding_of(path: Path, problems: list[Problem]) -> str | None:
    """Return the encoding of a file, read a block at a time, or None when the file is empty or binary.

    UTF-8 is tried first, then Windows-1252, the encoding of most archives' old exports, then detection.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    row, has_words = 1, False
    with path.open("rb") as file:
        start = file.read(_BLOCK)
        if start.startswith(UTF_16):
            return "utf-16"
        if b"\x00" in start[:4096]:
            problems.append(Problem(path.name, None, None, "The file is binary, not text.", "It was left out."))
            return None
        block = start.removeprefix(codecs.BOM_UTF8)
        while True:
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                row += error.object[: error.start].count(b"\n")
                return _guessed(error.object, path.name, row, problems)
            if not block:
                break
            row, has_words = row + block.count(b"\n"), has_words or bool(block.strip())
            block = file.read(_BLOCK)
    if not has_words:
        problems.append(Problem(path.name, None, None, "The file is empty.", "It was left out."))
        return None
    return "utf-8-sig"


def decoded_line(line: bytes) -> tuple[str, bool]:
    """Return a line's text, and whether it was UTF-8; one that is not is read as Windows-1252."""
    try:
        return line.decode("utf-8"), True
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace"), False


def _guessed(block: bytes, file: str, row: int, problems: list[Problem]) -> str:
    guess = from_bytes(block).best()
    encoding = "cp1252" if guess is None or _single_byte(guess.encoding) else guess.encoding
    done = f"The file was read as {encoding}; check its quotation marks."
    problems.append(Problem(file, row, None, "The row is not UTF-8.", done))
    return encoding


def _single_byte(encoding: str) -> bool:
    """Say whether an encoding is a Western one-byte page, which detection cannot tell from Windows-1252."""
    return encoding.startswith(("cp125", "latin", "iso8859", "mac_", "cp8", "cp4", "cp7")) and encoding != "cp1251"
