"""`import dateline` works from a checkout, an editable install and a wheel, and finds its seeds and texts in each."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKED = ("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA", ".gitignore", "analysis", "seeds", "corpus")
PLANTED = "an-agency-text.txt"
READ = """
import dateline
assert len(dateline.load_actors())
assert len(dateline.load_corpus("summits-2022"))
print(dateline.__file__)
"""


def module_file(tmp_path, **environment):
    """Read the shipped data in a fresh interpreter far from the checkout; return the file of the package it used."""
    environment = {**{k: v for k, v in os.environ.items() if k != "PYTHONPATH"}, **environment}
    command = [sys.executable, "-c", READ]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return Path(ran.stdout.strip())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel from a copy of the checkout in which an agency text lies where git ignores it."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "a checkout"
    copy.mkdir()
    for name in PACKED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    (copy / "seeds" / PLANTED).write_text("Words that belong to an agency.", encoding="utf-8")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, copy]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return next(folder.glob("dateline-*.whl"))


def test_the_package_reads_its_data_from_a_checkout(tmp_path):
    found = module_file(tmp_path, PYTHONPATH=str(ROOT / "analysis"))
    assert found == ROOT / "analysis" / "dateline" / "__init__.py"


def test_the_package_reads_its_data_when_installed_editable(tmp_path):
    assert module_file(tmp_path) == ROOT / "analysis" / "dateline" / "__init__.py"


def test_the_package_reads_its_data_from_a_wheel(wheel, tmp_path):
    site = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", site, wheel]
    subprocess.run(install, check=True)
    found = module_file(tmp_path, PYTHONPATH=os.pathsep.join([str(site), sysconfig.get_path("purelib")]))
    assert found == site / "dateline" / "__init__.py"


def test_a_wheel_holds_what_the_repository_holds_of_seeds_and_texts(wheel):
    packed = {Path(name).relative_to("dateline/_shipped").as_posix() for name in shipped(wheel)}
    tracked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", "seeds", "corpus"]
    listed = subprocess.run(tracked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert packed == {name for name in listed if (ROOT / name).exists()}


def test_a_wheel_never_holds_an_agency_text(wheel):
    assert not [name for name in shipped(wheel) if name.endswith(PLANTED)]


def shipped(wheel):
    return [name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("dateline/_shipped/")]
