"""Phrases and expressions in the parts of a post: found as a reader would, in few passes, and never for ever."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentlint.catalog import catalog
from contentlint.catalog.phrases import Phrases, phrases, why_wrong
from contentlint.errors import ConfigError, RuleError
from contentlint.post.post import Post
from contentlint.post.scopes import scope
from contentlint.run.config import RuleSet
from contentlint.run.configfile import load

HOSTILE = ["/(a+)+b/", "/(\\w+\\s?)*!/", "/(x+x+)+y/", "/(a|a)*b/", "/(.*)-(.*)-(.*)-(.*)x/"]


def words(terms: list[str], text: str, whole_words: bool = True, match_case: bool = False) -> list[str]:
    found = Phrases(terms, whole_words=whole_words, match_case=match_case).find(scope(Post("a.md", text), ["text"]))
    for place in found:
        assert place.stretch.text[place.start : place.end].split() == place.words.split()
    return [place.words for place in found]


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        (["deep dive"], "A Deep dive. A deep\ndive, deeper dives.", ["Deep dive", "deep dive"]),
        (["today's world"], "In today’s  world, today's world.", ["today’s world", "today's world"]),
        (["it's"], "It’s. It's so.", ["It’s", "It's"]),
        (["the", "the end"], "At the end of the day.", ["the end", "the"]),
        (["version 4"], "Version 4, version 4.1, version 4. Version 45.", ["Version 4", "version 4"]),
        (["/version \\d/"], "Version 4, version 4.1, version 4. Version 45.", ["Version 4", "version 4"]),
        (["/kettles? (?:of|in) the \\w{1,9}/"], "Kettles of the year.", ["Kettles of the year"]),
        (["—"], "So — and so.", ["—"]),
        (["naïve", "ÉTÉ"], "Naïve, été.", ["Naïve", "été"]),
        (["tea"], "`tea` and *t*ea and teas.", ["tea"]),
        (["red tea"], "Red *tea* and red [tea](x).", ["Red tea", "red tea"]),
    ],
)
def test_a_term_is_found_as_a_reader_would(terms: list[str], text: str, expected: list[str]) -> None:
    assert words(terms, text) == expected


def test_parts_of_words_and_letter_case_are_looked_at_on_request() -> None:
    assert words(["tea"], "Steam, tea.", whole_words=False) == ["tea", "tea"]
    assert words(["/te\\w/"], "Steam, tea.", whole_words=False) == ["tea", "tea"]
    assert words(["Tea"], "tea, Tea", match_case=True) == ["Tea"]
    assert words(["/Te\\w/"], "tea, Tea", match_case=True) == ["Tea"]


PLAIN = st.text(alphabet="ab .'", max_size=60)
TERM = st.text(alphabet="ab .'", min_size=1, max_size=8).filter(str.strip)


@settings(max_examples=300, deadline=None)
@given(st.lists(TERM, min_size=1, max_size=4), PLAIN)
def test_phrases_are_found_where_one_expression_finds_them(terms: list[str], text: str) -> None:
    post = Post("a.md", text)
    searched = scope(post, ["text"])
    found = [(p.stretch.text, p.start) for p in Phrases(terms).find(searched)]
    expected = []
    for one in searched.stretches:
        starts = set()
        for term in terms:
            pattern = r"\s+".join(map(re.escape, term.split()))
            before = r"(?<!\w)" if term.strip()[0].isalnum() else ""
            after = r"(?!\w)" if term.strip()[-1].isalnum() else ""
            starts |= {m.start() for m in re.finditer(f"(?={before}{pattern}{after})", one.text)}
        expected.append((one.text, starts))
    assert all(any(text == whole and at in starts for whole, starts in expected) for text, at in found)
    assert bool(found) == any(starts for _, starts in expected)


@pytest.mark.parametrize("term", HOSTILE)
def test_a_hostile_expression_is_refused_when_it_is_read(term: str) -> None:
    start = time.monotonic()
    assert "can't be used: too slow" in why_wrong(term)
    assert time.monotonic() - start < 1
    with pytest.raises(ValueError, match="too slow"):
        phrases((term,))


def test_what_is_no_expression_is_told() -> None:
    assert "which can't be used" in why_wrong("/(/")
    assert "which can't be used" in why_wrong("/a)|(b/")
    assert "matches no text at all" in why_wrong("/x?/")
    assert "empty term" in why_wrong(" ")
    assert why_wrong("/in \\w{1,20} order/") == why_wrong("a (b") == why_wrong("/") == ""


RULE = """\
id: my-words
category: prose
check: pattern
severity: info
summary: Words.
message: "'{words}'"
why: They are mine.
options:
  phrases:
    - good words
    - %s
"""


@pytest.mark.parametrize("term", HOSTILE[:2])
def test_a_rule_with_a_hostile_expression_is_an_error_with_file_and_line(term: str, tmp_path: Path) -> None:
    file = tmp_path / "my-words.yaml"
    file.write_text(RULE % f"'{term}'", encoding="utf-8")
    with pytest.raises(RuleError, match="too slow") as caught:
        catalog.load([tmp_path])
    assert (caught.value.path, caught.value.line) == (str(file), 9)
    file.write_text(RULE % "ok" + "  scopes: [titel]\n", encoding="utf-8")
    with pytest.raises(RuleError, match="'titel' is no part of a post") as caught:
        catalog.load([tmp_path])
    assert caught.value.line == 12


def test_a_hostile_expression_in_the_configuration_names_the_rule(tmp_path: Path) -> None:
    file = tmp_path / "contentlint.toml"
    file.write_text(f"[rules.machine-phrase]\nphrases = ['{HOSTILE[0]}']\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"option 'phrases' has .*too slow.*in the rule 'machine-phrase'") as caught:
        RuleSet(catalog.load(), load(file))
    assert (caught.value.path, caught.value.line) == (str(file), 2)


@pytest.mark.parametrize("term", ["/a \\w{1,20} (?:\\w{1,20} ){0,3}z/", "/\\w+ \\w+x/", "/(?:ab?){1,20}c/"])
def test_what_is_let_pass_is_quick_on_the_worst_of_texts(term: str) -> None:
    expression = phrases((term,))
    for text in ("a" * 20_000, "ab " * 7_000, "a b " * 5_000):
        searched = scope(Post("a.md", text), ["text"])
        start = time.process_time()
        expression.find(searched)
        assert time.process_time() - start < 5
