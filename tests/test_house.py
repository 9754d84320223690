"""The house rules that a machine can check: layers, lengths, notebooks, and what must never be committed."""

import ast
import json
import re
import subprocess
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "analysis" / "dateline"
FOLDERS = {"seeds", "corpus", "analysis", "notebooks", "figures", "tests", "docs"}
SETTINGS = {"Makefile", "pyproject.toml", "requirements.lock", "environment.yml"}
PAPERS = {"README.md", "CITATION.cff", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "LICENSE-DATA"}
PRIVATE = re.compile(
    rb"(?<![\w.])/(?:work|root|home|opt)/|pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian\.org|anaconda\.org"
)
LARGEST = 1_500_000
RUN = 9


def tracked():
    """Return the files git holds or would add."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def modules():
    """Return the source of every module of the package under its dotted name: `corpus`, `readers.csv`."""
    sources = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)
        sources[name] = path.read_text(encoding="utf-8")
    return sources


# Layers


def layers():
    """Return each module's height, read from the table in CONTRIBUTING.md: the ground is 0."""
    lines = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("| layer |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(re.findall(r"`(\w+)`", line.split("|")[3]))
    return {module: height for height, row in enumerate(reversed(rows)) for module in row}


def imports(name, source, known):
    """Return the package's modules that one of them imports, wherever in it the import stands."""
    home = ["dateline", *name.split(".")]
    is_package = any(other.startswith(f"{name}.") for other in known)
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = home[: len(home) - node.level + is_package] if node.level else []
            origin = ".".join([*base, node.module] if node.module else base)
            found |= {f"{origin}.{alias.name}" for alias in node.names}
    inside = {target.removeprefix("dateline").removeprefix(".") for target in found if re.match(r"dateline\b", target)}
    return {nearest(target, known) for target in inside} - {name}


def nearest(target, known):
    """Return the module that holds a dotted name: `text.sentences` lies in `text`, `Corpus` in `__init__`."""
    while target and target not in known:
        target = target.rpartition(".")[0]
    return target or "__init__"


def misplaced(sources):
    """Name each module that has no layer, each import that goes up, and each circle, of modules or of packages."""
    heights = layers()
    graph = {name: imports(name, source, sources) for name, source in sources.items()}
    for name in graph:
        if name.split(".")[0] not in heights:
            yield f"{name} is in no layer: add it to the table in CONTRIBUTING.md"
        for target in sorted(graph[name]):
            if heights.get(target.split(".")[0], 0) > heights.get(name.split(".")[0], 0):
                yield f"{name} imports {target}, which lies above it"
    yield from circles(graph, "imports")
    yield from circles(packages(graph), "packages import")


def packages(graph):
    """Return which package or single module imports which: `readers.rows` and `readers.csv` are one."""
    whole = {}
    for name, targets in graph.items():
        home = name.split(".")[0]
        whole.setdefault(home, set()).update({target.split(".")[0] for target in targets} - {home})
    return whole


def circles(graph, what):
    """Say where imports come back to where they start."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        yield f"{what} in a circle: " + " > ".join(circle.args[1])


def test_an_import_only_goes_down():
    assert list(misplaced(modules())) == []


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ({"text": "from dateline.corpus import Corpus"}, "text imports corpus"),
        ({"text": "def f():\n    from . import figure", "figure": ""}, "text imports figure"),
        ({"errors": "import dateline as dl"}, "errors imports __init__"),
        ({"errors": "from dateline import Corpus"}, "errors imports __init__"),
        ({"readers.rows": "from ..measures import rates", "measures": ""}, "readers.rows imports measures"),
        ({"readers": "from .rows import x", "readers.rows": "from . import y"}, "in a circle"),
        ({"text": "from dateline.stats import x", "stats": "import dateline.text"}, "in a circle"),
        (
            {
                "words.kwic": "from dateline.networks.units import x",
                "networks.units": "",
                "networks.spoken": "from dateline.words.windows import y",
                "words.windows": "",
                "words": "",
                "networks": "",
            },
            "packages import in a circle",
        ),
        ({"helpers": ""}, "helpers is in no layer"),
    ],
)
def test_a_planted_upward_import_is_found(planted, found):
    sources = dict.fromkeys(("__init__", "corpus", "errors", "text"), "") | planted
    assert any(found in line for line in misplaced(sources))


def test_a_downward_import_and_one_within_a_layer_are_welcome():
    sources = {
        "__init__": "from dateline.corpus import Corpus",
        "corpus": "from .text import sentences\nfrom dateline.readers import rows\nimport pandas",
        "readers": "",
        "readers.rows": "from dateline import text\nfrom ..errors import DatelineError",
        "text": "from dateline.errors import DatelineError",
        "errors": "",
    }
    assert list(misplaced(sources)) == []


# Lengths


def spoken_lines(function):
    """Count a function's lines without its docstring."""
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str)
    docstring = first.end_lineno - first.lineno + 1 if has_docstring else 0
    return function.end_lineno - function.lineno + 1 - docstring


def test_no_module_is_longer_than_400_lines():
    assert {name: lines for name, source in modules().items() if (lines := source.count("\n")) > 400} == {}


def test_no_function_is_longer_than_40_lines():
    long = [
        f"{name}.{node.name}: {spoken_lines(node)} lines"
        for name, source in modules().items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and spoken_lines(node) > 40
    ]
    assert long == []


# The repository


