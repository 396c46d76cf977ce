"""What each generator's documentation says of addresses, on small sites made for it."""

# ruff: noqa: E501 - the files of small sites stand on one line

from __future__ import annotations

import pytest
from made import front, site

from contentlint.errors import ConfigError
from contentlint.site import Site


def verdict(made: Site, path: str, target: str, **more: bool) -> str:
    found = made.resolve(path, target, **more)
    return found.verdict if not found.reason else f"{found.verdict}:{found.reason}"


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"hugo.toml": ""}, "hugo"),
        ({"config.toml": "baseURL = 'https://a.example/'"}, "hugo"),
        ({"config/_default/hugo.yaml": "title: x"}, "hugo"),
        ({"config.toml": "base_url = 'https://a.example'"}, "zola"),
        ({"astro.config.mjs": ""}, "astro"),
        ({"package.json": '{"dependencies": {"astro": "5"}}'}, "astro"),
        ({"website/docusaurus.config.ts": ""}, "docusaurus"),
        ({"docs/.vitepress/config.ts": ""}, "vitepress"),
        ({"mkdocs.yml": ""}, "mkdocs"),
        ({"pelicanconf.py": ""}, "pelican"),
        ({"_config.yml": "", "package.json": '{"dependencies": {"hexo": "8"}}'}, "hexo"),
        ({"_config.yml": "", "_posts/2024-01-01-a.md": ""}, "jekyll"),
        ({".eleventy.js": ""}, "eleventy"),
        ({"gatsby-config.js": ""}, "gatsby"),
        ({"next.config.mjs": ""}, "nextjs"),
        ({"README.md": "# A"}, "plain"),
    ],
)
def test_the_generator_is_told_by_its_files(files: dict[str, str], name: str) -> None:
    assert site(files).generator == name


def test_a_named_generator_wins_and_a_wrong_name_is_told() -> None:
    assert site({"README.md": ""}, generator="mkdocs").generator == "mkdocs"
    with pytest.raises(ConfigError, match="did you mean 'jekyll'"):
        site({}, generator="jekyl")


def test_hugo_permalinks_slugs_and_sections() -> None:
    made = site(
        {
            "hugo.toml": "baseURL='https://a.example/'\n[permalinks.page]\nblog='/:year/:month/:slug/'\n",
            "content/blog/Big News.md": front(title="Very Big News", date="2025-03-04"),
            "content/blog/_index.md": front(title="Blog"),
            "content/notes/one/index.md": front(title="One", slug="first"),
            "content/notes/one/pic.png": "",
            "content/about.md": front(url="/me.html", aliases="[/about-us]"),
            "content/notes/later.md": front(date="2030-01-01"),
            "content/notes/hidden.md": front(draft="true"),
            "content/notes/gone.md": front(expirydate="2020-01-01"),
        }
    )
    assert made.url("content/blog/Big News.md") == "/2025/03/very-big-news/"
    assert made.url("content/blog/_index.md") == "/blog/"
    assert made.url("content/notes/one/index.md") == "/notes/first/"
    assert made.url("content/about.md") == "/me.html"
    here = "content/notes/one/index.md"
    assert verdict(made, here, "pic.png", image=True) == "ok"
    assert verdict(made, here, "/notes/first/pic.png", image=True) == "ok"
    assert verdict(made, here, "/about-us") == "ok:redirect"
    assert verdict(made, here, "/notes/later/") == "broken:future"
    assert verdict(made, here, "/notes/hidden/") == "broken:draft"
    assert verdict(made, here, "/notes/gone/") == "broken:missing"
    assert verdict(made, here, "/tags/tea/") == "broken:missing"
    assert verdict(made, here, "/notes/") == "ok"
    assert verdict(made, here, '{{< ref "later.md" >}}') == "broken:future"
    assert verdict(made, here, '{{% relref "/blog/big-news" %}}') == "ok"
    assert verdict(made, here, '{{< ref "nowhere" >}}') == "broken:missing"


def test_hugo_build_flags_publish_drafts() -> None:
    made = site(
        {
            "hugo.toml": "",
            "netlify.toml": '[build]\ncommand = "hugo -D --buildFuture"\n',
            "content/a/x.md": front(draft="true"),
            "content/a/y.md": front(date="2030-01-01"),
        }
    )
    assert verdict(made, "content/a/x.md", "/a/y/") == "ok"
    assert verdict(made, "content/a/y.md", "/a/x/") == "ok"


