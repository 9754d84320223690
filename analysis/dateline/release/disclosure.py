"""The budget of a release: how much of the articles all its files together show, measured against their texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dateline.copies import tokens
from dateline.errors import DatelineError
from dateline.release.attack import Attack, attack
from dateline.release.collection import Collection
from dateline.release.loose import words_of
from dateline.released import FINDINGS
from dateline.shown import Shown

MOST_SHARE = 15.0
MOST_RUN = 5


class DisclosureError(DatelineError):
    """A release would show more of the articles than it may."""


class Disclosure(NamedTuple):
    """What a release shows.

    Attributes
    ----------
    collections : mapping of str to Shown
    together : Shown
    longest_entry : int
        Tokens of the longest term or name of the closed lists in the release.
    longest_elsewhere, elsewhere : int, str
        Tokens of the longest run of an article that stands in another file, and which file.
    attack : Attack
    """

    collections: Mapping[str, Shown]
    together: Shown
    longest_entry: int
    longest_elsewhere: int
    elsewhere: str
    attack: Attack

    @property
    def allowed_run(self) -> int:
        """Tokens that a run may have."""
        return max(MOST_RUN, self.longest_entry)

    @property
    def _longest(self) -> str:
        """The collection whose rows show the longest run."""
        return max(self.collections, key=lambda name: self.collections[name].longest, default="")

    @property
    def faults(self) -> list[str]:
        """What is over the budget, one sentence each."""
        faults = []
        if self.together.share > MOST_SHARE:
            faults.append(f"It shows {self.together.share:g} % of the tokens; the most is {MOST_SHARE:g} %.")
        if self.together.longest > self.allowed_run:
            faults.append(
                f"A row of {self._longest} shows a run of {self.together.longest} tokens; the most is "
                f"{self.allowed_run}."
            )
        if self.longest_elsewhere > self.allowed_run:
            faults.append(
                f"{self.elsewhere} holds {self.longest_elsewhere} tokens of an article in a run; the most is "
                f"{self.allowed_run}."
            )
        if self.attack.found:
            faults.append(f"The reassembly attack found {self.attack.found}: {self.attack}.")
        return faults

    def to_json(self) -> bytes:
        """Return the record that goes into the release."""
        record = {
            "unit": "token: a run of letters and digits; shown when a released row of its sentence holds it",
            "limits": {"share_of_tokens_percent": MOST_SHARE, "longest_run_tokens": self.allowed_run,
                       "longest_entry_of_lexicon_or_actors_tokens": self.longest_entry, "attack": 0},
            "union_of_all_files": _measured(self.together) | {
                "longest_run_in_other_files_tokens": self.longest_elsewhere,
            },
            "collections": {name: _measured(shown) for name, shown in sorted(self.collections.items())},
            "attack": {
                "runs_of_8_or_more_tokens_from_rows": self.attack.from_rows,
                "runs_of_8_or_more_tokens_by_chaining": self.attack.from_chains,
                "digests_of_anything_short": self.attack.from_digests,
                "found": self.attack.found,
                "lists_of_names_alone": self.attack.of_names_alone,
            },
        }  # fmt: skip
        return (json.dumps(record, indent=1, ensure_ascii=False) + "\n").encode()


def _measured(shown: Shown) -> dict[str, Any]:
    return {
        "tokens": shown.tokens,
        "tokens_shown": shown.shown,
        "share_of_tokens_percent": shown.share,
        "longest_run_tokens": shown.longest,
        "longest_run_if_every_place_were_guessed_tokens": shown.guessed,
    }


def allowed_run(entries: Iterable[str]) -> int:
    """Return how many tokens of an article may stand in a run, by the closed lists that a release holds."""
    return max(MOST_RUN, _longest_of(entries))


def _longest_of(entries: Iterable[str]) -> int:
    return max((sum(1 for _ in tokens(entry)) for entry in entries), default=0)


def disclosure(
    collections: Sequence[Collection], files: Mapping[str, bytes], articles: frozenset[str], entries: Iterable[str]
) -> Disclosure:
    """Measure what a release shows, over the union of its files.

    Parameters
    ----------
    collections : sequence of Collection
    files : mapping of str to bytes
        Every file that is about to be written.
    articles : frozenset of str
        Files that are articles themselves, whose rights allow it.
    entries : iterable of str
        Terms of the lexicon and names of the actors in the release.

    Notes
    -----
    Articles whose text is released are not held against the files. Of a collection whose text is not at hand the
    numbers of its features count, which were measured where it was.
    """
    said = dict(words_of(files, articles))
    longest, where = _longest_elsewhere(collections, said)
    return Disclosure(
        collections={item.name: Shown.of(item.shown.values()) for item in collections},
        together=Shown.of(shown for item in collections for shown in item.shown.values()),
        longest_entry=_longest_of(entries),
        longest_elsewhere=longest,
        elsewhere=where,
        attack=attack(
            [
                ({name: item.tables[name] for name in FINDINGS}, item.texts, list(item.titles.values()))
                for item in collections
            ],
            said.values(),
            [content for name, content in files.items() if name not in articles],
        ),
    )


def _longest_elsewhere(collections: Sequence[Collection], said: Mapping[str, str]) -> tuple[int, str]:
    """Return the tokens of the longest run of an article or headline that stands in another file, and the file."""
    texts = [[word for word, _ in tokens(text)]
             for item in collections for text in (*item.texts.values(), *item.titles.values())]  # fmt: skip
    longest, where = 0, ""
    for name, words in said.items():
        spoken = [word for word, _ in tokens(words)]
        while (runs := _runs(spoken, longest + 1)) and any(
            tuple(text[at : at + longest + 1]) in runs for text in texts for at in range(len(text) - longest)
        ):
            longest, where = longest + 1, name
    return longest, where


def _runs(spoken: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(spoken[at : at + length]) for at in range(len(spoken) - length + 1)}
