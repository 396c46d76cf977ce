"""What the names of a metric stand for in a post: its counts, its lengths, the words of its lists."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from contentlint.catalog.lexicon import Lexicon
from contentlint.measure import counts
from contentlint.measure.grammar import Known
from contentlint.measure.slug import slug_of
from contentlint.measure.words import before, count, end_of_first, number, text_of, texts
from contentlint.post.post import Post
from contentlint.post.prose import plain_sentences
from contentlint.site import Site
from contentlint.text.spans import Span

_FIFTHS = 5
_LINKS = ("links", "internal-links", "external-links")


def _sentence_words(post: Post, site: Site | None) -> Iterator[float]:
    return (float(found) for s in plain_sentences(post) if (found := number(s.text)))


def _paragraph_words(post: Post, site: Site | None) -> Iterator[float]:
    return (float(number(block.prose.text)) for block in counts.paragraphs(post))


def section_words(post: Post, site: Site | None = None) -> Iterator[float]:
    """The words below each heading, to the next one of any level."""
    below: list[float] = []
    for _, block in texts(post):
        if block.kind == "heading":
            below.append(0.0)
        elif below:
            below[-1] += number(block.prose.text)
    return iter(below)


def _by_fifth(name: str) -> Callable[[Post, Site | None], Iterator[float]]:
    """The links of a kind in each fifth of the words of a post; one page that is linked again counts again."""

    def find(post: Post, site: Site | None) -> Iterator[float]:
        ends = [_end_of(post, share) for share in range(1, _FIFTHS)]
        starts = [place.start for place, _ in counts.counted(post, site, name).every]
        numbers = [0, *(bisect_left(starts, end) for end in ends), len(starts)]
        return (float(high - low) for low, high in pairwise(numbers))

    return find


def densest(post: Post, site: Site | None, name: str) -> tuple[Span, ...]:
    """Of the links of a kind the most that stand within a fifth of the words of a post, wherever that fifth begins."""
    return max(_windows(post, site, name), key=len, default=())


def _within_a_fifth(name: str) -> Callable[[Post, Site | None], Iterator[float]]:
    """For each link of a kind how many stand from it on within a fifth of the words of a post."""
    return lambda post, site: (float(len(window)) for window in _windows(post, site, name))


def _windows(post: Post, site: Site | None, name: str) -> tuple[tuple[Span, ...], ...]:
    return post.fact(("measure.windows", name), lambda p: tuple(_made_windows(p, site, name)))


def _made_windows(post: Post, site: Site | None, name: str) -> Iterator[tuple[Span, ...]]:
    places = [place for place, _ in counts.counted(post, site, name).every]
    at = [before(post, place.start) for place in places]
    reach = count(post) / _FIFTHS
    for first, start in enumerate(at):
        yield tuple(places[first : bisect_right(at, start + reach)])


def _end_of(post: Post, share: int) -> int:
    """Where so many fifths of a post's words end."""
    return end_of_first(post, count(post) * share // _FIFTHS)


def _intro_words(post: Post) -> float:
    total = 0
    for _, block in texts(post):
        if block.kind == "heading" and (total or block.level > 1):
            break
        total += number(block.prose.text) if block.kind != "heading" else 0
    return float(total)


_SERIES: Mapping[str, Callable[[Post, Site | None], Iterator[float]]] = {
    "sentence_words": _sentence_words,
    "paragraph_words": _paragraph_words,
    "section_words": section_words,
    **{f"{name.replace('-', '_')}_by_fifth": _by_fifth(name) for name in _LINKS},
    **{f"{name.replace('-', '_')}_within_a_fifth": _within_a_fifth(name) for name in _LINKS},
}
_NUMBERS = frozenset({"intro_words", "slug_words", "slug_characters"})
_ASKED = frozenset({"phrases", "entries", "has", "length"})
KNOWN = Known(frozenset(name.replace("-", "_") for name in counts.KINDS) | _NUMBERS, frozenset(_SERIES), _ASKED)
"""All names of a metric: counts with `_` for the hyphen, lengths, series, and what is asked with a name in brackets."""


class OfPost:
    """The names of an expression in one post."""

    def __init__(self, post: Post, site: Site | None, vocabulary: Lexicon) -> None:
        self._post, self._site, self._vocabulary = post, site, vocabulary

    def number(self, name: str) -> float:
        """A count by its name, or a length."""
        if name == "intro_words":
            return _intro_words(self._post)
        if name in _NUMBERS:
            slug = slug_of(self._post, self._site).text
            return float(len(slug)) if name == "slug_characters" else float(len([w for w in slug.split("-") if w]))
        return float(counts.counted(self._post, self._site, name.replace("_", "-")).number)

    def series(self, name: str) -> Sequence[float]:
        """One number for each part of the post."""
        return self._post.fact(("measure.series", name), lambda post: tuple(_SERIES[name](post, self._site)))

    def asked(self, function: str, argument: str) -> float:
        """`phrases(list)`: terms of a word list in the body; `entries(key)`, `has(key)`, `length(key)` of the front
        matter. Raises RuleError for a list that there is not."""
        if function == "phrases":
            return float(counts.phrases(self._post, self._vocabulary, (argument,)).number)
        if function == "entries":
            found = counts.entries(self._post, (argument,))
            return float(found.number) if found is not None else 0.0
        if function == "length":
            prose = text_of(self._post, argument)
            return float(len(prose.text.strip())) if prose is not None else 0.0
        entry = self._post.front_matter.get(argument)
        return float(entry is not None and entry.value not in (None, "", [], {}))
