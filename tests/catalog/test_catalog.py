"""Rule files: strict, with errors that name file, line and the nearest valid key."""

from __future__ import annotations

import dataclasses
import datetime as dt
import textwrap
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contentlint.catalog import catalog, rulefile
from contentlint.catalog.options import placeholders, settable, why_unsaid
from contentlint.catalog.rule import Context, Rule
from contentlint.errors import ConfigError, RuleError
from contentlint.post.post import Post
from contentlint.run import engine, testing
from contentlint.run.config import ActiveRule, Config, Override, RuleSet, load
from contentlint.site import MemoryTree, only

GOOD = """\
id: no-past-year
category: freshness
check: year
severity: warning
summary: A summary.
message: "{year} is past"
why: Because.
examples:
  - bad: "The best tools of ⟦2021⟧ for remote teams"
    today: 2026-01-01
  - good: "Founded in 2021, it grew quickly."
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "rule.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_rule_is_read(tmp_path: Path) -> None:
    rule = rulefile.read_rule(write(tmp_path, GOOD))
    assert (rule.id, rule.category, rule.severity) == ("no-past-year", "freshness", "warning")
    example = rule.examples[0]
    assert example.text[slice(*example.spans[0])] == "2021"
    assert "⟦" not in example.text


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (("severity:", "severty:"), 4, "did you mean 'severity'"),
        (("severity: warning", "severity: warn"), 4, "severity 'warn' is not one of error, warning, info"),
        (("check: year", "check: yaer"), 3, "did you mean 'year'"),
        (("id: no-past-year", "id: Rule_1"), 1, "lower-case words"),
        (("category: freshness", "category: fresh"), 2, "category 'fresh' is not one of"),
        (("why: Because.", "options: {no-such: 1}\nwhy: Because."), 7, "unknown option 'no-such'"),
        (("  - bad:", "  - badd:"), 9, "either `bad` or `good`"),
        (("⟦2021⟧", "2021"), 9, "marks what must be reported"),
        (("    today: 2026-01-01", "    today: soon"), 9, "is not a date"),
        (("    today:", "    tody:"), 9, "did you mean 'today'"),
        (("summary: A summary.", "summary: [unclosed"), None, "is not valid YAML"),
        (('"{year} is past"', "5"), 6, "must be a text, not 5"),
        (('"{year} is past"', '"{yaer} is past"'), 6, "asks for {yaer}"),
        (("why: Because.", "messages: {forcast: x}\nwhy: Because."), 7, "did you mean 'forecast'"),
        (("category: freshness", "category: [x]"), 2, "category ['x'] is not one of"),
        (("2026-01-01", "2026-13-45"), 10, "month must be in 1..12"),
        (("why: Because.", "why: Because.\nenabled: maybe"), 8, "`enabled` must be true or false"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, change: tuple[str, str], line: int | None, message: str
) -> None:
    path = write(tmp_path, GOOD.replace(*change))
    with pytest.raises(RuleError) as caught:
        rulefile.read_rule(path)
    assert message in caught.value.message
    assert caught.value.path == str(path)
    if line is not None:
        assert caught.value.line == line


def test_a_bad_term_names_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    (folder / "mine.yaml").write_text("id: mine\nsummary: s\nterms:\n  - fine\n  - '/(/'\n", encoding="utf-8")
    with pytest.raises(RuleError, match="not a regular expression") as caught:
        catalog.load([tmp_path])
    assert caught.value.line == 5


def test_a_rule_of_the_users_own_joins_the_others(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    loaded = catalog.load([tmp_path])
    assert "no-past-year" in loaded.rules
    assert "stale-year" in loaded.rules


def test_one_of_two_rules_with_one_id_is_not_dropped_without_a_word(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "a.yml").write_text("# mine\n" + GOOD, encoding="utf-8")
    with pytest.raises(RuleError, match=r"rule 'no-past-year' is also defined by .*a\.yml: give") as caught:
        catalog.load([tmp_path])
    assert (caught.value.path, caught.value.line) == (str(tmp_path / "rule.yaml"), 1)
    # A file named after another one is meant to be heard in its place.
    assert catalog.load([tmp_path / "a.yml", tmp_path / "rule.yaml"]).rules["no-past-year"].path.endswith("rule.yaml")


def test_a_category_may_be_ones_own(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("category: freshness", "category: house-style"))
    loaded = catalog.load([tmp_path])
    assert list(loaded.rules)[-1] == "no-past-year"  # after the built-in ones
    assert loaded.select(["house-style"]) == {"no-past-year"}
    rules = RuleSet(loaded, Config(rules={"house-style": "error", "freshness": "off"}))
    assert [a.severity for a in rules.for_post("") if a.rule.id == "no-past-year"] == ["error"]
    (tmp_path / "vale-words").mkdir()
    write(tmp_path / "vale-words", GOOD.replace("category: freshness\n", "").replace("no-past-year", "other"))
    assert catalog.load([tmp_path]).rules["other"].category == "vale-words"
    write(tmp_path, GOOD.replace("category: freshness", "category: stale-year"))
    with pytest.raises(RuleError, match="category 'stale-year' is also the id of a rule"):
        catalog.load([tmp_path])


def test_names_stand_for_rules_and_categories() -> None:
    loaded = catalog.load()
    assert loaded.select(["stale-year"]) == {"stale-year"} == loaded.select(["freshness/stale-year"])
    assert "broken-anchor" in loaded.select(["links"])
    with pytest.raises(RuleError, match="did you mean 'stale-year'"):
        loaded.select(["stale-yaer"])


def test_every_example_of_every_rule_holds() -> None:
    loaded = catalog.load(examples=True)
    failures = [str(failure) for rule in loaded.rules.values() for failure in testing.run(rule, loaded)]
    assert not failures


def test_an_example_that_does_not_hold_is_told(tmp_path: Path) -> None:
    text = textwrap.dedent(GOOD).replace("⟦2021⟧ for", "2021 ⟦for⟧")
    rule = rulefile.read_rule(write(tmp_path, text))
    (failure,) = testing.run(rule, catalog.load([tmp_path]))
    assert failure.line == 9
    assert "'2021'" in failure.message


def test_rule_files_are_named_yaml_or_yml_and_stand_in_folders(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "down"
    folder.mkdir(parents=True)
    (folder / "a.yml").write_text(GOOD, encoding="utf-8")
    (folder / "b.txt").write_text("no rule", encoding="utf-8")
    (folder / "B.YML").write_text(GOOD.replace("no-past-year", "b"), encoding="utf-8")
    assert {"no-past-year", "b"} <= catalog.load([tmp_path]).rules.keys()
    assert "no-past-year" in catalog.load([folder / "a.yml"]).rules


def test_a_folder_of_rules_that_is_not_there_is_told(tmp_path: Path) -> None:
    for name in ("gone", "a\0b", "x" * 5_000):
        with pytest.raises(RuleError):
            catalog.load([tmp_path / name])


def test_a_word_list_beside_one_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "mine.yml").write_text("id: mine\nbeside: vague-sorces\nterms: [a]\n", encoding="utf-8")
    with pytest.raises(RuleError, match="is called 'vague-sorces'; did you mean 'vague-sources'") as caught:
        catalog.load([tmp_path])
    assert caught.value.line == 2


def test_every_rule_can_say_what_its_check_finds() -> None:
    for rule in catalog.load().rules.values():
        check: Any = catalog.find_check(rule.check)
        options = catalog.as_options(check, rule.options, lambda message, key: AssertionError(f"{key}: {message}"))
        assert check.MESSAGES, rule.id
        assert why_unsaid(check, options, rule.messages) == "", rule.id
        assert set(rule.messages) <= {"", *check.MESSAGES}, rule.id
        for text in rule.messages.values():
            placeholders(text)


def _other(hint: Any, default: Any) -> Iterator[Any]:
    """Plausible values of an option other than its default."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        yield from (value for value in arguments if value != default)
    elif hint is bool:
        yield not default
    elif hint is int:
        yield from (1, 50)
    elif hint is float:
        yield from (0.5, 1.0)
    elif hint is str:
        yield "x"
    elif origin is tuple and typing.get_origin(arguments[0]) is typing.Literal:
        yield from ([value] for value in typing.get_args(arguments[0]))
        yield list(typing.get_args(arguments[0]))
    elif origin is frozenset:  # parts of a post
        yield from ([], ["title", "h2", "front-matter:draft"])
    elif origin is tuple and typing.get_origin(arguments[0]) is tuple:
        yield from ([], [["x", "title"], ["tools"]])
    elif origin is tuple:
        yield from ([], ["x", "title", "draft"])
    elif arguments == (str, str):
        yield from ({}, {"x": "title", "rel": ""})
    elif typing.get_args(hint)[1] is Any:
        yield {"type": "object", "required": ["zz"], "additionalProperties": False}
    else:
        yield {"hugo": ["Created"], "": []}


