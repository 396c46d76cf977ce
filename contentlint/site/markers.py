"""The files that show where a site's root is: one list, for telling the generator and for finding the root."""

from __future__ import annotations

import re
from collections.abc import Iterable

MARKERS = {
    "hugo": r"(?:config/_default/)?(?:hugo|config)\.(?:toml|ya?ml|json)",
    "zola": r"zola\.toml|config\.toml",
    "astro": r"astro\.config\.[cm]?[jt]s",
    "docusaurus": r"docusaurus\.config\.[cm]?[jt]s",
    "vitepress": r"\.vitepress/config(?:/index)?\.[cm]?[jt]s",
    "vuepress": r"\.vuepress/config(?:/index)?\.(?:[cm]?[jt]s|ya?ml|toml)|vuepress\.config\.[cm]?[jt]s",
    "zensical": r"zensical\.toml",
    "mkdocs": r"mkdocs(?:[._-][\w.-]+)?\.ya?ml|properdocs\.yml",
    "pelican": r"pelicanconf\.py",
    "hexo": r"_config\.ya?ml",
    "jekyll": r"_config\.(?:ya?ml|toml)|_config/[\w.-]+\.ya?ml|config/(?:_config|jekyll)[\w.-]*\.ya?ml",
    "eleventy": r"\.eleventy\.[cm]?js|eleventy\.config\.[cm]?[jt]s",
    "gatsby": r"gatsby-config\.[cm]?[jt]s",
    "nextjs": r"next\.config\.[cm]?[jt]s",
    "mdbook": r"book\.toml",
    "honkit": r"book\.js(?:on)?",
    "nuxt": r"nuxt\.config\.[cm]?[jt]s",
    "sveltekit": r"svelte\.config\.[cm]?[jt]s",
    "quarto": r"_quarto\.ya?ml",
}
"""Names of a generator's configuration, below the site's root, as patterns. Some other tool may use a name, too: the
generator's own module looks into the file."""

FOREIGN = {
    "Gridsome": r"gridsome\.config\.[jt]s",
    "Quartz": r"quartz\.config\.[cm]?[jt]s",
    "Lume": r"_config\.[cm]?[jt]sx?",
    "Antora": r"antora-playbook\.ya?ml",
    "GitBook": r"\.gitbook\.ya?ml",
    "Metalsmith": r"metalsmith\.(?:json|[cm]?js)",
    "Vite": r"vite\.config\.[cm]?[jt]s",
}
"""The same of generators that contentlint does not know, to say so by name."""

_ANY = re.compile(rf"(?:\A|/)(?:{'|'.join(MARKERS.values())})\Z")
_OF = {name: re.compile(rf"(?:{pattern})\Z") for name, pattern in (MARKERS | FOREIGN).items()}
_BELOW = (".vitepress/config", ".vuepress/config", "config/_default/", "_config/", "config/_config", "config/jekyll")
_NO_MARKER = (".md", ".mdx", ".qmd", ".svx", ".markdown", ".html", ".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif")
"""Endings of nearly all files of a site, of which none is a marker."""
_NOT_A_SITE = re.compile(
    r"(?:\A|/)(?:node_modules|themes|exampleSite|examples?|tests?|__tests__|fixtures|vendor|templates?|starters?"
    r"|e2e|\.github)(?:/|\Z)",
    re.IGNORECASE,
)
"""Folders in which a configuration is somebody's example."""
_DEEPEST = 5
"""Folders between the top of a repository and the root of a site."""


def roots(paths: Iterable[str], around: Iterable[str] = ()) -> list[str]:
    """The folders with a generator's configuration among the files at `paths`, the shallowest first: "", `website/`.

    Examples and tests are left out, but for those that a folder of `around`, looked at for its own sake, lies in.
    """
    wanted = tuple(around)
    found = set()
    for path in paths:
        if path.endswith(_NO_MARKER):
            continue
        if path.count("/") <= _DEEPEST + 1 and (marker := _ANY.search(path)):
            folder = path[: marker.start()]
            example = _NOT_A_SITE.search(folder)
            if example is None or any(place.startswith(folder[: example.end()]) for place in wanted):
                found.add(folder + "/" if folder else "")
    return sorted(found, key=lambda folder: (folder.count("/"), folder))


def is_at_root(name: str) -> bool:
    """True for the name of a file, below a folder, that may be a marker of the folder."""
    return "/" not in name or name.startswith(_BELOW)


def of(generator: str, names: Iterable[str]) -> list[str]:
    """Those of the names, below one folder, that are markers of a generator."""
    return [name for name in names if _OF[generator].match(name)]


def foreign(names: Iterable[str]) -> str:
    """The generator, not known here, whose configuration is among the names below one folder; "" for none."""
    listed = list(names)
    return next((generator for generator in FOREIGN if of(generator, listed)), "")


def is_marker(name: str) -> bool:
    """True for the name of a file, below a folder, that makes the folder look like a site's root."""
    return any(pattern.match(name) for pattern in _OF.values())
