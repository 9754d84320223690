"""The house style: matplotlib's defaults and `house.mplstyle`, nothing of the user's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import matplotlib.style

_HOUSE = Path(__file__).parent.with_name("house.mplstyle")
_Options = ParamSpec("_Options")
_Drawn = TypeVar("_Drawn")


def house_style() -> AbstractContextManager[None]:
    """Return the context to draw in: matplotlib's defaults and `house.mplstyle`, nothing of the user's."""
    context: AbstractContextManager[None] = matplotlib.style.context(["default", _HOUSE])
    return context


def in_house_style(draw: Callable[_Options, _Drawn]) -> Callable[_Options, _Drawn]:
    """Make a function draw in the house style, whatever style the notebook has set."""

    @wraps(draw)
    def drawn(*args: _Options.args, **options: _Options.kwargs) -> _Drawn:
        with house_style():
            return draw(*args, **options)

    return drawn
