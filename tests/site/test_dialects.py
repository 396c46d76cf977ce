"""How each generator's files are read, by its configuration and packages."""

from __future__ import annotations

import json

import pytest

from contentlint.post.dialect import Dialect
from contentlint.post.post import Post
from contentlint.site import MemoryTree, only
from contentlint.site.links import references

POST = "---\ntitle: Beds\n---\n\nText.\n"


def package(*names: str, **more: str) -> dict[str, str]:
    return {"package.json": json.dumps({"dependencies": dict.fromkeys(names, "1")}), **more}


SITES: dict[str, tuple[dict[str, str], str, str]] = {
    "astro without": (package("astro", **{"astro.config.mjs": "export default {}"}), "src/pages/a.md", ""),
    "astro, only installed": (
        package("astro", "remark-math", **{"astro.config.mjs": "export default {}"}),
        "src/pages/a.md",
        "",
    ),
    "astro": (
        {
            "astro.config.mjs": "import { markdown } from './config/markdown'; export default { markdown }",
            "config/markdown.ts": "import math from 'remark-math'; export const markdown = { remarkPlugins: [math] }",
        },
        "src/pages/a.md",
        "remark",
    ),
    "docusaurus": (
        {"docusaurus.config.js": "import math from 'remark-math'; module.exports = {presets: [['classic', {}]]}"},
        "docs/a.md",
        "remark",
    ),
    "docusaurus, commented out": (
        {"docusaurus.config.js": "// import math from 'remark-math'\nmodule.exports = {presets: [['classic', {}]]}"},
        "docs/a.md",
        "",
    ),
    "docusaurus, without single dollars": (
        {
            "docusaurus.config.js": "import math from 'remark-math'; module.exports = {presets: [['classic', "
            "{docs: {remarkPlugins: [[math, {singleDollarTextMath: false}]]}}]]}"
        },
        "docs/a.md",
        "remark-double",
    ),
    "vitepress": ({".vitepress/config.mts": "export default { markdown: { math: true } }"}, "a.md", "katex"),
    "vitepress without": ({".vitepress/config.mts": "export default { markdown: { math: false } }"}, "a.md", ""),
    "eleventy": (
        {
            ".eleventy.js": "const katex = require('@vscode/markdown-it-katex');\nmodule.exports = (c) => "
            "{ c.amendLibrary('md', (md) => md.use(katex)) }"
        },
        "a.md",
        "katex",
    ),
    "mkdocs": (
        {"mkdocs.yml": "site_name: x\nmarkdown_extensions:\n  - pymdownx.arithmatex"},
        "docs/a.md",
        "arithmatex",
    ),
    "zensical": ({"zensical.toml": "[project]\nsite_name = 'x'"}, "docs/a.md", "arithmatex"),
    "zensical, extensions of its own": (
        {"zensical.toml": "[project]\nsite_name = 'x'\n[project.markdown_extensions.footnotes]"},
        "docs/a.md",
        "",
    ),
    "mkdocs without": ({"mkdocs.yml": "site_name: x"}, "docs/a.md", ""),
    "jekyll": ({"_config.yml": "title: x\ntheme: minima"}, "_posts/2026-01-01-a.md", "kramdown"),
    "jekyll, CommonMark": (
        {"_config.yml": "title: x\ntheme: minima\nmarkdown: CommonMark"},
        "_posts/2026-01-01-a.md",
        "",
    ),
    "hexo": (
        package("hexo", "hexo-renderer-pandoc", **{"_config.yml": "permalink: :title/"}),
        "source/_posts/a.md",
        "pandoc",
    ),
    "hugo without": ({"hugo.toml": "baseURL = 'https://e.example/'"}, "content/a.md", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", SITES)
def test_what_reads_formulas(name: str) -> None:
    files, path, math = SITES[name]
    dialect = only(MemoryTree({**files, path: POST})).dialect(path)
    assert dialect.math == math
    assert dialect.is_raw_html == name.startswith("hexo")
    assert dialect.is_mdx == name.startswith("docusaurus")


PASSTHROUGH = "enable = true\n[{0}delimiters]\nblock = [['$$', '$$']]\ninline = [['$', '$'], ['\\(', '\\)']]\n"


@pytest.mark.parametrize(
    "files",
    [
        {
            "hugo.toml": "baseURL = 'https://e.example/'\n[markup.goldmark.extensions.passthrough]\n"
            + PASSTHROUGH.format("markup.goldmark.extensions.passthrough.")
        },
        {
            "config/_default/hugo.toml": "baseURL = 'https://e.example/'\n",
            "config/_default/markup.toml": "[goldmark.extensions.passthrough]\n"
            + PASSTHROUGH.format("goldmark.extensions.passthrough."),
        },
    ],
)
def test_delimiters_of_hugo(files: dict[str, str]) -> None:
    dialect = only(MemoryTree({**files, "content/a.md": POST})).dialect("content/a.md")
    pairs = (("$$", "$$"), ("$", "$"), (r"\(", r"\)"))
    assert dialect == Dialect(math="passthrough", delimiters=pairs)


def test_docusaurus_reads_markdown_as_commonmark_where_told() -> None:
    config = {"docusaurus.config.js": "module.exports = {markdown: {format: 'detect'}, presets: [['classic', {}]]}"}
    site = only(MemoryTree({**config, "docs/a.md": POST, "docs/b.mdx": POST}))
    assert not site.dialect("docs/a.md").is_mdx and site.dialect("docs/b.mdx").is_mdx


BARE = {
    "jekyll": ({"_config.yml": "theme: minima"}, "_posts/2026-01-01-a.md", False),
    "mkdocs": ({"mkdocs.yml": "site_name: x"}, "docs/a.md", False),
    "mkdocs, magiclink": (
        {"mkdocs.yml": "site_name: x\nmarkdown_extensions:\n  - pymdownx.magiclink"}, "docs/a.md", True,
    ),
    "zensical": ({"zensical.toml": "[project]\nsite_name = 'x'"}, "docs/a.md", True),
    "zensical, extensions of its own": (
        {"zensical.toml": "[project]\nsite_name = 'x'\n[project.markdown_extensions.footnotes]"}, "docs/a.md", False,
    ),
    "zola": ({"zola.toml": "base_url = 'https://e.example'"}, "content/a.md", False),
    "mdbook": ({"book.toml": "[book]\ntitle = 'x'", "src/SUMMARY.md": "- [A](a.md)"}, "src/a.md", False),
    "eleventy": ({"eleventy.config.js": "export default function () {}"}, "a.md", False),
    "eleventy, linkify": (
        {"eleventy.config.js": "export default (c) => c.setLibrary('md', md({ linkify: true }))"}, "a.md", True,
    ),
    "hugo": ({"hugo.toml": "baseURL = 'https://e.example/'"}, "content/a.md", True),
    "astro": ({"astro.config.mjs": "export default {}"}, "src/content/blog/a.md", True),
    "nothing known": ({}, "a.md", True),
}  # fmt: skip


@pytest.mark.parametrize("name", BARE)
def test_an_address_in_running_text_is_judged_where_it_becomes_a_link(name: str) -> None:
    files, path, is_linked = BARE[name]
    site = only(MemoryTree({**files, path: POST}))
    assert site.dialect(path).is_bare_linked is is_linked
    text = "See https://e.exmaple,com/a and <https://e.exmaple,com/b>, or [it](https://e.exmaple,com/c).\n"
    post = Post(path, text, site.dialect)
    told = [reference.target[-1] for reference in references(post) if not reference.is_mere_text(post)]
    assert told == (["a", "b", "c"] if is_linked else ["b", "c"])
