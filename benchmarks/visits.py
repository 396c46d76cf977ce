"""How long visiting 2,000 addresses on 200 hosts takes, and how much memory, against a server on loopback.

    python benchmarks/visits.py [--urls 2000] [--hosts 200] [--read]

The hosts are names that the benchmark resolves to 127.0.0.1; politeness is off. With --read every page is read whole,
else only looked at. The memory is the largest that the process had, and that of the largest of its reader processes.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import random
import resource
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from contentlint.sources import SourceSettings
from contentlint.sources.client import Sources
from contentlint.sources.request import SourceRequest
from contentlint.sources.store import Store

_WORDS = (
    "the harbour counted ships in year a third more than before and quay pilot crane grain ferry north tide".split()
)


def _page(size: int) -> bytes:
    """A page of about `size` bytes that compresses as well as prose does, not better."""
    dice = random.Random(1)
    out, length = ["<!doctype html><title>Harbour</title><h1>Harbour</h1>"], 0
    while length < size:
        words = (dice.choice(_WORDS) if dice.random() < 0.7 else str(dice.randrange(10_000)) for _ in range(20))
        out.append(f"<p>{' '.join(words)}.</p>\n")
        length += len(out[-1])
    return "".join(out).encode()


def _serve(pipe: Connection, size: int) -> None:
    """A server that answers every request with a page of about `size` bytes, as fast as Python can."""
    body = _page(size)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode()

    class Protocol(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            self.transport = transport
            self.waiting = b""

        def data_received(self, data: bytes) -> None:
            *requests, self.waiting = (self.waiting + data).split(b"\r\n\r\n")
            for request in requests:
                self.transport.write(head if request.startswith(b"HEAD") else head + body)

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Protocol, "127.0.0.1", 0, backlog=512)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


def _megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def main() -> None:
    """Run and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--urls", type=int, default=2000)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--size", type=int, default=20_000, help="bytes of a page")
    parser.add_argument("--read", action="store_true")
    args = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, args.size), daemon=True)
    server.start()
    port = ours.recv()

    async def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    wanted = [
        SourceRequest(f"http://host-{n % args.hosts}.test:{port}/page/{n}", read=args.read) for n in range(args.urls)
    ]
    settings = SourceSettings(polite=False, allow_hosts=("*.test",), archive="")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("first run", "from the store"):
            store = Store(Path(folder) / "evidence.sqlite")
            start = time.perf_counter()
            found = asyncio.run(Sources(settings, store, resolver=resolver).gather(wanted))
            seconds = time.perf_counter() - start
            verdicts = dict(Counter(r.verdict for r in found.results.values()))
            print(f"{name}: {len(found.results)} addresses on {args.hosts} hosts in {seconds:.1f} s, "
                  f"{found.requests} requests, {verdicts}")  # fmt: skip
            store.close()
    server.terminate()
    print(f"memory: {_megabytes(resource.RUSAGE_SELF):.0f} MB, largest child "
          f"{_megabytes(resource.RUSAGE_CHILDREN):.0f} MB")  # fmt: skip


if __name__ == "__main__":
    main()
