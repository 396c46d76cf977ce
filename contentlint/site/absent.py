"""What is to be said of a target that is not there: broken, and why, or unknown."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from contentlint.guard.globs import any_glob
from contentlint.site.addresses import Addresses
from contentlint.site.model import Page, Reading, Reason, Resolution
from contentlint.site.paths import url_of

_HOST_LIKE = re.compile(
    r"(?:www\.[\w-]+\.[\w.-]+|(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|ai|edu|gov|co|me|info|blog|site|xyz|tech|"
    r"cloud|sh|gg|tv|fm|de|fr|uk|eu|nl|jp|cn|ru|in|us|ca|ch|at|br|au|pl|it|es|se|no|fi|dk|cz|kr|tw))"
    r"(?::\d+)?(?:[/?#]\S*)?\Z",
    re.IGNORECASE,
)
_SLASHES = re.compile(r"/{2,}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z")


class Absent:
    """Tells of a site's links whose target was not found.

    It is broken when it differs from a page in letter case only, is a draft, or when nothing of the site could have it;
    unknown where pages are made that no file tells of.
    """

    def __init__(self, addresses: Addresses) -> None:
        self._site = addresses

    def link(self, reading: Reading, written: str) -> Resolution:
        """What becomes of a link of which no candidate was found. `written` is the target as the post has it."""
        paths = [c.path for c in reading.candidates if c.path]
        files = [c.file for c in reading.candidates if c.file]
        plain = written.split("#")[0].split("?")[0]
        if _is_host(plain, written):
            return Resolution("broken", "scheme-missing", detail="a host or address without its scheme")
        if not paths:
            near = next((self._case_file(f) for f in files if self._case_file(f)), None)
            if near:
                return Resolution("broken", "case", "/" + near, near, f"the file is called {near}")
            return Resolution("broken", "missing-file", "/" + files[0] if files else "", detail="no such file")
        first: Resolution | None = None
        for path in paths:
            found = self.path(path, strict=reading.strict)
            if found.verdict != "broken":
                return found
            if first is None or (found.reason in ("case", "draft", "future") and first.reason == "missing"):
                first = found
        assert first is not None
        return first

    def path(self, path: str, *, strict: bool = False) -> Resolution:
        """What becomes of a path that nothing answers. `strict` leaves no gap: the generator would fail on it, too."""
        inside = self._site.without_base(path)
        if self._extra(path):
            return Resolution("ok", resolved=path, detail="named in extra-routes")
        if self._assumed(path):
            return Resolution("unknown", "gap", path, detail="named in assume-exists")
        if inside is None:
            if path == "/":
                return Resolution("unknown", "gap", path, detail="the top of the host is not this site's")
            if self._site.find(path):
                return Resolution("broken", "missing", path, detail=f"the site's pages begin with {self._site.base}/")
            return Resolution(
                "unknown", "gap", path, detail=f"outside this site, whose pages begin with {self._site.base}/"
            )
        if "//" in inside and self._site.find(_SLASHES.sub("/", inside)):
            return Resolution("unknown", "gap", path, detail="hosts differ in whether two slashes count as one")
        hidden = self._hidden.get(inside.rstrip("/") or "/") or self._hidden.get(
            (inside.rstrip("/") or "/").removesuffix(".html")
        )
        if hidden:
            reason: Reason = "draft" if hidden.state == "draft" else "future"
            what = "is a draft" if reason == "draft" else "is dated in the future"
            return Resolution("broken", reason, path, hidden.path, f"{hidden.path} {what}")
        near = self._site.case_output(inside)
        if near:
            return Resolution(
                "broken",
                "case",
                self._site.base + url_of(near),
                self._site.outputs[near],
                f"it is written {self._site.base}{url_of(near)}",
            )
        for gap in self._site.routes.gaps if not strict else ():
            if gap.may_have(inside):
                return Resolution("unknown", "gap", path, detail=gap.reason)
        if inside == "/" and not self._site.settings.output:
            return Resolution(
                "unknown", "gap", path, detail="what makes the first page, which a site has, is not known"
            )
        return Resolution("broken", "missing", path, detail="no page or file of the site has this address")

    @cached_property
    def _extra(self) -> Callable[[str], bool]:
        return any_glob(self._site.settings.extra_routes)

    @cached_property
    def _assumed(self) -> Callable[[str], bool]:
        return any_glob(self._site.settings.assume_exists)

    @cached_property
    def _hidden(self) -> dict[str, Page]:
        return {
            (url_of(p.output).rstrip("/") or "/").removesuffix(".html"): p
            for p in self._site.routes.pages
            if p.output and p.state in ("draft", "future")
        }

    @cached_property
    def _lower_files(self) -> dict[str, str]:
        return {path.lower(): path for path in self._site.project.paths}

    def _case_file(self, file: str) -> str | None:
        return self._lower_files.get(file.lower())


def _is_host(path: str, written: str) -> bool:
    """True for what reads as a host or mail address and not as a file: `forum.example.com/ask`, `me@example.org`."""
    if path.startswith(("/", ".")) or not (_MAIL.match(path) or _HOST_LIKE.match(written)):
        return False
    return "/" in path or path.startswith("www.") or not re.search(r"\.(?:md|mdx|html?|py|sh|in|it|at)\Z", path)
