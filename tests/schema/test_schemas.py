"""Schemas: which one a post gets, how it is loaded, and that nothing is fetched."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from contentlint.catalog.rule import Context
from contentlint.checks import front_matter_date, front_matter_schema
from contentlint.errors import ConfigError
from contentlint.finding import Hit
from contentlint.post.post import Post
from contentlint.schema.finder import PROFILES, SchemaFinder
from contentlint.schema.schemas import Schema, inline, load, profile
from contentlint.text.spelling import slip

RULES = Path(__file__).parents[2] / "rules"
PROFILE_FILES = RULES / "schemas"
MESSAGES = {
    key: text
    for rule in ("unknown-key", "schema-violation")
    for key, text in yaml.safe_load((RULES / "front-matter" / f"{rule}.yaml").read_text())["messages"].items()
}

# As Astro 5 writes it: the schema behind a `$ref`, closed, dates as three alternatives.
ASTRO = {
    "$ref": "#/definitions/blog",
    "definitions": {
        "blog": {
            "type": "object",
            "properties": {
                "title": {"type": "string"},
                "description": {"type": "string"},
                "pubDate": {
                    "anyOf": [
                        {"type": "string", "format": "date-time"},
                        {"type": "string", "format": "date"},
                        {"type": "integer", "format": "unix-time"},
                    ]
                },
                "category": {"type": "string", "enum": ["bread", "cakes", "oven-care"]},
                "cover": {
                    "anyOf": [
                        {"type": "string"},
                        {
                            "type": "object",
                            "properties": {"src": {"type": "string"}, "alt": {"type": "string"}},
                            "required": ["src", "alt"],
                            "additionalProperties": False,
                        },
                    ]
                },
                "$schema": {"type": "string"},
            },
            "required": ["title", "description", "pubDate"],
            "additionalProperties": False,
        }
    },
    "$schema": "http://json-schema.org/draft-07/schema#",
}


def schema_of(data: Any, path: str = "schemas/post.json", **files: Any) -> Schema:
    texts = {path: json.dumps(data), **{f"schemas/{k}.json": json.dumps(v) for k, v in files.items()}}
    return load(path, texts.get)


def hits(text: str, schema: Schema, **options: Any) -> list[tuple[str, str, Hit]]:
    post = Post("src/content/blog/loaf.md", text)
    context = Context(today=dt.date(2026, 11, 23), schema_for=lambda path: schema)
    settings = front_matter_schema.Options(report=("values", "missing", "unknown"), **options)
    found = list(front_matter_schema.check(post, settings, context))
    for hit in found:
        assert MESSAGES[hit.message].format_map(hit.values)  # every message finds its values
    return [(hit.span.cut(text), hit.message, hit) for hit in found]


def test_several_faults_each_have_their_place() -> None:
    text = "---\ntitle: 12\ndescripton: Bread\ncategory: breads\ncover:\n  src: a.png\n  alt:\n---\n"
    found = hits(text, schema_of(ASTRO))
    assert sorted((cut, message) for cut, message, _ in found) == [
        ("---", "missing"),
        ("12", "wrong-type"),
        ("alt", "empty"),
        ("breads", "not-allowed-near"),
        ("descripton", "missing-near"),
    ]
    near = next(hit for _, message, hit in found if message == "not-allowed-near")
    assert (near.values["near"], near.values["allowed"]) == ("'bread'", "'bread', 'cakes', 'oven-care'")


def test_a_missing_key_of_a_group_is_reported_on_the_group() -> None:
    text = "---\ntitle: a\ndescription: b\npubDate: 2026-01-01\ncover: {src: a.png}\n---\n"
    [(cut, message, hit)] = hits(text, schema_of(ASTRO))
    assert (cut, message, hit.values["key"]) == ("cover", "missing", "`alt` in `cover`")


def test_dates_of_the_schema_are_judged_by_the_date_check() -> None:
    text = "---\ntitle: a\ndescription: b\npubDate: 2026-02-30\n---\n"
    schema = schema_of(ASTRO)
    assert hits(text, schema) == []
    post = Post("a.md", text)
    context = Context(today=dt.date(2026, 11, 23), schema_for=lambda path: schema)
    [hit] = front_matter_date.check(post, front_matter_date.Options(keys=()), context)
    assert (hit.span.cut(text), hit.message) == ("2026-02-30", "impossible")
    switch = Post("a.md", "---\npubDate: true\n---\n")
    [hit] = front_matter_date.check(switch, front_matter_date.Options(keys=()), context)
    assert hit.span.cut(switch.text) == "true"


@pytest.mark.parametrize(
    ("other", "is_date"),
    [({"type": "string"}, False), ({"type": "string", "enum": ["now"]}, True), ({"type": "null"}, True)],
)
def test_a_date_or_any_text_is_not_held_to_be_a_date(other: dict[str, Any], is_date: bool) -> None:
    either = {"anyOf": [{"type": "string", "format": "date-time"}, other]}
    assert schema_of({"type": "object", "properties": {"until": either}}).formats("until") == (
        {"date-time"} if is_date else set()
    )


def test_unreadable_front_matter_gets_no_schema_faults() -> None:
    assert hits("---\ntitle: a: b\n---\n", schema_of(ASTRO)) == []


def test_a_long_list_of_allowed_values_is_cut() -> None:
    schema = inline({"properties": {"n": {"enum": [f"kind-{i}" for i in range(30)]}}})
    [(_, _, hit)] = hits("---\nn: other\n---\n", schema)
    assert hit.values["allowed"] == "'kind-0', 'kind-1', 'kind-2', 'kind-3', 'kind-4', 'kind-5' and 24 more"


@pytest.mark.parametrize(
    ("part", "value", "message", "values"),
    [
        ({"maxLength": 3}, "abcd", "too-long", {"count": 4, "limit": 3}),
        ({"minLength": 3}, "ab", "too-short", {"count": 2, "limit": 3}),
        ({"minLength": 3}, '""', "empty", {"expected": "a text"}),
        ({"maxItems": 1}, "[a, b]", "too-many", {"count": 2, "limit": 1}),
        ({"minItems": 2}, "[a]", "too-few", {"count": 1, "limit": 2}),
        ({"uniqueItems": True}, "[a, a]", "repeated", {}),
        ({"maximum": 5}, "6", "too-large", {"value": 6, "limit": 5}),
        ({"exclusiveMinimum": 5}, "5", "too-small", {"value": 5, "limit": 5}),
        ({"pattern": "^[a-z]+$"}, "A1", "pattern", {"value": "'A1'", "pattern": "^[a-z]+$"}),
        ({"const": "x"}, "y", "not-allowed", {"allowed": "'x'"}),
        ({"type": ["string", "null"]}, "3", "wrong-type", {"expected": "a text", "value": "the number 3"}),
        ({"type": "string"}, "2026-01-05", "wrong-type", None),
        ({"type": "object"}, "[a]", "wrong-type", {"expected": "a group of keys", "value": "a list"}),
        ({"anyOf": [{"type": "string"}, {"type": "array"}]}, "3", "wrong-type", {"expected": "a text or a list"}),
        ({"anyOf": [{"enum": ["a"]}, {"const": "bb"}]}, "c", "not-allowed", {"allowed": "'a', 'bb'"}),
        ({"anyOf": [{"enum": ["a"]}, {"type": "number"}]}, "c", "not-allowed", {"allowed": "'a' or a number"}),
        ({"enum": [True, False, "true", "false"]}, "maybe", "not-allowed", {"allowed": "true, false"}),
        ({"not": {"type": "string"}}, "c", "", {}),
    ],
)
def test_each_keyword_in_words(part: dict[str, Any], value: str, message: str, values: dict[str, Any] | None) -> None:
    found = hits(f"---\nk: {value}\n---\n", inline({"properties": {"k": part}}))
    if values is None:  # a date is a text of JSON
        assert found == []
        return
    [(cut, got, hit)] = found
    assert (cut, got) == (value, message)
    assert values.items() <= hit.values.items()


def test_relative_references_are_read_from_the_repository() -> None:
    schema = schema_of(
        {"properties": {"tags": {"$ref": "common.json#/definitions/tags"}}},
        common={"definitions": {"tags": {"type": "array", "items": {"$ref": "tag.json"}}}},
        tag={"type": "string", "maxLength": 5},
    )
    assert [cut for cut, _, _ in hits("---\ntags: [rye, sourdough]\n---\n", schema)] == ["sourdough"]
    again: Schema = pickle.loads(pickle.dumps(schema))
    assert [cut for cut, _, _ in hits("---\ntags: [rye, sourdough]\n---\n", again)] == ["sourdough"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"$ref": "https://example.com/post.json"}, "contentlint fetches no schema"),
        ({"properties": {"a": {"$ref": "//example.com/post.json#/x"}}}, "contentlint fetches no schema"),
        ({"$id": "https://example.com/a.json", "$ref": "http://example.com/b.json"}, "fetches no schema"),
        ({"$ref": "gone.json"}, "there is no file 'schemas/gone.json'"),
        ({"$ref": "#/definitions/gone"}, "leads to nothing"),
        ({"type": "strin"}, "not a JSON Schema"),
        ({"patternProperties": {"(": {}}}, "key pattern"),
        ([], "must be an object"),
    ],
)
def test_schemas_that_cannot_be_used(data: Any, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a schema must not open a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    with pytest.raises(ConfigError, match=message) as raised:
        schema_of(data)
    assert raised.value.path == "schemas/post.json"


def test_a_pattern_that_python_cannot_read_lets_everything_pass() -> None:
    schema = inline({"properties": {"a": {"pattern": "^\\p{L}+$"}, "b": {"pattern": "^[a-z]+$"}}})
    assert [cut for cut, _, _ in hits("---\na: A1\nb: A1\n---\n", schema)] == ["A1"]


def test_a_schema_without_end_is_told() -> None:
    with pytest.raises(ConfigError, match="without end"):
        hits("---\na: 1\n---\n", inline({"allOf": [{"$ref": "#"}]}))


def test_a_schema_that_is_not_json_names_its_line() -> None:
    with pytest.raises(ConfigError, match=r"s\.json:2: not JSON"):
        load("s.json", {"s.json": '{\n"type" "object"}'}.get)


def test_an_id_on_the_web_is_a_name_and_no_address() -> None:
    schema = schema_of(
        {"$id": "https://example.com/s/post.json", "properties": {"t": {"$ref": "other.json"}}},
        other={"type": "string"},
    )
    assert [message for _, message, _ in hits("---\nt: 3\n---\n", schema)] == ["wrong-type"]


FILES = {
    "site/.astro/collections/blog.schema.json": json.dumps(ASTRO),
    "site/.astro/collections/notes.schema.json": json.dumps({"required": ["n"]}),
    "site/docs/front-matter.schema.json": json.dumps({"required": ["d"]}),
    "my.json": json.dumps({"required": ["m"]}),
    "fresh/src/content.config.ts": """
        const posts = defineCollection({
          loader: glob({ base: "./words", pattern: "**/*.md" }),
          schema: z.object({ title: z.string() }),
        });
        export const collections = { posts };""",
}


FILES["_fresh/src/content.config.ts"] = FILES["fresh/src/content.config.ts"]


@pytest.mark.parametrize(
    ("path", "setting", "name"),
    [
        ("site/src/content/blog/a.md", "auto", "site/.astro/collections/blog.schema.json"),
        ("site/src/content/blog/2026/a.mdx", "auto", "site/.astro/collections/blog.schema.json"),
        ("site/src/content/blog/_a.md", "auto", None),
        ("site/src/content/blog/_old/a.md", "auto", None),
        ("site/writing/notes/a.md", "auto", "site/.astro/collections/notes.schema.json"),
        ("site/docs/deep/a.md", "auto", "site/docs/front-matter.schema.json"),
        ("site/src/pages/about.md", "auto", "the Astro profile"),
        ("site/src/pages/blog/about.md", "auto", "the Astro profile"),
        ("fresh/words/2026/a.md", "auto", "the collection 'posts' in content.config.ts"),
        ("fresh/words/_a.md", "auto", "the collection 'posts' in content.config.ts"),
        ("fresh/words/_old/a.md", "auto", "the collection 'posts' in content.config.ts"),
        ("_fresh/words/a.md", "auto", "the collection 'posts' in content.config.ts"),
        ("_fresh/words/_a.md", "auto", "the collection 'posts' in content.config.ts"),
        ("fresh/src/content/posts/a.md", "auto", None),
        ("elsewhere/a.md", "auto", None),
        ("site/src/content/blog/a.md", "none", None),
        ("site/src/content/blog/a.md", "hugo", "the Hugo profile"),
        ("site/src/content/blog/a.md", "my.json", "my.json"),
    ],
)
def test_which_schema_a_post_gets(path: str, setting: str, name: str | None) -> None:
    finder = SchemaFinder(
        FILES.get,
        setting=lambda _: setting,
        generator=lambda p: "astro" if p.startswith("site/src/pages") else None,
        profile_text=lambda n: (PROFILE_FILES / f"{n}.yaml").read_text(),
    )
    schema = finder(path)
    assert (schema.name if schema else None) == name
    assert finder(path) is schema


def test_a_schema_file_is_read_once() -> None:
    read: list[str] = []

    def read_file(path: str) -> str | None:
        read.append(path)
        return FILES.get(path)

    finder = SchemaFinder(read_file)
    for i in range(50):
        finder(f"site/src/content/blog/{i}.md")
    assert len(read) == len(set(read))


@pytest.mark.parametrize(("setting", "message"), [("hogo", "did you mean 'hugo'"), ("none.json", "no such file")])
def test_a_wrong_setting(setting: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        SchemaFinder(FILES.get, setting=lambda _: setting)("a.md")


POSTS = {
    "astro": "title: A\ndescription: B\npubDate: 2026-01-01\nheroImage: {src: a}\ntags: [a]\nauthor: Z",
    "hugo": "Title: A\ndate: 2026-01-01\ndraft: false\ntags: a\nweight: 3\nmenu: main\nauthor: Z",
    "jekyll": "layout: post\ntitle: A\ndate: 2026-01-01 10:00:00 -0600\npublished: no\ntags: a b\ncategories:",
    "docusaurus": "title: A\nauthors: [me]\ntags: [a, {label: b, permalink: /b}]\nsidebar_position: 2",
}
FAULTY = {
    "astro": ("---\ntitle: [A]\npubdate: 2026-01-01\n---\n", ["[A]", "pubdate"]),
    "hugo": ("---\ntitle: A\ndraft: maybe\ndescrition: x\n---\n", ["maybe", "descrition"]),
    "jekyll": ("---\nlayuot: post\npublished: maybe\n---\n", ["maybe", "layuot"]),
    "docusaurus": ("---\ntags: a\ntoc_max_heading_level: 9\n---\n", ["a", "9"]),
}


@pytest.mark.parametrize("name", PROFILES)
def test_profiles(name: str) -> None:
    schema = profile(name, (PROFILE_FILES / f"{name}.yaml").read_text())
    type(schema.validator).check_schema(dict(schema.data))
    assert hits(f"---\n{POSTS[name]}\n---\n", schema) == []
    text, words = FAULTY[name]
    assert [cut for cut, _, _ in hits(text, schema)] == words
    assert hits("A page with no front matter.\n", schema) == []


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("descripton", ["title", "description"], "description"),
        ("pub_date", ["pubDate"], "pubDate"),
        ("tilte", ["title"], "title"),
        ("slugs", ["slog", "sluge"], "sluge"),
        ("cat", ["car"], None),
        ("date", ["data"], None),
        ("author", ["title"], None),
    ],
)
def test_slips(word: str, known: list[str], meant: str | None) -> None:
    assert slip(word, known) == meant


def test_jsonschema_is_imported_only_for_a_schema() -> None:
    script = (
        "import sys, datetime\n"
        "from contentlint.checks import front_matter_date, front_matter_schema, front_matter_syntax\n"
        "from contentlint.post.post import Post\n"
        "from contentlint.catalog.rule import Context\n"
        "post = Post('a.md', '---\\ntitle: a\\ndate: 2026-01-01\\n---\\n')\n"
        "context = Context(datetime.date(2026, 1, 1))\n"
        "for check in (front_matter_date, front_matter_schema, front_matter_syntax):\n"
        "    list(check.check(post, check.Options(), context))\n"
        "assert not {'jsonschema', 'referencing'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_profiles_name_no_key_in_two_cases() -> None:
    for name in PROFILES:
        keys = yaml.safe_load((PROFILE_FILES / f"{name}.yaml").read_text())["properties"]
        assert len({key.lower() for key in keys}) == len(keys)
