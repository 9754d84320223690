"""ProQuest: e-mails, pages and texts, whose articles are labelled paragraphs around a full text."""

from __future__ import annotations

import email
import email.errors
import email.policy
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from dateline.corpus import Document, Problem
from dateline.errors import CorpusError
from dateline.readers.export import LARGEST, Export, Numbers, byline_name, whole_text
from dateline.readers.formats import Format, Head
from dateline.readers.labelled import Block, Style, add, body, one_line
from dateline.readers.labels import any_of
from dateline.readers.markup_text import page, paragraphs
from dateline.readers.printed_dates import printed_date
from dateline.readers.rows import Columns

_STYLE = Style("proquest")
_ANCHOR = re.compile(r"<a\s[^>]*name\s*=\s*[\"']?DocID_", re.IGNORECASE)
_RULE = re.compile(r"^\s*_{20,}\s*$", re.MULTILINE)
_INFO = re.compile(
    r"(?P<outlet>[^;\[]+?)\s*(?:;|\[).*?\]?\s*(?P<date>\d{1,2} \w+ \d{4})(?::\s*(?P<page>[\w.-]*\w))?", re.DOTALL
)
_CUT = (email.errors.CloseBoundaryNotFoundDefect, email.errors.StartBoundaryNotFoundDefect)
_LAST = frozenset(("database", "updated", "id"))
_MAIL = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){3}")


