"""Frames as files: read, checked against their own examples, and laid over each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import NotFoundError, SeedError, did_you_mean
from dateline.provenance import home
from dateline.seeds.frames import Frame, Lexicon, Term

_FRAME_KEYS = ("id", "name", "definition", "reads_as", "source", "terms")
_TERM_KEYS = ("term", "case", "tag", "note", "example", "counterexample", "except", "added")
_PENN = tuple(
    "CC CD DT EX FW IN JJ JJR JJS LS MD NN NNS NNP NNPS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP "
    "VBZ WDT WP WP$ WRB".split()
)
# Ten times as fast where PyYAML was built with libyaml; neither makes objects.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_READS_AS = ("critical", "friendly", "neutral")


def load_frames(
    *names: str, folder: str | Path | None = None, add: str | Path | Lexicon | Sequence[str | Path | Lexicon] = ()
) -> Lexicon:
    """Load frames by name.

    Parameters
    ----------
    *names : str
        Ids of frames; none for all.
    folder : str or Path, optional
        Where the `.yml` files lie; by default those that ship in `seeds/frames/`.
    add : path or Lexicon, or a list of them, optional
        Frames of your own, laid over these: a `.yml` file like ours, a folder of them, or a lexicon. One with the id of
        one of these adds its terms to it, and needs but `id` and `terms`; a term that is there already is replaced.

    Returns
    -------
    Lexicon

    Raises
    ------
    NotFoundError
        When a frame is not there.
    SeedError
        When a file is not well formed, a term cannot match, an example is not found by its term, or a
        counter-example is; with the file, the term and the remedy.

    Examples
    --------
    >>> import dateline as dl
    >>> list(dl.load_frames("regime", "friendship"))
    ['regime', 'friendship']

    Terms of your own, in a file `regime.yml` that holds an `id` and `terms` as ours do::

        dl.load_frames(add="my-frames/regime.yml")
    """
    where = home("seeds") / "frames" if folder is None else Path(folder)
    paths = _paths(where)
    added = [add] if isinstance(add, (str, Path, Lexicon)) else list(add)
    files = {path.stem for one in added if not isinstance(one, Lexicon) for path in _paths(Path(one)).values()}
    theirs = {name for one in added if isinstance(one, Lexicon) for name in one}
    for name in names:
        if name not in {*paths, *files, *theirs}:
            file = ' A file is read by dl.load_dictionary("...").' if Path(name).suffix else ""
            raise NotFoundError(f'There is no frame "{name}". {did_you_mean(name, [*paths, *files, *theirs])}{file}')
    lexicon = Lexicon(tuple(_read_frame(path) for name, path in paths.items() if not names or name in names))
    for one in added:
        lexicon |= one if isinstance(one, Lexicon) else _over(paths, Path(one), names)
    return Lexicon(tuple(lexicon[name] for name in names or lexicon), lexicon.left_out)


def _paths(where: Path) -> dict[str, Path]:
    """Return the files of frames in a folder, or the one that is named itself, by id."""
    if where.is_file() and where.suffix != ".yml":
        raise SeedError(f'"{where.name}" is no frame (.yml). Read it by dl.load_dictionary("...") and join the two: |.')
    paths = {path.stem: path for path in ([where] if where.is_file() else sorted(where.glob("*.yml")))}
    if not paths:
        raise SeedError(f'There is no frame (.yml) in "{where.name}". Give the folder that holds them.')
    return paths


def is_frames(path: Path) -> bool:
    """Say whether a path is a folder, or a file that holds one frame with its terms as ours do."""
    if path.is_dir() or path.suffix != ".yml":
        return path.is_dir()
    try:
        content = _content(path)
    except SeedError:
        return False
    return isinstance(content, dict) and content.keys() >= set(_FRAME_KEYS)


def _over(paths: Mapping[str, Path], added: Path, names: Sequence[str]) -> Lexicon:
    """Return frames to be laid over others; one that adds to another needs nothing but terms."""
    wanted = {name: path for name, path in _paths(added).items() if not names or name in names}
    return Lexicon(tuple(_read_frame(path, over=paths.get(name)) for name, path in wanted.items()))


def _content(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SeedError(f"{path.name} is no readable YAML: {error}") from None


def _read_frame(path: Path, *, over: Path | None = None) -> Frame:
    content = _content(path)
    if over is not None and isinstance(content, dict):
        content = {**_content(over), **content}
    _check_keys(path.name, content, _FRAME_KEYS, _FRAME_KEYS)
    if content["id"] != path.stem:
        raise SeedError(f'{path.name} has the id "{content["id"]}". Give the file and the frame one name.')
    if content["reads_as"] not in _READS_AS:
        raise SeedError(
            f"{path.name}: reads_as is {content['reads_as']!r}. {did_you_mean(str(content['reads_as']), _READS_AS)}"
        )
    if not isinstance(content["terms"], list):
        raise SeedError(f"{path.name}: terms is no list. Write one entry a line, each with a dash.")
    terms = tuple(_read_term(f"{path.name}, term {number}", entry) for number, entry in enumerate(content["terms"], 1))
    _check_twice(path.name, terms)
    return Frame(**{key: str(content[key]).strip() for key in _FRAME_KEYS[:-1]}, terms=terms)


def _check_keys(where: str, content: Any, known: tuple[str, ...], needed: tuple[str, ...]) -> None:
    if not isinstance(content, dict):
        raise SeedError(f"{where} is no mapping of {', '.join(known)}.")
    for key in content:
        if key not in known:
            raise SeedError(f'{where} has an unknown key "{key}". {did_you_mean(str(key), known)}')
    for key in needed:
        if not content.get(key):
            raise SeedError(f"{where} has no {key}. Every entry needs one.")


def _read_term(where: str, entry: Any) -> Term:
    _check_keys(where, entry, _TERM_KEYS, ("term", "note", "example", "counterexample", "added"))
    added, unless, tags = entry["added"], entry.get("except") or [], entry.get("tag") or []
    for key, value in (("except", unless), ("tag", tags)):
        if not isinstance(value, list):
            raise SeedError(f"{where}: {key} is no list. Write [{value}].")
    if entry.get("case", "exact") != "exact":
        raise SeedError(f"{where}: case is {entry['case']!r}. Write exact, or nothing for any case.")
    for tag in tags:
        if not any(known.startswith(str(tag)) for known in _PENN):
            raise SeedError(f'{where}: "{tag}" is no tag. Write the first letters of a Penn Treebank tag: NN, VB, JJ.')
    term = Term(
        term=str(entry["term"]).strip(),
        note=str(entry["note"]).strip(),
        example=str(entry["example"]).strip(),
        counterexample=str(entry["counterexample"]).strip(),
        unless=tuple(str(phrase).strip() for phrase in unless),
        added=f"{added.get('by')}, {added.get('on')}" if isinstance(added, dict) else str(added),
        exact="case" in entry,
        tags=tuple(tags),
    )
    try:
        if not term.spans(term.example):
            raise SeedError(f'"{term.term}" is not found in its own example. Mend one of them.')
        if term.spans(term.counterexample):
            raise SeedError(f'"{term.term}" is found in its counter-example. Add an exception or mend the sentence.')
    except SeedError as error:
        raise SeedError(f"{where}: {error}") from None
    return term


def _check_twice(file: str, terms: tuple[Term, ...]) -> None:
    seen: set[str] = set()
    for term in terms:
        if term.term.lower() in seen:
            raise SeedError(f'{file} holds the term "{term.term}" twice. Keep one.')
        seen.add(term.term.lower())
