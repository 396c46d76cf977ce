"""Links to this site that are written with its host."""

from __future__ import annotations

from collections.abc import Iterator

from contentlint.catalog.rule import Context, message
from contentlint.finding import Edit, Fix, Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.site.links import references
from contentlint.site.paths import has_scheme, host_and_path


@dataclass(frozen=True, slots=True)
class Options:
    """Which links are left alone."""

    ignore: tuple[str, ...] = field(
        default=(),
        metadata={"help": "beginnings of addresses that may keep the host, such as https://example.com/api/"},
    )


MESSAGES = {"": message("target", "path")}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """Yields a hit for each absolute URL of the site's own host."""
    site = context.site
    if site is None or not site.hosts:
        return
    seen: set[int] = set()
    for reference in references(post):
        target = reference.target.strip()
        if reference.where not in ("link", "image") or reference.span.start in seen:
            continue
        if not (has_scheme(target) or target.startswith("//")) or target.startswith(options.ignore or "\0"):
            continue
        if reference.link is not None and reference.link.kind == "autolink":
            continue
        host, path = host_and_path("https:" + target if target.startswith("//") else target)
        if host not in site.hosts:
            continue
        found = site.resolve(post.path, target)
        seen.add(reference.span.start)
        fix = None
        is_sure = found.verdict == "ok" and found.reason == "" and site.resolve(post.path, path).verdict == "ok"
        if is_sure and reference.span.cut(post.text) == target:
            fix = Fix(f"write it as {path}", (Edit(reference.span, path),))
        yield Hit(reference.span, {"target": target, "path": path}, "", fix)
