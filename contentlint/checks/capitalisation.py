"""Capitals in headings and titles: as in a sentence, as in a title, or as most of the post has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.finding import Edit, Fix, Hit
from contentlint.post.post import Post
from contentlint.post.prose import plain_sentences
from contentlint.post.scopes import Stretch, scope
from contentlint.post.scopes import why_wrong as no_scope
from contentlint.text.spans import OBJECT

Style = Literal["sentence", "title", "same"]

_WORD = re.compile(r"[^\W_]+(?:['’.&/+-][^\W_]+)*[+#]*")
_BEGINS = re.compile(r"[.:!?—–|)\]]\W{0,7}\Z")
"""What stands before a word that begins anew: a colon, a dash, a number with its stop."""
_FEWEST, _SHARE = 4, 0.75
"""Headings that show a style at least, and their share of all that do, for it to be the post's own."""


@dataclass(frozen=True, slots=True)
class Options:
    style: Style = field(
        default="same",
        metadata={
            "help": "sentence: only the first word and names have a capital; title: all but small words have; "
            "same: as most headings of the post"
        },
    )
    scopes: frozenset[str] = field(
        default=frozenset({"heading"}),
        metadata={"help": "the parts of a post that are looked at, such as title, heading, h2", "wrong": no_scope},
    )
    small_words: tuple[str, ...] = field(
        default=(), metadata={"help": "words that may be small within a title, in lower case: articles, prepositions"}
    )
    names: tuple[str, ...] = field(
        default=(), metadata={"help": "words that are written so everywhere, such as iPhone or Monday"}
    )


_SAID = ("heading", "words", "style")
MESSAGES = {"": message(*_SAID)}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each heading of another style, from its first word that is wrong to its last.

    That a word in capitals is a name can't be known, so in a sentence only such words are wrong as the running text of
    the post has in small letters, and only where no small word but the given ones tells otherwise.
    """
    del context
    stretches = scope(post, options.scopes).stretches
    small = _small(post, options) if stretches else frozenset()
    judged = [(one, *_judge(one, small, options)) for one in stretches]
    style = _usual(judged) if options.style == "same" else options.style
    for stretch, for_sentence, for_title in judged:
        wrong = for_sentence if style == "sentence" else for_title if style == "title" else []
        if not wrong or not (style == "sentence" or _has_capitals(stretch.text)):
            continue
        span = stretch.span(wrong[0].start(), wrong[-1].end())
        heading = " ".join(stretch.text.split())
        words = ", ".join(match.group() for match in wrong[:4])
        said = "a sentence" if style == "sentence" else "a title"
        yield Hit(span, {"heading": heading, "words": words, "style": said}, fix=_fix(post, stretch, wrong, style))


def _small(post: Post, options: Options) -> frozenset[str]:
    """The words that the post's running text has in small letters."""
    names = {name.lower() for name in options.names}
    found: set[str] = set()
    for sentence in plain_sentences(post):
        found.update(word for word in _WORD.findall(sentence.text) if word.islower())
    return frozenset(found - names)


def _judge(
    stretch: Stretch, small: frozenset[str], options: Options
) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """The words that are wrong in a sentence, and those that are wrong in a title."""
    for_sentence, for_title = [], []
    words = list(_WORD.finditer(stretch.text))
    for number, match in enumerate(words):
        word = match.group()
        if word in options.names or OBJECT in stretch.text[max(0, match.start() - 1) : match.end() + 1]:
            continue
        is_first = not number or bool(_BEGINS.search(stretch.text, max(0, match.start() - 8), match.start()))
        if not is_first and word[0].isupper() and word[1:].islower() and word.lower() in small:
            for_sentence.append(match)
        is_small = word in options.small_words and not is_first and number < len(words) - 1
        if word.isalpha() and word.islower() and not is_small and len(word) > 1:
            for_title.append(match)
    return for_sentence, for_title


def _has_capitals(text: str) -> bool:
    """False for a text in a script without letter case, or of one word in small letters: a command, a file."""
    return any(match.group()[0].isupper() for match in _WORD.finditer(text))


def _usual(judged: list[tuple[Stretch, list[re.Match[str]], list[re.Match[str]]]]) -> Style | None:
    """The style of most headings; None where there is none. Those that are right in both show nothing."""
    ways = Counter(
        "title" if for_sentence else "sentence"
        for _, for_sentence, for_title in judged
        if bool(for_sentence) != bool(for_title)
    )
    for way in ("sentence", "title"):
        if ways[way] >= max(_FEWEST, _SHARE * ways.total()):
            return "sentence" if way == "sentence" else "title"
    return None


def _fix(post: Post, stretch: Stretch, wrong: list[re.Match[str]], style: Style | None) -> Fix | None:
    edits = []
    for match in wrong:
        span, word = stretch.span(*match.span()), match.group()
        if span.cut(post.text) != word:
            return None
        edits.append(Edit(span, word.lower() if style == "sentence" else word[0].upper() + word[1:]))
    return Fix("write it in the capitals of " + ("a sentence" if style == "sentence" else "a title"), tuple(edits))
