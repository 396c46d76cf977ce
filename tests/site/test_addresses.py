"""Addresses as browsers read them: dot segments, backslashes, fragments, the candidates of a `srcset`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made import site, verdict

from contentlint.post.markdown.rawhtml import candidates
from contentlint.post.post import Post
from contentlint.site.links import references
from contentlint.site.paths import browsed, clean, has_scheme, host_and_path, join, take_apart

PROBES = Path(__file__).parent / "probes"


def probe(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PROBES / f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("case", probe("url-node-20")["cases"], ids=lambda case: repr(case["target"]))
def test_paths_and_fragments_are_those_of_a_browser(case: dict[str, Any]) -> None:
    target = browsed(case["target"])
    assert not has_scheme(target) or host_and_path(target)[0] == "tea.example"
    apart = take_apart(host_and_path(target)[1] if has_scheme(target) else target)
    path = apart.path if apart.path.startswith("/") else join("/posts/green/", apart.path)
    if not apart.path:
        path = "/posts/green/"
    # A relative path is looked up with two slashes as one: hosts differ in that.
    wanted = case["path"] if case["target"] != "a//b" else "/posts/green/a/b"
    assert path == clean(wanted)
    assert (apart.fragment or "") == clean(case["fragment"].removeprefix("#"))


@pytest.mark.parametrize("case", probe("srcset-parse-srcset-1.0.2")["cases"], ids=lambda case: repr(case["srcset"]))
def test_candidates_of_a_source_set(case: dict[str, Any]) -> None:
    assert [case["srcset"][a:b] for a, b in candidates(case["srcset"])] == case["addresses"]


def test_a_height_alone_asks_for_no_picture() -> None:
    assert list(candidates("a.png 5h")) == []  # HTML standard, 4.8.4.2.2, step 14


def test_a_template_tag_is_no_candidate_of_its_own() -> None:
    written = "{{ site.url }}/a.png 1x, {% img b %} 2x"
    assert [written[a:b] for a, b in candidates(written)] == ["{{ site.url }}/a.png", "{% img b %}"]


SITE = {
    "hugo.toml": "baseURL = 'https://tea.example/'",
    "content/posts/green.md": "---\ntitle: Green tea\n---\n\n## How long?\n",
    "content/posts/black.md": "---\ntitle: Black tea\n---\n\n## How long?\n",
    "static/img/pot.png": "",
}


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("/posts/./black/", "ok"),
        ("/../posts/black/", "ok"),
        ("/posts/green/../black/#how-long", "ok"),
        ("https://tea.example/posts/%2e%2e/posts/black/", "ok"),
        ("https://tea.example/posts/../gone/", "broken"),
        ("../x/../black/", "ok"),
        ("/posts/../gone/", "broken"),
        ("/posts//black/", "unknown"),
        ("/posts/../posts//gone/", "broken"),
        ("../black/#how-long?mode=1", "broken-anchor"),
        ("../black/#how-long&mode=1", "broken-anchor"),
        ("../black/?mode=1#how-long", "ok"),
        ("../black/#tab=2&mode=1", "ok"),
        ("?mode=1#how-long", "ok"),
        ("#how-long#how-long", "broken-anchor"),
        ("#", "ok"),
        ("#top", "ok"),
        ("#how%2Dlong", "ok"),
        ("../black/#/route?x=1", "ok"),
        ("../black/#tab=2", "ok"),
    ],
)
def test_verdicts(target: str, told: str) -> None:
    assert verdict(site(SITE), "content/posts/green.md", target) == told


def test_no_fix_writes_an_address_worse_than_it_was() -> None:
    made = site(SITE)
    found = made.suggest("content/posts/green.md", "/posts/../posts/blakc/")
    assert found is None or ".." not in found.target


def listed(text: str, path: str = "posts/a.md") -> list[tuple[str, str]]:
    return [(r.where, r.target) for r in references(Post(path, text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<img src="a.png" srcset="a.png 1x,b.png 2x" alt="">', ["a.png", "a.png", "b.png"]),
        (
            '<picture><source srcSet="a.webp 300w, https://x.example/b,c.webp 600w"></picture>',
            ["a.webp", "https://x.example/b,c.webp"],
        ),
        ('<link rel="preload" as="image" href="a.png" imagesrcset="a.png 1x, b.png 2x">', ["a.png", "a.png", "b.png"]),
        ('<img data-src="a.png" data-srcset="b.png 2x" alt="">', ["a.png", "b.png"]),
        ('<img srcset="a.png?x=1&amp;y=2 2x" alt="">', ["a.png?x=1&y=2"]),
        ('<video src="a.mp4" poster="p.png"><track src="a.vtt"></video>', ["a.mp4", "p.png", "a.vtt"]),
        ('<object data="a.pdf"></object> <embed src="b.pdf"> <iframe src="/c/"></iframe>', ["a.pdf", "b.pdf", "/c/"]),
        ('<map><area href="a" data="no"></map>', ["a"]),
        (
            '<svg><image href="a.png"/><image xlink:href="b.png"/><use href="#leaf"/><a href="#x">y</a></svg>',
            ["a.png", "b.png", "#x"],
        ),
        ('<table background="a.png"><tr><td background="b.png" color="c">x</td></tr></table>', ["a.png", "b.png"]),
        ("<div style=\"background: url('/a.png'), url(/b.png); mask: url(#m)\">x</div>", ["/a.png", "/b.png"]),
        ('<form action="/send"><q cite="/x">y</q></form>', []),
        ('<a href=" a\\b\n">x</a>', ["a/b"]),
    ],
)
def test_attributes_that_have_addresses(text: str, found: list[str]) -> None:
    assert [target for _, target in listed(f"{text}\n")] == found


def test_each_candidate_has_its_own_place() -> None:
    text = '<img srcset="pots/a.png 1x,\n  pots/b.png 2x" alt="Pots">\n'
    post = Post("a.mdx", text)
    assert [r.span.cut(text) for r in references(post)] == ["pots/a.png", "pots/b.png"]
    assert [post.lines.position(r.span.start).line for r in references(post)] == [1, 2]
    assert {where for where, _ in listed(text)} == {"image"}


def test_what_is_shown_and_what_is_gone_to() -> None:
    text = '<video src="a.mp4"></video> <iframe src="/b/"></iframe> <svg><use href="/s.svg#x"/></svg>\n'
    assert listed(text) == [("image", "a.mp4"), ("link", "/b/"), ("image", "/s.svg#x")]
