"""Several sites in one repository, and which of them a post belongs to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from runs import git, run, write

from contentlint.site import MemoryTree, Sites, SiteSettings, only
from contentlint.site.markers import is_marker, roots

HUGO = {
    "blog/hugo.toml": 'baseURL = "https://tea.example/"',
    "blog/content/posts/green.md": "---\ntitle: Green\n---\n\n[black](/posts/black/) [gone](/posts/gone/)\n",
    "blog/content/posts/black.md": "---\ntitle: Black\n---\n",
}
DOCS = {
    "website/docusaurus.config.js": "module.exports = {presets: [['classic', {docs: {path: '../docs'}}]]}",
    "docs/intro.md": "# Intro\n\n[guide](./guide.md) [gone](/docs/gone)\n",
    "docs/guide.md": "# Guide\n",
    "website/README.md": "# Website\n\n[nothing](nothing.md)\n",
}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / ".cache"))
    git(Path(), "init", "-q")
    for path, text in {**HUGO, **DOCS, "README.md": "# All of it\n\n[x](nowhere.md)\n"}.items():
        write(path, text)
    return tmp_path


def findings(*arguments: str) -> dict[str, list[str]]:
    """The targets of broken links by file."""
    result = run("check", "--select", "broken-internal-link", "--format", "json", *arguments)
    found: dict[str, list[str]] = {}
    for one in json.loads(result.stdout)["findings"]:
        found.setdefault(one["path"], []).append(one["excerpt"])
    return found


def about(*arguments: str) -> Any:
    return json.loads(run("site", "--format", "json", *arguments).stdout)


def test_each_post_belongs_to_its_own_site() -> None:
    made = Sites(MemoryTree({**HUGO, **DOCS}))
    assert [(site.generator, site.project.root) for site in made.all] == [("hugo", "blog/"), ("docusaurus", "website/")]
    of = {path: site.generator if (site := made.of(path)) else None for path in [*HUGO, *DOCS] if path.endswith(".md")}
    assert of == {
        "blog/content/posts/green.md": "hugo",
        "blog/content/posts/black.md": "hugo",
        "docs/intro.md": "docusaurus",
        "docs/guide.md": "docusaurus",
        "website/README.md": None,
    }


def test_the_nearest_root_has_a_file_that_two_sites_could_publish() -> None:
    made = Sites(
        MemoryTree(
            {
                "_config.yml": "theme: minima",
                "index.md": "---\ntitle: I\n---\n",
                "docs/mkdocs.yml": "site_name: D",
                "docs/docs/a.md": "---\ntitle: A\n---\n",
            }
        )
    )
    assert [site.generator for site in made.all] == ["jekyll", "mkdocs"]
    owner = made.of("docs/docs/a.md")
    assert owner is not None
    assert owner.generator == "mkdocs"


def test_a_new_post_belongs_to_the_site_of_its_folder() -> None:
    made = Sites(MemoryTree({**HUGO, **DOCS}))
    assert [made.of(path).generator for path in ("blog/content/posts/new.md", "docs/new.md")] == ["hugo", "docusaurus"]  # type: ignore[union-attr]


def test_a_link_to_another_site_of_the_repository_may_work() -> None:
    files = {**HUGO, **DOCS, "blog/content/posts/red.md": "[intro](/docs/intro) [x](/docs/nothing)"}
    blog = Sites(MemoryTree(files)).of("blog/content/posts/red.md")
    assert blog is not None
    told = [blog.resolve("blog/content/posts/red.md", target).verdict for target in ("/docs/intro", "/docs/nothing")]
    assert told == ["unknown", "broken"]


def test_a_run_at_the_top_covers_every_site(repository: Path) -> None:
    assert findings() == {"blog/content/posts/green.md": ["/posts/gone/"], "docs/intro.md": ["/docs/gone"]}
    assert [site["generator"] for site in about()["sites"]] == ["hugo", "docusaurus"]


def test_a_run_in_a_folder_knows_the_site_around_it(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "docs")
    assert findings() == {"intro.md": ["/docs/gone"]}
    assert {page["file"]: page["url"] for page in about()["pages"]} == {
        "intro.md": "/docs/intro",
        "guide.md": "/docs/guide",
    }
    monkeypatch.chdir(repository / "website")
    assert [site["folder"] for site in about()["sites"]] == ["website/"]


def test_a_file_of_no_site_gets_the_rules_that_need_none(repository: Path) -> None:
    write("notes/loose.md", "# Notes\n\n[x](/nowhere/) [here](#nothing)\n\n![](a.png)\n")
    result = json.loads(run("check", "notes/loose.md", "--format", "json").stdout)
    assert {f["category"] for f in result["findings"]} == {"accessibility"}
    assert result["summary"]["files"] == 1


def test_a_paper_of_the_repository_is_skipped_when_it_is_named(repository: Path) -> None:
    result = run("check", "README.md", "--format", "json")
    summary = json.loads(result.stdout)["summary"]
    assert (result.exit_code, summary["files"], [s["path"] for s in summary["skipped"]]) == (0, 0, ["README.md"])


def test_a_folder_without_posts_ends_with_2_and_says_where_it_looked(repository: Path) -> None:
    write("empty/readme.txt", "")
    result = run("check", "empty")
    assert result.exit_code == 2
    assert "empty: no post found" in result.stderr
    assert "hugo in blog" in result.stderr
    assert run("check", "website").exit_code == 2


def test_nothing_new_since_a_commit_is_no_mistake(repository: Path) -> None:
    git(Path(), "add", "-A")
    git(Path(), "commit", "-q", "-m", "all")
    assert run("check", "--since", "HEAD").exit_code == 0


def test_a_configuration_without_site_does_not_end_the_search(repository: Path) -> None:
    write("contentlint.toml", 'fail-on = "warning"\n')
    assert set(findings()) == {"blog/content/posts/green.md", "docs/intro.md"}


def test_a_nested_configuration_counts_for_its_folder(repository: Path) -> None:
    write("blog/contentlint.toml", 'ignore = ["broken-internal-link"]\n[site]\nassume-exists = ["/posts/gone/"]\n')
    result = json.loads(run("check", "--format", "json").stdout)
    assert {f["path"] for f in result["findings"] if f["rule"] == "broken-internal-link"} == {"docs/intro.md"}
    assert {f["excerpt"] for f in result["findings"] if f["rule"] == "broken-internal-link"} == {"/docs/gone"}


def test_paths_of_a_nested_configuration_are_seen_from_its_folder(repository: Path) -> None:
    write("blog/contentlint.toml", '[site]\nroutes = {"content/posts/*.md" = "/tea/{slug}/"}\n')
    urls = {page["file"]: page["url"] for page in about()["pages"]}
    assert urls["blog/content/posts/green.md"] == "/tea/green/"


def test_a_checkout_inside_another_repository_is_its_own(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("contentlint.toml", 'select = ["long-sentence"]\n')
    write("vendored/hugo.toml", 'baseURL = "https://other.example/"')
    write("vendored/content/a.md", "---\ntitle: A\n---\n\n[gone](/gone/)\n")
    monkeypatch.chdir(repository / "vendored")
    git(Path(), "init", "-q")
    assert findings() == {"content/a.md": ["/gone/"]}


def test_an_example_counts_only_in_its_own_folder(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("examples/small/hugo.toml", "baseURL = '/'")
    write("examples/small/content/a.md", "---\ntitle: A\n---\n\n[gone](/gone/)\n")
    assert "examples/small/content/a.md" not in findings()
    monkeypatch.chdir(repository / "examples/small")
    assert findings() == {"content/a.md": ["/gone/"]}


def test_one_configuration_may_name_the_generator_of_one_site() -> None:
    settings = {"": SiteSettings(generator="mkdocs", root="handbook")}
    files = {**HUGO, "handbook/mkdocs.yml": "site_name: H", "handbook/docs/index.md": "# H\n"}
    assert [site.generator for site in Sites(MemoryTree(files), settings).all] == ["mkdocs"]


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("hugo.yaml", [""]),
        ("content/posts/hugo.md", []),
        ("site/.vuepress/config.ts", ["site/"]),
        ("eleventy.config.cjs", [""]),
        (".eleventy.js", [""]),
        ("zola.toml", [""]),
        ("docs/gatsby-config.ts", ["docs/"]),
        ("themes/x/exampleSite/config.toml", []),
        ("node_modules/a/astro.config.mjs", []),
        ("a/b/c/d/e/f/g/mkdocs.yml", []),
    ],
)
def test_markers(path: str, root: list[str]) -> None:
    assert roots([path]) == root


def test_a_marker_of_a_tool_that_is_not_known_makes_a_root_too() -> None:
    assert is_marker("gridsome.config.js")
    assert not is_marker("hugo.md")


@pytest.mark.parametrize(
    ("path", "text", "is_post"),
    [
        ("posts/tea.md", "---\ntitle: Tea\n---\n", True),
        ("README.md", "# Read me\n", False),
        ("CHANGELOG.md", "# Changes\n", False),
        ("LAUNCH_PLAN.md", "# Plan\n", False),
        ("posts/SEO.md", "---\ntitle: SEO\n---\n", True),
        (".github/pull_request_template.md", "text", False),
        ("templates/post.md", "---\ntitle: x\n---\n", False),
        ("posts/new.md", "---\ntitle: x\ndate: YYYY-MM-DD\n---\n", False),
        ("posts/email-templates.md", "---\ntitle: Templates for mails\ndate: 2026-01-02\n---\n", True),
    ],
)
def test_what_is_no_post_among_markdown_files(path: str, text: str, is_post: bool) -> None:
    made = Sites(MemoryTree({"posts/other.md": "---\ntitle: Other\n---\n", path: text}))
    assert (made.why_no_post(path) is None) is is_post


def test_a_readme_below_is_a_page_where_nothing_has_front_matter() -> None:
    made = Sites(MemoryTree({"README.md": "# Top\n", "guide/README.md": "# Guide\n", "guide/a.md": "# A\n"}))
    assert list(made.main.pages) == ["guide/README.md", "guide/a.md"]


UNKNOWN = {
    "gridsome.config.js": "module.exports = {}",
    "content/blog/tea.md": "---\ntitle: Tea\n---\n\n## Cups\n",
    "content/blog/cakes.md": "---\ntitle: Cakes\n---\n",
    "public/img/cup.png": "x",
}


@pytest.mark.parametrize(
    ("target", "image", "verdict"),
    [
        ("/blog/tea", False, "unknown"),
        ("tea", False, "unknown"),
        ("./tea.md", False, "ok"),
        ("./gone.md", False, "broken"),
        ("#cups", False, "unknown"),
        ("tea.md#nothing", False, "unknown"),
        ("/img/cup.png", True, "ok"),
        ("../img/cup.png", True, "ok"),
        ("/img/gone.png", True, "broken"),
        ("gone.png", True, "broken"),
    ],
)
def test_of_an_unknown_generator_files_and_pictures_are_judged(target: str, image: bool, verdict: str) -> None:
    site = only(MemoryTree(UNKNOWN))
    assert "Gridsome" in site.why
    assert site.resolve("content/blog/cakes.md", target, image=image).verdict == verdict


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\n\n", "\ufeff\n"])
def test_front_matter_is_read_whatever_stands_before_it(before: str, ends: str) -> None:
    post = f"{before}---\ntitle: Tea\nslug: green\n---\n\nText.\n".replace("\n", ends)
    site = only(MemoryTree({"hugo.toml": "baseURL = '/'", "content/posts/a.md": post}))
    assert site.url("content/posts/a.md") == "/posts/green/"


def test_jekyll_wants_front_matter_on_the_first_line() -> None:
    page = "---\ntitle: Tea\n---\n"
    files = {"_config.yml": "theme: minima", "Gemfile": "gem 'jekyll'", "a.md": page, "b.md": "\n" + page}
    assert list(only(MemoryTree(files)).pages) == ["a.md"]


POST = "---\ntitle: T\n---\n"
STARLIGHT = "export default {integrations: [starlight({plugins: [starlightOpenAPI([{base: 'api'}])]})]}"


@pytest.mark.parametrize(
    ("files", "target", "verdict"),
    [
        # A post without a date leaves open its own address, and no other.
        ({"_config.yml": "permalink: :year/:title/", "source/_posts/tea.md": POST}, "/2024/tea/", "unknown"),
        ({"_config.yml": "permalink: :year/:title/", "source/_posts/tea.md": POST}, "/2024/cakes/", "broken"),
        # VuePress 1 ends every permalink with a slash.
        ({"docs/.vuepress/config.js": "", "docs/a.md": "---\npermalink: /us\n---\n"}, "/us/", "ok"),
        ({"docs/.vuepress/config.js": "", "docs/a.md": "---\npermalink: /us\n---\n"}, "/them/", "broken"),
        # Plugins of Starlight make pages at the places that they are given.
        (
            {
                "astro.config.mjs": STARLIGHT,
                "src/content/docs/a.md": POST,
            },
            "/api/orders/",
            "unknown",
        ),
        (
            {
                "astro.config.mjs": STARLIGHT,
                "src/content/docs/a.md": POST,
            },
            "/orders/",
            "broken",
        ),
        # Nextra's pages are files: what is none of them is not there.
        (
            {
                "package.json": '{"dependencies": {"next": "14", "nextra": "2"}}',
                "next.config.js": "",
                "pages/a.mdx": "# A\n",
            },
            "/a",
            "ok",
        ),
        (
            {
                "package.json": '{"dependencies": {"next": "14", "nextra": "2"}}',
                "next.config.js": "",
                "pages/a.mdx": "# A\n",
            },
            "/b",
            "broken",
        ),
        # A rewrite holds for the folder itself.
        (
            {
                "hugo.toml": "baseURL = '/'",
                "vercel.json": '{"rewrites": [{"source": "/app/(.*)", "destination": "https://x.example/$1"}]}',
                "content/a.md": POST,
            },
            "/app/",
            "unknown",
        ),
        # VitePress adds the base to links, and not to what components are given.
        ({"docs/.vitepress/config.ts": "export default {base: '/b/'}", "docs/a.md": POST}, "/b/a", "ok"),
        ({"docs/.vitepress/config.ts": "export default {base: '/b/'}", "docs/a.md": POST}, "/a", "ok"),
        ({"docs/.vitepress/config.ts": "export default {base: '/b/'}", "docs/a.md": POST}, "/b/c", "broken"),
        # What a package brings is where it is copied to.
        (
            {
                ".eleventy.js": "module.exports = c => { c.addPassthroughCopy({'node_modules/x/y.css': 'css/'}) }",
                "a.md": POST,
            },
            "/css/y.css",
            "ok",
        ),
        # Hosts differ in whether two slashes are one.
        ({"hugo.toml": "baseURL = '/'", "content/a.md": POST}, "/a//", "unknown"),
        ({"hugo.toml": "baseURL = '/'", "content/a.md": POST}, "/b//", "broken"),
        # The top of the host belongs to somebody else.
        ({"hugo.toml": "baseURL = 'https://x.org/b/'", "content/a.md": POST}, "/", "unknown"),
        # A page that some build step may copy to where it lies.
        (
            {"docs/.vitepress/config.ts": "", "docs/a.md": POST, "docs/api/index.html": "x"},
            "./api/index.html",
            "unknown",
        ),
        ({"docs/.vitepress/config.ts": "", "docs/a.md": POST}, "./api/index.html", "broken"),
    ],
)
def test_what_is_not_known_of_one_place_is_known_of_its_neighbour(
    files: dict[str, str], target: str, verdict: str
) -> None:
    here = next(path for path in files if path.endswith((".md", ".mdx")))
    assert only(MemoryTree(files)).resolve(here, target).verdict == verdict


def test_pictures_behind_a_rewriting_server_are_unknown() -> None:
    files = {
        "content/a.md": POST,
        "content/b.md": POST,
        "htdocs/.htaccess": "RewriteRule image/(.*) cimage.php?src=$1\n",
    }
    site = only(MemoryTree(files))
    assert site.resolve("content/a.md", "image/x.png", image=True).verdict == "unknown"


def test_pelican_looks_a_file_up_without_its_query() -> None:
    files = {"pelicanconf.py": "PATH = 'content'", "content/a.md": "Title: A\n\nx\n", "content/images/x.png": "x"}
    site = only(MemoryTree(files))
    told = [
        site.resolve("content/a.md", f"{{static}}images/{name}", image=True).verdict
        for name in ("x.png?w=6", "y.png?w=6")
    ]
    assert told == ["ok", "broken"]


def test_posts_whose_pictures_are_kept_elsewhere_miss_none() -> None:
    site = only(MemoryTree({"content/a.md": POST}))
    assert site.resolve("content/a.md", "/images/x.png", image=True).verdict == "unknown"
    assert site.resolve("content/a.md", "x.png", image=True).verdict == "broken"


def test_a_segment_with_as_many_files_as_targets_is_no_doubt() -> None:
    names = [f"n{number}" for number in range(30)]
    guide = {f"content/guide/{name}.md": POST for name in names}
    wrong = " ".join(f"[x](/guide/{name}-gone/)" for name in names[:25])
    made = only(MemoryTree({"hugo.toml": "baseURL = '/'", **guide, "content/a.md": wrong}))
    assert made.resolve("content/a.md", "/guide/n1-gone/").verdict == "broken"
    empty = only(MemoryTree({"hugo.toml": "baseURL = '/'", "content/a.md": wrong}))
    assert empty.resolve("content/a.md", "/guide/n1-gone/").verdict == "unknown"


OWNER = {"hugo.toml": 'baseURL = "https://tea.example/"', "content/posts/a.md": POST, "content/posts/old-tea.md": POST}


@pytest.mark.parametrize(
    ("target", "of_owner", "of_project"),
    [
        ("https://tea.example/other-repository/download.html", "unknown", "broken"),
        ("https://tea.example/roadmap", "unknown", "broken"),
        ("/roadmap", "broken", "broken"),  # who means another site writes its whole address
        ("https://tea.example/posts/gone/", "broken", "broken"),
        ("https://tea.example/old-tea/", "broken", "broken"),  # a post of that name lies elsewhere
    ],
)
def test_other_repositories_of_an_owner_lie_below_the_owners_site(target: str, of_owner: str, of_project: str) -> None:
    for is_of_owner, verdict in ((True, of_owner), (False, of_project)):
        sites = Sites(MemoryTree(OWNER), is_of_owner=lambda told=is_of_owner: told)  # type: ignore[misc]
        assert sites.main.resolve("content/posts/a.md", target).verdict == verdict


def test_an_owners_repository_is_known_by_its_remote(repository: Path) -> None:
    link = "---\ntitle: A\n---\n\n[x](https://tea.example/other/)\n"
    write("blog/content/posts/a.md", link)
    assert "blog/content/posts/a.md" in findings()
    git(repository, "remote", "add", "origin", "https://github.com/mo/mo.github.io.git")
    assert "blog/content/posts/a.md" not in findings()


TERMS = {
    "hugo.toml": "baseURL = '/'\n[taxonomies]\nauthor = 'authors'\n[permalinks.term]\nauthors = '/by/:slug/'\n",
    "content/authors/mo-le/_index.md": "---\ntitle: Mo\n---\n",
    "content/posts/a.md": "---\ntitle: A\nauthors: [mo-le, ann]\n---\n",
}


@pytest.mark.parametrize(
    ("target", "plain", "hook"),
    [
        ("/by/mo/", "ok", "ok"),  # the slug of a page is its title, if it says no other (Hugo 0.168)
        ("/by/mo-le/", "broken", "broken"),
        ("/by/ann/", "ok", "ok"),
        ("/by/nobody/", "broken", "broken"),
        ("/authors/mo-le/", "broken", "ok"),
        ("/authors/ann", "broken", "ok"),
    ],
)
def test_a_term_with_a_file_is_where_terms_are_and_a_hook_finds_it_by_name(target: str, plain: str, hook: str) -> None:
    assert only(MemoryTree(TERMS)).resolve("content/posts/a.md", target).verdict == plain
    with_hook = {
        **TERMS,
        "layouts/_default/_markup/render-link.html": "{{ (.Page.GetPage .Destination).RelPermalink }}",
    }
    assert only(MemoryTree(with_hook)).resolve("content/posts/a.md", target).verdict == hook


@pytest.mark.parametrize(
    ("target", "sure"),
    [
        ("/posts/tea-report-2021/", True),  # the same folder, without the year
        ("/tea-report-2021/", False),  # elsewhere: the report, or the post about it
        ("/docs/tea-report/", True),
        ("/tea-reports/", False),
        ("/categories/water/", False),  # one word may be that of two things
        ("/posts/tea-repot/", True),
    ],
)
def test_a_fix_needs_one_thing_that_can_be_meant(target: str, sure: bool) -> None:
    files = {"hugo.toml": "baseURL = '/'", "content/posts/tea-report.md": POST, "content/posts/water.md": POST}
    found = only(MemoryTree({**files, "content/a.md": POST})).suggest("content/a.md", target)
    assert found is not None
    assert found.sure is sure


def test_nested_projects_are_checked_once_however_they_are_named(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (".", "blog", "blog/content"):
        write(repository / folder / "contentlint.toml", "")
    for paths in ((".",), (str(repository),), (str(repository), str(repository / "blog"))):
        result = json.loads(run("check", *paths, "--format", "json").stdout)
        places = [
            (f["path"], f["line"], f["column"]) for f in result["findings"] if f["rule"] == "broken-internal-link"
        ]
        assert (len(places), len(set(places)), result["summary"]["files"]) == (2, 2, 4), paths


def test_a_root_may_be_written_with_a_dot() -> None:
    files = {"website/mkdocs.yml": "site_name: W", "website/docs/a.md": "# A\n"}
    (site,) = Sites(MemoryTree(files), {"": SiteSettings(root="website")}).all
    assert site.url("website/docs/a.md") == "/a/"


def test_a_folder_with_settings_is_a_site_of_plain_markdown() -> None:
    settings = {"docs/": SiteSettings(heading_ids="github"), "other/": SiteSettings()}
    made = Sites(MemoryTree({"docs/a.md": POST + "# T\n", "b.md": POST}), settings)
    assert [site.project.root for site in made.all] == ["", "docs/"]
    assert made.of("docs/a.md").resolve("docs/a.md", "#gone").verdict == "broken-anchor"  # type: ignore[union-attr]


def test_settings_below_a_folder_with_a_pattern_in_its_name(repository: Path) -> None:
    write("apps/[new]/mkdocs.yml", "site_name: N")
    write("apps/[new]/docs/a.md", "# A\n")
    write("apps/[new]/contentlint.toml", '[site]\nroutes = {"docs/*.md" = "/x/{stem}/"}\nroot = "./"\n')
    assert {p["file"]: p["url"] for p in about()["pages"]}["apps/[new]/docs/a.md"] == "/x/a/"


def test_a_folder_beside_every_site_still_has_an_answer(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("tools/run.sh", "")
    monkeypatch.chdir(repository / "tools")
    assert len(about()["sites"]) == 2
    assert run("site", "--url", "/posts/green/").exit_code == 0


def test_a_value_from_the_environment_is_no_mistake() -> None:
    config = 'site_url: !ENV [SITE_URL, "https://x.example/y/"]\nuse_directory_urls: !ENV [U, true]\n'
    made = only(MemoryTree({"mkdocs.yml": config, "docs/a.md": "# A\n"}))
    assert made.problems == []
    assert made.base == "/y"


def test_notes_below_a_folder_of_posts_need_no_front_matter() -> None:
    made = Sites(
        MemoryTree({"garden/index.md": "---\ntitle: G\n---\n", "garden/a/b/tea.md": "# Tea\n", "other/x.md": "# X\n"})
    )
    assert list(made.main.pages) == ["garden/a/b/tea.md", "garden/index.md"]
    top = Sites(MemoryTree({"about.md": "---\ntitle: A\n---\n", "tools/x.md": "# X\n"}))
    assert list(top.main.pages) == ["about.md"]
