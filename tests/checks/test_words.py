"""Checks that rules over words are made of: what each option does, and how far a fix goes."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentlint.catalog.catalog import as_options, find_check
from contentlint.catalog.lexicon import Lexicon, WordList
from contentlint.catalog.rule import Context
from contentlint.errors import RuleError
from contentlint.finding import Hit
from contentlint.post.post import Post
from contentlint.run.fix import apply_edits

CONTEXT = Context(dt.date(2026, 11, 30), Lexicon({"pots": WordList(("pot", "pan"))}))


def hits(check: str, text: str, **options: Any) -> list[Hit]:
    module = find_check(check)
    made = as_options(module, options, lambda message, key: AssertionError(f"{key}: {message}"))
    return list(module.check(Post("a.md", text), made, CONTEXT))


def found(check: str, text: str, **options: Any) -> list[str]:
    return [hit.span.cut(text) for hit in hits(check, text, **options)]


def fixed(check: str, text: str, **options: Any) -> str:
    return apply_edits(text, [edit for hit in hits(check, text, **options) if hit.fix for edit in hit.fix.edits])


POST = """\
---
title: A pot of tea
---

Pot, then tea. The pot.

> A pot, he said.

- pot: red
"""


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"phrases": ["pot"]}, ["Pot", "pot", "pot"]),
        ({"phrases": ["pot"], "scopes": ["title"]}, ["pot"]),
        ({"phrases": ["pot"], "scopes": ["body", "text"]}, ["Pot", "pot", "pot", "pot"]),
        ({"phrases": ["pot"], "scopes": ["body"], "not_in": ["quotation", "list-item"]}, ["Pot", "pot"]),
        ({"phrases": ["pot"], "match_case": True}, ["pot", "pot"]),
        ({"phrases": ["pot"], "at": "start"}, ["Pot", "pot"]),
        ({"phrases": ["pot"], "at": "end"}, ["pot"]),
        ({"phrases": ["pot: red"], "at": "whole"}, ["pot: red"]),
        ({"phrases": ["pot"], "scopes": ["sentence"], "at": "start"}, ["Pot", "pot"]),
        ({"phrases": ["pot"], "allow": ["the pot"]}, ["Pot", "pot"]),
        ({"phrases": ["pot"], "unless": ["tea"]}, ["pot", "pot"]),
        ({"phrases": ["pot"], "unless": ["pot"]}, ["Pot", "pot", "pot"]),
        ({"phrases": ["pot"], "allowed": 2}, ["pot"]),
        ({"phrases": ["ot"]}, []),
        ({"phrases": ["ot"], "whole_words": False, "allowed": 1}, ["ot", "ot"]),
        ({"lists": ["pots"], "phrases": ["tea"]}, ["Pot", "tea", "pot", "pot"]),
        ({}, []),
    ],
)
def test_a_pattern_is_looked_for_as_its_options_say(options: dict[str, Any], expected: list[str]) -> None:
    assert found("pattern", POST, **options) == expected


def test_who_quotes_words_does_not_use_them() -> None:
    text = "He wrote “a pot”, and 'pot' too. The pot's lid.\n"
    assert found("pattern", text, phrases=["pot"]) == ["pot"]
    assert found("pattern", text, phrases=["pot"], quoted=True) == ["pot", "pot", "pot"]


def test_a_list_that_there_is_not_is_a_mistake_of_the_rule() -> None:
    with pytest.raises(RuleError, match="there is no word list 'pott'"):
        found("pattern", "A pot.", lists=["pott"])


def test_a_slow_expression_that_a_user_adds_to_a_list_is_told() -> None:
    slow = Context(CONTEXT.today, Lexicon({"pots": WordList(("pot",), added=("/(o+)+t/",))}))
    module = find_check("pattern")
    options = as_options(module, {"lists": ["pots"]}, lambda message, key: AssertionError(message))
    with pytest.raises(RuleError, match=r"the word list 'pots' has `/\(o\+\)\+t/`, which can't be used: too slow"):
        list(module.check(Post("a.md", "A pot."), options, slow))


@pytest.mark.parametrize(
    ("check", "options"),
    [
        ("pattern", {"phrases": ["pot"], "unless": ["pan"], "allow": ["a pot pot"], "at": "start", "scopes": ["text"]}),
        ("pattern", {"phrases": ["pot"], "unless": ["pan"], "allow": ["a pot pot"], "not_in": ["heading"]}),
        ("pattern", {"phrases": ["/p\\w{1,9}t/"]}),
        ("substitution", {"replacements": {"pot": "pan", "it": ""}, "match_case": True}),
        ("one-spelling", {"spellings": [["pot", "pan"], ["it", "its"]], "together": True}),
        ("repetition", {}),
        ("repetition", {"what": "opener"}),
        ("capitalisation", {"scopes": ["text"], "style": "title"}),
    ],
)
def test_time_is_linear_in_one_paragraph_without_end(check: str, options: dict[str, Any]) -> None:
    def cost(times: int) -> float:
        text = 'A pot and “a pot” or pan. It "is" it pot pot. ' * times
        post = Post("a.md", text)
        assert post.sentences
        module = find_check(check)
        made = as_options(module, options, lambda message, key: AssertionError(f"{key}: {message}"))
        start = time.process_time()
        list(module.check(post, made, CONTEXT))
        return time.process_time() - start

    assert cost(2_000) < 12 * cost(500) + 0.5


def test_a_number_before_a_heading_is_no_word() -> None:
    assert found("pattern", "## 2. Pots\n", phrases=["pots"], scopes=["heading"], at="whole") == ["Pots"]
    assert found("pattern", "## Two pots\n", phrases=["pots"], scopes=["heading"], at="whole") == []


@pytest.mark.parametrize(
    ("text", "replacements", "expected"),
    [
        ("Utilize a pot. UTILIZE it; utilize it.", {"utilize": "use"}, "Use a pot. USE it; use it."),
        ("We go in\norder to sleep.", {"in order to": "to"}, "We go to sleep."),
        ("We go *in order* to sleep.", {"in order to": "to"}, "We go *in order* to sleep."),
        ("> In\n> order to sleep.", {"in order to": "to"}, "> In\n> order to sleep."),
        ("Soon or late.", {"soon": "now | later"}, "Soon or late."),
        ("An added bonus.", {"added bonus": "bonus"}, "An added bonus."),
        ("The added bonus.", {"added bonus": "bonus"}, "The bonus."),
        ("Of course, it boils. It, of course, boils.", {"of course": ""}, "It boils. It, boils."),
        ("It boils, of course.", {"of course": ""}, "It boils, of course."),
        ("See a/utilize, @utilize and utilize.md.", {"utilize": "use"}, "See a/utilize, @utilize and utilize.md."),
    ],
)
def test_a_replacement_is_written_where_it_fits(text: str, replacements: dict[str, str], expected: str) -> None:
    assert fixed("substitution", text, replacements=replacements) == expected


def test_a_replacement_is_told_with_its_choices() -> None:
    (hit,) = hits("substitution", "Soon or late.", replacements={"soon": "now | later"})
    assert (hit.message, hit.values["better"]) == ("", "'Now' or 'Later'")
    (hit,) = hits("substitution", "Soon, it boils.", replacements={"soon": ""})
    assert (hit.message, hit.values["words"]) == ("drop", "Soon")


def test_entries_are_added_and_taken_out() -> None:
    text = "A pot, a pan."
    given_ = {"pot": "kettle"}
    assert fixed("substitution", text, replacements=given_, more={"pan": "cup"}) == "A kettle, a cup."
    assert fixed("substitution", text, replacements=given_, more={"pot": "cup"}) == "A cup, a pan."
    assert fixed("substitution", text, replacements=given_, keep=["pot"]) == text
    assert fixed("substitution", text, replacements=given_, fix=False) == text
    assert found("substitution", text, replacements=given_, allow=["a pot"]) == []
    assert found("substitution", text, replacements=given_, unless=["pan"]) == []
    assert found("substitution", "“A pot”, “a pan”.", replacements=given_) == []
    assert found("substitution", "“A pot”, “a pan”.", replacements=given_, quoted=True) == ["pot"]
    assert found("substitution", POST, replacements=given_, scopes=["title"]) == ["pot"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Github and GITHUB.", ["Github", "GITHUB"]),
        ("On GitHub, at github.com/tea, by @Github, in github_tea.", []),
        ("- github (plans)\n\nOn github.", ["github"]),
        ("Github is there.", ["Github"]),
    ],
)
def test_a_name_is_held_against_its_own_spelling(text: str, expected: list[str]) -> None:
    assert found("substitution", text, replacements={"github": "GitHub"}, match_case=True) == expected


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("Fill the the pot.", {}, ["the"]),
        ("Fill the\nthe pot.", {}, ["the"]),
        ("Fill the. The pot.", {}, []),
        ("The The played, and Tora tora.", {}, ["tora"]),
        ("No no no. Fill pot pot.", {"words": ["no"]}, []),
        ("Fill pot pot.", {"words": ["the"]}, []),
        ("Fill pot pot.", {"allow": ["pot"]}, []),
        ("Fill the `x` the pot.", {}, []),
        ("Fill the the-pot, its its's, the/the the.", {}, []),
        ("# A a\n\nA a-b", {}, ["a"]),
        ("> the the\n", {}, []),
        ("> the the\n", {"scopes": ["body"]}, ["the"]),
        ("one\n\none two", {}, []),
    ],
)
def test_a_word_twice_in_a_row(text: str, options: dict[str, Any], expected: list[str]) -> None:
    assert found("repetition", text, **options) == expected


def test_a_doubled_word_is_taken_out() -> None:
    assert fixed("repetition", "Fill the\nthe pot, and and wait.") == "Fill the pot, and wait."
    assert fixed("repetition", "Fill the *the* pot.") == "Fill the *the* pot."
    assert fixed("repetition", "> Fill the\n> the pot.", scopes=["body"]) == "> Fill the\n> the pot."


def test_sentences_that_begin_alike() -> None:
    text = "It boils. It’s hot. It steams. It cools. It is.\n\nIt. It.\n\n- It. It. It.\n"
    assert [h.span.start for h in hits("repetition", text, what="opener")] == [text.index("It is")]
    assert found("repetition", text, what="opener", in_a_row=4) == []
    assert found("repetition", text, what="opener", in_a_row=2) == ["It", "It"]
    assert found("repetition", text, what="opener", allow=["it"]) == []
    assert found("repetition", text, what="opener", words=["we"]) == []


GROUPS = [["email", "e-mail"], ["colour", "color"], ["grey", "gray"]]


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("An email, an e-mail, an E-mail.", {}, "An e-mail, an e-mail, an E-mail."),
        ("An email, an e-mail.", {}, "An email, an email."),
        ("An email.", {}, "An email."),
        ("An email.", {"prefer": ["e-mail"]}, "An e-mail."),
        ("Colour, gray, gray.", {}, "Colour, gray, gray."),
        ("Colour, gray, gray.", {"together": True}, "Color, gray, gray."),
        ("Colour, gray, gray.", {"together": True, "allow": ["gray"]}, "Colour, gray, gray."),
        ("Colour, gray.", {"together": True, "prefer": ["color"]}, "Color, gray."),
        ("See email.md, e-mail, e-mail.", {}, "See email.md, e-mail, e-mail."),
        ("EMAIL, e-mail, e-mail.", {}, "E-MAIL, e-mail, e-mail."),
        ("OK, ok, OK", {"spellings": [["OK", "ok"]], "match_case": True}, "OK, OK, OK"),
    ],
)
def test_a_post_keeps_to_one_spelling(text: str, options: dict[str, Any], expected: str) -> None:
    assert fixed("one-spelling", text, **{"spellings": GROUPS, **options}) == expected


def test_the_other_spelling_is_shown() -> None:
    hit = hits("one-spelling", "An email, an e-mail, an email.", spellings=GROUPS)[0]
    assert (hit.values, hit.related[0].span.start) == ({"words": "e-mail", "other": "email", "count": 2}, 3)


TITLES = "## Fill the Pot\n## Light the Fire\n## Pour the Tea\n## Wash the Cups\n"
BODY = "\nYou wash the pot and the cups, make a fire for the tea, and a Primus.\n"


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        (TITLES + "## Wash the pot\n" + BODY, {}, "Wash the Pot"),
        (TITLES + "## Who has a pot?\n" + BODY, {}, "Who has a pot?"),
        ("## Wash the pot by The Fire\n" + BODY, {"style": "sentence"}, "Wash the pot by the fire"),
        ("## Wash a Primus\n" + BODY, {"style": "sentence"}, "Wash a Primus"),
        ("## Pot: Wash it\n" + BODY, {"style": "sentence"}, "Pot: Wash it"),
        ("## Wash the Pot\n" + BODY, {"style": "sentence", "names": ["Pot"]}, "Wash the Pot"),
        ("## Wash a pot (by hand) with `it`\n", {"style": "title"}, "Wash a Pot (by hand) With `it`"),
        ("## wash\n", {"style": "title"}, "wash"),
        ("## Wash eBay npm\n", {"style": "title", "names": ["npm"]}, "Wash eBay npm"),
        ("## Wash " + "a pot " * 30 + "\n", {"style": "title"}, "Wash a pot"),
        ("## Wash the pot\n", {"scopes": ["title"], "style": "title"}, "Wash the pot"),
    ],
)
def test_headings_have_the_capitals_of_one_style(text: str, options: dict[str, Any], expected: str) -> None:
    given_ = {"small_words": ["a", "the", "by"], **options}
    assert f"## {expected}" in fixed("capitalisation", text, **given_)


A = '<a href="https://a.example/x" rel="nofollow">x</a>'
MARKDOWN = "[x](https://a.example/x)"


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        (A, {"demand": {"rel": "noopener | noreferrer"}}, 1),
        (A, {"demand": {"rel": "noopener | nofollow"}}, 0),
        (A, {"demand": {"rel": ""}}, 0),
        (A, {"demand": {"rel": "noopener", "target": "_blank"}}, 2),
        (A, {"demand": {"rel": "noopener"}, "except_hosts": ["example"]}, 0),
        (A, {"demand": {"rel": "noopener"}, "except_hosts": ["b.a.example"]}, 1),
        (A, {"demand": {"rel": "noopener"}, "links": "inside"}, 0),
        (A, {"forbid": {"rel": "nofollow | ugc"}}, 1),
        (A, {"forbid": {"rel": "ugc", "class": "x"}}, 0),
        ('<a href="/x">x</a>', {"demand": {"rel": "noopener"}}, 0),
        ('<a href="/x">x</a>', {"demand": {"rel": "noopener"}, "links": "all"}, 1),
        ('<a href="mailto:a@b.example">x</a>', {"demand": {"rel": "noopener"}, "links": "all"}, 0),
        ('<a href="//a.example/x">x</a>', {"demand": {"rel": "noopener"}}, 1),
        (MARKDOWN, {"demand": {"rel": "noopener"}}, 0),
        (MARKDOWN, {"demand": {"rel": "noopener"}, "markdown": True}, 1),
        (MARKDOWN + '{: rel="noopener"}', {"demand": {"rel": "noopener"}, "markdown": True}, 0),
        (MARKDOWN + '{: rel="x-noopener"}', {"demand": {"rel": "noopener"}, "markdown": True}, 1),
        (MARKDOWN, {"html_only": True}, 1),
        ("<https://a.example/x>", {"html_only": True}, 1),
        (A, {"html_only": True}, 0),
    ],
)
def test_links_have_the_attributes_that_a_site_wants(text: str, options: dict[str, Any], expected: int) -> None:
    assert len(hits("link-attribute", text + "\n", **options)) == expected


def test_an_attribute_is_added() -> None:
    text = A + "\n"
    assert 'rel="nofollow noopener"' in fixed("link-attribute", text, demand={"rel": "noopener"})
    assert '<a target="_blank" href' in fixed("link-attribute", text, demand={"target": "_blank"})
    assert fixed("link-attribute", text, demand={"target": '"><script>'}) == text
    tag = '<a href="https://a.example/x" target="_blank" rel="noopener">x</a>'
    assert fixed("link-attribute", MARKDOWN, html_only=True) == tag
    for text in ("[*x*](https://a.example/x)", '[x](https://a.example/x "t")', "[x](https://a.example/?a=1&b=2)"):
        assert fixed("link-attribute", text, html_only=True) == text


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"hosts": ["a.example"]}, ["www.a.example", "b.a.example", "a.example"]),
        ({"hosts": ["WWW.A.example"], "allow": ["b.a.example"]}, ["www.a.example", "a.example"]),
        ({"hosts": ["b.example"]}, []),
        ({}, []),
    ],
)
def test_hosts_and_those_below_them(options: dict[str, Any], expected: list[str]) -> None:
    text = (
        "[1](https://www.a.example/x), [2](http://me@b.a.example:80/), <//a.example>, [4](https://ba.example), [r].\n"
    )
    assert found("link-host", text + "\n[r]: //a.example/r\n", **options) == expected


WORDS = st.text(alphabet=st.sampled_from("aAb İß’'\n*`_[]()<>\"“”-./!"), max_size=80)
CHECKS: list[tuple[str, dict[str, Any]]] = [
    ("pattern", {"phrases": ["a", "/b\\w/"], "unless": ["ab"], "allow": ["a b"], "scopes": ["text", "source"]}),
    ("substitution", {"replacements": {"a": "b", "b": ""}, "match_case": True}),
    ("repetition", {}),
    ("repetition", {"what": "opener", "in_a_row": 2}),
    ("one-spelling", {"spellings": [["a", "b"], ["ab", "a-b"]], "together": True}),
    ("capitalisation", {"style": "title", "scopes": ["text"]}),
    ("capitalisation", {"style": "sentence", "scopes": ["text"]}),
    ("link-attribute", {"demand": {"rel": "x"}, "markdown": True, "links": "all"}),
    ("link-host", {"hosts": ["a", "b"]}),
]


@pytest.mark.parametrize(("check", "options"), CHECKS)
@settings(max_examples=80, deadline=None)
@given(text=WORDS)
def test_every_hit_of_any_text_is_in_it_and_told_once(check: str, options: dict[str, Any], text: str) -> None:
    told = hits(check, text, **options)
    spans = [(hit.span, hit.message, str(hit.values)) for hit in told]
    assert len(set(spans)) == len(spans)
    for hit in told:
        assert 0 <= hit.span.start < hit.span.end <= len(text)
        for edit in hit.fix.edits if hit.fix else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(text)
