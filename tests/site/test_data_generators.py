"""What generators take from data, code and the environment: what is known of it is judged, the rest is unknown."""

# ruff: noqa: E501 - the files of small sites stand on one line

from __future__ import annotations

import pytest
from made import front, site, verdict

from contentlint.site import Site


def docusaurus(config: str, **files: str) -> Site:
    pages = {
        "docs/start.md": "# Start\n",
        "docs/more/next.md": "# Next\n",
        "blog/2024-01-02-tea.md": "# Tea\n",
        "src/pages/about.md": "# About\n",
    }
    return site({"docusaurus.config.js": config, **pages, **files})


# -- Docusaurus


@pytest.mark.parametrize(
    "options",
    [
        "({ docs: { routeBasePath: 'manual' }, blog: false })",
        "/** @type {import('x').Options} */ ({ docs: { routeBasePath: 'manual' }, blog: false, })",
        "{ docs: { routeBasePath: 'manual' }, blog: false } satisfies Preset.Options",
        "options",
        "{ ...shared, blog: false }",
    ],
)
def test_docusaurus_options_in_parentheses_and_constants(options: str) -> None:
    made = docusaurus(
        "const shared = { docs: { routeBasePath: 'manual' } };\n"
        "const options = { docs: { routeBasePath: 'manual' }, blog: false };\n"
        f"module.exports = {{ baseUrl: '/', presets: [[require.resolve('@docusaurus/preset-classic'), {options}]] }};\n"
    )
    assert made.url("docs/start.md") == "/manual/start"
    assert verdict(made, "docs/start.md", "/manual/more/next") == "ok"
    assert verdict(made, "docs/start.md", "/docs/start") == "broken"
    assert verdict(made, "docs/start.md", "/manual/gone") == "broken"


@pytest.mark.parametrize("path", ["isDev ? 'draft-docs' : 'docs'", "getFolder()", "process.env.DOCS || 'docs'"])
def test_docusaurus_a_folder_chosen_by_code_leaves_its_route_open(path: str) -> None:
    made = docusaurus(f"module.exports = {{ baseUrl: '/', presets: [['classic', {{ docs: {{ path: {path} }} }}]] }};")
    assert made.url("docs/start.md") is None
    assert verdict(made, "docs/start.md", "/docs/anything") == "unknown"
    assert verdict(made, "docs/start.md", "./more/next.md") == "ok"
    assert verdict(made, "docs/start.md", "./gone.md") == "broken"
    assert verdict(made, "docs/start.md", "next") == "unknown"
    assert verdict(made, "docs/start.md", "/blog/2024/01/02/tea") == "ok"
    assert verdict(made, "docs/start.md", "/blog/gone") == "broken"


@pytest.mark.parametrize("options", ["require('./options')", "makeOptions()", "{ ...imported, pages: {} }"])
def test_docusaurus_options_that_are_code_make_nothing_broken(options: str) -> None:
    made = docusaurus(f"module.exports = {{ baseUrl: '/', presets: [['classic', {options}]] }};")
    assert verdict(made, "docs/start.md", "/docs/start") == "unknown"
    assert verdict(made, "docs/start.md", "/manual/start") == "unknown"


def test_docusaurus_options_beside_a_spread_are_known() -> None:
    made = docusaurus(
        "export default { baseUrl: '/', presets: [['classic', { docs: { ...more, path: 'docs', routeBasePath: 'm' }, blog: false }]] };"
    )
    assert made.url("docs/start.md") == "/m/start"
    assert verdict(made, "docs/start.md", "/m/gone") == "broken"


@pytest.mark.parametrize(
    "plugin", ["myPlugin", "() => ({ name: 'x' })", "async function make() {}", "[ownPlugin, { a: 1 }]"]
)
def test_docusaurus_plugins_that_are_functions_make_pages_elsewhere(plugin: str) -> None:
    made = docusaurus(f"module.exports = {{ baseUrl: '/', presets: ['classic'], plugins: [{plugin}] }};")
    assert verdict(made, "docs/start.md", "/changelog") == "unknown"


@pytest.mark.parametrize("plugin", ["'docusaurus-plugin-sass'", "require.resolve('docusaurus-lunr-search')"])
def test_docusaurus_plugins_of_packages_make_none(plugin: str) -> None:
    made = docusaurus(f"module.exports = {{ baseUrl: '/', presets: ['classic'], plugins: [{plugin}] }};")
    assert verdict(made, "docs/start.md", "/changelog") == "broken"


