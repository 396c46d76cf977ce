"""What URL each file of a site has, per generator, and what each link leads to."""

from contentlint.site.model import Page, Resolution, SiteSettings, Suggestion
from contentlint.site.site import Site
from contentlint.site.sites import Sites, only
from contentlint.site.tree import MemoryTree, Tree

__all__ = ["MemoryTree", "Page", "Resolution", "Site", "SiteSettings", "Sites", "Suggestion", "Tree", "only"]
