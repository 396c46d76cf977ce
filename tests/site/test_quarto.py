"""Quarto: addresses by its documentation and source, ids by what pandoc makes of headings. Quarto was not built."""

from __future__ import annotations

import built
from made import front, site, verdict

from contentlint.run.files import POST_SUFFIXES
from contentlint.site.project import CONTENT
from contentlint.site.reading.headings import Scanner

WEBSITE = {
    "_quarto.yml": "project:\n  type: website\nwebsite:\n  site-url: https://kettles.example/tea/\n",
    "index.qmd": "---\ntitle: Tea\nlisting: default\n---\n\n# Kettles\n",
    "about.md": "# About\n\n## Us {#sec-us}\n\n## 3 Ways to Pour\n",
    "posts/copper/index.qmd": "---\ntitle: Copper\naliases: [/old/copper, ../brass.html]\n---\n\n"
    "## Polish\n\n![](pot.png){#fig-pot}\n",
    "posts/copper/pot.png": "",
    "posts/lids.ipynb": "{}",
    "posts/named.qmd": "---\ntitle: Named\noutput-file: other.html\n---\n",
    "posts/hidden.qmd": front(title="Hidden", draft="true"),
    "_drip.qmd": "## Drip\n",
    "README.md": "# Read\n",
    "data/leaves.csv": "a,b\n",
    "slides/talk.qmd": front(title="Talk"),
}


def test_ids_as_pandoc_makes_them() -> None:
    found = built.probe("quarto-pandoc-3.9")
    anchors = Scanner(found["files"]["heads.qmd"]).scan("quarto")
    real = {ident for _, ident in found["ids"]["heads.qmd"] if ident}
    # A note's number in a heading, and words of a shortcode, which Quarto has put in before pandoc sees them.
    assert real - anchors.ids == {"meta-title-shown"}
    # pandoc wants a blank line before a heading; a callout's heading is its title.
    others = {"shown", "right-after-text", "in-a-callout", "spanid", "fig-pot", "box"}
    assert anchors.ids - real == others


def test_pages() -> None:
    made = site(WEBSITE)
    assert made.generator == "quarto"
    assert made.base == "/tea"
    assert {page.path: page.url for page in made.pages.values()} == {
        "index.qmd": "/",
        "about.md": "/about.html",
        "posts/copper/index.qmd": "/posts/copper/",
        "posts/named.qmd": "/posts/other.html",
        "posts/hidden.qmd": "/posts/hidden.html",
        "slides/talk.qmd": "/slides/talk.html",
    }


def test_links() -> None:
    made = site(WEBSITE)
    links = {
        "../../about.md": "ok",
        "../../about.md#sec-us": "ok",
        "../../about.md#ways-to-pour": "ok",
        "../../about.md#3-ways-to-pour": "broken-anchor",
        "/about.md": "ok",
        "/about.qmd": "broken",
        "../../about.html": "ok",
        "../../about": "ok",
        "../lids.ipynb": "ok",
        "../lids.ipynb#x": "unknown",
        "../lids.html": "ok",
        "../named.qmd": "ok",
        "../named.html": "broken",
        "../other.html": "ok",
        "../hidden.qmd": "broken",
        "../nope.qmd": "broken",
        "../nope.html": "broken",
        "../": "unknown",
        "../../data/leaves.csv": "ok",
        "/tea/posts/copper/": "ok",
        "https://kettles.example/tea/posts/copper/": "ok",
        "https://kettles.example/tea/old/copper/": "ok",
        "/brass.html": "ok",
        "../../about.pdf": "unknown",
        "../../index.xml": "unknown",
        "#polish": "ok",
        "#fig-pot": "ok",
        "../../#category=green": "ok",
        "#nope": "broken-anchor",
    }
    links.pop("../")
    links.pop("/brass.html")
    links["../brass.html"] = "ok"
    assert {target: verdict(made, "posts/copper/index.qmd", target) for target in links} == links