def possessive_groups(text):
    """Return where a pattern repeats a group possessively, which Python before 3.11.5 matches wrongly (gh-106052)."""
    return re.findall(r"(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+", text)


def test_no_pattern_repeats_a_group_possessively():
    sources = modules() | {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "seeds").rglob("*.csv")}
    assert [name for name, text in sources.items() if possessive_groups(text)] == []


@pytest.mark.parametrize("pattern", [r"(?:a b)*+", r"(?:a b)++", r"(a)?+", r"(?:a b){2,3}+"])
def test_a_planted_possessive_group_is_found(pattern):
    assert possessive_groups(pattern)
    assert not possessive_groups(r"\w++\)++ (?>(?:a b)*)")


def test_the_top_level_is_as_designed():
    assert {name for name in FOLDERS if not (ROOT / name).is_dir()} == set()
    assert {name for name in SETTINGS | PAPERS if not (ROOT / name).is_file()} == set()


def test_no_file_names_this_machine_or_a_registry():
    found = [
        f"{path.relative_to(ROOT)}: {match[0].decode()}"
        for path in tracked()
        if (match := PRIVATE.search(path.read_bytes()))
    ]
    assert found == []


@pytest.mark.parametrize("line", [b'open("/%s/x.csv")' % b"work", b"see https://%s.org/simple" % b"pypi"])
def test_a_planted_machine_path_or_registry_is_found(line):
    assert PRIVATE.search(line)


def test_no_file_is_too_large_to_review():
    assert [path.name for path in tracked() if path.stat().st_size > LARGEST] == []


# Notebooks


def notebook_faults(notebook):
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    code = [source for kind, source in cells if kind == "code"]
    first_kind, first = cells[0]
    title = first.partition("\n")[0]
    if first_kind != "markdown" or not title.startswith("# ") or "?" not in title:
        yield "the first cell is no question"
    if len(code) > 12:
        yield f"{len(code)} code cells"
    for source in code:
        if source.strip().count("\n") >= 6:
            yield f"a cell of more than six lines: {source[:40]!r}"
        if forbidden := re.search(r"sys\.path|%run|^\s*(?:async )?def |\.\./", source, re.MULTILINE):
            yield f"a cell says {forbidden[0].strip()!r}"


def unprinted(notebook):
    """Return the numbers of a notebook's answer, the paragraph under its title, that none of its cells prints."""
    answer = "".join(notebook["cells"][0]["source"]).split("\n\n")[1]
    printed = " ".join(
        "".join(output.get("text") or output.get("data", {}).get("text/plain", ""))
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
    )
    there = set(re.findall(r"\d[\d,]*(?:\.\d+)?", printed))
    return [number for number in re.findall(r"\d[\d,]*(?:\.\d+)?", answer) if number.rstrip(",") not in there]


def test_every_number_of_an_answer_is_printed_by_a_cell():
    notebooks = [path for path in tracked() if path.suffix == ".ipynb"]
    missing = {path.name: unprinted(json.loads(path.read_text(encoding="utf-8"))) for path in notebooks}
    assert {name: numbers for name, numbers in missing.items() if numbers} == {}
    cells = [{"source": "# Who?\n\nXi in 12 of 80."}, {"source": "", "outputs": [{"text": "80 articles"}]}]
    assert unprinted({"cells": cells}) == ["12"]


def test_a_notebook_tells_and_leaves_the_doing_to_modules():
    notebooks = [path for path in tracked() if path.suffix == ".ipynb"]
    faults = [
        f"{path.name}: {fault}"
        for path in notebooks
        for fault in notebook_faults(json.loads(path.read_text(encoding="utf-8")))
    ]
    assert notebooks
    assert faults == []


@pytest.mark.parametrize(
    ("title", "code", "found"),
    [
        ("# Whose words?", ["x = 1\n" * 7], "more than six lines"),
        ("# Whose words?", ["x = 1"] * 13, "13 code cells"),
        ("# Whose words?", ["import sys; sys.path.append('x')"], "sys.path"),
        ("# Whose words?", ["%run other.ipynb"], "%run"),
        ("# Whose words?", ["if x:\n    def f(): ..."], "def"),
        ("# Words", ["x = 1"], "no question"),
    ],
)
def test_a_planted_fault_in_a_notebook_is_found(title, code, found):
    cells = [{"cell_type": "markdown", "source": [title]}]
    cells += [{"cell_type": "code", "source": source.splitlines(keepends=True)} for source in code]
    assert any(found in fault for fault in notebook_faults({"cells": cells}))


# Rights


def runs(text):
    """Return each run of nine words, in small letters; a line break escaped in JSON parts words too."""
    words = re.findall(r"\w+", re.sub(r"\\[nt]", " ", text).lower())
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def readable(path):
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_file_holds_nine_words_of_an_agency_text(shared):
    agency = set().union(*(runs(path.read_text(encoding="utf-8")) for path in (shared / "seeds").glob("*.txt")))
    assert agency
    found = {str(path.relative_to(ROOT)): len(held) for path in tracked() if (held := runs(readable(path)) & agency)}
    assert found == {}


def test_nine_words_are_found_across_line_breaks_and_in_json():
    line = "one two three four five six seven eight nine"
    assert runs(json.dumps(["And one two,\nthree four five\n", "six seven eight nine."])) & runs(line)
    assert not runs("one two three four five six seven eight, and nine") & runs(line)
