"""Comments in a post, and a key of its front matter, that switch rules off.

`<!-- contentlint-disable rule … -->` to `<!-- contentlint-enable rule … -->` or the end,
`<!-- contentlint-disable-line rule … -->`, `<!-- contentlint-disable-next-line rule … -->`; in MDX
`{/* contentlint-… */}`. Without names they mean every rule. In front matter: `contentlint: {ignore: [rule, …]}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from contentlint.errors import RuleError
from contentlint.finding import Finding
from contentlint.post.post import Post
from contentlint.text.spans import Span

_COMMAND = re.compile(r"\s*contentlint-(disable-next-line|disable-line|disable|enable)\b([^\n]*)")

_LONGEST_NAME = 60
"""Code points of a rule's name that are told when there is no such rule; none has as many."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Rules (None: every rule) that are off between two offsets."""

    rules: frozenset[str] | None
    span: Span


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A comment that names no rule: it would silently do nothing."""

    message: str
    span: Span


def suppressions(
    post: Post, select: Callable[[Iterable[str]], set[str]]
) -> tuple[list[Suppression], list[UnknownName]]:
    """What the post switches off, and the names in it that are no rule's. `select` is `Catalog.select`."""
    found: list[Suppression] = []
    unknown: list[UnknownName] = []
    if "contentlint" not in post.text:
        return found, unknown

    def ids(names: list[str], span: Span) -> frozenset[str] | None:
        if not names:
            return None
        names = [name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…" for name in names]
        try:
            return frozenset(select(names))
        except RuleError as error:
            unknown.append(UnknownName(error.message, span))
            known: list[str] = []
            for name in names:
                try:
                    known.extend(select([name]))
                except RuleError:
                    continue
            return frozenset(known)

    field = post.front_matter.get("contentlint", "ignore")
    if field is not None and isinstance(field.value, list):
        names = [str(name) for name in field.value]
        found.append(Suppression(ids(names, field.value_span), Span(0, len(post.text) + 1)))
    opened: list[tuple[frozenset[str] | None, int]] = []
    for comment in post.document.opaque:
        match = _COMMAND.match(comment.text) if comment.kind == "comment" else None
        if match is None:
            continue
        named, dashes, _ = match.group(2).partition("--")  # after them stands the reason
        below = comment.text[match.end() :].lstrip()
        if below and not dashes and not below.startswith("--"):
            continue
        rules = ids(re.split(r"[\s,]+", named.strip()) if named.strip() else [], comment.span)
        line = post.lines.position(comment.span.start).line
        if match.group(1) == "disable":
            opened.append((rules, comment.span.end))
        elif match.group(1) == "enable":
            closed = [o for o in opened if rules is None or o[0] == rules]
            for entry in closed:
                opened.remove(entry)
                found.append(Suppression(entry[0], Span(entry[1], comment.span.start)))
        else:
            line = line if match.group(1) == "disable-line" else post.lines.position(comment.span.end).line + 1
            found.append(Suppression(rules, Span(post.lines.start(line), post.lines.start(line + 1))))
    found += [Suppression(rules, Span(start, len(post.text) + 1)) for rules, start in opened]
    return found, unknown


def is_suppressed(finding: Finding, by: list[Suppression]) -> bool:
    """True when a suppression holds where the finding begins."""
    return any(
        s.span.start <= finding.span.start < s.span.end and (s.rules is None or finding.rule in s.rules) for s in by
    )
