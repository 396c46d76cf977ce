"""What a run tells on the lines of the ledger: what is due, what a change of it made wrong, what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from contentlint.finding import Finding, Related
from contentlint.post.post import Post
from contentlint.run import engine
from contentlint.run.session import Session

if TYPE_CHECKING:
    from contentlint.ledger import Ledger

_SHOWN = 5
"""Posts that a message names."""


def lint(session: Session) -> engine.Result:
    """What is to be told on the lines of the ledger; with changes, what is new."""
    rules = [active for active in session.rules.for_post("") if "ledger" in active.rule.needs]
    result = engine.lint_ledger(rules, session.context)
    if session.changes is not None and result.findings:
        before = Counter(map(_key, engine.lint_ledger(rules, session.former_ledger_context).findings))
        new = []
        for finding in result.findings:
            before[_key(finding)] -= 1
            if before[_key(finding)] < 0:
                new.append(finding)
        result.unchanged += len(result.findings) - len(new)
        result.findings = new
    for finding in result.findings:
        object.__setattr__(finding, "path", session.display(finding.path))
    return result


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.path, finding.known_by


def blamed(session: Session, findings: Sequence[Finding], is_touched: Mapping[int, bool]) -> list[Finding]:
    """Findings with those that a change of the ledger made told as one error on its line, and as notes in the posts.

    `is_touched` says of the id of a finding whether its own line was changed as well: then it stands as it is.
    """
    ledger = session.ledger
    places = {session.display(path): path for path in ledger.files} if ledger is not None else {}
    kept: list[Finding] = []
    by_line: dict[tuple[str, int, str], list[Finding]] = {}
    for finding in findings:
        at = next((one for one in finding.related if one.path in places), None)
        if at is None or is_touched.get(id(finding), True) or "ledger" not in session.catalog.rules[finding.rule].needs:
            kept.append(finding)
            continue
        by_line.setdefault((at.path or "", at.line, finding.rule), []).append(finding)
        kept.append(replace(finding, severity="info"))
    if ledger is not None:
        for (path, line, rule), own in sorted(by_line.items()):
            kept.append(_on_line(session, ledger, path, places[path], line, rule, own))
    engine.number(finding for finding in kept if not finding.fingerprint)
    return kept


def _on_line(
    session: Session, ledger: Ledger, path: str, file: str, line: int, rule: str, own: Sequence[Finding]
) -> Finding:
    """The finding on a line of the ledger for those that it makes in posts."""
    from contentlint.ledger import Place

    post = Post(file, ledger.files[file])
    span = ledger.span(Place(file, line))
    start, end = post.lines.position(span.start), post.lines.position(span.end)
    posts = list(dict.fromkeys(finding.path for finding in own))
    named = ", ".join(posts[:_SHOWN]) + (f" and {len(posts) - _SHOWN} more" if len(posts) > _SHOWN else "")
    places = "1 place" if len(own) == 1 else f"{len(own)} places"
    return Finding(
        rule=rule, category=session.catalog.rules[rule].category, severity="error", path=path, span=span,
        line=start.line, column=start.column, end_line=end.line, end_column=end.column,
        message=f"since this was changed, {places} of {named} {'says' if len(own) == 1 else 'say'} otherwise",
        excerpt=post.excerpt(span), kind="changed", about=own[0].about,
        related=tuple(Related(one.message, one.span, one.path, one.line) for one in own),
    )  # fmt: skip


def mistakes(session: Session) -> Iterator[str]:
    """A line for each thing that is wrong with the ledger."""
    yield from session.ledger_files.problems
    ledger = session.ledger
    for one in ledger.mistakes if ledger is not None else ():
        yield f"{session.display(one.place.file)}:{one.place.line}: {one.message}"


def told_of(session: Session, given: Iterable[Path]) -> bool:
    """True when a run asks for the ledger itself: a folder was named, or one of its files."""
    files_ = {session.root / path for path in session.ledger_files.paths}
    return bool(files_) and any(path.is_dir() or Path(path).absolute() in files_ for path in given)