def test_docusaurus_base_by_expression() -> None:
    made = docusaurus(
        "module.exports = { url: 'https://tea.example', baseUrl: process.env.BASE ?? '/lib/', presets: ['classic'] };"
    )
    assert verdict(made, "docs/start.md", "https://tea.example/lib/docs/start") == "ok"
    assert verdict(made, "docs/start.md", "https://tea.example/lib/docs/gone") == "broken"
    open_base = docusaurus(
        "module.exports = { url: 'https://tea.example', baseUrl: process.env.BASE, presets: ['classic'] };"
    )
    assert verdict(open_base, "docs/start.md", "https://tea.example/any/docs/start") == "ok"


# -- Hugo

HUGO = "baseURL = 'https://a.example/'\n"


def test_hugo_terms_are_those_of_the_posts() -> None:
    made = site(
        {
            "hugo.toml": HUGO,
            "content/post/one.md": front(tags="[Green Tea, 'C++', 2024]", categories="news"),
            "content/post/two.md": front(tags="[Hidden]", draft="true"),
            "content/tags/oolong/_index.md": front(title="Oolong"),
            "content/tags/black/_index.md": front(title="Black", url="/black-tea/"),
        }
    )
    here = "content/post/one.md"
    for known in ("/tags/", "/tags/green-tea/", "/tags/c++/", "/tags/2024", "/tags/oolong/", "/categories/news/"):
        assert verdict(made, here, known) == "ok", known
    for gone in ("/tags/greentea/", "/tags/hidden/", "/tags/black/", "/categories/nwes/", "/categories/green-tea/"):
        assert verdict(made, here, gone) == "broken", gone
    assert verdict(made, here, "/black-tea/") == "ok"
    assert verdict(made, here, "/tags/green-tea/index.xml") == "unknown"


def test_hugo_taxonomies_of_its_own_with_permalinks_and_languages() -> None:
    made = site(
        {
            "hugo.toml": HUGO
            + "defaultContentLanguage = 'en'\n[languages.en]\n[languages.de]\n[taxonomies]\ntopic = 'topics'\nauthor = 'authors'\n"
            "[permalinks.term]\nauthors = '/by/:slug/'\n",
            "content/post/one.md": front(topics="[Hot Water]", authors="[Ann Lee]", tags="[x]"),
            "content/post/one.de.md": front(topics="[Heißes Wasser]"),
        }
    )
    here = "content/post/one.md"
    assert verdict(made, here, "/topics/hot-water/") == "ok"
    assert verdict(made, here, "/by/ann-lee/") == "ok"
    assert verdict(made, here, "/de/topics/heißes-wasser/") == "ok"
    assert verdict(made, here, "/de/topics/hot-water/") == "broken"
    assert verdict(made, here, "/tags/x/") == "broken"
    assert verdict(made, here, "/topics/cold-water/") == "broken"
    assert verdict(made, here, "/by/bob/") == "broken"


def test_hugo_kinds_that_are_off_and_pages_made_by_code() -> None:
    files = {"content/post/one.md": front(tags="[tea]")}
    off = site({"hugo.toml": HUGO + "disableKinds = ['taxonomy', 'term']\n", **files})
    assert verdict(off, "content/post/one.md", "/tags/tea/") == "broken"
    terms = site({"hugo.toml": HUGO + "disableKinds = ['term']\n", **files})
    assert verdict(terms, "content/post/one.md", "/tags/") == "ok"
    assert verdict(terms, "content/post/one.md", "/tags/tea/") == "broken"
    coded = site({"hugo.toml": HUGO, "content/book/_content.gotmpl": "{{ .AddPage }}", **files})
    assert verdict(coded, "content/post/one.md", "/tags/other/") == "unknown"
    assert verdict(coded, "content/post/one.md", "/book/any/") == "unknown"


DATED = HUGO + "[permalinks.page]\npost = '/:year/:month/:slug/'\n"