def read_mail(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of an e-mail, from its page or else its text; attachments are not opened."""
    if path.stat().st_size > LARGEST:
        raise CorpusError(f"The e-mail has {path.stat().st_size >> 20} MB, and one is read up to {LARGEST >> 20}.")
    with path.open("rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    part = message.get_body(("html", "plain"))
    if part is None:
        raise CorpusError("The e-mail holds neither a page nor a text.")
    try:
        content = str(part.get_content())
    except (LookupError, ValueError):
        content = bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace")
    export = Export(path, columns, problems)
    if any(isinstance(defect, _CUT) for defect in message.defects):
        export.report_file("The e-mail has no end.", "It was cut short, and its last article with it: send it again.")
    yield from _articles(content, part.get_content_subtype() == "html", export)


def read_html(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of a page."""
    yield from _articles(whole_text(path, problems), True, Export(path, columns, problems))


def read_txt(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the articles of a text, parted by rules or by their numbers."""
    yield from _articles(whole_text(path, problems), False, Export(path, columns, problems))


def _articles(content: str, is_html: bool, export: Export) -> Iterator[Document]:
    numbers = Numbers("proquest", export)
    for lines in _html_parts(content, numbers) if is_html else _txt_parts(content, numbers):
        fields = _fields([Block([line]) for line in lines if line.strip()])
        if "outlet" not in fields and "id" not in fields and "date" not in fields:
            continue  # a cover, a list of contents or a notice
        if not fields.get("text") and fields.get("summary"):
            export.report("text", "The article has no full text.", "Its abstract was read as the text.")
            fields["text"] = fields.pop("summary")
        yield from export.article(fields)
    numbers.check()
    if is_html:
        export.check_end(content)


def _html_parts(markup: str, numbers: Numbers) -> Iterator[list[str]]:
    """Yield the paragraphs of each article of a page, which an anchor opens, or else a line with its number."""
    starts = [found.start() for found in _ANCHOR.finditer(markup)]
    for start, end in pairwise([*starts, len(markup)]):
        yield [paragraph.text for paragraph in paragraphs(page(markup[start:end]))]
    if not starts:
        lines = [paragraph.text for paragraph in paragraphs(page(markup))]
        yield from _numbered(lines, numbers)


def _txt_parts(text: str, numbers: Numbers) -> Iterator[list[str]]:
    parts = _RULE.split(text)
    for part in parts:
        yield from _numbered([line.strip() for line in part.split("\n")], numbers)


def _numbered(lines: Sequence[str], numbers: Numbers) -> Iterator[list[str]]:
    """Yield the lines between two numbers of articles, all of them where there is none."""
    held: list[str] = []
    for line in lines:
        if numbers.take(line.strip()):
            yield held
            held = []
        else:
            held.append(line)
    yield held


def _fields(blocks: Sequence[Block]) -> dict[str, str]:
    """Return the fields of an article: those above the text, the text, and those below it."""
    fields: dict[str, str] = {}
    ends = [n for n, block in enumerate(blocks) if (label := _STYLE.label(block)) and label[0] in _LAST]
    blocks = blocks[: ends[-1] + 1] if ends else blocks  # what follows the last field is about the archive
    opened = next((n for n, block in enumerate(blocks) if _is(block, "text")), None)
    start = len(blocks) if opened is None else opened
    last = "title"
    for block in blocks[:start]:
        label = _STYLE.label(block)
        if label:
            last = label[0]
            add(fields, *label)
        elif not re.fullmatch(any_of("proquest", "document link"), block.text, re.IGNORECASE):
            add(fields, last if last in ("title", "summary") else "notes", block.text)
    if opened is not None:
        end = _STYLE.tail_start(blocks, opened + 1)
        label = _STYLE.label(blocks[opened])
        opening = [Block([label[1]])] if label and label[1] else []
        fields["text"] = body([*opening, *blocks[opened + 1 : end]])
        above = fields.pop("title", "")
        _STYLE.tail(blocks[end:], fields)
        fields["title"] = above or fields.get("title", "")
    return _finished(fields)


def _is(block: Block, name: str) -> bool:
    label = _STYLE.label(block)
    return label is not None and label[0] == name


def _finished(fields: dict[str, str]) -> dict[str, str]:
    """Return the fields, with outlet, date and page from the line of the publication where no field gives them."""
    title = fields.get("title", "").split("\n")
    fields["title"] = one_line(title[-1] if len(set(title)) > 1 and fields.get("text") is None else title[0])
    printed = _INFO.match(fields.get("publication info", ""))
    for name in ("outlet", "date", "page") if printed else ():
        if printed and printed[name] and (name not in fields or (name == "date" and not printed_date(fields[name]))):
            add(fields, f"{name} as printed", fields.get(name, ""))
            fields[name] = printed[name].strip(" .")
    if (year := fields.get("year")) and not printed_date(fields.get("date", "")):
        add(fields, "date as printed", fields.get("date", ""))
        fields["date"] = year
    if "outlet" in fields:
        fields["outlet"] = one_line(fields["outlet"]).split(";")[0].strip()
    if "byline" in fields:
        fields["byline"] = byline_name(one_line(fields["byline"]))
    return {name: value for name, value in fields.items() if name not in ("document link", "links")}


def _is_mail(head: Head) -> bool:
    return bool(_MAIL.match(head.text.replace("\r\n", "\n"))) and "proquest" in head.low and "mime-version" in head.low


def _is_html(head: Head) -> bool:
    return (
        head.is_html
        and "proquest" in head.low
        and bool(
            re.search(r"<title>\s*proquest", head.low)
            or _ANCHOR.search(head.text)
            or re.search(rf"{any_of('proquest', 'id')}\s*:", head.text, re.IGNORECASE)
        )
    )


def _is_txt(head: Head) -> bool:
    if head.text.startswith(("<", "{", "[")) or "proquest" not in head.low:
        return False
    named = sum(
        bool(re.search(rf"^\s*{any_of('proquest', name)}\s*:", head.text, re.MULTILINE | re.IGNORECASE))
        for name in ("text", "summary", "publication info", "outlet", "id", "links", "database")
    )
    return named > 1 or (named == 1 and bool(_RULE.search(head.text)))


MAIL = Format("ProQuest e-mail", _is_mail, read_mail)
HTML = Format("ProQuest HTML", _is_html, read_html)
TXT = Format("ProQuest TXT", _is_txt, read_txt)
