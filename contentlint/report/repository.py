"""Links to a line of a file at the host of its repository."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit

Host = Literal["github", "gitlab", "bitbucket", "gitea"]

_SCP = re.compile(r"(?:[^@/\s]+@)?([A-Za-z0-9.-]+):(?!/)(\S+)")  # git@host:owner/name.git, as git's manual has it
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Repository:
    """Where the files can be seen.

    `url` is the repository's page (https://github.com/owner/name), `ref` a commit or a branch, and `folder`
    the way from the repository's top to the folder that finding paths start from ("" for the top).
    """

    url: str
    ref: str
    folder: str = ""
    host: Host = "github"

    @classmethod
    def from_remote(cls, remote: str, ref: str, folder: str = "") -> Repository | None:
        """The repository behind a git remote (https, ssh or `git@host:path`), or None for one that has no
        page.

        A user name, password or token in the remote is left out. The host's kind is told from its name;
        what is not known as GitLab, Bitbucket, Gitea or Forgejo is taken to speak GitHub's addresses.
        """
        remote = remote.strip()
        if match := _SCP.fullmatch(remote) if "://" not in remote else None:
            name, path = match[1], match[2]
        else:
            try:
                parts = urlsplit(remote)
                name, path = parts.hostname or "", parts.path
            except ValueError:
                return None
            if parts.scheme not in ("https", "http", "ssh", "git") or not name:
                return None
            if parts.scheme in ("https", "http") and parts.port:
                name = f"{name}:{parts.port}"
        path = path.strip("/").removesuffix(".git")
        if not name or not path:
            return None
        return cls(f"https://{name.lower()}/{quote(path)}", ref, folder.strip("/"), _kind(name.lower()))

    def link(self, path: str, line: int | None = None, end_line: int | None = None) -> str:
        """The page that shows a file, at 1-based `line` to `end_line` when given."""
        file = quote("/".join(part for part in (self.folder, path) if part))
        ref = quote(self.ref)
        last = end_line if line and end_line and end_line > line else None
        match self.host:
            case "gitlab":
                at = f"#L{line}" + (f"-{last}" if last else "") if line else ""
                return f"{self.url}/-/blob/{ref}/{file}{'?plain=1' if line else ''}{at}"
            case "bitbucket":
                at = f"#lines-{line}" + (f":{last}" if last else "") if line else ""
                return f"{self.url}/src/{ref}/{file}{at}"
            case "gitea":
                at = f"#L{line}" + (f"-L{last}" if last else "") if line else ""
                kind = "commit" if _COMMIT.fullmatch(self.ref) else "branch"
                return f"{self.url}/src/{kind}/{ref}/{file}{'?display=source' if line else ''}{at}"
            case _:
                at = f"#L{line}" + (f"-L{last}" if last else "") if line else ""
                return f"{self.url}/blob/{ref}/{file}{'?plain=1' if line else ''}{at}"


def _kind(host: str) -> Host:
    if "gitlab" in host:
        return "gitlab"
    if "bitbucket" in host:
        return "bitbucket"
    if any(word in host for word in ("gitea", "forgejo", "codeberg")):
        return "gitea"
    return "github"
