"""Which rule for ids a site follows, and what is said where nothing tells."""

# ruff: noqa: E501 - the files of small sites stand on one line

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import site, verdict

from contentlint.post.post import Post
from contentlint.site.links import judge, references
from contentlint.site.model import Page
from contentlint.site.reading.headings import Scanner, dumped, loaded

LOCKS = {
    "package-lock.json": '{"packages": {"": {}, "node_modules/astro-icon": {"version": "1.0.0"}, "node_modules/astro": {"version": "%s"}}}',
    "pnpm-lock.yaml": "packages:\n\n  astro-icon@1.0.0:\n    resolution: {integrity: x}\n\n  astro@%s:\n    resolution: {integrity: x}\n",
    "yarn.lock": 'astro-icon@^1:\n  version "1.0.0"\n\nastro@latest:\n  version "%s"\n  resolved "x"\n',
    "bun.lock": '{ "packages": { "astro-icon": ["astro-icon@1.0.0", ""], "astro": ["astro@%s", "", {}] } }',
}
ALL = "astro|astro-6|astro-7"


def rule(asked: str | None, config: str = "export default {}", path: str = "src/pages/a.md", **files: str) -> str:
    """The rule for the ids of an Astro site that asks for a version."""
    package = {} if asked is None else {"package.json": json.dumps({"dependencies": {"astro": asked}})}
    made = site({"astro.config.mjs": config, path: "# A", **package, **files})
    return made.routes.ids(made.pages.get(path) or Page(path, ""))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("^7.0.0", "astro-7"), ("~6.1", "astro-6"), ("5", "astro"), ("v7.1.0-beta.2", "astro-7"), ("^4 || ^5", "astro"),
        (">=5 <7", "astro|astro-6"), (">=5.1 <7.0.0", "astro|astro-6"), (">=5 <=7", ALL), (">=5 <7.2", ALL),
        ("npm:astro@^7.1", "astro-7"), ("5.0.0 - 6.2", "astro|astro-6"), ("latest", ALL), ("*", ALL), ("catalog:", ALL),
        ("workspace:*", ALL), ("git+https://git.example/a", ALL), (None, ALL), ("^8.0.0", ""),
    ],
)  # fmt: skip
def test_the_engine_of_astro_is_told_by_the_range(asked: str | None, expected: str) -> None:
    assert rule(asked) == expected


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_tells_the_version_of_a_tag(lock: str) -> None:
    assert rule("latest", **{lock: LOCKS[lock] % "7.3.5"}) == "astro-7"
    assert rule("latest", **{lock: LOCKS[lock] % "5.18.2"}) == "astro"


def test_a_catalog_tells_the_version() -> None:
    assert rule("catalog:", **{"pnpm-workspace.yaml": "catalog:\n  astro: ^7.0.0\n"}) == "astro-7"
    assert rule("catalog:web", **{"pnpm-workspace.yaml": "catalogs:\n  web:\n    astro: ^5.0.0\n"}) == "astro"
    assert rule("catalog:web", **{"pnpm-workspace.yaml": "catalog:\n  astro: ^5.0.0\n"}) == ALL


@pytest.mark.parametrize(
    ("asked", "markdown", "expected"),
    [
        ("7", "{ processor: unified() }", "astro-6"),
        ("7", "{ processor: unified({ smartypants: false }) }", "github"),
        ("7", "{ processor: satteri({ features: { smartPunctuation: false } }) }", "github"),
        ("7", "{ processor: satteri({ features: { directive: true } }) }", "astro-7"),
        ("7", "{ processor: own() }", ""),
        ("7", "{ remarkPlugins: [toc] }", "astro-6"),
        ("7", "{ smartypants: false }", "github"),
        ("7", "{ ...shared }", "astro-6|astro-7"),
        ("7", "shared", "astro-6|astro-7"),
        ("5", "{ smartypants: false }", "astro-plain"),
        ("5", "{ rehypePlugins: [rehypeSlug] }", "astro-6"),
    ],
)
def test_the_configuration_of_astro_chooses_the_engine(asked: str, markdown: str, expected: str) -> None:
    assert rule(asked, f"export default {{ markdown: {markdown} }}") == expected


def test_mdx_may_have_an_engine_of_its_own() -> None:
    own = "export default { integrations: [mdx({ remarkPlugins: [toc] })] }"
    assert rule("7", own) == "astro-7"
    assert rule("7", own, "src/pages/a.mdx") == "astro-6|astro-7|github"
    assert rule("7", "export default { integrations: [mdx()] }", "src/pages/a.mdx") == "astro-7"


def test_without_a_version_only_what_no_engine_makes_is_broken_and_nothing_is_fixed() -> None:
    post = "## Peas -- beans --- kale\n\n## Sowing ![a](/a.png)\n\n## Tools\n"
    made = site({"astro.config.mjs": "export default {}", "src/pages/a.md": post, "public/a.png": ""})
    for target in ("#peas--beans--kale", "#peas--beans-----kale", "#sowing", "#sowing-"):
        assert verdict(made, "src/pages/a.md", target) == "unknown"
    assert verdict(made, "src/pages/a.md", "#tools") == "ok"
    assert verdict(made, "src/pages/a.md", "#peas-beans-kale") == "broken-anchor"
    assert made.suggest("src/pages/a.md", "#sowing-a") is None or "sowing" not in made.anchors("src/pages/a.md")
    assert set(made.anchors("src/pages/a.md")) == {"tools"}
    offered = made.suggest("src/pages/a.md", "#Tools")
    assert offered is not None and (offered.target, offered.sure) == ("#tools", False)


