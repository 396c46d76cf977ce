"""Front matter: formats, places, the way from prose back to the source, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
import json
import math
import time
import tomllib
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from contentlint.post.frontmatter import FrontMatter, parse
from contentlint.post.frontmatter.yaml_format import resolve
from contentlint.text.spans import LineMap


def cut(text: str, front_matter: FrontMatter, *path: str | int) -> tuple[str, str]:
    field = front_matter.get(*path)
    assert field is not None, path
    return field.key_span.cut(text), field.value_span.cut(text)


YAML_POST = """---
# a comment
title: "Bread: a start" # why not
slug: 'it''s bread'
summary: >-
  Flour, water
  and 😀 salt.

  Then time.
tags: [rye, "sour dough", 3]
date: 2026-01-02
updated: 2026-01-02 10:20:30 +02:00
draft: no
rating: 4.5
steps:
  - name: Mix
    text: |
      Flour
        first
  - name: "Fo\\u006cd\\tit"
    text:
a plain key: runs over
  two lines
---

The body.
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_yaml_values_and_places(newline: str) -> None:
    text = YAML_POST.replace("\n", newline)
    fm = parse(text)
    assert fm.format == "yaml"
    assert fm.problems == ()
    assert text[fm.end :] == f"{newline}The body.{newline}"
    assert fm.span.cut(text).startswith("---") and fm.span.cut(text).endswith(f"{newline}---")
    assert fm.data == {
        "title": "Bread: a start",
        "slug": "it's bread",
        "summary": "Flour, water and 😀 salt.\nThen time.",
        "tags": ["rye", "sour dough", 3],
        "date": dt.date(2026, 1, 2),
        "updated": dt.datetime(2026, 1, 2, 10, 20, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        "draft": "no",
        "rating": 4.5,
        "steps": [{"name": "Mix", "text": "Flour\n  first\n"}, {"name": "Fold\tit", "text": None}],
        "a plain key": "runs over two lines",
    }
    assert cut(text, fm, "title") == ("title", '"Bread: a start"')
    assert cut(text, fm, "tags") == ("tags", '[rye, "sour dough", 3]')
    assert cut(text, fm, "tags", 1) == ('"sour dough"', '"sour dough"')
    assert cut(text, fm, "date") == ("date", "2026-01-02")
    assert cut(text, fm, "steps", 0, "name") == ("name", "Mix")
    assert cut(text, fm, "steps", 1, "text") == ("text", "")
    assert cut(text, fm, "steps", 1)[1] == f'name: "Fo\\u006cd\\tit"{newline}    text:'
    assert cut(text, fm, "a plain key")[1] == f"runs over{newline}  two lines"


def prose_cut(text: str, fm: FrontMatter, path: tuple[str | int, ...], words: str) -> str:
    field = fm.get(*path)
    assert field is not None and field.prose is not None
    at = field.prose.text.index(words)
    return field.prose.span(at, at + len(words)).cut(text)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_prose_finds_its_way_back(newline: str) -> None:
    text = YAML_POST.replace("\n", newline)
    fm = parse(text)
    assert prose_cut(text, fm, ("title",), "a start") == "a start"
    assert prose_cut(text, fm, ("slug",), "it's") == "it''s"
    assert prose_cut(text, fm, ("slug",), "bread") == "bread"
    assert prose_cut(text, fm, ("summary",), "😀 salt") == "😀 salt"
    assert prose_cut(text, fm, ("summary",), "water and") == f"water{newline}  and"
    assert prose_cut(text, fm, ("summary",), "Then") == "Then"
    assert prose_cut(text, fm, ("steps", 0, "text"), "first") == "first"
    assert prose_cut(text, fm, ("steps", 1, "name"), "ld") == "\\u006cd"
    assert prose_cut(text, fm, ("a plain key",), "over two") == f"over{newline}  two"


def test_double_quotes_over_lines() -> None:
    text = '---\nt: "one\n\n  two \\\n  three\\\n  four"\n---\n'
    fm = parse(text)
    assert fm.data == {"t": "one\ntwo threefour"}
    assert prose_cut(text, fm, ("t",), "two") == "two"
    assert prose_cut(text, fm, ("t",), "three") == "three"
    assert prose_cut(text, fm, ("t",), "four") == "four"


TOML_POST = '''+++
title = "Bread \\"now\\"" # a comment
date = 2026-01-02
author.name = 'Ann'
[params.deep]
list = [1, "x\\ty", { q = true, r.s = 'z' }]
text = """
One \\
   two
three"""
[[faq]]
q = "Why?"
[[faq]]
q = "How?"
+++
Body
'''


def test_toml_values_and_places() -> None:
    fm = parse(TOML_POST)
    assert (fm.format, fm.problems) == ("toml", ())
    assert TOML_POST[fm.end :] == "Body\n"
    assert fm.data["params"] == {"deep": {"list": [1, "x\ty", {"q": True, "r": {"s": "z"}}], "text": "One two\nthree"}}
    assert fm.data["faq"] == [{"q": "Why?"}, {"q": "How?"}]
    assert cut(TOML_POST, fm, "title") == ("title", '"Bread \\"now\\""')
    assert cut(TOML_POST, fm, "author", "name") == ("name", "'Ann'")
    assert cut(TOML_POST, fm, "params", "deep", "list", 2, "r", "s") == ("s", "'z'")
    assert cut(TOML_POST, fm, "params", "deep", "list", 1) == ('"x\\ty"', '"x\\ty"')
    assert cut(TOML_POST, fm, "faq", 1, "q") == ("q", '"How?"')
    assert cut(TOML_POST, fm, "date") == ("date", "2026-01-02")
    assert prose_cut(TOML_POST, fm, ("title",), '"now"') == '\\"now\\"'
    assert prose_cut(TOML_POST, fm, ("params", "deep", "text"), "One two") == "One \\\n   two"


JSON_POST = (
    '{\n  "title": "Br\\u00e9ad \\ud83c\\udf5e now",\n  "tags": ["a", {"b": null}],\n  "n": -1.5e3\n}\n\nBody {x}\n'
)


@pytest.mark.parametrize(("before", "after"), [("", ""), (";;;\n", "\n;;;"), ("---json\n", "\n---"), ("\n\n", "")])
def test_json_values_and_places(before: str, after: str) -> None:
    object_, body = JSON_POST.split("\n\n")
    text = f"{before}{object_}{after}\n\n{body}"
    fm = parse(text)
    assert (fm.format, fm.problems) == ("json", ())
    assert text[fm.end :] == "\nBody {x}\n"
    assert fm.data == {"title": "Bréad 🍞 now", "tags": ["a", {"b": None}], "n": -1500.0}
    assert cut(text, fm, "title")[0] == '"title"'
    assert cut(text, fm, "tags", 1, "b") == ('"b"', "null")
    assert prose_cut(text, fm, ("title",), "🍞 now") == "\\ud83c\\udf5e now"
    assert prose_cut(text, fm, ("title",), "Bré") == "Br\\u00e9"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Just a body.\n",
        "# Title\n\n---\n\nrule\n",
        "---\n\nA thematic break, then words.\n",
        "---\nWords after a thematic break\n",
        "{/* an MDX comment */}\n\nBody\n",
        "{{< shortcode >}}\n",
        "-----\ntitle: x\n-----\n",
        "{title}\n",
        "+++",
    ],
)
def test_no_front_matter(text: str) -> None:
    fm = parse(text)
    assert (fm.format, fm.end, fm.problems) == (None, 0, ())


