"""The reader process: pages come in on standard input, what was read goes out on standard output.

A frame is eight bytes of lengths (big-endian, header and body), a JSON header and a body. Parsers of HTML and PDF are
large programs that strangers' files are fed to: here a crash, an endless loop or a flood of memory ends this process
and nothing else.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import struct
import sys
from collections.abc import Iterator

MEMORY = 1 << 30
"""Bytes of address space that the process may use, where the system can limit it."""


def limit_memory() -> None:
    """Make the system refuse more than MEMORY bytes to this process."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextlib.contextmanager
def limit_time(seconds: float) -> Iterator[None]:
    """Make the system end this process when it takes more seconds of CPU time, wherever it is, where there are interval
    timers. How much a page may take must not depend on what else the machine does: two runs are to find the same."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)


def main() -> None:
    """Serve until standard input ends."""
    from contentlint.sources import extract

    limit_memory()
    pipe_in, pipe_out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the frames
    while head := pipe_in.read(8):
        sizes = struct.unpack(">II", head)
        asked = json.loads(pipe_in.read(sizes[0]))
        data = pipe_in.read(sizes[1])
        try:
            with limit_time(asked["seconds"]):
                answer = dataclasses.asdict(extract.read(data, asked["content_type"]))
        except extract.MissingLibrary as error:
            answer = {"unreadable": str(error), "missing": True}
        except MemoryError:
            answer = {"unreadable": "reading the page takes too much memory"}
        except Exception as error:
            answer = {"unreadable": f"the page can't be read ({type(error).__name__})"}
        body = extract.whole(json.dumps(answer, ensure_ascii=False)).encode()
        pipe_out.write(struct.pack(">II", len(body), 0) + body)
        pipe_out.flush()


if __name__ == "__main__":
    main()
