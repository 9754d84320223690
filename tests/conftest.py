"""What several tests read: the shared folder where there is one, the seeds and the sample collection."""

import os
from pathlib import Path

import pytest

import dateline as dl

# It needs atheris, which is no dependency.
collect_ignore = ["fuzz_guided.py"]


@pytest.fixture(scope="session")
def shared():
    """Return the folder with the agency texts and the articles marked by hand, which are never in the repository."""
    folder = os.environ.get("DATELINE_SHARED")
    if not folder:
        pytest.skip("DATELINE_SHARED is not set: what needs the texts beside the repository is not tested")
    return Path(folder)


@pytest.fixture(scope="session")
def actors():
    return dl.load_actors()


@pytest.fixture(scope="session")
def frames():
    return dl.load_frames()


@pytest.fixture(scope="session")
def summits():
    return dl.load_corpus("summits-2022")
