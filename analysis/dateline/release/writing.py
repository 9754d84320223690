"""A release, written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dateline.corpus import is_date
from dateline.errors import CorpusError
from dateline.provenance import home
from dateline.release.collection import Collection, at_hand_of, collection_of, of_features, table_bytes
from dateline.release.disclosure import MOST_SHARE, Disclosure, DisclosureError, allowed_run, disclosure
from dateline.release.metadata import CODEBOOK, CRATE, citation, data_package, listed_in, load_codebook, ro_crate
from dateline.release.readme import Row, Told, readme
from dateline.release.runs import ReleaseError, cleared, drawn_by, loaded_by, run_in
from dateline.released import PACKAGE
from dateline.seeds import load_actors, load_frames

_PUBLIC = ("congress",)  # what an installed package ships
_DAY = len("2022-02-05")
_UNNAMED = "the compilers of this release"


@dataclass(frozen=True)
class Release:
    """What was written.

    Attributes
    ----------
    folder : Path
    files : int
    collections : tuple of Collection
    disclosure : Disclosure
    figures : tuple of Row
    left_out : tuple of str
        What was kept back, one sentence each.
    """

    folder: Path
    files: int
    collections: tuple[Collection, ...]
    disclosure: Disclosure
    figures: tuple[Row, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass
class _Draft:
    """A release that is being put together."""

    files: dict[str, bytes] = field(default_factory=dict)
    figures: tuple[Row, ...] = ()
    needing: Mapping[str, Sequence[int]] = field(default_factory=dict)
    articles: frozenset[str] = frozenset()


def write_release(
    folder: str | Path,
    sources: Sequence[str] = (),
    *,
    project: Path | None = None,
    run: bool = True,
    with_texts: bool = False,
    thin: bool = False,
    title: str | None = None,
    authors: Sequence[str] = (),
    published: str | None = None,
) -> Release:
    """Write a release of collections, or of a project with its notebooks and figures.

    Parameters
    ----------
    folder : str or Path
        Where to; an earlier release there is replaced.
    sources : sequence of str
        Collections, folders, files of articles, or features; by default what the project's notebooks load.
    project : Path, optional
        A folder that holds `notebooks`; its notebooks are run from the release alone.
    run : bool
        Whether they are.
    with_texts : bool
        Whether articles whose rights allow it go along whole.
    thin : bool
        Whether articles that show too much lose their rows by sentence, instead of the release being refused.
    title, published : str, optional
        By default named after the collections, and dated by the project's citation or the latest article.
    authors : sequence of str
        By default those of the project's citation.

    Returns
    -------
    Release

    Raises
    ------
    DisclosureError
        When it would show more of the articles than it may; nothing is written.
    ReleaseError
        When there is nothing to release, or a notebook fails.
    CorpusError
        When a source cannot be read, or its rights forbid all of it.

    Notes
    -----
    The same bytes in every run: there is no clock, path or host in it.
    """
    folder = Path(folder)
    _check_place(folder)
    notebooks = {} if project is None else _files_of(project / "notebooks", "*.ipynb")
    loaded = loaded_by(notebooks)
    named = tuple(sources) or tuple(name for name in loaded["corpus"] if name not in _PUBLIC)
    if not named and not loaded["features"]:
        raise ReleaseError(
            "There is nothing to release. Run this in a project with notebooks, or give --corpus SOURCE."
        )
    if missing := [name for name in loaded["features"] if not _features_file(name).is_file()]:
        raise ReleaseError(f"A notebook loads features that seeds/features/ does not hold: {', '.join(missing)}.")
    collections = _collections(named, with_texts=with_texts, thin=thin)
    cited = _cited(project)
    told = Told(
        title or f"Data without text: {', '.join(item.name for item in collections) or 'features'}",
        _day(published, cited, collections), (), {},
        [name for name in loaded["corpus"] if name in _PUBLIC], loaded["features"],
    )  # fmt: skip
    part = folder.resolve().with_name(f".{folder.resolve().name}.{os.getpid()}.part")
    try:
        draft = _draft(part, collections, notebooks, project, told, run=run, with_texts=with_texts)
        measured = _finish(draft, part, collections, told, authors or _authors(cited) or [_UNNAMED])
        _replace(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    left_out = [f"{item.name}: {count:,} {reason}" for item in collections for reason, count in item.left_out.items()]
    return Release(folder, len(draft.files), tuple(collections), measured, draft.figures, tuple(left_out))


def _day(published: str | None, cited: Mapping[str, Any], collections: Sequence[Collection]) -> str:
    """Return the day of publication, else the citation's, else that of the latest article."""
    if published and not (len(published) == _DAY and is_date(published)):
        raise ReleaseError(f'"{published}" is no date. Write a day that there was, as YYYY-MM-DD.')
    return str(published or cited.get("date-released") or _latest(collections))