@pytest.mark.parametrize("text", ["---\n---\nBody", "---\n# nothing\n---\nBody", "+++\n+++\nBody", "{}\nBody"])
def test_empty_front_matter(text: str) -> None:
    fm = parse(text)
    assert fm.format is not None
    assert (fm.data, fm.fields, fm.problems) == ({}, (), ())
    assert text[fm.end :] == "Body"


# What is wrong, the words it is reported on, a part of the message, and what mends it.
BROKEN = [
    ("title: Bread: a start", "Bread: a start", "`title` has a colon", '"Bread: a start"'),
    (
        'title: Bread: a "good" start',
        'Bread: a "good" start',
        "put the value in quotes",
        "'Bread: a \"good\" start'",
    ),
    ("tags:\n\t- a", "\t", "tab", "  "),
    ("a: 1\ntitle:Bread\nb: 2", "title:Bread", "space is missing", "title: Bread"),
    ("title: 'it's late'", "'it's late'", "text follows the closing quote", '"it\'s late"'),
    ('title: "The "good" life"', '"The "good" life"', "use single quotes", "'The \"good\" life'"),
    ("title: @home", "@home", "begins with `@`", '"@home"'),
    ("title: `code` first", "`code` first", "begins with a backtick", '"`code` first"'),
    ("title: *Bold* words", "*Bold* words", "begins with `*`", '"*Bold* words"'),
    ("title: *bold", "*bold", "YAML alias", '"*bold"'),
    ("title: 100\ntext: %d of it", "%d of it", "begins with `%`", '"%d of it"'),
    ('title: "Bread\ndate: 2026-01-01', '"Bread', "never closed", '"Bread"'),
    ('re: "\\d+"', "\\d", "no escape", "\\\\d"),
    ("tags: [a, b\ndate: 2026-01-01", "[a, b", "has no `]`", "[a, b]"),
    ("title: Bread\n  subtitle: Rye", "subtitle: Rye", "indentation", None),
    ("title: Bread\nrye and wheat\ndate: 2026-01-01", "rye and wheat", "neither `key: value`", None),
    ("title: {{ page.title }}", "{{ page.title }}", "brace", '"{{ page.title }}"'),
    ("title: - one", "- one", "begins with `-`", '"- one"'),
    ("title: a\x07b", "\x07", "U+0007", ""),
    ("only words", "only words", "`key: value`", None),
    ("- a\n- b", "- a", "`key: value`", None),
    ("a: !!python/object/apply:os.system [ls]", "!!python/object/apply:os.system", "tag", None),
    ("a: !custom x", "!custom x", "tag", '"!custom x"'),
    ("title: !important", "!important", "tag", '"!important"'),
    ("title: [Draft] My post", "[Draft] My post", "put the whole value in quotes", '"[Draft] My post"'),
    ("tags: [a,, b]", ",,", "two commas", ","),
    ('tags: ["a", "b"', '["a", "b"', "has no `]`", '["a", "b"]'),
    ("title: ? what", "? what", "begins with `?`", '"? what"'),
    ("a: &x [*x]", "*x", "stands inside", '"*x"'),
]


