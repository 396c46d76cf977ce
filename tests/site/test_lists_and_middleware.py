"""Pages of lists that code has written down, addresses that a middleware leads elsewhere, and what tags name."""

# ruff: noqa: E501
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import front, site, verdict

from contentlint.guard import patterns
from contentlint.post.post import Post
from contentlint.site.generators.nextjs_middleware import _pattern
from contentlint.site.links import references

POST = "src/content/blog/mint.md"
ASTRO = {
    "package.json": '{"dependencies": {"astro": "5"}}',
    "astro.config.mjs": "export default {}",
    "src/content.config.ts": "import { glob } from 'astro/loaders';\nexport const collections = { blog: defineCollection({ loader: glob({ pattern: '*.md', base: './src/content/blog' }) }) };",
    POST: front(title="Mint"),
    "src/pages/blog/[slug].astro": "---\nimport { getCollection } from 'astro:content';\nexport async function getStaticPaths() { const posts = await getCollection('blog'); return posts.map((post) => ({ params: { slug: post.id } })); }\n---\n<h1>x</h1>\n",
}
POTS = "export const iron = [{ slug: 'wok', name: 'Wok' }];\nexport const clay = [{ slug: 'jar', name: 'Jar' }];\n"


def pots(code: str, **more: str) -> dict[str, str]:
    """A site with a route for pots."""
    return {**ASTRO, "src/pages/pots/[pot].astro": f"---\n{code}\n---\n<h1>x</h1>\n", **more}


EACH = "export function getStaticPaths() { return allPots.map((one) => ({ params: { pot: one.slug } })); }"


@pytest.mark.parametrize(
    ("code", "data"),
    [
        (f"import {{ allPots }} from '@/data/pots';\n{EACH}", POTS + "export const allPots = [...iron, ...clay];"),
        (
            f"import {{ allPots }} from '../../data/pots';\n{EACH}",
            "export const allPots: Pot[] = [{ slug: 'wok' }, { slug: 'jar' }];",
        ),
        (
            "import { names } from '@/data/pots';\nexport function getStaticPaths() { return names.map((pot) => ({ params: { pot } })); }",
            "export const names = ['wok', 'jar'];",
        ),
        (
            "import { allPots } from '@/data/pots';\nexport function getStaticPaths() { return allPots.map(({ slug }) => ({ params: { pot: slug } })); }",
            "export const allPots = [{ slug: 'wok' }, { slug: 'jar' }];",
        ),
        (
            "import { allPots } from '@/data/pots';\nexport function getStaticPaths() { const paths = []; for (const one of allPots) { paths.push({ params: { pot: one.code } }); } return paths; }",
            "export const allPots = [{ code: 'wok' }, { code: 'jar' }];",
        ),
    ],
)
def test_a_route_of_a_written_list_has_its_pages(code: str, data: str) -> None:
    made = site(pots(code, **{"src/data/pots.ts": data}))
    there = [verdict(made, POST, f"/pots/{name}/") for name in ("wok", "jar", "mint", "gone")]
    assert there == ["ok", "ok", "broken", "broken"]
    assert made.url(POST) == "/blog/mint/"


@pytest.mark.parametrize(
    ("code", "data"),
    [
        (f"import {{ allPots }} from '@/data/pots';\n{EACH}", POTS + "export const allPots = [...iron, ...fetched()];"),
        (
            f"import {{ allPots }} from '@/data/pots';\n{EACH}",
            "export const allPots = [{ slug: 'wok' }, { slug: `${x}` }];",
        ),
        (
            "import { allPots } from '@/data/pots';\nexport function getStaticPaths() { return [...allPots.map((one) => ({ params: { pot: one.slug } })), { params: { pot: extra } }]; }",
            "export const allPots = [{ slug: 'wok' }];",
        ),
    ],
)
def test_a_list_that_can_not_be_read_whole_leaves_its_pages_open(code: str, data: str) -> None:
    made = site(pots(code, **{"src/data/pots.ts": data}))
    assert verdict(made, POST, "/pots/gone/") == "unknown"
    assert verdict(made, POST, "/cups/gone/") == "broken"


