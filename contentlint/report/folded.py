"""What a post says again and again against the ledger, told once: at its first place, with the others.

In an editor, with `--since` and with `--every` each place stands by itself, and what a fix mends does so everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contentlint.finding import Finding, Related
from contentlint.guard.records import replace

MOST = 3
"""Places of a post up to which each is told: it may want its own edit."""
NEAR = 2
"""Lines that two rows of a table, or a title and its description, are apart at most: one look mends them."""
_FACTS = "facts"


def folded(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, with one for those that tell the same of a post: many, or such as stand side by side."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        if (key := _key(finding)) is not None:
            groups.setdefault(key, []).append(finding)
    first: dict[int, Finding] = {}
    dropped: set[int] = set()
    for group in groups.values():
        for together in _together(group):
            if len(together) > 1:
                first[id(together[0])] = _one(together)
                dropped.update(map(id, together[1:]))
    return [first.get(id(finding), finding) for finding in findings if id(finding) not in dropped]


def _key(finding: Finding) -> object:
    """What findings have in common that tell the same; None for one that is told by itself."""
    ledger = next((one for one in finding.related if one.path not in (None, finding.path)), None)
    if finding.category != _FACTS or finding.fix is not None or ledger is None:
        return None
    return finding.path, finding.rule, finding.kind, finding.severity, finding.known_by.lower(), ledger


def _together(group: list[Finding]) -> Iterator[list[Finding]]:
    """Findings of one kind, parted into those that are told at once."""
    if len(group) > MOST:
        yield group
        return
    near: list[Finding] = []
    for finding in group:
        if near and finding.line - near[-1].end_line > NEAR:
            yield near
            near = []
        near.append(finding)
    yield near


def _one(findings: Sequence[Finding]) -> Finding:
    first, *others = findings
    places = tuple(Related("here as well", other.span, None, other.line) for other in others)
    message = f"{first.message} ({len(findings)} places in this post)"
    return replace(first, message=message, related=(*first.related, *places))