@pytest.mark.parametrize(("yaml_text", "words", "message", "replacement"), BROKEN)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_yaml_errors(yaml_text: str, words: str, message: str, replacement: str | None, newline: str) -> None:
    text = (
        f"---\nemoji: 😀\n{yaml_text}\n---\nBody\n"
        if words[0] not in "o-" or ":" in words
        else f"---\n{yaml_text}\n---\n"
    )
    text = text.replace("\n", newline)
    fm = parse(text)
    [problem] = fm.problems
    assert (problem.kind, problem.span.cut(text)) == ("syntax", words)
    assert message in problem.message
    assert problem.replacement == replacement
    assert (fm.data, fm.fields) == ({}, ())
    if replacement is not None:
        mended = text[: problem.span.start] + replacement + text[problem.span.end :]
        assert parse(mended).problems == ()


TOML_BROKEN = [
    ('title: "Bread"', 'title: "Bread"', "equals sign", 'title = "Bread"'),
    ("title: Bread", "title: Bread", "equals sign", 'title = "Bread"'),
    ("title = Bread", "Bread", "needs quotes", '"Bread"'),
    ('title = "Bread', 'title = "Bread', "closing quote", None),
    ("date = 2026-02-30", "2026-02-30", "no date of the calendar", None),
    ("n = " + "9" * 5000, "9" * 5000, "number", None),
    ("a = 1 b = 2", "a = 1 b = 2", "one entry a line", None),
    ("just words", "just words", "not `key = value`", None),
]


@pytest.mark.parametrize(("toml_text", "words", "message", "replacement"), TOML_BROKEN)
def test_toml_errors(toml_text: str, words: str, message: str, replacement: str | None) -> None:
    text = f'+++\nemoji = "😀"\n{toml_text}\nz = 1\n+++\nBody\n'
    [problem] = parse(text).problems
    assert (problem.kind, problem.span.cut(text), problem.replacement) == ("syntax", words, replacement)
    assert message in problem.message