def test_the_last_of_two_parameters_is_one_of_the_list() -> None:
    code = "import { allPots } from '@/data/pots';\nexport function getStaticPaths() { const paths = []; for (const town of towns) { for (const one of allPots) { paths.push({ params: { town: town.slug, pot: one.slug } }); } } return paths; }"
    files = {
        **ASTRO,
        "src/pages/[town]/[pot].astro": f"---\n{code}\n---\n",
        "src/data/pots.ts": "export const allPots = [{ slug: 'wok' }];",
    }
    assert [verdict(site(files), POST, f"/ulm/{name}/") for name in ("wok", "gone")] == ["unknown", "broken"]


NEXT = {
    "package.json": '{"dependencies": {"next": "15"}}',
    "next.config.js": "module.exports = {}",
    "app/en/contact/page.tsx": "export default function Page() {}",
    "app/tools/kettle/page.tsx": "export default function Page() {}",
    "content/mint.md": front(title="Mint"),
}
LOCALE = (
    "import { NextResponse } from 'next/server';\nexport function middleware(request) { const { pathname } = request.nextUrl;\n"
    "  request.nextUrl.pathname = `/${locale}${pathname}`;\n  return NextResponse.redirect(request.nextUrl); }\n"
)
SIGN_IN = (
    "import { NextResponse } from 'next/server';\nexport function proxy(request) { const { pathname } = request.nextUrl;\n"
    "  if (pathname.startsWith('/admin')) { return NextResponse.redirect(new URL('/login', request.url)); }\n"
    "  return NextResponse.next(); }\n"
)
MATCHER = "export const config = { matcher: ['/((?!_next|api|tools|old\\\\.txt).*)'] };\n"


@pytest.mark.parametrize(
    ("files", "target", "expected"),
    [
        ({}, "/contact", "broken"),
        ({"middleware.ts": LOCALE}, "/contact", "unknown"),
        ({"middleware.ts": LOCALE}, "/gone", "broken"),
        ({"middleware.ts": LOCALE}, "/kettle", "broken"),  # no language: `/tools/kettle` is another page
        ({"src/proxy.ts": LOCALE + MATCHER}, "/contact", "unknown"),
        ({"src/proxy.ts": LOCALE + "export const config = { matcher: '/tea/:path*' };"}, "/contact", "broken"),
        ({"middleware.js": "import intl from 'next-intl/middleware';\nexport default intl(routing);"}, "/contact", "unknown"),
        ({"middleware.js": "import intl from 'next-intl/middleware';\nexport default intl(routing);"}, "/gone", "broken"),
        ({"proxy.ts": SIGN_IN}, "/contact", "broken"),
        ({"proxy.ts": SIGN_IN}, "/admin/pots", "unknown"),
        ({"proxy.ts": SIGN_IN.replace("'/admin'", "'/shed'")}, "/admin/pots", "broken"),
        ({"middleware.ts": SIGN_IN.replace("new URL('/login', request.url)", "moved[pathname]")}, "/gone", "unknown"),
        (
            {"middleware.ts": SIGN_IN.replace("new URL('/login', request.url)", "moved[pathname]") + MATCHER},
            "/tools/gone",
            "broken",
        ),
        ({"middleware.ts": "export default auth((request) => { request.auth.protect(); });"}, "/gone", "broken"),
        (
            {"middleware.ts": LOCALE.replace("request.nextUrl.pathname = `/${locale}${pathname}`", "request.nextUrl.host = 'tea.example'")},
            "/contact",
            "broken",
        ),
    ],
)  # fmt: skip
def test_a_middleware_leads_elsewhere(files: dict[str, str], target: str, expected: str) -> None:
    assert verdict(site({**NEXT, **files}), "content/mint.md", target) == expected


@pytest.mark.parametrize(
    ("matcher", "path", "expected"),
    [
        ("/tea/:path*", "/tea", True),
        ("/tea/:path*", "/tea/a/b", True),
        ("/tea/:path*", "/teapot", False),
        ("/tea/:path+", "/tea", False),
        ("/tea/:name", "/tea/a/b", False),
        ("/:lang(de|fr)/tea", "/de/tea", True),
        ("/:lang(de|fr)/tea", "/en/tea", False),
        ("/((?!api|_next).*)", "/api/x", False),
        ("/((?!api|_next).*)", "/tea", True),
        ("/tea.txt", "/teaxtxt", False),
    ],
)
def test_the_paths_of_a_matcher(matcher: str, path: str, expected: bool) -> None:
    assert (re.match(_pattern(matcher), path) is not None) is expected


