"""What stands in paragraphs and is no running text: nobody can make two sentences of it."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.catalog.rule import Context
from contentlint.checks import long_sentence, readability
from contentlint.post.post import Post
from contentlint.post.prose import plain_sentences, words

FILL = (
    "Put the kettle on the stove and wait until you hear that it sings, and then take the pot from the shelf where it "
    "was left by the one who had it last, and warm it with a little of the water that you have, for a cold pot takes "
    "the heat out of the tea before it has had its time"
)
"""A long sentence, without its stop."""


@cache
def context() -> Context:
    return Context(dt.date(2026, 11, 30), vocabulary=Lexicon(catalog.load().vocabulary))


def reported(text: str, max_words: int = 50) -> list[int]:
    """The counts of the long sentences."""
    post = Post("a.md", text)
    hits = long_sentence.check(post, long_sentence.Options(max_words=max_words, min_english=0.0), context())
    return [int(hit.values["count"]) for hit in hits]


ENGLISH = "This is the text of the post, and there is more of it to come.\n\n"
NAMES = "Ann Lee, Bo Chen, Cleo de Vries, Dara O'Neil, Emil Roth, Fay Ng, Gus Weber, Hana Sato, Ivo Petrov, Jo March"

QUIET = {
    "licence": "Permission is granted, free of charge, to any person who has this kettle, to use, copy, change, merge, "
    "publish, lend and sell it, and to let others do so, as long as they keep this note and the name of the smith who "
    "made it on every copy or large part of it, wherever it may be brought and whoever may brew with it there.",
    "disclaimer": "THE KETTLE COMES AS IT STANDS, AND THE SMITH AND THE FRIENDS OF THE SMITH ANSWER FOR NOTHING IT "
    "DOES, BE IT THAT IT BOILS TOO LATE OR TOO SOON, BE IT THAT IT LEAKS OR WHISTLES AT NIGHT, BE IT THAT THE HANDLE "
    "GROWS HOT, AND WHOEVER BREWS WITH IT DOES SO AT A RISK THAT IS WHOLLY THEIR OWN AND NOT OF ANYBODY ELSE IN TOWN.",
    "terms": "The garden club may close the gate at its sole discretion, with or without a word before, and whoever is "
    "in the garden then agrees to be bound by the rules on the board, to leave by the way they came, to carry home "
    "what they brought and nothing else, and to shut the gate behind them so that no goat gets in while none is there.",
    "heading": f"## Privacy policy\n\n{FILL}.",
    "heading above": f"## Our terms of use\n\n### The pot\n\n{FILL}.",
    "title": f"---\ntitle: The MIT License\n---\n\n{FILL}.",
    "names": f"My thanks for the seeds go to {NAMES}, {NAMES}, {NAMES}, and Kim Bauer, who came with a cart.",
    "names with a word": "My thanks go to " + ", ".join(f"Ann L{n}e of Kettle Town (seeds)" for n in range(9)) + ".",
    "parts": "The pot takes " + ", ".join(f"{n} leaves" for n in range(40)) + " and a spoon.",
    "credits": "I have to thank those who came: " + ", ".join(f"Ann L{n}e for the seeds" for n in range(12)) + ".",
    "query": "SELECT pot, lid, spout FROM kettles WHERE size > 2 AND colour IN ('red', 'blue') ORDER BY size UNION "
    * 4,
    "affiliate": "This post contains affiliate links, which means that if you click on one of them and buy a kettle or "
    "a pot or a tin of tea from the shop that it leads to, I may be given a small part of the price by the shop, "
    "which helps me to keep the blog running and does not change what you pay there for it.",
    "hashtags": " ".join(f"#tea{n}" for n in range(60)),
    "handles": "Thanks to " + ", ".join(f"@gardener{n}" for n in range(60)) + " and all the others.",
    "links": "Thanks to " + ", ".join(f"[leaf{n}](https://example.org/leaf{n})" for n in range(60)) + " for the seeds.",
    "packages": "It needs " + ", ".join(f"kettle-{n}" for n in range(60)) + " and water.",
    "table": "| Pot | Size | Price |\n| Ann | 2 l | 30 |\n" * 12,
    "tabs": "Pot\tSize\tPrice of it\n" + "A big one\t2 l\tthirty or so\n" * 12,
    "log": "2026-03-01 10:00:01 INFO kettle[42]: boil ok temp=100 vol=2l\n" * 9,
    "code": "for (int i = 0; i < pots.size(); i++) { pots[i].fill(water); pots[i].boil(); } " * 6,
    "commands": "git clone garden\ncd garden\nnpm install\nnpm run build\nsudo cp -r dist somewhere else\n" * 5,
    "command": "Run git clone x && cd x && npm install --quiet && npm run build -- --watch && npx kettle boil --fast "
    * 4,
    "verse": "The kettle sings upon the stove\nAnd all the house is still\nThe garden sleeps beneath the snow\n"
    "The moon is on the hill\n" * 4,
    "small verse": "the kettle sings upon the stove\nand all the house is still\nthe garden sleeps beneath the snow\n"
    "the moon is on the hill\n" * 4,
    "verse in a line": "the kettle sings upon the stove / and all the house is still / the garden sleeps beneath the "
    "snow / the moon is on the hill / " * 3,
    "list without marks": "You need these things before you start with it\nA kettle that is large enough for two\n"
    "A pot that does not leak when it is full\nA shelf where it is dry and where no cat goes\n"
    "Tea that was picked in the last year or two\nAn hour in which nobody wants anything of you\n",
    "source": "Adams, B. C., Baker, D., Clark, E. F., Davis, G., Evans, H. I., Frank, J., and Green, K. (2019), On the "
    "singing of kettles and on how much of it is owed to the shape of the spout, to the water, to the stove and to the "
    "hour of the day, and what of it a pot can take over when the kettle is away, Journal of Tea, vol. 12, pp. 45-67.",
    "numbered source": "[3] B. C. Adams, D. Baker, and E. F. Clark, On the singing of kettles and on how much of it is "
    "owed to the shape of the spout, to the water, to the stove and to the hour of the day, and what of it a pot can "
    "take over when the kettle is away or when nobody is there who would put it on, Journal of Tea, vol. 12, 2019.",
    "sources": f"## References\n\n- {FILL}.",
    "quotation": f"“{FILL}.”",
    "plain quotation": f'"{FILL}."',
}


@pytest.mark.parametrize("kind", QUIET)
def test_what_is_no_running_text_is_not_judged(kind: str) -> None:
    text = QUIET[kind] if QUIET[kind].startswith("---") else ENGLISH + QUIET[kind]
    assert any(len(words(sentence.text)) > 50 for sentence in plain_sentences(Post("a.md", text)))
    assert reported(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{FILL}.",
        f"## How to write a privacy policy\n\n{FILL}.",
        f"## Licence\n\nIt is free.\n\n## Use\n\n{FILL}.",
        f"## Source of the water\n\n{FILL}.",
        f"---\ntitle: Our new terms of service\n---\n\n{FILL}.",
        f"{FILL}, under the MIT licence.",
        f"{FILL}, says Ann Lee, and so do Bo Chen and Cleo Vries.",
        f"“It sings,” she said. {FILL}.",
        f"{FILL}, as `npm run boil` and `kettle --fast` and `pot.warm()` and `tea.steep()` do.",
        # Wrapped by hand, some lines begin with names, numbers or marks.
        "\n".join([FILL[:100], f"Ann {FILL[100:180]}", f"who {FILL[180:]}", "and 3 cups of it"]) + ".",
        f"Adams saw it (2019), and {FILL}, as vol. 3 of it says.",
        f"{FILL}; and then wait.",
    ],
)
def test_a_long_sentence_is_one(text: str) -> None:
    assert len(reported(text if text.startswith("---") else ENGLISH + text)) == 1


def test_names_do_not_count_as_words() -> None:
    [count] = reported(ENGLISH + f"{FILL}, as {NAMES} know.")
    [plain] = reported(ENGLISH + f"{FILL}, as people know.")
    assert abs(count - plain) <= 4


def test_hard_to_read_looks_at_running_text_only() -> None:
    hard = "Considerable administrative responsibilities necessitate comprehensive organisational documentation. "
    legal = "The licensor hereby waives administrative responsibilities notwithstanding organisational documentation. "
    easy = "The cat sat on the mat. Then it went home to the old red barn. "

    def is_hard(text: str) -> bool:
        options = readability.Options(min_words=50, min_sentences=5, min_english=0.0, min_sentence_words=0)
        return bool(list(readability.check(Post("a.md", text), options, context())))

    assert is_hard(hard * 12)
    assert not is_hard(legal * 12)
    assert not is_hard(f"{easy * 12}\n\n{legal * 30}")
    assert not is_hard(f"---\ntitle: Terms of use\n---\n\n{hard * 12}")


def test_long_texts_take_no_long_time() -> None:
    for text in ("a, " * 20_000, "( " * 20_000, "A\n" * 20_000, "x" * 50_000, ", " * 20_000, "[1] " * 20_000):
        reported(text, max_words=1)
