"""No address that is not public is ever connected to, however it is written."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable, Iterable
from typing import Any

import httpcore
import pytest
from sources_server import Server

from contentlint.evidence.visited import look_up
from contentlint.sources.address import host_matches, is_public
from contentlint.sources.client import Gathered
from contentlint.sources.transport import GuardedBackend, SystemResolver

Visit = Callable[..., Gathered]

# Hosts as they may stand in a link. What the system's resolver makes of them differs; none may be reached.
TRICKY = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.0.0.1.",
    "127.255.255.254", "0", "0.0.0.0", "localhost", "localhost.", "LOCALHOST", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]",
    "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2002:a00:1::]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "10.0.0.1",
    "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.1.1", "169.254.169.254", "169.254.0.1",
    "2852039166", "0xa9fea9fe", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.1", "192.0.2.1",
    "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "[fe80::1]", "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[2001:db8::1]", "[100::1]",
    "[::ffff:169.254.169.254]", "[::ffff:0:127.0.0.1]", "①②⑦.⓪.⓪.①", "127。0。0。1",
]  # fmt: skip


class _Watched:
    """Stands in for opening a socket: fails the test when it is asked to."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    async def connect_tcp(self, host: str, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        self.opened.append(host)
        raise httpcore.ConnectError("no connection in this test")


def _watch(monkeypatch: pytest.MonkeyPatch) -> _Watched:
    watched = _Watched()
    monkeypatch.setattr(httpcore, "AnyIOBackend", lambda: watched)
    return watched


@pytest.mark.parametrize("host", TRICKY)
def test_no_tricky_address_is_reached(visit: Visit, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    watched = _watch(monkeypatch)
    gathered = visit(f"http://{host}:8099/x", allow_hosts=(), attempts=1)
    assert watched.opened == []
    assert all(r.verdict != "ok" for r in gathered.results.values())


def test_there_are_enough_of_them() -> None:
    assert len(set(TRICKY)) >= 40


@pytest.mark.parametrize("host", [h for h in TRICKY if h[0] == "[" or h.count(".") == 3])
def test_no_redirect_leads_there(visit: Visit, server: Server, host: str) -> None:
    there = f"http://{host}:{server.port}/never"
    server.plain = lambda name, method, path: (  # type: ignore[method-assign]
        f"HTTP/1.1 302 X\r\nLocation: {there}\r\nContent-Length: 0\r\n\r\n".encode()
    )

    # Only the name `front.test` is allowed, not the address behind it.
    async def mixed(name: str, port: int) -> list[str]:
        return ["127.0.0.1"] if name == "front.test" else await SystemResolver()(name, port)

    url = f"http://front.test:{server.port}/start"
    result = look_up(visit(url, allow_hosts=("front.test",), resolver=mixed, attempts=1).results, url)
    assert result is not None and result.verdict != "ok"
    assert not any("never" in hit for hit in server.hits)


def test_a_name_that_changes_its_address_gains_nothing(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = _watch(monkeypatch)
    answers = iter(["93.184.215.14", "127.0.0.1", "10.0.0.1", "93.184.215.14"])
    asked: list[str] = []

    async def resolver(name: str, port: int) -> list[str]:
        asked.append(name)
        return [next(answers)]

    for _ in range(4):
        visit("http://rebinding.example/x", allow_hosts=(), resolver=resolver, attempts=1)
    assert len(asked) == 4  # one look-up for each connection, and the socket goes to what was judged
    assert watched.opened == ["93.184.215.14", "93.184.215.14"]


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = _watch(monkeypatch)

    async def resolver(name: str, port: int) -> list[str]:
        return ["93.184.215.14", "192.168.0.7"]

    from contentlint.sources.transport import ForbiddenAddress

    with pytest.raises(ForbiddenAddress):
        asyncio.run(GuardedBackend(resolver).connect_tcp("both.example", 80))
    assert watched.opened == []


def test_schemes_other_than_http_are_not_visited(visit: Visit) -> None:
    urls = ["file:///etc/passwd", "ftp://example.com/", "gopher://127.0.0.1/", "javascript:alert(1)", "unix:///x"]
    assert visit(*urls).results == {}


def _neighbours(networks: Iterable[str]) -> Iterable[tuple[str, str]]:
    for network in networks:
        own = ipaddress.ip_network(network)
        yield str(own.network_address - 1), str(own.network_address)
        yield str(own.broadcast_address + 1), str(own.broadcast_address)


def test_the_networks_end_where_they_should() -> None:
    blocks = ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"]
    for outside, inside in _neighbours([*blocks, "198.18.0.0/15"]):
        assert is_public(ipaddress.ip_address(outside)) and not is_public(ipaddress.ip_address(inside))
    assert not is_public(ipaddress.ip_address("1fff::1")) and not is_public(ipaddress.ip_address("4000::1"))
    assert is_public(ipaddress.ip_address("2606:4700:4700::1111"))
    assert is_public(ipaddress.ip_address("64:ff9b::8.8.8.8"))


def test_hosts_by_pattern() -> None:
    assert host_matches("a.internal", ("*.internal",)) and host_matches("LOCALHOST.", ("localhost",))
    assert not host_matches("internal", ("*.internal",)) and not host_matches("a.internal.example", ("*.internal",))


def test_the_system_resolver_knows_odd_forms() -> None:
    # Shows that the forms above are no fantasy: this resolver takes 2130706433 for loopback.
    try:
        found = socket.getaddrinfo("2130706433", 80)[0][4][0]
    except OSError:
        pytest.skip("this system's resolver does not know numbers for addresses")
    assert found == "127.0.0.1"
