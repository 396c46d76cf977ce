"""What a reader's browser would reach is never called dead, whatever is answered to a program."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from sources_server import LONG, Server, answer, page

from contentlint.evidence.visited import SourceResult, key, look_up
from contentlint.sources.client import Gathered
from contentlint.sources.cookies import Cookies
from contentlint.sources.fetch import _certificate
from contentlint.sources.request import SourceRequest
from contentlint.text.hostnames import as_ascii

Visit = Callable[..., Gathered]
Answers = dict[str, Callable[[str, str], bytes]]


def serve(server: Server, answers: Answers) -> None:
    """Let the server answer some names, by the first part of the path, from the method and the head of the request."""
    plain = server.plain
    server.plain = lambda name, method, path: (  # type: ignore[method-assign]
        answers[name](method, server.heads[-1]) if name in answers else plain(name, method, path)
    )


def visited(visit: Visit, server: Server, path: str, **settings: Any) -> SourceResult:
    found = look_up(visit(server.url(path), **settings).results, server.url(path))
    assert found is not None
    return found


SCRIPTS = b"<!doctype html><html><title>Kettles</title><div id=root>Loading</div><script src=/app.js></script>"
NOT_FOUND = SCRIPTS.replace(b"Kettles", b"Page not found | Kettles")
CHALLENGE = page("Just a moment...")

# Answers of servers and of guards before them, and what a link to such a page is.
TOLD: list[tuple[str, bytes, str, str, str]] = [
    *(
        (f"refused {status}", answer(status, page("Sorry")), "unreachable", reason, str(status))
        for status, reason in {
            400: "blocked", 401: "blocked", 402: "blocked", 403: "blocked", 405: "blocked", 406: "blocked",
            409: "blocked", 418: "blocked", 425: "blocked", 451: "blocked", 999: "blocked", 429: "rate-limited",
            500: "server-error", 502: "server-error", 503: "server-error", 520: "server-error",
        }.items()
    ),
    ("gone", answer(404, page("Page not found")), "dead", "gone", "404 Not Found"),
    ("gone for good", answer(410, page("Gone")), "dead", "gone", "410 Gone"),
    ("guard's header", answer(404, page("Kettles"), "cf-mitigated: challenge"), "unreachable", "blocked", "Cloudflare"),
    ("guard's title", answer(404, CHALLENGE), "unreachable", "blocked", "Just a moment"),
    ("guard's title, 410", answer(410, page("Access Denied")), "unreachable", "blocked", "Access Denied"),
    ("guard's body", answer(404, page("Shop", "<p>captcha-delivery.com")), "unreachable", "blocked", "DataDome"),
    ("question, 200", answer(200, b"<html><body>Incapsula incident ID: 1"), "unreachable", "blocked", "Imperva"),
    ("question, 202", answer(202, b"", "x-amzn-waf-action: challenge"), "unreachable", "blocked", "AWS WAF"),
    ("proof of work", answer(200, page("Making sure you're not a bot!")), "unreachable", "blocked", "not a bot"),
    ("article on guards", answer(200, page("Guards", LONG * 90 + "captcha-delivery.com")), "ok", "", ""),
    ("who refused", answer(403, page("Kettles"), "CF-RAY: 1"), "unreachable", "blocked", "Cloudflare keeps"),
    ("let through", answer(200, page("Kettles"), "CF-RAY: 1", "X-DataDome: protected"), "ok", "", ""),
    ("gone behind a guard", answer(404, page("Gone"), "CF-RAY: 1", "X-DataDome: protected"), "dead", "gone", "404"),
    ("written by scripts", answer(404, SCRIPTS), "unreachable", "blocked", "scripts"),
    ("scripts, gone", answer(404, NOT_FOUND), "dead", "gone", "404"),
    ("scripts and text", answer(404, SCRIPTS.replace(b"Loading", LONG.encode())), "dead", "gone", "404"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "answered", "verdict", "reason", "words"), TOLD, ids=[row[0] for row in TOLD])
def test_what_an_answer_says(
    visit: Visit, server: Server, name: str, answered: bytes, verdict: str, reason: str, words: str
) -> None:
    serve(server, {"odd": lambda method, head: answered})
    found = visited(visit, server, "/odd/kettles", attempts=1)
    assert (found.verdict, found.reason) == (verdict, reason), found.detail
    assert words in found.detail


@pytest.mark.parametrize(
    ("path", "title", "verdict"),
    [
        ("/docs/kettles", "404 Not Found - Teas", "dead"),
        ("/docs/status/404", "404 Not Found - Teas", "ok"),
        ("/wiki/HTTP_404", "HTTP 404 - Teas", "ok"),
        ("/docs/page-not-found", "Page not found", "ok"),
        ("/docs/410", "410 Gone | Teas", "ok"),
        ("/docs/14041", "404 | Teas", "dead"),
        ("/help/account-suspended.html", "Account suspended | Teas", "ok"),
        ("/help/account", "Account suspended | Teas", "dead"),
        ("/seite/nicht%20gefunden", "Seite nicht gefunden", "ok"),
    ],
)
def test_a_page_about_error_pages_may_be_called_so(
    visit: Visit, server: Server, path: str, title: str, verdict: str
) -> None:
    name = path.split("/")[1]
    serve(server, {name: lambda method, head: answer(body=page(title))})
    assert visited(visit, server, path).verdict == verdict


@pytest.mark.parametrize(
    ("path", "location", "verdict"),
    [
        ("/teas/green/sencha", "/", "dead"),
        ("/teas/green/sencha", "/#/teas/green/sencha", "ok"),  # the rest is up to the page's script
        ("/invite/7f3a", "/", "ok"),
        ("/go/kettles", "/", "ok"),
        ("/r/7f3a", "/", "ok"),
    ],
)
def test_a_redirect_to_the_home_page(visit: Visit, server: Server, path: str, location: str, verdict: str) -> None:
    serve(server, {path.split("/")[1]: lambda method, head: answer(302, b"", f"Location: {location}")})
    assert visited(visit, server, path).verdict == verdict


# Second looks


@pytest.mark.parametrize("attempts", [1, 2, 3, 5])
@pytest.mark.parametrize("last", ["404", "200", "503"])
def test_one_look_makes_nothing_dead(visit: Visit, server: Server, attempts: int, last: str) -> None:
    def odd(method: str, head: str) -> bytes:
        n = server.hits["GET /odd"]
        return answer(503 if n < attempts else 404 if n == attempts else int(last), page())

    serve(server, {"odd": odd})
    found = visited(visit, server, "/odd", attempts=attempts)
    assert found.verdict == {"404": "dead", "200": "ok", "503": "unreachable"}[last]
    assert server.hits["GET /odd"] == attempts + 1


def test_a_server_that_hangs_up_on_head_is_asked_by_get(visit: Visit, server: Server) -> None:
    async def hangs_up(method: str, path: str, head: str, writer: Any) -> bool:
        if method == "HEAD":
            return False
        writer.write(answer(body=b"PK\3\4" + b"\0" * 20, type_="application/zip"))
        return True

    server.raw_no_heads = hangs_up  # type: ignore[attr-defined]
    url = server.url("/no-heads/data.zip")
    assert [r.verdict for r in visit(SourceRequest(url)).results.values()] == ["ok"]


def test_head_alone_makes_nothing_dead(visit: Visit, server: Server) -> None:
    serve(server, {"private": lambda method, head: answer(404 if method == "HEAD" else 200, page())})
    found = visited(visit, server, "/private/x", polite=True, delay=0.0)
    assert (found.verdict, found.reason) == ("unreachable", "blocked") and "robots.txt" in found.detail
    assert server.hits["GET /private/x"] == 0


# Cookies and pages that send on


def test_cookies_are_kept_within_a_visit(visit: Visit, server: Server) -> None:
    def gate(method: str, head: str) -> bytes:
        if "cookie: seen=1" in head.lower():
            return answer(body=page("Inside"))
        return answer(302, b"", "Location: /gate", "Set-Cookie: seen=1; Path=/; HttpOnly")

    serve(server, {"gate": gate})
    assert visited(visit, server, "/gate").title == "Inside"
    assert server.hits["GET /gate"] == 2
    visited(visit, server, "/good")
    assert "cookie" not in server.heads[-1].lower()


def test_cookies_go_to_their_host_alone() -> None:
    jar = Cookies()
    assert not jar and jar.to("http://a.test/") == ""
    jar.take("http://a.b.test/", httpx.Headers([("set-cookie", "x=1"), ("set-cookie", "y=2; Domain=.B.test; Path=/")]))
    jar.take(
        "http://a.b.test/",
        httpx.Headers([("set-cookie", "z=3; domain=other.test"), ("set-cookie", "t=4; domain=test")]),
    )
    assert jar.to("http://a.b.test/q") == "x=1; y=2; z=3; t=4"
    assert jar.to("http://c.b.test/") == "y=2" and jar.to("http://b.test/") == "y=2"
    assert jar.to("http://xb.test/") == jar.to("http://other.test/") == ""
    jar.take(
        "http://a.b.test/",
        httpx.Headers([("set-cookie", "x=; Max-Age=0"), ("set-cookie", "z=; expires=Thu, 01 Jan 1970")]),
    )
    assert jar.to("http://a.b.test/") == "y=2; t=4"
    for odd in ("=1", "a b=1", "a=1\x7f", 'a="1', "é=1", "a=é", "a=" + "1" * 9000, ""):
        other = Cookies()
        other.take("http://a.test/", httpx.Headers([("set-cookie", odd)], encoding="utf-8"))
        assert other and "\x7f" not in other.to("http://a.test/") and other.to("http://a.test/").isascii()
    jar.take("http://a.b.test/", httpx.Headers([("set-cookie", f"n{n}=1") for n in range(500)]))
    assert jar.to("http://a.b.test/").count(";") < 50


REFRESH = '<html><head><title>Moved</title><meta http-equiv="Refresh" content="{}"></head><body>{}</body></html>'


@pytest.mark.parametrize(
    ("content", "verdict", "title"),
    [
        ("0; url=/good", "ok", "A page"),
        ("0;URL='/good'", "ok", "A page"),
        ("1, /good", "ok", "A page"),
        ("0; url=/missing", "dead", ""),
        ("0; url=/odd", "ok", "Moved"),  # itself
        ("0", "ok", "Moved"),
        ("30; url=/missing", "ok", "Moved"),  # a reader has the page for half a minute
        ("0; url=kettle://open", "ok", "Moved"),
        ("0; url=http://[", "ok", "Moved"),
        ("0; url=/odd-two", "ok", "Moved"),  # in a circle
    ],
)
def test_a_page_that_sends_its_readers_on(visit: Visit, server: Server, content: str, verdict: str, title: str) -> None:
    serve(
        server,
        {
            "odd": lambda method, head: answer(body=REFRESH.format(content, "").encode()),
            "odd-two": lambda method, head: answer(body=REFRESH.format("0; url=/odd", "").encode()),
        },
    )
    found = visited(visit, server, "/odd")
    assert (found.verdict, found.title) == (verdict, title), found.detail
    assert found.moved_to == ""


def test_a_page_that_sends_its_readers_nowhere(visit: Visit, server: Server) -> None:
    serve(
        server,
        {
            "odd": lambda method, head: answer(body=REFRESH.format("0; url=http://odd.test/", "").encode()),
            "inside": lambda method, head: answer(body=REFRESH.format("0; url=http://10.0.0.1/", "").encode()),
            "broken": lambda method, head: answer(body=REFRESH.format("0; url=http://[", "").encode()),
        },
    )
    names = [f"/{name}" for name in ("odd", "inside", "broken", "good", "private/x")]
    urls = [server.url(name) for name in names]
    # Two at a time: what is known of a host that does not exist is not taken for what sent readers there.
    results = visit(*urls, resolver=Names(odd_test="EAI_NONAME"), polite=True, delay=0.0).results
    found = {name: look_up(results, url) for name, url in zip(names, urls, strict=True)}
    assert [r.verdict for r in found.values() if r] == ["dead", "ok", "ok", "ok", "ok"]
    assert found["/odd"] and found["/odd"].detail == "redirects to a host that does not exist"
    later = look_up(visit(server.url("/later")).results, server.url("/later"))
    assert later is not None and later.verdict == "ok"


def test_a_file_that_a_guard_keeps(visit: Visit, server: Server) -> None:
    serve(server, {"odd": lambda method, head: answer(404, page("Just a moment..."))})
    (found,) = visit(SourceRequest(server.url("/odd/kettles.pdf"))).results.values()
    assert (found.verdict, found.reason) == ("unreachable", "blocked") and server.hits["HEAD /odd/kettles.pdf"]


def test_a_page_for_readers_without_scripts_sends_nobody_on(visit: Visit, server: Server) -> None:
    body = (
        REFRESH.format("0; url=/missing", "")
        .replace("<meta", "<noscript><meta")
        .replace("</head>", "</noscript></head>")
    )
    serve(server, {"odd": lambda method, head: answer(body=body.encode())})
    assert visited(visit, server, "/odd").verdict == "ok"


# Names


@pytest.mark.parametrize(
    ("host", "ascii_"),
    [
        ("Kettle.Example", "kettle.example"),
        ("müller.example", "xn--mller-kva.example"),
        ("MÜLLER.example", "xn--mller-kva.example"),
        ("mu\u0308ller.example", "xn--mller-kva.example"),
        ("straße.example", "xn--strae-oqa.example"),  # IDNA 2008, as browsers have it
        ("i❤.example", "xn--i-7iq.example"),
        ("пример。example", "xn--e1afmkfd.example"),
        ("ⓔ.example", "e.example"),
        ("ket\u00adtlé.example", "xn--kettl-fsa.example"),
        ("xn--mller-kva.example", "xn--mller-kva.example"),
        ("１２７．０．０．１", "127.0.0.1"),
        ("a［.example", "a［.example"),
        ("::1", "::1"),
        ("", ""),
    ],
)
def test_hosts_in_ascii(host: str, ascii_: str) -> None:
    assert as_ascii(host) == ascii_ == as_ascii(ascii_)


def test_names_are_what_the_codec_says() -> None:
    # Python's own codec is of IDNA 2003, which agrees on these.
    for host in ("müller.example", "пример.example", "例え.example", "παράδειγμα.example"):
        assert as_ascii(host) == host.encode("idna").decode()


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("https://Müller.example/ü?ü", "https://xn--mller-kva.example/%C3%BC?%C3%BC"),
        ("https://i❤.example/", "https://xn--i-7iq.example/"),
        ("https://a.example\\docs\\x?y\\z", "https://a.example/docs/x?y%5Cz"),
        ("https:\\\\a.example\\x#\\", "https://a.example/x"),
    ],
)
def test_addresses_as_browsers_read_them(written: str, named: str) -> None:
    assert key(written) == named


@pytest.mark.parametrize("name", ["i❤.test", "müller.test"])
def test_a_host_in_another_script_is_visited(visit: Visit, server: Server, name: str) -> None:
    asked: list[str] = []

    async def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    there = server.url("/good", name)
    serve(server, {"start": lambda method, head: answer(302, b"", f"Location: {there}")})
    gathered = visit(there, server.url("/start"), resolver=resolver)
    assert {r.verdict for r in gathered.results.values()} == {"ok"}
    assert as_ascii(name) in asked and all(host.isascii() for host in asked)
    assert {r.verdict for r in visit(server.url("/new", name), skip=(name,)).results.values()} == {"unchecked"}


class Names:
    """A resolver that gives what it is told, one after the other for each host, and the last again and again."""

    def __init__(self, **answers: str) -> None:
        self._answers = {host.replace("_", "."): list(codes.split()) for host, codes in answers.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        left = self._answers.get(host, ["ok"])
        code = left.pop(0) if len(left) > 1 else left[0]
        if code == "ok":
            return ["127.0.0.1"]
        raise socket.gaierror(getattr(socket, code), "no such thing")


@pytest.mark.parametrize(
    ("answers", "verdict", "looks"),
    [
        ("EAI_NONAME", "dead", 2),
        ("EAI_NODATA", "dead", 2),
        ("EAI_AGAIN", "unreachable", 3),
        ("EAI_FAIL", "unreachable", 3),
        ("EAI_NONAME ok", "ok", 2),
        ("EAI_AGAIN EAI_NONAME", "dead", 3),
        ("EAI_AGAIN EAI_AGAIN EAI_NONAME EAI_NONAME", "dead", 4),
        ("EAI_AGAIN EAI_AGAIN EAI_NONAME EAI_AGAIN", "unreachable", 4),
    ],
)
def test_a_name_is_looked_up_twice(visit: Visit, server: Server, answers: str, verdict: str, looks: int) -> None:
    names = Names(odd_test=answers)
    odd = server.url("/good", "odd.test")
    found = look_up(visit(odd, server.url("/good"), resolver=names).results, odd)
    assert found is not None and found.verdict == verdict, found
    assert names.asked.count("odd.test") == looks


def test_all_of_a_host_that_does_not_exist_is_dead(visit: Visit, server: Server) -> None:
    names = Names(odd_test="EAI_NONAME")
    gathered = visit(
        *(server.url(f"/{n}", "odd.test") for n in range(9)), server.url("/good"), resolver=names, per_host=1
    )
    assert [r.verdict for r in gathered.results.values()].count("dead") == 9
    assert names.asked.count("odd.test") < 18


def test_a_redirect_to_a_host_that_does_not_exist(visit: Visit, server: Server) -> None:
    serve(server, {"odd": lambda method, head: answer(302, b"", "Location: http://odd.test/")})
    found = look_up(visit(server.url("/odd"), resolver=Names(odd_test="EAI_NONAME")).results, server.url("/odd"))
    assert found is not None
    assert (found.verdict, found.detail) == ("dead", "redirects to a host that does not exist")


# The network


def test_a_later_run_of_dead_links_alone_knows_that_there_is_a_network(visit: Visit, server: Server) -> None:
    now = time.time()
    names = Names(odd_test="EAI_NONAME")
    odd, good = server.url("/x", "odd.test"), server.url("/good", "good.test")
    visit(odd, good, resolver=names, clock=lambda: now)
    hits = sum(server.hits.values())
    later = visit(odd, good, resolver=names, clock=lambda: now + 7200)
    assert [look_up(later.results, u).verdict for u in (odd, good)] == ["dead", "ok"]  # type: ignore[union-attr]
    assert not later.problems and sum(server.hits.values()) == hits + 1  # one sign of life
    found = look_up(visit(odd, offline=True).results, odd)
    assert found is not None and found.fetched_at is not None
    assert found.fetched_at.timestamp() == pytest.approx(now + 7200)


def test_without_a_network_a_later_run_calls_nothing_dead_and_keeps_nothing(visit: Visit, server: Server) -> None:
    now = time.time()
    odd, good = server.url("/x", "odd.test"), server.url("/good", "good.test")
    visit(odd, good, resolver=Names(odd_test="EAI_NONAME"), clock=lambda: now)
    away = Names(odd_test="EAI_NONAME", good_test="EAI_NONAME")
    later = visit(odd, good, resolver=away, clock=lambda: now + 7200)
    found = look_up(later.results, odd)
    assert found is not None and (found.verdict, found.reason) == ("unreachable", "no-network")
    assert len(later.problems) == 1
    kept = look_up(visit(odd, offline=True).results, odd)
    assert kept is not None and kept.verdict == "dead"


@pytest.mark.parametrize("at_the_end", ["EAI_NONAME", "EAI_AGAIN", "ok"])
def test_a_network_that_is_lost_on_the_way_makes_no_link_dead(visit: Visit, server: Server, at_the_end: str) -> None:
    # Some systems say that no host has a name when they have no network.
    names = Names(odd_test="EAI_NONAME", good_test=f"ok {at_the_end}")
    odd, good = server.url("/x", "odd.test"), server.url("/good", "good.test")
    gathered = visit(good, odd, resolver=names)
    found = look_up(gathered.results, odd)
    assert found is not None and (found.verdict == "dead") is (at_the_end == "ok") is (not gathered.problems)
    kept = look_up(visit(odd, offline=True).results, odd)
    assert kept is not None and kept.verdict == ("dead" if at_the_end == "ok" else "unchecked")


# Certificates


class Refused(Exception):
    def __init__(self, code: int) -> None:
        self.verify_code, self.verify_message = code, "odd"


@pytest.mark.parametrize(
    ("code", "verdict"),
    [(10, "dead"), (18, "dead"), (62, "dead"), (64, "dead"), (9, "unreachable"), (19, "unreachable"),
     (20, "unreachable"), (21, "unreachable"), (2, "unreachable"), (26, "unreachable"), (66, "unreachable")],
)  # fmt: skip
def test_certificates_that_a_browser_may_know_better(code: int, verdict: str) -> None:
    assert _certificate(Refused(code)).verdict == verdict  # type: ignore[arg-type]


def test_every_reason_goes_on_after_it(visit: Visit, server: Server, tmp_path: Path) -> None:
    # "it names a host …": the messages say "it" before the reason.
    names = Names(odd_test="EAI_NONAME", away_test="EAI_AGAIN")
    paths = ["/missing", "/soft", "/loop", "/chain/0", "/to-private", "/to-file", "/forbidden", "/error", "/busy",
             "/hangs-up", "/garbage", "/challenge", "/to-login", "/cookie-loop", "/deep/article/one"]  # fmt: skip
    urls = [*map(server.url, paths), server.url("/", "odd.test"), server.url("/", "away.test"), "http://a b.test/"]
    details = [r.detail for r in visit(*urls, resolver=names, attempts=1).results.values()]
    details += [str(_certificate(Refused(code))) for code in (2, 9, 10, 18, 19, 62, 7)]  # type: ignore[arg-type]
    verbs = {
        "answers",
        "shows",
        "redirects",
        "asks",
        "broke",
        "has",
        "names",
        "is",
        "could",
        "did",
        "gave",
        "took",
        "was",
    }
    assert len(details) == len(urls) + 7 and {detail.split()[0] for detail in details} <= verbs, details
