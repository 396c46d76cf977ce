"""The front-matter rules over whatever a writer may leave behind: no crash, exact places, fixes that mend."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from contentlint.catalog import catalog
from contentlint.catalog.catalog import as_options, find_check
from contentlint.catalog.rule import Context
from contentlint.finding import Finding
from contentlint.post.post import Post
from contentlint.run import engine
from contentlint.run.config import ActiveRule
from contentlint.run.fix import apply_fixes
from contentlint.schema.schemas import Schema, inline

TODAY = dt.date(2026, 11, 23)
CATEGORIES = ("front-matter", "seo", "structure", "accessibility", "readability")


@cache
def rules() -> tuple[ActiveRule, ...]:
    def error(message: str, key: Any) -> Exception:
        return AssertionError(f"{message} ({key})")

    return tuple(
        ActiveRule(rule, rule.severity, as_options(find_check(rule.check), rule.options, error))
        for rule in catalog.load().rules.values()
        if rule.category in CATEGORIES and "lists" not in rule.options
    )


@cache
def schema() -> Schema:
    return inline(
        {
            "type": "object",
            "required": ["title", "date"],
            "properties": {
                "title": {"type": "string", "minLength": 2, "maxLength": 40},
                "date": {"anyOf": [{"type": "string", "format": "date"}, {"type": "integer"}]},
                "category": {"enum": ["bread", "cakes"]},
                "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
                "draft": {"type": "boolean"},
                "cover": {
                    "oneOf": [
                        {"type": "string", "pattern": "^/"},
                        {"type": "object", "required": ["src"], "properties": {"src": {"type": "string"}}},
                    ]
                },
            },
            "additionalProperties": False,
        }
    )


def lint(text: str) -> list[Finding]:
    context = Context(TODAY, schema_for=lambda path: schema())
    post = Post("post.md", text)
    result = engine.lint(post, rules(), context)
    assert result.problems == []
    for finding in result.findings:
        assert text[finding.span.start : finding.span.end] == finding.excerpt
        assert "{" not in finding.message or "{" in text
    return result.findings


keys = st.sampled_from(["title", "tilte", "date", "category", "tags", "tag", "draft", "cover", "pubDate", "x y", "é"])
words = st.sampled_from(
    ["bread", "braed", "Our #1", "a: b", "2026-02-30", "Jan 5", "yes", "03/04/2026", "", "😀 loaf", "/a"]
)
values = st.recursive(
    words | st.integers(-5, 3000) | st.booleans() | st.none() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["src", "alt"]), inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(keys, values, max_size=6), st.sampled_from(["\n", "\r\n"]), st.booleans())
@settings(deadline=None)
def test_sound_front_matter_of_any_kind(data: dict[str, Any], newline: str, flow: bool) -> None:
    written = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, line_break=newline, sort_keys=False)
    lint(f"---{newline}{written}---{newline}{newline}Words.{newline}")


lines = st.sampled_from(
    [
        "title: Bread: a start", "title: 'it's", "title: #1", "tags: [a, b", "tags: a, b", "\tdraft: yes",
        "draft: yes",
        "category: braed", "- a", "date: 2026-13-01", "cover: {src: }", "x", "title: x", "title: y", "cover: *a",
        "é: 😀",
        "cover: &a [*a]", "title: |", "  text", "date: 2026", "---", "", "## A", "#### B", "![](a.png)", "[here](b)",
    ]
)  # fmt: skip


@given(st.lists(lines, max_size=8), st.sampled_from(["---", "----", "", "..."]))
@settings(deadline=None, max_examples=200)
def test_broken_front_matter_of_any_kind(body: list[str], closing: str) -> None:
    text = "\n".join(["---", *body, closing, "", "Words.", ""])
    lint(text)
    fixed, _ = apply_fixes(text, lint)
    assert apply_fixes(fixed, lint)[0] == fixed