def _authors(cited: Mapping[str, Any]) -> list[str]:
    """Return the authors of a citation file, whose people have a given and a family name and whose bodies have one."""
    parts = (
        [author.get("name"), author.get("given-names"), author.get("family-names")]
        for author in cited.get("authors", ())
    )
    return [name for name in (" ".join(str(part) for part in known if part) for known in parts) if name]


def _features_file(name: str) -> Path:
    return home("seeds") / "features" / f"{name}.json"


def _collections(named: Sequence[str], *, with_texts: bool, thin: bool) -> list[Collection]:
    collections = [collection_of(source) for source in named]
    if len({item.name for item in collections}) < len(collections):
        raise CorpusError(f"Two of {', '.join(named)} have the same name. Rename a folder or file.")
    collections = [item.with_texts() if with_texts else item for item in collections]
    longest = allowed_run(_entries(collections)) if thin else 0
    return [item.thinned(MOST_SHARE, longest) if thin else item for item in collections]


def _entries(collections: Sequence[Collection]) -> set[str]:
    """Return the terms and names of the closed lists that the rows of a release draw on."""
    return {str(row["term"]) for row in _terms(collections)} | {str(row["name"]) for row in _named(collections)}


def _draft(
    part: Path,
    collections: Sequence[Collection],
    notebooks: Mapping[str, bytes],
    project: Path | None,
    told: Told,
    *,
    run: bool,
    with_texts: bool,
) -> _Draft:
    """Return the files of a release but those that describe it; notebooks are run where it will be written."""
    draft = _Draft()
    for item in collections:
        draft.files |= {f"corpus/{item.name}/{name}": content for name, content in item.files.items()}
        if with_texts:
            draft.files |= _texts(item)
    draft.articles = frozenset(name for name in draft.files if "/reports/" in name)
    draft.files |= {f"seeds/features/{name}.json": _features_file(name).read_bytes() for name in told.features}
    draft.files |= _closed_lists(collections)
    if project is None:
        return draft
    draft.files |= {f"notebooks/{name}": cleared(content) for name, content in notebooks.items()}
    before = _files_of(project / "figures", "*")
    again: dict[str, bytes] = {}
    if run:
        # The notebooks find their collections by this file.
        _write(part, draft.files | {PACKAGE: data_package(told.title, draft.files, collections)})
        (part / "figures").mkdir()
        draft.needing = run_in(part)
        draft.files |= {f"notebooks/{name}": content for name, content in _files_of(part / "notebooks", "*").items()}
        again = _files_of(part / "figures", "*")
        shutil.rmtree(part)
    draft.files |= {f"figures/{name}": content for name, content in (before | again).items()}
    draft.figures = tuple(_figure_rows(notebooks, before, again, run=run))
    return draft


def _finish(
    draft: _Draft, part: Path, collections: Sequence[Collection], told: Told, authors: Sequence[str]
) -> Disclosure:
    """Describe the release, hold it against the budget, and write it beside its place."""
    told = told._replace(figures=draft.figures, needing=draft.needing)
    draft.files["README.md"] = readme(told, collections, list(draft.files))
    draft.files["CITATION.cff"] = citation(told.title, authors, told.published)
    draft.files[PACKAGE] = data_package(told.title, draft.files, collections)
    entries = _entries(collections)
    known = [of_features(_features_file(name)) for name in told.features]
    measured = disclosure([*collections, *known], draft.files, draft.articles, entries)
    # Where the text of such an article is at hand, the release is held against it; its record stays the same.
    at_hand = [at_hand_of(item) for item in known]
    held = disclosure([*collections, *at_hand], draft.files, draft.articles, entries) if at_hand != known else measured
    if held.faults:
        raise DisclosureError(
            " ".join(held.faults) + " Nothing was written. Leave out the collection or the file that is "
            "named, or give --thin: articles that show too much then lose their rows by sentence."
        )
    draft.files["DISCLOSURE.json"] = measured.to_json()
    made = {f"figures/{name}": f"notebooks/{row.drawn.notebook}" for row in draft.figures for name in row.files}
    draft.files[CRATE] = ro_crate(told.title, told.published, draft.files, made)
    _write(part, draft.files)
    return measured


