"""Nuxt with Nuxt Content 2 and 3."""

from __future__ import annotations

import built
import pytest
from made import front, site, verdict

from contentlint.site.generators.nuxt.content import path_of
from contentlint.site.reading.ids import ALGORITHMS
from contentlint.site.reading.inline import heading

CATCH_ALL = "<script setup>\nconst page = await queryCollection('content').path(useRoute().path).first()\n</script>\n"
TEA = {
    "nuxt.config.ts": "export default defineNuxtConfig({ modules: ['@nuxt/content'] })",
    "app/pages/[...slug].vue": CATCH_ALL,
    "app/pages/contact.vue": "<template><h1 id='call'>Call</h1></template>",
    "content/index.md": "# Tea\n",
    "content/1.pots/index.md": "# Pots\n",
    "content/1.pots/2.brass.md": "# Brass\n\n## 3 Ways\n",
    "content/1.pots/3.copper.md": "# Copper\n",
    "public/pot.png": "",
}


def test_version_3_as_built() -> None:
    found = built.probe("nuxt-content-3.16")
    made = built.site_of(found)
    assert made.generator == "nuxt"
    redirected = ["/gone/x/index.html", "/old/kettle/index.html"]
    # `nuxt generate` takes what has a dot or the like in its name for a file; a server has them.
    served = ["/.hidden/index.html", "/2.version/index.html", "/it's/index.html", "/with.dot/index.html"]
    only_build, only_here = built.other_pages(found, made)
    assert only_build == redirected
    assert set(only_here) == {*served, "/plus+sign/index.html", "/200.html", "/404.html"}
    assert built.other_ids(found, made) == []
    assert built.other_links(found, made) == [
        ("/with.dot", "missing", "ok"),
        ("/.hidden", "missing", "ok"),
        ("/old/kettle", "ok", "broken"),  # the page is there and leads to /about, outside the base path
        ("/plus+sign", "missing", "ok"),
    ]


def test_version_2_as_built() -> None:
    found = built.probe("nuxt-content-2.13")
    made = built.site_of(
        {**found, "files": {**found["files"], "package.json": '{"dependencies": {"@nuxt/content": "2"}}'}}
    )
    only_build, only_here = built.other_pages(found, made)
    assert only_build == ["/gone/x/index.html", "/old/kettle/index.html"]
    assert set(only_here) == {
        "/2.version/index.html",
        "/it's/index.html",
        "/with.dot/index.html",
        "/200.html",
        "/404.html",
    }
    assert built.other_ids(found, made) == []
    assert built.other_links(found, made) == [("/with.dot", "missing", "ok"), ("/old/kettle", "ok", "broken")]


def test_links() -> None:
    made = site(TEA)
    assert {page.path: page.url for page in made.pages.values()} == {
        "content/index.md": "/",
        "content/1.pots/index.md": "/pots",
        "content/1.pots/2.brass.md": "/pots/brass",
        "content/1.pots/3.copper.md": "/pots/copper",
    }
    links = {
        "/pots/brass": "ok",
        "/pots/brass#_3-ways": "ok",
        "/pots/brass#3-ways": "broken-anchor",
        "brass": "ok",
        "2.brass.md": "ok",
        "./2.brass.md": "ok",
        "brass.md": "ok",  # the names of a link lose their numbers as files do
        "/1.pots/2.brass.md": "broken",
        "/1.pots/2.brass": "broken",
        "../contact": "ok",
        "/contact#call": "ok",
        "/nope": "broken",
        "/pot.png": "ok",
        "/sitemap.xml": "unknown",
    }
    assert {target: verdict(made, "content/1.pots/3.copper.md", target) for target in links} == links


@pytest.mark.parametrize(
    ("shown", "url"),
    [
        (".path(route.path)", "/pots/brass"),
        (".path(`/1/${route.params.slug}`)", ""),
        (".path(`/pots/${route.params.slug}`)", "/pots/brass"),
        (".where('x', '=', name)", ""),
    ],
)
def test_a_page_of_vue_shows_content(shown: str, url: str) -> None:
    files = {path: text for path, text in TEA.items() if "slug" not in path}
    files["app/pages/pots/[slug].vue"] = f"<script setup>queryCollection('content'){shown}.first()</script>"
    made = site(files)
    page = made.page("content/1.pots/2.brass.md")
    assert page is not None
    assert page.url == url
    nothing = "broken" if url or "/1/" in shown else "unknown"
    assert verdict(made, "content/index.md", "/pots/nope") == nothing
    assert verdict(made, "content/index.md", "/nope") == "broken"


def test_content_below_another_route() -> None:
    files = {path: text for path, text in TEA.items() if "slug" not in path}
    files["pages/kettles/[slug].vue"] = "<script setup>queryContent('pots', route.params.slug).findOne()</script>"
    files["package.json"] = '{"dependencies": {"@nuxt/content": "^2.13.0"}}'
    made = site(files)
    assert made.url("content/1.pots/2.brass.md") == "/kettles/brass"


