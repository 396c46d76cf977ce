"""Where this contentlint came from: its repository's address, and how it is installed again.

The project's files name no address: a package that was released says it in its metadata (the release workflow puts it
there), one that was installed from git in `direct_url.json` (PEP 610), a clone in its remote.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from contentlint.guard.records import dataclass
from contentlint.run import git

NAME = "contentlint"
UNKNOWN = "ADDRESS-OF-THE-CONTENTLINT-REPOSITORY"
"""What stands for an address that is not known, for people to replace."""

_LABELS = ("repository", "source", "source code")


@dataclass(frozen=True, slots=True)
class Origin:
    """`address` is that of the repository, as git takes it ("" unknown): of the web, or a folder of this machine.

    `is_released` says that the package came from an index, so that its name is enough for pip.
    """

    version: str
    address: str = ""
    is_released: bool = False

    @property
    def tag(self) -> str:
        """What this version is tagged with."""
        return f"v{self.version}"

    @property
    def is_public(self) -> bool:
        """True for an address of the web."""
        return self.address.startswith("https://")

    @property
    def shown(self) -> str:
        """The address, or words that ask for it."""
        return self.address or UNKNOWN

    @property
    def requirement(self) -> str:
        """What pip installs this version by."""
        if self.is_released:
            return f"{NAME}=={self.version}"
        return f"{NAME} @ git+{self.address if self.is_public else UNKNOWN}@{self.tag}"

    @property
    def action(self) -> str:
        """What `uses:` of a GitHub workflow names, "" where GitHub does not have it."""
        parts = urlsplit(self.address)
        return f"{parts.path.strip('/')}@{self.tag}" if parts.hostname == "github.com" else ""

    def page(self, path: str) -> str:
        """The address of a file of the repository as of this version, to be read in a browser; "" unknown."""
        if not self.is_public:
            return ""
        between = "-/blob" if "gitlab" in (urlsplit(self.address).hostname or "") else "blob"
        return f"{self.address}/{between}/{self.tag}/{path}"


def find(version: str, package: Path = Path(__file__).parents[1]) -> Origin:
    """The origin of the contentlint that is running, of a version, whose `package` lies there."""
    clone = package.parent
    if (clone / ".git").exists():
        return Origin(version, _of_clone(clone))
    try:
        installed = metadata.distribution(NAME)
    except metadata.PackageNotFoundError:
        return Origin(version)
    said = installed.metadata.get_all("Project-URL") or []
    return of_metadata(version, said, installed.read_text("direct_url.json") or "")


def of_metadata(version: str, urls: Iterable[str], direct_url: str) -> Origin:
    """The origin by what a package's metadata says: lines of Project-URL, and the text of `direct_url.json`."""
    try:
        direct = json.loads(direct_url or "{}")
        url = str(direct.get("url", "")) if isinstance(direct, dict) else ""
    except ValueError:
        url = ""
    pairs = [line.partition(", ") for line in urls]
    named = next((address for label, _, address in pairs if label.lower() in _LABELS), "")
    if named:
        return Origin(version, public(named), is_released=not url)
    if url.startswith("file:"):
        return Origin(version, _of_clone(Path(url2pathname(unquote(urlsplit(url).path)))))
    return Origin(version, public(url), is_released=not url)


def _of_clone(folder: Path) -> str:
    """The address of a clone's remote; of one without a remote, the folder."""
    here = git.checkout(folder)
    if here is None:
        return ""
    return public(here.remote) or str(folder)


def public(remote: str) -> str:
    """A git remote as an address of the web, without names and passwords; "" for one that is none."""
    if "://" not in remote and "@" in remote and ":" in remote:
        host, _, path = remote.partition("@")[2].partition(":")
    else:
        try:
            parts = urlsplit(remote.removeprefix("git+"))
            host, path, port = parts.hostname or "", parts.path, parts.port
        except ValueError:
            return ""
        if parts.scheme not in ("https", "http", "ssh", "git") or not host:
            return ""
        host += f":{port}" if port and parts.scheme in ("https", "http") else ""
    path = path.strip("/").removesuffix(".git")
    return f"https://{host}/{path}" if host and path and " " not in path else ""
