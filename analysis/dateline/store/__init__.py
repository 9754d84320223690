"""A store: a corpus and what was found in it as a folder of Parquet, for more than memory holds."""

from dateline.store.manifest import is_store
from dateline.store.store import Store, open_store

__all__ = ["Store", "is_store", "open_store"]
