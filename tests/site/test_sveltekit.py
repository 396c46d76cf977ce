"""SvelteKit with mdsvex."""

from __future__ import annotations

import built
import pytest
from made import site, verdict

CONFIG = """import adapter from '@sveltejs/adapter-auto';
import { mdsvex } from 'mdsvex';
const config = {
  extensions: ['.svelte', '.md'], preprocess: [mdsvex({ extensions: ['.md'] })], kit: { adapter: adapter() }
};
export default config;
"""
LOAD = "export async function load({ params }) {\n  const post = await import(`%s`);\n  return post;\n}\n"
BLOG = {
    "svelte.config.js": CONFIG,
    "src/routes/+page.svelte": "<h1 id='tea'>Tea</h1>",
    "src/routes/about/+page.md": "# About\n",
    "src/routes/blog/[slug]/+page.svelte": "",
    "src/routes/blog/[slug]/+page.ts": LOAD % "../../../posts/${params.slug}.md",
    "src/posts/brass.md": "# Brass\n\n## Polish\n",
    "src/posts/copper.md": "# Copper\n",
    "src/posts/old/tin.md": "# Tin\n",
}


def test_as_built() -> None:
    found = built.probe("sveltekit-2.70")
    made = built.site_of(found)
    assert made.generator == "sveltekit"
    # The crawler found the one, from a link; it was not told of the other, which a link would make, too.
    assert built.other_pages(found, made) == (["/en/opt.html"], ["/posts/index-less.html"])
    assert built.other_ids(found, made) == []
    assert built.other_links(found, made) == [("/tea/en/opt", "ok", "unknown")]


@pytest.mark.parametrize(
    "load",
    [
        LOAD % "../../../posts/${params.slug}.md",
        LOAD % "/src/posts/${params.slug}.md",
        "const all = import.meta.glob('/src/posts/*.md');\n"
        "export const load = ({ params }) => all[`/src/posts/${params.slug}.md`]();",
    ],
)
def test_a_parameter_that_names_files(load: str) -> None:
    made = site({**BLOG, "src/routes/blog/[slug]/+page.ts": load})
    assert made.url("src/posts/brass.md") == "/blog/brass"
    links = {"/blog/copper": "ok", "/blog/nope": "broken", "/blog/tin": "broken", "copper": "ok", "/about": "ok"}
    assert {target: verdict(made, "src/posts/brass.md", target) for target in links} == links


def test_a_parameter_that_code_reads() -> None:
    load = "import { find } from '$lib/posts';\nexport const load = ({ params }) => find(params.slug);"
    made = site({**BLOG, "src/routes/blog/[slug]/+page.ts": load})
    assert verdict(made, "src/routes/about/+page.md", "/blog/nope") == "unknown"
    assert verdict(made, "src/routes/about/+page.md", "/nope") == "broken"
    helper = {"src/lib/posts.ts": "export const find = (slug) => import(`../posts/${slug}.md`);"}
    made = site({**BLOG, "src/routes/blog/[slug]/+page.ts": load.replace("$lib", "../../../lib"), **helper})
    assert verdict(made, "src/routes/about/+page.md", "/blog/nope") == "broken"


def test_routes() -> None:
    made = site(
        {
            **BLOG,
            "src/routes/(shop)/pots/+page.svelte": "",
            "src/routes/pots/[id=integer]/+page.svelte": "",
            "src/routes/[[lang]]/lids/+page.svelte": "",
            "src/routes/feed.xml/+server.ts": "",
            "src/routes/docs/[...path]/+page.svelte": "",
            "src/routes/note.md": "# No page\n",
            "src/routes/leaf/+page.svx": "# Not one of the extensions\n",
            "static/pot.png": "",
        }
    )
    links = {
        "/pots": "ok",
        "/shop/pots": "broken",
        "/pots/3": "unknown",
        "/lids": "ok",
        "/en/lids": "unknown",
        "/feed.xml": "ok",
        "/docs/a/b": "unknown",
        "/note": "broken",
        "/leaf": "broken",
        "/pot.png": "ok",
        "/#tea": "ok",
        "brass.md": "broken",
    }
    assert {target: verdict(made, "src/routes/about/+page.md", target) for target in links} == links


def test_trailing_slash_decides_relative_links() -> None:
    files = {**BLOG, "src/routes/about/us/+page.md": "# Us\n", "src/routes/us/+page.md": "# Us\n"}
    assert verdict(site(files), "src/routes/about/+page.md", "us") == "ok"
    assert verdict(site(files), "src/routes/about/+page.md", "about/us") == "ok"
    always = site({**files, "src/routes/+layout.ts": "export const trailingSlash = 'always';\n"})
    assert always.url("src/routes/about/+page.md") == "/about/"
    assert verdict(always, "src/routes/about/+page.md", "about/us") == "broken"
    assert verdict(always, "src/routes/about/+page.md", "us") == "ok"


def test_ids_come_from_a_plugin() -> None:
    target = "/about#about"
    assert verdict(site(BLOG), "src/posts/brass.md", target) == "broken-anchor"
    slug = CONFIG.replace("extensions: ['.md'] ", "extensions: ['.md'], rehypePlugins: [rehypeSlug] ")
    assert verdict(site({**BLOG, "svelte.config.js": slug}), "src/posts/brass.md", target) == "ok"
    other = slug.replace("rehypeSlug", "ownIds")
    assert verdict(site({**BLOG, "svelte.config.js": other}), "src/posts/brass.md", target) == "unknown"


def test_base_and_hooks() -> None:
    based = CONFIG.replace("kit: { ", "kit: { paths: { base: '/tea' }, ")
    made = site({**BLOG, "svelte.config.js": based})
    links = {"/tea/about": "ok", "/about": "broken", "/elsewhere": "unknown"}
    assert {target: verdict(made, "src/posts/brass.md", target) for target in links} == links
    hooked = {**BLOG, "src/hooks.server.ts": "export const handle = () => redirect(301, '/');\n"}
    assert verdict(site(hooked), "src/posts/brass.md", "/nope") == "unknown"


def test_svelte_without_the_kit() -> None:
    assert site({"svelte.config.js": "export default {}", "a.md": "# A\n"}).generator == "plain"
