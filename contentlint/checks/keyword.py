"""The keyword of a post's front matter held against its title, description, slug, headings and text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field, replace
from contentlint.measure import counts, keywords, words
from contentlint.measure.keywords import Keyword
from contentlint.measure.slug import slug_of
from contentlint.post.post import Post
from contentlint.text import sentences
from contentlint.text.spans import Prose, Span

KEYS = (
    "keyword", "focus_keyword", "focusKeyword", "focusKeyphrase", "focus_keyphrase", "focuskw", "primaryKeyword",
    "primary_keyword", "targetKeyword", "target_keyword",
)  # fmt: skip

_YEAR = re.compile(r"(?<!\w)(?:19|20)\d\d(?!\w)")
Place = Literal["given", "title", "front-of-title", "description", "slug", "beginning", "headings", "density"]


@dataclass(frozen=True, slots=True)
class Options:
    place: Place = field(
        default="title",
        metadata={
            "help": "where it is looked for: title, front-of-title, description, slug, beginning (of the body), "
            "headings, density (in the whole body), given (whether the front matter names one at all)",
            "fixed": True,
        },
    )
    keyword_keys: tuple[str, ...] = field(
        default=KEYS,
        metadata={"help": "keys of the front matter with the keyword, the first that a post has counts; `seo.keyword`"},
    )
    of_list: Literal["first", "any"] = field(
        default="first", metadata={"help": "of a list, or a text with commas: the first one counts, or any of them"}
    )
    match: Literal["words", "phrase"] = field(
        default="words",
        metadata={"help": "words: all its words, in any order; phrase: in its order, with only small words between"},
    )
    first_words: int = field(default=100, metadata={"help": "the words that are the beginning", "least": 1})
    first_characters: int = field(
        default=0, metadata={"help": "within how many characters it begins in a title; 0: the first half", "least": 0}
    )
    level: int = field(default=2, metadata={"help": "the level of the headings; 0 for any", "least": 0})
    at_least: float = field(
        default=1.0, metadata={"help": "headings that have it; of density the least percent", "least": 0}
    )
    at_most: float = field(default=0.0, metadata={"help": "of density the most percent; 0 for no limit", "least": 0})
    min_words: int = field(default=0, metadata={"help": "posts with fewer words are not judged", "least": 0})


_SAID = ("keyword", "text", "count", "limit", "words")
MESSAGES = {
    "": message(*_SAID),
    "many": message(*_SAID, when=lambda options: options.place == "density" and options.at_most > 0),
}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """At most one hit, on the text that lacks the keyword, or on the keyword where no text is to blame."""
    if options.min_words and words.count(post) < options.min_words:
        return
    named = keywords.of_post(post, options.keyword_keys)
    if options.place == "given":
        if not named and options.keyword_keys:
            yield Hit(words.place(post), _values(post, Keyword(options.keyword_keys[0], Span(0, 0)), ""))
        return
    if not named:
        return
    named = named[:1] if options.of_list == "first" else named
    if options.place == "density":
        yield from _density(post, options, named[0])
    else:
        yield from _CHECKS[options.place](post, options, context, named)


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """The keyword, and of density the percent."""
    named = keywords.of_post(post, options.keyword_keys)
    if not named or words.count(post) < options.min_words:
        return None
    said: dict[str, str | int | float] = {"keyword": named[0].text}
    if options.place == "density":
        said["percent"] = round(_percent(post, named[0])[1], 2)
    return said


def _values(post: Post, keyword: Keyword, text: str, count: str = "", limit: str = "") -> dict[str, str | int | float]:
    return {
        "keyword": keyword.text,
        "text": text,
        "count": count,
        "limit": limit,
        "words": f"{words.count(post):,}",
    }


def _is_in(text: str, options: Options, named: list[Keyword]) -> bool:
    if options.match == "words":
        return any(keywords.has_words(text, keyword) for keyword in named)
    return any(next(keywords.phrases(text, keyword), None) is not None for keyword in named)


def _of_text(name: str) -> Callable[[Post, Options, Context, list[Keyword]], Iterator[Hit]]:
    def find(post: Post, options: Options, context: Context, named: list[Keyword]) -> Iterator[Hit]:
        prose = words.text_of(post, name)
        if prose is not None and not _is_in(prose.text, options, named):
            yield Hit(words.whole(prose), _values(post, named[0], " ".join(prose.text.split())))

    return find


def _late(post: Post, options: Options, context: Context, named: list[Keyword]) -> Iterator[Hit]:
    """A keyword that stands in the title, but begins late."""
    prose = words.text_of(post, "title")
    if prose is None or not _is_in(prose.text, options, named):
        return
    text = prose.text
    limit = options.first_characters or (len(text.strip()) + 1) // 2
    begins = [begin for keyword in named if (begin := _begin(text, keyword)) is not None]
    if begins and min(begins) >= limit:
        begin = min(begins)
        values = _values(post, named[0], " ".join(text.split()), str(begin + 1), str(limit))
        yield Hit(prose.span(begin, len(text.rstrip())), values)


def _begin(text: str, keyword: Keyword) -> int | None:
    found = next(keywords.phrases(text, keyword), None)
    if found is not None:
        return found[0]
    first = [token.start for token in keywords.tokens(text) if token.stem in keyword.stems]
    return min(first, default=None)


def _slug(post: Post, options: Options, context: Context, named: list[Keyword]) -> Iterator[Hit]:
    slug = slug_of(post, context.site)
    timeless = [replace(keyword, text=_YEAR.sub(" ", keyword.text)) for keyword in named]  # an address has no year
    if slug.text and not _is_in(slug.text.replace("_", " "), options, timeless):
        yield Hit(slug.span or named[0].span, _values(post, named[0], slug.text))


def _beginning(post: Post, options: Options, context: Context, named: list[Keyword]) -> Iterator[Hit]:
    """Its words must stand in one sentence, or in one heading above it, of the beginning."""
    end = words.end_of_first(post, options.first_words)
    first: Span | None = None
    for _, block in words.texts(post):
        if block.span.start >= end:
            break
        for sentence in sentences.split(block.prose):
            if sentence.span.start >= end:
                break
            if block.kind != "heading":
                first = first or sentence.span
            if block.kind != "heading" and _is_in(_up_to(block.prose, sentence, end), options, named):
                return
    if first is not None:
        yield Hit(first, _values(post, named[0], "", "", f"{options.first_words:,}"))


def _up_to(prose: Prose, sentence: sentences.Sentence, end: int) -> str:
    """A sentence, cut where the beginning of the post ends."""
    if sentence.span.end <= end:
        return sentence.text
    kept = next((t.start for t in keywords.tokens(sentence.text) if _at(prose, sentence, t) >= end), None)
    return sentence.text[:kept]


def _at(prose: Prose, sentence: sentences.Sentence, token: keywords.Token) -> int:
    return prose.span(sentence.start + token.start, sentence.start + token.end).start


def _headings(post: Post, options: Options, context: Context, named: list[Keyword]) -> Iterator[Hit]:
    low, high = (options.level, options.level) if options.level else (1, 6)
    every = list(counts.headings(post, low, high))
    found = sum(_is_in(heading.prose.text, options, named) for heading in every)
    if every and found < options.at_least:
        yield Hit(named[0].span, _values(post, named[0], "", f"{found:,}", counts.shown(options.at_least)))


def _percent(post: Post, keyword: Keyword) -> tuple[int, float]:
    """How often it stands in the body as a phrase, and in how many of a hundred words."""
    found = sum(1 for _, block in words.texts(post) for _ in keywords.phrases(block.prose.text, keyword))
    return found, 100 * found / max(words.count(post), 1)


def _density(post: Post, options: Options, keyword: Keyword) -> Iterator[Hit]:
    if not words.count(post):
        return
    found, percent = _percent(post, keyword)
    is_many = bool(options.at_most) and percent > options.at_most
    if is_many or percent < options.at_least:
        limit = options.at_most if is_many else options.at_least
        values = _values(post, keyword, _times(found), f"{percent:.3g}", counts.shown(limit))
        yield Hit(keyword.span, values, "many" if is_many else "")


def _times(number: int) -> str:
    return "1 time" if number == 1 else f"{number:,} times"


_CHECKS: Mapping[str, Callable[[Post, Options, Context, list[Keyword]], Iterator[Hit]]] = {
    "title": _of_text("title"),
    "description": _of_text("description"),
    "front-of-title": _late,
    "slug": _slug,
    "beginning": _beginning,
    "headings": _headings,
}