@given(st.text(alphabet="/:()*+?\\ab|![]{}^$.-", max_size=40))
def test_any_matcher_is_read_or_refused(matcher: str) -> None:
    made = _pattern(matcher)
    assert made == "" or patterns.read(made)


def test_the_posts_of_two_folders() -> None:
    files = {
        **NEXT,
        "app/blog/[slug]/page.tsx": "import { all } from '@/lib/posts';\nexport function generateStaticParams() { return all().map((post) => ({ slug: post.slug })); }",
        "lib/posts.ts": "const a = path.join(process.cwd(), 'content/pots');\nconst b = path.join(process.cwd(), 'content/cups');\nconst c = path.join(process.cwd(), 'content/notes');\n"
        "export function all() { return [a, b].flatMap((d) => fs.readdirSync(d)).map((f) => ({ slug: f.replace(/\\.md$/, '') })); }",
        "content/pots/wok.md": "[a](/blog/mug)\n[b](/blog/wok)\n",
        "content/pots/jar.md": "[a](/blog/mug)\n",
        "content/cups/mug.md": "[a](/blog/wok)\n",
        "content/notes/own.md": "Words.\n",
    }
    made = site(files)
    found = [verdict(made, "content/pots/jar.md", f"/blog/{name}") for name in ("jar", "mug", "own", "gone")]
    assert found[:2] == ["ok", "ok"]
    assert (made.url("content/cups/mug.md"), made.url("content/notes/own.md")) == ("/blog/mug", None)


def test_what_a_tag_names_speaks_for_no_address() -> None:
    posts = {f"_posts/2026/2026-03-0{n}-tea{n}.md": front(title=f"Tea {n}", category="tea") for n in range(1, 6)}
    tags = "".join(f"[{n}]({{% post_url /2026/2026-03-0{n}-tea{n} %}})\n" for n in range(1, 6))
    here = "_posts/2026/2026-04-01-all.md"
    made = site({"_config.yml": "permalink: none\n", **posts, here: f"---\ntitle: All\n---\n{tags}"})
    assert made.verdicts.doubts.all == []
    assert verdict(made, here, "{% post_url /2026/2026-03-01-tea1 %}") == "ok"
    assert verdict(made, here, "{% post_url 2026-03-09-gone %}") == "broken"
    assert set(posts) <= made.linked


def test_hugo_leads_the_former_address_of_a_term_to_the_present_one() -> None:
    files = {
        "hugo.toml": "baseURL = 'https://tea.example/'\n[taxonomies]\ncategory = 'categories'\n[permalinks]\ncategories = '/:slug/'\n",
        "content/categories/pots/_index.md": "---\ntitle: Pots\naliases: [/categories/pots/, /ware/]\n---\n",
        "content/posts/mint.md": front(title="Mint", categories="[pots]"),
    }
    made = site(files)
    found = {
        target: made.resolve("content/posts/mint.md", target) for target in ("/categories/pots/", "/ware/", "/pots/")
    }
    assert {one.verdict for one in found.values()} == {"ok"}
    assert {one.path for one in found.values()} == {"content/categories/pots/_index.md"}
    assert verdict(made, "content/posts/mint.md", "/categories/cups/") == "broken"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<!-- later\n{{< figure src="/a.png"\n  alt="A" >}}\n-->\n', []),
        ('Tea <!-- {{< figure src="/a.png" >}} --> here.\n', []),
        ('<!-- {{< card link="/y/" >}} [b](/b) -->\n\n{{< figure src="/c.png" >}}\n', ["/c.png"]),
        ('{{< figure src="/a.png" >}}\n<!-- later -->\n', ["/a.png"]),
    ],
)
def test_a_comment_shows_nothing(text: str, expected: list[str]) -> None:
    assert [one.target for one in references(Post("content/a.md", text))] == expected


def test_of_a_key_that_stands_twice_the_last_value_holds() -> None:
    text = "---\nfaq:\n  image: /a.png\n  image: /b.png\ncover: /c.png\n---\n"
    assert [one.target for one in references(Post("a.md", text))] == ["/b.png", "/c.png"]
