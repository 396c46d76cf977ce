"""Schemas of other tools: which posts they hold for, and what they say. Built where the comments say so."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from contentlint.catalog.rule import Context
from contentlint.checks import front_matter_schema
from contentlint.post.post import Post
from contentlint.schema.finder import SchemaFinder


def told(files: dict[str, str], path: str, front: str) -> list[str] | None:
    """What is said of a post: the message, the words, and "mild" for a warning; None when it has no schema."""
    finder = SchemaFinder(files.get)
    if finder(path) is None:
        return None
    post = Post(path, f"---\n{front}---\n\nWords.\n")
    context = Context(today=dt.date(2026, 11, 23), schema_for=finder)
    found = front_matter_schema.check(post, front_matter_schema.Options(), context)
    said = [
        f"{hit.message} {hit.values['key']} {hit.span.cut(post.text)}" + (" mild" if hit.severity == "warning" else "")
        for hit in found
    ]
    return sorted(said)


# Built with Velite 0.4: `types.md` and `dated.md` are left out, `bad.md` is kept with two notes, a date is a text.
VELITE = {
    "velite.config.ts": """
        import { defineConfig, defineCollection, s } from 'velite'
        const posts = defineCollection({ name: 'Post', pattern: 'posts/**/*.md', schema: s.object({
            title: s.string().max(9), slug: s.slug('p'), day: s.isodate(), when: s.string().optional(),
            d: s.date().optional(), excerpt: s.excerpt(), body: s.markdown(), toc: s.toc() }) })
        export default defineConfig({ collections: { posts } })"""
}


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: Fine\nslug: fine\nday: 2026-03-01\nwhen: 2026-03-01\n", []),
        ("title: Fine\nslug: Upper-X\nday: Mar 3 2026\n", []),
        ("title: Fine\nslug: fine\nday: 2026-03-01\nd: 2026-03-01\n", ["wrong-type `d` 2026-03-01"]),
        ("title: 2024\nslug: fine\nday: 2026-03-01\n", ["wrong-type `title` 2024"]),
        (
            "title: Far too long a title\nslug: a b\nday: 2026-03-01\n",
            ["too-long `title` Far too long a title mild", "pattern `slug` a b mild"],
        ),
        ("title: Fine\nslug: fine\n", ["missing `day` ---"]),
    ],
)
def test_velite(front: str, expected: list[str]) -> None:
    assert told(VELITE, "content/posts/2026/kettle.md", front) == sorted(expected)


def test_velite_where() -> None:
    assert told(VELITE, "content/pages/kettle.md", "title: 1\n") is None
    assert told(VELITE, "posts/kettle.md", "title: 1\n") is None


# Built with content-collections 0.15: of these `title: 2024` stops the build, a date is a text.
COLLECTIONS = {
    "content-collections.ts": """
        import { defineCollection, defineConfig } from "@content-collections/core";
        import { z } from "zod";
        const posts = defineCollection({ name: "posts", directory: "content/posts", include: "**/*.md",
            schema: z.object({ title: z.string(), day: z.string(), content: z.string() }) });
        export default defineConfig({ content: [posts] });"""
}


def test_content_collections() -> None:
    path = "content/posts/kettle.md"
    assert told(COLLECTIONS, path, "title: Fine\nday: 2026-03-01\n") == []
    assert told(COLLECTIONS, path, "title: 2024\nday: soon\n") == ["wrong-type `title` 2024"]
    assert told(COLLECTIONS, "content/kettle.md", "title: 2024\n") is None
    own = {"content-collections.ts": COLLECTIONS["content-collections.ts"].replace("schema:", "parser: mine, schema:")}
    assert told(own, path, "title: 2024\n") is None
    shape = COLLECTIONS["content-collections.ts"].replace("schema: z.object({", "schema: (z) => ({")
    old = {"content-collections.ts": shape.replace("content: z.string() }) })", "content: z.string() }) })")}
    assert told(old, path, "title: 2024\nday: soon\n") == ["wrong-type `title` 2024"]


FUMADOCS = {
    "source.config.ts": """
        import { defineDocs, defineCollections, frontmatterSchema } from 'fumadocs-mdx/config';
        import { z } from 'zod';
        export const docs = defineDocs({ dir: 'content/docs' });
        export const blog = defineCollections({ type: 'doc', dir: 'content/blog',
            schema: frontmatterSchema.extend({ author: z.string(), date: z.date() }) });
        export const other = defineCollections({ type: 'doc', dir: 'content/other', schema: mine });
    """
}


def test_fumadocs() -> None:
    assert told(FUMADOCS, "content/docs/a.mdx", "description: A kettle\n") == ["missing `title` ---"]
    assert told(FUMADOCS, "content/docs/a.mdx", "title: A\nfull: much\nmore: 1\n") == ["wrong-type `full` much"]
    assert told(FUMADOCS, "content/blog/a.mdx", "title: 2026-03-01\nauthor: 3\ndate: 2026-03-01\n") == [
        "wrong-type `author` 3"
    ]
    assert told(FUMADOCS, "content/blog/a.mdx", "title: A\nauthor: Rosa\ndate: '2026-03-01'\n") == []
    assert told(FUMADOCS, "content/other/a.mdx", "x: 1\n") is None


NUXT = {
    "content.config.ts": """
        import { defineCollection, defineContentConfig } from '@nuxt/content'
        import { z } from 'zod'
        export default defineContentConfig({ collections: {
            blog: defineCollection({ type: 'page', source: 'blog/**/*.md',
                schema: z.object({ title: z.string(), tags: z.array(z.string()), day: z.date() }) }),
            far: defineCollection({ type: 'page', source: { repository: 'https://example.com/x', include: '**' },
                schema: z.object({ k: z.string() }) }),
        } })"""
}


def test_nuxt_builds_without_what_its_schema_asks_for() -> None:
    front = "tags: garden\nother: 1\n"
    assert told(NUXT, "content/blog/a.md", front) == ["missing `day` --- mild", "wrong-type `tags` garden mild"]
    assert told(NUXT, "content/blog/a.md", "tags: [garden]\nday: 2026-03-01\n") == []
    assert told(NUXT, "content/pages/a.md", front) is None


# contentlayer2 0.5 asks for required fields and for lists, and takes anything in the place of a text or a number.
CONTENTLAYER = {
    "contentlayer.config.ts": """
        import { defineDocumentType, makeSource } from 'contentlayer2/source-files'
        export const Post = defineDocumentType(() => ({ name: 'Post', filePathPattern: 'posts/**/*.mdx', fields: {
            title: { type: 'string', required: true }, tags: { type: 'list', of: { type: 'string' } },
            kind: { type: 'enum', options: ['note', 'essay'], default: 'note', required: true },
            day: { type: 'date', required: true } } }))
        export default makeSource({ contentDirPath: 'content', documentTypes: [Post] })"""
}


def test_contentlayer() -> None:
    path = "content/posts/kettle.mdx"
    assert told(CONTENTLAYER, path, "title: 2024\nday: 2026-03-01\n") == []
    assert told(CONTENTLAYER, path, "title: A\nkind: talk\ntags: garden\n") == [
        "missing `day` ---",
        "not-allowed `kind` talk mild",
        "wrong-type `tags` garden",
    ]
    assert told(CONTENTLAYER, path, "type: Other\n") == []
    assert told(CONTENTLAYER, "content/posts/kettle.md", "x: 1\n") is None


DECAP = {
    "site/static/admin/config.yml": """
