"""Suppressions that do nothing: which are known to, and what the rules about suppressions say of a post's."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from contentlint.catalog.rule import Switch
from contentlint.post.post import Post
from contentlint.run.engine import INTERNAL_ERROR, Result
from contentlint.run.suppress import Mark, idle
from contentlint.run.switches import switches

if TYPE_CHECKING:
    from contentlint.run.config import ActiveRule
    from contentlint.run.session import Session


def judge(session: Session, post: Post, rules: Iterable[ActiveRule], result: Result, *, only_new: bool = False) -> None:
    """Run the rules about suppressions, and keep in `idle` what only a check of the whole site can tell.

    With `only_new` those are left out of which no line was changed. Paths are as the project names them.
    """
    result.idle = _known(session, post, rules, result)
    if only_new and session.changes is not None:
        touched = {mark for mark in result.marks if session.changes.touches(post.path, mark.line, mark.last)}
        result.idle = [mark for mark in result.idle if mark in touched]
        result.marks = [mark for mark in result.marks if mark in touched]
    later = {mark for mark in result.idle if _asks_all(session, mark)}
    now = [mark for mark in result.idle if mark not in later]
    result.idle = [mark for mark in result.idle if mark in later]
    more = _told(session, post, switches(post, result.marks, now))
    result.findings = sorted(
        [*result.findings, *more.findings], key=lambda f: (f.span.start, f.span.end, f.rule, f.message)
    )
    result.silenced += more.silenced
    result.suppressed += more.suppressed
    result.used |= more.used
    result.problems += [problem for problem in more.problems if problem not in result.problems]
    result.seconds |= more.seconds


def late(session: Session, path: str, marks: Collection[Mark]) -> Result:
    """What is to be said of suppressions of which a check of the whole site has told that they do nothing.

    `path` is as the project names it, paths of the result as the user sees them. Raises ReadError.
    """
    post = session.read(path)
    return session.shown(_told(session, post, switches(post, marks, marks)))


def _told(session: Session, post: Post, told: tuple[Switch, ...]) -> Result:
    own = [active for active in session.rules.for_post(post.path) if "suppressions" in active.rule.needs]
    if not own or not told:
        return Result()
    return session.lint_as_named(post, own, replace(session.context_of(post.path), suppressions=told))


def _asks_all(session: Session, mark: Mark) -> bool:
    """True for a suppression of rules that look at the whole site."""
    asked = session.site_rules if mark.rules is None else mark.rules & session.site_rules
    return bool(asked) and not mark.ends_nothing


def _known(session: Session, post: Post, rules: Iterable[ActiveRule], result: Result) -> list[Mark]:
    """The suppressions of a post that are known to do nothing, so far as its own rules tell."""
    if not result.idle or any(finding.rule == INTERNAL_ERROR for finding in result.findings):
        return []
    # A site that is not there, or not understood, keeps the rules that ask it from finding what they would.
    asks_site = session.needs_site and session.sites.of(post.path) is not None and not result.unjudged
    ran = frozenset(a.rule.id for a in rules if asks_site or "site" not in a.rule.needs)
    # Without an outside link there is nothing that the rules of the audit could have found.
    has_outside = "//" in post.text
    every = [a for a in session.every_rule.for_post(post.path) if "suppressions" not in a.rule.needs]
    possible = frozenset(a.rule.id for a in every if has_outside or "sources" not in a.rule.needs)
    return idle(result.idle, ran, possible)
