"""What is known of a page that a post links to or cites: the data that checks see. `sources/` makes it."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Mapping
from typing import Any, Literal, get_args
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from contentlint.guard.records import dataclass
from contentlint.text.fragments import Directive, parse
from contentlint.text.hostnames import as_ascii

SourceVerdict = Literal["ok", "dead", "unreachable", "unchecked"]
"""`dead`: a reader who follows the link gets nothing of it. `unreachable`: it could not be found out, for the server
kept us out or gave no answer. `unchecked`: it was not tried (off-line, too many requests, an address that is never
visited)."""

SourceReason = Literal[
    "",
    "gone",
    "no-host",
    "tls",
    "soft-404",
    "redirect-loop",
    "bad-redirect",
    "blocked",
    "login",
    "rate-limited",
    "server-error",
    "timeout",
    "connection",
    "no-network",
    "private-address",
    "not-http",
    "offline",
    "limit",
    "stopped",
]


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the status that said so, and the address it led to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class SourceResult:
    """What came of visiting one address (without its fragment).

    `detail` says the reason in words that stand after the address ("answers 404 Not Found"). `moved_to` is the new
    address when every redirect on the way was permanent. `packed_text` is the text, compressed, for a site may cite
    thousands of pages; `text` unpacks it. `unreadable` says in words why it is missing or not whole, so that not
    finding something in it proves nothing. `anchors` are the ids of the page, None when they are not known.
    `published` and `modified` are the page's own dates. `fetched_at` is the last visit, `read_at` when the text was
    read (before a visit that failed), both in UTC. `failing_since` is when the first of an unbroken row of failures
    was seen, `dead_since` when the page was first found dead after it was last seen alive. `archive_url` is an archived
    copy of a dead page.
    """

    url: str
    verdict: SourceVerdict
    reason: SourceReason = ""
    detail: str = ""
    final_url: str = ""
    redirects: tuple[Hop, ...] = ()
    moved_to: str = ""
    status: int | None = None
    content_type: str = ""
    title: str = ""
    packed_text: bytes | None = None
    text_hash: str = ""
    unreadable: str = ""
    anchors: frozenset[str] | None = None
    published: dt.date | None = None
    modified: dt.date | None = None
    fetched_at: dt.datetime | None = None
    read_at: dt.datetime | None = None
    failing_since: dt.datetime | None = None
    dead_since: dt.datetime | None = None
    archive_url: str = ""
    from_store: bool = False

    @property
    def text(self) -> str | None:
        """The text of the whole page; None when it was not asked for or could not be read."""
        return None if self.packed_text is None else unpack(self.packed_text)

    def has_fragment(self, fragment: str) -> bool | None:
        """Whether the page has the place that a fragment names; None when that can't be told from its source.

        As browsers look for it (HTML standard, "indicated part of the document"): as written, then percent-decoded;
        `#` and `#top` always exist. What scripts read or load is not judged: `#!…`, `#/…`, lines of code, comments that
        are known by their number. Text directives (`:~:text=`) are no part of it: see `has_words`.
        """
        fragment = parse(fragment)[0]
        if not fragment or fragment.lower() == "top":
            return True
        if self.anchors is None or self.unreadable or fragment[0] in "!/" or "=" in fragment or "/" in fragment:
            return None
        names = {fragment, unquote(fragment)}
        names |= {f"user-content-{name}" for name in names}  # code hosts put this before the ids of a README
        if names & self.anchors:
            return True
        # A page whose headings carry no ids gets them from a script, if at all.
        if len(self.anchors) < 3 or _LINES.fullmatch(fragment) or _LOADED.fullmatch(fragment):
            return None
        return False

    def has_words(self, directive: Directive) -> bool | None:
        """Whether the page has the words that a link wants marked; None when its text is not known as browsers have it.

        That of documents which are no web pages is read another way than browsers read it.
        """
        kind = self.content_type.partition(";")[0].strip().lower()
        if self.unreadable or not (kind in ("", "application/xhtml+xml") or kind.startswith("text/")):
            return None
        text = self.text
        # Between the cells of a row stands what browsers do not have there.
        return directive.is_in(text) or directive.is_in(text.replace(" | ", " ")) if text else None


_LINES = re.compile(r"(?:lines?-|cl-|[Llnr])?\d+(?:[Cc]\d+)?(?:[-,:][Lln]?\d+(?:[Cc]\d+)?)*")
"""How code hosts name lines of a file: `L10-L20`, `L10C3-L12C8`, `lines-10:20`, `n12`, `120-130`."""

_LOADED = re.compile(
    r"(?:readme|[a-z]+-ov-file)|(?:[a-z-]*comment|discussion|pullrequestreview|event|diff|note|reply|post|message|msg|answer|review)"
    r"[-_]?[a-z]?[\da-f]*\d[\da-f]*(?:[LR]\d+(?:-[LR]?\d+)?)?",
    re.IGNORECASE,
)
"""What scripts of code hosts and forums load: one of many (`issuecomment-123`, `discussion_r123`, `diff-0f3aR12`), and
the parts of a repository's front page (`readme-ov-file`)."""


