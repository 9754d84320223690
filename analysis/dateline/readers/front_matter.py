"""What stands at the head of a text about it: YAML between `---` lines, TOML between `+++` lines, or a JSON object."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from typing import Any

import yaml

from dateline.corpus import Problem

_YAML = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)(?<=\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\r?\n(.*?)(?<=\n)\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_JSON = re.compile(r'\A\s*(?=\{\s*")')
_LONGEST = 1 << 16
Pairs = list[tuple[Any, Any]]


class _Loader(yaml.SafeLoader):
    """YAML whose values stay as they are written: the id 007, the title No, the date 2022-02-05."""

    def __init__(self, written: str) -> None:
        super().__init__(written)
        self.twice: list[str] = []

    yaml_implicit_resolvers = {  # noqa: RUF012 (the loader's own way)
        first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":merge"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse what points to another value: a few lines of it can stand for more than any memory holds."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it repeats a value by its name")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Note the keys that stand twice in a value, of which YAML's own way keeps the last."""
        self.twice += _twice(str(key.value) for key, _ in node.value)
        return super().construct_mapping(node, deep)


def parted(content: str, file: str, problems: list[Problem]) -> tuple[dict[str, Any], str]:
    r"""Return what the head of a text says about it, and the text below; what cannot be read stays in the text.

    Examples
    --------
    >>> parted("---\ntitle: Snow\n---\nIt fell.", "a.md", [])
    ({'title': 'Snow'}, 'It fell.')
    """
    for pattern, kind, read in ((_YAML, "YAML", _yaml), (_TOML, "TOML", _toml)):
        if found := pattern.match(content[: _LONGEST + 8]):
            try:
                pairs, twice = read(found[1])
            except (yaml.YAMLError, TypeError, ValueError, RecursionError) as error:
                told = f"The front matter is no {kind} ({(str(error).splitlines() or ['damaged'])[0]})."
                problems.append(Problem(file, 1, None, told, "It was read as text."))
                return {}, content
            return _fields(pairs, twice, content[found.end() :], file, problems)
    if _YAML.match(content):
        told = f"The front matter has more than {_LONGEST:,} characters."
        problems.append(Problem(file, 1, None, told, "It was read as text."))
    return _json(content, file, problems)


def _yaml(written: str) -> tuple[Pairs, list[str]]:
    """Return the keys and values of YAML in order, one that stands twice twice; and keys twice in a value."""
    loader = _Loader(written)
    try:
        node = loader.get_single_node()
        if node is None or node.tag.endswith(":null"):
            return [], []
        if not isinstance(node, yaml.MappingNode):
            raise ValueError("it names no fields")
        pairs = [
            (loader.construct_object(key, True), loader.construct_object(value, True)) for key, value in node.value
        ]
        return pairs, loader.twice
    finally:
        loader.dispose()


def _toml(written: str) -> tuple[Pairs, list[str]]:
    plain, table = (str, int, float, list, dict), tomllib.loads(written)
    return [(key, value if isinstance(value, plain) else str(value)) for key, value in table.items()], []


def _json(content: str, file: str, problems: list[Problem]) -> tuple[dict[str, Any], str]:
    """Return the fields of an object that opens a text, and the text below; one that ends none is left where it is."""
    opened = _JSON.match(content)
    if opened is None:
        return {}, content
    objects: list[Pairs] = []  # the outermost is closed last

    def closed(pairs: Pairs) -> dict[str, Any]:
        objects.append(pairs)
        return dict(pairs)

    try:
        decoder = json.JSONDecoder(object_pairs_hook=closed)
        _, end = decoder.raw_decode(content[: _LONGEST + 8], opened.end())
    except (ValueError, RecursionError):
        return {}, content
    below = re.match(r"[ \t]*\r?\n(?=\s*\S)", content[end:])
    if below is None:
        return {}, content
    twice = [key for pairs in objects[:-1] for key in _twice(key for key, _ in pairs)]
    return _fields(objects[-1], twice, content[end + below.end() :], file, problems)


def _twice(keys: Iterable[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]


def _fields(
    pairs: Pairs, twice: list[str], text: str, file: str, problems: list[Problem]
) -> tuple[dict[str, Any], str]:
    """Return the fields of pairs; a second value of one key is reported, and so is a text beside the article's own."""
    for key in twice:
        told = f'The key "{key}" stands twice within a value of the front matter.'
        problems.append(Problem(file, 1, key, told, "The last was kept."))
    fields: dict[str, Any] = {}
    for key, value in pairs:
        if str(key) in fields:
            told = f'The key "{key}" stands twice in the front matter, the second time with "{str(value)[:60]}".'
            problems.append(Problem(file, 1, str(key), told, "The first was kept."))
        fields.setdefault(str(key), value)
    if "text" in fields and text.strip():
        fields["text in front matter"] = fields.pop("text")
        told = "The front matter holds a text, and another stands below it."
        problems.append(Problem(file, 1, "text", told, 'The first was kept as "text in front matter".'))
    return fields, text
