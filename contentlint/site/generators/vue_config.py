"""The configuration of VitePress and VuePress, which is mostly put together of several files."""

from __future__ import annotations

from typing import Any

from contentlint.site.generators.coded import modules_of
from contentlint.site.project import Project
from contentlint.site.reading import js
from contentlint.site.reading.choices import PRODUCTION, merged


def configuration(project: Project, path: str) -> tuple[dict[str, Any], str, bool]:
    """The configuration with what it takes over from other files, the texts of all, and whether some can't be read.

    It is mostly put together of several: `{ ...shared }`, `extends: base`, `mergeConfig(a, b)`.
    """
    modules = modules_of(project, PRODUCTION)
    config = modules.config(path)
    extends = config.get("extends")
    if isinstance(extends, dict):
        config = merged(extends, config)
    is_open = "..." in config or isinstance(extends, js.Code)
    return config, "\n".join(modules.texts(path)), is_open
