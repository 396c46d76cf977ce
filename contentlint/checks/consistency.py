"""One fact with two values, in a post and in the posts of a site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from contentlint import claims
from contentlint.catalog.rule import Context, message
from contentlint.claims import agreement
from contentlint.claims.agreement import digest
from contentlint.finding import Edit, Fix, Hit, Related
from contentlint.guard.records import dataclass, field
from contentlint.post.language import language_of
from contentlint.post.post import Post
from contentlint.site import Site
from contentlint.text.language import ENGLISH
from contentlint.text.spans import Span, Taken


@dataclass(frozen=True, slots=True)
class Options:
    """What is told."""

    tell: Literal["two-values", "sourced-elsewhere"] = field(
        default="two-values",
        metadata={
            "help": "two-values: one fact with two values; sourced-elsewhere: a figure that another post has a "
            "source for",
            "fixed": True,
        },
    )


def _is_of_two(options: Options) -> bool:
    return options.tell == "two-values"


_SAID = message("value", "first", "line", "about", when=_is_of_two)
_ELSEWHERE = message("value", "first", "line", "path", "about", "subject", own=True, when=_is_of_two)
MESSAGES = {
    "": _SAID,
    "price": _SAID,
    "fact": _SAID,
    "across": _ELSEWHERE,
    "across-sourced": _ELSEWHERE,
    "across-source-here": _ELSEWHERE,
    "sourced": message(
        "value", "line", "path", "about", "subject", "source", own=True, when=lambda options: not _is_of_two(options)
    ),
}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit at the later place of each pair of values in a post."""
    if options.tell != "two-values":
        return
    found = []
    for conflict in agreement.of_post(agreement.mentions(post, context.vocabulary)):
        one, first = conflict.told, conflict.other
        found.append(one.span)
        values: dict[str, str | int | float] = {
            "value": one.text,
            "first": first.text,
            "line": first.line,
            "about": _about(one, first),
        }
        yield Hit(one.span, values, "fact", related=(Related(f"here it is {first.text}", first.span),))
    told = Taken(found)
    for near in agreement.conflicts(claims.units_of(post, context.vocabulary)):
        if told.overlaps(near.span):
            continue
        line = post.lines.position(near.first.start).line
        values = {"value": near.value, "first": near.first_value, "line": line, "about": near.about}
        related = (Related(f"here it is {near.first_value}", near.first),)
        yield Hit(near.span, values, "price", related=related)


def keep(post: Post, options: Options, context: Context) -> None:
    """Have the site's index keep what a post says."""
    del options
    if context.site is not None:
        context.site.keep(post.path, digest.key(context.vocabulary), _line(post, context))


def check_site(site: Site, options: Options, context: Context) -> Iterator[Hit]:
    """A hit at each value of the asked posts that another post of the site gives otherwise, or has a source for."""
    posts = _Said(site, context)
    asked = [path for path in posts.paths if context.asked is None or path in context.asked]
    mine = [said for path in asked if (said := posts.said(path, posts.line(path))).figures]
    if not mine:
        return
    rest = sorted(set(posts.paths) - set(asked))
    others = [posts.said(path, line) for path, line in posts.speaking(rest, mine)]
    if options.tell != "two-values":
        yield from _sourced(agreement.sourced(mine, [*mine, *others], frozenset(asked)), site, context)
        return
    for conflict in agreement.of_site(mine, [*mine, *others], frozenset(asked)):
        one, other = conflict.told, conflict.other
        source = "-sourced" if other.source else "-source-here" if one.source else ""
        values: dict[str, str | int | float] = {
            "value": one.text,
            "first": other.text,
            "line": other.line,
            "path": conflict.other_path,
            "about": _about(one, other),
            "subject": agreement.subject(one, other),
        }
        has_source = ", with a source" if other.source else ""
        related = (Related(f"here it is {other.text}{has_source}", other.span, conflict.other_path, other.line),)
        yield Hit(one.span, values, f"across{source}", related=related, path=conflict.path)