def _figure_rows(
    notebooks: Mapping[str, bytes], before: Mapping[str, bytes], again: Mapping[str, bytes], *, run: bool
) -> Iterator[Row]:
    for drawn in drawn_by(notebooks):
        files = sorted(name for name in {**before, **again} if name.split(".", 1)[0] == drawn.figure)
        if not run:
            public = "not tried"
        elif not any(name in again for name in files):
            public = "no: its cell asks for the text"
        else:
            other = [name.split(".", 1)[1] for name in files if before.get(name) != again.get(name)]
            public = f"no: other {', '.join(other)} than in the project" if other else "yes"
            public = "yes, but for its record of inputs (json)" if other == ["json"] else public
        yield Row(drawn, files, public)


def _texts(item: Collection) -> dict[str, bytes]:
    """Return the articles whose rights allow it as Markdown with a header, as a folder of reports holds them."""
    fields = ("id", "title", "outlet", "date", "byline", "dateline", "agency", "section", "language", "rights")
    files = {}
    for name, document in sorted(item.documents.items()):
        head = {key: value for key in fields if (value := getattr(document, key)) is not None}
        head |= {key: value for key, value in document.other.items() if isinstance(value, str | int | float)}
        written = yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=10_000)
        files[f"corpus/{item.name}/reports/{name}.md"] = f"---\n{written}---\n{document.text}\n".encode()
    return files


def _closed_lists(collections: Sequence[Collection]) -> dict[str, bytes]:
    columns = {table: [row["column"] for row in load_codebook()[table]] for table in ("actors", "lexicon")}
    return {
        "actors.csv": table_bytes(_named(collections), columns["actors"]),
        "lexicon.csv": table_bytes(_terms(collections), columns["lexicon"]),
        "codebook.csv": CODEBOOK.read_bytes(),
    }


def _named(collections: Sequence[Collection]) -> list[dict[str, object]]:
    """Return the actors that some row names, by id."""
    actors, found = load_actors(), dict[str, dict[str, object]]()
    for item in collections:
        for row in item.tables["mentions"]:
            found.setdefault(row["actor"], {key: row[key] for key in ("actor", "type", "name", "country")})
        spoken = {row["speaker"] for name in ("words", "quotes", "hits") for row in item.tables[name]}
        for actor in sorted(
            {target for row in item.tables["hits"] for target in row["targets"] if target} | spoken - {None}
        ):
            if actor not in found and actor in actors:
                found[actor] = {"actor": actor, "type": None, "name": actors[actor].name, "country": None}
    return [found[actor] for actor in sorted(found)]


def _terms(collections: Sequence[Collection]) -> list[dict[str, object]]:
    """Return the entries of the frames that were looked for."""
    looked_for = sorted({frame for item in collections for frame in item.frames})
    known = load_frames()
    return [
        {"frame": frame, "term": term.term, "unless": term.unless, "exact": term.exact, "tags": term.tags}
        for frame in looked_for
        if frame in known
        for term in known[frame].terms
    ]


def _cited(project: Path | None) -> dict[str, Any]:
    path = None if project is None else project / "CITATION.cff"
    if path is None or not path.is_file():
        return {}
    cited = yaml.safe_load(path.read_text(encoding="utf-8"))
    return cited if isinstance(cited, dict) else {}


def _latest(collections: Sequence[Collection]) -> str:
    dates = [str(row["date"]) for item in collections for row in item.tables["documents"] if row["date"]]
    if not dates:
        raise ReleaseError("No article has a date, so none can be given to the release. Give --published YYYY-MM-DD.")
    return max(dates)


def _files_of(folder: Path, pattern: str) -> dict[str, bytes]:
    paths = sorted(folder.glob(pattern)) if folder.is_dir() else []
    return {path.name: path.read_bytes() for path in paths if path.is_file() and not path.name.startswith(".")}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _check_place(folder: Path) -> None:
    """Check that nothing but an earlier release would be lost."""
    if not folder.exists():
        return
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    listed = listed_in(folder)
    if not folder.is_dir() or (there and not listed):
        raise ReleaseError(f'"{folder.name}" is there and is no release. Give a new folder, or an earlier release.')
    if own := sorted(there - listed.keys() - {CRATE}):
        raise ReleaseError(f'"{folder.name}" holds {own[0]}, which no release wrote. Move it, or give a new folder.')


def _replace(part: Path, folder: Path) -> None:
    """Put a finished release in its place; an earlier one is moved aside first, so that a whole one is always there."""
    folder.resolve().parent.mkdir(parents=True, exist_ok=True)
    earlier = part.with_suffix(".earlier")
    if folder.exists():
        folder.rename(earlier)
    part.rename(folder)
    shutil.rmtree(earlier, ignore_errors=True)
