"""What is known beside the findings: how many links were judged, which suppressions and globs do nothing, and which
posts have too many warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from contentlint.finding import Finding, Held
from contentlint.guard.globs import matches
from contentlint.guard.limit import TooSlow, time_limit
from contentlint.guard.userdata import shown
from contentlint.post.post import Post
from contentlint.run.engine import INTERNAL_ERROR, Result
from contentlint.run.suppress import Mark, idle

if TYPE_CHECKING:
    from contentlint.run.config import ActiveRule
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


def known_idle(session: Session, post: Post, rules: Iterable[ActiveRule], result: Result) -> list[Mark]:
    """The suppressions of a post that are known to do nothing, so far as its own rules tell."""
    if not result.idle or any(finding.rule == INTERNAL_ERROR for finding in result.findings):
        return []
    # A site that is not there, or not understood, keeps the rules that ask it from finding what they would.
    asks_site = session.needs_site and session.sites.of(post.path) is not None and not result.unjudged
    ran = frozenset(a.rule.id for a in rules if asks_site or "site" not in a.rule.needs)
    # Without an outside link there is nothing that the rules of the audit could have found.
    has_outside = "//" in post.text
    every = session.every_rule.for_post(post.path)
    possible = frozenset(a.rule.id for a in every if has_outside or "sources" not in a.rule.needs)
    return idle(result.idle, ran, possible)


def idle_globs(session: Session, posts: Collection[str]) -> Iterator[str]:
    """A line for each glob of the configuration that says something of posts and matches none of all there are."""
    keyed: list[tuple[tuple[str | int, ...], str]] = []
    for number, override in enumerate(session.config.overrides):
        keyed += [(("overrides", number, "paths"), glob) for glob in override.paths]
    keyed += [(("front-matter", "schemas", glob), glob) for glob in session.config.front_matter.schemas]
    for keys, glob in keyed:
        if not any(matches(path, glob) for path in posts):
            yield session.rules.told_at(f"no post here matches {shown(glob)}", *keys)


def crowded(session: Session, findings: Iterable[Finding]) -> list[str]:
    """A line for each post with more warnings than `max-warnings` allows: they fail the run."""
    most = session.config.max_warnings
    if most is None:
        return []
    count = Counter(finding.path for finding in findings if finding.severity == "warning")
    return [f"{path}: {n} warnings, and max-warnings is {most}" for path, n in count.items() if n > most]


def held(
    every: Iterable[Held], findings: Iterable[Finding], posts: Mapping[str, int], rules: Iterable[str]
) -> list[Held]:
    """The rules that found nothing in a post, by the order of posts and rules.

    One that looks at the post and at the whole site did when neither found anything; `findings` has those that were
    suppressed, too.
    """
    found = {(one.rule, one.path) for one in findings}
    kept = {(one.rule, one.path): one for one in reversed([*every]) if (one.rule, one.path) not in found}
    place = {rule: number for number, rule in enumerate(rules)}
    return sorted(kept.values(), key=lambda one: (posts.get(one.path, -1), place[one.rule]))
