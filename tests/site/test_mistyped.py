"""Mistyped addresses, against what browsers make of them (the URL standard, as node has it)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from made import site

from contentlint.checks import link_form
from contentlint.post.post import Post
from contentlint.text.mistyped import mistake

PROBE: dict[str, Any] = json.loads(
    (Path(__file__).parent / "probes" / "mistyped-node-20.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", PROBE["cases"], ids=lambda case: repr(case["target"]))
def test_no_browser_goes_where_a_mistyped_address_was_meant_to_go(case: dict[str, Any]) -> None:
    found = mistake(case["target"])
    assert found is not None
    browser = case["browser"]
    right = urlsplit(found.right)
    if right.scheme.startswith("http"):
        # Behind an unknown scheme stands no host that a browser asks.
        is_of_web = browser is not None and browser["scheme"] in ("http", "https")
        is_mended = is_of_web and browser["host"] == right.netloc
        assert is_mended != found.is_dead
        assert mistake(found.right) is None


@pytest.mark.parametrize(
    ("target", "right"),
    [
        ("hhttp://example.com/a", "http://example.com/a"),
        ("htps://example.com/b", "https://example.com/b"),
        ("httsp://example.com/", "https://example.com/"),
        ("https://http//example.com/c", "http://example.com/c"),
        ("https//example.com/d", "https://example.com/d"),
        ("http:\\\\example.com\\d", "http://example.com/d"),
        ("https:/posts/e", ""),
        ("http://", ""),
        ("https：//example.com/f", "https://example.com/f"),
        ("//example,com/f", "https://example.com/f"),
        ("www,example.com/f", "https://www.example.com/f"),
        ("http://shop.example,com", ""),
        ("https://two words.example", ""),
        ("/https://example.com/g", "https://example.com/g"),
        ("mailto://tea@example.com", "mailto:tea@example.com"),
        ("mailto:example.com", ""),
        ("mailto:", ""),
        ("mailto:tea@", ""),
        ("mailto:tea@example.com,pots", ""),
        ("mialto:tea@example.com", "mailto:tea@example.com"),
        ("tel:call-us", ""),
        ("tel:", ""),
    ],
)
def test_the_right_address_where_it_is_certain(target: str, right: str) -> None:
    found = mistake(target)
    assert found is not None
    assert found.right == right


@pytest.mark.parametrize(
    "target",
    (
        "https://example.com http://localhost:3000 http://[::1]/x https://tea@example.com //example.com/x /a/b a//b"
        " http/intro.md https/notes.md ../https.md http.md https-setup/ http.cat/404 httpbin.org/get /http/x #https//a"
        " ?u=https//x x.md#http://y https://example.com/a,b https://example.com?x=https://y.example"
        " https://web.archive.org/web/2020/https://example.com https://münchen.example/ http://host/x"
        " mailto:tea@example.com mailto:?subject=x mailto:a@b.example,c@d.example?cc=x mailto:tea%40example.com"
        " tel:+4930123 tel:1-800-KETTLE tel:*21# sms: ftp://x.example ftps://x ipfs://x magnet:?xt=1 data:image/png,x"
        " blob:https://x/y javascript:void(0) steam://run/1 vscode://x obsidian://open zotero://select doi:10.1/x"
        " urn:isbn:1 geo:1,2 xmpp:a@b.example matrix:u/a irc://x/y ssh://x git://x file:///a chrome://x about:blank"
        " myapp://x pathname:///x site:x shttp://x.example hxxp://example.com hftp://x.example view-source:https://a.b"
        " feed:https://x.example git+https://x.example htop://x https://{{host}}/x {{url}} https://[your-site].com"
        " https://$HOST/x http://<host>/ mailto:{{mail}} tel:{{n}} C:/x c:\\x ~/x"
    ).split(" "),
)
def test_what_somebody_can_have_meant_is_let_be(target: str) -> None:
    assert mistake(target) is None


def test_a_mistyped_address_is_told_once_and_by_its_own_rule() -> None:
    made = site({"hugo.toml": "baseURL = 'https://tea.example/'", "content/a.md": "---\ntitle: A\n---\n"})
    for target in ("https//example.com/x", "www,example.com", "/https://example.com/x", "https:/example.com"):
        assert made.resolve("content/a.md", target).verdict == "external"
        assert not made.is_internal(target)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](https:// example.com/x)", [("https:// example.com/x", "torn")]),
        ("[a](http: //example.com/x)", [("http: //example.com/x", "torn")]),
        ("`[a](https:// example.com/x)`", []),
        ("[a](https://example.com/x 'A title')", []),
        ('<a href="https:/example.com">x</a>', [("https:/example.com", "right")]),
        ('{{< card link="htps://example.com/x" >}}', [("htps://example.com/x", "right")]),
        ("---\nsource: htps://example.com/x\nnote: 'https: a word'\n---\n", [("htps://example.com/x", "right")]),
        ("---\nhero:\n  actions:\n    - link: htps://a.example\n---\n", [("htps://a.example", "right")]),
        ("[a][r] [b][r]\n\n[r]: htps://example.com", [("htps://example.com", "right")]),
    ],
)
def test_where_it_is_told(text: str, found: list[tuple[str, str]]) -> None:
    post = Post("a.md", text + "\n")
    hits = link_form.check(post, link_form.Options(fault="mistyped"), None)  # type: ignore[arg-type]
    assert [(hit.span.cut(post.text), hit.message) for hit in hits] == found


@pytest.mark.parametrize("target", ["(https://tea.example/a)", '"https://tea.example/a"', "https://tea.example/a"])
def test_what_stands_around_an_address_is_taken_off_at_both_ends(target: str) -> None:
    found = mistake(target)
    assert (found.right if found else target) == "https://tea.example/a"
