"""The attack on a release: everything in it is used to put articles together again, and must give nothing.

Whoever attacks has the release alone. The texts at hand only tell whether what was put together is right.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from dateline.copies import tokens
from dateline.text import divide

LEAST = 8  # tokens of a run that is put together: shorter ones are names and idiom
_CHAINED = (2, 3, 4, 5)
_PIECE = re.compile(r"[^\W_]+")
# Digests of files are printed shortened; what is shorter than this is no digest.
_HEX = re.compile(rb"(?<![0-9a-fA-F])[0-9a-f]{12,128}(?![0-9a-fA-F])")
_MAKERS: tuple[Callable[[bytes], str], ...] = (
    lambda data: hashlib.sha256(data).hexdigest(),
    lambda data: hashlib.sha1(data, usedforsecurity=False).hexdigest(),
    lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
    lambda data: hashlib.blake2b(data, digest_size=16).hexdigest(),
    lambda data: hashlib.blake2b(data).hexdigest(),
)
Rows = Mapping[str, Sequence[Mapping[str, object]]]


class Attack(NamedTuple):
    """What each way of putting texts together gave.

    Attributes
    ----------
    from_rows : int
        Runs of eight or more tokens got by laying out the names and terms of each sentence, tables in every order.
    of_names_alone : int
        Of further runs, those that hold names and nothing else: a list of countries is no wording.
    from_chains : int
        Runs of eight or more tokens got by chaining whatever follows for certain in all that is released.
    from_digests : int
        Digests that are those of a word, of two or three, of a sentence, a paragraph, a headline or a short text.
    """

    from_rows: int
    of_names_alone: int
    from_chains: int
    from_digests: int

    @property
    def found(self) -> int:
        """Everything that was put together."""
        return self.from_rows + self.from_chains + self.from_digests


def attack(
    collections: Sequence[tuple[Rows, Mapping[str, str], Sequence[str]]],
    words: Iterable[str],
    files: Iterable[bytes],
) -> Attack:
    """Try to put articles together from all that is released.

    Parameters
    ----------
    collections : sequence of (rows by table, texts by id, headlines)
    words : iterable of str
        What the other files say.
    files : iterable of bytes
        Every file as it is written.

    Returns
    -------
    Attack
        It does not try a language model: of texts that were shuffled those rebuild little (Du et al. 2025), and here
        there is less than a shuffled text.
    """
    laid_out = [list(_laid_out(rows)) for rows, _, _ in collections]
    known = [[word for word, _ in tokens(said)] for said in words]
    known += [run for runs in laid_out for _, run, _ in runs]
    follows = {length: _follows(known, length) for length in _CHAINED}
    from_rows = names_alone = chained = digests = 0
    seen = {found.decode() for content in files for found in _HEX.findall(content)}
    for (rows, texts, titles), runs in zip(collections, laid_out, strict=True):
        spoken = {name: [word for word, _ in tokens(text)] for name, text in texts.items()}
        for document, run, wording in runs:
            longest = _longest_common(run, spoken[document]) if len(run) >= LEAST and document in spoken else []
            if len(longest) >= LEAST:
                is_wording = not wording.isdisjoint(longest)
                from_rows, names_alone = from_rows + is_wording, names_alone + (not is_wording)
        names = _names(rows)
        for document, said in spoken.items():
            for run in _chained(said, follows):
                is_wording = not names[document].issuperset(run)
                chained, names_alone = chained + is_wording, names_alone + (not is_wording)
        digests += _digested(texts.values(), titles, seen) if seen else 0
    return Attack(from_rows, names_alone, chained, digests)


def _laid_out(rows: Rows) -> Iterator[tuple[str, list[str], frozenset[str]]]:
    """Yield of each article the tokens of its rows, sentence after sentence, and which of them are no name's."""
    held: dict[str, dict[int, dict[str, list[str]]]] = defaultdict(dict)
    wording: dict[str, set[str]] = defaultdict(set)
    for table, column in (("mentions", "name"), ("hits", "term"), ("quotes", "speaker_name")):
        for row in rows[table]:
            document, sentence = str(row["document"]), int(str(row["sentence"]))
            pieces = _PIECE.findall(str(row[column] or "").lower())
            held[document].setdefault(sentence, {}).setdefault(table, []).extend(pieces)
            if table == "hits":
                wording[document].update(pieces)
    for document, sentences in held.items():
        for order in permutations(("mentions", "hits", "quotes")):
            laid = [word for _, parts in sorted(sentences.items()) for table in order for word in parts.get(table, ())]
            yield document, laid, frozenset(wording[document])


def _longest_common(run: Sequence[str], text: Sequence[str]) -> list[str]:
    """Return the longest run of tokens that stands in both."""
    best, end = 0, 0
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(text):
        places[word].append(at)
    lengths: dict[int, int] = {}
    for word in run:
        lengths = {at: lengths.get(at - 1, 0) + 1 for at in places.get(word, ())}
        for at, length in lengths.items():
            if length > best:
                best, end = length, at + 1
    return list(text[end - best : end])


def _follows(known: Iterable[Sequence[str]], length: int) -> dict[tuple[str, ...], str | None]:
    """Return what comes after each run of tokens, where it is always the same; None where it is not."""
    follows: dict[tuple[str, ...], str | None] = {}
    for said in known:
        for at in range(len(said) - length + 1):
            head, last = tuple(said[at : at + length - 1]), said[at + length - 1]
            follows[head] = last if follows.get(head, last) == last else None
    return follows


def _chained(said: Sequence[str], follows: Mapping[int, Mapping[tuple[str, ...], str | None]]) -> Iterator[list[str]]:
    """Yield the first tokens of each run of a text that chaining gives: each follows for certain from those before."""
    for length, after in follows.items():
        reached = length - 1
        for at in range(len(said) - length + 1):
            certain = after.get(tuple(said[at : at + length - 1])) == said[at + length - 1]
            reached = reached + 1 if certain else length - 1
            if reached == LEAST:
                yield list(said[at + length - LEAST : at + length])


def _names(rows: Rows) -> dict[str, set[str]]:
    """Return the words of the names in each article's rows."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows["mentions"]:
        names[str(row["document"])].update(_PIECE.findall(str(row["name"]).lower()))
    return names


def _digested(texts: Iterable[str], titles: Iterable[str], seen: set[str]) -> int:
    """Count what is short and has a digest in the release: words, runs of two and three, sentences, headlines."""
    lengths = sorted({len(known) for known in seen})
    return sum(_is_seen(short, seen, lengths) for short in _short(texts, titles))


def _short(texts: Iterable[str], titles: Iterable[str]) -> set[str]:
    short = set(titles)
    for text in texts:
        paragraphs, sentences = divide(text)
        if len(sentences) > 1:
            short.update(text[start:end] for start, end in sentences)
        if len(paragraphs) > 1:
            short.update(text[start:end] for start, end in paragraphs)
        spans = [span for _, span in tokens(text)]
        for run in (1, 2, 3):
            short.update(text[first[0] : last[1]] for first, last in zip(spans, spans[run - 1 :], strict=False))
    return short | {word.lower() for word in short}


def _is_seen(short: str, seen: set[str], lengths: Sequence[int]) -> bool:
    data = short.encode("utf-8", "surrogatepass")
    for maker in _MAKERS:
        made = maker(data)
        if any(made[:length] in seen for length in lengths if length <= len(made)):
            return True
    return False
