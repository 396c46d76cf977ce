"""What holds for a post as a whole: its language, whose host it stands on, how technical it is, the author's marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.units import Unit
from contentlint.evidence.visited import host
from contentlint.guard.records import dataclass
from contentlint.post.language import language_of
from contentlint.post.post import Post
from contentlint.text.language import ENGLISH
from contentlint.text.spans import Span

_OWN_MARK = re.compile(r"[\s/*]*own[- _]data[\s/*]*", re.IGNORECASE)
_INSIDE = re.compile(r"[a-z,] ([A-Z][a-z-]+)\b")
_FIRST_WORD = re.compile(r"\W*")
_MOST_WORDS = 500
"""Words of the front matter that mark own data which are looked for."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Facts about a post.

    `is_technical` is True for a post full of code. `own` are the parts that the author marked as own data by a comment,
    in order and none in another; `all_own` is True when the front matter marks the whole post, `own_words` are the
    words it marks instead. `names` are the single words that have a capital inside a sentence.
    """

    is_english: bool
    is_technical: bool
    has_references: bool
    own_host: str
    all_own: bool
    own_words: tuple[str, ...]
    own: tuple[Span, ...]
    names: frozenset[str]

    def mark(self, span: Span, text: str) -> str:
        """Where the author marked this claim as own data, in words; empty when nowhere."""
        if self.all_own or any(word in text for word in self.own_words):
            return "the front matter"
        at = bisect_right(self.own, span.start, key=lambda part: part.start)
        return "a comment" if at and self.own[at - 1].covers(span) else ""


@lru_cache(maxsize=1024)  # every sentence below a heading asks
def is_reference(heading: str, lexicon: Lexicon) -> bool:
    """True for the heading of a list of sources."""
    start = _FIRST_WORD.match(heading)
    return lexicon.match("reference-headings", heading, start.end() if start else 0) is not None


def is_entry(unit: Unit, lexicon: Lexicon) -> bool:
    """True for an entry of a list of sources, below such a heading or introduced by "Sources:"."""
    return is_listed_source(unit, lexicon) or any(is_reference(heading, lexicon) for heading in unit.headings)


def opens_sources(unit: Unit, lexicon: Lexicon) -> bool:
    """True for a paragraph that is a heading in all but its form: "**Sources:**"."""
    return (
        unit.kind == "sentence"
        and unit.text.endswith(":")
        and " " not in unit.text
        and is_reference(unit.text, lexicon)
    )


def is_listed_source(unit: Unit, lexicon: Lexicon) -> bool:
    """True for an item of a list that "Sources:" introduces."""
    intro = unit.intro
    return unit.is_list and intro.endswith(":") and intro.count(" ") <= 1 and is_reference(intro, lexicon)


def profile(post: Post, units: Sequence[Unit], lexicon: Lexicon) -> Profile:
    """The profile of a post."""
    all_own, words = _front_matter_marks(post)
    return Profile(
        language_of(post, lexicon.words("english-words")) == ENGLISH,
        _is_technical(post),
        any(is_reference(heading.prose.text, lexicon) for heading in post.document.headings)
        or any((unit.links and is_listed_source(unit, lexicon)) or opens_sources(unit, lexicon) for unit in units),
        _own_host(post),
        all_own,
        words,
        _comment_marks(post),
        frozenset(n for u in units if u.kind not in ("heading", "row") for n in _INSIDE.findall(u.text)),
    )


def _is_technical(post: Post) -> bool:
    """True for at least one piece of code in 300 words, a block in a named language counting as three."""
    document = post.document
    code = sum(o.kind == "code" for o in document.opaque)
    code += 3 * sum(b.kind == "code" and bool(b.info) for b in document.blocks)
    words = sum(block.prose.text.count(" ") for block in document.blocks)
    return code >= 5 and code * 300 >= words


def _own_host(post: Post) -> str:
    for key in ("canonical", "canonicalUrl", "canonical_url", "canonicalURL"):
        field = post.front_matter.get(key)
        if field is not None and isinstance(field.value, str):
            return host(field.value).removeprefix("www.")
    return ""


def _front_matter_marks(post: Post) -> tuple[bool, tuple[str, ...]]:
    """`own-data: true`, or a list of words that the author's own claims hold."""
    for key in ("own-data", "own_data", "ownData"):
        field = post.front_matter.get(key)
        if field is not None:
            listed = field.value if isinstance(field.value, list) else ()
            return field.value is True, tuple(map(str, listed[:_MOST_WORDS]))
    return False, ()


def _comment_marks(post: Post) -> tuple[Span, ...]:
    """What stands from a comment `own-data` up to the next heading."""
    ends = [*(heading.span.start for heading in post.document.headings), len(post.text)]
    parts: list[Span] = []
    for one in post.document.opaque:
        if one.kind in ("comment", "expression") and _OWN_MARK.fullmatch(one.text):
            part = Span(one.span.end, ends[min(bisect_right(ends, one.span.end), len(ends) - 1)])
            if not parts or not parts[-1].covers(part):
                parts.append(part)
    return tuple(parts)
