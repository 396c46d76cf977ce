"""Images that are not in the repository and shown all the same, and what is wrong in drafts."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import site

from contentlint import lint_paths, lint_text
from contentlint.finding import Finding
from contentlint.post.post import Post
from contentlint.site.links import judge, references
from contentlint.site.reading import ignored

ALLOWED = "*\n!.gitignore\n\n!content/\n!content/**/\n!content/**/*.md\n"


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("*.jpg\n", "a/b.jpg", True),
        ("*.jpg\n!keep.jpg\n", "a/keep.jpg", False),
        ("/build\n", "build/a.md", True),
        ("/build\n", "docs/build/a.md", False),
        ("build/\n", "docs/build/a.md", True),
        ("build/\n", "build", False),
        ("build/\n!build/a.md\n", "build/a.md", True),
        ("a/*.md\n", "a/b/c.md", False),
        ("# *.md\n\n", "a.md", False),
        (ALLOWED, "content/posts/a.jpg", True),
        (ALLOWED, "content/posts/a.md", False),
        (ALLOWED, "static/a.md", True),
        ("{a,b}.md\n", "a.md", False),
    ],
)
def test_what_git_leaves_out(text: str, path: str, expected: bool) -> None:
    assert ignored.is_ignored(path, ignored.rules({"": text})) is expected


def test_a_deeper_file_has_the_last_word() -> None:
    known = ignored.rules({"": "*.jpg\n", "docs/": "!*.jpg\n"})
    assert (ignored.is_ignored("docs/a.jpg", known), ignored.is_ignored("a.jpg", known)) == (False, True)


def linted(folder: Path, files: dict[str, str], path: str, rule: str) -> list[Finding]:
    """What a rule finds in a file of a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return [f for f in lint_paths([folder / path], select=[rule]) if Path(f.path).name == Path(path).name]


def verdicts(files: dict[str, str], path: str) -> list[str]:
    """What becomes of the links and images of a post."""
    made = site(files)
    return [judge(made, path, one).verdict for one in references(Post(path, made.project.text(path)))]


HUGO = {"hugo.toml": "baseURL = 'https://tea.example/'\n", "static/pot.png": "x"}


def test_what_git_leaves_out_is_unknown_and_the_rest_is_broken() -> None:
    post = {"content/posts/a.md": "![a](/img/a.jpg) ![b](/img/b.png) [c](/img/c.jpg) [d](/img/d.png)\n"}
    assert verdicts({**HUGO, **post, ".gitignore": "*.jpg\npublic/\n"}, "content/posts/a.md") == [
        "unknown", "broken", "unknown", "broken",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kept_out", "unknown"),
    [
        ("/static/cv.pdf\n", "/cv.pdf"),
        ("/files/\n", "/files/cv.pdf"),
        ("content/api/\n", "/api/pots"),
        ("content/api/\n", "/api/pots/"),
    ],
)
def test_a_page_or_file_that_a_build_makes_is_unknown(kept_out: str, unknown: str) -> None:
    post = {"content/posts/a.md": f"[a]({unknown}) [b](/posts/b) [c](/posts/files/c.pdf)\n"}
    files = {**HUGO, **post, ".gitignore": kept_out}
    assert verdicts(files, "content/posts/a.md") == ["unknown", "broken", "broken"]
    assert verdicts({**HUGO, **post}, "content/posts/a.md")[0] == "broken"


def test_a_word_that_stands_for_an_address_in_a_shown_tag_is_no_link(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "baseURL = 'https://tea.example/'\n",
        "content/a.md": "<area href=url>, <a href='pot'>a</a>\n",
    }
    found = linted(tmp_path, files, "content/a.md", "broken-internal-link")
    assert [one.excerpt for one in found] == ["pot"]


def test_where_a_component_shows_the_images_none_is_broken() -> None:
    files = {
        "package.json": '{"dependencies": {"next": "15"}}',
        "next.config.js": "module.exports = {}",
        "app/page.tsx": "export default function Page() {}",
        "app/blog/page.mdx": "![a](./a.png) [b](/gone)\n",
    }
    own = {"components/text.tsx": "export const components = { img: (props) => <Picture {...props} /> } // MDX"}
    assert verdicts(files, "app/blog/page.mdx") == ["broken", "broken"]
    assert verdicts({**files, **own}, "app/blog/page.mdx") == ["unknown", "broken"]


def test_an_error_in_a_draft_is_a_warning() -> None:
    text = "---\ntitle: A\ndate: 2026-01-05\n{}---\n\nRead [the guide](http:/tea.example/a b).\n\n[x](htps://tea.example)\n"
    severity = {
        draft: [f.severity for f in lint_text(text.format(draft), path="a.md", select=["mistyped-address"])]
        for draft in ("", "draft: true\n", "draft: false\n", "published: false\n")
    }
    assert severity[""] and severity[""] == severity["draft: false\n"] == ["error"] * len(severity[""])
    assert set(severity["draft: true\n"]) == set(severity["published: false\n"]) == {"warning"}


def test_a_repeated_parameter_of_a_redirect_is_put_in() -> None:
    files = {
        "package.json": '{"dependencies": {"next": "15"}}',
        "vercel.json": '{"redirects": [{"source": "/blog/:path+", "destination": "/posts/:path+"}]}',
        "pages/posts/tea.mdx": "# Tea\n",
        "pages/a.mdx": "[a](/blog/tea) [b](/blog/coffee)\n",
    }
    assert verdicts(files, "pages/a.mdx") == ["ok", "broken"]


