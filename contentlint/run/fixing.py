"""Writing the fixes of posts to the disk, or showing what they would change."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

from contentlint.errors import ReadError, WriteError
from contentlint.finding import Finding
from contentlint.run import files, news
from contentlint.run.fix import apply_fixes
from contentlint.run.session import Session
from contentlint.text.spans import LineMap


def fix_posts(session: Session, posts: list[str], problems: list[str]) -> tuple[int, list[str]]:
    """Apply the fixes in posts; how many there were. A post that can't be written is a problem.

    With `Options.diff` nothing is written: a unified diff of each post that would be changed is given, too.
    What was fixed is no change of the branch: an old finding on the same line does not become a new one.
    """
    counts: dict[str, int] = {}
    same_lines: set[str] = set()
    diffs: list[str] = []
    of_site = _of_site(session, posts)
    for path in posts:
        try:
            was = session.read_bytes(path)
            text = files.decode(was, path)
        except ReadError:
            continue  # told when the file is linted
        fixed, count = _fixed(session, path, text, of_site.get(path, []))
        if not count:
            continue
        if session.options.diff:
            mark = "\ufeff" if was[:3] == b"\xef\xbb\xbf" else ""
            diffs.append(diff(mark + text, mark + fixed, session.display(path)))
        elif not _write(session, path, fixed, was, problems):
            continue
        counts[path] = count
        if LineMap(fixed).count == LineMap(text).count:
            same_lines.add(path)
    if counts and not session.options.diff:
        session.look_again(same_lines)
    return sum(counts.values()), diffs


def _of_site(session: Session, posts: list[str]) -> dict[str, list[Finding]]:
    """What rules about the whole site find, by post. All that they would change is for a person to judge."""
    found: dict[str, list[Finding]] = {}
    if session.site_rules and session.options.unsafe_fixes:
        for finding in session.lint_site(set(posts)).findings:
            found.setdefault(session.relative(Path(finding.path)), []).append(finding)
    return found


def _fixed(session: Session, path: str, text: str, of_site: list[Finding]) -> tuple[str, int]:
    def lint(now: str) -> list[Finding]:
        post = session.post(path, now)
        found = (session.lint(post) if session.changes is None else news.new_in(session, post)).findings
        return [*found, *of_site] if now == text else found

    return apply_fixes(text, lint, unsafe=session.options.unsafe_fixes)


def _write(session: Session, path: str, fixed: str, was: bytes, problems: list[str]) -> bool:
    try:
        files.write_post(session.root / path, fixed, was)
    except WriteError as error:
        error.path = session.display(path)
        problems.append(f"{error}; its fixes are not applied")
        return False
    return True


def diff(before: str, after: str, name: str) -> str:
    """A unified diff of two texts with all line ends as they are, which `patch -p0` and `git apply -p0` take."""
    # Only a line feed ends a line for them; splitlines() knows others, too.
    rows = unified_diff(_lines(before), _lines(after), _quoted(name), _quoted(name))
    return "".join(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows)


def _lines(text: str) -> list[str]:
    parts = text.split("\n")
    return [part + "\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _quoted(name: str) -> str:
    """A name as git writes it in a patch: one that could be taken for two, or for a header's end, is in quotes."""
    if not any(char in '"\\' or char < " " or char == "\x7f" or "\udc80" <= char <= "\udcff" for char in name):
        return f"{name}\t" if " " in name else name  # as git does, for patch
    told = []
    for byte in name.encode("utf-8", "surrogateescape"):
        char = chr(byte)
        told.append(f"\\{char}" if char in '"\\' else char if 32 <= byte < 127 else f"\\{byte:03o}")
    return '"' + "".join(told) + '"'
