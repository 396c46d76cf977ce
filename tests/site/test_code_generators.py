"""Addresses of sites that are made by code, read as far as it is literal: Astro, Eleventy, Next.js, Gatsby."""

# ruff: noqa: E501 - the files of small sites stand on one line

from __future__ import annotations

import json

import pytest
from made import front, site, verdict

from contentlint.post.post import Post
from contentlint.site.links import judge, references
from contentlint.site.reading import js
from contentlint.site.reading.choices import PRODUCTION, choices

# -- expressions


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("process.env.BASE ?? '/docs'", ["/docs", None]),
        ("process.env['BASE'] || \"/docs\"", ["/docs", None]),
        ("process.env.BASE ? '/a' : '/b'", ["/b", "/a"]),
        ("process.env.NODE_ENV === 'production' ? '/a' : '/b'", ["/a"]),
        ("import.meta.env.DEV ? '/a' : '/b'", ["/b"]),
        ("process.env.NODE_ENV !== 'production' ? undefined : `/${repo}`", ["/garden"]),
        ("'/' + repo + '/'", ["/garden/"]),
        ("process.env.STAGE === 'production' ? '/a' : '/b'", ["/a", "/b"]),
        ("read('/docs')", [None]),
        ("(flag && '/a') || '/b'", ["/b", "/a"]),
        ("unpacked", ["/u", None]),
        ("place.base as string", ["/p"]),
        ("!" * 3000 + "x", [None]),
        ("(" * 3000, [None]),
    ],
)
def test_an_expression_gives_all_its_values(source: str, expected: list[str | None]) -> None:
    text = (
        "const repo = 'garden'\nconst flag = process.env.FLAG\nconst place = { base: '/p' }\n"
        "const { UNPACKED: unpacked = '/u' } = process.env\n"
    )
    found = choices(js.Code(source), [text], PRODUCTION)
    assert [None if isinstance(v, js.Code) else v for v in found if v is not False] == expected


def test_names_in_names_end() -> None:
    text = "const a = b+b+b+b+b+b; const b = c+c+c+c+c+c; const c = a+a+a+a+a+a;"
    assert choices(js.Code("a + a"), [text]) == (js.Code(""),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("export default () => ({ base: '/a' })", "/a"),
        ("export default defineConfig(({ mode }) => ({ base: '/a' }))", "/a"),
        ("export default defineConfig(async ({ mode }) => { return { base: '/a' } })", "/a"),
        ("const base = '/a'\nexport default { base }", "/a"),
        ("module.exports = phase => ({ base: '/a' })", "/a"),
    ],
)
def test_a_configuration_is_read_out_of_arrow_functions_and_without_semicolons(text: str, expected: str) -> None:
    assert js.config(text)["base"] == expected


# -- base paths

ASTRO = {"src/pages/index.md": "# Home", "src/pages/tea.md": "# Tea"}


@pytest.mark.parametrize(
    ("files", "post", "inside", "outside"),
    [
        (
            {
                **ASTRO,
                "astro.config.mjs": "const base = process.env.SUB ?? '/herbs'\nexport default defineConfig({ base })",
            },
            "src/pages/index.md",
            "/herbs/tea/",
            "/tea/",
        ),
        (
            {
                **ASTRO,
                "astro.config.ts": "import { BASE } from './site.ts';\nexport default defineConfig({ base: BASE })",
                "site.ts": "export const BASE = process.env.SUB || '/herbs/';",
            },
            "src/pages/index.md",
            "/herbs/tea/",
            "/tea/",
        ),
        (
            {
                "eleventy.config.js": "export const config = { pathPrefix: process.env.SUB ?? '/herbs/' };",
                "a.md": "# A",
                "tea.md": "# Tea",
            },
            "a.md",
            "/herbs/tea/",
            "/tea/",
        ),
        (
            {
                ".eleventy.js": "module.exports = (c) => { const live = process.env.NODE_ENV === 'production'; return { pathPrefix: live ? 'herbs' : '/' } }",
                "a.md": "# A",
                "tea.md": "# Tea",
            },
            "a.md",
            "/herbs/tea/",
            "/tea/",
        ),
        (
            {
                "next.config.mjs": "export default { basePath: process.env.SUB || '/herbs' }",
                "app/tea/page.mdx": "# Tea",
                "app/page.mdx": "# H",
            },
            "app/page.mdx",
            "/herbs/tea",
            "/tea",
        ),
        (
            {
                "next.config.js": "module.exports = (phase) => ({ basePath: phase === PHASE_DEVELOPMENT_SERVER ? '' : '/herbs' })",
                "pages/tea.mdx": "# Tea",
                "pages/index.mdx": "# H",
            },
            "pages/index.mdx",
            "/herbs/tea",
            "/tea",
        ),
        (
            {
                "next.config.mjs": "const live = process.env.DEPLOY_ENV === 'production'; export default { ...(live && { basePath: '/herbs' }) }",
                "app/tea/page.mdx": "# Tea",
                "app/page.mdx": "# H",
            },
            "app/page.mdx",
            "/herbs/tea",
            "/tea",
        ),
        (
            {
                **ASTRO,
                "astro.config.mjs": "export default defineConfig({ base: process.env.GITHUB_ACTIONS ? '/herbs' : '/' })",
            },
            "src/pages/index.md",
            "/herbs/tea/",
            "/tea/",
        ),
    ],
)
def test_a_base_path_that_is_an_expression(files: dict[str, str], post: str, inside: str, outside: str) -> None:
    made = site(files)
    assert made.base == "/herbs"
    assert verdict(made, post, inside) == "ok"
    assert verdict(made, post, outside) in ("broken", "unknown")
    assert verdict(made, post, "/herbs/gone/") == "broken"


