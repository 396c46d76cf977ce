"""The document: what is prose, what is not, and where everything stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentlint.post import markdown
from contentlint.post.dialect import MDX, PLAIN, Dialect
from contentlint.post.document import Document
from contentlint.post.post import Post
from contentlint.text.spans import OBJECT

SHARED = Path(__file__).parents[3] / "shared"


def proses(text: str, dialect: Dialect = PLAIN) -> list[str]:
    return [b.prose.text for b in markdown.parse(text, dialect=dialect).blocks if b.prose.text.strip()]


def links(text: str, dialect: Dialect = PLAIN) -> list[tuple[str, str, str]]:
    """Each link's kind, target, and the words it stands on in the prose."""
    document = markdown.parse(text, dialect=dialect)
    return [
        (k.kind, k.target, "" if k.block is None else document.blocks[k.block].prose.text[slice(*k.at)])
        for k in document.links
    ]


def check_places(text: str, document: Document) -> int:
    """Every piece of prose and every target must be what the source has there; the number of places looked at."""
    looked = 0
    for block in document.blocks:
        covered = 0
        for piece in block.prose.pieces:
            assert piece.at == covered
            covered += piece.length
            looked += 1
            shown, source = block.prose.text[piece.at : covered], text[piece.start : piece.end]
            if piece.length == piece.end - piece.start:
                for seen, written in zip(shown, source, strict=True):
                    # An object stands for anything; a line end reads as a space; NUL as U+FFFD (CommonMark 2.3).
                    assert seen in (OBJECT, written) or (seen in " \n" and written in "\r\n") or written == "\0"
        assert covered == len(block.prose.text)
    for link in document.links:
        looked += 1
        source = link.span.cut(text)
        if link.kind == "link":
            assert source[0] == "[" and source[-1] in ")]"
        elif link.kind == "image":
            assert source.startswith("![") and source[-1] in ")]"
        elif link.kind in ("html", "html-image", "component"):
            assert source[0] == "<" and source[-1] == ">"
        written = link.target_span.cut(text)
        if not re.search(r"[\\&]", written) and link.kind != "autolink":
            assert written == link.target
    return looked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain *em* **strong** ~~gone~~ text", ["Plain em strong gone text"]),
        ("A `code()` span", [f"A {OBJECT} span"]),
        ("Tom &amp; Jerry \\* &#169;", ["Tom & Jerry * ©"]),
        ("one\ntwo  \nthree", ["one two  \nthree"]),
        ("# Title ##\n\nbody", ["Title", "body"]),
        ("# Title {#own-id}\n", ["Title"]),
        ("Setext\n===\n", ["Setext"]),
        ("> quoted\n> on", ["quoted on"]),
        ("- a\n- b\n  - c\n", ["a", "b", "c"]),
        ("1. a\n2. b\n", ["a", "b"]),
        ("| a | b |\n|---|---|\n| x \\| y | **z** |\n", ["a", "b", "x | y", "z"]),
        ("```py\nx = 25%\n```\n\ntext\n\n    indented code\n", ["text"]),
        ("Note[^1].\n\n[^1]: The source.\n", ["Note.", "The source."]),
        ("Term\n: its meaning\n", ["Term", "its meaning"]),
        ("<div>\n<p>One 5%</p>\n<p>Two</p>\n</div>\n", ["One 5%", "Two"]),
        ("a <b>bold</b> word<br>next <code>x = 1</code>", [f"a bold word\nnext {OBJECT}"]),
        ("Text <!-- not shown 5% --> more", ["Text  more"]),
        ('{{< figure src="x.png" >}}\n\nSee {{< ref "a" >}}.\n', [f"See {OBJECT}."]),
        ("{% highlight py %}\nx = 25%\n{% endhighlight %}\n\ntext", ["text"]),
        ("{{ site.title }} is {% include x.html %} here", [f"{OBJECT} is {OBJECT} here"]),
        ("It costs $5 and then $10.", ["It costs $5 and then $10."]),
        ("Mass is $m = E/c^2$ here", [f"Mass is {OBJECT} here"]),
        ('!!! note "Mind"\n    Inside 5%.\n\nOutside.', ["Mind", "Inside 5%.", "Outside."]),
        (":::tip\nInside.\n:::\n", ["Inside."]),
        ("A *link*{: .class}\n{: .block}\n", ["A link"]),
    ],
)
def test_prose(text: str, expected: list[str]) -> None:
    assert [p.strip() for p in proses(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import A from './a'\nexport const x = {\n  y: 5\n}\n\nText\n", ["Text"]),
        ('<Callout type="info">\n  Inside 5%.\n</Callout>\n', ["Inside 5%."]),
        ("Now {count + 1} and {/* a comment */} on", [f"Now {OBJECT} and  on"]),
        ('A <Badge text="new" /> badge', [f"A {OBJECT} badge"]),
        ("<Chart data={{ a: [1, 2], s: '}' }} />\n\nText", ["Text"]),
        ("Set {`template ${a + `${b}`} }`} end", [f"Set {OBJECT} end"]),
        ("```jsx\n<A>{1}</A>\n```\n\n`<B>` is code", [f"{OBJECT} is code"]),
        ("a < b and {unclosed", ["a < b and {unclosed"]),
    ],
)
def test_mdx_is_not_prose(text: str, expected: list[str]) -> None:
    assert [p.strip() for p in proses(text, dialect=MDX)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[a *b*](/x "t")', [("link", "/x", "a b")]),
        ("[a](</x y>)", [("link", "/x y", "a")]),
        ("[a](/x\\_y&amp;z)", [("link", "/x_y&z", "a")]),
        ("[a][r] and [r]\n\n[r]: /x 'title'\n", [("link", "/x", "a"), ("link", "/x", "r")]),
        ("![alt](i.png)", [("image", "i.png", OBJECT)]),
        ("[![alt](i.png)](/x)", [("link", "/x", OBJECT), ("image", "i.png", OBJECT)]),
        ("<https://a.example/b>", [("autolink", "https://a.example/b", OBJECT)]),
        ("see https://a.example/b_c(d). Then", [("autolink", "https://a.example/b_c(d)", OBJECT)]),
        ("see www.a.example, or", [("autolink", "http://www.a.example", OBJECT)]),
        ("`https://a.example` [x](https://b.example)", [("link", "https://b.example", "x")]),
        ('<a href="/x?a=1&amp;b=2">raw *em*</a> end', [("html", "/x?a=1&b=2", "raw em")]),
        (
            "<div>\n<a href='/x'>go</a> <img src=y.png alt=z>\n</div>",
            [("html", "/x", "go"), ("html-image", "y.png", "")],
        ),
        ('[a]({{< ref "b.md" >}}#c)', [("link", '{{< ref "b.md" >}}#c', "a")]),
        ("[a]({{ site.baseurl }}/x)", [("link", "{{ site.baseurl }}/x", "a")]),
        ("| [a](/x) | b |\n|---|---|\n| c \\| d [e](/y) | |", [("link", "/x", "a"), ("link", "/y", "e")]),
        ("no [link] here", []),
    ],
)
def test_links(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert links(text) == expected
    check_places(text, markdown.parse(text))


def test_component_links() -> None:
    text = '<LinkCard href="/x" title="T" />\n\n<Button to={\'/y\'}>Go</Button>\n\n<a href={url}>no</a>\n'
    expected = [("component", "/x"), ("component", "/y")]
    assert [(kind, target) for kind, target, _ in links(text, dialect=MDX)] == expected


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_columns_hold_with_any_line_end_tabs_and_wide_characters(end: str, mark: str) -> None:
    from contentlint.run.files import decode

    written = end.join(["---", "title: x", "---", "", "\t", "漢字 😀 **25%** é́ [l](/x)", "", "-\ttab [m](/y)"])
    post = Post("post.md", decode((mark + written).encode(), "post.md"))
    assert [post.lines.position(k.span.start) for k in post.document.links] == [(6, 17), (8, 7)]
    assert [k.span.cut(post.text) for k in post.document.links] == ["[l](/x)", "[m](/y)"]
    check_places(post.text, post.document)


def test_containers_tell_lists_tables_and_footnotes() -> None:
    document = markdown.parse("Intro:\n\n- one\n- two\n\n| h |\n|---|\n| c |\n\nText[^n].\n\n[^n]: Note\n")
    items = [b.inside("item") for b in document.blocks if b.inside("item")]
    assert [c.index for c in items if c] == [0, 1]
    rows = [b.inside("row") for b in document.blocks if b.kind == "cell"]
    assert [c.index for c in rows if c] == [0, 1]
    assert [document.blocks[i].prose.text for i in document.footnotes["n"]] == ["Note"]
    assert document.footnote_references[0].label == "n"


WORDS = ("word ", "25% ", "&amp; ", "\\* ", "😀", "\u00a0", "\0", "\ue000", "\t", "\r\n", "\n", "\n\n")
BLOCKS = (
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n# ",
    " | ",
    "\n|---|---|\n",
    "\n```\n",
    "\n!!! note\n    ",
    "\n[^1]: n",
    "\n[r]: /def\n",
)
SPANS = (
    "**b** ",
    "*e* ",
    "`c` ",
    "[l](/x) ",
    "[r][] ",
    "![i](j.png) ",
    "https://a.example/b ",
    "$x^2$ ",
    "[^1]",
    "{{< x >}} ",
)
MARKUP = ("<a href='/h'>h</a> ", "<div>", "</div>\n", "<!-- c -->", "~~", "***", "_", "[", "](", ")", "{", "}", "{#id}")
PARTS = st.sampled_from([*WORDS, *BLOCKS, *SPANS, *MARKUP])


@settings(max_examples=400, deadline=None)
@given(st.lists(PARTS, max_size=30).map("".join), st.booleans())
def test_every_place_is_what_the_source_has_there(text: str, mdx: bool) -> None:
    document = markdown.parse(text, dialect=MDX if mdx else PLAIN)
    if "\ue000" not in text:  # a private-use character of the text's own may be taken for hidden source
        check_places(text, document)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.booleans())
