"""Nexis and LexisNexis as the old interface wrote them: HTML, TXT and RTF, each article under its number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from dateline.corpus import Document, Problem
from dateline.readers.export import Export, Numbers, byline_name, whole_text
from dateline.readers.formats import Format, Head
from dateline.readers.labelled import Block, Style, add, body, one_line
from dateline.readers.labels import any_of, counter, meanings
from dateline.readers.markup_text import page, paragraphs, rtf_lines, rtf_start
from dateline.readers.printed_dates import printed_date
from dateline.readers.rows import Columns

_STYLE = Style("nexis", capitals=True)
_HEAD = frozenset("byline section length dateline title summary series column page edition url date".split())
_DOC = re.compile(r"<DOCFULL>\s*-->|<!--\s*Hide XML section from browser\s*<DOC NUMBER", re.IGNORECASE)
_CENTRED = re.compile(r"\.(c\d+)\s*\{[^}]*text-align:\s*center", re.IGNORECASE)
_PAGE = re.compile(r"(?:\bPg\.?|\bPage|\bS\.|\bp\.|\bSeite)\s*([\w.-]*\d[\w.-]*)", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?(?:\s+[A-Z]{2,4}\b)?")
_INDENT = 8  # columns from which a line of a TXT is centred
_LONGEST_DATE = 40
_DATE_BY = 24  # characters within which the line of the date must come to it


def classic(blocks: Sequence[Block]) -> dict[str, str]:
    """Return the fields of an article of the old interface from its blocks, its number left out."""
    blocks = [block for block in blocks if block.text.strip()]
    fields: dict[str, str] = {}
    labelled = [place for place, block in enumerate(blocks) if (label := _STYLE.label(block)) and label[0] in _HEAD]
    first = labelled[0] if labelled else None
    start = _header(blocks[:first], fields, has_end=first is not None)
    while start < len(blocks) and (label := _STYLE.label(blocks[start])) and label[0] in _HEAD | {"text"}:
        if label[0] == "text":
            blocks[start] = Block(label[1].split("\n"))
            break
        add(fields, *label)
        start += 1
    end = _STYLE.tail_start(blocks, start)
    fields["text"] = body([block for block in blocks[start:end] if block.text])
    _STYLE.tail(blocks[end:], fields)
    return finished(fields)


def _header(blocks: Sequence[Block], fields: dict[str, str], *, has_end: bool) -> int:
    """Add outlet, date, edition and title; return how many blocks those were, the rest being the text's."""
    dated = next((place for place, block in enumerate(blocks[:8]) if is_date_line(block)), None)
    for block in blocks[: dated or 0]:
        if block.is_rights:
            add(fields, "rights", block.text)
        elif "outlet" in fields:
            add(fields, "outlet note", block.text)
        else:
            fields["outlet"] = one_line(block.text)
    place = 0 if dated is None else dated + 1
    if dated is not None:
        _dated(blocks[dated], fields)
    if dated is None and len(blocks) > 1 and has_end:
        fields["outlet"], place = one_line(blocks[0].text), 1
        if is_odd_date(blocks[1]):
            fields["date"], place = one_line(blocks[1].text), 2
    while place < len(blocks) and _is_edition(blocks, place):
        add(fields, "rights" if blocks[place].is_rights else "edition", one_line(blocks[place].text))
        place += 1
    titles = blocks[place:] if has_end else blocks[place : place + 1]
    add(fields, "title", one_line(" ".join(block.text for block in titles)))
    return place + len(titles)


def is_date_line(block: Block) -> bool:
    """Say whether a block is the line of an article's date, little standing before it."""
    found = printed_date(block.paragraphs[0].split("\n")[0])
    return found is not None and found.start < _DATE_BY and len(block.text) < 200