@pytest.mark.parametrize(
    "files",
    [
        {
            **ASTRO,
            "astro.config.mjs": "export default { base: process.env.SUB }",
            "src/pages/more.md": "[tea](/herbs/tea/)",
        },
        {
            "eleventy.config.js": "export const config = { pathPrefix: prefix() }",
            "tea.md": "# Tea",
            "src/pages/index.md": "[tea](/herbs/tea/)",
        },
        {
            "next.config.js": "module.exports = { basePath: process.env.SUB }",
            "pages/tea.mdx": "# T",
            "src/pages/index.md": "[tea](/herbs/tea/)",
        },
    ],
)
def test_a_base_path_that_nothing_tells_is_taken_from_the_links(files: dict[str, str]) -> None:
    made = site(files)
    post = "src/pages/index.md"
    assert verdict(made, post, "/herbs/tea/") == "unknown"
    assert verdict(made, post, "/tea/") == "ok"
    assert verdict(made, post, "/herbs/gone/") == "broken"
    assert verdict(made, post, "/gone/") == "broken"


def test_the_users_base_url_settles_the_base_path() -> None:
    files = {**ASTRO, "astro.config.mjs": "export default { base: process.env.SUB ?? '/herbs' }"}
    made = site(files, base_url="https://a.example/x/")
    assert verdict(made, "src/pages/index.md", "/x/tea/") == "ok"


# -- Astro

POSTS = {
    "astro.config.mjs": "export default {}",
    "src/content/blog/mint.md": front(title="Mint", tags="[Green]"),
    "src/content/blog/sage.md": front(title="Sage", tags="[Grey]"),
}
EACH = "export async function getStaticPaths() { const posts = await getCollection('blog'); return posts.map((post) => ({ params: { slug: post.id } })); }"


def page(code: str) -> str:
    return f"---\nimport {{ getCollection }} from 'astro:content';\n{code}\n---\n<h1>x</h1>\n"


@pytest.mark.parametrize(
    ("route", "code"),
    [
        (
            "category/[category]/index.astro",
            "export async function getStaticPaths() { const all = await getCollection('blog'); const names = [...new Set(all.map((p) => p.data.category))]; return names.map((category) => ({ params: { category } })); }",
        ),
        (
            "a/[slug].astro",
            "export async function getStaticPaths() { const all = await getCollection('blog'); const byTag = Object.groupBy(all, (p) => p.data.tag); return Object.entries(byTag).map(([slug, posts]) => ({ params: { slug }, props: { posts } })); }",
        ),
        (
            "archive/[year].astro",
            "export const getStaticPaths = async () => { const years = (await getCollection('blog')).map((p) => p.data.date.getFullYear()); return [...new Set(years)].map((y) => ({ params: { year: String(y) } })); }",
        ),
        (
            "author/[id].astro",
            "export async function getStaticPaths() { const posts = await getCollection('blog'); const authors = posts.flatMap((p) => p.data.authors); return authors.map((author) => ({ params: { id: author.id } })); }",
        ),
        (
            "archive/[page].astro",
            "export async function getStaticPaths() { const posts = await getCollection('blog'); const n = Math.ceil(posts.length / 5); return Array.from({ length: n }, (_, i) => ({ params: { page: String(i + 1) } })); }",
        ),
        (
            "a/[name].astro",
            "import { getTags } from '../../lib/posts';\nexport async function getStaticPaths() { const found = await getTags(); return found.map((t) => ({ params: { name: t.slug } })); }",
        ),
    ],
)
def test_astro_lists_give_posts_no_address(route: str, code: str) -> None:
    helper = "export async function getTags() { const posts = await getCollection('blog'); return [...new Set(posts.flatMap((p) => p.data.tags))]; }"
    made = site(
        {
            **POSTS,
            "src/lib/posts.ts": helper,
            f"src/pages/{route}": page(code),
            "src/pages/blog/[slug].astro": page(EACH),
        }
    )
    assert made.url("src/content/blog/mint.md") == "/blog/mint/"
    assert verdict(made, "src/content/blog/mint.md", "/blog/gone/") == "broken"
    assert verdict(made, "src/content/blog/mint.md", f"/{route.partition('/')[0]}/mint/") in ("unknown", "broken")


