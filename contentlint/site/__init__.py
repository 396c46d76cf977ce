"""What URL each file of a site has, per generator, and what each link leads to."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contentlint.site.model import Page, Resolution, SiteSettings, Suggestion
    from contentlint.site.site import Site
    from contentlint.site.sites import Sites, only
    from contentlint.site.tree import MemoryTree, Tree

__all__ = ["MemoryTree", "Page", "Resolution", "Site", "SiteSettings", "Sites", "Suggestion", "Tree", "only"]

_IN = {
    "MemoryTree": "tree",
    "Page": "model",
    "Resolution": "model",
    "Site": "site",
    "SiteSettings": "model",
    "Sites": "sites",
    "Suggestion": "model",
    "Tree": "tree",
    "only": "sites",
}


def __getattr__(name: str) -> Any:
    """Loads what is asked for: to tell where a project begins, a run needs none of it."""
    if name not in _IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_IN[name]}"), name)
