"""What the seeds do not know: frequent names of nobody in them, ready to paste as rows."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from dateline.actors.mentions import Mention, MentionReader
from dateline.copies import Copies
from dateline.corpus import Corpus, Document
from dateline.errors import check_choice, check_count, check_kind
from dateline.finding import Finding
from dateline.seeds import Actors, Cues, Outlets, load_actors, load_cues, load_outlets
from dateline.seeds.digests import seeds_digests
from dateline.seeds.hints import Hints
from dateline.seeds.owners import ORGANISATION
from dateline.seeds.people import LEADER
from dateline.text import WORD, Span, divide, words_of_kind

Table = Literal["person", "organisation"]

_CAPITAL = "A-ZÀ-ÖØ-Þ" + "".join(letter for letter in map(chr, range(0x100, 0x250)) if letter.isupper())
_SMALL = re.compile(r"(?<![\w'’-])[a-zß-öø-ÿ][\w'’-]*")
# Initials ("U.N.", "J."), or a word ("Xi'an", "Al-Masri", "Gen." before a name) without its possessive; not "I'm".
_WORD = rf"(?:(?:[{_CAPITAL}]\.)+|[{_CAPITAL}](?!['’][a-z])\w*(?:['’-](?!s\b)\w+)*(?:\.(?=\s[{_CAPITAL}]))?)"
# A sentence in which most words have capitals, and every long one, is a headline: they tell nothing there.
_HEADLINE, _SHORTEST = 0.5, 4
_LONG = re.compile(r"(?<![\w'’-])[a-zß-öø-ÿ][\w'’-]{3,}")
_ACRONYM = 6
# Share of the people of a surname in a corpus who are the one that the surname alone stands for.
_USUAL = 0.75
# Share of namings with a country's adjective before them, or of surnames with the full name, that tells whose they are.
_TELLING = 0.1
_ARTICLE = (["the"], ["The"])
_PLACE = ["document", "outlet", "date", "sentence", "start", "end", "sentence_start", "sentence_end"]


@dataclass(frozen=True, eq=False, repr=False)
class Unknown(Finding):
    """Names that the seeds do not hold, the most frequent first."""

    def to_rows(self, table: Table = "person", *, heading: bool = True) -> str:
        """Return the names guessed to be persons, or organisations, as CSV to paste into a table of the seeds.

        Parameters
        ----------
        table : {'person', 'organisation'}
            For `leaders.csv`, or for `organisations.csv`.
        heading : bool
            Whether the first line names the columns, as a file of one's own needs them (`load_actors(add=...)`).

        Notes
        -----
        What the texts do not tell is left empty for whoever pastes it: dates, the office, with which a country must
        be given, and, unless an adjective stood before the name, that country. `load_actors(add=...)` takes the rows of
        persons as they are; a person of no country is counted with none.
        """
        check_choice("table", table, Table)
        written = io.StringIO()
        columns = LEADER if table == "person" else ORGANISATION
        writer = csv.DictWriter(written, columns, restval="", lineterminator="\n")
        if heading:
            writer.writeheader()
        for row in self.table[self.table["type"] == table].to_dict("records"):
            slug = _slug(str(row["name"]))
            writer.writerow(_person_row(slug, row) if table == "person" else _organisation_row(slug, row))
        return written.getvalue()


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _person_row(slug: str, row: dict[Any, Any]) -> dict[str, str]:
    shared = {column: row[column] for column in ("name", "variants", "titles", "country")}
    return {"actor": slug, "surname": row["name"].split()[-1], **shared, "source": "editors"}


def _organisation_row(slug: str, row: dict[Any, Any]) -> dict[str, str]:
    is_acronym = row["name"].isupper()
    return {"id": slug, "name": row["name"], "abbreviations": row["name"] if is_acronym else "", "source": "editors"}


def unknown_names(
    corpus: Corpus,
    actors: Actors | None = None,
    *,
    at_least: int = 5,
    cues: Cues | None = None,
    copies: Copies = "once",
) -> Unknown:
    """Return the frequent capitalised names that are nobody's in the seeds.

    Parameters
    ----------
    corpus : Corpus
    actors : Actors, optional
        Whoever is known; by default all of `seeds/actors/`.
    at_least : int
        Times a name must stand in the corpus.
    cues : Cues, optional
        Whose verbs of speech and titles hint at a person; by default `seeds/voice/`.
    copies : {'once', 'per outlet', 'all'}
        Whether copies of an article count once, once per outlet, or each.

    Returns
    -------
    Unknown
        `name`, a guess of its `type` (person, organisation, place, or unknown), `count`, `articles`, `variants` (the
        surname alone), `titles` and `country` that stood before it, and the first sentence as an `example`, with
        `example_in`, `example_start` and `example_end`. `to_rows()` writes them as rows of a table.

    Notes
    -----
    A word at the head of a sentence counts as a name when the corpus has it with a capital elsewhere oftener than
    without (Lita et al. 2003). Headlines are left out. A surname alone counts with the full name it ends. The type is
    a guess from titles, speech, articles and last words, and no more. Names across a line break are not seen.

    References
    ----------
    Lita, L. V., Ittycheriah, A., Roukos, S. & Kambhatla, N. (2003), tRuEcasIng, ACL.

    Examples
    --------
    >>> from dateline.corpus import Corpus, Document
    >>> text = "A spokesman, Pavel Orlin, said so. Then Orlin left. The guards knew Orlin."
    >>> found = unknown_names(Corpus((Document("a", text),), "one"), at_least=3)
    >>> found.to_frame()[["name", "type", "count", "variants"]].values.tolist()
    [['Pavel Orlin', 'person', 3, 'Orlin']]
    """
    check_kind("corpus", corpus, Corpus, 'Load one: dl.load_corpus("my-folder").')
    check_count("at_least", at_least)
    actors = load_actors() if actors is None else actors
    cues = load_cues() if cues is None else cues
    check_kind("actors", actors, Actors, "Load them: dl.load_actors().")
    check_kind("cues", cues, Cues, "Load them: dateline.seeds.load_cues().")
    hints, outlets = actors.contexts.hints, load_outlets()
    digest, (corpus, said) = corpus.digest, corpus.counting(copies)
    reader, finder = MentionReader(actors, cues=cues), _Finder(actors, cues, hints, outlets)
    for document in corpus:
        finder.read(document, reader.read(document.text, document.date))
    places = [place for place in _told_apart(finder.truecased()) if not finder.knows(place.name)]
    counts = Counter(place.name for place in places)
    frequent = [place for place in places if counts[place.name] >= at_least]
    evidence = pd.DataFrame([place.row() for place in frequent], columns=["name", *_PLACE])
    table = pd.DataFrame(_rows(frequent, corpus), columns=_COLUMNS)
    table = table.sort_values(["count", "name"], ascending=[False, True], ignore_index=True)
    notes = (
        f"Unit: one naming of nobody in the seeds. {len(table):,} names with {at_least} or more, {len(frequent):,} "
        f"namings in {evidence['document'].nunique():,} of {len(corpus):,} articles; {len(places) - len(frequent):,} "
        f"rarer ones left out. {said}",
        "The type is a guess. A row for the tables: to_rows().",
    )
    seeds = seeds_digests(actors=actors, cues=cues, hints=hints, outlets=outlets)
    made_from = {"corpus": digest, **seeds}
    return Unknown(table, f"Names not in the seeds, in {corpus.described}", notes, evidence, corpus.texts, made_from)


_COLUMNS = (
    "name type count articles variants titles country example example_in example_start example_end".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Naming:
    """One capitalised name where it stands, with what speaks for its type."""

    document: Document
    sentence: int
    bounds: Span
    start: int
    end: int
    name: str
    opens: bool = False
    votes: tuple[str, ...] = ()
    titles: str = ""
    country: str = ""

    def row(self) -> tuple[Any, ...]:
        document = self.document
        return (self.name, document.id, document.outlet, document.date, self.sentence, self.start, self.end,
                *self.bounds)  # fmt: skip

    @property
    def text(self) -> str:
        return " ".join(self.document.text[self.start : self.end].split())


class _Finder:
    """Collects the capitalised names of texts that are no actor's."""

    def __init__(self, actors: Actors, cues: Cues, hints: Hints, outlets: Outlets) -> None:
        words = hints.words
        joints = "|".join(map(re.escape, sorted(words["joint"], key=len, reverse=True)))
        word = rf"(?:(?:{joints})-)?{_WORD}"
        self._run = re.compile(rf"(?<![\w'’-]){word}(?:[ \u00a0]+(?:(?:{joints})[ \u00a0]+){{0,2}}{word})*")
        self._token, self._joints = re.compile(word), words["joint"]
        titles = {title for person in actors.people() for office in person.offices for title in office.titles}
        self._titles = cues.words["title"] | {title for title in titles if " " not in title}
        self._institutions = {one for one in cues.words["it"] if one[0].isupper()} | words["institution"]
        self._places, self._before = words["place"], words["place before"]
        self._given, self._human = actors.contexts.given_names, cues.words["human"]
        self._speech = frozenset(cues.verbs)
        self._dull = words_of_kind("day") | words_of_kind("never") | words_of_kind("sometimes")
        self._guards = frozenset(actors.guards)
        aliases = {alias.text for actor in actors.values() for alias in actor.aliases}
        self._known = aliases | set(outlets) | set(actors.contexts.places)
        self._small: Counter[str] = Counter()
        self._inside: Counter[str] = Counter()
        self._namings: list[_Naming] = []

    def read(self, document: Document, mentions: Sequence[Mention]) -> None:
        """Put down the names of one text, and how its words are written."""
        text = document.text
        self._small.update(word.lower() for word in _SMALL.findall(text))
        for sentence, (start, end) in enumerate(divide(text).sentences):
            runs = [run.span() for run in self._run.finditer(text, start, end)]
            words = len(WORD.findall(text, start, end)) if runs else 0
            capitals = sum(len(text[begin:stop].split()) for begin, stop in runs)
            if words >= _SHORTEST and capitals > _HEADLINE * words and not _LONG.search(text, start, end):
                continue
            known = [one for one in mentions if one.actor is not None and one.start < end and start < one.end]
            for run in runs:
                if text[slice(*run)] not in self._guards:
                    for piece in self._pieces(text, run, known):
                        if naming := self._naming(document, sentence, (start, end), piece, known):
                            self._namings.append(naming)

    def _pieces(self, text: str, run: Span, known: Sequence[Mention]) -> list[Span]:
        """Cut a run at the people in it, and at its countries unless it is an institution ("Bank of China")."""
        start, end = run
        last = text[start:end].split()[-1]
        inside = [mention for mention in known if mention.start < end and start < mention.end]
        whole = last in self._institutions or any(
            mention.end >= end and self._is_of(text[start : mention.start].split()) for mention in inside
        )
        pieces, at = [], start
        for mention in sorted(inside):
            opens = not text[at : mention.start].strip()
            if mention.type != "country" or not whole or (opens and mention.form in ("demonym", "abbreviation")):
                pieces.append((at, mention.start))
                at = max(at, mention.end)
        return [*pieces, (at, end)]

    def _is_of(self, words: list[str]) -> bool:
        """Say whether words before a country make one name with it: "Bank of China", not "Minister Orlin of Peru"."""
        *before, last = words or [""]
        return last == "of" and not any(word in self._given or word in self._titles for word in before)

    def _naming(
        self, document: Document, sentence: int, bounds: Span, piece: Span, known: Sequence[Mention]
    ) -> _Naming | None:
        """Return what is left of a piece without titles, with what stands around it; None when nothing is."""
        text = document.text
        tokens = [token.span() for token in self._token.finditer(text, *piece)]
        words = [text[start:end] for start, end in tokens]
        left = text[bounds[0] : tokens[0][0]].rstrip("\"'“‘`([ \u00a0") if tokens else ""
        titled = [number for number, word in enumerate(words) if word.rpartition("-")[2] in self._titles]
        # Neither the Justice Department nor the General Assembly has a rank.
        if words and (
            words[-1] in self._institutions or (left.split()[-1:] in _ARTICLE and titled[-1:] < [len(words) - 1])
        ):
            titled = []
        first = titled[-1] + 1 if titled else 0
        if first == len(words) or all(word.rstrip(".") in self._dull for word in words[first:]):
            return None
        start, end = tokens[first][0], tokens[-1][1]
        opens = first == 0 and (not left or left[-1] in ':"“')
        for word in words[opens and first == 0 :]:
            self._inside[word] += 1
        before = left.rstrip(",").split()[-1:] if first == 0 else [words[first - 1]]
        titles = text[tokens[titled[0]][0] : tokens[first - 1][1]] if titled else ""
        country = next((m.country for m in known if m.form == "demonym" and text[m.end : tokens[0][0]].strip() == ""
                        and m.end <= tokens[0][0]), None)  # fmt: skip
        votes = self._votes(words[first:], before[0] if before else "", text[end : end + 24].split(), bool(titles))
        name = " ".join(text[start:end].split())
        return _Naming(document, sentence, bounds, start, end, name, opens, votes, titles, country or "")

    def _votes(self, words: list[str], before: str, after: list[str], titled: bool) -> tuple[str, ...]:
        """Return what speaks for each type, as often as it weighs."""
        is_acronym = len(words) == 1 and 1 < len(words[0]) <= _ACRONYM and words[0].isupper()
        # "Bank of Narnia" ends with no institution, but begins with one.
        is_of = len(words) > 1 and not self._institutions.isdisjoint(words[:-1])
        if is_acronym or words[-1] in self._institutions or (is_of and words[-1] not in self._places):
            return ("organisation",) * 3
        if words[-1] in self._places:
            return ("place",) * 3
        votes: tuple[str, ...] = ("person",) * 2 if titled or before in self._titles else ()
        if before in ("the", "The"):
            votes += ("unknown",)
        if before in self._speech and len(words) > 1:
            votes += ("person",)
        if before.lower() in self._before:
            votes += ("place",)
        if after and after[0].strip(",.") in self._speech:
            votes += ("person",)
        if after[:1] == [","] and any(word.strip(",.") in self._human for word in after[2:4]):
            votes += ("person",) * 2
        return votes

    def knows(self, name: str) -> bool:
        """Say whether a name is somebody's in the seeds, whoever is meant by it here."""
        return name in self._known

    def truecased(self) -> Iterator[_Naming]:
        """Give the namings without the words that have a capital only as the first of their sentence."""
        openers = words_of_kind("opener")
        for naming in self._namings:
            first, *rest = naming.name.split(" ")
            if naming.opens and (first in openers or self._small[first.lower()] > self._inside[first]):
                while rest and rest[0] in self._joints:
                    rest = rest[1:]
                if not rest or rest[0] in self._dull:
                    continue
                at = naming.document.text.index(rest[0], naming.start + len(first), naming.end)
                naming = replace(naming, start=at, name=" ".join(rest), opens=False)
                first, *rest = rest
            if rest or (len(first) > 1 and self._inside[first] > self._small[first.lower()]):
                yield naming