@pytest.mark.parametrize(
    ("route", "right", "wrong"),
    [
        ("archive/[year].astro", "/archive/2024/", "/archive/mint/"),
        ("archive/[page].astro", "/archive/3/", "/archive/mint/"),
    ],
)
def test_astro_years_and_numbers_are_digits(route: str, right: str, wrong: str) -> None:
    name = route.partition("[")[2].partition("]")[0]
    code = f"export function getStaticPaths() {{ return Array.from(numbers(), (n) => ({{ params: {{ {name}: String(n) }} }})); }}"
    made = site({**POSTS, f"src/pages/{route}": page(code), "src/pages/blog/[slug].astro": page(EACH)})
    assert verdict(made, "src/content/blog/mint.md", right) == "unknown"
    assert verdict(made, "src/content/blog/mint.md", wrong) == "broken"


@pytest.mark.parametrize("other", ["amp/[slug].astro", "print/[slug].astro"])
def test_astro_several_routes_for_one_collection(other: str) -> None:
    made = site(
        {
            **POSTS,
            f"src/pages/{other}": page(EACH),
            "src/pages/blog/[slug].astro": page(EACH),
            "src/pages/og/[slug].png.ts": f"import {{ getCollection }} from 'astro:content';\n{EACH}",
        }
    )
    post = "src/content/blog/mint.md"
    assert made.url(post) == "/blog/mint/"
    assert verdict(made, post, f"/{other.partition('/')[0]}/sage/") == "ok"
    assert verdict(made, post, "/og/sage.png") == "ok"
    assert verdict(made, post, "/og/gone.png") == "broken"
    assert verdict(made, post, "../sage/") == "ok"


@pytest.mark.parametrize(
    ("code", "helper"),
    [
        (
            "import { allPosts } from '../../lib/posts';\nexport async function getStaticPaths() { const posts = await allPosts(); return posts.map((p) => ({ params: { slug: p.id } })); }",
            "export async function allPosts() { const found = await getCollection('blog', ({ data }) => !data.hidden); return found.sort((a, b) => b.data.date - a.data.date); }",
        ),
        (
            "export { getStaticPaths } from '@/lib/posts';",
            EACH,
        ),
        (
            "import { postPaths } from '~/lib/posts';\nexport const getStaticPaths = () => postPaths();",
            "export const postPaths = async () => { const posts = await getCollection('blog'); return posts.map(({ id }) => ({ params: { slug: id } })); };\n"
            "export const tagPaths = async () => { return []; };",
        ),
    ],
)
def test_astro_static_paths_over_a_helper(code: str, helper: str) -> None:
    made = site(
        {
            **POSTS,
            "src/content/other/x.md": "# X",
            "src/pages/notes/[slug].astro": page(code),
            "src/lib/posts.ts": helper,
        }
    )
    post = "src/content/blog/mint.md"
    assert made.url(post) == "/notes/mint/"
    assert verdict(made, post, "/notes/sage/") == "ok"
    assert verdict(made, post, "/notes/gone/") == "broken"


@pytest.mark.parametrize(
    ("code", "mint", "sage"),
    [
        (
            "const posts = (await Promise.all([getCollection('blog'), getCollection('news')])).flat(); return posts.map((p) => ({ params: { slug: p.id } }));",
            "/blog/mint/",
            "/blog/sage/",
        ),
        (
            "const paths = []; for (const post of await getCollection('blog')) { paths.push({ params: { slug: post.data.path ?? post.id } }); } return paths;",
            "/blog/fresh/",
            "/blog/sage/",
        ),
        (
            "const posts = (await getCollection('blog')).filter(({ data }) => data.title).sort(byDate)\n  const routes = posts.map(({ slug, data }) => ({ params: { slug } }))\n  return routes",
            "/blog/mint/",
            "/blog/sage/",
        ),
    ],
)
def test_astro_pages_for_each_entry(code: str, mint: str, sage: str) -> None:
    files = {**POSTS, "src/content/news/x.md": "# X", "src/content/blog/mint.md": front(title="Mint", path="fresh")}
    made = site({**files, "src/pages/blog/[slug].astro": page(f"export async function getStaticPaths() {{ {code} }}")})
    assert (made.url("src/content/blog/mint.md"), made.url("src/content/blog/sage.md")) == (mint, sage)
    assert verdict(made, "src/content/blog/mint.md", "/blog/gone/") == "broken"


