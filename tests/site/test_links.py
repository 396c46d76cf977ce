"""Links of whole sites: redirects, hosts, letter case, anchors, calibration, suggestions, the stored index."""

# ruff: noqa: E501 - the files of small sites stand on one line

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.post.post import Post
from contentlint.site import MemoryTree, Site, Sites, SiteSettings, only, redirects
from contentlint.site.links import judge, references
from contentlint.site.paths import join
from contentlint.site.reading import js
from contentlint.site.reading.ids import ALGORITHMS
from contentlint.site.reading.inline import heading

HUGO = {
    "hugo.toml": "baseURL = 'https://tea.example/'",
    "content/posts/green.md": "---\ntitle: Green tea\n---\n\n## How long?\n\n## How long?\n\nText[^1].\n\n[^1]: Note.\n",
    "content/posts/black-tea-basics.md": "---\ntitle: Black tea, the basics\n---\n",
    "static/img/Pot.png": "",
}
HERE = "content/posts/green.md"


def site(extra: dict[str, str] | None = None, index: str = "", **settings: object) -> Site:
    tree = MemoryTree({**HUGO, **(extra or {})})
    return only(tree, SiteSettings(**settings), today=dt.date(2026, 6, 1), index=index)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("target", "verdict", "reason"),
    [
        ("/posts/green/", "ok", ""),
        ("/posts/green", "ok", ""),
        ("../black-tea-basics/", "ok", ""),
        ("https://tea.example/posts/green/", "ok", ""),
        ("http://www.tea.example/posts/none/", "broken", "missing"),
        ("//tea.example/posts/none/", "broken", "missing"),
        ("https://other.example/posts/none/", "external", ""),
        ("mailto:a@b.example", "external", ""),
        ("/posts/gr%C3%BCn/", "broken", "missing"),
        ("/Posts/Green/", "broken", "case"),
        ("/img/pot.png", "broken", "case"),
        ("#how-long", "ok", ""),
        ("#how-long-1", "ok", ""),
        ("#how-long-2", "broken-anchor", "anchor"),
        ("#top", "ok", ""),
        ("#:~:text=leaf", "ok", ""),
        ("#fn:1", "ok", ""),
        ("www.cups.example", "broken", "scheme-missing"),
        ("cups.example.com/shop", "broken", "scheme-missing"),
        ("me@cups.example", "broken", "scheme-missing"),
        ("{{ .Site.Params.link }}", "unknown", "expression"),
        ("/tags/green", "broken", "missing"),
        ("/posts/index.xml", "unknown", "gap"),
    ],
)
def test_verdicts(target: str, verdict: str, reason: str) -> None:
    found = site().resolve(HERE, target)
    assert (found.verdict, found.reason) == (verdict, reason)


def test_redirect_files_are_followed() -> None:
    rules = (
        "# comment\n/old/* /posts/:splat 301\n/gone /posts/none/\n/away https://other.example/x\n/api/* https://api.example/:splat 200\n"
        "/lost /404.html 404\nhttps://tea-old.example/* https://tea.example/:splat 301!\n/* /index.html 200\n"
    )
    made = site(
        {"static/_redirects": rules, "vercel.json": '{"redirects": [{"source": "/v/:a", "destination": "/posts/:a"}]}'}
    )
    told = {
        t: made.resolve(HERE, t)
        for t in ("/old/green", "/gone", "/away", "/api/x", "/lost", "/v/green", "/v/none", "/x")
    }
    assert {t: (r.verdict, r.reason) for t, r in told.items()} == {
        "/old/green": ("ok", "redirect"),
        "/gone": ("broken", "redirect-missing"),
        "/away": ("ok", "redirect"),
        "/api/x": ("unknown", "gap"),
        "/lost": ("broken", "missing"),
        "/v/green": ("ok", "redirect"),
        "/v/none": ("broken", "redirect-missing"),
        "/x": ("broken", "missing"),
    }
    assert made.resolve(HERE, "https://tea-old.example/posts/green/").verdict == "ok"
    assert made.resolve(HERE, "/old/green#how-long-7").verdict == "broken-anchor"


@pytest.mark.parametrize(
    ("source", "path", "groups"),
    [
        ("/a/*", "/a/b/c", {"splat": "b/c"}),
        ("/a/:x/b", "/a/1/b", {"x": "1"}),
        ("/a/:rest*", "/a", {"rest": None}),
        ("/a/(.*)", "/a/z", {"g1": "z"}),
        ("/:y(\\d+)/p", "/2020/p", {"y": "2020"}),
    ],
)
def test_redirect_patterns(source: str, path: str, groups: dict[str, str | None]) -> None:
    compiled = redirects.pattern(source)
    assert compiled is not None
    match = compiled.match(path)
    assert match is not None
    assert match.groupdict() == groups


