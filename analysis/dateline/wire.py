"""What a newsroom prints around a report: bylines, credits, captions, notes, pointers. Marked by rule, never cut.

The rules are rows of `seeds/wire/furniture.csv`. A paragraph that is furniture from end to end is left out of what is
counted, and so are sentences at the end of one, or a bracket in it, of which a rule is sure; the text stays as it was
read, and every mark names the rule that made it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import pandas as pd
from ahocorasick_rs import AhoCorasick

from dateline.errors import SeedError
from dateline.finding import Finding
from dateline.mending import mended
from dateline.provenance import digest_of, home
from dateline.seeds.outlets import load_outlets
from dateline.tables import Row, read_table
from dateline.text import Divisions, Span, divide, occurrences, word_spans

KINDS = ("byline", "credit", "note", "embargo", "correction", "caption", "related", "subscribe", "rights", "sign-off",
         "social", "advert", "stamp")  # fmt: skip
_WHERE = ("start", "end", "anywhere", "sentence", "tail", "inside")
_COLUMNS = "id kind where opens then ends source example counterexample".split()
_FILLED = "id kind source example counterexample".split()
# Characters of a paragraph's beginning, of a short one, and of its end, by which its rules are looked up.
_KEY, _SHORT, _LAST = 6, 3, 5
_BREAK = r"(?:(?<!\w)|(?!\w))\s*+"  # after the words that open: the end of a word, and what space there is
_LONGEST = 2_000  # characters: a longer paragraph is no furniture
_START, _END = 4, 10  # paragraphs that stand at the start of a text, and at its end


class Furniture(NamedTuple):
    """A stretch of a text that belongs to its printing and not to the report.

    Attributes
    ----------
    start, end : int
        Offsets into the text: a whole paragraph, a sentence at the end of one, or a bracket.
    kind : str
        One of `KINDS`, such as `caption`.
    rule : str
        The id of the row of `seeds/wire/furniture.csv` that marked it.
    """

    start: int
    end: int
    kind: str
    rule: str


class Rule(NamedTuple):
    """A row of the table, compiled: what it marks matches from end to end."""

    id: str
    kind: str
    where: str
    expression: re.Pattern[str]


Entries = list[tuple[str, Rule]]


class Rules(NamedTuple):
    """The rules with the words they ask for, by the first characters of those, or by the last where any may open.

    Those of `inside` are looked for in the whole text, by `finder`. Those named in `of_one_sentence`, which any words
    may open, hold for no paragraph of several sentences.
    """

    by_opening: Mapping[str, Entries]
    by_mark: Mapping[str, Entries]
    by_ending: Mapping[str, Entries]
    inside: Sequence[tuple[str, Rule]]
    of_one_sentence: frozenset[str]
    finder: AhoCorasick
    digest: str

    def candidates(self, text: str, stretches: Sequence[Span]) -> list[int]:
        """Return the numbers of the stretches whose first or last characters a rule asks for: few, and found fast."""
        opening, mark, ending = self.by_opening, self.by_mark, self.by_ending
        return [
            number
            for number, (start, end) in enumerate(stretches)
            if text[start : start + _KEY] in opening
            or text[end - _LAST : end] in ending
            or text[start : start + _SHORT] in opening
            or text[end - 1] in ending
            or text[start] in mark
        ]

    def first(self, text: str, start: int, end: int, *, places: Sequence[str]) -> Furniture | None:
        """Return the mark of the first rule, of those that hold at a place, that a stretch matches."""
        if end - start > _LONGEST:
            return None
        for table, key in (
            (self.by_opening, text[start : start + _KEY]),
            (self.by_opening, text[start : start + _SHORT]),
            (self.by_mark, text[start]),
            (self.by_ending, text[end - _LAST : end]),
            (self.by_ending, text[end - 1]),
        ):
            has_words = text.endswith if table is self.by_ending else text.startswith
            for words, rule in table.get(key, ()):
                if (
                    has_words(words, start, end)
                    and rule.where in places
                    and rule.expression.fullmatch(text, start, end)
                ):
                    return Furniture(start, end, rule.kind, rule.id)
        return None

    def anywhere(self, text: str) -> list[Furniture]:
        """Return the stretches, brackets as a rule, that are furniture wherever they stand, and need be no sentence."""
        found = []
        for number, at, _ in occurrences(self.finder, text, overlapping=True):
            rule = self.inside[number][1]
            if stretch := rule.expression.match(text, at):
                found.append(Furniture(at, at + len(stretch[0].rstrip()), rule.kind, rule.id))
        return found


class _Draft:
    """What becomes of the rows of the table while it is read."""

    def __init__(self) -> None:
        self.by_opening: dict[str, Entries] = {}
        self.by_mark: dict[str, Entries] = {}
        self.by_ending: dict[str, Entries] = {}
        self.inside: Entries = []
        self.of_one_sentence: set[str] = set()

    def rules(self, digest: str) -> Rules:
        """Return the rules as they are used."""
        finder = AhoCorasick([words for words, _ in self.inside])
        tables = self.by_opening, self.by_mark, self.by_ending, tuple(self.inside)
        return Rules(*tables, frozenset(self.of_one_sentence), finder, digest)


def furniture(text: str, divisions: Divisions | None = None) -> list[Furniture]:
    r"""Return the paragraphs, last sentences of paragraphs, and brackets that are a newsroom's furniture.

    Parameters
    ----------
    text : str
    divisions : Divisions, optional
        Of the text, where they are at hand.

    Returns
    -------
    list of Furniture
        In order. None where nothing else would be left: a text that is all caption was given for its own sake.

    Notes
    -----
    A rule looks at whole paragraphs. Of the last paragraph it looks at single sentences, too, since many archives print
    an article in one; of every other paragraph only those rules look at its sentences that are sure of one, and at any
    place of it those that know where their stretch ends, such as a bracket. A pointer in the midst of a paragraph
    ("Read more:") is not found: where its title ends cannot be told. A dateline is no furniture: its place is named.

    Examples
    --------
    >>> text = "Snow closed the pass.\n\nREAD MORE: Snow in pictures"
    >>> [text[mark.start : mark.end] for mark in furniture(text)]
    ['READ MORE: Snow in pictures']
    """
    if divisions is None and (mend := mended(text)):
        marks = furniture(mend.text, divide(mend.text))
        return [mark._replace(start=start, end=end) for mark in marks for start, end in [mend.span(*mark[:2])]]
    paragraphs, sentences = divide(text) if divisions is None else divisions
    rules, count = load_furniture(), len(paragraphs)
    found = [
        mark
        for number in rules.candidates(text, paragraphs)
        if (mark := rules.first(text, *paragraphs[number], places=_places(number, count)))
        and not (mark.rule in rules.of_one_sentence and _parted(mark, sentences))
    ]
    found += _sentences(text, paragraphs, sentences, rules, {mark.end for mark in found})
    found += rules.anywhere(text)
    if len(found) > 1:
        found = _in_order(found)
    return found if found and outside(word_spans(text), found) else []


def furniture_of(texts: Mapping[str, str], name: str) -> Finding:
    """Return all furniture of some texts as a table: document, kind, rule, words, start, end."""
    rows = [
        (document, mark.kind, mark.rule, len(word_spans(text, mark.start, mark.end)), mark.start, mark.end)
        for document, text in texts.items()
        for mark in furniture(text)
    ]
    table = pd.DataFrame(rows, columns=["document", "kind", "rule", "words", "start", "end"])
    words = int(table["words"].sum())
    note = f"Unit: one paragraph, last sentence or bracket. {len(rows):,}, with {words:,} words that no count holds."
    return Finding(table, f"What is furniture in {name}", (note,))


def outside(spans: Sequence[Span], marks: Sequence[Furniture]) -> list[Span]:
    """Return the spans, in order, that begin in no furniture.

    Examples
    --------
    >>> outside([(0, 4), (5, 9)], [Furniture(5, 20, "caption", "caption-credit")])
    [(0, 4)]
    """
    if not marks:
        return list(spans)
    starts = [mark.start for mark in marks]
    places = ((span, bisect_right(starts, span[0]) - 1) for span in spans)
    return [span for span, place in places if place < 0 or span[0] >= marks[place].end]


def _places(number: int, count: int) -> tuple[str, ...]:
    """Return where in a text of so many paragraphs one stands, as rules name it."""
    start = ("start",) if number < _START else ()
    return ("anywhere", "sentence", "tail", *start, *(("end",) if count - number <= _END else ()))


def _parted(mark: Furniture, sentences: Sequence[Span]) -> bool:
    """Say whether several sentences stand in a stretch."""
    return sentences[bisect_right(sentences, (mark.start, 1 << 60)) - 1][1] < mark.end


def _sentences(
    text: str, paragraphs: Sequence[Span], sentences: Sequence[Span], rules: Rules, done: Collection[int]
) -> list[Furniture]:
    """Return the sentences that are furniture, in the paragraphs whose ends are not among those that are `done`.

    Those at the end of a paragraph are asked by more rules, one after the other; its first sentence by few.
    """
    found: list[Furniture] = []
    candidates = rules.candidates(text, sentences)
    if not candidates:
        return found
    starts, ends = ({span[at] for span in paragraphs} for at in (0, 1))
    for number in reversed(candidates):
        start, end = sentences[number]
        ends_it = end in ends and start not in starts
        places = ["sentence", "tail"] if ends_it else ["sentence"]
        if ends_it and start >= paragraphs[-1][0]:
            places += ["anywhere", "end"]
        mark = rules.first(text, start, end, places=places)
        if mark and end not in done:
            found.append(mark)
        if mark and ends_it:
            ends.add(sentences[number - 1][1])
    return found


def _in_order(marks: Sequence[Furniture]) -> list[Furniture]:
    """Return marks in the order of the text, without those that begin in another one."""
    kept: list[Furniture] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


@cache
def load_furniture() -> Rules:
    """Load the rules of `seeds/wire/furniture.csv`.

    Raises
    ------
    SeedError
        With file, row and remedy: a rule that can match nothing, misses its example or marks its counter-example.

    Examples
    --------
    >>> "(" in load_furniture().by_mark
    True
    """
    parts = {"agency": _agencies()}
    rows = list(read_table(home("seeds") / "wire" / "furniture.csv", columns=_COLUMNS, filled=_FILLED))
    draft, digest = _Draft(), digest_of([parts["agency"], *map(dict, rows)])
    for row in rows:
        if row.one_of("kind", ("part", *KINDS)) == "part":
            parts[row["id"]] = f"(?:{row['then']})"
            _check(row, _compiled(row, parts[row["id"]]))
            continue
        where = row.one_of("where", _WHERE)
        opens, ends = (_literals(row, column, parts) for column in ("opens", "ends"))
        form = f"(?:{opens[0]}){_BREAK}{_filled(row, parts)}\\s?(?:{ends[0]})"
        rule = Rule(row["id"], row["kind"], where, _compiled(row, form))
        if where == "inside":
            _enter_inside(draft, rule, row, opens[1])
        else:
            _enter(draft, rule, row, opens[1], ends[1])
        _check(row, rule.expression)
    return draft.rules(digest)


def _enter_inside(draft: _Draft, rule: Rule, row: Row, opens: Sequence[str]) -> None:
    """Put a rule among those whose words are looked for everywhere."""
    if not opens or min(map(len, opens)) < _LAST:
        raise row.fail(f"a rule that looks inside needs words that open its stretch, of at least {_LAST} characters.")
    draft.inside.extend((written, rule) for written in opens)


def _enter(draft: _Draft, rule: Rule, row: Row, opens: Sequence[str], ends: Sequence[str]) -> None:
    """Put a rule where its first, or last, characters lead."""
    for written in opens:
        if len(written) < _SHORT and not written[0].isalnum():
            _add(draft.by_mark, written[0], written, rule)
        elif len(written) >= _SHORT:
            _add(draft.by_opening, written[: _KEY if len(written) >= _KEY else _SHORT], written, rule)
        elif len(written) == _SHORT - 1:
            for following in " \n":
                _add(draft.by_opening, written + following, written, rule)
            _add(draft.by_opening, written, written, rule)  # which ends the text
        else:
            raise row.fail(f'"{written}" opens too many paragraphs. Write at least two characters.')
    if not opens and rule.where in ("end", "sentence", "tail"):
        draft.of_one_sentence.add(rule.id)
    for written in () if opens else ends:
        if len(written) < _LAST and written[-1] not in ")]":
            raise row.fail(f'"{written}" ends too many paragraphs. Write at least {_LAST} characters.')
        _add(draft.by_ending, written[-1] if len(written) < _LAST else written[-_LAST:], written, rule)
    if not opens and not ends:
        raise row.fail("a rule needs the words that open a paragraph, or those that end it: opens or ends.")


def _add(table: dict[str, Entries], key: str, words: str, rule: Rule) -> None:
    table.setdefault(key, []).append((words, rule))


def _literals(row: Row, column: str, parts: dict[str, str]) -> tuple[str, list[str]]:
    """Return the alternatives of a cell as a regular expression and as strings, an agency's names written out."""
    written = row.several(column)
    names = parts["agency"][3:-1].replace("\\", "").split("|")
    literals = [part.replace("{agency}", name) for part in written for name in (names if "{agency}" in part else [""])]
    return "|".join(map(re.escape, sorted(literals, key=len, reverse=True))), literals


