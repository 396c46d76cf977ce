"""Posts of a site that are alike: in their title, their description, what they want to be found by, their text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal
from zlib import crc32

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit, Related
from contentlint.guard.records import dataclass, field
from contentlint.measure import counts, keywords, likeness, words
from contentlint.post.language import of_path
from contentlint.post.post import Post
from contentlint.site import Site
from contentlint.text.spans import Span

_FORM = 1
"""Counts up whenever what is kept of a post is made in another way."""
_NEAREST = 3
"""Posts that are read to see how much of a text they have: those whose digests say that it is most."""
_DATES = ("date", "pubdate", "published", "publishdate", "created")
_FILLERS, _DATED = "title-fillers", "dated-titles"


@dataclass(frozen=True, slots=True)
class Options:
    of: Literal["title", "description", "search", "text", "paragraph"] = field(
        default="title",
        metadata={
            "help": "title, description: equal words; search: the words of keyword or title that say what a post wants "
            "to be found by; text: how much of it another post has; paragraph: single ones that others have",
            "fixed": True,
        },
    )
    keyword_keys: tuple[str, ...] = field(
        default=(
            "keyword", "focus_keyword", "focusKeyword", "focusKeyphrase", "focus_keyphrase", "focuskw",
            "primaryKeyword", "primary_keyword", "targetKeyword", "target_keyword",
        ),
        metadata={"help": "keys of the front matter with the keyword, for `search`"},
    )  # fmt: skip
    min_share: float = field(
        default=0.5,
        metadata={
            "help": "of text: how much of it another post must have; of search: how many of the words must be the same",
            "least": 0.05,
            "most": 1,
        },
    )
    min_words: int = field(default=0, metadata={"help": "shorter texts and paragraphs are not compared", "least": 0})
    max_posts: int = field(
        default=3,
        metadata={"help": "a paragraph that more posts have is meant to be in each, and not reported", "least": 1},
    )


MESSAGES = {"": message("path", "title", "text", "percent")}


def keep(post: Post, options: Options, context: Context) -> None:
    """Have the site's index keep what is compared of a post."""
    if context.site is not None:
        context.site.keep(post.path, _key(options), _line(post, options))


def check_site(site: Site, options: Options, context: Context) -> Iterator[Hit]:
    """A hit at each of the asked posts that is like an older one, or like one that was not asked about."""
    posts = _Posts(site, options, context)
    yield from _COMPARED[options.of](posts)


def _key(options: Options) -> str:
    return f"alike{options.of}-{_FORM}-{crc32(repr(options.keyword_keys).encode('utf-8', 'surrogatepass')):08x}"


def _line(post: Post, options: Options) -> str:
    return json.dumps(_KEPT[options.of](post, options), ensure_ascii=True, separators=(",", ":"))


def _said(name: str) -> Callable[[Post, Options], Any]:
    def find(post: Post, options: Options) -> str:
        prose = words.text_of(post, name)
        return " ".join(likeness.words(prose.text)) if prose is not None else ""

    return find


def _aims(post: Post, options: Options) -> list[list[str]]:
    """The words of the keyword, and those of the title."""
    named = keywords.of_post(post, options.keyword_keys)
    prose = words.text_of(post, "title")
    return [
        _plain(named[0].text) if named else [],
        _plain(prose.text) if prose is not None else [],
    ]


def _plain(text: str) -> list[str]:
    return list(dict.fromkeys(token.stem for token in keywords.tokens(text) if not token.is_small))


def _own_words(post: Post) -> list[str]:
    return [word for _, block in words.texts(post) for word in likeness.words(block.prose.text)]


def _digest(post: Post, options: Options) -> list[Any]:
    found = _own_words(post)
    return [len(found), *likeness.digest(likeness.runs(found))]


def _long_paragraphs(post: Post) -> Iterator[tuple[int, int, Span]]:
    for block in counts.paragraphs(post):
        listed = likeness.words(block.prose.text)
        if len(listed) > 7:
            yield crc32(" ".join(listed).encode("utf-8", "surrogatepass")), len(listed), block.span


def _hashes(post: Post, options: Options) -> list[Any]:
    return [[hash_, length] for hash_, length, _ in _long_paragraphs(post)]


