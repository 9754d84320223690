"""What the rights to an article allow: its text, what was found in it, or nothing. The words of licences are seeds."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from dateline.provenance import home
from dateline.tables import read_table

Allowed = Literal["text", "findings", "nothing"]
ALLOWED: tuple[Allowed, ...] = ("nothing", "findings", "text")


@cache
def load_rights() -> tuple[tuple[re.Pattern[str], Allowed], ...]:
    """Load `seeds/rights.csv`: the words of a statement of rights and what they allow.

    Raises
    ------
    SeedError
        With file and row, when a row allows something else than text, findings or nothing.
    """
    path = home("seeds") / "rights.csv"
    rows = read_table(path, columns=("words", "allows", "note", "source"), filled=("words", "allows", "note", "source"))
    return tuple(
        (re.compile(r"(?<!\w)" + re.escape(row["words"].lower())), _allowed(row.one_of("allows", ALLOWED)))
        for row in rows
    )


def _allowed(word: str) -> Allowed:
    return next(allowed for allowed in ALLOWED if allowed == word)


def allowed_by(rights: str | None) -> Allowed:
    """Return what a statement of rights allows; of several words in it the strictest counts.

    Parameters
    ----------
    rights : str or None
        As the source gives it. None, or a statement whose words are not known, allows findings: facts about a text are
        nobody's unless a licence says so.

    Examples
    --------
    >>> allowed_by("CC-BY-4.0"), allowed_by(None), allowed_by("Licensed; no derived data")
    ('text', 'findings', 'nothing')
    """
    lowered = (rights or "").lower()
    said = {allows for words, allows in load_rights() if words.search(lowered)}
    return next((allows for allows in ALLOWED if allows in said), "findings")