_PATH = re.compile("[^?#]*")


def slashed(url: str) -> str:
    """A web address with the slashes that browsers see: `\\` before its query is one, too."""
    return _PATH.sub(lambda path: path[0].replace("\\", "/"), url, count=1)


def split(url: str) -> SplitResult | None:
    """The parts of an address; None for what can't be taken apart (`www.[`, `http://a℀b/`)."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def host(url: str) -> str:
    """The host of an address, in lower case; the empty string when it has none."""
    parts = split(url)
    return (parts.hostname or "") if parts else ""


def key(url: str) -> str:
    """The address as `sources` and its store name it: no fragment, no user name, scheme and host in lower case and in
    ASCII, `https` for an address that begins with `//`. The empty string for what is not an http or https address."""
    url = url.strip()
    if url.startswith("//"):
        url = "https:" + url
    if url[:5].lower() in ("http:", "https"):  # browsers take `\\` for `/` there
        url = slashed(url)
    elif url[:4].lower() == "doi:":
        url = "https://doi.org/" + url[4:].lstrip("/")
    try:
        parts = urlsplit(url)
        host = parts.hostname
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._[]", errors="replace")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]|{}", errors="replace")
    host = as_ascii(host)
    place = f"[{host}]" if ":" in host else host  # without a name and password, which are not ours to send
    return urlunsplit((parts.scheme.lower(), f"{place}:{port}" if port else place, path, query, ""))


def pack(text: str) -> bytes:
    """A text, compressed."""
    return zlib.compress(text.encode(), 6)


def unpack(packed: bytes) -> str:
    """What `pack` made small."""
    return zlib.decompress(packed).decode()


def from_fields(url: str, fields: Mapping[str, Any]) -> SourceResult:
    """A page as an example of a rule describes it: `SourceResult`'s fields, of which none is needed, and `text`.

    Raises TypeError for a name that is no field, and ValueError for a value that a field can't have.
    """
    if not (address := key(url)):
        raise ValueError("is no address of a page")
    own = dict(fields)
    for name, kind in (("text", str), ("anchors", list), ("redirects", list)):
        if name in own and not isinstance(own[name], kind):
            raise ValueError(f"`{name}` is not {'a text' if kind is str else 'a list'}")
    if "text" in own:
        own["packed_text"] = pack(own.pop("text"))
    if "anchors" in own:
        own["anchors"] = frozenset(map(str, own["anchors"]))
    hops = own.get("redirects", [])
    if not all(isinstance(h, list) and len(h) == 2 and isinstance(h[0], int) and isinstance(h[1], str) for h in hops):
        raise ValueError("`redirects` is not a list of pairs: a status and an address")
    own["redirects"] = tuple(Hop(*hop) for hop in hops)
    made = SourceResult(**{"url": address, "verdict": "ok", "final_url": address, **own})
    for name, value in own.items():
        kinds = _KINDS.get(name, (str,))
        if not isinstance(value, kinds) or (kinds[0] is dt.date and isinstance(value, dt.datetime)):
            raise ValueError(f"`{name}` has a value that it can't have")
    if made.verdict not in get_args(SourceVerdict) or made.reason not in get_args(SourceReason):
        raise ValueError("`verdict` or `reason` is none of those there are")
    return made


_KINDS: Mapping[str, tuple[type, ...]] = {
    "redirects": (tuple,),
    "status": (int, type(None)),
    "packed_text": (bytes, type(None)),
    "anchors": (frozenset, type(None)),
    **dict.fromkeys(("published", "modified"), (dt.date, type(None))),
    **dict.fromkeys(("fetched_at", "read_at", "failing_since", "dead_since"), (dt.datetime, type(None))),
    "from_store": (bool,),
}
"""What the fields of a page are that are no texts."""


def look_up(sources: Mapping[str, SourceResult], url: str) -> SourceResult | None:
    """The result for an address as a post writes it, or None when it was not visited."""
    return sources.get(key(url))