def test_a_version_that_is_known_fixes_ids_and_one_that_is_not_still_fixes_paths() -> None:
    files = {
        "astro.config.mjs": "export default {}",
        "src/pages/a.md": "## Tools\n",
        "src/pages/tea-pots.md": "## Cups\n",
    }
    known = site({**files, "package.json": '{"dependencies": {"astro": "^7.0.0"}}'})
    assert [s and (s.target, s.sure) for s in [known.suggest("src/pages/a.md", "#Tools")]] == [("#tools", True)]
    unknown = site(files)
    (moved,) = [unknown.suggest("src/pages/a.md", "/Tea-Pots/#cups")]
    assert moved is not None and (moved.target, moved.sure) == ("/tea-pots/#cups", True)


ALONE = "---\ntitle: Beds\n---\n\n## Peas &amp; beans\n\n## X&nbsp;Y\n"


def test_files_that_lie_alone_are_judged_by_what_every_forge_and_generator_would_make() -> None:
    made = site({"a.md": ALONE, "p.png": "", "LICENSE": ""})
    assert verdict(made, "a.md", "#peas--beans") == "unknown"  # another generator makes `peas-beans`
    assert verdict(made, "a.md", "#xy") == "unknown"
    assert verdict(made, "a.md", "#kale") == "broken-anchor"
    assert verdict(made, "a.md", "#x-y") == "broken-anchor"


@pytest.mark.parametrize(
    "beside", ["build.py", "package.json", ".github/workflows/publish.yml", "layout.html", "nuxt.config.ts"]
)
def test_where_something_may_publish_the_files_no_id_is_judged(beside: str) -> None:
    assert verdict(site({"a.md": ALONE, beside: ""}), "a.md", "#kale") == "unknown"


def found(stretch: str) -> str:
    """What becomes of the one link in a post."""
    made = site({"a.md": f"---\ntitle: Beds\n---\n\n{stretch}\n"})
    post = Post("a.md", made.project.text("a.md"))
    (reference,) = references(post)
    return judge(made, "a.md", reference).verdict


@pytest.mark.parametrize(
    "stretch",
    [
        "<!-- ALL-CONTRIBUTORS-LIST:START - Do not remove or modify this section -->\n[ann](#code-ann)\n<!-- ALL-CONTRIBUTORS-LIST:END -->",
        '<!-- ALL-CONTRIBUTORS-LIST:START - Do not remove or modify this section -->\n<a href="#code-ann">ann</a>\n<!-- ALL-CONTRIBUTORS-LIST:END -->',
        "<!-- BEGIN sponsors (generated: don't edit) -->\n[ann](#gold-ann)\n<!-- END sponsors -->",
        "<!-- helpers:begin never change this by hand -->\n[ann](#ann)\n<!-- helpers:end -->",
    ],
)
def test_a_link_that_a_program_writes_and_forbids_to_edit_is_nobodys_to_mend(stretch: str) -> None:
    assert found(stretch) == "unknown"


@pytest.mark.parametrize(
    "stretch",
    [
        "<!-- START doctoc generated TOC please keep comment here to allow auto update -->\n<!-- DON'T EDIT THIS SECTION, INSTEAD RE-RUN doctoc TO UPDATE -->\n- [Old](#old)\n<!-- END doctoc generated TOC please keep comment here to allow auto update -->",
        "<!-- TOC:START do not edit -->\n[old](#old)\n<!-- TOC:END -->",
        "<!-- ALL-CONTRIBUTORS-LIST:START - Do not remove or modify this section -->\n<!-- ALL-CONTRIBUTORS-LIST:END -->\n[others](#others)",
        "<!-- list:start - do not edit -->\n[others](#others)",
        "<!-- list:start -->\n[others](#others)\n<!-- list:end -->",
        "<!-- list:start - do not edit -->\n[others](missing.md)\n<!-- list:end -->",
    ],
)
def test_other_links_are_judged(stretch: str) -> None:
    assert found(stretch).startswith("broken")


def test_a_site_with_headings_of_its_own_theme_may_have_other_ids() -> None:
    files = {
        "docusaurus.config.js": "module.exports = { presets: [['classic', {}]] }",
        "docs/a.md": "# Beds {#beds}\n\n## Peas\n",
    }
    assert verdict(site(files), "docs/a.md", "#peas") == "ok"
    assert verdict(site(files), "docs/a.md", "#beds") == "broken-anchor"  # the theme gives a title no id
    files["src/theme/Heading/index.js"] = ""
    assert verdict(site(files), "docs/a.md", "#beds") == "unknown"


@pytest.mark.parametrize(("times", "told"), [(1, "broken-anchor"), (2, "broken-anchor"), (3, "unknown")])
def test_an_id_that_a_lone_post_links_to_again_and_again_may_be_made_by_what_publishes_it(
    times: int, told: str
) -> None:
    text = "---\ntitle: Beds\n---\n\n## Soil\n\n" + "One[1](#source-a).\n\n" * times
    made = site({"a.md": text})
    found = [judge(made, "a.md", reference).verdict for reference in references(Post("a.md", text))]
    assert found == [told] * times


@given(text=st.text(alphabet="# a{}<>id=\"'%\n😀é[]()-`\ud800", max_size=200))
def test_ids_that_were_kept_are_those_that_were_read(text: str) -> None:
    found = Scanner(text).scan("github")
    line = dumped(found)
    assert "\n" not in line and "\t" not in line
    assert loaded(line) == found and list(loaded(line).titles) == list(found.titles)
