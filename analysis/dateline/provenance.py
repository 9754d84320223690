"""What a result was made from: digests, versions, and the one place that knows where seeds and corpora lie."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from dateline.errors import NotFoundError, did_you_mean

_PACKAGE = Path(__file__).resolve().parent
_DRAWN_WITH = ("matplotlib", "networkx", "numpy", "pandas", "scipy")


def home(name: str) -> Path:
    """Return the folder `seeds` or `corpus`: inside the wheel if it is there, else at the root of the checkout.

    Raises
    ------
    NotFoundError
        When the installation holds neither.

    Examples
    --------
    >>> home("seeds").name
    'seeds'
    """
    shipped = _PACKAGE / "_shipped" / name
    for folder in (shipped, _PACKAGE.parent.parent / name):
        if folder.is_dir():
            return folder
    raise NotFoundError(f'The installation holds no folder "{name}". {did_you_mean(name, ["seeds", "corpus"])}')


@cache
def random_seed() -> int:
    """Return the project's one random seed, an integer kept in `seeds/random.txt`."""
    return int((home("seeds") / "random.txt").read_text(encoding="utf-8"))


def digest(data: bytes | str) -> str:
    """Return the SHA-256 of bytes, or of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


def digest_of(value: Mapping[str, Any] | list[Any]) -> str:
    """Return the SHA-256 of a JSON value written with sorted keys."""
    return digest(json.dumps(value, sort_keys=True, ensure_ascii=False, default=str))


@cache
def versions() -> dict[str, str]:
    """Return the versions of this package and of the libraries that draw and count."""
    names = ("dateline", *_DRAWN_WITH)
    found = {name: metadata.version(name) for name in names if _installed(name)}
    return dict(sorted(found.items()))


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True