JSON_BROKEN = [
    ('{"a": 1,}', ",", "nothing after it", ""),
    ('{"a": [1, 2,]}', ",", "nothing after it", ""),
    ('{"a": 1 "b": 2}', '"b"', "comma is missing", None),
    ('{"a": yes}', "yes", "value should stand", None),
    ('{"a" 1}', "1", "colon is missing", None),
]


@pytest.mark.parametrize(("json_text", "words", "message", "replacement"), JSON_BROKEN)
def test_json_errors(json_text: str, words: str, message: str, replacement: str | None) -> None:
    text = f";;;\n{json_text}\n;;;\nBody\n"
    [problem] = parse(text).problems
    assert (problem.kind, problem.span.cut(text), problem.replacement) == ("syntax", words, replacement)
    assert message in problem.message


@pytest.mark.parametrize(
    ("text", "words", "first_line", "line"),
    [
        ("---\ntitle: a\ndate: 1\ntitle: b\n---\n", "title", 2, 4),
        ('---\nx:\n  - {a: 1, "a": 2}\n---\n', '"a"', 3, 3),
        ('{\n"a": {"b": 1,\n"b": 2}}\n', '"b"', 2, 3),
        ("+++\na = 1\nb = 2\na = 3\n+++\n", "a", 2, 4),
        ("+++\n[p]\na = 1\n[p]\n+++\n", "p", 2, 4),
        ("+++\nx = { a = 1, a = 2 }\n+++\n", "a", 2, 2),
    ],
)
def test_duplicate_keys(text: str, words: str, first_line: int, line: int) -> None:
    [problem] = parse(text).problems
    lines = LineMap(text)
    assert (problem.kind, problem.span.cut(text)) == ("duplicate-key", words)
    assert problem.first is not None
    assert (lines.position(problem.first.start).line, lines.position(problem.span.start).line) == (
        first_line,
        line,
    )


def test_a_doubled_key_keeps_its_first_value() -> None:
    fm = parse("---\ntitle: a\ntitle: b\n---\n")
    field = fm.get("title")
    assert field is not None
    assert (fm.data["title"], field.value, len(fm.fields)) == ("a", "a", 2)


@pytest.mark.parametrize(
    ("text", "words", "replacement", "body"),
    [
        ("---\ntitle: a\n\nBody\n", "---", None, "\nBody\n"),
        ("---\ntitle: a\n----\nBody\n", "----", "---", "Body\n"),
        ("---\ntitle: a\n ---\nBody\n", " ---", "---", "Body\n"),
        ("---\ntitle: a\n–––\nBody\n", "–––", "---", "Body\n"),
        ("+++\ntitle = 'a'\n++\nBody\n", "++", "+++", "Body\n"),
        ('{\n"a": 1\n\nBody\n', "{", None, "\nBody\n"),
        ("---\ntitle: a", "---", None, ""),
    ],
)
def test_unclosed(text: str, words: str, replacement: str | None, body: str) -> None:
    fm = parse(text)
    [problem] = fm.problems
    assert (problem.kind, problem.span.cut(text), problem.replacement) == ("unclosed", words, replacement)
    assert text[fm.end :] == body


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None), ("~", None), ("null", None), ("true", True), ("False", False), ("yes", "yes"), ("on", "on"),
        ("12", 12), ("-0", 0), ("0x1F", 31), ("0o17", 15), ("0b11", 3), ("010", 10), ("1_000", 1000), ("1e3", 1000.0),
        ("1.5", 1.5), (".5", 0.5), ("-.inf", -math.inf), ("12:30", "12:30"), ("1.2.3", "1.2.3"), ("5%", "5%"),
        ("2026-01-02", dt.date(2026, 1, 2)), ("2026-02-30", "2026-02-30"), ("2026-1-2", "2026-1-2"),
        ("2026-01-02T03:04:05Z", dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)),
        ("2026-01-02 03:04:05.25", dt.datetime(2026, 1, 2, 3, 4, 5, 250000)),
        ("2026-01-02 25:04:05", "2026-01-02 25:04:05"), ("٣", "٣"), ("9" * 5000, "9" * 5000),
    ],
)  # fmt: skip
def test_types_of_plain_scalars(written: str, value: Any) -> None:
    meaning = resolve(written)
    assert (meaning, type(meaning)) == (value, type(value))


