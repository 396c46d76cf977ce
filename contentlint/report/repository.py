"""Links to a line of a file at the host of its repository."""

from __future__ import annotations

import re
from posixpath import normpath
from typing import Literal
from urllib.parse import quote, urlsplit

from contentlint.guard.records import dataclass

Host = Literal["github", "gitlab", "bitbucket", "gitea"]

_SCP = re.compile(r"(?:[^@/\s]+@)?([A-Za-z0-9.-]+):(?!/)(\S+)")  # git@host:owner/name.git, as git's manual has it
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def quoted(path: str) -> str:
    """A path as a URL has it: bytes of a name that are no UTF-8 as they are, other lone surrogates as theirs."""
    try:
        return quote(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return quote(path.encode("utf-8", "surrogatepass"))


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
                name, path, port = parts.hostname or "", parts.path, parts.port
            except ValueError:
                return None
            if parts.scheme not in ("https", "http", "ssh", "git") or not name:
                return None
            if parts.scheme in ("https", "http") and port:
                name = f"{name}:{port}"
        path = path.strip("/").removesuffix(".git")
        if not name or not path:
            return None
        return cls(f"https://{name.lower()}/{quote(path)}", ref, folder.strip("/"), _kind(name.lower()))

    def path(self, path: str) -> str:
        """A finding's path as it is from the repository's top."""
        return normpath("/".join(part for part in (self.folder, path) if part))

    @property
    def patterns(self) -> tuple[str, str]:
        """What follows a file's page to show one line (`{line}`), and several (`{line}` to `{end}`).

        Markdown is shown rendered unless asked for its source; line anchors need the source.
        """
        match self.host:
            case "gitlab":
                return "?plain=1#L{line}", "?plain=1#L{line}-{end}"
            case "bitbucket":
                return "#lines-{line}", "#lines-{line}:{end}"
            case "gitea":
                return "?display=source#L{line}", "?display=source#L{line}-L{end}"
            case "github":
                return "?plain=1#L{line}", "?plain=1#L{line}-L{end}"

    def link(self, path: str, line: int | None = None, end_line: int | None = None) -> str:
        """The page that shows a file, at 1-based `line` to `end_line` when given."""
        between = {"gitlab": "-/blob", "bitbucket": "src", "github": "blob"}.get(self.host)
        if between is None:
            between = "src/commit" if _COMMIT.fullmatch(self.ref) else "src/branch"
        page = f"{self.url}/{between}/{quote(self.ref)}/{quoted(self.path(path))}"
        if line is None:
            return page
        one, several = self.patterns
        if end_line is None or end_line <= line:
            return page + one.format(line=line)
        return page + several.format(line=line, end=end_line)


def _kind(host: str) -> Host:
    if "gitlab" in host:
        return "gitlab"
    if "bitbucket" in host:
        return "bitbucket"
    if any(word in host for word in ("gitea", "forgejo", "codeberg")):
        return "gitea"
    return "github"
