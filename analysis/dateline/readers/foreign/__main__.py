"""The process that takes foreign files apart: little memory, no network, no other program; an answer a line."""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

MEMORY = 3 << 30
_SECONDS = 90
_FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.", "os.system", "os.exec",
              "os.posix_spawn", "os.fork", "os.startfile", "urllib.Request", "winreg.")  # fmt: skip


def confine() -> None:
    """Limit the memory of this process, and forbid it to write a file, to reach the network or to start a program."""
    with suppress(ImportError):  # there is none of it on Windows, where the time limit remains
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(_refuse)


def renew() -> None:
    """Allow this process some more time of the processor: without anybody who asks, it ends."""
    with suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + _SECONDS, most))


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not allowed while a file is read")


def answers(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what the module of a request reads, then the end or the fault."""
    try:
        for value in importlib.import_module(request["module"]).read(**request["given"]):
            yield {"value": value}
        yield {"end": True}
    except MemoryError:
        yield {"fault": f"it needs more than {MEMORY >> 30} GB of memory", "spent": True}
    except RecursionError:
        yield {"fault": "it is nested too deep"}
    except Exception as error:  # each library has its own for each kind of damage
        said = " ".join(f"{type(error).__name__}: {error}".removeprefix("ValueError: ").split())
        yield {"fault": said[:300].rstrip(": .")}


def serve() -> None:
    """Answer every request that comes in, until there are no more."""
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that asks
    confine()
    for line in sys.stdin.buffer:
        renew()
        for answer in answers(json.loads(line)):
            out.write(json.dumps(answer) + "\n")
            out.flush()
            renew()


if __name__ == "__main__":
    serve()
