"""What is true and fails no build, and what somebody else has the say in: a script, a component, a theme."""

# ruff: noqa: E501
from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from runs import contentlint, git, write

from contentlint import lint_paths
from contentlint.guard.data import load_yaml
from contentlint.post.post import Post

RULES = Path(__file__).parents[2] / "rules"
JEKYLL = {"_config.yml": "title: Tea\n"}
NEXT = {"package.json": '{"dependencies": {"next": "15"}}', "next.config.js": "module.exports = {}"}
HUGO = {"hugo.toml": "baseURL = 'https://tea.example/'\n"}


def found(folder: Path, files: dict[str, str], path: str, rule: str) -> list[tuple[int, str]]:
    """Line and severity of what a rule finds in a file of a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return [(f.line, f.severity) for f in lint_paths([folder / path], select=[rule]) if f.rule == rule]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("title: Tea\nlayout: post\ntitle: Tea\n", "info"),
        ("title: Tea\nlayout: post\ntitle: 'Tea'\n", "info"),
        ("title: Tea\nlayout: post\ntitle: Pots\n", "warning"),
        ("draft: 1\nlayout: post\ndraft: true\n", "warning"),
    ],
)
def test_a_key_that_stands_twice_alike_changes_nothing(tmp_path: Path, lines: str, expected: str) -> None:
    path = "_posts/2026-01-01-tea.md"
    assert found(tmp_path, {**JEKYLL, path: f"---\n{lines}---\nWords.\n"}, path, "duplicate-key") == [(4, expected)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("cover: /img/gone.png\n", [(2, "warning")]),
        ("cover: ./gone.png\n", [(2, "error")]),
        ("title: x\n---\n\n![The pot](/img/gone.png)\n", [(5, "error")]),
        ("faq:\n  image: /img/gone.png\n  image: /img/pot.png\n", []),
        ("faq:\n  image: /img/pot.png\n  image: /img/gone.png\n", [(4, "warning")]),
    ],
)
def test_whether_a_template_shows_a_picture_is_not_known(
    tmp_path: Path, lines: str, expected: list[tuple[int, str]]
) -> None:
    path = "content/posts/tea.md"
    files = {**HUGO, "static/img/pot.png": "x", path: f"---\n{lines}---\n"}
    assert found(tmp_path, files, path, "missing-image") == expected


@pytest.mark.parametrize(
    ("files", "path", "text", "expected"),
    [
        (NEXT, "content/tea.md", "---\ntitle: Tea\npots: [a, b]\n", "warning"),
        (NEXT, "content/tea.md", "---\ntitle: Tea\n\nWords, and more words.\n", "error"),
        (HUGO, "content/tea.md", "---\ntitle: Tea\npots: [a, b]\n", "error"),
        ({}, "notes/tea.md", "---\nkind: Script: one\n---\n", "warning"),
        ({}, "notes/tea.md", "---\ntitle: Script: one\n---\n", "error"),
        (HUGO, "content/tea.md", "---\nkind: Script: one\n---\n", "error"),
    ],
)
def test_front_matter_that_is_read_all_the_same(
    tmp_path: Path, files: dict[str, str], path: str, text: str, expected: str
) -> None:
    other = {f"{path.partition('/')[0]}/pots.md": "---\ntitle: Pots\n---\nWords.\n"}
    ((_, severity),) = found(tmp_path, {**files, **other, path: text}, path, "invalid-front-matter")
    assert severity == expected


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [("true", "true", []), ("false", "true", [(6, "warning")]), ("true", "false", [])],
)
def test_a_draft_may_lead_to_a_draft(tmp_path: Path, own: str, other: str, expected: list[tuple[int, str]]) -> None:
    path = "content/posts/tea.md"
    files = {
        **HUGO,
        path: f"---\ntitle: Tea\ndraft: {own}\n---\n\n[pots](/posts/pots/)\n",
        "content/posts/pots.md": f"---\ntitle: Pots\ndraft: {other}\n---\nWords.\n",
    }
    assert found(tmp_path, files, path, "link-to-draft") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<script>\nlet a = document.getElementById(\'pot\');\n</script>\n\n<img id="pot" src="">\n', 0),
        ('<img id="pot" src="">\n\n<script>\n$("#pot").show();\n</script>\n', 0),
        ('<img id="pot" src="">\n', 1),
        ('<img id="pot" src="">\n\n<script>\n$("#kettle").show();\n</script>\n', 1),
        ("<script>\nlet a = 'pot';\n</script>\n\n<img src=\"\">\n", 1),
    ],
)
def test_a_script_fills_in_an_image(tmp_path: Path, text: str, expected: int) -> None:
    assert len(found(tmp_path, {**HUGO, "content/tea.md": text}, "content/tea.md", "empty-link")) == expected


@pytest.mark.parametrize(("text", "expected"), [("[](www.tea.example/pots)", 0), ("[pots](www.tea.example/pots)", 1)])
def test_a_link_without_words_is_told_once(tmp_path: Path, text: str, expected: int) -> None:
    assert len(found(tmp_path, {**HUGO, "content/tea.md": text}, "content/tea.md", "missing-scheme")) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("{exclude: 'yes'}", True), ("false", True), ("'no'", True), ("sometimes", False), ("[a]", False)],
)
def test_a_theme_has_keys_of_its_own_for_the_sitemap(value: str, expected: bool) -> None:
    schema = load_yaml((RULES / "schemas" / "jekyll.yaml").read_text(encoding="utf-8"))
    assert Draft202012Validator(schema).is_valid({"sitemap": load_yaml(value)}) is expected


COMPONENT = '<TwoWays\n  title="From the ferry to the garden"\n  cost={{ boat: "4 euros", bus: "2 euros" }}\n  stops={[\n    { name: "Pier", what: "The boat waits." },\n  ]}\n/>\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Before it.\n\n{COMPONENT}\nAfter it.\n", ["Before it.", "After it."]),
        (
            '<Note kind={mild}\n  title="Mind">\n\nThe words are read.\n\n</Note>\n',
            ["The words are read."],
        ),
        ("If a<B and {x}={y}, then go.\n", ["If a<B and {x}={y}, then go."]),
        ("<Unclosed title={{ a: 1 }\n\nThe words are read.\n", None),
        ("```jsx\n<TwoWays cost={{ a: 1 }}\n/>\n```\n\nAfter it.\n", ["After it."]),
    ],
)
def test_a_component_in_plain_markdown_is_no_sentence(text: str, expected: list[str] | None) -> None:
    said = [one.text.strip() for one in Post("a.md", text).sentences]
    said = [one for one in said if any(c.isalpha() for c in one)]
    assert said == expected if expected is not None else "The words are read." in said


def test_a_template_tag_outside_a_component_is_still_known() -> None:
    post = Post("a.md", f"{COMPONENT}\n{{{{ page.title }}}}\n")
    assert [one.text.strip() for one in post.document.opaque if one.kind == "shortcode"] == ["page.title"]


HEXO = {"_config.yml": "title: Tea\n", "scaffolds/post.md": "", "package.json": '{"dependencies": {"hexo": "7"}}'}
ELEVENTY = {".eleventy.js": "module.exports = () => ({});"}
QUARTO = {"_quarto.yml": "project:\n  type: website\n"}


@pytest.mark.parametrize(
    ("site", "path", "text", "expected"),
    [
        (HUGO, "content/posts/tea.md", "---\ntitle: Tea\n----\nWords.\n", [(3, "warning")]),
        (JEKYLL, "_posts/2026-01-01-tea.md", "---\ntitle: Tea\n----\nWords.\n", [(3, "error")]),
        (ELEVENTY, "tea.md", '---\ntitle: "Tea\x80s"\n---\nWords.\n', [(2, "warning")]),
        (ELEVENTY, "tea.md", "---\ntitle: Tea\x80s\n---\nWords.\n", [(2, "error")]),
        (HUGO, "content/posts/tea.md", '---\ntitle: "Tea\x80s"\n---\nWords.\n', [(2, "error")]),
        (HEXO, "source/_posts/tea.md", "---\ntitle: Tea\ntags:\n\t- Green\n---\nWords.\n", []),
        (HEXO, "source/_posts/tea.md", "---\ntitle: Tea\ntags: [\n\t- Green\n---\nWords.\n", [(4, "error")]),
        (JEKYLL, "_posts/2026-01-01-tea.md", "---\ntags:\n\t- Green\n---\nWords.\n", [(3, "error")]),
        (ELEVENTY, "tea.md", "---\npot:\n  size: 2\n\tseen: Monday\n---\nWords.\n", []),
        (ELEVENTY, "tea.md", "---\npot: [\n\tsize: 2\n---\nWords.\n", [(2, "error")]),
        (QUARTO, "tea.qmd", "---\npot:\n  size: 2\n\tseen: Monday\n---\nWords.\n", [(4, "error")]),
    ],
)
def test_front_matter_that_the_generator_reads_all_the_same(
    tmp_path: Path, site: dict[str, str], path: str, text: str, expected: list[tuple[int, str]]
) -> None:
    assert found(tmp_path, {**site, path: text}, path, "invalid-front-matter") == expected


@pytest.mark.parametrize(
    ("site", "path", "date", "expected"),
    [
        (QUARTO, "posts/tea.qmd", "'12-15-2023'", []),
        (QUARTO, "posts/tea.qmd", "2019-03", [(2, "warning")]),
        (QUARTO, "posts/tea.qmd", "2026-02-30", [(2, "error")]),
        (QUARTO, "posts/tea.qmd", "soon", [(2, "error")]),
        (NEXT, "posts/tea.mdx", "soon", [(2, "warning")]),
        (ELEVENTY, "tea.md", "'2019'", [(2, "warning")]),
        (ELEVENTY, "tea.md", "soon", [(2, "error")]),
        (HUGO, "content/posts/tea.md", "'12-15-2023'", [(2, "error")]),
    ],
)
def test_dates_that_the_generator_reads_all_the_same(
    tmp_path: Path, site: dict[str, str], path: str, date: str, expected: list[tuple[int, str]]
) -> None:
    text = f"---\ndate: {date}\ntitle: Tea\n---\nWords.\n"
    assert found(tmp_path, {**site, path: text}, path, "invalid-date") == expected


def test_hugo_an_empty_switch_is_none(tmp_path: Path) -> None:
    files = {**HUGO, "content/posts/tea.md": "---\ntitle: Tea\ndraft:\n---\nWords.\n"}
    assert found(tmp_path, files, "content/posts/tea.md", "schema-violation") == []


@pytest.mark.parametrize(("theme", "expected"), [("theme = 'far'\n", []), ("", [(4, "error")])])
def test_hugo_an_image_in_assets_may_be_published_by_a_theme_that_is_not_here(
    tmp_path: Path, theme: str, expected: list[tuple[int, str]]
) -> None:
    files = {"hugo.toml": theme, "assets/images/pot.png": "png", "content/posts/tea.md": "---\ntitle: Tea\n---\n"}
    files["content/posts/tea.md"] += "![The pot](/images/pot.png)\n"
    files["static/images/cup.png"] = "png"
    assert found(tmp_path, files, "content/posts/tea.md", "missing-image") == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/shop/", "warning"),  # another program may answer there
        ("https://tea.example.org/shop/new", "warning"),
        ("/posts/coffee/", "error"),
        ("/posts/coffee/cups/", "error"),
        ("coffee.md", "error"),
        ("/teas/", "error"),  # the page /tea/ is meant
        ("/psots/", "error"),  # a misspelling
        ("/images/pot.png", "warning"),
        ("/media/pot.png", "error"),
    ],
)
def test_where_the_site_has_nothing_at_all_a_link_is_no_error(tmp_path: Path, target: str, expected: str) -> None:
    files = {
        "hugo.toml": "baseURL = 'https://tea.example.org/'\n",
        "content/tea.md": "---\ntitle: Tea\n---\nWords.\n",
        "content/posts/pots.md": "---\ntitle: Pots\n---\nWords.\n",
        "content/posts/cups.md": f"---\ntitle: Cups\n---\nSee [it]({target}).\n",
        "static/media/cup.png": "png",
    }
    assert found(tmp_path, files, "content/posts/cups.md", "broken-internal-link") == [(4, expected)]


def test_what_worked_before_the_changes_is_an_error_wherever_it_is(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path / "hugo.toml", "baseURL = 'https://tea.example.org/'\n")
    write(tmp_path / "content/shop/_index.md", "---\ntitle: All that we sell\n---\nWords.\n")
    write(tmp_path / "content/posts/cups.md", "---\ntitle: Cups\n---\nSee [it](/shop/).\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "before")
    (tmp_path / "content/shop/_index.md").unlink()
    done = contentlint(tmp_path, "check", "--since", "HEAD", "--select", "links", "--format", "json")
    told = [(f["rule"], f["severity"]) for f in json.loads(done.stdout)["findings"]]
    assert told == [("broken-internal-link", "error")]


@pytest.mark.parametrize(
    ("config", "name", "expected"),
    [("", "pot.png", []), ("", "pot.svg", [(4, "error")]), ("  default-image-extension: svg\n", "pot.svg", [])],
)
def test_quarto_an_image_without_an_ending_has_the_formats(
    tmp_path: Path, config: str, name: str, expected: list[tuple[int, str]]
) -> None:
    files = {"_quarto.yml": f"{QUARTO['_quarto.yml']}format:\n html:\n  toc: true\n{config}", f"posts/{name}": "x"}
    files["posts/tea.qmd"] = "---\ntitle: Tea\n---\n![The pot](pot)\n"
    assert found(tmp_path, files, "posts/tea.qmd", "missing-image") == expected


@pytest.mark.parametrize(
    ("site", "path", "expected"), [(QUARTO, "tea.qmd", []), (HUGO, "content/tea.md", [(1, "error")])]
)
def test_pandoc_reads_blanks_in_an_address(
    tmp_path: Path, site: dict[str, str], path: str, expected: list[tuple[int, str]]
) -> None:
    files = {**site, path: "[the pot](https://pots.example/a pot.mp4)\n"}
    assert found(tmp_path, files, path, "blank-in-address") == expected


@pytest.mark.parametrize(
    ("imported", "expected"),
    [
        ("import Go from '../components/Go.astro';", "warning"),  # it may put something before the address
        ("import { Go } from '@/components/go';", "warning"),
        ("", "warning"),
        ("import Go from '@acme/ui';", "error"),
        ("import { Card, Go } from '@acme/ui/links';", "error"),
    ],
)
def test_what_a_component_of_the_sites_own_makes_of_an_address_is_its_own(
    tmp_path: Path, imported: str, expected: str
) -> None:
    files = {
        "astro.config.mjs": "export default { site: 'https://tea.example' }",
        "src/pages/teas/a.md": "A\n",
        "src/pages/teas/b.mdx": f'{imported}\n\n<Go href="/teas/gone" />\n',
    }
    assert found(tmp_path, files, "src/pages/teas/b.mdx", "broken-internal-link") == [(3, expected)]
