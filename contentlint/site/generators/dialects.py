"""How each generator reads Markdown: what reads formulas, where `.md` is MDX, what `{% raw %}` holds."""

from __future__ import annotations

import re
from typing import Any

from contentlint.post.dialect import Dialect, Math
from contentlint.site import markers
from contentlint.site.model import Routes
from contentlint.site.project import Project
from contentlint.site.reading import shape

_Words = tuple[tuple[str, Math], ...]
_REMARK: _Words = ((r"gatsby-remark-(?:katex|mathjax)|\bremark-?math\b", "remark"),)
_KATEX = (
    r"markdown-it-(?:katex|mathjax3?|math|texmath|latex)\b|@(?:vscode|traptitech|mdit/plugin)[\w/-]*-(?:katex|mathjax)"
)
_ZENSICAL_DEFAULT = r"\A(?![\s\S]*markdown_extensions)"
"""Without extensions of its own, a site has those that Zensical comes with."""
_PYTHON: _Words = ((r"arithmatex|\bmdx_math\b|markdown_katex|render_math|pelican[-_.]katex", "arithmatex"),)
_MATH: dict[str, _Words] = {
    "astro": _REMARK,
    "docusaurus": _REMARK,
    "nextjs": _REMARK,
    "gatsby": _REMARK,
    "nuxt": _REMARK,
    "sveltekit": _REMARK,
    "vitepress": ((_KATEX + r"|\bmath\s*:\s*true\b", "katex"),),
    "vuepress": ((_KATEX + r"|plugin-markdown-math|\b(?:katex|mathjax|math|tex)\s*:\s*(?:true|\{)", "katex"),),
    "eleventy": ((_KATEX, "katex"),),
    "hexo": (
        (_KATEX + r"|hexo-renderer-markdown-it-plus", "katex"),
        (r"hexo-renderer-kramed|hexo-renderer-kramdown", "kramdown"),
        (r"hexo-renderer-pandoc", "pandoc"),
    ),
    "mkdocs": _PYTHON,
    "zensical": (*_PYTHON, (_ZENSICAL_DEFAULT, "arithmatex")),
    "pelican": _PYTHON,
    "quarto": ((r"", "pandoc"),),
    "jekyll": ((r"^\s*markdown\s*:\s*[\"']?(?:CommonMark|GFMCommonMark|Redcarpet)", ""), (r"", "kramdown")),
}  # fmt: skip
"""What in a site's configuration, or in the names of its packages, shows that formulas are read, and how. The first
that is found counts. A package that nothing names does nothing."""


_NO_BARE_LINKS = frozenset(("eleventy", "jekyll", "mdbook", "mkdocs", "pelican", "zensical", "zola"))
"""Generators whose readers (markdown-it by default, kramdown, Python-Markdown, pulldown-cmark) leave an address in
running text as it is."""
_LINKS_BARE = r"linkify|magic_?link|auto_?link|urlize"
"""Extensions and options with which they make a link of it."""


def set_dialect(project: Project, made: Routes) -> None:
    """Note how the site reads its content files."""
    if made.generator not in markers.MARKERS:
        return
    places = project.markers(made.generator) or (project.markers("mkdocs") if made.generator == "zensical" else [])
    if made.generator == "hugo":
        pairs = _passthrough(project)
        made.dialect = Dialect(math="passthrough", delimiters=pairs) if pairs else Dialect()
        return
    if made.generator in _BY_PACKAGE:
        texts = list(project.dependencies)
    elif places and places[0].endswith(_SCRIPTS):
        from contentlint.site.generators.coded import modules_of  # for sites that are configured by code
        from contentlint.site.reading.choices import PRODUCTION

        texts = modules_of(project, PRODUCTION).texts(places[0])
    else:
        texts = [project.text(path) for path in places]
    made.dialect = _dialect(made.generator, "\n".join(texts))


_SCRIPTS = (".js", ".ts", ".mjs", ".cjs", ".mts", ".cts")
_BY_PACKAGE = frozenset(("hexo", "nextjs"))
"""Generators whose packages count without being named in the configuration, or are named anywhere in the code."""


def _dialect(generator: str, config: str) -> Dialect:
    found: Math = next((kind for words, kind in _MATH.get(generator, ()) if re.search(words, config, re.MULTILINE)), "")
    if found == "remark" and re.search(r"singleDollar(?:TextMath)?[\"']?\s*:\s*false", config):
        found = "remark-double"
    return Dialect(
        math=found,
        # docusaurus.io/docs/markdown-features/react, "MDX vs. CommonMark"
        is_mdx=generator == "docusaurus" and not re.search(r"\bformat\s*:\s*[\"'](?:detect|md)[\"']", config),
        is_raw_html=generator == "hexo",
        is_bare_linked=generator not in _NO_BARE_LINKS
        or bool(re.search(_LINKS_BARE, config, re.IGNORECASE))
        or (generator == "zensical" and re.search(_ZENSICAL_DEFAULT, config) is not None),
    )


def _passthrough(project: Project) -> tuple[tuple[str, str], ...]:
    """The delimiters of Goldmark's passthrough extension (gohugo.io/configuration/markup)."""
    for path in [*project.markers("hugo"), *project.under(project.root + "config")]:
        if not path.endswith((".toml", ".yaml", ".yml", ".json")):
            continue
        data: Any = shape.table(project.data(path))
        for key in ("markup", "goldmark", "extensions", "passthrough"):
            data = next((value for name, value in data.items() if str(name).lower() == key), data)
            data = data if isinstance(data, dict) else {}
        if data.get("enable") is True and isinstance(data.get("delimiters"), dict):
            pairs = [pair for kind in ("block", "inline") for pair in shape.entries(data["delimiters"].get(kind))]
            return tuple(
                (str(pair[0]), str(pair[1]))
                for pair in pairs
                if isinstance(pair, list) and len(pair) == 2 and all(isinstance(mark, str) and mark for mark in pair)
            )
    return ()
