"""The connection pool: every connection goes to an address that was looked up and judged just before.

The name is resolved here, each address it has is judged, and the socket is opened to that very address: a name that
resolves to another place the next time (DNS rebinding) gains nothing. TLS still checks the certificate against the
name.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from contentlint.sources.address import host_matches, is_public

Resolver = Callable[[str, int], Awaitable[list[str]]]
"""Gives the addresses of a host, as text. Raises OSError (socket.gaierror) when it has none."""

_TRIED_ADDRESSES = 3


class ForbiddenAddress(Exception):
    """The host's address is on a private network; nothing was sent there."""


class SystemResolver:
    """The operating system's resolver, in threads of its own so that slow names don't hold up the others."""

    def __init__(self, threads: int = 16) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="resolve")

    async def __call__(self, host: str, port: int) -> list[str]:
        def look_up() -> list[str]:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            return list(dict.fromkeys(str(entry[4][0]) for entry in found))

        return await asyncio.get_running_loop().run_in_executor(self._threads, look_up)

    def close(self) -> None:
        """Wait for no look-up that is still on its way."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections to public addresses, and to any address of the hosts in `allowed`."""

    def __init__(self, resolver: Resolver, allowed: tuple[str, ...] = ()) -> None:
        self._resolver, self._allowed = resolver, allowed
        self._backend = httpcore.AnyIOBackend()
        self.has_connected = False
        """True once any host was reached."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises ForbiddenAddress, httpcore.ConnectError or httpcore.ConnectTimeout."""
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._resolver(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"looking up {host} took too long") from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        checked = [self._checked(host, address) for address in addresses]
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in checked[:_TRIED_ADDRESSES]:
            try:
                stream = await self._backend.connect_tcp(address, port, timeout, local_address, socket_options)
                self.has_connected = True
                return stream
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def can_resolve(self, host: str) -> bool:
        """Whether a name is found now."""
        try:
            return bool(await self._resolver(host, 443))
        except (OSError, UnicodeError):
            return False

    def _checked(self, host: str, text: str) -> str:
        # One private address among public ones is reason enough: which one is used is up to whoever owns the name.
        try:
            address = ipaddress.ip_address(text.partition("%")[0])
        except ValueError as error:
            raise httpcore.ConnectError(f"{host} was looked up as what is no address") from error
        if not is_public(address) and not host_matches(host, self._allowed):
            raise ForbiddenAddress(f"{host} is at the private address {address}")
        return text

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        """Raises ForbiddenAddress, always."""
        raise ForbiddenAddress("a socket of this machine is no web address")

    async def sleep(self, seconds: float) -> None:
        """Wait, for retries inside the pool."""
        await asyncio.sleep(seconds)


@contextmanager
def _as_httpx() -> Iterator[None]:
    try:
        yield
    except tuple(_ERRORS) as error:
        raise _ERRORS[type(error)](str(error)) from error


_ERRORS: dict[type[Exception], type[httpx.TransportError]] = {
    getattr(httpcore, name): getattr(httpx, name)
    for name in (
        "ConnectError", "ConnectTimeout", "ReadError", "ReadTimeout", "WriteError", "WriteTimeout", "PoolTimeout",
        "RemoteProtocolError", "LocalProtocolError", "UnsupportedProtocol", "ProxyError",
    )
}  # fmt: skip


class _Stream(httpx.AsyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx():
            async for part in self._stream:
                yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


class GuardedTransport(httpx.AsyncBaseTransport):
    """One pool for the whole run: HTTP/2 where the server has it, no proxies, connections by `backend`."""

    def __init__(self, backend: GuardedBackend, connections: int, context: ssl.SSLContext, *, http2: bool) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=15.0,
            http2=http2,
            network_backend=backend,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """As httpx wants it. Raises ForbiddenAddress beside httpx's own errors."""
        url = request.url
        with _as_httpx():
            response = await self._pool.handle_async_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Stream(response.stream), extensions=response.extensions
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()