def test_hugo_posts_without_a_day_have_no_address() -> None:
    made = site(
        {
            "hugo.toml": DATED,
            "content/post/dated.md": front(title="Dated", date="2024-05-06"),
            "content/post/loose.md": front(title="Loose Leaf"),
            "content/post/wrong/index.md": front(title="Wrong", date="soon"),
            "content/post/wrong/pic.png": "",
        }
    )
    assert made.url("content/post/dated.md") == "/2024/05/dated/"
    assert made.url("content/post/loose.md") is None
    here = "content/post/dated.md"
    assert verdict(made, here, "/2024/05/loose-leaf/") == "unknown"
    assert verdict(made, here, "/2024/05/black-leaf/") == "broken"
    assert verdict(made, here, "/0001/01/loose-leaf/") != "ok"
    assert verdict(made, here, '{{< ref "loose.md" >}}') == "ok"
    assert verdict(made, "content/post/wrong/index.md", "pic.png", image=True) == "ok"
    assert verdict(made, "content/post/wrong/index.md", "../x/") == "unknown"
    assert verdict(made, "content/post/wrong/index.md", "/gone/") == "broken"


@pytest.mark.parametrize(
    ("sources", "more", "known"),
    [
        ("[':git', 'date']", "enableGitInfo = true\n", False),
        ("[':git', 'date']", "", True),
        ("[':fileModTime', 'date']", "", False),
        ("['date', ':fileModTime']", "", True),
        ("[':filename', ':default']", "", True),
        ("['released', 'date']", "", False),
    ],
)
def test_hugo_days_of_commits_and_files_are_not_known(sources: str, more: str, known: bool) -> None:
    made = site(
        {
            "hugo.toml": more + DATED + f"[frontmatter]\ndate = {sources}\n",
            "content/post/one.md": front(title="One", date="2024-05-06"),
        }
    )
    assert made.url("content/post/one.md") == ("/2024/05/one/" if known else None)
    assert verdict(made, "content/post/one.md", "/2025/01/one/") == ("broken" if known else "unknown")


PAGES = {
    "content/_index.md": front(title="Home"),
    "content/tool/_index.md": front(title="Tool") + "\n## Set up\n",
    "content/tool/faq.md": front(title="Faq"),
    "content/author/_index.md": front(title="Authors"),
}


@pytest.mark.parametrize("more", ["theme = 'gone'\n", "[module]\n[[module.imports]]\npath = 'example.org/theme'\n"])
def test_hugo_without_its_theme_both_readings_of_a_link_count(more: str) -> None:
    made = site({"hugo.toml": HUGO + more, **PAGES})
    here = "content/tool/faq.md"
    assert verdict(made, here, "../#set-up") in ("ok", "unknown")
    assert verdict(made, here, "../") == "ok"
    assert verdict(made, here, "_index.md") == "ok"
    assert verdict(made, here, "nowhere/") == "broken"


@pytest.mark.parametrize("folder", ["themes/here/layouts", "layouts"])
def test_hugo_a_hook_that_looks_nothing_up_leaves_links(folder: str) -> None:
    hook = f"{folder}/_markup/render-link.html"
    files = {"hugo.toml": HUGO + "theme = 'here'\n", "themes/here/theme.toml": "", **PAGES}
    plain = site({**files, hook: '<a href="{{ .Destination }}">{{ .Text }}</a>'})
    looks = site({**files, hook: '{{ with .Page.GetPage .Destination }}<a href="{{ .RelPermalink }}">{{ end }}'})
    assert verdict(plain, "content/tool/faq.md", "../author/") == "broken"
    assert verdict(looks, "content/tool/faq.md", "author/") == "ok"
    assert verdict(plain, "content/tool/faq.md", "../../author/") == "ok"


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("useEmbedded = 'never'", "broken"),
        ("enableDefault = false", "broken"),
        ("useEmbedded = 'always'", "ok"),
        ("", "ok"),
    ],
)
def test_hugo_the_embedded_hook_can_be_off(option: str, expected: str) -> None:
    made = site(
        {
            "hugo.toml": HUGO + f"[languages.en]\n[languages.es]\n[markup.goldmark.renderHooks.link]\n{option}\n",
            **PAGES,
        }
    )
    assert verdict(made, "content/tool/faq.md", "author/") == expected


