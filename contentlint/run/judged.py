"""How many of a post's internal links were judged, and why the others were not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contentlint.guard.limit import TooSlow, time_limit
from contentlint.post.post import Post
from contentlint.run.engine import Result

if TYPE_CHECKING:
    from contentlint.run.session import Session


def count_links(session: Session, post: Post, result: Result) -> None:
    """Note in a post's result its internal links, and those that can't be told of, by the reason."""
    from contentlint.site.links import judge, references

    site = session.sites.of(post.path) if session.needs_site else None
    asked = any(active.rule.check == "internal-link" for active in session.rules.for_post(post.path))
    if site is None or not asked:
        return
    try:
        with time_limit(session.config.rule_timeout):
            for reference in references(post):
                if not site.is_internal(reference.target):
                    continue
                found = judge(site, post.path, reference)
                result.links += found.verdict != "external"
                if found.verdict == "unknown":
                    result.unjudged[found.detail.removeprefix("not judged: ")] += 1
    except (Exception, TooSlow):  # told by the rule that asked the same
        return
