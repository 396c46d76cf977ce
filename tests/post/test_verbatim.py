"""What is no Markdown: formulas as each generator has them, tags shown as they are, marks of containers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.post.dialect import PLAIN, Dialect
from contentlint.post.document import Document
from contentlint.post.markdown import parse
from contentlint.post.markdown.verbatim import Verbatim

PROBE = json.loads((Path(__file__).parent / "math_probe.json").read_text(encoding="utf-8"))
"""How many links each tool made of each text, built with the tools themselves."""

BRACKETS = (("$$", "$$"), (r"\\[", r"\\]"), (r"\\(", r"\\)"))
DIALECTS = {
    "remark-math 6": Dialect(math="remark"),
    "remark-math 6, singleDollarTextMath: false": Dialect(math="remark-double"),
    "@vscode/markdown-it-katex 1": Dialect(math="katex"),
    "markdown-it-katex 2": Dialect(math="katex"),
    "pymdownx.arithmatex 13.1": Dialect(math="arithmatex"),
    "kramdown 2.4": Dialect(math="kramdown"),
    "pandoc 2.17": Dialect(math="pandoc"),
    "hugo 0.168 (brackets)": Dialect(math="passthrough", delimiters=BRACKETS),
    "hugo 0.168 (dollars)": Dialect(math="passthrough", delimiters=(*BRACKETS, ("$", "$"))),
}
MORE_THAN_THE_TOOL = {"pandoc 2.17": 1}
"""Texts in which a link is seen that the tool does not make: a formula that crosses the end of a link's text."""
FEWER_THAN_THE_TOOL = {
    "@vscode/markdown-it-katex 1": 3,
    "markdown-it-katex 2": 3,
    "pymdownx.arithmatex 13.1": 4,
    "hugo 0.168 (dollars)": 1,
}
"""The plug-ins of markdown-it differ among themselves, and what one of them reads as a formula is taken for one."""


@pytest.mark.parametrize("tool", DIALECTS)
def test_links_and_formulas_as_the_tool_reads_them(tool: str) -> None:
    found = [len(parse(text + "\n", dialect=DIALECTS[tool]).links) for text in PROBE["texts"]]
    pairs = list(zip(found, PROBE["links"][tool], strict=True))
    assert sum(ours > theirs for ours, theirs in pairs) == MORE_THAN_THE_TOOL.get(tool, 0)
    assert sum(ours < theirs for ours, theirs in pairs) == FEWER_THAN_THE_TOOL.get(tool, 0)


def targets(text: str, dialect: Dialect = PLAIN) -> list[str]:
    return [link.target for link in parse(text, dialect=dialect).links]


def seen(document: Document) -> list[str]:
    return [block.prose.text for block in document.blocks if block.prose.text.strip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A pot is $5 and [the lid](lid.md) is $3.", ["lid.md"]),
        ("The sum is $x^2 + y_1$ and [more](more.md).", ["more.md"]),
        ("It is $E_1[X](t)$ here.", ["t"]),  # GitHub, too, reads the link first
    ],
)
def test_where_nothing_reads_formulas_a_link_is_a_link(text: str, expected: list[str]) -> None:
    assert targets(text) == expected


def test_a_formula_by_the_look_of_it_is_no_prose() -> None:
    document = parse("The sum is $x^2 + 40$ for all.")
    assert [o.kind for o in document.opaque] == ["math"] and "40" not in document.blocks[0].prose.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% raw %}[a](/a/) and {{ site.url }}{% endraw %} [b](/b/)", ["/a/", "/b/"]),
        ('{% raw %}\n[a]({{ "/a/" | relative_url }})\n{% endraw %}\n\n[b](/b/)', ["/b/"]),
        ("{%- raw -%}{% link _posts/x.md %}{%- endraw -%} [b](/b/)", ["/b/"]),
        ("{% verbatim %}{{ [a](/a/) }}{% endverbatim %} [b](/b/)", ["/a/", "/b/"]),
        ("{% raw %}[a](/a/)", ["/a/"]),
        ("{% comment %}[a](/a/){% endcomment %} [b](/b/)", ["/b/"]),
        ("{# [a](/a/) #} [b](/b/)", ["/b/"]),
        ("{#[a](/a/)#} [b](/b/)", ["/b/"]),
        ("{{/* [a](/a/) */}} [b](/b/)", ["/b/"]),
        ("{{!-- [a](/a/) {{x}} --}} [b](/b/)", ["/b/"]),
        ("{{% comment %}}[a](/a/){{% /comment %}} [b](/b/)", ["/b/"]),
        ("<%# [a](/a/) %> [b](/b/)", ["/b/"]),
        ("{::comment}\n[a](/a/)\n{:/comment}\n\n[b](/b/)", ["/b/"]),
        ("{::nomarkdown}[a](/a/){:/} [b](/b/)", ["/b/"]),
        ("{% comment %}[a](/a/){% /comment %} [b](/b/)", ["/b/"]),
        ('[code lang="html"]\n<a href="/a/">a</a>\n\n[a](/a/)\n[/code]\n\n[b](/b/)', ["/b/"]),
        ("[code](/a/) and [/code] [b](/b/)", ["/a/", "/b/"]),
        ("## Beds {#beds}\n\n[b](/b/) and # one", ["/b/"]),
    ],
)
def test_what_template_languages_do_not_show(text: str, expected: list[str]) -> None:
    assert targets(text) == expected


