"""The words on the pages of a PDF, by pypdf: no script is run, no link followed, no attachment opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_MOST_PAGES = 5000
_MOST_TEXT = 50_000_000
_ABOUT = {"/Title": "title", "/Author": "author", "/Subject": "subject", "/Keywords": "keywords",
          "/CreationDate": "created"}  # fmt: skip


def read(path: str) -> Iterator[dict[str, Any]]:
    """Yield what the file says about itself, then each page: its number and its text, or its fault."""
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise ValueError("it is locked with a password")
    yield {"about": _about(reader)}
    size = 0
    for number, page in enumerate(reader.pages, 1):
        if number > _MOST_PAGES or size > _MOST_TEXT:
            yield {
                "page": number,
                "fault": f"is beyond the {_MOST_PAGES} pages or {_MOST_TEXT:,} characters that are read",
            }
            return
        try:
            text = page.extract_text()
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # the page is damaged; the next may not be
            yield {"page": number, "fault": " ".join(f"cannot be read ({type(error).__name__}: {error})".split())[:200]}
        else:
            size += len(text)
            yield {"page": number, "text": text}


def _about(reader: Any) -> dict[str, str]:
    try:
        held = {field: str(reader.metadata[name]) for name, field in _ABOUT.items() if name in (reader.metadata or {})}
        language = reader.root_object.get("/Lang")
    except (MemoryError, RecursionError):
        raise
    except Exception:  # a file may say nonsense about itself and still hold an article
        return {}
    return held | ({"language": str(language)} if language else {})
