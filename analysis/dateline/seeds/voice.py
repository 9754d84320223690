"""The cue table: which words announce speech, thought and intention, and what kind of content each of them takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.errors import SeedError, did_you_mean
from dateline.provenance import digest_of, home
from dateline.tables import Row, read_table

KINDS = ("verb", "noun", "preposition", "phrase", "mark")
CLASSES = (
    "neutral",
    "assertive",
    "doubtful",
    "factive",
    "directive",
    "intention",
    "thought",
    "emotive",
    "denying",
    "scare",
    "none",
)
_NONE = CLASSES[-1]
TAKES = ("that", "quote", "clause", "object", "addressee", "command", "question", "after", "saying")
WORD_KINDS = (
    "adverb",
    "agent",
    "allegation",
    "alleging",
    "anonymous",
    "article",
    "attached",
    "attempt",
    "auxiliary",
    "bare",
    "boundary",
    "break",
    "carry",
    "causative",
    "collective",
    "complement",
    "complementizer",
    "coordinator",
    "dating",
    "daypart",
    "definite",
    "demonstrative",
    "determiner",
    "document",
    "elision",
    "he",
    "held",
    "human",
    "infinitive",
    "insider",
    "it",
    "junction",
    "linked",
    "nameless",
    "narrator",
    "negation",
    "nobody",
    "nothing",
    "office",
    "opener",
    "participle",
    "particle",
    "passive",
    "period",
    "person",
    "plural",
    "possessive",
    "preposition",
    "question",
    "quoting",
    "reflexive",
    "rejecting",
    "relative",
    "relay",
    "rubric",
    "seeming",
    "shared",
    "she",
    "siding",
    "they",
    "time",
    "title",
    "when",
    "who",
    "withheld",
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the cue table.

    Attributes
    ----------
    lemma : str
        The dictionary form.
    kind : str
        "verb", "noun", "preposition", "phrase", or "mark" where no word announces what is said.
    takes : frozenset of str
        What may follow or precede as content: "that", "quote", "clause" (without that), "object", "addressee" (somebody
        is told first), "command" (somebody is told to do something), "question",
        "after" (it may stand behind its content), "saying" (`quoted him as saying`), or a
        word of kind "complement" or "infinitive".
    stance : str
        The class of the cue ("neutral", "doubtful" ...); empty where no word says it.
    source : str
        Who says so: a key of the literature, or "editors".
    """

    lemma: str
    kind: str
    takes: frozenset[str]
    stance: str
    source: str


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue table by inflected form, and the small word lists the voice reader needs.

    Attributes
    ----------
    verbs, nouns : mapping of str to Cue
        By form in lower case; a form may be in both ("claims").
    marks : mapping of str to Cue
        What stands for a cue where there is no word: a headline's colon, and quotation marks alone.
    words : mapping of str to frozenset of str
        Word lists by kind ("title", "adverb" ...), as written.
    """

    verbs: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    marks: Mapping[str, Cue]
    words: Mapping[str, frozenset[str]]

    @property
    def digest(self) -> str:
        """SHA-256 over every form with its cue and every word."""
        cues = [
            [form, cue.lemma, cue.kind, sorted(cue.takes), cue.stance]
            for table in (self.verbs, self.nouns, self.marks)
            for form, cue in sorted(table.items())
        ]
        return digest_of([cues, [[kind, sorted(words)] for kind, words in sorted(self.words.items())]])


@cache
def load_cues(folder: str | Path | None = None) -> Cues:
    """Return the cues and word lists of `seeds/voice/`, or of another folder of the same shape.

    Parameters
    ----------
    folder : str or Path, optional
        Holds `cues.csv` and `words.csv`.

    Returns
    -------
    Cues

    Raises
    ------
    SeedError
        With file, row and remedy: a kind, class or complement that is not known, a form in two rows of its kind.

    Notes
    -----
    Does not compile anything: `dateline.voices.quotes.VoiceReader` does, once per process.

    Examples
    --------
    >>> load_cues().verbs["said"].stance
    'neutral'
    """
    where = home("seeds") / "voice" if folder is None else Path(folder)
    words = _words(where / "words.csv")
    takes = (*TAKES, *sorted(words["complement"] | words["infinitive"]))
    for name in sorted(words["withheld"] - set(CLASSES)):
        raise SeedError(f'words.csv: there is no class "{name}" of cues. {did_you_mean(name, CLASSES)}')
    verbs: dict[str, Cue] = {}
    nouns: dict[str, Cue] = {}
    marks: dict[str, Cue] = {}
    columns = ("lemma", "forms", "kind", "takes", "class", "source", "note")
    for row in read_table(where / "cues.csv", columns=columns, filled=columns[:-1]):
        cue = _cue(row, takes)
        known = marks if cue.kind == "mark" else nouns if cue.kind == "noun" else verbs
        for form in _forms(row):
            if form in known:
                raise row.fail(f'the form "{form}" already belongs to {known[form].lemma}. Keep it in one row.')
            known[form] = cue
    return Cues(verbs, nouns, marks, words)


def _cue(row: Row, known: tuple[str, ...]) -> Cue:
    takes = row.several("takes")
    for name in takes:
        if name not in known:
            raise row.fail(f'column takes holds "{name}". {did_you_mean(name, known)}')
    stance = row.one_of("class", CLASSES).replace(_NONE, "")
    return Cue(row["lemma"], row.one_of("kind", KINDS), frozenset(takes), stance, row["source"])


def _forms(row: Row) -> Iterator[str]:
    for form in row.several("forms"):
        if form != form.lower():
            raise row.fail(f'the form "{form}" has capitals. Write forms in lower case.')
        yield form


def _words(path: Path) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {kind: set() for kind in WORD_KINDS}
    for row in read_table(path, columns=("word", "kind", "note"), filled=("word", "kind")):
        found[row.one_of("kind", WORD_KINDS)].add(row["word"])
    empty = [kind for kind, words in found.items() if not words]
    if empty:
        raise SeedError(f"{path.name} has no word of kind {', '.join(empty)}. Add at least one.")
    return {kind: frozenset(words) for kind, words in found.items()}
