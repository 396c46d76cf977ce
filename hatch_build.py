"""What the package has beside its source: the rules and word lists as one file of data, so that a start reads one."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `_rules/catalog.json` to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file, and have it put in. An editable install makes its own when it is first used."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        from contentlint.catalog import catalog, shipped

        root = Path(self.root, "rules")
        found = catalog.load()
        data = shipped.dumped(root, [self.metadata.version], found.rules.values(), found.vocabulary)
        self._folder = tempfile.TemporaryDirectory()
        file = Path(self._folder.name, shipped.FILE_NAME)
        file.write_bytes(data)
        build_data["force_include"][str(file)] = f"contentlint/_rules/{shipped.FILE_NAME}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the file away again."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()
