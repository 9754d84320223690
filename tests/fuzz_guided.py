"""One reader fed by atheris, which keeps what reaches a new branch: `python tests/fuzz_guided.py nexis.txt 60`.

Atheris is no dependency of the project: install it where it has a wheel. The files to begin with, and what a file must
not do, are those of `fuzz_readers`. A file that breaks the reader is written to the working folder as `crash-...`.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dateline.readers", "dateline.wire", "dateline.mending"]):
    import fuzz_readers


def main():
    """Feed the reader of one of the files to begin with for some seconds."""
    name, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "60"
    folder = Path(tempfile.mkdtemp(prefix="dateline-fuzz-"))
    (folder / "begin").mkdir()
    (folder / "begin" / name).write_bytes(fuzz_readers.seeds()[name])
    path = folder / name

    def read(content):
        path.write_bytes(content)
        fuzz_readers.read(path)

    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=20000", str(folder / "begin")], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
