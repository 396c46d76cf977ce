"""Certificates that browsers refuse, and one that they don't."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable

import pytest
from sources_server import Server

from contentlint.evidence.visited import look_up
from contentlint.sources.client import Gathered

trustme = pytest.importorskip("trustme")
Visit = Callable[..., Gathered]

PAST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("name", "expires", "trusted", "verdict", "words"),
    [
        ("127.0.0.1", None, True, "ok", ""),
        ("127.0.0.1", PAST, True, "dead", "expired"),
        ("other.test", None, True, "dead", "another host"),
        ("127.0.0.1", None, False, "unreachable", "could not be checked"),
    ],
)
def test_certificates(
    visit: Visit, name: str, expires: dt.datetime | None, trusted: bool, verdict: str, words: str
) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert(name, not_after=expires)
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(theirs)
    ours = ssl.create_default_context()
    if trusted:
        authority.configure_trust(ours)
    with Server(theirs) as server:
        gathered = visit(server.url("/good"), server.url("/page/2"), tls=ours, attempts=2)
        result = look_up(gathered.results, server.url("/good"))
    assert result is not None
    assert result.verdict == verdict and words in result.detail
    assert result.reason == ("" if verdict == "ok" else "tls")


def test_a_token_goes_to_its_host_alone(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("wiki.test", "other.test").configure_cert(theirs)
    ours = ssl.create_default_context()
    authority.configure_trust(ours)
    monkeypatch.setenv("WIKI_TOKEN", "s3cret")

    async def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    with Server(theirs) as server:
        there = server.url("/good", "other.test")
        server.plain = lambda name, method, path: (  # type: ignore[method-assign]
            f"HTTP/1.1 302 X\r\nLocation: {there}\r\nContent-Length: 0\r\n\r\n".encode()
            if path == "/start"
            else b"HTTP/1.1 200 X\r\nContent-Length: 2\r\n\r\nok"
        )
        tokens = {"wiki.test": "WIKI_TOKEN"}
        gathered = visit(server.url("/start", "wiki.test"), tls=ours, resolver=resolver, tokens=tokens)
        assert [r.verdict for r in gathered.results.values()] == ["ok"]
        by_host = {("wiki" if "host: wiki" in head.lower() else "other"): head for head in server.heads}
        assert "authorization: bearer s3cret" in by_host["wiki"].lower()
        assert "s3cret" not in by_host["other"]
        monkeypatch.delenv("WIKI_TOKEN")
        (result,) = visit(server.url("/x", "wiki.test"), tls=ours, resolver=resolver, tokens=tokens).results.values()
        assert result.verdict == "unchecked" and "WIKI_TOKEN" in result.detail
