"""What a Docusaurus configuration says of its plugins, and what of it is code (docusaurus.io/docs/api/plugins).

The configuration is a module: options stand in parentheses behind a type comment, are put together from constants, or
are chosen while the site is built. What is chosen is unknown, and never the default.
"""

from __future__ import annotations

import re
from typing import Any

from contentlint.guard.records import dataclass, field
from contentlint.site.reading import js
from contentlint.site.reading.choices import strings_in
from contentlint.site.reading.shape import MOST, entries

CONTENT_KINDS = ("docs", "blog", "pages")
_STRING = re.compile(r"[\"'`]([^\"'`\n$]{0,500})[\"'`]")


@dataclass
class Plugin:
    """One instance of a plugin. `is_open` is True where not all of its options can be read."""

    kind: str
    options: dict[str, Any]
    ident: str = "default"
    folders: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    """The route of each version of its docs."""
    is_open: bool = False

    def text(self, key: str, default: str) -> str | None:
        """An option that is a text; None when it is code."""
        value = self.options.get(key)
        if isinstance(value, js.Code) or (self.is_open and key not in self.options):
            return None
        return value if isinstance(value, str) else default

    def is_code(self, *keys: str) -> bool:
        """True when one of the options is code, so that what it says can't be known."""
        return any(isinstance(self.options.get(key), js.Code) for key in keys)

    def named(self, key: str) -> list[str]:
        """The texts in an option that is code: those it may choose from."""
        value = self.options.get(key)
        return strings_in(value) if isinstance(value, js.Code) else []


def plugins(config: dict[str, Any]) -> list[Plugin]:
    """The instances of the plugins that are known here, of presets and of `plugins`."""
    found: list[Plugin] = []
    for entry in entries(config.get("presets"))[:MOST]:
        name, options, is_open = _entry(entry)
        if "classic" not in name and "preset" not in name:
            continue
        for kind in CONTENT_KINDS:
            value = options.get(kind)
            if value is False:
                continue
            own = value if isinstance(value, dict) else {}
            unread = isinstance(value, js.Code) or "..." in own or (is_open and kind not in options)
            found.append(Plugin(kind, own, is_open=unread))
    for entry in entries(config.get("plugins"))[:MOST]:
        name, options, is_open = _entry(entry)
        ident = str(options.get("id") or "default")
        kind = next((k for k in CONTENT_KINDS if f"content-{k}" in name), "")
        if kind:
            found.append(Plugin(kind, options, ident, is_open=is_open))
        elif "client-redirects" in name:
            found.append(Plugin("redirects", options, is_open=is_open))
    return found


def are_open(config: dict[str, Any]) -> bool:
    """Whether the presets are code, or one that can't be read: then no page's address is known."""
    presets = config.get("presets")
    if isinstance(presets, js.Code) or not config:
        return True
    return any(
        isinstance(e, js.Code) and "preset" not in e.source and "classic" not in e.source for e in entries(presets)
    )


def has_own_plugins(config: dict[str, Any]) -> bool:
    """Whether there are plugins that are files of the project, functions, or code that chooses some."""
    listed = config.get("plugins")
    if isinstance(listed, js.Code) or "..." in config:
        return True
    for entry in entries(listed):
        first = entry[0] if isinstance(entry, list) and entry else entry
        if isinstance(first, js.Code) and not re.match(r"require\.resolve\(\s*[\"'`][@\w]", first.source):
            return True
        if _entry(entry)[0].startswith(("./", "../")):
            return True
    return False


def _entry(entry: Any) -> tuple[str, dict[str, Any], bool]:
    """A plugin's name, its options, and whether they are open."""
    if isinstance(entry, list) and entry:
        given = entry[1] if len(entry) > 1 else None
        options = given if isinstance(given, dict) else {}
        name = entry[0].source if isinstance(entry[0], js.Code) else str(entry[0])
        return name, options, isinstance(given, js.Code) or "..." in options
    if isinstance(entry, js.Code):
        named = _STRING.search(entry.source)
        is_call = entry.source.startswith("require.resolve(")
        return (named[1] if named else entry.source), {}, not is_call
    return str(entry), {}, False