def test_settings_name_what_no_file_shows() -> None:
    made = site(
        extra_routes=("/shop/**",),
        assume_exists=("/docs/**",),
        hosts=("tea2.example",),
        base_url="https://tea3.example/",
    )
    assert made.resolve(HERE, "/shop/a/b").verdict == "ok"
    assert made.resolve(HERE, "/docs/a").verdict == "unknown"
    assert made.resolve(HERE, "https://tea2.example/posts/none").verdict == "broken"
    assert made.resolve(HERE, "https://tea3.example/posts/green/").verdict == "ok"


def test_routes_of_the_configuration() -> None:
    made = only(
        MemoryTree(
            {"posts/2024-01-02-a-b.md": "---\ndate: 2024-01-02\n---\n", "posts/x/index.md": "[a](/blog/2024/a-b)"}
        ),
        SiteSettings(routes={"posts/**/*.md": "/blog/{year}/{slug}"}),
    )
    assert made.url("posts/2024-01-02-a-b.md") == "/blog/2024/a-b/"
    assert made.resolve("posts/x/index.md", "/blog/2024/a-b").verdict == "ok"


def test_a_finished_build_is_the_truth() -> None:
    built = {
        "dist/index.html": "<h1>x</h1>",
        "dist/tags/tea/index.html": '<h1 id="tea">Tea</h1>',
        "dist/posts/green/index.html": "",
    }
    made = site(built, output="dist")
    assert made.resolve(HERE, "/tags/tea/").verdict == "ok"
    assert made.resolve(HERE, "/tags/coffee/").verdict == "broken"
    assert made.resolve(HERE, "/tags/tea/#tea").verdict == "ok"
    assert made.resolve(HERE, "/posts/black-tea-basics/").verdict == "broken"


def test_a_sitemap_adds_pages() -> None:
    made = site(
        {"map.xml": "<urlset><url><loc>https://tea.example/made/by-code/</loc></url></urlset>"}, sitemap="map.xml"
    )
    assert made.resolve(HERE, "/made/by-code/").verdict == "ok"


def test_nearly_all_links_below_a_segment_broken_says_more_about_the_segment() -> None:
    many = {f"content/posts/n{n}.md": f"[a](/app/page-{n}) [b](/app/page-{n + 1})" for n in range(8)}
    made = site(many)
    found = made.resolve(HERE, "/app/page-3")
    assert (found.verdict, found.reason) == ("unknown", "doubt")
    assert [(doubt.links, doubt.example) for doubt in made.verdicts.doubts.all] == [(16, "/app/")]
    few = site({"content/posts/n1.md": "[a](/app/one) [b](/app/two)"})
    assert few.resolve(HERE, "/app/one").verdict == "broken"


def test_ids_that_shortcodes_may_add_are_unknown() -> None:
    page = '---\ntitle: x\n---\nWords.\n\n{{< term id="leaf" >}}\n\n{{< price cups >}}\n\n## Heading\n'
    made = site({"content/posts/terms.md": page})
    assert made.resolve(HERE, "/posts/terms/#leaf").verdict == "ok"
    assert made.resolve(HERE, "/posts/terms/#term-leaf").verdict == "ok"
    assert made.resolve(HERE, "/posts/terms/#cups").verdict == "unknown"
    assert made.resolve(HERE, "/posts/terms/#bags").verdict == "broken-anchor"


def suggested(made: Site, target: str, **more: str) -> tuple[str, bool] | None:
    found = made.suggest(HERE, target, **more)  # type: ignore[arg-type]
    return (found.target, found.sure) if found else None


def test_suggestions() -> None:
    extra = {
        f"content/posts/{n}.md": f"---\ntitle: {n}\n---\n"
        for n in ("best-kettles", "report-2025", "oolong-storage-guide", "water-for-tea", "cups-and-mugs")
    }
    made = site(extra)
    assert suggested(made, "/posts/best-kettles-2024/") == ("/posts/best-kettles/", True)
    assert suggested(made, "/blog/best-kettles") == ("/posts/best-kettles", True)
    assert suggested(made, "/posts/report-2024/") == ("/posts/report-2025/", False), "another year is another report"
    assert suggested(made, "https://tea.example/posts/best-ketles/") == (
        "https://tea.example/posts/best-kettles/",
        True,
    )
    assert suggested(made, "/posts/storing-oolong-guide/") is not None
    assert suggested(made, "/posts/quantum-physics/") is None
    assert suggested(made, "/img/pot.png") == ("/img/Pot.png", True)
    assert suggested(made, "#How-Long") == ("#how-long", True)
    assert suggested(made, "www.cups.example") == ("https://www.cups.example", True)


