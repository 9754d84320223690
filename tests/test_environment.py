"""The files that describe the environment agree with each other, Binder's with them, and the citation with all."""

import os
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
BINDER = ("binder/runtime.txt", "binder/requirements.txt", "binder/postBuild")
NAMES = ("pyproject.toml", "requirements.lock", "environment.yml", "CITATION.cff", *BINDER)
PYTHONS = ("3.11", "3.12", "3.13")
# The keys of the Citation File Format 1.2.0.
CITABLE = set(
    "abstract authors cff-version commit contact date-released doi identifiers keywords license license-url message "
    "preferred-citation references repository repository-artifact repository-code title type url version".split()
)


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


def binder_disagreements(texts, environment):
    """Binder reads its folder and nothing else: the Python of conda, the lock, then the package without the rest."""
    runtime, wheels, after = (texts[name] for name in BINDER)
    if f"python={runtime.strip().removeprefix('python-')}" != environment["dependencies"][0]:
        yield f"binder/runtime.txt takes {runtime.strip()}; environment.yml {environment['dependencies'][0]}"
    asked = [line for line in wheels.splitlines() if line and not line.startswith("#")]
    if asked != ["-r ../requirements.lock"]:
        yield f"binder/requirements.txt takes more, or less, than the lock: {asked}"
    if not after.startswith("#!/usr/bin/env bash\n") or "set -euo pipefail" not in after:
        yield "binder/postBuild does not stop when a step fails"
    if not re.search(r"pip install .*--no-deps .*--editable \.$", after, re.MULTILINE):
        yield "binder/postBuild installs the package with what it depends on, or not at all"
    for name in BINDER:
        if re.search(r"(?<![\w.!])/(?!usr/bin/env )\w+/", texts[name]):
            yield f"{name} names a place on one machine"


def citation_disagreements(project, citation):
    """The schema of CITATION.cff is tried in .ci/run; here is what it asks for first, and what must agree."""
    for key in sorted({"cff-version", "message", "title", "authors"} - citation.keys()):
        yield f"CITATION.cff has no {key}"
    if citation.get("cff-version") != "1.2.0":
        yield f"CITATION.cff is of version {citation.get('cff-version')!r}, not '1.2.0'"
    for key in ("version", "license"):
        if citation.get(key) != project[key]:
            yield f"CITATION.cff has {key} {citation.get(key)!r}; pyproject.toml {project[key]!r}"
    names = [author.get("name") or author.get("family-names") for author in citation.get("authors", [])]
    if names != [author["name"] for author in project["authors"]]:
        yield f"CITATION.cff names {names} as authors"
    if not isinstance(citation.get("date-released", date.min), date):
        yield f"CITATION.cff was released on {citation['date-released']!r}, which is no date"
    if stray := citation.keys() - CITABLE:
        yield f"CITATION.cff has keys of no citation: {sorted(stray)}"


def disagreements(texts):
    project = tomllib.loads(texts["pyproject.toml"])["project"]
    lock = texts["requirements.lock"]
    environment = yaml.safe_load(texts["environment.yml"])
    found = (
        lock_disagreements(lock),
        project_disagreements(project, lock),
        conda_disagreements(project, environment),
        binder_disagreements(texts, environment),
        citation_disagreements(project, yaml.safe_load(texts["CITATION.cff"])),
    )
    return [disagreement for group in found for disagreement in group]


def test_the_descriptions_of_the_environment_agree():
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
        ("requirements.lock", r"\A", "--index-url https://example.org/packages-of-ours\n", "names an address"),
        ("environment.yml", r"python=3.11", "python=3.10", "takes python=3.10"),
        ("environment.yml", r"  - pip\n", "  - pip\n  - pandas\n", "takes more, or less"),
        ("environment.yml", r"-r requirements.lock", "-r requirements.txt", "takes more, or less"),
        ("environment.yml", r"conda-forge", "defaults", "reads from"),
        ("environment.yml", r"name: dateline", "name: base", "is named base"),
        ("binder/runtime.txt", r"3.11", "3.12", "runtime.txt takes python-3.12"),
        ("binder/requirements.txt", r"\.\./requirements.lock", "requirements.lock", "more, or less, than the lock"),
        ("binder/requirements.txt", r"\Z", "pandas\n", "more, or less, than the lock"),
        ("binder/postBuild", r"set -euo pipefail\n", "", "does not stop when a step fails"),
        ("binder/postBuild", r"--no-deps ", "", "installs the package with what it depends on"),
        ("binder/postBuild", r"--editable \.", "--editable /srv/dateline", "names a place on one machine"),
        ("CITATION.cff", r"message: .*\n", "", "has no message"),
        ("CITATION.cff", r"cff-version: 1.2.0", "cff-version: 1.2", "is of version 1.2"),
        ("CITATION.cff", r"\nversion: .*", "\nversion: 9.9.9", "has version '9.9.9'"),
        ("CITATION.cff", r"license: MIT", "license: Apache-2.0", "has license 'Apache-2.0'"),
        ("CITATION.cff", r"- name: .*", "- name: nobody", "names \\['nobody'\\] as authors"),
        ("CITATION.cff", r"\A", "date-released: soon\n", "which is no date"),
        ("CITATION.cff", r"\A", "cited-by: many\n", "keys of no citation: \\['cited-by'\\]"),
    ],
)
def test_a_planted_disagreement_is_found(name, pattern, planted, found):
    texts = described()
    texts[name], replaced = re.subn(pattern, planted, texts[name], count=1)
    assert replaced == 1
    assert re.search(found, "\n".join(disagreements(texts)))


def test_what_binder_runs_after_installing_can_be_run():
    assert os.access(ROOT / "binder" / "postBuild", os.X_OK)
