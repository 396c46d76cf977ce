"""Ids and paths against what the real generators made of 36 headings and 24 file names (kept outside the project)."""

# ruff: noqa: E501 - the files of small sites stand on one line

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from contentlint.site import MemoryTree, only
from contentlint.site.reading.ids import ALGORITHMS
from contentlint.site.reading.inline import heading

PROBE = Path(__file__).parents[3] / "shared" / "sites" / "probe.json"
pytestmark = pytest.mark.skipif(not PROBE.exists(), reason="the probe is not part of the project")

HEADINGS = {
    "hugo-0.168 (autoIDType=github, default)": ("hugo", True),
    "hugo autoIDType=github-ascii": ("hugo-ascii", True),
    "hugo autoIDType=blackfriday": ("hugo-blackfriday", True),
    "jekyll 4.3 kramdown(GFM input, default)": ("kramdown-gfm", True),
    "jekyll 4.3 kramdown(input: kramdown)": ("kramdown", True),
    "mkdocs 1.6 (toc default slugify)": ("python-markdown", True),
    "mkdocs pymdownx.slugs.slugify(case=lower)": ("pymdownx", True),
    "mkdocs use_directory_urls=false": ("python-markdown", False),
    "pelican 4.10 (+toc ext; no ids without it)": ("python-markdown", True),
    "eleventy IdAttributePlugin": ("eleventy", False),
    "eleventy markdown-it-anchor default": ("markdown-it-anchor", False),
    "vitepress 1.6.4": ("vitepress", True),
    "astro 6.1.8 (content collection glob loader)": ("astro", False),
    "hexo 8 (hexo-renderer-marked)": ("hexo", False),
    "docusaurus 3.10": ("docusaurus", True),
}


