"""Readability: the figures against the formulas by hand, running text only, no download and no needless import."""

from __future__ import annotations

import datetime as dt
import socket
import subprocess
import sys
from typing import Any

import pytest

from contentlint.catalog.lexicon import Lexicon, WordList
from contentlint.catalog.rule import Context
from contentlint.checks import long_sentence, readability
from contentlint.finding import Hit
from contentlint.post.post import Post
from contentlint.post.prose import plain_sentences, words

CONTEXT = Context(today=dt.date(2026, 11, 23), vocabulary=Lexicon({"english-words": WordList(("the", "and", "of"))}))
HARD = (
    "Considerable administrative responsibilities necessitate comprehensive organisational documentation. "
    "Interdepartmental communication characteristically demonstrates institutional requirements.\n"
)


def grade(text: str, **options: Any) -> list[Hit]:
    settings = {"min_words": 0, "min_sentences": 0, "max_grade": -50.0, "min_english": 0.0, **options}
    return list(
        readability.check(Post("a.md", text), readability.Options(**{"min_sentence_words": 0, **settings}), CONTEXT)
    )


def test_automated_readability_by_hand() -> None:
    # 2 sentences, 10 words, 31 letters and 2 full stops: 4.71 * 3.3 + 0.5 * 5 - 21.43
    [hit] = grade("The cat sat on the mat. Then it went home.\n")
    assert hit.values["grade"] == pytest.approx(4.71 * 3.3 + 0.5 * 5 - 21.43, abs=0.05)
    assert (hit.values["words"], hit.values["sentences"]) == (5, 2)


def test_flesch_kincaid_by_hand() -> None:
    # 6 words and 6 syllables in one sentence: 0.39 * 6 + 11.8 * 1 - 15.59; "easily" has 3 syllables.
    [hit] = grade("The cat sat on the mat.\n", metric="flesch-kincaid")
    assert hit.values["grade"] == pytest.approx(0.39 * 6 + 11.8 - 15.59, abs=0.06)
    [hit] = grade("The cat sat on it easily.\n", metric="flesch-kincaid")
    assert hit.values["grade"] == pytest.approx(0.39 * 6 + 11.8 * 8 / 6 - 15.59, abs=0.06)


@pytest.mark.parametrize("metric", ["automated-readability", "coleman-liau", "flesch-kincaid", "gunning-fog", "smog"])
def test_every_metric_needs_no_network(metric: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("readability must not open a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    [hit] = grade(HARD, metric=metric)
    assert isinstance(hit.values["grade"], float)


def test_only_running_text_counts() -> None:
    plain = "The cat sat on the mat. Then it went home.\n"
    more = (
        "## A heading of considerable administrative complexity\n\n"
        f"{plain}\n"
        "```\nConsiderable administrative responsibilities. Documentation.\n```\n\n"
        "| Considerable responsibilities | Documentation |\n|---|---|\n| Institutional. | Organisational. |\n\n"
        "> Interdepartmental communication demonstrates institutional requirements.\n\n"
        "- considerable administrative responsibilities\n- documentation\n\n"
        "[^1]: Interdepartmental communication demonstrates requirements.\n"
    )
    assert [s.text for s in plain_sentences(Post("a.md", more))] == ["The cat sat on the mat.", "Then it went home."]
    assert grade(more)[0].values == grade(plain)[0].values


def test_words() -> None:
    assert words("It's a well-known page: https://example.com/a/b?c=d, isn’t it?") == [
        "It's", "a", "well-known", "page", "it", "isn’t", "it"
    ]  # fmt: skip
    assert words("Run \ufffc with 3.5 — or _not_.") == ["Run", "it", "with", "3", "5", "or", "not"]


@pytest.mark.parametrize(
    ("text", "words_"),
    [
        (f'---\ntitle: "A title"\n---\n\n# A heading\n\n{HARD}', "A title"),
        (f"---\nlayout: post\n---\n\n# A heading\n\n{HARD}", "A heading"),
        (HARD, HARD.split(".")[0] + "."),
    ],
)
def test_where_it_is_reported(text: str, words_: str) -> None:
    [hit] = grade(text)
    assert hit.span.cut(text) == words_


@pytest.mark.parametrize(
    "options",
    [
        {"min_words": 100},
        {"min_sentences": 3},
        {"max_grade": 60.0},
        {"min_english": 0.5},
    ],
)
def test_when_a_post_is_not_judged(options: dict[str, Any]) -> None:
    assert grade(HARD, **options) == []


def test_textstat_is_imported_only_for_a_post_that_needs_it() -> None:
    script = (
        "import sys, datetime\n"
        "from contentlint.checks import readability\n"
        "Options = readability.Options\n"
        "from contentlint.post.post import Post\n"
        "from contentlint.catalog.rule import Context\n"
        "context = Context(datetime.date(2026, 1, 1))\n"
        "easy = Post('a.md', 'The cat sat on the mat. Then it went home again. ' * 60)\n"
        "assert list(readability.check(easy, Options(min_english=0.0, min_sentence_words=0), context)) == []\n"
        "assert 'textstat' not in sys.modules\n"
        f"hard = Post('a.md', {HARD!r} * 60)\n"
        "assert list(readability.check(hard, Options(min_english=0.0, min_sentence_words=0), context))\n"
        "assert 'textstat' in sys.modules and 'nltk' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def long_ones(text: str, **options: Any) -> list[tuple[str, Any]]:
    hits = long_sentence.check(Post("a.md", text), long_sentence.Options(**{"min_english": 0.0, **options}), CONTEXT)
    return [(hit.span.cut(text), hit.values["count"]) for hit in hits]


def test_long_sentences() -> None:
    text = "One two **three** four `five`. One two. A b c; d e f g.\n"
    assert long_ones(text, max_words=4) == [("One two **three** four `five`.", 5)]
    assert long_ones(text, max_words=3) == [("One two **three** four `five`.", 5), ("A b c; d e f g.", 4)]
    assert long_ones(text, max_words=3, max_hits=1) == [("One two **three** four `five`.", 5)]
    assert len(long_ones("One two three. " * 9, max_words=2, max_hits=0)) == 9


def test_only_english_is_judged() -> None:
    german = "Die Katze sitzt auf der Matte, und dann geht sie wieder nach Hause. " * 3
    thai = "view มีสองวิธี render และ renderSync ทั้งสองวิธีนี้เหมือนกัน of the and แต่ตัวแรกเป็น asynchronous " * 3
    for text in (german, thai):
        assert long_ones(text, max_words=4, min_english=0.06) == []
    assert long_ones("The cat of the house sat on the mat.", max_words=4, min_english=0.06) != []