def test_hugo_default_language_in_a_folder_of_its_own() -> None:
    made = site(
        {
            "hugo.toml": HUGO
            + "defaultContentLanguage = 'en'\ndefaultContentLanguageInSubdir = true\n"
            + "[languages.en]\ncontentDir = 'content/english'\n[languages.de]\ncontentDir = 'content/german'\n",
            "content/english/post/one.md": front(title="One", tags="[tea]"),
            "content/german/post/eins.md": front(title="Eins", tags="[tee]"),
        }
    )
    here = "content/english/post/one.md"
    assert made.url(here) == "/en/post/one/"
    assert verdict(made, here, "/en/tags/tea/") == "ok"
    assert verdict(made, here, "/de/tags/tea/") == "broken"
    assert verdict(made, here, "/") == "ok"
    assert verdict(made, here, "https://a.example/post/one/") == "broken"


# -- Jekyll

JEKYLL = {"Gemfile": "gem 'jekyll'", "_posts/2024-01-02-one.md": ""}


def test_jekyll_includes_with_parameters_give_no_ids_but_their_own() -> None:
    made = site(
        {
            **JEKYLL,
            "_config.yml": "title: T\n",
            "_includes/pic.html": '<img src="{{ include.src }}" alt="{{ include.alt }}">',
            "_includes/box.html": '<div id="box-{{ include.name }}">{{ include.words }}</div>',
            "_includes/code.html": '<div id="{{ include.name | slugify }}"></div>',
            "_includes/part.md": "## Included Part\n\nWords.\n",
            "_posts/2024-01-02-one.md": front(title="One")
            + '\n{% include pic.html src="/a.png" alt="a" %}\n\n## Part\n',
            "_posts/2024-01-03-two.md": front(title="Two")
            + '\n{% include box.html name="tea" %}\n{% include part.md %}\n',
            "_posts/2024-01-04-three.md": front(title="Three") + "\n{% include code.html name=page.name %}\n",
            "_posts/2024-01-05-four.md": front(title="Four") + "\n{% include theirs.html %}\n",
        }
    )
    one, two = "_posts/2024-01-02-one.md", "_posts/2024-01-03-two.md"
    assert verdict(made, one, "#part") == "ok"
    assert verdict(made, one, "#no-part") == "broken-anchor"
    assert verdict(made, one, "{% post_url 2024-01-03-two %}#box-tea") == "ok"
    assert verdict(made, two, "#included-part") == "ok"
    assert verdict(made, two, "#box-coffee") == "broken-anchor"
    assert verdict(made, two, "{% post_url 2024-01-04-three %}#x") == "unknown"
    assert verdict(made, two, "{% post_url 2024-01-05-four %}#x") == "unknown"


def test_jekyll_archives_have_the_tags_of_the_posts() -> None:
    made = site(
        {
            **JEKYLL,
            "_config.yml": "plugins: [jekyll-archives]\njekyll-archives:\n  enabled: [year, tags, categories]\n  permalinks: {tag: '/tags/:name/'}\n",
            "_posts/2024-01-02-one.md": front(title="One", tags="[Green Tea, oolong]", categories="news"),
            "_posts/2024-01-03-two.md": front(title="Two", tags="[hidden]", published="false"),
        }
    )
    here = "_posts/2024-01-02-one.md"
    for known in ("/tags/green-tea/", "/tags/oolong/", "/category/news/", "/2024/"):
        assert verdict(made, here, known) == "ok", known
    for gone in ("/tags/hidden/", "/tag/oolong/", "/category/tea/", "/2023/", "/2024/01/"):
        assert verdict(made, here, gone) == "broken", gone


def test_jekyll_numbered_pages_and_automatic_ones_are_open() -> None:
    made = site(
        {
            **JEKYLL,
            "_config.yml": "plugins: [jekyll-paginate-v2]\npagination: {enabled: true, permalink: '/part-:num/'}\nautopages: {enabled: true, collections: {enabled: false}}\n",
            "_posts/2024-01-02-one.md": front(title="One"),
        }
    )
    here = "_posts/2024-01-02-one.md"
    assert verdict(made, here, "/part-2/") == "unknown"
    assert verdict(made, here, "/tag/tea/") == "unknown"
    assert verdict(made, here, "/collection/x/") == "broken"
    assert verdict(made, here, "/part-two/") == "broken"


