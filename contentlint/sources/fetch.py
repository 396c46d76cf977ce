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
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import urljoin

import httpx

from contentlint.evidence.visited import Hop, SourceReason, SourceVerdict, key, slashed
from contentlint.guard.records import dataclass, field
from contentlint.sources.address import host_of
from contentlint.sources.cookies import Cookies
from contentlint.sources.hosts import Hosts
from contentlint.sources.settings import SourceSettings, is_sendable
from contentlint.sources.transport import ForbiddenAddress
from contentlint.text.hostnames import as_ascii

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,application/json;q=0.8,text/plain;q=0.8,*/*;q=0.5"

NO_HOST = "names a host that does not exist"
"""What is wrong with an address whose host nobody has."""


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
    was an accident and no limit of ours. `fragment` is that of the last redirect."""

    url: str
    status: int
    headers: httpx.Headers
    hops: list[Hop] = field(default_factory=list)
    fragment: str = ""
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
        self._tokens = {as_ascii(host): variable for host, variable in settings.tokens.items()}
        self.requests = 0
        self.problems: dict[str, None] = {}

    async def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        max_bytes: int = 0,
        headers: Mapping[str, str] | None = None,
        after: Sequence[Hop] = (),
    ) -> Answer:
        """Visit an address and follow its redirects. Without `max_bytes` the body is not read. `after` are the hops
        that led there.

        Raises Failure for whatever keeps an answer from coming.
        """
        hops = list(after)
        cookies = Cookies()
        seen = {(url, "")}
        used, fragment = 0.0, ""
        here = url
        while True:
            host = host_of(here).rstrip(".")
            async with self._hosts.slot(host):
                if self._hosts[host].is_absent:
                    raise _no_host(hops, again=False)
                if self._hosts[host].is_silent:
                    why = "was not tried: its host left several other addresses without an answer"
                    raise Failure("unreachable", "timeout", why, again=False)
                self._count()
                start = time.monotonic()
                try:
                    answer = await self._hop(
                        here, method, max_bytes, self._headers(here, headers, cookies), self._settings.timeout - used
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
                    raise _failure(error, hops) from error
                used += time.monotonic() - start
            answer.hops, answer.fragment = hops, fragment
            cookies.take(here, answer.headers)
            location = answer.headers.get("location", "").strip()
            if answer.status not in _REDIRECTS or not location:
                return answer
            here, fragment = self._next(here, location), location.partition("#")[2]
            hops.append(Hop(answer.status, here))
            sent = cookies.to(here)
            if (here, sent) in seen or len(hops) > self._settings.max_redirects:
                why = "redirects in a circle" if (here, sent) in seen else f"redirects more than {len(hops) - 1} times"
                if cookies:  # it may ask for one that a script sets
                    raise Failure("unreachable", "blocked", f"{why}, and sets cookies on the way", again=False)
                raise Failure("dead", "redirect-loop", why)
            seen.add((here, sent))

    def refreshed(self, answer: Answer, location: str) -> Hop | None:
        """Where a page sends its readers on to (`<meta http-equiv=refresh>`); None when that is nowhere else."""
        try:
            there = self._next(answer.url, location)
        except Failure:
            return None  # to a program, or nowhere: the page itself is what the reader has
        if there == answer.url or any(hop.url == there for hop in answer.hops):
            return None
        return Hop(answer.status, there)

    def _count(self) -> None:
        if self._settings.max_requests and self.requests >= self._settings.max_requests:
            raise Failure("unchecked", "limit", f"the limit of {self._settings.max_requests} requests", again=False)
        self.requests += 1

    def _next(self, here: str, location: str) -> str:
        scheme = re.match(r"([a-z][a-z0-9+.-]{0,30}):", location, re.IGNORECASE)
        if scheme and scheme[1].lower() not in ("http", "https"):
            raise Failure("unreachable", "not-http", f"redirects to a {scheme[1].lower()}: address", again=False)
        # Read as an address in a post is: hosts in other scripts, reversed slashes, no name and password.
        try:
            target = str(httpx.URL(key(urljoin(here, slashed(location)))))
        except (httpx.InvalidURL, ValueError) as error:
            raise Failure("dead", "bad-redirect", "redirects to something that is no address") from error
        if not target:
            raise Failure("dead", "bad-redirect", "redirects to something that is no address")
        return target

    def _forbidden(self, error: ForbiddenAddress, hops: list[Hop]) -> Failure:
        if hops:
            return Failure("unreachable", "private-address", f"redirects to a private network: {error}", again=False)
        return Failure("unchecked", "private-address", str(error), again=False)

    def _headers(self, url: str, more: Mapping[str, str] | None, cookies: Cookies) -> dict[str, str]:
        own = {
            "User-Agent": self._settings.user_agent or _own_name(),
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
        }
        sent = cookies.to(url)
        return {**(more or {}), **own, **({"Cookie": sent} if sent else {})}

    async def _hop(self, url: str, method: str, max_bytes: int, headers: dict[str, str], left: float) -> Answer:
        at = httpx.URL(url)
        # Left to itself, httpx reads the name back from ASCII by stricter rules than browsers have.
        headers = {"Host": at.netloc.decode("ascii"), **headers}
        request = httpx.Request(method, at, headers=headers, extensions={"timeout": self._timeouts})
        # By the address that will be connected to: another parser may read a hostile one differently.
        host = at.raw_host.decode("ascii")
        if (variable := self._tokens.get(host)) and at.scheme == "https":
            if not (token := os.environ.get(variable, "").strip()):
                raise Failure(
                    "unchecked", "login", f"the environment variable {variable} for its token is not set", again=False
                )
            if not is_sendable(token):
                why = f"the environment variable {variable} holds no token that can be sent: plain ASCII, one line"
                self.problems[f"{why}; what {host} has was not visited"] = None
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


def _failure(error: BaseException, hops: Sequence[Hop] = ()) -> Failure:
    """What an error of the connection means for the link."""
    causes: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in causes:
        causes.append(at)
        at = at.__cause__ or at.__context__
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _certificate(cause)
        if isinstance(cause, ssl.SSLError):
            return Failure(
                "unreachable", "tls", f"did not agree on a secure connection ({cause.reason or 'TLS error'})"
            )
        if isinstance(cause, OSError) and type(cause).__name__ == "gaierror":
            return _no_name(cause, hops)
    if any(isinstance(cause, httpx.TimeoutException) for cause in causes):
        return Failure("unreachable", "timeout", "took too long to answer", silent=True)
    if isinstance(error, httpx.ConnectError):
        return Failure("unreachable", "connection", "could not be connected to", silent=True)
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | UnicodeError):
        return Failure("dead", "bad-redirect", "is no address that can be visited", again=False)
    return Failure("unreachable", "connection", "broke off the connection without an answer")


def _no_name(error: OSError, hops: Sequence[Hop]) -> Failure:
    import socket

    absent = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)}
    if error.errno in absent:
        return _no_host(hops)
    named = "redirects to" if hops else "names"
    return Failure("unreachable", "connection", f"{named} a host that could not be looked up", silent=True)


def _no_host(hops: Sequence[Hop], *, again: bool = True) -> Failure:
    detail = "redirects to a host that does not exist" if hops else NO_HOST
    return Failure("dead", "no-host", detail, again=again, silent=True)


# X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT(_LOCALLY), ..._UNABLE_TO_VERIFY_LEAF_SIGNATURE, ..._CERT_NOT_YET_VALID,
# ..._SELF_SIGNED_CERT_IN_CHAIN: browsers fetch an intermediate certificate that is not sent, and their makers,
# companies and systems add authorities to those that are known here; a certificate of tomorrow tells of a wrong clock.
_UNKNOWN = "has a certificate that could not be checked: its issuer is not known here, or not sent"
_DOUBTFUL = {
    **dict.fromkeys((2, 19, 20, 21), _UNKNOWN),
    9: "has a certificate that is not valid yet by the clock of this machine",
}
_REFUSED = {
    10: "has a certificate that has expired",
    18: "has a certificate that is signed by itself",
    62: "has a certificate for another host",
    64: "has a certificate for another host",
}


def _certificate(error: ssl.SSLCertVerificationError) -> Failure:
    code = getattr(error, "verify_code", 0)
    if code in _REFUSED:
        return Failure("dead", "tls", f"{_REFUSED[code]}: browsers warn the reader away")
    why = _DOUBTFUL.get(code) or f"has a certificate that is refused here ({getattr(error, 'verify_message', '')})"
    return Failure("unreachable", "tls", why)
