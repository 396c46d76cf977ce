"""Astro's content configuration as JSON Schema: what is read, and that what is not read asks for nothing."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.catalog.rule import Context
from contentlint.checks import front_matter_schema
from contentlint.post.post import Post
from contentlint.schema.defined import Defined
from contentlint.schema.finder import SchemaFinder
from contentlint.schema.origins import defined

DATE = {"type": "date", "format": "date"}
READ = {"x-takes": "date", "format": "date"}
PROBE = json.loads((Path(__file__).parent / "probes" / "zod.json").read_text(encoding="utf-8"))
EXAMPLE = Path(__file__).parents[2] / "examples" / "blog"


def collections(text: str, **files: str) -> list[Defined]:
    """The collections of a `content.config.ts`, with other files of `src/`."""
    more = {f"src/{name}.ts": other for name, other in files.items()}
    return defined("", {"src/content.config.ts": text, **more}.get)


def refused(text: str, front: str, **files: str) -> list[str]:
    """What of a post is reported: the message and the words."""
    more = {f"src/{name}.ts": other for name, other in files.items()}
    finder = SchemaFinder({"src/content.config.ts": text, **more}.get)
    post = Post("src/content/blog/kettle.md", front + "\nWords.\n")
    context = Context(today=dt.date(2026, 11, 23), schema_for=finder)
    found = front_matter_schema.check(post, front_matter_schema.Options(), context)
    return [f"{hit.message} {hit.span.cut(post.text)}" for hit in found]


def field(expression: str, before: str = "") -> tuple[dict[str, Any], bool]:
    """The schema of a key with that expression, and whether the key is required."""
    text = (
        f"{before}\nconst blog = defineCollection({{ schema: ({{ image }}) => z.object({{ k: {expression}, }}) }});\n"
        "export const collections = { blog };"
    )
    [collection] = collections(text)
    assert collection.schema is not None
    return collection.schema["properties"]["k"], "k" in collection.schema["required"]


@pytest.mark.parametrize(
    ("expression", "schema", "required"),
    [
        ("z.string()", {"type": "string"}, True),
        (
            'z.string().min(5).max(70, "it\'s too long, really")',
            {"type": "string", "minLength": 5, "maxLength": 70},
            True,
        ),
        ("z.string().optional()", {"type": "string"}, False),
        ("z.boolean().default(false)", {"type": "boolean"}, False),
        ("z.number().int().min(1)", {"type": "integer", "minimum": 1}, True),
        ("z.date()", DATE, True),
        ("z.coerce.date().optional()", READ, False),
        ("z.coerce.number()", {"x-takes": "number"}, True),
        (
            "z\n  .string()\n  .or(z.date())\n  .transform((v) => new Date(v))",
            {"anyOf": [{"type": "string"}, DATE]},
            True,
        ),
        ("z.enum(['a', 'b'])", {"enum": ["a", "b"]}, True),
        ("z.enum(KINDS)", {"enum": ["x", "y"]}, True),
        ("z.literal('a')", {"enum": ["a"]}, True),
        ("z.array(z.string()).nonempty()", {"type": "array", "items": {"type": "string"}, "minItems": 1}, True),
        ("z.union([z.string(), z.number()])", {"anyOf": [{"type": "string"}, {"type": "number"}]}, True),
        ("z.string().nullable()", {"anyOf": [{"type": "string"}, {"type": "null"}]}, True),
        ("z.optional(z.string())", {"type": "string"}, False),
        ("image().refine((i) => i.width > 9, { message: 'a, b' })", {"type": "string"}, True),
        (
            "z.object({ a: z.string() })",
            {
                "type": "object",
                "properties": {"a": {"type": "string"}},
                "required": ["a"],
                "additionalProperties": False,
            },
            True,
        ),
        (
            "z.object({ a: z.string() }).passthrough()",
            {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]},
            True,
        ),
        ("SHARED.optional()", {"type": "string", "maxLength": 9}, False),
        # Code that is not read
        ("reference('authors')", {}, False),  # not imported here
        ("makeField(z.string())", {}, False),
        ("z.preprocess((x) => x, z.string())", {}, False),
        ("z.string().someNewThing()", {}, False),
        ("isDev ? z.string() : z.number()", {}, False),
        ("z.enum(importedKinds)", {}, False),
    ],
)
def test_fields(expression: str, schema: dict[str, Any], required: bool) -> None:
    before = "const KINDS = ['x', 'y'] as const;\nconst SHARED = z\n  .string()\n  .max(9)\nconst other = 1"
    assert field(expression, before) == (schema, required)


@pytest.mark.parametrize(
    ("definition", "base"),
    [
        ("defineCollection({ type: 'content', schema: z.object({}) })", "src/content/blog"),
        ("defineCollection({ loader: glob({ pattern: '**/*.md', base: './posts/' }), schema: z.object({}) })", "posts"),
    ],
)
def test_where_a_collection_is(definition: str, base: str) -> None:
    for text in (
        f"export const collections = {{ blog: {definition} }};",
        f"const b = {definition};\nexport const collections = {{ 'blog': b }};",
    ):
        [collection] = collections(text)
        assert (collection.name, collection.schema is not None) == ("blog", True)
        assert (collection.holds(f"{base}/a.md"), collection.holds("a.md")) == (True, False)


def test_a_spread_opens_the_schema() -> None:
    [blog] = collections(
        "export const collections = { blog: defineCollection({ schema: z.object({ ...a, t: z.string() }) }) };"
    )
    assert blog.schema is not None
    assert "additionalProperties" not in blog.schema


@pytest.mark.parametrize(
    "definition",
    [
        "defineCollection({ schema: imported })",
        "defineCollection({})",
        "defineCollection({ schema: docsSchema() })",
    ],
)
def test_a_schema_that_is_not_read(definition: str) -> None:
    assert [c.schema for c in collections(f"export const collections = {{ blog: {definition} }};")] == [None]


def test_the_example_says_what_astro_writes() -> None:
    [blog] = defined("", lambda path: (EXAMPLE / path).read_text() if (EXAMPLE / path).is_file() else None)
    written = json.loads((EXAMPLE / ".astro" / "collections" / "blog.schema.json").read_text())["definitions"]["blog"]
    assert blog.schema is not None
    assert blog.schema["required"] == written["required"]
    assert blog.unread == ()
    assert blog.schema["properties"].keys() == written["properties"].keys()
    assert blog.schema["properties"]["category"]["enum"] == written["properties"]["category"]["enum"]


@given(
    st.lists(
        st.sampled_from(["z", ".string", "()", "(", ")", "{", "}", "[", "]", ",", "'a'", "`", ":", "=>", "...", "\n"])
    )
)
def test_never_raises(parts: list[str]) -> None:
    collections(f"const b = defineCollection({{ schema: {''.join(parts)} }});\nexport const collections = {{ b }};")


MISSED = (
    "preprocess", "pipe(", "coerce.number()", "coerce.date()", "templateLiteral", "toLowerCase", "overwrite", "check(",
    "json()", "trim()", "email()",
)  # fmt: skip
"""Calls of which less is read than there is to know: their cases may be missed, and no other."""


@pytest.mark.parametrize(("before", "schema", "fronts"), PROBE["cases"], ids=lambda part: str(part)[:60])
def test_what_is_refused_is_what_zod_refuses(before: str, schema: str, fronts: dict[str, str]) -> None:
    text = (
        "import { z } from 'astro/zod';\n" + before.replace(";", "\n") + "\n"
        f"export const collections = {{ blog: defineCollection({{ schema: {schema} }}) }};"
    )
    told = {front: bool(refused(text, front)) for front in fronts}
    assert [front for front, marks in fronts.items() if told[front] and "." in marks] == []
    missed = [front for front, marks in fronts.items() if not told[front] and set(marks) <= {"x", "?"}]
    assert missed == [] or any(word in schema for word in MISSED)