def test_aliases_and_merges() -> None:
    text = "---\nbase: &b {x: 1, y: [2]}\ncopy: *b\nmore:\n  <<: *b\n  x: 3\n---\n"
    fm = parse(text)
    assert fm.problems == ()
    assert fm.data == {"base": {"x": 1, "y": [2]}, "copy": {"x": 1, "y": [2]}, "more": {"x": 3, "y": [2]}}
    assert cut(text, fm, "copy") == ("copy", "*b")
    assert parse("---\n'<<': {x: 1}\n---\n").data == {"<<": {"x": 1}}


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, levels)]
    return "---\n" + "\n".join(lines) + "\n---\n"


@pytest.mark.parametrize(
    "text",
    [
        bomb(9),
        "---\na: " + "[" * 100_000 + "\n---\n",
        "---\na: " + "[" * 100 + "]" * 100 + "\n---\n",
        "---\n" + "".join(f"{' ' * i}a:\n" for i in range(600)) + "---\n",
        "---\n" + "\n".join(["k0: &k0 [x]"] + [f"k{i}: &k{i} [*k{i - 1}]" for i in range(1, 200)]) + "\n---\n",
        "---\na: " + "- " * 100_000 + "\n---\n",
        "---\na: " + "x" * 300_000 + "\n---\n",
        "+++\na = " + "[" * 50_000 + "]" * 50_000 + "\n+++\n",
        "+++\na = " + "[" * 100 + "]" * 100 + "\n+++\n",
        '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}\n",
        '{"a": ' + "[" * 100 + "]" * 100 + "}\n",
    ],
)
def test_hostile_input_is_refused_at_once(text: str) -> None:
    begin = time.process_time()
    fm = parse(text)
    assert time.process_time() - begin < 1.5
    assert [p.kind for p in fm.problems] == ["syntax"]
    assert fm.data == {}


@pytest.mark.parametrize("count", [20_000])
def test_many_keys_are_read_in_linear_time(count: int) -> None:
    begin = time.process_time()
    for text in (
        "---\n" + "".join(f"k{i}: 1\n" for i in range(count)) + "---\n",
        "+++\n" + "".join(f"k{i}=1\n" for i in range(count)) + "+++\n",
        json.dumps({f"k{i}": 1 for i in range(count)}),
    ):
        assert len(parse(text).fields) == count
    assert time.process_time() - begin < 4


# Text that a person could write; control characters are tested as errors.
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t 'é😀\\\"#:-"), max_size=30)
scalars = words | st.integers(-(10**12), 10**12) | st.booleans() | st.none() | st.dates(dt.date(1000, 1, 1))
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
mappings = st.dictionaries(words, values, max_size=6)


def strings_too(value: Any) -> bool:
    """False when a string is one that YAML 1.1, which PyYAML writes, and 1.2 read differently."""
    if isinstance(value, dict):
        return all(strings_too(k) and strings_too(v) for k, v in value.items())
    if isinstance(value, list):
        return all(strings_too(v) for v in value)
    return not isinstance(value, str) or resolve(value) == value


def check_places(text: str, fm: FrontMatter) -> None:
    for field in fm:
        assert fm.span.covers(field.key_span)
        assert fm.span.covers(field.value_span)
        if field.prose is None:
            continue
        assert field.prose.text == field.value
        at = 0
        for piece in field.prose.pieces:
            assert (piece.at, piece.start <= piece.end) == (at, True)
            at += piece.length
            if piece.end - piece.start == piece.length > 1:
                assert text[piece.start : piece.end] == field.prose.text[piece.at : at]
        assert at == len(field.value)


@given(
    mappings.filter(strings_too),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([None, True, False]),
    st.booleans(),
)
@settings(deadline=None)
def test_what_yaml_dumps_is_read_back(data: dict[str, Any], newline: str, flow: bool | None, unicode: bool) -> None:
    dumped = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=unicode, sort_keys=False, line_break=newline)
    text = f"---{newline}{dumped}---{newline}Body"
    fm = parse(text)
    assert fm.problems == ()
    assert fm.data == data
    assert text[fm.end :] == "Body"
    check_places(text, fm)
    for field in fm:
        if not isinstance(field.value, (dict, list)) and fm.get(*field.path) is field:
            written = field.value_span.cut(text)
            assert "\n" in written or yaml.safe_load(written) == field.value


