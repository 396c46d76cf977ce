"""Which repository the files are in, for the links of a report."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from contentlint.report.repository import Repository


def find(folder: Path, environment: Mapping[str, str] = os.environ) -> Repository | None:
    """The repository that holds `folder`, with links that last; None when there is none, or it has no page.

    In a job of GitHub Actions or GitLab CI the job's own repository and commit. Else git's remote (that of the
    current branch, or `origin`), at the current commit if a remote branch has it, else at its head: a link to a
    commit that was never pushed leads nowhere.
    """
    top = _git(folder, "rev-parse", "--show-toplevel")
    if not top:
        return None
    prefix = _git(folder, "rev-parse", "--show-prefix")
    if environment.get("GITHUB_ACTIONS") and environment.get("GITHUB_REPOSITORY"):
        server = environment.get("GITHUB_SERVER_URL", "https://github.com")
        remote, commit = f"{server}/{environment['GITHUB_REPOSITORY']}", environment.get("GITHUB_SHA", "")
    elif environment.get("GITLAB_CI") and environment.get("CI_PROJECT_URL"):
        found = Repository.from_remote(
            environment["CI_PROJECT_URL"], environment.get("CI_COMMIT_SHA") or "HEAD", prefix
        )
        return Repository(found.url, found.ref, found.folder, "gitlab") if found else None
    else:
        branch = _git(folder, "symbolic-ref", "--quiet", "--short", "HEAD")
        name = (branch and _git(folder, "config", f"branch.{branch}.remote")) or "origin"
        remote = _git(folder, "remote", "get-url", name)
        commit = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD")
        if commit and not _git(folder, "for-each-ref", "--count=1", "--contains", commit, "refs/remotes"):
            commit = ""
    return Repository.from_remote(remote, commit or "HEAD", prefix)


def _git(folder: Path, *arguments: str) -> str:
    """What git says, "" when it is not there, says no, or takes too long."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, encoding="utf-8", timeout=5
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