_KEPT: Mapping[str, Callable[[Post, Options], Any]] = {
    "title": _said("title"),
    "description": _said("description"),
    "search": _aims,
    "text": _digest,
    "paragraph": _hashes,
}


class _Posts:
    """The posts of a site, from the index where they are known, oldest first."""

    def __init__(self, site: Site, options: Options, context: Context) -> None:
        self.site, self.options, self.context = site, options, context
        published = [page for page in site.pages.values() if page.state == "published" and page.output]
        published = [page for page in published if self._facts(page.path).get("draft") is not True]
        ordered = sorted((self._day(page.path), page.path, page.lang) for page in published)
        self.paths = [site.named(path) for _, path, _ in ordered]
        self.languages = {site.named(path): lang or of_path(path) for _, path, lang in ordered}
        self.rank = {path: rank for rank, path in enumerate(self.paths)}
        self.asked = [path for path in self.paths if context.asked is None or path in context.asked]
        self._asked = frozenset(self.asked)
        self._runs: dict[str, frozenset[int]] = {}

    def _facts(self, path: str) -> Mapping[str, Any]:
        return self.site.project.meta(path) if self.site.project.exists(path) else {}

    def _day(self, path: str) -> str:
        facts = self._facts(path)
        return next((str(facts[key])[:10] for key in _DATES if facts.get(key)), "9999")

    def data(self) -> dict[str, Any]:
        """What is kept of each post."""
        return {path: json.loads(self._line(path)) for path in self.paths} if self.asked else {}

    def _line(self, path: str) -> str:
        key = _key(self.options)
        known = self.site.kept(path, key)
        if known is None:
            made = self.site.project.guarded(self.site.locate(path), lambda: _line(self.post(path), self.options), None)
            known = made
            if made is not None:  # what could not be read is read again by the next run
                self.site.keep(path, key, made)
        return known or "null"

    def post(self, path: str) -> Post:
        """The post at a path."""
        return Post(path, self.site.text(path), self.site.dialect)

    def runs(self, path: str) -> frozenset[int]:
        """The runs of words of the post at a path."""
        if path not in self._runs:
            self._runs[path] = likeness.runs(_own_words(self.post(path)))
        return self._runs[path]

    def is_asked(self, path: str) -> bool:
        """True for a post that is asked about."""
        return path in self._asked

    def is_told(self, path: str, other: str) -> bool:
        """True for the one of two posts that is to change: the younger one, or the only one that was asked about."""
        return self.rank[other] < self.rank[path] or other not in self._asked

    def are_comparable(self, path: str, other: str) -> bool:
        """Translations have the same names, and nobody searches for both."""
        return self.languages[path] == self.languages[other]

    def title(self, path: str) -> str:
        """The title of the post at a path."""
        page = self.site.page(path)
        return page.title if page is not None else ""

    def hit(self, path: str, other: str, place: Callable[[Post], Span], text: str = "", percent: int = 100) -> Hit:
        """The hit at one of two posts."""
        said: dict[str, str | int | float] = {"path": other, "title": self.title(other), "text": text}
        values = {**said, "percent": percent}
        return Hit(place(self.post(path)), values, related=(Related("the other one", Span(0, 0), other),), path=path)


def _equal(posts: _Posts) -> Iterator[Hit]:
    name = posts.options.of

    def place(post: Post) -> Span:
        prose = words.text_of(post, name)
        return words.whole(prose) if prose is not None else words.place(post)

    having: dict[tuple[str, str], list[str]] = {}
    for path, text in posts.data().items():
        if text and len(text.split()) >= posts.options.min_words:
            having.setdefault((posts.languages[path], text), []).append(path)
    for (_, text), paths in having.items():
        for path in paths:
            other = paths[0] if path != paths[0] else next(iter(paths[1:]), path)
            if other != path and posts.is_asked(path) and posts.is_told(path, other):
                yield posts.hit(path, other, place, text)


