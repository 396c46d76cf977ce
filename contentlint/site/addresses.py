"""The addresses of a site: which output answers a path, and which file each comes from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property

from contentlint.site.model import Page, Routes, SiteSettings
from contentlint.site.paths import clean, host_and_path, served, url_of
from contentlint.site.project import Project


class Addresses:
    """What is known of a site before any link is looked at."""

    def __init__(self, project: Project, routes: Routes, settings: SiteSettings) -> None:
        self.project, self.routes, self.settings = project, routes, settings

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every content file's page, by path."""
        return {page.path: page for page in self.routes.pages}

    @cached_property
    def base(self) -> str:
        """The base path, without trailing slash: "" or "/blog"."""
        if self.settings.base_url:
            return clean(host_and_path(self.settings.base_url)[1]).rstrip("/")
        return self.routes.base.rstrip("/")

    @cached_property
    def outputs(self) -> Mapping[str, str | None]:
        """Every output (without the base path) with its content file."""
        return {
            k if k.isascii() else unicodedata.normalize("NFC", k): v for k, v in self.routes.outputs.items()
        } | dict.fromkeys(self._sitemap)

    @cached_property
    def _sitemap(self) -> list[str]:
        if not self.settings.sitemap:
            return []
        text = self.project.text(self.settings.sitemap)
        found = []
        for match in re.finditer(r"<loc>\s*([^<\s]+)\s*</loc>", text):
            path = self.without_base(clean(host_and_path(match[1])[1]))
            if path is not None:
                found.append(path + "index.html" if path.endswith("/") else path)
        return found

    def url(self, page: Page) -> str:
        """The URL path of a page that has an output, with the base path."""
        if part := self.routes.part_of(page.output):
            return part.base + (page.url or url_of(page.output))[len(part.folder) :]
        return self.base + (page.url or url_of(page.output))

    def without_base(self, path: str) -> str | None:
        """A path on the host as a path below the site's base; None for one outside it.

        Where several bases are possible, the one with which there is something at the path.
        """
        inside = _without(path, self.base)
        if self.routes.other_bases and (inside is None or self.find(inside) is None) and not self.settings.base_url:
            for base in self.routes.other_bases:
                other = _without(path, f"/{path.split('/')[1]}" if base == "*" else base)
                # The page at the top says nothing for a base that nobody named.
                if other is not None and self.find(other) is not None and (base != "*" or other != "/"):
                    return other
        return inside

    def find(self, path: str) -> str | None:
        """The output that answers a request for `path` (without the base path), or None."""
        return next((out for out in served(path) if out in self.outputs), None)

    def answers(self, path: str) -> bool:
        """True when something is at a path on the host, with the base path or without: maybe nobody configured it."""
        inside = self.without_base(path)
        return (inside is not None and self.find(inside) is not None) or self.find(path) is not None

    @cached_property
    def _lower_outputs(self) -> dict[str, str]:
        return {out.lower(): out for out in self.outputs}

    def case_output(self, path: str) -> str | None:
        """The output that would answer a path but for its letter case, or None."""
        return next((self._lower_outputs[o] for o in served(path.lower()) if o in self._lower_outputs), None)


def _without(path: str, base: str) -> str | None:
    if not base:
        return path
    if path == base:
        return "/"
    return path[len(base) :] if path.startswith(base + "/") else None
