"""One fact with two values, in a post and in the posts of a site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contentlint import claims
from contentlint.catalog.rule import Context, message
from contentlint.claims import agreement
from contentlint.claims.agreement import digest
from contentlint.finding import Hit, Related
from contentlint.post.language import language_of
from contentlint.post.post import Post
from contentlint.site import Site
from contentlint.text.language import ENGLISH


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


_SAID = message("value", "first", "line", "about")
_ELSEWHERE = message("value", "first", "line", "path", "about", "subject", own=True)
MESSAGES = {
    "": _SAID,
    "price": _SAID,
    "fact": _SAID,
    "across": _ELSEWHERE,
    "across-sourced": _ELSEWHERE,
    "across-source-here": _ELSEWHERE,
}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit at the later place of each pair of values in a post."""
    del options
    told = set()
    facts = agreement.facts(post, context.vocabulary)
    for fact, first in agreement.within(facts.all, facts.parallel):
        told.add(fact.span)
        related = (Related(f"here it is {first.text}", first.span),)
        values: dict[str, str | int | float] = {
            "value": fact.text,
            "first": first.text,
            "line": first.line,
            "about": fact.about,
        }
        yield Hit(fact.span, values, "fact", related=related)
    for conflict in agreement.conflicts(claims.units_of(post, context.vocabulary)):
        if any(span.overlaps(conflict.span) for span in told):
            continue
        line = post.lines.position(conflict.first.start).line
        values = {"value": conflict.value, "first": conflict.first_value, "line": line, "about": conflict.about}
        related = (Related(f"here it is {conflict.first_value}", conflict.first),)
        yield Hit(conflict.span, values, "price" if conflict.about else "", related=related)


def keep(post: Post, options: Options, context: Context) -> None:
    """Have the site's index keep what a post says."""
    del options
    if context.site is not None:
        context.site.keep(post.path, digest.key(context.vocabulary), _line(post, context))


def check_site(site: Site, options: Options, context: Context) -> Iterator[Hit]:
    """A hit at each value of the asked posts that another post of the site gives otherwise."""
    del options
    posts = _Said(site, context)
    asked = [path for path in posts.paths if context.asked is None or path in context.asked]
    mine = [(path, fact) for path in asked for fact in digest.load(posts.line(path))]
    if not mine:
        return
    wanted = {digest.mark(fact): fact.subject for _, fact in mine}
    others = list(mine)
    topics = {digest.topic(fact) for _, fact in mine}
    for path in sorted(set(posts.paths) - set(asked)):
        if line := posts.line_with(path, wanted):
            others += [(path, fact) for fact in digest.load(line, topics)]
    for path, fact, where, other in agreement.across(mine, others, frozenset(asked)):
        source = "-sourced" if other.source else "-source-here" if fact.source else ""
        values: dict[str, str | int | float] = {
            "value": fact.text,
            "first": other.text,
            "line": other.line,
            "path": where,
            "about": fact.about,
            "subject": fact.shown,
        }
        has_source = ", with a source" if other.source else ""
        related = (Related(f"here it is {other.text}{has_source}", other.span, where, other.line),)
        yield Hit(fact.span, values, f"across{source}", related=related, path=path)


class _Said:
    """What the posts of a site say, from the index where it is known; a post is read once at most."""

    def __init__(self, site: Site, context: Context) -> None:
        self._site, self._context = site, context
        self._key = digest.key(context.vocabulary)
        published = (path for path, page in site.pages.items() if page.state == "published" and page.output)
        self.paths = sorted(map(site.named, published))

    def line(self, path: str) -> str:
        """What a post says."""
        known = self._site.kept(path, self._key)
        return self._read(path, self._site.text(path)) if known is None else known

    def line_with(self, path: str, wanted: dict[str, tuple[str, ...]]) -> str:
        """What a post says when it may say something of a wanted subject, else ""."""
        known = self._site.kept(path, self._key)
        if known is None:
            text = self._site.text(path)
            lower = text.lower()
            if not any(all(word in lower for word in subject) for subject in set(wanted.values())):
                return ""
            known = self._read(path, text)
        return known if known and any(mark in known for mark in wanted) else ""

    def _read(self, path: str, text: str) -> str:
        post = Post(path, text, self._site.dialect)
        index = self._site.project.index
        line = index.guarded(self._site.locate(path), lambda: _line(post, self._context), "")
        self._site.keep(path, self._key, line)
        return line


def _line(post: Post, context: Context) -> str:
    facts = agreement.facts(post, context.vocabulary).all
    if not facts or language_of(post, context.vocabulary.words("english-words")) != ENGLISH:
        return ""
    return digest.dump(facts)
