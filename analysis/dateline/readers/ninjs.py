"""ninjs: the JSON of news agencies, one item, a list of them, or one a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.corpus import Document, Problem
from dateline.errors import CorpusError
from dateline.readers.export import Export, byline_name, whole_text
from dateline.readers.formats import Format, Head
from dateline.readers.markup_text import page, paragraphs
from dateline.readers.rows import Columns

_DATES = ("contentcreated", "firstcreated", "versioncreated")
_NAMED = ("subject", "subjects", "place", "places", "person", "people", "organisation", "organisations", "genres")
_KEPT = ("version", "slugline", "urgency", "pubstatus", "usageterms", "ednote", "type", "embargoed", "expires")


def read(path: Path, columns: Columns, problems: list[Problem]) -> Iterator[Document]:
    """Read the items of a file."""
    export = Export(path, columns, problems)
    for item in _items(whole_text(path, problems)):
        fields = _fields({str(name).lower(): value for name, value in item.items()})
        if not fields.get("text") and fields.get("summary"):
            export.report("text", "The item has no body but its description.", "The description was read as the text.")
            fields["text"] = fields.pop("summary")
        yield from export.article(fields)


def _items(text: str) -> Iterator[Mapping[str, Any]]:
    try:
        try:
            loaded = [json.loads(text)]
        except ValueError:
            loaded = [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"The file is no JSON ({str(error)[:80]}).") from None
    for value in loaded:
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Mapping):
                yield item


def _fields(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an item of any version of the standard."""
    fields = {
        "id": item.get("uri"),
        "title": _headline(item),
        "byline": byline_name(_said(item.get("byline") or item.get("by"))),
        "dateline": _said(item.get("located")) or _said(item.get("dateline")),
        "outlet": _said(item.get("copyrightholder")) or _said(item.get("provider")),
        "agency": _said(item.get("infosource")) or _said(item.get("creditline")),
        "rights": _said(item.get("copyrightnotice")),
        "language": _said(item.get("language")),
        "summary": _value(item, "description", "descriptions"),
        "text": _body(item),
    }
    for name in _DATES:
        if isinstance(written := item.get(name), str) and written:
            fields.setdefault("date", written[:10] if "T" in written else written)
            fields.setdefault("date source", name)
            fields[name] = written
    fields |= {name: item[name] for name in _KEPT if item.get(name) not in (None, "")}
    fields |= {name: "; ".join(_names(item[name])) for name in _NAMED if isinstance(item.get(name), list)}
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _said(value: Any) -> str:
    """Return a value that is a string, or the name or value of an object, or of the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("value") or value.get("literal")
    return value if isinstance(value, str) else ""


def _names(values: list[Any]) -> list[str]:
    return [name for value in values if (name := _said(value))]


def _headline(item: Mapping[str, Any]) -> str:
    return _value(item, "headline", "headlines") or _said(item.get("title"))


def _value(item: Mapping[str, Any], one: str, several: str) -> str:
    """Return what a property says, or the main one of its list: role `main`, else the first."""
    values = [value for value in item.get(several) or [] if isinstance(value, Mapping)]
    values.sort(key=lambda value: value.get("role") != "main")
    said = _said(item.get(one)) or next((text for value in values if (text := _said(value))), "")
    return _as_text(said, "") if said else ""


def _body(item: Mapping[str, Any]) -> str:
    """Return the text: of several bodies the one with paragraphs marked."""
    bodies = [body for body in item.get("bodies") or [] if isinstance(body, Mapping)]
    given = [(str(_kind(body)), _said(body)) for body in bodies]
    given += [(name, _said(item.get(name))) for name in item if name.startswith("body")]
    given = [(kind, text) for kind, text in given if text]
    given.sort(key=lambda body: "html" not in body[0].lower())
    return _as_text(given[0][1], given[0][0]) if given else ""


def _kind(body: Mapping[str, Any]) -> Any:
    return next((body[name] for name in body if str(name).lower() == "contenttype"), "")


def _as_text(text: str, kind: str) -> str:
    """Return a value as plain text: markup is read as a page."""
    if "html" in kind.lower() or re.match(r"\s*<(?:p|div|section|html|body|article)\b", text, re.IGNORECASE):
        return "\n\n".join(paragraph.text for paragraph in paragraphs(page(text)))
    return text.strip()


def _is_ninjs(head: Head) -> bool:
    if not head.text.startswith(("{", "[")) or '"uri"' not in head.low:
        return False
    names = ("versioncreated", "bodies", "body_text", "body_xhtml", "headlines", "pubstatus", "copyrightnotice")
    return sum(f'"{name}"' in head.low for name in names) > 1


FORMAT = Format("ninjs", _is_ninjs, read)
