"""One visit: a request, its redirects hop by hop, and a body within its limits."""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
import os
import re
import ssl
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import urlsplit

import httpx

from contentlint.evidence.visited import Hop, SourceReason, SourceVerdict
from contentlint.sources.address import host_of
from contentlint.sources.hosts import Hosts
from contentlint.sources.settings import SourceSettings, is_sendable
from contentlint.sources.transport import ForbiddenAddress

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,application/json;q=0.8,text/plain;q=0.8,*/*;q=0.5"


class Failure(Exception):
    """A visit that ended without an answer that can be judged. `again` says whether trying again makes sense."""

    def __init__(
        self, verdict: SourceVerdict, reason: SourceReason, detail: str, *, again: bool = True, silent: bool = False
    ) -> None:
        super().__init__(detail)
        self.verdict, self.reason, self.detail, self.again, self.silent = verdict, reason, detail, again, silent


@dataclass(slots=True)
class Answer:
    """What a server answered. `body` is decompressed; `cut` says in words why it is not whole, `is_broken` that this
    was an accident and no limit of ours."""

    url: str
    status: int
    headers: httpx.Headers
    hops: list[Hop] = field(default_factory=list)
    sets_cookies: bool = False
    body: bytes = b""
    cut: str = ""
    is_broken: bool = False

    @property
    def content_type(self) -> str:
        """The header, as sent."""
        return str(self.headers.get("content-type", ""))[:200]

    @property
    def wait(self) -> float | None:
        """Seconds that the server asks to be left alone for (`Retry-After`, RFC 9110, 10.2.3), or None."""
        value = self.headers.get("retry-after", "").strip()
        if value.isascii() and value.isdigit():  # "²" is a digit as well, and no number
            return float(value[:9])
        try:
            then = parsedate_to_datetime(value)
            now = dt.datetime.now(dt.UTC)
            return max(0.0, (then.replace(tzinfo=then.tzinfo or dt.UTC) - now).total_seconds())
        except (ValueError, TypeError, IndexError, OverflowError):
            return None


class Fetcher:
    """Makes requests. `requests` counts them; `problems` are lines for the user."""

    def __init__(self, transport: httpx.AsyncBaseTransport, hosts: Hosts, settings: SourceSettings) -> None:
        # No httpx client stands between: it reads more of an answer than is wanted here (cookies, redirects).
        self._transport, self._hosts, self._settings = transport, hosts, settings
        self._timeouts = httpx.Timeout(settings.timeout, connect=min(10.0, settings.timeout)).as_dict()
        self.requests = 0
        self.problems: dict[str, None] = {}

    async def fetch(
        self, url: str, *, method: str = "GET", max_bytes: int = 0, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Visit an address and follow its redirects. Without `max_bytes` the body is not read.

        Raises Failure for whatever keeps an answer from coming.
        """
        hops: list[Hop] = []
        seen = {url}
        used, cookies = 0.0, False
        here = url
        while True:
            host = host_of(here).rstrip(".")
            async with self._hosts.slot(host):
                if self._hosts[host].is_silent:
                    why = "was not tried: its host left several other addresses without an answer"
                    raise Failure("unreachable", "timeout", why, again=False)
                self._count()
                start = time.monotonic()
                try:
                    answer = await self._hop(
                        here, method, max_bytes, dict(headers or {}), self._settings.timeout - used
                    )
                except Failure:
                    raise
                except ForbiddenAddress as error:
                    raise self._forbidden(error, hops) from error
                except TimeoutError as error:
                    raise Failure(
                        "unreachable",
                        "timeout",
                        f"gave no answer within {self._settings.timeout:g} s",
                        silent=True,
                    ) from error
                except (httpx.TransportError, httpx.InvalidURL, httpx.DecodingError, UnicodeError) as error:
                    raise _failure(error, host) from error
                used += time.monotonic() - start
            answer.hops = hops
            cookies = cookies or "set-cookie" in answer.headers
            answer.sets_cookies = cookies
            location = answer.headers.get("location", "").strip()
            if answer.status not in _REDIRECTS or not location:
                return answer
            here = self._next(here, location)
            hops.append(Hop(answer.status, here))
            if here in seen or len(hops) > self._settings.max_redirects:
                why = "redirects in a circle" if here in seen else f"redirects more than {len(hops) - 1} times"
                if cookies:
                    raise Failure("unreachable", "blocked", f"{why} for visitors that keep no cookies", again=False)
                raise Failure("dead", "redirect-loop", why)
            seen.add(here)

    def _count(self) -> None:
        if self._settings.max_requests and self.requests >= self._settings.max_requests:
            raise Failure("unchecked", "limit", f"the limit of {self._settings.max_requests} requests", again=False)
        self.requests += 1

    def _next(self, here: str, location: str) -> str:
        scheme = re.match(r"([a-z][a-z0-9+.-]{0,30}):", location, re.IGNORECASE)
        if scheme and scheme[1].lower() not in ("http", "https"):
            raise Failure("unreachable", "not-http", f"redirects to a {scheme[1].lower()}: address", again=False)
        try:
            target = str(httpx.URL(here).join(location).copy_with(fragment=None, userinfo=b""))
            parts = urlsplit(target)
            _ = parts.port
        except (httpx.InvalidURL, ValueError) as error:
            raise Failure("dead", "bad-redirect", "redirects to something that is no address") from error
        if not parts.hostname:
            raise Failure("dead", "bad-redirect", "redirects to something that is no address")
        return target

    def _forbidden(self, error: ForbiddenAddress, hops: list[Hop]) -> Failure:
        if hops:
            return Failure("unreachable", "private-address", f"redirects to a private network: {error}", again=False)
        return Failure("unchecked", "private-address", str(error), again=False)

    async def _hop(self, url: str, method: str, max_bytes: int, headers: dict[str, str], left: float) -> Answer:
        headers |= {
            "User-Agent": self._settings.user_agent or _own_name(),
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
        }
        request = httpx.Request(method, url, headers=headers, extensions={"timeout": self._timeouts})
        # By the address that will be connected to: another parser may read a hostile one differently.
        if (variable := self._settings.tokens.get(request.url.host)) and request.url.scheme == "https":
            if not (token := os.environ.get(variable, "").strip()):
                raise Failure(
                    "unchecked", "login", f"the environment variable {variable} for its token is not set", again=False
                )
            if not is_sendable(token):
                why = f"the environment variable {variable} holds no token that can be sent: plain ASCII, one line"
                self.problems[f"{why}; what {request.url.host} has was not visited"] = None
                raise Failure("unchecked", "login", why, again=False)
            request.headers["Authorization"] = f"Bearer {token}"
        deadline = time.monotonic() + left
        async with asyncio.timeout(max(left, 0.001)):
            response = await self._transport.handle_async_request(request)
        answer = Answer(url, response.status_code, response.headers)
        try:
            if max_bytes and not (response.status_code in _REDIRECTS and "location" in response.headers):
                await _read_body(response, answer, max_bytes, deadline)
        finally:
            async with asyncio.timeout(5):
                await response.aclose()
        return answer


async def _read_body(response: httpx.Response, answer: Answer, limit: int, deadline: float) -> None:
    """Fill in the body. What came before something went wrong is kept, and `cut` says what went wrong."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        answer.cut = f"the page is compressed in a way that was not asked for ({encoding[:20]})"
        return
    unpack = _Unpacker(encoding, limit) if encoding not in ("", "identity") else None
    body = bytearray()
    raw = 0
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() + max(0.001, deadline - time.monotonic())):
            async for chunk in response.aiter_raw(_CHUNK):
                raw += len(chunk)
                body += unpack.feed(chunk) if unpack else chunk
                if len(body) > limit or raw > limit:
                    answer.cut = f"the page is larger than {limit:,} bytes"
                    break
    except TimeoutError:
        answer.cut = "the page did not come to its end in time"
    except zlib.error:
        answer.cut, answer.is_broken = "the compressed page is broken", True
    except httpx.TransportError:
        answer.cut, answer.is_broken = "the connection broke off before the end of the page", True
    else:
        if unpack and not answer.cut and not unpack.is_whole:
            answer.cut, answer.is_broken = "the compressed page is not whole", True
    answer.body = bytes(body[:limit])


class _Unpacker:
    """Decompresses piece by piece, never more than asked for: a few bytes may stand for gigabytes."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._is_gzip = encoding in ("gzip", "x-gzip")
        self._left = limit + 1
        self._engine = zlib.decompressobj(31 if self._is_gzip else 15)
        self._is_first = True
        self.is_whole = False

    def feed(self, chunk: bytes) -> bytes:
        """Raises zlib.error."""
        out = bytearray()
        while chunk and self._left > 0:
            if self.is_whole:  # another gzip member follows, or padding
                if not self._is_gzip or chunk[:1] != b"\x1f":
                    break
                self._engine, self.is_whole = zlib.decompressobj(31), False
            try:
                piece = self._engine.decompress(chunk, self._left)
            except zlib.error:
                if not (self._is_first and not self._is_gzip):
                    raise
                self._engine = zlib.decompressobj(-15)  # "deflate" without its wrapper is common
                piece = self._engine.decompress(chunk, self._left)
            self._is_first = False
            out += piece
            self._left -= len(piece)
            self.is_whole = self._engine.eof
            chunk = self._engine.unused_data if self.is_whole else self._engine.unconsumed_tail
        return bytes(out)


@functools.cache
def _own_name() -> str:
    return f"contentlint/{version('contentlint')} (checks the links of a blog)"


def _failure(error: BaseException, host: str) -> Failure:
    """What an error of the connection means for the link."""
    causes: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in causes:
        causes.append(at)
        at = at.__cause__ or at.__context__
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _certificate(cause, host)
        if isinstance(cause, ssl.SSLError):
            return Failure("unreachable", "tls", f"the secure connection failed ({cause.reason or 'TLS error'})")
        if isinstance(cause, OSError) and type(cause).__name__ == "gaierror":
            return _no_name(cause)
    if any(isinstance(cause, httpx.TimeoutException) for cause in causes):
        return Failure("unreachable", "timeout", "took too long to answer", silent=True)
    if isinstance(error, httpx.ConnectError):
        return Failure("unreachable", "connection", "could not be connected to", silent=True)
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | UnicodeError):
        return Failure("dead", "bad-redirect", "is no address that can be visited", again=False)
    return Failure("unreachable", "connection", "broke off the connection without an answer")


def _no_name(error: OSError) -> Failure:
    import socket

    absent = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)}
    if error.errno in absent:
        return Failure("dead", "no-host", "no host has this name", silent=True)
    return Failure("unreachable", "connection", "its name could not be looked up", silent=True)


# X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT(_LOCALLY), ..._UNABLE_TO_VERIFY_LEAF_SIGNATURE: an intermediate certificate is
# not sent, which browsers make up for.
_INCOMPLETE_CHAIN = frozenset({2, 20, 21})
_CERTIFICATE = {
    10: "its certificate has expired",
    9: "its certificate is not valid yet",
    18: "its certificate is signed by itself",
    19: "its certificate is signed by an authority that nobody knows",
    62: "its certificate is for another host",
    64: "its certificate is for another host",
}


def _certificate(error: ssl.SSLCertVerificationError, host: str) -> Failure:
    code = getattr(error, "verify_code", 0)
    if code in _INCOMPLETE_CHAIN:
        return Failure("unreachable", "tls", "its certificate could not be checked: the server sends only a part")
    why = _CERTIFICATE.get(code) or f"its certificate is refused ({getattr(error, 'verify_message', '')})"
    return Failure("dead", "tls", f"{why}: browsers warn the reader away")
