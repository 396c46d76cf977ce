"""Astro's content configuration as JSON Schema: what is read, and that what is not read asks for nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.schema.zod import collections

DATE = {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]}
EXAMPLE = Path(__file__).parents[2] / "examples" / "blog"


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
        ("z.coerce.date().optional()", DATE, False),
        ("z.coerce.number()", {}, True),
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
        ("reference('authors')", {}, False),
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
        assert (collection.name, collection.base, collection.schema is not None) == ("blog", base, True)


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
        "x",
    ],
)
def test_a_schema_that_is_not_read(definition: str) -> None:
    assert [c.schema for c in collections(f"export const collections = {{ blog: {definition} }};")] == [None]


def test_the_example_says_what_astro_writes() -> None:
    [blog] = collections((EXAMPLE / "src" / "content.config.ts").read_text())
    written = json.loads((EXAMPLE / ".astro" / "collections" / "blog.schema.json").read_text())["definitions"]["blog"]
    assert blog.schema is not None
    assert blog.schema["required"] == written["required"]
    assert blog.schema["properties"].keys() == written["properties"].keys()
    assert blog.schema["properties"]["category"]["enum"] == written["properties"]["category"]["enum"]


@given(
    st.lists(
        st.sampled_from(["z", ".string", "()", "(", ")", "{", "}", "[", "]", ",", "'a'", "`", ":", "=>", "...", "\n"])
    )
)
def test_never_raises(parts: list[str]) -> None:
    collections(f"const b = defineCollection({{ schema: {''.join(parts)} }});\nexport const collections = {{ b }};")