def test_astro_more_parameters_than_the_entrys_name() -> None:
    code = "export async function getStaticPaths() { const posts = await getCollection('blog'); return posts.map((post) => ({ params: { year: post.data.date.getFullYear(), slug: post.id } })); }"
    made = site({**POSTS, "src/pages/blog/[year]/[slug].astro": page(code)})
    post = "src/content/blog/mint.md"
    assert verdict(made, post, "/blog/2024/sage/") == "unknown"
    assert verdict(made, post, "/blog/2024/gone/") == "broken"


def test_astro_build_format_preserve() -> None:
    made = site(
        {
            "astro.config.mjs": "export default { build: { format: 'preserve' } }",
            "src/pages/tea.md": "# Tea",
            "src/pages/cups/index.md": "# Cups",
            "src/pages/index.md": "# Home",
        }
    )
    assert set(made.outputs) >= {"/tea.html", "/cups/index.html", "/index.html"}
    file = site(
        {"astro.config.mjs": "export default { build: { format: 'file' } }", "src/pages/cups/index.md": "# Cups"}
    )
    assert "/cups.html" in file.outputs


# -- Eleventy


@pytest.mark.parametrize(
    ("data", "name", "host"),
    [
        ("url: https://leaves.example.net\n", "site.yaml", "leaves.example.net"),
        ("host: leaves.example.net\n", "sites/de.yml", "leaves.example.net"),
        ('{\n  "domain": "leaves.example.net"\n}\n', "metadata.json", "leaves.example.net"),
        ("module.exports = { url: process.env.URL || 'https://leaves.example.net' };", "site.js", "leaves.example.net"),
        ("de:\n  hostname: leaves.example.net\n", "languages.yml", "leaves.example.net"),
        ("siteUrl: https://leaves.example.net # ours\n", "common.yml", "leaves.example.net"),
    ],
)
def test_eleventy_host_in_data(data: str, name: str, host: str) -> None:
    made = site(
        {
            ".eleventy.js": "module.exports = () => {}",
            f"_data/{name}": data,
            "a.md": "# A",
            "_data/links.yml": "- url: https://other.example.net\n",
        }
    )
    assert host in made.hosts
    assert "other.example.net" not in made.hosts
    assert verdict(made, "a.md", f"https://{host}/a/") == "ok"
    assert verdict(made, "a.md", f"https://{host}/gone/") == "broken"


HEAD = "module.exports = function (config) {"


@pytest.mark.parametrize(
    ("body", "permalink", "url"),
    [
        (
            "config.addFilter('ym', (d) => d.toISOString().slice(0, 7).replace('-', '/'));",
            "log/{{ page.date | ym }}/{{ page.fileSlug }}/",
            "/log/2024/02/two/",
        ),
        (
            "config.addFilter('day', d => DateTime.fromJSDate(d).toFormat('yyyy/LL/dd'));",
            "{{ page.date | day }}/{{ page.fileSlug }}/",
            "/2024/02/11/two/",
        ),
        (
            "config.addNunjucksFilter('year', function (d) { return d.toISOString().split('T')[0].replaceAll('-', '/') });",
            "{{ page.date | year }}/{{ title | slugify }}/",
            "/2024/02/11/second-cup/",
        ),
        ("", "{{ page.date | date: '%Y/%m' }}/{{ title | slug }}.html", "/2024/02/second-cup.html"),
        ("", "{{ kind }}/{{ slug or page.fileSlug }}/index.html", "/notes/two/"),
    ],
)
def test_eleventy_filters_that_can_be_read(body: str, permalink: str, url: str) -> None:
    made = site(
        {
            ".eleventy.js": f"{HEAD}{body}}}",
            "log/log.json": f'{{"permalink": "{permalink}", "kind": "notes"}}',
            "log/2024-02-11-two.md": front(title="Second cup"),
        }
    )
    assert made.url("log/2024-02-11-two.md") == url


