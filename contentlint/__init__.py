"""contentlint: linter and fact-checker for blogs kept as Markdown in git.

`lint_text` and `lint_paths` are here for short; `contentlint.api` has all that scripts and other packages need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contentlint.api import lint_paths, lint_text

__version__ = "0.1.0"
__all__ = ["__version__", "lint_paths", "lint_text"]


def __getattr__(name: str) -> Any:
    # The command line starts without what only scripts need.
    if name in ("lint_paths", "lint_text"):
        from contentlint import api

        return getattr(api, name)
    raise AttributeError(f"module 'contentlint' has no attribute '{name}'")
