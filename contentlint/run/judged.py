"""What is known beside the findings: how many links were judged, which globs do nothing, and which posts have too many
warnings."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from contentlint.errors import nearest
from contentlint.finding import Finding, Held
from contentlint.guard.globs import matches
from contentlint.guard.limit import Budget, TooSlow
from contentlint.guard.userdata import shown
from contentlint.post.post import Post
from contentlint.run.config import FILE_NAME
from contentlint.run.engine import Result

if TYPE_CHECKING:
    from contentlint.run.outcome import Outcome
    from contentlint.run.session import Session
    from contentlint.site import Site


def count_links(session: Session, post: Post, result: Result, site: Site | None) -> None:
    """Note in a post's result its internal links, and those that can't be told of, by the reason."""
    from contentlint.site.links import judge, references

    asked = any(active.rule.check == "internal-link" for active in session.rules.for_post(post.path))
    if site is None or not asked:
        return
    try:
        with Budget(session.config.rule_timeout, len(post.text)).step():
            for reference in references(post):
                if not site.is_internal(reference.target):
                    continue
                found = judge(site, post.path, reference)
                result.links += found.verdict != "external"
                if found.verdict == "unknown":
                    result.unjudged[found.detail.removeprefix("not judged: ")] += 1
    except (Exception, TooSlow):  # told by the rule that asked the same
        return


def idle_globs(session: Session, posts: Collection[str]) -> Iterator[str]:
    """A line for each glob of the configuration that says something of posts and matches none of all there are."""
    keyed: list[tuple[tuple[str | int, ...], str]] = []
    for number, override in enumerate(session.config.overrides):
        keyed += [(("overrides", number, "paths"), glob) for glob in override.paths]
    keyed += [(("front-matter", "schemas", glob), glob) for glob in session.config.front_matter.schemas]
    for glob in session.config.include:
        if not any(matches(path, glob) for path in posts):
            yield session.rules.told_at(f"no file here matches {shown(glob)}", "include")
    for keys, glob in keyed:
        if not any(matches(path, glob) for path in posts):
            yield session.rules.told_at(f"no post here matches {shown(glob)}", *keys)


def without_use(session: Session) -> Iterator[str]:
    """A line for each file or folder that the configuration names for the site and that is not there, and for a name of
    an algorithm that there is not: what hangs on them is not known, and links may be judged without it."""
    site = session.config.site
    if site is None:
        return
    named = [(("site", "output"), site.output), (("site", "sitemap"), site.sitemap)]
    named += [(("site", "redirect-files"), name) for name in site.redirect_files]
    for keys, name in named:
        if name and "://" not in name and not os.path.exists(session.root / name):  # noqa: PTH110 - no name is too odd
            yield session.rules.told_at(f"there is no file or folder {shown(name)}: it is not used", *keys)
    if site.heading_ids:
        from contentlint.site.reading.ids import ALGORITHMS

        known = [*ALGORITHMS, "none", "unknown"]
        for name in site.heading_ids.split("|"):
            if name.split()[:1] != ["none"] and name.split(" ")[0] not in known:
                hint = f"; did you mean '{near}'?" if (near := nearest(name, known)) else ""
                yield session.rules.told_at(f"there is no algorithm {shown(name)}{hint}", "site", "heading-ids")


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


def not_understood(outcome: Outcome) -> list[str]:
    """A line that says why links were not judged, and how to tell the tool; none for few of them."""
    if not outcome.is_widely_unjudged:
        return []
    reasons = "; ".join(f"{times}: {why}" for why, times in outcome.unjudged.most_common(3))
    count = f"{outcome.unjudged.total()} of {outcome.links}"
    return [
        f"{count} internal links were not judged ({reasons}). In [site] of {FILE_NAME}, say "
        "generator, base-url or routes, or a finished build in output; name in extra-routes what exists, in "
        "assume-exists what never to check"
    ]