def test_a_rename_in_the_history_beats_likeness() -> None:
    files = {**HUGO, "content/posts/brewing.md": "", "content/posts/steeping-times.md": ""}
    tree = MemoryTree(files, renames=[("content/posts/steep.md", "content/posts/brewing.md")])
    found = only(tree).suggest(HERE, "/posts/steep/")
    assert found is not None
    assert (found.target, found.sure) == ("/posts/brewing/", True)


def test_orphans_and_duplicates() -> None:
    made = site({"content/posts/two.md": "[g](../green/) [me](/posts/two/)"})
    assert HERE in made.linked
    assert "content/posts/two.md" not in made.linked
    made = site({"content/posts/again.md": "---\nslug: green\n---\n"})
    assert made.duplicates() == {"/posts/green/index.html": ["content/posts/again.md", HERE]}


def test_front_matter_paths_are_believed_only_where_the_key_holds_paths() -> None:
    good = {f"content/posts/g{n}.md": f"---\ncover: /img/{n}.png\n---\n" for n in range(4)}
    made = site({**good, **{f"static/img/{n}.png": "" for n in range(3)}})
    assert made.resolve_front_matter("content/posts/g3.md", "cover", "/img/3.png").verdict == "broken"
    prefixed = {f"content/posts/g{n}.md": f"---\ncover: pics/{n}.png\n---\n" for n in range(4)}
    assert site(prefixed).resolve_front_matter("content/posts/g3.md", "cover", "pics/3.png").verdict == "unknown"


def test_references_of_a_post() -> None:
    text = (
        '---\ntitle: x\ncover: /img/a.png\n---\n[a](/one "t") ![b](/two.png) <a href="/three">c</a> [d][e]\n\n'
        "{% post_url 2024-01-01-f %} `[no](/code)`\n\n```\n[no](/fence)\n```\n\n[e]: /five\n"
    )
    found = references(Post("a.md", text))
    assert [(r.where, r.target) for r in found] == [
        ("front-matter", "/img/a.png"),
        ("link", "/one"),
        ("image", "/two.png"),
        ("link", "/three"),
        ("link", "/five"),
        ("tag", "{% post_url 2024-01-01-f %}"),
    ]
    for reference in found:
        assert reference.written(Post("a.md", text)) == reference.target


def test_what_a_component_does_with_a_path_is_unknown() -> None:
    post = Post("content/posts/green.mdx", '<Video src="clip.mp4" />\n\n<Card href="/none/">x</Card>\n')
    made = site({post.path: post.text})
    assert [judge(made, post.path, r).verdict for r in references(post)] == ["unknown", "broken"]


def test_the_index_reads_only_what_changed() -> None:
    class Counting(MemoryTree):
        reads = 0

        def read_text(self, path: str) -> str:
            self.reads += path.endswith(".md")
            return super().read_text(path)

    first = Sites(MemoryTree(HUGO))
    stored = first.dump_index()
    tree = Counting({**HUGO, "content/posts/black-tea-basics.md": "---\ntitle: Changed\n---\n"})
    second = Sites(tree, index=stored)
    assert tree.reads == 1
    assert second.index.changed
    assert second.main.pages["content/posts/black-tea-basics.md"].title == "Changed"
    third = Sites(Counting(HUGO), index=stored)
    assert not third.index.changed
    assert Sites(MemoryTree(HUGO), index="garbage").main.pages.keys() == first.main.pages.keys()


def test_literal_configuration_is_read_and_code_is_not_guessed() -> None:
    text = """// comment
    const base = '/b';
    export default defineConfig({ site: "https://a.example", base, list: ['x', `y`], on: true, n: 3, fn() { return {} },
      nested: { 'k-e': { deep: "v" } }, made: process.env.X ?? 'z', ...more } satisfies Config)"""
    found = js.config(text)
    assert js.dig(found, "site") == "https://a.example"
    assert js.dig(found, "base") == "/b"
    assert found["list"] == ["x", "y"]
    assert (found["on"], found["n"]) == (True, 3)
    assert js.dig(found, "nested", "k-e", "deep") == "v"
    assert isinstance(found["made"], js.Code)
    assert js.dig(found, "made") is None


def test_a_constant_that_stands_for_itself_is_not_followed() -> None:
    assert js.config("const a = { a, b: `x/${c}` };\nconst c = `${c}`;\nexport default a")["b"] == js.Code("`x/${c}`")
    assert js.config("const d = 'docs';\nexport default { base: `./${d}` }") == {"base": "./docs"}


@given(st.text())
def test_reading_any_configuration_ends(text: str) -> None:
    assert isinstance(js.config("export default {" + text), dict)


