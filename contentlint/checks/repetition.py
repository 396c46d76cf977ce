"""Words written twice in a row, and sentences that begin alike one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.finding import Edit, Fix, Hit, Related
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.post.scopes import Stretch, scope
from contentlint.post.scopes import why_wrong as no_scope
from contentlint.text.spans import Span

_DOUBLE = re.compile(
    r"(?<![\w'’.\-/])(?P<word>[^\W\d_]{1,40})(?P<gap>\s{1,20})(?P<again>(?P=word))(?![\w'’\-/])", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Options:
    what: Literal["word", "opener"] = field(
        default="word",
        metadata={
            "help": "word: the same word twice in a row; opener: sentences one after the other that begin with the "
            "same word",
            "fixed": True,
        },
    )
    words: tuple[str, ...] = field(
        default=(), metadata={"help": "the words that are reported, in lower case; none stands for all"}
    )
    allow: tuple[str, ...] = field(default=(), metadata={"help": "words that may be repeated, in lower case"})
    scopes: frozenset[str] = field(
        default=frozenset({"text"}),
        metadata={"help": "the parts of a post that are looked at for words", "wrong": no_scope},
    )
    in_a_row: int = field(
        default=3, metadata={"help": "how many sentences of a paragraph in a row may not begin alike", "least": 1}
    )


MESSAGES = {"": message("word", "count")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on the second of two equal words, or on the first word of the last of the sentences."""
    del context
    yield from _openers(post, options) if options.what == "opener" else _words(post, options)


def _is_asked(word: str, options: Options) -> bool:
    return word not in options.allow and (not options.words or word in options.words)


def _words(post: Post, options: Options) -> Iterator[Hit]:
    seen: set[Span] = set()
    for stretch in scope(post, options.scopes).stretches:
        text = stretch.text
        for match in _DOUBLE.finditer(text):
            word, again = match["word"], match["again"]
            if "\n" in match["gap"] or again[0].isupper() or not _is_asked(again.lower(), options):
                continue  # a name ("The The", "Duran Duran"), or a new line
            if _is_spelled(text, match):
                continue
            span = stretch.span(*match.span("again"))
            if span not in seen:
                seen.add(span)
                yield Hit(span, {"word": word, "count": 2}, fix=_removal(post, stretch, match))


def _is_spelled(text: str, match: re.Match[str]) -> bool:
    """Whether the word stands there a third time: then it is meant."""
    word = match["again"].lower()
    before = _WORD.findall(text[max(0, match.start() - 45) : match.start()])
    after = _WORD.match(text, match.end() + 1)
    return (bool(before) and before[-1].lower() == word) or (after is not None and after.group().lower() == word)


def _removal(post: Post, stretch: Stretch, match: re.Match[str]) -> Fix | None:
    """Without the second word and the blanks before it, where nothing else stands between the two in the source."""
    span = stretch.span(match.end("word"), match.end("again"))
    written = span.cut(post.text)
    is_plain = written.strip(" \n\r\t") == match["again"]
    return Fix(f"leave out the second '{match['again']}'", (Edit(span, ""),)) if is_plain else None


def _openers(post: Post, options: Options) -> Iterator[Hit]:
    blocks = post.document.blocks
    run: list[tuple[str, Span]] = []
    last = -1
    for sentence in post.sentences:
        block = blocks[sentence.block]
        if block.kind != "paragraph" or block.inside("quote") or block.inside("item"):
            continue
        first = _WORD.match(sentence.text)
        word = first.group().lower().replace("’", "'") if first else ""
        if sentence.block != last or not run or run[-1][0] != word:
            yield from _told(run, options)
            run = []
        last = sentence.block
        if first and _is_asked(word, options):
            prose = block.prose
            run.append((word, prose.span(sentence.start, sentence.start + first.end())))
    yield from _told(run, options)


def _told(run: list[tuple[str, Span]], options: Options) -> Iterator[Hit]:
    if len(run) >= options.in_a_row:
        word, span = run[-1]
        yield Hit(span, {"word": word, "count": len(run)}, related=(Related("the first one begins here", run[0][1]),))