def test_eleventy_permalinks_in_front_matter_leave_one_gap() -> None:
    made = site(
        {
            ".eleventy.js": f"{HEAD} config.addFilter('mine', (x) => look(x)); }}",
            "one.md": front(permalink="'/log/{{ page.date | mine }}/first/'"),
            "two.md": front(permalink="'/log/{{ page.date | mine }}/second/index.html'"),
            "three.md": front(permalink="'log/{{ page.date | mine }}/third.html'"),
        }
    )
    for known in ("/log/a/first", "/log/a/b/second/", "/log/first/", "/log/a/third.html", "/log/a/third"):
        assert verdict(made, "one.md", known) == "unknown", known
    for gone in ("/log/a/fourth/", "/first/", "/log/a/first/more/"):
        assert verdict(made, "one.md", gone) == "broken", gone
    assert len([gap for gap in made.routes.gaps if ".md" in gap.reason]) == 1


@pytest.mark.parametrize(
    ("permalink", "known", "gone"),
    [
        ("log/{{ page.date | mine }}/{{ page.fileSlug }}/index.html", "/log/x/y/two/", "/log/x/y/three/"),
        ("{{ title | slugify }}/{{ page.fileSlug }}.html", "/anything/two.html", "/anything/three.html"),
        ("log/{{ page.fileSlug | mine }}/", "/log/anything/", "/other/two/"),
    ],
)
def test_eleventy_filters_of_the_sites_own_leave_one_gap(permalink: str, known: str, gone: str) -> None:
    made = site(
        {
            ".eleventy.js": f"{HEAD} config.addFilter('mine', (x) => look(x)); config.addFilter('slugify', (x) => turn(x)); }}",
            "log/log.json": f'{{"permalink": "{permalink}"}}',
            "log/one.md": front(title="One"),
            "log/two.md": front(title="Two"),
        }
    )
    assert verdict(made, "log/one.md", known) == "unknown"
    assert verdict(made, "log/one.md", gone) == "broken"
    assert len([gap for gap in made.routes.gaps if "log/one.md" in gap.reason or "log/two.md" in gap.reason]) == 1


@pytest.mark.parametrize(
    ("data", "url"),
    [
        ("export default { permalink: ({ page }) => `/web/${page.fileSlug}/` }", "/web/green/"),
        ("export default { permalink({ page }) { return `/web/${ page.fileSlug }/`; } };", "/web/green/"),
        (
            "module.exports = { permalink: function (data) { return '/web/' + data.page.fileSlug + '/' } };",
            "/web/green/",
        ),
        (
            "module.exports = { eleventyComputed: { permalink: (data) => data.draft ? false : `/web/${data.page.fileSlug}/` } };",
            "/web/green/",
        ),
        (
            "module.exports = { permalink: (data) => { if (data.hidden) { return false }\n return `/web/${this.slugify(data.title)}/` } };",
            "/web/green-tea/",
        ),
        ("module.exports = () => ({ permalink: '/web/{{ page.fileSlug }}/' });", "/web/green/"),
    ],
)
def test_eleventy_permalink_functions(data: str, url: str) -> None:
    made = site(
        {
            "eleventy.config.js": "export default function () {}",
            "web/web.11tydata.js": data,
            "web/green.md": front(title="Green tea"),
        }
    )
    assert made.url("web/green.md") == url
    assert verdict(made, "web/green.md", "gone.png", image=True) == "broken"


def test_eleventy_a_post_whose_address_is_code_is_a_post() -> None:
    data = "module.exports = { permalink: (data) => lookUp(data) };"
    made = site(
        {".eleventy.js": "", "web/web.11tydata.js": data, "web/a.md": "# A", "web/b.md": "# B", "cups/here.png": ""}
    )
    assert made.page("web/a.md") is not None
    assert made.url("web/a.md") is None
    assert verdict(made, "web/a.md", "gone.png", image=True) == "broken"
    assert verdict(made, "web/a.md", "../cups/here.png", image=True) == "unknown"
    assert verdict(made, "web/a.md", "/img/gone.png", image=True) == "broken"
    assert verdict(made, "web/a.md", "/anything/") == "unknown"
    assert len([gap for gap in made.routes.gaps if "web/a.md" in gap.reason]) == 1


@pytest.mark.parametrize(
    ("code", "url"),
    [
        ("config.addGlobalData('permalink', () => (data) => `${data.page.filePathStem}.html`);", "/notes/green.html"),
        ("config.addGlobalData('permalink', '{{ page.filePathStem }}.html');", "/notes/green.html"),
        (
            "config.addGlobalData('permalink', () => { return (data) => `${data.page.filePathStem}.${data.page.outputFileExtension}`; });",
            "/notes/green.html",
        ),
    ],
)
def test_eleventy_a_permalink_for_all(code: str, url: str) -> None:
    made = site({".eleventy.js": f"{HEAD}{code}}}", "notes/green.md": "# G", "own.md": front(permalink="/mine/")})
    assert made.url("notes/green.md") == url
    assert made.url("own.md") == "/mine/"
    assert verdict(made, "own.md", "/notes/gone.html") == "broken"


