"""Errors that teach: what happened, what was there, what to try.

Every error of Dateline is a `DatelineError`, so a notebook can catch them all, and each message ends with a remedy.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from numbers import Integral
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


def did_you_mean(name: object, known: Iterable[str], *, most: int = 8) -> str:
    """Return the hint that ends a message about an unknown name.

    Parameters
    ----------
    name : object
        What was asked for, as a rule a str.
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
    near = difflib.get_close_matches(str(name), names, n=3, cutoff=0.6)
    if near:
        return "Did you mean " + " or ".join(f'"{other}"' for other in near) + "?"
    shown = ", ".join(names[:most]) + (f" ... ({len(names)} in all)" if len(names) > most else "")
    return f"There is: {shown}." if names else "There is none."


def check_choice(name: str, value: Any, choices: Any) -> None:
    """Check that a value is one of a Literal's.

    Parameters
    ----------
    name : str
        Of the argument.
    value : object
        What was given for it.
    choices : Literal
        What may be given.

    Raises
    ------
    MeasureError
        With the nearest choice.

    Examples
    --------
    >>> from typing import Literal
    >>> check_choice("of", "words", Literal["words", "articles"])
    """
    if value not in get_args(choices):
        raise MeasureError(f'There is no {name}="{value}". {did_you_mean(value, get_args(choices))}')


def check_kind(name: str, value: Any, kind: type, remedy: str) -> None:
    """Check that a value is of a kind.

    Parameters
    ----------
    name : str
        Of the argument.
    value : object
        What was given for it.
    kind : type
        What it must be an instance of.
    remedy : str
        How to come by one.

    Raises
    ------
    MeasureError
        With what was given and the remedy.

    Examples
    --------
    >>> check_kind("parser", "spacy", str, 'Name one: parser="spacy".')
    """
    if not isinstance(value, kind):
        raise MeasureError(f"{name} is a {type(value).__name__}, not a {kind.__name__}. {remedy}")


def check_count(name: str, value: Any, *, least: int = 1) -> None:
    """Check that a value is a whole number of at least some size.

    Parameters
    ----------
    name : str
        Of the argument.
    value : object
        What was given for it.
    least : int
        The smallest number that may be given.

    Raises
    ------
    MeasureError

    Examples
    --------
    >>> check_count("draws", 1000, least=100)
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or int(value) < least:
        raise MeasureError(f"{name}={value!r} cannot be used. Give a whole number from {least:,} on.")


def check_columns(by: Any, known: Sequence[str], *, things: str, such_as: str) -> None:
    """Check that `by` is a list of known columns, each named once.

    Parameters
    ----------
    by : object
        What was given.
    known : sequence of str
        The columns that may be named.
    things : str
        What they tell apart, as the subject of a sentence: "A rate is", "Quotations are".
    such_as : str
        A list to follow.

    Raises
    ------
    MeasureError
        With the nearest column, or with a list to follow.

    Examples
    --------
    >>> check_columns(["voice"], ["frame", "voice"], things="A rate is", such_as='["voice"]')
    """
    columns = [by] if isinstance(by, str) else by if isinstance(by, Sequence) else []
    for column in columns:
        if column not in known:
            raise MeasureError(f'{things} not told apart by "{column}". {did_you_mean(column, known)}')
    if columns is not by or not columns or len(set(columns)) < len(columns):
        raise MeasureError(f"by={by!r} cannot be used. Name each column of by once, in a list, such as by={such_as}.")
