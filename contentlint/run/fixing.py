"""Writing the fixes of a post to the disk."""

from __future__ import annotations

from collections.abc import Iterable

from contentlint.errors import ReadError, WriteError
from contentlint.finding import Finding
from contentlint.run import files
from contentlint.run.fix import apply_fixes
from contentlint.run.session import Session
from contentlint.text.spans import LineMap


def fix_posts(session: Session, posts: Iterable[str], problems: list[str]) -> int:
    """Apply the fixes in posts; how many there were. A post that can't be written is a problem.

    What was fixed is no change of the branch: an old finding on the same line does not become a new one.
    """
    counts: dict[str, int] = {}
    same_lines: set[str] = set()
    for path in posts:
        count, is_same = _fix(session, path, problems)
        counts[path] = count
        if is_same:
            same_lines.add(path)
    if any(counts.values()):
        session.look_again(same_lines)
    return sum(counts.values())


def _fix(session: Session, path: str, problems: list[str]) -> tuple[int, bool]:
    """Apply the fixes in one post; how many there were, and whether every line stayed where it was."""

    def lint(text: str) -> list[Finding]:
        post = session.post(path, text)
        return (session.lint(post) if session.changes is None else session.new_in(post)).findings

    try:
        was = session.read_bytes(path)
        text = files.decode(was, path)
    except ReadError:
        return 0, True  # told when the file is linted
    fixed, count = apply_fixes(text, lint)
    if not count:
        return 0, True
    try:
        files.write_post(session.root / path, fixed, was)
    except WriteError as error:
        error.path = session.display(path)
        problems.append(f"{error}; its fixes are not applied")
        return 0, True
    return count, LineMap(fixed).count == LineMap(text).count
