"""mdBook and HonKit: what is a page is what `SUMMARY.md` lists."""

from __future__ import annotations

import time

import built
import pytest
from made import site, verdict

from contentlint.site.generators.summary import chapters
from contentlint.site.reading.headings import Scanner

KETTLES = {
    "book.toml": '[book]\ntitle = "Kettles"\n[output.html]\nsite-url = "/kettles/"\n',
    "src/SUMMARY.md": "# Summary\n\n- [Copper](copper.md)\n- [Parts](parts/README.md)\n  - [Spout](parts/spout.md)\n"
    "<!-- - [Hidden](hidden.md) -->\n- [To come]()\n- [Made at build](made.md)\n",
    "src/copper.md": "# Copper\n\n## Polish\n",
    "src/parts/README.md": "# Parts\n",
    "src/parts/spout.md": "# Spout\n\n{{#include ../shared.md:5:10}}\n",
    "src/shared.md": "## Drip\n",
    "src/hidden.md": "# Hidden\n",
    "src/pot.png": "",
}


@pytest.mark.parametrize("version", ["0.5.4", "0.4.48"])
def test_mdbook_as_built(version: str) -> None:
    found = built.probe(f"mdbook-{version}")
    made = built.site_of(found)
    assert made.generator == "mdbook"
    # The two that only the build has are the redirects of the configuration.
    assert built.other_pages(found, made) == (["/gone.html", "/old/page.html"], [])
    assert {verdict(made, "src/links.md", f"/kettles{path}") for path in ("/gone.html", "/old/page.html")} == {"ok"}
    # mdBook takes the fragment off with the query; the page has a definition list, whose terms have ids in 0.5.
    known = {"front.md?x=1#y", "heads.md#custom", "searchindex.js"}
    assert [wrong for wrong in built.other_links(found, made) if wrong[0] not in known] == []


def test_mdbook_ids_as_built() -> None:
    found = built.probe("mdbook-0.5.4")
    # What is included stands on a page whose ids are open for its definition list.
    assert built.other_ids(found, built.site_of(found)) == [("not found", "from-include")]


def test_mdbook_ids_of_the_version_before() -> None:
    """Nothing tells the version of a book: an id that only one of them gives is unknown, and never broken."""
    found = built.probe("mdbook-0.4.48")
    made = built.site_of(found, heading_ids="mdbook-0.4")
    wrong = built.other_ids(found, made)
    assert wrong == [
        ("not found", "raw-html"),
        ("not there", "parentheses-brackets-braces"),
    ]
    text = "## Über Café -- hot\n\n## Twice\n\n## Twice\n\n## Twice 1\n"
    anchors = Scanner(text).scan("mdbook")
    assert {"über-café--hot", "twice-1", "twice-1-1"} < anchors.ids
    assert "Über-café----hot" in anchors.loose


def test_mdbook_chapters() -> None:
    made = site(KETTLES)
    assert {page.path: page.url for page in made.pages.values()} == {
        "src/copper.md": "/copper.html",
        "src/parts/README.md": "/parts/",
        "src/parts/spout.md": "/parts/spout.html",
    }
    links = {
        "hidden.md": "broken",
        "shared.md": "broken",
        "made.md": "ok",
        "parts/README.md": "broken",  # becomes README.html, and the page is index.html
        "parts/index.md": "ok",
        "parts/": "ok",
        "pot.png": "ok",
        "parts/spout.md#drip": "ok",
        "copper.md#drop": "broken-anchor",
        "index.html#polish": "ok",
        "/kettles/copper.html": "ok",
        "/elsewhere/": "unknown",
        "print.html": "ok",
    }
    assert {target: verdict(made, "src/copper.md", target) for target in links} == links


def test_mdbook_without_site_url() -> None:
    """Where a book is put up is not told: an absolute address that is none of its own is another site's, maybe."""
    made = site({**KETTLES, "book.toml": "[book]\nsrc = 'src'\n"})
    links = {"/copper.html": "ok", "/kettles/copper.html": "ok", "/other/": "unknown", "nope.md": "broken"}
    links |= {"../other/index.html": "unknown", "parts/../../other.html": "unknown", "parts/../copper.md": "ok"}
    assert {target: verdict(made, "src/copper.md", target) for target in links} == links


