"""Gatsby against what its real builds made of small invented sites (`probes/`).

Site "a" has every variant of `createFilePath` and of a file with fields in its name, "b" a path prefix, MDX and
`trailingSlash: "never"`, "c" is the classic blog below `/blog`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made import front, site, verdict

from contentlint.site import Site
from contentlint.site.generators.gatsby_pages import slugify
from contentlint.site.reading.id_settings import algorithm
from contentlint.site.reading.inline import heading

PROBE: dict[str, Any] = json.loads(
    (Path(__file__).parent / "probes" / "gatsby-5.16.1.json").read_text(encoding="utf-8")
)


def built(name: str) -> tuple[Site, dict[str, Any]]:
    data = PROBE["sites"][name]
    return site(data["files"]), data


@pytest.mark.parametrize("rule", PROBE["headings"])
def test_heading_ids(rule: str) -> None:
    make = algorithm(rule)
    assert make is not None
    cases = PROBE["headings"][rule]
    found = make([heading(source, 2, frozenset({"^1"}), custom=False) for source, _ in cases])
    assert [(s, ident, got) for (s, ident), got in zip(cases, found, strict=True) if ident != got] == []


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("a", {"gatsby"}),
        ("b", {"gatsby case accents custom h2 h3", "gatsby jsx no-footnotes"}),
        ("c", {"gatsby h2 dashes"}),
    ],
)
def test_the_rule_is_read_from_the_plugins(name: str, rules: set[str]) -> None:
    made, _ = built(name)
    assert {made.routes.ids(page) for page in made.pages.values()} == rules
    assert rules <= set(PROBE["headings"])


@pytest.mark.parametrize("name", PROBE["sites"])
def test_addresses(name: str) -> None:
    made, data = built(name)
    real, ours = set(data["outputs"]), set(made.outputs)
    assert not any(gap.may_have("/no-such-page/") for gap in made.routes.gaps), "nothing of the site is open as a whole"
    gaps = [gap.may_have for gap in made.routes.gaps]
    missing = {out for out in real - ours if not any(may(out.removesuffix("index.html")) for may in gaps)}
    assert missing == set()
    assert [out for out in ours - real if out.endswith(".html")] == []
    assert len(real & ours) > 50


OPEN = {"/app/x/", "/old/"}
"""A route of the client, and a redirect that the host may know."""


@pytest.mark.parametrize("name", ["b", "c"])
def test_links(name: str) -> None:
    made, data = built(name)
    wrong = []
    for path, target, href, works in data["links"]:
        if target.startswith("#"):
            continue
        found = made.by_model(path, target.partition("#")[0], False).verdict
        # `../plain.md` of the topmost page leads out of the site where that has a path prefix.
        leaves = (name, path, target) == ("b", "content/blog/links.md", "../plain.md")
        expected = "ok" if works else "unknown" if leaves or target in OPEN else "broken"
        if found != expected:
            wrong.append((path, target, href, works, found))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Odd Name/With Ümlaut & Co.", "odd-name/with-uemlaut-and-co"),
        ("XMLHttpRequest2 API99x", "xml-http-request2-api-99x"),
        ("Ærø Å ð Þorn Œuvre", "a-ero-a-d-t-horn-oeuvre"),
        ("Łódź Đà İstanbul naïve", "lodz-da-istanbul-naive"),
        ("100% 🦄", "100-unicorn"),
        ("½ cup of tea™", "cup-of-tea"),
        ("Чай", None),
    ],
)
def test_slugs_of_fields(text: str, slug: str | None) -> None:
    assert slugify(text) == slug


CONFIG = (
    "module.exports = { plugins: [{ resolve: 'gatsby-source-filesystem', options: { path: 'content' } }, "
    "{ resolve: 'gatsby-transformer-remark', options: { plugins: [PLUGINS] } }] }"
)
NODE = (
    "exports.onCreateNode = ({ node, getNode, actions }) => { "
    "actions.createNodeField({ node, name: 'slug', value: createFilePath({ node, getNode, BASE }) }) };\n"
    "exports.createPages = ({ actions }) => { graphql(`{ allMarkdownRemark(FILTER) { nodes { id } } }`); "
    "actions.createPage({ path: node.fields.slug, component }) }"
)
PACKAGE = {"package.json": '{"dependencies": {"gatsby": "^5.0.0"}}'}


def classic(plugins: str = "", base: str = "", query: str = "", **files: str) -> Site:
    node = NODE.replace("BASE", base).replace("FILTER", query)
    own = {"content/tea/mint.md": front(title="Mint"), "content/tea/sage.md": front(title="Sage", draft="true")}
    config = CONFIG.replace("PLUGINS", plugins)
    return site({"gatsby-config.js": config, "gatsby-node.js": node, **PACKAGE, **own, **files})


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("", "/tea/mint/"),
        ("basePath: 'tea'", "/mint/"),
        ("basePath: `pages`", "/tea/mint/"),
        ("trailingSlash: false", "/tea/mint/"),
        ("basePath", None),
        ("basePath: `${folder}/x`", None),
        ("...options", None),
    ],
)
def test_base_path_that_is_not_literal_is_not_guessed(base: str, url: str | None) -> None:
    made = classic(base=base)
    assert made.url("content/tea/mint.md") == url
    assert verdict(made, "content/tea/mint.md", "/nope/") == ("broken" if url else "unknown")


def test_drafts_that_the_query_leaves_out() -> None:
    made = classic(query="filter: { frontmatter: { draft: { ne: true } } }")
    assert made.resolve("content/tea/mint.md", "/tea/sage/").reason == "draft"
    assert verdict(classic(), "content/tea/mint.md", "/tea/sage/") == "ok"


@pytest.mark.parametrize(
    ("query", "url", "found"),
    [
        ("sort: { frontmatter: { date: DESC } }", "/tea/mint/", "ok"),
        ('filter: { fileAbsolutePath: { regex: "/tea/" } }', "/tea/mint/", "ok"),
        ('filter: { fileAbsolutePath: { regex: "/(blog)/" } }', None, "broken"),
        ('filter: { frontmatter: { title: { in: ["Mint", "Rose"] } } }', "/tea/mint/", "ok"),
        ('filter: { frontmatter: { title: { ne: "Mint" } } }', None, "broken"),
        ('filter: { frontmatter: { templateKey: { eq: "post" } } }', None, "ok"),
        ('filter: { fields: { kind: { eq: "post" } } }', None, "ok"),
        ("filter: $chosen", None, "ok"),
    ],
)
def test_what_the_query_asks_for(query: str, url: str | None, found: str) -> None:
    made = classic(query=query, **{"content/tea/mint.md": front(title="Mint")})
    assert made.url("content/tea/mint.md") == url
    assert made.by_model("content/tea/sage.md", "/tea/mint/", False).verdict == found


@pytest.mark.parametrize(
    ("plugins", "found"),
    [
        ("'gatsby-remark-prismjs'", "broken"),
        ("'gatsby-remark-copy-linked-files'", "ok"),
        ("'gatsby-remark-relative-links'", "ok"),
        ("ownPlugin", "ok"),
    ],
)
def test_links_to_markdown_files(plugins: str, found: str) -> None:
    assert verdict(classic(plugins), "content/tea/mint.md", "./sage.md") == found


def test_links_that_code_may_rewrite_are_not_judged_as_written() -> None:
    code = "; exports.createResolvers = () => html.replace(/\\.md/g, '/')"
    made = classic(
        "'gatsby-remark-prismjs'", **{"gatsby-node.js": NODE.replace("BASE", "").replace("FILTER", "") + code}
    )
    assert verdict(made, "content/tea/mint.md", "./sage.md") == "ok"


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("createRedirect({ fromPath: '/was/', toPath: '/tea/mint/' })", {"/was/": "unknown", "/nope/": "broken"}),
        ("createRedirect({ fromPath: '/was/*', toPath: '/tea/mint/' })", {"/was/a": "unknown", "/nope/": "broken"}),
        ("moved.forEach((m) => createRedirect({ fromPath: m.old, toPath: m.now }))", {"/nope/": "unknown"}),
    ],
)
def test_redirects(call: str, found: dict[str, str]) -> None:
    made = classic(**{"gatsby-node.js": NODE.replace("BASE", "").replace("FILTER", "") + ";\n" + call})
    assert {target: verdict(made, "content/tea/mint.md", target) for target in found} == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (
            "const tagPath = `/tags/${_.kebabCase(tag)}/`\n createPage({ path: tagPath, component })",
            {"/tags/green/": "unknown", "/nope/": "broken"},
        ),
        (
            "createPage({ path: i === 0 ? `/blog` : `/blog/${i + 1}`, component })",
            {"/blog/": "ok", "/blog/2/": "unknown", "/bloom/": "broken"},
        ),
        ("createPage({ path: i === 0 ? `/` : `/${i + 1}`, component })", {"/2/": "unknown", "/nope/": "unknown"}),
        ("createPage({ path: pathOf(tag), component })", {"/tags/green/": "unknown", "/nope/": "unknown"}),
        ("createPage({ path: '/tea' + '/list/', component })", {"/tea/list/": "ok", "/nope/": "broken"}),
    ],
)
def test_paths_of_lists(code: str, found: dict[str, str]) -> None:
    made = classic(**{"gatsby-node.js": NODE.replace("BASE", "").replace("FILTER", "") + ";\n" + code})
    made_of = {target: made.by_model("content/tea/mint.md", target, False).verdict for target in found}
    assert made_of == found
    assert made.url("content/tea/mint.md") == "/tea/mint/", "a list is no second address of a post"


def test_a_redirect_that_a_plugin_writes_down() -> None:
    call = "createRedirect({ fromPath: '/was/', toPath: '/tea/mint/' })"
    config = CONFIG.replace("PLUGINS", "").replace("plugins: [{", "plugins: ['gatsby-plugin-meta-redirect', {", 1)
    node = NODE.replace("BASE", "").replace("FILTER", "") + ";\n" + call
    made = classic(**{"gatsby-config.js": config, "gatsby-node.js": node})
    assert made.resolve("content/tea/mint.md", "/was/").reason == "redirect"


def test_files_that_are_no_pages_and_fields_that_are_not_known() -> None:
    own = {"src/pages/_part.js": "", "src/pages/tea.test.js": "", "src/pages/tea.d.ts": "", "src/pages/pot.js": ""}
    own["src/pages/by/{MarkdownRemark.frontmatter__colour}.js"] = ""
    own["src/pages/shop/{Product.name}.js"] = ""
    made = classic(**own)
    expected = {"/pot/": "ok", "/_part/": "broken", "/tea.test/": "broken", "/by/green/": "unknown"}
    expected |= {"/shop/tea/": "unknown", "/bye/": "broken"}
    assert {target: verdict(made, "content/tea/mint.md", target) for target in expected} == expected


@pytest.mark.parametrize(
    ("plugins", "found"),
    [
        ("'gatsby-remark-autolink-headers'", {"#tea--co": "ok", "#Tea--Co": "broken-anchor", "#pot": "unknown"}),
        ("", {"#tea--co": "unknown"}),
        ("{ resolve: 'gatsby-remark-autolink-headers', options: chosen }", {"#tea--co": "unknown"}),
        (
            "{ resolve: `gatsby-remark-autolink-headers`, options: { maintainCase: true, enableCustomId: true } }",
            {"#Tea--Co": "ok", "#pot": "ok", "#tea--co": "broken-anchor"},
        ),
        (
            "{ resolve: `gatsby-remark-autolink-headers`, options: { elements: ['h3'] } }",
            {"#tea--co": "broken-anchor", "#leaf": "ok"},
        ),
        (
            "{ resolve: `gatsby-remark-autolink-headers`, options: { elements: levels } }",
            {"#tea--co": "unknown"},
        ),
    ],
)
def test_ids_on_a_page(plugins: str, found: dict[str, str]) -> None:
    text = "---\ntitle: T\n---\n\n## Tea & Co\n\n## Pots {#pot}\n\n### Leaf\n"
    made = classic(plugins, **{"content/tea/mint.md": text})
    assert {target: verdict(made, "content/tea/mint.md", target) for target in found} == found
