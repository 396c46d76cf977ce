"""What of a post can be counted, by name, each thing with its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Literal, TypeVar

from contentlint.catalog.lexicon import Lexicon, WordList
from contentlint.errors import RuleError
from contentlint.guard.records import dataclass
from contentlint.measure.words import count, text_of, texts
from contentlint.post import outline, quotations
from contentlint.post.document import Block, ContainerKind
from contentlint.post.post import Post
from contentlint.site import Site
from contentlint.site.links import Reference, references
from contentlint.site.paths import host_and_path, join
from contentlint.text.quotes import marked
from contentlint.text.sentences import Sentence, split
from contentlint.text.spans import OBJECT, Prose, Span, Taken

T = TypeVar("T")
LinkKind = Literal["links", "internal-links", "external-links"]
_FILE = re.compile(
    r"\.(?:png|jpe?g|gif|webp|svg|avif|mp[34]|webm|zip|pdf|docx?|xlsx?|pptx?|csv|json|xml|rss|atom|ics|epub)$",
    re.IGNORECASE,
)
"""A link to such a file shows it, and leads to no other page."""
_CLOSING = "\"'”’)]*_»"
_OWN_LIST = "phrases"
_NAME = re.compile(r"[^\W_]+")
_ABOUT = ("description", "keywords", "tags")
_NAMED = 4
"""Letters that a name has by which a host is known."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are, and where each stands; of words and characters no place is told."""

    number: int
    places: tuple[Span, ...] = ()
    every: tuple[tuple[Span, str], ...] = ()
    """Of what counts once by its name: all places in order, with that name."""

    @classmethod
    def once(cls, every: Sequence[tuple[Span, str]]) -> Counted:
        """What counts once by its name, each at its first place."""
        first: dict[str, Span] = {}
        for place, name in every:
            first.setdefault(name, place)
        return cls(len(first), tuple(first.values()), tuple(every))

    def before(self, end: int) -> Counted:
        """Those that begin before an offset."""
        return self.within(Span(0, end))

    def within(self, span: Span) -> Counted:
        """Those that begin in a stretch."""
        if self.every:
            return Counted.once(_inside(self.every, span, lambda one: one[0].start))
        kept = tuple(_inside(self.places, span, lambda place: place.start))
        return Counted(len(kept), kept)


