"""The network: visiting links, reading sources, and the evidence store.

Importing this package loads neither httpx nor the store; `contentlint.sources.client` does.
"""

from __future__ import annotations

from contentlint.sources.settings import SourceSettings

__all__ = ["SourceSettings"]
