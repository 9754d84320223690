"""The three files that describe the environment agree: pyproject.toml, requirements.lock and environment.yml."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
NAMES = ("pyproject.toml", "requirements.lock", "environment.yml")
PYTHONS = ("3.11", "3.12", "3.13")


def described():
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}


def pins_of(lock):
    """Return each pin of the lock as its requirement and the number of its digests."""
    blocks = re.split(r"\n(?=\S)", lock.strip())
    return [
        (Requirement(block.split("\\")[0].strip()), block.count("--hash=sha256:"))
        for block in blocks
        if not block.startswith("-")
    ]


def lock_disagreements(lock):
    if "://" in lock or re.search("^-", lock, re.MULTILINE):
        yield "requirements.lock names an address or an option"
    for pin, digests in pins_of(lock):
        if digests == 0:
            yield f"requirements.lock has no digest for {pin.name}"
        if [clause.operator for clause in pin.specifier] != ["=="]:
            yield f"requirements.lock does not pin {pin.name}"


def project_disagreements(project, lock):
    pins = [pin for pin, _ in pins_of(lock)]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    for requirement in (Requirement(line) for lines in lists for line in lines):
        named = [pin for pin in pins if canonicalize_name(pin.name) == canonicalize_name(requirement.name)]
        for python in PYTHONS:
            versions = [next(iter(pin.specifier)).version for pin in named if applies(pin, python)]
            if len(versions) != 1 or versions[0] not in requirement.specifier:
                yield f"pyproject.toml asks for {requirement}; on Python {python} the lock pins {versions or 'nothing'}"


def applies(pin, python):
    return pin.marker is None or pin.marker.evaluate({"python_full_version": f"{python}.0"})


def conda_disagreements(project, environment):
    if environment["name"] != project["name"]:
        yield f"environment.yml is named {environment['name']}, the project {project['name']}"
    if environment["channels"] != ["conda-forge"]:
        yield f"environment.yml reads from {environment['channels']}"
    python, *rest = environment["dependencies"]
    version = python.removeprefix("python=")
    if version not in PYTHONS or not SpecifierSet(project["requires-python"]).contains(version):
        yield f"environment.yml takes {python}; pyproject.toml requires Python {project['requires-python']}"
    if rest != ["pip", {"pip": ["-r requirements.lock"]}]:
        yield f"environment.yml takes more, or less, than python, pip and the lock: {rest}"


def disagreements(texts):
    project = tomllib.loads(texts["pyproject.toml"])["project"]
    lock = texts["requirements.lock"]
    environment = yaml.safe_load(texts["environment.yml"])
    found = (
        lock_disagreements(lock),
        project_disagreements(project, lock),
        conda_disagreements(project, environment),
    )
    return [disagreement for group in found for disagreement in group]


def test_the_three_descriptions_of_the_environment_agree():
    assert disagreements(described()) == []


@pytest.mark.parametrize(
    ("name", "pattern", "planted", "found"),
    [
        ("pyproject.toml", r'"pandas>=3"', '"pandas>=99"', "asks for pandas>=99"),
        ("pyproject.toml", r'"pandas>=3"', '"pandas>=3", "unheard-of"', "asks for unheard-of"),
        ("pyproject.toml", r'"nbgrader>=', '"unheard-of", "nbgrader>=', "asks for unheard-of"),
        ("pyproject.toml", r'requires-python = ">=3.11"', 'requires-python = ">=3.12"', "requires Python >=3.12"),
        ("requirements.lock", r"nltk==[\d.]+", "nltk==1.0", "the lock pins \\['1.0'\\]"),
        ("requirements.lock", r"nltk==", "nltk>=", "does not pin nltk"),
        ("requirements.lock", r"(numpy==[\d.]+ ; .*) < '3.12'", r"\1 < '3.11'", "on Python 3.11 the lock pins nothing"),
        ("requirements.lock", r"(nltk==[\d.]+) \\\n( +--hash=sha256:\w+( \\)?\n)+", r"\1\n", "no digest for nltk"),
        ("requirements.lock", r"\A", "--index" "-url https://example.org/packages-of-ours\n", "names an address"),
        ("environment.yml", r"python=3.11", "python=3.10", "takes python=3.10"),
        ("environment.yml", r"  - pip\n", "  - pip\n  - pandas\n", "takes more, or less"),
        ("environment.yml", r"-r requirements.lock", "-r requirements.txt", "takes more, or less"),
        ("environment.yml", r"conda-forge", "defaults", "reads from"),
        ("environment.yml", r"name: dateline", "name: base", "is named base"),
    ],
)
def test_a_planted_disagreement_is_found(name, pattern, planted, found):
    texts = described()
    texts[name], replaced = re.subn(pattern, planted, texts[name], count=1)
    assert replaced == 1
    assert re.search(found, "\n".join(disagreements(texts)))
