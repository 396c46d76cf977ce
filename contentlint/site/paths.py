"""Paths of URLs: taken apart, joined, and looked up the way a web server does."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DOTS = re.compile(r"/(?:\.|%2e){1,2}(?=/|\Z)", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_LINE_ENDS = re.compile(r"[\t\r\n]")
_BEFORE_QUERY = re.compile(r"[^?#]*")
_BLANKS = "".join(map(chr, range(0x21)))
"""What browsers take off both ends of an address: control characters of ASCII, and blanks."""


class Target(NamedTuple):
    """A link target taken apart: path and fragment percent-decoded, in Unicode form NFC.

    `raw_fragment` is as written; `fragment` is None when there is no `#`.
    """

    path: str
    query: str
    fragment: str | None
    raw_fragment: str


def clean(path: str) -> str:
    """A path percent-decoded and in Unicode form NFC."""
    decoded = unquote(path) if "%" in path else path
    return decoded if decoded.isascii() else unicodedata.normalize("NFC", decoded)


@lru_cache(maxsize=4096)
def take_apart(target: str) -> Target:
    """Takes a target without scheme and host apart. A path from the root has no dot segments then."""
    path, mark, fragment = target.partition("#")
    path, _, query = path.partition("?")
    path = without_dots(path) if path.startswith("/") else path
    return Target(clean(path), query, clean(fragment) if mark else None, fragment)


def browsed(target: str) -> str:
    """A target of raw HTML as a browser reads it (URL standard, section 4.4): without line ends and tabs, and with
    slashes for the backslashes before its query. What Markdown makes of those is another address: `%5C`."""
    target = _LINE_ENDS.sub("", target.strip(_BLANKS))
    if "\\" not in target or (has_scheme(target) and not target.lower().startswith(("http:", "https:"))):
        return target
    return _BEFORE_QUERY.sub(lambda path: path[0].replace("\\", "/"), target, count=1)


def without_dots(path: str) -> str:
    """A path from the root without the segments `.` and `..`, which may be written with `%2e` (RFC 3986, section 5.2.4,
    URL standard, section 4.4). Empty segments stay: they are segments like others."""
    if not _DOTS.search(path):
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for number, segment in enumerate(segments):
        dots = segment.lower().replace("%2e", ".")
        if dots not in (".", ".."):
            kept.append(segment)
            continue
        if dots == ".." and kept:
            kept.pop()
        if number == len(segments) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def has_scheme(target: str) -> bool:
    """True for `https:…`, `mailto:…`; not for a Windows drive or a path."""
    return bool(_SCHEME.match(target))


def host_and_path(url: str) -> tuple[str, str]:
    """The host (lower case, without port, `www.` kept) and the rest of an absolute URL."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return "", ""
    rest = parts.path or "/"
    if parts.query:
        rest += "?" + parts.query
    if "#" in url:
        rest += "#" + parts.fragment
    return host, rest


def join(base: str, path: str) -> str:
    """`path` as a browser reads it on the page `base` (RFC 3986, section 5.2.4)."""
    full = path if path.startswith("/") else base.rsplit("/", 1)[0] + "/" + path
    return _SLASHES.sub("/", without_dots(full))


def leaves(output: str, path: str) -> bool:
    """True for a relative path that, on the page at an output, climbs over the top of the site: `../../other-book/`."""
    here = output.rpartition("/")[0].strip("/")
    return not path.startswith("/") and posixpath.normpath(posixpath.join(here, path)).split("/")[0] == ".."


def join_file(folder: str, path: str) -> str:
    """A root-relative file path: `path` seen from `folder`; "" when it leaves the root."""
    normal = posixpath.normpath(posixpath.join(folder, path)) if path else folder
    return "" if normal.startswith("..") else normal.removeprefix("./") if normal != "." else ""


def below(home: str, path: str) -> str:
    """A path that is seen from the folder `home`, as seen from the tree's top; `../` may lead out of the folder."""
    path = path.replace("\\", "/").removeprefix("./")
    return posixpath.normpath(f"{home}/{path}") if home else path


def seen_from(home: str, path: str) -> str:
    """A path below the tree's top, as seen from the folder `home`."""
    return posixpath.relpath(path, home) if home else path


def verbatim(text: str) -> str:
    """A text as `re.sub` takes one for itself in the place of what it finds."""
    return text.replace("\\", r"\\")


def formatted(day: dt.date, form: str) -> str:
    """A day as a format of `strftime` has it in an address; the format itself when it is none."""
    try:
        return day.strftime(form) if len(form) <= 100 else form
    except ValueError:
        return form


def served(path: str) -> tuple[str, ...]:
    """The outputs that may answer a request for `path`, in a host's order.

    GitHub Pages, Netlify, Vercel (`cleanUrls`), Cloudflare Pages and Firebase serve `/x` from `x`, `x.html` or
    `x/index.html`; `/x/` from `x.html` is up to the host and never an error here.
    """
    if path.endswith("/"):
        return (path + "index.html", path[:-1] + ".html") if path != "/" else ("/index.html",)
    return (path, path + ".html", path + "/index.html")


def url_of(output: str) -> str:
    """The address of an output: without `index.html`."""
    return output.removesuffix("index.html") if output.endswith("/index.html") else output


def folders(path: str) -> Iterator[str]:
    """The folders that a path lies in, the uppermost first: `/docs/a/b` gives `/docs/` and `/docs/a/`."""
    first = first_segment(path)
    return accumulate(path[len(first) :].split("/")[:-1], "{}{}/".format, initial=first) if first else iter(())


def first_segment(path: str) -> str:
    """`/docs/a/b` gives `/docs/`; a path of one segment gives ""."""
    parts = path.lstrip("/").split("/", 1)
    return f"/{parts[0]}/" if len(parts) == 2 and parts[0] else ""
