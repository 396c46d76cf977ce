"""Single sentences that are too long to read in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.post.prose import is_english, plain_sentences, words
from contentlint.post.running import is_running, stretches
from contentlint.text.spans import OBJECT


@dataclass(frozen=True, slots=True)
class Options:
    max_words: int = field(
        default=50,
        metadata={"help": "the most words of a sentence, or of its longest part between semicolons", "least": 1},
    )
    max_hits: int = field(
        default=5, metadata={"help": "how many are reported of a post, the longest ones; 0 for all", "least": 0}
    )
    min_english: float = field(
        default=0.06,
        metadata={
            "help": "the share of words of the list english-words that makes a text English; others are not judged",
            "least": 0,
            "most": 1,
        },
    )


MESSAGES = {"": message("count", "limit")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each sentence of more words, of the longest `max_hits` ones."""
    sentences = list(plain_sentences(post))
    found = []
    for sentence in sentences:
        if _most(sentence.text) <= options.max_words or len(words(sentence.text)) <= options.max_words:
            continue
        count = max(len(words(part)) for part in stretches(post, sentence, context.vocabulary))
        if count > options.max_words and is_running(post, sentence, context.vocabulary):
            found.append((count, sentence))
    if not found:
        return
    every = (word for sentence in sentences for word in words(sentence.text))
    if not is_english(every, context.vocabulary.words("english-words"), options.min_english):
        return
    kept = sorted(found, key=lambda one: -one[0])[: options.max_hits or None]
    for count, sentence in sorted(kept, key=lambda one: one[1].span):
        yield Hit(sentence.span, {"count": count, "limit": options.max_words})


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """The words of the longest sentence, and how many it may have."""
    longest = max((len(words(sentence.text)) for sentence in plain_sentences(post)), default=0)
    return {"words in the longest sentence": longest, "at most": options.max_words} if longest else None


def _most(text: str) -> int:
    """How many words a text has at most: each takes a character and one before the next; an object is a word."""
    return (len(text) + text.count(OBJECT) + 1) // 2
