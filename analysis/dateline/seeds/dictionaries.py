"""Other people's dictionaries as lexicons: LIWC, Lexicoder, Yoshikoder, WordStat and quanteda's YAML."""

from __future__ import annotations

import codecs
import re
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import defusedxml.ElementTree
import yaml

from dateline.errors import SeedError
from dateline.seeds.frame_files import is_frames, load_frames
from dateline.seeds.frames import Frame, Lexicon, Term
from dateline.seeds.terms import compile_term

# A category's path from the top, and the terms that stand in it.
Entries = dict[tuple[str, ...], list[str]]

# LIWC's remarks, and its categories that hold only beside certain words: (02 134)125/464, <of>131/125.
_COMMENT = re.compile(r"\s(?://|#).*")
_CONDITION = re.compile(r"(?:\([^)]*\)|<[^>]*>)\S*")

# A line of LIWC without tabs: a word or several, then the numbers of their categories.
_SPACED = re.compile(r"(\S.*?)((?:\s+(?:\d+|\([^)]*\)\S*|<[^>]*>\S*))*)\Z")

_NAMED = 5  # of the terms that are left out: those named in the warning


class _Words(yaml.SafeLoader):
    """YAML in which every scalar is a word, `no`, `on` and `2011` too, and no key hides another of its name."""


_Words.yaml_implicit_resolvers = {}
_Words.add_constructor("tag:yaml.org,2002:map", lambda loader, node: loader.construct_pairs(node, deep=True))


def load_dictionary(path: str | Path) -> Lexicon:
    """Load a dictionary made for another program; its format is told by its content.

    Parameters
    ----------
    path : str or Path
        LIWC `.dic`, Lexicoder `.lc3` or `.lcd`, Yoshikoder `.ykd`, WordStat `.cat` or quanteda-style YAML.

    Returns
    -------
    Lexicon
        One frame for each category that holds a term; a nested one is called by its path, `populism.people`. Terms are
        counted as ours are: whole words in any case, the longest of a frame once. What could not be expressed in our
        syntax is its `left_out`.

    Warns
    -----
    UserWarning
        Once, when terms cannot be expressed here (`*ism`, `gl?b`, rules, words of no category), with their number and
        the first of them, or when two categories become one frame.

    Raises
    ------
    SeedError
        When the file is none of these, cannot be read, numbers two categories alike, or no term in it can match.

    Notes
    -----
    Weights and scores, which some formats hold, are not used: a term counts or it does not. Such entries carry no
    examples; to argue about a term, write it into a frame of your own (`seeds/frames/`).

    References
    ----------
    The formats are those quanteda reads: Benoit, K. et al. (2018), quanteda: an R package for the quantitative
    analysis of textual data, Journal of Open Source Software 3(30), 774.

    Examples
    --------
    ::

        dl.annotate(corpus, frames=dl.load_dictionary("populism.dic"))
    """
    path = Path(path)
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise SeedError(f"{path.name} cannot be read: {error.strerror}.") from None
    entries = _entries(path.name, text)
    lexicon, merged = _lexicon(entries, path.name)
    if not lexicon.frames:
        raise SeedError(f"{path.name} holds no term that can match. Is it a dictionary of words?")
    if lost := lexicon.left_out:
        shown = ", ".join(f'"{term}"' for term in lost[:_NAMED])
        rest = f" and {len(lost) - _NAMED:,} more, all in .left_out" if len(lost) > _NAMED else ""
        whole = sum(map(len, entries.values()))
        merged = [f"{len(lost):,} of {whole:,} terms cannot be expressed here and are left out: {shown}{rest}", *merged]
    if merged:
        warnings.warn(f"{path.name}: {'; '.join(merged)}", stacklevel=2)
    return lexicon


def load_lexicon(path: str | Path | None) -> Lexicon:
    """Load frames of a folder or file like ours, a dictionary made for another program, or ours when none is named."""
    if path is None or is_frames(Path(path)):
        return load_frames(folder=path)
    return load_dictionary(path)


def _lexicon(entries: Entries, file: str) -> tuple[Lexicon, list[str]]:
    """Return the frames of some categories, and which categories became one frame."""
    by_id: dict[str, list[tuple[str, ...]]] = {}
    for category in entries:
        by_id.setdefault(".".join(map(_slug, category)), []).append(category)
    frames, lost, merged = [], list[str](), []
    for name, categories in by_id.items():
        called = [" / ".join(category) for category in categories]
        terms, bad = _terms([term for category in categories for term in entries[category]], file)
        lost += bad
        if terms:
            frames.append(Frame(name, called[0], f"Category of {file}.", "neutral", file, terms))
        if len(called) > 1:
            merged.append(f"{' and '.join(map(repr, called))} are one frame here, {name}")
    return Lexicon(tuple(frames), tuple(lost)), merged


def _decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8 or UTF-16, or in the code page of the programs that wrote most of these."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _entries(file: str, text: str) -> Entries:
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    first = next((line.strip() for line in lines if not line.startswith(("#", "---"))), "")
    if first.startswith("<"):
        return _of_xml(file, text)
    if first == "%":
        return _of_liwc(file, lines[[line.strip() for line in lines].index("%") :])
    if first.startswith("+"):
        return _of_lexicoder(lines)
    if re.match(r"[^\t:]+:", first) and "(" not in first:
        return _of_yaml(file, text)
    if any(line.startswith("\t") for line in lines):
        return _of_wordstat(lines)
    raise SeedError(f"{file} is no LIWC, Lexicoder, Yoshikoder, WordStat or YAML dictionary. Save it as one of these.")