def test_raw_of_hexo_is_html_and_no_markdown() -> None:
    text = '{% raw %}[a](/a/) <a href="/b/">b</a> {% post_link x %}{% endraw %} [c](/c/)'
    assert targets(text, Dialect(is_raw_html=True)) == ["/b/", "/c/"]
    assert targets(text) == ["/a/", "/b/", "/c/"]


def test_tags_shown_by_raw_are_not_told_as_tags() -> None:
    document = parse("{% raw %}{% post_url 2026-01-01-x %}{% endraw %} {% post_url 2026-01-01-y %}")
    assert [o.text.strip() for o in document.opaque] == ["raw", "post_url 2026-01-01-y"]


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        (":::note[See [a](a.md)]\n\n[b](b.md)\n\n:::", ["a.md", "b.md"], ["See a", "b"]),
        ("::: tip Mind [the gap](a.md)\nText [b](b.md)\n:::", ["a.md", "b.md"], ["Mind the gap", "Text b"]),
        ("::::{.callout-note}\n:::warning\n[b](b.md)\n:::\n::::", ["b.md"], ["b"]),
        (":::details Click me {open}\nText\n:::", [], ["Click me", "Text"]),
        ('!!! note "See [a](a.md)"\n    Text [b](b.md)\n', ["a.md", "b.md"], ["See a", "Text b"]),
        ('???+ tip "A *tip*"\n    Text\n\nMore', [], ["A tip", "Text", "More"]),
        ('=== "Tab [a](a.md)"\n\n    [b](b.md)\n', ["a.md", "b.md"], ["Tab a", "b"]),
        ("!!! danger\n    Text\n", [], ["Text"]),
        ('::card{to="/x"}\n---\ntitle: Big\n---\n[b](b.md)\n::\n', ["b.md"], ["b"]),
        ("Text\n:::\n", [], ["Text"]),
        ("```\n::: tip [a](a.md)\n```\n", [], []),
        ("- item\n\n  :::tip[T]\n  [b](b.md)\n  :::\n", ["b.md"], ["item", "T", "b"]),
        ("!!! not an admonition, just loud", [], ["!!! not an admonition, just loud"]),
        ("a :: b\n\n::: ", [], ["a :: b"]),
    ],
)
def test_containers(text: str, expected: list[str], words: list[str]) -> None:
    document = parse(text)
    assert [link.target for link in document.links] == expected
    assert seen(document) == words
    for link in document.links:
        assert link.target_span.cut(text) == link.target


def test_indented_code_is_none_in_mdx() -> None:
    text = "    [a](a.md)\n"
    assert targets(text) == [] and targets(text, Dialect(is_mdx=True)) == ["a.md"]


ALPHABET = st.text(st.sampled_from(list('$$$``\\([]){}%#: \n!a1*_-<>"')), max_size=60)


@given(ALPHABET, st.sampled_from(list(DIALECTS.values())))
def test_stretches_are_in_order_and_apart(text: str, dialect: Dialect) -> None:
    stretches = Verbatim(text, dialect)
    ends = [0, *(end for _, end in stretches.ranges)]
    assert all(start >= before for before, (start, _) in zip(ends, stretches.ranges, strict=False))
    assert set(stretches.math) <= set(stretches.ranges)
    assert parse(text, dialect=dialect).span.end == len(text)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=list(DIALECTS))
@pytest.mark.parametrize("text", ["$ " * 20_000, "$$a " * 20_000, "\\( " * 20_000, "$a\n\n" * 10_000, "$" * 50_000])
def test_many_marks_do_not_hang(dialect: Dialect, text: str) -> None:
    assert Verbatim(text, dialect).ranges is not None
