"""What was found out about each figure and notebook, and the report of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.reproduce.pictures import RMS_MOST


@dataclass(frozen=True)
class Verdict:
    """What was found out about one figure or notebook.

    Parameters
    ----------
    name : str
        Of the figure, or of the notebook's file.
    tiers : str
        The tiers that a figure reaches, such as "ABCD" or "AD"; empty for a notebook.
    differences : tuple of str
        What is not as recorded and should be.
    far : float, optional
        How far the PNG lies from the recorded one, on a scale of 0 to 255.
    """

    name: str
    tiers: str = ""
    differences: tuple[str, ...] = ()
    far: float | None = None


@dataclass(frozen=True)
class Verification:
    """What `verify` found: a verdict for each figure and notebook; prints itself as a report.

    Parameters
    ----------
    figures, notebooks : tuple of Verdict
        In the order of their names.
    libraries : tuple of str
        Versions that are not the recorded ones; with none, tiers A to C can be reached, else A and D.
    remarks : tuple of str
        What was not looked at, and why.
    seconds : float
        How long it took.
    """

    figures: tuple[Verdict, ...]
    notebooks: tuple[Verdict, ...]
    libraries: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """0 when each figure reaches what can be reached here and each notebook prints what it records, else 1."""
        return int(any(verdict.differences for verdict in (*self.figures, *self.notebooks)))

    @property
    def reachable(self) -> str:
        """The tiers that can be reached in this environment."""
        return "AD" if self.libraries else "ABC"

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        width = max(len(verdict.name) for verdict in (*self.figures, *self.notebooks))
        yield f"{'figure':{width}}  tiers  PNG is off by"
        for verdict in self.figures:
            tiers = "".join(tier if tier in verdict.tiers else "." for tier in "ABCD")
            far = "" if verdict.far is None else f"{verdict.far:.2f} of 255"
            yield f"{verdict.name:{width}}  {tiers}   {far}{'   DIFFERS' if verdict.differences else ''}".rstrip()
        yield f"\n{'notebook':{width}}  prints"
        for verdict in self.notebooks:
            yield f"{verdict.name:{width}}  {'OTHERWISE' if verdict.differences else 'what is recorded'}"
        for verdict in (*self.figures, *self.notebooks):
            if verdict.differences:
                yield "\n" + "\n  ".join([verdict.name, *verdict.differences])
        yield ""
        yield from self._summary()

    def _summary(self) -> Iterator[str]:
        if self.libraries:
            yield f"Other libraries than recorded: {'; '.join(self.libraries)}."
            yield f"Tiers A (data) and D (same words and shapes, PNG off by {RMS_MOST:g} at most) can be reached here."
        else:
            yield "The libraries are the recorded ones: tiers A (data), B (SVG), C (PDF and PNG) can be reached here."
        yield from self.remarks
        held = sum(not verdict.differences for verdict in self.figures)
        same = sum(not verdict.differences for verdict in self.notebooks)
        yield (
            f"{held} of {len(self.figures)} figures reach tiers {', '.join(self.reachable)}; {same} of"
            f" {len(self.notebooks)} notebooks print what they record. {self.seconds:.0f} s."
        )
