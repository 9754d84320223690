"""Which tier one figure reaches: its recorded files against those that were drawn again."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.reproduce.differences import data_differences, shortened, value_differences, word_differences
from dateline.reproduce.pictures import RMS_MOST, drawing_differences, rms, same_pixels
from dateline.reproduce.records import DATA, DRAWING, PICTURES, Record
from dateline.reproduce.verdicts import Verdict

_DRAWN_OTHERWISE = ("files", "pixels", "versions")


def figure_verdict(name: str, recorded: Record | None, fresh: Record | None) -> Verdict:
    """Compare a figure with its record; either may be missing."""
    if recorded is None:
        return Verdict(name, differences=("is drawn by a notebook and not recorded in figures/",))
    faults = tuple(recorded.faults())
    if fresh is None:
        return Verdict(name, differences=("is recorded and no notebook drew it", *faults))
    locked = recorded.versions == fresh.versions
    held = {
        "A": tuple(_data(recorded, fresh)),
        "B": tuple(_drawing(recorded, fresh)),
        "C": tuple(_pictures(recorded, fresh)),
    }
    far = rms(recorded.read("png"), fresh.read("png")) if _both(recorded, fresh, "png") else None
    alike = tuple(_alike(recorded, fresh, far))
    tiers = "".join(tier for tier, differences in {**held, "D": alike}.items() if not differences)
    must = (*held["A"], *held["B"], *held["C"]) if locked else (*held["A"], *alike)
    differences = (*faults, *must, *_said(recorded, fresh, locked=locked))
    why = _reasons(recorded, fresh, locked=locked) if differences and not faults else ()
    return Verdict(name, tiers, (*differences, *why), far)


def _reasons(recorded: Record, fresh: Record, *, locked: bool) -> Iterator[str]:
    """Yield why a figure whose files are those of its record comes out otherwise."""
    old, new = (dict(record.provenance.get("made_from") or {}) for record in (recorded, fresh))
    old, new = ({name: value for name, value in inputs.items() if name != "rows"} for inputs in (old, new))
    if inputs := sorted(name for name in {*old, *new} if old.get(name) != new.get(name)):
        yield f"why: it was made from another {', '.join(inputs)}"
    if recorded.provenance.get("parameters") != fresh.provenance.get("parameters"):
        yield "why: its notebook asks for other parameters"
    if not locked:
        yield "why: the libraries are not the recorded ones, named below"
    if not inputs and locked:
        yield "why: inputs and libraries are the recorded ones, so the record, the notebook or the code was changed"


def _data(recorded: Record, fresh: Record) -> Iterator[str]:
    for ending in _endings(recorded, fresh, DATA):
        if not _both(recorded, fresh, ending):
            yield _absent(recorded, ending)
        else:
            yield from (f"{ending} {line}" for line in data_differences(recorded.read(ending), fresh.read(ending)))


def _drawing(recorded: Record, fresh: Record) -> Iterator[str]:
    for ending in _endings(recorded, fresh, DRAWING):
        if not _both(recorded, fresh, ending):
            yield _absent(recorded, ending)
        elif recorded.read(ending) != fresh.read(ending):
            found = [*drawing_differences(recorded.read(ending), fresh.read(ending))]
            yield f"{ending} {(found or word_differences(recorded.read(ending), fresh.read(ending)))[0]}"


def _pictures(recorded: Record, fresh: Record) -> Iterator[str]:
    for ending in _endings(recorded, fresh, PICTURES):
        if not _both(recorded, fresh, ending):
            yield _absent(recorded, ending)
            continue
        one, other = recorded.read(ending), fresh.read(ending)
        if one == other or (ending.endswith(("png", "tif", "tiff")) and same_pixels(one, other)):
            continue
        where = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
        yield f"{ending} differs from byte {where:,} of {len(one):,} on"


def _alike(recorded: Record, fresh: Record, far: float | None) -> Iterator[str]:
    """Yield why two drawings are not the same but for their letters."""
    if far is None or far > RMS_MOST:
        yield (
            "png is not there to compare" if far is None else f"png is off by {far:.2f} of 255; {RMS_MOST:g} is allowed"
        )
    if _both(recorded, fresh, "svg"):
        yield from (f"svg {line}" for line in drawing_differences(recorded.read("svg"), fresh.read("svg")))


def _said(recorded: Record, fresh: Record, *, locked: bool) -> Iterator[str]:
    """Yield where words and provenance differ, which no library may change."""
    for ending in sorted({*recorded.words, *fresh.words}):
        if not _both(recorded, fresh, ending):
            yield _absent(recorded, ending)
        else:
            yield from (f"{ending} {line}" for line in word_differences(recorded.read(ending), fresh.read(ending)))
    old, new = (
        {key: value for key, value in record.provenance.items() if key not in _DRAWN_OTHERWISE}
        for record in (recorded, fresh)
    )
    found = [*value_differences(old, new)]
    if locked and recorded.provenance.get("pixels") != fresh.provenance.get("pixels"):
        found.append("pixels: the digest of the picture is another")
    versions = (record.provenance.get("versions", {}).get("dateline") for record in (recorded, fresh))
    found.extend(value_differences(*versions, under="versions.dateline"))
    yield from (f"json {line}" for line in shortened(found))


def _endings(recorded: Record, fresh: Record, kinds: tuple[str, ...]) -> list[str]:
    return sorted({*recorded.of_kind(kinds), *fresh.of_kind(kinds)})


def _both(recorded: Record, fresh: Record, ending: str) -> bool:
    return ending in recorded.endings and ending in fresh.endings


def _absent(recorded: Record, ending: str) -> str:
    return (
        f"{ending} is recorded and not drawn" if ending in recorded.endings else f"{ending} is drawn and not recorded"
    )
