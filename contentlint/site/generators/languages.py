"""What each generator's configuration says of the language that a site is written in."""

from __future__ import annotations

import re
from dataclasses import replace

from contentlint.site import markers
from contentlint.site.model import Routes
from contentlint.site.project import Project
from contentlint.site.reading import js
from contentlint.text.language import code_of

_KEYS = {
    "astro": ("defaultLocale",),
    "docusaurus": ("defaultLocale",),
    "gatsby": ("defaultLanguage", "defaultLocale", "lang", "language"),
    "hexo": ("language",),
    "honkit": ("language",),
    "hugo": ("defaultContentLanguage", "languageCode"),
    "jekyll": ("lang", "locale", "language"),
    "mdbook": ("language",),
    "mkdocs": ("language", "docs_language", "default_language"),
    "nextjs": ("defaultLocale",),
    "nuxt": ("defaultLocale", "lang"),
    "pelican": ("DEFAULT_LANG",),
    "quarto": ("lang",),
    "vitepress": ("lang",),
    "vuepress": ("lang",),
    "zensical": ("language",),
    "zola": ("default_language",),
}  # fmt: skip
"""The keys of a language in the configuration of each generator; the first that is there counts."""


def set_language(project: Project, made: Routes) -> None:
    """Note the language that the site declares. It is little more than a hint: themes come with `en`."""
    keys = _KEYS.get(made.generator, ())
    if not keys or made.generator not in markers.MARKERS:
        return
    config = "\n".join(
        text if path.endswith((".toml", ".yml", ".yaml", ".py")) else js.strip_comments(text)
        for path in project.markers(made.generator)
        if (text := project.text(path))
    )
    found = next((code for key in keys if (code := _value(config, key))), "")
    if found:
        made.dialect = replace(made.dialect, language=found)


def _value(config: str, key: str) -> str:
    """The language that a key has in a configuration of any format; of a list the first."""
    pattern = rf"""(?:^|[{{,(])[ \t]*["']?{key}["']?[ \t]*[:=][\s\["'-]*([A-Za-z]{{2,3}}(?:[-_][A-Za-z]{{2,4}})?)\b"""
    return next(
        (code for m in re.finditer(pattern, config, re.MULTILINE | re.IGNORECASE) if (code := code_of(m[1]))), ""
    )