def test_render_names_the_inputs() -> None:
    for render, expected in (
        ('["*.qmd", "!slides/"]', {"index.qmd", "posts/copper/index.qmd", "posts/named.qmd", "posts/hidden.qmd"}),
        ('["index.qmd", "posts/"]', {"index.qmd", "posts/copper/index.qmd", "posts/named.qmd", "posts/hidden.qmd"}),
        ('["/*.md"]', {"about.md"}),
    ):
        made = site({**WEBSITE, "_quarto.yml": f"project:\n  type: website\n  render: {render}\n"})
        assert set(made.pages) == expected


def test_drafts_that_are_shown() -> None:
    shown = WEBSITE["_quarto.yml"] + "  draft-mode: visible\n"
    assert verdict(site({**WEBSITE, "_quarto.yml": shown}), "index.qmd", "posts/hidden.qmd") == "ok"
    listed = WEBSITE["_quarto.yml"] + "  drafts: [about.md]\n"
    assert verdict(site({**WEBSITE, "_quarto.yml": listed}), "index.qmd", "about.md") == "broken"
    below = {**WEBSITE, "slides/_metadata.yml": "draft: true\n"}
    assert verdict(site(below), "index.qmd", "slides/talk.qmd") == "broken"


def test_what_runs_may_write_ids() -> None:
    for text, expected in (
        ("```{python}\n#| label: fig-steam\nplot()\n```\n", "unknown"),
        ("```{r, results='asis'}\ncat('## Steam')\n```\n", "unknown"),
        ("```{python}\n1 + 1\n```\n", "broken-anchor"),
        ("{{< include _drip.qmd >}}\n", "unknown"),
    ):
        made = site({**WEBSITE, "steam.qmd": f"Hot.\n\n{text}"})
        assert verdict(made, "steam.qmd", "#fig-steam") == expected
    filtered = {**WEBSITE, "slides/_metadata.yml": "filters: [steam.lua]\n"}
    assert verdict(site(filtered), "index.qmd", "slides/talk.qmd#steam") == "unknown"
    assert verdict(site(filtered), "index.qmd", "about.md#steam") == "broken-anchor"
    everywhere = {**WEBSITE, "_quarto.yml": WEBSITE["_quarto.yml"] + "filters: [steam.lua]\n"}
    assert verdict(site(everywhere), "index.qmd", "about.md#steam") == "unknown"


def test_book_has_its_chapters_only() -> None:
    made = site(
        {
            "_quarto.yml": "project:\n  type: book\nbook:\n  chapters:\n    - index.qmd\n    - part: Pots\n"
            "      chapters: [pots.qmd]\n  appendices: [lids.md]\n",
            "index.qmd": "# Preface\n",
            "pots.qmd": "# Pots\n",
            "lids.md": "# Lids\n",
            "loose.qmd": "# Loose\n",
        }
    )
    assert {page.path: page.url for page in made.pages.values()} == {
        "index.qmd": "/",
        "pots.qmd": "/pots.html",
        "lids.md": "/lids.html",
    }
    links = {
        "pots.qmd": "ok",
        "loose.html": "broken",
        "nope.qmd": "broken",
        "#pots": "unknown",
        "/x/": "unknown",
        "../x/": "unknown",
    }
    assert {target: verdict(made, "index.qmd", target) for target in links} == links


def test_what_makes_pages_or_no_website() -> None:
    for config in (
        "project: {type: website, pre-render: make.py}\n",
        "project: {type: website}\nquartodoc: {package: kettle}\n",
        "project: {type: default}\n",
    ):
        made = site({**WEBSITE, "_quarto.yml": config})
        assert [verdict(made, "index.qmd", t) for t in ("reference/x.qmd", "reference/x.html")] == ["unknown"] * 2
    cell = '# Tea\n\n```{r}\nwriteLines(moved, here("_site", "_redirects"))\n```\n'
    assert verdict(site({**WEBSITE, "index.qmd": cell}), "index.qmd", "/tea/moved") == "unknown"


def test_qmd_is_a_post() -> None:
    assert ".qmd" in POST_SUFFIXES
    assert ".qmd" in CONTENT
    assert verdict(site({"a.qmd": "# A\n", "b.md": "[x](a.qmd)\n"}), "b.md", "a.qmd#a") == "ok"