def test_jekyll_collections_that_are_not_written_and_defaults() -> None:
    made = site(
        {
            **JEKYLL,
            "_config.yml": "collections:\n  notes: {output: false}\n  recipes: {output: true}\n  news: {output: true, permalink: '/:collection/:year/:title/'}\n"
            "defaults:\n  - scope: {path: '', type: recipes}\n    values: {permalink: '/cook/:title/'}\n"
            "  - scope: {path: '', type: posts}\n    values: {categories: [tea]}\n",
            "_posts/2024-01-02-one.md": front(title="One"),
            "_notes/a.md": front(title="A"),
            "_recipes/soup.md": front(title="Soup"),
            "_news/old.md": front(title="Old", date="2020-02-03"),
            "_news/new.md": front(title="New"),
        }
    )
    here = "_posts/2024-01-02-one.md"
    assert made.url(here) == "/tea/2024/01/02/one.html"
    assert verdict(made, here, "/notes/a.html") == "broken"
    assert verdict(made, here, "{% link _notes/a.md %}") == "broken"
    assert verdict(made, here, "/cook/soup/") == "ok"
    assert verdict(made, here, "/recipes/soup.html") == "broken"
    assert verdict(made, here, "/news/2020/old/") == "ok"
    assert made.url("_news/new.md") is None
    assert verdict(made, here, "/news/2025/new/") == "unknown"
    assert verdict(made, here, "{% link _news/new.md %}") == "ok"


# -- MkDocs


@pytest.mark.parametrize(
    "value",
    [
        "!ENV [SITE, 'https://x.example/lib/']",
        '!ENV [ONE, TWO, "https://x.example/lib/"]',
        "!ENV\n  - SITE\n  - https://x.example/lib/",
    ],
)
def test_mkdocs_site_url_of_the_environment_with_a_default(value: str) -> None:
    made = site({"mkdocs.yml": f"site_name: T\nsite_url: {value}\n", "docs/index.md": "# A", "docs/a.md": "# B"})
    assert verdict(made, "docs/index.md", "https://x.example/lib/a/") == "ok"
    assert verdict(made, "docs/index.md", "https://x.example/lib/gone/") == "broken"
    assert verdict(made, "docs/index.md", "/lib/a/") == "ok"


def test_mkdocs_site_url_of_the_environment_alone() -> None:
    made = site({"mkdocs.yml": "site_url: !ENV SITE\n", "docs/index.md": "# A", "docs/a/b.md": "# B"})
    assert verdict(made, "docs/index.md", "/lib/a/b/") == "ok"
    assert verdict(made, "docs/index.md", "/lib/a/c/") == "broken"


def test_mkdocs_inherits_tables_and_the_environment() -> None:
    made = site(
        {
            "mkdocs.yml": "INHERIT: conf/base.yml\nplugins:\n  exclude: {glob: ['old/*']}\n",
            "conf/base.yml": "site_url: !ENV [SITE, 'https://x.example/lib/']\nplugins:\n  exclude: {regex: ['.*/secret\\.md$']}\n",
            "docs/index.md": "# A",
            "docs/old/x.md": "# X",
            "docs/new/secret.md": "# S",
        }
    )
    assert verdict(made, "docs/index.md", "https://x.example/lib/") == "ok"
    assert verdict(made, "docs/index.md", "old/x.md") == "broken"
    assert verdict(made, "docs/index.md", "new/secret.md") == "broken"


@pytest.mark.parametrize(
    ("options", "left_out", "kept"),
    [
        ("{glob: 'parts/*'}", "parts/deep/a.md", "b.md"),
        ("{glob: ['*.tmp.md']}", "parts/c.tmp.md", "parts/deep/a.md"),
        ("{glob: ['**/a.md']}", "parts/deep/a.md", "a.md"),
        ("{regex: ['parts/.*']}", "parts/deep/a.md", "a.md"),
    ],
)
def test_mkdocs_files_that_the_exclude_plugin_leaves_out(options: str, left_out: str, kept: str) -> None:
    names = ("index.md", "a.md", "b.md", "parts/deep/a.md", "parts/c.tmp.md")
    made = site({"mkdocs.yml": f"plugins:\n  - exclude: {options}\n", **{f"docs/{n}": "# A" for n in names}})
    assert verdict(made, "docs/index.md", left_out) == "broken"
    assert verdict(made, "docs/index.md", kept) == "ok"
    assert made.page(f"docs/{left_out}") is None


# -- Pelican


