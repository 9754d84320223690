"""Errors that teach: what happened, what was there, what to try.

Every error of Dateline is a `DatelineError`, so a notebook can catch them all, and each message ends with a remedy.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, get_args


class DatelineError(Exception):
    """Base class of every error Dateline raises on purpose."""


class SeedError(DatelineError):
    """A table or lexicon in `seeds/` cannot be used as it stands."""


class CorpusError(DatelineError):
    """A collection of articles cannot be read."""


class RowError(CorpusError):
    """One row of a file cannot be read; the rest can."""


class NotFoundError(DatelineError, KeyError):
    """A name was asked for that is not there."""

    def __str__(self) -> str:
        return str(self.args[0])


class ParserError(DatelineError):
    """A parser was asked for that is not known or not installed."""


class MeasureError(DatelineError):
    """A measure was asked for that the material does not allow."""


def did_you_mean(name: str, known: Iterable[str], *, most: int = 8) -> str:
    """Return the hint that ends a message about an unknown name.

    Parameters
    ----------
    name : str
        What was asked for.
    known : iterable of str
        What there is.
    most : int
        How many known names to list when none is near.

    Returns
    -------
    str
        `Did you mean "x"?` when a known name is near, else the known names.

    Examples
    --------
    >>> did_you_mean("outlt", ["outlet", "date"])
    'Did you mean "outlet"?'
    """
    names = sorted(set(known))
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.6)
    if near:
        return "Did you mean " + " or ".join(f'"{other}"' for other in near) + "?"
    shown = ", ".join(names[:most]) + (f" ... ({len(names)} in all)" if len(names) > most else "")
    return f"There is: {shown}." if names else "There is none."


def check_choice(name: str, value: str, choices: Any) -> None:
    """Raise a MeasureError with the nearest choice unless a value is one of a Literal's."""
    if value not in get_args(choices):
        raise MeasureError(f'There is no {name}="{value}". {did_you_mean(str(value), get_args(choices))}')


def check_kind(name: str, value: Any, kind: type, remedy: str) -> None:
    """Raise a MeasureError that says what to give unless a value is of a kind."""
    if not isinstance(value, kind):
        raise MeasureError(f"{name} is a {type(value).__name__}, not a {kind.__name__}. {remedy}")


def check_count(name: str, value: Any, *, least: int = 1) -> None:
    """Raise a MeasureError unless a value is a whole number of at least some size."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise MeasureError(f"{name}={value!r} is no number of rows. Give a whole number from {least} on.")