def test_hugo_languages_look_links_up_as_content() -> None:
    made = site(
        {
            "hugo.yaml": "languages:\n  en: {weight: 1}\n  de: {weight: 2, contentDir: content/de}\ncontentDir: content/en\n",
            "content/en/docs/start.md": front(title="Start"),
            "content/de/docs/start.md": front(title="Anfang", slug="anfang") + "\n## Erste Schritte\n",
            "content/de/docs/next.md": front(title="Weiter"),
        }
    )
    assert made.url("content/de/docs/start.md") == "/de/docs/anfang/"
    assert made.resolve("content/de/docs/next.md", "/docs/start").resolved == "/de/docs/anfang/"
    assert verdict(made, "content/de/docs/next.md", "start.md#erste-schritte") == "ok"
    assert verdict(made, "content/en/docs/start.md", "/de/docs/start/") == "broken:missing"


def test_jekyll_posts_collections_defaults_and_tags() -> None:
    made = site(
        {
            "_config.yml": (
                "url: https://a.example\nbaseurl: /blog\npermalink: pretty\ncollections:\n  recipes:\n    output: true\n"
                "defaults:\n  - scope: {path: '', type: posts}\n    values: {permalink: '/:year/:title.html'}\n"
            ),
            "Gemfile": "gem 'jekyll'",
            "_posts/2024-01-02-Hello-World.md": front(title="Hello", redirect_from="/old/"),
            "_recipes/soup.md": front(title="Soup"),
            "about.md": front(title="About"),
            "img/a.png": "",
        }
    )
    here = "_posts/2024-01-02-Hello-World.md"
    assert made.url(here) == "/blog/2024/Hello-World.html"
    assert made.url("_recipes/soup.md") == "/blog/recipes/soup/"
    assert verdict(made, here, "{% post_url 2024-01-02-Hello-World %}") == "ok"
    assert verdict(made, here, "{{ site.baseurl }}{% link _recipes/soup.md %}") == "ok"
    assert verdict(made, here, "{% link _recipes/stew.md %}").startswith("broken")
    assert verdict(made, here, "{{ '/about/' | relative_url }}") == "ok"
    assert verdict(made, here, "{{ site.baseurl }}/img/a.png", image=True) == "ok"
    assert verdict(made, here, "/about/") == "broken:missing", "without the base path it is not on the site"
    assert verdict(made, here, "/shop/") == "unknown:gap", "another site on the same host"
    assert verdict(made, here, "/blog/old/") == "ok:redirect"
    assert verdict(made, here, "https://a.example/blog/recipes/soup/") == "ok"


def test_eleventy_permalinks_data_files_and_passthrough() -> None:
    made = site(
        {
            "eleventy.config.mjs": (
                "export default function (config) {\n  config.addPassthroughCopy({'static': '/'});\n"
                "  config.addPassthroughCopy('src/img');\n}\nexport const config = { dir: { input: 'src' } };"
            ),
            "src/posts/posts.json": '{"permalink": "/{{ page.fileSlug }}/"}',
            "src/posts/2024-01-02-tea.md": front(title="Tea"),
            "src/about.md": front(permalink="/me.html"),
            "src/secret.md": front(permalink="false"),
            "src/odd.md": front(permalink='"/x/{{ thing | strange }}/"'),
            "src/img/a.png": "",
            "src/pics/b.png": "",
            "static/robots.txt": "",
        }
    )
    here = "src/posts/2024-01-02-tea.md"
    assert made.url(here) == "/tea/"
    assert made.url("src/about.md") == "/me.html"
    assert made.url("src/secret.md") is None
    assert verdict(made, here, "/img/a.png", image=True) == "ok"
    assert verdict(made, here, "/robots.txt") == "ok"
    assert verdict(made, here, "/pics/b.png", image=True) == "unknown:gap", "it is there, but is it copied?"
    assert verdict(made, here, "/pics/c.png", image=True) == "broken:missing"
    assert verdict(made, here, "/x/anything/") == "unknown:gap"
    assert verdict(made, here, "#any-heading") == "unknown:no-ids"


