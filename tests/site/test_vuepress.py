"""VuePress 1 and 2 against what their real builds made of small invented sites (`probes/`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made import site, verdict

from contentlint.site import Site
from contentlint.site.reading.id_settings import algorithm
from contentlint.site.reading.inline import heading

PROBES = {"1": "vuepress-1.9.10", "2": "vuepress-2.0.0-rc.31"}


def probe(version: str) -> dict[str, Any]:
    text = (Path(__file__).parent / "probes" / f"{PROBES[version]}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize(("version", "name"), [("1", "vuepress"), ("2", "vuepress-2")])
def test_heading_ids(version: str, name: str) -> None:
    cases = probe(version)["headings"]
    make = algorithm(name + " emoji no-footnotes")
    assert make is not None
    made = make([heading(source, 2, frozenset(), custom=False) for source, _ in cases])
    assert [(s, i, got) for (s, i), got in zip(cases, made, strict=True) if i != got] == []


def built(version: str, name: str) -> tuple[Site, dict[str, Any]]:
    data = probe(version)["sites"][name]
    return site({f"docs/{path}": text for path, text in data["files"].items()}), data


def is_open(made: Site, output: str) -> bool:
    """True where contentlint says that something may be, though no file tells."""
    path = output.removesuffix("index.html")
    redirected = (made.base + path).rstrip("/")
    return any(gap.may_have(path) for gap in made.routes.gaps) or any(r.match(redirected) for r in made.redirects)


@pytest.mark.parametrize("version", PROBES)
@pytest.mark.parametrize("name", ["plain", "settings"])
def test_addresses(version: str, name: str) -> None:
    made, data = built(version, name)
    assert made.generator == "vuepress"
    real, ours = set(data["outputs"]), set(made.outputs)
    # A page whose day is no day ("2018-11") has no address that one could link to.
    assert [out for out in real - ours if not is_open(made, out) and "NaN" not in out] == []
    assert [out for out in ours - real if out.endswith(".html")] == []
    assert len(real & ours) > 50


@pytest.mark.parametrize("version", PROBES)
@pytest.mark.parametrize("name", ["plain", "settings"])
def test_links(version: str, name: str) -> None:
    made, data = built(version, name)
    wrong = []
    for path, target, href, works in data["links"]:
        found = verdict(made, f"docs/{path}", target.partition("#")[0] or target)
        # VuePress 1 leaves a link with a query as it is: contentlint reads targets without theirs.
        if works is not None and "?" not in target and found != ("ok" if works else "broken"):
            wrong.append((path, target, href, works, found))
    assert wrong == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # The router leads on from where the file would be to where its permalink has it.
        ("/kettle/old.html", "/kettle/0000/plain.html"),
        ("/kettle/was/here.html", "/kettle/tagged.html"),
    ],
)
def test_redirects_of_the_plugin(old: str, new: str) -> None:
    made, data = built("2", "settings")
    assert old.removeprefix("/kettle") in data["outputs"] and new.removeprefix("/kettle") in data["outputs"]
    found = made.resolve("docs/tagged.md", old)
    assert (found.verdict, found.reason, found.resolved) == ("ok", "redirect", new)


PAGE = "---\ntitle: Tea\n---\n# Tea {#pot}\n\n## :leaves: Green – fresh\n\n## Green – fresh\n"


@pytest.mark.parametrize(
    ("files", "verdicts"),
    [
        (
            {"docs/.vuepress/config.js": "module.exports = {}"},
            {"#tea-pot": "ok", "#green-fresh": "ok", "#green-fresh-2": "ok", "#leaves-green-fresh": "unknown"},
        ),
        (
            {"docs/.vuepress/config.js": "module.exports = {}"},
            {"#pot": "unknown", "#green-fresh-1": "broken-anchor", "#green-–-fresh": "broken-anchor"},
        ),
        (
            {"docs/.vuepress/config.ts": "export default defineUserConfig({})"},
            {"#green-–-fresh": "ok", "#green-–-fresh-1": "ok", "#green-fresh": "broken-anchor"},
        ),
        (
            {"docs/.vuepress/config.js": "", "package.json": '{"devDependencies": {"vuepress": "^2.0.0-rc.20"}}'},
            {"#green-–-fresh": "ok", "#green-fresh": "broken-anchor"},
        ),
        ({"docs/.vuepress/config.js": "module.exports = { markdown: { slugify } }"}, {"#nowhere": "unknown"}),
    ],
)
def test_ids_on_a_page(files: dict[str, str], verdicts: dict[str, str]) -> None:
    made = site({**files, "docs/README.md": PAGE})
    assert {target: verdict(made, "docs/README.md", target) for target in verdicts} == verdicts


@pytest.mark.parametrize(("version", "config"), [("1", "module.exports = {}"), ("2", "export default {}")])
def test_ids_that_the_build_gave_a_page(version: str, config: str) -> None:
    page = probe(version)["pages"]["inc"]
    # Neither build followed it: that takes a plugin.
    text = page["text"].replace("<!-- @include: ./part.md -->\n", "")
    made = site({"docs/.vuepress/config.js": config, "docs/inc.md": text})
    for ident in page["ids"]:
        assert (ident, verdict(made, "docs/inc.md", "#" + ident)) == (ident, "ok")
    assert verdict(made, "docs/inc.md", "#nope") == "broken-anchor"
    assert verdict(made, "docs/inc.md", "#raw-heading") == "unknown", "a heading in HTML gets no id"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("export default { extendsPage(page) { page.data.minutes = count(page) } }", "broken"),
        ("export default { extendsPage(page) { page.path = made(page) } }", "unknown"),
        ("module.exports = { extendPageData($page) { $page.frontmatter.permalink = made($page) } }", "unknown"),
        ("module.exports = { additionalPages: [chosen] }", "unknown"),
        ("export default { theme: hopeTheme({}) }", "broken"),
    ],
)
def test_code_that_moves_pages(body: str, found: str) -> None:
    made = site({"docs/.vuepress/config.js": body, "docs/README.md": "# A\n"})
    assert verdict(made, "docs/README.md", "/nope.html") == found
    assert verdict(made, "docs/README.md", "./README.md") == "ok"


def test_blog_theme_of_the_first() -> None:
    files = {
        "blog/.vuepress/config.yml": "theme: '@vuepress/theme-blog'\nbase: /b/\n",
        "blog/_posts/2024-05-06-Green Tea.md": "# Tea\n",
        "blog/_posts/own.md": "---\npermalink: /own\n---\n# Own\n",
        "blog/about.md": "# About\n",
    }
    made = site(files)
    assert made.generator == "vuepress"
    assert made.url("blog/_posts/2024-05-06-Green Tea.md") == "/b/2024/05/06/green-tea/"
    assert made.url("blog/_posts/own.md") == "/b/own/"
    expected = {"/tag/": "ok", "/tag/leaves/": "unknown", "/page/2/": "unknown", "./about.md": "ok", "/nope/": "broken"}
    assert {target: verdict(made, "blog/about.md", target) for target in expected} == expected


def test_configuration_beside_the_source() -> None:
    files = {
        "vuepress.config.ts": "export default { bundler: viteBundler(), theme: defaultTheme() }",
        "package.json": '{"scripts": {"build": "vuepress build text"}, "dependencies": {"vuepress": "2.0.0-rc.31"}}',
        "text/README.md": "# Home\n",
        "text/a.md": "# A\n\n[home](./README.md)\n",
        "text/.vuepress/public/pot.png": "",
    }
    made = site(files)
    assert (made.url("text/README.md"), made.url("text/a.md")) == ("/", "/a.html")
    assert verdict(made, "text/a.md", "./README.md") == "ok"
    assert verdict(made, "text/a.md", "/pot.png", image=True) == "ok"


@pytest.mark.parametrize(
    "config",
    [
        "export default { pagePatterns: chosen() }",
        "export default { permalinkPattern: chosen() }",
        "export default { extendsPage(page) { page.path = made(page) } }",
    ],
)
def test_what_is_not_read_is_unknown(config: str) -> None:
    made = site({"docs/.vuepress/config.js": config, "docs/README.md": "# A\n"})
    assert verdict(made, "docs/README.md", "/nope.html") == "unknown"