def _told_apart(namings: Iterable[_Naming]) -> list[_Naming]:
    """Give a surname alone to the full name that it ends: of its article, else the usual one of the corpus."""
    found = list(namings)
    people, alone = _people(found), Counter(naming.name for naming in found)
    here: dict[tuple[str, str], str] = {}
    everywhere: dict[str, Counter[str]] = defaultdict(Counter)
    for naming in found:
        if naming.name in people:
            surname = naming.name.split()[-1]
            here.setdefault((naming.document.id, surname), naming.name)
            everywhere[surname][naming.name] += 1
    told = []
    for naming in found:
        if full := here.get((naming.document.id, naming.name)):
            naming = replace(naming, name=full, votes=(*naming.votes, "person", "person"))
        elif names := everywhere.get(naming.name):
            (full, count), *_ = names.most_common(1)
            is_usual = count >= _USUAL * names.total() and count >= _TELLING * alone[naming.name]
            if is_usual and "place" not in naming.votes:
                naming = replace(naming, name=full)
        told.append(naming)
    return told


def _people(namings: Sequence[_Naming]) -> set[str]:
    """Return the names of several words that are persons' as far as their own namings tell."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for naming in namings:
        if " " in naming.name and not naming.name.split()[-1].isupper():
            votes[naming.name].update(naming.votes)
    return {name for name, cast in votes.items() if _guess(cast) == "person"}


def _rows(namings: Sequence[_Naming], corpus: Corpus) -> Iterator[tuple[Any, ...]]:
    by_name: dict[str, list[_Naming]] = defaultdict(list)
    for naming in namings:
        by_name[naming.name].append(naming)
    for name, same in by_name.items():
        votes = Counter(vote for naming in same for vote in naming.votes)
        countries = Counter(naming.country for naming in same if naming.country)
        first = next((naming for naming in same if naming.text == name), same[0])
        example = " ".join(corpus[first.document.id].text[slice(*first.bounds)].split())
        yield (
            name,
            _guess(votes),
            len(same),
            len({naming.document.id for naming in same}),
            "|".join(sorted({naming.text for naming in same} - {name})),
            "|".join(title for title, _ in Counter(naming.titles for naming in same if naming.titles).most_common(3)),
            next((code for code, n in countries.most_common(1) if n >= _TELLING * len(same)), ""),
            example,
            first.document.id,
            first.start,
            first.end,
        )


def _guess(votes: Counter[str]) -> str:
    """Return the type that more than half of the votes are for."""
    (best, most), *_ = [*votes.most_common(1), ("unknown", 0)]
    return best if 2 * most > votes.total() else "unknown"
