"""Addresses that a file about redirects names, in a form that is not read: `.htaccess`, nginx, Caddy, a worker."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from contentlint.guard.patterns import Bounded
from contentlint.site import redirects
from contentlint.site.model import Redirect
from contentlint.site.paths import clean, host_and_path
from contentlint.site.project import Project

_FILE = re.compile(
    r"(?:\A|/)(?:[^/]*(?:redirect|rewrite)[^/]*|\.htaccess|[^/]*nginx[^/]*|[^/]+\.(?:conf|vcl)|Caddyfile|web\.config|app\.yaml"
    r"|(?:netlify|wrangler|fly)\.toml|(?:vercel|now|firebase|staticwebapp\.config|serve|wrangler)\.jsonc?"
    r"|(?:[\w-]*middleware|[\w-]*worker|server|next\.config|nuxt\.config)\.[cm]?[jt]s"
    r"|(?:functions|edge-functions|workers?|lambda|cloudfront|cloudflare|infra(?:structure)?|deploy)/(?:.*/)?"
    r"[^/]+\.(?:[cm]?[jt]s|py|tf|ya?ml|json))\Z",
    re.IGNORECASE,
)
"""Files that say what a host or a server does with requests; what is in them tells whether it is about redirects."""
_OTHER = re.compile(r"(?:\A|/)(?:[^/]*lock[^/]*|node_modules/.*|[^/]*\.(?:mdx?|markdown))\Z", re.IGNORECASE)
"""Content, and lists of packages."""
_SPEAKS = re.compile(r"redirect|rewrite|redir\b|return[ (]+30[1278]", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<![\w/.*)$:}-])(?:https?:/)?\^?\\?(/[\w.~%@*:()/\\-]{1,300})")
_PATTERNED = re.compile(r"[*:(]")
_LONGEST = 300_000
_MOST_FILES = 300
_MOST_PATTERNS = 300


class Named:
    """Tells which file names an address.

    Files whose redirects are read, the generator's configuration (menus are there, too) and content say nothing more.

    `hosts` are the site's own.
    """

    def __init__(
        self,
        project: Project,
        generator: str,
        read: Callable[[], Iterable[Redirect]],
        hosts: Callable[[], frozenset[str]],
    ) -> None:
        self._project, self._generator, self._read, self._hosts = project, generator, read, hosts

    def by(self, path: str) -> str:
        """The file that names a path on the host, or that has a pattern for it; "" for none."""
        bare = path.rstrip("/")
        if not bare:
            return ""
        for name in (bare, bare.removesuffix(".html").removesuffix("/index")):
            if name in self._plain:
                return self._plain[name]
        return next((file for fixed, pattern, file in self._patterns if _holds(fixed, pattern, bare)), "")

    @cached_property
    def _files(self) -> list[tuple[str, str]]:
        """The files with their texts."""
        known = {rule.file for rule in self._read()} | set(self._project.markers(self._generator))
        names = [
            path
            for path in self._project.under(self._project.root)
            if _FILE.search(path) and path not in known and not _OTHER.search(path)
        ]
        names += [path for path in self._project.paths if "/" not in path and self._project.root and _FILE.search(path)]
        # What has the word in its name first.
        names.sort(key=lambda path: ("redirect" not in path.lower(), path.count("/")))
        found = []
        for path in names[:_MOST_FILES]:
            if self._project.stamps[path][0] <= _LONGEST:
                text = self._project.text(path)
                if _SPEAKS.search(path) or _SPEAKS.search(text):
                    found.append((path, text))
        return found

    @cached_property
    def _found(self) -> list[tuple[str, str]]:
        """Every address that a file names, with the file."""
        return [
            (address, path)
            for path, text in self._files
            for match in _ADDRESS.finditer(text)
            if (address := self._inside(match[0], match[1]))
        ]

    def _inside(self, whole: str, path: str) -> str:
        if not whole.startswith("http"):
            return clean(path.replace("\\", ""))
        host, rest = host_and_path(whole)
        return clean(rest) if host in self._hosts() else ""

    @cached_property
    def _plain(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for address, path in self._found:
            if not _PATTERNED.search(address):
                found.setdefault(address.rstrip("/"), path)
        return found

    @cached_property
    def _patterns(self) -> list[tuple[str, Bounded, str]]:
        found: dict[str, tuple[str, Bounded, str]] = {}
        for address, path in self._found:
            fixed = _PATTERNED.split(address)[0].rstrip("/")
            if _PATTERNED.search(address) and fixed and address not in found and len(found) < _MOST_PATTERNS:
                made = redirects.pattern(address)
                if made is not None:
                    found[address] = (fixed, made, path)
        return list(found.values())


def _holds(fixed: str, pattern: Bounded, path: str) -> bool:
    return path.startswith(fixed) and pattern.reads(path) and pattern.match(path) is not None
