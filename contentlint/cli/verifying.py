"""The page that `contentlint verify` fetches, and by which settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from contentlint.cli import options
from contentlint.errors import ReadError, UsageError

if TYPE_CHECKING:
    from contentlint.evidence.visited import SourceResult
    from contentlint.sources.settings import SourceSettings


def settings_here(named: Path | None, *, trust: bool) -> tuple[SourceSettings, Path | None]:
    """The `[sources]` settings that hold where the command runs, and the evidence store that answers off-line.

    As for `audit`: of a configuration that the user named with `--config` or trusts with `--trust-config` all of it, of
    any other what a checked folder may decide; what of that is not used is told on stderr.
    """
    from contentlint.run import cache, config
    from contentlint.sources.settings import STORE, SourceSettings

    found = named or config.find(Path())
    if found is None:
        return SourceSettings(), None
    from contentlint.guard.boundary import Boundary

    root = config.folder_of(found)
    whole = config.load(found, trusted=trust or named is not None)
    own, not_used = config.restricted(whole, Boundary(root, is_open=trust))
    if own.sources != whole.sources:
        options.tell([not_used])
    settings = own.sources or SourceSettings()
    kept = root / settings.store if settings.store else cache.folder(root) / STORE
    return settings, kept if settings.offline else None


def fetched(url: str, named: Path | None, *, trust: bool) -> SourceResult:
    """What came of visiting a page. Raises ReadError and UsageError."""
    try:
        from contentlint.catalog import catalog
        from contentlint.evidence.visited import key
        from contentlint.sources.client import gather
        from contentlint.sources.extract import whole
        from contentlint.sources.judge import Titles
        from contentlint.sources.request import SourceRequest

        settings, store = settings_here(named, trust=trust)
        words = catalog.load().vocabulary
        titles = Titles(words["not-found-titles"].terms, words["challenge-titles"].terms)
        gathered = gather(settings, store, [SourceRequest(whole(url), read=True)], titles=titles)
    except ImportError as error:
        raise UsageError(
            f"reading web pages needs more libraries ({error}): pip install 'contentlint[audit]'"
        ) from None
    options.tell(gathered.problems)
    page = gathered.results.get(key(whole(url)))
    if page is None:
        raise ReadError("is not an address that can be visited", path=url)
    return page