def test_mdbook_preprocessors_may_make_pages() -> None:
    links = ("nope.html", "nope.md", "copper.md#drop")
    for name, expected in (
        ("mermaid", ["broken", "broken", "broken-anchor"]),
        ("grow", ["unknown", "broken", "unknown"]),
    ):
        made = site({**KETTLES, "book.toml": f"[output.html]\nsite-url='/k/'\n[preprocessor.{name}]\n"})
        assert [verdict(made, "src/copper.md", target) for target in links] == expected


def test_mdbook_without_its_summary() -> None:
    made = site({"book.toml": "[book]\n", "src/a.md": "# A\n"})
    assert (made.generator, verdict(made, "src/a.md", "b.md")) == ("plain", "broken")


def test_chapters() -> None:
    text = (
        '# S\n[A](a.md)\n- [B `x`](<b c.md>)\n  - [C](./c_(1).md "t")\n- [D][d]\n- [E]()\n![no](i.png)\n'
        "```\n- [F](f.md)\n```\n<!-- [G](g.md) -->\n- [H\\]](h\\_i.md)\n\n[d]: d.md\n"
    )
    assert chapters(text) == ["a.md", "b c.md", "./c_(1).md", "d.md", "h_i.md"]


def test_honkit_as_built() -> None:
    found = built.probe("honkit-6.1")
    made = built.site_of(found)
    assert made.generator == "honkit"
    assert built.other_pages(found, made) == ([], ["/search_index.json"])  # left out of the probe
    # A heading of HTML is one of which no id is sure.
    assert built.other_ids(found, made) == [("not found", "raw-html")]
    # HonKit reads no percent signs and ends an address at a bracket: those links are broken there, and are not told.
    weird = {"with%20space.md", "<with space.md>", "%C3%BCber-caf%C3%A9.md", "2.%20second.md", "paren(1).md"}
    wrong = [link for link in built.other_links(found, made) if link[0] not in weird]
    assert wrong == [("../outside.md", "missing", "unknown")]


def test_honkit_structure() -> None:
    made = site(
        {
            "book.json": '{"root": "./docs", "structure": {"readme": "intro.md", "summary": "toc.md"}}',
            "docs/intro.md": "# In\n",
            "docs/toc.md": "* [Pots](pots/README.md)\n* [Lids](pots/lids.md#top)\n",
            "docs/pots/README.md": "# Pots\n",
            "docs/pots/lids.md": "# Lids\n",
            "docs/loose.md": "# Loose\n",
        }
    )
    assert {page.path: page.url for page in made.pages.values()} == {
        "docs/intro.md": "/",
        "docs/pots/README.md": "/pots/",
        "docs/pots/lids.md": "/pots/lids.html",
    }
    links = {"/intro.md": "ok", "../loose.md": "ok", "lids.html": "ok", "nope.md": "broken", "/pots/": "ok"}
    assert {target: verdict(made, "docs/pots/lids.md", target) for target in links} == links


def test_honkit_plugins_may_make_pages() -> None:
    files = {"book.json": '{"plugins": ["tags", "-search"]}', "SUMMARY.md": "* [A](a.md)\n", "a.md": "# A\n"}
    made = site(files)
    assert [verdict(made, "a.md", target) for target in ("tags.html", "nope.md", "#x")] == [
        "unknown",
        "broken",
        "unknown",
    ]


def test_what_gitbook_hosts_is_not_known() -> None:
    files = {"book.json": "{}", "SUMMARY.md": "* [A](a.md)\n", "a.md": "# A\n", ".gitbook.yaml": "root: ./\n"}
    made = site(files)
    assert (made.generator, "GitBook" in made.why) == ("plain", True)
    assert [verdict(made, "a.md", target) for target in ("nope.md", "/a", "#nope")] == ["broken", "unknown", "unknown"]


def test_a_book_json_of_something_else() -> None:
    assert site({"book.json": "{}", "a.md": "# A\n"}).generator == "plain"


@pytest.mark.parametrize("piece", ["[a](", "[a](b ", "[", "<!--", "```\n", "[a](" + "(" * 50, "[a]: ", "[a](b)"])
def test_a_summary_of_any_size_is_read_in_time(piece: str) -> None:
    began = time.perf_counter()
    chapters(piece * 20_000)
    assert time.perf_counter() - began < 5