@pytest.mark.parametrize(
    ("layout", "own", "expected"),
    [
        ("permalink: /{{ page.fileSlug }}/", {}, "/green/"),
        ("layout: outer", {}, "/out/green/"),
        ("permalink: /{{ page.fileSlug }}/", {"permalink": "/mine/"}, "/mine/"),
        ("title: none", {}, "/notes/green/"),
        ("permalink: '{{~#if title~}}/{{page.fileSlug}}/{{~/if~}}'", {}, None),  # of another language: not known
    ],
)
@pytest.mark.parametrize("name", ["post", "post.hbs", "entry"])
def test_eleventy_permalinks_of_layouts(name: str, layout: str, own: dict[str, str], expected: str | None) -> None:
    made = site(
        {
            ".eleventy.js": f"{HEAD} config.addLayoutAlias('entry', 'post.hbs'); }}",
            "_includes/post.hbs": f"---\n{layout}\n---\n{{{{ content }}}}",
            "_includes/outer.njk": "---\npermalink: /out/{{ page.fileSlug }}/\n---\n{{ content }}",
            "notes/notes.json": json.dumps({"layout": name}),
            "notes/green.md": front(title="Green", **own),
        }
    )
    page = made.pages["notes/green.md"]
    assert (page.url or None) == expected
    assert made.resolve("notes/green.md", expected or "/green/").verdict == ("unknown" if expected is None else "ok")
    gone = made.resolve("notes/green.md", "/nothing/at/all/").verdict
    assert gone == ("unknown" if expected is None else "broken")


def test_eleventy_computed_permalinks_win_and_may_keep_to_the_own() -> None:
    wins = "module.exports = { eleventyComputed: { permalink: (data) => `/c/${data.page.fileSlug}/` } }"
    keeps = wins.replace("=> `", "=> data.permalink || `")
    post = {"a/x.md": front(permalink="/own/"), "a/y.md": "# Y", ".eleventy.js": ""}
    assert site({**post, "a/a.11tydata.js": wins}).url("a/x.md") == "/c/x/"
    kept = site({**post, "a/a.11tydata.js": keeps})
    assert (kept.url("a/x.md"), kept.url("a/y.md")) == ("/own/", "/c/y/")


def test_eleventy_html_base_plugin_puts_the_prefix_before_links() -> None:
    config = "import { HtmlBasePlugin } from '@11ty/eleventy';\nexport default function (c) { c.addPlugin(HtmlBasePlugin); }\n"
    more = "export const config = { pathPrefix: '/herbs/' };"
    made = site({"eleventy.config.js": config + more, "a.md": "# A", "tea.md": "# T"})
    assert verdict(made, "a.md", "/tea/") == "ok"
    assert verdict(made, "a.md", "/gone/") == "broken"
    bare = site({"eleventy.config.js": more, "a.md": "# A", "tea.md": "# T"})
    assert verdict(bare, "a.md", "/tea/") == "broken"
    assert verdict(bare, "a.md", "/herbs/tea/") == "ok"


# -- Next.js


def test_nextjs_listed_params() -> None:
    route = "export const dynamicParams = false;\nexport function generateStaticParams() { return [{ slug: 'mint' }, { slug: 'sage' }]; }"
    made = site({"next.config.js": "", "app/tea/[slug]/page.tsx": route, "app/page.mdx": "# H"})
    assert verdict(made, "app/page.mdx", "/tea/mint") == "ok"
    assert verdict(made, "app/page.mdx", "/tea/gone") == "broken"
    open_route = route.replace("export const dynamicParams = false;\n", "")
    made = site({"next.config.js": "", "app/tea/[slug]/page.tsx": open_route, "app/page.mdx": "# H"})
    assert verdict(made, "app/page.mdx", "/tea/mint") == "ok"
    assert verdict(made, "app/page.mdx", "/tea/gone") == "unknown"
    made = site(
        {
            "next.config.js": "module.exports = { output: 'export' }",
            "app/tea/[slug]/page.tsx": open_route,
            "app/page.mdx": "# H",
        }
    )
    assert verdict(made, "app/page.mdx", "/tea/gone") == "broken"


