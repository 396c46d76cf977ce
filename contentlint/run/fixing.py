"""Writing the fixes of a post to the disk."""

from __future__ import annotations

from contentlint.errors import ReadError, WriteError
from contentlint.finding import Finding
from contentlint.run import files
from contentlint.run.fix import apply_fixes
from contentlint.run.session import Session


def fix_post(session: Session, path: str, problems: list[str]) -> int:
    """Apply the fixes in one post; how many there were. A post that can't be written is a problem."""

    def lint(text: str) -> list[Finding]:
        post = session.post(path, text)
        return (session.lint(post) if session.changes is None else session.new_in(post)).findings

    try:
        was = session.read_bytes(path)
        text = files.decode(was, path)
    except ReadError:
        return 0  # told when the file is linted
    fixed, count = apply_fixes(text, lint)
    if not count:
        return 0
    try:
        files.write_post(session.root / path, fixed, was)
    except WriteError as error:
        error.path = session.display(path)
        problems.append(f"{error}; its fixes are not applied")
        return 0
    return count