def is_odd_date(block: Block) -> bool:
    """Say whether a block below the outlet's is a date that cannot be read: `05/02/2022`, a centred `Spring 2022`."""
    written = block.text.strip()
    is_numbers = bool(re.fullmatch(r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}", written))
    has_year = bool(re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", written)) and len(written) < _LONGEST_DATE
    return is_numbers or (block.centred and has_year and not block.is_rights)


def _dated(block: Block, fields: dict[str, str]) -> None:
    """Add the line of the date, and what stands beside the date as the edition."""
    line, _, rest = block.text.partition("\n")
    found = printed_date(line)
    fields["date"] = line
    if found:
        beside = _CLOCK.sub("", line[: found.start] + line[found.end :])
        words = [word for word in beside.split() if not _is_weekday(word)]
        add(fields, "edition", " ".join(words).strip(" ,;"))
    add(fields, "edition", one_line(rest))


def _is_weekday(word: str) -> bool:
    return meanings("any").get(word.casefold().strip(",."), "").startswith("weekday")


def _is_edition(blocks: Sequence[Block], place: int) -> bool:
    """Say whether a block after the date still belongs to it: centred, a notice of rights, or naming an edition."""
    block = blocks[place]
    if block.centred or block.is_rights:
        return True
    named = re.search(any_of("nexis", "edition"), block.text, re.IGNORECASE)
    return bool(named) and len(block.text) < 60 and place + 1 < len(blocks)


def finished(fields: dict[str, str]) -> dict[str, str]:
    """Return the fields with the page of the section, the name of the byline, and one line each."""
    found = _PAGE.search(fields.get("section", ""))
    if found:
        fields.setdefault("page", found[1])
    if "byline" in fields:
        fields["byline"] = byline_name(one_line(fields["byline"]))
    kept = ("text", "rights", "correction", "graphic", "notes")
    return {name: value if name in kept else one_line(value) for name, value in fields.items()}


# HTML


def read_html(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of a page, one after the other, so that no more than one stands in memory as a tree."""
    export, markup = Export(path, columns, problems), whole_text(path, problems)
    numbers, centred = Numbers("nexis", export), set(_CENTRED.findall(markup))
    starts = [found.end() for found in re.finditer(r"<DOCFULL>\s*-->", markup, re.IGNORECASE)]
    for start, end in pairwise([*starts, len(markup)]):
        blocks = _html_blocks(_DOC.split(markup[start:end])[0], centred)
        is_numbered = bool(blocks) and numbers.take(one_line(blocks[0].text))
        yield from export.article(classic(blocks[is_numbered:]))
    if not starts:
        for blocks in _by_number(_html_blocks(markup, centred), numbers):
            yield from export.article(classic(blocks))
    numbers.check()
    export.check_end(markup)


def _html_blocks(markup: str, centred: set[str]) -> list[Block]:
    """Return a page's paragraphs, those of one division together."""
    blocks: list[Block] = []
    last = None
    for paragraph in paragraphs(page(markup.split("</DOCFULL>")[0])):
        element = paragraph.element
        division = element if element.tag == "div" else next(element.iterancestors("div"), element)
        if division is not last or not blocks:
            blocks.append(Block([], centred=_class(division) in centred or _class(element) in centred))
            last = division
        blocks[-1].paragraphs.append(paragraph.text)
    return blocks


def _class(element: object) -> str:
    return str(getattr(element, "attrib", {}).get("class", ""))


def _by_number(blocks: Iterable[Block], numbers: Numbers) -> Iterator[list[Block]]:
    """Yield the blocks between two numbers of articles; what stands before the first is the cover."""
    article: list[Block] | None = None
    for block in blocks:
        if numbers.take(one_line(block.text)):
            if article is not None:
                yield article
            article = []
        elif article is not None:
            article.append(block)
    if article is not None:
        yield article


# TXT and RTF


def read_txt(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of a text file; lines that were broken to a width are joined again."""
    yield from _classic_lines(whole_text(path, problems).split("\n"), Export(path, columns, problems))


def read_rtf(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of an RTF file, in which nothing is centred and a line is a paragraph."""
    yield from _classic_lines(rtf_lines(whole_text(path, problems)), Export(path, columns, problems), wrapped=False)


def _classic_lines(lines: list[str], export: Export, *, wrapped: bool = True) -> Iterator[Document]:
    lengths = sorted(len(line) for line in lines if line.strip())
    width = lengths[int(len(lengths) * 0.98)] if lengths else 0
    numbers = Numbers("nexis", export)
    for blocks in _by_number(_line_blocks(lines, width if wrapped else 1 << 30), numbers):
        yield from export.article(classic(blocks))
    numbers.check()


def _line_blocks(lines: Iterable[str], width: int) -> Iterator[Block]:
    """Yield the blocks between empty lines; a number of an article is a block of its own."""
    held: list[str] = []
    for line in [*lines, ""]:
        alone = line.strip() and counter("nexis").fullmatch(one_line(line))
        if held and (alone or not line.strip()):
            indent = min(len(held_line) - len(held_line.lstrip()) for held_line in held)
            yield Block([unwrapped(held, width)], centred=indent >= _INDENT)
            held = []
        if alone:
            yield Block([line.strip()], centred=True)
        elif line.strip():
            held.append(line)


def unwrapped(lines: Sequence[str], width: int) -> str:
    r"""Return lines joined where the next word would not have fitted, and broken where a break was meant.

    Examples
    --------
    >>> unwrapped(["It snowed in the", "whole valley.", "A list"], 16)
    'It snowed in the whole valley.\nA list'
    """
    text = lines[0].strip()
    for line, following in pairwise(lines):
        word = following.split()[0]
        text += (" " if len(line.rstrip()) + 1 + len(word) > width else "\n") + following.strip()
    return text


def _is_nexis_html(head: Head) -> bool:
    return head.is_html and ("<!-- lxncomment" in head.low or "<docfull>" in head.low or _counted(head))


def _counted(head: Head) -> bool:
    return head.is_html and "documents</span>" in head.low and bool(counter("nexis").search(head.text))


def _is_nexis_txt(head: Head) -> bool:
    if head.is_html or head.text.startswith(("{", "<", "[")):
        return False
    found = re.search(rf"^[ \t]{{0,60}}{counter('nexis').pattern}\s*$", head.text, re.MULTILINE | re.IGNORECASE)
    rest = head.text[found.end() :] if found else ""
    return bool(re.search(rf"^{any_of('nexis', 'length')}:\s", rest, re.MULTILINE | re.IGNORECASE))


def _is_nexis_rtf(head: Head) -> bool:
    return head.text.startswith("{\\rtf") and bool(counter("nexis").search(rtf_start(head.text)))


HTML = Format("Nexis HTML", _is_nexis_html, read_html)
TXT = Format("Nexis TXT", _is_nexis_txt, read_txt)
RTF = Format("Nexis RTF", _is_nexis_rtf, read_rtf)
