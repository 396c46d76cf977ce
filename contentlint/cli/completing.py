"""What a shell completes names of rules with. Nothing here fails or says a word: somebody is typing."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from contentlint.catalog.catalog import Catalog


def rules() -> Iterable[tuple[str, str]]:
    """The categories and the rules, those of the configuration's `rule-paths`, too, each with what it finds."""
    loaded = _catalog()
    categories = dict.fromkeys(rule.category for rule in loaded.rules.values())
    yield from ((category, f"the rules about {category}") for category in categories)
    yield from ((rule.id, rule.summary) for rule in loaded.rules.values())


def rule(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completes the name of one rule, for `shell_complete`."""
    from click.shell_completion import CompletionItem

    found = _catalog().rules.values()
    return [CompletionItem(one.id, help=one.summary) for one in found if one.id.startswith(incomplete)]


def _catalog() -> Catalog:
    from contentlint.catalog import catalog
    from contentlint.cli import known
    from contentlint.errors import ContentlintError

    try:
        with contextlib.redirect_stderr(io.StringIO()):
            return known.here(examples=False).catalog
    except (ContentlintError, OSError):
        return catalog.load()
