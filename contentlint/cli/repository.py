"""Which repository the files are in, for the links of a report."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from contentlint.guard.boundary import top
from contentlint.report.repository import Repository


def find(folder: Path, environment: Mapping[str, str] = os.environ) -> Repository | None:
    """The repository that holds `folder`, with links that last; None when there is none, or it has no page.

    In a job of GitHub Actions or GitLab CI the job's own repository and commit. Else git's remote (that of the
    current branch, or `origin`), at the current commit if a remote branch has it, else at its head: a link to a
    commit that was never pushed leads nowhere.
    """
    from contentlint.run.git import checkout  # few formats need it

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


def from_top(here: Path) -> Callable[[str], str]:
    """What gives paths, seen from the working directory `here`, from the top of the repository.

    Readers of reports in CI know files so, wherever the command was started.

    That is the repository of `here`; for a file that does not lie in it, the file's own. Whether git knows a remote
    makes no difference. A file outside any repository is named as it was.
    """
    own = top(here)

    @cache
    def top_of(folder: Path) -> Path | None:
        return own if own is not None and folder.is_relative_to(own) else top(folder)

    def name(path: str) -> str:
        file = Path(os.path.abspath(here / path))  # noqa: PTH100 - links stay as they are: git names them so
        above = top_of(file.parent)
        return path.removeprefix("./") if above is None else file.relative_to(above).as_posix()

    return name
