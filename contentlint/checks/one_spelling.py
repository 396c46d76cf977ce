"""One word in two spellings in the same post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from contentlint.catalog.exceptions import is_in_name, without
from contentlint.catalog.phrases import Place, phrases, why_wrong
from contentlint.catalog.rule import Context, message
from contentlint.finding import Edit, Fix, Hit, Related
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.post.scopes import scope
from contentlint.post.scopes import why_wrong as no_scope
from contentlint.text.spans import Span


@dataclass(frozen=True, slots=True)
class Options:
    spellings: tuple[tuple[str, ...], ...] = field(
        default=(),
        metadata={"help": "lists of the spellings of one word, such as [[e-mail, email]]", "wrong": why_wrong},
    )
    together: bool = field(
        default=False,
        metadata={
            "help": "the place in its list tells the way of spelling, as British or American, and a post keeps to one "
            "of them in all words"
        },
    )
    prefer: tuple[str, ...] = field(
        default=(),
        metadata={"help": "spellings that a post should have; of other words the one that it has most, or else first"},
    )
    scopes: frozenset[str] = field(
        default=frozenset({"text", "title", "description"}),
        metadata={"help": "the parts of a post that are searched", "wrong": no_scope},
    )
    allow: tuple[str, ...] = field(
        default=(),
        metadata={"help": "longer phrases or expressions that a spelling may be a part of: names", "wrong": why_wrong},
    )
    match_case: bool = field(default=False, metadata={"help": "spellings differ in letter case, too"})


MESSAGES = {"": message("words", "other", "count")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each place that has another spelling than most of the post."""
    del context
    terms = tuple(term for group in options.spellings for term in group)
    searched = scope(post, options.scopes)
    found = list(without(phrases(terms, True, options.match_case).find(searched), searched, allow=options.allow))
    by_span = {place.stretch.span(place.start, place.end): place for place in found if not is_in_name(place)}
    if options.together:
        yield from _differing(post, by_span, options, [(n, g) for n, g in enumerate(options.spellings)])
        return
    for number, group in enumerate(options.spellings):
        own = {span: place for span, place in by_span.items() if place.term in group}
        if own:
            yield from _differing(post, own, options, [(number, group)])


def _differing(
    post: Post, places: dict[Span, Place], options: Options, groups: list[tuple[int, tuple[str, ...]]]
) -> Iterator[Hit]:
    """The places that are not spelled as the others; `groups` are the words that are decided together."""
    which = {term: (group, way) for _, group in groups for way, term in enumerate(group)}
    spans = sorted(places)
    ways = Counter(which[places[span].term][1] for span in spans)
    preferred = [which[term][1] for term in options.prefer if term in which]
    if preferred:
        right = preferred[0]
    elif len(ways) > 1:
        first = {way: at for at, span in reversed(list(enumerate(spans))) for way in (which[places[span].term][1],)}
        right = max(ways, key=lambda way: (ways[way], -first[way]))
    else:
        return
    model = next((span for span in spans if which[places[span].term][1] == right), None)
    for span in spans:
        group, way = which[places[span].term]
        if way == right or right >= len(group):
            continue
        words = places[span].words
        other = _in_case(group[right], words, options.match_case)
        related = (Related("it is spelled the other way here", model),) if model is not None else ()
        is_plain = " ".join(span.cut(post.text).split()) == words
        fix = Fix(f"write '{other}'", (Edit(span, other),)) if is_plain and not other.startswith("/") else None
        yield Hit(span, {"words": words, "other": other, "count": ways[right]}, fix=fix, related=related)


def _in_case(other: str, words: str, match_case: bool) -> str:
    if match_case:
        return other
    if len(words) > 3 and words.isupper():
        return other.upper()
    return other[:1].upper() + other[1:] if words[:1].isupper() else other
