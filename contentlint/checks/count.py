"""How many of something a post has: links, words, headings, tags, phrases of a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.errors import nearest
from contentlint.finding import Hit, Related
from contentlint.guard.records import dataclass, field, replace
from contentlint.measure import counts, words
from contentlint.measure.counts import Counted, LinkKind
from contentlint.post.fences import broken
from contentlint.post.post import Post
from contentlint.text.spans import Span

_PHRASES, _ENTRIES = "phrases", "entries"


@dataclass(frozen=True, slots=True)
class Options:
    of: str = field(
        default="words",
        metadata={
            "help": f"what is counted: {', '.join(counts.KINDS)}; phrases (of `lists` and `phrases`); entries "
            "(of a list in the front matter)",
            "fixed": True,
        },
    )
    each: tuple[LinkKind, ...] = field(
        default=(),
        metadata={"help": "links of which kinds are counted in place of `of`, each by themselves"},
    )
    called: tuple[str, ...] = field(
        default=(), metadata={"help": "what one and several of them are called in messages", "fixed": True}
    )
    lists: tuple[str, ...] = field(
        default=(), metadata={"help": "word lists whose terms are counted, with `of: phrases`", "fixed": True}
    )
    again: bool = field(
        default=False,
        metadata={"help": "what is there again, such as a second link to one page, counts again"},
    )
    none: bool = field(default=False, metadata={"help": "a post must have not a single one", "fixed": True})
    at_least: float = field(default=0.0, metadata={"help": "the fewest; 0 for no limit", "least": 0})
    at_most: float = field(default=0.0, metadata={"help": "the most; 0 for no limit", "least": 0})
    left: tuple[str, ...] = field(
        default=(), metadata={"help": "word lists of what could have been one, with `enough-share`", "fixed": True}
    )
    enough_share: float = field(
        default=0.0,
        metadata={
            "help": "of those there are and those there could be (`left`), the share from which on few are enough; "
            "0: never",
            "least": 0,
            "most": 1,
        },
    )
    per: Literal["post", "words", "paragraph", "section"] = field(
        default="post",
        metadata={
            "help": "where so many may be: in the whole post, for each `per-words` words, in each paragraph, or in "
            "each section (from one heading of level 1 or 2 to the next)"
        },
    )
    per_words: int = field(default=100, metadata={"help": "the words that `per: words` means", "least": 1})
    first_words: int = field(
        default=0, metadata={"help": "only what begins within so many first words of the body; 0 for all", "least": 0}
    )
    min_words: int = field(default=0, metadata={"help": "posts with fewer words are not judged", "least": 0})
    text_fences: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "with `of: words`, languages of fenced blocks whose words count, too, as they hold text and no "
            'code; "" for a fence without one'
        },
    )
    phrases: tuple[str, ...] = field(
        default=(), metadata={"help": "phrases, or regular expressions between slashes, that are counted as well"}
    )
    keys: tuple[str, ...] = field(
        default=(), metadata={"help": "keys of the front matter with the list; the first one that the post has counts"}
    )
    scopes: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "where phrases are looked for: body, title, description or another key of the front matter; body "
            "when empty"
        },
    )
    hosts: tuple[str, ...] = field(
        default=(),
        metadata={"help": "only links to these hosts: example.com with all below it, .gov, docs.*"},
    )
    named_hosts: bool = field(
        default=False,
        metadata={
            "help": "with `hosts`, links to a host that title, description, keywords or tags name as well: "
            "lmkit.example for LM Kit"
        },
    )

    def __post_init__(self) -> None:
        known = (*counts.KINDS, _PHRASES, _ENTRIES)
        if self.of not in known:
            hint = nearest(self.of, known)
            raise ValueError(f"nothing called '{self.of}' is counted" + (f"; did you mean '{hint}'?" if hint else ""))
        if self.called and len(self.called) != 2:
            raise ValueError("`called` has two names: of one, and of several")


_SAID = ("counted", "count", "where", "limit", "words", "text")
MESSAGES = {
    "": message(*_SAID, when=lambda options: options.at_least > 0),
    "many": message(*_SAID, when=lambda options: options.at_most > 0 or options.none),
}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """A hit on the first one too many; of too few on the text that lacks them: title, description, paragraph."""
    if options.min_words and words.count(post) < options.min_words:
        return
    for one in [replace(options, of=kind) for kind in options.each] or [options]:
        yield from _counted(post, one, context)


def _counted(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    if options.per in ("paragraph", "section"):
        found = _found(post, options, context)
        for part in _parts(post, options.per) if found is not None else ():
            assert found is not None
            yield from _judged(post, options, found.within(part), part)
        return
    for scope in options.scopes or ("body",) if options.of == _PHRASES else ("body",):
        place = _place(post, scope)
        found = _found(post, options, context, scope)
        if place is not None and found is not None and not _is_enough(post, options, context, found):
            yield from _judged(post, options, found, place)


def _is_enough(post: Post, options: Options, context: Context, found: Counted) -> bool:
    """True where nearly everything is one that can be: nothing is left to change."""
    if not options.enough_share or not options.left or _rate(post, options, found) >= options.at_least:
        return False
    left = counts.phrases(post, context.vocabulary, options.left).number
    return found.number >= options.enough_share * (found.number + left) > 0


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """How many there are, and the limits; of several kinds each by its name."""
    if options.each:
        several = [measured(post, replace(options, each=(), of=kind), context) for kind in options.each]
        return {name: value for one in several if one for name, value in one.items()}
    found = _found(post, options, context)
    if options.of == _PHRASES and all(_place(post, scope) is None for scope in options.scopes or ("body",)):
        return None
    if found is None or words.count(post) < options.min_words:
        return None
    if options.per in ("paragraph", "section"):
        return {}
    limits = {"at least": options.at_least, "at most": options.at_most}
    number = _rate(post, options, found)
    return {
        _names(options)[number != 1] + _where(options): round(number, 2),
        **{name: limit for name, limit in limits.items() if limit},
    }


def _place(post: Post, scope: str) -> Span | None:
    if scope == "body":
        return words.place(post)
    prose = words.text_of(post, scope)
    return words.whole(prose) if prose is not None else None


def _found(post: Post, options: Options, context: Context, scope: str = "") -> Counted | None:
    """What there is; None where there is nothing to count in: no such key."""
    if options.of == _PHRASES:
        scope = scope or next(iter(options.scopes), "body")
        found = counts.phrases(post, context.vocabulary, options.lists, options.phrases, scope)
    elif options.of == _ENTRIES:
        return counts.entries(post, options.keys)
    elif options.hosts:
        found = counts.links_to(post, context.site, options.hosts, named=options.named_hosts)
    else:
        found = counts.counted(post, context.site, options.of)
    if options.text_fences and options.of == "words":
        return Counted(found.number + words.fenced(post, options.text_fences))
    if options.again and found.every:
        found = Counted(len(found.every), tuple(place for place, _ in found.every))
    if not options.first_words or (options.of in counts.KINDS and not counts.KINDS[options.of].has_places):
        return found
    return found.before(words.end_of_first(post, options.first_words))


def _rate(post: Post, options: Options, found: Counted) -> float:
    if options.per != "words":
        return found.number
    return found.number * options.per_words / max(words.count(post), 1)


def _judged(post: Post, options: Options, found: Counted, place: Span) -> Iterator[Hit]:
    number = round(_rate(post, options, found), 2)  # what is told is what is judged
    is_many = number > 0 if options.none else bool(options.at_most) and number > options.at_most
    if is_many:
        yield _many(post, options, found, place)
    elif number < options.at_least and not broken(post):  # what is missing may be shown as code
        yield Hit(place, _values(post, options, found, options.at_least))


def _many(post: Post, options: Options, found: Counted, place: Span) -> Hit:
    """On the first one too many where that can be told, else on the text as a whole."""
    limit = 0 if options.none else options.at_most
    values = _values(post, options, found, limit)
    if not found.places:
        return Hit(place, values, "many")
    if len(found.places) != found.number:
        return Hit(found.places[0], values, "many")
    first = 0 if options.per == "words" else min(int(limit), len(found.places) - 1)
    related = tuple(Related("this is one, too", span) for span in found.places[first + 1 : first + 4])
    return Hit(found.places[first], values, "many", related=related)


def _values(post: Post, options: Options, found: Counted, limit: float) -> dict[str, str | int | float]:
    number = _rate(post, options, found)
    return {
        "counted": counts.said(number, *_names(options)),
        "count": counts.shown(number),
        "where": _where(options) if number else "",  # "no links per 100 words" is none at all
        "limit": counts.shown(limit),
        "words": f"{words.count(post):,}",
        "text": " ".join(found.places[0].cut(post.text).split()) if found.places else "",
    }


def _names(options: Options) -> tuple[str, str]:
    kind = counts.KINDS.get(options.of)
    if options.again and kind is not None:  # no pages, each of which counts once
        return kind.one.removeprefix("different "), kind.many.removeprefix("different ")
    if options.called:
        return options.called[0], options.called[1]
    return (kind.one, kind.many) if kind else ("phrase", "phrases") if options.of == _PHRASES else ("entry", "entries")


def _where(options: Options) -> str:
    if options.per == "words":
        return f" per {options.per_words:,} words"
    if options.per != "post":
        return f" in this {options.per}"
    return f" in the first {options.first_words:,} words" if options.first_words else ""


def _parts(post: Post, per: str) -> Iterator[Span]:
    if per == "paragraph":
        yield from (block.span for block in counts.paragraphs(post))
        return
    starts = [heading.span.start for heading in counts.headings(post, 1, 2)]
    ends = [*starts, len(post.text)]
    yield from (Span(start, end) for start, end in zip([post.front_matter.end, *starts], ends, strict=True))