def test_docusaurus_links_between_files_versions_and_numbers() -> None:
    made = site(
        {
            "docusaurus.config.js": "module.exports = { url: 'https://a.example', baseUrl: '/p/', presets: [['classic', {}]] };",
            "docs/01-intro.md": "# Intro\n\n## Start {#start}",
            "docs/guides/02. set up.md": "# Set up",
            "docs/guides/README.md": front(title="Guides"),
            "docs/api.md": front(slug="/reference"),
            "docs/_partial.md": "# Part",
            "docs/wip.md": front(draft="true"),
            "versions.json": '["2.0", "1.0"]',
            "versioned_docs/version-2.0/intro.md": "# Intro",
            "versioned_docs/version-1.0/intro.md": "# Intro",
            "blog/2024-02-03-hello.md": "# Hello",
            "static/img/a.png": "",
        }
    )
    assert made.url("docs/01-intro.md") == "/p/docs/next/intro"
    assert made.url("versioned_docs/version-2.0/intro.md") == "/p/docs/intro"
    assert made.url("versioned_docs/version-1.0/intro.md") == "/p/docs/1.0/intro"
    assert made.url("docs/guides/README.md") == "/p/docs/next/guides"
    assert made.url("docs/api.md") == "/p/docs/next/reference"
    assert made.url("blog/2024-02-03-hello.md") == "/p/blog/2024/02/03/hello"
    here = "docs/guides/02. set up.md"
    assert verdict(made, here, "../01-intro.md#start") == "ok"
    assert verdict(made, here, "../01-intro.md#intro") == "broken-anchor:anchor"
    assert verdict(made, here, "../missing.md") == "broken:missing-file"
    assert verdict(made, here, "/img/a.png", image=True) == "ok"
    assert verdict(made, here, "@site/static/img/a.png", image=True) == "ok"
    assert verdict(made, here, "../wip.md") == "broken:draft"
    assert verdict(made, here, "/blog/tags/x") == "unknown:gap"


def test_mkdocs_files_blog_and_directories() -> None:
    made = site(
        {
            "mkdocs.yml": "site_url: https://a.example/docs/\nplugins:\n  - blog:\n      blog_dir: news\n"
            "  - redirects:\n      redirect_maps: {old.md: guide/setup.md}\nmarkdown_extensions: [attr_list]\n",
            "docs/index.md": "# Home",
            "docs/guide/setup.md": "# Set up\n\n## Set up\n\n## Ändern {#change}\n",
            "docs/guide/a.png": "",
            "docs/news/posts/hello.md": front(date="2024-05-06") + "# Hello, *World*!\n",
            "docs/news/posts/soon.md": front(date="2024-05-06", draft="true"),
        }
    )
    assert made.url("docs/news/posts/hello.md") == "/docs/news/2024/05/06/hello-world/"
    here = "docs/index.md"
    assert verdict(made, here, "guide/setup.md#set-up_1") == "ok"
    assert verdict(made, here, "guide/setup.md#change") == "ok"
    assert verdict(made, here, "guide/setup.md#set-up-1") == "broken-anchor:anchor"
    assert verdict(made, here, "guide/setup/") == "ok"
    assert verdict(made, here, "guide/setup") == "ok"
    assert verdict(made, here, "guide/other.md") == "broken:missing-file"
    assert verdict(made, here, "guide/a.png", image=True) == "ok"
    assert verdict(made, here, "news/posts/soon.md") == "broken:draft"
    assert verdict(made, here, "/docs/old/") == "ok:redirect"
    assert verdict(made, here, "/docs/news/category/tea/") == "unknown:gap"


def test_vitepress_reads_links_with_and_without_ending() -> None:
    made = site(
        {
            "docs/.vitepress/config.mts": "export default { base: '/lib/', rewrites: { 'pkg/:name/readme.md': ':name.md' } }",
            "docs/guide/index.md": "# Guide",
            "docs/guide/start.md": "## 1. What's new?",
            "docs/pkg/core/readme.md": "# Core",
            "docs/users/[id].md": "# User",
            "docs/public/logo.svg": "",
        }
    )
    here = "docs/guide/index.md"
    assert made.url("docs/pkg/core/readme.md") == "/lib/core.html"
    for target in ("./start", "./start.md", "start.html", "/guide/start", "/guide/start.html#_1-what-s-new"):
        assert verdict(made, here, target) == "ok", target
    assert verdict(made, here, "/core") == "ok"
    assert verdict(made, here, "/logo.svg", image=True) == "ok"
    assert verdict(made, here, "./missing") == "broken:missing"
    assert verdict(made, here, "/users/7") == "unknown:gap"