def _filled(row: Row, parts: dict[str, str]) -> str:
    """Return the middle of a rule with its named parts written out."""
    form = row["then"]
    for name, part in parts.items():
        form = form.replace(f"{{{name}}}", part)
    return form


def _compiled(row: Row, form: str) -> re.Pattern[str]:
    try:
        return re.compile(form)
    except re.error as error:
        raise row.fail(f"column then is no regular expression ({error}).") from None


def _check(row: Row, expression: re.Pattern[str]) -> None:
    if not expression.fullmatch(row["example"]):
        raise row.fail(f'the rule does not mark its own example "{row["example"]}".')
    if expression.fullmatch(row["counterexample"]):
        raise row.fail(f'the rule marks its counter-example "{row["counterexample"]}".')


@cache
def _agencies_by_name() -> dict[str, str]:
    """Return the name of each agency by any of its names."""
    outlets = load_outlets().items()
    names = {name: outlet.name for name, outlet in outlets if outlet.type == "agency" and name != outlet.id}
    if not names:
        raise SeedError("seeds/outlets.csv has no agency. Restore at least one.")
    return names


def _agencies() -> str:
    """Return the names of all agencies as a regular expression, the longest first."""
    names = sorted(_agencies_by_name(), key=lambda name: (-len(name), name))
    return f"(?:{'|'.join(map(re.escape, names))})"


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_agencies()}(?!\w)")


def furniture_digest() -> str:
    """Return the SHA-256 over the rules by which furniture is marked, as they were when they were loaded."""
    return load_furniture().digest


def agency_in(text: str) -> str | None:
    """Return the name of the first agency that a line names, as `seeds/outlets.csv` has it.

    Examples
    --------
    >>> agency_in("(AP)")
    'Associated Press'
    """
    found = _agency().search(text)
    return _agencies_by_name()[found[0]] if found else None
