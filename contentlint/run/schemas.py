"""The schemas of a project's front matter, read from the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from contentlint.catalog import catalog
from contentlint.guard.globs import matches
from contentlint.schema.finder import SchemaFinder

if TYPE_CHECKING:
    from contentlint.guard.boundary import Boundary
    from contentlint.run.config import Config
    from contentlint.site import Site


def finder(
    root: Path,
    config: Config,
    boundary: Boundary,
    site_of: Callable[[str], Site | None],
    consulted: Callable[[Path], None] = lambda place: None,
) -> SchemaFinder:
    """Which schema a post has, by the configuration and the files of the project; `consulted` hears which are asked."""

    def read(path: str) -> str | None:
        place = root / path
        consulted(place)
        try:
            if not place.is_file() or not (config.is_trusted or boundary.holds(place, root)):
                return None
            return place.read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            return None

    def setting(path: str) -> str:
        own = config.front_matter
        return next((s for glob, s in own.schemas.items() if matches(path, glob)), own.schema)

    def profile(name: str) -> str | None:
        place = catalog.builtin_root() / "schemas" / f"{name}.yaml"
        return place.read_text(encoding="utf-8") if place.is_file() else None

    def generator(path: str) -> str | None:
        # A README beside the site has none of the generator's keys.
        site = site_of(path)
        return site.generator if site is not None and site.page(path) is not None else None

    return SchemaFinder(read, setting=setting, generator=generator, profile_text=profile)