def test_hexo_permalinks_tags_and_assets() -> None:
    made = site(
        {
            "_config.yml": "url: https://a.example\npermalink: :category/:title/\npost_asset_folder: true\n",
            "package.json": '{"dependencies": {"hexo": "7", "hexo-renderer-marked": "6"}}',
            "source/_posts/tea.md": front(title="Tea", date="2024-01-01", categories="Hot Drinks") + "## Green *Tea*\n",
            "source/_posts/tea/pot.png": "",
            "source/_posts/nodate.md": front(title="No date"),
            "source/about/index.md": front(title="About"),
        }
    )
    assert made.url("source/_posts/tea.md") == "/Hot-Drinks/tea/"
    here = "source/_posts/nodate.md"
    assert made.url(here) == "/uncategorized/nodate/"
    assert verdict(made, here, "{% post_link tea %}") == "ok"
    assert verdict(made, here, "{% post_link coffee %}").startswith("broken")
    assert verdict(made, "source/_posts/tea.md", "{% asset_img pot.png %}") == "ok"
    assert verdict(made, here, "/Hot-Drinks/tea/#Green-Tea") == "ok"
    assert verdict(made, here, "/Hot-Drinks/tea/#green-tea") == "broken-anchor:anchor"
    assert verdict(made, here, "/tags/x/") == "unknown:gap"


def test_pelican_slugs_and_special_links() -> None:
    made = site(
        {
            "pelicanconf.py": "PATH = 'content'\nARTICLE_URL = ARTICLE_SAVE_AS = '{date:%Y}/{slug}.html'\n",
            "content/drinks/tea.md": "Title: Über Tea & Co\nDate: 2024-01-02\n\nWords.\n",
            "content/drinks/wip.md": "Title: Later\nDate: 2024-01-02\nStatus: draft\n\nWords.\n",
            "content/pages/me.md": "Title: About me\n\nWords.\n",
            "content/images/a.png": "",
        }
    )
    here = "content/drinks/tea.md"
    assert made.url(here) == "/2024/ueber-tea-co.html"
    assert made.url("content/pages/me.md") == "/pages/about-me.html"
    assert verdict(made, here, "{filename}/pages/me.md") == "ok"
    assert verdict(made, here, "{filename}../pages/you.md") == "broken:missing-file"
    assert verdict(made, here, "{static}/images/a.png", image=True) == "ok"
    assert verdict(made, here, "{category}drinks") == "unknown:gap" or verdict(made, here, "{category}drinks") == "ok"
    assert verdict(made, here, "{filename}wip.md") == "broken:draft"


def test_zola_internal_links_and_colocated_files() -> None:
    made = site(
        {
            "config.toml": "base_url = 'https://a.example'\n",
            "content/blog/_index.md": "+++\ntitle = 'Blog'\n+++\n",
            "content/blog/2024-01-02-Big News.md": "+++\ntitle = 'Big'\naliases = ['old']\n+++\n# One Two\n# One Two\n",
            "content/blog/trip/index.md": "+++\ntitle = 'Trip'\nslug = 'the-trip'\n+++\n",
            "content/blog/trip/a.png": "",
            "content/wip.md": "+++\ndraft = true\n+++\n",
        }
    )
    here = "content/blog/trip/index.md"
    assert made.url("content/blog/2024-01-02-Big News.md") == "/blog/big-news/"
    assert made.url(here) == "/blog/the-trip/"
    assert verdict(made, here, "@/blog/2024-01-02-Big News.md#one-two-1") == "ok"
    assert verdict(made, here, "@/blog/none.md") == "broken:missing-file"
    assert verdict(made, here, "a.png", image=True) == "ok"
    assert verdict(made, here, "/old/") == "ok:redirect"
    assert verdict(made, here, "@/wip.md") == "broken:draft"


def test_nextjs_files_groups_and_inferred_content() -> None:
    posts = {f"content/blog/post-{n}.mdx": f"[next](/blog/post-{(n + 1) % 8})\n\n[x](/shop/{n})\n" for n in range(8)}
    made = site(
        {
            "next.config.mjs": "export default { async redirects() { return [{ source: '/old/:slug', destination: '/blog/:slug' }] } }",
            "app/(site)/about/page.tsx": "",
            "app/blog/[slug]/page.tsx": "",
            "app/shop/[id]/page.tsx": "",
            "public/a.png": "",
            **posts,
        }
    )
    here = "content/blog/post-1.mdx"
    assert made.url(here) == "/blog/post-1"
    assert verdict(made, here, "/about") == "ok"
    assert verdict(made, here, "/blog/post-9") == "broken:missing"
    assert verdict(made, here, "/shop/7") == "unknown:gap"
    assert verdict(made, here, "/old/post-3") == "ok:redirect"
    assert verdict(made, here, "/a.png", image=True) == "ok"


def test_gatsby_is_unknown_until_its_links_prove_an_address() -> None:
    config = {"gatsby-config.js": "module.exports = { siteMetadata: { siteUrl: 'https://a.example' } }"}
    bare = site({**config, "content/blog/a/index.md": "[x](/blog/none/)"})
    assert verdict(bare, "content/blog/a/index.md", "/blog/none/") == "unknown:gap"