def test_no_text_makes_the_parser_raise(text: str, mdx: bool) -> None:
    markdown.parse(text, dialect=MDX if mdx else PLAIN)


HOSTILE = (
    "{% ",
    "`",
    "[a](",
    "<a ",
    "<!--",
    "$a_b ",
    "![[",
    "| a ",
    "\ue000 ",
    "{{<x>}} ",
    "> ",
    "- ",
    "http://a.b `c` ",
    "<",
    "{",
)


@pytest.mark.parametrize("text", [part * 4000 if part not in ("> ", "- ") else part * 200 for part in HOSTILE])
@pytest.mark.parametrize("mdx", [False, True])
def test_hostile_texts_do_not_hang(text: str, mdx: bool) -> None:
    markdown.parse(text, dialect=MDX if mdx else PLAIN)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared sites are not here")
def test_every_place_in_real_posts() -> None:
    files = sorted((SHARED / "gold" / "posts").glob("*.md"))
    files += sorted(p for p in (SHARED / "sites").rglob("*") if p.suffix in (".md", ".mdx") and p.is_file())[::7]
    looked = 0
    for file in files:
        post = Post(file.name, file.read_bytes().decode("utf-8-sig"))
        looked += check_places(post.text, post.document)
    assert looked > 50_000


def test_what_a_template_leaves_alone_is_still_prose() -> None:
    post = Post("post.md", "{% raw %}\n\nRye is [old](/rye).\n\n`{{ page.title }}` shows it.\n\n{% endraw %}\n")
    assert [s.text for s in post.sentences] == ["Rye is old.", "\ufffc shows it."]
    assert [link.target for link in post.document.links] == ["/rye"]
