"""Astro's content configuration as JSON Schema: what is read, and that what is not read asks for nothing."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs import run

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


SYNC = json.loads((Path(__file__).parent / "probes" / "astro-sync.json").read_text(encoding="utf-8"))["sites"]


@pytest.mark.parametrize("name", SYNC)
def test_what_stops_a_build_is_told(name: str) -> None:
    files, marks = SYNC[name]["files"], SYNC[name]["told"]
    finder = SchemaFinder(files.get)
    context = Context(today=dt.date(2026, 11, 23), schema_for=finder)
    posts = [Post(path, text) for path, text in files.items() if path.endswith(".md")]
    options = front_matter_schema.Options()
    told = any(list(front_matter_schema.check(post, options, context)) for post in posts)
    assert told == (set(marks) == {"x"})


HEAD = "import { defineCollection, reference } from 'astro:content';\nimport { z as zod } from 'astro/zod';\n"


def site(schema: str, before: str = "") -> str:
    return f"{HEAD}{before}\nexport const collections = {{ blog: defineCollection({{ schema: {schema} }}) }};"


@pytest.mark.parametrize(
    ("schema", "before", "files", "front", "expected"),
    [
        ("zod.object({ a: zod.string() })", "", {}, "a: 1", ["wrong-type 1"]),
        (
            "S.post",
            "import * as S from './s'",
            {"s": "export const post = z.object({ a: z.string() });"},
            "b: 1",
            ["missing ---"],
        ),
        ("s.post", "const s = { post: zod.object({ a: zod.string() }) };", {}, "b: 1", ["missing ---"]),
        ("base(zod.number())", "const base = (t) => zod.object({ a: t });", {}, "a: x", ["wrong-type x"]),
        (
            "zod.object({ ...seo(9), b: zod.string() })",
            "function seo(most) {\n  return { a: zod.string().max(most) };\n}",
            {},
            "a: Far too long\nb: x",
            ["too-long Far too long"],
        ),
        ("make()", "function make() { return zod.object({ a: zod.string() }); }", {}, "b: 1", ["missing ---"]),
        (
            "make()",
            "function make() { if (x) { return one; } return zod.object({ a: zod.string() }); }",
            {},
            "b: 1",
            [],
        ),
        ("far", "import { far } from 'somewhere'", {}, "b: 1", []),
        ("zod.object({ a: zod.string(), ...far })", "import { far } from 'somewhere'", {}, "b: 1", []),
        ("zod.object({ ...far, a: zod.string() })", "import { far } from 'somewhere'", {}, "b: 1", ["missing ---"]),
        ("near.extend(far)", "import { far } from 'x'; const near = zod.object({ a: zod.string() });", {}, "b: 1", []),
        ("near.merge(far)", "import { far } from 'x'; const near = zod.object({ a: zod.string() });", {}, "b: 1", []),
        ("near.omit(mask)", "import { mask } from 'x'; const near = zod.object({ a: zod.string() });", {}, "b: 1", []),
        (
            "zod.object({ a: zod.enum(KINDS) })",
            "import { KINDS } from './kinds'",
            {"kinds": "export const KINDS = ['note', 'essay'] as const;"},
            "a: talk",
            ["not-allowed talk"],
        ),
        (
            "zod.object({ a: zod.nativeEnum(Kind) })",
            "import { Kind } from './kinds'",
            {"kinds": "export enum Kind { Note = 'note', Essay = 'essay' }"},
            "a: Note",
            ["not-allowed-near Note"],
        ),
        ("zod.object({ a: zod.string() }).strict()", "", {}, "a: x\nb: 1", ["refused b"]),
        ("zod.object({ kettle: zod.string().optional() }).strict()", "", {}, "ketle: x", ["refused-near ketle"]),
        ("tree", "const tree = zod.object({ a: zod.lazy(() => zod.array(tree)) })", {}, "a: [1]", ["wrong-type 1"]),
        (
            "({ image }) => zod.object({ a: image().optional(), b: reference('blog') })",
            "",
            {},
            "a: [x]",
            ["missing ---", "wrong-type [x]"],
        ),
        ("(c) => zod.object({ a: c.image() })", "", {}, "b: 1", ["missing ---"]),
    ],
)
def test_where_a_schema_is_written(
    schema: str, before: str, files: dict[str, str], front: str, expected: list[str]
) -> None:
    files = {name: "import { z } from 'astro/zod';\n" + text for name, text in files.items()}
    assert refused(site(schema, before), f"---\n{front}\n---\n", **files) == expected


def test_what_is_not_read_is_known() -> None:
    text = site("zod.object({ a: far, b: zod.object({ c: far }), d: zod.string() })", "import { far } from 'somewhere'")
    [blog] = collections(text)
    assert blog.unread == ("a", "b.c")
    finder = SchemaFinder({"src/content.config.ts": text}.get)
    assert finder.unread(".") == ["the collection 'blog' in content.config.ts: `a`, `b.c` are not read"]
    [blog] = collections(site("far", "import { far } from 'somewhere'"))
    assert (blog.schema, blog.unread) == (None, ("",))


def test_dates_keep_their_fixes() -> None:
    schema = "zod.object({ day: zod.date(), text: zod.string() })"
    finder = SchemaFinder({"src/content.config.ts": site(schema)}.get)
    post = Post("src/content/blog/kettle.md", '---\nday: "2026-03-01"\ntext: 2026-03-01\n---\n')
    context = Context(today=dt.date(2026, 11, 23), schema_for=finder)
    hits = list(front_matter_schema.check(post, front_matter_schema.Options(), context))
    assert [hit.fix and hit.fix.edits[0].text for hit in hits] == ["2026-03-01", '"2026-03-01"']


@pytest.mark.parametrize(
    "text",
    [
        "const s = {...s, ...s};\nexport const collections = { a: defineCollection({ schema: z.object({...s}) }) };",
        f"export const collections = {{ a: defineCollection({{ schema: {'(' * 20_000} }}) }};",
        f"export const collections = {{ a: defineCollection({{ schema: {'z.object({a: ' * 999}1{'})' * 999} }}) }};",
        "const l = [...l, ...l];\nexport const collections = { a: defineCollection({ schema: z.union(l) }) };",
    ],
)
def test_what_has_no_end_is_read_to_an_end(text: str) -> None:
    before = time.process_time()
    collections(text)
    assert time.process_time() - before < 2


def test_the_site_says_what_it_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = site("zod.object({ a: zod.string(), b: far })", "import { far } from 'somewhere'")
    for name, words in {
        "astro.config.mjs": "export default {};",
        "src/content.config.ts": text,
        "src/content/blog/kettle.md": "---\na: x\n---\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(words, encoding="utf-8")
    assert "the collection 'blog' in content.config.ts: `b` is not read" in run("site", ".").stdout
    told = run("site", "--file", "src/content/blog/kettle.md").stdout
    assert "schema: the collection 'blog' in content.config.ts (not read: b)" in told