def test_collections() -> None:
    config = """export default defineContentConfig({ collections: {
      pots: defineCollection({
        type: 'page', source: { include: '1.pots/*.md', prefix: '/shop', exclude: ['**/3.*'] } }),
      notes: defineCollection({ type: 'data', source: 'notes/**' }),
    } })"""
    made = site({**TEA, "content.config.ts": config, "content/notes/a.md": "# A\n"})
    assert {path: made.url(path) for path in made.pages} == {
        "content/1.pots/index.md": "/shop",
        "content/1.pots/2.brass.md": "/shop/brass",
        "content/1.pots/3.copper.md": None,
        "content/index.md": None,
        "content/notes/a.md": None,
    }
    assert verdict(made, "content/1.pots/2.brass.md", "/notes/a") == "broken"
    by_code = config.replace("'1.pots/*.md'", "pattern")
    assert verdict(site({**TEA, "content.config.ts": by_code}), "content/index.md", "/notes/a") == "unknown"


def test_data_in_a_collection_of_pages_has_a_path() -> None:
    made = site({**TEA, "content/prices.yml": "pots: 3\n"})
    assert (verdict(made, "content/index.md", "/prices"), "content/prices.yml" in made.pages) == ("ok", False)


def test_what_front_matter_says() -> None:
    files = {**TEA, "content/a.md": front(path="/elsewhere"), "content/b.md": front(draft="true")}
    made = site(files)
    assert (made.url("content/a.md"), verdict(made, "content/index.md", "/b")) == ("/elsewhere", "ok")
    old = site({**files, "package.json": '{"dependencies": {"@nuxt/content": "^2"}}'})
    assert (old.url("content/a.md"), verdict(old, "content/index.md", "/b")) == ("/a", "broken")


def test_base_redirects_and_the_server() -> None:
    config = """export default defineNuxtConfig({ modules: ['@nuxt/content'], app: { baseURL: '/shop/' },
      routeRules: { '/old': { redirect: '/shop/pots' }, '/gone/**': { redirect: { to: 'https://e.example/' } } } })"""
    made = site({**TEA, "nuxt.config.ts": config, "server/routes/feed.get.ts": "", "server/routes/v/[id].ts": ""})
    links = {
        "/pots": "ok",
        "/shop/pots": "broken",  # the router puts the base before it once more
        "https://kettles.example/shop/pots": "external",
        "/old": "ok",
        "/gone/a/b": "ok",
        "/feed": "ok",
        "/v/1": "unknown",
    }
    assert {target: verdict(made, "content/index.md", target) for target in links} == links


def test_what_may_make_pages() -> None:
    for config in (
        "extends: ['docus']",
        "modules: ['@nuxt/content', '@nuxtjs/i18n']",
        "hooks: { 'pages:extend'() {} }",
    ):
        made = site({**TEA, "nuxt.config.ts": f"export default defineNuxtConfig({{ {config} }})"})
        assert verdict(made, "content/index.md", "/nope") == "unknown"


def test_paths_of_names() -> None:
    names = {
        "1.a/02.b": "/a/b",
        "1.2.v": "/2.v",
        "1.2": "/1.2",
        "A & B_c": "/a-and-b_c",
        "Über Café": "/uber-cafe",
        "x.draft": "/x",
        "index": "/",
        "茶": "/",
        "чай": "",  # spelled out by a table that is not reproduced
    }
    assert {name: path_of(name) for name in names} == names
    made = site({**TEA, "content/чай.md": "# T\n"})
    assert verdict(made, "content/index.md", "/chaj") == "unknown"
    assert verdict(made, "content/index.md", "/pots/chaj") == "broken"


def test_nuxt_2_makes_its_addresses_by_code() -> None:
    made = site(
        {
            "nuxt.config.js": "export default { modules: ['@nuxt/content'], router: { base: '/tea/' } }",
            "package.json": '{"dependencies": {"nuxt": "^2.15.0", "@nuxt/content": "^1.14.0"}}',
            "pages/blog/_slug.vue": "export default { asyncData({ $content, params }) {} }",
            "pages/about.vue": "",
            "content/blog/brass.md": "# Brass\n",
            "static/pot.png": "",
        }
    )
    links = {"/blog/brass": "unknown", "/about": "ok", "/nope": "broken", "/pot.png": "ok", "#brass": "unknown"}
    assert {target: verdict(made, "content/blog/brass.md", target) for target in links} == links
    assert made.base == "/tea"


def test_plugins_may_change_ids() -> None:
    config = "export default defineNuxtConfig({ content: { build: { markdown: { rehypePlugins: { x: {} } } } } })"
    made = site({**TEA, "nuxt.config.ts": config, "package.json": '{"dependencies": {"@nuxt/content": "3"}}'})
    assert verdict(made, "content/index.md", "/pots/brass#3-ways") == "unknown"


def test_ids() -> None:
    sources = ["A -- B", "12:30:45", ":wave: Hi", "![x](y.png) Z", "Z {#z}", "-"]
    made = ALGORITHMS["nuxt-content"]([heading(source, 2, frozenset(), custom=False) for source in sources])
    assert made == ["a-b", "_123045", "wave-hi", "z", "z-z", ""]
    page = {**TEA, "content/wave.md": "## :wave: Hi\n\n## 12:30:45\n"}
    links = {"#hi": "ok", "#_123045": "unknown", "#wave-hi": "unknown", "#nope": "broken-anchor"}  # may be no emoji
    assert {target: verdict(site(page), "content/wave.md", target) for target in links} == links