def _extremes(hint: Any) -> Iterator[Any]:
    """Values of the right type that nobody writes, some of which are refused."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is int:
        yield from (0, -1, 10**9, -(10**9), 10**40)
    elif hint is float:
        yield from (0, -1, 50, 1e-300, 1e308, -1e308, 10**40)
    elif hint is str:
        yield from ("", "\0", "{x}" * 2_000)
    elif origin in (tuple, frozenset) and arguments[0] is str:
        yield from ([""], ["\0", "{key}", "%s", "é", "x" * 5_000, ".*", "**"], ["("], [".*"] * 2_000)
    elif origin is tuple:
        yield []
    elif origin is not typing.Literal and hint is not bool:
        yield {}


LOADED = catalog.load(examples=True)
OPTIONS = [
    (rule.id, option.name) for rule in LOADED.rules.values() for option in settable(catalog.find_check(rule.check))
]
EVERYDAY = """\
---
title: The best tools of 2021 # note
description: Too short
date: 01/02/2024
updated: 2020-01-01
draftt: true
tags: [a, a]
---

# One

### Three

In 2019, 45% of users left, a study found. See [here](gone.md), [](x), [a](#no) and ![](a.png).

[unused]: /x
"""


@pytest.mark.parametrize(("rule_id", "option"), OPTIONS)
def test_any_option_of_any_rule_can_be_set(rule_id: str, option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = LOADED.rules[rule_id]
    told: Any = catalog.find_check(rule.check)
    plainly = Rule.say

    def say(self: Rule, key: str, values: dict[str, Any]) -> str:
        assert set(told.MESSAGES[key].values) <= set(values), key
        return plainly(self, key, values)

    monkeypatch.setattr(Rule, "say", say)
    hint = typing.get_type_hints(catalog.find_check(rule.check).Options)[option]
    for value, is_extreme in (
        *((value, False) for value in _other(hint, rule.options.get(option))),
        *((value, True) for value in _extremes(hint)),
    ):
        try:
            rules = RuleSet(LOADED, Config(rules={rule_id: {option.replace("_", "-"): value}}), sources=True)
        except ConfigError as error:
            assert is_extreme, error
            assert error.message.startswith(f"option '{option.replace('_', '-')}' ")
            continue
        active = [a for a in rules.for_post("") if a.rule.id == rule_id]
        assert len(active) == 1
        for example in [*(rule.examples[:2] if is_extreme else rule.examples), None]:
            text, path = (example.text, example.path) if example else (EVERYDAY, "post.md")
            today = (example and example.today) or testing.TODAY
            site = only(MemoryTree({**(example.files if example else {}), path: text}), today=today)
            sources = dict(example.sources) if example else {}
            more = testing._schema(example) if example else {}
            context = Context(today, rules.vocabulary, site, sources, **more)
            post = Post(path, text)
            result = engine.lint(post, active, context)
            whole = engine.lint_site(active, context, lambda path, post=post: post, {path}, set)  # type: ignore[misc]
            assert not result.problems + whole.problems, value


def test_a_message_that_asks_for_what_there_is_not_is_a_mistake_of_the_rule() -> None:
    rule = dataclasses.replace(LOADED.rules["title-length"], messages={"": "{nothing} here"})
    options = catalog.find_check(rule.check).Options(max_length=3)
    post = Post("post.md", "---\ntitle: Kettles\n---\n")
    found = engine.lint(post, [ActiveRule(rule, "info", options)], Context(testing.TODAY))
    assert found.findings == []
    (problem,) = found.problems
    assert "the main message of 'title-length' asks for {nothing}, and the check gives {key}" in problem
    assert Path(problem.partition(":")[0]).absolute() == Path(rule.path)


@pytest.mark.parametrize("overrides", [False, True])
def test_what_a_rule_looks_for_is_not_set(tmp_path: Path, overrides: bool) -> None:
    file = tmp_path / "contentlint.toml"
    head = '[[overrides]]\npaths = ["no-post.md"]\n[overrides.rules' if overrides else "[rules"
    file.write_text(f'{head}.orphan-post]\nfault = "segment"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="option 'fault' says what the rule looks for") as caught:
        RuleSet(LOADED, load(file))
    assert caught.value.line == (4 if overrides else 2)


def test_a_message_that_a_rule_has_not_is_its_main_one(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    rules = RuleSet(catalog.load([tmp_path]), Config())
    active = [a for a in rules.for_post("") if a.rule.id == "no-past-year"]
    context = Context(dt.date(2026, 1, 1), rules.vocabulary)
    forecast = Post("a.md", "The market will grow to $5 billion by 2023.\n")
    found = engine.lint(forecast, active, context)
    assert not found.problems
    assert [f.message for f in found.findings] == ["2023 is past"]
    theirs = [a for a in rules.for_post("") if a.rule.id == "stale-year"]
    assert engine.lint(forecast, theirs, context).findings[0].message.startswith("a forecast for 2023")


def test_a_rule_needs_a_message_for_what_its_options_find(tmp_path: Path) -> None:
    text = GOOD.partition("examples:")[0].replace("check: year", "check: field_length").replace("{year}", "{count}")
    write(tmp_path, text + "options: {min-length: 5}\n")
    with pytest.raises(RuleError, match="needs the message 'short'") as caught:
        catalog.load([tmp_path])
    assert caught.value.line == 6
    write(tmp_path, text + "options: {max-length: 5}\n")
    loaded = catalog.load([tmp_path])
    with pytest.raises(ConfigError, match=r"needs the message 'short'.* add it to the rule's `messages`"):
        RuleSet(loaded, Config(rules={"no-past-year": {"min-length": 5}}))
    override = Override(("no-post.md",), {"no-past-year": {"min-length": 5}})
    with pytest.raises(ConfigError, match="needs the message 'short'"):
        RuleSet(loaded, Config(overrides=(override,)))
