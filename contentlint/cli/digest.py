"""What a report says of every post, made where the post is linted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from contentlint import claims
from contentlint.guard.records import dataclass
from contentlint.report.model import ClaimSummary, PostSummary
from contentlint.report.summary import claim_summaries, post_summary

if TYPE_CHECKING:
    from contentlint.post.post import Post
    from contentlint.run.runner import Session
    from contentlint.site import Site


@dataclass(frozen=True, slots=True)
class Digest:
    """A post with its claims; `site` names the site it belongs to: its host, else the folder of the project."""

    post: PostSummary
    claims: tuple[ClaimSummary, ...]
    site: str


def digest(session: Session, post: Post) -> Digest:
    """The digest of a post, its path as findings name it."""
    path = session.display(post.path)
    site = session.sites.of(post.path)
    origin, host = _origin(site) if site is not None else ("", "")
    page = site.page(post.path) if site is not None else None
    known = origin and page and page.url.startswith("/") and site is not None and site.generator != "plain"
    url = origin + quote(page.url, errors="surrogateescape") if known and page else ""
    found = claims.find(post, session.rules.vocabulary)
    return Digest(post_summary(post, url, path), claim_summaries(post, found, path), host or session.root.name)


def _origin(site: Site) -> tuple[str, str]:
    """Where a site is published, as `https://host`, and the host; both "" when the project doesn't say."""
    addresses = [site.settings.base_url] if site.settings.base_url else list(site.routes.hosts)
    if len(addresses) != 1:
        return "", ""
    address = addresses[0] if "//" in addresses[0] else f"https://{addresses[0]}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return (f"{parts.scheme or 'https'}://{parts.netloc}", parts.netloc) if parts.netloc else ("", "")