def _sourced(found: Iterable[agreement.Conflict], site: Site, context: Context) -> Iterator[Hit]:
    """A hit at each of the figures whose sentence is a claim without a source."""
    posts: dict[str, Post] = {}
    for one in found:
        if one.path not in posts:
            posts[one.path] = Post(one.path, site.text(one.path), site.dialect)
        post, own = posts[one.path], one.told.span
        if not any(
            c.unit.overlaps(own) and c.support in _UNSOURCED and c.type in _FIGURES
            for c in claims.find(post, context.vocabulary)
        ):
            continue
        values: dict[str, str | int | float] = {
            "value": one.told.text,
            "line": one.other.line,
            "path": one.other_path,
            "about": _about(one.told, one.other),
            "subject": agreement.subject(one.told, one.other),
            "source": one.other.source,
        }
        related = (
            Related(f"here it has a source: {one.other.source}", one.other.span, one.other_path, one.other.line),
        )
        yield Hit(own, values, "sourced", _linked(post, own, one.other.source), related, one.path)


def _linked(post: Post, span: Span, source: str) -> Fix | None:
    """The link to a source on a figure, None where none can stand. Whether it is the same figure, a person must say."""
    document, text = post.document, span.cut(post.text)
    is_plain = any(block.kind in ("paragraph", "cell") and block.span.covers(span) for block in document.blocks)
    taken = Taken([*(link.span for link in document.links), *(one.span for one in document.opaque)])
    if not is_plain or taken.overlaps(span) or _MARKS.search(text) or _NO_TARGET.search(source):
        return None
    return Fix(f"link it to {source}", (Edit(span, f"[{text}]({source})"),), "unsafe")


_MARKS = re.compile(r"[\[\]<>`*_|\\\n]")
_NO_TARGET = re.compile(r"[\s()<>\\]")
"""What would end the words or the address of a link."""


_UNSOURCED = ("none", "vague", "named-unlinked")
_FIGURES = ("statistic", "money", "study")


def _about(one: agreement.Mention, other: agreement.Mention) -> str:
    """What is told, and of what where both name it."""
    called, name = agreement.about(one, other), agreement.subject(one, other)
    return f"{called} of {name}" if name else called


_FREQUENT = 60
"""Posts with a word from which on that word brings no two posts together."""


class _Said:
    """What the posts of a site say, from the index where it is known; a post is read once at most."""

    def __init__(self, site: Site, context: Context) -> None:
        self._site, self._context = site, context
        self._key = digest.key(context.vocabulary)
        published = (path for path, page in site.pages.items() if page.state == "published" and page.output)
        self.paths = sorted(map(site.named, published))
        self._ready: dict[str, tuple[str, agreement.Said]] = site.routes.facts.setdefault("said in posts", {})
        """What was made ready for another rule, by path, with the line that it was made of."""

    def said(self, path: str, line: str) -> agreement.Said:
        """What a post says by its line, ready to be compared."""
        known = self._ready.get(path)
        if known is None or known[0] != line:
            known = self._ready[path] = line, agreement.said(path, digest.load(line))
        return known[1]

    def line(self, path: str) -> str:
        """What a post says."""
        known = self._site.kept(path, self._key)
        return self._read(path, self._site.text(path)) if known is None else known

    def speaking(self, paths: Iterable[str], mine: Iterable[agreement.Said]) -> Iterator[tuple[str, str]]:
        """The posts that may speak of what `mine` tell, and what they say."""
        figures = [one for post in mine for one in post.figures]
        wanted = frozenset(word for one in figures for word in agreement.subject_words(one))
        names = wanted & {n for one in figures for of in (one.sentence, one.heading, one.title) for n in of.names}
        found = []
        times: Counter[str] = Counter()
        for path in paths:
            line = self._line_with(path, names)
            shared = wanted.intersection(digest.words(line)) if line else frozenset[str]()
            if shared:
                found.append((path, line, shared))
                times.update(shared)
        for path, line, shared in found:
            if any(times[word] <= _FREQUENT for word in shared):
                yield path, line

    def _line_with(self, path: str, names: frozenset[str]) -> str:
        """What a post says; of one that is not known and has none of the names, ""."""
        known = self._site.kept(path, self._key)
        if known is not None:
            return known
        text = self._site.text(path)
        lower = text.lower()
        return self._read(path, text) if any(name in lower for name in names) else ""

    def _read(self, path: str, text: str) -> str:
        post = Post(path, text, self._site.dialect)
        line = self._site.project.guarded(self._site.locate(path), lambda: _line(post, self._context), None)
        if line is not None:  # what could not be read is read again by the next run
            self._site.keep(path, self._key, line)
        return line or ""


def _line(post: Post, context: Context) -> str:
    found = agreement.mentions(post, context.vocabulary)
    if not found or language_of(post, context.vocabulary.words("english-words")) != ENGLISH:
        return ""
    return digest.dump(found)
