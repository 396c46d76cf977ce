"""Capitals in headings and titles: as in a sentence, as in a title, or as most of the post has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.finding import Edit, Fix, Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.post.prose import plain_sentences
from contentlint.post.scopes import Stretch, scope
from contentlint.post.scopes import why_wrong as no_scope
from contentlint.text.spans import OBJECT

Style = Literal["sentence", "title", "same"]
_Judged = tuple[Stretch, list[re.Match[str]], list[re.Match[str]]]

_WORD = re.compile(r"[^\W_]+(?:['’.&/+-][^\W_]+)*[+#]*")
_BEGINS = re.compile(r"[.:!?—–|]\W{0,7}\Z")
"""What stands before a word that begins anew: a colon, a dash, a number with its stop."""
_ASIDE = re.compile(r"\([^()]{0,80}\)|[\"“][^\"“”]{0,80}[\"”]")
"""What stands in brackets or quotation marks has capitals of its own."""
_LONGEST = 150
"""Code points of the longest heading; a longer one is a paragraph with a mark too many."""
_FEWEST, _SHARE = 4, 0.75
"""Headings that show a style at least, and their share of all that do, for it to be the post's own."""


@dataclass(frozen=True, slots=True)
class Options:
    style: Style = field(
        default="same",
        metadata={
            "help": "sentence: only the first word and names have a capital; title: all but small words have; "
            "same: as most headings of the post, those that ask a question for themselves"
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

    That a word with a capital is a name can't be known, so in a sentence only such words are wrong as the running text
    of the post has in small letters, and never with a capital.
    """
    del context
    stretches = [one for one in scope(post, options.scopes).stretches if one.end - one.start <= _LONGEST]
    small = _small(post, options) if stretches else frozenset()
    judged = [(one, *_judge(one, small, options)) for one in stretches]
    usual = {kind: _usual(judged, kind) for kind in (True, False)} if options.style == "same" else {}
    for stretch, for_sentence, for_title in judged:
        style = usual.get(_is_question(stretch)) if options.style == "same" else options.style
        wrong = for_sentence if style == "sentence" else for_title if style == "title" else []
        if not wrong or not (style == "sentence" or _has_capitals(stretch.text)):
            continue
        span = stretch.span(wrong[0].start(), wrong[-1].end())
        heading = " ".join(stretch.text.split())
        words = ", ".join(match.group() for match in wrong[:4])
        said = "a sentence" if style == "sentence" else "a title"
        yield Hit(span, {"heading": heading, "words": words, "style": said}, fix=_fix(post, stretch, wrong, style))


def _small(post: Post, options: Options) -> frozenset[str]:
    """The words that the running text of the post has in small letters, and within a sentence never with a capital."""
    names = {name.lower() for name in options.names}
    found: set[str] = set()
    for sentence in plain_sentences(post):
        words = _WORD.findall(sentence.text)
        found.update(word for word in words if word.islower())
        names.update(word.lower() for word in words[1:] if word[0].isupper())
    return frozenset(found - names)


def _judge(
    stretch: Stretch, small: frozenset[str], options: Options
) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """The words that are wrong in a sentence, and those that are wrong in a title."""
    for_sentence, for_title = [], []
    aside = [match.span() for match in _ASIDE.finditer(stretch.text)]
    for match in _WORD.finditer(stretch.text):
        word = match.group()
        if word in options.names or OBJECT in stretch.text[max(0, match.start() - 1) : match.end() + 1]:
            continue
        if any(start <= match.start() < end for start, end in aside):
            continue
        is_first = not any(map(str.isalpha, stretch.text[: match.start()]))
        is_first = is_first or bool(_BEGINS.search(stretch.text, max(0, match.start() - 8), match.start()))
        if not is_first and word[0].isupper() and word[1:].islower() and word.lower() in small:
            for_sentence.append(match)
        is_last = not any(char.isalnum() or char == OBJECT for char in stretch.text[match.end() :])
        is_small = word in options.small_words and not is_first and not is_last
        if word.isalpha() and word.islower() and not is_small and len(word) > 1:
            for_title.append(match)
    return for_sentence, for_title


def _has_capitals(text: str) -> bool:
    """False for a text in a script without letter case, or of one word in small letters: a command, a file."""
    return any(match.group()[0].isupper() for match in _WORD.finditer(text))


def _is_question(stretch: Stretch) -> bool:
    return stretch.text.rstrip().endswith("?")


def _usual(judged: list[_Judged], questions: bool) -> Style | None:
    """The style of most headings, questions and others apart; None where there is none. Those that are right in both
    show nothing."""
    ways = Counter(
        "title" if for_sentence else "sentence"
        for stretch, for_sentence, for_title in judged
        if bool(for_sentence) != bool(for_title) and _is_question(stretch) == questions
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
