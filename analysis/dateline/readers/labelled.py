"""An article printed as blocks, some with a label: what stands before the text, the text, and what stands after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.readers.labels import labels, rights_line

_LABEL = re.compile(r"([^\W\d_][^:\n]{0,40}?)\s?:(?:[ \xa0]+|(?=\n)|\Z)\s*(.*)\Z", re.DOTALL)
_LONG = frozenset("graphic correction notes subject companies persons organizations places caption links".split())
_LOOSE = 3  # paragraphs that may follow the first of a long field


@dataclass(slots=True)
class Block:
    """Paragraphs that an export sets together.

    Attributes
    ----------
    paragraphs : list of str
    centred : bool
        As names of outlets, dates and notices of rights are.
    """

    paragraphs: list[str]
    centred: bool = False

    @property
    def text(self) -> str:
        """The paragraphs one below the other."""
        return "\n".join(self.paragraphs)

    @property
    def is_rights(self) -> bool:
        """Whether it opens as a notice of rights does."""
        return bool(rights_line().match(self.text))


@dataclass(frozen=True, slots=True)
class Style:
    """Whose labels are looked for, and whether they are all in capitals."""

    archive: str
    capitals: bool = False

    def label(self, block: Block) -> tuple[str, str] | None:
        """Return the field that a block's label names, and its value.

        Examples
        --------
        >>> Style("nexis", capitals=True).label(Block(["LÄNGE: 300 Wörter"]))
        ('length', '300 Wörter')
        """
        found = _LABEL.match(block.text)
        if not found or (self.capitals and not found[1].isupper()):
            return None
        field = labels(self.archive).get("".join(found[1].casefold().split()))
        return (field, found[2].strip()) if field else None

    def tail_start(self, blocks: Sequence[Block], first: int) -> int:
        """Return where the labelled blocks after a text begin, seen from the end.

        A long field may go on without a label when another stands before it: a text's own colon begins no tail.
        """
        start, loose = len(blocks), 0
        for place in range(len(blocks) - 1, first - 1, -1):
            label = self.label(blocks[place])
            goes_on = label and label[0] in _LONG and place > first and self.label(blocks[place - 1])
            if (label and not loose) or goes_on or (blocks[place].is_rights and not loose):
                start, loose = place, 0
            else:
                loose += 1
                if loose > _LOOSE or label:
                    break
        return start

    def tail(self, blocks: Sequence[Block], fields: dict[str, str]) -> None:
        """Add the fields of the blocks after a text; a block without a label goes on with the field before it."""
        last = ""
        for block in blocks:
            label = self.label(block)
            if label:
                last = label[0]
                add(fields, *label)
            elif block.is_rights or not last:
                add(fields, "rights", block.text)
            else:
                add(fields, last, block.text)


def add(fields: dict[str, str], name: str, value: str) -> None:
    """Add a value to a field; a second one stands below the first."""
    if value := value.strip():
        fields[name] = f"{fields[name]}\n{value}" if name in fields else value


def body(blocks: Sequence[Block]) -> str:
    """Return the text of an article: its paragraphs, an empty line between each two."""
    return "\n\n".join(paragraph for block in blocks for paragraph in block.paragraphs)


def one_line(text: str) -> str:
    """Return a text without line breaks."""
    return " ".join(text.split())
