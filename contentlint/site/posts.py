"""Which Markdown files are no posts though they lie among them: a repository's own papers, templates for new posts."""

from __future__ import annotations

import re

from contentlint.site.reading.meta import Meta

_PAPER = re.compile(
    r"(?:readme|changelog|changes|history|contributing|contributors|license|licence|code[_-]of[_-]conduct|security"
    r"|support|governance|maintainers|authors|codeowners|todo|roadmap|agents|claude|gemini|copilot-instructions"
    r"|pull_request_template|issue_template|release[_-]?notes?|upgrading|migration|notice|install)(?:[._-][\w-]+)?\Z",
    re.IGNORECASE,
)
"""Names of files that tell of the repository itself."""
_LOUD = re.compile(r"[A-Z][A-Z0-9]+(?:[_.-][A-Z0-9]+)*\Z")
"""A name in capitals: such papers are written to be seen beside the code."""
_TEMPLATE_FOLDER = re.compile(
    r"(?:\A|/)[._]?(?:[\w-]+[_-])?(?:templates?|archetypes|scaffolds|boilerplates?)/", re.IGNORECASE
)
_TEMPLATE_NAME = re.compile(r"[._]?(?:(?:blog|post|article|page|new)[_-]?)*template\Z", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"[\[<{(]*(?:Y{4}|y{4})[-/.]?(?:M{2}|m{2})[-/.]?(?:D{2}|d{2})|\{\{|\{%|<%|\$\{|\[?(?:date|your[ _-]date)\]?\Z",
    re.IGNORECASE,
)
"""A date that is to be filled in."""


def is_paper(path: str, facts: Meta) -> bool:
    """True for a file about the repository: README, CHANGELOG, a plan named in capitals; not with front matter."""
    stem = path.rsplit("/", 1)[-1].rpartition(".")[0]
    return not facts.get("front") and (_PAPER.match(stem) is not None or _LOUD.match(stem) is not None)


def is_template(path: str, facts: Meta) -> bool:
    """True for a file that is there to be copied: by its folder or name, or a date that is still to be filled in."""
    stem = path.rsplit("/", 1)[-1].rpartition(".")[0]
    if _TEMPLATE_FOLDER.search(path) or _TEMPLATE_NAME.match(stem):
        return True
    day = facts.get("date") or facts.get("pubdate") or facts.get("created")
    return isinstance(day, str) and _PLACEHOLDER.match(day.strip()) is not None


def is_hidden(path: str) -> bool:
    """True below a folder whose name begins with a dot: tools' and forges' files."""
    return path.startswith(".") or "/." in path
