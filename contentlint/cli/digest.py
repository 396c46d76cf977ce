"""What a report says of every post, made where the post is linted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contentlint import claims
from contentlint.report.model import ClaimSummary, PostSummary
from contentlint.report.summary import claim_summaries, post_summary

if TYPE_CHECKING:
    from contentlint.post import Post
    from contentlint.runner import Session


@dataclass(frozen=True, slots=True)
class Digest:
    """A post with its claims; `site` names the site it belongs to: its host, else the folder of the project."""

    post: PostSummary
    claims: tuple[ClaimSummary, ...]
    site: str


def digest(session: Session, post: Post) -> Digest:
    """The digest of a post, its path as findings name it."""
    path = session.display(post.path)
    host = next(iter(session.site.hosts)) if len(session.site.hosts) == 1 else ""
    page = session.site.pages.get(post.path)
    url = f"https://{host}{page.url}" if host and page and page.url.startswith("/") else ""
    found = claims.find(post, session.rules.vocabulary)
    return Digest(post_summary(post, url, path), claim_summaries(post, found, path), host or session.root.name)
