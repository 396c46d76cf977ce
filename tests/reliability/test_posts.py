"""What a post's content can do: no text ends, hangs or misleads a run. Names begin with the entry they stand for."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs import CASES, contentlint, write

from contentlint import lint_text
from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.checks.external_link import _bare, _site
from contentlint.claims.attribution import attribution
from contentlint.claims.support import link_class
from contentlint.evidence.visited import host, split
from contentlint.guard import data
from contentlint.guard.data import load_toml as loads
from contentlint.post import frontmatter, markdown
from contentlint.post.dialect import MDX
from contentlint.site import MemoryTree, only, project
from contentlint.site.reading import headings, meta
from contentlint.site.reading.inline import heading

LEXICON = Lexicon(catalog.load().vocabulary)
ORDINARY = "---\ntitle: An ordinary post\n---\n\nBakers sleep late, see [the list](nowhere-at-all.md).\n"


@dataclass
class Run:
    """What a run of the command said: `found` has path, rule and excerpt of each finding but the ordinary post's."""

    code: int
    found: list[tuple[str, str, str]]
    findings: list[dict[str, Any]]
    problems: list[str]
    seconds: float


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A folder that is a project, with one ordinary post that has one error."""
    write(tmp_path / "blog" / "ordinary.md", ORDINARY)
    (tmp_path / "blog" / ".git").mkdir()
    return tmp_path / "blog"


def check(blog: Path, *arguments: str) -> Run:
    """`contentlint check` of the folder. The ordinary post is always reported, and no problem is a traceback."""
    start = time.monotonic()
    done = contentlint(blog, *(arguments or ("check", ".")), "--format", "json", "--today", "2026-01-01")
    took = time.monotonic() - start
    assert "Traceback" not in done.stderr
    findings = json.loads(done.stdout)["findings"]
    ordinary = [f["rule"] for f in findings if f["path"] == "ordinary.md"]
    assert ordinary == ["broken-internal-link"]
    others = [f for f in findings if f["path"] != "ordinary.md"]
    found = [(f["path"], f["rule"], f["excerpt"]) for f in others]
    return Run(done.returncode, found, others, done.stderr.splitlines(), took)


def places(text: str, path: str = "post.md") -> list[tuple[str, int, int, str]]:
    """Rule, line, column and excerpt of what is found in a text; the excerpt is what stands at the place."""
    found = lint_text(text, path)
    assert all(f.span.cut(text) == f.excerpt for f in found)
    return [(f.rule, f.line, f.column, f.excerpt) for f in found]


# -- 3: one small post hangs the whole run ---------------------------------------------------------------------------

_FOUR_LEVELS = "a: &a [{0}]\nb: &b [{1}]\nc: &c [{2}]\n{key}: [{3}]\n"


def _bomb(key: str, times: int = 120) -> str:
    return _FOUR_LEVELS.format("x," * times, "*a," * times, "*b," * times, "*c," * times, key=key)


def _merging_bomb() -> str:
    names = ", ".join(f"k{number}: 1" for number in range(100))
    repeated = [f"*{name}, " * 100 for name in "abc"]
    merged = [f"{{<<: [{aliases}]}}" for aliases in repeated]
    return f"a: &a {{{names}}}\nb: &b {merged[0]}\nc: &c {merged[1]}\ntags: {merged[2]}\n"


@pytest.mark.parametrize(
    ("front", "excerpt"),
    [
        ((CASES / "alias-bomb" / "b.md").read_text().split("---")[1], "*b"),
        (_bomb("cascade"), "*b"),
        (_bomb("unknown-key"), "*b"),
        (_merging_bomb(), "*b"),
        ("tags: &a [" + "*a, " * 200 + "]\n", "*a"),
        ("tags: &a {b: {c: *a}}\n", "*a"),
    ],
)
def test_3_aliases_that_multiply_are_one_finding_at_the_alias(blog: Path, front: str, excerpt: str) -> None:
    write(blog / "bomb.md", f"---\n{front.strip()}\n---\n\nText.\n")
    for arguments in ((), ("check", "ordinary.md")):  # the index reads it for another post, too
        run = check(blog, *arguments)
        assert run.found == ([] if arguments else [("bomb.md", "invalid-front-matter", excerpt)])
        assert (run.code, run.problems) == (1, [])
        assert run.seconds < 20


def test_3_aliases_are_counted_where_a_site_is_configured_too() -> None:
    for text in (_bomb("params"), _merging_bomb(), "params: &a [*a]\n"):
        with pytest.raises(ValueError, match=r"repeat"):
            data.load_yaml(text)
    assert data.load_yaml("a: &a [1, 2]\nb: *a\nc: {<<: {d: *a}}\n") == {"a": [1, 2], "b": [1, 2], "c": {"d": [1, 2]}}
    assert meta.read("---\ntitle: Q&A and *more*\ntags: [a]\n---\n")["tags"] == ["a"]
    assert meta.read(f"---\nslug: kept\n{_bomb('x')}---\n")["slug"] == "kept"


_BLANKS = " " * 100_000


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (f"# a{_BLANKS}b\n", f"a{_BLANKS}b"),
        (f"#{_BLANKS}b\n", "b"),
        (f"# a{_BLANKS}##\n", "a"),
        (f"# a{_BLANKS}\n", "a"),
        ("# a" + "\t" * 100_000 + "b #\n", "a" + "\t" * 100_000 + "b"),
        ("# a" + " #" * 50_000 + "\n", "a" + " #" * 49_999),
        ("# C#\n", "C#"),
        ("## Not this\n\n# This one\n", "This one"),
        ("Title of\n\nThe second\n===\n", "The second"),
        ("# \xa0Title\n", "Title"),
    ],
)
def test_3_the_first_heading_is_read_in_linear_time(body: str, title: str) -> None:
    start = time.process_time()
    assert meta.read(f"---\ndate: 2026-01-01\n---\n{body}")["h1"] == title
    assert time.process_time() - start < 5


@pytest.mark.parametrize("front", ["---\n[\ntitle: a{}b\n---\n", "---{}x y\ntitle: b\n---\n", "title: a{}b\n\n"])
def test_3_broken_front_matter_with_blanks_is_read_in_linear_time(front: str) -> None:
    start = time.process_time()
    meta.read(front.format(_BLANKS), pelican=True)
    assert time.process_time() - start < 5


BADGE = "![](a.png)"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (f"[Project {BADGE} " + f"{BADGE} " * 60, "[Project"),
        ("[" + "[a](b) " * 60, "[" + "a " * 60),
        ("[![a](b.png) " * 60, "[a " * 60),
        ("[a `b` ![c](d)" * 40, "[a b c" * 40),
        ("[" * 300 + "a", "[" * 300 + "a"),
        ("![" * 300 + "a", "![" * 300 + "a"),
        ("[a](" + " " * 300 + "b", "[a](" + " " * 300 + "b"),
        ("*a " * 300 + "b", "*a " * 300 + "b"),
        ("_a ~~b " * 250, "_a ~~b " * 250),
        ('Read [the *whole* `list`](/x "y") ~~now~~ __here__', "Read the whole list now here"),
        ("**a** *b* ***c*** _d_ e_f_g **h*", "a b c d e_f_g *h"),
    ],
)
def test_3_the_words_of_a_heading_are_found_in_linear_time(source: str, words: str) -> None:
    start = time.process_time()
    made = heading(source, 2, frozenset(), custom=True)
    assert " ".join(made.text().split()) == " ".join(words.split())
    assert time.process_time() - start < 2


def test_3_a_heading_that_is_none_is_not_taken_apart() -> None:
    start = time.process_time()
    found = headings.Scanner("## " + "[ `* ![ {{ " * 50_000 + "\n\n## Ordinary\n").scan("github")
    assert "ordinary" in found.ids and found.dynamic  # so that no link into the page is called broken
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        "[\n" * 50_000, "[a\n" * 40_000, "<!-- a " * 20_000, "{{< a " * 20_000, "{% a " * 20_000,
        "{{< " + "a" * 100_000, "`" * 50_000 + "x" * 50_000, "<h1>" * 25_000, "{ #a " * 20_000,
        "{{a(" * 25_000, "## a" + " " * 100_000 + "b\n",
        "<!--@include:" * 8_000, "{!a" * 30_000, "<pre>\n" * 16_000,
    ],
    ids=lambda text: repr(text[:14]),
)  # fmt: skip
def test_3_a_page_is_read_for_links_into_it_in_linear_time(text: str) -> None:
    start = time.process_time()
    headings.Scanner(text).scan("github", html_headings=True)
    project._targets_in(text)
    assert time.process_time() - start < 10


def test_3_labels_over_two_lines_are_still_targets() -> None:
    site = only(MemoryTree({"a.md": "[x\ny]: /one\n\n[z]: </two>\n\n[a](/three)\n", "b.md": ""}))
    assert site.project.targets("a.md") == ["/one", "/three", "/two"]


@pytest.mark.parametrize(
    "name", ["h1-spaces", "bracket-lines", "heading-unclosed-bracket-images.md"]
)  # fmt: skip
def test_3_the_cases_end_in_time(blog: Path, name: str) -> None:
    case = CASES / name
    text = (case / "b.md" if case.is_dir() else case).read_text()
    write(blog / "case.md", text)
    run = check(blog)
    assert run.problems == []
    assert run.seconds < 20
    assert all(path == "case.md" for path, _, _ in run.found)


# -- 4: one post ends the whole run ----------------------------------------------------------------------------------

HEX = "0x" + "f" * 5_000


NUMBERS = [HEX, "-" + HEX, "0o" + "7" * 5_000, "9" * 5_000, "9" * 700, "0b" + "1" * 20_000]


def test_4a_a_number_of_thousands_of_digits_is_text(blog: Path) -> None:
    for key in ("id", "title", "slug", "weight"):
        for place, written in enumerate(NUMBERS):
            write(blog / f"{key}-{place}.md", f"---\n{key}: {written}\n---\n\nText.\n")
            assert frontmatter.parse(f"---\n{key}: {written}\n---\n").data == {key: written}
            assert data.load_yaml(f"{key}: {written}") == {key: written}
    for _ in range(2):  # with the index in the cache, too
        run = check(blog)
        assert (run.code, run.problems) == (1, [])
        assert "invalid-front-matter" not in [rule for _, rule, _ in run.found]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"+++\ntitle = 'a'\nid = {HEX}\n+++\n", HEX),
        (f"+++\nid = [1, {{ a = {'9' * 5_000} }}]\n+++\n", "9" * 5_000),
        (f'{{"title": "a", "id": {"9" * 5_000}}}\n', "9" * 5_000),
        (f'---json\n{{"id": [{"-" + "9" * 600}]}}\n---\n', "-" + "9" * 600),
    ],
)
def test_4a_other_formats_say_where_the_number_stands(blog: Path, text: str, number: str) -> None:
    write(blog / "number.md", text)
    run = check(blog)
    assert run.found == [("number.md", "invalid-front-matter", number)]
    assert "This number is too long to be read" in run.findings[0]["message"]
    assert (run.code, run.problems) == (1, [])


def test_4a_no_loader_of_a_sites_files_gives_such_a_number() -> None:
    assert data.load_json(f'{{"a": {"9" * 5_000}}}') == {"a": "9" * 5_000}
    assert data.load_yaml(f"? {HEX}\n: a\n") == {HEX: "a"}
    for text in (f"a = {HEX}", f"a = [{{ b = {'9' * 5_000} }}]"):
        with pytest.raises(ValueError, match=r"long|limit"):
            data.load_toml(text)
    assert loads(f"a = '{'f' * 700}'") == {"a": "f" * 700}  # a text is no number


@pytest.mark.parametrize(
    ("value", "excerpt"),
    [
        ("!!int", "!!int"), ("!!int x", "!!int"), ("!!float", "!!float"), ("!!bool maybe", "!!bool"),
        ("!!timestamp soon", "!!timestamp"), ("!!binary é", "!!binary"), ("!!int [1]", "!!int"),
    ],
)  # fmt: skip
def test_4b_a_tag_without_its_value_is_a_finding_on_the_tag(blog: Path, value: str, excerpt: str) -> None:
    write(blog / "tag.md", f"---\ntitle: {value}\nslug: kept\n---\n\nText.\n")
    run = check(blog)
    assert run.found == [("tag.md", "invalid-front-matter", excerpt)]
    assert (run.findings[0]["line"], run.findings[0]["column"]) == (2, 8)
    assert (run.code, run.problems) == (1, [])
    assert meta.read(f"---\ntitle: {value}\nslug: kept\n---\n")["slug"] == "kept"


_DEEP = 50_000


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ('{"a": ' + "[" * _DEEP, "{"),
        ('{"a": ' + "[" * _DEEP + "]" * _DEEP + "}\n", '{"a'),
        ('{"a": ' * 30_000 + "1" + "}" * 30_000 + "\n", '{"a'),
        ('---json\n{"a": ' + "[" * _DEEP + "]" * _DEEP + "}\n---\n", "---"),
        ("+++\na = " + "[" * _DEEP + "]" * _DEEP + "\n+++\n", "+++"),
        ("+++\n" + "a." * _DEEP + "b = 1\n+++\n", "a"),
    ],
)
def test_4c_front_matter_that_is_nested_deep_is_a_finding(blog: Path, text: str, excerpt: str) -> None:
    write(blog / "deep.md", text)
    run = check(blog)
    assert run.found == [("deep.md", "invalid-front-matter", excerpt)]
    assert (run.code, run.problems) == (1, [])


def test_4c_a_sites_files_that_are_nested_deep_are_a_value_error() -> None:
    for load, text in (
        (data.load_json, "[" * _DEEP), (data.load_json, "[" * _DEEP + "]" * _DEEP), (data.load_yaml, "[" * _DEEP),
        (data.load_toml, "a = " + "[" * _DEEP + "]" * _DEEP), (data.load_toml, "[" + "a." * 300 + "b]"),
    ):  # fmt: skip
        with pytest.raises(ValueError):
            load(text)


@pytest.mark.parametrize("names", [HEX, "9" * 5_000, "x" * 5_000, f"[{HEX}]", "!!null, 1e400, 2026-01-01"])
def test_4e_a_rule_that_is_a_number_is_one_line(blog: Path, names: str) -> None:
    text = f"---\ntitle: A\ncontentlint:\n  ignore: [vague-link-text, {names}]\n---\n\nSee [here](ordinary.md).\n"
    write(blog / "ignores.md", text)
    run = check(blog)
    assert (run.code, run.found) == (2, [])  # what it names rightly still holds
    assert len(run.problems) == 1
    assert run.problems[0].startswith("contentlint: ignores.md:4: a contentlint comment names what is not there")
    assert len(run.problems[0]) < 300


def test_4e_a_comment_with_blanks_is_read_in_linear_time() -> None:
    start = time.process_time()
    text = f"<!-- contentlint-disable-next-line vague-link-text{_BLANKS}-- the reason -->\nSee [here](#).\n"
    assert [rule for rule, *_ in places(text)] == ["empty-link"]
    assert time.process_time() - start < 5


# -- 6: rules crash, or report the wrong place -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "column"),
    [
        ("Bread is eaten fresh. According to Rye  Research, 5% of bakers left.", "Rye  Research", 36),
        ("X &nbsp;Studies show 5%", "X &nbsp;Studies", 1),
        ("According to the Rye\tand  Oat   Guild, 5% of bakers left.", "Rye\tand  Oat   Guild", 18),
        ("Bread is eaten fresh. According to Rye\nResearch's, 5% of bakers left.", "Rye\nResearch", 36),
        ("When  Rye  Research  surveyed bakers in May and found a gap, 5% left.", "Rye  Research", 7),
    ],
)
def test_6a_names_with_two_spaces_are_found_at_their_place(text: str, words: str, column: int) -> None:
    found = [f for f in lint_text(text) if f.excerpt == words]
    assert found and {f.column for f in found} == {column}
    assert all(f.span.cut(text) == words for f in found)
    assert any(repr(" ".join(words.replace("&nbsp;", " ").split()))[1:-1] in f.message for f in found)


def test_6a_an_appeal_is_taken_off_its_start_only() -> None:
    text = "According to studies according to experts, 5% of bakers left."
    said = attribution(text, LEXICON, True)
    assert said is not None
    assert text[said.start : said.end] == said.words


_PARAGRAPH = "\n\nThe next [lines](/flour) are [fine](/water), and nothing in them is called C#.\n"


@pytest.mark.parametrize("line", ["-----", "=====", "-", "=========================="])
@pytest.mark.parametrize(
    "heading_text",
    [
        "Read [here](/salt) about C#", "Read [here](/salt) # not # two", "a # [here](/salt)x#",
        "Two lines # of it\n[here](/salt) C#", "C# [here](/salt) #", "`#` [here](/salt) # ", "C# and\n[here](/salt) F#",
    ],
)  # fmt: skip
def test_6b_places_in_an_underlined_heading_with_a_hash(heading_text: str, line: str) -> None:
    for quote in ("", "> ", "- "):
        first, *more = heading_text.split("\n")
        rest = "".join(f"\n{quote if quote != '- ' else '  '}{part}" for part in [*more, line])
        text = f"{quote}{first}{rest}{_PARAGRAPH}"
        document = markdown.parse(text)
        assert [block.kind for block in document.blocks] == ["heading", "paragraph"]
        assert [link.span.cut(text) for link in document.links] == [
            "[here](/salt)",
            "[lines](/flour)",
            "[fine](/water)",
        ]
        assert [link.target_span.cut(text) for link in document.links] == ["/salt", "/flour", "/water"]
        block = document.blocks[0]
        end = text.index(f"{line}{_PARAGRAPH}")
        assert block.span.cut(text) == text[len(quote) : end].rstrip(" >\n")
        at = block.prose.text.index("here")
        assert block.prose.span(at, at + 4).cut(text) == "here"


@pytest.mark.parametrize(
    "name", ["setext-heading-hash.md", "setext-heading-hash-wrong-place.md", "setext-hash-empty-link.md"]
)
def test_6b_the_cases_are_reported_at_their_place(blog: Path, name: str) -> None:
    text = (CASES / name).read_text()
    write(blog / "case.md", text)
    run = check(blog)
    assert run.problems == []
    wanted = {"setext-heading-hash.md": {"here", "/nope"}}.get(name, {"[]()"})
    assert {excerpt for _, _, excerpt in run.found} <= wanted
    assert all(f["line"] == 1 for f in run.findings)
    column = text.index("[]()") + 1 if "[]()" in text else text.index("here") + 1
    assert column in [f["column"] for f in run.findings]


def test_6b_a_fix_is_written_where_it_should_be(blog: Path) -> None:
    before = (CASES / "setext-fix-damages" / "content" / "posts" / "a.md").read_text()
    write(blog / "hugo.toml", (CASES / "setext-fix-damages" / "hugo.toml").read_text())
    post = write(blog / "content" / "posts" / "a.md", before)
    write(blog / "content" / "posts" / "bread.md", "---\ntitle: B\n---\n\nx\n")
    contentlint(blog, "check", "--fix", "content")
    assert post.read_text() == before.replace("/posts/Bread/", "/posts/bread/")


@pytest.mark.parametrize(
    "text",
    [
        (CASES / "mdx-tag-in-attribute.mdx").read_text(),
        'A <a href="</b><c d="">"> line.\n\nSee [here](#).\n',
        '<img alt="<b>">\n\n<a title="<A b={c}/>" href="/x">y</a>\n',
        '<a href="<a href="/x">y</a>">z</a>\n',
        '<a b="</a>" c="</a>" d="<i e="">">\n',
    ],
)
def test_6c_a_tag_in_an_attribute_is_no_tag(text: str) -> None:
    document = markdown.parse(text, dialect=MDX)
    ends = [0]
    for element in document.elements:
        assert element.span.start >= ends[-1]  # none stands in another
        ends.append(element.span.end)
    for link in document.links:
        assert link.span.covers(link.target_span)
        assert link.span.end <= len(text)
    places(text, "post.mdx")  # and no rule fails


ADDRESSES = [
    "www.[", "http://[::1", "https://[bad]/x", "http://a\u2100b/", "//[", "http://[", "http://a:b/", "https://a:99999/",
    "http://\u2488com", "http://]/", "http://[::1]x/",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_6d_the_host_of_any_address_can_be_asked_for(address: str) -> None:
    assert isinstance(host(address), str)
    assert link_class(address, LEXICON) in ("internal", "source", "home")
    assert _bare(address) != _bare("https://rye.example/") and isinstance(_site(address), str)


def test_6d_parts_of_addresses() -> None:
    assert host("HTTPS://User@A.Example:8080/b") == host("//a.example/") == "a.example"
    assert host("/b") == host("mailto:a@b") == ""
    assert split("http://www.[") is None


@pytest.mark.parametrize("address", ADDRESSES)
def test_6d_no_address_ends_a_rule(blog: Path, address: str) -> None:
    text = (
        f"---\ntitle: A\ncanonical_url: '{address}'\ncanonical: '{address}'\n---\n\n"
        f"Studies show that 5% of bakers [left](<{address}>), the most popular oven in the world.[^1] {address}\n\n"
        f"[^1]: Studies show {address} and [x]({address})\n"
    )
    write(blog / "address.md", text)
    for arguments in (("check", "."), ("audit", "--offline", ".")):
        run = check(blog, *arguments)
        assert run.problems == []
        assert "internal-error" not in [rule for _, rule, _ in run.found]


@pytest.mark.parametrize("char", ["\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\x0b", "\x0c", "\u2028", "\xa0", "\u3000"])
@pytest.mark.parametrize(
    "row",
    [
        "{0}[here](/x)|5% of bakers left", "[here](/x){0}|5% of bakers left",
        "|{0}[here](/x){0}|{0}5% of bakers left{0}|", "{0}|[here](/x)|5% of bakers left",
        " {0} | {0}[here](/x) \\| {0}|5% of bakers left {0}", "|\x00{0}|[here](/x)|5% of bakers left",
    ],
)  # fmt: skip
def test_6e_cells_beside_what_python_takes_for_a_blank(char: str, row: str) -> None:
    row = row.format(char)
    columns = 3
    text = f"a|b|c\n{'|'.join('-' * columns)}\n{row}\n{row}\n"
    document = markdown.parse(text)
    assert [link.target_span.cut(text) for link in document.links] == ["/x", "/x"]
    assert [link.span.cut(text) for link in document.links] == ["[here](/x)"] * 2
    cells = [block for block in document.blocks if "5%" in block.prose.text]
    assert len(cells) == 2
    for block in cells:
        at = block.prose.text.index("5%")
        assert block.prose.span(at, at + 2).cut(text) == "5%"
        assert block.span.end <= len(text)


@pytest.mark.parametrize("char", ["\x1f", "\x85", "\u2028", "\xa0"])
@pytest.mark.parametrize(
    "text", ["# {0}[here](/x) a", "# a {0} [here](/x) {0} #", "{0}a [here](/x){0}\n===", "- {0}\n  [here](/x)"]
)
def test_6e_headings_and_paragraphs_beside_them(char: str, text: str) -> None:
    text = text.format(char)
    (link,) = markdown.parse(text).links
    assert (link.span.cut(text), link.target_span.cut(text)) == ("[here](/x)", "/x")
    (post,) = [b for b in markdown.parse(text).blocks if "here" in b.prose.text]
    at = post.prose.text.index("here")
    assert post.prose.span(at, at + 4).cut(text) == "here"


def test_6e_a_tab_that_is_part_of_the_indentation() -> None:
    text = "- one\n\t\u2028 [here](/x) #</b>\n\n\ttwo [there](/y)\n"
    document = markdown.parse(text)
    assert [link.span.cut(text) for link in document.links] == ["[here](/x)", "[there](/y)"]
    assert all(block.span.end <= len(text) for block in document.blocks)


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("+++\n\r\rt\n+++\n", "\r"),
        ("+++\n\r\n\r\n\r+++\n", "\r"),
        ("+++\na = 1\rb = 2\n+++\n", "\r"),
        ('---json\n{""\n---\n', "---"),
        ('---json\n{"a": \n---\n', "---"),
        (';;;\n{"a": [1\n;;;\n', ";;;"),
        ("+++\n[a\n\n+++\n", "[a"),
        ('---\ntitle: "\\ud800"\n---\n', "\\ud800"),
        ('---\ntitle: "a\\xz"\n---\n', "\\x"),
        ("---\n!!str\n---\n", "!!str"),
    ],
)
def test_6f_what_is_wrong_with_front_matter_has_a_place(text: str, excerpt: str) -> None:
    assert [problem.span.cut(text) for problem in frontmatter.parse(text).problems] == [excerpt]


_PARTS = [
    "a", "b: c", ":", "=", " ", "\n", "\r", "\t", '"', "'", "[", "]", "{", "}", ",", "-", "#", "|", "&a", "*a", "!!int",
    "\\ud800", "\\", ".", "1", "<<", "?", "\x00", "\x1f", "\x85", "\u2028", "\ud800", "---", "+++", "[[a]]", "a = 1",
    '"a": 1', "null", "0x",
]  # fmt: skip


@given(
    st.sampled_from(["---\n", "+++\n", ";;;\n", "---json\n", "{"]),
    st.lists(st.sampled_from(_PARTS), max_size=12).map("".join),
    st.sampled_from(["\n---\n", "\n+++\n", "\n;;;\n", "}\n", ""]),
)
def test_any_front_matter_is_read(opening: str, inside: str, closing: str) -> None:
    text = opening + inside + closing
    for problem in frontmatter.parse(text).problems:
        assert 0 <= problem.span.start < problem.span.end <= len(text)
    facts = meta.read(text)
    json.dumps(facts, ensure_ascii=False).encode()
    assert meta.read(text, pelican=True) is not None


# -- 7: patterns that take exponential time --------------------------------------------------------------------------

_FORMS = [
    "{} x: 45% of bakers left, a study found.",
    "{} x, 5% of bakers left, Rye x says.",
    "5% of bakers left ({} x).",
    "{} reached the same conclusion: 5% of bakers left.",
    "{} Bureau recommends 5% of salt.",
    "{} surveyed bakers and 5% left.",
]


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize(
    "chain",
    ["A & " * 60, "A and & " * 40, "Guild of & " * 40, "A " * 300, "A's " * 200, "Rye's Oat's " * 60, "B" * 700,
     "NIH of L " * 100, "A.B-C& " * 100, "Bureau for Y " * 60],
    ids=lambda chain: chain[:12],
)  # fmt: skip
def test_7_a_chain_of_names_is_read_in_time(chain: str, form: str) -> None:
    text = form.format(chain.strip())
    start = time.process_time()
    attribution(text, LEXICON, True)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "line",
    ["A & " * 40 + "x: 45% of bakers left, a study found.", "B" * 900 + ", for example, 5% of bakers left.",
     "The " + "B" * 900 + ": 5% of bakers left.", "<sup>" + _BLANKS + "5% of bakers left."],
    ids=["ampersands", "instance", "label", "footnote"],
)  # fmt: skip
def test_7_no_rule_takes_long_for_one_sentence(line: str) -> None:
    start = time.process_time()
    lint_text(f"Bread is eaten fresh.\n\n{line}\n")
    assert time.process_time() - start < 8


def test_7_the_case_is_judged(blog: Path) -> None:
    write(blog / "case.md", (CASES / "ampersands.md").read_text())
    run = check(blog)
    assert ("case.md", "unsourced-statistic", "45%") in run.found
    assert run.problems == []
    assert run.seconds < 20


def test_7_names_with_an_ampersand_are_whole() -> None:
    said = attribution("According to Rye & Oat of North, 5% of bakers left.", LEXICON, True)
    assert said is not None and said.words == "Rye & Oat of North"


# -- further kinds ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"title": "\\ud800"}\n', []),
        ('{"title": "a", "tags": ["\\udfff\\ud800"], "cover": {"\\ud800": "\\ud800.png"}}\n', None),
        ('{"\\ud800": 1, "\\ud801": 2, "\\ud801": 3}\n', ["duplicate-key"]),
        ('---json\n{"title": "a \\ud83d"}\n---\n\nText.\n', []),
    ],
)
def test_half_a_surrogate_pair_in_front_matter(blog: Path, text: str, found: list[str] | None) -> None:
    write(blog / "half.md", text)
    for arguments in ((), ("check", ".", "--no-cache"), ()):
        run = check(blog, *arguments)
        assert run.problems == []
        rules = [rule for _, rule, _ in run.found]
        assert found is None or rules == found
    done = contentlint(blog, "check", ".")
    assert done.returncode == 1 and "Traceback" not in done.stderr


def test_half_a_surrogate_pair_stays_what_was_written() -> None:
    text = '{"a\\uD800": "b \\uDFFF c \\uD83D\\uDE00"}\n'
    parsed = frontmatter.parse(text)
    assert parsed.data == {"a\\ud800": "b \\udfff c \U0001f600"}
    (field,) = parsed.fields
    assert field.prose is not None
    at = field.prose.text.index("c")
    assert field.prose.span(at, at + 1).cut(text) == "c"


def test_half_a_surrogate_pair_in_the_message_of_a_schema(blog: Path) -> None:
    write(blog / "contentlint.toml", '[front-matter.schemas]\n"half.md" = "schema.json"\n')
    write(
        blog / "schema.json",
        json.dumps({"properties": {"title": {"enum": ["\ud800x", "b"]}, "n": {"type": "integer"}}}),
    )
    write(blog / "half.md", '{"title": "\\ud800", "n": "\\ud801"}\n')
    run = check(blog)
    assert run.problems == []
    assert {excerpt for _, _, excerpt in run.found} >= {'"\\ud800"', '"\\ud801"'}
    assert contentlint(blog, "check", ".").returncode == 1


@pytest.mark.parametrize(
    ("line", "excerpt"),
    [
        ("title: a{}b: c", "a{}b: c"), ("title: 'a' {}b", "'a' {}b"), ("title{}: @b", None), ("- @a{}b", "@a{}b"),
        ("title:b{}c\nx: y", "title:b{}c"), ("title: [a{}b", None), ('title: "a{}b', '"a{}b'),
    ],
)  # fmt: skip
def test_broken_yaml_with_many_blanks_is_read_in_linear_time(line: str, excerpt: str | None) -> None:
    text = f"---\n{line.format(_BLANKS)}\n---\n"
    start = time.process_time()
    (problem,) = frontmatter.parse(text).problems
    assert time.process_time() - start < 5
    if excerpt is not None:
        assert problem.span.cut(text) == excerpt.format(_BLANKS)


@pytest.mark.parametrize("line", ["title = a{}b", "title : a{}b", "title = a{}# b", "a b{}c"])
def test_broken_toml_with_many_blanks_is_read_in_linear_time(line: str) -> None:
    start = time.process_time()
    (problem,) = frontmatter.parse(f"+++\n{line.format(_BLANKS)}\n+++\n").problems
    assert len(problem.span)
    assert time.process_time() - start < 5
