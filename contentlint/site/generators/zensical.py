"""Zensical (zensical.org/docs): MkDocs' settings in `zensical.toml`, MkDocs' rules but for what stands here."""

from __future__ import annotations

from contentlint.site.generators import mkdocs
from contentlint.site.model import Routes
from contentlint.site.project import Project


def detect(project: Project) -> str:
    """`zensical.toml`."""
    return project.marker("zensical")


def routes(project: Project) -> Routes:
    return mkdocs.routes(project)