def test_nextjs_params_from_file_names() -> None:
    helper = "const dir = path.join(process.cwd(), 'content', 'tea');\nexport function slugs() { return fs.readdirSync(dir).map((f) => ({ slug: f.replace(/\\.mdx?$/, '') })); }"
    route = "import { slugs } from '@/lib/tea';\nexport function generateStaticParams() { return slugs(); }"
    files = {
        "next.config.js": "",
        "app/tea/[slug]/page.tsx": route,
        "lib/tea.ts": helper,
        "content/tea/mint.md": "# M",
        "content/tea/sage.mdx": "# S",
    }
    made = site(files)
    assert made.url("content/tea/mint.md") == "/tea/mint"
    assert verdict(made, "content/tea/mint.md", "/tea/sage") == "ok"
    assert verdict(made, "content/tea/mint.md", "/tea/gone") == "broken"
    spoken = site({**files, "content/tea/mint.md": "[s](/tea/the-sage)"})
    assert verdict(spoken, "content/tea/mint.md", "/tea/the-sage") == "unknown"


def test_nextjs_locales() -> None:
    config = "module.exports = { i18n: { locales: ['en', 'fr'], defaultLocale: 'en' } }"
    made = site({"next.config.js": config, "pages/tea.mdx": "# T", "pages/cups/[id].tsx": ""})
    assert verdict(made, "pages/tea.mdx", "/tea") == "ok"
    assert verdict(made, "pages/tea.mdx", "/fr/tea") == "ok"
    assert verdict(made, "pages/tea.mdx", "/fr/cups/1") == "unknown"
    assert verdict(made, "pages/tea.mdx", "/de/tea") == "broken"
    assert verdict(made, "pages/tea.mdx", "/fr/gone") == "broken"


def test_nextjs_links_by_a_component_get_the_base_path() -> None:
    files = {
        "next.config.js": "module.exports = { basePath: '/herbs' }",
        "app/page.mdx": "# H",
        "app/tea/page.mdx": "# T",
    }
    assert verdict(site(files), "app/page.mdx", "/tea") == "broken"
    component = "import Link from 'next/link';\nexport function useMDXComponents(components) { return { a: (p) => <Link {...p} />, ...components } }"
    assert verdict(site({**files, "mdx-components.tsx": component}), "app/page.mdx", "/tea") == "ok"


# -- Gatsby

GATSBY = "module.exports = { plugins: [{ resolve: 'gatsby-source-filesystem', options: { name: 'tea', path: `${__dirname}/content` } }] }"
FIELD = (
    "exports.onCreateNode = ({ node, getNode, actions }) => { const value = createFilePath({ node, getNode });\n"
    "actions.createNodeField({ node, name: 'slug', value }); };\n"
)


@pytest.mark.parametrize(
    ("node", "url"),
    [
        (
            FIELD + "exports.createPages = () => { createPage({ path: `/blog${node.fields.slug}`, component }) }",
            "/blog/tea/mint/",
        ),
        (
            FIELD + "exports.createPages = () => { createPage({ path: edge.node.fields.slug, component }) }",
            "/tea/mint/",
        ),
        (
            "exports.createPages = () => { createPage({ path: `/read/${node.frontmatter.slug}/`, component }) }",
            "/read/fresh/",
        ),
        (
            "exports.createPages = () => { const { slug } = post.node.frontmatter;\n createPage({ path: `/read/${slug}`, component }) }",
            "/read/fresh/",
        ),
    ],
)
def test_gatsby_pages_that_can_be_read(node: str, url: str) -> None:
    made = site(
        {
            "gatsby-config.js": GATSBY,
            "gatsby-node.js": node,
            "content/tea/mint.md": front(slug="fresh"),
            "content/tea/sage/index.md": front(slug="sage"),
        }
    )
    assert made.url("content/tea/mint.md") == url
    assert verdict(made, "content/tea/mint.md", url.replace("mint", "sage").replace("fresh", "sage")) == "ok"
    assert verdict(made, "content/tea/mint.md", "/gone/") == "broken"


def test_gatsby_what_is_not_read_is_unknown() -> None:
    tags = "tags.forEach((tag) => { createPage({ path: `/tags/${kebabCase(tag)}/`, component }) });"
    node = f"{FIELD}exports.createPages = () => {{ createPage({{ path: node.fields.slug, component }}); {tags} }}"
    files = {"gatsby-config.js": GATSBY, "content/tea/mint.md": "# M"}
    made = site({**files, "gatsby-node.js": node})
    assert verdict(made, "content/tea/mint.md", "/tags/green/") == "unknown"
    assert verdict(made, "content/tea/mint.md", "/gone/") == "broken"
    made = site({**files, "gatsby-node.js": node.replace("`/tags/${kebabCase(tag)}/`", "pathOf(tag)")})
    assert verdict(made, "content/tea/mint.md", "/gone/") == "unknown"
    twice = node.replace(tags, "createPage({ path: `/blog${node.fields.slug}`, component });")
    made = site({**files, "gatsby-node.js": twice})
    assert made.url("content/tea/mint.md") is None
    assert verdict(made, "content/tea/mint.md", "/blog/tea/mint/") == "ok"


