"""Reads pages in processes of their own, with a limit of time."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import struct
import sys
from pathlib import Path
from typing import Any

from contentlint.sources.extract import Page

_PACKAGE = str(Path(__file__).resolve().parents[2])
"""The folder that contentlint is imported from."""
_KEPT = ("PATH", "SYSTEMROOT", "LANG", "LD_LIBRARY_PATH")
"""Of the environment only what Python needs to start: no tokens, and nothing that leads its imports elsewhere."""
_BOOT = "import json, sys; sys.path += json.loads(sys.argv[1]); from contentlint.sources.reader import main; main()"


def _paths() -> list[str]:
    """Where a reader finds what this process was installed with, beside its own standard library and packages.

    Python is started isolated (`-I`): neither the working directory, which is the checked folder, nor PYTHONPATH has a
    say in what is imported. What is added stands behind everything else and can replace nothing.
    """
    foreign = {os.path.abspath(p) for p in ["", *os.environ.get("PYTHONPATH", "").split(os.pathsep)]}  # noqa: PTH100
    own = [p for p in sys.path if p and os.path.abspath(p) not in foreign]  # noqa: PTH100
    return [*own, _PACKAGE]


_PATIENCE = 15
"""Times the seconds of CPU time that the clock may show before a reader is given up: the machine may be busy."""
_MOMENT = 5.0


class Readers:
    """A few reader processes, started when they are first needed; a stuck or dead one is replaced."""

    def __init__(self, count: int = 2, seconds: float = 20.0) -> None:
        self._free: asyncio.Queue[asyncio.subprocess.Process | None] = asyncio.Queue()
        for _ in range(count):
            self._free.put_nowait(None)
        self._seconds = seconds
        self.missing: set[str] = set()
        """Messages about libraries that are not installed."""

    async def read(self, data: bytes, content_type: str) -> Page:
        """What `extract.read` gives for the data; a page that is unreadable when that fails or takes too long."""
        process = await self._free.get()
        try:
            if process is None or process.returncode is not None:
                process = await self._start()
            async with asyncio.timeout(_PATIENCE * self._seconds):
                answer = await self._ask(process, data, content_type)
        except TimeoutError:
            await self._end(process)
            process = None
            return Page(unreadable="reading the page takes too long")
        except (OSError, asyncio.IncompleteReadError):
            is_slow = await self._end(process) == -getattr(signal, "SIGPROF", 0)
            process = None
            return Page(unreadable="reading the page takes too long" if is_slow else "the page makes its reader fail")
        except BaseException:
            if process is not None:  # cancelled half-way: its answer would be taken for another page's
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
            process = None
            raise
        finally:
            self._free.put_nowait(process)
        if answer.pop("missing", False):
            self.missing.add(answer["unreadable"])
        return Page(**answer)

    async def _start(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-c",
            _BOOT,
            json.dumps(_paths()),
            cwd=_PACKAGE,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
            start_new_session=True,  # Ctrl-C is for the run, which ends its readers itself
            limit=1 << 26,
        )

    async def _ask(self, process: asyncio.subprocess.Process, data: bytes, content_type: str) -> dict[str, Any]:
        assert process.stdin is not None and process.stdout is not None
        head = json.dumps({"content_type": content_type, "seconds": self._seconds}).encode()
        process.stdin.write(struct.pack(">II", len(head), len(data)) + head + data)
        await process.stdin.drain()
        size, _ = struct.unpack(">II", await process.stdout.readexactly(8))
        answer: dict[str, Any] = json.loads(await process.stdout.readexactly(size))
        return answer

    async def _end(self, process: asyncio.subprocess.Process | None) -> int | None:
        """End a reader; how it ended, None when that is not known."""
        if process is None:
            return None
        with contextlib.suppress(asyncio.TimeoutError):  # one that has ended by itself says why in a moment
            await asyncio.wait_for(process.wait(), _MOMENT if process.stdout and process.stdout.at_eof() else 0)
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        with contextlib.suppress(Exception):
            return await process.wait()
        return None

    async def close(self) -> None:
        """End all reader processes."""
        while not self._free.empty():
            await self._end(self._free.get_nowait())
