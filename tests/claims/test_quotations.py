"""Quotations of posts held against made-up pages: `tests/evidence/quotations.yaml` has the cases."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.catalog.rule import Context
from contentlint.checks import quotation
from contentlint.claims import quotations
from contentlint.evidence.visited import SourceResult, from_fields, key
from contentlint.finding import Hit
from contentlint.post.post import Post
from contentlint.sources.collect import wanted
from contentlint.sources.extract import read_html

DATA = yaml.safe_load((Path(__file__).parents[1] / "evidence" / "quotations.yaml").read_text(encoding="utf-8"))
LOADED = catalog.load()
LEXICON = Lexicon(LOADED.vocabulary)
ALTERED = {"replaced", "left-out", "added", "order"}
INVENTED = {"", "near", "part"}
URL = "https://paper.example/pages/one"
RAIN = (
    "Rain in Oxley\nIt rained for nine days, and on the tenth the cellar of the school was a lake.\n"
    "Children came in rubber boots. The baker rowed to his oven, and sold bread from the boat until Friday.\n"
    "Nobody was hurt, says Ella Brandt, who counted them all twice."
)


def page(text: str = RAIN, url: str = URL, **fields: Any) -> SourceResult:
    return from_fields(url, {"text": text, "title": "Rain in Oxley", **fields})


def hits(text: str, *pages: SourceResult) -> list[Hit]:
    context = Context(dt.date(2026, 1, 1), LEXICON, sources={key(one.url): one for one in pages or (page(),)})
    return list(quotation.check(Post("post.md", text), quotation.Options(), context))


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["id"])
def test_the_cases(case: dict[str, Any]) -> None:
    read = read_html(DATA["pages"][case["page"]]["html"])
    url = f"https://paper.example/{case['page']}"
    source = page(read.text or "", url, title=read.title, unreadable=case.get("unreadable", read.unreadable))
    text = case["post"].replace("{url}", url)
    found = hits(text, source)
    if case["truth"] in ("fine", "silent", "none"):
        assert not found
        assert case["truth"] != "fine" or quotations.find(Post("post.md", text), LEXICON)
        return
    (hit,) = found
    assert hit.message in (ALTERED if case["truth"] == "altered" else INVENTED)
    assert "words" not in case or hit.span.cut(text) == case["words"]
    assert "given" not in case or hit.values["given"] == case["given"]
    said = LOADED.rules["quotation-not-in-source"].say(hit.message, hit.values)
    assert "paper.example" in said
    shown = ("given",) if hit.message == "left-out" else ("words", "given")
    assert all(str(case.get(name, "")) in said for name in shown)


INVENTED_WORDS = "the whole town smelled of wet dogs and bread"


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ('Brandt says: "{}" ([Rain]({url})).', "cited"),
        ('Brandt says: "{}" (<{url}>).', "cited"),
        ("Brandt [says]({url}) that “{}”.", "cited"),
        ("As [the paper]({url}) puts it, «{}».", "cited"),
        ('"{}" — [Ella Brandt]({url})', "cited"),
        ('"{}," she says.[^a]\n\n[^a]: See [Rain]({url}).', "cited"),
        ("As [Brandt][1] says, '{}'.\n\n[1]: {url}", "cited"),
        ('As <a href="{url}">Brandt</a> says, <q>{}</q>.', "cited"),
        ('It was, ["{}"]({url}), says Brandt.', "cited"),
        ('The town was ["{}"]({url}).', "near"),
        ('The baker, maker of [rye]({url}), says "{}".', "near"),
        ('Brandt gave [an interview]({url}). "{C}," she says there.', "near"),
        ('"{}," says Brandt of that week. Her report is [here]({url}).', "near"),
        ('We like [the bakery]({url}). "{C}," says Brandt.', "loose"),
        ("[Brandt]({url}) says:\n\n> {}", "cited"),
        ("> {}\n>\n> — [Ella Brandt]({url})", "cited"),
        ("> {}\n> — Ella Brandt, [Rain in Oxley]({url})", "cited"),
        ("> {} ([Rain]({url}))", "cited"),
        ("> {}.\n> [Ella Brandt, Rain in Oxley]({url})", "cited"),
        ("> {}\n\n— [Ella Brandt]({url})", "cited"),
        ("> {}\n\nSource: [Rain]({url})", "cited"),
        ('<blockquote cite="{url}"><p>{}</p></blockquote>', "cited"),
        ("> {}[^a]\n\n[^a]: [Rain]({url})", "cited"),
        ("What [the report]({url}) says:\n\n- “{}”\n- “{}”", "cited"),
    ],
)
def test_a_quotation_and_its_citation(text: str, tie: str) -> None:
    words = INVENTED_WORDS[0].upper() + INVENTED_WORDS[1:] if "{C}" in text else INVENTED_WORDS
    post = Post("post.md", text.replace("{C}", words).replace("{}", words).replace("{url}", URL))
    found = quotations.find(post, LEXICON)
    assert {(one.text.rstrip("."), one.sources, one.tie) for one in found} == {(words, (URL,), tie)}
    assert all(one.span(0, len(words)).cut(post.text) == words for one in found)
    expected = {"cited": {("", None)}, "near": {("near", "info")}, "loose": set()}[tie]
    nameless = page(RAIN.replace("Ella Brandt", "the doctor"))
    assert {(hit.message, hit.severity) for hit in hits(post.text, nameless)} == expected


def test_a_page_that_names_the_speaker_is_near() -> None:
    text = f'We like [the bakery]({URL}). "We never sold a loaf to a wet dog," says Brandt.'
    assert [(hit.message, hit.severity) for hit in hits(text)] == [("near", "info")]
    assert not hits(text.replace("Brandt", "Weil"))
    altered = f'We like [the bakery]({URL}). "The baker drove to his oven and sold bread," says {{}}.'
    assert [(h.message, h.severity) for h in hits(altered.format("Brandt"))] == [("replaced", None)]
    assert [(h.message, h.severity) for h in hits(altered.format("Weil"))] == [("replaced", "info")]


@pytest.mark.parametrize(
    "text",
    [
        'The four "wet dogs of Oxley" are [famous]({url}).',
        'Read ["Rain, Bread and the Dogs of Oxley"]({url}).',
        'In her essay "The whole town smelled of bread" she [says]({url}) more.',
        'A piece called "the whole town smelled of bread" is [here]({url}).',
        'Press "Show me the whole town at once" on [the map]({url}).',
        'You get the error "could not open the whole town" in [this version]({url}).',
        'Search for "which town smells of wet dogs" and you find [it]({url}).',
        'You might say "I have no time for the rain", but [it came]({url}).',
        'I told my sister "we should go and see the rain" and sent [this]({url}).',
        '"We should go and see the rain," Anna told me, and [it rained]({url}).',
        'It has a "come rain or shine or snow" feel, says [the paper]({url}).'.replace(", says", ": see"),
        '> **Note:** the whole town is closed, see [the paper]({url}).',
        '> We write about the rain, and [the town]({url}) reads it every week.',
        '"The whole town smelled of wet dogs," says Brandt.',
        "`\"the whole town smelled of bread\"` is what [it]({url}) says.",
        'Brandt says "the whole town smelled of bread" ([about her](https://paper.example/authors/brandt)).',
    ],
)  # fmt: skip
def test_no_quotation_from_a_source(text: str) -> None:
    assert not hits(text.replace("{url}", URL))


def test_a_post_in_another_language_has_none() -> None:
    text = "Der Regen kam und ging nicht mehr, und wir waren alle sehr nass, weil es kein Dach gab. "
    assert not quotations.find(Post("post.md", f'{text} [Sie]({URL}) sagt: "es hat neun Tage lang geregnet".'), LEXICON)


CLAIM = f'Brandt [says]({URL}): "{INVENTED_WORDS}".'


@pytest.mark.parametrize(
    "source",
    [
        page(unreadable="the page asks visitors to log in"),
        page("Rain in Oxley\nPlay episode"),
        page(title="Rain in Oxley (podcast)"),
        page(RAIN + "\nAlready a subscriber? Log in."),
        page("Regen in Oxley\n" + "Es hat neun Tage lang geregnet, und wir waren nicht mehr in der Schule. " * 9),
        page(verdict="unreachable", reason="timeout"),
        page(final_url="https://www.youtube.com/watch?v=1"),
    ],
)
def test_a_page_that_can_not_tell_accuses_nobody(source: SourceResult) -> None:
    assert [hit.message for hit in hits(CLAIM)] == [""]
    assert not hits(CLAIM, source)


def test_spoken_words_need_not_be_on_the_page() -> None:
    assert not hits(f'On [a podcast]({URL}) Brandt says: "{INVENTED_WORDS}".')
    assert hits(f'On [a podcast]({URL}) Brandt says: "It rained for six days".')[0].message == "replaced"


def test_a_page_that_was_not_visited_accuses_nobody() -> None:
    assert not hits(CLAIM, page(url="https://paper.example/other"))
    assert not list(quotation.check(Post("post.md", CLAIM), quotation.Options(), Context(dt.date(2026, 1, 1), LEXICON)))


def test_one_of_several_pages_that_has_the_words_is_enough() -> None:
    other = "https://paper.example/pages/two"
    text = f'As [one]({URL}) and [two]({other}) say: "{INVENTED_WORDS}".'
    assert hits(text, page(), page(url=other))
    assert not hits(text, page(), page(f"{RAIN} And {INVENTED_WORDS}.", other))
    assert not hits(text, page(), page(url=other, unreadable="the page is empty"))
    beside = f'Brandt [says]({URL}): "{INVENTED_WORDS}". More is in [her report]({other}).'
    assert not hits(beside, page(), page(f"{RAIN} And {INVENTED_WORDS}.", other))
    assert not hits(beside, page())
    assert hits(beside, page(), page(url=other))


def test_a_speaker_whose_name_is_nowhere_is_noted() -> None:
    said = f'"It rained for nine days," says {{}} in [the paper]({URL}).'
    (hit,) = hits(said.format("Jonas Weil"))
    assert (hit.message, hit.severity, hit.values["speaker"]) == ("speaker", "info", "Jonas Weil")
    assert hit.span.cut(said.format("Jonas Weil")) == "Jonas Weil"
    assert not hits(said.format("Ella Brandt"))
    assert not hits(said.format("Dr Ella Brandt-Moll"))
    assert not hits(said.format("the Oxley Herald"))
    assert not hits(said.format("Jonas Weil"), page(title="Rain in Oxley, by J. Weil"))
    post, off = Post("post.md", said.format("Jonas Weil")), quotation.Options(speakers=False)
    context = Context(dt.date(2026, 1, 1), LEXICON, sources={key(URL): page()})
    assert not list(quotation.check(post, off, context))


def test_the_pages_of_quotations_are_wanted() -> None:
    text = 'Brandt [says](https://rain.org/a): "it rained for nine days". See [more](https://rain.org/b).'
    asked = {request.url for request in wanted(Post("post.md", text), frozenset(), LEXICON) if request.read}
    assert asked == {"https://rain.org/a", "https://rain.org/b"}


@pytest.mark.parametrize(
    "unit",
    [
        '"a b c d e f," she says. ',
        '"a b c d e f," she [says](https://rain.org/a). ',
        '[a](https://rain.org/a) "one two three four five six" ',
        "<q>one two three four five six</q> says [a](https://rain.org/a). ",
        "<q>a ",
        "<blockquote>a\n\n",
        "> one two three four five\n> — [A b](https://rain.org/a)\n\n",
        '- "one two three four five" said\n',
        "‘a b c d e f s’ b ",
        '[^1]"a b c d e f" ',
        "“one two three four five six ",
        '"Aa Bb Cc Dd Ee Ff" Gg Hh said ',
    ],
)
def test_time_is_linear_in_the_post(unit: str) -> None:
    def took(size: int) -> float:
        text = f"The [a]({URL}) and the mill of it.\n\n{unit * (size // len(unit))}\n\n[^1]: [a]({URL})\n"
        post = Post("post.md", text)
        assert post.sentences
        start = time.process_time()
        quotations.find(post, LEXICON)
        return time.process_time() - start

    small, large = took(5_000), took(40_000)
    assert large < 20 * small + 0.2
