"""Entry 8: a post is read in time that grows with its length, whatever it is made of.

The time of the processor is bounded, generously: the quadratic readers took from 20 seconds to minutes for these texts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from contentlint import lint_text
from contentlint.post import frontmatter, markdown
from contentlint.post.dialect import MDX, PLAIN
from contentlint.post.document import Document
from contentlint.post.markdown.jsx import Jsx
from contentlint.post.markdown.places import bare_urls
from contentlint.post.post import Post
from contentlint.site.reading import meta

_SECONDS = 10.0


def parsed(text: str, *, mdx: bool = False) -> Document:
    """The document, in time."""
    start = time.process_time()
    document = markdown.parse(text, dialect=MDX if mdx else PLAIN)
    assert time.process_time() - start < _SECONDS
    return document


def _square(side: int) -> str:
    row = "|a" * side + "|\n"
    return row + "|-" * side + "|\n" + row * side


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[a](/b) " * 12_000, 12_000),
        ("[a] " * 24_000 + "\n\n[a]: /b\n", 24_000),
        ("[a][b] " * 14_000 + "\n\n[b]: /b\n", 14_000),
        ("![a](/b) " * 10_000, 10_000),
        ("http://a.example/b " * 16_000, 16_000),
        ("www.a.example " * 10_000, 10_000),
        ("<http://a.example> " * 8_000, 8_000),
        ("<a href=x>y</a> " * 8_000, 8_000),
        ("http://a.example/" + ")" * 400_000, 1),
        ("http://a.example/" + "(])" * 100_000, 1),
    ],
    ids=lambda value: repr(value[:10]) if isinstance(value, str) else None,
)
def test_8_many_links_in_one_paragraph(text: str, links: int) -> None:
    document = parsed(text)
    assert len(document.links) == links
    last = document.links[-1]
    assert last.span.end <= len(text) and last.target_span.cut(text) in (last.target, last.text)


def test_8_labels_of_footnotes_have_a_length() -> None:
    for text, count in ((f"See[^{'a' * 999}] it.", 1), (f"See[^{'a' * 1_000}] it.", 0), ("See[^a][^ b][^] it.", 1)):
        assert len(parsed(text).footnote_references) == count
    assert parsed("[^" * 15_000).footnote_references == parsed("^[" * 15_000).footnote_references == ()


def test_8_bare_addresses_end_where_they_did() -> None:
    for text, end in (
        ("http://a.b/c).", 12),
        ("http://a.b/(c).", 14),
        ("http://a.b/(c)).]", 14),
        ("http://a.b/[c]]?!", 14),
    ):
        assert bare_urls(text, []) == [(0, end)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("|".join("a" * 12_000) + "\n" + "|".join("-" * 12_000) + "\n" + "|".join("b" * 12_000) + "\n", 24_000),
        ("|a|b|\n|-|-|\n" + "|c|d|\n" * 25_000, 50_002),
        (_square(220), 220 * 221),
        ("|a|b|\n|-|-|\n" + "|{{x}}|[c](/d)|\n" * 4_000, 4_002),
        ("> |a|\n> |-|\n> |" + "\\|" * 60_000 + "|\n", 2),
    ],
    ids=["wide", "long", "square", "shortcodes", "escapes"],
)
def test_8_large_tables(text: str, cells: int) -> None:
    document = parsed(text)
    found = [block for block in document.blocks if block.kind == "cell"]
    assert len(found) == cells
    plain = [(block.span.cut(text).replace("\\|", "|"), block.prose.text) for block in found]
    assert all(written == read or written == "[c](/d)" for written, read in plain)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# a" + " " * 400_000 + "b\n", "a" + " " * 400_000 + "b"),
        ("# a" + " {#a" * 20_000 + "\n", "a" + " {#a" * 20_000),
        ("# a" + " {#a}" * 20_000 + " b\n", "a" + " {#a}" * 20_000 + " b"),
        ("# a" + " " * 400_000 + "{#a}\n", "a"),
        ("# a {#b .c}\n", "a"),
    ],
    ids=["blanks", "unclosed", "many", "blanks before", "plain"],
)
def test_8_a_heading_with_attributes(text: str, heading: str) -> None:
    (block,) = parsed(text).blocks
    assert block.span.cut(text) == heading


@pytest.mark.parametrize(
    "text",
    [
        "<A b={" * 33_000, "<A b={`" * 15_000, "<A b={/*" * 15_000, "<A b=\"{'" * 15_000,
        "<A b='\"<A b='\" c=\"' d='\" " * 4_000,
        "{" * 100_000, "{`" * 50_000, "{/* " * 50_000, '{" ' * 40_000, "<!-- " * 40_000, "<A b c d e f g " * 8_000,
        "export const a = {\n" * 8_000, "export const a = ({[\n" * 8_000, "import {\n" * 12_000,
        "export const a = {\n" * 4_000 + "}\n" * 20_000, "export const a = {\n" * 5_000 + "\n# A heading\n",
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_8_mdx_that_is_not_closed(text: str) -> None:
    parsed(text, mdx=True)


def test_8_what_is_closed_is_still_found() -> None:
    text = (
        "import A from 'a'\nimport {\n  B,\n} from 'b'\n\nexport const c = {\n  d: [1, `x ${ {e: '}'} } y`],\n}\n\n"
        '# {c.d} {unclosed\n\n<A b={{c: `}`}} d="e>" {...f}>text</A> {/* a { comment */} <B />\n'
    )
    document = parsed(text, mdx=True)
    assert [o.kind for o in document.opaque] == ["module", "module", "module", "expression", "comment"]
    assert document.opaque[2].text.endswith("}")
    assert [(e.tag, e.span.cut(text)) for e in document.elements] == [
        ("A", '<A b={{c: `}`}} d="e>" {...f}>'),
        ("B", "<B />"),
    ]
    assert [b.prose.text for b in document.blocks if b.kind == "heading"] == ["\ufffc {unclosed"]


def test_8_an_expression_is_looked_at_once() -> None:
    text = "{a {b} " * 5_000
    jsx = Jsx(text)
    start = time.process_time()
    ends = [jsx.expression_end(at) for at, char in enumerate(text) if char == "{"]
    assert ends[1::2] == [at + 1 for at, char in enumerate(text) if char == "}"]
    assert set(ends[::2]) == {None}
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        "<div" + " a=b/" * 40 + "<\n\nText.\n",
        "<div" + " a=b/" * 20_000 + "<\n",
        "<div>\na" + " " * 200_000 + "b\n</div>\n",
        "<div>\n" + "<!-- \n" * 20_000,
        "$" + "_" * 100_000,
        "$" + "a_" * 50_000 + "$b",
        "{{ " * 30_000 + "x" * 6_000 + "}}",
        "{% highlight %} " * 20_000,
        "*a*{.b} " * 12_000,
    ],
    ids=lambda text: repr(text[:14]),
)
def test_8_html_math_and_templates(text: str) -> None:
    parsed(text)


@pytest.mark.parametrize(
    "text",
    ["a\n: b\n" * 8_000, "- a\n" * 8_000, "[" * 40_000, "*a_b**c__ " * 4_000, "a\n===\n" * 6_000, "> a\n" * 10_000,
     "[^1] " * 10_000 + "\n\n[^1]: x\n", "".join(f"[a{n}]: /b\n" for n in range(6_000))],
    ids=lambda text: repr(text[:8]),
)  # fmt: skip
def test_8_other_shapes_stay_linear(text: str) -> None:
    parsed(text)


@pytest.mark.parametrize(
    "keys",
    [
        "a." * 100_000 + "b = 1",
        "[" + "a." * 100_000 + "b]\nc = 1",
        "x = {" + '"a".' * 60_000 + "b = 1}",
        "'a' . " * 40_000 + "b = 1",
    ],
)
def test_8_a_deep_key_of_toml_is_refused_before_it_is_read(keys: str) -> None:
    start = time.process_time()
    text = f"+++\n{keys}\n+++\n\nText.\n"
    (problem,) = frontmatter.parse(text).problems
    assert problem.span.cut(text) in ("a", '"a"', "'a'")
    assert "nested too deep" in problem.message
    assert meta.read(text)["front"] is True
    assert time.process_time() - start < 5


def test_8_a_key_of_some_parts_is_read() -> None:
    text = "+++\n" + "a." * 60 + 'b = "1.2.3.4"\n+++\n'
    assert not frontmatter.parse(text).problems
    assert (
        frontmatter.parse("+++\n" + "a." * 90 + "b = 1\n+++\n")
        .problems[0]
        .message.startswith("the front matter is nested")
    )


def test_8_toml_strings_with_escapes() -> None:
    start = time.process_time()
    text = '+++\na = "' + "\\n" * 100_000 + '"\n+++\n'
    (field,) = frontmatter.parse(text).fields
    assert field.value == "\n" * 100_000
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[a](/b) " * 3_000, "post.md"),
        ("|a|b|\n|-|-|\n" + "|c|d|\n" * 2_000, "post.md"),
        ("<A b={" * 4_000, "post.mdx"),
        (
            "---\ntitle: "
            + "A report on 5% of bakers " * 2_000
            + "\n---\n"
            + "Studies show 5% of bakers left.\n\n" * 400,
            "post.md",
        ),
        ("# " + "A report on 5% of bakers " * 2_000 + "\n\n" + "Studies show 5% of bakers left.\n\n" * 400, "post.md"),
        ("A report " * 4_000 + ":\n\n" + "- Studies show 5% of bakers left.\n" * 400, "post.md"),
        ("<!-- own-data -->\n\n# a\n\n" * 3_000, "post.md"),
        ("---\ntitle: a #b" + " " * 60_000 + "c\n---\n", "post.md"),
        ("---\nslug: " + "_-" * 30_000 + "\n---\n", "post.md"),
        ("<!-- contentlint-disable-next-line claims -->\nStudies show 5% of bakers left.\n\n" * 600, "post.md"),
        ("<!-- contentlint-disable claims -->\n\nStudies show 5% of bakers left.\n\n" * 600, "post.md"),
        ("".join(f"Of all bakers {number % 97}% left. " for number in range(1_500)), "post.md"),
        ("The Rye Plan costs $5 per month. " * 1_500, "post.md"),
        ("Studies show that 5% of bakers left.[^1] " * 800 + "\n\n[^1]: [a](https://b.example/c)\n", "post.md"),
        ("According to this study, 5% of bakers left. " * 800, "post.md"),
    ],
    ids=[
        "links",
        "table",
        "mdx",
        "title",
        "heading",
        "introduction",
        "marks",
        "comment",
        "slug",
        "suppressions",
        "open suppressions",
        "shares",
        "prices",
        "notes",
        "pointing back",
    ],
)
def test_8_all_rules_judge_them_in_time(text: str, path: str) -> None:
    start = time.process_time()
    lint_text(text, path)
    assert time.process_time() - start < 30


def test_8_a_year_in_a_slug_is_found_where_it_was() -> None:
    for slug, year in (
        ("best-ovens-in-2021", "2021"),
        ("best-ovens-2020-2021", "2021"),
        ("2021-best-ovens", "2021"),
        ("guide/ovens-2021/", "2021"),
    ):
        text = f"---\nslug: {slug}\n---\n"
        found = [f for f in lint_text(text) if f.rule == "stale-year"]
        assert [f.excerpt for f in found] == ([year] if year else [])


def test_8_comments_in_front_matter_are_found_where_they_were() -> None:
    (found,) = [f for f in lint_text("---\ntitle: Bread #1 of all  \n---\n") if f.rule == "value-cut-by-comment"]
    assert found.excerpt == "#1 of all"


def _never(*_: Any, **__: Any) -> Any:
    raise AssertionError("tokens are not compared")


def test_8_tokens_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    from markdown_it.token import Token

    compare: Callable[..., Any] = _never
    monkeypatch.setattr(Token, "__eq__", compare)
    assert len(Post("a.md", "[a](/b) [c](/d)\n\n|a|\n|-|\n|b|\n").document.links) == 2
