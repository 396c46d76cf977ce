"""Servers that speak HTTP/2 are spoken to in it."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable

import pytest

from contentlint.sources.client import Gathered

trustme = pytest.importorskip("trustme")
pytest.importorskip("h2")
import h2.connection  # noqa: E402
import h2.events  # noqa: E402


class _Server:
    """Answers every request on one HTTP/2 connection after the other; counts connections."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self.connections = self.requests = 0
        self._tls = tls

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        h2_ = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        h2_.initiate_connection()
        writer.write(h2_.data_to_send())
        while data := await reader.read(65_535):
            for event in h2_.receive_data(data):
                if isinstance(event, h2.events.RequestReceived) and event.stream_id:
                    self.requests += 1
                    body = f"<title>Two</title><p>Request {self.requests}".encode()
                    h2_.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/html")])
                    h2_.send_data(event.stream_id, body, end_stream=True)
            writer.write(h2_.data_to_send())
            await writer.drain()
        writer.close()


def test_one_connection_carries_the_requests_of_a_host(visit: Callable[..., Gathered]) -> None:
    authority = trustme.CA()
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.set_alpn_protocols(["h2"])
    authority.issue_cert("127.0.0.1").configure_cert(theirs)
    ours = ssl.create_default_context()
    authority.configure_trust(ours)
    server = _Server(theirs)
    ready, loop = threading.Event(), asyncio.new_event_loop()
    port: list[int] = []

    async def serve() -> None:
        running = await asyncio.start_server(server.connected, "127.0.0.1", 0, ssl=theirs)
        port.append(running.sockets[0].getsockname()[1])
        stopped.append(asyncio.Event())
        ready.set()
        await stopped[0].wait()
        running.close()

    stopped: list[asyncio.Event] = []
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert ready.wait(5)
    try:
        gathered = visit(*(f"https://127.0.0.1:{port[0]}/{n}" for n in range(8)), tls=ours, per_host=4)
    finally:
        loop.call_soon_threadsafe(stopped[0].set)
        thread.join(5)
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
    assert [(r.verdict, r.title) for r in gathered.results.values()] == [("ok", "Two")] * 8
    assert server.requests == 8 and server.connections < 8
