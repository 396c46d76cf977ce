"""Which repository the files are in, for the links of a report."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from contentlint.report.repository import Repository
from contentlint.run.git import checkout


def find(folder: Path, environment: Mapping[str, str] = os.environ) -> Repository | None:
    """The repository that holds `folder`, with links that last; None when there is none, or it has no page.

    In a job of GitHub Actions or GitLab CI the job's own repository and commit. Else git's remote (that of the
    current branch, or `origin`), at the current commit if a remote branch has it, else at its head: a link to a
    commit that was never pushed leads nowhere.
    """
    here = checkout(folder)
    if here is None:
        return None
    if environment.get("GITHUB_ACTIONS") and environment.get("GITHUB_REPOSITORY"):
        server = environment.get("GITHUB_SERVER_URL", "https://github.com")
        remote, commit = f"{server}/{environment['GITHUB_REPOSITORY']}", environment.get("GITHUB_SHA", "")
    elif environment.get("GITLAB_CI") and environment.get("CI_PROJECT_URL"):
        found = Repository.from_remote(
            environment["CI_PROJECT_URL"], environment.get("CI_COMMIT_SHA") or "HEAD", here.folder
        )
        return Repository(found.url, found.ref, found.folder, "gitlab") if found else None
    else:
        remote, commit = here.remote, here.commit
    return Repository.from_remote(remote, commit or "HEAD", here.folder)