def test_astro_collections_starlight_and_base() -> None:
    made = site(
        {
            "astro.config.mjs": (
                "import starlight from '@astrojs/starlight';\nexport default defineConfig({ site: 'https://a.example', base: '/d',"
                " redirects: { '/gone': '/guides/start' }, integrations: [starlight({ defaultLocale: 'root', locales: { root:"
                " { label: 'English' }, fr: { label: 'Français' } } })] });"
            ),
            "src/content/docs/index.mdx": front(title="Home"),
            "src/content/docs/guides/Start Here v1.2.md": front(title="Start") + "## It's -- here\n",
            "src/content/docs/fr/index.mdx": front(title="Accueil"),
            "src/content/docs/wip.md": front(draft="true"),
            "public/logo.png": "",
        }
    )
    here = "src/content/docs/index.mdx"
    assert made.url("src/content/docs/guides/Start Here v1.2.md") == "/d/guides/start-here-v12/"
    assert verdict(made, here, "/d/guides/start-here-v12/#its--here") == "ok"
    assert verdict(made, here, "/d/fr/guides/start-here-v12/") == "ok", "an untranslated page falls back"
    assert verdict(made, here, "/d/wip/") == "broken:draft"
    assert verdict(made, here, "/d/logo.png", image=True) == "ok"
    assert verdict(made, here, "/guides/start-here-v12/") == "broken:missing", "the base path is missing"


def test_plain_files() -> None:
    made = site({"README.md": "[a](docs/a.md)", "docs/a.md": "# A b", "docs/img/p.png": "", "docs/sub/index.md": "# S"})
    assert verdict(made, "README.md", "docs/a.md#a-b") == "ok"
    assert verdict(made, "README.md", "docs/b.md") == "broken:missing-file"
    assert verdict(made, "README.md", "docs") == "ok"
    assert verdict(made, "docs/a.md", "../README.md") == "ok"
    assert verdict(made, "docs/a.md", "sub/") == "ok"
    assert verdict(made, "docs/a.md", "/docs/img/p.png", image=True) == "ok"
    assert verdict(made, "docs/a.md", "/pricing") == "unknown:gap"


def test_astro_helpers_constants_and_folder_routes() -> None:
    posts = {
        f"src/data/blog/2024/entry-{n}.md": f"[a](/posts/entry-{(n + 1) % 9}) [b](/posts/entry-{(n + 2) % 9}/)\n"
        for n in range(9)
    }
    made = site(
        {
            "astro.config.ts": "import { SITE } from './src/config'; export default defineConfig({ site: SITE.website })",
            "src/config.ts": "export const SITE = { website: 'https://a.example/' };",
            "src/content.config.ts": (
                "export const FOLDER = 'src/data/blog';\n"
                "const blog = defineCollection({ loader: glob({ pattern: '**/[^_]*.md', base: `./${FOLDER}` }) });\n"
                "export const collections = { blog };"
            ),
            "src/pages/posts/[...slug]/index.astro": (
                "const all = await getCollection('blog'); all.map((p) => ({ params: { slug: pathOf(p.id, p.filePath) } }))"
            ),
            "src/data/blog/_template.md": "",
            **posts,
        }
    )
    here = "src/data/blog/2024/entry-1.md"
    assert made.url(here) == "/posts/entry-1/", "the folder is left out, as the posts' own links show"
    assert verdict(made, here, "https://a.example/posts/entry-3") == "ok"
    assert verdict(made, here, "/posts/entry-10") == "broken:missing"
    assert "src/data/blog/_template.md" not in made.pages


def test_astro_language_and_path_from_one_id() -> None:
    made = site(
        {
            "astro.config.mjs": "export default {}",
            "src/content.config.ts": (
                "const blog = defineCollection({ loader: glob({ base: './src/content/blog', pattern: '**/*.md' }) });\n"
                "export const collections = { blog };"
            ),
            "src/pages/[lang]/blog/[...slug].astro": (
                "const all = await getCollection('blog'); all.map((page) => { const [lang, ...slug] = page.id.split('/');"
                " return { params: { lang, slug: slug.join('/') || undefined } } })"
            ),
            "src/content/blog/en/one.md": "",
            "src/content/blog/fr/sub/one.md": "",
        }
    )
    here = "src/content/blog/en/one.md"
    assert made.url(here) == "/en/blog/one/"
    assert verdict(made, here, "/fr/blog/sub/one") == "ok"
    assert verdict(made, here, "/fr/blog/one") == "broken:missing"