def _inside(places: Sequence[T], span: Span, start: Callable[[T], int]) -> Sequence[T]:
    """The part of places in order that begins in a stretch."""
    return places[bisect_left(places, span.start, key=start) : bisect_left(places, span.end, key=start)]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that is counted: what one and several of it are called, and how they are found."""

    one: str
    many: str
    find: Callable[[Post, Site | None], Counted]
    has_places: bool = True

    def said(self, number: float) -> str:
        """A number of them in words: "no links", "1 link", "2.5 links"."""
        return said(number, self.one, self.many)


def said(number: float, one: str, many: str) -> str:
    """A number of things in words."""
    return f"1 {one}" if number == 1 else f"{'no' if number == 0 else shown(number)} {many}"


def shown(number: float) -> str:
    """A number as a person writes it: 4,250 and 0.4."""
    if number == int(number):
        return f"{int(number):,}"
    return f"{number:,.1f}" if abs(number) >= 10 else f"{number:.2f}".rstrip("0").rstrip(".")


def _placed(places: Iterator[Span] | Sequence[Span]) -> Counted:
    kept = tuple(sorted(places))
    return Counted(len(kept), kept)


def _is_own(block: Block) -> bool:
    """True for a block that is neither quoted nor in a component, which have an order of their own."""
    return not block.inside("quote") and not block.inside("component")


def headings(post: Post, low: int = 1, high: int = 6) -> Iterator[Block]:
    """The headings of some levels, those in HTML as well."""
    return (h for h in outline.headings(post) if low <= h.level <= high and _is_own(h))


def _headings(low: int, high: int) -> Callable[[Post, Site | None], Counted]:
    return lambda post, site: _placed([heading.span for heading in headings(post, low, high)])


def _blocks(post: Post, kind: str, *, own: bool = True) -> Iterator[Block]:
    return (block for block in post.document.blocks if block.kind == kind and (not own or _is_own(block)))


def paragraphs(post: Post) -> Iterator[Block]:
    """The paragraphs of running text: not of lists, tables, quotations and footnotes, and none that is an image."""
    for _, block in texts(post, own=True):
        if block.kind == "paragraph" and not any(block.inside(k) for k in ("item", "table", "footnote", "definition")):
            yield block


def _containers(kind: ContainerKind) -> Callable[[Post, Site | None], Counted]:
    def find(post: Post, site: Site | None) -> Counted:
        first: dict[int, Span] = {}
        for block in post.document.blocks:
            for container in block.containers:
                if container.kind == kind:
                    first.setdefault(container.id, block.span)
        return _placed(list(first.values()))

    return find


def _ending(mark: str) -> Callable[[Post, Site | None], Counted]:
    def find(post: Post, site: Site | None) -> Counted:
        return _placed([s.span for s in own_sentences(post) if s.text.rstrip(_CLOSING + " ").endswith(mark)])

    return find


def own_sentences(post: Post) -> Iterator[Sentence]:
    """The sentences of the body that are no quotations."""
    blocks = post.document.blocks
    return (s for s in post.sentences if not blocks[s.block].inside("quote"))


def _links(post: Post, site: Site | None, *wanted: str) -> Iterator[Reference]:
    """The links that are gone to, of a sort: "inside", "outside". One to the same page, to a picture or another file,
    and one without anything to click on is neither."""
    seen: set[Span] = set()
    for reference in references(post):
        if reference.where not in ("link", "tag") or reference.key or reference.use in seen:
            continue
        seen.add(reference.use)
        sort = sort_of(reference, site)
        if sort not in wanted or _is_wordless(post, reference):
            continue
        if sort == "inside" and (_FILE.search(_path(reference)) or _is_to_itself(post, site, reference)):
            continue
        yield reference


def _is_wordless(post: Post, reference: Reference) -> bool:
    """True for `[](/pots)`: nobody can click on it."""
    link = reference.link
    if link is None or link.kind != "link" or link.block is None:
        return False
    return not post.document.blocks[link.block].prose.text[slice(*link.at)].strip()


def _path(reference: Reference) -> str:
    """The path that a link inside leads to, without what asks or names a place there."""
    target = reference.target.strip()
    path = host_and_path(f"https:{target}" if target.startswith("//") else target)[1] if "//" in target else target
    return path.partition("#")[0].partition("?")[0]


def _is_to_itself(post: Post, site: Site | None, reference: Reference) -> bool:
    """True for a link to the page of the post, by its address or its file."""
    if site is None or reference.where == "tag":
        return False
    path, own = _path(reference), site.url(post.path)
    if not path:
        return False
    if path.removeprefix("./") == post.path.rpartition("/")[2]:
        return True
    if own is None:  # nobody knows where the post goes: by its folder and name
        here = post.path.rpartition(".")[0].removesuffix("/index").split("/")
        return len(here) > 1 and path.strip("/").split("/")[-2:] == here[-2:]
    return join(own, path).rstrip("/") == own.rstrip("/")


def sort_of(reference: Reference, site: Site | None) -> str:
    """Where a link leads: "inside", "outside", or "" for a place of the same page, a mail address, a phone."""
    target = reference.target.strip()
    if reference.where == "tag":
        return "inside"
    if not target or target.startswith("#"):
        return ""
    is_web = target.lower().startswith(("http:", "https:", "//"))
    if site is not None and site.is_internal(target):
        return "inside"
    return "outside" if is_web else "inside" if site is None and ":" not in target.partition("/")[0] else ""


def _linked(*wanted: str) -> Callable[[Post, Site | None], Counted]:
    def find(post: Post, site: Site | None) -> Counted:
        """Once each, however often a post links it: what is asked for are pages."""
        every = [(r.use, r.target.strip().partition("#")[0].rstrip("/")) for r in _links(post, site, *wanted)]
        return Counted.once(sorted(every))

    return find


def links_to(post: Post, site: Site | None, hosts: Sequence[str], *, named: bool = False) -> Counted:
    """The links outside to some hosts: `example.com` with all below it, `.gov`, `docs.*`; with `named` also to those
    whose name title, description, keywords or tags have, as that of the maker whose thing a post is about."""
    about = _names(post) if named else frozenset[str]()
    outside = _links(post, site, "outside")
    return _placed([r.use for r in outside if _is_at(r.target, hosts) or _maker(r.target) in about])


def _names(post: Post) -> frozenset[str]:
    """What title, description, keywords and tags may name: each of their words, and each two and three of them in a
    row, without blanks."""
    entries = (entry for entry in post.front_matter if entry.path and entry.path[0] in _ABOUT and entry.prose)
    texts = [entry.prose.text for entry in entries if entry.prose is not None]
    title = text_of(post, "title")
    names: set[str] = set()
    for text in [*texts, title.text if title is not None else ""]:
        found = _NAME.findall(text.casefold())
        names.update("".join(found[at : at + size]) for size in (1, 2, 3) for at in range(len(found)))
    return frozenset(name for name in names if len(name) >= _NAMED)


def _maker(target: str) -> str:
    """What a host is called by: the longest part of its name but the last one, without hyphens."""
    return max((part.replace("-", "") for part in _host(target).split(".")[:-1]), key=len, default="")


def _host(target: str) -> str:
    return host_and_path(f"https:{target}" if target.startswith("//") else target.strip())[0].removeprefix("www.")


def _is_at(target: str, hosts: Sequence[str]) -> bool:
    name = _host(target)
    for host in hosts:
        wanted = host.lower().removeprefix("*").removeprefix("www.")
        if wanted.endswith(".*"):
            if name.startswith(wanted[:-1]):
                return True
        elif wanted and (name == wanted or name.endswith(wanted if wanted[0] == "." else f".{wanted}")):
            return True
    return False


def _images(post: Post, site: Site | None) -> Counted:
    uses = dict.fromkeys(r.use for r in references(post) if r.is_image and not r.key)
    return _placed(list(uses))


def _bare_words(post: Post, site: Site | None) -> Counted:
    return Counted(count(post))


def _characters(post: Post, site: Site | None) -> Counted:
    return Counted(sum(len(block.prose.text.replace(OBJECT, "")) for _, block in texts(post)))


KINDS: Mapping[str, Kind] = {
    "words": Kind("word", "words", _bare_words, has_places=False),
    "characters": Kind("character", "characters", _characters, has_places=False),
    "sentences": Kind("sentence", "sentences", lambda post, site: _placed([s.span for s in own_sentences(post)])),
    "questions": Kind("question", "questions", _ending("?")),
    "exclamations": Kind("sentence with an exclamation mark", "sentences with an exclamation mark", _ending("!")),
    "paragraphs": Kind("paragraph", "paragraphs", lambda post, site: _placed([b.span for b in paragraphs(post)])),
    "headings": Kind("heading", "headings", _headings(1, 6)),
    "top-headings": Kind("heading of level 1", "headings of level 1", _headings(1, 1)),
    "sections": Kind("heading of level 2", "headings of level 2", _headings(2, 2)),
    "subsections": Kind("heading of level 3", "headings of level 3", _headings(3, 3)),
    "deep-headings": Kind("heading of level 4 or deeper", "headings of level 4 or deeper", _headings(4, 6)),
    "links": Kind("different link", "different links", _linked("inside", "outside")),
    "internal-links": Kind("different link inside the site", "different links inside the site", _linked("inside")),
    "external-links": Kind("different link to another site", "different links to other sites", _linked("outside")),
    "images": Kind("image", "images", _images),
    "lists": Kind("list", "lists", _containers("list")),
    "list-items": Kind("list item", "list items", _containers("item")),
    "tables": Kind("table", "tables", _containers("table")),
    "quotations": Kind("quotation", "quotations", _containers("quote")),
    "footnotes": Kind("footnote", "footnotes", _containers("footnote")),
    "code-blocks": Kind("block of code", "blocks of code", lambda p, s: _placed([b.span for b in _blocks(p, "code")])),
}  # fmt: skip
"""All that can be counted without further words."""


def counted(post: Post, site: Site | None, name: str) -> Counted:
    """What there is of a kind in a post; worked out once."""
    return post.fact(("measure.count", name), lambda p: KINDS[name].find(p, site))


@lru_cache(maxsize=64)
def _own_list(terms: tuple[str, ...]) -> Lexicon:
    return Lexicon({_OWN_LIST: WordList(terms)})


def need_list(vocabulary: Lexicon, name: str) -> None:
    """Raises RuleError for a word list that there is not."""
    if not vocabulary.terms(name):
        raise RuleError(f"there is no word list '{name}', or it has no terms; put it in rules/vocabulary")


def phrases(
    post: Post, vocabulary: Lexicon, lists: tuple[str, ...], own: tuple[str, ...] = (), scope: str = "body"
) -> Counted:
    """The terms of word lists, and of one's `own`, in the body without code and quotations, or in a text of the front
    matter; what stands in quotation marks is said by others.

    Raises RuleError for a list that there is not, and a term that is no regular expression.
    """
    for name in lists:
        need_list(vocabulary, name)
    key = ("measure.phrases", lists, own, scope, id(vocabulary))
    return post.fact(key, lambda p: _phrases(p, vocabulary, lists, own, scope))


def _phrases(post: Post, vocabulary: Lexicon, lists: tuple[str, ...], own: tuple[str, ...], scope: str) -> Counted:
    searched = [(vocabulary, name) for name in lists] + ([(_own_list(own), _OWN_LIST)] if own else [])
    found: list[Span] = []
    for sentence, prose, quoted in _texts(post, scope):
        text = sentence.text.replace("’", "'")  # as the phrases of word lists are compared
        terms = [t for lexicon, name in searched for t in lexicon.finditer(name, text) if t.end > t.start]
        places = [Span(t.start, t.end).shift(sentence.start) for t in terms]
        found += [prose.span(p.start, p.end) for p in places if not quoted().overlaps(p)]
    kept: list[Span] = []
    for place in sorted(set(found), key=lambda s: (s.start, -s.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return _placed(kept)


def _texts(post: Post, scope: str) -> Iterator[tuple[Sentence, Prose, Callable[[], Taken]]]:
    """The sentences of a part of a post, each with its prose, and what of that stands in quotation marks, if asked."""
    if scope != "body":
        prose = text_of(post, scope)
        if prose is not None:
            quoted = Taken(Span(one.start, one.end) for one in marked(prose.text))
            for sentence in split(prose):
                yield sentence, prose, lambda: quoted
        return
    for sentence in own_sentences(post):
        yield sentence, post.document.blocks[sentence.block].prose, partial(quotations.quoted, post, sentence.block)


def entries(post: Post, keys: Sequence[str]) -> Counted | None:
    """The entries of the first list that the front matter has under these keys, or the words of a text with commas
    between; None without."""
    for key in keys:
        entry = post.front_matter.get(key)
        if entry is None or entry.value is None or isinstance(entry.value, Mapping):
            continue
        if isinstance(entry.value, list):
            items = [f for f in post.front_matter if len(f.path) == 2 and f.path[0] == key]
            return _placed([item.value_span for item in items])
        if isinstance(entry.value, str):
            return Counted(sum(bool(part.strip()) for part in entry.value.split(",")), (entry.value_span,))
    return None