@pytest.mark.parametrize(
    "code",
    [
        'SITEURL = os.environ.get("SITEURL", "https://x.example/blog")',
        'SITEURL = os.getenv("SITEURL") or "https://x.example/blog"',
        'HOST = "https://x.example"\nSITEURL = f"{HOST}/blog"',
        'HOST = "https://x.example"\nSITEURL = HOST + "/blog"',
        'if os.environ.get("CI"):\n    SITEURL = "https://x.example/blog"\nelse:\n    SITEURL = ""',
    ],
)
def test_pelican_site_url_by_expression(code: str) -> None:
    made = site(
        {
            "pelicanconf.py": f'import os\n{code}\nPATH = "content"\n',
            "content/one.md": "Title: One\nDate: 2024-01-01\n\nx\n",
            "content/two.md": "Title: Two\nDate: 2024-01-01\n\nx\n",
        }
    )
    assert verdict(made, "content/one.md", "/blog/two.html") == "ok"
    assert verdict(made, "content/one.md", "https://x.example/blog/two.html") == "ok"
    assert verdict(made, "content/one.md", "https://x.example/blog/gone.html") == "broken"
    assert verdict(made, "content/one.md", "{filename}gone.md") == "broken"


@pytest.mark.parametrize(
    "code",
    [
        'PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "texts")',
        'PATH = str(Path(__file__).parent / "texts")',
        'ROOT = "."\nPATH = os.path.join(ROOT, "texts")',
        "from settings.common import *",
    ],
)
def test_pelican_paths_by_expression(code: str) -> None:
    made = site(
        {
            "pelicanconf.py": f"import os\nfrom pathlib import Path\n{code}\n",
            "settings/common.py": 'PATH = "texts"\n',
            "texts/one.md": "Title: One\nDate: 2024-01-01\n\nx\n",
            "other/two.md": "Title: Two\nDate: 2024-01-01\n\nx\n",
        }
    )
    assert made.url("texts/one.md") == "/one.html"
    assert made.page("other/two.md") is None


def test_pelican_addresses_by_code_are_unknown() -> None:
    made = site(
        {
            "pelicanconf.py": "ARTICLE_SAVE_AS = make('{slug}')\n",
            "content/one.md": "Title: One\nDate: 2024-01-01\n\nx\n",
            "content/pages/me.md": "Title: Me\n\nx\n",
        }
    )
    assert made.url("content/one.md") is None
    assert made.url("content/pages/me.md") == "/pages/me.html"
    assert verdict(made, "content/pages/me.md", "/one.html") == "unknown"
    assert verdict(made, "content/pages/me.md", "{filename}/one.md") == "ok"
    assert verdict(made, "content/pages/me.md", "{filename}/gone.md") == "broken"


def test_pelican_lists_are_those_of_the_articles() -> None:
    made = site(
        {
            "pelicanconf.py": "AUTHOR = 'Ann Lee'\nAUTHOR_SAVE_AS = ''\nTAGS_SAVE_AS = False\n",
            "content/news/one.md": "Title: One\nDate: 2024-01-01\nTags: Green Tea, oolong\n\nx\n",
            "content/two.md": "Title: Two\nDate: 2024-01-01\nCategory: Old Times\nTags: a; b, c\n\nx\n",
            "content/three.md": "Title: Three\nDate: 2024-01-01\nStatus: draft\nTags: hidden\n\nx\n",
        }
    )
    here = "content/two.md"
    for known in (
        "/tag/green-tea.html",
        "/tag/b-c.html",
        "/category/news.html",
        "/category/old-times.html",
        "{tag}oolong",
    ):
        assert verdict(made, here, known) == "ok", known
    for gone in ("/tag/hidden.html", "/category/misc.html", "/author/ann-lee.html", "{tag}none", "/tags.html"):
        assert verdict(made, here, gone) == "broken", gone


@pytest.mark.parametrize("more", ["TAG_SAVE_AS = make()", "TAG_REGEX_SUBSTITUTIONS = [('a', 'b')]", "PLUGINS = load()"])
def test_pelican_lists_that_code_changes_are_open(more: str) -> None:
    made = site({"pelicanconf.py": more + "\n", "content/one.md": "Title: One\nDate: 2024-01-01\nTags: tea\n\nx\n"})
    assert verdict(made, "content/one.md", "/tag/other.html") == "unknown"


# -- Zola, Hexo