@pytest.mark.parametrize(("own", "address"), [("", "/posts/tea/"), ("permalink: /green/\n", "/green/")])
def test_eleventy_a_computed_permalink_that_is_the_own_one_says_nothing_where_there_is_none(
    own: str, address: str
) -> None:
    code = (
        "module.exports = { eleventyComputed: { permalink: (data) => {\n"
        "  if (process.env.NODE_ENV === 'production' && data.draft) { return false; }\n"
        "  return data.permalink;\n} } };\n"
    )
    files = {".eleventy.js": "module.exports = () => ({});", "posts/posts.11tydata.js": code}
    made = site(files | {"posts/tea.md": f"---\ntitle: Tea\n{own}---\n"})
    assert made.url("posts/tea.md") == address


@pytest.mark.parametrize(
    "permalink",
    [
        "/tea/{% if pagination.pageNumber > 0 %}page/{{ pagination.pageNumber | plus: 1 }}/{% endif %}",
        "/tea/{%- unless pagination.pageNumber == 0 -%}page/{{ pagination.pageNumber }}/{%- endunless -%}",
        "/tea/{{#if pagination.pageNumber}}page/{{pagination.pageNumber}}/{{/if}}",
    ],
)
def test_eleventy_what_an_address_has_on_a_condition_may_be_left_out(permalink: str) -> None:
    made = site(
        {".eleventy.js": HEAD + "}", "tea.html": front(pagination="{data: a}", permalink=permalink), "a.md": "A"}
    )
    assert [made.resolve("a.md", path).verdict for path in ("/tea/", "/tea/page/2/", "/cups/")] == [
        "unknown", "unknown", "broken",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("visit(tree, 'image', (node) => { node.url = map.get(node.url) })", "unknown"),
        ("visit(tree, 'image', (node) => { node.data = { loading: 'lazy' } })", "broken"),
        ("visit(tree, 'link', (node) => { node.url = map.get(node.url) })", "broken"),
    ],
)
def test_a_plug_in_of_the_sites_own_may_say_where_images_are(code: str, expected: str) -> None:
    made = site(
        {
            "astro.config.mjs": "import own from './own.mjs'; export default { markdown: { remarkPlugins: [own] } }",
            "own.mjs": f"export default () => (tree) => {{ {code} }}",
            "src/pages/a.md": "![a](pot.png)\n",
        }
    )
    (reference,) = references(Post("src/pages/a.md", "![a](pot.png)\n"))
    assert judge(made, "src/pages/a.md", reference).verdict == expected


@pytest.mark.parametrize(
    ("package", "expected"),
    [("hexo-asset-img", "unknown"), ("hexo-asset-image", "unknown"), ("hexo-renderer-marked", "broken")],
)
def test_hexo_packages_that_look_images_up(package: str, expected: str) -> None:
    text = "![a](a/pot.png)\n"
    files = {
        "_config.yml": "permalink: :title/",
        "package.json": f'{{"dependencies": {{"hexo": "7", "{package}": "1"}}}}',
    }
    made = site({**files, "source/_posts/a.md": text})
    (reference,) = references(Post("source/_posts/a.md", text))
    assert judge(made, "source/_posts/a.md", reference).verdict == expected


@pytest.mark.parametrize(
    "named", ['"scripts": {"build": "hugo && npx pagefind"}', '"devDependencies": {"pagefind": "1"}']
)
def test_what_pagefind_writes_is_not_known(named: str) -> None:
    made = site({"hugo.toml": "baseURL = 'https://tea.example/'", "content/a.md": "A", "package.json": f"{{{named}}}"})
    assert made.resolve("content/a.md", "/pagefind/pagefind-ui.js").verdict == "unknown"
    assert made.resolve("content/a.md", "/gone/").verdict == "broken"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/tea/pot.png", "ok"),
        ("/cup.png", "ok"),
        ("./pot.png", "ok"),
        ("/pot.png", "broken"),
        ("/tea/cup.png", "broken"),
    ],
)
def test_vitepress_images_from_the_root_lie_in_public_or_in_the_source_folder(target: str, expected: str) -> None:
    files = {"docs/.vitepress/config.ts": "export default {}", "docs/tea/a.md": "A"}
    made = site({**files, "docs/tea/pot.png": "", "docs/public/cup.png": ""})
    assert made.resolve("docs/tea/a.md", target, image=True).verdict == expected