backend: {name: git-gateway}
collections:
  - name: blog
    folder: site/content/blog
    fields:
      - {name: title, label: Title}
      - {name: date, widget: datetime}
      - {name: draft, widget: boolean}
      - {name: summary, widget: text, required: false}
      - {name: kind, widget: select, options: [note, essay, {label: A talk, value: talk}]}
      - {name: tags, widget: list, required: false, max: 3}
      - {name: rating, widget: number, required: false, min: 1, max: 5}
      - {name: layout, widget: hidden, default: post}
      - {name: cover, widget: object, required: false, fields: [{name: src, widget: image}, {name: alt}]}
      - {name: body, widget: markdown}
  - name: events
    folder: site/content/mixed
    filter: {field: kind, value: event}
    fields: [{name: place}]
  - name: pages
    files:
      - {name: about, file: site/content/about.md, fields: [{name: heading}, {name: day, widget: date, format: D.M}]}
"""
}
GOOD = "title: 2024\ndate: 2026-03-01\nkind: talk\n"


@pytest.mark.parametrize(
    ("path", "front", "expected"),
    [
        ("blog/a.md", GOOD, []),
        ("blog/a.md", GOOD + "summary:\ntags:\nrating: ''\nunknown: 1\n", []),
        ("blog/a.md", "date: Mar 3 2026\nkind: note\n", ["missing `title` --- mild"]),
        ("blog/a.md", "title:\ndate: 2026-03-01\nkind: note\n", ["empty `title` title mild"]),
        ("blog/a.md", GOOD.replace("talk", "tale"), ["not-allowed-near `kind` tale mild"]),
        ("blog/a.md", GOOD.replace("2026-03-01", "soon"), ["wrong-type `date` soon mild"]),
        ("blog/a.md", GOOD + "rating: 9\ntags: a\n", ["too-large `rating` 9 mild", "wrong-type `tags` a mild"]),
        ("blog/a.md", GOOD + "tags: [a, b, c, d]\n", ["too-many `tags` [a, b, c, d] mild"]),
        ("blog/a.md", GOOD + "cover: {src: a.png}\n", ["missing `alt` in `cover` cover mild"]),
        ("blog/2026/a.md", "x: 1\n", None),
        ("blog/_index.md", "x: 1\n", None),
        ("mixed/a.md", "kind: event\n", ["missing `place` --- mild"]),
        ("mixed/a.md", "kind: note\n", []),
        ("about.md", "heading: A\nday: 1.3.26\n", []),
        ("about.md", "day: 1.3.26\n", ["missing `heading` --- mild"]),
        ("other.md", "x: 1\n", None),
    ],
)
def test_decap(path: str, front: str, expected: list[str] | None) -> None:
    assert told(DECAP, f"site/content/{path}", front) == (None if expected is None else sorted(expected))


FRONT_MATTER = {
    "frontmatter.json": json.dumps(
        {
            "frontMatter.content.pageFolders": [
                {"title": "Posts", "path": "[[workspace]]/content/posts", "contentTypes": ["post"]},
                {"title": "Any", "path": "[[workspace]]/content/any", "contentTypes": ["post", "note"]},
                {"title": "Rest", "path": "[[workspace]]/content/rest", "excludeSubdir": True},
            ],
            "frontMatter.taxonomy.contentTypes": [
                {
                    "name": "post",
                    "fields": [
                        {"name": "title", "type": "string", "required": True},
                        {"name": "kind", "type": "choice", "choices": ["a", {"id": "b", "title": "B"}]},
                        {"name": "day", "type": "datetime"},
                    ],
                },
                {"name": "note", "fields": []},
                {"name": "default", "fields": [{"name": "text", "type": "string", "required": True}]},
            ],
        }
    )
}


def test_front_matter_cms() -> None:
    assert told(FRONT_MATTER, "content/posts/a.md", "kind: c\nday: soon\n") == [
        "missing `title` --- mild",
        "not-allowed `kind` c mild",
        "wrong-type `day` soon mild",
    ]
    assert told(FRONT_MATTER, "content/posts/a.md", "title: A\nkind: b\nday: 2026-03-01\n") == []
    assert told(FRONT_MATTER, "content/posts/a.md", "type: note\nkind: c\n") == []
    assert told(FRONT_MATTER, "content/any/a.md", "kind: c\n") is None
    assert told(FRONT_MATTER, "content/rest/a.md", "kind: c\n") == ["missing `text` --- mild"]
    assert told(FRONT_MATTER, "content/rest/deep/a.md", "kind: c\n") is None


TINA = {
    "tina/config.ts": """
        import { defineConfig } from "tinacms";
        import { kinds } from "./kinds";
        export default defineConfig({ branch: "main", schema: { collections: [
            { name: "post", path: "content/posts", format: "mdx", match: { exclude: "old/**" }, fields: [
                { type: "string", name: "title", isTitle: true, required: true },
                { type: "string", name: "kind", options: kinds }, { type: "string", name: "tags", list: true },
                { type: "datetime", name: "day" }, { type: "rich-text", name: "body", isBody: true },
                { type: "object", name: "faq", list: true, fields: [{ type: "string", name: "q", required: true }] },
            ] },
            { name: "page", path: "content/pages", templates: [{ name: "a", fields: [] }] },
        ] } });""",
    "tina/kinds.ts": "export const kinds = ['note', { value: 'essay', label: 'An essay' }];",
}


def test_tina() -> None:
    assert told(TINA, "content/posts/a.mdx", "title: A\nkind: essay\ntags: [a]\nday: 2026-03-01\n") == []
    assert told(TINA, "content/posts/a.mdx", "kind: talk\ntags: a\nfaq:\n  - a: 1\n") == [
        "missing `q` in item 1 of `faq` a: 1 mild",
        "missing `title` --- mild",
        "not-allowed `kind` talk mild",
        "wrong-type `tags` a mild",
    ]
    assert told(TINA, "content/posts/old/a.mdx", "x: 1\n") is None
    assert told(TINA, "content/posts/a.md", "x: 1\n") is None
    assert told(TINA, "content/pages/a.md", "x: 1\n") is None


KEYSTATIC = {
    "keystatic.config.ts": """
        import { config, collection, fields } from '@keystatic/core';
        export default config({ storage: { kind: 'local' }, collections: {
            posts: collection({ slugField: 'title', path: 'src/posts/*', format: { contentField: 'text' },
                schema: { title: fields.slug({ name: { label: 'Title', validation: { isRequired: true } } }),
                    kind: fields.select({ label: 'Kind', defaultValue: 'a',
                        options: [{ label: 'A', value: 'a' }, { label: 'B', value: 'b' }] }),
                    tags: fields.array(fields.text({ label: 'Tag' })), draft: fields.checkbox({ label: 'Draft' }),
                    text: fields.markdoc({ label: 'Text' }) } }),
            data: collection({ path: 'src/data/*', schema: { n: fields.slug({ name: { label: 'N' } }) } }),
        } });"""
}


def test_keystatic() -> None:
    assert told(KEYSTATIC, "src/posts/a.mdoc", "title: A\n") == []
    assert told(KEYSTATIC, "src/posts/a.md", "kind: c\ndraft: maybe\n") == [
        "missing `title` --- mild",
        "not-allowed `kind` c mild",
        "wrong-type `draft` maybe mild",
    ]
    assert told(KEYSTATIC, "src/posts/deep/a.md", "x: 1\n") is None
    assert told(KEYSTATIC, "src/data/a.md", "x: 1\n") is None


@pytest.mark.parametrize("name", ["velite.config.ts", "tina/config.ts", "frontmatter.json", "static/admin/config.yml"])
@pytest.mark.parametrize("text", ["", "{", "export default", "[[[", "collections: [1, {fields: 3}]", '{"a": [1]}'])
def test_what_is_no_configuration_defines_nothing(name: str, text: str) -> None:
    assert SchemaFinder({name: text}.get)("content/posts/a.md") is None


def test_a_form_is_beside_what_is_known_of_the_generator() -> None:
    finder = SchemaFinder(
        DECAP.get,
        generator=lambda path: "hugo",
        profile_text=lambda name: "properties: {draft: {type: boolean}, x: {}}",
    )
    schema = finder("site/content/blog/a.md")
    assert schema is not None and schema.properties.keys() >= {"title", "x"}
    post = Post("site/content/blog/a.md", "---\ntitle: A\ndate: 2026-03-01\nkind: note\nX: [a]\ndraft: maybe\n---\n")
    context = Context(today=dt.date(2026, 11, 23), schema_for=finder)
    hits = list(front_matter_schema.check(post, front_matter_schema.Options(), context))
    assert [(hit.span.cut(post.text), hit.severity) for hit in hits] == [("maybe", None)]