def test_zola_terms_are_those_of_the_pages() -> None:
    made = site(
        {
            "config.toml": "base_url = 'https://a.example'\ntaxonomies = [{name = 'tags'}, {name = 'people', render = false}]\n"
            "[languages.de]\ntaxonomies = [{name = 'tags'}]\n",
            "content/one.md": "+++\ntitle = 'One'\n[taxonomies]\ntags = ['Green Tea', 'Café']\npeople = ['Ann']\n+++\n",
            "content/two.md": "+++\ntitle = 'Two'\ndraft = true\n[taxonomies]\ntags = ['hidden']\n+++\n",
            "content/one.de.md": "---\ntitle: Eins\ntaxonomies:\n  tags: [Tee]\n---\n",
        }
    )
    here = "content/one.md"
    for known in ("/tags/", "/tags/green-tea/", "/tags/cafe/", "/de/tags/tee/"):
        assert verdict(made, here, known) == "ok", known
    for gone in ("/tags/hidden/", "/tags/tee/", "/people/ann/", "/de/tags/green-tea/"):
        assert verdict(made, here, gone) == "broken", gone


def test_zola_terms_in_scripts_without_a_known_slug_are_open() -> None:
    made = site(
        {
            "config.toml": "base_url = 'https://a.example'\ntaxonomies = [{name = 'tags'}]\n",
            "content/one.md": "+++\ntitle = 'One'\n[taxonomies]\ntags = ['茶']\n+++\n",
        }
    )
    assert verdict(made, "content/one.md", "/tags/cha/") == "unknown"
    assert verdict(made, "content/one.md", "/cha/") == "broken"


@pytest.mark.parametrize("form", ["posts/:abbrlink/", "posts/:hash.html", "posts/:id/", "posts/:own/"])
def test_hexo_parts_that_are_made_while_building_are_unknown(form: str) -> None:
    made = site(
        {
            "_config.yml": f"url: https://a.example\npermalink: {form}\n",
            "source/_posts/one.md": front(title="One", date="2024-01-02"),
            "source/about/index.md": front(title="Me"),
        }
    )
    here = "source/about/index.md"
    assert made.url("source/_posts/one.md") is None
    assert verdict(made, here, "/posts/4a17b156/") == "unknown"
    assert verdict(made, here, "/notes/4a17b156/") == "broken"
    assert verdict(made, here, "{% post_link one %}") == "unknown"


@pytest.mark.parametrize(("form", "url"), [("posts/:abbrlink/", "/posts/4a17/"), ("p/:own.html", "/p/mine.html")])
def test_hexo_parts_that_front_matter_gives_are_known(form: str, url: str) -> None:
    made = site(
        {
            "_config.yml": f"url: https://a.example\npermalink: {form}\n",
            "source/_posts/one.md": front(title="One", date="2024-01-02", abbrlink="4a17", own="mine"),
        }
    )
    assert made.url("source/_posts/one.md") == url
    assert verdict(made, "source/_posts/one.md", "/posts/0000/") == "broken"


# -- VitePress


@pytest.mark.parametrize(
    "files",
    [
        {
            ".vitepress/config.ts": "import { shared } from './shared'\nexport default defineConfig({ ...shared, title: 'T' })",
            ".vitepress/shared.ts": "export const shared = defineConfig({ base: '/lib/', srcExclude: ['notes/**'], sitemap: { hostname: 'https://v.example/lib/' } })",
        },
        {
            ".vitepress/config/index.mts": "import base from './base.js'\nimport { en } from './en.js'\nexport default { ...en, ...base, lang: 'en' }",
            ".vitepress/config/base.mts": "const config = { base: '/lib/', srcExclude: ['notes/**'], sitemap: { hostname: 'https://v.example/lib/' } }\nexport default config",
            ".vitepress/config/en.mts": "export const en = { title: 'T' }",
        },
        {
            ".vitepress/config.mjs": "import base from '../site.mjs'\nexport default { extends: base, title: 'T' }",
            "site.mjs": "export default { base: '/lib/', srcExclude: ['notes/**'], sitemap: { hostname: 'https://v.example/lib/' } }",
        },
    ],
)
def test_vitepress_configuration_in_several_files(files: dict[str, str]) -> None:
    made = site({**files, "index.md": "# A", "guide.md": "# G", "notes/x.md": "# X"})
    assert made.url("guide.md") == "/lib/guide.html"
    assert verdict(made, "index.md", "https://v.example/lib/guide") == "ok"
    assert verdict(made, "index.md", "https://v.example/lib/gone") == "broken"
    assert verdict(made, "index.md", "./notes/x.md") == "broken"
    assert made.page("notes/x.md") is None


