"""A web server on loopback that answers well, badly, slowly and never, by the path that is asked for."""

from __future__ import annotations

import asyncio
import functools
import gzip
import ssl
import threading
import time
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable
from types import TracebackType

PAGE = (
    "<!doctype html><html><head><title>{title}</title></head><body><nav>Menu 99%</nav><h1 id='top-1'>{title}</h1>"
    "<p id='two'>{text}</p><h2 id='three'>More</h2></body></html>"
)
LONG = "The harbour counted 4,210 ships in the year, a third more than in the year before. " * 4


def page(title: str = "A page", text: str = LONG) -> bytes:
    return PAGE.format(title=title, text=text).encode()


def answer(status: int = 200, body: bytes = b"", *headers: str, type_: str = "text/html; charset=utf-8") -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {type_}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@functools.cache
def bomb() -> bytes:
    """300 MB of blanks in 300 kB of gzip."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(b" " * (1 << 20)) for _ in range(300)) + packer.flush()


class Server:
    """Serves in a thread of its own; `hits` counts requests by method and path, `times` has when each came."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.hits: Counter[str] = Counter()
        self.times: dict[str, list[float]] = {}
        self.heads: list[str] = []
        self._tls = tls
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.port = 0
        self.most_at_once = 0
        self._now = 0
        bomb()

    def __enter__(self) -> Server:
        self._thread.start()
        assert self._ready.wait(5)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(5)
        self._loop.close()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        self._stopped = asyncio.Event()
        self._open: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, ssl=self._tls, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopped.wait()
        server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = self._loop.create_task(self._serve_connection(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _serve_connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                method, path, _ = head.split(" ", 2)
                self.heads.append(head)
                self.hits[f"{method} {path}"] += 1
                self.times.setdefault(path, []).append(time.monotonic())
                self._now += 1
                self.most_at_once = max(self.most_at_once, self._now)
                try:
                    goes_on = await self._answer(method, path, head, writer)
                finally:
                    self._now -= 1
                await writer.drain()
                if not goes_on:
                    break
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    async def _answer(self, method: str, path: str, head: str, writer: asyncio.StreamWriter) -> bool:
        name = path.lstrip("/").partition("?")[0].partition("/")[0] or "home"
        special: Callable[[str, str, str, asyncio.StreamWriter], Awaitable[bool]] | None = getattr(
            self, "raw_" + name.replace("-", "_"), None
        )
        if special:
            return await special(method, path, head, writer)
        written = self.plain(name, method, path)
        if method == "HEAD":
            written = written.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        writer.write(written)
        return True

    def plain(self, name: str, method: str, path: str) -> bytes:
        """The answers that are sent at once and whole."""
        base = self.url("", "127.0.0.1")
        match name:
            case "home":
                return answer(body=page("Home"))
            case "good":
                return answer(200, page(), "Set-Cookie: id=1", 'ETag: "v1"')
            case "dated":
                return answer(
                    body=page().replace(
                        b"<head>", b'<head><meta property="article:published_time" content="2019-05-06T10:00">'
                    )
                )
            case "gone":
                return answer(410, page("Gone"))
            case "missing":
                return answer(404, page("Not here"))
            case "soft":
                return answer(body=page("Page not found | Harbour news"))
            case "about-404":
                return answer(body=page("How to design a 404 page | Harbour news"))
            case "challenge":
                return answer(body=page("Just a moment..."))
            case "moved":
                return answer(301, b"", f"Location: {base}/good")
            case "seen":
                return answer(302, b"", "Location: /good")
            case "deep":
                return answer(302, b"", "Location: /")
            case "to-login":
                return answer(302, b"", "Location: /login?next=x")
            case "login":
                return answer(body=page("Log in"))
            case "loop":
                return answer(302, b"", "Location: /loop")
            case "cookie-loop":
                return answer(302, b"", "Location: /cookie-loop", "Set-Cookie: a=b")
            case "chain":
                n = int(path.rpartition("/")[2])
                return answer(302, b"", f"Location: /chain/{n + 1}")
            case "to-private":
                return answer(302, b"", "Location: http://169.254.169.254/latest/meta-data/")
            case "to-file":
                return answer(302, b"", "Location: file:///etc/passwd")
            case "no-head":
                return answer(405) if method == "HEAD" else answer(body=b"PK\3\4" + b"\0" * 20, type_="application/zip")
            case "only-get":
                return answer(404) if method == "HEAD" else answer(body=b"PK\3\4" + b"\0" * 20, type_="application/zip")
            case "forbidden":
                return answer(403, page("Forbidden"))
            case "error":
                return answer(500, page("Error"))
            case "busy-once":
                return answer(429, b"", "Retry-After: 1") if self.hits[f"GET {path}"] == 1 else answer(body=page())
            case "busy":
                return answer(429, b"", "Retry-After: 7200")
            case "flaky":
                return answer(503) if self.hits[f"GET {path}"] == 1 else answer(body=page())
            case "once-missing":
                return answer(404) if self.hits[f"GET {path}"] == 1 else answer(body=page())
            case "gzip":
                return answer(200, gzip.compress(page()), "Content-Encoding: gzip")
            case "raw-deflate":
                packer = zlib.compressobj(wbits=-15)
                return answer(200, packer.compress(page()) + packer.flush(), "Content-Encoding: deflate")
            case "brotli":
                return answer(200, b"\x8b\x02\x80abc\x03", "Content-Encoding: br")
            case "bad-gzip":
                return answer(200, gzip.compress(page())[:60] + b"\xff" * 60, "Content-Encoding: gzip")
            case "json":
                return answer(body=b'{"harbour": {"ships": 4210}}', type_="application/json")
            case "text":
                return answer(body=b"Ships: 4210\n", type_="text/plain")
            case "picture-as-page":
                return answer(body=b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 200)
            case "page-as-picture":
                return answer(body=page(), type_="image/png")
            case "scripted":
                return answer(body=b"<!doctype html><title>App</title><div id=root></div><script>start()</script>")
            case "latin":
                return answer(
                    body="<html><title>Caf\xe9</title><p>Caf\xe9".encode("latin-1"),
                    type_="text/html; charset=iso-8859-1",
                )
            case "robots.txt":
                rules = b"User-agent: *\nDisallow: /private/\n"
                return answer(body=rules, type_="text/plain")
            case "private":
                return answer(body=page("Private"))
            case "wayback":
                found = b'{"archived_snapshots": {"closest": {"available": true, "status": "200", "url": "http://web.archive.org/web/2020/x"}}}'
                return answer(body=found, type_="application/json")
        return answer(body=page(f"Page {path}"))

    async def raw_slow(self, method: str, path: str, head: str, writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(30)
        return False

    async def raw_trickle(self, method: str, path: str, head: str, writer: asyncio.StreamWriter) -> bool:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n<title>Slow</title>")
        for _ in range(300):
            writer.write(b"<p>drop")
            await writer.drain()
            await asyncio.sleep(0.1)
        return False

    async def raw_endless(self, method: str, path: str, head: str, writer: asyncio.StreamWriter) -> bool:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        part = b"<p>" + b"more and more " * 2000
        for _ in range(20_000):
            writer.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            await writer.drain()
        return False

    async def raw_endless_head(self, method: str, path: str, head: str, writer: asyncio.StreamWriter) -> bool:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(20_000):
            writer.write(f"X-{n}: {'y' * 1000}\r\n".encode())
            await writer.drain()
        return False

    async def raw_bomb(self, method: str, path: str, head: str, writer: asyncio.StreamWriter) -> bool:
        writer.write(answer(200, bomb(), "Content-Encoding: gzip"))
        return False

    async def raw_truncated(self, method: str, path: str, head: str, writer: asyncio.StreamWriter) -> bool:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50000\r\n\r\n" + page())
        return False

    async def raw_hangs_up(self, method: str, path: str, head: str, writer: asyncio.StreamWriter) -> bool:
        return False

    async def raw_garbage(self, method: str, path: str, head: str, writer: asyncio.StreamWriter) -> bool:
        writer.write(b"\x00\x01\x02 this is no HTTP\r\n\r\n")
        return False

    async def raw_changing(self, method: str, path: str, head: str, writer: asyncio.StreamWriter) -> bool:
        if 'if-none-match: "v1"' in head.lower():
            writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n')
        else:
            writer.write(answer(200, page("Validated"), 'ETag: "v1"'))
        return True
