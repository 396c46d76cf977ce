"""Where a rule's page is on the web."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from contentlint.report.repository import Repository

if TYPE_CHECKING:
    from contentlint.catalog.rule import Rule

_LABELS = ("repository", "source", "source code", "code")
"""What the address of a repository is called in the metadata of a package, in small letters."""


def finder(template: str, version: str) -> Callable[[Rule], str]:
    """What gives the address of a rule's page, "" where it has none.

    `template` is the configuration's `rule-pages`, with `{rule}` and maybe `{category}` in it. Without one, the pages
    of the built-in rules are in the repository that contentlint's own package names, as they were in the `version`.
    """

    def address(rule: Rule) -> str:
        if template:
            return template.replace("{rule}", rule.id).replace("{category}", rule.category)
        return _of_package(rule.id, version) if is_builtin(rule) else ""

    return address


def is_builtin(rule: Rule) -> bool:
    from contentlint.catalog.catalog import builtin_root

    return Path(rule.path).is_relative_to(builtin_root())


def _of_package(rule: str, version: str) -> str:
    found = _repository(version)
    return found.link(f"docs/rules/{rule}.md") if found is not None else ""


@cache
def _repository(version: str) -> Repository | None:
    """The repository of contentlint by the metadata of its package, None where that names none."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        named = metadata("contentlint").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    for line in named:
        label, _, address = line.partition(",")
        if label.strip().lower() in _LABELS:
            return Repository.from_remote(address.strip(), f"v{version}")
    return None
