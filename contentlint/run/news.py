"""With `--since`: what is new in a post or on a site, and what was found there before the changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from contentlint.errors import ContentlintError, ReadError
from contentlint.finding import Finding
from contentlint.guard import digests
from contentlint.post.post import Post
from contentlint.run import engine, files, idle
from contentlint.run.asking import Asking
from contentlint.run.judged import count_links

if TYPE_CHECKING:
    from contentlint.run.config import ActiveRule
    from contentlint.run.session import Session


def lint_changed(session: Session, path: str) -> engine.Result:
    """Lint one file and keep what is new: what touches a changed line, and what was not found before the changes.

    `Session.is_to_look_at` has said that something in it may be new. Of a file that was not changed only the rules that
    know the site are asked: the others can say nothing new.
    """
    assert session.changes is not None
    if session.changes.former.get(path, path) is None:
        return session.lint_file(path)
    is_changed = path in session.changes.former
    try:
        if not is_changed:
            return _in_unchanged(session, path)
        post = session.read(path)
        result = new_in(session, post)
    except ContentlintError as error:
        return engine.Result(problems=[str(error)] if is_changed else [])
    return session.with_digest(post, session.shown(result))


def _in_unchanged(session: Session, path: str) -> engine.Result:
    """What the changes of others make new in a post. What can't be done in it is no news. Raises ContentlintError."""
    data, kept = session.read_bytes(path), None if session.is_ledger_changed else session.results
    content = digests.of(data)
    if kept is not None:
        rules = {active.rule.id for active in session.rules.for_post(path) if "site" in active.rule.needs}
        if (number := kept.as_before(path, content, rules)) is not None:
            return session.shown(engine.Result(unchanged=number))
    asked = Asking()
    text = files.decode(data, session.display(path)).removeprefix("\ufeff")
    result = new_in(
        session, Post(path, text, asked.dialect(session.dialect)), asked, content if kept is not None else ""
    )
    return session.shown(engine.Result(findings=result.findings, unchanged=result.unchanged, seconds=result.seconds))


def new_in(session: Session, post: Post, asked: Asking | None = None, content: str = "") -> engine.Result:
    """What is new in a post since the changes, its path as the project names it.

    `asked` notes down what is asked of the site; it is kept for the next time with `content`, the digest of the post.
    """
    assert session.changes is not None
    path = post.path
    was = session.changes.former.get(path, path)
    is_changed = path in session.changes.former
    needs = {"site", *(("ledger",) if session.is_ledger_changed else ())}
    rules = [a for a in session.rules.for_post(path) if is_changed or not needs.isdisjoint(a.rule.needs)]
    context = session.context_of(path)
    result = session.lint_as_named(post, rules, asked.watch(context) if asked is not None else context)
    if asked is not None and content and not (result.problems or result.is_unfinished):
        session.results.keep_asked(path, content, asked, result.findings)

    def former() -> list[Finding]:
        before = (_former_post(session, was) if was else None) if is_changed else post
        if before is None:
            return []
        return session.lint_as_named(before, rules, session.former_context_of(was or path)).findings

    _keep_new(session, result, path, former)
    if is_changed and not result.is_unfinished:
        count_links(session, post, result, session.context_of(path).site)
        idle.judge(session, post, rules, result, only_new=True)
    return result


def keep_new_of_site(session: Session, rules: Iterable[ActiveRule], result: engine.Result) -> None:
    """Keep of what was found on the whole sites what is new."""
    changes = session.changes
    assert changes is not None
    rules = list(rules)
    by_path: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_path.setdefault(finding.path, []).append(finding)
    before: dict[str, list[Finding]] = {}

    def read(path: str) -> Post:
        found = _former_post(session, path) if path in changes.before else session.read(path)
        return found or session.post(path, "")

    if by_path:
        was = {former for path in by_path if (former := changes.former.get(path, path)) is not None}
        for site, theirs in session.former_sites.by_site(was):
            context = replace(session.context, site=site)
            select, seconds = session.catalog.select, session.config.rule_timeout
            for finding in engine.lint_site(rules, context, read, theirs, select, timeout=seconds).findings:
                before.setdefault(finding.path, []).append(finding)
    result.findings = []
    for path, own in by_path.items():
        one = engine.Result(findings=own)
        old = before.get(changes.former.get(path, path) or "", [])
        _keep_new(session, one, path, lambda old=old: old)  # type: ignore[misc]
        result.findings += one.findings
        result.unchanged += one.unchanged


def _former_post(session: Session, path: str) -> Post | None:
    assert session.changes is not None
    try:
        return session.post(path, files.decode(session.changes.read(path), path))
    except ReadError:
        return None


def _keep_new(session: Session, result: engine.Result, path: str, former: Callable[[], list[Finding]]) -> None:
    """Take out of a result what stands on lines that were not changed, or only moved, and was found before."""
    changes = session.changes
    assert changes is not None
    old, moved, found = [], [], result.findings
    for finding in found:
        # A place that ends before the first column of a line has nothing of that line.
        last = finding.end_line - (finding.end_column == 1 and finding.end_line > finding.line)
        if changes.has_moved(path, finding.line, last):
            moved.append(finding)
        elif not changes.touches(path, finding.line, last):
            old.append(finding)
    if old or moved:
        before = Counter(map(_words, former()))
        dropped = set()
        for finding in (*old, *moved):
            if before[_words(finding)]:
                before[_words(finding)] -= 1
                dropped.add(id(finding))
        result.findings = [f for f in found if id(f) not in dropped]
        result.unchanged += len(dropped)


def _words(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.known_by
