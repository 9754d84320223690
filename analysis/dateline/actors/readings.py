"""Place or government: whether a place name in its sentence means the place, or those who act for it.

Words near a name speak for one reading or the other, each with a weight: the rows of `seeds/actors/readings.csv`, in
tenths of a logarithm of the odds. Their sum decides, and `evidence` says which rows spoke.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from dateline.actors.company import company, topic
from dateline.actors.relations import relations
from dateline.parsing import Parser
from dateline.seeds import Reading
from dateline.seeds.actors import SIDES, TIES
from dateline.text import words_of_kind

# Characters on either side of a name within which a word can govern it, and within which one tells what is spoken of.
_REACH = 40
_NEAR = 80
# How much of a word's weight is left where a parser hears the same words again, in their relations.
PARSED_SHARE = 0.6
_EDGES = ".,;:!?()[]\"'“”’*—"
_OPENING = "([\"'“`"
_STOPS = frozenset('.!?:;—–-”"*_`')
_POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
_ENDINGS = ("ed", "ly", "ing", "s")
_MARKS = ",.)"
# "OSLO, Norway (AP) - The"; a headline in capitals is none, and "OSLO - angry at this - refused" speaks.
_DATELINE = re.compile(
    r"[ \t]*[^\W\d_a-z][^\W\d_a-z](?:[^\W\d_a-z]|[.'’ -])*(?:, ?[\w.' ]{2,25}){0,3} ?(?:\([^)\n]{1,30}\) ?)?"
    r"(?:--|[–—]|[-_](?=\s))[ \t]*[\"'“‘`]*[^\W_a-z](?=.*[a-z])"
)
_CLOSING = ".;:)"


class Weights(NamedTuple):
    """What words weigh, by the side of a name on which they stand; `listed`: after the list in which it stands."""

    before: dict[str, int]
    after: dict[str, int]
    listed: dict[str, int]
    owned: dict[str, int]
    near: dict[str, int]
    shape: dict[str, int]


class ReadingRules:
    """Decides by the words around a place name, and by the relations of its sentence where there is a parser."""

    def __init__(self, readings: Iterable[Reading], parser: Parser | None = None) -> None:
        rows: dict[str, dict[str, Reading]] = {side: {} for side in (*SIDES, *TIES)}
        for row in readings:
            rows[row.side][row.words] = row
            if row.side == "near":
                rows["near"] |= {row.words + mark: row for mark in _MARKS}
        self._rows, self._parser = rows, parser
        share = 1 if parser is None else PARSED_SHARE
        weights = {side: {words: round(share * row.weight) for words, row in rows[side].items()} for side in SIDES}
        weights["listed"] = {words: weight // 2 for words, weight in weights["after"].items()}
        self._weights, self._forms = Weights(*map(weights.__getitem__, Weights._fields)), weights["form"]
        self._near = frozenset(self._weights.near)
        self._last = frozenset(words.rpartition(" ")[2] for words in rows["before"] if " " in words)
        self._first = frozenset(words.partition(" ")[0] for words in rows["after"] if " " in words)
        self._articles, self._prepositions = words_of_kind("article"), words_of_kind("preposition")
        self._joints = words_of_kind("conjunction") | {"&", ","}
        self._days = frozenset(day.lower() for day in words_of_kind("day"))

    def reading(self, text: str, start: int, end: int, form: str) -> str:
        """Return `metonymic` where a place name stands for those who act for it, else `literal`.

        Parameters
        ----------
        text : str
        start, end : int
            Of the name.
        form : str
            Of the mention, such as `capital`; an `institution` speaks for its state.
        """
        total: float = self._weigh(text, start, end, self._weights) + self._forms.get(form, 0)
        if self._parser is not None:
            total += sum(row.parsed for row in self._related(self._parser, text, start, end))
        return "metonymic" if total > 0 else "literal"

    def evidence(self, text: str, start: int, end: int, form: str) -> list[tuple[str, str, float]]:
        """Return what spoke for a reading, the heaviest first: side, words and weight (above 0 metonymic).

        A side that ends in `, parsed` is that of a relation in the sentence.
        """
        heard = Weights(*map(_Hearing, self._weights))
        self._weigh(text, start, end, heard)
        spoke: list[tuple[str, str, float]] = [
            (side, *entry) for side, table in heard._asdict().items() for entry in table.heard
        ]
        spoke.append(("form", form, self._forms.get(form, 0)))
        if self._parser is not None:
            related = self._related(self._parser, text, start, end)
            spoke += [(f"{row.side}, parsed", row.words, row.parsed) for row in related]
        return sorted((entry for entry in spoke if entry[2]), key=lambda entry: (-abs(entry[2]), entry))

    def _related(self, parser: Parser, text: str, start: int, end: int) -> list[Reading]:
        """Return the rows whose words stand in a relation to a name, or name one."""
        parsed, rows = parser.sentence(text, start), self._rows
        related = [*relations(parsed, start, end), ("role", "any")]
        related += [("topic", word) for word in sorted(topic(text, start, end))]
        found = [rows[side][words] for side, words in related if words in rows[side]]
        tied = [(rows[tie], word) for tie, word in company(parsed, start, end) if tie in rows]
        return found + [table[word if word in table else "*"] for table, word in tied if word in table or "*" in table]

    def _weigh(self, text: str, start: int, end: int, weights: Weights) -> int:
        """Return the sum of what the words around a name weigh."""
        before, after, _, owned, near, shape = weights
        left = text[start - _NEAR if start > _NEAR else 0 : start].lower().split()
        right = text[end : end + _NEAR].lower().split()
        total, is_owner = shape.get("any", 0), False
        for word in self._near.intersection(left + right):
            total += near.get(word, 0)
        if right:
            mark = right[0]
            if mark[0].isalpha() and text[end] == " " and mark not in self._joints:
                # The commonest case, without a call.
                word = mark if mark in after else mark.strip(_EDGES)
                if word in self._first or word not in after:
                    total += self._weigh_next(text[end + 1], word, right, weights)
                else:
                    total += after.get(word, 0)
            elif mark in _POSSESSIVES:
                is_owner = True
                total += shape.get("'s", 0) + sum(owned.get(word.strip(_EDGES), 0) for word in right[1:4])
            elif _opens_as_dateline(text, start, end):
                return shape.get("dateline", 0)
            else:
                total += self._weigh_mark(text[end : end + _REACH], weights)
        is_plain = len(left) > 1 and left[-1] in before and text[start - 1] == " "
        if is_plain and left[-1] not in self._last and left[-2] not in self._prepositions:
            return total if is_owner else total + before.get(left[-1], 0)
        return total + self._weigh_left(text, start, left, weights, is_owner)

    def _weigh_left(self, text: str, start: int, left: list[str], weights: Weights, is_owner: bool) -> int:
        """Weigh the last words before a name, or before the list that it closes; nothing governs an owner."""
        if not left or text[start - 1] == "\n":
            return weights.shape.get("start", 0)
        at, total, last = len(left), 0, left[-1]
        if last in self._articles:
            at -= 1
            total = weights.shape.get("a", 0) if last != "the" else 0
            last = left[at - 1] if at else ""
        if last in self._joints or last[-1:] == ",":
            first = self._list_start(text[max(start - _NEAR, 0) : start].split(), at)
            if first < at:
                total += weights.shape.get("list," if last[-1] == "," else "list", 0)
                at = first - 1 if first and left[first - 1] in self._articles else first
                last = left[at - 1] if at else ""
        if last not in weights.before:
            last = last.lstrip(_OPENING) or last
            if not last or last[-1] in _STOPS:
                return total + weights.shape.get("start", 0)
            if last[-1] == ",":
                return total + weights.shape.get("comma", 0)
        if is_owner:
            return total
        total += weights.before.get(last, 0)
        if at > 1:
            total += self._weigh_governor(text, start, left[:at], weights)
        return total

    def _weigh_governor(self, text: str, start: int, left: list[str], weights: Weights) -> int:
        """Weigh what a preposition joins a name to, and a preposition before an adjective."""
        *_, word, last = left
        if last in self._last:
            pair = f"{word} {last}"
            if pair in weights.before:
                return weights.before.get(pair, 0)
            is_name = word.capitalize() in text[max(start - _REACH, 0) : start]
            return weights.shape.get(f"A {last}", 0) if is_name else 0
        if word not in self._prepositions or last.endswith("ing"):
            return 0
        pair = f"{left[-3]} {word}" if len(left) > 2 else ""
        return weights.before.get(word, 0) + weights.before.get(pair, 0)

    def _weigh_next(self, letter: str, word: str, right: list[str], weights: Weights) -> int:
        """Weigh the two words that follow a name; where no row has either, how the first looks."""
        after = weights.after
        pair = f"{word} {right[1].strip(_EDGES)}" if word in self._first and len(right) > 1 else ""
        if word not in after and pair not in after:
            return weights.shape.get(_look(letter, word), 0)
        return after.get(word, 0) + after.get(pair, 0)

    def _weigh_mark(self, following: str, weights: Weights) -> int:
        """Weigh the mark or the conjunction that follows a name, and what follows the list that it opens."""
        first = following.split(None, 1)[0]
        mark, total = first[0], 0
        if first not in self._joints and mark != ",":
            return weights.shape.get(mark, 0)
        right = following.split()
        if mark == "," and len(right) > 1 and right[1][0].isupper():
            total = weights.shape.get(", A", 0)
        for number, word in enumerate(right):
            if number and not (word[0].isupper() or word in self._joints or word in self._articles):
                if right[number - 1][-1] not in _CLOSING and any(name[0].isupper() for name in right[1:number]):
                    first = word.strip(_EDGES)
                    total += weights.listed.get(first, 0)
                    if number + 1 < len(right):
                        total += weights.listed.get(f"{first} {right[number + 1].strip(_EDGES)}", 0)
                break
        return total

    def _list_start(self, words: list[str], at: int) -> int:
        """Return how many words stand before the list of names that goes on with the word at a place."""
        while at:
            word = words[at - 1]
            small = word.lower()
            is_name = word[0].isupper() and small not in self._weights.before and small.rstrip(",") not in self._days
            if not (is_name or small in self._joints or small in self._articles):
                break
            at -= 1
        return at


class _Hearing(dict[str, int]):
    """A table that remembers what was found in it."""

    def __init__(self, table: dict[str, int]) -> None:
        super().__init__(table)
        self.heard: list[tuple[str, int]] = []

    def get(self, word: str, default: Any = 0) -> Any:
        weight = super().get(word, default)
        if word in self:
            self.heard.append((word, weight))
        return weight


def _opens_as_dateline(text: str, start: int, end: int) -> bool:
    """Say whether a name belongs to the capitals and the dash before a paragraph that tell where it was written."""
    earliest = start - _REACH if start > _REACH else 0
    opening = text.rfind("\n", earliest, start) + 1
    if not opening and earliest:
        return False
    dateline = _DATELINE.match(text, opening)
    return dateline is not None and dateline.end() > end


def _look(letter: str, word: str) -> str:
    """Return how a word looks, given its first letter as written: `A` a capital, `1` a number, else its ending."""
    if letter.isupper():
        return "A"
    if letter.isdigit():
        return "1"
    if word.endswith(_ENDINGS):
        return next(f"-{ending}" for ending in _ENDINGS if word.endswith(ending))
    return "word"