def _of_xml(file: str, text: str) -> Entries:
    """Read Yoshikoder's and Lexicoder's XML: categories in categories, patterns in them."""
    try:
        root = defusedxml.ElementTree.fromstring(re.sub(r"^\s*<\?xml.*?\?>", "", text).encode())
    except (defusedxml.ElementTree.ParseError, defusedxml.DefusedXmlException) as error:
        raise SeedError(f"{file} is no XML that can be read safely: {error}.") from None
    entries: Entries = {}

    def walk(node: Any, path: tuple[str, ...]) -> None:
        for child in node:
            name = (child.get("name") or "").strip(' \t\n"')
            if child.tag == "cnode":
                walk(child, (*path, name or "unnamed"))
            elif child.tag == "pnode" and name:
                entries.setdefault(path or ("dictionary",), []).append(name)

    walk(root, ())
    return entries


def _of_liwc(file: str, lines: list[str]) -> Entries:
    """Read LIWC: numbered categories between two lines of %, then words with the numbers of theirs.

    What is of no category, or of one that depends on the words around ("like" before a preposition), is kept as a
    pattern that cannot match, and so told.
    """
    lines = [line for line in (_COMMENT.sub("", line).rstrip() for line in lines) if line]
    ends = [number for number, line in enumerate(lines) if line.strip() == "%"]
    if len(ends) < 2:
        raise SeedError(f"{file} has one line of %, and a LIWC dictionary has two around its categories.")
    names, entries = _liwc_categories(file, lines[1 : ends[1]]), Entries()
    for line in map(str.strip, lines[ends[1] + 1 :]):
        spaced = None if "\t" in line else _SPACED.match(line)
        word, rest = spaced.groups() if spaced else line.split("\t", 1)
        if not rest.strip():
            entries.setdefault(("of no category",), []).append(f"{word} (of no category)")
        for condition in _CONDITION.findall(rest):
            entries.setdefault(("conditions",), []).append(f"{word} {condition}")
        for number in _CONDITION.sub(" ", rest).split():
            if number not in names:
                raise SeedError(f'{file}: "{word}" is of category {number}, which the head of the file has not.')
            entries.setdefault(names[number], []).append(word)
    return entries


def _liwc_categories(file: str, lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the path of each numbered category; tabs before the number say how deep it lies."""
    names: dict[str, tuple[str, ...]] = {}
    path: list[str] = []
    for line in lines:
        depth = len(line) - len(line.lstrip("\t"))
        number, _, name = line.strip().partition("\t") if "\t" in line.strip() else line.strip().partition(" ")
        path = [*path[:depth], re.sub(r"\s*\(.*\)$", "", name.strip())]
        if number in names:
            raise SeedError(f'{file}: number {number} is "{names[number][-1]}" and "{path[-1]}". Number each its own.')
        names[number] = tuple(path)
    return names


def _of_lexicoder(lines: list[str]) -> Entries:
    """Read Lexicoder's plain text: +category, then a pattern a line."""
    entries: Entries = {}
    category: tuple[str, ...] = ("dictionary",)
    for line in lines:
        if line.startswith("+"):
            category = (line[1:].strip(),)
        else:
            entries.setdefault(category, []).append(line)
    return entries


def _of_wordstat(lines: list[str]) -> Entries:
    """Read WordStat: categories by depth of tabs, terms with a weight in brackets; its rules cannot be expressed."""
    entries: Entries = {}
    path: list[str] = []
    for line in lines:
        depth, content = len(line) - len(line.lstrip("\t")), line.strip()
        if content.startswith("@"):
            entries.setdefault(tuple(path[:depth]) or ("dictionary",), []).append(content)
            continue
        term = re.fullmatch(r"(.+?)\s*\(-?\d+(?:\.\d+)?\)", content)
        if term is None:
            path = [*path[:depth], content]
        else:
            entries.setdefault(tuple(path[:depth]) or ("dictionary",), []).append(term[1].replace("_", " "))
    return entries


def _of_yaml(file: str, text: str) -> Entries:
    """Read categories with lists of terms, nested at will."""
    try:
        content = yaml.load(text, Loader=_Words)
    except yaml.YAMLError as error:
        raise SeedError(f"{file} is no readable YAML: {error}") from None
    entries: Entries = {}

    def walk(value: Any, path: tuple[str, ...]) -> None:
        if isinstance(value, tuple):
            walk(value[1], (*path, str(value[0])))
        elif isinstance(value, list):  # of words, or of the pairs of a mapping
            for inside in value:
                walk(inside, path)
        elif value:
            entries.setdefault(path or ("dictionary",), []).append(str(value))

    walk(content, ())
    return entries


def _terms(patterns: Iterable[str], file: str) -> tuple[tuple[Term, ...], list[str]]:
    """Return patterns as terms, each once, and those that cannot be expressed."""
    terms, lost = {}, []
    for pattern in patterns:
        term = " ".join(pattern.lower().split())
        try:
            compile_term(term)
        except SeedError:
            lost.append(pattern)
        else:
            terms[term] = Term(term, f"From {file}.", "", "", (), f"from {file}")
    return tuple(terms.values()), lost


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.strip().lower()).strip("-") or "unnamed"
