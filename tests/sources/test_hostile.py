"""Servers, pages and settings that mean harm or are broken: each address gets its verdict, and the rest goes on.

Numbers are those of the entries of `tests/reliability`.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import QUICK
from sources_server import Server, answer, page

from contentlint.errors import ConfigError
from contentlint.evidence.visited import SourceResult, look_up
from contentlint.sources import SourceSettings
from contentlint.sources.address import host_matches, host_of, why_no_pattern
from contentlint.sources.client import Gathered, SourceRequest, Sources
from contentlint.sources.extract import whole
from contentlint.sources.fetch import Answer
from contentlint.sources.store import Entry, Store

Visit = Callable[..., Gathered]

DEEP = 100_000


def serve(server: Server, answers: dict[str, bytes | Callable[[], bytes]]) -> None:
    """Let the server answer some names, by the first part of the path, with those bytes."""
    plain = server.plain

    def own(name: str, method: str, path: str) -> bytes:
        found = answers.get(name)
        return plain(name, method, path) if found is None else found() if callable(found) else found

    server.plain = own  # type: ignore[method-assign]


def raw(status: int, *headers: bytes, body: bytes = b"") -> bytes:
    """An answer whose headers are bytes of any kind."""
    return b"\r\n".join([f"HTTP/1.1 {status} X".encode(), b"Content-Length: %d" % len(body), *headers, b"", body])


def result(gathered: Gathered, server: Server, path: str) -> SourceResult:
    found = look_up(gathered.results, server.url(path))
    assert found is not None
    return found


# 5: one server ends the whole audit


@pytest.mark.parametrize("status", [503, 429])
@pytest.mark.parametrize(
    "value",
    ["²".encode("latin-1"), "²".encode(), "٣".encode(), "५".encode(), b"1\xb2", b"-1", b"1e9", b"nan", b"",
     b"\xff" * 300, b"Fri, 31 Dec 9999 23:59:59 -2359", b"Mon, 01 Jan 0001 00:00:00 +2359",
     b"Fri, 99 Zzz 99999 99:99:99 GMT"],
)  # fmt: skip
def test_5_retry_after_that_is_no_number(visit: Visit, server: Server, status: int, value: bytes) -> None:
    serve(server, {"odd": raw(status, b"Retry-After: " + value)})
    gathered = visit(server.url("/odd"), server.url("/good"), attempts=1)
    odd = result(gathered, server, "/odd")
    reason = "rate-limited" if status == 429 or b"Dec 9999" in value else "server-error"
    assert (odd.verdict, odd.reason) == ("unreachable", reason) and str(status) in odd.detail
    assert result(gathered, server, "/good").verdict == "ok"


def test_5_retry_after_of_plain_digits_is_kept() -> None:
    def wait(value: str) -> float | None:
        return Answer("http://a.test/", 503, httpx.Headers({"Retry-After": value})).wait

    assert wait("7") == 7 and wait("0") == 0 and wait(" 12 ") == 12
    assert wait("9" * 400) == 999_999_999


LONG = b"<p>" + b"Ships come and go in the harbour, and nobody counts them. " * 20
SURROGATES = {
    "json": answer(body=rb'{"harbour": "\ud800 4210 ships", "\udfff": ["\udc00\ud800"]}', type_="application/json"),
    "only": answer(body=rb'"\ud800"', type_="application/ld+json"),
    "data": answer(
        body=rb'<html><title>Port</title><script type="application/ld+json">{"articleBody": "\ud800 In that year the '
        rb'harbour counted 4210 ships of all kinds and sizes, it says here"}</script>' + LONG
    ),
    "date": answer(
        body=rb'<html><script type="application/ld+json">{"datePublished": "2020-01-02\ud800"}</script><p>4210 ships'
        + LONG
    ),
    "escape": answer(body=rb"4210 ships \ud800 came", type_="text/plain; charset=unicode_escape"),
    "utf7": answer(body=b"<html><title>+2AA-</title><p>4210 ships +2AA- came", type_="text/html; charset=utf-7"),
}


@pytest.mark.parametrize("name", SURROGATES)
def test_5_half_a_surrogate_pair_in_a_page(visit: Visit, server: Server, name: str) -> None:
    serve(server, {f"odd-{name}": SURROGATES[name]})
    gathered = visit(server.url(f"/odd-{name}"), server.url("/good"))
    odd = result(gathered, server, f"/odd-{name}")
    assert odd.verdict == "ok" and result(gathered, server, "/good").verdict == "ok"
    if name not in ("escape", "utf7"):  # those may count as unreadable
        assert odd.text is not None and not odd.unreadable
        assert name == "only" or "4210 ships" in odd.text
    for text in (odd.text, odd.title, odd.detail, odd.unreadable):
        (text or "").encode()
    assert name != "json" or odd.text == "harbour: \ufffd 4210 ships\n\ufffd: \ufffd\ufffd"
    again = visit(server.url(f"/odd-{name}"), offline=True)
    assert result(again, server, f"/odd-{name}").text == odd.text


def test_5_pairs_stay_characters() -> None:
    assert (
        whole("a\ud83d\ude00b") == "a😀b"
        and whole("\ud800a") == "\ufffda"
        and whole("\ufeffä\udc00") == "\ufeffä\ufffd"
    )


@pytest.mark.parametrize("error", [ValueError("x"), RecursionError(), MemoryError(), KeyError("a"), RuntimeError("r")])
def test_5_whatever_a_visit_raises_is_told_of_that_address(
    visit: Visit, server: Server, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contentlint.sources import client

    real = client.judge

    def judge(url: str, *arguments: Any) -> Any:
        if "/odd" in url:
            raise error
        return real(url, *arguments)

    monkeypatch.setattr(client, "judge", judge)
    gathered = visit(server.url("/odd"), *(server.url(f"/page/{n}") for n in range(5)))
    odd = result(gathered, server, "/odd")
    assert (odd.verdict, odd.reason) == ("unreachable", "server-error")
    assert type(error).__name__ in odd.detail and "could not be visited" in odd.detail
    assert sorted(r.verdict for r in gathered.results.values()) == ["ok"] * 5 + ["unreachable"]


def test_5_a_cancelled_visit_is_still_cancelled(server: Server, tmp_path: Path) -> None:
    async def run() -> Gathered:
        sources = Sources(SourceSettings(**{**QUICK, "timeout": 20.0}), Store(None))
        asyncio.get_running_loop().call_later(0.5, sources.stop)
        async with asyncio.timeout(10):
            return await sources.gather([SourceRequest(server.url("/slow")), SourceRequest(server.url("/good"))])

    gathered = asyncio.run(run())
    assert gathered.interrupted
    assert (result(gathered, server, "/slow").reason, result(gathered, server, "/good").verdict) == ("stopped", "ok")


def test_5_a_page_with_deep_data(visit: Visit, server: Server) -> None:
    deep = (
        b'<html><title>Port</title><script type="application/ld+json">' + b"[" * DEEP + b"</script><p>4210 ships came"
    )
    as_json = answer(body=b'{"a":' * DEEP, type_="application/json")
    serve(server, {"deep": answer(body=deep), "deep-json": as_json})
    gathered = visit(server.url("/deep"), server.url("/deep-json"))
    assert {r.verdict for r in gathered.results.values()} == {"ok"}
    assert "4210 ships" in (result(gathered, server, "/deep").text or "")


# 9: what a server wants sent back


@pytest.mark.parametrize(
    "header",
    ['ETag: "é"'.encode(), b'ETag: "\xe9"', "Last-Modified: é".encode(), b"Last-Modified: Mon, 1 F\xe9b",
     b'ETag: "\x01\x7f"', b'ETag: "a\tb"', b'ETag: "' + b"x " * 400 + b'"'],
)  # fmt: skip
def test_9_a_validator_that_cannot_be_sent_does_not_kill_the_link(visit: Visit, server: Server, header: bytes) -> None:
    now: Any = time.time()
    serve(server, {"odd": raw(200, b"Content-Type: text/html", header, body=page())})
    for day in (0, 8, 16):
        found = visit(server.url("/odd"), clock=lambda day=day: now + day * 86_400).results
        assert [(r.verdict, r.from_store) for r in found.values()] == [("ok", False)]
    assert server.hits["GET /odd"] == 3
    assert "if-none-match" not in "".join(server.heads).lower()
    assert "if-modified-since" not in "".join(server.heads).lower()


def test_9_what_an_older_version_stored_is_not_sent(visit: Visit, server: Server, tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.sqlite")
    url = server.url("/changing")
    store.save(Entry(url, 1, 1.0, status=200, final_url=url, etag='"é"', last_modified="a\r\nX-Own: 1"))
    store.close()
    (found,) = visit(SourceRequest(url)).results.values()
    assert found.verdict == "ok" and "x-own" not in server.heads[-1].lower()


# 18: redirects, patterns of hosts, resolvers


@pytest.mark.parametrize(
    ("location", "verdict", "reason", "words"),
    [
        (b"http://[::1", "dead", "bad-redirect", "no address"),
        (b"http://[bad]/x", "dead", "bad-redirect", "no address"),
        (b"//[::1", "dead", "bad-redirect", "no address"),
        (b"http://a:99999999/", "dead", "bad-redirect", "no address"),
        (b"http://a:b/", "dead", "bad-redirect", "no address"),
        (b"https://", "dead", "bad-redirect", "no address"),
        (b"https:///x", "dead", "bad-redirect", "no address"),
        ("http://a℀b/".encode(), "dead", "bad-redirect", "no address"),
        (b"http://a\x01b/", "dead", "bad-redirect", "no address"),
        (b"javascript:alert(1)", "unreachable", "not-http", "javascript: address"),
        (b"JavaScript://x/%0aalert(1)", "unreachable", "not-http", "javascript: address"),
        (b"data:text/html,hello", "unreachable", "not-http", "data: address"),
        (b"mailto:a@b.test", "unreachable", "not-http", "mailto: address"),
        (b"file:///etc/passwd", "unreachable", "not-http", "file: address"),
        (b"about:blank", "unreachable", "not-http", "about: address"),
        (b"/good", "ok", "", ""),
        (b"good", "ok", "", ""),
        (b"?again", "dead", "redirect-loop", "circle"),
        (b"#top", "dead", "redirect-loop", "circle"),
        ("/é".encode(), "ok", "", ""),
        (b"/\xe9", "ok", "", ""),
    ],
)  # fmt: skip
def test_18_a_redirect_to_what_is_no_page(
    visit: Visit, server: Server, location: bytes, verdict: str, reason: str, words: str
) -> None:
    serve(server, {"odd": raw(302, b"Location: " + location)})
    gathered = visit(server.url("/odd"), server.url("/good"))
    odd = result(gathered, server, "/odd")
    assert (odd.verdict, odd.reason) == (verdict, reason), odd.detail
    assert words in odd.detail
    assert result(gathered, server, "/good").verdict == "ok"


def test_18_a_location_without_a_redirect_is_nothing(visit: Visit, server: Server) -> None:
    serve(server, {"odd": raw(200, b"Location: http://[::1", b"Content-Type: text/html", body=page())})
    odd = result(visit(server.url("/odd")), server, "/odd")
    assert odd.verdict == "ok" and odd.text and "ships" in odd.text


@pytest.mark.parametrize("pattern", ["name.test", "*.name.test", "localhost", "10.0.0.7", "::1", "[::1]", "a_b.test",
                                     "müller.test", "Name.Test."])  # fmt: skip
def test_18_a_pattern_of_hosts(pattern: str) -> None:
    assert why_no_pattern(pattern) == ""
    assert SourceSettings(allow_hosts=(pattern,), skip=(pattern,)).allow_hosts == (pattern,)
    assert host_matches(pattern.replace("*", "a"), (pattern,))


@pytest.mark.parametrize(
    "pattern",
    ["", "*", "*.", "**.name.test", "*name.test", "a.*.test", "name.*", "[a-z]", "[a-z].test", "na?e.test", "a b.test",
     "10.0.0.*", "10.0.0.0/8", "*.10.0.0.7", "name.test:80", "http://name.test", "name.test/x", ".name.test", "a..test",
     "-a.test", "a\n", "!name.test", "user@name.test"],
)  # fmt: skip
@pytest.mark.parametrize("key", ["allow_hosts", "skip"])
def test_18_only_a_name_and_star_dot_name_are_patterns(pattern: str, key: str) -> None:
    with pytest.raises(ConfigError, match=f"'sources.{key.replace('_', '-')}': .* is no host: .") as error:
        SourceSettings(**{key: ("fine.test", pattern)})  # type: ignore[arg-type]
    assert "\n" not in str(error.value)


def test_18_patterns_are_no_globs() -> None:
    assert not host_matches("q", ("[a-z]", "?", "*"))
    assert not host_matches("name.test", ("n?me.test", "*name.test", "name*"))
    assert host_matches("a.b.NAME.test.", ("*.name.test",)) and not host_matches("aname.test", ("*.name.test",))


@pytest.mark.parametrize("found", ["no ip", "", "999.1.1.1", "127.0.0.1/8", "[127.0.0.1]", 5, None])
def test_18_a_resolver_that_gives_no_address(visit: Visit, server: Server, found: Any) -> None:
    async def resolver(host: str, port: int) -> list[Any]:
        return ["127.0.0.1"] if host == "127.0.0.1" else [found]

    gathered = visit("http://odd.test/", server.url("/good"), resolver=resolver, attempts=1)
    assert gathered.results["http://odd.test/"].verdict == "unreachable"
    assert result(gathered, server, "/good").verdict == "ok"


@pytest.mark.parametrize(
    "error", [ValueError("x"), OverflowError("y"), UnicodeError("z"), RuntimeError("r"), OSError()]
)
def test_18_a_resolver_that_raises(visit: Visit, server: Server, error: Exception) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        if host == "127.0.0.1":
            return [host]
        raise error

    gathered = visit("http://odd.test/", server.url("/good"), resolver=resolver, attempts=1)
    assert gathered.results["http://odd.test/"].verdict == "unreachable"
    assert result(gathered, server, "/good").verdict == "ok"


# Further kinds: settings, tokens, the archive, hostile addresses


@pytest.mark.parametrize("name", ["é", "a\nb", "a\r\nX-Own: 1", "a\x00", "a\x7f", " a", "a ", "\t", "“bot”", "🤖"])
def test_a_user_agent_that_cannot_be_sent(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="user-agent' must be plain ASCII") as error:
        SourceSettings(user_agent=name)
    assert str(error.value).isprintable() and str(error.value).isascii()
    from contentlint.run import config

    file = tmp_path / "contentlint.toml"
    file.write_text(f"[sources]\npolite = true\nuser-agent = {json.dumps(name, ensure_ascii=True)}\n", "utf-8")
    if name.isascii() or len(name.encode("utf-16-le")) == 2:
        with pytest.raises(ConfigError) as placed:
            config.load(file)
        assert (placed.value.path, placed.value.line) == (str(file), 3)


def test_a_user_agent_that_can(visit: Visit, server: Server) -> None:
    visit(server.url("/good"), user_agent="Harbour/1.0 (+https://harbour.test/bot)")
    assert "User-Agent: Harbour/1.0 (+https://harbour.test/bot)\r\n" in server.heads[-1]


@pytest.mark.parametrize(("key", "value"), [("timeout", float("nan")), ("delay", float("nan")), ("freshness", -1.0),
                                            ("max_bytes", 10**30), ("max_bytes", 999)])  # fmt: skip
def test_numbers_that_cannot_be(key: str, value: Any) -> None:
    with pytest.raises(ConfigError, match=f"'sources.{key.replace('_', '-')}' must be at"):
        SourceSettings(**{key: value})


def test_many_attempts_do_not_overflow(visit: Visit, server: Server) -> None:
    serve(server, {"odd": raw(503)})
    odd = result(visit(server.url("/odd"), attempts=1100, backoff=0.0, per_host=1), server, "/odd")
    assert (odd.verdict, odd.reason) == ("unreachable", "server-error") and "503" in odd.detail


@pytest.mark.parametrize("token", ["é", "a\nb", "a\r\nX-Own: 1", "a\x00b", "tok\x7fen", "“x”", "\udce9"])
def test_a_token_that_cannot_be_sent(visit: Visit, server: Server, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setattr(os, "environ", {**os.environ, "PAGE_TOKEN": token})
    https = server.url("/good").replace("http:", "https:")
    gathered = visit(https, https + "/2", server.url("/good"), tokens={"127.0.0.1": "PAGE_TOKEN"})
    for url in (https, https + "/2"):
        found = look_up(gathered.results, url)
        assert found is not None and (found.verdict, found.reason) == ("unchecked", "login")
        assert "PAGE_TOKEN" in found.detail and token not in found.detail
    (problem,) = gathered.problems
    assert "PAGE_TOKEN" in problem and token not in problem
    assert result(gathered, server, "/good").verdict == "ok"
    assert "authorization" not in "".join(server.heads).lower()


ARCHIVES = {
    "deep": b"[" * 60_000,
    "deep-object": b'{"archived_snapshots":' * 2_900,
    "surrogate": rb'{"archived_snapshots": {"closest": {"available": true, "url": "http://a.test/\ud800"}}}',
    "control": rb'{"archived_snapshots": {"closest": {"available": true, "url": "http://a.test/\u001b]0;x\u0007"}}}',
    "lines": rb'{"archived_snapshots": {"closest": {"available": true, "url": "http://a.test/\n::error::x"}}}',
    "no-host": rb'{"archived_snapshots": {"closest": {"available": true, "url": "http://[::1"}}}',
    "list": b'{"archived_snapshots": {"closest": [1]}}',
    "number": b'{"archived_snapshots": {"closest": {"available": true, "url": ' + b"9" * 5000 + b"}}}",
    "not-utf-8": b"\xff\xfe\x00\xd8{",
    "null": b"null",
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_that_answers_nonsense(visit: Visit, server: Server, name: str) -> None:
    serve(server, {"nonsense": answer(body=ARCHIVES[name], type_="application/json")})
    gathered = visit(server.url("/missing"), server.url("/good"), archive=server.url("/nonsense"))
    missing = result(gathered, server, "/missing")
    assert (missing.verdict, missing.reason, missing.archive_url) == ("dead", "gone", "")
    assert result(gathered, server, "/good").verdict == "ok"


@pytest.mark.parametrize("service", ["http://[", "é", "javascript:x", "http://a℀b/", "x"])
def test_an_archive_that_is_none(visit: Visit, server: Server, service: str) -> None:
    assert result(visit(server.url("/missing"), archive=service), server, "/missing").verdict == "dead"


HOSTILE = ["http://[::1", "http://[bad]/x", "http://a℀b/", "http://a:99999/", "http://a:b/", "http://", "//",
           "http:///x", "http://%zz/", "http://a\x00b/", "http://\u202e.test/", "http://" + "a" * 5000 + ".test/",
           "http://a..b/", "http://xn--0.test/",
           "http://[fe80::1%25x]/", "http://a\\b@c/", "http://ⓔ.test/", "doi:", "http://*/"]  # fmt: skip


@pytest.mark.parametrize("url", HOSTILE)
def test_an_address_that_is_none(visit: Visit, server: Server, url: str) -> None:
    assert host_of(url) == host_of(url).lower()
    gathered = visit(url, server.url("/good"), attempts=1)
    assert all(
        r.verdict in ("dead", "unreachable", "unchecked") for r in gathered.results.values() if "good" not in r.url
    )
    assert result(gathered, server, "/good").verdict == "ok"


def test_5_half_a_pair_in_an_address(visit: Visit, server: Server) -> None:
    from contentlint.evidence.visited import key

    assert key("http://a.test/\ud800?\udfff") == "http://a.test/%3F??"
    gathered = visit(server.url("/\ud800"), "http://\ud800.test/", server.url("/good"), attempts=1)
    assert result(gathered, server, "/\ud800").verdict == "ok"  # the server has a page for every name
    assert result(gathered, server, "/good").verdict == "ok" and len(gathered.results) == 3


def test_a_robots_txt_that_makes_its_reader_fail(visit: Visit, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from protego import Protego

    def fails(*_: Any) -> bool:
        raise RecursionError

    monkeypatch.setattr(Protego, "can_fetch", fails)
    assert result(visit(server.url("/good"), polite=True, delay=0.0), server, "/good").verdict == "ok"
