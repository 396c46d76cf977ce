"""Links that leave the site, by what came of visiting them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.claims.support import link_class
from contentlint.evidence.visited import SourceResult, host, look_up, split
from contentlint.finding import Edit, Fix, Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.site.links import Reference, references
from contentlint.text.fragments import parse


@dataclass(frozen=True, slots=True)
class Options:
    """Which links are reported."""

    verdicts: tuple[Literal["dead", "unreachable"], ...] = field(
        default=("dead",), metadata={"help": "outcomes of a visit that are reported"}
    )
    moved: bool = field(
        default=False,
        metadata={"help": "report, as notes, links whose page has moved for good (redirects 301 and 308)"},
    )
    small_moves: bool = field(
        default=False,
        metadata={"help": "report moves to https, to or from www and to a closing slash as well"},
    )
    fragments: bool = field(
        default=False, metadata={"help": "report, as warnings, links to a place that the page does not have"}
    )
    text_fragments: bool = field(
        default=False,
        metadata={"help": "report, as notes, links to words (`#:~:text=`) that the page does not have"},
    )
    dead_after_days: int = field(
        default=0,
        metadata={
            "help": "days that a link must have been dead for before it is more than a warning, by the visits in the "
            "evidence store; it begins anew when the link was alive in between"
        },
    )
    ignore: tuple[str, ...] = field(
        default=(), metadata={"help": "beginnings of addresses that are never reported, such as https://example.com/"}
    )


_SAID = ("url", "detail", "archive", "since", "moved", "fragment", "words")
MESSAGES = {
    **{
        name: message(*_SAID, when=lambda options: "dead" in options.verdicts)
        for name in ("dead", "archived", "dead-since", "archived-since")
    },
    "unreachable": message(*_SAID, when=lambda options: "unreachable" in options.verdicts),
    "since": message(*_SAID, when=lambda options: "unreachable" in options.verdicts),
    "moved": message(*_SAID, own=True, when=lambda options: options.moved),
    "fragment": message(*_SAID, own=True, when=lambda options: options.fragments),
    "words": message(*_SAID, own=True, when=lambda options: options.text_fragments),
}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """Yields a hit for each place where such an address is written; for one that can't be reached only the first."""
    if context.sources is None:
        return
    seen: set[object] = set()
    for reference in references(post):
        target = reference.target.strip()
        place = (reference.span.start, reference.span.end)
        if place in seen or target.startswith(options.ignore or "\0"):
            continue
        result = look_up(context.sources, target)
        if result is None:
            continue
        seen.add(place)
        if result.verdict == "unreachable":
            if "unreachable" in options.verdicts and result.url not in seen:
                seen.add(result.url)
                yield Hit(reference.span, _values(target, result), "since" if _days(result, context) else "unreachable")
        elif result.verdict == "dead":
            if "dead" in options.verdicts:
                name = ("archived" if result.archive_url else "dead") + ("-since" if _dead_days(result) else "")
                is_young = _dead_days(result, context.today) < options.dead_after_days
                yield Hit(reference.span, _values(target, result), name, at_most="warning" if is_young else "error")
        elif result.verdict == "ok":
            yield from _of_live(post, reference, target, result, options, context)


def _values(target: str, result: SourceResult) -> dict[str, str | int | float]:
    since = result.dead_since if result.verdict == "dead" else result.failing_since
    return {
        "url": target,
        "detail": result.detail,
        "archive": result.archive_url,
        "since": f"{since:%Y-%m-%d}" if since else "",
        "moved": result.moved_to,
        "fragment": "",
        "words": "",
    }


def _days(result: SourceResult, context: Context) -> int:
    """Days for which the address has failed, on the last visit."""
    if result.failing_since is None or result.fetched_at is None:
        return 0
    return (result.fetched_at - result.failing_since).days


def _dead_days(result: SourceResult, today: dt.date | None = None) -> int:
    """Days for which the address has been dead, today or on the last visit."""
    if result.dead_since is None or result.fetched_at is None:
        return 0
    return ((today or result.fetched_at.date()) - result.dead_since.date()).days


def _of_live(
    post: Post, reference: Reference, target: str, result: SourceResult, options: Options, context: Context
) -> Iterator[Hit]:
    fragment = target.partition("#")[2]
    place, directives = parse(fragment) if not reference.is_image else ("", ())
    if options.fragments and place and result.has_fragment(place) is False:
        yield Hit(reference.span, {**_values(target, result), "fragment": place}, "fragment", severity="warning")
        return
    missing = next((d.words for d in directives if result.has_words(d) is False), "") if options.text_fragments else ""
    if missing:
        yield Hit(reference.span, {**_values(target, result), "words": missing}, "words", severity="info")
        return
    moved = result.moved_to
    if not options.moved or not moved or link_class(target, context.vocabulary) == "affiliate":
        return
    if not options.small_moves and _bare(moved) == _bare(target):
        return
    new = moved + (f"#{fragment}" if fragment and "#" not in moved else "")
    fix = None
    if reference.span.cut(post.text) == target and _site(moved) == _site(target) and not set(new) & set("()<> "):
        fix = Fix(f"link to {new}", (Edit(reference.span, new),))
    yield Hit(reference.span, {**_values(target, result), "moved": new}, "moved", fix, severity="info")


def _bare(url: str) -> str:
    parts = split(url)
    if parts is None:
        return url
    path = parts.path.rstrip("/").removesuffix("/index.html").lower()
    return f"{(parts.hostname or '').removeprefix('www.')}{path}?{parts.query}"


def _site(url: str) -> str:
    return ".".join(host(url).split(".")[-2:])
