"""What supports a claim: which links can be a source at all, and where one may stand."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from contentlint.document import Link

LinkClass = Literal["source", "home", "internal", "affiliate", "search", "share"]

_AFFILIATE_HOST = re.compile(
    r"(?:^|\.)(?:amzn\.to|amzn\.eu|shareasale\.com|awin1\.com|clickbank\.net|go2cloud\.org|anrdoezrs\.net|jdoqocy\.com"
    r"|dpbolvw\.net|linksynergy\.com|avantlink\.com|impact\.com|pxf\.io|sjv\.io|partnerstack\.com|gumroad\.com)$"
)
_AFFILIATE_KEYS = {"tag", "aff", "affid", "affiliate", "aff_id", "affiliate_id", "ref", "ref_", "partner", "via", "fpr"}
_SEARCH_HOST = re.compile(r"(?:^|\.)(?:google|bing|duckduckgo|yahoo|baidu|yandex|ecosia|startpage)\.")
_SHARE = re.compile(r"/(?:intent/tweet|share|sharer(?:\.php)?|shareArticle)\b")


@lru_cache(maxsize=4096)
def link_class(target: str, own_host: str = "") -> LinkClass:
    """What kind of thing a link leads to, as far as the address tells.

    `own_host` is the post's own host, whose pages are internal. A home page, a search, an affiliate or a share link
    can't support a claim; an internal page can only show the publisher's own figures.
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return "internal"
    if parts.scheme not in ("http", "https", "doi") and not target.startswith("//"):
        return "internal"
    host = (parts.hostname or "").removeprefix("www.")
    if own_host and host == own_host.removeprefix("www."):
        return "internal"
    query = dict(parse_qsl(parts.query))
    if _AFFILIATE_HOST.search(host) or (host.startswith("amazon.") and query.keys() & _AFFILIATE_KEYS):
        return "affiliate"
    if query.keys() & (_AFFILIATE_KEYS - {"tag", "via", "ref"}):
        return "affiliate"
    if _SEARCH_HOST.search(host) and parts.path.startswith(("/search", "/url", "/?q")):
        return "search"
    if _SHARE.search(parts.path):
        return "share"
    if parts.path in ("", "/") and not query and parts.scheme != "doi":
        return "home"
    return "source"


def sources_of(links: tuple[Link, ...], own_host: str = "") -> tuple[str, ...]:
    """The targets among `links` that can be a source."""
    return tuple(
        dict.fromkeys(k.target for k in links if not k.is_image and link_class(k.target, own_host) == "source")
    )