@given(mappings, st.sampled_from([None, 2]), st.booleans())
@settings(deadline=None)
def test_what_json_dumps_is_read_back(data: dict[str, Any], indent: int | None, ascii_: bool) -> None:
    plain = json.loads(json.dumps(data, default=str))
    text = json.dumps(plain, indent=indent, ensure_ascii=ascii_) + "\nBody"
    fm = parse(text)
    if not plain:
        assert fm.data == {}
        return
    assert (fm.problems, fm.data, text[fm.end :]) == ((), plain, "Body")
    check_places(text, fm)
    for field in fm:
        assert json.loads(field.value_span.cut(text)) == field.value
        if isinstance(field.path[-1], str):
            assert json.loads(field.key_span.cut(text)) == field.path[-1]


bare_keys = st.text("abcXYZ019_-", min_size=1, max_size=5)
toml_keys = bare_keys | words.filter(lambda word: "\x7f" not in word)
toml_scalars = (
    words.filter(lambda word: "\x7f" not in word)
    | st.integers(-(2**63), 2**63 - 1)
    | st.booleans()
    | st.dates(dt.date(1, 1, 1))
    | st.datetimes(dt.datetime(1, 1, 1))
)
toml_values = st.recursive(
    toml_scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(toml_keys, inner, max_size=3),
    max_leaves=8,
)


def toml_of(value: Any, multi: bool) -> str:
    """A value as TOML writes it inside of a line; the standard library has only a reader."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, str):
        written = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        return f'"""\n{written[1:-1]}"""' if multi else written
    if isinstance(value, list):
        return f"[{', '.join(toml_of(v, multi) for v in value)}]"
    if isinstance(value, dict):
        return (
            f"{{{', '.join(f'{json.dumps(k, ensure_ascii=False)} = {toml_of(v, False)}' for k, v in value.items())}}}"
        )
    return str(value)


@given(st.dictionaries(toml_keys, toml_values, max_size=5), st.booleans(), st.sampled_from(["\n", "\r\n"]))
@settings(deadline=None)
def test_what_is_written_as_toml_is_read_back(data: dict[str, Any], multi: bool, newline: str) -> None:
    lines = [f"{json.dumps(k, ensure_ascii=False)} = {toml_of(v, multi)} # note" for k, v in data.items()]
    text = newline.join(["+++", *(line.replace("\n", newline) for line in lines), "+++", "Body"])
    fm = parse(text)
    assert (fm.problems, fm.data, text[fm.end :]) == ((), data, "Body")
    check_places(text, fm)
    for field in fm:
        written = field.value_span.cut(text)
        assert tomllib.loads(f"v = {written}")["v"] == field.value
        if isinstance(field.path[-1], str):
            assert tomllib.loads(f"{field.key_span.cut(text)} = 1") == {field.path[-1]: 1}


@given(st.sampled_from(["---", "+++", ";;;", "{"]), st.text(), st.sampled_from(["---", "+++", ";;;", "}", ""]))
@settings(deadline=None, max_examples=300)
def test_never_raises(opening: str, inside: str, closing: str) -> None:
    text = f"{opening}\n{inside}\n{closing}\nBody"
    fm = parse(text)
    assert 0 <= fm.span.start <= fm.span.end <= fm.end <= len(text)
    assert all(problem.span.end <= len(text) for problem in fm.problems)
    check_places(text, fm)


fragments = st.lists(
    st.sampled_from(
        ["a", "b", ":", ": ", "-", "- ", "\n", "\n  ", "\n\t", '"', "'", "[", "]", "{", "}", ",", "#", " #", "|", ">",
         "&a ", "*a", "!!str ", "!x ", "<<: ", "\\", "=", " = ", "1", "2026-01-01", "é", "😀", "\r\n", "?",
         "'''", '"""']
    ),
    max_size=25,
)  # fmt: skip


@given(st.sampled_from(["---", "+++", ";;;"]), fragments)
@settings(deadline=None, max_examples=600)
def test_never_raises_on_near_front_matter(mark: str, parts: list[str]) -> None:
    text = f"{mark}\n{''.join(parts)}\n{mark}\nBody"
    fm = parse(text)
    assert all(0 <= problem.span.start <= problem.span.end <= len(text) for problem in fm.problems)
    check_places(text, fm)
