"""What plugins and themes of VuePress add to a site, read as far as their options are literal."""

from __future__ import annotations

import re
from typing import Any

from contentlint.guard.records import dataclass, field
from contentlint.site.reading import js, shape

_BLOG = ("@vuepress/blog", "@vuepress/plugin-blog")
_BLOG_THEME = ("@vuepress/blog", "@vuepress/theme-blog")
_LISTS = (
    r"(?:/[\w-]+)?/(?:articles?|posts?|blog|categor(?:y|ies)|tags?|timeline|archives?|stars?|pages?|authors?)(?:/.*)?\Z"
)


@dataclass(slots=True)
class Plugins:
    """Outputs, redirects and gaps that plugins make; `items` are folders of a blog with the permalinks in them."""

    items: tuple[tuple[str, str], ...] = ()
    outputs: list[str] = field(default_factory=list)
    redirects: dict[str, str] = field(default_factory=dict)
    gaps: list[tuple[str, str]] = field(default_factory=list)


def read(config: dict[str, Any], text: str, *, second: bool) -> Plugins:
    """What the configuration names; `text` is its source with that of the files that it takes over."""
    made = Plugins()
    (_of_second if second else _of_first)(made, config, text)
    return made


def _of_first(made: Plugins, config: dict[str, Any], text: str) -> None:
    theme = config.get("theme")
    if theme in _BLOG_THEME:
        options = shape.table(config.get("themeConfig"))
        folders = options.get("directories", [{"id": "post", "dirname": "_posts", "path": "/"}])
        kinds = options.get("frontmatters", [{"id": "tag", "keys": ["tag", "tags"], "path": "/tag/"}])
        _blog(made, folders, kinds)
    for name, options in _listed(config.get("plugins")):
        if name in _BLOG:
            _blog(made, options.get("directories", []), options.get("frontmatters", []))
    if isinstance(config.get("plugins"), js.Code) or (theme and theme not in (*_BLOG_THEME, "@vuepress/theme-default")):
        made.gaps.append((_LISTS, "a list made by the theme or a plugin"))
    if re.search(r"vuepress-plugin-(?:redirect|permalink|clean-urls|auto)", text):
        made.gaps.append(("/", "addresses are changed by a plugin"))


def _listed(plugins: Any) -> list[tuple[str, dict[str, Any]]]:
    if isinstance(plugins, dict):
        return [(name, shape.table(options)) for name, options in plugins.items()]
    found = []
    for entry in shape.entries(plugins):
        parts = entry if isinstance(entry, list) else [entry]
        if parts and isinstance(parts[0], str):
            found.append((parts[0], shape.table(parts[1]) if len(parts) > 1 else {}))
    return found


def _blog(made: Plugins, folders: Any, kinds: Any) -> None:
    """@vuepress/plugin-blog 1: a list for each folder and each kind, and permalinks for what is in the folders."""
    items = list(made.items)
    for entry in shape.tables(folders):
        name, path = entry.get("dirname"), entry.get("path", f"/{entry.get('id')}/")
        form = entry.get("itemPermalink", "/:year/:month/:day/:slug")
        if not all(isinstance(value, str) for value in (name, path, form)):
            made.gaps.append(("/", "the folders of the blog are chosen by code"))
            continue
        items.append((str(name).strip("/"), str(form)))
        _list(made, str(path), r"page/.*\Z")
    for entry in shape.tables(kinds):
        if isinstance(entry.get("path"), str):
            _list(made, entry["path"], r".*\Z")
    if isinstance(folders, js.Code) or isinstance(kinds, js.Code):
        made.gaps.append(("/", "the folders of the blog are chosen by code"))
    made.items = tuple(items)


def _list(made: Plugins, path: str, below: str) -> None:
    bare = "/" + path.strip("/")
    made.outputs.append((bare.rstrip("/") + "/index.html") if not bare.endswith(".html") else bare)
    made.gaps.append((re.escape(bare.rstrip("/") + "/") + below, "a list made by the blog plugin"))


def _of_second(made: Plugins, config: dict[str, Any], text: str) -> None:
    theme = config.get("theme")
    source = theme.source if isinstance(theme, js.Code) else ""
    if not source.startswith("defaultTheme(") or "blogPlugin(" in text:
        made.gaps.append((_LISTS, "a list made by the theme or a plugin"))
    if "blogPlugin(" in text:
        for path in re.findall(r"\b(?:path|itemPath)\s*:\s*[\"'`](/[^\"'`:]*)", text)[: shape.MOST]:
            made.gaps.append(
                (f"(?:/[\\w-]+)?{re.escape(path.rstrip('/'))}(?:/.*)?\\Z", "a list made by the blog plugin")
            )
    for call in js.call_arguments(text, "redirectPlugin"):
        options = shape.table(call).get("config")
        if isinstance(options, js.Code):
            made.gaps.append(("/", "redirects are made by code"))
        made.redirects |= {k: v for k, v in shape.table(options).items() if isinstance(v, str) and k.startswith("/")}
