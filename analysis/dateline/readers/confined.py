"""Foreign files are taken apart in a process of its own, which has little memory, no network and not much time.

A library that loops for ever, or asks for all the memory there is, costs one file and a sentence in the report.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dateline.errors import CorpusError
from dateline.readers.formats import library

SECONDS = 60.0
_SCRIPT = Path(__file__).parent / "foreign"
_idle: list[Helper] = []


class Helper:
    """A process that reads files with the libraries in `readers/foreign`; it lives until a file proves too much."""

    def __init__(self) -> None:
        command = [sys.executable, "-B", str(_SCRIPT)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.owner = os.getpid()

    def ask(self, request: dict[str, Any]) -> None:
        """Send a request; a process that is gone answers with the end of its output."""
        with suppress(OSError):
            assert self.process.stdin is not None
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()

    def answer(self, seconds: float) -> dict[str, Any]:
        """Return the next answer, or the fault that there was none in time or ever."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.process.kill()

        assert self.process.stdout is not None
        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            line = self.process.stdout.readline()
        finally:
            timer.cancel()
        if line.endswith(b"\n"):
            found: dict[str, Any] = json.loads(line)
            return found
        if late.is_set():
            return {"fault": f"it takes more than {seconds:g} seconds", "spent": True}
        fault = "the library that reads it broke down, as it does when it needs too much memory"
        return {"fault": fault, "spent": True}

    def close(self) -> None:
        """End the process; one that another process started is not this one's to end."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()


def answers(
    module: str, needed: str, what: str, *, also: str = "", seconds: float = SECONDS, **given: Any
) -> Iterator[Any]:
    """Yield what a module of `readers/foreign` reads.

    Parameters
    ----------
    module : str
        Such as `pdf_pages`.
    needed, what : str
        The library that it calls, and the kind of file as a message says it.
    also : str
        A second library.
    seconds : float
        How long to wait for each answer.
    **given
        The arguments of its `read`.

    Raises
    ------
    CorpusError
        When the library is not installed, or the file is damaged or takes too much time or memory.
    """
    for name in (needed, also):
        if name and find_spec(name) is None:
            library(name, what)
    helper = _hired()
    is_free = False
    try:
        helper.ask({"module": module, "given": given})
        while "value" in (answer := helper.answer(seconds)):
            yield answer["value"]
        is_free = "spent" not in answer
        if "fault" in answer:
            fault = str(answer["fault"]).replace(str(given.get("path")), "the file")
            raise CorpusError(f"{what} cannot be read: {fault}.")
    finally:
        if is_free:
            _idle.append(helper)
        else:  # what is left of a file that was too much, or was not read to its end, goes with the process
            helper.close()


def _hired() -> Helper:
    """Return a process that waits, or a new one; those of a process that this one was forked from are not used."""
    with suppress(IndexError):
        while True:
            helper = _idle.pop()
            if helper.owner == os.getpid() and helper.process.poll() is None:
                return helper
            helper.close()
    return Helper()


@atexit.register
def _dismiss() -> None:
    while _idle:
        _idle.pop().close()
