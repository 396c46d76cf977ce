"""By which rule Astro gives headings their ids: the engine changed with Astro 6 and 7 (docs.astro.build/en/guides)."""

from __future__ import annotations

import re
from typing import Any

from contentlint.site.generators import versions
from contentlint.site.project import Project
from contentlint.site.reading import js
from contentlint.site.reading.shape import table

_KNOWN = range(1, 8)
"""The major versions of Astro whose ids are known."""


def rules(project: Project, config: dict[str, Any], text: str) -> tuple[str, str]:
    """The algorithm of Markdown and that of MDX, several joined by "|" where it depends on what nothing tells, "" for
    an engine that is not known."""
    majors = versions.majors(project, "astro", _KNOWN)
    if not majors <= frozenset(_KNOWN):
        return "", ""
    # rehype-slug comes first, and takes nothing off; it runs on the old engine.
    if re.search(r"rehype-?[sS]lug", text):
        return "astro-6", "astro-6"
    found = {_of(major, config, text) for major in majors}
    in_markdown = _joined(found)
    # Options of mdx() choose another engine for MDX alone: plugins of its own, `processor`, `extendMarkdownConfig`.
    own = any(options not in ({}, js.Code("")) for options in js.call_arguments(text, "mdx"))
    return in_markdown, _joined(found | {"astro-6", "astro-7", "github"}) if own and max(majors) > 6 else in_markdown


def _joined(names: set[str]) -> str:
    return "" if "" in names else "|".join(sorted({one for name in names for one in name.split("|")}))


def _of(major: int, config: dict[str, Any], text: str) -> str:
    markdown = config.get("markdown")
    smart: Any = markdown.get("smartypants") if isinstance(markdown, dict) else None
    if major < 6 and js.dig(config, "experimental", "headingIdCompat") is not True:
        return "astro-plain" if smart is False else "astro"
    if major < 7:
        return "github" if smart is False else "astro-6"
    if isinstance(markdown, js.Code) or re.search(r"\bmarkdown\s*:\s*\{[^{}]*\.\.\.", text):
        return "astro-6|astro-7"
    processor = markdown.get("processor") if isinstance(markdown, dict) else None
    engine = "unified" if _has_plugins(markdown) else "satteri"
    if processor is not None:
        source = processor.source if isinstance(processor, js.Code) else ""
        named = re.match(r"(unified|satteri)\s*\(", source)
        if named is None:
            return ""
        engine = named[1]
        options = next((a for a in js.call_arguments(source, engine) if isinstance(a, dict)), {})
        given = options if engine == "unified" else table(options.get("features"))
        own = given.get("smartypants" if engine == "unified" else "smartPunctuation")
        smart = smart if own is None else own
    if isinstance(smart, js.Code):
        return "github|astro-6" if engine == "unified" else "github|astro-7"
    return "github" if smart is False else "astro-6" if engine == "unified" else "astro-7"


def _has_plugins(markdown: Any) -> bool:
    """True with plugins of the old engine, which is then used."""
    return isinstance(markdown, dict) and any(
        markdown.get(key) not in (None, [], {}) for key in ("remarkPlugins", "rehypePlugins", "remarkRehype")
    )
