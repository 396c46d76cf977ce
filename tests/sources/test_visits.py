"""Every kind of answer ends in its verdict, in time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
from sources_server import Server

from contentlint.evidence.visited import look_up
from contentlint.sources import SourceSettings
from contentlint.sources.client import Gathered, Progress, SourceRequest, Sources
from contentlint.sources.store import Store

Visit = Callable[..., Gathered]

OUTCOMES = [
    ("/good", "ok", ""),
    ("/dated", "ok", ""),
    ("/gone", "dead", "gone"),
    ("/missing", "dead", "gone"),
    ("/soft", "dead", "soft-404"),
    ("/about-404", "ok", ""),
    ("/challenge", "unreachable", "blocked"),
    ("/moved", "ok", ""),
    ("/seen", "ok", ""),
    ("/deep/article/one", "dead", "soft-404"),
    ("/to-login", "unreachable", "login"),
    ("/loop", "dead", "redirect-loop"),
    ("/cookie-loop", "unreachable", "blocked"),
    ("/chain/0", "dead", "redirect-loop"),
    ("/to-private", "unreachable", "private-address"),
    ("/to-file", "unreachable", "not-http"),
    ("/forbidden", "unreachable", "blocked"),
    ("/error", "unreachable", "server-error"),
    ("/busy-once", "ok", ""),
    ("/busy", "unreachable", "rate-limited"),
    ("/flaky", "ok", ""),
    ("/once-missing", "ok", ""),
    ("/gzip", "ok", ""),
    ("/raw-deflate", "ok", ""),
    ("/brotli", "ok", ""),
    ("/bad-gzip", "ok", ""),
    ("/bomb", "ok", ""),
    ("/endless", "ok", ""),
    ("/endless-head", "unreachable", "connection"),
    ("/trickle", "ok", ""),
    ("/truncated", "ok", ""),
    ("/hangs-up", "unreachable", "connection"),
    ("/garbage", "unreachable", "connection"),
    ("/slow", "unreachable", "timeout"),
    ("/json", "ok", ""),
    ("/picture-as-page", "ok", ""),
]


@pytest.mark.parametrize(("path", "verdict", "reason"), OUTCOMES)
def test_each_answer_has_its_verdict(visit: Visit, server: Server, path: str, verdict: str, reason: str) -> None:
    start = time.monotonic()
    result = look_up(visit(server.url(path)).results, server.url(path))
    assert result is not None
    assert (result.verdict, result.reason) == (verdict, reason), result.detail
    assert bool(result.detail) is (verdict != "ok")
    assert time.monotonic() - start < 10  # three tries of 1.5 s at most, and the reader's start


UNREADABLE = [
    ("/brotli", "not asked for"),
    ("/bad-gzip", "broken"),
    ("/bomb", "larger than"),
    ("/endless", "larger than"),
    ("/trickle", "in time"),
    ("/truncated", "broke off"),
    ("/picture-as-page", "neither"),
    ("/scripted", "scripts"),
]


@pytest.mark.parametrize(("path", "why"), UNREADABLE)
def test_a_page_that_is_not_whole_says_why(visit: Visit, server: Server, path: str, why: str) -> None:
    result = look_up(visit(server.url(path)).results, server.url(path))
    assert result is not None and why in result.unreadable


TEXTS = [
    ("/good", "4,210 ships"),
    ("/gzip", "4,210 ships"),
    ("/raw-deflate", "4,210 ships"),
    ("/json", "harbour ships: 4210"),
    ("/text", "Ships: 4210"),
    ("/page-as-picture", "4,210 ships"),
    ("/latin", "Café"),
]


@pytest.mark.parametrize(("path", "text"), TEXTS)
def test_the_text_is_read_whatever_the_kind(visit: Visit, server: Server, path: str, text: str) -> None:
    result = look_up(visit(server.url(path)).results, server.url(path))
    assert result is not None and result.text is not None
    assert text in result.text
    assert not result.unreadable
    assert "Menu 99%" not in result.text


def test_redirects_are_told(visit: Visit, server: Server) -> None:
    results = visit(server.url("/moved"), server.url("/seen")).results
    moved, seen = (look_up(results, server.url(path)) for path in ("/moved", "/seen"))
    assert moved is not None and seen is not None
    assert moved.moved_to == moved.final_url == server.url("/good")
    assert (seen.final_url, seen.moved_to) == (server.url("/good"), "")
    assert [hop.status for hop in moved.redirects] == [301]


def test_fragments(visit: Visit, server: Server) -> None:
    asked = SourceRequest(server.url("/good") + "#two", anchors=True)
    result = look_up(visit(asked).results, server.url("/good#other"))
    assert result is not None
    assert [result.has_fragment(f) for f in ("two", "", "top", "four", "!/x", ":~:text=ships", "L20")] == [
        True, True, True, False, None, True, None,
    ]  # fmt: skip


def test_a_file_is_asked_for_by_head_and_by_get_where_that_is_refused(visit: Visit, server: Server) -> None:
    urls = [server.url(path) for path in ("/data.zip", "/no-head/data.zip", "/only-get/data.zip")]
    gathered = visit(*(SourceRequest(url) for url in urls))
    assert [r.verdict for r in gathered.results.values()] == ["ok"] * 3
    assert server.hits["HEAD /data.zip"] == 1 and server.hits["GET /data.zip"] == 0
    assert server.hits["GET /no-head/data.zip"] == server.hits["GET /only-get/data.zip"] == 1


def test_dead_is_believed_the_second_time(visit: Visit, server: Server) -> None:
    visit(server.url("/gone"))
    assert server.hits["GET /gone"] == 2


def test_retry_after_is_kept(visit: Visit, server: Server) -> None:
    visit(server.url("/busy-once"))
    first, second = server.times["/busy-once"]
    assert second - first >= 1
    visit(server.url("/busy"))
    assert server.hits["GET /busy"] == 1  # two hours are more than a run waits


def test_robots_and_the_pause_between_requests(visit: Visit, server: Server) -> None:
    results = visit(
        server.url("/private/x"), server.url("/a"), server.url("/b"), polite=True, delay=0.2, per_host=1
    ).results
    private = look_up(results, server.url("/private/x"))
    assert private is not None and private.verdict == "ok" and private.text is None
    assert "robots.txt" in private.unreadable
    assert server.hits["GET /private/x"] == 0 and server.hits["HEAD /private/x"] == 1
    assert server.hits["GET /robots.txt"] == 1
    times = sorted(t for own in server.times.values() for t in own)
    assert len(times) == 4 and times[-1] - times[0] > 3 * 0.2 * 0.9


def test_a_host_gets_few_requests_at_once(visit: Visit, server: Server) -> None:
    visit(*(server.url(f"/page/{n}") for n in range(40)), per_host=3)
    assert server.most_at_once <= 3


def test_a_silent_host_is_given_up(visit: Visit, server: Server) -> None:
    gathered = visit(*(server.url(f"/slow/{n}") for n in range(12)), attempts=1, timeout=0.3, per_host=2)
    assert {r.verdict for r in gathered.results.values()} == {"unreachable"}
    assert gathered.requests <= 6


def test_nothing_of_us_is_sent(visit: Visit, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("PAGE_TOKEN", "secret")
    gathered = visit(server.url("/good?1"), server.url("/good?2"), per_host=1, tokens={"127.0.0.1": "PAGE_TOKEN"})
    assert {r.verdict for r in gathered.results.values()} == {"ok"}
    heads = "".join(server.heads).lower()
    # The server sets a cookie; the token is only for https.
    assert "cookie" not in heads and "authorization" not in heads and "secret" not in heads
    assert "user-agent: contentlint/" in heads


def test_names_and_passwords_in_addresses_are_not_sent(visit: Visit, server: Server) -> None:
    plain = server.plain
    there = f"http://me:hidden@127.0.0.1:{server.port}/good"
    server.plain = lambda name, method, path: (  # type: ignore[method-assign]
        f"HTTP/1.1 302 X\r\nLocation: {there}\r\nContent-Length: 0\r\n\r\n".encode()
        if name == "start"
        else plain(name, method, path)
    )
    gathered = visit(server.url("/start").replace("//", "//you:secret@"))
    assert [r.verdict for r in gathered.results.values()] == ["ok"]
    assert "authorization" not in "".join(server.heads).lower()


def test_the_limit_of_requests(visit: Visit, server: Server) -> None:
    gathered = visit(*(server.url(f"/page/{n}") for n in range(10)), max_requests=4)
    assert gathered.requests == 4
    assert sorted(r.verdict for r in gathered.results.values()) == ["ok"] * 4 + ["unchecked"] * 6
    assert visit(*(server.url(f"/page/{n}") for n in range(10)), max_requests=6).requests == 6


def test_an_archived_copy_is_offered(visit: Visit, server: Server) -> None:
    gathered = visit(server.url("/missing"), archive=server.url("/wayback/available"))
    (result,) = gathered.results.values()
    assert result.archive_url == "https://web.archive.org/web/2020/x"


def test_progress_says_what_is_waited_for(server: Server) -> None:
    told: list[Progress] = []
    store = Store(None)
    settings = SourceSettings(polite=False, allow_hosts=("127.0.0.1",), timeout=0.8, attempts=1, archive="")
    wanted = [SourceRequest(server.url("/slow")), SourceRequest(server.url("/good"))]
    asyncio.run(Sources(settings, store).gather(wanted, told.append))
    store.close()
    assert (1, 2, ("127.0.0.1",)) in {(one.done, one.total, one.waiting) for one in told}


def test_addresses_are_one_whatever_their_fragment(visit: Visit, server: Server) -> None:
    gathered = visit(
        server.url("/a"), server.url("/a#two"), server.url("/a").replace("http", "HTTP"), "mailto:x@y.test"
    )
    assert len(gathered.results) == 1 and gathered.requests == 1


def test_without_network_no_link_is_dead(visit: Visit) -> None:
    import socket

    async def nobody(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    gathered = visit("http://a.test/", "http://b.test/", resolver=nobody)
    assert {(r.verdict, r.reason) for r in gathered.results.values()} == {("unreachable", "no-network")}
    assert len(gathered.problems) == 1 and "network" in gathered.problems[0]


def test_a_name_that_nobody_has(visit: Visit, server: Server) -> None:
    import socket

    async def resolver(host: str, port: int) -> list[str]:
        if host == "gone.test":
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return ["127.0.0.1"]

    results = visit("http://gone.test/x", server.url("/good"), resolver=resolver).results
    assert results["http://gone.test/x"].verdict == "dead"
    assert results["http://gone.test/x"].reason == "no-host"


def test_offline_answers_from_the_store(visit: Visit, server: Server) -> None:
    visit(server.url("/good"), server.url("/gone"))
    before = sum(server.hits.values())
    gathered = visit(server.url("/good"), server.url("/gone"), server.url("/new"), offline=True)
    good, gone, new = (look_up(gathered.results, server.url(p)) for p in ("/good", "/gone", "/new"))
    assert good is not None and gone is not None and new is not None
    assert (good.verdict, gone.verdict, new.verdict, new.reason) == ("ok", "dead", "unchecked", "offline")
    assert good.text and good.from_store and good.fetched_at is not None
    assert sum(server.hits.values()) == before and gathered.requests == 0


def test_fresh_pages_are_not_fetched_and_old_ones_conditionally(visit: Visit, server: Server) -> None:
    now: Any = time.time()
    visit(server.url("/changing"), clock=lambda: now)
    visit(server.url("/changing"), clock=lambda: now + 86_400)
    assert server.hits["GET /changing"] == 1
    (result,) = visit(server.url("/changing"), clock=lambda: now + 8 * 86_400).results.values()
    assert server.hits["GET /changing"] == 2
    assert 'if-none-match: "v1"' in server.heads[-1].lower()
    assert result.text and "ships" in result.text
    assert result.fetched_at is not None and result.fetched_at.timestamp() == pytest.approx(now + 8 * 86_400)


def test_a_failure_keeps_what_was_read(visit: Visit, server: Server) -> None:
    now: Any = time.time()
    visit(server.url("/good"), clock=lambda: now)
    server.plain = lambda name, method, path: b"HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n"  # type: ignore[method-assign]
    (result,) = visit(server.url("/good"), clock=lambda: now + 30 * 86_400).results.values()
    assert result.verdict == "unreachable" and result.text and "ships" in result.text
    assert result.failing_since is not None and result.read_at is not None
    assert result.read_at.timestamp() == pytest.approx(now)


def test_the_page_says_when_it_was_published(visit: Visit, server: Server) -> None:
    (result,) = visit(server.url("/dated")).results.values()
    assert str(result.published) == "2019-05-06"