def probe() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(PROBE.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", HEADINGS)
def test_heading_ids(name: str) -> None:
    algorithm, custom = HEADINGS[name]
    cases = probe()[name]["headings"]
    made = ALGORITHMS[algorithm]([heading(source, 2, frozenset(), custom=custom) for source, _ in cases])
    wrong = [(source, ident, got) for (source, ident), got in zip(cases, made, strict=True) if (ident or "") != got]
    assert wrong == []


def post(**facts: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in {"date": "2024-02-01", **facts}.items())
    return f"---\ntitle: Words\n{lines}---\n\nText.\n"


def files(folder: str) -> dict[str, str]:
    """The 24 file names of the probe, each with the front matter that its name tells."""
    plain = (
        "01-prefixed|2024-01-02-date-post|3. numbered|My Post_Name v1.2|UPPER|_underscore|c++|dir/index|dir2/README|"
        "double--dash|headings|sub/nested|trailing-|under_score|what's-up|with.dot|ÜberCafé|中文"
    ).split("|")
    made = {f"{folder}/{name}.md": post() for name in plain}
    made[f"{folder}/2024-01-02-date-post.md"] = post(date="2024-01-02")
    made[f"{folder}/fm-slug.md"] = post(slug="custom-slug")
    made[f"{folder}/fm-permalink.md"] = post(permalink="/perm/a/")
    made[f"{folder}/fm-url.md"] = post(url="/url/a/")
    made[f"{folder}/fm-path.md"] = post(path="/path/a/")
    made[f"{folder}/is-draft.md"] = post(draft="true")
    made[f"{folder}/is-future.md"] = post(date="2099-02-01")
    return made


ASTRO = {
    "astro.config.mjs": "export default {}",
    "src/content.config.ts": 'const posts = defineCollection({ loader: glob({ base: "./src/content/posts", pattern: "**/*.md" }) });'
    "\nexport const collections = { posts };",
    "src/pages/posts/[...slug].astro": 'const all = await getCollection("posts"); all.map((p) => ({ params: { slug: p.id } }))',
}
SITES = {
    "hugo-0.168 (autoIDType=github, default)": (
        {"hugo.toml": "baseURL='https://example.org/'"},
        "content/posts",
        "/posts/",
    ),
    "mkdocs 1.6 (toc default slugify)": ({"mkdocs.yml": "site_name: x"}, "docs/posts", "/posts/"),
    "mkdocs use_directory_urls=false": (
        {"mkdocs.yml": "site_name: x\nuse_directory_urls: false"},
        "docs/posts",
        "/posts/",
    ),
    "eleventy 3.1 (no plugin)": ({".eleventy.js": "module.exports = () => {}"}, "posts", "/"),
    "vitepress 1.6.4": ({".vitepress/config.mjs": "export default {}"}, "posts", "/posts/"),
    "astro 6.1.8 (content collection glob loader)": (ASTRO, "src/content/posts", "/posts/"),
    "hexo 8 (hexo-renderer-marked)": (
        {"_config.yml": "permalink: :year/:month/:day/:title/", "package.json": '{"dependencies": {"hexo": "8"}}'},
        "source/_posts",
        "/",
    ),
    "docusaurus 3.10": (
        {"docusaurus.config.js": "module.exports = { presets: [['classic', {}]] }"},
        "docs",
        "/docs/",
    ),
}


@pytest.mark.parametrize("name", SITES)
def test_paths(name: str) -> None:
    config, folder, under = SITES[name]
    site = only(MemoryTree({**config, **files(folder)}), today=dt.date(2026, 11, 23))
    real = {path for path in probe()[name]["html_files"] if path.startswith(under) and path.count("/") > 1}
    made = {out for out in site.outputs if out.endswith(".html") and out.startswith(under) and out.count("/") > 1}
    assert len(real - made) <= 0.03 * len(real), sorted(real - made)
    drafts = {out for out in made - real if "draft" in out or "future" in out}
    assert not drafts, "published though the generator leaves it out"


def test_docusaurus_blog_paths() -> None:
    config, _, _ = SITES["docusaurus 3.10"]
    dated = {f"blog/{n}.md": post() for n in ("2024-01-02-date-post", "2024-03-04-hello-World", "2024/07/08/nested")}
    dated["blog/2024-05-06-folder/index.md"] = post()
    blog = {k: v for k, v in files("blog").items() if "2024" not in k and "headings" not in k}
    site = only(MemoryTree({**config, **blog, **dated}), today=dt.date(2026, 11, 23))
    real = {p for p in probe()["docusaurus 3.10"]["html_files"] if p.startswith("/blog/")}
    missing = {
        p
        for p in real
        if p not in site.outputs and not any(g.pattern.match(p.removesuffix("index.html")) for g in site.routes.gaps)
    }
    assert not missing


def test_jekyll_paths() -> None:
    names = "My-Post_Name-v1.2|UPPER|c++|double--dash|headings|under_score|what's-up|with.dot|ÜberCafé|中文".split("|")
    posts = {f"_posts/2024-02-01-{name}.md": post() for name in names}
    posts["_posts/2024-02-01-fm-slug.md"] = post(slug="custom-slug")
    posts["_posts/2024-02-01-fm-permalink.md"] = post(permalink="/perm/a/")
    posts["_posts/2024-02-01-fm-date.md"] = post(date="2023-05-06")
    posts["_posts/sub/2024-02-01-in-sub.md"] = post()
    posts["catdir/_posts/2024-02-01-in-catdir.md"] = post()
    posts["_posts/2024-02-01-cats.md"] = post(categories="[foo bar, baz]")
    posts["_posts/2099-02-01-is-future.md"] = post(date="2099-02-01")
    posts["_posts/2024-02-01-unpublished.md"] = post(published="false")
    posts["_posts/no-date.md"] = post()
    pages = {k: v for k, v in files("pages").items() if "permalink" not in k and "draft" not in k}
    site = only(
        MemoryTree({"_config.yml": "title: x", "Gemfile": "gem 'jekyll'", **posts, **pages}),
        today=dt.date(2026, 11, 23),
    )
    real = set(probe()["jekyll 4.3 kramdown(GFM input, default)"]["html_files"])
    made = {out for out in site.outputs if out.endswith(".html")}
    assert real - made == set()
    assert not any(
        ("future" in out and "/pages/" not in out) or "unpublished" in out or "no-date" in out for out in made
    )