@given(
    st.lists(st.text(alphabet="ab -_`*[]()é中#1&;{}<>\\!", max_size=20), max_size=6),
    st.sampled_from(sorted(ALGORITHMS)),
)
def test_every_algorithm_gives_each_heading_an_id_and_numbers_equal_ones(sources: list[str], name: str) -> None:
    made = ALGORITHMS[name]([heading(s, 2, frozenset(), custom=False) for s in sources])
    assert len(made) == len(sources)
    given_ids = [ident for ident in made if ident]
    # These collide with literal numbers, take off a last dash after they have numbered (Astro before 6), or number
    # nothing, as the real ones do.
    cut = ("astro", "astro-plain")
    if name not in cut and not name.startswith(
        ("kramdown", "hexo", "eleventy", "honkit", "mdbook-0.4", "nuxt-content")
    ):
        assert len(set(given_ids)) == len(given_ids)


@given(st.text(alphabet="ab./ ", max_size=12), st.text(alphabet="ab./ ", max_size=12))
def test_a_joined_path_is_absolute_and_stays_on_the_site(base: str, path: str) -> None:
    joined = join("/" + base, path)
    assert joined.startswith("/")
    assert ".." not in joined.split("/")
    assert join(joined, joined) == joined


_SITES = {
    "hugo": {"hugo.toml": "baseURL='https://a.example/b/'", "content/p/a.md": "# A"},
    "jekyll": {"_config.yml": "baseurl: /b", "_posts/2024-01-01-a.md": "# A"},
    "astro": {"astro.config.mjs": "", "src/pages/a.md": "# A"},
    "docusaurus": {"docusaurus.config.js": "module.exports = {presets: [['classic', {}]]}", "docs/a.md": "# A"},
    "vitepress": {".vitepress/config.js": "", "a.md": "# A"},
    "vuepress": {".vuepress/config.js": "module.exports = {base: '/b/'}", "a.md": "# A"},
    "zensical": {"zensical.toml": "[project]\nsite_name = 'A'", "docs/a.md": "# A"},
    "mkdocs": {"mkdocs.yml": "", "docs/a.md": "# A"},
    "hexo": {"_config.yml": "new_post_name: :title.md", "source/_posts/a.md": "# A"},
    "eleventy": {".eleventy.js": "", "a.md": "# A"},
    "pelican": {"pelicanconf.py": "PATH='content'", "content/a.md": "Title: a\nDate: 2024-01-01\n\nx"},
    "zola": {"config.toml": "base_url='/'", "content/a.md": "+++\n+++\n# A"},
    "nextjs": {"next.config.js": "", "posts/a.md": "# A"},
    "gatsby": {"gatsby-config.js": "", "content/a.md": "# A"},
    "nuxt": {"nuxt.config.ts": "", "pages/[...slug].vue": "route.path", "content/a.md": "# A"},
    "sveltekit": {"svelte.config.js": "", "src/routes/+page.md": "# A"},
    "quarto": {"_quarto.yml": "project: {type: website}", "a.md": "# A"},
    "mdbook": {"book.toml": "", "src/a.md": "# A", "src/SUMMARY.md": "[A](a.md)"},
    "honkit": {"book.json": "{}", "a.md": "# A", "SUMMARY.md": "* [A](a.md)"},
    "plain": {"a.md": "# A"},
}
_MADE = {name: only(MemoryTree(files)) for name, files in _SITES.items()}


@given(
    st.sampled_from(sorted(_MADE)),
    st.one_of(st.text(max_size=30), st.text(alphabet="a./#?%:{}<@~| [](){%2", max_size=20)),
    st.booleans(),
)
def test_any_target_gets_a_verdict(name: str, target: str, image: bool) -> None:
    made = _MADE[name]
    assert made.generator == name
    path = next(p for p in _SITES[name] if p.endswith(".md"))
    found = made.resolve(path, target, image=image)
    assert found.verdict in ("ok", "broken", "broken-anchor", "unknown", "external")
    suggestion = made.suggest(path, target, image=image)
    if suggestion:
        assert made.resolve(path, suggestion.target, image=image).verdict != "broken"


def test_an_empty_translation_is_judged_by_the_languages_that_have_words() -> None:
    made = only(
        MemoryTree(
            {
                "hugo.toml": "[languages.en]\n[languages.de]\n",
                "content/tea.en.md": "---\ntitle: Tea\n---\n## Leaf\n",
                "content/tea.de.md": "---\ntitle: Tee\n---\n",
                "content/empty.en.md": "---\ntitle: x\n---\n",
                "content/empty.de.md": "---\ntitle: x\n---\n",
            }
        )
    )
    here = "content/tea.en.md"
    told = {t: made.resolve(here, t).verdict for t in ("/de/tea/#leaf", "/de/tea/#bag", "/de/empty/#leaf")}
    assert told == {"/de/tea/#leaf": "ok", "/de/tea/#bag": "broken-anchor", "/de/empty/#leaf": "unknown"}