def test_code_beside_an_eleventy_build_may_write_files() -> None:
    config = "export default (c) => { %s }"
    files = {
        "package.json": '{"devDependencies": {"@11ty/eleventy": "3"}}',
        "a.md": "[a](/a.txt) [b](/b/)\n",
        "c.md": "C\n",
    }
    after = "c.on('eleventy.after', () => { fs.writeFileSync('_site/a.txt', '') })"
    assert verdicts({**files, "eleventy.config.js": config % ""}, "a.md") == ["broken", "broken"]
    assert verdicts({**files, "eleventy.config.js": config % after}, "a.md") == ["unknown", "broken"]


def test_an_older_hugo_makes_ids_of_all_that_is_written_in_a_heading() -> None:
    post = (
        "## [Black tea](https://tea.example/black)\n\n[a](#black-tea) [b](#black-teahttpsteaexampleblack) [c](#green)\n"
    )
    assert verdicts({**HUGO, "content/posts/a.md": post}, "content/posts/a.md")[1:] == [
        "ok",
        "unknown",
        "broken-anchor",
    ]


def test_the_repositories_that_posts_link_to_have_sites_below_the_owner() -> None:
    files = {
        "_config.yml": "url: https://ada.github.io\n",
        "_posts/2026-01-05-a.md": "---\ntitle: A\n---\n[a](/boats) [b](/trains) [c](https://github.com/ada/boats/issues)\n",
    }
    assert verdicts(files, "_posts/2026-01-05-a.md")[:2] == ["unknown", "broken"]
    files["_posts/2026-01-06-boats.md"] = "---\ntitle: B\npermalink: /boats/x/\n---\n"
    assert verdicts(files, "_posts/2026-01-05-a.md")[:2] == ["broken", "broken"]


def test_a_configuration_with_many_functions_has_one_return_of_its_own() -> None:
    filters = "\n".join(f"c.addFilter('f{n}', (x) => {{ return x }})" for n in range(60))
    config = f"module.exports = (c) => {{ {filters}\n return {{ dir: {{ input: 'src' }} }} }}"
    files = {"package.json": '{"devDependencies": {"@11ty/eleventy": "2"}}', ".eleventy.js": config}
    assert site({**files, "src/a.md": "A\n"}).url("src/a.md") == "/a/"


@pytest.mark.parametrize(
    ("written", "files", "expected"),
    [
        ("18/03/2015", {"_config.yml": "title: A\n"}, []),
        ("03/11/2015", {"_config.yml": "title: A\n"}, ["warning"]),
        ("03/18/2015", {"_config.yml": "title: A\n"}, ["warning"]),
        ("18/03/2015", {"hugo.toml": "title = 'A'\n"}, ["error"]),
        ("2015-02-30", {"_config.yml": "title: A\n"}, ["error"]),
    ],
)
def test_what_the_generator_reads_is_no_error(
    tmp_path: Path, written: str, files: dict[str, str], expected: list[str]
) -> None:
    text = f"---\ntitle: A\ndate: {written}\n---\n\nText.\n"
    path = "_posts/2015-03-18-a.md" if "_config.yml" in files else "content/posts/a.md"
    assert [f.severity for f in linted(tmp_path, {**files, path: text}, path, "invalid-date")] == expected


def test_a_year_is_a_date_only_where_the_post_is_dated_by_it() -> None:
    text = "---\ntitle: A\n{}: 1955\n---\n\nText.\n"
    found = {k: len(lint_text(text.format(k), path="a.md", select=["invalid-date"])) for k in ("date", "publish_date")}
    assert found == {"date": 1, "publish_date": 0}


FORM = """
collections:
  - name: book
    folder: _books
    create: true
    fields:
      - {name: title, widget: string}
      - {name: part, widget: number}
"""


@pytest.mark.parametrize(("with_part", "expected"), [(9, 1), (2, 0)])
def test_what_many_posts_do_against_a_form_is_the_habit_of_the_site(
    tmp_path: Path, with_part: int, expected: int
) -> None:
    files = {"_config.yml": "collections: {books: {output: true}}\n", "admin/config.yml": FORM}
    for n in range(12):
        files[f"_books/{n}.md"] = f"---\ntitle: B\n{'part: 1' if n < with_part else 'part:'}\n---\n"
    files["_books/0.md"] = "---\ntitle: B\npart: one\n---\n"
    assert len(linted(tmp_path, files, "_books/0.md", "schema-violation")) == expected


def test_a_backslash_is_a_slash_to_browsers() -> None:
    post = "![a](\\img\\pot.png) ![b](\\img\\no.png)\n"
    files = {**HUGO, "static/img/pot.png": "x", "content/posts/a.md": post}
    assert verdicts(files, "content/posts/a.md") == ["ok", "broken"]


@pytest.mark.parametrize(("files", "expected"), [({"hugo.toml": ""}, "warning"), ({"astro.config.mjs": ""}, "error")])
def test_a_key_that_stands_there_twice_stops_some_builds(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    path = "content/posts/a.md" if "hugo.toml" in files else "src/pages/a.md"
    text = "---\ntitle: A\ntags: [a]\ntags: [b]\n---\n\nText.\n"
    assert [f.severity for f in linted(tmp_path, {**files, path: text}, path, "duplicate-key")] == [expected]


def test_a_site_has_a_first_page_whatever_makes_it() -> None:
    files = {
        ".eleventy.js": "module.exports = c => ({ dir: { input: 'src' } });",
        "src/a.md": "---\npermalink: /a/\n---\n\n[home](/) [gone](/gone/)\n",
        "src/list.njk": "---\neleventyComputed:\n  permalink: \"{{ '/' if first == 'list' else '/list/' }}\"\n---\n",
    }
    assert verdicts(files, "src/a.md") == ["unknown", "broken"]