def test_vitepress_what_a_package_brings_is_unknown() -> None:
    made = site(
        {
            ".vitepress/config.ts": "import { shared } from '@acme/docs'\nexport default { ...shared }",
            "index.md": "# A\n\n## Part One\n",
            "sub/guide.md": "# G",
        }
    )
    assert verdict(made, "index.md", "#part_one") == "unknown"
    assert verdict(made, "index.md", "./sub/guide.md") == "ok"
    assert verdict(made, "index.md", "./sub/gone.md") == "broken"


def test_vitepress_base_by_expression_and_own_ids_elsewhere() -> None:
    made = site(
        {
            ".vitepress/config.ts": "import { anchor } from './md'\nexport default { base: process.env.BASE || '/lib/', sitemap: { hostname: 'https://v.example' }, markdown: { anchor } }",
            ".vitepress/md.ts": "export const anchor = { slugify: (s) => s }",
            "index.md": "# A\n\n## Part One\n",
            "guide.md": "# G",
        }
    )
    assert verdict(made, "index.md", "https://v.example/lib/guide") == "ok"
    assert verdict(made, "index.md", "https://v.example/lib/gone") == "broken"
    assert verdict(made, "index.md", "#part-1") == "unknown"


def test_vitepress_rewrites_move_where_links_are_seen_from() -> None:
    made = site(
        {
            ".vitepress/config.ts": "export default { cleanUrls: true, rewrites: { 'packages/:pkg/src/(.*)': ':pkg/:1', 'packages/:pkg/src/:name.md': ':pkg/:name.md' } }",
            "packages/a/src/one.md": "# One",
            "packages/b/src/two.md": "# Two",
            "index.md": "# Home",
        }
    )
    assert made.url("packages/b/src/two.md") == "/b/two"
    assert verdict(made, "packages/a/src/one.md", "../b/two") == "ok"
    assert verdict(made, "packages/a/src/one.md", "../../b/src/two.md") == "broken"
    assert verdict(made, "index.md", "/a/one") == "ok"


def test_vitepress_rewrites_by_code_make_nothing_broken() -> None:
    made = site(
        {
            ".vitepress/config.ts": "export default { rewrites(id) { return id.replace('x', 'y') } }",
            "index.md": "![p](./p.png)",
            "p.png": "",
            "x/one.md": "# One",
        }
    )
    assert made.url("x/one.md") is None
    assert verdict(made, "index.md", "/y/one") == "unknown"
    assert verdict(made, "index.md", "./gone.md") == "unknown"
    assert verdict(made, "index.md", "./p.png", image=True) == "ok"
    assert verdict(made, "index.md", "./q.png", image=True) == "broken"


# -- redirect files


@pytest.mark.parametrize(
    "files",
    [
        {
            "build.sh": "#!/bin/sh\nmv static/_redirects_cf static/_redirects\nhugo\n",
            "static/_redirects_cf": "/old/* /new/ 301\n",
        },
        {
            "package.json": '{"scripts": {"build": "hugo && cp deploy/rules.txt public/_redirects"}}',
            "deploy/rules.txt": "/old/* /new/\n",
        },
        {
            "scripts/post.mjs": "fs.copyFileSync('deploy/redirects.prod', 'public/_redirects')\n",
            "deploy/redirects.prod": "/old/* /new/\n",
        },
        {"Makefile": "build:\n\tcat rules/a.txt > public/_redirects\n", "rules/a.txt": "/old/* /new/\n"},
    ],
)
def test_redirect_files_that_the_build_renames(files: dict[str, str]) -> None:
    made = site({"hugo.toml": HUGO, "content/new.md": front(title="New"), **files})
    assert verdict(made, "content/new.md", "/old/x/") == "ok"
    assert verdict(made, "content/new.md", "/older/") == "broken"


def test_redirect_files_of_other_deployments_may_hold() -> None:
    made = site({"hugo.toml": HUGO, "content/new.md": front(title="New"), "static/_redirects.prod": "/old/ /new/\n"})
    assert verdict(made, "content/new.md", "/old/") == "unknown"
    assert verdict(made, "content/new.md", "/gone/") == "broken"
    other = site({"hugo.toml": HUGO, "content/new.md": front(title="New"), "deploy/rules.txt": "/old/ /new/\n"})
    assert verdict(other, "content/new.md", "/old/") == "broken"