def _competing(posts: _Posts) -> Iterator[Hit]:
    """Posts with the same keyword, or whose titles have the same words but for what says little.

    A report, a letter or the news of a month comes again, and has the same words each time.
    """
    lists = posts.context.vocabulary
    fillers = {keywords.stem(term) for term in lists.terms(_FILLERS)}
    told: set[str] = set()
    data = posts.data()
    for kind, fewest in ((0, 1), (1, 3)):
        aims = {path: aim for path, both in data.items() if both and len(aim := _aim(both[kind], fillers)) >= fewest}
        for path, other in _same_aims(aims, posts):
            if path not in told and not (kind and lists.has(_DATED, posts.title(path))):
                told.add(path)
                text = " ".join(word for word in data[path][kind] if word in aims[path] & aims[other])
                yield posts.hit(path, other, words.place, text)


def _aim(stems: Sequence[str], fillers: set[str]) -> frozenset[str]:
    """What a title is about: without its year, the number it begins with, and words such as "best" and "guide"."""
    kept = [s for s in stems[1:] if not _is_year(s)]
    kept = [*(s for s in stems[:1] if not s.isdecimal()), *kept]
    return frozenset(kept) - fillers


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20")


def _same_aims(aims: Mapping[str, frozenset[str]], posts: _Posts) -> Iterator[tuple[str, str]]:
    """Pairs of which one has all the words of the other and hardly any more, found by their rarest words."""
    uses: dict[str, int] = {}
    for aim in aims.values():
        for word in aim:
            uses[word] = uses.get(word, 0) + 1
    having: dict[str, list[str]] = {}
    rarest = {}
    least = posts.options.min_share
    for path, aim in aims.items():
        rare = sorted(aim, key=lambda word: (uses[word], word))
        rarest[path] = rare[: len(rare) - int(len(rare) * least) + 1]
        for word in rarest[path]:
            having.setdefault(word, []).append(path)
    for path in posts.asked:
        for other in dict.fromkeys(other for word in rarest.get(path, ()) for other in having[word]):
            if other == path or not posts.are_comparable(path, other) or not posts.is_told(path, other):
                continue
            mine, theirs = aims[path], aims[other]
            more = mine ^ theirs
            is_within = mine <= theirs or theirs <= mine
            if is_within and len(mine & theirs) >= least * len(mine | theirs) and not any(map(str.isdecimal, more)):
                yield path, other
                break


def _near(posts: _Posts) -> Iterator[Hit]:
    """Texts of which another post has a large part. Which may be, digests say; how much, the posts themselves."""
    options = posts.options
    data = {path: found for path, found in posts.data().items() if found and found[0] >= max(options.min_words, 20)}
    digests = {path: found[1:] for path, found in data.items()}
    having = likeness.index(digests)
    for path in posts.asked:
        if path not in digests:
            continue
        likely = [
            other
            for other in likeness.alike(path, digests, having)
            if posts.are_comparable(path, other)
            and posts.is_told(path, other)
            and likeness.share(digests[path], digests[other]) >= options.min_share / 2
        ]
        shares = [(likeness.share(posts.runs(path), posts.runs(o)), o) for o in likely[:_NEAREST]]
        best, other = max(shares, default=(0.0, ""))
        if other and best >= options.min_share:
            yield posts.hit(path, other, words.place, percent=round(100 * best))


def _repeated(posts: _Posts) -> Iterator[Hit]:
    """Paragraphs that another post has word for word."""
    options = posts.options
    having: dict[int, list[str]] = {}
    data = posts.data()
    for path, found in data.items():
        for hash_ in {hash_ for hash_, length in found or () if length >= options.min_words}:
            having.setdefault(hash_, []).append(path)
    shared = {hash_: paths for hash_, paths in having.items() if 1 < len(paths) <= options.max_posts}
    for path in posts.asked:
        if not any(hash_ in shared for hash_, _ in data[path] or ()):
            continue
        for hash_, length, span in _long_paragraphs(posts.post(path)):
            others = [o for o in shared.get(hash_, ()) if o != path and posts.are_comparable(path, o)]
            other = next((o for o in others if posts.is_told(path, o)), "")
            if other and length >= options.min_words:
                yield posts.hit(path, other, lambda post, span=span: span)  # type: ignore[misc]


_COMPARED: Mapping[str, Callable[[_Posts], Iterator[Hit]]] = {
    "title": _equal,
    "description": _equal,
    "search": _competing,
    "text": _near,
    "paragraph": _repeated,
}
